//! A viewpoint made ready to judge with: keys, logs, roots. Holds only what the reader chose; everything else is refused
//! with a reason.

use protocol::{Problem, Viewpoint, ViewpointLine};
use trust::keys::PublicKey;
use trust::note::NoteKey;
use trust::sigstore::{ExpectedIdentity, ManagedKey, TrustedRoot, key_list};

use super::companion::problem;

/// Entries of one kind in a viewpoint. People choose by hand; more is an attack on their time.
const MAX_ENTRIES: usize = 200;

/// Steps of recognition that are followed: beyond three hands nobody can say why a key counts.
pub(super) const MAX_STEPS: u32 = 3;

/// A key that counts.
#[derive(Clone, Debug)]
pub(super) struct Chosen {
    /// The key.
    pub(super) key: PublicKey,
    /// Whose it is, in the reader's words.
    pub(super) name: String,
    /// The community that it was chosen with; empty for single keys.
    pub(super) community: String,
    /// Why, in the reader's words.
    pub(super) why: String,
}

/// A viewpoint made ready.
#[derive(Clone, Debug, Default)]
pub(super) struct Lens {
    /// What of it is in force.
    pub(super) viewpoint: Viewpoint,
    /// Keys, communities' first.
    pub(super) chosen: Vec<Chosen>,
    /// Keys of logs and witnesses.
    pub(super) note_keys: Vec<NoteKey>,
    /// Logs and authorities, all chosen roots together.
    pub(super) root: Option<TrustedRoot>,
    /// Certificates of one's own authorities.
    pub(super) anchors: Vec<Vec<u8>>,
    /// Keys of registries, with the time they count.
    pub(super) managed: Vec<ManagedKey>,
    /// Expected signers.
    pub(super) identities: Vec<ExpectedIdentity>,
    /// What could not be used.
    pub(super) problems: Vec<Problem>,
}

impl Lens {
    /// Makes a viewpoint ready.
    pub(super) fn new(viewpoint: &Viewpoint) -> Self {
        let mut lens = Self {
            viewpoint: viewpoint.clone(),
            ..Self::default()
        };
        let given = &mut lens.viewpoint;
        given.steps = given.steps.min(MAX_STEPS);
        let mut problems = Vec::new();
        let mut chosen: Vec<Chosen> = Vec::new();
        let mut take =
            |text: &str, name: &str, community: &str, why: &str| match PublicKey::from_text(text) {
                Ok(key) => {
                    if !chosen.iter().any(|known| known.key == key) {
                        chosen.push(Chosen {
                            key,
                            name: name.to_owned(),
                            community: community.to_owned(),
                            why: why.to_owned(),
                        });
                    }
                    true
                }
                Err(error) => {
                    problems.push(problem(
                        &["The key of ", named(name), " cannot be used"].concat(),
                        &format!("{error}. Give it as PEM, JWK, Multikey or did:key"),
                    ));
                    false
                }
            };
        given.communities.truncate(MAX_ENTRIES);
        for community in &mut given.communities {
            community.keys.truncate(MAX_ENTRIES);
            let (name, id, why) = (&community.name, &community.id, &community.why);
            community.keys.retain(|key| take(key, name, id, why));
        }
        given.keys.truncate(MAX_ENTRIES);
        given
            .keys
            .retain(|one| take(&one.key, &one.name, "", &one.why));
        given.logs.truncate(MAX_ENTRIES);
        let (logs, mut unusable) = (&mut given.logs, Vec::new());
        let mut note_keys = Vec::new();
        logs.retain(|log| match NoteKey::parse(log.key.trim()) {
            Ok(key) => {
                note_keys.push(key);
                true
            }
            Err(error) => {
                unusable.push(problem(
                    "The key of a log cannot be used",
                    &format!("{error}. Give it as name+id+key"),
                ));
                false
            }
        });
        problems.append(&mut unusable);
        given.roots.truncate(MAX_ENTRIES);
        let mut root: Option<TrustedRoot> = None;
        let mut anchors = Vec::new();
        let mut managed = Vec::new();
        given.roots.retain(|one| {
            match add_root(&one.text, &mut root, &mut anchors, &mut managed) {
                Ok(()) => true,
                Err(why) => {
                    problems.push(problem(
                        &["The root ", named(&one.name), " cannot be used"].concat(),
                        &why,
                    ));
                    false
                }
            }
        });
        given.identities.truncate(MAX_ENTRIES);
        let text = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        lens.identities = given
            .identities
            .iter()
            .map(|one| ExpectedIdentity {
                name: text(&one.name),
                issuer: text(&one.issuer),
            })
            .collect();
        Self {
            chosen,
            note_keys,
            root,
            anchors,
            managed,
            problems,
            ..lens
        }
    }

    /// In one line.
    pub(super) fn line(&self) -> ViewpointLine {
        let Viewpoint {
            name,
            communities,
            keys,
            logs,
            roots,
            ..
        } = &self.viewpoint;
        let counted = |count: usize, one: &str, many: &str| match count {
            0 => None,
            1 => Some(["1 ", one].concat()),
            _ => Some([&count.to_string(), " ", many].concat()),
        };
        let parts: Vec<String> = [
            counted(communities.len(), "community", "communities"),
            counted(keys.len(), "key", "keys"),
            counted(logs.len(), "log", "logs"),
            counted(roots.len(), "root", "roots"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let empty = parts.is_empty();
        ViewpointLine {
            name: match (name.is_empty(), empty) {
                (false, false) => name.clone(),
                (_, true) => "none chosen".to_owned(),
                (true, false) => parts.join(", "),
            },
            empty,
        }
    }
}

/// A key as viewpoints write it: Multikey, or PEM for kinds that have no Multikey.
pub(super) fn written(key: &PublicKey) -> String {
    key.to_multikey()
        .unwrap_or_else(|| trust::pem::armour("PUBLIC KEY", &key.to_spki()))
}

fn named(name: &str) -> &str {
    if name.is_empty() {
        "without a name"
    } else {
        name
    }
}

fn add_root(
    text: &str,
    root: &mut Option<TrustedRoot>,
    anchors: &mut Vec<Vec<u8>>,
    managed: &mut Vec<ManagedKey>,
) -> Result<(), String> {
    if text.contains("-----BEGIN ") {
        let blocks = trust::pem::blocks(text).map_err(|error| error.to_string())?;
        let certificates: Vec<Vec<u8>> = blocks
            .into_iter()
            .filter(|block| block.label == "CERTIFICATE")
            .map(|block| block.bytes)
            .collect();
        if certificates.is_empty() {
            return Err("It holds no certificate".to_owned());
        }
        anchors.extend(certificates);
        return Ok(());
    }
    if let Some(keys) = key_list(text.as_bytes())
        .ok()
        .filter(|keys| !keys.is_empty())
    {
        managed.extend(keys);
        return Ok(());
    }
    let read = match text.is_empty() {
        true => public_good()?,
        false => TrustedRoot::from_bytes(text.as_bytes()).map_err(|error| error.to_string())?,
    };
    root.get_or_insert_with(TrustedRoot::default).join(read);
    Ok(())
}

#[cfg(feature = "keyless")]
fn public_good() -> Result<TrustedRoot, String> {
    TrustedRoot::from_bytes(trust::sigstore::PUBLIC_GOOD.1).map_err(|error| error.to_string())
}

#[cfg(not(feature = "keyless"))]
fn public_good() -> Result<TrustedRoot, String> {
    Err("The part that checks certificates is not in this build".to_owned())
}
