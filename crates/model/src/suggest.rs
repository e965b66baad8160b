//! Topic and force suggested from the words of a rule. Never more than a suggestion: whoever shows it says so.

use ident::{Modality, Topic};

use crate::words;

/// Beginnings of words that point to a topic, with how strongly they do: 3 leaves little doubt, 1 is a hint.
/// Written for texts about technology and its governance in English.
const KEYWORDS: &[(Topic, &str)] = {
    use Topic as T;
    &[
        (
            T::ProhibitedPractices,
            "prohibit2 forbid2 forbidden2 ban2 banned3 manipulat2 subliminal3 unacceptable2",
        ),
        (
            T::RiskAssessment,
            "risk3 threat1 impact1 likelihood2 vulnerabilit1 hazard3 mitigat1 categoriz1",
        ),
        (
            T::TransparencyDisclosure,
            "transparen3 disclos3 explain2 inform1 notice2 interpretab3 explainab3 banner2 notif1 publish1",
        ),
        (
            T::ContentLabelling,
            "label3 watermark3 deepfake3 provenance2 synthetic2 mark1 marking1 caption2",
        ),
        (
            T::DataGovernance,
            "data1 dataset3 metadata1 lineage3 quality1 media1 retention1 sanitiz1 training1",
        ),
        (
            T::Privacy,
            "privacy3 personal2 personally3 identifiable2 consent2 anonym3 pseudonym3 confidential1 pii3",
        ),
        (
            T::HumanOversight,
            "human3 oversight3 override2 intervene3 intervention2 supervis2 operator1",
        ),
        (
            T::AccuracyRobustness,
            "accura3 robust3 reliab2 integrity1 resilien2 contingenc3 backup2 recover2 fail1 failure1 alternate1 availab1 redundan2",
        ),
        (
            T::Security,
            "security2 access2 authenticat3 authoriz2 cryptograph3 encrypt3 malicious3 malware3 boundary2 firewall3 password3 credential2 identif1 privilege3 session2 attack2 protect1 physical1 tamper2 remote1 wireless2 lock1 patch2 spam2 cyber3 adversar2",
        ),
        (
            T::IncidentReporting,
            "incident3 breach3 report2 alert1 respond1 response2 notification2",
        ),
        (
            T::DocumentationRecords,
            "document3 record3 audit2 log2 logging3 inventor2 archiv2 timestamp2 plan1 polic1 procedure1 baseline1 configuration1",
        ),
        (
            T::TestingEvaluation,
            "test3 testing3 evaluat3 benchmark3 assess2 validat2 verif1 monitor1 penetration3 scan2 redteam3",
        ),
        (
            T::ConformityAssessment,
            "conform3 certif2 accredit3 complian3 authorization1 audit1 approv1 attest2",
        ),
        (
            T::AccountabilityRoles,
            "accountab3 responsib3 role2 owner2 ownership1 govern2 leadership3 designat1 appoint2 personnel2 separation2 screening2 manager1",
        ),
        (
            T::FairnessNondiscrimination,
            "fair3 bias3 discriminat3 equit3 equal2 inclusi2 divers2 accessib2",
        ),
        (
            T::SafetyFrontier,
            "frontier3 catastroph3 systemic2 capabilit1 safety3 safeguard1 biological2 nuclear2 deployment1",
        ),
        (
            T::CopyrightIp,
            "copyright3 intellectual3 licen2 patent3 trademark3 creator2 author1",
        ),
        (
            T::MinorsVulnerable,
            "minor1 minors3 child3 vulnerable2 elderly3 youth3 disab2",
        ),
        (
            T::RedressRights,
            "redress3 remed2 appeal3 complain3 contest2 grievance3 rectif3 rights2",
        ),
        (
            T::OpennessResearch,
            "open1 research3 opensource3 sandbox3 scientific2 innovat2",
        ),
        (
            T::InternationalCooperation,
            "international3 cooperat3 multilateral3 crossborder3 country2 countries2 global1",
        ),
        (
            T::Environment,
            "environmental1 energy3 climate3 carbon3 sustainab3 emission3 humidity2 temperature2 water2 fire2 power1",
        ),
        (
            T::LabourSkills,
            "awareness3 literacy3 skill3 worker3 employ2 workforce3 labour3 labor3 train2 trained2 competenc2",
        ),
        (
            T::ModelOwnershipAccess,
            "weights3 model1 models1 commons2 supplier2 acquisition2 supply2 vendor2 developer1 component1",
        ),
        (
            T::EnforcementSanctions,
            "sanction3 penalt3 enforce2 fine2 fines3 violat2 disciplin3 terminat1",
        ),
    ]
};

/// Below this sum the words say too little for a suggestion.
const LEAST: u32 = 4;

/// The keywords by their first letter, made once for a whole catalog.
#[derive(Debug)]
pub(crate) struct Keywords([Vec<(&'static str, Topic, u32)>; 26]);

impl Keywords {
    pub(crate) fn new() -> Self {
        let mut by_letter = [const { Vec::new() }; 26];
        for (topic, keywords) in KEYWORDS {
            for keyword in keywords.split(' ') {
                let stem = keyword.trim_end_matches(|c: char| c.is_ascii_digit());
                if let Some(last) = keyword.bytes().last()
                    && let Some(list) = letter(stem).and_then(|at| by_letter.get_mut(at))
                {
                    list.push((stem, *topic, u32::from(last - b'0')));
                }
            }
        }
        Self(by_letter)
    }

    /// The topic that the words point to; none if they say too little. A word in the title counts three times, one
    /// in the heading above twice; the first topic of the list wins a tie.
    pub(crate) fn topic(&self, title: &str, heading: &str, statement: &str) -> Option<Topic> {
        let mut sums = [0_u32; 25];
        // A long text repeats its subject; only how often, up to a limit, is taken into account.
        for (text, times, most) in [(title, 3, 9), (heading, 2, 6), (statement, 1, 4)] {
            let mut here = [0_u32; 25];
            words::each_word(text, |_, word| {
                for (stem, topic, strength) in letter(word)
                    .and_then(|at| self.0.get(at))
                    .into_iter()
                    .flatten()
                {
                    if begins(word, stem)
                        && let Some(sum) = here.get_mut(*topic as usize)
                    {
                        *sum += strength;
                    }
                }
            });
            for (sum, here) in sums.iter_mut().zip(here) {
                *sum += (here * times).min(most * times);
            }
        }
        let best = sums.iter().copied().max().filter(|best| *best >= LEAST)?;
        Topic::ALL
            .iter()
            .copied()
            .zip(sums)
            .find(|(_, sum)| *sum == best)
            .map(|(topic, _)| topic)
    }
}

fn letter(word: &str) -> Option<usize> {
    word.bytes()
        .next()
        .filter(u8::is_ascii_lowercase)
        .map(|byte| usize::from(byte - b'a'))
}

/// Short stems have to be the whole word, or its plural: "ban" is not "bank".
fn begins(word: &str, stem: &str) -> bool {
    word.strip_prefix(stem)
        .is_some_and(|rest| stem.len() > 4 || rest.is_empty() || rest == "s")
}

/// The force that the first sentence of the text speaks with (RFC 2119 and what laws use in its place). A first sentence
/// without such a word is read as OSCAL catalogs mean it: a statement in the imperative, hence a must, whatever its
/// later sentences allow or describe. None for an empty text.
pub(crate) fn modality(statement: &str) -> Option<Modality> {
    let end = first_sentence(statement);
    let mut found = None;
    let mut pending = None;
    let mut before = String::new();
    let mut any = false;
    words::each_word(statement, |place, word| {
        any = true;
        if found.is_some() || place.start >= end {
            return;
        }
        if let Some(force) = pending.take() {
            // "may not", "should not": the readme of the facts counts a soft "should not" among the bans, too.
            found = Some(if word == "not" || word == "never" {
                Modality::MustNot
            } else {
                force
            });
            return;
        }
        // "Types of accounts prohibited for use" names accounts; "use is prohibited" forbids it.
        let said = matches!(before.as_str(), "is" | "are" | "be");
        match word {
            "must" | "shall" => pending = Some(Modality::Must),
            "should" => pending = Some(Modality::Should),
            "may" => pending = Some(Modality::May),
            "cannot" | "mustnt" | "shant" => found = Some(Modality::MustNot),
            "required" if said => pending = Some(Modality::Must),
            "recommended" | "encouraged" if said => pending = Some(Modality::Should),
            "optional" | "permitted" if said => pending = Some(Modality::May),
            "prohibited" | "forbidden" if said => found = Some(Modality::MustNot),
            _ => {}
        }
        before.clear();
        before.push_str(word);
    });
    found.or(pending).or(any.then_some(Modality::Must))
}

/// Shorter first sentences are headings or the beginning of a list.
const LEAST_BLANKS: u32 = 2;

/// Where the first sentence ends: before a semicolon, a colon that opens a list, or a full stop.
fn first_sentence(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut blanks = 0;
    while let Some((at, c)) = chars.next() {
        blanks += u32::from(c.is_whitespace());
        let ends = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if matches!(c, '.' | ';' | ':' | '!' | '?') && ends && blanks >= LEAST_BLANKS {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_point_to_topics() {
        let check = |title, heading, statement, expected: Option<Topic>| {
            assert_eq!(
                Keywords::new().topic(title, heading, statement),
                expected,
                "{title}"
            );
        };
        check(
            "Incident Reporting",
            "Incident Response",
            "Require personnel to report.",
            Some(Topic::IncidentReporting),
        );
        check(
            "Account Management",
            "Access Control",
            "Define the types of accounts.",
            Some(Topic::Security),
        );
        check(
            "Risk Assessment",
            "Risk Assessment",
            "Conduct an assessment of risk.",
            Some(Topic::RiskAssessment),
        );
        check(
            "Literacy Training and Awareness",
            "Awareness and Training",
            "",
            Some(Topic::LabourSkills),
        );
        check("Banking", "", "A bank is a bank.", None);
        check("", "", "", None);
    }

    #[test]
    fn the_first_word_of_force_decides() {
        let check = |statement, expected| assert_eq!(modality(statement), expected, "{statement}");
        check(
            "Providers must not sell it; they may give it away.",
            Some(Modality::MustNot),
        );
        check("You should tell; you must not lie.", Some(Modality::Should));
        check("Members may.", Some(Modality::May));
        check("This SHALL be kept.", Some(Modality::Must));
        check("Develop and maintain a plan.", Some(Modality::Must));
        check("", None);
    }

    #[test]
    fn what_a_rule_only_speaks_of_is_not_its_force() {
        let check = |statement, expected| assert_eq!(modality(statement), expected, "{statement}");
        check(
            "Define and document the types of accounts allowed and specifically prohibited for use within the system; \
             Notify managers when accounts are no longer required.",
            Some(Modality::Must),
        );
        check("Write a plan. Members may read it.", Some(Modality::Must));
        check("Its use is prohibited.", Some(Modality::MustNot));
        check("A licence is required to drive.", Some(Modality::Must));
        check("Reviews are recommended.", Some(Modality::Should));
        check("Version 2.1 must be kept.", Some(Modality::Must));
    }

    #[test]
    fn every_keyword_has_a_strength() {
        for (topic, keywords) in KEYWORDS {
            for keyword in keywords.split(' ') {
                assert!(keyword.ends_with(['1', '2', '3']), "{topic} {keyword}");
                assert!(
                    keyword.bytes().filter(u8::is_ascii_digit).count() == 1,
                    "{topic} {keyword}"
                );
            }
        }
    }
}
