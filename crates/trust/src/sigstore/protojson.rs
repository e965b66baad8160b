//! Protobuf's JSON form, in which bundles and roots are written (protobuf.dev, ProtoJSON). Never takes one field twice.

use std::collections::BTreeSet;

use intake::json::{self, Node};

use super::bundle::BundleError;
use crate::encoding::{Base64, from_base64};
use crate::hash::Hash;

/// The digest functions of `HashAlgorithm`, by the numbers that readers must take in place of names.
const HASHES: [Hash; 5] = [
    Hash::Sha256,
    Hash::Sha384,
    Hash::Sha512,
    Hash::Sha3_256,
    Hash::Sha3_384,
];

/// The snake_case name of a field that is written in lowerCamelCase; readers must take both.
fn snake(name: &str) -> String {
    name.chars().fold(String::new(), |mut snake, c| {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
        snake
    })
}

/// Whether some field stands there in both spellings: two readers would see two documents.
pub(super) fn stands_twice(node: &Node) -> bool {
    let members = node.as_object().unwrap_or_default();
    let mut seen = BTreeSet::new();
    let twice = members
        .iter()
        .any(|(key, _)| !seen.insert(snake(&key.name)));
    let items = node.as_array().unwrap_or_default();
    let mut inside = members.iter().map(|(_, node)| node).chain(items);
    twice || inside.any(stands_twice)
}

/// A member by either of its names; what is null is not there.
pub(super) fn member<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    node.get(name)
        .or_else(|| node.get(&snake(name)))
        .filter(|node| !matches!(node.value, json::Value::Null))
}

/// A message inside a message, if it is there.
pub(super) fn message<'a>(
    node: &'a Node,
    name: &'static str,
) -> Result<Option<&'a Node>, BundleError> {
    match member(node, name) {
        Some(node) if node.as_object().is_none() => Err(BundleError::Field(name)),
        found => Ok(found),
    }
}

/// A message that must be there.
pub(super) fn required<'a>(node: &'a Node, name: &'static str) -> Result<&'a Node, BundleError> {
    message(node, name)?.ok_or(BundleError::Field(name))
}

pub(super) fn text<'a>(node: &'a Node, name: &'static str) -> Result<&'a str, BundleError> {
    member(node, name)
        .and_then(Node::as_str)
        .ok_or(BundleError::Field(name))
}

pub(super) fn bytes(node: &Node, name: &'static str, limit: usize) -> Result<Vec<u8>, BundleError> {
    let bytes = from_base64(text(node, name)?, Base64::Either)
        .map_err(|_error| BundleError::Field(name))?;
    if bytes.is_empty() || bytes.len() > limit {
        Err(BundleError::Field(name))
    } else {
        Ok(bytes)
    }
}

/// A 64-bit integer, which is written as a string and must also be read as a number. Zero is what writers leave out.
pub(super) fn number(node: &Node, name: &'static str) -> Result<u64, BundleError> {
    let Some(found) = member(node, name) else {
        return Ok(0);
    };
    let number = match found.as_str() {
        Some(text) => crate::checkpoint::plain_decimal(text),
        None => found.as_number().and_then(|number| number.as_u64()),
    };
    number.ok_or(BundleError::Field(name))
}

/// What an enumeration of digest functions says where it says nothing.
const UNSPECIFIED: &str = "HASH_ALGORITHM_UNSPECIFIED";

/// A digest function by name or number; none where none is named, or a number that we do not have: numbers may be added, while
/// a name that is unknown is an error.
pub(super) fn hash(node: &Node, name: &'static str) -> Result<Option<Hash>, BundleError> {
    let Some(found) = member(node, name) else {
        return Ok(None);
    };
    match found.as_str() {
        Some(UNSPECIFIED) => return Ok(None),
        Some(text) => {
            return Hash::named(text).map(Some).ok_or(BundleError::Field(name));
        }
        None => {}
    }
    let number = found.as_number().and_then(|number| number.as_u64());
    let number = number.ok_or(BundleError::Field(name))?;
    let place = usize::try_from(number)
        .ok()
        .and_then(|at| at.checked_sub(1));
    Ok(place.and_then(|at| HASHES.get(at)).copied())
}

/// A list of at most so many; what is not there is empty.
pub(super) fn items<'a>(
    node: &'a Node,
    name: &'static str,
    limit: usize,
) -> Result<&'a [Node], BundleError> {
    match member(node, name) {
        None => Ok(&[]),
        Some(list) => list
            .as_array()
            .filter(|list| list.len() <= limit)
            .ok_or(BundleError::Field(name)),
    }
}
