//! Which rules correspond, and how they differ. Never ranks what cannot be compared.
