//! A rule set in a few lines: name, how it binds, status, forces, standing. Never loads the set.

use crate::html::html;
use ident::Status;
use protocol::SetRef;
use yew::Html;

use super::{address, binding, day, modality, number, standing};

/// A rule set as an entry of a list.
pub fn set_line(set: &SetRef) -> Html {
    html! {
        <article class={binding::line(set.binding)}>
            <div class="setline">
                <div class="setline__head">
                    <h3 class="setline__title"><a href={address::rule_set(&set.id)}>{&set.title}</a></h3>
                    { standing::of(set.standing, &set.id) }
                </div>
                <p class="row">{ binding::of_set(set) }<span class="xs muted">{ life(set) }</span></p>
                { modality::bar(&set.forces) }
            </div>
        </article>
    }
}

/// A rule set as one line: a link, its issuer and how it binds.
pub fn short(set: &SetRef) -> Html {
    html! {
        <span class="setline__short">
            <a href={address::rule_set(&set.id)}>{&set.title}</a>
            { issuer(set) }
            { binding::of_set(set) }
        </span>
    }
}

/// Where the set stands in its life: status, date, number of rules.
pub fn life(set: &SetRef) -> Html {
    html! {
        <>
            {capitalised(set.status)}
            if !set.date.is_empty() {
                {", "}{ day::day(&set.date) }
            }
            {", "}{number::of(set.rules, "rule", "rules")}
        </>
    }
}

/// Its issuer, as a link where there is a page for it; nothing if the set is named like its issuer.
pub fn issuer(set: &SetRef) -> Html {
    match &set.community {
        Some(id) => html! { <a class="muted" href={address::community(id)}>{&set.issuer}</a> },
        None => html! { <span class="muted">{&set.issuer}</span> },
    }
}

/// A status at the start of a line.
pub fn capitalised(status: Status) -> &'static str {
    match status {
        Status::InForce => "In force",
        Status::PartlyInForce => "In force, in phases",
        Status::EnactedNotInForce => "Adopted, not yet in force",
        Status::Proposed => "Proposed",
        Status::Draft => "Draft",
        Status::Superseded => "Superseded",
        Status::Revoked => "No longer in force",
        Status::Lapsed => "Lapsed",
    }
}
