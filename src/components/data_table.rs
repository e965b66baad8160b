//! A table that scrolls by itself on narrow screens, with the keyboard too. Never sorts.

use crate::html::html;
use yew::{AttrValue, Html};

/// A table with a caption, column heads and rows (`<tr>`); `name` is its second class.
pub fn data_table(caption: &str, name: &'static str, heads: &[&'static str], rows: Html) -> Html {
    let caption = AttrValue::from(caption.to_owned());
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label={&caption}>
            <table class={AttrValue::from(["twin twin--", name].concat())}>
                <caption>{&caption}</caption>
                <thead><tr>for &head in heads { <th scope="col">{head}</th> }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}
