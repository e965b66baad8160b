//! Moments in time, read from text and DER. Never asks the clock.

use std::fmt;

use crate::limits::MAX_CLOCK_SKEW_SECONDS;

/// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// Reads an RFC 3339 timestamp with a zone. Fractions of a second are cut off.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (date, rest) = bytes.split_at_checked(19)?;
        let [
            y0,
            y1,
            y2,
            y3,
            b'-',
            mo0,
            mo1,
            b'-',
            d0,
            d1,
            b'T' | b't',
            h0,
            h1,
            b':',
            mi0,
            mi1,
            b':',
            s0,
            s1,
        ] = date
        else {
            return None;
        };
        let moment = Self::from_parts(
            digits(&[*y0, *y1, *y2, *y3])?,
            digits(&[*mo0, *mo1])?,
            digits(&[*d0, *d1])?,
            digits(&[*h0, *h1])?,
            digits(&[*mi0, *mi1])?,
            digits(&[*s0, *s1])?,
        )?;
        let zone = match rest {
            [b'.', fraction @ ..] => {
                let end = fraction.iter().position(|byte| !byte.is_ascii_digit())?;
                if end == 0 {
                    return None;
                }
                fraction.get(end..)?
            }
            zone => zone,
        };
        let offset = match zone {
            [b'Z' | b'z'] => 0,
            [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
                let (hours, minutes) = (digits(&[*h0, *h1])?, digits(&[*m0, *m1])?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let seconds = hours * 3600 + minutes * 60;
                if *sign == b'+' { seconds } else { -seconds }
            }
            _ => return None,
        };
        Some(Self(moment.0 - offset))
    }

    /// Reads an XML Schema `dateTimeStamp` (XMLSCHEMA11-2 §3.4.28), as credentials have it: of RFC 3339 without small
    /// letters, leap seconds and zones beyond fourteen hours. Its midnight of 24:00 is not read.
    pub fn from_date_time_stamp(text: &str) -> Option<Self> {
        let zone = text.get(text.len().checked_sub(6)?..)?;
        let zone = zone.trim_start_matches(['+', '-']);
        let sound = !text.contains(['t', 'z'])
            && text.get(17..19) != Some("60")
            && (text.ends_with('Z') || zone <= "14:00");
        Self::from_rfc3339(text).filter(|_| sound)
    }

    /// Reads the content of a DER UTCTime: `YYMMDDhhmmssZ` (RFC 5280 §4.1.2.5.1).
    pub fn from_utc_time(content: &[u8]) -> Option<Self> {
        let (year, rest) = content.split_at_checked(2)?;
        let year = digits(year)?;
        Self::from_month_on(if year >= 50 { 1900 + year } else { 2000 + year }, rest)
    }

    /// Reads the content of a DER GeneralizedTime: `YYYYMMDDhhmmss[.f]Z`.
    pub fn from_generalized_time(content: &[u8]) -> Option<Self> {
        let (year, rest) = content.split_at_checked(4)?;
        Self::from_month_on(digits(year)?, rest)
    }

    fn from_month_on(year: i64, rest: &[u8]) -> Option<Self> {
        let (fields, zone) = rest.split_at_checked(10)?;
        let pair = |place: usize| digits(fields.get(place..place + 2)?);
        let fraction = zone.strip_suffix(b"Z")?;
        match fraction {
            [] => {}
            [b'.', digits @ .., last]
                if last.is_ascii_digit()
                    && *last != b'0'
                    && digits.iter().all(u8::is_ascii_digit) => {}
            _ => return None,
        }
        Self::from_parts(year, pair(0)?, pair(2)?, pair(4)?, pair(6)?, pair(8)?)
    }

    fn from_parts(
        year: i64,
        month: i64,
        day: i64,
        hour: i64,
        minute: i64,
        second: i64,
    ) -> Option<Self> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        // A leap second is read as the second before it.
        if !(1..=days).contains(&day) || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        Some(Self(
            days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second.min(59),
        ))
    }

    /// Later than now, by more than clocks differ: nobody can have seen or said anything then.
    pub const fn is_still_to_come(self, now: Self) -> bool {
        self.0 > now.0.saturating_add(MAX_CLOCK_SKEW_SECONDS)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0.div_euclid(86_400), self.0.rem_euclid(86_400));
        let (year, month, day) = civil_from_days(days);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

/// The time within which something holds. Both ends belong to it; a missing end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First moment.
    pub start: Option<Moment>,
    /// Last moment.
    pub end: Option<Moment>,
}

impl Period {
    /// How a moment lies to it.
    pub fn place(&self, moment: Moment) -> Place {
        if self.start.is_some_and(|start| moment < start) {
            Place::Before
        } else if self.end.is_some_and(|end| moment > end) {
            Place::After
        } else {
            Place::Within
        }
    }
}

/// Before, within or after a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before it begins.
    Before,
    /// Within.
    Within,
    /// After it ended.
    After,
}

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |value, byte| {
        byte.is_ascii_digit()
            .then(|| value * 10 + i64::from(byte - b'0'))
    })
}

/// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_and_reading_agree() {
        for seconds in [
            0,
            951_782_399,
            951_782_400,
            1_709_210_096,
            -1,
            4_102_444_800,
        ] {
            let text = Moment(seconds).to_string();
            assert_eq!(Moment::from_rfc3339(&text), Some(Moment(seconds)), "{text}");
        }
        assert_eq!(Moment(1_709_210_096).to_string(), "2024-02-29T12:34:56Z");
    }

    #[test]
    fn clocks_may_differ_by_some_minutes() {
        let now = Moment(1_709_210_096);
        let later = |seconds| Moment(now.0 + seconds).is_still_to_come(now);
        assert!(!later(-1) && !later(0) && !later(MAX_CLOCK_SKEW_SECONDS));
        assert!(later(MAX_CLOCK_SKEW_SECONDS + 1));
        assert!(!Moment(i64::MAX).is_still_to_come(Moment(i64::MAX)));
    }

    #[test]
    fn zones_fractions_and_nonsense() {
        let read = |text: &str| Moment::from_rfc3339(text).map(|moment| moment.0);
        assert_eq!(read("1970-01-01T01:00:00.999+01:00"), Some(0));
        for text in [
            "1970-01-01T00:00:00",
            "1970-02-30T00:00:00Z",
            "1970-01-01 00:00:00Z",
            "1970-01-01T24:00:00Z",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in [
            "1970-01-01t00:00:00Z",
            "1970-01-01T00:00:00z",
            "2016-12-31T23:59:60Z",
            "1970-01-01T00:00:00+14:01",
            "1970-01-01T00:00:00-15:00",
        ] {
            assert!(read(text).is_some(), "{text}");
            assert_eq!(Moment::from_date_time_stamp(text), None, "{text}");
        }
        for text in ["1970-01-01T14:00:00.25+14:00", "1969-12-31T10:00:00-14:00"] {
            assert_eq!(
                Moment::from_date_time_stamp(text),
                Some(Moment(0)),
                "{text}"
            );
        }
        assert_eq!(Moment::from_date_time_stamp("é"), None);
        assert_eq!(Moment::from_utc_time(b"700101000000Z"), Some(Moment(0)));
        assert_eq!(
            Moment::from_generalized_time(b"19700101000000.5Z"),
            Some(Moment(0))
        );
        assert_eq!(Moment::from_generalized_time(b"19700101000000.50Z"), None);
    }
}
