//! Documents that a verdict lacks and that have an address of their own. Never fetches one: the reader may.

use intake::json::Node;
use protocol::Lacking;
use trust::did::{DidWeb, DidWebvh};
use trust::status_list::StatusEntry;

use super::content::Content;
use super::judge::Ground;

/// Status lists and identifiers that one credential may send the reader to; more would be a way to make a browser busy.
const MAX_LACKING: usize = 4;

/// What is not at hand, with the address that the document itself names.
pub(super) fn lacking(ground: &Ground<'_>, content: &Content) -> Vec<Lacking> {
    let Some(node) = &content.node else {
        return Vec::new();
    };
    let status = node.get("credentialStatus");
    let several = status.and_then(Node::as_array).unwrap_or_default();
    let one = status.filter(|status| status.as_array().is_none());
    let lists = one
        .into_iter()
        .chain(several)
        .filter_map(StatusEntry::from_node)
        .filter(|entry| !has_list(ground, &entry.list))
        .map(|entry| Lacking {
            what: ["the list of ", &entry.purpose].concat(),
            tried: tried(ground, &entry.list),
            address: entry.list,
        });
    let issuer = content.parties().0;
    let issuer = issuer.filter(|did| {
        let known = &ground.holders.identities;
        !known.iter().any(|identity| identity.did == *did)
    });
    let identifier = issuer.and_then(|did| {
        let address = match DidWeb::parse(&did) {
            Ok(web) => web.url,
            Err(_) => DidWebvh::parse(&did).ok()?.url,
        };
        Some(Lacking {
            what: "the document with the issuer’s keys".to_owned(),
            tried: tried(ground, &address),
            address,
        })
    });
    let mut found: Vec<Lacking> = lists.chain(identifier).collect();
    found.retain(|one| one.address.starts_with("https://"));
    found.dedup();
    found.truncate(MAX_LACKING);
    found
}

/// What came of asking that address, if somebody asked: what is loaded from there is not what is lacking.
fn tried(ground: &Ground<'_>, address: &str) -> String {
    let found = ground.shelf.books.iter().find(|book| book.name == address);
    found.map_or_else(String::new, |book| match book.trouble {
        Some(trouble) => ["What was asked for there could not be used: ", trouble].concat(),
        None => "What came from there is another document than the one that is needed.".to_owned(),
    })
}

/// A list of that name is loaded.
fn has_list(ground: &Ground<'_>, id: &str) -> bool {
    ground.corpus.items.iter().any(|item| {
        ground.corpus.kind(item) == "Status list"
            && super::corpus::Corpus::content(&ground.shelf, item)
                .node
                .is_some_and(|node| node.get("id").and_then(Node::as_str) == Some(id))
    })
}
