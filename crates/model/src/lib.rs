//! The immutable picture of who rules what and who vouches for it. Never changes after it is built.
