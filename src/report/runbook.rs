//! All hops of a plan as one script.

use super::script::{comment, language, steps};
use super::text::route;
use crate::command::Shell;
use crate::command::script::{FROM_HOP, Part, write};
use crate::plan::{Hop, Plan};
use crate::rules::Phase;
use crate::untrusted::shown;

/// The commands of all hops, with a pause before each hop and a stop at each gate. How to go back is described below
/// each hop, and not run. Empty where the plan has no hops.
#[must_use]
pub fn runbook(plan: &Plan, shell: Shell) -> String {
    if plan.hops.is_empty() {
        return String::new();
    }
    let mut parts = vec![
        comment(&format!("Runbook: {}. A script for {}.", route(plan), language(shell))),
        comment("It stops at the first command that fails. It asks where a result decides."),
        comment(&format!("To go on after a stop, set {FROM_HOP} to the number of that hop.")),
    ];
    for (index, hop) in plan.hops.iter().enumerate() {
        parts.extend(of_hop(hop, index + 1, plan.hops.len(), shell));
    }
    write(shell, &parts)
}

fn of_hop(hop: &Hop, number: usize, count: usize, shell: Shell) -> Vec<Part<'_>> {
    let name = format!("Hop {number} of {count}: {}", hop.title());
    let mut parts = vec![
        comment(&name),
        Part::Begin(number),
        Part::Stop(format!("{name}. Go on only if {} is what runs now.", hop.from)),
    ];
    parts.extend(steps(hop));
    parts.extend(way_back(hop, shell));
    parts.push(Part::Say(format!("Hop {number} of {count} is done: {} is installed.", hop.to)));
    parts.push(Part::End);
    parts
}

/// How to go back, as comments.
fn way_back(hop: &Hop, shell: Shell) -> Vec<Part<'static>> {
    let steps = hop.steps.iter().filter(|step| step.phase == Phase::Rollback);
    let mut parts: Vec<Part<'static>> = Vec::new();
    for step in steps.filter(|step| !step.commands.is_empty()) {
        parts.push(comment(&format!("Not run here. {}", step.title)));
        let gate = step.gate.iter().map(|gate| comment(&shown(gate)));
        parts.extend(step.commands.iter().map(|command| comment(&format!("    {}", shell.emit(command)))));
        parts.extend(gate);
    }
    parts
}
