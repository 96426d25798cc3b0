//! What is to be done next: what blocks the way, then the steps of the plan, each with what is typed.
#![allow(clippy::expect_used, reason = "a test may fail by panicking")]

mod common;

use common::knowledge;
use gloo_advisor::command::posix;
use gloo_advisor::report::{Report, Whose};
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Choices, Edition, Version, advise};

const SERVER: &str = "Client: {\"version\":\"1.19.2\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.19.2\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"east\"}}\n\n";
const FAILING: &str = "$ glooctl check -n east\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod gloo-7c-x in namespace east is not ready! Message: containers with unready status: [gloo]\n";

fn report(text: &str) -> Report {
    let choices = Choices { target: Target::parse("1.20"), ..Choices::default() };
    advise(&Case::paste(text), &knowledge(), &choices)
}

/// Whether it is of a finding or a step, and its first command.
fn first(report: &Report) -> (&'static str, String) {
    let todos = report.todos();
    let todo = todos.first().expect("a thing to do");
    let whose = match todo.whose {
        Whose::Finding(_) => "finding",
        Whose::Step(..) => "step",
        Whose::Missing => "missing",
    };
    (whose, todo.commands.first().map(|command| posix::emit(command)).unwrap_or_default())
}

#[test]
fn what_stands_in_the_way_comes_first() {
    let failing = report(&format!("{SERVER}{FAILING}"));
    let (whose, command) = first(&failing);
    assert_eq!(whose, "finding");
    assert!(command.starts_with("kubectl -n east"), "{command}");
    let (whose, _) = first(&report(SERVER));
    assert_eq!(whose, "step");
}

#[test]
fn without_a_plan_what_is_missing_is_asked_for() {
    let client = report("$ glooctl version\nClient: {\"version\":\"1.19.2\"}\n");
    assert_eq!(first(&client).0, "missing");
}

#[test]
fn each_thing_has_a_command_and_a_name_of_its_own() {
    let choices = Choices {
        edition: Some(Edition::Enterprise),
        from: Version::parse("1.18.2"),
        target: Target::parse("1.20"),
        ..Choices::default()
    };
    let report = advise(&Case::paste(""), &knowledge(), &choices);
    let todos = report.todos();
    assert!(todos.len() > 10 && todos.iter().all(|todo| !todo.commands.is_empty() && !todo.title.is_empty()));
    let mut names: Vec<String> = todos.iter().map(|todo| todo.whose.tick()).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), todos.len());
}
