//! Reading the rules from parsed JSON.

use serde_json::Value;

use super::names::is_fact;
use super::template::{Line, unknown};
use super::{
    AnswerRule, Explanation, Impact, Phase, RiskKind, RiskRule, Risks, Rules, StepRule, Tells, Tip,
    ValueRule, Wanted,
};
use crate::edition::Edition;
use crate::ranges::Ranges;
use crate::tree::{DataError, DataFile, Reading};

/// Keys of a file that say where it is from.
const ABOUT: [&str; 3] = ["schema_version", "checked_on", "sources"];

/// The two kinds of files that are read here, as errors name them.
const RULES: Reading = Reading { file: DataFile::Rules, noun: "the rule " };
const RISKS: Reading = Reading { file: DataFile::Risks, noun: "the rule " };

/// Reads the rules, and makes sure that each can be applied.
pub(crate) fn load(root: &Value) -> Result<Rules, DataError> {
    let mut rules = Rules::default();
    RULES.only(root, &[&ABOUT[..], &["checks", "arguments", "steps"]].concat(), "the file")?;
    for (code, value) in RULES.entries(root, "checks")? {
        RULES.only(value, &["title", "detail", "also", "help", "command", "named"], &code)?;
        let text = |key| RULES.text(value, key, &code);
        let (title, detail, help) = (text("title")?, text("detail")?, text("help")?);
        let command = text("command")?;
        let (also, named) = (RULES.lines(value, "also", &code)?, RULES.lines(value, "named", &code)?);
        known(&RULES, &command, Line::Command, &code)?;
        all_known(&RULES, [&named], Line::Command, &code)?;
        rules.checks.push(Explanation { code, title, detail, also, help, command, named });
    }
    for (key, words) in RULES.entries(root, "arguments")? {
        let Some(words) = words.as_str() else {
            return RULES.error(format!("the argument {key} has no words"));
        };
        rules.arguments.push((key, words.to_owned()));
    }
    for value in RULES.elements(root, "steps")? {
        rules.steps.push(step(&RULES, value)?);
    }
    Ok(rules)
}

/// Reads a step of any file that has some.
pub(crate) fn step(file: &Reading, value: &Value) -> Result<StepRule, DataError> {
    const KEYS: [&str; 11] =
        ["id", "phase", "when", "title", "why", "skip", "gate", "expect", "change", "set", "commands"];
    let id = file.text(value, "id", "a step")?;
    file.only(value, &KEYS, &id)?;
    let (when, title) = (file.text(value, "when", &id)?, file.text(value, "title", &id)?);
    let Some(phase) = Phase::parse(&file.text(value, "phase", &id)?) else {
        return file.error(format!("the rule {id} has no phase that exists"));
    };
    let lines = |key| file.lines(value, key, &id);
    let (why, gate, expect, commands) = (lines("why")?, lines("gate")?, lines("expect")?, lines("commands")?);
    let (skip, change, set) = (lines("skip")?, lines("change")?, lines("set")?);
    known(file, &when, Line::Conditions, &id)?;
    all_known(file, [&why, &skip, &gate, &expect, &change, &set], Line::Text, &id)?;
    if change.is_empty() != set.is_empty() || set.iter().any(|line| !line.contains(" = ")) {
        return file.error(format!("the rule {id} needs `change` and lines `path = value` in `set`"));
    }
    known(file, &title, Line::Command, &id)?;
    all_known(file, [&commands], Line::Command, &id)?;
    Ok(StepRule { id, phase, when, title, why, skip, gate, expect, change, set, commands })
}

/// Reads the risks and the tips, and makes sure that each can be applied.
pub(crate) fn load_risks(root: &Value) -> Result<Risks, DataError> {
    let mut loaded = Risks::default();
    RISKS.only(root, &[&ABOUT[..], &["risks", "tips"]].concat(), "the file")?;
    for value in RISKS.elements(root, "risks")? {
        loaded.risks.push(risk(value)?);
    }
    for value in RISKS.elements(root, "tips")? {
        loaded.tips.push(tip(value)?);
    }
    Ok(loaded)
}

fn tip(value: &Value) -> Result<Tip, DataError> {
    let id = RISKS.text(value, "id", "a tip")?;
    RISKS.only(value, &["id", "when", "title", "text", "source"], &id)?;
    let title = RISKS.text(value, "title", &id)?;
    let (when, source) = (RISKS.optional(value, "when", &id)?, RISKS.optional(value, "source", &id)?);
    let text = RISKS.lines(value, "text", &id)?;
    known(&RISKS, &when, Line::Conditions, &id)?;
    all_known(&RISKS, [&text], Line::Text, &id)?;
    Ok(Tip { id, when, title, text, source })
}

fn risk(value: &Value) -> Result<RiskRule, DataError> {
    const KEYS: [&str; 23] = [
        "id",
        "kind",
        "edition",
        "severity",
        "phase",
        "step",
        "handled",
        "when",
        "title",
        "text",
        "question",
        "fact",
        "ask",
        "answer",
        "yes",
        "maybe",
        "no",
        "set",
        "commands",
        "values",
        "source",
        "versions",
        "enterprise_versions",
    ];
    let id = RISKS.text(value, "id", "a risk")?;
    RISKS.only(value, &KEYS, &id)?;
    let text = |key| RISKS.text(value, key, &id);
    let optional = |key| RISKS.optional(value, key, &id);
    let lines = |key| RISKS.lines(value, key, &id);
    let wrong = |what: &str| RISKS.error(format!("the rule {id} has no {what} that exists"));
    let ranges = |text: String| if text.is_empty() { Some(None) } else { Ranges::parse(&text).map(Some) };
    let ranges = ranges(optional("versions")?).zip(ranges(optional("enterprise_versions")?));
    let Some((versions, enterprise_versions)) = ranges else { return wrong("range of versions") };
    let Some(phase) = Phase::parse(&text("phase")?) else { return wrong("phase") };
    let Some(impact) = Impact::parse(&text("severity")?) else { return wrong("severity") };
    let kind = match (text("kind")?.as_str(), versions) {
        ("crossing", Some(versions)) => RiskKind::Crossing { versions, enterprise_versions },
        ("landing", Some(versions)) => RiskKind::Landing { versions, enterprise_versions },
        ("refused", Some(versions)) => RiskKind::Refused { versions, enterprise_versions },
        ("always", None) => RiskKind::Always,
        ("each-hop", None) => RiskKind::EachHop,
        _ => return wrong("kind"),
    };
    let edition = match optional("edition")?.as_str() {
        "" => None,
        name => match Edition::parse(name) {
            Some(edition) => Some(edition),
            None => return wrong("edition"),
        },
    };
    let fact = Some(optional("fact")?).filter(|fact| !fact.is_empty());
    if fact.as_deref().is_some_and(|fact| !is_fact(fact)) {
        return wrong("fact");
    }
    let (yes, maybe, no) = (lines("yes")?, lines("maybe")?, lines("no")?);
    let has_words = !(yes.is_empty() && no.is_empty());
    let answer = match optional("answer")?.as_str() {
        "" if has_words => Some(AnswerRule::Words { yes, maybe, no }),
        "" => None,
        "rows" => Some(AnswerRule::Rows(1)),
        "several-rows" => Some(AnswerRule::Rows(2)),
        "count" => Some(AnswerRule::Count),
        "silence" => Some(AnswerRule::Silence),
        "missing" => Some(AnswerRule::Missing),
        _ => return wrong("answer"),
    };
    let rule = RiskRule {
        kind,
        edition,
        impact,
        phase,
        step: optional("step")?,
        handled: optional("handled")?,
        when: optional("when")?,
        title: text("title")?,
        text: lines("text")?,
        question: optional("question")?,
        fact,
        ask: optional("ask")?,
        answer,
        set: RISKS
            .elements(value, "set")?
            .iter()
            .map(|set| value_rule(set, &id))
            .collect::<Result<_, _>>()?,
        commands: lines("commands")?,
        values: lines("values")?,
        source: optional("source")?,
        id: id.clone(),
    };
    if rule.fact.is_some() && rule.question.is_empty() {
        return RISKS.error(format!("the rule {} has a fact and no `question`", rule.id));
    }
    if rule.answer.is_some() && rule.ask.is_empty() {
        return RISKS.error(format!("the rule {} reads an answer and has no `ask`", rule.id));
    }
    known(&RISKS, &rule.when, Line::Conditions, &rule.id)?;
    all_known(&RISKS, [&rule.text, &rule.values], Line::Text, &rule.id)?;
    known(&RISKS, &rule.title, Line::Text, &rule.id)?;
    known(&RISKS, &rule.ask, Line::Command, &rule.id)?;
    all_known(&RISKS, [&rule.commands], Line::Command, &rule.id)?;
    Ok(rule)
}

fn value_rule(value: &Value, of: &str) -> Result<ValueRule, DataError> {
    RISKS.only(value, &["path", "is", "tells", "default", "enterprise_default", "source"], of)?;
    let optional = |key| Ok(Some(RISKS.optional(value, key, of)?).filter(|text| !text.is_empty()));
    let is = match RISKS.text(value, "is", of)?.as_str() {
        "set" => Wanted::Set,
        "unset" => Wanted::Unset,
        word => Wanted::Word(word.to_owned()),
    };
    let tells = match RISKS.optional(value, "tells", of)?.as_str() {
        "" => Tells::Both,
        "yes" => Tells::Yes,
        "no" => Tells::No,
        _ => return RISKS.error(format!("the rule {of} has no answer that exists in `tells`")),
    };
    let (default, enterprise_default) = (optional("default")?, optional("enterprise_default")?);
    if (default.is_some() || enterprise_default.is_some()) && optional("source")?.is_none() {
        return RISKS.error(format!("the rule {of} has a default without its `source`"));
    }
    Ok(ValueRule { path: RISKS.text(value, "path", of)?, is, tells, default, enterprise_default })
}

/// Makes sure that sentences use only what exists.
pub(crate) fn known_texts(
    file: &Reading,
    when: &str,
    lines: &Vec<String>,
    of: &str,
) -> Result<(), DataError> {
    known(file, when, Line::Conditions, of)?;
    all_known(file, [lines], Line::Text, of)
}

/// Makes sure that each line uses only what exists.
fn all_known<'a>(
    reading: &Reading,
    groups: impl IntoIterator<Item = &'a Vec<String>>,
    kind: Line,
    of: &str,
) -> Result<(), DataError> {
    groups.into_iter().flatten().try_for_each(|line| known(reading, line, kind, of))
}

fn known(reading: &Reading, line: &str, kind: Line, of: &str) -> Result<(), DataError> {
    match unknown(line, kind) {
        None => Ok(()),
        Some(name) => reading.error(format!("the rule {of} uses \"{name}\", which does not exist")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let root: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let seen = load(&root)
            .map_or_else(|error| error.to_string(), |rules| format!("{} steps", rules.steps.len()));
        assert_eq!(seen, expect, "loading {text}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let head = "The rules for checks and upgrades can't be used: ";
        check("{}", "0 steps");
        check(r#"{"checks":{"GLA1":{}}}"#, &format!("{head}the rule GLA1 has no `title`."));
        let step = |rest: &str| {
            format!(r#"{{"steps":[{{"id":"a","phase":"before","when":"","title":"t"{rest}}}]}}"#)
        };
        check(&step(""), "1 steps");
        check(
            &step(r#","commands":["helm {x}"]"#),
            &format!("{head}the rule a uses \"x\", which does not exist."),
        );
        check(&step("").replace("before", "soon"), &format!("{head}the rule a has no phase that exists."));
        check(&step(r#","comands":[]"#), &format!("{head}a has a key `comands` that is not known."));
        check(&step(r#","commands":"helm""#), &format!("{head}`commands` is no list."));
        check(&step(r#","commands":[5]"#), &format!("{head}`commands` of a has a line that is no text."));
        check(
            &step(r#","set":["a = b"]"#),
            &format!("{head}the rule a needs `change` and lines `path = value` in `set`."),
        );
        check(r#"{"step":[]}"#, &format!("{head}the file has a key `step` that is not known."));
    }

    #[test]
    fn a_risk_that_is_wrong_is_named_with_its_file() {
        let check = |text: &str, expect: &str| {
            let root: serde_json::Value = serde_json::from_str(text).expect("JSON");
            let seen = load_risks(&root).map_or_else(|error| error.to_string(), |_| "loaded".to_owned());
            assert_eq!(seen, expect, "loading {text}");
        };
        let head = "The list of risks can't be used: ";
        let risk = |rest: &str| {
            format!(
                r#"{{"risks":[{{"id":"a","kind":"always","severity":"note","phase":"before","title":"t"{rest}}}]}}"#
            )
        };
        check(&risk(""), "loaded");
        check(&risk(r#","sevrity":"note""#), &format!("{head}a has a key `sevrity` that is not known."));
        check(&risk(r#","ask":["helm"]"#), &format!("{head}`ask` of a is no text."));
        check(
            &risk(r#","versions":"new""#),
            &format!("{head}the rule a has no range of versions that exists."),
        );
        check(r#"{"tips":[{"id":"b"}]}"#, &format!("{head}the rule b has no `title`."));
    }
}
