//! OSCAL profiles beside the catalogs that their publishers resolved them to. A folder is a case's home: its own
//! `catalog.json`, else the one of the folder that its readme names. Never compares identity and metadata.

use std::path::{Path, PathBuf};

use intake::json::{Node, Value};
use profile::{Document, Library, Naming, resolve};

use crate::{Folder, Tally};

/// What a profile and its published result are called behind their common name.
const ENDINGS: [&str; 2] = [".profile.json", ".resolved.json"];

/// The readme of the vectors: profiles made for revision 4 without a catalog of their own select from this one.
const REVISION_4: &str = "sp800-53-rev4/catalog.json";

/// Resolves every profile that has a published result; the groups have to be the same, and at NIST the list of what
/// they refer to as well.
pub fn oscal(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    for file in folder.files() {
        let path = file.to_string_lossy().into_owned();
        let Some(stem) = path.strip_suffix(ENDINGS[0]) else {
            continue;
        };
        let published = [stem, ENDINGS[1]].concat();
        if !folder.has(&published) {
            tally.skip(&path, "no published result is stored");
        } else if let Some(catalog) = catalog_of(folder, &file) {
            match differences(folder, &file, &catalog, &published) {
                Ok(None) => tally.right(&path, "the published result"),
                Ok(Some(place)) => tally.broken(&path, ["differs at ", &place].concat()),
                Err(why) => tally.broken(&path, why),
            }
        } else {
            tally.skip(&path, "the catalog it selects from is not stored");
        }
    }
    tally
}

fn catalog_of(folder: &Folder<'_>, profile: &Path) -> Option<PathBuf> {
    let home = profile.parent()?;
    let own = home.join("catalog.json");
    if folder.has(&own) {
        return Some(own);
    }
    let of_revision_4 = home.to_string_lossy().contains("rev4");
    (of_revision_4 && folder.has(REVISION_4)).then(|| PathBuf::from(REVISION_4))
}

/// Every import leads to one catalog, as the readme of the vectors asks for.
struct OneCatalog<'a>(Document<'a>);

impl Library for OneCatalog<'_> {
    fn find(&self, _: &Document<'_>, _: &str) -> Option<Document<'_>> {
        Some(self.0.clone())
    }
}

/// The first place that differs; none if nothing does.
fn differences(
    folder: &Folder<'_>,
    profile: &Path,
    catalog: &Path,
    published: &str,
) -> Result<Option<String>, String> {
    let [profile_json, catalog_json, theirs] = [
        folder.json(profile)?,
        folder.json(catalog)?,
        folder.json(published)?,
    ];
    let library = OneCatalog(Document {
        name: "catalog".to_owned(),
        root: &catalog_json.root,
        sha256: None,
    });
    let asked = Document {
        name: "profile".to_owned(),
        root: &profile_json.root,
        sha256: None,
    };
    let ours = resolve(&asked, &library, &Naming::default()).map_err(|why| why.to_string())?;
    let part = |root: &Node, names: &[&str]| -> Option<Node> {
        let start = root.get("catalog")?;
        let found = names.iter().try_fold(start, |node, name| node.get(name))?;
        Some(found.clone())
    };
    let groups = ["groups"];
    let mut found = difference(
        part(&ours.root, &groups).as_ref(),
        part(&theirs.root, &groups).as_ref(),
        "/groups",
    );
    // FedRAMP's published results also keep two resources of the profile.
    let whole = !profile.to_string_lossy().contains("fedramp");
    if found.is_none() && whole {
        let uuids = |root: &Node| -> Vec<String> {
            let resources = part(root, &["back-matter", "resources"]);
            let list = resources.as_ref().and_then(Node::as_array);
            let uuid = |one: &Node| Some(one.get("uuid")?.as_str()?.to_owned());
            list.unwrap_or_default().iter().filter_map(uuid).collect()
        };
        if uuids(&ours.root) != uuids(&theirs.root) {
            found = Some("/back-matter/resources".to_owned());
        }
    }
    Ok(found)
}

/// The place of the first difference between two trees; the order of members does not count, that of lists does.
// Recursion is safe: both trees were read under a limit of depth.
fn difference(ours: Option<&Node>, theirs: Option<&Node>, at: &str) -> Option<String> {
    let (Some(ours), Some(theirs)) = (ours, theirs) else {
        return (ours.is_some() != theirs.is_some()).then(|| at.to_owned());
    };
    match (&ours.value, &theirs.value) {
        (Value::Array(a), Value::Array(b)) => {
            let mut pairs = a.iter().zip(b).enumerate();
            let inside = pairs
                .find_map(|(index, (a, b))| difference(Some(a), Some(b), &format!("{at}/{index}")));
            inside.or_else(|| (a.len() != b.len()).then(|| format!("{at}: number of entries")))
        }
        (Value::Object(a), Value::Object(b)) => {
            let mut members = b.iter();
            let inside = members.find_map(|(key, theirs)| {
                difference(
                    ours.get(&key.name),
                    Some(theirs),
                    &format!("{at}/{}", key.name),
                )
            });
            inside.or_else(|| (a.len() != b.len()).then(|| format!("{at}: number of members")))
        }
        (Value::String(a), Value::String(b)) => (a != b).then(|| at.to_owned()),
        (Value::Number(a), Value::Number(b)) => (a.text() != b.text()).then(|| at.to_owned()),
        (Value::Bool(a), Value::Bool(b)) => (a != b).then(|| at.to_owned()),
        (Value::Null, Value::Null) => None,
        _ => Some(at.to_owned()),
    }
}
