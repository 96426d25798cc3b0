//! What the steps of a plan say and type: nothing dangerous, and nothing that the programs do not print.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::plans::{plan, steps, typed};
use common::{by_hand, knowledge};
use gloo_advisor::command::posix;
use gloo_advisor::plan::{Hop, Plan, Step};
use gloo_advisor::report::Report;
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::settings::{Helm, Target, Way};
use gloo_advisor::version::Version;
use gloo_advisor::{Case, Choices, Edition, advise};

fn says(report: &Report, title: &str) -> bool {
    report.diagnostics.iter().any(|diagnostic| diagnostic.title == title)
}

const SERVER: &str = "Client: {\"version\":\"1.19.20\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.19.20\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";

#[test]
fn helm_2_does_not_cross_1_3_and_has_no_release_of_1_2_0() {
    let report = |from: &str, target: &str| {
        let choices = Choices { helm: Some(Helm::Two), ..by_hand(Edition::OpenSource, from, target) };
        advise(&Case::default(), &knowledge(), &choices)
    };
    let stops = |report: &Report| {
        let plan = report.plan.as_ref().expect("a plan");
        plan.hops.iter().map(|hop| hop.to.to_string()).collect::<Vec<_>>()
    };
    let crossing = report("1.2.3", "1.4");
    assert_eq!(stops(&crossing), ["1.2.25"]);
    assert!(says(&crossing, "Helm 2 cannot upgrade to 1.4.17"), "{:?}", crossing.diagnostics);
    let impossible = report("1.2.1", "1.2.25");
    assert!(stops(&impossible).is_empty());
    assert!(says(&impossible, "Helm 2 cannot have installed 1.2.1"), "{:?}", impossible.diagnostics);
}

#[test]
fn a_cluster_newer_than_the_window_is_never_to_be_moved_back() {
    let paste = SERVER.replace("1.19.20", "1.17.38") + "Client Version: v1.33.0\nServer Version: v1.33.1\n";
    let plan = plan(&paste, &Choices { target: Target::parse("1.20"), ..Choices::default() });
    let gates: Vec<_> =
        steps(&plan).filter(|step| step.id == "windows").map(|step| step.gate.clone()).collect();
    let newer = |line: &str, window: &str| {
        Some(format!(
            "Your cluster, Kubernetes 1.33, is newer than {line} was tested with ({window}). Do not stay on {line}: go on to the next minor version, up to 1.20, which is listed for it."
        ))
    };
    assert_eq!(gates, [newer("1.18", "1.27 to 1.31"), newer("1.19", "1.28 to 1.32"), None]);
}

fn emitted(plan: &Plan, id: &str) -> Vec<Vec<String>> {
    let of = steps(plan).filter(|step| step.id == id);
    of.map(|step| step.commands.iter().map(posix::emit).collect()).collect()
}

fn words_of<'a>(plan: &'a Plan, id: &str) -> Vec<&'a Step> {
    steps(plan).filter(|step| step.id == id).collect()
}

const HISTORY: &str = "$ helm history gloo -n gloo-system
REVISION        UPDATED                         STATUS          CHART           APP VERSION     DESCRIPTION
4               Sat Aug 10 11:22:33 2024        superseded      gloo-1.16.12                    Upgrade complete
5               Fri Jan 10 11:22:33 2025        deployed        gloo-1.17.3                     Upgrade complete
6               Tue Jun 10 11:22:33 2025        failed          gloo-1.18.9                     Upgrade \"gloo\" failed: timed out
7               Tue Jun 10 12:02:03 2025        failed          gloo-1.18.9                     Upgrade \"gloo\" failed: another reason
";

#[test]
fn a_rollback_names_the_revision_or_says_where_it_is() {
    let choices = Choices { target: Target::parse("1.18"), ..Choices::default() };
    let pasted = plan(HISTORY, &choices);
    let rollbacks = |plan: &Plan| {
        let rollback = emitted(plan, "roll-back").into_iter().flatten();
        rollback.filter(|command| command.starts_with("helm rollback")).collect::<Vec<_>>()
    };
    // The plan's own first upgrade makes a revision that is not known before it is tried.
    let (known, unknown) =
        ("helm rollback gloo 5 -n gloo-system", "helm rollback gloo REVISION -n gloo-system");
    assert_eq!(rollbacks(&pasted), [known, unknown]);
    let by_hand = plan("", &by_hand(Edition::OpenSource, "1.17.38", "1.18"));
    assert_eq!(rollbacks(&by_hand), [unknown]);
    for plan in [&pasted, &by_hand] {
        for step in words_of(plan, "roll-back") {
            let is_named = step.commands.iter().any(|command| posix::emit(command) == known);
            assert_eq!(step.why.contains("helm history"), !is_named, "{}", step.why);
            assert!(!step.why.contains("last command"), "{}", step.why);
        }
    }
}

#[test]
fn a_release_that_failed_or_has_not_ended_stops_the_plan() {
    for status in ["failed", "pending-upgrade"] {
        let paste = format!(
            "{SERVER}$ helm list -n gloo-system\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\ngloo\tgloo-system\t3\t2026-02-20 09:00:01.9 +0100 CET\t{status}\tgloo-1.20.9\t\n"
        );
        let plan = plan(&paste, &Choices { target: Target::parse("1.20"), ..Choices::default() });
        let first = steps(&plan).next().expect("a step");
        let gate = first.gate.as_deref().unwrap_or_default();
        assert!(gate.starts_with("Stop here until these findings are settled: GLA050"), "{status}: {gate:?}");
    }
}

#[test]
fn helms_chart_and_what_runs_differ_in_either_direction_and_the_plan_stops() {
    let paste = |chart: &str| {
        format!(
            "{SERVER}$ helm list -n gloo-system\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\ngloo\tgloo-system\t3\t2026-02-20 09:00:01.9 +0100 CET\tdeployed\t{chart}\t\n"
        )
    };
    let choices = Choices { target: Target::parse("1.20.9"), ..Choices::default() };
    let newer = plan(&paste("gloo-1.20.12"), &choices);
    assert!(newer.hops.is_empty(), "{:?}", newer.hops.len());
    let older = plan(&paste("gloo-1.18.40"), &choices);
    let gate = steps(&older).next().and_then(|step| step.gate.clone()).unwrap_or_default();
    assert!(gate.contains("GLA0209"), "{gate}");
}

#[test]
fn helm_updates_one_repository_by_name_only_where_it_can() {
    let update = |version: &str| {
        let paste = format!("{SERVER}$ helm version --short\n{version}\n");
        let plan = plan(&paste, &Choices { target: Target::parse("1.20"), ..Choices::default() });
        let commands = emitted(&plan, "add-repository").into_iter().flatten();
        commands.into_iter().find(|command| command.starts_with("helm repo update")).expect("a command")
    };
    assert_eq!(update("v3.17.3+ge4da497"), "helm repo update gloo");
    assert_eq!(update("v3.7.0+geeac838"), "helm repo update gloo");
    assert_eq!(update("v3.6.3+gd506314"), "helm repo update");
    assert_eq!(update(""), "helm repo update");
}

#[test]
fn the_state_is_kept_with_the_kinds_that_the_running_version_has() {
    let plan = plan("", &by_hand(Edition::OpenSource, "1.20.22", "1.21"));
    let kept = emitted(&plan, "keep-state").into_iter().flatten().collect::<Vec<_>>();
    let kept = kept.first().expect("a command");
    assert!(kept.starts_with("kubectl get authconfigs.enterprise.gloo.solo.io,"), "{kept}");
    assert!(kept.contains(",directresponses.gateway.gloo.solo.io,"), "{kept}");
    assert!(kept.ends_with(" --all-namespaces -o yaml > gloo-state-1.20.22.yaml"), "{kept}");
    let old = plan_of("1.16.3", "1.17");
    let first = emitted(&old, "keep-state").into_iter().next().expect("a step");
    assert!(first.iter().all(|command| !command.contains("directresponses")), "{first:?}");
}

fn plan_of(from: &str, target: &str) -> Plan {
    plan("", &by_hand(Edition::OpenSource, from, target))
}

#[test]
fn a_canary_is_looked_at_in_its_own_namespace() {
    let choices = Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, "1.17.38", "1.18.41") };
    let plan = plan("", &choices);
    let mut seen = 0;
    for step in steps(&plan)
        .filter(|step| matches!(step.id.as_str(), "upgrade" | "verify" | "check" | "move-traffic"))
    {
        let of_risks = step.risks.iter().flat_map(|risk| risk.commands.iter().chain(&risk.ask));
        for command in step.commands.iter().chain(of_risks).map(posix::emit) {
            assert!(!command.contains("gloo-system ") && !command.ends_with("gloo-system"), "{command}");
            seen += usize::from(command.contains("gloo-system-1-18-41"));
        }
    }
    assert!(seen > 6, "only {seen} commands look there");
    let told: Vec<&str> = steps(&plan).flat_map(|step| &step.risks).map(|risk| risk.id.as_str()).collect();
    for id in ["rollout-job-immutable", "rollback-refused", "rollback-leaves", "values-that-stay"] {
        assert!(!told.contains(&id), "{id} is about an upgrade in place");
    }
}

#[test]
fn a_canary_tells_before_why_helm_may_refuse_it_and_after_what_is_left() {
    let choices = Choices { way: Way::Canary, ..by_hand(Edition::Enterprise, "1.17.15", "1.18") };
    let enterprise = plan("", &choices);
    let step =
        |plan: &Plan, id: &str| words_of(plan, id).first().map(|step| (*step).clone()).expect("the step");
    let beside = step(&enterprise, "beside");
    for said in
        ["nameSuffix", "nodePort", "license_secret_name", "grafana.rbac.namespaced", "Copy your own there"]
    {
        assert!(beside.why.contains(said), "{said} is missing in {:?}", beside.why);
    }
    let shares = "readGatewaysFromAllNamespaces";
    assert!(!beside.why.contains(shares), "two installations would read the same Gateways: {:?}", beside.why);
    assert!(step(&enterprise, "preview").commands.iter().all(|command| {
        posix::emit(command).starts_with("helm install gloo glooe/gloo-ee -n gloo-system-1-18-19 ")
    }));
    assert!(
        beside.gate.is_some_and(|gate| gate.starts_with("Go on only if `kubeGateway.enabled` is not true"))
    );
    let retire = step(&enterprise, "retire");
    assert!(retire.why.contains("leaves Gateways and Upstreams"), "{}", retire.why);
    // What is deleted is shown before, and deleted in a step of its own.
    let deletes = "kubectl -n gloo-system delete gateways.gateway.solo.io,upstreams.gloo.solo.io -l app=gloo";
    let has = |step: &Step| step.commands.iter().any(|command| posix::emit(command) == deletes);
    let delete_old = step(&enterprise, "delete-old");
    assert!(!has(&retire) && has(&delete_old));
    assert!(
        retire.gate.is_some_and(|gate| gate.contains("the list has no Gateways and Upstreams but those"))
    );
}

#[test]
fn a_patch_need_not_be_installed_beside() {
    let choices = Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, "1.17.12", "1.18") };
    let hints = |hop: &Hop| {
        let step = hop.steps.iter().find(|step| step.id == "upgrade").expect("the step");
        step.why.contains("do this hop in place first")
    };
    assert_eq!(plan("", &choices).hops.iter().map(hints).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn the_licence_key_is_looked_at_once_and_guarded_in_each_command() {
    let plan = plan("", &by_hand(Edition::Enterprise, "1.17.3", "1.19"));
    assert_eq!(steps(&plan).filter(|step| step.id == "licence").count(), 1);
    let with_key = steps(&plan).flat_map(|step| &step.commands).map(posix::emit);
    let with_key: Vec<String> = with_key.filter(|command| command.contains("license_key")).collect();
    assert_eq!(with_key.len(), 2 * plan.hops.len(), "a preview and an upgrade for each hop");
    assert!(with_key.iter().all(|command| command.contains("license_key=\"${GLOO_LICENSE_KEY:?}\"")));
}

#[test]
fn a_hop_that_changes_the_edition_says_so() {
    let choices = Choices {
        target_edition: Some(Edition::Enterprise),
        ..by_hand(Edition::OpenSource, "1.16.3", "1.17")
    };
    let titles: Vec<String> = plan("", &choices).hops.iter().map(Hop::title).collect();
    assert_eq!(titles, ["Gloo open source 1.16.3 to Gloo Enterprise 1.16.21", "1.16.21 to 1.17.15"]);
}

#[test]
fn before_helm_releases_the_new_version_is_installed_beside() {
    let choices =
        Choices { edition: Some(Edition::OpenSource), from: Version::parse("0.21.3"), ..Choices::default() };
    let plan = plan("", &choices);
    assert_eq!(plan.hops.iter().map(|hop| hop.to.to_string()).collect::<Vec<_>>(), ["1.22.3"]);
    let typed = typed(&plan);
    let install = "helm install gloo gloo/gloo -n gloo-system-1-22-3 --create-namespace --version 1.22.3 --set 'settings.watchNamespaces[0]='gloo-system-1-22-3 --set global.glooRbac.nameSuffix=gloo-system-1-22-3\n";
    assert!(typed.contains(install), "{typed}");
    for dangerous in [
        "helm template",
        "helm upgrade",
        "kubectl delete clusterrolebinding",
        "kubectl apply",
        "glooctl check -n gloo-system\n",
    ] {
        assert!(!typed.contains(dangerous), "{dangerous} is in\n{typed}");
    }
    // The old client is looked at before it uninstalls anything.
    let fetched = emitted(&plan, "old-glooctl").into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(fetched, ["glooctl upgrade --release v0.21.3", "glooctl version -n gloo-system"]);
    let gate = words_of(&plan, "old-glooctl").first().and_then(|step| step.gate.clone());
    assert!(gate.is_some_and(|gate| gate.contains("0.21.3")));
    let retired = emitted(&plan, "retire").into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(retired.first().map(String::as_str), Some("glooctl uninstall -n gloo-system"));
}

#[test]
fn a_downloaded_glooctl_is_on_the_path_before_it_is_run() {
    let choices = Choices {
        platform: Some(gloo_advisor::settings::Platform::LinuxAmd64),
        ..by_hand(Edition::OpenSource, "1.17.38", "1.18.41")
    };
    let plan = plan("", &choices);
    let fetch = words_of(&plan, "fetch-glooctl");
    let fetch = fetch.first().expect("the step");
    assert!(
        fetch.gate.as_deref().is_some_and(|gate| gate.contains("your PATH finds it")),
        "{:?}",
        fetch.gate
    );
    let commands = emitted(&plan, "fetch-glooctl").into_iter().flatten().collect::<Vec<_>>();
    assert!(
        commands.iter().any(|command| command.ends_with("/v1.18.41/glooctl-linux-amd64.sha256")),
        "{commands:?}"
    );
    assert!(commands.iter().all(|command| !command.starts_with("glooctl")), "{commands:?}");
    let next = emitted(&plan, "align-glooctl").into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(next, ["glooctl version -n gloo-system", "glooctl check -n gloo-system"]);
}

#[test]
fn what_a_plan_leaves_to_know_is_told_where_it_is_typed() {
    let convert = Choices {
        target_edition: Some(Edition::Enterprise),
        ..by_hand(Edition::OpenSource, "1.16.3", "1.16")
    };
    let plan = plan("", &convert);
    let why = |plan: &Plan, id: &str| words_of(plan, id).first().expect("the step").why.clone();
    let upgrade = self::plan("", &by_hand(Edition::Enterprise, "1.16.3", "1.16"));
    assert!(why(&upgrade, "licence").contains("`create_license_secret: false`"));
    assert!(!why(&plan, "licence").contains("create_license_secret"), "open source has no such value");
    assert!(why(&plan, "nest-values").contains("`grafana.defaultInstallationEnabled`"));
    let asked = emitted(&plan, "add-repository").into_iter().flatten().collect::<Vec<_>>();
    assert!(asked.contains(&"helm search repo glooe/gloo-ee --versions".to_owned()), "{asked:?}");
}

#[test]
fn what_helm_and_glooctl_print_is_explained() {
    let in_place = plan_of("1.17.38", "1.18");
    let expect = |plan: &Plan, id: &str| words_of(plan, id).first().expect("the step").expect.clone();
    assert!(expect(&in_place, "preview").contains("has been upgraded, but it has not:"));
    assert!(expect(&in_place, "align-glooctl").contains("`.glooctl.old`"));
    assert!(expect(&in_place, "apply-crds").contains("in beta"));
    assert!(expect(&in_place, "add-repository").contains("please specify a different name"));
    let choices = Choices { helm: Some(Helm::Two), ..by_hand(Edition::OpenSource, "1.4.0", "1.4.17") };
    let helm_2 = plan("", &choices);
    assert!(expect(&helm_2, "roll-back").starts_with("`Rollback was a success.`"));
    assert!(
        expect(&helm_2, "upgrade")
            .starts_with("`Release \"gloo\" has been upgraded.` and `STATUS: DEPLOYED`.")
    );
    assert!(expect(&helm_2, "preview").ends_with("Helm 2 shows no manifests."));
}

/// Each line of commands in a plan in words, with the line that says when they are typed.
fn typed_under(text: &str) -> Vec<(String, String)> {
    let mut heading = String::new();
    let mut typed = Vec::new();
    for line in text.lines().skip_while(|line| !line.starts_with("Hop ")) {
        match line.strip_prefix("    ") {
            Some(command) => typed.push((heading.clone(), command.to_owned())),
            None => line.trim().clone_into(&mut heading),
        }
    }
    typed
}

#[test]
fn commands_of_a_step_and_of_a_risk_are_never_in_one_block() {
    let choices = Choices { helm: Some(Helm::Two), ..by_hand(Edition::OpenSource, "1.2.3", "1.2.25") };
    let helm_2 = choices;
    let choices = Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, "1.17.38", "1.19") };
    let (in_place, canary) = (by_hand(Edition::Enterprise, "1.12.10", "1.22"), choices);
    for choices in [helm_2, in_place, canary] {
        let report = advise(&Case::default(), &knowledge(), &choices);
        let plan = report.plan.as_ref().expect("a plan");
        let emit = posix::emit;
        let typed = typed_under(&render(&report, Style::Plain, Detail::Full));
        let mut of_steps: Vec<String> = steps(plan).flat_map(|step| &step.commands).map(emit).collect();
        let risks = || steps(plan).flat_map(|step| &step.risks).chain(&plan.advice);
        let mut of_risks: Vec<String> = risks().flat_map(|risk| &risk.commands).map(emit).collect();
        let under = |is_wanted: fn(&str) -> bool| {
            let wanted = typed.iter().filter(move |(heading, _)| is_wanted(heading));
            let mut commands = wanted.map(|(_, command)| command.clone()).collect::<Vec<_>>();
            commands.sort();
            commands
        };
        of_steps.sort();
        of_risks.sort();
        assert_eq!(under(|heading| heading == "Run:"), of_steps);
        let is_condition = |heading: &str| {
            heading == "The commands for it:"
                || heading.starts_with("Only if ") && !heading.ends_with("values file:")
        };
        assert_eq!(under(is_condition), of_risks);
        let headings = ["Run:", "The commands for it:"];
        for (heading, command) in &typed {
            let is_known = headings.contains(&heading.as_str()) || heading.starts_with("Only if ");
            let is_known = is_known
                || heading.starts_with("Question: ")
                || heading.starts_with("One command answers")
                || heading.contains("erge this into the values file:");
            assert!(is_known, "{command} is typed under {heading}");
        }
    }
}

#[test]
fn side_by_side_what_each_release_leaves_is_deleted() {
    let typed_from = |from: &str, target: &str| {
        let choices = Choices { way: Way::Canary, ..by_hand(Edition::OpenSource, from, target) };
        typed(&plan("", &choices))
    };
    let old = typed_from("1.9.30", "1.10");
    assert!(old.contains(" gloo-gateway-secret-create-vwc-update-gloo-system "), "{old}");
    assert!(old.contains(" gloo-gateway-validation-webhook-gloo-system --ignore-not-found"), "{old}");
    let new = typed_from("1.20.5", "1.21");
    assert!(!new.contains("secret-create") && !new.contains("validation-webhook"), "{new}");
}

#[test]
fn a_rollback_to_1_2_warns_of_what_it_deletes() {
    let has = |from: &str, target: &str| {
        let plan = plan("", &by_hand(Edition::OpenSource, from, target));
        let mut risks = steps(&plan).flat_map(|step| &step.risks);
        risks.any(|risk| risk.id == "rollback-deletes-gateways")
    };
    assert!(has("1.2.4", "1.3"));
    assert!(!has("1.3.0", "1.4"));
}
