//! What an OSCAL catalog and a mapping collection have in common: properties, parties, back matter, ids. Never knows which
//! of the two is written.

use ident::props;
use serde::Serialize;
use uuid::Uuid;

/// A property.
#[derive(Serialize)]
pub struct Prop {
    name: &'static str,
    ns: &'static str,
    value: String,
}

/// A part that somebody plays.
#[derive(Serialize)]
pub struct Role {
    id: &'static str,
    title: &'static str,
}

/// An organisation.
#[derive(Serialize)]
pub struct Party {
    uuid: Uuid,
    r#type: &'static str,
    name: String,
}

/// Who plays a part.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ResponsibleParty {
    role_id: &'static str,
    party_uuids: Vec<Uuid>,
}

/// The resources that a document leans on.
#[derive(Serialize)]
pub struct BackMatter {
    /// The resources.
    pub resources: Vec<Resource>,
}

/// An entry of the back matter.
#[derive(Serialize)]
pub struct Resource {
    /// Its uuid.
    pub uuid: Uuid,
    /// Its title, escaped.
    pub title: String,
    /// What it is.
    pub description: String,
    /// Where it can be had.
    pub rlinks: Vec<ResourceLink>,
}

/// Where a resource can be had.
#[derive(Serialize)]
pub struct ResourceLink {
    /// Address.
    pub href: String,
}

/// A property in our namespace.
pub fn prop(name: &'static str, value: &str) -> Prop {
    Prop {
        name,
        ns: props::NAMESPACE,
        value: value.to_owned(),
    }
}

/// One organisation in one part: the part, the organisation, and that the one plays the other.
pub fn responsible(
    role: &'static str,
    title: &'static str,
    name: &str,
) -> (Vec<Role>, Vec<Party>, Vec<ResponsibleParty>) {
    let uuid = uuid(&format!("party {name}"));
    let party = Party {
        uuid,
        r#type: "organization",
        name: name.to_owned(),
    };
    let plays = ResponsibleParty {
        role_id: role,
        party_uuids: vec![uuid],
    };
    (vec![Role { id: role, title }], vec![party], vec![plays])
}

/// The control id of a rule: its local id, with `_` in front where that starts with a digit, because OSCAL's token
/// type asks for a letter or an underscore there.
pub fn control_id(local: &str) -> String {
    let digit = local.starts_with(|c: char| c.is_ascii_digit());
    format!("{}{local}", if digit { "_" } else { "" })
}

/// Protects what OSCAL's markup would otherwise read as formatting.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '*' | '`' | '~' | '^' | '_' | '[' | ']' | '<' | '{'
        ) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

/// A uuid that depends on nothing but the text: version 5 under a namespace of our own.
pub fn uuid(text: &str) -> Uuid {
    let own = Uuid::new_v5(&Uuid::NAMESPACE_URL, props::NAMESPACE.as_bytes());
    Uuid::new_v5(&own, text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_texts_are_written_as_the_standard_wants_them() {
        for (local, id) in [
            ("art-73", "art-73"),
            ("10-risk", "_10-risk"),
            ("22757-11-i", "_22757-11-i"),
        ] {
            assert_eq!(control_id(local), id);
        }
        assert_eq!(escape("10^26 *or* more"), "10\\^26 \\*or\\* more");
    }
}
