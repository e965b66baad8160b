//! What a file is good for as evidence, judged by its content. Never by its name, and never believed.

use intake::json::{self, Limits, Node};
use protocol::Role;
use trust::status_list;

use super::content::has_type;

/// What a file is to evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One DSSE envelope.
    Envelope,
    /// A bundle of lines.
    Lines,
    /// A Sigstore bundle.
    Sigstore,
    /// What npm serves about a package.
    Npm,
    /// What PyPI serves about a file.
    Pypi,
    /// One attestation as PyPI writes it (PEP 740).
    Pep740,
    /// A statement that nobody signed.
    Statement,
    /// A verifiable credential or presentation, status lists included.
    Credential,
    /// A DID document.
    Identifier,
    /// The history of a `did:webvh` identifier.
    History,
    /// Proofs of the witnesses of such a history.
    Witnesses,
    /// A signed note or checkpoint.
    Note,
    /// A proof that an entry is in a log.
    LogProof,
    /// A public key.
    Key,
    /// A registry's list of keys.
    KeyList,
    /// A trusted root.
    Root,
    /// A community's descriptor.
    Descriptor,
    /// The list of a signed package.
    Manifest,
    /// Whom somebody relies on.
    Viewpoint,
}

/// How many lines are looked at to find out whether a text is a bundle with broken lines.
const LOOK_LINES: usize = 50;

/// Texts longer than this are no key, whatever they look like; RSA-8192 in PEM has 1.5 kB.
const MAX_KEY_TEXT: usize = 16 * 1024;

impl Kind {
    /// Words for readers.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Envelope => "Signed envelope (DSSE)",
            Self::Lines => "Bundle of attestations, one a line",
            Self::Sigstore => "Sigstore bundle",
            Self::Npm => "Attestations from npm",
            Self::Pypi => "Attestations from PyPI",
            Self::Pep740 => "Attestation from PyPI",
            Self::Statement => "Statement that nobody signed (in-toto)",
            Self::Credential => "Verifiable credential",
            Self::Identifier => "Identifier document (DID)",
            Self::History => "History of an identifier (did:webvh)",
            Self::Witnesses => "Witness proofs of an identifier’s history",
            Self::Note => "Signed note",
            Self::LogProof => "Proof of inclusion in a log",
            Self::Key => "Public key",
            Self::KeyList => "List of keys",
            Self::Root => "Trusted root",
            Self::Descriptor => "Community descriptor",
            Self::Manifest => "List of a signed package",
            Self::Viewpoint => "Viewpoint: whom somebody relies on",
        }
    }

    /// It holds attestations, each with a verdict of its own.
    pub(crate) const fn attests(self) -> bool {
        !matches!(
            self,
            Self::Identifier
                | Self::Witnesses
                | Self::Key
                | Self::KeyList
                | Self::Root
                | Self::Descriptor
                | Self::Manifest
                | Self::Viewpoint
        )
    }

    /// What a file of this kind is there for. A status list is signed as claims are, but others cannot be judged without it.
    pub(crate) fn role(self, bytes: &[u8]) -> Role {
        match self {
            Self::Viewpoint => Role::Proposes,
            Self::Credential if is_status_list(bytes) => Role::Serves,
            kind if kind.attests() => Role::Attests,
            _ => Role::Serves,
        }
    }

    /// Many attestations that nobody signed as a whole.
    pub(crate) const fn is_bundle(self) -> bool {
        matches!(self, Self::Lines | Self::Npm | Self::Pypi)
    }
}

/// What a file is to evidence; none if it is nothing to it. `known` is what reading took it for.
pub(crate) fn recognise(bytes: &[u8], known: &intake::Kind) -> Option<Kind> {
    use intake::Kind as K;
    match known {
        K::Envelope => Some(Kind::Envelope),
        K::SigstoreBundle => Some(Kind::Sigstore),
        K::Statement => Some(Kind::Statement),
        K::Credential => Some(Kind::Credential),
        // A descriptor with an identifier and keys is a DID document as well; it says more.
        K::DidDocument => Some(match json::parse(bytes, &Limits::FILE) {
            Ok(json) if is_descriptor(&json.root) => Kind::Descriptor,
            _ => Kind::Identifier,
        }),
        K::Community => Some(Kind::Descriptor),
        K::JsonLines => Some(match first_line(bytes) {
            Some(line) if is_version(&line) => Kind::History,
            _ => Kind::Lines,
        }),
        K::Unknown => of_json(&json::parse(bytes, &Limits::FILE).ok()?.root),
        K::NotUsable => of_text(bytes),
        K::Facts | K::Package | K::Oscal(..) => None,
    }
}

/// JSON told apart by the members that only it has.
fn of_json(root: &Node) -> Option<Kind> {
    let has = |name: &str| root.get(name).is_some();
    let first_has = |list: &str, name: &str| {
        let first = root.get(list).and_then(|list| list.index(0));
        first.is_some_and(|one| one.get(name).is_some())
    };
    let word = |name: &str| root.get(name).and_then(Node::as_str).unwrap_or_default();
    Some(if word("rulescape").starts_with("viewpoint/") {
        Kind::Viewpoint
    } else if first_has("attestations", "bundle") {
        Kind::Npm
    } else if has("attestation_bundles") {
        Kind::Pypi
    } else if has("verification_material") {
        Kind::Pep740
    } else if is_version(root) {
        Kind::History
    } else if root
        .index(0)
        .is_some_and(|one| one.get("versionId").is_some() && one.get("proof").is_some())
    {
        Kind::Witnesses
    } else if has("primaryArtifact") && has("artifacts") {
        Kind::Manifest
    } else if has("kty") || first_has("keys", "kty") {
        Kind::Key
    } else if first_has("keys", "publicKey") || first_has("keys", "keyid") {
        Kind::KeyList
    } else if word("mediaType").starts_with("application/vnd.dev.sigstore.trustedroot") {
        Kind::Root
    } else if has("@context") && (has("issuer") || has("holder")) {
        Kind::Credential
    } else {
        return None;
    })
}

/// A credential that says which other credentials were taken back.
fn is_status_list(bytes: &[u8]) -> bool {
    let json = json::parse(bytes, &Limits::FILE);
    json.is_ok_and(|json| has_type(&json.root, status_list::CREDENTIAL))
}

/// Text that is not JSON as a whole.
fn of_text(bytes: &[u8]) -> Option<Kind> {
    let text = std::str::from_utf8(bytes).ok()?;
    let start = text.trim_start();
    if start.starts_with("c2sp.org/tlog-proof@v1") {
        return Some(Kind::LogProof);
    }
    if text.contains("\n\n\u{2014} ") {
        return Some(Kind::Note);
    }
    let attests = |line: &str| {
        line.starts_with('{')
            && [
                "\"payloadType\"",
                "\"mediaType\"",
                "\"verification_material\"",
            ]
            .iter()
            .any(|word| line.contains(word))
    };
    let lines = || {
        text.lines()
            .take(LOOK_LINES)
            .filter(|line| !line.trim().is_empty())
    };
    if lines().count() > 1 && lines().any(attests) {
        return Some(Kind::Lines);
    }
    // A broken envelope is still one: its verdict says what is wrong with it.
    if start.starts_with('{') && text.contains("\"payloadType\"") && text.contains("\"signatures\"")
    {
        return Some(Kind::Envelope);
    }
    if start.starts_with('{') && text.contains("application/vnd.dev.sigstore.bundle") {
        return Some(Kind::Sigstore);
    }
    let key = text.len() <= MAX_KEY_TEXT
        && (start.starts_with("-----BEGIN ") && text.contains("PUBLIC KEY-----")
            || is_short_key(start.trim_end()));
    key.then_some(Kind::Key)
}

/// One word that may be a `did:key`, a Multikey or the key of a log.
fn is_short_key(text: &str) -> bool {
    let one_word = !text.is_empty() && !text.contains(char::is_whitespace);
    one_word
        && (text.starts_with("did:key:")
            || (text.starts_with('z') && text.len() > 40)
            || text.split('+').count() >= 3)
}

/// The types that a DAOIP-2 descriptor may have.
fn is_descriptor(root: &Node) -> bool {
    let kind = root.get("type").and_then(Node::as_str).unwrap_or_default();
    ["DAO", "Organization", "Entity"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(kind))
}

fn is_version(node: &Node) -> bool {
    node.get("versionId").is_some() && node.get("parameters").is_some()
}

fn first_line(bytes: &[u8]) -> Option<Node> {
    let line = bytes
        .trim_ascii_start()
        .split(|byte| *byte == b'\n')
        .next()?;
    Some(json::parse(line, &Limits::SMALL).ok()?.root)
}
