//! An index over communities, rule sets and rules. Never touches the documents it indexes.
