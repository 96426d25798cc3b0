//! Where Gloo is, and where its chart comes from, as a paste shows it.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod common;

use common::delivered::SERVER;
use common::plans::{commands_of, plan};
use gloo_advisor::delivery::Delivery;
use gloo_advisor::diagnose::Code;
use gloo_advisor::evidence::Evidence;
use gloo_advisor::settings::{Origin, Target};
use gloo_advisor::transcript::Span;
use gloo_advisor::version::Version;
use gloo_advisor::{Case, Choices, advise};

#[test]
fn a_helm_release_installs_into_its_own_namespace() {
    let object = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\n  namespace: edge\nspec:\n  chart:\n    spec:\n      chart: gloo\n";
    let said = Choices {
        edition: Some(gloo_advisor::Edition::OpenSource),
        from: Version::parse("1.20.1"),
        target: Target::parse("1.22"),
        ..Choices::default()
    };
    let commands = commands_of(&plan(object, &said));
    assert!(!commands.iter().any(|command| command.contains("gloo-system")), "{commands:#?}");
    assert!(commands.iter().any(|command| command == "glooctl check -n edge"), "{commands:#?}");
}

#[test]
fn rows_of_flux_say_what_is_installed() {
    let rows = "$ flux get helmreleases -A\nNAMESPACE\tNAME\tREVISION\tSUSPENDED\tREADY\tMESSAGE\nedge\tweb\t1.20.1\tFalse\tTrue\tHelm upgrade succeeded for release edge/gw.v7 with chart gloo@1.20.1\n";
    for rows in [rows.to_owned(), rows.replace('\t', "   "), rows.replace("gloo@1.20.1", "gloo@1.20.1+2")] {
        let report = advise(&Case::paste(&rows), &common::knowledge(), &Choices::default());
        let installation = &report.installations[0].0;
        assert_eq!(installation.place(), "Gloo open source 1.20.1 in edge");
        let release = installation.release.as_ref().expect("a release");
        assert_eq!(
            (release.value.as_str(), release.evidence.as_slice()),
            ("gw", &[Evidence::Lines(Span::line(0, 3))][..])
        );
    }
    let failed = rows.replace("False\tTrue\tHelm upgrade succeeded", "False\tFalse\tHelm upgrade failed");
    let report = advise(&Case::paste(&failed), &common::knowledge(), &Choices::default());
    assert!(report.installations.is_empty());
}

#[test]
fn an_empty_list_of_helm_stops_the_plan() {
    let head = "NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n";
    let seen = |command: &str, rest: &str, by: Option<Delivery>| {
        let text = format!("$ {command}\n{head}{rest}\n$ glooctl version\n{SERVER}");
        let choices = Choices { target: Target::parse("1.22"), delivered_by: by, ..Choices::default() };
        let report = advise(&Case::paste(&text), &common::knowledge(), &choices);
        let finding = report.diagnostics.iter().find(|one| one.code == Code::Delivery);
        assert_eq!(report.plan.expect("a plan").blocked_by.is_empty(), finding.is_none(), "{command}");
        finding.map(|finding| finding.evidence.clone())
    };
    let lines = Some(vec![Evidence::Lines(Span { transcript: 0, start: 1, end: 3 })]);
    assert_eq!(seen("helm list -A", "", None), lines);
    assert_eq!(seen("helm ls --all-namespaces", "", Some(Delivery::Helm)), lines);
    assert_eq!(seen("helm list -n gloo-system", "", None), lines);
    // Nothing says that it is about Gloo, or all of it.
    assert_eq!(seen("helm list", "", None), None);
    assert_eq!(seen("helm list -n edge", "", None), None);
    assert_eq!(seen("helm list -A --filter web", "", None), None);
    assert_eq!(seen("helm list -A | grep -v x", "", None), None);
    // Argo CD makes no release.
    assert_eq!(seen("helm list -A", "", Some(Delivery::ArgoCd)), None);
    let row = "gloo\tgloo-system\t4\t2026-02-01 10:00:00.0 +0000 UTC\tdeployed\tgloo-1.20.22\t1.20.22\n";
    assert_eq!(seen("helm list -A", row, None), None);
    let other = row.replace("gloo-1", "platform-1");
    assert_eq!(seen("helm list -A", &other, None), None);
}

#[test]
fn the_context_of_a_flag_has_to_be_the_current_one() {
    let text = "$ helm list -A --kube-context prod-eu\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\ngloo\tgloo-system\t4\t2026-02-01 10:00:00.0 +0000 UTC\tdeployed\tgloo-1.20.5\t1.20.5\n";
    let plan = plan(text, &Choices { target: Target::parse("1.21"), ..Choices::default() });
    let place = plan.assumptions.iter().find(|one| one.is_place()).map(|one| one.value.as_str());
    assert_eq!(place, Some("prod-eu"));
}

#[test]
fn the_repository_of_the_paste_has_the_chart() {
    let choices = Choices { target: Target::parse("1.22"), ..Choices::default() };
    let list = |rows: &str| format!("{SERVER}$ helm repo list\nNAME  \tURL\n{rows}");
    let search = "$ helm search repo corp/gloo --versions\nNAME     \tCHART VERSION\tAPP VERSION\tDESCRIPTION\ncorp/gloo\t1.22.1      \t1.22.1    \tGloo\n";
    let check = |text: &str, alias: &str, expect: &str, adds: bool| {
        let plan = plan(text, &choices);
        let commands = commands_of(&plan);
        let has = |start: &str| commands.iter().any(|command| command.starts_with(start));
        assert!(has(&format!("helm search repo {alias}/gloo --versions")), "{alias}: {commands:#?}");
        assert_eq!(has("helm repo add"), adds, "{alias}");
        let known = plan.assumptions.iter().find(|one| one.what == "repository alias").expect("an alias");
        assert_eq!(known.value, expect);
        assert_eq!(known.origin == Origin::Assumed, adds);
    };
    let public = "https://storage.googleapis.com/solo-public-helm";
    let usual = format!("gloo for {public}");
    check(
        &list(&format!("solo\t{public}/\nnginx\thttps://x.example\n")),
        "solo",
        &format!("solo for {public}/"),
        false,
    );
    check(&list("gloo\thttps://nexus.example/helm\n"), "gloo", "gloo for https://nexus.example/helm", false);
    check(&format!("{SERVER}{search}"), "corp", "corp", false);
    let both = list("corp\thttps://nexus.example/helm\n") + search;
    check(&both, "corp", "corp for https://nexus.example/helm", false);
    // Of two that have it, and of none, nothing is known.
    check(&list(&format!("a\t{public}\nb\t{public}\n")), "gloo", &usual, true);
    check(&list("nginx\thttps://x.example\n"), "gloo", &usual, true);
    check(&list("gloo\thttps://me:secret@nexus.example/helm\n"), "gloo", &usual, true);
}

#[test]
fn a_release_of_federation_is_not_planned() {
    let row = "fed\tgloo-fed\t3\t2025-06-01 10:00:00.000000 +0000 UTC\tdeployed\tgloo-fed-1.19.3\t\n";
    let text = format!(
        "$ helm list -A\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n{row}{}",
        row.replace("gloo-fed", "gloo-ee")
    );
    let report = advise(&Case::paste(&text), &common::knowledge(), &Choices::default());
    let finding = report.diagnostics.iter().find(|one| one.code == Code::FederationRelease);
    assert_eq!(finding.expect("a finding").evidence, [Evidence::Lines(Span::line(0, 3))]);
}
