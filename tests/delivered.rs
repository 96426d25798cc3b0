//! Which signs of Argo CD, Flux and Terraform a text has.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test says what it expects")]

mod common;

use common::plans::{plan, steps};
use gloo_advisor::command::posix;
use gloo_advisor::delivery::Delivery;
use gloo_advisor::diagnose::Code;
use gloo_advisor::evidence::Evidence;
use gloo_advisor::plan::Plan;
use gloo_advisor::settings::{Origin, Target};
use gloo_advisor::transcript::{Span, read};
use gloo_advisor::version::Version;
use gloo_advisor::{Case, Choices, advise};

fn check(text: &str, expect: &[&str]) {
    let signs = read(text, 0).signs;
    let seen: Vec<String> = signs
        .iter()
        .map(|sign| {
            let namespace = sign.value.namespace.as_ref().map_or(String::new(), |of| format!(" in {of}"));
            let name = sign.value.name.as_deref().unwrap_or("?");
            format!("{}: {} {name}{namespace}", sign.span.start, sign.value.by.name())
        })
        .collect();
    assert_eq!(seen, expect, "reading {text}");
}

#[test]
fn what_argo_cd_marks_and_prints() {
    check(
        "metadata:\n  annotations:\n    argocd.argoproj.io/tracking-id: edge-gw:apps/Deployment:gloo-system/gloo\n",
        &["3: argo-cd edge-gw"],
    );
    check(
        "\"argocd.argoproj.io/tracking-id\": \"team_gw:apps/Deployment:a/gateway-proxy\",\n",
        &["1: argo-cd gw in team"],
    );
    check(
        "Annotations:  argocd.argoproj.io/tracking-id: gloo:/Service:gloo-system/gloo\n",
        &["1: argo-cd gloo"],
    );
    check("    argocd.argoproj.io/instance: gloo-oss\n", &["1: argo-cd gloo-oss"]);
    check("$ argocd app get argocd/gloo --refresh\n", &["1: argo-cd gloo in argocd"]);
    check(
        "Name:               argocd/edge\nProject:            default\nServer:             https://kubernetes.default.svc\nNamespace:          gloo-system\nSource:\n- Repo:             https://storage.googleapis.com/gloo-ee-helm\n  Target:           1.18.2\n",
        &["1: argo-cd edge in argocd"],
    );
    check(
        "NAME   SYNC STATUS   HEALTH STATUS\nnginx  Synced        Healthy\ngloo   OutOfSync     Healthy\n",
        &["3: argo-cd gloo"],
    );
    check(
        "NAME         CLUSTER                         NAMESPACE    PROJECT  STATUS  HEALTH   SYNCPOLICY  CONDITIONS  REPO  PATH  TARGET\nargocd/gloo  https://kubernetes.default.svc  gloo-system  default  Synced  Healthy  Auto        <none>      https://storage.googleapis.com/solo-public-helm        1.18.2\n",
        &["2: argo-cd gloo in argocd"],
    );
    check(
        "GROUP  KIND        NAMESPACE    NAME   STATUS  HEALTH   HOOK  MESSAGE\napps   Deployment  gloo-system  gloo   Synced  Healthy\n",
        &["2: argo-cd ?"],
    );
    check(
        "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: edge\n  namespace: argocd\nspec:\n  source:\n    chart: gloo-ee\n    targetRevision: 1.18.2\n",
        &["8: argo-cd edge in argocd"],
    );
}

#[test]
fn what_flux_marks_and_prints() {
    check(
        "    helm.toolkit.fluxcd.io/name: gloo\n    helm.toolkit.fluxcd.io/namespace: flux-system\n",
        &["1: flux gloo in flux-system"],
    );
    check(
        "NAME  REVISION  SUSPENDED  READY  MESSAGE\nedge  1.17.3    False      True   Helm upgrade succeeded for release gloo-system/gloo.v2 with chart gloo@1.17.3\n",
        &["2: flux edge"],
    );
    check(
        "NAMESPACE    NAME  REVISION  SUSPENDED  READY  MESSAGE\nflux-system  gloo  1.17.3    False      True   ok\n",
        &["2: flux gloo in flux-system"],
    );
    check(
        "NAME  AGE  READY  STATUS\ngloo  5m   True   Helm install succeeded for release a/gloo.v1 with chart gloo@1.17.3\n",
        &["2: flux gloo"],
    );
    check("flux get hr gloo -n flux-system\n", &["1: flux gloo"]);
    check(
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: edge\n  namespace: infra\nspec:\n  chart:\n    spec:\n      chart: gloo\n",
        &["9: flux edge in infra"],
    );
}

#[test]
fn what_terraform_prints() {
    check("helm_release.gloo: Refreshing state... [id=gloo]\n", &["1: terraform gloo"]);
    check("module.edge.helm_release.this: Modifying... [id=gloo]\n", &["1: terraform this"]);
    check("  # helm_release.gloo will be updated in-place\n", &["1: terraform gloo"]);
    check("\u{2502}   with helm_release.gloo,\n", &["1: terraform gloo"]);
    check(
        "resource \"helm_release\" \"edge\" {\n  name  = \"edge\"\n  chart = \"gloo/gloo-ee\"\n}\n",
        &["1: terraform edge"],
    );
}

#[test]
fn what_is_of_something_else_shows_nothing() {
    for text in [
        "argocd.argoproj.io/hook: Sync\n",
        "argocd.argoproj.io/tracking-id: nginx:apps/Deployment:web/nginx\n",
        "app.kubernetes.io/managed-by: Helm\n",
        "app.kubernetes.io/instance: gloo\n",
        "argocd app get nginx\n",
        "NAME   SYNC STATUS   HEALTH STATUS\nnginx  Synced        Healthy\n",
        "NAME    AGE   READY   STATUS\ngloo-7  5m    1/1     Running\n",
        "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata:\n  name: gloo\n",
        "helm_release.nginx: Modifying... [id=nginx]\n",
        "resource \"helm_release\" \"mesh\" {\n  chart = \"gloo-platform\"\n}\n",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: gloo-mesh\nspec:\n  chart:\n    spec:\n      chart: gloo-mesh-enterprise\n",
        "When I used helm_release.gloo it was fine\n",
    ] {
        check(text, &[]);
    }
}

#[test]
fn what_names_another_chart_is_not_gloo() {
    let application = |name: &str, source: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: {name}\nspec:\n  source:\n{source}"
        )
    };
    for text in [
        application("gloo", "    repoURL: https://charts.bitnami.com/bitnami\n    chart: redis\n"),
        application("gloo-routes", "    repoURL: https://example.com/a.git\n    path: routes\n"),
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: gloo\nspec:\n  chart:\n    spec:\n      chart: platform-gateway\n".to_owned(),
        "resource \"helm_release\" \"gloo_gateway\" {\n  name  = \"apps\"\n  chart = \"argocd-apps\"\n}\n".to_owned(),
        "Name:       argocd/gloo\nProject:    default\nSource:\n- Repo:     https://charts.bitnami.com/bitnami\n  Target:   18.1.2\n".to_owned(),
        "argocd.argoproj.io/tracking-id: shop:gateway.solo.io/VirtualService:shop/shop\n".to_owned(),
    ] {
        check(&text, &[]);
    }
}

#[test]
fn what_is_commented_out_delivers_nothing() {
    check("# resource \"helm_release\" \"gloo\" {\n#   chart = \"gloo\"\n# }\n", &[]);
    check("# apiVersion: helm.toolkit.fluxcd.io/v2\n# kind: HelmRelease\n# metadata:\n#   name: gloo\n", &[]);
}

#[test]
fn each_row_of_a_list_is_a_sign() {
    check(
        "NAMESPACE    NAME       AGE  READY  STATUS\n\
         edge         gloo-edge  5d   True   Helm upgrade succeeded for release edge/gloo-edge.v3 with chart gloo@1.16.20\n\
         gloo-system  gloo       5d   True   Helm upgrade succeeded for release gloo-system/gloo.v9 with chart gloo@1.17.5\n",
        &["2: flux gloo-edge in edge", "3: flux gloo in gloo-system"],
    );
    // Lists of Flux of something else.
    check(
        "NAME  REVISION            SUSPENDED  READY  MESSAGE\ngloo  main@sha1:b1946ac9  False  True  Applied revision: main@sha1:b1946ac9\n",
        &[],
    );
    check(
        "NAME  REVISION         SUSPENDED  READY  MESSAGE\ngloo  sha256:591a6c7b  False  True  stored artifact: revision 'sha256:591a6c7b'\n",
        &[],
    );
}

#[test]
fn objects_end_where_the_next_one_begins() {
    check(
        "apiVersion: v1\nkind: List\nitems:\n\
         - apiVersion: argoproj.io/v1alpha1\n  kind: Application\n  metadata:\n    name: certs\n  spec:\n    source:\n      chart: cert-manager\n\
         - apiVersion: argoproj.io/v1alpha1\n  kind: Application\n  metadata:\n    name: edge\n  spec:\n    source:\n      chart: gloo\n",
        &["17: argo-cd edge"],
    );
    let managers =
        "    - apiVersion: argoproj.io/v1alpha1\n      fieldsType: FieldsV1\n      manager: argocd\n"
            .repeat(40);
    check(
        &format!(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  managedFields:\n{managers}  name: edge\nspec:\n  source:\n    chart: gloo\n"
        ),
        &["128: argo-cd edge"],
    );
    check(
        "apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata:\n  name: clusters\nspec:\n  template:\n    spec:\n      source:\n        chart: gloo\n",
        &["9: argo-cd ?"],
    );
    check(
        "resource \"helm_release\" \"edge\" {\n  set {\n    name  = \"a\"\n    value = \"b\"\n  }\n  chart = \"gloo\"\n}\n",
        &["1: terraform edge"],
    );
    check(
        "# module.platform.module.gloo.helm_release.this will be updated in-place\n",
        &["1: terraform this"],
    );
}

#[test]
fn releases_and_their_namespaces_are_read() {
    let seen = |text: &str| {
        let signs = read(text, 0).signs;
        let sign = signs.first().map(|sign| &sign.value).expect("a sign");
        (sign.release.clone().unwrap_or_default(), sign.target.clone().unwrap_or_default())
    };
    let release = |spec: &str| {
        seen(&format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: gloo\n  namespace: flux-system\nspec:\n{spec}  chart:\n    spec:\n      chart: gloo\n"
        ))
    };
    let both = |release: &str, target: &str| (release.to_owned(), target.to_owned());
    assert_eq!(release("  releaseName: edge\n  targetNamespace: gw\n"), both("edge", "gw"));
    assert_eq!(release("  targetNamespace: gw\n"), both("gw-gloo", "gw"));
    assert_eq!(release(""), both("gloo", "flux-system"));
    assert_eq!(
        seen(
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: edge\nspec:\n  destination:\n    namespace: gw\n    server: https://kubernetes.default.svc\n  source:\n    chart: gloo\n    helm:\n      releaseName: gloo-edge\n"
        ),
        both("gloo-edge", "gw")
    );
    assert_eq!(
        seen(
            "resource \"helm_release\" \"gloo\" {\n  chart = \"gloo\"\n  name = \"gloo-edge\"\n  namespace = var.namespace\n}\n"
        ),
        both("gloo-edge", "")
    );
    assert_eq!(
        seen(
            "NAME  AGE  READY  STATUS\ngloo  5m   True   Helm install succeeded for release gw/gw-gloo.v1 with chart gloo@1.17.3\n"
        ),
        both("gw-gloo", "gw")
    );
}

const SERVER: &str = "Client: {\"version\":\"1.20.22\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.20.22\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";
const BY_ARGO: &str = "$ argocd app get edge\nName:               argocd/edge\nProject:            default\nServer:             https://kubernetes.default.svc\nNamespace:          gloo-system\nSource:\n- Repo:             https://storage.googleapis.com/solo-public-helm\n  Target:           1.20.22\nSync Policy:        Automated (Prune)\nSync Status:        Synced to 1.20.22\nHealth Status:      Healthy\n";

/// All commands of a plan, as they are typed.
fn typed(plan: &Plan) -> Vec<String> {
    steps(plan).flat_map(|step| &step.commands).map(posix::emit).collect()
}

#[test]
fn of_several_objects_the_one_of_the_installation_counts() {
    let rows = [
        "edge         gloo-edge  5d   True   Helm upgrade succeeded for release edge/gloo-edge.v3 with chart gloo@1.16.20",
        "gloo-system  prod       5d   True   Helm upgrade succeeded for release gloo-system/prod-gloo.v9 with chart gloo@1.20.1",
    ];
    let head = format!("{SERVER}NAMESPACE    NAME       AGE  READY  STATUS\n");
    for rows in [rows, [rows[1], rows[0]]] {
        let plan = plan(
            &format!("{head}{}\n", rows.join("\n")),
            &Choices { target: Target::parse("1.22"), ..Choices::default() },
        );
        let commands = typed(&plan);
        let has = |start: &str| commands.iter().any(|command| command.starts_with(start));
        assert!(has("flux reconcile helmrelease prod -n gloo-system"), "{commands:#?}");
        // The release has another name than the object.
        assert!(has("helm get values prod-gloo -n gloo-system"), "{commands:#?}");
    }
}

#[test]
fn an_application_is_found_in_its_namespace() {
    let argo = format!("{SERVER}{}", BY_ARGO.replace("argocd/edge", "team-a/edge"));
    let plan = plan(&argo, &Choices { target: Target::parse("1.22"), ..Choices::default() });
    let commands = typed(&plan);
    assert!(commands.iter().any(|command| command == "argocd app sync team-a/edge"), "{commands:#?}");
}

#[test]
fn a_helm_release_installs_into_its_own_namespace() {
    let object = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: web\n  namespace: edge\nspec:\n  chart:\n    spec:\n      chart: gloo\n";
    let said = Choices {
        edition: Some(gloo_advisor::Edition::OpenSource),
        from: Version::parse("1.20.1"),
        target: Target::parse("1.22"),
        ..Choices::default()
    };
    let commands = typed(&plan(object, &said));
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
        let commands = typed(&plan);
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
