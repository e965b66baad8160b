//! One rule: where it stands, how firmly it speaks, what it says, and what stands behind it. Never a bare text.

use crate::html::html;
use ident::{Confidence, SourceClass};
use protocol::RuleCard;
use yew::{AttrValue, Callback, Html};

use super::compare_tray::TraySet;
use super::icon::icon;
use super::{address, mechanism, modality, parameters, rich_text, standing, topic_chip};

/// What a card can do; the same for all cards of a list.
pub struct CardTools<'a> {
    /// Wants the address of this rule in the clipboard.
    pub copy: &'a Callback<AttrValue>,
    /// Wants this rule set in the compare tray, or out of it.
    pub compare: &'a Callback<TraySet>,
    /// Rule sets in the tray now.
    pub chosen: &'a [TraySet],
}

/// What the place around a card already says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardPlace {
    /// All cards are of one rule set.
    pub within_set: bool,
    /// All cards are on one topic.
    pub within_topic: bool,
}

/// One rule as a card.
pub fn rule_card(card: &RuleCard, place: CardPlace, tools: &CardTools<'_>) -> Html {
    html! {
        <article class="rule" key={card.id.clone()} id={card.id.clone()} tabindex="-1">
            <div class="rule__grid">
                <div class="rule__main">
                    <p class="rule__where">
                        if !place.within_set {
                            <a href={address::rule_set(&card.set)}>{&card.set_title}</a>{", "}
                        }
                        {&card.pinpoint}
                    </p>
                    <h3 class="rule__title"><a href={address::rule(&card.id)}>{&card.title}</a></h3>
                    <p class="row">{ modality::of_rule(card.modality, card.suggested) }{ binds(&card.binds) }</p>
                    <div class="rule__text">{ rich_text::rich_text(&card.text) }</div>
                    // A publisher's own wording has them in their places.
                    if card.paraphrase && !card.parameters.is_empty() {
                        { parameters::parameters(&card.parameters) }
                    }
                </div>
                <div class="rule__side">
                    { standing::of(card.standing, &card.set) }
                    { source_note(card) }
                    if let Some(topic) = card.topic.filter(|_| !place.within_topic) {
                        { topic_chip::topic_chip(topic, card.suggested) }
                    }
                    { mechanism::row(&card.mechanisms) }
                    { view_tools(card, tools) }
                </div>
            </div>
        </article>
    }
}

/// Who is bound, in words.
pub fn binds(binds: &[String]) -> Html {
    if binds.is_empty() {
        return Html::default();
    }
    // What is written as one word with hyphens is a name of a list: "public-authority".
    let words = |one: &String| match one.contains(' ') {
        true => one.clone(),
        false => one.replace('-', " "),
    };
    let all: Vec<String> = binds.iter().map(words).collect();
    html! { <span class="xs">{"binds "}{all.join(", ")}</span> }
}

/// What was read and in whose words the text is.
pub fn source_note(card: &RuleCard) -> Html {
    html! {
        <span class="srcnote">
            if let Some(confidence) = card.confidence {
                <span>{backing(confidence, card.source_class)}</span>
            }
            <span>{if card.paraphrase { "Paraphrase, not quotation" } else { "The publisher’s wording" }}</span>
            if let Some(status) = card.status {
                <span>{"Status: "}{status.label()}</span>
            }
        </span>
    }
}

/// How well a fact is supported, in words.
pub const fn backing(confidence: Confidence, class: Option<SourceClass>) -> &'static str {
    match (confidence, class) {
        (Confidence::Memory, _) | (Confidence::Read, Some(SourceClass::Memory)) => {
            "From memory, source not read"
        }
        (Confidence::Read, Some(SourceClass::Primary)) => "Source read: the issuer’s own text",
        (Confidence::Read, Some(SourceClass::Quoted)) => "Source read: wording quoted by others",
        (Confidence::Read, Some(SourceClass::Secondary)) => "Source read: reports and summaries",
        (Confidence::Read, None) => "Source read",
    }
}

/// A quiet or a plain button that puts a rule set into the compare tray, or takes it out.
pub fn compare_button(set: &str, title: &str, quiet: bool, tools: &CardTools<'_>) -> Html {
    let chosen = tools.chosen.iter().any(|kept| kept.id == set);
    let wanted = TraySet {
        id: set.to_owned().into(),
        title: title.to_owned().into(),
    };
    let onclick = tools.compare.reform(move |_| wanted.clone());
    let label = [
        if chosen { "Take " } else { "Add " },
        title,
        if chosen {
            " out of compare"
        } else {
            " to compare"
        },
    ];
    let (class, words) = match (quiet, chosen) {
        (true, _) => ("btn btn--quiet btn--icon", ""),
        (false, true) => ("btn", "In compare"),
        (false, false) => ("btn", "Add to compare"),
    };
    html! {
        <button {class} type="button" aria-label={quiet.then(|| AttrValue::from(label.concat()))}
            aria-pressed={if chosen { "true" } else { "false" }} {onclick}>
            { icon(if chosen { "#i-close" } else { "#i-plus" }) }{words}
        </button>
    }
}

/// A quiet or a plain button that copies an address.
pub fn copy_button(href: AttrValue, title: &str, quiet: bool, copy: &Callback<AttrValue>) -> Html {
    let onclick = copy.reform(move |_| href.clone());
    let label = quiet.then(|| AttrValue::from(["Copy link to ", title].concat()));
    html! {
        <button class={if quiet { "btn btn--quiet btn--icon" } else { "btn" }} type="button" aria-label={label} {onclick}>
            { icon("#i-link") }{if quiet { "" } else { "Copy link" }}
        </button>
    }
}

fn view_tools(card: &RuleCard, tools: &CardTools<'_>) -> Html {
    html! {
        <div class="rule__tools no-print">
            { copy_button(address::rule(&card.id), &card.title, true, tools.copy) }
            { compare_button(&card.set, &card.set_title, true, tools) }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backing_never_says_more_than_was_done() {
        assert_eq!(
            backing(Confidence::Memory, Some(SourceClass::Primary)),
            "From memory, source not read"
        );
        assert_eq!(
            backing(Confidence::Read, Some(SourceClass::Memory)),
            "From memory, source not read"
        );
        for class in SourceClass::ALL {
            for confidence in Confidence::ALL {
                assert!(!backing(*confidence, Some(*class)).contains("verified"));
            }
        }
    }
}
