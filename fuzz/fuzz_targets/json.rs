//! JSON: what is read and printed canonically reads back and prints the same. Never a panic.
#![no_main]

use intake::json::{Limits, canonical, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(json) = parse(data, &Limits::FILE) else { return };
    let Ok(printed) = canonical(&json.root) else { return };
    let again = parse(&printed, &Limits::FILE).expect("canonical text is JSON");
    // Large round numbers print as long integers, which are refused when they are read: stricter, never different.
    if let Ok(twice) = canonical(&again.root) {
        assert_eq!(twice, printed);
    }
});
