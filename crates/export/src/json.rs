//! JSON values, written over indented lines (RFC 8259). Never reads any.

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(u32),
    Text(String),
    List(Vec<Value>),
    Object(Vec<(&'static str, Value)>),
}

impl Value {
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub(crate) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    /// A word, or null where there is none.
    pub(crate) fn word(word: Option<&str>) -> Self {
        word.map_or(Self::Null, Self::text)
    }

    pub(crate) fn list(values: impl IntoIterator<Item = Value>) -> Self {
        Self::List(values.into_iter().collect())
    }

    /// The value with a line break at its end.
    pub(crate) fn document(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    // As deep as the values are that this crate builds.
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Text(text) => quote(out, text),
            Self::List(values) if values.is_empty() => out.push_str("[]"),
            Self::Object(fields) if fields.is_empty() => out.push_str("{}"),
            Self::List(values) => {
                out.push('[');
                for (at, value) in values.iter().enumerate() {
                    next(out, at, depth + 1);
                    value.write(out, depth + 1);
                }
                line(out, depth);
                out.push(']');
            }
            Self::Object(fields) => {
                out.push('{');
                for (at, (name, value)) in fields.iter().enumerate() {
                    next(out, at, depth + 1);
                    quote(out, name);
                    out.push_str(": ");
                    value.write(out, depth + 1);
                }
                line(out, depth);
                out.push('}');
            }
        }
    }
}

fn next(out: &mut String, at: usize, depth: usize) {
    if at > 0 {
        out.push(',');
    }
    line(out, depth);
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// RFC 8259 §7.
fn quote(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{0}'..='\u{1f}' => {
                out.push_str("\\u00");
                for nibble in [c as usize >> 4, c as usize & 15] {
                    out.push(HEX.get(nibble).map_or('0', |digit| *digit as char));
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_others_read() {
        let value = Value::Object(vec![
            ("a\"b", Value::text("tab\t, \u{1}\u{1f}, \\, “规则”\n")),
            ("list", Value::List(vec![Value::Number(7), Value::Null])),
            ("none", Value::List(vec![])),
            ("empty", Value::Object(vec![])),
            ("yes", Value::Bool(true)),
        ]);
        let read: serde_json::Value = serde_json::from_str(&value.document()).expect("it is JSON");
        let expected = serde_json::json!({
            "a\"b": "tab\t, \u{1}\u{1f}, \\, “规则”\n", "list": [7, null], "none": [], "empty": {}, "yes": true
        });
        assert_eq!(read, expected);
        assert_eq!(
            Value::List(vec![Value::Object(vec![("a", Value::Bool(false))])]).document(),
            "[\n  {\n    \"a\": false\n  }\n]\n"
        );
    }
}
