//! One thing, cited in four forms: whose, what, where in it, of which day, from which state of the atlas. Never adds
//! today's date, never hides that a text is a paraphrase.

mod bibtex;
mod csl;

use ident::InstrumentKind;
use protocol::{ChangesView, Citation, Comparison, RuleView};

use crate::{About, changes, comparison, day, link};

/// What is cited.
struct Work {
    /// Names it in a list of references.
    key: String,
    /// Its type in the words of CSL.
    kind: &'static str,
    /// Who issued it; several for a comparison.
    issuers: Vec<String>,
    title: String,
    /// The rule set it stands in; empty for comparisons.
    within: String,
    version: String,
    pinpoint: String,
    date: String,
    status: &'static str,
    /// Address of the original; empty for comparisons.
    source_url: String,
    /// "paraphrased in Rulescape", "compared in Rulescape".
    voice: &'static str,
    /// What stands behind the comparison, rule set by rule set; empty for rules.
    parts: Vec<String>,
    /// Where the page shows it.
    place: String,
    /// Atlas, day, digest.
    state: String,
}

/// One rule.
pub fn of_rule(view: &RuleView, about: &About) -> Citation {
    let (card, set) = (&view.card, &view.set);
    let foreign = about.other_files.iter().any(|(id, _)| *id == set.id);
    let state = if foreign {
        ["file ", about.digest_of(&set.id)].concat()
    } else {
        about.source()
    };
    cited(&Work {
        key: card.id.clone(),
        kind: match set.instrument {
            Some(InstrumentKind::Law) => "legislation",
            Some(InstrumentKind::Bill) => "bill",
            Some(InstrumentKind::Treaty) => "treaty",
            Some(InstrumentKind::Standard) => "standard",
            Some(
                InstrumentKind::Declaration
                | InstrumentKind::Principles
                | InstrumentKind::Guidance
                | InstrumentKind::VoluntaryCommitment,
            ) => "document",
            None => "webpage",
        },
        issuers: named(&set.issuer),
        title: card.title.clone(),
        within: set.title.clone(),
        // Many issuers call a version by its day.
        version: if set.version == set.date {
            String::new()
        } else {
            set.version.clone()
        },
        pinpoint: card.pinpoint.clone(),
        date: set.date.clone(),
        status: card.status.unwrap_or(set.status).label(),
        source_url: card.source_url.clone(),
        voice: if card.paraphrase {
            "paraphrased in Rulescape"
        } else {
            "the publisher’s wording, read in Rulescape"
        },
        parts: Vec::new(),
        place: link::absolute(&about.here, &link::rule(&card.id)),
        state,
    })
}

/// A comparison.
pub fn of_comparison(view: &Comparison, about: &About) -> Citation {
    let ids: Vec<&str> = view.sets.iter().map(|set| set.id.as_str()).collect();
    together(
        &["comparison-", &ids.join("-")].concat(),
        &comparison::title(view),
        view.sets.iter(),
        about,
    )
}

/// What changed from one rule set to the next.
pub fn of_changes(view: &ChangesView, about: &About) -> Citation {
    together(
        &["changes-", &view.old.id, "-", &view.new.id].concat(),
        &changes::title(view),
        [&view.old, &view.new].into_iter(),
        about,
    )
}

fn together<'a>(
    key: &str,
    title: &str,
    sets: impl Iterator<Item = &'a protocol::SetRef>,
    about: &About,
) -> Citation {
    let mut issuers: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    for set in sets {
        if !set.issuer.is_empty() && !issuers.contains(&set.issuer) {
            issuers.push(set.issuer.clone());
        }
        parts.push([&comparison::name(set), ", ", &comparison::life(set)].concat());
    }
    cited(&Work {
        key: key.to_owned(),
        kind: "dataset",
        issuers,
        title: title.to_owned(),
        within: String::new(),
        version: String::new(),
        pinpoint: String::new(),
        date: about.day().to_owned(),
        status: "",
        source_url: String::new(),
        voice: "compared in Rulescape, where the atlas’s own texts are paraphrases",
        parts,
        place: about.here.clone(),
        state: about.source(),
    })
}

fn named(issuer: &str) -> Vec<String> {
    match issuer {
        "" => Vec::new(),
        issuer => vec![issuer.to_owned()],
    }
}

fn cited(work: &Work) -> Citation {
    Citation {
        short: short(work),
        footnote: footnote(work),
        bibtex: bibtex::entry(work),
        csl_json: csl::item(work),
    }
}

fn short(work: &Work) -> String {
    let mut line = String::new();
    if work.within.is_empty() {
        add(&mut line, &["“", &work.title, "”"].concat());
    } else {
        add(&mut line, &work.issuers.join(", "));
        add(&mut line, &work.within);
        add(&mut line, &work.pinpoint);
    }
    dated(&mut line, &work.date);
    add(&mut line, work.voice.split(',').next().unwrap_or_default());
    line.push('.');
    line
}

fn footnote(work: &Work) -> String {
    let mut line = String::new();
    if !work.within.is_empty() {
        add(&mut line, &work.issuers.join(", "));
    }
    add(&mut line, &["“", &work.title, "”"].concat());
    add(&mut line, &work.within);
    if !work.version.is_empty() {
        add(&mut line, &["version ", &work.version].concat());
    }
    add(&mut line, &work.pinpoint);
    dated(&mut line, &work.date);
    add(&mut line, work.status);
    add(&mut line, &work.source_url);
    line.push(';');
    for part in &work.parts {
        line.push(' ');
        line.push_str(part);
        line.push(';');
    }
    line.push(' ');
    line.push_str(work.voice);
    add(&mut line, &work.state);
    add(&mut line, &work.place);
    line.push('.');
    line
}

fn add(line: &mut String, part: &str) {
    if !part.is_empty() {
        if !line.is_empty() {
            line.push_str(", ");
        }
        line.push_str(part);
    }
}

fn dated(line: &mut String, date: &str) {
    if !date.is_empty() {
        line.push_str(&[" (", &day::words(date), ")"].concat());
    }
}

/// What a reference manager keeps as a note.
fn note(work: &Work) -> String {
    let mut note = work.parts.join("; ");
    if !note.is_empty() {
        note.push_str(". ");
    }
    let mut voice = work.voice.to_owned();
    add(&mut voice, &work.state);
    add(&mut voice, &work.place);
    note.push_str(&voice);
    note
}

/// Letters, digits and dashes: what every reference manager takes as a key.
fn key(work: &Work) -> String {
    let mut key = String::from("rulescape-");
    for c in work.key.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c);
        } else if !key.ends_with('-') {
            key.push('-');
        }
    }
    key
}

#[cfg(test)]
mod tests;
