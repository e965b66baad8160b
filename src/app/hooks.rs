//! What pages hold on to: answers, titles, hands. Never draws.

use std::rc::Rc;

use protocol::{Answer, Ask};
use yew::prelude::*;

use crate::by_ref::ByRef;
use crate::effects::{Reach, focus};
use crate::store::{Answers, Loaded, Progress, key_of, same_subject};

/// What a page can set in motion.
#[hook]
pub fn use_reach() -> Reach {
    use_context::<Reach>().expect("the page's root provides it")
}

/// One slice of the store: `Tray`, `Tasks` or `Hosts`. The component is drawn again when that slice changes.
#[hook]
pub fn use_slice<T: 'static>() -> ByRef<T> {
    use_context::<ByRef<T>>().expect("the page's root provides every slice")
}

/// The engine's answer to a question, asked again whenever files come or go.
#[hook]
pub fn use_ask(ask: Ask) -> Loaded {
    let reach = use_reach();
    let answers = use_slice::<Answers>();
    let asked = use_memo(ask, |ask| (key_of(ask), ask.clone()));
    let lane = {
        let reach = reach.clone();
        *use_memo((), move |()| reach.link.new_lane())
    };
    let last = use_mut_ref(|| None::<(Ask, Rc<Answer>)>);
    {
        let (reach, answers, asked) = (reach.clone(), answers.clone(), Rc::clone(&asked));
        use_effect_with((Rc::clone(&asked.0), answers.revision()), move |_| {
            if !answers.is_fresh(&asked.0) {
                reach.link.ask(lane, Rc::clone(&asked.0), asked.1.clone());
            }
        });
    }
    use_effect_with((), move |()| move || reach.link.leave(lane));
    let (key, ask) = &*asked;
    let fresh = answers.is_fresh(key);
    let Some(entry) = answers.get(key) else {
        return earlier(&last.borrow(), ask, None);
    };
    match (&entry.fault, &entry.answer) {
        (Some(fault), _) if fresh => Loaded::Failed(fault.clone()),
        (_, Some(answer)) => {
            *last.borrow_mut() = Some((ask.clone(), Rc::clone(answer)));
            if fresh {
                Loaded::Ready(Rc::clone(answer))
            } else {
                Loaded::Renewing(Rc::clone(answer))
            }
        }
        (_, None) => earlier(&last.borrow(), ask, entry.progress.clone()),
    }
}

/// What to show while the answer is on the way.
fn earlier(last: &Option<(Ask, Rc<Answer>)>, ask: &Ask, progress: Option<Progress>) -> Loaded {
    match last {
        Some((before, answer)) if same_subject(before, ask) => Loaded::Renewing(Rc::clone(answer)),
        _ => Loaded::Pending(progress),
    }
}

/// Sets the tab's title and, after a move to another place, puts the focus on the page's heading.
///
/// Pass an empty title as long as there is no heading to put it on.
#[hook]
pub fn use_page(title: AttrValue) {
    let reach = use_reach();
    let place = reach.address.place();
    use_effect_with((title, place), move |(title, _)| {
        if !title.is_empty() {
            focus::set_title(title);
            reach.heading_is_there();
        }
    });
}
