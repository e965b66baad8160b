//! The signatures of a packed atlas: one beside every OSCAL file, one over a manifest. Never changes what it signs.

use crate::package::{AtlasFile, Beside, pretty};
use crate::sign::{self, SignError, SigningKey};
use serde_json::json;
use std::collections::BTreeMap;

/// Where sidecars lie.
const FOLDER: &str = "signatures";

/// The manifest that compliance-trestle reads, and its signature.
const MANIFEST: &str = "package.manifest.json";
const MANIFEST_SIGNATURE: &str = "package.manifest.dsse.json";

/// A sidecar for every OSCAL file.
pub fn sidecars(
    files: &BTreeMap<String, AtlasFile>,
    keys: &[SigningKey],
) -> Result<BTreeMap<String, AtlasFile>, SignError> {
    let oscal = |path: &str| path.starts_with("catalogs/") || path.starts_with("mappings/");
    let mut sidecars = BTreeMap::new();
    for (path, file) in files.iter().filter(|(path, _)| oscal(path)) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let envelope = sign::sidecar(&file.bytes, name, keys)?;
        let sidecar = AtlasFile {
            attestation: Some(Beside {
                about: Some(path.clone()),
                with: Vec::new(),
            }),
            ..AtlasFile::plain(
                format!("signature-{}", file.name),
                format!("Signature: {}", file.title),
                envelope.into_bytes(),
            )
        };
        let stem = path.strip_suffix(".json").unwrap_or(path);
        sidecars.insert(format!("{FOLDER}/{stem}.dsse.json"), sidecar);
    }
    Ok(sidecars)
}

/// A list of files that is signed as a whole.
pub struct Manifest {
    paths: Vec<String>,
}

impl Manifest {
    /// Everything that is made from the facts, the read-file first.
    pub fn of(files: &BTreeMap<String, AtlasFile>) -> Self {
        let json = files.keys().filter(|path| path.ends_with(".json"));
        let paths = std::iter::once(crate::READ_FILE.to_owned()).chain(json.cloned());
        Self {
            paths: paths.collect(),
        }
    }

    /// The manifest and its signature.
    pub fn signed(
        &self,
        files: &BTreeMap<String, AtlasFile>,
        keys: &[SigningKey],
    ) -> Result<BTreeMap<String, AtlasFile>, SignError> {
        let artifacts = self
            .paths
            .iter()
            .map(|path| json!({ "name": path, "uri": path, "mediaType": "application/json" }));
        let manifest = pretty(&json!({
            "primaryArtifact": crate::READ_FILE,
            "artifacts": artifacts.collect::<Vec<_>>(),
        }));
        let bytes: BTreeMap<String, Vec<u8>> = files
            .iter()
            .map(|(path, file)| (path.clone(), file.bytes.clone()))
            .collect();
        let envelope = sign::package(&manifest, &bytes, keys)?;
        let signature = AtlasFile {
            attestation: Some(Beside {
                about: Some(MANIFEST.to_owned()),
                with: self.paths.clone(),
            }),
            ..AtlasFile::plain(
                "manifest-signature",
                "Signature of the manifest",
                envelope.into_bytes(),
            )
        };
        let manifest =
            AtlasFile::plain("manifest", "The files that are signed as a whole", manifest);
        Ok([
            (MANIFEST.to_owned(), manifest),
            (MANIFEST_SIGNATURE.to_owned(), signature),
        ]
        .into())
    }
}
