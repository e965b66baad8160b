//! The command line that prints what the page shows. Never runs it.

use crate::route::decoded;

/// `rulescape compare …` for a comparison's address, `https://…/#/compare?sets=…`.
pub fn compare(address: &str) -> String {
    let (page, link) = address.split_once('#').unwrap_or((address, ""));
    let query = link.split_once('?').map_or("", |(_, query)| query);
    let mut command = String::from("rulescape compare");
    let mut add = |option: &str, value: &str| {
        command.push(' ');
        command.push_str(option);
        command.push_str(&quoted(&decoded(value)));
    };
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name {
            "sets" => value.split(',').for_each(|set| add("", set)),
            "stated" | "spoken" => add(&["--", name].concat(), ""),
            "text" | "asof" | "topic" | "modality" | "mechanism" | "binding" | "status"
            | "kind" | "layer" | "support" | "binds" | "ground" => {
                let option = ["--", name, " "].concat();
                value.split(',').for_each(|one| add(&option, one));
            }
            // How it is drawn.
            _ => {}
        }
    }
    command.push_str(" --format csv --page ");
    command.push_str(&quoted(page));
    command
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        ["'", &word.replace('\'', "'\\''"), "'"].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_is_left_out_and_nothing_is_left_to_the_shell() {
        assert_eq!(
            compare(
                "https://x.example/r/#/compare?sets=a,b&view=list&text=it%27s%20so&topic=privacy,security&stated=1&sel=cell-privacy-1"
            ),
            "rulescape compare a b --text 'it'\\''s so' --topic privacy --topic security --stated --format csv \
             --page https://x.example/r/"
        );
        assert!(
            compare("https://x.example/?atlas=$(x)#/compare?sets=a,b")
                .ends_with("--page 'https://x.example/?atlas=$(x)'")
        );
    }
}
