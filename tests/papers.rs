//! Several texts in one case, without a browser: which is shown, what all of them say, and where it is said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

use std::rc::Rc;

use gloo_advisor::ui::state::{Action, State};
use gloo_advisor::{Knowledge, transcript::Span};

fn version(version: &str) -> String {
    format!(
        "Client: {{\"version\":\"{version}\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{version}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"gloo-system\"}}}}\n"
    )
}

const FAILING: &str = "Checking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-1 in namespace gloo-system is not ready!\n";

/// The state once these files were opened.
fn opened(state: &State, files: &[(&str, &str)]) -> State {
    let names: Rc<str> = "files".into();
    let texts = files.iter().map(|(name, text)| (Rc::from(*name), (*text).to_owned())).collect();
    state.after(Action::Open(Some(names.clone()))).after(Action::Opened(names, texts))
}

fn loaded() -> State {
    State::new(None).after(Action::Learn(Rc::new(Knowledge::published().unwrap()), None))
}

/// The names of the texts, with the one in the box in brackets.
fn names(state: &State) -> String {
    let shown = state.papers.place();
    let name =
        |(place, name): (usize, &str)| if place == shown { format!("[{name}]") } else { name.to_owned() };
    let names = state.papers.iter().map(|paper| &*paper.name).enumerate().map(name);
    names.collect::<Vec<_>>().join(" ")
}

/// Of each block, the place of its text.
fn places(state: &State) -> Vec<usize> {
    state.report.blocks.iter().map(|block| block.span.transcript).collect()
}

#[test]
fn files_are_texts_of_their_own_and_one_case() {
    let state = opened(&loaded(), &[("version.txt", &version("1.16.3")), ("check.txt", FAILING)]);
    assert_eq!(names(&state), "[version.txt] check.txt");
    assert_eq!(places(&state), [0, 1]);
    assert_eq!(state.report.installations.len(), 1);
    let check = state.report.check.as_ref().unwrap();
    assert_eq!(check.problems.first().unwrap().span, Span { transcript: 1, start: 4, end: 4 });
}

#[test]
fn files_of_two_environments_are_two_clusters() {
    let state = opened(&loaded(), &[("prod.txt", &version("1.16.3")), ("staging.txt", &version("1.17.5"))]);
    let labels: Vec<_> = state.report.clusters.iter().map(|cluster| cluster.label.as_deref()).collect();
    assert_eq!(labels, [Some("cluster prod"), Some("cluster staging")]);
    // What a file is an output of is no part of the name.
    let state = opened(&loaded(), &[("prod-version.txt", &version("1.16.3")), ("prod_check.log", FAILING)]);
    assert_eq!((state.report.clusters.len(), state.report.installations.len()), (1, 1));
}

#[test]
fn files_join_what_is_there() {
    let pasted = loaded().after(Action::SetText(version("1.16.3")));
    let state = opened(&pasted, &[("check.txt", FAILING), ("check.txt", FAILING)]);
    assert_eq!(names(&state), "paste [check.txt] check.txt 2");
    assert_eq!(&*state.paper().text, FAILING);
    let back = state.after(Action::ShowPaper(0));
    assert_eq!(
        (names(&back).as_str(), &*back.paper().text),
        ("[paste] check.txt check.txt 2", &*version("1.16.3"))
    );
    assert!(Rc::ptr_eq(&back.report, &state.report), "what is shown changes nothing of what is said");
    assert_eq!(names(&state.after(Action::Restore)), "[paste]", "files that nobody wanted can be undone");
}

#[test]
fn a_text_can_be_added_and_taken_out() {
    let first = loaded().after(Action::SetText(version("1.16.3")));
    let second = first.after(Action::AddPaper);
    assert_eq!((names(&second).as_str(), &*second.paper().text), ("paste [paste 2]", ""));
    assert_eq!(second.report.installations.len(), 1);
    let second = second.after(Action::SetText(FAILING.to_owned()));
    assert_eq!(places(&second), [0, 1]);
    // What is left keeps its evidence, at its new place.
    let alone = second.after(Action::RemovePaper(0));
    assert_eq!((names(&alone).as_str(), places(&alone)), ("[paste 2]", vec![0]));
    assert_eq!(alone.report.transcripts.len(), 1);
    let back = alone.after(Action::Restore);
    assert_eq!((names(&back).as_str(), places(&back)), ("paste [paste 2]", vec![0, 1]));
    let none = alone.after(Action::RemovePaper(0));
    assert!(none.report.is_empty() && none.paper().text.is_empty());
}

#[test]
fn taking_out_keeps_the_box_as_it_is() {
    let state = opened(&loaded(), &[("a", "a"), ("b", "b"), ("c", "c")]);
    let check = |shown: usize, out: usize, expect: &str| {
        assert_eq!(names(&state.after(Action::ShowPaper(shown)).after(Action::RemovePaper(out))), expect);
    };
    check(1, 0, "[b] c");
    check(1, 1, "a [c]");
    check(1, 2, "a [b]");
    check(2, 2, "a [b]");
    check(0, 7, "[a] b c");
}

#[test]
fn lines_of_another_text_bring_it_into_the_box() {
    let state = opened(&loaded(), &[("version.txt", &version("1.16.3")), ("check.txt", FAILING)]);
    let line = Span::line(1, 4);
    let looked = state.after(Action::LookAtLines(line));
    assert_eq!(names(&looked), "version.txt [check.txt]");
    assert_eq!((looked.caret_line(), &*looked.lit), (Some(line), &[line][..]));
    let again = looked.after(Action::LookAtLines(line));
    assert_ne!(looked.goal, again.goal, "it is looked for again");
}

#[test]
fn a_long_text_is_waited_for_wherever_it_is() {
    let long = format!("{FAILING}{}", "a line of a log\n".repeat(5_000));
    let state = opened(&loaded(), &[("check.log", &long), ("version.txt", &version("1.16.3"))]);
    assert_eq!(state.papers.waiting().map(|(place, _)| place), Some(0));
    assert!(state.report.blocks.is_empty());
    let moved = state.after(Action::ShowPaper(1));
    let read = moved.after(Action::Read(0, gloo_advisor::transcript::read(&long, 0)));
    assert_eq!(places(&read), [0, 1]);
    let back = read.after(Action::ShowPaper(0));
    assert!(back.paper().excerpt.as_ref().is_some_and(|lines| lines.len() > 1));
}
