//! Every word of every command of a plan is explained.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use std::collections::BTreeSet;

use common::by_hand;
use gloo_advisor::command::{Argument, Command};
use gloo_advisor::delivery::Delivery;
use gloo_advisor::plan::Plan;
use gloo_advisor::rules::Rules;
use gloo_advisor::rules::explain::explain;
use gloo_advisor::settings::{Helm, Platform, Target, Way};
use gloo_advisor::{Case, Choices, Edition, Knowledge, advise};

/// All plans that differ in kind: every hop of both editions, and the other ways.
fn plans(knowledge: &Knowledge) -> Vec<Plan> {
    let mut wanted = vec![
        Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, "1.17.38", "1.19") },
        Choices { way: Way::Canary, ..by_hand(Edition::Enterprise, "1.17.15", "1.19") },
        Choices { helm: Some(Helm::Two), ..by_hand(Edition::OpenSource, "1.2.3", "1.2.25") },
        Choices { helm: Some(Helm::Two), ..by_hand(Edition::Enterprise, "1.6.2", "1.7") },
        Choices {
            target_edition: Some(Edition::Enterprise),
            ..by_hand(Edition::OpenSource, "1.16.3", "1.17")
        },
        by(Delivery::ArgoCd, by_hand(Edition::OpenSource, "1.2.25", "1.22")),
        by(Delivery::Flux, by_hand(Edition::OpenSource, "1.2.25", "1.22")),
        by(Delivery::Terraform, by_hand(Edition::Enterprise, "1.3.8", "1.20")),
        by(
            Delivery::Flux,
            Choices {
                target_edition: Some(Edition::Enterprise),
                ..by_hand(Edition::OpenSource, "1.16.3", "1.17")
            },
        ),
        Choices { platform: Some(Platform::LinuxAmd64), ..by_hand(Edition::OpenSource, "1.16.3", "1.17") },
        by_hand(Edition::OpenSource, "1.20.3", "kgateway"),
        by_hand(Edition::OpenSource, "1.18.3", "gateway-api"),
        by_hand(Edition::Enterprise, "1.22.0", "gateway-api"),
        by_hand(Edition::Enterprise, "1.22.0", "enterprise-kgateway"),
    ];
    for edition in [Edition::OpenSource, Edition::Enterprise] {
        for release in knowledge.catalog.releases(edition) {
            let line = release.version.line();
            let next = knowledge.catalog.next_line(edition, line).map(Target::Line);
            let is_newest = knowledge.catalog.newest(edition, line).is_some_and(|newest| newest == release);
            let hop = Choices {
                edition: Some(edition),
                from: Some(release.version),
                target: next,
                ..Choices::default()
            };
            wanted.extend(Some(hop).filter(|_| is_newest && next.is_some()));
        }
    }
    wanted.iter().filter_map(|choices| advise(&Case::default(), knowledge, choices).plan).collect()
}

fn by(delivered_by: Delivery, choices: Choices) -> Choices {
    Choices { delivered_by: Some(delivered_by), ..choices }
}

/// A command without what it explains, where that is not all of it.
fn unexplained(command: &Command, rules: &Rules) -> Option<String> {
    let words = command.stages.iter().map(|stage| {
        let words = stage.words.iter().map(Argument::plain);
        std::iter::once(stage.program.clone()).chain(words).collect::<Vec<_>>().join(" ")
    });
    let output = command.output.iter().map(|file| format!("> {}", file.plain()));
    let whole = words.collect::<Vec<_>>().join(" | ");
    let whole = std::iter::once(whole).chain(output).collect::<Vec<_>>().join(" ");
    let parts: Vec<String> = explain(command, rules).into_iter().map(|(part, _)| part).collect();
    // Flags may stand in front of the verb, which comes first in the explanation.
    let sorted = |text: &str| {
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        words.sort();
        words
    };
    let explained = parts.join(" ");
    (sorted(&whole) != sorted(&explained)).then(|| format!("{whole}\n    explained: {parts:?}"))
}

#[test]
fn every_part_of_every_command_is_explained() {
    let knowledge = Knowledge::published().expect("the published data");
    let mut missing = BTreeSet::new();
    let mut count = 0;
    for plan in plans(&knowledge) {
        let asked = plan.assumptions.iter().map(|assumption| &assumption.ask);
        let steps = plan.parts().flat_map(|hop| &hop.steps);
        let of_steps = steps.flat_map(|step| {
            let of_risks = step.risks.iter().flat_map(|risk| risk.commands.iter().chain(&risk.ask));
            step.commands.iter().chain(of_risks)
        });
        for command in asked.chain(of_steps) {
            count += 1;
            missing.extend(unexplained(command, &knowledge.rules));
        }
    }
    assert!(count > 1_500, "only {count} commands were looked at");
    assert!(missing.is_empty(), "{} of {count}:\n{}", missing.len(), Vec::from_iter(missing).join("\n"));
}
