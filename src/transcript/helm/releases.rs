//! `helm list` and `helm history`: one release, or one revision of it, in each row.

use crate::gather::Gather as _;
use std::borrow::Cow;

use super::{Release, edition_of};
use crate::edition::Edition;
use crate::transcript::objects::Pair;
use crate::transcript::recognise::{Cursor, Read};
use crate::transcript::{Content, Format, Found, Kind, Span};

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

/// Reads the table that begins at the cursor; its heading may be missing.
pub(in crate::transcript) fn read_table(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let kind = match heading(text) {
        Some(kind) => kind,
        None => row(cursor, 0)?.kind,
    };
    let mut releases = Vec::new();
    let mut ahead = usize::from(heading(text).is_some());
    // The heading may be broken too, and in Markdown a rule stands below it.
    while ahead > 0 && cursor.text(ahead).is_some_and(|text| is_rule(text) || is_heading_rest(text)) {
        ahead += 1;
    }
    while let Some(row) = row(cursor, ahead) {
        releases.extend(row.release);
        ahead += row.lines;
    }
    Some(Read::new(kind, Format::Table, Content::Releases(releases), cursor.at + ahead))
}

fn heading(text: &str) -> Option<Kind> {
    let text = text.trim_start_matches(['|', ' ']);
    let has = |word: &str| text.contains(word);
    if text.starts_with("REVISION") && has("UPDATED") {
        Some(Kind::HelmHistory)
    } else {
        (text.starts_with("NAME") && has("REVISION") && has("UPDATED")).then_some(Kind::HelmList)
    }
}

fn is_rule(text: &str) -> bool {
    text.starts_with('|') && text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b' ' | b':'))
}

fn is_heading_rest(text: &str) -> bool {
    let columns = columns(text);
    !columns.is_empty()
        && columns
            .iter()
            .all(|word| ["STATUS", "CHART", "APP", "VERSION", "DESCRIPTION", "NAMESPACE"].contains(word))
}

struct Row {
    kind: Kind,
    /// How many lines it takes.
    lines: usize,
    /// Absent where the chart is somebody else's.
    release: Option<Release>,
}

/// A row, told by a status and a chart next to each other. What is before and behind them is told by its
/// own look, so that it does not matter what became of the blanks between the columns.
fn row(cursor: &Cursor<'_>, ahead: usize) -> Option<Row> {
    let text = cursor.text(ahead)?;
    // Nearly every line is told from a row without looking at more than its first words.
    let mut words = text.split([' ', '\t', '|']).filter(|word| !word.is_empty()).take(MOST_WORDS);
    if !words.any(|word| status(word).is_some() || is_date(word)) {
        return None;
    }
    let (joined, lines) = unbroken(cursor, ahead, text);
    let words = columns(&joined);
    let (at, status) = words.iter().enumerate().find_map(|(at, word)| Some((at, status(word)?)))?;
    let chart = words.get(at + 1).copied().filter(|word| !cursor.may_be_cut(ahead + lines - 1, word))?;
    let (chart, version) = split_chart(chart)?;
    let first = words.first().copied()?;
    let kind = if is_number(first) { Kind::HelmHistory } else { Kind::HelmList };
    let found = |word: &&str| cursor.found(ahead, (*word).to_owned());
    let namespace = match kind {
        Kind::HelmHistory => None,
        // Helm 2 has the namespace in the last column, behind the chart and maybe the version in it.
        _ if words.get(1).is_some_and(|word| is_number(word)) => words
            .get(at + 2..)?
            .last()
            .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit() || c == 'v')),
        _ => words.get(1),
    };
    let release = edition_of(chart).map(|edition| Release {
        name: (kind == Kind::HelmList).then(|| found(&first)),
        namespace: namespace.map(found),
        revision: words.iter().find(|word| is_number(word)).and_then(|word| word.parse().ok()),
        status: status.to_owned(),
        chart: Some((edition, version.to_owned())),
        span: cursor.span(ahead),
    });
    Some(Row { kind, release, lines })
}

/// A row that a narrow window broke, put together again, and how many lines it took. It went on at the indent
/// of a column, or in the middle of a word.
fn unbroken<'a>(cursor: &Cursor<'a>, ahead: usize, text: &'a str) -> (Cow<'a, str>, usize) {
    let words = columns(text);
    let has_status = words.iter().any(|word| status(word).is_some());
    let next = cursor.lines.get(cursor.at + ahead + 1).map_or("", |line| &line.text);
    let goes_on = match words.last().copied().and_then(split_chart) {
        // A chart that lost the end of its version: the rest begins the next line.
        Some(_) => {
            has_status
                && next.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                && columns(next).len() <= 3
        }
        None => !has_status && words.iter().any(|word| is_date(word)) && !next.is_empty(),
    };
    if goes_on { (format!("{text}{next}").into(), 2) } else { (text.into(), 1) }
}

/// The words of a row; in copies there may be bars between the columns.
fn columns(text: &str) -> Vec<&str> {
    text.split([' ', '\t', '|']).filter(|word| !word.is_empty()).take(MOST_WORDS).gather()
}

/// The status and the chart stand within so many words.
const MOST_WORDS: usize = 16;

/// `2024-03-01`
fn is_date(word: &str) -> bool {
    word.len() == 10 && word.bytes().filter(|byte| *byte == b'-').count() == 2
}

/// Helm 2 has statuses in capital letters, with underscores.
fn status(word: &str) -> Option<&'static str> {
    let same = |(own, byte): (u8, u8)| own == byte.to_ascii_lowercase() || (own == b'-' && byte == b'_');
    let mut known = STATUSES.iter().filter(|status| status.len() == word.len());
    known.find(|status| status.bytes().zip(word.bytes()).all(same)).copied()
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `gloo-ee-1.16.4` is version 1.16.4 of chart `gloo-ee`.
fn split_chart(word: &str) -> Option<(&str, &str)> {
    let is_version =
        |rest: &str| rest.strip_prefix('v').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit());
    word.match_indices('-').find_map(|(at, _)| {
        let (name, version) = word.split_at_checked(at)?;
        let version =
            version.strip_prefix('-').filter(|version| is_version(version) && version.contains('.'))?;
        Some((name, version))
    })
}

/// The releases of a list of objects, where it is one.
pub(super) fn of_pairs(pairs: &[Pair], span: Span) -> Option<(Kind, Vec<Release>)> {
    if !pairs.iter().any(|pair| pair.key == "chart") {
        return None;
    }
    let has_names = pairs.iter().any(|pair| pair.key == "name");
    let kind = if has_names { Kind::HelmList } else { Kind::HelmHistory };
    let of_object = |chart: &Pair| {
        let get = |key: &str| pairs.iter().find(|pair| pair.object == chart.object && pair.key == key);
        let span = Span::line(span.transcript, chart.line);
        let found = |key: &str| get(key).map(|pair| Found { value: pair.value.clone(), span });
        let (name, version) = split_chart(&chart.value)?;
        let edition: Edition = edition_of(name)?;
        Some(Release {
            name: found("name"),
            namespace: found("namespace"),
            revision: get("revision").and_then(|pair| pair.value.parse().ok()),
            status: get("status").and_then(|pair| status(&pair.value)).unwrap_or_default().to_owned(),
            chart: Some((edition, version.to_owned())),
            span,
        })
    };
    Some((kind, pairs.iter().filter(|pair| pair.key == "chart").take(MOST).filter_map(of_object).gather()))
}

/// No list has more releases than this; what has more need not be told apart.
const MOST: usize = 256;
