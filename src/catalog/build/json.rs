//! Where the values stand in a JSON text, so that one can be exchanged and the rest stay as it was
//! written. The text has been read by a real parser before; of anything else, nonsense is told.

use std::ops::Range;

/// Where the values of an object or an array stand, each with its key if it has one.
pub(super) fn values(text: &str) -> Vec<(String, Range<usize>)> {
    let mut values = Vec::new();
    let (mut key, mut start, mut depth) = (String::new(), 0, 0_usize);
    let (mut is_string, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if is_string {
            is_string = is_escaped || byte != b'"';
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        match byte {
            b'"' => is_string = true,
            b':' if depth == 1 => {
                key = text.get(start..at).map(string).unwrap_or_default();
                start = at + 1;
            }
            b'{' | b'[' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            b',' | b'}' | b']' => {
                if depth == 1 {
                    values.extend(trimmed(text, start..at).map(|range| (std::mem::take(&mut key), range)));
                    start = at + 1;
                }
                if byte != b',' {
                    depth = depth.saturating_sub(1);
                }
            }
            _ => {}
        }
    }
    values
}

/// The text of a value that is a string; nothing where it is none.
fn string(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_default()
}

/// The range without the white space at its ends; none where nothing else is in it.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let within = text.get(range.clone())?;
    let (rest, value) = (within.trim_start(), within.trim());
    let start = range.start + (within.len() - rest.len());
    (!value.is_empty()).then(|| start..start + value.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[(&str, &str)]) {
        let seen = values(text);
        let seen: Vec<(&str, &str)> = seen
            .iter()
            .map(|(key, range)| (key.as_str(), text.get(range.clone()).expect("a range of the text")))
            .collect();
        assert_eq!(seen, expect, "the values of {text}");
    }

    #[test]
    fn values_are_found_where_they_stand() {
        check("{}", &[]);
        check("[ ]\n", &[]);
        check(r#"{"a":1}"#, &[("a", "1")]);
        check("\n{ \"a\" : [1, {\"b\":2}] ,\n\"c\":\t\"d\" }\n", &[("a", "[1, {\"b\":2}]"), ("c", "\"d\"")]);
        check(
            r#"["a,]", "b\"}", "\\", null]"#,
            &[("", r#""a,]""#), ("", r#""b\"}""#), ("", r#""\\""#), ("", "null")],
        );
        check(r#"{"a:\u0062":{}}"#, &[("a:b", "{}")]);
        check(r#"{"ä":"ö"}"#, &[("ä", "\"ö\"")]);
    }

    #[test]
    fn what_is_no_json_does_no_harm() {
        for text in ["", "]", "}{", "{\"", "[\\", "{\"a\":", "ä:", "{ä:ö}", "[[[", "1,2"] {
            values(text);
        }
    }
}
