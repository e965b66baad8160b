//! The command line → what is wished for. Never opens a file.

use crate::{choices, help};
use lexopt::prelude::*;
use protocol::{CompareAsk, ExportFormat};
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

/// A command with everything it needs.
#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// Print this help.
    Help(&'static str),
    /// Print the version.
    Version,
    /// Pack a folder.
    Pack {
        /// The authoring folder.
        dir: PathBuf,
        /// Where the atlas goes.
        out: PathBuf,
        /// Private keys that sign it.
        keys: Vec<PathBuf>,
    },
    /// Inspect files.
    Inspect {
        /// Which.
        files: Vec<PathBuf>,
        /// Print JSON.
        json: bool,
    },
    /// Compare rule sets.
    Compare(Box<CompareWish>),
    /// Resolve a profile.
    Resolve(crate::resolve::ResolveWish),
    /// Judge signatures.
    Verify(Box<crate::verify::VerifyWish>),
    /// Sign a document or package.
    Sign(crate::sign::SignWish),
    /// Print the built-in trusted root.
    TrustRoot,
}

/// What to compare and how to show it.
#[derive(Debug, PartialEq, Eq)]
pub struct CompareWish {
    /// Ids or paths, in the reader's order.
    pub sets: Vec<OsString>,
    /// Which rules, and how they are looked at; without the rule sets.
    pub ask: CompareAsk,
    /// Where ids are looked up, if it was said.
    pub atlas: Option<PathBuf>,
    /// OSCAL mapping collections that say which rules correspond.
    pub mappings: Vec<PathBuf>,
    /// Address of the copy of the page to which links lead, if it was said.
    pub page: Option<String>,
    /// How to show it.
    pub format: ExportFormat,
}

/// Why a command line was not understood.
#[derive(Debug, PartialEq, Eq)]
pub struct Misunderstood {
    what: String,
    command: &'static str,
}

impl fmt::Display for Misunderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, command } = self;
        write!(f, "rulescape: {what}\nTry: rulescape {command}--help")
    }
}

/// Columns side by side that can still be read.
const MAX_SETS: usize = 8;

/// Reads the arguments; the first is the program's name.
pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Command, Misunderstood> {
    let mut parser = lexopt::Parser::from_iter(arguments);
    let general = |what: String| Misunderstood { what, command: "" };
    match parser.next().map_err(|error| general(error.to_string()))? {
        None => Ok(Command::Help(help::GENERAL)),
        Some(Short('h') | Long("help")) => Ok(Command::Help(help::GENERAL)),
        Some(Short('V') | Long("version")) => Ok(Command::Version),
        Some(Value(name)) => match name.to_str() {
            Some("pack") => pack(parser).map_err(|error| error.within("pack ")),
            Some("inspect") => inspect(parser).map_err(|error| error.within("inspect ")),
            Some("compare") => compare(parser).map_err(|error| error.within("compare ")),
            Some("resolve") => {
                crate::resolve::wish(parser).map_err(|error| error.within("resolve "))
            }
            Some("verify") => crate::verify::wish(parser).map_err(|error| error.within("verify ")),
            Some("sign") => crate::sign::wish(parser).map_err(|error| error.within("sign ")),
            Some("trust-root") => trust_root(parser).map_err(|error| error.within("trust-root ")),
            Some("help") => Ok(Command::Help(help::GENERAL)),
            _ => Err(general(format!("no command is called {name:?}"))),
        },
        Some(other) => Err(general(other.unexpected().to_string())),
    }
}

impl Misunderstood {
    fn within(self, command: &'static str) -> Self {
        Self { command, ..self }
    }
}

impl From<lexopt::Error> for Misunderstood {
    fn from(error: lexopt::Error) -> Self {
        Self {
            what: error.to_string(),
            command: "",
        }
    }
}

impl From<String> for Misunderstood {
    fn from(what: String) -> Self {
        Self { what, command: "" }
    }
}

fn pack(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    let (mut dir, mut out, mut keys) = (None, None, Vec::new());
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::PACK)),
            Long("sign") => keys.push(PathBuf::from(parser.value()?)),
            Short('o') | Long("out") if out.is_none() => out = Some(PathBuf::from(parser.value()?)),
            Value(path) if dir.is_none() => dir = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let dir = dir.ok_or_else(|| "the folder to pack is missing".to_owned())?;
    let out = out.ok_or_else(|| "-o OUT is missing: where should the atlas go?".to_owned())?;
    Ok(Command::Pack { dir, out, keys })
}

fn trust_root(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    match parser.next()? {
        None => Ok(Command::TrustRoot),
        Some(Short('h') | Long("help")) => Ok(Command::Help(help::TRUST_ROOT)),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn inspect(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    let (mut files, mut json) = (Vec::new(), false);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::INSPECT)),
            Long("json") => json = true,
            Value(path) => files.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if files.is_empty() {
        return Err("no file to inspect".to_owned().into());
    }
    Ok(Command::Inspect { files, json })
}

fn compare(mut parser: lexopt::Parser) -> Result<Command, Misunderstood> {
    let mut wish = CompareWish {
        sets: Vec::new(),
        ask: CompareAsk::default(),
        atlas: None,
        mappings: Vec::new(),
        page: None,
        format: ExportFormat::Markdown,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::COMPARE)),
            Long("stated") => wish.ask.hide_suggestions = true,
            Long("spoken") => wish.ask.hide_silent = true,
            Long("atlas") if wish.atlas.is_none() => {
                wish.atlas = Some(PathBuf::from(parser.value()?))
            }
            Long("mapping") => wish.mappings.push(PathBuf::from(parser.value()?)),
            Long("page") if wish.page.is_none() => {
                wish.page = Some(page(&parser.value()?.string()?)?)
            }
            Long("format") => wish.format = format(&parser.value()?.string()?)?,
            Value(set) => wish.sets.push(set),
            Long(name) => match choices::named(name) {
                Some(name) => {
                    choices::choose(&mut wish.ask, name, &parser.value()?.string()?)?;
                }
                None => return Err(Long(name).unexpected().into()),
            },
            other => return Err(other.unexpected().into()),
        }
    }
    match wish.sets.len() {
        0 | 1 => Err("two rule sets are needed to compare".to_owned().into()),
        2..=MAX_SETS => Ok(Command::Compare(Box::new(wish))),
        many => Err(format!("{many} rule sets; at most {MAX_SETS} can be compared").into()),
    }
}

/// A copy of the page: an address on the web, without what stands behind `#`.
pub fn page(address: &str) -> Result<String, String> {
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return Err(format!(
            "{address:?} is no address of a page: it starts with https://"
        ));
    }
    let before = address.split('#').next().unwrap_or_default();
    Ok(before.to_owned())
}

fn format(word: &str) -> Result<ExportFormat, String> {
    match word {
        "json" => Ok(ExportFormat::Json),
        "csv" => Ok(ExportFormat::Csv),
        "markdown" => Ok(ExportFormat::Markdown),
        "html" => Ok(ExportFormat::Html),
        "svg" => Ok(ExportFormat::Svg),
        _ => Err(format!(
            "no format is called {word:?}; formats are json, csv, markdown, html and svg"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ident::Topic;
    use protocol::Filter;

    fn check(line: &str, expected: Result<Command, &str>) {
        let words = std::iter::once("rulescape").chain(line.split_whitespace());
        let outcome = read(words.map(OsString::from));
        assert_eq!(
            outcome.map_err(|error| error.to_string()),
            expected.map_err(str::to_owned),
            "{line}"
        );
    }

    #[test]
    fn command_lines_are_understood_or_explained() {
        check("", Ok(Command::Help(help::GENERAL)));
        check("pack --help", Ok(Command::Help(help::PACK)));
        check("trust-root", Ok(Command::TrustRoot));
        check(
            "trust-root staging",
            Err("rulescape: unexpected argument \"staging\"\nTry: rulescape trust-root --help"),
        );
        check(
            "pack data -o dist/atlas",
            Ok(Command::Pack {
                dir: "data".into(),
                out: "dist/atlas".into(),
                keys: Vec::new(),
            }),
        );
        check(
            "pack data -o out --sign a.pem --sign b.pem",
            Ok(Command::Pack {
                dir: "data".into(),
                out: "out".into(),
                keys: vec!["a.pem".into(), "b.pem".into()],
            }),
        );
        check(
            "pack data",
            Err(
                "rulescape: -o OUT is missing: where should the atlas go?\nTry: rulescape pack --help",
            ),
        );
        check(
            "inspect a b --json",
            Ok(Command::Inspect {
                files: vec!["a".into(), "b".into()],
                json: true,
            }),
        );
        check(
            "compare a",
            Err("rulescape: two rule sets are needed to compare\nTry: rulescape compare --help"),
        );
        check(
            "compare a b --format xml",
            Err(
                "rulescape: no format is called \"xml\"; formats are json, csv, markdown, html and svg\nTry: rulescape compare --help",
            ),
        );
        check(
            "compare a b --topic privacy --stated --format=csv --page https://x.example/r/#/about",
            Ok(Command::Compare(Box::new(CompareWish {
                sets: vec!["a".into(), "b".into()],
                ask: CompareAsk {
                    filter: Filter {
                        topics: vec![Topic::Privacy],
                        ..Filter::default()
                    },
                    hide_suggestions: true,
                    ..CompareAsk::default()
                },
                atlas: None,
                mappings: Vec::new(),
                page: Some("https://x.example/r/".into()),
                format: ExportFormat::Csv,
            }))),
        );
        check(
            "compare a b --page x",
            Err(
                "rulescape: \"x\" is no address of a page: it starts with https://\nTry: rulescape compare --help",
            ),
        );
        check(
            "brew",
            Err("rulescape: no command is called \"brew\"\nTry: rulescape --help"),
        );
    }
}
