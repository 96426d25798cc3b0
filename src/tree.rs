//! The data files as parsed JSON, whoever parsed it, and what is said of one that can't be used.

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

/// A parsed JSON value, whoever parsed it: `serde_json` in a terminal, the browser itself in the page,
/// which saves the page a parser.
pub trait Tree: Sized {
    /// The value of a key, where this is an object that has it.
    fn get(&self, key: &str) -> Option<Self>;
    /// Keys and values, where this is an object.
    fn entries(&self) -> Option<Vec<(String, Self)>>;
    /// The elements, where this is an array.
    fn elements(&self) -> Option<Vec<Self>>;
    /// The text, where this is a string.
    fn text(&self) -> Option<String>;
    /// Whether this is null, which says that there is nothing to tell.
    fn is_null(&self) -> bool;
}

impl Tree for &Value {
    fn get(&self, key: &str) -> Option<Self> {
        Value::get(self, key)
    }

    fn entries(&self) -> Option<Vec<(String, Self)>> {
        Some(self.as_object()?.iter().map(|(key, value)| (key.clone(), value)).collect())
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Some(self.as_array()?.iter().collect())
    }

    fn text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    fn is_null(&self) -> bool {
        Value::is_null(self)
    }
}

/// Parses the text of a data file.
///
/// # Errors
///
/// Where the text is not JSON.
pub fn parse(text: &str, file: DataFile) -> Result<Value, DataError> {
    serde_json::from_str(text).map_err(|error| DataError::new(file, format!("it is not JSON ({error})")))
}

/// The first key of an object that is none of the known ones, so that a misspelt key is not passed over.
pub(crate) fn unknown_key<T: Tree>(value: &T, known: &[&str]) -> Option<String> {
    let entries = value.entries().unwrap_or_default();
    entries.into_iter().map(|(key, _)| key).find(|key| !known.contains(&key.as_str()))
}
