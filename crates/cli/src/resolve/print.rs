//! A JSON tree → indented text. Never changes order, numbers or content.

use intake::json::{Node, Value};

const INDENT: &str = "  ";

/// Indented JSON with a final newline.
pub fn pretty(root: &Node) -> String {
    let mut out = String::new();
    write(root, 0, &mut out);
    out.push('\n');
    out
}

// Recursion is safe: the tree was read under a limit of depth.
fn write(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number.text()),
        Value::String(text) => string(text, out),
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                line(at, depth + 1, out);
                write(item, depth + 1, out);
            }
            close(']', depth, out);
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, member)) in members.iter().enumerate() {
                line(at, depth + 1, out);
                string(&key.name, out);
                out.push_str(": ");
                write(member, depth + 1, out);
            }
            close('}', depth, out);
        }
    }
}

fn line(at: usize, depth: usize, out: &mut String) {
    out.push_str(if at == 0 { "\n" } else { ",\n" });
    out.push_str(&INDENT.repeat(depth));
}

fn close(bracket: char, depth: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&INDENT.repeat(depth));
    out.push(bracket);
}

fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).expect("a text always serialises"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use intake::json::{Limits, parse};

    #[test]
    fn what_was_read_is_printed_as_it_stood() {
        let text = "{\n  \"b\": [\n    1.50,\n    \"\\\"é\\n\"\n  ],\n  \"a\": {},\n  \"c\": [],\n  \"d\": null\n}\n";
        let json = parse(text.as_bytes(), &Limits::SMALL).expect("it is JSON");
        assert_eq!(pretty(&json.root), text);
    }
}
