//! Writes `protocol::Wire` for plain structs and enums: field after field, in the order of the source. Never names a
//! field on the wire, so both ends must be built from the same source; `protocol::VERSION` sees to that.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Data, DeriveInput, Fields, Index, parse_macro_input};

/// Derives `Wire`.
#[proc_macro_derive(Wire)]
pub fn derive(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let name = &input.ident;
    let mut generics = input.generics;
    bound(&mut generics);
    let (for_all, of, provided) = generics.split_for_impl();
    let (put, take) = match &input.data {
        Data::Struct(data) => {
            let puts = data
                .fields
                .iter()
                .enumerate()
                .map(|(at, field)| match &field.ident {
                    Some(name) => quote!(crate::Wire::put(&self.#name, out);),
                    None => {
                        let at = Index::from(at);
                        quote!(crate::Wire::put(&self.#at, out);)
                    }
                });
            let taken = built(&quote!(Self), &data.fields);
            (quote!(#(#puts)*), taken)
        }
        Data::Enum(data) => {
            let puts = data.variants.iter().enumerate().map(|(tag, variant)| {
                let name = &variant.ident;
                let bound: Vec<_> = (0..variant.fields.len()).map(|at| format_ident!("f{at}")).collect();
                let pattern = match &variant.fields {
                    Fields::Named(fields) => {
                        let names = fields.named.iter().map(|field| &field.ident);
                        quote!({ #(#names: #bound),* })
                    }
                    Fields::Unnamed(_) => quote!(( #(#bound),* )),
                    Fields::Unit => quote!(),
                };
                let tag = tag as u32;
                quote!(Self::#name #pattern => { out.number(#tag); #(crate::Wire::put(#bound, out);)* })
            });
            let takes = data.variants.iter().enumerate().map(|(tag, variant)| {
                let name = &variant.ident;
                let taken = built(&quote!(Self::#name), &variant.fields);
                let tag = tag as u32;
                quote!(#tag => #taken)
            });
            let first = data.variants.first().map(|variant| {
                let name = &variant.ident;
                built(&quote!(Self::#name), &variant.fields)
            });
            let put = quote!(match self { #(#puts)* });
            let take =
                quote!(match input.number() { #(#takes,)* _ => { input.give_up(); #first } });
            (put, take)
        }
        Data::Union(_) => {
            return syn::Error::new_spanned(name, "a union has no one meaning to send")
                .to_compile_error()
                .into();
        }
    };
    quote! {
        impl #for_all crate::Wire for #name #of #provided {
            fn put(&self, out: &mut crate::Writer) { #put }
            fn take(input: &mut crate::Reader<'_>) -> Self { #take }
        }
    }
    .into()
}

/// Derives `Kind` for what each variant of an enum holds, so that one kind can be read without the others. Variants with
/// named fields are left out: they have no type of their own.
#[proc_macro_derive(Kinds)]
pub fn derive_kinds(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let Data::Enum(data) = &input.data else {
        return syn::Error::new_spanned(&input.ident, "only an enum has kinds")
            .to_compile_error()
            .into();
    };
    let kinds = data
        .variants
        .iter()
        .enumerate()
        .filter_map(|(tag, variant)| {
            let Fields::Unnamed(fields) = &variant.fields else {
                return None;
            };
            let held = unboxed(&fields.unnamed.first()?.ty);
            let tag = tag as u32;
            Some(quote!(impl crate::Kind for #held { const TAG: u32 = #tag; }))
        });
    quote!(#(#kinds)*).into()
}

/// A box is not there on the wire.
fn unboxed(held: &syn::Type) -> &syn::Type {
    let syn::Type::Path(path) = held else {
        return held;
    };
    let Some(last) = path.path.segments.last() else {
        return held;
    };
    match &last.arguments {
        syn::PathArguments::AngleBracketed(inner) if last.ident == "Box" => {
            match inner.args.first() {
                Some(syn::GenericArgument::Type(inner)) => inner,
                _ => held,
            }
        }
        _ => held,
    }
}

/// Whatever stands in for a type can be sent, too.
fn bound(generics: &mut syn::Generics) {
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(syn::parse_quote!(crate::Wire));
    }
}

/// The expression that takes all fields and builds the value.
fn built(path: &TokenStream, fields: &Fields) -> TokenStream {
    match fields {
        Fields::Named(fields) => {
            let names = fields.named.iter().map(|field| &field.ident);
            quote!(#path { #(#names: crate::Wire::take(input)),* })
        }
        Fields::Unnamed(fields) => {
            let takes = fields
                .unnamed
                .iter()
                .map(|_| quote!(crate::Wire::take(input)));
            quote!(#path( #(#takes),* ))
        }
        Fields::Unit => path.clone(),
    }
}
