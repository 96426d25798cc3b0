//! Real texts go through as they are; what is replaced in them is listed, so that a false alarm is a difference.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use common::pasted;
use common::sources::files;
use gloo_advisor::Report;
use gloo_advisor::redact::{Kinds, Redaction};
use gloo_advisor::settings::Named as _;
use proptest::prelude::*;

const LISTED: &str = "tests/redacted.csv";

/// Release numbers, sorted: three numbers with dots between them.
fn versions(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let is_version =
        |word: &&str| word.split('.').count() == 3 && word.split('.').all(|number| !number.is_empty());
    let mut versions: Vec<&str> = words.map(|word| word.trim_matches('.')).filter(is_version).collect();
    versions.sort_unstable();
    versions
}

fn texts() -> Vec<(PathBuf, String)> {
    let folders = [
        "tests/golden",
        "tests/fixtures",
        "tests/transcripts",
        "tests/failures",
        "tests/plans",
        "static/examples",
    ];
    let paths = folders.iter().flat_map(|folder| files(folder, &["txt", "md", "json"]));
    let read = |path: PathBuf| {
        let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path)).expect("a readable file");
        (path, String::from_utf8_lossy(&bytes).into_owned())
    };
    paths.map(read).collect()
}

fn redaction(text: &str, report: &Report) -> Redaction {
    Redaction::of(&[text], report, Kinds::default())
}

#[test]
fn real_texts_stay_but_for_what_is_listed() {
    let report = pasted("");
    let texts = texts();
    let mut listed = String::from("file,kind,original\n");
    let mut unchanged = 0;
    for (path, text) in &texts {
        let redaction = redaction(text, &report);
        let redacted = redaction.apply(text);
        assert_eq!(versions(text), versions(&redacted), "versions of {}", path.display());
        assert!(redaction.apply(&redacted) == redacted, "{} again", path.display());
        unchanged += usize::from(redacted == *text);
        for found in redaction.found() {
            let original: String = found.original.chars().take(60).collect();
            listed += &format!("{},{},{original:?}\n", path.display(), found.kind.name());
        }
    }
    assert!(unchanged >= 200, "{unchanged} of {} texts are unchanged", texts.len());
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join(LISTED);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&place, &listed).expect("the list is writable");
    }
    let expect = fs::read_to_string(&place).expect("the list is there");
    let new: Vec<&str> = listed.lines().filter(|line| !expect.lines().any(|other| other == *line)).collect();
    let gone: Vec<&str> = expect.lines().filter(|line| !listed.lines().any(|other| other == *line)).collect();
    assert!(new.is_empty() && gone.is_empty(), "new: {new:#?}, gone: {gone:#?}");
}

#[test]
fn time_is_linear() {
    let report = pasted("");
    let hostile = [
        "password=",
        "token: ",
        "a+",
        "1:",
        "https://",
        "-----BEGIN A-----\n",
        "a.b.",
        "\"",
        "\\",
        "eyJ",
        "10.0.0.",
        "{\"token\":\"",
        "::",
        "x@",
    ];
    let mut slow = BTreeMap::new();
    for part in hostile {
        let time = |size: usize| {
            let text = part.repeat(size / part.len());
            let start = Instant::now();
            assert!(redaction(&text, &report).apply(&text).len() < 100 * size);
            start.elapsed().as_secs_f64()
        };
        let (short, long) = (time(20_000), time(320_000));
        if long > 80.0 * short.max(0.0005) {
            slow.insert(part, (short, long));
        }
    }
    assert!(slow.is_empty(), "seconds for 20 kB and 320 kB: {slow:?}");
}

fn part() -> impl Strategy<Value = String> {
    const PARTS: [&str; 22] = [
        "password: ",
        "token=",
        "\"",
        "'",
        "\\",
        "\n",
        " ",
        "1.16.3",
        "v1.18.2-fips",
        "gloo-ee-1.18.2.tgz",
        "1.16.3-jane.doe@acme.com",
        "https://a:b@",
        "acme.com",
        "10.0.0.1",
        "-----BEGIN A KEY-----",
        "-----END",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWI",
        "2001:db8::1",
        "quay.io/solo-io/gloo:1.17.1",
        "=",
        "curl -u ",
        "\u{e4}",
    ];
    prop_oneof![
        5 => proptest::sample::select(&PARTS[..]).prop_map(str::to_owned),
        1 => proptest::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_keeps_its_versions_and_is_redacted_once(parts in proptest::collection::vec(part(), 0..24)) {
        // Blanks, since a release number glued to another is none.
        let text = parts.join(" ");
        let redaction = EMPTY.with(|empty| redaction(&text, empty));
        let redacted = redaction.apply(&text);
        prop_assert_eq!(versions(&text), versions(&redacted));
        prop_assert_eq!(redaction.apply(&redacted), redacted.clone());
        let glued = parts.concat();
        let redaction = EMPTY.with(|empty| self::redaction(&glued, empty));
        let _ = redaction.apply(&redaction.apply(&glued));
    }
}

thread_local! {
    static EMPTY: Report = pasted("");
}
