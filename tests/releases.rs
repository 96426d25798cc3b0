//! Which Helm release an output is about: what succeeds or is uninstalled is Gloo's only where nothing says otherwise.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::knowledge;
use gloo_advisor::command::posix;
use gloo_advisor::report::Report;
use gloo_advisor::{Case, Choices, advise};

fn report(text: &str) -> Report {
    advise(&Case::paste(text), &knowledge(), &Choices::default())
}

fn codes(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|one| one.code.id().into_owned()).collect()
}

const SERVER: &str = "Client: {\"version\":\"1.17.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.17.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"edge\"}}\n\n";

#[test]
fn an_operation_that_has_not_ended_is_settled_by_what_is_right_for_it() {
    let settled = |output: &str| {
        let report = report(&format!("{SERVER}{output}"));
        let finding = report.diagnostics.iter().find(|one| one.code.id() == "GLA0501").expect("the finding");
        let words = finding.steps.iter().map(|step| step.words.split([' ', ':']).next().unwrap_or_default());
        let typed = finding.steps.iter().flat_map(|step| &step.commands).map(posix::emit);
        let lines: Vec<usize> = finding.lines().map(|span| span.start).collect();
        (words.collect::<Vec<_>>().join(" "), typed.collect::<Vec<_>>(), lines)
    };
    let list = |status: &str| {
        settled(&format!(
            "$ helm list -a -n edge\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\nweb\tedge\t4\t2024-06-03 10:00:00.0 +0000 UTC\t{status}\tgloo-1.17.3\t1.17.3\n"
        ))
    };
    let back = |revision: &str| vec![format!("helm rollback web {revision} -n edge")];
    for status in ["pending-upgrade", "pending-rollback"] {
        assert_eq!(list(status), ("Check Roll".to_owned(), back("REVISION"), vec![6]), "{status}");
    }
    let first =
        vec!["kubectl -n edge delete secret -l owner=helm,name=web,status=pending-install".to_owned()];
    assert_eq!(list("pending-install"), ("Check After".to_owned(), first, vec![6]));
    // A history shows what there is to go back to.
    let history = |first: &str| {
        settled(&format!(
            "$ helm history web -n edge\nREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\tDESCRIPTION\n3\tMon Jun  3 18:50:42 2024\t{first}\tgloo-1.17.3\t1.17.3\tUpgrade complete\n4\tMon Jun  3 19:50:42 2024\tpending-upgrade\tgloo-1.17.4\t1.17.4\tPreparing upgrade\n"
        ))
    };
    assert_eq!(history("deployed"), ("Check Roll".to_owned(), back("3"), vec![7, 6]));
    assert_eq!(history("superseded"), ("Check Roll".to_owned(), back("REVISION"), vec![7]));
}

#[test]
fn a_success_takes_back_what_failed_of_its_own_release_only() {
    let failed = "$ helm upgrade web gloo/gloo\nError: UPGRADE FAILED: context deadline exceeded\n\n";
    for (then, is_past) in [
        ("$ helm upgrade web gloo/gloo\nRelease \"web\" has been upgraded. Happy Helming!\n", true),
        (
            "$ helm upgrade web gloo/gloo\nRelease \"web\" has been upgraded. Happy Helming!\nNAME: web\nLAST DEPLOYED: Mon Jun  3 18:50:42 2024\nSTATUS: deployed\nREVISION: 5\n",
            true,
        ),
        ("$ helm upgrade shop acme/shop\nRelease \"shop\" has been upgraded. Happy Helming!\n", false),
        (
            "$ helm upgrade shop acme/shop\nRelease \"shop\" has been upgraded. Happy Helming!\nNAME: shop\nLAST DEPLOYED: Mon Jun  3 18:50:42 2024\nSTATUS: deployed\nREVISION: 5\n",
            false,
        ),
        ("$ helm upgrade web gloo/gloo\nRelease \"web\" does not exist. Installing it now.\n", false),
    ] {
        let report = report(&format!("{failed}{then}"));
        assert_eq!(report.has_errors(), !is_past, "{then}: {:?}", codes(&report));
    }
}

#[test]
fn a_release_of_another_product_is_not_that_of_gloo() {
    for other in [
        "$ helm upgrade shop acme/shop -n edge\nRelease \"shop\" has been upgraded. Happy Helming!\nNAME: shop\nLAST DEPLOYED: Mon Jun  3 18:50:42 2024\nNAMESPACE: edge\nSTATUS: deployed\nREVISION: 5\n",
        "$ helm status cert-manager -n edge\nNAME: cert-manager\nLAST DEPLOYED: Mon Jun  3 18:50:42 2024\nNAMESPACE: edge\nSTATUS: deployed\nREVISION: 5\n",
        "$ helm uninstall cert-manager -n edge\nrelease \"cert-manager\" uninstalled\n",
        "$ helm uninstall cert-manager\nrelease \"cert-manager\" uninstalled\n",
    ] {
        let report = report(&format!("{SERVER}{other}"));
        let release = report.installations.first().map(|(installation, _)| installation.release.clone());
        assert_eq!(release, Some(None), "{other}");
    }
    let list = "$ helm list -n edge\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\nweb\tedge\t2\t2024-06-03 10:00:00.0 +0000 UTC\tdeployed\tgloo-1.17.3\t1.17.3\n\n";
    let gone = |name: &str| {
        format!("{SERVER}{list}$ helm uninstall {name} -n edge\nrelease \"{name}\" uninstalled\n")
    };
    assert_eq!(report(&gone("shop")).installations.len(), 1);
    assert_eq!(report(&gone("web")).installations.len(), 0);
}

#[test]
fn steps_use_the_chart_that_was_typed() {
    let report = report(
        "$ helm install mirror/gloo --name web --namespace edge\nError: release web failed: customresourcedefinitions.apiextensions.k8s.io \"upstreams.gloo.solo.io\" already exists\n",
    );
    let steps = report.diagnostics.iter().flat_map(|one| &one.steps).flat_map(|step| &step.commands);
    let lines = steps.map(posix::emit).collect::<Vec<_>>().join("\n");
    assert!(lines.contains("helm install mirror/gloo --name web --namespace edge"), "{lines}");
}

#[test]
fn the_status_of_a_release_names_it() {
    let status = |name: &str, namespace: &str, state: &str| {
        format!(
            "$ helm status {name} -n {namespace}\nNAME: {name}\nLAST DEPLOYED: Mon Jun  3 18:50:42 2024\nNAMESPACE: {namespace}\nSTATUS: {state}\nREVISION: 5\n"
        )
    };
    let commands = |text: &str| {
        let report = report(text);
        let found = report.diagnostics.iter().filter(|one| one.code.id().starts_with("GLA050"));
        found.filter_map(|one| one.command.as_ref().map(posix::emit)).collect::<Vec<_>>()
    };
    for state in ["failed", "pending-upgrade"] {
        assert_eq!(commands(&status("gloo", "edge", state)), ["helm history -n edge gloo"]);
        assert_eq!(commands(&status("web", "edge", state)), ["helm history -n edge web"]);
        let list = "$ helm list -n edge\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\nweb\tedge\t2\t2024-06-03 10:00:00.0 +0000 UTC\tdeployed\tgloo-1.17.3\t1.17.3\n\n";
        assert!(commands(&format!("{list}{}", status("redis", "shop", state))).is_empty());
        assert_eq!(
            commands(&format!("{list}{}", status("web", "edge", state))),
            ["helm history -n edge web"]
        );
    }
}
