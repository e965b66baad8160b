//! How messages are written: as one line of text, value after value. Never names a field, never fails half-way.
//!
//! Page and worker are built together and compare [`crate::VERSION`] before they talk, so names on the wire would only
//! cost. A general format (JSON through serde) made up a quarter of the page; see `docs/decisions/0003-the-wire.md`.
//!
//! - a number: its decimal digits and `;`
//! - a truth value: a number, 1 or 0
//! - a position: a number of hundredths, after `-` if negative
//! - a text: its length in bytes as a number, then the text
//! - a list or an optional value: how many, then each
//! - one of several kinds: which, as a number, then its fields
//!
//! Reading never stops in the middle: after the first mismatch every value reads as empty, and [`read`] gives none.

use ident::{
    Binding, CommunityKind, Confidence, InstrumentKind, Layer, Mechanism, Modality, RelationType,
    Relationship, SourceClass, Standing, Status, Topic,
};

/// A value that can be sent.
pub trait Wire: Sized {
    /// Writes the value.
    fn put(&self, out: &mut Writer);
    /// Reads the value; an empty one once the text has turned out to be something else.
    fn take(input: &mut Reader<'_>) -> Self;
}

/// Writes a value as text.
pub fn write<T: Wire>(value: &T) -> String {
    let mut out = Writer(String::new());
    value.put(&mut out);
    out.0
}

/// Reads a value that fills the whole text.
pub fn read<T: Wire>(text: &str) -> Option<T> {
    let mut input = Reader {
        text,
        at: 0,
        failed: false,
    };
    let value = T::take(&mut input);
    (!input.failed && input.at == text.len()).then_some(value)
}

/// Text being written.
#[derive(Debug, Default)]
pub struct Writer(String);

impl Writer {
    /// Appends a number.
    pub fn number(&mut self, number: u32) {
        self.digits(u64::from(number));
    }

    fn digits(&mut self, mut number: u64) {
        let mut digits = [0u8; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            if let Some(digit) = digits.get_mut(at) {
                *digit = b'0' + (number % 10) as u8;
            }
            number /= 10;
            if number == 0 {
                break;
            }
        }
        for digit in digits.get(at..).unwrap_or_default() {
            self.0.push(char::from(*digit));
        }
        self.0.push(';');
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.push_str(text);
    }

    /// Appends what has been written before.
    pub(crate) fn written(&mut self, text: &str) {
        self.0.push_str(text);
    }
}

/// Text being read.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    failed: bool,
}

impl Reader<'_> {
    /// The next number; 0 once something did not fit.
    pub fn number(&mut self) -> u32 {
        u32::try_from(self.digits()).unwrap_or_else(|_| {
            self.give_up();
            0
        })
    }

    /// Notes that the text is not what was expected.
    pub fn give_up(&mut self) {
        self.failed = true;
        self.at = self.text.len();
    }

    fn digits(&mut self) -> u64 {
        let mut number = 0u64;
        let start = self.at;
        for byte in self.text.as_bytes().get(start..).unwrap_or_default() {
            self.at += 1;
            match byte {
                b'0'..=b'9' => {
                    number = number.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'))
                }
                b';' if self.at > start + 1 && self.at <= start + 21 => return number,
                _ => break,
            }
        }
        self.give_up();
        0
    }

    fn text(&mut self) -> &str {
        let length = self.number() as usize;
        let taken = self.text.get(self.at..self.at.saturating_add(length));
        match taken {
            Some(text) => {
                self.at += length;
                text
            }
            None => {
                self.give_up();
                ""
            }
        }
    }

    /// All that is left.
    pub(crate) fn rest(&mut self) -> &str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at = self.text.len();
        rest
    }

    /// A length that the rest of the text could hold: every value takes at least two bytes.
    fn length(&mut self) -> usize {
        let length = self.number() as usize;
        if length > (self.text.len() - self.at) / 2 + 1 {
            self.give_up();
            return 0;
        }
        length
    }
}

impl Wire for u32 {
    fn put(&self, out: &mut Writer) {
        out.number(*self);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        input.number()
    }
}

impl Wire for u64 {
    fn put(&self, out: &mut Writer) {
        out.digits(*self);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        input.digits()
    }
}

impl Wire for u8 {
    fn put(&self, out: &mut Writer) {
        out.number(u32::from(*self));
    }

    fn take(input: &mut Reader<'_>) -> Self {
        input.number() as Self
    }
}

impl Wire for bool {
    fn put(&self, out: &mut Writer) {
        out.number(u32::from(*self));
    }

    fn take(input: &mut Reader<'_>) -> Self {
        input.number() == 1
    }
}

/// Positions in a picture: hundredths are finer than any screen shows.
impl Wire for f32 {
    fn put(&self, out: &mut Writer) {
        let hundredths = (self * 100.0).round() as i64;
        if hundredths < 0 {
            out.0.push('-');
        }
        out.digits(hundredths.unsigned_abs());
    }

    fn take(input: &mut Reader<'_>) -> Self {
        let negative = input.text.as_bytes().get(input.at) == Some(&b'-');
        input.at += usize::from(negative);
        let value = input.digits() as Self / 100.0;
        if negative { -value } else { value }
    }
}

impl Wire for String {
    fn put(&self, out: &mut Writer) {
        out.text(self);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        input.text().to_owned()
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn put(&self, out: &mut Writer) {
        out.number(self.len() as u32);
        for item in self {
            item.put(out);
        }
    }

    fn take(input: &mut Reader<'_>) -> Self {
        let length = input.length();
        let mut items = Self::with_capacity(length);
        for _ in 0..length {
            items.push(T::take(input));
        }
        items
    }
}

impl<T: Wire> Wire for Option<T> {
    fn put(&self, out: &mut Writer) {
        out.number(u32::from(self.is_some()));
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn take(input: &mut Reader<'_>) -> Self {
        (input.number() == 1).then(|| T::take(input))
    }
}

impl<T: Wire> Wire for Box<T> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        Self::new(T::take(input))
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn put(&self, out: &mut Writer) {
        self.0.put(out);
        self.1.put(out);
    }

    fn take(input: &mut Reader<'_>) -> Self {
        (A::take(input), B::take(input))
    }
}

impl<const N: usize> Wire for [u32; N] {
    fn put(&self, out: &mut Writer) {
        self.iter().for_each(|number| out.number(*number));
    }

    fn take(input: &mut Reader<'_>) -> Self {
        std::array::from_fn(|_| input.number())
    }
}

/// Words of a closed vocabulary travel as their place in it.
macro_rules! vocabulary {
    ($($name:ident),+ $(,)?) => {
        $(impl Wire for $name {
            fn put(&self, out: &mut Writer) {
                out.number(*self as u32);
            }

            fn take(input: &mut Reader<'_>) -> Self {
                let place = input.number() as usize;
                match Self::ALL.get(place) {
                    Some(word) => *word,
                    None => {
                        input.give_up();
                        Self::ALL[0]
                    }
                }
            }
        })+
    };
}

vocabulary!(
    Binding,
    CommunityKind,
    Confidence,
    InstrumentKind,
    Layer,
    Mechanism,
    Modality,
    RelationType,
    Relationship,
    SourceClass,
    Standing,
    Status,
    Topic,
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, Ask, Block, Filter, FromEngine, NetworkAsk, Origin, Span, ToEngine, Way};

    fn check<T: Wire + PartialEq + std::fmt::Debug>(value: &T, text: &str) {
        assert_eq!(write(value), text);
        assert_eq!(read::<T>(text).as_ref(), Some(value));
    }

    #[test]
    fn values_and_their_text() {
        check(&7u32, "7;");
        check(&u64::MAX, "18446744073709551615;");
        check(&true, "1;");
        check(&-12.5f32, "-1250;");
        check(&"né".to_owned(), "3;né");
        check(&vec![Some(1u32), None], "2;1;1;0;");
        check(&(Topic::RiskAssessment, [1u32, 2]), "1;1;2;");
        check::<ToEngine>(&ToEngine::Hello { version: 3 }, "0;3;");
        check(&Ask::Rule("a/b".into()), "6;3;a/b");
    }

    #[test]
    fn whole_messages_come_back() {
        let ask = Ask::Network(NetworkAsk {
            filter: Filter {
                topics: vec![Topic::Privacy],
                text: "label;".into(),
                ..Filter::default()
            },
            everyone: true,
            around: Some("eu-ai-act".into()),
        });
        assert_eq!(read(&write(&ask)), Some(ask));
        let receive: ToEngine = ToEngine::Receive {
            id: 4,
            origin: Origin {
                name: "a.json".into(),
                way: Way::Url,
            },
        };
        assert_eq!(read(&write(&receive)), Some(receive));
        let blocks = vec![
            Block::List(
                true,
                vec![vec![Block::Paragraph(vec![Span::Strong(vec![
                    Span::Text("x".into()),
                ])])]],
            ),
            Block::Part("a.".into(), "item".into(), vec![Block::Pre("1;2;".into())]),
        ];
        assert_eq!(read(&write(&blocks)), Some(blocks));
    }

    #[test]
    fn anything_else_reads_as_nothing() {
        for text in [
            "",
            "7",
            "x;",
            ";",
            "9;9;",
            "1;5;ab",
            "0;99999999999;",
            "18446744073709551616000;",
            "0;1;2;",
        ] {
            assert_eq!(read::<FromEngine>(text), None, "{text:?}");
        }
        let good = write(&FromEngine::Answer {
            id: 1,
            answer: Answer::NotFound {
                what: "é".into(),
                near: Vec::new(),
            },
        });
        assert!(read::<FromEngine>(&good).is_some());
        for end in (0..good.len()).filter(|end| good.is_char_boundary(*end)) {
            assert_eq!(read::<FromEngine>(&good[..end]), None, "cut at {end}");
        }
        assert_eq!(
            read::<Vec<String>>("4000000000;"),
            None,
            "no room is made for what cannot be there"
        );
    }

    /// Vocabularies are written by place: the list and the numbering of the variants must be the same.
    #[test]
    fn every_word_comes_back() {
        for topic in Topic::ALL {
            assert_eq!(read(&write(topic)), Some(*topic));
        }
        for kind in CommunityKind::ALL {
            assert_eq!(read(&write(kind)), Some(*kind));
        }
        for tie in RelationType::ALL {
            assert_eq!(read(&write(tie)), Some(*tie));
        }
    }
}
