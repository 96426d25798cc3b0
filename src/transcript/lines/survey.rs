//! A first look over the whole text, which learns what stands in front of its lines.
//!
//! A margin that is not known, such as the name of a pod or the step of a build, is learned from lines that
//! have something behind it that certainly begins a line of output.

use super::margin::{self, Counter, Numbering};
use super::pattern::{Pattern, numbers};
use super::slices::{Edge, Slice};
use super::stamp::{self, Stamp};
use super::{escaped, known, terminal};

/// What is longer is no margin.
const LONGEST: usize = 120;
/// So much of a line is looked at.
const HEAD: usize = 2 * LONGEST;
/// More different ones are not tried.
const MOST_CANDIDATES: usize = 16;
/// More samples of one are not kept.
const MOST_SAMPLES: usize = 64;
/// More are not told apart.
const MOST: usize = 8;
/// Fewer lines that only begin alike may do so by chance.
const FEWEST_SHARED: usize = 3;

/// What the lines of a text so far have in front of them.
#[derive(Default)]
pub(super) struct Survey {
    counter: Counter,
    candidates: Vec<Candidate>,
}

/// Texts in front of something certain that differ in their numbers only.
struct Candidate {
    any: Pattern,
    samples: Vec<String>,
    /// Lines that begin so.
    shared: usize,
}

impl Survey {
    /// Takes the next line, or part of one.
    pub(super) fn see(&mut self, slice: &Slice<'_>) {
        if slice.begins != Edge::Line {
            return;
        }
        self.counter.take(slice.text);
        let head = slice.text.get(..slice.text.floor_char_boundary(HEAD)).unwrap_or(slice.text);
        let is_sample = known::inner(head).is_some();
        if !is_sample && !self.candidates.iter().any(|one| one.samples.len() == 1) {
            return;
        }
        if terminal::is_plain(head) {
            self.see_line(head, slice.text);
        } else {
            self.see_line(&terminal::clean(head), slice.text);
        }
    }

    fn see_line(&mut self, head: &str, line: &str) {
        let (head, _) = margin::strip(head);
        for one in &mut self.candidates {
            one.shared += usize::from(one.any.after(head).is_some());
        }
        let Some(sample) = sample(head, line) else { return };
        let any = Pattern::of(sample, |_| true);
        if !any.has_word() || !any.is_apart() {
            return;
        }
        let has_room = self.candidates.len() < MOST_CANDIDATES;
        match self.candidates.iter_mut().find(|one| one.any == any) {
            Some(one) if one.samples.len() < MOST_SAMPLES => one.samples.push(sample.to_owned()),
            None if has_room => {
                self.candidates.push(Candidate { any, samples: vec![sample.to_owned()], shared: 1 });
            }
            _ => {}
        }
    }

    /// What is in front of the lines.
    pub(super) fn finish(self) -> (Numbering, Margins) {
        let numbering = self.counter.numbering();
        let mut margins = Margins::default();
        for mut one in self.candidates {
            let is_certain =
                one.samples.len() > 1 || (one.shared >= FEWEST_SHARED && one.any.quote().is_none());
            if !is_certain {
                continue;
            }
            for sample in &mut one.samples {
                *sample = margin::without_number(sample, numbering).to_owned();
            }
            let varying = varying(&one.samples);
            for sample in &one.samples {
                let pattern = Pattern::of(sample, |which| varying.contains(&which));
                if margins.0.len() < MOST && !margins.0.contains(&pattern) {
                    margins.0.push(pattern);
                }
            }
        }
        (numbering, margins)
    }
}

/// The text in front of the first certain beginning, where it can be a margin.
fn sample<'t>(head: &'t str, line: &str) -> Option<&'t str> {
    let at = known::inner(head)?;
    let (before, rest) = head.split_at_checked(at)?;
    let begins = || known::known(head.trim_start()).is_some();
    if before.len() > LONGEST || before.contains("...") || begins() {
        return None;
    }
    // In the source of a program such words are quoted too: only a heading with its status is a line.
    let quote = before.chars().next_back().filter(|c| matches!(c, '"' | '\''));
    let Some(quote) = quote else { return Some(before) };
    let (_, after) = rest.strip_prefix("Checking ")?.split_once("... ")?;
    let end = known::status_length(after)?;
    let is_string = after.get(end..)?.starts_with([quote, '\\']) && !line.trim_end().ends_with([')', ';']);
    is_string.then_some(before)
}

/// Which numbers differ from line to line. One that comes back to an earlier value names something, such as one of
/// two containers; one that only goes on is a time or a count.
fn varying(samples: &[String]) -> Vec<usize> {
    let rows: Vec<Vec<&str>> = samples.iter().map(|sample| numbers(sample)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let differs = |column: &usize| {
        let mut seen: Vec<&str> = Vec::new();
        for value in rows.iter().filter_map(|row| row.get(*column)) {
            let known = seen.iter().position(|one| one == value);
            match known {
                Some(at) if at + 1 < seen.len() => return false,
                Some(_) => {}
                None => seen.push(value),
            }
        }
        seen.len() > 1
    };
    (0..columns).filter(differs).collect()
}

/// The margins that lines of a text share.
#[derive(Default)]
pub(super) struct Margins(Vec<Pattern>);

/// A line without the margin that it had.
pub(super) struct Inner<'t> {
    pub text: &'t str,
    /// Which of several it was, counted from 1.
    pub stream: u8,
    /// The stamp in it.
    pub stamp: Option<Stamp>,
    /// The mark that ends the line, where it is a string.
    pub quote: Option<char>,
}

impl Margins {
    /// The line without its margin, if it has one.
    pub(super) fn take_off<'t>(&self, text: &'t str) -> Option<Inner<'t>> {
        let found =
            self.0.iter().enumerate().filter_map(|(at, pattern)| Some((at, pattern, pattern.after(text)?)));
        let (at, pattern, rest) = found.min_by_key(|(_, _, rest)| rest.len())?;
        let margin = text.get(..text.len() - rest.len()).unwrap_or_default();
        let quote = pattern.quote();
        // What opens a piece of code closes it.
        let rest = if margin.ends_with('`') { rest.trim_end_matches('`') } else { rest };
        let stream = if self.0.len() > 1 { u8::try_from(at + 1).unwrap_or_default() } else { 0 };
        Some(Inner { text: rest, stream, stamp: stamp::within(margin), quote })
    }
}

impl Inner<'_> {
    /// The lines of the string, where the line is one.
    pub(super) fn quoted(&self) -> Option<Vec<String>> {
        Some(escaped::until(self.text, self.quote?)?.0)
    }
}

#[cfg(test)]
mod tests {
    use crate::transcript::lines;

    fn check(text: &str, expect: &[(u8, &str)]) {
        let lines = lines(text);
        let seen: Vec<(u8, &str)> = lines.iter().map(|line| (line.stream, line.text.as_ref())).collect();
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn a_margin_is_learned_from_two_lines() {
        check(
            "Step #4 - \"check\": Checking pods... 1 Errors!\nStep #4 - \"check\": Error: 1 error occurred:\nStep #4 - \"check\": \t* a\nStep #5\n",
            &[
                (0, "Checking pods... 1 Errors!"),
                (0, "Error: 1 error occurred:"),
                (0, "\t* a"),
                (0, "Step #5"),
            ],
        );
        check(
            "[  9s] Checking pods... OK\n[ 10s] x\n[ 112s] No problems detected.\n",
            &[(0, "Checking pods... OK"), (0, "x"), (0, "No problems detected.")],
        );
        check(
            "{\"log\":\"Checking pods... OK\\n\",\"time\":1}\n{\"log\":\"Checking upstreams... OK\\n\",\"time\":2}\n{\"log\":\"\\t\\\"a\\\"\\n\",\"time\":3}\n{\"x\":1}\n",
            &[(0, "Checking pods... OK"), (0, "Checking upstreams... OK"), (0, "\t\"a\""), (0, "{\"x\":1}")],
        );
    }

    #[test]
    fn a_margin_before_one_certain_line_takes_two_others() {
        check(
            "web | NAME  READY\nweb | a  1/1\nx\n",
            &[(0, "web | NAME  READY"), (0, "web | a  1/1"), (0, "x")],
        );
        // The namespaces of several tables are a column.
        check(
            "NAMESPACE  NAME  AGE\na  one  1d\n\nNAMESPACE  NAME  AGE\na  two  1d\n",
            &[
                (0, "NAMESPACE  NAME  AGE"),
                (0, "a  one  1d"),
                (0, ""),
                (0, "NAMESPACE  NAME  AGE"),
                (0, "a  two  1d"),
            ],
        );
        check(
            "web | NAME  READY\nweb | a  1/1\nweb | b  1/1\n",
            &[(0, "NAME  READY"), (0, "a  1/1"), (0, "b  1/1")],
        );
    }

    #[test]
    fn several_margins_are_told_apart() {
        check(
            "prod | Checking pods... OK\ndev | Checking pods... OK\nprod | No problems detected.\nx\ndev | Problems detected!\n",
            &[
                (1, "Checking pods... OK"),
                (2, "Checking pods... OK"),
                (1, "No problems detected."),
                (0, "x"),
                (2, "Problems detected!"),
            ],
        );
        check(
            "web-1 | Checking upstreams... OK\nweb-2 | Checking upstreams... OK\nweb-1 | No problems detected.\nweb-2 | a\n",
            &[
                (1, "Checking upstreams... OK"),
                (2, "Checking upstreams... OK"),
                (1, "No problems detected."),
                (2, "a"),
            ],
        );
        check(
            "web 12:00:01 | Checking upstreams... OK\nweb 12:00:03 | Checking gateways... OK\nweb 12:01:00 | a\n",
            &[(0, "Checking upstreams... OK"), (0, "Checking gateways... OK"), (0, "a")],
        );
    }

    #[test]
    fn sources_of_programs_and_sentences_are_no_margin() {
        for text in [
            "out.Printf(\"Checking upstreams... \")\nout.Printf(\"Checking gateways... \")\n",
            "has(out, \"Checking upstreams... OK\");\nhas(out, \"Checking gateways... OK\");\n",
            "mira ran Checking things\nmira ran Checking others\nmira ran x\n",
        ] {
            let seen: Vec<String> = lines(text).iter().map(|line| line.text.to_string() + "\n").collect();
            assert_eq!(seen.concat(), text);
        }
    }
}
