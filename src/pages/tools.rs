//! What a reader can do with the things a page shows: copy, put aside to compare. Never draws.

use yew::prelude::*;

use crate::app::{use_reach, use_slice};
use crate::components::compare_tray::TraySet;
use crate::components::rule_card::CardTools;
use crate::effects::{clipboard, focus};
use crate::store::{Action, Tray, TrayItem};

/// Callbacks that stay the same while the page lives, and what is in the tray now.
pub struct Tools {
    /// Copies the full link to an address of this page.
    pub copy_link: Callback<AttrValue>,
    /// Copies a citation.
    pub copy_text: Callback<AttrValue>,
    /// Puts a rule set into the tray, or takes it out.
    pub compare: Callback<TraySet>,
    /// What is in the tray.
    pub chosen: Vec<TraySet>,
}

impl Tools {
    /// What cards need of it.
    pub fn cards(&self) -> CardTools<'_> {
        CardTools {
            copy: &self.copy_link,
            compare: &self.compare,
            chosen: &self.chosen,
        }
    }
}

/// The tools of a page.
#[hook]
pub fn use_tools() -> Tools {
    let reach = use_reach();
    let tray = use_slice::<Tray>();
    let copy_link = use_callback(reach.clone(), |href: AttrValue, reach| {
        clipboard::copy(reach, absolute(&href), "The link");
    });
    let copy_text = use_callback(reach.clone(), |text: AttrValue, reach| {
        clipboard::copy(reach, text.to_string(), "The citation");
    });
    let compare = use_callback((reach, tray.clone()), |set: TraySet, (reach, tray)| {
        reach.dispatch(if tray.holds(&set.id) {
            Action::Release((*set.id).into())
        } else {
            Action::Keep(TrayItem {
                id: (*set.id).into(),
                title: (*set.title).into(),
            })
        });
    });
    let chosen = tray
        .items()
        .iter()
        .map(|item| TraySet {
            id: AttrValue::Rc(item.id.clone()),
            title: AttrValue::Rc(item.title.clone()),
        })
        .collect();
    Tools {
        copy_link,
        copy_text,
        compare,
        chosen,
    }
}

/// The address as others can open it.
fn absolute(href: &str) -> String {
    let page = focus::document()
        .and_then(|document| document.url().ok())
        .unwrap_or_default();
    let before = page.split('#').next().unwrap_or_default();
    [before, href].concat()
}
