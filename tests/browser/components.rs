//! Components in a real document: values in, markup out, clicks back. Never loads a page.

use std::cell::RefCell;
use std::rc::Rc;

use ident::{Modality, Topic};
use js_sys::Promise;
use page::components::facets::{Facets, Fold, facets};
use page::components::{modality, outline, pager, rich_text, state};
use protocol::{Block, Facet, FacetName, FacetOption, Filter, HitKind, Link, OutlineEntry, Span};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

#[derive(PartialEq, Properties)]
struct StageProps {
    content: Html,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    html! { <div>{ props.content.clone() }</div> }
}

/// The element in which the content stands once it is drawn.
async fn drawn(content: Html) -> Element {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .expect("tests run in a browser");
    let root = document.create_element("div").expect("a div can be made");
    document
        .body()
        .expect("a document has a body")
        .append_child(&root)
        .expect("an element can be appended");
    yew::Renderer::<Stage>::with_root_and_props(root.clone(), StageProps { content }).render();
    for _ in 0..TURNS {
        if root.first_element_child().is_some() {
            break;
        }
        turn().await;
    }
    // One more, for what is set once the content stands.
    turn().await;
    root
}

/// Drawing takes one or two turns of the browser's queue; a busy machine must not decide a test.
const TURNS: u32 = 200;

/// One turn of the browser's queue of tasks, not only of promises.
async fn turn() {
    let turned = Promise::new(&mut |resolve, _| {
        web_sys::window()
            .expect("tests run in a browser")
            .set_timeout_with_callback(&resolve)
            .expect("a browser has timers");
    });
    JsFuture::from(turned).await.expect("a timer fires");
}

fn text(text: &str) -> Span {
    Span::Text(text.to_owned())
}

fn option(value: &str, label: &str, count: u32) -> FacetOption {
    FacetOption {
        value: value.to_owned(),
        label: label.to_owned(),
        count,
        chosen: false,
    }
}

#[wasm_bindgen_test]
async fn markup_of_others_stays_text() {
    let blocks = [Block::Paragraph(vec![
        text("<img src=x onerror=alert(1)> & "),
        Span::DeadLink("not a web address".to_owned(), vec![text("here")]),
        Span::RuleLink("eu-ai-act/art 73".to_owned(), vec![text("there")]),
    ])];
    let root = drawn(rich_text::rich_text(&blocks)).await;
    assert!(
        root.query_selector("img")
            .is_ok_and(|found| found.is_none())
    );
    let links = root.query_selector_all("a").expect("a valid selector");
    assert_eq!(links.length(), 1);
    assert!(
        root.inner_html()
            .contains(r##"href="#/rule/eu-ai-act/art%2073""##),
        "{}",
        root.inner_html()
    );
    assert!(
        root.text_content()
            .unwrap_or_default()
            .contains("(link left out: not a web address)")
    );
}

#[wasm_bindgen_test]
async fn hostile_nesting_is_cut_off_with_a_word() {
    let mut block = Block::Pre("deep".to_owned());
    for _ in 0..200 {
        block = Block::Quote(vec![block]);
    }
    let root = drawn(rich_text::rich_text(&[block])).await;
    assert_eq!(
        root.text_content().as_deref(),
        Some("Nested too deeply to be shown.")
    );
}

#[wasm_bindgen_test]
async fn a_tick_asks_for_the_filter_it_names() {
    let wanted: Rc<RefCell<Vec<Filter>>> = Rc::default();
    let on_change = {
        let wanted = Rc::clone(&wanted);
        Callback::from(move |filter| wanted.borrow_mut().push(filter))
    };
    let groups = vec![
        Facet {
            name: FacetName::Topics,
            options: vec![
                option("privacy", "Privacy", 3),
                option("security", "Security", 0),
            ],
        },
        Facet {
            name: FacetName::Binds,
            options: Vec::new(),
        },
    ];
    let filter = Filter {
        modalities: vec![Modality::Must],
        ..Filter::default()
    };
    let root = drawn(facets(&Facets {
        label: "Filter rules",
        facets: &groups,
        filter: &filter,
        on_change: &on_change,
        folded: false,
        fold: &Fold {
            open: false,
            flip: Callback::noop(),
        },
    }))
    .await;
    assert_eq!(
        root.query_selector_all("fieldset")
            .map(|found| found.length()),
        Ok(1),
        "a group without choices is left out"
    );
    let ticks = root.query_selector_all("input").expect("a valid selector");
    let dead = ticks
        .get(1)
        .expect("two choices")
        .unchecked_into::<Element>();
    assert!(
        dead.has_attribute("disabled"),
        "a choice that leaves nothing cannot be made"
    );
    ticks
        .get(0)
        .expect("two choices")
        .unchecked_into::<HtmlElement>()
        .click();
    turn().await;
    let expected = Filter {
        topics: vec![Topic::Privacy],
        modalities: vec![Modality::Must],
        ..Filter::default()
    };
    assert_eq!(*wanted.borrow(), [expected]);
}

#[wasm_bindgen_test]
async fn suggested_and_unknown_forces_say_so() {
    let root = drawn(modality::of_rule(Some(Modality::MustNot), true)).await;
    assert_eq!(root.text_content().as_deref(), Some("must notsuggested"));
    let root = drawn(modality::of_rule(None, true)).await;
    assert_eq!(root.text_content().as_deref(), Some("force not stated"));
}

#[wasm_bindgen_test]
async fn withdrawn_rules_keep_their_line_but_no_number() {
    let entry = |title: &str, withdrawn| OutlineEntry {
        depth: 0,
        pinpoint: String::new(),
        title: title.to_owned(),
        rule: Some(["s/", title].concat()),
        modality: None,
        withdrawn,
    };
    let entries = [entry("a", false), entry("b", true), entry("c", false)];
    let at = |number: u32, id: &str| AttrValue::from([&number.to_string(), " ", id].concat());
    let root = drawn(outline::outline(&entries, &at)).await;
    for href in ["0 s/a", "1 s/b", "1 s/c"] {
        assert!(
            root.inner_html().contains(href),
            "{href} in {}",
            root.inner_html()
        );
    }
    assert!(
        root.text_content()
            .unwrap_or_default()
            .contains("b (withdrawn)")
    );
}

#[wasm_bindgen_test]
async fn a_list_that_is_whole_has_no_pager() {
    let at = |offset: u32| AttrValue::from(offset.to_string());
    let part = pager::Part {
        offset: 0,
        shown: 40,
        total: 40,
        step: 60,
    };
    assert_eq!(
        drawn(pager::pager("rules", part, &at))
            .await
            .text_content()
            .as_deref(),
        Some("")
    );
    let part = pager::Part {
        offset: 60,
        shown: 60,
        total: 130,
        step: 60,
    };
    let root = drawn(pager::pager("rules", part, &at)).await;
    assert_eq!(
        root.text_content().as_deref(),
        Some("Previous 60Next 10rules 61 to 120 of 130")
    );
}

#[wasm_bindgen_test]
async fn what_is_not_there_names_what_comes_close() {
    let near = [Link {
        kind: HitKind::RuleSet,
        id: "eu-ai-act".to_owned(),
        name: "EU AI Act".to_owned(),
    }];
    let root = drawn(state::not_found("eu-ai-akt", &near)).await;
    assert!(root.query_selector("h1").is_ok_and(|found| found.is_some()));
    assert!(
        root.inner_html()
            .contains(r##"href="#/ruleset/eu-ai-act""##)
    );
}
