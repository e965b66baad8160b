//! Which logs and witnesses count (C2SP tlog-policy). Never counts one key twice.

use std::collections::BTreeSet;

use crate::encoding::from_hex;
use crate::limits::MAX_POLICY_LINES;
use crate::note::{Note, NoteKey, NoteKeyKind};

/// A reader's choice of logs and witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The logs whose checkpoints count.
    pub logs: Vec<Log>,
    members: Vec<Member>,
    quorum: Option<usize>,
}

/// A log of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Its key; the name is the log's origin line.
    pub key: NoteKey,
    /// Where it is said to be.
    pub url: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Member {
    name: String,
    what: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Witness(NoteKey),
    Group {
        threshold: usize,
        members: Vec<usize>,
    },
}

/// How keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Verifier keys, as C2SP has it.
    C2sp,
    /// 32 bytes in hex, as Sigsum has it; names are made from the key.
    Sigsum,
}

/// Why a policy is refused, or not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyError {
    /// Control characters other than tab and line break.
    Characters,
    /// More than [`MAX_POLICY_LINES`] lines.
    TooLong,
    /// A line of an unknown kind, or with too few or too many words.
    Line,
    /// A key that cannot be read.
    Key,
    /// A name defined twice, or the reserved `none`.
    Name,
    /// A log or witness listed twice, by key, or a member listed twice, in one group or in two.
    Duplicate,
    /// A name used before it is defined.
    Undefined,
    /// A threshold that is no number, zero, or more than there are members.
    Threshold,
    /// No quorum line, or two.
    Quorum,
    /// Too few witnesses signed.
    NotMet,
    /// A witness is named that did not make its signature.
    Refuted,
}

/// The quorum is reached, by these witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Satisfied {
    /// Names of the witnesses that count, with the times they state.
    pub witnesses: Vec<(String, u64)>,
}

impl Policy {
    /// Reads a policy file.
    pub fn parse(text: &str, dialect: Dialect) -> Result<Self, PolicyError> {
        if text
            .chars()
            .any(|c| c.is_ascii_control() && c != '\n' && c != '\t')
        {
            return Err(PolicyError::Characters);
        }
        if text.lines().count() > MAX_POLICY_LINES {
            return Err(PolicyError::TooLong);
        }
        let mut policy = Self {
            logs: Vec::new(),
            members: Vec::new(),
            quorum: None,
        };
        let mut decided = false;
        for line in text.lines() {
            let words: Vec<&str> = line
                .split([' ', '\t'])
                .filter(|word| !word.is_empty())
                .collect();
            match words.as_slice() {
                [] => {}
                [first, ..] if first.starts_with('#') => {}
                ["log", key] => policy.add_log(key, None, dialect)?,
                ["log", key, url] => policy.add_log(key, Some(url), dialect)?,
                ["witness", name, key] | ["witness", name, key, _] => {
                    policy.add_witness(name, key, dialect)?
                }
                ["group", name, threshold, members @ ..] => {
                    policy.add_group(name, threshold, members)?
                }
                ["quorum", name] => {
                    if decided {
                        return Err(PolicyError::Quorum);
                    }
                    decided = true;
                    policy.quorum = if *name == "none" {
                        None
                    } else {
                        Some(policy.find(name)?)
                    };
                }
                _ => return Err(PolicyError::Line),
            }
        }
        if decided {
            Ok(policy)
        } else {
            Err(PolicyError::Quorum)
        }
    }

    fn add_log(
        &mut self,
        key: &str,
        url: Option<&str>,
        dialect: Dialect,
    ) -> Result<(), PolicyError> {
        let key = read_key(key, dialect)?;
        if self.logs.iter().any(|log| log.key.is_of_same_key(&key)) {
            return Err(PolicyError::Duplicate);
        }
        self.logs.push(Log {
            key,
            url: url.map(str::to_owned),
        });
        Ok(())
    }

    fn add_witness(&mut self, name: &str, key: &str, dialect: Dialect) -> Result<(), PolicyError> {
        let key = match read_key(key, dialect)? {
            // Witness lists in the wild give the plain key; its cosignature id follows from the same bytes.
            NoteKey {
                name,
                kind: NoteKeyKind::Ed25519(crate::keys::PublicKey::Ed25519(bytes)),
                ..
            } => NoteKey::cosignature(&name, &bytes),
            key @ NoteKey {
                // Signatures in ML-DSA are not checked here: such a witness is never counted, and breaks nothing.
                kind: NoteKeyKind::Cosignature(_) | NoteKeyKind::Unsupported(0x06, _),
                ..
            } => key,
            _ => return Err(PolicyError::Key),
        };
        let same = |member: &Member| matches!(&member.what, Kind::Witness(known) if known.is_of_same_key(&key));
        if self.members.iter().any(same) {
            return Err(PolicyError::Duplicate);
        }
        self.define(name, Kind::Witness(key))
    }

    fn add_group(
        &mut self,
        name: &str,
        threshold: &str,
        members: &[&str],
    ) -> Result<(), PolicyError> {
        let members = members
            .iter()
            .map(|member| self.find(member))
            .collect::<Result<Vec<_>, _>>()?;
        // Nobody counts twice, in one group or in two ("Defining a witness group").
        let in_groups = self.members.iter().filter_map(|member| match &member.what {
            Kind::Group { members, .. } => Some(members),
            Kind::Witness(_) => None,
        });
        let mut taken: BTreeSet<usize> = in_groups.flatten().copied().collect();
        if !members.iter().all(|member| taken.insert(*member)) {
            return Err(PolicyError::Duplicate);
        }
        let threshold = match threshold {
            "any" => 1,
            "all" => members.len(),
            number => crate::checkpoint::plain_decimal(number)
                .and_then(|number| usize::try_from(number).ok())
                .ok_or(PolicyError::Threshold)?,
        };
        if threshold == 0 || threshold > members.len() {
            return Err(PolicyError::Threshold);
        }
        self.define(name, Kind::Group { threshold, members })
    }

    fn define(&mut self, name: &str, what: Kind) -> Result<(), PolicyError> {
        if name == "none" || self.find(name).is_ok() {
            return Err(PolicyError::Name);
        }
        self.members.push(Member {
            name: name.to_owned(),
            what,
        });
        Ok(())
    }

    fn find(&self, name: &str) -> Result<usize, PolicyError> {
        self.members
            .iter()
            .position(|member| member.name == name)
            .ok_or(PolicyError::Undefined)
    }

    /// The threshold at the top, where the quorum is a group.
    pub fn top_threshold(&self) -> Option<usize> {
        match &self.members.get(self.quorum?)?.what {
            Kind::Group { threshold, .. } => Some(*threshold),
            Kind::Witness(_) => Some(1),
        }
    }

    /// Counts the witnesses that cosigned this note. Names decide nothing; keys do.
    pub fn check(&self, note: &Note) -> Result<Satisfied, PolicyError> {
        let mut seen: Vec<(usize, String, u64)> = Vec::new();
        for (place, member) in self.members.iter().enumerate() {
            let Kind::Witness(key) = &member.what else {
                continue;
            };
            match note.check(std::slice::from_ref(key)) {
                Ok(signers) => {
                    let time = signers.0.first().and_then(|(_, time)| *time).unwrap_or(0);
                    seen.push((place, member.name.clone(), time));
                }
                Err(crate::note::NoteError::Refuted) => return Err(PolicyError::Refuted),
                Err(_) => {}
            }
        }
        // Groups name only what stands above them, so one pass from top to bottom decides all.
        let mut met: BTreeSet<usize> = seen.iter().map(|(place, ..)| *place).collect();
        for (place, member) in self.members.iter().enumerate() {
            if let Kind::Group { threshold, members } = &member.what
                && members.iter().filter(|member| met.contains(member)).count() >= *threshold
            {
                met.insert(place);
            }
        }
        match self.quorum {
            Some(quorum) if !met.contains(&quorum) => Err(PolicyError::NotMet),
            _ => Ok(Satisfied {
                witnesses: seen
                    .into_iter()
                    .map(|(_, name, time)| (name, time))
                    .collect(),
            }),
        }
    }
}

fn read_key(text: &str, dialect: Dialect) -> Result<NoteKey, PolicyError> {
    match dialect {
        Dialect::C2sp => NoteKey::parse(text).map_err(|_error| PolicyError::Key),
        Dialect::Sigsum => {
            let bytes: [u8; 32] = from_hex(text)
                .ok()
                .and_then(|key| key.try_into().ok())
                .ok_or(PolicyError::Key)?;
            Ok(NoteKey::ed25519(text, &bytes))
        }
    }
}
