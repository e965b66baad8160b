//! The network as a table that holds the same facts as the picture, sortable, to take away. Never loses a row.

use ident::order;
use protocol::{Filter, Link, NetworkRow, NetworkView};
use yew::prelude::*;

use crate::components::icon::icon;
use crate::components::{address, number, standing};
use crate::effects::{Reach, download};
use crate::html::html;
use crate::route::{NetworkPlace, Route};

/// Ways to sort, as links write them; the first is the default and is left out.
const SORTS: [&str; 4] = ["", "name", "kind", "rules"];

pub(super) fn view(view: &NetworkView, place: &NetworkPlace, reach: &Reach) -> Html {
    let sort = place.filter.sort.as_str();
    let rows = sorted(&view.table, sort);
    html! {
        <div class="stack-s">
            <div class="row net__take no-print">
                { take("CSV", "network.csv", view, csv) }
                { take("JSON", "network.json", view, json) }
            </div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Network table">
                <table class="twin twin--net">
                    <caption>{caption(sort, number::len(&rows))}</caption>
                    <thead><tr>
                        { head("Name", "name", place, reach) }
                        { head("Kind", "kind", place, reach) }
                        <th scope="col">{"Takes rules or ideas from"}</th>
                        <th scope="col">{"Recognises, certifies, aligns with, has signed"}</th>
                        { head("Relations", "", place, reach) }
                        { head("Rules", "rules", place, reach) }
                        <th scope="col">{"Standing"}</th>
                    </tr></thead>
                    <tbody>
                        for row in rows {
                            <tr key={row.link.id.clone()}>
                                <th scope="row">{ address::link(&row.link) }</th>
                                <td>{&row.kind}</td>
                                <td>{ links(&row.takes_from) }</td>
                                <td>{ links(&row.recognises) }</td>
                                <td class="r num">{number::count(row.relations)}</td>
                                <td class="r num">{number::count(row.rules)}</td>
                                <td>{ standing::badge(row.standing) }</td>
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
        "name" => order::sort_by_key(&mut rows, |row| row.link.name.to_lowercase()),
        "kind" => order::sort_by(&mut rows, |a, b| a.kind.cmp(&b.kind)),
        "rules" => order::sort_by(&mut rows, |a, b| b.rules.cmp(&a.rules)),
        _ => {}
    }
    rows
}

fn take(
    word: &'static str,
    file: &'static str,
    view: &NetworkView,
    print: fn(&[NetworkRow]) -> String,
) -> Html {
    let table = view.table.clone();
    // Where a browser refuses to save, nothing happens: there is no second way to offer.
    let onclick = Callback::from(move |_: MouseEvent| {
        download::save(file, &print(&table)).unwrap_or_default()
    });
    html! { <button type="button" class="btn" {onclick}>{ icon("#i-download") }{word}</button> }
}

/// RFC 4180: comma, quotes where needed, CRLF.
fn csv(rows: &[NetworkRow]) -> String {
    let mut text =
        String::from("id,name,kind,layer,takes from,recognises,relations,rules,standing\r\n");
    for row in rows {
        let fields = [
            row.link.id.as_str(),
            &row.link.name,
            &row.kind,
            row.layer.as_str(),
            &names(&row.takes_from),
            &names(&row.recognises),
            &row.relations.to_string(),
            &row.rules.to_string(),
            row.standing.as_str(),
        ];
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push_field(&mut text, field);
        }
        text.push_str("\r\n");
    }
    text
}

fn names(links: &[Link]) -> String {
    links
        .iter()
        .map(|link| link.name.as_str())
        .collect::<Vec<_>>()
        .join("; ")
}

/// A leading sign would make a spreadsheet compute: it is kept as text by an apostrophe.
fn push_field(text: &mut String, field: &str) {
    let guarded = if field.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        ["'", field].concat()
    } else {
        field.to_owned()
    };
    if guarded.contains(['"', ',', '\n', '\r']) {
        text.push('"');
        text.push_str(&guarded.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&guarded);
    }
}

fn json(rows: &[NetworkRow]) -> String {
    let mut text = String::from("[");
    for (at, row) in rows.iter().enumerate() {
        text.push_str(if at == 0 { "\n  {" } else { ",\n  {" });
        let names = |links: &[Link]| {
            links
                .iter()
                .map(|link| quoted(&link.name))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let fields = [
            ("id", quoted(&row.link.id)),
            ("name", quoted(&row.link.name)),
            ("kind", quoted(&row.kind)),
            ("layer", quoted(row.layer.as_str())),
            ("takes-from", ["[", &names(&row.takes_from), "]"].concat()),
            ("recognises", ["[", &names(&row.recognises), "]"].concat()),
            ("relations", row.relations.to_string()),
            ("rules", row.rules.to_string()),
            ("standing", quoted(row.standing.as_str())),
        ];
        for (at, (name, value)) in fields.iter().enumerate() {
            text.push_str(if at == 0 { " \"" } else { ", \"" });
            text.push_str(name);
            text.push_str("\": ");
            text.push_str(value);
        }
        text.push_str(" }");
    }
    text.push_str("\n]\n");
    text
}

/// A JSON string (RFC 8259 §7).
fn quoted(content: &str) -> String {
    let mut text = String::with_capacity(content.len() + 2);
    text.push('"');
    for c in content.chars() {
        match c {
            '"' | '\\' => text.extend(['\\', c]),
            '\u{0}'..='\u{1f}' => text.push(' '),
            _ => text.push(c),
        }
    }
    text.push('"');
    text
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
    fn csv_quotes_what_needs_it_and_computes_nothing() {
        let text = csv(&[row("llvm", "LLVM \"the\" Project", 18), row("x", "=1+1", 0)]);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(
            lines.get(1).copied(),
            Some(
                "llvm,\"LLVM \"\"the\"\" Project\",Technical community,communities,\"Fedora, the project\",,2,18,unsigned"
            )
        );
        assert!(
            lines
                .get(2)
                .is_some_and(|line| line.starts_with("x,'=1+1,"))
        );
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
