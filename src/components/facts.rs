//! A list of labelled facts. Leaves out what is not known instead of drawing an empty place.

use crate::html::html;
use yew::Html;

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
    if value.is_empty() {
        Html::default()
    } else {
        fact(label, html! { {value.to_owned()} })
    }
}

/// Several words as one fact; nothing if there are none.
pub fn list(label: &'static str, values: &[String]) -> Html {
    words(label, &values.join(", "))
}

/// A web address as a link that shows its host.
pub fn web(url: &str) -> Html {
    html! { <a href={url.to_owned()} rel="noopener noreferrer">{host(url).to_owned()}</a> }
}

/// The host of a web address; the whole text if it has none.
pub fn host(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    let host = after.split(['/', '?', '#']).next().unwrap_or(after);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Names in one list; those beyond `shown` behind a summary.
pub fn names(names: &[String], shown: usize) -> Html {
    let (first, rest) = names.split_at(names.len().min(shown));
    html! {
        <div>
            <p>{first.join(", ")}</p>
            if !rest.is_empty() {
                <details><summary>{rest.len()}{" more"}</summary><p>{rest.join(", ")}</p></details>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn hosts() {
        assert_eq!(host("https://www.example.org/a?b"), "example.org");
        assert_eq!(host("https://eur-lex.europa.eu"), "eur-lex.europa.eu");
        assert_eq!(host("mailto:a@b.example"), "mailto:a@b.example");
    }
}
