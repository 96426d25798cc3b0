//! The words of all that users read: plain English, without words that a native reader would have to decode.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking, and slices at quotation marks"
)]

mod common;

use std::path::Path;

use common::sources::{files, product_lines, read};
use serde_json::Value;

/// Words that are not said, in small letters.
const RIDDLES: [&str; 19] = [
    "a good run",
    "anew",
    "bear",
    "bears",
    "behind",
    "can't be told",
    "mend",
    "mended",
    "mends",
    "once more",
    "stand",
    "stands",
    "tell",
    "tells",
    "told",
    "want",
    "wants",
    "whoever",
    "word for word",
];

/// What is said all the same: the name of a result, what glooctl prints, and what users ask for.
const SAID: [&str; 3] = ["can't tell", "do you want", "minor versions behind"];

/// The riddles in a text. What is between backticks is code.
fn riddles(text: &str) -> Vec<&'static str> {
    let prose: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ").to_lowercase();
    let prose = prose.replace('\u{2019}', "'");
    let prose = SAID.iter().fold(prose, |prose, said| prose.replace(said, " "));
    let words: String =
        prose.chars().map(|c| if c.is_alphanumeric() || c == '\'' { c } else { ' ' }).collect();
    let padded = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    RIDDLES.into_iter().filter(|riddle| padded.contains(&format!(" {riddle} "))).collect()
}

/// All texts of a document, except those below the keys that hold code.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    const CODE: [&str; 11] = [
        "id", "when", "ask", "commands", "source", "values", "message", "program", "match", "excludes",
        "fixed_in",
    ];
    match value {
        Value::String(text) => found.push(text),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(object) => {
            let prose = object.iter().filter(|(key, _)| !CODE.contains(&key.as_str()));
            prose.for_each(|(_, value)| texts(value, found));
        }
        _ => {}
    }
}

/// The sentences in the code of the product: what is between quotation marks, if it has a blank.
fn sentences(code: &str) -> impl Iterator<Item = String> {
    product_lines(code).flat_map(|(_, line)| {
        let line = line.replace("\\u{2019}", "'").replace("'\"'", "' '").replace("\\\"", "\u{201d}");
        let quoted = line.split('"').skip(1).step_by(2).map(str::to_owned);
        quoted.filter(|text| text.contains(' ')).collect::<Vec<_>>()
    })
}

#[test]
fn words_are_plain() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut check = |whose: &str, text: &str| {
        count += 1;
        wrong.extend(riddles(text).iter().map(|riddle| format!("{whose} says {riddle:?}: {text}")));
    };
    for name in ["rules.json", "risks.json", "risks-old.json", "failures.json", "successors.json"] {
        let text = read(&Path::new("static").join(name));
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let mut found = Vec::new();
        texts(&value, &mut found);
        found.iter().for_each(|text| check(name, text));
    }
    for path in files("src", &["rs"]) {
        sentences(&read(&path)).for_each(|text| check(&path.display().to_string(), &text));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 2_000, "only {count} texts were looked at");
}

#[test]
fn riddles_are_found() {
    assert_eq!(riddles("Mend it, and it stands again"), ["mend", "stands"]);
    assert_eq!(riddles("It can\u{2019}t tell `who mends`"), [""; 0]);
    let code = "let a = \"Nobody told me.\";\n// \"not this one\"\nlet b = '\"';\n#[cfg(test)]\nlet c = \"or this\";";
    assert_eq!(sentences(code).collect::<Vec<_>>(), ["Nobody told me."]);
}
