//! What a command that only looks printed, up to the next command: that answers the questions of a plan.

use std::rc::Rc;

use super::{Found, Line, Program, Span, Typed, prompt};

/// A typed command, and what it printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The command.
    pub typed: Rc<Typed>,
    /// Its line and those that it printed.
    pub span: Span,
    /// The first lines that it printed, without blank ones.
    pub output: Vec<String>,
    /// How its output ends.
    pub end: End,
}

/// How the output of a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A line says with which status it ended: `[exit 1]`.
    Status(u32),
    /// Another command, or a prompt, follows.
    Prompt,
    /// The text ends, and maybe before the output does.
    Open,
}

/// So many lines of an output are kept, and so much of each: more than any answer needs.
const MOST_LINES: usize = 60;
const LONGEST: usize = 400;

/// What the typed commands printed that only look. Takes time linear in the lines.
pub(super) fn exchanges(lines: &[Line<'_>], commands: &[Found<Rc<Typed>>]) -> Vec<Exchange> {
    let mut found = Vec::new();
    for (index, command) in commands.iter().enumerate().filter(|(_, command)| only_looks(&command.value)) {
        let next = commands.get(index + 1).map(|next| next.span.start);
        let first = lines.partition_point(|line| line.number <= command.span.end);
        let last = next.map_or(lines.len(), |next| lines.partition_point(|line| line.number < next));
        let printed = lines.get(first..last).unwrap_or_default();
        let end = if next.is_some() { End::Prompt } else { End::Open };
        found.push(exchange(command, printed, end));
    }
    found
}

fn exchange(command: &Found<Rc<Typed>>, printed: &[Line<'_>], end: End) -> Exchange {
    let mut exchange = Exchange { typed: command.value.clone(), span: command.span, output: Vec::new(), end };
    for line in printed {
        if prompt::is_bare_prompt(&line.text) {
            exchange.end = End::Prompt;
            break;
        }
        // An output without a line break at its end is followed by the status.
        let (text, status) = with_status(&line.text);
        if !text.trim().is_empty() {
            if exchange.output.len() == MOST_LINES {
                break;
            }
            let end = text.floor_char_boundary(LONGEST);
            exchange.output.push(text.get(..end).unwrap_or(text).to_owned());
            exchange.span.end = line.number;
        }
        if let Some(status) = status {
            exchange.end = End::Status(status);
            exchange.span.end = line.number;
            break;
        }
    }
    exchange
}

/// A line without the status at its end, and that status.
fn with_status(text: &str) -> (&str, Option<u32>) {
    let status = || {
        let (before, status) = text.strip_suffix(']')?.rsplit_once("[exit ")?;
        Some((before, Some(status.parse().ok()?)))
    };
    status().unwrap_or((text, None))
}

fn only_looks(typed: &Typed) -> bool {
    let verbs: &[&str] = match typed.program {
        Program::Helm => &["get", "history", "show", "list", "version"],
        Program::Kubectl => &["get", "version"],
        Program::Glooctl | Program::Other => &[],
    };
    verbs.iter().any(|verb| typed.has(verb)) && !typed.changes_the_installation()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn check(text: &str, expect: &[(&[&str], End)]) {
        let reading = read(text, 0);
        let seen: Vec<(Vec<&str>, End)> = reading
            .exchanges
            .iter()
            .map(|one| (one.output.iter().map(String::as_str).collect(), one.end))
            .collect();
        let expect: Vec<(Vec<&str>, End)> =
            expect.iter().map(|(lines, end)| (lines.to_vec(), *end)).collect();
        assert_eq!(seen, expect, "reading {text:?}");
    }

    #[test]
    fn an_output_ends_at_the_next_command_at_a_prompt_or_with_a_status() {
        check("$ kubectl get crd\nNAME\na\n\n$ ls\nb", &[(&["NAME", "a"], End::Prompt)]);
        check("$ kubectl get crd\nNAME\n$\nb", &[(&["NAME"], End::Prompt)]);
        check("$ helm get values x | grep y\n[exit 1]\nb", &[(&[], End::Status(1))]);
        check("$ kubectl get x -o jsonpath={.a}\nFail[exit 0]", &[(&["Fail"], End::Status(0))]);
        check("$ kubectl get crd\nNAME", &[(&["NAME"], End::Open)]);
        check("$ kubectl get a\n$ kubectl get b", &[(&[], End::Prompt), (&[], End::Open)]);
        check("$ kubectl delete crd x\nNAME", &[]);
        check("$ kubectl get a\n[exit x]", &[(&["[exit x]"], End::Open)]);
    }

    #[test]
    fn a_long_output_is_not_kept_to_its_end() {
        let text = format!("$ kubectl get crd\n{}", "x".repeat(500).as_str().to_owned() + &"\ny".repeat(100));
        let reading = read(&text, 0);
        let one = reading.exchanges.first().expect("one command");
        assert_eq!((one.output.len(), one.output.first().map(String::len)), (60, Some(400)));
    }
}
