//! What became of every rule from one rule set to the next. Never says which is better.

use compare::Reading;
use compare::changes::{Fate, FateKind, Ground, Version};
use compare::mapping::Mappings;
use model::{Model, RuleIx, SetIx};
use protocol::{
    Answer, ChangeCounts, ChangeEntry, ChangeKind, ChangesAsk, ChangesView, HitKind,
    VersionChangeView,
};

use crate::engine::Loaded;
use crate::text::Extent;
use crate::{beside, drift, filter, numbers, rule, view};

/// Entries of one answer: more than this nobody reads at a time, and every one carries two texts.
const PAGE: u32 = 50;
/// The most that can be asked for at a time.
const MAX_PAGE: u32 = 500;

pub(crate) fn changes(
    model: &Model,
    index: &search::Index,
    mappings: &Mappings,
    files: &[Loaded],
    ask: &ChangesAsk,
) -> Answer {
    let (Some(old), Some(new)) = (model.find_set(&ask.old), model.find_set(&ask.new)) else {
        let id = if model.find_set(&ask.old).is_none() {
            &ask.old
        } else {
            &ask.new
        };
        return view::not_found(model, HitKind::RuleSet, id);
    };
    let (before, after) = (Side::of(model, old), Side::of(model, new));
    let wanted = filter::filter(&ask.filter);
    let sieve = model.sieve(&wanted);
    let only = (!ask.grounds.is_empty()).then(|| {
        let rarity = |word: &str| index.rarity(word);
        let reading = Reading {
            stated_only: ask.hide_suggestions,
            ..Reading::default()
        };
        let rarity: Option<&dyn Fn(&str) -> u32> = match ask.hide_suggestions {
            true => None,
            false => Some(&rarity),
        };
        let all = model::Filter::default();
        let rows = compare::topics_read(model, &[old, new], &all, reading).rows;
        let beside = beside::beside(model, mappings, &rows, rarity);
        beside.on(&ask.grounds)
    });
    let fits =
        |rule: RuleIx| sieve.rule(rule) && only.as_ref().is_none_or(|only| only.contains(&rule));
    let stays = |side: &Side, at: Option<usize>| {
        let rule = at.and_then(|at| side.rules.get(at));
        rule.is_some_and(|rule| fits(*rule))
    };
    let mut fates = compare::changes::changes(&before.versions(model), &after.versions(model));
    if ask.hide_suggestions {
        fates = fates.into_iter().flat_map(apart).collect();
    }
    fates.retain(|fate| stays(&before, fate.old) || stays(&after, fate.new));
    let kept = [&before, &after].map(|side| {
        let kept = side.rules.iter().filter(|rule| fits(**rule));
        kept.count() as u32
    });
    let compare::changes::Counts {
        added,
        removed,
        changed,
        moved,
        unchanged,
    } = compare::changes::count(&fates);
    let limit = match ask.limit {
        0 => PAGE,
        limit => limit.min(MAX_PAGE),
    };
    let told: Vec<&Fate> = fates
        .iter()
        .filter(|fate| {
            let kind = kind(fate);
            if ask.kinds.is_empty() {
                kind != ChangeKind::Unchanged
            } else {
                ask.kinds.contains(&kind) || fate.moved && ask.kinds.contains(&ChangeKind::Moved)
            }
        })
        .collect();
    let total = told.len() as u32;
    let both = fates
        .iter()
        .filter(|fate| kind(fate) == ChangeKind::Changed && fate.moved);
    let changed_and_moved = both.count() as u32;
    Answer::Changes(ChangesView {
        old: view::set_ref(model, old),
        new: view::set_ref(model, new),
        counts: ChangeCounts {
            added,
            removed,
            changed,
            moved,
            unchanged,
            changed_and_moved,
        },
        adopted: adopted(model, files, old, new),
        kept,
        entries: told
            .into_iter()
            .skip(ask.offset as usize)
            .take(limit as usize)
            .map(|fate| entry(model, &before, &after, fate))
            .collect(),
        offset: ask.offset.min(total),
        total,
        noted: noted(model, old, new),
    })
}

/// The newer rule set is what a profile made of the older.
fn adopted(model: &Model, files: &[Loaded], old: SetIx, new: SetIx) -> bool {
    let profile = files.get(model.rule_set(new).file as usize);
    let derived = profile.and_then(|loaded| loaded.derived.as_ref());
    derived.is_some_and(|derived| derived.bases.contains(&(model.rule_set(old).file as usize)))
}

/// The rules of one rule set, with what pairing needs and the model does not keep as such.
struct Side {
    rules: Vec<RuleIx>,
    places: Vec<String>,
    went_to: Vec<Vec<RuleIx>>,
}

impl Side {
    fn of(model: &Model, set: SetIx) -> Self {
        let rules: Vec<RuleIx> = model.rules_of(set).collect();
        Self {
            places: rules
                .iter()
                .map(|ix| rule::path(model, *ix).join(" / "))
                .collect(),
            went_to: rules.iter().map(|ix| went_to(model, *ix)).collect(),
            rules,
        }
    }

    fn versions<'m>(&'m self, model: &'m Model) -> Vec<Version<'m>> {
        self.rules
            .iter()
            .zip(&self.places)
            .zip(&self.went_to)
            .map(|((ix, place), went_to)| {
                let rule = model.rule(*ix);
                Version {
                    id: &rule.id,
                    place,
                    title: &rule.title,
                    text: &rule.statement,
                    topic: rule.topic.filter(|_| !rule.suggested),
                    withdrawn: rule.withdrawn,
                    went_to: went_to
                        .iter()
                        .map(|ix| model.rule(*ix).id.as_str())
                        .collect(),
                }
            })
            .collect()
    }

    /// The rule of a fate; none for those that are kept only so that links still work.
    fn rule(&self, model: &Model, at: Option<usize>) -> Option<RuleIx> {
        let ix = *self.rules.get(at?)?;
        (!model.rule(ix).withdrawn).then_some(ix)
    }
}

/// Where a publisher says that a withdrawn rule went.
fn went_to(model: &Model, ix: RuleIx) -> Vec<RuleIx> {
    let rule = model.rule(ix);
    if !rule.withdrawn {
        return Vec::new();
    }
    rule.links
        .iter()
        .filter(|link| matches!(link.rel.as_str(), "incorporated-into" | "moved-to"))
        .filter_map(|link| {
            let whole = model.find_local(rule.set, &link.local);
            whole.or_else(|| model.find_part(rule.set, &link.local))
        })
        .collect()
}

/// Without suggestions two rules that are only alike are two rules.
fn apart(fate: Fate) -> Vec<Fate> {
    if !matches!(fate.ground, Some(Ground::Alike(_))) {
        return vec![fate];
    }
    let alone = |old, new, kind| Fate {
        old,
        new,
        ground: None,
        kind,
        moved: false,
    };
    vec![
        alone(fate.old, None, FateKind::Removed),
        alone(None, fate.new, FateKind::Added),
    ]
}

fn kind(fate: &Fate) -> ChangeKind {
    match fate.kind {
        FateKind::Added => ChangeKind::Added,
        FateKind::Removed => ChangeKind::Removed,
        FateKind::Changed => ChangeKind::Changed,
        FateKind::Unchanged if fate.moved => ChangeKind::Moved,
        FateKind::Unchanged => ChangeKind::Unchanged,
    }
}

fn entry(model: &Model, before: &Side, after: &Side, fate: &Fate) -> ChangeEntry {
    let old = before.rule(model, fate.old);
    let new = after.rule(model, fate.new);
    let kind = kind(fate);
    let card = |ix: RuleIx| view::rule_card(model, ix, Extent::Statement);
    let texts = old
        .zip(new)
        .filter(|_| kind == ChangeKind::Changed)
        .map(|(old, new)| (&model.rule(old).statement, &model.rule(new).statement))
        .filter(|(old, new)| old != new);
    let marked = texts.and_then(|(old, new)| {
        let changes = compare::changes::marked(old, new)?;
        Some(drift::spelled(changes, old, new))
    });
    ChangeEntry {
        kind,
        moved: fate.moved,
        ground: match (kind, old, new) {
            (ChangeKind::Removed, _, None) if fate.new.is_some() => {
                "withdrawn by the publisher".to_owned()
            }
            (_, Some(_), Some(_)) => fate.ground.map(ground).unwrap_or_default(),
            _ => String::new(),
        },
        suggested: matches!(fate.ground, Some(Ground::Alike(_))),
        old: old.map(card),
        new: new.map(card),
        reworded: texts.is_some() && marked.is_none(),
        pieces: marked.unwrap_or_default(),
    }
}

fn ground(ground: Ground) -> String {
    match ground {
        Ground::SameId => "the same id".to_owned(),
        Ground::Stated => "the publisher says so".to_owned(),
        Ground::SameText => "the same words".to_owned(),
        Ground::Alike(percent) => {
            ["words alike by ", &numbers::count(percent), " per cent"].concat()
        }
    }
}

/// What the owner of both has on record about the step from one version to the other; where none names both versions,
/// what changed in the time between them.
fn noted(model: &Model, old: SetIx, new: SetIx) -> Vec<VersionChangeView> {
    let (old, new) = (model.rule_set(old), model.rule_set(new));
    let Some(owner) = new.community.filter(|owner| old.community == Some(*owner)) else {
        return Vec::new();
    };
    let all = &model.community(owner).facts.version_changes;
    let named: Vec<_> = all
        .iter()
        .filter(|change| change.from_version == old.version && change.to_version == new.version)
        .cloned()
        .collect();
    if !named.is_empty() {
        return view::version_changes(&named);
    }
    // Dates may be months or years only: then that month or year of the rule set's date counts.
    let reached = |date: &str, by: &str| date <= by.get(..date.len()).unwrap_or(by);
    let between: Vec<_> = all
        .iter()
        .filter(|change| reached(&change.date, &new.date) && !reached(&change.date, &old.date))
        .cloned()
        .collect();
    view::version_changes(&between)
}
