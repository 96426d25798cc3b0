//! A hop as a script, for whoever runs its commands in one go.

use crate::command::Shell;
use crate::command::manifest::{Form, Manifest};
use crate::command::script::{Part, write};
use crate::plan::{Hop, Step};
use crate::rules::Phase;
use crate::untrusted::shown;

/// The commands of a hop, step by step, with a stop at each gate and before each step with points that are not settled.
/// The way back is not in it.
#[must_use]
pub fn script(hop: &Hop, shell: Shell) -> String {
    let mut parts = vec![
        comment(&format!("{}, chart {}. A script for {}.", hop.title(), hop.chart, language(shell))),
        comment("It stops at the first command that fails. It asks where a result decides."),
    ];
    parts.extend(steps(hop, |phase| phase != Phase::Rollback));
    write(shell, &parts)
}

/// The shell that a script is for.
pub(super) const fn language(shell: Shell) -> &'static str {
    match shell {
        Shell::Posix => "bash",
        Shell::PowerShell => "PowerShell",
    }
}

/// What is run and asked in the steps of a hop that are asked for.
pub(super) fn steps(hop: &Hop, is_asked: impl Fn(Phase) -> bool) -> impl Iterator<Item = Part<'_>> {
    hop.steps.iter().filter(move |step| is_asked(step.phase)).flat_map(of_step)
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
    if let Some(manifest) = &step.manifest {
        parts.extend(changed(manifest));
    }
    parts.extend(step.commands.iter().map(Part::Command));
    parts.extend(step.gate.iter().map(|gate| Part::Stop(shown(gate).into_owned())));
    // What has only notes runs nothing.
    if !parts.is_empty() {
        parts.insert(0, named(&format!("{}: {}", step.phase.name(), step.title)));
    }
    parts
}

/// A change that a person makes: it is printed, and what follows waits for it.
fn changed(manifest: &Manifest) -> Vec<Part<'static>> {
    let mut parts = vec![Part::Say(shown(&manifest.words).replace('`', ""))];
    parts.extend(manifest.lines().iter().map(|line| Part::Say(format!("    {}", shown(line)))));
    let words = match manifest.form() {
        Form::Yaml => "Go on only if this change is merged.",
        Form::Hcl => "Go on only if the configuration has this change.",
    };
    parts.push(Part::Stop(words.to_owned()));
    parts
}

pub(super) fn comment(words: &str) -> Part<'static> {
    Part::Comment(shown(words).into_owned())
}

pub(super) fn named(words: &str) -> Part<'static> {
    Part::Step(shown(words).into_owned())
}
