//! Links into the page. Never a link that a browser would run.

use ident::Topic;

/// The address of a rule behind `#`, written as the page's own `route.rs` writes it.
pub fn rule(id: &str) -> String {
    let mut link = String::from("#/rule");
    for segment in id.split('/') {
        link.push('/');
        encode(&mut link, segment);
    }
    link
}

/// The address behind `#` of rule sets compared on these topics, in the view that suits their number.
pub fn comparison(sets: &[String], topics: &[Topic]) -> String {
    let mut link = String::from("#/compare");
    let words: Vec<&str> = topics.iter().map(|topic| topic.as_str()).collect();
    let sets: Vec<&str> = sets.iter().map(String::as_str).collect();
    let mut mark = "?";
    for (name, values) in [("sets=", sets), ("topic=", words)] {
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
    let mut link = comparison(sets, topic.as_slice());
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
        assert_eq!(
            comparison(&sets, &[Topic::Privacy, Topic::Security]),
            "#/compare?sets=a%20b,c&topic=privacy,security"
        );
        assert_eq!(comparison(&[], &[]), "#/compare");
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
