//! Boxes in rough, so that most pairs of them are told apart by one subtraction. Never decides anything: what may touch is
//! looked at exactly afterwards.

use crate::scene::Rect;

/// A box, its four rims in one number: in quarters of a unit, rounded outwards, the far ones counted from the other end.
#[derive(Clone, Copy)]
pub(crate) struct Rough(u64);

/// A box that others are compared with.
#[derive(Clone, Copy)]
pub(crate) struct Sought(u64);

/// The largest number in a quarter of 64 bits whose own highest bit stays free.
const FARTHEST: u64 = 0x7fff;
/// The highest bit of each quarter.
const HIGHEST: u64 = 0x8000_8000_8000_8000;
/// Room left of and above the picture.
const OUTSIDE: f64 = 64.0;

impl Rough {
    /// The box in rough.
    pub(crate) fn of(rect: &Rect) -> Self {
        let [left, top] = [rect.left, rect.top].map(below);
        let [right, bottom] = [rect.right, rect.bottom].map(|rim| FARTHEST - above(rim));
        Self(lanes([left, top, right, bottom]))
    }

    /// False only for boxes with room between them. In each quarter the free bit outlasts the subtraction just if
    /// nothing had to be borrowed from it.
    #[inline]
    pub(crate) fn may_touch(self, sought: Sought) -> bool {
        (sought.0 - self.0) & HIGHEST == HIGHEST
    }
}

impl Sought {
    /// What boxes in rough are compared with to see whether they may touch this one.
    pub(crate) fn of(rect: &Rect) -> Self {
        let [right, bottom] = [rect.right, rect.bottom].map(above);
        let [left, top] = [rect.left, rect.top].map(|rim| FARTHEST - below(rim));
        Self(lanes([right, bottom, left, top]) | HIGHEST)
    }
}

/// Rims beyond either end count as that end, on both sides of a comparison alike.
fn below(rim: f64) -> u64 {
    (((rim + OUTSIDE) * 4.0) as u64).min(FARTHEST)
}

fn above(rim: f64) -> u64 {
    (below(rim) + 1).min(FARTHEST)
}

fn lanes(four: [u64; 4]) -> u64 {
    four.into_iter().fold(0, |all, one| all << 16 | one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn what_touches_is_never_missed_and_what_is_far_is_told_apart() {
        let mut random = Random::new(5);
        let (mut touching, mut told_apart) = (0, 0);
        for round in 0..20_000 {
            let reach = [30.0, 400.0, 3_000.0, 20_000.0][round % 4];
            let mut rect = || {
                let (left, top) = (random.signed() * reach, random.signed() * reach);
                Rect {
                    left,
                    top,
                    right: left + random.unit() * reach,
                    bottom: top + random.unit() * reach,
                }
            };
            let (one, two) = (rect(), rect());
            let may = Rough::of(&one).may_touch(Sought::of(&two));
            assert!(may || !one.touches(&two), "{one:?} {two:?}");
            touching += u32::from(one.touches(&two));
            told_apart += u32::from(!may);
        }
        assert!(
            touching > 1_000 && told_apart > 1_000,
            "{touching} {told_apart}"
        );
        let rect = Rect {
            left: 10.0,
            top: 10.0,
            right: 20.0,
            bottom: 20.0,
        };
        let beside = Rect {
            left: 20.0,
            right: 30.0,
            ..rect
        };
        assert!(Rough::of(&rect).may_touch(Sought::of(&beside)));
    }
}
