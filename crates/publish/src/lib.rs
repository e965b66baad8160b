//! What publishers need and readers never carry: YAML to standards, canonical writing. Never reachable from the page.
