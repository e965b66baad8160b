//! The namespace and the names of our own OSCAL properties. Never a value: those come from the vocabularies.
//!
//! `publish` writes them, whoever reads a catalog of ours looks for them. Meaning: `docs/formats/atlas.md`.

/// Namespace of every property that Rulescape adds to OSCAL documents.
pub const NAMESPACE: &str = "https://rulescape.example/ns/oscal";

/// On a control and on an item of a map: the rule's id in the atlas, `set/local`. The control id is the local part.
pub const RULE_ID: &str = "rule-id";
/// On a control: a word of [`crate::Topic`].
pub const TOPIC: &str = "topic";
/// On a control: a word of [`crate::Modality`].
pub const MODALITY: &str = "modality";
/// On a control, once each: who is bound.
pub const BINDS: &str = "binds";
/// On a control, once each: a word of [`crate::Mechanism`].
pub const MECHANISM: &str = "mechanism";
/// On a control: where the rule stands in the original.
pub const PINPOINT: &str = "pinpoint";
/// On a control, once each: what would show that the rule is kept.
pub const EVIDENCE: &str = "evidence";
/// On a control: `yes` where the text is ours and not the issuer's.
pub const PARAPHRASE: &str = "paraphrase";
/// On a control and on a catalog: a word of [`crate::SourceClass`].
pub const SOURCE_CLASS: &str = "source-class";
/// On a control: [`CONFIDENCE_READ`] or [`CONFIDENCE_MEMORY`].
pub const CONFIDENCE: &str = "confidence";
/// Value of [`CONFIDENCE`]: the source was looked up and read.
pub const CONFIDENCE_READ: &str = "source-read";
/// Value of [`CONFIDENCE`]: written from memory.
pub const CONFIDENCE_MEMORY: &str = "memory";
/// On a control where it differs, and on a catalog: a word of [`crate::Status`].
pub const STATUS: &str = "status";
/// On a control: doubts and corrections.
pub const NOTE: &str = "note";

/// On a parameter: unit of its number, or `date`.
pub const UNIT: &str = "unit";
/// On a parameter: `=`, `<`, `<=`, `>`, `>=` or `in`.
pub const COMPARATOR: &str = "comparator";
/// On a parameter: the wording of the fact for display.
pub const TEXT: &str = "text";

/// On a catalog: the rule set's id in the atlas.
pub const RULE_SET_ID: &str = "rule-set-id";
/// On a catalog: id of the community whose rules these are.
pub const COMMUNITY: &str = "community";
/// On a catalog: a word of [`crate::InstrumentKind`]; public instruments only.
pub const INSTRUMENT_KIND: &str = "instrument-kind";
/// On a catalog, once each: ISO 3166 code, `EU` or `INTL`.
pub const JURISDICTION: &str = "jurisdiction";
/// On a catalog: date of this version, as precise as it is known.
pub const DATE: &str = "date";
/// On a catalog: in force since.
pub const DATE_IN_FORCE: &str = "date-in-force";
/// On a catalog: general date of application, if later.
pub const DATE_APPLIES: &str = "date-applies";
/// On a catalog: more about the status.
pub const STATUS_NOTE: &str = "status-note";
/// On a catalog: what the rule set applies to.
pub const SCOPE: &str = "scope";
/// On a catalog: what was read, in words.
pub const SOURCE_READ: &str = "source-read";

/// On a mapping collection: the collection's id in the atlas.
pub const MAPPING_ID: &str = "mapping-id";
/// On a map: `yes` where one side asks for what the other rules out.
pub const CONFLICT: &str = "conflict";
