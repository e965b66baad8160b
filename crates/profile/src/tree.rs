//! Small operations on JSON trees: build, look up, change. Never knows what OSCAL means.

use intake::json::{Key, Node, Value};

/// An object made here; it stands at no place of any file.
pub fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    Node {
        at: 0,
        value: Value::Object(
            members
                .into_iter()
                .map(|(name, node)| (key(name), node))
                .collect(),
        ),
    }
}

/// A list made here.
pub fn array(items: Vec<Node>) -> Node {
    Node {
        at: 0,
        value: Value::Array(items),
    }
}

/// A string made here.
pub fn string(content: &str) -> Node {
    Node {
        at: 0,
        value: Value::String(content.into()),
    }
}

fn key(name: &str) -> Key {
    Key {
        at: 0,
        name: name.into(),
    }
}

/// The text of a member.
pub fn text<'a>(node: &'a Node, name: &str) -> Option<&'a str> {
    node.get(name).and_then(Node::as_str)
}

/// The elements of a member; none if it is no list.
pub fn items<'a>(node: &'a Node, name: &str) -> &'a [Node] {
    node.get(name).and_then(Node::as_array).unwrap_or_default()
}

/// A member, to be changed.
pub fn get_mut<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Node> {
    match &mut node.value {
        Value::Object(members) => members
            .iter_mut()
            .find(|(key, _)| &*key.name == name)
            .map(|(_, node)| node),
        _ => None,
    }
}

/// The elements of a member, to be changed.
pub fn items_mut<'a>(node: &'a mut Node, name: &str) -> Option<&'a mut Vec<Node>> {
    match &mut get_mut(node, name)?.value {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// Sets a member, in place where it stands or at the end.
pub fn set(node: &mut Node, name: &str, value: Node) {
    if let Some(member) = get_mut(node, name) {
        *member = value;
    } else if let Value::Object(members) = &mut node.value {
        members.push((key(name), value));
    }
}

/// Takes a member out.
pub fn take(node: &mut Node, name: &str) -> Option<Node> {
    match &mut node.value {
        Value::Object(members) => {
            let at = members.iter().position(|(key, _)| &*key.name == name)?;
            Some(members.remove(at).1)
        }
        _ => None,
    }
}

/// Puts elements behind those of a member, which is made if it is missing.
pub fn append(node: &mut Node, name: &str, mut more: Vec<Node>) {
    if more.is_empty() {
        return;
    }
    match items_mut(node, name) {
        Some(list) => list.append(&mut more),
        None => set(node, name, array(more)),
    }
}

/// Puts elements before or behind those of a member, which is made if it is missing.
pub fn extend(node: &mut Node, name: &str, more: &[Node], in_front: bool) {
    if more.is_empty() {
        return;
    }
    match items_mut(node, name) {
        Some(list) if in_front => drop(list.splice(0..0, more.iter().cloned())),
        Some(list) => list.extend_from_slice(more),
        None => set(node, name, array(more.to_vec())),
    }
}
