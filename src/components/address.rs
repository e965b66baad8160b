//! Where things live on the page, as attribute values. Never looks anything up, never navigates.

use ident::Topic;
use protocol::Link;
use yew::{AttrValue, Html};

use crate::html::html;
use crate::route::Route;

/// The address of a named thing.
pub fn of(link: &Link) -> AttrValue {
    Route::of(link).href().into()
}

/// The address of a community.
pub fn community(id: &str) -> AttrValue {
    Route::community(id).href().into()
}

/// The address of a rule set.
pub fn rule_set(id: &str) -> AttrValue {
    Route::rule_set(id).href().into()
}

/// The address of a rule, `set/local`.
pub fn rule(id: &str) -> AttrValue {
    Route::rule(id).href().into()
}

/// The address of a topic.
pub fn topic(topic: Topic) -> AttrValue {
    Route::topic(topic).href().into()
}

/// A link to a named thing, or its name alone where only an identifier names it and there is no page.
pub fn who(link: &Link) -> Html {
    if link.id.starts_with("did:") {
        return html! { <span class="identifier">{&link.name}</span> };
    }
    self::link(link)
}

/// A link to a named thing, in words.
pub fn link(link: &Link) -> Html {
    html! { <a href={of(link)}>{&link.name}</a> }
}
