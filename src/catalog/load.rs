//! Reading the catalog from parsed JSON.

use std::fmt;

use serde_json::Value;

use super::{Base, Catalog, Chart, Confidence, Release, Shelf};
use crate::date::Date;
use crate::edition::Edition;
use crate::gather::Gather as _;
use crate::rules::Rules;
use crate::version::{ReleaseLine, Version};

/// Why a text is no catalog. Its `Display` is a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogError(String);

impl CatalogError {
    /// What is wrong, as the end of a sentence.
    pub(crate) const fn new(what: String) -> Self {
        Self(what)
    }
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The catalog of releases can't be used: {}.", self.0)
    }
}

impl std::error::Error for CatalogError {}

fn error<T>(what: impl Into<String>) -> Result<T, CatalogError> {
    Err(CatalogError(what.into()))
}

/// A parsed JSON value, whoever parsed it: `serde_json` in a terminal, the browser itself in the page,
/// which saves the page a parser.
pub trait Tree: Sized {
    /// The value of a key, where this is an object that has it.
    fn get(&self, key: &str) -> Option<Self>;
    /// Keys and values, where this is an object.
    fn entries(&self) -> Option<Vec<(String, Self)>>;
    /// The elements, where this is an array.
    fn elements(&self) -> Option<Vec<Self>>;
    /// The text, where this is a string.
    fn text(&self) -> Option<String>;
}

impl Tree for &Value {
    fn get(&self, key: &str) -> Option<Self> {
        Value::get(self, key)
    }

    fn entries(&self) -> Option<Vec<(String, Self)>> {
        Some(self.as_object()?.iter().map(|(key, value)| (key.clone(), value)).gather())
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Some(self.as_array()?.iter().gather())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
}

pub(super) fn parse(text: &str) -> Result<Catalog, CatalogError> {
    load(&&json(text)?)
}

pub(super) fn json(text: &str) -> Result<Value, CatalogError> {
    serde_json::from_str(text).map_err(|error| CatalogError(format!("it is not JSON ({error})")))
}

pub(super) fn load<T: Tree>(root: &T) -> Result<Catalog, CatalogError> {
    let checked_on = root.get("checked_on").and_then(|date| Date::parse(&date.text()?));
    if checked_on.is_none() {
        return error("`checked_on` is not a date");
    }
    Ok(Catalog {
        checked_on,
        open_source: shelf(root, Edition::OpenSource, "oss")?,
        enterprise: shelf(root, Edition::Enterprise, "enterprise")?,
        rules: Rules::default(),
    })
}

fn shelf<T: Tree>(root: &T, edition: Edition, key: &str) -> Result<Shelf, CatalogError> {
    let chart = root
        .get("charts")
        .and_then(|charts| charts.get(edition.name()))
        .map(|chart| read_chart(&chart))
        .transpose()?;
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
    Ok(Shelf { chart, releases: shelf.into_iter().flat_map(|(_, releases)| releases).gather() })
}

fn read_chart<T: Tree>(chart: &T) -> Result<Chart, CatalogError> {
    let text = |key: &str| match chart.get(key).and_then(|value| value.text()) {
        Some(text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(text),
        _ => error(format!("a chart has no usable `{key}`")),
    };
    Ok(Chart { alias: text("alias")?, url: text("url")?, name: text("chart")?, crds: text("crds")? })
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
    Some(Release { version, date, base })
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
            &format!("{head}a chart has no usable `alias`."),
        );
        check("{", &format!("{head}it is not JSON (EOF while parsing an object at line 1 column 1)."));
    }

    #[test]
    fn the_published_catalog_loads() {
        check(include_str!("../../static/catalog.json"), "loaded");
    }
}
