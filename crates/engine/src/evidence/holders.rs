//! Which loaded document lists which key, and under whose name. Listing a key is a claim: it never makes a key chosen.

use intake::json::{self, Limits, Node};
use model::{CommunityIx, Model};
use protocol::NamedBy;
use trust::did_document;
use trust::did_webvh::History;
use trust::keyring::Identity;
use trust::keys::PublicKey;
use trust::time::Moment;

use super::recognise::Kind;
use super::shelf::{Book, Shelf, file_of};

/// Keys that loaded documents may bring in. Each one is tried on signatures that name no key, so more would be an
/// attack on the reader's time; real communities list under ten.
const MAX_KEYS: usize = 500;

/// A key as some loaded document lists it.
#[derive(Clone, Debug)]
pub(super) struct Holder {
    /// The key.
    pub(super) key: PublicKey,
    /// Whose it is said to be.
    pub(super) name: String,
    /// The community, if it is loaded.
    pub(super) community: Option<CommunityIx>,
    /// The identifier it is listed under; may be empty.
    pub(super) did: String,
    /// How the name is vouched for.
    pub(super) by: NamedBy,
    /// The same in words.
    pub(super) source: String,
    /// The document.
    pub(super) book: usize,
}

/// All of them, and the identifiers whose documents are at hand.
#[derive(Debug, Default)]
pub(super) struct Holders {
    /// In the order of the files.
    pub(super) list: Vec<Holder>,
    /// Keys by identifier.
    pub(super) identities: Vec<Identity>,
    /// Identifiers of communities.
    pub(super) communities: Vec<(String, CommunityIx)>,
}

impl Holders {
    /// Reads every document that lists keys.
    pub(super) fn gather(model: &Model, shelf: &Shelf<'_>, now: Moment) -> Self {
        let mut holders = Self::default();
        // Descriptors first: they say which community an identifier belongs to.
        for (at, book) in shelf.books.iter().enumerate() {
            if book.kind == Some(Kind::Descriptor) {
                holders.descriptor(model, at, book, now);
            }
        }
        for (at, book) in shelf.books.iter().enumerate() {
            match book.kind {
                Some(Kind::Identifier) => holders.identifier(model, at, book, now),
                Some(Kind::History) => holders.history(model, shelf, at, book, now),
                Some(Kind::Key) => holders.key_file(at, book),
                _ => {}
            }
        }
        holders.list.truncate(MAX_KEYS);
        holders
    }

    /// Who lists a key, the best vouched first.
    pub(super) fn of(&self, key: &PublicKey) -> Option<&Holder> {
        let listed = self.list.iter().filter(|holder| holder.key == *key);
        listed.min_by_key(|holder| (holder.by, holder.book))
    }

    /// The community that an identifier belongs to, by the community's own descriptor.
    pub(super) fn community(&self, did: &str) -> Option<CommunityIx> {
        let known = self.communities.iter().find(|(known, _)| known == did);
        known.map(|(_, community)| *community)
    }

    fn descriptor(&mut self, model: &Model, at: usize, book: &Book<'_>, now: Moment) {
        let Some(root) = book.bytes.and_then(root_of) else {
            return;
        };
        let text = |name: &str| root.get(name).and_then(Node::as_str).unwrap_or_default();
        let did = text("id").to_owned();
        if let Some(community) = book.community
            && did.starts_with("did:")
        {
            self.communities.push((did.clone(), community));
        }
        let name = book.community.map_or_else(
            || text("name").to_owned(),
            |community| model.community(community).facts.name.clone(),
        );
        let keys = did_document::keys(&root, now);
        self.add(&keys, |key| Holder {
            key,
            name: name.clone(),
            community: book.community,
            did: did.clone(),
            by: NamedBy::Itself,
            source: format!("a descriptor that nobody signed ({})", file_of(book.name)),
            book: at,
        });
        if did.starts_with("did:") && did_document::speaks_of_keys(&root) {
            self.identities.push(Identity {
                did,
                keys,
                how: "its descriptor lists it; nobody signed the descriptor".to_owned(),
            });
        }
    }

    fn identifier(&mut self, model: &Model, at: usize, book: &Book<'_>, now: Moment) {
        let Some(root) = book.bytes.and_then(root_of) else {
            return;
        };
        let did = root.get("id").and_then(Node::as_str).unwrap_or_default();
        // A history says the same with more weight, so its bare document is not taken.
        if did.is_empty() || did.starts_with("did:webvh:") {
            return;
        }
        let source = format!(
            "an identifier document that nobody signed and that can change, {}",
            file_of(book.name)
        );
        self.identified(
            model,
            at,
            did,
            did_document::keys(&root, now),
            NamedBy::Itself,
            source,
        );
    }

    fn history(
        &mut self,
        model: &Model,
        shelf: &Shelf<'_>,
        at: usize,
        book: &Book<'_>,
        now: Moment,
    ) {
        let witness = shelf
            .beside(at, "did-witness.json")
            .and_then(|at| shelf.books.get(at)?.bytes);
        let Some(bytes) = book.bytes else { return };
        let history = History::check(bytes, witness, now);
        let (None, Some(last)) = (&history.broken, history.versions.last()) else {
            return;
        };
        if last.deactivated {
            return;
        }
        let source = format!(
            "the history of its identifier, {} versions, each signed by a key of the one before",
            history.versions.len()
        );
        let keys = did_document::keys(&last.document, now);
        self.identified(model, at, &last.did.did, keys, NamedBy::History, source);
    }

    fn identified(
        &mut self,
        model: &Model,
        at: usize,
        did: &str,
        keys: Vec<PublicKey>,
        by: NamedBy,
        source: String,
    ) {
        let community = self.community(did);
        let name = community.map_or_else(
            || did.to_owned(),
            |community| model.community(community).facts.name.clone(),
        );
        self.add(&keys, |key| Holder {
            key,
            name: name.clone(),
            community,
            did: did.to_owned(),
            by,
            source: source.clone(),
            book: at,
        });
        // What was said with more weight, or first, stands.
        if by == NamedBy::History {
            self.identities.retain(|identity| identity.did != did);
        }
        if !self.identities.iter().any(|identity| identity.did == did) {
            self.identities.push(Identity {
                did: did.to_owned(),
                keys,
                how: source,
            });
        }
    }

    fn key_file(&mut self, at: usize, book: &Book<'_>) {
        let keys = book
            .bytes
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .map(keys_in)
            .unwrap_or_default();
        let name = file_of(book.name).to_owned();
        self.add(&keys, |key| Holder {
            key,
            name: name.clone(),
            community: None,
            did: String::new(),
            by: NamedBy::Nobody,
            source: "a key file that somebody brought along".to_owned(),
            book: at,
        });
    }

    fn add(&mut self, keys: &[PublicKey], holder: impl Fn(PublicKey) -> Holder) {
        self.list.extend(keys.iter().cloned().map(holder));
    }
}

/// Every key in a key file: PEM, JWK, a set of JWKs, a Multikey, a `did:key`.
pub(super) fn keys_in(text: &str) -> Vec<PublicKey> {
    if let Ok(key) = PublicKey::from_text(text) {
        return vec![key];
    }
    let set = json::parse(text.as_bytes(), &Limits::SMALL).ok();
    let set = set.as_ref().and_then(|json| json.root.get("keys"));
    set.and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
        .filter_map(|jwk| PublicKey::from_jwk(jwk).ok())
        .collect()
}

fn root_of(bytes: &[u8]) -> Option<Node> {
    Some(json::parse(bytes, &Limits::FILE).ok()?.root)
}
