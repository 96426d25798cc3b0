//! Every text that glooctl ever printed, release by release, against what has to be read from it.
//!
//! `tests/templates.csv` has one row for each. Its column `text` holds the text on one line, with `\n`,
//! `\t`, `\e` and `\\` for what cannot stand there. Its column `says` is a list of `key=value` with `; `
//! between; what is not listed is not asserted, but no line of a text may stay unread. `none` stands for
//! a fact that must not be made up. `section=NAME:STATUS` may come several times and holds where any
//! section of that name has that status, since federated instances repeat the names.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use gloo_advisor::report::json;
use gloo_advisor::{Case, Choices, Knowledge, advise};
use serde_json::Value;

/// Every kind of block that glooctl, or its successor, prints.
const KINDS: [&str; 9] = [
    "glooctl-version",
    "glooctl-check",
    "glooctl-check-crds",
    "glooctl-upgrade",
    "glooctl-install",
    "glooctl-error",
    "glooctl-notice",
    "prerun-warning",
    "kgateway-version",
];

struct Row {
    template: String,
    since: String,
    until: String,
    says: Vec<(String, String)>,
    text: String,
}

impl Row {
    fn new(fields: &[String]) -> Self {
        let [template, since, until, says, text] = fields else {
            panic!("a row has {} fields instead of 5: {fields:?}", fields.len())
        };
        let pair = |part: &str| {
            let (key, value) = part.split_once('=').unwrap_or_else(|| panic!("{template}: {part:?}"));
            (key.to_owned(), value.to_owned())
        };
        Self {
            template: template.clone(),
            since: since.clone(),
            until: until.clone(),
            says: says.split("; ").map(pair).collect(),
            text: unescape(text),
        }
    }

    /// The kinds of the blocks that have to read it, in order.
    fn kinds(&self) -> impl Iterator<Item = &str> {
        let of_block = self.says.iter().filter(|(key, _)| key == "block");
        of_block.flat_map(|(_, kinds)| kinds.split('+'))
    }
}

/// The rows of the table, without its head.
fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/templates.csv");
    let table = fs::read_to_string(path).expect("the table of templates is there");
    let records = records(&table);
    assert_eq!(records[0], ["template", "since", "until", "says", "text"], "the head of the table");
    records[1..].iter().map(|record| Row::new(record)).collect()
}

/// Reads comma-separated values: a field in quotes may hold commas and line breaks, and quotes twice.
fn records(table: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = table.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => record.push(std::mem::take(&mut field)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field));
                records.push(std::mem::take(&mut record));
            }
            letter => field.push(letter),
        }
    }
    assert!(!is_quoted && record.is_empty() && field.is_empty(), "the table ends within a row");
    records
}

fn unescape(text: &str) -> String {
    let mut letters = text.chars();
    let mut whole = String::new();
    while let Some(letter) = letters.next() {
        whole.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some('e') => '\u{1b}',
                Some('\\') => '\\',
                other => panic!("{other:?} follows a backslash in {text:?}"),
            },
            letter => letter,
        });
    }
    whole
}

fn list<'a>(report: &'a Value, pointer: &str) -> &'a [Value] {
    report.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("no list at {pointer}"))
}

/// A fact of the report as one word; `none` where it is not known.
fn word(report: &Value, pointer: &str) -> String {
    match report.pointer(pointer) {
        Some(Value::String(word)) => word.clone(),
        None | Some(Value::Null) => "none".to_owned(),
        Some(other) => panic!("{pointer} is {other}"),
    }
}

fn kinds_seen(report: &Value) -> String {
    let kinds: Vec<String> = list(report, "/blocks").iter().map(|block| word(block, "/kind")).collect();
    if kinds.is_empty() { "none".to_owned() } else { kinds.join("+") }
}

/// What the report says to a key, in the words of the table. Of a section, which may come several times,
/// the expected status is said where any of them has it.
fn seen(report: &Value, key: &str, expected: &str) -> String {
    let sections = || list(report, "/check/sections").iter();
    match key {
        "block" => kinds_seen(report),
        "client" => word(report, "/client/version"),
        "server" => word(report, "/server_status"),
        "edition" => word(report, "/installations/0/edition"),
        "oss" => word(report, "/installations/0/oss_version"),
        "enterprise" => word(report, "/installations/0/enterprise_version"),
        "namespace" => word(report, "/installations/0/namespace"),
        "type" => word(report, "/installations/0/deployment_type"),
        "kubernetes" => word(report, "/kubernetes/version"),
        "verdict" => word(report, "/check/verdict"),
        "sections" => sections().len().to_string(),
        "failed" => sections().filter(|section| section["status"] == "errors").count().to_string(),
        "problems" => list(report, "/check/problems").len().to_string(),
        "section" => {
            let (name, _) = expected.split_once(':').expect("a section and its status");
            let of_name = sections().filter(|section| section["name"] == name);
            let all: Vec<String> =
                of_name.map(|section| format!("{name}:{}", word(section, "/status"))).collect();
            if all.iter().any(|one| one == expected) { expected.to_owned() } else { all.join(", ") }
        }
        other => panic!("the table has a key {other:?} that nothing compares"),
    }
}

/// What is wrong with the reading of a text; empty where all is right.
fn differences(row: &Row, report: &Value) -> Vec<String> {
    let mut differences = Vec::new();
    for (key, expected) in &row.says {
        let seen = seen(report, key, expected);
        if seen != *expected {
            differences.push(format!("{key}: expected {expected:?}, seen {seen:?}"));
        }
    }
    let lines: Vec<&str> = row.text.lines().collect();
    for unread in list(report, "/transcripts/0/unread") {
        let (start, end) = (&unread["start_line"], &unread["end_line"]);
        let at = start.as_u64().and_then(|start| usize::try_from(start).ok()).expect("the number of a line");
        let first: String = lines[at - 1].chars().take(80).collect();
        differences.push(format!("unread {start}-{end}: {first:?}"));
    }
    differences
}

/// The ids that more than one row has.
fn doubled(rows: &[Row]) -> Vec<&str> {
    let mut ids = BTreeSet::new();
    rows.iter().map(|row| row.template.as_str()).filter(|id| !ids.insert(*id)).collect()
}

#[test]
fn every_template_is_read() {
    let knowledge = Knowledge::published().expect("the published data");
    let (rows, mut wrong) = (rows(), Vec::new());
    assert_eq!(doubled(&rows), [""; 0], "ids of more than one row");
    println!("{:44} {:40} {:40} {:33} verdict", "template", "since", "until", "block kind(s) that read it");
    for row in &rows {
        assert!(row.kinds().next().is_some(), "{} does not say which block reads it", row.template);
        let report = json::to_value(&advise(&Case::paste(&row.text), &knowledge, &Choices::default()));
        let differences = differences(row, &report);
        let verdict = if differences.is_empty() { "right" } else { "WRONG" };
        let (template, since, until) = (&row.template, &row.since, &row.until);
        println!("{template:44} {since:40} {until:40} {:33} {verdict}", kinds_seen(&report));
        if !differences.is_empty() {
            wrong.push(format!("{template}\n    {}", differences.join("\n    ")));
        }
    }
    println!("{} of {} templates right", rows.len() - wrong.len(), rows.len());
    assert!(wrong.is_empty(), "{} of {} templates are wrong:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_kind_of_block_has_a_template() {
    let rows = rows();
    let there: BTreeSet<&str> = rows.iter().flat_map(Row::kinds).collect();
    assert_eq!(there, BTreeSet::from(KINDS), "kinds of the table against those of glooctl");
}

#[test]
fn the_reader_of_the_table_is_not_blind() {
    let table = "a,\"b, \"\"c\"\"\",\r\n\"d\ne\",,f\n";
    assert_eq!(records(table), [["a", "b, \"c\"", ""], ["d\ne", "", "f"]]);
    assert_eq!(unescape("a\\n\\tb\\\\n\\e[0m"), "a\n\tb\\n\u{1b}[0m");
}

#[test]
fn a_wrong_row_is_found() {
    let fields = |says: &str, text: &str| Row::new(&["x", "any", "", says, text].map(str::to_owned));
    let differences = |row: Row| {
        let report =
            json::to_value(&advise(&Case::paste(&row.text), &Knowledge::default(), &Choices::default()));
        differences(&row, &report)
    };
    let text = "Client: {\"version\":\"1.3.17\"}\\nhello\\n";
    assert_eq!(
        differences(fields("block=glooctl-version; client=1.3.18; edition=none", text)),
        ["client: expected \"1.3.18\", seen \"1.3.17\"", "unread 2-2: \"hello\""]
    );
    let text = "Checking pods... OK\\nNo problems detected.\\n";
    assert_eq!(
        differences(fields("block=glooctl-check+glooctl-check; section=pods:errors; problems=0", text)),
        [
            "block: expected \"glooctl-check+glooctl-check\", seen \"glooctl-check\"",
            "section: expected \"pods:errors\", seen \"pods:ok\""
        ]
    );
}
