//! The data files as parsed JSON, and what is said of one that can't be used.

mod reading;

use std::fmt;

use serde_json::Value;

pub(crate) use reading::Reading;

/// A file of data that the program needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataFile {
    /// `static/catalog.json`
    Catalog,
    /// `static/rules.json`
    Rules,
    /// `static/risks.json` and `static/risks-old.json`
    Risks,
    /// `static/failures.json`
    Failures,
    /// `static/successors.json`
    Successors,
    /// `static/changes.json`
    Changes,
}

impl DataFile {
    /// What it is called in a sentence.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Catalog => "catalog of releases",
            Self::Rules => "rules for checks and upgrades",
            Self::Risks => "list of risks",
            Self::Failures => "list of failures",
            Self::Successors => "list of successors",
            Self::Changes => "list of changes",
        }
    }
}

/// Why a data file can't be used. Its `Display` is a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    file: DataFile,
    why: String,
}

impl DataError {
    /// What is wrong, as the end of a sentence.
    pub(crate) fn new(file: DataFile, why: impl Into<String>) -> Self {
        Self { file, why: why.into() }
    }
}

impl fmt::Display for DataError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The {} can't be used: {}.", self.file.label(), self.why)
    }
}

impl std::error::Error for DataError {}

/// Parses the text of a data file.
///
/// # Errors
///
/// Where the text is not JSON.
pub fn parse(text: &str, file: DataFile) -> Result<Value, DataError> {
    serde_json::from_str(text).map_err(|error| DataError::new(file, format!("it is not JSON ({error})")))
}

/// The first key of an object that is none of the known ones, so that a misspelt key is not passed over.
pub(crate) fn unknown_key<'a>(value: &'a Value, known: &[&str]) -> Option<&'a str> {
    let mut keys = value.as_object()?.keys().map(String::as_str);
    keys.find(|key| !known.contains(key))
}
