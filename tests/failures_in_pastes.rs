//! Known failures in whole pastes: where each fires, and whether a report says so.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common::failures::{check_file, examples, failures};
use common::knowledge;
use common::sources::{files, read};
use gloo_advisor::diagnose::Code;
use gloo_advisor::edition::Edition;
use gloo_advisor::failures::{Failure, Helps};
use gloo_advisor::settings::Target;
use gloo_advisor::version::Version;
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

/// Runs open source of a version, and has printed a message.
fn printed_by(version: &str, message: &str) -> Case {
    let images = format!(r#"[{{"Tag":"{version}","Name":"gloo","Registry":"quay.io/solo-io"}}]"#);
    let server =
        format!(r#"{{"type":"Gateway","kubernetes":{{"containers":{images},"namespace":"gloo-system"}}}}"#);
    Case::paste(&format!("Client: {{\"version\":\"{version}\"}}\nServer: {server}\n\n{message}\n"))
}

/// Its issue is named up to 1.10 only: whether later lines have the fix is unknown.
const UNKNOWN_SINCE: &str = "GLA1231";

#[test]
fn the_fix_of_a_failure_is_no_remedy_where_it_is_installed() {
    let knowledge = knowledge();
    let newest = knowledge.catalog.releases(Edition::OpenSource).iter().map(|release| release.version);
    let newest = newest.filter(|version| !version.is_prerelease()).max().expect("a release").to_string();
    let brings_fix = |failure: &&Failure| {
        failure.code != UNKNOWN_SINCE && failure.fix.iter().any(|one| one.helps == Helps::WithoutFix)
    };
    let (mut seen, mut wrong) = (0, String::new());
    for failure in failures().iter().filter(brings_fix) {
        let only: Vec<&str> = failure
            .fix
            .iter()
            .filter(|one| one.helps == Helps::WithoutFix)
            .map(|one| one.what.as_str())
            .collect();
        for (_, message) in examples().filter(|(code, _)| *code == failure.code) {
            let report = advise(&printed_by(&newest, message), &knowledge, &Choices::default());
            let Some(finding) = report.diagnostics.iter().find(|one| one.code.id() == failure.code) else {
                continue;
            };
            seen += 1;
            let says = |what: &&&str| finding.steps.iter().any(|step| step.words.starts_with(**what));
            if finding.steps.is_empty() || only.iter().find(says).is_some() || !finding.cure.is_empty() {
                let _ =
                    writeln!(wrong, "{} in {newest}: {:?} {:?}", failure.code, finding.cure, finding.steps);
            }
        }
    }
    assert!(seen > 15, "{seen} are seen");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn an_upgrade_cures_only_what_its_target_has_the_fix_of() {
    const LACKS_A_ROLE: &str = r#"E0601 09:00:00.000000 1 reflector.go:200] "Failed to watch" err="failed to list *v1.EndpointSlice: endpointslices.discovery.k8s.io is forbidden: User \"system:serviceaccount:gloo-system:gloo\" cannot list resource \"endpointslices\" in API group \"discovery.k8s.io\" at the cluster scope""#;
    let knowledge = knowledge();
    let check = |installed: &str, target: &str, blocks: bool| {
        let choices = Choices { target: Version::parse(target).map(Target::Version), ..Choices::default() };
        let report = advise(&printed_by(installed, LACKS_A_ROLE), &knowledge, &choices);
        let plan = report.plan.expect("a plan");
        let is_named = plan.blocked_by.iter().any(|code| code.id() == "GLA1182");
        assert_eq!(is_named, blocks, "{installed} to {target}: {:?}", plan.blocked_by);
    };
    check("1.20.0", "1.20.1", true);
    check("1.20.0", "1.20.2", false);
    check("1.20.2", "1.20.3", true);
}

#[test]
fn a_hook_of_another_chart_is_not_that_of_gloo() {
    let levels = |job: &str| {
        let text = format!(
            "Error: UPGRADE FAILED: post-upgrade hooks failed: 1 error occurred:\n\t* job {job} failed: BackoffLimitExceeded\n"
        );
        let report = common::pasted(&text);
        report.diagnostics.iter().map(|found| found.code.id().into_owned()).collect::<Vec<_>>().join(" ")
    };
    assert!(levels("gateway-certgen").contains("GLA1025"));
    assert!(levels("gloo-resource-rollout").contains("GLA1025"));
    assert!(levels("airflow-migrate").contains("GLA0520"), "{}", levels("airflow-migrate"));
}

#[test]
fn an_answer_that_did_not_come_says_nothing_of_gloo() {
    let text = "Checking deployments... OK\nChecking upstream groups... Error!\nGet https://10.2.3.4/apis/gloo.solo.io/v1/upstreamgroups: net/http: TLS handshake timeout\n";
    let report = common::pasted(text);
    let codes: Vec<_> = report.diagnostics.iter().map(|found| found.code.id()).collect();
    assert!(codes.iter().any(|code| code == "GLA0312") && !report.has_errors(), "{codes:?}");
}
