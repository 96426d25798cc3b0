//! Groups of named entries: a copy of what was parsed, and how it is read.

use crate::tree::Tree;

/// A copy of a parsed value. Whoever reads it makes one set of instructions for all parsers, and does not
/// ask the browser for each key.
pub(super) enum Entry {
    /// Null, and what is not there: nothing is told.
    Nothing,
    Text(String),
    List(Vec<Self>),
    Group(Vec<(String, Self)>),
    /// A number, a truth value, or something deeper than any group is.
    Other,
}

/// How deep a group may be: entries, keys, lists, and objects in these.
const DEPTH: usize = 5;

impl Entry {
    /// Copies what stands under a key.
    pub(super) fn of<T: Tree>(root: &T, key: &str) -> Self {
        root.get(key).map_or(Self::Nothing, |value| Self::copy(&value, DEPTH))
    }

    fn copy<T: Tree>(value: &T, depth: usize) -> Self {
        if value.is_null() {
            return Self::Nothing;
        }
        if let Some(text) = value.text() {
            return Self::Text(text);
        }
        let Some(depth) = depth.checked_sub(1) else { return Self::Other };
        // A list first, since a browser takes it for an object too.
        if let Some(list) = value.elements() {
            return Self::List(list.iter().map(|value| Self::copy(value, depth)).collect());
        }
        let Some(entries) = value.entries() else { return Self::Other };
        Self::Group(entries.into_iter().map(|(key, value)| (key, Self::copy(&value, depth))).collect())
    }

    /// The value of a key; nothing, where it is not there.
    pub(super) fn get(&self, key: &str) -> &Self {
        let Self::Group(entries) = self else { return &Self::Nothing };
        entries.iter().find(|(name, _)| name == key).map_or(&Self::Nothing, |(_, value)| value)
    }

    /// Reads a value that may be missing: `Some(None)` where it is, `None` where it can't be read.
    pub(super) fn optional<V>(&self, key: &str, read: fn(&Self) -> Option<V>) -> Option<Option<V>> {
        match self.get(key) {
            Self::Nothing => Some(None),
            value => read(value).map(Some),
        }
    }

    /// The first key, with those that lead to it, that is none of the known ones: `successors.nmae`. A misspelt
    /// key would leave its entry without what it says. What a list holds has the keys of the list.
    pub(super) fn unknown_key(&self, known: &[&str]) -> Option<String> {
        self.unknown_key_below("", known)
    }

    fn unknown_key_below(&self, path: &str, known: &[&str]) -> Option<String> {
        match self {
            Self::List(list) => list.iter().find_map(|value| value.unknown_key_below(path, known)),
            Self::Group(entries) => entries.iter().find_map(|(key, value)| {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let is_known = known.contains(&path.as_str());
                if is_known { value.unknown_key_below(&path, known) } else { Some(path) }
            }),
            _ => None,
        }
    }

    /// The text, where this is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A text that may become a word of a command: no blanks, and nothing that looks like an option.
    pub(super) fn word(&self) -> Option<String> {
        let is_word = |text: &&str| {
            !text.is_empty() && !text.starts_with('-') && text.bytes().all(|byte| byte.is_ascii_graphic())
        };
        self.text().filter(is_word).map(str::to_owned)
    }

    /// The values of a list, where this is one.
    pub(super) fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }
}
