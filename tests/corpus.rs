//! Transcripts in the shapes in which people paste them, against their answer keys.
//!
//! Those in `tests/transcripts` are the project's own. Others may stand beside the checkout. What a reading
//! says must be right everywhere; a row may be left open only in a file whose key calls it a stretch.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gloo_advisor::report::json;
use gloo_advisor::{Case, Choices, Knowledge, advise};
use serde_json::Value;

const OWN: [&str; 2] = ["tests/transcripts/glooctl", "tests/transcripts/helm-and-kubectl"];
const BESIDE: [&str; 2] = ["../shared/corpus", "../shared/knowledge/samples"];

struct Row {
    file: String,
    field: String,
    expected: Value,
    seen: Value,
    /// Whether the key asks for more than can be expected of the file.
    is_stretch: bool,
}

impl Row {
    fn is_right(&self) -> bool {
        self.expected == self.seen
    }

    /// Nothing was said, which is never wrong.
    fn is_open(&self) -> bool {
        match self.field.as_str() {
            "check_verdict" => self.seen == "not-pasted" || self.seen == "incomplete",
            "server_status" => self.seen == "not-pasted",
            "failed_count" | "problems" => self.seen.as_u64() < self.expected.as_u64(),
            "has_block" => true,
            _ => self.seen.is_null(),
        }
    }
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = BESIDE.iter().filter(|folder| root.join(folder).join("key.json").exists());
    OWN.iter().chain(beside).map(|folder| root.join(folder)).collect()
}

fn rows(folder: &Path, knowledge: &Knowledge) -> Vec<Row> {
    let key: BTreeMap<String, BTreeMap<String, Value>> = {
        let text = fs::read_to_string(folder.join("key.json")).expect("the answer key is readable");
        let value: Value = serde_json::from_str(&text).expect("the answer key is JSON");
        let fields = |value: &Value| value.as_object().expect("an object").clone().into_iter().collect();
        value
            .as_object()
            .expect("an object")
            .iter()
            .map(|(file, value)| (file.clone(), fields(value)))
            .collect()
    };
    let mut rows = Vec::new();
    for (file, fields) in key {
        let bytes = fs::read(folder.join(&file)).expect("a file of the key is there");
        let report = advise(&Case::paste(&String::from_utf8_lossy(&bytes)), knowledge, &Choices::default());
        let report = json::to_value(&report);
        let is_stretch = fields.contains_key("_level");
        for (field, expected) in fields.into_iter().filter(|(field, _)| !field.starts_with('_')) {
            let seen = seen(&report, &field, &expected);
            rows.push(Row { file: file.clone(), field, expected, seen, is_stretch });
        }
    }
    rows
}

fn seen(report: &Value, field: &str, expected: &Value) -> Value {
    let first = &report["installations"][0];
    let has_block =
        |kind: &Value| report["blocks"].as_array().unwrap().iter().any(|block| block["kind"] == *kind);
    let sections = report["check"]["sections"].as_array().unwrap();
    match field {
        "client" => report["client"]["version"].clone(),
        "server_status" => report["server_status"].clone(),
        "kubernetes" => report["kubernetes"]["version"].clone(),
        "check_verdict" => report["check"]["verdict"].clone(),
        "problems" => report["check"]["problems"].as_array().unwrap().len().into(),
        "failed_count" => sections.iter().filter(|section| section["status"] == "errors").count().into(),
        "installation_count" => report["installations"].as_array().unwrap().len().into(),
        "has_block" if kinds(expected).iter().all(has_block) => expected.clone(),
        "has_block" => Value::Null,
        "no_blocks_of" if expected.as_array().unwrap().iter().any(has_block) => Value::Null,
        "no_blocks_of" => expected.clone(),
        "edition" | "oss_version" | "enterprise_version" | "namespace" | "deployment_type" => {
            first[field].clone()
        }
        other => panic!("the answer key has a field {other:?} that nothing compares"),
    }
}

/// One kind of block, or a list of some.
fn kinds(expected: &Value) -> Vec<Value> {
    expected.as_array().cloned().unwrap_or_else(|| vec![expected.clone()])
}

#[test]
fn what_is_said_of_a_transcript_is_right() {
    let knowledge = Knowledge::published().expect("the published data");
    let mut wrong = Vec::new();
    for folder in folders() {
        let rows = rows(&folder, &knowledge);
        let right = rows.iter().filter(|row| row.is_right()).count();
        println!("{}: {right} of {} rows right", folder.file_name().unwrap().display(), rows.len());
        for row in rows.iter().filter(|row| !row.is_right()) {
            let is_allowed = row.is_open() && row.is_stretch;
            let words = format!("{} {}: expected {}, seen {}", row.file, row.field, row.expected, row.seen);
            println!("  {} {words}", if is_allowed { "stretch:" } else { "WRONG:" });
            if !is_allowed {
                wrong.push(words);
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
