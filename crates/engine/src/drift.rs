//! What an adopter took, left out, tightened and reworded. Never says whether that is good.

use compare::word_diff::{Change, ChangeKind, word_diff};
use model::{Model, SetIx};
use profile::Tightened;
use protocol::{
    Answer, DriftView, HitKind, Link, PieceKind, RewordedView, TextPiece, TightenedView,
};

use crate::engine::Loaded;
use crate::view;

pub(crate) fn drift(model: &Model, files: &[Loaded], id: &str) -> Answer {
    let found = model.find_set(id).and_then(|set| {
        let loaded = files.get(model.rule_set(set).file as usize)?;
        Some((set, loaded.derived.as_ref()?))
    });
    let Some((set, derived)) = found else {
        return view::not_found(model, HitKind::RuleSet, id);
    };
    let bases: Vec<SetIx> = model
        .set_ixs()
        .filter(|base| {
            let file = model.rule_set(*base).file as usize;
            *base != set && derived.bases.contains(&file)
        })
        .collect();
    let at = Place { model, set, bases };
    let drift = &derived.drift;
    let mut reworded = Vec::new();
    let mut labelled = 0;
    for one in &drift.reworded {
        let before = reworded.len();
        at.reworded(&one.control, &mut reworded);
        labelled += u32::from(reworded.len() == before);
    }
    Answer::Drift(DriftView {
        profile: view::set_ref(model, set),
        bases: at
            .bases
            .iter()
            .map(|base| view::set_ref(model, *base))
            .collect(),
        taken: drift.taken.iter().map(|rule| at.here(rule)).collect(),
        left_out: drift.left_out.iter().map(|rule| at.before(rule)).collect(),
        parents: drift.parents.iter().map(|rule| at.here(rule)).collect(),
        tightened: drift
            .tightened
            .iter()
            .map(|one| at.tightened(one))
            .collect(),
        reworded,
        labelled,
        warnings: derived.warnings.clone(),
    })
}

/// The adopted rule set and those it was taken from.
struct Place<'m> {
    model: &'m Model,
    set: SetIx,
    bases: Vec<SetIx>,
}

impl Place<'_> {
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

    fn reworded(&self, local: &str, found: &mut Vec<RewordedView>) {
        let rule = |sets: &[SetIx]| {
            let mut sets = sets.iter();
            sets.find_map(|set| self.model.find_local(*set, local))
                .map(|rule| self.model.rule(rule))
        };
        let (Some(before), Some(after)) = (rule(&self.bases), rule(&[self.set])) else {
            return;
        };
        for (part, before, after) in [
            ("title", &before.title, &after.title),
            ("what it demands", &before.statement, &after.statement),
            ("guidance", &before.more, &after.more),
        ] {
            if before != after {
                found.push(RewordedView {
                    rule: self.here(local),
                    part: part.to_owned(),
                    pieces: pieces(before, after),
                });
            }
        }
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
