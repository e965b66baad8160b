//! What a rule is about, as a link to everybody's rules on it. A dashed edge and the word say that we suggested it.

use crate::html::html;
use ident::Topic;
use yew::Html;

use super::{address, number};

/// A topic as a link.
pub fn topic_chip(topic: Topic, suggested: bool) -> Html {
    html! {
        <a class={if suggested { "chip chip--suggested" } else { "chip" }} href={address::topic(topic)}>
            {topic.label()}
            if suggested {
                <span class="suggested">{"suggested"}</span>
            }
        </a>
    }
}

/// Topics with the number of rules on each, as a list.
pub fn counted(topics: &[(Topic, u32)]) -> Html {
    html! {
        <ul class="chips">
            for &(topic, count) in topics {
                <li key={topic.as_str()}>
                    <a class="chip" href={address::topic(topic)}>
                        {topic.label()}{" "}<b class="num">{number::count(count)}</b>
                    </a>
                </li>
            }
        </ul>
    }
}

/// Topics on which an examined rule set has no rule: silence is a value, drawn with its own edge.
pub fn silent(topics: &[Topic]) -> Html {
    html! {
        <ul class="chips">
            for &topic in topics {
                <li key={topic.as_str()}><a class="chip chip--silent" href={address::topic(topic)}>{topic.label()}</a></li>
            }
        </ul>
    }
}
