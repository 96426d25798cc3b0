//! Reading the named entries of a group.

use serde_json::Value;

/// Reads a value that may be missing: `Some(None)` where it is, `None` where it can't be read.
pub(super) fn optional<V>(value: &Value, read: impl Fn(&Value) -> Option<V>) -> Option<Option<V>> {
    if value.is_null() { Some(None) } else { read(value).map(Some) }
}

/// A text that may become a word of a command: no blanks, and nothing that looks like an option.
pub(super) fn word(value: &Value) -> Option<String> {
    let is_word = |text: &&str| {
        !text.is_empty() && !text.starts_with('-') && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    value.as_str().filter(is_word).map(str::to_owned)
}

/// The first key, with those that lead to it, that is none of the known ones: `successors.nmae`. A misspelt
/// key would leave its entry without what it says. What a list holds has the keys of the list.
pub(super) fn unknown_key(entry: &Value, known: &[&str]) -> Option<String> {
    unknown_key_below("", entry, known)
}

fn unknown_key_below(path: &str, value: &Value, known: &[&str]) -> Option<String> {
    match value {
        Value::Array(list) => list.iter().find_map(|value| unknown_key_below(path, value, known)),
        Value::Object(entries) => entries.iter().find_map(|(key, value)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            let is_known = known.contains(&path.as_str());
            if is_known { unknown_key_below(&path, value, known) } else { Some(path) }
        }),
        _ => None,
    }
}
