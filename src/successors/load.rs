//! Reading the successors from parsed JSON.

use serde_json::Value;

use super::{Charts, KindRule, Line, Product, Source, Successor, Successors, WayRule, Work};
use crate::edition::Edition;
use crate::order::sort_by_key;
use crate::rules::{known_texts, step};
use crate::tree::{DataError, DataFile, Reading};
use crate::version::{ReleaseLine, Version};

const FILE: Reading = Reading { file: DataFile::Successors, noun: "" };

const KEYS: [&str; 10] = [
    "schema_version",
    "checked_on",
    "sources",
    "unannounced",
    "ways",
    "products",
    "unsupported",
    "stock",
    "steps",
    "removal",
];

const PRODUCT: [&str; 9] = ["name", "license", "numbers", "text", "note", "class", "url", "since", "kinds"];
const CHARTS: [&str; 7] = ["namespace", "release", "chart", "crds_release", "crds_chart", "tag", "lines"];

impl Successors {
    /// Reads the successors, and makes sure that each step can be applied.
    ///
    /// # Errors
    ///
    /// A sentence that says which part of the file can't be used.
    pub fn load(root: &Value) -> Result<Self, DataError> {
        FILE.only(root, &KEYS, "the file")?;
        let mut loaded = Self::default();
        for (name, sentence) in FILE.entries(root, "unannounced")? {
            let Some((edition, sentence)) = Edition::parse(&name).zip(sentence.as_str()) else {
                return FILE.error(format!("`unannounced` has an entry {name} that can't be read"));
            };
            loaded.unannounced.push((edition, sentence.to_owned()));
        }
        for value in FILE.elements(root, "ways")? {
            loaded.ways.push(way(value)?);
        }
        for (name, value) in FILE.entries(root, "products")? {
            loaded.products.push(product(&name, value)?);
        }
        sort_by_key(&mut loaded.products, |product| product.which);
        loaded.unsupported = FILE.lines(root, "unsupported", "the file")?;
        for (key, steps) in
            [("stock", &mut loaded.stock), ("steps", &mut loaded.steps), ("removal", &mut loaded.removal)]
        {
            for value in FILE.elements(root, key)? {
                steps.push(step(&FILE, value)?);
            }
        }
        Ok(loaded)
    }
}

fn way(value: &Value) -> Result<WayRule, DataError> {
    let name = FILE.text(value, "name", "a way")?;
    FILE.only(value, &["name", "when", "text", "whom", "target", "url"], &name)?;
    let given = |key| Ok(Some(FILE.optional(value, key, &name)?).filter(|text| !text.is_empty()));
    let target = match given("target")? {
        None => None,
        Some(target) => Some(which(&target)?),
    };
    let (when, text) = (FILE.text(value, "when", &name)?, FILE.lines(value, "text", &name)?);
    known_texts(&FILE, &when, &text, &name)?;
    Ok(WayRule { when, text, whom: FILE.text(value, "whom", &name)?, target, url: given("url")?, name })
}

fn which(name: &str) -> Result<Successor, DataError> {
    Successor::parse(name).map_or_else(|| FILE.error(format!("{name} is no product that exists")), Ok)
}

fn product(id: &str, value: &Value) -> Result<Product, DataError> {
    FILE.only(value, &[PRODUCT.as_slice(), CHARTS.as_slice()].concat(), id)?;
    let is = |key| value.get(key).and_then(Value::as_bool).unwrap_or_default();
    let source = match value.get("since") {
        None => Source::Charts(charts(id, value)?),
        Some(since) => match since.as_str().and_then(ReleaseLine::parse) {
            Some(line) => Source::Gloo(line),
            None => return FILE.error(format!("`since` of {id} is no line")),
        },
    };
    Ok(Product {
        which: which(id)?,
        name: FILE.text(value, "name", id)?,
        is_licensed: is("license"),
        has_numbers: is("numbers"),
        text: FILE.text(value, "text", id)?,
        note: FILE.optional(value, "note", id)?,
        class: word(id, value, "class")?,
        url: FILE.text(value, "url", id)?,
        source,
        kinds: kinds(id, value)?,
    })
}

/// What takes the place of which kind, by work.
fn kinds(id: &str, value: &Value) -> Result<Vec<KindRule>, DataError> {
    let mut kinds = Vec::new();
    let Some(all) = value.get("kinds") else { return Ok(kinds) };
    FILE.only(all, &Work::ALL.map(Work::name), id)?;
    for work in Work::ALL {
        for (kind, becomes) in FILE.entries(all, work.name())? {
            let Some(becomes) = becomes.as_str().map(str::to_owned) else {
                return FILE.error(format!("{kind} of {id} has no text"));
            };
            kinds.push(KindRule { kind, work, becomes });
        }
    }
    sort_by_key(&mut kinds, |rule| (rule.work, rule.kind.clone()));
    Ok(kinds)
}

fn charts(id: &str, value: &Value) -> Result<Charts, DataError> {
    let word = |key| word(id, value, key);
    let mut lines = Vec::new();
    for (name, entry) in FILE.entries(value, "lines")? {
        FILE.only(entry, &["kubernetes", "gateway_api", "newest"], &name)?;
        match line(&name, entry) {
            Some(line) => lines.push(line),
            None => return FILE.error(format!("the line {name} of {id} can't be read")),
        }
    }
    sort_by_key(&mut lines, |line| line.line);
    Ok(Charts {
        namespace: word("namespace")?,
        release: word("release")?,
        chart: word("chart")?,
        crds_release: word("crds_release")?,
        crds_chart: word("crds_chart")?,
        tag: word("tag")?,
        lines,
    })
}

/// What becomes a word of a command has no blanks and is no option.
fn word(id: &str, value: &Value, key: &'static str) -> Result<String, DataError> {
    let word = FILE.text(value, key, id)?;
    let is_word = word.bytes().all(|byte| byte.is_ascii_graphic()) && !word.starts_with('-');
    if is_word { Ok(word) } else { FILE.error(format!("`{key}` of {id} is no word")) }
}

fn line(name: &str, entry: &Value) -> Option<Line> {
    let line = ReleaseLine::parse(name)?;
    let newest = match entry.get("newest") {
        None => None,
        Some(newest) => Some(Version::parse(newest.as_str()?).filter(|newest| newest.line() == line)?),
    };
    let window = |key| {
        let [low, high] = entry.get(key)?.as_array()?.as_slice() else { return None };
        let (low, high) = (ReleaseLine::parse(low.as_str()?)?, ReleaseLine::parse(high.as_str()?)?);
        (low <= high).then_some((low, high))
    };
    Some(Line { line, kubernetes: window("kubernetes")?, gateway_api: window("gateway_api")?, newest })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(root: &Value, expect: &str) {
        let seen = Successors::load(root).map_or_else(|error| error.to_string(), |_| "loaded".to_owned());
        assert_eq!(seen, expect, "loading {root}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let head = "The list of successors can't be used: ";
        check(&json!({}), "loaded");
        check(&json!({"way": []}), &format!("{head}the file has a key `way` that is not known."));
        let way = |more: Value| {
            let mut way = json!({"name": "a", "when": "", "text": ["It is."], "whom": "those"});
            way.as_object_mut().expect("an object").extend(more.as_object().expect("keys").clone());
            json!({"ways": [way]})
        };
        check(&way(json!({})), "loaded");
        check(&way(json!({"who": ""})), &format!("{head}a has a key `who` that is not known."));
        check(&way(json!({"target": "2.x"})), &format!("{head}2.x is no product that exists."));
        check(
            &way(json!({"text": ["[new] It is."]})),
            &format!("{head}the rule a uses \"new\", which does not exist."),
        );
        check(
            &json!({"unannounced": {"both": "No."}}),
            &format!("{head}`unannounced` has an entry both that can't be read."),
        );
        let lines = |line: Value| json!({"products": {"kgateway": {"lines": {"2.4": line}}}});
        let wrong = format!("{head}the line 2.4 of kgateway can't be read.");
        check(&lines(json!({})), &wrong);
        check(&lines(json!({"kubernetes": ["1.36", "1.32"], "gateway_api": ["1.4", "1.6"]})), &wrong);
        let ok = json!({"kubernetes": ["1.32", "1.36"], "gateway_api": ["1.4", "1.6"], "newest": "2.3.7"});
        check(&lines(ok), &wrong);
        check(
            &json!({"products": {"kgateway": {"namespace": "a b"}}}),
            &format!("{head}`namespace` of kgateway is no word."),
        );
        check(
            &json!({"products": {"gateway-api": {"since": "soon"}}}),
            &format!("{head}`since` of gateway-api is no line."),
        );
        check(&json!({"steps": [{"id": "a"}]}), &format!("{head}a has no `when`."));
    }
}
