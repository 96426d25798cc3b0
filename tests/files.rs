//! The user's own values file: which names it may have, and that no command of a plan writes to it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;

use common::by_hand;
use gloo_advisor::command::{Command, posix};
use gloo_advisor::plan::Plan;
use gloo_advisor::settings::{Helm, Named as _, Platform, Way};
use gloo_advisor::{Case, Choices, Edition, Knowledge, advise};

/// Plans that have every kind of hop between them: from the oldest line to the newest, with each Helm, on each way, to
/// the other edition.
fn journeys() -> Vec<Choices> {
    let converts = |choices| Choices { target_edition: Some(Edition::Enterprise), ..choices };
    let windows = |choices| Choices { platform: Platform::parse("windows-amd64"), ..choices };
    let linux = |choices| Choices { platform: Platform::parse("linux-amd64"), ..choices };
    vec![
        windows(by_hand(Edition::OpenSource, "1.2.3", "1.22")),
        linux(by_hand(Edition::Enterprise, "1.2.0", "1.22")),
        by_hand(Edition::OpenSource, "0.18.3", "1.2"),
        converts(by_hand(Edition::OpenSource, "1.5.3", "1.9")),
        converts(by_hand(Edition::OpenSource, "1.16.3", "1.18")),
        Choices { way: Way::Canary, ..by_hand(Edition::Enterprise, "1.16.3", "1.19") },
        Choices { helm: Some(Helm::Two), ..by_hand(Edition::OpenSource, "1.2.3", "1.7") },
        Choices { helm: Some(Helm::Four), ..by_hand(Edition::Enterprise, "1.18.2", "1.20") },
    ]
}

fn plan(choices: &Choices, knowledge: &Knowledge) -> Plan {
    let plan = advise(&Case::default(), knowledge, choices).plan.expect("a plan");
    assert!(!plan.hops.is_empty(), "{choices:?} leads nowhere");
    plan
}

/// All commands, those that avoid a risk among them.
fn commands(plan: &Plan) -> impl Iterator<Item = &Command> {
    let steps = plan.hops.iter().flat_map(|hop| &hop.steps);
    steps.flat_map(|step| step.commands.iter().chain(step.risks.iter().flat_map(|risk| &risk.commands)))
}

/// The files that a command writes.
fn written(command: &Command) -> Vec<String> {
    let mut files: Vec<String> = command.output.iter().map(|file| file.plain()).collect();
    for stage in &command.stages {
        let words = stage.argv();
        let option = match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["curl", "-fL", "-o", ..] => "-o",
            ["glooctl", "debug", "yaml", ..] => "-f",
            ["curl", "-fL", _] => continue,
            _ => continue,
        };
        let named = words.iter().skip_while(|word| *word != option).nth(1);
        files.push(named.unwrap_or_else(|| panic!("{words:?} writes no file")).clone());
    }
    files
}

/// Whether two paths may be one file, on a system that tells as little apart as any.
fn may_be_one(one: &str, other: &str) -> bool {
    let name = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
    name(one) == name(other)
}

/// The same file under other names.
fn disguises(name: &str) -> [String; 6] {
    [
        name.to_owned(),
        format!(".//{name}"),
        format!("x/../{name}"),
        name.to_uppercase(),
        format!("~/{name}"),
        format!("/home/me/./{name}"),
    ]
}

#[test]
fn no_command_writes_to_the_users_own_file() {
    let knowledge = Knowledge::published().expect("the published data");
    let mut tried = 0;
    for journey in journeys() {
        let with = |values: &str| Choices { values: Some(values.to_owned()), ..journey.clone() };
        let (bare, usual) = (plan(&journey, &knowledge), plan(&with("values.yaml"), &knowledge));
        let files: BTreeSet<String> = commands(&bare).chain(commands(&usual)).flat_map(written).collect();
        assert!(files.len() > 1, "{files:?}");
        for (index, file) in files.iter().enumerate() {
            // Each way of writing it, in turn; all of them would take long.
            let own = disguises(file).into_iter().cycle().nth(index).expect("a name");
            let choices = with(&own);
            let plan = plan(&choices, &knowledge);
            for command in commands(&plan) {
                for ours in written(command) {
                    assert!(!may_be_one(&ours, &own), "{} writes to {own}", posix::emit(command));
                }
            }
            // It is read all the same, as it was named.
            let reads = |command: &Command| command.stages.iter().any(|stage| reads(&stage.argv(), &own));
            assert!(commands(&plan).any(reads), "no command reads {own}");
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} names were tried");
}

fn reads(words: &[String], own: &str) -> bool {
    let own = own.strip_prefix("~/").map_or_else(|| own.to_owned(), |rest| format!("$HOME/{rest}"));
    words.windows(2).any(|pair| pair == ["-f", &own]) || words.first().is_some_and(|program| program == "awk")
}

#[test]
fn a_file_that_no_program_takes_as_it_is_named_is_refused_in_words() {
    let knowledge = Knowledge::published().expect("the published data");
    let check = |name: &str, why: &str| {
        let choices =
            Choices { values: Some(name.to_owned()), ..by_hand(Edition::OpenSource, "1.16.3", "1.17") };
        let report = advise(&Case::default(), &knowledge, &choices);
        let refused = report.diagnostics.iter().find(|one| one.title == "The values file can't be used");
        let detail = &refused.unwrap_or_else(|| panic!("{name:?} is not refused")).detail;
        assert!(detail.contains(why), "{name:?}: {detail}");
        for command in commands(report.plan.as_ref().expect("a plan")) {
            assert!(!posix::emit(command).contains(name), "{name:?} is in {}", posix::emit(command));
        }
    };
    check("prod,eu.yaml", "part of a list");
    check("\"prod\".yaml", "part of a list");
    check("https://example.com/values.yaml", "an address");
    check("~deploy/values.yaml", "another user");
    check("prod\u{2028}.yaml", "marks that hide its letters");
}

#[test]
fn a_file_that_awk_would_take_for_a_variable_is_written_as_one() {
    let knowledge = Knowledge::published().expect("the published data");
    let choices = Choices {
        target_edition: Some(Edition::Enterprise),
        values: Some("env=prod.yaml".to_owned()),
        ..by_hand(Edition::OpenSource, "1.16.3", "1.16")
    };
    let plan = plan(&choices, &knowledge);
    let typed: Vec<String> = commands(&plan).map(posix::emit).collect();
    let awk = typed.iter().find(|line| line.starts_with("awk ")).expect("a conversion");
    assert!(awk.ends_with("' ./env=prod.yaml > gloo-values-1.16.3-enterprise.yaml"), "{awk}");
    assert!(!typed.iter().any(|line| line.contains(" env=prod.yaml")), "{typed:?}");
}
