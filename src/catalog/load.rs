//! Reading the catalog from parsed JSON.

use super::entry::Entry;
use super::{Base, Catalog, Chart, Confidence, Crd, EndOfLife, Link, Release, Support};
use crate::date::Date;
use crate::edition::Edition;
use crate::gather::Gather as _;
use crate::tree::{self, DataError, DataFile, Tree};
use crate::version::{ReleaseLine, Version};

fn error<T>(what: impl Into<String>) -> Result<T, DataError> {
    Err(DataError::new(DataFile::Catalog, what))
}

pub(super) fn parse(text: &str) -> Result<Catalog, DataError> {
    load(&&tree::parse(text, DataFile::Catalog)?)
}

pub(super) fn load<T: Tree>(root: &T) -> Result<Catalog, DataError> {
    let checked_on = root.get("checked_on").and_then(|date| Date::parse(&date.text()?));
    if checked_on.is_none() {
        return error("`checked_on` is not a date");
    }
    let mut catalog = Catalog { checked_on, ..Catalog::default() };
    catalog.open_source.releases = releases(root, "oss")?;
    catalog.enterprise.releases = releases(root, "enterprise")?;
    for (group, read) in GROUPS {
        match Entry::of(root, group) {
            // A catalog may be older than the group.
            Entry::Nothing => {}
            Entry::Group(entries) => {
                for (name, entry) in &entries {
                    if read(&mut catalog, name, entry).is_none() {
                        return error(format!("`{group}` has an entry \"{name}\" that can't be read"));
                    }
                }
            }
            _ => return error(format!("`{group}` has no entries")),
        }
    }
    Ok(catalog)
}

/// Takes an entry into the catalog; `None` where it can't be read.
type ReadEntry = fn(&mut Catalog, &str, &Entry) -> Option<()>;

/// The groups that a catalog may have besides the releases.
const GROUPS: [(&str, ReadEntry); 5] =
    [("charts", chart), ("links", links), ("end_of_life", end_of_life), ("lines", line), ("crds", crd)];

fn chart(catalog: &mut Catalog, name: &str, entry: &Entry) -> Option<()> {
    let chart = Some(Chart::read(entry)?);
    match Edition::parse(name) {
        Some(edition) => catalog.shelf_mut(edition).chart = chart,
        None if name == "federation" => catalog.federation = chart,
        None => {}
    }
    Some(())
}

fn links(catalog: &mut Catalog, name: &str, entry: &Entry) -> Option<()> {
    let shelf = catalog.shelf_mut(Edition::parse(name)?);
    for link in entry.list()? {
        shelf.links.push(Link::read(link)?);
    }
    Some(())
}

fn end_of_life(catalog: &mut Catalog, name: &str, entry: &Entry) -> Option<()> {
    catalog.shelf_mut(Edition::parse(name)?).end_of_life = Some(EndOfLife::read(entry)?);
    Some(())
}

fn line(catalog: &mut Catalog, name: &str, entry: &Entry) -> Option<()> {
    catalog.lines.push((ReleaseLine::parse(name)?, Support::read(entry)?));
    Some(())
}

fn crd(catalog: &mut Catalog, name: &str, entry: &Entry) -> Option<()> {
    catalog.crds.push(Crd::read(name, entry)?);
    Some(())
}

fn releases<T: Tree>(root: &T, key: &str) -> Result<Vec<Release>, DataError> {
    let Some(lines) = root.get(key).and_then(|lines| lines.entries()) else {
        return error(format!("`{key}` is missing"));
    };
    // Keys may come in the order of the alphabet, which puts 1.10 before 1.2.
    let mut shelf: Vec<(ReleaseLine, Vec<Release>)> = Vec::new();
    for (name, rows) in lines {
        let Some((line, rows)) = ReleaseLine::parse(&name).zip(rows.elements()) else {
            return error(format!("`{key}` has a line \"{name}\" that is not one"));
        };
        let mut releases: Vec<Release> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let later = |release: &Release| releases.last().is_none_or(|last| last.version < release.version);
            match release(&name, row).filter(later) {
                Some(release) => releases.push(release),
                None => {
                    return error(format!(
                        "row {} of line {name} in `{key}` is not a release, or not in order",
                        index + 1
                    ));
                }
            }
        }
        let at = shelf.partition_point(|(other, _)| *other < line);
        shelf.insert(at, (line, releases));
    }
    Ok(shelf.into_iter().flat_map(|(_, releases)| releases).gather())
}

/// `["5", "2025-02-28", "1.18.10", "inferred", "docs-co-latest"]`; the last three are for Enterprise.
fn release<T: Tree>(line: &str, row: &T) -> Option<Release> {
    let mut cells = row.elements()?.into_iter().map(|cell| cell.text());
    let version = Version::parse(&format!("{line}.{}", cells.next()??))?;
    let date = cells.next().flatten();
    let base = match cells.next().flatten() {
        None => None,
        Some(base) => Some(Base {
            version: Version::parse(&base)?,
            confidence: Confidence::parse(&cells.next()??)?,
            relation: cells.next().flatten().unwrap_or_default(),
        }),
    };
    Some(Release { version, date, base, seen: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let seen = parse(text).map_or_else(|error| error.to_string(), |_| "loaded".to_owned());
        assert_eq!(seen, expect, "loading {text:?}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let head = "The catalog of releases can't be used: ";
        check(r#"{"checked_on":"2026-08-07","oss":{},"enterprise":{}}"#, "loaded");
        check("[]", &format!("{head}`checked_on` is not a date."));
        check(r#"{"checked_on":"2026-08-07"}"#, &format!("{head}`oss` is missing."));
        check(
            r#"{"checked_on":"2026-08-07","oss":{"x":[]},"enterprise":{}}"#,
            &format!("{head}`oss` has a line \"x\" that is not one."),
        );
        check(
            r#"{"checked_on":"2026-08-07","oss":{"1.2":[["$(rm)","2020-01-01"]]},"enterprise":{}}"#,
            &format!("{head}row 1 of line 1.2 in `oss` is not a release, or not in order."),
        );
        check(
            r#"{"checked_on":"2026-08-07","oss":{"1.2":[["1",null],["0",null]]},"enterprise":{}}"#,
            &format!("{head}row 2 of line 1.2 in `oss` is not a release, or not in order."),
        );
        check(
            r#"{"checked_on":"2026-08-07","charts":{"open-source":{"alias":"a b"}},"oss":{},"enterprise":{}}"#,
            &format!("{head}`charts` has an entry \"open-source\" that can't be read."),
        );
        check("{", &format!("{head}it is not JSON (EOF while parsing an object at line 1 column 1)."));
    }

    #[test]
    fn a_group_may_be_missing_but_not_wrong() {
        let group = |group: &str, expect: &str| {
            let text = format!(r#"{{"checked_on":"2026-08-07","oss":{{}},"enterprise":{{}},{group}}}"#);
            let sentence = match expect {
                "loaded" => expect.to_owned(),
                _ => format!("The catalog of releases can't be used: {expect}."),
            };
            check(&text, &sentence);
        };
        let entry = |name: &str, entry: &str| format!("`{name}` has an entry \"{entry}\" that can't be read");
        for name in ["charts", "links", "end_of_life", "lines", "crds"] {
            group(&format!(r#""{name}":null"#), "loaded");
            group(&format!(r#""{name}":{{}}"#), "loaded");
            group(&format!(r#""{name}":[]"#), &format!("`{name}` has no entries"));
            group(&format!(r#""{name}":{{"open-source":5}}"#), &entry(name, "open-source"));
        }
        group(r#""charts":{"other":{"alias":"a","url":"b","chart":"c","crds":"d"}}"#, "loaded");
        group(
            r#""charts":{"enterprise":{"alias":"a","url":"b","chart":"c","crds":"d","prefix":"gloo"}}"#,
            &entry("charts", "enterprise"),
        );
        group(
            r#""charts":{"enterprise":{"alias":"a","url":"b","chart":"--c","crds":"d"}}"#,
            &entry("charts", "enterprise"),
        );
        group(r#""links":{"enterprise":[]}"#, "loaded");
        group(r#""links":{"other":[]}"#, &entry("links", "other"));
        group(r#""links":{"enterprise":[{"what":"a"}]}"#, &entry("links", "enterprise"));
        let end = |date: &str, url: &str| {
            format!(
                r#""end_of_life":{{"enterprise":{{"date":"{date}","successors":[{{"name":"a","url":"{url}"}}],"source":""}}}}"#
            )
        };
        group(&end("2026-12-31", "https://a.b"), "loaded");
        group(&end("2026-12-32", "https://a.b"), &entry("end_of_life", "enterprise"));
        group(&end("2026-12-31", "http://a.b"), &entry("end_of_life", "enterprise"));
        group(r#""crds":{"a.b":{"in":"1.0.0..","lines":"1.2 1.x"}}"#, &entry("crds", "a.b"));
        group(r#""crds":{"a.b":{"in":"1.0.0..","patches":["1.2.3"]}}"#, &entry("crds", "a.b"));
        group(r#""crds":{"a.b":{"lines":"1.2"}}"#, &entry("crds", "a.b"));
        let deep = [["["; 99].concat(), ["]"; 99].concat()].concat();
        group(&format!(r#""crds":{{"a.b":{{"in":{deep}}}}}"#), &entry("crds", "a.b"));
        group(r#""lines":{"4294967296.0":{}}"#, &entry("lines", "4294967296.0"));
    }

    #[test]
    fn the_published_catalog_loads() {
        check(include_str!("../../static/catalog.json"), "loaded");
    }
}
