//! `helm list` and `helm history`: one release, or one revision of it, in each row.
//!
//! A row is recognised by a revision, a date, a status and a chart, next to each other in this order. Names are the
//! words right beside them, so nothing in front of the row or after it becomes one.

mod date;
mod wrapped;

use super::{Beside, Release, edition_of};
use crate::edition::Edition;
use crate::transcript::names::{is_label, is_release, is_word, without_marks};
use crate::transcript::objects::Pair;
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::{Content, Format, Found, Kind, Program, Span};
use date::Form;
use wrapped::{may_be_rest, unbroken};

const STATUSES: [&str; 9] = [
    "deployed",
    "failed",
    "superseded",
    "uninstalled",
    "uninstalling",
    "pending-install",
    "pending-upgrade",
    "pending-rollback",
    "unknown",
];

/// Which columns a row has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Columns {
    /// `helm list` since Helm 3: name, namespace, revision, date, status, chart.
    Namespaced,
    /// `helm list` of Helm 2: name, revision, date, status, chart, namespace.
    Helm2,
    /// `helm history`: revision, date, status, chart.
    History,
}

impl Columns {
    const fn kind(self) -> Kind {
        match self {
            Self::Namespaced | Self::Helm2 => Kind::HelmList,
            Self::History => Kind::HelmHistory,
        }
    }
}

/// Reads the table that begins at the cursor; its heading may be missing.
pub(in crate::transcript) fn read_table(cursor: &Cursor<'_>) -> Option<Read> {
    let heading = heading(cursor.text(0)?);
    let columns = match heading {
        Some(columns) => columns,
        None => row(cursor, 0, None)?.columns,
    };
    let (mut releases, mut beside) = (Vec::new(), Vec::new());
    let mut ahead = usize::from(heading.is_some());
    // The heading may be broken too, and in Markdown a rule stands below it.
    while ahead > 0 && cursor.text(ahead).is_some_and(|text| is_rule(text) || is_heading_rest(text)) {
        ahead += 1;
    }
    while let Some(row) = row(cursor, ahead, heading).filter(|row| row.columns == columns) {
        releases.extend(row.release);
        beside.extend(row.beside);
        ahead += row.lines;
    }
    let is_empty = heading == Some(Columns::Namespaced)
        && (cursor.text(ahead)).is_none_or(|text| text.is_empty() || cursor.ahead(ahead).typed().is_some())
        && (1..=ahead).all(|ahead| cursor.text(ahead).is_none_or(|text| !has_date(text)))
        && !cursor.may_be_cut(ahead - 1, "");
    let content = if is_empty { Content::NoReleases } else { Content::Releases(releases, beside) };
    Some(Read::new(columns.kind(), Format::Table, content, cursor.at + ahead))
}

/// The columns that a heading names; marks in front of it are ignored.
fn heading(text: &str) -> Option<Columns> {
    if !text.contains("REVISION") {
        return None;
    }
    let words = words(text);
    let at = words.iter().position(|word| *word == "REVISION")?;
    if words.get(at + 1).copied() != Some("UPDATED") {
        return None;
    }
    Some(match at.checked_sub(1).and_then(|before| words.get(before)).copied() {
        Some("NAMESPACE") => Columns::Namespaced,
        Some(name) if without_marks(name) == "NAME" => Columns::Helm2,
        _ => Columns::History,
    })
}

fn is_rule(text: &str) -> bool {
    text.starts_with('|') && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b' ' | b':'))
}

fn is_heading_rest(text: &str) -> bool {
    let words = words(text);
    !words.is_empty()
        && words
            .iter()
            .all(|word| ["STATUS", "CHART", "APP", "VERSION", "DESCRIPTION", "NAMESPACE"].contains(word))
}

struct Row {
    columns: Columns,
    /// How many lines it takes.
    lines: usize,
    /// Absent where the chart is somebody else's.
    release: Option<Release>,
    /// Present where the chart is one of what comes after Gloo.
    beside: Option<Beside>,
}

/// A row below a heading, or one that has all that such a row always has.
fn row(cursor: &Cursor<'_>, ahead: usize, heading: Option<Columns>) -> Option<Row> {
    let text = cursor.text(ahead)?;
    // Nearly every line is told from a row by this alone.
    if !has_date(text) {
        return None;
    }
    let (joined, lines) = unbroken(cursor, ahead, text)?;
    let words = words(&joined);
    // Where the text ends with the row, its last word may have lost some of its letters.
    let is_cut = |word: &str| cursor.may_be_cut(ahead + lines - 1, "") && joined.ends_with(word);
    let is_broken = |word: &str| joined.ends_with(word) && may_be_rest(cursor, ahead + lines);
    let anchor = anchor(&words)?;
    let columns = heading.or_else(|| anchor.columns(cursor, &words))?;
    let before = |words_before: usize| {
        let word = words.get(anchor.revision.checked_sub(words_before)?)?;
        Some(without_marks(word))
    };
    let (name, namespace) = match columns {
        Columns::Namespaced => match before(2).filter(|name| is_release(name)) {
            Some(name) => (Some(name), before(1)),
            None => (None, None),
        },
        Columns::Helm2 => (before(1).filter(|name| is_release(name)), anchor.namespace_after(&words)),
        Columns::History => (None, None),
    };
    let namespace =
        namespace.filter(|namespace| is_label(namespace) && !is_cut(namespace) && !is_broken(namespace));
    let found = |word: &str| cursor.found(ahead, word.to_owned());
    let (chart, version) = split_chart(words.get(anchor.chart)?).filter(|(_, version)| !is_cut(version))?;
    let beside = Beside::read(chart, version, namespace, cursor.span(ahead));
    let release = edition_of(chart).map(|edition| Release {
        name: name.map(found),
        namespace: namespace.map(found),
        revision: words.get(anchor.revision).and_then(|word| without_marks(word).parse().ok()),
        status: words.get(anchor.chart - 1).and_then(|word| status(word)).unwrap_or_default().to_owned(),
        chart: Some((edition, version.to_owned())),
        failed: None,
        is_helm2: columns != Columns::Namespaced
            && words.get(anchor.chart - 1).is_some_and(|word| word.bytes().all(|byte| byte < b'a')),
        span: cursor.span(ahead),
    });
    let Some(description) = failed(&joined) else {
        return Some(Row { columns, lines, release, beside });
    };
    // A list of errors is in lines of its own.
    let is_list = description.ends_with(" occurred:");
    let item = |at: usize| cursor.text(ahead + at).filter(|text| is_list && text.starts_with("* "));
    let items: Vec<_> = (lines..lines + MOST_ITEMS).map_while(item).collect();
    let description = items.iter().fold(description.to_owned(), |all, item| all + " " + item);
    let release = release.map(|release| Release { failed: Some(description), ..release });
    Some(Row { columns, lines: lines + items.len(), release, beside })
}

/// What Helm writes of an operation that failed: `Upgrade "gloo" failed: …`.
pub(super) fn failed(text: &str) -> Option<&str> {
    let begins = ["Upgrade \"", "Release \"", "Rollback \""];
    let at = begins.iter().filter_map(|start| text.find(start)).min()?;
    let description = text.get(at..)?.trim_end_matches(['|', ' ']);
    description.contains("\" failed: ").then_some(description)
}

/// No operation fails in more ways.
const MOST_ITEMS: usize = 16;

/// Where in a row its revision and its chart are; the date and the status are between them.
struct Anchor {
    revision: usize,
    form: Form,
    chart: usize,
}

fn anchor(words: &[&str]) -> Option<Anchor> {
    (0..words.len()).find_map(|revision| {
        let number = without_marks(words.get(revision)?);
        if !is_number(number) {
            return None;
        }
        let after = words.get(revision + 1..)?;
        let (form, length) = date::read(after, |word| status(word).is_some())?;
        let chart = revision + length + 2;
        status(words.get(chart - 1)?)?;
        split_chart(words.get(chart)?)?;
        Some(Anchor { revision, form, chart })
    })
}

impl Anchor {
    /// The columns of a row without a heading: the command names them, or else the row is whole.
    fn columns(&self, cursor: &Cursor<'_>, words: &[&str]) -> Option<Columns> {
        let word = |before: usize| {
            let word = words.get(self.revision.checked_sub(before)?)?;
            Some(without_marks(word))
        };
        // Marks may precede a row, words may not: a log reports revisions in sentences.
        let begins = |before: usize| {
            let in_front = self.revision.checked_sub(before).and_then(|end| words.get(..end));
            in_front.is_some_and(|in_front| !in_front.iter().any(|word| is_word(word)))
        };
        let has_name = |before: usize| begins(before) && word(before).is_some_and(is_release);
        let is_namespace = |word: &str| is_label(word) && !matches!(word, "revision" | "rev" | "release");
        if cursor.is_answer_to(Program::Helm, &["history", "hist"]) {
            return Some(Columns::History);
        }
        let is_listed = cursor.is_answer_to(Program::Helm, &["list", "ls"]);
        match self.form {
            Form::Whole | Form::Short if has_name(2) && word(1).is_some_and(is_namespace) => {
                (is_listed || self.form == Form::Whole).then_some(Columns::Namespaced)
            }
            Form::Whole | Form::Short => None,
            Form::Ansi if has_name(1) => {
                let has_namespace = self.namespace_after(words).is_some_and(is_label);
                (self.is_of_helm_2(words) && (is_listed || has_namespace)).then_some(Columns::Helm2)
            }
            Form::Ansi => (!is_listed && begins(0)).then_some(Columns::History),
        }
    }

    /// Whether the row is one of a list of Helm 2, which has its statuses in capital letters.
    fn is_of_helm_2(&self, words: &[&str]) -> bool {
        let name = self.revision.checked_sub(1).and_then(|before| words.get(before));
        let is_loud = |status: &&str| status.bytes().all(|byte| !byte.is_ascii_lowercase());
        self.form == Form::Ansi
            && name.is_some_and(|name| is_release(without_marks(name)))
            && words.get(self.chart - 1).is_some_and(is_loud)
    }

    /// Helm 2 has the namespace in the last column, after the chart and maybe the version in it.
    fn namespace_after<'a>(&self, words: &[&'a str]) -> Option<&'a str> {
        let is_version =
            |word: &str| word.strip_prefix('v').unwrap_or(word).starts_with(|c: char| c.is_ascii_digit());
        let next = words.get(self.chart + 1).copied()?;
        if is_version(next) { words.get(self.chart + 2).copied() } else { Some(next) }
    }
}

/// The words of a row; in copies there may be bars between the columns.
fn words(text: &str) -> Vec<&str> {
    split(text).collect()
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '|']).filter(|word| !word.is_empty()).take(MOST_WORDS)
}

/// A row is read up to so many words.
const MOST_WORDS: usize = 24;

/// Helm 2 has statuses in capital letters, with underscores.
fn status(word: &str) -> Option<&'static str> {
    let same = |(own, byte): (u8, u8)| own == byte.to_ascii_lowercase() || (own == b'-' && byte == b'_');
    let mut known = STATUSES.iter().filter(|status| status.len() == word.len());
    known.find(|status| status.bytes().zip(word.bytes()).all(same)).copied()
}

/// Whether a number precedes a date, as in every row.
fn has_date(row: &str) -> bool {
    let mut before = "";
    split(row).any(|word| {
        let is_pair = is_number(without_marks(before)) && date::begins(word);
        before = word;
        is_pair
    })
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() < 10 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `gloo-ee-1.16.4` is version 1.16.4 of chart `gloo-ee`.
fn split_chart(word: &str) -> Option<(&str, &str)> {
    let is_version = |rest: &str| {
        rest.strip_prefix('v').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'))
    };
    word.match_indices('-').find_map(|(at, _)| {
        let (name, version) = word.split_at_checked(at)?;
        let version =
            version.strip_prefix('-').filter(|version| is_version(version) && version.contains('.'))?;
        Some((name, version))
    })
}

/// The releases of a list of objects, where it is one.
pub(super) fn of_pairs(pairs: &[Pair], span: Span) -> Option<(Kind, Vec<Release>, Vec<Beside>)> {
    if !pairs.iter().any(|pair| pair.key == "chart") {
        return None;
    }
    let has_names = pairs.iter().any(|pair| pair.key == "name");
    let kind = if has_names { Kind::HelmList } else { Kind::HelmHistory };
    let get = |chart: &Pair, key: &str| {
        let value = pairs.iter().find(|pair| pair.object == chart.object && pair.key == key);
        value.map(|pair| pair.value.as_str())
    };
    let line = |pair: &Pair| Span::line(span.transcript, pair.line);
    let of_object = |chart: &Pair| {
        let get = |key: &str| get(chart, key);
        let span = line(chart);
        let found = |key: &str| get(key).map(|value| Found { value: value.to_owned(), span });
        // `helm get metadata` has the version apart.
        let (name, version) = split_chart(&chart.value).or_else(|| Some((&*chart.value, get("version")?)))?;
        let edition: Edition = edition_of(name)?;
        Some(Release {
            name: found("name"),
            namespace: found("namespace"),
            revision: get("revision").and_then(|value| value.parse().ok()),
            status: get("status").and_then(status).unwrap_or_default().to_owned(),
            chart: Some((edition, version.to_owned())),
            failed: get("description").and_then(failed).map(str::to_owned),
            is_helm2: false,
            span,
        })
    };
    let beside = |chart: &Pair| {
        let (name, version) = split_chart(&chart.value)?;
        Beside::read(name, version, get(chart, "namespace"), line(chart))
    };
    let charts = || pairs.iter().filter(|pair| pair.key == "chart").take(MOST);
    Some((kind, charts().filter_map(of_object).collect(), charts().filter_map(beside).collect()))
}

/// No list has more releases than this; what has more need not be told apart.
const MOST: usize = 256;
