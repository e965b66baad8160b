//! The page's `html!`: reads the markup that yew's macro reads, and writes calls into `src/html.rs` where that writes
//! out every field of every element, which doubled the page. Never decides what markup means.

mod element;
mod node;

use node::Node;
use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{Parse, ParseStream};

/// Markup as an expression of type `Html`: one element, one fragment or one block.
#[proc_macro]
pub fn html(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let root = syn::parse_macro_input!(input as Root);
    root.0.into()
}

struct Root(TokenStream);

impl Parse for Root {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            return Ok(Self(quote!(crate::html::nothing())));
        }
        let root: Node = input.parse()?;
        if !input.is_empty() {
            return Err(input.error("only one root; put several into <>…</>"));
        }
        Ok(Self(root.code()))
    }
}
