//! What is evidence of a failure, whatever printed or quoted it, and what only mentions one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::pasted;
use gloo_advisor::diagnose::{Code, Severity};

/// The titles of the errors and warnings in a text, and of what nobody could read. What is out of support today is
/// none of them.
fn found(text: &str) -> Vec<String> {
    let found = pasted(text).diagnostics;
    let found =
        found.into_iter().filter(|one| one.severity != Severity::Note && one.code != Code::OutOfSupport);
    found.map(|one| format!("{}: {}", one.severity.name(), one.title)).collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(found(text), expect, "reading {text}");
}

/// A failure of two lines, as Helm prints it.
const HOOK: [&str; 2] = [
    "Error: UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred:",
    "\t* job gateway-certgen failed: BackoffLimitExceeded",
];
const JOB: &str = "error: A Job failed on every try";

/// The failure with something before each line, between a head and an end.
fn within(head: &str, margin: &str, end: &str) -> String {
    format!("{head}{margin}{}\n{margin}{}\n{end}", HOOK[0], HOOK[1])
}

#[test]
fn what_runs_builds_prints_a_failure_over_several_lines() {
    for text in [
        within(
            "#11 [7/7] RUN helm upgrade gloo gloo/gloo\n",
            "#11 0.512 ",
            "#11 ERROR: process \"/bin/sh -c helm upgrade gloo gloo/gloo\" did not complete successfully: exit code: 1\n",
        ),
        within(
            "------\n > [7/7] RUN helm upgrade gloo gloo/gloo:\n",
            "12.51 ",
            "------\nERROR: failed to solve: process \"/bin/sh -c helm upgrade gloo gloo/gloo\" did not complete successfully: exit code: 1\n",
        ),
        within(
            "##[group]Run helm upgrade gloo gloo/gloo\nshell: /usr/bin/bash -e {0}\n##[endgroup]\n",
            "2026-01-02T03:04:06.1234567Z ",
            "2026-01-02T03:04:06.2234567Z ##[error]Process completed with exit code 1.\n",
        ),
        format!("##[error]{}\n{}\n", HOOK[0], HOOK[1]),
        within(
            "section_start:1700000000:step_script\r\u{1b}[0K\u{1b}[32;1m$ helm upgrade gloo gloo/gloo\u{1b}[0;m\n",
            "",
            "section_end:1700000010:step_script\r\u{1b}[0K\n\u{1b}[31;1mERROR: Job failed: exit code 1\u{1b}[0;m\n",
        ),
        within(
            "[Pipeline] sh\n+ helm upgrade gloo gloo/gloo\n",
            "",
            "[Pipeline] }\nERROR: script returned exit code 1\n",
        ),
        within("[Pipeline] sh\n", "[2026-01-02T03:04:06.123Z] ", "Finished: FAILURE\n"),
        within(
            "#!/bin/bash -eo pipefail\nhelm upgrade gloo gloo/gloo\n",
            "",
            "\nExited with code exit status 1\n",
        ),
        within("  kubernetes:helm.sh/v3:Release (gloo):\n", "    ", "    error: update failed\n"),
    ] {
        check(&text, &[JOB]);
    }
}

#[test]
fn what_deploys_with_helm_relays_what_helm_said() {
    for (message, title) in [
        (
            "pre-upgrade hooks failed: job gateway-certgen failed: BackoffLimitExceeded",
            "A Job failed on every try",
        ),
        (
            "another operation (install/upgrade/rollback) is in progress",
            "Another Helm operation is in progress",
        ),
        ("context deadline exceeded", "Helm ran out of time"),
        (
            "cannot patch \"gateway-proxy\" with kind Deployment: Deployment.apps \"gateway-proxy\" is invalid: spec.selector: Invalid value: v1.LabelSelector{}: field is immutable",
            "The selector of a Deployment can't be changed",
        ),
        ("nobody knows this", "The Helm upgrade by Flux failed"),
    ] {
        let title = format!("error: {title}");
        let said = format!("Helm upgrade failed for release edge/gloo.v3 with chart gloo@1.17.3: {message}");
        let quoted = said.replace('"', "\\\"");
        for text in [
            format!("NAME\tREVISION\tSUSPENDED\tREADY\tMESSAGE\ngloo\t1.17.3\tFalse\tFalse\t{said}\n"),
            format!("NAME   AGE   READY   STATUS\ngloo   5m    False   {said}\n"),
            format!(
                "{{\"level\":\"error\",\"msg\":\"Reconciler error\",\"controller\":\"helmrelease\",\"error\":\"{quoted}\"}}\n"
            ),
            format!(
                "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nstatus:\n  conditions:\n  - message: '{said}'\n    reason: UpgradeFailed\n"
            ),
        ] {
            check(&text, &[&title]);
        }
    }
    // The command names the release that the message names.
    let busy = "Helm upgrade failed for release edge/main.v3 with chart gloo@1.17.3: another operation (install/upgrade/rollback) is in progress\n";
    let found = pasted(busy).diagnostics.remove(0);
    assert_eq!(found.subject.namespace.as_deref(), Some("edge"));
    assert_eq!(found.subject.release.as_deref(), Some("main"));
}

#[test]
fn terraform_and_pulumi_name_the_resource_apart_from_the_failure() {
    let failure = "Error: context deadline exceeded";
    let place = "  with module.gloo.helm_release.gloo,\n  on main.tf line 1, in resource \"helm_release\" \"gloo\":\n   1: resource \"helm_release\" \"gloo\" {\n";
    let framed = |text: &str| -> String { text.lines().map(|line| format!("\u{2502} {line}\n")).collect() };
    for text in [
        format!("{failure}\n\n{place}\n"),
        format!("\u{2577}\n{}\u{2575}\n", framed(&format!("{failure}\n\n{place}"))),
        "  kubernetes:helm.sh/v3:Release (gloo):\n    error: context deadline exceeded\n".to_owned(),
    ] {
        check(&text, &["error: Helm ran out of time"]);
    }
}

#[test]
fn a_failure_of_another_product_blocks_nothing() {
    for text in [
        "Helm upgrade failed for release web/nginx with chart ingress-nginx@4.1: context deadline exceeded\n",
        "The CustomResourceDefinition \"prometheuses.monitoring.coreos.com\" is invalid: metadata.annotations: Too long: must have at most 262144 bytes\n",
        "Error: INSTALLATION FAILED: Unable to continue with install: CustomResourceDefinition \"certificates.cert-manager.io\" in namespace \"\" exists and cannot be imported into the current release: invalid ownership metadata\n",
    ] {
        check(text, &["warning: Another product failed, not Gloo"]);
    }
}

#[test]
fn kubectl_has_words_of_its_own() {
    for (text, title) in [
        (
            "The Job \"gateway-certgen\" is invalid: spec.template: Invalid value: core.PodTemplateSpec{}: field is immutable",
            "error: The Job can't be changed",
        ),
        (
            "The Deployment \"gateway-proxy\" is invalid: spec.selector: Invalid value: v1.LabelSelector{}: field is immutable",
            "error: The selector of a Deployment can't be changed",
        ),
        (
            "The Service \"gloo\" is invalid: spec.clusterIP: Invalid value: \"\": field is immutable",
            "error: The clusterIP of a Service can't be changed",
        ),
    ] {
        check(&format!("{text}\n"), &[title]);
    }
}

#[test]
fn helm_describes_in_the_history_why_an_upgrade_failed() {
    let heading = "$ helm history gloo -n edge\nREVISION\tUPDATED                 \tSTATUS    \tCHART      \tAPP VERSION\tDESCRIPTION\n";
    let good = "1\tSat Aug 10 11:22:33 2024\tdeployed\tgloo-1.16.12\t\tUpgrade complete\n";
    let bad = "2\tSat Aug 10 12:22:33 2024\tfailed\tgloo-1.17.3\t\tUpgrade \"gloo\" failed: pre-upgrade hooks failed: 1 error occurred: * job gateway-certgen failed: BackoffLimitExceeded\n";
    let last = "warning: The last operation on the release failed";
    check(&format!("{heading}{good}{bad}"), &[JOB]);
    let unknown = bad.replace("BackoffLimitExceeded", "no luck").replace("pre-upgrade hooks", "something");
    check(&format!("{heading}{good}{unknown}"), &[last]);
    check(&format!("{heading}{}", bad.replace("Upgrade \"gloo\"", "Release \"gloo\"")), &[JOB, last]);
    check(
        "[{\"revision\":2,\"updated\":\"2024-08-10T12:22:33Z\",\"status\":\"failed\",\"chart\":\"gloo-1.17.3\",\"app_version\":\"\",\"description\":\"Upgrade \\\"gloo\\\" failed: job failed: BackoffLimitExceeded\"}]\n",
        &[JOB, last],
    );
    // A later revision is deployed.
    let again = good.replace("1\tSat Aug 10 11", "3\tSat Aug 10 13");
    check(&format!("{heading}{}{bad}{again}", good.replace("deployed", "superseded")), &[]);
}

#[test]
fn the_port_of_envoys_administration_is_no_cluster() {
    for host in ["[::1]", "127.0.0.1"] {
        check(
            &format!(
                "$ glooctl proxy dump\nError: Get \"http://localhost:19000/config_dump\": dial tcp {host}:19000: connect: connection refused\n"
            ),
            &["unknown: The proxies could not be looked at"],
        );
    }
}

/// A failure of one line.
const BUSY: &str = "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress";
const LICENCE: &str = "License is invalid or expired, crashing - license expired";

/// Nothing in a text is evidence of a failure, nor of anything else.
fn check_mentions(texts: &[String]) {
    for text in texts {
        let report = pasted(text);
        let blocks: Vec<&str> = report.blocks.iter().map(|one| one.kind.name()).collect();
        assert!(blocks.is_empty(), "{blocks:?} in {text}");
        check(text, &[]);
    }
}

#[test]
fn the_text_of_a_failure_in_a_program_is_none() {
    check_mentions(&[
        format!("func TestHook(t *testing.T) {{\n\trequire.EqualError(t, err, \"{BUSY}\")\n}}\n"),
        "\tif strings.Contains(err.Error(), \"immutable\") {\n\t\treturn fmt.Errorf(\"Error: UPGRADE FAILED: cannot patch %q with kind Job: %w\", name, err)\n\t}\n".to_owned(),
        format!("const errBusy = \"{BUSY}\"\n"),
        "raise RuntimeError(\"glooctl check: Checking pods... 1 Errors!\")\n".to_owned(),
        format!("def test_x():\n    assert \"{BUSY}\" in out\n"),
        format!("EXPECTED = \'\'\'\n{BUSY}\n\'\'\'\n"),
        format!("expect(stderr).toContain(\'{BUSY}\');\n"),
        format!("if grep -q \"{BUSY}\" out.txt; then\n  helm rollback gloo\nfi\n"),
        format!("    expected := `{{\"level\":\"fatal\",\"logger\":\"gloo\",\"msg\":\"{LICENCE}\"}}`\n"),
    ]);
}

#[test]
fn rules_and_lists_of_changes_are_none() {
    check_mentions(&[
        format!("groups:\n- name: gloo\n  rules:\n  - alert: Crash\n    annotations:\n      description: \"{LICENCE}\"\n"),
        format!("- alert: HelmStuck\n  expr: helm_status == 8\n  annotations:\n    summary: {BUSY}\n"),
        "## 1.16.9\n- Fix panic: runtime error: invalid memory address or nil pointer dereference in Upstream\n".to_owned(),
        format!("* Fixed a bug where `{BUSY}` was shown (#1234)\n"),
        format!("- #1234 {BUSY} is no longer shown\n"),
        format!("* The chart no longer prints {BUSY} (https://github.com/solo-io/gloo/issues/1)\n"),
        "changelog:\n- type: FIX\n  description: >\n    Fixes an issue where the gloo pod logged\n    panic: runtime error: invalid memory address or nil pointer dereference\n    when an Upstream had no spec.\n".to_owned(),
    ]);
}

#[test]
fn what_a_manual_says_of_a_failure_is_none() {
    check_mentions(&[
        format!("| Symptom | Cure |\n|---|---|\n| {BUSY} | helm rollback gloo |\n"),
        format!("Message | What it means\n--- | ---\n{BUSY} | Somebody else upgrades\n"),
        format!("## Troubleshooting\n\n### {BUSY}\n\nRoll back the release first.\n"),
        format!("- **{BUSY}**: roll back the release.\n- **Error: release: not found**: look at the namespace.\n"),
        "* `Checking pods... 1 Errors!` means that a pod is down.\n* `No problems detected.` means that all is well.\n".to_owned(),
        format!("The release notes say that \"{BUSY}\" may be shown after a timeout. We did not see that.\n"),
        format!("Q: helm says {BUSY}. What now?\nA: Roll back.\n"),
        format!("amy: does anyone know what {BUSY} means in general?\n"),
        format!("What does \"{BUSY}\" mean?\n"),
    ]);
}

#[test]
fn a_failure_that_somebody_pasted_or_reports_is_evidence() {
    for text in [
        format!("> {BUSY}\n"),
        format!("14:02 bob: got this now\n14:02 bob: {BUSY}\n14:03 amy: try a rollback\n"),
        format!("bob: we get {BUSY}\n"),
        format!("We get \"{BUSY}\" when we upgrade edge.\n"),
        format!("Since the upgrade helm fails with `{BUSY}`\n"),
        format!("We see {BUSY} - what do we do?\n"),
        format!("- {BUSY}\n"),
        format!("Steps:\n1. helm upgrade gloo gloo/gloo\n2. {BUSY}\n"),
        format!("```shell\n$ helm upgrade gloo gloo/gloo\n{BUSY}\n```\n"),
        format!("| {BUSY} |\n"),
        format!("| time | message |\n|---|---|\n| 10:11:12 | {BUSY} |\n"),
        format!("### {BUSY}\n"),
        format!("**Describe the bug**\nUpgrade fails with: {BUSY}\n"),
        format!("fatal: [edge-1]: FAILED! => {{\"msg\": \"Exited 1.\\nstderr: {BUSY}\\n\"}}\n"),
        format!(
            "Traceback (most recent call last):\n  File \"deploy.py\", line 12, in <module>\n    raise RuntimeError(err)\nRuntimeError: {BUSY}\n"
        ),
        format!("+ helm upgrade gloo gloo/gloo\n{BUSY}\n+ exit 1\n"),
        format!("Subject: {BUSY}\n\nHi, what can we do?\n"),
        format!("    Error:      \t\"{BUSY}\" is not what was expected here\n"),
    ] {
        check(&text, &["error: Another Helm operation is in progress"]);
    }
}

#[test]
fn logs_of_other_programs_are_no_failure_of_gloo() {
    let crash = |package: &str| {
        format!(
            "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x28 pc=0x2a]\n\ngoroutine 1 [running]:\n{package}.(*DB).Open(0xc000)\n\t/app/db.go:300 +0x1d2\nmain.main()\n\t/app/main.go:1 +0x2\n"
        )
    };
    for text in [
        crash("github.com/prometheus/prometheus/tsdb"),
        crash("istio.io/istio/pilot/pkg/xds"),
        "{\"level\":\"error\",\"ts\":\"2024-03-05T10:11:12.000Z\",\"logger\":\"cert-manager\",\"caller\":\"x.go:1\",\"msg\":\"failed to list certificates\"}\n".to_owned(),
    ] {
        check(&text, &["warning: Another product failed, not Gloo"]);
    }
    check(
        &crash("github.com/solo-io/gloo/projects/gloo/pkg/x"),
        &["error: The program crashed on a nil pointer"],
    );
}

#[test]
fn servers_that_do_not_reach_each_other_say_it_in_their_logs() {
    for (text, title) in [
        (
            "[2024-06-10 08:00:00.123][1][warning][config] [external/envoy/source/common/config/grpc_stream.h:160] StreamAggregatedResources gRPC config stream to gloo.edge.svc.cluster.local:9977 closed: 14, upstream connect error or disconnect/reset before headers\n",
            "warning: Envoy can't reach gloo",
        ),
        (
            "{\"level\":\"fatal\",\"ts\":\"2024-03-05T10:11:12.000Z\",\"logger\":\"rate-limit\",\"caller\":\"redis/driver.go:77\",\"msg\":\"dial tcp 10.0.0.4:6379: connect: connection refused\",\"version\":\"1.16.4\"}\n",
            "error: Redis can't be reached",
        ),
    ] {
        check(text, &[title]);
    }
}

#[test]
fn what_gloo_logs_is_not_cured_by_another_glooctl() {
    let words = "reading crd spec on resource web in namespace shop into *v1.VirtualService: unknown field \\\"dlp\\\" in gloo.solo.io.RouteAction";
    let log = format!(
        "{{\"level\":\"error\",\"logger\":\"gloo.v1.event_loop\",\"msg\":\"converting output crd: {words}\"}}\n"
    );
    let typed =
        format!("$ glooctl get vs -n shop\nError: converting output crd: {}\n", words.replace('\\', ""));
    for (text, is_cured) in [(log, false), (typed, true)] {
        let found = pasted(&text).diagnostics.remove(0);
        assert_eq!(found.title, "A stored resource has an unknown field");
        assert_eq!((!found.steps.is_empty(), !found.cure.is_empty()), (is_cured, is_cured), "reading {text}");
    }
}
