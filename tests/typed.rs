//! What a typed command says of the output below it: its flags, over however many lines, and the workload it names.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::pasted;
use gloo_advisor::command::posix;
use gloo_advisor::report::Report;

/// Everything that is typed for the findings, and for what is missing.
fn typed(report: &Report) -> Vec<String> {
    let steps = report.diagnostics.iter().flat_map(|one| &one.steps).flat_map(|step| &step.commands);
    let own = report.diagnostics.iter().filter_map(|one| one.command.as_ref());
    let missing = report.missing.iter().map(|missing| &missing.command);
    own.chain(steps).chain(missing).map(posix::emit).collect()
}

fn codes(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|one| one.code.id().into_owned()).collect()
}

/// Nothing is typed for the usual namespace, and something for that of the command.
fn check_namespace(text: &str, namespace: &str) {
    let report = pasted(text);
    let lines = typed(&report);
    assert!(!lines.iter().any(|line| line.contains("gloo-system")), "{text} is answered with {lines:?}");
    assert!(lines.iter().any(|line| line.contains(namespace)), "{text} is answered with {lines:?}");
}

fn check_another(text: &str) {
    let report = pasted(text);
    assert_eq!(codes(&report), ["GLA0520"], "{text}");
    assert!(!report.has_errors(), "{text} blocks");
}

const TIMEOUT: &str = "Error: UPGRADE FAILED: timed out waiting for the condition";

#[test]
fn a_command_goes_on_in_the_next_lines() {
    for lines in [
        "$ helm upgrade gloo gloo/gloo \\\n    --namespace north \\\n    --wait",
        "helm upgrade gloo gloo/gloo --version 1.18.2 \\\n  -n north",
        "$ helm upgrade gloo gloo/gloo \\\n>   --version 1.18.2 \\\n> -n=north",
        "$ helm \\\n  upgrade gloo gloo/gloo -n \\\n  north",
        "$ helm upgrade gloo gloo/gloo\\\n  -n north",
        "PS C:\\work> helm upgrade gloo gloo/gloo `\n>>   --namespace north",
        "C:\\work>helm upgrade gloo gloo/gloo ^\n  --namespace north",
    ] {
        check_namespace(&format!("{lines}\n{TIMEOUT}\n"), "north");
        let whole = pasted(&format!("{lines}\n{TIMEOUT}\n"));
        assert!(whole.transcripts.iter().all(|one| one.unread.is_empty()), "lines of {lines} are unread");
    }
    check_another(&format!(
        "$ helm upgrade --install \\\n    cache example/redis \\\n    -n shop\n{TIMEOUT}\n"
    ));
}

#[test]
fn a_command_ends_where_no_line_goes_on() {
    for lines in [
        "$ helm upgrade gloo gloo/gloo -n north\n    -n south",
        "$ helm upgrade gloo gloo/gloo -n north \\\n\n-n south",
        "$ helm upgrade gloo gloo/gloo --namespace north --set a=C:\\dir\\\n-n south",
        "$ kubectl -n south get crd \\\n$ helm upgrade gloo gloo/gloo -n north",
    ] {
        let lines = typed(&pasted(&format!("{lines}\n{TIMEOUT}\n")));
        assert!(!lines.iter().any(|line| line.contains("south")), "{lines:?}");
    }
}

#[test]
fn other_names_of_a_program_are_commands_too() {
    const PODS: &str = "NAME                    READY   STATUS             RESTARTS   AGE\ngloo-5d4b7c8f9d-zxcvb   0/1     CrashLoopBackOff   9          3d\n";
    for command in [
        "$ oc -n north get pods",
        "oc get pods --namespace=north",
        "$ sudo microk8s kubectl get pods -n north",
        "minikube kubectl -- -n north get pods",
        "##[group]kubectl -n north get pods",
        "##[group]Run kubectl get pods -n north",
        "2026-03-04T05:06:07.1234567Z ##[group]Run oc get pods -n north",
    ] {
        check_namespace(&format!("{command}\n{PODS}"), "north");
    }
    check_namespace(&format!("##[group]Run helm upgrade gloo gloo/gloo -n north\n{TIMEOUT}\n"), "north");
}

#[test]
fn a_log_is_of_the_namespace_and_the_cluster_of_its_command() {
    for (workload, line) in [
        (
            "deploy/gloo",
            r#"{"level":"fatal","logger":"gloo","msg":"error while running setup: listen tcp :9977: bind: address already in use","version":"1.18.2"}"#,
        ),
        (
            "deploy/gateway-proxy --tail 9 | grep reject",
            "[2026-01-02 03:04:05.678][1][warning][config] [source/x.cc:138] gRPC config for type.googleapis.com/envoy.config.route.v3.RouteConfiguration rejected: Only unique values for domains are permitted. Duplicate entry of domain a.example.com",
        ),
        (
            "-l gloo=extauth",
            r#"{"level":"error","logger":"extauth","msg":"Error refreshing licence: License is expired","version":"1.18.2"}"#,
        ),
        ("gloo-5d4b7c8f9d-zxcvb --previous", "panic: runtime error: index out of range [3] with length 2"),
        (
            "deploy/discovery",
            r#"{"level":"error","logger":"uds.v1","msg":"failed to list services in namespace shop: services is forbidden: User \"system:serviceaccount:north:discovery\" cannot list resource \"services\" in API group \"\" in the namespace \"shop\"","version":"1.18.2"}"#,
        ),
    ] {
        check_namespace(&format!("$ kubectl -n north logs {workload}\n{line}\n"), "north");
        check_namespace(&format!("$ oc logs {workload} --namespace=north\n{line}\n"), "north");
    }
    let text = "$ kubectl --context one -n north logs deploy/gloo\n{\"level\":\"fatal\",\"logger\":\"gloo\",\"msg\":\"License is invalid or expired, crashing - license expired\"}\n$ glooctl check --kube-context two -n north\nChecking deployments... OK\nChecking pods... OK\nNo problems detected.\n";
    assert!(codes(&pasted(text)).contains(&"GLA0212".to_owned()), "{:?}", codes(&pasted(text)));
}

#[test]
fn a_log_of_another_workload_is_another_products() {
    for text in [
        "$ kubectl -n shop logs deploy/orders\nexec /app/orders: exec format error\n",
        "$ kubectl -n shop logs orders-5d4b7c8f9d-zxcvb\n{\"level\":\"error\",\"msg\":\"dial tcp 10.0.0.1:6379: connect: connection refused\"}\n",
        "$ kubectl -n shop logs -l app=orders\npanic: runtime error: index out of range [3] with length 2\n",
        "$ kubectl logs -n istio-system deploy/istio-ingressgateway\n2026-05-02T08:12:03.100Z\twarning\tenvoy config\tgRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) 0.0.0.0_443: Invalid path: /etc/certs/tls.crt\n",
        "$ kubectl -n cm logs deploy/cert-manager\nE1102 10:01:22.123456 1 controller.go:167] cert-manager/challenges \"msg\"=\"re-queuing item\" \"error\"=\"wrong status code '404'\"\n",
        "E1102 10:01:22.123456       1 leaderelection.go:325] error retrieving resource lock cert-manager/cert-manager-controller: Get \"https://10.96.0.1:443/apis\": context deadline exceeded\n",
        "$ kubectl -n shop rollout status deploy/orders --timeout=60s\nerror: timed out waiting for the condition\n",
    ] {
        check_another(text);
    }
    // A proxy of Gloo has the name that somebody gave it, and what deploys Gloo logs of it.
    for text in [
        "$ kubectl -n north logs deploy/public-gw\n[2026-01-02 03:04:05.678][1][warning][config] [source/x.cc:138] gRPC config for type.googleapis.com/envoy.config.listener.v3.Listener rejected: x\n",
        "$ kubectl -n flux-system logs deploy/helm-controller\nHelm upgrade failed for release north/gloo.v4 with chart gloo@1.18.2: timed out waiting for the condition\n",
        "$ kubectl -n builds logs runner-x7k2p\nError: UPGRADE FAILED: timed out waiting for the condition\n",
        "$ kubectl -n north logs deploy/gloo\nexec /usr/local/bin/gloo: exec format error\n",
    ] {
        assert!(!codes(&pasted(text)).contains(&"GLA0520".to_owned()), "{text}");
    }
}

#[test]
fn kubectl_waits_for_a_workload_and_not_for_helm() {
    for (command, message, shows) in [
        (
            "rollout status deploy/gateway-proxy --timeout=60s",
            "error: timed out waiting for the condition",
            "deployment gateway-proxy",
        ),
        (
            "rollout status deployment gloo",
            "error: deployment \"gloo\" exceeded its progress deadline",
            "deployment gloo",
        ),
        (
            "wait --for=condition=complete job/gateway-certgen",
            "error: timed out waiting for the condition on jobs/gateway-certgen",
            "job gateway-certgen",
        ),
    ] {
        let report = pasted(&format!("$ kubectl -n north {command}\n{message}\n"));
        let lines = typed(&report);
        assert_eq!(codes(&report), ["GLA0518"], "{command}");
        assert!(lines.contains(&format!("kubectl -n north describe {shows}")), "{command}: {lines:?}");
        assert!(!lines.iter().any(|line| line.contains("helm ")), "{command}: {lines:?}");
    }
    // Helm's own words stay Helm's.
    assert_eq!(
        codes(&pasted(&format!("$ helm upgrade gloo gloo/gloo -n north --wait\n{TIMEOUT}\n"))),
        ["GLA1021"]
    );
}

#[test]
fn what_helm_took_back_is_not_applied() {
    for (verb, done, why) in [
        ("UPGRADE", "rolled back", "timed out waiting for the condition"),
        ("UPGRADE", "rolled back", "context deadline exceeded"),
        ("INSTALLATION", "uninstalled", "timed out waiting for the condition"),
    ] {
        for flag in ["atomic", "rollback-on-failure"] {
            let text = format!(
                "Error: {verb} FAILED: release gloo failed, and has been {done} due to {flag} being set: {why}\n"
            );
            let report = pasted(&text);
            let detail = &report.diagnostics.first().expect("a finding").detail;
            assert!(detail.contains(done), "{text}: {detail}");
            assert!(!detail.contains("new version is applied"), "{text}: {detail}");
        }
    }
}

#[test]
fn a_refusal_over_several_lines_is_of_the_account_and_not_of_the_user() {
    for text in [
        "Error from server (Forbidden): error when creating \"a.yaml\": virtualservices.gateway.solo.io is forbidden: User\n\"system:serviceaccount:builds:runner\" cannot create resource \"virtualservices\" in API group \"gateway.solo.io\" in the namespace \"shop\"\n",
        "Error from server (Forbidden): error when creating \"a.yaml\":\nvirtualservices.gateway.solo.io is forbidden: User\n\"system:serviceaccount:builds:runner\" cannot create resource \"virtualservices\" in\nAPI group \"gateway.solo.io\" in the namespace \"shop\"\n",
        "Error: UPGRADE FAILED: failed to create resource: roles.rbac.authorization.k8s.io is forbidden:\nUser \"system:serviceaccount:builds:runner\" cannot create resource \"roles\" in API group\n\"rbac.authorization.k8s.io\" in the namespace \"north\"\n",
        "Error: INSTALLATION FAILED: failed pre-install: 1 error occurred: * serviceaccounts\nis forbidden: User \"system:serviceaccount:builds:runner\" cannot create resource\n\"serviceaccounts\" in API group \"\" in the namespace \"north\"\n",
        "Error: clusterroles.rbac.authorization.k8s.io is forbidden: User\n\"system:serviceaccount:builds:runner\" cannot list resource \"clusterroles\" in API group\n\"rbac.authorization.k8s.io\" at the cluster scope\n",
    ] {
        let report = pasted(text);
        assert_eq!(codes(&report), ["GLA1266"], "{text}");
        assert!(report.transcripts.iter().all(|one| one.unread.is_empty()), "{text}");
    }
    // Of a person it is the user who may not, and items of a list are whole.
    let user = "Error from server (Forbidden): pods is forbidden:\nUser \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"north\"\n";
    assert_eq!(codes(&pasted(user)), ["GLA1265"]);
}

#[test]
fn what_another_product_is_called_by_is_its_own() {
    for text in [
        "$ helm rollback redis 3 -n shop\nError: release: not found\n",
        "helm_release.vault: Still creating... [5m0s elapsed]\n\u{2577}\n\u{2502} Error: context deadline exceeded\n\u{2502} \n\u{2502}   with helm_release.vault,\n\u{2502}   on main.tf line 12, in resource \"helm_release\" \"vault\":\n\u{2502}   12: resource \"helm_release\" \"vault\" {\n\u{2502} \n\u{2575}\n",
        "Error: UPGRADE FAILED: resource Deployment/shop/orders not ready. status: InProgress, message: Available: 0/1\ncontext deadline exceeded\n",
        "Error from server (Forbidden): deployments.apps \"gateway-proxy\" is forbidden: User \"system:serviceaccount:monitoring:keda-operator\" cannot patch resource \"deployments/scale\" in API group \"apps\" in the namespace \"north\"\n",
    ] {
        check_another(text);
    }
    for text in [
        "Error: UPGRADE FAILED: resource Deployment/north/public-gw not ready. status: InProgress, message: Available: 0/1\ncontext deadline exceeded\n",
        "Error from server (Forbidden): virtualservices.gateway.solo.io is forbidden: User \"system:serviceaccount:argocd:argocd-application-controller\" cannot create resource \"virtualservices\" in API group \"gateway.solo.io\" in the namespace \"shop\"\n",
    ] {
        assert!(!codes(&pasted(text)).contains(&"GLA0520".to_owned()), "{text}");
    }
}

#[test]
fn a_message_names_the_namespace_and_the_object_that_are_looked_at() {
    check_namespace(
        "Error: INSTALLATION FAILED: failed to create resource: configmaps \"gateway-proxy-envoy-config\" is forbidden: unable to create new content in namespace north because it is being terminated\n",
        "north",
    );
    let gateway = "Checking gateways... 1 Errors!\nError: 1 error occurred:\n\t* Found gateway with warnings: north public (Reason: warning: \n  Gateway must refer to at least one virtual service)\n";
    let report = pasted(gateway);
    let lines = typed(&report);
    assert!(
        lines.contains(&"kubectl -n north get gateways.gateway.solo.io public -o yaml".to_owned()),
        "{lines:?}"
    );
    assert!(report.diagnostics.iter().all(|one| !one.help.contains("upstream")), "{gateway}");
}

#[test]
fn the_home_folder_of_a_command_is_not_in_quotes() {
    let text = "$ glooctl install gateway -n north\n\nGloo Edge failed to install! Detailed logs available at /home/u/.gloo/debug.log.\nError: installing gateway: timed out waiting for the condition\n";
    let lines = typed(&pasted(text));
    assert!(lines.contains(&"tail -50 \"$HOME\"/.gloo/debug.log".to_owned()), "{lines:?}");
}

#[test]
fn what_kubernetes_itself_does_not_know_is_no_definition_of_gloo() {
    for text in [
        "Error: UPGRADE FAILED: error validating \"\": error validating data: ValidationError(Deployment.spec.template.spec): unknown field \"tolerationz\" in io.k8s.api.core.v1.PodSpec\n",
        "Error: UPGRADE FAILED: unable to build kubernetes objects from release manifest: unable to recognize \"\": no matches for kind \"Ingress\" in version \"extensions/v1beta1\"\n",
    ] {
        assert_eq!(codes(&pasted(text)), ["GLA0518"], "{text}");
    }
}

#[test]
fn what_the_message_names_tells_whose_chart_or_release_it_is() {
    for text in [
        r#"Error: UPGRADE FAILED: template: ingress-nginx/templates/a.yaml:3:14: executing "ingress-nginx/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b"#,
        r#"Error: gateway-helm/templates/a.yaml:2:13 executing "gateway-helm/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b"#,
        r#"rpc error: code = Unknown desc = `helm template . --namespace cert-manager` failed exit status 1: Error: template: cert-manager/templates/a.yaml:3:14: executing "cert-manager/templates/a.yaml" at <.Values.a.b>: nil pointer evaluating interface {}.b"#,
        r#"{"level":"error","ts":"2020-11-13T21:42:13.050Z","msg":"Reconciler error","controller":"helmrelease","name":"cert-manager","namespace":"cert-manager","error":"install retries exhausted"}"#,
    ] {
        check_another(&format!("{text}\n"));
    }
    let of_gloo = r#"Error: UPGRADE FAILED: template: shop/charts/gloo-ee/charts/gloo/templates/a.yaml:5:14: executing "gloo.x" at <.Values.a.b>: nil pointer evaluating interface {}.b"#;
    assert_eq!(codes(&pasted(of_gloo)), ["GLA1332"]);
    let of_flux = r#"{"level":"error","controller":"helmrelease","name":"gloo","namespace":"edge","error":"install retries exhausted"}"#;
    let lines = typed(&pasted(&format!("{of_flux}\n")));
    assert!(lines.iter().any(|line| line.contains("-n edge describe helmrelease gloo")), "{lines:?}");
}

#[test]
fn an_envoy_without_a_name_may_be_anybodys() {
    const CLOSED: &str = "[2019-05-31 01:54:13.790][6][warning][config] [grpc_stream.h:101] gRPC config stream closed: 14, no healthy upstream\n";
    let report = pasted(CLOSED);
    let finding = report.diagnostics.iter().find(|one| one.code.id() == "GLA1222").expect("a finding");
    assert!(finding.detail.contains("This Envoy may be of Gloo or of another product"), "{CLOSED}");
    assert!(!report.has_errors(), "{CLOSED}");
    let version = "Client: {\"version\":\"1.18.10\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.18.10\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n\n";
    for before in [version, "$ kubectl -n edge logs deploy/gateway-proxy\n", "$ glooctl proxy logs\n"] {
        let text = format!("{before}{CLOSED}");
        let report = pasted(&text);
        assert!(!report.diagnostics.iter().any(|one| one.detail.contains("another product")), "{text}");
        assert!(report.has_errors(), "{text}");
    }
    for text in [
        // So the agent of Istio begins each line.
        format!("$ kubectl -n edge logs deploy/gateway-proxy\n[Envoy (Epoch 0)] {CLOSED}"),
        format!("$ kubectl -n projectcontour logs envoy-x\n{CLOSED}"),
        CLOSED.replace("gRPC config stream closed", "StreamClusters gRPC config stream to contour closed"),
        CLOSED.replace("stream closed: 14, no healthy upstream", "for type.googleapis.com/envoy.config.listener.v3.Listener rejected: Error adding/updating listener(s) shop/web/https: Duplicated credential key"),
    ] {
        check_another(&text);
    }
}

#[test]
fn a_crash_of_glooctl_is_no_crash_of_a_server() {
    let panic = |place: &str| {
        format!(
            "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x37f1796]\n\ngoroutine 1 [running]:\ngithub.com/solo-io/{place}(0x0, 0x0)\n"
        )
    };
    let skv2 = panic("skv2/pkg/multicluster/register.RegistrationOptions.initialize");
    let printer = panic("gloo/projects/gloo/cli/pkg/printers.upstreamDetails");
    for text in [format!("$ glooctl demo federation\n{skv2}"), printer] {
        assert_eq!(codes(&pasted(&text)), ["GLA0318"], "{text}");
    }
    assert!(codes(&pasted(&skv2)).contains(&"GLA1186".to_owned()));
}

#[test]
fn helm_warns_of_a_failure_before_it_ends() {
    const DENIED: &str = "failed to create resource: admission webhook \"gateway.gloo-system.svc\" denied the request: resource incompatible with current Gloo snapshot: [x]";
    let warned = format!("upgrade.go:420: [debug] warning: Upgrade \"web\" failed: {DENIED}\n");
    for text in [warned.clone(), format!("{warned}Error: UPGRADE FAILED: {DENIED}\n")] {
        let report = pasted(&text);
        assert_eq!(codes(&report), ["GLA1121"], "{text}");
        assert_eq!(report.diagnostics.first().map(|one| one.messages.len()), Some(1), "{text}");
    }
}

#[test]
fn numbers_of_open_source_are_said_to_be_so() {
    const EVENT: &str = "Error: UPGRADE FAILED: create: failed to create: Secret \"sh.helm.release.v1.gloo-ee.v2\" is invalid: data: Too long: must have at most 1048576 bytes\n";
    let list = "NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\ngloo-ee\tgloo-system\t4\t2022-07-13 10:32:41.0 +0000 UTC\tdeployed\tgloo-ee-1.11.20\t\n";
    let says = |text: &str| {
        let report = pasted(text);
        let mut steps = report.diagnostics.iter().flat_map(|one| &one.steps);
        steps.any(|step| step.words.contains("1.12.41") && step.words.contains("numbers are of open source"))
    };
    assert!(says(&format!("{list}{EVENT}")));
    assert!(!says(EVENT));
}

#[test]
fn a_file_of_a_node_has_the_lines_of_a_log() {
    const FATAL: &str = r#"{"level":"fatal","ts":"2023-04-20T11:39:21.664Z","logger":"gloo-ee","msg":"error in setup: finding bootstrap configuration: list did not find settings gloo-system.default","version":"1.13.12"}"#;
    const LEASE: &str = "E0420 11:39:21.663749       1 leaderelection.go:330] error retrieving resource lock gloo-system/gloo-ee: context deadline exceeded";
    for (line, code) in [(FATAL, "GLA1176"), (LEASE, "GLA0522")] {
        let report = pasted(&format!("2023-04-20T11:39:21.664432264Z stderr F {line}\n"));
        assert_eq!(codes(&report), [code], "{line}");
    }
    // A health check that finds no such service is answered as it should be.
    let asked = r#"{"level":"info","ts":1614019088.26,"logger":"ext-auth","msg":"finished unary call with code NotFound","error":"rpc error: code = NotFound desc = unknown service","grpc.code":"NotFound"}"#;
    assert!(codes(&pasted(&format!("{asked}\n"))).is_empty());
}

#[test]
fn what_is_watched_is_a_command() {
    let text = "Every 2.0s: glooctl check -n north                 bastion: Mon Nov  3 10:11:12 2025\n\nChecking deployments... OK\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Pod a in namespace north is not ready!\n";
    let report = pasted(text);
    let seen: Vec<_> = report.blocks.iter().map(|block| (block.kind.name(), block.span.start)).collect();
    assert_eq!(seen, [("glooctl-check", 1)], "{text}");
    assert!(
        typed(&pasted(&text.replace("in namespace north", "x")))
            .iter()
            .all(|line| !line.contains("gloo-system"))
    );
}
