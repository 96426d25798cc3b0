//! What the upgrade page of each line asks for, with its mistakes put right, is what a plan to that line says.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use common::by_hand;
use gloo_advisor::command::posix;
use gloo_advisor::plan::Plan;
use gloo_advisor::{Case, Edition, Knowledge, advise};

fn plan(edition: Edition, from: &str, target: &str) -> Plan {
    let knowledge = Knowledge::published().expect("the published data");
    advise(&Case::default(), &knowledge, &by_hand(edition, from, target)).plan.expect("a plan")
}

/// What is typed.
fn commands(plan: &Plan) -> Vec<String> {
    let steps = plan.hops.iter().flat_map(|hop| &hop.steps);
    steps.flat_map(|step| &step.commands).map(posix::emit).collect()
}

/// What is told: of each risk its name, and what mends it.
fn told(plan: &Plan) -> Vec<String> {
    let steps = plan.hops.iter().flat_map(|hop| &hop.steps);
    let mut told = Vec::new();
    for risk in steps.flat_map(|step| &step.risks) {
        told.push(risk.id.clone());
        told.extend(risk.values.clone());
        told.extend(risk.commands.iter().chain(&risk.ask).map(posix::emit));
    }
    told
}

/// Each of some pieces stands in one of the commands, or is told.
fn check(edition: Edition, from: &str, target: &str, pieces: &[&str]) {
    let plan = plan(edition, from, target);
    let said: Vec<String> = commands(&plan).into_iter().chain(told(&plan)).collect();
    for piece in pieces {
        let is_there = said.iter().any(|one| one.contains(piece));
        assert!(is_there, "{edition} {from} to {target} does not say {piece:?}, but {said:#?}");
    }
}

const OSS: Edition = Edition::OpenSource;
const EE: Edition = Edition::Enterprise;

#[test]
fn what_the_page_of_each_line_asks_for() {
    check(
        OSS,
        "0.21.3",
        "1.2.25",
        &["glooctl upgrade --release v1.2.25", "glooctl uninstall -n gloo-system"],
    );
    check(
        OSS,
        "1.2.25",
        "1.3.34",
        &[
            "annotate gateways.gateway.solo.io gateway-proxy gateway-proxy-ssl meta.helm.sh/release-name=gloo",
            "label settings.gloo.solo.io default app.kubernetes.io/managed-by=Helm",
        ],
    );
    check(EE, "1.3.8", "1.4", &["kubectl delete service -n gloo-system apiserver-ui --ignore-not-found"]);
    check(
        OSS,
        "1.3.30",
        "1.4.17",
        &["nonroot-proxy", "gatewayProxies.gatewayProxy.podTemplate.disableNetBind=false"],
    );
    check(OSS, "1.4.17", "1.5.25", &["kubectl apply -f gloo-1.5.25/gloo/crds"]);
    check(OSS, "1.6.38", "1.7.23", &["envoy-v2-v3-stop", "tracing-value-1.7", "ui-flag-gone"]);
    check(EE, "1.6.20", "1.7", &["ee-values-moved-1.7", "fed-ui-1.7"]);
    check(OSS, "1.7.23", "1.8.37", &["crd-schemas-1.8", "replace-invalid-routes-1.8"]);
    check(
        EE,
        "1.7.12",
        "1.8",
        &["kubectl apply -f gloo-ee-", "/gloo-ee/charts/gloo/crds", "gloo-fed.enabled=false"],
    );
    check(OSS, "1.8.37", "1.9.30", &["k8s122-1.9", "kubectl apply -f gloo-1.9.30/gloo/crds"]);
    check(EE, "1.9.27", "1.10", &["license-secret-name", "/gloo-ee/charts/gloo/crds"]);
    check(OSS, "1.9.30", "1.10.47", &["kubectl apply -f gloo-1.10.47/gloo/crds"]);
    check(OSS, "1.10.47", "1.11.59", &["rollout-job", "graphql-rename-1.11"]);
    check(OSS, "1.11.59", "1.12.59", &["gateway-pod-gone", "gateway.persistProxySpec=true"]);
    check(EE, "1.12.58", "1.13", &["license-required", "--set-string license_key=\"${GLOO_LICENSE_KEY:?}\""]);
    check(
        OSS,
        "1.13.39",
        "1.14.32",
        &["grpc-api-1.14", "xds-relay-gone", "glooctl check-crds --version 1.14.32"],
    );
    check(
        OSS,
        "1.14.32",
        "1.15.36",
        &["helm get values gloo -n gloo-system -o yaml > gloo-values-1.14.32.yaml", "envoy126-1.15"],
    );
    check(OSS, "1.16.27", "1.17.38", &["crds-1.17"]);
    // Only from here on the integration may be on already.
    check(OSS, "1.17.38", "1.18.41", &["gateway-api-crds"]);
    check(OSS, "1.17.38", "1.18.41", &["envoy131-1.18", "warn-missing-tls", "crd-directresponse"]);
    check(OSS, "1.18.41", "1.19.20", &["envoy133-1.19"]);
    check(OSS, "1.19.20", "1.20.22", &["discovery.enabled=true", "graphql-gone"]);
    check(EE, "1.19.9", "1.20", &["pluginauth-gone", "gloo.discovery.enabled=true"]);
    check(OSS, "1.20.22", "1.21.13", &["envoy136-1.21", "graphql-crd-gone"]);
    check(EE, "1.21.8", "1.22", &["xslt-gone", "redis8"]);
    check(OSS, "1.21.13", "1.22.1", &["daemonset-detect", "delegate-options"]);
}

/// Mistakes that published pages make, and that no command here may repeat.
#[test]
fn mistakes_of_the_pages_are_not_repeated() {
    let hops = [
        (EE, "1.7.12", "1.8"),
        (EE, "1.9.27", "1.10"),
        (OSS, "1.9.30", "1.10.47"),
        (OSS, "1.14.32", "1.15.36"),
        (EE, "1.21.8", "1.22"),
        (OSS, "1.21.13", "1.22.1"),
    ];
    for (edition, from, target) in hops {
        let plan = plan(edition, from, target);
        for said in commands(&plan).into_iter().chain(told(&plan)) {
            // `helm get values` takes one name, and prints a heading where it is not told a format.
            if said.starts_with("helm get values") {
                let is_right = said.starts_with("helm get values gloo -n gloo-system -o yaml")
                    || said.starts_with("helm get values -n gloo-system gloo -o yaml");
                assert!(is_right, "{said}");
            }
            // Release and repository are not to be swapped, and the licence is given each time.
            if said.starts_with("helm upgrade") {
                assert!(said.starts_with("helm upgrade gloo gloo"), "{said}");
                assert_eq!(said.contains("license_key="), edition == EE, "{said}");
            }
            // Without a version it would compare with what runs.
            assert!(!said.starts_with("glooctl check-crds") || said.contains("--version"), "{said}");
            // It would take whatever is newest.
            assert!(!said.starts_with("glooctl upgrade") || said.contains("--release v"), "{said}");
            assert!(!said.contains("httpgateways.gateway.gloo.solo.io"), "{said}");
            assert!(!said.contains("--version v"), "{said}");
            assert!(!said.contains(" replicas="), "{said}");
            // The folder of the open-source chart is not in that of Enterprise.
            assert!(edition == OSS || !said.contains(" gloo/crds"), "{said}");
        }
    }
}
