//! Parameters that say one thing and hold another are named with their file. Never drops one: its words stand, they
//! are only never compared as a number.

use std::collections::BTreeMap;

use intake::facts::{Parameter, ParameterValue};
use intake::problem::code;
use model::Model;
use protocol::Severity;

use crate::engine::Loaded;
use crate::numbers;
use crate::profiles::problem;

/// Parameters named in one problem before it says how many more there are.
const MAX_NAMED: usize = 5;

/// Adds a problem to every file that holds such parameters.
pub(crate) fn check(model: &Model, files: &mut [Loaded]) {
    let mut found: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for set in model.set_ixs() {
        for ix in model.rules_of(set) {
            for parameter in &model.rule(ix).parameters {
                if let Some(why) = unreadable(parameter) {
                    let rule = model.rule_id(ix);
                    let line = [&rule, ": ", &parameter.name, " ", &why].concat();
                    let file = model.rule_set(set).file;
                    found.entry(file).or_default().push(line);
                }
            }
        }
    }
    for (file, mut lines) in found {
        let Some(loaded) = files.get_mut(file as usize) else {
            continue;
        };
        let count = lines.len();
        lines.truncate(MAX_NAMED);
        if count > MAX_NAMED {
            lines.push(numbers::plural((count - MAX_NAMED) as u32, "more", "more"));
        }
        let what = ["Parameters do not parse: ", &lines.join("; ")].concat();
        loaded.late_total += 1;
        loaded.late.push(protocol::Problem {
            hint: "They are shown as they are written and compared with nothing".to_owned(),
            ..problem(code::PARAMETER_UNREADABLE, Severity::Warning, what)
        });
    }
}

/// Why a parameter with a unit or a sign cannot be read as what it claims to be.
fn unreadable(parameter: &Parameter) -> Option<String> {
    let written = match &parameter.value {
        ParameterValue::Number(_) => None,
        ParameterValue::Text(text) => Some(text.clone()),
        ParameterValue::List(words) => Some(words.join(", ")),
    };
    match (parameter.unit.as_deref(), written) {
        (Some("date"), Some(text)) if is_date(&text) => {}
        (Some("date"), text) => return Some(claims(text.as_deref().unwrap_or("a number"), "date")),
        (Some(unit), Some(text)) => return Some(claims(&text, unit)),
        _ => {}
    }
    let known = ["=", "<", "<=", ">", ">=", "in"].contains(&parameter.comparator.as_str());
    (!known).then(|| ["has the sign “", &parameter.comparator, "”"].concat())
}

fn claims(text: &str, unit: &str) -> String {
    ["is “", text, "” in the unit ", unit].concat()
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    matches!(text.len(), 4 | 7 | 10)
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_asks_for_a_number_and_a_date_for_a_day() {
        let check =
            |value: ParameterValue, unit: Option<&str>, sign: &str, expected: Option<&str>| {
                let parameter = Parameter {
                    name: "within".to_owned(),
                    value,
                    unit: unit.map(str::to_owned),
                    comparator: sign.to_owned(),
                    text: String::new(),
                };
                assert_eq!(unreadable(&parameter).as_deref(), expected);
            };
        let text = |text: &str| ParameterValue::Text(text.to_owned());
        check(ParameterValue::Number(3.0), Some("day"), "<=", None);
        check(text("soon"), None, "=", None);
        check(
            text("soon"),
            Some("day"),
            "<=",
            Some("is “soon” in the unit day"),
        );
        check(text("2026-08"), Some("date"), ">=", None);
        check(
            text("next May"),
            Some("date"),
            ">=",
            Some("is “next May” in the unit date"),
        );
        check(
            ParameterValue::Number(3.0),
            Some("day"),
            "~",
            Some("has the sign “~”"),
        );
    }
}
