//! The way through a long list, part by part. Never loads anything.

use crate::html::html;
use yew::{AttrValue, Html};

use super::number;

/// Which part of a list is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Number of the first entry shown, from 0.
    pub offset: u32,
    /// Entries shown.
    pub shown: u32,
    /// Entries in all.
    pub total: u32,
    /// Entries of a full part.
    pub step: u32,
}

/// Links to the parts before and after; nothing if all is shown. `at` makes the address of the part from there on.
pub fn pager(noun: &'static str, part: Part, at: &dyn Fn(u32) -> AttrValue) -> Html {
    let Part {
        offset,
        shown,
        total,
        step,
    } = part;
    let end = offset.saturating_add(shown);
    if offset == 0 && end >= total {
        return Html::default();
    }
    html! {
        <nav class="pager no-print" aria-label={["More ", noun].concat()}>
            if offset > 0 {
                <a class="btn" href={at(offset.saturating_sub(step))} rel="prev">{"Previous "}{number::count(offset.min(step))}</a>
            }
            if end < total {
                <a class="btn" href={at(end)} rel="next">{"Next "}{number::count(step.min(total - end))}</a>
            }
            <span class="xs muted">
                {noun}{" "}{number::count(offset.saturating_add(1))}{" to "}{number::count(end)}{" of "}{number::count(total)}
            </span>
        </nav>
    }
}
