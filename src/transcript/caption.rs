//! The text right above an output, where it may say that the output is of another cluster than the one before.

use super::{Block, Line, label, prompt};

/// Words that say that the same cluster was looked at again.
const AGAIN: [&str; 27] = [
    "again",
    "then",
    "later",
    "fixed",
    "fix",
    "fixing",
    "restarted",
    "restart",
    "restarting",
    "retry",
    "retried",
    "rerun",
    "rerunning",
    "upgraded",
    "upgrade",
    "upgrading",
    "finally",
    "minutes",
    "minute",
    "seconds",
    "hour",
    "hours",
    "deleted",
    "deleting",
    "rolled",
    "rollback",
    "second",
];
/// A paragraph has no more lines that count.
const MOST: usize = 12;

/// A text has fewer margins that are told apart.
const STREAMS: usize = 256;

/// Gives each block a number by the captions above it that may name other clusters, and by its margin.
pub(super) fn count(lines: &[Line<'_>], blocks: &mut [Block]) {
    let (mut before, mut section) = (0, 0);
    for block in blocks {
        let start = lines.partition_point(|line| line.number < block.span.start);
        section += usize::from(is_strange(lines, start, before));
        // What the lines begin with, such as the name of a container, may tell them apart as well.
        let stream = lines.get(start).map_or(0, |line| usize::from(line.stream));
        (block.section, before) = (section * STREAMS + stream, block.span.end);
    }
}

/// Whether the line above an output, that begins at index `start`, is text that may name another cluster. What a
/// typed command printed is none, and what says when it was is of the same cluster. Lines up to the number
/// `before` belong to an output.
fn is_strange(lines: &[Line<'_>], start: usize, before: usize) -> bool {
    let above = lines.get(..start).unwrap_or_default().iter().rev();
    let says_nothing = |line: &&Line<'_>| !without_tags(&line.text).contains(|c: char| c.is_alphanumeric());
    let mut above = above.skip_while(|line| line.number > before && says_nothing(line)).take(MOST);
    let mut own = above.by_ref().take_while(|line| line.number > before && !line.text.is_empty());
    let Some(last) = own.next() else { return false };
    // It takes two outputs to tell them apart.
    if before == 0
        || prompt::typed(&last.text).is_some()
        || own.any(|line| prompt::typed(&line.text).is_some())
    {
        return false;
    }
    let text = without_tags(&last.text);
    !matches!(label::label(&text), Some(label::Label::Era(_))) && !says_again(&text)
}

fn says_again(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| {
        let word = word.to_ascii_lowercase();
        let is_counted = word == "second" && text.contains("second cluster");
        label::is_era(&word) || AGAIN.contains(&word.as_str()) && !is_counted
    })
}

/// The text without what is in angle brackets.
fn without_tags(text: &str) -> String {
    let mut is_tag = false;
    let outside = |c: &char| {
        is_tag = *c == '<' || is_tag && *c != '>';
        !is_tag && *c != '>'
    };
    text.chars().take(400).filter(outside).collect()
}
