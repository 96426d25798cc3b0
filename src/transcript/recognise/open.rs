//! Numbers that may go on where their line ends.

use super::super::cursor::{Read, last_number};
use crate::transcript::{Ending, Format, Line, Span, Trouble, Wrong};

/// The numbers in a block that may go on where their line ends; no shape uses those.
pub(super) fn numbers(read: &Read, lines: &[Line<'_>], transcript: usize) -> Vec<Trouble> {
    let mut open = Vec::new();
    // A string of JSON is put together again, and of a log no number is used.
    let is_told = read.content.names_no_release();
    let is_whole = matches!(read.format, Format::Json | Format::Lines);
    // A long list of events has a trouble for nearly each line, and of these nearly none.
    let cut: Vec<&Trouble> = read.troubles.iter().filter(|one| one.what == Wrong::MaybeCut).collect();
    for line in lines.iter().filter(|line| line.ending.is_open()) {
        let span = Span::line(transcript, line.number);
        let what = if line.ending == Ending::MaybeWrapped { Wrong::MaybeWrapped } else { Wrong::MaybeCut };
        let known = cut.iter().find(|one| one.span == span);
        let message = match known {
            Some(known) => Some(known.message.clone()),
            None if is_told || is_whole => None,
            None => last_number(&line.text).map(str::to_owned),
        };
        open.extend(message.map(|message| Trouble::of(what, message, span)));
    }
    open
}
