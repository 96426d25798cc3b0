//! What nobody could read, or had no room for: as long as it is there, nobody knows that all is in order.

use super::foreign;
use super::known;
use super::remedy::Whom;
use super::trouble;
use super::{Code, Context, Diagnostic, Findings, Message};
use crate::evidence::Evidence;
use crate::installation::{Facts, Reported, Whose, whom, whose};
use crate::subject::Subject;
use crate::transcript::{Reading, Trouble};

/// So many of the lines are quoted.
const QUOTED: usize = 5;

/// Unread lines that look like errors: what is known of them, and which of them are left.
pub(super) fn diagnose(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    for line in &facts.others {
        explain_known(line, facts, context, findings);
    }
    let mut left = Vec::new();
    for suspect in &facts.suspects {
        if !explain_known(suspect, facts, context, findings) {
            left.push(Message::new(suspect.message.clone(), None, suspect.span));
        }
    }
    if left.is_empty() {
        return;
    }
    let title = match left.len() {
        1 => "A line looks like an error and was not understood".to_owned(),
        count => format!("{count} lines look like errors and were not understood"),
    };
    let detail =
        "No known output has them, so they are not explained here. Whether all is in order is unknown.";
    let spans: Vec<Evidence> = left.iter().map(|message| Evidence::Lines(message.span)).collect();
    let mut finding = findings.add(Code::Unread, title, detail.to_owned()).rests_on(&spans);
    for message in left.into_iter().take(QUOTED) {
        finding = finding.quotes(message);
    }
    finding.0.help = "Paste the output again, with the command above it.".to_owned();
}

/// Adds the failure that a line is of; `false` where none is known.
fn explain_known(line: &Trouble, facts: &Facts, context: Context<'_>, findings: &mut Findings) -> bool {
    let Some(failure) = known::failure(line, &context.knowledge.failures) else { return false };
    let message = Message::new(line.message.clone(), None, line.span);
    let subject = whom::of(&line.message, None, Subject::default());
    let reported = Reported { trouble: line.clone(), subject, chart: None, whose: Whose::Gloo };
    let (whose, subject) = (whose::of(&reported, &facts.installations), &reported.subject);
    if !foreign::may_be(&whose, failure) {
        return trouble::quote(None, (&line.message, line.span), &whose, context, findings).is_some();
    }
    let whom = Whom { subject, whose: &whose, chart: None };
    known::add(failure, message, &whom, (facts, context), findings).is_some()
}

/// Says that the logs have more kinds of errors than are shown.
#[must_use]
pub fn more_kinds(readings: &[&Reading]) -> Vec<Diagnostic> {
    let mut findings = Findings::default();
    let more: usize = readings.iter().map(|reading| reading.more_kinds).sum();
    if more > 0 {
        let kinds = if more == 1 { "1 more kind".to_owned() } else { format!("{more} more kinds") };
        let detail = format!("Logs and events have {kinds} of errors. Only the first ones are shown.");
        findings.add(Code::MoreErrors, "There are more errors than are shown".to_owned(), detail);
    }
    findings.0
}
