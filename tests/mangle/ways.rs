//! The ways to mangle a paste.

mod lines;
mod margins;
mod markup;
mod signs;

/// One way.
pub struct Way {
    /// What happens to the text, in a few words; no two ways have the same.
    pub name: &'static str,
    pub keeps: Keeps,
    pub change: Box<dyn Fn(&str) -> String + Send + Sync>,
}

/// How much of a text is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// All that it said.
    All,
    /// What a check said, whose headings show where its lines begin.
    Checks,
    /// Maybe less.
    Less,
    /// Letters are lost or others, within names and numbers too: nothing can tell them from the right ones.
    Damaged,
}

/// All ways.
pub fn all() -> Vec<Way> {
    [margins::ways(), markup::ways(), signs::ways(), lines::ways()].into_iter().flatten().collect()
}

type Change = Box<dyn Fn(&str) -> String + Send + Sync>;

/// Puts something around every line that is not blank.
fn around(before: &'static str, behind: &'static str) -> Change {
    each(
        move |_, line| {
            if line.trim().is_empty() { line.to_owned() } else { format!("{before}{line}{behind}") }
        },
    )
}

/// Puts something around every line, blank ones too.
fn around_all(before: &'static str, behind: &'static str) -> Change {
    each(move |_, line| format!("{before}{line}{behind}"))
}

/// Changes every line; lines are counted from 0.
fn each(change: impl Fn(usize, &str) -> String + Send + Sync + 'static) -> Change {
    Box::new(move |text| {
        let lines = text.lines().enumerate().map(|(at, line)| change(at, line));
        lines.map(|line| line + "\n").collect()
    })
}

/// Puts something before all of the text and behind it.
fn ends(before: &'static str, behind: &'static str) -> Change {
    Box::new(move |text| format!("{before}{}{behind}\n", text.trim_end_matches('\n')))
}

/// Replaces each of some texts by another one, one after the other.
fn replaced(pairs: &'static [(&'static str, &'static str)]) -> Change {
    Box::new(move |text| {
        let replace = |text: String, (from, to): &(&str, &str)| text.replace(from, to);
        pairs.iter().fold(text.trim_end_matches('\n').to_owned(), replace) + "\n"
    })
}

fn all_of_it(name: &'static str, change: Change) -> Way {
    Way { name, keeps: Keeps::All, change }
}

fn checks(name: &'static str, change: Change) -> Way {
    Way { name, keeps: Keeps::Checks, change }
}

fn less(name: &'static str, change: Change) -> Way {
    Way { name, keeps: Keeps::Less, change }
}

fn damaged(name: &'static str, change: Change) -> Way {
    Way { name, keeps: Keeps::Damaged, change }
}

/// A text as a string of JSON.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string")
}

/// Breaks lines as a window of that many columns does.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut wrapped = String::with_capacity(text.len() + text.len() / width);
    for line in text.lines() {
        for (at, letter) in line.chars().enumerate() {
            wrapped.extend((at > 0 && at % width == 0).then_some('\n'));
            wrapped.push(letter);
        }
        wrapped.push('\n');
    }
    wrapped
}
