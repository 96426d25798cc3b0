//! What a pasted failure means: whose it is, whom it is about, and what is typed to fix it.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::knowledge;
use gloo_advisor::command::posix;
use gloo_advisor::diagnose::{Diagnostic, Severity};
use gloo_advisor::report::Report;
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Choices, advise};

fn report(text: &str) -> Report {
    let choices = Choices { target: Target::parse("1.17"), ..Choices::default() };
    advise(&Case::paste(text), &knowledge(), &choices)
}

fn found<'a>(report: &'a Report, code: &str) -> &'a Diagnostic {
    let codes = || report.diagnostics.iter().map(|one| one.code.id()).collect::<Vec<_>>();
    report.diagnostics.iter().find(|one| one.code.id() == code).unwrap_or_else(|| panic!("{:?}", codes()))
}

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
fn a_part_that_the_command_excluded_is_no_consequence() {
    let report = report(
        "$ glooctl check -x deployments\nChecking Pods... OK\nChecking Proxies... Skipping proxies because deployments were excluded\nChecking xds metrics... Skipping due to an error in checking deployments\nError: 1 error occurred:\n\t* xds metrics check was skipped due to an error in checking deployments\n\n",
    );
    let finding = found(&report, "GLA0314");
    assert_eq!(
        finding.detail,
        "This run left out deployments, proxies, xds-metrics, so nothing is known about that."
    );
    assert!(finding.help.starts_with("Run the whole check."), "{}", finding.help);
}

#[test]
fn what_glooctl_warns_of_is_not_said_to_be_silent() {
    let warning = "WARN: Version mismatch - Client (v1.11.20) and Server (v1.11.17) in namespace gloo-system do not match.";
    let text = format!("Checking deployments... OK\nNo problems detected.\n{warning}\n");
    let report = report(&text);
    let detail = &found(&report, "GLA0102").detail;
    assert_eq!(
        detail,
        "glooctl is 1.11.20 and the server 1.11.17, so both are 1.11.x. glooctl itself warns about that."
    );
}

const POD: &str = "gateway-proxy-7fdbd7c8f4-zzzzz";

#[test]
fn why_a_container_ended_takes_the_place_of_a_restart() {
    let report = report(&format!(
        "Name:             {POD}\nNamespace:        gloo-system\nStatus:           Running\nContainers:\n  gateway-proxy:\n    Image:         quay.io/solo-io/gloo-envoy-wrapper:1.18.3\n    State:          Waiting\n      Reason:       CrashLoopBackOff\n    Last State:     Terminated\n      Reason:       OOMKilled\n      Exit Code:    137\n    Ready:          False\nEvents:\n  Type     Reason     Age                From     Message\n  ----     ------     ----               ----     -------\n  Warning  BackOff    30s (x200 over 3h)   kubelet  Back-off restarting failed container gateway-proxy in pod {POD}_gloo-system(abc)\n"
    ));
    let finding = found(&report, "GLA1103");
    assert_eq!((finding.severity, finding.messages.len()), (Severity::Error, 3));
    let others = ["GLA1104", "GLA0302"];
    assert!(report.diagnostics.iter().all(|one| !others.contains(&&*one.code.id())));
}

#[test]
fn a_log_that_is_pasted_is_not_asked_for() {
    let pods = format!(
        "$ kubectl -n gloo-system get pods\nNAME   READY   STATUS   RESTARTS   AGE\n{POD}   0/1   CrashLoopBackOff   8 (2m ago)   20m\n"
    );
    let asked = |text: &str| {
        let report = report(text);
        let finding = found(&report, "GLA1104");
        (finding.command.is_some(), finding.steps.len())
    };
    assert_eq!(asked(&pods), (true, 1));
    let log = format!(
        "{pods}$ kubectl -n gloo-system logs {POD} --previous\n[2026-01-02 03:04:05.678][7][critical][main] [source/server/server.cc:43] error initializing configuration\n"
    );
    assert_eq!(asked(&log), (false, 0));
}

#[test]
fn a_deployment_with_its_pods_has_no_fewer() {
    let report = report(
        "Name:                   gloo\nNamespace:              gloo-system\nReplicas:               2 desired | 1 updated | 3 total | 2 available | 1 unavailable\nStrategyType:           RollingUpdate\nPod Template:\n  Containers:\n   gloo:\n    Image:       quay.io/solo-io/gloo:1.18.3\nConditions:\n  Type           Status  Reason\n  ----           ------  ------\n  Available      True    MinimumReplicasAvailable\n  Progressing    False   ProgressDeadlineExceeded\n",
    );
    let detail = &found(&report, "GLA0301").detail;
    assert_eq!(detail, "It has the pods that it asks for, and one of its conditions is not as expected.");
}

#[test]
fn a_state_in_a_table_is_a_finding() {
    let check = |text: &str, code: &str, message: &str| {
        let report = report(text);
        let finding = found(&report, code);
        assert_eq!(finding.messages.first().map(|one| one.text.as_str()), Some(message), "{text}");
    };
    let gateways = |state: &str, class: &str| {
        format!(
            "$ kubectl get gateway -A\nNAMESPACE     NAME                                     CLASS   ADDRESS   PROGRAMMED   AGE\nedge   gateway.gateway.networking.k8s.io/http   {class}      {state}   10m\n"
        )
    };
    check(
        &gateways("False", "gloo-gateway   10.1.2.3"),
        "GLA0316",
        "gateway.gateway.networking.k8s.io/http: PROGRAMMED False",
    );
    check(
        "$ kubectl get gatewayclass\nNAME   CONTROLLER   ACCEPTED   AGE\ngloo-gateway   solo.io/gloo-gateway   Unknown   10m\nkgateway   kgateway.dev/kgateway   Unknown   10m\n",
        "GLA0316",
        "gloo-gateway: ACCEPTED Unknown",
    );
    for text in [gateways("True", "gloo-gateway"), gateways("False", "istio")] {
        assert!(report(&text).diagnostics.iter().all(|one| one.code.id() != "GLA0316"), "{text}");
    }
    check(
        "$ helm ls -a -n edge\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\ngloo\tedge\t3\t2025-03-20 12:00:00.000000 +0000 UTC\tuninstalling\tgloo-1.18.3\t1.18.3\n",
        "GLA0501",
        "gloo: uninstalling",
    );
}

#[test]
fn instances_that_could_not_be_listed_are_not_checked() {
    let report = report(
        "Checking Deployments... OK\n\nDetected Gloo Federation!\nWarning: could not list Gloo Instances: glooinstances.fed.solo.io is forbidden: User \"jane\" cannot list resource \"glooinstances\" in API group \"fed.solo.io\" at the cluster scope\nNo problems detected.\n",
    );
    let detail = &found(&report, "GLA0314").detail;
    assert_eq!(detail, "This run left out federated instances, so nothing is known about that.");
}
