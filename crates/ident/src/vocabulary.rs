//! The closed lists of words that rules are described with. Never guesses a word it does not know.

use std::fmt;
use std::str::FromStr;

/// A word that is not in the list it should come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// Which list was asked.
    pub list: &'static str,
    /// The word that is not in it.
    pub word: String,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a known {}: {:?}", self.list, self.word)
    }
}

macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $list:literal; $($(#[$doc:meta])* $variant:ident = $word:literal, $label:literal;)+) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* #[doc = $label] $variant),+ }

        impl $name {
            /// Every word, in the order in which lists show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as files and links write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The word as readers see it.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
                    .ok_or_else(|| UnknownWord { list: $list, word: word.to_owned() })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

vocabulary! {
    /// What a rule is about; the fixed list of 25.
    Topic, "topic";
    ProhibitedPractices = "prohibited-practices", "Prohibited practices";
    RiskAssessment = "risk-assessment", "Risk assessment";
    TransparencyDisclosure = "transparency-disclosure", "Transparency and disclosure";
    ContentLabelling = "content-labelling", "Content labelling";
    DataGovernance = "data-governance", "Data governance";
    Privacy = "privacy", "Privacy";
    HumanOversight = "human-oversight", "Human oversight";
    AccuracyRobustness = "accuracy-robustness", "Accuracy and robustness";
    Security = "security", "Security";
    IncidentReporting = "incident-reporting", "Incident reporting";
    DocumentationRecords = "documentation-records", "Documentation and records";
    TestingEvaluation = "testing-evaluation", "Testing and evaluation";
    ConformityAssessment = "conformity-assessment", "Conformity assessment";
    AccountabilityRoles = "accountability-roles", "Accountability and roles";
    FairnessNondiscrimination = "fairness-nondiscrimination", "Fairness, non-discrimination";
    SafetyFrontier = "safety-frontier", "Frontier safety";
    CopyrightIp = "copyright-ip", "Copyright and IP";
    MinorsVulnerable = "minors-vulnerable", "Minors and vulnerable people";
    RedressRights = "redress-rights", "Redress and rights";
    OpennessResearch = "openness-research", "Openness and research";
    InternationalCooperation = "international-cooperation", "International cooperation";
    Environment = "environment", "Environment";
    LabourSkills = "labour-skills", "Labour and skills";
    ModelOwnershipAccess = "model-ownership-access", "Model ownership and access";
    EnforcementSanctions = "enforcement-sanctions", "Enforcement and sanctions";
}

vocabulary! {
    /// How firmly a rule speaks, in the sense of RFC 2119.
    Modality, "modality";
    Must = "must", "must";
    MustNot = "must-not", "must not";
    Should = "should", "should";
    May = "may", "may";
}

vocabulary! {
    /// Which of the five incentives, or public authority, a rule leans on.
    Mechanism, "mechanism";
    SocialValues = "social-values", "Social values";
    CorporateReputation = "corporate-reputation", "Corporate reputation";
    MarketCompetition = "market-competition", "Market competition";
    TechnicalConsensus = "technical-consensus", "Technical consensus";
    TechnologicalAssurance = "technological-assurance", "Technological assurance";
    PublicAuthority = "public-authority", "Public authority";
}

vocabulary! {
    /// Where a rule set stands in its life.
    Status, "status";
    InForce = "in-force", "in force";
    PartlyInForce = "partly-in-force", "in force, in phases";
    EnactedNotInForce = "enacted-not-in-force", "adopted, not yet in force";
    Proposed = "proposed", "proposed";
    Draft = "draft", "draft";
    Superseded = "superseded", "superseded";
    Revoked = "revoked", "no longer in force";
    Lapsed = "lapsed", "lapsed";
}

vocabulary! {
    /// What kind of public instrument a rule set is.
    InstrumentKind, "instrument kind";
    Law = "law", "law";
    Bill = "bill", "bill";
    Treaty = "treaty", "treaty";
    Declaration = "declaration", "declaration";
    Principles = "principles", "principles";
    Standard = "standard", "standard";
    Guidance = "guidance", "guidance";
    VoluntaryCommitment = "voluntary-commitment", "voluntary commitment";
}

vocabulary! {
    /// What kind of body publishes rules or takes part in the network.
    CommunityKind, "community kind";
    TechnicalCommunity = "technical-community", "Technical community";
    KnowledgeCommunity = "knowledge-community", "Knowledge community";
    ModelCommunity = "model-community", "Model community";
    DataCommons = "data-commons", "Data commons";
    Dao = "dao", "DAO";
    ProfessionalBody = "professional-body", "Professional body";
    Company = "company", "Company";
    IndustryConsortium = "industry-consortium", "Industry consortium";
    StandardsBody = "standards-body", "Standards body";
    State = "state", "State";
    InternationalOrganisation = "international-organisation", "International organisation";
    PublicAuthority = "public-authority", "Public authority";
    ResearchInstitution = "research-institution", "Research institution";
    Foundation = "foundation", "Foundation";
    Community = "community", "Community";
    Model = "model", "Model family";
}

vocabulary! {
    /// How a rule set binds. Derived from kind and status, never from the wording of its rules.
    Binding, "binding";
    Law = "binding", "Binding, law";
    Participants = "participants", "Binds participants";
    Voluntary = "voluntary", "Voluntary";
    Pending = "pending", "Not yet, or not adopted";
    Ended = "ended", "No longer in force";
}

vocabulary! {
    /// The three layers of the network.
    Layer, "layer";
    Communities = "communities", "Communities";
    Commitments = "commitments", "Public commitments";
    Authority = "authority", "Public authority";
}

vocabulary! {
    /// How two bodies or rule sets are tied, read as "source type target".
    RelationType, "relation type";
    Publishes = "publishes", "publishes";
    MemberOf = "member-of", "is a member of";
    FormerlyMemberOf = "formerly-member-of", "was a member of";
    SignatoryOf = "signatory-of", "has signed";
    PartOf = "part-of", "is part of";
    Adopts = "adopts", "adopts";
    DerivesFrom = "derives-from", "derives from";
    Influences = "influences", "influences";
    Supersedes = "supersedes", "supersedes";
    Implements = "implements", "implements";
    References = "references", "refers to";
    AlignsWith = "aligns-with", "aligns with";
    ContrastsWith = "contrasts-with", "contrasts with";
    Recognises = "recognises", "recognises";
    Certifies = "certifies", "certifies";
    SubjectTo = "subject-to", "is subject to";
    Hosts = "hosts", "hosts";
    Governs = "governs", "governs";
    EnforcesWith = "enforces-with", "enforces with";
}

vocabulary! {
    /// What kinds of ties have in common; the network draws one kind of line for each.
    RelationGroup, "relation group";
    Lineage = "lineage", "Takes rules or ideas from";
    Recognition = "recognition", "Recognises, certifies, aligns with, has signed";
    Bound = "bound", "Is bound by";
    Belonging = "belonging", "Belongs to";
    Reference = "reference", "Refers to";
    Contrast = "contrast", "Contrasts with (editorial)";
}

impl RelationType {
    /// The group it belongs to.
    pub const fn group(self) -> RelationGroup {
        match self {
            Self::Adopts
            | Self::DerivesFrom
            | Self::Influences
            | Self::Supersedes
            | Self::Implements => RelationGroup::Lineage,
            Self::SignatoryOf | Self::AlignsWith | Self::Recognises | Self::Certifies => {
                RelationGroup::Recognition
            }
            Self::SubjectTo => RelationGroup::Bound,
            Self::Publishes
            | Self::MemberOf
            | Self::FormerlyMemberOf
            | Self::PartOf
            | Self::Hosts
            | Self::Governs
            | Self::EnforcesWith => RelationGroup::Belonging,
            Self::References => RelationGroup::Reference,
            Self::ContrastsWith => RelationGroup::Contrast,
        }
    }

    /// Read in the words of its group, target and source change places: "A influences B" is "B takes ideas from A".
    pub const fn reads_backwards(self) -> bool {
        matches!(
            self,
            Self::Influences | Self::Publishes | Self::Hosts | Self::Governs
        )
    }
}

vocabulary! {
    /// How one rule, or several together, relate to another: the words of OSCAL mappings and of NIST IR 8477.
    /// Read "source relationship target".
    Relationship, "relationship";
    EqualTo = "equal-to", "is equal to";
    EquivalentTo = "equivalent-to", "asks the same as";
    SubsetOf = "subset-of", "asks less than";
    SupersetOf = "superset-of", "asks more than";
    IntersectsWith = "intersects-with", "overlaps with";
    NoRelationship = "no-relationship", "has nothing to do with";
}

impl Relationship {
    /// The same statement read from the other end.
    pub const fn inverse(self) -> Self {
        match self {
            Self::SubsetOf => Self::SupersetOf,
            Self::SupersetOf => Self::SubsetOf,
            Self::EqualTo | Self::EquivalentTo | Self::IntersectsWith | Self::NoRelationship => {
                self
            }
        }
    }

    /// What follows for A and C from "A self B" and "B next C"; none where nothing follows.
    pub const fn then(self, next: Self) -> Option<Self> {
        match (self, next) {
            (Self::NoRelationship | Self::IntersectsWith, Self::EqualTo | Self::EquivalentTo) => {
                Some(self)
            }
            (Self::NoRelationship | Self::IntersectsWith, _) => None,
            (Self::EqualTo, next) => Some(next),
            (Self::EquivalentTo, Self::EqualTo) => Some(Self::EquivalentTo),
            (Self::EquivalentTo, next) => Some(next),
            (Self::SubsetOf, Self::SubsetOf | Self::EqualTo | Self::EquivalentTo) => {
                Some(Self::SubsetOf)
            }
            (Self::SupersetOf, Self::SupersetOf | Self::EqualTo | Self::EquivalentTo) => {
                Some(Self::SupersetOf)
            }
            (Self::SubsetOf | Self::SupersetOf, _) => None,
        }
    }
}

vocabulary! {
    /// How sure the authors of a mapping are of it.
    Sureness, "confidence of a mapping";
    High = "high", "sure";
    Medium = "medium", "fairly sure";
    Low = "low", "not sure";
}

vocabulary! {
    /// What was read to write a paraphrase.
    SourceClass, "source class";
    Primary = "primary", "the issuer’s own text";
    Quoted = "quoted", "wording quoted by others";
    Secondary = "secondary", "reports and summaries";
    Memory = "memory", "no source looked up";
}

vocabulary! {
    /// How well a fact is supported. The first is written `verified` in the fact files; no reader ever sees that word.
    Confidence, "confidence";
    Read = "verified", "source read";
    Memory = "memory", "from memory";
}

vocabulary! {
    /// The summary of a verdict.
    Standing, "standing";
    ConfirmedByChosenKey = "confirmed", "Confirmed by a key you chose";
    IntactKeyUnknown = "intact-key-unknown", "Intact, key unknown";
    Unsigned = "unsigned", "Unsigned";
    Broken = "broken", "Broken";
    NotCheckableHere = "not-checkable-here", "Not checkable here";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip_and_strangers_are_named() {
        for topic in Topic::ALL {
            assert_eq!(topic.as_str().parse(), Ok(*topic));
        }
        assert_eq!(Topic::ALL.len(), 25);
        assert_eq!(
            "tea".parse::<Topic>().map_err(|e| e.to_string()),
            Err("not a known topic: \"tea\"".to_owned())
        );
    }
}
