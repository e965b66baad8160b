//! Any text as a file of facts, as a message between page and worker, as markup, as a private key. Never a panic.

use intake::markup;
use protocol::{Answer, Ask, FromEngine, ToEngine};
use publish::sign::SigningKey;
use publish::{FOLDERS, SourceFile, gather};

/// One run.
pub fn run(data: &[u8]) {
    for folder in FOLDERS {
        let _ = gather(&[SourceFile {
            path: format!("{folder}/a.yaml"),
            bytes: data.to_vec(),
        }]);
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    same_again::<Ask>(text);
    same_again::<Answer>(text);
    same_again::<ToEngine>(text);
    same_again::<FromEngine>(text);
    let mut length = 0;
    for block in markup::blocks(text) {
        length += format!("{block:?}").len();
    }
    // Markup may say a thing twice (a link and its words), never a thousand times.
    assert!(
        length <= 4_096 + text.len() * 200,
        "{length} from {}",
        text.len()
    );
    let _ = markup::plain(&markup::line(text), &mut |id| id.to_owned());
    let _ = SigningKey::from_pem(text);
}

/// What can be read is written as something that reads the same.
fn same_again<T: protocol::Wire>(text: &str) {
    if let Some(message) = protocol::read::<T>(text) {
        let written = protocol::write(&message);
        let again = protocol::read::<T>(&written).expect("what was written can be read");
        assert_eq!(protocol::write(&again), written);
    }
}
