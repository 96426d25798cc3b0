//! The one door for untrusted text: lines as they were printed, without what terminal, chat, mail or log added.

mod decoration;
mod escaped;
mod fence;
mod glued;
mod known;
mod margin;
mod markup;
mod pattern;
mod remnant;
mod slices;
mod stamp;
mod survey;
mod terminal;
mod wrapped;

use std::borrow::Cow;

use super::log;
use decoration::Decoration;
use escaped::Within;
use glued::Begun;
use margin::Numbering;
use slices::{Edge, Slice, Slices};
pub use stamp::Stamp;
pub(super) use stamp::{MONTHS, after_stamps};
use survey::{Margins, Survey};
use wrapped::Broken;

/// One line of output, cleaned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line of the text that it stands on, counted from 1 as an editor shows it. Lines that lost the
    /// break between them have the same number.
    pub number: usize,
    /// Where that line of the text begins, in bytes.
    pub offset: usize,
    /// Its text, with its indent, and without escape sequences, invisible characters and trailing blanks.
    pub text: Cow<'a, str>,
    /// Whether it is there to its end.
    pub ending: Ending,
    /// When it was printed, where a full date with time stands in front of it.
    pub stamp: Option<Stamp>,
    /// Which of several margins stands in front of it, counted from 1, such as that of one of two terminals;
    /// 0 where it has none, or all lines have the same.
    pub stream: u8,
}

/// Whether a line is there to its end. Where it may not be, its last word may have lost some of its letters, and
/// a number may then name another release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A line break follows.
    Whole,
    /// The text ends here.
    MaybeCut,
    /// The next line may be the rest of the last word.
    MaybeWrapped,
    /// The line was too long to be taken at once, and goes on with the next word.
    GoesOn,
}

impl Ending {
    /// Whether the last word of the line may go on somewhere.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::MaybeCut | Self::MaybeWrapped)
    }
}

/// Splits a text into cleaned lines, in time linear in the text. Lines that are clean already are not copied.
#[cfg(test)]
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut splitter = Splitter::new(text);
    while splitter.step() {}
    splitter.finish()
}

/// Splits a text line by line, after a first look over all of it.
pub(super) struct Splitter<'a> {
    text: &'a str,
    slices: Slices<'a>,
    /// As long as the first look is not over.
    survey: Option<Survey>,
    numbering: Numbering,
    margins: Margins,
    lines: Vec<Line<'a>>,
    decoration: Decoration,
    /// A line of the check that a window may have broken.
    broken: Option<Broken>,
    line: InLine,
    /// How wide the line before was, with what stood in front of it.
    width: usize,
}

/// What is known of the line of the text that is looked at.
#[derive(Default)]
struct InLine {
    number: usize,
    offset: usize,
    /// How wide it is, with what stands in front of it.
    width: usize,
    stamp: Option<Stamp>,
    stream: u8,
    begun: Begun,
    within: Within,
}

/// What stands before a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Break,
    /// The break was lost, or there was none.
    Nothing,
}

impl<'a> Splitter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            slices: Slices::new(text),
            survey: Some(Survey::default()),
            numbering: Numbering::None,
            margins: Margins::default(),
            lines: Vec::new(),
            decoration: Decoration::default(),
            broken: None,
            line: InLine::default(),
            width: 0,
        }
    }

    /// Takes a line of the text, or a part of a long one, if there is another one.
    pub(super) fn step(&mut self) -> bool {
        let slice = self.slices.next();
        if let Some(mut survey) = self.survey.take() {
            match slice {
                Some(slice) => {
                    survey.see(&slice);
                    self.survey = Some(survey);
                }
                None => {
                    (self.numbering, self.margins) = survey.finish();
                    self.slices = Slices::new(self.text);
                }
            }
            return true;
        }
        let Some(slice) = slice else { return false };
        self.take(&slice);
        true
    }

    /// How much of the text is split, in hundredths; the first look is a small part of it.
    pub(super) fn progress(&self) -> usize {
        const LOOK: usize = 20;
        let taken = self.text.len() - self.slices.left();
        let part = |of: usize| taken.saturating_mul(of) / self.text.len().max(1);
        if self.survey.is_some() { part(LOOK) } else { LOOK + part(100 - LOOK) }
    }

    /// The lines so far.
    pub(super) fn finish(self) -> Vec<Line<'a>> {
        let Self { text, mut lines, .. } = self;
        if let Some(last) = lines.last_mut().filter(|_| !text.ends_with('\n')) {
            last.ending = Ending::MaybeCut;
        }
        lines
    }

    fn take(&mut self, slice: &Slice<'a>) {
        if slice.begins == Edge::Line {
            self.line = InLine { number: slice.number, offset: slice.offset, ..InLine::default() };
        }
        if terminal::is_plain(slice.text) && slice.begins != Edge::Letter {
            self.take_text(slice.text.trim_end(), slice.begins, Cow::Borrowed);
        } else {
            let mut text = terminal::clean(slice.text);
            if markup::is_marked_up(&text) {
                text = markup::decode(&text);
            }
            if slice.begins == Edge::Letter {
                // The rest of a word is no word.
                text.insert(0, '\u{fffd}');
            }
            let mut begins = slice.begins;
            for text in text.split('\n') {
                self.take_text(text.trim_end(), begins, |text| Cow::Owned(text.to_owned()));
                begins = Edge::Line;
            }
        }
        if let Some(last) = self.lines.last_mut() {
            last.ending = slice.ends.ending();
        }
    }

    fn take_text<'t>(&mut self, text: &'t str, begins: Edge, keep: fn(&'t str) -> Cow<'a, str>) {
        let mut text = text;
        let mut before = Before::Nothing;
        self.line.width = text.chars().count();
        if begins == Edge::Line {
            before = Before::Break;
            let (stripped, stamp) = margin::strip(margin::without_number(text, self.numbering));
            (text, self.line.stamp) = (stripped, stamp.or(self.line.stamp));
            if let Some(inner) = self.margins.take_off(text) {
                self.line.stream = inner.stream;
                let (stripped, stamp) = margin::strip(inner.text);
                self.line.stamp = self.line.stamp.or(inner.stamp).or(stamp);
                if let Some(lines) = inner.quoted() {
                    self.push_all(&lines, before);
                    return;
                }
                text = stripped;
            }
        }
        let is_entry = log::is_entry(text) && !escaped::may_hold_output(text);
        if !is_entry
            && escaped::may_be(text)
            && let Some(lines) = escaped::lines(text, self.line.within)
        {
            self.line.within = Within::String;
            self.push_all(&lines, before);
            return;
        }
        if let Some(lines) = escaped::list(text).filter(|_| !is_entry) {
            self.push_all(&lines, before);
            return;
        }
        match glued::lines(text, &mut self.line.begun).filter(|_| !is_entry) {
            Some(lines) => {
                for line in lines {
                    self.push_bare(line, before, keep);
                    before = Before::Nothing;
                }
            }
            None => self.push_bare(text, before, keep),
        }
    }

    fn push_all(&mut self, lines: &[String], mut before: Before) {
        for line in lines {
            self.push_bare(line, before, |text| Cow::Owned(text.to_owned()));
            before = Before::Nothing;
        }
    }

    fn push_bare<'t>(&mut self, text: &'t str, before: Before, keep: fn(&'t str) -> Cow<'a, str>) {
        let bare = self.decoration.take_off(text);
        let text = match bare.text {
            Cow::Borrowed(text) => keep(text),
            Cow::Owned(text) => Cow::Owned(text),
        };
        self.push(text, before);
        if let Some(rest) = bare.rest {
            self.push(keep(rest), Before::Nothing);
        }
    }

    fn push(&mut self, mut text: Cow<'a, str>, before: Before) {
        if before == Before::Break {
            match self.broken.take().map(|broken| (broken.at, broken.take(&text))) {
                Some((at, Ok(whole))) => {
                    // The lines of the rest stay, so that none is lost, and have nothing on them.
                    let rest = self.lines.iter_mut().skip(at);
                    rest.for_each(|line| line.text = Cow::default());
                    if let Some(line) = self.lines.get_mut(at) {
                        line.text = Cow::Owned(whole);
                    }
                    text = Cow::default();
                }
                Some((_, Err(broken))) => self.broken = broken,
                None => {}
            }
            // The rest of a line is never longer than the window was wide.
            let is_rest = self.line.width <= self.width;
            let goes_on = |last: &&mut Line<'_>| is_rest && wrapped::may_go_on(&last.text, &text);
            if let Some(last) = self.lines.last_mut().filter(goes_on) {
                last.ending = Ending::MaybeWrapped;
            }
        } else {
            self.broken = None;
        }
        if self.broken.is_none() {
            self.broken = Broken::begins_with(&text, self.lines.len());
        }
        let InLine { number, offset, stamp, stream, width, .. } = self.line;
        self.width = width;
        self.lines.push(Line { number, offset, text, ending: Ending::Whole, stamp, stream });
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

    #[test]
    fn breaks_of_other_programs_are_breaks() {
        check("a\u{2028}b\u{85}\u{2029}c\u{b}d", &["a", "b", "", "c", "d"]);
        check("\u{c}a\u{c}\n", &["a"]);
        check("NAME READY\rgloo-1 1/1\r\r5\n", &["NAME READY", "gloo-1 1/1", "", "5"]);
        check("Pulling\rPulling... done\r     \rReady\n", &["Pulling... done", "Ready"]);
    }

    #[test]
    fn a_line_keeps_its_stamp() {
        let seen = |text: &str| lines(text).iter().map(|line| line.stamp).collect::<Vec<_>>();
        let stamps = seen("2025-03-20T12:00:01Z a\n[2025-03-20 13:00:01+01:00] b\n12:00:02 c\nd\n");
        assert!(stamps[0].is_some() && stamps[0] == stamps[1] && stamps[2..] == [None, None]);
        let stamps =
            seen("2025-03-20T12:00:01Z Checking pods... OK Checking gateways... OK\n2025-03-19T12:00:01Z x");
        assert!(stamps[0] == stamps[1] && stamps[2] < stamps[1] && stamps[2].is_some());
        let stamps = seen(
            "prod 2025-03-20T12:00:01Z | Checking pods... OK\nprod 2025-03-20T12:00:02Z | Problems detected!\n",
        );
        assert!(stamps[0].is_some() && stamps[0] < stamps[1]);
    }

    #[test]
    fn a_number_before_the_rest_of_one_is_open() {
        let seen = |text: &str| lines(text).iter().map(|line| line.ending).collect::<Vec<_>>();
        assert_eq!(seen("gloo:1.16.1\n2-fips\n"), [Ending::MaybeWrapped, Ending::Whole]);
        assert_eq!(seen("> gloo:1.16.1\n> 2-fips\n"), [Ending::MaybeWrapped, Ending::Whole]);
        assert_eq!(seen("> gloo:1.16.1\n2-fips@sha25\n"), [Ending::MaybeWrapped, Ending::Whole]);
        assert_eq!(seen("gloo:1.16.1\n- x\n"), [Ending::Whole, Ending::Whole]);
        assert_eq!(seen("gloo:1.16.1\n2  Mon Jan  6\n"), [Ending::Whole, Ending::Whole]);
        let long = format!("{} gloo:1.16.1\n", "a, ".repeat(8_000));
        assert_eq!(seen(&long), [Ending::GoesOn, Ending::Whole]);
        let long = "a".repeat(40_000);
        assert_eq!(seen(&long), [Ending::MaybeWrapped, Ending::MaybeWrapped, Ending::MaybeCut]);
        assert!(lines(&long)[1].text.starts_with("\u{fffd}a"));
    }
}
