//! The part of the program that explains a failure by its code or its message.

use std::fmt::Write as _;
use std::process::ExitCode;

use gloo_advisor::failures::{Failure, Failures};
use lexopt::{Arg, Parser, ValueExt as _};

const USAGE: &str = "\
Usage: gloo-advisor explain CODE|MESSAGE

Says what a failure means, how to confirm it and how to fix it. MESSAGE is a line that helm, kubectl,
glooctl, a log or an event has; put it in single quotes.

  --list    all known failures, a line each
  --help    this text

Exit status: 0 it is known, 1 it is not known, 2 bad usage.
";

enum Asked {
    Help,
    List,
    About(String),
}

/// Does what the arguments after `explain` ask for.
pub fn main(parser: Parser) -> ExitCode {
    let asked = match read_call(parser) {
        Ok(Asked::Help) => return crate::print(USAGE, 0),
        Ok(asked) => asked,
        Err(error) => return crate::fail(&error.to_string()),
    };
    let failures = match Failures::published() {
        Ok(failures) => failures,
        Err(error) => return crate::fail(&error.to_string()),
    };
    let Asked::About(what) = asked else { return crate::print(&list(&failures), 0) };
    match failures.get(what.trim()).or_else(|| failures.find(&what)) {
        Some(failure) => crate::print(&about(failure), 0),
        None => crate::print("This message is not known here, which says nothing about its weight.\n", 1),
    }
}

fn read_call(mut parser: Parser) -> Result<Asked, lexopt::Error> {
    let asked = match parser.next()? {
        Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Asked::Help),
        Some(Arg::Long("list")) => Asked::List,
        Some(Arg::Value(what)) => Asked::About(what.string()?),
        Some(other) => return Err(other.unexpected()),
        None => return Err("`explain` needs a code or a message".into()),
    };
    match parser.next()? {
        None => Ok(asked),
        Some(Arg::Value(_)) => Err("`explain` takes one argument: put a message in single quotes".into()),
        Some(other) => Err(other.unexpected()),
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
