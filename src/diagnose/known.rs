//! Failures that the list of failures has: what they mean, how to confirm them, and how to fix them.

use super::foreign;
use super::pasted;
use super::remedy::{Names, Whom, only_installed};
use super::{Code, Context, Finding, Findings, Message, Severity, Step};
use crate::evidence::Evidence;
use crate::failures::{Failure, Failures};
use crate::installation::refusal;
use crate::installation::{Facts, whom};
use crate::subject::Subject;
use crate::transcript::kubectl::state_after;
use crate::transcript::{Trouble, Wrong};

/// The failure that a message is of, if it is known. The message counts first, then what a window broke off from it.
pub(super) fn failure<'a>(trouble: &Trouble, failures: &'a Failures) -> Option<&'a Failure> {
    let message = format!("{}{}", trouble.head, trouble.message);
    // Whose state it is counts, too.
    let state = || {
        let state = state_after(&trouble.message).filter(|_| trouble.what == Wrong::Event)?;
        failures.find(&format!("{message} {state}"))
    };
    failures.find(&message).or_else(|| failures.find_broken(&message, &trouble.rest)).or_else(state)
}

/// The code that findings of a failure have.
pub(super) fn code(failure: &Failure) -> Option<Code> {
    failure.digits().map(Code::Known)
}

/// Adds what is known of the reason that a message of the check has in brackets.
pub(super) fn reason<'a>(
    message: &str,
    namespace: Option<String>,
    finding: Finding<'a>,
    (facts, context): (&Facts, Context<'_>),
) -> Finding<'a> {
    let of_check = |failure: &&Failure| failure.program == "check";
    let Some(failure) = context.knowledge.failures.find(message).filter(of_check) else { return finding };
    let words = format!(" {} ({}): {}", failure.title, failure.code, failure.meaning);
    if finding.0.detail.contains(&words) {
        return finding;
    }
    let subject = Subject { namespace, ..Subject::default() };
    finding.0.detail.push_str(&words);
    merge(&mut finding.0.steps, steps(failure, &subject, (facts, context)));
    finding
}

/// What to do about a failure of Gloo.
pub(super) fn steps(failure: &Failure, subject: &Subject, of: (&Facts, Context<'_>)) -> Vec<Step> {
    Names { whom: &Whom::of_gloo(subject), refusal: None, facts: of.0, context: of.1 }.steps(failure)
}

/// Adds a message of a failure. There is one finding for each failure; what is typed for several objects follows each
/// other in it.
pub(super) fn add<'a>(
    failure: &Failure,
    message: Message,
    whom: &Whom<'_>,
    (facts, context): (&Facts, Context<'_>),
    findings: &'a mut Findings,
) -> Option<Finding<'a>> {
    let code = code(failure)?;
    let (subject, text) = (whom.subject, message.text.clone());
    let names = Names { whom, refusal: refusal::of(&text), facts, context };
    let steps = names.steps(failure);
    let severity = foreign::severity(whom.whose, severity(failure));
    // Of several messages the worst one counts, and what cures only some of them is no cure.
    let is_cured = names.is_cured(failure);
    if let Some(known) = findings.quoting(code) {
        merge(&mut known.steps, steps);
        known.severity = known.severity.min(severity);
        if !is_cured {
            known.cure.clear();
        }
    } else {
        let issues = issues(failure, facts, context);
        let finding = findings.add(code, failure.title.clone(), explanation(failure, &text, facts) + &issues);
        finding.0.severity = severity;
        finding.0.steps = steps;
        if is_cured {
            finding.0.cure.clone_from(&failure.cure);
        }
        finding.0.risk.clone_from(&failure.risk);
        finding.0.messages.push(message.clone());
    }
    let mut finding = Finding(findings.quoting(code)?);
    foreign::say(&mut finding, whom.whose);
    if let Some(marks) = whom::marks(&message.text).filter(|marks| !finding.0.detail.contains(marks.as_str()))
    {
        finding.0.detail.push(' ');
        finding.0.detail.push_str(&marks);
    }
    if let Some(outcome) = whom::outcome(&message.text).filter(|outcome| !finding.0.detail.contains(outcome))
    {
        finding.0.detail.push(' ');
        finding.0.detail.push_str(outcome);
    }
    if finding.0.command.is_none()
        && let Some(command) = failure
            .confirm
            .iter()
            .find_map(|line| names.command(line).filter(|command| context.settings.can_type(command)))
    {
        finding = pasted::look(finding, command, facts);
    }
    let finding = finding.about(subject);
    if finding.0.messages.last() == Some(&message) {
        return Some(finding.rests_on(&[Evidence::Lines(message.span)]));
    }
    Some(finding.quotes(message))
}

/// Whether what is installed has the fixes of a failure, and which move brings them.
fn issues(failure: &Failure, facts: &Facts, context: Context<'_>) -> String {
    let (catalog, changes) = (&context.knowledge.catalog, &context.knowledge.changes);
    let Some(installed) = only_installed(facts, context) else { return String::new() };
    let said = changes.of_failure(&failure.code).iter().filter_map(|issue| {
        let here = changes.here(catalog, issue, installed)?;
        let to = here.of_move().map_or_else(String::new, |to| format!(" {to}"));
        Some(format!(" Fix of issue {issue}: {}{to}", here.sentence().trim_end()))
    });
    said.collect()
}

fn severity(failure: &Failure) -> Severity {
    match failure.severity.as_str() {
        "warning" => Severity::Warning,
        "unknown" => Severity::Unknown,
        "note" => Severity::Note,
        _ => Severity::Error,
    }
}

fn explanation(failure: &Failure, message: &str, facts: &Facts) -> String {
    let mut text = failure.meaning.clone();
    let is_of_other = |cause: &str| cause.starts_with("Enterprise") && facts.is_open_source();
    let mut causes = failure.causes_of(message);
    causes.retain(|cause| !is_of_other(cause));
    if !causes.is_empty() {
        text.push_str(" Possible causes: ");
        text.push_str(&causes.join("; "));
        text.push('.');
    }
    if !failure.fixed_in.is_empty() {
        text.push_str(" Fixed in open source: ");
        text.push_str(&failure.fixed_in.to_string());
        text.push('.');
    }
    text
}

/// The same steps for another object: only what is typed for it is new.
fn merge(steps: &mut [Step], others: Vec<Step>) {
    /// More objects of one failure are named by its messages only.
    const MOST: usize = 24;
    for (step, other) in steps.iter_mut().zip(others) {
        for command in other.commands {
            if step.commands.len() < MOST && !step.commands.contains(&command) {
                step.commands.push(command);
            }
        }
    }
}
