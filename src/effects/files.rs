//! Files the reader chooses, drops or names. Never looks inside; never reads one over the limit.

use js_sys::Array;
use protocol::{MAX_FILE_BYTES, Origin, Way};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DataTransfer, DragEvent, Event, File, FileList, HtmlInputElement, window};

use super::Reach;
use super::fetch;
use super::listener::Listener;
use crate::store::{Action, NoticeKind};

/// Hands these files to the engine.
pub fn take(reach: &Reach, files: &FileList) {
    for file in (0..files.length()).filter_map(|at| files.get(at)) {
        take_one(reach, file);
    }
}

fn take_one(reach: &Reach, file: File) {
    let origin = Origin {
        name: file.name(),
        way: Way::File,
    };
    if file.size() > MAX_FILE_BYTES as f64 {
        reach.link.missed(origin, fetch::too_large(), false);
    } else {
        reach
            .link
            .receive(origin, file.unchecked_into(), false, None);
    }
}

/// Takes what a file field holds and empties it, so that the same file can be chosen again.
pub fn take_chosen(reach: &Reach, input: &HtmlInputElement) {
    if let Some(files) = input.files() {
        take(reach, &files);
    }
    input.set_value("");
}

/// A viewpoint, a key or a list of authorities is read as text by the page; more than this is none of them.
const MAX_CHOICE_BYTES: f64 = 512.0 * 1024.0;

/// Puts the text of a chosen file where the reader would paste it. It counts for nothing there.
pub fn paste_chosen(reach: &Reach, input: &HtmlInputElement) {
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    if let Some(file) = file {
        paste(reach, file.unchecked_into());
    }
}

/// Leads to where the reader can take over a viewpoint that is loaded as a file, or leave it.
pub fn propose(reach: &Reach, digest: &str) {
    if let Some(body) = reach.link.body(digest) {
        paste(reach, body);
        let place = crate::route::ViewpointPlace::default();
        reach.address.go(crate::route::Route::Viewpoint(place));
    }
}

fn paste(reach: &Reach, file: Blob) {
    if file.size() > MAX_CHOICE_BYTES {
        let told = "This file is too large to be a key, a viewpoint or a list of authorities.";
        reach.dispatch(Action::Tell(NoticeKind::Problem, told.into()));
        return;
    }
    let reach = reach.clone();
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await;
        reach.dispatch(match text.ok().and_then(|text| text.as_string()) {
            Some(text) => Action::Pasted(text.into()),
            None => Action::Tell(
                NoticeKind::Problem,
                "The browser could not read this file. Choose it again.".into(),
            ),
        });
    });
}

/// More than a file of clippings ever holds; the text travels to the engine in one piece.
const MAX_TEXT_BYTES: f64 = 4.0 * 1024.0 * 1024.0;

/// Reads the text of the file that a field holds, and empties the field.
pub fn read_chosen(reach: &Reach, input: &HtmlInputElement, heard: Box<dyn FnOnce(String)>) {
    let file = input.files().and_then(|files| files.get(0));
    let reach = reach.clone();
    if let Some(file) = file {
        spawn_local(async move {
            let small = file.size() <= MAX_TEXT_BYTES;
            let text = match small {
                true => JsFuture::from(file.text()).await.ok(),
                false => None,
            };
            match text.and_then(|text| text.as_string()) {
                Some(text) => heard(text),
                None => reach.dispatch(Action::Tell(
                    crate::store::NoticeKind::Problem,
                    "This file could not be read: it is gone, or larger than 4 MB.".into(),
                )),
            }
        });
    }
    input.set_value("");
}

/// Fetches an address the reader named and hands it to the engine.
pub fn open(reach: &Reach, address: String) {
    let reach = reach.clone();
    spawn_local(async move {
        let origin = Origin {
            name: address.clone(),
            way: Way::Url,
        };
        match fetch::bring(&reach, &address, true).await {
            Ok(body) => reach.link.receive(origin, body, false, None),
            Err(problem) => reach.link.missed(origin, problem, false),
        }
    });
}

/// The whole page takes dropped files for as long as the result lives.
pub fn take_drops(reach: &Reach) -> Vec<Listener> {
    let Some(window) = window() else {
        return Vec::new();
    };
    let over = {
        let reach = reach.clone();
        move |event: Event| {
            if carries_files(&event) {
                event.prevent_default();
                reach.dispatch(Action::Dragging(true));
            }
        }
    };
    let away = {
        let reach = reach.clone();
        move |event: Event| {
            // Leaving for a child element is no leaving; outside the window there is no related target.
            if event
                .dyn_ref::<DragEvent>()
                .is_some_and(|event| event.related_target().is_none())
            {
                reach.dispatch(Action::Dragging(false));
            }
        }
    };
    let dropped = {
        let reach = reach.clone();
        move |event: Event| {
            reach.dispatch(Action::Dragging(false));
            if let Some(files) = transfer(&event)
                .and_then(|transfer| transfer.files())
                .filter(|f| f.length() > 0)
            {
                event.prevent_default();
                take(&reach, &files);
                reach.address.go(crate::route::Route::Sources);
            }
        }
    };
    vec![
        Listener::new(&window, "dragover", Box::new(over)),
        Listener::new(&window, "dragleave", Box::new(away)),
        Listener::new(&window, "drop", Box::new(dropped)),
    ]
}

fn transfer(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

fn carries_files(event: &Event) -> bool {
    let types: Option<Array> = transfer(event).map(|transfer| transfer.types().unchecked_into());
    types.is_some_and(|types| {
        types
            .iter()
            .any(|kind| kind.as_string().as_deref() == Some("Files"))
    })
}
