//! What stands between tags: elements, blocks, `if`, `for`, literals. Knows nothing of attributes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Lit, LitStr, Pat, Token, braced};

use crate::element::Element;

/// One node.
pub enum Node {
    Element(Element),
    /// `<>…</>`, or what stands between braces after `if` and `for`.
    Fragment(Vec<Node>),
    /// `{ expression }`
    Block(TokenStream),
    /// `{"text"}` or `"text"`
    Text(LitStr),
    /// `{ for iterator }`
    Each(Expr),
    /// `for pattern in expression { … }`
    For(Pat, Expr, Vec<Node>),
    /// `if condition { … } else …`
    If(Expr, Vec<Node>, Option<Box<Node>>),
}

impl Parse for Node {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![<]) {
            if input.peek2(Token![>]) {
                input.parse::<Token![<]>()?;
                input.parse::<Token![>]>()?;
                let nodes = until_closing(input)?;
                input.parse::<Token![<]>()?;
                input.parse::<Token![/]>()?;
                input.parse::<Token![>]>()?;
                return Ok(Self::Fragment(nodes));
            }
            return Ok(Self::Element(input.parse()?));
        }
        if input.peek(Token![if]) {
            return parse_if(input);
        }
        if input.peek(Token![for]) {
            input.parse::<Token![for]>()?;
            let pattern = Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Token![in]>()?;
            let items = Expr::parse_without_eager_brace(input)?;
            return Ok(Self::For(pattern, items, braced_nodes(input)?));
        }
        if input.peek(LitStr) {
            return Ok(Self::Text(input.parse()?));
        }
        if input.peek(Lit) {
            let literal: Lit = input.parse()?;
            return Ok(Self::Block(quote!(#literal)));
        }
        let content;
        braced!(content in input);
        if content.peek(Token![for]) {
            content.parse::<Token![for]>()?;
            return Ok(Self::Each(content.parse()?));
        }
        let tokens: TokenStream = content.parse()?;
        Ok(match syn::parse2::<LitStr>(tokens.clone()) {
            Ok(text) => Self::Text(text),
            Err(_) => Self::Block(tokens),
        })
    }
}

fn parse_if(input: ParseStream<'_>) -> syn::Result<Node> {
    input.parse::<Token![if]>()?;
    let condition = Expr::parse_without_eager_brace(input)?;
    let then = braced_nodes(input)?;
    let otherwise = if input.peek(Token![else]) {
        input.parse::<Token![else]>()?;
        Some(Box::new(if input.peek(Token![if]) {
            parse_if(input)?
        } else {
            Node::Fragment(braced_nodes(input)?)
        }))
    } else {
        None
    };
    Ok(Node::If(condition, then, otherwise))
}

fn braced_nodes(input: ParseStream<'_>) -> syn::Result<Vec<Node>> {
    let content;
    braced!(content in input);
    let mut nodes = Vec::new();
    while !content.is_empty() {
        nodes.push(content.parse()?);
    }
    Ok(nodes)
}

/// Nodes up to the next `</`.
pub fn until_closing(input: ParseStream<'_>) -> syn::Result<Vec<Node>> {
    let mut nodes = Vec::new();
    while !(input.peek(Token![<]) && input.peek2(Token![/])) {
        if input.is_empty() {
            return Err(input.error("a tag is not closed"));
        }
        nodes.push(input.parse()?);
    }
    Ok(nodes)
}

impl Node {
    /// The expression that makes it.
    pub fn code(&self) -> TokenStream {
        match self {
            Self::Element(element) => element.code(),
            Self::Fragment(nodes) => together(nodes),
            Self::Block(tokens) => quote!(crate::html::Node::node({ #tokens })),
            Self::Text(text) => quote!(crate::html::text(#text)),
            Self::Each(items) => quote!(crate::html::list(
                ::core::iter::IntoIterator::into_iter(#items).map(crate::html::Node::node).collect()
            )),
            Self::For(pattern, items, nodes) => {
                let node = together(nodes);
                quote!({
                    let mut nodes = ::std::vec::Vec::new();
                    for #pattern in #items {
                        nodes.push(#node);
                    }
                    crate::html::list(nodes)
                })
            }
            Self::If(condition, then, otherwise) => {
                let then = together(then);
                let otherwise = otherwise
                    .as_ref()
                    .map_or_else(|| quote!(crate::html::nothing()), |node| node.code());
                quote!(if #condition { #then } else { #otherwise })
            }
        }
    }
}

/// One node for several; the only one is itself.
fn together(nodes: &[Node]) -> TokenStream {
    match nodes {
        [] => quote!(crate::html::nothing()),
        [node] => node.code(),
        nodes => {
            let nodes = nodes.iter().map(Node::code);
            quote!(crate::html::several([#(#nodes),*]))
        }
    }
}
