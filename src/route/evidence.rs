//! Links to what is signed: the list, the claims, and proposals of whom to rely on. Never adopts a proposal.

use protocol::{ClaimState, ClaimsAsk, EvidenceFilter};

use super::query::{Link, Query};

/// Everything signed, under a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidencePlace {
    /// Which attestations.
    pub filter: EvidenceFilter,
    /// First entry shown (`offset=`).
    pub offset: u32,
}

/// Whom the reader relies on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewpointPlace {
    /// The viewpoint that a link proposes, as its file (`propose=`); empty for none. It counts for nothing until the
    /// reader takes it over.
    pub proposal: String,
    /// Whose eyes to compare with (`with=`): a community, or nobody where it is empty.
    pub with: String,
}

impl EvidencePlace {
    /// What is about a rule set or, by its full id `set/local`, about a rule.
    pub fn about(id: &str) -> Self {
        let (mut sets, mut rules) = (Vec::new(), Vec::new());
        if id.contains('/') {
            &mut rules
        } else {
            &mut sets
        }
        .push(id.to_owned());
        Self {
            filter: EvidenceFilter {
                sets,
                rules,
                ..EvidenceFilter::default()
            },
            offset: 0,
        }
    }

    pub(super) fn read(query: &Query<'_>) -> Self {
        let standings = query.list("standing");
        Self {
            filter: EvidenceFilter {
                text: query.text("q"),
                standings: standings
                    .iter()
                    .filter_map(|word| word.parse().ok())
                    .collect(),
                kinds: words(query, "kind"),
                issuers: words(query, "by"),
                checks: words(query, "check"),
                files: words(query, "file"),
                sets: words(query, "set"),
                rules: words(query, "rule"),
                communities: words(query, "community"),
            },
            offset: query.number("offset"),
        }
    }

    pub(super) fn write(&self, link: Link) -> Link {
        let filter = &self.filter;
        let words = |words| <[String]>::iter(words).map(String::as_str);
        link.text("q", &filter.text)
            .list(
                "standing",
                filter.standings.iter().map(|standing| standing.as_str()),
            )
            .list("kind", words(&filter.kinds))
            .list("by", words(&filter.issuers))
            .list("check", words(&filter.checks))
            .list("file", words(&filter.files))
            .list("set", words(&filter.sets))
            .list("rule", words(&filter.rules))
            .list("community", words(&filter.communities))
            .number("offset", self.offset)
    }
}

impl ViewpointPlace {
    pub(super) fn read(query: &Query<'_>) -> Self {
        Self {
            proposal: query.text("propose"),
            with: query.text("with"),
        }
    }

    pub(super) fn write(&self, link: Link) -> Link {
        link.text("with", &self.with)
            .text("propose", &self.proposal)
    }
}

/// Reads which claims are laid out.
pub(super) fn read_claims(query: &Query<'_>) -> ClaimsAsk {
    let state = |word: &String| {
        let mut known = ClaimState::ALL.iter().copied();
        known.find(|state| state.as_str() == *word)
    };
    let topics = query.list("topic");
    ClaimsAsk {
        sets: words(query, "set"),
        organisations: words(query, "of"),
        states: query.list("state").iter().filter_map(state).collect(),
        topics: topics.iter().filter_map(|word| word.parse().ok()).collect(),
        everything: query.flag("all"),
        offset: query.number("offset"),
        limit: 0,
    }
}

/// Writes which claims are laid out.
pub(super) fn write_claims(ask: &ClaimsAsk, link: Link) -> Link {
    link.list("set", ask.sets.iter().map(String::as_str))
        .list("of", ask.organisations.iter().map(String::as_str))
        .list("state", ask.states.iter().map(|state| state.as_str()))
        .list("topic", ask.topics.iter().map(|topic| topic.as_str()))
        .flag("all", ask.everything)
        .number("offset", ask.offset)
}

fn words(query: &Query<'_>, name: &str) -> Vec<String> {
    let words = query.list(name).into_iter();
    words.filter(|word| !word.is_empty()).collect()
}
