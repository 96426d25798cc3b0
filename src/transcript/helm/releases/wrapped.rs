//! Rows that a narrow window broke.

use std::borrow::Cow;

use super::{anchor, has_date, is_number, split_chart, words};
use crate::transcript::names::is_label;
use crate::transcript::recognise::Cursor;
use crate::version::Version;

/// A row takes no more lines than this.
const MOST_LINES: usize = 4;
/// A break is between two words or within one. More ways to put a row together are not tried.
const MOST_WAYS: usize = 8;

/// A row, put together again, and how many lines it took. It went on at the indent of a column, at its
/// beginning, or in the middle of a word. `None` where nothing says whether its last number is whole.
pub(super) fn unbroken<'a>(
    cursor: &Cursor<'a>,
    ahead: usize,
    text: &'a str,
) -> Option<(Cow<'a, str>, usize)> {
    let mut ways: Vec<Cow<'a, str>> = vec![text.into()];
    for lines in 1..=MOST_LINES {
        let next = line(cursor, ahead + lines);
        match best(&ways) {
            Some(row) if lacks_namespace(row) && is_namespace_in_column(next) => {
                return Some((format!("{row} {next}").into(), lines + 1));
            }
            Some(row) if !(ends_with_chart(row) && goes_on(next)) => return Some((row.clone(), lines)),
            Some(_) if !is_rest_of_row(next) => return None,
            None if next.is_empty() || !ways.first().is_some_and(|row| has_date(row)) => break,
            _ => {}
        }
        let join = |row: &Cow<'a, str>| {
            let apart = (!next.starts_with(' ')).then(|| format!("{row} {next}").into());
            std::iter::once(format!("{row}{next}").into()).chain(apart)
        };
        ways = ways.iter().flat_map(join).take(MOST_WAYS).collect();
    }
    Some((text.into(), 1))
}

/// Whether a word at the end of the line before may go on in this one: a name alone, right at its beginning.
pub(super) fn may_be_rest(cursor: &Cursor<'_>, ahead: usize) -> bool {
    let next = line(cursor, ahead);
    let is_part =
        |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    !next.starts_with(' ') && matches!(words(next).as_slice(), [word] if is_part(word))
}

/// Whether a row of Helm 2 ends before its last column.
fn lacks_namespace(row: &str) -> bool {
    let words = words(row);
    anchor(&words)
        .is_some_and(|anchor| anchor.is_of_helm_2(&words) && anchor.namespace_after(&words).is_none())
}

/// Whether a line has nothing but the last column of Helm 2, maybe with the one before it.
fn is_namespace_in_column(next: &str) -> bool {
    let words = words(next);
    next.starts_with(' ') && words.len() <= 2 && words.last().is_some_and(|word| is_label(word))
}

fn line<'a>(cursor: &Cursor<'a>, ahead: usize) -> &'a str {
    cursor.lines.get(cursor.at + ahead).map_or("", |line| &line.text)
}

/// Of several ways to put a row together, the one whose chart has a release.
fn best<'w, 'a>(ways: &'w [Cow<'a, str>]) -> Option<&'w Cow<'a, str>> {
    let has_release = |row: &&Cow<'a, str>| {
        let words = words(row);
        let chart = anchor(&words).and_then(|anchor| split_chart(words.get(anchor.chart)?));
        chart.is_some_and(|(_, version)| Version::parse(version).is_some())
    };
    ways.iter().find(has_release).or_else(|| ways.iter().find(|row| anchor(&words(row)).is_some()))
}

fn ends_with_chart(row: &str) -> bool {
    let words = words(row);
    anchor(&words).is_some_and(|anchor| anchor.chart + 1 == words.len())
}

/// Whether a line begins like the rest of a number, and is neither a row nor an item of a list.
fn goes_on(next: &str) -> bool {
    let begins = next.starts_with(|c: char| c.is_ascii_digit())
        || next
            .strip_prefix(['.', '-'])
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    let first = words(next).first().copied().unwrap_or_default();
    let is_item = first.strip_suffix(['.', ')', ':']).is_some_and(is_number);
    begins && !is_item && !has_date(next)
}

/// Whether only columns of a row follow the rest of a number.
fn is_rest_of_row(next: &str) -> bool {
    let words = words(next);
    let is_column = |word: &&str| {
        let version = word.strip_prefix('v').unwrap_or(word);
        version.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
    };
    words.len() <= 3 && words.get(1).is_none_or(is_column)
}
