//! The commands of Python's `model_signing` and `pypi-attestations`. Never an address: both find the public instance by
//! themselves.

use trust::Check;
use trust::keys::PublicKey;
use trust::sigstore::Material;

use super::super::command::{Case, Word, pem, quoted, to_file, written};
use super::super::recognise::Kind;
use super::{KEY, Told};

/// Predicates that PyPI keeps under another ending.
const SLSA: &str = "https://slsa.dev/provenance/";

impl Case<'_> {
    pub(super) fn model_signing(&self, key: Option<&PublicKey>, told: &mut Vec<Told>) -> bool {
        let Some(bundle) = self.bundle() else {
            return false;
        };
        let roots = &self.judgement.lens.viewpoint.roots;
        let anchor = roots.iter().find(|root| root.text.contains("-----BEGIN "));
        let logged = !bundle.entries.is_empty();
        let (before, way, options, unmade): (_, _, _, &[Check]) =
            match (&bundle.material, anchor, self.identity(), key) {
                (Material::PublicKey(_), _, _, Some(key)) => {
                    let place = self.aside(KEY);
                    let options = [" --public_key ", &place].concat();
                    (
                        to_file(&pem(key), &place),
                        "key ",
                        options,
                        &[Check::Threshold, Check::KeyValidity],
                    )
                }
                (Material::Certificate(..), Some(anchor), _, _) if !logged => {
                    let place = self.aside("root.pem");
                    let options = [" --certificate_chain ", &place].concat();
                    (
                        to_file(&anchor.text, &place),
                        "certificate ",
                        options,
                        &[Check::Identity],
                    )
                }
                (Material::Certificate(..), _, Some((name, issuer)), _)
                    if self.is_public(&bundle) =>
                {
                    let (name, issuer) = (quoted(name), quoted(issuer));
                    let options =
                        [" --identity ", &name, " --identity_provider ", &issuer].concat();
                    (String::new(), "sigstore ", options, &[])
                }
                _ => return true,
            };
        let [folder, own] = self.folder();
        let words = [
            Word::said(&["model_signing verify ", way]),
            folder,
            Word::said(&[" --signature "]),
            own,
            Word::Said(options),
        ];
        told.push(Told {
            tool: "model_signing",
            command: before + &written(&words),
            unmade,
        });
        true
    }

    /// Name and issuer of the expected signer, if both are given.
    pub(super) fn identity(&self) -> Option<(&str, &str)> {
        let viewpoint = &self.judgement.lens.viewpoint;
        let identity = viewpoint.identities.get(self.expected?)?;
        let whole = !identity.name.is_empty() && !identity.issuer.is_empty();
        whole.then_some((identity.name.as_str(), identity.issuer.as_str()))
    }

    pub(super) fn pypi(&self, kind: Kind, told: &mut Vec<Told>) -> bool {
        let Some(document) = self.subject() else {
            return true;
        };
        let viewpoint = &self.judgement.lens.viewpoint;
        let identity = self.expected.and_then(|at| viewpoint.identities.get(at));
        let public = self.bundle().is_some_and(|bundle| self.is_public(&bundle));
        let Some(identity) = identity.filter(|one| public && !one.name.is_empty()) else {
            return true;
        };
        // It finds the attestation by its place and name: DOCUMENT.publish.attestation beside the document.
        let ending = match &self.content.statement {
            Some(statement) if statement.predicate_type.starts_with(SLSA) => ".slsa.attestation",
            _ => ".publish.attestation",
        };
        let mut words = match kind {
            Kind::Pypi => vec![
                Word::Said(format!(
                    "jq '[.attestation_bundles[].attestations[]][{}]' ",
                    self.item.nth
                )),
                Word::File(self.name()),
                Word::said(&[" > "]),
                Word::File(document),
                Word::said(&[ending, "\n"]),
            ],
            _ if self.name() == [document, ending].concat() => Vec::new(),
            _ => vec![
                Word::said(&["cp "]),
                Word::File(self.name()),
                Word::said(&[" "]),
                Word::File(document),
                Word::said(&[ending, "\n"]),
            ],
        };
        words.extend([
            Word::said(&[
                "pypi-attestations verify attestation --offline --identity ",
                &quoted(&identity.name),
                " ",
            ]),
            Word::File(document),
        ]);
        told.push(Told {
            tool: "pypi-attestations",
            command: written(&words),
            unmade: &[],
        });
        true
    }
}
