//! What the page's `html!` calls: each element is one call, so that markup costs a reader little. Never knows what the
//! markup is about.
//!
//! Yew's own macro writes an element's every field where the element stands, some two hundred bytes each time; see
//! `docs/decisions/`. Two fields decide here as there: a list knows whether all its nodes have keys, and an `input`
//! keeps what the reader typed apart from its attribute.

use std::rc::Rc;

use yew::virtual_dom::{
    AttributeOrProperty, Attributes, Key, Listener, Listeners, VList, VNode, VTag, VText,
};
use yew::{AttrValue, Classes, Html, NodeRef};

pub use html_macro::html;

/// Attributes known at compile time.
type Known = &'static [(&'static str, AttributeOrProperty)];

/// No node.
#[inline(never)]
pub fn nothing() -> Html {
    Html::default()
}

/// Text known at compile time.
#[inline(never)]
pub fn text(text: &'static str) -> Html {
    written(AttrValue::Static(text))
}

#[inline(never)]
fn written(text: AttrValue) -> Html {
    VNode::VText(VText::new(text))
}

/// Nodes one after another.
#[inline(never)]
pub fn list(nodes: Vec<Html>) -> Html {
    VNode::VList(Rc::new(VList::with_children(nodes, None)))
}

/// The same for a number known at compile time.
#[inline(never)]
pub fn several<const N: usize>(nodes: [Html; N]) -> Html {
    list(Vec::from(nodes))
}

/// An element around one node.
#[inline(never)]
pub fn around(tag: &'static str, known: Known, child: Html) -> Html {
    VNode::VTag(Rc::new(VTag::__new_other(
        AttrValue::Static(tag),
        NodeRef::default(),
        None,
        Attributes::Static(known),
        Listeners::None,
        child,
    )))
}

/// An element without content.
#[inline(never)]
pub fn leaf(tag: &'static str, known: Known) -> Html {
    around(tag, known, nothing())
}

/// An element around a text.
#[inline(never)]
pub fn said(tag: &'static str, known: Known, words: &'static str) -> Html {
    around(tag, known, text(words))
}

/// An element around several nodes.
#[inline(never)]
pub fn element<const N: usize>(tag: &'static str, known: Known, children: [Html; N]) -> Html {
    around(tag, known, several(children))
}

/// A field; what it holds and whether it is ticked is kept apart from its attributes.
#[inline(never)]
pub fn input(known: Known, value: Option<AttrValue>, checked: Option<bool>) -> Html {
    VNode::VTag(Rc::new(VTag::__new_input(
        value,
        checked,
        NodeRef::default(),
        None,
        Attributes::Static(known),
        Listeners::None,
    )))
}

/// The element with more attributes: `keys` are first those it has, then those of `values`.
#[inline(never)]
pub fn with<const N: usize>(
    element: Html,
    keys: &'static [&'static str],
    values: [Option<AttrValue>; N],
) -> Html {
    attributed(element, keys, Vec::from(values))
}

#[inline(never)]
fn attributed(element: Html, keys: &'static [&'static str], more: Vec<Option<AttrValue>>) -> Html {
    changed(element, |tag| {
        let mut values = Vec::with_capacity(keys.len());
        if let Attributes::Static(known) = &tag.attributes {
            values.extend(known.iter().map(|(_, value)| Some(value.clone())));
        }
        let more = more.into_iter();
        values.extend(more.map(|value| value.map(AttributeOrProperty::Attribute)));
        tag.attributes = Attributes::Dynamic {
            keys,
            values: values.into_boxed_slice(),
        };
    })
}

/// The element with listeners.
#[inline(never)]
pub fn heard<const N: usize>(element: Html, listeners: [Option<Rc<dyn Listener>>; N]) -> Html {
    changed(element, |tag| tag.set_listeners(Box::new(listeners)))
}

/// The element with a key among its neighbours.
#[inline(never)]
pub fn keyed(element: Html, key: Key) -> Html {
    changed(element, |tag| tag.key = Some(key))
}

/// Nobody else holds an element that has just been made.
fn changed(mut element: Html, change: impl FnOnce(&mut VTag)) -> Html {
    if let VNode::VTag(tag) = &mut element {
        change(Rc::make_mut(tag));
    }
    element
}

/// An attribute that stands or does not stand.
pub fn switch(name: &'static str, on: bool) -> Option<AttrValue> {
    on.then_some(AttrValue::Static(name))
}

/// What can stand between braces among nodes.
pub trait Node {
    /// The node.
    fn node(self) -> Html;
}

/// What can be an attribute's value; nothing leaves the attribute out.
pub trait Attribute {
    /// The value.
    fn attribute(self) -> Option<AttrValue>;
}

impl Node for Html {
    fn node(self) -> Html {
        self
    }
}

impl Node for Option<Html> {
    fn node(self) -> Html {
        self.unwrap_or_else(nothing)
    }
}

impl Node for &str {
    #[inline(never)]
    fn node(self) -> Html {
        written(AttrValue::Rc(Rc::from(self)))
    }
}

impl Node for &String {
    fn node(self) -> Html {
        self.as_str().node()
    }
}

impl Node for String {
    #[inline(never)]
    fn node(self) -> Html {
        self.as_str().node()
    }
}

impl Node for AttrValue {
    fn node(self) -> Html {
        written(self)
    }
}

impl Node for &AttrValue {
    fn node(self) -> Html {
        written(self.clone())
    }
}

impl Node for usize {
    #[inline(never)]
    fn node(self) -> Html {
        self.to_string().node()
    }
}

impl Node for u32 {
    fn node(self) -> Html {
        (self as usize).node()
    }
}

impl Attribute for AttrValue {
    fn attribute(self) -> Option<AttrValue> {
        Some(self)
    }
}

impl Attribute for &AttrValue {
    fn attribute(self) -> Option<AttrValue> {
        Some(self.clone())
    }
}

impl Attribute for &'static str {
    fn attribute(self) -> Option<AttrValue> {
        Some(AttrValue::Static(self))
    }
}

impl Attribute for String {
    #[inline(never)]
    fn attribute(self) -> Option<AttrValue> {
        Some(AttrValue::Rc(Rc::from(self)))
    }
}

impl Attribute for Classes {
    fn attribute(self) -> Option<AttrValue> {
        self.to_string().attribute()
    }
}

impl<T: Attribute> Attribute for Option<T> {
    fn attribute(self) -> Option<AttrValue> {
        self.and_then(T::attribute)
    }
}
