//! The questions whose answers are on the screen. Never draws, never decides what is asked.

use std::rc::Rc;

use protocol::{Question, Reply};

use crate::effects::conversation::Lane;
use crate::effects::engine_link::EngineLink;
use crate::pages::{SEATS, Seats};
use crate::store::{Answers, Loaded};

/// One seat for each question that can stand on the screen at a time.
pub struct Asked([Seat; SEATS]);

struct Seat {
    /// A question takes the place of the one asked before in its lane.
    lane: Lane,
    open: Option<Open>,
    last: Option<(Question, Rc<Reply>)>,
}

struct Open {
    ask: Question,
    /// The state of the loaded files for which it was asked last.
    revision: Option<u32>,
}

impl Asked {
    /// Nothing asked yet.
    pub fn new(link: &EngineLink) -> Self {
        Self(std::array::from_fn(|_| Seat {
            lane: link.new_lane(),
            open: None,
            last: None,
        }))
    }

    /// Asks in one seat what has no fresh answer, gives up what nobody waits for, and tells what is known.
    pub fn ask(
        &mut self,
        at: usize,
        wanted: Option<Question>,
        answers: &Answers,
        link: &EngineLink,
    ) -> Loaded {
        match self.0.get_mut(at) {
            Some(seat) => seat.ask(wanted, answers, link),
            None => Loaded::Pending,
        }
    }
}

impl Seat {
    fn ask(&mut self, wanted: Option<Question>, answers: &Answers, link: &EngineLink) -> Loaded {
        let Some(ask) = wanted else {
            if self.open.take().is_some() {
                link.leave(self.lane);
            }
            self.last = None;
            return Loaded::Pending;
        };
        let open = match self.open.take() {
            Some(open) if open.ask == ask => open,
            _ => Open {
                ask,
                revision: None,
            },
        };
        let open = self.open.insert(open);
        let fresh = answers.is_fresh(open.ask.key());
        if !fresh && open.revision != Some(answers.revision()) {
            link.ask(self.lane, open.ask.clone());
        }
        open.revision = Some(answers.revision());
        let Some(entry) = answers.get(open.ask.key()) else {
            return earlier(&self.last, &open.ask);
        };
        match (&entry.fault, &entry.answer) {
            (Some(fault), _) if fresh => Loaded::Failed(fault.clone()),
            (_, Some(answer)) => {
                self.last = Some((open.ask.clone(), Rc::clone(answer)));
                if fresh {
                    Loaded::Ready(Rc::clone(answer))
                } else {
                    Loaded::Renewing(Rc::clone(answer))
                }
            }
            (_, None) => earlier(&self.last, &open.ask),
        }
    }
}

/// What to show while the answer is on the way.
fn earlier(last: &Option<(Question, Rc<Reply>)>, ask: &Question) -> Loaded {
    match last {
        Some((before, answer)) if before.is_about(ask) => Loaded::Renewing(Rc::clone(answer)),
        _ => Loaded::Pending,
    }
}

/// All seats empty.
pub fn nothing() -> Seats {
    std::array::from_fn(|_| Loaded::Pending)
}
