//! Days of the calendar, for saying how old the catalog is. The clock is the caller's.

use std::fmt;

/// A day in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

impl Date {
    /// Reads `2026-08-07`; `None` for anything else and for months and days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        // A number may have a sign; a day has none.
        let is_number = |part: &&str, digits| part.len() == digits && !part.starts_with('+');
        let mut next =
            |digits: usize| parts.next().filter(|part| is_number(part, digits))?.parse::<i64>().ok();
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        let exists = (1..=days_in(year, month)).contains(&day) && parts.next().is_none();
        exists.then_some(Self { year, month, day })
    }

    /// The day that is this many days after 1970-01-01, as clocks count; `None` before that day and
    /// after the year 9999.
    #[must_use]
    pub fn from_unix_days(days: i64) -> Option<Self> {
        let epoch = Self { year: 1970, month: 1, day: 1 };
        let year = 1970 + days.checked_div(366)?;
        let days_to = |date: &Self| epoch.days_until(*date);
        let first_of_years = (year..=year + 40).map(|year| Self { year, month: 1, day: 1 });
        let first = first_of_years.rev().find(|date| days_to(date) <= days)?;
        let first_of_months = (1..=12).map(|month| Self { month, ..first });
        let first = first_of_months.rev().find(|date| days_to(date) <= days)?;
        let day = 1 + days - days_to(&first);
        ((0..=9999).contains(&first.year) && days >= 0).then_some(Self { day, ..first })
    }

    /// Days from this day to a later one; negative where `later` is earlier.
    #[must_use]
    pub const fn days_until(self, later: Self) -> i64 {
        later.day_number() - self.day_number()
    }

    /// Days since 0000-03-01, counted in years that begin in March, so that a leap day comes last.
    const fn day_number(self) -> i64 {
        let year = if self.month > 2 { self.year } else { self.year - 1 };
        let month = (self.month + 9) % 12;
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + self.day - 1
    }
}

/// How many days a month has; none, where there is no such month.
const fn days_in(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_a_clock() {
        for text in ["1970-01-01", "1972-02-29", "2000-12-31", "2024-03-01", "2026-11-25", "2099-01-01"] {
            let date = Date::parse(text).expect("a date");
            let days = Date { year: 1970, month: 1, day: 1 }.days_until(date);
            assert_eq!(Date::from_unix_days(days), Some(date), "{text}");
        }
        assert_eq!(Date::from_unix_days(-1), None);
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2024-02-29", "2000-02-29", "2026-01-31", "2026-04-30", "2026-12-31", "0000-02-29"] {
            assert_eq!(Date::parse(text).map(|date| date.to_string()).as_deref(), Some(text));
        }
        for text in [
            "2026-02-31",
            "2026-02-29",
            "1900-02-29",
            "2024-02-30",
            "2026-04-31",
            "2026-06-31",
            "2026-09-31",
            "2026-11-31",
            "2026-12-32",
            "2026-00-01",
            "2026-01-00",
            "2026-13-01",
            "2026-01-01-01",
            "+026-01-01",
            "2026-+1-01",
            "2026-01--1",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    /// Every day of four centuries is the one after the day before it.
    #[test]
    fn no_day_is_missing() {
        let mut expected = 0;
        for year in 1970..2370 {
            for month in 1..=12 {
                for day in 1..=days_in(year, month) {
                    assert_eq!(Date::from_unix_days(expected), Some(Date { year, month, day }));
                    expected += 1;
                }
            }
        }
    }

    fn check(from: &str, to: &str, expect: Option<i64>) {
        let days = Date::parse(from).zip(Date::parse(to)).map(|(from, to)| from.days_until(to));
        assert_eq!(days, expect, "from {from} to {to}");
    }

    #[test]
    fn days_between_dates() {
        check("2026-08-07", "2026-08-07", Some(0));
        check("2026-08-07", "2026-11-25", Some(110));
        check("2024-02-28", "2024-03-01", Some(2));
        check("2023-02-28", "2023-03-01", Some(1));
        check("1999-12-31", "2000-01-01", Some(1));
        check("2026-08-07", "2026-08-06", Some(-1));
        check("2026-13-07", "2026-08-07", None);
        check("2026-8-7", "2026-08-07", None);
        check("today", "2026-08-07", None);
    }
}
