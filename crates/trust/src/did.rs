//! Decentralised identifiers: `did:key`, `did:web` and the address part of `did:webvh`. Never fetches a document.

use crate::keys::{KeyError, PublicKey};

/// Why a text is not an identifier we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DidError {
    /// Not the syntax of its method.
    Syntax,
    /// A method we do not know.
    Method,
    /// The key inside.
    Key(KeyError),
    /// Fragment and key are of two different keys.
    Fragment,
    /// An address that must not be fetched: an IP address, a path that climbs, hidden characters.
    Address,
}

/// A `did:key` with its key. The key is the identifier: it can never be rotated or revoked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DidKey {
    /// `did:key:z…`, without fragment.
    pub did: String,
    /// The key inside.
    pub key: PublicKey,
}

impl DidKey {
    /// Reads `did:key:z…` or `did:key:z…#z…`; a fragment must repeat the key.
    pub fn parse(text: &str) -> Result<Self, DidError> {
        let rest = text.strip_prefix("did:key:").ok_or(DidError::Method)?;
        let (multikey, fragment) = match rest.split_once('#') {
            Some((multikey, fragment)) => (multikey, Some(fragment)),
            None => (rest, None),
        };
        if fragment.is_some_and(|fragment| fragment != multikey) {
            return Err(DidError::Fragment);
        }
        let key = PublicKey::from_multikey(multikey).map_err(DidError::Key)?;
        // One key, one spelling: what we print must be what we read.
        if key.to_multikey().as_deref() != Some(multikey) {
            return Err(DidError::Syntax);
        }
        Ok(Self {
            did: format!("did:key:{multikey}"),
            key,
        })
    }
}

/// Where a `did:web` document is to be found. It has no history: whoever holds the host can change it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DidWeb {
    /// The identifier without fragment or query.
    pub did: String,
    /// The one address of its document.
    pub url: String,
}

impl DidWeb {
    /// Reads `did:web:host[%3Aport][:path…]`.
    pub fn parse(text: &str) -> Result<Self, DidError> {
        let did = text.split(['#', '?']).next().unwrap_or_default();
        let rest = did.strip_prefix("did:web:").ok_or(DidError::Method)?;
        let location = Location::parse(rest)?;
        let file = if location.path.is_empty() {
            "/.well-known/did.json".to_owned()
        } else {
            format!("{}/did.json", location.path)
        };
        Ok(Self {
            did: did.to_owned(),
            url: format!("https://{}{file}", location.host),
        })
    }
}

/// A `did:webvh` address: a self-certifying id and a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DidWebvh {
    /// The identifier without fragment or query.
    pub did: String,
    /// The self-certifying identifier: the hash of the first entry.
    pub scid: String,
    /// Where its history is.
    pub url: String,
    /// The query, without the question mark.
    pub query: Option<String>,
}

impl DidWebvh {
    /// Reads `did:webvh:SCID:host[%3Aport][:path…][?query]`.
    pub fn parse(text: &str) -> Result<Self, DidError> {
        // A fragment names something inside the document; a whole identifier with one is a different question.
        if text.contains('#') {
            return Err(DidError::Syntax);
        }
        let (did, query) = match text.split_once('?') {
            Some((did, query)) => (did, Some(query.to_owned())),
            None => (text, None),
        };
        let rest = did.strip_prefix("did:webvh:").ok_or(DidError::Method)?;
        let (scid, place) = rest.split_once(':').ok_or(DidError::Syntax)?;
        if !scid.starts_with("Qm")
            || scid.len() != 46
            || !scid.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Err(DidError::Syntax);
        }
        let location = Location::parse(place)?;
        let folder = if location.path.is_empty() {
            "/.well-known"
        } else {
            &location.path
        };
        let url = format!("https://{}{folder}/did.jsonl", location.host);
        Ok(Self {
            did: did.to_owned(),
            scid: scid.to_owned(),
            url,
            query,
        })
    }
}

struct Location {
    host: String,
    path: String,
}

impl Location {
    /// `host[%3Aport][:segment…]`. The only percent-encoding that has a meaning here is the colon before a port.
    fn parse(text: &str) -> Result<Self, DidError> {
        let mut parts = text.split(':');
        let host = parts.next().unwrap_or_default();
        let (name, port) = match host.split_once("%3A").or_else(|| host.split_once("%3a")) {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        };
        let name = name.to_ascii_lowercase();
        if !is_host(&name) {
            return Err(DidError::Address);
        }
        if port.is_some_and(|port| !is_port(port)) {
            return Err(DidError::Address);
        }
        let mut path = String::new();
        for segment in parts {
            let plain = segment
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
            if segment.is_empty() || !plain || segment.bytes().all(|byte| byte == b'.') {
                return Err(DidError::Address);
            }
            path.push('/');
            path.push_str(segment);
        }
        let host = port.map_or_else(|| name.clone(), |port| format!("{name}:{port}"));
        Ok(Self { host, path })
    }
}

/// One spelling per port.
fn is_port(text: &str) -> bool {
    text.parse()
        .is_ok_and(|port: u16| port > 0 && port.to_string() == text)
}

/// A DNS name with at least two labels whose last is not a number: never an IP address, never a local name.
fn is_host(name: &str) -> bool {
    let labels: Vec<&str> = name.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last_is_word = labels.last().is_some_and(|last| {
        last.bytes().any(|byte| byte.is_ascii_alphabetic()) && !last.starts_with("0x")
    });
    labels.len() >= 2 && name.len() <= 253 && labels.iter().all(is_label) && last_is_word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let url = |text: &str| DidWeb::parse(text).map(|did| did.url);
        assert_eq!(
            url("did:web:w3c-ccg.example"),
            Ok("https://w3c-ccg.example/.well-known/did.json".to_owned())
        );
        assert_eq!(
            url("did:web:a.example:user:alice#k"),
            Ok("https://a.example/user/alice/did.json".to_owned())
        );
        assert_eq!(
            url("did:web:a.example%3A3000:u"),
            Ok("https://a.example:3000/u/did.json".to_owned())
        );
        for text in [
            "did:web:127.0.0.1",
            "did:web:127%2E0%2E0%2E1",
            "did:web:127.0.0.1%3a80",
            "did:web:localhost",
            "did:web:a.example:..:admin",
            "did:web:a.example:%2e%2e",
            "did:web:a.example:a%2Fb",
            "did:web:user@a.example",
            "did:web:a.example:",
            "did:web:[::1]",
            "did:web:0x7f.0x1",
            "did:web:a.example%3A",
            "did:web:a.example%3A080",
            "did:web:a.example%3A0",
            "did:web:a.example%3A65536",
            "did:web:a.example%3A+80",
        ] {
            assert_eq!(url(text), Err(DidError::Address), "{text}");
        }
    }

    #[test]
    fn fragments_must_repeat_the_key() {
        let key = "z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS";
        assert!(DidKey::parse(&format!("did:key:{key}#{key}")).is_ok());
        assert_eq!(
            DidKey::parse(&format!("did:key:{key}#other")),
            Err(DidError::Fragment)
        );
        assert_eq!(DidKey::parse("did:example:abc"), Err(DidError::Method));
    }
}
