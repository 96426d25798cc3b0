//! Known failures in whole pastes: where each fires, and whether a report says so.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;

use common::failures::{check_file, examples, failures};
use common::knowledge;
use common::sources::{files, read};
use gloo_advisor::diagnose::Code;
use gloo_advisor::{Case, Choices, advise};

/// The texts of pastes: fixtures, and transcripts that were really printed.
const PASTES: [&str; 2] = ["tests/fixtures", "tests/transcripts"];

#[test]
fn failures_fire_in_pastes_where_a_person_approved_it() {
    let failures = failures();
    let mut seen = BTreeSet::new();
    for file in PASTES.into_iter().flat_map(|folder| files(folder, &["txt"])) {
        let text = read(&file);
        let name = file.display().to_string();
        let found = text.lines().filter_map(|line| failures.find(line));
        seen.extend(found.map(|failure| format!("{},{name}\n", failure.code)));
    }
    let table: String = std::iter::once("failure,paste\n".to_owned()).chain(seen).collect();
    check_file("tests/failures/pastes.csv", &table);
}

#[test]
fn cures_and_risks_are_those_of_plans() {
    let knowledge = knowledge();
    for failure in failures().iter() {
        let is_step = knowledge.rules.steps.iter().any(|step| step.id == failure.cure);
        assert!(failure.cure.is_empty() || is_step, "{}: no step is {}", failure.code, failure.cure);
        let is_risk = knowledge.risks.iter().any(|file| file.risks.iter().any(|one| one.id == failure.risk));
        assert!(failure.risk.is_empty() || is_risk, "{}: no risk is {}", failure.code, failure.risk);
    }
}

/// Failures whose messages have a finding of the versions or of the check, which says more.
const OF_STRUCTURE: [&str; 6] = ["GLA1021", "GLA1137", "GLA1138", "GLA1139", "GLA1140", "GLA1286"];

/// Failures whose messages say nothing alone: a warning that everybody has, half of two lines, a row of a list, words
/// that might be somebody's own without what is around them.
const SILENT: [&str; 11] = [
    "GLA1109", "GLA1202", "GLA1204", "GLA1205", "GLA1213", "GLA1214", "GLA1216", "GLA1228", "GLA1230",
    "GLA1242", "GLA1280",
];

#[test]
fn a_report_says_what_a_pasted_message_means() {
    let knowledge = knowledge();
    let mut silent = BTreeSet::new();
    for (code, message) in examples() {
        let report = advise(&Case::paste(&format!("{message}\n")), &knowledge, &Choices::default());
        let codes: Vec<_> = report.diagnostics.iter().map(|one| one.code.id()).collect();
        if codes.iter().any(|known| known == code) || SILENT.contains(&code) {
            continue;
        }
        silent.insert(code);
        let is_explained = report.diagnostics.iter().any(|one| one.code != Code::OtherFailure);
        assert!(is_explained, "{message} has {codes:?} instead of {code}");
    }
    assert!(silent.iter().all(|code| OF_STRUCTURE.contains(code)), "{silent:?}");
}
