//! Which parts of the page have been brought. Never brings one.
//!
//! Pages that few readers open first are not in the wasm that starts the page, but in parts that come after it.

use protocol::Question;
use yew::Html;

use super::{Change, Loaded, Store};
use crate::pages::{Scene, Target};
use crate::route::Route;

/// A part of the page that is brought when it is needed, or once nothing else is on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The network.
    Network,
    /// Communities, rule sets, rules; topics, search, timeline, sources, about.
    Reading,
    /// The search window over every page.
    Finding,
    /// Comparisons; how a body stands to public rules, what rules lean on, what profiles changed.
    Comparing,
    /// Evidence: what is signed, verdicts, claims, chains, viewpoints.
    Evidence,
}

impl Part {
    /// All of them, in the order in which they are brought when nobody is waiting for one.
    pub const ALL: [Self; 5] = [
        Self::Network,
        Self::Reading,
        Self::Finding,
        Self::Comparing,
        Self::Evidence,
    ];
}

/// The pages of a part, by what they ask and how they are drawn. Whatever only they need hangs on these functions and
/// comes with them: questions, titles, the reading of their answers.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// The question of a page.
    pub ask: fn(&Route) -> Option<Question>,
    /// What it asks besides; the answer to its own question may decide that.
    pub beside: fn(&Route, &Store, &Loaded) -> [Option<Question>; 2],
    /// The title of the tab; empty as long as there is no heading to put the focus on.
    pub title: fn(&Route, &Loaded) -> String,
    /// What comes into view once it is drawn.
    pub target: fn(&Route, &Loaded) -> Option<Target>,
    /// The page.
    pub view: fn(&Scene<'_>) -> Html,
}

impl Pages {
    /// Pages that ask nothing besides and have nothing special to bring into view.
    pub const fn new(
        ask: fn(&Route) -> Option<Question>,
        title: fn(&Route, &Loaded) -> String,
        view: fn(&Scene<'_>) -> Html,
    ) -> Self {
        Self {
            ask,
            beside: |_, _, _| [None, None],
            title,
            target: |_, _| None,
            view,
        }
    }
}

/// How far a part has come.
#[derive(Clone, Copy, Debug, Default)]
pub enum Arrival {
    /// Nobody has asked for it.
    #[default]
    Away,
    /// On its way.
    Coming,
    /// Here, with its pages.
    Here(Pages),
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
