//! Which signs of Argo CD, Flux and Terraform a text has.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test says what it expects")]

mod common;

use common::delivered::{BY_ARGO, SERVER};
use common::plans::{commands_of, plan};
use gloo_advisor::Choices;
use gloo_advisor::settings::Target;
use gloo_advisor::transcript::read;

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
        let commands = commands_of(&plan);
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
    let commands = commands_of(&plan);
    assert!(commands.iter().any(|command| command == "argocd app sync team-a/edge"), "{commands:#?}");
}

#[test]
fn a_row_of_an_application_is_no_command() {
    let text = "$ argocd app get gloo\nGROUP  KIND        NAMESPACE    NAME             STATUS     HEALTH    HOOK     MESSAGE\nbatch  Job         gloo-system  gateway-certgen  Failed               PreSync  Job has reached the specified backoff limit\napps   Deployment  gloo-system  gloo             OutOfSync  Degraded           waiting for rollout\n";
    let found = common::pasted(text).diagnostics;
    assert!(found.iter().all(|one| one.code.id() != "GLA0518"), "{found:?}");
    let rows = found.iter().find(|one| one.code.id() == "GLA0524").expect("the rows");
    let quoted: Vec<&str> = rows.messages.iter().map(|message| message.text.as_str()).collect();
    assert_eq!(quoted.len(), 2, "{quoted:?}");
    assert_eq!(rows.lines().map(|span| span.start).collect::<Vec<_>>(), [3, 4]);
}
