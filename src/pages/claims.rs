//! `#/claims`: rules by organisations, what is claimed about each. Never takes a missing claim for a broken promise.

use ident::Standing;
use protocol::{Ask, CheckOutcome, ClaimCell, ClaimRow, ClaimState, ClaimsAsk, ClaimsView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use crate::components::icon::icon;
use crate::components::pager::{Part, pager};
use crate::components::{
    address, attestation, checks, crumbs, number, page_head, segment, standing, state, typeset,
};
use crate::effects::atlas;
use crate::html::html;
use crate::route::Route;

/// Rows of a full page, for the links to the next one.
const STEP: u32 = 50;
/// More statements behind a cell than this stand in the list of all.
const STATEMENTS: usize = 4;
const LEDE: &str = "Who has signed that an organisation keeps a rule: the organisation itself or somebody else. A signed \
                    claim is a claim; that none is listed proves nothing.";

/// The question behind a place.
pub fn ask(place: &ClaimsAsk) -> Ask {
    Ask::Claims(ClaimsAsk {
        limit: STEP,
        ..place.clone()
    })
}

/// The page.
pub fn view(place: &ClaimsAsk, scene: &Scene<'_>) -> Html {
    let above = crumbs::crumbs(
        &[(
            Route::Evidence(Default::default()).href().into(),
            AttrValue::Static("Evidence"),
        )],
        "Claims",
    );
    html! {
        <div class="stack">
            { page_head::page_head(above, "Who claims to keep which rule?", LEDE, Html::default()) }
            { answered(scene.page(), |view: &ClaimsView| view_claims(view, place)) }
        </div>
    }
}

fn view_claims(view: &ClaimsView, place: &ClaimsAsk) -> Html {
    if view.columns.is_empty() && view.choices.is_empty() {
        return view_nothing(view);
    }
    let shown = number::len(&view.rows);
    html! {
        <div class="stack">
            { view_sets(view, place) }
            { view_states(view, place) }
            { segment::segment("Rules shown", &[
                ("Rules somebody claims to keep", link(ClaimsAsk { everything: false, offset: 0, ..place.clone() }), !place.everything),
                ("All rules", link(ClaimsAsk { everything: true, offset: 0, ..place.clone() }), place.everything),
            ]) }
            if view.rows.is_empty() {
                { state::empty("No rule fits", html! { <p><a href="#/claims">{"Show all claims"}</a></p> }) }
            } else {
                { view_table(view) }
            }
            { pager("rules", Part { offset: view.offset, shown, total: view.total, step: STEP }, &|offset| {
                link(ClaimsAsk { offset, ..place.clone() })
            }) }
            { view_limits(view) }
        </div>
    }
}

fn view_nothing(view: &ClaimsView) -> Html {
    html! {
        <div class="stack">
            { state::empty("Nobody claims anything in a form that could be checked", html! {
                <div class="stack-s">
                    <p>{"No signed statement that is loaded says of anybody that a rule is kept or not kept. That proves nothing."}</p>
                    if !atlas::is_demonstration() {
                        <p><a class="btn btn--primary" href={atlas::DEMONSTRATION_LINK}>{"See what evidence looks like"}</a></p>
                    }
                </div>
            }) }
            { view_limits(view) }
        </div>
    }
}

fn view_limits(view: &ClaimsView) -> Html {
    page_head::section(
        "claims-limits",
        "What this table cannot show",
        view_words(&view.words),
    )
}

fn link(ask: ClaimsAsk) -> AttrValue {
    Route::Claims(ask).href().into()
}

fn view_sets(view: &ClaimsView, place: &ClaimsAsk) -> Html {
    html! {
        <nav aria-label="Rule sets" class="row small eyes">
            <a href={link(ClaimsAsk { sets: Vec::new(), offset: 0, ..place.clone() })} aria-current={place.sets.is_empty().then_some("true")}>{"All rule sets"}</a>
            for (set, claimed) in &view.choices {
                <a key={set.id.clone()} href={link(ClaimsAsk { sets: vec![set.id.clone()], offset: 0, ..place.clone() })}
                    aria-current={place.sets.contains(&set.id).then_some("true")}>{&set.name}{" ("}{number::count(*claimed)}{")"}</a>
            }
        </nav>
    }
}

fn view_states(view: &ClaimsView, place: &ClaimsAsk) -> Html {
    html! {
        <ul class="row plain claims__states" aria-label="What is claimed, by how often">
            for &(one, count) in &view.states {
                <li key={one.as_str()}>
                    <a href={link(ClaimsAsk { states: flipped(&place.states, one), offset: 0, ..place.clone() })}
                        aria-current={place.states.contains(&one).then_some("true")}>{ mark(one, false) }</a>
                    {" "}<span class="num small">{number::count(count)}</span>
                </li>
            }
        </ul>
    }
}

fn flipped(states: &[ClaimState], one: ClaimState) -> Vec<ClaimState> {
    if states.contains(&one) {
        return states
            .iter()
            .copied()
            .filter(|state| *state != one)
            .collect();
    }
    states.iter().copied().chain([one]).collect()
}

fn view_table(view: &ClaimsView) -> Html {
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Rules by organisations">
            <table class="twin twin--stack claims">
                <caption>{"Rules by organisations: what somebody signed about each. Seen from your viewpoint."}</caption>
                <thead>
                    <tr>
                        <th scope="col">{"Rule"}</th>
                        for column in &view.columns {
                            <th scope="col" key={column.id.clone()}>
                                if let Some(community) = &column.community {
                                    { address::link(community) }
                                } else {
                                    {&column.name}
                                }
                                if column.named_only {
                                    <span class="claims__where xs muted">{"only named by the signer"}</span>
                                }
                            </th>
                        }
                    </tr>
                </thead>
                <tbody>{ for view.rows.iter().map(|row| view_row(row, view)) }</tbody>
            </table>
        </div>
    }
}

fn view_row(row: &ClaimRow, view: &ClaimsView) -> Html {
    html! {
        <tr>
            <th scope="row">
                if let Some(rule) = &row.rule {
                    { address::link(rule) }
                    <span class="claims__where xs muted">{&row.pinpoint}{", "}{&row.set.name}{" · "}<a href={Route::Chain(rule.id.clone()).href()}>{"What stands behind it"}</a></span>
                } else {
                    { address::link(&row.set) }<span class="claims__where xs muted">{"As a whole"}</span>
                }
            </th>
            for (cell, column) in row.cells.iter().zip(&view.columns) {
                { view_cell(cell, row, &column.name) }
            }
        </tr>
    }
}

fn view_cell(cell: &ClaimCell, row: &ClaimRow, organisation: &str) -> Html {
    let about = row.rule.as_ref().unwrap_or(&row.set);
    let confirmed = cell.standing == Standing::ConfirmedByChosenKey;
    html! {
        <td class="own" data-head={organisation.to_owned()}>
            if let Some(first) = cell.evidence.first() {
                <a href={attestation::address_of(first)}>{ mark(cell.state, confirmed) }</a>
            } else {
                { mark(cell.state, confirmed) }
            }
            if cell.disputed {
                {" "}<span class="claim claim--open">{"disputed"}</span>
            }
            if !cell.words.is_empty() && cell.state != ClaimState::NoClaim {
                <p class="xs muted">{ typeset::sentence(&cell.words) }</p>
            }
            if cell.evidence.len() > 1 {
                <p class="xs">
                    for (at, id) in cell.evidence.iter().enumerate().take(STATEMENTS).skip(1) {
                        <a href={attestation::address_of(id)}>{"Statement "}{at + 1}</a>{" "}
                    }
                    if cell.evidence.len() > STATEMENTS {
                        <a href={standing::evidence(&about.id)}>{"all "}{cell.evidence.len()}</a>
                    }
                </p>
            }
        </td>
    }
}

/// A state as symbol and word. Green only where somebody else says so with a key you chose.
fn mark(one: ClaimState, confirmed: bool) -> Html {
    let signed = if confirmed {
        "#s-confirmed"
    } else {
        "#s-intact"
    };
    let (class, symbol) = match one {
        ClaimState::ThirdParty if confirmed => ("claim claim--third", icon(signed)),
        ClaimState::ThirdParty | ClaimState::SelfAttested => ("claim claim--self", icon(signed)),
        ClaimState::Failed => ("claim claim--bad", checks::symbol(CheckOutcome::Failed)),
        ClaimState::Broken => ("claim claim--bad", icon("#s-broken")),
        ClaimState::Expired | ClaimState::Revoked => ("claim claim--open", icon("#i-ended")),
        ClaimState::NotChecked => {
            let symbol = checks::symbol(CheckOutcome::NotChecked);
            ("claim claim--open", symbol)
        }
        ClaimState::NoClaim => {
            let symbol = checks::symbol(CheckOutcome::NotApplicable);
            ("claim claim--none", symbol)
        }
    };
    html! { <span {class}>{ symbol }<span>{one.label()}</span></span> }
}

fn view_words(words: &[String]) -> Html {
    html! {
        <ul class="dots small prose">
            <li>{"Whether a rule is kept. It shows what somebody signed about it."}</li>
            for sentence in words {
                <li>{ typeset::sentence(sentence) }</li>
            }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_added_and_taken_away() {
        let one = flipped(&[], ClaimState::Expired);
        assert_eq!(one, [ClaimState::Expired]);
        assert_eq!(flipped(&one, ClaimState::Expired), []);
    }
}
