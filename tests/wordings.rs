//! Wordings, answers and lists as the programs print them, and what a report makes of each.
#![allow(clippy::panic, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod common;

use common::{found, towards_1_17 as report};
use gloo_advisor::Choices;
use gloo_advisor::command::posix;

/// Reads a text, and looks for a finding and for what is typed to see more.
fn look(text: &str, code: &str, command: &str) {
    let report = report(text);
    let shown = found(&report, code).command.as_ref().map(posix::emit).unwrap_or_default();
    assert!(shown.contains(command), "{shown} in {text}");
}

#[test]
fn what_is_missing_is_looked_for_by_its_kind() {
    let check = |what: &str, name: &str, kind: &str| {
        let text = format!(
            "Error: 1 error occurred:\n\t* Virtual service references unknown {what}:\n  Virtual service: default shop\n  {name}: edge oidc\n\n"
        );
        look(&text, "GLA0306", &format!("kubectl -n edge get {kind}"));
    };
    check("auth config", "Auth Config", "authconfigs.enterprise.gloo.solo.io");
    check("rate limit config", "Rate Limit Config", "ratelimitconfigs.ratelimit.solo.io");
    let options = "virtualhostoptions.gateway.solo.io,routeoptions.gateway.solo.io";
    check("VirtualHostOption", "VirtualHostOption", options);
    let text = "Error: 1 error occurred:\n\t* Virtual service references unknown upstream: (Virtual service: default shop | Upstream: edge a)\n\n";
    look(text, "GLA0306", "get upstreams.gloo.solo.io");
}

#[test]
fn a_check_that_could_not_look_says_why() {
    let check = |message: &str, code: &str| {
        let text = format!("Checking secrets... 1 Errors!\nError: 1 error occurred:\n\t* {message}\n\n");
        look(&text, code, "kubectl");
    };
    let too_many = "Unable to find the gloo deployment: too many ";
    check(
        &format!("{too_many}deployments labeled gloo=gloo; cannot decide which to target: <nil>"),
        "GLA1337",
    );
    check(&format!("{too_many}app=gloo deployments, cannot decide which to target: <nil>"), "GLA1337");
    check("Unable to find the gloo deployment: <nil>", "GLA0313");
    let refused = |user: &str, what: &str| {
        format!(
            "{what} is forbidden: User \"{user}\" cannot list resource \"x\" in API group \"\" in the namespace \"edge\""
        )
    };
    let asked = "Could not communicate with kubernetes cluster: namespaces \"edge\"";
    check(&refused("system:serviceaccount:ci:deployer", asked), "GLA1266");
    check(&refused("jane@corp.com", asked), "GLA1265");
    check(&refused("jane@corp.com", "secrets"), "GLA1265");
    check("Could not communicate with kubernetes cluster: dial tcp 10.0.0.1:443: refused", "GLA0312");
}

#[test]
fn wordings_that_were_not_known_are() {
    for (text, code) in [
        (
            r#"{"level":"warn","logger":"gloo-ee","msg":"LICENSE WARNING: License expires in 12 days","version":"1.18.9"}"#,
            "GLA1338",
        ),
        (
            "Error: UPGRADE FAILED: failed calling webhook \"gateway.edge.svc\": failed to call webhook: Post \"https://gateway.edge.svc:443/validation?timeout=10s\": no endpoints available for service \"gateway\"",
            "GLA1114",
        ),
        (
            "$ glooctl install gateway enterprise\nCreating namespace gloo-system... Done.\nError: installing gloo edge in gateway mode: failed pre-install: 1 error occurred:\n\t* timed out waiting for the condition\n",
            "GLA1029",
        ),
        (
            "[2025-01-01 10:00:00.000][1][warning][config] [./source/x.h:155] StreamAggregatedResources gRPC config stream closed since 61s ago: 14, upstream connect error or disconnect/reset before headers",
            "GLA1221",
        ),
    ] {
        look(&format!("{text}\n"), code, "");
    }
    let text = "downloading glooctl-linux-amd64 from release tag v1.17.20\nError: downloading asset glooctl-linux-amd64: open /usr/local/bin/.glooctl.new: permission denied\n";
    let report = report(text);
    assert!(found(&report, "GLA0106").detail.contains("no right to write"));
}

#[test]
fn an_annotation_alone_names_the_base() {
    let said =
        |text: &str| report(text).installations.first().map(|one| one.1.sentence.clone()).unwrap_or_default();
    let built = |base: &str, text: &str| {
        let said = said(text);
        assert!(
            said.contains(&format!("is built on open-source {base}")) && !said.contains("does not show"),
            "{said}"
        );
    };
    built(
        "1.17.13",
        "$ kubectl -n edge describe deploy gloo | grep -E 'Image|oss-image'\n  Annotations:      gloo.solo.io/oss-image-tag: 1.17.13\n    Image:       quay.io/solo-io/gloo-ee:1.17.3\n",
    );
    let version = "Server: {\"type\":\"Gateway\",\"enterprise\":true,\"kubernetes\":{\"containers\":[{\"Tag\":\"1.13.35\",\"Name\":\"gloo-ee\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"edge\"}}\n";
    let asked = |answer: &str| {
        format!(
            "$ kubectl -n edge get pods -l gloo=gloo -o 'jsonpath={{.items[0].metadata.annotations.gloo\\.solo\\.io/oss-image-tag}}'\n{answer}\n"
        )
    };
    for answer in ["1.13.38", "1.13.38%", "1.13.38$ "] {
        built("1.13.38", &format!("{version}{}", asked(answer)));
        built("1.13.38", &format!("{}{version}", asked(answer)));
    }
    // A number under another command is none.
    let other = "$ kubectl -n edge get pods -l gloo=gloo -o 'jsonpath={.items[0].metadata.annotations.other}'\n1.13.38\n";
    assert!(said(&format!("{version}{other}")).contains("does not show"));
}

#[test]
fn open_source_beside_enterprise_is_said() {
    let mixed = |gloo: &str, base: &str| {
        let report = report(&format!(
            "Client: {{\"version\":\"1.17.20\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{gloo}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\",\"OssTag\":\"{base}\"}},{{\"Tag\":\"1.17.6\",\"Name\":\"gloo-ee-envoy-wrapper\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"edge\"}}}}\n"
        ));
        report.diagnostics.iter().any(|one| one.title == "An open-source gloo runs beside Enterprise")
    };
    assert!(mixed("1.17.20", "1.17.20"));
    assert!(!mixed("1.17.6", "1.17.20"));
}

#[test]
fn only_helm_2_lists_in_capitals() {
    let check = |text: &str, expect: &str| {
        let settings = report(text).settings;
        assert_eq!(format!("{:?} {:?}", settings.helm, settings.helm_origin), expect, "{text}");
    };
    let list = "$ helm ls --tls\nNAME\tREVISION\tUPDATED                 \tSTATUS  \tCHART     \tAPP VERSION\tNAMESPACE  \ngloo\t4       \tMon Feb 10 10:00:00 2020\tDEPLOYED\tgloo-1.2.4\t           \tgloo-system\n";
    check(list, "Two Pasted");
    let version = |number: &str| format!("$ helm version --short\nv{number}+ge4da497\n");
    check(&format!("{list}{}", version("3.17.3")), "Three Pasted");
    let both = report(&format!("{}{list}", version("2.16.1")));
    assert!(both.diagnostics.iter().all(|one| one.code.id() != "GLA0208"));
    check(
        "NAME\tNAMESPACE  \tREVISION\tUPDATED                             \tSTATUS\tCHART      \tAPP VERSION\ngloo\tgloo-system\t5       \t2023-05-01 10:00:00.000 +0000 UTC\tdeployed\tgloo-1.12.40\t1.12.40\n",
        "Three Assumed",
    );
}

#[test]
fn no_line_is_made_up_as_a_base() {
    let said = |version: &str| {
        let choices = Choices {
            edition: Some(gloo_advisor::Edition::Enterprise),
            from: gloo_advisor::Version::parse(version),
            ..Choices::default()
        };
        let report = common::report(&choices);
        report.installations.first().map(|one| one.1.sentence.clone()).unwrap_or_default()
    };
    for version in ["2.0.0", "1.23.0"] {
        assert_eq!(
            said(version),
            format!("Enterprise {version} is built on open source: which release is unknown.")
        );
    }
}

#[test]
fn answers_without_a_line_break_and_metadata_are_read() {
    let image = |end: &str| {
        format!(
            "$ kubectl -n edge get deploy gloo -o jsonpath='{{.spec.template.spec.containers[0].image}}'\nquay.io/solo-io/gloo:1.17.20{end}\n"
        )
    };
    let metadata = "{\"name\":\"gloo\",\"chart\":\"gloo\",\"version\":\"1.17.20\",\"appVersion\":\"1.17.20\",\"namespace\":\"edge\",\"revision\":4,\"status\":\"deployed\",\"deployedAt\":\"2025-08-01T10:00:00Z\"}\n";
    for text in [image(""), image("%"), image("$ "), metadata.to_owned()] {
        let report = report(&text);
        let version =
            report.installations.first().and_then(|one| one.0.version()).map(|one| one.value.to_string());
        assert_eq!(version.as_deref(), Some("1.17.20"), "{text}");
    }
}

#[test]
fn the_release_in_a_stack_rules_causes_out() {
    let stack = |version: &str| {
        format!(
            "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]\n\ngoroutine 1 [running]:\ngithub.com/solo-io/gloo/projects/gloo/pkg/syncer/setup.(*x).Sync(0xc000)\n\t/go/pkg/mod/github.com/solo-io/gloo@v{version}/projects/gloo/pkg/syncer/setup/setup_syncer.go:120 +0x1d\nmain.main()\n\t/workspace/solo-projects/projects/gloo/cmd/main.go:50 +0x2a\n"
        )
    };
    let says = |version: &str, cause: &str| found(&report(&stack(version)), "GLA1185").detail.contains(cause);
    assert!(!says("1.15.18", "1.15.0 and 1.15.1") && !says("1.15.18", "before 1.6.0"));
    assert!(says("1.15.1", "1.15.0 and 1.15.1"));
    assert!(found(&report(&stack("1.15.18")), "GLA1185").messages[0].text.contains("solo-io/gloo@v1.15.18"));
}
