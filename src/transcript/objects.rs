//! Key and value pairs of JSON, read one after the other.
//!
//! What people paste is often no longer JSON: shortened by hand to `...`, cut at the end of a
//! window, or wrapped in the middle of a string. The pairs inside are intact all the same, so they
//! are read without asking for a whole document. Nothing nests the reader, so depth costs nothing.

use std::rc::Rc;

use super::recognise::Cursor;
use super::{Ending, Line, prompt};

/// One `"key": value` inside an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Key of the outermost object around it but for the document itself, where there is one.
    pub top: Option<Rc<str>>,
    /// Key of the innermost object or array around it; an element of an array has the array's key.
    pub inside: Rc<str>,
    /// Key of the object or array around that one; empty at the top of the document.
    pub outer: Rc<str>,
    /// Its own key; empty for a plain element of an array.
    pub key: String,
    /// A string without its quotes, or a bare word such as `true`.
    pub value: String,
    /// Number of the line that the value stands on.
    pub line: usize,
    /// Number of the object it stands in: pairs with equal numbers stand in one object.
    pub object: usize,
    /// Number of the object two levels below the outermost that it stands in, 0 where there is none:
    /// in a list at the top of a document, pairs with equal numbers belong to one element.
    pub element: usize,
    /// Number of the innermost object around it that is an element of an array, 0 where there is none.
    pub item: usize,
}

/// The pairs of one value, and where it ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Objects {
    /// All pairs, in the order of the text.
    pub pairs: Vec<Pair>,
    /// Index of the first line after the value.
    pub next: usize,
    /// Whether the closing brace was there and nothing was left out with `...`.
    pub is_whole: bool,
}

struct Level {
    key: Rc<str>,
    object: usize,
    item: usize,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Object,
    Array,
}

/// A text that has no pair within so many lines is not read on: what begins like an object on every line
/// would be read to its end from each of them.
const FIRST_PAIR_WITHIN: usize = 20;

/// No more bytes of a document are read at once, so that whoever reads can stop in between. No command prints
/// more about Gloo.
pub(super) const MOST: usize = 2 << 20;

/// A string is open at the end of a line: whether the text goes on in the next line.
enum Wrapped {
    /// The window was too narrow for the line.
    Yes,
    /// The text was cut here.
    No,
}

/// Reads the object or array that begins at the first brace of line `at`, or `None` where there is none.
#[must_use]
pub fn read_objects(lines: &[Line<'_>], at: usize) -> Option<Objects> {
    let first = lines.get(at)?;
    let (_, from_brace) = first.text.split_at_checked(first.text.find(['{', '['])?)?;
    PairReader::default().read(lines, at, from_brace, MOST)
}

/// Lines within which a document shows what it is about.
const HEAD: usize = 16;
/// The same in bytes, where lines are long.
const HEAD_BYTES: usize = 64 << 10;

/// Reads the object or array at line `at`, if a pair of use stands within its first lines. What only begins
/// like it is not read to its end.
#[must_use]
pub fn read_objects_with(lines: &[Line<'_>], at: usize, is_of_use: fn(&Pair) -> bool) -> Option<Objects> {
    let first = lines.get(at)?;
    let (_, from_brace) = first.text.split_at_checked(first.text.find(['{', '['])?)?;
    read_if(|lines, most| PairReader::default().read(lines, at, from_brace, most), lines, at, is_of_use)
}

/// Reads a document, if a pair of use stands within its first lines.
fn read_if(
    read: impl Fn(&[Line<'_>], usize) -> Option<Objects>,
    lines: &[Line<'_>],
    at: usize,
    is_of_use: fn(&Pair) -> bool,
) -> Option<Objects> {
    let head = lines.get(..at + HEAD).unwrap_or(lines);
    let is_it = read(head, HEAD_BYTES)?.pairs.iter().any(is_of_use);
    is_it.then(|| read(lines, MOST)).flatten()
}

/// Reads on in an object whose beginning is not there, from the given place in line `at`: `outer` are the keys
/// of the objects and arrays around that place, with an empty one for the outermost. As with
/// [`read_objects_with`], a pair of use has to stand within the first lines.
#[must_use]
pub fn read_inside(
    lines: &[Line<'_>],
    at: usize,
    from: usize,
    outer: &[&str],
    is_of_use: fn(&Pair) -> bool,
) -> Option<Objects> {
    let (_, text) = lines.get(at)?.text.split_at_checked(from)?;
    let read = |lines: &[Line<'_>], most| {
        let mut reader = PairReader::default();
        for key in outer {
            reader.key = Some((*key).to_owned());
            reader.open(Shape::Object);
        }
        reader.read(lines, at, text, most)
    };
    let mut objects = read_if(read, lines, at, is_of_use)?;
    objects.is_whole = outer.is_empty() && objects.is_whole;
    Some(objects)
}

/// The first key of the object, or of the first object in the array, that begins at the cursor.
#[must_use]
pub fn first_key<'a>(cursor: &Cursor<'a>) -> Option<&'a str> {
    for ahead in 0..3 {
        let text = cursor.text(ahead)?.trim_start_matches(['[', '{', ' ', '\t']);
        if !text.is_empty() {
            return text.strip_prefix('"')?.split('"').next();
        }
    }
    None
}

/// Whether a line can be the inside of an object: another command, a heading or a fence ends it.
fn may_continue(text: &str) -> bool {
    let text = text.trim_start();
    !(text.is_empty()
        || text.starts_with("```")
        || text.starts_with("Client")
        || text.starts_with("Server")
        || text.starts_with("Checking ")
        || text.starts_with("-----")
        || prompt::typed(text).is_some())
}

struct PairReader {
    objects: Objects,
    levels: Vec<Level>,
    opened: usize,
    key: Option<String>,
    word: String,
    string: Option<String>,
    escape: Escape,
}

/// What a backslash in a string has begun.
enum Escape {
    None,
    Character,
    /// `\u003c`: digits still to come, and their value so far.
    Code(u32, u32),
}

impl Default for PairReader {
    fn default() -> Self {
        let objects = Objects { is_whole: true, ..Objects::default() };
        Self {
            objects,
            levels: Vec::new(),
            opened: 0,
            key: None,
            word: String::new(),
            string: None,
            escape: Escape::None,
        }
    }
}

impl PairReader {
    fn read(mut self, lines: &[Line<'_>], at: usize, from: &str, most: usize) -> Option<Objects> {
        let (mut index, mut text, mut taken) = (at, from, 0);
        loop {
            if self.objects.pairs.is_empty() && index >= at + FIRST_PAIR_WITHIN {
                return None;
            }
            let line = lines.get(index)?;
            taken += text.len();
            let next = lines.get(index + 1).filter(|_| taken < most);
            let next = next.filter(|next| line.ending == Ending::GoesOn || may_continue(&next.text));
            let wrapped = if next.is_some() { Wrapped::Yes } else { Wrapped::No };
            if self.read_line(text, line.number, &wrapped) {
                break;
            }
            let Some(next) = next else {
                self.objects.is_whole = false;
                break;
            };
            text = &next.text;
            index += 1;
        }
        self.objects.next = index + 1;
        Some(self.objects)
    }

    /// Takes one line; true when the outermost object is closed.
    fn read_line(&mut self, text: &str, number: usize, wrapped: &Wrapped) -> bool {
        for c in text.chars() {
            if self.string.is_some() {
                self.take_string(c, number);
            } else if self.take_mark(c, number) {
                return true;
            }
        }
        if matches!(wrapped, Wrapped::No) {
            self.string = None;
        } else if self.string.is_none() {
            self.end_word(number);
        }
        false
    }

    fn take_string(&mut self, c: char, number: usize) {
        let Some(string) = &mut self.string else { return };
        match self.escape {
            Escape::Character => {
                self.escape = if c == 'u' { Escape::Code(4, 0) } else { Escape::None };
                match c {
                    'u' => {}
                    'n' => string.push('\n'),
                    't' => string.push('\t'),
                    'r' => string.push(' '),
                    c => string.push(c),
                }
            }
            Escape::Code(left, value) => {
                let value = value * 16 + c.to_digit(16).unwrap_or_default();
                self.escape = if left > 1 { Escape::Code(left - 1, value) } else { Escape::None };
                if left == 1 {
                    string.extend(char::from_u32(value).filter(|c| !c.is_control()));
                }
            }
            Escape::None if c == '\\' => self.escape = Escape::Character,
            Escape::None if c == '"' => {
                let value = std::mem::take(string);
                self.string = None;
                self.end_value(value, number);
            }
            Escape::None => string.push(c),
        }
    }

    /// Takes one character outside of strings; true when it closes the outermost object.
    fn take_mark(&mut self, c: char, number: usize) -> bool {
        match c {
            '"' => self.string = Some(String::new()),
            '{' => self.open(Shape::Object),
            '[' => self.open(Shape::Array),
            '}' | ']' => {
                self.end_word(number);
                self.levels.pop();
                return self.levels.is_empty();
            }
            ',' => self.end_word(number),
            ':' => {}
            c if c.is_whitespace() => {}
            c => self.word.push(c),
        }
        false
    }

    fn open(&mut self, shape: Shape) {
        self.word.clear();
        let outer = self.levels.last().map(|level| level.key.clone());
        let key = self.key.take().map(Rc::from).or(outer).unwrap_or_default();
        self.opened += 1;
        let of = |level: &Level| if level.shape == Shape::Array { self.opened } else { level.item };
        let item = self.levels.last().map_or(0, of);
        self.levels.push(Level { key, object: self.opened, item, shape });
    }

    fn end_word(&mut self, number: usize) {
        let word = std::mem::take(&mut self.word);
        if word.starts_with("...") || word.starts_with('…') {
            self.objects.is_whole = false;
            self.key = None;
        } else if !word.is_empty() {
            self.end_value(word, number);
        }
    }

    /// A finished string or word is the value of the key before it, or an element of an array, or else a
    /// key itself.
    fn end_value(&mut self, value: String, number: usize) {
        let Some(level) = self.levels.last() else { return };
        let (key, value) = match (self.key.take(), level.shape) {
            (_, Shape::Array) => (String::new(), value),
            // A name has no line breaks; one that claims to would break out of its sentence.
            (Some(key), Shape::Object) => (key, value.replace(['\n', '\t'], " ")),
            (None, Shape::Object) => {
                self.key = Some(value);
                return;
            }
        };
        let top = self.levels.get(1).map(|level| level.key.clone());
        let element = self.levels.get(2).map_or(0, |level| level.object);
        let outer = self.levels.iter().nth_back(1).map(|level| level.key.clone()).unwrap_or_default();
        let (inside, object, item) = (level.key.clone(), level.object, level.item);
        self.objects.pairs.push(Pair { top, inside, outer, key, value, line: number, object, element, item });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::lines;

    fn check(text: &str, expect: &[&str]) {
        let lines = lines(text);
        let objects = read_objects(&lines, 0).unwrap_or_default();
        let mut seen: Vec<String> = objects
            .pairs
            .iter()
            .map(|pair| format!("{}:{}={} in {}", pair.line, pair.key, pair.value, pair.inside))
            .collect();
        seen.push(format!("whole {} next {}", objects.is_whole, objects.next));
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn whole_objects() {
        check(r#"Client: {"version":"1.2.0"}"#, &["1:version=1.2.0 in ", "whole true next 1"]);
        check(
            "{\n \"client\": {\n  \"version\": \"1.18.5\"\n }\n}$ ",
            &["3:version=1.18.5 in client", "whole true next 5"],
        );
        check(
            r#"{"enterprise":true,"kubernetes":{"containers":[{"Tag":"5"},{"Tag":"6"}]}}"#,
            &["1:enterprise=true in ", "1:Tag=5 in containers", "1:Tag=6 in containers", "whole true next 1"],
        );
    }

    #[test]
    fn shortened_by_hand() {
        check(
            r#"{"type":"Gateway","kubernetes":...,{"Tag":"0.20.8","Name":"grpcserver-ee"},...}"#,
            &["1:type=Gateway in ", "1:Tag=0.20.8 in ", "1:Name=grpcserver-ee in ", "whole false next 1"],
        );
    }

    #[test]
    fn cut_and_wrapped() {
        check(r#"{"a":"b","Tag":"1"#, &["1:a=b in ", "whole false next 1"]);
        check("{\"Name\":\"di\nscovery\"}", &["2:Name=discovery in ", "whole true next 2"]);
        check("{\"Name\":\"di\n$ glooctl check", &["whole false next 1"]);
        check("{\"Name\":\"di\n\nscovery\"}", &["whole false next 1"]);
    }

    #[test]
    fn a_long_document_is_read_to_a_bound() {
        const MOST: usize = 50_000;
        for (pair, end) in [("\"ab\":\"cd, ef\",", ""), ("\"ab\":\"cd, ef\",\n", "\n")] {
            let text = format!("{{{}\"z\":\"1\"}}{end}", pair.repeat(3 * MOST / pair.len()));
            let lines = lines(&text);
            let objects = PairReader::default().read(&lines, 0, &lines[0].text, MOST).unwrap_or_default();
            assert!(!objects.is_whole && objects.next < lines.len());
            let taken: usize = lines[..objects.next].iter().map(|line| line.text.len()).sum();
            assert!((MOST..MOST + 20_000).contains(&taken), "{taken} bytes are read");
        }
        let pairs = 200_000 / 14;
        let text = format!("{{{}\"z\":\"1\"}}", "\"ab\":\"c d  e\",".repeat(pairs));
        let lines = lines(&text);
        assert!(lines.len() > 10, "a long line is taken in parts");
        let objects = read_objects(&lines, 0).unwrap_or_default();
        assert!(objects.is_whole && objects.pairs.len() == pairs + 1);
        let of =
            |pair: &Pair| pair.value.split_whitespace().collect::<String>() == "cde" || pair.value == "1";
        assert!(objects.pairs.iter().all(of), "a string that was parted has lost letters");
    }

    #[test]
    fn depth_costs_nothing() {
        let deep = "{".repeat(200_000);
        let lines = lines(&deep);
        assert!(!read_objects(&lines, 0).unwrap_or_default().is_whole);
    }
}
