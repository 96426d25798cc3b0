//! What is left of a terminal escape sequence whose escape character was lost, or spelled: `[32m`, `^[[0m`,
//! `\x1b[1;31m`.

/// How the escape character is spelled.
const SPELLINGS: [&str; 8] = ["^[", "\\x1b", "\\x1B", "\\e", "\\033", "\\u001b", "\\u001B", "\u{2190}"];
/// With these a program goes back to plain letters.
const RESETS: [&str; 7] = ["[0m", "[0;39m", "[39m", "[22m", "[0K", "[49m", "\\e[K"];
/// More numbers than this are no colour.
const LONGEST: usize = 16;

/// Whether there may be any.
pub(super) fn has_any(text: &str) -> bool {
    text.bytes().any(|byte| byte == b'[') && codes(text).next().is_some()
}

/// Takes them off where it is certain that they are some: `rate(x[5m])` is none.
pub(super) fn take_off(text: &str) -> String {
    let has_reset = RESETS.iter().any(|reset| text.contains(reset));
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for code in codes(text) {
        let Some(before) = text.get(from..code.start) else { continue };
        let after = text.get(code.end..).unwrap_or_default();
        let is_at_edge = after.trim().is_empty() || (kept.is_empty() && before.trim().is_empty());
        if has_reset || is_at_edge {
            kept.push_str(before);
            from = code.end;
        }
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

struct Code {
    start: usize,
    end: usize,
}

fn codes(text: &str) -> impl Iterator<Item = Code> {
    text.match_indices('[').filter_map(|(at, _)| {
        let (before, bracket) = text.split_at_checked(at)?;
        let inside = bracket.get(1..)?;
        let spelling = SPELLINGS.iter().find(|spelling| before.ends_with(*spelling));
        // What resets the character set stands before what resets the colour.
        let start = at - spelling.map_or(usize::from(before.ends_with("(B")) * 2, |spelling| spelling.len());
        let is_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b';' | b'?');
        let length = inside.bytes().take(LONGEST).take_while(|byte| is_number(byte)).count();
        let last = *inside.as_bytes().get(length)?;
        let next = inside.as_bytes().get(length + 1);
        let is_code = match spelling {
            Some(_) => last.is_ascii_alphabetic(),
            None if length == 0 => {
                matches!(last, b'm' | b'K') && next.is_none_or(|next| matches!(next, b' ' | b'['))
            }
            None => matches!(last, b'm' | b'K') && next != Some(&b']'),
        };
        is_code.then_some(Code { start, end: at + length + 2 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let seen = if has_any(text) { take_off(text) } else { text.to_owned() };
        assert_eq!(seen, expect, "cleaning {text:?}");
    }

    #[test]
    fn remnants_are_taken_off() {
        check("[32mChecking pods... OK[0m", "Checking pods... OK");
        check("Checking pods... [32;1mOK[0m", "Checking pods... OK");
        check("OK[0m", "OK");
        check("OK(B[m", "OK");
        check("  [1mx", "  x");
        check("[31m[1mx[22m[39m y", "x y");
        check("^[[32mOK^[[0m", "OK");
        check("\\x1b[0;31mx\\u001b[0m \u{2190}[1my\\e[K", "x y");
    }

    #[test]
    fn other_brackets_stay() {
        for text in [
            "rate(x[5m])",
            "seen [15m ago]",
            "prints \\x1b[31m x",
            "[K8s] ready",
            "[message]",
            "a[0]",
            "^[x",
            "[\"m\"]",
        ] {
            check(text, text);
        }
    }
}
