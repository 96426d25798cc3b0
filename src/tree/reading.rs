//! Reading objects of a data file key by key, with errors that name what is wrong.

use serde_json::Value;

use super::{DataError, DataFile, unknown_key};

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
    pub fn only(&self, value: &Value, known: &[&str], of: &str) -> Result<(), DataError> {
        match unknown_key(value, known) {
            None => Ok(()),
            Some(key) => self.error(format!("{of} has a key `{key}` that is not known")),
        }
    }

    /// The entries of a group, which may be missing.
    pub fn entries<'a>(&self, value: &'a Value, key: &str) -> Result<Vec<(String, &'a Value)>, DataError> {
        match value.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Object(group)) => {
                Ok(group.iter().map(|(name, entry)| (name.clone(), entry)).collect())
            }
            Some(_) => self.error(format!("`{key}` has no entries")),
        }
    }

    /// The elements of a list, which may be missing.
    pub fn elements<'a>(&self, value: &'a Value, key: &str) -> Result<&'a [Value], DataError> {
        match value.get(key) {
            None => Ok(&[]),
            Some(Value::Array(list)) => Ok(list),
            Some(_) => self.error(format!("`{key}` is no list")),
        }
    }

    /// A text, empty where it is missing.
    pub fn optional(&self, value: &Value, key: &str, of: &str) -> Result<String, DataError> {
        match value.get(key) {
            None => Ok(String::new()),
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => self.error(format!("`{key}` of {of} is no text")),
        }
    }

    /// A text that has to be there.
    pub fn text(&self, value: &Value, key: &str, of: &str) -> Result<String, DataError> {
        let text = value.get(key).and_then(Value::as_str).map(str::to_owned);
        text.map_or_else(|| self.error(format!("{}{of} has no `{key}`", self.noun)), Ok)
    }

    /// A list of texts, which may be missing.
    pub fn lines(&self, value: &Value, key: &str, of: &str) -> Result<Vec<String>, DataError> {
        let line = |line: &Value| match line.as_str() {
            Some(line) => Ok(line.to_owned()),
            None => self.error(format!("`{key}` of {of} has a line that is no text")),
        };
        self.elements(value, key)?.iter().map(line).collect()
    }
}
