//! What somebody only wants or expects is no fact, and a server that is not found any more is in doubt.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail by panicking")]

mod common;

use common::pasted;
use gloo_advisor::diagnose::Code;

fn version(number: &str) -> String {
    format!(
        "Client: {{\"version\":\"{number}\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{number}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"gloo-system\"}}}}\n"
    )
}

const NONE: &str = "Client: {\"version\":\"1.17.2\"}\nServer: version undefined, could not find any version of gloo running\n";

fn title(text: &str) -> String {
    pasted(text).verdict.title
}

#[test]
fn what_is_wanted_takes_nothing_back() {
    let now = version("1.17.2");
    for introduced in [
        "After the window we want:\n",
        "Expected (by the runbook):\n\n",
        "On Friday I upgrade and then I expect\n```\n",
        "It should print:\n$ glooctl version\n",
    ] {
        for text in [
            format!("{now}\n{introduced}{}", version("1.18.3")),
            format!("{introduced}{}\n```\nToday:\n{now}", version("1.18.3")),
        ] {
            assert!(title(&text).contains("1.17.2"), "reading {text}");
        }
        let text = format!("{introduced}{}", version("1.18.3"));
        assert!(!title(&text).contains("1.18"), "reading {text}");
    }
}

#[test]
fn what_is_asked_about_is_a_fact() {
    for introduced in [
        "I would like to know why it says:\n",
        "That is not what we want:\n",
        "We expected 1.18, but it shows:\n",
        "Hello, I have this, what should I do?\n",
    ] {
        let text = format!("{introduced}{}", version("1.17.2"));
        assert!(title(&text).contains("1.17.2"), "reading {text}");
    }
}

#[test]
fn only_what_stands_right_below_is_wanted() {
    let text = format!("We want:\n{}\n$ glooctl version\n{}", version("1.18.3"), version("1.17.2"));
    assert!(title(&text).contains("1.17.2"), "{text}");
}

#[test]
fn a_server_that_is_lost_is_in_doubt() {
    let is_in_doubt =
        |text: &str| pasted(text).diagnostics.iter().any(|found| found.code == Code::Contradicted);
    let found = version("1.17.2");
    assert!(is_in_doubt(&(found.clone() + NONE)));
    assert!(!is_in_doubt(&(NONE.to_owned() + &found)));
    assert!(!is_in_doubt(&format!("{found}{NONE}{found}")));
    let elsewhere = format!("{found}$ glooctl version -n edge\n{NONE}");
    assert!(!is_in_doubt(&elsewhere), "another namespace was asked");
    let context =
        format!("$ glooctl version --kube-context a\n{found}$ glooctl version --kube-context b\n{NONE}");
    assert!(!is_in_doubt(&context), "another cluster was asked");
}
