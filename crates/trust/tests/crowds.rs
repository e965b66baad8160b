//! Signed folders with names that lead away, credentials with crowds and nests: refused. Never depends on the clock.

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
