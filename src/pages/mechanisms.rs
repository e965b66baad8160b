//! What the rules of bodies and rule sets lean on, side by side. Never weighs, never adds up different mechanisms.

use ident::Mechanism;
use protocol::{Filter, HitKind, Link, MechanismGroup, MechanismsAsk, MechanismsView};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::choice::choice;
use crate::components::data_table::data_table;
use crate::components::facets::{Facets, applied, facets};
use crate::components::icon::icon;
use crate::components::rule_card::copy_button;
use crate::components::{address, crumbs, mechanism, number, page_head, state};
use crate::html::html;
use crate::route::{Route, RuleSetPlace};

/// The heading, and the title of the tab.
pub const TITLE: &str = "What rules lean on";

const LEDE: &str = "Five incentives let communities keep their own rules; public authority is the backstop. Which of \
                    them a rule leans on is the reading of the atlas’s authors, not a statement of the issuer.";

/// Most that fit beside each other.
const MAX: usize = 8;

/// What a reader can do on the page.
struct Hands {
    filter: Callback<Filter>,
    of: Callback<Vec<String>>,
    tools: Tools,
}

/// The page.
pub fn view(place: &MechanismsAsk, scene: &Scene<'_>) -> Html {
    let (by_filter, by_choice) = (place.clone(), place.clone());
    let address = scene.reach.address.clone();
    let hands = Hands {
        filter: scene.on_filter(move |filter| {
            Route::Mechanisms(MechanismsAsk {
                filter,
                ..by_filter.clone()
            })
        }),
        of: Callback::from(move |of| {
            address.go(Route::Mechanisms(MechanismsAsk {
                of,
                ..by_choice.clone()
            }));
        }),
        tools: scene.tools(),
    };
    answered(scene.page(), |view: &MechanismsView| {
        view_page(view, place, &hands)
    })
}

fn view_page(view: &MechanismsView, place: &MechanismsAsk, hands: &Hands) -> Html {
    let above = crumbs::crumbs(&[("#/compare".into(), "Compare".into())], TITLE);
    let href = Route::Mechanisms(place.clone()).href().into();
    html! {
        <div class="stack mechanisms">
            { page_head::page_head(above, TITLE, LEDE, view_chosen(view, place, hands)) }
            if !view.missing.is_empty() {
                <p class="state" role="status"><span><strong>{"Not shown: "}</strong><code>{view.missing.join(", ")}</code>
                    {". Eight fit beside each other; what is not in the built-in atlas must be loaded first: "}<a href="#/sources">{"see what is loaded here"}</a>{"."}</span></p>
            }
            <div class="row">
                { facets(&Facets { label: "Filter rules", facets: &view.facets, filter: &place.filter, on_change: &hands.filter, folded: true, fold: &hands.tools.fold }) }
                { copy_button(href, "", false, &hands.tools.copy_link) }
            </div>
            { applied(&view.facets, &place.filter, &hands.filter) }
            if view.groups.is_empty() {
                { state::empty("Nothing to count", html! { <p>{"No loaded rule fits."}</p> }) }
            } else {
                { view_words(view) }
                { view_picture(view) }
                { view_table(view, place) }
                { view_method() }
            }
        </div>
    }
}

/// Who is compared, each with a button to take it out, and the list to add somebody.
fn view_chosen(view: &MechanismsView, place: &MechanismsAsk, hands: &Hands) -> Html {
    let add = {
        let before = place.of.clone();
        hands
            .of
            .reform(move |id: String| before.iter().cloned().chain([id]).collect())
    };
    let without = |link: &Link| {
        let left: Vec<String> = place
            .of
            .iter()
            .filter(|id| **id != link.id)
            .cloned()
            .collect();
        hands.of.reform(move |_: MouseEvent| left.clone())
    };
    let nobody = (
        String::new(),
        if view.overall {
            "Choose a body or an instrument"
        } else {
            "Choose another"
        }
        .to_owned(),
    );
    let left = view
        .choices
        .iter()
        .filter(|link| !place.of.contains(&link.id));
    let options =
        std::iter::once(nobody).chain(left.map(|link| (link.id.clone(), link.name.clone())));
    html! {
        <div class="row mechanisms__chosen">
            if !view.overall {
                <ul class="chips no-print" aria-label="Compared here">
                    for link in view.groups.iter().filter_map(|group| group.link.as_ref()) {
                        <li key={link.id.clone()}><button class="btn" type="button" aria-label={["Take out ", &link.name].concat()}
                            onclick={without(link)}>{&link.name}{ icon("#i-close") }</button></li>
                    }
                </ul>
            }
            if view.groups.len() < MAX || view.overall {
                { choice("add-body", "Compare", "Add", "", options, &add) }
            }
            if !view.overall {
                <a class="btn no-print" href={Route::mechanisms(Vec::new()).href()}>{"All kinds of bodies"}</a>
            }
        </div>
    }
}

fn view_words(view: &MechanismsView) -> Html {
    html! {
        <div class="prose">
            if view.overall {
                <p class="small">{"Everything loaded that is in force, by kind of body. Choose bodies above to compare them."}</p>
            }
            <details open={!view.overall}>
                <summary>{"In words"}</summary>
                <ul class="dots small">
                    for line in &view.words {
                        <li>{line}</li>
                    }
                </ul>
            </details>
        </div>
    }
}

/// One block of bars for each; all bars are shares of the rules of their own block.
fn view_picture(view: &MechanismsView) -> Html {
    html! {
        <div class="mechanisms__picture">
            for group in &view.groups {
                <section key={group.name.clone()}>
                    <h2>{ view_name(group) }</h2>
                    { mechanism::bars(&group.counts, group.rules) }
                    <p class="xs muted">{"Of "}{number::of(group.rules, "rule", "rules")}
                        if group.bodies > 1 {
                            {" of "}{number::count(group.bodies)}{" bodies or instruments"}
                        }
                        if group.unstated > 0 {
                            {"; "}{number::count(group.unstated)}{" not stated"}
                        }
                    </p>
                </section>
            }
        </div>
    }
}

fn view_name(group: &MechanismGroup) -> Html {
    match &group.link {
        Some(link) => address::link(link),
        None => html! { {&group.name} },
    }
}

/// The same as numbers; every count leads to its rules or to what it is made of.
fn view_table(view: &MechanismsView, place: &MechanismsAsk) -> Html {
    let mut heads = vec![if view.overall {
        "Kind of body"
    } else {
        "Body or rule set"
    }];
    heads.extend(Mechanism::ALL.iter().map(|mechanism| mechanism.label()));
    heads.extend(["More than one", "Not stated", "Rules"]);
    let rows = view.groups.iter().map(|group| {
        html! {
            <tr key={group.name.clone()}>
                <th scope="row">{ view_name(group) }</th>
                for (&mechanism, &count) in Mechanism::ALL.iter().zip(&group.counts) {
                    <td>
                        if count == 0 {
                            <span class="muted">{"none"}</span>
                        } else {
                            <a class="num" href={parts(group, mechanism, &place.filter)}>{number::count(count)}</a>
                            <span class="xs muted num">{" "}{percent(count, group.rules)}</span>
                        }
                    </td>
                }
                <td class="num">{number::count(group.several)}</td>
                <td class="num">{number::count(group.unstated)}</td>
                <td class="num">{number::count(group.rules)}</td>
            </tr>
        }
    });
    data_table(
        "How many rules lean on what; a rule can lean on several",
        "mechanisms",
        &heads,
        rows.collect(),
    )
}

/// Where the counted rules are: in the one rule set, or one step closer to it.
fn parts(group: &MechanismGroup, mechanism: Mechanism, filter: &Filter) -> String {
    let filter = Filter {
        mechanisms: vec![mechanism],
        ..filter.clone()
    };
    let route = match (&group.link, group.sets.as_slice()) {
        (_, [set]) => Route::RuleSet(RuleSetPlace {
            id: set.id.clone(),
            filter,
            ..RuleSetPlace::default()
        }),
        (Some(link), sets) if link.kind == HitKind::Community && sets.len() <= MAX => {
            Route::Mechanisms(MechanismsAsk {
                of: sets.iter().map(|set| set.id.clone()).collect(),
                filter,
            })
        }
        _ => Route::Communities(Filter {
            kinds: group.filter.kinds.clone(),
            layers: group.filter.layers.clone(),
            ..filter
        }),
    };
    route.href()
}

/// A share in whole per cent; a share that is not nothing is never called 0 %.
fn percent(count: u32, of: u32) -> String {
    let whole = count.saturating_mul(100) / of.max(1);
    if whole == 0 {
        "under 1 %".to_owned()
    } else {
        [&whole.to_string(), " %"].concat()
    }
}

fn view_method() -> Html {
    html! {
        <details class="small prose">
            <summary>{"How this is counted"}</summary>
            <p>{"Each rule is marked by the atlas’s authors with what makes people keep it. A rule that leans on several is \
                 counted under each, so the counts of a row can add up to more than its rules. Bars are shares of the rules \
                 of their own block: a long bar says that much of that rule set leans there, not that many rules do. Rule \
                 sets that are proposed, drafts or no longer in force are left out unless they were chosen by name. Files of \
                 other publishers do not say what their rules lean on; that is shown as not stated."}</p>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn shares_are_whole_and_never_rounded_away() {
        assert_eq!(percent(1, 3), "33 %");
        assert_eq!(percent(1, 900), "under 1 %");
        assert_eq!(percent(5, 5), "100 %");
    }
}
