//! One verdict, step by step: every check once, what it shows and does not show, and how to repeat it elsewhere.

use ident::Standing;
use protocol::{
    Answer, AppliedFit, AppliedRule, AppliedView, RawText, SubjectMatch, SubjectView, VerdictView,
};
use trust::examine::Exhibit;
use trust::statement::Resource;
use trust::verdict::{Check, Outcome};

use super::command::{self, Case};
use super::content::{Content, types};
use super::corpus::{self, Corpus, Item, is_canonical};
use super::judge::{Bench, Ground, Judgement};
use super::recognise::Kind;
use super::{claims, dispute, elsewhere, lacking, recognition, row};
use crate::view;

/// Text that is shown of what was signed.
const MAX_RAW: usize = 64 * 1024;

/// Subjects that one answer lists.
const MAX_SUBJECTS: usize = 200;

/// Rules that one answer lists for one rule set.
const MAX_RULES: usize = 500;

pub(super) fn verdict(ground: &Ground<'_>, judgement: &Judgement, id: &str) -> Answer {
    let found = ground.corpus.find(id);
    let Some((at, item)) = found.and_then(|at| Some((at, ground.corpus.items.get(at)?))) else {
        return Answer::NotFound {
            what: id.to_owned(),
            near: Vec::new(),
        };
    };
    let bench = Bench::new(ground, &judgement.lens, judgement.counting(), judgement.now);
    let (exhibit, expected) = bench.decided(ground, item);
    let content = Corpus::content(&ground.shelf, item);
    let verdict = &exhibit.judged.verdict;
    let row = row::written(ground, judgement, at, item, &exhibit, &content);
    let holds = matches!(verdict.outcome(Check::Signature), Outcome::Confirmed(_));
    let mut checks: Vec<_> = verdict.steps().iter().map(row::check).collect();
    let applied = applied(ground, item, &content);
    if holds {
        refine(ground, item, &applied, &mut checks);
    }
    let signers: Vec<_> = match verdict.signers() {
        [] => Vec::new(),
        keys => keys
            .iter()
            .map(|key| row::of_key(ground, judgement, key))
            .collect(),
    };
    let path = verdict
        .signers()
        .iter()
        .find_map(|key| recognition::path(judgement, key));
    let case = Case {
        ground,
        judgement,
        item,
        exhibit: &exhibit,
        content: &content,
        expected,
    };
    let (elsewhere, elsewhere_note) = elsewhere::tools(&case);
    Answer::Verdict(Box::new(VerdictView {
        checks,
        shows: shows(&exhibit, item, holds),
        does_not_show: does_not_show(ground, &exhibit, item),
        signers,
        key_ids: content.key_ids.clone(),
        subjects: subjects(ground, &content),
        applied,
        facts: facts(&content),
        path,
        recognised_by: row::recognised_by(judgement, &exhibit),
        rebuttals: dispute::views(
            ground,
            judgement,
            &bench,
            dispute::against(ground, judgement, at),
        ),
        disputes: dispute::views(
            ground,
            judgement,
            &bench,
            dispute::by(ground, judgement, at),
        ),
        lacking: lacking::lacking(ground, &content),
        raw: raw(ground, item, &content),
        command: command::verify(&case),
        elsewhere,
        elsewhere_note,
        judged_at: judgement.now.to_string(),
        row,
    }))
}

/// Two checks that a verdict alone cannot make become clear beside the loaded files. Both only inform: the standing is
/// that of the verdict.
fn refine(
    ground: &Ground<'_>,
    item: &Item,
    applied: &[AppliedView],
    checks: &mut [protocol::CheckView],
) {
    use protocol::CheckOutcome as O;
    for check in checks {
        if check.name == Check::Subject.as_str()
            && check.outcome == O::NotChecked
            && !check.required
        {
            let found = item
                .about
                .first()
                .and_then(|found| Some((found, ground.shelf.books.get(found.book)?)));
            if let Some((found, book)) = found {
                check.outcome = O::Confirmed;
                check.detail = format!(
                    "The {} of {} that is loaded here is the signed one",
                    if found.canonical {
                        "digest of the canonical form"
                    } else {
                        "digest"
                    },
                    book.name
                );
            }
        }
        if check.name == Check::RuleSetDigest.as_str() && check.outcome == O::NotChecked {
            let best = applied.iter().map(|one| (one.fit, &one.words)).min();
            if let Some((fit, words)) = best {
                check.outcome = match fit {
                    AppliedFit::SameText => O::Confirmed,
                    AppliedFit::OtherText => O::Failed,
                    AppliedFit::SameAddressOnly | AppliedFit::NotAtHand => O::NotChecked,
                };
                check.detail = words.clone();
            }
        }
    }
}

/// What the verdict leaves open, and what the file around it does.
fn does_not_show(ground: &Ground<'_>, exhibit: &Exhibit, item: &Item) -> Vec<String> {
    let sentences = exhibit.judged.verdict.does_not_show().into_iter();
    let mut sentences: Vec<String> = sentences.map(str::to_owned).collect();
    let book = ground.shelf.books.get(item.book as usize);
    if book.is_some_and(|book| book.kind.is_some_and(Kind::is_bundle)) {
        sentences.push(
            "Nobody signed the bundle as a whole: lines can be left out without a trace, so that something is absent proves nothing."
                .to_owned(),
        );
    }
    sentences
}

fn shows(exhibit: &Exhibit, item: &Item, holds: bool) -> Vec<String> {
    let verdict = &exhibit.judged.verdict;
    if !holds || verdict.standing() == Standing::Broken {
        return Vec::new();
    }
    let mut shows = vec!["Whoever holds the key signed exactly this.".to_owned()];
    shows.push("Nothing that was signed has changed since, not by one byte.".to_owned());
    if verdict.standing() == Standing::ConfirmedByChosenKey {
        shows.push(
            "The key is one that you chose, or that somebody you follow recognises.".to_owned(),
        );
    }
    if !item.about.is_empty() || matches!(verdict.outcome(Check::Subject), Outcome::Confirmed(_)) {
        shows.push("What it speaks about is loaded here, by digest.".to_owned());
    }
    shows
}

fn subjects(ground: &Ground<'_>, content: &Content) -> Vec<SubjectView> {
    let Some(statement) = &content.statement else {
        let (_, about) = content.parties();
        return about
            .into_iter()
            .take(MAX_SUBJECTS)
            .map(|did| identified(ground, did))
            .collect();
    };
    let canonical = is_canonical(statement);
    let subjects = statement.subjects.iter().take(MAX_SUBJECTS);
    subjects
        .map(|subject| one_subject(ground, subject, canonical))
        .collect()
}

fn one_subject(ground: &Ground<'_>, subject: &Resource, canonical: bool) -> SubjectView {
    let matches: Vec<SubjectMatch> = ground
        .shelf
        .matches(subject, canonical)
        .into_iter()
        .filter_map(|found| ground.shelf.view(ground.model, found))
        .collect();
    let words = match (matches.first(), subject.acceptable().next()) {
        (Some(found), Some((hash, _))) => format!(
            "Its {}{} is that of {}.",
            hash.name(),
            if canonical {
                " of the canonical form"
            } else {
                ""
            },
            found.file
        ),
        (_, None) => "It gives no digest in a function strong enough to match by.".to_owned(),
        (None, _) => "Nothing loaded has this digest. Load the document to compare it.".to_owned(),
    };
    SubjectView {
        name: subject
            .name
            .clone()
            .or_else(|| subject.uri.clone())
            .unwrap_or_default(),
        digests: subject.digests.clone(),
        matches,
        words,
    }
}

fn identified(ground: &Ground<'_>, did: String) -> SubjectView {
    let community = ground.holders.community(&did);
    let words = match community {
        Some(community) => format!(
            "The descriptor of {} gives this identifier as its own.",
            ground.model.community(community).facts.name
        ),
        None => "Nothing loaded gives this identifier as its own.".to_owned(),
    };
    SubjectView {
        name: did,
        digests: Vec::new(),
        matches: Vec::new(),
        words,
    }
}

fn applied(ground: &Ground<'_>, item: &Item, content: &Content) -> Vec<AppliedView> {
    // A reference points to documents; it applies none.
    if content.kind == "Reference" {
        return Vec::new();
    }
    let said = claims::rules(ground, item, content);
    let resources = content.claim.rule_sets.iter();
    resources
        .map(|resource| {
            let named = resource
                .uri
                .clone()
                .or_else(|| resource.name.clone())
                .unwrap_or_default();
            let fits = corpus::fits(ground.model, &ground.shelf, resource);
            let (set, fit) = match fits.first() {
                Some((set, fit)) => (Some(*set), *fit),
                None => (None, AppliedFit::NotAtHand),
            };
            let title = set.map_or("", |set| ground.model.rule_set(set).title.as_str());
            let words = match fit {
                AppliedFit::SameText => {
                    format!("The digest given is that of the text of {title} as loaded here")
                }
                AppliedFit::SameAddressOnly => format!(
                    "The address is that of {title}, but no digest says that this text is meant"
                ),
                AppliedFit::OtherText => format!(
                    "The address is that of {title}, but the digest is that of another text"
                ),
                AppliedFit::NotAtHand => "Nothing loaded is this rule set".to_owned(),
            };
            let rules = said
                .iter()
                .filter(|one| Some(one.set) == set && !one.named.is_empty())
                .take(MAX_RULES);
            AppliedView {
                named,
                set: set.map(|set| view::link_to_set(ground.model, set)),
                fit,
                words,
                rules: rules
                    .map(|one| AppliedRule {
                        named: row::shortened(&one.named),
                        rule: one.rule.map(|rule| view::link_to_rule(ground.model, rule)),
                        result: one.result,
                    })
                    .collect(),
            }
        })
        .collect()
}

/// Facts of the claim, in the signer's words.
fn facts(content: &Content) -> Vec<(String, String)> {
    let mut facts: Vec<(String, String)> = Vec::new();
    let mut add = |label: &str, value: String| {
        if !value.is_empty() {
            facts.push((label.to_owned(), value));
        }
    };
    let claim = &content.claim;
    add("Who checked", claim.verifier.clone().unwrap_or_default());
    add("Result", claim.result.clone().unwrap_or_default());
    add(
        "Dated",
        claim.time.map(|time| time.to_string()).unwrap_or_default(),
    );
    add("Said to hold", claim.passed.join(", "));
    add("Said to fail", claim.failed.join(", "));
    add("Said to need attention", claim.warned.join(", "));
    if let Some(statement) = &content.statement {
        add("Type of claim", statement.predicate_type.clone());
    }
    if let Some(node) = &content.node {
        let kinds: Vec<&str> = types(node).collect();
        add("Types", kinds.join(", "));
        add("Who issued it", content.parties().0.unwrap_or_default());
        for (label, name) in [("Valid from", "validFrom"), ("Valid until", "validUntil")] {
            let text = node.get(name).and_then(intake::json::Node::as_str);
            add(label, text.unwrap_or_default().to_owned());
        }
    }
    for (_, value) in &mut facts {
        *value = cut(value, 600).0;
    }
    facts
}

fn raw(ground: &Ground<'_>, item: &Item, content: &Content) -> RawText {
    let (bytes, kind): (&[u8], &str) = if !content.payload.is_empty() {
        (&content.payload, &content.payload_type)
    } else if !content.text.is_empty() {
        (content.text.as_bytes(), "text/plain")
    } else {
        (Corpus::bytes(&ground.shelf, item), "application/json")
    };
    let total = bytes.len() as u64;
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let (text, cut) = cut(text, MAX_RAW);
            RawText {
                text,
                kind: kind.to_owned(),
                bytes: total,
                cut,
                why: String::new(),
            }
        }
        Err(_) => RawText {
            kind: kind.to_owned(),
            bytes: total,
            why: "What was signed is not text".to_owned(),
            ..RawText::default()
        },
    }
}

/// A text of at most so many bytes, and whether something was cut off.
fn cut(text: &str, most: usize) -> (String, bool) {
    if text.len() <= most {
        return (text.to_owned(), false);
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
    let kept = text.get(..end.unwrap_or_default()).unwrap_or_default();
    (kept.to_owned(), true)
}
