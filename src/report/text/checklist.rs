//! All hops of a plan as a list to tick off, in Markdown.

use super::markdown::{block, language, words};
use super::plan::route;
use crate::command::Shell;
use crate::plan::{Hop, Plan, Points, Risk, Step};
use crate::report::Report;
use crate::rules::Phase;
use crate::untrusted::shown;

/// The list: each step is a box, each command a fence of its own, each gate a bold sentence. Empty where the plan has
/// nothing to do.
#[must_use]
pub fn checklist(plan: &Plan, report: &Report) -> String {
    let shell = report.settings.shell;
    if plan.is_empty() {
        return String::new();
    }
    let mut text = format!("# Runbook: {}\n", sentence(&route(plan)));
    text.extend(report.whose().map(|place| format!("\nIt is for {}.\n", sentence(&place))));
    if let Some(place) = plan.place() {
        text.push_str(&block(&[shell.emit(&place.ask)], language(shell)));
        text.push_str(&format!("**Go on only if it is {}.**\n", sentence(&place.value)));
    }
    let count = plan.parts().count();
    for (index, hop) in plan.parts().enumerate() {
        let of = hop.label(index + 1, count);
        text.push_str(&format!("\n## {}\n\n", sentence(&of)));
        text.push_str(&format!("**Go on only if {} is what runs now.**\n\n", hop.from));
        text.push_str(&of_hop(hop, shell));
    }
    text
}

fn of_hop(hop: &Hop, shell: Shell) -> String {
    let steps = |phase: Phase| hop.steps.iter().filter(move |step| step.phase == phase);
    let forward = Phase::ALL.into_iter().filter(|phase| *phase != Phase::Rollback);
    // What has neither commands nor a gate nor anything to settle is nothing to tick off.
    let forward =
        forward.flat_map(steps).filter(|step| step.acts() || step.gate.is_some() || step.has_duties());
    let mut text: String = forward.map(|step| of_step("- [ ]", step, shell)).collect();
    let mut back = steps(Phase::Rollback).filter(|step| step.acts()).peekable();
    if back.peek().is_some() {
        text.push_str("\n### Only if this hop goes wrong\n\n");
    }
    text.extend(back.map(|step| of_step("-", step, shell)));
    text
}

fn of_step(mark: &str, step: &Step, shell: Shell) -> String {
    let mut text = format!("{mark} {}: {}\n", step.phase.name(), sentence(&step.title));
    text.push_str(&paragraph(&step.news.why));
    let Points { must, check, .. } = step.points();
    for risk in must {
        text.push_str(&of_risk(risk, shell));
    }
    for questions in check {
        // One command may answer several questions.
        text.extend(questions.ask.map(|ask| fence(&shell.emit(ask), shell)));
        text.extend(questions.risks.iter().map(|risk| of_risk(risk, shell)));
    }
    if let Some(manifest) = &step.manifest {
        text.push_str(&paragraph(&manifest.words));
        text.push_str(&indented(block(&manifest.lines(), manifest.form().name()).trim_end()));
    }
    text.extend(step.commands.iter().map(|command| fence(&shell.emit(command), shell)));
    if !step.commands.is_empty() && !step.news.expect.is_empty() {
        text.push_str(&paragraph(&format!("Expected: {}", step.news.expect)));
    }
    text.extend(step.gate.iter().map(|gate| format!("\n  **{}**\n", sentence(gate))));
    text
}

/// A point to settle before the commands are typed, with what may be needed for it.
fn of_risk(risk: &Risk, shell: Shell) -> String {
    let question = if risk.applies.is_none() { risk.question.as_str() } else { "" };
    let mut text = format!("\n  - [ ] Settle first: {}\n", sentence(&risk.title));
    for words in [question, &risk.news] {
        text.push_str(&indented(&paragraph(words)));
    }
    let values = risk.yaml();
    if !values.is_empty() {
        text.push_str(&indented(&paragraph(&risk.merging())));
        text.push_str(&indented(&indented(&block(&values, "yaml"))));
    }
    if !risk.commands.is_empty() {
        text.push_str(&indented(&paragraph(risk.condition())));
        text.extend(risk.commands.iter().map(|command| indented(&fence(&shell.emit(command), shell))));
    }
    text
}

/// A paragraph of a box; nothing where there is nothing to say.
fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\n  {}\n", sentence(text)) }
}

/// A command in a box.
fn fence(command: &str, shell: Shell) -> String {
    let block = block(&[shown(command).into_owned()], language(shell));
    indented(block.trim_end())
}

/// Within the item that begins above.
fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
    text.lines().map(line).collect()
}

fn sentence(text: &str) -> String {
    words(&shown(text))
}
