//! Text that stands in HTML and SVG. Never lets a text become an element or an attribute.

/// Text for element content and for attributes in double quotes. Characters that XML 1.0 forbids are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    push(&mut safe, text);
    safe
}

/// Appends text, escaped.
pub(crate) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

/// Appends an element around a text: `push_element(out, "b", "", "x")`. `attributes` is ours, never foreign text.
pub(crate) fn element(out: &mut String, tag: &str, attributes: &str, text: &str) {
    open(out, tag, attributes);
    push(out, text);
    close(out, tag);
}

/// Appends a start tag.
pub(crate) fn open(out: &mut String, tag: &str, attributes: &str) {
    out.push('<');
    out.push_str(tag);
    if !attributes.is_empty() {
        out.push(' ');
        out.push_str(attributes);
    }
    out.push('>');
}

/// Appends an end tag.
pub(crate) fn close(out: &mut String, tag: &str) {
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// Appends a text that leads to a web address; the text alone where the address is no web address.
pub(crate) fn anchor(out: &mut String, address: &str, text: &str) {
    if crate::link::is_web(address) {
        out.push_str("<a href=\"");
        push(out, address);
        out.push_str("\">");
        push(out, text);
        close(out, "a");
    } else {
        push(out, text);
    }
}

/// The start of a page that needs nothing else.
pub(crate) fn page_start(title: &str) -> String {
    let mut out = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    element(&mut out, "title", "", title);
    out.push_str("\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n");
    element(&mut out, "h1", "", title);
    out.push('\n');
    out
}

/// Its end.
pub(crate) const PAGE_END: &str = "</body>\n</html>\n";

/// Where the facts come from, as the last paragraph of a page.
pub(crate) fn provenance(out: &mut String, about: &crate::About, note: &str) {
    out.push_str("<footer>\n<p>");
    push(out, note);
    out.push_str("</p>\n<p>");
    push(out, &about.source());
    if crate::link::is_web(&about.here) {
        out.push_str("<br>");
        anchor(out, &about.here, &about.here);
    }
    out.push_str("</p>\n</footer>\n");
}

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\n\
body{margin:1.5rem;max-width:110rem}\n\
h1{font:600 1.7rem/1.25 Georgia,serif;margin:0 0 .5rem}\n\
.wide{overflow-x:auto}\n\
table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}\n\
caption{text-align:start;padding-block:.5rem}\n\
th,td{border:1px solid #999;padding:.5rem .6rem;text-align:start;vertical-align:top;min-width:7rem;max-width:26rem}\n\
thead th{font-weight:400}thead th b{display:block}\n\
h2{font-size:1.1rem;margin:1rem 0 .3rem}.n{max-width:none}\n\
ul{margin:0;padding:0;list-style:none}li+li{margin-top:.7rem}\n\
.t{display:block;font-weight:600}.x{font-family:Georgia,serif}.s{font-style:italic;opacity:.75}\n\
.p{display:block;font-size:.85em;overflow-wrap:anywhere}\n\
del{text-decoration:line-through}ins{text-decoration:underline}\n\
footer{font-size:.85rem;overflow-wrap:anywhere}\n\
@media print{body{margin:0}.wide{overflow:visible}table{font-size:8pt}th,td{min-width:0}tr{break-inside:avoid}thead{display:table-header-group}a{color:inherit}}\n";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_text() {
        assert_eq!(
            escape("<script>&\"'\u{0}\n"),
            "&lt;script&gt;&amp;&quot;&#39; "
        );
        let link = |address: &str| {
            let mut out = String::new();
            anchor(&mut out, address, "a<b");
            out
        };
        assert_eq!(link("javascript:alert(1)"), "a&lt;b");
        assert_eq!(
            link("https://x.example/?a=\"b\"&c"),
            "<a href=\"https://x.example/?a=&quot;b&quot;&amp;c\">a&lt;b</a>"
        );
    }
}
