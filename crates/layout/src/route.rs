//! Lines from the edge of one mark to the edge of the other. Never moves a node.

use crate::scene::{Box2, Line, MARK_RADIUS, Rect, Scene};

/// Between a mark and the end of a line.
const FROM_MARK: f64 = 2.0;
/// Between an arrow's tip and the mark it points to.
const TO_MARK: f64 = 3.5;
/// Between lines that join the same two nodes.
const BESIDE: f64 = 5.0;
/// How far a line may swerve to miss a foreign label, tried in this order, both ways.
const SWERVES: [f64; 8] = [8.0, 14.0, 20.0, 28.0, 38.0, 50.0, 64.0, 80.0];
/// A swerve of more than this share of the length looks like a detour.
const STEEPEST: f64 = 0.22;
/// Curves keep this far from the rim.
const RIM_OF_PAGE: f64 = 2.0;
/// Straight pieces that stand for a curve.
const PIECES: u32 = 10;
/// Room around labels that a straight line must keep to count as free.
const CLEAR: f64 = 1.5;

/// One route per line of the scene, in its order.
pub(crate) fn routes(scene: &Scene) -> Vec<Vec<f64>> {
    scene
        .lines
        .iter()
        .map(|line| route(scene, line).unwrap_or_default())
        .collect()
}

fn route(scene: &Scene, line: &Line) -> Option<Vec<f64>> {
    let (from, to) = (scene.nodes.get(line.from)?, scene.nodes.get(line.to)?);
    let link = scene.links.get(line.link)?;
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let far = (dx * dx + dy * dy).sqrt().max(0.01);
    // Seen from the lower-numbered end, so that lines in both directions share one set of lanes.
    let turn = if line.from < line.to { 1.0 } else { -1.0 };
    let (nx, ny) = (-dy / far * turn, dx / far * turn);
    let lane = (line.rank as f64 - (link.lines as f64 - 1.0) / 2.0) * BESIDE;
    let straight = vec![
        from.x + nx * lane,
        from.y + ny * lane,
        to.x + nx * lane,
        to.y + ny * lane,
    ];
    let best = if obstacles(scene, line, &straight) == 0 {
        straight
    } else {
        swerve(scene, line, straight, nx, ny)
    };
    Some(trimmed(best, from, to))
}

/// The curve that meets the fewest foreign labels, the flattest of them.
fn swerve(scene: &Scene, line: &Line, straight: Vec<f64>, nx: f64, ny: f64) -> Vec<f64> {
    let &[x0, y0, x1, y1] = straight.as_slice() else {
        return straight;
    };
    let length = ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0)).sqrt();
    let mut least = obstacles(scene, line, &straight);
    let mut best = straight;
    for swerve in SWERVES
        .into_iter()
        .filter(|swerve| *swerve < length * STEEPEST)
    {
        for side in [1.0, -1.0] {
            for along in [0.5, 0.3, 0.7] {
                let bend = swerve * side * 2.0;
                let (cx, cy) = (
                    x0 + (x1 - x0) * along + nx * bend,
                    y0 + (y1 - y0) * along + ny * bend,
                );
                let curve = curve(x0, y0, cx, cy, x1, y1);
                let met = if inside(scene, &curve) {
                    obstacles(scene, line, &curve)
                } else {
                    usize::MAX
                };
                if met < least {
                    least = met;
                    best = curve;
                }
            }
        }
        if least == 0 {
            break;
        }
    }
    best
}

fn inside(scene: &Scene, points: &[f64]) -> bool {
    let (right, bottom) = (scene.width - RIM_OF_PAGE, scene.height() - RIM_OF_PAGE);
    points.chunks_exact(2).all(|point| matches!(point, &[x, y] if x > RIM_OF_PAGE && x < right && y > RIM_OF_PAGE && y < bottom))
}

fn curve(x0: f64, y0: f64, cx: f64, cy: f64, x1: f64, y1: f64) -> Vec<f64> {
    let mut points = Vec::with_capacity(2 * (PIECES as usize + 1));
    for piece in 0..=PIECES {
        let t = f64::from(piece) / f64::from(PIECES);
        let (a, b, c) = ((1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t);
        points.push(a * x0 + b * cx + c * x1);
        points.push(a * y0 + b * cy + c * y1);
    }
    points
}

/// Foreign boxes and titles that a line runs through.
pub(crate) fn obstacles(scene: &Scene, line: &Line, points: &[f64]) -> usize {
    let foreign = scene
        .nodes
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != line.from && *index != line.to);
    // Most boxes are nowhere near: the line's own box settles that before its pieces are cut.
    let around = Rect::around(points);
    let meets = |rect: Rect| {
        let rect = rect.grown(CLEAR);
        rect.touches(&around) && crosses(&rect, points)
    };
    let boxes = foreign
        .filter(|(_, node)| meets(node.label_rect()) || meets(mark(node)))
        .count();
    boxes
        + scene
            .bands
            .iter()
            .filter(|band| crosses(&band.title, points))
            .count()
}

fn mark(node: &Box2) -> Rect {
    Rect {
        left: node.x - MARK_RADIUS,
        right: node.x + MARK_RADIUS,
        top: node.y - MARK_RADIUS,
        bottom: node.y + MARK_RADIUS,
    }
}

fn crosses(rect: &Rect, points: &[f64]) -> bool {
    segments(points).any(|(x0, y0, x1, y1)| rect.clip(x0, y0, x1, y1).is_some())
}

pub(crate) fn segments(points: &[f64]) -> impl Iterator<Item = (f64, f64, f64, f64)> + '_ {
    points
        .windows(4)
        .step_by(2)
        .filter_map(|window| match window {
            &[x0, y0, x1, y1] => Some((x0, y0, x1, y1)),
            _ => None,
        })
}

/// Cuts both ends where the line leaves its own mark and label.
fn trimmed(points: Vec<f64>, from: &Box2, to: &Box2) -> Vec<f64> {
    let start = cut_start(points, from, FROM_MARK);
    let turned = cut_start(reversed(&start), to, TO_MARK);
    reversed(&turned)
}

fn reversed(points: &[f64]) -> Vec<f64> {
    points.chunks_exact(2).rev().flatten().copied().collect()
}

fn cut_start(mut points: Vec<f64>, node: &Box2, room: f64) -> Vec<f64> {
    let radius = MARK_RADIUS + room;
    let label = node.label_rect().grown(1.5);
    let mut last_inside = None;
    for (index, (x0, y0, x1, y1)) in segments(&points).enumerate() {
        let mut leave = leaves_circle(node.x, node.y, radius, x0, y0, x1, y1);
        if let Some((_, out)) = label.clip(x0, y0, x1, y1) {
            leave = Some(leave.unwrap_or(0.0).max(out));
        }
        if let Some(share) = leave {
            last_inside = Some((index, x0 + (x1 - x0) * share, y0 + (y1 - y0) * share));
        }
    }
    if let Some((index, x, y)) = last_inside {
        points.drain(..2 * (index + 1));
        points.insert(0, y);
        points.insert(0, x);
    }
    points
}

/// The share of the segment at which it leaves the circle, if it is inside at its start or passes through.
fn leaves_circle(cx: f64, cy: f64, radius: f64, x0: f64, y0: f64, x1: f64, y1: f64) -> Option<f64> {
    let (dx, dy, fx, fy) = (x1 - x0, y1 - y0, x0 - cx, y0 - cy);
    let a = dx * dx + dy * dy;
    let b = 2.0 * (fx * dx + fy * dy);
    let c = fx * fx + fy * fy - radius * radius;
    let root = b * b - 4.0 * a * c;
    if a <= 0.0 || root <= 0.0 {
        return None;
    }
    let out = (-b + root.sqrt()) / (2.0 * a);
    (out > 0.0).then_some(out.min(1.0))
}
