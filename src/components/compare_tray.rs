//! The rule sets a reader put aside to compare, in a bar that follows them. Never compares.

use crate::html::html;
use yew::{AttrValue, Callback, Html};

use super::icon::icon;
use super::number;

/// A rule set in the bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraySet {
    /// Its id.
    pub id: AttrValue,
    /// Its title.
    pub title: AttrValue,
}

/// The bar; nothing while it is empty. `href` leads to the comparison, `remove` is told a rule set's id.
pub fn compare_tray(sets: &[TraySet], href: AttrValue, remove: &Callback<AttrValue>) -> Html {
    if sets.is_empty() {
        return Html::default();
    }
    let count = number::len(sets);
    html! {
        <section class="tray no-print" aria-label="Compare tray">
            <div class="wrap tray__in">
                <strong class="small" role="status">{"Compare "}<span class="num">{count}</span></strong>
                <ul class="tray__items">
                    for set in sets {
                        <li key={&*set.id} class="tray__item">{ view_item(set, remove) }</li>
                    }
                </ul>
                if count < 2 {
                    <a class="btn btn--primary" href="#/compare">{"Choose one more"}</a>
                } else {
                    <a class="btn btn--primary" {href}>{"Compare "}{count}{" rule sets"}</a>
                }
            </div>
        </section>
    }
}

fn view_item(set: &TraySet, remove: &Callback<AttrValue>) -> Html {
    let id = set.id.clone();
    let onclick = remove.reform(move |_| id.clone());
    html! {
        <>
            <span class="tray__name">{&set.title}</span>
            <button type="button" aria-label={["Remove ", &*set.title].concat()} {onclick}>{ icon("#i-close") }</button>
        </>
    }
}
