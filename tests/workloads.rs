//! What the tables of `kubectl get` say about pods and workloads that are not ready.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::sync::LazyLock;

use gloo_advisor::command::posix;
use gloo_advisor::diagnose::{Code, Severity};
use gloo_advisor::{Case, Choices, Knowledge, Report, advise};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::published().expect("the published data"));

fn report(text: &str) -> Report {
    advise(&Case::paste(text), &KNOWLEDGE, &Choices::default())
}

/// The findings about what is not ready, with the messages that they quote and the command that they propose.
fn check(text: &str, expect: &[&str]) {
    let found = report(text).diagnostics;
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
    let report = report(&format!("{check_output}{table}"));
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
        assert_eq!(report(&format!("{text}\n")).blocks.len(), 0, "reading {text}");
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
        let report = report(&format!("{wide}{mark}{image}"));
        let namespaces =
            report.installations.iter().map(|(one, _)| one.namespace.as_ref().unwrap().value.clone());
        assert_eq!(namespaces.collect::<Vec<_>>(), ["edge"], "behind {mark:?}");
    }
}
