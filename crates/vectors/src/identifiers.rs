//! Identifiers and credentials. Never decides by a folder's name whether a history holds; the scripts say so.

use std::path::Path;

use intake::json::Node;
use trust::did::{DidKey, DidWebvh};
use trust::did_webvh::{History, HistoryError, ResolveError};
use trust::encoding::to_hex;
use trust::keys::{KeyError, PublicKey};
use trust::time::Moment;

use crate::{Folder, Tally};

fn text<'a>(case: &'a Node, name: &str) -> &'a str {
    case.get(name).and_then(Node::as_str).unwrap_or_default()
}

/// Supported kinds must give the listed key; unsupported kinds must say so.
pub fn did_key(folder: &Folder<'_>) -> Tally {
    let mut tally = Tally::default();
    folder.cases("cases.json", &mut tally, |case, tally| {
        let did = text(case, "did");
        let multikey = did.trim_start_matches("did:key:");
        match text(case, "multicodec") {
            "ed01" | "8024" | "8124" | "8224" => {
                let got = DidKey::parse(did)
                    .map(|parsed| to_hex(&compressed(&parsed.key)))
                    .map_err(|error| format!("{error:?}"));
                tally.expect(did, Ok(text(case, "public_key_hex").to_owned()), got);
                if let Some(jwk) = case.get("jwk") {
                    let from_jwk = PublicKey::from_jwk(jwk);
                    tally.expect(
                        format!("{did} (JWK)"),
                        PublicKey::from_multikey(multikey),
                        from_jwk,
                    );
                }
            }
            _ => tally.expect(
                did,
                Err(KeyError::Unsupported),
                PublicKey::from_multikey(multikey),
            ),
        }
    });
    tally
}

fn compressed(key: &PublicKey) -> Vec<u8> {
    match key {
        PublicKey::Ed25519(bytes) => bytes.to_vec(),
        PublicKey::Ec(curve, point) => {
            let sign = 2 + (point.last().copied().unwrap_or(0) & 1);
            [
                &[sign][..],
                point.get(1..=curve.coordinate()).unwrap_or_default(),
            ]
            .concat()
        }
        PublicKey::Rsa(_) => Vec::new(),
    }
}

/// Scenarios made by several implementations, and a list of resolver questions.
pub fn did_webvh(folder: &Folder<'_>, now: Moment) -> Tally {
    let mut tally = Tally::default();
    for scenario in folder.folders("vectors") {
        match folder.text(scenario.join("script.yaml")) {
            Ok(text) => scenario_cases(folder, &scenario, &Script::read(&text), now, &mut tally),
            Err(why) => tally.broken(scenario.display().to_string(), why),
        }
    }
    resolver_suite(folder, now, &mut tally);
    tally
}

/// What a scenario's script says about itself.
struct Script {
    negative: bool,
    /// Identifiers that it asks for by name.
    dids: Vec<String>,
}

impl Script {
    fn read(text: &str) -> Self {
        let values = |name: &'static str| {
            text.lines().filter_map(move |line| {
                let line = line.trim().trim_start_matches("- ");
                let value = line.strip_prefix(name)?.trim();
                Some(value.trim_matches(['"', '\'']).to_owned())
            })
        };
        Self {
            negative: values("negative:").any(|value| value == "true"),
            dids: values("did:").collect(),
        }
    }
}

fn scenario_cases(
    folder: &Folder<'_>,
    scenario: &Path,
    script: &Script,
    now: Moment,
    tally: &mut Tally,
) {
    let makers = folder.folders(scenario);
    if makers.is_empty() {
        about_identifiers(&scenario.display().to_string(), script, tally);
    }
    for maker in makers {
        let name = maker.display().to_string();
        match folder.bytes(maker.join("did.jsonl")) {
            Ok(log) if log.is_empty() => about_identifiers(&name, script, tally),
            Ok(log) => scenario_case(folder, &maker, &log, script, now, tally),
            Err(why) => tally.broken(name, why),
        }
    }
}

/// Without a history a scenario is about its identifiers alone, which must be judged before anything is fetched.
fn about_identifiers(name: &str, script: &Script, tally: &mut Tally) {
    if script.dids.is_empty() {
        tally.broken(name, "neither a history nor an identifier");
    }
    for did in &script.dids {
        let read = DidWebvh::parse(did);
        tally.accept(format!("{name} {did}"), !script.negative, read);
    }
}

fn scenario_case(
    folder: &Folder<'_>,
    maker: &Path,
    log: &[u8],
    script: &Script,
    now: Moment,
    tally: &mut Tally,
) {
    let negative = script.negative;
    let name = maker.display().to_string();
    let witness = folder.bytes(maker.join("did-witness.json")).ok();
    let history = History::check(log, witness.as_deref(), now);
    let unanswered = || {
        let answers =
            |did: &String| DidWebvh::parse(did).is_ok_and(|did| history.resolve(&did).is_ok());
        !script.dids.is_empty() && !script.dids.iter().any(answers)
    };
    match (&history.broken, negative) {
        // The history is sound, and none of the identifiers asked for is its own.
        (None, true) if unanswered() => tally.right(&name, "another identifier"),
        (Some((_, HistoryError::WitnessId)), false) => {
            tally.skip(
                &name,
                "witnesses named without did:key, against the standard: may go either way",
            );
        }
        (Some((line, error)), false) => {
            tally.broken(&name, format!("line {line} should hold: {error:?}"))
        }
        (None, true) => tally.broken(&name, "should be refused, but holds"),
        (Some(why), true) => tally.right(&name, why),
        (None, false) => {
            tally.right(&name, history.versions.len());
            let mut results: Vec<_> = folder
                .files()
                .into_iter()
                .filter(|file| file.starts_with(maker))
                .collect();
            results.retain(|file| {
                file.file_name()
                    .and_then(|n| n.to_str())
                    .is_some_and(|n| n.starts_with("resolutionResult"))
            });
            for file in results {
                resolution(folder, &file, &history, tally);
            }
        }
    }
}

fn resolution(folder: &Folder<'_>, file: &Path, history: &History, tally: &mut Tally) {
    let name = file.display().to_string();
    let result = match folder.json(file) {
        Ok(result) => result.root,
        Err(why) => return tally.broken(name, why),
    };
    let metadata = result.get("didDocumentMetadata");
    let field = |name: &str| metadata.and_then(|node| node.get(name));
    let wanted_id = field("versionId")
        .and_then(Node::as_str)
        .unwrap_or_default();
    let Some(version) = history
        .versions
        .iter()
        .find(|version| version.version_id == wanted_id)
    else {
        return tally.broken(name, format!("no version {wanted_id}"));
    };
    if !file.ends_with("resolutionResult.json") && history.versions.len() > 1 {
        tally.right(&name, &version.version_id);
    } else {
        let newest = history
            .versions
            .last()
            .map(|version| version.version_id.as_str());
        tally.expect(&name, Some(wanted_id), newest);
    }
    let wanted_time = field("versionTime")
        .and_then(Node::as_str)
        .and_then(Moment::from_rfc3339);
    tally.expect(format!("{name} (time)"), wanted_time, Some(version.time));
    let deactivated = field("deactivated")
        .and_then(Node::as_bool)
        .unwrap_or(false);
    tally.expect(
        format!("{name} (deactivated)"),
        deactivated,
        version.deactivated,
    );
    let given = result
        .get("didDocument")
        .and_then(|document| document.get("id"))
        .and_then(Node::as_str);
    if let Some(given) = given {
        tally.expect(format!("{name} (id)"), given, version.did.did.as_str());
    }
}

fn resolver_suite(folder: &Folder<'_>, now: Moment, tally: &mut Tally) {
    let list = "python-suite/resolver-suite.json";
    if !folder.has(list) {
        return;
    }
    folder.cases(list, tally, |case, tally| {
        let (log, url) = (text(case, "log"), text(case, "did_url"));
        let base = Path::new("python-suite/logs").join(log);
        let Ok(bytes) = folder.bytes(base.join("did.jsonl")) else {
            return tally.broken(url, "its log is missing");
        };
        let witness = folder.bytes(base.join("did-witness.json")).ok();
        let history = History::check(&bytes, witness.as_deref(), now);
        let answer = DidWebvh::parse(url).map_err(|error| format!("{error:?}"));
        let answer = answer.and_then(|did| match history.resolve(&did) {
            Ok(version) => Ok((version.version_id.clone(), version.number)),
            Err(ResolveError::NotFound) => Err("notFound".to_owned()),
            Err(_) => Err("invalidDid".to_owned()),
        });
        let metadata = case.get("didDocumentMetadata");
        let expected = if text(case, "status") == "ok" {
            let id = metadata
                .map(|node| text(node, "versionId"))
                .unwrap_or_default()
                .to_owned();
            let number = metadata
                .and_then(|node| node.get("versionNumber"))
                .and_then(Node::as_number)
                .and_then(|n| n.as_u64());
            Ok((id, number.unwrap_or_default()))
        } else {
            Err(case
                .get("didResolutionMetadata")
                .map(|node| text(node, "error"))
                .unwrap_or_default()
                .to_owned())
        };
        tally.expect(format!("{log} {url}"), expected, answer);
    });
}
