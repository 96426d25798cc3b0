//! What a finding would ask for, and the paste has already.

use super::Finding;
use crate::command::{Argument, Command};
use crate::installation::{Facts, Output};
use crate::transcript::Kind;

/// Looks at more, unless the paste has it.
pub(super) fn look<'a>(finding: Finding<'a>, command: Command, facts: &Facts) -> Finding<'a> {
    if is_there(&command, facts) {
        finding.0.steps.retain(|step| !step.words.starts_with("Paste "));
        return finding;
    }
    finding.help("This shows more.", command)
}

/// Whether the paste has what a command prints: somebody typed all its words, but for how much is shown.
pub(super) fn is_there(command: &Command, facts: &Facts) -> bool {
    let Some(stage) = command.stages.first() else { return false };
    let words: Vec<String> = stage.words.iter().map(Argument::plain).collect();
    let has = |word: &str| words.iter().any(|one| one == word);
    // A description need not have its command above it.
    let described = || facts.pods.iter().filter(|pod| has("describe") && has(&pod.name));
    let is_of_pod = |output: &Output| {
        output.kind == Kind::KubectlImages && described().any(|pod| output.span.has(pod.span.start))
    };
    let is_typed = |output: &Output| {
        let typed = output.typed.as_ref();
        typed.is_some_and(|typed| words.iter().all(|word| typed.has(word) || word.starts_with("--tail")))
    };
    facts.outputs.iter().any(is_typed) || facts.outputs.iter().any(is_of_pod)
}
