//! Which rules count, as part of a link, and what a click on a facet makes of it. Never filters anything.

use std::str::FromStr;

use ident::Confidence;
use protocol::{FacetName, Filter};

use super::query::{Link, Query};

/// Reads the filter's fields; words that are not in a list are left out.
pub fn read(query: &Query<'_>) -> Filter {
    Filter {
        text: query.text("text"),
        topics: words(query, "topic"),
        modalities: words(query, "modality"),
        mechanisms: words(query, "mechanism"),
        bindings: words(query, "binding"),
        statuses: words(query, "status"),
        kinds: words(query, "kind"),
        layers: words(query, "layer"),
        confidences: query
            .list("support")
            .iter()
            .filter_map(|word| confidence(word))
            .collect(),
        binds: query
            .list("binds")
            .into_iter()
            .filter(|who| !who.is_empty())
            .collect(),
        sort: query.text("sort"),
    }
}

/// Writes the fields that are set.
pub fn write(link: Link, filter: &Filter) -> Link {
    let Filter {
        text,
        topics,
        modalities,
        mechanisms,
        bindings,
        statuses,
        kinds,
        layers,
        confidences,
        binds,
        sort,
    } = filter;
    link.text("text", text)
        .list("topic", topics.iter().map(|word| word.as_str()))
        .list("modality", modalities.iter().map(|word| word.as_str()))
        .list("mechanism", mechanisms.iter().map(|word| word.as_str()))
        .list("binding", bindings.iter().map(|word| word.as_str()))
        .list("status", statuses.iter().map(|word| word.as_str()))
        .list("kind", kinds.iter().map(|word| word.as_str()))
        .list("layer", layers.iter().map(|word| word.as_str()))
        .list(
            "support",
            confidences.iter().map(|word| confidence_word(*word)),
        )
        .list("binds", binds.iter().map(String::as_str))
        .text("sort", sort)
}

/// The filter after a click on one choice of a facet: chosen if it was not, not chosen if it was.
///
/// `value` is [`protocol::FacetOption::value`]. The order of choice is kept.
pub fn toggle(filter: &Filter, facet: FacetName, value: &str) -> Filter {
    let mut next = filter.clone();
    match facet {
        FacetName::Topics => flip(&mut next.topics, value),
        FacetName::Modalities => flip(&mut next.modalities, value),
        FacetName::Mechanisms => flip(&mut next.mechanisms, value),
        FacetName::Bindings => flip(&mut next.bindings, value),
        FacetName::Statuses => flip(&mut next.statuses, value),
        FacetName::Kinds => flip(&mut next.kinds, value),
        FacetName::Layers => flip(&mut next.layers, value),
        FacetName::Confidences => flip(&mut next.confidences, value),
        FacetName::Binds => flip(&mut next.binds, value),
    }
    next
}

/// The filter without any choice of this facet.
pub fn clear(filter: &Filter, facet: FacetName) -> Filter {
    let mut next = filter.clone();
    match facet {
        FacetName::Topics => next.topics.clear(),
        FacetName::Modalities => next.modalities.clear(),
        FacetName::Mechanisms => next.mechanisms.clear(),
        FacetName::Bindings => next.bindings.clear(),
        FacetName::Statuses => next.statuses.clear(),
        FacetName::Kinds => next.kinds.clear(),
        FacetName::Layers => next.layers.clear(),
        FacetName::Confidences => next.confidences.clear(),
        FacetName::Binds => next.binds.clear(),
    }
    next
}

/// True when nothing is restricted; the sort order does not count.
pub fn is_open(filter: &Filter) -> bool {
    let Filter {
        text,
        topics,
        modalities,
        mechanisms,
        bindings,
        statuses,
        kinds,
        layers,
        confidences,
        binds,
        sort: _,
    } = filter;
    text.is_empty()
        && topics.is_empty()
        && modalities.is_empty()
        && mechanisms.is_empty()
        && bindings.is_empty()
        && statuses.is_empty()
        && kinds.is_empty()
        && layers.is_empty()
        && confidences.is_empty()
        && binds.is_empty()
}

fn words<T: FromStr>(query: &Query<'_>, name: &str) -> Vec<T> {
    query
        .list(name)
        .iter()
        .filter_map(|word| word.parse().ok())
        .collect()
}

fn flip<T: FromStr + PartialEq>(chosen: &mut Vec<T>, value: &str) {
    if let Ok(word) = value.parse() {
        match chosen.iter().position(|known| *known == word) {
            Some(at) => drop(chosen.remove(at)),
            None => chosen.push(word),
        }
    }
}

// The fact files write `verified`; that word stays out of links, as it stays out of texts.
fn confidence_word(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Read => "read",
        Confidence::Memory => "memory",
    }
}

fn confidence(word: &str) -> Option<Confidence> {
    Confidence::ALL
        .iter()
        .copied()
        .find(|known| confidence_word(*known) == word)
}
