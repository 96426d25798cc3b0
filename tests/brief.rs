//! What a plan says, and how often: everything once, and what is only good to know when it is asked for.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeMap;

use common::{by_hand, report};
use gloo_advisor::command::posix::emit;
use gloo_advisor::plan::{Duty, Plan};
use gloo_advisor::report::Report;
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::rules::Impact;
use gloo_advisor::settings::Way;
use gloo_advisor::{Choices, Edition};

fn plan(report: &Report) -> &Plan {
    report.plan.as_ref().expect("a plan")
}

/// The hops of a plan in words, without what is above the first and below the last one.
fn hops(text: &str) -> Vec<&str> {
    let hops = text.split("\nHop ").skip(1);
    hops.map(|hop| hop.split("\n\n").next().unwrap_or_default()).collect()
}

#[test]
fn five_hops_are_short() {
    for edition in [Edition::OpenSource, Edition::Enterprise] {
        let report = report(&by_hand(edition, "1.16.3", "1.20"));
        assert_eq!(plan(&report).hops.len(), 5);
        let count = render(&report, Style::Plain, Detail::Brief).split_whitespace().count();
        assert!(count <= 3_500, "{edition}: {count} words");
    }
}

#[test]
fn everything_is_there_when_it_is_asked_for() {
    let report = report(&by_hand(Edition::Enterprise, "1.16.3", "1.20"));
    let (brief, full) =
        (render(&report, Style::Plain, Detail::Brief), render(&report, Style::Plain, Detail::Full));
    let plan = plan(&report);
    let risks = || plan.hops.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.risks);
    for risk in risks().chain(&plan.advice) {
        assert!(full.contains(&risk.title), "{} is not there", risk.id);
        let must_be_read = matches!(risk.duty(), Duty::Must | Duty::Check);
        assert!(!must_be_read || brief.contains(&risk.title), "{} is not in the short plan", risk.id);
    }
    for step in plan.hops.iter().flat_map(|hop| &hop.steps) {
        assert!(full.contains(&step.why) && full.contains(&step.expect), "{}", step.id);
        for command in &step.commands {
            assert!(brief.contains(&format!("    {}\n", emit(command))), "{} has lost a command", step.id);
        }
    }
}

#[test]
fn a_later_hop_says_what_is_new() {
    let report = report(&by_hand(Edition::OpenSource, "1.16.3", "1.18"));
    let text = render(&report, Style::Plain, Detail::Brief);
    let [first, second, third] = hops(&text)[..] else { panic!("three hops") };
    // What is the same but for the versions is said once.
    for repeated in ["Happy Helming!", "last-applied-configuration", "Helm stores the objects at once"] {
        assert!(first.contains(repeated), "{repeated} is not in {first}");
        assert!(!second.contains(repeated) && !third.contains(repeated), "{repeated} is said again");
    }
    // What is of this hop is not left out.
    for (hop, own) in
        [(second, "lists 1.17 for Kubernetes 1.25 to 1.29"), (third, "lists 1.18 for Kubernetes")]
    {
        assert!(hop.contains(own), "{own} is not in {hop}");
    }
    for (hop, old) in [(first, "gloo-1.16.3"), (second, "gloo-1.16.27"), (third, "gloo-1.17.38")] {
        let revision = format!("the number that `helm history` shows for the last {old} ");
        assert!(hop.contains(&revision), "{revision}is not in {hop}");
    }
}

#[test]
fn the_end_of_a_longer_sentence_is_a_sentence_of_its_own() {
    // The first hop is done in place, and its successful output ends in that of an installation.
    let choices = Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, "1.8.37", "1.10") };
    let report = report(&choices);
    let outputs = |number: usize| {
        let hop = plan(&report).hops.get(number).expect("the hop");
        hop.steps.iter().find(|step| step.id == "upgrade").expect("the step").news.expect.clone()
    };
    assert!(outputs(0).contains("Happy Helming!` and `STATUS: deployed`."), "{}", outputs(0));
    assert!(outputs(1).starts_with("`STATUS: deployed`."), "{}", outputs(1));
}

#[test]
fn the_head_of_a_hop_counts_what_is_below() {
    let report = report(&by_hand(Edition::OpenSource, "1.18.41", "1.20"));
    let plan = plan(&report);
    let text = render(&report, Style::Plain, Detail::Brief);
    let mut seen = 0;
    for (hop, words) in plan.hops.iter().zip(hops(&text)) {
        let risks = || hop.steps.iter().flat_map(|step| &step.risks);
        let of = |duty: Duty| risks().filter(|risk| risk.duty() == duty).count();
        let tally = hop.tally();
        assert_eq!((tally.must, tally.check, tally.know), (of(Duty::Must), of(Duty::Check), of(Duty::Know)));
        seen += tally.must + tally.check + tally.know;
        let head = words.lines().find(|line| line.starts_with("- In this hop: ")).expect("a head");
        for (count, what) in [(tally.must, "must do"), (tally.check, "check"), (tally.know, "good to know")] {
            let is_counted = head.contains(&format!("{what} {count}"));
            assert_eq!(is_counted, count > 0, "{what}: {head}");
        }
        // An unknown risk with something to do is checked, one that applies is done, and a note is neither.
        for risk in risks() {
            let expect = match (risk.applies, risk.impact) {
                (Some(false), _) => Duty::Nothing,
                _ if !risk.handled.is_empty() => Duty::Handled,
                (_, Impact::Note) => Duty::Know,
                (Some(true), _) => Duty::Must,
                (None, _) => Duty::Check,
            };
            assert_eq!(risk.duty(), expect, "{}", risk.id);
        }
    }
    assert!(seen > 5, "only {seen} risks were counted");
}

#[test]
fn questions_of_one_command_are_together() {
    let report = report(&by_hand(Edition::Enterprise, "1.12.10", "1.22"));
    let mut shared = 0;
    let steps = plan(&report).hops.iter().flat_map(|hop| &hop.steps);
    for step in steps {
        // Each risk twice: then each command answers two questions at least.
        let mut step = step.clone();
        step.risks.extend(step.risks.clone());
        let points = step.points();
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        for questions in &points.check {
            assert!(!questions.risks.is_empty());
            assert!(questions.risks.iter().all(|risk| risk.ask.as_ref() == questions.ask));
            *asked.entry(questions.ask.map_or_else(String::new, emit)).or_default() += 1;
            shared += usize::from(questions.ask.is_some() && questions.risks.len() > 1);
        }
        assert!(asked.values().all(|times| *times == 1), "{}: {asked:?}", step.id);
        let listed = points.must.len()
            + points.check.iter().map(|questions| questions.risks.len()).sum::<usize>()
            + points.know.len()
            + points.handled.len()
            + points.ruled_out.len();
        assert_eq!(listed, step.risks.len(), "{}", step.id);
    }
    assert!(shared > 0, "no command answers more than one question");
}

#[test]
fn what_holds_at_every_hop_is_in_none() {
    let report = report(&by_hand(Edition::OpenSource, "1.16.3", "1.20"));
    let plan = plan(&report);
    assert!(plan.advice.iter().any(|risk| risk.id == "zero-downtime"));
    for risk in &plan.advice {
        let mut of_hops = plan.hops.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.risks);
        assert!(of_hops.all(|other| other.id != risk.id), "{} is in a hop too", risk.id);
        let times = plan.advice.iter().filter(|other| other.id == risk.id).count();
        assert_eq!(times, 1, "{}", risk.id);
    }
}

#[test]
fn a_ticket_shows_what_is_to_be_done_and_folds_the_rest() {
    let report = report(&by_hand(Edition::OpenSource, "1.19.22", "1.20"));
    let ticket = render(&report, Style::Markdown, Detail::Brief);
    let folded = ticket.split("<details open><summary>Check: ").nth(1).expect("questions");
    let folded = folded.split("</details>").next().unwrap_or_default();
    assert!(folded.contains("Discovery is off by default"), "{folded}");
    assert!(folded.contains("Question: Do you rely on Upstreams"), "{folded}");
    assert!(folded.contains("```yaml\ndiscovery:\n  enabled: true\n```"), "{folded}");
    assert_eq!(ticket.matches("<details").count(), ticket.matches("</details>").count());
    // What has to be done is in sight.
    let must = self::report(&by_hand(Edition::OpenSource, "1.6.38", "1.7"));
    let ticket = render(&must, Style::Markdown, Detail::Brief);
    let outside: String = ticket
        .split("<details>")
        .map(|part| part.split_once("</details>").map_or(part, |(_, outside)| outside))
        .collect();
    assert!(outside.contains("1.7 drops Envoy's old API"), "{outside}");
}
