//! How good a picture is, in numbers that a test can hold. Never changes it.

use crate::cost;
use crate::route;
use crate::scene::Scene;

/// What a reader would stumble over.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Quality {
    /// Pairs of boxes (mark with label) that overlap, and boxes over a band's title.
    pub overlaps: u32,
    /// Lines that run through a label or mark of another node.
    pub through_labels: u32,
    /// Pairs of links whose straight lines cross.
    pub crossings: u32,
    /// Sum of the lengths of all lines.
    pub length: f64,
}

pub(crate) fn measure(scene: &Scene, routes: &[Vec<f64>]) -> Quality {
    let mut overlaps = 0;
    for (index, node) in scene.nodes.iter().enumerate() {
        let rect = node.rect();
        overlaps += scene
            .nodes
            .iter()
            .skip(index + 1)
            .filter(|other| rect.overlaps(&other.rect()))
            .count() as u32;
        overlaps += u32::from(
            scene
                .bands
                .get(node.band)
                .is_some_and(|band| rect.overlaps(&band.title)),
        );
    }
    let mut through_labels = 0;
    let mut length = 0.0;
    for (line, points) in scene.lines.iter().zip(routes) {
        through_labels += u32::from(route::obstacles(scene, line, points) > 0);
        length += route::segments(points)
            .map(|(x0, y0, x1, y1)| ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt())
            .sum::<f64>();
    }
    Quality {
        overlaps,
        through_labels,
        crossings: cost::crossings(scene),
        length,
    }
}
