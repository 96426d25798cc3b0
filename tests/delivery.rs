//! What a plan changes and types where Argo CD, Flux or Terraform delivers the chart.
#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod common;

use common::delivered::{BY_ARGO, BY_FLUX, SERVER};
use common::plans::{commands_of, plan, steps};
use common::{by_hand, knowledge};
use gloo_advisor::command::manifest::{Form, Manifest};
use gloo_advisor::command::{Command, Shell, posix};
use gloo_advisor::delivery::Delivery;
use gloo_advisor::plan::{Hop, Plan};
use gloo_advisor::report::json::to_value;
use gloo_advisor::report::runbook::runbook;
use gloo_advisor::rules::Phase;
use gloo_advisor::settings::{Origin, Way};
use gloo_advisor::{Case, Choices, Edition, advise};
use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value, json};

const OTHERS: [Delivery; 3] = [Delivery::ArgoCd, Delivery::Flux, Delivery::Terraform];

/// Plans over many lines, of both editions and from one to the other.
fn plans(delivered_by: Delivery) -> Vec<Plan> {
    let convert = Choices {
        target_edition: Some(Edition::Enterprise),
        ..by_hand(Edition::OpenSource, "1.16.3", "1.17")
    };
    let all = [
        by_hand(Edition::OpenSource, "1.2.25", "1.22"),
        by_hand(Edition::Enterprise, "1.3.8", "1.20"),
        Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, "1.17.38", "1.19") },
        convert,
    ];
    let all = all.into_iter().map(|choices| Choices { delivered_by: Some(delivered_by), ..choices });
    all.map(|choices| plan("", &choices)).collect()
}

fn hops(plans: &[Plan]) -> impl Iterator<Item = &Hop> {
    plans.iter().flat_map(|plan| &plan.hops)
}

/// A document of YAML as a tree; what is not quoted and looks like a number or a truth is one.
fn yaml(text: &str) -> Value {
    fn node<'a>(event: Event<'a>, events: &mut impl Iterator<Item = Event<'a>>) -> Option<Value> {
        Some(match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => match text.as_ref() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                text if text.starts_with(|c: char| c.is_ascii_digit()) => json!({ "number": text }),
                text => Value::String(text.to_owned()),
            },
            Event::Scalar(text, ..) => Value::String(text.into_owned()),
            Event::MappingStart(..) => {
                let mut map = Map::new();
                while let Some(Value::String(key)) = events.next().and_then(|event| node(event, events)) {
                    let event = events.next().expect("a value");
                    map.insert(key, node(event, events).expect("a value"));
                }
                Value::Object(map)
            }
            Event::SequenceStart(..) => {
                let mut list = Vec::new();
                while let Some(item) = events.next().and_then(|event| node(event, events)) {
                    list.push(item);
                }
                Value::Array(list)
            }
            _ => return None,
        })
    }
    let events = Parser::new_from_str(text).map(|event| event.expect("it is YAML").0);
    let mut events = events.filter(|event| !matches!(event, Event::StreamStart | Event::DocumentStart(..)));
    let first = events.next().expect("a document");
    node(first, &mut events).expect("a document")
}

/// What a snippet says, by a parser of its language.
fn parsed(manifest: &Manifest) -> Value {
    match manifest.form() {
        Form::Yaml => yaml(&manifest.text()),
        Form::Hcl => hcl::from_str(&manifest.text()).expect("it is HCL"),
    }
}

fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    value.pointer(path).unwrap_or(&Value::Null)
}

/// Where each tool has the version, below the name of its object.
fn version_of(value: &Value) -> &Value {
    let spec =
        ["/spec/source/targetRevision", "/spec/chart/spec/version", "/resource/helm_release/gloo/version"];
    spec.iter().map(|path| at(value, path)).find(|value| !value.is_null()).unwrap_or(&Value::Null)
}

#[test]
fn each_hop_sets_exactly_its_version_and_going_back_the_one_before() {
    let mut count = 0;
    for tool in OTHERS {
        for hop in hops(&plans(tool)) {
            let of = |phase: fn(Phase) -> bool| {
                let steps = hop.steps.iter().filter(move |step| phase(step.phase));
                let set = steps.filter_map(|step| step.manifest.as_ref()).map(parsed);
                let versions: Vec<Value> = set.map(|value| version_of(&value).clone()).collect();
                versions.into_iter().filter(|version| !version.is_null()).collect::<Vec<_>>()
            };
            let name = format!("{} {}", tool.name(), hop.title());
            assert_eq!(of(|phase| phase != Phase::Rollback), [json!(hop.to.to_string())], "{name}");
            assert_eq!(of(|phase| phase == Phase::Rollback), [json!(hop.from.to_string())], "{name}");
            count += 1;
        }
    }
    assert!(count > 90, "only {count} hops");
}

/// A snippet merged into a whole manifest, as a person does it.
fn merge(whole: &mut Value, part: Value) {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => {
            for (key, value) in part {
                merge(whole.entry(key).or_insert(Value::Null), value);
            }
        }
        (Value::Array(whole), Value::Array(part)) => {
            for item in part {
                if !whole.contains(&item) {
                    whole.push(item);
                }
            }
        }
        (whole, part) => *whole = part,
    }
}

/// The Application of the published guide for Argo CD, and what is as usual for the others.
const APPLICATION: &str = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: gloo
  namespace: argocd
spec:
  destination:
    namespace: gloo-system
    server: https://kubernetes.default.svc
  project: default
  source:
    chart: gloo
    helm:
      skipCrds: false
      values: |
        kubeGateway:
          enabled: false
    repoURL: https://storage.googleapis.com/solo-public-helm
    targetRevision: 1.20.22
  syncPolicy:
    automated:
      prune: true
      selfHeal: true
    syncOptions:
    - CreateNamespace=true
";
const HELM_RELEASE: &str = "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: gloo
  namespace: gloo-system
spec:
  interval: 10m
  chart:
    spec:
      chart: gloo
      version: 1.20.22
      sourceRef:
        kind: HelmRepository
        name: gloo
  upgrade:
    crds: CreateReplace
  values:
    discovery:
      enabled: true
";
const RESOURCE: &str = "resource \"helm_release\" \"gloo\" {
  name       = \"gloo\"
  namespace  = \"gloo-system\"
  repository = \"https://storage.googleapis.com/solo-public-helm\"
  chart      = \"gloo\"
  version    = \"1.20.22\"
  timeout    = 600
}
";

#[test]
fn what_is_merged_changes_the_version_and_nothing_else() {
    for (tool, before) in [
        (Delivery::ArgoCd, yaml(APPLICATION)),
        (Delivery::Flux, yaml(HELM_RELEASE)),
        (Delivery::Terraform, hcl::from_str(RESOURCE).expect("it is HCL")),
    ] {
        let choices = Choices { delivered_by: Some(tool), ..by_hand(Edition::OpenSource, "1.20.22", "1.22") };
        let plan = plan("", &choices);
        let mut whole = before.clone();
        for step in steps(&plan).filter(|step| step.phase != Phase::Rollback) {
            step.manifest.iter().for_each(|manifest| merge(&mut whole, parsed(manifest)));
        }
        assert_eq!(version_of(&whole), &json!(plan.target.version.to_string()), "{}", tool.name());
        let mut expect = before;
        merge(&mut expect, parsed_version(tool, version_of(&whole)));
        assert_eq!(whole, expect, "{}", tool.name());
    }
}

fn parsed_version(tool: Delivery, version: &Value) -> Value {
    match tool {
        Delivery::ArgoCd => json!({"spec": {"source": {"targetRevision": version}}}),
        Delivery::Flux => json!({"spec": {"chart": {"spec": {"version": version}}}}),
        _ => json!({"resource": {"helm_release": {"gloo": {"version": version}}}}),
    }
}

/// All that is typed or asked.
fn commands(plan: &Plan) -> Vec<&Command> {
    let of_steps = steps(plan).flat_map(|step| {
        let of_risks = step.risks.iter().flat_map(|risk| risk.commands.iter().chain(&risk.ask));
        step.commands.iter().chain(of_risks)
    });
    of_steps.chain(plan.assumptions.iter().map(|assumption| &assumption.ask)).collect()
}

#[test]
fn nobody_types_what_the_tool_would_undo_or_does_not_have() {
    const CHANGING: [&str; 5] =
        ["helm upgrade", "helm install", "helm rollback", "helm uninstall", "helm history"];
    const RELEASE: [&str; 3] = ["helm get", "helm list", "helm history"];
    for tool in OTHERS {
        for plan in plans(tool) {
            for command in commands(&plan) {
                let text = posix::emit(command);
                let begins = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
                let is_history = text.starts_with("helm history") && tool != Delivery::ArgoCd;
                assert!(!begins(&CHANGING) || is_history, "{}: {text}", tool.name());
                assert!(tool != Delivery::ArgoCd || !begins(&RELEASE), "{text}");
                assert!(!text.contains("GLOO_LICENSE_KEY"), "{text}");
            }
        }
    }
}

#[test]
fn by_hand_nothing_is_changed_in_a_manifest() {
    for plan in plans(Delivery::Helm) {
        assert!(steps(&plan).all(|step| step.manifest.is_none()));
    }
}

#[test]
fn a_script_prints_the_change_and_waits_until_it_is_merged() {
    let choices =
        Choices { delivered_by: Some(Delivery::ArgoCd), ..by_hand(Edition::OpenSource, "1.21.15", "1.22.3") };
    let plan = plan("", &choices);
    let text = runbook(&plan, Shell::Posix);
    let order = [
        "printf '%s\\n' '        targetRevision: \"1.22.3\"'",
        "printf '%s' 'Go on only if this change is merged. Press Enter",
        "argocd app sync gloo\n",
    ];
    let at = order.map(|part| text.rfind(part).unwrap_or_else(|| panic!("{part} is not in {text}")));
    assert!(at.is_sorted(), "{at:?}");
    // How to go back is not run.
    assert!(text.contains("\n#         targetRevision: \"1.21.15\"\n"), "{text}");
}

/// What delivers it by a text, who says so, what its object is called, and the finding of that.
fn told(text: &str, choices: &Choices) -> (Delivery, Origin, String, Option<(String, Vec<usize>)>) {
    let report = advise(&Case::paste(text), &knowledge(), choices);
    let finding = report.diagnostics.iter().find(|finding| finding.code.id() == "GLA0218");
    let lines =
        |finding: &gloo_advisor::diagnose::Diagnostic| finding.lines().map(|span| span.start).collect();
    let settings = &report.settings;
    let finding = finding.map(|finding| (finding.title.clone(), lines(finding)));
    (settings.delivery, settings.delivery_origin, settings.object.value.clone(), finding)
}

#[test]
fn what_delivers_is_read_from_the_text() {
    let none = Choices::default();
    assert_eq!(told(SERVER, &none), (Delivery::Helm, Origin::Assumed, "gloo".to_owned(), None));
    let argo = format!("{SERVER}{BY_ARGO}");
    let finding = Some(("Argo CD delivers Gloo".to_owned(), vec![4]));
    assert_eq!(told(&argo, &none), (Delivery::ArgoCd, Origin::Pasted, "edge".to_owned(), finding));
    let flux = format!("{SERVER}{BY_FLUX}");
    let finding = Some(("Flux delivers Gloo".to_owned(), vec![5]));
    assert_eq!(told(&flux, &none), (Delivery::Flux, Origin::Pasted, "edge".to_owned(), finding));
    let plan = plan(&argo, &Choices { target: gloo_advisor::settings::Target::parse("1.22"), ..none });
    // Once to go forth and once to go back, at each hop.
    let sync = commands_of(&plan).into_iter().filter(|text| text == "argocd app sync edge");
    assert_eq!(sync.count(), 2 * plan.hops.len());
}

#[test]
fn a_choice_counts_more_than_the_text_and_two_tools_leave_it_unknown() {
    let argo = format!("{SERVER}{BY_ARGO}");
    let by_helm = Choices { delivered_by: Some(Delivery::Helm), ..Choices::default() };
    let finding = Some(("The text shows that Argo CD delivers Gloo".to_owned(), vec![4]));
    assert_eq!(told(&argo, &by_helm), (Delivery::Helm, Origin::Chosen, "gloo".to_owned(), finding));
    let both = format!("{argo}{BY_FLUX}");
    let finding = Some(("What delivers Gloo is unknown: Argo CD or Flux".to_owned(), vec![4, 16]));
    assert_eq!(
        told(&both, &Choices::default()),
        (Delivery::Helm, Origin::Assumed, "gloo".to_owned(), finding)
    );
    let by_flux = Choices { delivered_by: Some(Delivery::Flux), ..Choices::default() };
    let finding = Some(("Flux delivers Gloo".to_owned(), vec![4, 16]));
    assert_eq!(told(&both, &by_flux), (Delivery::Flux, Origin::Chosen, "edge".to_owned(), finding));
}

#[test]
fn going_back_to_open_source_does_not_let_flux_uninstall() {
    let choices = Choices {
        target_edition: Some(Edition::Enterprise),
        delivered_by: Some(Delivery::Flux),
        ..by_hand(Edition::OpenSource, "1.17.5", "1.18")
    };
    let plan = plan("", &choices);
    let back = steps(&plan).filter(|step| step.phase == Phase::Rollback);
    let notes: Vec<&String> = back.filter_map(|step| Some(&step.manifest.as_ref()?.words)).collect();
    assert!(notes.iter().any(|note| note.contains("except for `chartNameChangeStrategy`")), "{notes:#?}");
    assert!(notes.iter().filter(|note| note.contains("has this again")).count() < notes.len());
}

#[test]
fn a_risk_that_depends_on_it_is_answered() {
    let applies = |delivered_by| {
        let choices = Choices { delivered_by, ..by_hand(Edition::OpenSource, "1.18.10", "1.19") };
        let plan = plan("", &choices);
        let risk = plan.advice.iter().chain(steps(&plan).flat_map(|step| &step.risks));
        let mut risk = risk.filter(|risk| risk.id == "argocd-settings");
        risk.next().map(|risk| risk.applies)
    };
    assert_eq!(applies(None), Some(None));
    assert_eq!(applies(Some(Delivery::ArgoCd)), Some(Some(true)));
    assert_ne!(applies(Some(Delivery::Flux)), Some(Some(true)));
}

#[test]
fn a_program_gets_the_change_as_data() {
    let choices =
        Choices { delivered_by: Some(Delivery::Flux), ..by_hand(Edition::Enterprise, "1.19.9", "1.20.10") };
    let value = to_value(&advise(&Case::default(), &knowledge(), &choices));
    assert_eq!(at(&value, "/delivered_by/tool"), "flux");
    let steps = at(&value, "/plan/hops/0/steps").as_array().expect("steps");
    let upgrade = steps.iter().find(|step| at(step, "/id") == "upgrade").expect("the upgrade");
    let set = at(upgrade, "/manifest/set").as_array().expect("fields");
    let version = json!({"path": ["spec", "chart", "spec", "version"], "value": "1.20.10"});
    assert!(set.contains(&version), "{set:?}");
    assert_eq!(at(upgrade, "/manifest/form"), "yaml");
    let by_hand =
        to_value(&advise(&Case::default(), &knowledge(), &by_hand(Edition::Enterprise, "1.19.9", "1.20.10")));
    assert_eq!(by_hand.get("delivered_by"), None);
}

#[test]
fn a_failure_is_fixed_as_the_tool_allows_it() {
    let failed = format!(
        "{SERVER}$ helm upgrade gloo gloo/gloo -n gloo-system\nError: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress\n"
    );
    let fixes = |delivered_by| {
        let choices = Choices { delivered_by, ..Choices::default() };
        let report = advise(&Case::paste(&failed), &knowledge(), &choices);
        let finding = report.diagnostics.into_iter().find(|finding| !finding.steps.is_empty());
        let steps = finding.expect("a known failure").steps;
        let typed: Vec<String> = steps.iter().flat_map(|step| &step.commands).map(posix::emit).collect();
        let words: Vec<String> = steps.into_iter().map(|step| step.words).collect();
        (typed.iter().any(|text| text.starts_with("helm rollback ")), words.join(" "))
    };
    let (is_typed, words) = fixes(None);
    assert!(is_typed && !words.contains("Argo CD") && !words.contains("HelmRelease"), "{words}");
    let (is_typed, words) = fixes(Some(Delivery::Flux));
    assert!(is_typed && words.contains("Suspend the HelmRelease before, and resume it after."), "{words}");
    let (is_typed, words) = fixes(Some(Delivery::ArgoCd));
    assert!(
        !is_typed && words.contains("Argo CD makes no Helm release: do it in the Application."),
        "{words}"
    );
}
