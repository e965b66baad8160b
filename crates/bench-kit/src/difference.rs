//! Word differences of two texts. Never hands out text.

use compare::word_diff::{ChangeKind, word_diff};
use wasm_bindgen::prelude::*;

/// Compares two texts; three numbers per stretch: 0 same, 1 removed, 2 added, and where it ends in both texts.
#[wasm_bindgen]
pub fn difference(old: &str, new: &str) -> Vec<u32> {
    let changes = word_diff(old, new);
    let mut numbers = Vec::with_capacity(3 * changes.len());
    for change in changes {
        numbers.extend([
            match change.kind {
                ChangeKind::Same => 0,
                ChangeKind::Removed => 1,
                ChangeKind::Added => 2,
            },
            change.old.end as u32,
            change.new.end as u32,
        ]);
    }
    numbers
}
