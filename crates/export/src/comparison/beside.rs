//! Why rules stand beside each other, and which numbers are for the same thing: as fields, as sentences. Never ranks.

use protocol::{ComparisonRow, CorrespondenceView, Ground, Line, NumberRow, RuleCard, SetRef};

/// The fields' names, in this order.
pub(crate) const HEAD: [&str; 8] = [
    "line",
    "ground",
    "relation",
    "beside",
    "why",
    "numbers",
    "stricter",
    "number_reasons",
];

/// The fields of one rule.
pub(crate) type Fields = [String; 8];

/// The word of a ground.
pub(crate) const fn word(ground: Ground) -> &'static str {
    match ground {
        Ground::Stated => "stated",
        Ground::Inferred => "inferred",
        Ground::Similar => "similar-text",
        Ground::SameTopic => "same-topic",
    }
}

/// The same for people.
const fn words(ground: Ground) -> &'static str {
    match ground {
        Ground::Stated => "Stated",
        Ground::Inferred => "Inferred from two statements",
        Ground::Similar => "Similar text, suggested",
        Ground::SameTopic => "Same topic",
    }
}

/// The rules on a line.
pub(super) fn rules<'a>(row: &'a ComparisonRow, line: &'a Line) -> impl Iterator<Item = &'a str> {
    let cells = row.cells.iter().zip(&line.cells);
    cells.flat_map(|(cell, chosen)| {
        chosen
            .iter()
            .filter_map(|at| cell.rules().get(*at as usize))
            .map(|rule| rule.id.as_str())
    })
}

/// What is known of the rule at a place of a column.
pub(super) fn fields(row: &ComparisonRow, column: usize, place: u32, rule: &RuleCard) -> Fields {
    let holds = |line: &&Line| {
        let cell = line.cells.get(column);
        cell.is_some_and(|cell| cell.contains(&place))
    };
    let (line, ground, relation, beside, why) =
        match row.lines.iter().enumerate().find(|(_, line)| holds(line)) {
            Some((at, line)) => (
                (at + 1).to_string(),
                word(line.ground),
                line.words.clone(),
                match line.ground {
                    // All others of the topic: they stand below each other anyway.
                    Ground::SameTopic => String::new(),
                    _ => {
                        let others = rules(row, line).filter(|id| *id != rule.id);
                        others.collect::<Vec<_>>().join("; ")
                    }
                },
                line.notes.join("; "),
            ),
            None if row.covered > 1 => (
                String::new(),
                word(Ground::SameTopic),
                String::new(),
                String::new(),
                String::new(),
            ),
            None => Default::default(),
        };
    let mut numbers: Vec<String> = Vec::new();
    let mut stricter: Vec<&str> = Vec::new();
    let mut reasons: Vec<&str> = Vec::new();
    for row in &row.numbers {
        let cells = row.cells.get(column).map(Vec::as_slice).unwrap_or_default();
        let own = cells.iter().filter(|cell| cell.rule.id == rule.id);
        let before = numbers.len();
        numbers.extend(
            own.map(|cell| [&*row.label, ": ", &cell.text, " (", &cell.understood, ")"].concat()),
        );
        if numbers.len() > before {
            if row.stricter.contains(&(column as u32)) {
                stricter.push(&row.label);
            }
            reasons.extend(row.reasons.iter().map(String::as_str));
        }
    }
    [
        line,
        ground.to_owned(),
        relation,
        beside,
        why,
        numbers.join("; "),
        stricter.join("; "),
        reasons.join(" "),
    ]
}

/// What corresponds to a rule that stands alone: one entry for each statement, the same order in every field.
pub(crate) fn of_rule(corresponds: &[CorrespondenceView]) -> Fields {
    let each = |field: &dyn Fn(&CorrespondenceView) -> String| {
        corresponds.iter().map(field).collect::<Vec<_>>().join("; ")
    };
    [
        String::new(),
        each(&|one| word(ground_of(one)).to_owned()),
        each(&|one| one.words.clone()),
        each(&|one| {
            let known = one.rules.iter().map(|rule| rule.link.id.as_str());
            let all = known.chain(one.unknown.iter().map(String::as_str));
            all.collect::<Vec<_>>().join(", ")
        }),
        each(&|one| one.rationale.clone()),
        String::new(),
        String::new(),
        String::new(),
    ]
}

const fn ground_of(one: &CorrespondenceView) -> Ground {
    match one.via {
        Some(_) => Ground::Inferred,
        None => Ground::Stated,
    }
}

/// What corresponds to a rule that stands alone, one sentence for each statement.
pub(crate) fn sentences_of_rule(corresponds: &[CorrespondenceView]) -> Vec<String> {
    let of = |one: &CorrespondenceView| {
        let known = one.rules.iter().map(|rule| {
            [
                &super::name(&rule.set),
                ", ",
                &rule.pinpoint,
                " (",
                &rule.link.id,
                ")",
            ]
            .concat()
        });
        let all: Vec<String> = known.chain(one.unknown.iter().cloned()).collect();
        let mut text = [
            words(ground_of(one)),
            ": ",
            &one.words,
            " ",
            &all.join(" and "),
        ]
        .concat();
        if let Some(via) = &one.via {
            text.push_str(", by way of ");
            text.push_str(&via.name);
        }
        if !one.rationale.is_empty() {
            text.push_str(". ");
            text.push_str(&one.rationale);
        }
        text
    };
    corresponds.iter().map(of).collect()
}

/// Why rules of a topic stand beside each other, one sentence for each reason; the topic alone is no reason.
pub(super) fn sentences(row: &ComparisonRow) -> Vec<String> {
    let lines = row
        .lines
        .iter()
        .filter(|line| line.ground != Ground::SameTopic);
    lines
        .flat_map(|line| {
            let ground = words(line.ground);
            line.notes
                .iter()
                .map(move |note| [ground, ": ", note].concat())
        })
        .collect()
}

/// What one rule set names, and whether it is the stricter number.
pub(super) fn number(row: &NumberRow, column: usize) -> String {
    let cells = row.cells.get(column).map(Vec::as_slice).unwrap_or_default();
    let named: Vec<String> = cells
        .iter()
        .map(|cell| {
            [
                &*cell.text,
                " (",
                &cell.understood,
                ", ",
                &cell.pinpoint,
                ")",
            ]
            .concat()
        })
        .collect();
    match named.as_slice() {
        [] => "names no number".to_owned(),
        named if row.stricter.contains(&(column as u32)) => {
            [&named.join("; "), " ▲ stricter number"].concat()
        }
        named => named.join("; "),
    }
}

/// One side asks for what the other rules out, as sentences.
pub(super) fn conflicts(view: &protocol::Comparison) -> Vec<String> {
    let side = |rules: &[protocol::OtherRule]| {
        let names: Vec<String> = rules
            .iter()
            .map(|rule| {
                let name: &SetRef = &rule.set;
                [
                    &super::name(name),
                    ", ",
                    &rule.pinpoint,
                    ": ",
                    &rule.link.name,
                ]
                .concat()
            })
            .collect();
        names.join(" and ")
    };
    let of = |one: &protocol::ConflictView| {
        let how = if one.inferred { "Inferred" } else { "Stated" };
        let mut text = [how, ": ", &side(&one.left), " against ", &side(&one.right)].concat();
        for more in [&one.rationale, &one.note] {
            if !more.is_empty() {
                text.push_str(". ");
                text.push_str(more.trim_end_matches('.'));
            }
        }
        text.push('.');
        text
    };
    view.conflicts.iter().map(of).collect()
}
