//! Which hops were run as a whole, and that every form of the report says so.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::{by_hand, report};
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::settings::{Helm, Way};
use gloo_advisor::{Choices, Edition};

/// What each hop says of its rehearsal, in the plan, the text, the ticket and the JSON alike.
fn rehearsed(choices: &Choices) -> Vec<Option<String>> {
    let report = report(choices);
    let hops = report.plan.as_ref().expect("a plan").hops.iter();
    let seen: Vec<Option<String>> = hops.map(|hop| hop.rehearsed.clone()).collect();
    let value = gloo_advisor::report::json::to_value(&report);
    for (index, sentence) in seen.iter().enumerate() {
        assert_eq!(value["plan"]["hops"][index]["rehearsed"].as_str(), sentence.as_deref());
    }
    for style in [Style::Plain, Style::Markdown] {
        let text = render(&report, style, Detail::Brief);
        let told = text.lines().filter(|line| line.starts_with("- Rehearsed on ")).count();
        assert_eq!(told, seen.iter().flatten().count(), "{text}");
    }
    seen
}

#[test]
fn a_hop_that_was_rehearsed_says_so() {
    let conditions = "with real charts, simulated nodes, Kubernetes 1.34.4";
    let own = "the plan's own commands, in order";
    let open = |from: &str, target: &str| by_hand(Edition::OpenSource, from, target);
    let newest = format!(
        "Rehearsed on 2026-11-27 {conditions} and Helm 3.17.3 ({own}; default values). Upgrade: deployed. Rollback: deployed."
    );
    assert_eq!(rehearsed(&open("1.16.10", "1.17.38")), [Some(newest.clone()), Some(newest)]);
    let with_helm_4 = Choices { helm: Some(Helm::Four), ..open("1.14.9", "1.14") };
    let not_back = format!(
        "Rehearsed on 2026-11-27 {conditions} and Helm 4.1.4 ({own}; default values). Upgrade: deployed. Rollback: not run."
    );
    assert_eq!(rehearsed(&with_helm_4), [Some(not_back.clone())]);
    // What a plan types was run with another Helm only; with the chosen one, something else was.
    assert_eq!(rehearsed(&open("1.14.32", "1.15.36")), [Some(not_back)]);
    let bare = format!(
        "Rehearsed on 2026-11-25 {conditions} and Helm 3.17.3 (default values; upgrade and bare rollback). Upgrade: deployed. Rollback: deployed."
    );
    assert_eq!(rehearsed(&open("1.12.59", "1.13.39")), [Some(bare)]);
    let beside = Choices { way: Way::Canary, ..open("1.17.38", "1.18.41") };
    let refused = format!(
        "Rehearsed on 2026-11-27 {conditions} and Helm 3.17.3 ({own}; two proxies; the old release retired). Upgrade: deployed. Rollback: removed. A rehearsal was refused with kubeGateway.enabled: GatewayClass exists; and with global.glooRbac.nameSuffix and fixed NodePorts."
    );
    assert_eq!(rehearsed(&beside), [Some(refused)]);
}

#[test]
fn a_hop_that_was_not_rehearsed_says_nothing() {
    assert_eq!(rehearsed(&by_hand(Edition::OpenSource, "1.16.9", "1.16")), [None]);
    // The same numbers in the other edition are other releases.
    assert_eq!(rehearsed(&by_hand(Edition::Enterprise, "1.11.59", "1.11.60")), []);
    let enterprise = by_hand(Edition::Enterprise, "1.16.10", "1.17");
    assert!(rehearsed(&enterprise).iter().all(Option::is_none));
    let converts = Choices {
        target_edition: Some(Edition::Enterprise),
        ..by_hand(Edition::OpenSource, "1.16.10", "1.16")
    };
    assert_eq!(rehearsed(&converts), [None]);
}
