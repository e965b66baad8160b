//! Notices in a live region, each with a way to put it away. Never more than the store keeps.

use yew::prelude::*;

use crate::by_ref::ByRef;
use crate::components::icon::icon;
use crate::effects::{Reach, timer};
use crate::store::{Action, Notice, NoticeKind, Notices};

/// Long enough to read two lines; a problem stays until it is put away.
const PLAIN_STAYS_MS: i32 = 8_000;

/// Puts plain notices away after a while.
#[hook]
pub fn use_fading(notices: &ByRef<Notices>, reach: &Reach) {
    let newest = notices
        .all()
        .last()
        .filter(|notice| notice.kind == NoticeKind::Plain)
        .map(|notice| notice.id);
    let reach = reach.clone();
    use_effect_with(newest, move |newest| {
        if let Some(id) = *newest {
            timer::after(
                PLAIN_STAYS_MS,
                Box::new(move || reach.dispatch(Action::Dismiss(id))),
            );
        }
    });
}

/// The region, which stays in the document so that screen readers hear what comes into it.
pub fn view_notices(notices: &Notices, reach: &Reach) -> Html {
    html! {
        <div class="notices no-print" role="status" aria-live="polite">
            for notice in notices.all() {
                <div key={notice.id} class={class_of(notice.kind)}>{ view_notice(notice, reach) }</div>
            }
        </div>
    }
}

fn class_of(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Plain => "notice",
        NoticeKind::Problem => "notice notice--problem",
    }
}

fn view_notice(notice: &Notice, reach: &Reach) -> Html {
    let (reach, id) = (reach.clone(), notice.id);
    let onclick = Callback::from(move |_: MouseEvent| reach.dispatch(Action::Dismiss(id)));
    html! {
        <>
            <p>{notice.text.to_string()}</p>
            <button class="btn btn--quiet btn--icon" type="button" aria-label="Put this notice away" {onclick}>
                { icon("#i-close") }
            </button>
        </>
    }
}
