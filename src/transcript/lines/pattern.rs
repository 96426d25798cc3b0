//! What lines begin with that were printed by something around a program, such as `web-1 | ` or `#12 0.351 `.

/// Stands for a number, with the blanks before it where numbers are aligned.
const NUMBER: char = '\u{1}';

/// The beginning of lines, in which some numbers may differ from line to line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(String);

impl Pattern {
    /// The pattern of a sample; `differs` tells of which of its numbers, counted from 0, the value is open.
    pub(super) fn of(sample: &str, differs: impl Fn(usize) -> bool) -> Self {
        let (mut pattern, mut count, mut rest) = (String::with_capacity(sample.len()), 0, sample);
        while let Some(c) = rest.chars().next() {
            let (number, after) = split_number(rest);
            if number.is_empty() {
                pattern.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
                continue;
            }
            if differs(count) {
                pattern.truncate(pattern.trim_end().len());
                pattern.push(NUMBER);
            } else {
                pattern.push_str(number);
            }
            count += 1;
            rest = after;
        }
        Self(pattern)
    }

    /// What follows in a text that begins so; a line of which nothing else is left may have lost its last blanks.
    pub(super) fn after<'t>(&self, text: &'t str) -> Option<&'t str> {
        let mut rest = text;
        for (at, c) in self.0.char_indices() {
            if rest.is_empty() {
                return self.0.get(at..)?.trim().is_empty().then_some(rest);
            }
            rest = if c == NUMBER {
                Some(split_number(rest.trim_start())).filter(|(number, _)| !number.is_empty())?.1
            } else {
                rest.strip_prefix(c)?
            };
        }
        Some(rest)
    }

    /// Whether it holds a word, so that it can't be a number or a mark of the output itself.
    pub(super) fn has_word(&self) -> bool {
        let letters = self.0.chars().filter(|c| c.is_alphabetic()).count();
        letters > 1 || (letters == 1 && self.0.contains(['[', ']', '|', '(', ')', '#']))
    }

    /// Whether two differ only in their last blanks.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        self.0.trim_end() == other.0.trim_end()
    }

    /// The mark of a string that lines stand in, where it ends with one.
    pub(super) fn quote(&self) -> Option<char> {
        self.0.chars().next_back().filter(|c| matches!(c, '"' | '\''))
    }

    /// Whether it ends with a mark or a blank, as what is put in front of lines does.
    pub(super) fn is_apart(&self) -> bool {
        self.0.chars().next_back().is_some_and(|c| !c.is_alphanumeric())
    }
}

/// Every number in a text, from the left.
pub(super) fn numbers(text: &str) -> Vec<&str> {
    let (mut numbers, mut rest) = (Vec::new(), text);
    while let Some((at, _)) = rest.char_indices().find(|(_, c)| c.is_ascii_digit()) {
        let (number, after) = split_number(rest.get(at..).unwrap_or_default());
        numbers.push(number);
        rest = after;
    }
    numbers
}

/// The number that a text begins with; dates, times and fractions are one: `2024-11-28T07:13:35.508`.
fn split_number(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while is_digit(end)
        || (end > 0
            && matches!(bytes.get(end), Some(b'.' | b':' | b',' | b'-' | b'/' | b'T'))
            && is_digit(end + 1))
    {
        end += 1;
    }
    text.split_at_checked(end).unwrap_or(("", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sample: &str, text: &str, expect: Option<&str>) {
        assert_eq!(Pattern::of(sample, |_| true).after(text), expect, "{sample:?} before {text:?}");
    }

    #[test]
    fn numbers_may_differ() {
        check("#12 0.351 ", "#12 12.4 \t* x", Some("\t* x"));
        check("[  9s] ", "[ 112s] x", Some("x"));
        check("web | 2024-11-28T07:13:35.5Z ", "web | 2024-11-28T07:13:36.123Z   x", Some("  x"));
        check("web | ", "web |", Some(""));
        check("web | ", "web", None);
        check("web-1 | ", "web- | x", None);
        let first_only = Pattern::of("web-1 7 | ", |which| which == 1);
        assert_eq!(first_only.after("web-1 12 | x"), Some("x"));
        assert_eq!(first_only.after("web-2 12 | x"), None);
        assert_eq!(numbers("web-1 | 12:00:01.5 x2"), ["1", "12:00:01.5", "2"]);
    }
}
