//! Commands that repeat a verdict on another machine. Never runs one, and never names a tool that cannot read the file.

use super::content::Content;
use super::corpus::Item;
use super::judge::{Ground, Judgement};
use super::recognise::Kind;
use super::shelf::file_of;

/// `rulescape verify …` as it would be typed, keys included, so that nothing but the files is needed.
pub(super) fn verify(ground: &Ground<'_>, judgement: &Judgement, item: &Item) -> String {
    let Some(book) = ground.shelf.books.get(item.book as usize) else {
        return String::new();
    };
    let lens = &judgement.lens;
    let mut before = String::new();
    let mut options = String::new();
    let mut key = |text: String, stem: &str, option: &str, number: usize| {
        let name = format!("{stem}-{number}.pub");
        before.push_str(&format!("printf '%s\\n' {} > {name}\n", quoted(&text)));
        options.push_str(&format!(" {option} {name}"));
    };
    // Every chosen key: which of them counted is part of the verdict.
    for (number, counting) in (1..).zip(judgement.counting()) {
        key(super::lens::written(&counting), "chosen", "--key", number);
    }
    let counting = judgement.counting();
    let signers = item_signers(judgement, ground, item);
    let offered = signers.into_iter().filter(|key| !counting.contains(key));
    for (number, offered) in (1..).zip(offered) {
        key(
            super::lens::written(&offered),
            "offered",
            "--offered-key",
            number,
        );
    }
    for log in &lens.viewpoint.logs {
        options.push_str(&format!(" --note-key {}", quoted(&log.key)));
    }
    for (number, root) in (1..).zip(&lens.viewpoint.roots) {
        if root.text.contains("-----BEGIN ") {
            options.push_str(&format!(" --anchor root-{number}.pem"));
        } else if !root.text.is_empty() {
            options.push_str(&format!(" --trust-root root-{number}.json"));
        }
    }
    if let Some(identity) = lens.viewpoint.identities.first() {
        if !identity.name.is_empty() {
            options.push_str(&format!(" --identity {}", quoted(&identity.name)));
        }
        if !identity.issuer.is_empty() {
            options.push_str(&format!(" --issuer {}", quoted(&identity.issuer)));
        }
    }
    if lens.viewpoint.threshold > 1 {
        options.push_str(&format!(" --threshold {}", lens.viewpoint.threshold));
    }
    for companion in companions(ground, item) {
        options.push_str(&format!(" --with {}", quoted(file_of(companion))));
    }
    let signature = quoted(file_of(book.name));
    let document = item
        .beside
        .and_then(|at| ground.shelf.books.get(at as usize));
    let files = match document {
        Some(document) => format!("{} --signature {signature}", quoted(file_of(document.name))),
        None => signature,
    };
    format!(
        "{before}rulescape verify {files}{options} --at {}",
        judgement.now
    )
}

fn item_signers(
    judgement: &Judgement,
    ground: &Ground<'_>,
    item: &Item,
) -> Vec<trust::keys::PublicKey> {
    let at = ground
        .corpus
        .items
        .iter()
        .position(|other| std::ptr::eq(other, item));
    at.map(|at| judgement.signers(at).cloned().collect())
        .unwrap_or_default()
}

/// Files that the verdict needed besides the document.
fn companions<'a>(ground: &'a Ground<'_>, item: &Item) -> Vec<&'a str> {
    let kind = ground
        .shelf
        .books
        .get(item.book as usize)
        .and_then(|book| book.kind);
    let wanted = match kind {
        Some(Kind::History) => {
            let witness = ground.shelf.beside(item.book as usize, "did-witness.json");
            return witness
                .and_then(|at| ground.shelf.books.get(at))
                .map(|book| book.name)
                .into_iter()
                .collect();
        }
        Some(Kind::Credential) => Kind::Credential,
        _ => return Vec::new(),
    };
    let others = ground.shelf.books.iter().enumerate();
    others
        .filter(|(at, book)| {
            *at != item.book as usize
                && book.kind == Some(wanted)
                && book.bytes.is_some_and(|bytes| {
                    let text = String::from_utf8_lossy(bytes);
                    text.contains("BitstringStatusListCredential")
                })
        })
        .map(|(_, book)| book.name)
        .collect()
}

/// Other people's tools that read this kind of file, and why there is none.
pub(super) fn elsewhere(
    ground: &Ground<'_>,
    _judgement: &Judgement,
    item: &Item,
    content: &Content,
) -> (Vec<(String, String)>, String) {
    let Some(book) = ground.shelf.books.get(item.book as usize) else {
        return (Vec::new(), String::new());
    };
    let signature = quoted(file_of(book.name));
    let document = item
        .beside
        .and_then(|at| ground.shelf.books.get(at as usize))
        .or_else(|| {
            item.about
                .first()
                .and_then(|found| ground.shelf.books.get(found.book))
        })
        .map(|book| quoted(file_of(book.name)));
    let named = document.clone().unwrap_or_else(|| "DOCUMENT".to_owned());
    let kind = content.claim.kind.as_str();
    let mut tools: Vec<(String, String)> = Vec::new();
    let mut tool = |name: &str, command: String| tools.push((name.to_owned(), command));
    match book.kind {
        Some(Kind::Envelope) if kind == "Signed rule document" => {
            tool(
                "trestle",
                format!("trestle verify -f {named} -s {signature} -k KEY.pem"),
            );
        }
        Some(Kind::Envelope) if kind == "Signed package of rule documents" => tool(
            "trestle",
            format!("trestle verify-manifest -f {named} -s {signature} -k KEY.pem"),
        ),
        Some(Kind::Sigstore) if kind == "Signed folder" => tool(
            "model_signing",
            format!("model_signing verify key . --signature {signature} --public-key KEY.pem"),
        ),
        _ => {}
    }
    match book.kind {
        Some(Kind::Sigstore) if content.statement.is_some() => tool(
            "cosign",
            format!(
                "cosign verify-blob-attestation --bundle {signature} --key KEY.pem --type {} {named}",
                quoted(predicate(content))
            ),
        ),
        Some(Kind::Sigstore) => tool(
            "cosign",
            format!("cosign verify-blob --bundle {signature} --key KEY.pem {named}"),
        ),
        Some(Kind::Envelope) if content.statement.is_some() => tool(
            "cosign",
            format!(
                "cosign verify-blob-attestation --signature {signature} --key KEY.pem --type {} --insecure-ignore-tlog {named}",
                quoted(predicate(content))
            ),
        ),
        Some(Kind::Pep740 | Kind::Pypi) => tool(
            "pypi-attestations",
            format!("pypi-attestations verify attestation --identity IDENTITY {named}"),
        ),
        _ => {}
    }
    let note = match book.kind {
        _ if !tools.is_empty() => String::new(),
        Some(Kind::Lines) => {
            "Other tools read one attestation at a time: save this line as a file of its own first."
                .to_owned()
        }
        _ => "We know of no other command line that reads this kind of file.".to_owned(),
    };
    (tools, note)
}

fn predicate(content: &Content) -> &str {
    content
        .statement
        .as_ref()
        .map_or("", |statement| statement.predicate_type.as_str())
}

/// A word for a shell, whatever is in it: file names come from strangers.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/+=:@".contains(c);
    let option = text.starts_with('-');
    if !text.is_empty() && !option && text.chars().all(plain) {
        return text.to_owned();
    }
    let text = match option {
        true => ["./", text].concat(),
        false => text.to_owned(),
    };
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn names_of_strangers_cannot_become_commands() {
        let check = |text: &str, expected: &str| assert_eq!(quoted(text), expected);
        check("a.json", "a.json");
        check("a; rm -rf x", "'a; rm -rf x'");
        check("it's", r"'it'\''s'");
        check("--key", "'./--key'");
        check("$(x)", "'$(x)'");
        check("", "''");
    }
}
