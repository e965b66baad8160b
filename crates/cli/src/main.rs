//! The `rulescape` command. Same engine as the page, other host.
fn main() {}
