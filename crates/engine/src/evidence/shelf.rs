//! The loaded files as evidence sees them: bytes, digests, what stands in them. Never matches anything by name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use intake::json::{self, Limits};
use model::{CommunityIx, Model, SetIx};
use protocol::{Role, SubjectMatch};
use trust::hash::Hash;
use trust::statement::Resource;

use super::recognise::Kind;
use crate::engine::Loaded;
use crate::view;

/// One loaded file.
pub(super) struct Book<'a> {
    /// Its name or address.
    pub(super) name: &'a str,
    /// Further names under which the same bytes came.
    pub(super) also: &'a BTreeSet<String>,
    /// `sha256:…`
    pub(super) digest: &'a str,
    /// Its bytes, where they were kept.
    pub(super) bytes: Option<&'a [u8]>,
    /// What it is to evidence.
    pub(super) kind: Option<Kind>,
    /// What it is there for.
    pub(super) role: Role,
    /// The worst that was met while it was brought and read.
    pub(super) trouble: Option<&'a str>,
    /// Rule sets whose text it holds.
    pub(super) sets: Vec<SetIx>,
    /// The community that it describes.
    pub(super) community: Option<CommunityIx>,
    /// The file beside which it stands as a signature, as the atlas that lists it says.
    pub(super) about: Option<&'a str>,
    /// Files that judging it needs, as the atlas that lists it says.
    pub(super) with: &'a [String],
}

impl Book<'_> {
    /// A credential that judging others needs says which of them were taken back.
    pub(super) fn is_status_list(&self) -> bool {
        self.kind == Some(Kind::Credential) && self.role == Role::Serves
    }
}

/// All loaded files, with the digests that were asked for so far.
pub(super) struct Shelf<'a> {
    pub(super) books: Vec<Book<'a>>,
    digests: RefCell<Digests>,
}

/// By function and by whether it is over the canonical form: which digest which files have.
type Digests = BTreeMap<(Hash, bool), BTreeMap<String, Vec<usize>>>;

/// A file that has a digest somebody gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Match {
    /// Which file.
    pub(super) book: usize,
    /// By its canonical form, not its bytes.
    pub(super) canonical: bool,
}

impl<'a> Book<'a> {
    /// Everything that it is called.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        std::iter::once(self.name).chain(self.also.iter().map(String::as_str))
    }
}

impl<'a> Shelf<'a> {
    /// Puts the loaded files on the shelf.
    pub(super) fn new(model: &Model, files: &'a [Loaded]) -> Self {
        let books = files.iter().enumerate().map(|(at, loaded)| {
            let own = |set: &SetIx| {
                model.rule_set(*set).file as usize == at
                    // The read-file holds many rule sets in words of its own: no signature covers it as a document.
                    && !matches!(loaded.document, Some(crate::reading::Document::Facts(_)))
            };
            let mut sets: Vec<SetIx> = model.set_ixs().filter(own).collect();
            if let Some(set) = loaded
                .stands_for
                .as_deref()
                .and_then(|id| model.find_set(id))
            {
                sets.push(set);
            }
            Book {
                name: &loaded.file.origin.name,
                also: &loaded.also,
                digest: &loaded.file.digest,
                bytes: loaded.bytes.as_deref(),
                kind: loaded.evidence,
                role: loaded.file.role,
                trouble: loaded.file.problems.first().map(|one| one.what.as_str()),
                sets,
                community: described(loaded).and_then(|id| model.find_community(&id)),
                about: loaded
                    .companion
                    .as_ref()
                    .and_then(|one| one.about.as_deref()),
                with: loaded
                    .companion
                    .as_ref()
                    .map_or(&[], |one| one.with.as_slice()),
            }
        });
        Self {
            books: books.collect(),
            digests: RefCell::default(),
        }
    }

    /// Files that have one of the digests of a subject, by the functions that are strong enough. SHA-256 is compared over
    /// every file, other functions over those whose bytes were kept.
    pub(super) fn matches(&self, subject: &Resource, canonical: bool) -> Vec<Match> {
        let mut found = Vec::new();
        for (hash, value) in subject.acceptable() {
            for book in self.with_digest(hash, canonical, value) {
                let one = Match { book, canonical };
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
        found
    }

    fn with_digest(&self, hash: Hash, canonical: bool, value: &str) -> Vec<usize> {
        let mut digests = self.digests.borrow_mut();
        let known = digests
            .entry((hash, canonical))
            .or_insert_with(|| self.computed(hash, canonical));
        known.get(value).cloned().unwrap_or_default()
    }

    fn computed(&self, hash: Hash, canonical: bool) -> BTreeMap<String, Vec<usize>> {
        let mut digests: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, book) in self.books.iter().enumerate() {
            let digest = match (hash, canonical, book.bytes) {
                (Hash::Sha256, false, _) => book.digest.strip_prefix("sha256:").map(str::to_owned),
                (_, _, None) => None,
                (_, false, Some(bytes)) => Some(trust::encoding::to_hex(&hash.of(bytes))),
                (_, true, Some(bytes)) => canonical_of(bytes)
                    .map(|canonical| trust::encoding::to_hex(&hash.of(&canonical))),
            };
            if let Some(digest) = digest {
                digests.entry(digest).or_default().push(at);
            }
        }
        digests
    }

    /// The file with this digest.
    pub(super) fn with_bytes(&self, digest: &str) -> Option<usize> {
        self.books.iter().position(|book| book.digest == digest)
    }

    /// The file of that name beside another one, given by its last part.
    pub(super) fn beside(&self, book: usize, name: &str) -> Option<usize> {
        let folder = folder_of(self.books.get(book)?.name);
        let is_it = |other: &str| other.strip_prefix(folder) == Some(name);
        self.books.iter().position(|other| other.names().any(is_it))
    }

    /// A match in words and links.
    pub(super) fn view(&self, model: &Model, found: Match) -> Option<SubjectMatch> {
        let book = self.books.get(found.book)?;
        let sets = book.sets.iter().map(|set| view::link_to_set(model, *set));
        let community = book
            .community
            .map(|community| view::link_to_node(model, model::Node::Community(community)));
        Some(SubjectMatch {
            file: book.name.to_owned(),
            digest: book.digest.to_owned(),
            canonical: found.canonical,
            links: sets.chain(community).collect(),
        })
    }
}

/// Everything up to and with the last slash.
pub(super) fn folder_of(name: &str) -> &str {
    name.rfind('/')
        .and_then(|at| name.get(..=at))
        .unwrap_or_default()
}

/// Everything after the last slash.
pub(super) fn file_of(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn canonical_of(bytes: &[u8]) -> Option<Vec<u8>> {
    let json = json::parse(bytes, &Limits::FILE).ok()?;
    json::canonical(&json.root).ok()
}

/// The id of the community that a descriptor describes.
fn described(loaded: &Loaded) -> Option<String> {
    if loaded.evidence != Some(Kind::Descriptor) {
        return None;
    }
    let json = json::parse(loaded.bytes.as_deref()?, &Limits::FILE).ok()?;
    Some(json.root.get("identifier")?.as_str()?.to_owned())
}
