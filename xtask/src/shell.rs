//! Finishes `index.html`: style, script, policy, hints. Leaves every word of it as it is.

use crate::build::Parts;
use crate::failure::Failure;
use crate::project;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Where the atlas lies, as the page finds it in `<meta name="rulescape-atlas">`.
const ATLAS: &str = "atlas/";

/// Asked for by the first page; loading it beside the page's wasm saves a round trip.
const FIRST_ANSWER: &str = "atlas/first-answers.txt";

/// Reads Trunk's `index.html` and writes the finished one.
pub fn write(from: &Path, site: &Path, parts: &Parts) -> Result<(), Failure> {
    let html = finished(
        &project::read(from)?,
        parts,
        site.join(FIRST_ANSWER).is_file(),
    )
    .map_err(|what| {
        Failure::new(
            format!("index.html: {what}"),
            "see docs/architecture.md, The shell",
        )
    })?;
    project::write(&site.join("index.html"), html)
}

fn finished(html: &str, parts: &Parts, first: bool) -> Result<String, String> {
    let html = without_trunk(html)?;
    let html = shortened(&html);
    let (before, after) = html.split_once("<head>").ok_or("has no <head>")?;
    let policy = policy(&parts.style);
    let Parts {
        start,
        page,
        worker,
        style,
    } = parts;
    let first = if first {
        format!(r#"<link rel="preload" href="{FIRST_ANSWER}" as="fetch" crossorigin>"#)
    } else {
        String::new()
    };
    let head = format!(
        "<head>\
         <meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\
         <meta name=\"referrer\" content=\"no-referrer\">\
         <meta name=\"rulescape-worker\" content=\"{worker}\">\
         <meta name=\"rulescape-atlas\" content=\"{ATLAS}\">\
         <style>{style}</style>\
         <link rel=\"preload\" href=\"{page}\" as=\"fetch\" type=\"application/wasm\" crossorigin>{first}\
         <script type=\"module\" src=\"{start}\"></script>"
    );
    Ok(format!("{before}{head}{after}"))
}

/// Takes out the marks that `Trunk.toml` made Trunk leave, and the charset, which goes first.
fn without_trunk(html: &str) -> Result<String, String> {
    let (before, rest) = html
        .split_once("<script type=\"module\" data-start=")
        .ok_or("has no start script")?;
    let (_, after) = rest
        .split_once("</script>")
        .ok_or("has an open start script")?;
    let html = format!("{before}{after}")
        .replace("<meta name=\"rulescape-unfinished\">", "")
        .replace("<meta charset=\"utf-8\">", "");
    if html.contains("<script") {
        return Err("has a script of its own; scripts belong into the page".into());
    }
    Ok(html)
}

/// Drops comments and indentation. `<pre>` is not used in the shell.
fn shortened(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        text.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Nothing from elsewhere runs or styles the page. Readers open atlases and catalogs from any host, so data may
/// come from everywhere; `localhost` lets publishers look at theirs before it is public. Style attributes stay
/// allowed: bars and positions need them, and no foreign text ever becomes markup (`clippy.toml` bans the way).
fn policy(style: &str) -> String {
    let digest = base64(&Sha256::digest(style.as_bytes()));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'sha256-{digest}'; \
         style-src-attr 'unsafe-inline'; \
         img-src 'self' data:; connect-src 'self' https: http://localhost:* http://127.0.0.1:*; base-uri 'none'; \
         form-action 'none'"
    )
}

/// RFC 4648 §4, with padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0u32, |bits, byte| bits << 8 | u32::from(*byte))
            << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS
                .get((bits >> (18 - 6 * place) & 63) as usize)
                .copied()
                .unwrap_or(b'=');
            text.push(if place <= chunk.len() {
                letter.into()
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_rfc_4648_section_10_says() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn comments_and_indentation_go_words_stay() {
        assert_eq!(
            shortened("<p>\n   a <!-- b\n c --> d\n\n  </p>"),
            "<p>\na  d\n</p>"
        );
    }

    fn parts() -> Parts {
        let name = |text: &str| text.to_owned();
        Parts {
            start: name("s.js"),
            page: name("p.wasm"),
            worker: name("w.js"),
            style: name("a{}"),
        }
    }

    #[test]
    fn the_shell_names_every_part_and_keeps_its_words() {
        let html = "<html><head><meta charset=\"utf-8\"><title>T</title></head><body><p>Words</p>\
                    <script type=\"module\" data-start=\"a.js|a.wasm\"></script></body></html>";
        let built = finished(html, &parts(), true).expect("the shell is complete");
        for part in [
            "src=\"s.js\"",
            "href=\"p.wasm\"",
            "content=\"w.js\"",
            "first-answers.txt",
            "<p>Words</p>",
            "<title>T",
        ] {
            assert!(built.contains(part), "{part} is missing in {built}");
        }
        assert!(!built.contains("data-start"), "{built}");
    }

    #[test]
    fn the_shell_refuses_what_the_policy_would_block() {
        let html =
            "<head></head><script>1</script><script type=\"module\" data-start=\"a|b\"></script>";
        assert!(finished(html, &parts(), false).is_err());
    }
}
