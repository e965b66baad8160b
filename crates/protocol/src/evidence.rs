//! Evidence between page and engine: attestations and verdicts. No logic; nothing here decides a colour.
//!
//! Words that readers see come from the engine: outcomes, reasons and sentences are ready to be shown. Everything a
//! signer wrote (names, dates, `keyid`) is called a claim here and must be shown as one: "it says".

use ident::Standing;

use crate::{FacetOption, Link, ViewpointLine, Wire};

/// Which attestations to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct EvidenceAsk {
    /// Which ones count.
    pub filter: EvidenceFilter,
    /// First row wanted.
    pub offset: u32,
    /// How many rows at most; 0 means the engine's own page size.
    pub limit: u32,
}

/// Which attestations count. Empty lists mean no restriction. Every field can stand in a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct EvidenceFilter {
    /// Words to find in what is said, by whom, about what.
    pub text: String,
    /// With any of these standings.
    pub standings: Vec<Standing>,
    /// Of any of these kinds; the values come from the facet.
    pub kinds: Vec<String>,
    /// By any of these issuers; the values come from the facet.
    pub issuers: Vec<String>,
    /// Whose decisive check is any of these (`signature`, `subject`, …).
    pub checks: Vec<String>,
    /// From any of these files, by digest.
    pub files: Vec<String>,
    /// About any of these rule sets, as subject or as rule set applied.
    pub sets: Vec<String>,
    /// About any of these rules, `set/local`.
    pub rules: Vec<String>,
    /// By or about any of these communities.
    pub communities: Vec<String>,
}

/// Every attestation with its standing → from [`crate::Ask::Evidence`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct EvidenceView {
    /// Rows from `offset` on: what needs attention first (broken), then by standing, then in the order of the files.
    pub rows: Vec<EvidenceRow>,
    /// Number of the first row in `rows`.
    pub offset: u32,
    /// Rows the filter leaves.
    pub total: u32,
    /// Attestations in all.
    pub all: u32,
    /// How many of all there are of each standing, in the order of [`Standing::ALL`], the filter aside.
    pub standings: Vec<(Standing, u32)>,
    /// Facets with counts.
    pub facets: Vec<EvidenceFacet>,
    /// The files they came from.
    pub files: Vec<EvidenceFile>,
    /// What this list does not show, in sentences: that absence proves nothing, and why.
    pub words: Vec<String>,
    /// Whose eyes these standings are seen with.
    pub viewpoint: ViewpointLine,
}

/// Choices for one field of [`EvidenceFilter`].
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct EvidenceFacet {
    /// Which field.
    pub name: EvidenceFacetName,
    /// The choices; values as links write them.
    pub options: Vec<FacetOption>,
}

/// Which field of [`EvidenceFilter`] a facet sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Wire)]
pub enum EvidenceFacetName {
    /// `standings`
    Standings,
    /// `kinds`
    Kinds,
    /// `issuers`
    Issuers,
    /// `checks`
    Checks,
    /// `files`
    Files,
}

/// A file with attestations in it.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct EvidenceFile {
    /// Its name or address.
    pub name: String,
    /// `sha256:…`
    pub digest: String,
    /// "DSSE envelope", "in-toto bundle", …
    pub kind: String,
    /// Lines or entries in it.
    pub entries: u32,
    /// How many of them could be read as attestations.
    pub understood: u32,
    /// It is a bundle, which nobody signed as a whole: entries can be missing.
    pub bundle: bool,
}

/// One attestation in a list.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct EvidenceRow {
    /// Its name in links, `#/evidence/{id}`: `sha256:…` of its bytes, with `-2`, `-3` … where several share them.
    pub id: String,
    /// What it is: "Envelope", "Line 12: Envelope", "Credential".
    pub label: String,
    /// What kind of claim, in words: "Simple verification result", "Test result", …
    pub kind: String,
    /// What it says, in one sentence that starts with whose words they are: "… says: …".
    pub says: String,
    /// Who signed.
    pub issuer: IssuerView,
    /// What it adds up to.
    pub standing: Standing,
    /// The check that decided against it, with its reason; none if nothing did.
    pub decisive: Option<CheckView>,
    /// What it is about, as far as it is loaded.
    pub about: Vec<Link>,
    /// Names of subjects that nothing loaded has the digest of: the signer's words.
    pub unmatched: Vec<String>,
    /// Subjects in all.
    pub subjects: u32,
    /// The signer's own date; empty if there is none. A claim.
    pub dated: String,
    /// It disputes another attestation, or says of the same subject that it failed.
    pub rebuts: bool,
    /// How many attestations dispute it.
    pub rebutted: u32,
    /// Name of the file it came from.
    pub file: String,
    /// Line in the file, from 1; 0 if it fills the file.
    pub line: u32,
}

/// Who signed, as far as somebody other than the document vouches for the name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct IssuerView {
    /// The name to show; "Nobody known" when no one vouches for the key.
    pub name: String,
    /// The community, if the key is listed by one that is loaded.
    pub community: Option<Link>,
    /// `sha256:…` of the key that signed; empty if no signature holds.
    pub key: String,
    /// "Ed25519", "P-256"; empty if no signature holds.
    pub key_kind: String,
    /// Who vouches for the name, in words: "chosen by you", "its own descriptor, which nobody signed", …
    pub vouched: String,
    /// How the name is vouched for.
    pub by: NamedBy,
}

/// How the name of a signer is vouched for, the strongest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum NamedBy {
    /// The reader chose the key and named it.
    Reader,
    /// Somebody whom the reader chose recognises it.
    Recognised,
    /// A certificate of an authority the reader chose.
    Authority,
    /// A history of its own identifier, signed from the first version on.
    History,
    /// Its own descriptor or identifier document, which nobody signed: it says so itself.
    Itself,
    /// The key is the name (`did:key`).
    Key,
    /// Nobody.
    #[default]
    Nobody,
}

/// One check of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct CheckView {
    /// Its stable word: `form`, `signature`, … as in `docs/formats/verdict.md`.
    pub name: String,
    /// The question it answers.
    pub question: String,
    /// It decides the standing; else it only informs.
    pub required: bool,
    /// What came of it.
    pub outcome: CheckOutcome,
    /// The evidence for a confirmed check, the reason for a failed or unmade one; empty if not applicable.
    pub detail: String,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum CheckOutcome {
    /// It was made and does not hold.
    Failed,
    /// It could not be made. Never green.
    NotChecked,
    /// It was made and holds.
    Confirmed,
    /// There is nothing to check in this kind of document.
    NotApplicable,
}

impl CheckOutcome {
    /// Its word in `rulescape verify --json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::NotChecked => "not-checked",
            Self::Confirmed => "confirmed",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// One verdict, step by step → from [`crate::Ask::Verdict`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct VerdictView {
    /// The attestation in one line.
    pub row: EvidenceRow,
    /// Every check exactly once, in the order in which they build on each other.
    pub checks: Vec<CheckView>,
    /// What this shows, in sentences; empty unless a signature holds.
    pub shows: Vec<String>,
    /// What this does not show, in sentences; never empty.
    pub does_not_show: Vec<String>,
    /// Everybody whose signature holds; the first is the row's issuer.
    pub signers: Vec<IssuerView>,
    /// The `keyid` hints in the file: claims, covered by nothing.
    pub key_ids: Vec<String>,
    /// What it is about; at most 200, the row's `subjects` says how many there are.
    pub subjects: Vec<SubjectView>,
    /// Rule sets that it names as applied.
    pub applied: Vec<AppliedView>,
    /// Labelled facts of the claim, in the signer's words.
    pub facts: Vec<(String, String)>,
    /// Who, of those you chose, leads to the signer; none if nobody does.
    pub path: Option<RecognitionPath>,
    /// Everybody loaded who recognises the signer, whether or not you chose them.
    pub recognised_by: Vec<Recognition>,
    /// Attestations that dispute this one.
    pub rebuttals: Vec<Rebuttal>,
    /// What this one disputes.
    pub disputes: Vec<Rebuttal>,
    /// Documents that it names and that are not at hand; the reader may have them fetched.
    pub lacking: Vec<Lacking>,
    /// The signed text, as it was signed.
    pub raw: RawText,
    /// The command that repeats this verdict: `rulescape verify …`.
    pub command: String,
    /// How to check the same with other people's tools: the tool's name, the command.
    pub elsewhere: Vec<(String, String)>,
    /// Why no other tool is named; empty if one is.
    pub elsewhere_note: String,
    /// The moment it was judged at, RFC 3339. Never the as-of date of the page.
    pub judged_at: String,
}

/// A document that a verdict lacks.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Lacking {
    /// In words: "the list of revocation".
    pub what: String,
    /// Where the attestation says it is; an `https` address.
    pub address: String,
    /// Why what came from there, or did not come, is not it; empty before anybody asked.
    pub tried: String,
}

/// Something an attestation is about.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct SubjectView {
    /// Name in the statement: a claim; empty if there is none.
    pub name: String,
    /// Algorithm and digest, as the statement gives them.
    pub digests: Vec<(String, String)>,
    /// What is loaded under one of the digests.
    pub matches: Vec<SubjectMatch>,
    /// In words: "its sha256 is that of …", "nothing loaded has this digest".
    pub words: String,
}

/// A loaded file that has the digest of a subject.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct SubjectMatch {
    /// Name of the file.
    pub file: String,
    /// Its digest, which leads to Sources.
    pub digest: String,
    /// The digest is over the canonical form (RFC 8785), not over the bytes.
    pub canonical: bool,
    /// Rule sets and communities in that file.
    pub links: Vec<Link>,
}

/// A rule set that a claim says was applied.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct AppliedView {
    /// Address or name in the statement: a claim.
    pub named: String,
    /// The rule set at hand, if its text or at least its address fits.
    pub set: Option<Link>,
    /// How well it fits.
    pub fit: AppliedFit,
    /// The same in words.
    pub words: String,
    /// Rules that are said to be kept, failed or in need of attention, in the signer's words.
    pub rules: Vec<AppliedRule>,
}

/// One rule in a claim.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct AppliedRule {
    /// The signer's word for it.
    pub named: String,
    /// The rule at hand, if there is one by that name in the rule set.
    pub rule: Option<Link>,
    /// What is said.
    pub result: ClaimResult,
}

/// What a claim says of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum ClaimResult {
    /// It is kept.
    Passed,
    /// It needs attention.
    Warned,
    /// It is not kept.
    Failed,
}

/// How a rule set at hand fits the one that a claim names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Wire)]
pub enum AppliedFit {
    /// The claim gives the digest of exactly this text.
    SameText,
    /// Only the address is the same; the text is not proven to be.
    SameAddressOnly,
    /// The address is the same, the text is another.
    OtherText,
    /// Nothing at hand fits.
    NotAtHand,
}

/// The signed text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct RawText {
    /// The text, cut at 64 kB; empty if there is none or it is not text.
    pub text: String,
    /// Its media type.
    pub kind: String,
    /// Size of the whole in bytes.
    pub bytes: u64,
    /// More than is shown.
    pub cut: bool,
    /// Why there is no text; empty if there is.
    pub why: String,
}

/// A stated dispute.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct Rebuttal {
    /// The other attestation.
    pub row: EvidenceRow,
    /// What makes it a dispute, in words.
    pub words: String,
    /// It is about the attestation itself; else it says of the same subject that it failed.
    pub direct: bool,
}

/// Somebody signed something that vouches for somebody else. Directed: it says nothing about the way back.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Recognition {
    /// Who recognises.
    pub from: Link,
    /// Who is recognised.
    pub to: Link,
    /// The attestation that says so, for `#/evidence/{id}`.
    pub evidence: String,
    /// Its standing under your viewpoint.
    pub standing: Standing,
    /// What it says and how it leads to the other's key, in words.
    pub words: String,
    /// What is weak about it; empty if nothing is.
    pub weakness: String,
    /// The other also recognises the first, by an attestation of its own.
    pub returned: bool,
}

/// The way from your choice to a signer.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct RecognitionPath {
    /// Where it starts: the key or community you chose.
    pub start: String,
    /// Step by step; empty if you chose the signer's key yourself.
    pub hops: Vec<Recognition>,
    /// Which hop is the weakest; none if there are no hops.
    pub weakest: Option<u32>,
    /// The weakest hop, named in words.
    pub words: String,
}

/// A file that the atlas lists and that evidence needs → from [`crate::Ask::EvidenceFiles`].
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct WantedFile {
    /// Address relative to the atlas's own file.
    pub path: String,
    /// Size as listed; 0 if unknown.
    pub bytes: u64,
    /// The digest it must have; empty if the list gives none.
    pub digest: String,
    /// Why it is wanted, in words.
    pub why: String,
}
