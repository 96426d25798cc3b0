//! The list of risks: what is said in every plan, and what never is.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use common::{by_hand, knowledge, report};
use gloo_advisor::command::{Command, posix};
use gloo_advisor::plan::{Duty, Hop, Plan, Risk};
use gloo_advisor::rules::{Impact, RiskRule};
use gloo_advisor::settings::{Helm, Way};
use gloo_advisor::{Case, Choices, Edition, Knowledge, advise};

const OSS: Edition = Edition::OpenSource;
const EE: Edition = Edition::Enterprise;

fn plan(choices: &Choices) -> Plan {
    report(choices).plan.expect("a plan")
}

fn canary(edition: Edition, from: &str, target: &str) -> Plan {
    plan(&Choices { way: Way::Canary, ..by_hand(edition, from, target) })
}

fn risks(plan: &Plan) -> impl Iterator<Item = &Risk> {
    plan.hops.iter().flat_map(of_hop).chain(&plan.advice)
}

fn of_hop(hop: &Hop) -> impl Iterator<Item = &Risk> {
    hop.steps.iter().flat_map(|step| &step.risks)
}

fn commands(risk: &Risk) -> impl Iterator<Item = &Command> {
    risk.commands.iter().chain(&risk.ask)
}

static LANDINGS: LazyLock<[Vec<Plan>; 2]> = LazyLock::new(|| [every_landing(OSS), every_landing(EE)]);

/// Plans to every known release, from the newest one of the line before it and from the first one of its own.
fn every_landing(edition: Edition) -> Vec<Plan> {
    let knowledge = knowledge();
    let releases = knowledge.catalog.releases(edition);
    let mut plans = Vec::new();
    for to in releases.iter().map(|release| release.version) {
        let mut of_line =
            releases.iter().map(|release| release.version).filter(|one| one.line() == to.line());
        let lines = releases.iter().map(|release| release.version.line());
        let before = lines.filter(|line| *line < to.line()).max();
        let before = before.and_then(|line| knowledge.catalog.newest(edition, line));
        for from in before.map(|release| release.version).into_iter().chain(of_line.next()) {
            let choices = by_hand(edition, &from.to_string(), &to.to_string());
            plans.extend(advise(&Case::default(), &knowledge, &choices).plan);
        }
    }
    plans
}

fn all_rules(knowledge: &Knowledge) -> impl Iterator<Item = &RiskRule> {
    knowledge.risks.iter().flat_map(|file| &file.risks)
}

/// Whether a text names a patch of Gloo: not of Istio and others, of which it says so, and not of an image.
fn names_a_patch(text: &str) -> bool {
    const OTHERS: [&str; 6] = ["Enterprise", "Istio", "Envoy", "API", "Redis", "Helm"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_patch = |word: &&str| {
        let numbers = word.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
        let parts: Vec<&str> = numbers.split('.').collect();
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty();
        matches!(parts.as_slice(), ["0" | "1", _, _]) && parts.iter().all(is_number)
    };
    let is_of_another =
        |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|w| OTHERS.contains(w));
    words.iter().enumerate().any(|(at, word)| is_patch(word) && !is_of_another(at))
}

#[test]
fn a_patch_that_an_enterprise_plan_names_is_said_to_be_open_source() {
    for plan in LANDINGS.iter().skip(1).flatten() {
        for hop in &plan.hops {
            let own = [hop.from.to_string(), hop.to.to_string()];
            for risk in of_hop(hop) {
                for text in [&risk.title, &risk.text, &risk.question] {
                    let others = own.iter().fold(text.clone(), |text, own| text.replace(own, ""));
                    let is_said = text.to_lowercase().replace(' ', "-").contains("open-source");
                    assert!(
                        is_said || !names_a_patch(&others),
                        "{} to {}: {}: {text}",
                        hop.from,
                        hop.to,
                        risk.id
                    );
                }
            }
        }
    }
    let knowledge = knowledge();
    for rule in all_rules(&knowledge).filter(|rule| rule.edition != Some(OSS)) {
        let lines = rule.text.iter().chain([&rule.title, &rule.question]);
        for line in lines.filter(|line| !line.starts_with("[open-source")) {
            let is_said = line.to_lowercase().contains("open-source");
            assert!(is_said || !names_a_patch(line), "{}: {line}", rule.id);
        }
    }
}

#[test]
fn an_enterprise_plan_gives_no_open_source_number_as_an_order() {
    let of = |edition, from: &str, target: &str, id: &str| {
        let plan = plan(&by_hand(edition, from, target));
        risks(&plan).find(|risk| risk.id == id).map(|risk| risk.text.clone())
    };
    let text = of(EE, "1.14.22", "1.14.23", "argo-rollout-job").expect("the risk");
    assert!(
        text.ends_with(
            "in open-source 1.13.30, 1.14.24 and 1.15.13. Take a release with such a base or newer."
        ),
        "{text}"
    );
    let text = of(OSS, "1.14.22", "1.14.23", "argo-rollout-job").expect("the risk");
    assert!(text.contains("take one of these or newer"), "{text}");
}

#[test]
fn a_command_answers_the_question_that_it_stands_at() {
    let mut asked = 0;
    for plan in LANDINGS.iter().flatten() {
        for risk in risks(plan).filter(|risk| risk.applies.is_none()) {
            assert!(!risk.question.is_empty(), "{}", risk.id);
            let ask = risk.ask.as_ref().map(posix::emit).unwrap_or_default();
            let is_of_base = risk.question.contains(" built on");
            assert_eq!(ask.starts_with("helm show chart"), is_of_base, "{}: {ask}", risk.id);
            asked += usize::from(is_of_base);
        }
    }
    assert!(asked > 0, "no base is ever asked for");
    // No command knows who applies the chart.
    let plan = plan(&by_hand(EE, "1.14.22", "1.14.23"));
    let argo = risks(&plan).find(|risk| risk.id == "argo-rollout-job").expect("the risk");
    assert_eq!((argo.question.as_str(), &argo.ask), ("Does Argo CD deploy Gloo?", &None));
}

#[test]
fn a_search_says_what_no_output_means() {
    let plan = plan(&by_hand(OSS, "1.13.39", "1.14"));
    let relay = risks(&plan).find(|risk| risk.id == "xds-relay-gone").expect("the risk");
    assert_eq!(relay.question, "Do the proxies connect through an xDS relay? No output means no.");
}

#[test]
fn nothing_that_avoids_a_risk_deletes_a_release() {
    let knowledge = knowledge();
    for rule in all_rules(&knowledge) {
        for line in rule.commands.iter().chain([&rule.ask]) {
            for word in
                ["helm delete", "helm uninstall", "helm del ", "--purge", "delete namespace", "delete ns "]
            {
                assert!(!line.contains(word), "{}: {line}", rule.id);
            }
        }
    }
}

#[test]
fn a_canary_is_asked_where_it_is() {
    for (edition, from, target) in
        [(OSS, "1.17.38", "1.18"), (EE, "1.17.15", "1.18"), (OSS, "1.11.59", "1.12")]
    {
        let plan = canary(edition, from, target);
        for hop in &plan.hops {
            let new =
                hop.steps.iter().filter(|step| ["upgrade", "verify", "check"].contains(&step.id.as_str()));
            for risk in new.flat_map(|step| &step.risks) {
                for command in commands(risk).map(posix::emit) {
                    let is_old = command.split_whitespace().any(|word| word.ends_with("gloo-system"));
                    assert!(!is_old, "{edition} {from} to {target}: {}: {command}", risk.id);
                }
            }
        }
    }
}

#[test]
fn what_only_an_upgrade_in_place_runs_into_is_not_said_of_a_canary() {
    for plan in
        [canary(OSS, "1.17.38", "1.19"), canary(EE, "1.14.22", "1.16"), canary(OSS, "1.20.22", "1.22")]
    {
        for risk in risks(&plan) {
            let words = format!("{} {}", risk.title, risk.text);
            for word in ["helm rollback", "RBAC of the rollout", "migration Job", "same upgrade again"] {
                assert!(!words.contains(word), "{}: {words}", risk.id);
            }
        }
    }
    let in_place = plan(&by_hand(OSS, "1.17.38", "1.19"));
    assert!(risks(&in_place).any(|risk| risk.id == "rollback-leaves"));
}

/// Where a risk stands: the step of its hop.
fn step_of(plan: &Plan, id: &str) -> Option<String> {
    let mut steps = plan.hops.iter().flat_map(|hop| &hop.steps);
    steps.find(|step| step.risks.iter().any(|risk| risk.id == id)).map(|step| step.id.clone())
}

#[test]
fn definitions_are_looked_for_once_they_are_applied() {
    for plan in [plan(&by_hand(OSS, "1.16.27", "1.18")), canary(OSS, "1.16.27", "1.18")] {
        assert_eq!(step_of(&plan, "crds-1.17").as_deref(), Some("verify"));
        assert_eq!(step_of(&plan, "crd-directresponse").as_deref(), Some("verify"));
        // Read with the old client, so before there is a new one.
        assert_eq!(step_of(&plan, "get-proxy-1.17").as_deref(), Some("align-glooctl"));
    }
}

#[test]
fn what_a_step_does_is_no_risk() {
    for plan in LANDINGS.iter().flatten() {
        for risk in risks(plan) {
            for word in [
                "The plan deletes it",
                "The CRD step",
                "which the plan does",
                "that the plan applies",
                "as the plan does",
            ] {
                assert!(!risk.text.contains(word), "{}: {}", risk.id, risk.text);
            }
        }
    }
    let ids: BTreeSet<String> = all_rules(&knowledge()).map(|rule| rule.id.clone()).collect();
    for id in ["kubernetes-window", "helm-window", "k8s-131", "kubegw-off"] {
        assert!(!ids.contains(id), "{id}");
    }
    assert_eq!(ids.iter().filter(|id| id.starts_with("zero-downtime")).count(), 1);
}

#[test]
fn what_a_step_takes_care_of_is_named_with_that_step() {
    let named: BTreeSet<String> =
        all_rules(&knowledge()).filter(|rule| !rule.handled.is_empty()).map(|rule| rule.id.clone()).collect();
    let mut seen = BTreeSet::new();
    let canary = [canary(OSS, "1.17.38", "1.18"), canary(EE, "1.17.3", "1.19")];
    for plan in LANDINGS.iter().flatten().chain(&canary) {
        for hop in &plan.hops {
            let of_steps = hop.steps.iter().flat_map(|step| step.risks.iter().map(move |risk| (step, risk)));
            for (step, risk) in of_steps.filter(|(_, risk)| !risk.handled.is_empty()) {
                assert!(step.id == risk.handled && !step.commands.is_empty(), "{}: {}", risk.id, hop.title());
                assert!(
                    risk.commands.is_empty() && risk.question.is_empty() && risk.ask.is_none(),
                    "{}",
                    risk.id
                );
                assert_eq!(risk.duty(), Duty::Handled, "{}", risk.id);
                seen.insert(risk.id.clone());
            }
            // Each belongs to a step that is there.
            let open = of_hop(hop).filter(|risk| named.contains(&risk.id) && risk.handled.is_empty());
            assert_eq!(
                open.map(|risk| &risk.id).collect::<Vec<_>>(),
                Vec::<&String>::new(),
                "{}",
                hop.title()
            );
        }
    }
    assert_eq!(seen, named);
    let plan = plan(&by_hand(OSS, "1.16.3", "1.17"));
    let handled = plan.hops.first().expect("a hop").handled();
    assert_eq!(
        handled.map(|risk| risk.id.as_str()).collect::<BTreeSet<_>>(),
        BTreeSet::from(["crds-silent", "glooctl-first", "reuse-values", "rollout-job-immutable"])
    );
}

#[test]
fn a_hop_has_few_open_points() {
    let catalog = knowledge().catalog;
    // Whoever lands on an early patch meets its faults as well.
    let is_newest = |hop: &&Hop| {
        catalog.newest(hop.edition, hop.to.line()).is_some_and(|newest| newest.version == hop.to)
    };
    for hop in LANDINGS.iter().flatten().flat_map(|plan| &plan.hops).filter(is_newest) {
        let tally = hop.tally();
        assert!(tally.must + tally.check <= 8, "{}: {}", hop.title(), tally.words());
    }
}

#[test]
fn the_definitions_of_the_gateway_api_are_looked_at_and_applied_once() {
    let count =
        |choices: &Choices| risks(&plan(choices)).filter(|risk| risk.id == "gateway-api-crds").count();
    // Who begins below 1.17 can't have turned the integration on, and a canary stops where it is on.
    assert_eq!(count(&by_hand(OSS, "1.16.27", "1.18")), 0);
    assert_eq!(count(&Choices { way: Way::Canary, ..by_hand(OSS, "1.17.38", "1.18") }), 0);
    let own = Choices { values: Some("own.yaml".to_owned()), ..by_hand(OSS, "1.16.27", "1.18") };
    assert_eq!(count(&own), 2, "values of one's own may turn it on at each hop");
    let plan = plan(&by_hand(OSS, "1.17.38", "1.18"));
    let applied = risks(&plan).flat_map(|risk| &risk.commands).map(posix::emit);
    let applied = applied.filter(|command| command.contains("standard-install.yaml")).count();
    assert_eq!(applied, 1);
    let risk = risks(&plan).find(|risk| risk.id == "gateway-api-crds").expect("the risk");
    let look = risk.ask.as_ref().map(posix::emit).expect("the command that looks");
    assert_eq!(
        look,
        "kubectl get crd gatewayclasses.gateway.networking.k8s.io -o 'jsonpath={.metadata.annotations}'"
    );
    assert!(risk.question.ends_with("standard and older than v1.2.1?"), "{}", risk.question);
    // What looks and what writes are never in one block.
    assert_eq!(risk.commands.len(), 1);
    assert_eq!(risk.impact, Impact::Action);
}

#[test]
fn helm_2_is_not_told_that_the_plan_hands_over_resources() {
    let plan = plan(&Choices { helm: Some(Helm::Two), ..by_hand(OSS, "1.2.25", "1.3.34") });
    assert!(risks(&plan).all(|risk| risk.id != "adopt-resources-1.3"));
}

#[test]
fn values_can_be_pasted() {
    let plan = plan(&by_hand(EE, "1.19.9", "1.20"));
    let risk = risks(&plan).find(|risk| risk.id == "zero-downtime").expect("the risk");
    let expect = "\
gloo:
  gatewayProxies:
    gatewayProxy:
      kind:
        deployment:
          replicas: 2
      podDisruptionBudget:
        maxUnavailable: 1
      podTemplate:
        probes: true
        livenessProbeEnabled: true
        gracefulShutdown:
          enabled: true
          sleepTimeSeconds: 25
        terminationGracePeriodSeconds: 30
  gloo:
    deployment:
      replicas: 2";
    assert_eq!(risk.yaml().join("\n"), expect);
}

/// In a values file a key may be there once.
#[test]
fn no_key_of_a_values_file_is_there_twice() {
    for plan in LANDINGS.iter().flatten() {
        for risk in risks(plan) {
            let mut seen = BTreeSet::new();
            let mut path: Vec<String> = Vec::new();
            for line in risk.yaml() {
                let key = line.trim_start();
                path.truncate((line.len() - key.len()) / 2);
                path.push(key.split(':').next().unwrap_or_default().to_owned());
                assert!(seen.insert(path.join(".")), "{}: {:?}", risk.id, risk.yaml());
            }
        }
    }
}
