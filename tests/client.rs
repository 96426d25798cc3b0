//! Whose client a version is.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::{by_hand, pasted};
use gloo_advisor::report::{Level, Report};
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Choices, Edition, advise};

fn check(text: &str, expect: Option<&str>) {
    let report = pasted(text);
    let client = report.client.map(|client| client.value);
    assert_eq!(client.as_deref(), expect, "reading {text:?}");
}

#[test]
fn a_client_without_a_server_may_be_of_any_program() {
    for text in [
        "Client version: 2.3.0\n",
        "Client version: 2.14.1\nServer version: 2.14.1\n",
        "client:\n  version: 7.8.9\n",
        "client:\n  version: 7.8.9\n  platform: linux\n",
        "Client:\nversion: 7.8.9\n",
        "$ flux version --client\nClient version: 2.3.0\n",
        "Client version: 2.3.0\nKubernetes version: v1.30.2\n",
        "Client version: v1.15.3\nChecking pods... OK\n",
    ] {
        check(text, None);
    }
}

#[test]
fn the_words_around_it_say_that_it_is_glooctl() {
    let expect = Some("1.17.4");
    for text in [
        "$ glooctl version -o table\nClient version: 1.17.4\n",
        "glooctl version -o yaml\nclient:\n  version: 1.17.4\n",
        "Client version: 1.17.4\nServer: version undefined, could not find any version of gloo running\n",
        "Client version: 1.17.4\nServer version:\nNAMESPACE  DEPLOYMENT-TYPE  CONTAINERS\nedge  Gateway  gloo: 1.17.4\n",
        "client:\n  version: 1.17.4\nkubernetesCluster:\n  gitVersion: v1.30.2\n",
        "client:\n  version: 1.17.4\nserver:\n- kubernetes:\n    containers:\n    - Name: gloo\n      Tag: 1.17.4\n    namespace: edge\n  type: Gateway\n",
        "Client: {\"version\":\"1.17.4\"}\n",
        "Client: version: 1.17.4\n",
        "{\n  \"client\": {\n    \"version\": \"1.17.4\"\n  }\n}\n",
        "glooctl version 1.17.4\n",
    ] {
        check(text, expect);
    }
}

#[test]
fn what_a_copy_made_of_a_number_is_no_version() {
    let banner = |client: &str| {
        format!(
            "glooctl binary version ({client}) differs from server components (v1.17.4) by at least a minor version.\n"
        )
    };
    for client in ["1. 16. 3", "1,16,3", "1\\.16\\.3", "1.l6.3", "1.16.", "<your version>", ""] {
        check(&banner(client), None);
    }
    check(&banner("1.16.3"), Some("1.16.3"));
    check(&banner("1.16.3-bname-d16079d"), Some("1.16.3-bname-d16079d"));
    check(
        "WARNING: glooctl@v1,2,1 has a different minor version than the following server containers: gloo@v1.3.0\n",
        None,
    );
}

const SERVER: &str = "Server: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";

fn beside(client: &str, target: &str) -> Report {
    let text = format!("Client: {{\"version\":\"{client}\"}}\n{SERVER}");
    let choices = Choices { target: Target::parse(target), ..Choices::default() };
    advise(&Case::paste(&text), &common::knowledge(), &choices)
}

/// What the finding about a client says to do.
fn help(report: &Report, code: &str) -> (String, bool) {
    let finding = report.diagnostics.iter().find(|one| one.code.id() == code).expect("the finding");
    (finding.help.clone(), finding.command.is_some())
}

#[test]
fn a_finding_about_the_client_sends_nobody_elsewhere_than_the_plan() {
    let step = "The plan upgrades glooctl in its step “Bring glooctl to 1.16.27”. It changes nothing in the cluster.";
    assert_eq!(help(&beside("1.15.19", "1.18"), "GLA0101"), (step.to_owned(), false));
    assert_eq!(help(&beside("1.16.2", "1.18"), "GLA0102"), (step.to_owned(), false));
    let stays = "Leave glooctl at 1.16.27: the plan upgrades the server to 1.16.27, which it fits.";
    assert_eq!(help(&beside("1.16.27", "1.18"), "GLA0102"), (stays.to_owned(), false));
    // No plan leads anywhere, so what fits the server is named.
    let fits = "Upgrade glooctl to 1.16.3. This changes nothing in the cluster.";
    assert_eq!(help(&beside("1.15.19", "1.15"), "GLA0101"), (fits.to_owned(), true));
    let back = "To go back, set glooctl to 1.16.3. This changes nothing in the cluster.";
    assert_eq!(help(&beside("1.18.1", "1.15"), "GLA0101"), (back.to_owned(), true));
}

#[test]
fn nobody_who_pasted_nothing_is_told_what_is_installed() {
    let verdict = |choices: &Choices| common::report(choices).verdict;
    let enterprise = verdict(&by_hand(Edition::Enterprise, "1.16.1", "1.19.9"));
    assert_eq!(enterprise.title, "Plan for Gloo Enterprise 1.16.1 to 1.19.9; no output was read.");
    assert_eq!(enterprise.level.name(), "note");
    assert_eq!(enterprise.detail, "The catalog lists open-source 1.16.3 as the base of Enterprise 1.16.1.");
    let today = gloo_advisor::date::Date::parse("2026-11-27");
    let old = verdict(&Choices { today, ..by_hand(Edition::OpenSource, "1.16.3", "1.17") });
    assert_eq!(old.title, "Plan for Gloo open source 1.16.3 to 1.17.38; no output was read.");
    assert_eq!((old.level.name(), old.detail.as_str()), ("note", ""));
    let other = Choices {
        target_edition: Some(Edition::Enterprise),
        ..by_hand(Edition::OpenSource, "1.16.3", "1.16")
    };
    assert_eq!(
        verdict(&other).title,
        "Plan for Gloo open source 1.16.3 to Gloo Enterprise 1.16.21; no output was read."
    );
    let successor = verdict(&by_hand(Edition::OpenSource, "1.20.3", "kgateway"));
    assert_eq!(successor.title, "Plan for Gloo open source 1.20.3 to kgateway 2.4.3; no output was read.");
    let none = verdict(&by_hand(Edition::OpenSource, "1.16.3", "1.15"));
    assert_eq!(none.title, "You named Gloo open source 1.16.3; no output was read.");
    // What was pasted says nothing of what is installed.
    let choices = by_hand(Edition::OpenSource, "1.16.3", "1.17");
    let report =
        advise(&Case::paste("Checking Pods... OK\nNo problems detected.\n"), &common::knowledge(), &choices);
    assert_eq!(
        report.verdict.title,
        "You named Gloo open source 1.16.3; the paste does not show what is installed. The check is healthy."
    );
    assert_ne!(report.verdict.level, Level::Ok);
}

#[test]
fn a_change_of_context_is_named_so() {
    let report = pasted("$ kubectl config use-context prod\nSwitched to context \"prod\".\n");
    let kinds: Vec<&str> = report.blocks.iter().map(|block| block.kind.name()).collect();
    assert_eq!(kinds, ["kubectl-context"]);
}

#[test]
fn a_base_outside_of_what_the_catalog_allows_is_no_match() {
    let listing = |enterprise: &str, base: &str| {
        format!(
            "Server: {{\"type\":\"Gateway\",\"enterprise\":true,\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{enterprise}\",\"Name\":\"gloo-ee\",\"Registry\":\"quay.io/solo-io\",\"OssTag\":\"{base}\"}}],\"namespace\":\"edge\"}}}}\n"
        )
    };
    // An upper bound, 1.17.8, and what earlier patches are built on.
    for (enterprise, base, status) in [
        ("1.17.2", "1.17.8", "matched"),
        ("1.17.2", "1.17.20", "unknown"),
        ("1.20.5", "1.20.12", "unknown"),
        ("1.20.5", "1.19.2", "mismatched"),
    ] {
        let report = pasted(&listing(enterprise, base));
        let (_, pairing) = &report.installations[0];
        assert_eq!(pairing.status.name(), status, "{enterprise} on {base}: {}", pairing.sentence);
        let told = report.diagnostics.iter().find(|one| one.code.id() == "GLA0204");
        assert_eq!(
            told.map(|one| one.title.as_str()),
            (status == "unknown").then_some("The two server numbers may not belong together")
        );
        assert!(told.is_none_or(|one| one.command.is_some()));
    }
}
