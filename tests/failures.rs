//! Known failures: each is found by its own message, and by no other.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use common::failures::{check_file, examples, failures, real};
use gloo_advisor::failures::{Failure, Failures};

/// Of which other failures an example has the words, too. Then the longest pattern counts.
const OVERLAPS: &str = "tests/failures/overlaps.txt";

/// Lines that are of no failure: healthy outputs, logs of level info, and prose.
const HARMLESS: &str = include_str!("failures/harmless.txt");

fn code(failure: &Failure) -> &str {
    &failure.code
}

/// All texts that are shown of a failure.
fn texts(failure: &Failure) -> impl Iterator<Item = &String> {
    let of_fix = failure.fix.iter().flat_map(|remedy| std::iter::once(&remedy.what).chain(&remedy.commands));
    [&failure.title, &failure.meaning]
        .into_iter()
        .chain(&failure.causes)
        .chain(&failure.confirm)
        .chain(of_fix)
}

/// All commands of a failure.
fn commands(failure: &Failure) -> impl Iterator<Item = &String> {
    failure.confirm.iter().chain(failure.fix.iter().flat_map(|remedy| &remedy.commands))
}

#[test]
fn every_failure_is_found_by_its_messages() {
    let failures = failures();
    let mut wrong = String::new();
    for (expected, message) in examples() {
        let found = failures.find(message).map(code);
        if found != Some(expected) {
            let _ = writeln!(wrong, "{expected} is {found:?}: {message}");
        }
    }
    let shown: BTreeSet<&str> = examples().map(|(code, _)| code).collect();
    let without: Vec<&str> = failures.iter().map(code).filter(|code| !shown.contains(code)).collect();
    assert!(wrong.is_empty(), "{wrong}");
    assert!(without.is_empty(), "no message shows {without:?}");
}

#[test]
fn a_message_has_the_words_of_another_failure_only_where_that_is_meant() {
    let failures = failures();
    let mut overlaps = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (own, message) in examples() {
        let others = failures.iter().filter(|failure| failure.is_of(message)).map(code);
        overlaps.entry(own).or_default().extend(others.filter(|other| *other != own));
    }
    let line = |(own, others): (&&str, &BTreeSet<&str>)| {
        let others = others.iter().copied().collect::<Vec<_>>().join(" ");
        format!("{own} {others}\n")
    };
    let table: String = overlaps.iter().filter(|(_, others)| !others.is_empty()).map(line).collect();
    check_file(OVERLAPS, &table);
}

#[test]
fn no_two_failures_share_all_their_words() {
    let failures = failures();
    let patterns: BTreeSet<_> =
        failures.iter().map(|failure| (&failure.pattern, &failure.excludes)).collect();
    assert_eq!(patterns.len(), failures.iter().count());
}

#[test]
fn messages_may_be_wrapped() {
    let failures = failures();
    for (expected, message) in examples() {
        let Some((at, _)) = message.char_indices().filter(|(_, c)| *c == ' ').nth(1) else { continue };
        let (first, rest) = message.split_at(at);
        // Columns of a table are no text that wraps.
        if first.ends_with(' ') || rest.starts_with("  ") {
            continue;
        }
        let wrapped = format!("{first}\n    {}\n", rest.trim_start());
        assert_eq!(failures.find(&wrapped).map(code), Some(expected), "{wrapped}");
    }
}

#[test]
fn codes_and_titles_are_unique() {
    let failures = failures();
    let codes: BTreeSet<&str> = failures.iter().map(code).collect();
    let titles: BTreeSet<&str> = failures.iter().map(|failure| failure.title.as_str()).collect();
    let count = failures.iter().count();
    assert_eq!((codes.len(), titles.len()), (count, count));
    assert!(codes.iter().all(|code| code.starts_with("GLA1") && code.len() == 7), "{codes:?}");
    assert!(failures.iter().map(code).is_sorted(), "the codes are out of order");
}

#[test]
fn titles_are_short() {
    for Failure { code, title, .. } in failures().iter() {
        assert!(title.split(' ').count() <= 8, "{code} has a long title: {title}");
        assert!(!title.ends_with('.'), "{code} has a title with a full stop: {title}");
    }
}

/// The sentences of a text. A full stop inside a name or a number ends none.
fn sentences(text: &str) -> Vec<&str> {
    text.split(". ").flat_map(|part| part.split("; ")).flat_map(|part| part.split(": ")).collect()
}

#[test]
fn sentences_are_short() {
    let mut long = String::new();
    for failure in failures().iter() {
        let prose = std::iter::once(&failure.meaning).chain(&failure.causes);
        for text in prose.chain(failure.fix.iter().map(|remedy| &remedy.what)) {
            for sentence in sentences(text).into_iter().filter(|sentence| sentence.split(' ').count() > 20) {
                let _ = writeln!(long, "{}: {sentence}", failure.code);
            }
        }
    }
    assert!(long.is_empty(), "{long}");
}

#[test]
fn nothing_is_said_twice() {
    for failure in failures().iter() {
        let mut seen = BTreeSet::new();
        for text in texts(failure) {
            assert!(seen.insert(text.trim_end_matches('.')), "{} says twice: {text}", failure.code);
        }
    }
}

#[test]
fn no_command_overwrites_a_file_of_the_reader() {
    // These have a meaning for charts, or are what people call their own.
    const USUAL: [&str; 3] = ["gloo-values.yaml", "gloo-settings.yaml", "gloo-ee.yaml"];
    let mut wrong = String::new();
    for failure in failures().iter() {
        for command in commands(failure) {
            let Some((_, file)) = command.rsplit_once(" > ") else { continue };
            if !file.starts_with("gloo-") || USUAL.contains(&file) {
                let _ = writeln!(wrong, "{}: {command}", failure.code);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a command that deletes says of what is lost; the rest says on which condition nothing is.
const WARNINGS: [&str; 22] = [
    "holds no",
    "creates",
    "is gone",
    "are gone",
    "is lost",
    "are lost",
    "stop meanwhile",
    "loses",
    "lack",
    "is deleted",
    "are deleted",
    "are removed",
    "deletes",
    "changes;",
    "No Gloo",
    "no Gloo runs",
    "left-over",
    "stay",
    "stops managing",
    "writes both",
    "failed Job",
    "Delete the Job",
];

#[test]
fn what_deletes_says_what_is_lost() {
    for failure in failures().iter() {
        for (place, remedy) in failure.fix.iter().enumerate() {
            let deletes = |word: &str| remedy.commands.iter().any(|command| command.contains(word));
            if !(deletes(" delete") || deletes(" uninstall") || deletes(" deregister")) {
                continue;
            }
            let says = WARNINGS.iter().any(|warning| remedy.what.contains(warning));
            assert!(says, "{} does not say what is lost: {}", failure.code, remedy.what);
            let of_all = deletes("delete crd") || deletes("xargs kubectl delete") || deletes("delete ns");
            assert!(!of_all || place > 0, "{} deletes CRDs or a namespace first", failure.code);
        }
    }
}

#[test]
fn names_in_braces_are_those_that_readers_know() {
    const NAMES: [&str; 12] = [
        "namespace",
        "release",
        "name",
        "kind",
        "chart",
        "to",
        "values",
        "pod",
        "verb",
        "resource",
        "account",
        "asked",
    ];
    for failure in failures().iter() {
        for text in commands(failure) {
            for part in text.split('{').skip(1) {
                let name = part.split('}').next().unwrap_or_default();
                let is_code = !name.bytes().all(|byte| byte.is_ascii_lowercase());
                assert!(is_code || NAMES.contains(&name), "{}: {{{name}}} in {text}", failure.code);
            }
        }
        assert!(texts(failure).all(|text| !text.trim().is_empty()), "{} says nothing", failure.code);
    }
}

#[test]
fn commands_fit_every_version_of_the_tools() {
    // Helm 4 has no `ls --all`, and kubectl has no `version --short` from 1.28.
    for failure in failures().iter() {
        for command in commands(failure) {
            for gone in
                ["helm ls -a", "helm ls -A -a", "} -a", "version --short", "--dry-run ", "auth whoami"]
            {
                assert!(!command.contains(gone), "{} types {gone:?}: {command}", failure.code);
            }
        }
    }
}

#[test]
fn harmless_lines_are_of_no_failure() {
    let failures = failures();
    let found = |line: &str| failures.find(line).map(|failure| format!("{} in {line}\n", failure.code));
    let wrong: String = HARMLESS.lines().chain([""]).filter_map(found).collect();
    assert!(wrong.is_empty(), "{wrong}");
    assert!(HARMLESS.lines().count() > 100);
}

#[test]
fn what_real_tools_print_is_found() {
    let failures = failures();
    let mut codes = BTreeSet::new();
    for (code, path) in real() {
        let text = fs::read_to_string(&path).expect("a real output");
        let lines: Vec<&str> = text.lines().collect();
        let windows = (1..=4).flat_map(|size| lines.windows(size));
        let found: BTreeSet<String> = windows
            .filter_map(|window| failures.find(&window.join("\n")))
            .map(|found| found.code.clone())
            .collect();
        assert!(found.contains(&code), "{} is {found:?}", path.display());
        codes.insert(code);
    }
    assert!(codes.len() >= 20, "only {} failures have a real output", codes.len());
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let check = |text: &str, expect: &str| {
        let root: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let why = Failures::load(&root).map_or_else(|error| error.to_string(), |_| String::new());
        assert_eq!(why, format!("The list of failures can't be used: {expect}."), "{text}");
    };
    let with = |rest: &str| {
        format!(r#"{{"failures":{{"helm":[{{"code":"GLA1001","says":["A title","It fails."],{rest}}}]}}}}"#)
    };
    check("{}", "it has no failures");
    check(&with(r#""match":[]"#), "GLA1001 has nothing to know it by");
    check(&with(r#""match":[""]"#), "GLA1001 has nothing to know it by");
    check(&with(r#""match":["a|"]"#), "GLA1001 has nothing to know it by");
    check(&with(r#""match":"x""#), "`match` of GLA1001 is no list of lines");
    check(&with(r#""match":["x"],"colour":"red""#), "GLA1001 has a key `colour` that is not known");
    check(&with(r#""match":["x"],"fixed_in":5"#), "`fixed_in` of GLA1001 is no text");
    check(r#"{"failures":{}}"#, "it has no failures");
    check(r#"{"failures":{"helm":5}}"#, "`helm` is no list");
    check(r#"{"failures":{"helm":[{"says":["a"]}]}}"#, "a failure has no `code`");
    let says = |lines: &str| {
        format!(r#"{{"failures":{{"helm":[{{"code":"GLA1001","match":["x"],"says":{lines}}}]}}}}"#)
    };
    check(&says("[]"), "GLA1001 says nothing");
    check(&says(r#"["A title", "- A cause"]"#), "GLA1001 says nothing");
    check(&says(r#"["A title", "It fails.", "It fails."]"#), "`It fails.` of GLA1001 is out of place");
    check(&says(r#"["A title", "It fails.", "$ helm list"]"#), "`$ helm list` of GLA1001 is out of place");
}

#[test]
fn a_message_has_one_of_several_wordings() {
    let failure = |code: &str, part: &str| {
        format!(r#"{{"code":"{code}","match":["a {part}"],"says":["A title","It fails."]}}"#)
    };
    let list = [failure("GLA1001", "b|a bb"), failure("GLA1002", "c")].join(",");
    let root: serde_json::Value =
        serde_json::from_str(&format!(r#"{{"failures":{{"helm":[{list}]}}}}"#)).expect("JSON");
    let failures = Failures::load(&root).expect("failures");
    for (message, expect) in
        [("a b", Some("GLA1001")), ("x a bb a c", Some("GLA1001")), ("a c", Some("GLA1002")), ("b", None)]
    {
        assert_eq!(failures.find(message).map(code), expect, "{message}");
    }
}
