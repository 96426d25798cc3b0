//! The index of a Helm repository: which versions of one chart it has, since when, and on what they are
//! built.

mod entry;

use std::collections::{BTreeMap, BTreeSet, btree_map};

use self::entry::{Entry, Place};
use super::summary::Notes;
use super::yaml::{EventReader, Node};
use super::{BuildError, MOST_ENTRIES, Source, day, error, quoted};
use crate::date::Date;
use crate::edition::Edition;
use crate::version::Version;

/// What Helm writes where it knows no time.
const NO_DAY: &str = "0001-01-01";

/// How many charts a message names.
const NAMED_CHARTS: usize = 10;

/// What an index says about one chart.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The newest day in it, of whatever entry.
    pub newest: Option<Date>,
    pub releases: BTreeMap<Version, Listed>,
    /// How many entries are no releases: builds of a branch, for instance.
    pub skipped: usize,
}

/// What an index says about one release.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// The day of its upload.
    pub created: Option<Date>,
    /// The version of the chart `gloo` that it depends on, as it is written.
    pub base: Option<String>,
    /// Its entry, for messages.
    number: usize,
    line: usize,
}

/// The chart of an edition, and the option that takes an index with it.
const fn chart(edition: Edition) -> (&'static str, &'static str) {
    match edition {
        Edition::OpenSource => ("gloo", "--oss-index"),
        Edition::Enterprise => ("gloo-ee", "--ee-index"),
    }
}

/// Reads what an index says about the chart of an edition.
pub(super) fn read(source: &Source, edition: Edition, notes: &mut Notes) -> Result<Index, BuildError> {
    let mut found = Found::new(source.name, edition);
    let mut yaml = EventReader::new(source);
    let (mut has_entries, mut has_end) = (false, false);
    let mut newest = None;
    if yaml.next()? == Node::Map {
        while let Some(key) = yaml.key()? {
            match key.as_ref() {
                "entries" if has_entries => return yaml.error("has `entries` for the second time"),
                "entries" => {
                    has_entries = true;
                    found.read_charts(&mut yaml)?;
                }
                "generated" => {
                    has_end = true;
                    newest = created(yaml.text("generated")?.as_deref())
                        .or_else(|text| yaml.error(format!("has `generated` {}", no_day(&text))))?;
                }
                _ => yaml.skip()?,
            }
        }
        yaml.finish()?;
    }
    if !has_entries {
        return error(source.name, "there are no `entries`, so it is not the index of a Helm repository");
    }
    if !has_end {
        let what = "has no `generated`, with which Helm ends an index: it may be cut";
        notes.add(format!("{} {what}", source.name));
    }
    let mut index = found.index()?;
    index.newest = index.newest.max(newest);
    let lacking = index.releases.values().filter(|listed| listed.base.is_none()).count();
    if edition == Edition::Enterprise && lacking > 0 {
        let what = if lacking == 1 { "release names" } else { "releases name" };
        notes.add(format!("{}: {lacking} {what} no dependency on `gloo`", source.name));
    }
    Ok(index)
}

/// The day of a time stamp, if there is one; the text, if it is none.
fn created(text: Option<&str>) -> Result<Option<Date>, String> {
    match text {
        None => Ok(None),
        Some(text) if text.starts_with(NO_DAY) => Ok(None),
        Some(text) => day(text).map(Some).ok_or_else(|| text.to_owned()),
    }
}

fn no_day(text: &str) -> String {
    format!("{}, which does not begin with a day like 2026-08-20", quoted(text))
}

/// What was found in an index so far.
struct Found<'a> {
    name: &'a str,
    edition: Edition,
    index: Option<Index>,
    /// The first of the other charts, in the order of the alphabet, and how many more there are.
    others: BTreeSet<String>,
    more: usize,
    /// The edition whose chart is one of the others.
    swapped: Option<Edition>,
}

impl<'a> Found<'a> {
    fn new(name: &'a str, edition: Edition) -> Self {
        Self { name, edition, index: None, others: BTreeSet::new(), more: 0, swapped: None }
    }

    fn read_charts(&mut self, yaml: &mut EventReader) -> Result<(), BuildError> {
        match yaml.next()? {
            Node::Map => {}
            Node::Null => return Ok(()),
            _ => return yaml.error("has `entries` that are not charts with their names"),
        }
        while let Some(key) = yaml.key()? {
            if key != chart(self.edition).0 {
                self.swapped = self.swapped.or(Edition::ALL.into_iter().find(|other| chart(*other).0 == key));
                self.others.insert(key.into_owned());
                if self.others.len() > NAMED_CHARTS {
                    self.others.pop_last();
                    self.more += 1;
                }
                yaml.skip()?;
            } else if self.index.is_some() {
                return yaml.error(format!("has the chart `{key}` for the second time"));
            } else {
                self.index = Some(self.read_chart(yaml)?);
            }
        }
        Ok(())
    }

    fn read_chart(&self, yaml: &mut EventReader) -> Result<Index, BuildError> {
        let mut index = Index::default();
        match yaml.next()? {
            Node::List => {}
            Node::Null => return Ok(index),
            _ => return yaml.error(format!("has the chart `{}` without a list", chart(self.edition).0)),
        }
        for number in 1.. {
            let node = yaml.next()?;
            let place = Place { file: self.name, chart: chart(self.edition).0, number, line: yaml.line };
            match node {
                Node::End => break,
                _ if number > MOST_ENTRIES => {
                    return yaml.error(format!("has more than {MOST_ENTRIES} entries of `{}`", place.chart));
                }
                Node::Map => {
                    let entry = Entry::read(yaml, place, self.edition)?;
                    self.add(&mut index, &entry)?;
                }
                _ => return place.error(None, "is not an entry with keys"),
            }
        }
        Ok(index)
    }

    fn add(&self, index: &mut Index, entry: &Entry) -> Result<(), BuildError> {
        let created = created(entry.created.as_deref());
        index.newest = index.newest.max(created.as_ref().ok().copied().flatten());
        let Some(text) = &entry.version else { return entry.error("has no `version`") };
        let Some(version) = Version::parse(text) else {
            index.skipped += 1;
            return Ok(());
        };
        let created = match created {
            Ok(created) => created,
            Err(text) => return entry.error(format!("has `created` {}", no_day(&text))),
        };
        let Place { number, line, .. } = entry.place;
        let listed = Listed { created, base: entry.base.clone(), number, line };
        match index.releases.entry(version) {
            btree_map::Entry::Vacant(place) => {
                place.insert(listed);
            }
            btree_map::Entry::Occupied(mut place) => {
                let other = place.get_mut();
                if other.base != listed.base {
                    return self.contradiction(version, other, &listed);
                }
                // The one that was uploaded first: which one stands first says nothing.
                other.created = [other.created, created].into_iter().flatten().min();
            }
        }
        Ok(())
    }

    fn contradiction<T>(&self, version: Version, one: &Listed, other: &Listed) -> Result<T, BuildError> {
        let says = |listed: &Listed| match &listed.base {
            Some(base) => format!("depends on `gloo` {}", quoted(base)),
            None => "does not depend on `gloo`".to_owned(),
        };
        let what = format!(
            "entries {} (line {}) and {} (line {}) of `{}` are both {version}, but one {} and the other {}",
            one.number,
            one.line,
            other.number,
            other.line,
            chart(self.edition).0,
            says(one),
            says(other)
        );
        error(self.name, what)
    }

    fn index(self) -> Result<Index, BuildError> {
        if let Some(index) = self.index {
            return Ok(index);
        }
        let wanted = chart(self.edition).0;
        if let Some((other, option)) = self.swapped.map(chart) {
            let what = format!("there is no chart `{wanted}`, but `{other}`");
            return error(self.name, format!("{what}: this is the index for {option}"));
        }
        let mut named: Vec<String> = self.others.iter().map(|name| quoted(name)).collect();
        if self.more > 0 {
            named.push(format!("{} more", self.more));
        }
        match named.as_slice() {
            [] => error(self.name, format!("there is no chart `{wanted}`, and no other")),
            _ => error(self.name, format!("there is no chart `{wanted}`, only {}", named.join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The releases of an index, or what is wrong with it.
    fn read_as(edition: Edition, text: &str) -> String {
        let mut notes = Notes::default();
        let index = match read(&Source { name: "it", text }, edition, &mut notes) {
            Err(error) => return error.to_string(),
            Ok(index) => index,
        };
        let release = |(version, listed): (&Version, &Listed)| {
            let created = listed.created.map_or("never".to_owned(), |day| day.to_string());
            format!("{version} {created} {}; ", listed.base.as_deref().unwrap_or("-"))
        };
        let releases: String = index.releases.iter().map(release).collect();
        let newest = index.newest.map_or("never".to_owned(), |day| day.to_string());
        format!("{releases}{} skipped, newest {newest}", index.skipped)
    }

    fn check(text: &str, expect: &str) {
        assert_eq!(read_as(Edition::Enterprise, text), expect, "reading {text}");
    }

    fn entries(text: &str) -> String {
        format!("{{entries: {{gloo-ee: [{text}]}}, generated: 2026-08-20T00:00:00Z}}")
    }

    #[test]
    fn entries_are_read() {
        check(&entries(""), "0 skipped, newest 2026-08-20");
        check("{entries: {gloo-ee: null}, generated: null}", "0 skipped, newest never");
        check(
            &entries(
                "{version: 1.2.3, created: 2026-08-21T00:00:00Z}, {version: 1.0.0-9303, created: 2026-08-22}",
            ),
            "1.2.3 2026-08-21 -; 1 skipped, newest 2026-08-22",
        );
        check(
            &entries(
                "{version: v1.2.3, created: 0001-01-01T00:00:00Z, dependencies: [{name: x, version: 1}, {name: gloo, version: 1.2.4}]}",
            ),
            "1.2.3 never 1.2.4; 0 skipped, newest 2026-08-20",
        );
        let twice = "{version: 1.2.3, created: 2026-08-21, dependencies: null}, {version: 1.2.3, created: 2026-08-19}";
        check(&entries(twice), "1.2.3 2026-08-19 -; 0 skipped, newest 2026-08-21");
        check(&entries("{version: 1, created: once}"), "1 skipped, newest 2026-08-20");
        // The dependencies of the open-source chart are of no interest.
        let other = "entries: {gloo: [{version: 1.2.3, dependencies: 7}]}\ngenerated: 2026-08-20";
        assert_eq!(read_as(Edition::OpenSource, other), "1.2.3 never -; 0 skipped, newest 2026-08-20");
    }

    #[test]
    fn what_is_wrong_with_an_entry_is_said() {
        let entry = "it: entry 2 of `gloo-ee` (line 1";
        let check =
            |second: &str, expect: &str| check(&entries(&format!("{{version: 1.2.3}}, {second}")), expect);
        check("7", &format!("{entry}) is not an entry with keys"));
        check("{}", &format!("{entry}) has no `version`"));
        check("{version: null}", &format!("{entry}) has no `version`"));
        check("{version: [1]}", "it: line 1 has a `version` that is not a text");
        check("{version: 1.2.4, version: 1.2.5}", &format!("{entry}, \"1.2.4\") has `version` twice"));
        check(
            "{version: 1.2.4, dependencies: 7}",
            &format!("{entry}, \"1.2.4\") has `dependencies` that are not a list"),
        );
        check("{dependencies: [gloo]}", &format!("{entry}) has a dependency without keys"));
        check(
            "{version: 1.2.4, created: yesterday}",
            &format!(
                "{entry}, \"1.2.4\") has `created` \"yesterday\", which does not begin with a day like 2026-08-20"
            ),
        );
        check(
            "{dependencies: [{name: gloo, version: 1}, {name: gloo, version: 2}]}",
            &format!("{entry}) depends on `gloo` both \"1\" and \"2\""),
        );
        check(
            "{version: v1.2.3, dependencies: [{name: gloo, version: 2}]}",
            "it: entries 1 (line 1) and 2 (line 1) of `gloo-ee` are both 1.2.3, but one does not depend on `gloo` and the other depends on `gloo` \"2\"",
        );
    }

    #[test]
    fn what_is_wrong_with_an_index_is_said() {
        let no_index = "it: there are no `entries`, so it is not the index of a Helm repository";
        for text in ["", "[1]", "<?xml version='1.0'?><Error>gone</Error>", "apiVersion: v1\n", "--- {}\n"] {
            check(text, no_index);
        }
        check("entries: 7", "it: line 1 has `entries` that are not charts with their names");
        check("entries: {gloo-ee: 7}", "it: line 1 has the chart `gloo-ee` without a list");
        check("entries: {}\nentries: {}", "it: line 2 has `entries` for the second time");
        check(
            "entries: {gloo-ee: [],\n gloo-ee: []}",
            "it: line 2 has the chart `gloo-ee` for the second time",
        );
        check("entries:\n", "it: there is no chart `gloo-ee`, and no other");
        check("entries: {b: [], a: []}", "it: there is no chart `gloo-ee`, only \"a\", \"b\"");
        let many: String = (10..25).map(|number| format!("c{number}: [], ")).collect();
        let named: Vec<String> = (10..20).map(|number| format!("\"c{number}\"")).collect();
        let only = format!("it: there is no chart `gloo-ee`, only {}, 5 more", named.join(", "));
        check(&format!("entries: {{{many}}}"), &only);
        check(
            "entries: {gloo: []}",
            "it: there is no chart `gloo-ee`, but `gloo`: this is the index for --oss-index",
        );
        let entries = "{version: 1.2.3},".repeat(MOST_ENTRIES + 1);
        let end = "it: line 1 has more than 100000 entries of `gloo-ee`";
        check(&format!("entries: {{gloo-ee: [{entries}]}}"), end);
        assert_eq!(
            read_as(Edition::OpenSource, "entries: {gloo-ee: []}"),
            "it: there is no chart `gloo`, but `gloo-ee`: this is the index for --ee-index"
        );
        let generated = "line 1 has `generated` \"soon\", which does not begin with a day like 2026-08-20";
        check("{generated: soon}", &format!("it: {generated}"));
        check("entries: {gloo-ee: []}\n--- 7", "it: line 2 begins a second document");
    }

    #[test]
    fn a_cut_index_is_noted() {
        let mut notes = Notes::default();
        let source = Source { name: "it", text: "entries: {gloo: [{version: 1.2.3}]}" };
        read(&source, Edition::OpenSource, &mut notes).expect("an index");
        let expect = "! it has no `generated`, with which Helm ends an index: it may be cut\n";
        assert_eq!(notes.to_string(), expect);
    }
}
