//! Which releases have a fix: on releases that are made up, and on the published ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gloo_advisor::changes::{Answer, Changes, Difference, Has, Installed, Issue, Question};
use gloo_advisor::{Catalog, Edition, Version};

/// 1.7 is branched off after 1.6.0-beta1. Enterprise 1.6 has a base that is known, bounds, and an end that is open.
const CATALOG: &str = r#"{"checked_on":"2026-08-07","charts":{},
    "oss":{"1.6":[["0-beta1","2020-01-01"],["0","2020-01-02"],["1","2020-01-03"],["2","2020-01-04"]],
           "1.7":[["0-beta1","2020-02-01"],["0","2020-02-02"],["1","2020-02-03"]],
           "1.8":[["0","2020-03-01"]]},
    "enterprise":{"1.6":[["0","2020-01","1.6.0","declared","dependency"],["1",null],["2",null,"1.6.2","observed","pin"],["3",null]],
                  "1.7":[["0-beta1",null],["0",null,"1.7.0","inferred","docs-co-latest"],["1",null,"1.7.1","declared","dependency"]],
                  "1.8":[["0",null]]}}"#;
const CHANGES: &str = r#"{"checked_on":"2026-08-07","source":"Made up.",
    "builds_on":{"1.7.0-beta1":"1.6.0-beta1","1.8.0":"1.7.0"},
    "releases":{"1.6":{"0-beta1":["fix 1"],"0":[],"1":["fix 2"],"2":["new-feature 2","fix 3"]},
                "1.7":{"0-beta1":["helm 4 solo-kit#9"],"0":[],"1":["fix 2 5"]},
                "1.8":{"0":["breaking-change 6","fix 6"]}}}"#;

static PUBLISHED: LazyLock<(Changes, Catalog)> = LazyLock::new(|| {
    (Changes::published().expect("the published changes"), Catalog::published().expect("the catalog"))
});

fn small() -> (Changes, Catalog) {
    let changes = serde_json::from_str(CHANGES).expect("JSON");
    (Changes::load(&changes).expect("the changes"), Catalog::parse(CATALOG).expect("the catalog"))
}

fn version(text: &str) -> Version {
    Version::parse(text).expect("a version")
}

fn issue(text: &str) -> Issue {
    Issue::parse(text).expect("an issue")
}

/// `enterprise 1.16.3`
fn installed(text: &str) -> Installed {
    let (edition, number) = text.split_once(' ').expect("two words");
    Installed { edition: Edition::parse(edition).expect("an edition"), version: version(number), base: None }
}

fn answer((changes, catalog): &(Changes, Catalog), about: &str, installed: Option<Installed>) -> Answer {
    changes.answer(catalog, &Question { issue: issue(about), installed }).expect("an answer")
}

fn lines(data: &(Changes, Catalog), about: &str) -> Vec<String> {
    let answer = answer(data, about, None);
    let of = |edition: Edition| {
        answer.of_lines(edition).into_iter().map(move |said| format!("{} {said}", edition.name()))
    };
    [answer.title()].into_iter().chain(of(Edition::OpenSource)).chain(of(Edition::Enterprise)).collect()
}

#[test]
fn lines_of_both_editions_are_said() {
    let data = small();
    let check = |about: &str, expect: &[&str]| assert_eq!(lines(&data, about), expect, "{about}");
    check(
        "1",
        &[
            "Issue 1 (fix): first in 1.6.0-beta1.",
            "open-source 1.6 to 1.8: every known release has it.",
            "enterprise 1.6 to 1.8: every known stable release has it.",
        ],
    );
    check(
        "2",
        &[
            "Issue 2 (fix, new feature): first in 1.6.1, 1.7.1.",
            "open-source 1.6: from 1.6.1.",
            "open-source 1.7: from 1.7.1.",
            "open-source 1.8: unknown, its changelogs do not name it.",
            "enterprise 1.6: surely from 1.6.2; 1.6.1 may have it (its base is not known exactly).",
            "enterprise 1.7: surely from 1.7.1.",
            "enterprise 1.8: unknown, its changelogs do not name it.",
        ],
    );
    check(
        "3",
        &[
            "Issue 3 (fix): first in 1.6.2.",
            "open-source 1.6: from 1.6.2.",
            "open-source 1.7 to 1.8: unknown, their changelogs do not name it.",
            "enterprise 1.6: surely from 1.6.2; 1.6.1 may have it (its base is not known exactly).",
            "enterprise 1.7 to 1.8: unknown, their changelogs do not name it.",
        ],
    );
    check(
        "6",
        &[
            "Issue 6 (fix, breaking change): first in 1.8.0.",
            "open-source 1.8: every known release has it.",
            "enterprise 1.8: every known stable release has it.",
        ],
    );
}

#[test]
fn what_is_installed_is_answered_with_a_reason_and_a_move() {
    let data = small();
    let check = |about: &str, what: &str, expect: &str| {
        let answer = answer(&data, about, Some(installed(what)));
        let said: Vec<String> =
            [answer.of_installed(), answer.unlisted(), answer.of_move()].into_iter().flatten().collect();
        let said = said.join(" ").replacen("Installed: ", "", 1);
        assert_eq!(said, expect, "{about} in {what}");
    };
    check("2", "open-source 1.6.1", "Gloo open source 1.6.1 has it. 1.6.1 names it.");
    check(
        "1",
        "open-source 1.8.0",
        "Gloo open source 1.8.0 has it. 1.6.0-beta1 names it, and 1.8 builds on that.",
    );
    check(
        "2",
        "open-source 1.6.0",
        "Gloo open source 1.6.0 does not have it. 1.6 names it first in 1.6.1. Smallest move: 1.6.1.",
    );
    check(
        "4",
        "open-source 1.6.2",
        "Gloo open source 1.6.2 does not have it. The changelogs of 1.6 do not name it; 1.7.0-beta1 is the first that does. Smallest move: 1.7.0.",
    );
    check(
        "2",
        "open-source 1.8.0",
        "it is unknown whether Gloo open source 1.8.0 has it. 1.7.1 names it, but 1.8.0 does not build on that; the changelogs of 1.8 do not name it. No later release of Gloo open source in the catalog surely has it.",
    );
    check(
        "5",
        "open-source 1.6.9",
        "it is unknown whether Gloo open source 1.6.9 has it. The changelog of 1.6.9 has not been read. Gloo open source 1.6.9 is not in the catalog of releases, so check its number. Smallest move: 1.7.1.",
    );
    check(
        "2",
        "enterprise 1.6.2",
        "Gloo Enterprise 1.6.2 has it (built on 1.6.2, observed). 1.6.1 names it.",
    );
    check(
        "2",
        "enterprise 1.6.0",
        "Gloo Enterprise 1.6.0 does not have it (built on 1.6.0, declared). 1.6 names it first in 1.6.1. Smallest move: 1.6.2.",
    );
    check(
        "2",
        "enterprise 1.6.1",
        "it is unknown whether Gloo Enterprise 1.6.1 has it (built on 1.6.0 to 1.6.2). Some of these may lack it. Smallest move: 1.6.2.",
    );
    check("2", "enterprise 1.6.3", "Gloo Enterprise 1.6.3 has it (built on 1.6.2 or newer). 1.6.1 names it.");
    check(
        "1",
        "enterprise 1.8.0",
        "Gloo Enterprise 1.8.0 has it (built on a release of 1.8). 1.6.0-beta1 names it, and 1.8 builds on that.",
    );
    check(
        "1",
        "enterprise 1.7.0-beta2",
        "it is unknown whether Gloo Enterprise 1.7.0-beta2 has it (what it is built on is unknown). The catalog has no bounds for its base. Gloo Enterprise 1.7.0-beta2 is not in the catalog of releases, so check its number. Smallest move: 1.7.0.",
    );
    check(
        "6",
        "enterprise 1.6.1",
        "Gloo Enterprise 1.6.1 does not have it (built on 1.6.0 to 1.6.2). The changelogs of 1.6 do not name it; 1.8.0 is the first that does. Smallest move: 1.8.0.",
    );
}

#[test]
fn a_later_naming_in_the_same_line_is_said() {
    let check = |about: &str, expect: Option<&str>| {
        assert_eq!(answer(&small(), about, None).again().as_deref(), expect, "{about}");
    };
    check("2", Some("Named again in 1.6.2: it may be complete only there."));
    check("1", None);
    // As several kinds in one release.
    check("6", None);
}

#[test]
fn a_base_that_was_seen_counts_more_than_the_catalog() {
    let seen = Installed { base: Some(version("1.6.1")), ..installed("enterprise 1.6.1") };
    let answer = answer(&small(), "2", Some(seen));
    let expect = "Installed: Gloo Enterprise 1.6.1 has it (built on 1.6.1, pasted). 1.6.1 names it.";
    assert_eq!(answer.of_installed().as_deref(), Some(expect));
}

#[test]
fn a_question_without_an_answer_says_why() {
    let check = |about: &str, expect: &str| {
        let (changes, catalog) = &*PUBLISHED;
        let question = Question { issue: issue(about), installed: None };
        assert_eq!(changes.answer(catalog, &question).expect_err("no answer").to_string(), expect);
    };
    check("99999", "No changelog from 0.8.4 to 1.22.1 names issue 99999");
    check("solo-kit#99999", "No changelog from 0.8.4 to 1.22.1 names issue solo-kit#99999");
    let known = "customers, envoy-gloo, envoy-gloo-ee, ext-auth-service, gloo, gloo-fed, gloo-gateway, gloo-mesh-enterprise, gloo-portal-issues, skv2, solo-docs, solo-kit, solo-projects, supergloo";
    check("envoyproxy/envoy#1", &format!("No changelog names an issue of envoyproxy/envoy, only of {known}"));
}

#[test]
fn a_difference_brings_and_loses() {
    let (changes, catalog) = small();
    let check = |edition: Edition, from: &str, to: &str, expect: &[&str]| {
        let difference: Difference =
            changes.difference(&catalog, (edition, version(from)), (edition, version(to)));
        let said = difference.sentences();
        assert_eq!(said[1..], *expect, "{}", said[0]);
    };
    let oss = Edition::OpenSource;
    check(
        oss,
        "1.6.0",
        "1.6.2",
        &["Brings changes for 2 issues (2 fixes, 1 new feature; some twice): 2, 3."],
    );
    check(
        oss,
        "1.6.2",
        "1.7.0",
        &[
            "Brings 2 Helm changes: 4, solo-kit#9.",
            "Loses changes for 1 issue (1 fix, 1 new feature): 2.",
            "May lose 1 fix: 3.",
        ],
    );
    check(oss, "1.7.0", "1.6.0", &["Loses 2 Helm changes: 4, solo-kit#9."]);
    check(oss, "1.7.0", "1.7.0", &["Nothing that changelogs name is different."]);
    check(
        Edition::Enterprise,
        "1.6.0",
        "1.6.1",
        &["May bring changes for 2 issues (2 fixes, 1 new feature; some twice): 2, 3."],
    );
    check(
        Edition::Enterprise,
        "1.6.1",
        "1.6.0",
        &["May lose changes for 2 issues (2 fixes, 1 new feature; some twice): 2, 3."],
    );
}

#[test]
fn answers_about_real_issues_are_these() {
    let check = |about: &str, what: &str, expect: (Has, Option<&str>)| {
        let answer = answer(&PUBLISHED, about, Some(installed(what)));
        let here = answer.here.expect("an answer about what is installed");
        assert_eq!(
            (here.standing.has, here.smallest_move),
            (expect.0, expect.1.map(version)),
            "{about} in {what}"
        );
    };
    check("6534", "open-source 1.12.4", (Has::Yes, None));
    check("6534", "open-source 1.11.22", (Has::No, Some("1.11.23")));
    check("6534", "enterprise 1.12.16", (Has::Unknown, Some("1.12.18")));
    check("6534", "enterprise 1.13.0", (Has::Yes, None));
    // A backport: 1.16 has it from a patch on, and 1.17 from a beta on.
    check("8931", "enterprise 1.16.1", (Has::No, Some("1.16.4")));
    check("8931", "open-source 1.17.2", (Has::Yes, None));
    check("8931", "open-source 1.17.0-beta8", (Has::No, Some("1.17.0-beta9")));
    // Beside its line: 1.2.15 does not build on 1.2.14, but 1.3.0 does.
    check("2048", "open-source 1.2.14", (Has::Yes, None));
    check("2048", "open-source 1.2.15", (Has::Unknown, Some("1.3.0")));
    check("2048", "open-source 1.3.0", (Has::Yes, None));
    // A candidate that the next line does not build on: 1.9 was branched off after 1.8.0-beta22.
    check("3663", "open-source 1.4.9", (Has::Unknown, Some("1.5.0")));
    check("2108", "open-source 1.9.0", (Has::Yes, None));
    // Named in a patch of one line only.
    check("solo-projects#6713", "open-source 1.18.0", (Has::Unknown, None));
    check("476", "enterprise 0.9.0", (Has::Yes, None));
    check("solo-projects#9078", "open-source 1.21.13", (Has::No, Some("1.22.0")));
    check("solo-projects#8980", "open-source 1.22.3", (Has::Yes, None));
}

#[test]
fn doubt_about_real_lines_has_its_reason() {
    let check = |about: &str, expect: &[&str]| {
        let said = lines(&PUBLISHED, about);
        for line in expect {
            assert!(said.iter().any(|said| said == line), "{line} is not in {said:#?}");
        }
    };
    // A vendor patch names it, on which no later release of 1.4 builds.
    check(
        "3663",
        &[
            "open-source 1.4: unknown for 1.4.9 to 1.4.17, the changelogs do not name it.",
            "enterprise 1.4: unknown for 1.4.10 to 1.4.14, the changelogs do not name it.",
            "enterprise 1.5: surely from 1.5.1; 1.5.0 may have it (its base is not known exactly).",
        ],
    );
    check("solo-projects#6713", &["enterprise 1.18 to 1.22: unknown, their changelogs do not name it."]);
}

/// Every row of the list of changes that lies beside the project, where it does.
#[test]
fn every_release_has_what_its_changelog_names() {
    let Ok(rows) = std::fs::read_to_string("../shared/knowledge/changes.csv") else { return };
    let (changes, catalog) = &*PUBLISHED;
    let mut missing: BTreeMap<String, usize> = BTreeMap::new();
    let mut answered = 0;
    for row in rows.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let (release, about) = (version(cells[0]), Issue::parse(&format!("{}#{}", cells[2], cells[3])));
        let named = about.map(|issue| changes.namings(&issue)).unwrap_or_default();
        let of = (Edition::OpenSource, release);
        let is_named = named.iter().any(|naming| naming.kind.name() == cells[1]);
        if is_named && changes.standing(catalog, named, of, None).has == Has::Yes {
            answered += 1;
        } else {
            *missing.entry(row.to_owned()).or_default() += 1;
        }
    }
    assert!(answered > 2_000, "only {answered} rows");
    // 1.18.29 was never released: 1.18.30 is the first that has its changes.
    let never = ["1.18.29,dependency-bump,solo-projects,8620", "1.18.29,fix,solo-projects,8613"];
    let known: Vec<&str> = [&["1.16.0-beta21,fix,solo-projects,0"][..], &never].concat();
    assert_eq!(missing.keys().collect::<Vec<_>>(), known, "rows without an answer");
}
