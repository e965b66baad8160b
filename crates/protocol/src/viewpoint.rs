//! Viewpoints between page and engine: whom a reader trusts, and what follows. Never chosen by anyone but the reader.

use ident::Standing;

use crate::{EvidenceRow, Link, Problem, Recognition, Wire};

/// Whom the reader trusts. Kept by the page in this browser and handed to the engine with
/// [`crate::ToEngine::Choose`]; the engine forgets it when it ends, so it is handed over again after every `Ready`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct Viewpoint {
    /// What the reader calls it; may be empty.
    pub name: String,
    /// Communities whose keys count: exactly the keys that stood in its documents when the reader chose it.
    pub communities: Vec<ChosenCommunity>,
    /// Keys that count by themselves.
    pub keys: Vec<ChosenKey>,
    /// Logs and witnesses, by their C2SP verifier key.
    pub logs: Vec<ChosenLog>,
    /// Authorities for short-lived certificates.
    pub roots: Vec<ChosenRoot>,
    /// Who is expected to have signed with such a certificate.
    pub identities: Vec<ChosenIdentity>,
    /// How many steps of signed recognition to follow from the chosen communities: 0 to 3.
    pub steps: u32,
    /// How many different chosen keys must have signed; 0 and 1 mean one.
    pub threshold: u32,
}

/// A community the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChosenCommunity {
    /// Its id in the atlas, or its DID.
    pub id: String,
    /// Its name when it was chosen.
    pub name: String,
    /// Its keys when it was chosen, as Multikey or PEM. Keys that its documents list later do not count by themselves.
    pub keys: Vec<String>,
    /// Why the reader believes that they are its keys.
    pub why: String,
}

/// A key the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChosenKey {
    /// As Multikey, or PEM for kinds that Multikey has no prefix for.
    pub key: String,
    /// The reader's own name for it.
    pub name: String,
    /// Why the reader believes in it.
    pub why: String,
}

/// A log or witness the reader chose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChosenLog {
    /// `name+id+key` (C2SP signed note).
    pub key: String,
    /// Why.
    pub why: String,
}

/// An authority for certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChosenRoot {
    /// The reader's name for it.
    pub name: String,
    /// `trusted_root.json`, or PEM certificates of an authority of one's own; empty means the public Sigstore instance as
    /// this program carries it.
    pub text: String,
}

/// A signer by name, as certificates give it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ChosenIdentity {
    /// Address or e-mail address, exactly.
    pub name: String,
    /// Who must have checked that name, exactly.
    pub issuer: String,
}

/// A viewpoint in one line, for the frame and above lists.
#[derive(Clone, Debug, Default, PartialEq, Eq, Wire)]
pub struct ViewpointLine {
    /// "none chosen", or the reader's name for it, or "1 community, 2 keys".
    pub name: String,
    /// Nobody is chosen: nothing can be confirmed.
    pub empty: bool,
}

/// Whom do you trust, and what follows → from [`crate::Ask::Viewpoint`] and [`crate::ToEngine::Choose`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ViewpointView {
    /// As it is in force, without what could not be used.
    pub viewpoint: Viewpoint,
    /// In one line.
    pub line: ViewpointLine,
    /// The same as a file: `docs/formats/viewpoint.md`.
    pub file: String,
    /// Parts of it that could not be used, and why.
    pub problems: Vec<Problem>,
    /// Keys that count, whoever brought them in.
    pub keys: Vec<KeyView>,
    /// Communities that can be chosen: those whose keys are loaded.
    pub communities: Vec<Choosable>,
    /// Standings as they are: attestations, and rule sets.
    pub counts: Vec<StandingCount>,
    /// Every signed recognition that is loaded, with its way back or the lack of one.
    pub recognitions: Vec<Recognition>,
    /// Recognition, certification and alignment that somebody states with a source, but nobody signed: from, what, to.
    /// None of them adds to any viewpoint.
    pub claimed: Vec<ClaimedRecognition>,
}

/// An unsigned statement of recognition.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct ClaimedRecognition {
    /// Who.
    pub from: Link,
    /// "certifies", "recognises", "aligns with".
    pub says: String,
    /// Whom.
    pub to: Link,
    /// What is stated.
    pub statement: String,
    /// What the other says the other way round; empty if it is silent.
    pub back: String,
}

/// A key that counts, or could.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct KeyView {
    /// As [`ChosenKey::key`] writes it.
    pub key: String,
    /// `sha256:…` of its SubjectPublicKeyInfo.
    pub fingerprint: String,
    /// "Ed25519", "P-256", …
    pub kind: String,
    /// Whose it is, in the words of whoever vouches for that.
    pub name: String,
    /// Who vouches.
    pub vouched: String,
    /// How many attestations it signed.
    pub signed: u32,
}

/// A community that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Wire)]
pub struct Choosable {
    /// The community; the id may be a DID.
    pub link: Link,
    /// What choosing it would put into the viewpoint, now.
    pub choice: ChosenCommunity,
    /// Its keys.
    pub keys: Vec<KeyView>,
    /// Chosen already, with these keys.
    pub chosen: bool,
    /// Chosen earlier, but its documents list other keys now: in words; empty if not so.
    pub changed: String,
    /// Where the keys come from, in words.
    pub source: String,
    /// Attestations that its keys signed.
    pub signed: u32,
}

/// How many things have a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Wire)]
pub struct StandingCount {
    /// Which.
    pub standing: Standing,
    /// Attestations.
    pub attestations: u32,
    /// Rule sets.
    pub rule_sets: u32,
}

/// Another viewpoint to compare with.
#[derive(Clone, Debug, PartialEq, Wire)]
pub enum OtherViewpoint {
    /// Nobody chosen.
    Nobody,
    /// What somebody sees who chose this community, and whom it recognises one step on.
    Community(String),
    /// This one: from a link or a file. Only looked through, never taken over.
    This(Viewpoint),
}

/// What the other sees that you do not, and the other way round → from [`crate::Ask::ViewpointDifference`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ViewpointDifferenceView {
    /// Yours.
    pub mine: ViewpointLine,
    /// The other.
    pub theirs: ViewpointLine,
    /// The other as a whole, should the reader want to take it over.
    pub other: Viewpoint,
    /// Parts of the other that could not be used.
    pub problems: Vec<Problem>,
    /// Standings under each: yours, theirs.
    pub counts: Vec<(StandingCount, StandingCount)>,
    /// Attestations whose standing differs: at most 200.
    pub rows: Vec<DifferenceRow>,
    /// How many differ in all.
    pub total: u32,
    /// Rule sets whose standing differs: the rule set, yours, theirs.
    pub sets: Vec<(Link, (Standing, Standing))>,
    /// In one sentence.
    pub words: String,
}

/// One attestation under two viewpoints.
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct DifferenceRow {
    /// The attestation, as you see it.
    pub row: EvidenceRow,
    /// Its standing in the other's eyes.
    pub theirs: Standing,
    /// What leads the other, or you, to the signer.
    pub words: String,
}

/// What a pasted text or a dropped file can add to a viewpoint → from [`crate::Ask::ReadChoice`].
#[derive(Clone, Debug, PartialEq, Wire)]
pub struct ChoiceRead {
    /// What it is, in words: "Ed25519 public key", "Viewpoint", "Verifier key of a log"…
    pub what: String,
    /// It as a viewpoint that holds nothing else; the page joins it with the reader's own after the reader agreed. Empty
    /// if it cannot be used.
    pub adds: Viewpoint,
    /// The keys in it.
    pub keys: Vec<KeyView>,
    /// What is wrong with it; none if it can be used.
    pub problem: Option<Problem>,
}
