//! A viewpoint as a file, and whatever else can be pasted: keys, roots, verifier keys. Reading chooses nothing.

use intake::json::{self, Limits, Node};
use protocol::{
    ChoiceRead, ChosenCommunity, ChosenIdentity, ChosenKey, ChosenLog, ChosenRoot, Viewpoint,
};
use trust::note::NoteKey;

use super::companion::problem;
use super::holders::keys_in;
use super::lens::{Lens, written};

/// What this program writes and reads.
const VERSION: &str = "viewpoint/1";

/// Prints a viewpoint: the same choice gives the same text.
pub(super) fn write(viewpoint: &Viewpoint) -> String {
    let Viewpoint {
        name,
        communities,
        keys,
        logs,
        roots,
        identities,
        steps,
        threshold,
    } = viewpoint;
    let mut out = String::from("{\n  \"rulescape\": ");
    text(&mut out, VERSION);
    out.push_str(",\n  \"name\": ");
    text(&mut out, name);
    list(&mut out, "communities", communities, |out, one| {
        members(
            out,
            &[("id", &one.id), ("name", &one.name), ("why", &one.why)],
        );
        out.push_str(", \"keys\": [");
        for (at, key) in one.keys.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { ", " });
            text(out, key);
        }
        out.push(']');
    });
    list(&mut out, "keys", keys, |out, one| {
        members(
            out,
            &[("key", &one.key), ("name", &one.name), ("why", &one.why)],
        );
    });
    list(&mut out, "logs", logs, |out, one| {
        members(out, &[("key", &one.key), ("why", &one.why)]);
    });
    list(&mut out, "roots", roots, |out, one| {
        members(out, &[("name", &one.name), ("text", &one.text)]);
    });
    list(&mut out, "identities", identities, |out, one| {
        members(out, &[("name", &one.name), ("issuer", &one.issuer)]);
    });
    out.push_str(&format!(
        ",\n  \"steps\": {steps},\n  \"threshold\": {threshold}\n}}\n"
    ));
    out
}

fn list<T>(out: &mut String, name: &str, items: &[T], one: impl Fn(&mut String, &T)) {
    out.push_str(",\n  ");
    text(out, name);
    out.push_str(": [");
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n    { " } else { ",\n    { " });
        one(out, item);
        out.push_str(" }");
    }
    out.push_str(if items.is_empty() { "]" } else { "\n  ]" });
}

fn members(out: &mut String, pairs: &[(&str, &str)]) {
    for (at, (name, value)) in pairs.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        text(out, name);
        out.push_str(": ");
        text(out, value);
    }
}

/// A JSON string.
fn text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Reads a viewpoint; unknown members are passed over, as a later version may bring them.
pub(super) fn read(root: &Node) -> Result<Viewpoint, String> {
    let version = root.get("rulescape").and_then(Node::as_str);
    if version != Some(VERSION) {
        return Err(format!("It does not say that it is a {VERSION}"));
    }
    let number = |name: &str| match root.get(name) {
        None => Ok(0),
        Some(node) => node
            .as_number()
            .and_then(json::Number::as_u64)
            .and_then(|number| u32::try_from(number).ok())
            .ok_or_else(|| format!("{name} is not a small number")),
    };
    Ok(Viewpoint {
        name: word(root, "name"),
        communities: each(root, "communities", |one| ChosenCommunity {
            id: word(one, "id"),
            name: word(one, "name"),
            keys: one
                .get("keys")
                .and_then(Node::as_array)
                .unwrap_or_default()
                .iter()
                .filter_map(Node::as_str)
                .map(str::to_owned)
                .collect(),
            why: word(one, "why"),
        })?,
        keys: each(root, "keys", |one| ChosenKey {
            key: word(one, "key"),
            name: word(one, "name"),
            why: word(one, "why"),
        })?,
        logs: each(root, "logs", |one| ChosenLog {
            key: word(one, "key"),
            why: word(one, "why"),
        })?,
        roots: each(root, "roots", |one| ChosenRoot {
            name: word(one, "name"),
            text: word(one, "text"),
        })?,
        identities: each(root, "identities", |one| ChosenIdentity {
            name: word(one, "name"),
            issuer: word(one, "issuer"),
        })?,
        steps: number("steps")?,
        threshold: number("threshold")?,
    })
}

fn word(node: &Node, name: &str) -> String {
    node.get(name)
        .and_then(Node::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn each<T>(root: &Node, name: &str, one: impl Fn(&Node) -> T) -> Result<Vec<T>, String> {
    match root.get(name) {
        None => Ok(Vec::new()),
        Some(list) => match list.as_array() {
            Some(list) => Ok(list.iter().map(one).collect()),
            None => Err(format!("{name} is not a list")),
        },
    }
}

/// What a pasted text is, and what it could add.
pub(super) fn read_choice(pasted: &str) -> ChoiceRead {
    let given = pasted.trim();
    if given.contains("PRIVATE KEY-----") {
        return refused(
            "Private key",
            "This is a private key; whoever has it can sign in its owner’s name",
            "Never give it to anybody. Give the public key instead",
        );
    }
    // JSON first: in a saved viewpoint a certificate is one choice among others.
    if let Ok(parsed) = json::parse(given.as_bytes(), &Limits::FILE) {
        if let Some(choice) = choice_of_json(&parsed.root, given) {
            return choice;
        }
    } else if given.contains("-----BEGIN CERTIFICATE") {
        return usable("Certificates of an authority", root_alone(given));
    } else if let Ok(key) = NoteKey::parse(given) {
        return usable(
            &["Key of the log or witness ", &key.name].concat(),
            Viewpoint {
                logs: vec![ChosenLog {
                    key: given.to_owned(),
                    why: String::new(),
                }],
                ..Viewpoint::default()
            },
        );
    }
    let keys = keys_in(given);
    let Some(first) = keys.first() else {
        return refused(
            "Not readable",
            "This is no key, root or viewpoint that can be used here",
            "Give a public key as PEM, JWK, Multikey or did:key, the key of a log as name+id+key, a trusted_root.json, \
             or a saved viewpoint",
        );
    };
    let what = match keys.len() {
        1 => [first.kind(), " public key"].concat(),
        many => format!("{many} public keys"),
    };
    let chosen = keys.iter().map(|key| ChosenKey {
        key: written(key),
        name: String::new(),
        why: String::new(),
    });
    usable(
        &what,
        Viewpoint {
            keys: chosen.collect(),
            ..Viewpoint::default()
        },
    )
}

/// What a JSON text chooses; none where it is of another kind, for instance a key.
fn choice_of_json(root: &Node, given: &str) -> Option<ChoiceRead> {
    if root.get("rulescape").is_some() {
        return Some(match read(root) {
            Ok(viewpoint) => usable("Viewpoint", viewpoint),
            Err(why) => refused(
                "Viewpoint",
                &why,
                "Save it again, or see what it should look like",
            ),
        });
    }
    let listed = root.get("keys").and_then(|keys| keys.index(0));
    if listed.is_some_and(|key| key.get("publicKey").is_some()) {
        return Some(usable("List of a registry’s keys", root_alone(given)));
    }
    let media = root.get("mediaType").and_then(Node::as_str);
    media
        .is_some_and(|text| text.starts_with("application/vnd.dev.sigstore.trustedroot"))
        .then(|| usable("Trusted root", root_alone(given)))
}

/// A viewpoint of one root without a name.
fn root_alone(text: &str) -> Viewpoint {
    Viewpoint {
        roots: vec![ChosenRoot {
            name: String::new(),
            text: text.to_owned(),
        }],
        ..Viewpoint::default()
    }
}

fn refused(what: &str, why: &str, hint: &str) -> ChoiceRead {
    ChoiceRead {
        what: what.to_owned(),
        adds: Viewpoint::default(),
        keys: Vec::new(),
        problem: Some(problem(why, hint)),
    }
}

/// Something that can be used, but for parts that are named.
fn usable(what: &str, viewpoint: Viewpoint) -> ChoiceRead {
    let lens = Lens::new(&viewpoint);
    ChoiceRead {
        what: what.to_owned(),
        problem: lens.problems.first().cloned(),
        adds: lens.viewpoint,
        keys: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let viewpoint = Viewpoint {
            name: "Say \"x\"\n".to_owned(),
            communities: vec![ChosenCommunity {
                id: "a".to_owned(),
                name: "A".to_owned(),
                keys: vec!["z1".to_owned(), "z2".to_owned()],
                why: "\u{1}".to_owned(),
            }],
            roots: vec![ChosenRoot::default()],
            steps: 2,
            threshold: 1,
            ..Viewpoint::default()
        };
        let text = write(&viewpoint);
        let json = json::parse(text.as_bytes(), &Limits::FILE).expect("we wrote it");
        assert_eq!(read(&json.root), Ok(viewpoint), "{text}");
    }
}
