//! What was judged a moment ago in the same light, so that files that come one after another are judged once each. Never
//! lets a verdict survive a change of anything that it hangs on.

use super::corpus::{Corpus, Item};
use super::judge::{Ground, Judgement, Ruling};
use super::lens::Lens;
use super::recognise::Kind;

/// An attestation, its place in its file, and the document that it lies beside.
pub(super) type Seen = ([u8; 32], (u32, bool), String);

/// More attestations than this come in bundles: remembering each of them twice would cost too much. They are found again
/// by [`Before`], which needs four bytes each while it lasts.
pub(super) const MAX_KNOWN: usize = 1_000;

/// What was judged before, in whichever light.
#[derive(Clone, Copy)]
pub(super) struct Earlier<'a> {
    /// Of these attestations.
    pub(super) corpus: &'a Corpus,
    /// With this result.
    pub(super) judgement: &'a Judgement,
    /// Not so long ago that its time counts no more.
    pub(super) fresh: bool,
    /// No file came or went since: attestations are found at their places.
    pub(super) same_files: bool,
}

/// What was judged before, laid out for finding: a bundle that comes after another does not have the first one judged
/// again.
pub(super) struct Before<'a> {
    earlier: Earlier<'a>,
    /// The earlier items, by their digest; empty where places tell.
    order: Vec<u32>,
}

impl<'a> Before<'a> {
    /// Lays it out.
    pub(super) fn new(earlier: Earlier<'a>) -> Self {
        let corpus = earlier.corpus;
        let digest = |at: &u32| {
            let item = corpus.items.get(*at as usize);
            item.map(|item| item.digest.bytes())
        };
        let mut order: Vec<u32> = Vec::new();
        if !earlier.same_files {
            order.extend(0..corpus.items.len() as u32);
            ident::order::sort_by(&mut order, |one, other| digest(one).cmp(&digest(other)));
        }
        Self { earlier, order }
    }

    /// What came of the same bytes in the same kind of place, where no other document had a part in it that may be another
    /// one now. `at` is the attestation's own place.
    pub(super) fn ruling(&self, at: usize, item: &Item) -> Option<&'a Ruling> {
        let rulings = &self.earlier.judgement.rulings;
        if self.earlier.same_files {
            return rulings.get(at);
        }
        if item.beside.is_some() {
            return None;
        }
        let earlier = |at: &u32| self.earlier.corpus.items.get(*at as usize);
        let first = self.order.partition_point(|at| {
            earlier(at).is_some_and(|other| other.digest.bytes() < item.digest.bytes())
        });
        let same = self.order.iter().skip(first).map_while(|at| {
            let other = earlier(at).filter(|other| other.digest == item.digest)?;
            Some((*at, other))
        });
        let mut fitting = same.filter(|(_, other)| {
            other.beside.is_none() && other.nth == item.nth && (other.line > 0) == (item.line > 0)
        });
        let (at, _) = fitting.next()?;
        rulings.get(at as usize)
    }
}

/// What an attestation's verdict hangs on besides the context; none where it hangs on further files.
pub(super) fn seen(ground: &Ground<'_>, item: &Item) -> Option<Seen> {
    let book = ground.shelf.books.get(item.book as usize)?;
    let folder = ground.corpus.kind(item) == "Signed folder";
    if folder || book.kind == Some(Kind::History) || !book.with.is_empty() {
        return None;
    }
    let document = item
        .beside
        .and_then(|at| ground.shelf.books.get(at as usize));
    if document.is_some_and(|document| document.kind == Some(Kind::Manifest)) {
        return None;
    }
    let beside = document.map_or(String::new(), |document| document.digest.to_owned());
    // A line is read more narrowly than a file of its own.
    let place = (item.nth, item.line > 0);
    Some((*item.digest.bytes(), place, beside))
}

/// Keys at hand, identifiers, status lists and the viewpoint, as one digest.
pub(super) fn context(ground: &Ground<'_>, lens: &Lens) -> [u8; 32] {
    let mut text = super::file::write(&lens.viewpoint);
    for holder in &ground.holders.list {
        text.push_str(&holder.key.fingerprint().hex());
    }
    for identity in &ground.holders.identities {
        for part in [&identity.did, &identity.how] {
            text.push('\n');
            text.push_str(part);
        }
        for key in &identity.keys {
            text.push_str(&key.fingerprint().hex());
        }
    }
    for book in &ground.shelf.books {
        if book.kind == Some(Kind::Credential) {
            text.push_str(book.digest);
        }
        for companion in book.with {
            text.push_str(book.digest);
            text.push_str(companion);
        }
    }
    trust::hash::sha256(&[text.as_bytes()])
}
