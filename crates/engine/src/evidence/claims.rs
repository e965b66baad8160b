//! Rules × organisations: who claims what of whom. Subjects are matched by digest or identifier; a signer's word for
//! something that is not loaded stays a word.

use ident::{Standing, order};
use model::{Model, Node, RuleIx, SetIx};
use protocol::{
    AppliedFit, ClaimCell, ClaimColumn, ClaimResult, ClaimRow, ClaimState, ClaimsAsk, ClaimsView,
    Doing, Link,
};

use super::content::Content;
use super::corpus::{self, Corpus, Item};
use super::judge::{Ground, Judgement};
use super::row;
use crate::view;

/// Rows in one answer, if the page does not say.
const PAGE: u32 = 100;

/// Rows that one answer may hold.
const MAX_PAGE: u32 = 500;

/// Columns of a table that a person can still read.
const MAX_COLUMNS: usize = 30;

/// What a claim says of one rule.
pub(super) struct Said {
    /// The rule set that it says was applied.
    pub(super) set: SetIx,
    /// The rule; none for the rule set as a whole.
    pub(super) rule: Option<RuleIx>,
    /// The signer's word for it.
    pub(super) named: String,
    /// What is said.
    pub(super) result: ClaimResult,
}

/// Everything that a claim says about rules at hand. A claim that names a text other than the one at hand says nothing
/// about the one at hand.
pub(super) fn rules(ground: &Ground<'_>, item: &Item, content: &Content) -> Vec<Said> {
    let claim = &content.claim;
    let words = [
        (ClaimResult::Passed, &claim.passed),
        (ClaimResult::Warned, &claim.warned),
        (ClaimResult::Failed, &claim.failed),
    ];
    let mut said = Vec::new();
    for (set, fit) in &item.applied {
        if *fit == AppliedFit::OtherText {
            continue;
        }
        let mut any = false;
        for (result, named) in words {
            for word in named {
                let rule = find(ground.model, *set, word);
                any |= rule.is_some();
                said.push(Said {
                    set: *set,
                    rule,
                    named: word.clone(),
                    result,
                });
            }
        }
        if !any {
            said.push(Said {
                set: *set,
                rule: None,
                named: String::new(),
                result: if content.is_negative() {
                    ClaimResult::Failed
                } else {
                    ClaimResult::Passed
                },
            });
        }
    }
    said
}

/// The rule that a signer's word names: its full id, its local id, or its local id after the rule set's name and one of
/// the usual separators.
fn find(model: &Model, set: SetIx, word: &str) -> Option<RuleIx> {
    let id = &model.rule_set(set).id;
    if let Some(rule) = model.find_local(set, word) {
        return Some(rule);
    }
    let prefix = word.get(..id.len())?;
    let rest = word.get(id.len()..)?;
    let folded = prefix.to_lowercase().replace('_', "-");
    if folded != id.to_lowercase() {
        return None;
    }
    let local = rest.strip_prefix(['/', '_', ':', '#', '.'])?;
    model.find_local(set, local)
}

/// One claim in the table.
struct Entry {
    item: usize,
    column: usize,
    set: SetIx,
    rule: Option<RuleIx>,
    state: ClaimState,
    result: ClaimResult,
    words: String,
}

/// The table. `progress` hears how many attestations of how many were read for it.
pub(super) fn claims(
    ground: &Ground<'_>,
    judgement: &Judgement,
    ask: &ClaimsAsk,
    progress: &mut dyn FnMut(Doing, u32, u32),
) -> ClaimsView {
    let model = ground.model;
    let mut columns: Vec<ClaimColumn> = Vec::new();
    let mut entries: Vec<Entry> = Vec::new();
    let owned = Owned::gather(ground, judgement);
    let all = ground.corpus.items.len() as u32;
    for (at, item) in ground.corpus.items.iter().enumerate() {
        corpus::tell(progress, at, at as u32, all);
        if item.applied.is_empty() {
            continue;
        }
        let content = Corpus::content(&ground.shelf, item);
        let issuer = signer(ground, judgement, at);
        let of = organisation(ground, &owned, item, &content);
        let column = match columns.iter().position(|known| known.id == of.id) {
            Some(column) => column,
            None => {
                columns.push(of);
                columns.len() - 1
            }
        };
        for said in rules(ground, item, &content) {
            if said.rule.is_none() && !said.named.is_empty() {
                continue;
            }
            // Of something that nobody loaded owns, nobody can say that the signer is another than its owner.
            let itself = columns.get(column).is_some_and(|column| {
                column.named_only || issuer.as_ref().is_some_and(|issuer| column.id == issuer.id)
            });
            let named_only = columns.get(column).is_some_and(|column| column.named_only);
            let state = state(judgement, at, said.result, itself);
            entries.push(Entry {
                item: at,
                column,
                set: said.set,
                rule: said.rule,
                state,
                result: said.result,
                words: words(issuer.as_ref(), state, named_only, judgement.standing(at)),
            });
        }
    }
    let choices = choices(model, &entries);
    let wanted = |set: SetIx| ask.sets.is_empty() || ask.sets.contains(&model.rule_set(set).id);
    entries.retain(|entry| wanted(entry.set) && on_topic(model, entry.rule, &ask.topics));
    // Columns in the order of names; those asked for, or those with entries left.
    let mut shown: Vec<usize> = (0..columns.len())
        .filter(|at| match ask.organisations.is_empty() {
            true => entries.iter().any(|entry| entry.column == *at),
            false => columns
                .get(*at)
                .is_some_and(|column| ask.organisations.contains(&column.id)),
        })
        .collect();
    order::sort_by(&mut shown, |a, b| {
        let name = |at: &usize| {
            columns
                .get(*at)
                .map(|column| (column.named_only, &column.name))
        };
        name(a).cmp(&name(b))
    });
    shown.truncate(MAX_COLUMNS);
    let (keys, sets) = keys(model, &entries, ask);
    let rows: Vec<ClaimRow> = keys
        .into_iter()
        .map(|(set, rule)| laid_out(ground, judgement, &entries, &shown, set, rule))
        .collect();
    let states = ClaimState::ALL.iter().map(|state| {
        let cells = rows.iter().flat_map(|row| &row.cells);
        (
            *state,
            cells.filter(|cell| cell.state == *state).count() as u32,
        )
    });
    let states = states.collect();
    let rows: Vec<ClaimRow> = rows
        .into_iter()
        .filter(|row| {
            ask.states.is_empty()
                || row
                    .cells
                    .iter()
                    .any(|cell| ask.states.contains(&cell.state))
        })
        .collect();
    let limit = match ask.limit {
        0 => PAGE,
        limit => limit.min(MAX_PAGE),
    };
    let total = rows.len() as u32;
    ClaimsView {
        columns: shown
            .iter()
            .filter_map(|at| columns.get(*at).cloned())
            .collect(),
        rows: rows
            .into_iter()
            .skip(ask.offset as usize)
            .take(limit as usize)
            .collect(),
        offset: ask.offset,
        total,
        sets: sets
            .into_iter()
            .map(|set| view::link_to_set(model, set))
            .collect(),
        choices,
        states,
        words: vec![
            "A claim says that somebody says so. It is not conformity, however well it is signed.".to_owned(),
            "An empty cell proves nothing: nobody has to sign, and attestations can be left out of a file.".to_owned(),
            "Only claims that name the rule set by the digest of the text loaded here, or by its address alone, are \
             counted; a claim about another text of the same name is not."
                .to_owned(),
        ],
    }
}

fn on_topic(model: &Model, rule: Option<RuleIx>, topics: &[ident::Topic]) -> bool {
    topics.is_empty()
        || rule
            .and_then(|rule| model.rule(rule).topic)
            .is_some_and(|topic| topics.contains(&topic))
}

fn choices(model: &Model, entries: &[Entry]) -> Vec<(Link, u32)> {
    model
        .set_ixs()
        .filter_map(|set| {
            let mut rules: Vec<Option<RuleIx>> = Vec::new();
            for entry in entries.iter().filter(|entry| entry.set == set) {
                if !rules.contains(&entry.rule) {
                    rules.push(entry.rule);
                }
            }
            (!rules.is_empty()).then(|| (view::link_to_set(model, set), rules.len() as u32))
        })
        .collect()
}

type Keys = (Vec<(SetIx, Option<RuleIx>)>, Vec<SetIx>);

/// The rows: set by set, the whole first, then rules in the order of the original.
fn keys(model: &Model, entries: &[Entry], ask: &ClaimsAsk) -> Keys {
    let mut keys = Vec::new();
    let mut sets = Vec::new();
    for set in model.set_ixs() {
        let named = ask.sets.contains(&model.rule_set(set).id);
        let of_set: Vec<&Entry> = entries.iter().filter(|entry| entry.set == set).collect();
        if of_set.is_empty() && !(named && ask.everything) {
            continue;
        }
        sets.push(set);
        if of_set.iter().any(|entry| entry.rule.is_none()) {
            keys.push((set, None));
        }
        for rule in model.rules_of(set) {
            let of = model.rule(rule);
            let claimed = of_set.iter().any(|entry| entry.rule == Some(rule));
            if claimed
                || (ask.everything && !of.withdrawn && on_topic(model, Some(rule), &ask.topics))
            {
                keys.push((set, Some(rule)));
            }
        }
    }
    (keys, sets)
}

fn laid_out(
    ground: &Ground<'_>,
    judgement: &Judgement,
    entries: &[Entry],
    shown: &[usize],
    set: SetIx,
    rule: Option<RuleIx>,
) -> ClaimRow {
    let model = ground.model;
    let cells = shown.iter().map(|column| {
        let mut of: Vec<&Entry> = entries
            .iter()
            .filter(|entry| entry.column == *column && entry.set == set && entry.rule == rule)
            .collect();
        // A signed "not kept" stands above every "kept"; what counts for nothing stands last.
        order::sort_by_key(&mut of, |entry| {
            (
                rank(entry.state),
                judgement.standing(entry.item),
                entry.item,
            )
        });
        let Some(first) = of.first() else {
            return ClaimCell {
                state: ClaimState::NoClaim,
                standing: Standing::Unsigned,
                words: "Nobody claims anything here; that proves nothing.".to_owned(),
                evidence: Vec::new(),
                disputed: false,
            };
        };
        let has = |wanted: &[ClaimState]| of.iter().any(|entry| wanted.contains(&entry.state));
        let evidence = of
            .iter()
            .filter_map(|entry| ground.corpus.items.get(entry.item))
            .map(Corpus::id);
        ClaimCell {
            state: first.state,
            standing: judgement.standing(first.item),
            words: match first.result {
                ClaimResult::Warned => [&first.words, " It needs attention, they say."].concat(),
                _ => first.words.clone(),
            },
            evidence: evidence.collect(),
            disputed: has(&[ClaimState::Failed])
                && has(&[ClaimState::ThirdParty, ClaimState::SelfAttested]),
        }
    });
    ClaimRow {
        set: view::link_to_set(model, set),
        rule: rule.map(|rule| view::link_to_rule(model, rule)),
        pinpoint: rule.map_or_else(String::new, |rule| model.rule(rule).pinpoint.clone()),
        cells: cells.collect(),
    }
}

fn rank(state: ClaimState) -> u8 {
    match state {
        ClaimState::Failed => 0,
        ClaimState::ThirdParty => 1,
        ClaimState::SelfAttested => 2,
        ClaimState::Revoked => 3,
        ClaimState::Expired => 4,
        ClaimState::NotChecked => 5,
        ClaimState::Broken => 6,
        ClaimState::NoClaim => 7,
    }
}

fn state(judgement: &Judgement, at: usize, result: ClaimResult, itself: bool) -> ClaimState {
    let Some(ruling) = judgement.rulings.get(at) else {
        return ClaimState::NotChecked;
    };
    match ruling.standing {
        Standing::Broken if ruling.revoked => ClaimState::Revoked,
        Standing::Broken if ruling.expired => ClaimState::Expired,
        Standing::Broken => ClaimState::Broken,
        Standing::Unsigned | Standing::NotCheckableHere => ClaimState::NotChecked,
        Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown => match (result, itself) {
            (ClaimResult::Failed, _) => ClaimState::Failed,
            (_, true) => ClaimState::SelfAttested,
            (_, false) => ClaimState::ThirdParty,
        },
    }
}

fn words(issuer: Option<&Link>, state: ClaimState, named_only: bool, standing: Standing) -> String {
    let who = issuer.map_or("Somebody whom nobody loaded names", |link| &link.name);
    let what = match state {
        ClaimState::ThirdParty => " says of another that it is kept",
        ClaimState::SelfAttested if named_only => " says so of something that may be its own",
        ClaimState::SelfAttested => " says so of itself",
        ClaimState::Failed => " says that it is not kept",
        ClaimState::Expired => " said so for a time that is over",
        ClaimState::Revoked => " said so and took it back",
        ClaimState::Broken => {
            return "An attestation is there, but a check that decides failed: it counts for nothing."
                .to_owned();
        }
        ClaimState::NotChecked => {
            return "An attestation is there, but its signature could not be checked here."
                .to_owned();
        }
        ClaimState::NoClaim => "",
    };
    [who, what, "; ", &standing.label().to_lowercase(), "."].concat()
}

/// Whose signature it is, as a body.
fn signer(ground: &Ground<'_>, judgement: &Judgement, at: usize) -> Option<Link> {
    let key = judgement.signers(at).next()?;
    super::recognition::party_of_key(ground, judgement, key)
}

/// Whom a claim is about: the community whose descriptor or identifier document has the digest of a subject, or whose
/// identifier a credential names; the owner of a rule set whose text it is about; else the signer's word.
fn organisation(ground: &Ground<'_>, owned: &Owned, item: &Item, content: &Content) -> ClaimColumn {
    let model = ground.model;
    let of_community = |community| {
        let link = view::link_to_node(model, Node::Community(community));
        ClaimColumn {
            id: link.id.clone(),
            name: link.name.clone(),
            community: Some(link),
            named_only: false,
        }
    };
    let listed = item.about.iter().find_map(|found| {
        let book = ground.shelf.books.get(found.book)?;
        let holder = ground
            .holders
            .list
            .iter()
            .find(|holder| holder.book == found.book);
        book.community
            .or_else(|| holder.and_then(|holder| holder.community))
    });
    if let Some(community) = listed {
        return of_community(community);
    }
    let about = content.parties().1;
    if let Some(community) = about.iter().find_map(|did| ground.holders.community(did)) {
        return of_community(community);
    }
    // Somebody signed that an artefact with this digest belongs to it.
    if let Some(owner) = owned.of(content) {
        return ClaimColumn {
            id: owner.id.clone(),
            name: owner.name.clone(),
            community: model.find_community(&owner.id).map(|_| owner),
            named_only: false,
        };
    }
    let name = content
        .statement
        .as_ref()
        .and_then(|statement| statement.subjects.first())
        .map(row::subject_name)
        .or_else(|| about.first().cloned())
        .unwrap_or_else(|| "unnamed".to_owned());
    ClaimColumn {
        id: ["named:", &name].concat(),
        name,
        community: None,
        named_only: true,
    }
}

/// Digests of artefacts that somebody signed a reference about: whose they are, in the words of whoever signed.
struct Owned(Vec<(trust::hash::Hash, String, Link)>);

impl Owned {
    fn gather(ground: &Ground<'_>, judgement: &Judgement) -> Self {
        let mut owned = Vec::new();
        for (at, item) in ground.corpus.items.iter().enumerate() {
            if ground.corpus.kind(item) != "Reference" {
                continue;
            }
            let Some(signer) = signer(ground, judgement, at) else {
                continue;
            };
            let content = Corpus::content(&ground.shelf, item);
            for subject in content.statement.iter().flat_map(|one| &one.subjects) {
                let digests = subject.acceptable();
                owned.extend(digests.map(|(hash, value)| (hash, value.to_owned(), signer.clone())));
            }
        }
        Self(owned)
    }

    fn of(&self, content: &Content) -> Option<Link> {
        let statement = content.statement.as_ref()?;
        let digests = statement.subjects.iter().flat_map(|one| one.acceptable());
        digests
            .filter_map(|(hash, value)| {
                let same = |(known, owned, _): &&(trust::hash::Hash, String, Link)| {
                    *known == hash && owned == value
                };
                self.0.iter().find(same)
            })
            .map(|(_, _, owner)| owner.clone())
            .next()
    }
}
