//! `glooctl check`: which parts of the installation were looked at, and what was wrong with them.
//!
//! To 1.6.0-beta5 the check stopped at the first problem and printed it behind the heading. Since
//! then every section runs, and the messages follow in one list behind `Error: `, on another stream,
//! so a paste may have the counts without the messages.

mod heading;
mod list;
mod message;

use super::recognise::{Cursor, Read};
use super::{Content, Format, Kind, Span, banner, prompt};
pub use heading::Status;
use heading::{Heading, heading};
use message::section as section_of;
pub use message::{Complaint, complaint};

/// What one run of `glooctl check` printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOutput {
    /// One entry for each heading, in the order printed.
    pub sections: Vec<Section>,
    /// Each message once for each time it was printed.
    pub problems: Vec<Problem>,
    /// The line of `No problems detected.`
    pub no_problems: Option<Span>,
    /// `Problems detected!`, `Error!`, a crash, or the head of the list of errors.
    pub failed: Option<Span>,
    /// Lines that say which part was left out.
    pub skipped: Vec<Span>,
}

/// One heading and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// `virtual-services`, whichever spelling was printed.
    pub name: String,
    /// What stands behind the heading.
    pub status: Status,
    /// The number in `2 Errors!`, 1 for another failure.
    pub error_count: usize,
    /// What a warning behind the heading says.
    pub warning: Option<String>,
    /// The federated instance that the section belongs to.
    pub instance: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// As printed, without the bullet; line breaks are kept, indents are not.
    pub message: String,
    /// The section it belongs to, where that is certain.
    pub section: Option<String>,
    /// Its lines.
    pub span: Span,
}

/// What the check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It said so, and nothing speaks against it.
    Healthy,
    /// A section, a message or a crash says so, even where `No problems detected.` stands above it.
    Problems,
    /// The paste ends before the verdict.
    Incomplete,
}

impl CheckOutput {
    /// What the whole of it says.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.failed.is_some()
            || !self.problems.is_empty()
            || self.sections.iter().any(|section| section.status == Status::Errors)
        {
            Verdict::Problems
        } else if self.no_problems.is_some() {
            Verdict::Healthy
        } else {
            Verdict::Incomplete
        }
    }
}

/// What a line is to the check.
enum Mark<'a> {
    Heading(Heading<'a>),
    /// `No problems detected.`
    NoProblems,
    /// `Problems detected!`
    ProblemsDetected,
    /// `Error!`: the error follows on the next line.
    Error,
    /// `OK` on a line of its own: the status of the heading above.
    Ok,
    /// `1 Errors!` on a line of its own: the count of the heading above.
    Count(usize),
    /// A sentence that is a failure though no heading stands before it.
    Failure(&'a str),
    Skipped,
    /// Known, harmless, and possible anywhere.
    Aside,
    Blank,
    /// Printed by something else.
    Foreign,
    Text(&'a str),
}

/// Sentences that tell of a failure although no heading stands before them.
const FAILURES: [&str; 7] = [
    "Gloo namespace does not exist",
    "Gloo is not installed",
    "Gloo has detected that the data plane",
    "Problem while checking for gloo xds errors",
    "Found warning in ",
    "Found error in ",
    "panic:",
];

/// Lines that say nothing about health that another line does not say.
const ASIDES: [&str; 7] = [
    "Detected Gloo Federation!",
    "Detected Kubernetes Gateway integration!",
    "Note: Unhandled",
    "No active gateway-proxy pods exist in cluster",
    "WARN: Version mismatch",
    "A new version of glooctl is available",
    "multiple gloo labeled apps found",
];

fn mark<'a>(cursor: &Cursor<'a>) -> Option<Mark<'a>> {
    let text = cursor.text(0)?;
    Some(if let Some(heading) = heading(text) {
        Mark::Heading(heading)
    } else if let Some(count) = heading::error_count(text) {
        Mark::Count(count)
    } else {
        match text {
            "" => Mark::Blank,
            "No problems detected." | "No problems detected.```" => Mark::NoProblems,
            "Problems detected!" => Mark::ProblemsDetected,
            "Error!" => Mark::Error,
            "OK" => Mark::Ok,
            _ if FAILURES.iter().any(|start| text.starts_with(start)) => Mark::Failure(text),
            _ if text.starts_with("Skipping ") => Mark::Skipped,
            _ if is_log(text) || text.starts_with("Warning: ") => Mark::Aside,
            _ if ASIDES.iter().any(|start| text.starts_with(start)) => Mark::Aside,
            _ if is_foreign(cursor) => Mark::Foreign,
            _ => Mark::Text(text),
        }
    })
}

/// See [`super::recognise`].
#[must_use]
pub fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let text = cursor.text(0)?;
    let begins = heading(text).is_some()
        || list::is_head_of_check(cursor)
        || (text == "Error!" && cursor.text(1).is_some_and(|error| complaint(error) != Complaint::Other))
        || FAILURES.iter().take(3).any(|start| text.starts_with(start));
    if !begins {
        return None;
    }
    let mut reader = Reader {
        cursor: *cursor,
        output: CheckOutput::default(),
        instance: None,
        run: Run::Sections,
        is_open: false,
    };
    while let Some(next) = reader.step() {
        reader.cursor.at = next;
    }
    let next = reader.cursor.at;
    Some(Read {
        kind: Kind::GlooctlCheck,
        format: Format::Text,
        content: Content::Check(reader.output),
        next,
    })
}

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

struct Reader<'a> {
    cursor: Cursor<'a>,
    output: CheckOutput,
    instance: Option<String>,
    run: Run,
    /// Whether the last message may go on in the next line.
    is_open: bool,
}

impl Reader<'_> {
    /// Takes the line at the cursor; the index of the line to go on with, or `None` where the output
    /// ends.
    fn step(&mut self) -> Option<usize> {
        if let Some(list) = list::read_list(&self.cursor) {
            self.output.failed = Some(self.cursor.span(0));
            // The list says again what stands behind the headings, and says it whole.
            self.output.problems = list.problems;
            self.end_run();
            return Some(list.next);
        }
        let mark = mark(&self.cursor)?;
        let span = self.cursor.span(0);
        if !matches!(mark, Mark::Text(_) | Mark::Blank | Mark::Error) {
            self.is_open = false;
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
            Run::Sections | Run::Crashed => self.output.sections.iter().any(|section| section.name == *name),
        }
    }

    fn take_heading(&mut self, heading: Heading<'_>) {
        let (name, status, error_count, message) = match heading {
            Heading::Instance(name) => {
                self.instance = Some(name.to_owned());
                self.run = Run::Federation;
                return;
            }
            Heading::Section { name, status, error_count, message } => (name, status, error_count, message),
        };
        let (span, instance) = (self.cursor.span(0), self.instance.clone());
        let warning = message.filter(|_| status == Status::Warning).map(str::to_owned);
        self.output.sections.push(Section { name, status, error_count, warning, instance, span });
        if let Some(message) = message.filter(|_| status == Status::Errors) {
            self.add_problem(message);
        }
    }

    fn take_failure(&mut self, text: &str) {
        if text.starts_with("panic:") {
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
                problem.message.push('\n');
                problem.message.push_str(text);
            }
            problem.span.end = self.cursor.at + 1;
            if ends {
                self.fail();
            }
            return true;
        }
        if self.is_open || self.has_open_section() {
            self.set_open_section(Status::Errors);
            self.add_problem(text);
            return true;
        }
        self.run != Run::Over && self.goes_on()
    }

    /// Whether a heading or a verdict follows soon, so that a strange line is noise inside the output.
    fn goes_on(&self) -> bool {
        (1..=3).any(|ahead| {
            let next = Cursor { at: self.cursor.at + ahead, ..self.cursor };
            matches!(mark(&next), Some(Mark::Heading(_) | Mark::NoProblems | Mark::ProblemsDetected))
        })
    }

    /// Blank lines stand inside the output, but not at its end.
    fn after_blank(&mut self) -> Option<usize> {
        let mut next = self.cursor;
        while next.text(0).is_some_and(str::is_empty) {
            next.at += 1;
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
        if self.cursor.text(0).is_some_and(|text| text.starts_with("Detected Gloo Federation!")) {
            self.run = Run::Federation;
        }
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

/// Before 1.3.16 no line break stands between a reason and the verdict.
fn split_verdict(text: &str) -> (&str, bool) {
    match text.strip_suffix("Problems detected!") {
        Some(text) => (text, true),
        None => (text, false),
    }
}

/// Whether the line at the cursor was printed by something other than the check.
fn is_foreign(cursor: &Cursor<'_>) -> bool {
    let Some(text) = cursor.text(0) else { return true };
    text.starts_with("```")
        || text.starts_with("Client: ")
        || text.starts_with("Server: ")
        || text == "{"
        || prompt::is_bare_prompt(text)
        || prompt::typed(text).is_some()
        || banner::read(cursor).is_some()
}

/// A log line of the Kubernetes client: `I1109 16:20:07.118203   40417 request.go:665] …`.
fn is_log(text: &str) -> bool {
    let mut bytes = text.bytes();
    matches!(bytes.next(), Some(b'I' | b'W' | b'E' | b'F'))
        && bytes.by_ref().take(4).all(|byte| byte.is_ascii_digit())
        && bytes.next() == Some(b' ')
        && text.contains(".go:")
}
