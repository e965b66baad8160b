//! The guarantee: after this pass no two boxes overlap. Never changes a picture that already keeps that promise.

use crate::scene::{Box2, RIM, Rect, Scene};

/// Room between boxes that had to be moved apart.
const APART: f64 = 4.0;
/// Steps in which free places are looked for.
const GRID: f64 = 6.0;

pub(crate) fn separate(scene: &mut Scene) {
    for index in 0..scene.nodes.len() {
        if collides(scene, index, None, 0.0) {
            let place = nearest_free(scene, index).unwrap_or_else(|| new_row(scene, index));
            if let Some(node) = scene.nodes.get_mut(index) {
                (node.x, node.y) = place;
            }
        }
    }
}

/// Whether node `index`, standing where it is or `at` some other place, overlaps a box or its band's title.
fn collides(scene: &Scene, index: usize, at: Option<(f64, f64)>, apart: f64) -> bool {
    let Some(node) = scene.nodes.get(index) else {
        return false;
    };
    let (x, y) = at.unwrap_or((node.x, node.y));
    let rect = Box2 { x, y, ..*node }.rect().grown(apart);
    let title = scene
        .bands
        .get(node.band)
        .map_or(Rect::default(), |band| band.title);
    rect.overlaps(&title)
        || scene
            .nodes
            .iter()
            .enumerate()
            .any(|(other, box2)| other != index && rect.overlaps(&box2.rect()))
}

fn nearest_free(scene: &Scene, index: usize) -> Option<(f64, f64)> {
    let node = scene.nodes.get(index)?;
    let band = scene.bands.get(node.band)?;
    let (rows, columns) = ((band.bottom - band.top) / GRID, scene.width / GRID);
    let mut best: Option<(f64, (f64, f64))> = None;
    for row in 0..=rows as u32 {
        for column in 0..=columns as u32 {
            let place = scene.within(
                node,
                f64::from(column) * GRID,
                band.top + f64::from(row) * GRID,
            );
            let far =
                (place.0 - node.x) * (place.0 - node.x) + (place.1 - node.y) * (place.1 - node.y);
            if best.is_none_or(|(least, _)| far < least)
                && !collides(scene, index, Some(place), APART)
            {
                best = Some((far, place));
            }
        }
    }
    best.map(|(_, place)| place)
}

/// Makes the band taller by one row, moves everything below down, and takes the start of that row.
fn new_row(scene: &mut Scene, index: usize) -> (f64, f64) {
    let Some(node) = scene.nodes.get(index).copied() else {
        return (0.0, 0.0);
    };
    let more = node.up() + node.down() + 2.0 * RIM + APART;
    for other in scene
        .nodes
        .iter_mut()
        .filter(|other| other.band > node.band)
    {
        other.y += more;
    }
    let mut place = (node.x, node.y);
    for (number, band) in scene.bands.iter_mut().enumerate() {
        if number > node.band {
            band.top += more;
            band.title.top += more;
            band.title.bottom += more;
        }
        if number >= node.band {
            band.bottom += more;
        }
        if number == node.band {
            place.1 = band.bottom - RIM - node.down();
        }
    }
    place
}
