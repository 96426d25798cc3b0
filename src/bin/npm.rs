//! The core as a program for JavaScript: what is behind `advise` of the npm package (`npm/index.js`).

use std::sync::LazyLock;

use gloo_advisor::report::json;
use gloo_advisor::tree::DataError;
use gloo_advisor::{Case, Choices, Knowledge, Transcript, advise};
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;

/// What is known of releases, read once.
static KNOWLEDGE: LazyLock<Result<Knowledge, DataError>> = LazyLock::new(Knowledge::published);

/// The report as JSON. `texts` is a list of `{"name", "text"}` and `choices` an object, both as JSON.
///
/// # Errors
///
/// A sentence that says what was passed and can't be used.
#[wasm_bindgen(js_name = adviseJson)]
pub fn advise_json(texts: &str, choices: &str) -> Result<String, String> {
    let parsed = |what: &str, text: &str| -> Result<Value, String> {
        serde_json::from_str(text).map_err(|error| format!("{what} can't be read: {error}"))
    };
    let transcripts = parsed("texts", texts)?.as_array().into_iter().flatten().map(transcript).collect();
    let choices = Choices::from_json(&parsed("choices", choices)?)?;
    let knowledge = KNOWLEDGE.as_ref().map_err(ToString::to_string)?;
    let report = advise(&Case { transcripts }, knowledge, &choices).with_changes(knowledge, None);
    Ok(json::to_value(&report).to_string())
}

fn transcript(value: &Value) -> Transcript {
    let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Transcript { name: text("name"), text: text("text") }
}

fn main() {}
