//! The part of a link behind the question mark: names and values. Never knows what a name means.

use super::percent::{decode, encode_into};

/// The pairs of a link that was opened.
pub struct Query<'a>(&'a str);

impl<'a> Query<'a> {
    /// Takes the text behind the question mark.
    pub fn new(text: &'a str) -> Self {
        Self(text)
    }

    fn raw(&self, name: &str) -> Option<&'a str> {
        self.0
            .split('&')
            .find_map(|pair| match pair.split_once('=') {
                Some((key, value)) if key == name => Some(value),
                None if pair == name => Some(""),
                _ => None,
            })
    }

    /// The value of `name`; empty when it is not there.
    pub fn text(&self, name: &str) -> String {
        self.raw(name).map(decode).unwrap_or_default()
    }

    /// The values of `name`, which stand separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        match self.raw(name) {
            None | Some("") => Vec::new(),
            Some(value) => value.split(',').map(decode).collect(),
        }
    }

    /// A number; 0 when it is not there or not a number.
    pub fn number(&self, name: &str) -> u32 {
        self.raw(name)
            .and_then(|value| value.parse().ok())
            .unwrap_or(0)
    }

    /// True when `name` stands there with the value 1.
    pub fn flag(&self, name: &str) -> bool {
        self.raw(name) == Some("1")
    }
}

/// A link being written.
pub struct Link {
    text: String,
    first: bool,
}

impl Link {
    /// Starts with the path, whose separators stay.
    pub fn new(path: &str) -> Self {
        Self {
            text: format_path(path),
            first: true,
        }
    }

    /// Appends a slash and an id, encoded.
    pub fn segment(mut self, id: &str) -> Self {
        self.text.push('/');
        encode_into(&mut self.text, id);
        self
    }

    fn name(&mut self, name: &str) {
        self.text.push(if self.first { '?' } else { '&' });
        self.first = false;
        self.text.push_str(name);
        self.text.push('=');
    }

    /// Appends a value unless it is empty.
    pub fn text(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.name(name);
            encode_into(&mut self.text, value);
        }
        self
    }

    /// Appends values separated by commas, unless there are none.
    pub fn list<'v>(mut self, name: &str, values: impl Iterator<Item = &'v str>) -> Self {
        let mut first = true;
        for value in values {
            if first {
                self.name(name);
            } else {
                self.text.push(',');
            }
            first = false;
            encode_into(&mut self.text, value);
        }
        self
    }

    /// Appends a number unless it is 0.
    pub fn number(self, name: &str, value: u32) -> Self {
        if value == 0 {
            self
        } else {
            self.text(name, &value.to_string())
        }
    }

    /// Appends `name=1` if it holds.
    pub fn flag(self, name: &str, holds: bool) -> Self {
        self.text(name, if holds { "1" } else { "" })
    }

    /// The whole link.
    pub fn end(self) -> String {
        self.text
    }
}

fn format_path(path: &str) -> String {
    let mut text = String::with_capacity(path.len() + 32);
    text.push_str("#/");
    text.push_str(path);
    text
}
