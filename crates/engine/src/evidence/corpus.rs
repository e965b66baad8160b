//! Every attestation in the loaded files: where it stands, what it says it is about. Never depends on a viewpoint.

use std::collections::BTreeSet;

use ident::Digest;
use model::{Model, SetIx};
use protocol::{AppliedFit, Doing, EvidenceFile};
use trust::examine::MAX_LINES;
use trust::hash::sha256;
use trust::predicate::{Claim, OSCAL_PACKAGE, OSCAL_SIGNING, REFERENCE};
use trust::statement::{Resource, Statement};

use super::content::{self, Content, UNREADABLE};
use super::recognise::Kind;
use super::shelf::{Book, Match, Shelf, file_of};

/// How often progress is told while attestations are read: a few times a second.
const TELL_EVERY: usize = 256;

/// Tells now and then, at the attestation of this number, that `done` of `of` was read.
pub(super) fn tell(progress: &mut dyn FnMut(Doing, u32, u32), number: usize, done: u32, of: u32) {
    if number.is_multiple_of(TELL_EVERY) {
        progress(Doing::ReadingAttestations, done, of);
    }
}

/// One attestation. Kept small: a bundle may have a hundred thousand of them; words are made when somebody looks.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Which file.
    pub(super) book: u32,
    /// Where its bytes begin in the file.
    pub(super) start: u32,
    /// Where they end.
    pub(super) end: u32,
    /// Line from 1; 0 if it is not a line.
    pub(super) line: u32,
    /// Which of several in a registry's list.
    pub(super) nth: u32,
    /// SHA-256 of its bytes.
    pub(super) digest: Digest,
    /// How many with the same digest stand before it.
    pub(super) copy: u32,
    /// What kind of claim, in [`Corpus::kinds`].
    pub(super) kind: u32,
    /// The document that it lies beside, by name or by the digest it hints at: it is judged together with it.
    pub(super) beside: Option<u32>,
    /// Loaded files that have the digest of one of its subjects.
    pub(super) about: Box<[Match]>,
    /// Rule sets at hand that it says were applied.
    pub(super) applied: Box<[(SetIx, AppliedFit)]>,
    /// Attestations that one of its subjects has the digest of.
    pub(super) disputes: Box<[u32]>,
    /// It says that something failed.
    pub(super) negative: bool,
    /// It is an envelope with one signature: what its verdict owes to the reader's keys can be told apart from the rest.
    pub(super) single: bool,
    /// Its signature says which key made it.
    pub(super) hinted: bool,
    /// What it is about or applies is found in ways other than SHA-256: it is read again when files come or go.
    pub(super) outward: bool,
    /// Subjects in all.
    pub(super) subjects: u32,
}

/// What is kept of one attestation besides its own bytes, lists aside: with a line of the usual 700 bytes it stays under
/// a kilobyte.
const _: () = assert!(size_of::<Item>() + size_of::<super::judge::Ruling>() <= 240);

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Corpus {
    /// In the order of the files.
    pub(super) items: Vec<Item>,
    /// Kinds of claims, in the order in which they were met.
    pub(super) kinds: Vec<String>,
    /// The files they came from, with the number of the book.
    pub(super) files: Vec<(u32, EvidenceFile)>,
    /// Who names what, in the order of the items.
    named: Vec<Named>,
}

impl Corpus {
    /// Reads every loaded attestation; lines of bundles that `earlier` read already only where another file may matter to
    /// them. `progress` hears how many bytes of how many were read.
    pub(super) fn gather(
        model: &Model,
        shelf: &Shelf<'_>,
        earlier: Option<&Self>,
        progress: &mut dyn FnMut(Doing, u32, u32),
    ) -> Self {
        let mut corpus = Self::default();
        // Room for all of them at once: a list that grows leaves its smaller selves behind as holes.
        let bundles = shelf.books.iter();
        let bundles = bundles.filter(|book| book.kind == Some(Kind::Lines));
        let all = bundles.filter_map(|book| book.bytes).map(lines).sum();
        corpus.items.reserve_exact(all);
        let mut subjects: Vec<Named> = Vec::with_capacity(all);
        let shelved: BTreeSet<[u8; 8]> = shelf.books.iter().filter_map(start_of_book).collect();
        for (at, book) in shelf.books.iter().enumerate() {
            let (Some(kind), Some(bytes)) = (book.kind, book.bytes) else {
                continue;
            };
            if !kind.attests() {
                continue;
            }
            let before = corpus.items.len();
            let known = earlier.filter(|_| kind == Kind::Lines).and_then(|earlier| {
                let files = earlier.files.iter();
                let mut known = files.filter(|(_, file)| file.digest == book.digest);
                Some((earlier, known.next()?.0))
            });
            if let Some((earlier, old)) = known {
                for (number, item) in (0u32..).zip(&earlier.items) {
                    if item.book != old {
                        continue;
                    }
                    tell(progress, item.line as usize, item.start, bytes.len() as u32);
                    let named = earlier.named_by(number);
                    let met = named.iter().any(|(_, start)| shelved.contains(start));
                    if item.outward || met || !item.about.is_empty() {
                        let span = (item.start as usize, item.end as usize);
                        let text = bytes.get(span.0..span.1).unwrap_or_default();
                        let line = item.line as usize;
                        corpus.add(model, shelf, at, text, span, line, 0, &mut subjects);
                    } else {
                        corpus.take_over(item, earlier.kind(item), at, named, &mut subjects);
                    }
                }
            } else if kind == Kind::Lines {
                let mut start = 0;
                let mut line = 0;
                for text in bytes.split(|byte| *byte == b'\n') {
                    line += 1;
                    let end = start + text.len();
                    if !text.trim_ascii().is_empty() && line <= MAX_LINES {
                        tell(progress, line, start as u32, bytes.len() as u32);
                        let text = text.strip_suffix(b"\r").unwrap_or(text);
                        let span = (start, start + text.len());
                        corpus.add(model, shelf, at, text, span, line, 0, &mut subjects);
                    }
                    start = end + 1;
                }
            } else {
                for nth in 0..entries(bytes, kind) {
                    corpus.add(
                        model,
                        shelf,
                        at,
                        bytes,
                        (0, bytes.len()),
                        0,
                        nth,
                        &mut subjects,
                    );
                }
            }
            corpus.count(at, book.name, book.digest, kind, before);
        }
        let order = corpus.by_digest();
        corpus.number_copies(&order);
        corpus.find_disputes(shelf, &order, &subjects);
        corpus.named = subjects;
        corpus
    }

    /// A line that says the same beside these files as it did beside others.
    fn take_over(
        &mut self,
        item: &Item,
        kind: &str,
        book: usize,
        named: &[Named],
        subjects: &mut Vec<Named>,
    ) {
        let own = self.items.len() as u32;
        subjects.extend(named.iter().map(|(_, start)| (own, *start)));
        let kind = self.kind_of(kind);
        self.items.push(Item {
            book: book as u32,
            kind,
            copy: 0,
            disputes: Box::default(),
            ..item.clone()
        });
    }

    /// What an attestation names.
    fn named_by(&self, speaker: u32) -> &[Named] {
        let from = self.named.partition_point(|(other, _)| *other < speaker);
        let rest = self.named.get(from..).unwrap_or_default();
        let count = rest.iter().take_while(|(other, _)| *other == speaker);
        rest.get(..count.count()).unwrap_or_default()
    }

    /// The bytes of an attestation.
    pub(super) fn bytes<'a>(shelf: &Shelf<'a>, item: &Item) -> &'a [u8] {
        let book = shelf.books.get(item.book as usize);
        book.and_then(|book| book.bytes?.get(item.start as usize..item.end as usize))
            .unwrap_or_default()
    }

    /// What an attestation says, read again.
    pub(super) fn content(shelf: &Shelf<'_>, item: &Item) -> Content {
        let kind = shelf
            .books
            .get(item.book as usize)
            .and_then(|book| book.kind)
            .unwrap_or(Kind::Envelope);
        content::content(Self::bytes(shelf, item), kind, item.nth as usize)
    }

    /// Its name in links.
    pub(super) fn id(item: &Item) -> String {
        match item.copy {
            0 => item.digest.to_string(),
            copy => format!("{}-{}", item.digest, copy + 1),
        }
    }

    /// The attestation of that name.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let (digest, copy) = match id.split_once('-') {
            Some((digest, copy)) => (digest, copy.parse::<u32>().ok()?.checked_sub(1)?),
            None => (id, 0),
        };
        let digest: Digest = digest.parse().ok()?;
        self.items
            .iter()
            .position(|item| item.digest == digest && item.copy == copy)
    }

    /// What kind of claim, in words.
    pub(super) fn kind(&self, item: &Item) -> &str {
        self.kinds
            .get(item.kind as usize)
            .map_or(UNREADABLE, String::as_str)
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "one call per line of a bundle; a struct would be filled and emptied at once"
    )]
    fn add(
        &mut self,
        model: &Model,
        shelf: &Shelf<'_>,
        book: usize,
        bytes: &[u8],
        span: (usize, usize),
        line: usize,
        nth: usize,
        subjects: &mut Vec<Named>,
    ) {
        let kind = shelf.books.get(book).and_then(|book| book.kind);
        let content = content::content(bytes, kind.unwrap_or(Kind::Envelope), nth);
        let mut item = Item {
            book: book as u32,
            start: span.0 as u32,
            end: span.1 as u32,
            line: line as u32,
            nth: nth as u32,
            digest: Digest::new(sha256(&[bytes])),
            copy: 0,
            kind: self.kind_of(&content.kind),
            beside: None,
            about: Box::default(),
            applied: Box::default(),
            disputes: Box::default(),
            negative: content.is_negative(),
            single: content.signatures == 1,
            hinted: !content.key_ids.is_empty(),
            outward: looks_outward(&content),
            subjects: content
                .statement
                .as_ref()
                .map_or(0, |statement| statement.subjects.len() as u32),
        };
        if let Some(statement) = &content.statement {
            item.about = matched(shelf, statement, &content.claim);
            let own = self.items.len() as u32;
            subjects.extend(named(statement).map(|digest| (own, start_of(&digest))));
        }
        let points = content
            .statement
            .as_ref()
            .is_some_and(|statement| statement.predicate_type.starts_with(REFERENCE));
        if !points {
            item.applied = applied(model, shelf, &content.claim);
        }
        // A bundle of many says nothing about the one file it lies beside.
        if kind != Some(Kind::Lines) {
            item.beside = beside(shelf, book).map(|at| at as u32);
        }
        self.items.push(item);
    }

    fn kind_of(&mut self, word: &str) -> u32 {
        let at = match self.kinds.iter().position(|known| known == word) {
            Some(at) => at,
            None => {
                self.kinds.push(word.to_owned());
                self.kinds.len() - 1
            }
        };
        at as u32
    }

    fn count(&mut self, at: usize, name: &str, digest: &str, kind: Kind, before: usize) {
        let items = self.items.get(before..).unwrap_or_default();
        let understood = items
            .iter()
            .filter(|item| self.kind(item) != UNREADABLE)
            .count();
        self.files.push((
            at as u32,
            EvidenceFile {
                name: name.to_owned(),
                digest: digest.to_owned(),
                kind: kind.label().to_owned(),
                entries: items.len() as u32,
                understood: understood as u32,
                bundle: kind.is_bundle(),
            },
        ));
    }

    /// All of them by their digests, equal ones in their order: a list of places is a tenth of what a tree would take.
    fn by_digest(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0u32..).take(self.items.len()).collect();
        ident::order::sort_by(&mut order, |one, other| {
            self.digest(*one).cmp(&self.digest(*other))
        });
        order
    }

    fn digest(&self, at: u32) -> Option<&[u8; 32]> {
        self.items.get(at as usize).map(|item| item.digest.bytes())
    }

    fn number_copies(&mut self, order: &[u32]) {
        let mut before: Option<([u8; 32], u32)> = None;
        for at in order {
            let Some(item) = self.items.get_mut(*at as usize) else {
                continue;
            };
            let digest = *item.digest.bytes();
            item.copy = match before {
                Some((known, copy)) if known == digest => copy + 1,
                _ => 0,
            };
            before = Some((digest, item.copy));
        }
    }

    /// An attestation whose subject is another attestation speaks about that one.
    fn find_disputes(&mut self, shelf: &Shelf<'_>, order: &[u32], subjects: &[Named]) {
        let mut last = None;
        for (speaker, start) in subjects {
            let first = |at: &u32| {
                self.items
                    .get(*at as usize)
                    .map(|item| start_of(&item.digest))
            };
            let from = order.partition_point(|at| first(at) < Some(*start));
            let near = order.get(from).is_some_and(|at| first(at) == Some(*start));
            // What begins alike is looked at as a whole, and every speaker once.
            if !near || last == Some(*speaker) {
                continue;
            }
            last = Some(*speaker);
            let Some(item) = self.items.get(*speaker as usize) else {
                continue;
            };
            let statement = Self::content(shelf, item).statement;
            let digests: Vec<Digest> = statement.iter().flat_map(named).collect();
            let mut targets = Vec::new();
            for digest in digests {
                let wanted = Some(digest.bytes());
                let from = order.partition_point(|at| self.digest(*at) < wanted);
                let equal = order.iter().skip(from);
                let equal = equal.take_while(|at| self.digest(**at) == wanted);
                targets.extend(equal.filter(|at| *at != speaker).copied());
            }
            if let Some(item) = self.items.get_mut(*speaker as usize) {
                item.disputes = targets.into();
            }
        }
    }
}

/// Who names something by its digest, and how that begins: a whole one per line would be a third of what is kept.
type Named = (u32, [u8; 8]);

/// The digests by which a statement names its subjects, where those may be attestations.
fn named(statement: &Statement) -> impl Iterator<Item = Digest> {
    let subjects = statement.subjects.iter().take(MAX_SUBJECTS_OF_DISPUTE);
    let digests = subjects.flat_map(Resource::acceptable);
    digests.filter_map(|(hash, value)| {
        let sha256 = hash == trust::hash::Hash::Sha256;
        ["sha256:", value].concat().parse().ok().filter(|_| sha256)
    })
}

fn start_of_book(book: &Book<'_>) -> Option<[u8; 8]> {
    book.digest.parse().ok().map(|digest| start_of(&digest))
}

/// Another file may matter to it in ways that [`named`] does not tell.
fn looks_outward(content: &Content) -> bool {
    let Some(statement) = &content.statement else {
        return !content.claim.rule_sets.is_empty();
    };
    let other = |subject: &Resource| {
        let mut digests = subject.acceptable();
        digests.any(|(hash, _)| hash != trust::hash::Hash::Sha256)
    };
    is_canonical(statement)
        || !content.claim.rule_sets.is_empty()
        || statement.subjects.len() > MAX_SUBJECTS_OF_DISPUTE
        || statement.subjects.iter().any(other)
}

fn start_of(digest: &Digest) -> [u8; 8] {
    digest.bytes().first_chunk().copied().unwrap_or_default()
}

/// Room is kept for lines of at least so many bytes: no attestation is shorter, and blank lines are none.
const SHORTEST_LINE: usize = 64;

/// At most so many lines of a bundle are attestations.
fn lines(bytes: &[u8]) -> usize {
    let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
    (ends + 1).min(bytes.len() / SHORTEST_LINE).min(MAX_LINES)
}

/// Subjects by SHA-256 that may be other attestations: one of thousands of artefacts is none.
const MAX_SUBJECTS_OF_DISPUTE: usize = 20;

fn entries(bytes: &[u8], kind: Kind) -> usize {
    let list = match kind {
        Kind::Npm => "attestations",
        Kind::Pypi => "attestation_bundles",
        _ => return 1,
    };
    let Ok(json) = intake::json::parse(bytes, &intake::json::Limits::FILE) else {
        return 1;
    };
    let count = match kind {
        Kind::Pypi => trust::registry::pypi_provenance(&json.root).len(),
        _ => json
            .root
            .get(list)
            .and_then(intake::json::Node::as_array)
            .map_or(0, <[_]>::len),
    };
    count.clamp(1, trust::limits::MAX_LOG_ENTRIES)
}

/// Files that have the digest of a subject; for trestle's predicates, the digest is over the canonical form. References
/// point by digest too.
fn matched(shelf: &Shelf<'_>, statement: &Statement, claim: &Claim) -> Box<[Match]> {
    let canonical = is_canonical(statement);
    let pointed: &[Resource] = if statement.predicate_type.starts_with(REFERENCE) {
        &claim.rule_sets
    } else {
        &[]
    };
    let mut found: Vec<Match> = Vec::new();
    for subject in statement.subjects.iter().chain(pointed) {
        for one in shelf.matches(subject, canonical) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found.into()
}

/// Subjects of these predicates are digests over canonical JSON (compliance-trestle).
pub(super) fn is_canonical(statement: &Statement) -> bool {
    [OSCAL_SIGNING, OSCAL_PACKAGE].contains(&statement.predicate_type.as_str())
}

/// Rule sets at hand that a claim names, by digest of bytes or canonical form, else by address.
fn applied(model: &Model, shelf: &Shelf<'_>, claim: &Claim) -> Box<[(SetIx, AppliedFit)]> {
    let mut found: Vec<(SetIx, AppliedFit)> = Vec::new();
    for resource in &claim.rule_sets {
        for (set, fit) in fits(model, shelf, resource) {
            if !found.iter().any(|(known, _)| *known == set) {
                found.push((set, fit));
            }
        }
    }
    found.into()
}

/// How the rule sets at hand fit one that a claim names.
pub(super) fn fits(
    model: &Model,
    shelf: &Shelf<'_>,
    resource: &Resource,
) -> Vec<(SetIx, AppliedFit)> {
    let by_text: Vec<SetIx> = [false, true]
        .into_iter()
        .flat_map(|canonical| shelf.matches(resource, canonical))
        .filter_map(|found| shelf.books.get(found.book))
        .flat_map(|book| book.sets.iter().copied())
        .collect();
    if !by_text.is_empty() {
        return by_text
            .into_iter()
            .map(|set| (set, AppliedFit::SameText))
            .collect();
    }
    let Some(uri) = resource.uri.as_deref().filter(|uri| !uri.is_empty()) else {
        return Vec::new();
    };
    let fit = match resource.acceptable().next() {
        Some(_) => AppliedFit::OtherText,
        None => AppliedFit::SameAddressOnly,
    };
    model
        .set_ixs()
        .filter(|set| {
            let of = model.rule_set(*set);
            let file = shelf.books.get(of.file as usize).map(|book| book.name);
            of.urls.iter().any(|url| url == uri) || file == Some(uri)
        })
        .map(|set| (set, fit))
        .collect()
}

/// The document that a signature file lies beside: as the atlas says, else by the usual names, `document.json.dsse` or
/// `document.dsse` for `document.json`. Neither confirms anything: it only says which document the signature must fit.
fn beside(shelf: &Shelf<'_>, at: usize) -> Option<usize> {
    let book = shelf.books.get(at)?;
    if let Some(about) = book.about {
        return shelf.with_bytes(about).filter(|document| {
            shelf
                .books
                .get(*document)
                .is_some_and(|one| one.bytes.is_some())
        });
    }
    if !matches!(
        book.kind,
        Some(Kind::Envelope | Kind::Sigstore | Kind::LogProof)
    ) {
        return None;
    }
    let name = file_of(book.name);
    let folder = super::shelf::folder_of(book.name);
    let candidates = shelf.books.iter().enumerate().filter(|(other, document)| {
        *other != at
            && super::shelf::folder_of(document.name) == folder
            && !document.kind.is_some_and(Kind::attests)
            && document.bytes.is_some()
    });
    candidates
        .filter_map(|(other, document)| {
            let own = file_of(document.name);
            let longer = name
                .strip_prefix(own)
                .is_some_and(|rest| rest.starts_with('.'));
            let replaced = own.rsplit_once('.').is_some_and(|(stem, _)| {
                name.strip_prefix(stem)
                    .is_some_and(|rest| SUFFIXES.contains(&rest))
            });
            (longer || replaced).then_some((own.len(), other))
        })
        .max()
        .map(|(_, other)| other)
}

/// Endings under which a signature takes the place of the document's own ending.
const SUFFIXES: &[&str] = &[".dsse", ".dsse.json", ".sig", ".sigstore", ".sigstore.json"];
