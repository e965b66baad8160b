//! Crowds whose product would take hours, names that lead away, nests: refused, or answered at once. Never depends on the
//! clock: a crowd that is not held back shows as a test that does not end.

use ident::Standing;
use trust::encoding::to_hex;
use trust::examine::{Material, examine};
use trust::hash::sha256;
use trust::sigstore::Chosen;
use trust::time::Moment;

const NOW: Moment = Moment(1_800_000_000);

#[test]
fn names_in_a_signed_folder_cannot_leave_it() {
    use trust::model_signing::FileList;
    use trust::statement::Statement;
    let digest = sha256(&[b"weights"]);
    let list = |name: &str| {
        let name = name.replace('\\', "\\\\").replace('\0', "\\u0000");
        format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"m","digest":{{"sha256":"{}"}}}}],"predicateType":"https://model_signing/signature/v1.0","predicate":{{"resources":[{{"name":"{name}","digest":"{}","algorithm":"sha256"}}],"serialization":{{"method":"files","hash_type":"sha256","allow_symlinks":false}}}}}}"#,
            to_hex(&sha256(&[&digest])),
            to_hex(&digest)
        )
    };
    let read = |name: &str| {
        let statement = Statement::from_bytes(list(name).as_bytes()).expect("a statement");
        FileList::from_statement(&statement)
    };
    assert!(read("model/weights.bin").is_ok());
    for name in [
        "../weights.bin",
        "/weights.bin",
        "model/../../weights.bin",
        "model//weights.bin",
        "./weights.bin",
        "model\\weights.bin",
        "c:weights.bin",
        "weights\0.bin",
        "",
    ] {
        assert!(read(name).is_err(), "{name:?}");
    }
}

#[test]
fn credentials_with_a_crowd_of_proofs_or_a_nest_are_refused() {
    let proof = r#"{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"did:key:z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS#z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS","proofPurpose":"assertionMethod","proofValue":"z1111111111111111111111111111111111111111111111111111111111111111"}"#;
    let credential = |proofs: &str, subject: &str| {
        format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:example:i","credentialSubject":{subject},"proof":{proofs}}}"#
        )
    };
    let crowd = format!("[{}]", vec![proof; 100_000].join(","));
    let nest = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for text in [
        credential(&crowd, "{}"),
        credential(proof, &nest),
        credential(&nest, "{}"),
    ] {
        let material = Material {
            file: text.as_bytes(),
            ..Material::default()
        };
        for exhibit in examine(&material, &Chosen::default(), NOW) {
            let standing = exhibit.judged.verdict.standing();
            assert!(
                matches!(standing, Standing::Broken | Standing::Unsigned),
                "{standing:?}"
            );
        }
    }
}

/// An envelope over a payload, with the same signature by a stranger many times.
fn signed_often(payload: &str, times: usize) -> String {
    use ed25519_dalek::Signer as _;
    let stranger = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    let signature = stranger.sign(b"something else").to_bytes();
    let one = format!(r#"{{"sig":"{}"}}"#, trust::encoding::to_base64(&signature));
    format!(
        r#"{{"payload":"{}","payloadType":"application/vnd.in-toto+json","signatures":[{}]}}"#,
        trust::encoding::to_base64(payload.as_bytes()),
        vec![one; times].join(",")
    )
}

fn keys(count: u32) -> Vec<trust::keys::PublicKey> {
    let one = |number: u32| {
        let seed = sha256(&[&number.to_be_bytes()]);
        let key = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
        trust::keys::PublicKey::Ed25519(key.to_bytes())
    };
    (0..count).map(one).collect()
}

/// Sixteen megabytes that a hundred signatures and a hundred keys would digest ten thousand times.
#[test]
fn a_giant_payload_is_not_digested_for_every_key() {
    let payload = " ".repeat(15 * 1024 * 1024);
    let envelope = signed_often(&payload, 100);
    let envelope = trust::dsse::Envelope::from_bytes(envelope.as_bytes()).expect("an envelope");
    let examination = envelope.examine(&keys(100));
    assert!(examination.cut_short);
    assert!(examination.keys().is_empty());
}

/// As many names to leave out as files.
#[test]
fn a_crowd_of_left_out_names_meets_a_crowd_of_files() {
    use trust::sidecar::{self, Artefact};
    let digest = sha256(&[b"weights"]);
    let ignored: Vec<String> = (0..100_000)
        .map(|number| format!("\"x/{number}\""))
        .collect();
    let payload = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"m","digest":{{"sha256":"{}"}}}}],"predicateType":"https://model_signing/signature/v1.0","predicate":{{"resources":[{{"name":"w","digest":"{}","algorithm":"sha256"}}],"serialization":{{"method":"files","hash_type":"sha256","allow_symlinks":false,"ignore_paths":[{}]}}}}}}"#,
        to_hex(&sha256(&[&digest])),
        to_hex(&digest),
        ignored.join(",")
    );
    let files = (0..100_000).map(|number| (format!("x/{number}/f"), digest));
    let mut folder = trust::model_signing::Folder {
        files: files.chain([("w".to_owned(), digest)]).collect(),
        ..Default::default()
    };
    let judge = |folder: &trust::model_signing::Folder| {
        let envelope = signed_often(&payload, 1);
        let keyring = trust::keyring::Keyring::default();
        let artefact = Artefact::Folder(folder);
        let verdict = sidecar::check(envelope.as_bytes(), artefact, &keyring, NOW).verdict;
        verdict.outcome(trust::Check::Files).clone()
    };
    // The signature is a stranger's, so what fits says nothing; what does not fit is named.
    assert!(matches!(judge(&folder), trust::Outcome::NotChecked(_)));
    folder.files.insert("x/100000/f".to_owned(), digest);
    assert!(matches!(judge(&folder), trust::Outcome::Failed(_)));
}

/// A package that lists one large file thousands of times under as many names.
#[test]
fn a_package_that_lists_one_file_often_digests_it_once() {
    use trust::sidecar::{self, Artefact};
    let file = format!("[{}1]", "1,".repeat(200_000));
    let digest = to_hex(&sha256(&[file.as_bytes()]));
    let many = 20_000;
    let listed: Vec<String> = (0..many)
        .map(|number| format!(r#"{{"name":"n{number}","uri":"a.json"}}"#))
        .collect();
    let manifest = format!(
        r#"{{"primaryArtifact":"n0","artifacts":[{}]}}"#,
        listed.join(",")
    );
    let subjects: Vec<String> = (0..many)
        .map(|number| format!(r#"{{"name":"n{number}","digest":{{"sha256":"{digest}"}}}}"#))
        .collect();
    let payload = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{}],"predicateType":"https://oscal-compass.github.io/compliance-trestle/predicates/oscal-package/v1","predicate":{manifest}}}"#,
        subjects.join(",")
    );
    let files = [("a.json".to_owned(), file.into_bytes())].into();
    let envelope = signed_often(&payload, 1);
    let artefact = Artefact::Package(manifest.as_bytes(), &files);
    let keyring = trust::keyring::Keyring::default();
    let verdict = sidecar::check(envelope.as_bytes(), artefact, &keyring, NOW).verdict;
    let files = verdict.outcome(trust::Check::Files);
    assert!(matches!(files, trust::Outcome::NotChecked(_)), "{files:?}");
}

/// Every proof asks for the whole document in canonical form.
#[test]
fn a_crowd_of_proofs_over_a_large_credential_reads_it_once() {
    let proof = r#"{"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022","verificationMethod":"did:web:a.example#k","proofPurpose":"assertionMethod","proofValue":"z1111111111111111111111111111111111111111111111111111111111111111"}"#;
    let numbers = vec!["1.5e10"; 300_000].join(",");
    let text = format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],"issuer":"did:web:a.example","credentialSubject":{{"n":[{numbers}]}},"proof":[{}]}}"#,
        vec![proof; 100].join(",")
    );
    let chosen = Chosen {
        keyring: trust::keyring::Keyring::new(keys(100), Vec::new()),
        ..Chosen::default()
    };
    let material = Material {
        file: text.as_bytes(),
        ..Material::default()
    };
    for exhibit in examine(&material, &chosen, NOW) {
        let standing = exhibit.judged.verdict.standing();
        assert_eq!(standing, Standing::NotCheckableHere);
    }
}

/// Keys on the slow curve, as many as a file holds.
#[test]
fn a_document_with_a_crowd_of_keys_is_read_to_a_limit() {
    let slow = "z2J9gaYxrKVpdoG9A4gRnmpnRCcxU6agDtFVVBVdn1JedouoZN7SzcyREXXzWgt3gGiwpoHq7K68X4m32D8HgzG8wv3sY5j7";
    let method = |number: u32| {
        format!("{{\"id\":\"#{number}\",\"type\":\"Multikey\",\"publicKeyMultibase\":\"{slow}\"}}")
    };
    let methods: Vec<String> = (0..100_000).map(method).collect();
    let ids: Vec<String> = (0..100_000)
        .map(|number| format!("\"#{number}\""))
        .collect();
    let document = format!(
        r#"{{"id":"did:web:a.example","verificationMethod":[{}],"assertionMethod":[{}]}}"#,
        methods.join(","),
        ids.join(",")
    );
    let identity = trust::did_document::identity(document.as_bytes(), None, NOW);
    assert_eq!(identity.map(|identity| identity.keys.len()), Some(1));
}

/// A document that says what its keys are for, and of none that it makes claims: it is at hand, and none counts.
#[test]
fn a_key_for_logging_in_makes_no_claims() {
    let document = |more: &str| {
        let json = format!(
            r##"{{"id":"did:web:a.example","verificationMethod":[{{"id":"#k","publicKeyMultibase":"z6MkjmzepTpg44Roz8JnN9AxTKD2295gjz3xt48Poi7261GS"}}]{more}}}"##
        );
        let identity = trust::did_document::identity(json.as_bytes(), None, NOW);
        identity.map(|identity| identity.keys.len())
    };
    assert_eq!(document(""), Some(1));
    let both = r##","authentication":["#k"],"assertionMethod":["#k"]"##;
    assert_eq!(document(both), Some(1));
    for none in [
        r##","authentication":["#k"]"##,
        r##","assertionMethod":[]"##,
    ] {
        assert_eq!(document(none), Some(0), "{none}");
    }
    let silent = br#"{"id":"did:web:a.example","service":[]}"#;
    assert_eq!(trust::did_document::identity(silent, None, NOW), None);
}
