//! Verdicts on credentials that we sign ourselves: one reason to fail each. Never depends on the clock.

use ed25519_dalek::Signer as _;
use ident::{Digest, Standing};
use intake::json::{self, Limits, Node};
use trust::credential_verdict::check;
use trust::encoding::{to_base58, to_base64_url};
use trust::hash::sha256;
use trust::keyring::Keyring;
use trust::keys::PublicKey;
use trust::time::Moment;
use trust::{Check, Outcome, Verdict};

const NOW: &str = "2026-06-01T00:00:00Z";

fn key(seed: u8) -> ed25519_dalek::SigningKey {
    ed25519_dalek::SigningKey::from_bytes(&[seed; 32])
}

fn did(seed: u8) -> String {
    let key = PublicKey::Ed25519(key(seed).verifying_key().to_bytes());
    format!("did:key:{}", key.to_multikey().unwrap_or_default())
}

fn parse(text: &str) -> Node {
    json::parse(text.as_bytes(), &Limits::FILE)
        .expect("a test document is JSON")
        .root
}

/// Secures a document with `eddsa-jcs-2022` under the key of this seed.
fn secured(document: &str, seed: u8, purpose: &str) -> Node {
    let did = did(seed);
    let fragment = did.trim_start_matches("did:key:");
    signed_under(document, seed, purpose, &format!("{did}#{fragment}"))
}

/// The same, naming its key as it likes.
fn signed_under(document: &str, seed: u8, purpose: &str, method: &str) -> Node {
    let options = format!(
        r#"{{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","created":"2026-01-01T00:00:00Z","verificationMethod":"{method}","proofPurpose":"{purpose}"}}"#
    );
    let canonical = |text: &str| json::canonical(&parse(text)).expect("canonical");
    let message = [
        sha256(&[&canonical(&options)]),
        sha256(&[&canonical(document)]),
    ]
    .concat();
    let value = format!("z{}", to_base58(&key(seed).sign(&message).to_bytes()));
    let proof = options.replacen('{', &format!("{{\"proofValue\":\"{value}\","), 1);
    parse(&document.replacen('{', &format!("{{\"proof\":{proof},"), 1))
}

fn credential(issuer: &str, more: &str) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"{issuer}","credentialSubject":{{"id":"did:example:s"}}{more}}}"#
    )
}

fn judge(document: &Node, lists: &[Node]) -> Verdict {
    let chosen = vec![PublicKey::Ed25519(key(1).verifying_key().to_bytes())];
    let now = Moment::from_rfc3339(NOW).expect("a time");
    check(
        Digest::new([0; 32]),
        document,
        lists,
        &Keyring::new(chosen, Vec::new()),
        now,
    )
}

#[test]
fn each_reason_to_fail() {
    let case = |name: &str, document: Node, standing: Standing, decisive: Option<Check>| {
        let verdict = judge(&document, &[]);
        assert_eq!(
            verdict.standing(),
            standing,
            "{name}: {:?}",
            verdict.decisive()
        );
        if let Some(check) = decisive {
            assert_eq!(
                verdict.decisive().map(|step| step.check),
                Some(check),
                "{name}"
            );
        }
    };
    let own = |more: &str| credential(&did(1), more);
    let claim = "assertionMethod";
    case(
        "sound",
        secured(&own(""), 1, claim),
        Standing::ConfirmedByChosenKey,
        None,
    );
    case(
        "unknown key",
        secured(&credential(&did(2), ""), 2, claim),
        Standing::IntactKeyUnknown,
        None,
    );
    case("no proof", parse(&own("")), Standing::Unsigned, None);
    case(
        "another issuer",
        secured(&own(""), 2, claim),
        Standing::Broken,
        Some(Check::Issuer),
    );
    case(
        "for logging in",
        secured(&own(""), 1, "authentication"),
        Standing::Broken,
        Some(Check::PayloadType),
    );
    case(
        "over",
        secured(&own(r#","validUntil":"2026-05-31T23:59:59Z""#), 1, claim),
        Standing::Broken,
        Some(Check::Period),
    );
    case(
        "not begun",
        secured(&own(r#","validFrom":"2026-06-01T00:00:01Z""#), 1, claim),
        Standing::Broken,
        Some(Check::Period),
    );
    case(
        "status unknown",
        secured(
            &own(
                r#","credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"5","statusListCredential":"https://l.example/1"}"#,
            ),
            1,
            claim,
        ),
        Standing::NotCheckableHere,
        Some(Check::Revocation),
    );
    let changed = json::canonical(&secured(&own(""), 1, claim)).expect("canonical");
    let changed = String::from_utf8(changed)
        .expect("text")
        .replace("did:example:s", "did:example:t");
    case(
        "changed",
        parse(&changed),
        Standing::Broken,
        Some(Check::Signature),
    );
    let rdfc = String::from_utf8(json::canonical(&secured(&own(""), 1, claim)).expect("canonical"))
        .expect("text");
    let rdfc = rdfc.replace("eddsa-jcs-2022", "eddsa-rdfc-2022");
    case(
        "needs RDF",
        parse(&rdfc),
        Standing::NotCheckableHere,
        Some(Check::Signature),
    );
}

/// Terms that a context protects keep their meaning; saying it again is no change (JSON-LD 1.1 §4.1.11).
#[test]
fn a_context_redefines_no_protected_term() {
    let form = |contexts: &str| {
        let document = credential(&did(1), "").replace(
            r#""https://www.w3.org/ns/credentials/v2""#,
            &format!(r#""https://www.w3.org/ns/credentials/v2",{contexts}"#),
        );
        trust::credential::check_form(&parse(&document))
    };
    for sound in [
        r#"{"issuer":"https://x.example/i","foo":"https://x.example/f"}"#,
        r#"{"name":"https://schema.org/name","id":"@id"}"#,
        r#"{"description":{"@id":"https://schema.org/description"}}"#,
        r#"{"foo":null,"bar":{"@reverse":"https://x.example/b"}}"#,
        r#"{"@protected":true,"foo":"https://x.example/f"},{"foo":"https://x.example/f"}"#,
    ] {
        assert_eq!(form(sound), Ok("credential"), "{sound}");
    }
    for bad in [
        r#"{"VerifiableCredential":"https://x.example/v"}"#,
        r#"{"name":"https://x.example/n"}"#,
        r#"{"name":{"@id":"https://schema.org/name","@type":"@id"}}"#,
        r#"{"id":"https://x.example/id"}"#,
        r#"{"type":null}"#,
        r#"{"digestSRI":"https://x.example/d"}"#,
        r#"{"exp":"https://x.example/e"}"#,
        r#"{"@protected":true,"foo":"https://x.example/f"},{"foo":"https://x.example/g"}"#,
        r#"{"foo":5}"#,
        r#"null"#,
    ] {
        assert!(form(bad).is_err(), "{bad}");
    }
}

/// A status list with this one bit set, as gzip with a stored block would have it.
fn list_document(issuer: &str, index: usize) -> String {
    let mut plain = vec![0u8; 16 * 1024];
    plain[index / 8] |= 0x80 >> (index % 8);
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    packed.extend((plain.len() as u16).to_le_bytes());
    packed.extend((!(plain.len() as u16)).to_le_bytes());
    packed.extend(&plain);
    let crc = !plain.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xedb8_8320
            } else {
                crc >> 1
            }
        })
    });
    packed.extend(crc.to_le_bytes());
    packed.extend((plain.len() as u32).to_le_bytes());
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"https://l.example/1","type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"{issuer}","credentialSubject":{{"type":"BitstringStatusList","statusPurpose":"revocation","encodedList":"u{}"}}}}"#,
        to_base64_url(&packed)
    )
}

#[test]
fn status_is_believed_only_from_the_issuers_own_signed_list() {
    let entry = |index: usize| {
        format!(
            r#","credentialStatus":{{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"{index}","statusListCredential":"https://l.example/1"}}"#
        )
    };
    let case = |index: usize, list: Node, standing: Standing| {
        let document = secured(&credential(&did(1), &entry(index)), 1, "assertionMethod");
        let verdict = judge(&document, &[list]);
        assert_eq!(
            verdict.standing(),
            standing,
            "{:?}",
            verdict.outcome(Check::Revocation)
        );
    };
    let sound = || secured(&list_document(&did(1), 77), 1, "assertionMethod");
    case(76, sound(), Standing::ConfirmedByChosenKey);
    case(77, sound(), Standing::Broken);
    let revoked = secured(&credential(&did(1), &entry(77)), 1, "assertionMethod");
    let said = judge(&revoked, &[sound()]).does_not_show().join(" ");
    assert!(!said.contains("nobody was asked"), "{said}");
    case(1 << 20, sound(), Standing::NotCheckableHere);
    case(
        76,
        secured(&list_document(&did(2), 77), 2, "assertionMethod"),
        Standing::NotCheckableHere,
    );
    case(
        76,
        parse(&list_document(&did(1), 77)),
        Standing::NotCheckableHere,
    );
    // In the issuer's name, signed by a stranger, and by the issuer for another purpose.
    case(
        76,
        secured(&list_document(&did(1), 77), 2, "assertionMethod"),
        Standing::NotCheckableHere,
    );
    case(
        76,
        secured(&list_document(&did(1), 77), 1, "authentication"),
        Standing::NotCheckableHere,
    );
}

/// Lists are long by their entries: one that is just long enough for one bit each is too short for two.
#[test]
fn wide_entries_need_long_lists_and_words_for_their_values() {
    let outcome = |more: &str, list: &str| {
        let entry = format!(
            r#","credentialStatus":{{"type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"5","statusListCredential":"https://l.example/1"{more}}}"#
        );
        let document = secured(&credential(&did(1), &entry), 1, "assertionMethod");
        let list = secured(list, 1, "assertionMethod");
        judge(&document, &[list]).standing()
    };
    let list = list_document(&did(1), 77);
    let words = |values: usize| {
        let one = |value| format!(r#"{{"status":"0x{value:x}","message":"m"}}"#);
        let all: Vec<String> = (0..values).map(one).collect();
        format!(r#","statusMessage":[{}]"#, all.join(","))
    };
    assert_eq!(outcome("", &list), Standing::ConfirmedByChosenKey);
    assert_eq!(outcome(&words(2), &list), Standing::ConfirmedByChosenKey);
    for more in [
        words(4),
        r#","statusMessage":"m""#.to_owned(),
        r#","statusMessage":[{"status":"0x0"},{"status":"0x1"}]"#.to_owned(),
        r#","statusSize":2"#.to_owned(),
        // Its values have words, but the list has room for half as many entries as it must.
        format!(r#","statusSize":2{}"#, words(4)),
        r#","statusSize":0"#.to_owned(),
        r#","statusSize":"1""#.to_owned(),
    ] {
        let standing = outcome(&more, &list);
        assert_eq!(standing, Standing::NotCheckableHere, "{more}");
    }
    // A credential of another type at the list's address.
    let other = list.replace(",\"BitstringStatusListCredential\"", "");
    assert_eq!(outcome("", &other), Standing::NotCheckableHere);
}

/// Whoever presents signs for logging in; whoever claims may not.
#[test]
fn a_presentation_may_be_signed_for_authentication() {
    let inside = secured(&credential(&did(2), ""), 2, "assertionMethod");
    let inside = String::from_utf8(json::canonical(&inside).expect("canonical")).expect("text");
    let presentation = |more: &str| {
        let holder = did(1);
        format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"holder":"{holder}","verifiableCredential":[{inside}]{more}}}"#
        )
    };
    let standing = |more: &str, purpose: &str| {
        judge(&secured(&presentation(more), 1, purpose), &[]).standing()
    };
    for purpose in ["authentication", "assertionMethod"] {
        assert_eq!(standing("", purpose), Standing::ConfirmedByChosenKey);
    }
    assert_eq!(standing("", "capabilityInvocation"), Standing::Broken);
    let claim = format!(r#","issuer":"{}""#, did(1));
    assert_eq!(standing(&claim, "authentication"), Standing::Broken);
}

/// The entry of a list for this purpose.
fn entry(purpose: &str, index: usize) -> String {
    format!(
        r#"{{"type":"BitstringStatusListEntry","statusPurpose":"{purpose}","statusListIndex":"{index}","statusListCredential":"https://l.example/1"}}"#
    )
}

fn status(entries: &str) -> String {
    format!(r#","credentialStatus":{entries}"#)
}

#[test]
fn a_forged_list_beside_the_sound_one_hides_nothing() {
    let claim = "assertionMethod";
    let more = status(&entry("revocation", 77));
    let document = secured(&credential(&did(1), &more), 1, claim);
    let sound = secured(&list_document(&did(1), 77), 1, claim);
    let older = secured(&list_document(&did(1), 5), 1, claim);
    let forged = secured(&list_document(&did(1), 5), 2, claim);
    for lists in [
        [forged.clone(), sound.clone()],
        [sound.clone(), forged.clone()],
        [older.clone(), sound.clone()],
        [sound, older],
    ] {
        let standing = judge(&document, &lists).standing();
        assert_eq!(standing, Standing::Broken);
    }
}

/// A list for this purpose that is of that day on.
fn dated_list(purpose: &str, day: &str, index: usize) -> Node {
    let list = list_document(&did(1), index)
        .replace("revocation", purpose)
        .replace(
            r#""credentialSubject""#,
            &format!(r#""validFrom":"{day}T00:00:00Z","credentialSubject""#),
        );
    secured(&list, 1, "assertionMethod")
}

/// What the lists say of entry 77, in whichever order they are brought.
fn looked_up(purpose: &str, lists: &[Node]) -> Outcome {
    let more = status(&entry(purpose, 77));
    let document = secured(&credential(&did(1), &more), 1, "assertionMethod");
    let forth = judge(&document, lists).outcome(Check::Revocation).clone();
    let mut back = lists.to_vec();
    back.reverse();
    assert_eq!(judge(&document, &back).outcome(Check::Revocation), &forth);
    forth
}

#[test]
fn of_several_lists_the_verdict_says_which_one_told() {
    let (old, new) = ("2026-01-01", "2026-02-01");
    let check = |purpose: &str, old_entry: usize, new_entry: usize, expected: &str| {
        let lists = [
            dated_list(purpose, old, old_entry),
            dated_list(purpose, new, new_entry),
        ];
        assert_eq!(format!("{:?}", looked_up(purpose, &lists)), expected);
    };
    check(
        "revocation",
        5,
        77,
        r#"Failed("one of 2 lists of revocation at hand, dated 2026-02-01T00:00:00Z, has this claim on it")"#,
    );
    // It cannot be undone, so a newer list without it changes nothing.
    check(
        "revocation",
        77,
        5,
        r#"Failed("one of 2 lists of revocation at hand, dated 2026-01-01T00:00:00Z, has this claim on it")"#,
    );
    check(
        "revocation",
        5,
        6,
        r#"Confirmed("each of 2 lists of revocation at hand, the newest, dated 2026-02-01T00:00:00Z, has nothing against it")"#,
    );
    check(
        "suspension",
        5,
        77,
        r#"Failed("the newest of 2 lists of suspension at hand, dated 2026-02-01T00:00:00Z, has this claim on it")"#,
    );
    check(
        "suspension",
        77,
        5,
        r#"Confirmed("the newest of 2 lists of suspension at hand, dated 2026-02-01T00:00:00Z, has nothing against it")"#,
    );
}

#[test]
fn a_crowd_of_old_lists_hides_no_newer_one() {
    let mut lists: Vec<Node> = (1..=28)
        .map(|day| dated_list("revocation", &format!("2026-01-{day:02}"), 5))
        .collect();
    assert!(matches!(
        looked_up("revocation", &lists),
        Outcome::Confirmed(_)
    ));
    lists.extend((1..=9).map(|day| dated_list("revocation", &format!("2025-12-{day:02}"), 5)));
    assert!(matches!(
        looked_up("revocation", &lists),
        Outcome::NotChecked(_)
    ));
}

/// An issuer whose document is not at hand: the list must be signed by whoever signed the credential.
#[test]
fn a_list_in_the_name_of_a_web_issuer_needs_a_key_of_that_issuer() {
    let claim = "assertionMethod";
    let issuer = "did:web:issuer.example";
    let more = status(&entry("revocation", 77));
    let document = secured(&credential(issuer, &more), 1, claim);
    let by = |seed: u8| secured(&list_document(issuer, 5), seed, claim);
    let standing = |list: Node| judge(&document, &[list]).standing();
    assert_eq!(standing(by(1)), Standing::ConfirmedByChosenKey);
    assert_eq!(standing(by(2)), Standing::NotCheckableHere);
}

#[test]
fn a_message_withdraws_nothing_and_says_so() {
    let claim = "assertionMethod";
    let document = secured(
        &credential(&did(1), &status(&entry("message", 77))),
        1,
        claim,
    );
    let list = list_document(&did(1), 77).replace(
        r#""statusPurpose":"revocation""#,
        r#""statusPurpose":"message""#,
    );
    for lists in [vec![secured(&list, 1, claim)], Vec::new()] {
        let verdict = judge(&document, &lists);
        assert_eq!(verdict.standing(), Standing::ConfirmedByChosenKey);
        let outcome = verdict.outcome(Check::Revocation);
        assert!(matches!(outcome, Outcome::NotChecked(_)), "{outcome:?}");
        assert!(verdict.does_not_show().join(" ").contains("revocation"));
    }
}

#[test]
fn a_crowd_of_status_entries_is_not_looked_up() {
    let entries = vec![entry("revocation", 5); 100_000].join(",");
    let more = status(&format!("[{entries}]"));
    let document = secured(&credential(&did(1), &more), 1, "assertionMethod");
    let list = secured(&list_document(&did(1), 77), 1, "assertionMethod");
    let verdict = judge(&document, &[list]);
    assert_eq!(verdict.standing(), Standing::NotCheckableHere);
}

/// Whoever signs a presentation vouches for none of the credentials in it.
#[test]
fn a_presentation_is_as_good_as_the_worst_credential_inside() {
    let claim = "assertionMethod";
    let text = |node: &Node| {
        let bytes = json::canonical(node).expect("canonical");
        String::from_utf8(bytes).expect("text")
    };
    let presented = |inside: &str| {
        let document = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"holder":"{}","verifiableCredential":[{inside}]}}"#,
            did(1)
        );
        judge(&secured(&document, 1, claim), &[])
    };
    let sound = text(&secured(&credential(&did(2), ""), 2, claim));
    let over = r#","validUntil":"2026-05-31T23:59:59Z""#;
    let over = text(&secured(&credential(&did(2), over), 2, claim));
    let forged = text(&secured(&credential(&did(2), ""), 3, claim));
    let plain = credential(&did(2), "");
    for (inside, standing) in [
        (sound.clone(), Standing::ConfirmedByChosenKey),
        (format!("{sound},{over}"), Standing::Broken),
        (format!("{sound},{forged}"), Standing::Broken),
        (format!("{sound},{plain}"), Standing::NotCheckableHere),
    ] {
        let verdict = presented(&inside);
        assert_eq!(verdict.standing(), standing, "{:?}", verdict.decisive());
    }
}

#[test]
fn the_verdict_says_what_it_does_not_show() {
    let verdict = judge(
        &secured(&credential(&did(1), ""), 1, "assertionMethod"),
        &[],
    );
    assert!(matches!(
        verdict.outcome(Check::KeyChosen),
        Outcome::Confirmed(_)
    ));
    let text = verdict.does_not_show().join(" ");
    assert!(
        text.contains("does not show that what was signed is true"),
        "{text}"
    );
    assert!(text.contains("revocation"), "{text}");
}

/// What the issuer's document at hand says about its key decides, and so does whose key the proof names.
#[test]
fn a_key_must_be_the_issuers_for_claims_and_still_count() {
    let issuer = "did:web:a.example";
    let fragment = did(1).trim_start_matches("did:key:").to_owned();
    let document = |more: &str, uses: &str| {
        format!(
            r#"{{"id":"{issuer}","verificationMethod":[{{"id":"{issuer}#k","type":"Multikey","controller":"{issuer}","publicKeyMultibase":"{fragment}"{more}}}],{uses}}}"#
        )
    };
    let standing = |document: &str, method: &str| {
        let now = Moment::from_rfc3339(NOW).expect("a time");
        let identity = trust::did_document::identity(document.as_bytes(), None, now);
        let chosen = vec![PublicKey::Ed25519(key(1).verifying_key().to_bytes())];
        let ring = Keyring::new(chosen, Vec::new()).with_identities(identity.into_iter().collect());
        let claim = signed_under(&credential(issuer, ""), 1, "assertionMethod", method);
        check(Digest::new([0; 32]), &claim, &[], &ring, now).standing()
    };
    let (own, uses) = (format!("{issuer}#k"), r##""assertionMethod":["#k"]"##);
    let (good, bad) = (Standing::ConfirmedByChosenKey, Standing::Broken);
    for (more, expected) in [
        ("", good),
        (r#","expires":"2026-06-01T00:00:01Z""#, good),
        (r#","expires":"2026-06-01T00:00:00Z""#, bad),
        (r#","revoked":"2026-05-01T00:00:00Z""#, bad),
        (r#","revoked":"last May""#, bad),
    ] {
        assert_eq!(standing(&document(more, uses), &own), expected, "{more}");
    }
    for uses in [
        r##""authentication":["#k"]"##,
        r##""assertionMethod":[]"##,
        r##""assertionMethod":["#other"]"##,
    ] {
        assert_eq!(standing(&document("", uses), &own), bad, "{uses}");
    }
    for method in ["did:web:b.example#k", "#k", "k", ""] {
        assert_eq!(standing(&document("", uses), method), bad, "{method}");
    }
    let by_key = format!("{}#{fragment}", did(1));
    assert_eq!(standing(&document("", uses), &by_key), good);
}
