//! A list of labelled facts. Leaves out what is not known instead of drawing an empty place.

use yew::{Html, html};

/// Labelled facts, in this order.
pub fn facts(entries: Html) -> Html {
    html! { <dl class="facts">{ entries }</dl> }
}

/// One fact.
pub fn fact(label: &'static str, value: Html) -> Html {
    html! { <div><dt>{label}</dt><dd>{ value }</dd></div> }
}

/// One fact in plain words; nothing if there are none.
pub fn words(label: &'static str, value: &str) -> Html {
    if value.is_empty() { Html::default() } else { fact(label, html! { {value.to_owned()} }) }
}

/// Several words as one fact; nothing if there are none.
pub fn list(label: &'static str, values: &[String]) -> Html {
    words(label, &values.join(", "))
}
