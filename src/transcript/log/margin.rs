//! What is before a line of a log and names its pod.

use crate::transcript::lines::after_stamps;

/// What is longer is no margin.
const LONGEST: usize = 200;

/// What a line may be without its margin, the likeliest first: behind `[pod/gloo-5d/gloo] ` of kubectl, `gloo-5d gloo `
/// of stern, `gloo-1  | ` of compose files, `stderr F ` of a node's files. Whoever asks knows what a line of a log looks like.
pub(in crate::transcript) fn inner(text: &str) -> impl Iterator<Item = &str> {
    let head = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let behind = |end: usize| text.get(end..).map(str::trim_start);
    let bracket = head.strip_prefix('[').and_then(|_| Some(head.find("] ")? + 2));
    let bar = ["| ", "\u{2502} ", "\u{203a} "].iter().find_map(|bar| Some(head.find(bar)? + bar.len()));
    let name = |word: &str| {
        word.contains('-') && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./:".contains(&b))
    };
    let first = head.split_once(' ').filter(|(word, _)| name(word)).map(|(word, _)| word.len() + 1);
    let second = first.and_then(|first| {
        let rest = head.get(first..)?;
        let (word, _) = rest.trim_start().split_once(' ')?;
        let is_word = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        is_word.then_some(first + rest.len() - rest.trim_start().len() + word.len() + 1)
    });
    let colon = head.split_once(": ").filter(|(word, _)| name(word)).map(|(word, _)| word.len() + 2);
    let of_node = ["stderr F ", "stdout F "].iter().find(|start| head.starts_with(**start));
    let cuts = [of_node.map(|start| start.len()), bracket, second, first, bar, colon];
    cuts.into_iter().flatten().filter_map(behind).map(after_stamps)
}
