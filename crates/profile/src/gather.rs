//! Finds the document an import leads to, and makes a catalog of it. Never looks outside the library.

use std::borrow::Cow;

use intake::json::Node;

use crate::tree::{items, text};
use crate::{Document, Library, Naming, Unresolvable, Warning, resolve_inside};

/// An imported catalog, ready to be selected from.
pub struct Source<'a> {
    /// What names it.
    pub name: String,
    /// The body of the catalog; a loaded one is only looked at, for most of it is never taken.
    pub catalog: Cow<'a, Node>,
}

/// The catalog behind an import; an imported profile is resolved first.
pub fn source<'a>(
    profile: &Document<'_>,
    body: &Node,
    import: &Node,
    library: &'a dyn Library,
    chain: &mut Vec<String>,
    warnings: &mut Vec<Warning>,
) -> Result<Source<'a>, Unresolvable> {
    let href = text(import, "href").ok_or(Unresolvable::NoHref { at: import.at })?;
    let offers = offers(body, href);
    let candidates =
        std::iter::once(href.to_owned()).chain(offers.iter().map(|offer| offer.href.clone()));
    // A profile that names the XML form is satisfied by the JSON form beside it.
    let with_json: Vec<String> = candidates
        .flat_map(|href| {
            let json = href
                .strip_suffix(".xml")
                .map(|stem| [stem, ".json"].concat());
            std::iter::once(href).chain(json)
        })
        .collect();
    let found = with_json
        .iter()
        .find_map(|href| Some((href, library.find(profile, href)?)));
    let Some((found_as, document)) = found else {
        let offered = offers.into_iter().map(|offer| offer.href).collect();
        return Err(Unresolvable::Missing {
            at: import.at,
            href: href.to_owned(),
            offered,
        });
    };
    if found_as != href && !offers.iter().any(|offer| offer.href == *found_as) {
        warnings.push(Warning {
            at: import.at,
            what: format!("{href:?} is XML; the JSON form beside it was used"),
        });
    }
    if let (Some(stated), Some(actual)) = (
        offers.iter().find_map(|o| o.sha256.as_deref()),
        &document.sha256,
    ) && !stated.eq_ignore_ascii_case(actual)
    {
        let what = format!(
            "{:?} is not the state of the catalog that the profile names: its SHA-256 differs",
            document.name
        );
        warnings.push(Warning {
            at: import.at,
            what,
        });
    }
    if chain.contains(&document.name) {
        let mut chain = chain.clone();
        chain.push(document.name);
        return Err(Unresolvable::Circle { chain });
    }
    if let Some(catalog) = document.root.get("catalog") {
        return Ok(Source {
            name: document.name,
            catalog: Cow::Borrowed(catalog),
        });
    }
    if document.root.get("profile").is_none() {
        return Err(Unresolvable::WrongKind {
            name: document.name,
        });
    }
    chain.push(document.name.clone());
    let (catalog, _) = resolve_inside(&document, library, &Naming::default(), chain, warnings)?;
    chain.pop();
    Ok(Source {
        name: document.name,
        catalog: Cow::Owned(catalog),
    })
}

/// An address under which the profile's back matter offers a document.
struct Offer {
    href: String,
    sha256: Option<String>,
}

/// The addresses behind `#uuid`, JSON first.
fn offers(body: &Node, href: &str) -> Vec<Offer> {
    let Some(uuid) = href.strip_prefix('#') else {
        return Vec::new();
    };
    let resource = body
        .get("back-matter")
        .map(|matter| items(matter, "resources"))
        .unwrap_or_default()
        .iter()
        .find(|resource| {
            text(resource, "uuid").is_some_and(|known| known.eq_ignore_ascii_case(uuid))
        });
    let Some(resource) = resource else {
        return Vec::new();
    };
    let mut links: Vec<&Node> = items(resource, "rlinks").iter().collect();
    links.sort_by_key(|link| {
        let json = text(link, "media-type").is_some_and(|kind| kind.contains("json"))
            || text(link, "href").is_some_and(|href| href.ends_with(".json"));
        !json
    });
    links
        .into_iter()
        .filter_map(|link| {
            let sha256 = items(link, "hashes")
                .iter()
                .find(|hash| text(hash, "algorithm") == Some("SHA-256"))
                .and_then(|hash| text(hash, "value"))
                .map(str::to_owned);
            Some(Offer {
                href: text(link, "href")?.to_owned(),
                sha256,
            })
        })
        .collect()
}
