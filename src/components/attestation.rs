//! One attestation in a list: what it says, who signed, how it stands and why. Never shows a signer's words as ours.

use ident::Standing;
use protocol::{EvidenceRow, IssuerView, NamedBy};
use yew::Html;

use super::{address, checks, day, number, standing};
use crate::html::html;
use crate::route::Route;

/// Longer lists of subjects stand on the verdict's own page.
const SUBJECTS: usize = 4;

/// Attestations, one below the other.
pub fn list<'a>(rows: impl Iterator<Item = &'a EvidenceRow>) -> Html {
    html! { <ol class="attests">{ for rows.map(entry) }</ol> }
}

/// The address of one verdict.
pub fn address_of(id: &str) -> String {
    Route::Verdict(id.to_owned()).href()
}

fn entry(row: &EvidenceRow) -> Html {
    html! {
        <li key={row.id.clone()} class="attest">
            <h3><a href={address_of(&row.id)}>{&row.says}</a></h3>
            <p class="attest__standing">{ standing::badge(row.standing) }</p>
            <div class="attest__words">
                <p>{ signed_by(row) }{"."}</p>
                if !row.about.is_empty() {
                    <p>{"About "}{ subjects(row) }</p>
                }
                if let Some(check) = &row.decisive {
                    <p><strong>{checks::question(check)}</strong>{" "}{ checks::said(check) }</p>
                }
                if row.rebutted > 0 {
                    <p class="attest__dispute">{"Disputed by "}{number::of(row.rebutted, "other statement", "other statements")}{"; they stand beside it on its page."}</p>
                }
                if row.rebuts {
                    <p class="attest__dispute">{"Disputes another statement."}</p>
                }
                <p class="xs muted">
                    {&row.kind}{", "}{&row.file}
                    if row.line > 0 {
                        {", line "}{row.line}
                    }
                    if !row.dated.is_empty() {
                        {", dated "}{ day::day(date_of(&row.dated)) }{" by the signer"}
                    }
                </p>
            </div>
        </li>
    }
}

/// The day of a moment in RFC 3339.
pub fn date_of(moment: &str) -> &str {
    moment.split(['T', ' ']).next().unwrap_or(moment)
}

/// Why nobody is named; a signature that could not be checked may still be sound.
const fn unsigned_by(standing: Standing) -> &'static str {
    match standing {
        Standing::Unsigned => "Signed by nobody",
        Standing::NotCheckableHere => {
            "Its signature could not be checked, so nobody can be named as the signer"
        }
        Standing::Broken | Standing::IntactKeyUnknown | Standing::ConfirmedByChosenKey => {
            "No signature holds, so nobody can be named as the signer"
        }
    }
}

/// Who signed and who vouches for that name.
pub fn signed_by(row: &EvidenceRow) -> Html {
    let issuer = &row.issuer;
    if issuer.key.is_empty() {
        return html! { {unsigned_by(row.standing)} };
    }
    if issuer.by == NamedBy::Nobody {
        return html! { <>{"Signed with a key of nobody known: "}{&issuer.vouched}</> };
    }
    html! {
        <>
            {"Signed by "}
            if let Some(community) = &issuer.community {
                { address::who(community) }
            } else {
                <strong>{&issuer.name}</strong>
            }
            { vouched(issuer) }
        </>
    }
}

/// Who says that the name is right.
pub fn vouched(issuer: &IssuerView) -> Html {
    let lead = match issuer.by {
        NamedBy::Reader | NamedBy::Recognised | NamedBy::Key | NamedBy::Nobody => ", ",
        NamedBy::Authority => ", a name vouched for by ",
        NamedBy::History | NamedBy::Itself => ", a name given by ",
    };
    html! { <>{lead}{&issuer.vouched}</> }
}

fn subjects(row: &EvidenceRow) -> Html {
    html! {
        <>
            for (at, link) in row.about.iter().take(SUBJECTS).enumerate() {
                if at > 0 {
                    {", "}
                }
                { address::link(link) }
            }
            if row.about.len() > SUBJECTS {
                {" and "}{row.about.len() - SUBJECTS}{" more"}
            }
        </>
    }
}
