//! Documents in, what is found out.

use search::{Builder, Query, snippet};

const DOCUMENTS: &[(&str, &str)] = &[
    ("Linux kernel", "AI never signs off; only a person can."),
    (
        "EU AI Act, Art. 73",
        "Providers must tell the authority about serious incidents promptly.",
    ),
    (
        "Report serious incidents",
        "A security incident is reported within 72 hours.",
    ),
    ("Élan", "Une étude sur l'intelligence artificielle."),
    (
        "全球人工智能治理倡议",
        "China's Global AI Governance Initiative",
    ),
    ("Incidental note", "Nothing here."),
];

fn find(query: &str) -> Vec<u32> {
    let mut builder = Builder::new();
    for (head, body) in DOCUMENTS {
        builder.add(&[head], &[body], 100);
    }
    let index = builder.finish();
    let texts = |document: u32, with: &mut dyn FnMut(&str)| {
        if let Some((head, body)) = DOCUMENTS.get(document as usize) {
            with(head);
            with(body);
        }
    };
    index
        .query(&Query::parse(query), &texts)
        .into_iter()
        .map(|found| found.document)
        .collect()
}

fn check(query: &str, expected: &[u32]) {
    assert_eq!(find(query), expected, "{query}");
}

#[test]
fn words_prefixes_and_phrases() {
    check("kernel", &[0]);
    check("KERN", &[0]);
    check("incident", &[2, 5, 1]);
    check("serious incidents", &[2, 1]);
    check("\"serious incidents promptly\"", &[1]);
    check("\"incidents serious\"", &[]);
    check("etude", &[3]);
    check("治理", &[4]);
    check("理治", &[]);
    check("global 倡议", &[4]);
    check("", &[]);
    check("…!", &[]);
    check("nowhere", &[]);
}

#[test]
fn what_no_document_has_in_full_is_found_in_part() {
    check("kernel promptly authority", &[1]);
    check("signs xyzzy", &[0]);
}

#[test]
fn snippets_show_the_match() {
    let check = |text: &str, query: &str, length, expected: &str| {
        assert_eq!(
            snippet(text, &Query::parse(query), length).join("|"),
            expected
        );
    };
    check(
        "Providers must tell the authority",
        "tell",
        200,
        "Providers must |tell| the authority",
    );
    check("Tell the authority", "tell", 200, "|Tell| the authority");
    check("Who must tell", "tel", 200, "Who must |tell");
    check("全球治理倡议", "治理", 200, "全球|治理|倡议");
    check("no match at all here", "tell", 8, "no match…");
    check("", "tell", 8, "");
    check(
        "A long beginning that says nothing of interest to anybody who reads about it, then incidents at last, and more",
        "incident",
        80,
        "…nothing of interest to anybody who reads about it, then |incidents| at last, and…",
    );
}

#[test]
fn the_same_documents_rank_the_same() {
    assert_eq!(find("ai"), find("ai"));
    assert_eq!(find("a").len(), 5);
}
