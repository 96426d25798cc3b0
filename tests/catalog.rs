//! The published catalog: what it covers and what follows from it. Other catalogs stand in
//! `catalog/hostile.rs`.
//!
//! `cargo test --test catalog -- --nocapture` prints the table of what is covered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

#[path = "catalog/hostile.rs"]
mod hostile;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use gloo_advisor::catalog::CrdChanges;
use gloo_advisor::ranges::Ranges;
use gloo_advisor::rules::{RiskKind, RiskRule};
use gloo_advisor::version::ReleaseLine;
use gloo_advisor::{Catalog, Edition, Knowledge, Version};
use serde_json::Value;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::published().expect("the published data"));
static CATALOG: LazyLock<&Catalog> = LazyLock::new(|| &KNOWLEDGE.catalog);

/// The published catalog as it was parsed.
static TREE: LazyLock<Value> = LazyLock::new(|| parsed("static/catalog.json"));

fn parsed(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    serde_json::from_str(&fs::read_to_string(path).expect("a file of the project")).expect("JSON")
}

fn version(text: &str) -> Version {
    Version::parse(text).unwrap_or_else(|| panic!("{text} is a version"))
}

fn line(text: &str) -> ReleaseLine {
    ReleaseLine::parse(text).unwrap_or_else(|| panic!("{text} is a line"))
}

/// The stable releases of open source, from the first whose custom resource definitions are known.
fn stable() -> Vec<Version> {
    let releases = CATALOG.releases(Edition::OpenSource).iter().map(|release| release.version);
    releases.filter(|known| !known.is_prerelease() && *known >= version("0.18.0")).collect()
}

/// The lines with a release of either edition, from 0.18 on.
fn lines() -> BTreeSet<ReleaseLine> {
    let releases = Edition::ALL.into_iter().flat_map(|edition| CATALOG.releases(edition));
    releases.map(|release| release.version.line()).filter(|known| *known >= line("0.18")).collect()
}

/// How much the catalog knows of a line in an edition, by kind; `None` where there can be no such thing.
fn counts(edition: Edition, line: ReleaseLine) -> [(&'static str, Option<usize>); 7] {
    let releases = CATALOG.line(edition, line);
    let bases = || releases.iter().rev().filter_map(|release| release.base.as_ref());
    let open_source = match edition {
        Edition::OpenSource => CATALOG.newest(edition, line).map(|newest| newest.version),
        Edition::Enterprise => bases().next().map(|base| base.version),
    };
    let has = |version| CATALOG.crds().iter().filter(|crd| crd.ranges.contains(version)).count();
    let support = CATALOG.support(line);
    let supported = support.filter(|row| row.kubernetes.is_some() && row.helm.is_some());
    [
        ("stable", Some(releases.iter().filter(|release| !release.version.is_prerelease()).count())),
        ("pairs", (edition == Edition::Enterprise).then(|| bases().count())),
        ("support", Some(supported.iter().count())),
        ("CRDs", Some(open_source.map_or(0, has))),
        ("chart", Some(CATALOG.chart(edition).iter().count())),
        ("changes", Some(told(edition, line))),
        ("Envoy", Some(support.and_then(|row| row.envoy.as_ref()).iter().count())),
    ]
}

/// How many changes begin in a line that its users are told of.
fn told(edition: Edition, line: ReleaseLine) -> usize {
    let of_edition = |rule: &&RiskRule| rule.edition.is_none_or(|of| of == edition);
    let begins_here = |ranges: &Ranges| {
        let of_line = CATALOG.line(Edition::OpenSource, line).iter().map(|release| release.version);
        let mut of_line = of_line.filter(|version| !version.is_prerelease());
        let before = line.minor.checked_sub(1).map(|minor| ReleaseLine { minor, ..line });
        let before = before.and_then(|before| CATALOG.newest(Edition::OpenSource, before));
        of_line.any(|version| ranges.contains(version))
            && before.is_none_or(|before| !ranges.contains(before.version))
    };
    let rules = KNOWLEDGE.risks.iter().flat_map(|file| &file.risks).filter(of_edition);
    rules
        .filter(|rule| matches!(&rule.kind, RiskKind::Crossing { versions, .. } if begins_here(versions)))
        .count()
}

/// The first line for which a kind of fact exists at all.
const ERAS: [(Edition, &str, &str); 13] = [
    (Edition::OpenSource, "changes", "1.0"),
    (Edition::Enterprise, "changes", "1.2"),
    (Edition::OpenSource, "stable", "1.0"),
    (Edition::OpenSource, "support", "1.6"),
    (Edition::OpenSource, "CRDs", "1.0"),
    (Edition::OpenSource, "chart", "1.0"),
    (Edition::OpenSource, "Envoy", "1.2"),
    (Edition::Enterprise, "stable", "1.2"),
    (Edition::Enterprise, "pairs", "1.2"),
    (Edition::Enterprise, "support", "1.6"),
    (Edition::Enterprise, "CRDs", "1.2"),
    (Edition::Enterprise, "chart", "1.2"),
    (Edition::Enterprise, "Envoy", "1.2"),
];

/// What is not known although it exists, and why.
const GAPS: [(Edition, &str, &str, &str); 7] = [
    (Edition::OpenSource, "1.1", "changes", "it only adds, and nothing that an upgrade runs into"),
    (Edition::OpenSource, "1.16", "changes", "what begins with it is of glooctl and of pre-releases only"),
    (Edition::Enterprise, "1.16", "changes", "what begins with it is of glooctl and of pre-releases only"),
    (Edition::OpenSource, "1.2", "Envoy", "the image of 1.2.0 is built from a commit that names no version"),
    (Edition::Enterprise, "1.2", "Envoy", "it is that of open source"),
    (
        Edition::Enterprise,
        "1.22",
        "pairs",
        "its only release was listed before the open-source release beside it",
    ),
    (Edition::Enterprise, "1.22", "CRDs", "they are those of the base"),
];

#[test]
fn every_line_is_covered_or_has_a_reason() {
    let (mut table, mut gaps) = (String::new(), BTreeSet::new());
    for known in lines() {
        table += &format!("{:<5}", known.to_string());
        for edition in Edition::ALL {
            table += &format!("| {:<11}", edition.name());
            for (kind, count) in counts(edition, known) {
                table += &format!(" {kind} {:<3}", count.map_or("-".to_owned(), |count| count.to_string()));
                let mut eras = ERAS.iter().filter(|(of, what, _)| *of == edition && *what == kind);
                if count == Some(0) && eras.any(|(_, _, first)| known >= line(first)) {
                    gaps.insert((edition, known.to_string(), kind));
                }
            }
        }
        table += "\n";
    }
    println!("{table}");
    GAPS.iter().for_each(|(edition, line, kind, why)| println!("{edition} {line}, {kind}: {why}."));
    let named = GAPS.iter().map(|(edition, line, kind, _)| (*edition, (*line).to_owned(), *kind)).collect();
    assert_eq!(gaps, named, "gaps that are there, and gaps that are named");
    for minor in 0..=22 {
        assert!(lines().contains(&ReleaseLine { major: 1, minor }), "1.{minor} has releases");
    }
}

#[test]
fn bounds_never_cross_and_are_told_as_bounds() {
    for release in CATALOG.releases(Edition::Enterprise) {
        let bounds = CATALOG.bounds(release.version);
        let crosses = bounds.lowest.zip(bounds.highest).is_some_and(|(lowest, highest)| lowest > highest);
        assert!(!crosses, "{}: {bounds:?}", release.version);
    }
    let check = |enterprise: &str, bounds: Option<&str>, pair: Option<(&str, &str)>| {
        let enterprise = version(enterprise);
        assert_eq!(CATALOG.bounds(enterprise).words().as_deref(), bounds, "{enterprise}");
        let pair = pair.map(|(base, confidence)| (version(base), confidence));
        let seen = CATALOG.pair(enterprise).map(|(base, confidence)| (base, confidence.name()));
        assert_eq!(seen, pair, "{enterprise}");
    };
    check("1.6.36", Some("1.6.37"), Some(("1.6.37", "bounded")));
    check("1.10.12", Some("1.10.14"), Some(("1.10.14", "bounded")));
    check("1.15.5", Some("1.15.10 to 1.15.12"), None);
    check("1.13.0", Some("1.13.2 or older"), None);
    check("1.22.0", None, None);
    check("0.18.31", Some("0.18.44"), Some(("0.18.44", "observed")));
    check("1.16.9", Some("1.16.12"), Some(("1.16.12", "observed")));
    check("1.12.0-beta12", Some("1.12.0-beta29"), Some(("1.12.0-beta29", "observed")));
    check("1.11.6", Some("1.11.7"), Some(("1.11.7", "observed")));
}

#[test]
fn an_upper_bound_is_no_newer_than_the_day_it_was_seen() {
    for release in CATALOG.releases(Edition::Enterprise) {
        let Some(base) = release.base.as_ref().filter(|base| !base.confidence.is_certain()) else { continue };
        let dated = CATALOG.release(Edition::OpenSource, base.version).and_then(|base| base.date.as_deref());
        let Some((dated, seen)) = dated.zip(release.date.as_deref()) else { continue };
        // The day is the earliest sighting, and the pair may be of a later one.
        let is_of_that_day = base.relation == "newest-that-day" && seen.len() == dated.len();
        assert!(
            !is_of_that_day || dated <= seen,
            "{} on {} of {dated}, seen {seen}",
            release.version,
            base.version
        );
    }
}

#[test]
fn what_was_tagged_and_never_released_is_no_release() {
    assert_eq!(CATALOG.release(Edition::OpenSource, version("1.18.29")), None);
    let newest =
        |line: &str| CATALOG.newest(Edition::OpenSource, self::line(line)).map(|newest| newest.version);
    for (line, expect) in [("1.22", "1.22.3"), ("1.21", "1.21.15"), ("1.20", "1.20.24"), ("1.19", "1.19.22")]
    {
        assert_eq!(newest(line), Some(version(expect)));
    }
}

#[test]
fn what_a_line_works_with() {
    let support = CATALOG.support(line("1.16")).expect("a row");
    assert_eq!(support.kubernetes, Some((line("1.24"), line("1.28"))));
    assert_eq!(support.helm, Some(line("3.12")));
    assert_eq!(support.istio, Some((line("1.14"), line("1.20"))));
    assert_eq!(support.listed, Some(("2023-12-07".to_owned(), Some("2026-03-24".to_owned()))));
    assert_eq!(support.envoy, Some(("1.27.2".to_owned(), "1.27.7".to_owned())));
    assert_eq!(support.gateway_api, None);
    let newest = CATALOG.support(line("1.22")).expect("a row");
    assert_eq!(newest.listed, Some(("2026-07-31".to_owned(), None)));
    assert_eq!(newest.gateway_api.as_deref(), Some("v1.4.1"));
    assert_eq!(CATALOG.support(line("1.23")), None);
    for line in lines() {
        let support = CATALOG.support(line).unwrap_or_else(|| panic!("{line} has an entry"));
        assert_eq!(support.gateway_api.is_some(), line >= self::line("1.17"), "{line}");
        assert_eq!(support.istio.is_some(), support.kubernetes.is_some(), "{line}");
        assert_eq!(support.listed.is_some(), support.kubernetes.is_some(), "{line}");
    }
}

#[test]
fn charts_say_what_stands_around_open_source() {
    let [open, enterprise] = Edition::ALL.map(|edition| CATALOG.chart(edition).expect("a chart"));
    assert_eq!((open.prefix.as_str(), enterprise.prefix.as_str()), ("", "gloo."));
    assert_eq!(open.federation_crds, None);
    assert_eq!(enterprise.federation_crds.as_deref(), Some("gloo-ee/charts/gloo-fed/crds"));
    let federation = CATALOG.federation().expect("a chart");
    assert_eq!((federation.alias.as_str(), federation.crds.as_str()), ("gloo-fed", "gloo-fed/crds"));
    let end = CATALOG.end_of_life(Edition::OpenSource).expect("an end");
    assert_eq!(end.date.to_string(), "2026-12-31");
    assert_eq!(CATALOG.end_of_life(Edition::Enterprise), None);
}

#[test]
fn addresses_lead_to_what_is_there() {
    let check = |edition, what: &str, release: &str, expect: &[&str]| {
        let links = CATALOG.links(edition).iter().filter(|link| link.what == what);
        let seen: Vec<String> = links.filter_map(|link| link.address(version(release))).collect();
        assert_eq!(seen, expect, "{what} of {release}");
    };
    const TAGS: &str = "https://github.com/solo-io/gloo";
    const DOCS: &str = "https://docs.solo.io/gloo-edge";
    let at = |path: &str| format!("{TAGS}/{path}");
    let open = Edition::OpenSource;
    check(open, "release", "1.17.0-rc1", &[&at("releases/tag/v1.17.0-rc1")]);
    check(open, "changelog", "1.20.15", &[&at("tree/v1.20.15/changelog/v1.20.15")]);
    check(open, "changelog", "1.20.16", &[]);
    check(open, "guide", "0.21.3", &[]);
    check(open, "guide", "1.3.16", &[&at("blob/v1.3.16/docs/content/upgrading/upgrade_steps.md")]);
    check(open, "guide", "1.3.17", &[&at("blob/v1.3.17/docs/content/operations/upgrading/upgrade_steps.md")]);
    let guide = format!("{DOCS}/v1.20.x/operations/upgrading/upgrade_steps/");
    check(Edition::Enterprise, "guide", "1.20.3", &[&guide]);
    check(Edition::Enterprise, "guide", "1.18.19", &[]);
    for edition in Edition::ALL {
        for release in CATALOG.releases(edition) {
            let addresses = CATALOG.links(edition).iter().filter_map(|link| link.address(release.version));
            addresses.for_each(|address| {
                assert!(address.starts_with("https://") && !address.contains(['{', '}', ' ']), "{address}");
            });
        }
    }
}

/// The changes between two releases, with the first part of each name.
fn changes(from: &str, to: &str) -> [Vec<String>; 3] {
    let CrdChanges { added, changed, removed } = CATALOG.crd_changes(version(from), version(to));
    let short = |name: &str| name.split('.').next().expect("a part").to_owned();
    [added, changed, removed].map(|names| names.into_iter().map(short).collect())
}

#[test]
fn upgrades_change_definitions() {
    let [added, changed, removed] = changes("1.16.27", "1.17.38");
    assert_eq!(added, ["gatewayparameters", "httplisteneroptions", "listeneroptions"]);
    assert!(changed.contains(&"upstreams".to_owned()) && removed.is_empty(), "{changed:?} {removed:?}");

    let [added, changed, removed] = changes("1.16.3", "1.16.27");
    assert_eq!((added.len(), removed.len()), (0, 0));
    assert!(changed.contains(&"settings".to_owned()) && !changed.contains(&"proxies".to_owned()));
    assert_eq!(changes("1.16.22", "1.16.27"), [const { Vec::<String>::new() }; 3]);

    assert_eq!(changes("1.20.22", "1.21.13")[2], ["graphqlapis"]);
    assert_eq!(changes("1.19.20", "1.20.1")[2], ["graphqlapis"]);
    assert_eq!(changes("1.20.1", "1.20.22")[0], ["graphqlapis"]);
    assert_eq!(changes("1.10.47", "1.11.59")[0], ["graphqlapis"]);
    assert_eq!(changes("1.10.47", "1.11.59")[2], ["graphqlschemas"]);
    assert_eq!(changes("0.17.6", "0.18.0")[2], ["gateways"]);
    // Changed in 1.14.3 and before in 1.13.18, so 1.14.0 lacks what 1.13.39 has.
    assert!(changes("1.13.39", "1.14.0")[1].contains(&"graphqlapis".to_owned()));
    assert!(!changes("1.13.39", "1.14.32")[1].contains(&"graphqlapis".to_owned()));
}

fn check_changes(from: Version, to: Version) {
    let names: BTreeSet<&str> = CATALOG.crds().iter().map(|crd| crd.name.as_str()).collect();
    let CrdChanges { added, changed, removed } = CATALOG.crd_changes(from, to);
    let all: Vec<&str> = [&added[..], &changed[..], &removed[..]].concat();
    let different: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(different.len(), all.len(), "from {from} to {to}: {all:?}");
    assert!(different.is_subset(&names), "from {from} to {to}: {all:?}");
    let back = CATALOG.crd_changes(to, from);
    assert_eq!((added, changed, removed), (back.removed, back.changed, back.added), "{from} and {to}");
    if from == to {
        assert!(all.is_empty(), "from {from} to itself: {all:?}");
    }
}

#[test]
fn changes_never_contradict_themselves() {
    let releases = stable();
    for pair in releases.windows(2) {
        check_changes(pair[0], pair[0]);
        check_changes(pair[0], pair[1]);
    }
    let lines: Vec<ReleaseLine> = lines().into_iter().collect();
    for pair in lines.windows(2) {
        let of_line = |line| releases.iter().filter(move |version| version.line() == line);
        of_line(pair[0]).for_each(|from| of_line(pair[1]).for_each(|to| check_changes(*from, *to)));
    }
}

#[test]
fn definitions_name_releases_that_exist() {
    let (releases, lines) = (stable(), lines());
    for crd in CATALOG.crds() {
        assert!(crd.patches.is_sorted_by(|one, next| one < next), "{}", crd.name);
        assert!(crd.lines.is_sorted_by(|one, next| one < next), "{}", crd.name);
        assert!(crd.lines.iter().all(|line| lines.contains(line)), "{}", crd.name);
        for patch in &crd.patches {
            assert!(releases.contains(patch) && crd.ranges.contains(*patch), "{} {patch}", crd.name);
        }
    }
    for crd in TREE["crds"].as_object().expect("a group").values() {
        for bound in crd["in"].as_str().expect("a text").split("..").flat_map(|word| word.split(' ')) {
            let is_known = bound.is_empty() || CATALOG.release(Edition::OpenSource, version(bound)).is_some();
            assert!(is_known, "{bound} in {crd}");
        }
    }
}

#[test]
fn a_catalog_without_a_group_loads() {
    for group in ["sources", "charts", "registries", "end_of_life", "links", "lines", "crds", "rehearsed"] {
        let mut tree = TREE.clone();
        tree.as_object_mut().expect("an object").remove(group).unwrap_or_else(|| panic!("{group} is there"));
        let catalog = Catalog::load(&tree).unwrap_or_else(|error| panic!("without {group}: {error}"));
        assert_eq!(catalog.releases(Edition::Enterprise), CATALOG.releases(Edition::Enterprise));
    }
}
