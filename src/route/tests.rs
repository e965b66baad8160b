//! Links in, places out, and back. Never opens a browser.

use ident::{
    Binding, CommunityKind, Confidence, Layer, Mechanism, Modality, Standing, Status, Topic,
};
use protocol::{ClaimState, DriftList, EvidenceFilter, FacetName, Filter, Grouping, HitKind};

use super::*;

fn full_filter() -> Filter {
    Filter {
        text: "label, or \"mark\"?".into(),
        topics: vec![Topic::ContentLabelling, Topic::Privacy],
        modalities: vec![Modality::MustNot],
        mechanisms: vec![Mechanism::SocialValues],
        bindings: vec![Binding::Law, Binding::Ended],
        statuses: vec![Status::InForce],
        kinds: vec![CommunityKind::Dao],
        layers: vec![Layer::Authority],
        confidences: vec![Confidence::Read, Confidence::Memory],
        binds: vec!["providers, importers".into(), "人".into()],
        sort: "rules".into(),
    }
}

#[test]
fn parsing_what_was_printed_gives_the_same_place() {
    let filter = full_filter();
    let places = [
        Route::default(),
        Route::Network(NetworkPlace {
            filter: filter.clone(),
            everyone: true,
            around: "llvm".into(),
            selected: "eu ai/act".into(),
            tab: NetworkTab::Words,
        }),
        Route::Communities(filter.clone()),
        Route::Community(CommunityPlace {
            id: "a/b c".into(),
            tab: "rules".into(),
        }),
        Route::RuleSet(RuleSetPlace {
            id: "sp800-53-rev5".into(),
            group: Grouping::ByBound,
            filter: filter.clone(),
            offset: 50,
            selected: "ac-2.3".into(),
        }),
        Route::rule("bsi/5.1/a"),
        Route::rule("eu-ai-act/art 73(1)"),
        Route::rule("x/a//b"),
        Route::Topics,
        Route::Topic(TopicPlace {
            topic: Topic::Security,
            filter: filter.clone(),
            offset: 80,
        }),
        Route::Compare(ComparePlace {
            sets: vec!["a,b".into(), "c".into()],
            filter: filter.clone(),
            hide_silent: true,
            view: CompareView::Matrix,
            offset: 40,
            grounds: vec![Ground::Stated, Ground::Similar],
            hide_suggestions: true,
            as_of: "2025-06-01".into(),
            kinds: vec![ChangeKind::Moved, ChangeKind::Unchanged],
            selected: ComparePlace::cell(Some(Topic::Security), Some(1)),
        }),
        Route::Compare(ComparePlace::of(
            ["a", "b", "c", "d"].map(String::from).into(),
        )),
        Route::Compare(ComparePlace {
            view: CompareView::Side,
            ..ComparePlace::of(["a", "b", "c", "d"].map(String::from).into())
        }),
        Route::backstop("openai"),
        Route::Backstop(BackstopAsk {
            of: "a b/c".into(),
            against: Some(vec!["eu,act".into(), "x".into()]),
            filter: filter.clone(),
            stance: Some(protocol::Stance::FallsBelow),
            offset: 60,
            limit: 0,
        }),
        Route::Backstop(BackstopAsk {
            against: Some(Vec::new()),
            ..BackstopAsk::default()
        }),
        Route::mechanisms(Vec::new()),
        Route::Mechanisms(MechanismsAsk {
            of: vec!["a,b".into(), "debian".into()],
            filter: filter.clone(),
        }),
        Route::drift(""),
        Route::drift("nist/low 1"),
        Route::Drift(DriftAsk {
            id: "nist".into(),
            list: Some(DriftList::LeftOut),
            offset: 50,
        }),
        Route::Timeline(filter),
        Route::Evidence(EvidencePlace {
            filter: EvidenceFilter {
                text: "who? & why".into(),
                standings: vec![Standing::Broken, Standing::IntactKeyUnknown],
                kinds: vec!["test-result, v0.1".into()],
                issuers: vec!["reading room".into()],
                checks: vec!["signature".into()],
                files: vec!["sha256:ab".into()],
                sets: vec!["a".into(), "b".into()],
                rules: vec!["set/rule 1".into()],
                communities: vec!["x".into()],
            },
            offset: 50,
        }),
        Route::Viewpoint(ViewpointPlace {
            proposal: "line one
line: two"
                .into(),
            with: "did:key:z6Mk".into(),
        }),
        Route::Verdict("sha256:ab12".into()),
        Route::Claims(ClaimsAsk {
            sets: vec!["a,b".into()],
            organisations: vec!["who".into()],
            states: vec![ClaimState::NoClaim, ClaimState::Expired],
            topics: vec![Topic::Privacy],
            everything: true,
            offset: 20,
            limit: 0,
        }),
        Route::Chain("eu-ai-act/art 73(1)".into()),
        Route::Chain("x".into()),
        Route::Search(SearchPlace {
            query: "a+b & c=d #1 100%".into(),
            kinds: vec![HitKind::Rule, HitKind::Topic],
            offset: 20,
        }),
        Route::Sources,
        Route::About,
        Route::Clippings,
        Route::NotFound("no/such?page=1".into()),
    ];
    for place in places {
        assert_eq!(
            Route::parse(&place.href()),
            Some(place.clone()),
            "{}",
            place.href()
        );
    }
}

#[test]
fn evidence_about_something_is_about_a_rule_or_a_rule_set() {
    let href = |id| Route::Evidence(EvidencePlace::about(id)).href();
    assert_eq!(href("a"), "#/evidence?set=a");
    assert_eq!(href("a/1.2"), "#/evidence?rule=a%2F1.2");
}

fn check(link: &str, canonical: &str) {
    assert_eq!(
        Route::parse(link).map(|route| route.href()).as_deref(),
        Some(canonical)
    );
}

#[test]
fn links_as_people_write_them() {
    check("", "#/");
    check("#", "#/");
    check("#/?utm=1&tab=table", "#/?tab=table");
    check(
        "#/topic/privacy?modality=must,shall&x",
        "#/topic/privacy?modality=must",
    );
    check(
        "#/compare?sets=,eu-ai-act,&view=side",
        "#/compare?sets=eu-ai-act",
    );
    check(
        "#/compare?sets=a,b,c,d&view=matrix",
        "#/compare?sets=a,b,c,d",
    );
    check(
        "#/compare?sets=a,b,c,d&view=side",
        "#/compare?sets=a,b,c,d&view=side",
    );
    check(
        "#/search?q=assisted+by&offset=many",
        "#/search?q=assisted%20by",
    );
    check("#/ruleset/a?support=verified", "#/ruleset/a");
}

#[test]
fn addresses_that_lead_nowhere_say_what_was_asked() {
    for link in [
        "#/tea",
        "#/topic/tea",
        "#/rule/alone",
        "#/rule//x",
        "#/community/",
        "#/about/us",
    ] {
        let shown = link.trim_start_matches("#/").to_owned();
        assert_eq!(Route::parse(link), Some(Route::NotFound(shown)), "{link}");
    }
    assert_eq!(Route::parse("#main"), None);
}

#[test]
fn a_filter_does_not_change_the_place() {
    let plain = Route::rule_set("a");
    let filtered = Route::RuleSet(RuleSetPlace {
        id: "a".into(),
        filter: full_filter(),
        ..RuleSetPlace::default()
    });
    assert_eq!(plain.place(), filtered.place());
    assert_ne!(plain.place(), Route::rule_set("b").place());
}

#[test]
fn a_click_on_a_facet_is_undone_by_the_next() {
    let open = Filter::default();
    let one = filter::toggle(&open, FacetName::Topics, "privacy");
    assert_eq!(one.topics, [Topic::Privacy]);
    assert!(filter::is_open(&open) && !filter::is_open(&one));
    assert_eq!(filter::toggle(&one, FacetName::Topics, "privacy"), open);
    assert_eq!(filter::toggle(&open, FacetName::Topics, "tea"), open);
    assert_eq!(
        filter::clear(&full_filter(), FacetName::Binds).binds,
        Vec::<String>::new()
    );
}
