//! What the order of the outputs leaves open or takes back.

use super::workloads::is_down;
use super::{Code, Findings, Message};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::installation::Facts;
use crate::settings::Settings;

/// More results than this are not quoted.
const MOST: usize = 20;

pub(super) fn diagnose(facts: &Facts, settings: &Settings, findings: &mut Findings) {
    woven(facts, settings, findings);
    past(facts, findings);
}

/// Failures that a later result took back stay in sight.
fn past(facts: &Facts, findings: &mut Findings) {
    let results = facts.past.iter().map(|past| (past.message.clone(), past.span));
    let pods = facts.past_pods.iter().filter(|pod| is_down(pod) && !facts.pods.contains(pod));
    let results = results.chain(pods.map(|pod| (format!("{} is {}", pod.name, pod.status), pod.span)));
    let mut messages: Vec<Message> = Vec::new();
    for (text, span) in results.take(MOST) {
        messages.push(Message::new(text, None, span));
    }
    if messages.is_empty() {
        return;
    }
    let title = match messages.len() {
        1 => "An earlier result failed; a later one shows success".to_owned(),
        count => format!("{count} earlier results failed; later ones show success"),
    };
    let detail = "The later output counts, since it is of the same command and namespace. If the two are of \
                  different clusters, the earlier failure still holds.";
    let mut finding = findings.add(Code::Past, title, detail.to_owned());
    for message in messages {
        finding = finding.quotes(message);
    }
}

/// Two terminals wrote to one log, so no line says which run it is of.
fn woven(facts: &Facts, settings: &Settings, findings: &mut Findings) {
    let Some(span) = facts.woven else { return };
    let title = "Two checks are mixed line by line";
    let detail = "The same headings follow each other in pairs, as when two terminals write to one log. \
                  So no line says which check it belongs to, and neither check has a result.";
    let command = Command::new("glooctl", &["check", "-n", &settings.namespace.value]);
    findings
        .add(Code::Woven, title.to_owned(), detail.to_owned())
        .rests_on(&[Evidence::Lines(span)])
        .help("Run the check of each cluster by itself, and paste both one after the other.", command);
}
