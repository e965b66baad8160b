//! What changed from one version to the next, as a list. Never compares the versions.

use crate::html::html;
use protocol::VersionChangeView;
use yew::Html;

use super::{day, page_head, rule_card};

/// A section with the known changes; nothing if none is known.
pub fn versions(changes: &[VersionChangeView]) -> Html {
    if changes.is_empty() {
        return Html::default();
    }
    let body = html! {
        <ol class="versions">
            for change in changes {
                <li>
                    <p class="xs muted">
                        { day::day(&change.date) }{": "}{&change.from}{" → "}{&change.to}
                    </p>
                    <p>{&change.what}</p>
                    <p class="xs muted">{rule_card::backing(change.confidence, None)}</p>
                </li>
            }
        </ol>
    };
    page_head::section("versions", "Versions", body)
}
