//! What counts where the catalog and what the vendor publishes differ.

use super::document::{Row, Shelf};
use super::index::Index;
use super::quoted;
use super::summary::Notes;
use super::tags::Tags;
use crate::catalog::{Base, Confidence};
use crate::date::Date;
use crate::edition::Edition;
use crate::version::Version;

/// How a base became known that a chart names.
const RELATION: &str = "chart-dependency";

/// More days between two dates of one release than building and uploading it takes.
const MANY_DAYS: i64 = 31;

/// Adds what the index of the open-source repository lists.
pub(super) fn open_source(shelf: &mut Shelf, index: &Index, notes: &mut Notes) {
    for (version, listed) in &index.releases {
        let row = shelf.entry(*version).or_default();
        keep_date(row, *version, listed.created, "was uploaded on", notes);
    }
}

/// Adds what only tags name.
pub(super) fn tags(shelf: &mut Shelf, tags: &Tags, checked_on: Date, notes: &mut Notes) {
    for (version, date) in &tags.releases {
        let is_old = date.is_some_and(|date| date < checked_on);
        if is_old && !shelf.contains_key(version) {
            let what = format!("was tagged before {checked_on}, and yet is not in the catalog of that day");
            notes.about(
                Edition::OpenSource,
                *version,
                format!("{what}; some tags carry Enterprise sources, and are no release of this edition"),
            );
        }
        keep_date(shelf.entry(*version).or_default(), *version, *date, "was tagged on", notes);
    }
}

/// Takes a date where there is none. A date that is there is that of the tag, and stays.
fn keep_date(row: &mut Row, version: Version, found: Option<Date>, what: &str, notes: &mut Notes) {
    let Some(found) = found else { return };
    match &row.date {
        None => row.date = Some(found.to_string()),
        Some(date) => {
            if Date::parse(date).is_some_and(|date| date.days_until(found).abs() > MANY_DAYS) {
                let what = format!("{what} {found}, more than {MANY_DAYS} days from {date}, which stays");
                notes.about(Edition::OpenSource, version, what);
            }
        }
    }
}

/// Adds what the index of the Enterprise repository lists.
pub(super) fn enterprise(shelf: &mut Shelf, index: &Index, notes: &mut Notes) {
    for (version, listed) in &index.releases {
        let row = shelf.entry(*version).or_default();
        let mut note = |what: String| notes.about(Edition::Enterprise, *version, what);
        if let Some(created) = listed.created {
            earliest(row, created, &mut note);
        }
        let Some(text) = &listed.base else { continue };
        match Version::parse(text) {
            Some(base) => declare(row, base, &mut note),
            None => {
                note(format!("depends on `gloo` {}, which is no release and names no base", quoted(text)))
            }
        }
    }
}

/// Takes the day of the upload, unless the release was seen on a day before.
fn earliest(row: &mut Row, created: Date, note: &mut impl FnMut(String)) {
    let uploaded = created.to_string();
    if let Some(date) = &row.date {
        match Date::parse(date) {
            Some(day) if day <= created => {
                if day.days_until(created) > MANY_DAYS {
                    note(format!(
                        "was uploaded on {created}, more than {MANY_DAYS} days after {date}, which stays"
                    ));
                }
                return;
            }
            None if uploaded.get(..date.len()).is_some_and(|month| month > date.as_str()) => {
                note(format!("was uploaded on {created}, but seen in {date} already"));
            }
            _ => {}
        }
    }
    row.date = Some(uploaded);
}

/// Takes the base that the chart names. It outranks what was seen, since that is what gets installed.
fn declare(row: &mut Row, base: Version, note: &mut impl FnMut(String)) {
    if let Some(known) = &row.base {
        let confidence = known.confidence;
        if known.version == base && confidence == Confidence::Declared {
            return;
        }
        if known.version != base && confidence.is_certain() {
            note(format!(
                "CONTRADICTION: its chart depends on {base}, but {} was {} ({}); the chart counts",
                known.version,
                confidence.name(),
                known.relation
            ));
        }
    }
    row.base = Some(Base { version: base, confidence: Confidence::Declared, relation: RELATION.to_owned() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a release")
    }

    fn dated(date: &str) -> Row {
        Row { date: (date != "-").then(|| date.to_owned()), ..Row::default() }
    }

    #[test]
    fn an_upload_dates_a_release_that_was_not_seen_before() {
        let check = |known: &str, created: &str, expect: &str, note: &str| {
            let (mut row, mut seen) = (dated(known), String::new());
            earliest(&mut row, Date::parse(created).expect("a day"), &mut |what| seen = what);
            assert_eq!((row.date.as_deref(), seen.as_str()), (Some(expect), note), "{known} and {created}");
        };
        check("-", "2026-08-20", "2026-08-20", "");
        check("2026-08", "2026-08-20", "2026-08-20", "");
        check("2026-08", "2026-07-31", "2026-07-31", "");
        check(
            "2026-08",
            "2026-09-01",
            "2026-09-01",
            "was uploaded on 2026-09-01, but seen in 2026-08 already",
        );
        check("2026-08-21", "2026-08-20", "2026-08-20", "");
        check("2026-08-20", "2026-08-20", "2026-08-20", "");
        check("2026-08-19", "2026-08-20", "2026-08-19", "");
        check("2026-07-20", "2026-08-20", "2026-07-20", "");
        let late = "was uploaded on 2026-08-20, more than 31 days after 2026-07-19, which stays";
        check("2026-07-19", "2026-08-20", "2026-07-19", late);
    }

    #[test]
    fn a_tag_keeps_its_date() {
        let check = |known: &str, found: &str, expect: Option<&str>, note: &str| {
            let (mut row, mut notes) = (dated(known), Notes::default());
            keep_date(&mut row, version("1.2.3"), Date::parse(found), "was uploaded on", &mut notes);
            let notes = notes.to_string();
            assert_eq!((row.date.as_deref(), notes.as_str()), (expect, note), "{known} and {found}");
        };
        check("-", "2026-08-20", Some("2026-08-20"), "");
        check("-", "-", None, "");
        check("2026-08-20", "-", Some("2026-08-20"), "");
        check("2026-08-20", "2026-07-20", Some("2026-08-20"), "");
        check("2026-08-20", "2026-09-20", Some("2026-08-20"), "");
        let far = "from 2026-08-20, which stays\n";
        let upload = "! open-source 1.2.3 was uploaded on";
        check(
            "2026-08-20",
            "2026-07-19",
            Some("2026-08-20"),
            &format!("{upload} 2026-07-19, more than 31 days {far}"),
        );
        check(
            "2026-08-20",
            "2026-09-21",
            Some("2026-08-20"),
            &format!("{upload} 2026-09-21, more than 31 days {far}"),
        );
    }

    #[test]
    fn a_chart_outranks_what_was_seen() {
        let check = |known: Option<(&str, Confidence)>, expect: &str, note: &str| {
            let base = known.map(|(base, confidence)| Base {
                version: version(base),
                confidence,
                relation: "before".to_owned(),
            });
            let (mut row, mut seen) = (Row { base, ..Row::default() }, String::new());
            declare(&mut row, version("1.2.3"), &mut |what| seen = what);
            let Some(Base { version, confidence, relation }) = row.base else { panic!("no base") };
            let base = format!("{version} {} {relation}", confidence.name());
            assert_eq!((base.as_str(), seen.as_str()), (expect, note), "{known:?}");
        };
        let chart = "1.2.3 declared chart-dependency";
        check(None, chart, "");
        check(Some(("1.2.3", Confidence::Inferred)), chart, "");
        check(Some(("1.2.3", Confidence::Observed)), chart, "");
        check(Some(("1.2.3", Confidence::Declared)), "1.2.3 declared before", "");
        check(Some(("1.2.4", Confidence::Inferred)), chart, "");
        let loud = "CONTRADICTION: its chart depends on 1.2.3, but 1.2.4 was";
        check(
            Some(("1.2.4", Confidence::Observed)),
            chart,
            &format!("{loud} observed (before); the chart counts"),
        );
        check(
            Some(("1.2.4", Confidence::Declared)),
            chart,
            &format!("{loud} declared (before); the chart counts"),
        );
    }
}
