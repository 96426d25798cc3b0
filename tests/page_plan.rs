//! The plan on the page, rendered without a browser: its way, its hops, its questions, and what it is written for.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

mod shown;

use gloo_advisor::delivery::Delivery;
use gloo_advisor::settings::Reply;
use gloo_advisor::ui::state::{Action, Choice};
use shown::{ENTERPRISE, OPEN_SOURCE, after, check_panel, render, section, target, way, words};

const CLUSTERS: &str = include_str!("fixtures/clusters--contexts.txt");

#[test]
fn a_plan_leads_from_hop_to_hop() {
    let has = [
        "Kubernetes 1.28 to 1.31 fits every planned Gloo version.",
        "Hop 1 of 2: 1.18.10 to 1.18.41",
        "Before Check Kubernetes and Helm for 1.18",
        "Save the current Helm values helm get values gloo -n gloo-system -o yaml > gloo-values-1.18.10.yaml Copy",
        "Successful output: No output; gloo-values-1.18.10.yaml has the values that were set, or null .",
        "If it goes wrong: back to 1.18.10 Rollback",
        "Hop 2 of 2: 1.18.41 to 1.19.22",
    ];
    check_panel(after(OPEN_SOURCE, [target("1.19.22")]), "plan", &has, &["No plan:", "Clear progress"]);
    let has = [
        "Stop here until these findings are settled: GLA0302, GLA0306.",
        "1.16.1 to 1.16.21 13 steps built on open source 1.16.12 to 1.16.26",
    ];
    check_panel(after(ENTERPRISE, []), "plan", &has, &[" as Gloo open source"]);
    let newest = OPEN_SOURCE.replace("1.18.10", "1.22.3");
    check_panel(after(&newest, []), "plan", &["No plan: "], &["Namespace", "Hop 1"]);
}

#[test]
fn a_tick_is_counted() {
    let state = after(OPEN_SOURCE, []);
    let hop = state.report.plan.as_ref().and_then(|plan| plan.hops.first()).expect("a hop").clone();
    let step = hop.steps.first().expect("a step");
    let state = state.after(Action::Tick(format!("open-source {} {} {}", hop.from, hop.to, step.id)));
    let counted = format!("1 hop, {} steps, 1 of them ticked.", hop.steps.len());
    assert!(way(state.clone()).contains(&counted), "{}", way(state));
    check_panel(state.clone(), "plan", &["1 of 12 steps done", "Clear progress"], &[]);
    let html = render(state);
    assert_eq!(html.matches(r#"<li class="done">"#).count(), 1);
}

#[test]
fn risks_ask_and_say_what_to_do() {
    let has = [
        "To answer: ",
        "Does this apply? Does more than one Service in the namespace carry the label gloo=gloo ?",
        "gloo finds its own Service by label",
        "kubectl -n gloo-system get services -l gloo=gloo Copy",
        "Yes No Unknown",
        "Good to know: 1 Does this apply? Is Gloo integrated with an Istio older than 1.18",
        "Source",
        "Good to know at every upgrade",
    ];
    check_panel(after(OPEN_SOURCE, [target("1.19.22")]), "plan", &has, &[]);
}

#[test]
fn settings_say_whose_they_are_and_rewrite_commands() {
    let has = [
        "namespace gloo-system, release gloo (assumed), Helm 3, bash or zsh",
        "Namespace from the paste",
        "Release name assumed",
        "Your values file Delivered by Helm by hand Argo CD Flux Terraform Helm 2 3 4",
        "release name: gloo helm list -n gloo-system Copy",
    ];
    check_panel(after(OPEN_SOURCE, []), "settings", &has, &[]);
    let named = Action::Choose(Choice::Namespace("edge".to_owned()));
    let html = render(after(OPEN_SOURCE, [named, Action::Explain]));
    assert!(html.contains(r#"value="edge""#), "{html}");
    let text = words(section(&html, "plan"));
    assert!(text.contains("-n edge") && !text.contains("-n gloo-system"), "{text}");
    assert!(html.contains(r#"<dl class="parts">"#), "the parts of commands are explained");
}

#[test]
fn what_delivers_it_turns_the_upgrade_into_a_change_of_its_manifest() {
    let by = |tool| after(OPEN_SOURCE, [target("1.19.22"), Action::Choose(Choice::DeliveredBy(Some(tool)))]);
    let argo = [
        "Change this in the Application, then commit and push it; the rest stays.",
        "Copy apiVersion: argoproj.io/v1alpha1 kind: Application metadata: name: gloo spec: source: targetRevision: \"1.19.22\"",
        "argocd app sync gloo Copy",
    ];
    check_panel(by(Delivery::ArgoCd), "plan", &argo, &["helm upgrade gloo"]);
    let short = ["namespace gloo-system, release gloo (assumed), Argo CD, bash or zsh"];
    check_panel(by(Delivery::ArgoCd), "settings", &short, &["helm version --short"]);
    let flux = ["version: \"1.19.22\"", "flux reconcile helmrelease gloo -n gloo-system --with-source Copy"];
    check_panel(by(Delivery::Flux), "plan", &flux, &["helm upgrade gloo"]);
    let terraform = [
        "resource \"helm_release\" \"gloo\" {",
        "version = \"1.19.22\"",
        "terraform apply gloo-1.19.22.tfplan Copy",
    ];
    check_panel(by(Delivery::Terraform), "plan", &terraform, &["helm upgrade gloo"]);
}

#[test]
fn of_several_clusters_one_is_planned_for() {
    let has = ["2 installations", "Gloo Enterprise 1.15.6 context shop-prod, gloo-system has errors"];
    check_panel(after(CLUSTERS, []), "installations", &has, &[]);
    let prod = ["glooctl check reports one problem: fix it before you upgrade Gloo Enterprise 1.15.6."];
    check_panel(after(CLUSTERS, []), "verdict", &prod, &["1.16.8"]);
    check_panel(after(CLUSTERS, []), "pairing", &["Enterprise 1.15.6"], &["1.16.8"]);
    check_panel(after(CLUSTERS, []), "findings", &["A pod is not ready", "GLA0302"], &[]);
    let current = "kubectl config current-context Copy ? Go on only if it is shop-prod.";
    check_panel(after(CLUSTERS, []), "plan", &[current, "Hop 1 of 1: 1.15.6 to"], &[]);
    check_panel(
        after(CLUSTERS, []),
        "settings",
        &["context: shop-prod kubectl config current-context Copy"],
        &[],
    );
    let other = after(CLUSTERS, [Action::Choose(Choice::Installation(Some(1)))]);
    check_panel(other.clone(), "plan", &["1.16.8 to"], &["1.15.6 to"]);
    check_panel(other.clone(), "verdict", &["1.16.8"], &["1.15.6"]);
    check_panel(other, "findings", &[], &["A pod is not ready"]);
}

/// The output of a cluster of its own.
fn cluster(name: &str, version: &str) -> String {
    let switched = format!("$ kubectl config use-context {name}\nSwitched to context \"{name}\".\n");
    switched + &OPEN_SOURCE.replace("1.18.10", version)
}

#[test]
fn many_installations_are_a_table_the_worst_first() {
    let versions = ["1.19.1", "1.19.2", "1.19.3", "1.19.4", "1.19.5", "1.19.6"];
    let healthy = versions.iter().enumerate().map(|(at, version)| cluster(&format!("edge-{at}"), version));
    let failing = "$ glooctl check\nChecking pods... 1 Errors!\nProblems detected!\nError: 1 error occurred:\n\t* Pod gloo-1 in namespace gloo-system is not ready! Message: containers with unready status: [gloo]\n";
    let pasted = healthy.collect::<String>() + &cluster("bad", "1.19.7") + failing;
    let html = render(after(&pasted, []));
    let text = words(section(&html, "installations"));
    let (bad, first) =
        (text.find("1.19.7").expect("the last cluster"), text.find("1.19.1").expect("the first"));
    let columns = "Installation Edition Version Open-source base glooctl Check Errors Upgrade to";
    assert!(text.contains(&format!("7 installations {columns}")) && bad < first, "{text}");
    assert!(text.contains("open source 1.19.7 - 1.19.7 1 problem 1 1.19."), "{text}");
    // What is shown below is the worst.
    assert!(words(section(&html, "plan")).contains("1.19.7 to"), "{text}");
}

#[test]
fn the_first_thing_to_do_comes_with_its_command() {
    let has = [
        "Do this now 1 of",
        "A pod is not ready",
        "kubectl -n gloo-system describe pod extauth-5f7c9b6d48-x2k4q Copy",
        "Done See the finding",
    ];
    check_panel(after(ENTERPRISE, []), "now", &has, &["helm upgrade"]);
    let done = Action::Tick("finding GLA0302".to_owned());
    check_panel(after(ENTERPRISE, [done]), "now", &["Do this now 2 of"], &["A pod is not ready"]);
    check_panel(after("", []), "now", &[], &["Do this now"]);
}

#[test]
fn the_way_that_was_chosen_outlives_a_paste() {
    let chosen = after(OPEN_SOURCE, [target("1.20.24")]);
    let text = way(chosen.clone());
    assert!(text.starts_with("1.18.10 now 1.18.41 hop 1 1.19.22 hop 2 1.20.24 hop 3"), "{text}");
    let on = |version: &str| Action::SetText(OPEN_SOURCE.replace("1.18.10", version));
    let later = chosen.after(on("1.18.41"));
    let text = way(later.clone());
    assert!(
        text.starts_with(
            "1.18.10 done 1.18.41 now 1.19.22 hop 2 1.20.24 hop 3 Hop 1 of 3 is done. 23 steps are left."
        ),
        "{text}"
    );
    check_panel(later.clone(), "plan", &["Hop 2 of 3: 1.18.41 to 1.19.22"], &["Hop 1 of"]);
    // Another installation is on another way, and what is reached is no target.
    let text = way(later.after(on("1.17.12")));
    assert!(text.starts_with("1.17.12 now") && text.contains("1.20.24"), "{text}");
    let text = way(later.after(on("1.21.9")));
    assert!(text.starts_with("1.21.9 now 1.21.15 hop 1"), "{text}");
}

#[test]
fn an_answer_by_hand_changes_the_plan() {
    let asks = "Does more than one Service in the namespace carry the label gloo=gloo ?";
    let answered = |reply| Action::Choose(Choice::Answer("gloo-svc-labels".to_owned(), reply));
    let shown = |actions: Vec<Action>| {
        let html = render(after(OPEN_SOURCE, [vec![target("1.19.22")], actions].concat()));
        words(section(&html, "plan"))
    };
    assert!(shown(vec![]).contains(&format!("Does this apply? {asks}")));
    let yes = shown(vec![answered(Some(Reply::Yes))]);
    assert!(yes.contains("To do gloo finds its own Service by label"), "{yes}");
    let no = shown(vec![answered(Some(Reply::No))]);
    assert!(no.contains("Does not apply: 1") && !no.contains(&format!("Does this apply? {asks}")), "{no}");
    let again = shown(vec![answered(Some(Reply::No)), answered(None)]);
    assert!(again.contains(&format!("Does this apply? {asks}")));
}

#[test]
fn a_name_that_cannot_be_used_is_said_where_it_was_typed() {
    let named = |name: &str| Action::Choose(Choice::Namespace(name.to_owned()));
    let html = render(after(OPEN_SOURCE, [named("Prod!")]));
    assert!(html.contains(r#"aria-invalid="true""#), "{html}");
    let text = words(section(&html, "settings"));
    assert!(text.contains("not a name that can be used; commands use gloo-system"), "{text}");
    let text = words(section(&render(after(OPEN_SOURCE, [named("east")])), "settings"));
    assert!(text.contains("Namespace set by you the paste says gloo-system use that"), "{text}");
    let html = render(after(OPEN_SOURCE, [named("")]));
    let text = words(section(&html, "settings"));
    assert!(text.contains("Namespace from the paste"), "{text}");
    assert!(words(section(&html, "plan")).contains("-n gloo-system"));
}

#[test]
fn where_to_go_from_here_is_a_row_that_unfolds() {
    let newest = OPEN_SOURCE.replace("1.18.10", "1.22.3");
    let has = [
        "Open-source Gloo gets no releases, bug fixes or security patches after 2026-12-31. Where to go from here",
        "Gloo Enterprise 1.x : It keeps your resources.",
        "It is for those who need the least change and have a licence, or buy one.",
        "It is for those who stay with open source and have weeks to months. Plan it https://kgateway.dev",
        "No plan: 1.22.3 is the newest 1.22 release known here.",
    ];
    check_panel(after(&newest, []), "plan", &has, &["another product: no upgrade"]);
    let has = [
        "No end of Gloo Enterprise 1.x is publicly known: ask Solo, as your contract counts. Where to go from here",
    ];
    check_panel(after(ENTERPRISE, []), "plan", &has, &["2026-12-31", "It keeps your resources."]);
}

#[test]
fn a_successor_is_a_target_with_the_same_hops_and_steps() {
    let state = after(OPEN_SOURCE, [target("kgateway")]);
    let has = [
        "1.18.10 now",
        "1.18.41 hop 2",
        "1.19.22 hop 3",
        "kgateway 2.3.7 hop 4",
        "5 hops, 41 steps.",
        " kgateway Solo Enterprise for kgateway Gateway API as Gloo open source",
    ];
    let seen = way(state.clone());
    has.iter().for_each(|part| assert!(seen.contains(part), "{part:?} is not in {seen}"));
    let has = [
        // The paste shows Kubernetes 1.31, which kgateway 2.4 is not listed for.
        "Gloo 1.18 and kgateway 2.3 can't share a cluster: they work with no common release of the Gateway API. Bring Gloo to 1.19 first.",
        "Hop 1 of 5: Take stock of Gloo 3 steps",
        "Hop 4 of 5: kgateway 2.3.7 beside Gloo 1.19.22",
        "Hop 5 of 5: Remove Gloo 1.19.22",
        "Move the traffic by weight",
        "If it goes wrong: back to 1.19.22",
        "kubectl delete crd --ignore-not-found authconfigs.enterprise.gloo.solo.io",
    ];
    check_panel(state.clone(), "plan", &has, &["No plan:", "ratelimitconfigs.ratelimit.solo.io Copy"]);
    let first = after(OPEN_SOURCE, [target("kgateway")]);
    check_panel(first, "now", &["List the features that you use", "glooctl upgrade --release v1.22.3"], &[]);
    let hop =
        state.report.plan.as_ref().and_then(|plan| plan.onward.as_ref()).expect("the way").stock.clone();
    let step = hop.steps.first().expect("a step");
    let name = format!("open-source {} {} {}", hop.from, hop.to, step.id);
    check_panel(state.after(Action::Tick(name)), "plan", &["1 of 3 steps done"], &[]);
}
