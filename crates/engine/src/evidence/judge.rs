//! Every attestation judged under one viewpoint at one moment. Never chooses a key itself.

use std::collections::BTreeMap;
use std::rc::Rc;

use ident::Standing;
use model::Model;
use protocol::Doing;
use trust::Outcome;
use trust::examine::{self, Exhibit, Material};
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::model_signing::Folder;
use trust::predicate::MODEL_SIGNING;
use trust::sidecar::{self, Artefact};
use trust::sigstore::{self, Chosen};
use trust::time::Moment;
use trust::verdict::Check;

use super::corpus::{Corpus, Item};
use super::holders::Holders;
use super::lens::Lens;
use super::made::{Known, Made, Tried};
use super::recognise::Kind;
use super::recognition::{self, Edge, Recognised};
use super::remembered::{Before, Earlier, MAX_KNOWN, Seen, context, seen};
use super::shelf::{Shelf, file_of, folder_of};

/// What came of one attestation, in short.
#[derive(Clone, Debug)]
pub(super) struct Ruling {
    /// What the verdict adds up to.
    pub(super) standing: Standing,
    /// The check that decided against it.
    pub(super) decisive: Option<Check>,
    /// The time it was claimed for is over.
    pub(super) expired: bool,
    /// It was taken back.
    pub(super) revoked: bool,
    /// The keys whose signatures hold, in [`Judgement::keys`].
    pub(super) signers: Box<[u32]>,
    /// What of it another viewpoint does not change.
    pub(super) made: Made,
}

/// Everything judged.
#[derive(Debug)]
pub(super) struct Judgement {
    /// With which eyes.
    pub(super) lens: Rc<Lens>,
    /// At which moment.
    pub(super) now: Moment,
    /// One per item of the corpus.
    pub(super) rulings: Vec<Ruling>,
    /// Keys that signed anything.
    pub(super) keys: Vec<PublicKey>,
    /// Which of them were tried on what.
    pub(super) makers: Known,
    /// Signed recognitions.
    pub(super) edges: Vec<Edge>,
    /// Keys that count because somebody chosen recognises them.
    pub(super) recognised: Vec<Recognised>,
    /// Everything that verdicts of single attestations depend on besides their own bytes, as one digest.
    pub(super) context: [u8; 32],
    /// Rulings by the attestation's digest and that of the document it lies beside: files come one by one, and what was
    /// judged a moment ago in the same light need not be judged again.
    pub(super) known: BTreeMap<Seen, Ruling>,
}

/// What judging needs besides the viewpoint.
pub(super) struct Ground<'a> {
    /// The picture.
    pub(super) model: &'a Model,
    /// The files.
    pub(super) shelf: Shelf<'a>,
    /// Who lists which key.
    pub(super) holders: &'a Holders,
    /// The attestations.
    pub(super) corpus: &'a Corpus,
}

/// Name of the file with the witnesses' proofs, as the method's specification has it.
pub(super) const WITNESSES: &str = "did-witness.json";

/// How often progress is told: a few times a second.
const TELL_EVERY: usize = 64;

impl Judgement {
    /// Judges everything. What `earlier` knows is not found out again.
    pub(super) fn new(
        ground: &Ground<'_>,
        lens: Lens,
        now: Moment,
        earlier: Option<Earlier<'_>>,
        progress: &mut dyn FnMut(Doing, u32, u32),
    ) -> Self {
        let lens = Rc::new(lens);
        let context = context(ground, &lens);
        // In the same light it is the same moment as long as it is fresh.
        let same_light = earlier.filter(|earlier| {
            let steps = earlier.judgement.lens.viewpoint.steps;
            earlier.fresh && earlier.judgement.context == context && steps == 0
        });
        // Nothing is known of a past moment: what was dated in the future may have been let through.
        let earlier = earlier.filter(|earlier| earlier.judgement.now <= now);
        let known = earlier.map(|earlier| earlier.judgement);
        let mut judgement = Self {
            lens: Rc::clone(&lens),
            now: same_light.map_or(now, |earlier| earlier.judgement.now),
            rulings: Vec::with_capacity(ground.corpus.items.len()),
            keys: known.map_or_else(Vec::new, |known| known.keys.clone()),
            makers: known.map_or_else(Known::default, |known| known.makers.clone()),
            edges: Vec::new(),
            recognised: Vec::new(),
            context,
            known: BTreeMap::new(),
        };
        let before = earlier.map(Before::new);
        let bench = Bench::new(ground, &lens, judgement.counting(), judgement.now);
        let tried = bench.tried();
        let few = ground.corpus.items.len() <= MAX_KNOWN;
        let all = ground.corpus.items.len() as u32;
        let mut judged = 0;
        for (at, item) in ground.corpus.items.iter().enumerate() {
            let seen = seen(ground, item);
            let found = before
                .as_ref()
                .filter(|_| seen.is_some() || earlier.is_some_and(|earlier| earlier.same_files))
                .and_then(|before| before.ruling(at, item));
            let made = found.map_or(Made::Unknown, |ruling| ruling.made);
            let makers = &judgement.makers;
            let ruling = makers
                .decide(item, made, &judgement.keys, &tried)
                .map(|ruling| Ruling { made, ..ruling })
                .or_else(|| {
                    let same = same_light?.judgement;
                    let seen = seen.as_ref()?;
                    same.known.get(seen).or(found).cloned()
                });
            let ruling = ruling.unwrap_or_else(|| {
                if judged % TELL_EVERY == 0 {
                    progress(Doing::Judging, at as u32, all);
                }
                judged += 1;
                let exhibit = bench.exhibit(ground, item);
                let ruling = judgement.ruling(&exhibit);
                let (keys, makers) = (&judgement.keys, &mut judgement.makers);
                let made = makers.note(item, made, &ruling, keys, &tried);
                Ruling { made, ..ruling }
            });
            if let Some(seen) = seen.filter(|_| few) {
                judgement.known.insert(seen, ruling.clone());
            }
            judgement.rulings.push(ruling);
        }
        judgement.makers.finish(&tried);
        judgement.edges = recognition::edges(ground, &judgement);
        judgement.follow(ground);
        judgement
    }

    /// Follows signed recognition from what was chosen, as many steps as the reader wants.
    fn follow(&mut self, ground: &Ground<'_>) {
        for _ in 0..self.lens.viewpoint.steps {
            let fresh = recognition::next(self);
            if fresh.is_empty() {
                return;
            }
            let keys: Vec<PublicKey> = fresh.iter().map(|one| one.key.clone()).collect();
            self.recognised.extend(fresh);
            let lens = Rc::clone(&self.lens);
            let bench = Bench::new(ground, &lens, self.counting(), self.now);
            let tried = bench.tried();
            let mut again = Vec::new();
            for (at, ruling) in self.rulings.iter().enumerate() {
                let signed = ruling
                    .signers
                    .iter()
                    .filter_map(|key| self.keys.get(*key as usize));
                if signed.into_iter().any(|key| keys.contains(key)) {
                    again.push((at, ruling.made));
                }
            }
            for (at, made) in again {
                let Some(item) = ground.corpus.items.get(at) else {
                    continue;
                };
                let known = self.makers.decide(item, made, &self.keys, &tried);
                let ruling = known.unwrap_or_else(|| self.ruling(&bench.exhibit(ground, item)));
                if let Some(place) = self.rulings.get_mut(at) {
                    *place = Ruling { made, ..ruling };
                }
            }
            for edge in &mut self.edges {
                if let Some(ruling) = self.rulings.get(edge.item as usize) {
                    edge.standing = ruling.standing;
                }
            }
        }
    }

    fn ruling(&mut self, exhibit: &Exhibit) -> Ruling {
        let verdict = &exhibit.judged.verdict;
        let failed = |check: Check| matches!(verdict.outcome(check), Outcome::Failed(_));
        let signers = verdict.signers().iter();
        let signers: Box<[u32]> = signers.map(|key| self.numbered(key)).collect();
        Ruling {
            standing: verdict.standing(),
            decisive: verdict.decisive().map(|step| step.check),
            expired: verdict.has_ended(),
            revoked: failed(Check::Revocation),
            signers,
            made: Made::Unknown,
        }
    }

    /// The number of a key among those that signed anything.
    fn numbered(&mut self, key: &PublicKey) -> u32 {
        let at = match self.keys.iter().position(|known| known == key) {
            Some(at) => at,
            None => {
                self.keys.push(key.clone());
                self.keys.len() - 1
            }
        };
        at as u32
    }

    /// Keys that count: chosen ones and recognised ones.
    pub(super) fn counting(&self) -> Vec<PublicKey> {
        let chosen = self.lens.chosen.iter().map(|chosen| &chosen.key);
        let recognised = self.recognised.iter().map(|one| &one.key);
        chosen.chain(recognised).cloned().collect()
    }

    /// The keys that made an attestation's signatures.
    pub(super) fn signers(&self, at: usize) -> impl Iterator<Item = &PublicKey> {
        let ruling = self.rulings.get(at);
        ruling
            .into_iter()
            .flat_map(|ruling| ruling.signers.iter())
            .filter_map(|key| self.keys.get(*key as usize))
    }

    /// What an attestation adds up to.
    pub(super) fn standing(&self, at: usize) -> Standing {
        self.rulings
            .get(at)
            .map_or(Standing::Unsigned, |ruling| ruling.standing)
    }
}

/// Keys and companions laid out once for many attestations.
pub(super) struct Bench<'a> {
    chosen: Chosen<'a>,
    lens: &'a Lens,
    /// Status lists by their digest: two states of one list may have one name.
    lists: BTreeMap<String, Vec<u8>>,
    now: Moment,
}

impl<'a> Bench<'a> {
    /// Lays everything out. `counting` are the keys that count.
    pub(super) fn new(
        ground: &Ground<'_>,
        lens: &'a Lens,
        counting: Vec<PublicKey>,
        now: Moment,
    ) -> Self {
        let offered = ground.holders.list.iter().map(|one| one.key.clone());
        let keyring = Keyring::new(counting, offered.collect())
            .with_threshold(lens.viewpoint.threshold as usize)
            .with_identities(ground.holders.identities.clone());
        let lists = ground
            .shelf
            .books
            .iter()
            .filter(|book| book.is_status_list());
        Self {
            chosen: Chosen {
                keyring,
                managed: &lens.managed,
                root: lens.root.as_ref(),
                anchors: &lens.anchors,
                identity: None,
            },
            lens,
            lists: lists
                .filter_map(|book| Some((book.digest.to_owned(), book.bytes?.to_vec())))
                .collect(),
            now,
        }
    }

    /// The keys, as far as single signatures hang on them.
    pub(super) fn tried(&self) -> Tried {
        let keyring = &self.chosen.keyring;
        let counting = keyring
            .all()
            .into_iter()
            .filter(|key| keyring.is_chosen(key));
        Tried::new(
            keyring.all(),
            counting.collect(),
            self.lens.viewpoint.threshold,
        )
    }

    /// Examines one attestation. With several expected signers, the best verdict counts: each is a choice of the reader.
    pub(super) fn exhibit(&self, ground: &Ground<'_>, item: &Item) -> Exhibit {
        self.decided(ground, item).0
    }

    /// The same, and which of the expected signers decided.
    pub(super) fn decided(&self, ground: &Ground<'_>, item: &Item) -> (Exhibit, Option<usize>) {
        let mut best: Option<(Exhibit, Option<usize>)> = None;
        for (number, identity) in self.lens.identities.iter().enumerate() {
            let chosen = Chosen {
                identity: Some(identity),
                ..self.chosen.clone()
            };
            let found = self.with(ground, item, &chosen);
            // Only certificates have a signer's name; everything else would come out the same.
            let named = !matches!(
                found.judged.verdict.outcome(Check::Identity),
                Outcome::NotApplicable
            );
            let better = best.as_ref().is_none_or(|(best, _)| {
                super::rank(found.judged.verdict.standing())
                    < super::rank(best.judged.verdict.standing())
            });
            if better {
                best = Some((found, named.then_some(number)));
            }
            if !named {
                break;
            }
        }
        best.unwrap_or_else(|| (self.with(ground, item, &self.chosen), None))
    }

    fn with(&self, ground: &Ground<'_>, item: &Item, chosen: &Chosen<'_>) -> Exhibit {
        let bytes = Corpus::bytes(&ground.shelf, item);
        let book = ground.shelf.books.get(item.book as usize);
        let kind = book.and_then(|book| book.kind).unwrap_or(Kind::Envelope);
        if kind == Kind::Lines {
            return picked(examine::examine_line(bytes, chosen, self.now), 0, bytes);
        }
        if let Some(exhibit) = self.folder(ground, item, kind, bytes, chosen) {
            return exhibit;
        }
        let document = item
            .beside
            .and_then(|at| ground.shelf.books.get(at as usize));
        let mut companions = BTreeMap::new();
        if let Some(witness) = ground.shelf.beside(item.book as usize, WITNESSES)
            && kind == Kind::History
            && let Some(bytes) = ground.shelf.books.get(witness).and_then(|book| book.bytes)
        {
            companions.insert(WITNESSES.to_owned(), bytes.to_vec());
        }
        if let Some(manifest) = document.filter(|book| book.kind == Some(Kind::Manifest)) {
            companions.extend(below(ground, folder_of(manifest.name)));
        }
        // Under the names that the command line gives them.
        let named = book.map_or(&[][..], |book| book.with);
        for other in named.iter().filter_map(|digest| {
            let at = ground.shelf.with_bytes(digest)?;
            ground.shelf.books.get(at)
        }) {
            if let Some(bytes) = other.bytes {
                companions.insert(file_of(other.name).to_owned(), bytes.to_vec());
            }
        }
        // Whoever names an old list beside a credential does not make the other ones at hand go away.
        if kind == Kind::Credential && !companions.is_empty() {
            let others = self.lists.iter();
            companions.extend(others.map(|(digest, bytes)| (digest.clone(), bytes.clone())));
        }
        let signed = document.and_then(|document| document.bytes);
        let material = Material {
            file: signed.unwrap_or(bytes),
            signature: signed.is_some().then_some(bytes),
            companions: Some(match companions.is_empty() {
                true => &self.lists,
                false => &companions,
            }),
            note_keys: &self.lens.note_keys,
        };
        picked(
            examine::examine(&material, chosen, self.now),
            item.nth as usize,
            bytes,
        )
    }

    /// A signed folder is compared with what is loaded from the folder that the signature lies in.
    fn folder(
        &self,
        ground: &Ground<'_>,
        item: &Item,
        kind: Kind,
        bytes: &[u8],
        chosen: &Chosen<'_>,
    ) -> Option<Exhibit> {
        if ground.corpus.kind(item) != "Signed folder" {
            return None;
        }
        let statement = Corpus::content(&ground.shelf, item).statement?;
        let book = ground.shelf.books.get(item.book as usize)?;
        let here = folder_of(book.name);
        let mut folder = Folder {
            left_out: vec![file_of(book.name).to_owned()],
            ..Folder::default()
        };
        for other in &ground.shelf.books {
            let Ok(digest) = other.digest.parse::<ident::Digest>() else {
                continue;
            };
            let others = other.names().filter(|name| *name != book.name);
            for name in others.filter_map(|name| name.strip_prefix(here)) {
                folder.files.insert(name.to_owned(), *digest.bytes());
            }
        }
        let listed = trust::model_signing::FileList::from_statement(&statement).ok()?;
        // Nothing of the folder is at hand: the statement is judged by itself.
        if statement.predicate_type != MODEL_SIGNING || !listed.meets(&folder) {
            return None;
        }
        let artefact = Artefact::Folder(&folder);
        let judged = match kind {
            Kind::Sigstore => sigstore::check(bytes, artefact, chosen, self.now),
            _ => sidecar::check(bytes, artefact, &chosen.keyring, self.now),
        };
        Some(Exhibit {
            label: "Signed folder".to_owned(),
            judged,
        })
    }
}

/// The wanted one of several; never nothing.
fn picked(mut exhibits: Vec<Exhibit>, nth: usize, bytes: &[u8]) -> Exhibit {
    if nth < exhibits.len() {
        return exhibits.swap_remove(nth);
    }
    exhibits.pop().unwrap_or_else(|| Exhibit {
        label: "Document".to_owned(),
        judged: sidecar::Judged {
            verdict: sidecar::unsigned(bytes),
            statement: None,
        },
    })
}

/// Files below a folder, by their address relative to it.
fn below(ground: &Ground<'_>, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let files = ground.shelf.books.iter().filter_map(|book| {
        let name = book.name.strip_prefix(folder)?;
        Some((name.to_owned(), book.bytes?.to_vec()))
    });
    files.collect()
}
