//! The lines of a text as they came, the long ones in parts, so that no step of reading takes long.

use super::Ending;

/// A line, or a part of a long one.
pub(super) struct Slice<'a> {
    pub text: &'a str,
    /// The line of the text, counted from 1.
    pub number: usize,
    /// Where that line begins, in bytes.
    pub offset: usize,
    pub begins: Edge,
    pub ends: Edge,
}

/// What is at an end of a slice.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The end of the line.
    Line,
    /// The rest of the line, behind a blank or a comma.
    Word,
    /// The rest of a word.
    Letter,
}

impl Edge {
    /// Whether a line that ends so is there to its end.
    pub(super) const fn ending(self) -> Ending {
        match self {
            Self::Line => Ending::Whole,
            Self::Word => Ending::GoesOn,
            Self::Letter => Ending::MaybeWrapped,
        }
    }
}

/// What is longer than this is taken in parts.
const LONGEST: usize = 16 * 1024;
/// So far before the end of a part a blank or a comma is looked for.
const MARGIN: usize = 4 * 1024;
/// So many of them are tried.
const TRIES: usize = 16;

/// Walks through a text.
pub(super) struct Slices<'a> {
    rest: Option<&'a str>,
    number: usize,
    offset: usize,
    taken: usize,
    begins: Edge,
}

impl<'a> Slices<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let rest = Some(text.strip_suffix('\n').unwrap_or(text)).filter(|_| !text.is_empty());
        Self { rest, number: 1, offset: 0, taken: 0, begins: Edge::Line }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.map_or(0, str::len)
    }
}

impl<'a> Iterator for Slices<'a> {
    type Item = Slice<'a>;

    fn next(&mut self) -> Option<Slice<'a>> {
        let rest = self.rest?;
        let head = rest.get(..rest.floor_char_boundary(LONGEST + 1)).unwrap_or(rest);
        let (text, ends, after) = match head.split_once('\n') {
            Some((line, _)) => (line, Edge::Line, rest.get(line.len() + 1..)),
            None if rest.len() <= LONGEST => (rest, Edge::Line, None),
            None => {
                let (at, ends) = cut(head);
                let (text, after) = rest.split_at_checked(at)?;
                (text, ends, Some(after))
            }
        };
        let slice = Slice { text, number: self.number, offset: self.offset, begins: self.begins, ends };
        self.number += usize::from(ends == Edge::Line);
        self.taken += rest.len() - after.map_or(0, str::len);
        if ends == Edge::Line {
            self.offset = self.taken;
        }
        (self.begins, self.rest) = (ends, after);
        Some(slice)
    }
}

/// Where a part ends: before a blank or behind a comma that is not within a tag or a terminal's title.
fn cut(head: &str) -> (usize, Edge) {
    let from = head.ceil_char_boundary(head.len().saturating_sub(MARGIN));
    let gaps = head.get(from..).unwrap_or_default().rmatch_indices([' ', ',']).take(TRIES);
    let mut ends = gaps.map(|(at, gap)| from + at + usize::from(gap == ","));
    let mut last = None;
    let whole = ends.find(|end| {
        last = last.or(Some(*end));
        !is_within(head.get(..*end).unwrap_or_default())
    });
    match whole.or(last) {
        Some(end) => (end, Edge::Word),
        None => (head.floor_char_boundary(LONGEST), Edge::Letter),
    }
}

/// Whether a tag or a title is open at the end of a text.
fn is_within(text: &str) -> bool {
    const LONGEST: usize = 200;
    let tail = text.get(text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..).unwrap_or_default();
    let is_open = |opening: &str, closing: [char; 2]| {
        tail.rsplit_once(opening).is_some_and(|(_, inside)| !inside.contains(closing))
    };
    is_open("<", ['>', '<']) || is_open("\u{1b}]", ['\u{7}', '\\'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(usize, usize)]) {
        let slices: Vec<Slice<'_>> = Slices::new(text).collect();
        let seen: Vec<(usize, usize)> = slices.iter().map(|slice| (slice.number, slice.text.len())).collect();
        assert_eq!(seen, expect);
        let joined: String = slices
            .iter()
            .map(|slice| format!("{}{}", slice.text, if slice.ends == Edge::Line { "\n" } else { "" }))
            .collect();
        assert_eq!(joined.trim_end(), text.trim_end());
    }

    #[test]
    fn lines_are_whole_where_they_are_short() {
        check("", &[]);
        check("\n", &[(1, 0)]);
        check("a\n\nbc\n", &[(1, 1), (2, 0), (3, 2)]);
        check("a\n\n", &[(1, 1), (2, 0)]);
        check("ü", &[(1, 2)]);
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        let line = format!("{}, {}\nx", "a".repeat(LONGEST - 5), "b".repeat(20));
        check(&line, &[(1, LONGEST - 4), (1, 21), (2, 1)]);
        check(&"a".repeat(LONGEST), &[(1, LONGEST)]);
        check(&"a".repeat(LONGEST + 1), &[(1, LONGEST), (1, 1)]);
        check(&"ü".repeat(LONGEST), &[(1, LONGEST), (1, LONGEST)]);
        let tag = format!("{} <a href=\"x, y\">z", "a".repeat(LONGEST - 12));
        check(&tag, &[(1, LONGEST - 12), (1, tag.len() + 12 - LONGEST)]);
        let edges: Vec<Edge> = Slices::new(&line).map(|slice| slice.ends).collect();
        assert!(edges == [Edge::Word, Edge::Line, Edge::Line]);
    }
}
