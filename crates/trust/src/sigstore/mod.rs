//! Sigstore bundles: signatures with their certificates, log entries and timestamps. Never asks a server.

mod binding;
mod bundle;
#[cfg(feature = "keyless")]
mod certificate_path;
#[cfg(feature = "keyless")]
mod keyless;
mod log;
mod protojson;
mod root;
#[cfg(feature = "keyless")]
mod sct;
#[cfg(feature = "keyless")]
mod timestamp;
mod verify;

pub use bundle::{
    BUNDLE_MEDIA_TYPE, Bundle, BundleError, Content, InclusionProof, LogEntry, Material, Version,
};
#[cfg(feature = "keyless")]
pub use certificate_path::{PathError, build_path};
#[cfg(feature = "keyless")]
pub use root::PUBLIC_GOOD;
pub use root::{Authority, Log, RootError, TrustedRoot, key_list};
#[cfg(feature = "keyless")]
pub(crate) use timestamp::TimestampError;

use intake::json::Node;

/// What a document in protobuf's JSON form says it is.
pub(crate) fn media_type(node: &Node) -> Option<&str> {
    protojson::member(node, "mediaType").and_then(Node::as_str)
}

pub use verify::{Chosen, ExpectedIdentity, ManagedKey, check, check_parsed};

/// The readers of bytes inside bundles and certificates, each by itself, for whoever throws bytes at them. Says nothing:
/// what they read counts only where it is signed.
#[cfg(feature = "keyless")]
pub fn try_readers(bytes: &[u8]) {
    let _ = timestamp::check(bytes, bytes, &[]);
    sct::try_reader(bytes);
}
