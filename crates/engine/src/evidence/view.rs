//! Whom the reader trusts, what follows, and what another would see. Looking through other eyes takes nothing over.

use ident::{RelationType, Standing};
use model::{End, Model, Node, SetIx};
use protocol::{
    Answer, ChoiceRead, Choosable, ChosenCommunity, ClaimedRecognition, DifferenceRow, Doing,
    KeyView, Link, NamedBy, OtherViewpoint, StandingCount, Viewpoint, ViewpointDifferenceView,
    ViewpointView,
};
use trust::keys::PublicKey;

use super::file;
use super::judge::{Bench, Ground, Judgement};
use super::lens::{Lens, written};
use super::recognition::{self, party};
use super::remembered::Earlier;
use super::{list, row, standings_of_sets};
use crate::view;

/// Attestations with another standing that one answer lists.
const MAX_ROWS: usize = 200;

pub(super) fn viewpoint(ground: &Ground<'_>, judgement: &Judgement) -> ViewpointView {
    let lens = &judgement.lens;
    ViewpointView {
        viewpoint: lens.viewpoint.clone(),
        line: lens.line(),
        file: file::write(&lens.viewpoint),
        problems: lens.problems.clone(),
        keys: judgement
            .counting()
            .iter()
            .map(|key| key_view(ground, judgement, key))
            .collect(),
        communities: choosable(ground, judgement),
        counts: counts(ground, judgement),
        recognitions: judgement
            .edges
            .iter()
            .map(|edge| recognition::view_of(judgement, edge))
            .collect(),
        claimed: claimed(ground.model),
    }
}

/// What a pasted text could add, with its keys named by whoever loaded lists them.
pub(super) fn read_choice(ground: &Ground<'_>, judgement: &Judgement, text: &str) -> ChoiceRead {
    let read = file::read_choice(text);
    let lens = Lens::new(&read.adds);
    let keys = lens
        .chosen
        .iter()
        .map(|chosen| key_view(ground, judgement, &chosen.key));
    ChoiceRead {
        keys: keys.collect(),
        ..read
    }
}

fn key_view(ground: &Ground<'_>, judgement: &Judgement, key: &PublicKey) -> KeyView {
    let issuer = row::of_key(ground, judgement, key);
    KeyView {
        key: written(key),
        fingerprint: issuer.key,
        kind: issuer.key_kind,
        name: issuer.name,
        vouched: issuer.vouched,
        signed: signed(judgement, key),
    }
}

/// How many attestations a key signed.
fn signed(judgement: &Judgement, key: &PublicKey) -> u32 {
    let Some(at) = judgement.keys.iter().position(|known| known == key) else {
        return 0;
    };
    let by = |ruling: &&super::judge::Ruling| ruling.signers.contains(&(at as u32));
    judgement.rulings.iter().filter(by).count() as u32
}

/// Communities and identifiers whose keys are loaded. Of several documents about one body, the best vouched or else the
/// first gives its keys; that others list other keys is said.
fn choosable(ground: &Ground<'_>, judgement: &Judgement) -> Vec<Choosable> {
    let mut found: Vec<Choosable> = Vec::new();
    let mut others: Vec<(String, String, String)> = Vec::new();
    for holder in &ground.holders.list {
        if holder.by == NamedBy::Nobody || (holder.community.is_none() && holder.did.is_empty()) {
            continue;
        }
        let link = party(ground.model, holder.community, &holder.did, &holder.name);
        let book = ground
            .holders
            .list
            .iter()
            .filter(|other| {
                other.by != NamedBy::Nobody
                    && party(ground.model, other.community, &other.did, &other.name).id == link.id
            })
            .map(|other| (other.by, other.book))
            .min();
        if book.is_some_and(|(_, book)| book != holder.book) {
            others.push((link.id, written(&holder.key), holder.source.clone()));
            continue;
        }
        let at = match found.iter().position(|known| known.link.id == link.id) {
            Some(at) => at,
            None => {
                found.push(Choosable {
                    choice: ChosenCommunity {
                        id: link.id.clone(),
                        name: link.name.clone(),
                        keys: Vec::new(),
                        why: String::new(),
                    },
                    link,
                    keys: Vec::new(),
                    chosen: false,
                    changed: String::new(),
                    source: crate::numbers::capital(&holder.source),
                    signed: 0,
                });
                found.len() - 1
            }
        };
        let Some(one) = found.get_mut(at) else {
            continue;
        };
        let key = written(&holder.key);
        if !one.choice.keys.contains(&key) {
            one.keys.push(key_view(ground, judgement, &holder.key));
            one.signed += signed(judgement, &holder.key);
            one.choice.keys.push(key);
        }
    }
    for one in &mut found {
        let differs = others
            .iter()
            .find(|(id, key, _)| *id == one.link.id && !one.choice.keys.contains(key));
        if let Some((_, _, source)) = differs {
            one.changed = format!("Other keys are listed for it by {source}.");
        }
        let given = &judgement.lens.viewpoint.communities;
        let Some(chosen) = given.iter().find(|chosen| chosen.id == one.link.id) else {
            continue;
        };
        one.chosen = true;
        let is_in = |keys: &[String], key: &String| keys.iter().any(|known| same_key(known, key));
        let newer = one
            .choice
            .keys
            .iter()
            .filter(|key| !is_in(&chosen.keys, key));
        let gone = chosen
            .keys
            .iter()
            .filter(|key| !is_in(&one.choice.keys, key));
        let (newer, gone) = (newer.count(), gone.count());
        if newer + gone > 0 {
            let keys = |count: usize| match count {
                1 => "1 key".to_owned(),
                _ => format!("{count} keys"),
            };
            let told = match (newer, gone) {
                (0, _) => format!("does not list {} that you chose", keys(gone)),
                (_, 0) => format!("lists {} that you have not chosen", keys(newer)),
                _ => format!(
                    "lists {} that you have not chosen and does not list {} that you chose",
                    keys(newer),
                    keys(gone)
                ),
            };
            let others = std::mem::take(&mut one.changed);
            one.changed = format!("{}, {told}. {others}", one.source)
                .trim_end()
                .to_owned();
        }
    }
    ident::order::sort_by(&mut found, |a, b| {
        b.signed
            .cmp(&a.signed)
            .then_with(|| a.link.name.cmp(&b.link.name))
    });
    found
}

/// The same key in two ways of writing it.
fn same_key(a: &str, b: &str) -> bool {
    a == b
        || match (PublicKey::from_text(a), PublicKey::from_text(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => false,
        }
}

fn counts(ground: &Ground<'_>, judgement: &Judgement) -> Vec<StandingCount> {
    let sets = standings_of_sets(ground, judgement);
    let of_sets = |standing: Standing| {
        let all = ground.model.set_ixs().filter(|set| {
            let known = sets.iter().find(|(one, _)| one == set);
            known.map_or(Standing::Unsigned, |(_, standing)| *standing) == standing
        });
        all.count() as u32
    };
    let counts = list::counts(judgement).into_iter();
    counts
        .map(|(standing, attestations)| StandingCount {
            standing,
            attestations,
            rule_sets: of_sets(standing),
        })
        .collect()
}

/// Statements of recognition that nobody signed.
fn claimed(model: &Model) -> Vec<ClaimedRecognition> {
    let wanted = [
        RelationType::Recognises,
        RelationType::Certifies,
        RelationType::AlignsWith,
    ];
    let link = |end: &End| match end {
        End::Community(ix) => Some(view::link_to_node(model, Node::Community(*ix))),
        End::RuleSet(ix) => Some(view::link_to_set(model, *ix)),
        End::Unknown(_) => None,
    };
    let listed = model
        .relations()
        .iter()
        .filter(|relation| wanted.contains(&relation.r#type));
    listed
        .filter_map(|relation| {
            let back = model
                .relations()
                .iter()
                .find(|other| other.source == relation.target && other.target == relation.source);
            Some(ClaimedRecognition {
                from: link(&relation.source)?,
                says: relation.r#type.label().to_owned(),
                to: link(&relation.target)?,
                statement: relation.statement.clone(),
                back: back.map_or_else(String::new, |back| back.r#type.label().to_owned()),
            })
        })
        .collect()
}

/// What another sees. The other viewpoint is judged with; it is not taken over.
pub(super) fn difference(
    ground: &Ground<'_>,
    mine: &Judgement,
    other: &OtherViewpoint,
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> Answer {
    let theirs = match other {
        OtherViewpoint::Nobody => Viewpoint::default(),
        OtherViewpoint::This(viewpoint) => viewpoint.clone(),
        OtherViewpoint::Community(id) => {
            let all = choosable(ground, mine);
            let Some(found) = all.iter().find(|one| one.link.id == *id) else {
                return Answer::NotFound {
                    what: id.clone(),
                    near: all.into_iter().take(5).map(|one| one.link).collect(),
                };
            };
            Viewpoint {
                name: ["Readers of ", &found.link.name].concat(),
                communities: vec![found.choice.clone()],
                steps: 1,
                threshold: 1,
                ..Viewpoint::default()
            }
        }
    };
    let known = Earlier {
        corpus: ground.corpus,
        judgement: mine,
        fresh: true,
        same_files: true,
    };
    let mut telling = |_, done, of| progress(Doing::JudgingForOthers, done, of);
    let lens = Lens::new(&theirs);
    let theirs = Judgement::new(ground, lens, mine.now, Some(known), &mut telling);
    let changed: Vec<usize> = (0..mine.rulings.len())
        .filter(|at| mine.standing(*at) != theirs.standing(*at))
        .collect();
    let bench = Bench::new(ground, &mine.lens, mine.counting(), mine.now);
    let rows = changed.iter().take(MAX_ROWS).filter_map(|at| {
        Some(DifferenceRow {
            row: row::row(ground, mine, &bench, *at)?,
            theirs: theirs.standing(*at),
            words: led(mine, &theirs, *at),
        })
    });
    let more = |standing: fn(&Judgement, usize) -> Standing, other: &Judgement, own: &Judgement| {
        changed
            .iter()
            .filter(|at| {
                standing(other, **at) == Standing::ConfirmedByChosenKey
                    && standing(own, **at) != Standing::ConfirmedByChosenKey
            })
            .count()
    };
    let they = more(Judgement::standing, &theirs, mine);
    let you = more(Judgement::standing, mine, &theirs);
    let words = match (they, you) {
        (0, 0) => "Both see the same things confirmed.".to_owned(),
        _ => format!(
            "They see {they} {} confirmed that you do not; you see {you} that they do not.",
            if they == 1 {
                "attestation"
            } else {
                "attestations"
            }
        ),
    };
    Answer::ViewpointDifference(Box::new(ViewpointDifferenceView {
        mine: mine.lens.line(),
        theirs: theirs.lens.line(),
        other: theirs.lens.viewpoint.clone(),
        problems: theirs.lens.problems.clone(),
        counts: counts(ground, mine)
            .into_iter()
            .zip(counts(ground, &theirs))
            .collect(),
        rows: rows.collect(),
        total: changed.len() as u32,
        sets: changed_sets(ground, mine, &theirs),
        words,
    }))
}

/// What leads one of the two to the signer.
fn led(mine: &Judgement, theirs: &Judgement, at: usize) -> String {
    let words = |judgement: &Judgement, who: &str| {
        let path = judgement
            .signers(at)
            .find_map(|key| recognition::path(judgement, key))?;
        let through: Vec<&str> = path.hops.iter().map(|hop| hop.to.name.as_str()).collect();
        Some(match through.is_empty() {
            true => format!("{who} rely on {} directly.", path.start),
            false => format!(
                "{who} rely on {}, who leads to {}. {}",
                path.start,
                through.join(", then "),
                path.words
            ),
        })
    };
    let both = [words(theirs, "They"), words(mine, "You")];
    both.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn changed_sets(
    ground: &Ground<'_>,
    mine: &Judgement,
    theirs: &Judgement,
) -> Vec<(Link, (Standing, Standing))> {
    let (own, other) = (
        standings_of_sets(ground, mine),
        standings_of_sets(ground, theirs),
    );
    let of = |all: &[(SetIx, Standing)], set: SetIx| {
        let known = all.iter().find(|(one, _)| *one == set);
        known.map_or(Standing::Unsigned, |(_, standing)| *standing)
    };
    ground
        .model
        .set_ixs()
        .map(|set| (set, (of(&own, set), of(&other, set))))
        .filter(|(_, (own, other))| own != other)
        .map(|(set, standings)| (view::link_to_set(ground.model, set), standings))
        .collect()
}
