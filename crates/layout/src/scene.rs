//! The picture while it is being made: boxes, bands, lines. Never decides where anything should go.

use crate::Topology;
use crate::rough::Rough;

/// Radius within which every mark's shape fits.
pub const MARK_RADIUS: f64 = 8.5;
/// Between the mark and its label.
pub const LABEL_GAP: f64 = 2.5;
/// From baseline to baseline of a label.
pub const LINE_HEIGHT: f64 = 13.5;
/// From the top of a line to its baseline.
const ASCENT: f64 = 10.5;
/// Between boxes and the rim of their band.
pub(crate) const RIM: f64 = 7.0;
/// Room that lines leave around foreign boxes.
const CLEAR: f64 = 3.0;
/// Share of a band that boxes may cover; beyond it labels crowd and lines find no way through.
const DENSITY: f64 = 0.5;
/// Area that a line needs at each of its ends.
const LINK_ROOM: f64 = 440.0;

pub(crate) struct Scene {
    pub(crate) width: f64,
    pub(crate) bands: Vec<Strip>,
    /// Sorted by key.
    pub(crate) nodes: Vec<Box2>,
    /// Distinct unordered pairs with the number of lines between them, sorted.
    pub(crate) links: Vec<Link>,
    /// Links at each node.
    pub(crate) at: Vec<Vec<usize>>,
    /// Nodes of each band.
    pub(crate) members: Vec<Vec<usize>>,
    /// The box of each node, kept in step by [`Scene::set`].
    pub(crate) rects: Vec<Rect>,
    /// The same with the room around it that lines should keep.
    pub(crate) clears: Vec<Rect>,
    /// These in rough; see [`Rough`].
    pub(crate) rough_clears: Vec<Rough>,
    /// The straight line of each link, kept in step by [`Scene::set`].
    pub(crate) straights: Vec<Straight>,
    /// The boxes around them in rough.
    pub(crate) rough_lines: Vec<Rough>,
    /// Every line as (from, to, link, rank among the link's lines), sorted.
    pub(crate) lines: Vec<Line>,
}

#[derive(Clone, Copy)]
pub(crate) struct Strip {
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    pub(crate) title: Rect,
}

#[derive(Clone, Copy)]
pub(crate) struct Link {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) lines: usize,
    /// The bands that it runs through, first and last.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A link from centre to centre, with the box around it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Straight {
    pub(crate) ax: f64,
    pub(crate) ay: f64,
    pub(crate) bx: f64,
    pub(crate) by: f64,
    pub(crate) around: Rect,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) link: usize,
    pub(crate) rank: usize,
}

/// A node: its mark and its label as one box.
#[derive(Clone, Copy)]
pub(crate) struct Box2 {
    /// Index in the caller's list.
    pub(crate) input: usize,
    pub(crate) band: usize,
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// Half the width of the wider of mark and label.
    pub(crate) half: f64,
    /// Height of the label with its gap; 0 without a label.
    pub(crate) label: f64,
    /// The label stands above the mark.
    pub(crate) above: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Rect {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Box2 {
    pub(crate) fn up(&self) -> f64 {
        if self.above {
            MARK_RADIUS + self.label
        } else {
            MARK_RADIUS
        }
    }

    pub(crate) fn down(&self) -> f64 {
        if self.above {
            MARK_RADIUS
        } else {
            MARK_RADIUS + self.label
        }
    }

    pub(crate) fn rect(&self) -> Rect {
        Rect {
            left: self.x - self.half,
            right: self.x + self.half,
            top: self.y - self.up(),
            bottom: self.y + self.down(),
        }
    }

    /// The label alone.
    pub(crate) fn label_rect(&self) -> Rect {
        let top = if self.above {
            self.y - self.up()
        } else {
            self.y + MARK_RADIUS + LABEL_GAP
        };
        Rect {
            left: self.x - self.half,
            right: self.x + self.half,
            top,
            bottom: top + (self.label - LABEL_GAP).max(0.0),
        }
    }

    pub(crate) fn label_baseline(&self) -> f64 {
        self.label_rect().top + ASCENT
    }
}

impl Scene {
    pub(crate) fn new(topology: &Topology) -> Self {
        let last_band = topology.bands.len().saturating_sub(1);
        let order = key_order(topology);
        let widest = (topology.width - 2.0 * RIM) / 2.0;
        let nodes: Vec<Box2> = order
            .iter()
            .filter_map(|&input| Some((input, topology.nodes.get(input)?)))
            .map(|(input, node)| {
                let text = node
                    .lines
                    .iter()
                    .fold(0.0f64, |widest, &line| widest.max(line));
                let label = if node.lines.is_empty() {
                    0.0
                } else {
                    LABEL_GAP + LINE_HEIGHT * node.lines.len() as f64
                };
                Box2 {
                    input,
                    band: node.band.min(last_band),
                    x: topology.width / 2.0,
                    y: 0.0,
                    half: (text / 2.0).max(MARK_RADIUS).min(widest.max(MARK_RADIUS)),
                    label,
                    above: false,
                }
            })
            .collect();
        let mut scene = Self {
            width: topology.width,
            bands: Vec::new(),
            at: vec![Vec::new(); nodes.len()],
            nodes,
            links: Vec::new(),
            lines: Vec::new(),
            members: Vec::new(),
            rough_clears: Vec::new(),
            rough_lines: Vec::new(),
            rects: Vec::new(),
            clears: Vec::new(),
            straights: Vec::new(),
        };
        scene.add_lines(topology);
        scene.add_bands(topology);
        scene.add_neighbours();
        scene.refresh();
        scene
    }

    fn add_bands(&mut self, topology: &Topology) {
        let mut top = 0.0;
        for (index, band) in topology.bands.iter().enumerate() {
            let boxes = self
                .nodes
                .iter()
                .enumerate()
                .filter(|(_, node)| node.band == index);
            let (mut area, mut tallest) = (band.title_width * band.title_height, 0.0f64);
            for (place, node) in boxes {
                area += LINK_ROOM * self.at.get(place).map_or(0, Vec::len) as f64;
                area += (node.half + 5.0) * 2.0 * (2.0 * MARK_RADIUS + node.label + 8.0);
                tallest = tallest.max(2.0 * MARK_RADIUS + node.label);
            }
            let height = (area / (self.width * DENSITY))
                .max(tallest + 2.0 * RIM)
                .max(band.title_height + 2.0 * RIM);
            let title = Rect {
                left: 0.0,
                right: band.title_width,
                top,
                bottom: top + band.title_height,
            };
            self.bands.push(Strip {
                top,
                bottom: top + height,
                title,
            });
            top += height;
        }
    }

    /// Who can come near whom: nodes never leave their bands, so most pairs need not be looked at.
    fn add_neighbours(&mut self) {
        for link in &mut self.links {
            let band = |node: usize| self.nodes.get(node).map_or(0, |node| node.band);
            let (a, b) = (band(link.a), band(link.b));
            (link.first, link.last) = (a.min(b), a.max(b));
        }
        self.members = vec![Vec::new(); self.bands.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(members) = self.members.get_mut(node.band) {
                members.push(index);
            }
        }
    }

    fn add_lines(&mut self, topology: &Topology) {
        let place = self.sorted_places();
        let ends = |&(from, to): &(usize, usize)| {
            Some((*place.get(from)?.as_ref()?, *place.get(to)?.as_ref()?))
        };
        let mut ends: Vec<(usize, usize)> = topology
            .edges
            .iter()
            .filter_map(ends)
            .filter(|(from, to)| from != to)
            .collect();
        ident::order::sort(&mut ends);
        let mut pairs: Vec<(usize, usize)> = ends
            .iter()
            .map(|&(from, to)| (from.min(to), from.max(to)))
            .collect();
        ident::order::sort(&mut pairs);
        for pair in pairs {
            match self.links.last_mut() {
                Some(link) if (link.a, link.b) == pair => link.lines += 1,
                _ => {
                    for end in [pair.0, pair.1] {
                        if let Some(list) = self.at.get_mut(end) {
                            list.push(self.links.len());
                        }
                    }
                    self.links.push(Link {
                        a: pair.0,
                        b: pair.1,
                        lines: 1,
                        first: 0,
                        last: 0,
                    });
                }
            }
        }
        let mut used = vec![0; self.links.len()];
        for (from, to) in ends {
            let pair = (from.min(to), from.max(to));
            let link = self
                .links
                .binary_search_by(|link| (link.a, link.b).cmp(&pair));
            if let Ok(link) = link
                && let Some(rank) = used.get_mut(link)
            {
                self.lines.push(Line {
                    from,
                    to,
                    link,
                    rank: *rank,
                });
                *rank += 1;
            }
        }
    }

    /// For each of the caller's nodes its place in the sorted list.
    fn sorted_places(&self) -> Vec<Option<usize>> {
        let mut place = vec![None; self.nodes.len()];
        for (sorted, node) in self.nodes.iter().enumerate() {
            if let Some(slot) = place.get_mut(node.input) {
                *slot = Some(sorted);
            }
        }
        place
    }

    /// For each of the caller's edges its place in `lines`.
    pub(crate) fn edge_order(&self, topology: &Topology) -> Vec<Option<usize>> {
        let place = self.sorted_places();
        let mut taken = vec![false; self.lines.len()];
        let find = |&(from, to): &(usize, usize)| {
            let (from, to) = (*place.get(from)?.as_ref()?, *place.get(to)?.as_ref()?);
            let mut index = self
                .lines
                .partition_point(|line| (line.from, line.to) < (from, to));
            while *taken.get(index)? {
                index += 1;
            }
            let line = self.lines.get(index)?;
            if (line.from, line.to) != (from, to) {
                return None;
            }
            *taken.get_mut(index)? = true;
            Some(index)
        };
        topology.edges.iter().map(find).collect()
    }

    /// Puts a node somewhere else.
    pub(crate) fn set(&mut self, index: usize, node: Box2) {
        let (Some(slot), Some(rect), Some(clear)) = (
            self.nodes.get_mut(index),
            self.rects.get_mut(index),
            self.clears.get_mut(index),
        ) else {
            return;
        };
        (*slot, *rect) = (node, node.rect());
        *clear = rect.grown(CLEAR);
        if let Some(rough) = self.rough_clears.get_mut(index) {
            *rough = Rough::of(clear);
        }
        for &link in self.at.get(index).into_iter().flatten() {
            if let (Some(straight), Some(slot)) =
                (self.straight(link), self.straights.get_mut(link))
            {
                *slot = straight;
                if let Some(rough) = self.rough_lines.get_mut(link) {
                    *rough = Rough::of(&straight.around);
                }
            }
        }
    }

    /// Computes all boxes and straight lines anew.
    pub(crate) fn refresh(&mut self) {
        self.rects = self.nodes.iter().map(Box2::rect).collect();
        self.clears = self.rects.iter().map(|rect| rect.grown(CLEAR)).collect();
        self.straights = (0..self.links.len())
            .map(|link| self.straight(link).unwrap_or_default())
            .collect();
        self.rough_clears = self.clears.iter().map(Rough::of).collect();
        let around = self.straights.iter().map(|straight| &straight.around);
        self.rough_lines = around.map(Rough::of).collect();
    }

    fn straight(&self, link: usize) -> Option<Straight> {
        let link = self.links.get(link)?;
        let (a, b) = (self.nodes.get(link.a)?, self.nodes.get(link.b)?);
        let around = Rect {
            left: smaller(a.x, b.x),
            right: larger(a.x, b.x),
            top: smaller(a.y, b.y),
            bottom: larger(a.y, b.y),
        };
        Some(Straight {
            ax: a.x,
            ay: a.y,
            bx: b.x,
            by: b.y,
            around,
        })
    }

    pub(crate) fn height(&self) -> f64 {
        self.bands.last().map_or(0.0, |band| band.bottom)
    }

    /// The nearest place within its band for a node that would like to stand at `x`, `y`.
    pub(crate) fn within(&self, node: &Box2, x: f64, y: f64) -> (f64, f64) {
        let (top, bottom) = self
            .bands
            .get(node.band)
            .map_or((0.0, 0.0), |band| (band.top, band.bottom));
        let x = larger(smaller(x, self.width - RIM - node.half), RIM + node.half);
        let y = larger(
            smaller(y, bottom - RIM - node.down()),
            top + RIM + node.up(),
        );
        (x, y)
    }

    /// Takes away empty space at the bottom of bands, moving what lies below up.
    pub(crate) fn fit_bands(&mut self) {
        let mut shift = 0.0;
        for index in 0..self.bands.len() {
            let lowest = self
                .nodes
                .iter()
                .filter(|node| node.band == index)
                .map(|node| node.rect().bottom);
            let Some(band) = self.bands.get_mut(index) else {
                continue;
            };
            let lowest = lowest.fold(band.title.bottom, f64::max) + RIM;
            let spare = (band.bottom - lowest).max(0.0);
            let old_shift = shift;
            shift += spare;
            band.top -= old_shift;
            band.bottom -= shift;
            band.title.top -= old_shift;
            band.title.bottom -= old_shift;
            for node in self.nodes.iter_mut().filter(|node| node.band == index) {
                node.y -= old_shift;
            }
        }
    }
}

impl Rect {
    /// True unless there is room between them; rims count. All four are compared and then one branch is taken: which of
    /// them fails is as good as random, and a wrong guess costs more than a comparison.
    #[inline]
    pub(crate) fn touches(&self, other: &Self) -> bool {
        (self.left <= other.right)
            & (other.left <= self.right)
            & (self.top <= other.bottom)
            & (other.top <= self.bottom)
    }

    /// The smallest one around points, given as x, y, x, y…
    pub(crate) fn around(points: &[f64]) -> Self {
        let far = Self {
            left: f64::INFINITY,
            top: f64::INFINITY,
            right: f64::NEG_INFINITY,
            bottom: f64::NEG_INFINITY,
        };
        points
            .chunks_exact(2)
            .fold(far, |rect, point| match *point {
                [x, y] => Self {
                    left: rect.left.min(x),
                    top: rect.top.min(y),
                    right: rect.right.max(x),
                    bottom: rect.bottom.max(y),
                },
                _ => rect,
            })
    }

    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    pub(crate) fn grown(&self, by: f64) -> Self {
        Self {
            left: self.left - by,
            top: self.top - by,
            right: self.right + by,
            bottom: self.bottom + by,
        }
    }

    /// The part of the segment that lies inside, as shares of its length (Liang and Barsky's clipping).
    pub(crate) fn clip(&self, x0: f64, y0: f64, x1: f64, y1: f64) -> Option<(f64, f64)> {
        let (dx, dy) = (x1 - x0, y1 - y0);
        let (mut enter, mut leave) = (0.0f64, 1.0f64);
        for (delta, low, high) in [
            (dx, self.left - x0, self.right - x0),
            (dy, self.top - y0, self.bottom - y0),
        ] {
            if delta == 0.0 {
                if low > 0.0 || high < 0.0 {
                    return None;
                }
                continue;
            }
            let (first, second) = if delta > 0.0 {
                (low / delta, high / delta)
            } else {
                (high / delta, low / delta)
            };
            enter = larger(enter, first);
            leave = smaller(leave, second);
            if enter >= leave {
                return None;
            }
        }
        Some((enter, leave))
    }
}

/// The larger of two numbers. What the standard library offers is a call in WebAssembly, because it also has an answer
/// for what is no number.
#[inline]
pub(crate) fn larger(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

/// The smaller of two numbers.
#[inline]
pub(crate) fn smaller(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

fn key_order(topology: &Topology) -> Vec<usize> {
    let mut places: Vec<usize> = (0..topology.nodes.len()).collect();
    ident::order::sort_by_key(&mut places, |&index| {
        topology.nodes.get(index).map(|node| node.key.as_str())
    });
    places
}
