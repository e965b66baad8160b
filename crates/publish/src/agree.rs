//! What files of one folder have to agree about: ids, ends of ties, the day. Never looks inside a single field.

use crate::authoring::{Draft, Located, Mention, RelationDraft, Wanted};
use crate::outside;
use crate::refusal::{Desk, Refusal};
use intake::facts::Relation;
use std::collections::{BTreeMap, BTreeSet};

/// Ids that exist.
pub struct Known<'a> {
    /// Files that describe something, by id.
    pub ids: BTreeMap<&'a str, &'a str>,
    /// Rule sets of communities, those of otherwise broken files too.
    pub sets: BTreeSet<String>,
    /// The folder has a `models/` of its own.
    pub models_described: bool,
}

impl Known<'_> {
    fn is_model_elsewhere(&self, id: &str) -> bool {
        !self.models_described && outside::model_family(id).is_some()
    }
}

/// Ids of rule sets and rules, and the ties of `relations/`, are each told once.
pub fn check_unique(drafts: &[(&str, Draft)], known: &Known<'_>, refusals: &mut Vec<Refusal>) {
    let mut sets: BTreeMap<&str, String> = BTreeMap::new();
    let mut rules: BTreeMap<&str, String> = BTreeMap::new();
    let mut ties = BTreeMap::new();
    for (file, draft) in drafts {
        let mut desk = Desk::new(file, refusals);
        for set in &draft.sets {
            let id = set.set.id.as_str();
            let here = format!("{file}:{}", set.line);
            if set.set.instrument.is_none() {
                if let Some(other) = known.ids.get(id) {
                    desk.refuse(
                        set.line,
                        format!("id: the rule set id {id:?} is also the id of {other}"),
                    );
                }
                if let Some(first) = sets.insert(id, here) {
                    desk.refuse(
                        set.line,
                        format!("id: the rule set id {id:?} is also used in {first}"),
                    );
                }
            }
            for Located { text, line } in &set.rule_ids {
                if let Some(first) = rules.insert(text, format!("{file}:{line}")) {
                    desk.refuse(
                        *line,
                        format!("id: the rule id {text:?} is also used in {first}"),
                    );
                }
            }
        }
        for tie in draft.relations.iter().filter(|tie| tie.unique) {
            let Relation {
                source,
                r#type,
                target,
                ..
            } = &tie.relation;
            if let Some(first) = ties.insert(
                (source, *r#type, target),
                format!("{file}:{}", tie.source_line),
            ) {
                desk.refuse(
                    tie.source_line,
                    format!(
                        "{source} {} {target} is also told in {first}",
                        r#type.as_str()
                    ),
                );
            }
        }
    }
}

/// No relation and no mention leads nowhere.
pub fn check_ends(drafts: &[(&str, Draft)], known: &Known<'_>, refusals: &mut Vec<Refusal>) {
    for (file, draft) in drafts {
        let mut desk = Desk::new(file, refusals);
        for tie in &draft.relations {
            check_tie(tie, known, &mut desk);
        }
        for Mention { field, id, wanted } in &draft.mentions {
            let path = known.ids.get(id.text.as_str());
            let found = match wanted {
                Wanted::Body => path.is_some(),
                Wanted::RuleSet => path.is_some() || known.sets.contains(&id.text),
                Wanted::Model => path.is_some_and(|path| path.starts_with("models/")),
            };
            if !found {
                let what = match wanted {
                    Wanted::Body => "body",
                    Wanted::RuleSet => "rule set",
                    Wanted::Model => "model family",
                };
                desk.refuse(
                    id.line,
                    format!("{field}: no {what} has the id {:?}", id.text),
                );
            }
        }
    }
}

fn check_tie(tie: &RelationDraft, known: &Known<'_>, desk: &mut Desk<'_>) {
    let target = tie.relation.target.as_str();
    let path = known.ids.get(target);
    if tie.external {
        if let Some(path) = path
            && (path.starts_with("international/") || path.starts_with("communities/"))
        {
            desk.refuse(
                tie.target_line,
                format!("target: {target:?} is described in {path}, yet marked external"),
            );
        }
        return;
    }
    // The source of a file's own tie is that file, whatever else may be wrong with its id.
    let source = tie
        .unique
        .then_some(("source", tie.relation.source.as_str(), tie.source_line));
    for (end, id, line) in source
        .into_iter()
        .chain([("target", target, tie.target_line)])
    {
        if !known.ids.contains_key(id) && !known.is_model_elsewhere(id) {
            let hint = if tie.unique {
                "add a file for it to relations/bodies/"
            } else {
                "mark it external: true"
            };
            desk.refuse(
                line,
                format!("{end}: nothing has the id {id:?}; correct it, or {hint}"),
            );
        }
    }
}

/// Nothing that has happened lies after the atlas's day, which is the latest `as_of` of the folder.
pub fn check_times(drafts: &[(&str, Draft)], refusals: &mut Vec<Refusal>) -> String {
    let stated = drafts
        .iter()
        .filter_map(|(_, draft)| draft.as_of.as_deref())
        .max();
    if let Some(today) = stated {
        for (file, draft) in drafts {
            let mut desk = Desk::new(file, refusals);
            for (key, day) in draft
                .past
                .iter()
                .filter(|(_, day)| day.text.as_str() > today)
            {
                desk.refuse(
                    day.line,
                    format!(
                        "{key}: {} lies after the day of the atlas ({today})",
                        day.text
                    ),
                );
            }
        }
        return today.to_owned();
    }
    // A folder of communities alone states no day; its latest date is the last that it knows of.
    let latest = drafts
        .iter()
        .flat_map(|(_, draft)| &draft.past)
        .map(|(_, day)| day.text.as_str())
        .max();
    if latest.is_none() && refusals.is_empty() {
        let reason = "no file states a day (as_of, or the date of a rule set)".to_owned();
        refusals.push(Refusal {
            file: ".".to_owned(),
            line: 0,
            reason,
        });
    }
    latest.unwrap_or_default().to_owned()
}
