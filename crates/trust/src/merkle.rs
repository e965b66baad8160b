//! Merkle trees of transparency logs (RFC 6962, RFC 9162): inclusion and consistency. Never trusts a root.

use crate::hash::sha256;
use crate::limits::MAX_PROOF_HASHES;

/// One node of a tree.
pub type Node = [u8; 32];

/// Why a proof does not prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProofError {
    /// The index is not inside the tree, or the old tree is larger than the new one.
    OutOfRange,
    /// The proof has more or fewer hashes than a tree of this size needs.
    Length,
    /// The hashes lead to another root.
    OtherRoot,
}

/// The proof leads to the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proven;

/// Hash of an entry.
pub fn leaf_hash(entry: &[u8]) -> Node {
    sha256(&[&[0], entry])
}

/// Hash of two children.
pub fn node_hash(left: &Node, right: &Node) -> Node {
    sha256(&[&[1], left, right])
}

/// The entry with this hash is number `index` of the tree with this size and root (RFC 9162 §2.1.3.2).
pub fn check_inclusion(
    index: u64,
    size: u64,
    leaf: &Node,
    proof: &[Node],
    root: &Node,
) -> Result<Proven, ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange);
    }
    if proof.len() > MAX_PROOF_HASHES {
        return Err(ProofError::Length);
    }
    let (mut place, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            hash = node_hash(sibling, &hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        Err(ProofError::Length)
    } else if hash != *root {
        Err(ProofError::OtherRoot)
    } else {
        Ok(Proven)
    }
}

/// The tree of size `old` is a beginning of the tree of size `new` (RFC 9162 §2.1.4.2).
pub fn check_consistency(
    old: u64,
    new: u64,
    old_root: &Node,
    new_root: &Node,
    proof: &[Node],
) -> Result<Proven, ProofError> {
    if old > new {
        return Err(ProofError::OutOfRange);
    }
    if proof.len() > MAX_PROOF_HASHES + 1 {
        return Err(ProofError::Length);
    }
    if old == new || old == 0 {
        // An empty tree is a beginning of every tree: its root says nothing and is not looked at.
        return if !proof.is_empty() {
            Err(ProofError::Length)
        } else if old == new && old_root != new_root {
            Err(ProofError::OtherRoot)
        } else {
            Ok(Proven)
        };
    }
    let mut hashes = proof.iter();
    let first = if old.is_power_of_two() {
        old_root
    } else {
        hashes.next().ok_or(ProofError::Length)?
    };
    let (mut place, mut last) = (old - 1, new - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut old_hash, mut new_hash) = (*first, *first);
    for sibling in hashes {
        if last == 0 {
            return Err(ProofError::Length);
        }
        if place & 1 == 1 || place == last {
            old_hash = node_hash(sibling, &old_hash);
            new_hash = node_hash(sibling, &new_hash);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            new_hash = node_hash(&new_hash, sibling);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    if last != 0 {
        Err(ProofError::Length)
    } else if old_hash != *old_root || new_hash != *new_root {
        Err(ProofError::OtherRoot)
    } else {
        Ok(Proven)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition in RFC 6962 §2.1, written down as it stands there.
    fn root(leaves: &[Node]) -> Node {
        match leaves {
            [] => sha256(&[]),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
                node_hash(&root(left), &root(right))
            }
        }
    }

    fn path(index: usize, leaves: &[Node]) -> Vec<Node> {
        if leaves.len() < 2 {
            return Vec::new();
        }
        let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
        let (mut proof, sibling) = if index < left.len() {
            (path(index, left), root(right))
        } else {
            (path(index - left.len(), right), root(left))
        };
        proof.push(sibling);
        proof
    }

    #[test]
    fn every_leaf_of_small_trees_is_proven_and_nothing_else() {
        let leaves: Vec<Node> = (0..33u8).map(|entry| leaf_hash(&[entry])).collect();
        for size in 1..=leaves.len() {
            let tree = &leaves[..size];
            for index in 0..size {
                let proof = path(index, tree);
                let check = |index: usize, leaf: &Node, proof: &[Node]| {
                    check_inclusion(index as u64, size as u64, leaf, proof, &root(tree))
                };
                assert_eq!(check(index, &tree[index], &proof), Ok(Proven));
                assert!(check((index + 1) % (size + 1), &tree[index], &proof).is_err());
                assert!(check(index, &tree[index], &[&proof[..], &[[0; 32]]].concat()).is_err());
                if let Some((_, shorter)) = proof.split_last() {
                    assert!(check(index, &tree[index], shorter).is_err());
                }
            }
        }
    }
}
