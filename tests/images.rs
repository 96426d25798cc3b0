//! Whose an image is, and whether it runs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::{knowledge, pasted};
use gloo_advisor::report::json;
use gloo_advisor::{Case, Choices, Edition, Report, advise};

/// Edition, Enterprise version and open-source version of each installation.
fn installed(report: &Report) -> Vec<String> {
    let words = report.installations.iter().map(|(one, _)| {
        let text = |known: Option<String>| known.unwrap_or_else(|| "-".to_owned());
        let edition = one.edition.as_ref().map(|known| known.value.name().to_owned());
        let enterprise = one.enterprise.as_ref().map(|known| known.value.to_string());
        let base = one.open_source.as_ref().map(|known| known.value.to_string());
        [edition, enterprise, base].map(text).join(" ")
    });
    words.collect()
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(installed(&pasted(text)), expect, "reading {text:?}");
}

const ASKED: &str = "$ kubectl get pods -A -o jsonpath='{..image}'\n";

/// The same images in every form in which the cluster lists them.
fn check_every_form(images: &[&str], expect: &[&str]) {
    let lines = |before: &str| images.iter().map(|image| format!("{before}{image}\n")).collect::<String>();
    check(&format!("{ASKED}{}", lines("")), expect);
    check(&format!("{ASKED}{}\n", images.join(" ")), expect);
    check(&format!("{ASKED}{}", lines("      1 ")), expect);
    check(&format!("$ kubectl get deploy -o yaml | grep image\n{}", lines("        image: ")), expect);
    check(&format!("NAME   IMAGES\n{}", lines("web   ")), expect);
    let wide = "NAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR\n";
    let row = |image: &&str| format!("web   1/1   1   1   5d   web   {image}   app=web\n");
    check(&format!("{wide}{}", images.iter().map(row).collect::<String>()), expect);
    let container = |image: &&str| format!("    Image:         {image}\n    Image ID:      x\n");
    let pod = images.iter().map(container).collect::<String>();
    check(&format!("Name:       web\nNamespace:  edge\nContainers:\n{pod}"), expect);
    let object = |image: &&str| format!("    - image: {image}\n      name: web\n");
    let spec = images.iter().map(object).collect::<String>();
    let yaml = format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: edge\n  uid: x\nspec:\n    containers:\n{spec}"
    );
    check(&yaml, expect);
}

#[test]
fn images_of_others_are_none() {
    for image in [
        "envoyproxy/gateway:v1.2.1",
        "docker.io/envoyproxy/gateway:v1.3.0",
        "cr.kgateway.dev/kgateway-dev/sds:v2.0.1",
        "gcr.io/gloo-mesh/discovery:2.4.4",
        "registry.corp.example/payments/gateway:2.3.4",
        "registry.corp.example/platform/ingress:4.5.6",
        "registry.gitlab.com/gitlab-org/build/cng/gitlab-webservice-ee:v16.1.2",
        "registry.corp.example/tools/vault-ee:1.17.3",
        "quay.io/jetstack/certgen:1.17.3",
    ] {
        check_every_form(&[image], &[]);
        let own = "quay.io/solo-io/gloo:1.17.4";
        check_every_form(&[own, image], &["open-source - 1.17.4"]);
        check_every_form(&[image, own], &["open-source - 1.17.4"]);
    }
}

#[test]
fn general_names_count_beside_telling_ones() {
    let expect = ["enterprise 1.17.2 1.17.4"];
    check_every_form(
        &["reg.example:5000/solo/discovery:1.17.4", "reg.example:5000/solo/gloo-ee:1.17.2"],
        &expect,
    );
    // From another place, or of another line, it is somebody else's.
    let alone = ["enterprise 1.17.2 -"];
    check_every_form(&["reg.example/other/discovery:1.17.4", "reg.example/solo/gloo-ee:1.17.2"], &alone);
    check_every_form(&["reg.example/solo/discovery:2.4.4", "reg.example/solo/gloo-ee:1.17.2"], &alone);
    check_every_form(&["reg.example/solo/discovery:1.17.4"], &[]);
}

#[test]
fn federation_is_no_gateway() {
    check_every_form(&["quay.io/solo-io/gloo-fed:1.17.2"], &[]);
    check_every_form(
        &["quay.io/solo-io/gloo-fed:1.17.2", "quay.io/solo-io/gloo:1.17.4"],
        &["open-source - 1.17.4"],
    );
    check_every_form(
        &["quay.io/solo-io/gloo-fed:1.17.2", "quay.io/solo-io/discovery:1.17.4"],
        &["enterprise 1.17.2 1.17.4"],
    );
}

/// What `glooctl version` prints of some containers.
fn version(containers: &str) -> String {
    format!(
        "$ glooctl version\nClient: {{\"version\":\"1.17.4\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{containers}],\"namespace\":\"edge\"}}}}\n"
    )
}

fn named(name: &str, tag: &str, oss_tag: &str) -> String {
    let annotation = if oss_tag.is_empty() { String::new() } else { format!(",\"OssTag\":\"{oss_tag}\"") };
    format!("{{\"Tag\":\"{tag}\",\"Name\":\"{name}\",\"Registry\":\"reg.example/mirror\"{annotation}}}")
}

#[test]
fn an_annotation_unlike_the_tag_is_of_enterprise() {
    for name in ["gloo-enterprise", "gloo_ee", "glooee", "control-plane", "gloo"] {
        let listing = [named("discovery", "1.17.4", ""), named(name, "1.17.2", "1.17.4")].join(",");
        check(&version(&listing), &["enterprise 1.17.2 1.17.4"]);
    }
    // A sidecar of another maker runs in the same pod.
    let listing = [named("gloo", "1.17.4", "1.17.4"), named("proxyv2", "1.17.2", "1.17.4")].join(",");
    check(&version(&listing), &["open-source - 1.17.4"]);
    // Somebody has set the image by hand: the proxies are as the annotation says.
    let listing = [named("gloo-envoy-wrapper", "1.17.4", ""), named("gloo", "1.17.2", "1.17.4")].join(",");
    check(&version(&listing), &["open-source - 1.17.4"]);
    // The description of a pod whose image has another name.
    let described = "Name:       gloo\nNamespace:  edge\nAnnotations:  gloo.solo.io/oss-image-tag: 1.17.4\nContainers:\n  gloo:\n    Image:      reg.example/mirror/control-plane:1.17.2\n    Port:       9977/TCP\n";
    check(described, &["enterprise 1.17.2 1.17.4"]);
    let stored = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: gloo\n  namespace: edge\n  uid: x\nspec:\n  template:\n    metadata:\n      annotations:\n        gloo.solo.io/oss-image-tag: 1.17.4\n    spec:\n      containers:\n      - image: reg.example/mirror/control-plane:1.17.2\n        name: gloo\n";
    check(stored, &["enterprise 1.17.2 1.17.4"]);
}

#[test]
fn an_unknown_name_leaves_the_edition_open() {
    for name in ["gloo-enterprise", "gloo_ee", "control-plane"] {
        let listing = version(&[named("discovery", "1.17.4", ""), named(name, "1.17.2", "")].join(","));
        let unknown = pasted(&listing);
        assert_eq!(installed(&unknown), ["- - 1.17.4"], "reading {listing}");
        assert!(unknown.plan.is_none(), "a plan needs an edition");
        let value = json::to_value(&unknown);
        assert_eq!(value["installations"][0]["edition"], serde_json::Value::Null);
        assert_eq!(value["installations"][0]["pairing"]["status"], "unknown");
        let finding = unknown.diagnostics.iter().find(|one| one.code.id() == "GLA0207").expect("a finding");
        assert!(finding.detail.contains("unknown") && finding.detail.contains(name), "{}", finding.detail);
        assert_eq!(
            gloo_advisor::command::posix::emit(finding.command.as_ref().unwrap()),
            "helm list -n edge"
        );
        assert_ne!(unknown.verdict.level.name(), "ok");
        // The proxies of open source may run beside a gloo of another name.
        let listing =
            version(&[named("gloo-envoy-wrapper", "1.17.4", ""), named(name, "1.17.2", "")].join(","));
        check(&listing, &["- - 1.17.4"]);
    }
    // What no chart of Gloo runs beside gloo itself says nothing against it.
    check(
        &version(&[named("gloo", "1.17.4", ""), named("petstore", "1.17.2", "")].join(",")),
        &["open-source - 1.17.4"],
    );
    // The table has no registries.
    let table = "Client version: 1.17.4\nServer version:\n+-----------+-----------------+-------------------------+\n| NAMESPACE | DEPLOYMENT-TYPE |       CONTAINERS        |\n+-----------+-----------------+-------------------------+\n| edge      | Gateway         | discovery: 1.17.4       |\n|           |                 | gloo-enterprise: 1.17.2 |\n+-----------+-----------------+-------------------------+\n";
    check(table, &["- - 1.17.4"]);
    check(&table.replace("gloo-enterprise: 1.17.2", "redis: 6.2.4           "), &["- - 1.17.4"]);
    check(&table.replace("gloo-enterprise: 1.17.2", "gloo: 1.17.4           "), &["open-source - 1.17.4"]);
}

#[test]
fn the_chart_or_the_user_decides_where_images_do_not() {
    let listing =
        version(&[named("discovery", "1.17.4", ""), named("gloo-enterprise", "1.17.2", "")].join(","));
    let helm = |chart: &str| {
        format!(
            "$ helm list -n edge\nNAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\ngloo\tedge\t3\t2025-03-12 16:01:22.1 +0000 UTC\tdeployed\t{chart}\t\n"
        )
    };
    for text in
        [format!("{}{listing}", helm("gloo-ee-1.17.2")), format!("{listing}{}", helm("gloo-ee-1.17.2"))]
    {
        check(&text, &["enterprise 1.17.2 1.17.4"]);
    }
    check(&format!("{}{listing}", helm("gloo-1.17.4")), &["open-source - 1.17.4"]);
    // An upgrade that failed proves no number, but the image that carries it does.
    check(
        &format!("{}{listing}", helm("gloo-ee-1.17.2").replace("deployed", "failed")),
        &["enterprise 1.17.2 1.17.4"],
    );
    check(
        &format!("{}{listing}", helm("gloo-ee-1.17.9").replace("deployed", "failed")),
        &["enterprise - 1.17.4"],
    );
    let choices = Choices { edition: Some(Edition::Enterprise), ..Choices::default() };
    let said = advise(&Case::paste(&listing), &knowledge(), &choices);
    assert_eq!(installed(&said), ["enterprise - 1.17.4"]);
}

#[test]
fn a_later_edition_in_one_namespace_counts_after_a_change() {
    let list =
        |image: &str| format!("$ kubectl -n edge get deploy gloo -o jsonpath='{{..image}}'\n{image}\n");
    let (open, enterprise) = (list("quay.io/solo-io/gloo:1.16.9"), list("quay.io/solo-io/gloo-ee:1.17.2"));
    let upgrade = "$ helm upgrade gloo glooe/gloo-ee -n edge\n";
    let rollback = "$ helm rollback gloo -n edge\n";
    check(&format!("{open}{upgrade}{enterprise}"), &["enterprise 1.17.2 -"]);
    check(&format!("{enterprise}{rollback}{open}"), &["open-source - 1.16.9"]);
    // Without a change between them, which of the two is true is unknown, so both are kept.
    check(&format!("{open}{enterprise}"), &["enterprise 1.17.2 -", "open-source - 1.16.9"]);
    check(&format!("{enterprise}{open}"), &["open-source - 1.16.9", "enterprise 1.17.2 -"]);
}

#[test]
fn lists_that_nothing_says_are_running_prove_nothing() {
    let list = "quay.io/solo-io/gloo-ee:1.17.2\nquay.io/solo-io/discovery-ee:1.17.2\nquay.io/solo-io/gloo-ee-envoy-wrapper:1.17.2\n";
    check(list, &[]);
    check(&format!("We have to mirror these before the upgrade:\n{list}"), &[]);
    check(&format!("$ kubectl get ns\nNAME   STATUS   AGE\nedge   Active   5d\n\n{list}"), &[]);
    check(
        &format!(
            "{ASKED}quay.io/solo-io/gloo:1.16.9\n\nPlease mirror the following images for us:\n\n{list}"
        ),
        &["open-source - 1.16.9"],
    );
    check(&list.replace("quay", "- quay"), &[]);
    check(&list.replace("quay", "* quay"), &[]);
    check(&list.replace("quay", "      1 quay"), &[]);
    check(&list.replace("quay", "docker pull quay"), &[]);
    check(&list.replace("quay", "  image: quay"), &[]);
    check(&list.replace("quay", "Image: quay"), &[]);
    check(&list.replace("quay", "gloo-ee   quay"), &[]);
    check(&format!("$ docker images\n{list}"), &[]);
    check(&format!("$ helm template glooe/gloo-ee | grep image\n{list}"), &[]);
    check(
        "1.17.4: Pulling from solo-io/gloo\nStatus: Downloaded newer image for quay.io/solo-io/gloo:1.17.4\nquay.io/solo-io/gloo:1.17.4\n",
        &[],
    );
    check(
        "quay.io/solo-io/gloo:1.17.4 (debian 12.5)\n=========================================\nTotal: 3 (HIGH: 3)\n",
        &[],
    );
    check(
        "$ kubectl set image deploy/gloo gloo=quay.io/solo-io/gloo:1.17.4\nquay.io/solo-io/gloo:1.17.4\n",
        &[],
    );
}

#[test]
fn a_manifest_does_not_run() {
    let manifest = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: gloo\nspec:\n  containers:\n  - image: quay.io/solo-io/gloo:1.17.4\n    name: gloo\n";
    check(manifest, &[]);
    check(
        &format!(
            "$ kubectl run gloo --image quay.io/solo-io/gloo:1.17.4 --dry-run=client -o yaml\n{manifest}"
        ),
        &[],
    );
    check(&format!("$ kubectl get pod gloo -o yaml\n{manifest}"), &["open-source - 1.17.4"]);
    check(&manifest.replace("name: gloo\nspec", "name: gloo\n  uid: x\nspec"), &["open-source - 1.17.4"]);
}

#[test]
fn what_only_the_cluster_prints_needs_no_command() {
    let expect = ["open-source - 1.17.4"];
    check("gloo-7d9f8c6b5-x2k4q   quay.io/solo-io/gloo:1.17.4\n", &expect);
    check("edge   gloo-7d9f8c6b5-x2k4q   quay.io/solo-io/gloo:1.17.4\n", &expect);
    check(
        "    Image:          quay.io/solo-io/gloo:1.17.4\n    Image ID:       quay.io/solo-io/gloo@sha256:0a1b\n",
        &expect,
    );
    check("    Image:          quay.io/solo-io/gloo:1.17.4\n    Port:           9977/TCP\n", &expect);
    check("release-20250312-build   quay.io/solo-io/gloo:1.17.4\n", &[]);
}

/// The titles of the findings about tags and releases of containers.
fn told(text: &str) -> Vec<String> {
    let found = pasted(text).diagnostics;
    let found = found.iter().filter(|one| ["GLA0201", "GLA0202", "GLA0210"].contains(&&*one.code.id()));
    found.map(|one| format!("{} {}", one.code.id(), one.title)).collect()
}

#[test]
fn an_image_that_may_be_anybodys_is_no_mismatch() {
    for (other, expect) in [
        ("ghcr.io/acme/gateway:1.2.3", 0),
        ("docker.io/bitnami/kubectl:1.28.4", 0),
        ("ghcr.io/acme/gloo:2.0.1", 0),
        ("mirror.corp.example/quay.io/solo-io/gloo:1.16.2", 1),
        ("mirror.corp.example/gloo-edge/gloo:1.16.2", 1),
        ("quay.io/solo-io/discovery:1.16.2", 1),
    ] {
        let text = format!("{ASKED}quay.io/solo-io/gloo:1.17.3\n{other}\n");
        assert_eq!(told(&text).len(), expect, "reading {text}: {:?}", told(&text));
        check(&text, &["open-source - 1.17.3"]);
        let (path, tag) = other.rsplit_once(':').unwrap();
        let (registry, name) = path.rsplit_once('/').unwrap();
        let listed = format!(
            "Server: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"1.17.3\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}},{{\"Tag\":\"{tag}\",\"Name\":\"{name}\",\"Registry\":\"{registry}\"}}],\"namespace\":\"edge\"}}}}\n"
        );
        assert_eq!(told(&listed).len(), expect, "reading {listed}: {:?}", told(&listed));
    }
    // A mirror of all of them has the number of each.
    let mirror = format!("{ASKED}mirror.corp.example/gloo:1.17.3\nmirror.corp.example/discovery:1.17.2\n");
    assert_eq!(told(&mirror).len(), 1, "{mirror}");
}

#[test]
fn a_cut_tag_is_no_build_of_somebodys_own() {
    let settles = "kubectl -n gloo-system get pods -o 'jsonpath={range .items[*]}{.spec.containers[*].image}{'\\''\\n'\\''}{end}'";
    for cut in ["1.1…", "1.17...", "1.17.", "1.", "v", "1.17.0-be", "1.17", "…"] {
        for text in [
            format!("{ASKED}quay.io/solo-io/gloo:1.17.3 quay.io/solo-io/gateway:{cut} \n"),
            format!(
                "$ kubectl get deploy -o wide\nNAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES\ngloo   1/1   1   1   5d   gloo   quay.io/solo-io/gloo:{cut}\nx   1/1   1   1   5d   x   quay.io/solo-io/gloo-envoy-wrapper:1.17.3\n"
            ),
            format!(
                "Server: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{cut}\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"gloo-system\"}}}}\n"
            ),
        ] {
            if cut == "…" && !text.starts_with("Server") {
                continue;
            }
            let found = pasted(&text).diagnostics;
            let found: Vec<_> =
                found.iter().filter(|one| ["GLA0202", "GLA0210"].contains(&&*one.code.id())).collect();
            let [finding] = found.as_slice() else { panic!("{text}: {:?}", told(&text)) };
            assert_eq!(finding.code.id(), "GLA0210", "{text}");
            let command = finding.command.as_ref().map(gloo_advisor::command::posix::emit);
            assert_eq!(command.as_deref(), Some(settles), "{text}");
        }
    }
    // The row ends before the column that follows the image, so its tag may go on.
    let row = "$ kubectl get deploy -o wide\nNAME   READY   UP-TO-DATE   AVAILABLE   AGE   CONTAINERS   IMAGES   SELECTOR\ngloo   1/1   1   1   5d   gloo   quay.io/solo-io/gloo:1.17.1\n";
    assert_eq!(told(row).len(), 1, "{row}: {:?}", told(row));
    check(row, &["open-source - -"]);
    for own in ["dev", "1.17.0-9303", "1.16.2-bname-d16079d"] {
        let text = format!("{ASKED}quay.io/solo-io/gloo:{own}\n");
        assert!(told(&text).iter().all(|one| one.starts_with("GLA0202")), "{text}");
    }
}
