//! Two looks at what may be different clusters: the healthy one does not take back the one that failed.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panicking")]

mod common;

use common::pasted;
use gloo_advisor::diagnose::{Code, Severity};

const FAILING: &str = "Checking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-7d in namespace gloo-system is not ready! Message: containers with unready status: [gloo]\n\n";
const HEALTHY: &str = "Checking deployments... OK\nChecking pods... OK\nNo problems detected.\n\n";

/// Whether a failure still counts, and whether one is taken back.
fn outcome(text: &str) -> (bool, bool) {
    let found = pasted(text).diagnostics;
    let counts = found.iter().any(|one| one.severity == Severity::Error);
    (counts, found.iter().any(|one| one.code == Code::Past))
}

#[test]
fn below_another_heading_a_failure_counts() {
    for (first, second) in [
        ("==> eu.log <==", "==> us.log <=="),
        ("eu-bastion | FAILED | rc=1 >>", "us-bastion | CHANGED | rc=0 >>"),
        ("Job check (eu) / glooctl check", "Job check (us) / glooctl check"),
        ("$ CTX=eu make check", "$ CTX=us make check"),
        ("$ ssh eu glooctl check", "$ ssh us glooctl check"),
        ("$ ssh -q eu glooctl check", "$ ssh -q us glooctl check"),
        ("eu-1 glooctl check:", "us-1 glooctl check:"),
        ("On our production cluster:", "On the staging cluster it is fine:"),
        ("<details><summary>eu-1</summary>\n", "</details>\n<details><summary>us-1</summary>\n"),
        ("[eu] $ glooctl check", "[us] $ glooctl check"),
        (
            "$ tsh kube login eu\nLogged into Kubernetes cluster \"eu\".\n$ glooctl check",
            "$ tsh kube login us\nLogged into Kubernetes cluster \"us\".\n$ glooctl check",
        ),
        ("eu:", "us:"),
        ("$ oc login https://api.eu.shop.test:6443", "$ oc login -u me https://api.us.shop.test:6443"),
        (
            "Using project \"x\" on server \"https://api.eu.test:6443\".",
            "Using project \"x\" on server \"https://api.us.test:6443\".",
        ),
        (
            "$ kubectl cluster-info\nKubernetes control plane is running at https://10.0.0.1\n$ glooctl check",
            "$ kubectl cluster-info\nKubernetes control plane is running at https://10.0.0.2\n$ glooctl check",
        ),
        ("$ minikube profile eu\n$ glooctl check", "$ minikube profile us\n$ glooctl check"),
        ("$ vcluster connect eu\n$ glooctl check", "$ vcluster connect us\n$ glooctl check"),
        ("eva@wks (eu:edge) ~ $ glooctl check", "eva@wks (us:edge) ~ $ glooctl check"),
        ("ok: [eu-a] => {", "ok: [us-a] => {"),
        ("The first cluster says:", "while our second cluster says:"),
        ("", "and the other one:"),
    ] {
        let text = format!("{first}\n{FAILING}{second}\n{HEALTHY}");
        assert_eq!(outcome(&text), (true, false), "reading {text}");
    }
    for (first, second) in [
        ("=== cluster eu-1 ===", "=== cluster ap-1 ==="),
        ("Switched to context \"eu\".", "Switched to context \"us\"."),
    ] {
        let text = format!("{first}\n{}\n{second}\n{HEALTHY}", FAILING.trim_end());
        assert_eq!(outcome(&text), (true, false), "reading {text}");
    }
    let marked = |name: &str, text: &str| {
        text.trim_end().lines().map(|line| format!("{name}-1  | {line}\n")).collect::<String>()
    };
    assert_eq!(outcome(&(marked("eu", FAILING) + &marked("us", HEALTHY))), (true, false));
    let quoted = |host: &str, text: &str| {
        let items = text.trim_end().lines().map(|line| format!("  \"{}\",\n", line.replace('\t', "\\t")));
        format!("ok: [{host}] => {{\n \"msg\": [\n{} ]\n}}\n", items.collect::<String>())
    };
    assert_eq!(outcome(&(quoted("eu-a", FAILING) + &quoted("us-a", HEALTHY))), (true, false));
    let heading = "NAME                    READY   STATUS             RESTARTS   AGE\n";
    let pods = format!(
        "eu:\n{heading}gloo-5d4b7c8f9d-zxcvb   0/1     CrashLoopBackOff   9   3d\n\nus:\n{heading}gloo-5d4b7c8f9d-zxc9b   1/1     Running   0   3d\n"
    );
    assert_eq!(outcome(&pods), (true, false));
}

#[test]
fn a_later_look_at_one_cluster_takes_a_failure_back() {
    for between in [
        "",
        "After the restart:\n",
        "Then we deleted the pod and ran it again:\n",
        "$ kubectl -n gloo-system delete pod gloo-7d\npod \"gloo-7d\" deleted\n$ glooctl check\n",
        "```\n\n```\n",
        "----\n",
        "$ oc project edge\nNow using project \"edge\" on server \"https://a.test\".\n$ oc project gloo\nNow using project \"gloo\" on server \"https://a.test\".\n$ glooctl check\n",
    ] {
        let text = format!("$ glooctl check\n{FAILING}{between}{HEALTHY}");
        assert_eq!(outcome(&text), (false, true), "reading {text}");
    }
}

type Stamped<'a> = &'a dyn Fn(&str, &str) -> String;

#[test]
fn stamps_say_which_of_two_looks_is_the_later_one() {
    let before_all = |stamp: &str, text: &str| {
        text.trim_end().lines().map(|line| format!("{stamp} {line}\n")).collect::<String>()
    };
    let above = |stamp: &str, text: &str| format!("{stamp} $ glooctl check\n{text}");
    let looks: [(_, _, Stamped<'_>); 5] = [
        ("Sep  9 10:15:03 ci-1 run[21]:", "Aug 31 23:15:03 ci-1 run[21]:", &before_all),
        ("1710411303.5", "1710311303.5", &before_all),
        ("[2026-02-14 10:15:03]", "[2026-02-13 10:15:03]", &above),
        ("[14/Feb/2026 10:15]", "[13/Feb/2026 11:02]", &above),
        ("[2026-02-14T10:15:03Z]", "[2026-02-13T10:15:03Z]", &above),
    ];
    for (later, earlier, stamped) in looks {
        let text = stamped(later, FAILING) + &stamped(earlier, HEALTHY);
        assert_eq!(outcome(&text), (true, false), "reading {text}");
        let text = stamped(later, HEALTHY) + &stamped(earlier, FAILING);
        assert_eq!(outcome(&text), (false, true), "reading {text}");
    }
    // Of two forms, one of which has no year, the order of the text counts.
    let text =
        before_all("2024-02-14T10:15:03Z", FAILING) + &before_all("Sep  9 10:15:03 ci run[21]:", HEALTHY);
    assert_eq!(outcome(&text), (false, true), "reading {text}");
}
