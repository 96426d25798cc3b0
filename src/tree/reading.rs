//! Reading objects of a data file key by key, with errors that name what is wrong.

use super::{DataError, DataFile, Tree, unknown_key};

/// A kind of file, as errors name it.
pub struct Reading {
    /// Which file.
    pub file: DataFile,
    /// What stands before the name of an entry that lacks something: `the rule `.
    pub noun: &'static str,
}

impl Reading {
    /// Says that the file can't be used, and why.
    pub fn error<V>(&self, why: impl Into<String>) -> Result<V, DataError> {
        Err(DataError::new(self.file, why))
    }

    /// A misspelt key would leave its rule without what it says.
    pub fn only<T: Tree>(&self, value: &T, known: &[&str], of: &str) -> Result<(), DataError> {
        match unknown_key(value, known) {
            None => Ok(()),
            Some(key) => self.error(format!("{of} has a key `{key}` that is not known")),
        }
    }

    /// The entries of a group, which may be missing.
    pub fn entries<T: Tree>(&self, value: &T, key: &str) -> Result<Vec<(String, T)>, DataError> {
        match value.get(key) {
            None => Ok(Vec::new()),
            Some(group) => group.entries().map_or_else(|| self.error(format!("`{key}` has no entries")), Ok),
        }
    }

    /// The elements of a list, which may be missing.
    pub fn elements<T: Tree>(&self, value: &T, key: &str) -> Result<Vec<T>, DataError> {
        match value.get(key) {
            None => Ok(Vec::new()),
            Some(list) => list.elements().map_or_else(|| self.error(format!("`{key}` is no list")), Ok),
        }
    }

    /// A text, empty where it is missing.
    pub fn optional<T: Tree>(&self, value: &T, key: &str, of: &str) -> Result<String, DataError> {
        match value.get(key) {
            None => Ok(String::new()),
            Some(text) => text.text().map_or_else(|| self.error(format!("`{key}` of {of} is no text")), Ok),
        }
    }

    /// A text that has to be there.
    pub fn text<T: Tree>(&self, value: &T, key: &str, of: &str) -> Result<String, DataError> {
        let text = value.get(key).and_then(|text| text.text());
        text.map_or_else(|| self.error(format!("{}{of} has no `{key}`", self.noun)), Ok)
    }

    /// A list of texts, which may be missing.
    pub fn lines<T: Tree>(&self, value: &T, key: &str, of: &str) -> Result<Vec<String>, DataError> {
        let line = |line: &T| match line.text() {
            Some(line) => Ok(line),
            None => self.error(format!("`{key}` of {of} has a line that is no text")),
        };
        self.elements(value, key)?.iter().map(line).collect()
    }
}
