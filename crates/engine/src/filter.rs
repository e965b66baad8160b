//! The page's filter as the model understands it, and the counts back as facets. Never decides which facets a page has.

use model::{Facet, FacetCounts, Filter, Model, Sieve};
use protocol::{FacetName, FacetOption};

/// The same restrictions in the model's words.
pub(crate) fn filter(from: &protocol::Filter) -> Filter {
    let protocol::Filter {
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
    } = from.clone();
    Filter {
        text,
        topics,
        modalities,
        mechanisms,
        bindings,
        statuses,
        kinds,
        layers,
        confidences,
        binds: binds.iter().map(|bound| bound.to_lowercase()).collect(),
    }
}

/// The facets with their counts; those that offer nothing to choose are left out.
pub(crate) fn facets(
    names: &[FacetName],
    counts: &FacetCounts,
    sieve: &Sieve<'_>,
    model: &Model,
) -> Vec<protocol::Facet> {
    let mut facets = Vec::with_capacity(names.len());
    for name in names {
        let choices = counts.choices(facet(*name), sieve, model);
        if choices.len() > 1 || choices.iter().any(|choice| choice.chosen) {
            let options = choices
                .into_iter()
                .map(
                    |model::Choice {
                         value,
                         label,
                         count,
                         chosen,
                     }| FacetOption {
                        value,
                        label,
                        count,
                        chosen,
                    },
                )
                .collect();
            facets.push(protocol::Facet {
                name: *name,
                options,
            });
        }
    }
    facets
}

fn facet(name: FacetName) -> Facet {
    match name {
        FacetName::Topics => Facet::Topics,
        FacetName::Modalities => Facet::Modalities,
        FacetName::Mechanisms => Facet::Mechanisms,
        FacetName::Bindings => Facet::Bindings,
        FacetName::Statuses => Facet::Statuses,
        FacetName::Kinds => Facet::Kinds,
        FacetName::Layers => Facet::Layers,
        FacetName::Confidences => Facet::Confidences,
        FacetName::Binds => Facet::Binds,
    }
}
