//! The dates in the rows of helm.

use crate::transcript::lines::MONTHS;

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `2024-03-12 16:01:22.123 +0000 UTC`: Helm 3, unless it was asked for another form.
    Whole,
    /// The same without the offset, or in one word.
    Short,
    /// `Thu Mar 12 16:01:22 2020`: Helm 2, and `helm history`.
    Ansi,
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Whether a date may begin with this word.
pub(super) fn begins(word: &str) -> bool {
    DAYS.contains(&word) || is_day(word.get(..10).unwrap_or_default())
}

/// Reads the date that some words begin with, up to one that ends it, and tells how many words it takes.
pub(super) fn read(words: &[&str], ends: impl Fn(&str) -> bool) -> Option<(Form, usize)> {
    match words {
        [day, month, date, time, year, ..] if DAYS.contains(day) => {
            let is_date = MONTHS.contains(month) && is_number(date, 1..=2) && is_number(year, 4..=4);
            (is_date && is_time(time)).then_some((Form::Ansi, 5))
        }
        [day, time, rest @ ..] if is_day(day) && is_time(time) => {
            let zone = rest.iter().take(3).position(|word| ends(word))?;
            let zone = rest.get(..zone)?;
            let form =
                if zone.first().is_some_and(|word| is_offset(word)) { Form::Whole } else { Form::Short };
            zone.iter().all(|word| is_zone(word)).then_some((form, 2 + zone.len()))
        }
        [moment, ..] => {
            let (day, time) = moment.split_once('T')?;
            (is_day(day) && time.get(..8).is_some_and(is_time)).then_some((Form::Short, 1))
        }
        [] => None,
    }
}

/// `2024-03-12`
fn is_day(word: &str) -> bool {
    let mut parts = word.split('-');
    let lengths = [4, 2, 2].map(|length| parts.next().is_some_and(|part| is_number(part, length..=length)));
    lengths == [true; 3] && parts.next().is_none()
}

/// `16:01:22.123`
fn is_time(word: &str) -> bool {
    let mut parts = word.split(':');
    let mut two = || parts.next().is_some_and(|part| is_number(part, 2..=2));
    let begins = two() && two();
    let is_second = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    begins && parts.next().is_some_and(is_second) && parts.next().is_none()
}

/// `+0200`
fn is_offset(word: &str) -> bool {
    word.strip_prefix(['+', '-']).is_some_and(|digits| is_number(digits, 4..=4))
}

/// `+0200`, `CEST`, `-03`
fn is_zone(word: &str) -> bool {
    let digits = word.strip_prefix(['+', '-']);
    digits.map_or_else(
        || word.len() <= 5 && word.bytes().all(|byte| byte.is_ascii_uppercase()),
        |digits| is_number(digits, 2..=4),
    )
}

fn is_number(word: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(Form, usize)>) {
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(read(&words, |word| word == "deployed"), expect, "reading {text:?}");
    }

    #[test]
    fn dates() {
        check("2024-03-12 16:01:22.123 +0000 UTC deployed", Some((Form::Whole, 4)));
        check("2025-09-30 11:20:31.448291077 +0200 CEST deployed", Some((Form::Whole, 4)));
        check("2024-01-22 12:07:07.2 +1000 +1000 deployed", Some((Form::Whole, 4)));
        check("2024-03-12 16:01:22 deployed", Some((Form::Short, 2)));
        check("2024-03-12T16:01:22Z deployed", Some((Form::Short, 1)));
        check("Thu Mar 12 16:01:22 2020 deployed", Some((Form::Ansi, 5)));
        check("Mon Jan 6 09:30:10 2020 DEPLOYED", Some((Form::Ansi, 5)));
        check("2024-03-12 we have deployed", None);
        check("2024-03-12 16:01:22 we have deployed", None);
        check("2024-03-12 16:01:22 +0000 UTC and then deployed", None);
        check("Thu March 12 16:01:22 2020", None);
        check("12 Mar 2024", None);
        check("", None);
    }
}
