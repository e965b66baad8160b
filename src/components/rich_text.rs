//! Text of rules as markup. Never lets markup of others through: it builds every element itself, and no link but
//! those the engine has already checked.

use crate::html::html;
use protocol::{Block, Span};
use yew::Html;

use super::address;

/// Nesting below this is drawn as a note: the engine refuses deeper files, so this only guards the stack.
const MAX_DEPTH: u8 = 40;

/// Blocks of text.
pub fn rich_text(blocks: &[Block]) -> Html {
    html! { <div class="rich">{ view_blocks(blocks, MAX_DEPTH) }</div> }
}

fn view_blocks(blocks: &[Block], depth: u8) -> Html {
    let Some(depth) = depth.checked_sub(1) else {
        return html! { <p class="muted">{"Nested too deeply to be shown."}</p> };
    };
    blocks
        .iter()
        .map(|block| view_block(block, depth))
        .collect()
}

fn view_block(block: &Block, depth: u8) -> Html {
    match block {
        Block::Paragraph(spans) => html! { <p>{ view_spans(spans, depth) }</p> },
        Block::Heading(_, spans) => {
            html! { <p class="rich__heading">{ view_spans(spans, depth) }</p> }
        }
        Block::List(numbered, items) => {
            let items: Html = items
                .iter()
                .map(|item| html! { <li>{ view_blocks(item, depth) }</li> })
                .collect();
            if *numbered {
                html! { <ol>{ items }</ol> }
            } else {
                html! { <ul>{ items }</ul> }
            }
        }
        Block::Part(label, name, content) => html! {
            <div class="rich__part">
                <span class="rich__label">{if label.is_empty() { name } else { label }}</span>
                <div>{ view_blocks(content, depth) }</div>
            </div>
        },
        Block::Quote(content) => html! { <blockquote>{ view_blocks(content, depth) }</blockquote> },
        Block::Pre(text) => html! { <pre tabindex="0">{text}</pre> },
        Block::Table(rows) => view_table(rows, depth),
    }
}

fn view_table(rows: &[Vec<Vec<Span>>], depth: u8) -> Html {
    let mut rows = rows.iter();
    let head = rows.next();
    html! {
        <div class="scroll-x" tabindex="0" role="region" aria-label="Table">
            <table class="twin">
                <thead><tr>
                    for cell in head.into_iter().flatten() {
                        <th scope="col">{ view_spans(cell, depth) }</th>
                    }
                </tr></thead>
                <tbody>
                    for row in rows {
                        <tr>
                            for cell in row {
                                <td>{ view_spans(cell, depth) }</td>
                            }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn view_spans(spans: &[Span], depth: u8) -> Html {
    let Some(depth) = depth.checked_sub(1) else {
        return html! { {"…"} };
    };
    spans.iter().map(|span| view_span(span, depth)).collect()
}

fn view_span(span: &Span, depth: u8) -> Html {
    match span {
        Span::Text(text) => html! { {text} },
        Span::Emphasis(inner) => html! { <em>{ view_spans(inner, depth) }</em> },
        Span::Strong(inner) => html! { <strong>{ view_spans(inner, depth) }</strong> },
        Span::Code(text) => html! { <code>{text}</code> },
        Span::Quoted(inner) => html! { <q>{ view_spans(inner, depth) }</q> },
        Span::Subscript(inner) => html! { <sub>{ view_spans(inner, depth) }</sub> },
        Span::Superscript(inner) => html! { <sup>{ view_spans(inner, depth) }</sup> },
        Span::WebLink(href, inner) => {
            html! { <a href={href.clone()} rel="noopener noreferrer">{ view_spans(inner, depth) }</a> }
        }
        Span::RuleLink(id, inner) => {
            html! { <a href={address::rule(id)}>{ view_spans(inner, depth) }</a> }
        }
        Span::DeadLink(reason, inner) => html! {
            <span class="rich__dead" title={reason.clone()}>
                { view_spans(inner, depth) }<span class="vh">{" (link left out: "}{reason}{")"}</span>
            </span>
        },
        Span::Parameter(id, text, set) => html! {
            <var class={if *set { "rich__param" } else { "rich__param rich__param--open" }} title={id.clone()}>{text}</var>
        },
        Span::Image(text) => {
            html! { <span class="rich__image">{"[image, not fetched: "}{text}{"]"}</span> }
        }
    }
}
