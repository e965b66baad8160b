//! Commands of other people's tools that read the same file. Never names a tool that cannot, never a key that is not at hand.

use trust::Check;
use trust::dsse::Envelope;
use trust::keys::PublicKey;
use trust::predicate::{MODEL_SIGNING, OSCAL_PACKAGE, OSCAL_SIGNING};
use trust::sigstore::{Bundle, Material, key_list};

use super::command::{Case, Word, pem, quoted, to_file, written};
use super::corpus::Corpus;
use super::recognise::Kind;
use super::shelf::file_of;

/// Where a command expects the signer's key.
const KEY: &str = "signer.pub.pem";

/// Name and command of each tool; if there is none, why.
pub(super) fn tools(case: &Case<'_>) -> (Vec<(String, String)>, String) {
    let mut tools: Vec<(String, String)> = Vec::new();
    let Some(kind) = case.kind() else {
        return (tools, String::new());
    };
    let certified = !matches!(
        case.exhibit.judged.verdict.outcome(Check::Certificate),
        trust::Outcome::NotApplicable
    );
    let key = case.signer();
    let predicate = case
        .content
        .statement
        .as_ref()
        .map_or("", |statement| statement.predicate_type.as_str());
    let known = match (kind, predicate) {
        (Kind::Lines, _) => {
            return (
                tools,
                "Other tools read one attestation at a time: save this line as a file of its own first."
                    .to_owned(),
            );
        }
        (Kind::Envelope, OSCAL_SIGNING | OSCAL_PACKAGE) => {
            case.trestle(predicate, key.as_ref(), &mut tools)
        }
        (Kind::Envelope, predicate) if !predicate.is_empty() => {
            case.cosign_envelope(predicate, key.as_ref(), &mut tools)
        }
        (Kind::Sigstore, MODEL_SIGNING) => case.model_signing(key.as_ref(), &mut tools),
        (Kind::Sigstore, _) => case.cosign(certified, key.as_ref(), &mut tools),
        (Kind::Pep740 | Kind::Pypi, _) => case.pypi(kind, &mut tools),
        _ => false,
    };
    let note = match (known, tools.is_empty()) {
        (_, false) => "",
        (true, true) => {
            "Other tools ask for the signer's key, the expected signer or the document, which are not at hand."
        }
        (false, true) => "We know of no other command line that reads this kind of file.",
    };
    (tools, note.to_owned())
}

impl<'a> Case<'a> {
    /// The key that other tools are to check with: one that signed, a chosen one first, or the one that is named.
    fn signer(&self) -> Option<PublicKey> {
        let counting = self.judgement.counting();
        let signers = self.exhibit.judged.verdict.signers();
        let counted = signers.iter().find(|key| counting.contains(key));
        let named = || {
            let hinted = |key: &&PublicKey| {
                let hints = key.hints();
                self.content.key_ids.iter().any(|id| hints.contains(id))
            };
            counting.iter().find(hinted).cloned()
        };
        let found = counted.or(signers.first()).cloned();
        found.or_else(named).or_else(|| self.offered().next())
    }

    /// A document at hand that it is about.
    fn subject(&self) -> Option<&'a str> {
        self.document().or_else(|| {
            let found = self.item.about.first()?;
            Some(self.ground.shelf.books.get(found.book)?.name)
        })
    }

    fn trestle(
        &self,
        predicate: &str,
        key: Option<&PublicKey>,
        tools: &mut Vec<(String, String)>,
    ) -> bool {
        let (Some(document), Some(key)) = (self.subject(), key) else {
            return true;
        };
        let (command, file) = match predicate {
            OSCAL_PACKAGE => ("trestle verify-manifest", " --manifest "),
            _ => ("trestle verify", " -f "),
        };
        let mut words = vec![
            Word::said(&[command, " --beta", file]),
            Word::File(document),
            Word::said(&[" --signature "]),
            Word::File(self.name()),
            Word::said(&[" --public-key ", KEY]),
        ];
        // It compares the name too, with that of the file if it is not told another.
        let subject = self
            .content
            .statement
            .as_ref()
            .and_then(|statement| statement.subjects.first()?.name.as_deref());
        if let Some(name) = subject
            && predicate == OSCAL_SIGNING
            && name != file_of(document)
        {
            words.push(Word::said(&[" --subject-name ", &quoted(name)]));
        }
        tools.push((
            "trestle".to_owned(),
            [to_file(&pem(key), KEY), written(&words)].concat(),
        ));
        true
    }

    fn model_signing(&self, key: Option<&PublicKey>, tools: &mut Vec<(String, String)>) -> bool {
        let Some(bundle) = self.bundle() else {
            return false;
        };
        let roots = &self.judgement.lens.viewpoint.roots;
        let anchor = roots.iter().find(|root| root.text.contains("-----BEGIN "));
        let (before, way, options) = match (bundle.material, anchor, self.identity(), key) {
            (Material::PublicKey(_), _, _, Some(key)) => {
                let place = self.aside(KEY);
                let options = [" --public_key ", &place].concat();
                (to_file(&pem(key), &place), "key ", options)
            }
            (Material::Certificate(..), Some(anchor), _, _) => {
                let place = self.aside("root.pem");
                let options = [" --certificate_chain ", &place].concat();
                (to_file(&anchor.text, &place), "certificate ", options)
            }
            (Material::Certificate(..), None, Some((name, issuer)), _) if self.is_public() => {
                let (name, issuer) = (quoted(name), quoted(issuer));
                let options = [" --identity ", &name, " --identity_provider ", &issuer].concat();
                (String::new(), "sigstore ", options)
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
        tools.push(("model_signing".to_owned(), before + &written(&words)));
        true
    }

    /// Name and issuer of the expected signer, if both are given.
    fn identity(&self) -> Option<(&str, &str)> {
        let viewpoint = &self.judgement.lens.viewpoint;
        let identity = viewpoint.identities.get(self.expected?)?;
        let whole = !identity.name.is_empty() && !identity.issuer.is_empty();
        whole.then_some((identity.name.as_str(), identity.issuer.as_str()))
    }

    /// It was checked with the public Sigstore instance, which other tools know by themselves.
    fn is_public(&self) -> bool {
        let roots = &self.judgement.lens.viewpoint.roots;
        !roots.is_empty() && roots.iter().all(|root| root.text.is_empty())
    }

    fn bundle(&self) -> Option<Bundle> {
        Bundle::from_bytes(Corpus::bytes(&self.ground.shelf, self.item)).ok()
    }

    fn cosign(
        &self,
        certified: bool,
        key: Option<&PublicKey>,
        tools: &mut Vec<(String, String)>,
    ) -> bool {
        let (Some(document), Some(bundle)) = (self.subject(), self.bundle()) else {
            return true;
        };
        let mut before = String::new();
        let mut words = vec![Word::said(&[match &self.content.statement {
            Some(_) => "cosign verify-blob-attestation --bundle ",
            None => "cosign verify-blob --bundle ",
        }])];
        words.push(Word::File(self.name()));
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
            words.push(Word::said(&[
                " --type ",
                &quoted(&statement.predicate_type),
            ]));
        }
        if bundle.entries.is_empty() {
            words.push(Word::said(&[" --insecure-ignore-tlog=true"]));
        }
        self.own_root(&mut before, &mut words);
        words.push(Word::said(&[" "]));
        words.push(Word::File(document));
        tools.push(("cosign".to_owned(), before + &written(&words)));
        if let Some((name, issuer)) = self.identity()
            && certified
            && self.content.statement.is_none()
            && self.is_public()
        {
            let words = [
                Word::said(&["sigstore verify identity --bundle "]),
                Word::File(self.name()),
                Word::said(&[" --cert-identity ", &quoted(name)]),
                Word::said(&[" --cert-oidc-issuer ", &quoted(issuer), " "]),
                Word::File(document),
            ];
            tools.push(("sigstore".to_owned(), written(&words)));
        }
        true
    }

    /// Older versions read an envelope without a bundle; they know one signature in it, and ECDSA in DER only.
    fn cosign_envelope(
        &self,
        predicate: &str,
        key: Option<&PublicKey>,
        tools: &mut Vec<(String, String)>,
    ) -> bool {
        let bytes = Corpus::bytes(&self.ground.shelf, self.item);
        let envelope = Envelope::from_bytes(bytes).ok();
        let one = envelope
            .as_ref()
            .and_then(|envelope| match envelope.signatures.as_slice() {
                [one] => Some(one),
                _ => None,
            });
        let (Some(document), Some(one), Some(key)) = (self.subject(), one, key) else {
            return one.is_some();
        };
        let length = one.bytes.as_ref().map(Vec::len);
        let coordinates = matches!(length, Some(64 | 96)) && !matches!(key, PublicKey::Ed25519(_));
        if coordinates {
            return false;
        }
        let words = [
            Word::said(&["cosign verify-blob-attestation --new-bundle-format=false --signature "]),
            Word::File(self.name()),
            Word::said(&[" --key ", KEY, " --type ", &quoted(predicate)]),
            Word::said(&[" --insecure-ignore-tlog=true "]),
            Word::File(document),
        ];
        tools.push((
            "cosign (versions 2.4 to 3)".to_owned(),
            [to_file(&pem(key), KEY), written(&words)].concat(),
        ));
        true
    }

    /// The one chosen root, if it is not the public one.
    fn own_root(&self, before: &mut String, words: &mut Vec<Word<'a>>) {
        let mut roots = self.judgement.lens.viewpoint.roots.iter().filter(|root| {
            let keys = key_list(root.text.as_bytes()).is_ok_and(|keys| !keys.is_empty());
            !root.text.is_empty() && !root.text.contains("-----BEGIN ") && !keys
        });
        if let Some(root) = roots.next() {
            words.push(Word::said(&[" --trusted-root "]));
            let books = &self.ground.shelf.books;
            match books
                .iter()
                .find(|book| book.bytes == Some(root.text.as_bytes()))
            {
                Some(book) => words.push(Word::File(book.name)),
                None => {
                    before.push_str(&to_file(&root.text, "trusted_root.json"));
                    words.push(Word::said(&["trusted_root.json"]));
                }
            }
        }
    }

    fn pypi(&self, kind: Kind, tools: &mut Vec<(String, String)>) -> bool {
        let Some(document) = self.subject() else {
            return true;
        };
        let viewpoint = &self.judgement.lens.viewpoint;
        let identity = self.expected.and_then(|at| viewpoint.identities.get(at));
        // It finds the attestation by its place and name: DOCUMENT.publish.attestation beside the document.
        let place = [document, ".publish.attestation"].concat();
        if let Some(identity) = identity.filter(|one| !one.name.is_empty())
            && kind == Kind::Pep740
            && self.name() == place
        {
            let words = [
                Word::said(&[
                    "pypi-attestations verify attestation --identity ",
                    &quoted(&identity.name),
                    " ",
                ]),
                Word::File(document),
            ];
            tools.push(("pypi-attestations".to_owned(), written(&words)));
        }
        true
    }
}
