//! What each part of a command does.

use super::Rules;
use crate::command::{Argument, Command, Stage};

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
    let words: Vec<String> = stage.words.iter().map(Argument::plain).collect();
    let (mut at, bare) = verb(stage, &words, rules, parts);
    let mut bare = bare.split_whitespace();
    let mut name = "";
    while let Some(word) = words.get(at) {
        let (flag, value) =
            word.split_once('=').map_or((word.as_str(), None), |(flag, value)| (flag, Some(value)));
        // As in -A3.
        let flag = flag.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let of_flag = |kind: &str| rules.argument(&format!("{} {flag}{kind}", stage.program));
        let next = words.get(at + 1);
        let (part, said) = match (of_flag(" VALUE"), next) {
            _ if word == "--" => {
                let rest = words.get(at..).unwrap_or_default();
                at += rest.len();
                (rest.join(" "), rules.argument("-- WORDS"))
            }
            _ if !word.starts_with('-') => {
                // The last name is that of all further words.
                name = bare.next().unwrap_or(name);
                // Helm 2 installs a chart without the name of a release in front of it.
                if name == "RELEASE" && word.contains('/') {
                    name = bare.next().unwrap_or(name);
                }
                (word.clone(), rules.argument(name))
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

/// Takes the program with as many words behind it as are known together, and gives back the index of the word
/// after them and the names of the words that follow bare. A namespace may stand before the verb.
fn verb<'a>(
    stage: &Stage,
    words: &[String],
    rules: &'a Rules,
    parts: &mut Vec<Part<'a>>,
) -> (usize, &'a str) {
    let flags = if words.first().is_some_and(|word| word == "-n") { 2 } else { 0 };
    // Of some programs the first flag belongs to the verb; of others the program alone is known.
    for (flags, count) in [(flags, 2), (flags, 0), (flags, 1), (0, 1)] {
        let Some(behind) = words.get(flags..flags + count) else { continue };
        let name = std::iter::once(&stage.program).chain(behind).cloned().collect::<Vec<_>>().join(" ");
        let Some((bare, said)) = rules.verb(&name) else { continue };
        parts.push((name, said));
        if let Some(namespace) = words.get(1).filter(|_| flags > 0) {
            let said = rules.argument(&format!("{} -n VALUE", stage.program));
            parts.extend(said.map(|said| (format!("-n {namespace}"), said)));
        }
        return (flags + count, bare);
    }
    (0, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Knowledge;

    fn check(program: &str, words: &[&str], expect: &[&str]) {
        let knowledge = Knowledge::published().expect("the published data");
        let command = Command::new(program, words);
        let parts: Vec<String> =
            explain(&command, &knowledge.rules).into_iter().map(|(part, _)| part).collect();
        assert_eq!(parts, expect, "{program} {words:?}");
    }

    fn said(program: &str, words: &[&str], of: &str) -> Option<String> {
        let knowledge = Knowledge::published().expect("the published data");
        let command = Command::new(program, words);
        let parts = explain(&command, &knowledge.rules);
        parts.into_iter().find(|(part, _)| part == of).map(|(_, said)| said.to_owned())
    }

    #[test]
    fn a_bare_word_is_told_by_its_verb_and_its_place() {
        let address = "https://storage.googleapis.com/solo-public-helm";
        let repository = said("helm", &["repo", "update", "gloo"], "gloo");
        assert!(repository.as_ref().is_some_and(|words| words.contains("repository")), "{repository:?}");
        assert_eq!(said("helm", &["repo", "add", "gloo", address], "gloo"), repository);
        assert_ne!(said("helm", &["repo", "add", "gloo", address], address), repository);
        let release = said("helm", &["upgrade", "gloo", "gloo/gloo"], "gloo");
        assert!(release.as_ref().is_some_and(|words| words.contains("release")), "{release:?}");
        // Helm 2 names the release with a flag.
        let chart = said("helm", &["install", "gloo/gloo", "--name", "gloo"], "gloo/gloo");
        assert!(chart.as_ref().is_some_and(|words| words.contains("chart")), "{chart:?}");
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
            &["kubectl rollout status", "-n edge", "deploy/gloo"],
        );
        check("kubectl", &["exec", "deploy/x", "--", "id", "-u"], &["kubectl exec", "deploy/x", "-- id -u"]);
        check("grep", &["-A3", "-e", "x"], &["grep", "-A3", "-e x"]);
        check("glooctl", &["check"], &["glooctl check"]);
        check("nobody", &["knows", "--this"], &[]);
        check("helm", &[], &[]);
        check("kubectl", &["-n"], &["kubectl -n"]);
    }
}
