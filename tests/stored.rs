//! What objects as JSON or YAML, and described Deployments, say about pods and workloads that are not ready.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::pasted;
use gloo_advisor::command::posix;
use gloo_advisor::diagnose::{Code, Severity};

/// The findings with their severities, and the command of each.
fn check(text: &str, expect: &[&str]) {
    let report = pasted(text);
    let found = report.diagnostics.iter().filter(|one| {
        matches!(one.severity, Severity::Error | Severity::Warning) && one.code != Code::OutOfSupport
    });
    let found: Vec<String> = found
        .map(|one| {
            let command = one.command.as_ref().map(posix::emit).unwrap_or_default();
            format!("{}: {}: {command}", one.severity.name(), one.title)
        })
        .collect();
    assert_eq!(found, expect, "reading {text}");
}

/// A pod as JSON, of one container.
fn pod(status: &str) -> String {
    format!(
        r#"{{"apiVersion":"v1","kind":"Pod","metadata":{{"name":"gloo-7d9f8c6b5-x2k4q","namespace":"north"}},"spec":{{"containers":[{{"image":"quay.io/solo-io/gloo:1.18.4","name":"gloo"}}],"volumes":[{{"name":"token","projected":{{"sources":[{{"configMap":{{"items":[{{"key":"ca.crt","path":"ca.crt"}}]}}}}]}}}}]}},"status":{{"containerStatuses":[{{{status}}}],"phase":"Running"}}}}"#
    )
}

const CRASHES: &str =
    r#""name":"gloo","ready":false,"restartCount":9,"state":{"waiting":{"reason":"CrashLoopBackOff"}}"#;
const HEALTHY: &str =
    "$ glooctl check -n north\nChecking deployments... OK\nChecking pods... OK\nNo problems detected.\n";
const CRASH: &str = "error: The container crashes again and again: kubectl -n north logs gloo-7d9f8c6b5-x2k4q --previous --tail=50";

#[test]
fn a_stored_pod_is_as_down_as_in_a_list() {
    let list = format!(r#"{{"apiVersion":"v1","items":[{}],"kind":"List"}}"#, pod(CRASHES));
    for text in [pod(CRASHES), list, pod(CRASHES).replace(',', ",\n ")] {
        check(&format!("$ kubectl -n north get pods -o json\n{text}\n"), &[CRASH]);
        check(&format!("{HEALTHY}$ kubectl -n north get pods -o json\n{text}\n"), &[CRASH]);
        check(&format!("{text}\n"), &[CRASH]);
    }
    let last = r#""lastState":{"terminated":{"exitCode":137,"reason":"OOMKilled"}},"name":"gloo","ready":true,"restartCount":1,"state":{"running":{"startedAt":"2026-01-02T03:04:05Z"}}"#;
    let is_killed = "warning: The container exceeded its memory limit: kubectl -n north describe pod gloo-7d9f8c6b5-x2k4q | grep -A5 'Last State'";
    check(&format!("$ kubectl get pod -o json\n{}\n", pod(last)), &[is_killed]);
    let fine = r#""name":"gloo","ready":true,"restartCount":0,"state":{"running":{"startedAt":"2026-01-02T03:04:05Z"}}"#;
    check(&format!("$ kubectl get pod -o json\n{}\n", pod(fine)), &[]);
    let unready = fine.replace("true", "false");
    let expect = ["error: A pod is not ready: kubectl -n north describe pod gloo-7d9f8c6b5-x2k4q"];
    check(&format!("$ kubectl get pod -o json\n{}\n", pod(&unready)), &expect);
    let ended = r#""name":"gloo","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":2,"reason":"Error"}}"#;
    check(&format!("$ kubectl get pod -o json\n{}\n", pod(ended)), &expect);
}

const YAML: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: gloo-7d9f8c6b5-x2k4q\n  namespace: north\nspec:\n  containers:\n  - image: quay.io/solo-io/gloo:1.18.4\n    name: gloo\n  volumes:\n  - name: token\n    projected:\n      sources:\n      - configMap:\n          items:\n          - key: ca.crt\n            path: ca.crt\nstatus:\n  containerStatuses:\n  - image: quay.io/solo-io/gloo:1.18.4\n    lastState:\n      terminated:\n        exitCode: 1\n        reason: Error\n    name: gloo\n    ready: false\n    restartCount: 9\n    state:\n      waiting:\n        message: back-off 5m0s restarting failed container=gloo\n        reason: CrashLoopBackOff\n  phase: Running\n";

#[test]
fn a_pod_as_yaml_is_down_too() {
    check(&format!("$ kubectl -n north get pod gloo-7d9f8c6b5-x2k4q -o yaml\n{YAML}"), &[CRASH]);
    let items: String = YAML.lines().map(|line| format!("  {line}\n")).collect();
    let items = items.replacen("  apiVersion", "- apiVersion", 1);
    check(&format!("$ kubectl get pods -A -o yaml\napiVersion: v1\nitems:\n{items}kind: List\n"), &[CRASH]);
    let pull = YAML.replace("CrashLoopBackOff", "ImagePullBackOff");
    let expect =
        "error: The image can't be pulled: kubectl -n north describe pod gloo-7d9f8c6b5-x2k4q | tail -20";
    check(&format!("$ kubectl -n north get po -o yaml\n{pull}"), &[expect]);
    let other = YAML.replace("gloo", "cart");
    check(&format!("$ kubectl -n north get po -o yaml\n{other}"), &[]);
}

fn deployment(spec: &str, status: &str) -> String {
    format!(
        "$ kubectl -n north get deploy gateway-proxy -o yaml\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: gateway-proxy\n  namespace: north\nspec:\n{spec}  template:\n    spec:\n      containers:\n      - image: quay.io/solo-io/gloo-envoy-wrapper:1.18.4\n        name: gateway-proxy\nstatus:\n{status}"
    )
}

#[test]
fn a_stored_deployment_is_as_unready_as_in_a_list() {
    let unavailable = "  conditions:\n  - message: Deployment does not have minimum availability.\n    reason: MinimumReplicasUnavailable\n    status: \"False\"\n    type: Available\n";
    let describe = "kubectl -n north describe deployment gateway-proxy";
    let none = format!("error: Deployment gateway-proxy is not ready: 0 of 2 pods: {describe}");
    check(&deployment("  replicas: 2\n", &format!("{unavailable}  unavailableReplicas: 2\n")), &[&none]);
    let some = format!("warning: Deployment gateway-proxy is not ready: 1 of 2 pods: {describe}");
    let status = "  availableReplicas: 1\n  replicas: 2\n  unavailableReplicas: 1\n";
    check(&deployment("  replicas: 2\n", status), &[&some]);
    let without = format!(
        "error: Deployment gateway-proxy is not as it should be: Available False: MinimumReplicasUnavailable: {describe}"
    );
    check(&deployment("", unavailable), &[&without]);
    check(&deployment("  replicas: 2\n", "  availableReplicas: 2\n  replicas: 2\n"), &[]);
    check(&deployment("", &unavailable.replace("False", "True")), &[]);
}

#[test]
fn what_keeps_replicas_from_being_made_is_quoted() {
    let failure = "  conditions:\n  - message: 'pods \"gateway-proxy-6c8-\" is forbidden: exceeded quota: compute, requested: limits.cpu=2, used: limits.cpu=8, limited: limits.cpu=8'\n    reason: FailedCreate\n    status: \"True\"\n    type: ReplicaFailure\n";
    let report = pasted(&deployment("  replicas: 1\n", failure));
    let quotes = |words: &str| {
        report.diagnostics.iter().any(|one| {
            one.severity == Severity::Error && one.messages.iter().any(|message| message.text.contains(words))
        })
    };
    assert!(quotes("exceeded quota"), "{:?}", report.diagnostics);
}

fn described(replicas: &str, conditions: &str) -> String {
    format!(
        "$ kubectl describe deploy gloo -n north\nName:                   gloo\nNamespace:              north\n{replicas}Conditions:\n  Type             Status  Reason\n  ----             ------  ------\n{conditions}"
    )
}

#[test]
fn a_described_deployment_has_conditions() {
    let down = "Replicas:               2 desired | 0 updated | 0 total | 0 available | 2 unavailable\n";
    let up = down.replace("0 available | 2", "2 available | 0");
    let bad = "  Available        False   MinimumReplicasUnavailable\n";
    let good = "  Available        True    MinimumReplicasAvailable\n";
    let describe = "kubectl -n north describe deployment gloo";
    let none = format!("error: Deployment gloo is not ready: 0 of 2 pods: {describe}");
    check(&described(down, bad), &[&none]);
    check(&described(down, good), &[&none]);
    check(&described(&up, good), &[]);
    let failing = "  ReplicaFailure   True    FailedCreate\n";
    let expect = format!(
        "warning: Deployment gloo is not as it should be: ReplicaFailure True: FailedCreate: {describe}"
    );
    check(&described(&up, &format!("{good}{failing}")), &[&expect]);
    let expect = format!(
        "warning: Deployment gloo is not as it should be: Progressing False: ProgressDeadlineExceeded: {describe}"
    );
    check(
        &described(&up, &format!("{good}  Progressing      False   ProgressDeadlineExceeded\n")),
        &[&expect],
    );
}

#[test]
fn an_object_with_a_state_is_of_the_cluster_whatever_was_typed_before() {
    let object = |metadata: &str, status: &str| {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: gloo\n  namespace: north\n{metadata}spec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n      - image: quay.io/solo-io/gloo:1.18.4\n        name: gloo\n{status}"
        )
    };
    let installed = |text: &str| pasted(text).installations.len();
    let (uid, status) = ("  uid: 0a1b\n  resourceVersion: \"5\"\n", "status:\n  availableReplicas: 1\n");
    for live in [object(uid, status), object("", status), object(uid, "")] {
        for before in [
            "",
            "We have this:\n",
            "$ glooctl version\nClient: {\"version\":\"1.18.4\"}\n",
            "$ cat gloo.yaml\n",
        ] {
            assert_eq!(installed(&format!("{before}{live}")), 1, "{before}{live}");
        }
        let trial = format!("$ kubectl apply -f gloo.yaml --dry-run=server -o yaml\n{live}");
        assert_eq!(installed(&trial), 0, "{trial}");
    }
    for wished in [object("", ""), object("  creationTimestamp: null\n", "status: {}\n")] {
        assert_eq!(installed(&wished), 0, "{wished}");
    }
}
