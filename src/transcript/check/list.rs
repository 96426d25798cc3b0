//! The list of errors behind `Error: 3 errors occurred:`.
//!
//! Its bullets can't be counted as they stand: a message may quote a list with bullets of its own.
//! Each quoted list says how many bullets it has, so they are taken off by counting; a bullet that
//! begins with a known message is never part of a quote.

use super::Problem;
use super::mark::{is_foreign, is_log};
use super::message::{Complaint, closes_more, complaint, section};
use crate::transcript::label::label;
use crate::transcript::recognise::Cursor;

/// A list, read.
pub struct List {
    /// The messages, in the order printed.
    pub problems: Vec<Problem>,
    /// Index of the first line after it.
    pub next: usize,
}

/// Whether the line is the head of a list whose first message only `glooctl check` prints.
#[must_use]
pub fn is_head_of_check(cursor: &Cursor<'_>) -> bool {
    head(cursor.text(0)).is_some()
        && cursor.text(1).and_then(bullet).is_some_and(|message| complaint(message) != Complaint::Other)
}

/// Reads the list whose head is the line at the cursor.
#[must_use]
pub fn read_list(cursor: &Cursor<'_>) -> Option<List> {
    let expected = head(cursor.text(0))?;
    Some(read_bullets(cursor.ahead(1), expected))
}

/// Reads the list whose head is missing, from the first bullet that is left of it.
#[must_use]
pub fn read_headless(cursor: &Cursor<'_>) -> Option<List> {
    let message = cursor.text(0).and_then(bullet)?;
    // Somebody's own list may begin with a pod or a resource too; what glooctl says of one is an outcry, or
    // a condition.
    let is_common = ["Pod ", "Deployment ", "Gateway", "Listener ", "HTTPRoute "]
        .iter()
        .any(|kind| message.starts_with(kind));
    let is_sure = !is_common || message.contains('!') || message.contains(" status (");
    let list = (is_sure && complaint(message) != Complaint::Other).then(|| read_bullets(*cursor, 0));
    // What was typed may quote a message too, and is none.
    list.filter(|list| !list.problems.is_empty())
}

fn read_bullets(mut here: Cursor<'_>, expected: usize) -> List {
    let column = indent(&here);
    let mut reader = ListReader { expected, problems: Vec::new(), quoted: Vec::new(), column };
    while let Some(text) = here.text(0) {
        if text.is_empty() {
            match reader.after_blank(&here) {
                Some(next) => here.at = next,
                None => break,
            }
            continue;
        }
        if is_foreign(&here) || reader.has_ended(text) || !reader.take(&here, text) {
            break;
        }
        here.at += 1;
    }
    List { problems: reader.problems, next: here.at }
}

struct ListReader {
    expected: usize,
    problems: Vec<Problem>,
    /// How many bullets each open quotation still has.
    quoted: Vec<usize>,
    /// The column of the first bullet.
    column: usize,
}

impl ListReader {
    /// Takes a line that is not blank; false where it is not part of the list.
    fn take(&mut self, cursor: &Cursor<'_>, text: &str) -> bool {
        if is_log(text) {
            return true;
        }
        let Some(message) = bullet(text) else {
            // Text before the first bullet, or after the last one, is something else.
            return self.extend(cursor, text) && self.open_quote(text);
        };
        let is_known = complaint(message) != Complaint::Other;
        // A bullet that is indented further belongs to the message above it.
        let is_deeper = indent(cursor) > self.column + 1 && !self.problems.is_empty();
        if !is_known && (self.take_quoted() || is_deeper) {
            return self.extend(cursor, text) && self.open_quote(text);
        }
        self.quoted.clear();
        let (section, span) = (section(message), cursor.span(0));
        self.problems.push(Problem { message: message.to_owned(), section, span });
        self.open_quote(message)
    }

    /// Whether a line without a bullet is the beginning of another output: no blank line needs to stand before it.
    fn has_ended(&self, text: &str) -> bool {
        const BEGINNINGS: [&str; 4] = ["Checking ", "No problems detected", "Switched to context ", "==> "];
        let is_heading = || text.starts_with(['=', '-', '#']) && label(text).is_some();
        self.problems.last().is_some_and(|last| {
            BEGINNINGS.iter().any(|one| text.starts_with(one))
                || is_heading()
                || closes_more(&last.message, text)
        })
    }

    /// Whether a bullet belongs to a quotation, which then has one bullet less to come.
    fn take_quoted(&mut self) -> bool {
        while self.quoted.last() == Some(&0) {
            self.quoted.pop();
        }
        match self.quoted.last_mut() {
            Some(left) => {
                *left -= 1;
                true
            }
            None => false,
        }
    }

    fn open_quote(&mut self, text: &str) -> bool {
        if let Some(count) = quoted_count(text) {
            self.quoted.push(count);
        }
        true
    }

    fn extend(&mut self, cursor: &Cursor<'_>, text: &str) -> bool {
        let Some(problem) = self.problems.last_mut() else { return false };
        problem.message.push('\n');
        problem.message.push_str(text);
        problem.span.end = cursor.span(0).end;
        true
    }

    /// Where to go on after blank lines, or `None` where the list ends with them.
    fn after_blank(&self, cursor: &Cursor<'_>) -> Option<usize> {
        let mut ahead = 1;
        while cursor.text(ahead).is_some_and(str::is_empty) {
            ahead += 1;
        }
        let text = cursor.text(ahead)?;
        let is_indented =
            cursor.lines.get(cursor.at + ahead).is_some_and(|line| line.text.starts_with([' ', '\t']));
        let goes_on = bullet(text).is_some()
            || text.starts_with(')')
            || (is_indented && !self.problems.is_empty())
            || self.problems.len() < self.expected;
        let next = cursor.ahead(ahead);
        (goes_on && !is_foreign(&next)).then_some(next.at)
    }
}

fn indent(cursor: &Cursor<'_>) -> usize {
    let line = cursor.lines.get(cursor.at).map_or("", |line| &line.text);
    line.len() - line.trim_start().len()
}

/// The number in `Error: 3 errors occurred:`.
fn head(text: Option<&str>) -> Option<usize> {
    let text = text?;
    // Once no line break stood before it, so it ends the line of a heading.
    let rest = match text.strip_prefix("Error: ") {
        Some(rest) => rest,
        None if text.starts_with("Checking ") => text.rsplit_once("Error: ")?.1,
        None => return None,
    };
    let count = quoted_count(rest)?;
    rest.starts_with(|c: char| c.is_ascii_digit()).then_some(count)
}

/// The number in `… 36 errors occurred:` at the end of a line.
fn quoted_count(text: &str) -> Option<usize> {
    let rest = text.strip_suffix(" errors occurred:").or_else(|| text.strip_suffix(" error occurred:"))?;
    let digits = rest.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

fn bullet(text: &str) -> Option<&str> {
    // Word processors make a bullet of the star.
    text.strip_prefix("* ").or_else(|| text.strip_prefix('•').map(str::trim_start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::lines;

    fn check(text: &str, expect: &[&str], rest: &str) {
        let lines = lines(text);
        let list = read_list(&Cursor { lines: &lines, at: 0, transcript: 0, command: None });
        let (problems, next) = list.map_or((Vec::new(), 0), |list| (list.problems, list.next));
        let seen: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(seen, expect, "reading {text:?}");
        let after: Vec<&str> = lines.iter().skip(next).map(|line| line.text.as_ref()).collect();
        assert_eq!(after.join("\n").trim(), rest, "what follows in {text:?}");
    }

    #[test]
    fn bullets_are_messages() {
        check("Error: 1 error occurred:\n\t* one\n\n\n$ ls", &["one"], "$ ls");
        check("Error: 2 errors occurred:\n\t* one\n* two\n", &["one", "two"], "");
        check("Error: 1 error occurred:\n\t* one\n\nSome prose.", &["one"], "Some prose.");
        for next in
            ["=== cluster east ===", "## staging", "Switched to context \"east\".", "Checking pods... OK"]
        {
            check(&format!("Error: 1 error occurred:\n\t* one\n{next}\n"), &["one"], next);
        }
    }

    #[test]
    fn a_list_may_have_lost_its_head() {
        let check = |text: &str, expect: usize| {
            let lines = lines(text);
            let list = read_headless(&Cursor { lines: &lines, at: 0, transcript: 0, command: None });
            assert_eq!(list.map_or(0, |list| list.problems.len()), expect, "reading {text:?}");
        };
        check("\t* Pod a in namespace b is not ready!\n\t* Found rejected upstream: a b (Reason: c)\n", 2);
        check("* Pod a in namespace b was restarted\n", 0);
        check("* Found rejected upstream: a ; kubectl get pods\n", 0);
    }

    #[test]
    fn quoted_lists_are_part_of_their_message() {
        check(
            "Error: 2 errors occurred:\n\t* Found rejected auth config: a b (Reason: 2 errors occurred:\n\t* x: 1 error occurred:\n\t* y\n\n\t* z\n\n)\n\t* last",
            &[
                "Found rejected auth config: a b (Reason: 2 errors occurred:\n* x: 1 error occurred:\n* y\n* z\n)",
                "last",
            ],
            "",
        );
    }

    #[test]
    fn a_known_message_ends_a_quotation_that_was_cut() {
        check(
            "Error: 2 errors occurred:\n\t* Found rejected upstream: a b (Reason: 9 errors occurred:\n\t* x\n\t* Pod p in namespace n is not ready!",
            &[
                "Found rejected upstream: a b (Reason: 9 errors occurred:\n* x",
                "Pod p in namespace n is not ready!",
            ],
            "",
        );
    }

    #[test]
    fn messages_may_span_lines() {
        check(
            "Error: 1 error occurred:\n\t* Virtual service references unknown auth config:\n  Virtual service: a b\n  Auth Config: c d\n\n",
            &["Virtual service references unknown auth config:\nVirtual service: a b\nAuth Config: c d"],
            "",
        );
    }
}
