//! Every attestation with its standing, filtered and counted. Never says that something missing means anything.

use ident::{Standing, order};
use model::Model;
use protocol::{
    Doing, EvidenceAsk, EvidenceFacet, EvidenceFacetName, EvidenceFilter, EvidenceView,
    FacetOption, NamedBy,
};
use trust::verdict::Check;

use super::claims;
use super::content::UNREADABLE;
use super::corpus::{self, Corpus, Item};
use super::judge::{Bench, Ground, Judgement};
use super::row;

/// Rows in one answer, if the page does not say.
const PAGE: u32 = 50;

/// Rows that one answer may hold: each is examined again to be put into words.
const MAX_PAGE: u32 = 200;

/// Options of one facet; beyond, nobody reads on.
const MAX_OPTIONS: usize = 60;

/// The value of the issuer facet for attestations without a signer that anybody names.
const NOBODY: &str = "nobody";

/// The list under a filter. `progress` hears how many of how many were looked through, where looking means reading each
/// one again.
pub(super) fn list(
    ground: &Ground<'_>,
    judgement: &Judgement,
    ask: &EvidenceAsk,
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> EvidenceView {
    let filter = &ask.filter;
    let reads = !(filter.text.is_empty() && filter.rules.is_empty());
    let all = ground.corpus.items.len() as u32;
    let issuers = issuers(ground, judgement);
    let words = model::words::fold(&filter.text);
    let mut tallies = [
        Tally::new(EvidenceFacetName::Standings, texts(&filter.standings)),
        Tally::new(EvidenceFacetName::Kinds, filter.kinds.clone()),
        Tally::new(EvidenceFacetName::Issuers, filter.issuers.clone()),
        Tally::new(EvidenceFacetName::Checks, filter.checks.clone()),
        Tally::new(EvidenceFacetName::Files, filter.files.clone()),
    ];
    for standing in Standing::ALL {
        tallies[0].offer(standing.as_str(), standing.label());
    }
    let mut left: Vec<(u8, bool, usize)> = Vec::new();
    for (at, item) in ground.corpus.items.iter().enumerate() {
        if reads {
            corpus::tell(progress, at, at as u32, all);
        }
        if !stays(ground, judgement, at, item, filter, &words, &issuers) {
            continue;
        }
        let standing = judgement.standing(at);
        let kind = ground.corpus.kind(item);
        let (issuer, issuer_name) = issuer_of(judgement, at, &issuers);
        let decisive = judgement.rulings.get(at).and_then(|ruling| ruling.decisive);
        let (check, question) = decisive.map_or(("none", "Nothing decided against it"), |check| {
            (check.as_str(), Check::question(check))
        });
        let book = ground.shelf.books.get(item.book as usize);
        let (file, file_name) = book.map_or(("", ""), |book| (book.digest, book.name));
        let values = [
            (standing.as_str(), standing.label()),
            (kind, kind),
            (issuer, issuer_name),
            (check, question),
            (file, file_name),
        ];
        let missed: Vec<bool> = tallies
            .iter()
            .zip(&values)
            .map(|(tally, (value, _))| !tally.passes(value))
            .collect();
        let misses = missed.iter().filter(|missed| **missed).count();
        for ((tally, missed), (value, label)) in tallies.iter_mut().zip(&missed).zip(&values) {
            // What this facet would leave, all others as they are.
            if misses == usize::from(*missed) {
                tally.count(value, label);
            }
        }
        if misses == 0 {
            // What nobody can read says least, so it comes last among its equals.
            left.push((urgency(standing), kind == UNREADABLE, at));
        }
    }
    order::sort_by_key(&mut left, |one| *one);
    let limit = match ask.limit {
        0 => PAGE,
        limit => limit.min(MAX_PAGE),
    };
    let bench = Bench::new(ground, &judgement.lens, judgement.counting(), judgement.now);
    let rows = left
        .iter()
        .skip(ask.offset as usize)
        .take(limit as usize)
        .filter_map(|(_, _, at)| row::row(ground, judgement, &bench, *at));
    EvidenceView {
        rows: rows.collect(),
        offset: ask.offset,
        total: left.len() as u32,
        all,
        standings: counts(judgement),
        facets: tallies.into_iter().map(Tally::facet).collect(),
        files: ground
            .corpus
            .files
            .iter()
            .map(|(_, file)| file.clone())
            .collect(),
        words: sentences(ground, judgement),
        viewpoint: judgement.lens.line(),
    }
}

fn texts(standings: &[Standing]) -> Vec<String> {
    standings
        .iter()
        .map(|standing| standing.as_str().to_owned())
        .collect()
}

/// What needs attention first.
fn urgency(standing: Standing) -> u8 {
    match standing {
        Standing::Broken => 0,
        Standing::ConfirmedByChosenKey => 1,
        Standing::IntactKeyUnknown => 2,
        Standing::NotCheckableHere => 3,
        Standing::Unsigned => 4,
    }
}

/// How many there are of each standing.
pub(super) fn counts(judgement: &Judgement) -> Vec<(Standing, u32)> {
    let count = |standing: Standing| {
        let of = judgement
            .rulings
            .iter()
            .filter(|ruling| ruling.standing == standing);
        (standing, of.count() as u32)
    };
    Standing::ALL
        .iter()
        .map(|standing| count(*standing))
        .collect()
}

fn sentences(ground: &Ground<'_>, judgement: &Judgement) -> Vec<String> {
    let mut words = vec![
        "What is not in this list proves nothing: a file of attestations is not signed as a whole, so entries can be \
         missing, doubled or added."
            .to_owned(),
        "A signature shows who said something and that it was not changed. It does not show that it is true.".to_owned(),
    ];
    let broken: u32 = ground
        .corpus
        .files
        .iter()
        .map(|(_, file)| file.entries - file.understood)
        .sum();
    if broken > 0 {
        words.push(format!(
            "{broken} {} could not be read and cost nothing but themselves.",
            if broken == 1 { "entry" } else { "entries" }
        ));
    }
    if judgement.lens.line().empty {
        words.push(
            "You have chosen nobody to trust, so nothing here can be confirmed by a key you chose."
                .to_owned(),
        );
    }
    words
}

/// Per key that signed: its value in the facet and its name.
fn issuers(ground: &Ground<'_>, judgement: &Judgement) -> Vec<(String, String)> {
    let of = |key| {
        let issuer = row::of_key(ground, judgement, key);
        match (issuer.by, issuer.community) {
            (NamedBy::Nobody, _) => (NOBODY.to_owned(), "Nobody known".to_owned()),
            (_, Some(community)) => (community.id, community.name),
            (_, None) => (issuer.key, issuer.name),
        }
    };
    judgement.keys.iter().map(of).collect()
}

fn issuer_of<'a>(
    judgement: &Judgement,
    at: usize,
    issuers: &'a [(String, String)],
) -> (&'a str, &'a str) {
    let signer = judgement
        .rulings
        .get(at)
        .and_then(|ruling| ruling.signers.first());
    signer
        .and_then(|key| issuers.get(*key as usize))
        .map_or((NOBODY, "Nobody known"), |(value, name)| (value, name))
}

/// The parts of a filter that are no facets.
fn stays(
    ground: &Ground<'_>,
    judgement: &Judgement,
    at: usize,
    item: &Item,
    filter: &EvidenceFilter,
    words: &str,
    issuers: &[(String, String)],
) -> bool {
    let model = ground.model;
    let sets = || sets_of(ground, item);
    if !filter.sets.is_empty() && !sets().any(|set| filter.sets.contains(&model.rule_set(set).id)) {
        return false;
    }
    if !filter.communities.is_empty() {
        let (by, _) = issuer_of(judgement, at, issuers);
        let about = communities_of(ground, item);
        let any = |id: &String| by == id || about.iter().any(|other| other == id);
        if !filter.communities.iter().any(any) {
            return false;
        }
    }
    if !filter.rules.is_empty() {
        let content = Corpus::content(&ground.shelf, item);
        // Whoever signs a text signs every rule in it.
        let whole = about_sets(ground, item);
        let named = claims::rules(ground, item, &content);
        let any = |id: &String| {
            let set = id.split_once('/').map_or("", |(set, _)| set);
            whole.iter().any(|ix| model.rule_set(*ix).id == set)
                || named
                    .iter()
                    .any(|one| one.rule.is_some_and(|rule| model.rule_id(rule) == *id))
        };
        if !filter.rules.iter().any(any) {
            return false;
        }
    }
    words.is_empty() || {
        let content = Corpus::content(&ground.shelf, item);
        let (_, issuer) = issuer_of(judgement, at, issuers);
        let mut text = format!("{} {issuer}", content.kind);
        for subject in content.statement.iter().flat_map(|one| &one.subjects) {
            text.push(' ');
            text.push_str(&row::subject_name(subject));
        }
        for set in sets() {
            text.push(' ');
            text.push_str(&model.rule_set(set).title);
        }
        for word in content.claim.passed.iter().chain(&content.claim.failed) {
            text.push(' ');
            text.push_str(word);
        }
        let (issuer, about) = content.parties();
        for party in issuer.into_iter().chain(about) {
            text.push(' ');
            text.push_str(&party);
        }
        let text = model::words::fold(&text);
        words.split(' ').all(|word| text.contains(word))
    }
}

/// Rule sets whose text it is about.
pub(super) fn about_sets(ground: &Ground<'_>, item: &Item) -> Vec<model::SetIx> {
    let books = item.about.iter().map(|found| found.book);
    let beside = item.beside.map(|at| at as usize);
    books
        .chain(beside)
        .filter_map(|book| ground.shelf.books.get(book))
        .flat_map(|book| book.sets.iter().copied())
        .collect()
}

/// Rule sets that it is about or that it says were applied.
fn sets_of<'a>(
    ground: &'a Ground<'_>,
    item: &'a Item,
) -> impl Iterator<Item = model::SetIx> + use<'a> {
    about_sets(ground, item)
        .into_iter()
        .chain(item.applied.iter().map(|(set, _)| *set))
}

/// Ids of communities that it is about, or whose rule sets.
fn communities_of(ground: &Ground<'_>, item: &Item) -> Vec<String> {
    let model: &Model = ground.model;
    let id = |ix| model.community(ix).facts.id.clone();
    let described = item
        .about
        .iter()
        .filter_map(|found| ground.shelf.books.get(found.book)?.community)
        .map(id);
    let owners = sets_of(ground, item)
        .filter_map(|set| model.rule_set(set).community)
        .map(id);
    let mut ids: Vec<String> = described.chain(owners).collect();
    if ground.corpus.kind(item) == "Credential" {
        let (_, about) = Corpus::content(&ground.shelf, item).parties();
        ids.extend(
            about
                .iter()
                .filter_map(|did| ground.holders.community(did))
                .map(id),
        );
    }
    ids
}

/// One facet being counted.
struct Tally {
    name: EvidenceFacetName,
    chosen: Vec<String>,
    options: Vec<FacetOption>,
}

impl Tally {
    fn new(name: EvidenceFacetName, chosen: Vec<String>) -> Self {
        Self {
            name,
            chosen,
            options: Vec::new(),
        }
    }

    fn passes(&self, value: &str) -> bool {
        self.chosen.is_empty() || self.chosen.iter().any(|chosen| chosen == value)
    }

    fn offer(&mut self, value: &str, label: &str) -> usize {
        if let Some(at) = self.options.iter().position(|one| one.value == value) {
            return at;
        }
        self.options.push(FacetOption {
            value: value.to_owned(),
            label: label.to_owned(),
            count: 0,
            chosen: self.chosen.iter().any(|chosen| chosen == value),
        });
        self.options.len() - 1
    }

    fn count(&mut self, value: &str, label: &str) {
        let at = self.offer(value, label);
        if let Some(option) = self.options.get_mut(at) {
            option.count += 1;
        }
    }

    fn facet(mut self) -> EvidenceFacet {
        if self.name != EvidenceFacetName::Standings {
            order::sort_by(&mut self.options, |a, b| {
                b.count.cmp(&a.count).then_with(|| a.label.cmp(&b.label))
            });
            self.options.truncate(MAX_OPTIONS);
        }
        EvidenceFacet {
            name: self.name,
            options: self.options,
        }
    }
}
