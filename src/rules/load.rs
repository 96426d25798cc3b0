//! Reading the rules from parsed JSON.

use super::names::is_fact;
use super::template::{Line, unknown};
use super::{Explanation, RiskKind, RiskRule, Risks, Rules, Severity, StepRule, Word};
use crate::catalog::{CatalogError, Tree};
use crate::edition::Edition;
use crate::gather::Gather as _;
use crate::plan::Phase;
use crate::ranges::Ranges;

/// Reads the rules, and makes sure that each can be applied.
pub(crate) fn load<T: Tree>(root: &T) -> Result<Rules, CatalogError> {
    let mut rules = Rules::default();
    for (code, value) in root.get("checks").and_then(|checks| checks.entries()).unwrap_or_default() {
        let text = |key| text(&value, key, &code);
        let (title, detail, help) = (text("title")?, text("detail")?, text("help")?);
        let command = text("command")?;
        known(&command, Line::Command, &code)?;
        rules.checks.push(Explanation { code, title, detail, help, command });
    }
    for (key, words) in root.get("arguments").and_then(|keys| keys.entries()).unwrap_or_default() {
        let words = words.text();
        let Some(words) = words else {
            return Err(CatalogError::new(format!("the argument {key} has no words")));
        };
        rules.arguments.push((key, words));
    }
    for value in root.get("steps").and_then(|steps| steps.elements()).unwrap_or_default() {
        rules.steps.push(step(&value)?);
    }
    Ok(rules)
}

fn step<T: Tree>(value: &T) -> Result<StepRule, CatalogError> {
    let id = text(value, "id", "a step")?;
    let (when, title) = (text(value, "when", &id)?, text(value, "title", &id)?);
    let phase = Phase::parse(&text(value, "phase", &id)?);
    let Some(phase) = phase else {
        return Err(CatalogError::new(format!("the rule {id} has no phase that exists")));
    };
    let (why, gate, expect) = (lines(value, "why"), lines(value, "gate"), lines(value, "expect"));
    let commands = lines(value, "commands");
    known(&when, Line::Conditions, &id)?;
    all_known([&why, &gate, &expect], Line::Text, &id)?;
    known(&title, Line::Text, &id)?;
    all_known([&commands], Line::Command, &id)?;
    Ok(StepRule { id, phase, when, title, why, gate, expect, commands })
}

/// Reads the risks and the words, and makes sure that each can be applied.
pub(crate) fn load_risks<T: Tree>(root: &T) -> Result<Risks, CatalogError> {
    let mut loaded = Risks::default();
    for value in root.get("risks").and_then(|risks| risks.elements()).unwrap_or_default() {
        loaded.risks.push(risk(&value)?);
    }
    for value in root.get("words").and_then(|words| words.elements()).unwrap_or_default() {
        let id = text(&value, "id", "a text")?;
        let title = text(&value, "title", &id)?;
        let (when, source) = (optional(&value, "when"), optional(&value, "source"));
        let text = lines(&value, "text");
        known(&when, Line::Conditions, &id)?;
        all_known([&text], Line::Text, &id)?;
        loaded.words.push(Word { id, when, title, text, source });
    }
    Ok(loaded)
}

fn risk<T: Tree>(value: &T) -> Result<RiskRule, CatalogError> {
    let id = text(value, "id", "a risk")?;
    let wrong = |what: &str| Err(CatalogError::new(format!("the rule {id} has no {what} that exists")));
    let ranges = |key: &str| match value.get(key).and_then(|ranges| ranges.text()) {
        None => Some(None),
        Some(text) => Ranges::parse(&text).map(Some),
    };
    let Some((versions, enterprise_versions)) = ranges("versions").zip(ranges("enterprise_versions")) else {
        return wrong("range of versions");
    };
    let Some(phase) = Phase::parse(&text(value, "phase", &id)?) else { return wrong("phase") };
    let Some(severity) = Severity::parse(&text(value, "severity", &id)?) else { return wrong("severity") };
    let kind = match (text(value, "kind", &id)?.as_str(), versions) {
        ("crossing", Some(versions)) => RiskKind::Crossing { versions, enterprise_versions },
        ("landing", Some(versions)) => RiskKind::Landing { versions, enterprise_versions },
        ("always", None) => RiskKind::Always,
        _ => return wrong("kind"),
    };
    let edition = optional(value, "edition");
    let edition = match edition.as_str() {
        "" => None,
        name => match Edition::parse(name) {
            Some(edition) => Some(edition),
            None => return wrong("edition"),
        },
    };
    let fact = Some(optional(value, "fact")).filter(|fact| !fact.is_empty());
    if fact.as_deref().is_some_and(|fact| !is_fact(fact)) {
        return wrong("fact");
    }
    let rule = RiskRule {
        kind,
        edition,
        severity,
        phase,
        step: optional(value, "step"),
        when: optional(value, "when"),
        title: text(value, "title", &id)?,
        text: lines(value, "text"),
        question: optional(value, "question"),
        fact,
        ask: optional(value, "ask"),
        commands: lines(value, "commands"),
        values: lines(value, "values"),
        source: optional(value, "source"),
        id,
    };
    if rule.fact.is_some() && rule.question.is_empty() {
        return Err(CatalogError::new(format!("the rule {} has a fact and no `question`", rule.id)));
    }
    known(&rule.when, Line::Conditions, &rule.id)?;
    all_known([&rule.text, &rule.values], Line::Text, &rule.id)?;
    known(&rule.title, Line::Text, &rule.id)?;
    known(&rule.ask, Line::Command, &rule.id)?;
    all_known([&rule.commands], Line::Command, &rule.id)?;
    Ok(rule)
}

fn optional<T: Tree>(value: &T, key: &str) -> String {
    value.get(key).and_then(|text| text.text()).unwrap_or_default()
}

fn text<T: Tree>(value: &T, key: &str, of: &str) -> Result<String, CatalogError> {
    let text = value.get(key).and_then(|text| text.text());
    text.ok_or_else(|| CatalogError::new(format!("the rule {of} has no `{key}`")))
}

fn lines<T: Tree>(value: &T, key: &str) -> Vec<String> {
    let lines = value.get(key).and_then(|lines| lines.elements()).unwrap_or_default();
    lines.iter().filter_map(|line| line.text()).gather()
}

fn all_known<'a>(
    groups: impl IntoIterator<Item = &'a Vec<String>>,
    kind: Line,
    of: &str,
) -> Result<(), CatalogError> {
    groups.into_iter().flatten().try_for_each(|line| known(line, kind, of))
}

fn known(line: &str, kind: Line, of: &str) -> Result<(), CatalogError> {
    match unknown(line, kind) {
        None => Ok(()),
        Some(name) => Err(CatalogError::new(format!("the rule {of} uses \"{name}\", which does not exist"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let root: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let seen = load(&&root)
            .map_or_else(|error| error.to_string(), |rules| format!("{} steps", rules.steps.len()));
        assert_eq!(seen, expect, "loading {text}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let head = "The catalog of releases can't be used: the rule ";
        check("{}", "0 steps");
        check(r#"{"checks":{"GLA1":{}}}"#, &format!("{head}GLA1 has no `title`."));
        let step = |rest: &str| {
            format!(r#"{{"steps":[{{"id":"a","phase":"before","when":"","title":"t"{rest}}}]}}"#)
        };
        check(&step(""), "1 steps");
        check(&step(r#","commands":["helm {x}"]"#), &format!("{head}a uses \"x\", which does not exist."));
        check(&step("").replace("before", "soon"), &format!("{head}a has no phase that exists."));
    }
}
