//! The heading of a table, and the words of a row in its columns.

use crate::transcript::Kind;
use crate::transcript::names::{is_label, is_release, is_subdomain, without_marks};

/// The columns that a heading names.
pub(super) struct Heading<'a> {
    pub(super) kind: Kind,
    columns: Vec<&'a str>,
}

/// A word of a row whose column is certain: marks in front of a row move all its words.
pub(super) struct Anchor {
    pub(super) word: usize,
    pub(super) column: usize,
}

/// More marks than this precede no heading.
const MOST_MARKS: usize = 3;
const NAMESPACE: [&str; 2] = ["NAMESPACE", "NS"];
const NAME: [&str; 2] = ["NAME", "POD"];

impl<'a> Heading<'a> {
    /// Reads a heading; marks may precede it, words may not.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let begins = |word: &str| NAMESPACE.contains(&word) || NAME.contains(&word);
        let first = text
            .split_ascii_whitespace()
            .take(MOST_MARKS + 1)
            .position(|word| begins(without_marks(word)))?;
        let mut words = text.split_ascii_whitespace();
        if words.by_ref().take(first).any(is_release) {
            return None;
        }
        let columns: Vec<_> = words.map(without_marks).collect();
        let has = |name: &str| columns.contains(&name);
        let kind = match () {
            () if has("IMAGE") || (has("IMAGES") && !has("AGE")) => Kind::KubectlImages,
            () if has("READY") && has("STATUS") && has("RESTARTS") => Kind::KubectlPods,
            () if has("UP-TO-DATE") && has("AVAILABLE") => Kind::KubectlDeployments,
            // The version of a node is that of its kubelet, which may be older than the API server, so none is read.
            () if has("AGE") => Kind::KubectlObjects,
            // `kubectl get crd`
            () if has("CREATED") && has("AT") => Kind::KubectlObjects,
            () => return None,
        };
        Some(Self { kind, columns })
    }

    /// The index of the column with one of these names.
    fn column(&self, names: &[&str]) -> Option<usize> {
        self.columns.iter().position(|column| names.contains(column))
    }

    /// A word of a row whose column is certain: a count such as `1/1`, the first of several counts, or
    /// the first image.
    pub(super) fn anchor_of(&self, row: &[&str]) -> Option<Anchor> {
        if let Some(column) = self.column(&["READY"])
            && let Some(word) = row.iter().position(|word| ready(word).is_some())
        {
            return Some(Anchor { word, column });
        }
        if let Some((column, count)) = self.counts() {
            let is_count = |word: &&str| word.parse::<u32>().is_ok();
            let word = row.windows(count.max(1)).position(|words| words.iter().all(is_count))?;
            return Some(Anchor { word, column });
        }
        let is_image = |word: &&str| word.contains('/') && word.contains(':');
        Some(Anchor { word: row.iter().position(is_image)?, column: self.column(&["IMAGE", "IMAGES"])? })
    }

    /// A word of a row that is in a column, where the heading has it.
    pub(super) fn anchor_at(&self, word: usize, column: &str) -> Option<Anchor> {
        self.column(&[column]).map(|column| Anchor { word, column })
    }

    /// Whether there is a column for namespaces, and names follow.
    pub(super) fn has_namespaces(&self) -> bool {
        matches!(self.columns.as_slice(), [first, second, ..] if NAMESPACE.contains(first) && NAME.contains(second))
    }

    /// Whether the last column has the labels that a workload selects its pods by.
    pub(super) fn selects(&self) -> bool {
        self.columns.last() == Some(&"SELECTOR")
    }

    /// Whether it is one of DaemonSets, which alone choose among nodes.
    pub(super) fn is_of_daemon_sets(&self) -> bool {
        self.column(&["DESIRED"]).is_some() && self.columns.contains(&"NODE")
    }

    /// The word of a row in a column with one of these names.
    pub(super) fn cell<'r>(&self, row: &[&'r str], anchor: &Anchor, names: &[&str]) -> Option<&'r str> {
        let index = (anchor.word + self.column(names)?).checked_sub(anchor.column)?;
        row.get(index).copied()
    }

    /// The namespace of a row, where the table has a column for it.
    pub(super) fn namespace<'r>(&self, row: &[&'r str], anchor: &Anchor) -> Option<&'r str> {
        self.cell(row, anchor, &NAMESPACE).map(without_marks).filter(|name| is_label(name))
    }

    /// What a row is about.
    pub(super) fn name<'r>(&self, row: &[&'r str], anchor: &Anchor) -> Option<Name<'r>> {
        self.cell(row, anchor, &NAME).and_then(name)
    }

    /// The first of the columns with numbers in the table of a DaemonSet, and how many there are.
    fn counts(&self) -> Option<(usize, usize)> {
        let first = self.column(&["DESIRED"])?;
        let count = self.columns.iter().skip(first).take_while(|column| COUNTS.contains(column)).count();
        Some((first, count))
    }
}

/// Columns that hold a number.
const COUNTS: [&str; 5] = ["DESIRED", "CURRENT", "READY", "UP-TO-DATE", "AVAILABLE"];

/// A name, and the kind before it where several kinds were asked for: `deployment.apps/gloo`.
#[derive(Clone, Copy)]
pub(super) struct Name<'a> {
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
}

/// Reads the name in a row.
pub(super) fn name(word: &str) -> Option<Name<'_>> {
    let word = without_marks(word);
    let (kind, name) = word.split_once('/').unwrap_or(("", word));
    is_subdomain(name).then_some(Name { kind, name })
}

/// `1/2`
pub(super) fn ready(word: &str) -> Option<(u32, u32)> {
    let (ready, all) = word.split_once('/')?;
    Some((ready.parse().ok()?, all.parse().ok()?))
}

/// Whether a word tells how old something is, or that nobody knows.
pub(in crate::transcript::kubectl) fn is_age(word: &str) -> bool {
    age(word).is_some() || word == "<unknown>" || word == "<invalid>"
}

/// `5m10s`, in seconds.
pub(super) fn age(word: &str) -> Option<u64> {
    let (mut age, mut number): (u64, Option<u64>) = (0, None);
    for byte in word.bytes() {
        let seconds = match byte {
            b'0'..=b'9' => {
                let digit = u64::from(byte - b'0');
                number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(digit));
                continue;
            }
            b's' => 1,
            b'm' => 60,
            b'h' => 3_600,
            b'd' => 86_400,
            b'y' => 31_536_000,
            _ => return None,
        };
        age = age.saturating_add(number.take()?.saturating_mul(seconds));
    }
    (number.is_none() && !word.is_empty()).then_some(age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        let ages = ["5m10s", "3y195d", "41h", "0s", "2", "m", "", "5m1", "10d,", "<invalid>"];
        let seen = ages.map(age);
        let expect =
            [Some(310), Some(111_456_000), Some(147_600), Some(0), None, None, None, None, None, None];
        assert_eq!(seen, expect, "reading {ages:?}");
    }
}
