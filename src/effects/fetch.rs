//! Bringing bytes from an address. Never sends cookies, never asks before the reader has named the address.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Reflect, Uint8Array};
use protocol::{MAX_FILE_BYTES, Problem};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Blob, ReadableStreamDefaultReader, RequestCredentials, RequestInit, Response,
    Url,
};

use super::Reach;
use super::conversation::problem;
use super::timer;
use crate::store::{Action, Progress, Task, TaskId, tasks};

const OFFER: &str = "Download the file yourself and drop it on this page. It stays in this browser";

/// So many bytes are taken in two or three milliseconds.
const AT_A_STRETCH: u64 = 512 * 1024;

thread_local! {
    static RUNNING: RefCell<Vec<(u32, AbortController)>> = const { RefCell::new(Vec::new()) };
}

/// Stops a running fetch.
pub fn cancel(id: u32) {
    RUNNING.with_borrow(|running| {
        if let Some((_, controller)) = running.iter().find(|(known, _)| *known == id) {
            controller.abort();
        }
    });
}

/// The bytes at `address`, which is shown to the reader as a task unless it is part of the page itself.
pub async fn bring(reach: &Reach, address: &str, shown: bool) -> Result<Blob, Problem> {
    let window = web_sys::window().ok_or_else(unreachable_host)?;
    let base = window.location().href().unwrap_or_default();
    let url = Url::new_with_base(address, &base).map_err(|_bad| {
        problem(
            "R905",
            "This is not a web address",
            "Write it as https://example.org/catalog.json",
        )
    })?;
    if !matches!(url.protocol().as_str(), "https:" | "http:") {
        return Err(problem(
            "R905",
            "Only web addresses can be opened, http or https",
            OFFER,
        ));
    }
    let here = window.location();
    let foreign = url.origin() != here.origin().unwrap_or_default();
    if here.protocol().as_deref() == Ok("https:")
        && url.protocol() == "http:"
        && !is_local(&url.hostname())
    {
        let what = "The page came over https, so the browser does not let it read an unprotected http address";
        return Err(problem(
            "R904",
            what,
            "Try the address with https. Otherwise download the file and drop it here",
        ));
    }
    if foreign {
        reach.dispatch(Action::Contacted(url.host().into()));
    }
    let id = reach.fetch_id();
    let controller = AbortController::new().map_err(|_missing| unreachable_host())?;
    let options = RequestInit::new();
    options.set_signal(Some(&controller.signal()));
    options.set_credentials(if foreign {
        RequestCredentials::Omit
    } else {
        RequestCredentials::SameOrigin
    });
    RUNNING.with_borrow_mut(|running| running.push((id, controller.clone())));
    let about: Rc<str> = address.into();
    let tell = |done: u32, of: u32| {
        if shown {
            reach.dispatch(Action::Working(Task {
                id: TaskId::Fetch(id),
                about: Rc::clone(&about),
                progress: Progress {
                    doing: tasks::FETCHING,
                    done,
                    of,
                },
                can_cancel: true,
            }));
        }
    };
    tell(0, 0);
    let result = match JsFuture::from(window.fetch_with_str_and_init(&url.href(), &options)).await {
        Ok(response) => body(response.unchecked_into(), &controller, &tell).await,
        Err(_) if controller.signal().aborted() => Err(stopped()),
        Err(_) => Err(refused(&url.host(), foreign)),
    };
    RUNNING.with_borrow_mut(|running| running.retain(|(known, _)| *known != id));
    if shown {
        reach.dispatch(Action::Ended(TaskId::Fetch(id)));
    }
    result
}

async fn body(
    response: Response,
    controller: &AbortController,
    tell: &dyn Fn(u32, u32),
) -> Result<Blob, Problem> {
    if !response.ok() {
        let what = [
            "The host answered ",
            &response.status().to_string(),
            " ",
            &response.status_text(),
        ]
        .concat();
        return Err(problem(
            "R903",
            what.trim_end(),
            "Check the address. If it opens in a tab, download it and drop it here",
        ));
    }
    let announced = response
        .headers()
        .get("content-length")
        .ok()
        .flatten()
        .and_then(|text| text.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > MAX_FILE_BYTES) {
        controller.abort();
        return Err(too_large());
    }
    let of = announced.map_or(0, kilobytes);
    let Some(stream) = response.body() else {
        return Err(problem(
            "R903",
            "The host answered with nothing",
            "Check the address",
        ));
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let chunks = Array::new();
    let (mut total, mut breath) = (0u64, 0u64);
    loop {
        let chunk = match JsFuture::from(reader.read()).await {
            Ok(chunk) => chunk,
            Err(_) if controller.signal().aborted() => return Err(stopped()),
            Err(_) => {
                return Err(problem(
                    "R902",
                    "The connection broke off in the middle of the file",
                    "Try again",
                ));
            }
        };
        let field = |name: &str| {
            Reflect::get(&chunk, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
        };
        if field("done").is_truthy() {
            break;
        }
        let bytes: Uint8Array = field("value").unchecked_into();
        total += u64::from(bytes.length());
        if total > MAX_FILE_BYTES {
            controller.abort();
            return Err(too_large());
        }
        chunks.push(&bytes);
        // What has arrived already comes without a pause in between, and the page would stand still for all of it.
        if total - breath > AT_A_STRETCH {
            breath = total;
            timer::breathe().await;
        }
        // A compressed answer announces fewer bytes than arrive.
        tell(kilobytes(total), if kilobytes(total) > of { 0 } else { of });
    }
    Blob::new_with_u8_array_sequence(&chunks).map_err(|_memory| {
        problem(
            "R902",
            "The browser has no room for this file",
            "Close other tabs and try again",
        )
    })
}

fn kilobytes(bytes: u64) -> u32 {
    u32::try_from(bytes / 1024).unwrap_or(u32::MAX)
}

/// Browsers let an https page read from the reader's own machine.
fn is_local(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "[::1]")
}

/// The problem of a file over the limit.
pub fn too_large() -> Problem {
    let limit = (MAX_FILE_BYTES / (1024 * 1024)).to_string();
    let what = [
        "The file is larger than ",
        &limit,
        " MB, so it was not read",
    ]
    .concat();
    problem("R901", &what, "Split it, or load only the catalog you need")
}

fn stopped() -> Problem {
    problem(
        "R906",
        "Fetching was stopped at your wish",
        "Load the address again to fetch it whole",
    )
}

fn refused(host: &str, foreign: bool) -> Problem {
    if !foreign {
        return unreachable_host();
    }
    let what = [
        host,
        " could not be reached, or it does not let other sites read this file (it sends no CORS header; browsers do \
         not tell which of the two)",
    ]
    .concat();
    problem("R902", &what, OFFER)
}

fn unreachable_host() -> Problem {
    problem(
        "R902",
        "The site this page came from could not be reached",
        "Check the connection and reload the page",
    )
}
