//! Plans as a whole: what is typed for every upgrade that is known, and what is said of it.
#![allow(clippy::expect_used, reason = "a test says what it expects")]

mod common;

use std::collections::BTreeMap;

use common::plans::{plan, steps, typed, typed_onward};
use common::{by_hand, knowledge};
use gloo_advisor::delivery::Delivery;
use gloo_advisor::plan::{Hop, Plan, Stop};
use gloo_advisor::report::Report;
use gloo_advisor::report::text::{Detail, Style, render};
use gloo_advisor::rules::RiskKind;
use gloo_advisor::settings::{Helm, Named as _, Target, Way};
use gloo_advisor::version::Version;
use gloo_advisor::{Case, Catalog, Choices, Edition, advise};

/// The plans that a person has read and approved: the name of their file in `tests/plans`, and what it has to hold.
fn approved() -> Vec<(String, String)> {
    let by_open_source = |from: &str, target: &str| by_hand(Edition::OpenSource, from, target);
    let by_enterprise = |from: &str, target: &str| by_hand(Edition::Enterprise, from, target);
    let helm_2 = |choices| Choices { helm: Some(Helm::Two), ..choices };
    let canary = Choices { way: Way::Canary, ..by_open_source("1.17.38", "1.19") };
    let convert = Choices { target_edition: Some(Edition::Enterprise), ..by_open_source("1.16.3", "1.17") };
    let by = |delivered_by, choices| Choices { delivered_by: Some(delivered_by), ..choices };
    let convert_by = |delivered_by| by(delivered_by, convert.clone());
    let commands = |choices: Choices| typed(&plan("", &choices));
    let words = |choices: Choices| {
        render(&advise(&Case::default(), &knowledge(), &choices), Style::Plain, Detail::Brief)
    };
    let onward = |edition: Edition, line: u32, target: &str| {
        let short = if edition == Edition::OpenSource { "oss" } else { "ee" };
        let plan = plan("", &by_hand(edition, &format!("1.{line}.0"), target));
        (format!("{short}-1.{line}-to-{target}"), typed_onward(&plan))
    };
    let onwards = |line| {
        [
            onward(Edition::OpenSource, line, "kgateway"),
            onward(Edition::Enterprise, line, "enterprise-kgateway"),
            onward(Edition::OpenSource, line, "gateway-api"),
        ]
    };
    let named = [
        ("oss-1.2.0-to-1.2.1-helm-3", commands(by_open_source("1.2.0", "1.2.1"))),
        ("oss-1.2.3-to-1.2.25-helm-2", commands(helm_2(by_open_source("1.2.3", "1.2.25")))),
        ("ee-1.6.2-to-1.7-helm-2", commands(helm_2(by_enterprise("1.6.2", "1.7")))),
        ("oss-1.2.25-to-1.3.34", commands(by_open_source("1.2.25", "1.3"))),
        ("ee-1.3.8-to-1.4", commands(by_enterprise("1.3.8", "1.4"))),
        ("oss-1.10.47-to-1.11.59", commands(by_open_source("1.10.47", "1.11"))),
        ("oss-1.20.22-to-1.22.1", commands(by_open_source("1.20.22", "1.22"))),
        ("oss-1.17.38-to-1.19-canary", commands(canary)),
        ("oss-1.16.3-to-ee-1.17", commands(convert.clone())),
        (
            "oss-1.20.22-to-1.22-argo-cd-in-words",
            words(by(Delivery::ArgoCd, by_open_source("1.20.22", "1.22"))),
        ),
        ("ee-1.19.9-to-1.20-argo-cd", commands(by(Delivery::ArgoCd, by_enterprise("1.19.9", "1.20")))),
        ("oss-1.20.22-to-1.22-flux", commands(by(Delivery::Flux, by_open_source("1.20.22", "1.22")))),
        ("ee-1.19.9-to-1.20-flux-in-words", words(by(Delivery::Flux, by_enterprise("1.19.9", "1.20")))),
        (
            "oss-1.20.22-to-1.22-terraform",
            commands(by(Delivery::Terraform, by_open_source("1.20.22", "1.22"))),
        ),
        (
            "ee-1.19.9-to-1.20-terraform-in-words",
            words(by(Delivery::Terraform, by_enterprise("1.19.9", "1.20"))),
        ),
        ("oss-1.16.3-to-ee-1.17-flux", commands(convert_by(Delivery::Flux))),
        ("ee-1.19.9-to-1.20-in-words", words(by_enterprise("1.19.9", "1.20"))),
    ];
    let named = named.into_iter().map(|(name, text)| (name.to_owned(), text));
    let enterprise = onward(Edition::Enterprise, 22, "gateway-api");
    named.chain((16..=22).flat_map(onwards)).chain([enterprise]).collect()
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_GOLDEN").is_some()
}

/// Where approved plans are, or the file of one of them.
fn file(name: &str) -> String {
    format!("{}/tests/plans/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// Every hop from the newest patch of a line to that of the next one.
fn adjacent(catalog: &Catalog, edition: Edition) -> Vec<(Version, Version)> {
    let first = catalog.releases(edition).first().map(|release| release.version.line());
    let lines: Vec<_> = std::iter::successors(first, |line| catalog.next_line(edition, *line)).collect();
    let newest = |line| catalog.newest(edition, line).map(|release| release.version);
    lines.windows(2).filter_map(|pair| newest(*pair.first()?).zip(newest(*pair.get(1)?))).collect()
}

fn hops(edition: Edition) -> Vec<Plan> {
    let knowledge = knowledge();
    let plans = adjacent(&knowledge.catalog, edition).into_iter().filter_map(|(from, to)| {
        let choices = by_hand(edition, &from.to_string(), &to.to_string());
        advise(&Case::default(), &knowledge, &choices).plan.filter(|plan| !plan.hops.is_empty())
    });
    plans.collect()
}

/// `UPDATE_GOLDEN=1` writes the files again and deletes those that no plan gives.
#[test]
fn plans_are_as_approved() {
    for (name, seen) in approved() {
        let path = file(&format!("{name}.txt"));
        if is_update() {
            std::fs::write(&path, &seen).expect("the approved file can be written");
        }
        let expect = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = seen.lines().zip(expect.lines()).find(|(seen, expect)| seen != expect);
        assert!(
            seen == expect,
            "{name} is not as in {path}, where (seen, approved) begins to differ: {differs:?}"
        );
    }
}

#[test]
fn every_approved_plan_is_still_made() {
    let made: Vec<String> = approved().into_iter().map(|(name, _)| format!("{name}.txt")).collect();
    let mut stale = Vec::new();
    for entry in std::fs::read_dir(file("")).expect("the folder of approved plans") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        if made.contains(&name) {
            continue;
        }
        if is_update() {
            std::fs::remove_file(file(&name)).expect("a stale file can be deleted");
        } else {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "no plan gives what is in tests/plans: {stale:?}");
}

#[test]
fn helm_2_ends_where_its_charts_end() {
    let choices = Choices { helm: Some(Helm::Two), ..by_hand(Edition::OpenSource, "1.7.0", "1.9") };
    let report = advise(&Case::default(), &knowledge(), &choices);
    let plan = report.plan.as_ref().expect("a plan");
    assert_eq!(plan.hops.iter().map(|hop| hop.to.to_string()).collect::<Vec<_>>(), ["1.7.23"]);
    assert!(says(&report, "Helm 2 cannot upgrade to 1.9.30"), "{:?}", report.diagnostics);
}

fn says(report: &Report, title: &str) -> bool {
    report.diagnostics.iter().any(|diagnostic| diagnostic.title == title)
}

#[test]
fn there_is_no_way_back_to_open_source() {
    let choices = Choices {
        target_edition: Some(Edition::OpenSource),
        ..by_hand(Edition::Enterprise, "1.16.3", "1.17")
    };
    let report = advise(&Case::default(), &knowledge(), &choices);
    assert!(report.plan.as_ref().is_some_and(|plan| plan.hops.is_empty()));
    assert!(says(&report, "Enterprise can't be changed back to open source"), "{:?}", report.diagnostics);
}

const SERVER: &str = "Client: {\"version\":\"1.19.22\"}\nServer: {\"type\":\"Gateway\",\"kubernetes\":{\"containers\":[{\"Tag\":\"1.19.22\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}],\"namespace\":\"gloo-system\"}}\n";

fn gate(kubernetes: &str, target: &str) -> Option<String> {
    let paste = format!("{SERVER}Client Version: v1.31.0\nServer Version: {kubernetes}\n");
    let choices = Choices { target: Target::parse(target), ..Choices::default() };
    let plan = plan(&paste, &choices);
    steps(&plan).find(|step| step.id == "windows").and_then(|step| step.gate.clone())
}

#[test]
fn a_cluster_outside_of_the_window_gates_the_hop() {
    assert_eq!(gate("v1.31.4", "1.20"), None);
    let stop = "Stop here: 1.20 is listed for Kubernetes 1.29 to 1.34, and the paste shows 1.28. Bring the cluster to 1.29 to 1.32 first.";
    assert_eq!(gate("v1.28.3-gke.100", "1.20").as_deref(), Some(stop));
    let plan = plan(SERVER, &Choices { target: Target::parse("1.20"), ..Choices::default() });
    let windows = steps(&plan).find(|step| step.id == "windows").expect("the step that asks");
    let asked: Vec<String> = windows.commands.iter().map(gloo_advisor::command::posix::emit).collect();
    assert!(asked.iter().any(|command| command == "kubectl version"), "{asked:?}");
}

#[test]
fn helm_is_read_from_the_paste() {
    let paste = format!("{SERVER}$ helm version --short\nv3.12.1+gf32a527\n");
    let plan = plan(&paste, &Choices { target: Target::parse("1.21"), ..Choices::default() });
    let gates: Vec<&str> = steps(&plan).filter_map(|step| step.gate.as_deref()).collect();
    assert!(
        gates.iter().any(|gate| gate.ends_with(" and the paste shows 3.12. Install a newer one first.")),
        "{gates:?}"
    );
}

#[test]
fn what_a_risk_depends_on_is_asked_or_known() {
    let choices = Choices { target: Target::parse("1.20"), ..Choices::default() };
    let risk = |paste: &str, id: &str| {
        let plan = plan(paste, &choices);
        let risk = steps(&plan).flat_map(|step| step.risks.clone()).find(|risk| risk.id == id);
        risk.expect("the risk").applies
    };
    assert_eq!(risk(SERVER, "discovery-off"), None);
    let discovery = SERVER
        .replace("}]", "},{\"Tag\":\"1.19.22\",\"Name\":\"discovery\",\"Registry\":\"quay.io/solo-io\"}]");
    assert_eq!(risk(&discovery, "discovery-off"), Some(true));
    assert_eq!(risk(SERVER, "envoy-moves"), Some(true), "nothing has to be asked");
}

#[test]
fn a_patch_that_crashes_everywhere_ends_the_way_and_the_next_one_is_named() {
    let of = |edition, from: &str, target: &str| {
        let report = advise(&Case::default(), &knowledge(), &by_hand(edition, from, target));
        let plan = report.plan.expect("a plan");
        let told = report.diagnostics.into_iter().rfind(|one| one.code.id() == "GLA0402");
        let told = told.map(|one| one.detail).unwrap_or_default();
        (plan.hops.iter().map(|hop| hop.to.to_string()).collect::<Vec<_>>(), plan.no_plan, told)
    };
    let title = "gloo of open-source 1.20.0 and 1.20.1 crashes";
    let (stops, no_plan, told) = of(Edition::OpenSource, "1.19.20", "1.20.1");
    assert_eq!((stops.join(" "), no_plan.as_str()), ("1.19.22".to_owned(), ""));
    assert!(told.ends_with("The first release of 1.20.x known to lack this fault is 1.20.2."), "{told}");
    let (stops, no_plan, _) = of(Edition::OpenSource, "1.19.22", "1.20.0");
    assert_eq!((stops.len(), no_plan.as_str()), (0, title));
    let (stops, no_plan, told) = of(Edition::Enterprise, "1.20.0", "1.20.1");
    assert_eq!((stops.len(), no_plan.as_str()), (0, title));
    assert!(told.ends_with("Take a release with open-source base 1.20.2 or newer, with its CRDs."), "{told}");
    let (stops, ..) = of(Edition::OpenSource, "1.19.22", "1.20.2");
    assert_eq!(stops, ["1.20.2"]);
}

/// Texts and commands of all hops, for one Helm and one way.
fn texts(hop: &Hop) -> Vec<&str> {
    let mut texts = Vec::new();
    for step in &hop.steps {
        texts.extend([step.title.as_str(), step.why.as_str(), step.expect.as_str()]);
        texts.extend(step.gate.as_deref());
        for risk in &step.risks {
            texts.extend([risk.title.as_str(), risk.text.as_str(), risk.question.as_str()]);
        }
    }
    texts
}

#[test]
fn every_slot_is_filled_and_every_step_says_why() {
    for edition in Edition::ALL {
        for plan in hops(edition) {
            for hop in &plan.hops {
                for text in texts(hop) {
                    let is_bare = text.contains("  ") || text.contains(" .") || text.contains(" , ");
                    assert!(!is_bare, "{edition} {} to {}: {text:?}", hop.from, hop.to);
                }
                for step in &hop.steps {
                    assert!(!step.title.is_empty() && !step.why.is_empty(), "{}", step.id);
                    assert!(step.commands.is_empty() || !step.expect.is_empty(), "{}", step.id);
                    let asked = step.risks.iter().filter(|risk| risk.applies.is_none());
                    for risk in asked {
                        assert!(!risk.question.is_empty(), "{}: nothing says what it depends on", risk.id);
                    }
                }
            }
        }
    }
}

#[test]
fn rules_do_not_contradict_each_other() {
    let knowledge = knowledge();
    // One risk may ask something else under other conditions, like a step.
    let mut ids: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for risk in knowledge.risks.iter().flat_map(|file| &file.risks) {
        *ids.entry((&risk.id, &risk.when)).or_default() += 1;
    }
    for tip in knowledge.risks.iter().flat_map(|file| &file.tips) {
        *ids.entry((&tip.id, "")).or_default() += 1;
    }
    let twice: Vec<_> = ids.iter().filter(|(_, count)| **count > 1).map(|(id, _)| id).collect();
    assert!(twice.is_empty(), "told twice: {twice:?}");
    for edition in Edition::ALL {
        for (way, delivery) in ways_and_deliveries() {
            for helm in Helm::ALL {
                for (from, to) in adjacent(&knowledge.catalog, edition) {
                    let choices = Choices {
                        way,
                        delivered_by: Some(delivery),
                        helm: Some(*helm),
                        ..by_hand(edition, &from.to_string(), &to.to_string())
                    };
                    let plan = advise(&Case::default(), &knowledge, &choices).plan.expect("a plan");
                    for hop in &plan.hops {
                        no_step_twice(hop);
                    }
                }
            }
        }
    }
}

/// Only Helm by hand has more than one way, and more than one Helm.
fn ways_and_deliveries() -> Vec<(Way, Delivery)> {
    let by_hand = Way::ALL.iter().map(|way| (*way, Delivery::Helm));
    by_hand.chain(Delivery::ALL.into_iter().skip(1).map(|delivery| (Way::InPlace, delivery))).collect()
}

/// Of two rules for one step only one may apply, and a hop has exactly one upgrade, check and way back.
fn no_step_twice(hop: &Hop) {
    let count = |id: &str| hop.steps.iter().filter(|step| step.id == id).count();
    for step in &hop.steps {
        assert_eq!(count(&step.id), 1, "{} to {} has the step {} twice", hop.from, hop.to, step.id);
    }
    for id in ["upgrade", "check", "roll-back"] {
        assert_eq!(count(id), 1, "{} to {} has no step {id}", hop.from, hop.to);
    }
    let phases: Vec<_> = hop.steps.iter().map(|step| step.phase.name()).collect();
    let mut sorted = phases.clone();
    sorted.sort_by_key(|name| ["before", "during", "after", "rollback"].iter().position(|one| one == name));
    assert_eq!(phases, sorted, "{} to {} does things out of order", hop.from, hop.to);
}

#[test]
fn nobody_is_sent_to_a_release_that_is_to_be_passed_by() {
    for edition in Edition::ALL {
        // Before 1.2.0 nothing is upgraded, so what happens on an upgrade does not matter.
        let upgrades = hops(edition).into_iter().filter(|plan| plan.from.version >= Version::stable(1, 2, 0));
        for plan in upgrades {
            let knowledge = knowledge();
            let landings = knowledge.risks.iter().flat_map(|file| &file.risks);
            let landings = landings.filter(|rule| matches!(rule.kind, RiskKind::Landing { .. }));
            let landings: Vec<&str> = landings.map(|rule| rule.id.as_str()).collect();
            for risk in steps(&plan).flat_map(|step| &step.risks) {
                let is_landing = landings.contains(&risk.id.as_str());
                let Stop { version, .. } = plan.target;
                assert!(!is_landing || risk.applies != Some(true), "{edition} {version}: {}", risk.id);
            }
        }
    }
}

#[test]
fn the_old_risks_are_not_needed_from_1_13_on() {
    let text = include_str!("../static/risks-old.json");
    let old: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let old: Vec<String> = old
        .get("risks")
        .and_then(|risks| risks.as_array())
        .expect("risks")
        .iter()
        .filter_map(|risk| Some(risk.get("id")?.as_str()?.to_owned()))
        .collect();
    assert!(old.len() > 50);
    let knowledge = knowledge();
    for edition in Edition::ALL {
        let releases = knowledge.catalog.releases(edition).iter().map(|release| release.version);
        let new_since = Version::stable(1, 13, 0);
        let releases: Vec<Version> = releases.filter(|version| *version >= new_since).collect();
        for from in &releases {
            let Some(newest) = knowledge.catalog.newest(edition, from.line()).map(|release| release.version)
            else {
                continue;
            };
            let next = knowledge
                .catalog
                .next_line(edition, from.line())
                .and_then(|line| knowledge.catalog.newest(edition, line));
            for to in [newest].into_iter().chain(next.map(|release| release.version)).filter(|to| to > from) {
                let choices = by_hand(edition, &from.to_string(), &to.to_string());
                let plan = advise(&Case::default(), &knowledge, &choices).plan.expect("a plan");
                for risk in steps(&plan).flat_map(|step| &step.risks) {
                    assert!(!old.contains(&risk.id), "{edition} {from} to {to}: {}", risk.id);
                }
            }
        }
    }
}

#[test]
fn a_target_older_than_the_build_names_the_first_safe_patch() {
    let report = advise(&Case::default(), &knowledge(), &by_hand(Edition::OpenSource, "1.16.27", "1.17.0"));
    let finding =
        report.diagnostics.iter().find(|diagnostic| diagnostic.title.contains("was published before"));
    let detail = &finding.expect("a finding").detail;
    assert!(detail.ends_with("The first release of 1.17.x that is not older is 1.17.32."), "{detail}");
}
