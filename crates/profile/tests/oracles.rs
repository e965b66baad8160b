//! Resolves real profiles and compares with the catalogs their publishers resolved. Never skips in silence.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use intake::json::{self, Json, Limits, Node};
use profile::{Document, Library, Naming, Unresolvable, resolve};

/// Every import leads to one catalog, as the readme of the vectors asks for.
struct OneCatalog<'a>(Document<'a>);

impl Library for OneCatalog<'_> {
    fn find(&self, _: &Document<'_>, _: &str) -> Option<Document<'_>> {
        Some(self.0.clone())
    }
}

fn read(path: &Path) -> Json {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    json::parse(&bytes, &Limits::FILE)
        .unwrap_or_else(|problem| panic!("{}: {problem:?}", path.display()))
}

fn plain(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(path).expect("the file was just listed"))
        .expect("published JSON")
}

/// The same tree as the comparison library has it.
fn as_plain(node: &Node) -> serde_json::Value {
    use intake::json::Value;
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => {
            serde_json::from_str(number.text()).expect("a number stays a number")
        }
        Value::String(text) => (**text).into(),
        Value::Array(items) => items.iter().map(as_plain).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.name.to_string(), as_plain(member)))
            .collect(),
    }
}

/// The catalog that profiles of a folder resolve against.
fn catalog_for(folder: &Path, vectors: &Path) -> Option<PathBuf> {
    let own = folder.join("catalog.json");
    if own.exists() {
        return Some(own);
    }
    // The readme: FedRAMP rev 4 selects from SP 800-53 rev 4; the catalog behind 5.1.1 is not stored.
    let name = folder.file_name()?.to_str()?;
    name.contains("rev4")
        .then(|| vectors.join("oscal/sp800-53-rev4/catalog.json"))
}

#[test]
fn published_results_are_reproduced() {
    let Some(vectors) = testkit::vectors_dir() else {
        return;
    };
    let mut right = 0;
    let mut folders: Vec<PathBuf> = fs::read_dir(vectors.join("oscal"))
        .expect("the folder of OSCAL vectors")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let mut profiles: Vec<PathBuf> = fs::read_dir(&folder)
            .expect("a listed folder")
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(".profile.json"))
            .collect();
        profiles.sort();
        for path in profiles {
            let Some(catalog_path) = catalog_for(&folder, &vectors) else {
                println!("no catalog stored for {}", path.display());
                continue;
            };
            let oracle_path =
                PathBuf::from(path.to_string_lossy().replace(".profile.", ".resolved."));
            let (profile, catalog, oracle) =
                (read(&path), read(&catalog_path), plain(&oracle_path));
            let library = OneCatalog(Document {
                name: "catalog".into(),
                root: &catalog.root,
                sha256: None,
            });
            let document = Document {
                name: "profile".into(),
                root: &profile.root,
                sha256: None,
            };
            let resolved = resolve(&document, &library, &Naming::default())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let ours = as_plain(&resolved.root);
            assert_same(
                &path,
                &ours["catalog"]["groups"],
                &oracle["catalog"]["groups"],
                "/groups",
            );
            if !folder.to_string_lossy().contains("fedramp") {
                let uuids = |whole: &serde_json::Value| -> Vec<String> {
                    let resources = whole["catalog"]["back-matter"]["resources"].as_array();
                    resources
                        .into_iter()
                        .flatten()
                        .map(|r| r["uuid"].to_string())
                        .collect()
                };
                assert_eq!(
                    uuids(&ours),
                    uuids(&oracle),
                    "{}: back matter",
                    path.display()
                );
            }
            println!(
                "{}: same; {} taken, {} left out, {} parameters set, {} controls reworded, {} warnings",
                path.display(),
                resolved.drift.taken.len(),
                resolved.drift.left_out.len(),
                resolved.drift.tightened.len(),
                resolved.drift.reworded.len(),
                resolved.warnings.len()
            );
            right += 1;
        }
    }
    println!("{right} published results reproduced");
    assert!(
        right > 0,
        "the folder of OSCAL vectors holds no profile with its result"
    );
}

/// Ids of groups and controls with how deep they stand, in order.
fn tree(root: &serde_json::Value, depth: usize, found: &mut Vec<String>) {
    for list in ["controls", "groups"] {
        for one in root[list].as_array().into_iter().flatten() {
            found.push(format!("{depth} {}", one["id"]));
            tree(one, depth + 1, found);
        }
    }
}

#[test]
fn a_published_result_whose_catalog_is_not_stored_has_the_same_tree() {
    let Some(vectors) = testkit::vectors_dir() else {
        return;
    };
    // The texts of 5.1.1 and 1.0.0 differ, the controls that the profile selects do not.
    let folder = vectors.join("oscal/sp800-53-rev5-5.1.1");
    let older = vectors.join("oscal/sp800-53-rev5-v1.0.0/catalog.json");
    let path = folder.join("PRIVACY.profile.json");
    if !path.exists() || !older.exists() {
        println!("not stored: {} on {}", path.display(), older.display());
        return;
    }
    let (profile, catalog) = (read(&path), read(&older));
    let library = OneCatalog(Document {
        name: "catalog".into(),
        root: &catalog.root,
        sha256: None,
    });
    let document = Document {
        name: "profile".into(),
        root: &profile.root,
        sha256: None,
    };
    let resolved =
        resolve(&document, &library, &Naming::default()).expect("everything it selects is there");
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    tree(&as_plain(&resolved.root)["catalog"], 0, &mut ours);
    let published = plain(&folder.join("PRIVACY.resolved.json"));
    tree(&published["catalog"], 0, &mut theirs);
    assert_eq!(ours, theirs);
    println!(
        "PRIVACY 5.1.1 on the catalog 1.0.0: {} entries, same tree",
        ours.len()
    );
}

/// Equal trees, or a message naming the first place that differs.
fn assert_same(path: &Path, ours: &serde_json::Value, oracle: &serde_json::Value, at: &str) {
    use serde_json::Value;
    match (ours, oracle) {
        (Value::Array(a), Value::Array(b)) => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                assert_same(path, a, b, &format!("{at}/{index}"));
            }
            assert_eq!(a.len(), b.len(), "{}: length of {at}", path.display());
        }
        (Value::Object(a), Value::Object(b)) => {
            for (key, value) in b {
                assert_same(
                    path,
                    a.get(key).unwrap_or(&Value::Null),
                    value,
                    &format!("{at}/{key}"),
                );
            }
            let extra: Vec<&String> = a.keys().filter(|key| !b.contains_key(*key)).collect();
            assert!(
                extra.is_empty(),
                "{}: {extra:?} too much at {at}",
                path.display()
            );
        }
        _ => assert_eq!(ours, oracle, "{}: {at}", path.display()),
    }
}

/// Documents by name.
struct Named(BTreeMap<&'static str, Json>);

impl Library for Named {
    fn find(&self, _: &Document<'_>, href: &str) -> Option<Document<'_>> {
        let (name, json) = self.0.get_key_value(href)?;
        Some(Document {
            name: (*name).to_owned(),
            root: &json.root,
            sha256: None,
        })
    }
}

fn parse(text: &str) -> Json {
    json::parse(text.as_bytes(), &Limits::FILE).expect("the test's own JSON")
}

#[test]
fn bad_imports_are_named() {
    let library = Named(BTreeMap::from([
        (
            "loop.json",
            parse(r#"{"profile":{"imports":[{"href":"start.json","include-all":{}}]}}"#),
        ),
        (
            "start.json",
            parse(r#"{"profile":{"imports":[{"href":"loop.json","include-all":{}}]}}"#),
        ),
        ("plan.json", parse(r#"{"system-security-plan":{}}"#)),
        (
            "two.json",
            parse(r#"{"catalog":{"metadata":{"oscal-version":"2.0.0"}}}"#),
        ),
    ]));
    let check = |text: &str, expected: &str| {
        let json = parse(text);
        let document = Document {
            name: "start.json".into(),
            root: &json.root,
            sha256: None,
        };
        let told = match resolve(&document, &library, &Naming::default()) {
            Ok(_) => "resolved".to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected);
    };
    check(r#"{"catalog":{}}"#, &Unresolvable::NotAProfile.to_string());
    check(
        r#"{"profile":{"imports":[]}}"#,
        "the profile imports nothing, so there is nothing to resolve",
    );
    check(
        r#"{"profile":{"imports":[{"include-all":{}}]}}"#,
        "an import has no href",
    );
    check(
        r#"{"profile":{"imports":[{"href":"loop.json","include-all":{}}]}}"#,
        "the profile imports itself: start.json → loop.json → start.json",
    );
    check(
        r#"{"profile":{"imports":[{"href":"gone.json","include-all":{}}]}}"#,
        r#"the import "gone.json" is not loaded"#,
    );
    check(
        r##"{"profile":{"imports":[{"href":"#a"}],"back-matter":{"resources":[{"uuid":"a","rlinks":[{"href":"x.xml"},{"href":"x.json"}]}]}}}"##,
        r##"the import "#a" is not loaded; the profile offers it as x.json, x.xml"##,
    );
    check(
        r#"{"profile":{"imports":[{"href":"plan.json"}]}}"#,
        r#""plan.json" is neither a catalog nor a profile"#,
    );
    check(
        r#"{"profile":{"metadata":{"oscal-version":"1.1.3"},"imports":[{"href":"two.json"}]}}"#,
        r#"the profile is OSCAL 1.1.3, but "two.json" is OSCAL 2.0.0"#,
    );
}

#[test]
fn parents_stay_excludes_win_and_the_default_is_flat() {
    let library = Named(BTreeMap::from([(
        "c.json",
        parse(
            r#"{"catalog":{"groups":[{"id":"g","title":"G","controls":[
                {"id":"a","title":"A","controls":[{"id":"a.1","title":"A1"},{"id":"a.2","title":"A2"}]},
                {"id":"b","title":"B"}]}]}}"#,
        ),
    )]));
    let json = parse(
        r#"{"profile":{"imports":[{"href":"c.json",
            "include-controls":[{"with-ids":["a.1","b"]},{"matching":[{"pattern":"a.?"}]}],
            "exclude-controls":[{"with-ids":["a.2"]}]}]}}"#,
    );
    let document = Document {
        name: "p.json".into(),
        root: &json.root,
        sha256: None,
    };
    let resolved = resolve(&document, &library, &Naming::default()).expect("everything is there");
    assert_eq!(
        as_plain(&resolved.root)["catalog"]["controls"].to_string(),
        r#"[{"controls":[{"id":"a.1","title":"A1"}],"id":"a","title":"A"},{"id":"b","title":"B"}]"#
    );
    assert_eq!(resolved.drift.taken, ["a.1", "b"]);
    assert_eq!(resolved.drift.parents, ["a"]);
    assert_eq!(resolved.drift.left_out, ["a.2"]);
}
