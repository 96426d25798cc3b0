//! A hop as a script, for whoever runs its commands in one go.

use crate::command::Shell;
use crate::command::script::{Part, write};
use crate::plan::{Hop, Step};
use crate::rules::Phase;
use crate::untrusted::shown;

/// The commands of a hop, step by step, with a stop at each gate and before each step with points that are not settled.
/// The way back is not in it.
#[must_use]
pub fn script(hop: &Hop, shell: Shell) -> String {
    let language = match shell {
        Shell::Posix => "bash",
        Shell::PowerShell => "PowerShell",
    };
    let mut parts = vec![
        comment(&format!("{}, chart {}. A script for {language}.", hop.title(), hop.chart)),
        comment("It stops at the first command that fails. It asks where a result decides."),
    ];
    for step in hop.steps.iter().filter(|step| step.phase != Phase::Rollback) {
        parts.extend(of_step(step));
    }
    write(shell, &parts)
}

fn of_step(step: &Step) -> Vec<Part<'_>> {
    let open: Vec<&str> =
        step.risks.iter().filter(|risk| risk.duty().is_open()).map(|risk| risk.title.as_str()).collect();
    let mut parts = Vec::new();
    if !open.is_empty() {
        parts.push(Part::Stop(
            shown(&format!("Go on only if this is settled: {}.", open.join("; "))).into_owned(),
        ));
    }
    parts.extend(step.commands.iter().map(Part::Command));
    parts.extend(step.gate.iter().map(|gate| Part::Stop(shown(gate).into_owned())));
    // What has only notes runs nothing.
    if !parts.is_empty() {
        parts.insert(0, comment(&format!("{}: {}", step.phase.name(), step.title)));
    }
    parts
}

fn comment(words: &str) -> Part<'static> {
    Part::Comment(shown(words).into_owned())
}
