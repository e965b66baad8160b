//! One tag with its attributes. Decides only what is known at compile time, what is a listener and what a switch.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{LitBool, LitStr, Token, braced};

use crate::node::{Node, until_closing};

/// Attributes that stand or do not stand: `true` is their own name, `false` leaves them out.
const SWITCHES: [&str; 5] = ["hidden", "disabled", "multiple", "selected", "open"];

/// `<name …>…</name>`, or a component.
pub enum Element {
    Tag {
        name: LitStr,
        attributes: Vec<Attribute>,
        children: Vec<Node>,
    },
    /// Given to yew as it stands.
    Component(TokenStream),
}

pub struct Attribute {
    name: String,
    value: Value,
    span: Span,
}

enum Value {
    Known(LitStr),
    Code(TokenStream),
}

impl Parse for Element {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Token![<]>()?;
        let name = input.call(Ident::parse_any)?;
        if input.peek(Token![::]) || name.to_string().starts_with(char::is_uppercase) {
            return component(&name, input);
        }
        let mut attributes = Vec::new();
        while !input.peek(Token![>]) && !input.peek(Token![/]) {
            attributes.push(input.parse()?);
        }
        let children = if input.peek(Token![/]) {
            input.parse::<Token![/]>()?;
            input.parse::<Token![>]>()?;
            Vec::new()
        } else {
            input.parse::<Token![>]>()?;
            let children = until_closing(input)?;
            input.parse::<Token![<]>()?;
            input.parse::<Token![/]>()?;
            let closing = input.call(Ident::parse_any)?;
            if closing != name {
                return Err(syn::Error::new(closing.span(), format!("closes <{name}>")));
            }
            input.parse::<Token![>]>()?;
            children
        };
        let name = LitStr::new(&name.unraw().to_string(), name.span());
        Ok(Self::Tag {
            name,
            attributes,
            children,
        })
    }
}

/// Components have no children here.
fn component(name: &Ident, input: ParseStream<'_>) -> syn::Result<Element> {
    let mut tokens = quote!(<#name);
    while !(input.peek(Token![/]) && input.peek2(Token![>])) {
        let next: proc_macro2::TokenTree = input.parse()?;
        tokens.extend([next]);
    }
    input.parse::<Token![/]>()?;
    input.parse::<Token![>]>()?;
    Ok(Element::Component(quote!(::yew::html! { #tokens /> })))
}

impl Parse for Attribute {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let span = input.span();
        if input.peek(syn::token::Brace) {
            let content;
            braced!(content in input);
            let name: Ident = content.parse()?;
            return Ok(Self {
                name: name.unraw().to_string(),
                value: Value::Code(quote!(#name)),
                span,
            });
        }
        let mut name = input.call(Ident::parse_any)?.unraw().to_string();
        while input.peek(Token![-]) {
            input.parse::<Token![-]>()?;
            name = [
                &name,
                "-",
                &input.call(Ident::parse_any)?.unraw().to_string(),
            ]
            .concat();
        }
        input.parse::<Token![=]>()?;
        let value = if input.peek(LitStr) {
            Value::Known(input.parse()?)
        } else if input.peek(LitBool) {
            let on: LitBool = input.parse()?;
            Value::Code(quote!(#on))
        } else {
            let content;
            braced!(content in input);
            Value::Code(content.parse()?)
        };
        Ok(Self { name, value, span })
    }
}

impl Element {
    /// The expression that makes it.
    pub fn code(&self) -> TokenStream {
        let (name, attributes, children) = match self {
            Self::Component(tokens) => return tokens.clone(),
            Self::Tag {
                name,
                attributes,
                children,
            } => (name, attributes, children),
        };
        let (mut known, mut keys, mut values) = (Vec::new(), Vec::new(), Vec::new());
        let (mut listeners, mut key, mut field) = (Vec::new(), None, [quote!(None), quote!(None)]);
        let is_input = name.value() == "input";
        for Attribute { name, value, span } in attributes {
            match value {
                Value::Known(value) if name != "key" => known.push((name, value)),
                Value::Known(value) => key = Some(quote!(#value)),
                Value::Code(code) if name == "key" => key = Some(code.clone()),
                Value::Code(code) if name.starts_with("on") => {
                    let event = Ident::new(name, *span);
                    listeners.push(
                        quote_spanned!(*span=> ::yew::html::#event::Wrapper::__macro_new(#code)),
                    );
                }
                Value::Code(code) if is_input && name == "value" => {
                    field[0] = quote!(crate::html::Attribute::attribute({ #code }));
                }
                Value::Code(code) if is_input && name == "checked" => {
                    field[1] = quote!(Some({ #code }))
                }
                Value::Code(code) if SWITCHES.contains(&name.as_str()) => {
                    keys.push(name);
                    values.push(quote!(crate::html::switch(#name, { #code })));
                }
                Value::Code(code) => {
                    keys.push(name);
                    values.push(quote!(crate::html::Attribute::attribute({ #code })));
                }
            }
        }
        let (known_keys, known_values): (Vec<_>, Vec<_>) = known.into_iter().unzip();
        let known = quote!(&[#((#known_keys, ::yew::virtual_dom::AttributeOrProperty::Static(#known_values))),*]);
        let made = match (children.as_slice(), is_input) {
            (_, true) => {
                let [value, checked] = field;
                quote!(crate::html::input(#known, #value, #checked))
            }
            ([], _) => quote!(crate::html::leaf(#name, #known)),
            ([Node::Text(text)], _) => quote!(crate::html::said(#name, #known, #text)),
            ([node], _) => {
                let node = node.code();
                quote!(crate::html::around(#name, #known, #node))
            }
            (nodes, _) => {
                let nodes = nodes.iter().map(Node::code);
                quote!(crate::html::element(#name, #known, [#(#nodes),*]))
            }
        };
        let mut made = made;
        if !keys.is_empty() {
            made = quote!(crate::html::with(#made, &[#(#known_keys,)* #(#keys),*], [#(#values),*]));
        }
        if !listeners.is_empty() {
            made = quote!(crate::html::heard(#made, [#(#listeners),*]));
        }
        match key {
            Some(key) => quote!(crate::html::keyed(#made, ::core::convert::Into::into({ #key }))),
            None => made,
        }
    }
}
