//! How a rule set binds: a kind of line, with a symbol and words beside it. Never decides how anything binds.

use crate::html::html;
use ident::Binding;
use protocol::SetRef;
use yew::Html;

use super::icon::icon;

/// The class that draws a block's upper edge as the line of this binding.
pub const fn line(binding: Binding) -> &'static str {
    match binding {
        Binding::Law => "bindline",
        Binding::Participants => "bindline bindline--participants",
        Binding::Voluntary => "bindline bindline--voluntary",
        Binding::Pending => "bindline bindline--pending",
        Binding::Ended => "bindline bindline--ended",
    }
}

/// The symbol of a binding.
pub const fn symbol(binding: Binding) -> &'static str {
    match binding {
        Binding::Law => "#i-binding",
        Binding::Participants => "#i-participants",
        Binding::Voluntary => "#i-voluntary",
        Binding::Pending => "#i-pending",
        Binding::Ended => "#i-ended",
    }
}

/// Symbol and words.
pub fn mark(binding: Binding) -> Html {
    html! { <span class="bind">{ icon(symbol(binding)) }<span><b>{binding.label()}</b></span></span> }
}

/// Symbol, words and what kind of text it is.
pub fn of_set(set: &SetRef) -> Html {
    let name = match set.binding {
        Binding::Law => "Binding",
        other => other.label(),
    };
    let kind = match (set.instrument, set.binding) {
        (Some(kind), _) => Some(kind.label()),
        (None, Binding::Law) => Some("law"),
        (None, _) if set.community.is_some() => Some("community policy"),
        (None, _) => None,
    };
    html! {
        <span class="bind">
            { icon(symbol(set.binding)) }
            <span>
                <b>{name}</b>
                if let Some(kind) = kind {
                    {", "}{kind}
                }
            </span>
        </span>
    }
}
