//! Which of several files were read, and why the others were not.

use super::{Detail, Paper, Style};
use crate::bundle::{Outcome, Skip};
use crate::command::Shell;

/// So many reasons are shown in brief, those first that a reader can do something about.
const MOST_REASONS: usize = 5;

/// What became of the files of a case; nothing of none. In brief, files with the same reason are counted.
#[must_use]
pub fn files(files: &[Outcome], style: Style, detail: Detail) -> String {
    if files.is_empty() {
        return String::new();
    }
    let paper = Paper { style, detail, shell: Shell::default() };
    let mut text = paper.heading("Files");
    let (read, skipped) = Outcome::counted(files);
    text.push_str(&paper.item(&format!("{read} read, {skipped} not read")));
    if detail == Detail::Full {
        for file in files {
            let reason = file.reason.map_or_else(|| "read".to_owned(), Skip::sentence);
            text.push_str(&paper.item(&format!("{}: {reason}", file.name)));
        }
        return text;
    }
    let reasons = Outcome::reasons(files);
    for reason in reasons.iter().take(MOST_REASONS) {
        text.push_str(&paper.item(reason));
    }
    if reasons.len() > MOST_REASONS || skipped > MOST_REASONS {
        text.push_str(&paper.item("--verbose lists all of them"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_by_their_reasons() {
        let file = |name: &str, reason| Outcome { name: name.to_owned(), reason };
        let all = [
            file("d/a.log", None),
            file("d/b.png", Some(Skip::Picture)),
            file("d/big.log", Some(Skip::TooLong)),
            file("d/c.png", Some(Skip::Picture)),
        ];
        let check = |detail, expect: &str| assert_eq!(files(&all, Style::Plain, detail), expect);
        check(
            Detail::Brief,
            "\nFiles\n- 1 read, 3 not read\n- d/big.log: It is larger than 64 MB. Give the part around the failure.\n- d/b.png and 1 more: It is a picture. Copy the text instead.\n",
        );
        check(
            Detail::Full,
            "\nFiles\n- 1 read, 3 not read\n- d/a.log: read\n- d/b.png: It is a picture. Copy the text instead.\n- d/big.log: It is larger than 64 MB. Give the part around the failure.\n- d/c.png: It is a picture. Copy the text instead.\n",
        );
        assert_eq!(files(&[], Style::Plain, Detail::Full), "");
    }
}
