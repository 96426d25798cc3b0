//! The part of the program that explains a failure by its code or its message.

use std::fmt::Write as _;
use std::process::ExitCode;

use gloo_advisor::Knowledge;
use gloo_advisor::diagnose::title;
use gloo_advisor::failures::{Failure, Failures};

use crate::args::Explain;
use crate::output::{fail, print};

/// Explains what is asked for, or lists what can be.
pub fn main(asked: &Explain) -> ExitCode {
    let knowledge = match Knowledge::published() {
        Ok(knowledge) => knowledge,
        Err(error) => return fail(&error.to_string()),
    };
    let failures = &knowledge.failures;
    let Some(what) = &asked.what else { return print(&list(failures), 0) };
    match failures.get(what.trim()).or_else(|| failures.find(what)) {
        Some(failure) => print(&about(failure), 0),
        None if title(what.trim(), &knowledge).is_some() => {
            print("`explain` knows failures; the report explains its own findings.\n", 1)
        }
        None => print("This message is unknown here; it may still be serious.\n", 1),
    }
}

fn list(failures: &Failures) -> String {
    failures.iter().map(|failure| format!("{} {}\n", failure.code, failure.title)).collect()
}

fn about(failure: &Failure) -> String {
    let Failure { code, title, meaning, causes, confirm, fix, fixed_in, .. } = failure;
    let mut text = format!("{code} {title}\n\n{meaning}\n");
    group(&mut text, "Possible causes:", causes, "- ");
    group(&mut text, "To confirm it:", confirm, "    ");
    if !fix.is_empty() {
        text.push_str("\nTo fix it:\n");
    }
    for remedy in fix {
        let _ = writeln!(text, "- {}", remedy.what);
        text.extend(remedy.commands.iter().map(|command| format!("    {command}\n")));
    }
    if !fixed_in.is_empty() {
        let _ = write!(text, "\nFixed in open source: {fixed_in}\n");
    }
    let has_names =
        confirm.iter().chain(fix.iter().flat_map(|remedy| &remedy.commands)).any(|line| line.contains('{'));
    if has_names {
        text.push_str("\nReplace each name in braces with that of your installation.\n");
    }
    text
}

fn group(text: &mut String, heading: &str, lines: &[String], mark: &str) {
    if !lines.is_empty() {
        let _ = write!(text, "\n{heading}\n");
        text.extend(lines.iter().map(|line| format!("{mark}{line}\n")));
    }
}
