//! What a build changed, and what is odd about it, for the person who decides whether to keep it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::document::{Document, Row, Shelf};
use crate::catalog::Base;
use crate::date::Date;
use crate::edition::Edition;
use crate::version::Version;

type Key = (Edition, Version);

/// What is odd. Its `Display` is one line for each, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes(BTreeSet<(Option<Key>, String)>);

impl Notes {
    /// Notes something about a file, or about all of it.
    pub(super) fn add(&mut self, what: String) {
        self.0.insert((None, what));
    }

    /// Notes something about a release.
    pub(super) fn about(&mut self, edition: Edition, version: Version, what: String) {
        self.0.insert((Some((edition, version)), what));
    }
}

impl fmt::Display for Notes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (key, what) in &self.0 {
            match key {
                None => writeln!(f, "! {what}")?,
                Some((edition, version)) => writeln!(f, "! {} {version} {what}", edition.name())?,
            }
        }
        Ok(())
    }
}

/// What changed against the older catalog. Its `Display` has one line for each change, sorted, then the
/// counts, then what is odd.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The days of the check, before and now.
    checked_on: Option<(Date, Date)>,
    new: BTreeMap<Key, String>,
    changed: BTreeMap<Key, Vec<String>>,
    /// How many entries of the indexes are no releases.
    pub(super) skipped_entries: usize,
    /// How many tags are no releases, if there were tags.
    pub(super) skipped_tags: Option<usize>,
    notes: Notes,
}

impl Summary {
    /// Notes what differs from the older catalog, and what is odd in that.
    pub(super) fn compare(
        &mut self,
        old: &Document,
        checked_on: Date,
        open_source: &Shelf,
        enterprise: &Shelf,
        mut notes: Notes,
    ) {
        self.checked_on = (checked_on != old.checked_on).then_some((old.checked_on, checked_on));
        self.compare_shelves(Edition::OpenSource, &old.open_source, open_source);
        self.compare_shelves(Edition::Enterprise, &old.enterprise, enterprise);
        self.note_doubtful_days(checked_on, open_source, enterprise, &mut notes);
        self.note_doubtful_bases(open_source, enterprise, &mut notes);
        self.notes = notes;
    }

    fn compare_shelves(&mut self, edition: Edition, old: &Shelf, new: &Shelf) {
        for (version, row) in new {
            match old.get(version) {
                None => {
                    self.new.insert((edition, *version), added(edition, row));
                }
                Some(before) if before != row => {
                    self.changed.insert((edition, *version), differences(before, row));
                }
                Some(_) => {}
            }
        }
    }

    fn is_touched(&self, edition: Edition, version: Version) -> bool {
        let key = (edition, version);
        self.new.contains_key(&key) || self.changed.contains_key(&key)
    }

    /// The newest row is what `checked_on` is about, so it can't be younger.
    fn note_doubtful_days(
        &self,
        checked_on: Date,
        open_source: &Shelf,
        enterprise: &Shelf,
        notes: &mut Notes,
    ) {
        let shelves = [(Edition::OpenSource, open_source), (Edition::Enterprise, enterprise)];
        let rows =
            shelves.into_iter().flat_map(|(edition, shelf)| shelf.iter().map(move |row| (edition, row)));
        let dated = rows.filter(|(edition, (version, _))| self.is_touched(*edition, **version)).filter_map(
            |(edition, (version, row))| Some((Date::parse(row.date.as_ref()?)?, edition, *version)),
        );
        if let Some((date, edition, version)) = dated.max().filter(|(date, ..)| *date > checked_on) {
            let what = format!("is of {date}, which is after {checked_on}, the day of the check");
            notes.about(edition, version, what);
        }
    }

    /// Bounds for unknown bases rest on the known ones: which must be there, and never fall in a line.
    fn note_doubtful_bases(&self, open_source: &Shelf, enterprise: &Shelf, notes: &mut Notes) {
        let mut before: Option<(Version, &Base)> = None;
        for (version, row) in enterprise {
            let Some(base) = &row.base else { continue };
            let is_touched = self.is_touched(Edition::Enterprise, *version);
            let mut note = |what: String| notes.about(Edition::Enterprise, *version, what);
            if is_touched {
                match (open_source.get(&base.version), &row.date) {
                    (None, _) => note(format!("has the base {}, which is not in the catalog", base.version)),
                    (Some(Row { date: Some(released), .. }), Some(date))
                        if released.get(..date.len()).is_some_and(|day| day > date.as_str()) =>
                    {
                        note(format!("is of {date}, before its base {} of {released}", base.version));
                    }
                    _ => {}
                }
                if base.version.line() != version.line() {
                    note(format!("has the base {}, which has another minor version", base.version));
                }
            }
            let fallen = before
                .filter(|(other, higher)| other.line() == version.line() && higher.version > base.version);
            if let Some((other, higher)) = fallen
                && (is_touched || self.is_touched(Edition::Enterprise, other))
            {
                note(format!("has the base {}, below {} of {other} before it", of(base), of(higher)));
            }
            before = Some((*version, base));
        }
    }
}

fn of(base: &Base) -> String {
    format!("{} ({})", base.version, base.confidence.name())
}

fn added(edition: Edition, row: &Row) -> String {
    let date = row.date.as_ref().map_or("without a date".to_owned(), |date| format!("of {date}"));
    match (&row.base, edition) {
        (Some(base), _) => format!("{date}, base {}", of(base)),
        (None, Edition::Enterprise) => format!("{date}, base unknown"),
        (None, Edition::OpenSource) => date,
    }
}

fn differences(before: &Row, after: &Row) -> Vec<String> {
    let mut differences = Vec::new();
    if let Some(base) = &after.base
        && before.base != after.base
    {
        differences.push(match &before.base {
            None => format!("base {}", of(base)),
            Some(known) => format!("base {} is now {}", of(known), of(base)),
        });
    }
    if let Some(date) = &after.date
        && before.date != after.date
    {
        differences.push(match &before.date {
            None => format!("date {date}"),
            Some(known) => format!("date {known} is now {date}"),
        });
    }
    differences
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((before, now)) = self.checked_on {
            writeln!(f, "~ checked_on {before} is now {now}")?;
        }
        for ((edition, version), what) in &self.new {
            writeln!(f, "+ {} {version} {what}", edition.name())?;
        }
        for ((edition, version), differences) in &self.changed {
            for what in differences {
                writeln!(f, "~ {} {version}: {what}", edition.name())?;
            }
        }
        let are_none = |count: usize, one: &str, many: &str| match count {
            1 => format!("1 {one} is no release"),
            _ => format!("{count} {many} are no releases"),
        };
        write!(f, "{} new, {} changed", self.new.len(), self.changed.len())?;
        write!(f, ", {}", are_none(self.skipped_entries, "entry", "entries"))?;
        if let Some(tags) = self.skipped_tags {
            write!(f, ", {}", are_none(tags, "tag", "tags"))?;
        }
        write!(f, "\n{}", self.notes)
    }
}
