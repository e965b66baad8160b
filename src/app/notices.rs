//! Notices in a live region, each with a way to put it away. Never more than the store keeps.

use yew::prelude::*;

use crate::components::icon::icon;
use crate::effects::Reach;
use crate::html::html;
use crate::store::{Action, Notice, NoticeKind, Notices};

/// Long enough to read two lines; a problem stays until it is put away.
pub const PLAIN_STAYS_MS: i32 = 8_000;

/// The newest notice, if it is one that goes away by itself.
pub fn fading(notices: &Notices) -> Option<u32> {
    let newest = notices.all().last()?;
    (newest.kind == NoticeKind::Plain).then_some(newest.id)
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
