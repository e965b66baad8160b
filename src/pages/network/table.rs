//! The network as a table that holds the same facts as the picture, sortable, to take away. Never loses a row.

use ident::order;
use protocol::{Ask, ExportAsk, ExportFormat, Filter, Link, NetworkRow, NetworkView, Subject};
use yew::prelude::*;

use crate::components::icon::icon;
use crate::components::{address, number, standing};
use crate::effects::Reach;
use crate::html::html;
use crate::pages::absolute;
use crate::pages::taking::{save, wish};
use crate::route::{NetworkPlace, Route};

// Heads of columns; on a phone they stand in each row.
const TAKES: &str = "Takes rules or ideas from";
const RECOGNISES: &str = "Recognises, certifies, aligns with, has signed";
const RELATIONS: &str = "Relations";
const RULES: &str = "Rules";

/// Ways to sort, as links write them; the first is the default and is left out.
const SORTS: [&str; 4] = ["", "name", "kind", "rules"];

pub(super) fn view(view: &NetworkView, place: &NetworkPlace, reach: &Reach) -> Html {
    let sort = place.filter.sort.as_str();
    let rows = sorted(&view.table, sort);
    html! {
        <div class="stack-s">
            <div class="row net__take no-print">
                { take("CSV", ExportFormat::Csv, place, reach) }
                { take("JSON", ExportFormat::Json, place, reach) }
            </div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Network table">
                <table class="twin twin--net twin--stack">
                    <caption>{caption(sort, number::len(&rows))}</caption>
                    <thead><tr>
                        { head("Name", "name", place, reach) }
                        { head("Kind", "kind", place, reach) }
                        <th scope="col">{TAKES}</th>
                        <th scope="col">{RECOGNISES}</th>
                        { head(RELATIONS, "", place, reach) }
                        { head(RULES, "rules", place, reach) }
                        <th scope="col">{"Standing"}</th>
                    </tr></thead>
                    <tbody>
                        for row in rows {
                            <tr key={row.link.id.clone()}>
                                <th scope="row">{ address::link(&row.link) }</th>
                                <td>{&row.kind}</td>
                                <td class="own" data-head={TAKES}>{ links(&row.takes_from) }</td>
                                <td class="own" data-head={RECOGNISES}>{ links(&row.recognises) }</td>
                                <td class="r num" data-head={RELATIONS}>{number::count(row.relations)}</td>
                                <td class="r num" data-head={RULES}>{number::count(row.rules)}</td>
                                <td class="own">{ standing::badge(row.standing) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
        </div>
    }
}

fn caption(sort: &str, rows: u32) -> AttrValue {
    let order = match sort {
        "name" => "by name",
        "kind" => "by kind, then by relations",
        "rules" => "most rules first",
        _ => "most relations first",
    };
    AttrValue::from(
        [
            &*number::of(rows, "row", "rows"),
            ", ",
            order,
            ". Relations are counted among the rows shown.",
        ]
        .concat(),
    )
}

fn head(word: &'static str, sort: &'static str, place: &NetworkPlace, reach: &Reach) -> Html {
    let current = SORTS
        .iter()
        .find(|known| **known == place.filter.sort)
        .unwrap_or(&"")
        == &sort;
    let descending = matches!(sort, "" | "rules");
    let onclick = {
        let (reach, place) = (reach.clone(), place.clone());
        Callback::from(move |_: MouseEvent| {
            let filter = Filter {
                sort: sort.to_owned(),
                ..place.filter.clone()
            };
            reach.address.replace(Route::Network(NetworkPlace {
                filter,
                ..place.clone()
            }));
        })
    };
    let order = current.then_some(if descending {
        "descending"
    } else {
        "ascending"
    });
    html! {
        <th scope="col" aria-sort={order} class={descending.then_some("r")}>
            <button type="button" {onclick}>{word}
                if current {
                    { icon("#i-sort") }
                }
            </button>
        </th>
    }
}

fn links(links: &[Link]) -> Html {
    if links.is_empty() {
        return html! { <span class="muted">{"none recorded"}</span> };
    }
    html! {
        <span>
            for (at, link) in links.iter().enumerate() {
                {if at > 0 { ", " } else { "" }}{ address::link(link) }
            }
        </span>
    }
}

/// The engine lists most relations first; other orders keep that within equals.
fn sorted<'v>(table: &'v [NetworkRow], sort: &str) -> Vec<&'v NetworkRow> {
    let mut rows: Vec<&NetworkRow> = table.iter().collect();
    match sort {
        "name" => order::sort_by_key(&mut rows, |row| row.link.name.to_ascii_lowercase()),
        "kind" => order::sort_by(&mut rows, |a, b| a.kind.cmp(&b.kind)),
        "rules" => order::sort_by(&mut rows, |a, b| b.rules.cmp(&a.rules)),
        _ => {}
    }
    rows
}

/// The engine writes the file, in its own order: most relations first.
fn take(word: &'static str, format: ExportFormat, place: &NetworkPlace, reach: &Reach) -> Html {
    let (place, reach) = (place.clone(), reach.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Ask::Network(of) = super::ask(&place) {
            let ask = Ask::Export(ExportAsk {
                of: Subject::Network(of),
                format,
                here: absolute(&Route::Network(place.clone()).href()),
            });
            reach.dispatch(wish(ask, save));
        }
    });
    html! { <button type="button" class="btn" {onclick}>{ icon("#i-download") }{word}</button> }
}

#[cfg(test)]
mod tests {
    use ident::{Layer, Standing};
    use protocol::HitKind;

    use super::*;

    fn row(id: &str, name: &str, rules: u32) -> NetworkRow {
        let link = |name: &str| Link {
            kind: HitKind::Community,
            id: id.into(),
            name: name.into(),
        };
        NetworkRow {
            link: link(name),
            kind: "Technical community".into(),
            layer: Layer::Communities,
            takes_from: vec![link("Fedora, the project")],
            recognises: vec![],
            relations: 2,
            rules,
            standing: Standing::Unsigned,
        }
    }

    #[test]
    fn rows_sort_by_what_the_link_says() {
        let table = [
            row("b", "beta", 1),
            row("a", "Alpha", 3),
            row("c", "gamma", 2),
        ];
        let check = |sort, expected: [&str; 3]| {
            let ids: Vec<&str> = sorted(&table, sort)
                .iter()
                .map(|row| row.link.id.as_str())
                .collect();
            assert_eq!(ids, expected, "{sort}");
        };
        check("", ["b", "a", "c"]);
        check("name", ["a", "b", "c"]);
        check("rules", ["a", "c", "b"]);
        check("nonsense", ["b", "a", "c"]);
    }
}
