//! Which parts of the page have been brought. Never brings one.
//!
//! Pages that few readers open first are not in the wasm that starts the page, but in parts that come after it.

use yew::Html;

use super::Change;
use crate::pages::Scene;

/// A part of the page that is brought when it is needed, or once nothing else is on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Communities, rule sets, rules.
    Rules,
    /// Topics, search, timeline, sources, about.
    Reading,
    /// Comparisons.
    Comparing,
    /// How a body stands to public rules, what rules lean on, what profiles changed.
    Lenses,
    /// Evidence: what is signed, verdicts, claims, chains, viewpoints.
    Evidence,
}

impl Part {
    /// All of them, in the order in which they are brought when nobody is waiting for one.
    pub const ALL: [Self; 5] = [
        Self::Rules,
        Self::Reading,
        Self::Comparing,
        Self::Lenses,
        Self::Evidence,
    ];
}

/// What draws the pages of a part.
pub type View = fn(&Scene<'_>) -> Html;

/// How far a part has come.
#[derive(Clone, Copy, Debug, Default)]
pub enum Arrival {
    /// Nobody has asked for it.
    #[default]
    Away,
    /// On its way.
    Coming,
    /// Here, with what draws its pages.
    Here(View),
    /// It could not be brought.
    Lost,
}

/// How far each part has come.
#[derive(Debug, Default)]
pub struct Parts([Arrival; Part::ALL.len()]);

impl Parts {
    /// How far a part has come.
    pub fn get(&self, part: Part) -> Arrival {
        self.0.get(part as usize).copied().unwrap_or_default()
    }

    /// The part to bring next while nobody waits for one: none as long as another is on its way.
    pub fn next(&self) -> Option<Part> {
        let coming = |part: &Part| matches!(self.get(*part), Arrival::Coming);
        if Part::ALL.iter().any(coming) {
            return None;
        }
        let away = |part: &Part| matches!(self.get(*part), Arrival::Away);
        Part::ALL.into_iter().find(away)
    }

    /// What was lost may be tried again.
    pub(super) fn forgiven(&self) -> Change<Self> {
        let lost = |arrival: &Arrival| matches!(arrival, Arrival::Lost);
        self.0.iter().any(lost).then(|| {
            Self(self.0.map(|arrival| {
                if lost(&arrival) {
                    Arrival::Away
                } else {
                    arrival
                }
            }))
        })
    }

    pub(super) fn arrived(&self, part: Part, arrival: Arrival) -> Change<Self> {
        let mut next = self.0;
        *next.get_mut(part as usize)? = arrival;
        Some(Self(next))
    }
}
