//! A line of a shell as a command: of the data files, never of a paste.

use super::{Argument, Command, Part, Stage, Variable};

/// Names that a line may hold in braces. Other braces are letters like any other.
const SLOTS: [&str; 12] = [
    "namespace",
    "release",
    "name",
    "kind",
    "chart",
    "to",
    "values",
    "pod",
    "verb",
    "resource",
    "account",
    "asked",
];

/// Variables that a line may hold.
const VARIABLES: [Variable; 2] = [Variable::LicenseKey, Variable::Home];

impl Command {
    /// Reads a line: words, quotes, `|`, `>`, variables that are known, and names in braces, which `named` fills.
    /// `None` where nobody has named one, or where the line needs more of a shell than a command can say.
    #[must_use]
    pub fn from_line(line: &str, named: &dyn Fn(&str) -> Option<String>) -> Option<Self> {
        let mut reader = Reader { rest: line, named };
        let mut command = Self::default();
        let mut begins = true;
        loop {
            reader.rest = reader.rest.trim_start();
            if reader.rest.is_empty() {
                break;
            }
            if let Some(rest) = reader.rest.strip_prefix('|') {
                // `||` is no pipe, and a pipe has a program on either side.
                if begins || rest.starts_with('|') {
                    return None;
                }
                (reader.rest, begins) = (rest, true);
            } else if let Some(rest) = reader.rest.strip_prefix('>') {
                reader.rest = rest.trim_start();
                command.output = Some(reader.word()?);
            } else {
                let word = reader.word()?;
                if begins {
                    begins = false;
                    let stage = Stage { environment: Vec::new(), program: word.plain(), words: Vec::new() };
                    command.stages.push(stage);
                } else {
                    command.stages.last_mut()?.words.push(word);
                }
            }
        }
        (!begins).then_some(command)
    }
}

struct Reader<'a> {
    rest: &'a str,
    named: &'a dyn Fn(&str) -> Option<String>,
}

impl Reader<'_> {
    /// The word that the rest begins with.
    fn word(&mut self) -> Option<Argument> {
        let mut word = Argument::default();
        let mut quote: Option<char> = None;
        let mut text = String::new();
        let start = self.rest;
        // The home folder, as in `Argument::path`: within quotes it would be a letter.
        if let Some(rest) = start.strip_prefix('~').filter(|rest| rest.starts_with('/')) {
            word.parts.push(Part::Variable(Variable::Home));
            self.rest = rest;
        }
        while let Some(letter) = self.rest.chars().next() {
            if quote != Some('\'') {
                if letter == '{'
                    && let Some((name, rest)) = slot(self.rest)
                {
                    text.push_str(&(self.named)(name)?);
                    self.rest = rest;
                    continue;
                }
                if letter == '$' {
                    let rest = self.rest.get(1..)?;
                    let variable = VARIABLES.into_iter().find(|known| rest.starts_with(known.name()))?;
                    self.rest = rest.get(variable.name().len()..)?;
                    flush(&mut word, &mut text);
                    word.parts.push(Part::Variable(variable));
                    continue;
                }
            }
            match (quote, letter) {
                (None, '"' | '\'') => quote = Some(letter),
                (Some(open), letter) if open == letter => quote = None,
                (None, letter) if letter.is_whitespace() || letter == '|' || letter == '>' => break,
                (None, ';' | '&' | '<' | '(' | ')' | '`' | '\\') | (Some('"'), '`') => return None,
                _ => text.push(letter),
            }
            self.rest = self.rest.get(letter.len_utf8()..)?;
        }
        // `2>file` is not what it looks like.
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if quote.is_some() || start == self.rest || (is_number && self.rest.starts_with('>')) {
            return None;
        }
        flush(&mut word, &mut text);
        Some(word)
    }
}

fn flush(word: &mut Argument, text: &mut String) {
    if !text.is_empty() {
        word.parts.push(Part::Literal(std::mem::take(text)));
    }
}

/// The name in the braces that a text begins with, and what follows them.
fn slot(text: &str) -> Option<(&'static str, &str)> {
    let (name, rest) = text.strip_prefix('{')?.split_once('}')?;
    Some((SLOTS.into_iter().find(|known| *known == name)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::posix;

    fn check(line: &str, expect: Option<&str>) {
        let named = |name: &str| match name {
            "name" => Some("a b".to_owned()),
            "namespace" => Some("edge".to_owned()),
            _ => None,
        };
        let read = Command::from_line(line, &named).map(|command| posix::emit(&command));
        assert_eq!(read.as_deref(), expect, "reading {line}");
    }

    #[test]
    fn a_line_becomes_a_command() {
        check("kubectl -n {namespace} get pods", Some("kubectl -n edge get pods"));
        check("kubectl get job {name}", Some("kubectl get job 'a b'"));
        check("a -o jsonpath=\"{.spec.selector}\"", Some("a -o 'jsonpath={.spec.selector}'"));
        check("a 'b {name}' | c -d > e", Some("a 'b {name}' | c -d > e"));
        check("a --key=\"$GLOO_LICENSE_KEY\"", Some("a --key=\"${GLOO_LICENSE_KEY:?}\""));
    }

    #[test]
    fn what_nobody_named_or_only_a_shell_can_do_is_no_command() {
        for line in [
            "helm upgrade {release}",
            "a && b",
            "a || b",
            "a 2>/dev/null",
            "a $(b)",
            "a `b`",
            "a \"b",
            "a ; b",
            "a |",
            "| a",
            "",
            "a $HOSTNAME",
        ] {
            check(line, None);
        }
    }
}
