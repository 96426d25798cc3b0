//! What tests of comparisons need.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use gloo_advisor::compare::{Comparison, compare};
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Choices, Knowledge, Report, advise};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(super::knowledge);

/// Where a fixture is.
pub fn path(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare").join(format!("{name}.txt"));
    path.to_str().expect("a plain path").to_owned()
}

/// A fixture of `tests/compare`.
pub fn text(name: &str) -> String {
    fs::read_to_string(path(name)).expect("a fixture")
}

/// What is said of a text to somebody who goes to 1.17.38.
pub fn report(text: &str) -> Report {
    let choices = Choices { target: Target::parse("1.17.38"), ..Choices::default() };
    advise(&Case::paste(text), &KNOWLEDGE, &choices)
}

/// Two texts, compared.
pub fn compared(before: &str, after: &str) -> Comparison {
    compare(&report(before), &report(after))
}

/// The checks of a namespace, with these parts and this end.
pub fn run(flags: &str, parts: &[&str], end: &str) -> String {
    let parts: String = parts.iter().map(|part| format!("Checking {part}\n")).collect();
    format!("$ glooctl check{flags}\n{parts}{end}\n")
}
