//! What is handed on has no secret in it, and nothing else is changed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test may fail by panicking"
)]

mod common;

use std::borrow::Cow;
use std::collections::BTreeSet;

use common::pasted;
use gloo_advisor::redact::{Kind, Kinds, Redaction, json};
use gloo_advisor::report::json::to_value;
use gloo_advisor::report::script::script;
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::settings::Named as _;

/// A text without what is replaced by default.
fn redact(text: &str) -> String {
    redact_with(text, Kinds::default())
}

fn redact_with(text: &str, kinds: Kinds) -> String {
    let redaction = Redaction::of(&[text], &pasted(""), kinds);
    let once = redaction.apply(text).into_owned();
    assert_eq!(redaction.apply(&once), once, "redacting again what came of {text:?}");
    once
}

fn check(text: &str, expect: &str) {
    assert_eq!(redact(text), expect, "redacting {text:?}");
}

#[test]
fn values_go_and_keys_stay() {
    check("password: hunter2", "password: redacted-password-1");
    check("  adminPassword: correct horse", "  adminPassword: redacted-password-1");
    check(r#"{"client_secret":"a b\"c","x":"y"}"#, r#"{"client_secret":"redacted-token-1","x":"y"}"#);
    check(
        "helm upgrade gloo --password abc --set x=y",
        "helm upgrade gloo --password redacted-password-1 --set x=y",
    );
    check("--set-string license_key=abc,other=1", "--set-string license_key=redacted-licence-key-1,other=1");
    check("export GLOO_LICENSE_KEY='abc'", "export GLOO_LICENSE_KEY='redacted-licence-key-1'");
    check("$env:GLOO_LICENSE_KEY = 'abc'", "$env:GLOO_LICENSE_KEY = 'redacted-licence-key-1'");
    check("gloo.licenseKey=abc", "gloo.licenseKey=redacted-licence-key-1");
    check("- name: DB_PASSWORD\n  value: hunter", "- name: DB_PASSWORD\n  value: redacted-password-1");
    check(
        r#"{"name":"DB_PASSWORD","value":"hunter"}"#,
        r#"{"name":"DB_PASSWORD","value":"redacted-password-1"}"#,
    );
    check(r#"{\"token\":\"abc\"}"#, r#"{\"token\":\"redacted-token-1\"}"#);
    check("GET /api?token=abc&x=1", "GET /api?token=redacted-token-1&x=1");
    check("Authorization: Basic amFuZTpo", "Authorization: Basic redacted-token-1");
    check("curl -u jane:hunter2 -k", "curl -u redacted-password-1 -k");
    check("docker login quay.io -u jane -p hunter2", "docker login quay.io -u jane -p redacted-password-1");
    check(
        "git clone https://jane:hunter2@github.com/x/y",
        "git clone https://redacted-password-1@github.com/x/y",
    );
    check(
        "    client-key-data: QUJD\n    token: abc",
        "    client-key-data: redacted-kubeconfig-1\n    token: redacted-token-1",
    );
    check("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n", "redacted-pem-1\n");
    check(
        r"tls.crt: -----BEGIN CERTIFICATE-----\nMIIEabcdefghijklmnopqrstuvwxyz\nABC=\n-----END CERTIFICATE-----\n",
        r"tls.crt: redacted-pem-1\n",
    );
}

#[test]
fn addresses_go() {
    check("from Jane <jane.doe+x@acme.com>", "from Jane <redacted-email-1>");
    check("dial tcp 10.0.0.1:6443: refused", "dial tcp ip-1:6443: refused");
    check("[2001:db8::1]:443 and fe80::1%eth0", "[ip-1]:443 and ip-2%eth0");
    check("10.0.0.0/8, 10.1.0.1-10.1.0.9", "ip-1/8, ip-2-ip-3");
    check("node ip-10-4-45-174", "node ip-1");
    check("lookup api.acme.shop: no such host", "lookup host-1.invalid: no such host");
    check("registry.acme.com:5000/team/gloo:1.16.3", "host-1.invalid:5000/team/gloo:1.16.3");
    check("https://vault.acme/v1", "https://host-1.invalid/v1");
    check("*.acme.com", "*.host-1.invalid");
    check("1.16.3-jane.doe@acme.com", "1.16.3-redacted-email-1");
}

#[test]
fn what_is_no_secret_stays() {
    for text in [
        "v1.16.3 1.18.2-fips gloo-ee-1.18.2 1.16.3-jane.doe app_version: 1.20.0.1 gloo:1.20.0.1 Chrome/120.0.0.0",
        "0.0.0.0:8080 127.0.0.1:9977 [::]:8080 ::1 255.255.255.0 12:30:45 a::b std::fmt",
        "license_key=\"$GLOO_LICENSE_KEY\" --license-key=<YOUR-LICENSE-KEY> password=**** token: ${TOKEN} password=",
        "kubectl -n gloo-system get secret license -o jsonpath=\"{.data.license-key}\"",
        "license_secret_name: license\npullSecret: regcred\nsecret: gateway-validation-certs-2",
        "failed to fetch anonymous token: unexpected status: 401 Unauthorized",
        "invalid username or password: unauthorized\nAutomountServiceAccountToken: false",
        "envoy.filters.http.router global.image.tag values.yaml main.go:12 gateway.solo.io/v1 app.kubernetes.io/name",
        "gloo.gloo-system.svc.cluster.local gloo.edge.svc:9977 https://storage.googleapis.com/solo-public-helm",
        "<set to the key 'license-key' in secret 'license'> Secret sh.helm.release.v1.gloo.v9 sha256:0123456789abcdef0123456789abcdef",
        "Bearer realm=\"x\" and basic auth credentials, the prefix Bearer is announced",
    ] {
        check(text, text);
    }
}

#[test]
fn the_same_has_the_same_stand_in() {
    let text = "password=hunter2a token=abc9Z9 password=hunter3b\nhunter2a, a@x.com A@x.com b@x.com 10.0.0.1 10.0.0.2 10.0.0.1";
    check(
        text,
        "password=redacted-password-1 token=redacted-token-1 password=redacted-password-2\nredacted-password-1, \
         redacted-email-1 redacted-email-1 redacted-email-2 ip-1 ip-2 ip-1",
    );
    let redaction = Redaction::of(&[text], &pasted(""), Kinds::default());
    let stand_ins: BTreeSet<&str> = redaction.found().iter().map(|found| found.stand_in.as_str()).collect();
    assert_eq!((stand_ins.len(), redaction.found().len()), (7, 7));
    let cut = "token of 40 letters: Zm9vYmFyYmF6cXV4";
    let redaction = Redaction::of(&["token=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4"], &pasted(""), Kinds::default());
    assert_eq!(redaction.apply(cut), "token of 40 letters: redacted-token-1");
    assert_eq!(redaction.apply("10.9.8.7"), "ip-other", "what was not in the case");
    assert!(matches!(redaction.apply("nothing"), Cow::Borrowed("nothing")));
}

#[test]
fn each_kind_has_a_switch() {
    for (kind, text) in [
        (Kind::Licence, "license_key=abc"),
        (Kind::Token, "token=abc"),
        (Kind::Jwt, "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"),
        (Kind::Pem, "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----"),
        (Kind::Password, "password=abc"),
        (Kind::Kubeconfig, "client-key-data: QUJD"),
        (Kind::Email, "jane@solo.io"),
        (Kind::Ip, "10.0.0.1"),
        (Kind::Host, "vault.acme.de"),
    ] {
        assert_ne!(redact(text), text, "{}", kind.label());
        assert_eq!(redact_with(text, Kinds::default().without(kind)), text, "without {}", kind.name());
        assert_eq!(redact_with(text, Kinds::none().with(kind)), redact(text), "only {}", kind.name());
    }
}

#[test]
fn names_go_on_demand() {
    let text = "$ kubectl config use-context prod-eu\n$ glooctl check -n edge-eu\nChecking upstreams... 1 Errors!\nError: \
                1 error occurred:\n\t* Found rejected upstream by 'edge-eu': edge-eu team-a (Reason: x)\n\n\
                $ glooctl version -n edge-eu\nClient: {\"version\":\"1.16.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":\
                {\"containers\":[{\"Tag\":\"1.16.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"edge-eu\"}}\n";
    let report = pasted(text);
    let kinds = Kinds::default().with(Kind::Namespace).with(Kind::Name);
    let redaction = Redaction::of(&[text], &report, kinds);
    let shown = redaction.apply(&render(&report, Style::Markdown, Detail::Full)).into_owned();
    assert!(shown.contains("-n namespace-1") && shown.contains("namespace-1 name-"));
    let mut value = to_value(&report);
    json(&mut value, &redaction);
    for (face, text) in [("ticket", &shown), ("JSON", &value.to_string())] {
        let left = text.lines().find(|line| line.contains("edge-eu") || line.contains("team-a"));
        assert_eq!(left, None, "{face}");
        assert!(redaction.apply(text) == *text, "{face} again");
    }
    assert_eq!(redact(text), text, "by default names stay");
}

/// Secrets, each with a form that every reader of a text knows as it is.
const SECRETS: [&str; 20] = [
    "license_key=eyJhbGciOiJFUzI1NiJ9.eyJleHAiOjF9.LICENCEone1",
    "license-key: QmFzZTY0TGljZW5jZU9uZTEyMzQ1Njc4OTA=",
    "Authorization: Bearer opaqueTokenOne11",
    "https://x.example/api?token=opaqueTokenTwo22",
    "AKIAIOSFODNN7EXAMPLA",
    "aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "glpat-0123456789abcdefghij",
    "client_secret=cl13ntSecretOne",
    "xoxb-0123456789-abcdefABCDEF",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlT25l",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI1Njc4In0.c2lnbmF0dXJlVHdv",
    "-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\\n-----END PRIVATE KEY-----",
    "https://bob:S3CRETPW@charts.corp.example/x",
    "password=Hunter2Hunter",
    "--password Pa55wordTwo",
    "jane.doe@corp.example",
    "10.20.30.40:6443",
    "[2001:db8:7::9]:443",
    "registry.corp.internal/team",
];

/// What must not be left of them.
const ORIGINALS: [&str; 22] = [
    "LICENCEone1",
    "QmFzZTY0TGljZW5jZU9uZTEyMzQ1Njc4OTA",
    "opaqueTokenOne11",
    "opaqueTokenTwo22",
    "AKIAIOSFODNN7EXAMPLA",
    "wJalrXUtnFEMI",
    "bPxRfiCY",
    "0123456789abcdefghij",
    "cl13ntSecretOne",
    "0123456789-abcdef",
    "c2lnbmF0dXJlT25l",
    "c2lnbmF0dXJlVHdv",
    "MIIEvQ",
    "S3CRETPW",
    "Hunter2Hunter",
    "Pa55wordTwo",
    "jane.doe",
    "10.20.30.40",
    "2001:db8",
    "corp.internal",
    "corp.example",
    "x.example",
];

/// Outputs with a place for what one of them carries.
const SHAPES: [&str; 13] = [
    "Checking upstreams... 1 Errors!\nError: 1 error occurred:\n\t* Found rejected upstream by 'gloo-system': gloo-system a (Reason: SECRET)\n\n",
    "Error: UPGRADE FAILED: could not get SECRET : 401\n",
    "Error from server (InternalError): error when creating: SECRET is not allowed\n",
    "{\"level\":\"error\",\"ts\":\"2024-03-01T11:39:46.100Z\",\"logger\":\"gloo-ee\",\"caller\":\"license/client.go:88\",\"msg\":\"failed with SECRET now\",\"version\":\"1.16.4\"}\n",
    "2024-03-01T11:39:46.100Z\terror\tgloo\tsetup/setup.go:85\tfailed with SECRET now\n",
    "[2024-03-01 11:39:46.100][1][critical][main] [source/server/server.cc:117] error initializing: SECRET\n",
    "LAST SEEN   TYPE      REASON   OBJECT     MESSAGE\n2m          Warning   Failed   pod/gloo   Failed to pull image: SECRET\n",
    "{\"kind\":\"Deployment\",\"note\":\"SECRET\",\"image\":\"quay.io/solo-io/gloo:1.16.3\"}\n",
    "USER-SUPPLIED VALUES:\ngloo:\n  note: SECRET\n  tag: 1.16.9\n",
    "$ helm upgrade gloo glooe/gloo-ee --version 1.18.2 -H 'SECRET' --set a=b\nError: UPGRADE FAILED: SECRET\n",
    "$ curl -H \"SECRET\" https://x.example/\ncurl: (6) SECRET\n",
    "SECRET\n",
    "users:\n- name: a\n  user:\n    note: SECRET\n",
];

#[test]
fn nothing_handed_on_has_a_secret() {
    const VERSION: &str = "Client: {\"version\":\"1.16.3\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.16.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";
    let mut shown = 0;
    for shape in SHAPES {
        let parts: String = SECRETS.iter().map(|secret| shape.replace("SECRET", secret)).collect();
        let text = format!("{VERSION}{parts}");
        let report = pasted(&text);
        let redaction = Redaction::of(&[&text], &report, Kinds::default());
        let hops = report.plan.iter().flat_map(|plan| &plan.hops);
        let mut outputs: Vec<String> = hops.map(|hop| script(hop, report.settings.shell)).collect();
        outputs.push(render(&report, Style::Markdown, Detail::Full));
        outputs.push(render(&report, Style::Plain, Detail::Brief));
        outputs.push(to_value(&report).to_string());
        outputs.push(text);
        let mut value = to_value(&report);
        json(&mut value, &redaction);
        for output in &outputs {
            let redacted = redaction.apply(output);
            let again = redaction.apply(&redacted);
            let other = again.lines().zip(redacted.lines()).find(|(one, other)| one != other);
            assert_eq!(other, None, "again, of {shape}");
            assert_eq!(versions(output), versions(&redacted), "versions of {shape}");
            for original in ORIGINALS {
                let line = redacted.lines().find(|line| line.contains(original));
                assert_eq!(line, None, "{original} is left of {shape}");
                shown += usize::from(output.contains(original));
            }
        }
        let left = ORIGINALS.iter().find(|original| value.to_string().contains(**original));
        assert_eq!(left, None, "JSON, of {shape}");
    }
    assert!(shown >= 400, "only {shown} originals would have been shown");
}

/// Release numbers, sorted: three numbers with dots between them, and what follows with a hyphen.
fn versions(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    let is_version =
        |word: &&str| word.split('.').count() == 3 && word.split('.').all(|number| !number.is_empty());
    let mut versions: Vec<&str> = words.map(|word| word.trim_matches('.')).filter(is_version).collect();
    versions.sort_unstable();
    versions
}
