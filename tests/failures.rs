//! Known failures: each is found by its own message, and by no other.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::process::Command;

use common::knowledge;
use common::sources::{files, read};
use gloo_advisor::failures::{Failure, Failures};

/// A message of each failure, in a line that begins with its code.
const EXAMPLES: &str = include_str!("failures/examples.txt");

fn failures() -> Failures {
    Failures::published().expect("the published failures")
}

/// All texts that are shown of a failure.
fn texts(failure: &Failure) -> impl Iterator<Item = &String> {
    let of_fix = failure.fix.iter().flat_map(|remedy| std::iter::once(&remedy.what).chain(&remedy.commands));
    std::iter::once(&failure.meaning).chain(&failure.causes).chain(&failure.confirm).chain(of_fix)
}

#[test]
fn every_failure_is_found_by_its_message_alone() {
    let failures = failures();
    let mut seen = BTreeSet::new();
    for line in EXAMPLES.lines() {
        let (code, message) = line.split_once(' ').expect("a code and a message");
        let found = failures.find(message).map(|failure| failure.code.as_str());
        assert_eq!(found, Some(code), "{message}");
        seen.insert(code);
    }
    let without: Vec<&str> =
        failures.iter().map(|failure| failure.code.as_str()).filter(|code| !seen.contains(code)).collect();
    assert!(without.is_empty(), "no message shows {without:?}");
}

#[test]
fn codes_and_names_are_unique() {
    let failures = failures();
    let codes: BTreeSet<&str> = failures.iter().map(|failure| failure.code.as_str()).collect();
    let names: BTreeSet<&str> = failures.iter().map(|failure| failure.id.as_str()).collect();
    let count = failures.iter().count();
    assert_eq!((codes.len(), names.len()), (count, count));
    assert!(codes.iter().all(|code| code.starts_with("GLA1") && code.len() == 7), "{codes:?}");
}

#[test]
fn names_in_braces_are_those_that_readers_know() {
    const NAMES: [&str; 8] = ["namespace", "release", "name", "kind", "chart", "to", "values", "pod"];
    for failure in failures().iter() {
        for text in failure.confirm.iter().chain(failure.fix.iter().flat_map(|remedy| &remedy.commands)) {
            for part in text.split('{').skip(1) {
                let name = part.split('}').next().unwrap_or_default();
                let is_code = !name.bytes().all(|byte| byte.is_ascii_lowercase());
                assert!(is_code || NAMES.contains(&name), "{}: {{{name}}} in {text}", failure.code);
            }
        }
        assert!(texts(failure).all(|text| !text.trim().is_empty()), "{} says nothing", failure.code);
    }
}

#[test]
fn a_message_of_nobody_is_of_no_failure() {
    for message in [
        "",
        "No problems detected.",
        "Release \"gloo\" has been upgraded. Happy Helming!",
        "Checking pods... OK",
    ] {
        assert_eq!(failures().find(message).map(|failure| failure.id.clone()), None, "{message}");
    }
}

fn explain(what: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"))
        .arg("explain")
        .args(what)
        .output()
        .expect("the program");
    (output.status.code(), String::from_utf8(output.stdout).expect("a text"))
}

#[test]
fn the_program_explains_by_code_name_and_message() {
    let (status, by_code) = explain(&["gla1001"]);
    assert_eq!(status, Some(0));
    assert!(by_code.starts_with("GLA1001 helm-job-immutable: A Job of the chart"), "{by_code}");
    assert!(by_code.contains("\nTo fix it:\n"), "{by_code}");
    assert_eq!(explain(&["helm-job-immutable"]).1, by_code);
    let message = "Error: UPGRADE FAILED: Job.batch \"gloo-resource-rollout\" is invalid: spec.template: field is immutable";
    assert_eq!(explain(&[message]).1, by_code);
    assert_eq!(explain(&["nothing of the kind"]).0, Some(1));
    for wrong in [&[][..], &["a", "b"], &["--all"]] {
        assert_eq!(explain(wrong), (Some(2), String::new()), "{wrong:?}");
    }
    let (status, list) = explain(&["--list"]);
    assert_eq!(status, Some(0));
    assert_eq!(list.lines().count(), failures().iter().count());
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let check = |text: &str, expect: &str| {
        let root: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let why = Failures::load(&&root).map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(why, format!("The list of failures can't be used: {expect}."), "{text}");
    };
    let with = |rest: &str| {
        format!(
            r#"{{"failures":[{{"code":"GLA1001","id":"a","program":"helm","severity":"error","meaning":"m",{rest}}}]}}"#
        )
    };
    check("{}", "it has no failures");
    check(&with(r#""match":[]"#), "GLA1001 has nothing to know it by");
    check(&with(r#""match":[""]"#), "GLA1001 has nothing to know it by");
    check(&with(r#""match":"x""#), "`match` of GLA1001 is no list of lines");
    check(&with(r#""match":["x"],"colour":"red""#), "GLA1001 has a key `colour` that is not known");
    check(&with(r#""match":["x"],"fix":[{"run":["y"]}]"#), "GLA1001 has no `do`");
    check(&with(r#""match":["x"],"fix":"y""#), "`fix` is no list");
    check(&with(r#""match":["x"],"fixed_in":5"#), "`fixed_in` of GLA1001 is no text");
    check(r#"{"failures":[{"id":"a"}]}"#, "a failure has no `code`");
}

/// The texts that stand for pastes: fixtures, and transcripts that were really printed.
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
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/failures/pastes.csv");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &table).expect("the table is written");
    }
    let approved = std::fs::read_to_string(path).unwrap_or_default();
    let lines = |table: &str| table.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (now, then) = (lines(&table), lines(&approved));
    let differs: Vec<_> = now.symmetric_difference(&then).collect();
    assert!(differs.is_empty(), "tests/failures/pastes.csv differs in {differs:#?}");
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
