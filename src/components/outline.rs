//! The outline of a rule set: headings and rules in order. Never hides a rule that is kept only for old links.

use crate::html::html;
use protocol::{OutlineEntry, RuleCard};
use yew::{AttrValue, Html};

use super::icon::icon;
use super::{modality, number};

/// Longer outlines start folded: a hundred lines are as much as one looks through.
const FOLDED_FROM: usize = 100;

/// The outline, in chapters if it has headings. `at` makes the address of a rule, told its number among the rules.
pub fn outline(entries: &[OutlineEntry], at: &dyn Fn(u32, &str) -> AttrValue) -> Html {
    let folded = entries.len() > FOLDED_FROM;
    let mut number = 0;
    let mut view_rule = |id: &str, withdrawn: bool| {
        let href = at(number, id);
        number += u32::from(!withdrawn);
        href
    };
    let chapters: Html = chapters(entries)
        .into_iter()
        .map(|chapter| view_chapter(chapter, !folded, &mut view_rule))
        .collect();
    html! { <div class="outline">{ chapters }</div> }
}

/// The rules of one page, each with the headings that stand between it and the rule before it.
pub fn under_headings<'a>(
    entries: &'a [OutlineEntry],
    rules: &'a [RuleCard],
) -> Vec<(Vec<&'a OutlineEntry>, &'a RuleCard)> {
    let mut rules = rules.iter().peekable();
    let mut path: Vec<&OutlineEntry> = Vec::new();
    let mut fresh = 0;
    let mut placed = Vec::new();
    for entry in entries {
        let Some(rule) = &entry.rule else {
            path.retain(|above| above.depth < entry.depth);
            fresh = fresh.min(path.len());
            path.push(entry);
            continue;
        };
        if let Some(card) = rules.next_if(|card| card.id == *rule) {
            placed.push((path.get(fresh..).unwrap_or_default().to_vec(), card));
            fresh = path.len();
        }
    }
    placed.extend(rules.map(|card| (Vec::new(), card)));
    placed
}

/// Cuts before every heading of the top level.
fn chapters(entries: &[OutlineEntry]) -> Vec<&[OutlineEntry]> {
    let starts = |entry: &OutlineEntry| entry.depth == 0 && entry.rule.is_none();
    entries.chunk_by(|_, next| !starts(next)).collect()
}

/// Makes the address of the next rule; withdrawn ones have an address but no number.
type NextAddress<'a> = dyn FnMut(&str, bool) -> AttrValue + 'a;

fn view_chapter(chapter: &[OutlineEntry], open: bool, address: &mut NextAddress<'_>) -> Html {
    match chapter.split_first() {
        Some((head, rest)) if head.rule.is_none() && !rest.is_empty() => {
            let rules = rest
                .iter()
                .filter(|entry| entry.rule.is_some() && !entry.withdrawn)
                .count();
            html! {
                <details {open}>
                    <summary>
                        {&head.pinpoint}{if head.pinpoint.is_empty() { "" } else { " " }}{&head.title}
                        <span class="count">{" "}{number::count(u32::try_from(rules).unwrap_or(u32::MAX))}</span>
                    </summary>
                    { view_entries(rest, address) }
                </details>
            }
        }
        _ => html! { <div>{ view_entries(chapter, address) }</div> },
    }
}

fn view_entries(entries: &[OutlineEntry], address: &mut NextAddress<'_>) -> Html {
    let entries: Html = entries
        .iter()
        .map(|entry| view_entry(entry, address))
        .collect();
    html! { <ol>{ entries }</ol> }
}

fn view_entry(entry: &OutlineEntry, address: &mut NextAddress<'_>) -> Html {
    let class = match entry.depth {
        0 | 1 => "",
        2 => "outline__in",
        _ => "outline__deep",
    };
    let content = html! {
        <>
            <span class="outline__force">{ entry.modality.map(|modality| icon(modality::symbol(modality))) }</span>
            <span class="outline__place">{&entry.pinpoint}</span>
            <span>
                {&entry.title}
                if entry.withdrawn {
                    <span class="muted">{" (withdrawn)"}</span>
                }
            </span>
        </>
    };
    match &entry.rule {
        Some(rule) => {
            html! { <li {class}><a href={address(rule, entry.withdrawn)}>{ content }</a></li> }
        }
        None => html! { <li {class}><span class="outline__head">{&entry.title}</span></li> },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(depth: u8, title: &str, rule: bool) -> OutlineEntry {
        OutlineEntry {
            depth,
            pinpoint: String::new(),
            title: title.to_owned(),
            rule: rule.then(|| ["s/", title].concat()),
            modality: None,
            withdrawn: false,
        }
    }

    fn card(local: &str) -> RuleCard {
        RuleCard {
            id: ["s/", local].concat(),
            set: "s".to_owned(),
            set_title: String::new(),
            pinpoint: String::new(),
            title: local.to_owned(),
            text: Vec::new(),
            paraphrase: false,
            topic: None,
            modality: None,
            suggested: false,
            binds: Vec::new(),
            parameters: Vec::new(),
            mechanisms: Vec::new(),
            binding: ident::Binding::Voluntary,
            status: None,
            source_url: String::new(),
            source_class: None,
            confidence: None,
            standing: ident::Standing::Unsigned,
        }
    }

    fn check(rules: &[&str], expected: &str) {
        let entries = [
            entry(0, "I", false),
            entry(1, "A", false),
            entry(2, "a1", true),
            entry(2, "a2", true),
            entry(1, "B", false),
            entry(2, "b1", true),
            entry(0, "II", false),
            entry(1, "c1", true),
        ];
        let cards: Vec<_> = rules.iter().map(|rule| card(rule)).collect();
        let lines: Vec<_> = under_headings(&entries, &cards)
            .into_iter()
            .map(|(headings, card)| {
                let titles = headings.iter().map(|heading| heading.title.as_str());
                titles
                    .chain([card.title.as_str()])
                    .collect::<Vec<_>>()
                    .join(" > ")
            })
            .collect();
        assert_eq!(lines.join(" | "), expected);
    }

    #[test]
    fn headings_stand_where_they_begin() {
        check(
            &["a1", "a2", "b1", "c1"],
            "I > A > a1 | a2 | B > b1 | II > c1",
        );
    }

    #[test]
    fn a_later_part_begins_with_the_headings_it_stands_under() {
        check(&["a2", "b1"], "I > A > a2 | B > b1");
        check(&["b1", "c1"], "I > B > b1 | II > c1");
    }

    #[test]
    fn a_rule_that_the_outline_does_not_name_is_still_shown() {
        check(&["c1", "x"], "II > c1 | x");
    }

    #[test]
    fn chapters_begin_at_the_top_level() {
        let entries = [
            entry(0, "r", true),
            entry(0, "I", false),
            entry(1, "a", true),
            entry(0, "II", false),
        ];
        let sizes: Vec<_> = chapters(&entries)
            .iter()
            .map(|chapter| chapter.len())
            .collect();
        assert_eq!(sizes, [1, 2, 1]);
    }
}
