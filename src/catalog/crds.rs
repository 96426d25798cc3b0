//! The custom resource definitions of the open-source chart, and what an upgrade does to them.

use serde_json::Value;

use crate::ranges::Ranges;
use crate::version::{ReleaseLine, Version};

/// A custom resource definition. All releases are open-source ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crd {
    /// Its name in the cluster: `gateways.gateway.solo.io`.
    pub name: String,
    /// The releases whose chart has it.
    pub ranges: Ranges,
    /// The lines whose last patch has another schema than the last patch of the line before.
    pub lines: Vec<ReleaseLine>,
    /// The patches with another schema than the patch before, which is of the same line.
    pub patches: Vec<Version>,
}

/// What an upgrade does to the definitions, by name, in the order of the catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrdChanges<'a> {
    /// The new chart has them, the old one has not.
    pub added: Vec<&'a str>,
    /// Both have them, and the schema may differ.
    pub changed: Vec<&'a str>,
    /// The old chart has them, the new one has not. They stay in the cluster until somebody deletes them.
    pub removed: Vec<&'a str>,
}

impl Crd {
    pub(super) fn read(name: &str, entry: &Value) -> Option<Self> {
        let is_name =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.');
        // It becomes a word of a command.
        if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.bytes().all(is_name) {
            return None;
        }
        Some(Self {
            name: name.to_owned(),
            ranges: Ranges::parse(entry["in"].as_str()?)?,
            lines: words(&entry["lines"], ReleaseLine::parse)?,
            patches: words(&entry["patches"], Version::parse)?,
        })
    }

    /// Whether the schema differs between two stable releases. A difference is never missed; a change that
    /// was made in two lines may be told of releases that both have it.
    fn differs(&self, lower: Version, higher: Version) -> bool {
        let (from, to) = (lower.line(), higher.line());
        if from == to {
            return self.patches.iter().any(|patch| lower < *patch && *patch <= higher);
        }
        // Lines are compared by how they end, so what counts in the two lines is what comes after the
        // release: without it, the release has the schema that its line ends with.
        let is_after = |patch: &Version, release: Version| patch.line() == release.line() && *patch > release;
        self.lines.iter().any(|line| from < *line && *line <= to)
            || self.patches.iter().any(|patch| is_after(patch, lower) || is_after(patch, higher))
    }
}

/// What going from one release to another does, whichever is the newer.
pub(super) fn changes(crds: &[Crd], from: Version, to: Version) -> CrdChanges<'_> {
    let pick = |is_wanted: &dyn Fn(&Crd) -> bool| {
        crds.iter().filter(|crd| is_wanted(crd)).map(|crd| crd.name.as_str()).collect()
    };
    let has = |crd: &Crd, version| crd.ranges.contains(version);
    let (lower, higher) = (from.min(to), from.max(to));
    CrdChanges {
        added: pick(&|crd| !has(crd, from) && has(crd, to)),
        changed: pick(&|crd| has(crd, from) && has(crd, to) && crd.differs(lower, higher)),
        removed: pick(&|crd| has(crd, from) && !has(crd, to)),
    }
}

/// The words of a text with blanks between them; none, where there is no text.
fn words<V>(value: &Value, read: fn(&str) -> Option<V>) -> Option<Vec<V>> {
    let mut words = Vec::new();
    if value.is_null() {
        return Some(words);
    }
    for word in value.as_str()?.split_ascii_whitespace() {
        words.push(read(word)?);
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn crd(name: &str, ranges: &str, lines: &str, patches: &str) -> Crd {
        let entry = json!({ "in": ranges, "lines": lines, "patches": patches });
        Crd::read(name, &entry).expect("a definition")
    }

    fn check(from: &str, to: &str, expect: &str) {
        let crds = [
            crd("old", "1.0.0..1.2.0 1.2.2..1.3.0", "", ""),
            crd("new", "1.2.0..", "", ""),
            crd("still", "1.0.0..", "1.2", "1.1.4 1.2.3"),
            crd("other", "0.1.0..0.2.0", "", ""),
        ];
        let version = |text| Version::parse(text).expect("a version");
        let CrdChanges { added, changed, removed } = changes(&crds, version(from), version(to));
        let seen = [added.join(" "), changed.join(" "), removed.join(" ")].join("|");
        assert_eq!(seen, expect, "from {from} to {to}");
    }

    #[test]
    fn an_upgrade_adds_changes_and_removes() {
        check("1.1.3", "1.1.3", "||");
        check("1.1.4", "1.1.9", "||");
        check("1.1.3", "1.1.4", "|still|");
        check("1.1.9", "1.2.0", "new|still|old");
        check("1.2.1", "1.2.2", "old||");
        check("1.2.2", "1.3.0", "|still|old");
        check("1.2.3", "1.3.0", "||old");
    }

    #[test]
    fn a_line_that_has_not_come_to_its_end_may_differ_from_the_next() {
        // The last change of 1.1 was made in 1.0 already, and the end of 1.1 is the end of 1.0.
        let crds = [crd("a", "1.0.0..", "", "1.1.4")];
        let changed = |from: (u32, u32), to: (u32, u32)| {
            let [from, to] = [from, to].map(|(minor, patch)| Version::stable(1, minor, patch));
            !changes(&crds, from, to).changed.is_empty()
        };
        assert!(changed((0, 9), (1, 3)));
        assert!(!changed((0, 9), (1, 4)));
        assert!(changed((1, 3), (2, 0)));
        assert!(!changed((1, 4), (2, 0)));
    }

    #[test]
    fn going_back_is_the_same_the_other_way_round() {
        check("1.2.0", "1.1.9", "old|still|new");
        check("1.1.4", "1.1.3", "|still|");
    }

    #[test]
    fn a_name_that_is_none_is_refused() {
        let entry = json!({ "in": "1.0.0.." });
        assert!(Crd::read("a.b-1.c", &entry).is_some());
        for name in ["", "-a", ".a", "A", "a b", "a;b", "$(a)", "\u{e4}"] {
            assert_eq!(Crd::read(name, &entry), None, "{name:?}");
        }
    }
}
