//! Links into the page. Never a link that a browser would run.

use ident::{Binding, CommunityKind, Confidence, Layer, Mechanism, Modality, Status, Topic};
use protocol::{CompareAsk, Filter, Ground};

/// The address of a rule behind `#`, written as the page's own `route.rs` writes it.
pub fn rule(id: &str) -> String {
    let mut link = String::from("#/rule");
    for segment in id.split('/') {
        link.push('/');
        encode(&mut link, segment);
    }
    link
}

/// The address behind `#` of a comparison, in the view that suits the number of its rule sets.
pub fn comparison(ask: &CompareAsk) -> String {
    fn words<T: Copy>(values: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
        values.iter().map(|value| word(*value)).collect()
    }
    fn texts(values: &[String]) -> Vec<&str> {
        values.iter().map(String::as_str).collect()
    }
    let flag = |set: bool| if set { vec!["1"] } else { Vec::new() };
    let text = |text| match text {
        "" => Vec::new(),
        text => vec![text],
    };
    let filter = &ask.filter;
    let mut link = String::from("#/compare");
    let mut mark = "?";
    for (name, values) in [
        ("sets=", texts(&ask.sets)),
        ("text=", text(filter.text.as_str())),
        ("topic=", words(&filter.topics, Topic::as_str)),
        ("modality=", words(&filter.modalities, Modality::as_str)),
        ("mechanism=", words(&filter.mechanisms, Mechanism::as_str)),
        ("binding=", words(&filter.bindings, Binding::as_str)),
        ("status=", words(&filter.statuses, Status::as_str)),
        ("kind=", words(&filter.kinds, CommunityKind::as_str)),
        ("layer=", words(&filter.layers, Layer::as_str)),
        ("support=", words(&filter.confidences, support)),
        ("binds=", texts(&filter.binds)),
        ("spoken=", flag(ask.hide_silent)),
        ("ground=", words(&ask.grounds, ground)),
        ("stated=", flag(ask.hide_suggestions)),
        ("asof=", text(ask.as_of.as_str())),
    ] {
        for (at, value) in values.into_iter().enumerate() {
            link.push_str(match at {
                0 => mark,
                _ => ",",
            });
            if at == 0 {
                link.push_str(name);
                mark = "&";
            }
            encode(&mut link, value);
        }
    }
    link
}

/// Facts' own word for what was read stays out of links.
const fn support(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Read => "read",
        Confidence::Memory => "memory",
    }
}

const fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Stated => "stated",
        Ground::Inferred => "inferred",
        Ground::Similar => "similar",
        Ground::SameTopic => "topic",
    }
}

/// A page's link with an id behind it.
pub(crate) fn segment(page: &str, id: &str) -> String {
    let mut link = [page, "/"].concat();
    encode(&mut link, id);
    link
}

/// A link of this page as others can open it: with the page's address in front, where that is known.
pub(crate) fn absolute(here: &str, link: &str) -> String {
    [here.split('#').next().unwrap_or_default(), link].concat()
}

/// A rule's page as others can open it.
pub(crate) fn to_rule(here: &str, id: &str) -> String {
    absolute(here, &rule(id))
}

/// One cell of a comparison, by its topic and the position of its rule set, as others can open it.
pub(crate) fn to_cell(here: &str, sets: &[String], topic: Option<Topic>, at: usize) -> String {
    let mut link = comparison(&CompareAsk {
        sets: sets.to_vec(),
        filter: Filter {
            topics: topic.into_iter().collect(),
            ..Filter::default()
        },
        ..CompareAsk::default()
    });
    link.push_str("&sel=cell-");
    link.push_str(topic.map_or("none", Topic::as_str));
    link.push('-');
    link.push_str(&at.to_string());
    absolute(here, &link)
}

/// What stands behind the page's address, from `#` on.
pub fn behind(here: &str) -> &str {
    here.find('#')
        .and_then(|at| here.get(at..))
        .unwrap_or_default()
}

/// True for addresses on the web: the only ones that become links.
pub(crate) fn is_web(address: &str) -> bool {
    let starts = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}

/// What stays as it is in a segment (RFC 3986 §2.3), and what the page leaves readable besides.
fn encode(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(HEX.get(nibble as usize).map_or('0', |digit| *digit as char));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_written_as_the_page_writes_them() {
        assert_eq!(rule("eu-ai-act/50-2"), "#/rule/eu-ai-act/50-2");
        assert_eq!(rule("a b/c/d,e"), "#/rule/a%20b/c/d%2Ce");
        assert_eq!(segment("#/community", "ü/x"), "#/community/%C3%BC%2Fx");
        let sets = ["a b".to_owned(), "c".to_owned()];
        let ask = CompareAsk {
            sets: sets.to_vec(),
            filter: Filter {
                topics: vec![Topic::Privacy, Topic::Security],
                confidences: vec![Confidence::Memory],
                ..Filter::default()
            },
            grounds: vec![Ground::SameTopic],
            hide_suggestions: true,
            as_of: "2026-01-31".into(),
            ..CompareAsk::default()
        };
        assert_eq!(
            comparison(&ask),
            "#/compare?sets=a%20b,c&topic=privacy,security&support=memory&ground=topic&stated=1&asof=2026-01-31"
        );
        assert_eq!(comparison(&CompareAsk::default()), "#/compare");
        assert_eq!(
            to_cell("https://x.example/#/about", &sets, Some(Topic::Privacy), 1),
            "https://x.example/#/compare?sets=a%20b,c&topic=privacy&sel=cell-privacy-1"
        );
        assert_eq!(
            to_cell("", &sets, None, 0),
            "#/compare?sets=a%20b,c&sel=cell-none-0"
        );
        let here = "https://x.example/r/?atlas=y#/compare?sets=a,b";
        assert_eq!(
            absolute(here, "#/topics"),
            "https://x.example/r/?atlas=y#/topics"
        );
        assert_eq!(absolute("#/compare", "#/topics"), "#/topics");
        assert_eq!(behind(here), "#/compare?sets=a,b");
        assert_eq!(behind(""), "");
        for (address, web) in [
            ("HTTPS://x.example", true),
            ("http://x", true),
            ("javascript:alert(1)", false),
            ("data:text/html,x", false),
            ("//x.example", false),
            ("#/rule", false),
        ] {
            assert_eq!(is_web(address), web, "{address}");
        }
    }
}
