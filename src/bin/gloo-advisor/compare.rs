//! The part of the program that compares a text of before a change with one of after it.

use std::process::ExitCode;

use gloo_advisor::compare::{Comparison, compare, json, render};
use gloo_advisor::redact::Kinds;
use gloo_advisor::report::advise_on;
use gloo_advisor::report::text::Style;
use gloo_advisor::{Choices, Knowledge, Report};

use crate::args::{Compare, Form};
use crate::input::{Input, read_all};
use crate::output::{fail, print};
use crate::report::system_date;

/// Prints the comparison of two texts, or of two folders or archives.
pub fn main(asked: Compare) -> ExitCode {
    let Compare { before, after, chosen, format } = asked;
    if before == "-" && after == "-" {
        return fail("only one of the two texts can be standard input");
    }
    let (before, after) = match (read(before), read(after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(why), _) | (_, Err(why)) => return fail(&why),
    };
    let knowledge = match Knowledge::published() {
        Ok(knowledge) => knowledge,
        Err(error) => return fail(&error.to_string()),
    };
    let mut choices = chosen.choices();
    choices.today = choices.today.or_else(system_date);
    let shell = choices.shell;
    let reports = (
        advise_on(&before.readings(), &knowledge, &choices),
        advise_on(&after.readings(), &knowledge, &of_after(choices)),
    );
    let comparison = compare(&reports.0, &reports.1);
    let printed = match format {
        Form::Text => render(&comparison, Style::Plain, shell),
        Form::Markdown => render(&comparison, Style::Markdown, shell),
        Form::Json => format!("{:#}\n", json::to_value(&comparison)),
    };
    print(&printed, status(&reports, &comparison))
}

/// What is chosen for the second text: what is installed is what it says itself.
fn of_after(choices: Choices) -> Choices {
    Choices { edition: None, from: None, installation: None, target: None, target_edition: None, ..choices }
}

fn read(name: String) -> Result<Input, String> {
    read_all(&[name], Kinds::none())
}

fn status((before, after): &(Report, Report), comparison: &Comparison) -> u8 {
    if before.is_empty() || after.is_empty() { 2 } else { u8::from(comparison.has_errors()) }
}
