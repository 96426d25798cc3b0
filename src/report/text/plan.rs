//! The plan as text.

use super::{Paper, Report, Style};
use crate::catalog::WayOn;
use crate::gather::Gather as _;
use crate::plan::{Assumption, Hop, Plan, Risk, Step};
use crate::rules::Phase;

pub(super) fn render(plan: &Plan, report: &Report, paper: Paper) -> String {
    let (from, target) = (plan.from, plan.target);
    let to = if from.edition == target.edition { String::new() } else { format!("{} ", target.edition) };
    let mut text = paper.heading(&if plan.hops.is_empty() {
        format!("No plan: {}", plan.no_plan)
    } else {
        format!("Plan: {} {} to {to}{}", from.edition, from.version, target.version)
    });
    if let [_, _, ..] = report.installations.as_slice() {
        let whose = report.installations.get(plan.installation).map(|(one, _)| one.place());
        let whose = whose.map(|place| format!("It is for installation {}: {place}.", plan.installation + 1));
        text.push_str(&whose.map_or(String::new(), |whose| paper.item(&whose)));
    }
    text.push_str(&outlook(plan, paper));
    for assumption in &plan.assumptions {
        text.push_str(&assumed(assumption, paper));
    }
    for (index, hop) in plan.hops.iter().enumerate() {
        text.push_str(&paper.heading(&format!(
            "Hop {} of {}: {} to {}, chart {}",
            index + 1,
            plan.hops.len(),
            hop.from,
            hop.to,
            hop.chart
        )));
        text.push_str(&render_hop(hop, paper));
    }
    // A ticket is read by people who know all that.
    let tips = if paper.style == Style::Markdown { &[] } else { plan.tips.as_slice() };
    if !tips.is_empty() {
        text.push_str(&paper.heading("Good to know"));
    }
    for tip in tips {
        text.push_str(&paper.item(&tip.title));
        text.push_str(&paper.below(&tip.text));
        text.push_str(&paper.below(&tip.reference));
    }
    text
}

/// What ends, and when, with the ways on.
fn outlook(plan: &Plan, paper: Paper) -> String {
    let mut text = String::new();
    if !plan.ends.is_empty() {
        text.push_str(&paper.item(&plan.ends));
    }
    for WayOn { name, text: words, url } in &plan.ways {
        let url = url.as_ref().map_or_else(String::new, |url| format!(" {url}"));
        text.push_str(&paper.own_item_below(&format!("{name}: {words}{url}")));
    }
    if !plan.support.is_empty() {
        text.push_str(&paper.item(&plan.support));
    }
    text
}

fn assumed(assumption: &Assumption, paper: Paper) -> String {
    let Assumption { what, value, ask, .. } = assumption;
    format!("- {what}: {} (to find out: {})\n", paper.words(value), paper.typed(ask))
}

fn render_hop(hop: &Hop, paper: Paper) -> String {
    let of = |phase: Phase| hop.steps.iter().filter(move |step| step.phase == phase);
    let steps: String = Phase::ALL.into_iter().flat_map(of).map(|step| render_step(step, paper)).collect();
    let links = hop.links.iter().map(|(what, address)| format!("- {what}: {}\n", paper.link(address)));
    let rehearsed = hop.rehearsed.iter().map(|sentence| paper.item(sentence)).collect::<String>();
    rehearsed + &steps + &links.collect::<String>()
}

fn render_step(step: &Step, paper: Paper) -> String {
    let mut text = paper.item(&format!("{}: {}", step.phase.name(), step.title));
    text.push_str(&paper.below(&step.why));
    text.push_str(&step.gate.iter().map(|gate| paper.below(gate)).collect::<String>());
    // What a step runs and what a risk may need are never in one block: the second may delete the release.
    if !step.commands.is_empty() {
        let is_open = |risk: &Risk| risk.applies != Some(false);
        if step.risks.iter().any(is_open) {
            text.push_str(&paper.below("Read the points below before you run it."));
        }
        text.push_str(&paper.below("Run:"));
        text.push_str(&paper.code(&step.commands));
        text.push_str(&paper.below(&format!("A good run prints: {}", step.expect)));
    }
    text.push_str(&step.risks.iter().map(|risk| render_risk(risk, paper)).collect::<String>());
    text
}

fn render_risk(risk: &Risk, paper: Paper) -> String {
    let applies = match risk.applies {
        Some(true) => "applies",
        Some(false) => "ruled out by what was pasted",
        None => "can't be told",
    };
    let mut text = paper.item_below(&format!("{} ({}, {applies})", risk.title, risk.impact.name()));
    if paper.style == Style::Markdown {
        return text;
    }
    let values: Vec<&str> = risk.values.iter().map(String::as_str).gather();
    let values = if values.is_empty() { String::new() } else { format!("Values: {}", values.join(", ")) };
    // What is known is not asked.
    if risk.applies.is_none() {
        let ask = risk.ask.as_ref().map_or_else(String::new, |ask| format!(" {}", paper.shell.emit(ask)));
        text.push_str(&paper.below(&format!("To find out: {}{ask}", risk.question)));
    }
    for line in [&risk.text, &values, &risk.reference] {
        text.push_str(&paper.below(line));
    }
    if !risk.commands.is_empty() {
        text.push_str(&paper.below(risk.condition()));
        text.push_str(&paper.code(&risk.commands));
    }
    text
}
