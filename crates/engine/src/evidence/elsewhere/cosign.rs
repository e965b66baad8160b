//! The commands of `cosign` and of Python's `sigstore` for bundles and envelopes, alone or as lines. Never asks a network: the
//! root that decided here is given to them.

use trust::Check;
use trust::dsse::Envelope;
use trust::hash::Hash;
use trust::keys::PublicKey;
use trust::sigstore::{Bundle, LogEntry, Material, TrustedRoot};

use super::super::command::{Case, Word, pem, quoted, to_file, written};
use super::super::corpus::Corpus;
use super::super::recognise::Kind;
use super::{KEY, Told};

/// What cosign does not ask: it counts no keys and reads no dates, and knows nothing of the time a registry's key counts.
const UNMADE: &[Check] = &[
    Check::Threshold,
    Check::KeyValidity,
    Check::Statement,
    Check::Period,
];

/// The same where a log has several entries: one whose promise holds is enough for it.
const UNMADE_OF_SEVERAL: &[Check] = &[
    Check::Threshold,
    Check::KeyValidity,
    Check::Statement,
    Check::Period,
    Check::LogPromise,
];

/// Enough of a trusted root for cosign, where nothing of it is needed.
const NO_ROOT: &str =
    r#"{"mediaType":"application/vnd.dev.sigstore.trustedroot+json;version=0.1"}"#;

/// A root that was chosen: a loaded file, or one that the command writes first.
enum Root<'a> {
    Public,
    File(&'a str),
    Text(&'a str),
}

impl<'a> Case<'a> {
    /// False where it cannot read the file, whatever is at hand.
    pub(super) fn cosign(&self, key: Option<&PublicKey>, told: &mut Vec<Told>) -> bool {
        let bytes = Corpus::bytes(&self.ground.shelf, self.item);
        match Envelope::from_bytes(bytes) {
            Ok(envelope) => self.cosign_envelope(&envelope, key, told),
            Err(_) => self.cosign_bundle(key, told),
        }
    }

    fn cosign_bundle(&self, key: Option<&PublicKey>, told: &mut Vec<Told>) -> bool {
        let Some(bundle) = self.bundle().filter(|_| self.can_compare()) else {
            return false;
        };
        let Some(document) = self.subject() else {
            return true;
        };
        let certified = matches!(bundle.material, Material::Certificate(..));
        let newer = bundle.entries.iter().any(is_newer);
        let mut before = String::new();
        let mut words = self.line();
        words.push(Word::said(&[match &self.content.statement {
            Some(_) => "cosign verify-blob-attestation",
            None => "cosign verify-blob",
        }]));
        words.push(Word::said(&[" --new-bundle-format --bundle "]));
        words.push(self.own());
        match (certified, self.identity(), key) {
            (true, Some((name, issuer)), _) => words.push(Word::said(&[
                " --certificate-identity ",
                &quoted(name),
                " --certificate-oidc-issuer ",
                &quoted(issuer),
            ])),
            (false, _, Some(key)) => {
                before.push_str(&to_file(&pem(key), KEY));
                words.push(Word::said(&[" --key ", KEY]));
            }
            _ => return true,
        }
        if let Some(statement) = &self.content.statement {
            let kind = quoted(&statement.predicate_type);
            words.push(Word::said(&[" --type ", &kind]));
        }
        if certified && !bundle.timestamps.is_empty() {
            words.push(Word::said(&[" --use-signed-timestamps"]));
        }
        let unlogged = bundle.entries.is_empty();
        // A key needs no authority: without an entry nothing of a root is asked.
        let root = match unlogged && !certified {
            true => None,
            false => self.root(&bundle),
        };
        if certified && root.is_none() {
            return true;
        }
        if unlogged || root.is_none() {
            words.push(Word::said(&[" --insecure-ignore-tlog=true"]));
        }
        words.push(Word::said(&[" --trusted-root "]));
        before.push_str(&given(root.as_ref(), &mut words));
        words.push(Word::said(&[" "]));
        words.push(Word::File(document));
        told.push(Told {
            tool: match newer {
                // Rekor's second version came after it.
                true => "cosign (2.6 or later)",
                false => "cosign (2.4 or later)",
            },
            command: before + &written(&words),
            unmade: match bundle.entries.as_slice() {
                [] | [_] => UNMADE,
                _ => UNMADE_OF_SEVERAL,
            },
        });
        if let (true, Some(Root::Public)) = (certified, &root) {
            self.sigstore(document, told);
        }
        true
    }

    /// Python's client knows the public instance by itself, and reads files only, no statements about them.
    fn sigstore(&self, document: &'a str, told: &mut Vec<Told>) {
        let (Some((name, issuer)), None, Some(Kind::Sigstore)) =
            (self.identity(), &self.content.statement, self.kind())
        else {
            return;
        };
        let words = [
            Word::said(&["sigstore verify identity --offline --bundle "]),
            Word::File(self.name()),
            Word::said(&[" --cert-identity ", &quoted(name)]),
            Word::said(&[" --cert-oidc-issuer ", &quoted(issuer), " "]),
            Word::File(document),
        ];
        told.push(Told {
            tool: "sigstore",
            command: written(&words),
            unmade: &[],
        });
    }

    /// An envelope without a bundle: cosign knows one signature in it, and ECDSA in DER only.
    fn cosign_envelope(
        &self,
        envelope: &Envelope,
        key: Option<&PublicKey>,
        told: &mut Vec<Told>,
    ) -> bool {
        let ([one], Some(statement)) = (envelope.signatures.as_slice(), &self.content.statement)
        else {
            return false;
        };
        let (Some(document), Some(key)) = (self.subject(), key) else {
            return true;
        };
        let length = one.bytes.as_ref().map(Vec::len);
        let coordinates = matches!(length, Some(64 | 96)) && !matches!(key, PublicKey::Ed25519(_));
        if coordinates || !self.can_compare() {
            return false;
        }
        let kind = quoted(&statement.predicate_type);
        let mut words = self.line();
        words.extend([
            Word::said(&["cosign verify-blob-attestation --new-bundle-format=false --signature "]),
            self.own(),
            Word::said(&[" --key ", KEY, " --type ", &kind]),
            Word::said(&[" --insecure-ignore-tlog=true "]),
            Word::File(document),
        ]);
        told.push(Told {
            tool: "cosign (2.4 to 3)",
            command: [to_file(&pem(key), KEY), written(&words)].concat(),
            unmade: UNMADE,
        });
        true
    }

    /// The bundle itself, or what a registry says in other words.
    pub(super) fn bundle(&self) -> Option<Bundle> {
        let bytes = Corpus::bytes(&self.ground.shelf, self.item);
        let kind = self.kind()?;
        if !matches!(kind, Kind::Pep740 | Kind::Pypi) {
            return Bundle::from_bytes(bytes).ok();
        }
        let json = intake::json::parse(bytes, &intake::json::Limits::FILE).ok()?;
        let object = match kind {
            Kind::Pypi => {
                *trust::registry::pypi_provenance(&json.root).get(self.item.nth as usize)?
            }
            _ => &json.root,
        };
        trust::registry::pep740(object).ok()
    }

    /// What takes one line out of a file of many.
    fn line(&self) -> Vec<Word<'a>> {
        match self.kind() {
            Some(Kind::Lines) => vec![
                Word::Said(format!("sed -n {}p ", self.item.line)),
                Word::File(self.name()),
                Word::Said(format!(" > line-{}.json\n", self.item.line)),
            ],
            _ => Vec::new(),
        }
    }

    /// The file with the one attestation.
    fn own(&self) -> Word<'a> {
        match self.kind() {
            Some(Kind::Lines) => Word::Said(format!("line-{}.json", self.item.line)),
            _ => Word::File(self.name()),
        }
    }

    /// It compares a statement with a document by SHA-256 alone.
    fn can_compare(&self) -> bool {
        let statement = self.content.statement.as_ref();
        statement.is_none_or(|statement| {
            let digests = statement.subjects.iter().flat_map(|one| one.acceptable());
            digests.into_iter().any(|(hash, _)| hash == Hash::Sha256)
        })
    }

    /// The root that decided is that of the public instance, which other tools know by themselves.
    pub(super) fn is_public(&self, bundle: &Bundle) -> bool {
        matches!(self.root(bundle), Some(Root::Public))
    }

    /// The chosen root that knows the log of an entry; the first where none does.
    fn root(&self, bundle: &Bundle) -> Option<Root<'a>> {
        let mut first = None;
        for chosen in &self.judgement.lens.viewpoint.roots {
            let text = chosen.text.as_str();
            let Some(read) = read(text) else {
                continue;
            };
            let books = &self.ground.shelf.books;
            let loaded = books
                .iter()
                .find(|book| book.bytes == Some(text.as_bytes()));
            let root = match loaded {
                _ if text.is_empty() => Root::Public,
                Some(book) => Root::File(book.name),
                None => Root::Text(text),
            };
            let knows = |entry: &LogEntry| read.logs.iter().any(|log| log.id == entry.log_id);
            if bundle.entries.iter().any(knows) {
                return Some(root);
            }
            first = first.or(Some(root));
        }
        first
    }
}

/// An entry of Rekor's second version.
fn is_newer(entry: &LogEntry) -> bool {
    entry.kind.1 == "0.0.2"
}

/// A chosen root, if it is one of an instance of Sigstore.
fn read(text: &str) -> Option<TrustedRoot> {
    match text.is_empty() {
        #[cfg(feature = "keyless")]
        true => TrustedRoot::from_bytes(trust::sigstore::PUBLIC_GOOD.1).ok(),
        _ => TrustedRoot::from_bytes(text.as_bytes()).ok(),
    }
}

/// Names the file with the root; what has to be typed before, so that it is there.
fn given<'a>(root: Option<&Root<'a>>, words: &mut Vec<Word<'a>>) -> String {
    let (name, before) = match root {
        Some(Root::File(name)) => {
            words.push(Word::File(name));
            return String::new();
        }
        Some(Root::Public) => (
            "public-root.json",
            "rulescape trust-root > public-root.json\n".to_owned(),
        ),
        Some(Root::Text(text)) => ("chosen-root.json", to_file(text, "chosen-root.json")),
        None => ("no-root.json", to_file(NO_ROOT, "no-root.json")),
    };
    words.push(Word::said(&[name]));
    before
}
