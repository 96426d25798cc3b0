//! A newer catalog from an older one and what the vendor publishes: the indexes of the two Helm
//! repositories, and the tags of the open-source repository.
//!
//! Texts go in; a text and what changed come out. Only releases and the day of the check change: all
//! else in the catalog stays as it is, byte for byte.
//!
//! A chart is all that the vendor says himself about the base of an Enterprise release, so its
//! dependency outranks every other source. Its day of upload does not: a release may have been seen, or
//! tagged, before.

mod document;
mod index;
mod json;
mod merge;
mod summary;
mod tags;
mod yaml;

pub use summary::Summary;

use std::fmt;

use self::document::Document;
use self::index::Index;
use self::summary::Notes;
use crate::date::Date;
use crate::edition::Edition;

/// A text, and the name by which messages speak of it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The name of its file.
    pub name: &'a str,
    /// What the file holds.
    pub text: &'a str,
}

/// What a catalog is made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The catalog that there is.
    pub base: Source<'a>,
    /// The index of the repository with the chart `gloo`.
    pub open_source: Option<Source<'a>>,
    /// The index of the repository with the chart `gloo-ee`.
    pub enterprise: Option<Source<'a>>,
    /// Tags of the open-source repository, as git lists them.
    pub tags: Option<Source<'a>>,
    /// The day on which all of it was fetched; else the newest day that the indexes name.
    pub checked_on: Option<Date>,
}

/// A new catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// Its text.
    pub text: String,
    /// What is new in it.
    pub summary: Summary,
}

/// Why no catalog can be made. Its `Display` is a sentence without a full stop, which names the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BuildError {}

/// More than any chart will ever have. What is beyond would fill the memory.
const MOST_ENTRIES: usize = 100_000;

fn error<T>(name: &str, what: impl fmt::Display) -> Result<T, BuildError> {
    Err(BuildError(format!("{name}: {what}")))
}

/// What a file says, as a message may repeat it: on one line, not for long, and without anything that a
/// terminal would obey.
fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let shown: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    format!("\"{shown}{}\"", if text.chars().nth(LONGEST).is_some() { "…" } else { "" })
}

/// The day that a time stamp begins with: `2026-08-20T10:11:12.131415Z`.
fn day(text: &str) -> Option<Date> {
    let (day, time) = text.split_at_checked(10)?;
    let is_time = time.is_empty() || time.starts_with(['T', 't', ' ']);
    Date::parse(day).filter(|_| is_time)
}

/// Makes a new catalog. The order in which an index lists its entries makes no difference.
///
/// # Errors
///
/// A sentence that says which file can't be used, and what is wrong in it.
pub fn build(inputs: &Inputs) -> Result<Built, BuildError> {
    let document = Document::parse(&inputs.base)?;
    let (mut open_source, mut enterprise) = (document.open_source.clone(), document.enterprise.clone());
    let mut notes = Notes::default();
    let mut newest = Vec::new();
    let mut summary = Summary::default();

    let mut read = |source: Option<Source>, edition| -> Result<Index, BuildError> {
        let Some(source) = source else { return Ok(Index::default()) };
        let index = index::read(&source, edition, &mut notes)?;
        newest.extend(index.newest);
        summary.skipped_entries += index.skipped;
        Ok(index)
    };
    let open_source_index = read(inputs.open_source, Edition::OpenSource)?;
    let enterprise_index = read(inputs.enterprise, Edition::Enterprise)?;

    merge::open_source(&mut open_source, &open_source_index, &mut notes);
    if let Some(source) = &inputs.tags {
        let tags = tags::read(source)?;
        summary.skipped_tags = Some(tags.skipped);
        merge::tags(&mut open_source, &tags, document.checked_on, &mut notes);
    }
    merge::enterprise(&mut enterprise, &enterprise_index, &mut notes);

    if let Some(asked) = inputs.checked_on.filter(|asked| *asked < document.checked_on) {
        notes.add(format!("{asked} is older than the catalog, which was checked on {}", document.checked_on));
    }
    let checked_on = inputs.checked_on.or(newest.into_iter().max()).unwrap_or(document.checked_on);
    let checked_on = checked_on.max(document.checked_on);
    summary.compare(&document, checked_on, &open_source, &enterprise, notes);
    Ok(Built { text: document.print(checked_on, &open_source, &enterprise), summary })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLISHED: &str = include_str!("../../static/catalog.json");

    #[test]
    fn nothing_new_gives_the_same_bytes() {
        let base = Source { name: "catalog.json", text: PUBLISHED };
        let inputs = Inputs { base, open_source: None, enterprise: None, tags: None, checked_on: None };
        let built = build(&inputs).expect("a catalog");
        assert_eq!(built.text, PUBLISHED);
        assert_eq!(built.summary.to_string(), "0 new, 0 changed, 0 entries are no releases\n");
    }

    #[test]
    fn what_is_repeated_is_harmless() {
        assert_eq!(quoted("1.2\n\u{1b}[2J\""), r#""1.2\n\u{1b}[2J\"""#);
        assert_eq!(quoted(&"ä".repeat(100)).chars().count(), 63);
    }

    #[test]
    fn a_time_begins_with_its_day() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), expect, "{text:?}");
        };
        check("2026-08-20", Some("2026-08-20"));
        check("2026-08-20T10:11:12.131415161Z", Some("2026-08-20"));
        check("2026-08-20 10:11:12 +0200", Some("2026-08-20"));
        check("2026-08-201", None);
        check("2026-13-20T10:11:12Z", None);
        check("20.8.2026", None);
        check("2026-08-2ü", None);
        check("", None);
    }
}
