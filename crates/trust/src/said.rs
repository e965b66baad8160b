//! What went wrong, in words that end up in a verdict. Never says more than the error does.

use std::fmt::{self, Display, Formatter};

use crate::checkpoint::{CheckpointError, TlogProofError};
use crate::data_integrity::IntegrityError;
use crate::der::DerError;
use crate::did::DidError;
use crate::did_webvh::HistoryError;
use crate::dsse::EnvelopeError;
use crate::keys::KeyError;
use crate::merkle::ProofError;
use crate::note::{NoteError, NoteKeyError};
use crate::pem::PemError;
use crate::policy::PolicyError;
use crate::signature::SignatureError;
use crate::sigstore::{BundleError, RootError};
use crate::statement::StatementError;
use crate::status_list::StatusListError;

const TWICE: &str = "a field of it stands there twice, in two spellings";

/// A field of which nothing usable was found.
fn field(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    write!(f, "its field {name} is missing or malformed")
}

impl Display for EnvelopeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(why) => why,
            Self::Field(name) => return field(f, name),
            Self::Payload => "its content is not base64",
            Self::TooLarge => "its content is larger than is read here",
            Self::TooManySignatures => "it has more signatures than are counted here",
        })
    }
}

impl Display for StatementError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(why) => why,
            Self::Type => "it does not say that it is one, or says it of another version",
            Self::Subject => "its list of subjects is missing, empty or too long",
            Self::Digest => "one of its subjects has no digest",
            Self::DigestValue => {
                "a digest in it is not hexadecimal, or has the wrong length for its function"
            }
            Self::PredicateType => "it does not name what kind of claim it makes",
            Self::Predicate => "its claim is not an object",
            Self::Resource => "something in it has neither name nor address nor digest",
        })
    }
}

impl Display for BundleError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(why) => why,
            Self::MediaType => "it names another media type",
            Self::Field(name) => return field(f, name),
            Self::Signatures => "an envelope in a bundle has exactly one signature",
            Self::Proof => {
                "an entry of a log comes without the proof, in version 0.1 the promise, that it is in the log"
            }
            Self::Twice => TWICE,
        })
    }
}

impl Display for RootError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(why) => why,
            Self::Field(name) => return field(f, name),
            Self::Twice => TWICE,
            Self::NoStart => "a key in it has no day from which it counts",
        })
    }
}

impl Display for HistoryError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Json(why) => why,
            Self::TooLong => "the history has more versions or proofs than are read here",
            Self::Field(name) => return field(f, name),
            Self::Member => "it has a field that versions do not have",
            Self::Method => "it follows another version of the method",
            Self::Scid => "the identifier does not follow from the first version",
            Self::EntryHash => "this version was changed: its hash is another than it states",
            Self::Number => "the versions do not count up by one",
            Self::Time => "it is not later than the version before, or still to come",
            Self::Identifier => "the document is about another identifier",
            Self::Moved => "the identifier moved, but its document does not name the old one",
            Self::Did(why) => return why.fmt(f),
            Self::Proof(why) => return write!(f, "its proof does not hold: {why}"),
            Self::UnknownKey => "it is signed by a key that may not write it",
            Self::PreRotation => "it uses a key that the version before did not announce",
            Self::Deactivated => "it comes after the identifier was given up",
            Self::WitnessRule => "its rule about witnesses cannot be kept",
            Self::WitnessId => "a witness is not named by a did:key",
            Self::NotWitnessed => "too few of the named witnesses signed it or a later version",
        })
    }
}

impl Display for DidError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "it is not written as identifiers of its method are",
            Self::Method => "it is an identifier of a method that is not known here",
            Self::Key(why) => return why.fmt(f),
            Self::Fragment => "it names one key and holds another",
            Self::Address => "it leads to an address that must not be asked",
        })
    }
}

impl Display for KeyError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "not a public key in a form that is read here",
            Self::Unsupported => "a kind of key that cannot be checked here",
            Self::Invalid => "numbers that no key can have",
        })
    }
}

impl Display for SignatureError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherKind => "the key is of another kind than the signature",
            Self::Malformed => "it is not written as signatures are",
            Self::Wrong => "the signature does not fit what it covers",
        })
    }
}

impl Display for IntegrityError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "there is none",
            Self::Unsupported(suite) => {
                return write!(f, "{suite:?} needs steps that are not made here");
            }
            Self::Field(name) => return field(f, name),
            Self::Context => "its terms are not those that the document begins with",
            Self::Canonical => "the document holds a value that has no canonical form",
            Self::OtherKind => "the key is of another kind than it needs",
            Self::Signature(why) => return why.fmt(f),
        })
    }
}

impl Display for StatusListError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "it cannot be unpacked",
            Self::Length => "it is shorter than such lists must be, or has no such entry",
            Self::Purpose => "it is a list for another purpose",
            Self::TooLarge => "it unpacks to more than is read here",
        })
    }
}

impl Display for NoteKeyError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parts => "it is not a name, an id and a key joined by plus signs",
            Self::Name => "its name is empty, or has blanks or a plus sign",
            Self::Type => "it is for a kind of signature that is not known here",
            Self::Key => "the key does not fit its kind",
            Self::Id => "its id does not follow from name and key",
        })
    }
}

impl Display for NoteError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooLarge => "it is longer than is read here",
            Self::Characters => "it is not plain text",
            Self::Shape => "text and signatures are not parted by an empty line",
            Self::SignatureLine => "a line of its signatures is none",
            Self::TooManySignatures => "it has more signatures than are counted here",
            Self::Refuted => "it names a key at hand that did not make that signature",
            Self::NoKnownKey => "none of its signatures is by a key at hand",
        })
    }
}

impl Display for CheckpointError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Shape => "it has fewer than three lines, or no end",
            Self::Origin => "it does not name its log",
            Self::Size => "the size of the log is not a plain number",
            Self::Root => "the hash of the log is not one",
            Self::Extension => "it has an empty line where none may be",
        })
    }
}

impl Display for TlogProofError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "it does not begin as such proofs do",
            Self::Line => "a line is missing or malformed",
            Self::TooLong => "it has more hashes than a log can need",
            Self::Note(why) => return why.fmt(f),
            Self::Checkpoint(why) => return why.fmt(f),
            Self::UnknownLog => "it is of a log that nobody named",
            Self::Policy(why) => return why.fmt(f),
            Self::Proof(why) => return why.fmt(f),
        })
    }
}

impl Display for PolicyError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "the policy is not plain text",
            Self::TooLong => "the policy is longer than is read here",
            Self::Line => "a line of the policy is of an unknown kind",
            Self::Key => "a key in the policy cannot be read",
            Self::Name => "the policy uses a name twice",
            Self::Duplicate => "the policy lists a key twice",
            Self::Undefined => "the policy uses a name before it says what it means",
            Self::Threshold => "a number in the policy cannot be reached",
            Self::Quorum => "the policy does not say once what is enough",
            Self::NotMet => "too few witnesses signed",
            Self::Refuted => "a witness is named that did not make its signature",
        })
    }
}

impl Display for ProofError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OutOfRange => "it speaks of an entry that the log does not have yet",
            Self::Length => "it has more or fewer hashes than a log of this size needs",
            Self::OtherRoot => "it leads to another state of the log",
        })
    }
}

impl Display for DerError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Short => "it ends too early",
            Self::Length => "a length in it is not written as it must be",
            Self::Tag => "it holds something else than belongs there",
            Self::Trailing => "it goes on after its end",
            Self::Value => "a value in it is not allowed there",
            Self::Depth => "it is nested deeper than is read here",
        })
    }
}

impl Display for PemError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoBlock => "no line begins it",
            Self::Unfinished => "its last line is missing or of another kind",
            Self::Body => "what stands inside is not base64",
        })
    }
}

#[cfg(feature = "keyless")]
impl Display for crate::sigstore::PathError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoIssuer => "no certificate at hand signed it",
            Self::Period => "a certificate on the way did not count at that time",
            Self::NotAuthority => "a certificate on the way may not sign others",
            Self::Critical => "a certificate on the way demands something that is not known here",
            Self::TooLong => "the way is longer than is followed here",
        })
    }
}

#[cfg(feature = "keyless")]
impl Display for crate::sigstore::TimestampError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Der(why) => return why.fmt(f),
            Self::Shape(what) => return write!(f, "its {what} is not what it must be"),
            Self::OtherContent => "it is about something else",
            Self::UnknownAuthority => "no authority you chose made it",
            Self::Signature => "its signature does not hold",
            Self::Path => "its authority's certificates do not lead to one you chose",
        })
    }
}

#[cfg(feature = "keyless")]
impl Display for crate::x509::CertificateError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Der(why) => return why.fmt(f),
            Self::Shape(what) => return field(f, what),
            Self::Key(why) => return why.fmt(f),
            Self::TooLarge => "it is larger than is read here",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_words_all_the_way_down() {
        let deep = HistoryError::Proof(IntegrityError::Signature(SignatureError::Wrong));
        assert_eq!(
            deep.to_string(),
            "its proof does not hold: the signature does not fit what it covers"
        );
        assert_eq!(
            EnvelopeError::Field("payload").to_string(),
            "its field payload is missing or malformed"
        );
        assert_eq!(EnvelopeError::Json("as read".into()).to_string(), "as read");
    }
}
