//! Before and after: what two texts say together, and what neither of them proves.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use std::fs;
use std::path::Path;

use common::before_after::{compared, report, run, text};
use gloo_advisor::Report;
use gloo_advisor::command::{Shell, posix};
use gloo_advisor::compare::{Comparison, Direction, Fate, Finding, Proof, Since, compare, proven, render};
use gloo_advisor::report::text::Style;

const FILES: [&str; 8] =
    ["failing", "upgraded", "half", "healthy", "worse", "two-before", "two-after", "enterprise"];

/// A finding in one line: its code, and whom it is about.
fn line(one: &Finding) -> String {
    let name = one.subject.name.as_ref().map_or(String::new(), |name| format!(" {name}"));
    format!("{}{name}", one.code.id())
}

fn lines(list: &[Finding]) -> Vec<String> {
    list.iter().map(line).collect()
}

/// What is fixed, new, still there and unknown, in one text.
fn summary(comparison: &Comparison) -> String {
    let open: Vec<String> = comparison
        .unknown
        .iter()
        .filter(|open| !open.findings.is_empty())
        .map(|open| {
            let command = open.command.as_ref().map_or(String::new(), posix::emit);
            format!("{} [{command}] {}", open.why, lines(&open.findings).join(", "))
        })
        .collect();
    let [fixed, new, still] =
        [&comparison.fixed, &comparison.new, &comparison.still].map(|list| lines(list).join(", "));
    format!("fixed: {fixed}; new: {new}; still: {still}; unknown: {}", open.join("; "))
}

/// The title, and what is fixed, new, still there and unknown.
fn check(before: &str, after: &str, expect: (&str, &str)) -> Comparison {
    let comparison = compared(before, after);
    assert_eq!(comparison.verdict.title, expect.0, "{}", summary(&comparison));
    assert_eq!(summary(&comparison), expect.1);
    comparison
}

const POD: &str = "Error: 1 error occurred:\n\t* Pod gloo-7c9d8b6f5-x2x4q in namespace gloo-system is not ready! Message: containers with unready status: [gloo]\n";

#[test]
fn an_upgrade_that_worked() {
    let comparison = check(
        &text("failing"),
        &text("upgraded"),
        (
            "2 findings are fixed, 1 is still there.",
            "fixed: GLA0302 gateway, GLA0306; new: ; still: GLA0217; unknown: ",
        ),
    );
    assert_eq!(
        comparison.verdict.detail,
        "Gloo open source 1.16.9 in gloo-system was upgraded to Gloo open source 1.17.38. \
         The check is healthy now. 2 of 2 hops of the plan are done."
    );
    assert!(!comparison.has_errors() && comparison.notes.is_empty());
    for one in &comparison.fixed {
        assert!(!one.evidence.before.is_empty() && !one.evidence.after.is_empty(), "{one:?}");
    }
    let numbers: Vec<(&str, Direction)> =
        comparison.installations[0].versions.iter().map(|one| (one.what.names().0, one.direction)).collect();
    assert_eq!(numbers, [("oss_version", Direction::Upgraded), ("revision", Direction::Upgraded)]);
    let sections: Vec<&str> = comparison.checks.iter().map(|one| one.section.as_str()).collect();
    assert_eq!(sections, ["pods", "virtual-services"]);
}

#[test]
fn absence_of_output_is_not_health() {
    let comparison = check(
        &text("failing"),
        &text("half"),
        (
            "1 finding is still there, 2 are unknown.",
            "fixed: ; new: ; still: GLA0217; unknown: The second text has no glooctl check. \
             [glooctl check -n gloo-system] GLA0302 gateway, GLA0306",
        ),
    );
    assert!(comparison.has_errors(), "an error that may be there");
    assert_eq!(step(&comparison, 1, "upgrade"), Proof::Done);
    assert_eq!(step(&comparison, 1, "check"), Proof::Unknown);
}

#[test]
fn a_part_that_was_not_looked_at_is_unknown() {
    let failing = run("", &["deployments... OK", "pods... 1 Errors!", "upstreams... OK"], POD);
    let unknown = |why: &str| {
        format!("fixed: ; new: ; still: ; unknown: {why} [glooctl check -n gloo-system] GLA0302 gloo")
    };
    let one = |after: &str, why: &str| {
        check(&failing, after, ("1 finding is unknown.", &unknown(why)));
    };
    let left_out = "The second text has a glooctl check that did not look at pods.";
    one(&run(" -x pods", &["deployments... OK", "upstreams... OK"], "No problems detected."), left_out);
    one(&run("", &["deployments... OK"], ""), left_out);
    one(&run("", &["deployments... OK", "pods..."], ""), left_out);
    one(
        &run(" -n edge", &["deployments... OK", "pods... OK"], "No problems detected."),
        "The second text has no glooctl check.",
    );
    check(
        &failing,
        &run("", &["deployments... OK", "pods... OK"], ""),
        ("1 finding is fixed.", "fixed: GLA0302 gloo; new: ; still: ; unknown: "),
    );
    let counted = compared(&failing, &run("", &["deployments... OK", "pods... 1 Errors!"], ""));
    assert!(counted.fixed.is_empty(), "{}", summary(&counted));
}

#[test]
fn a_failed_command_is_fixed_by_its_success_alone() {
    let failed = "$ helm upgrade gloo gloo/gloo -n gloo-system --version 1.17.38\nError: UPGRADE FAILED: cannot patch \"gateway-certgen\" with kind Job: Job.batch \"gateway-certgen\" is invalid: spec.template: Invalid value: field is immutable\n";
    let done = "$ helm upgrade gloo gloo/gloo -n gloo-system --version 1.17.38\nRelease \"gloo\" has been upgraded. Happy Helming!\nNAME: gloo\nLAST DEPLOYED: Mon May  4 10:40:02 2026\nNAMESPACE: gloo-system\nSTATUS: deployed\nREVISION: 4\nTEST SUITE: None\n";
    let other = "$ helm upgrade gloo gloo/gloo -n gloo-system --version 1.17.38\nError: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress\n";
    assert_eq!(compared(failed, done).fixed.len(), 1, "{}", summary(&compared(failed, done)));
    for after in [other, &text("healthy")] {
        let comparison = compared(failed, after);
        assert!(comparison.fixed.is_empty(), "{}", summary(&comparison));
        assert_eq!(comparison.unknown[0].why, "The second text does not show that the command succeeds now.");
    }
}

#[test]
fn one_that_got_worse() {
    let comparison = check(
        &text("failing"),
        &text("worse"),
        (
            "1 finding is fixed, 2 are new, 2 are still there.",
            "fixed: GLA0306; new: GLA0303 shop-cart-8080, GLA0101; still: GLA0302 gateway, GLA0217; unknown: ",
        ),
    );
    assert!(comparison.has_errors());
    assert_eq!(step(&comparison, 1, "check"), Proof::NotDone);
    assert_eq!(step(&comparison, 0, "align-glooctl"), Proof::NotDone);
    assert_eq!(step(&comparison, 0, "settle"), Proof::NotDone);
    assert_eq!(
        comparison.new[0].since,
        Since::Known,
        "the first text has a check that shows it is not there"
    );
    let unlooked = compared(&text("half"), &text("worse"));
    assert_eq!(unlooked.new[0].since, Since::Unknown, "{}", summary(&unlooked));
}

/// Whether a step of a hop of the plan is done.
fn step(comparison: &Comparison, hop: usize, id: &str) -> Proof {
    let found = comparison.plan.iter().find(|step| step.hop == hop && step.tick.ends_with(&format!(" {id}")));
    found.map(|step| step.proof).expect("the step")
}

#[test]
fn ticks_are_proven_by_what_is_pasted() {
    let (before, after) = (report(&text("failing")), report(&text("upgraded")));
    let proofs =
        before.todos().into_iter().map(|todo| (todo.title.to_owned(), proven(todo.whose, &before, &after)));
    let done: Vec<String> =
        proofs.filter(|(_, proof)| *proof == Proof::Done).map(|(title, _)| title).collect();
    assert_eq!(
        done,
        [
            "A pod is not ready",
            "A virtual service names something that the check did not find",
            "Bring glooctl to 1.16.27",
            "Upgrade the server to 1.16.27",
            "See what runs",
            "Check the installation",
            "Bring glooctl to 1.17.38",
            "Upgrade the server to 1.17.38",
            "See what runs",
            "Check the installation",
        ]
    );
}

#[test]
fn clusters_never_meet() {
    let comparison = check(
        &text("two-before"),
        &text("two-after"),
        (
            "1 finding is fixed, 1 is new, 2 are still there, 1 is unknown.",
            "fixed: GLA0302 gateway; new: GLA0101; still: GLA0217, GLA0217; unknown: \
             The second text has no glooctl check. [glooctl check -n gloo-system] GLA0302 gateway",
        ),
    );
    assert_eq!(comparison.fixed[0].subject.cluster.as_deref(), Some("context prod"));
    let directions: Vec<Direction> = comparison.installations.iter().map(|one| one.direction).collect();
    assert_eq!(directions, [Direction::Unchanged, Direction::Upgraded]);
    assert_eq!(comparison.surroundings.len(), 1, "the client is of the machine");
}

#[test]
fn two_texts_of_different_clusters() {
    let of = |context: &str| {
        let text = text("failing").replace("1.16.9", "1.17.20");
        text.replace(" -n gloo-system", &format!(" -n gloo-system --kube-context {context}"))
    };
    let comparison = compared(&of("prod"), &of("stage"));
    assert_eq!(
        comparison.verdict.title,
        "The two texts are of different clusters: context prod and context stage."
    );
    let fates: Vec<Fate> = comparison.installations.iter().map(|one| one.fate).collect();
    assert_eq!(fates, [Fate::OnlyBefore, Fate::OnlyAfter]);
    assert!(comparison.fixed.is_empty() && comparison.still.is_empty());
    assert!(comparison.new.iter().all(|one| one.since == Since::Unknown));
    assert_eq!(compared(&of("prod"), &of("prod")).verdict.title, "Nothing changed.");
}

#[test]
fn only_the_client_moved() {
    let comparison = compared("Client: {\"version\":\"1.16.9\"}\n", "Client: {\"version\":\"1.17.38\"}\n");
    assert_eq!(comparison.verdict.title, "No finding changed.");
    assert_eq!(comparison.surroundings[0].direction, Direction::Upgraded);
    assert!(comparison.installations.is_empty());
    let printed = render(&comparison, Style::Plain, Shell::Posix);
    assert!(printed.contains("- glooctl: 1.16.9, now 1.17.38 (upgraded)\n"), "{printed}");
}

#[test]
fn another_edition_is_a_conversion() {
    let comparison = compared(&text("healthy"), &text("enterprise"));
    assert_eq!(comparison.installations[0].fate, Fate::Converted);
    let sentence = "Gloo open source 1.16.9 in gloo-system was converted to Gloo Enterprise 1.17.4.";
    assert!(comparison.verdict.detail.starts_with(sentence), "{}", comparison.verdict.detail);
    assert_eq!(comparison.installations[0].direction, Direction::Unknown);
}

#[test]
fn the_wrong_order_is_asked_for() {
    let swapped = "The second text has older versions. Were they given in the wrong order?";
    assert_eq!(compared(&text("half"), &text("healthy")).notes, [swapped]);
    assert!(compared(&text("healthy"), &text("half")).notes.is_empty());
    let rolled_back = text("failing").replace("gloo-system\t3 ", "gloo-system\t5 ");
    assert!(compared(&text("upgraded"), &rolled_back).notes.is_empty(), "a revision rises with a rollback");
}

#[test]
fn what_is_not_gloo_compares_to_nothing() {
    assert_eq!(compared("hello\n", "world\n").verdict.title, "Nothing was recognised in either text.");
    let gone = compared(&text("failing"), "nothing of the kind\n");
    assert_eq!(gone.verdict.title, "Nothing was recognised in the second text.");
    assert!(gone.fixed.is_empty() && gone.has_errors());
}

#[test]
fn the_same_text_twice_changes_nothing() {
    for name in FILES {
        let comparison = compared(&text(name), &text(name));
        assert_eq!(comparison.verdict.title, "Nothing changed.", "{name}: {}", summary(&comparison));
        assert!(comparison.fixed.is_empty() && comparison.new.is_empty() && comparison.unknown.is_empty());
    }
    let renamed = text("failing").replace("gateway-7c9d8b6f5-x2x4q", "gateway-6d4cf56db6-9kqz7");
    assert_eq!(
        compared(&text("failing"), &renamed).verdict.title,
        "Nothing changed.",
        "another pod of the same workload"
    );
}

#[test]
fn what_is_fixed_one_way_is_new_the_other_way() {
    let texts: Vec<Report> = FILES.iter().map(|name| report(&text(name))).chain(examples()).collect();
    let mut fixed = 0;
    for one in &texts {
        for other in &texts {
            let (there, back) = (compare(one, other), compare(other, one));
            let known: Vec<Finding> =
                back.new.iter().filter(|one| one.since == Since::Known).cloned().collect();
            assert_eq!(lines(&there.fixed), lines(&known));
            assert_eq!(lines(&there.still).len(), lines(&back.still).len());
            fixed += there.fixed.len();
        }
    }
    assert!(fixed > 20, "only {fixed} findings are fixed");
}

/// Every example and fixture of other tests that is short.
fn examples() -> impl Iterator<Item = Report> {
    let names = ["healthy-check", "line-behind-and-failing", "no-server", "patch-behind"];
    names.into_iter().map(|name| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("static/examples/{name}.txt"));
        report(&fs::read_to_string(path).expect("an example"))
    })
}
