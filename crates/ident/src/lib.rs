//! Names for things: digests, ids and the closed vocabularies. Never reads a file, never decides anything.

mod digest;
mod ids;
pub mod order;
pub mod props;
mod short_names;
mod vocabulary;

pub use digest::{Digest, DigestError};
pub use ids::{IdError, RuleId, is_slug, slugify};
pub use short_names::short_names;
pub use vocabulary::{
    Binding, CommunityKind, Confidence, InstrumentKind, Layer, Mechanism, Modality, RelationGroup,
    RelationType, Relationship, SourceClass, Standing, Status, Sureness, Topic, UnknownWord,
};
