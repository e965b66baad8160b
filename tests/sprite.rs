//! Every symbol that the page draws stands in the shell's sprite, and no other. Never starts a browser.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn the_sprite_holds_what_is_drawn_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut drawn = BTreeSet::new();
    collect(&root.join("src"), &mut drawn);
    let shell =
        fs::read_to_string(root.join("index.html")).expect("the shell stands beside Cargo.toml");
    drawn.extend(names(&shell, "href=\"#"));
    let held: BTreeSet<String> = names(&shell, "<symbol id=\"").collect();
    assert_eq!(
        held, drawn,
        "left: symbols in index.html; right: symbols drawn"
    );
}

fn collect(folder: &Path, drawn: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, drawn);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("sources are text");
            drawn.extend(names(&text, "\"#"));
        }
    }
}

/// Names such as `i-must` behind `before`: one letter, a hyphen, a word.
fn names<'t>(text: &'t str, before: &'t str) -> impl Iterator<Item = String> + 't {
    text.split(before).skip(1).filter_map(|rest| {
        let name = rest.split('"').next()?;
        let symbol = name.split_once('-').is_some_and(|(kind, word)| {
            kind.len() == 1
                && !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        });
        symbol.then(|| name.to_owned())
    })
}
