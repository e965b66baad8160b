//! Setup, serve, build, test, tidy and bench: the only two commands a person needs are `serve` and `test`.
fn main() {}
