//! Lines with conditions and slots.

use super::names::{COMPARED, CONDITIONS, SLOTS, is_fact};
use crate::command::manifest::{Field, Manifest, Value};
use crate::command::{Argument, Command, Failure, Part, Stage, Variable};
use crate::version::Version;

/// The word at the end of a command that only looks, where failing is one of its answers.
const FAILING_TELLS: &str = "?";

/// What a slot stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Text that reaches the program as it stands here.
    Text(String),
    /// The path of a file as a user writes it.
    Path(String),
    /// The value of a variable.
    Variable(Variable),
}

/// What holds where a rule is applied, and what its slots stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// Names of the conditions that hold.
    pub holds: Vec<&'static str>,
    /// What is known of the installation, and whether it is so; what is not listed can't be told.
    pub facts: Vec<(&'static str, bool)>,
    /// Versions that conditions compare: `to` in `to>=1.5.0`.
    pub versions: Vec<(&'static str, Version)>,
    /// What the slots stand for, by their names.
    pub slots: Vec<(&'static str, Slot)>,
}

impl Situation {
    /// Whether all conditions hold; of alternatives, as in `enterprise|to<1.5.0`, one is enough.
    #[must_use]
    pub fn allows(&self, conditions: &str) -> bool {
        let holds = |condition: &str| match condition.strip_prefix('!') {
            Some(condition) => !self.holds(condition),
            None => self.compares(condition).unwrap_or_else(|| self.holds(condition)),
        };
        conditions.split_ascii_whitespace().all(|condition| condition.split('|').any(holds))
    }

    /// What is known of a fact: `None` where the paste does not tell. One behind a `!` is turned round.
    #[must_use]
    pub fn tells(&self, fact: &str) -> Option<bool> {
        let (name, expected) = fact.strip_prefix('!').map_or((fact, true), |name| (name, false));
        let (_, known) = self.facts.iter().find(|(known, _)| *known == name)?;
        Some(*known == expected)
    }

    fn holds(&self, condition: &str) -> bool {
        self.holds.contains(&condition) || self.tells(condition) == Some(true)
    }

    /// The same, for another namespace.
    #[must_use]
    pub fn within(&self, namespace: &str) -> Self {
        let mut situation = self.clone();
        for (_, slot) in situation.slots.iter_mut().filter(|(name, _)| *name == "namespace") {
            *slot = Slot::Text(namespace.to_owned());
        }
        situation
    }

    /// The result of a comparison, if the condition is one.
    fn compares(&self, condition: &str) -> Option<bool> {
        let (name, at_least, number) = comparison(condition)?;
        let limit = Version::parse(number)?;
        let (_, version) = self.versions.iter().find(|(known, _)| *known == name)?;
        Some((*version >= limit) == at_least)
    }

    /// The lines whose conditions hold, without them.
    pub fn choose<'a>(&self, lines: &'a [String]) -> impl Iterator<Item = &'a str> {
        lines
            .iter()
            .map(|line| split(line))
            .filter(|(conditions, _)| self.allows(conditions))
            .map(|(_, line)| line)
    }

    /// The lines whose conditions hold, as one text with its slots filled.
    #[must_use]
    pub fn text(&self, lines: &[String]) -> String {
        let sentences: Vec<String> = self.choose(lines).map(|line| self.fill(line)).collect();
        sentences.join(" ")
    }

    /// A line with its slots filled, for people.
    #[must_use]
    pub fn fill(&self, line: &str) -> String {
        self.word(line).plain()
    }

    /// A title with its slots filled. Like a command, it may have words in parentheses that are there under conditions.
    #[must_use]
    pub fn title(&self, line: &str) -> String {
        self.fill(&chosen(line, |conditions| self.allows(conditions)).join(" "))
    }

    /// A line as a command. Words are separated by blanks, stages by `|`; what follows `>` is the file
    /// that the output goes to, `?` that failing is an answer. Words in parentheses are there under conditions:
    /// `(enterprise: --set-string license_key={license})`.
    #[must_use]
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::default();
        let mut words = chosen(line, |conditions| self.allows(conditions)).into_iter();
        let mut begins = true;
        while let Some(word) = words.next() {
            match word {
                "|" => begins = true,
                FAILING_TELLS => command.failure = Failure::Tells,
                ">" => command.output = words.next().map(|file| self.word(file)),
                program if begins => {
                    begins = false;
                    let stage =
                        Stage { environment: Vec::new(), program: program.to_owned(), words: Vec::new() };
                    command.stages.push(stage);
                }
                word => {
                    if let Some(stage) = command.stages.last_mut() {
                        stage.words.push(self.word(word));
                    }
                }
            }
        }
        command
    }

    /// The change of a manifest that lines `path = value` make; `None` where no line holds. What is in a slot is text and
    /// part of one key; `true`, `false` and numbers of the rule itself are not text.
    #[must_use]
    pub fn manifest(&self, words: &[String], lines: &[String]) -> Option<Manifest> {
        let field = |line: &str| {
            let (path, value) = line.split_once(" = ")?;
            let is_plain = matches!(value, "true" | "false") || value.bytes().all(|c| c.is_ascii_digit());
            let value = if is_plain { Value::Plain(value.to_owned()) } else { Value::Text(self.fill(value)) };
            Some(Field { path: path.split('.').map(|key| self.fill(key)).collect(), value })
        };
        let fields: Vec<Field> = self.choose(lines).filter_map(field).collect();
        (!fields.is_empty()).then(|| Manifest { words: self.text(words), fields })
    }

    fn word(&self, template: &str) -> Argument {
        let mut word = Argument::default();
        for piece in pieces(template) {
            let slot = match piece {
                Piece::Text(text) => {
                    word.parts.push(Part::Literal(text.to_owned()));
                    continue;
                }
                Piece::Slot(name) => {
                    self.slots.iter().find(|(known, _)| *known == name).map(|(_, slot)| slot)
                }
            };
            match slot {
                Some(Slot::Text(text)) => word.parts.push(Part::Literal(text.clone())),
                Some(Slot::Path(path)) => word.parts.extend(Argument::path(path).parts),
                Some(Slot::Variable(variable)) => word.parts.push(Part::Variable(*variable)),
                None => {}
            }
        }
        word
    }
}

/// Whether a line uses only conditions and slots that exist; the first one that does not.
pub(super) fn unknown(line: &str, kind: Line) -> Option<&str> {
    let (conditions, text) = match kind {
        Line::Conditions => (line, ""),
        Line::Text | Line::Command => split(line),
    };
    let commanded = if kind == Line::Command { text } else { "" };
    let is_one_known = |condition: &str| {
        let bare = condition.strip_prefix('!').unwrap_or(condition);
        match comparison(condition) {
            Some((name, _, number)) => COMPARED.contains(&name) && Version::parse(number).is_some(),
            None => CONDITIONS.contains(&bare) || is_fact(bare),
        }
    };
    let is_known = |condition: &&str| condition.split('|').all(is_one_known);
    let condition = conditions.split_ascii_whitespace().find(|condition| !is_known(condition));
    let inner =
        groups(commanded).flat_map(str::split_ascii_whitespace).find(|condition| !is_known(condition));
    condition.or(inner).or_else(|| {
        pieces(text).into_iter().find_map(|piece| match piece {
            Piece::Slot(name) => (!SLOTS.contains(&name)).then_some(name),
            Piece::Text(_) => None,
        })
    })
}

/// The words of a command that are there, without the parentheses.
fn chosen(line: &str, allows: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line;
    while let Some((plain, group)) = rest.split_once(GROUP) {
        words.extend(plain.split_ascii_whitespace());
        let (group, after) = group.split_once(')').unwrap_or((group, ""));
        if let Some((_, inner)) = group.split_once(": ").filter(|(conditions, _)| allows(conditions)) {
            words.extend(inner.split_ascii_whitespace());
        }
        rest = after;
    }
    words.extend(rest.split_ascii_whitespace());
    words
}

/// How words that have conditions begin.
const GROUP: &str = " (";

/// The conditions of the words in parentheses.
fn groups(line: &str) -> impl Iterator<Item = &str> {
    line.split(GROUP).skip(1).filter_map(|group| group.split_once(": ")).map(|(conditions, _)| conditions)
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    /// Conditions, and nothing else.
    Conditions,
    /// Words for people, maybe behind conditions in brackets.
    Text,
    /// A command, maybe behind conditions in brackets, with conditions within.
    Command,
}

/// `[a b] text`: the conditions and the text.
fn split(line: &str) -> (&str, &str) {
    let bracketed = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
    bracketed.unwrap_or(("", line))
}

/// `to>=1.5.0` or `to<1.5.0`: the name, whether it is a lower bound, and the number.
fn comparison(condition: &str) -> Option<(&str, bool, &str)> {
    let at_least = condition.split_once(">=").map(|(name, number)| (name, true, number));
    at_least.or_else(|| condition.split_once('<').map(|(name, number)| (name, false, number)))
}

enum Piece<'a> {
    Text(&'a str),
    Slot(&'a str),
}

/// Splits at slots: lower-case names in braces. Other braces, as in a JSON path, are text.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    let mut searched = 0;
    while let Some(open) = rest.get(searched..).and_then(|tail| tail.find('{')).map(|at| at + searched) {
        let inside = rest.get(open + 1..).unwrap_or_default();
        let name = inside.split_once('}').map(|(name, _)| name).filter(|name| is_slot(name));
        let Some(name) = name else {
            searched = open + 1;
            continue;
        };
        if let Some(text) = rest.get(..open).filter(|text| !text.is_empty()) {
            pieces.push(Piece::Text(text));
        }
        pieces.push(Piece::Slot(name));
        rest = inside.get(name.len() + 1..).unwrap_or_default();
        searched = 0;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn is_slot(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::posix;

    fn situation() -> Situation {
        Situation {
            holds: vec!["enterprise", "helm3"],
            facts: vec![("federation", true), ("redis", false)],
            versions: vec![("to", Version::stable(1, 16, 21))],
            slots: vec![
                ("namespace", Slot::Text("edge".to_owned())),
                ("values", Slot::Path("~/my values.yaml".to_owned())),
                ("license", Slot::Variable(Variable::LicenseKey)),
            ],
        }
    }

    fn check(line: &str, expect: Option<&str>) {
        let lines = [line.to_owned()];
        let seen = situation().choose(&lines).map(|line| posix::emit(&situation().command(line))).next();
        assert_eq!(seen.as_deref(), expect, "reading {line:?}");
    }

    #[test]
    fn conditions() {
        check("helm list", Some("helm list"));
        check("[enterprise] helm list", Some("helm list"));
        check("[enterprise !helm3] helm list", None);
        check("[!open-source to>=1.16.21] helm list", Some("helm list"));
        check("[to<1.16.21] helm list", None);
        check("[to<1.16.21|enterprise] helm list", Some("helm list"));
        check("[to<1.16.21|open-source] helm list", None);
        check("[federation] helm list", Some("helm list"));
        check("[redis] helm list", None);
        check("[!grafana] helm list", Some("helm list"));
        check("helm list (helm3: -n {namespace}) (helm2: --all) -q", Some("helm list -n edge -q"));
        check("helm list (enterprise to>=1.16.0: --all --short)", Some("helm list --all --short"));
    }

    #[test]
    fn facts_may_be_unknown() {
        let told = |fact| situation().tells(fact);
        assert_eq!((told("federation"), told("!federation")), (Some(true), Some(false)));
        assert_eq!((told("redis"), told("!redis")), (Some(false), Some(true)));
        assert_eq!((told("grafana"), told("!grafana")), (None, None));
    }

    #[test]
    fn slots() {
        check("helm list -n {namespace}", Some("helm list -n edge"));
        check("helm get > {values}", Some("helm get > \"$HOME\"'/my values.yaml'"));
        check("helm x --set k={license} | cat -", Some("helm x --set k=\"${GLOO_LICENSE_KEY:?}\" | cat -"));
        check("kubectl -o jsonpath={.items[0].a}", Some("kubectl -o 'jsonpath={.items[0].a}'"));
    }

    #[test]
    fn unknown_names_are_found() {
        assert_eq!(unknown("[enterprise] helm {namespace}", Line::Command), None);
        assert_eq!(unknown("[Enterprise] helm", Line::Command), Some("Enterprise"));
        assert_eq!(unknown("[to>=new] helm", Line::Command), Some("to>=new"));
        assert_eq!(unknown("helm {space}", Line::Command), Some("space"));
        assert_eq!(unknown("helm (helm2: --all)", Line::Command), None);
        assert_eq!(unknown("helm list (helm5: --all)", Line::Command), Some("helm5"));
        assert_eq!(unknown("first second", Line::Conditions), Some("second"));
    }
}
