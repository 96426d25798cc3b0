//! Reading the rules from parsed JSON.

use super::template::{IsCondition, unknown};
use super::{Explanation, Rules, StepRule};
use crate::catalog::{CatalogError, Tree};
use crate::gather::Gather as _;
use crate::plan::Phase;

/// Reads the rules, and makes sure that each can be applied.
pub(crate) fn load<T: Tree>(root: &T) -> Result<Rules, CatalogError> {
    let mut rules = Rules::default();
    for (code, value) in root.get("checks").and_then(|checks| checks.entries()).unwrap_or_default() {
        let text = |key| text(&value, key, &code);
        let (title, detail, help) = (text("title")?, text("detail")?, text("help")?);
        let command = text("command")?;
        known(&command, IsCondition::InBrackets, &code)?;
        rules.checks.push(Explanation { code, title, detail, help, command });
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
    known(&when, IsCondition::Whole, &id)?;
    for line in [&why, &gate, &expect, &commands].into_iter().flatten().chain([&title]) {
        known(line, IsCondition::InBrackets, &id)?;
    }
    Ok(StepRule { id, phase, when, title, why, gate, expect, commands })
}

fn text<T: Tree>(value: &T, key: &str, of: &str) -> Result<String, CatalogError> {
    let text = value.get(key).and_then(|text| text.text());
    text.ok_or_else(|| CatalogError::new(format!("the rule {of} has no `{key}`")))
}

fn lines<T: Tree>(value: &T, key: &str) -> Vec<String> {
    let lines = value.get(key).and_then(|lines| lines.elements()).unwrap_or_default();
    lines.iter().filter_map(|line| line.text()).gather()
}

fn known(line: &str, is_condition: IsCondition, of: &str) -> Result<(), CatalogError> {
    match unknown(line, is_condition) {
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
