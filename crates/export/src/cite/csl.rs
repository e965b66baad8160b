//! A citation as CSL-JSON: a list of one item in the shape of the `csl-data` schema. Never a field it does not know.

use super::Work;
use crate::json::Value;
use crate::{day, link};

pub(super) fn item(work: &Work) -> String {
    let mut fields = vec![
        ("id", Value::Text(super::key(work))),
        ("type", Value::text(work.kind)),
        ("title", Value::text(&work.title)),
    ];
    let authors = work
        .issuers
        .iter()
        .map(|issuer| Value::Object(vec![("literal", Value::text(issuer))]));
    if !work.issuers.is_empty() {
        fields.push(("author", Value::list(authors)));
    }
    let url = if link::is_web(&work.source_url) {
        &work.source_url
    } else {
        &work.place
    };
    for (name, text) in [
        ("container-title", work.within.as_str()),
        ("section", &work.pinpoint),
        ("version", &work.version),
        ("status", work.status),
        ("URL", if link::is_web(url) { url } else { "" }),
        ("archive", "Rulescape"),
        ("archive_location", &work.place),
        ("note", &super::note(work)),
    ] {
        if !text.is_empty() {
            fields.push((name, Value::text(text)));
        }
    }
    if !work.date.is_empty() {
        fields.push(("issued", date(&work.date)));
    }
    Value::List(vec![Value::Object(fields)]).document()
}

fn date(date: &str) -> Value {
    let parts = day::parts(date);
    Value::Object(vec![if parts.is_empty() {
        ("literal", Value::text(date))
    } else {
        let parts = Value::list(parts.into_iter().map(Value::Number));
        ("date-parts", Value::List(vec![parts]))
    }])
}
