//! The part of the program that reads texts and prints the report.

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use gloo_advisor::bundle::Outcome;
use gloo_advisor::command::asking;
use gloo_advisor::date::Date;
use gloo_advisor::plan::Plan;
use gloo_advisor::report::advise_on;
use gloo_advisor::report::{json, text};
use gloo_advisor::{Knowledge, Report};
use serde_json::Value;

use crate::args::{Call, Format};
use crate::input::{Input, read_all};
use crate::output::{fail, print};

/// Prints the report that a call asks for.
pub fn main(call: Call) -> ExitCode {
    let Input { readings, files } = match read_all(&call.files) {
        Ok(input) => input,
        Err((name, error)) => return fail(&format!("{name} can't be read: {error}")),
    };
    let knowledge = match Knowledge::published() {
        Ok(knowledge) => knowledge,
        Err(error) => return fail(&error.to_string()),
    };
    let (format, detail, mut choices) = (call.format, call.detail(), call.choices());
    choices.today = choices.today.or_else(system_date);
    let report = advise_on(&readings, &knowledge, &choices);
    let rendered = |style| text::render(&report, style, detail) + &text::files(&files, style, detail);
    let printed = match format {
        Format::Text => rendered(text::Style::Plain),
        Format::Markdown => rendered(text::Style::Markdown),
        Format::Asks => asks(&report),
        Format::Json => format!("{:#}\n", document(&report, &files)),
    };
    print(&printed, status(&report))
}

/// The report as JSON, with what became of the files where several were looked at.
fn document(report: &Report, files: &[Outcome]) -> Value {
    let mut value = json::to_value(report);
    if let Some(value) = value.as_object_mut().filter(|_| !files.is_empty()) {
        value.insert("files".to_owned(), json::files(files));
    }
    value
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

fn system_date() -> Option<Date> {
    let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::from_unix_days(i64::try_from(since_epoch.as_secs() / 86_400).ok()?)
}
