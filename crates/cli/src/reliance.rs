//! Whom the reader relies on, read from words and files of the command line. Never chooses for anybody: what came with the
//! material is only offered.

use crate::verify::{VerifyWish, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use trust::did_document;
use trust::keyring::{Identity, Keyring};
use trust::keys::PublicKey;
use trust::note::NoteKey;
use trust::sigstore::{self, Chosen, ExpectedIdentity, ManagedKey, TrustedRoot};
use trust::time::Moment;

/// Stands for the built-in root of the public Sigstore instance.
const PUBLIC: &str = "public";

/// Stands for no root at all.
const NONE: &str = "none";

/// Everything that was chosen.
pub struct Reliance {
    keyring: Keyring,
    root: Option<TrustedRoot>,
    managed: Vec<ManagedKey>,
    anchors: Vec<Vec<u8>>,
    identity: Option<ExpectedIdentity>,
    /// Keys of logs and witnesses.
    pub note_keys: Vec<NoteKey>,
}

impl Reliance {
    /// Reads what the command line names. `with` are the files beside the material: documents and histories of
    /// identifiers among them join keys to identifiers.
    pub fn read(
        wish: &VerifyWish,
        with: &BTreeMap<String, Vec<u8>>,
        now: Moment,
    ) -> Result<Self, String> {
        let keys = |words: &[String]| words.iter().map(|word| key(word)).collect();
        let witness = with.get("did-witness.json").map(Vec::as_slice);
        let identities: Vec<Identity> = with
            .values()
            .filter_map(|file| did_document::identity(file, witness, now))
            .collect();
        let mut offered: Vec<PublicKey> = keys(&wish.offered)?;
        offered.extend(identities.iter().flat_map(|one| one.keys.iter().cloned()));
        let chosen: Result<Vec<_>, String> = keys(&wish.keys);
        let mut managed = Vec::new();
        for path in &wish.registry_keys {
            let list = sigstore::key_list(&read(path)?);
            managed.extend(list.map_err(|error| format!("{}: {error:?}", path.display()))?);
        }
        let mut anchors = Vec::new();
        for path in &wish.anchors {
            anchors.extend(certificates(path)?);
        }
        let note_keys = wish.note_keys.iter().map(|text| {
            NoteKey::parse(text)
                .map_err(|error| format!("{text:?} is no key of a signed note: {error:?}"))
        });
        let expects = wish.identity.is_some() || wish.issuer.is_some();
        Ok(Self {
            keyring: Keyring::new(chosen?, offered)
                .with_threshold(wish.threshold)
                .with_identities(identities),
            root: root(&wish.roots)?,
            managed,
            anchors,
            identity: expects.then(|| ExpectedIdentity {
                name: wish.identity.clone(),
                issuer: wish.issuer.clone(),
            }),
            note_keys: note_keys.collect::<Result<_, _>>()?,
        })
    }

    /// The same as verdicts want it.
    pub fn chosen(&self) -> Chosen<'_> {
        Chosen {
            keyring: self.keyring.clone(),
            managed: &self.managed,
            root: self.root.as_ref(),
            anchors: &self.anchors,
            identity: self.identity.as_ref(),
        }
    }
}

/// All named roots together; without any name the public one.
fn root(words: &[PathBuf]) -> Result<Option<TrustedRoot>, String> {
    let usual = [PathBuf::from(PUBLIC)];
    let words = if words.is_empty() { &usual } else { words };
    let mut joined: Option<TrustedRoot> = None;
    for word in words.iter().filter(|word| word.as_os_str() != NONE) {
        let root = match word.to_str() {
            Some(PUBLIC) => TrustedRoot::from_bytes(sigstore::PUBLIC_GOOD.1),
            _ => TrustedRoot::from_bytes(&read(word)?),
        };
        let root = root.map_err(|error| {
            let shown = word.display();
            format!("{shown}: the trusted root cannot be used: {error:?}")
        })?;
        joined.get_or_insert_with(TrustedRoot::default).join(root);
    }
    Ok(joined)
}

/// A key given by its own words (Multikey, did:key) or by the file it is in.
fn key(word: &str) -> Result<PublicKey, String> {
    let path = Path::new(word);
    if !path.exists()
        && let Ok(key) = PublicKey::from_text(word)
    {
        return Ok(key);
    }
    let text = String::from_utf8(read(path)?).map_err(|_error| format!("{word}: a key is text"))?;
    PublicKey::from_text(&text)
        .map_err(|error| format!("{word}: not a usable public key: {error:?}"))
}

fn certificates(path: &Path) -> Result<Vec<Vec<u8>>, String> {
    let text =
        String::from_utf8(read(path)?).map_err(|_error| format!("{}: not PEM", path.display()))?;
    let blocks =
        trust::pem::blocks(&text).map_err(|error| format!("{}: {error:?}", path.display()))?;
    Ok(blocks
        .into_iter()
        .filter(|block| block.label == "CERTIFICATE")
        .map(|block| block.bytes)
        .collect())
}
