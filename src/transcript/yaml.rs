//! Key and value pairs of YAML, in the same form as those of JSON.
//!
//! What is pasted is what a program printed: maps and lists in block style, one key a line. That is all
//! that is read; flow style and block texts are skipped, and their keys have no value. Only a message is read over
//! several lines, because programs break long ones.

use std::rc::Rc;

use super::log::unescaped;
use super::objects::{MOST, Objects, Pair};
use super::{Line, prompt};

enum Shape {
    Object,
    Array,
}

struct Level {
    /// Column of its keys, or of its dashes.
    indent: usize,
    key: Rc<str>,
    object: usize,
    /// The innermost object that is an element of a list.
    item: usize,
    shape: Shape,
}

struct YamlReader {
    objects: Objects,
    levels: Vec<Level>,
    opened: usize,
    /// A key without a value yet, and its column.
    pending: Option<(String, usize)>,
    /// Deeper lines than this column are a text.
    text_below: Option<usize>,
    /// The text that is read over several lines, where the one above is such a text.
    message: Option<Pair>,
}

/// Keys whose text may go on in the next lines.
const MESSAGES: [&str; 2] = ["message", "note"];
/// No message is longer.
const LONGEST: usize = 8 << 10;

/// Nothing that is printed nests deeper, and what is made up to is not worth the room.
const DEEPEST: usize = 100;

/// Reads the document that begins with line `at`; it ends with the first line that is none of it.
#[must_use]
pub fn read_yaml(lines: &[Line<'_>], at: usize) -> Objects {
    let mut reader = YamlReader {
        objects: Objects { is_whole: true, ..Objects::default() },
        levels: Vec::new(),
        opened: 0,
        pending: None,
        text_below: None,
        message: None,
    };
    let (mut index, mut taken) = (at, 0);
    let first = lines.get(at).and_then(|line| split_pair(line.text.trim_start())).map(|(key, _)| key);
    let base = lines.get(at).map_or(0, |line| indent_of(&line.text));
    while let Some(line) = lines.get(index) {
        // The first key once more is the next document, pasted right behind.
        let text = line.text.strip_prefix(' ').map_or(line.text.as_ref(), str::trim_start);
        let is_next = index > at
            && first.is_some()
            && indent_of(&line.text) == base
            && split_pair(text).map(|(key, _)| key) == first;
        if is_next || !reader.take(line, base) {
            break;
        }
        taken += line.text.len();
        if taken > MOST {
            // What is below is not read, so it is not known whether it is part of this.
            reader.objects.is_whole = false;
            index += 1;
            break;
        }
        if line.ending.is_open() {
            reader.objects.is_whole = false;
        }
        index += 1;
    }
    reader.end_message();
    reader.objects.next = index;
    reader.objects
}

impl YamlReader {
    /// Takes a line; false where it is not part of the document.
    fn take(&mut self, line: &Line<'_>, base: usize) -> bool {
        let indent = indent_of(&line.text);
        let text = line.text.trim_start();
        if text.is_empty() {
            return false;
        }
        if self.text_below.is_some_and(|column| indent > column) {
            if let Some(message) = self.message.as_mut().filter(|message| message.value.len() < LONGEST) {
                message.value.push(' ');
                message.value.push_str(text);
            }
            return true;
        }
        self.text_below = None;
        self.end_message();
        if indent < base {
            return false;
        }
        let (mut column, mut rest) = (indent, text);
        while let Some(item) =
            rest.strip_prefix("- ").or_else(|| rest.strip_prefix('-').filter(|rest| rest.is_empty()))
        {
            self.open_item(column);
            let inner = item.trim_start();
            column += rest.len() - inner.len();
            rest = inner;
            if let Some(level) = self.levels.last_mut() {
                level.indent = column;
            }
        }
        if column == indent {
            self.close_to(column);
        }
        match split_pair(rest) {
            Some((key, value)) => {
                self.open_map(column);
                self.take_pair(key, value, column, line);
                true
            }
            // A plain element of a list, or the rest of a long text.
            None => column > base || rest.is_empty() || rest.starts_with('#'),
        }
    }

    /// Leaves the maps and lists that a line at this column is not part of.
    fn close_to(&mut self, column: usize) {
        let is_inside = |level: &Level| match level.shape {
            Shape::Object => level.indent <= column,
            Shape::Array => level.indent < column,
        };
        while self.levels.last().is_some_and(|level| !is_inside(level)) {
            self.levels.pop();
        }
    }

    fn open_item(&mut self, column: usize) {
        if self.levels.len() > DEEPEST {
            return;
        }
        while self.levels.last().is_some_and(|level| level.indent > column) {
            self.levels.pop();
        }
        let is_in_list = self
            .levels
            .last()
            .is_some_and(|level| matches!(level.shape, Shape::Array) && level.indent == column);
        if !is_in_list {
            self.open(Shape::Array, column);
        }
        self.open(Shape::Object, column + 1);
    }

    fn open_map(&mut self, column: usize) {
        let is_open = self
            .levels
            .last()
            .is_some_and(|level| matches!(level.shape, Shape::Object) && level.indent == column);
        if !is_open {
            self.open(Shape::Object, column);
        }
    }

    fn open(&mut self, shape: Shape, indent: usize) {
        let outer = self.levels.last().map(|level| level.key.clone()).unwrap_or_default();
        let key = self.pending.take().map_or(outer, |(key, _)| key.into());
        self.opened += 1;
        let item = self.levels.last().map_or(0, |level| match level.shape {
            Shape::Array => self.opened,
            Shape::Object => level.item,
        });
        self.levels.push(Level { indent, key, object: self.opened, item, shape });
    }

    fn take_pair(&mut self, key: &str, value: &str, column: usize, line: &Line<'_>) {
        self.pending = None;
        // The reason that Gloo gives is nearly always too long for a line; others are one word.
        let is_long = || key == "reason" && value.starts_with(['|', '>', '"', '\'']);
        if MESSAGES.contains(&key) && !value.is_empty() || is_long() {
            self.text_below = Some(column);
            let first = if value.starts_with(['|', '>']) { "" } else { value };
            self.message = self.pair(key, first, line.number);
            return;
        }
        match value {
            "" => self.pending = Some((key.to_owned(), column)),
            _ if value.starts_with(['|', '>']) => self.text_below = Some(column),
            _ => {
                // A number at the very end of the text, or before the rest of one, may go on.
                let is_open = line.ending.is_open() && !value.ends_with(['"', '\'']);
                if is_open || is_broken(value) {
                    return;
                }
                self.objects.pairs.extend(self.pair(key, unquote(value), line.number));
            }
        }
    }

    fn pair(&self, key: &str, value: &str, line: usize) -> Option<Pair> {
        let level = self.levels.last()?;
        Some(Pair {
            inside: level.key.clone(),
            outer: self.levels.iter().nth_back(1).map(|level| level.key.clone()).unwrap_or_default(),
            top: self.levels.get(1).map(|level| level.key.clone()),
            key: key.to_owned(),
            value: value.to_owned(),
            line,
            object: level.object,
            element: self.levels.get(2).map_or(0, |level| level.object),
            item: level.item,
        })
    }

    /// A message has its end above a line that is not below its key.
    fn end_message(&mut self) {
        let Some(mut message) = self.message.take() else { return };
        let text = message.value.trim();
        message.value = match text.strip_prefix('\'') {
            Some(inside) => inside.strip_suffix('\'').unwrap_or(inside).replace("''", "'"),
            None if text.starts_with('"') => unescaped(text),
            None => text.to_owned(),
        };
        self.objects.pairs.push(message);
    }
}

fn indent_of(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// `key: value`, or `key:`.
pub(super) fn split_pair(text: &str) -> Option<(&str, &str)> {
    let (key, value) = match text.strip_suffix(':') {
        Some(key) if !key.contains(": ") => (key, ""),
        _ => text.split_once(": ")?,
    };
    let key = unquote(key);
    let is_key = !key.is_empty()
        && key.len() <= 80
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'/'));
    (is_key && prompt::typed(text).is_none()).then(|| (key, value.trim()))
}

/// Whether the end of a string is missing, which a window may have put into the next line.
fn is_broken(value: &str) -> bool {
    let is_open = |quote| value.starts_with(quote) && (value.len() == 1 || !value.ends_with(quote));
    is_open('"') || is_open('\'')
}

fn unquote(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|text: &str| text.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::lines;

    fn check(text: &str, expect: &[&str]) {
        let lines = lines(text);
        let objects = read_yaml(&lines, 0);
        let mut seen: Vec<String> = objects
            .pairs
            .iter()
            .map(|pair| {
                format!("{}:{}={} in {} #{}", pair.line, pair.key, pair.value, pair.inside, pair.element)
            })
            .collect();
        seen.push(format!("next {}", objects.next));
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn maps_and_lists() {
        check(
            "client:\n  version: 1.20.1\nserver:\n- enterprise: true\n  kubernetes:\n    containers:\n    - Name: gloo\n      Tag: \"5\"\n    - Name: redis\n    namespace: x\n  type: Gateway\n",
            &[
                "2:version=1.20.1 in client #0",
                "4:enterprise=true in server #4",
                "7:Name=gloo in containers #4",
                "8:Tag=5 in containers #4",
                "9:Name=redis in containers #4",
                "10:namespace=x in kubernetes #4",
                "11:type=Gateway in server #4",
                "next 11",
            ],
        );
    }

    #[test]
    fn what_is_no_pair_is_skipped_or_ends_it() {
        check("a: b\n$ helm list\n", &["1:a=b in  #0", "next 1"]);
        check("a: |\n  x: y\nc: d\n", &["3:c=d in  #0", "next 3"]);
        check("a:\n- x\n- y\nb: {}\n", &["4:b={} in  #0", "next 4"]);
        check("  a: b\n  c: d\nno\n", &["1:a=b in  #0", "2:c=d in  #0", "next 2"]);
        check("a: b\n\nc: d\n", &["1:a=b in  #0", "next 1"]);
        check("a: 1.2.3", &["next 1"]);
    }

    #[test]
    fn a_message_may_go_on_below() {
        check(
            "message: 'pull \"x\": it''s\n  not: there'\nreason: Failed\n",
            &["1:message=pull \"x\": it's not: there in  #0", "3:reason=Failed in  #0", "next 3"],
        );
        check("- note: no\n    room\n  a: b\n", &["1:note=no room in  #0", "3:a=b in  #0", "next 3"]);
        check(
            "a:\n  message: |-\n    1: b\n    2: c\n  d: e\n",
            &["2:message=1: b 2: c in a #0", "5:d=e in a #0", "next 5"],
        );
        check("reason: \"a\n  b\"\nstate: c\n", &["1:reason=a b in  #0", "3:state=c in  #0", "next 3"]);
        check("message: \"x \\\"y\\\" z\"\n", &["1:message=x \"y\" z in  #0", "next 1"]);
    }
}
