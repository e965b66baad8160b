//! How much of a long list is shown, and the way to more of it. Never loads anything.

use yew::{AttrValue, Html, html};

use super::number;

/// "Show 60 more", with what is shown already; nothing if all is. `href` is where more is shown.
pub fn show_more(shown: u32, total: u32, step: u32, href: AttrValue) -> Html {
    let left = total.saturating_sub(shown);
    if left == 0 {
        return Html::default();
    }
    html! {
        <p class="pager no-print">
            <a class="btn" {href}>{"Show "}{number::count(left.min(step))}{" more"}</a>
            <span class="xs muted">{number::count(shown)}{" of "}{number::count(total)}{" shown"}</span>
        </p>
    }
}
