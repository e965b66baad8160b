//! Groups of choices with live counts. Turns a tick into a changed filter; never filters anything.

use ident::{Mechanism, Modality};
use protocol::{Facet, FacetName, FacetOption, Filter};
use yew::{Callback, Html, MouseEvent, SubmitEvent};

use super::field::search_field;
use super::icon::icon;
use super::{mechanism, modality, number};
use crate::html::html;
use crate::route::filter::{is_open, toggle};

/// Options beyond this stand behind "more": seven fit without scrolling past the next group.
const SHOWN: usize = 7;

/// What the facets need.
pub struct Facets<'a> {
    /// Says what is filtered: "Filter rules".
    pub label: &'static str,
    /// The groups, with counts under the filter.
    pub facets: &'a [Facet],
    /// The filter as it is.
    pub filter: &'a Filter,
    /// Told the filter as it should be.
    pub on_change: &'a Callback<Filter>,
    /// Behind a button on wide screens too.
    pub folded: bool,
    /// Whether that button has been pressed.
    pub fold: &'a Fold,
}

/// Whether the groups are unfolded where they stand behind a button.
pub struct Fold {
    /// They are.
    pub open: bool,
    /// Folds or unfolds them.
    pub flip: Callback<MouseEvent>,
}

/// Groups of choices; on narrow screens behind a button.
pub fn facets(props: &Facets<'_>) -> Html {
    let open = props.fold.open;
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    let chosen = count_chosen(props);
    let class = match (props.folded, open) {
        (false, false) => "facets no-print",
        (false, true) => "facets facets--open no-print",
        (true, false) => "facets facets--folded no-print",
        (true, true) => "facets facets--folded facets--open no-print",
    };
    html! {
        <form {class} aria-label={props.label} {onsubmit}>
            <button class="btn facets__toggle" type="button" onclick={&props.fold.flip}
                aria-expanded={if open { "true" } else { "false" }}>
                {"Filters"}
                if chosen > 0 {
                    <span class="num">{" "}{chosen}</span>
                }
            </button>
            <div class="facets__groups">
                for facet in props.facets.iter().filter(|facet| !facet.options.is_empty()) {
                    { view_facet(facet, props) }
                }
            </div>
        </form>
    }
}

fn count_chosen(props: &Facets<'_>) -> usize {
    let chosen = |facet: &Facet| {
        facet
            .options
            .iter()
            .filter(|option| holds(props.filter, facet.name, &option.value))
            .count()
    };
    props.facets.iter().map(chosen).sum()
}

/// The field for the filter's words, above what it filters.
pub fn find(
    id: &'static str,
    label: &'static str,
    filter: &Filter,
    on_change: &Callback<Filter>,
) -> Html {
    let typed = {
        let filter = filter.clone();
        on_change.reform(move |text| Filter {
            text,
            ..filter.clone()
        })
    };
    search_field(id, label, &filter.text, &typed)
}

/// What restricts the answer now, each with a button that lifts it; nothing if nothing does.
pub fn applied(facets: &[Facet], filter: &Filter, on_change: &Callback<Filter>) -> Html {
    if is_open(filter) {
        return Html::default();
    }
    let sort = filter.sort.clone();
    let clear = on_change.reform(move |_| Filter {
        sort: sort.clone(),
        ..Filter::default()
    });
    html! {
        <div class="facets__bar no-print">
            <ul class="chips">
                if !filter.text.is_empty() {
                    <li>{ view_applied(&["“", &filter.text, "”"].concat(), without_text(filter), on_change) }</li>
                }
                for facet in facets {
                    for option in facet.options.iter().filter(|option| holds(filter, facet.name, &option.value)) {
                        <li>{ view_applied(&option.label, toggle(filter, facet.name, &option.value), on_change) }</li>
                    }
                }
            </ul>
            <button class="btn btn--quiet" type="button" onclick={clear}>{"Clear all"}</button>
        </div>
    }
}

/// A group's name as readers see it.
pub const fn legend(name: FacetName) -> &'static str {
    match name {
        FacetName::Topics => "Topic",
        FacetName::Modalities => "Force",
        FacetName::Mechanisms => "Leans on",
        FacetName::Bindings => "Binding or voluntary",
        FacetName::Statuses => "Status",
        FacetName::Kinds => "Kind",
        FacetName::Layers => "Layer",
        FacetName::Confidences => "Source",
        FacetName::Binds => "Who is bound",
    }
}

fn without_text(filter: &Filter) -> Filter {
    Filter {
        text: String::new(),
        ..filter.clone()
    }
}

fn view_facet(facet: &Facet, props: &Facets<'_>) -> Html {
    let (first, rest): (Vec<_>, Vec<_>) = if facet.options.len() > SHOWN + 2 {
        let mut left = SHOWN;
        facet.options.iter().partition(|option| {
            let chosen = holds(props.filter, facet.name, &option.value);
            let shown = chosen || (left > 0 && option.count > 0);
            left = left.saturating_sub(usize::from(shown));
            shown
        })
    } else {
        (facet.options.iter().collect(), Vec::new())
    };
    html! {
        <fieldset key={legend(facet.name)}>
            <legend>{legend(facet.name)}</legend>
            <div>{ for first.into_iter().map(|option| view_option(facet.name, option, props)) }</div>
            if !rest.is_empty() {
                <details>
                    <summary>{number::count(number::len(&rest))}{" more"}</summary>
                    <div>{ for rest.iter().map(|option| view_option(facet.name, option, props)) }</div>
                </details>
            }
        </fieldset>
    }
}

fn view_option(name: FacetName, option: &FacetOption, props: &Facets<'_>) -> Html {
    let Facets {
        filter, on_change, ..
    } = props;
    let onchange = {
        let (filter, value) = (Filter::clone(filter), option.value.clone());
        on_change.reform(move |_| toggle(&filter, name, &value))
    };
    // The answer lags behind the click, the filter does not.
    let checked = holds(filter, name, &option.value);
    let dead = option.count == 0 && !checked;
    html! {
        <label class={if dead { "tick muted" } else { "tick" }} key={option.value.clone()}>
            <input type="checkbox" {checked} disabled={dead} {onchange} />
            <span>{ view_label(name, option) }</span>
            <span class="count">{number::count(option.count)}</span>
        </label>
    }
}

fn holds(filter: &Filter, name: FacetName, value: &str) -> bool {
    match name {
        FacetName::Topics => filter.topics.iter().any(|word| word.as_str() == value),
        FacetName::Modalities => filter.modalities.iter().any(|word| word.as_str() == value),
        FacetName::Mechanisms => filter.mechanisms.iter().any(|word| word.as_str() == value),
        FacetName::Bindings => filter.bindings.iter().any(|word| word.as_str() == value),
        FacetName::Statuses => filter.statuses.iter().any(|word| word.as_str() == value),
        FacetName::Kinds => filter.kinds.iter().any(|word| word.as_str() == value),
        FacetName::Layers => filter.layers.iter().any(|word| word.as_str() == value),
        FacetName::Confidences => filter.confidences.iter().any(|word| word.as_str() == value),
        FacetName::Binds => filter.binds.iter().any(|word| word == value),
    }
}

fn view_label(name: FacetName, option: &FacetOption) -> Html {
    match name {
        FacetName::Modalities => option.value.parse::<Modality>().ok().map(modality::mark),
        FacetName::Mechanisms => option.value.parse::<Mechanism>().ok().map(mechanism::mark),
        _ => None,
    }
    .unwrap_or_else(|| html! { {&option.label} })
}

fn view_applied(label: &str, without: Filter, on_change: &Callback<Filter>) -> Html {
    let onclick = on_change.reform(move |_| without.clone());
    html! {
        <span class="facets__applied">
            {label.to_owned()}
            <button type="button" aria-label={["Remove filter ", label].concat()} {onclick}>{ icon("#i-close") }</button>
        </span>
    }
}
