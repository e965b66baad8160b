//! The network of the built-in atlas as readers get it. Never checks a layout of made-up data: `layout` does that.

use std::path::Path;

use engine::Engine;
use ident::{Layer, Topic};
use layout::{LABEL_GAP, LINE_HEIGHT, MARK_RADIUS, text};
use protocol::{Answer, Ask, Filter, NetworkAsk, NetworkView, NodeMark, Origin, Picture, Way};

/// Size of labels in the picture.
const LABEL_SIZE: f64 = 11.5;
/// Lines that may cross a foreign label: close to 190 lines among 106 labels leave no way to please all.
const THROUGH_LABELS: usize = 12;

fn atlas() -> Engine {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let gathered = publish::folder::facts(&data).expect("the facts are accepted");
    let bytes = intake::readfile::write(&gathered.facts).expect("plain data serialises");
    let origin = Origin {
        name: "atlas.json".to_owned(),
        way: Way::BuiltIn,
    };
    let mut engine = Engine::new();
    let file = engine.receive(origin, bytes, &mut |_, _, _| {});
    assert!(file.usable, "{:?}", file.problems);
    engine
}

fn view(engine: &Engine, ask: NetworkAsk) -> NetworkView {
    match engine.ask(&Ask::Network(ask)) {
        Answer::Network(view) => view,
        other => panic!("not a network: {other:?}"),
    }
}

/// Left, top, right, bottom of the label and of the mark.
fn boxes(node: &NodeMark) -> [[f64; 4]; 2] {
    let widest = node
        .label
        .iter()
        .map(|line| text::width(line, LABEL_SIZE))
        .fold(0.0, f64::max);
    let (x, y, top) = (
        f64::from(node.label_x),
        f64::from(node.y),
        f64::from(node.label_y) - 10.5,
    );
    let label = [
        x - widest / 2.0,
        top,
        x + widest / 2.0,
        top + LINE_HEIGHT * node.label.len() as f64,
    ];
    let mark = [
        x - MARK_RADIUS,
        y - MARK_RADIUS,
        x + MARK_RADIUS,
        y + MARK_RADIUS,
    ];
    assert!(
        label[1] >= mark[3] + LABEL_GAP - 0.2 || label[3] <= mark[1],
        "{} covers its own mark",
        node.id
    );
    [label, mark]
}

fn overlaps(picture: &Picture) -> Vec<String> {
    let mut found = Vec::new();
    for (at, one) in picture.nodes.iter().enumerate() {
        for two in picture.nodes.iter().skip(at + 1) {
            let meets = |a: &[f64; 4], b: &[f64; 4]| {
                a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
            };
            if boxes(one)
                .iter()
                .any(|a| boxes(two).iter().any(|b| meets(a, b)))
            {
                found.push([one.id.as_str(), " / ", &two.id].concat());
            }
        }
    }
    found
}

/// Lines of which some point, tried every two units, lies in a label of another node.
fn through_labels(picture: &Picture) -> Vec<String> {
    let mut found = Vec::new();
    for edge in &picture.edges {
        let points: Vec<(f64, f64)> = edge
            .points
            .chunks_exact(2)
            .map(|p| (f64::from(p[0]), f64::from(p[1])))
            .collect();
        let hit = picture.nodes.iter().enumerate().find(|(at, node)| {
            let own = *at == edge.from as usize || *at == edge.to as usize;
            !own && points
                .windows(2)
                .any(|ends| passes(ends[0], ends[1], &boxes(node)[0]))
        });
        if let Some((_, node)) = hit {
            let (from, to) = (
                &picture.nodes[edge.from as usize].id,
                &picture.nodes[edge.to as usize].id,
            );
            found.push([from.as_str(), " - ", to, " through ", &node.id].concat());
        }
    }
    found
}

fn passes(a: (f64, f64), b: (f64, f64), rect: &[f64; 4]) -> bool {
    let length = ((b.0 - a.0) * (b.0 - a.0) + (b.1 - a.1) * (b.1 - a.1)).sqrt();
    let steps = (length / 2.0) as u32 + 1;
    (0..=steps).any(|step| {
        let share = f64::from(step) / f64::from(steps);
        let (x, y) = (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
        x > rect[0] && x < rect[2] && y > rect[1] && y < rect[3]
    })
}

#[test]
fn the_front_page_can_be_read() {
    let view = view(&atlas(), NetworkAsk::default());
    assert_eq!((view.shown, view.total), ([121, 211], [121, 211]));
    assert_eq!((view.picture.nodes.len(), view.unlinked.len()), (106, 15));
    assert_eq!(overlaps(&view.picture), Vec::<String>::new());
    let through = through_labels(&view.picture);
    println!(
        "{} of {} lines cross a foreign label: {through:#?}",
        through.len(),
        view.picture.edges.len()
    );
    assert!(through.len() <= THROUGH_LABELS, "{through:#?}");
}

#[test]
fn every_node_stands_in_its_band_and_in_reading_order() {
    let view = view(&atlas(), NetworkAsk::default());
    let layers: Vec<Layer> = view.picture.bands.iter().map(|band| band.layer).collect();
    assert_eq!(layers, Layer::ALL);
    let band_of = |node: &NodeMark| {
        view.picture
            .bands
            .iter()
            .position(|band| node.y > band.top && node.y < band.bottom)
    };
    let bands: Vec<_> = view.picture.nodes.iter().map(band_of).collect();
    assert!(bands.iter().all(Option::is_some) && bands.is_sorted());
    let eu = view
        .picture
        .nodes
        .iter()
        .find(|node| node.id == "eu-ai-act")
        .expect("the law is drawn");
    assert_eq!(band_of(eu), Some(2));
}

#[test]
fn table_picture_and_words_say_the_same() {
    let view = view(&atlas(), NetworkAsk::default());
    assert_eq!(
        view.table.len(),
        view.picture.nodes.len() + view.unlinked.len()
    );
    let ends: u32 = view.table.iter().map(|row| row.relations).sum();
    assert_eq!(ends, 2 * view.shown[1], "every relation has two ends");
    let words = view.words.join(" ");
    for expected in [
        "106 bodies and instruments",
        "211 relations",
        "15 bodies and instruments have rules",
    ] {
        assert!(words.contains(expected), "{expected} is not in: {words}");
    }
}

#[test]
fn bodies_without_rules_are_folded_or_drawn() {
    let engine = atlas();
    let folded = |view: &NetworkView| {
        view.picture
            .nodes
            .iter()
            .map(|node| node.folded)
            .sum::<u32>()
    };
    let some = view(&engine, NetworkAsk::default());
    let all = view(
        &engine,
        NetworkAsk {
            everyone: true,
            ..NetworkAsk::default()
        },
    );
    assert!(folded(&some) > 100 && folded(&all) == 0);
    assert!(all.picture.nodes.len() > 180, "{}", all.picture.nodes.len());
    assert_eq!(overlaps(&all.picture), Vec::<String>::new());
}

#[test]
fn one_step_around_fits_a_phone() {
    let engine = atlas();
    let around = |id: &str| {
        view(
            &engine,
            NetworkAsk {
                around: Some(id.to_owned()),
                ..NetworkAsk::default()
            },
        )
    };
    for id in ["llvm", "eu-ai-act", "openai", "arxiv"] {
        let view = around(id);
        assert_eq!(overlaps(&view.picture), Vec::<String>::new(), "{id}");
        assert_eq!(view.picture.width, 360.0);
        let at = view
            .picture
            .nodes
            .iter()
            .position(|node| node.id == id)
            .expect("the node itself is drawn") as u32;
        assert!(
            view.picture
                .edges
                .iter()
                .all(|edge| edge.from == at || edge.to == at),
            "{id}"
        );
    }
    let asked = NetworkAsk {
        around: Some("llvmm".to_owned()),
        ..NetworkAsk::default()
    };
    let Answer::NotFound { near, .. } = engine.ask(&Ask::Network(asked)) else {
        panic!("a stranger was found")
    };
    assert!(near.iter().any(|link| link.id == "llvm"));
}

#[test]
fn a_filter_leaves_what_it_says() {
    let filter = Filter {
        topics: vec![Topic::ContentLabelling],
        ..Filter::default()
    };
    let some = view(
        &atlas(),
        NetworkAsk {
            filter,
            ..NetworkAsk::default()
        },
    );
    let [nodes, _] = some.shown;
    let topics = some
        .facets
        .iter()
        .find(|facet| facet.name == protocol::FacetName::Topics)
        .expect("topics are offered");
    let labelling = topics
        .options
        .iter()
        .find(|option| option.value == "content-labelling")
        .expect("chosen, so offered");
    assert!(
        labelling.chosen && labelling.count == nodes && nodes > 20 && nodes < 100,
        "{nodes}"
    );
}
