//! What states, conditions and parts that were left out mean, and what a paste has already.
#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod common;

use common::{found, towards_1_17 as report};
use gloo_advisor::diagnose::Severity;

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
