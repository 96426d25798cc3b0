//! What a reader of Jira's markup sees in a ticket, as far as it has to be nothing but text.

use std::collections::BTreeSet;

/// What is more than text outside of blocks of code, and a block that ends before its end.
pub fn problems(ticket: &str, own_links: &BTreeSet<String>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut block: Option<&str> = None;
    for line in ticket.lines() {
        if let Some(name) = block {
            if line == format!("{{{name}}}") {
                block = None;
            } else if line.to_lowercase().contains(&format!("{{{name}")) {
                problems.push(format!("a block ends in {line:?}"));
            }
            continue;
        }
        let begun = ["code", "noformat"].into_iter().find(|name| {
            ["", ":bash", ":powershell", ":yaml"]
                .iter()
                .any(|language| line == format!("{{{name}{language}}}"))
        });
        if begun.is_some() {
            block = begun;
        } else if has_markup(line, own_links) {
            problems.push(format!("more than text in {line:?}"));
        }
    }
    if let Some(name) = block {
        problems.push(format!("{name} has no end"));
    }
    problems
}

/// Lines that begin an item, or a heading, outside of blocks.
pub fn count(text: &str, fence: &[&str], marks: &[&str]) -> usize {
    let mut is_code = false;
    let mut count = 0;
    for line in text.lines() {
        if fence.iter().any(|fence| line.starts_with(fence)) {
            is_code = !is_code;
        } else if !is_code && marks.iter().any(|mark| line.starts_with(mark)) {
            count += 1;
        }
    }
    count
}

fn has_markup(line: &str, own_links: &BTreeSet<String>) -> bool {
    let marks = ["h1. ", "h2. ", "* ", "** ", "  "];
    let mut text = marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).to_owned();
    let is_fold = |name: &str| {
        text.starts_with(&format!("*{name}: ")) && text.ends_with("point*")
            || text.starts_with(&format!("*{name}: ")) && text.ends_with("points*")
    };
    if ["Check", "Good to know", "Handled by this plan", "Does not apply here"].into_iter().any(is_fold) {
        return false;
    }
    for link in own_links {
        text = text.replace(&format!("[{link}]"), "link");
    }
    let mut seen = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        let rest = letters.as_str();
        let entity = rest
            .strip_prefix('#')
            .and_then(|rest| rest.split_once(';'))
            .filter(|(digits, _)| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
        match (letter, entity) {
            ('\\', _)
                if rest.starts_with([
                    '!', '[', ']', '^', '~', '+', '?', '%', '{', '}', '(', ')', '*', '_', '-', '|', '@',
                ]) =>
            {
                letters.next();
                seen.push('\u{b7}');
            }
            ('&', Some((_, after))) => {
                letters = after.chars();
                seen.push('\u{b7}');
            }
            _ => seen.push(letter),
        }
    }
    // What is monospaced has escapes in it, too.
    let seen = seen.replace("{{", "").replace("}}", "");
    let is_more = seen.contains(['{', '}', '[', ']', '|', '^', '~', '@', '%', '\\', '#', '<', '>', '&'])
        || ["://", "www.", ":)", ":(", ";)", ":P", ":D", "(x)", "(on)", "(!)", "??"]
            .iter()
            .any(|mark| seen.contains(mark))
        || ["h1.", "bq.", "- ", "# "].iter().any(|mark| seen.starts_with(mark));
    let letters: Vec<char> = std::iter::once(' ').chain(seen.chars()).chain([' ']).collect();
    let opens = letters.windows(3).any(|three| match three {
        [before, '*' | '_' | '-' | '+' | '!', after] => {
            let is_word = |c: &char| c.is_alphanumeric();
            !is_word(before) && !after.is_whitespace() && *before != '\u{b7}'
        }
        _ => false,
    });
    is_more || opens
}
