//! What the layout promises: no overlaps, order does not matter, the same bytes everywhere.

use super::*;

/// Small and tangled: a hub in each band, a ring, a pair, and nodes that nothing connects.
fn tangle() -> Topology {
    let names = [
        "fig", "ash", "elm", "oak", "yew", "fir", "bay", "box", "may", "gum", "lime", "pine",
        "rowan", "alder", "beech", "holly", "cedar", "maple",
    ];
    let nodes = names.iter().enumerate().map(|(i, name)| Node {
        key: (*name).to_owned(),
        band: [0, 0, 0, 1, 2].get(i % 5).copied().unwrap_or(0),
        lines: (0..=i % 3)
            .map(|line| 30.0 + 17.0 * ((i + line) % 5) as f64)
            .collect(),
    });
    let mut edges: Vec<(usize, usize)> = (0..9).map(|i| (i, (i + 1) % 9)).collect();
    edges.extend([
        (0, 3),
        (0, 4),
        (3, 0),
        (0, 3),
        (9, 10),
        (4, 7),
        (11, 4),
        (12, 4),
        (13, 4),
        (5, 5),
    ]);
    Topology {
        width: 620.0,
        bands: vec![
            Band {
                title_width: 90.0,
                title_height: 50.0
            };
            3
        ],
        nodes: nodes.collect(),
        edges,
        moves: 0,
    }
}

/// FNV-1a over the bits of all numbers.
fn digest(positions: &Positions) -> u64 {
    let places = positions
        .nodes
        .iter()
        .flat_map(|place| [place.x, place.y, place.label_y]);
    let lines = positions.edges.iter().flatten().copied();
    places
        .chain(lines)
        .chain([positions.height])
        .flat_map(|value| value.to_bits().to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
}

#[test]
fn nothing_overlaps_and_lines_keep_out_of_labels() {
    let positions = place(&tangle());
    assert_eq!(positions.quality.overlaps, 0);
    assert_eq!(positions.quality.through_labels, 0);
    assert!(positions.quality.crossings <= 6, "{:?}", positions.quality);
    for (node, place) in tangle().nodes.iter().zip(&positions.nodes) {
        let (top, bottom) = positions.bands[node.band];
        assert!(
            place.y > top && place.y < bottom && place.x > 0.0 && place.x < 620.0,
            "{} left its band",
            node.key
        );
    }
}

#[test]
fn no_room_makes_the_band_taller_instead_of_labels_overlap() {
    let mut crowded = tangle();
    crowded.width = 130.0;
    crowded.moves = 1;
    assert_eq!(place(&crowded).quality.overlaps, 0);
}

#[test]
fn input_order_does_not_matter() {
    let straight = tangle();
    let count = straight.nodes.len();
    let mut turned = straight.clone();
    turned.nodes.reverse();
    turned.edges = straight
        .edges
        .iter()
        .rev()
        .map(|&(a, b)| (count - 1 - a, count - 1 - b))
        .collect();
    let (straight, mut turned) = (place(&straight), place(&turned));
    turned.nodes.reverse();
    assert_eq!(straight.nodes, turned.nodes);
    assert_eq!(straight.quality, turned.quality);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test::wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_same_bytes_on_every_machine() {
    // The same test runs natively and as WebAssembly, against one number.
    assert_eq!(
        digest(&place(&tangle())),
        DIGEST,
        "the layout changed; if that was meant, renew the number"
    );
}

const DIGEST: u64 = 17_443_726_101_117_466_192;

#[test]
fn an_empty_picture_is_a_picture() {
    assert_eq!(place(&Topology::default()), Positions::default());
    let mut lonely = tangle();
    lonely.edges = vec![(0, 99), (400, 1)];
    assert_eq!(place(&lonely).edges, vec![Vec::<f64>::new(); 2]);
}

#[test]
fn names_break_into_even_lines() {
    let check = |name: &str, lines: usize, expected: &[&str]| {
        assert_eq!(text::wrap(name, 11.5, 96.0, lines), expected)
    };
    check("LLVM", 3, &["LLVM"]);
    check(
        "Apache Software Foundation",
        3,
        &["Apache Software", "Foundation"],
    );
    check(
        "Seoul Frontier AI Safety Commitments",
        3,
        &["Seoul Frontier", "AI Safety", "Commitments"],
    );
    check("", 3, &[]);
}
