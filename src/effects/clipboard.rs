//! Copying text. Never reads the clipboard.

use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::store::{Action, NoticeKind};

use super::Reach;

/// Copies and says so; `what` names it: "The link", "The digest".
pub fn copy(reach: &Reach, text: String, what: &'static str) {
    let reach = reach.clone();
    spawn_local(async move {
        let copied = match web_sys::window().map(|window| window.navigator().clipboard()) {
            // Missing outside secure contexts, where calling it would throw.
            Some(clipboard) if !clipboard.is_undefined() => {
                JsFuture::from(clipboard.write_text(&text)).await.is_ok()
            }
            _ => false,
        };
        reach.dispatch(if copied {
            Action::Tell(NoticeKind::Plain, [what, " is copied."].concat().into())
        } else {
            let told = [
                what,
                " could not be copied: this browser does not allow it here. It reads: ",
                &text,
            ]
            .concat();
            Action::Tell(NoticeKind::Problem, told.into())
        });
    });
}
