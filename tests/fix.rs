//! `gloo-advisor fix` in a terminal: what it prints where, and how it ends.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::process::{Command, Output};

use serde_json::Value;

fn run(args: &[&str]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"));
    program.arg("fix").args(args).output().expect("the program ends")
}

fn printed(args: &[&str]) -> String {
    String::from_utf8(run(args).stdout).expect("what it prints is UTF-8")
}

/// A run with an answer: its status, and the lines that it begins with.
fn check(args: &[&str], status: i32, expect: &[&str]) {
    let output = run(args);
    let text = String::from_utf8(output.stdout).expect("what it prints is UTF-8");
    let lines: Vec<&str> = text.lines().take(expect.len()).collect();
    assert_eq!((lines.as_slice(), output.status.code()), (expect, Some(status)), "{args:?}");
    assert!(output.stderr.is_empty(), "{args:?}");
}

/// A run without an answer: what it says.
fn check_refused(args: &[&str], expect: &str) {
    let output = run(args);
    let said = String::from_utf8(output.stderr).expect("what it says is UTF-8");
    let first = said.lines().next().unwrap_or_default();
    assert_eq!((first, output.status.code()), (expect, Some(2)), "{args:?}");
    assert!(output.stdout.is_empty(), "{args:?}");
}

const TITLE: &str = "Issue 8931 (fix, new feature): first in 1.16.5, 1.17.0-beta9.";
const LINK: &str = "https://github.com/solo-io/gloo/issues/8931";

#[test]
fn an_issue_is_answered_for_both_editions() {
    let whole = "\
Issue 8931 (fix, new feature): first in 1.16.5, 1.17.0-beta9.
https://github.com/solo-io/gloo/issues/8931

Gloo open source
  1.16: from 1.16.5.
  1.17: from 1.17.0-beta9.
  1.18 to 1.22: every known release has it.

Gloo Enterprise
  1.16: surely from 1.16.4.
  1.17: surely from 1.17.1; 1.17.0 may have it (its base is not known exactly).
  1.18 to 1.22: every known stable release has it.
";
    assert_eq!(printed(&["8931"]), whole);
    assert_eq!(printed(&[LINK]), whole);
    let enterprise = printed(&["#8931", "--edition", "enterprise"]);
    assert!(
        enterprise.contains("Gloo Enterprise") && !enterprise.contains("Gloo open source"),
        "{enterprise}"
    );
    let marked = printed(&["8931", "--format", "markdown"]);
    assert!(
        marked.starts_with(&format!("## {TITLE}\n\n{LINK}\n\n### Gloo open source\n\n- 1.16: from")),
        "{marked}"
    );
}

#[test]
fn what_is_installed_decides_the_status() {
    let asked = |edition: &'static str, from: &'static str| ["8931", "--edition", edition, "--from", from];
    let has = "Installed: Gloo Enterprise 1.16.4 has it (built on 1.16.7, observed). 1.16.5 names it.";
    check(&asked("enterprise", "1.16.4"), 0, &[TITLE, LINK, has]);
    let lacks = "Installed: Gloo open source 1.16.4 does not have it. 1.16 names it first in 1.16.5.";
    check(&asked("open-source", "1.16.4"), 1, &[TITLE, LINK, lacks, "Smallest move: 1.16.5."]);
    let bounds = "Installed: Gloo Enterprise 1.16.3 does not have it (built on 1.16.3 to 1.16.4). 1.16 names it first in 1.16.5.";
    check(&asked("enterprise", "1.16.3"), 1, &[TITLE, LINK, bounds, "Smallest move: 1.16.4."]);
    let unread = "Gloo open source 1.30.0 is not in the catalog of releases, so check its number.";
    let of_none = "Installed: it is unknown whether Gloo open source 1.30.0 has it. The changelog of 1.30.0 has not been read.";
    check(&asked("open-source", "1.30.0"), 1, &[TITLE, LINK, of_none, unread]);
}

#[test]
fn files_say_what_is_installed() {
    let example = |name: &str| format!("{}/static/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    let lacks = "Installed: Gloo Enterprise 1.16.1 does not have it (built on 1.16.3, pasted). 1.16 names it first in 1.16.5.";
    let file = example("line-behind-and-failing.txt");
    check(&["8931", &file], 1, &[TITLE, LINK, lacks, "Smallest move: 1.16.4."]);
    let file = example("no-server.txt");
    let advice = "gloo-advisor: The files do not show what is installed: add --edition and --from.";
    check_refused(&["8931", &file], advice);
    let file = format!("{}/tests/fixtures/mixed--two-namespaces.txt", env!("CARGO_MANIFEST_DIR"));
    let several = "gloo-advisor: The files show 2 installations: choose one with --installation 1 to 2.";
    check_refused(&["8568", &file], several);
    for (number, status, expect) in [
        ("1", 0, "Installed: Gloo open source 1.14.20 has it. 1.14.17 names it."),
        ("2", 1, "Installed: Gloo open source 1.13.30 does not have it. "),
    ] {
        let args = ["8568", &file, "--installation", number];
        let text = printed(&args);
        assert!(text.contains(expect), "{text}");
        assert_eq!(run(&args).status.code(), Some(status), "{number}");
    }
}

#[test]
fn a_dependency_bump_may_have_another_issue_in_another_line() {
    let title = "Issue 10430 (dependency bump): first in 1.17.17, 1.18.0-rc4, 1.19.0-beta1.";
    let link = "https://github.com/solo-io/gloo/issues/10430";
    let own = "A dependency bump often has an issue of its own in each line.";
    // 1.16.23 has the same bump under 10431.
    let here = "Installed: it is unknown whether Gloo open source 1.16.23 has it. \
        The changelogs of 1.16 do not name it; 1.17.17 is the first that does. \
        A dependency bump often has an issue of its own in each line.";
    let asked = ["10430", "--edition", "open-source", "--from", "1.16.23"];
    check(&asked, 1, &[title, link, own, here, "Smallest move: 1.17.17."]);
}

#[test]
fn nothing_is_called_the_same_that_is_not_known() {
    let sentences = |edition: &str, from: &str, to: &str| {
        let text = printed(&["--edition", edition, "--from", from, "--to", to]);
        text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    // A downgrade may lose what the upgrade may bring.
    let (up, down) =
        (sentences("enterprise", "1.16.10", "1.16.20"), sentences("enterprise", "1.16.20", "1.16.10"));
    assert_eq!(up.len(), 1, "{up:?}");
    assert_eq!(up.first().map(|up| up.replace("May bring", "May lose")), down.first().cloned());
    assert_eq!(
        sentences("open-source", "1.22.1", "1.22.3"),
        ["The changelogs of 1.22.2, 1.22.3 have not been read."]
    );
    assert_eq!(sentences("open-source", "1.22.2", "1.22.3"), ["The changelog of 1.22.3 has not been read."]);
    assert_eq!(sentences("open-source", "1.22.3", "1.22.3"), ["Nothing that changelogs name is different."]);
    assert_eq!(
        sentences("enterprise", "1.16.11", "1.16.10")
            .last()
            .map(|last| last.starts_with("May lose") || last.starts_with("No difference is certain")),
        Some(true)
    );
}

#[test]
fn two_releases_are_compared() {
    let asked = |to: &'static str| ["--edition", "open-source", "--from", "1.22.0-beta12", "--to", to];
    check(
        &asked("1.22.0"),
        0,
        &[
            "From Gloo open source 1.22.0-beta12 to 1.22.0, by issues that changelogs name.",
            "Brings 1 fix: solo-projects#9078.",
        ],
    );
    let back: Value = serde_json::from_str(&printed(&[
        "--edition",
        "open-source",
        "--from",
        "1.22.0",
        "--to",
        "1.22.0-beta12",
        "--format",
        "json",
    ]))
    .expect("JSON");
    assert_eq!(back["loses"][0]["issue"]["link"], "https://github.com/solo-io/solo-projects/issues/9078");
    check_refused(
        &asked("1.22.99"),
        "gloo-advisor: Gloo open source 1.22.99 is not in the catalog of releases.",
    );
}

#[test]
fn tools_get_json() {
    let text = printed(&["6534", "--edition", "enterprise", "--from", "1.12.16", "--format", "json"]);
    let answer: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(answer["issue"]["link"], "https://github.com/solo-io/gloo/issues/6534");
    assert_eq!(answer["installed"]["has"], "unknown");
    assert_eq!(answer["installed"]["smallest_move"], "1.12.18");
    assert_eq!(answer["installed"]["base"]["highest"], "1.12.17");
    assert_eq!(answer["named"][0]["release"], "1.8.35");
    assert_eq!(answer["open-source"][0]["surely_from"], "1.8.35");
}

#[test]
fn what_has_no_answer_is_said_in_words() {
    check_refused(&["99999"], "gloo-advisor: No changelog from 0.8.4 to 1.22.1 names issue 99999.");
    check_refused(
        &["abc"],
        "gloo-advisor: \"abc\" is no issue: write a number, its address or REPOSITORY#NUMBER. Try --help.",
    );
    check_refused(
        &["8931", "--edition", "enterprise", "--from", "latest"],
        "error: invalid value 'latest' for '--from <VERSION>': it is not a release",
    );
    let other = String::from_utf8(run(&["envoyproxy/envoy#1"]).stderr).expect("text");
    assert!(
        other.starts_with("gloo-advisor: No changelog names an issue of envoyproxy/envoy, only of "),
        "{other}"
    );
    for (args, expect) in [
        (&[][..], "error: the following required arguments were not provided:"),
        (&["8931", "--from", "1.16.3"], "error: the following required arguments were not provided:"),
        (&["8931", "--to", "1.16.3"], "error: the argument '[ISSUE]' cannot be used with '--to <VERSION>'"),
    ] {
        check_refused(args, expect);
    }
}
