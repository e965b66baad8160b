//! The engine behind a message port. Converts, decides nothing.
