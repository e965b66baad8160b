//! The first placement: graph distances become distances on the page (stress by stochastic descent, in a fixed order).
//! Never looks at labels.

use std::collections::VecDeque;

use crate::random::Random;
use crate::scene::{Scene, larger, smaller};

/// Page units for one step in the graph.
const STEP: f64 = 95.0;
/// Steps between nodes that nothing connects.
const UNCONNECTED: f64 = 5.0;
/// Rounds of descent.
const ROUNDS: usize = 60;
/// Equal picture for equal input: any fixed number does.
const SEED: u64 = 11;

pub(crate) fn place(scene: &mut Scene) {
    scatter(scene);
    let mut pairs = distances(scene);
    let mut random = Random::new(SEED);
    for round in 0..ROUNDS {
        shuffle(&mut pairs, &mut random);
        // From full steps to small ones; a linear fall needs no exponential.
        let pace = 1.0 - round as f64 / ROUNDS as f64;
        for &(a, b, steps) in &pairs {
            pull(scene, a, b, steps, pace);
        }
    }
    spread(scene);
}

/// Rows within each band, in the order of keys.
fn scatter(scene: &mut Scene) {
    let mut random = Random::new(SEED);
    for index in 0..scene.nodes.len() {
        let (across, down) = (random.unit(), random.unit());
        let Some(node) = scene.nodes.get(index).copied() else {
            continue;
        };
        let Some(band) = scene.bands.get(node.band).copied() else {
            continue;
        };
        let (x, y) = scene.within(
            &node,
            across * scene.width,
            band.top + down * (band.bottom - band.top),
        );
        if let Some(node) = scene.nodes.get_mut(index) {
            (node.x, node.y) = (x, y);
        }
    }
}

fn distances(scene: &Scene) -> Vec<(usize, usize, f64)> {
    let count = scene.nodes.len();
    let mut pairs = Vec::with_capacity(count * count.saturating_sub(1) / 2);
    for from in 0..count {
        let steps = steps_from(scene, from);
        for (to, steps) in steps.iter().enumerate().skip(from + 1) {
            pairs.push((from, to, steps.unwrap_or(UNCONNECTED)));
        }
    }
    pairs
}

fn steps_from(scene: &Scene, from: usize) -> Vec<Option<f64>> {
    let mut steps = vec![None; scene.nodes.len()];
    let mut queue = VecDeque::from([(from, 0.0)]);
    if let Some(start) = steps.get_mut(from) {
        *start = Some(0.0);
    }
    while let Some((node, far)) = queue.pop_front() {
        for link in scene
            .at
            .get(node)
            .into_iter()
            .flatten()
            .filter_map(|&link| scene.links.get(link))
        {
            let other = if link.a == node { link.b } else { link.a };
            if let Some(slot @ None) = steps.get_mut(other) {
                *slot = Some(far + 1.0);
                queue.push_back((other, far + 1.0));
            }
        }
    }
    steps
}

fn shuffle(pairs: &mut [(usize, usize, f64)], random: &mut Random) {
    for last in (1..pairs.len()).rev() {
        pairs.swap(last, random.below(last + 1));
    }
}

/// Moves two nodes towards the distance they should have (Zheng, Pawar, Goodman 2019, with a capped weight).
fn pull(scene: &mut Scene, a: usize, b: usize, steps: f64, pace: f64) {
    let (Some(&left), Some(&right)) = (scene.nodes.get(a), scene.nodes.get(b)) else {
        return;
    };
    let (dx, dy) = (right.x - left.x, right.y - left.y);
    let far = larger((dx * dx + dy * dy).sqrt(), 0.01);
    let weight = smaller(pace / (steps * steps) * 2.0, 1.0);
    let shift = (far - steps * STEP) / 2.0 * weight;
    let (sx, sy) = (dx / far * shift, dy / far * shift);
    for (index, node, sx, sy) in [(a, left, sx, sy), (b, right, -sx, -sy)] {
        let (x, y) = scene.within(&node, node.x + sx, node.y + sy);
        if let Some(node) = scene.nodes.get_mut(index) {
            (node.x, node.y) = (x, y);
        }
    }
}

/// Stretches each band's nodes over its width, half by order and half by where they stand.
fn spread(scene: &mut Scene) {
    for band in 0..scene.bands.len() {
        let mut members: Vec<usize> = (0..scene.nodes.len())
            .filter(|&n| scene.nodes.get(n).is_some_and(|node| node.band == band))
            .collect();
        ident::order::sort_by(&mut members, |&a, &b| {
            let x = |n: usize| scene.nodes.get(n).map_or(0.0, |node| node.x);
            x(a).total_cmp(&x(b)).then(a.cmp(&b))
        });
        let count = members.len();
        for (rank, index) in members.into_iter().enumerate() {
            let Some(node) = scene.nodes.get(index).copied() else {
                continue;
            };
            let even = (rank as f64 + 0.5) / count as f64 * scene.width;
            let (x, y) = scene.within(&node, (node.x + even) / 2.0, node.y);
            if let Some(node) = scene.nodes.get_mut(index) {
                (node.x, node.y) = (x, y);
            }
        }
    }
}
