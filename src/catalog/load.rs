//! Reading the catalog from parsed JSON.

use serde_json::Value;

use super::entry::{unknown_key, word};
use super::{Base, Catalog, Chart, Confidence, Crd, EndOfLife, Link, Release, Support};
use crate::date::Date;
use crate::edition::Edition;
use crate::tree::{self, DataError, DataFile};
use crate::version::{ReleaseLine, Version};

fn error<T>(what: impl Into<String>) -> Result<T, DataError> {
    Err(DataError::new(DataFile::Catalog, what))
}

pub(super) fn parse(text: &str) -> Result<Catalog, DataError> {
    load(&tree::parse(text, DataFile::Catalog)?)
}

pub(super) fn load(root: &Value) -> Result<Catalog, DataError> {
    let groups = GROUPS.map(|group| group.name);
    if let Some(key) = tree::unknown_key(root, &[&KEYS[..], &groups].concat()) {
        return error(format!("the file has a key `{key}` that is not known"));
    }
    let checked_on = root["checked_on"].as_str().and_then(Date::parse);
    if checked_on.is_none() {
        return error("`checked_on` is not a date");
    }
    let mut catalog = Catalog { checked_on, ..Catalog::default() };
    catalog.open_source.releases = releases(root, "oss")?;
    catalog.enterprise.releases = releases(root, "enterprise")?;
    for group in &GROUPS {
        match &root[group.name] {
            // A catalog may be older than the group.
            Value::Null => {}
            Value::Object(entries) => {
                for (name, entry) in entries {
                    group.take(&mut catalog, name, entry)?;
                }
            }
            _ => return error(format!("`{}` has no entries", group.name)),
        }
    }
    Ok(catalog)
}

/// The keys of the file that are no groups of entries.
const KEYS: [&str; 4] = ["schema_version", "checked_on", "oss", "enterprise"];

/// A group that a catalog may have besides the releases.
struct Group {
    name: &'static str,
    /// The keys of its entries; those of a value in an entry follow the key of the value.
    keys: &'static [&'static str],
    /// Takes an entry into the catalog; `None` where it can't be read.
    read: fn(&mut Catalog, &str, &Value) -> Option<()>,
}

const GROUPS: [Group; 8] = [
    Group { name: "sources", keys: &["checked_on", "text"], read: source },
    Group {
        name: "charts",
        keys: &["alias", "url", "chart", "license", "crds", "federation_crds", "prefix"],
        read: chart,
    },
    Group { name: "registries", keys: &[], read: registries },
    Group { name: "links", keys: &["what", "in", "url"], read: links },
    Group { name: "end_of_life", keys: &["date", "before", "after", "source"], read: end_of_life },
    Group {
        name: "lines",
        keys: &["kubernetes", "helm", "istio", "listed", "envoy", "gateway_api"],
        read: line,
    },
    Group { name: "crds", keys: &["in", "lines", "patches"], read: crd },
    Group { name: "rehearsed", keys: &[], read: rehearsed },
];

impl Group {
    fn take(&self, catalog: &mut Catalog, name: &str, entry: &Value) -> Result<(), DataError> {
        let group = self.name;
        if let Some(key) = unknown_key(entry, self.keys) {
            return error(format!("`{group}` has an entry \"{name}\" with a key `{key}` that is not known"));
        }
        let unreadable = || error(format!("`{group}` has an entry \"{name}\" that can't be read"));
        (self.read)(catalog, name, entry).map_or_else(unreadable, Ok)
    }
}

/// Where facts come from is for people, who read it in the file.
fn source(_: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    let is_known = name == "pairs" || KEYS.contains(&name) || GROUPS.iter().any(|group| group.name == name);
    let text = entry["text"].as_str().filter(|_| is_known);
    text.and(Date::parse(entry["checked_on"].as_str()?)).map(|_| ())
}

/// What images of an edition are called is for whoever adds one to the core.
fn registries(_: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    Edition::parse(name)?;
    entry.as_array()?.iter().all(|registry| word(registry).is_some()).then_some(())
}

fn chart(catalog: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    let chart = Some(Chart::read(entry)?);
    match Edition::parse(name) {
        Some(edition) => catalog.shelf_mut(edition).chart = chart,
        None if name == "federation" => catalog.federation = chart,
        None => return None,
    }
    Some(())
}

fn links(catalog: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    let shelf = catalog.shelf_mut(Edition::parse(name)?);
    for link in entry.as_array()? {
        shelf.links.push(Link::read(link)?);
    }
    Some(())
}

fn end_of_life(catalog: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    catalog.shelf_mut(Edition::parse(name)?).end_of_life = Some(EndOfLife::read(entry)?);
    Some(())
}

fn line(catalog: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    catalog.lines.push((ReleaseLine::parse(name)?, Support::read(entry)?));
    Some(())
}

fn crd(catalog: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    catalog.crds.push(Crd::read(name, entry)?);
    Some(())
}

fn rehearsed(catalog: &mut Catalog, name: &str, entry: &Value) -> Option<()> {
    catalog.rehearsed.take(name, entry)
}

fn releases(root: &Value, key: &str) -> Result<Vec<Release>, DataError> {
    let Some(lines) = root[key].as_object() else {
        return error(format!("`{key}` is missing"));
    };
    // Keys may come in the order of the alphabet, which puts 1.10 before 1.2.
    let mut shelf: Vec<(ReleaseLine, Vec<Release>)> = Vec::new();
    for (name, rows) in lines {
        let Some((line, rows)) = ReleaseLine::parse(name).zip(rows.as_array()) else {
            return error(format!("`{key}` has a line \"{name}\" that is not one"));
        };
        let mut releases: Vec<Release> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let later = |release: &Release| releases.last().is_none_or(|last| last.version < release.version);
            match release(name, row).filter(later) {
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
    Ok(shelf.into_iter().flat_map(|(_, releases)| releases).collect())
}

/// `["5", "2025-02-28", "1.18.10", "inferred", "docs-co-latest", "1.18.9"]`; the last four are for Enterprise: a base with
/// its confidence and relation, and a lower bound for it.
fn release(line: &str, row: &Value) -> Option<Release> {
    let mut cells = row.as_array()?.iter().map(Value::as_str);
    let version = Version::parse(&format!("{line}.{}", cells.next()??))?;
    let date = cells.next().flatten().map(str::to_owned);
    let [base, confidence, relation, at_least] = [(); 4].map(|()| cells.next().flatten());
    let base = match base {
        None => None,
        Some(base) => Some(Base {
            version: Version::parse(base)?,
            confidence: Confidence::parse(confidence?)?,
            relation: relation.unwrap_or_default().to_owned(),
        }),
    };
    let at_least = match at_least {
        None => None,
        Some(at_least) => Some(Version::parse(at_least)?),
    };
    Some(Release { version, date, base, at_least, seen: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    const PUBLISHED: &str = include_str!("../../static/catalog.json");
    static TREE: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(PUBLISHED).expect("JSON"));

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
        let bound = |bound: &str| {
            format!(
                r#"{{"checked_on":"2026-08-07","oss":{{}},"enterprise":{{"1.2":[["1",null,null,null,null,{bound}]]}}}}"#
            )
        };
        check(&bound(r#""1.2.3""#), "loaded");
        check(
            &bound(r#""older""#),
            &format!("{head}row 1 of line 1.2 in `enterprise` is not a release, or not in order."),
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
        for Group { name, .. } in GROUPS {
            group(&format!(r#""{name}":null"#), "loaded");
            group(&format!(r#""{name}":{{}}"#), "loaded");
            group(&format!(r#""{name}":[]"#), &format!("`{name}` has no entries"));
            group(&format!(r#""{name}":{{"open-source":5}}"#), &entry(name, "open-source"));
        }
        let chart = r#"{"alias":"a","url":"b","chart":"c","crds":"d"}"#;
        group(&format!(r#""charts":{{"federation":{chart}}}"#), "loaded");
        group(&format!(r#""charts":{{"other":{chart}}}"#), &entry("charts", "other"));
        group(r#""sources":{"pairs":{"checked_on":"2026-08-07","text":"a"}}"#, "loaded");
        group(r#""sources":{"pair":{"checked_on":"2026-08-07","text":"a"}}"#, &entry("sources", "pair"));
        group(r#""sources":{"oss":{"checked_on":"2026-02-31","text":"a"}}"#, &entry("sources", "oss"));
        group(r#""registries":{"other":["a"]}"#, &entry("registries", "other"));
        group(r#""registries":{"enterprise":[5]}"#, &entry("registries", "enterprise"));
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
        let end = |date: &str| {
            format!(
                r#""end_of_life":{{"enterprise":{{"date":"{date}","before":"a","after":"b","source":""}}}}"#
            )
        };
        group(&end("2026-12-31"), "loaded");
        group(&end("2026-12-32"), &entry("end_of_life", "enterprise"));
        group(r#""crds":{"a.b":{"in":"1.0.0..","lines":"1.2 1.x"}}"#, &entry("crds", "a.b"));
        group(r#""crds":{"a.b":{"in":"1.0.0..","patches":["1.2.3"]}}"#, &entry("crds", "a.b"));
        group(r#""crds":{"a.b":{"lines":"1.2"}}"#, &entry("crds", "a.b"));
        let deep = [["["; 99].concat(), ["]"; 99].concat()].concat();
        group(&format!(r#""crds":{{"a.b":{{"in":{deep}}}}}"#), &entry("crds", "a.b"));
        group(r#""lines":{"4294967296.0":{}}"#, &entry("lines", "4294967296.0"));
    }

    #[test]
    fn a_key_that_is_not_known_is_named() {
        let text =
            |rest: &str| format!(r#"{{"checked_on":"2026-08-07","oss":{{}},"enterprise":{{}},{rest}}}"#);
        let head = "The catalog of releases can't be used: ";
        check(&text(r#""link":{}"#), &format!("{head}the file has a key `link` that is not known."));
        let mut published = TREE.clone();
        for Group { name: group, .. } in &GROUPS {
            let entries = published.get(group).and_then(Value::as_object).expect("a group").clone();
            for (name, entry) in entries {
                for at in objects(&entry) {
                    let place = format!("/{group}/{}{at}", name.replace('/', "~1"));
                    let keys =
                        published.pointer_mut(&place).and_then(Value::as_object_mut).expect("an object");
                    keys.insert("new".to_owned(), Value::Null);
                    let seen =
                        load(&published).map_or_else(|error| error.to_string(), |_| "loaded".to_owned());
                    let expect = format!(
                        "{head}`{group}` has an entry \"{name}\" with a key `new` that is not known."
                    );
                    assert_eq!(seen, expect, "at {place}");
                    let keys =
                        published.pointer_mut(&place).and_then(Value::as_object_mut).expect("an object");
                    keys.remove("new");
                }
            }
        }
    }

    /// Where the objects in a value are, itself included, as JSON pointers.
    fn objects(value: &Value) -> Vec<String> {
        let below = |key: &str, value: &Value| -> Vec<String> {
            objects(value).into_iter().map(|rest| format!("/{key}{rest}")).collect()
        };
        match value {
            Value::Object(keys) => {
                let inner = keys.iter().flat_map(|(key, value)| below(key, value));
                std::iter::once(String::new()).chain(inner).collect()
            }
            Value::Array(list) => {
                list.iter().enumerate().flat_map(|(index, value)| below(&index.to_string(), value)).collect()
            }
            _ => Vec::new(),
        }
    }

    #[test]
    fn the_published_catalog_loads() {
        check(PUBLISHED, "loaded");
    }
}
