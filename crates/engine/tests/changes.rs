//! What became of every rule: two rule sets in, entries out.

mod files;

use std::path::{Path, PathBuf};

use engine::Engine;
use files::{catalog, receive};
use protocol::{Answer, Ask, ChangeKind, ChangesAsk, ChangesView};

fn changes(engine: &Engine, old: &str, new: &str, offset: u32) -> ChangesView {
    let ask = ChangesAsk {
        old: old.to_owned(),
        new: new.to_owned(),
        offset,
        ..ChangesAsk::default()
    };
    match engine.ask(&Ask::Changes(ask)) {
        Answer::Changes(view) => view,
        other => panic!("{other:?}"),
    }
}

fn counted(view: &ChangesView) -> String {
    let counts = view.counts;
    format!(
        "{} added, {} removed, {} changed, {} moved, {} unchanged",
        counts.added, counts.removed, counts.changed, counts.moved, counts.unchanged
    )
}

fn atlas() -> Engine {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let gathered = publish::folder::facts(&data).expect("the facts are accepted");
    let bytes = intake::readfile::write(&gathered.facts).expect("plain data serialises");
    let mut engine = Engine::new();
    assert!(receive(&mut engine, "atlas.json", bytes).usable);
    engine
}

#[test]
fn from_draft_to_policy() {
    let engine = atlas();
    let view = changes(&engine, "llvm-ai-draft-2025", "llvm-ai-2026", 0);
    println!("LLVM: {}", counted(&view));
    let (old, new) = (view.old.rules, view.new.rules);
    let counts = view.counts;
    let both = counts.changed + counts.moved + counts.unchanged;
    assert_eq!((both + counts.removed, both + counts.added), (old, new));
    assert!(counts.changed > 0 && counts.added > 0 && counts.removed > 0);
    assert_eq!(view.entries.len() as u32, view.total);
    assert_eq!(view.noted.len(), 1);
    for entry in &view.entries {
        let both = entry.old.is_some() && entry.new.is_some();
        assert_eq!(
            both,
            matches!(entry.kind, ChangeKind::Changed | ChangeKind::Moved)
        );
        assert_eq!(both, !entry.ground.is_empty());
        assert!(entry.pieces.is_empty() || !entry.reworded);
    }
}

#[test]
fn without_suggestions_likeness_pairs_nothing_and_kinds_are_chosen() {
    let engine = atlas();
    let ask = ChangesAsk {
        old: "llvm-ai-draft-2025".to_owned(),
        new: "llvm-ai-2026".to_owned(),
        hide_suggestions: true,
        ..ChangesAsk::default()
    };
    let told = |ask: &ChangesAsk| match engine.ask(&Ask::Changes(ask.clone())) {
        Answer::Changes(view) => view,
        other => panic!("{other:?}"),
    };
    let (hidden, all) = (
        told(&ask),
        changes(&engine, "llvm-ai-draft-2025", "llvm-ai-2026", 0),
    );
    let suggested = all.entries.iter().filter(|entry| entry.suggested).count() as u32;
    assert!(suggested > 0 && hidden.entries.iter().all(|entry| !entry.suggested));
    assert_eq!(hidden.counts.added, all.counts.added + suggested);
    assert_eq!(hidden.counts.removed, all.counts.removed + suggested);
    assert_eq!(hidden.kept, all.kept);
    let added = told(&ChangesAsk {
        kinds: vec![ChangeKind::Added],
        ..ask
    });
    assert_eq!(added.total, hidden.counts.added);
    assert_eq!(added.counts, hidden.counts);
}

#[test]
fn a_rule_set_beside_itself_has_not_changed() {
    let engine = atlas();
    let view = changes(&engine, "llvm-ai-2026", "llvm-ai-2026", 0);
    assert_eq!((view.total, view.counts.unchanged), (0, view.new.rules));
}

#[test]
fn new_words_are_marked_and_new_rules_are_added() {
    let mut engine = Engine::new();
    let older = catalog("Old", &["a", "b"]);
    let newer = catalog("New", &["a", "c"]).replace("to the office", "to the public office");
    let old = receive(&mut engine, "old.json", older).sets[0].id.clone();
    let new = receive(&mut engine, "new.json", newer).sets[0].id.clone();
    let view = changes(&engine, &old, &new, 0);
    let changed = view
        .entries
        .iter()
        .find(|entry| entry.kind == ChangeKind::Changed)
        .expect("a changed rule");
    let text: Vec<String> = changed
        .pieces
        .iter()
        .map(|piece| format!("{:?}:{}", piece.kind, piece.text.trim()))
        .collect();
    assert_eq!(changed.ground, "the same id");
    assert!(text.contains(&"Added:public".to_owned()), "{text:?}");
    let none = Ask::Changes(ChangesAsk {
        old: old.clone(),
        new: "no-such-set".to_owned(),
        ..ChangesAsk::default()
    });
    assert!(matches!(engine.ask(&none), Answer::NotFound { what, .. } if what == "no-such-set"));
}

#[test]
fn a_large_real_catalog_is_followed_part_by_part() {
    let vectors = std::env::var_os("RULESCAPE_VECTORS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    let old = vectors.join("oscal/sp800-53-rev4/catalog.json");
    let new = vectors.join("oscal/sp800-53-rev5-v1.0.0/catalog.json");
    if !old.is_file() || !new.is_file() {
        println!("no vectors at {}", vectors.display());
        return;
    }
    let mut engine = Engine::new();
    let mut load = |name: &str, path: &Path| {
        let bytes = std::fs::read(path).expect("a stored vector");
        receive(&mut engine, name, bytes).sets[0].id.clone()
    };
    let (old, new) = (load("rev4.json", &old), load("rev5.json", &new));
    let first = changes(&engine, &old, &new, 0);
    println!(
        "SP 800-53 rev 4 ({} rules) → rev 5 ({} rules): {}",
        first.old.rules,
        first.new.rules,
        counted(&first)
    );
    let second = changes(&engine, &old, &new, first.entries.len() as u32);
    assert_eq!(second.offset as usize, first.entries.len());
    // Rev 5 turned every sentence round ("The organization:" went), so that nothing stayed word for word the same.
    let counts = first.counts;
    assert_eq!(
        first.total,
        counts.added + counts.removed + counts.changed + counts.moved
    );
    assert!(counts.changed > 500 && counts.added > 100 && counts.removed < 20);
    assert_ne!(first.entries[0], second.entries[0]);
    let stated = first
        .entries
        .iter()
        .chain(&second.entries)
        .filter(|entry| entry.ground == "the publisher says so");
    assert!(stated.count() > 0);
}
