//! What is not Gloo's never becomes a finding about Gloo: events, pods and images of other products.
#![allow(clippy::indexing_slicing, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::pasted;
use gloo_advisor::diagnose::{Code, Severity};

/// The findings with an image or a pod that is down: severity and code.
fn found(text: &str) -> Vec<String> {
    let found = pasted(text).diagnostics;
    let severity = |one: Severity| match one {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Unknown => "unknown",
        _ => "note",
    };
    found.iter().map(|one| format!("{} {}", severity(one.severity), one.code.id())).collect()
}

const PULL: &str = "Failed to pull image \"IMAGE\": rpc error: code = Unknown desc = Error response from daemon: manifest for IMAGE not found: manifest unknown: manifest unknown";
const BACK: &str = "Back-off restarting failed container c in pod POD(8a0a2f3c)";

fn pull(image: &str) -> String {
    PULL.replace("IMAGE", image)
}

/// A row of a list, and one at the end of a description, which does not name its object.
fn rows(namespace: &str, pod: &str, message: &str) -> [String; 2] {
    let reason = if message.starts_with("Failed") { "Failed" } else { "BackOff" };
    [
        format!(
            "NAMESPACE  LAST SEEN  TYPE  REASON  OBJECT  MESSAGE\n{namespace}  12s  Warning  {reason}  pod/{pod}  {message}\n"
        ),
        format!(
            "Events:\n  Type  Reason  Age  From  Message\n  Warning  {reason}  19s (x3 over 59s)  kubelet  {message}\n"
        ),
    ]
}

#[test]
fn an_image_of_another_product_is_not_of_gloo() {
    for image in ["docker.io/library/nginx:9.9.9", "registry.corp.example/tool/tool:9.9", "shop/web:1"] {
        let [_, described] = rows("shop", "web-1", &pull(image));
        assert_eq!(found(&described), ["warning GLA0520"], "{described}");
        assert_eq!(found(&pull(image)), ["warning GLA0520"], "{image}");
    }
    // Charts of Gloo run these images too, and others have images of these names.
    for image in ["docker.io/bitnami/redis:9.9.9", "istio/proxyv2:1.99.0", "shop/gateway:1.2.3"] {
        for text in rows("shop", "gateway-5d9c7d8f6b-x2k4p", &pull(image)) {
            assert!(found(&text).iter().all(|one| one.starts_with("unknown")), "{text}: {:?}", found(&text));
        }
    }
}

#[test]
fn images_and_pods_of_gloo_stay_its_own() {
    for (pod, image) in [
        ("gloo-5d9c7d8f6b-x2k4p", "mirror.corp.example/edge/control:1.17.3"),
        ("discovery-5d9c7d8f6b-x2k4p", "quay.io/solo-io/discovery:1.17.3"),
        ("gateway-proxy-5d9c7d8f6b-x2k4p", "mirror.corp.example/gloo-envoy-wrapper:1.17.3"),
        ("extauth-5d9c7d8f6b-x2k4p", "mirror.corp.example/extauth-ee:1.17.3"),
    ] {
        let [listed, _] = rows("edge", pod, &pull(image));
        assert!(found(&listed).iter().any(|one| one.starts_with("error")), "{listed}: {:?}", found(&listed));
    }
    // The command names the pod, and a mirror may have given its image another name.
    let [_, described] = rows("", "", &pull("mirror.corp.example/edge/wrapper:1.17.3"));
    let typed = "$ kubectl -n edge describe pod gateway-proxy-5d9c7d8f6b-x2k4p\n";
    assert_eq!(found(&format!("{typed}{described}")), ["error GLA1088"]);
    assert_eq!(found(&described.replace("edge/wrapper", "envoy-wrapper")), ["unknown GLA1088"]);
    // Beside a pod of Gloo's own, a name that anybody may have is Gloo's.
    let own = rows("edge", "gloo-5d9c7d8f6b-x2k4p", "Back-off restarting failed container");
    let text = format!(
        "{}edge  12s  Warning  BackOff  pod/discovery-5d9c7d8f6b-x2k4p  Back-off restarting failed container\n",
        own[0]
    );
    assert_eq!(found(&text), ["error GLA1104"]);
    let [_, described] = rows("", "", &BACK.replace("POD", "gloo-5d9c7d8f6b-x2k4p_edge"));
    assert_eq!(found(&described), ["error GLA1104"]);
}

#[test]
fn a_pod_that_crashes_elsewhere_is_not_of_gloo() {
    for (namespace, pod) in [("shop", "web-5d9c7d8f6b-x2k4p"), ("kube-system", "coredns-5d9c7d8f6b-x2k4p")] {
        for text in rows(namespace, pod, &BACK.replace("POD", &format!("{pod}_{namespace}"))) {
            assert!(found(&text).iter().all(|one| one == "warning GLA0520"), "{text}: {:?}", found(&text));
        }
    }
    let mesh = "gloo-mesh-mgmt-server-5d9c7d8f6b-x2k4p";
    for text in rows("mesh", mesh, &BACK.replace("POD", &format!("{mesh}_mesh"))) {
        assert_eq!(found(&text), ["warning GLA0520"], "{text}");
    }
    for text in
        rows("shop", "discovery-5d9c7d8f6b-x2k4p", &BACK.replace("POD", "discovery-5d9c7d8f6b-x2k4p_shop"))
    {
        assert_eq!(found(&text), ["unknown GLA1104"], "{text}");
    }
}

#[test]
fn what_istio_prints_is_quoted_as_it_stands() {
    let line = "[Envoy (Epoch 0)] [2024-05-03 10:11:12.123][1][critical][main] [source/server/server.cc:120] error initializing configuration";
    let found = pasted(line).diagnostics;
    assert_eq!(found[0].code.id(), "GLA0520");
    assert_eq!(
        found[0].messages[0].text,
        "[Envoy (Epoch 0)] [critical][main] error initializing configuration"
    );
}

#[test]
fn a_log_of_another_gateway_is_not_called_one_of_gloo() {
    for typed in [
        "kubectl logs -n envoy-gateway-system deploy/envoy-gateway",
        "kubectl logs -n edge -l app=envoy-gateway",
    ] {
        let text = format!(
            "$ {typed}\n{{\"level\":\"error\",\"ts\":\"2024-05-03T10:11:12Z\",\"logger\":\"xds-server\",\"msg\":\"failed to watch x\"}}\n"
        );
        let kinds: Vec<_> = pasted(&text).blocks.iter().map(|block| block.kind.name()).collect();
        assert_eq!((kinds, found(&text)), (vec!["other-log"], vec!["warning GLA0520".to_owned()]), "{text}");
    }
}

#[test]
fn a_file_that_kustomize_misses_is_no_values_file() {
    for text in [
        "Error: open /work/kustomization.yaml: no such file or directory\n",
        "$ kubectl apply -k .\nerror: invalid Kustomization: json: unknown field \"helmChart\"\n",
    ] {
        let codes = found(text);
        assert!(
            !codes.iter().any(|one| one.ends_with("GLA1296") || one.ends_with("GLA0509")),
            "{text}: {codes:?}"
        );
        assert!(codes.iter().all(|one| one.starts_with("unknown")) && !codes.is_empty(), "{text}: {codes:?}");
    }
    assert_eq!(found("Error: open /work/values.yaml: no such file or directory\n"), ["unknown GLA1296"]);
}

/// What another product says is no failure of Gloo, and nothing is typed for it.
fn check_another(text: &str, named: &str) {
    let found = pasted(text).diagnostics;
    assert!(found.iter().all(|one| one.severity != Severity::Error), "{text} blocks: {found:?}");
    let other = found.iter().find(|one| one.code == Code::OtherProduct);
    let other = other.unwrap_or_else(|| panic!("{text} is nobody else's: {found:?}"));
    assert!(other.detail.contains(named), "{}", other.detail);
    let typed = found.iter().flat_map(|one| one.steps.iter().flat_map(|step| &step.commands));
    assert_eq!(typed.count(), 0, "reading {text}");
}

#[test]
fn the_logs_of_gloo_mesh_and_kgateway_are_theirs() {
    let line = |logger: &str, said: &str| {
        format!(
            r#"{{"level":"error","ts":"2025-05-02T10:11:12.123Z","logger":"{logger}","caller":"x","msg":"{said}","version":"2.6.6"}}"#
        )
    };
    let mesh = "gloo-mesh-mgmt-server";
    for said in ["License is expired", "error in setup: timed out waiting for the condition"] {
        let alone = line(mesh, said);
        check_another(&format!("$ kubectl logs -n gloo-mesh deploy/{mesh}\n{alone}\n"), "gloo-mesh");
        check_another(&alone, "gloo-mesh");
    }
    let lookup = line("portal-server", "dial tcp: lookup redis.gloo-mesh on 10.96.0.10:53: no such host");
    let portal = "gloo-mesh-portal-server";
    check_another(&format!("$ kubectl logs -n gloo-mesh deploy/{portal}\n{lookup}\n"), portal);
    check_another(
        "panic: runtime error: x\n\ngoroutine 1 [running]:\ngithub.com/kgateway-dev/kgateway/v2/internal/kgateway/setup.(*setup).Start()\n",
        "kgateway",
    );
    check_another(
        r#"{"time":"2025-10-01T10:00:00.0Z","level":"ERROR","msg":"error in setup: failed to list","component":"kgateway","err":"no matches for kind \"BackendTLSPolicy\" in version \"gateway.networking.k8s.io/v1alpha3\""}"#,
        "kgateway",
    );
}

#[test]
fn pods_and_charts_of_gloo_mesh_are_its_own() {
    let agent = "gloo-mesh-agent-5c7b9d5f-abcde";
    check_another(
        &format!(
            "Name:             {agent}\nNamespace:        gloo-mesh\nContainers:\n  gloo-mesh-agent:\n    Image:         gcr.io/gloo-mesh/gloo-mesh-agent:2.6.6\n    State:          Waiting\n      Reason:       CrashLoopBackOff\nEvents:\n  Type     Reason     Age                From     Message\n  ----     ------     ----               ----     -------\n  Warning  BackOff    30s (x200 over 3h)   kubelet  Back-off restarting failed container gloo-mesh-agent in pod {agent}_gloo-mesh(abc)\n"
        ),
        agent,
    );
    check_another(
        "+ helm upgrade --install mesh ./gloo-platform -n gloo-mesh\nError: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress\n",
        "gloo-platform",
    );
}

#[test]
fn events_are_of_what_the_command_describes() {
    let check = |command: &str, event: &str, code: &str, severity: Severity| {
        let text = format!(
            "$ kubectl {command}\nEvents:\n  Type     Reason       Age                From     Message\n  ----     ------       ----               ----     -------\n  Warning  {event}\n"
        );
        let found = pasted(&text).diagnostics;
        let one = found.iter().find(|one| one.code.id() == code);
        assert_eq!(one.map(|one| one.severity), Some(severity), "reading {text}: {found:?}");
    };
    let mount = "FailedMount  1m (x10 over 5m)  kubelet  MountVolume.SetUp failed for volume \"license\" : secret \"license\" not found";
    check("describe pod -n gloo-system gloo-6c8f6f5b7d-2v9kx", mount, "GLA1098", Severity::Error);
    check("-n edge describe pod/gloo-6c8f6f5b7d-2v9kx", mount, "GLA1098", Severity::Error);
    let probe = "Unhealthy  1m (x10 over 5m)  kubelet  Readiness probe failed: HTTP probe failed with statuscode: 503";
    check("describe po gateway-proxy-7fdbd7c8f4-zzzzz | grep -A12 Events", probe, "GLA1101", Severity::Error);
}

#[test]
fn the_licence_in_the_namespace_of_enterprise_is_gloos() {
    let text = |image: &str| {
        format!(
            "$ kubectl -n edge get deploy -o wide\nNAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR\ngloo   1/1     1            1           5d    gloo         quay.io/solo-io/{image}   gloo=gloo\n$ kubectl get secret license -n edge\nError from server (NotFound): secrets \"license\" not found\n"
        )
    };
    for (image, severity) in [("gloo-ee:1.18.3", Severity::Error), ("gloo:1.18.3", Severity::Unknown)] {
        let found = pasted(&text(image)).diagnostics;
        let one = found.iter().find(|one| one.code.id() == "GLA1098");
        assert_eq!(one.map(|one| one.severity), Some(severity), "{found:?}");
    }
}
