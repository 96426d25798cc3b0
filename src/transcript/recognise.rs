//! Finding blocks: which lines a command printed.

mod open;

use std::rc::Rc;

use super::cursor::last_number;
use super::lines::Splitter;
use super::tally::Tally;
use super::window::Window;
use super::wish::Wish;
use super::{
    Block, Content, Found, Kind, Line, Place, Reading, Span, Trouble, Typed, Wrong, banner, caption, check,
    conversion, crds, delivered, error, exchange, flux, helm, install, kubectl, log, mention, notice, place,
    prompt, relayed, suspect, upgrade, usage, version,
};

pub use super::cursor::{Cursor, Read};

/// Reads the block that begins at a line, or says in constant time that none begins there.
type Shape = fn(&Cursor<'_>) -> Option<Read>;

/// Every shape that is known, the surest first, with the letters that its first line may begin with; one
/// without letters looks at every line. A new shape is a file of its own and a row here.
const SHAPES: [(Shape, &str); 29] = [
    (banner::read, "-gW"),
    (helm::read_version, "vC"),
    (version::read, "CSKcsgk{"),
    (version::read_fragment, ""),
    (check::read, "CEGPpF{SWI\"*\u{2022}"),
    (crds::read, "ADNEY"),
    (upgrade::read, "sdE"),
    (usage::read, "GCOPgK{2+mU"),
    (conversion::read, "SEFGp"),
    (conversion::read_problems, ""),
    (install::read, "iTM:CSIPUGRYFgL{WNE"),
    (flux::read, ""),
    (helm::read_releases, ""),
    (helm::read_repositories, "N"),
    (helm::read_charts, ""),
    (helm::read_debug, ""),
    (helm::read_status, "RLN"),
    (helm::read_values, ""),
    (helm::read_document, "[-{"),
    (kubectl::read_events, ""),
    (kubectl::read_table, ""),
    (kubectl::read_version, "CSK{cks"),
    (kubectl::read_objects, "a{-"),
    (kubectl::read_description, "N"),
    (kubectl::read_images, ""),
    (log::read, ""),
    (error::read, "EeUTPB?\""),
    (relayed::read, ""),
    (notice::read, ""),
];

/// The block that begins at the cursor, if one does.
fn block(cursor: &Cursor<'_>) -> Option<Read> {
    let first = *cursor.text(0)?.as_bytes().first()?;
    let may_begin = |letters: &str| letters.is_empty() || letters.as_bytes().contains(&first);
    SHAPES.iter().filter(|(_, letters)| may_begin(letters)).find_map(|(shape, _)| shape(cursor))
}

/// Reads a transcript. Takes time linear in its length.
#[must_use]
pub fn read(text: &str, transcript: usize) -> Reading {
    let mut reader = Reader::new(text, transcript);
    while reader.advance() {}
    reader.reading
}

/// Reads a transcript in small steps, for those who have something else to do between them.
pub struct Reader<'a> {
    /// What was read, complete once there is no further step.
    pub reading: Reading,
    /// As long as there are lines to split.
    splitter: Option<Splitter<'a>>,
    text: &'a str,
    lines: Vec<Line<'a>>,
    transcript: usize,
    /// Index of the line that is looked at.
    at: usize,
    /// Index of a typed command, or of leading blank lines, that wait to learn what they belong to.
    lead: Option<usize>,
    /// The command typed last.
    command: Option<Found<Rc<Typed>>>,
    /// Which cluster the lines are of, as far as they say.
    place: Rc<Place>,
    window: Window,
    wish: Wish,
    tally: Tally,
}

impl<'a> Reader<'a> {
    /// Begins to read.
    #[must_use]
    pub fn new(text: &'a str, transcript: usize) -> Self {
        Self {
            reading: Reading::default(),
            splitter: Some(Splitter::new(text)),
            text,
            lines: Vec::new(),
            transcript,
            at: 0,
            lead: None,
            command: None,
            place: Rc::default(),
            window: Window::default(),
            wish: Wish::default(),
            tally: Tally::default(),
        }
    }

    /// Takes a step, which is a line or a block, and tells whether there is another one.
    pub fn advance(&mut self) -> bool {
        if self.splitter.as_mut().is_some_and(Splitter::step) {
            return true;
        }
        if let Some(splitter) = self.splitter.take() {
            self.lines = splitter.finish();
            self.reading.lines = self.lines.last().map_or(0, |line| line.number);
        }
        if self.at < self.lines.len() {
            let from = self.at;
            self.step();
            delivered::look(&self.lines, from..self.at, self.transcript, &mut self.reading.signs);
            return true;
        }
        self.leave_lead_unread();
        caption::count(&self.lines, &mut self.reading.blocks);
        self.reading.more_kinds = self.tally.more();
        self.reading.exchanges = exchange::exchanges(&self.lines, &self.reading.commands);
        false
    }

    /// How much of it is done, in hundredths: splitting takes about as long as finding what is in the lines.
    #[must_use]
    pub fn progress(&self) -> usize {
        match &self.splitter {
            Some(splitter) => splitter.progress() / 2,
            None => 50 + 50 * self.at / self.lines.len().max(1),
        }
    }

    fn step(&mut self) {
        let command = self.command.as_ref().map(|found| &*found.value);
        let lines = self.window.move_to(self.at, &self.lines);
        match block(&Cursor { lines, command, at: self.at, transcript: self.transcript }) {
            Some(read) if self.wish != Wish::None => self.leave_wish(&read),
            Some(read) if !read.tells_failure() || !self.is_mention() => self.take_block(read),
            _ => {
                let cursor = self.cursor();
                self.wish = self.wish.after(cursor.text(0).unwrap_or_default(), || cursor.typed().is_some());
                self.take_line();
            }
        }
    }

    /// Whether the line that is looked at only mentions what went wrong.
    fn is_mention(&self) -> bool {
        self.lines.get(self.at).is_some_and(|line| mention::is_mention(self.text, line.offset))
    }

    fn cursor(&self) -> Cursor<'_> {
        Cursor { lines: &self.lines, at: self.at, transcript: self.transcript, command: None }
    }

    /// A block begins with the command that printed it.
    fn take_block(&mut self, read: Read) {
        let next = read.next.clamp(self.at + 1, self.lines.len());
        let own = self.lines.get(self.at..next).unwrap_or_default();
        let open = open::numbers(&read, own, self.transcript);
        let Read { kind, format, content, troubles, .. } = read;
        let mut troubles = match kind {
            Kind::GlooLog | Kind::KubectlEvents | Kind::OtherLog => {
                self.tally.take(troubles, &mut self.reading.blocks)
            }
            _ => troubles,
        };
        for trouble in open {
            match troubles.iter_mut().find(|one| one.what == Wrong::MaybeCut && one.span == trouble.span) {
                Some(known) => *known = trouble,
                None => troubles.push(trouble),
            }
        }
        let start = self.lead.take().unwrap_or(self.at);
        let span = Cursor { at: start, ..self.cursor() }.span_to(next);
        // A line that lost its breaks may hold the end of one thing and the beginning of the next.
        if let Some(unread) = self.reading.unread.last_mut().filter(|unread| unread.end >= span.start) {
            unread.end = span.start - 1;
            self.reading.unread.pop_if(|unread| unread.end < unread.start);
        }
        // What is said of a change of context is no output of the command whose context it changes.
        if matches!((kind, &content), (Kind::KubectlObjects | Kind::KubectlContext, Content::Nothing)) {
            (self.at..next).for_each(|at| self.see(at));
        }
        let command = self.command.clone();
        let place = self.place_of(kind, &content);
        // Where the output has no stamp, that of its command tells as well.
        let own = [self.at..next, start..self.at].map(|part| self.lines.get(part).unwrap_or_default());
        let stamp = own.iter().copied().flatten().find_map(|line| line.stamp);
        let block = Block { kind, format, span, command, place, section: 0, stamp, content, troubles };
        self.reading.blocks.push(block);
        // No line break stands between the end of some output and the prompt.
        let last = Cursor { at: next - 1, ..self.cursor() };
        if let Some((typed, _)) = last.typed().filter(|_| next - 1 > self.at) {
            let typed = last.found(0, Rc::new(typed));
            self.type_command(typed);
            self.see(next - 1);
        }
        self.at = next;
    }

    /// The place of a block: what the lines above say, and the command that printed it.
    fn place_of(&self, kind: Kind, content: &Content) -> Rc<Place> {
        let Some(command) = &self.command else { return self.place.clone() };
        if !kind.is_of(&command.value) {
            return self.place.clone();
        }
        let is_ignored = matches!(content, Content::Version(output)
            if output.client.as_ref().is_some_and(|client| version::ignores_context(&client.value)));
        let contexts = if is_ignored { &place::CONTEXTS[1..] } else { &place::CONTEXTS };
        let place = self.place.of_command(&command.value, command.span, contexts);
        if place == *self.place { self.place.clone() } else { Rc::new(place) }
    }

    /// Takes in what a line says of the cluster.
    fn see(&mut self, at: usize) {
        let cursor = Cursor { at, ..self.cursor() };
        let (Some(text), span) = (cursor.text(0), cursor.span(0)) else { return };
        let answer =
            self.command.as_ref().and_then(|typed| self.place.after_answer(&typed.value, text, span));
        if let Some(place) = answer.or_else(|| self.place.after(text, span)) {
            self.place = Rc::new(place);
        }
    }

    fn type_command(&mut self, typed: Found<Rc<Typed>>) {
        self.reading.commands.push(typed.clone());
        self.command = Some(typed);
    }

    /// What is only wanted is left unread.
    fn leave_wish(&mut self, read: &Read) {
        let next = read.next.clamp(self.at + 1, self.lines.len());
        self.leave_lead_unread();
        self.leave_unread(self.cursor().span_to(next));
        (self.wish, self.at) = (self.wish.begun(), next);
    }

    fn take_line(&mut self) {
        let cursor = self.cursor();
        let text = cursor.text(0).unwrap_or_default();
        if text.is_empty() || prompt::is_bare_prompt(text) {
            self.take_blank();
        } else if let Some((mut typed, lines)) = cursor.typed() {
            // A number that may go on in the next line is none that was typed.
            typed.words.pop_if(|word| cursor.may_be_cut(lines - 1, word) && last_number(word).is_some());
            let typed = Found { value: Rc::new(typed), span: cursor.span_to(self.at + lines) };
            let before = self.lines.get(self.lead.unwrap_or(self.at)..self.at).unwrap_or_default();
            let is_other = self.lead.is_none() || before.iter().any(|line| !line.text.is_empty());
            self.type_command(typed);
            self.see(self.at);
            if is_other {
                self.leave_lead_unread();
                self.lead = Some(self.at);
            }
            self.at += lines - 1;
        } else {
            self.see(self.at);
            self.leave_lead_unread();
            self.leave_unread(self.cursor().span(0));
            self.suspect();
        }
        self.at += 1;
    }

    /// Remembers a line that is left unread: apart where it looks like an error.
    fn suspect(&mut self) {
        const MOST_SUSPECTS: usize = 50;
        const MOST_OTHERS: usize = 200;
        const LONGEST: usize = 2_000;
        let cursor = self.cursor();
        let (text, span) = (cursor.text(0).unwrap_or_default(), cursor.span(0));
        let is_suspect = suspect::is_suspect(text);
        let (known, most) = match is_suspect {
            true => (self.reading.suspects.len(), MOST_SUSPECTS),
            false => (self.reading.others.len(), MOST_OTHERS),
        };
        if known == most || !is_suspect && !suspect::may_be_printed(text) || self.is_mention() {
            return;
        }
        let message = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text).to_owned();
        let lines = if is_suspect { &mut self.reading.suspects } else { &mut self.reading.others };
        lines.push(Trouble::of(Wrong::Other, message, span));
    }

    /// A blank line belongs to what stands before it, and the first ones to what comes first.
    fn take_blank(&mut self) {
        if self.lead.is_some() {
            return;
        }
        let span = self.cursor().span(0);
        // The rest of a line whose beginning is somewhere already.
        let block = self.reading.blocks.last().map(|block| block.span);
        let known = block.into_iter().chain(self.reading.unread.last().copied());
        if known.into_iter().any(|known| known.end >= span.start) {
            return;
        }
        let is_before = |before: &&mut Span| before.end + 1 == span.start;
        let unread = self.reading.unread.last_mut().filter(is_before);
        let block = self.reading.blocks.last_mut().map(|block| &mut block.span);
        match unread.or_else(|| block.filter(is_before)) {
            Some(before) => before.end = span.end,
            None => self.lead = Some(self.at),
        }
    }

    /// What waited turned out to belong to no block.
    fn leave_lead_unread(&mut self) {
        if let Some(start) = self.lead.take() {
            self.leave_unread(Cursor { at: start, ..self.cursor() }.span_to(self.at));
        }
    }

    fn leave_unread(&mut self, mut span: Span) {
        if let Some(block) = self.reading.blocks.last() {
            span.start = span.start.max(block.span.end + 1);
        }
        match self.reading.unread.last_mut() {
            _ if span.end < span.start => {}
            Some(unread) if unread.end + 1 >= span.start => unread.end = span.end.max(unread.end),
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
            let namespace = block.namespace().map_or(String::new(), |found| format!(" in {}", found.value));
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
    fn a_line_of_two_is_never_read_and_unread() {
        check("x\nError from server<br>\u{a0}", &["1-1 unread", "2-2 kubectl-error"]);
        check("Client: {\"version\":\"1.2.0\"}\nS<br><br>x", &["1-1 glooctl-version", "2-2 unread"]);
        check("x<br>$ glooctl check<br>Checking pods... OK<br>y", &["1-1 glooctl-check"]);
    }

    #[test]
    fn reading_tells_how_far_it_is() {
        let text = "noise\n".repeat(100);
        let mut reader = Reader::new(&text, 0);
        let mut seen = vec![reader.progress()];
        while reader.advance() {
            seen.push(reader.progress());
        }
        assert!(seen.is_sorted() && seen.contains(&25) && seen.contains(&75), "{seen:?}");
        assert_eq!((seen.first(), seen.last()), (Some(&0), Some(&100)));
        assert_eq!(Reader::new("", 0).progress(), 0);
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
