//! Questions of a plan are answered by a person, or by what the command that asks printed. What only looks like an
//! answer is none.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::{by_hand, knowledge};
use gloo_advisor::command::{Shell, asking};
use gloo_advisor::diagnose::Code;
use gloo_advisor::plan::{Plan, Risk};
use gloo_advisor::settings::{Reply, Target};
use gloo_advisor::{Case, Choices, Edition, Version, advise};

fn plan(text: &str, choices: Choices) -> Plan {
    let choices = Choices {
        edition: Some(Edition::OpenSource),
        from: choices.from.or_else(|| Version::parse("1.17.12")),
        target: choices.target.or_else(|| Target::parse("1.21")),
        ..choices
    };
    advise(&Case::paste(text), &knowledge(), &choices).plan.expect("a plan")
}

fn risks(plan: &Plan) -> impl Iterator<Item = &Risk> {
    plan.hops.iter().flat_map(|hop| &hop.steps).flat_map(|step| &step.risks).chain(&plan.advice)
}

fn applies(text: &str, id: &str) -> Option<bool> {
    let plan = plan(text, Choices::default());
    let mut found = risks(&plan).filter(|risk| risk.id == id).map(|risk| risk.applies);
    found.next().unwrap_or_else(|| panic!("the plan has no risk {id}"))
}

const DISCOVERY: &str = "$ kubectl get upstreams.gloo.solo.io -A -l discovered_by\n";
const GRAPHQL: &str = "$ kubectl get graphqlapis.graphql.gloo.solo.io -A\n";
const ONE_WAY: &str =
    "$ kubectl get virtualservices.gateway.solo.io,gateways.gateway.solo.io -A -o yaml | grep oneWayTls\n";
const GATEWAY: &str = "$ helm get values gloo -n gloo-system -o yaml | grep -A1 kubeGateway\n";

#[test]
fn rows_mean_yes_and_the_ways_of_saying_none_mean_no() {
    let check = |command: &str, output: &str, id: &str, expect| {
        assert_eq!(applies(&format!("{command}{output}"), id), expect, "{command}{output}");
    };
    let table = "NAMESPACE   NAME   AGE\neast   east-shop-8080   3d\n";
    check(DISCOVERY, table, "discovery-off", Some(true));
    check(DISCOVERY, "No resources found\n[exit 0]\n", "discovery-off", Some(false));
    check(DISCOVERY, "No resources found\n", "discovery-off", Some(false));
    check(ONE_WAY, "[exit 1]\n", "oneway-tls", Some(false));
    check(ONE_WAY, "      oneWayTls: true\n      oneWayTls: false\n", "oneway-tls", Some(true));
    check(ONE_WAY, "      oneWayTls: false\n", "oneway-tls", Some(false));
    let no_kind = "error: the server doesn't have a resource type \"graphqlapis\"\n[exit 1]\n";
    check(GRAPHQL, no_kind, "graphql-gone", Some(false));
    check(GATEWAY, "kubeGateway:\n  enabled: true\n", "hpa-1.20", Some(true));
    check(GATEWAY, "kubeGateway:\n  enabled: false\n", "hpa-1.20", Some(false));
}

#[test]
fn what_is_no_answer_leaves_the_question_open() {
    let check = |text: &str, id: &str| assert_eq!(applies(text, id), None, "{text}");
    // Nobody knows whether it ran.
    check(ONE_WAY, "oneway-tls");
    check(&format!("{ONE_WAY}{GRAPHQL}"), "oneway-tls");
    check(&format!("{ONE_WAY}$ \n"), "oneway-tls");
    // It could not look.
    check(
        &format!("{ONE_WAY}error: You must be logged in to the server (Unauthorized)\n[exit 1]\n"),
        "oneway-tls",
    );
    check(&format!("{ONE_WAY}bash: kubectl: command not found\n[exit 127]\n"), "oneway-tls");
    check(&format!("{GATEWAY}Error: release: not found\n[exit 1]\n"), "hpa-1.20");
    let refused =
        "Error from server (Forbidden): upstreams.gloo.solo.io is forbidden: User \"ana\" cannot list\n";
    check(&format!("{DISCOVERY}{refused}"), "discovery-off");
    // It is another output, or another command.
    check(&format!("{DISCOVERY}What you should see: the Upstreams.\n"), "discovery-off");
    check(&format!("{GATEWAY}gatewayProxies:\n  enabled: true\n"), "hpa-1.20");
    check("$ kubectl get upstreams.gloo.solo.io -A\nNAMESPACE   NAME\neast   a\n", "discovery-off");
    // What it shows does not decide.
    check(&format!("{GATEWAY}kubeGateway:\n  gatewayParameters:\n"), "hpa-1.20");
}

#[test]
fn the_order_of_flags_and_the_name_of_the_program_do_not_matter() {
    let text = "$ k get -A -l discovered_by upstreams.gloo.solo.io\nNo resources found\n";
    assert_eq!(applies(text, "discovery-off"), Some(false));
}

#[test]
fn the_last_answer_counts_and_that_of_a_person_most() {
    let yes = format!("{ONE_WAY}  oneWayTls: true\n");
    let both = format!("{yes}{ONE_WAY}[exit 1]\n");
    assert_eq!(applies(&both, "oneway-tls"), Some(false));
    let choices = Choices { answers: vec![("oneway-tls".to_owned(), Reply::No)], ..Choices::default() };
    let plan = plan(&yes, choices);
    let risk = risks(&plan).find(|risk| risk.id == "oneway-tls").expect("the risk");
    assert_eq!(risk.applies, Some(false));
    let answer = risk.answer.as_ref().expect("an answer");
    assert!(answer.evidence.iter().all(|one| one.lines().is_none()), "{answer:?}");
}

#[test]
fn an_answer_points_at_its_lines() {
    let plan = plan(&format!("\n\n{ONE_WAY}  oneWayTls: true\n"), Choices::default());
    let risk = risks(&plan).find(|risk| risk.id == "oneway-tls").expect("the risk");
    let lines = risk.answer.as_ref().and_then(|answer| answer.evidence.first()?.lines());
    assert_eq!(lines.map(|span| (span.start, span.end)), Some((3, 4)));
}

#[test]
fn one_block_answers_all_questions_that_commands_answer() {
    let open = |plan: &Plan| risks(plan).filter(|risk| risk.applies.is_none()).count();
    let before = plan("", Choices::default());
    let asks = before.asks();
    assert!(asks.len() > 5, "{} commands", asks.len());
    let block = asking::block(Shell::Posix, &asks);
    assert_eq!(block.len(), asks.len());
    // The cluster has nothing of all that.
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers");
    std::fs::create_dir_all(&folder).expect("a folder");
    for program in ["kubectl", "helm"] {
        use std::os::unix::fs::PermissionsExt as _;
        let file = folder.join(program);
        std::fs::write(&file, "#!/bin/sh\nexit 0\n").expect("a program");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("to be run");
    }
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let run = std::process::Command::new("sh").arg("-c").arg(block.join("\n")).env("PATH", path).output();
    let printed = String::from_utf8(run.expect("a shell").stdout).expect("text");
    assert_eq!(printed.matches("[exit ").count(), asks.len(), "{printed}");
    let after = plan(&printed, Choices::default());
    let answered = risks(&after).filter(|risk| risk.answer.is_some()).count();
    assert!(answered >= 10 && open(&after) + answered <= open(&before), "{answered} answers");
    assert!(after.asks().len() < asks.len() / 2, "{:?}", after.asks());
}

/// Real outputs, where they are: none of those that say no may mean yes.
#[test]
fn real_outputs_that_say_no_are_understood() {
    let Ok(files) = std::fs::read_dir("../shared/asks") else { return };
    let (mut answered, mut read) = (0, 0);
    for file in files.flatten().filter(|file| file.path().extension().is_some_and(|end| end == "txt")) {
        let text = std::fs::read_to_string(file.path()).expect("a text");
        let name = file.file_name().to_string_lossy().into_owned();
        let Some((id, _)) = name.split_once("--") else { continue };
        let says_no =
            text.lines().count() == 2 || text.contains("No resources found") || text.contains("[exit 1]");
        let plan = plan(
            &text,
            Choices { from: Version::parse("1.16.10"), target: Target::parse("1.22"), ..Choices::default() },
        );
        let Some(risk) = risks(&plan).find(|risk| risk.id == id) else { continue };
        read += 1;
        let reply = risk.answer.as_ref().map(|answer| answer.value);
        if says_no {
            assert_ne!(reply, Some(Reply::Yes), "{name}: {text}");
        }
        answered += usize::from(reply.is_some());
    }
    assert!(answered * 2 >= read && read > 0, "{answered} of {read} are answered");
}

/// What the values of a release answer; a list goes on, so nothing is missing after them.
fn by_values(values: &str, id: &str) -> Option<Option<bool>> {
    let text = format!("$ helm get values gloo -n gloo-system -o yaml\n{values}$ helm list\n");
    let choices = Choices { target: Target::parse("1.22"), ..Choices::default() };
    let choices = Choices { from: Version::parse("1.13.1"), ..choices };
    let plan = plan(&text, choices);
    risks(&plan).find(|risk| risk.id == id).map(|risk| risk.applies)
}

#[test]
fn pasted_values_answer_what_they_can() {
    let check =
        |values: &str, id: &str, expect| assert_eq!(by_values(values, id), Some(expect), "{id}\n{values}");
    let kube = "kubeGateway:\n  enabled: true\n";
    check(kube, "hpa-1.20", Some(true));
    check(&kube.replace("true", "false"), "hpa-1.20", Some(false));
    check("license_key: x\n", "hpa-1.20", Some(false));
    check(&kube.replace("true", "$(id)"), "hpa-1.20", None);
    let off = format!("$ helm get values gloo -n gloo-system\n{}", kube.replace("true", "false"));
    assert_eq!(applies(&off, "gateway-api-crds"), Some(false));
    check("gateway:\n  validation:\n    failurePolicy: Fail\n", "webhook-without-certificate", Some(true));
    check("gateway:\n  validation:\n    failurePolicy: Fail\n", "kubecore-failpolicy", None);
    check("gateway:\n  validation:\n    failurePolicy: Ignore\n", "kubecore-failpolicy", Some(false));
    check("gatewayProxies:\n  edge:\n    logLevel: debug\n", "loglevel-renamed", Some(true));
    check("null\n", "loglevel-renamed", Some(false));
    check("gloo:\n  deployment:\n    image:\n      extended: true\n", "image-extended-gone", Some(true));
    check("discovery:\n  fdsMode: WHITELIST\n", "discovery-off", None);
    // Set by hand it stays as it is.
    check("discovery:\n  enabled: true\n", "discovery-off", Some(false));
    check("discovery:\n  enabled: false\n", "discovery-off", Some(false));
}

#[test]
fn values_of_something_else_answer_nothing() {
    let open = |text: &str| assert_eq!(applies(text, "hpa-1.20"), None, "{text}");
    let values = "kubeGateway:\n  enabled: true\n$ helm list\n";
    open(&format!("$ helm get values other -n gloo-system\n{values}"));
    open(&format!("$ helm get values gloo -n other\n{values}"));
    open(&format!("$ helm get values gloo -n gloo-system --revision 3\n{values}"));
    open(&format!("$ helm get values gloo -n gloo-system | grep -v x\n{values}"));
    open("$ helm get values gloo -n gloo-system -o yaml\ndiscovery:\n  enabled: true\n");
}

#[test]
fn what_avoids_a_risk_and_is_set_already_is_not_asked_for() {
    let text = |replicas: &str| {
        format!(
            "$ helm get values gloo -n gloo-system\ngatewayProxies:\n  gatewayProxy:\n    kind:\n      deployment:\n        replicas: {replicas}\n"
        )
    };
    let asked = |text: &str| {
        let plan = plan(text, Choices::default());
        let risk = risks(&plan).find(|risk| risk.id == "zero-downtime").expect("the risk").clone();
        (risk.applies, risk.values.iter().any(|value| value.starts_with("gatewayProxies.gatewayProxy.kind")))
    };
    assert_eq!(asked(&text("3")), (Some(true), false));
    assert_eq!(asked(&text("1")), (Some(true), true));
    assert_eq!(
        asked(&(text("3") + "  edge:\n    kind:\n      deployment:\n        replicas: 1\n")),
        (Some(true), true)
    );
    let all =
        "$ helm get values gloo -n gloo-system\ngateway:\n  validation:\n    warnMissingTlsSecret: false\n";
    let plan = plan(all, Choices::default());
    let risk = risks(&plan).find(|risk| risk.id == "warn-missing-tls").expect("the risk");
    assert_eq!((risk.applies, risk.values.len()), (Some(false), 0));
}

#[test]
fn a_value_is_named_by_its_line_alone() {
    let text =
        "$ helm get values gloo -n gloo-system\nkubeGateway:\n  enabled: true\nlicense_key: eyJ-secret\n";
    let plan = plan(text, Choices::default());
    let answer = risks(&plan).find(|risk| risk.id == "hpa-1.20").and_then(|risk| risk.answer.clone());
    let answer = answer.expect("an answer");
    let lines: Vec<_> =
        answer.evidence.iter().filter_map(|one| one.lines()).map(|span| (span.start, span.end)).collect();
    assert_eq!((answer.value, lines), (Reply::Yes, vec![(3, 3)]));
}

#[test]
fn what_is_missing_answers_the_question_that_asked_for_it() {
    let text = |kube: &str| {
        format!(
            "$ helm get values gloo -n gloo-system\nUSER-SUPPLIED VALUES:\nkubeGateway:\n  enabled: {kube}\n$ kubectl get crd gatewayclasses.gateway.networking.k8s.io -o 'jsonpath={{.metadata.annotations}}'\nError from server (NotFound): customresourcedefinitions.apiextensions.k8s.io \"gatewayclasses.gateway.networking.k8s.io\" not found\n[exit 1]\n"
        )
    };
    for (kube, applies) in [("true", Some(true)), ("false", Some(false)), ("$(x)", None)] {
        let choices = Choices {
            edition: Some(Edition::OpenSource),
            from: Version::parse("1.17.12"),
            target: Target::parse("1.21"),
            ..Choices::default()
        };
        let report = advise(&Case::paste(&text(kube)), &common::knowledge(), &choices);
        assert!(!report.diagnostics.iter().any(|one| one.code == Code::NotThere), "{kube}");
        let plan = report.plan.expect("a plan");
        let risk = risks(&plan).find(|risk| risk.id == "gateway-api-crds").expect("the risk");
        assert_eq!(risk.applies, applies, "{kube}");
    }
    // The annotations of what is there are for a person.
    let there = text("true").replace("Error from server (NotFound): ", "{\"x\":\"y\"} ");
    assert_eq!(applies(&there, "gateway-api-crds"), None);
}

#[test]
fn values_in_an_object_that_delivers_the_chart_answer() {
    let flux = |rest: &str| {
        format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\n  namespace: gloo-system\nspec:\n  chart:\n    spec:\n      chart: gloo\n{rest}  values:\n    kubeGateway:\n      enabled: false\n    gloo:\n      logLevel: info\n  timeout: 5m\n"
        )
    };
    assert_eq!(applies(&flux(""), "hpa-1.20"), Some(false));
    let unset = |rest: &str| flux(rest).replace("    kubeGateway:\n      enabled: false\n", "");
    assert_eq!(applies(&unset(""), "hpa-1.20"), Some(false));
    // Other sources may set it.
    assert_eq!(applies(&unset("  valuesFrom:\n  - kind: ConfigMap\n    name: x\n"), "hpa-1.20"), None);
    let other = format!("{}---\n{}", flux("").replace("false", "true"), flux("").replace("web", "other"));
    assert_eq!(applies(&other, "hpa-1.20"), None, "which of the two is the release is unknown");
}

#[test]
fn values_of_an_application_and_its_pruning_are_read() {
    let text = |prune: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: web\n  namespace: argocd\nspec:\n  destination:\n    namespace: gloo-system\n    server: https://kubernetes.default.svc\n  source:\n    chart: gloo-ee\n    helm:\n      valuesObject:\n        create_license_secret: false\n        gloo:\n          kubeGateway:\n            enabled: true\n  syncPolicy:\n    automated:\n      prune: {prune}\n"
        )
    };
    let choices = by_hand(Edition::Enterprise, "1.18.4", "1.21");
    for (prune, sentence) in
        [("true", "the Application prunes, which"), ("false", "or if the Application does not prune")]
    {
        let plan = advise(&Case::paste(&text(prune)), &knowledge(), &choices).plan.expect("a plan");
        assert!(!risks(&plan).any(|risk| risk.id == "licence-in-values"));
        let risk = risks(&plan).find(|risk| risk.id == "hpa-1.20").expect("the risk");
        assert_eq!(risk.applies, Some(true));
        let gates = plan.hops.iter().flat_map(|hop| &hop.steps).filter_map(|step| step.gate.as_deref());
        assert!(gates.clone().any(|gate| gate.contains(sentence)), "{:#?}", gates.collect::<Vec<_>>());
    }
}

#[test]
fn defaults_and_plugins_are_known_from_values() {
    let seen = |version: &str, edition, values: &str, id: &str| {
        let text = format!("$ helm get values gloo -n gloo-system\nUSER-SUPPLIED VALUES:\n{values}\n$ ls\n");
        let choices = Choices {
            edition: Some(edition),
            from: Version::parse(version),
            target: Target::parse("1.22"),
            ..Choices::default()
        };
        let plan = advise(&Case::paste(&text), &knowledge(), &choices).plan.expect("a plan");
        let risk = risks(&plan).find(|risk| risk.id == id).map(|risk| risk.applies);
        risk.expect("the risk")
    };
    let other = "gloo:\n  logLevel: info";
    let (oss, ee) = (Edition::OpenSource, Edition::Enterprise);
    assert_eq!(seen("1.20.5", oss, other, "selector-sync"), Some(false));
    assert_eq!(seen("1.20.5", oss, "discovery:\n  enabled: true", "selector-sync"), None);
    // It was on before, and somebody may want to keep it.
    assert_eq!(seen("1.19.5", oss, other, "selector-sync"), None);
    assert_eq!(seen("1.19.5", oss, "discovery:\n  enabled: false", "selector-sync"), Some(false));
    let plugins = "global:\n  extensions:\n    extAuth:\n      plugins:\n        mine:\n          image:\n            tag: x";
    assert_eq!(seen("1.19.3", ee, plugins, "pluginauth-gone"), Some(true));
    assert_eq!(seen("1.19.3", ee, other, "pluginauth-gone"), None);
}

#[test]
fn a_secret_of_its_own_keeps_the_licence_key_out_of_the_values() {
    for (own, is_said) in [("false", false), ("true", true)] {
        let text = format!(
            "$ helm get values gloo -n gloo-system\nUSER-SUPPLIED VALUES:\ncreate_license_secret: {own}\n$ ls\n"
        );
        let choices = by_hand(Edition::Enterprise, "1.19.3", "1.20");
        let plan = advise(&Case::paste(&text), &knowledge(), &choices).plan.expect("a plan");
        let steps = || plan.hops.iter().flat_map(|hop| &hop.steps);
        let says = |words: &str| steps().any(|step| step.why.contains(words) || step.expect.contains(words));
        assert_eq!(says("may hold the licence key"), is_said);
        assert_eq!(says("licence key and other secrets"), is_said);
        assert!(is_said || says("Secrets may be among them."));
    }
}
