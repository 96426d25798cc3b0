//! Catalogs that are not as they should be. None may make the program panic.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;

use gloo_advisor::report::json;
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Catalog, Choices, Edition, Knowledge, advise};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};

use super::{TREE, parsed, version};

/// What no catalog should hold where something else is expected.
fn poison() -> impl Strategy<Value = Value> {
    let texts = "||x|0|1|-1|1.2|1.2.3|v1.2.3|1.2.3..|1.2.3..1.2.2|1.2.3.. 1.0.0..|1.9.0..1.8.0 1.8.0..1.9.0|..|\
        1.0.0..2.0.0 1.5.0..|4294967295|4294967296|4294967295.4294967295.4294967295|99999999999999999999|\
        0-beta4294967295|0-patch1|2026-08-07|9999-12-31|0000-00-00|$(id)|`id`|--help|https://|https://{x}|{version}|\
        https://{line}{line}|declared|inferred|\u{0}|\u{202e}|\u{1f600}|1.18 1.17|1.18.1 1.17.1";
    let texts = texts.split('|').map(|text| json!(text)).collect::<Vec<_>>();
    let values = [
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1e308),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!([[[[[[]]]]]]),
        json!([null, null]),
        json!(["0", "2020-01-01"]),
        json!(["7", null, "1.2.3", "declared", "dependency"]),
        json!({"in": "1.0.0.."}),
    ];
    prop::sample::select([texts, values.to_vec()].concat())
}

/// A change to a tree: the way down, and what is done at its end.
type Change = (Vec<Index>, usize, Index, Value);

fn change() -> impl Strategy<Value = Change> {
    (prop::collection::vec(any::<Index>(), 1..6), 0..7usize, any::<Index>(), poison())
}

/// Goes down as far as the way leads, and changes what is there.
fn apply(tree: &mut Value, (way, what, which, poison): &Change) {
    let (mut at, mut path) = (&*tree, String::new());
    for index in way {
        let step = match at {
            Value::Array(list) if !list.is_empty() => index.index(list.len()).to_string(),
            Value::Object(keys) if !keys.is_empty() => {
                let key = keys.keys().nth(index.index(keys.len())).expect("within its length");
                key.replace('~', "~0").replace('/', "~1")
            }
            _ => break,
        };
        path = format!("{path}/{step}");
        at = tree.pointer(&path).expect("the way leads there");
    }
    let at = tree.pointer_mut(&path).expect("the way leads there");
    match (what, at) {
        (0, Value::Array(list)) if !list.is_empty() => drop(list.remove(which.index(list.len()))),
        (1, Value::Array(list)) if !list.is_empty() => list.push(list[which.index(list.len())].clone()),
        (2, Value::Array(list)) => list.reverse(),
        (3, Value::Array(list)) => list.insert(which.index(list.len() + 1), poison.clone()),
        (0 | 1, Value::Object(keys)) if !keys.is_empty() => {
            let key = keys.keys().nth(which.index(keys.len())).expect("within its length").clone();
            let value = keys.remove(&key).expect("it is there");
            if *what == 1 {
                keys.insert(poison.as_str().unwrap_or("9.9").to_owned(), value);
            }
        }
        (2, Value::Object(keys)) => {
            let mut values: Vec<Value> = keys.values().cloned().collect();
            values.rotate_right(1.min(keys.len()));
            keys.values_mut().zip(values).for_each(|(place, value)| *place = value);
        }
        (0..=2, Value::String(text)) => {
            let mut words: Vec<&str> = text.split(' ').collect();
            words.reverse();
            *text = [words.join(" "), text.clone()].join(if *what == 0 { " " } else { ".." });
        }
        (_, at) => *at = poison.clone(),
    }
}

/// A fixture, and from where to where.
type Asked = (&'static str, Option<(Edition, &'static str)>, Option<&'static str>);

/// Pastes and choices that ask much of the catalog.
const ASKED: [Asked; 6] = [
    ("version--open-source", None, Some("1.22")),
    ("version--enterprise-oss-tag", None, Some("1.21")),
    ("version--document-pre-release", None, None),
    ("check--list", Some((Edition::OpenSource, "1.3.17")), Some("1.21.13")),
    ("check--list", Some((Edition::Enterprise, "1.8.13")), Some("1.17")),
    ("helm-list--pending", None, None),
];

static CASES: LazyLock<Vec<(Case, Choices)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let paste = |name: &str| fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a fixture");
    let cases = ASKED.iter().map(|(name, from, target)| {
        let choices = Choices {
            edition: from.map(|(edition, _)| edition),
            from: from.map(|(_, from)| version(from)),
            target: target.and_then(Target::parse),
            ..Choices::default()
        };
        (Case::paste(&paste(name)), choices)
    });
    cases.collect()
});

static RULES: LazyLock<Value> = LazyLock::new(|| parsed("static/rules.json"));

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200, failure_persistence: None, rng_seed: RngSeed::Fixed(11), ..ProptestConfig::default()
    })]

    #[test]
    fn no_catalog_makes_the_program_panic(changes in prop::collection::vec(change(), 1..9)) {
        let (mut tree, mut catalog) = (TREE.clone(), Catalog::default());
        for change in &changes {
            let mut next = tree.clone();
            apply(&mut next, change);
            // What can't be read is not built upon, or hardly any catalog of many changes would load.
            if let Ok(loaded) = Catalog::load(&next) {
                (tree, catalog) = (next, loaded);
            }
        }
        let knowledge = Knowledge::from(catalog).with_rules(&RULES).expect("the published rules");
        for (case, choices) in CASES.iter() {
            black_box(json::to_value(&advise(case, &knowledge, choices)));
        }
        let catalog = &knowledge.catalog;
        for edition in Edition::ALL {
            let newest = catalog.releases(edition).last().map_or(version("0.0.0"), |newest| newest.version);
            let links = catalog.links(edition).iter();
            black_box(links.filter_map(|link| link.address(newest)).count());
            black_box((catalog.crd_changes(version("1.2.3"), newest), catalog.support(newest.line())));
        }
    }
}

static RISKS: LazyLock<Value> = LazyLock::new(|| parsed("static/risks.json"));

/// A file that somebody changed, as far as it still loads.
fn changed<L>(file: &Value, changes: &[Change], load: impl Fn(&Value) -> Option<L>) -> Option<L> {
    let (mut tree, mut loaded) = (file.clone(), None);
    for change in changes {
        let mut next = tree.clone();
        apply(&mut next, change);
        if let Some(more) = load(&next) {
            (tree, loaded) = (next, Some(more));
        }
    }
    loaded
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100, failure_persistence: None, rng_seed: RngSeed::Fixed(12), ..ProptestConfig::default()
    })]

    #[test]
    fn no_rules_make_the_program_panic(
        rules in prop::collection::vec(change(), 1..9),
        risks in prop::collection::vec(change(), 1..9),
    ) {
        let known = || Knowledge::default().with_catalog(&TREE).expect("the published catalog");
        let with_rules = changed(&RULES, &rules, |rules| known().with_rules(rules).ok());
        let known = with_rules.unwrap_or_else(known);
        let with_risks = changed(&RISKS, &risks, |risks| known.clone().with_risks(risks).ok());
        let known = with_risks.unwrap_or(known);
        for (case, choices) in CASES.iter() {
            black_box(json::to_value(&advise(case, &known, choices)));
        }
    }
}

#[test]
fn half_a_catalog_is_refused() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("static/catalog.json"));
    let text = text.expect("the catalog");
    for end in (0..text.trim_end().len()).step_by(997) {
        assert!(Catalog::parse(text.get(..end).expect("plain letters")).is_err(), "the first {end} bytes");
    }
}

#[test]
fn the_pastes_ask_for_plans() {
    let knowledge = Knowledge::published().expect("the published data");
    let plans = CASES.iter().filter(|(case, choices)| advise(case, &knowledge, choices).plan.is_some());
    assert_eq!(plans.count(), 5, "plans are what the catalog is asked for most");
}
