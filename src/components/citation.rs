//! A rule as a line to cite: whose, what, where, as of when, and that it is a paraphrase. Never adds today's date.

use crate::html::html;
use protocol::RuleView;
use yew::{AttrValue, Callback, Html};

use super::day;
use super::icon::icon;

/// The line.
pub fn citation(view: &RuleView, as_of: &str) -> String {
    let mut line = String::new();
    let mut add = |part: &str| line.push_str(part);
    if !view.set.issuer.is_empty() {
        add(&view.set.issuer);
        add(", ");
    }
    add("“");
    add(&view.card.title);
    add("”, ");
    add(&view.set.title);
    if !view.card.pinpoint.is_empty() {
        add(", ");
        add(&view.card.pinpoint);
    }
    if !view.set.date.is_empty() {
        add(" (");
        add(&day::text(&view.set.date));
        add(")");
    }
    add(if view.card.paraphrase {
        ", paraphrased in Rulescape"
    } else {
        ", read in Rulescape"
    });
    if !as_of.is_empty() {
        add(", atlas as of ");
        add(&day::text(as_of));
    }
    add(".");
    line
}

/// A text with a button that copies it; `copy` is told the text.
pub fn copy_box(text: AttrValue, copy: &Callback<AttrValue>) -> Html {
    let onclick = {
        let text = text.clone();
        copy.reform(move |_| text.clone())
    };
    html! {
        <div class="copybox">
            <p>{text}</p>
            <button class="btn no-print" type="button" {onclick}>{ icon("#i-copy") }{"Copy"}</button>
        </div>
    }
}
