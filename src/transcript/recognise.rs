//! Finding blocks: which lines a command printed.

use super::{
    Block, Content, Format, Found, Kind, Line, Reading, Span, banner, check, lines, prompt, version,
};

/// A place in a transcript.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// All lines of the transcript.
    pub lines: &'a [Line<'a>],
    /// Index of the line that is looked at.
    pub at: usize,
    /// Index of the transcript.
    pub transcript: usize,
}

impl<'a> Cursor<'a> {
    /// The text of the line `ahead` lines further on, without its indent; `None` past the end.
    #[must_use]
    pub fn text(&self, ahead: usize) -> Option<&'a str> {
        self.lines.get(self.at + ahead).map(|line| line.text.trim_start())
    }

    /// The span of one line.
    #[must_use]
    pub const fn span(&self, ahead: usize) -> Span {
        Span::line(self.transcript, self.at + ahead + 1)
    }
}

/// What a shape has read.
pub struct Read {
    /// Which command printed it.
    pub kind: Kind,
    /// In which form.
    pub format: Format,
    /// What it says.
    pub content: Content,
    /// Index of the first line after it.
    pub next: usize,
}

/// Reads the block that begins at a line, or says in constant time that none begins there.
type Shape = fn(&Cursor<'_>) -> Option<Read>;

/// Every shape that is known. A new one is a file of its own and a row here.
const SHAPES: [Shape; 3] = [banner::read, version::read, check::read];

/// Reads a transcript. Takes time linear in its length.
#[must_use]
pub fn read(text: &str, transcript: usize) -> Reading {
    let lines = lines(text);
    let mut cursor = Cursor { lines: &lines, at: 0, transcript };
    let mut reader =
        Reader { reading: Reading { lines: lines.len(), ..Reading::default() }, ..Reader::default() };
    while let Some(text) = cursor.text(0) {
        cursor.at = if let Some(read) = SHAPES.iter().find_map(|shape| shape(&cursor)) {
            let next = read.next.max(cursor.at + 1);
            reader.take_block(read, cursor);
            next
        } else {
            reader.take_line(cursor, text);
            cursor.at + 1
        };
    }
    reader.leave_lead_unread(cursor);
    reader.reading
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    /// Index of a typed command, or of leading blank lines, that wait to learn what they belong to.
    lead: Option<usize>,
    /// The namespace that the command typed last named.
    namespace: Option<Found<String>>,
}

impl Reader {
    /// A block begins with the command that printed it.
    fn take_block(&mut self, read: Read, cursor: Cursor<'_>) {
        let start = self.lead.take().unwrap_or(cursor.at) + 1;
        let Read { kind, format, content, next } = read;
        let span = Span { transcript: cursor.transcript, start, end: next };
        self.reading.blocks.push(Block { kind, format, span, namespace: self.namespace.clone(), content });
    }

    fn take_line(&mut self, cursor: Cursor<'_>, text: &str) {
        if text.is_empty() || prompt::is_bare_prompt(text) {
            self.take_blank(cursor);
            return;
        }
        let Some(typed) = prompt::typed(text) else {
            self.leave_lead_unread(cursor);
            self.leave_unread(Span::line(cursor.transcript, cursor.at + 1));
            return;
        };
        let value = typed.namespace().filter(|_| typed.asks_about_installation());
        self.namespace = value.map(|value| Found { value: value.to_owned(), span: cursor.span(0) });
        let is_blank = |start| {
            cursor
                .lines
                .get(start..cursor.at)
                .is_some_and(|lead| lead.iter().all(|line| line.text.is_empty()))
        };
        if !self.lead.is_some_and(is_blank) {
            self.leave_lead_unread(cursor);
            self.lead = Some(cursor.at);
        }
    }

    /// A blank line belongs to what stands before it, and the first ones to what comes first.
    fn take_blank(&mut self, cursor: Cursor<'_>) {
        if self.lead.is_some() {
            return;
        }
        let number = cursor.at + 1;
        let unread = self.reading.unread.last_mut().filter(|span| span.end + 1 == number);
        let block =
            self.reading.blocks.last_mut().map(|block| &mut block.span).filter(|span| span.end + 1 == number);
        match unread.or(block) {
            Some(before) => before.end = number,
            None => self.lead = Some(cursor.at),
        }
    }

    /// What waited turned out to belong to no block.
    fn leave_lead_unread(&mut self, cursor: Cursor<'_>) {
        if let Some(start) = self.lead.take() {
            self.leave_unread(Span { transcript: cursor.transcript, start: start + 1, end: cursor.at });
        }
    }

    fn leave_unread(&mut self, span: Span) {
        match self.reading.unread.last_mut() {
            Some(unread) if unread.end + 1 == span.start => unread.end = span.end,
            _ => self.reading.unread.push(span),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let reading = read(text, 0);
        let mut seen: Vec<(usize, String)> = Vec::new();
        for block in &reading.blocks {
            let namespace =
                block.namespace.as_ref().map_or(String::new(), |found| format!(" in {}", found.value));
            let words = format!("{}-{} {}{namespace}", block.span.start, block.span.end, block.kind.name());
            seen.push((block.span.start, words));
        }
        for span in &reading.unread {
            seen.push((span.start, format!("{}-{} unread", span.start, span.end)));
        }
        seen.sort();
        let seen: Vec<String> = seen.into_iter().map(|(_, words)| words).collect();
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn every_line_is_in_a_block_or_unread() {
        check("", &[]);
        check("\n\n", &["1-2 unread"]);
        check("hello\n\nworld", &["1-3 unread"]);
        check("\n$ glooctl version\nClient: {\"version\":\"1.2.0\"}\n\n$ ", &["1-5 glooctl-version"]);
        check(
            "Client: {\"version\":\"1.2.0\"}\nServer: version undefined, could not find any version of gloo running\n$ k9s\nzsh: command not found: k9s\n",
            &["1-2 glooctl-version", "3-4 unread"],
        );
        check(
            "Client: {\"version\":\"1.2.0\"}\nClient: {\"version\":\"1.2.1\"}",
            &["1-1 glooctl-version", "2-2 glooctl-version"],
        );
        check("$ ls -l\ntotal 0\n$ glooctl version", &["1-3 unread"]);
        check(
            "$ glooctl check -n edge\nChecking pods... OK\n$ helm list -n x\nChecking pods... OK",
            &["1-2 glooctl-check in edge", "3-4 glooctl-check"],
        );
    }
}
