//! One versioned set of rules with what follows from its kind and status. Never judges its rules.

use std::collections::BTreeMap;

use ident::{Binding, InstrumentKind, Layer, Modality, Standing, Status};
use intake::facts;

use crate::CommunityIx;
use crate::parameter::Params;

/// A rule set: a community's, a public instrument, or a foreign catalog.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Unique among everything loaded.
    pub id: String,
    /// Short title.
    pub title: String,
    /// Full official title; empty if it does not differ.
    pub official_title: String,
    /// The community whose rules these are; none for public instruments and foreign catalogs.
    pub community: Option<CommunityIx>,
    /// Who issued it, in words.
    pub issuer: String,
    /// What only public instruments have.
    pub instrument: Option<facts::Instrument>,
    /// Brought by the reader as an OSCAL catalog.
    pub foreign: bool,
    /// Version as the issuer names it.
    pub version: String,
    /// Date of this version.
    pub date: String,
    /// What the date means.
    pub date_note: String,
    /// Where it stands in its life.
    pub status: Status,
    /// More about the status.
    pub status_note: String,
    /// What it applies to.
    pub scope: String,
    /// Addresses of the original, the best first.
    pub urls: Vec<String>,
    /// What was read; none for foreign catalogs.
    pub source_class: Option<ident::SourceClass>,
    /// What was read, in words.
    pub source_read: String,
    /// How it binds.
    pub binding: Binding,
    /// Where the network draws it.
    pub layer: Layer,
    /// Headings of the original; empty where the file has none.
    pub headings: Vec<Heading>,
    /// Rules, withdrawn ones left out.
    pub rules: u32,
    /// Their force.
    pub forces: Forces,
    /// How many lean on each mechanism, in the order of `Mechanism::ALL`.
    pub mechanisms: [u32; 6],
    /// How many are on each topic, in the order of `Topic::ALL`.
    pub topics: [u32; 25],
    /// Topics and forces are suggested by this program, not stated by the publisher.
    pub suggested: bool,
    /// Standing of its signature.
    pub standing: Standing,
    /// OSCAL version of the document, for foreign catalogs.
    pub oscal_version: String,
    /// What stands at the places of parameters; empty for our own facts.
    pub params: Params,
    /// What its links of the form `#uuid` lead to, by uuid; empty for our own facts.
    pub resources: BTreeMap<String, Resource>,
    /// Which of the loaded files it came from.
    pub file: u32,
    pub(crate) first_rule: u32,
    pub(crate) all_rules: u32,
}

/// Something that a catalog refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its title; may be empty.
    pub title: String,
    /// Its web address; may be empty.
    pub url: String,
}

/// A heading above rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 0 for the top level.
    pub depth: u8,
    /// As the original labels it; may be empty.
    pub label: String,
    /// Its title.
    pub title: String,
    /// The heading it stands under, as a position in the same list.
    pub above: Option<u32>,
}

/// How many rules speak with which force.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forces {
    /// must
    pub must: u32,
    /// must not
    pub must_not: u32,
    /// should
    pub should: u32,
    /// may
    pub may: u32,
    /// Rules whose force is not known.
    pub unknown: u32,
}

impl Forces {
    /// Counts one more rule.
    pub fn add(&mut self, modality: Option<Modality>) {
        *match modality {
            Some(Modality::Must) => &mut self.must,
            Some(Modality::MustNot) => &mut self.must_not,
            Some(Modality::Should) => &mut self.should,
            Some(Modality::May) => &mut self.may,
            None => &mut self.unknown,
        } += 1;
    }

    /// Counts all rules of another.
    pub fn add_all(&mut self, other: Self) {
        let Self {
            must,
            must_not,
            should,
            may,
            unknown,
        } = other;
        self.must += must;
        self.must_not += must_not;
        self.should += should;
        self.may += may;
        self.unknown += unknown;
    }
}

/// How a rule set binds: law and treaties in force bind, other public texts are voluntary, a community's rules bind
/// its participants, and nothing binds before it is adopted or after it has ended.
pub(crate) fn binding_of(
    instrument: Option<InstrumentKind>,
    of_community: bool,
    status: Status,
) -> Binding {
    use InstrumentKind as K;
    match status {
        Status::Proposed | Status::Draft | Status::EnactedNotInForce => Binding::Pending,
        Status::Superseded | Status::Revoked | Status::Lapsed => Binding::Ended,
        Status::InForce | Status::PartlyInForce => match instrument {
            Some(K::Law | K::Bill | K::Treaty) => Binding::Law,
            Some(
                K::Declaration | K::Principles | K::Standard | K::Guidance | K::VoluntaryCommitment,
            ) => Binding::Voluntary,
            None if of_community => Binding::Participants,
            None => Binding::Voluntary,
        },
    }
}

/// Law, bills and treaties stand in the upper layer, all other public texts in the middle.
pub(crate) fn layer_of(instrument: Option<InstrumentKind>) -> Layer {
    use InstrumentKind as K;
    match instrument {
        Some(K::Law | K::Bill | K::Treaty) => Layer::Authority,
        Some(
            K::Declaration | K::Principles | K::Standard | K::Guidance | K::VoluntaryCommitment,
        )
        | None => Layer::Commitments,
    }
}
