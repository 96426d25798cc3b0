//! An answer to a customer, ready to be sent: what we saw, what we need, and how it comes back.

use super::aside::{Aside, Parted};
use super::questions::questions;
use super::short::{cut, plain};
use super::{Report, Todo};
use crate::command::{Command, Shell, asking};
use crate::diagnose::{Code, Diagnostic, Severity};
use crate::transcript::check::Verdict;

/// How much of a message is quoted, in letters.
const QUOTED: usize = 200;
/// How many installations, and how many problems, are listed.
const LISTED: usize = 5;

/// The text of the answer. It has no codes, and nothing that the report does not say.
#[must_use]
pub fn reply(report: &Report, set_aside: &[Aside]) -> String {
    let findings = Parted::new(report, set_aside);
    let asks = questions(report, &findings);
    // A shell may have no text for any of them.
    let block = asking::block(report.settings.shell, &asks);
    let next =
        if block.is_empty() { what_is_next(report, &findings) } else { request(report, &asks, &block) };
    format!("Hello,\n\n{}\n{next}\nKind regards\n", what_we_saw(report, &findings))
}

fn what_we_saw(report: &Report, findings: &Parted<'_>) -> String {
    let mut items: Vec<String> = Vec::new();
    let installed = report.installations.iter().map(|(one, _)| {
        let how = if one.is_said() { ", as far as we know" } else { " is installed" };
        format!("{}{how}.", plain(&one.place()))
    });
    list(&mut items, installed.collect(), "installations");
    let client = report.cluster_client();
    items.extend(client.map(|client| format!("The version of glooctl is {}.", plain(&client.value))));
    let check = report.cluster().and_then(|cluster| cluster.check.as_ref());
    if check.is_some_and(|check| check.verdict == Verdict::Healthy) {
        items.push("glooctl check reports no problem.".to_owned());
    }
    let matters = |one: &&&Diagnostic| {
        // A name that we can't use is no problem of theirs.
        matches!(one.severity, Severity::Error | Severity::Warning) && one.code != Code::NameRefused
            || matches!(one.code, Code::NoServer | Code::Contradicted)
    };
    let problems = findings.open.iter().filter(matters).map(|one| problem(one));
    list(&mut items, problems.collect(), "points");
    if items.is_empty() {
        return "Thank you for your message. It does not yet show which Gloo is installed.\n".to_owned();
    }
    let items = items.iter().map(|item| format!("- {item}\n")).collect::<String>();
    format!("Thank you for the information. This is what we see:\n\n{items}")
}

/// Adds the first few, and how many more there are.
fn list(items: &mut Vec<String>, all: Vec<String>, what: &str) {
    let more = all.len().saturating_sub(LISTED);
    items.extend(all.into_iter().take(LISTED));
    if more > 0 {
        items.push(format!("There are {more} more {what}."));
    }
}

/// A problem in its own words, with the first message that says so.
fn problem(finding: &Diagnostic) -> String {
    let title = plain(&finding.title);
    let message = finding.messages.first().and_then(|message| message.text.lines().next());
    match message.map(|message| cut(message, QUOTED)).filter(|message| !message.is_empty()) {
        Some(message) => format!("{title}: \u{201c}{message}\u{201d}"),
        None => format!("{title}."),
    }
}

/// The commands as one block, and what to do with what they print.
fn request(report: &Report, asks: &[&Command], lines: &[String]) -> String {
    let shell = match report.settings.shell {
        Shell::Posix => "bash",
        Shell::PowerShell => "PowerShell",
    };
    let (what, they) = match lines {
        [_] => ("this command", "It only reads"),
        _ => ("these commands", "They only read"),
    };
    let block: String = lines.iter().map(|line| format!("    {line}\n")).collect();
    let assumed = asks.iter().any(|ask| report.settings.assumption(ask).is_some());
    let namespace = &report.settings.namespace.value;
    let assumed = if assumed {
        format!("If Gloo is not in the namespace {namespace}, please replace that name.\n")
    } else {
        String::new()
    };
    let whose = report.of_whom(None);
    format!(
        "To help you further, we need the output of {what}{whose}. Please run this block in {shell}:\n\n\
         {block}\n{they}; nothing in your cluster changes.\n{assumed}\n{SENDING}"
    )
}

/// How output comes back.
const SENDING: &str = "Please copy the whole output into your answer, as text, from the first line to the last.\n\
    Before you send it, please remove passwords, licence keys and other secrets.\n";

fn what_is_next(report: &Report, findings: &Parted<'_>) -> String {
    if let Some(fix) = report.fix(findings) {
        return fixing(report, &fix);
    }
    let Some(plan) = &report.plan else { return "We have no further question.\n".to_owned() };
    let Some(first) = plan.hops.first() else {
        if let Some(onward) = &plan.onward {
            return format!("The next step is {}. We can send you the commands for it.\n", onward.placed());
        }
        return format!("No upgrade is planned: {}.\n", plain(&plan.no_plan));
    };
    let whose = report.of_whom(None);
    let versions: Vec<String> = plan.hops.iter().map(|hop| hop.to.to_string()).collect();
    match versions.as_slice() {
        [version] => {
            format!(
                "The next step{whose} is the upgrade to {version}. We can send you the commands for it.\n"
            )
        }
        _ => format!(
            "The next step{whose} is the upgrade to {}. The whole way, one version after another: {}.\n\
             We can send you the commands for each upgrade.\n",
            first.to,
            versions.join(", ")
        ),
    }
}

/// What to do about what fails.
fn fixing(report: &Report, fix: &Todo<'_>) -> String {
    // A customer has no box to paste into.
    let words =
        fix.words.split_inclusive(". ").filter(|sentence| !sentence.to_ascii_lowercase().contains("paste"));
    let words = plain(&words.collect::<String>());
    let lines: String =
        fix.commands.iter().map(|one| format!("    {}\n", report.settings.shell.emit(one))).collect();
    let words = if words.is_empty() { String::new() } else { format!(" {words}") };
    let whose = report.of_whom(Some(fix));
    format!("Please start with this point{whose}: {}.{words}\n\n{lines}\n{SENDING}", plain(fix.title))
}
