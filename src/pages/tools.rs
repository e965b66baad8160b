//! What a reader can do with the things a page shows: copy, put aside to compare. Never draws.

use yew::prelude::*;

use crate::components::compare_tray::TraySet;
use crate::components::facets::Fold;
use crate::components::rule_card::CardTools;
use crate::effects::{Reach, clipboard, focus};
use crate::store::{Action, Store, TrayItem};

/// What can be done, and what is in the tray now.
pub struct Tools {
    /// Copies the full link to an address of this page.
    pub copy_link: Callback<AttrValue>,
    /// Copies a citation.
    pub copy_text: Callback<AttrValue>,
    /// Puts a rule set into the tray, or takes it out.
    pub compare: Callback<TraySet>,
    /// What is in the tray.
    pub chosen: Vec<TraySet>,
    /// Whether the facets are unfolded.
    pub fold: Fold,
}

impl Tools {
    /// The tools as the store stands.
    pub fn new(reach: &Reach, store: &Store) -> Self {
        let (links, texts, sets, folds) =
            (reach.clone(), reach.clone(), reach.clone(), reach.clone());
        let (tray, open) = (store.tray.clone(), store.unfolded);
        let chosen = tray.items().iter().map(|item| TraySet {
            id: AttrValue::Rc(item.id.clone()),
            title: AttrValue::Rc(item.title.clone()),
        });
        Self {
            chosen: chosen.collect(),
            copy_link: Callback::from(move |href: AttrValue| {
                clipboard::copy(&links, absolute(&href), "The link");
            }),
            copy_text: Callback::from(move |text: AttrValue| {
                clipboard::copy(&texts, text.to_string(), "The citation");
            }),
            compare: Callback::from(move |set: TraySet| {
                sets.dispatch(if tray.holds(&set.id) {
                    Action::Release((*set.id).into())
                } else {
                    Action::Keep(TrayItem {
                        id: (*set.id).into(),
                        title: (*set.title).into(),
                    })
                });
            }),
            fold: Fold {
                open,
                flip: Callback::from(move |_: MouseEvent| folds.dispatch(Action::Unfold(!open))),
            },
        }
    }

    /// What cards need of it.
    pub fn cards(&self) -> CardTools<'_> {
        CardTools {
            copy: &self.copy_link,
            compare: &self.compare,
            chosen: &self.chosen,
        }
    }
}

/// The address as others can open it.
pub fn absolute(href: &str) -> String {
    let page = focus::document()
        .and_then(|document| document.url().ok())
        .unwrap_or_default();
    let before = page.split('#').next().unwrap_or_default();
    [before, href].concat()
}
