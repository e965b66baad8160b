//! Which attestations dispute which. A dispute counts only if its own signature holds; it never changes a verdict.

use ident::Standing;
use protocol::Rebuttal;

use super::judge::{Bench, Ground, Judgement};
use super::row;

/// Disputes that are shown of one attestation.
const MAX_SHOWN: usize = 20;

/// Attestations that dispute this one, and whether directly.
pub(super) fn against(ground: &Ground<'_>, judgement: &Judgement, at: usize) -> Vec<(usize, bool)> {
    others(ground, judgement, at, true)
}

/// Attestations that this one disputes.
pub(super) fn by(ground: &Ground<'_>, judgement: &Judgement, at: usize) -> Vec<(usize, bool)> {
    others(ground, judgement, at, false)
}

fn others(
    ground: &Ground<'_>,
    judgement: &Judgement,
    at: usize,
    against: bool,
) -> Vec<(usize, bool)> {
    let items = &ground.corpus.items;
    let Some(item) = items.get(at) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (other_at, other) in items.iter().enumerate() {
        if other_at == at {
            continue;
        }
        let (speaker, speaker_at, target, target_at) = match against {
            true => (other, other_at, item, at),
            false => (item, at, other, other_at),
        };
        if speaker.disputes.is_empty() && !speaker.negative {
            continue;
        }
        if !holds(judgement.standing(speaker_at)) {
            continue;
        }
        let direct = speaker.disputes.contains(&(target_at as u32));
        // Says of the same subject, by digest, that it failed, where the other says that it did not.
        let same = speaker.negative
            && !target.negative
            && target
                .about
                .iter()
                .any(|found| speaker.about.contains(found))
            && (target.applied.is_empty()
                || target
                    .applied
                    .iter()
                    .any(|(set, _)| speaker.applied.iter().any(|(other, _)| other == set)));
        if direct || same {
            found.push((other_at, direct));
        }
    }
    found
}

fn holds(standing: Standing) -> bool {
    matches!(
        standing,
        Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown
    )
}

/// Disputes with their rows.
pub(super) fn views(
    ground: &Ground<'_>,
    judgement: &Judgement,
    bench: &Bench<'_>,
    found: Vec<(usize, bool)>,
) -> Vec<Rebuttal> {
    found
        .into_iter()
        .take(MAX_SHOWN)
        .filter_map(|(at, direct)| {
            let row = row::row(ground, judgement, bench, at)?;
            let words = match (direct, row.rebuts) {
                (true, _) => "Its subject is the other attestation itself.",
                (false, true) => "It says of the same subject that it failed.",
                (false, false) => "It says of the same subject that it holds.",
            };
            Some(Rebuttal {
                row,
                words: words.to_owned(),
                direct,
            })
        })
        .collect()
}
