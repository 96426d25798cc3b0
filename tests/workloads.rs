//! What the tables of `kubectl get` say about pods and workloads that are not ready.
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

/// The findings about what is not ready, with the messages that they quote and the command that they propose.
fn check(text: &str, expect: &[&str]) {
    let found = pasted(text).diagnostics;
    let found = found.iter().filter(|one| matches!(one.code, Code::Deployment | Code::Pod)).map(|one| {
        let quoted: Vec<&str> = one.messages.iter().map(|message| message.text.as_str()).collect();
        let words = if one.code == Code::Pod { quoted.join("; ") } else { one.title.clone() };
        let severity = if one.severity == Severity::Error { "error" } else { "warning" };
        format!("{severity}: {words}: {}", one.command.as_ref().map(posix::emit).unwrap_or_default())
    });
    assert_eq!(found.collect::<Vec<_>>(), expect, "reading {text}");
}

const DEPLOYMENTS: &str = "NAME            READY   UP-TO-DATE   AVAILABLE   AGE\n";
const PODS: &str = "NAME                       READY   STATUS    RESTARTS      AGE\n";

#[test]
fn a_workload_without_its_pods_is_a_finding_of_its_own() {
    check(
        &format!(
            "$ kubectl -n edge get deploy\n{DEPLOYMENTS}discovery  1/1  1  1  12d\ngloo  0/1  1  0  12d\ngateway-proxy  1/3  3  1  12d\n"
        ),
        &[
            "error: Deployment gloo is not ready: 0 of 1 pods: kubectl -n edge describe deployment gloo",
            "warning: Deployment gateway-proxy is not ready: 1 of 3 pods: kubectl -n edge describe deployment gateway-proxy",
        ],
    );
    check(
        &format!(
            "$ kubectl get deploy -A\nNAMESPACE  {DEPLOYMENTS}edge  gloo  0/2  2  0  90s\nshop  redis  0/1  1  0  9d\n"
        ),
        &["warning: Deployment gloo is not ready: 0 of 2 pods: kubectl -n edge describe deployment gloo"],
    );
    check(
        "NAME  DESIRED  CURRENT  READY  UP-TO-DATE  AVAILABLE  NODE SELECTOR  AGE\ngateway-proxy  3  3  0  3  0  <none>  7h\n",
        &[
            "error: DaemonSet gateway-proxy is not ready: 0 of 3 pods: kubectl -n gloo-system describe daemonset gateway-proxy",
        ],
    );
    check(
        "NAME  DESIRED  CURRENT  UP-TO-DATE  AVAILABLE  AGE\ngloo  1  1  1  0  7h\ngateway-proxy  1  1  1  1  7h\n",
        &[
            "error: Deployment gloo is not ready: 0 of 1 pods: kubectl -n gloo-system describe deployment gloo",
        ],
    );
    check(
        "$ kubectl -n gloo-system get deploy | grep gloo\ngloo   0/1   1   0   5d\n",
        &[
            "error: Deployment gloo is not ready: 0 of 1 pods: kubectl -n gloo-system describe deployment gloo",
        ],
    );
}

#[test]
fn what_is_ready_or_not_of_gloo_is_none() {
    check(&format!("{DEPLOYMENTS}gloo  1/1  1  1  12d\ngateway-proxy  0/0  0  0  12d\n"), &[]);
    check(&format!("{DEPLOYMENTS}web  0/1  1  0  12d\nredis  0/1  1  0  12d\n"), &[]);
    check(&format!("{DEPLOYMENTS}gloo-mesh-mgmt-server  0/1  1  0  12d\n"), &[]);
    // Without a heading and without a command nothing says what is counted.
    check("gloo   0/1   1   0   5d\n", &[]);
    // A later look counts.
    let twice = format!("$ kubectl get deploy -n gloo-system\n{DEPLOYMENTS}gloo  0/1  1  0  12d\n");
    check(&format!("{twice}{}", twice.replace("0/1  1  0", "1/1  1  1")), &[]);
}

#[test]
fn the_check_and_the_table_say_it_once() {
    let check_output = "Checking deployments... 1 Errors!\nError: 1 error occurred:\n\t* Deployment gloo in namespace gloo-system is not available! Message: x\n\n";
    let table = format!("$ kubectl get deploy -n gloo-system\n{DEPLOYMENTS}gloo  0/1  1  0  12d\n");
    let report = pasted(&format!("{check_output}{table}"));
    let deployments = report.diagnostics.iter().filter(|one| one.code == Code::Deployment);
    assert_eq!(deployments.count(), 1);
}

#[test]
fn pods_that_are_on_their_way_for_long_are_down() {
    for state in ["Pending", "ContainerCreating", "PodInitializing", "Init:0/2"] {
        check(
            &format!("$ kubectl get pods -n edge\n{PODS}gloo-7d9f8c6b5-x2k4q  0/1  {state}  0  5d\n"),
            &[&format!(
                "error: gloo-7d9f8c6b5-x2k4q is {state}, 0 of 1 containers ready: kubectl -n edge describe pod gloo-7d9f8c6b5-x2k4q"
            )],
        );
        check(&format!("{PODS}gloo-7d9f8c6b5-x2k4q  0/1  {state}  0  45s\n"), &[]);
    }
    check(
        &format!(
            "{PODS}gateway-certgen-x2k4q  0/1  Completed  0  5d\ngloo-7d9f8c6b5-x2k4q  1/1  Running  0  5d\n"
        ),
        &[],
    );
    let restarted = "gloo-7d9f8c6b5-x2k4q   0/1   Running   4 (3m ago)   5d";
    let down = "error: gloo-7d9f8c6b5-x2k4q is Running, 0 of 1 containers ready: kubectl -n gloo-system describe pod gloo-7d9f8c6b5-x2k4q";
    check(&format!("{restarted}\n"), &[down]);
    check(&format!("gloo-system   {restarted}\n"), &[down]);
    check(&format!("NAMESPACE     {PODS}gloo-system   {restarted}\n"), &[down]);
    check(&format!("pod/{restarted}\n"), &[down]);
}

#[test]
fn words_that_look_like_a_pod_prove_nothing() {
    for text in [
        "gloo-7d9f8c6b5-x2k4q 0/1 Running",
        "gloo-7d9f8c6b5-x2k4q 0/1 CrashLoopBackOff since Monday",
        "In the morning gloo was 0/1 Running and 5 people called",
        "pod gloo 0/1 Error 404 in 5m",
        "in edge the pod gloo-7d9f8c6b5-x2k4q 0/1 Error 0 5d",
    ] {
        assert_eq!(pasted(&format!("{text}\n")).blocks.len(), 0, "reading {text}");
    }
}

#[test]
fn marks_in_front_of_rows_change_nothing() {
    let down = "error: gloo-7d9f8c6b5-x2k4q is Error, 0 of 1 containers ready: kubectl -n edge describe pod gloo-7d9f8c6b5-x2k4q";
    let unready =
        "error: Deployment gloo is not ready: 0 of 1 pods: kubectl -n edge describe deployment gloo";
    for mark in
        ["* ", "- ", "+ ", "> ", ">> ", "\t> ", "--> ", "# ", "// ", "AM] ", "[10:02 AM] bob: ", "*", "+"]
    {
        let pod = "edge   gloo-7d9f8c6b5-x2k4q  0/1  Error  0  5d\n";
        check(&format!("NAMESPACE   {PODS}{mark}{pod}"), &[down]);
        check(&format!("{mark}NAMESPACE   {PODS}{mark}{pod}"), &[down]);
        let deployment = "edge   gloo  0/1  1  0  5d\n";
        check(&format!("NAMESPACE   {DEPLOYMENTS}{mark}{deployment}"), &[unready]);
        let in_one = "$ kubectl -n edge get deploy\n";
        check(&format!("{in_one}{DEPLOYMENTS}{mark}gloo  0/1  1  0  5d\n"), &[unready]);
        let image = "edge   gloo  1/1  1  1  5d  gloo  quay.io/solo-io/gloo:1.18.4  gloo=gloo\n";
        let wide =
            "NAMESPACE   NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR\n";
        let report = pasted(&format!("{wide}{mark}{image}"));
        let namespaces =
            report.installations.iter().map(|(one, _)| one.namespace.as_ref().unwrap().value.clone());
        assert_eq!(namespaces.collect::<Vec<_>>(), ["edge"], "behind {mark:?}");
    }
}

/// The findings with their severities, for text in which a pod or an event is shown.
fn found(text: &str) -> Vec<String> {
    let found = pasted(text).diagnostics;
    let found = found.iter().filter(|one| matches!(one.severity, Severity::Error | Severity::Warning));
    // What is out of support today is no matter of a table.
    let found = found.filter(|one| one.code != Code::OutOfSupport);
    found.map(|one| format!("{}: {}", one.severity.name(), one.title)).collect()
}

/// A pod as `kubectl describe` shows it.
fn described(name: &str, image: &str, states: &str) -> String {
    format!(
        "$ kubectl -n edge describe pod {name}\nName:             {name}\nNamespace:        edge\nPriority:         0\nStatus:           Running\nIP:               10.1.2.3\nContainers:\n  one:\n    Container ID:   containerd://0a1b\n    Image:          {image}\n    Image ID:       {image}\n{states}    Restart Count:  7\n    Environment:    <none>\nConditions:\n  Type              Status\n  Ready             False\nQoS Class:       Burstable\nEvents:  <none>\n"
    )
}

fn state(key: &str, state: &str, reason: &str, code: &str) -> String {
    let code = if code.is_empty() { String::new() } else { format!("      Exit Code:    {code}\n") };
    format!("    {key}:          {state}\n      Reason:       {reason}\n{code}")
}

const GLOO: &str = "quay.io/solo-io/gloo:1.17.3";
const RUNS: &str = "    State:          Running\n      Started:      Mon, 10 Jun 2024 08:00:00 +0000\n";

#[test]
fn a_described_pod_is_as_down_as_in_a_list() {
    let pod = "gloo-7d9f8c6b5-x2k4q";
    for (state, title) in [
        (state("State", "Waiting", "CrashLoopBackOff", ""), "The container crashes again and again"),
        (state("State", "Waiting", "ImagePullBackOff", ""), "The image can't be pulled"),
        (state("State", "Waiting", "CreateContainerConfigError", ""), "A pod is not ready"),
        (state("State", "Terminated", "OOMKilled", "137"), "The container exceeded its memory limit"),
        (state("State", "Terminated", "Error", "2"), "A pod is not ready"),
        (RUNS.to_owned(), "A pod is not ready"),
    ] {
        let text = described(pod, GLOO, &format!("{state}    Ready:          False\n"));
        assert_eq!(found(&text), [format!("error: {title}")], "reading {text}");
        let bare: String = text.lines().map(|line| format!("{}\n", line.trim_start())).collect();
        assert_eq!(found(&bare), [format!("error: {title}")], "reading {bare}");
    }
    // A pod of any name shows by its image that it is Gloo's, and one of others that it is not.
    let crash = format!("{}    Ready:          False\n", state("State", "Waiting", "CrashLoopBackOff", ""));
    let external = described("auth-7d9f8c6b5-x2k4q", "quay.io/solo-io/extauth-ee:1.17.3", &crash);
    assert_eq!(found(&external), ["error: The container crashes again and again"]);
    assert!(found(&described("cart-7d9f8c6b5-x2k4q", "docker.io/shop/cart:1.2", &crash)).is_empty());
}

#[test]
fn why_a_container_ended_before_is_said_too() {
    let last = state("Last State", "Terminated", "OOMKilled", "137");
    let ready = format!("{RUNS}{last}    Ready:          True\n");
    let pod = "gloo-7d9f8c6b5-x2k4q";
    assert_eq!(found(&described(pod, GLOO, &ready)), ["warning: The container exceeded its memory limit"]);
    let crash = state("State", "Waiting", "CrashLoopBackOff", "");
    let crashing = format!("{crash}{last}    Ready:          False\n");
    assert_eq!(found(&described(pod, GLOO, &crashing)), ["error: The container exceeded its memory limit"]);
    let fine = format!("{RUNS}    Ready:          True\n");
    assert!(found(&described(pod, GLOO, &fine)).is_empty());
    let restarted = state("Last State", "Terminated", "Completed", "0");
    assert!(found(&described(pod, GLOO, &format!("{RUNS}{restarted}    Ready:          True\n"))).is_empty());
}

#[test]
fn a_container_that_begins_the_pod_holds_it_up() {
    let pod = described(
        "gloo-7d9f8c6b5-x2k4q",
        GLOO,
        "    State:          Waiting\n      Reason:       PodInitializing\n    Ready:          False\n",
    );
    let init = "Init Containers:\n  first:\n    Image:          docker.io/a/b:1\n    State:          Terminated\n      Reason:       Error\n      Exit Code:    1\n    Ready:          False\nContainers:\n";
    assert_eq!(found(&pod.replace("Containers:\n", init)), ["error: A pod is not ready"]);
    let done = init.replace("Error", "Completed").replace("Exit Code:    1", "Exit Code:    0");
    assert!(found(&pod.replace("Containers:\n", &done)).is_empty(), "it may still be starting");
}

#[test]
fn the_later_look_at_a_pod_counts() {
    let crash = format!("{}    Ready:          False\n", state("State", "Waiting", "CrashLoopBackOff", ""));
    let crash = described("gloo-7d9f8c6b5-x2k4q", GLOO, &crash);
    let list = |row: &str| format!("$ kubectl -n edge get pods\n{PODS}gloo-7d9f8c6b5-x2k4q  {row}\n");
    assert_eq!(
        found(&format!("{}{crash}", list("0/1  CrashLoopBackOff  7 (2m ago)  5d"))),
        ["error: The container crashes again and again"]
    );
    assert!(found(&format!("{crash}\n{}", list("1/1  Running  8 (2h ago)  5d"))).is_empty());
}

#[test]
fn a_described_deployment_counts_its_pods() {
    let text = |counts: &str| {
        format!(
            "$ kubectl -n edge describe deploy gloo\nName:                   gloo\nNamespace:              edge\nSelector:               gloo=gloo\nReplicas:               {counts}\nStrategyType:           RollingUpdate\nPod Template:\n  Containers:\n   gloo:\n    Image:      {GLOO}\nConditions:\n  Type           Status  Reason\n  Available      False   MinimumReplicasUnavailable\n"
        )
    };
    assert_eq!(
        found(&text("1 desired | 1 updated | 1 total | 0 available | 1 unavailable")),
        ["error: Deployment gloo is not ready: 0 of 1 pods"]
    );
    let up = text("1 desired | 1 updated | 1 total | 1 available | 0 unavailable");
    assert!(found(&up.replace("False   Min", "True    Min")).is_empty());
}

#[test]
fn a_pod_that_keeps_restarting_is_a_warning() {
    let list =
        |row: &str| format!("$ kubectl -n edge get pods\n{PODS}gloo-7d9f8c6b5-x2k4q  1/1  Running  {row}\n");
    for row in ["57 (4m ago)  3d", "5 (59m ago)  90d", "12 (30s ago)  2h"] {
        let times = row.split(' ').next().unwrap();
        let expect = format!("warning: Pod gloo-7d9f8c6b5-x2k4q keeps restarting: {times} times so far");
        assert_eq!(found(&list(row)), [expect], "reading {row}");
    }
    for row in ["57 (40d ago)  90d", "1 (4m ago)  3d", "57  90d"] {
        assert!(found(&list(row)).is_empty(), "reading {row}");
    }
}

#[test]
fn a_pod_that_another_one_replaced_is_none() {
    let list = |rows: &[&str]| format!("$ kubectl -n edge get pods\n{PODS}{}\n", rows.join("\n"));
    const RUNS: &str = "gloo-7d9f8c6b5-aa2bb  1/1  Running  0  2d";
    for old in [
        "gloo-7d9f8c6b5-x2k4q  0/1  Evicted  0  9d",
        "gloo-55d6c9b7f4-x2k4q  0/1  Evicted  0  9d",
        "gloo-7d9f8c6b5-x2k4q  0/1  ContainerStatusUnknown  1  9d",
        "gloo-7d9f8c6b5-x2k4q  0/1  Error  0  9d",
        "gloo-7d9f8c6b5-x2k4q  0/1  Completed  0  9d",
    ] {
        assert!(found(&list(&[old, RUNS])).is_empty(), "reading {old}");
    }
    let job = "gateway-certgen-x2k4q  0/1  Error  0  5m";
    assert!(found(&list(&[job, "gateway-certgen-aa2bb  0/1  Completed  0  4m", RUNS])).is_empty());
    for down in [
        // Nobody took its place.
        list(&["gloo-7d9f8c6b5-x2k4q  0/1  Evicted  0  9d", "gateway-proxy-5d9c-aa2bb  1/1  Running  0  2d"]),
        list(&["gloo-7d9f8c6b5-x2k4q  0/1  Evicted  0  9d", "gloo-7d9f8c6b5-aa2bb  0/1  Running  0  2d"]),
        list(&[job, RUNS]),
        // It is started again and again, or has not begun.
        list(&["gloo-7d9f8c6b5-x2k4q  0/1  Error  6 (9s ago)  9d", RUNS]),
        list(&["gloo-7d9f8c6b5-x2k4q  0/1  Pending  0  9d", RUNS]),
    ] {
        assert_eq!(found(&down), ["error: A pod is not ready"], "reading {down}");
    }
}

#[test]
fn an_event_tells_the_state_of_its_container() {
    for (event, title) in [
        (
            "BackOff  pod/gloo-7d9f8c6b5-x2k4q  Back-off restarting failed container",
            "The container crashes again and again",
        ),
        (
            "BackOff  pod/gloo-7d9f8c6b5-x2k4q  Back-off restarting failed container gloo in pod gloo-7d9f8c6b5-x2k4q_edge(0a)",
            "The container crashes again and again",
        ),
        (
            "BackOff  pod/gloo-7d9f8c6b5-x2k4q  Back-off pulling image \"quay.io/solo-io/gloo:1.17.9\"",
            "The image pull failed; Kubernetes retries",
        ),
        (
            "OOMKilling  node/node-1  Memory cgroup out of memory: Killed process 1234 (gloo) total-vm:123kB",
            "The container exceeded its memory limit",
        ),
    ] {
        let text = format!("LAST SEEN  TYPE  REASON  OBJECT  MESSAGE\n5m  Warning  {event}\n");
        assert_eq!(found(&text), [format!("error: {title}")], "reading {text}");
    }
    // Another process ran out of memory.
    assert!(
        found("5m  Warning  OOMKilling  node/node-1  Memory cgroup out of memory: Killed process 9 (java)\n")
            .is_empty()
    );
}

#[test]
fn a_job_that_runs_for_long_has_not_done_its_work() {
    let expect = "warning: Job gateway-certgen has not finished: 0 of 1 pods: kubectl -n edge describe job gateway-certgen";
    let list = |row: &str| {
        format!(
            "$ kubectl -n edge get jobs\nNAME   COMPLETIONS   DURATION   AGE\n{row}\ngloo-resource-migration  1/1  7s  2d\n"
        )
    };
    check(&list("gateway-certgen  0/1  31m  31m"), &[expect]);
    check(
        "NAMESPACE   NAME   STATUS   COMPLETIONS   DURATION   AGE\nedge  gateway-certgen  Failed  0/1  31m  31m\nshop  report  Failed  0/1  31m  31m\n",
        &[expect],
    );
    check(&list("gateway-certgen  0/1  21s  21s"), &[]);
    check(&list("gateway-certgen  1/1  7s  31m"), &[]);
    let later = list("gateway-certgen  1/1  7s  35m");
    check(&format!("{}{later}", list("gateway-certgen  0/1  31m  31m")), &[]);
}

#[test]
fn a_certificate_job_that_crashes_has_no_causes_of_a_server() {
    let row = "gateway-certgen-x2k4p   0/1   CrashLoopBackOff   7   31m\n";
    for text in [
        format!("$ kubectl -n edge get pods\n{PODS}{row}"),
        "LAST SEEN  TYPE  REASON  OBJECT  MESSAGE\n5m  Warning  BackOff  pod/gateway-certgen-x2k4p  Back-off restarting failed container certgen in pod gateway-certgen-x2k4p_edge(8a0a)\n".to_owned(),
    ] {
        let found = pasted(&text).diagnostics;
        let [finding] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert!(finding.severity <= Severity::Warning, "{text}");
        assert!(!finding.detail.contains("licence") && !finding.detail.contains("Possible causes"), "{}", finding.detail);
        assert!(finding.messages[0].text.contains("gateway-certgen-x2k4p"), "{text}");
    }
    let server =
        format!("$ kubectl -n edge get pods\n{PODS}{}", row.replace("gateway-certgen", "gloo-5d9c7d8f6b"));
    assert!(pasted(&server).diagnostics[0].detail.contains("licence"));
}

#[test]
fn each_kind_of_a_list_counts() {
    let daemons = "NAME                           DESIRED   CURRENT   READY   UP-TO-DATE   AVAILABLE   NODE SELECTOR   AGE\ndaemonset.apps/gateway-proxy   5         5         2       5            2           <none>          90d\n";
    let deployments = format!("{DEPLOYMENTS}deployment.apps/gloo   0/1   1   0   2d\n");
    let gloo = "error: Deployment gloo is not ready: 0 of 1 pods: kubectl -n edge describe deployment gloo";
    let proxy = "warning: DaemonSet gateway-proxy is not ready: 2 of 5 pods: kubectl -n edge describe daemonset gateway-proxy";
    check(&format!("$ kubectl get deploy,ds -n edge\n{deployments}\n{daemons}"), &[gloo, proxy]);
    check(&format!("$ kubectl get all -n edge\n{daemons}\n{deployments}"), &[gloo, proxy]);
}
