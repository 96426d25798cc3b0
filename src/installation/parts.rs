//! A message that says several things: each of them is a trouble, with an object of its own.

use super::whom;
use crate::transcript::{Trouble, Wrong};

/// More parts than this are not told apart.
const MOST: usize = 64;

/// What Helm puts between the errors of several objects.
const AND: &str = " && ";

/// The troubles that a message is made of; the message itself where that is one.
pub(super) fn of(trouble: &Trouble) -> Vec<Trouble> {
    let message = trouble.message.as_str();
    let (head, parts) = joined(message).or_else(|| listed(message)).unwrap_or_default();
    if parts.len() < 2 || parts.len() > MOST {
        return vec![trouble.clone()];
    }
    let last = parts.len() - 1;
    let part = |(at, part): (usize, &&str)| {
        // The first one is quoted with what is said for all.
        let (head, text) = if at == 0 { ("", format!("{head}{part}")) } else { (head, (*part).to_owned()) };
        let is_worded = !matches!(trouble.what, Wrong::Logged | Wrong::Event);
        let what =
            if is_worded { Trouble::new(&format!("{head}{part}"), trouble.span).what } else { trouble.what };
        let rest = if at == last { trouble.rest.clone() } else { Vec::new() };
        Trouble { what, message: text, head: head.to_owned(), rest, ..trouble.clone() }
    };
    parts.iter().enumerate().map(part).collect()
}

/// `Error: UPGRADE FAILED: cannot patch "a" with kind Job: … && cannot patch "b" with kind Service: …`: what is said
/// for all, and the parts.
fn joined(message: &str) -> Option<(&str, Vec<&str>)> {
    if !message.contains(AND) {
        return None;
    }
    let mut parts: Vec<&str> = message.split(AND).collect();
    let first = parts.first_mut()?;
    // What names no object is no part of its own.
    let names_one = |part: &&str| whom::object(part).is_some();
    if !names_one(&*first) {
        return None;
    }
    let head = [" FAILED: ", "Error: "]
        .iter()
        .find_map(|end| Some(first.find(end)? + end.len()))
        .unwrap_or_default();
    let (head, rest) = first.split_at_checked(head)?;
    *first = rest;
    parts.iter().skip(1).all(names_one).then_some((head, parts))
}

/// `… 2 errors occurred:`, with an item for each. A list within an item has bullets, too, so they are counted.
fn listed(message: &str) -> Option<(&str, Vec<&str>)> {
    const BULLET: &str = "\n* ";
    let (first, _) = message.split_once(BULLET)?;
    let (head, items) = message.split_at_checked(first.len() + BULLET.len())?;
    let count = first.strip_suffix(" errors occurred:")?.rsplit(' ').next()?.parse::<usize>().ok()?;
    let parts: Vec<&str> = items.split(BULLET).collect();
    (parts.len() == count).then_some((head, parts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Span;

    fn check(message: &str, expect: &[&str]) {
        let parts = of(&Trouble::new(message, Span::line(0, 1)));
        let texts: Vec<&str> = parts.iter().map(|part| part.message.as_str()).collect();
        assert_eq!(texts, expect, "reading {message:?}");
    }

    #[test]
    fn a_message_about_several_objects_has_parts() {
        check(
            "Error: UPGRADE FAILED: cannot patch \"a\" with kind Job: x && cannot patch \"b\" with kind Service: y",
            &[
                "Error: UPGRADE FAILED: cannot patch \"a\" with kind Job: x",
                "cannot patch \"b\" with kind Service: y",
            ],
        );
        check(
            "Error: UPGRADE FAILED: 2 errors occurred:\n* Job \"a\" failed\n* Job \"b\" failed",
            &["Error: UPGRADE FAILED: 2 errors occurred:\n* Job \"a\" failed", "Job \"b\" failed"],
        );
    }

    #[test]
    fn what_only_looks_like_several_is_one() {
        for message in [
            "Error: run a && b",
            "Error: Job \"a\" failed && look at its log",
            "Error: 1 error occurred:\n* refused: 1 error occurred:\n* no b",
            "Error: 2 errors occurred:\n* a",
            "Error: x",
        ] {
            check(message, &[message]);
        }
    }
}
