//! Questions and answers in sealed envelopes, as the page passes them on: it opens an answer where it shows it, and a
//! page that is not here yet brings what reads its own. Never knows all kinds at once.

use std::any::Any;
use std::cell::OnceCell;
use std::rc::Rc;

use crate::wire::{Reader, Wire, Writer, read, write};
use crate::{Answer, Ask, Link};

/// What an answer of one kind holds, so that it can be read without the code for the others.
pub trait Kind: Wire + 'static {
    /// Its place among the kinds of [`Answer`].
    const TAG: u32;
}

/// What [`Answer::NotFound`] holds.
#[derive(Clone, Debug, PartialEq, Eq, wire_derive::Wire)]
pub struct NotFound {
    /// What was asked for.
    pub what: String,
    /// Ids that come close, best first.
    pub near: Vec<Link>,
}

impl Kind for NotFound {
    const TAG: u32 = 33;
}

/// An answer as it came: its kind and its text. [`Reply::get`] is the one place where the page reads answers.
pub struct Reply {
    tag: u32,
    text: String,
    opened: OnceCell<Option<Box<dyn Any>>>,
}

impl Reply {
    /// The answer if it is of this kind, read on the first call and kept.
    pub fn get<T: Kind>(&self) -> Option<&T> {
        if !self.is::<T>() {
            return None;
        }
        let opened = self
            .opened
            .get_or_init(|| Some(Box::new(read::<T>(&self.text)?)));
        opened.as_deref()?.downcast_ref()
    }

    /// True for an answer of this kind. Reads nothing.
    pub fn is<T: Kind>(&self) -> bool {
        self.tag == T::TAG
    }

    /// An answer from its text, as it stands in a file of answers.
    pub fn read(text: &str) -> Option<Self> {
        read(text)
    }
}

impl From<&Answer> for Reply {
    fn from(answer: &Answer) -> Self {
        let text = write(answer);
        let (tag, rest) = text.split_once(';').unwrap_or_default();
        Self::new(tag.parse().unwrap_or_default(), rest.to_owned())
    }
}

impl Reply {
    fn new(tag: u32, text: String) -> Self {
        Self {
            tag,
            text,
            opened: OnceCell::new(),
        }
    }
}

impl PartialEq for Reply {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag && self.text == other.text
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Reply")
    }
}

/// An answer is the last thing in a message.
impl Wire for Reply {
    fn put(&self, out: &mut Writer) {
        out.number(self.tag);
        out.written(&self.text);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        Self::new(input.number(), input.rest().to_owned())
    }
}

/// A question as it is sent. Two are the same if their texts are.
#[derive(Clone, Debug)]
pub struct Question {
    text: Rc<str>,
    subject: Option<Rc<str>>,
}

impl Question {
    /// The question as text, which is what its answer is found by.
    pub fn key(&self) -> &Rc<str> {
        &self.text
    }

    /// True when the answer to one may stand while the other is on the way: same page, same thing, other filter.
    pub fn is_about(&self, other: &Self) -> bool {
        self.subject.is_some() && self.subject == other.subject
    }

    /// [`Ask::Overview`], which is asked before any part is here.
    pub fn overview() -> Self {
        Self::bare("0;")
    }

    /// [`Ask::EvidenceFiles`], which no part asks.
    pub fn evidence_files() -> Self {
        Self::bare("31;")
    }

    fn bare(text: &str) -> Self {
        Self {
            text: text.into(),
            subject: Some(text.into()),
        }
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl From<Ask> for Question {
    fn from(ask: Ask) -> Self {
        let text = write(&ask);
        let thing = subject(&ask);
        let kind = text.split(';').next().unwrap_or_default();
        Self {
            subject: thing.map(|thing| [kind, ";", &thing].concat().into()),
            text: text.into(),
        }
    }
}

/// A question is the last thing in a message.
impl Wire for Question {
    fn put(&self, out: &mut Writer) {
        out.written(&self.text);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        Self {
            text: input.rest().into(),
            subject: None,
        }
    }
}

/// The thing that a question is about, if an older answer about it is better than none.
fn subject(ask: &Ask) -> Option<String> {
    Some(match ask {
        Ask::Overview
        | Ask::Network(_)
        | Ask::Communities(_)
        | Ask::Topics
        | Ask::Compare(_)
        | Ask::Mechanisms(_)
        | Ask::Profiles
        | Ask::Choices
        | Ask::Search(_)
        | Ask::Timeline(_)
        | Ask::Sources => String::new(),
        Ask::Inspect(id) | Ask::Community(id) | Ask::Rule(id) => id.clone(),
        Ask::RuleSet(ask) => ask.id.clone(),
        Ask::Backstop(ask) => write(&ask.of),
        Ask::Drift(ask) => ask.id.clone(),
        Ask::Topic(ask) => write(&ask.topic),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{FromEngine, NetworkAsk, RuleSetAsk, ToEngine};

    #[test]
    fn an_answer_is_opened_as_what_it_is_and_as_nothing_else() {
        let answer = Answer::NotFound {
            what: "x;1".into(),
            near: Vec::new(),
        };
        let sent = write(&FromEngine::Answer { id: 7, answer });
        let Some(FromEngine::Answer { id: 7, answer }) = read::<FromEngine<Reply>>(&sent) else {
            panic!("an answer with the number 7");
        };
        assert_eq!(
            answer.get::<NotFound>().map(|found| found.what.as_str()),
            Some("x;1")
        );
        assert!(answer.get::<Vec<crate::TopicRow>>().is_none());
        assert_eq!(write(&FromEngine::Answer { id: 7, answer }), sent);
        let topics = Reply::from(&Answer::Topics(Vec::new()));
        assert_eq!(topics.get::<Vec<crate::TopicRow>>(), Some(&Vec::new()));
        let garbled = Reply::read("33;9;x").expect("a kind and a rest");
        assert!(garbled.is::<NotFound>() && garbled.get::<NotFound>().is_none());
    }

    #[test]
    fn a_sealed_question_is_sent_like_an_open_one() {
        let ask = Ask::Rule("a/b".into());
        let sealed = Question::from(ask.clone());
        let open = write(&ToEngine::Ask { id: 1, ask });
        assert_eq!(write(&ToEngine::Ask { id: 1, ask: sealed }), open);
        assert_eq!(Question::overview(), Question::from(Ask::Overview));
        assert_eq!(
            Question::evidence_files(),
            Question::from(Ask::EvidenceFiles)
        );
    }

    #[test]
    fn questions_about_one_thing_differ_in_their_filter_only() {
        let set = |id: &str, offset| {
            Question::from(Ask::RuleSet(RuleSetAsk {
                id: id.to_owned(),
                offset,
                ..RuleSetAsk::default()
            }))
        };
        assert!(set("a", 0).is_about(&set("a", 50)));
        assert!(!set("a", 0).is_about(&set("b", 0)));
        let network = |everyone| {
            Question::from(Ask::Network(NetworkAsk {
                everyone,
                ..NetworkAsk::default()
            }))
        };
        assert!(network(true).is_about(&network(false)));
        assert!(!Question::from(Ask::Topics).is_about(&Question::from(Ask::Sources)));
        assert!(!Question::from(Ask::Viewpoint).is_about(&Question::from(Ask::Viewpoint)));
    }
}
