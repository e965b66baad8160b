//! What stands behind a rule: rule, rule set, attestation, key, who recognises the signer, and the public rules behind
//! it all. A link that is missing is shown as missing.

use ident::{Binding, RelationType, Standing};
use model::{End, Model, Node, SetIx};
use protocol::{Answer, ChainKind, ChainState, ChainStep, ChainView, HitKind, Link};

use super::corpus::Corpus;
use super::judge::{Ground, Judgement};
use super::{list, recognition, row};
use crate::view;

pub(super) fn chain(ground: &Ground<'_>, judgement: &Judgement, id: &str) -> Answer {
    let model = ground.model;
    let (rule, set) = match (model.find_rule(id), model.find_set(id)) {
        (Some(rule), _) => (Some(rule), model.rule(rule).set),
        (None, Some(set)) => (None, set),
        (None, None) => {
            let kind = match id.contains('/') {
                true => HitKind::Rule,
                false => HitKind::RuleSet,
            };
            return view::not_found(model, kind, id);
        }
    };
    let about = rule.map_or_else(
        || view::link_to_set(model, set),
        |rule| view::link_to_rule(model, rule),
    );
    let mut steps = Vec::new();
    if let Some(rule) = rule {
        let of = model.rule(rule);
        steps.push(ChainStep {
            kind: ChainKind::Rule,
            title: of.title.clone(),
            link: Some(about.clone()),
            evidence: String::new(),
            state: ChainState::Holds,
            words: match of.paraphrase {
                true => {
                    "The words are a paraphrase; a signature over them is not the issuer’s own."
                }
                false => "One of the rules of the text below.",
            }
            .to_owned(),
            others: 0,
        });
    }
    steps.push(the_set(ground, set));
    let found = best(ground, judgement, set);
    steps.push(the_attestation(ground, judgement, &found));
    steps.push(the_key(ground, judgement, &found));
    steps.push(the_recognition(judgement, &found));
    steps.push(backstop(
        model,
        set,
        rule.and_then(|rule| model.rule(rule).topic),
    ));
    let gives_way = steps.iter().find(|step| step.state != ChainState::Holds);
    let words = match gives_way {
        None => "Every step holds, from the rule to the public authority behind it.".to_owned(),
        Some(step) => {
            let place = match step.kind {
                ChainKind::Rule => "rule",
                ChainKind::RuleSet => "rule set",
                ChainKind::Attestation => "attestation",
                ChainKind::Key => "key",
                ChainKind::Recognition => "recognition",
                ChainKind::Backstop => "public authority behind it",
            };
            let how = match step.state {
                ChainState::Holds => "holds",
                ChainState::Claimed => "rests on somebody’s word",
                ChainState::Missing => "is missing",
                ChainState::Broken => "is broken",
            };
            format!("The chain first gives way at the {place}: it {how}.")
        }
    };
    Answer::Chain(ChainView {
        about,
        unbroken: gives_way.is_none(),
        steps,
        words,
    })
}

fn step(kind: ChainKind, state: ChainState, title: String, words: String) -> ChainStep {
    ChainStep {
        kind,
        title,
        link: None,
        evidence: String::new(),
        state,
        words,
        others: 0,
    }
}

fn the_set(ground: &Ground<'_>, set: SetIx) -> ChainStep {
    let of = ground.model.rule_set(set);
    let book = ground
        .shelf
        .books
        .iter()
        .find(|book| book.sets.contains(&set));
    let words = match book {
        Some(book) => format!("Its text is that of {}, {}.", book.name, book.digest),
        None => "Its text comes in the atlas’s own collection; the single document that could be signed is not loaded."
            .to_owned(),
    };
    ChainStep {
        link: Some(view::link_to_set(ground.model, set)),
        ..step(
            ChainKind::RuleSet,
            ChainState::Holds,
            of.title.clone(),
            words,
        )
    }
}

/// Attestations about the text of a rule set, the strongest first.
fn best(ground: &Ground<'_>, judgement: &Judgement, set: SetIx) -> Vec<usize> {
    let mut found: Vec<(u8, usize)> = Vec::new();
    for (at, item) in ground.corpus.items.iter().enumerate() {
        if !item.negative && list::about_sets(ground, item).contains(&set) {
            found.push((super::rank(judgement.standing(at)), at));
        }
    }
    ident::order::sort_by_key(&mut found, |one| *one);
    found.into_iter().map(|(_, at)| at).collect()
}

fn the_attestation(ground: &Ground<'_>, judgement: &Judgement, found: &[usize]) -> ChainStep {
    let first = found
        .first()
        .and_then(|at| Some((*at, ground.corpus.items.get(*at)?)));
    let Some((at, item)) = first else {
        return step(
            ChainKind::Attestation,
            ChainState::Missing,
            String::new(),
            "Nothing loaded is signed about this text. That proves nothing against it.".to_owned(),
        );
    };
    let (state, words) = match judgement.standing(at) {
        Standing::ConfirmedByChosenKey | Standing::IntactKeyUnknown => (
            ChainState::Holds,
            "The signature holds, and the digest that it covers is that of the text above.",
        ),
        Standing::Broken => (
            ChainState::Broken,
            "A check that decides failed: it counts for nothing.",
        ),
        Standing::Unsigned => (ChainState::Missing, "It is a statement that nobody signed."),
        Standing::NotCheckableHere => (
            ChainState::Missing,
            "Its signature could not be checked here.",
        ),
    };
    ChainStep {
        evidence: Corpus::id(item),
        others: found.len() as u32 - 1,
        ..step(
            ChainKind::Attestation,
            state,
            ground.corpus.kind(item).to_owned(),
            words.to_owned(),
        )
    }
}

fn the_key(ground: &Ground<'_>, judgement: &Judgement, found: &[usize]) -> ChainStep {
    let signer = found.first().and_then(|at| judgement.signers(*at).next());
    let Some(key) = signer else {
        return step(
            ChainKind::Key,
            ChainState::Missing,
            String::new(),
            "No key is known whose signature holds.".to_owned(),
        );
    };
    let issuer = row::of_key(ground, judgement, key);
    let others = found
        .first()
        .map_or(0, |at| judgement.signers(*at).count() as u32 - 1);
    ChainStep {
        link: issuer.community.clone(),
        others,
        ..step(
            ChainKind::Key,
            ChainState::Holds,
            issuer.name,
            format!(
                "{} key {}; {}.",
                issuer.key_kind, issuer.key, issuer.vouched
            ),
        )
    }
}

fn the_recognition(judgement: &Judgement, found: &[usize]) -> ChainStep {
    let Some(key) = found.first().and_then(|at| judgement.signers(*at).next()) else {
        return step(
            ChainKind::Recognition,
            ChainState::Missing,
            String::new(),
            "Without a signer nobody can be recognised.".to_owned(),
        );
    };
    if let Some(path) = recognition::path(judgement, key) {
        return step(
            ChainKind::Recognition,
            ChainState::Holds,
            path.start,
            path.words,
        );
    }
    let known = recognition::of_keys(judgement, &[key]);
    match known.first() {
        Some(first) => ChainStep {
            link: Some(first.from.clone()),
            evidence: first.evidence.clone(),
            others: known.len() as u32 - 1,
            ..step(
                ChainKind::Recognition,
                ChainState::Claimed,
                first.from.name.clone(),
                format!("{} You do not rely on whoever says so.", first.words),
            )
        },
        None => step(
            ChainKind::Recognition,
            ChainState::Missing,
            String::new(),
            "Nobody you chose vouches for this key, and nobody loaded does.".to_owned(),
        ),
    }
}

/// The public rules behind it: the body is stated to be subject to them, or they speak as law on the same topic.
fn backstop(model: &Model, set: SetIx, topic: Option<ident::Topic>) -> ChainStep {
    let of = model.rule_set(set);
    if of.binding == Binding::Law {
        return ChainStep {
            link: Some(view::link_to_set(model, set)),
            ..step(
                ChainKind::Backstop,
                ChainState::Holds,
                of.title.clone(),
                "It is itself a rule of public authority.".to_owned(),
            )
        };
    }
    let node = of.community.map_or(Node::Instrument(set), Node::Community);
    let ties = model.ties_from(node).iter().map(|ix| model.relation(*ix));
    let subject: Vec<&model::Relation> = ties
        .filter(|relation| relation.r#type == RelationType::SubjectTo)
        .collect();
    if let Some(first) = subject.first() {
        let link: Option<Link> = match &first.target {
            End::Community(ix) => Some(view::link_to_node(model, Node::Community(*ix))),
            End::RuleSet(ix) => Some(view::link_to_set(model, *ix)),
            End::Unknown(_) => None,
        };
        let title = match (&link, &first.target) {
            (Some(link), _) => link.name.clone(),
            (None, End::Unknown(name)) => name.clone(),
            (None, _) => String::new(),
        };
        return ChainStep {
            link,
            others: subject.len() as u32 - 1,
            ..step(
                ChainKind::Backstop,
                ChainState::Claimed,
                title,
                first.statement.clone(),
            )
        };
    }
    let law = topic.and_then(|topic| {
        let place = ident::Topic::ALL.iter().position(|known| *known == topic)?;
        model.set_ixs().find(|other| {
            let other = model.rule_set(*other);
            other.binding == Binding::Law && other.topics.get(place).is_some_and(|count| *count > 0)
        })
    });
    match law {
        Some(law) => ChainStep {
            link: Some(view::link_to_set(model, law)),
            ..step(
                ChainKind::Backstop,
                ChainState::Claimed,
                model.rule_set(law).title.clone(),
                "It is law on the same topic for whoever is subject to it; nothing loaded says that this body is."
                    .to_owned(),
            )
        },
        None => step(
            ChainKind::Backstop,
            ChainState::Missing,
            String::new(),
            "Nothing loaded says which public rules bind this body.".to_owned(),
        ),
    }
}
