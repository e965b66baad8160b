//! The files that a profile and its imports lead to, all loaded before anything is resolved. Never fetches one.

use intake::json::{Json, Limits, Node, parse};
use profile::{Document, Library};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

/// A chain of profiles longer than this is a mistake; real ones have two or three.
const MAX_FILES: usize = 64;

/// One file.
struct Loaded {
    /// Where it is, in the one form that the disk gives it.
    path: PathBuf,
    /// What messages and the result call it.
    name: String,
    json: Json,
    sha256: String,
}

/// All files; the first is the profile that is wanted.
pub struct Shelf {
    files: Vec<Loaded>,
    text: Vec<u8>,
    /// Name of a profile and an address in it → position in `files`.
    found: BTreeMap<(String, String), usize>,
}

impl Library for Shelf {
    fn find(&self, profile: &Document<'_>, href: &str) -> Option<Document<'_>> {
        let at = self
            .found
            .get(&(profile.name.clone(), href.to_owned()))
            .copied()?;
        Some(self.files.get(at)?.document())
    }
}

impl Loaded {
    fn document(&self) -> Document<'_> {
        Document {
            name: self.name.clone(),
            root: &self.json.root,
            sha256: Some(self.sha256.clone()),
        }
    }
}

impl Shelf {
    /// Loads the profile, what its imports lead to, and so on. Says why if a file that is there cannot be used.
    pub fn gather(profile: &Path, catalogs: &[(Option<String>, PathBuf)]) -> Result<Self, String> {
        let text = bytes(profile)?;
        let mut shelf = Self {
            files: Vec::new(),
            text,
            found: BTreeMap::new(),
        };
        shelf.load(profile)?;
        let mut waiting = VecDeque::from([0]);
        while let Some(at) = waiting.pop_front() {
            for href in shelf
                .files
                .get(at)
                .map(|file| hrefs(&file.json.root))
                .unwrap_or_default()
            {
                let Some(file) = shelf.place(at, &href, catalogs) else {
                    continue;
                };
                let before = shelf.files.len();
                let to = shelf.load(&file)?;
                if shelf.files.len() > before {
                    waiting.push_back(to);
                }
                let from = shelf.files.get(at).map(|file| file.name.clone());
                shelf.found.insert((from.unwrap_or_default(), href), to);
            }
        }
        Ok(shelf)
    }

    /// The profile that is wanted.
    pub fn profile(&self) -> Document<'_> {
        self.files
            .first()
            .map(Loaded::document)
            .expect("gathering starts with the profile")
    }

    /// Names the inputs by their content: the same inputs give the same text.
    pub fn inputs(&self) -> String {
        let mut text = "resolved".to_owned();
        for file in &self.files {
            text.push(' ');
            text.push_str(&file.sha256);
        }
        text
    }

    /// The line of a byte of the profile; none for its start, which stands for "nowhere in particular".
    pub fn line(&self, at: u32) -> Option<usize> {
        let before = self.text.get(..at as usize)?;
        (at > 0).then(|| 1 + before.iter().filter(|byte| **byte == b'\n').count())
    }

    fn load(&mut self, file: &Path) -> Result<usize, String> {
        let told = |error: std::io::Error| format!("{}: {error}", file.display());
        let path = file.canonicalize().map_err(told)?;
        if let Some(known) = self.files.iter().position(|known| known.path == path) {
            return Ok(known);
        }
        if self.files.len() == MAX_FILES {
            return Err(format!(
                "{}: the profile leads to more than {MAX_FILES} files",
                file.display()
            ));
        }
        let bytes = bytes(file)?;
        let json = parse(&bytes, &Limits::FILE).map_err(|problem| {
            format!(
                "{}:{}:{}: {}. {}",
                file.display(),
                problem.line,
                problem.column,
                problem.what,
                problem.hint
            )
        })?;
        let name = self.name(&path);
        self.files.push(Loaded {
            path,
            name,
            json,
            sha256: publish::digest(&bytes).hex(),
        });
        Ok(self.files.len() - 1)
    }

    /// As seen from the folder of the profile, so that the result does not depend on where that folder is.
    fn name(&self, path: &Path) -> String {
        let home = self
            .files
            .first()
            .map_or(path, |first| &first.path)
            .parent();
        let inside = home.and_then(|home| path.strip_prefix(home).ok());
        let parts: Vec<String> = inside
            .unwrap_or(path)
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .collect();
        parts.join("/").replacen("//", "/", 1)
    }

    /// The file that an address in a profile leads to: the one it was bound to, else one that lies beside the profile.
    fn place(
        &self,
        at: usize,
        href: &str,
        catalogs: &[(Option<String>, PathBuf)],
    ) -> Option<PathBuf> {
        if let Some((_, file)) = catalogs
            .iter()
            .find(|(bound, _)| bound.as_deref() == Some(href))
        {
            return Some(file.clone());
        }
        let mut loose = catalogs
            .iter()
            .filter(|(bound, _)| bound.is_none())
            .map(|(_, file)| file);
        let name = file_name(href);
        if let Some(file) = loose
            .clone()
            .find(|file| name.is_some() && file.file_name().and_then(|name| name.to_str()) == name)
        {
            return Some(file.clone());
        }
        let asking = self.files.get(at)?;
        // One file without an address is meant for the one import of the profile that is wanted.
        if at == 0
            && let (Some(only), None) = (loose.next(), loose.next())
            && let [import] = imports(&asking.json.root)
            && import.get("href").and_then(Node::as_str) == Some(href)
        {
            return Some(only.clone());
        }
        let beside = asking.path.parent()?;
        let relative = (!href.contains("://") && !href.starts_with('#')).then(|| {
            href.split('/')
                .fold(beside.to_owned(), |path, part| path.join(part))
        });
        relative
            .into_iter()
            .chain(name.map(|name| beside.join(name)))
            // The XML form itself is of no use: it would be found and then not be JSON.
            .find(|path| path.extension().is_none_or(|end| end != "xml") && path.is_file())
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, String> {
    let told = |error: std::io::Error| format!("{}: {error}", file.display());
    let size = std::fs::metadata(file).map_err(told)?.len();
    if size > protocol::MAX_FILE_BYTES {
        return Err(format!(
            "{}: larger than {} bytes",
            file.display(),
            protocol::MAX_FILE_BYTES
        ));
    }
    std::fs::read(file).map_err(told)
}

fn imports(root: &Node) -> &[Node] {
    root.get("profile")
        .and_then(|profile| profile.get("imports"))
        .and_then(Node::as_array)
        .unwrap_or_default()
}

/// Every address under which the resolver may ask for an import: as written, as the back matter offers it, and the
/// JSON form beside an XML one.
fn hrefs(root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for import in imports(root) {
        let Some(href) = import.get("href").and_then(Node::as_str) else {
            continue;
        };
        found.push(href.to_owned());
        if let Some(uuid) = href.strip_prefix('#') {
            found.extend(offers(root, uuid));
        }
    }
    let json: Vec<String> = found
        .iter()
        .filter_map(|href| Some([href.strip_suffix(".xml")?, ".json"].concat()))
        .collect();
    found.extend(json);
    found
}

fn offers(root: &Node, uuid: &str) -> Vec<String> {
    let resources = root
        .get("profile")
        .and_then(|profile| profile.get("back-matter"))
        .and_then(|matter| matter.get("resources"))
        .and_then(Node::as_array)
        .unwrap_or_default();
    resources
        .iter()
        .filter(|resource| {
            resource
                .get("uuid")
                .and_then(Node::as_str)
                .is_some_and(|known| known.eq_ignore_ascii_case(uuid))
        })
        .filter_map(|resource| resource.get("rlinks")?.as_array())
        .flatten()
        .filter_map(|link| Some(link.get("href")?.as_str()?.to_owned()))
        .collect()
}

/// The last part of an address, without query and fragment.
fn file_name(href: &str) -> Option<&str> {
    let path = href.split(['?', '#']).next()?;
    path.rsplit('/').next().filter(|name| !name.is_empty())
}
