//! Bodies that relations name and no file describes. Never says more about them than their name.

use ident::{CommunityKind, Confidence};
use intake::facts::Community;

/// Model families that the relations of the fact base speak of. Their descriptions are a part of their own
/// (`models/`); a folder without that part may still name these, and no others, so that a slip stays an error.
const MODEL_FAMILIES: [(&str, &str); 14] = [
    ("apertus", "Apertus"),
    ("bloom", "BLOOM"),
    ("covenant-72b", "Covenant-72B"),
    ("deepseek-r1", "DeepSeek-R1"),
    ("falcon", "Falcon"),
    ("kl3m", "KL3M"),
    ("llama-models", "Llama models"),
    ("mistral", "Mistral"),
    ("olmo", "OLMo"),
    ("pythia", "Pythia"),
    ("qwen", "Qwen"),
    ("sea-lion", "SEA-LION"),
    ("starcoder2", "StarCoder2"),
    ("te-hiku-asr", "Te Hiku speech recognition"),
];

/// Words of slugs that are not written like ordinary words.
const SPELLINGS: [(&str, &str); 20] = [
    ("ai", "AI"),
    ("asvs", "ASVS"),
    ("comaps", "CoMaps"),
    ("eu", "EU"),
    ("graalvm", "GraalVM"),
    ("hackerone", "HackerOne"),
    ("iacr", "IACR"),
    ("iso", "ISO"),
    ("ietf", "IETF"),
    ("ieee", "IEEE"),
    ("numfocus", "NumFOCUS"),
    ("of", "of"),
    ("owasp", "OWASP"),
    ("pyvista", "PyVista"),
    ("rand", "RAND"),
    ("un", "UN"),
    ("undrip", "UNDRIP"),
    ("us", "US"),
    ("wame", "WAME"),
    ("wikiproject", "WikiProject"),
];

/// The name of a model family that a folder without `models/` may name.
pub fn model_family(id: &str) -> Option<&'static str> {
    MODEL_FAMILIES
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, name)| *name)
}

/// A body of which only the id is known.
pub fn body(id: &str) -> Community {
    let family = model_family(id);
    Community {
        id: id.to_owned(),
        name: family.map_or_else(|| readable(id), str::to_owned),
        kind: if family.is_some() {
            CommunityKind::Model
        } else {
            CommunityKind::Community
        },
        founded: None,
        founded_note: None,
        scale: None,
        decision_making: String::new(),
        url: String::new(),
        confidence: Confidence::Memory,
        members: Vec::new(),
        version_changes: Vec::new(),
        notes: Some("Named by others only; this atlas does not describe it.".to_owned()),
        outside: true,
    }
}

/// `city-of-vienna` → `City of Vienna`.
fn readable(slug: &str) -> String {
    let mut name = String::with_capacity(slug.len());
    for (number, word) in slug.split('-').enumerate() {
        if number > 0 {
            name.push(' ');
        }
        if let Some((_, spelling)) = SPELLINGS.iter().find(|(known, _)| *known == word) {
            name.push_str(spelling);
            continue;
        }
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_become_names() {
        for (slug, name) in [
            ("city-of-vienna", "City of Vienna"),
            ("iso-27001", "ISO 27001"),
            ("us-copyright-office", "US Copyright Office"),
            ("wikiproject-ai-cleanup", "WikiProject AI Cleanup"),
        ] {
            assert_eq!(readable(slug), name);
        }
        assert_eq!(body("olmo").kind, CommunityKind::Model);
    }
}
