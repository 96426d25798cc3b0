//! All hops of a plan as one script.

use super::script::{changes, comment, language, named, steps};
use super::text::route;
use crate::command::Shell;
use crate::command::script::{FROM_HOP, Part, write};
use crate::plan::{Assumption, Hop, Plan};
use crate::rules::Phase;
use crate::untrusted::shown;

/// The commands of all hops, with a pause before each hop and a stop at each gate. How to go back is described below
/// each hop, and not run. Empty where the plan has no hops.
#[must_use]
pub fn runbook(plan: &Plan, shell: Shell) -> String {
    let count = plan.parts().count();
    if count == 0 {
        return String::new();
    }
    let mut parts = vec![
        comment(&format!("Runbook: {}. A script for {}.", route(plan), language(shell))),
        comment("It stops at the first command that fails. It asks where a result decides."),
        comment(&format!("Where it stops, it says how to go on. {FROM_HOP} is the hop that it begins with.")),
        named(FROM_HOP),
        Part::Again(format!("It has to be the number of a hop, from 1 to {count}.")),
        Part::Hops(count),
    ];
    for (index, hop) in plan.parts().enumerate() {
        parts.extend(of_hop(hop, plan.place(), (index + 1, count), shell));
    }
    write(shell, &parts)
}

fn of_hop<'a>(
    hop: &'a Hop,
    place: Option<&'a Assumption>,
    (number, count): (usize, usize),
    shell: Shell,
) -> Vec<Part<'a>> {
    let name = format!("Hop {number} of {count}: {}", hop.title());
    let again = format!("To begin this hop again: {}, then run this again", set(number, shell));
    let mut parts = vec![
        named(&name),
        Part::Begin(number),
        Part::Again(format!("{again}.")),
        Part::Stop(match hop.name {
            None => format!("{name}. Go on only if {} is what runs now.", hop.from),
            Some(_) if number == 1 => format!("{name}."),
            Some(_) => format!("{name}. Go on only if all hops before it are done."),
        }),
    ];
    if let Some(place) = place {
        parts.push(Part::Command(&place.ask));
        parts.push(Part::Stop(shown(&format!("Go on only if it is {}.", place.value)).into_owned()));
    }
    parts.extend(steps(hop, shell, Phase::Before));
    if hop.steps.iter().any(|step| step.phase == Phase::Rollback && step.acts()) {
        parts.push(Part::Again(format!(
            "If a change has failed: find the cause first. The end of this hop has the way back, as comments. {again}."
        )));
    }
    parts.extend(changes(hop, shell));
    parts.push(Part::Again(after(number, count, shell)));
    parts.extend(steps(hop, shell, Phase::After));
    parts.extend(way_back(hop, shell));
    let installed = match hop.name {
        None => format!(": {} is installed", hop.to),
        Some(_) => String::new(),
    };
    parts.push(Part::Say(format!("Hop {number} of {count} is done{installed}.")));
    parts.push(Part::End);
    parts
}

/// How to go on from a step after the change, which is not made twice.
fn after(number: usize, count: usize, shell: Shell) -> String {
    let rest = "Do the rest of this hop by hand";
    if number == count {
        return format!("{rest}. It is the last one.");
    }
    format!("{rest}. For the next one: {}, then run this again.", set(number + 1, shell))
}

/// What is typed to begin with a hop.
fn set(number: usize, shell: Shell) -> String {
    match shell {
        Shell::Posix => format!("export {FROM_HOP}={number}"),
        Shell::PowerShell => format!("$env:{FROM_HOP} = {number}"),
    }
}

/// How to go back, as comments.
fn way_back(hop: &Hop, shell: Shell) -> Vec<Part<'static>> {
    let steps = hop.steps.iter().filter(|step| step.phase == Phase::Rollback);
    let mut parts: Vec<Part<'static>> = Vec::new();
    for step in steps.filter(|step| step.acts()) {
        parts.push(comment(&format!("Not run here. {}", step.title)));
        let gate = step.gate.iter().map(|gate| comment(&shown(gate)));
        if let Some(manifest) = &step.manifest {
            parts.push(comment(&manifest.words));
            parts.extend(manifest.lines().iter().map(|line| comment(&format!("    {line}"))));
        }
        parts.extend(step.commands.iter().map(|command| comment(&format!("    {}", shell.emit(command)))));
        parts.extend(gate);
    }
    parts
}
