//! The directory of communities and public instruments. Never ranks them by anything but what the reader picks.

use protocol::{Directory, DirectoryRow, Filter};
use yew::prelude::*;

use super::Scene;
use super::answered::answered;
use super::tools::Tools;
use crate::components::facets::{Facets, applied, facets, find};
use crate::components::{address, binding, day, modality, number, page_head, segment, state};
use crate::html::html;
use crate::route::Route;

/// The words of the engine for an order, and ours.
const ORDERS: [(&str, &str); 4] = [
    ("By name", ""),
    ("Most rules", "rules"),
    ("Most relations", "relations"),
    ("Oldest", "since"),
];

/// The directory.
pub fn view(filter: &Filter, scene: &Scene<'_>) -> Html {
    let change = scene.on_filter(Route::Communities);
    let tools = scene.tools();
    html! {
        <div class="stack">
            { page_head::page_head(
                Html::default(),
                "Communities and public instruments",
                "Who publishes rules about AI, how they decide, and how their rules bind.",
                Html::default(),
            ) }
            { answered(scene.page(), |directory: &Directory| view_directory(directory, filter, &change, &tools)) }
        </div>
    }
}

fn view_directory(
    directory: &Directory,
    filter: &Filter,
    change: &Callback<Filter>,
    tools: &Tools,
) -> Html {
    html! {
        <div class="cols-main cols-main--facets">
            { facets(&Facets { label: "Filter the directory", facets: &directory.facets, filter, on_change: change, folded: false, fold: &tools.fold }) }
            <div class="directory">
                { find("find-body", "Find a community or instrument", filter, change) }
                <div class="directory__bar">
                    <p role="status" class="small">{ counted(directory) }</p>
                    { view_orders(filter) }
                </div>
                { applied(&directory.facets, filter, change) }
                if directory.rows.is_empty() {
                    { state::nothing_fits() }
                } else {
                    <ol class="directory__rows">
                        { for directory.rows.iter().map(view_row) }
                    </ol>
                }
            </div>
        </div>
    }
}

fn counted(directory: &Directory) -> Html {
    let shown = number::len(&directory.rows);
    let rules: u32 = directory.rows.iter().map(|row| row.rules).sum();
    html! {
        <>
            <b class="num">{number::count(shown)}</b>
            if shown < directory.total {
                {" of "}{number::count(directory.total)}
            }
            {" communities and instruments, "}{number::of(rules, "rule", "rules")}
        </>
    }
}

fn view_orders(filter: &Filter) -> Html {
    let choices = ORDERS.map(|(name, sort)| {
        let href = Route::Communities(Filter {
            sort: sort.to_owned(),
            ..filter.clone()
        })
        .href();
        (name, href.into(), filter.sort == sort)
    });
    segment::segment("Order", &choices)
}

fn view_row(row: &DirectoryRow) -> Html {
    html! {
        <li key={row.link.id.clone()} class="directory__row">
            <div class="directory__name">
                <h2><a href={address::of(&row.link)}>{&row.link.name}</a></h2>
                <p class="small">{&row.summary}</p>
            </div>
            <p class="directory__kind">
                <span>{&row.kind}</span>
                if !row.since.is_empty() {
                    <span class="muted">{" since "}{ day::day(&row.since) }</span>
                }
                if row.rule_sets > 0 {
                    { binding::mark(row.binding) }
                }
            </p>
            <div class="directory__rules">
                <p>{number::of(row.rules, "rule", "rules")}<span class="muted">{", "}{number::of(row.relations, "relation", "relations")}</span></p>
                if row.rules > 0 {
                    { modality::bar(&row.forces) }
                }
            </div>
        </li>
    }
}
