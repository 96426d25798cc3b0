//! What is to be done, one thing after another: what blocks the way, then the steps of the plan.

use super::Report;
use crate::command::Command;
use crate::diagnose::{Code, Diagnostic, Severity};
use crate::plan::{Hop, Step};
use crate::version::Version;

/// One thing to do, with what is typed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo<'a> {
    /// What it is about.
    pub whose: Whose<'a>,
    /// In a few words.
    pub title: &'a str,
    /// What it is for, or what to look at.
    pub words: &'a str,
    /// What is typed, in order; never empty.
    pub commands: Vec<&'a Command>,
}

/// What a thing to do is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose<'a> {
    /// A finding that blocks the way.
    Finding(&'a Diagnostic),
    /// A step of a hop of the plan.
    Step(&'a Hop, &'a Step),
    /// Something that the paste does not have.
    Missing,
}

impl Whose<'_> {
    /// A name for its tick: the same thing has it in every report.
    #[must_use]
    pub fn tick(self) -> String {
        match self {
            Self::Finding(finding) => format!("finding {}", finding.code.id()),
            Self::Step(hop, step) => format!("{} {} {} {}", hop.edition.name(), hop.from, hop.to, step.id),
            Self::Missing => String::new(),
        }
    }
}

/// The steps that are done no sooner than the release of their hop is reached.
const AT_THE_RELEASE: [&str; 3] = ["upgrade", "verify", "check"];

impl Report {
    /// Whether a tick is of something that is not done, as this report shows: a finding that is still there, what blocks
    /// the way, or an upgrade to a release that the installation has not reached.
    #[must_use]
    pub fn disproves(&self, tick: &str) -> bool {
        let words: Vec<&str> = tick.split(' ').collect();
        match (words.as_slice(), &self.plan) {
            (["finding", code], _) => self.diagnostics.iter().any(|finding| finding.code.id() == *code),
            ([_, from, _, "settle"], Some(plan)) => {
                Version::parse(from) == Some(plan.from.version) && !plan.blocked_by.is_empty()
            }
            ([edition, _, to, step], Some(plan)) if AT_THE_RELEASE.contains(step) => {
                let is_ahead = Version::parse(to).is_some_and(|to| to > plan.from.version);
                plan.from.edition.name() == *edition && is_ahead
            }
            _ => false,
        }
    }

    /// Everything to do, in order. Only where there is no plan, what is missing is a thing to do.
    #[must_use]
    pub fn todos(&self) -> Vec<Todo<'_>> {
        let findings = self
            .diagnostics
            .iter()
            .filter(|one| one.severity == Severity::Error || one.code == Code::ReleaseFailed);
        let mut todos: Vec<Todo<'_>> = findings.filter_map(of_finding).collect();
        let hops = self.plan.iter().flat_map(crate::plan::Plan::parts);
        let steps = hops.flat_map(|hop| hop.steps.iter().map(move |step| (hop, step)));
        todos.extend(steps.filter(|(_, step)| step.acts()).map(|(hop, step)| Todo {
            whose: Whose::Step(hop, step),
            title: &step.title,
            words: &step.why,
            commands: step.commands.iter().collect(),
        }));
        if todos.is_empty() {
            todos.extend(self.missing.iter().map(|missing| Todo {
                whose: Whose::Missing,
                title: missing.what,
                words: &missing.why,
                commands: vec![&missing.command],
            }));
        }
        todos
    }
}

/// What to do about a finding first. One without a command leaves it to the reader.
fn of_finding(finding: &Diagnostic) -> Option<Todo<'_>> {
    let whose = Whose::Finding(finding);
    if let Some(command) = &finding.command {
        return Some(Todo { whose, title: &finding.title, words: &finding.help, commands: vec![command] });
    }
    let step = finding.steps.iter().find(|step| !step.commands.is_empty())?;
    Some(Todo { whose, title: &finding.title, words: &step.words, commands: step.commands.iter().collect() })
}
