//! `glooctl check`: which parts of the installation were looked at, and what was wrong with them.
//!
//! To 1.6.0-beta5 the check stopped at the first problem and printed it behind the heading. Since
//! then every section runs, and the messages follow in one list behind `Error: `, on another stream,
//! so a paste may have the counts without the messages. Since 1.9 it also prints JSON, which has both.

mod flags;
mod heading;
mod json;
mod list;
mod mark;
mod message;
mod reader;

use super::banner::Warning;
use super::recognise::{Cursor, Read};
use super::{Content, Format, Found, Kind, Program, Span};
pub use heading::Status;
pub use heading::section_name;
use heading::{Heading, heading, is_known};
use mark::FAILURES;
pub use message::{Complaint, complaint};

/// What one run of `glooctl check` printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOutput {
    /// One entry for each heading, in the order printed.
    pub sections: Vec<Section>,
    /// Each message once for each time it was printed.
    pub problems: Vec<Problem>,
    /// Proxies without a pod, which it calls no problem.
    pub idle: Vec<Problem>,
    /// The line of `No problems detected.`
    pub no_problems: Option<Span>,
    /// `Problems detected!`, `Error!`, a crash, or the head of the list of errors.
    pub failed: Option<Span>,
    /// Lines that say which part was left out.
    pub skipped: Vec<Span>,
    /// The parts that were left out without a heading, mostly by the typed command, as the report names them.
    pub excluded: Vec<Found<String>>,
    /// Whether it looked at federated instances, and when.
    pub federation: Option<Federation>,
    /// The namespace that the typed command named.
    pub namespace: Option<Found<String>>,
    /// How many captions stand above it, as of its block.
    pub section: usize,
    /// What 1.11 and the pre-releases of 1.12 say last where client and server differ, in the patch too.
    pub mismatch: Option<Warning>,
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
        } else if self.no_problems.is_some() && !self.is_cut_in_federation() {
            Verdict::Healthy
        } else {
            Verdict::Incomplete
        }
    }

    /// Whether the run has an end: what it says of its parts is then all that it says.
    #[must_use]
    pub const fn has_end(&self) -> bool {
        self.no_problems.is_some() || self.failed.is_some()
    }

    /// Whether federated instances follow the verdict and end before their last part, or within one.
    fn is_cut_in_federation(&self) -> bool {
        let is_last = |section: &Section| {
            section.instance.is_some()
                && section.name == LAST_OF_INSTANCE
                && section.status != Status::Unknown
        };
        let is_open = |section: &Section| section.status == Status::Unknown;
        match self.federation {
            None => false,
            Some(Federation::BeforeVerdict) => self.sections.iter().any(is_open),
            Some(Federation::AfterVerdict) => {
                !self.sections.last().is_some_and(is_last) || self.sections.iter().any(is_open)
            }
        }
    }
}

/// When a run looked at federated instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Federation {
    /// From 1.17.0-rc7 on: the verdict speaks of them too.
    BeforeVerdict,
    /// Before: they come after the verdict, which says nothing of them.
    AfterVerdict,
}

/// The part that every federated instance ends with.
const LAST_OF_INSTANCE: &str = "proxies";

impl CheckOutput {
    /// The list says again what was printed before, and says it whole; but for the data plane it leaves out
    /// which resources it refuses.
    fn take_list(&mut self, mut listed: Vec<Problem>) {
        let is_about_xds = |problem: &&Problem| complaint(&problem.message) == Complaint::XdsOutOfSync;
        let printed = self.problems.iter().find(is_about_xds).cloned();
        if let Some((listed, printed)) =
            listed.iter_mut().find(|problem| is_about_xds(&&**problem)).zip(printed)
        {
            *listed = printed;
        }
        self.problems = listed;
    }

    /// Takes a line that says that no pod of a proxy runs.
    fn take_idle(&mut self, text: &str, span: Span) {
        if text.ends_with(" has zero replicas") || text.starts_with("No active gateway-proxy pods") {
            self.idle.push(Problem { message: text.to_owned(), section: Some("proxies".to_owned()), span });
        }
    }

    /// Whether it is only one of the two halves of a failed check: the headings, or the list of errors.
    #[must_use]
    pub fn is_half(&self) -> bool {
        let fails = self.sections.iter().any(|section| section.status == Status::Errors);
        let headings = fails && self.problems.is_empty();
        let list = self.sections.is_empty() && !self.problems.is_empty();
        self.no_problems.is_none() && (headings || list)
    }
}

/// Reads the block that begins at the cursor, if one does.
#[must_use]
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    if let Some((mut output, next)) = json::read(cursor) {
        output.excluded = flags::left_out(cursor);
        return Some(Read::new(Kind::GlooctlCheck, Format::Json, Content::Check(Box::new(output)), next));
    }
    let text = cursor.text(0)?;
    // Other programs have headings too, so the first one has to be known, or asked for.
    let is_asked = cursor.is_answer_to(Program::Glooctl, &["check"]);
    let begins = heading(text).is_some_and(|heading| is_asked || is_first(&heading))
        || list::is_head_of_check(cursor)
        || list::read_headless(cursor).is_some()
        || (text == "Error!" && cursor.text(1).is_some_and(|error| complaint(error) != Complaint::Other))
        || FAILURES.iter().take(3).any(|start| text.starts_with(start));
    if !begins {
        return None;
    }
    let (mut output, next) = reader::read_run(cursor);
    output.excluded.extend(flags::left_out(cursor));
    Some(Read::new(Kind::GlooctlCheck, Format::Text, Content::Check(Box::new(output)), next))
}

fn is_first(heading: &Heading<'_>) -> bool {
    match heading {
        Heading::Instance(_) => true,
        Heading::Section { name, .. } => is_known(name),
    }
}
