//! Signatures by short-lived certificates: path, log timestamps, times, identity. Never passes without a vouched time.

use super::binding::Signer;
use super::bundle::{Bundle, Material, Version};
use super::certificate_path::{PathError, build_path};
use super::root::TrustedRoot;
use super::verify::{Chosen, ExpectedIdentity, holds, judge_times, signed_bytes};
use super::{sct, timestamp};
use crate::keys::PublicKey;
use crate::sidecar::Artefact;
use crate::time::{Moment, Place};
use crate::verdict::{Check, Findings, Outcome};
use crate::x509::{Certificate, DIGITAL_SIGNATURE, extension, usage};

/// Judges everything about a bundle that was signed with a certificate.
pub(super) fn with_certificate(
    bundle: &Bundle,
    leaf: &[u8],
    artefact: Artefact<'_>,
    chosen: &Chosen<'_>,
    now: Moment,
    findings: &mut Findings,
) {
    let read = Certificate::parse(leaf)
        .and_then(|certificate| certificate.key().map(|key| (certificate, key)));
    let (certificate, key) = match read {
        Ok(read) => read,
        Err(error) => {
            let why = format!("the certificate cannot be read: {error}");
            return findings.require(Check::Form, Outcome::Failed(why));
        }
    };
    judge_signature(bundle, &key, artefact, findings);
    if bundle.entries.is_empty() && !chosen.anchors.is_empty() {
        judge_private(bundle, &certificate, chosen.anchors, now, findings);
        return judge_identity(&certificate, chosen.identity, findings);
    }
    let Some(root) = chosen.root else {
        let why = "you chose no authority for certificates".to_owned();
        return findings.require(Check::Certificate, Outcome::NotChecked(why));
    };
    let signer = Signer {
        certificate: Some(leaf),
        key: &key,
    };
    let known = knows(root, &certificate);
    if known && bundle.version >= Version::V03 && !bundle.single_certificate {
        let why = "from version 0.3 on, a short-lived certificate stands alone".to_owned();
        findings.require(Check::Form, Outcome::Failed(why));
    }
    if bundle.entries.is_empty() && known {
        let why = "there is no log entry about the signature".to_owned();
        let outcome = match root.logs.is_empty() {
            // Whoever runs no log cannot have an entry demanded, but nobody saw the signature either.
            true => Outcome::NotChecked(why + ", and the root that you chose names no log"),
            false => Outcome::Failed(why),
        };
        findings.require(Check::LogInclusion, outcome);
    }
    let times = judge_times(bundle, artefact, chosen, &signer, now, findings);
    if known {
        judge_certificate(&certificate, root, &times, findings);
    } else {
        let why = "the certificate names an authority that you did not choose".to_owned();
        findings.require(Check::Certificate, Outcome::NotChecked(why));
    }
    judge_identity(&certificate, chosen.identity, findings);
}

/// Whether the root has an authority of the name that the certificate gives for its issuer. Of another instance nothing can
/// be said here, not even whether it demands a log entry; whoever uses a name that the root has is held to it.
fn knows(root: &TrustedRoot, leaf: &Certificate<'_>) -> bool {
    let mut certificates = root
        .certificate_authorities
        .iter()
        .flat_map(|authority| &authority.chain);
    certificates.any(|bytes| Certificate::parse(bytes).is_ok_and(|one| one.subject == leaf.issuer))
}

fn judge_signature(
    bundle: &Bundle,
    key: &PublicKey,
    artefact: Artefact<'_>,
    findings: &mut Findings,
) {
    let Some(message) = signed_bytes(bundle, artefact) else {
        let why = "the file that was signed is not at hand".to_owned();
        return findings.require(Check::Signature, Outcome::NotChecked(why));
    };
    let outcome = if holds(key, &message, bundle.signature(), || Ok(())) {
        let kind = key.kind();
        Outcome::Confirmed(format!(
            "signature holds under the {kind} key of the certificate"
        ))
    } else {
        Outcome::Failed("the certificate's key did not make this signature".to_owned())
    };
    findings.require(Check::Signature, outcome);
    findings.signed_by(vec![key.clone()]);
}

/// Every timestamp over the signature; gives the times of those that hold.
pub(super) fn judge_timestamps(
    bundle: &Bundle,
    root: &TrustedRoot,
    findings: &mut Findings,
) -> Vec<Moment> {
    let mut times = Vec::new();
    for (place, response) in bundle.timestamps.iter().enumerate() {
        if bundle
            .timestamps
            .iter()
            .take(place)
            .any(|one| one == response)
        {
            let why = "one timestamp stands twice".to_owned();
            findings.require(Check::SignedTime, Outcome::Failed(why));
            continue;
        }
        match timestamp::check(response, bundle.signature(), &root.timestamp_authorities) {
            Ok(time) => {
                let what = format!("a timestamp authority you chose saw it at {time}");
                findings.require(Check::SignedTime, Outcome::Confirmed(what));
                times.push(time);
            }
            Err(timestamp::TimestampError::UnknownAuthority) => {
                findings.inform(
                    Check::SignedTime,
                    Outcome::NotChecked("by an authority that you did not choose".to_owned()),
                );
            }
            Err(error) => {
                findings.require(
                    Check::SignedTime,
                    Outcome::Failed(format!("the timestamp does not hold: {error}")),
                );
            }
        }
    }
    times
}

/// Path, usage and log timestamps, as they stood at every vouched time.
fn judge_certificate(
    leaf: &Certificate<'_>,
    root: &TrustedRoot,
    times: &[Moment],
    findings: &mut Findings,
) {
    if times.is_empty() {
        let why = "no time that someone else vouches for, so it cannot be told whether it counted"
            .to_owned();
        findings.require(Check::Certificate, Outcome::NotChecked(why));
        return;
    }
    // Fulcio's certificate specification: both usages are stated, and an authority's own certificate signs no documents.
    let is_for_documents = leaf.has_extended_usage(usage::CODE_SIGNING)
        && leaf.extension(extension::KEY_USAGE).is_some()
        && leaf.may_be_used_for(DIGITAL_SIGNATURE)
        && matches!(leaf.authority(), Ok(None));
    if !is_for_documents {
        findings.require(
            Check::Certificate,
            Outcome::Failed("it is not for signing documents".to_owned()),
        );
        return;
    }
    let mut last = "no authority you chose issued it".to_owned();
    for authority in &root.certificate_authorities {
        let Ok(chain) = authority
            .chain
            .iter()
            .map(|bytes| Certificate::parse(bytes))
            .collect::<Result<Vec<_>, _>>()
        else {
            continue;
        };
        let Some((anchor, between)) = chain.split_last() else {
            continue;
        };
        let mut issuer = None;
        let mut outcome = Ok(());
        for time in times {
            if authority.period.place(*time) != Place::Within {
                outcome = Err(format!("its authority did not count at {time}"));
                break;
            }
            let anchors = std::slice::from_ref(anchor);
            match build_path(leaf, between, anchors, usage::CODE_SIGNING, *time) {
                Ok(path) => issuer = path.into_iter().next(),
                Err(error) => {
                    outcome = Err(format!("at {time} no path leads to the authority: {error}"));
                    break;
                }
            }
        }
        match (outcome, issuer) {
            (Ok(()), Some(issuer)) => {
                findings.require(
                    Check::Certificate,
                    Outcome::Confirmed("issued by an authority you chose".to_owned()),
                );
                findings.require(Check::CertificateLogged, sct::judge(leaf, &issuer, root));
                return;
            }
            (Ok(()), None) => {}
            (Err(why), _) => last = why,
        }
    }
    findings.require(Check::Certificate, Outcome::Failed(last));
}

/// A certificate of the reader's own authority: no log, no vouched time, so it must count now.
fn judge_private(
    bundle: &Bundle,
    leaf: &Certificate<'_>,
    anchors: &[Vec<u8>],
    now: Moment,
    findings: &mut Findings,
) {
    let along = match &bundle.material {
        Material::Certificate(_, along) => along.as_slice(),
        Material::PublicKey(_) => &[],
    };
    let between: Vec<Certificate<'_>> = along
        .iter()
        .filter_map(|bytes| Certificate::parse(bytes).ok())
        .collect();
    let chosen: Vec<Certificate<'_>> = anchors
        .iter()
        .filter_map(|bytes| Certificate::parse(bytes).ok())
        .collect();
    // Private certificates often state no extended usage; one that states others is for something else.
    let other_usage = leaf.extension(extension::EXTENDED_KEY_USAGE).is_some()
        && !leaf.has_extended_usage(usage::CODE_SIGNING);
    if other_usage || !leaf.may_be_used_for(DIGITAL_SIGNATURE) {
        let why = "it is not for signing documents".to_owned();
        return findings.require(Check::Certificate, Outcome::Failed(why));
    }
    match build_path(leaf, &between, &chosen, usage::CODE_SIGNING, now) {
        Ok(_) => {
            let what = "it leads to a certificate authority you chose".to_owned();
            findings.require(Check::Certificate, Outcome::Confirmed(what.clone()));
            findings.inform(Check::KeyChosen, Outcome::Confirmed(what));
        }
        Err(PathError::NoIssuer) => {
            let why = "no authority you chose issued it".to_owned();
            findings.require(Check::Certificate, Outcome::NotChecked(why));
        }
        Err(error) => findings.require(
            Check::Certificate,
            Outcome::Failed(format!("no path leads to it: {error}")),
        ),
    }
}

fn judge_identity(
    leaf: &Certificate<'_>,
    expected: Option<&ExpectedIdentity>,
    findings: &mut Findings,
) {
    let names = leaf.alternative_names().unwrap_or_default();
    let issuer = match leaf.identity_issuer() {
        Ok(issuer) => issuer.unwrap_or_default(),
        Err(error) => {
            let why = format!("who vouches for the signer cannot be read: {error}");
            return findings.require(Check::Identity, Outcome::Failed(why));
        }
    };
    let found = format!("{}, vouched for by {issuer}", names.join(", "));
    let Some(expected) = expected else {
        findings.inform(
            Check::Identity,
            Outcome::NotChecked(format!("you expect nobody in particular; it says {found}")),
        );
        return;
    };
    let name_fits = expected
        .name
        .as_ref()
        .is_none_or(|name| names.contains(name));
    let issuer_fits = expected
        .issuer
        .as_ref()
        .is_none_or(|wanted| *wanted == issuer);
    if !name_fits || !issuer_fits || names.is_empty() {
        findings.require(
            Check::Identity,
            Outcome::Failed(format!("you expect another signer; it says {found}")),
        );
    } else if expected.name.is_none() {
        findings.inform(
            Check::Identity,
            Outcome::NotChecked(format!("you named no signer; it says {found}")),
        );
    } else {
        findings.require(Check::Identity, Outcome::Confirmed(found.clone()));
        findings.inform(
            Check::KeyChosen,
            Outcome::Confirmed(format!("you expect {found}")),
        );
    }
}
