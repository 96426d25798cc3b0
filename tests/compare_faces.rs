//! The faces of a comparison: Markdown, JSON and the terminal program; and how long it takes.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use std::process::Command;
use std::time::{Duration, Instant};

use common::before_after::{compared, path, report, run, text};
use gloo_advisor::command::Shell;
use gloo_advisor::compare::{compare, json, render};
use gloo_advisor::report::text::Style;

#[test]
fn names_of_a_paste_are_no_markup() {
    let hostile = run(
        "",
        &["pods... 1 Errors!"],
        "Error: 1 error occurred:\n\t* Pod <img/src=x> in @team is [not](http://x) ready!\n",
    );
    let printed = render(&compared(&hostile, "Checking deployments... OK\n"), Style::Markdown, Shell::Posix);
    for name in ["<img/src=x>", "@team", "[not](http://x)"] {
        let bare = printed
            .match_indices(name)
            .filter(|(at, _)| printed.split_at(*at).0.matches('`').count() % 2 == 0);
        assert!(printed.contains(name) && bare.count() == 0, "{printed}");
    }
}

#[test]
fn json_has_both_sides() {
    let value = json::to_value(&compared(&text("failing"), &text("upgraded")));
    assert_eq!(value["schema_version"], 1);
    for key in ["installations", "fixed", "new", "still", "unknown", "plan"] {
        assert!(value[key].is_array(), "{key}");
    }
    assert_eq!(value["fixed"][0]["evidence"]["before"][0]["start_line"], 18);
    assert_eq!(value["fixed"][0]["evidence"]["after"][0]["start_line"], 6);
    assert_eq!(value["plan"][0]["hop_proof"], "done");
}

#[test]
fn long_texts_take_time_in_proportion() {
    let failing = |count: usize, name: &str| {
        let list: String = (0..count)
            .map(|at| format!("\t* Found rejected upstream by 'gloo-system': shop {name}-{at} (Reason: 1 error occurred)\n"))
            .collect();
        let parts = ["pods... OK".to_owned(), format!("upstreams... {count} Errors!")];
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        report(&run("", &parts, &format!("Error: {count} errors occurred:\n{list}")))
    };
    let time = |count: usize| {
        let (before, after) = (failing(count, "old"), failing(count, "new"));
        let start = Instant::now();
        let comparison = compare(&before, &after);
        assert_eq!((comparison.fixed.len(), comparison.new.len()), (count, count));
        start.elapsed()
    };
    // Two texts of 1 MB together, and a sixteenth of that.
    let (short, long) = (time(350), time(5_600));
    assert!(long < short * 16 * 3 + Duration::from_millis(200), "{short:?} and {long:?}");
}

#[test]
fn the_program_compares() {
    let [failing, upgraded, half, worse] = ["failing", "upgraded", "half", "worse"].map(path);
    let target = ["--target", "1.17.38", "--today", "2026-08-20"];
    let call = |before: &str, after: &str, more: &[&str], expect: (i32, &str)| {
        terminal(&[&[before, after], &target[..], more].concat(), expect);
    };
    call(
        &failing,
        &upgraded,
        &[],
        (
            0,
            "\nFixed\n- Error GLA0302: A pod is not ready (pod gateway in gloo-system)\n  Seen at: first text, line 18; second text, line 6\n",
        ),
    );
    call(
        &failing,
        &half,
        &[],
        (1, "\n- The second text has no glooctl check.\n  To find out:\n    glooctl check -n gloo-system\n"),
    );
    call(
        &failing,
        &worse,
        &["--format", "markdown"],
        (1, "# 1 finding is fixed, 2 are new, 2 are still there.\n"),
    );
    call(&failing, &upgraded, &["--format", "json"], (0, "\"schema_version\": 1"));
    let none = path("none");
    call(&failing, &none, &[], (2, "can't be read"));
    call("-", "-", &[], (2, "only one of the two texts can be standard input"));
    call(
        &failing,
        &path("../layers").replace(".txt", ".rs"),
        &[],
        (2, "Nothing was recognised in the second text."),
    );
    terminal(&[&failing], (2, "<AFTER>"));
    terminal(&["--format", "asks", &failing, &upgraded], (2, "[possible values: text, markdown, json]"));
}

/// How the program ends, and a text that it prints.
fn terminal(args: &[&str], expect: (i32, &str)) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_gloo-advisor")).arg("compare").args(args).output().expect("it ends");
    let printed = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert_eq!(output.status.code(), Some(expect.0), "{args:?}: {printed}");
    assert!(printed.contains(expect.1), "{args:?}: {printed}");
}
