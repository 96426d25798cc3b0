//! What a plan says of the end of an edition, of the support of its target, and of targets that are no release of Gloo.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::{by_hand, report};
use gloo_advisor::command::posix;
use gloo_advisor::date::Date;
use gloo_advisor::delivery::Delivery;
use gloo_advisor::plan::{Hop, Plan};
use gloo_advisor::report::json;
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::settings::Target;
use gloo_advisor::{Choices, Edition, Version};

fn on(day: &str, choices: Choices) -> Choices {
    Choices { today: Some(Date::parse(day).expect("a day")), ..choices }
}

fn plan(choices: &Choices) -> Plan {
    report(choices).plan.expect("a plan")
}

/// Somebody who is on a release and asks for nothing.
fn stays(edition: Edition, from: &str) -> Choices {
    Choices { edition: Some(edition), from: Version::parse(from), ..Choices::default() }
}

const BEFORE: &str = "Open-source Gloo gets no releases, bug fixes or security patches after 2026-12-31.";
const AFTER: &str =
    "Open-source Gloo ended on 2026-12-31: it no longer gets releases, bug fixes or security patches.";

#[test]
fn the_end_of_open_source_is_told_in_the_tense_of_today() {
    let choices = || by_hand(Edition::OpenSource, "1.16.10", "1.17");
    assert_eq!(plan(&choices()).ends, BEFORE);
    for (day, expect) in [
        ("2026-11-27", format!("{BEFORE} That is in 34 days.")),
        ("2026-12-30", format!("{BEFORE} That is in one day.")),
        ("2026-12-31", format!("{BEFORE} That is today.")),
        ("2027-01-01", AFTER.to_owned()),
        ("2030-01-01", AFTER.to_owned()),
    ] {
        assert_eq!(plan(&on(day, choices())).ends, expect, "on {day}");
    }
}

#[test]
fn the_head_of_a_plan_and_the_report_without_one_name_the_ways_on() {
    for choices in [
        by_hand(Edition::OpenSource, "1.16.10", "1.17"),
        stays(Edition::OpenSource, "1.22.3"),
        stays(Edition::OpenSource, "1.16.27"),
    ] {
        let report = report(&on("2026-11-27", choices));
        let value = json::to_value(&report);
        let ways = value["plan"]["ways"].as_array().expect("the ways on");
        assert_eq!(
            (ways.len(), value["plan"]["ends"].as_str().map(|ends| ends.starts_with(BEFORE))),
            (3, Some(true))
        );
        for (style, way) in [
            (Style::Plain, "\n  * kgateway 2.x: It is another product: "),
            (Style::Markdown, "\n  - kgateway 2.x: It is another product: "),
        ] {
            let text = render(&report, style, Detail::Brief);
            let (head, rest) = text.split_once(BEFORE).unwrap_or_else(|| panic!("{text}"));
            assert!(head.contains("lan: ") && !head.contains("Hop 1"), "{head}");
            assert!(rest.contains(way), "{rest}");
        }
    }
}

const UNANNOUNCED: &str =
    "No end of Gloo Enterprise 1.x is publicly known: ask Solo, as your contract counts.";

#[test]
fn no_end_of_enterprise_is_named() {
    for choices in [
        by_hand(Edition::Enterprise, "1.15.1", "1.16"),
        stays(Edition::Enterprise, "1.22.0"),
        Choices {
            target_edition: Some(Edition::Enterprise),
            ..by_hand(Edition::OpenSource, "1.19.3", "1.19")
        },
    ] {
        for day in ["2026-01-01", "2026-11-27", "2027-06-01"] {
            let report = report(&on(day, choices.clone()));
            let plan = report.plan.as_ref().expect("a plan");
            assert_eq!((plan.ends.as_str(), plan.ways.len()), (UNANNOUNCED, 3));
            // What is good to know, which a ticket leaves out, speaks of both editions.
            let text = render(&report, Style::Markdown, Detail::Brief);
            // Of what is installed the end is reported.
            if choices.edition == Some(Edition::OpenSource) && day > "2026-12-31" {
                continue;
            }
            for date in ["2026-12-31", "2026-03-24", "ends on", "ended on"] {
                assert!(!text.contains(date), "{date} is in\n{text}");
            }
        }
    }
}

#[test]
fn after_the_end_of_an_edition_its_newest_line_is_out_of_support() {
    let warns = |day: &str, edition: Edition| {
        let report = report(&on(day, stays(edition, "1.22.0")));
        let ended = report.diagnostics.into_iter().find(|one| one.code.id() == "GLA0217");
        ended.map(|one| format!("{}: {}", one.title, one.detail))
    };
    assert_eq!(warns("2026-12-31", Edition::OpenSource), None);
    let ended = "1.22 is out of support (since 2026-12-31): All of Gloo open source ended on 2026-12-31. \
         No open-source version gets fixes any more: go on to Enterprise or to a successor.";
    assert_eq!(warns("2027-01-01", Edition::OpenSource).as_deref(), Some(ended));
    assert_eq!(warns("2027-01-01", Edition::Enterprise), None);
}

#[test]
fn the_support_of_the_target_is_told_and_not_of_the_line_that_is_left() {
    let support =
        |day: &str, edition, from: &str, target: &str| plan(&on(day, by_hand(edition, from, target))).support;
    let open = Edition::OpenSource;
    let listed = "The documentation lists 1.20 as supported.";
    assert_eq!(support("2026-11-27", open, "1.15.1", "1.20"), listed);
    let gone = "1.16 is out of support (since 2026-03-24) and gets no fixes: choose a newer target.";
    assert_eq!(support("2026-11-27", open, "1.15.1", "1.16"), gone);
    // Before that day it was listed, and before it was first listed nothing is known.
    assert_eq!(support("2026-03-23", open, "1.15.1", "1.16"), "The documentation lists 1.16 as supported.");
    assert_eq!(support("2023-12-06", open, "1.15.1", "1.16"), "");
    assert_eq!(support("2027-01-01", open, "1.21.1", "1.22"), "", "the edition has ended");
    assert_eq!(support("2026-11-27", open, "1.3.1", "1.4"), "", "the table is younger");
    assert_eq!(
        support("2026-11-27", Edition::Enterprise, "1.15.1", "1.16"),
        "The documentation no longer lists 1.16 as supported. Ask Solo which fixes your contract covers."
    );
}

#[test]
fn what_is_counted_2_is_another_product() {
    for edition in Edition::ALL {
        for (target, expect) in [
            ("2.3", "kgateway 2.3.7"),
            ("v2.4.3", "kgateway 2.4.3"),
            ("2.4.1", "kgateway 2.4.1"),
            ("2.1.0", "kgateway 2.1.0"),
            ("2.x", "kgateway 2.4.3"),
            ("kgateway", "kgateway 2.4.3"),
            ("enterprise-kgateway", "Solo Enterprise for kgateway 2.3.3"),
        ] {
            let report = report(&by_hand(edition, "1.21.3", target));
            let plan = report.plan.as_ref().expect("a plan");
            let onward = plan.onward.as_ref().expect("a way to another product");
            assert_eq!((onward.title().as_str(), plan.hops.len()), (expect, 0), "{target}");
            assert_eq!(plan.no_plan, "");
            let text = render(&report, Style::Plain, Detail::Brief);
            let heading = format!("\nPlan: {edition} 1.21.3 to {expect}\n");
            assert!(text.contains(&heading), "{text}");
            assert!(text.contains("\n- 2.x is another product: no upgrade leads there. "), "{text}");
            assert!(!text.contains("No known release") && !text.contains("helm search repo"), "{text}");
        }
        for target in ["2.0", "2.1", "2.0.0-beta1", "2.9.1"] {
            let report = report(&by_hand(edition, "1.21.3", target));
            let plan = report.plan.as_ref().expect("a plan");
            let title = format!("No release of kgateway {target} is known that can run beside 1.21.3");
            assert_eq!((plan.onward.is_none(), &plan.no_plan), (true, &title));
            let finding = report.diagnostics.iter().find(|one| one.title == title).expect("a finding");
            let detail = "2.x is kgateway, another product: no upgrade leads there. It has other charts, resources and controllers, and reads no VirtualServices. Releases known here: 2.3.7, 2.4.3. https://kgateway.dev";
            assert_eq!(finding.detail, detail);
        }
    }
}

/// What is said of the windows of a plan for another product, and the releases of Gloo on the way.
fn windows(paste: &str, choices: &Choices) -> (String, Vec<String>) {
    let plan = common::plans::plan(paste, choices);
    let onward = plan.onward.expect("a way to another product");
    (onward.windows.join(" "), plan.hops.iter().map(|hop| hop.to.to_string()).collect())
}

#[test]
fn gloo_goes_where_both_can_run_first() {
    let kgateway = |from: &str| windows("", &by_hand(Edition::OpenSource, from, "kgateway"));
    let (said, hops) = kgateway("1.18.3");
    assert_eq!(hops, ["1.18.41", "1.19.22", "1.20.24", "1.21.15"]);
    assert_eq!(
        said,
        "2.x is another product: no upgrade leads there. It has other charts, resources and controllers, and reads no VirtualServices. Gloo 1.18 and kgateway 2.4 can't share a cluster: they are listed for no common Kubernetes. Bring Gloo to 1.21 first. Gloo 1.21 and kgateway 2.4 can share a cluster: Kubernetes 1.32 to 1.35, Gateway API v1.4.1. Whether `kubeGateway` is enabled is unknown, so this plan assumes that Gloo uses the Gateway API. Paste the output of `helm get values`."
    );
    let (said, hops) = kgateway("1.20.3");
    assert_eq!(hops, ["1.20.24", "1.21.15"]);
    assert!(said.contains("they work with no common release of the Gateway API. Bring Gloo to 1.21 first."));
}

const SERVER: &str = "Client: {\"version\":\"1.20.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.20.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";

#[test]
fn the_cluster_and_the_values_that_were_pasted_count() {
    let check = |more: &str, beside: &str, hops: &[&str], gate: &str| {
        let paste = format!("{SERVER}{more}");
        let choices = Choices { target: Target::parse("kgateway"), ..Choices::default() };
        let plan = common::plans::plan(&paste, &choices);
        let onward = plan.onward.as_ref().expect("a way to another product");
        let seen: Vec<String> = plan.hops.iter().map(|hop| hop.to.to_string()).collect();
        let step = onward.beside.steps.iter().find(|step| step.id == "common-kubernetes").expect("the step");
        assert_eq!(
            (onward.title().as_str(), seen, step.gate.as_deref()),
            (beside, hops.iter().map(|hop| (*hop).to_owned()).collect(), Some(gate)),
            "{more}"
        );
    };
    let kubernetes = |line: &str| format!("Client Version: v1.31.0\nServer Version: v{line}.4\n");
    let off = "$ helm get values gloo -n gloo-system -o yaml --all\nkubeGateway:\n  enabled: false\ngloo:\n  deployment: {}\n";
    check(
        &kubernetes("1.31"),
        "kgateway 2.3.7",
        &[],
        "Go on only while the cluster stays on Kubernetes 1.31 to 1.34.",
    );
    check(
        &kubernetes("1.33"),
        "kgateway 2.4.3",
        &["1.20.24", "1.21.15"],
        "Go on only while the cluster stays on Kubernetes 1.32 to 1.35.",
    );
    check(
        &kubernetes("1.29"),
        "kgateway 2.4.3",
        &["1.20.24", "1.21.15"],
        "Stop here: the paste shows Kubernetes 1.29. Upgrade the cluster to 1.32 to 1.35 first.",
    );
    check(off, "kgateway 2.4.3", &[], "Go on only if the server is Kubernetes 1.32 to 1.34.");
}

#[test]
fn a_heading_over_nothing_says_that_there_is_no_plan() {
    let heading = |choices: Choices| {
        let report = report(&choices);
        let value = json::to_value(&report);
        let text = render(&report, Style::Plain, Detail::Brief);
        let line = text.lines().find(|line| line.starts_with("Plan: ") || line.starts_with("No plan"));
        let reason = value["plan"]["no_plan"].as_str().map_or_else(String::new, str::to_owned);
        (line.expect("a heading").to_owned(), reason)
    };
    for (from, target, reason) in [
        ("1.16.3", "1.15.36", "1.15.36 is older than 1.16.3"),
        ("1.16.3", "1.16.3", "1.16.3 is already running"),
        ("1.16.3", "1.16.99", "1.16.99 is not in the catalog"),
        ("1.16.3", "1.99", "No known release of 1.99"),
        ("1.0.0", "1.1.0", "No upgrade in place from 1.0.0 to 1.1.0"),
    ] {
        let expect = (format!("No plan: {reason}"), reason.to_owned());
        assert_eq!(heading(by_hand(Edition::OpenSource, from, target)), expect);
    }
    let newest = heading(stays(Edition::OpenSource, "1.22.3"));
    assert_eq!(newest.0, "No plan: 1.22.3 is the newest 1.22 release known here");
    let planned = heading(by_hand(Edition::OpenSource, "1.16.3", "1.17"));
    assert_eq!(planned, ("Plan: Gloo open source 1.16.3 to 1.17.38".to_owned(), String::new()));
}

#[test]
fn the_head_says_which_kubernetes_fits_the_whole_way() {
    let kubernetes = |from: &str, target: &str| plan(&by_hand(Edition::OpenSource, from, target)).kubernetes;
    // In the end the cluster is shared, and 1.18 is left behind.
    assert_eq!(
        kubernetes("1.18.5", "kgateway"),
        "No Kubernetes fits the whole way: in the end it has to be 1.32 to 1.35. Upgrade the cluster in between, where the hops say so."
    );
    assert_eq!(kubernetes("1.16.3", "1.18"), "Kubernetes 1.27 to 1.28 fits every planned Gloo version.");
    assert_eq!(
        kubernetes("1.16.3", "1.20"),
        "No Kubernetes fits every planned Gloo version: 1.20 is listed for 1.29 to 1.34. Upgrade the cluster in between, where the hops say so."
    );
    assert_eq!(kubernetes("1.16.3", "1.16"), "", "within a line nothing changes");
    assert_eq!(kubernetes("1.4.3", "1.6"), "", "the table does not have 1.4");
}

#[test]
fn a_line_out_of_support_is_a_finding() {
    let level = |edition, version, day| {
        let report = report(&on(day, stays(edition, version)));
        let found = report.diagnostics.iter().find(|finding| finding.code.id() == "GLA0217");
        found.map(|finding| (finding.title.clone(), finding.detail.clone()))
    };
    let (title, detail) = level(Edition::OpenSource, "1.16.10", "2026-11-27").expect("a finding");
    assert_eq!(title, "1.16 is out of support (since 2026-03-24)");
    assert_eq!(
        detail,
        "The documentation has not listed 1.16 since 2026-03-24. 1.16 gets no fixes: upgrade to a version that is listed."
    );
    let (_, detail) = level(Edition::OpenSource, "1.16.10", "2027-01-01").expect("a finding");
    assert!(
        detail
            .ends_with("No open-source version gets fixes any more: go on to Enterprise or to a successor.")
    );
    assert!(level(Edition::OpenSource, "1.16.10", "2026-03-01").is_none());
    assert!(level(Edition::OpenSource, "1.20.1", "2026-11-27").is_none());
    assert!(level(Edition::Enterprise, "0.20.8", "2026-11-27").is_some());
    let (_, detail) = level(Edition::Enterprise, "1.16.1", "2026-11-27").expect("a finding");
    assert!(!detail.contains("2026"), "{detail}");
}

/// What is typed in each part of a plan to a product.
fn typed_in_parts(edition: Edition, from: &str, target: &str, tool: Delivery) -> Vec<Vec<String>> {
    let choices = Choices { delivered_by: Some(tool), ..by_hand(edition, from, target) };
    let plan = report(&choices).plan.expect("a plan");
    let of = |hop: &Hop| hop.steps.iter().flat_map(|step| &step.commands).map(posix::emit).collect();
    plan.parts().map(of).collect()
}

#[test]
fn stock_is_taken_of_what_the_installed_release_has() {
    let parts = typed_in_parts(Edition::Enterprise, "1.16.5", "enterprise-kgateway", Delivery::Helm);
    let (first, rest) = parts.split_first().expect("parts");
    let has = |lines: &[String], word: &str| lines.iter().any(|line| line.contains(word));
    assert!(has(first, "virtualservices.gateway.solo.io"), "{first:?}");
    assert!(!has(first, "directresponses") && !has(first, "gatewayparameters"), "{first:?}");
    // glooctl can list the features of 1.18 and newer only.
    assert!(!has(first, "glooctl usage"), "{first:?}");
    assert_eq!(rest.iter().filter(|part| has(part, "glooctl usage")).count(), 1);
    let parts = typed_in_parts(Edition::Enterprise, "1.19.5", "enterprise-kgateway", Delivery::Helm);
    assert!(parts.first().is_some_and(|first| has(first, "glooctl usage")));
    assert!(!parts.iter().skip(1).any(|part| has(part, "glooctl usage")));
}

#[test]
fn gloo_is_removed_where_it_is_declared() {
    for tool in [Delivery::ArgoCd, Delivery::Flux, Delivery::Terraform] {
        let parts = typed_in_parts(Edition::OpenSource, "1.19.22", "kgateway", tool);
        let lines: Vec<&String> = parts.iter().flatten().collect();
        assert!(!lines.iter().any(|line| line.contains("uninstall gloo")), "{}: {lines:?}", tool.name());
    }
    let parts = typed_in_parts(Edition::OpenSource, "1.19.22", "kgateway", Delivery::Helm);
    assert!(parts.iter().flatten().any(|line| line == "helm uninstall gloo -n gloo-system"));
}

#[test]
fn who_asks_for_the_way_back_to_open_source_is_offered_the_ways_of_enterprise() {
    let choices =
        Choices { target_edition: Some(Edition::OpenSource), ..stays(Edition::Enterprise, "1.18.5") };
    let plan = plan(&choices);
    let names: Vec<&str> = plan.ways.iter().map(|way| way.name.as_str()).collect();
    assert_eq!(names.first(), Some(&"Stay on Gloo Enterprise 1.x"));
    assert_eq!(plan.ends, self::plan(&stays(Edition::Enterprise, "1.18.5")).ends);
}
