//! Builders, vector loader and fixed test keys. Only ever a dev-dependency.
