//! Route ⇄ link: two pure functions, inverse to each other. Never touches the browser's address.
//!
//! `Route::parse(&route.href()) == Some(route)`. Unknown query parameters are ignored, ids are percent-encoded,
//! values that equal the default are left out.

mod evidence;
pub mod filter;
mod lenses;
mod percent;
mod query;

use ident::Topic;
use protocol::{
    BackstopAsk, ChangeKind, ClaimsAsk, DriftAsk, Filter, Ground, Grouping, HitKind, MechanismsAsk,
};

pub use percent::decode as decoded;
use query::{Link, Query};

pub use evidence::{EvidencePlace, ViewpointPlace};
pub use percent::{decode, encode_into};

/// A place in the page, with everything that a link to it must reproduce.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// `#/`
    Network(NetworkPlace),
    /// `#/communities`
    Communities(Filter),
    /// `#/community/{id}`
    Community(CommunityPlace),
    /// `#/ruleset/{id}`
    RuleSet(RuleSetPlace),
    /// `#/rule/{set}/{local}`
    Rule(RulePlace),
    /// `#/topics`
    Topics,
    /// `#/topic/{id}`
    Topic(TopicPlace),
    /// `#/compare?sets=a,b`
    Compare(ComparePlace),
    /// `#/backstop?of=…`
    Backstop(BackstopAsk),
    /// `#/mechanisms?of=a,b`
    Mechanisms(MechanismsAsk),
    /// `#/drift` and `#/drift/{id}`; empty for the list of profiles.
    Drift(DriftAsk),
    /// `#/evidence`
    Evidence(EvidencePlace),
    /// `#/evidence/{digest}`
    Verdict(String),
    /// `#/claims?set=…`
    Claims(ClaimsAsk),
    /// `#/viewpoint`
    Viewpoint(ViewpointPlace),
    /// `#/chain/{set}` and `#/chain/{set}/{local}`
    Chain(String),
    /// `#/timeline`
    Timeline(Filter),
    /// `#/search?q=…`
    Search(SearchPlace),
    /// `#/sources`
    Sources,
    /// `#/about`
    About,
    /// `#/clippings`
    Clippings,
    /// Any other address, as it was written behind `#/`.
    NotFound(String),
}

/// The network under a filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkPlace {
    /// What stays in the picture.
    pub filter: Filter,
    /// Also bodies without rules of their own (`everyone=1`).
    pub everyone: bool,
    /// Only this node and those one step away (`around=`).
    pub around: String,
    /// The selected node (`sel=`); empty for none.
    pub selected: String,
    /// Picture, table or words (`tab=`).
    pub tab: NetworkTab,
}

/// How the network is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NetworkTab {
    /// As a picture.
    #[default]
    Picture,
    /// As a table.
    Table,
    /// In sentences.
    Words,
}

/// One community.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommunityPlace {
    /// Which.
    pub id: String,
    /// A part of its page (`tab=`); empty for the first.
    pub tab: String,
}

/// One rule set, a page of its rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSetPlace {
    /// Which.
    pub id: String,
    /// How its rules are grouped (`group=`).
    pub group: Grouping,
    /// Which rules.
    pub filter: Filter,
    /// First rule shown (`offset=`).
    pub offset: u32,
    /// The rule to show first, by its local id (`sel=`); empty for none.
    pub selected: String,
}

/// One rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RulePlace {
    /// Its rule set.
    pub set: String,
    /// Its id there; may hold slashes.
    pub local: String,
}

/// One topic.
#[derive(Clone, Debug, PartialEq)]
pub struct TopicPlace {
    /// Which.
    pub topic: Topic,
    /// Which rules.
    pub filter: Filter,
    /// First rule shown (`offset=`).
    pub offset: u32,
}

/// Rule sets side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComparePlace {
    /// Rule set ids in the reader's order (`sets=`).
    pub sets: Vec<String>,
    /// Which rules; `topic=` is among it.
    pub filter: Filter,
    /// Leaves out topics on which all are silent (`spoken=1`).
    pub hide_silent: bool,
    /// Only rules that stand beside others on one of these grounds (`ground=`).
    pub grounds: Vec<Ground>,
    /// Leaves out what this program suggests (`stated=1`).
    pub hide_suggestions: bool,
    /// The day looked at (`asof=`); empty for that of the atlas.
    pub as_of: String,
    /// Which fates of rules the changes list (`change=`).
    pub kinds: Vec<ChangeKind>,
    /// The cell that a sentence led to (`sel=`), as [`ComparePlace::cell`] writes it.
    pub selected: String,
    /// How they are shown (`view=`); left out of links where it is what [`CompareView::for_sets`] says.
    pub view: CompareView,
    /// First change shown (`offset=`).
    pub offset: u32,
}

/// How a comparison is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CompareView {
    /// In columns.
    #[default]
    Side,
    /// One below the other.
    List,
    /// As a matrix of topics.
    Matrix,
    /// What changed from version to version.
    Changes,
}

/// A search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchPlace {
    /// The words (`q=`).
    pub query: String,
    /// Only these kinds of results (`in=`).
    pub kinds: Vec<HitKind>,
    /// First hit shown (`offset=`).
    pub offset: u32,
}

impl ComparePlace {
    /// These rule sets, all their rules, in the view that suits their number.
    pub fn of(sets: Vec<String>) -> Self {
        Self {
            view: CompareView::for_sets(sets.len()),
            sets,
            ..Self::default()
        }
    }

    /// The id of a cell's element, which is also how links name it: topic, then the column; the whole row without one.
    pub fn cell(topic: Option<Topic>, column: Option<u32>) -> String {
        let row = ["cell-", topic.map_or("none", |topic| topic.as_str())].concat();
        match column {
            Some(column) => [&row, "-", &column.to_string()].concat(),
            None => row,
        }
    }
}

impl Route {
    /// What an adopter made of what it took.
    pub fn drift(id: &str) -> Self {
        Self::Drift(DriftAsk {
            id: id.to_owned(),
            ..DriftAsk::default()
        })
    }
}

impl CompareView {
    /// How so many rule sets are shown unless the reader chose: in columns as long as texts fit beside each other.
    pub const fn for_sets(count: usize) -> Self {
        if count > 3 { Self::Matrix } else { Self::Side }
    }
}

impl Route {
    /// Reads what stands behind the `#` of an address. `None` is a target inside the page, such as `#main`.
    pub fn parse(hash: &str) -> Option<Self> {
        let link = hash.strip_prefix('#').unwrap_or(hash);
        if link.is_empty() {
            return Some(Self::default());
        }
        let link = link.strip_prefix('/')?;
        let (path, query) = link.split_once('?').unwrap_or((link, ""));
        let query = Query::new(query);
        let (page, rest) = path.split_once('/').unwrap_or((path, ""));
        let id = decode(rest);
        let not_found = || Self::NotFound(decode(link));
        let alone = |route: Self| if rest.is_empty() { route } else { not_found() };
        let with_id = |route: Self| if id.is_empty() { not_found() } else { route };
        Some(match page {
            "" => alone(Self::Network(network(&query))),
            "communities" => alone(Self::Communities(filter::read(&query))),
            "community" => with_id(Self::Community(CommunityPlace {
                id: id.clone(),
                tab: query.text("tab"),
            })),
            "ruleset" => with_id(Self::RuleSet(RuleSetPlace {
                id: id.clone(),
                group: one_of(&query.text("group"), GROUPS),
                filter: filter::read(&query),
                offset: query.number("offset"),
                selected: query.text("sel"),
            })),
            "rule" => match rest.split_once('/') {
                Some((set, local)) if !set.is_empty() && !local.is_empty() => {
                    Self::Rule(RulePlace {
                        set: decode(set),
                        local: decode(local),
                    })
                }
                _ => not_found(),
            },
            "topics" => alone(Self::Topics),
            "topic" => match id.parse() {
                Ok(topic) => Self::Topic(TopicPlace {
                    topic,
                    filter: filter::read(&query),
                    offset: query.number("offset"),
                }),
                Err(_) => not_found(),
            },
            "backstop" => alone(Self::Backstop(lenses::read_backstop(&query))),
            "mechanisms" => alone(Self::Mechanisms(lenses::read_mechanisms(&query))),
            "drift" => Self::Drift(lenses::read_drift(id.clone(), &query)),
            "compare" => alone(Self::Compare(compare(&query))),
            "evidence" if rest.is_empty() => Self::Evidence(EvidencePlace::read(&query)),
            "evidence" => with_id(Self::Verdict(id.clone())),
            "claims" => alone(Self::Claims(evidence::read_claims(&query))),
            "viewpoint" => alone(Self::Viewpoint(ViewpointPlace::read(&query))),
            "chain" => with_id(Self::Chain(id.clone())),
            "timeline" => alone(Self::Timeline(filter::read(&query))),
            "search" => alone(Self::Search(SearchPlace {
                query: query.text("q"),
                kinds: query
                    .list("in")
                    .iter()
                    .filter_map(|word| known(word, KINDS))
                    .collect(),
                offset: query.number("offset"),
            })),
            "sources" => alone(Self::Sources),
            "about" => alone(Self::About),
            "clippings" => alone(Self::Clippings),
            _ => not_found(),
        })
    }

    /// The link to this place, `#/` and on; what an `href` holds.
    pub fn href(&self) -> String {
        match self {
            Self::Network(NetworkPlace {
                filter,
                everyone,
                around,
                selected,
                tab,
            }) => filter::write(Link::new(""), filter)
                .flag("everyone", *everyone)
                .text("around", around)
                .text("sel", selected)
                .text("tab", word_of(*tab, TABS)),
            Self::Communities(filter) => filter::write(Link::new("communities"), filter),
            Self::Community(CommunityPlace { id, tab }) => {
                Link::new("community").segment(id).text("tab", tab)
            }
            Self::RuleSet(RuleSetPlace {
                id,
                group,
                filter,
                offset,
                selected,
            }) => filter::write(
                Link::new("ruleset")
                    .segment(id)
                    .text("group", word_of(*group, GROUPS)),
                filter,
            )
            .number("offset", *offset)
            .text("sel", selected),
            Self::Rule(RulePlace { set, local }) => local
                .split('/')
                .fold(Link::new("rule").segment(set), Link::segment),
            Self::Topics => Link::new("topics"),
            Self::Topic(TopicPlace {
                topic,
                filter,
                offset,
            }) => filter::write(Link::new("topic").segment(topic.as_str()), filter)
                .number("offset", *offset),
            Self::Compare(ComparePlace {
                sets,
                filter,
                hide_silent,
                grounds,
                hide_suggestions,
                as_of,
                kinds,
                selected,
                view,
                offset,
            }) => filter::write(
                Link::new("compare")
                    .list("sets", sets.iter().map(String::as_str))
                    .text("view", view_word(*view, sets.len())),
                filter,
            )
            .flag("spoken", *hide_silent)
            .list("ground", grounds.iter().map(|word| word_of(*word, GROUNDS)))
            .flag("stated", *hide_suggestions)
            .text("asof", as_of)
            .list("change", kinds.iter().map(|word| word_of(*word, CHANGES)))
            .number("offset", *offset)
            .text("sel", selected),
            Self::Evidence(place) => place.write(Link::new("evidence")),
            Self::Verdict(digest) => Link::new("evidence").segment(digest),
            Self::Claims(ask) => evidence::write_claims(ask, Link::new("claims")),
            Self::Viewpoint(place) => place.write(Link::new("viewpoint")),
            Self::Chain(id) => id.split('/').fold(Link::new("chain"), Link::segment),
            Self::Backstop(ask) => lenses::write_backstop(ask),
            Self::Mechanisms(ask) => lenses::write_mechanisms(ask),
            Self::Drift(ask) => lenses::write_drift(ask),
            Self::Timeline(filter) => filter::write(Link::new("timeline"), filter),
            Self::Search(SearchPlace {
                query,
                kinds,
                offset,
            }) => Link::new("search")
                .text("q", query)
                .list("in", kinds.iter().map(|kind| word_of(*kind, KINDS)))
                .number("offset", *offset),
            Self::Sources => Link::new("sources"),
            Self::About => Link::new("about"),
            Self::Clippings => Link::new("clippings"),
            Self::NotFound(link) => {
                let mut path = String::new();
                encode_into(&mut path, link);
                return Link::new(&path).end();
            }
        }
        .end()
    }

    /// What stays the same while filters, tabs and selections change: the page and whose page it is.
    ///
    /// Moving to another place moves the focus to its heading; changing a filter does not.
    pub fn place(&self) -> String {
        match self {
            Self::Network(_) => Self::default().href(),
            Self::Communities(_) => Self::Communities(Filter::default()).href(),
            Self::Community(place) => Self::community(&place.id).href(),
            Self::RuleSet(place) => Self::rule_set(&place.id).href(),
            Self::Topic(place) => Self::topic(place.topic).href(),
            Self::Compare(_) => Self::Compare(ComparePlace::default()).href(),
            Self::Backstop(ask) => Self::backstop(&ask.of).href(),
            Self::Mechanisms(_) => Self::Mechanisms(MechanismsAsk::default()).href(),
            Self::Evidence(_) => Self::Evidence(EvidencePlace::default()).href(),
            Self::Claims(_) => Self::Claims(ClaimsAsk::default()).href(),
            Self::Viewpoint(_) => Self::Viewpoint(ViewpointPlace::default()).href(),
            Self::Timeline(_) => Self::Timeline(Filter::default()).href(),
            Self::Search(_) => Self::Search(SearchPlace::default()).href(),
            Self::Rule(_)
            | Self::Topics
            | Self::Verdict(_)
            | Self::Chain(_)
            | Self::Drift(_)
            | Self::Sources
            | Self::About
            | Self::Clippings
            | Self::NotFound(_) => self.href(),
        }
    }

    /// The page of a community.
    pub fn community(id: &str) -> Self {
        Self::Community(CommunityPlace {
            id: id.to_owned(),
            tab: String::new(),
        })
    }

    /// The page of a rule set.
    pub fn rule_set(id: &str) -> Self {
        Self::RuleSet(RuleSetPlace {
            id: id.to_owned(),
            ..RuleSetPlace::default()
        })
    }

    /// A body or a rule set against what is recorded to bind it; nobody where the id is empty.
    pub fn backstop(of: &str) -> Self {
        Self::Backstop(BackstopAsk {
            of: of.to_owned(),
            ..BackstopAsk::default()
        })
    }

    /// What the rules of these bodies and rule sets lean on; of everybody where there are none.
    pub fn mechanisms(of: Vec<String>) -> Self {
        Self::Mechanisms(MechanismsAsk {
            of,
            ..MechanismsAsk::default()
        })
    }

    /// The page of a rule, by its full id `set/local`. An id without a rule set leads nowhere.
    pub fn rule(id: &str) -> Self {
        match id.split_once('/') {
            Some((set, local)) => Self::Rule(RulePlace {
                set: set.to_owned(),
                local: local.to_owned(),
            }),
            None => Self::NotFound(id.to_owned()),
        }
    }

    /// The page of a topic.
    pub fn topic(topic: Topic) -> Self {
        Self::Topic(TopicPlace {
            topic,
            filter: Filter::default(),
            offset: 0,
        })
    }

    /// The page of anything the engine can name.
    pub fn of(link: &protocol::Link) -> Self {
        match link.kind {
            HitKind::Community => Self::community(&link.id),
            HitKind::RuleSet => Self::rule_set(&link.id),
            HitKind::Rule => Self::rule(&link.id),
            HitKind::Topic => link
                .id
                .parse()
                .map_or_else(|_| Self::NotFound(link.id.clone()), Self::topic),
        }
    }
}

impl Default for Route {
    fn default() -> Self {
        Self::Network(NetworkPlace::default())
    }
}

impl RulePlace {
    /// The full id, `set/local`.
    pub fn id(&self) -> String {
        [self.set.as_str(), self.local.as_str()].join("/")
    }
}

const VIEWS: &[(&str, CompareView)] = &[
    ("side", CompareView::Side),
    ("list", CompareView::List),
    ("matrix", CompareView::Matrix),
    ("changes", CompareView::Changes),
];
const GROUNDS: &[(&str, Ground)] = &[
    ("stated", Ground::Stated),
    ("inferred", Ground::Inferred),
    ("similar", Ground::Similar),
    ("topic", Ground::SameTopic),
];
const CHANGES: &[(&str, ChangeKind)] = &[
    ("added", ChangeKind::Added),
    ("removed", ChangeKind::Removed),
    ("changed", ChangeKind::Changed),
    ("moved", ChangeKind::Moved),
    ("unchanged", ChangeKind::Unchanged),
];
// The first word of each of the following lists is the default and is left out of links.
const TABS: &[(&str, NetworkTab)] = &[
    ("", NetworkTab::Picture),
    ("table", NetworkTab::Table),
    ("words", NetworkTab::Words),
];
const GROUPS: &[(&str, Grouping)] = &[
    ("", Grouping::AsPublished),
    ("topic", Grouping::ByTopic),
    ("bound", Grouping::ByBound),
];
const KINDS: &[(&str, HitKind)] = &[
    ("communities", HitKind::Community),
    ("rulesets", HitKind::RuleSet),
    ("rules", HitKind::Rule),
    ("topics", HitKind::Topic),
];

fn known<T: Copy>(word: &str, list: &[(&str, T)]) -> Option<T> {
    list.iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

fn one_of<T: Copy + Default>(word: &str, list: &[(&str, T)]) -> T {
    known(word, list).unwrap_or_default()
}

fn word_of<T: PartialEq>(value: T, list: &[(&'static str, T)]) -> &'static str {
    list.iter()
        .find(|(_, known)| *known == value)
        .map_or("", |(name, _)| name)
}

fn network(query: &Query<'_>) -> NetworkPlace {
    NetworkPlace {
        filter: filter::read(query),
        everyone: query.flag("everyone"),
        around: query.text("around"),
        selected: query.text("sel"),
        tab: one_of(&query.text("tab"), TABS),
    }
}

fn compare(query: &Query<'_>) -> ComparePlace {
    let sets: Vec<String> = query
        .list("sets")
        .into_iter()
        .filter(|set| !set.is_empty())
        .collect();
    ComparePlace {
        filter: filter::read(query),
        hide_silent: query.flag("spoken"),
        grounds: query
            .list("ground")
            .iter()
            .filter_map(|word| known(word, GROUNDS))
            .collect(),
        hide_suggestions: query.flag("stated"),
        as_of: query.text("asof"),
        kinds: query
            .list("change")
            .iter()
            .filter_map(|word| known(word, CHANGES))
            .collect(),
        selected: query.text("sel"),
        view: known(&query.text("view"), VIEWS).unwrap_or(CompareView::for_sets(sets.len())),
        sets,
        offset: query.number("offset"),
    }
}

fn view_word(view: CompareView, sets: usize) -> &'static str {
    if view == CompareView::for_sets(sets) {
        ""
    } else {
        word_of(view, VIEWS)
    }
}

#[cfg(test)]
mod tests;
