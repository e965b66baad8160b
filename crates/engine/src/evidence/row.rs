//! One attestation in one line: who says what about what, and what came of checking it. Names come from whoever vouches
//! for a key, never from the signed text; what the text says is quoted.

use model::{CommunityIx, Node};
use protocol::{CheckOutcome, CheckView, EvidenceRow, IssuerView, Link, NamedBy};
use trust::examine::Exhibit;
use trust::keys::PublicKey;
use trust::statement::Resource;
use trust::verdict::{Check, Need, Outcome, Step};

use super::content::{Content, UNREADABLE, types};
use super::corpus::{Corpus, Item, is_canonical};
use super::judge::{Bench, Ground, Judgement};
use super::recognition::{self, party};
use crate::view;

/// Names of unmatched subjects that a row lists.
const MAX_NAMES: usize = 5;

/// Subjects that the sentence of a row names.
const MAX_SAID: usize = 2;

/// What stands between a signer's name and who checked it, in the words of the check of a certificate.
const BY: &str = ", vouched for by ";

/// A name longer than this says nothing more; a row is one line.
const MAX_NAME: usize = 80;

/// The row of an attestation, examined again: words are not kept.
pub(super) fn row(
    ground: &Ground<'_>,
    judgement: &Judgement,
    bench: &Bench<'_>,
    at: usize,
) -> Option<EvidenceRow> {
    let item = ground.corpus.items.get(at)?;
    let exhibit = bench.exhibit(ground, item);
    let content = Corpus::content(&ground.shelf, item);
    Some(written(ground, judgement, at, item, &exhibit, &content))
}

/// The row of an attestation that was just examined and read.
pub(super) fn written(
    ground: &Ground<'_>,
    judgement: &Judgement,
    at: usize,
    item: &Item,
    exhibit: &Exhibit,
    content: &Content,
) -> EvidenceRow {
    let verdict = &exhibit.judged.verdict;
    let issuer = issuer(ground, judgement, exhibit, content);
    let about = about(ground, item, content);
    let unmatched = unmatched(ground, content);
    let applied: Vec<Link> = item
        .applied
        .iter()
        .map(|(set, _)| view::link_to_set(ground.model, *set))
        .collect();
    let says = says(&issuer, &subjects(ground, content), &applied, item, content);
    let label = match item.line {
        0 => exhibit.label.clone(),
        line => format!("Line {line}: {}", exhibit.label),
    };
    EvidenceRow {
        id: Corpus::id(item),
        label,
        kind: content.kind.clone(),
        says,
        issuer,
        standing: verdict.standing(),
        decisive: verdict.decisive().map(check),
        about,
        unmatched,
        subjects: item.subjects,
        dated: content
            .claim
            .time
            .map(|time| time.to_string())
            .unwrap_or_default(),
        rebuts: item.negative || !item.disputes.is_empty(),
        rebutted: super::dispute::against(ground, judgement, at).len() as u32,
        file: ground
            .shelf
            .books
            .get(item.book as usize)
            .map_or("", |book| book.name)
            .to_owned(),
        line: item.line,
    }
}

/// One check for readers.
pub(super) fn check(step: &Step) -> CheckView {
    let (outcome, detail) = match &step.outcome {
        Outcome::Confirmed(why) => (CheckOutcome::Confirmed, why.as_str()),
        Outcome::Failed(why) => (CheckOutcome::Failed, why.as_str()),
        Outcome::NotChecked(why) => (CheckOutcome::NotChecked, why.as_str()),
        Outcome::NotApplicable => (CheckOutcome::NotApplicable, ""),
    };
    CheckView {
        name: step.check.as_str().to_owned(),
        question: step.check.question().to_owned(),
        required: step.need == Need::Required,
        outcome,
        detail: sentence(detail),
    }
}

/// With a capital at its beginning, unless it begins with an identifier or the name of a field.
fn sentence(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let word = first.trim_end_matches([',', ':', '.']);
    match word.chars().all(|c| c.is_ascii_lowercase()) {
        true => crate::numbers::capital(text),
        false => text.to_owned(),
    }
}

/// Who signed.
pub(super) fn issuer(
    ground: &Ground<'_>,
    judgement: &Judgement,
    exhibit: &Exhibit,
    content: &Content,
) -> IssuerView {
    let verdict = &exhibit.judged.verdict;
    // Of several signers the one that counts stands first.
    let counting = judgement.counting();
    let signers = verdict.signers();
    let first = signers
        .iter()
        .find(|key| counting.contains(key))
        .or(signers.first());
    let Some(key) = first else {
        return IssuerView {
            name: "Nobody known".to_owned(),
            vouched: "no signature holds, so nobody is shown as signer".to_owned(),
            ..IssuerView::default()
        };
    };
    if let Outcome::Confirmed(_) = verdict.outcome(Check::Certificate) {
        let (who, more) = match verdict.outcome(Check::Identity) {
            Outcome::Confirmed(who) => (who.as_str(), ""),
            Outcome::NotChecked(who) => (
                who.rsplit_once("it says ")
                    .map_or(who.as_str(), |(_, who)| who),
                "; you expect nobody in particular",
            ),
            _ => {
                return IssuerView {
                    name: "Nobody known".to_owned(),
                    vouched: "its certificate names somebody else than you expect".to_owned(),
                    ..bare(key)
                };
            }
        };
        let (name, checked) = match who.split_once(BY) {
            Some((name, by)) => (name, [by, ", in "].concat()),
            None => (who, String::new()),
        };
        return IssuerView {
            name: name.to_owned(),
            vouched: [&checked, "a certificate of an authority you chose", more].concat(),
            by: NamedBy::Authority,
            ..bare(key)
        };
    }
    let issuer = of_key(ground, judgement, key);
    if issuer.by == NamedBy::Nobody
        && let (Some(did), _) = content.parties()
        && did.starts_with("did:key:")
    {
        return IssuerView {
            name: did,
            vouched: "the name is the key itself".to_owned(),
            by: NamedBy::Key,
            ..issuer
        };
    }
    issuer
}

fn bare(key: &PublicKey) -> IssuerView {
    IssuerView {
        key: key.fingerprint().to_string(),
        key_kind: key.kind().to_owned(),
        ..IssuerView::default()
    }
}

/// Whose key it is, in the words of whoever vouches best.
pub(super) fn of_key(ground: &Ground<'_>, judgement: &Judgement, key: &PublicKey) -> IssuerView {
    let model = ground.model;
    let link = |community: CommunityIx| view::link_to_node(model, Node::Community(community));
    let holder = ground.holders.of(key);
    let listed = holder.and_then(|holder| holder.community);
    if let Some(chosen) = judgement.lens.chosen.iter().find(|one| one.key == *key) {
        let name = match (&*chosen.name, holder) {
            ("", Some(holder)) => holder.name.clone(),
            ("", None) => "A key you chose".to_owned(),
            (name, _) => name.to_owned(),
        };
        let vouched = match (&*chosen.community, &*chosen.why) {
            (_, why) if !why.is_empty() => format!("chosen by you: “{why}”"),
            ("", _) => "chosen by you".to_owned(),
            _ => "a key of a community you chose".to_owned(),
        };
        return IssuerView {
            name,
            community: model.find_community(&chosen.community).or(listed).map(link),
            vouched,
            by: NamedBy::Reader,
            ..bare(key)
        };
    }
    // Logs and witnesses are chosen by a key that has its name in it.
    let mut note_keys = judgement.lens.note_keys.iter();
    if let Some(log) = note_keys.find(|log| log.public_key() == Some(key)) {
        return IssuerView {
            name: log.name.clone(),
            vouched: "a log or witness you chose".to_owned(),
            by: NamedBy::Reader,
            ..bare(key)
        };
    }
    let recognised = judgement.recognised.iter().find(|one| one.key == *key);
    if let Some(edge) = recognised.and_then(|one| judgement.edges.get(one.edge)) {
        return IssuerView {
            name: edge.to.name.clone(),
            community: model.find_community(&edge.to.id).map(link),
            vouched: format!("recognised by {}, whom you follow", edge.from.name),
            by: NamedBy::Recognised,
            ..bare(key)
        };
    }
    match holder {
        Some(holder) => IssuerView {
            name: match holder.by {
                NamedBy::Nobody => "Nobody known".to_owned(),
                _ => holder.name.clone(),
            },
            community: holder.community.map(link),
            vouched: holder.source.clone(),
            by: holder.by,
            ..bare(key)
        },
        None => IssuerView {
            name: "Nobody known".to_owned(),
            vouched: "nobody loaded lists this key".to_owned(),
            ..bare(key)
        },
    }
}

/// What it is about, as far as it is loaded.
fn about(ground: &Ground<'_>, item: &Item, content: &Content) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut add = |link: Link| {
        if !links.contains(&link) {
            links.push(link);
        }
    };
    for found in &item.about {
        if let Some(found) = ground.shelf.view(ground.model, *found) {
            found.links.into_iter().for_each(&mut add);
        }
    }
    for (set, _) in &item.applied {
        add(view::link_to_set(ground.model, *set));
    }
    for did in content.parties().1 {
        if let Some(community) = ground.holders.community(&did) {
            add(party(ground.model, Some(community), &did, &did));
        }
    }
    links
}

fn unmatched(ground: &Ground<'_>, content: &Content) -> Vec<String> {
    let Some(statement) = &content.statement else {
        let (_, about) = content.parties();
        return about
            .into_iter()
            .filter(|did| ground.holders.community(did).is_none())
            .map(|did| shortened(&did))
            .take(MAX_NAMES)
            .collect();
    };
    let canonical = is_canonical(statement);
    statement
        .subjects
        .iter()
        .filter(|subject| ground.shelf.matches(subject, canonical).is_empty())
        .map(subject_name)
        .take(MAX_NAMES)
        .collect()
}

/// What a statement calls a subject; its digest where it has no name.
pub(super) fn subject_name(subject: &Resource) -> String {
    let name = subject.name.as_deref().or(subject.uri.as_deref());
    match name {
        Some(name) => shortened(name),
        None => subject
            .digests
            .first()
            .map(|(algorithm, value)| shortened(&[algorithm, ":", value].concat()))
            .unwrap_or_default(),
    }
}

pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= MAX_NAME {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(MAX_NAME).collect();
    cut.push('…');
    cut
}

/// What the sentence calls its subjects: by the names of what is loaded, else in quotes by the signer's own.
fn subjects(ground: &Ground<'_>, content: &Content) -> Vec<String> {
    let quoted = |name: String| ["“", &name, "”"].concat();
    let Some(statement) = &content.statement else {
        let (_, about) = content.parties();
        let parties = about.into_iter().take(MAX_NAMES);
        return parties
            .map(|did| match ground.holders.community(&did) {
                Some(community) => ground.model.community(community).facts.name.clone(),
                None => quoted(shortened(&did)),
            })
            .collect();
    };
    let canonical = is_canonical(statement);
    let name = |subject: &Resource| {
        let found = ground.shelf.matches(subject, canonical).into_iter();
        let mut found = found.filter_map(|found| ground.shelf.view(ground.model, found));
        found
            .find_map(|found| found.links.first().map(|link| link.name.clone()))
            .unwrap_or_else(|| quoted(subject_name(subject)))
    };
    statement.subjects.iter().take(MAX_SAID).map(name).collect()
}

fn says(
    issuer: &IssuerView,
    subjects: &[String],
    applied: &[Link],
    item: &Item,
    content: &Content,
) -> String {
    if content.kind == UNREADABLE {
        return "This cannot be read as an attestation.".to_owned();
    }
    let who = match issuer.by {
        NamedBy::Nobody => "Somebody",
        _ => &issuer.name,
    };
    let mut subject: Vec<String> = subjects.iter().take(MAX_SAID).cloned().collect();
    if item.subjects > MAX_SAID as u32 {
        subject.push(format!("{} subjects in all", item.subjects));
    }
    let subject = match subject.is_empty() {
        true => "something that is not at hand".to_owned(),
        false => subject.join(", "),
    };
    let under = applied
        .first()
        .map_or_else(String::new, |set| [" under ", &set.name].concat());
    let claim = &content.claim;
    let passed = claim.passed.len();
    let what = match (&*content.kind, claim.result.as_deref()) {
        _ if content.statement.is_some() && claim.kind.is_empty() => {
            format!("something about {subject}, in a form that cannot be read")
        }
        ("Verification result", _) => match applied.first() {
            Some(set) => format!(
                "{subject} keeps {passed} {} of {}",
                plural(passed, "rule", "rules"),
                set.name
            ),
            None => format!(
                "{subject} passed {passed} {}",
                plural(passed, "check", "checks")
            ),
        },
        ("Test result" | "Verification summary", Some(result)) => {
            let failed = claim.failed.len();
            let mut what = [&subject, " was examined", &under, &came_out(result)].concat();
            let counts = [(failed, "failed"), (passed, "passed")];
            let counts = counts.iter().filter(|(count, _)| *count > 0);
            let counts: Vec<String> = counts
                .map(|(count, how)| format!("{count} {how}"))
                .collect();
            if !counts.is_empty() {
                what.push_str(&[": ", &counts.join(", ")].concat());
            }
            what
        }
        ("Reference", _) => format!("this is the document of {subject}"),
        ("Signed rule document", _) => format!("this is the text of {subject}"),
        ("Signed package of rule documents", _) => {
            format!("these are the texts of a package, {subject}")
        }
        ("Signed folder", _) => format!("these are the files of a folder, {subject}"),
        ("Status list", _) => "these of my credentials are withdrawn".to_owned(),
        ("Credential" | "Presentation", _) => {
            // A type of its own is the issuer's word; the general one says nothing.
            let own = content.node.as_ref().and_then(|node| {
                types(node).find(|kind| {
                    !matches!(*kind, "VerifiableCredential" | "VerifiablePresentation")
                })
            });
            match own {
                Some(own) => format!("“{}” about {subject}", shortened(own)),
                None => format!("a credential about {subject}"),
            }
        }
        ("Signature of a file", _) => ["it signed ", &subject].concat(),
        ("Identifier history", _) => "these are the versions of this identifier".to_owned(),
        ("Checkpoint of a log", _) => {
            let log = content.text.lines().next().unwrap_or_default();
            ["this is the state of the log ", &shortened(log)].concat()
        }
        ("Signed note" | "Log proof", _) => {
            shortened(content.text.lines().next().unwrap_or_default())
        }
        (kind, _) => format!("{} of {subject}", shortened(kind)),
    };
    [who, " says: ", &what, "."].concat()
}

/// The result of an examination: the words of the formats in plain ones, anything else as it stands there.
fn came_out(result: &str) -> String {
    match result {
        "PASSED" => " and passed".to_owned(),
        "WARNED" => " and passed with warnings".to_owned(),
        "FAILED" => " and did not pass".to_owned(),
        other => [" with the result “", &shortened(other), "”"].concat(),
    }
}

fn plural<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// The recognitions that lead to the signers.
pub(super) fn recognised_by(
    judgement: &Judgement,
    exhibit: &Exhibit,
) -> Vec<protocol::Recognition> {
    let signers: Vec<&PublicKey> = exhibit.judged.verdict.signers().iter().collect();
    recognition::of_keys(judgement, &signers)
}
