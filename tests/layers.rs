//! Which part of the program may use which: nothing below knows anything above.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::sources::{files, read};

/// Each part with the parts that it uses, all of which stand in a row above: so there is no circle.
const LAYERS: [(&str, &[&str]); 29] = [
    ("order", &[]),
    ("archive", &[]),
    ("bundle", &["archive", "order"]),
    ("date", &[]),
    ("delivery", &[]),
    ("edition", &[]),
    ("untrusted", &[]),
    ("version", &[]),
    ("command", &[]),
    ("image", &[]),
    ("ranges", &["version"]),
    ("subject", &[]),
    ("tree", &[]),
    ("failures", &["order", "tree", "version"]),
    ("transcript", &["delivery", "edition", "image", "untrusted", "version"]),
    ("evidence", &["transcript"]),
    ("rules", &["command", "edition", "ranges", "tree", "version"]),
    ("catalog", &["date", "edition", "evidence", "ranges", "transcript", "tree", "version"]),
    ("changes", &["catalog", "date", "edition", "order", "tree", "version"]),
    ("successors", &["catalog", "edition", "order", "rules", "tree", "version"]),
    (
        "knowledge",
        &["catalog", "changes", "edition", "failures", "rules", "successors", "transcript", "tree"],
    ),
    (
        "installation",
        &["delivery", "edition", "evidence", "image", "order", "subject", "transcript", "version"],
    ),
    (
        "settings",
        &[
            "command",
            "date",
            "delivery",
            "edition",
            "evidence",
            "installation",
            "successors",
            "untrusted",
            "version",
        ],
    ),
    (
        "diagnose",
        &[
            "catalog",
            "changes",
            "command",
            "date",
            "delivery",
            "edition",
            "evidence",
            "failures",
            "image",
            "installation",
            "knowledge",
            "rules",
            "settings",
            "subject",
            "transcript",
            "version",
        ],
    ),
    (
        "plan",
        &[
            "catalog",
            "changes",
            "command",
            "date",
            "delivery",
            "diagnose",
            "edition",
            "evidence",
            "image",
            "installation",
            "knowledge",
            "order",
            "rules",
            "settings",
            "successors",
            "transcript",
            "version",
        ],
    ),
    (
        "report",
        &[
            "bundle",
            "catalog",
            "changes",
            "command",
            "date",
            "delivery",
            "diagnose",
            "edition",
            "evidence",
            "failures",
            "installation",
            "knowledge",
            "order",
            "plan",
            "rules",
            "settings",
            "subject",
            "successors",
            "transcript",
            "untrusted",
            "version",
        ],
    ),
    ("redact", &["command", "diagnose", "installation", "order", "report", "settings"]),
    (
        "compare",
        &[
            "command",
            "diagnose",
            "edition",
            "evidence",
            "installation",
            "order",
            "plan",
            "report",
            "rules",
            "subject",
            "transcript",
            "version",
        ],
    ),
    (
        "ui",
        &[
            "archive",
            "bundle",
            "catalog",
            "changes",
            "command",
            "compare",
            "date",
            "delivery",
            "diagnose",
            "edition",
            "evidence",
            "failures",
            "installation",
            "knowledge",
            "order",
            "plan",
            "redact",
            "report",
            "rules",
            "settings",
            "successors",
            "transcript",
            "tree",
            "version",
        ],
    ),
];

/// The parts whose files use each other in a circle.
const CIRCLES: [&str; 1] = ["transcript"];

/// Every file of the library, as its module: `src/plan/hop.rs` is `plan`, `hop`.
fn modules() -> BTreeMap<Vec<String>, String> {
    let mut found = BTreeMap::new();
    for path in files("src", &["rs"]) {
        let name = path.strip_prefix("src").expect("a path below it").with_extension("");
        let name: Vec<String> =
            name.iter().map(|part| part.to_str().expect("a plain name").to_owned()).collect();
        if name != ["lib"] && name[0] != "bin" {
            found.insert(name, product(&read(&path)));
        }
    }
    found
}

/// What runs in the product: no comments, and no tests at the end of the file.
fn product(text: &str) -> String {
    let text = text.split("\n#[cfg(test)]\nmod ").next().unwrap_or_default();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What a module names in others, as paths from the top: those behind `crate::` wherever they stand, and those behind
/// `super::`, with each name between braces by itself.
fn named(module: &[String], text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in text.match_indices(start) {
            let (before, rest) = text.split_at(at);
            // A name that only ends so, or a `super` that was begun with already.
            if before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let ups = rest.split("super::").take_while(|part| part.is_empty()).count();
            let rest = rest.strip_prefix("crate::").unwrap_or(rest).trim_start_matches("super::");
            let base = if start == "crate::" { &[] } else { &module[..module.len() - ups] };
            found.extend(leaves(rest).into_iter().map(|names| [base, &names].concat()));
        }
    }
    found
}

/// The paths that a piece of source begins with: `a::{b, c::d}` are two.
fn leaves(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start();
    if let Some(list) = text.strip_prefix('{') {
        let (mut depth, mut found) = (0, Vec::new());
        let mut begins = 0;
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                ',' | '}' if depth == 0 => {
                    found.extend(leaves(&list[begins..at]));
                    begins = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                '}' => depth -= 1,
                _ => {}
            }
        }
        return found;
    }
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(length);
    if name.is_empty() {
        return Vec::new();
    }
    let below = rest.strip_prefix("::").map(leaves).unwrap_or_default();
    let own = vec![name.to_owned()];
    if below.is_empty() {
        vec![own]
    } else {
        below.iter().map(|rest| [own.as_slice(), rest].concat()).collect()
    }
}

/// The arrows from one part to another, each with a file that has it.
fn arrows() -> BTreeMap<(String, String), String> {
    let mut arrows = BTreeMap::new();
    for (module, text) in modules() {
        for path in named(&module, &text) {
            let to = path.first().expect("a name").clone();
            if to != module[0] {
                arrows.insert((module[0].clone(), to), module.join("/"));
            }
        }
    }
    arrows
}

#[test]
fn parts_use_what_the_table_allows_and_nothing_else() {
    let allowed: BTreeSet<(String, String)> = LAYERS
        .iter()
        .flat_map(|(from, used)| used.iter().map(|to| ((*from).to_owned(), (*to).to_owned())))
        .collect();
    let seen = arrows();
    let new: Vec<String> = seen
        .iter()
        .filter(|(arrow, _)| !allowed.contains(*arrow))
        .map(|((from, to), file)| format!("{from} uses {to}, in src/{file}.rs"))
        .collect();
    assert!(new.is_empty(), "the table of layers does not allow that:\n{}", new.join("\n"));
    let idle: Vec<_> = allowed.iter().filter(|arrow| !seen.contains_key(*arrow)).collect();
    assert!(idle.is_empty(), "the table of layers allows what nobody uses: {idle:?}");
}

#[test]
fn every_part_stands_in_the_table_below_those_that_use_it() {
    for (index, (name, used)) in LAYERS.iter().enumerate() {
        let below: Vec<&str> = LAYERS[..index].iter().map(|(name, _)| *name).collect();
        assert!(!below.contains(name), "{name} is there twice");
        for one in *used {
            assert!(below.contains(one), "{name} uses {one}, which does not stand above it in the table");
        }
    }
    let parts: BTreeSet<String> = modules().into_keys().map(|module| module[0].clone()).collect();
    let known: BTreeSet<String> = LAYERS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(parts, known, "the parts of the library against the table of layers");
}

/// For each file of a part, the files beside it that it uses, with all that is below either.
fn beside(part: &str) -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let modules = modules();
    let mut used: BTreeMap<Vec<String>, BTreeSet<Vec<String>>> = BTreeMap::new();
    for (module, text) in modules.iter().filter(|(module, _)| module[0] == part) {
        for path in named(module, text) {
            let shared = module.iter().zip(&path).take_while(|(one, other)| one == other).count();
            let (Some(from), Some(to)) = (module.get(..=shared), path.get(..=shared)) else { continue };
            if modules.contains_key(to) {
                used.entry(from.to_vec()).or_default().insert(to.to_vec());
            }
        }
    }
    used
}

/// Whether a file leads to itself by way of others.
fn is_in_a_circle(file: &Vec<String>, used: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> bool {
    let mut reached: BTreeSet<&Vec<String>> = BTreeSet::new();
    let mut next = vec![file];
    while let Some(from) = next.pop() {
        next.extend(used.get(from).into_iter().flatten().filter(|to| reached.insert(to)));
    }
    reached.contains(file)
}

#[test]
fn files_of_a_part_use_each_other_in_one_direction() {
    for (part, _) in LAYERS {
        let used = beside(part);
        let circle: Vec<String> =
            used.keys().filter(|file| is_in_a_circle(file, &used)).map(|file| file.join("/")).collect();
        assert_eq!(
            CIRCLES.contains(&part),
            !circle.is_empty(),
            "{part}: {circle:?} use each other in a circle"
        );
    }
}

/// The crates that a browser is talked to with.
const TO_THE_BROWSER: [&str; 5] = ["gloo_net", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];

#[test]
fn the_page_talks_to_the_browser_in_one_place() {
    let is_boundary = |module: &[String]| module.starts_with(&["ui".to_owned(), "browser".to_owned()]);
    let mut seen = BTreeSet::new();
    for (module, text) in modules() {
        for name in TO_THE_BROWSER.iter().filter(|name| text.contains(&format!("{name}::"))) {
            assert!(
                is_boundary(&module),
                "src/{}.rs uses {name}: src/ui/browser does that",
                module.join("/")
            );
            seen.insert(*name);
        }
    }
    assert_eq!(seen, BTreeSet::from(TO_THE_BROWSER), "what src/ui/browser uses");
}

#[test]
fn the_reader_of_sources_is_not_blind() {
    let check = |text: &str, expect: &[&str]| {
        let module = ["a".to_owned(), "b".to_owned()];
        let seen: Vec<String> = named(&module, &product(text)).iter().map(|path| path.join("::")).collect();
        assert_eq!(seen, expect, "{text}");
    };
    check("use crate::x::{self, y::{Z, W},\n    v};", &["x::self", "x::y::Z", "x::y::W", "x::v"]);
    check("use crate::{x, y::Z};", &["x", "y::Z"]);
    check("let a = crate::x::y();", &["x::y"]);
    check("use super::c::{D, e};", &["a::c::D", "a::c::e"]);
    check("use super::super::x;", &["x"]);
    check("use super::*;", &[]);
    check("// crate::x\n/// crate::x\nmy_crate::x();", &[]);
    check("use crate::x;\n#[cfg(test)]\nmod tests {\n    use crate::y;\n}", &["x"]);
    check("#[cfg(test)]\nfn f() {}\nuse crate::x;", &["x"]);
}
