//! What a pasted failure means: whose it is, whom it is about, and what is typed to fix it.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking"
)]

mod common;

use common::{found, towards_1_17 as report};
use gloo_advisor::command::posix;
use gloo_advisor::diagnose::{Diagnostic, Severity};

/// What is typed for a finding, in order.
fn typed(finding: &Diagnostic) -> Vec<String> {
    finding.steps.iter().flat_map(|step| &step.commands).map(posix::emit).collect()
}

/// Kind, name, namespace and release of the object that a finding is about.
fn whom(finding: &Diagnostic) -> [&str; 4] {
    let subject = &finding.subject;
    [&subject.kind, &subject.name, &subject.namespace, &subject.release]
        .map(|one| one.as_deref().unwrap_or_default())
}

const SERVER: &str = "Client: {\"version\":\"1.15.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.4\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"east\"}}\n\n";

#[test]
fn a_failure_is_about_what_its_message_and_its_command_name() {
    let report = report(
        "$ helm upgrade --install web gloo/gloo -n east --version 1.16.4\nError: UPGRADE FAILED: cannot patch \"web-rollout\" with kind Job: Job.batch \"web-rollout\" is invalid: spec.template: Invalid value: {}: field is immutable\n",
    );
    let finding = found(&report, "GLA1001");
    assert_eq!(whom(finding), ["Job", "web-rollout", "east", "web"]);
    assert_eq!(typed(finding), ["kubectl -n east delete job web-rollout"]);
    assert_eq!(finding.severity, Severity::Error);
}

#[test]
fn several_objects_of_one_failure_are_one_finding() {
    let line = |name: &str| {
        format!(
            "$ helm upgrade {name} gloo/gloo -n {name}\nError: UPGRADE FAILED: cannot patch \"{name}-certgen\" with kind Job: Job.batch \"{name}-certgen\" is invalid: spec.template: field is immutable\n\n"
        )
    };
    let report = report(&(line("east") + &line("west")));
    let finding = found(&report, "GLA1001");
    assert_eq!(finding.messages.len(), 2);
    assert_eq!(whom(finding), ["Job", "", "", ""]);
    let expect = ["kubectl -n east delete job east-certgen", "kubectl -n west delete job west-certgen"];
    assert_eq!(typed(finding), expect);
}

#[test]
fn nothing_is_changed_under_a_name_that_nobody_named() {
    let report =
        report("Error: UPGRADE FAILED: Job.batch \"a\" is invalid: spec.template: field is immutable\n");
    let finding = found(&report, "GLA1001");
    assert_eq!(typed(finding), [""; 0]);
    assert!(!finding.steps.is_empty(), "the words stay");
    for diagnostic in &report.diagnostics {
        let all = typed(diagnostic).join("\n");
        assert!(!all.contains('{') && !all.contains("--version"), "{all}");
    }
}

#[test]
fn a_hostile_name_is_in_no_command() {
    let report = report(
        "$ helm upgrade web gloo/gloo -n east\nError: UPGRADE FAILED: Job.batch \"$(reboot)\" is invalid: spec.template: field is immutable\n",
    );
    assert_eq!(typed(found(&report, "GLA1001")), [""; 0]);
}

#[test]
fn another_products_failure_blocks_nothing() {
    for (message, code, product) in [
        (
            "Error: INSTALLATION FAILED: unable to build kubernetes objects from release manifest: resource mapping not found for name: \"a\" namespace: \"b\" from \"\": no matches for kind \"Certificate\" in version \"cert-manager.io/v1\"",
            "GLA0520",
            "cert-manager.io",
        ),
        (
            "Error from server (InternalError): error when creating \"a.yaml\": Internal error occurred: failed calling webhook \"validate.kyverno.svc-fail\": failed to call webhook: Post \"https://kyverno-svc.kyverno.svc:443/validate?timeout=10s\": context deadline exceeded",
            "GLA1127",
            "validate.kyverno.svc-fail",
        ),
    ] {
        let report = report(&format!("{SERVER}{message}\n"));
        let finding = found(&report, code);
        assert_eq!(finding.severity, Severity::Warning, "{message}");
        assert!(finding.detail.contains(product), "{}", finding.detail);
        assert!(finding.detail.contains("another product"), "{}", finding.detail);
        let plan = report.plan.as_ref().expect("a plan");
        assert!(plan.blocked_by.is_empty(), "{:?}", plan.blocked_by);
    }
}

#[test]
fn what_a_step_of_the_plan_cures_does_not_block_it() {
    let report = report(&format!(
        "{SERVER}Checking proxies... 1 Errors!\nError: 1 error occurred:\n\t* converting output crd: reading crd spec on resource gateway-proxy in namespace east into *v1.Proxy: unknown field \"newField\" in gloo.solo.io.Route\n"
    ));
    let finding = found(&report, "GLA1141");
    assert_eq!(whom(finding), ["Proxy", "gateway-proxy", "east", ""]);
    let plan = report.plan.as_ref().expect("a plan");
    assert!(plan.blocked_by.is_empty(), "{:?}", plan.blocked_by);
    let codes: Vec<_> =
        report.check.iter().flat_map(|check| &check.problems).map(|one| one.code.id()).collect();
    assert_eq!(codes, ["GLA1141"], "the check names the same finding");
}

#[test]
fn a_right_that_an_account_lacks_is_not_the_users() {
    let report = report(
        "Warning: Could not determine gloo client/server versions (is Gloo running outside of kubernetes?): deployments.apps is forbidden: User \"system:serviceaccount:build:agent\" cannot list resource \"deployments\" in API group \"apps\" in the namespace \"east\"\n",
    );
    let finding = found(&report, "GLA1266");
    assert_eq!(whom(finding), ["ServiceAccount", "agent", "build", ""]);
    assert_eq!(finding.severity, Severity::Warning, "glooctl itself only warns");
}

#[test]
fn a_message_counts_in_one_line_in_a_list_and_broken() {
    for text in [
        "Error: UPGRADE FAILED: pre-upgrade hooks failed: job failed: BackoffLimitExceeded\n",
        "Error: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:\n\t* job failed: BackoffLimitExceeded\n",
        "Error: UPGRADE FAILED: pre-upgrade hooks failed: job failed: BackoffLimit\nExceeded\n",
    ] {
        assert_eq!(found(&report(text), "GLA1025").messages.len(), 1, "{text}");
    }
}

#[test]
fn the_marks_of_another_release_are_named() {
    let report = report(
        "Error: INSTALLATION FAILED: rendered manifests contain a resource that already exists. Unable to continue with install: Service \"a\" in namespace \"east\" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key \"meta.helm.sh/release-name\" must equal \"new\": current value is \"old\"\n",
    );
    let finding = found(&report, "GLA1015");
    assert!(
        finding.detail.contains("meta.helm.sh/release-name is old, and this release needs new."),
        "{}",
        finding.detail
    );
    assert_eq!(whom(finding), ["Service", "a", "east", ""]);
}

#[test]
fn a_risk_that_was_met_applies() {
    let report = report(&format!(
        "{SERVER}$ helm upgrade gloo gloo/gloo -n east\nError: UPGRADE FAILED: pre-upgrade hooks failed: job failed: DeadlineExceeded\n"
    ));
    assert_eq!(found(&report, "GLA1024").risk, "hook-jobs-failed");
    let plan = report.plan.as_ref().expect("a plan");
    let risks = plan.hops.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.risks).chain(&plan.advice);
    let met: Vec<_> = risks.filter(|risk| risk.id == "hook-jobs-failed").map(|risk| risk.applies).collect();
    assert_eq!(met, [Some(true)]);
}

#[test]
fn a_check_that_names_pods_is_answered_with_their_names() {
    let not_ready = |name: &str| {
        format!(
            "\t* Pod {name} in namespace north is not ready! Message: containers with unready status: [gloo]\n"
        )
    };
    let check = |pods: &[&str]| {
        let list: String = pods.iter().map(|name| not_ready(name)).collect();
        format!(
            "$ glooctl check -n north\nChecking pods... {0} Errors!\nError: {0} errors occurred:\n{list}\n",
            pods.len()
        )
    };
    let two = report(&check(&["gloo-5c7-a", "discovery-9f-b"]));
    let expect = ["kubectl -n north describe pod gloo-5c7-a", "kubectl -n north describe pod discovery-9f-b"];
    assert_eq!(typed(found(&two, "GLA0302")), expect);
    // A name that may be a flag or a command is in none.
    let hostile = report(&check(&["--all", "$(id)"]));
    let finding = found(&hostile, "GLA0302");
    assert_eq!(typed(finding), Vec::<String>::new());
    assert!(finding.command.is_some());
}

#[test]
fn what_is_said_of_a_pod_fits_its_state() {
    let detail = |pods: &str| {
        let pods = format!("$ kubectl get pods -n east\nNAME READY STATUS RESTARTS AGE\n{pods}\n");
        found(&report(&pods), "GLA0302").detail.clone()
    };
    let all = "This part of Gloo may not answer.";
    assert_eq!(detail("gloo-5c7f8d9b66-x2k4p 0/1 Running 0 2d"), all);
    let pending = " A pending pod has no node or volume yet.";
    assert_eq!(detail("gloo-5c7f8d9b66-x2k4p 0/1 Pending 0 2d"), format!("{all}{pending}"));
    let failed = " Error means that a container ended with a failure.";
    assert_eq!(detail("gloo-5c7f8d9b66-x2k4p 0/1 Error 0 2d"), format!("{all}{failed}"));
    let job = detail("gateway-certgen-x2k4p 0/1 Error 0 2d");
    assert!(job.starts_with(&format!("{all}{failed} A pod of a Job is one try")), "{job}");
}

#[test]
fn a_check_that_crashed_has_no_verdict() {
    let crash = "panic: runtime error: invalid memory address or nil pointer dereference\n\ngoroutine 1 [running]:\nmain.main()\n\t/build/gloo/projects/gloo/cli/cmd/main.go:13 +0x25\n";
    let of = |pods: &str| {
        report(&format!(
            "$ glooctl check\nChecking deployments... OK\nChecking pods... {pods}Checking upstreams... {crash}"
        ))
    };
    let crashed = of("OK\n");
    assert_eq!(crashed.verdict.title, "The check does not show whether Gloo is healthy.");
    let codes: Vec<_> = crashed.diagnostics.iter().map(|one| one.code.id()).collect();
    assert_eq!(codes, ["GLA0318"]);
}
