//! The part of the program that says which releases have a fix.

use std::fmt::Write as _;
use std::process::ExitCode;

use gloo_advisor::changes::{Answer, Changes, Has, Installed, Issue, Question, json};
use gloo_advisor::diagnose::pairing::{PairingStatus, installed};
use gloo_advisor::redact::Kinds;
use gloo_advisor::report::advise_on;
use gloo_advisor::{Catalog, Choices, Edition, Knowledge, Version};

use crate::args::{Fix, Form};
use crate::input::read_all;
use crate::output::{complain, fail, print};
use crate::report::no_such;

/// Prints what is known of an issue, or of two releases.
pub fn main(asked: Fix) -> ExitCode {
    answer(asked).unwrap_or_else(|why| complain(&format!("{why}.")))
}

fn answer(asked: Fix) -> Result<ExitCode, String> {
    let changes = Changes::published().map_err(|error| error.to_string())?;
    let catalog = Catalog::published().map_err(|error| error.to_string())?;
    let Fix { issue, files, edition, from, installation, to, format } = asked;
    if let (Some(edition), Some(from), Some(to)) = (edition, from, to) {
        return difference(&changes, &catalog, (edition, from, to), format);
    }
    let text = issue.unwrap_or_default();
    let Some(issue) = Issue::parse(&text) else {
        return Ok(fail(&format!("{text:?} is no issue: write a number, its address or REPOSITORY#NUMBER")));
    };
    let installed = match edition.zip(from) {
        Some((edition, version)) if files.is_empty() => Some(Installed { edition, version, base: None }),
        _ if files.is_empty() => None,
        _ => Some(shown(&files, Choices { edition, from, installation, ..Choices::default() })?),
    };
    let answer = changes.answer(&catalog, &Question { issue, installed });
    let answer = answer.map_err(|why| why.to_string())?;
    let printed = match format {
        Form::Json => format!("{:#}\n", json::to_value(&answer)),
        _ => render(&answer, edition, format),
    };
    let has = answer.here.map_or(Has::Yes, |here| here.standing.has);
    Ok(print(&printed, u8::from(has != Has::Yes)))
}

/// What some files show to be installed.
fn shown(files: &[String], choices: Choices) -> Result<Installed, String> {
    let knowledge = Knowledge::published().map_err(|error| error.to_string())?;
    let input = read_all(files, Kinds::none())?;
    let report = advise_on(&input.readings(), &knowledge, &choices);
    if let Some(why) = no_such(&choices, &report) {
        return Err(why);
    }
    let Some((installation, pairing)) = report.installations.get(report.selected) else {
        return Err("The files do not show what is installed: add --edition and --from".to_owned());
    };
    if report.installations.len() > 1 && choices.installation.is_none() {
        let count = report.installations.len();
        return Err(format!(
            "The files show {count} installations: choose one with --installation 1 to {count}"
        ));
    }
    if pairing.status == PairingStatus::Mismatched {
        return Err(
            "The two server numbers in the files do not belong together: name what is installed with \
            --edition and --from instead"
                .to_owned(),
        );
    }
    installed(installation, &knowledge.catalog)
        .ok_or_else(|| "The files do not show edition and version: add --edition and --from".to_owned())
}

fn difference(
    changes: &Changes,
    catalog: &Catalog,
    (edition, from, to): (Edition, Version, Version),
    format: Form,
) -> Result<ExitCode, String> {
    for version in [from, to] {
        if catalog.release(edition, version).is_none() {
            return Err(format!("{edition} {version} is not in the catalog of releases"));
        }
    }
    let difference = changes.difference(catalog, (edition, from), (edition, to));
    let bullet = if format == Form::Markdown { "- " } else { "" };
    Ok(print(
        &match format {
            Form::Json => format!("{:#}\n", json::of_difference(&difference)),
            _ => difference.sentences().iter().map(|said| format!("{bullet}{said}\n")).collect(),
        },
        0,
    ))
}

/// The answer as text or Markdown, about one edition or both.
fn render(answer: &Answer, edition: Option<Edition>, format: Form) -> String {
    let is_marked = format == Form::Markdown;
    let (title, heading, item) = if is_marked { ("## ", "### ", "- ") } else { ("", "", "  ") };
    let gap = if is_marked { "\n" } else { "" };
    let mut text = format!("{title}{}\n{gap}{}\n", answer.title(), answer.issue.link());
    let single =
        [answer.again(), answer.elsewhere(), answer.of_installed(), answer.unlisted(), answer.of_move()];
    for said in single.into_iter().flatten() {
        let _ = writeln!(text, "{gap}{said}");
    }
    for edition in Edition::ALL.into_iter().filter(|one| edition.is_none_or(|edition| edition == *one)) {
        let lines = answer.of_lines(edition);
        let _ = write!(text, "\n{heading}{edition}\n{gap}");
        text.extend(lines.iter().map(|line| format!("{item}{line}\n")));
        if lines.is_empty() {
            let _ = writeln!(text, "{item}No release in the catalog has it.");
        }
    }
    text
}
