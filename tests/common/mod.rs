//! What several tests need.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod before_after;
pub mod delivered;
pub mod failures;
pub mod hostile;
pub mod jira;
pub mod plans;
pub mod sources;

use std::sync::LazyLock;

use gloo_advisor::diagnose::Diagnostic;
use gloo_advisor::report::Report;
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Choices, Edition, Knowledge, Version, advise};

/// What the program was published with.
pub fn knowledge() -> Knowledge {
    Knowledge::published().expect("the published data")
}

/// What is said of a pasted text to somebody who chooses nothing.
pub fn pasted(text: &str) -> Report {
    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(knowledge);
    advise(&Case::paste(text), &KNOWLEDGE, &Choices::default())
}

/// What is said of a pasted text to somebody who wants 1.17.
pub fn towards_1_17(text: &str) -> Report {
    let choices = Choices { target: Target::parse("1.17"), ..Choices::default() };
    advise(&Case::paste(text), &knowledge(), &choices)
}

/// The finding with a code, which has to be there.
pub fn found<'a>(report: &'a Report, code: &str) -> &'a Diagnostic {
    let codes = || report.diagnostics.iter().map(|one| one.code.id()).collect::<Vec<_>>();
    report.diagnostics.iter().find(|one| one.code.id() == code).unwrap_or_else(|| panic!("{:?}", codes()))
}

/// What is said to somebody who has nothing to paste.
pub fn report(choices: &Choices) -> Report {
    advise(&Case::default(), &knowledge(), choices)
}

/// The choices of somebody who has nothing to paste.
pub fn by_hand(edition: Edition, from: &str, target: &str) -> Choices {
    Choices {
        edition: Some(edition),
        from: Version::parse(from),
        target: Target::parse(target),
        ..Choices::default()
    }
}

/// What `glooctl version` of one release prints for an installation of another.
#[allow(dead_code, reason = "not every test pastes it")]
pub fn listing(client: &str, server: &str, namespace: &str) -> String {
    format!(
        "Client: {{\"version\":\"{client}\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{server}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"{namespace}\"}}}}\n"
    )
}
