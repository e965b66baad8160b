//! What readers pin, as a quote with what is needed to look it up again. Never looks one up.

use ident::Topic;
use model::RuleIx;
use protocol::{
    Answer, Ask, Cell, ChangesAsk, ChangesView, Clip, Comparison, ComparisonRow, HitKind, PinAsk,
    RuleCard, SetRef, Subject,
};

use crate::engine::Engine;
use crate::export::{about, answer};
use crate::text::Extent;
use crate::view;

/// What is said of several rule sets.
pub(crate) struct Said {
    title: String,
    whence: &'static str,
    /// In words.
    pub(crate) text: String,
    /// Digest of the file, or files, that it is from.
    pub(crate) digest: String,
}

/// The quote as a clipping; where the words are not found there, all of the text is kept.
pub(crate) fn pin(engine: &Engine, ask: &PinAsk) -> Answer {
    let wanted = line(&ask.quote);
    let answer = match &ask.of {
        Subject::Rule(id) => {
            return match engine.model.find_rule(id) {
                Some(ix) => Answer::Clip(of_rule(engine, ix, &wanted)),
                None => view::not_found(&engine.model, HitKind::Rule, id),
            };
        }
        of => answer(engine, of),
    };
    let in_cell = of_answer(engine, &answer, &ask.cell);
    let holds = |said: &Said| wanted.is_empty() || line(&said.text).contains(&wanted);
    let said = match in_cell {
        Some(said) if holds(&said) => Some((said, ask.link.clone())),
        // Words that were marked elsewhere are not of the cell that happens to be picked.
        _ => of_answer(engine, &answer, "").map(|said| (said, without_cell(&ask.link))),
    };
    let Some((said, link)) = said else {
        return answer;
    };
    if !holds(&said)
        && let Some(ix) = rule_with(&answer, &wanted).and_then(|id| engine.model.find_rule(id))
    {
        return Answer::Clip(of_rule(engine, ix, &wanted));
    }
    Answer::Clip(Clip {
        rule: String::new(),
        title: said.title,
        whence: said.whence.to_owned(),
        quote: quote(&said.text, &wanted),
        text: said.text,
        paraphrase: false,
        digest: said.digest,
        as_of: engine.model.as_of().to_owned(),
        source_url: String::new(),
        link,
    })
}

/// What stands at such a place now; none if not all of its rule sets are loaded.
pub(crate) fn said(engine: &Engine, of: &Subject, cell: &str) -> Option<Said> {
    let answer = match of {
        Subject::Comparison(ask) => engine.ask(&Ask::Compare(ask.clone())),
        // The counts are told with any part.
        Subject::Changes(ask) => engine.ask(&Ask::Changes(ChangesAsk {
            offset: 0,
            limit: 1,
            ..ask.clone()
        })),
        Subject::Rule(_) | Subject::Network(_) | Subject::Clippings(_) => return None,
    };
    of_answer(engine, &answer, cell)
}

fn of_answer(engine: &Engine, answer: &Answer, cell: &str) -> Option<Said> {
    match answer {
        Answer::Comparison(view) if view.missing.is_empty() && !view.sets.is_empty() => {
            match cell {
                "" => Some(of_comparison(engine, view)),
                cell => of_cell(engine, view, cell),
            }
        }
        Answer::Changes(view) => Some(of_changes(engine, view)),
        _ => None,
    }
}

fn of_comparison(engine: &Engine, view: &Comparison) -> Said {
    let titles: Vec<&str> = view.sets.iter().map(|set| set.title.as_str()).collect();
    Said {
        title: titles.join(", "),
        whence: "Summary of a comparison",
        text: view.words.join("\n"),
        digest: digest(engine, &view.sets),
    }
}

/// `cell-privacy` is a row, `cell-privacy-1` the second rule set's cell in it. A row that a filter took away says
/// nothing.
fn of_cell(engine: &Engine, view: &Comparison, cell: &str) -> Option<Said> {
    let name = cell.strip_prefix("cell-")?;
    let (row, column) = match (row(view, name), name.rsplit_once('-')) {
        (Some(row), _) => (row, None),
        (None, Some((topic, column))) => (row(view, topic)?, Some(column.parse::<usize>().ok()?)),
        (None, None) => return None,
    };
    let topic = row.topic.map_or("Without a topic", Topic::label);
    let found = view
        .sets
        .iter()
        .filter_map(|set| engine.model.find_set(&set.id));
    let names = view::short_names(&engine.model, &found.collect::<Vec<_>>());
    Some(match column {
        Some(at) => {
            let set = view.sets.get(at)?;
            Said {
                title: [topic, ": ", names.get(at)?].concat(),
                whence: "Cell of a comparison",
                text: words(row.cells.get(at)?, true),
                digest: digest(engine, std::slice::from_ref(set)),
            }
        }
        None => {
            let cells = names.iter().zip(&row.cells);
            let lines: Vec<String> = cells
                .map(|(name, cell)| [name, ": ", &words(cell, false)].concat())
                .collect();
            Said {
                title: [topic, ": ", &names.join(", ")].concat(),
                whence: "Row of a comparison",
                text: lines.join("\n"),
                digest: digest(engine, &view.sets),
            }
        }
    })
}

fn row<'v>(view: &'v Comparison, name: &str) -> Option<&'v ComparisonRow> {
    let named = |row: &&ComparisonRow| row.topic.map_or("none", Topic::as_str) == name;
    view.rows.iter().find(named)
}

/// A cell in words: every rule, or why there is none.
fn words(cell: &Cell, whole: bool) -> String {
    let Cell::Rules(rules) = cell else {
        return cell.word().to_owned();
    };
    let of = |rule: &RuleCard| {
        let force = rule
            .modality
            .map_or("force not stated", |force| force.label());
        let mut words = [force, ": ", &rule.title].concat();
        if !rule.pinpoint.is_empty() {
            words.push_str(&[" (", &rule.pinpoint, ")"].concat());
        }
        if whole {
            words.push_str(". ");
            words.push_str(&export::plain_text(&rule.text));
        }
        words
    };
    let rules: Vec<String> = rules.iter().map(of).collect();
    rules.join(if whole { "\n" } else { "; " })
}

fn of_changes(engine: &Engine, view: &ChangesView) -> Said {
    let sets = [view.old.clone(), view.new.clone()];
    Said {
        title: export::changes_title(view),
        whence: "What changed",
        text: [&export::changes_counts(view), "."].concat(),
        digest: digest(engine, &sets),
    }
}

/// The digests of the files that these rule sets are from, each once.
fn digest(engine: &Engine, sets: &[SetRef]) -> String {
    let about = about(engine, "");
    let mut digests: Vec<&str> = Vec::new();
    for set in sets {
        let digest = about.digest_of(&set.id);
        if !digests.contains(&digest) {
            digests.push(digest);
        }
    }
    digests.join(" ")
}

/// Words of a rule that is shown are a quote of that rule.
fn rule_with<'a>(answer: &'a Answer, wanted: &str) -> Option<&'a str> {
    let holds = |rule: &&RuleCard| {
        line(&export::plain_text(&rule.text)).contains(wanted) || line(&rule.title) == wanted
    };
    let rule = match answer {
        Answer::Comparison(view) => {
            let cells = view.rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(Cell::rules).find(holds)
        }
        Answer::Changes(view) => {
            let entries = view.entries.iter();
            entries
                .flat_map(|entry| entry.new.iter().chain(&entry.old))
                .find(holds)
        }
        _ => None,
    };
    rule.map(|rule| rule.id.as_str())
}

fn of_rule(engine: &Engine, ix: RuleIx, wanted: &str) -> Clip {
    let model = &engine.model;
    let card = view::rule_card(model, ix, Extent::Everything);
    let set = view::set_ref(model, model.rule(ix).set);
    let about = about(engine, "");
    let text = export::plain_text(&card.text);
    let mut whence: Vec<&str> = Vec::new();
    for part in [&set.issuer, &set.title, &card.pinpoint] {
        if !part.is_empty() {
            whence.push(part);
        }
    }
    Clip {
        whence: whence.join(", "),
        quote: quote(&text, wanted),
        text,
        paraphrase: card.paraphrase,
        digest: about.digest_of(&set.id).to_owned(),
        as_of: about.as_of.clone(),
        source_url: card.source_url,
        link: export::rule_link(&card.id),
        title: card.title,
        rule: card.id,
    }
}

fn without_cell(link: &str) -> String {
    let parts: Vec<&str> = link
        .split('&')
        .filter(|part| !part.starts_with("sel="))
        .collect();
    parts.join("&")
}

fn quote(text: &str, wanted: &str) -> String {
    if !wanted.is_empty() && line(text).contains(wanted) {
        wanted.to_owned()
    } else {
        text.to_owned()
    }
}

/// Every run of blanks and line breaks as one blank.
pub(crate) fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
