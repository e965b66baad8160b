//! Which key made a signature: arithmetic that another viewpoint does not change. Never says whether a key counts, and
//! never stands in for a check that was not made.
//!
//! Of an envelope with one signature the viewpoint changes only which keys are at hand and which of them count. What its
//! bytes say by themselves, and which key made its signature, was computed once; [`Known::decide`] puts a viewpoint's
//! keys to it and comes to the ruling that examining it anew would come to. Where it cannot be sure of that, it says so,
//! and the envelope is examined anew.

use ident::Standing;
use trust::keys::PublicKey;
use trust::limits::{BYTES_PER_VERIFICATION, MAX_VERIFICATIONS};
use trust::signature::cost;
use trust::verdict::Check;

use super::corpus::Item;
use super::judge::Ruling;

/// What is known of one attestation, whoever is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Made {
    /// Nothing that holds under other keys.
    #[default]
    Unknown,
    /// By none of [`Known::tried`]; nor does it name one of them.
    ByNobody,
    /// By one key.
    By {
        /// In [`super::judge::Judgement::keys`].
        key: u32,
        /// What the verdict adds up to as long as nobody chose that key.
        standing: Standing,
        /// The check that decides against it even so.
        decisive: Option<Check>,
    },
}

/// The keys behind what is known.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Keys that made no attestation which is [`Made::ByNobody`]: each was tried on each.
    tried: Vec<PublicKey>,
    /// Per key that signed anything: keys that were tried before it on everything it made, and made none of that.
    before: Vec<Option<Vec<PublicKey>>>,
}

/// The keys of one viewpoint, in the order in which they are tried.
pub(super) struct Tried {
    keys: Vec<PublicKey>,
    counting: Vec<PublicKey>,
    /// Together they cost this much for each signature.
    cost: usize,
    /// More than one key must sign: signatures are then not all there is to decide.
    many: bool,
}

impl Tried {
    /// `keys` are all that are tried, chosen ones first; `counting` those that count.
    pub(super) fn new(keys: Vec<PublicKey>, counting: Vec<PublicKey>, threshold: u32) -> Self {
        Self {
            cost: keys.iter().map(cost).sum(),
            keys,
            counting,
            many: threshold > 1,
        }
    }

    /// Its one signature is tried under every key, whatever comes of it: the budget for one envelope is not spent.
    fn reaches(&self, item: &Item) -> bool {
        let bytes = (item.end - item.start) as usize;
        let price = self.cost + self.keys.len() * (bytes / BYTES_PER_VERIFICATION + 1);
        item.single && !self.many && price <= MAX_VERIFICATIONS
    }
}

impl Known {
    /// The ruling that these keys come to; none where that has to be found out. `keys` are those that signed anything.
    pub(super) fn decide(
        &self,
        item: &Item,
        made: Made,
        keys: &[PublicKey],
        now: &Tried,
    ) -> Option<Ruling> {
        if !now.reaches(item) {
            return None;
        }
        match made {
            Made::Unknown => None,
            Made::ByNobody => {
                let known = now.keys.iter().all(|key| self.tried.contains(key));
                known.then(|| ruling(Standing::NotCheckableHere, Some(Check::Signature), None))
            }
            Made::By {
                key,
                standing,
                decisive,
            } => {
                // A claim that was dated in the future may be of the past by now.
                if decisive == Some(Check::Period) {
                    return None;
                }
                let maker = keys.get(key as usize)?;
                let place = now.keys.iter().position(|known| known == maker);
                let rivals = now.keys.get(..place.unwrap_or(now.keys.len()))?;
                if !self.none_of(item, key, maker, rivals, now) {
                    return None;
                }
                Some(match (place, standing) {
                    (Some(_), Standing::IntactKeyUnknown) if now.counting.contains(maker) => {
                        ruling(Standing::ConfirmedByChosenKey, decisive, Some(key))
                    }
                    (Some(_), standing) => ruling(standing, decisive, Some(key)),
                    (None, Standing::Broken) => ruling(Standing::Broken, decisive, None),
                    // It names a key, and whether that is one of these is in its bytes.
                    (None, _) if item.hinted => return None,
                    (None, _) => ruling(Standing::NotCheckableHere, Some(Check::Signature), None),
                })
            }
        }
    }

    /// No key that would be tried before the maker can have made the signature as well. For Ed25519, checked strictly, no
    /// second key fits a signature; for others one can be made to fit, so those must have been tried.
    fn none_of(
        &self,
        item: &Item,
        key: u32,
        maker: &PublicKey,
        rivals: &[PublicKey],
        now: &Tried,
    ) -> bool {
        let strict = |key: &PublicKey| matches!(key, PublicKey::Ed25519(_));
        if strict(maker) && now.keys.iter().all(strict) {
            return true;
        }
        let before = self.before.get(key as usize).and_then(Option::as_ref);
        // A key that is named comes first, wherever it stands.
        let known = |rival: &PublicKey| {
            (strict(maker) && strict(rival)) || before.is_some_and(|known| known.contains(rival))
        };
        !item.hinted && rivals.iter().all(known)
    }

    /// Every attestation was examined under these keys, or decided by what is known of them.
    pub(super) fn finish(&mut self, now: &Tried) {
        for key in &now.keys {
            if !self.tried.contains(key) {
                self.tried.push(key.clone());
            }
        }
    }

    /// Notes what examining an attestation showed under these keys; `earlier` is what was known of it.
    pub(super) fn note(
        &mut self,
        item: &Item,
        earlier: Made,
        ruling: &Ruling,
        keys: &[PublicKey],
        now: &Tried,
    ) -> Made {
        if now.many && matches!(earlier, Made::By { .. }) {
            return earlier;
        }
        if !now.reaches(item) {
            return Made::Unknown;
        }
        match &*ruling.signers {
            [key] => {
                // Where one of a key's attestations had to be examined anew, all of them had to: see `none_of`.
                let again = matches!(earlier, Made::By { key: known, .. } if known == *key);
                if !(again && item.hinted) {
                    self.was_tried_before(*key, keys, now, again);
                }
                Made::By {
                    key: *key,
                    standing: match ruling.standing {
                        Standing::ConfirmedByChosenKey => Standing::IntactKeyUnknown,
                        other => other,
                    },
                    decisive: ruling.decisive,
                }
            }
            [] if matches!(earlier, Made::By { .. }) => earlier,
            [] if ruling.decisive == Some(Check::Signature)
                && ruling.standing == Standing::NotCheckableHere =>
            {
                if earlier != Made::ByNobody {
                    self.tried.retain(|key| now.keys.contains(key));
                }
                Made::ByNobody
            }
            _ => Made::Unknown,
        }
    }

    fn was_tried_before(&mut self, key: u32, keys: &[PublicKey], now: &Tried, again: bool) {
        let at = key as usize;
        if self.before.len() <= at {
            self.before.resize(at + 1, None);
        }
        let maker = keys.get(at);
        let place = now.keys.iter().position(|known| Some(known) == maker);
        let tried = now.keys.get(..place.unwrap_or(0)).unwrap_or_default();
        let Some(known) = self.before.get_mut(at) else {
            return;
        };
        match known {
            Some(known) if again => {
                let more = tried.iter().filter(|key| !known.contains(key));
                let more: Vec<PublicKey> = more.cloned().collect();
                known.extend(more);
            }
            Some(known) => known.retain(|key| tried.contains(key)),
            None => *known = Some(tried.to_vec()),
        }
    }
}

fn ruling(standing: Standing, decisive: Option<Check>, signer: Option<u32>) -> Ruling {
    Ruling {
        standing,
        decisive,
        expired: false,
        revoked: false,
        signers: signer.into_iter().collect(),
        made: Made::Unknown,
    }
}
