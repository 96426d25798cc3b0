//! Whose a pasted failure is: Gloo's, another product's, or unknown; and which of several accounts and objects it names.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::{found, pasted as report};
use gloo_advisor::command::posix;
use gloo_advisor::diagnose::{Diagnostic, Severity};
use gloo_advisor::report::Report;

fn codes(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|one| one.code.id().into_owned()).collect()
}

/// Everything that is typed for a finding.
fn typed(finding: &Diagnostic) -> Vec<String> {
    let steps = finding.steps.iter().flat_map(|step| &step.commands);
    finding.command.iter().chain(steps).map(posix::emit).collect()
}

const PATCH: &str = "is invalid: spec.selector: Invalid value: v1.LabelSelector{}: field is immutable";

fn deployment(name: &str) -> String {
    format!("cannot patch \"{name}\" with kind Deployment: Deployment.apps \"{name}\" {PATCH}")
}

/// A message of another product is said to be one, blocks nothing, and has no command for Gloo.
fn check_another(text: &str, named: &str) {
    let report = report(text);
    assert!(!report.has_errors(), "{text} blocks: {:?}", codes(&report));
    let finding = found(&report, "GLA0520");
    assert_eq!(finding.severity, Severity::Warning, "{text}");
    assert!(finding.detail.contains(named), "{}", finding.detail);
    for diagnostic in &report.diagnostics {
        for line in typed(diagnostic) {
            assert!(!line.contains("gloo"), "{text} is answered with {line}");
        }
    }
}

#[test]
fn objects_releases_and_accounts_of_other_products_are_theirs() {
    for (text, named) in [
        (format!("Error: UPGRADE FAILED: {}", deployment("ingress-nginx-controller")), "ingress-nginx-controller"),
        (
            "Error: INSTALLATION FAILED: Unable to continue with install: ClusterRole \"cert-manager-edit\" in namespace \"\" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key \"meta.helm.sh/release-namespace\" must equal \"cm\": current value is \"cert-manager\"".to_owned(),
            "cert-manager-edit",
        ),
        (
            "Error: INSTALLATION FAILED: Unable to continue with install: CustomResourceDefinition \"servicemonitors.monitoring.coreos.com\" in namespace \"\" exists and cannot be imported into the current release: invalid ownership metadata; label validation error: missing key \"app.kubernetes.io/managed-by\": must be set to \"Helm\"".to_owned(),
            "servicemonitors.monitoring.coreos.com",
        ),
        (
            "The CustomResourceDefinition \"alertmanagers.monitoring.coreos.com\" is invalid: metadata.annotations: Too long: must have at most 262144 bytes".to_owned(),
            "alertmanagers.monitoring.coreos.com",
        ),
        (
            "Error from server (Invalid): Certificate.cert-manager.io \"shop\" is invalid: spec.secretName: Required value".to_owned(),
            "cert-manager.io",
        ),
        ("error: the server doesn't have a resource type \"issuers\"".to_owned(), "issuers"),
        ("error: the server doesn't have a resource type \"certificate\"".to_owned(), "certificate"),
        (
            "Error from server (NotFound): Unable to list \"cert-manager.io/v1, Resource=certificates\": the server could not find the requested resource (get certificates.cert-manager.io)".to_owned(),
            "certificates.cert-manager.io",
        ),
        (
            "Helm upgrade failed for release web/dns with chart external-dns@1.14.3: context deadline exceeded".to_owned(),
            "external-dns",
        ),
        ("Error: UPGRADE FAILED: \"kyverno\" has no deployed releases".to_owned(), "kyverno"),
        (
            "$ helm rollback ingress-nginx 3 -n web\nError: context deadline exceeded".to_owned(),
            "ingress-nginx",
        ),
        (
            "Error: UPGRADE FAILED: conflict occurred while applying object istio-system/istiod apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with \"x\" using apps/v1: .spec.replicas".to_owned(),
            "istiod",
        ),
        (
            "E0503 10:11:12.000000       1 reflector.go:147] Failed to watch *v1.Pod: failed to list *v1.Pod: pods is forbidden: User \"system:serviceaccount:metrics:scraper\" cannot list resource \"pods\" in API group \"\" at the cluster scope".to_owned(),
            "scraper in metrics",
        ),
        (
            "ts=2024-06-10T08:00:00Z caller=klog.go:108 level=warn msg=\"failed to list *v1.Node: nodes is forbidden: User \\\"system:serviceaccount:metrics:scraper\\\" cannot list resource \\\"nodes\\\" in API group \\\"\\\" at the cluster scope\"".to_owned(),
            "scraper in metrics",
        ),
    ] {
        check_another(&text, named);
    }
}

#[test]
fn what_may_be_anybodys_is_unknown() {
    for (text, named) in [
        (format!("Error: UPGRADE FAILED: {}", deployment("redis")), "redis"),
        (format!("$ helm upgrade web ./web -n shop\nError: UPGRADE FAILED: {}", deployment("web")), "web"),
        ("error: the server doesn't have a resource type \"virtualservces\"".to_owned(), "virtualservces"),
        (
            "E0503 10:11:12.000000       1 reflector.go:147] Failed to watch *v1.Pod: failed to list *v1.Pod: pods is forbidden: User \"system:serviceaccount:edge:discovery\" cannot list resource \"pods\" in API group \"\" at the cluster scope".to_owned(),
            "discovery in edge",
        ),
    ] {
        let report = report(&text);
        assert!(!report.has_errors(), "{text} blocks");
        let finding = report.diagnostics.first().expect("a finding");
        assert_eq!(finding.severity, Severity::Unknown, "{text}");
        assert!(finding.detail.contains(named) && finding.detail.contains("nothing here says which"), "{}", finding.detail);
        let lines = typed(finding).join("\n");
        assert!(!lines.contains("gloo-system") && !lines.contains(" delete "), "{lines}");
    }
}

#[test]
fn crds_of_the_gateway_api_are_shared() {
    for (text, code) in [
        (
            "Error: INSTALLATION FAILED: Unable to continue with install: CustomResourceDefinition \"grpcroutes.gateway.networking.k8s.io\" in namespace \"\" exists and cannot be imported into the current release: invalid ownership metadata; label validation error: missing key \"app.kubernetes.io/managed-by\": must be set to \"Helm\"",
            "GLA1331",
        ),
        (
            "Error: INSTALLATION FAILED: failed to install CRD crds/gw.yaml: customresourcedefinitions.apiextensions.k8s.io \"gateways.gateway.networking.k8s.io\" already exists",
            "GLA1331",
        ),
        (
            "Error from server (AlreadyExists): error when creating \"standard.yaml\": customresourcedefinitions.apiextensions.k8s.io \"gateways.gateway.networking.k8s.io\" already exists",
            "GLA1331",
        ),
    ] {
        let report = report(text);
        let finding = found(&report, code);
        assert_eq!(finding.severity, Severity::Unknown, "{text}");
        assert!(finding.detail.contains("several products share"), "{}", finding.detail);
        assert!(
            typed(finding).iter().all(|line| line.starts_with("kubectl get crd ")),
            "{:?}",
            typed(finding)
        );
    }
}

#[test]
fn what_names_gloo_is_gloos() {
    for (text, code) in [
        (format!("Error: UPGRADE FAILED: {}", deployment("glooe-grafana")), "GLA1003"),
        (format!("$ helm upgrade web glooe/gloo-ee -n edge\nError: UPGRADE FAILED: {}", deployment("redis")), "GLA1003"),
        (format!("$ helm upgrade web ./gloo-ee -n edge\nError: UPGRADE FAILED: {}", deployment("redis")), "GLA1003"),
        (
            "$ helm upgrade shop acme/shop -n apps\nError: UPGRADE FAILED: failed to create resource: Internal error occurred: failed calling webhook \"gloo.edge.svc\": failed to call webhook: Post \"https://gloo.edge.svc:443/validation?timeout=10s\": dial tcp 10.0.0.9:443: connect: connection refused".to_owned(),
            "GLA1111",
        ),
        (
            "error: the server doesn't have a resource type \"virtualservices\"".to_owned(),
            "GLA1311",
        ),
    ] {
        let report = report(&text);
        // A kind that is missing may be one that this version does not have.
        let severity = if code == "GLA1311" { Severity::Warning } else { Severity::Error };
        assert_eq!(found(&report, code).severity, severity, "{text}");
        assert!(!codes(&report).contains(&"GLA0520".to_owned()), "{text}");
    }
}

#[test]
fn each_object_of_a_message_is_told_by_itself() {
    let text = format!(
        "$ helm upgrade web glooe/gloo-ee -n edge\nError: UPGRADE FAILED: {} && cannot patch \"gateway-proxy\" with kind Service: Service \"gateway-proxy\" is invalid: spec.clusterIPs[0]: Invalid value: []string(nil): primary clusterIP can not be unset && {} && cannot patch \"web-certgen\" with kind Job: Job.batch \"web-certgen\" is invalid: spec.template: Invalid value: {{}}: field is immutable\n",
        deployment("redis"),
        deployment("extauth"),
    );
    let report = report(&text);
    assert_eq!(codes(&report).len(), 3, "{:?}", codes(&report));
    let deployments = typed(found(&report, "GLA1003")).join("\n");
    for name in ["redis", "extauth"] {
        assert!(deployments.contains(&format!("kubectl -n edge delete deployment {name}")), "{deployments}");
    }
    assert!(typed(found(&report, "GLA1001")).contains(&"kubectl -n edge delete job web-certgen".to_owned()));
    assert!(
        typed(found(&report, "GLA1005")).contains(&"kubectl -n edge delete service gateway-proxy".to_owned())
    );
}

#[test]
fn of_several_objects_only_those_of_others_are_theirs() {
    for text in [
        format!(
            "Error: UPGRADE FAILED: {} && {}",
            deployment("gateway-proxy"),
            deployment("ingress-nginx-controller")
        ),
        format!(
            "Error: UPGRADE FAILED: {} && {}",
            deployment("ingress-nginx-controller"),
            deployment("gateway-proxy")
        ),
        format!(
            "Error: UPGRADE FAILED: 2 errors occurred:\n\t* {}\n\t* {}",
            deployment("ingress-nginx-controller"),
            deployment("gateway-proxy")
        ),
    ] {
        let report = report(&text);
        let (own, other) = (found(&report, "GLA1003"), found(&report, "GLA0520"));
        assert_eq!((own.severity, other.severity), (Severity::Error, Severity::Warning), "{text}");
        assert_eq!((own.messages.len(), other.messages.len()), (1, 1), "{text}");
        assert_eq!(own.subject.name.as_deref(), Some("gateway-proxy"), "{text}");
    }
}

#[test]
fn the_account_that_is_refused_is_the_one_that_is_named() {
    let refused = |account: &str, rest: &str| {
        format!(
            "pods is forbidden: User \"{account}\" cannot watch resource \"pods\" in API group \"\" {rest}"
        )
    };
    let edge = "in the namespace \"edge\"";
    for (text, code, line) in [
        (
            format!("Error from server (Forbidden): {}", refused("amy@example.com", edge)),
            "GLA1265",
            "kubectl auth can-i watch pods -n edge",
        ),
        (
            format!("Error from server (Forbidden): {}", refused("amy@example.com", "at the cluster scope")),
            "GLA1265",
            "kubectl auth can-i watch pods -A",
        ),
        (
            format!("Error from server (Forbidden): {}", refused("system:serviceaccount:ci:runner", edge)),
            "GLA1266",
            "kubectl auth can-i watch pods --as=system:serviceaccount:ci:runner -n edge",
        ),
        (
            format!("Error: UPGRADE FAILED: {}", refused("system:serviceaccount:flux-system:kustomize-controller", edge)),
            "GLA1266",
            "kubectl auth can-i watch pods --as=system:serviceaccount:flux-system:kustomize-controller -n edge",
        ),
        (
            "Error from server (Forbidden): deployments.apps \"gloo\" is forbidden: User \"system:serviceaccount:ci:runner\" cannot patch resource \"deployments\" in API group \"apps\" in the namespace \"edge\"".to_owned(),
            "GLA1266",
            "kubectl auth can-i patch deployments.apps --as=system:serviceaccount:ci:runner -n edge",
        ),
        (
            format!("E0503 10:11:12.000000       1 reflector.go:147] failed to list *v1.Pod: {}", refused("system:serviceaccount:edge:gloo", "at the cluster scope")),
            "GLA1182",
            "kubectl auth can-i watch pods --as=system:serviceaccount:edge:gloo -A",
        ),
    ] {
        let report = report(&text);
        let finding = found(&report, code);
        assert_eq!(typed(finding).first().map(String::as_str), Some(line), "{text}");
        let is_service = text.contains("serviceaccount");
        for one in &report.diagnostics {
            let blames = one.title.contains("user") || one.detail.contains("This user") || one.detail.contains("this user");
            assert!(!(is_service && blames), "{text} blames the user: {}", one.title);
        }
    }
}

#[test]
fn without_a_place_nothing_is_typed_for_a_right() {
    let report = report(
        "Error from server (Forbidden): pods is forbidden: User \"system:serviceaccount:ci:runner\" cannot list resource \"pods\"\n",
    );
    assert_eq!(typed(found(&report, "GLA1266")), [""; 0]);
}

#[test]
fn a_right_of_another_account_is_cured_by_no_upgrade() {
    let line = |account: &str| {
        let text = format!(
            "Error: UPGRADE FAILED: secrets is forbidden: User \"system:serviceaccount:{account}\" cannot create resource \"secrets\" in API group \"\" in the namespace \"edge\""
        );
        found(&report(&text), "GLA1266").cure.clone()
    };
    assert_eq!((line("edge:gloo").as_str(), line("ci:deployer").as_str()), ("upgrade", ""));
}

#[test]
fn kubectl_names_the_account_below_the_object() {
    let report = report(
        "Error from server (Forbidden): error when retrieving current configuration of:\nResource: \"gateway.solo.io/v1, Resource=gateways\", GroupVersionKind: \"gateway.solo.io/v1, Kind=Gateway\"\nName: \"web\", Namespace: \"edge\"\nfrom server for: \"web.yaml\": gateways.gateway.solo.io \"web\" is forbidden: User \"system:serviceaccount:argocd:controller\" cannot get resource \"gateways\" in API group \"gateway.solo.io\" in the namespace \"edge\"\n",
    );
    assert_eq!(codes(&report), ["GLA1266"]);
    assert!(report.transcripts.iter().all(|one| one.unread.is_empty()), "{:?}", report.transcripts);
}

#[test]
fn an_owner_that_is_named_is_told() {
    let report = report(
        "Error: INSTALLATION FAILED: Unable to continue with install: CustomResourceDefinition \"upstreams.gloo.solo.io\" in namespace \"\" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key \"meta.helm.sh/release-name\" must equal \"web\": current value is \"edge\"",
    );
    assert_eq!(codes(&report), ["GLA1015"]);
}

/// All commands of a report.
fn all_typed(report: &Report) -> Vec<String> {
    let missing = report.missing.iter().map(|missing| posix::emit(&missing.command));
    report.diagnostics.iter().flat_map(typed).chain(missing).collect()
}

#[test]
fn commands_use_the_namespace_that_a_failure_names() {
    let list = |item: &str| {
        format!(
            "Checking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* {item}\n"
        )
    };
    for text in [
        list("Pod web-1 in namespace edge is not ready! Message: containers with unready status: [web]"),
        list("Pod gateway-proxy-6b85d7d9b6-8xk2q in namespace edge is not ready! \nMessage: containers with unready status: [gateway-proxy]"),
        list("Pod gateway-proxy-6b85d7d9b6-8xk2q in namespace ed\nge is not ready! Message: containers with unready status: [gateway-proxy]"),
        list("Found rejected virtual service by 'edge': shop web (Reason: 1 error occurred: x)"),
        list("Found rejected virtual service by \"edge\": shop web (Reason: 1 error occurred: x)"),
        list("Found gateway with no status: edge gateway-proxy-ssl"),
        "Error from server: error when creating \"a.yaml\": admission webhook \"gloo.edge.svc\" denied the request: x\n".to_owned(),
        "$ helm upgrade web gloo/gloo -n edge\nError: UPGRADE FAILED: cannot patch \"redis\" with kind Service: x\n".to_owned(),
        "Helm upgrade failed for release edge/web with chart gloo@1.17.3: cannot patch \"gateway-proxy\" with kind Service: Service \"gateway-proxy\" is invalid: spec.clusterIPs[0]: Invalid value: []string(nil): primary clusterIP can not be unset\n".to_owned(),
        "Error: UPGRADE FAILED: conflict occurred while applying object edge/gloo apps/v1, Kind=Deployment: Apply failed with 1 conflict: conflict with \"x\" using apps/v1: .spec.replicas\n".to_owned(),
    ] {
        let report = report(&text);
        let lines = all_typed(&report).join("\n");
        assert!(lines.contains("edge") && !lines.contains("gloo-system"), "{text} is answered with {lines}");
        let is_assumed = report.missing.iter().any(|missing| missing.why.contains("assumed"));
        assert!(!is_assumed && report.diagnostics.iter().all(|one| !one.help.contains("assumed")), "{text}");
    }
}

#[test]
fn a_namespace_that_nobody_names_is_said_to_be_assumed() {
    for text in [
        "Error: UPGRADE FAILED: Job.batch \"gateway-certgen\" is invalid: spec.template: field is immutable\n",
        "Checking pods... 1 Errors!\nError: 2 errors occurred:\n\t* Pod a in namespace edge is not ready!\n\t* Pod b in namespace west is not ready!\n",
    ] {
        let report = report(text);
        for missing in &report.missing {
            assert!(missing.why.ends_with("The namespace gloo-system is assumed."), "{}", missing.why);
        }
        for finding in report.diagnostics.iter().filter(|one| typed(one).join(" ").contains("gloo-system")) {
            assert!(finding.help.ends_with("The namespace gloo-system is assumed."), "{}", finding.help);
        }
    }
}

#[test]
fn a_pod_and_its_deployment_are_one_finding() {
    for text in [
        "NAME                       READY   STATUS    RESTARTS   AGE\npod/gloo-7c9f8d6b5-x2lmn   0/1     Running   0          30m\n\nNAME                            READY   UP-TO-DATE   AVAILABLE   AGE\ndeployment.apps/gloo            0/1     1            0           40d\n",
        "Checking deployments... 1 Errors!\nChecking pods... 1 Errors!\nError: 2 errors occurred:\n\t* Deployment gloo in namespace edge is not available! Message: Deployment does not have minimum availability.\n\t* Pod gloo-7c9f8d6b5-x2lmn in namespace edge is not ready! Message: containers with unready status: [gloo]\n",
    ] {
        let report = report(text);
        let errors: Vec<_> =
            report.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
        let [finding] = errors.as_slice() else { panic!("{:?}", codes(&report)) };
        assert_eq!((finding.code.id().as_ref(), finding.messages.len()), ("GLA0302", 2), "{text}");
    }
}

#[test]
fn a_deployment_without_its_pod_is_a_finding_of_its_own() {
    let report = report(
        "Checking deployments... 1 Errors!\nChecking pods... 1 Errors!\nError: 2 errors occurred:\n\t* Deployment gateway in namespace edge is not available! Message: x\n\t* Pod gateway-proxy-7c9f8d6b5-x2lmn in namespace edge is not ready! Message: y\n",
    );
    let found: Vec<_> = report.diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert_eq!(found.len(), 2, "{:?}", codes(&report));
}

#[test]
fn a_message_that_a_window_broke_is_one_finding() {
    let text = "Error: INSTALLATION FAILED: rendered manifests contain a resource that already exists. Unable to continue with install: ClusterRole \"gloo-upstream-mutator-edge\" in namespace \"\" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key \"meta.helm.sh/release-name\" must equal \"web\": current value is \"gloo\"";
    for width in [60, 79, 80, 100, 132, 200] {
        let mut wrapped = String::new();
        for (at, letter) in text.char_indices() {
            if at > 0 && at % width == 0 {
                wrapped.push('\n');
            }
            wrapped.push(letter);
        }
        let report = report(&format!("{wrapped}\n$ kubectl get ns\n"));
        assert_eq!(codes(&report), ["GLA1015"], "{wrapped}");
        let finding = found(&report, "GLA1015");
        assert!(finding.detail.contains("release-name is gloo"), "{width}: {}", finding.detail);
        assert_eq!(
            finding.lines().map(|span| span.end - span.start).max(),
            Some(wrapped.lines().count() - 1)
        );
    }
}
