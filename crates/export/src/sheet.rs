//! A table of texts: a head and rows of the same length. Never decides what stands in it.

use crate::{About, csv, markdown, markup};

/// A table of texts.
pub(crate) struct Sheet {
    pub(crate) head: &'static [&'static str],
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(crate) fn csv(&self) -> String {
        let mut text = csv::line(self.head.iter().copied());
        for row in &self.rows {
            text.push_str(&csv::line(row.iter().map(String::as_str)));
        }
        text
    }

    pub(crate) fn markdown(&self, title: &str, about: &About, note: &str) -> String {
        let mut text = ["# ", &markdown::escape(title), "\n\n"].concat();
        text.push_str(&markdown::row(&self.words()));
        text.push_str(&markdown::row(&vec!["---"; self.head.len()]));
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| markdown::escape(cell)).collect();
            text.push_str(&markdown::row(&cells));
        }
        text.push_str(&markdown::provenance(about, note));
        text
    }

    pub(crate) fn html(&self, title: &str, about: &About, note: &str) -> String {
        let mut out = markup::page_start(title);
        out.push_str("<div class=\"wide\"><table>\n<thead><tr>");
        for word in self.words() {
            markup::element(&mut out, "th", "scope=\"col\"", &word);
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            out.push_str("<tr>");
            for (at, cell) in row.iter().enumerate() {
                let (tag, attributes) = match at {
                    0 => ("th", "scope=\"row\" dir=\"auto\""),
                    _ => ("td", "dir=\"auto\""),
                };
                markup::open(&mut out, tag, attributes);
                markup::anchor(&mut out, cell, cell);
                markup::close(&mut out, tag);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
        markup::provenance(&mut out, about, note);
        out.push_str(markup::PAGE_END);
        out
    }

    /// The heads for people.
    fn words(&self) -> Vec<String> {
        self.head
            .iter()
            .map(|word| word.replace('_', " "))
            .collect()
    }
}
