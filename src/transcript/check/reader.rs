//! Reading a run, line by line.

use super::heading::{Heading, heading};
use super::mark::{Mark, is_log, mark};
use super::message::{Complaint, closes_more, complaint, section as section_of};
use super::{CheckOutput, Federation, Problem, Section, Status};
use super::{json, list};
use crate::transcript::recognise::Cursor;
use crate::transcript::{Span, Trouble, Wrong, error};

/// Reads the run that begins at the cursor; also the index of the line after it.
pub(super) fn read_run(cursor: &Cursor<'_>) -> (CheckOutput, usize) {
    let mut reader = RunReader {
        cursor: *cursor,
        output: CheckOutput::default(),
        names: Vec::new(),
        instance: None,
        run: Run::Sections,
        is_open: false,
        is_in_log: false,
    };
    while let Some(next) = reader.step() {
        // Whatever was read, the next line comes next.
        reader.cursor.at = next.max(reader.cursor.at + 1);
    }
    (reader.output, reader.cursor.at)
}

/// No check has more sections than this; what has more is no check, and need not be told apart.
const MOST_NAMES: usize = 64;

/// How far the run has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Run {
    /// Headings follow.
    Sections,
    /// It crashed: what follows is a stack trace.
    Crashed,
    /// It has said its verdict.
    Over,
    /// It looks at federated instances, which may come after the verdict.
    Federation,
}

struct RunReader<'a> {
    cursor: Cursor<'a>,
    output: CheckOutput,
    /// Names of the sections so far.
    names: Vec<String>,
    instance: Option<String>,
    run: Run,
    /// Whether the last message may go on in the next line.
    is_open: bool,
    /// Whether a line of a log may go on in the next line, since no window is wide enough for it.
    is_in_log: bool,
}

impl RunReader<'_> {
    /// Takes the line at the cursor; the index of the line to go on with, or `None` where the output
    /// ends.
    fn step(&mut self) -> Option<usize> {
        let is_first = self.output.sections.is_empty() && self.output.problems.is_empty();
        let headless = || list::read_headless(&self.cursor).filter(|_| is_first);
        if let Some(list) = list::read_list(&self.cursor).or_else(headless) {
            if let Some(heading) = self.cursor.text(0).and_then(heading) {
                self.take_heading(heading);
            }
            self.output.failed = Some(self.cursor.span(0));
            self.output.take_list(list.problems);
            self.end_run();
            return Some(list.next);
        }
        // What has no place in the object of `-o json` was printed before it.
        if let Some(next) = json::read_object(&self.cursor, &mut self.output) {
            self.end_run();
            return Some(next);
        }
        let mark = mark(&self.cursor)?;
        let span = self.cursor.span(0);
        if !matches!(mark, Mark::Text(_) | Mark::Blank | Mark::Error) {
            self.is_open = false;
        }
        if !matches!(mark, Mark::Text(_)) {
            self.is_in_log = self.cursor.text(0).is_some_and(is_log);
        }
        match mark {
            Mark::Heading(heading) if self.begins_another_run(&heading) => return None,
            Mark::Heading(heading) => self.take_heading(heading),
            Mark::NoProblems => {
                self.output.no_problems = Some(span);
                self.end_run();
            }
            Mark::ProblemsDetected => self.fail(),
            Mark::Error => {
                self.fail();
                self.is_open = true;
            }
            Mark::Ok => self.set_open_section(Status::Ok),
            Mark::Count(count) => self.count_errors(count),
            Mark::Failure(text) => self.take_failure(text),
            Mark::Skipped => self.output.skipped.push(span),
            Mark::Aside => self.take_aside(),
            Mark::Mismatch(warning) => self.output.mismatch = Some(warning),
            Mark::Blank => return self.after_blank(),
            Mark::Foreign => return None,
            Mark::Text(text) => return self.take_text(text).then_some(self.cursor.at + 1),
        }
        Some(self.cursor.at + 1)
    }

    /// Whether a heading is the first of a second check, pasted without a prompt between.
    fn begins_another_run(&self, heading: &Heading<'_>) -> bool {
        let Heading::Section { name, .. } = heading else { return false };
        match self.run {
            Run::Over => true,
            Run::Federation => false,
            Run::Sections | Run::Crashed => self.names.contains(name),
        }
    }

    fn take_heading(&mut self, heading: Heading<'_>) {
        let (name, status, error_count, message) = match heading {
            Heading::Instance(name) => {
                self.instance = Some(name.to_owned());
                let is_after = self.output.no_problems.is_some();
                let when = if is_after { Federation::AfterVerdict } else { Federation::BeforeVerdict };
                self.output.federation.get_or_insert(when);
                self.run = Run::Federation;
                return;
            }
            Heading::Section { name, status, error_count, message } => (name, status, error_count, message),
        };
        if self.names.len() < MOST_NAMES {
            self.names.push(name.clone());
        }
        let (span, instance) = (self.cursor.span(0), self.instance.clone());
        let warning = message.filter(|_| status == Status::Warning).map(str::to_owned);
        self.output.sections.push(Section { name, status, error_count, warning, instance, span });
        let is_told = |message: &&str| status == Status::Errors || message.starts_with("Found warning in ");
        match message.filter(is_told) {
            // The error follows on the next line.
            Some("Error!") => {
                self.fail();
                self.is_open = true;
            }
            Some(message) => self.add_problem(message),
            None => {}
        }
    }

    fn take_failure(&mut self, text: &str) {
        if text.starts_with("panic:") || error::is_fatal(text) {
            self.fail();
            self.run = Run::Crashed;
        }
        if text.starts_with("Found warning in ") {
            self.set_open_section(Status::Warning);
        } else {
            self.set_open_section(Status::Errors);
        }
        self.add_problem(text);
    }

    /// A line of its own kind: it goes on with the message before it, or is a failure behind an empty
    /// heading; false where it is not part of the output.
    fn take_text(&mut self, text: &str) -> bool {
        let is_continued = self.is_open || self.run == Run::Crashed;
        if let Some(problem) = self.output.problems.last_mut().filter(|_| is_continued) {
            let (text, ends) = split_verdict(text);
            if self.run != Run::Crashed {
                if closes_more(&problem.message, text) {
                    return false;
                }
                problem.message.push('\n');
                problem.message.push_str(text);
            }
            problem.span.end = self.cursor.span(0).end;
            if ends {
                self.fail();
            }
            return true;
        }
        let goes_on = self.goes_on();
        // Where the output ends with a heading, what somebody wrote below it is no error.
        if self.is_open || (self.has_open_section() && (goes_on || is_failure(text))) {
            self.set_open_section(Status::Errors);
            self.add_problem(text);
            return true;
        }
        self.run != Run::Over && goes_on
    }

    /// Whether a heading or a verdict follows soon, so that a strange line is noise inside the output.
    fn goes_on(&self) -> bool {
        const FURTHEST: usize = 3;
        const FURTHEST_IN_LOG: usize = 12;
        let furthest = if self.is_in_log { FURTHEST_IN_LOG } else { FURTHEST };
        (1..=furthest).any(|ahead| {
            let next = self.cursor.ahead(ahead);
            list::is_head_of_check(&next)
                || matches!(
                    mark(&next),
                    Some(Mark::Heading(_) | Mark::NoProblems | Mark::ProblemsDetected | Mark::Skipped)
                )
        })
    }

    /// Blank lines stand inside the output, but not at its end.
    fn after_blank(&mut self) -> Option<usize> {
        let mut next = self.cursor;
        while next.text(0).is_some_and(str::is_empty) {
            next.at += 1;
        }
        if json::is_object(&next) {
            return Some(next.at);
        }
        let goes_on = match mark(&next)? {
            Mark::Foreign | Mark::Blank => false,
            Mark::Text(text) => match self.run {
                Run::Crashed => true,
                Run::Over => list::is_head_of_check(&next),
                Run::Sections | Run::Federation => self.is_open || text.starts_with("Error: "),
            },
            _ => true,
        };
        if self.run == Run::Over {
            self.is_open = false;
        }
        goes_on.then_some(next.at)
    }

    fn take_aside(&mut self) {
        let text = self.cursor.text(0).unwrap_or_default();
        if text.starts_with("Detected Gloo Federation!") {
            self.run = Run::Federation;
        } else if text.starts_with("Warning: could not list Gloo Instances") {
            self.output.excluded.push(self.cursor.found(0, "federated instances".to_owned()));
        }
        self.output.take_idle(text, self.cursor.span(0));
    }

    fn add_problem(&mut self, text: &str) {
        let (text, ends) = split_verdict(text);
        let section =
            section_of(text).or_else(|| self.output.sections.last().map(|section| section.name.clone()));
        self.output.problems.push(Problem { message: text.to_owned(), section, span: self.cursor.span(0) });
        self.is_open = true;
        if ends {
            self.fail();
        }
    }

    /// A heading with nothing behind it has its status on a line below.
    fn has_open_section(&self) -> bool {
        self.output.sections.last().is_some_and(|section| section.status == Status::Unknown)
    }

    fn set_open_section(&mut self, status: Status) {
        if let Some(section) =
            self.output.sections.last_mut().filter(|section| section.status == Status::Unknown)
        {
            section.status = status;
            section.error_count = usize::from(status == Status::Errors);
        }
    }

    fn count_errors(&mut self, count: usize) {
        if let Some(section) = self.output.sections.last_mut() {
            section.status = Status::Errors;
            section.error_count = count;
        }
    }

    fn fail(&mut self) {
        self.output.failed.get_or_insert(self.cursor.span(0));
        self.is_open = false;
        self.end_run();
    }

    fn end_run(&mut self) {
        if self.run != Run::Federation {
            self.run = Run::Over;
        }
    }
}

/// Whether the words of a line are those of a failure.
fn is_failure(text: &str) -> bool {
    let is_said = || Trouble::new(text, Span::default()).what != Wrong::Other;
    complaint(text) != Complaint::Other || error::is_error(text) || is_said()
}

/// Before 1.3.16 no line break stands between a reason and the verdict.
fn split_verdict(text: &str) -> (&str, bool) {
    match text.strip_suffix("Problems detected!") {
        Some(text) => (text, true),
        None => (text, false),
    }
}
