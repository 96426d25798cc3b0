//! A check says the same, whatever terminals, chats, wikis, trackers and logs put around its lines.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::fs;
use std::path::Path;

use gloo_advisor::transcript::{Content, read};

/// What a text says of health: of each check the verdict and each section with its status.
fn sections(text: &str) -> Vec<String> {
    let mut said = Vec::new();
    for block in read(text, 0).blocks {
        let Content::Check(check) = block.content else { continue };
        said.push(format!("{:?}", check.verdict()));
        said.extend(check.sections.iter().map(|section| {
            format!(
                "{:?} {} {} {}",
                section.instance,
                section.name,
                section.status.name(),
                section.error_count
            )
        }));
    }
    said
}

/// The same, and each message.
fn said(text: &str) -> Vec<String> {
    let mut said = sections(text);
    for block in read(text, 0).blocks {
        let Content::Check(check) = block.content else { continue };
        said.extend(check.problems.into_iter().map(|problem| problem.message));
    }
    said
}

/// The checks that are printed as lines, by the names of their fixtures.
fn checks() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut checks = Vec::new();
    for file in fs::read_dir(folder).expect("the folder of fixtures is there") {
        let path = file.expect("a file of the folder").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        if name.starts_with("check--") && name != "check--json" {
            checks.push((name, fs::read_to_string(path).expect("a fixture is UTF-8")));
        }
    }
    checks.sort();
    assert!(checks.len() > 20, "the fixtures are gone");
    checks
}

/// Puts something around every line that is not blank.
fn around(before: &'static str, behind: &'static str) -> Box<dyn Fn(&str) -> String> {
    each(move |_, line| if line.is_empty() { String::new() } else { format!("{before}{line}{behind}") })
}

/// Puts something around every line, blank ones too.
fn around_all(before: &'static str, behind: &'static str) -> Box<dyn Fn(&str) -> String> {
    each(move |_, line| format!("{before}{line}{behind}"))
}

fn each(change: impl Fn(usize, &str) -> String + 'static) -> Box<dyn Fn(&str) -> String> {
    Box::new(move |text| {
        let lines = text.lines().enumerate().map(|(at, line)| change(at, line));
        lines.map(|line| line + "\n").collect()
    })
}

/// Puts something around all of the text.
fn ends(before: &'static str, behind: &'static str) -> Box<dyn Fn(&str) -> String> {
    Box::new(move |text| format!("{before}{}{behind}\n", text.trim_end()))
}

fn replaced(from: &'static str, to: &'static str) -> Box<dyn Fn(&str) -> String> {
    Box::new(move |text| text.trim_end().replace(from, to) + "\n")
}

type Decoration = (&'static str, Box<dyn Fn(&str) -> String>);

fn decorations() -> Vec<Decoration> {
    vec![
        ("colours without their escape", around("[32m", "[0m")),
        ("a reset at the end", around("", "[0m")),
        ("escapes in caret notation", around("^[[1;32m", "^[[0m")),
        ("escapes that are spelled", around("\\x1b[32m", "\\u001b[0m")),
        ("the status in colours", replaced("... OK", "... [32mOK[0m")),
        ("bold of a chat", around("*", "*")),
        ("bold of Markdown", around("**", "**")),
        ("italics", around("_", "_")),
        ("italics and bold", around("***", "***")),
        ("struck out", around("~~", "~~")),
        ("code", around("`", "`")),
        ("monospace of a tracker", around("{{", "}}")),
        ("the status in bold", replaced("... OK", "... **OK**")),
        ("the name in bold", replaced("... OK", "...** OK")),
        ("headings", around("### ", "")),
        ("a list", around("- ", "")),
        ("a list with round bullets", around("\u{2022} ", "")),
        ("a list of tasks", around("- [x] ", "")),
        ("a numbered list", each(|at, line| format!("{}. {line}", at + 1))),
        ("a comment", around_all("# ", "")),
        ("a comment in code", around_all("// ", "")),
        ("added lines", around_all("+", "")),
        ("a quote", around_all("> ", "")),
        ("a table", around_all("| ", " |")),
        ("a table with blanks", each(|_, line| format!("|  {line:<70}  |"))),
        ("the end of a table", around("", " |")),
        ("a table of two columns", replaced("... OK", "... | OK")),
        ("hard breaks", around_all("", "\\")),
        ("hard breaks of HTML", around_all("", "<br/>")),
        ("code of a tracker", ends("{noformat}", "{noformat}")),
        ("code of a tracker with its language", ends("{code:bash}\n", "{code}")),
        ("code of a forum", ends("[code]", "[/code]")),
        ("check marks", replaced("... OK", "... OK \u{2705}")),
        ("remarks", replaced("... OK", "... OK (took 0.2s)")),
        ("line separators", replaced("\n", "\u{2028}")),
        ("paragraph separators", replaced("\n", "\u{2029}")),
        ("next lines", replaced("\n", "\u{85}")),
        ("vertical tabs", replaced("\n", "\u{b}")),
        ("carriage returns alone", replaced("\n", "\r")),
        ("carriage returns too", replaced("\n", "\r\n")),
        ("a container", around_all("check-1  | ", "")),
        ("a pod and a stamp", around_all("pod/check-x7k2p 2025-03-20T10:11:12.131Z ", "")),
        ("a step in quotes", around_all("Step #4 - \"check\": ", "")),
        ("a build", each(|at, line| format!("#12 {}.{} {line}", at / 7, 101 + at))),
        ("seconds", each(|at, line| format!("[{:>4}s] {line}", 8 + at / 2))),
        ("seconds and a bar", each(|at, line| format!("{}.{:03} | {line}", at / 9, at * 37))),
        ("a test", each(|at, line| format!("    check_test.go:{}: {line}", 40 + at))),
        ("a list in quotes", each(|_, line| format!("        {},", quoted(line)))),
        (
            "a log of a container",
            each(|at, line| {
                format!(
                    "{{\"log\":{},\"stream\":\"stdout\",\"time\":\"2025-03-20T10:11:{at:02}.5Z\"}}",
                    quoted(&format!("{line}\n"))
                )
            }),
        ),
    ]
}

/// A line as a string of JSON.
fn quoted(line: &str) -> String {
    serde_json::to_string(line).expect("a string")
}

fn has_headings(text: &str) -> bool {
    text.contains("\nChecking ")
}

/// Holds that each of some texts says the same once it is changed.
fn check(texts: Vec<(String, String)>, changes: &[Decoration], said: fn(&str) -> Vec<String>) {
    let mut wrong = Vec::new();
    for (name, text) in texts {
        let expect = said(&text);
        for (what, change) in changes {
            // A string in a list could be anybody's where no heading is one.
            let is_list = ["a list in quotes", "a log of a container"].contains(what);
            let seen = said(&change(&text));
            if seen != expect && (has_headings(&text) || !is_list) {
                let at = seen.iter().zip(&expect).take_while(|(seen, expect)| seen == expect).count();
                wrong.push(format!(
                    "{name}, {what}:\n  {:?} instead of\n  {:?}",
                    seen.get(at),
                    expect.get(at)
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn decoration_changes_nothing() {
    check(checks(), &decorations(), said);
}

#[test]
fn lost_breaks_and_prompts_change_no_section() {
    let changes: Vec<Decoration> = vec![
        ("bold from end to end", ends("**", "**")),
        ("all breaks lost", replaced("\n", "")),
        ("blanks for breaks", replaced("\n", " ")),
        ("escaped breaks", replaced("\n", "\\n")),
        ("a glued prompt", ends("", "\u{279c} curl $(glooctl proxy url)/pets")),
        ("a glued dollar", ends("", "$ helm list -A")),
        ("a glued percent sign", ends("", "% ls")),
        ("a glued host", ends("", "mira@bastion:~$ ls -l")),
        ("a glued folder", ends("", "~/gloo \u{276f} kubectl get pods")),
        ("a glued drive", ends("", "PS C:\\Users\\mira> helm list")),
        ("a mark at the end of no line", ends("", "%")),
    ];
    let mut checks = checks();
    checks.retain(|(_, text)| has_headings(text) && text.ends_with('\n'));
    check(checks, &changes, sections);
}

/// Breaks lines as a window of that many columns does.
fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::new();
    for line in text.lines() {
        let letters: Vec<char> = line.chars().collect();
        let rows: Vec<String> = letters.chunks(width).map(|row| row.iter().collect()).collect();
        wrapped.push_str(&rows.join("\n"));
        wrapped.push('\n');
    }
    wrapped
}

#[test]
fn a_narrow_window_makes_no_healthy_check_fail() {
    let mut wrong = Vec::new();
    for (name, text) in checks() {
        let expect = sections(&text);
        let is_healthy = expect.first().is_some_and(|verdict| verdict == "Healthy");
        for width in 20..60 {
            let seen = sections(&wrapped(&text, width));
            let Some(seen) = seen.first() else { continue };
            // What a window broke may not be told, and is never told wrongly.
            if seen != "Incomplete" && (seen == "Healthy") != is_healthy {
                wrong.push(format!("{name} at {width}: {seen}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_wide_window_loses_nothing() {
    for (name, text) in checks() {
        for width in (60..160).step_by(3) {
            let (seen, expect) = (sections(&wrapped(&text, width)), sections(&text));
            assert_eq!(seen.first(), expect.first(), "{name} at {width}");
        }
    }
}

#[test]
fn prose_below_a_cut_check_is_no_failure() {
    let check = |below: &str, expect: &str| {
        let text =
            format!("Checking deployments... OK\nChecking pods... OK\nChecking upstreams... \n{below}\n");
        assert_eq!(sections(&text).first().map(String::as_str), Some(expect), "with {below:?}");
    };
    check("Any idea why it stops here?", "Incomplete");
    check("It hangs for minutes, then I pressed ^C", "Incomplete");
    check("Found rejected upstream: a b", "Problems");
    check("Could not communicate with kubernetes cluster: Get x", "Problems");
    check("Get \"https://10.0.0.1/apis\": dial tcp 10.0.0.1:443: i/o timeout", "Problems");
    check("some other reason\nProblems detected!", "Problems");
}
