//! A hop as a script, for whoever runs its commands in one go.

use crate::command::manifest::{Form, Manifest};
use crate::command::script::{Part, write};
use crate::command::{Command, Shell};
use crate::plan::{Hop, Risk, Step};
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
    parts.extend(steps(hop, shell, Phase::Before));
    parts.extend(changes(hop, shell));
    parts.extend(steps(hop, shell, Phase::After));
    write(shell, &parts)
}

/// The shell that a script is for.
pub(super) const fn language(shell: Shell) -> &'static str {
    match shell {
        Shell::Posix => "bash",
        Shell::PowerShell => "PowerShell",
    }
}

/// What is run and asked in the steps of a phase.
pub(super) fn steps(hop: &Hop, shell: Shell, phase: Phase) -> impl Iterator<Item = Part<'_>> {
    hop.steps.iter().filter(move |step| step.phase == phase).flat_map(move |step| of_step(step, shell))
}

/// The change itself, after a stop: until here nothing has changed for traffic.
pub(super) fn changes(hop: &Hop, shell: Shell) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = steps(hop, shell, Phase::During).collect();
    if !parts.is_empty() {
        let words = "The change is next. Go on only if all of the above is as expected.";
        parts.insert(0, Part::Stop(words.to_owned()));
    }
    parts
}

/// All that the step says is printed before anything of it is run: whoever runs it has no other text at hand.
fn of_step(step: &Step, shell: Shell) -> Vec<Part<'_>> {
    let open: Vec<&Risk> = step.risks.iter().filter(|risk| risk.duty().is_open()).collect();
    let mut parts: Vec<Part<'_>> = open.iter().flat_map(|risk| of_risk(risk, shell)).collect();
    if !open.is_empty() {
        let titles: Vec<&str> = open.iter().map(|risk| risk.title.as_str()).collect();
        let words = format!("Go on only if this is settled: {}.", titles.join("; "));
        parts.push(Part::Stop(shown(&words).into_owned()));
    }
    if let Some(manifest) = &step.manifest {
        parts.extend(changed(manifest));
    }
    parts.extend(step.commands.iter().map(Part::Command));
    parts.extend(step.gate.iter().map(|gate| Part::Stop(shown(gate).into_owned())));
    // What has only notes runs nothing.
    if parts.is_empty() {
        return parts;
    }
    let mut said = vec![named(&format!("{}: {}", step.phase.name(), step.title)), say("")];
    said.extend(
        [&step.title, &step.news.why].into_iter().filter(|words| !words.is_empty()).map(|words| say(words)),
    );
    if !step.commands.is_empty() && !step.news.expect.is_empty() {
        said.push(say(&format!("Expected: {}", step.news.expect)));
    }
    if let Some(skip) = &step.skip {
        said.push(Part::Skip(format!("Skip this step if {}.", shown(skip))));
        parts.push(Part::End);
    }
    said.extend(parts);
    said
}

/// What a person settles: it is printed, with what is typed and what is set for it.
fn of_risk(risk: &Risk, shell: Shell) -> Vec<Part<'static>> {
    let mut parts = vec![say(""), say(&format!("{}: {}", risk.title, risk.news))];
    let mut list = |words: &str, lines: &[String]| {
        if !lines.is_empty() {
            parts.push(say(words));
            parts.extend(indented(lines));
        }
    };
    let typed = |commands: &[Command]| commands.iter().map(|one| shell.emit(one)).collect::<Vec<_>>();
    if risk.applies.is_none() {
        list(&risk.question, &typed(risk.ask.as_slice()));
    }
    list(&risk.merging(), &risk.yaml());
    list(risk.condition(), &typed(&risk.commands));
    parts
}

/// Lines of a file or of a shell, as they are.
fn indented(lines: &[String]) -> impl Iterator<Item = Part<'static>> {
    lines.iter().map(|line| Part::Say(format!("    {}", shown(line))))
}

/// Words, which have no marks for code in a terminal.
fn say(words: &str) -> Part<'static> {
    Part::Say(shown(words).replace('`', ""))
}

/// A change that a person makes: it is printed, and what follows waits for it.
fn changed(manifest: &Manifest) -> Vec<Part<'static>> {
    let mut parts = vec![say(&manifest.words)];
    parts.extend(indented(&manifest.lines()));
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
