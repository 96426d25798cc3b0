//! What the terminal program prints for others.
#![allow(clippy::expect_used, reason = "a test may fail by panicking")]

use std::io::Write as _;
use std::process::{Command, Stdio};

fn run(arguments: &[&str], text: &str) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gloo-advisor"));
    program.args(arguments).arg("-").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    child.stdin.take().expect("it reads").write_all(text.as_bytes()).expect("it takes the text");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn what_is_for_others_has_no_secrets() {
    let check = "Checking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod orders-7 in namespace edge is not ready! https://bob:S3cret-4711@charts.corp.internal/x\n";
    let said = |arguments: &[&str]| run(arguments, check);
    let has =
        |text: &str| ["S3cret-4711", "charts.corp.internal", "orders-7"].map(|word| text.contains(word));
    assert_eq!(has(&said(&[])), [true; 3]);
    assert_eq!(has(&said(&["--format", "json"])), [true; 3]);
    assert_eq!(has(&said(&["--format", "json", "--redact", "secrets"])), [false, false, true]);
    for form in ["ticket", "jira", "reply"] {
        assert_eq!(has(&said(&["--format", form])), [false, false, true], "{form}");
    }
    assert_eq!(has(&said(&["--format", "ticket", "--redact", "all"])), [false; 3]);
    assert_eq!(has(&said(&["--format", "ticket", "--redact", "none"])), [true; 3]);
}
