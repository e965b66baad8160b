//! Authored statements that rules correspond, read from either end. What we infer is never mixed with what was stated.

use std::collections::{BTreeMap, BTreeSet};

use ident::Relationship;

/// One statement: all sources together relate to all targets together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Rules on the left, `set/local`.
    pub sources: Vec<String>,
    /// Rules on the right, `set/local`.
    pub targets: Vec<String>,
    /// The relationship, or the word nobody knows.
    pub relationship: Result<Relationship, String>,
    /// One side forbids what the other asks.
    pub conflict: bool,
    /// Why, in the words of whoever stated it.
    pub rationale: String,
    /// More, in their words; empty if there is no more.
    pub note: String,
    /// How sure they are, in their words; empty if not stated.
    pub confidence: String,
    /// Title of the collection it stands in.
    pub collection: String,
    /// How the collection came about, in words.
    pub provenance: String,
}

/// What a statement means for one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Correspondence<'a> {
    /// The rules at the other end.
    pub others: Vec<&'a str>,
    /// Further rules on this end that the statement takes together with the one asked for.
    pub together_with: Vec<&'a str>,
    /// Read "the rule asked for … the others".
    pub relationship: Result<Relationship, &'a str>,
    /// One side forbids what the other asks.
    pub conflict: bool,
    /// Stated, turned round, or put together.
    pub origin: Origin<'a>,
    /// Why, in the words of whoever stated it.
    pub rationale: &'a str,
    /// More; empty if there is no more.
    pub note: &'a str,
    /// How sure they are.
    pub confidence: &'a str,
    /// Title of the collection it stands in.
    pub collection: &'a str,
    /// How the collection came about, in words.
    pub provenance: &'a str,
}

/// Where a correspondence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin<'a> {
    /// Stated as it is shown.
    Stated,
    /// Stated from the other end; inferred by turning it round.
    Inverse,
    /// Inferred from two statements that meet in this rule.
    Composed(&'a str),
}

/// All statements, found by rule.
#[derive(Clone, Debug, Default)]
pub struct Mappings {
    statements: Vec<Statement>,
    by_rule: BTreeMap<String, Vec<(usize, Side)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Source,
    Target,
}

impl Mappings {
    /// Indexes statements; their order is kept.
    pub fn new(statements: Vec<Statement>) -> Self {
        let mut by_rule: BTreeMap<String, Vec<(usize, Side)>> = BTreeMap::new();
        for (at, statement) in statements.iter().enumerate() {
            for (side, rules) in [
                (Side::Source, &statement.sources),
                (Side::Target, &statement.targets),
            ] {
                for rule in rules {
                    by_rule.entry(rule.clone()).or_default().push((at, side));
                }
            }
        }
        Self {
            statements,
            by_rule,
        }
    }

    /// All statements, in their order.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// What is stated about a rule, then what follows from two statements, each in the order of the files.
    pub fn of<'a>(&'a self, rule: &str) -> Vec<Correspondence<'a>> {
        let mut found = self.stated(rule);
        let known: BTreeSet<&str> =
            ident::order::set(found.iter().flat_map(|c| c.others.iter().copied()));
        let mut composed: Vec<Correspondence<'a>> = Vec::new();
        for first in found
            .iter()
            .filter(|first| first.is_single() && !first.conflict)
        {
            let (Ok(relationship), [middle]) = (first.relationship, first.others.as_slice()) else {
                continue;
            };
            for second in self.stated(middle) {
                let (Ok(next), [other]) = (second.relationship, second.others.as_slice()) else {
                    continue;
                };
                if !second.is_single() || second.conflict || *other == rule || known.contains(other)
                {
                    continue;
                }
                // "Not related" composed with anything would only say that nothing is known.
                let Some(whole) = relationship
                    .then(next)
                    .filter(|r| *r != Relationship::NoRelationship)
                else {
                    continue;
                };
                if !composed.iter().any(|c| c.others == [*other]) {
                    composed.push(Correspondence {
                        relationship: Ok(whole),
                        origin: Origin::Composed(middle),
                        ..second
                    });
                }
            }
        }
        found.extend(composed);
        found
    }

    /// Statements in which one rule of each side takes part, read from the first.
    pub fn between<'a>(&'a self, rule: &str, others: &BTreeSet<&str>) -> Vec<Correspondence<'a>> {
        let mut found = self.of(rule);
        found.retain(|correspondence| {
            correspondence
                .others
                .iter()
                .any(|other| others.contains(other))
        });
        found
    }

    fn stated<'a>(&'a self, rule: &str) -> Vec<Correspondence<'a>> {
        let places = self
            .by_rule
            .get(rule)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let read = |&(at, side): &(usize, Side)| {
            let statement = self.statements.get(at)?;
            let (own, others) = match side {
                Side::Source => (&statement.sources, &statement.targets),
                Side::Target => (&statement.targets, &statement.sources),
            };
            let relationship = match (&statement.relationship, side) {
                (Ok(relationship), Side::Source) => Ok(*relationship),
                (Ok(relationship), Side::Target) => Ok(relationship.inverse()),
                (Err(word), _) => Err(word.as_str()),
            };
            Some(Correspondence {
                others: others.iter().map(String::as_str).collect(),
                together_with: own
                    .iter()
                    .map(String::as_str)
                    .filter(|known| *known != rule)
                    .collect(),
                relationship,
                conflict: statement.conflict,
                origin: if side == Side::Source {
                    Origin::Stated
                } else {
                    Origin::Inverse
                },
                rationale: &statement.rationale,
                note: &statement.note,
                confidence: &statement.confidence,
                collection: &statement.collection,
                provenance: &statement.provenance,
            })
        };
        places.iter().filter_map(read).collect()
    }
}

impl Correspondence<'_> {
    /// One rule on each end; statements about several rules hold for them together only and are never taken apart.
    fn is_single(&self) -> bool {
        self.others.len() == 1 && self.together_with.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(sources: &[&str], word: &str, targets: &[&str]) -> Statement {
        let own = |list: &[&str]| list.iter().map(|rule| (*rule).to_owned()).collect();
        Statement {
            sources: own(sources),
            targets: own(targets),
            relationship: word
                .parse()
                .map_err(|unknown: ident::UnknownWord| unknown.word),
            conflict: false,
            rationale: String::new(),
            note: String::new(),
            confidence: String::new(),
            collection: String::new(),
            provenance: String::new(),
        }
    }

    fn told(statements: &[Statement], rule: &str) -> Vec<String> {
        Mappings::new(statements.to_vec())
            .of(rule)
            .iter()
            .map(|c| {
                let word = c
                    .relationship
                    .map_or_else(str::to_owned, |r| r.as_str().to_owned());
                let together = if c.together_with.is_empty() {
                    String::new()
                } else {
                    format!(" (with {})", c.together_with.join(","))
                };
                format!("{word} {}{together} {:?}", c.others.join(","), c.origin)
            })
            .collect()
    }

    #[test]
    fn statements_are_read_from_either_end() {
        let all = [statement(&["a/1"], "subset-of", &["b/1"])];
        assert_eq!(told(&all, "a/1"), ["subset-of b/1 Stated"]);
        assert_eq!(told(&all, "b/1"), ["superset-of a/1 Inverse"]);
        assert_eq!(told(&all, "c/1"), Vec::<String>::new());
    }

    #[test]
    fn two_statements_give_a_third_only_where_it_follows() {
        let chain = [
            statement(&["a/1"], "subset-of", &["b/1"]),
            statement(&["b/1"], "equivalent-to", &["c/1"]),
        ];
        assert_eq!(
            told(&chain, "a/1"),
            ["subset-of b/1 Stated", "subset-of c/1 Composed(\"b/1\")"]
        );
        let loose = [
            statement(&["a/1"], "subset-of", &["b/1"]),
            statement(&["b/1"], "superset-of", &["c/1"]),
        ];
        assert_eq!(told(&loose, "a/1"), ["subset-of b/1 Stated"]);
        let overlap = [
            statement(&["a/1"], "intersects-with", &["b/1"]),
            statement(&["b/1"], "subset-of", &["c/1"]),
        ];
        assert_eq!(told(&overlap, "a/1"), ["intersects-with b/1 Stated"]);
    }

    #[test]
    fn joint_statements_stay_joint() {
        let all = [
            statement(&["a/1", "a/2"], "equal-to", &["b/1"]),
            statement(&["b/1"], "equal-to", &["c/1"]),
        ];
        assert_eq!(told(&all, "a/1"), ["equal-to b/1 (with a/2) Stated"]);
    }

    #[test]
    fn unknown_words_are_kept_and_nothing_follows_from_them() {
        let all = [
            statement(&["a/1"], "resembles", &["b/1"]),
            statement(&["b/1"], "equal-to", &["c/1"]),
        ];
        assert_eq!(told(&all, "a/1"), ["resembles b/1 Stated"]);
    }
}
