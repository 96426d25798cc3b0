//! What is said of known failures without a paste: the manual, and what the program explains.
#![allow(clippy::expect_used, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use common::failures::{check_file, examples, failures, real};
use gloo_advisor::failures::Failure;

const MANUAL: &str = "docs/failures.md";

/// Who prints the messages, in the order of the manual.
const PROGRAMS: [(&str, &str); 12] = [
    ("helm", "Printed by helm"),
    ("glooctl", "Printed by glooctl"),
    ("kubectl", "Printed by kubectl"),
    ("client", "Printed by several commands"),
    ("check", "Reasons in a status or a check"),
    ("event", "Events of Kubernetes"),
    ("pod-log", "Logs of Gloo's pods"),
    ("envoy-log", "Logs of Envoy"),
    ("argo", "Shown by Argo CD"),
    ("flux", "Shown by Flux"),
    ("terraform", "Printed by Terraform"),
    ("other", "Elsewhere"),
];

fn program(failure: &Failure) -> &str {
    &failure.program
}

#[test]
fn coverage() {
    let failures = failures();
    let real: BTreeSet<String> = real().into_iter().map(|(code, _)| code).collect();
    println!("{:<34} failures  messages  real outputs", "");
    for (name, heading) in PROGRAMS {
        let group: Vec<&Failure> = failures.iter().filter(|failure| failure.program == name).collect();
        let of_group = |code: &str| group.iter().any(|failure| failure.code == code);
        let messages = examples().filter(|(code, _)| of_group(code)).count();
        let shown = real.iter().filter(|code| of_group(code)).count();
        println!("{heading:<34} {:>8}  {messages:>8}  {shown:>12}", group.len());
        assert!(!group.is_empty(), "nothing is of {name}");
    }
    println!("{:<34} {:>8}  {:>8}  {:>12}", "all", failures.iter().count(), examples().count(), real.len());
    let known: BTreeSet<&str> = PROGRAMS.iter().map(|(name, _)| *name).collect();
    assert!(failures.iter().map(program).all(|name| known.contains(name)));
}

/// Text of Markdown that has no meaning of its own.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        if matches!(c, '*' | '_' | '<' | '>' | '[' | ']' | '`' | '\\' | '|') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

fn block(text: &mut String, lines: &[String]) {
    if !lines.is_empty() {
        let _ = write!(text, "\n```sh\n{}\n```\n", lines.join("\n"));
    }
}

/// What the manual says of a failure.
fn section(text: &mut String, failure: &Failure) {
    let Failure { code, title, meaning, causes, confirm, fix, fixed_in, .. } = failure;
    let anchor = code.to_ascii_lowercase();
    let _ = write!(text, "\n<a id=\"{anchor}\"></a>\n\n## {code} {}\n\n", plain(title));
    let example = examples().find_map(|(of, message)| (of == code).then_some(message));
    let _ = write!(text, "```text\n{}\n```\n\n{}\n", example.unwrap_or_default(), plain(meaning));
    if !causes.is_empty() {
        text.push_str("\nPossible causes:\n\n");
        text.extend(causes.iter().map(|cause| format!("- {}\n", plain(cause))));
    }
    if !confirm.is_empty() {
        text.push_str("\nTo confirm it:\n");
        block(text, confirm);
    }
    if !fix.is_empty() {
        text.push_str("\nTo fix it:\n");
    }
    for remedy in fix {
        let _ = write!(text, "\n{}\n", plain(&remedy.what));
        block(text, &remedy.commands);
    }
    if !fixed_in.is_empty() {
        let _ = write!(text, "\nFixed in open source: {}\n", plain(&fixed_in.to_string()));
    }
}

#[test]
fn the_manual_has_every_failure() {
    let failures = failures();
    let mut text = String::from(
        "<!-- Written by UPDATE_GOLDEN=1 cargo test --test failures_manual from static/failures.json: change that. -->\n\n\
         # Failures that people meet\n\n\
         Each failure has a code, which never changes its meaning. `gloo-advisor explain CODE` says the same. Replace each\n\
         name in braces with that of your installation.\n\n",
    );
    for (program, heading) in PROGRAMS {
        let _ = writeln!(text, "- {heading}");
        for Failure { code, title, .. } in failures.iter().filter(|failure| failure.program == program) {
            let _ = writeln!(text, "  - [{code}](#{}) {}", code.to_ascii_lowercase(), plain(title));
        }
    }
    for (program, heading) in PROGRAMS {
        let _ = write!(text, "\n# {heading}\n");
        failures.iter().filter(|failure| failure.program == program).for_each(|one| section(&mut text, one));
    }
    check_file(MANUAL, &text);
    assert_eq!(text.matches("\n## GLA").count(), failures.iter().count());
}

fn explain(what: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"))
        .arg("explain")
        .args(what)
        .output()
        .expect("the program");
    (output.status.code(), String::from_utf8(output.stdout).expect("a text"))
}

#[test]
fn the_program_explains_by_code_and_message() {
    let (status, by_code) = explain(&["gla1001"]);
    assert_eq!(status, Some(0));
    assert!(by_code.starts_with("GLA1001 The Job can't be changed\n\nHelm tried to change"), "{by_code}");
    assert!(by_code.contains("\nTo fix it:\n"), "{by_code}");
    let message = "Error: UPGRADE FAILED: Job.batch \"gloo-resource-rollout\" is invalid: spec.template: field is immutable";
    assert_eq!(explain(&[message]).1, by_code);
    assert_eq!(explain(&["nothing of the kind"]).0, Some(1));
    for wrong in [&[][..], &["a", "b"], &["--all"]] {
        assert_eq!(explain(wrong), (Some(2), String::new()), "{wrong:?}");
    }
    let (status, list) = explain(&["--list"]);
    assert_eq!(status, Some(0));
    assert_eq!(list.lines().count(), failures().iter().count());
    assert!(list.starts_with("GLA1001 The Job can't be changed\n"), "{list}");
}
