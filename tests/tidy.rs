//! The rules of this house that no other tool looks after.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use common::sources::{files, product_lines, read};

/// Names each line of each file that breaks a rule, with the reason for the rule.
fn check(paths: &[PathBuf], why: &str, breaks: impl Fn(&str) -> Vec<usize>) {
    let mut broken = Vec::new();
    for path in paths {
        broken.extend(breaks(&read(path)).iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(broken.is_empty(), "{why}\n{}", broken.join("\n"));
}

/// The numbers of the product's lines that hold one of these texts.
fn holding(text: &str, unwanted: &[&str]) -> Vec<usize> {
    let is_broken = |line: &str| unwanted.iter().any(|word| line.contains(word));
    product_lines(text).filter(|(_, line)| is_broken(line)).map(|(number, _)| number).collect()
}

#[test]
fn files_are_short() {
    let paths = [files("src", &["rs"]), files("tests", &["rs"])].concat();
    check(&paths, "A file of more than 400 lines has more than one subject.", |text| {
        text.lines().nth(400).map(|_| 401).into_iter().collect()
    });
}

#[test]
fn the_core_knows_nothing_of_the_page() {
    let mut paths = files("src", &["rs"]);
    paths.retain(|path| !["src/ui", "src/ui.rs", "src/bin"].iter().any(|page| path.starts_with(page)));
    let why = "The core takes text and gives data, in a terminal too. What needs a browser stands in src/ui.";
    check(&paths, why, |text| {
        holding(text, &["yew", "web_sys", "wasm_bindgen", "gloo_net", "js_sys", "crate::ui"])
    });
}

#[test]
fn the_product_never_gives_up() {
    let unwanted = [
        ".unwrap()",
        ".expect(",
        ".unwrap_err()",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
        "assert!(",
    ];
    let why = "Pasted text may hold anything, so no path of the product may end in a panic.";
    check(&files("src", &["rs"]), why, |text| holding(text, &unwanted));
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, since this file is looked at too.
    let unwanted = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let endings = ["rs", "css", "js", "mjs", "html"];
    let paths = [files("src", &endings), files("tests", &endings), files("static", &endings)].concat();
    check(&paths, "What is left to do stands in the list of issues, not in a file.", |text| {
        let lines = text.lines().enumerate();
        lines
            .filter(|(_, line)| unwanted.iter().any(|word| line.contains(word)))
            .map(|(index, _)| index + 1)
            .collect()
    });
}

#[test]
fn every_exception_has_a_reason() {
    let paths = [files("src", &["rs"]), files("tests", &["rs"])].concat();
    let opening = concat!("allow", "(");
    check(&paths, "Whoever reads the exception has to know why it is one.", |text| {
        let starts = text.match_indices(opening).map(|(at, _)| text.split_at(at));
        let attributes = starts.filter(|(before, _)| before.ends_with("#[") || before.ends_with("#!["));
        let silent =
            attributes.filter(|(_, rest)| !rest.split(")]").next().is_some_and(|own| own.contains("reason")));
        silent.map(|(before, _)| before.lines().count()).collect()
    });
}

#[test]
fn every_example_is_offered_and_there() {
    let there: BTreeSet<String> = files("static/examples", &["txt"])
        .iter()
        .map(|path| {
            format!("examples/{}", path.file_name().and_then(|name| name.to_str()).expect("a plain name"))
        })
        .collect();
    let source = read(Path::new("src/ui/examples.rs"));
    let offered = source.split('"').filter(|text| text.starts_with("examples/")).map(str::to_owned).collect();
    assert_eq!(there, offered, "static/examples against src/ui/examples.rs");
}

#[test]
fn the_rules_are_not_blind() {
    assert_eq!(holding("use yew;\n// yew\n#[cfg(test)]\nuse yew;\n", &["yew"]), [1]);
    assert_eq!(holding("fn f() {\n    x.unwrap()\n}\n", &[".unwrap()"]), [2]);
}
