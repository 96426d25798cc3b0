//! The words of the list of risks: plain, short, and without what was once said wrongly.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::knowledge;
use gloo_advisor::Knowledge;
use gloo_advisor::rules::RiskRule;

fn all_rules(knowledge: &Knowledge) -> impl Iterator<Item = &RiskRule> {
    knowledge.risks.iter().flat_map(|file| &file.risks)
}

/// A text without what stands between backticks, and without its conditions.
fn prose(text: &str) -> String {
    let text = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map_or(text, |(_, text)| text);
    let mut prose = String::new();
    for (index, part) in text.split('`').enumerate() {
        prose.push_str(if index % 2 == 0 { part } else { "CODE" });
    }
    prose
}

/// All that is said by the lists: the name of who says it, and the text.
fn all_texts(knowledge: &Knowledge) -> Vec<(&str, &str)> {
    let mut texts: Vec<(&str, &str)> = Vec::new();
    for rule in all_rules(knowledge) {
        let own = rule.text.iter().chain([&rule.title, &rule.question]);
        texts.extend(own.map(|text| (rule.id.as_str(), text.as_str())));
    }
    for tip in knowledge.risks.iter().flat_map(|file| &file.tips) {
        texts.extend(tip.text.iter().chain([&tip.title]).map(|text| (tip.id.as_str(), text.as_str())));
    }
    texts
}

#[test]
fn what_was_wrong_is_not_said() {
    let knowledge = knowledge();
    let rule = |id: &str| all_rules(&knowledge).find(|rule| rule.id == id).expect("the rule");
    let texts = all_texts(&knowledge);
    for wrong in [
        "--proxy-ns",
        "share a category",
        "clean-up Job",
        "nothing changes unless",
        "othing to do",
        "eta20",
        "pre-release",
    ] {
        let said = texts.iter().find(|(_, text)| text.contains(wrong));
        assert!(said.is_none(), "{wrong}: {said:?}");
    }
    // The chart's own Gateways and Upstreams have the label, in its namespaces only.
    let label = rule("app-gloo-label");
    assert_eq!(
        label.ask,
        "kubectl -n {namespace} get gateways.gateway.solo.io,upstreams.gloo.solo.io -l app=gloo"
    );
    assert!(label.text.concat().contains("`gateway-proxy` and `gateway-proxy-ssl`"));
    // Two values for the first place of one list: the second would take the place of the first.
    let values = all_rules(&knowledge).flat_map(|rule| &rule.values);
    assert!(values.into_iter().all(|value| !value.contains("[0]")));
    // Deleting is not offered beside the check that comes before the gate.
    assert!(rule("graphql-crd-gone").commands.is_empty());
}

#[test]
fn sentences_are_short() {
    const LONGEST: usize = 20;
    let knowledge = knowledge();
    for (id, text) in all_texts(&knowledge) {
        let text = prose(text);
        for sentence in text.split_inclusive(". ").flat_map(|part| part.split_inclusive("? ")) {
            let count = sentence.split_whitespace().count();
            assert!(count <= LONGEST, "{id}, {count} words: {sentence}");
        }
    }
}
