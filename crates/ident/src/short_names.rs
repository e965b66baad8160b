//! Long names cut where their title proper ends, as far as they still tell one from another. Never invents a name.

/// Names longer than this are cut.
const LONG: usize = 60;

/// The same names, in the same order; a long one without what follows its first colon, unless another one
/// begins like that.
pub fn short_names(names: &[String]) -> Vec<String> {
    let cut: Vec<&str> = names.iter().map(|name| head_of(name)).collect();
    // A cut name that begins another one would read as if it were that one.
    let told = |at: usize| {
        cut.get(at).is_some_and(|cut| {
            (0..)
                .zip(names)
                .all(|(other, name)| other == at || !name.starts_with(*cut))
        })
    };
    (0..)
        .zip(names)
        .map(|(at, name)| match cut.get(at) {
            Some(cut) if told(at) => (*cut).to_owned(),
            _ => name.clone(),
        })
        .collect()
}

fn head_of(name: &str) -> &str {
    match name.split_once(": ") {
        Some((head, _)) if name.len() > LONG => head,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str]) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(short_names(&names), expected);
    }

    #[test]
    fn only_long_names_are_cut_and_only_while_they_differ() {
        let rest = "a subtitle that goes on for much longer than any heading can bear";
        let (one, two) = (format!("One: {rest}"), format!("One: {rest}, again"));
        check(&["Law: first", &one], &["Law: first", "One"]);
        check(&["One: short", &one], &["One: short", &one]);
        check(&[&one, &two], &[&one, &two]);
    }
}
