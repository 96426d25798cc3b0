//! Gates: what has to be so before anybody goes on to the next step.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::plans::{plan, steps};
use common::{by_hand, knowledge};
use gloo_advisor::command::posix;
use gloo_advisor::plan::Plan;
use gloo_advisor::report::Report;
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::settings::{Platform, Target, Way};
use gloo_advisor::{Case, Choices, Edition, advise};

const SERVER: &str = "Client: {\"version\":\"1.19.20\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.19.20\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";

/// Plans with every kind of gate.
fn gated() -> [Plan; 4] {
    let fetches = Some(Platform::LinuxAmd64);
    let canary =
        |from: &str, target: &str| Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, from, target) };
    let in_place = Choices { platform: fetches, ..by_hand(Edition::OpenSource, "1.17.38", "1.19") };
    let blocked = Choices { target: Target::parse("1.20"), ..Choices::default() };
    [
        plan("", &in_place),
        plan("", &canary("1.17.38", "1.18.41")),
        plan("", &canary("0.21.3", "1.22.3")),
        plan(&(SERVER.to_owned() + "Server Version: v1.24.1\n"), &blocked),
    ]
}

#[test]
fn a_gate_names_what_it_is_about_and_stands_after_its_step() {
    for plan in gated() {
        for step in steps(&plan) {
            let Some(gate) = &step.gate else { continue };
            assert!(!gate.contains(" above") && !gate.contains("Go on only if it "), "{}: {gate}", step.id);
        }
        let report = Report {
            plan: Some(plan.clone()),
            ..advise(&Case::default(), &knowledge(), &Choices::default())
        };
        for (style, detail) in [(Style::Plain, Detail::Brief), (Style::Markdown, Detail::Full)] {
            let text = render(&report, style, detail);
            let mut rest = text.as_str();
            for step in steps(&plan) {
                let Some((_, after)) = rest.split_once(step.title.as_str()) else { continue };
                rest = after;
                let (Some(gate), Some(command)) = (&step.gate, step.commands.last()) else { continue };
                let at = |part: &str| rest.find(part).expect("all of the step is there");
                let typed = posix::emit(command);
                assert!(at(&typed) < at(gate), "{}: {gate} stands before\n{typed}", step.id);
            }
        }
    }
}

#[test]
fn what_is_in_the_way_is_settled_before_the_first_step() {
    let pasted = SERVER.to_owned()
        + "Checking Pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod a in namespace gloo-system is not ready! Message: x\n";
    let plan = plan(&pasted, &Choices { target: Target::parse("1.20"), ..Choices::default() });
    let first = steps(&plan).next().expect("a step");
    assert_eq!((first.id.as_str(), first.commands.len()), ("settle", 0));
    assert!(
        first
            .gate
            .as_deref()
            .is_some_and(|gate| gate.starts_with("Stop here until these findings are settled: GLA03"))
    );
    assert_eq!(steps(&plan).filter(|step| step.id == "settle").count(), 1, "only the first hop waits for it");
}
