//! The plan of the first text: which of its hops and steps the second text proves to be done.

use super::checked::checked;
use super::cluster::Pairs;
use super::findings::Matched;
use super::shown::pods_up;
use super::side::Side;
use super::versions::partners;
use super::{Finding, Proof, StepDone};
use crate::diagnose::Code;
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::installation::{Cluster, DEFAULT_NAMESPACE, Doubt, Facts, Installation};
use crate::plan::{Hop, Plan, Step};
use crate::report::Whose;
use crate::rules::Phase;
use crate::subject::Statement;
use crate::transcript::Kind;
use crate::transcript::check::{CheckOutput, Status, Verdict};
use crate::version::{Tag, Version};

/// What proves a step or speaks against it.
type Proven = (Proof, Vec<Evidence>);

/// The end of the way, as the second text shows it.
struct Now<'a> {
    /// The installation that the plan is for; `None` where the text does not show it.
    installation: Option<&'a Installation>,
    facts: &'a Facts,
    side: &'a Side<'a>,
    /// The place of its cluster in the second report.
    cluster: usize,
    /// The namespace that the plan begins in.
    home: String,
}

/// Each step of the plan, but for those that go back.
pub(super) fn done(
    (before, after): (&Side<'_>, &Side<'_>),
    pairs: &Pairs,
    matched: &Matched,
) -> Vec<StepDone> {
    let Some(plan) = &before.report.plan else { return Vec::new() };
    let now = now(plan, (before, after), pairs);
    let mut all = Vec::new();
    for (at, hop) in plan.hops.iter().enumerate() {
        let reached = now.as_ref().map_or((Proof::Unknown, Vec::new()), |now| now.reached(hop));
        for step in hop.steps.iter().filter(|step| step.phase != Phase::Rollback) {
            let (proof, evidence) = match (&now, step.id.as_str()) {
                (_, "settle") => (settled(plan, matched), Vec::new()),
                (Some(now), _) => now.step(hop, step, &reached),
                (None, _) => (Proof::Unknown, Vec::new()),
            };
            all.push(StepDone {
                hop: at,
                hop_title: hop.title(),
                hop_proof: reached.0,
                title: step.title.clone(),
                tick: Whose::Step(hop, step).tick(),
                proof,
                evidence,
            });
        }
    }
    all
}

fn now<'a>(plan: &Plan, (before, after): (&Side<'_>, &'a Side<'a>), pairs: &Pairs) -> Option<Now<'a>> {
    let clusters = before.report.clusters.iter().enumerate();
    let (at, cluster) =
        clusters.into_iter().find(|(_, cluster)| cluster.installations.contains(&plan.installation))?;
    let cluster_after = pairs.after(at)?;
    let facts = after.facts(cluster_after)?;
    let place = plan.installation.checked_sub(cluster.installations.start)?;
    let partner = partners(&cluster.facts, Some(facts)).get(place).copied().flatten();
    let home = before.report.settings.namespace.value.clone();
    Some(Now {
        installation: partner.and_then(|at| facts.installations.get(at)),
        facts,
        side: after,
        cluster: cluster_after,
        home,
    })
}

/// Whether all that blocks the way is gone.
fn settled(plan: &Plan, matched: &Matched) -> Proof {
    let has =
        |list: &[Finding]| list.iter().any(|one| plan.blocked_by.contains(&one.was.unwrap_or(one.code)));
    if has(&matched.still) {
        Proof::NotDone
    } else if has(&matched.fixed) && !matched.unknown.iter().any(|open| has(&open.findings)) {
        Proof::Done
    } else {
        Proof::Unknown
    }
}

/// Whether the new version is installed beside the old one.
fn is_beside(hop: &Hop) -> bool {
    hop.steps.iter().any(|step| step.id == "move-traffic")
}

impl Now<'_> {
    /// Whether the version after a hop is reached or passed.
    fn reached(&self, hop: &Hop) -> Proven {
        if is_beside(hop) {
            let new = self.facts.installations.iter().find_map(|one| {
                own(one, hop.edition).filter(|version| version.value >= hop.to).filter(|_| is_plain(one))
            });
            return new
                .map_or((Proof::Unknown, Vec::new()), |version| (Proof::Done, version.evidence.clone()));
        }
        let Some(one) = self.installation.filter(|one| is_plain(one)) else {
            return (Proof::Unknown, Vec::new());
        };
        let edition = one.edition.as_ref().map(|known| known.value);
        let version = match (edition, hop.edition) {
            (Some(edition), wanted) if edition == wanted => own(one, wanted),
            // What Enterprise is built on has passed what open source is to reach.
            (Some(Edition::Enterprise), Edition::OpenSource) => {
                one.open_source.as_ref().filter(|version| version.value >= hop.to)
            }
            (Some(_), Edition::Enterprise) => {
                let evidence = one.edition.as_ref().map(|known| known.evidence.clone()).unwrap_or_default();
                return (Proof::NotDone, evidence);
            }
            _ => None,
        };
        let Some(version) = version else { return (Proof::Unknown, Vec::new()) };
        let is_under_way = self.is_under_way();
        let proof = match version.value >= hop.to {
            false => Proof::NotDone,
            true if is_under_way => Proof::Unknown,
            true => Proof::Done,
        };
        (proof, version.evidence.clone())
    }

    /// Whether an upgrade may have stopped midway.
    fn is_under_way(&self) -> bool {
        let codes = [Code::MixedVersions, Code::NotAsDeployed, Code::ReleasePending, Code::ReleaseFailed];
        let about = self.facts.cluster.as_ref().map(Cluster::label);
        let findings = &self.side.report.diagnostics;
        findings.iter().any(|one| codes.contains(&one.code) && one.subject.cluster == about)
    }

    fn step(&self, hop: &Hop, step: &Step, reached: &Proven) -> Proven {
        let unknown = (Proof::Unknown, Vec::new());
        match step.id.as_str() {
            "upgrade" => reached.clone(),
            "align-glooctl" => self.client(hop),
            "fetch-glooctl" => {
                Some(self.client(hop)).filter(|(proof, _)| *proof == Proof::Done).unwrap_or(unknown)
            }
            "apply-crds" => self.definitions(),
            "verify" => self.after(hop, reached, |now, one| now.runs(one)),
            "check" => self.after(hop, reached, |now, one| now.health(namespace(one))),
            "retire" => self.retired(reached),
            _ => unknown,
        }
    }

    fn client(&self, hop: &Hop) -> Proven {
        let Some(client) = &self.facts.client else { return (Proof::Unknown, Vec::new()) };
        let proof = match Tag::parse(&client.value).version() {
            None => Proof::Unknown,
            Some(version) if version >= hop.client.version => Proof::Done,
            Some(_) => Proof::NotDone,
        };
        (proof, client.evidence.clone())
    }

    /// A difference may be a false alarm, so it proves nothing.
    fn definitions(&self) -> Proven {
        let is_clean = self.facts.crds.is_empty();
        let check = self
            .facts
            .outputs
            .iter()
            .find(|output| output.kind == Kind::GlooctlCheckCrds && output.troubles == 0 && is_clean);
        check.map_or((Proof::Unknown, Vec::new()), |output| (Proof::Done, vec![Evidence::Lines(output.span)]))
    }

    /// What is to be so after the upgrade of a hop. What is wrong with a later version says nothing of this hop.
    fn after(
        &self,
        hop: &Hop,
        (reached, evidence): &Proven,
        look: impl Fn(&Self, &Installation) -> Proven,
    ) -> Proven {
        if *reached != Proof::Done {
            return (*reached, evidence.clone());
        }
        let is_new =
            |one: &&Installation| own(one, hop.edition).is_some_and(|version| version.value >= hop.to);
        let new = self.installation.filter(is_new).or_else(|| self.facts.installations.iter().find(is_new));
        let Some(one) = new else { return (Proof::Unknown, Vec::new()) };
        let is_at = own(one, hop.edition).is_some_and(|version| version.value == hop.to);
        match look(self, one) {
            (Proof::NotDone, evidence) if !is_at => (Proof::Unknown, evidence),
            proven => proven,
        }
    }

    /// Whether the check of a namespace, with nothing left out, is healthy.
    fn health(&self, namespace: &str) -> Proven {
        let runs = || self.facts.checks.iter().filter(|check| checked(check) == namespace);
        if let Some(failed) = runs().find(|check| check.verdict() == Verdict::Problems) {
            return (Proof::NotDone, lines(failed));
        }
        let whole = self.side.checked(self.cluster).and_then(|checked| checked.whole(namespace));
        whole.map_or((Proof::Unknown, Vec::new()), |span| (Proof::Done, vec![Evidence::Lines(span)]))
    }

    /// Whether the images that run are new, and their pods are up.
    fn runs(&self, one: &Installation) -> Proven {
        let known = one.namespace.as_ref().map(|known| known.value.as_str());
        let evidence: Vec<Evidence> =
            one.containers.iter().take(1).map(|container| Evidence::Lines(container.span)).collect();
        let is_up = pods_up(known, self.facts).or_else(|| self.pods_checked(namespace(one)));
        match is_up {
            Some(false) => (Proof::NotDone, evidence),
            Some(true) if !evidence.is_empty() => (Proof::Done, evidence),
            _ => (Proof::Unknown, Vec::new()),
        }
    }

    /// What the check says of the pods.
    fn pods_checked(&self, namespace: &str) -> Option<bool> {
        let of = |check: &&CheckOutput| checked(check) == namespace;
        let sections = self.facts.checks.iter().filter(of).flat_map(|check| &check.sections);
        let pods = sections.rev().find(|section| section.name == "pods")?;
        match pods.status {
            Status::Ok => Some(true),
            Status::Errors => Some(false),
            Status::Warning | Status::Skipped | Status::Unknown => None,
        }
    }

    /// Whether the old installation is gone, after the new one is there.
    fn retired(&self, reached: &Proven) -> Proven {
        let removed = self.facts.outputs.iter().find(|output| {
            output.statement == Statement::Uninstalled
                && output.subject.namespace.as_deref() == Some(self.home.as_str())
        });
        if let Some(output) = removed {
            return (Proof::Done, vec![Evidence::Lines(output.span)]);
        }
        let old = self.installation.filter(|one| namespace(one) == self.home && !one.containers.is_empty());
        match old.filter(|_| reached.0 == Proof::Done) {
            Some(old) => {
                let lines = old.containers.iter().take(1).map(|one| Evidence::Lines(one.span));
                (Proof::NotDone, lines.collect())
            }
            None => (Proof::Unknown, Vec::new()),
        }
    }
}

/// The version of an installation of an edition.
fn own(one: &Installation, edition: Edition) -> Option<&Known<Version>> {
    let is_of = one.edition.as_ref().is_some_and(|known| known.value == edition);
    one.version().filter(|_| is_of)
}

/// Whether its output is not contradicted, and more than the word of a user.
fn is_plain(one: &Installation) -> bool {
    one.doubt == Doubt::None && !one.is_said()
}

fn namespace(one: &Installation) -> &str {
    one.namespace.as_ref().map_or(DEFAULT_NAMESPACE, |known| &known.value)
}

/// The lines that a run fails in.
fn lines(check: &CheckOutput) -> Vec<Evidence> {
    let first = check.problems.first().map(|problem| problem.span).or(check.failed);
    first.map(Evidence::Lines).into_iter().collect()
}
