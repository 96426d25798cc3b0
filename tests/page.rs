//! The page rendered without a browser: its parts, and that pasted text stays text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::rc::Rc;

use futures::executor::block_on;
use gloo_advisor::Knowledge;
use gloo_advisor::ui::state::{Action, State};
use gloo_advisor::ui::{Host, Page, PageProps};
use yew::LocalServerRenderer;

fn render(text: &str) -> String {
    let knowledge = Knowledge::published().expect("the published data");
    let state = State::new(None)
        .after(Action::Learn(Rc::new(knowledge), None))
        .after(Action::SetText(text.to_owned()));
    let props = PageProps { state: Rc::new(state), host: Host::default() };
    block_on(LocalServerRenderer::<Page>::with_props(props).hydratable(false).render())
}

fn check(text: &str, has: &[&str], has_not: &[&str]) {
    let html = render(text);
    for part in has {
        assert!(html.contains(part), "the page for {text:?} lacks {part:?}:\n{html}");
    }
    for part in has_not {
        assert!(!html.contains(part), "the page for {text:?} has {part:?}:\n{html}");
    }
}

#[test]
fn an_empty_page_has_no_result() {
    check(
        "",
        &[r#"id="verdict""#, "Paste what glooctl printed."],
        &[r#"id="pairing""#, r#"id="findings""#, r#"id="plan""#],
    );
}

#[test]
fn every_part_has_the_name_that_links_rely_on() {
    let ids = ["verdict", "pairing", "findings", "plan", "hand-over"].map(|id| format!(r#"id="{id}""#));
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    check(include_str!("../static/examples/line-behind-and-failing.txt"), &ids, &[]);
    check(include_str!("../static/examples/patch-behind.txt"), &[r#"id="missing""#], &[]);
}

#[test]
fn pasted_text_stays_text() {
    check(
        "<img src=x onerror=alert(1)>\nChecking pods... <script>alert(1)</script>\nProblems detected!",
        &["&lt;img src=x onerror=alert(1)&gt;", "&lt;script&gt;"],
        &["<img src=x", "<script>"],
    );
}

#[test]
fn lines_that_were_not_read_are_marked() {
    check("Checking pods... OK\nNo problems detected.\n\nwhat is this", &[r#"class="unread""#], &[]);
}
