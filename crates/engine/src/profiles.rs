//! Loaded profiles are resolved against loaded catalogs, again whenever a file comes or goes. Never fetches one.

use std::cell::RefCell;
use std::collections::BTreeSet;

use intake::OscalKind;
use intake::json::Node;
use intake::oscal::Catalog;
use intake::problem::code;
use profile::{Document as Source, Drift, Library, Naming, Unresolvable};
use protocol::{Problem, Severity};

use crate::engine::Loaded;
use crate::numbers;
use crate::reading::Document;

/// What a profile came to.
#[derive(Debug)]
pub(crate) struct Derived {
    /// The resolved catalog.
    pub(crate) catalog: Box<Catalog>,
    /// What the adopter made of it.
    pub(crate) drift: Drift,
    /// Files it takes from, as positions.
    pub(crate) bases: Vec<usize>,
    /// What was ignored or unclear.
    pub(crate) warnings: Vec<String>,
}

/// Warnings of one profile that Sources lists; the rest is counted, and all stand with what became of the rules.
const MAX_WARNINGS: usize = 50;

/// A catalog of another name is taken for the one that a profile means if it holds this many of a hundred ids.
const ENOUGH: usize = 90;

/// Resolves every loaded profile anew.
pub(crate) fn resolve(files: &mut [Loaded]) {
    for at in 0..files.len() {
        let outcome = match files.get(at).map(|loaded| &loaded.document) {
            Some(Some(Document::Profile(json))) => one(files, at, &json.root),
            _ => continue,
        };
        let Some(loaded) = files.get_mut(at) else {
            continue;
        };
        loaded.derived = None;
        match outcome {
            Ok(derived) => {
                let warnings = derived.warnings.iter().take(MAX_WARNINGS);
                loaded.late.extend(warnings.map(|what| Problem {
                    hint: "The rest of the profile was resolved".to_owned(),
                    ..problem(code::PROFILE_WARNING, Severity::Warning, what.clone())
                }));
                loaded.late_total += derived.warnings.len() as u32;
                loaded.derived = Some(derived);
            }
            Err(problem) => {
                loaded.late.push(problem);
                loaded.late_total += 1;
            }
        }
    }
}

pub(crate) fn problem(code: &str, severity: Severity, what: String) -> Problem {
    Problem {
        code: code.to_owned(),
        severity,
        what,
        pointer: String::new(),
        line: 0,
        column: 0,
        hint: String::new(),
    }
}

fn one(files: &[Loaded], at: usize, root: &Node) -> Result<Derived, Problem> {
    let shelf = Shelf {
        files,
        bases: RefCell::default(),
        notes: RefCell::default(),
        direct: name(files, at),
    };
    let asked = Source {
        name: name(files, at),
        root,
        sha256: None,
    };
    // The uuid of the result is not shown anywhere; a file is known by its digest.
    let resolved = profile::resolve(&asked, &shelf, &Naming::default());
    let notes = shelf.notes.into_inner();
    let resolved = resolved.map_err(|why| unresolved(root, &why, &notes))?;
    let catalog = resolved
        .root
        .get(OscalKind::Catalog.root())
        .map(Catalog::read);
    let catalog = match catalog {
        Some(Ok((catalog, _))) => Box::new(catalog),
        Some(Err(why)) => return Err(problem(why.code, Severity::Error, why.what)),
        None => return Err(unresolved(root, &Unresolvable::NotAProfile, &notes)),
    };
    let warnings = resolved.warnings.into_iter().map(|warning| warning.what);
    Ok(Derived {
        catalog,
        drift: resolved.drift,
        bases: shelf.bases.into_inner(),
        warnings: notes.into_iter().chain(warnings).collect(),
    })
}

fn unresolved(root: &Node, why: &Unresolvable, notes: &[String]) -> Problem {
    let mut what = numbers::capital(&why.to_string());
    for note in notes {
        what.push_str("; ");
        what.push_str(note);
    }
    let (at, hint) = match why {
        Unresolvable::Missing { at, .. } => (
            *at,
            "Load the catalog it names; the profile is resolved as soon as it is there",
        ),
        Unresolvable::NoHref { at } => (*at, "Ask the publisher"),
        Unresolvable::Circle { .. } => (0, "Ask the publisher; nothing can come of it"),
        _ => (0, "Nothing was taken from it"),
    };
    Problem {
        pointer: if at > 0 {
            root.pointer_to(at)
        } else {
            String::new()
        },
        hint: hint.to_owned(),
        ..problem(code::PROFILE_UNRESOLVED, Severity::Error, what)
    }
}

/// All loaded files, as the resolver asks for them.
struct Shelf<'f> {
    files: &'f [Loaded],
    /// What the profile itself, not one that it imports, takes from.
    bases: RefCell<Vec<usize>>,
    notes: RefCell<Vec<String>>,
    direct: String,
}

impl Library for Shelf<'_> {
    fn find(&self, profile: &Source<'_>, href: &str) -> Option<Source<'_>> {
        let at = self
            .by_name(profile.root, href)
            .or_else(|| self.by_content(profile.root, href))?;
        if profile.name == self.direct && !self.bases.borrow().contains(&at) {
            self.bases.borrow_mut().push(at);
        }
        let loaded = self.files.get(at)?;
        let digest = loaded.file.digest.rsplit(':').next().unwrap_or_default();
        Some(Source {
            name: name(self.files, at),
            root: root(loaded)?,
            sha256: (!digest.is_empty()).then(|| digest.to_owned()),
        })
    }
}

impl Shelf<'_> {
    /// The loaded file that is called like the address, or like an address that the back matter offers.
    fn by_name(&self, profile: &Node, href: &str) -> Option<usize> {
        let wanted: Vec<String> = match href.strip_prefix('#') {
            Some(uuid) => offers(profile, uuid),
            None => vec![href.to_owned()],
        };
        wanted.iter().find_map(|href| {
            let called = last_part(href);
            let json = called
                .strip_suffix(".xml")
                .or_else(|| called.strip_suffix(".yaml"))
                .map(|stem| [stem, ".json"].concat());
            self.files.iter().position(|loaded| {
                let own = last_part(&loaded.file.origin.name);
                root(loaded).is_some() && (own == called || json.as_deref() == Some(own))
            })
        })
    }

    /// The only loaded catalog that holds nearly all the ids that the import names.
    fn by_content(&self, profile: &Node, href: &str) -> Option<usize> {
        let ids = wanted_ids(profile, href);
        if ids.is_empty() {
            return None;
        }
        let holds = |loaded: &Loaded| {
            let Some(Document::Catalog(catalog, _)) = &loaded.document else {
                return false;
            };
            let mut found = 0;
            catalog
                .walk(&mut |visit| found += usize::from(ids.contains(visit.control.id.as_str())));
            found * 100 >= ids.len() * ENOUGH
        };
        let fitting: Vec<usize> = (0..self.files.len())
            .filter(|at| self.files.get(*at).is_some_and(holds))
            .collect();
        let names: Vec<&str> = fitting
            .iter()
            .filter_map(|at| Some(self.files.get(*at)?.file.origin.name.as_str()))
            .collect();
        let note = match fitting.as_slice() {
            [] => return None,
            [_] => [
                "nothing loaded is called like ",
                &called(profile, href),
                "; ",
                &names.concat(),
                " was taken, because it alone holds the rules that are named",
            ]
            .concat(),
            _ => [
                "more than one loaded catalog holds the rules that are named: ",
                &numbers::list(&names),
            ]
            .concat(),
        };
        if !self.notes.borrow().contains(&note) {
            self.notes.borrow_mut().push(note);
        }
        match fitting.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// An address as a reader knows it: for a place in the back matter the file names that are offered there.
fn called(profile: &Node, href: &str) -> String {
    let offered = href.strip_prefix('#').map(|uuid| offers(profile, uuid));
    let mut names: Vec<String> = Vec::new();
    for offer in offered.unwrap_or_default() {
        let name = last_part(&offer).to_owned();
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    match names.as_slice() {
        [] => href.to_owned(),
        names => numbers::list(names),
    }
}

/// What a file is called in messages; files of one name are told apart by their digests.
fn name(files: &[Loaded], at: usize) -> String {
    let Some(loaded) = files.get(at) else {
        return String::new();
    };
    let name = &loaded.file.origin.name;
    let alone = files
        .iter()
        .filter(|other| other.file.origin.name == *name)
        .count()
        < 2;
    if alone {
        return name.clone();
    }
    [name.as_str(), " (", &loaded.file.digest, ")"].concat()
}

fn root(loaded: &Loaded) -> Option<&Node> {
    match loaded.document.as_ref()? {
        Document::Catalog(_, json) | Document::Profile(json) => Some(&json.root),
        Document::Facts(_) | Document::Mapping(_) => None,
    }
}

fn items<'n>(node: &'n Node, name: &str) -> &'n [Node] {
    node.get(name).and_then(Node::as_array).unwrap_or_default()
}

fn body(root: &Node) -> Option<&Node> {
    root.get(OscalKind::Profile.root())
}

fn offers(root: &Node, uuid: &str) -> Vec<String> {
    let matter = body(root).and_then(|body| body.get("back-matter"));
    let resources = matter.map(|matter| items(matter, "resources"));
    let own = |resource: &&Node| {
        let known = resource.get("uuid").and_then(Node::as_str);
        known.is_some_and(|known| known.eq_ignore_ascii_case(uuid))
    };
    let links = resources
        .unwrap_or_default()
        .iter()
        .filter(own)
        .flat_map(|resource| items(resource, "rlinks"));
    links
        .filter_map(|link| Some(link.get("href")?.as_str()?.to_owned()))
        .collect()
}

/// Ids that an import selects; where it selects otherwise, those that the profile alters.
fn wanted_ids<'n>(root: &'n Node, href: &str) -> BTreeSet<&'n str> {
    let Some(body) = body(root) else {
        return BTreeSet::new();
    };
    let selected: BTreeSet<&str> = items(body, "imports")
        .iter()
        .filter(|import| import.get("href").and_then(Node::as_str) == Some(href))
        .flat_map(|import| items(import, "include-controls"))
        .flat_map(|select| items(select, "with-ids"))
        .filter_map(Node::as_str)
        .collect();
    if !selected.is_empty() {
        return selected;
    }
    let altered = body.get("modify").map(|modify| items(modify, "alters"));
    altered
        .unwrap_or_default()
        .iter()
        .filter_map(|alter| alter.get("control-id")?.as_str())
        .collect()
}

/// The last part of an address or a path, without query and fragment.
pub(crate) fn last_part(href: &str) -> &str {
    let path = href.split(['?', '#']).next().unwrap_or(href);
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
