//! A small static file server for looking at `dist/` and for the tests. Sends what any host would; nothing depends on it.

use crate::failure::Failure;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// Longer request heads come from no browser.
const MAX_HEAD_BYTES: u64 = 64 * 1024;

/// A browser that says nothing for so long has gone.
const IDLE: Duration = Duration::from_secs(60);

/// What to serve, and where.
#[derive(Clone, Debug)]
pub struct Site {
    /// The folder.
    pub dir: PathBuf,
    /// The path under which it appears: `/` or `/some/path/`.
    pub under: String,
}

/// Answers until the process ends. `opened` is told the port, which is a free one when 0 was asked for.
pub fn run(site: &Site, port: u16, opened: impl FnOnce(u16)) -> Result<(), Failure> {
    let taken = |error: std::io::Error| {
        Failure::new(
            format!("cannot listen on port {port}: {error}"),
            "another port: --port 8081",
        )
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(taken)?;
    opened(listener.local_addr().map_or(port, |address| address.port()));
    for stream in listener.incoming().flatten() {
        let site = site.clone();
        // A reader who closes the tab breaks the connection; that is no news.
        std::thread::spawn(move || drop(converse(&stream, &site)));
    }
    Ok(())
}

fn converse(stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(IDLE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    while let Some(request) = Request::read(&mut reader)? {
        answer(stream, &request, site)?;
        if request.last {
            break;
        }
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Request {
    method: String,
    path: String,
    known_tag: String,
    takes_brotli: bool,
    last: bool,
}

impl Request {
    fn read(reader: &mut impl BufRead) -> std::io::Result<Option<Self>> {
        let mut head = reader.take(MAX_HEAD_BYTES);
        let mut line = String::new();
        if head.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut words = line.split_whitespace();
        let mut request = Self {
            method: words.next().unwrap_or_default().to_owned(),
            path: words.next().unwrap_or_default().to_owned(),
            ..Self::default()
        };
        loop {
            let mut line = String::new();
            if head.read_line(&mut line)? == 0 || line.trim().is_empty() {
                return Ok(Some(request));
            }
            let Some((name, value)) = line.split_once(':') else {
                continue;
            };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "accept-encoding" => {
                    request.takes_brotli = value.split(',').any(|word| word.trim() == "br")
                }
                "connection" => request.last = value.eq_ignore_ascii_case("close"),
                "if-none-match" => request.known_tag = value.to_owned(),
                _ => {}
            }
        }
    }
}

fn answer(mut stream: &TcpStream, request: &Request, site: &Site) -> std::io::Result<()> {
    if request.method != "GET" && request.method != "HEAD" {
        return say(stream, "405 Method Not Allowed", "this server only reads");
    }
    let path = request.path.split(['?', '#']).next().unwrap_or_default();
    let Some(file) = file_for(path, site) else {
        return say(stream, "404 Not Found", "no such file here");
    };
    if file.is_dir() {
        // Relative links need the slash.
        let head = format!(
            "HTTP/1.1 308 Permanent Redirect\r\nLocation: {path}/\r\nContent-Length: 0\r\n\r\n"
        );
        return stream.write_all(head.as_bytes());
    }
    let twin = PathBuf::from(format!("{}.br", file.display()));
    let (sent, encoding) = match request.takes_brotli && twin.is_file() {
        true => (twin.as_path(), "Content-Encoding: br\r\n"),
        false => (file.as_path(), ""),
    };
    let Ok(mut body) = File::open(sent) else {
        return say(stream, "404 Not Found", "no such file here");
    };
    let data = body.metadata()?;
    let age = data
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    let tag = format!("\"{:x}-{:x}\"", age.as_nanos(), data.len());
    let kept = format!(
        "ETag: {tag}\r\nCache-Control: {}\r\nVary: Accept-Encoding\r\n",
        cache_control(&file)
    );
    if request.known_tag == tag {
        return stream.write_all(format!("HTTP/1.1 304 Not Modified\r\n{kept}\r\n").as_bytes());
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: {}\r\n{encoding}{kept}\r\n",
        content_type(&file),
        data.len(),
    );
    stream.write_all(head.as_bytes())?;
    if request.method == "GET" {
        std::io::copy(&mut body, &mut stream)?;
    }
    Ok(())
}

fn say(mut stream: &TcpStream, status: &str, words: &str) -> std::io::Result<()> {
    let length = words.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {length}"
    );
    stream.write_all(format!("{head}\r\n\r\n{words}").as_bytes())
}

/// The file behind a path, never one outside of the folder.
fn file_for(path: &str, site: &Site) -> Option<PathBuf> {
    let path = decoded(path)?;
    if site.under.strip_suffix('/') == Some(&path) {
        // The folder itself, without the slash that relative links need.
        return Some(site.dir.clone());
    }
    let inside = path.strip_prefix(&site.under)?;
    let mut file = site.dir.clone();
    for part in inside.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('.') || part.contains(['\\', ':', '\0']) {
            return None;
        }
        file.push(part);
    }
    if path.ends_with('/') {
        file.push("index.html");
    }
    file.exists().then_some(file)
}

/// Percent signs resolved; nothing when they are broken.
fn decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes().iter();
    while let Some(byte) = rest.next() {
        if *byte == b'%' {
            let digits = [*rest.next()?, *rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(*byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Names made from content may be kept for ever, everything else is asked for again.
fn cache_control(file: &Path) -> &'static str {
    let name = file
        .file_stem()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let hashed = name.rsplit_once('-').is_some_and(|(_, end)| {
        end.len() == 16 && end.bytes().all(|byte| byte.is_ascii_hexdigit())
    });
    if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "jsonl" => "application/json; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "txt" | "md" | "yaml" | "yml" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> Site {
        Site {
            dir: crate::project::root().join("xtask"),
            under: "/a/b/".into(),
        }
    }

    #[test]
    fn paths_lead_to_files_of_the_folder_only() {
        let found = |path: &str| {
            let file = file_for(path, &site()).unwrap_or_default();
            let name = file.strip_prefix(crate::project::root()).unwrap_or(&file);
            name.to_string_lossy().into_owned()
        };
        assert_eq!(found("/a/b/Cargo.toml"), "xtask/Cargo.toml");
        assert_eq!(found("/a/b/src/m%61in.rs"), "xtask/src/main.rs");
        assert_eq!(found("/a/b/src"), "xtask/src");
        for outside in [
            "/a/b/../Cargo.toml",
            "/a/b/%2e%2e/Cargo.toml",
            "/Cargo.toml",
            "/a/b/none",
            "/a/b/%zz",
            "/a/b/..",
        ] {
            assert_eq!(found(outside), "", "{outside}");
        }
    }

    #[test]
    fn only_names_made_from_content_are_kept_for_ever() {
        for (name, kept) in [
            ("page-0123456789abcdef.js", true),
            ("first-answers.txt", false),
            ("rule-set.json", false),
        ] {
            assert_eq!(
                cache_control(Path::new(name)).contains("immutable"),
                kept,
                "{name}"
            );
        }
    }

    #[test]
    fn a_request_head_is_read_line_by_line() {
        let mut text =
            "GET /x?y HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n"
                .as_bytes();
        let request = Request::read(&mut text)
            .expect("reading from memory")
            .expect("one request");
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            ("GET", "/x?y")
        );
        assert!(request.takes_brotli && request.last);
    }
}
