//! What one attestation says, read without any key. Never decides whether it counts.

use intake::json::{self, Limits, Node};
use trust::checkpoint::Checkpoint;
use trust::dsse::Envelope;
use trust::encoding::{Base64, from_base58, from_base64, to_hex};
use trust::note::Note;
use trust::predicate::{self, Claim};
use trust::registry;
use trust::sigstore::{Bundle, Content as BundleContent};
use trust::statement::{Resource, Statement};
use trust::status_list;
use trust::time::Moment;

use super::recognise::Kind;

/// What one attestation says.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// What kind of claim, in words.
    pub(super) kind: String,
    /// The statement, for in-toto.
    pub(super) statement: Option<Statement>,
    /// What the statement's predicate claims, if we interpret it.
    pub(super) claim: Claim,
    /// The document, for credentials and histories.
    pub(super) node: Option<Node>,
    /// The `keyid` hints in the file.
    pub(super) key_ids: Vec<String>,
    /// It is an envelope by itself, with this many signatures; 0 for everything else.
    pub(super) signatures: usize,
    /// The signed bytes and their type; empty for what is not an envelope.
    pub(super) payload: Vec<u8>,
    /// Media type of the payload.
    pub(super) payload_type: String,
    /// The text of a note.
    pub(super) text: String,
}

/// Reads what an attestation says; `nth` picks one of a registry's list.
pub(super) fn content(bytes: &[u8], kind: Kind, nth: usize) -> Content {
    if matches!(kind, Kind::Note | Kind::LogProof) {
        return of_note(bytes);
    }
    if kind == Kind::History {
        let last = bytes
            .split(|byte| *byte == b'\n')
            .rfind(|line| !line.trim_ascii().is_empty());
        return Content {
            kind: "Identifier history".to_owned(),
            node: last
                .and_then(|line| json::parse(line, &Limits::FILE).ok())
                .map(|json| json.root),
            ..Content::default()
        };
    }
    match json::parse(bytes, &Limits::FILE) {
        Ok(json) => of_json(json.root, nth),
        Err(_) => Content {
            kind: UNREADABLE.to_owned(),
            ..Content::default()
        },
    }
}

/// The kind of lines that are no attestations.
pub(super) const UNREADABLE: &str = "Not readable";

fn of_json(root: Node, nth: usize) -> Content {
    let media_type = root.get("mediaType").and_then(Node::as_str);
    if root.get("payloadType").is_some() {
        return Envelope::from_node(&root).map_or_else(
            |_| unreadable(),
            |envelope| Content {
                signatures: envelope.signatures.len(),
                ..of_envelope(envelope)
            },
        );
    }
    if media_type.is_some_and(|text| text.starts_with("application/vnd.dev.sigstore.bundle")) {
        return Bundle::from_node(&root).map_or_else(|_| unreadable(), of_bundle);
    }
    if root.get("verification_material").is_some() {
        return registry::pep740(&root).map_or_else(|_| unreadable(), of_bundle);
    }
    if root.get("attestation_bundles").is_some() {
        let objects = registry::pypi_provenance(&root);
        let bundle = objects.get(nth).map(|one| registry::pep740(one));
        return bundle
            .and_then(Result::ok)
            .map_or_else(unreadable, of_bundle);
    }
    if root.get("attestations").is_some() && root.get("@context").is_none() {
        let list = registry::npm(&root).unwrap_or_default();
        let bundle = list.into_iter().nth(nth).and_then(|(_, read)| read.ok());
        return bundle.map_or_else(unreadable, of_bundle);
    }
    if root.get("_type").is_some() {
        let statement = Statement::from_node(&root).ok();
        return with_statement(Content::default(), statement);
    }
    if root.get("@context").is_none() && root.get("credentialSubject").is_none() {
        return unreadable();
    }
    let presentation = has_type(&root, "VerifiablePresentation");
    let list = has_type(&root, status_list::CREDENTIAL);
    let kind = match (presentation, list) {
        (true, _) => "Presentation",
        (_, true) => "Status list",
        _ => "Credential",
    };
    Content {
        kind: kind.to_owned(),
        claim: conformity(&root),
        node: Some(root),
        ..Content::default()
    }
}

/// What a credential says about rule sets: `conformsTo` of its subject names them, `RULE-SET#RULE` for single rules, and
/// `relatedResource` (VCDM 2.0 §5.3) gives the digest of the text that is meant.
fn conformity(root: &Node) -> Claim {
    let mut claim = Claim {
        time: text(root, "validFrom").and_then(Moment::from_rfc3339),
        ..Claim::default()
    };
    let subject = root.get("credentialSubject");
    for subject in subject.into_iter().flat_map(several) {
        for named in subject.get("conformsTo").into_iter().flat_map(several) {
            let Some(uri) = named.as_str().or_else(|| text(named, "id")) else {
                continue;
            };
            let (base, rule) = uri.split_once('#').unwrap_or((uri, ""));
            if !rule.is_empty() {
                claim.passed.push(rule.to_owned());
            }
            let known = |one: &Resource| one.uri.as_deref() == Some(base);
            if !claim.rule_sets.iter().any(known) {
                claim.rule_sets.push(Resource {
                    uri: Some(base.to_owned()),
                    digests: related(root, base),
                    ..Resource::default()
                });
            }
        }
    }
    claim
}

/// The digests that a credential gives for something that it points to.
fn related(root: &Node, uri: &str) -> Vec<(String, String)> {
    let listed = root.get("relatedResource").into_iter().flat_map(several);
    let of = listed.filter(|one| text(one, "id") == Some(uri));
    of.filter_map(|one| {
        if let Some((name, value)) = text(one, "digestSRI").and_then(|text| text.split_once('-')) {
            let bytes = from_base64(value, Base64::Either).ok()?;
            return Some((name.to_owned(), to_hex(&bytes)));
        }
        let multihash = text(one, "digestMultibase")?;
        let bytes = match multihash.strip_prefix('z') {
            Some(text) => from_base58(text).ok()?,
            None => from_base64(multihash.strip_prefix('u')?, Base64::Url).ok()?,
        };
        // A SHA-256 multihash: code 0x12, length 32.
        let digest = bytes.strip_prefix(&[0x12, 0x20])?;
        (digest.len() == 32).then(|| ("sha256".to_owned(), to_hex(digest)))
    })
    .collect()
}

fn text<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name).and_then(Node::as_str)
}

/// One value, or the values of a list.
fn several(node: &Node) -> &[Node] {
    node.as_array().unwrap_or(std::slice::from_ref(node))
}

/// A JSON-LD type, given alone or in a list.
pub(super) fn has_type(node: &Node, wanted: &str) -> bool {
    types(node).any(|name| name == wanted)
}

/// The types of a document.
pub(super) fn types(node: &Node) -> impl Iterator<Item = &str> {
    let given = node.get("type");
    let list = given.and_then(Node::as_array).unwrap_or_default();
    given
        .and_then(Node::as_str)
        .into_iter()
        .chain(list.iter().filter_map(Node::as_str))
}

fn unreadable() -> Content {
    Content {
        kind: UNREADABLE.to_owned(),
        ..Content::default()
    }
}

fn of_bundle(bundle: Bundle) -> Content {
    match bundle.content {
        BundleContent::Envelope(envelope) => of_envelope(envelope),
        BundleContent::Message { .. } => Content {
            kind: "Signature of a file".to_owned(),
            ..Content::default()
        },
    }
}

fn of_envelope(envelope: Envelope) -> Content {
    let statement = Statement::from_bytes(&envelope.payload).ok();
    let content = Content {
        key_ids: envelope
            .signatures
            .into_iter()
            .filter_map(|signature| signature.keyid)
            .collect(),
        payload: envelope.payload,
        payload_type: envelope.payload_type,
        ..Content::default()
    };
    with_statement(content, statement)
}

fn with_statement(content: Content, statement: Option<Statement>) -> Content {
    let claim = statement
        .as_ref()
        .and_then(|statement| Claim::from_statement(statement).ok())
        .unwrap_or_default();
    let kind = match &statement {
        None => "Envelope with other content".to_owned(),
        Some(statement) if claim.kind.is_empty() => {
            predicate::named(&statement.predicate_type).to_owned()
        }
        Some(_) => claim.kind.clone(),
    };
    Content {
        kind,
        statement,
        claim,
        ..content
    }
}

fn of_note(bytes: &[u8]) -> Content {
    let Ok(note) = Note::parse(bytes) else {
        return Content {
            kind: "Log proof".to_owned(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            ..Content::default()
        };
    };
    let kind = match Checkpoint::parse(&note.text) {
        Ok(_) => "Checkpoint of a log",
        Err(_) => "Signed note",
    };
    Content {
        kind: kind.to_owned(),
        text: note.text,
        ..Content::default()
    }
}

impl Content {
    /// It says of its subject that it failed.
    pub(super) fn is_negative(&self) -> bool {
        let result = self.claim.result.as_deref();
        result.is_some_and(|word| word.eq_ignore_ascii_case("FAILED"))
            || !self.claim.failed.is_empty()
    }

    /// The identifier that a credential is issued by, and those it is about.
    pub(super) fn parties(&self) -> (Option<String>, Vec<String>) {
        let Some(node) = &self.node else {
            return (None, Vec::new());
        };
        let named = |node: &Node| {
            node.as_str()
                .or_else(|| node.get("id").and_then(Node::as_str))
                .map(str::to_owned)
        };
        let issuer = node
            .get("issuer")
            .or_else(|| node.get("holder"))
            .and_then(named);
        let subject = node.get("credentialSubject");
        let list = subject.and_then(Node::as_array).unwrap_or_default();
        let about = subject
            .filter(|subject| subject.as_array().is_none())
            .into_iter()
            .chain(list)
            .filter_map(named)
            .collect();
        (issuer, about)
    }
}
