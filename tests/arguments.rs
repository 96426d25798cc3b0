//! What the program says of its own arguments: completions for shells, and the man page.
#![allow(clippy::expect_used, reason = "a test may fail by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The calls whose help has options.
const CALLS: [&[&str]; 7] =
    [&[], &["compare"], &["explain"], &["fix"], &["catalog", "build"], &["completions"], &["man"]];

fn print(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gloo-advisor")).args(args).output().expect("it ends");
    assert!(output.status.success() && output.stderr.is_empty(), "calling it with {args:?}");
    String::from_utf8(output.stdout).expect("what it prints is UTF-8")
}

#[test]
fn explain_knows_the_codes_of_findings_from_those_that_nobody_has() {
    let said = |code: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"));
        let output = program.args(["explain", code]).output().expect("it ends");
        String::from_utf8(output.stdout).expect("what it prints is UTF-8")
    };
    for code in ["GLA0101", "GLA0302"] {
        assert_eq!(said(code), "`explain` knows failures; the report explains its own findings.\n");
    }
    assert!(said("GLA0999").starts_with("This message is unknown here"));
}

/// A file with what the program prints.
fn file(name: &str, args: &[&str]) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&file, print(args)).expect("it is written");
    file
}

/// The long options of a text.
fn options(text: &str) -> BTreeSet<&str> {
    let starts = text.split("--").skip(1);
    let options = starts.map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-');
        end.map_or(rest, |end| rest.split_at(end).0)
    });
    options.filter(|option| !option.is_empty()).collect()
}

/// What bash offers for the last of some words.
fn offered(words: &[&str]) -> Vec<String> {
    const DRIVER: &str = r#"
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
complete=$(complete -p gloo-advisor) && [[ $complete =~ -F\ ([^ ]+) ]] || exit 1
compopt() { :; }
"${BASH_REMATCH[1]}" gloo-advisor "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\n' "${COMPREPLY[@]}"
"#;
    let script = file(&format!("{}.bash", words.join("_")), &["completions", "bash"]);
    let mut bash = Command::new("bash");
    let bash = bash.args(["-c", DRIVER, "bash"]).arg(script).arg("gloo-advisor").args(words);
    let output = bash.output().expect("bash ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "completing {words:?}");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn bash_completes_options_and_their_values() {
    let script = file("gloo-advisor.bash", &["completions", "bash"]);
    let output = Command::new("bash").arg("-n").arg(script).output().expect("bash ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    for (words, expect) in [
        (&["--fo"][..], &["--format"][..]),
        (
            &["--format", ""],
            &[
                "text",
                "json",
                "markdown",
                "asks",
                "ticket",
                "jira",
                "short",
                "reply",
                "runbook",
                "checklist",
                "issue",
                "link",
            ],
        ),
        (&["--edition", "o"], &["open-source"]),
        (&["--target-edition", "e"], &["enterprise"]),
        (&["--way", ""], &["in-place", "canary"]),
        (&["--delivered-by", ""], &["helm", "argo-cd", "flux", "terraform"]),
        (&["--helm", ""], &["2", "3", "4"]),
        (&["--shell", "pow"], &["powershell"]),
        (&["--platform", "d"], &["darwin-amd64", "darwin-arm64"]),
        (&["cat"], &["catalog"]),
        (&["compare", "--format", ""], &["text", "markdown", "json"]),
        (&["catalog", "b"], &["build"]),
        (&["catalog", "build", "--o"], &["--oss-index"]),
        (&["explain", "--l"], &["--list"]),
        (&["completions", "z"], &["zsh"]),
    ] {
        assert_eq!(offered(words), expect, "completing {words:?}");
    }
}

#[test]
fn every_shell_gets_every_option() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = print(&["completions", shell]);
        assert_eq!(script, print(&["completions", shell]), "{shell}");
        for call in CALLS {
            let help = print(&[call, &["--help"]].concat());
            for option in options(&help) {
                let dashed = if shell == "fish" { format!("-l {option}") } else { format!("--{option}") };
                assert!(script.contains(&dashed), "{shell} does not complete {dashed}");
            }
        }
    }
}

#[test]
fn the_man_page_has_every_option_of_every_command() {
    let page = print(&["man"]);
    assert_eq!(page, print(&["man"]), "nothing in it depends on the day");
    let plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\fI", "");
    let sections: Vec<&str> = plain.split("\n.SH ").collect();
    for call in CALLS {
        let help = print(&[call, &["--help"]].concat());
        let name = [&["gloo-advisor"], call].concat().join(" ");
        let heading = if call.is_empty() { "OPTIONS\n".to_owned() } else { format!("\"{name}\"\n") };
        let section = sections.iter().find(|section| section.starts_with(&heading)).expect("a section");
        let [described, expect] = [*section, help.as_str()].map(|text| {
            let lines = text.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
            lines.flat_map(options).collect::<BTreeSet<&str>>()
        });
        assert!(expect.contains("help"), "{help}");
        assert_eq!(described, expect, "options of {name}");
    }
}

#[test]
fn the_man_page_is_shown_without_warnings() {
    let page = file("gloo-advisor.1", &["man"]);
    // Nothing is said where groff is missing: nothing else needs it.
    if let Ok(output) = Command::new("groff").args(["-man", "-ww", "-Tutf8"]).arg(page).output() {
        assert!(output.status.success(), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn a_choice_that_nothing_has_is_refused() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("choices");
    fs::create_dir_all(&folder).expect("a folder");
    let paste = folder.join("paste.txt");
    fs::write(&paste, "Client: {\"version\":\"1.16.9\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.9\",\"Name\":\"gloo\"}],\"namespace\":\"edge\"}}\n").expect("it is written");
    let check = |args: &[&str], expect: &str| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"));
        let output = program.args(args).arg(&paste).output().expect("it ends");
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "calling it with {args:?}");
        let complaint = String::from_utf8(output.stderr).expect("what it prints is UTF-8");
        assert_eq!(complaint, format!("gloo-advisor: {expect}. Try --help.\n"));
    };
    check(&["--installation", "3"], "there is no installation 3: the text shows one");
    let unasked = "there is no question \"off\": the report as JSON has the identifiers";
    check(&["--answer", "off=yes"], unasked);
}
