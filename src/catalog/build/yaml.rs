//! Reading YAML one node after the other. No tree is made, so that a large file costs time and no
//! memory; aliases are not followed, so that a small one can't become large.

use std::borrow::Cow;
use std::fmt;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, StrInput};

use super::{BuildError, Source, error};

/// An index has no more than six levels.
const DEEPEST: usize = 50;

/// What stands next in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node<'a> {
    Text(Cow<'a, str>),
    Null,
    List,
    Map,
    /// The end of a list, of a map, or of the text.
    End,
}

/// The nodes of a text, in order.
pub(super) struct EventReader<'a> {
    name: &'a str,
    parser: Parser<'a, StrInput<'a>>,
    depth: usize,
    documents: usize,
    /// The line on which the last node begins.
    pub line: usize,
}

impl<'a> EventReader<'a> {
    pub(super) fn new(source: &Source<'a>) -> Self {
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
        let parser = Parser::new_from_str(text);
        Self { name: source.name, parser, depth: 0, documents: 0, line: 1 }
    }

    /// Says what is wrong on the line of the last node.
    pub(super) fn error<T>(&self, what: impl fmt::Display) -> Result<T, BuildError> {
        error(self.name, format!("line {} {what}", self.line))
    }

    pub(super) fn next(&mut self) -> Result<Node<'a>, BuildError> {
        loop {
            let (event, span) = match self.parser.next_event() {
                None => return Ok(Node::End),
                Some(Ok(next)) => next,
                Some(Err(error)) => return self.not_yaml(&error),
            };
            self.line = span.start.line();
            match event {
                Event::Scalar(text, style, ..) => {
                    let is_null = style == ScalarStyle::Plain
                        && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL");
                    return Ok(if is_null { Node::Null } else { Node::Text(text) });
                }
                Event::SequenceStart(..) => return self.begin(Node::List),
                Event::MappingStart(..) => return self.begin(Node::Map),
                Event::SequenceEnd | Event::MappingEnd => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::End);
                }
                Event::Alias(_) => {
                    return self.error("has an alias, which no index has, and which is not followed");
                }
                Event::DocumentStart(..) if self.documents > 0 => {
                    return self.error("begins a second document");
                }
                Event::DocumentStart(..) => self.documents = 1,
                _ => {}
            }
        }
    }

    fn begin(&mut self, node: Node<'a>) -> Result<Node<'a>, BuildError> {
        self.depth += 1;
        if self.depth > DEEPEST { self.too_deep() } else { Ok(node) }
    }

    fn too_deep<T>(&self) -> Result<T, BuildError> {
        self.error(format!("is nested more than {DEEPEST} levels deep"))
    }

    /// Where the parser looks ahead, it is the first to see that a text is too deep.
    fn not_yaml<T>(&mut self, wrong: &ScanError) -> Result<T, BuildError> {
        self.line = wrong.marker().line();
        match wrong.kind() {
            ErrorKind::RecursionLimitExceeded => self.too_deep(),
            _ => self.error(format!("is not YAML ({})", wrong.info())),
        }
    }

    /// The next key of the map that was begun; none at its end. Keys that are no text are passed over.
    pub(super) fn key(&mut self) -> Result<Option<Cow<'a, str>>, BuildError> {
        loop {
            match self.next()? {
                Node::End => return Ok(None),
                Node::Text(key) => return Ok(Some(key)),
                other => {
                    self.skip_rest(&other)?;
                    self.skip()?;
                }
            }
        }
    }

    /// Passes over the next value.
    pub(super) fn skip(&mut self) -> Result<(), BuildError> {
        let value = self.next()?;
        self.skip_rest(&value)
    }

    /// Passes over what is left of a value that has begun.
    pub(super) fn skip_rest(&mut self, value: &Node) -> Result<(), BuildError> {
        let begins = |node: &Node| matches!(node, Node::List | Node::Map);
        let mut open = usize::from(begins(value));
        while open > 0 {
            match self.next()? {
                Node::End => open -= 1,
                node => open += usize::from(begins(&node)),
            }
        }
        Ok(())
    }

    /// The next value, which has to be a text, or nothing at all.
    pub(super) fn text(&mut self, key: &str) -> Result<Option<Cow<'a, str>>, BuildError> {
        match self.next()? {
            Node::Text(text) => Ok(Some(text)),
            Node::Null => Ok(None),
            _ => self.error(format!("has a `{key}` that is not a text")),
        }
    }

    /// Reads to the end of the text, which may be wrong behind what was of interest.
    pub(super) fn finish(&mut self) -> Result<(), BuildError> {
        while self.next()? != Node::End {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All nodes of a text, or what is wrong with it.
    fn nodes(text: &str) -> String {
        let mut reader = EventReader::new(&Source { name: "it", text });
        let (mut seen, mut depth) = (Vec::new(), 0_usize);
        loop {
            match reader.next() {
                Err(error) => return error.to_string(),
                Ok(Node::End) if depth == 0 => return seen.join(" "),
                Ok(Node::End) => {
                    depth -= 1;
                    seen.push(".".to_owned());
                }
                Ok(Node::Text(text)) => seen.push(text.into_owned()),
                Ok(Node::Null) => seen.push("null".to_owned()),
                Ok(node) => {
                    depth += 1;
                    seen.push(format!("{node:?}"));
                }
            }
        }
    }

    fn check(text: &str, expect: &str) {
        assert_eq!(nodes(text), expect, "the nodes of {text:.50?}");
    }

    #[test]
    fn nodes_come_in_order() {
        let expect = "Map a List 1 x y null . b null .";
        check("a:\n- 1\n- 'x y'\n- ~\nb:\n", expect);
        check("\u{feff}# head\n---\na: [1, \"x y\", null]\nb: null\n", expect);
        check("{\n\t\"a\": [1, \"x y\", null],\n\t\"b\":null}", expect);
        check("{\"a\": \"\\u003ctrue\\u003e \\ud83d\\ude00\"}", "Map a <true> \u{1f600} .");
        check("", "");
    }

    #[test]
    fn what_is_not_to_be_read_is_said() {
        check("a: b: c", "it: line 1 is not YAML (mapping values are not allowed in this context)");
        check("a:\n  - \"b\n", "it: line 2 is not YAML (unclosed quote)");
        check("a: 1\n---\nb: 2\n", "it: line 2 begins a second document");
        let mut bomb = "a: &a [x, x]\n".to_owned();
        for (name, of) in ('b'..='z').zip('a'..='y') {
            bomb.push_str(&format!("{name}: &{name} [*{of}, *{of}, *{of}, *{of}, *{of}, *{of}]\n"));
        }
        check(&bomb, "it: line 2 has an alias, which no index has, and which is not followed");
    }

    #[test]
    fn depth_has_an_end() {
        let deep = "it: line 1 is nested more than 50 levels deep";
        for opening in ["[", "{a: ", "- ", "? ", "[[{a: [", "{\"a\":"] {
            check(&opening.repeat(100_000), deep);
        }
        let lines: String = (0..200).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        check(&lines, "it: line 51 is nested more than 50 levels deep");
        check(
            &format!("{}{}", "[".repeat(50), "]".repeat(50)),
            &format!("{}{}", "List ".repeat(50), ". ".repeat(50).trim_end()),
        );
    }

    #[test]
    fn keys_that_are_no_text_are_passed_over() {
        let mut reader =
            EventReader::new(&Source { name: "it", text: "? [a, {b: c}]\n: {d: e}\nf: g\n~: h\ni: j\n" });
        assert_eq!(reader.next(), Ok(Node::Map));
        assert_eq!(reader.key(), Ok(Some("f".into())));
        assert_eq!(reader.text("f"), Ok(Some("g".into())));
        assert_eq!(reader.key(), Ok(Some("i".into())));
        assert_eq!(reader.skip(), Ok(()));
        assert_eq!(reader.key(), Ok(None));
        assert_eq!(reader.finish(), Ok(()));
    }
}
