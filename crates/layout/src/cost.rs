//! What makes a picture bad, as one number per node. Never moves anything.

use crate::rough::Sought;
use crate::scene::{Link, Rect, Scene, Straight, larger};

/// Two boxes overlap: as bad as several lines through labels.
const OVERLAP: f64 = 220.0;
/// Per unit of overlap depth, so that the search sees a way out.
const OVERLAP_DEPTH: f64 = 6.0;
/// Boxes closer than this begin to crowd.
const BREATH: f64 = 11.0;
const CROWD: f64 = 0.14;
/// A line runs through a foreign box.
const THROUGH: f64 = 46.0;
const THROUGH_LENGTH: f64 = 0.25;
/// Two lines cross.
const CROSSING: f64 = 17.0;
/// Per unit of line.
const LENGTH: f64 = 0.05;
/// Very long lines cost twice.
const LONG: f64 = 260.0;
/// Two lines leave a node in nearly the same direction.
const NARROW: f64 = 16.0;
/// Cosine from which two directions count as nearly the same (about 14°).
const NARROW_COSINE: f64 = 0.97;
/// A label above its mark reads less well.
const ABOVE: f64 = 1.5;

/// Nearness to other boxes and to the band's title: the part that is quick to know. Boxes of other bands are never near:
/// each band keeps its own within its rims. Gives up, with what it has, once `limit` is passed.
pub(crate) fn of_box(scene: &Scene, index: usize, limit: f64) -> f64 {
    let (Some(node), Some(rect)) = (scene.nodes.get(index), scene.rects.get(index)) else {
        return 0.0;
    };
    let mut cost = if node.above { ABOVE } else { 0.0 };
    for &other in scene.members.get(node.band).into_iter().flatten() {
        if other != index
            && let Some(neighbour) = scene.rects.get(other)
        {
            cost += boxes(rect, neighbour);
            if cost > limit {
                return cost;
            }
        }
    }
    cost + scene
        .bands
        .get(node.band)
        .map_or(0.0, |band| boxes(rect, &band.title))
}

/// Everything else that depends on where node `index` stands. No part of it is negative, and sums of such numbers never
/// fall: once `beside` plus what is known passes `limit`, the whole does too, so it gives up with what it has.
pub(crate) fn of_lines(scene: &Scene, index: usize, beside: f64, limit: f64) -> f64 {
    let (Some(node), Some(clear)) = (scene.nodes.get(index), scene.clears.get(index)) else {
        return 0.0;
    };
    let mut cost = 0.0;
    let sought = Sought::of(clear);
    for (foreign, rough) in scene.rough_lines.iter().enumerate() {
        if rough.may_touch(sought)
            && let Some(straight) = scene.straights.get(foreign)
            && clear.touches(&straight.around)
            && let Some(link) = scene.links.get(foreign)
            && link.a != index
            && link.b != index
            && (link.first..=link.last).contains(&node.band)
        {
            cost += through(clear, straight);
        }
    }
    for &own in scene.at.get(index).into_iter().flatten() {
        if beside + cost > limit {
            return cost;
        }
        let so_far = cost;
        cost += of_link(scene, own, &|part| beside + (so_far + part) > limit);
    }
    cost
}

/// Length, foreign boxes, crossings and narrow angles of one link; gives up when it is `enough`.
fn of_link(scene: &Scene, index: usize, enough: &dyn Fn(f64) -> bool) -> f64 {
    let (Some(link), Some(straight)) = (scene.links.get(index), scene.straights.get(index)) else {
        return 0.0;
    };
    let length = length(straight);
    let mut cost = length * LENGTH + larger(length - LONG, 0.0) * LENGTH;
    let sought = Sought::of(&straight.around);
    for (other, rough) in scene.rough_clears.iter().enumerate() {
        if rough.may_touch(sought)
            && let Some(clear) = scene.clears.get(other)
            && clear.touches(&straight.around)
            && other != link.a
            && other != link.b
            && let Some(node) = scene.nodes.get(other)
            && (link.first..=link.last).contains(&node.band)
        {
            cost += through(clear, straight);
        }
    }
    for band in &scene.bands {
        if band.title.touches(&straight.around) {
            cost += through(&band.title, straight);
        }
    }
    if enough(cost) {
        return cost;
    }
    for (other, rough) in scene.rough_lines.iter().enumerate() {
        if !rough.may_touch(sought) {
            continue;
        }
        let (Some(foreign), Some(other)) = (scene.straights.get(other), scene.links.get(other))
        else {
            continue;
        };
        let beside = other.first <= link.last && link.first <= other.last;
        if !beside || !straight.around.touches(&foreign.around) {
            continue;
        }
        if share(link, other) {
            cost += narrow(scene, link, other, foreign, length);
        } else if cross(straight, foreign) {
            cost += CROSSING;
        }
    }
    cost
}

/// Crossings of straight links, each counted once.
pub(crate) fn crossings(scene: &Scene) -> u32 {
    let all: Vec<_> = scene.links.iter().zip(&scene.straights).collect();
    let mut count = 0;
    for (index, (link, straight)) in all.iter().enumerate() {
        let later = all.iter().skip(index + 1);
        count += later
            .filter(|(other, foreign)| {
                straight.around.touches(&foreign.around)
                    && !share(link, other)
                    && cross(straight, foreign)
            })
            .count() as u32;
    }
    count
}

fn share(one: &Link, two: &Link) -> bool {
    one.a == two.a || one.a == two.b || one.b == two.a || one.b == two.b
}

fn boxes(one: &Rect, two: &Rect) -> f64 {
    let across = larger(one.left - two.right, two.left - one.right);
    let down = larger(one.top - two.bottom, two.top - one.bottom);
    let apart = larger(across, down);
    if apart >= BREATH {
        0.0
    } else if apart < 0.0 {
        OVERLAP - OVERLAP_DEPTH * apart
    } else {
        let short = BREATH - apart;
        CROWD * short * short
    }
}

/// For boxes that touch; others are known to be passed.
fn through(rect: &Rect, straight: &Straight) -> f64 {
    let inside = rect.clip(straight.ax, straight.ay, straight.bx, straight.by);
    inside.map_or(0.0, |(enter, leave)| {
        THROUGH + (leave - enter) * length(straight) * THROUGH_LENGTH
    })
}

fn narrow(
    scene: &Scene,
    link: &Link,
    other: &Link,
    foreign: &Straight,
    length_of_link: f64,
) -> f64 {
    if (link.a, link.b) == (other.a, other.b) {
        return 0.0;
    }
    let hub = if other.a == link.a || other.b == link.a {
        link.a
    } else {
        link.b
    };
    let ends = |l: &Link| {
        Some((
            scene.nodes.get(hub)?,
            scene.nodes.get(if l.a == hub { l.b } else { l.a })?,
        ))
    };
    let (Some((hub, end)), Some((_, far))) = (ends(link), ends(other)) else {
        return 0.0;
    };
    let dot = (end.x - hub.x) * (far.x - hub.x) + (end.y - hub.y) * (far.y - hub.y);
    if dot <= 0.0 {
        return 0.0;
    }
    let cosine = dot / larger(length_of_link * length(foreign), 0.01);
    if cosine > NARROW_COSINE {
        NARROW * (cosine - NARROW_COSINE) / (1.0 - NARROW_COSINE)
    } else {
        0.0
    }
}

fn length(straight: &Straight) -> f64 {
    let (dx, dy) = (straight.bx - straight.ax, straight.by - straight.ay);
    (dx * dx + dy * dy).sqrt()
}

/// For lines whose boxes touch.
#[inline]
fn cross(one: &Straight, two: &Straight) -> bool {
    let side =
        |s: &Straight, x: f64, y: f64| (s.bx - s.ax) * (y - s.ay) - (s.by - s.ay) * (x - s.ax);
    side(one, two.ax, two.ay) * side(one, two.bx, two.by) < 0.0
        && side(two, one.ax, one.ay) * side(two, one.bx, one.by) < 0.0
}
