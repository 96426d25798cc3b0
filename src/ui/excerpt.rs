//! What is shown of a text that is too long to be shown whole, line by line.

use std::rc::Rc;

use crate::report::Report;
use crate::transcript::Span;

/// A line with its number, counted from 1.
pub type Numbered = (usize, Rc<str>);

/// A text of more bytes or lines is too long: one element for each line would make typing slow.
const LONGEST: (usize, usize) = (200_000, 3_000);

/// So many lines around what something rests on, so many lines of it, so many of the blocks that count, and so many
/// letters of a line.
const AROUND: usize = 2;
const LINES: usize = 12;
const BLOCKS: usize = 30;
const LETTERS: usize = 2_000;

/// Whether a text is too long to be shown whole.
#[must_use]
pub fn is_needed(text: &str) -> bool {
    let (bytes, lines) = LONGEST;
    text.len() > bytes || text.split('\n').nth(lines).is_some()
}

/// The lines of the text at a place that the findings and the blocks that count rest on, with some around them, in order.
#[must_use]
pub fn excerpt(text: &str, report: &Report, place: usize) -> Rc<[Numbered]> {
    let count = report.transcripts.get(place).map_or(0, |transcript| transcript.lines);
    let mut is_shown = vec![false; count];
    let mut show = |span: Span| {
        if span.transcript != place {
            return;
        }
        let start = span.start.saturating_sub(AROUND + 1);
        let end = span.end.min(span.start + LINES) + AROUND;
        is_shown.iter_mut().take(end).skip(start).for_each(|line| *line = true);
    };
    for diagnostic in &report.diagnostics {
        diagnostic.lines().for_each(&mut show);
    }
    report
        .blocks
        .iter()
        .filter(|block| !block.superseded && block.span.transcript == place)
        .take(BLOCKS)
        .for_each(|block| show(block.span));
    // Looking for the lines behind the last one takes long in a long text.
    is_shown.truncate(is_shown.iter().rposition(|is_shown| *is_shown).map_or(0, |last| last + 1));
    let lines = is_shown
        .into_iter()
        .zip(text.split('\n'))
        .map(|(is_shown, line)| (line, is_shown))
        .enumerate()
        .filter(|(_, (_, is_shown))| *is_shown);
    let lines = lines.map(|(index, (line, _))| {
        let letters: String = line.chars().take(LETTERS).collect();
        (index + 1, letters.into())
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Case, Choices, Knowledge, advise};

    fn check(text: &str, expect: &[usize]) {
        let report = advise(&Case::paste(text), &Knowledge::default(), &Choices::default());
        let shown = excerpt(text, &report, 0);
        assert_eq!(shown.iter().map(|(number, _)| *number).collect::<Vec<_>>(), expect);
        for (number, line) in shown.iter() {
            assert!(text.lines().nth(number - 1).is_some_and(|whole| whole.starts_with(&**line)));
        }
    }

    #[test]
    fn what_is_read_is_shown_with_what_stands_around_it() {
        let client = "Client: {\"version\":\"1.17.2\"}\n";
        check("", &[]);
        check(&"noise\n".repeat(9), &[]);
        check(client, &[1]);
        check(&format!("{0}{client}{0}", "noise\n".repeat(9)), &[8, 9, 10, 11, 12]);
        let long = format!("{client}{}", "wide ".repeat(LETTERS));
        check(&long, &[1, 2]);
    }

    #[test]
    fn a_long_block_is_shown_by_its_beginning() {
        let pods = "gloo-5f7c9b6d48-x2k4q  1/1  Running  0  3d\n".repeat(200);
        let text = format!("{}NAME  READY  STATUS  RESTARTS  AGE\n{pods}", "noise\n".repeat(50));
        check(&text, &(49..=65).collect::<Vec<_>>());
    }

    #[test]
    fn long_is_what_has_too_many_lines_or_letters() {
        assert!(!is_needed(&"x\n".repeat(LONGEST.1 - 1)));
        assert!(is_needed(&"x\n".repeat(LONGEST.1 + 1)));
        assert!(is_needed(&"x".repeat(LONGEST.0 + 1)));
    }
}
