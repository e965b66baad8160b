//! The command line → what is wished for. Never opens a file.

use crate::help;
use ident::Topic;
use lexopt::prelude::*;
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
    },
    /// Inspect files.
    Inspect {
        /// Which.
        files: Vec<PathBuf>,
        /// Print JSON.
        json: bool,
    },
    /// Compare rule sets.
    Compare(CompareWish),
    /// Resolve a profile.
    Resolve(crate::resolve::ResolveWish),
    /// Judge signatures.
    Verify(Box<crate::verify::VerifyWish>),
    /// Sign a document or package.
    Sign(crate::sign::SignWish),
}

/// What to compare and how to show it.
#[derive(Debug, PartialEq, Eq)]
pub struct CompareWish {
    /// Ids or paths, in the reader's order.
    pub sets: Vec<OsString>,
    /// Only these topics; empty means all.
    pub topics: Vec<Topic>,
    /// Where ids are looked up, if it was said.
    pub atlas: Option<PathBuf>,
    /// OSCAL mapping collections that say which rules correspond.
    pub mappings: Vec<PathBuf>,
    /// How to show it.
    pub format: Format,
}

/// How a comparison is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One object.
    Json,
    /// One line per rule.
    Csv,
    /// Headings and lists.
    Markdown,
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
    let (mut dir, mut out) = (None, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::PACK)),
            Short('o') | Long("out") if out.is_none() => out = Some(PathBuf::from(parser.value()?)),
            Value(path) if dir.is_none() => dir = Some(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    let dir = dir.ok_or_else(|| "the folder to pack is missing".to_owned())?;
    let out = out.ok_or_else(|| "-o OUT is missing: where should the atlas go?".to_owned())?;
    Ok(Command::Pack { dir, out })
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
        topics: Vec::new(),
        atlas: None,
        mappings: Vec::new(),
        format: Format::Markdown,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help(help::COMPARE)),
            Long("topic") => wish.topics.push(topic(&parser.value()?.string()?)?),
            Long("atlas") if wish.atlas.is_none() => {
                wish.atlas = Some(PathBuf::from(parser.value()?))
            }
            Long("mapping") => wish.mappings.push(PathBuf::from(parser.value()?)),
            Long("format") => wish.format = format(&parser.value()?.string()?)?,
            Value(set) => wish.sets.push(set),
            other => return Err(other.unexpected().into()),
        }
    }
    match wish.sets.len() {
        0 | 1 => Err("two rule sets are needed to compare".to_owned().into()),
        2..=MAX_SETS => Ok(Command::Compare(wish)),
        many => Err(format!("{many} rule sets; at most {MAX_SETS} can be compared").into()),
    }
}

fn topic(word: &str) -> Result<Topic, String> {
    let words = || {
        Topic::ALL
            .iter()
            .map(|topic| topic.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    };
    word.parse()
        .map_err(|_unknown| format!("no topic is called {word:?}; topics are {}", words()))
}

fn format(word: &str) -> Result<Format, String> {
    match word {
        "json" => Ok(Format::Json),
        "csv" => Ok(Format::Csv),
        "markdown" => Ok(Format::Markdown),
        _ => Err(format!(
            "no format is called {word:?}; formats are json, csv and markdown"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        check(
            "pack data -o dist/atlas",
            Ok(Command::Pack {
                dir: "data".into(),
                out: "dist/atlas".into(),
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
                "rulescape: no format is called \"xml\"; formats are json, csv and markdown\nTry: rulescape compare --help",
            ),
        );
        check(
            "compare a b --topic privacy --format=csv",
            Ok(Command::Compare(CompareWish {
                sets: vec!["a".into(), "b".into()],
                topics: vec![Topic::Privacy],
                atlas: None,
                mappings: Vec::new(),
                format: Format::Csv,
            })),
        );
        check(
            "brew",
            Err("rulescape: no command is called \"brew\"\nTry: rulescape --help"),
        );
    }
}
