//! What a paste shows of an installation decides what a plan types and asks.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::by_hand;
use common::plans::{plan, steps, typed};
use gloo_advisor::Edition;

#[test]
fn values_that_were_pasted_decide_what_is_typed() {
    const VALUES: &str = "\
$ helm get values gloo -n gloo-system
USER-SUPPLIED VALUES:
create_license_secret: false
gloo-fed:
  enabled: false
";
    let choices = by_hand(Edition::Enterprise, "1.17.3", "1.18");
    let check = |paste: &str, is_typed: bool| {
        let plan = plan(paste, &choices);
        let text = typed(&plan);
        assert_eq!(text.contains("GLOO_LICENSE_KEY"), is_typed, "{text}");
        assert_eq!(text.contains("charts/gloo-fed/crds"), is_typed, "{text}");
        assert_eq!(plan.assumptions.iter().any(|one| one.what == "licence key in"), is_typed);
    };
    check("", true);
    check(VALUES, false);
    check(&VALUES.replace("false", "true"), true);
}

#[test]
fn a_registry_of_ones_own_needs_the_images() {
    let choices = by_hand(Edition::OpenSource, "1.19.5", "1.20");
    let check = |registry: &str, is_told: bool| {
        let paste = format!(
            "$ kubectl get pods -n gloo-system -o jsonpath='{{..image}}'\n{registry}/gloo:1.19.5 {registry}/discovery:1.19.5\n"
        );
        let plan = plan(&paste, &choices);
        let risks = || steps(&plan).flat_map(|step| &step.risks);
        let hops = risks().filter(|risk| risk.id == "mirrored-images").count();
        assert_eq!(hops, if is_told { plan.hops.len() } else { 0 }, "{registry}");
    };
    check("quay.io/solo-io", false);
    check("soloio", false);
    check("registry.example.com/solo-io", true);
    check("localhost:5000/solo-io", true);
}

#[test]
fn pinned_tags_are_told_at_each_hop_where_they_are_pasted() {
    let values = |edition: Edition, lines: &str| {
        let paste = format!("$ helm get values gloo -n gloo-system\nUSER-SUPPLIED VALUES:\n{lines}\n$ ");
        let plan = plan(&paste, &by_hand(edition, "1.19.5", "1.20"));
        let found: Vec<_> = steps(&plan)
            .flat_map(|step| &step.risks)
            .filter(|risk| risk.id == "pinned-tags")
            .map(|risk| {
                (risk.applies, risk.answer.iter().find_map(|answer| answer.evidence.first()?.lines()))
            })
            .collect();
        assert!(found.is_empty() || found.len() == plan.hops.len(), "{found:?}");
        found.first().map(|(applies, line)| (*applies, line.map(|span| span.start)))
    };
    let open = |lines: &str| values(Edition::OpenSource, lines);
    assert_eq!(open("global:\n  image:\n    tag: 1.19.5"), Some((Some(true), Some(5))));
    assert!(open("gatewayProxies:\n  edge:\n    podTemplate:\n      image:\n        tag: 1.19.5").is_some());
    assert_eq!(open("global:\n  image:\n    registry: registry.example.com"), None);
    assert_eq!(values(Edition::Enterprise, "redis:\n  deployment:\n    image:\n      tag: 7.2.4"), None);
    let below = "gloo:\n  gloo:\n    deployment:\n      image:\n        tag: 1.19.5";
    assert_eq!(values(Edition::Enterprise, below), Some((Some(true), Some(7))));
    let unknown = plan("", &by_hand(Edition::OpenSource, "1.19.5", "1.20"));
    assert!(steps(&unknown).flat_map(|step| &step.risks).all(|risk| risk.id != "pinned-tags"));
}
