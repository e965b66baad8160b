//! A body that publishes rules or takes part in the network. Never says how well it keeps them.

use ident::{CommunityKind, Layer};
use intake::facts;

use crate::SetIx;

/// A body with what belongs to it.
#[derive(Clone, Debug)]
pub struct Community {
    /// What its file says.
    pub facts: facts::Community,
    /// Where the network draws it.
    pub layer: Layer,
    /// Its rule sets, the newest first.
    pub sets: Vec<SetIx>,
    /// Rules over all its rule sets.
    pub rules: u32,
    /// Which of the loaded files it came from.
    pub file: u32,
}

/// States, international bodies and public authorities stand in the upper layer, everybody else in the lower.
pub(crate) fn layer_of(kind: CommunityKind) -> Layer {
    use CommunityKind as K;
    match kind {
        K::State | K::InternationalOrganisation | K::PublicAuthority => Layer::Authority,
        K::TechnicalCommunity
        | K::KnowledgeCommunity
        | K::ModelCommunity
        | K::DataCommons
        | K::Dao
        | K::ProfessionalBody
        | K::Company
        | K::IndustryConsortium
        | K::StandardsBody
        | K::ResearchInstitution
        | K::Foundation
        | K::Community
        | K::Model => Layer::Communities,
    }
}
