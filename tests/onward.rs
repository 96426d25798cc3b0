//! The way to another product, beside what runs and back.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::by_hand;
use gloo_advisor::Edition;
use gloo_advisor::command::Shell;
use gloo_advisor::plan::Onward;

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
