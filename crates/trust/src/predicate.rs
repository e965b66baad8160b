//! What statements claim, for display: who says what, when, under which rule set. Never believes it.

use std::collections::BTreeMap;

use intake::json::Node;

use crate::hash::Hash;
use crate::statement::{Resource, Statement};
use crate::time::Moment;

/// Simple verification result.
pub const SVR: &str = "https://in-toto.io/attestation/svr/";
/// Test result.
pub const TEST_RESULT: &str = "https://in-toto.io/attestation/test-result/";
/// SLSA verification summary.
pub const VSA: &str = "https://slsa.dev/verification_summary/";
/// Reference to other documents.
pub const REFERENCE: &str = "https://in-toto.io/attestation/reference/";
/// compliance-trestle: one OSCAL document.
pub const OSCAL_SIGNING: &str =
    "https://oscal-compass.github.io/compliance-trestle/predicates/oscal-signing/v1";
/// compliance-trestle: a package of OSCAL documents.
pub const OSCAL_PACKAGE: &str =
    "https://oscal-compass.github.io/compliance-trestle/predicates/oscal-package/v1";
/// OpenSSF Model Signing: a folder.
pub const MODEL_SIGNING: &str = "https://model_signing/signature/v1.0";

/// A claim in plain data. Every word in it is the signer's.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Claim {
    /// What kind of claim, in words; the type itself for kinds we do not interpret.
    pub kind: String,
    /// Who is said to have checked. A claim: the key says who signed.
    pub verifier: Option<String>,
    /// Rule sets that are said to have been applied.
    pub rule_sets: Vec<Resource>,
    /// What is said to hold, or to have passed.
    pub passed: Vec<String>,
    /// What is said to have failed.
    pub failed: Vec<String>,
    /// What is said to need attention.
    pub warned: Vec<String>,
    /// The overall result in the signer's words.
    pub result: Option<String>,
    /// When, in the signer's words.
    pub time: Option<Moment>,
}

/// How a rule set at hand compares with those a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleSetMatch {
    /// The claim gives the digest of exactly this text.
    SameText,
    /// The claim gives the address of this rule set, but no digest that could be compared.
    SameAddressOnly,
    /// The claim gives this address with the digest of another text.
    OtherText,
    /// The claim does not name this rule set.
    NotNamed,
}

/// A required field of a predicate is missing or malformed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PredicateError(pub &'static str);

impl Claim {
    /// Compares a rule set, given by its bytes and its own address, with those that the claim names.
    pub fn compare_rule_set(&self, bytes: &[u8], address: Option<&str>) -> RuleSetMatch {
        let named = self.rule_sets.iter();
        if digest_is_among(named.flat_map(Resource::acceptable), bytes) {
            return RuleSetMatch::SameText;
        }
        let named = self
            .rule_sets
            .iter()
            .find(|resource| resource.uri.is_some() && resource.uri.as_deref() == address);
        match named {
            Some(resource) if resource.acceptable().next().is_some() => RuleSetMatch::OtherText,
            Some(_) => RuleSetMatch::SameAddressOnly,
            None => RuleSetMatch::NotNamed,
        }
    }

    /// Reads the predicates we interpret; others are named, not interpreted.
    pub fn from_statement(statement: &Statement) -> Result<Self, PredicateError> {
        let kind = statement.predicate_type.as_str();
        let Some(body) = &statement.predicate else {
            return Ok(Self {
                kind: named(kind).to_owned(),
                ..Self::default()
            });
        };
        let mut claim = Self {
            kind: named(kind).to_owned(),
            ..Self::default()
        };
        if kind.starts_with(SVR) {
            let verifier = body.get("verifier").ok_or(PredicateError("verifier"))?;
            claim.verifier = Some(text(verifier, "id").ok_or(PredicateError("verifier.id"))?);
            claim.rule_sets = resources(verifier.get("policies").or_else(|| body.get("policies")))?;
            claim.passed = texts(body.get("properties"));
            claim.time = time(body, "timeCreated")?;
        } else if kind.starts_with(TEST_RESULT) {
            claim.result = Some(text(body, "result").ok_or(PredicateError("result"))?);
            claim.rule_sets = resources(body.get("configuration"))?;
            claim.passed = texts(body.get("passedTests"));
            claim.warned = texts(body.get("warnedTests"));
            claim.failed = texts(body.get("failedTests"));
        } else if kind.starts_with(VSA) {
            claim.verifier = body
                .get("verifier")
                .and_then(|verifier| text(verifier, "id"));
            claim.result =
                Some(text(body, "verificationResult").ok_or(PredicateError("verificationResult"))?);
            claim.rule_sets = body
                .get("policy")
                .map(resource)
                .transpose()?
                .into_iter()
                .collect();
            claim.passed = texts(body.get("verifiedLevels"));
            claim.time = time(body, "timeVerified")?;
        } else if kind.starts_with(REFERENCE) {
            claim.verifier = body
                .get("attester")
                .and_then(|attester| text(attester, "id"));
            claim.rule_sets = resources(body.get("references"))?;
        }
        Ok(claim)
    }
}

/// Each function is computed once, however many digests there are.
fn digest_is_among<'a>(digests: impl Iterator<Item = (Hash, &'a str)>, bytes: &[u8]) -> bool {
    let mut computed: BTreeMap<Hash, String> = BTreeMap::new();
    let mut digests = digests;
    digests.any(|(hash, value)| {
        let own = computed
            .entry(hash)
            .or_insert_with(|| crate::encoding::to_hex(&hash.of(bytes)));
        own.as_str() == value
    })
}

/// What kind of claim a predicate type stands for, in words; the type itself where it is none that we name.
pub fn named(kind: &str) -> &str {
    if kind.starts_with(SVR) {
        "Verification result"
    } else if kind.starts_with(TEST_RESULT) {
        "Test result"
    } else if kind.starts_with(VSA) {
        "Verification summary"
    } else if kind.starts_with(REFERENCE) {
        "Reference"
    } else if kind == OSCAL_SIGNING {
        "Signed rule document"
    } else if kind == OSCAL_PACKAGE {
        "Signed package of rule documents"
    } else if kind == MODEL_SIGNING {
        "Signed folder"
    } else if kind.starts_with("https://slsa.dev/provenance/") {
        "Build provenance"
    } else if kind.starts_with("https://docs.pypi.org/attestations/publish/") {
        "Published on PyPI"
    } else if kind.starts_with("https://github.com/npm/attestation/") {
        "Published on npm"
    } else {
        kind
    }
}

fn text(node: &Node, name: &str) -> Option<String> {
    node.get(name).and_then(Node::as_str).map(str::to_owned)
}

fn texts(node: Option<&Node>) -> Vec<String> {
    node.and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .map(str::to_owned)
        .collect()
}

fn resource(node: &Node) -> Result<Resource, PredicateError> {
    Resource::from_node(node).map_err(|_error| PredicateError("a named document"))
}

fn resources(node: Option<&Node>) -> Result<Vec<Resource>, PredicateError> {
    node.and_then(Node::as_array)
        .unwrap_or_default()
        .iter()
        .map(resource)
        .collect()
}

fn time(body: &Node, name: &'static str) -> Result<Option<Moment>, PredicateError> {
    match body.get(name) {
        None => Ok(None),
        Some(value) => value
            .as_str()
            .and_then(Moment::from_rfc3339)
            .map(Some)
            .ok_or(PredicateError(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rule_sets_are_matched_by_text_and_named_by_address() {
        let digest = crate::encoding::to_hex(&crate::hash::sha256(&[b"text"]));
        let claim = |digests: Vec<(String, String)>| Claim {
            rule_sets: vec![Resource {
                uri: Some("https://r.example".to_owned()),
                digests,
                ..Resource::default()
            }],
            ..Claim::default()
        };
        let with_digest = claim(vec![("sha256".to_owned(), digest)]);
        let address = Some("https://r.example");
        assert_eq!(
            with_digest.compare_rule_set(b"text", None),
            RuleSetMatch::SameText
        );
        assert_eq!(
            with_digest.compare_rule_set(b"other", address),
            RuleSetMatch::OtherText
        );
        assert_eq!(
            with_digest.compare_rule_set(b"other", None),
            RuleSetMatch::NotNamed
        );
        assert_eq!(
            claim(Vec::new()).compare_rule_set(b"text", address),
            RuleSetMatch::SameAddressOnly
        );
    }
}
