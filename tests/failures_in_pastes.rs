//! Known failures in whole pastes: where each fires, and whether a report says so.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use common::failures::{check_file, examples, failures};
use common::sources::{files, read};
use common::{knowledge, listing};
use gloo_advisor::command::posix;
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
    Case::paste(&format!("{}\n{message}\n", listing(version, version, "gloo-system")))
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

/// What a report says of a message, as one text: words and commands of one finding.
fn advice(text: &str, code: &str) -> String {
    let report = advise(&Case::paste(text), &knowledge(), &Choices::default());
    let finding = report.diagnostics.iter().find(|one| one.code.id() == code);
    let finding = finding.unwrap_or_else(|| panic!("no {code} in {text}: {:?}", report.diagnostics));
    let mut said = String::new();
    for step in &finding.steps {
        let _ = writeln!(said, "{}", step.words);
        for command in &step.commands {
            let _ = writeln!(said, "$ {}", posix::emit(command));
        }
    }
    said
}

#[test]
fn no_half_of_a_remedy_is_typed() {
    const OF_ANOTHER: &str = "cannot be imported into the current release: invalid ownership metadata; label validation error: missing key \"app.kubernetes.io/managed-by\": must be set to \"Helm\"";
    let exists = |object: &str| {
        format!("Error: UPGRADE FAILED: Unable to continue with update: {object} exists and {OF_ANOTHER}\n")
    };
    // The release is assumed, so its name can't be written anywhere.
    let said = advice(&exists("Service \"gateway-proxy\" in namespace \"edge\""), "GLA1016");
    assert!(!said.contains("$ "), "{said}");
    // A finished Job is not worth adopting.
    let said = advice(&exists("Job \"gloo-resource-rollout\" in namespace \"edge\""), "GLA1333");
    assert!(said.contains("$ kubectl -n edge delete job gloo-resource-rollout"), "{said}");
}

#[test]
fn an_installation_has_no_values_to_read() {
    const LACKS: &str = r#"template: gloo/templates/9-a.yaml:15:18: executing "gloo/templates/9-a.yaml" at <$spec.configMap.data>: nil pointer evaluating interface {}.data"#;
    let said = advice(&format!("Error: INSTALLATION FAILED: {LACKS}\n"), "GLA1045");
    assert!(!said.contains("reuse-values") && !said.contains("get values"), "{said}");
    let said = advice(&format!("Error: UPGRADE FAILED: {LACKS}\n"), "GLA1332");
    assert!(said.contains("reuse-values") && said.contains("> gloo-current-values.yaml"), "{said}");
}

#[test]
fn a_certificate_is_made_again_where_its_job_runs() {
    let message = |why: &str| {
        format!(
            "Internal error occurred: failed calling webhook \"gateway.gloo-system.svc\": Post \"https://gateway.gloo-system.svc:443/validation?timeout=30s\": x509: certificate {why}\n"
        )
    };
    for (why, code) in
        [("signed by unknown authority", "GLA1117"), ("has expired or is not yet valid", "GLA1118")]
    {
        let said = advice(&message(why), code);
        assert!(said.contains("1.11.10 or newer") && said.contains("helm template"), "{said}");
        assert!(!said.contains("deploy/gloo\n"), "{said}");
    }
}

#[test]
fn discovery_makes_no_group_of_upstreams() {
    let said = advice(
        "  reason: \"warning: \\n  Route Warning: InvalidDestinationWarning. Reason: *v1.UpstreamGroup {apps web} not found\"\n",
        "GLA1285",
    );
    assert!(said.contains("Create what the message names"), "{said}");
    assert!(!said.contains("discovery") || said.contains("Discovered Upstreams: "), "{said}");
}

#[test]
fn an_upgrade_is_advised_without_a_bare_number() {
    // Enterprise has other numbers, and glooctl has those of open source only.
    let mut wrong = String::new();
    for failure in failures().iter() {
        for what in failure.fix.iter().map(|remedy| remedy.what.as_str()) {
            let lower = what.to_lowercase();
            let advises = ["upgrade to ", "use "].iter().any(|verb| {
                lower.split(verb).skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            });
            if advises && failure.program != "glooctl" && !lower.contains("glooctl") {
                let _ = writeln!(wrong, "{}: {what}", failure.code);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
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

#[test]
fn a_proxy_without_pods_is_told_of_a_healthy_check() {
    let zero = "Warning: edge:gateway-proxy-ssl has zero replicas";
    let run = |said: &str| {
        format!(
            "Checking deployments... OK\nChecking pods... OK\nChecking proxies... OK\n{said}No problems detected.\n"
        )
    };
    let json = |said: &str| {
        format!(
            "{{\"resources\":[{{\"name\":\"deployments\",\"status\":\"OK\"}},{{\"name\":\"proxies\",\"status\":\"OK\"}}],\"messages\":[\"{said}\",\"No problems detected.\"]}}\n"
        )
    };
    for said in [zero, "No active gateway-proxy pods exist in cluster"] {
        for text in [
            run(&format!("{said}\n")),
            json(said),
            format!("{zero}\n{}", json(said)),
            format!("{}{}", run(""), run(&format!("{said}\n"))),
        ] {
            let report = common::pasted(&text);
            let found = report.diagnostics.iter().find(|found| found.code.id() == "GLA1278");
            let found = found.unwrap_or_else(|| panic!("nothing is said of {text}"));
            let line = text.lines().position(|line| line.contains(said) || line == zero).map(|at| at + 1);
            assert_eq!(found.lines().map(|span| span.start).next(), line, "{text}");
            assert!(!report.has_errors(), "{text}");
        }
        let later = format!("$ glooctl check\n{}$ glooctl check\n{}", run(&format!("{said}\n")), run(""));
        assert!(common::pasted(&later).diagnostics.is_empty(), "{later}");
    }
    let report = common::pasted(&run(&format!("{zero}\n")));
    let commands = report.diagnostics.iter().flat_map(|found| &found.steps).flat_map(|step| &step.commands);
    let commands: Vec<String> = commands.map(posix::emit).collect();
    assert_eq!(commands, ["kubectl -n edge scale deploy gateway-proxy-ssl --replicas=1"]);
}
