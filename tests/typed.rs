//! What a typed command says of the output below it: its flags, over however many lines, and the workload it names.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::knowledge;
use gloo_advisor::command::posix;
use gloo_advisor::report::Report;
use gloo_advisor::{Case, Choices, advise};

fn report(text: &str) -> Report {
    advise(&Case::paste(text), &knowledge(), &Choices::default())
}

/// Everything that is typed for the findings, and for what is missing.
fn typed(report: &Report) -> Vec<String> {
    let steps = report.diagnostics.iter().flat_map(|one| &one.steps).flat_map(|step| &step.commands);
    let own = report.diagnostics.iter().filter_map(|one| one.command.as_ref());
    let missing = report.missing.iter().map(|missing| &missing.command);
    own.chain(steps).chain(missing).map(posix::emit).collect()
}

fn codes(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|one| one.code.id().into_owned()).collect()
}

/// Nothing is typed for the usual namespace, and something for that of the command.
fn check_namespace(text: &str, namespace: &str) {
    let report = report(text);
    let lines = typed(&report);
    assert!(!lines.iter().any(|line| line.contains("gloo-system")), "{text} is answered with {lines:?}");
    assert!(lines.iter().any(|line| line.contains(namespace)), "{text} is answered with {lines:?}");
}

fn check_another(text: &str) {
    let report = report(text);
    assert_eq!(codes(&report), ["GLA0520"], "{text}");
    assert!(!report.has_errors(), "{text} blocks");
}

const TIMEOUT: &str = "Error: UPGRADE FAILED: timed out waiting for the condition";

#[test]
fn a_command_goes_on_in_the_next_lines() {
    for lines in [
        "$ helm upgrade gloo gloo/gloo \\\n    --namespace north \\\n    --wait",
        "helm upgrade gloo gloo/gloo --version 1.18.2 \\\n  -n north",
        "$ helm upgrade gloo gloo/gloo \\\n>   --version 1.18.2 \\\n> -n=north",
        "$ helm \\\n  upgrade gloo gloo/gloo -n \\\n  north",
        "$ helm upgrade gloo gloo/gloo\\\n  -n north",
        "PS C:\\work> helm upgrade gloo gloo/gloo `\n>>   --namespace north",
        "C:\\work>helm upgrade gloo gloo/gloo ^\n  --namespace north",
    ] {
        check_namespace(&format!("{lines}\n{TIMEOUT}\n"), "north");
        let whole = report(&format!("{lines}\n{TIMEOUT}\n"));
        assert!(whole.transcripts.iter().all(|one| one.unread.is_empty()), "lines of {lines} are unread");
    }
    check_another(&format!(
        "$ helm upgrade --install \\\n    cache example/redis \\\n    -n shop\n{TIMEOUT}\n"
    ));
}

#[test]
fn a_command_ends_where_no_line_goes_on() {
    for lines in [
        "$ helm upgrade gloo gloo/gloo -n north\n    -n south",
        "$ helm upgrade gloo gloo/gloo -n north \\\n\n-n south",
        "$ helm upgrade gloo gloo/gloo --namespace north --set a=C:\\dir\\\n-n south",
        "$ kubectl -n south get crd \\\n$ helm upgrade gloo gloo/gloo -n north",
    ] {
        let lines = typed(&report(&format!("{lines}\n{TIMEOUT}\n")));
        assert!(!lines.iter().any(|line| line.contains("south")), "{lines:?}");
    }
}

#[test]
fn other_names_of_a_program_are_commands_too() {
    const PODS: &str = "NAME                    READY   STATUS             RESTARTS   AGE\ngloo-5d4b7c8f9d-zxcvb   0/1     CrashLoopBackOff   9          3d\n";
    for command in [
        "$ oc -n north get pods",
        "oc get pods --namespace=north",
        "$ sudo microk8s kubectl get pods -n north",
        "minikube kubectl -- -n north get pods",
        "##[group]kubectl -n north get pods",
        "##[group]Run kubectl get pods -n north",
        "2026-03-04T05:06:07.1234567Z ##[group]Run oc get pods -n north",
    ] {
        check_namespace(&format!("{command}\n{PODS}"), "north");
    }
    check_namespace(&format!("##[group]Run helm upgrade gloo gloo/gloo -n north\n{TIMEOUT}\n"), "north");
}
