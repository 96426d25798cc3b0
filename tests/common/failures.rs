//! Known failures, and the messages that show them.

use std::fs;
use std::path::{Path, PathBuf};

use gloo_advisor::failures::Failures;

/// Messages of each failure, each in a line that begins with its code.
const EXAMPLES: &str = include_str!("../failures/examples.txt");

/// What real tools print, in files whose names begin with a code. `tests/real-tools/failures.test.mjs` writes them.
const REAL: &str = "tests/failures/real";

/// The published failures.
pub fn failures() -> Failures {
    Failures::published().expect("the published failures")
}

/// A code and a message, for each message.
pub fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    EXAMPLES.lines().map(|line| line.split_once(' ').expect("a code and a message"))
}

/// The files of real outputs, with their codes.
pub fn real() -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(Path::new(REAL)).expect("the real outputs");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let named = |path: PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (name.chars().take(7).collect(), path)
    };
    files.into_iter().map(named).collect()
}

/// Holds a file against what it should have, or writes it.
pub fn check_file(path: &str, expected: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(path, expected).expect("a writable file");
    }
    let is = fs::read_to_string(path).unwrap_or_default();
    assert!(is == expected, "{path} is not up to date: UPDATE_GOLDEN=1 cargo test writes it.");
}
