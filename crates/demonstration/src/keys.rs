//! The openly worthless keys. Never makes one: they lie in the folder for everybody to read.

use publish::sign::SigningKey;
use std::path::{Path, PathBuf};

/// The folder with the private keys.
pub struct Keys {
    folder: PathBuf,
}

impl Keys {
    /// Opens the folder.
    pub fn read(folder: &Path) -> Result<Self, String> {
        if folder.is_dir() {
            Ok(Self {
                folder: folder.to_owned(),
            })
        } else {
            Err(format!("{}: no folder with keys", folder.display()))
        }
    }

    /// The key of this name.
    pub fn key(&self, name: &str) -> Result<SigningKey, String> {
        let path = self.folder.join(format!("{name}.pem"));
        let bytes = crate::read(&path)?;
        let text = String::from_utf8(bytes).map_err(|_error| format!("{name}: not text"))?;
        SigningKey::from_pem(&text).map_err(|error| format!("{name}: {error}"))
    }

    /// The key's Multikey.
    pub fn multikey(&self, name: &str) -> Result<String, String> {
        let multikey = self.key(name)?.public().to_multikey();
        multikey.ok_or_else(|| format!("{name}: its kind has no Multikey"))
    }

    /// The key as an identifier of its own.
    pub fn did(&self, name: &str) -> Result<String, String> {
        Ok(format!("did:key:{}", self.multikey(name)?))
    }
}
