//! Sound bundles of the conformance vectors, each spoilt in one way that only a careful reader notices. Never fetches.
#![cfg(feature = "keyless")]

use ident::Standing;
use serde_json::{Value, json};
use trust::Check;
use trust::sidecar::Artefact;
use trust::sigstore::{self, Chosen, ExpectedIdentity, TrustedRoot};
use trust::time::Moment;

const NOW: Moment = Moment(1_800_000_000);

/// A case of the vectors: bundle, root, artefact.
struct Case {
    bundle: Value,
    root: Value,
    artefact: Vec<u8>,
}

impl Case {
    fn read(name: &str) -> Option<Self> {
        let folder = testkit::vectors("sigstore-conformance")?;
        let json = |path: &str| -> Option<Value> {
            serde_json::from_slice(&std::fs::read(folder.join(path)).ok()?).ok()
        };
        let own = json(&format!("{name}/trusted_root.json"));
        Some(Self {
            bundle: json(&format!("{name}/bundle.sigstore.json"))?,
            root: own.or_else(|| json("production_trusted_root.json"))?,
            artefact: std::fs::read(folder.join("a.txt")).ok()?,
        })
    }

    fn judge(&self, now: Moment) -> (Standing, Option<Check>) {
        let root = TrustedRoot::from_bytes(self.root.to_string().as_bytes()).expect("a root");
        let anybody = ExpectedIdentity {
            name: None,
            issuer: None,
        };
        let chosen = Chosen {
            root: Some(&root),
            identity: Some(&anybody),
            ..Chosen::default()
        };
        let bundle = self.bundle.to_string();
        let artefact = Artefact::Document(&self.artefact);
        let verdict = sigstore::check(bundle.as_bytes(), artefact, &chosen, now).verdict;
        let decisive = verdict.decisive().map(|step| step.check);
        (verdict.standing(), decisive)
    }

    fn material(&mut self, name: &str) -> &mut Value {
        &mut self.bundle["verificationMaterial"][name]
    }
}

const FINE: (Standing, Option<Check>) = (Standing::IntactKeyUnknown, None);

fn broken(check: Check) -> (Standing, Option<Check>) {
    (Standing::Broken, Some(check))
}

/// Puts the first of a list in a second time.
fn double(list: &mut Value) {
    let list = list.as_array_mut().expect("a list");
    let first = list.first().cloned().expect("not empty");
    list.push(first);
}

#[test]
fn nothing_counts_twice() {
    let (Some(mut old), Some(mut new)) = (
        Case::read("happy-path-v0.3"),
        Case::read("rekor2-happy-path"),
    ) else {
        return;
    };
    assert_eq!((old.judge(NOW), new.judge(NOW)), (FINE, FINE));
    double(old.material("tlogEntries"));
    assert_eq!(old.judge(NOW), broken(Check::LogBinding));
    double(&mut new.material("timestampVerificationData")["rfc3161Timestamps"]);
    assert_eq!(new.judge(NOW), broken(Check::SignedTime));
}

/// A promise gives the time; with the proof alone there is none, whatever the entry says about itself.
#[test]
fn a_time_that_nobody_signed_is_no_time() {
    let Some(mut case) = Case::read("happy-path-v0.3") else {
        return;
    };
    let entry = &mut case.material("tlogEntries")[0];
    let entry = entry.as_object_mut().expect("an entry");
    entry.remove("inclusionPromise").expect("it had a promise");
    let expected = (Standing::NotCheckableHere, Some(Check::Certificate));
    assert_eq!(case.judge(NOW), expected);
}

#[test]
fn nobody_has_seen_it_in_the_future() {
    for name in ["happy-path-v0.3", "rekor2-happy-path"] {
        let Some(case) = Case::read(name) else { return };
        let long_before = Moment(1_500_000_000);
        assert_eq!(case.judge(long_before), broken(Check::SignedTime), "{name}");
    }
}

/// Newer logs state no time: a key that was given up before the timestamp was made vouches for nothing.
#[test]
fn a_log_that_no_longer_counts_is_no_log() {
    let Some(mut case) = Case::read("rekor2-happy-path") else {
        return;
    };
    for log in case.root["tlogs"].as_array_mut().expect("logs") {
        log["publicKey"]["validFor"] =
            json!({"start": "2020-01-01T00:00:00Z", "end": "2020-01-02T00:00:00Z"});
    }
    assert_eq!(case.judge(NOW), broken(Check::LogInclusion));
}

/// A log that nobody here chose takes nothing away from one that was, but its entry must be about the same.
#[test]
fn an_entry_of_a_log_that_was_not_chosen_is_passed_over() {
    let Some(mut case) = Case::read("happy-path-v0.3") else {
        return;
    };
    let entries = case.material("tlogEntries");
    double(entries);
    entries[1]["logId"]["keyId"] = json!("AAAA");
    assert_eq!(case.judge(NOW), FINE);
    let body = &mut case.material("tlogEntries")[1]["canonicalizedBody"];
    *body = json!("e30=");
    assert_eq!(case.judge(NOW), broken(Check::LogBinding));
}
