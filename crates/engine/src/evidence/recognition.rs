//! Who signed that they vouch for whom, and the way from the reader's choice to a signer. Directed: one direction never
//! implies the other.

use ident::Standing;
use model::{Model, Node};
use protocol::{HitKind, Link, Recognition, RecognitionPath};
use trust::did::DidKey;
use trust::keys::PublicKey;
use trust::predicate::REFERENCE;

use super::content::{Content, types};
use super::corpus::Corpus;
use super::holders::Holders;
use super::judge::{Ground, Judgement};
use super::recognise::Kind;
use crate::view;

/// Types of credentials that vouch for the body that they are about. A credential of another type says something about
/// it, but not that its key is its key.
const RECOGNISING: &[&str] = &[
    "RecognitionCredential",
    "VerifiableRecognitionCredential",
    "MembershipCredential",
];

/// One signed recognition.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// The attestation.
    pub(super) item: u32,
    /// Its name in links.
    pub(super) evidence: String,
    /// Who recognises.
    pub(super) from: Link,
    /// Who is recognised.
    pub(super) to: Link,
    /// The keys that it vouches for.
    pub(super) keys: Vec<PublicKey>,
    /// The attestation's standing.
    pub(super) standing: Standing,
    /// How it says so.
    pub(super) words: String,
    /// What is weak about it, and how much: 0 for nothing.
    pub(super) weakness: (u8, &'static str),
}

/// A key that counts because of an edge.
#[derive(Clone, Debug)]
pub(super) struct Recognised {
    /// The key.
    pub(super) key: PublicKey,
    /// The edge that leads to it.
    pub(super) edge: usize,
    /// The recognised key that made the edge; none if a chosen one did.
    pub(super) above: Option<usize>,
    /// The chosen key at the start, in the lens.
    pub(super) start: usize,
}

/// Every signed recognition whose signature holds.
pub(super) fn edges(ground: &Ground<'_>, judgement: &Judgement) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (at, item) in ground.corpus.items.iter().enumerate() {
        let holds = matches!(
            judgement.standing(at),
            Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown
        );
        let Some(signer) = judgement.signers(at).next().filter(|_| holds) else {
            continue;
        };
        let kind = ground.corpus.kind(item);
        if kind != "Reference" && kind != "Credential" {
            continue;
        }
        let Some(from) = party_of_key(ground, judgement, signer) else {
            continue;
        };
        let content = Corpus::content(&ground.shelf, item);
        for (to, keys, words, weakness) in recognised(ground, item, &content) {
            if to.id != from.id && !keys.is_empty() {
                edges.push(Edge {
                    item: at as u32,
                    evidence: Corpus::id(item),
                    from: from.clone(),
                    to,
                    keys,
                    standing: judgement.standing(at),
                    words,
                    weakness,
                });
            }
        }
    }
    edges
}

type Vouched = (Link, Vec<PublicKey>, String, (u8, &'static str));

fn recognised(ground: &Ground<'_>, item: &super::corpus::Item, content: &Content) -> Vec<Vouched> {
    let holders = ground.holders;
    let is_reference = content
        .statement
        .as_ref()
        .is_some_and(|statement| statement.predicate_type.starts_with(REFERENCE));
    if is_reference {
        let documents = item.about.iter().filter_map(|found| {
            let book = ground.shelf.books.get(found.book)?;
            let listed: Vec<_> = holders
                .list
                .iter()
                .filter(|holder| holder.book == found.book)
                .collect();
            let first = listed.first()?;
            let link = party(ground.model, first.community, &first.did, &first.name);
            let what = book.kind.map_or("document", Kind::label).to_lowercase();
            let words = format!("signed the digest of the {what} that lists these keys");
            let weakness = (
                1,
                "it has no end and no list on which it could be taken back",
            );
            let keys = listed.iter().map(|holder| holder.key.clone()).collect();
            Some((link, keys, words, weakness))
        });
        return documents.collect();
    }
    let Some(node) = &content.node else {
        return Vec::new();
    };
    let Some(named) = types(node).find(|name| RECOGNISING.contains(name)) else {
        return Vec::new();
    };
    let revocable = node.get("credentialStatus").is_some();
    let (_, about) = content.parties();
    let about = about.into_iter().map(|did| {
        let words = format!("signed a credential (“{named}”) about {did}");
        if let Ok(known) = DidKey::parse(&did) {
            let weakness = match revocable {
                true => (0, ""),
                false => (1, "it names no list on which it could be taken back"),
            };
            let link = party(ground.model, holders.community(&did), &did, &did);
            return (link, vec![known.key], words, weakness);
        }
        let listed: Vec<_> = holders
            .list
            .iter()
            .filter(|holder| holder.did == did)
            .collect();
        let history = listed
            .iter()
            .any(|holder| holder.by == protocol::NamedBy::History);
        let weakness = match (history, revocable) {
            (false, _) => (
                3,
                "the keys come from a document that nobody signed and that can change",
            ),
            (true, false) => (1, "it names no list on which it could be taken back"),
            (true, true) => (0, ""),
        };
        let link = party(ground.model, holders.community(&did), &did, &did);
        let keys = listed
            .iter()
            .filter(|holder| !history || holder.by == protocol::NamedBy::History)
            .map(|holder| holder.key.clone())
            .collect();
        (link, keys, words, weakness)
    });
    about.collect()
}

/// Keys that the chosen and recognised ones vouch for and that do not count yet.
pub(super) fn next(judgement: &Judgement) -> Vec<Recognised> {
    let counting = judgement.counting();
    let mut fresh: Vec<Recognised> = Vec::new();
    for (at, edge) in judgement.edges.iter().enumerate() {
        if edge.standing != Standing::ConfirmedByChosenKey {
            continue;
        }
        let made_by = judgement.signers(edge.item as usize).find_map(|signer| {
            let chosen = judgement
                .lens
                .chosen
                .iter()
                .position(|chosen| chosen.key == *signer);
            let recognised = judgement
                .recognised
                .iter()
                .position(|one| one.key == *signer);
            match (chosen, recognised) {
                (Some(start), _) => Some((None, start)),
                (None, Some(above)) => {
                    let start = judgement.recognised.get(above)?.start;
                    Some((Some(above), start))
                }
                (None, None) => None,
            }
        });
        let Some((above, start)) = made_by else {
            continue;
        };
        for key in &edge.keys {
            if !counting.contains(key) && !fresh.iter().any(|one| one.key == *key) {
                fresh.push(Recognised {
                    key: key.clone(),
                    edge: at,
                    above,
                    start,
                });
            }
        }
    }
    fresh
}

/// The way from the reader's choice to a key; none if nothing chosen leads there.
pub(super) fn path(judgement: &Judgement, key: &PublicKey) -> Option<RecognitionPath> {
    if let Some(chosen) = judgement.lens.chosen.iter().find(|one| one.key == *key) {
        return Some(RecognitionPath {
            start: start_words(&chosen.name),
            hops: Vec::new(),
            weakest: None,
            words: "You chose this key yourself; nobody stands between.".to_owned(),
        });
    }
    let mut at = judgement
        .recognised
        .iter()
        .position(|one| one.key == *key)?;
    let mut hops = Vec::new();
    let mut scores = Vec::new();
    let start = loop {
        let one = judgement.recognised.get(at)?;
        let edge = judgement.edges.get(one.edge)?;
        hops.push(one.edge);
        scores.push(edge.weakness.0);
        match one.above {
            Some(above) => at = above,
            None => break one.start,
        }
    };
    hops.reverse();
    scores.reverse();
    let worst = scores.iter().copied().max().unwrap_or_default();
    // Of equally weak hops the last is named: it is the farthest from the reader's own choice.
    let weakest = scores.iter().rposition(|score| *score == worst);
    let words = weakest
        .and_then(|at| hops.get(at))
        .and_then(|edge| judgement.edges.get(*edge))
        .map(|edge| {
            let why = match edge.weakness.1 {
                "" => "nothing about it is weak, but you rely on a choice that is not yours",
                why => why,
            };
            format!(
                "Weakest step: {} recognises {}; {why}.",
                edge.from.name, edge.to.name
            )
        })
        .unwrap_or_default();
    let chosen = judgement.lens.chosen.get(start)?;
    Some(RecognitionPath {
        start: start_words(&chosen.name),
        hops: hops
            .into_iter()
            .filter_map(|edge| judgement.edges.get(edge))
            .map(|edge| view_of(judgement, edge))
            .collect(),
        weakest: weakest.map(|at| at as u32),
        words,
    })
}

fn start_words(name: &str) -> String {
    match name {
        "" => "a key you chose".to_owned(),
        name => name.to_owned(),
    }
}

/// Every recognition that ends at one of these keys.
pub(super) fn of_keys(judgement: &Judgement, keys: &[&PublicKey]) -> Vec<Recognition> {
    judgement
        .edges
        .iter()
        .filter(|edge| edge.keys.iter().any(|key| keys.contains(&key)))
        .map(|edge| view_of(judgement, edge))
        .collect()
}

/// One edge for readers.
pub(super) fn view_of(judgement: &Judgement, edge: &Edge) -> Recognition {
    let back = |other: &Edge| other.from.id == edge.to.id && other.to.id == edge.from.id;
    Recognition {
        from: edge.from.clone(),
        to: edge.to.clone(),
        evidence: edge.evidence.clone(),
        standing: edge.standing,
        words: [&edge.from.name, " ", &edge.words, "."].concat(),
        weakness: edge.weakness.1.to_owned(),
        returned: judgement.edges.iter().any(back),
    }
}

/// A body as a link: a community where one is known, else the identifier itself.
pub(super) fn party(
    model: &Model,
    community: Option<model::CommunityIx>,
    did: &str,
    name: &str,
) -> Link {
    match community {
        Some(community) => view::link_to_node(model, Node::Community(community)),
        None => Link {
            kind: HitKind::Community,
            id: if did.is_empty() { name } else { did }.to_owned(),
            name: name.to_owned(),
        },
    }
}

/// Whose key it is: the community it was chosen with, else whoever lists it.
pub(super) fn party_of_key(
    ground: &Ground<'_>,
    judgement: &Judgement,
    key: &PublicKey,
) -> Option<Link> {
    let chosen = judgement.lens.chosen.iter().find(|one| one.key == *key);
    if let Some(chosen) = chosen.filter(|chosen| !chosen.community.is_empty()) {
        let known = ground.model.find_community(&chosen.community);
        return Some(party(ground.model, known, &chosen.community, &chosen.name));
    }
    let holders: &Holders = ground.holders;
    let holder = holders.of(key)?;
    let unknown = holder.community.is_none() && holder.did.is_empty();
    (!unknown).then(|| party(ground.model, holder.community, &holder.did, &holder.name))
}
