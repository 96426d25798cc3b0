//! `glooctl check -o json`: the sections, what was said besides, and the errors, in one object.
//!
//! What glooctl has no place for in the object it prints as plain lines before it.

use super::heading::{Heading, heading, section_name};
use super::mark::{FAILURES, is_log};
use super::message::{Complaint, complaint, section as section_of};
use super::{CheckOutput, Problem, Section, Status};
use crate::transcript::Span;
use crate::transcript::objects::{Pair, first_key, read_objects_with};
use crate::transcript::recognise::Cursor;

/// More plain lines than this before the object are something else.
const MOST_BEFORE: usize = 8;

/// Reads the run that begins at the cursor, if its output is JSON; also the index of the line after it.
pub(super) fn read(cursor: &Cursor<'_>) -> Option<(CheckOutput, usize)> {
    let mut output = CheckOutput::default();
    let mut here = *cursor;
    while !is_object(&here) {
        if here.at > cursor.at + MOST_BEFORE || !take_plain(&here, &mut output) {
            return None;
        }
        here = here.ahead(1);
    }
    let next = read_object(&here, &mut output)?;
    Some((output, next))
}

/// Adds what the object at the cursor says, if there is one; the index of the line after it.
pub(super) fn read_object(cursor: &Cursor<'_>, output: &mut CheckOutput) -> Option<usize> {
    if !is_object(cursor) {
        return None;
    }
    let objects = read_objects_with(cursor.lines, cursor.at, |pair| {
        pair.key == "resources" || matches!(&*pair.inside, "resources" | "messages" | "errors")
    })?;
    let mut listed = Vec::new();
    let mut name = "";
    for pair in &objects.pairs {
        let span = Span::line(cursor.transcript, pair.line);
        match (&*pair.inside, pair.key.as_str()) {
            ("resources", "name") => name = &pair.value,
            ("resources", "status") => add_section(output, name, pair, span),
            ("messages", "") => add_message(output, &pair.value, span),
            ("errors", "") => listed.push(problem(&pair.value, span)),
            _ => {}
        }
    }
    if !listed.is_empty() {
        output.failed = listed.first().map(|problem: &Problem| problem.span);
        output.take_list(listed);
    }
    settle(output);
    Some(objects.next)
}

/// Whether the object begins at the cursor.
pub(super) fn is_object(cursor: &Cursor<'_>) -> bool {
    cursor.text(0).is_some_and(|text| text.starts_with('{')) && first_key(cursor) == Some("resources")
}

/// A line before the object; false where it is none.
fn take_plain(cursor: &Cursor<'_>, output: &mut CheckOutput) -> bool {
    let (Some(text), span) = (cursor.text(0), cursor.span(0)) else { return false };
    if let Some(kind) =
        text.strip_prefix("WARN: ").and_then(|rest| rest.strip_suffix(" CRD has not been registered"))
    {
        let (name, warning) = (section_name(&format!("{kind}s")), Some(text.to_owned()));
        output.sections.push(Section {
            name,
            status: Status::Warning,
            error_count: 0,
            warning,
            instance: None,
            span,
        });
    } else if text.starts_with("Skipping ") {
        output.skipped.push(span);
    } else if FAILURES.iter().any(|start| text.starts_with(start)) {
        output.problems.push(problem(text, span));
    } else {
        output.take_idle(text, span);
        return text.starts_with("Warning: ") || is_log(text);
    }
    true
}

fn add_section(output: &mut CheckOutput, name: &str, pair: &Pair, span: Span) {
    let line = format!("Checking {name}... {}", pair.value);
    // A warning that glooctl took for a resource has no name of a section.
    let Some(Heading::Section { name, status, error_count, .. }) = heading(&line) else { return };
    if !output.sections.iter().any(|section| section.name == name && section.instance.is_none()) {
        output.sections.push(Section { name, status, error_count, warning: None, instance: None, span });
    }
}

fn add_message(output: &mut CheckOutput, message: &str, span: Span) {
    match message {
        "No problems detected." => output.no_problems = Some(span),
        _ if message.starts_with("Skipping ") => output.skipped.push(span),
        _ => output.take_idle(message, span),
    }
}

fn problem(message: &str, span: Span) -> Problem {
    let lines: Vec<&str> = message.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let message = lines.join("\n");
    let section = section_of(&message);
    Problem { message, section, span }
}

/// A section without a status failed, or was left out, where an error says so.
fn settle(output: &mut CheckOutput) {
    for section in output.sections.iter_mut().filter(|section| section.status == Status::Unknown) {
        let of_section = |problem: &&Problem| problem.section.as_ref() == Some(&section.name);
        let Some(problem) = output.problems.iter().find(of_section) else { continue };
        section.status = if complaint(&problem.message) == Complaint::Consequence {
            Status::Skipped
        } else {
            section.error_count = 1;
            Status::Errors
        };
    }
}
