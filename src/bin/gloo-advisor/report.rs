//! The part of the program that reads texts and prints the report.

use std::io::Read as _;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use gloo_advisor::command::asking;
use gloo_advisor::date::Date;
use gloo_advisor::plan::Plan;
use gloo_advisor::redact::{Kinds, Redaction};
use gloo_advisor::report::text;
use gloo_advisor::{Case, Knowledge, Report, Transcript, advise};

use crate::args::{Call, Format};
use crate::output::{complain, fail, print};

/// Prints the report that a call asks for.
pub fn main(call: Call) -> ExitCode {
    let mut case = Case::default();
    for name in &call.files {
        match read_file(name) {
            Ok(text) => case.transcripts.push(Transcript { name: name.clone(), text }),
            Err(error) => return fail(&format!("{name} can't be read: {error}")),
        }
    }
    let knowledge = match Knowledge::published() {
        Ok(knowledge) => knowledge,
        Err(error) => return fail(&error.to_string()),
    };
    let (format, detail, kinds, mut choices) = (call.format, call.detail(), call.redacted(), call.choices());
    choices.today = choices.today.or_else(system_date);
    let report = advise(&case, &knowledge, &choices);
    let form = format.handed(report.settings.shell);
    let printed = match form {
        Some(form) => match form.render(&report, detail, &[]) {
            nothing if nothing.is_empty() => return complain(&format!("{}.", form.lack())),
            handed => handed,
        },
        None if matches!(format, Format::Asks) => asks(&report),
        None => text::render(&report, text::Style::Plain, detail),
    };
    let kinds = form.map_or(kinds, |form| kinds.within(form));
    let texts: Vec<&str> = case.transcripts.iter().map(|transcript| transcript.text.as_str()).collect();
    let redaction = (kinds != Kinds::none()).then(|| Redaction::of(&texts, &report, kinds));
    let handed = redaction.as_ref().map_or(printed.as_str().into(), |redaction| redaction.apply(&printed));
    print(&handed, status(&report))
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

/// Reads a file as text; bytes that are no text become replacement characters, so that the rest can
/// still be read.
pub fn read_file(name: &str) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(name)?;
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
