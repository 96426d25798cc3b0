//! The way from the installed version to the target: hops, the steps of each, and their commands.

mod answer;
mod assumption;
mod changes;
mod conversion;
mod files;
mod helm2;
mod hop;
mod known;
mod news;
mod onward;
mod outlook;
pub mod path;
mod points;
mod rehearsed;
mod rewrites;
mod risk;
mod upgrade;
mod values;
mod windows;

use std::sync::Arc;

use crate::changes::{Has, Installed};
use crate::command::Command;
use crate::command::manifest::Manifest;
use crate::delivery::Delivery;
use crate::diagnose::{Code, Diagnostic, Severity, about_route};
use crate::edition::Edition;
use crate::evidence::Evidence;
use crate::installation::{Doubt, Facts, Installation};
use crate::knowledge::Knowledge;
use crate::rules::{Phase, Risks, Situation, address};
use crate::settings::{Choices, Helm, Named as _, Settings};
use crate::successors::{Successor, WayOn};
use crate::version::{ReleaseLine, Tag, Version};
pub use answer::Answers;
pub use assumption::Assumption;
use hop::{Builder, Position};
pub use news::News;
pub use onward::{Onward, Place};
pub use points::{Duty, Points, Questions, Tally};
pub use rewrites::Rewrite;
pub use risk::Risk;
pub use upgrade::{Client, Hop};
use windows::Surroundings;

/// A plan, for one installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Which installation of the report it is for, counted from 0.
    pub installation: usize,
    /// Where it starts.
    pub from: Stop,
    /// Where it is to end.
    pub target: Stop,
    /// Codes of the findings that are to be gone first.
    pub blocked_by: Vec<Code>,
    /// Names that the commands use, and who says so.
    pub assumptions: Vec<Assumption>,
    /// One for each upgrade of the chart; none where there is nothing to do, or no way.
    pub hops: Vec<Hop>,
    /// The way to what takes the place of Gloo or of its resources, where that is the target.
    pub onward: Option<Onward>,
    /// Where one can go from here, the newest known patch of this line first.
    pub targets: Vec<Version>,
    /// What can take the place of Gloo or of its resources, and what it is called.
    pub successors: Vec<(Successor, String)>,
    /// What holds at every upgrade, besides what the hops have.
    pub advice: Vec<Risk>,
    /// What upgraders are told besides.
    pub tips: Vec<Tip>,
    /// Why there is nothing to do, or no way; empty where there are hops.
    pub no_plan: String,
    /// When the edition that it goes to ends, that it has ended, or that no end was announced; empty where nothing is known.
    pub ends: String,
    /// How users of that edition can go on.
    pub ways: Vec<WayOn>,
    /// Whether the line of the target is supported; empty where that is not known.
    pub support: String,
    /// Which Kubernetes fits all lines on the way, or that none does; empty where that is not known.
    pub kubernetes: String,
}

/// A release, in the numbers of its edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its edition.
    pub edition: Edition,
    /// Its number there.
    pub version: Version,
}

/// Something that upgraders are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// Stable identifier: `align-glooctl`.
    pub id: String,
    /// In a few words.
    pub title: String,
    /// In full.
    pub text: String,
    /// Where that is written.
    pub reference: String,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Stable identifier: `apply-crds`.
    pub id: String,
    /// When it is done.
    pub phase: Phase,
    /// What it does, in a few words.
    pub title: String,
    /// What it is for.
    pub why: String,
    /// Where it is left out, which `why` says too: `Gateway API 1.4.0 is installed`.
    pub skip: Option<String>,
    /// What has to be so before anybody goes on to the next step.
    pub gate: Option<String>,
    /// What successful output looks like.
    pub expect: String,
    /// What of both no earlier hop has said.
    pub news: News,
    /// What is changed in a manifest, before anything is typed.
    pub manifest: Option<Manifest>,
    /// What is typed, in order.
    pub commands: Vec<Command>,
    /// What the upgrade may run into here, the worst first.
    pub risks: Vec<Risk>,
}

/// Plans for an installation, and says what stands in the way; there is no plan where its version or its edition
/// is unknown, or in doubt.
#[must_use]
pub fn plan(
    facts: &Facts,
    installation: Option<&Installation>,
    knowledge: &Knowledge,
    choices: &Choices,
    settings: &Settings,
    diagnostics: &[Diagnostic],
    answers: Answers<'_>,
) -> (Option<Plan>, Vec<Diagnostic>) {
    let is_open = |one: &&Installation| one.doubt == Doubt::None || choices.installation.is_some();
    let installed = installation.filter(is_open).and_then(|installation| {
        let edition = installation.edition.as_ref()?;
        Some((installation, edition.value, installation.version()?))
    });
    let Some((installation, edition, version)) = installed else { return (None, Vec::new()) };
    let catalog = &knowledge.catalog;
    if catalog.chart(edition).is_none() || knowledge.rules.steps.is_empty() {
        return (None, Vec::new());
    }
    let from = Stop { edition, version: version.value };
    let to_edition = choices.target_edition.unwrap_or(edition);
    let known = known::known(facts, installation, settings, answers.pasted(edition, catalog));
    let types_key = to_edition == Edition::Enterprise && !known.contains(&("own-license", true));
    let surroundings = surroundings(facts, settings);
    let (mut aim, elsewhere) = match onward::aim(
        knowledge,
        from,
        choices.target,
        surroundings.kubernetes,
        onward::uses(&known, from.version),
    ) {
        None => (None, None),
        Some(Err(route)) => (None, Some(route)),
        Some(Ok(aim)) => {
            let route = onward::route(&aim, catalog, from);
            (Some(aim), Some(route))
        }
    };
    // Another product is gone to from the edition that runs.
    let to_edition = if elsewhere.is_some() { edition } else { to_edition };
    let mut route = elsewhere.unwrap_or_else(|| match (edition, to_edition) {
        (Edition::OpenSource, Edition::Enterprise) if from.version >= path::HELM_RELEASES_SINCE => {
            conversion::route(catalog, from.version, choices.target)
        }
        (Edition::Enterprise, Edition::OpenSource) => path::no_way_back(from.version),
        _ => path::route(catalog, to_edition, from.version, choices.target),
    });
    if settings.helm == Helm::Two {
        helm2::limit(&mut route, from);
    }
    let names = (Some(settings.namespace.value.as_str()), Some(settings.release.value.as_str()));
    let is_named = installation.may_be(names.0, names.1);
    if facts.installations.len() > 1 && choices.installation.is_none() && !is_named {
        route = path::no_such(route.target, settings);
    }
    let target = Installed { edition: to_edition, version: route.target, base: None };
    let mut blocked_by = blocking(diagnostics, knowledge, target);
    if let Some(recorded) = &installation.recorded {
        let (of, chart) = recorded.value;
        if of == edition && route.stops.iter().all(|stop| *stop > chart) {
            blocked_by.push(Code::NotAsDeployed);
        } else {
            aim = None;
            route = path::which_is_true(from, Stop { edition: of, version: chart }, route.target, settings);
        }
    }
    risk::refuse(&mut route, to_edition, knowledge);
    let target = Stop { edition: to_edition, version: route.target };
    // Who has Enterprise goes on from there, also where open source was asked for.
    let of = if edition == Edition::Enterprise { edition } else { to_edition };
    let builder = Builder {
        knowledge,
        settings,
        answers,
        known,
        revision: deployed_revision(facts, installation, from),
        surroundings,
        client: match aim {
            // The first thing that the way to another product does is to fetch this one.
            Some(_) => onward::usage(catalog),
            None => facts.client.as_ref().and_then(|client| Tag::parse(&client.value).version()),
        },
        namespace: settings.namespace.value.clone(),
        values: settings.values.as_ref().map(|values| values.value.clone()),
        blocked_by: &blocked_by,
        met: diagnostics
            .iter()
            .map(|diagnostic| diagnostic.risk.as_str())
            .filter(|id| !id.is_empty())
            .collect(),
        said: Vec::new(),
        start: from.version,
        advice: Vec::new(),
    };
    let (hops, builder) = hops(builder, from, to_edition, &route.stops);
    let gloo = Stop { edition, version: route.stops.last().copied().unwrap_or(from.version) };
    // A route that ends early leads no further.
    let aim = aim.filter(|aim| aim.fit.gloo == gloo.version.line());
    let beside = aim.as_ref().map(|aim| aim.fit.common.kubernetes);
    let onward = aim.map(|aim| {
        let start = onward::Start {
            gloo,
            namespace: &builder.namespace,
            client: builder.client,
            kinds: catalog.crds_of(builder.base_of(gloo)),
            known: &builder.known,
        };
        let before = onward::Start {
            gloo: from,
            namespace: &settings.namespace.value,
            client: None,
            kinds: catalog.crds_of(builder.base_of(from)),
            known: &builder.known,
        };
        onward::onward(&aim, knowledge, settings, (&before, &start), facts)
    });
    let advice = builder.advice;
    let is_empty = hops.is_empty() && onward.is_none();
    let assumptions = if is_empty {
        Vec::new()
    } else {
        assumption::assumptions(facts.named.as_ref(), settings, catalog, (to_edition, types_key))
    };
    let tips =
        if hops.is_empty() { Vec::new() } else { tips(&knowledge.risks, to_edition, settings.delivery) };
    let evidence = match (choices.target, choices.target_edition) {
        (None, None) => version.evidence.clone(),
        (Some(_), _) => vec![Evidence::Said("target")],
        (None, Some(_)) => vec![Evidence::Said("target edition")],
    };
    let no_plan = match route.notes.last() {
        _ if !is_empty => String::new(),
        Some(note) => note.title.clone(),
        None => format!("no chart of {to_edition} is known"),
    };
    let notes = about_route(route.notes, &evidence);
    let targets = match edition == to_edition || from.version < path::HELM_RELEASES_SINCE {
        true => path::targets(catalog, edition, from.version),
        false => path::targets(catalog, to_edition, from.version.line().beginning()),
    };
    let plan = Plan {
        installation: 0,
        from,
        target,
        blocked_by,
        assumptions,
        hops,
        onward,
        targets,
        successors: knowledge.successors.products.iter().map(|one| (one.which, one.name.clone())).collect(),
        advice,
        tips,
        no_plan,
        ends: outlook::ends(knowledge, of, choices.today),
        ways: onward::ways(knowledge, of),
        support: outlook::support(catalog, target, choices.today),
        kubernetes: windows::on_the_way(catalog, from.version, &route.stops, beside),
    };
    (Some(plan), notes)
}

/// The revision that Helm deployed last, if just one release of the paste can be that of the installation, and has
/// the chart that runs.
fn deployed_revision(facts: &Facts, installation: &Installation, runs: Stop) -> Option<u32> {
    let is_same = |found: Option<&String>, known: Option<&String>| {
        found.zip(known).is_none_or(|(found, known)| found == known)
    };
    let namespace = installation.namespace.as_ref().map(|known| &known.value);
    let name = installation.release.as_ref().map(|known| &known.value);
    let mut own = facts.releases.iter().filter(|release| {
        is_same(release.namespace.as_ref().map(|found| &found.value), namespace)
            && is_same(release.name.as_ref().map(|found| &found.value), name)
    });
    let release = own.next().filter(|release| own.next().is_none() && release.status == "deployed")?;
    let (edition, chart) = release.chart.as_ref()?;
    release.revision.filter(|_| *edition == runs.edition && Version::parse(chart) == Some(runs.version))
}

/// Codes of the findings that are to be gone first, each once. An upgrade over a release that failed is one: what of
/// it is in the cluster is unknown.
fn blocking(diagnostics: &[Diagnostic], knowledge: &Knowledge, target: Installed) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    // An upgrade to a release without the fix cures nothing.
    let lacks_fix = |diagnostic: &Diagnostic| {
        let failure = knowledge.failures.get(&diagnostic.code.id());
        failure.is_some_and(|failure| {
            failure.is_cured_by_upgrade() && knowledge.has_fix(failure, target) == Has::No
        })
    };
    let blocks = |diagnostic: &&Diagnostic| {
        // What a step of the plan cures can't be gone before it.
        (diagnostic.severity == Severity::Error && (diagnostic.cure.is_empty() || lacks_fix(diagnostic)))
            || diagnostic.code == Code::ReleaseFailed
            // A typed upgrade would fight the tool that owns the release.
            || (diagnostic.code == Code::Delivery && diagnostic.severity == Severity::Unknown)
    };
    for diagnostic in diagnostics.iter().filter(blocks) {
        if !codes.contains(&diagnostic.code) {
            codes.push(diagnostic.code);
        }
    }
    codes
}

fn surroundings(facts: &Facts, settings: &Settings) -> Surroundings {
    let line = |text: &str| Version::parse(text.split(['+', '-']).next()?).map(Version::line);
    let pasted = facts.helm.as_ref().and_then(|helm| line(&helm.value));
    // Helm 4 came after all that a line asks for.
    let chosen = (settings.helm == Helm::Four).then_some(ReleaseLine { major: 4, minor: 0 });
    Surroundings {
        kubernetes: facts.kubernetes.as_ref().and_then(|kubernetes| line(&kubernetes.value)),
        delivery: settings.delivery,
        helm: pasted.filter(|line| settings.helm.name() == line.major.to_string()).or(chosen),
    }
}

/// The hops, and what their builder has come to.
fn hops<'a>(
    mut builder: Builder<'a>,
    from: Stop,
    edition: Edition,
    stops: &[Version],
) -> (Vec<Hop>, Builder<'a>) {
    let mut hops = Vec::new();
    let mut at = from;
    for version in stops {
        let to = Stop { edition, version: *version };
        let position = if hops.is_empty() { Position::First } else { Position::Later };
        hops.extend(builder.hop(at, to, position));
        at = to;
    }
    news::find(&mut hops);
    (hops, builder)
}

fn tips(risks: &[Arc<Risks>], edition: Edition, delivery: Delivery) -> Vec<Tip> {
    let by = if delivery == Delivery::Helm { "by-hand" } else { delivery.name() };
    let situation = Situation { holds: vec![edition.name(), by], ..Situation::default() };
    let told = risks.iter().flat_map(|file| &file.tips).filter(|tip| situation.allows(&tip.when));
    let told = told.map(|tip| Tip {
        id: tip.id.clone(),
        title: tip.title.clone(),
        text: situation.text(&tip.text),
        reference: address(&tip.source),
    });
    told.collect()
}
