//! The part of the program that reads texts and prints the report.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use gloo_advisor::command::asking;
use gloo_advisor::date::Date;
use gloo_advisor::plan::Plan;
use gloo_advisor::redact::{Kinds, Redaction};
use gloo_advisor::report::text::{Style, files, render};
use gloo_advisor::report::{HandOver, Shared, advise_on, json};
use gloo_advisor::{Choices, Knowledge, Report};

use crate::args::{Call, Format};
use crate::input::read_all;
use crate::output::{complain, fail, print};

/// Prints the report that a call asks for.
pub fn main(call: Call) -> ExitCode {
    let kinds = call.redacted();
    let input = match read_all(&call.files, kinds) {
        Ok(input) => input,
        Err(why) => return fail(&why),
    };
    let knowledge = match Knowledge::published() {
        Ok(knowledge) => knowledge,
        Err(error) => return fail(&error.to_string()),
    };
    let (format, detail, mut choices) = (call.format, call.detail(), call.choices());
    choices.today = choices.today.or_else(system_date);
    let is_risk = |id: &str| knowledge.risks.iter().any(|file| file.risks.iter().any(|risk| risk.id == id));
    if let Some((id, _)) = choices.answers.iter().find(|(id, _)| !is_risk(id)) {
        return fail(&format!("there is no question {id:?}: the report as JSON has the identifiers"));
    }
    let report = advise_on(&input.readings(), &knowledge, &choices).with_changes(&knowledge, None);
    if let Some(why) = no_such(&choices, &report) {
        return fail(&why);
    }
    let form = format.handed(report.settings.shell);
    let mut printed = match form {
        Some(HandOver::Json) => format!("{:#}\n", json::of_files(&report, &input.files)),
        Some(form) => match form.render(&report, detail, &[]) {
            nothing if nothing.is_empty() => return complain(&format!("{}.", form.lack())),
            handed => handed,
        },
        None if matches!(format, Format::Asks) => asks(&report),
        None if matches!(format, Format::Link) => match Shared::of(&report, &choices) {
            Some(shared) => format!("#{}\n", shared.fragment()),
            None => return complain("there is no result for a link."),
        },
        None => render(&report, Style::Plain, detail),
    };
    if let Some(style) = style(format) {
        printed.push_str(&files(&input.files, style, detail));
    }
    let kinds = form.map_or(kinds, |form| kinds.within(form));
    let redaction = (kinds != Kinds::none()).then(|| Redaction::of_suspects(&input.suspects, &report, kinds));
    let handed = redaction.as_ref().map_or(printed.as_str().into(), |redaction| redaction.apply(&printed));
    print(&handed, status(&report))
}

/// Why the installation that was chosen is none of a report's; `None` where it is, or where none was chosen.
pub fn no_such(choices: &Choices, report: &Report) -> Option<String> {
    let count = report.installations.len();
    let chosen = choices.installation.filter(|chosen| *chosen >= count)?;
    let why = match count {
        0 => "the text shows none".to_owned(),
        1 => "the text shows one".to_owned(),
        _ => format!("choose one from 1 to {count}"),
    };
    Some(format!("there is no installation {}: {why}", chosen + 1))
}

/// How the files of a case are listed in a format, where they are.
const fn style(format: Format) -> Option<Style> {
    match format {
        Format::Text => Some(Style::Plain),
        Format::Markdown | Format::Ticket => Some(Style::Markdown),
        Format::Jira => Some(Style::Jira),
        _ => None,
    }
}

/// The commands that answer the open questions of the plan, to be run at once; what they print is pasted
/// back.
fn asks(report: &Report) -> String {
    let asks = report.plan.as_ref().map(Plan::asks).unwrap_or_default();
    asking::block(report.settings.shell, &asks).iter().map(|line| format!("{line}\n")).collect()
}

fn status(report: &Report) -> u8 {
    if report.is_empty() { 2 } else { u8::from(report.has_errors()) }
}

/// Today, where the clock of the machine knows it.
pub fn system_date() -> Option<Date> {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_unix_days(i64::try_from(since_epoch.as_secs() / 86_400).ok()?)
}
