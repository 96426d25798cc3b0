//! Every fixture through every face of the report, against what a person has read and approved.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the approved files anew and deletes those whose
//! fixture is gone. What it changes has to be read before it is kept: the program is not right because
//! it said so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use common::by_hand;
use gloo_advisor::command::{posix, powershell};
use gloo_advisor::date::Date;
use gloo_advisor::report::{json, text};
use gloo_advisor::rules::{Situation, Slot};
use gloo_advisor::settings::{Helm, Platform, Way};
use gloo_advisor::{Case, Choices, Edition, Knowledge, advise};
use serde_json::{Value, json};

/// The day that every golden was written on, so that the age of the catalog never changes them.
const TODAY: &str = "2026-11-27";
const ENDINGS: [&str; 3] = ["json", "txt", "md"];
/// The golden file that no fixture gives: the commands of the rules.
const COMMANDS: &str = "commands.txt";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1")
}

/// Name and text of each fixture, in the order of the names.
fn fixtures() -> Vec<(String, String)> {
    let files = fs::read_dir(folder("fixtures")).expect("the folder of fixtures is there");
    let paths = files.map(|file| file.expect("a file of the folder").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let read = |path: PathBuf| {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name").to_owned();
        (name, fs::read_to_string(path).expect("a fixture is UTF-8"))
    };
    let mut fixtures: Vec<(String, String)> = texts.map(read).collect();
    fixtures.sort();
    fixtures
}

/// The report of a text in each of its forms, in the order of [`ENDINGS`].
fn faces(transcript: &str, knowledge: &Knowledge) -> [String; 3] {
    let choices = Choices { today: Date::parse(TODAY), ..Choices::default() };
    let report = advise(&Case::paste(transcript), knowledge, &choices);
    let mut value = json::to_value(&report);
    shorten(&mut value);
    [
        format!("{value:#}\n"),
        text::render(&report, text::Style::Plain, text::Detail::Brief),
        text::render(&report, text::Style::Markdown, text::Detail::Brief),
    ]
}

/// Leaves of each step only what identifies it and what is typed: the words are in the text already.
fn shorten(report: &mut Value) {
    let Some(hops) = report.pointer_mut("/plan/hops").and_then(Value::as_array_mut) else { return };
    for hop in hops {
        for step in hop["steps"].as_array_mut().expect("the steps of a hop") {
            let commands = step["commands"].as_array().expect("the commands of a step").iter();
            let typed: Vec<&Value> = commands.map(|command| &command["posix"]).collect();
            *step = json!({"id": step["id"], "phase": step["phase"], "commands": typed});
        }
    }
}

/// Compares one golden file with what is seen now; a sentence where they differ.
fn check(file: &Path, seen: &str) -> Option<String> {
    if is_update() {
        fs::write(file, seen).expect("a golden file can be written");
        return None;
    }
    let name = file.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(file).display();
    let Ok(approved) = fs::read_to_string(file) else {
        return Some(format!("{name} is missing: nobody has approved what this fixture gives"));
    };
    if approved == seen {
        return None;
    }
    let lines = approved.lines().zip(seen.lines());
    let same = lines.take_while(|(approved, seen)| approved == seen).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    Some(format!(
        "{name} differs from line {} on:\n    approved: {}\n    seen:     {}",
        same + 1,
        line(&approved),
        line(seen)
    ))
}

/// What to do about it stands behind every list of differences.
fn assert_none(problems: &[String]) {
    assert!(
        problems.is_empty(),
        "{}\nWhere the new words are right, write them with UPDATE_GOLDEN=1 cargo test --test golden, and read the difference.",
        problems.join("\n")
    );
}

/// What is published without what upgrades may run into, which has goldens of its own: it would be
/// repeated in every file here.
fn without_risks() -> Knowledge {
    let mut knowledge = Knowledge::published().expect("the published data");
    knowledge.risks.clear();
    knowledge
}

#[test]
fn every_fixture_gives_what_was_approved() {
    let knowledge = without_risks();
    let fixtures = fixtures();
    assert!(fixtures.len() >= 40, "only {} fixtures are left", fixtures.len());
    let mut problems = Vec::new();
    for (name, transcript) in fixtures {
        for (ending, seen) in ENDINGS.iter().zip(faces(&transcript, &knowledge)) {
            problems.extend(check(&folder("golden").join(format!("{name}.{ending}")), &seen));
        }
    }
    assert_none(&problems);
}

/// Plans that have every kind of command between them.
fn plans() -> [Choices; 12] {
    let with_values = |plan| Choices { values: Some("my own values.yaml".to_owned()), ..plan };
    let on = |platform, plan| Choices { platform: Some(platform), helm: Some(Helm::Four), ..plan };
    let in_edge = |plan| Choices { namespace: Some("edge".to_owned()), ..plan };
    let with_helm2 = |plan| Choices { helm: Some(Helm::Two), ..plan };
    [
        with_values(by_hand(Edition::Enterprise, "1.16.3", "1.17")),
        by_hand(Edition::OpenSource, "1.16.3", "1.17"),
        on(Platform::WindowsAmd64, by_hand(Edition::Enterprise, "1.16.3", "1.17")),
        in_edge(by_hand(Edition::OpenSource, "1.18.2", "1.19")),
        on(Platform::LinuxAmd64, by_hand(Edition::OpenSource, "1.7.23", "1.8.1")),
        with_values(by_hand(Edition::OpenSource, "0.21.0", "1.2.25")),
        by_hand(Edition::Enterprise, "0.20.0", "1.22"),
        by_hand(Edition::OpenSource, "1.2.3", "1.3"),
        Choices { way: Way::Canary, ..by_hand(Edition::Enterprise, "1.18.2", "1.18") },
        Choices {
            target_edition: Some(Edition::Enterprise),
            ..by_hand(Edition::OpenSource, "1.18.2", "1.18")
        },
        with_helm2(by_hand(Edition::OpenSource, "1.2.3", "1.3")),
        with_helm2(by_hand(Edition::Enterprise, "1.6.2", "1.7")),
    ]
}

/// Every command of some plans, and of the explanations of checks, for every shell.
#[test]
fn commands_are_written_for_every_shell_as_was_approved() {
    let knowledge = Knowledge::published().expect("the published data");
    let reports = plans().map(|choices| advise(&Case::default(), &knowledge, &choices));
    let hops = reports.iter().flat_map(|report| &report.plan.as_ref().expect("a plan").hops);
    let planned = hops.flat_map(|hop| &hop.steps).flat_map(|step| &step.commands).cloned();
    let name = |text: &str| Slot::Text(text.to_owned());
    let slots = vec![("namespace", name("gloo-system")), ("release", name("gloo"))];
    let situation = Situation { slots, ..Situation::default() };
    let rules: Value =
        serde_json::from_str(include_str!("../static/rules.json")).expect("the rules are JSON");
    let checks = rules["checks"].as_object().expect("the explanations").values();
    let of_checks = checks.map(|check| situation.command(check["command"].as_str().expect("a command")));
    let (mut lines, mut seen) = (BTreeSet::new(), String::new());
    for command in planned.chain(of_checks) {
        let powershell = powershell::emit(&command).unwrap_or_else(|why| format!("({why})"));
        let posix = posix::emit(&command);
        if lines.insert(posix.clone()) {
            seen += &format!("{posix}\n  {powershell}\n\n");
        }
    }
    assert_none(&Vec::from_iter(check(&folder("golden").join(COMMANDS), &seen)));
}

/// What the key asserts of a fixture, read out of its report, cell by cell.
fn facts(report: &Value) -> Vec<String> {
    let first = &report["installations"][0];
    let cell = |value: &Value| match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let findings = report["diagnostics"].as_array().expect("a list of findings");
    let codes: BTreeSet<String> = findings.iter().map(|finding| cell(&finding["code"])).collect();
    let text = report.to_string();
    let asked = text.split(" -n ").skip(1).filter_map(|rest| rest.split([' ', '"', '\\']).next());
    let asked: BTreeSet<&str> = asked.filter(|namespace| !namespace.is_empty()).collect();
    vec![
        cell(&report["client"]["version"]),
        cell(&report["server_status"]),
        cell(&first["deployment_type"]),
        cell(&first["edition"]),
        cell(&first["oss_version"]),
        cell(&first["enterprise_version"]),
        cell(&first["namespace"]),
        cell(&report["kubernetes"]["version"]),
        cell(&report["check"]["verdict"]),
        report["check"]["problems"].as_array().map_or(0, Vec::len).to_string(),
        codes.into_iter().collect::<Vec<_>>().join("+"),
        asked.into_iter().collect::<Vec<_>>().join("+"),
    ]
}

/// The key was written by hand from the fixtures, not by the program: a golden that was approved
/// without reading it shows up here. `-` is a fact that the fixture does not have, `?` one that can be
/// argued about.
#[test]
fn every_fixture_is_read_as_a_person_reads_it() {
    let knowledge = Knowledge::published().expect("the published data");
    let key = fs::read_to_string(folder("fixtures").join("key.csv")).expect("the key is readable");
    let mut rows = key.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let columns = rows.next().expect("the names of the columns");
    let mut rows: BTreeMap<&str, Vec<&str>> = rows.map(|row| (row[0], row)).collect();
    let mut problems = Vec::new();
    for (name, transcript) in fixtures() {
        let Some(row) = rows.remove(name.as_str()) else {
            problems.push(format!("{name} has no row in tests/fixtures/key.csv"));
            continue;
        };
        let report = json::to_value(&advise(&Case::paste(&transcript), &knowledge, &Choices::default()));
        let seen = facts(&report);
        assert_eq!(row.len(), seen.len() + 1, "the row of {name} has another number of cells");
        for (index, seen) in seen.iter().enumerate() {
            let (column, expected) = (columns[index + 1], row[index + 1]);
            if expected != "?" && expected != seen {
                problems.push(format!("{name}: {column} should be {expected:?}, and is {seen:?}"));
            }
        }
    }
    problems
        .extend(rows.keys().map(|name| format!("the key has a row {name:?}, and there is no such fixture")));
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A pasted name with a line break in it could otherwise look like a command, or end a fence.
#[test]
fn every_sentence_stays_in_its_line() {
    let knowledge = Knowledge::published().expect("the published data");
    for (name, transcript) in fixtures() {
        let report = advise(&Case::paste(&transcript), &knowledge, &Choices::default());
        let findings = report.diagnostics.iter().flat_map(|one| [&one.title, &one.detail, &one.help]);
        for sentence in findings.chain([&report.verdict.title, &report.verdict.detail]) {
            assert!(!sentence.contains('\n'), "{name} gives a sentence of several lines: {sentence:?}");
        }
    }
}

/// A window that is too narrow breaks the one long line of a listing, at any of its letters.
#[test]
fn a_listing_that_is_wrapped_is_read_the_same() {
    let knowledge = Knowledge::published().expect("the published data");
    let read =
        |text: &str| facts(&json::to_value(&advise(&Case::paste(text), &knowledge, &Choices::default())));
    // A hostile name may hold what looks like the end of the listing at the beginning of a line.
    for (name, transcript) in fixtures().into_iter().filter(|(name, _)| !name.starts_with("hostile")) {
        let is_listing = |line: &&str| line.starts_with("Server: {") && line.ends_with('}');
        for listing in transcript.lines().filter(is_listing) {
            let whole = read(listing);
            for width in 20..130 {
                let mut wrapped = String::new();
                for (at, letter) in listing.char_indices() {
                    wrapped.extend((at > 0 && at % width == 0).then_some('\n'));
                    wrapped.push(letter);
                }
                assert_eq!(read(&wrapped), whole, "{name} in a window of {width} columns");
            }
        }
    }
}

#[test]
fn every_golden_has_its_fixture() {
    let mut expected: BTreeSet<String> = fixtures()
        .iter()
        .flat_map(|(name, _)| ENDINGS.iter().map(move |ending| format!("{name}.{ending}")))
        .collect();
    expected.insert(COMMANDS.to_owned());
    let mut problems = Vec::new();
    for file in fs::read_dir(folder("golden")).expect("the folder of goldens is there") {
        let path = file.expect("a file of the folder").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        if expected.contains(&name) {
            continue;
        }
        if is_update() {
            fs::remove_file(&path).expect("a stale golden can be deleted");
        } else {
            problems.push(format!("tests/golden/{name} is stale: no fixture gives it"));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_fixture_is_named_after_its_command_and_case() {
    for (name, _) in fixtures() {
        let is_plain =
            name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let parts =
            name.split_once("--").is_some_and(|(command, case)| !command.is_empty() && !case.is_empty());
        assert!(is_plain && parts, "tests/fixtures/{name}.txt should be named COMMAND--CASE.txt");
    }
}
