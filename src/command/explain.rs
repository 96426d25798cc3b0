//! What each part of a command does.

use super::{Command, Stage};
use crate::gather::Gather as _;
use crate::rules::Rules;

/// A part of a command, as it reaches the program, and what it does.
pub type Part<'a> = (String, &'a str);

/// What the parts of a command do, in their order; what has no words is left out.
#[must_use]
pub fn explain<'a>(command: &Command, rules: &'a Rules) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    for (index, stage) in command.stages.iter().enumerate() {
        if index > 0 {
            parts.extend(rules.argument("|").map(|words| ("|".to_owned(), words)));
        }
        explain_stage(stage, rules, &mut parts);
    }
    if let Some(file) = &command.output {
        parts.extend(rules.argument("> FILE").map(|words| (format!("> {}", file.plain()), words)));
    }
    parts
}

fn explain_stage<'a>(stage: &Stage, rules: &'a Rules, parts: &mut Vec<Part<'a>>) {
    let words: Vec<String> = stage.words.iter().map(super::Word::plain).gather();
    let mut at = verb(stage, &words, rules, parts);
    // What stands bare behind the verb of Helm is the release, and then the chart; of one word with a slash
    // it is the chart.
    while let Some(word) = words.get(at) {
        let (flag, value) =
            word.split_once('=').map_or((word.as_str(), None), |(flag, value)| (flag, Some(value)));
        let of_flag = |kind: &str| rules.argument(&format!("{} {flag}{kind}", stage.program));
        let next = words.get(at + 1);
        let (part, said) = match (of_flag(" VALUE"), next) {
            _ if !word.starts_with('-') => {
                let kind = if word.contains('/') { "CHART" } else { "RELEASE" };
                (word.clone(), rules.argument(&format!("{} {kind}", stage.program)))
            }
            (Some(said), Some(next)) if value.is_none() => {
                at += 1;
                (format!("{word} {next}"), Some(said))
            }
            (Some(said), _) => (word.clone(), Some(said)),
            (None, _) => (word.clone(), of_flag("")),
        };
        parts.extend(said.map(|said| (part, said)));
        at += 1;
    }
}

/// Takes the program with as many words behind it as are known together; flags may stand before the verb.
fn verb<'a>(stage: &Stage, words: &[String], rules: &'a Rules, parts: &mut Vec<Part<'a>>) -> usize {
    let flags = if words.first().is_some_and(|word| word == "-n") { 2 } else { 0 };
    for count in [2, 1, 0] {
        let Some(bare) = words.get(flags..flags + count) else { continue };
        let name = std::iter::once(&stage.program).chain(bare).cloned().gather().join(" ");
        let Some(said) = rules.argument(&name) else { continue };
        parts.push((name, said));
        if let Some(namespace) = words.get(1).filter(|_| flags > 0) {
            let said = rules.argument(&format!("{} -n VALUE", stage.program));
            parts.extend(said.map(|said| (format!("-n {namespace}"), said)));
        }
        return flags + count;
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Catalog;

    fn check(program: &str, words: &[&str], expect: &[&str]) {
        let catalog = Catalog::published().expect("the published catalog");
        let command = Command::new(program, words);
        let parts: Vec<String> =
            explain(&command, &catalog.rules).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, expect, "{program} {words:?}");
    }

    #[test]
    fn every_part_is_told_apart() {
        check(
            "helm",
            &[
                "upgrade",
                "gw",
                "gloo/gloo",
                "-n",
                "edge",
                "--version",
                "1.18.9",
                "-f",
                "a b",
                "--dry-run=client",
            ],
            &["helm upgrade", "gw", "gloo/gloo", "-n edge", "--version 1.18.9", "-f a b", "--dry-run=client"],
        );
        check(
            "kubectl",
            &["-n", "edge", "rollout", "status", "deploy/gloo"],
            &["kubectl rollout status", "-n edge"],
        );
        check("glooctl", &["check"], &["glooctl check"]);
        check("nobody", &["knows", "--this"], &[]);
        check("helm", &[], &[]);
        check("kubectl", &["-n"], &["-n"]);
    }
}
