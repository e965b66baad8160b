//! How much of anything hostile input may ask for. Never a default that is not explained.

/// One envelope may name many signers; transparency logs stop at 100. More is hostile, not large.
pub const MAX_SIGNATURES: usize = 100;

/// How much checking one envelope may cost, in units of an Ed25519 check (see `signature::cost`): a hundred signatures
/// under a hundred keys, or sixty checks on the slowest curve. About half a second in a browser.
pub const MAX_VERIFICATIONS: usize = 10_000;

/// Every check digests what was signed: so many bytes take as long as an Ed25519 check does.
pub const BYTES_PER_VERIFICATION: usize = 10_000;

/// A signed payload is parsed in memory; a real statement with ten thousand subjects is about 2 MB.
pub const MAX_PAYLOAD_BYTES: usize = 16 * 1024 * 1024;

/// Signatures are short: RSA-8192 has 1,024 bytes, ML-DSA-87 has 4,627.
pub const MAX_SIGNATURE_BYTES: usize = 8 * 1024;

/// RSA above 8192 bits is slow enough to be an attack on the reader; below 2048 it is not safe.
pub const MAX_RSA_BITS: usize = 8192;

/// Keys shorter than this no longer count as keys (NIST SP 800-131A).
pub const MIN_RSA_BITS: usize = 2048;

/// Public web chains have three or four certificates; ten leaves room for private ones.
pub const MAX_CHAIN: usize = 10;

/// A certificate for code signing is under 4 kB; 64 kB leaves room for post-quantum keys.
pub const MAX_CERTIFICATE_BYTES: usize = 64 * 1024;

/// DER nests as deep as its standard says; X.509 and CMS stay under 20.
pub const MAX_DER_DEPTH: usize = 32;

/// A status list of 16 million entries has 2 MB; gzip can blow 60 bytes up to far more.
pub const MAX_STATUS_LIST_BYTES: usize = 4 * 1024 * 1024;

/// The privacy floor that the status-list standard sets: 16 kB, 131,072 entries.
pub const MIN_STATUS_LIST_BYTES: usize = 16 * 1024;

/// Merkle paths have one hash per doubling; 63 covers every tree that fits a signed 64-bit size.
pub const MAX_PROOF_HASHES: usize = 63;

/// A note is text that people read; checkpoints have under 1 kB.
pub const MAX_NOTE_BYTES: usize = 1024 * 1024;

/// A policy names logs and witnesses; the largest published one has under a hundred lines.
pub const MAX_POLICY_LINES: usize = 1_000;

/// A DID history grows by hand; a thousand versions is one a day for three years.
pub const MAX_DID_ENTRIES: usize = 1_000;

/// Witnesses of one DID; the standard's own examples have three.
pub const MAX_WITNESSES: usize = 64;

/// Keys taken from one document of an identifier; published ones have under ten.
pub const MAX_IDENTITY_KEYS: usize = 100;

/// Files in one signed folder.
pub const MAX_FOLDER_FILES: usize = 100_000;

/// Subjects in one statement.
pub const MAX_SUBJECTS: usize = 100_000;

/// Log entries and timestamps in one bundle; the conformance suite has at most two.
pub const MAX_LOG_ENTRIES: usize = 32;

/// Status entries of one credential; the standard's own example with the most has two.
pub const MAX_STATUS_ENTRIES: usize = 8;

/// Lists of one address that are looked up for an entry: states of some months. With more of them somebody hides one.
pub const MAX_STATUS_LISTS: usize = 32;

/// Credentials inside one presentation, each judged by itself.
pub const MAX_PRESENTED: usize = 100;

/// How far a stated time may lie ahead of the reader's clock: clocks that nobody sets differ by minutes, not by more.
/// did:webvh asks for such a margin ("versionTime"); signers and logs need it as much.
pub const MAX_CLOCK_SKEW_SECONDS: i64 = 300;
