//! The search: small deterministic moves, kept while they do not make the picture much worse (threshold accepting).
//! Never stops by the clock.

use crate::cost;
use crate::random::Random;
use crate::scene::{Box2, Rect, Scene};

/// Any fixed number does.
const SEED: u64 = 2026;
/// How much worse a move may make things at the start; it falls to nothing.
const TOLERANCE: f64 = 26.0;
/// Reach of a move at the start and at the end, as a share of the width and in units.
const REACH: f64 = 0.16;
const LAST_REACH: f64 = 5.0;
/// A move that crowds boxes by this much more is not worth looking at its lines.
const MUCH_WORSE: f64 = 60.0;

pub(crate) fn search(scene: &mut Scene, moves: u32) {
    let count = scene.nodes.len();
    let mut random = Random::new(SEED);
    for step in 0..moves {
        let left = 1.0 - f64::from(step) / f64::from(moves);
        let tolerance = TOLERANCE * left;
        let reach = LAST_REACH + (scene.width * REACH - LAST_REACH) * left;
        let index = random.below(count);
        match random.below(16) {
            0 => swap(scene, index, random.below(count), tolerance),
            1 => flip(scene, index, tolerance),
            2..=4 => towards_friends(scene, index, &mut random, reach, tolerance),
            _ => {
                let (dx, dy) = (random.signed() * reach, random.signed() * reach);
                if let Some(node) = scene.nodes.get(index).copied() {
                    attempt(
                        scene,
                        index,
                        moved(scene, &node, node.x + dx, node.y + dy),
                        tolerance,
                    );
                }
            }
        }
    }
}

fn moved(scene: &Scene, node: &Box2, x: f64, y: f64) -> Box2 {
    let (x, y) = scene.within(node, x, y);
    Box2 { x, y, ..*node }
}

/// Puts `new` in place of node `index` and keeps it if the picture does not become worse by more than `tolerance`.
fn attempt(scene: &mut Scene, index: usize, new: Box2, tolerance: f64) {
    let Some(old) = scene.nodes.get(index).copied() else {
        return;
    };
    let near = cost::of_box(scene, index, f64::INFINITY);
    let bound = near + tolerance + MUCH_WORSE;
    let new_near = near_at(scene, index, new, bound);
    if new_near > bound {
        return;
    }
    let before = near + cost::of_lines(scene, index, near, f64::INFINITY);
    let limit = before + tolerance;
    scene.set(index, new);
    if new_near > limit || new_near + cost::of_lines(scene, index, new_near, limit) > limit {
        scene.set(index, old);
    }
}

/// What the node's box would cost at another place, or more than `bound`; the lines are left as they are.
fn near_at(scene: &mut Scene, index: usize, new: Box2, bound: f64) -> f64 {
    let (Some(node), Some(rect)) = (
        scene.nodes.get(index).copied(),
        scene.rects.get(index).copied(),
    ) else {
        return 0.0;
    };
    place_box(scene, index, new, new.rect());
    let near = cost::of_box(scene, index, bound);
    place_box(scene, index, node, rect);
    near
}

fn place_box(scene: &mut Scene, index: usize, node: Box2, rect: Rect) {
    if let (Some(slot), Some(kept)) = (scene.nodes.get_mut(index), scene.rects.get_mut(index)) {
        (*slot, *kept) = (node, rect);
    }
}

fn flip(scene: &mut Scene, index: usize, tolerance: f64) {
    let Some(node) = scene.nodes.get(index).copied() else {
        return;
    };
    let turned = Box2 {
        above: !node.above,
        ..node
    };
    attempt(
        scene,
        index,
        moved(scene, &turned, turned.x, turned.y),
        tolerance,
    );
}

fn towards_friends(
    scene: &mut Scene,
    index: usize,
    random: &mut Random,
    reach: f64,
    tolerance: f64,
) {
    let Some(node) = scene.nodes.get(index).copied() else {
        return;
    };
    let (mut x, mut y, mut friends) = (0.0, 0.0, 0.0);
    for link in scene
        .at
        .get(index)
        .into_iter()
        .flatten()
        .filter_map(|&link| scene.links.get(link))
    {
        let other = if link.a == index { link.b } else { link.a };
        if let Some(other) = scene.nodes.get(other) {
            x += other.x;
            y += other.y;
            friends += 1.0;
        }
    }
    if friends == 0.0 {
        return;
    }
    let share = random.unit();
    let x = node.x + (x / friends - node.x) * share + random.signed() * reach * 0.5;
    let y = node.y + (y / friends - node.y) * share + random.signed() * reach * 0.5;
    attempt(scene, index, moved(scene, &node, x, y), tolerance);
}

fn swap(scene: &mut Scene, one: usize, two: usize, tolerance: f64) {
    let (Some(a), Some(b)) = (scene.nodes.get(one).copied(), scene.nodes.get(two).copied()) else {
        return;
    };
    if one == two || a.band != b.band {
        return;
    }
    let of = |scene: &Scene, node: usize, beside: f64, limit: f64| {
        let near = cost::of_box(scene, node, f64::INFINITY);
        near + cost::of_lines(scene, node, beside + near, limit)
    };
    let whole = f64::INFINITY;
    let limit = of(scene, one, 0.0, whole) + of(scene, two, 0.0, whole) + tolerance;
    scene.set(one, moved(scene, &a, b.x, b.y));
    scene.set(two, moved(scene, &b, a.x, a.y));
    let first = of(scene, one, 0.0, limit);
    if first > limit || first + of(scene, two, first, limit) > limit {
        scene.set(one, a);
        scene.set(two, b);
    }
}
