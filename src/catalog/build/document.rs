//! The catalog as a text in which releases can be exchanged.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;

use super::{BuildError, Source, error, json, quoted};
use crate::catalog::{Base, Catalog};
use crate::date::Date;
use crate::edition::Edition;
use crate::version::{ReleaseLine, Version};

/// What is known of the releases of one edition.
pub(super) type Shelf = BTreeMap<Version, Row>;

/// What the catalog says about one release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// `2025-02-28`, or `2025-02` where only the month is known.
    pub date: Option<String>,
    /// For an Enterprise release: what it is built on.
    pub base: Option<Base>,
    /// The cells after these, as they are written: kept, whatever they may mean.
    pub rest: Vec<String>,
}

/// How many cells of a row are known here.
const KNOWN_CELLS: usize = 5;

/// A catalog, and where in its text the parts stand that change.
pub(super) struct Document<'a> {
    text: &'a str,
    parts: BTreeMap<String, Range<usize>>,
    /// The day on which its newest row was looked up.
    pub checked_on: Date,
    /// Its open-source releases.
    pub open_source: Shelf,
    /// Its Enterprise releases.
    pub enterprise: Shelf,
}

/// The name of an edition's releases in the catalog.
const fn key(edition: Edition) -> &'static str {
    match edition {
        Edition::OpenSource => "oss",
        Edition::Enterprise => "enterprise",
    }
}

impl<'a> Document<'a> {
    pub(super) fn parse(source: &Source<'a>) -> Result<Self, BuildError> {
        let Source { name, text } = *source;
        let catalog = Catalog::parse(text)
            .map_err(|error| BuildError(format!("{name}: {}", error.to_string().trim_end_matches('.'))))?;
        let Some(checked_on) = catalog.checked_on else { return error(name, "`checked_on` is not a date") };
        let mut parts = BTreeMap::new();
        for (key, range) in json::values(text) {
            // A parser would take the last of the two, and the first would be lost in silence.
            if parts.insert(key.clone(), range).is_some() {
                return error(name, format!("{} is there twice", quoted(&key)));
            }
        }
        let part = |key: &str| parts.get(key).and_then(|range: &Range<usize>| text.get(range.clone()));
        let shelf = |edition| shelf(name, part(key(edition)).unwrap_or_default(), &catalog, edition);
        let (open_source, enterprise) = (shelf(Edition::OpenSource)?, shelf(Edition::Enterprise)?);
        Ok(Self { text, parts, checked_on, open_source, enterprise })
    }

    /// The text with other releases. A part without a change keeps the form in which it was written.
    pub(super) fn print(&self, checked_on: Date, open_source: &Shelf, enterprise: &Shelf) -> String {
        let changed = [
            ("checked_on", (checked_on != self.checked_on).then(|| format!("\"{checked_on}\""))),
            (key(Edition::OpenSource), (*open_source != self.open_source).then(|| print(open_source))),
            (key(Edition::Enterprise), (*enterprise != self.enterprise).then(|| print(enterprise))),
        ];
        let mut places: Vec<(&Range<usize>, String)> =
            changed.into_iter().filter_map(|(key, text)| Some((self.parts.get(key)?, text?))).collect();
        places.sort_by_key(|(range, _)| range.start);
        let (mut printed, mut end) = (String::new(), 0);
        for (range, new) in places {
            printed.push_str(self.text.get(end..range.start).unwrap_or_default());
            printed.push_str(&new);
            end = range.end;
        }
        printed.push_str(self.text.get(end..).unwrap_or_default());
        printed
    }
}

/// The rows of an edition, and what only the text knows of them.
fn shelf(name: &str, text: &str, catalog: &Catalog, edition: Edition) -> Result<Shelf, BuildError> {
    let mut shelf = Shelf::new();
    for release in catalog.releases(edition) {
        let date = release.date.clone();
        if let Some(date) = date.as_ref().filter(|date| !is_date(date)) {
            let what = format!("{} {} is dated {}", edition.name(), release.version, quoted(date));
            return error(name, format!("{what}, which is no day like 2025-02-28 and no month like 2025-02"));
        }
        shelf.insert(release.version, Row { date, base: release.base.clone(), rest: Vec::new() });
    }
    let mut lines = BTreeSet::new();
    for (line, rows) in json::values(text) {
        if !lines.insert(line.clone()) {
            return error(name, format!("line {line} is twice in `{}`", key(edition)));
        }
        let rows = text.get(rows).unwrap_or_default();
        for (_, range) in json::values(rows) {
            let row = rows.get(range).unwrap_or_default();
            let mut cells = json::values(row).into_iter().filter_map(|(_, range)| row.get(range));
            let patch: String = serde_json::from_str(cells.next().unwrap_or_default()).unwrap_or_default();
            let version = Version::parse(&format!("{line}.{patch}"));
            if let Some(row) = version.and_then(|version| shelf.get_mut(&version)) {
                row.rest = cells.skip(KNOWN_CELLS - 1).map(str::to_owned).collect();
            }
        }
    }
    Ok(shelf)
}

fn is_date(text: &str) -> bool {
    Date::parse(text).or_else(|| Date::parse(&format!("{text}-01"))).is_some()
}

/// A group of the catalog: small enough to ship, and a new release changes one line of a diff.
fn print(shelf: &Shelf) -> String {
    let mut lines: BTreeMap<ReleaseLine, Vec<String>> = BTreeMap::new();
    for (version, row) in shelf {
        lines.entry(version.line()).or_default().push(print_row(*version, row));
    }
    let lines: Vec<String> =
        lines.iter().map(|(line, rows)| format!("    \"{line}\": [{}]", rows.join(","))).collect();
    format!("{{\n{}\n  }}", lines.join(",\n"))
}

/// `["5","2025-02-28","1.18.10","inferred","docs-co-latest"]`; without a base, the first two cells.
fn print_row(version: Version, row: &Row) -> String {
    let mut cells = vec![Value::from(version.patch_name()), Value::from(row.date.clone())];
    if let Some(base) = &row.base {
        let known = [base.version.to_string(), base.confidence.name().to_owned(), base.relation.clone()];
        cells.extend(known.map(Value::from));
    } else if !row.rest.is_empty() {
        cells.resize(KNOWN_CELLS, Value::Null);
    }
    let cells: Vec<String> = cells.iter().map(Value::to_string).chain(row.rest.iter().cloned()).collect();
    format!("[{}]", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"charts":{ },"links":{"enterprise":[ ]},"checked_on":"2026-08-07",
  "enterprise": {"1.10":[["0","2025-10","1.10.1","inferred","docs","1.10.0",{"z":1,"y":2}]],"1.9":[["3",null]]},
  "oss":{"1.9": [["0", null, null, null, null, "1.9.0", "more"]]}, "crds": null}
"#;

    fn document(text: &str) -> Result<Document<'_>, BuildError> {
        Document::parse(&Source { name: "base.json", text })
    }

    #[test]
    fn only_what_changed_is_written_anew() {
        let document = document(TEXT).expect("a catalog");
        let print = |day: &str, open_source: &Shelf, enterprise: &Shelf| {
            document.print(Date::parse(day).expect("a day"), open_source, enterprise)
        };
        assert_eq!(print("2026-08-07", &document.open_source, &document.enterprise), TEXT);
        assert_eq!(
            print("2026-08-09", &document.open_source, &document.enterprise),
            TEXT.replace("08-07", "08-09")
        );
        let (mut open_source, mut enterprise) = (document.open_source.clone(), document.enterprise.clone());
        let date = Some("2026-08-08".to_owned());
        open_source.insert(Version::stable(1, 9, 1), Row { date, ..Row::default() });
        enterprise.remove(&Version::stable(1, 9, 3));
        assert_eq!(
            print("2026-08-07", &open_source, &enterprise),
            r#"{"charts":{ },"links":{"enterprise":[ ]},"checked_on":"2026-08-07",
  "enterprise": {
    "1.10": [["0","2025-10","1.10.1","inferred","docs","1.10.0",{"z":1,"y":2}]]
  },
  "oss":{
    "1.9": [["0",null,null,null,null,"1.9.0","more"],["1","2026-08-08"]]
  }, "crds": null}
"#
        );
    }

    #[test]
    fn the_published_rows_are_written_as_they_are() {
        let text = include_str!("../../../static/catalog.json");
        let document = document(text).expect("a catalog");
        for (edition, shelf) in
            [(Edition::OpenSource, &document.open_source), (Edition::Enterprise, &document.enterprise)]
        {
            let range = document.parts.get(key(edition)).expect("the edition").clone();
            assert_eq!(Some(print(shelf).as_str()), text.get(range), "{edition}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_base_is_said() {
        let check = |from: &str, to: &str, expect: &str| {
            assert!(TEXT.contains(from), "{from}");
            let text = TEXT.replace(from, to);
            let seen = document(&text).map_or_else(|error| error.to_string(), |_| "read".to_owned());
            assert_eq!(seen, expect, "with {to} for {from}");
        };
        let head = "base.json: The catalog of releases can't be used: ";
        check("\"2026-08-07\"", "0", &format!("{head}`checked_on` is not a date"));
        let row = "is not a release, or not in order";
        check("\"3\"", "\"9.3\"", &format!("{head}row 1 of line 1.9 in `enterprise` {row}"));
        check("\"1.10\"", "\"01.10\"", &format!("{head}row 1 of line 01.10 in `enterprise` {row}"));
        check("\"links\"", "\"oss\"", "base.json: \"oss\" is there twice");
        check("\"1.9\":", "\"1.10\":", "base.json: line 1.10 is twice in `enterprise`");
        let dated = "base.json: enterprise 1.10.0 is dated";
        check(
            "2025-10",
            "autumn",
            &format!("{dated} \"autumn\", which is no day like 2025-02-28 and no month like 2025-02"),
        );
    }
}
