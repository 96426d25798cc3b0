//! The time stamp in front of a line: what follows it, and when it says that the line was printed.

use std::fmt;
use std::num::NonZeroU32;

/// When a line was printed, to the second; stamps of one text can be compared, where all have a year or none has.
/// Only a full date with time is one, and a count of seconds. Without a zone it is taken to be of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp(NonZeroU32);

/// What follows a date with time, or a time of day: `2024-11-28T07:13:35.5083644Z `, `[17:08:50] `.
pub(super) fn after_stamp(text: &str) -> Option<(&str, Option<Stamp>)> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let (rest, seconds) = match after_moment(inner).or_else(|| after_count(inner)) {
        Some((rest, seconds)) => (rest, Some(seconds)),
        None => (after_time(inner)?.0, None),
    };
    let (rest, offset) = after_zone(after_fraction(rest));
    let seconds = seconds.map(|seconds| seconds - offset);
    let rest = if inner.len() < text.len() { rest.strip_prefix(']')? } else { rest };
    let stamp = seconds.and_then(Stamp::at);
    if rest.is_empty() {
        return Some((rest, stamp));
    }
    let rest = rest.strip_prefix([' ', '\t'])?;
    // Some runners add the number of the stream and its name, as in `01O `.
    let stream = after_shape(rest, "00").and_then(|rest| rest.strip_prefix(['O', 'E']));
    Some((stream.and_then(|rest| rest.strip_prefix([' ', '+'])).unwrap_or(rest), stamp))
}

/// What follows every stamp that a text begins with.
pub(in crate::transcript) fn after_stamps(text: &str) -> &str {
    let mut text = text;
    for _ in 0..3 {
        let Some((rest, _)) = after_stamp(text) else { break };
        text = rest.trim_start();
    }
    text
}

/// The stamp somewhere in a margin: `prod | 2024-11-28T07:13:35Z `.
pub(super) fn within(margin: &str) -> Option<Stamp> {
    let starts = margin.char_indices().filter(|(_, c)| c.is_ascii_digit());
    starts.filter_map(|(at, _)| margin.get(at..)).find_map(|rest| {
        let (rest, seconds) = after_moment(rest)?;
        let (_, offset) = after_zone(after_fraction(rest));
        Stamp::at(seconds - offset)
    })
}

impl Stamp {
    fn at(seconds: i64) -> Option<Self> {
        NonZeroU32::new(u32::try_from(seconds).ok()?).map(Self)
    }

    /// Whether its year is known.
    #[must_use]
    pub const fn has_year(self) -> bool {
        self.0.get() as i64 > (NO_YEAR + 1 - 1970) * 366 * DAY
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i64::from(self.0.get());
        let (days, time) = (seconds / DAY + 719_468, seconds % DAY);
        // As above, years begin with March.
        let (era, day) = (days / 146_097, days % 146_097);
        let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let (year, month) =
            if month < 10 { (era * 400 + year, month + 3) } else { (era * 400 + year + 1, month - 9) };
        let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A year with a leap day, used where the year is unknown.
const NO_YEAR: i64 = 1972;

/// Seconds from 1970 on to the date with time that a text begins with, and what follows it.
fn after_moment(text: &str) -> Option<(&str, i64)> {
    let (rest, days) = after_date(text)?;
    let rest = rest.strip_prefix(['T', ' ', ':'])?;
    // A log of requests may have no seconds.
    let minutes =
        || Some((after_shape(rest, "00:00")?, number(rest, 0, 2)? * 3600 + number(rest, 3, 5)? * 60));
    let (rest, time) = after_time(rest).or_else(minutes)?;
    Some((rest, days * DAY + time))
}

/// Seconds from 1970 on, as they are counted: `1710411303.123`.
fn after_count(text: &str) -> Option<(&str, i64)> {
    let rest = after_shape(text, "0000000000").filter(|rest| rest.starts_with([' ', '.', '\t', ']']))?;
    Some((rest, number(text, 0, 10)?))
}

/// What follows `Mar 14 10:15:03 `, as the log of a machine has it. It says no year, so nobody knows whether its
/// December comes before its January.
pub(super) fn after_day(text: &str) -> Option<(&str, Option<Stamp>)> {
    let month = month(text)?;
    let (day, rest) = text.get(3..)?.strip_prefix(' ')?.trim_start().split_once(' ')?;
    let (rest, time) = after_time(rest)?;
    let days = days(NO_YEAR, month, day.parse().ok()?)?;
    let stamp = Stamp::at(days * DAY + time).filter(|_| (2..12).contains(&month));
    Some((rest.strip_prefix(' ')?, stamp))
}

/// The months as logs and Helm write them.
pub(in crate::transcript) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The number of the month whose name a text begins with.
fn month(text: &str) -> Option<i64> {
    let at = MONTHS.iter().position(|name| text.starts_with(name))?;
    i64::try_from(at + 1).ok()
}

/// Days from 1970 on to the date that a text begins with, and what follows it: `2024-03-14`, `14/Mar/2024`.
fn after_date(text: &str) -> Option<(&str, i64)> {
    if let Some(rest) = after_shape(text, "0000-00-00").or_else(|| after_shape(text, "0000/00/00")) {
        return Some((rest, days(number(text, 0, 4)?, number(text, 5, 7)?, number(text, 8, 10)?)?));
    }
    let named = after_shape(text, "00/")?;
    let rest = after_shape(named.get(3..)?, "/0000")?;
    Some((rest, days(number(named, 4, 8)?, month(named)?, number(text, 0, 2)?)?))
}

/// Days from 1970 on to a date.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years begin with March here, so that the day that only some of them have is their last one.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = year * 365 + year / 4 - year / 100 + year / 400;
    Some(before + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

/// Seconds to the time of day that a text begins with, and what follows it.
fn after_time(text: &str) -> Option<(&str, i64)> {
    let rest = after_shape(text, "00:00:00")?;
    Some((rest, number(text, 0, 2)? * 3600 + number(text, 3, 5)? * 60 + number(text, 6, 8)?))
}

fn after_fraction(text: &str) -> &str {
    let rest = text.strip_prefix(['.', ',', ':']).unwrap_or(text);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if after.len() < rest.len() { after } else { text }
}

/// The seconds by which a zone is ahead of UTC, and what follows it: `Z`, `+01:00`, ` -0500`.
fn after_zone(text: &str) -> (&str, i64) {
    let read = || {
        let rest = text.strip_prefix(' ').unwrap_or(text);
        let sign = if rest.starts_with('-') { -1 } else { 1 };
        let digits = rest.strip_prefix(['+', '-'])?;
        let (after, minutes) = match after_shape(digits, "00:00") {
            Some(after) => (after, number(digits, 3, 5)?),
            None => (after_shape(digits, "0000")?, number(digits, 2, 4)?),
        };
        Some((after, sign * (number(digits, 0, 2)? * 3600 + minutes * 60)))
    };
    read().unwrap_or_else(|| (text.strip_prefix('Z').unwrap_or(text), 0))
}

fn number(text: &str, from: usize, to: usize) -> Option<i64> {
    text.get(from..to)?.parse().ok()
}

/// What follows a text of the given shape, where `0` stands for any digit.
fn after_shape<'a>(text: &'a str, shape: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(shape.len())?;
    let fits = |(byte, shape): (u8, u8)| if shape == b'0' { byte.is_ascii_digit() } else { byte == shape };
    head.bytes().zip(shape.bytes()).all(fits).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(&str, Option<u32>)>) {
        let seen = after_stamp(text).map(|(rest, stamp)| (rest, stamp.map(|stamp| stamp.0.get())));
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn a_full_date_with_time_is_a_stamp() {
        check("1970-01-02T00:00:01Z x", Some(("x", Some(86_401))));
        check("[2024-02-29 23:59:59,123] x", Some(("x", Some(1_709_251_199))));
        check("2024/03/01 00:00:00 x", Some(("x", Some(1_709_251_200))));
        check("2024-03-01T01:30:00.5+01:30 x", Some(("x", Some(1_709_251_200))));
        check("2024-02-29T19:00:00-0500 x", Some(("x", Some(1_709_251_200))));
        check("2024-02-29 19:00:00 -0500 x", Some(("x", Some(1_709_251_200))));
        check("2024-03-01T00:00:00Z 01O x", Some(("x", Some(1_709_251_200))));
        check("2024-03-01T00:00:00Z", Some(("", Some(1_709_251_200))));
    }

    #[test]
    fn dates_have_other_forms_too() {
        check("[01/Mar/2024 00:00] x", Some(("x", Some(1_709_251_200))));
        check("[01/Mar/2024:01:00:00 +0100] x", Some(("x", Some(1_709_251_200))));
        check("1709251200.123 x", Some(("x", Some(1_709_251_200))));
        check("1709251200 x", Some(("x", Some(1_709_251_200))));
        let stamps = ["Feb 29 10:00:00 a", "Mar  1 09:00:00 a"]
            .map(|text| after_day(text).and_then(|(_, stamp)| stamp));
        assert!(
            stamps[0] < stamps[1] && stamps.iter().all(|stamp| stamp.is_some_and(|stamp| !stamp.has_year()))
        );
        assert_eq!(after_day("Dec 31 10:00:00 a"), Some(("a", None)));
        assert!(within("a 2024-03-01T00:00:00Z ").is_some_and(Stamp::has_year));
    }

    #[test]
    fn a_time_of_day_is_none_though_it_is_taken_off() {
        check("[17:08:50] x", Some(("x", None)));
        check("17:08:50 up 3 days", Some(("up 3 days", None)));
        check("1902-01-01T00:00:00Z x", Some(("x", None)));
    }

    #[test]
    fn other_numbers_are_left_alone() {
        for text in [
            "2024-03-01 x",
            "2024-13-01T00:00:00Z x",
            "12:30 x",
            "1.16.3",
            "1709251200x",
            "01/Mat/2024 00:00 x",
            "2024-03-01T00:00:00Zx",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_margin_may_hold_one() {
        let stamp = within("prod | 2024-03-01T00:00:00.123Z ").map(|stamp| stamp.0.get());
        assert_eq!(stamp, Some(1_709_251_200));
        assert_eq!(within("web-1 | "), None);
    }
}
