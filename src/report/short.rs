//! A report in at most three lines, for a chat: what is installed and how it is, what fails, what is next.

use super::aside::{Aside, Parted};
use super::questions::questions;
use super::{Report, Todo, Whose};
use crate::diagnose::{Diagnostic, Severity};
use crate::plan::Onward;
use crate::untrusted::shown;

/// How many letters a line has at most.
const LONGEST: usize = 200;

/// The lines, without any mark of style.
#[must_use]
pub fn short(report: &Report, set_aside: &[Aside]) -> String {
    let findings = Parted::new(report, set_aside);
    let lines = [installed(report), failing(&findings), next(report, &findings)];
    lines.iter().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect()
}

/// The verdict, and what it leaves out of whom it is about, where there is room.
fn installed(report: &Report) -> String {
    let mut line = cut(&report.verdict.title, LONGEST);
    let selected = report.installations.get(report.selected).filter(|_| report.installations.len() == 1);
    let mut facts: Vec<String> = Vec::new();
    if let Some((one, pairing)) = selected {
        facts.extend(one.namespace.as_ref().map(|namespace| format!("namespace {}", namespace.value)));
        let base = one.enterprise.as_ref().and(pairing.base);
        facts.extend(base.map(|base| format!("open-source base {base}")));
    }
    if report.installations.len() > 1 {
        facts.push(format!("{} installations", report.installations.len()));
    }
    let client = report.cluster_client().map(|client| format!("glooctl {}", client.value));
    facts.extend(client.filter(|_| selected.is_some()));
    let is_known = !facts.is_empty();
    let facts = plain(&format!(" Details: {}.", facts.join(", ")));
    if is_known && line.chars().count() + facts.chars().count() <= LONGEST {
        line.push_str(&facts);
    }
    line
}

/// The worst finding that counts, and how many more there are.
fn failing(findings: &Parted<'_>) -> String {
    let matters = |one: &&&Diagnostic| one.severity != Severity::Note;
    let count = findings.open.iter().filter(matters).count();
    let mut rest: Vec<String> = Vec::new();
    if count > 1 {
        rest.push(format!("{} more", count - 1));
    }
    if !findings.set_aside.is_empty() {
        rest.push(format!("{} set aside", findings.set_aside.len()));
    }
    let rest = rest.join(", ");
    let Some(worst) = findings.open.first().filter(|_| count > 0) else {
        return if rest.is_empty() { rest } else { format!("No problem is open ({rest}).") };
    };
    let label = match worst.severity {
        Severity::Error => "Fails",
        Severity::Warning => "To look at",
        Severity::Unknown | Severity::Note => "Unknown",
    };
    let message = worst.messages.first().and_then(|message| message.text.lines().next());
    let message = message.map_or_else(String::new, |message| format!(" ({})", message.trim()));
    let rest = if rest.is_empty() { String::new() } else { format!("; {rest}") };
    let line = format!("{label}: {}{message}", worst.title);
    format!("{}{rest}.", cut(&line, LONGEST - 1 - rest.chars().count()))
}

fn next(report: &Report, findings: &Parted<'_>) -> String {
    let todo = report.fix(findings);
    let fix = todo.as_ref().and_then(|todo| todo.commands.first().copied());
    let ask = questions(report, findings).first().copied();
    let hops = report.plan.as_ref().map_or(&[][..], |plan| &plan.hops);
    let run = |command| format!("Next: run {}", report.settings.shell.emit(command));
    let onward = report.plan.as_ref().and_then(|plan| plan.onward.as_ref());
    let beside = onward.map(Onward::placed);
    let then = beside.as_ref().map_or_else(String::new, |beside| format!(", then {beside}"));
    let line = match (fix, hops, report.plan.as_ref()) {
        (Some(command), ..) => run(command),
        (None, [hop], _) => format!("Next: upgrade to {}{then}.", hop.to),
        (None, [hop, .., last], _) => {
            format!("Next: upgrade to {}, then on to {} ({} upgrades){then}.", hop.to, last.to, hops.len())
        }
        (None, [], plan) => match (ask, plan) {
            (Some(command), _) => run(command),
            (None, Some(_)) if beside.is_some() => format!("Next: {}.", beside.unwrap_or_default()),
            (None, Some(plan)) => format!("Next: no upgrade is planned: {}.", plan.no_plan),
            (None, None) => String::new(),
        },
    };
    let named = line.replacen("Next", &format!("Next{}", report.of_whom(todo.as_ref())), 1);
    cut(if named.chars().count() > LONGEST { &line } else { &named }, LONGEST)
}

impl Report {
    /// Which of several installations a thing to do is for, or the plan: ` for Gloo Enterprise 1.16.1 in edge`. What
    /// fails may be of another cluster than what is planned for.
    pub(super) fn of_whom(&self, todo: Option<&Todo<'_>>) -> String {
        let whose = match todo.map(|todo| todo.whose) {
            Some(Whose::Finding(finding)) => finding.subject.cluster.clone(),
            _ => self.whose(),
        };
        whose.map_or_else(String::new, |whose| format!(" for {}", plain(&whose)))
    }

    /// What to do about the first finding that blocks the way and is not set aside.
    pub(super) fn fix(&self, findings: &Parted<'_>) -> Option<Todo<'_>> {
        let counts = |todo: &Todo<'_>| match todo.whose {
            Whose::Finding(finding) => findings.open.contains(&finding),
            Whose::Step(..) | Whose::Missing => false,
        };
        self.todos().into_iter().find(counts)
    }
}

/// One line that shows what it says, without marks for code.
pub(super) fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = if text.starts_with(' ') { format!(" {line}") } else { line };
    shown(&line).replace('`', "")
}

/// A line of at most so many letters, which ends at a word.
pub(super) fn cut(text: &str, most: usize) -> String {
    let line = plain(text);
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let (kept, _) = line.split_at_checked(end).unwrap_or_default();
    let room: String = kept.chars().take(most.saturating_sub(1)).collect();
    let words = room.rsplit_once(' ').map_or(room.as_str(), |(words, _)| words);
    format!("{}\u{2026}", words.trim_end_matches([',', ';', ':', '.']))
}
