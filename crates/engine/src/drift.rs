//! What an adopter took, left out, tightened and reworded. Never says whether that is good.

use compare::word_diff::{Change, ChangeKind, word_diff};
use intake::oscal::Part;
use model::{Model, Rule, SetIx, Text};
use profile::Tightened;
use protocol::{
    Answer, DriftAsk, DriftCounts, DriftList, DriftView, HitKind, Link, PieceKind, ProfileEntry,
    RewordedView, TextPiece, TightenedView,
};

use crate::engine::Loaded;
use crate::reading::Document;
use crate::view;

/// Every loaded profile, whether or not something came of it, in the order of the files.
pub(crate) fn profiles(model: &Model, files: &[Loaded]) -> Vec<ProfileEntry> {
    let mut entries = Vec::new();
    for (at, loaded) in files.iter().enumerate() {
        if !matches!(loaded.document, Some(Document::Profile(_))) {
            continue;
        }
        let set = model
            .set_ixs()
            .find(|set| model.rule_set(*set).file as usize == at);
        let counts = loaded.derived.as_ref().map_or([0; 4], |derived| {
            let drift = &derived.drift;
            [
                drift.taken.len() as u32,
                drift.left_out.len() as u32,
                drift.tightened.len() as u32,
                set.map_or(0, |set| reworded(model, set, loaded, files).0.len() as u32),
            ]
        });
        entries.push(ProfileEntry {
            file: loaded.file.origin.name.clone(),
            title: loaded.file.title.clone(),
            set: set.map(|set| view::set_ref(model, set)),
            counts,
            problems: loaded.file.problems.clone(),
        });
    }
    entries
}

/// Entries of one list at a time: as many as a reader looks through before turning over.
const PAGE: usize = 50;
/// Entries of each list while all are shown.
const BEGINNING: usize = 12;
/// Changed texts while all lists are shown: each may fill a screen.
const FIRST_TEXTS: usize = 4;

pub(crate) fn drift(model: &Model, files: &[Loaded], ask: &DriftAsk) -> Answer {
    let found = model.find_set(&ask.id).and_then(|set| {
        let loaded = files.get(model.rule_set(set).file as usize)?;
        Some((set, loaded, loaded.derived.as_ref()?))
    });
    let Some((set, loaded, derived)) = found else {
        return view::not_found(model, HitKind::RuleSet, &ask.id);
    };
    let drift = &derived.drift;
    let (rewordings, labelled) = reworded(model, set, loaded, files);
    let at = Place::new(model, set, &derived.bases, files);
    let part = |list: DriftList| match ask.list {
        None if list == DriftList::Reworded => (0, FIRST_TEXTS),
        None => (0, BEGINNING),
        Some(one) if one == list => (ask.offset as usize, PAGE),
        Some(_) => (0, 0),
    };
    let here = |list, rules: &[String]| {
        let (skip, take) = part(list);
        let rules = rules.iter().skip(skip).take(take);
        rules.map(|rule| at.here(rule)).collect()
    };
    let (skip, take) = part(DriftList::LeftOut);
    let left_out = drift.left_out.iter().skip(skip).take(take);
    let (skip, take) = part(DriftList::Tightened);
    let tightened = drift.tightened.iter().skip(skip).take(take);
    let (skip, take) = part(DriftList::Reworded);
    let shown = rewordings.iter().skip(skip).take(take);
    let counts = DriftCounts {
        taken: drift.taken.len() as u32,
        left_out: drift.left_out.len() as u32,
        parents: drift.parents.len() as u32,
        tightened: drift.tightened.len() as u32,
        reworded: rewordings.len() as u32,
    };
    Answer::Drift(DriftView {
        profile: view::set_ref(model, set),
        bases: at
            .bases
            .iter()
            .map(|base| view::set_ref(model, *base))
            .collect(),
        taken: here(DriftList::Taken, &drift.taken),
        left_out: left_out.map(|rule| at.before(rule)).collect(),
        parents: here(DriftList::Parents, &drift.parents),
        tightened: tightened.map(|one| at.tightened(one)).collect(),
        reworded: shown
            .map(|one| RewordedView {
                rule: at.here(one.rule),
                part: one.part.to_owned(),
                pieces: pieces(one.before, one.after),
            })
            .collect(),
        labelled,
        warnings: derived.warnings.clone(),
        counts,
        list: ask.list,
        offset: ask.list.map_or(0, |list| ask.offset.min(counts.of(list))),
    })
}

/// A text that an adopter wrote anew.
struct Rewording<'m> {
    rule: &'m str,
    part: &'static str,
    before: &'m str,
    after: &'m str,
}

/// What an adopter wrote anew, and how many of the rules it touched only have other labels or links now.
fn reworded<'m>(
    model: &'m Model,
    set: SetIx,
    loaded: &'m Loaded,
    files: &[Loaded],
) -> (Vec<Rewording<'m>>, u32) {
    let mut found = Vec::new();
    let mut labelled = 0;
    if let Some(derived) = &loaded.derived {
        let at = Place::new(model, set, &derived.bases, files);
        for one in &derived.drift.reworded {
            let before = found.len();
            at.reworded(&one.control, &mut found);
            labelled += u32::from(found.len() == before);
        }
    }
    (found, labelled)
}

/// The adopted rule set and those it was taken from.
struct Place<'m> {
    model: &'m Model,
    set: SetIx,
    bases: Vec<SetIx>,
}

impl<'m> Place<'m> {
    fn new(model: &'m Model, set: SetIx, bases: &[usize], files: &[Loaded]) -> Self {
        let from = |base: &SetIx| {
            let file = model.rule_set(*base).file as usize;
            *base != set && file < files.len() && bases.contains(&file)
        };
        Self {
            model,
            set,
            bases: model.set_ixs().filter(from).collect(),
        }
    }

    fn link(&self, sets: &[SetIx], local: &str) -> Link {
        let found = sets
            .iter()
            .find_map(|set| self.model.find_local(*set, local));
        match found {
            Some(rule) => view::link_to_rule(self.model, rule),
            // The rule set as a whole, under the name that the profile uses.
            None => Link {
                name: local.to_owned(),
                ..view::link_to_set(self.model, self.set)
            },
        }
    }

    fn here(&self, local: &str) -> Link {
        self.link(&[self.set], local)
    }

    fn before(&self, local: &str) -> Link {
        self.link(&self.bases, local)
    }

    fn tightened(&self, one: &Tightened) -> TightenedView {
        let text = |set: SetIx| self.model.rule_set(set).params.text(&one.parameter).0;
        let after = text(self.set);
        let holds = |base: &&SetIx| self.model.find_local(**base, &one.control).is_some();
        TightenedView {
            rule: (!one.control.is_empty()).then(|| self.here(&one.control)),
            parameter: one.parameter.clone(),
            label: self.model.rule_set(self.set).params.label(&one.parameter),
            before: self
                .bases
                .iter()
                .find(holds)
                .or(self.bases.first())
                .map(|base| text(*base))
                .unwrap_or_default(),
            after,
            constraints: one.constraints.clone(),
        }
    }

    fn reworded(&self, local: &'m str, found: &mut Vec<Rewording<'m>>) {
        let rule = |sets: &[SetIx]| {
            let mut sets = sets.iter();
            sets.find_map(|set| self.model.find_local(*set, local))
                .map(|rule| self.model.rule(rule))
        };
        let (Some(before), Some(after)) = (rule(&self.bases), rule(&[self.set])) else {
            return;
        };
        for (part, wrote, before, after) in [
            (
                "title",
                before.title != after.title,
                &before.title,
                &after.title,
            ),
            (
                "what it demands",
                written(before, true) != written(after, true),
                &before.statement,
                &after.statement,
            ),
            (
                "guidance",
                written(before, false) != written(after, false),
                &before.more,
                &after.more,
            ),
        ] {
            if wrote && before != after {
                found.push(Rewording {
                    rule: local,
                    part,
                    before,
                    after,
                });
            }
        }
    }
}

/// A rule's wording as its author wrote it, places of parameters included: a value set elsewhere rewords nothing.
fn written(rule: &Rule, demands: bool) -> String {
    let mut all = String::new();
    if let Text::Parts(parts) = &rule.text {
        for part in parts {
            if (part.name == "statement") == demands {
                prose(part, &mut all);
            }
        }
    }
    all
}

// Recursion is safe: the parts were read under a limit of depth.
fn prose(part: &Part, to: &mut String) {
    if let Some(prose) = &part.prose {
        to.push_str(prose);
        to.push('\n');
    }
    for inner in &part.parts {
        self::prose(inner, to);
    }
}

/// Two texts word by word, in reading order.
fn pieces(before: &str, after: &str) -> Vec<TextPiece> {
    spelled(word_diff(before, after), before, after)
}

/// A comparison of two texts with the words it is about.
pub(crate) fn spelled(changes: Vec<Change>, before: &str, after: &str) -> Vec<TextPiece> {
    changes
        .into_iter()
        .map(|change| {
            let (kind, text) = match change.kind {
                ChangeKind::Same => (PieceKind::Same, after.get(change.new)),
                ChangeKind::Removed => (PieceKind::Removed, before.get(change.old)),
                ChangeKind::Added => (PieceKind::Added, after.get(change.new)),
            };
            TextPiece {
                kind,
                text: text.unwrap_or_default().to_owned(),
            }
        })
        .collect()
}
