//! Links to what is signed: the list, the claims, and proposals of whom to rely on. Never adopts a proposal.

use ident::Standing;

use super::query::{Link, Query};

/// Everything signed, under a filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidencePlace {
    /// Words to find (`q=`).
    pub text: String,
    /// Only these standings (`standing=`).
    pub standings: Vec<Standing>,
    /// Only statements of these kinds, by the engine's words (`kind=`).
    pub kinds: Vec<String>,
    /// Only those who are known to have signed, by their ids (`by=`).
    pub issuers: Vec<String>,
    /// Only what is about this rule set or rule (`about=`); empty for everything.
    pub about: String,
    /// First entry shown (`offset=`).
    pub offset: u32,
}

/// Who claims to keep which rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimsPlace {
    /// Whose rules (`set=`); empty for the first that anything is claimed about.
    pub set: String,
    /// First rule shown (`offset=`).
    pub offset: u32,
}

impl EvidencePlace {
    pub(super) fn read(query: &Query<'_>) -> Self {
        let standings = query.list("standing");
        Self {
            text: query.text("q"),
            standings: standings
                .iter()
                .filter_map(|word| word.parse().ok())
                .collect(),
            kinds: words(query, "kind"),
            issuers: words(query, "by"),
            about: query.text("about"),
            offset: query.number("offset"),
        }
    }

    pub(super) fn write(&self, link: Link) -> Link {
        link.text("q", &self.text)
            .list(
                "standing",
                self.standings.iter().map(|standing| standing.as_str()),
            )
            .list("kind", self.kinds.iter().map(String::as_str))
            .list("by", self.issuers.iter().map(String::as_str))
            .text("about", &self.about)
            .number("offset", self.offset)
    }
}

impl ClaimsPlace {
    pub(super) fn read(query: &Query<'_>) -> Self {
        Self {
            set: query.text("set"),
            offset: query.number("offset"),
        }
    }

    pub(super) fn write(&self, link: Link) -> Link {
        link.text("set", &self.set).number("offset", self.offset)
    }
}

fn words(query: &Query<'_>, name: &str) -> Vec<String> {
    let words = query.list(name).into_iter();
    words.filter(|word| !word.is_empty()).collect()
}
