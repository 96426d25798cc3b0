//! Answers to the questions of a plan: what somebody said, or what the command that asks printed.

use super::values::{self, Pasted};
use crate::catalog::Catalog;
use crate::command::{Command, Shell};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::order::sort_by;
use crate::rules::{AnswerRule, RiskRule};
use crate::settings::{Choices, Named as _, Reply, Settings};
use crate::transcript::helm::Values;
use crate::transcript::{End, Exchange, Program, Reading, Typed};

/// Where answers may come from.
#[derive(Clone, Copy)]
pub struct Answers<'a> {
    chosen: &'a [(String, Reply)],
    readings: &'a [&'a Reading],
    values: Option<&'a Values>,
}

impl<'a> Answers<'a> {
    /// Answers of the user, and those of the texts where they are all of one cluster.
    #[must_use]
    pub fn new(
        choices: &'a Choices,
        readings: &'a [&'a Reading],
        clusters: usize,
        settings: &Settings,
    ) -> Self {
        let readings = if clusters > 1 { &[] } else { readings };
        Self { chosen: &choices.answers, readings, values: values::of_release(readings, settings) }
    }

    /// The values of the release that were pasted, as the chart of an edition has them.
    pub(super) fn pasted(self, edition: Edition, catalog: &'a Catalog) -> Option<Pasted<'a>> {
        Some(Pasted::new(self.values?, edition, catalog))
    }

    /// The answer to what a risk asks with a command. What somebody said counts more than what was printed, and of
    /// that the last counts.
    pub(super) fn to(self, rule: &RiskRule, ask: Option<&Command>) -> Option<Known<Reply>> {
        if let Some((_, reply)) = self.chosen.iter().find(|(id, _)| *id == rule.id) {
            return Some(Known::new(*reply, Evidence::Said("answer")));
        }
        let (ask, how) = (ask?, rule.answer.as_ref()?);
        let mut exchanges = self.readings.iter().flat_map(|reading| &reading.exchanges).peekable();
        // Most texts answer nothing, and every key asks.
        exchanges.peek()?;
        let asked = Asked::new(ask);
        let own = exchanges.rfind(|exchange| asked.is(&exchange.typed))?;
        let reply = reply(how, &asked, own)?;
        Some(Known::new(reply, Evidence::Lines(own.span)))
    }
}

/// A command that asks, as it is found again.
struct Asked {
    program: Program,
    /// The words in each shell, in the order of the alphabet: flags move.
    words: Vec<Vec<String>>,
    /// What it searches for, where it does.
    searched: Vec<String>,
}

impl Asked {
    fn new(command: &Command) -> Self {
        let program = match command.stages.first().map(|stage| stage.program.as_str()) {
            Some("helm") => Program::Helm,
            Some("kubectl") => Program::Kubectl,
            _ => Program::Other,
        };
        let words_in = |shell: &Shell| {
            let text = shell.emit(command);
            sorted(text.split_ascii_whitespace().skip(1))
        };
        let search = command.stages.iter().skip(1).find(|stage| stage.program == "grep");
        let words = search.map_or_else(Vec::new, |stage| stage.words.iter().map(|w| w.plain()).collect());
        let searched = words.into_iter().filter(|word| !word.starts_with('-')).collect();
        Self { program, words: Shell::ALL.iter().map(words_in).collect(), searched }
    }

    fn is(&self, typed: &Typed) -> bool {
        typed.program == self.program && self.words.contains(&sorted(typed.words.iter().map(String::as_str)))
    }
}

/// The words of a command without their quotes.
fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut words: Vec<String> =
        words.map(|word| word.chars().filter(|c| !matches!(c, '\'' | '"')).collect()).collect();
    sort_by(&mut words, Ord::cmp);
    words
}

/// What an output says of a question.
fn reply(how: &AnswerRule, asked: &Asked, exchange: &Exchange) -> Option<Reply> {
    let output = || exchange.output.iter().map(|line| line.trim()).filter(|line| !is_warning(line));
    if output().any(is_refusal) {
        return None;
    }
    if *how == AnswerRule::Missing {
        return output().next().filter(|_| output().all(says_none)).map(|_| Reply::Yes);
    }
    if output().all(says_none) {
        return has_ended(exchange).then_some(Reply::No);
    }
    match how {
        AnswerRule::Silence | AnswerRule::Missing => None,
        AnswerRule::Count => {
            let number: u64 = output().next()?.parse().ok()?;
            Some(if number == 0 { Reply::No } else { Reply::Yes })
        }
        AnswerRule::Rows(least) => {
            let rows = if asked.searched.is_empty() {
                // Anything else below a command is no table of its own.
                output().next().filter(|line| is_head(line))?;
                output().count() - 1
            } else {
                output().filter(|line| asked.finds(line)).count()
            };
            match rows {
                0 => None,
                _ if rows >= *least => Some(Reply::Yes),
                _ => Some(Reply::No),
            }
        }
        AnswerRule::Words { yes, maybe, no } => {
            if !asked.searched.is_empty() && !output().any(|line| asked.finds(line)) {
                return None;
            }
            let has = |words: &[String]| output().any(|line| words.iter().any(|word| line.contains(word)));
            match (has(yes), has(maybe), has(no)) {
                (true, _, _) => Some(Reply::Yes),
                (false, false, true) => Some(Reply::No),
                _ => None,
            }
        }
    }
}

impl Asked {
    /// Whether a search would find the line.
    fn finds(&self, line: &str) -> bool {
        let line = line.to_ascii_lowercase();
        self.searched
            .iter()
            .any(|word| line.contains(word.trim_start_matches('^').to_ascii_lowercase().as_str()))
    }
}

/// Whether a command that printed nothing has run to its end. Lists of commands that nobody ran look the same, so
/// only a status tells.
fn has_ended(exchange: &Exchange) -> bool {
    match exchange.end {
        // A search that finds nothing fails with 1.
        End::Status(status) => status <= 1,
        End::Prompt | End::Open => !exchange.output.is_empty(),
    }
}

fn is_warning(line: &str) -> bool {
    line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("warning:"))
}

/// Words that say that there is nothing.
fn says_none(line: &str) -> bool {
    line.starts_with("No resources found")
        || line.contains("the server doesn't have a resource type")
        || line.starts_with("Error from server (NotFound)")
}

/// Whether the command was refused, or could not look.
fn is_refusal(line: &str) -> bool {
    const REFUSALS: [&str; 4] = ["error:", "error from", "unable to", "the connection to"];
    let lower = line.to_ascii_lowercase();
    let fails = REFUSALS.iter().any(|refusal| lower.starts_with(refusal)) || lower.contains("not found");
    // Where the namespace is not there, nothing was looked at.
    fails && (!says_none(line) || lower.contains("namespaces \""))
}

/// Whether a line is the head of a table: `NAMESPACE   NAME   AGE`.
fn is_head(line: &str) -> bool {
    line.starts_with("NAME") && line.chars().all(|c| !c.is_ascii_lowercase())
}
