//! The one door for untrusted text: lines as the program printed them, without what the terminal, the
//! chat, the mail or the log around them added.

mod glued;
mod margin;
mod markup;
mod terminal;

use std::borrow::Cow;
use std::str::Split;

/// One line of output, cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line of the text that it stands on, counted from 1 as an editor shows it. Lines that lost the
    /// break between them have the same number.
    pub number: usize,
    /// Its text, with its indent, and without escape sequences, invisible characters and trailing blanks.
    pub text: Cow<'a, str>,
    /// Whether it is there to its end.
    pub ending: Ending,
}

/// Whether a line is there to its end. Where the text ends with it, its last word may have lost some of
/// its letters, and a number may then name another release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A line break follows.
    Whole,
    /// The text ends here.
    MaybeCut,
}

/// Splits a text into cleaned lines. Takes time linear in the text; lines that are clean already,
/// which is nearly all of them, are not copied.
#[cfg(test)]
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut splitter = Splitter::new(text);
    while splitter.step() {}
    splitter.finish()
}

/// Splits a text line by line.
pub(super) struct Splitter<'a> {
    text: &'a str,
    rest: Split<'a, char>,
    /// So many bytes of the text are lines already.
    taken: usize,
    lines: Vec<Line<'a>>,
    /// The line of the text that is looked at.
    number: usize,
    numbering: margin::Numbering,
    /// What may be a margin that lines share.
    margins: Vec<String>,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            rest: text.strip_suffix('\n').unwrap_or(text).split('\n'),
            taken: 0,
            lines: Vec::new(),
            number: 0,
            numbering: margin::numbering(text),
            margins: Vec::new(),
        }
    }

    /// Takes a line of the text, if there is another one.
    pub(super) fn step(&mut self) -> bool {
        let Some(raw) = self.rest.next().filter(|_| !self.text.is_empty()) else { return false };
        self.number += 1;
        self.taken += raw.len() + 1;
        self.take(raw);
        true
    }

    /// How much of the text is split, in hundredths.
    pub(super) fn progress(&self) -> usize {
        self.taken.saturating_mul(100) / self.text.len().max(1)
    }

    /// The lines so far, without the margin that they share.
    pub(super) fn finish(self) -> Vec<Line<'a>> {
        let Self { text, mut lines, margins, .. } = self;
        if let Some(margin) = margin::shared(&lines, &margins) {
            for line in &mut lines {
                line.text = margin::without(&line.text, margin).to_owned().into();
            }
        }
        if let Some(last) = lines.last_mut().filter(|_| !text.ends_with('\n')) {
            last.ending = Ending::MaybeCut;
        }
        lines
    }

    fn take(&mut self, raw: &'a str) {
        if terminal::is_plain(raw) {
            let text = margin::strip(raw.trim_end(), self.numbering);
            match self.look(text) {
                Some(lines) => lines.into_iter().for_each(|line| self.push(line.into())),
                None => self.push(Cow::Borrowed(text)),
            }
            return;
        }
        let text = terminal::clean(raw);
        let text = if markup::is_marked_up(&text) { markup::decode(&text) } else { text };
        for text in text.split('\n') {
            let text = margin::strip(text, self.numbering);
            match self.look(text) {
                Some(lines) => lines.into_iter().for_each(|line| self.push(line.into())),
                None => self.push(text.to_owned().into()),
            }
        }
    }

    /// The lines in a line, where there are several.
    fn look(&mut self, text: &str) -> Option<Vec<String>> {
        let look = glued::look(text);
        if let Some(at) = look.inner.filter(|_| self.margins.len() < margin::MOST_CANDIDATES) {
            self.margins.extend(margin::candidate(text, at));
        }
        look.lines
    }

    fn push(&mut self, text: Cow<'a, str>) {
        self.lines.push(Line { number: self.number, text, ending: Ending::Whole });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let seen = lines(text);
        let texts: Vec<&str> = seen.iter().map(|line| line.text.as_ref()).collect();
        assert_eq!(texts, expect, "cleaning {text:?}");
    }

    #[test]
    fn what_a_terminal_adds_is_taken_off() {
        check("", &[]);
        check("\n", &[""]);
        check("a\nb\n", &["a", "b"]);
        check("a\r\nb\r\n", &["a", "b"]);
        check("\u{1b}[31mred\u{1b}[0m end", &["red end"]);
        check("\u{1b}]8;;http://x\u{7}link\u{1b}]8;;\u{1b}\\ end", &["link end"]);
        check("\u{feff}Client:\u{a0}x", &["Client: x"]);
        check("50%\r100%", &["100%"]);
        check("a\u{202e}b\u{200b}c", &["a\u{fffd}bc"]);
        check("trailing   \n\tkept", &["trailing", "\tkept"]);
        check("\u{1b}[", &[""]);
        check("nul\0byte", &["nulbyte"]);
        check("{\u{201c}version\u{201d}:\u{2018}x\u{2019}}", &["{\"version\":'x'}"]);
    }

    #[test]
    fn what_mail_chat_and_logs_add_is_taken_off() {
        check("> Client: x\n>> y\n> > z\n>", &["Client: x", "y", "z", ""]);
        check("2024-11-28T07:13:35.5083644Z Checking pods... OK", &["Checking pods... OK"]);
        check("[2024-11-28T07:13:35.508Z]   indented", &["  indented"]);
        check("check\tUNKNOWN STEP\t2024-11-28T07:13:35.5083644Z Client: x", &["Client: x"]);
        check("2024-11-28T07:13:35.508364Z 01O client:", &["client:"]);
        check("[17:08:50] Client: x", &["Client: x"]);
        check("17:08:50 up 3 days", &["up 3 days"]);
        check("`Client: x`", &["Client: x"]);
        check("```Client: x```", &["Client: x"]);
        check("```\n```shell", &["```", "```shell"]);
        check(" 9  a\n10    b\n11", &[" a", "   b", ""]);
        check("1: a\n3: b", &["1: a", "3: b"]);
    }

    #[test]
    fn what_a_page_adds_is_taken_off() {
        check("{&quot;version&quot;:&#34;x&#x22;} &lt;nil&gt; &amp;lt;", &["{\"version\":\"x\"} <nil> &lt;"]);
        check("<pre><code class=\"x\">a<br>b</code></pre> <nil> <none>", &["a", "b <nil> <none>"]);
        check("a & b < c > d", &["a & b < c > d"]);
    }

    #[test]
    fn lost_line_breaks_are_found_again() {
        check(
            "Checking pods... OK Checking proxies... OK No problems detected.",
            &["Checking pods... OK", "Checking proxies... OK", "No problems detected."],
        );
        check(
            "Client: {\"version\":\"1.2.0\"} Server: {\"type\":\"x\"}",
            &["Client: {\"version\":\"1.2.0\"}", "Server: {\"type\":\"x\"}"],
        );
        check(
            "msg=\"Checking pods... 1 Errors!\\nError: 1 error occurred:\\n\\t* Pod \\\"a\\\"\"",
            &["msg=\"", "Checking pods... 1 Errors!", "Error: 1 error occurred:", "\t* Pod \"a\""],
        );
        let lines = lines("x\nChecking pods... OK Checking proxies... OK\ny");
        let numbers: Vec<usize> = lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 2, 3]);
        let endings: Vec<Ending> = lines.iter().map(|line| line.ending).collect();
        assert_eq!(endings, [Ending::Whole, Ending::Whole, Ending::Whole, Ending::MaybeCut]);
    }
}
