//! The way to another product, beside what runs and back.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::{by_hand, listing};
use gloo_advisor::command::Shell;
use gloo_advisor::plan::Onward;
use gloo_advisor::{Choices, Edition};

fn onward(paste: &str, target: &str) -> Onward {
    common::plans::plan(paste, &by_hand(Edition::OpenSource, "1.22.1", target)).onward.expect("a way on")
}

#[test]
fn a_successor_that_is_installed_is_not_installed_again() {
    let newest = onward("", "kgateway").version.to_string();
    let check = |version: &str, is_typed: [bool; 3]| {
        let paste = format!(
            "$ helm list -A\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n\
             kgateway\tkgateway-system\t1\t2026-02-01 10:00:00.0 +0000 UTC\tdeployed\tkgateway-v{version}\tv{version}\n"
        );
        let way = onward(&paste, "kgateway");
        let has = |id: &str| way.beside.steps.iter().any(|step| step.id == id);
        assert_eq!(["free-names", "successor", "remove-successor"].map(has), is_typed, "{version}");
    };
    check(&newest, [false, false, false]);
    // Another release is upgraded, and nothing that was there before is removed.
    check("2.0.1", [false, true, false]);
}

#[test]
fn what_the_removal_deletes_is_saved_before() {
    let way = onward("", "kgateway");
    let typed = |id: &str| {
        let step = way.removal.steps.iter().find(|step| step.id == id).expect("the step");
        step.commands.iter().map(|command| Shell::Posix.emit(command)).collect::<Vec<_>>().join("\n")
    };
    let saved = typed("back-up-last");
    let deleted = typed("delete-definitions");
    let lost = deleted.split_whitespace().filter(|word| word.ends_with(".solo.io") && !saved.contains(word));
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn the_switch_to_the_gateway_api_has_a_way_back() {
    let way = onward("", "gateway-api");
    let upgrade = |id: &str| {
        let step = way.beside.steps.iter().find(|step| step.id == id).expect("the step");
        let mut typed = step.commands.iter().map(|command| Shell::Posix.emit(command));
        typed.find(|line| line.starts_with("helm upgrade")).expect("an upgrade")
    };
    assert_eq!(upgrade("switch-on"), format!("{} --set kubeGateway.enabled=true", upgrade("switch-off")));
}

#[test]
fn another_gloo_in_the_cluster_stops_what_would_delete_its_resources() {
    let two = ["gloo-system", "gloo-b"].map(|namespace| listing("1.22.1", "1.22.1", namespace)).concat();
    let check = |paste: &str, target: &str, id: &str, is_stopped: bool| {
        let choices = Choices { installation: Some(0), ..by_hand(Edition::OpenSource, "1.22.1", target) };
        let way = common::plans::plan(paste, &choices).onward.expect("a way on");
        let step = way.removal.steps.iter().find(|step| step.id == id).expect("the step");
        let gate = step.gate.as_deref().unwrap_or_default();
        assert_eq!(gate.starts_with("Stop here: the paste shows another"), is_stopped, "{target}: {gate}");
    };
    for (target, id) in [("kgateway", "list-definitions"), ("gateway-api", "list-virtual-services")] {
        check(&two, target, id, true);
        check(&listing("1.22.1", "1.22.1", "gloo-system"), target, id, false);
    }
}
