//! The prose of OSCAL: what becomes of every construct, what stays text, and that nothing takes long.

use std::fmt::Write;
use std::time::{Duration, Instant};

use intake::markup::{self, Block, Span, Target};

/// Prints blocks in a short form that is easy to read in an expectation.
fn show(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(inner) => write!(out, "<p>{}</p>", spans(inner)),
            Block::Heading(level, inner) => write!(out, "<h{level}>{}</h{level}>", spans(inner)),
            Block::List(numbered, items) => {
                let name = if *numbered { "ol" } else { "ul" };
                let items: String = items
                    .iter()
                    .map(|item| format!("<li>{}</li>", show(item)))
                    .collect();
                write!(out, "<{name}>{items}</{name}>")
            }
            Block::Quote(inner) => write!(out, "<quote>{}</quote>", show(inner)),
            Block::Pre(text) => write!(out, "<pre>{text}</pre>"),
            Block::Table(rows) => {
                let row = |cells: &Vec<Vec<Span>>| {
                    cells
                        .iter()
                        .map(|cell| format!("|{}", spans(cell)))
                        .collect::<String>()
                };
                write!(
                    out,
                    "<table>{}</table>",
                    rows.iter().map(row).collect::<Vec<_>>().join("/")
                )
            }
        }
        .expect("a string grows");
    }
    out
}

fn spans(inner: &[Span]) -> String {
    inner
        .iter()
        .map(|span| match span {
            Span::Text(text) => text.clone(),
            Span::Emphasis(inner) => format!("<em>{}</em>", spans(inner)),
            Span::Strong(inner) => format!("<b>{}</b>", spans(inner)),
            Span::Code(text) => format!("<code>{text}</code>"),
            Span::Quoted(inner) => format!("<q>{}</q>", spans(inner)),
            Span::Subscript(inner) => format!("<sub>{}</sub>", spans(inner)),
            Span::Superscript(inner) => format!("<sup>{}</sup>", spans(inner)),
            Span::Link(Target::Web(href), inner) => format!("<a {href}>{}</a>", spans(inner)),
            Span::Link(Target::Fragment(id), inner) => format!("<a #{id}>{}</a>", spans(inner)),
            Span::Link(Target::Dead(_), inner) => format!("<dead>{}</dead>", spans(inner)),
            Span::Image(words) => format!("<img {words}>"),
            Span::Insert(id) => format!("<insert {id}>"),
        })
        .collect()
}

#[test]
fn lines() {
    for (text, expected) in [
        ("plain", "plain"),
        ("  two \n lines  ", "two lines"),
        (
            "*a* **b** ***c*** _d_ __e__",
            "<em>a</em> <b>b</b> <em><b>c</b></em> <em>d</em> <b>e</b>",
        ),
        ("**a *b* c**", "<b>a <em>b</em> c</b>"),
        ("*a **b** c*", "<em>a <b>b</b> c</em>"),
        ("2 * 3 * 4, a*, *b", "2 * 3 * 4, a*, *b"),
        (
            "snake_case_name and ac-2_smt.a",
            "snake_case_name and ac-2_smt.a",
        ),
        ("**open", "**open"),
        ("**a*", "**a*"),
        ("****", "****"),
        ("un*frigging*believable", "un<em>frigging</em>believable"),
        (
            "`code *x*` ``a`b`` `open",
            "<code>code *x*</code> <code>a`b</code> `open",
        ),
        (
            "say \"quoted *term*\" now",
            "say <q>quoted <em>term</em></q> now",
        ),
        ("a 5\" disk and \"open", "a 5\" disk and \"open"),
        (
            "H~2~O, x^2^, ~10 or ~20",
            "H<sub>2</sub>O, x<sup>2</sup>, ~10 or ~20",
        ),
        (r"\*a\* \_b \`c\` \~d \^e \\ \x", r"*a* _b `c` ~d ^e \ \x"),
        (
            "[AU-2](#au-2) [b](#au-2_smt.a)",
            "<a #au-2>AU-2</a> <a #au-2_smt.a>b</a>",
        ),
        (
            "[a *b*](https://x.example/y_(z) \"title\")!",
            "<a https://x.example/y_(z)>a <em>b</em></a>!",
        ),
        ("[a](<https://x.example/b>)", "<a https://x.example/b>a</a>"),
        ("[a](javascript:alert(1))", "<dead>a</dead>"),
        (
            "[a](data:text/html;base64,xx) [b](../c.html)",
            "<dead>a</dead> <dead>b</dead>",
        ),
        ("[a [b](#c) d](#e)", "[a <a #c>b</a> d](#e)"),
        ("[not a link] (x) [1]", "[not a link] (x) [1]"),
        ("[a][b]", "[a][b]"),
        ("![the *logo*](https://x.example/l.png)", "<img the logo>"),
        (
            "<https://x.example> <b>x</b> <script>alert(1)</script>",
            "<a https://x.example>https://x.example</a> <b>x</b> <script>alert(1)</script>",
        ),
        ("<javascript:alert(1)>", "<javascript:alert(1)>"),
        (
            "{{ insert: param, ac-1_prm_1 }}x{{insert:param,b}}",
            "<insert ac-1_prm_1>x<insert b>",
        ),
        (
            "{{ insert: control, x }} {{ insert: param, }} {{ {{ insert: param, a b }}",
            "{{ insert: control, x }} {{ insert: param, }} {{ {{ insert: param, a b }}",
        ),
        (
            "`{{ insert: param, x }}`",
            "<code>{{ insert: param, x }}</code>",
        ),
        ("AT&amp;T &lt;b&gt; &unknown; &", "AT&T <b> &unknown; &"),
        ("中文**强调**。", "中文<b>强调</b>。"),
        ("*", "*"),
        ("", ""),
        ("[", "["),
        ("![", "!["),
        ("\\", "\\"),
    ] {
        assert_eq!(spans(&markup::line(text)), expected, "{text:?}");
    }
}

#[test]
fn blocks() {
    for (text, expected) in [
        ("one\ntwo\n\nthree", "<p>one two</p><p>three</p>"),
        ("# A\n### B ###\n#c", "<h1>A</h1><h3>B</h3><p>#c</p>"),
        (
            "- a\n- b\n  more\n- c",
            "<ul><li><p>a</p></li><li><p>b more</p></li><li><p>c</p></li></ul>",
        ),
        (
            "1. a\n2. b\n\nafter",
            "<ol><li><p>a</p></li><li><p>b</p></li></ol><p>after</p>",
        ),
        (
            "* a\n  - b\n  - c\n* d",
            "<ul><li><p>a</p><ul><li><p>b</p></li><li><p>c</p></li></ul></li><li><p>d</p></li></ul>",
        ),
        (
            "- a\n\n  second\n- b",
            "<ul><li><p>a</p><p>second</p></li><li><p>b</p></li></ul>",
        ),
        (
            "text\n- a\n- b",
            "<p>text</p><ul><li><p>a</p></li><li><p>b</p></li></ul>",
        ),
        (
            "in the year\n2025. And so on",
            "<p>in the year 2025. And so on</p>",
        ),
        (
            "> a\n> b\n>\n> c\nd",
            "<quote><p>a b</p><p>c</p></quote><p>d</p>",
        ),
        (
            "```json\n{ *x* }\n\n<b>\n```\nafter",
            "<pre>{ *x* }\n\n<b></pre><p>after</p>",
        ),
        ("```\nopen", "<pre>open</pre>"),
        (
            "| a | *b* |\n|---|:-:|\n| 1 | x \\| y |\n| 2 |",
            "<table>|a|<em>b</em>/|1|x | y/|2</table>",
        ),
        ("a | b", "<p>a | b</p>"),
        ("a\n\n---\n\nb\n***\nc", "<p>a</p><p>b</p><p>c</p>"),
        ("-a\n+1", "<p>-a +1</p>"),
        (
            "<div onclick=\"x()\">\n\nhi</div>",
            "<p><div onclick=<q>x()</q>></p><p>hi</div></p>",
        ),
        ("\n\n", ""),
        ("-", "<p>-</p>"),
    ] {
        assert_eq!(show(&markup::blocks(text)), expected, "{text:?}");
    }
}

#[test]
fn nothing_takes_long_or_goes_deep() {
    let size = markup::MAX_TEXT / 8;
    for piece in [
        "*",
        "**",
        "* a",
        "*a ",
        "a*",
        "_a_",
        "**a *b ",
        "`",
        "`a``b```c````d",
        "[",
        "]",
        "[a",
        "[](",
        "[a](b",
        "![",
        "[](<",
        "[a](\\(",
        "\"",
        "\"a ",
        "~",
        "~a",
        "^",
        "{{",
        "{{ insert: param, ",
        "{",
        "<",
        "<https://",
        "&",
        "\\",
        ">",
        "> ",
        "- ",
        "- a\n",
        " - a\n",
        "  1. a\n",
        "|",
        "|-",
        "|a|\n|-|\n",
        "#",
        "# a\n",
        "```\n",
        "\n",
        " ",
        "é",
        "> - ",
        "a\n",
        "*\n",
        "***a",
        "_*",
        "*_",
        "[*",
        "*[a](b)",
    ] {
        let text = piece.repeat(size / piece.len());
        let nested = (0..400)
            .map(|level| format!("{}{piece}\n", " ".repeat(level)))
            .collect::<String>();
        let start = Instant::now();
        markup::blocks(&text);
        markup::line(&text);
        markup::blocks(&nested);
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(2), "{piece:?} took {taken:?}");
    }
    assert!(matches!(
        markup::blocks(&"*a*".repeat(markup::MAX_TEXT)).as_slice(),
        [Block::Pre(_)]
    ));
}

#[test]
fn no_text_is_lost_in_published_prose() {
    let Some(folder) = testkit::vectors("oscal") else {
        return;
    };
    let mut inserts = 0;
    for name in [
        "sp800-53-rev4/catalog.json",
        "sp800-53-rev5-v1.0.0/catalog.json",
    ] {
        let bytes = std::fs::read(folder.join(name)).expect("readable");
        let json = intake::json::parse(&bytes, &intake::json::Limits::FILE).expect("valid");
        let mut open = vec![&json.root];
        while let Some(node) = open.pop() {
            open.extend(node.as_array().into_iter().flatten());
            for (key, member) in node.as_object().into_iter().flatten() {
                open.push(member);
                if &*key.name == "prose" {
                    let text = member.as_str().expect("a string");
                    let shown = show(&markup::blocks(text));
                    let words = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
                    let tags = [
                        "<p>", "</p>", "<q>", "</q>", "<em>", "</em>", "<b>", "</b>", "<ol>",
                        "</ol>", "<ul>", "</ul>", "<li>", "</li>",
                    ];
                    let bare = tags
                        .iter()
                        .fold(shown.clone(), |text, tag| text.replace(tag, ""));
                    // Of an insertion, "param" is not shown.
                    let inserted = shown.matches("<insert ").count();
                    inserts += inserted;
                    assert!(
                        words(&bare) + "param".len() * inserted + 3 * text.matches('\n').count()
                            >= words(text),
                        "{text}\n{shown}"
                    );
                    assert!(!shown.contains("{{"), "{text}");
                }
            }
        }
    }
    assert!(inserts > 1500, "{inserts}");
}
