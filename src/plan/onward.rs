//! From Gloo to the product that takes its place, installed beside it until the traffic has moved; or to the Gateway API,
//! which Gloo serves beside its own resources.

mod situation;

use super::known::Told;
use super::path::{self, Route};
use super::rewrites::{self, Rewrite};
use super::windows::range;
use super::{Client, Hop, News, Plan, Step, Stop, files, news};
use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::installation::Facts;
use crate::knowledge::Knowledge;
use crate::rules::{Situation, StepRule};
use crate::settings::{Settings, Target};
use crate::successors::{Common, Fit, Line, Product, Source, Successor, Use, WayOn, common, fit};
use crate::transcript::helm::Beside;
use crate::version::{ReleaseLine, Version};
use situation::situation;

/// The way to what takes the place of Gloo or of its resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onward {
    /// Which product.
    pub successor: Successor,
    /// Its name for people.
    pub name: String,
    /// Its release.
    pub version: Version,
    /// What both can share, and what is in the way, in sentences.
    pub windows: Vec<String>,
    /// What takes the place of each kind of Gloo's resources.
    pub rewrites: Vec<Rewrite>,
    /// How much of what was counted converts by itself; empty where nothing was counted.
    pub share: String,
    /// What is listed first, before any upgrade of Gloo.
    pub stock: Hop,
    /// Both side by side, until the traffic has moved: after all upgrades of Gloo.
    pub beside: Hop,
    /// The removal of what it replaces, on its own, so that nobody removes it with the rest.
    pub removal: Hop,
    /// Where it goes.
    pub place: Place,
}

/// Where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is another product, installed beside Gloo.
    Beside,
    /// Gloo has it.
    Inside,
}

impl Place {
    /// `beside` or `inside`
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Inside => "inside",
        }
    }

    /// As a word before *Gloo*.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Beside => "beside",
            Self::Inside => "in",
        }
    }

    const fn of(product: &Product) -> Self {
        match product.source {
            Source::Charts(_) => Self::Beside,
            Source::Gloo(_) => Self::Inside,
        }
    }
}

impl Onward {
    /// `kgateway 2.4.3`
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
    }

    /// `kgateway 2.4.3 beside Gloo`
    #[must_use]
    pub fn placed(&self) -> String {
        format!("{} {} Gloo", self.title(), self.place.word())
    }
}

impl Plan {
    /// Whether there is nothing to do, or no way.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.hops.is_empty() && self.onward.is_none()
    }

    /// All that has steps, in order: the upgrades of Gloo, and around them the way to another product.
    pub fn parts(&self) -> impl Iterator<Item = &Hop> {
        let last = self.onward.iter().flat_map(|onward| [&onward.beside, &onward.removal]);
        self.onward.iter().map(|onward| &onward.stock).chain(&self.hops).chain(last)
    }
}

impl Step {
    /// A step as its rule has it, before anything is placed at it.
    pub(super) fn of(rule: &StepRule, situation: &Situation) -> Self {
        let said = |lines: &[String]| Some(situation.text(lines)).filter(|text| !text.is_empty());
        let (skip, mut why) = (said(&rule.skip), situation.text(&rule.why));
        if let Some(skip) = &skip {
            why = format!("Skip this step if {skip}. {why}");
        }
        Self {
            id: rule.id.clone(),
            phase: rule.phase,
            title: situation.title(&rule.title),
            why,
            skip,
            gate: said(&rule.gate),
            expect: situation.text(&rule.expect),
            news: News::default(),
            manifest: situation.manifest(&rule.change, &rule.set),
            commands: situation.choose(&rule.commands).map(|line| situation.command(line)).collect(),
            risks: Vec::new(),
        }
    }
}

/// What is aimed at.
pub(super) struct Aim<'a> {
    product: &'a Product,
    version: Version,
    uses: Use,
    kubernetes: Option<ReleaseLine>,
    pub(super) fit: Fit<'a>,
}

/// What is known of an installation that is left in the end.
pub(super) struct Start<'a> {
    /// Its release.
    pub gloo: Stop,
    /// Where it is.
    pub namespace: &'a str,
    /// The client that goes with it.
    pub client: Option<Version>,
    /// The kinds of its resources.
    pub kinds: Vec<&'a str>,
    /// What the paste tells of it.
    pub known: &'a Told,
}

/// The first release whose features `glooctl usage` can list.
const USAGE_SINCE: Version = Version::stable(1, 18, 0);

/// Which product a target means, and beside which line of Gloo it goes; a route that leads nowhere where that is not
/// known. `None` where the target is a release of Gloo.
pub(super) fn aim<'a>(
    knowledge: &'a Knowledge,
    from: Stop,
    target: Option<Target>,
    kubernetes: Option<ReleaseLine>,
    uses: Use,
) -> Option<Result<Aim<'a>, Route>> {
    let target = target?;
    let known = &knowledge.successors;
    let product = match target {
        Target::Successor(which) => known.product(which)?,
        _ => known.of_major(target.major()?)?,
    };
    let (line, version) = match target {
        Target::Version(version) => (Some(version.line()), Some(version)),
        Target::Line(line) => (Some(line), None),
        Target::Major(_) | Target::Successor(_) => (None, None),
    };
    let start = (from.edition, from.version.line());
    let fit = fit(product, &knowledge.catalog, start, line, kubernetes, uses);
    let aim = fit.and_then(|fit| {
        // What Gloo has comes as the release that its line works with.
        let own = || Version::parse(&fit.common.bundle);
        let version = version.or_else(|| fit.line.map_or_else(own, |line| line.newest))?;
        Some(Aim { product, version, uses, kubernetes, fit })
    });
    Some(aim.ok_or_else(|| unknown(product, from, target)))
}

fn unknown(product: &Product, from: Stop, target: Target) -> Route {
    let Product { name, text, url, .. } = product;
    let lines = product.lines().iter().filter_map(|line| line.newest).map(|newest| newest.to_string());
    let lines: Vec<String> = lines.collect();
    let what = match target {
        Target::Successor(_) => name.clone(),
        _ => format!("{name} {target}"),
    };
    let title = format!("No release of {what} is known that can run beside {}", from.version);
    let detail = format!(
        "{}.x is {name}, another product: no upgrade leads there. {text} Releases known here: {}. {url}",
        product.lines().first().map_or(0, |line| line.line.major),
        lines.join(", ")
    );
    path::nowhere(from.version, title, detail)
}

/// The upgrades of Gloo that come first; none where its line can stay.
pub(super) fn route(aim: &Aim<'_>, catalog: &Catalog, from: Stop) -> Route {
    if aim.fit.gloo == from.version.line() {
        return Route { target: from.version, stops: Vec::new(), notes: Vec::new() };
    }
    path::route(catalog, from.edition, from.version, Some(Target::Line(aim.fit.gloo)))
}

/// The release of glooctl that lists the features in use: the newest known one.
pub(super) fn usage(catalog: &Catalog) -> Option<Version> {
    let mut all = catalog.releases(Edition::OpenSource).iter().rev().map(|release| release.version);
    all.find(|version| !version.is_prerelease())
}

/// How Gloo uses the Gateway API, as far as its version and the paste tell.
pub(super) fn uses(known: &[(&'static str, bool)], installed: Version) -> Use {
    /// The first line that can serve it.
    const SINCE: ReleaseLine = ReleaseLine { major: 1, minor: 17 };
    if installed.line() < SINCE {
        return Use::Unused;
    }
    match known.iter().find(|(fact, _)| *fact == "kubernetes-gateway") {
        Some((_, true)) => Use::Served,
        Some((_, false)) => Use::Unused,
        None => Use::Unknown,
    }
}

/// What is done before and after the upgrades of Gloo. `before` is what is installed, and `start` what is left.
pub(super) fn onward(
    aim: &Aim<'_>,
    knowledge: &Knowledge,
    settings: &Settings,
    (before, start): (&Start<'_>, &Start<'_>),
    facts: &Facts,
) -> Onward {
    let from = before.gloo;
    let Product { which, name, .. } = aim.product;
    let rewrites = rewrites::rewrites(aim.product, &facts.resources);
    let there = there(aim.product, &facts.beside);
    let first = situation(aim, knowledge, settings, before, there, from.version >= USAGE_SINCE);
    let then = situation(aim, knowledge, settings, start, there, from.version < USAGE_SINCE);
    let own = settings.values.as_ref().map(|values| values.value.as_str());
    let section = |title: String, rules: &[StepRule], situation: &Situation, from: Version, to: Version| {
        let mut steps: Vec<Step> = rules
            .iter()
            .filter(|rule| situation.allows(&rule.when))
            .map(|rule| Step::of(rule, situation))
            .collect();
        files::keep_apart(&mut steps, own);
        Hop {
            name: Some(title),
            from,
            from_edition: start.gloo.edition,
            to,
            edition: start.gloo.edition,
            chart: aim.product.charts().map(|charts| charts.chart.clone()).unwrap_or_default(),
            client: Client { version: start.client.unwrap_or(from), confidence: None },
            rehearsed: None,
            steps,
            changes: None,
            links: Vec::new(),
        }
    };
    let gloo = start.gloo.version;
    let place = Place::of(aim.product);
    let title = format!("{name} {} {} Gloo {gloo}", aim.version, place.word());
    let stock = section(
        "Take stock of Gloo".to_owned(),
        &knowledge.successors.stock,
        &first,
        from.version,
        from.version,
    );
    let mut beside = section(title, &knowledge.successors.steps, &then, gloo, aim.version);
    let last = match place {
        Place::Beside => format!("Remove Gloo {gloo}"),
        Place::Inside => "Remove the VirtualServices".to_owned(),
    };
    let removal = section(last, &knowledge.successors.removal, &then, aim.version, aim.version);
    beside.links.push((name.clone(), aim.product.url.clone()));
    let mut sections = [stock, beside, removal];
    news::find(&mut sections);
    let [stock, beside, removal] = sections;
    Onward {
        successor: *which,
        name: name.clone(),
        version: aim.version,
        windows: windows(aim, &knowledge.catalog, from, there),
        share: rewrites::share(aim.product, &rewrites, &facts.resources),
        rewrites,
        stock,
        beside,
        removal,
        place,
    }
}

/// What Gloo and the product can share, and what has to move first.
fn windows(aim: &Aim<'_>, catalog: &Catalog, from: Stop, there: Option<&Beside>) -> Vec<String> {
    let Aim { product, fit: Fit { gloo, line, common: both }, .. } = aim;
    let Common { kubernetes: (low, high), bundle } = both;
    let own = from.version.line();
    let shared = format!("Kubernetes {}, Gateway API {bundle}", range(*low, *high));
    let mut said = Vec::new();
    match line {
        Some(line) => {
            let name = format!("{} {}", product.name, line.line);
            said.push(format!(
                "{}.x is another product: no upgrade leads there. {}",
                line.line.major, product.text
            ));
            if own != *gloo {
                let why = why_apart(aim, catalog, own, line);
                said.push(format!(
                    "Gloo {own} and {name} can't share a cluster: {why}. Bring Gloo to {gloo} first."
                ));
            }
            said.push(format!("Gloo {gloo} and {name} can share a cluster: {shared}."));
        }
        None => {
            said.push(product.text.clone());
            if own != *gloo {
                let is_old = matches!(product.source, Source::Gloo(since) if own < since);
                let why = if is_old { "can't do that" } else { "is not listed for this Kubernetes" };
                said.push(format!("Gloo {own} {why}. Bring Gloo to {gloo} first."));
            }
            said.push(format!("Gloo {gloo} works with {shared}."));
        }
    }
    if let Some(runs) = aim.kubernetes.filter(|runs| runs < low || runs > high) {
        let whom = if line.is_some() { "both" } else { "Gloo" };
        said.push(format!("The paste shows Kubernetes {runs}, which does not fit {whom}."));
    }
    let may_serve = catalog.support(*gloo).is_some_and(|known| known.gateway_api.is_some());
    if line.is_some() && aim.uses == Use::Unknown && may_serve {
        said.push("Whether `kubeGateway` is enabled is unknown, so this plan assumes that Gloo uses the Gateway API. Paste the output of `helm get values`.".to_owned());
    }
    said.extend(there.map(|beside| installed(product, aim.version, beside)));
    said.extend(Some(product.note.clone()).filter(|note| !note.is_empty()));
    said
}

/// The release of it that is installed already.
fn there<'a>(product: &Product, beside: &'a [Beside]) -> Option<&'a Beside> {
    let charts = product.charts()?;
    beside.iter().rev().find(|beside| charts.chart.ends_with(&format!("/{}", beside.chart)))
}

/// That it is installed already.
fn installed(product: &Product, version: Version, beside: &Beside) -> String {
    let place = beside.namespace.as_ref().map_or_else(String::new, |name| format!(" in {name}"));
    let there = format!("{} {} is installed{place}.", product.name, beside.version);
    if Version::parse(&beside.version) == Some(version) {
        return format!("{there} This plan does not install it again.");
    }
    format!("{there} This plan is for {version}: upgrade it, or choose its line as the target.")
}

/// Why a line of Gloo and one of a product can't share a cluster.
fn why_apart(aim: &Aim<'_>, catalog: &Catalog, own: ReleaseLine, line: &Line) -> &'static str {
    match common(catalog, own, line, Use::Unused) {
        Some(_) if common(catalog, own, line, aim.uses).is_none() => {
            "they work with no common release of the Gateway API"
        }
        None => "they are listed for no common Kubernetes",
        Some(_) => "they can't share this Kubernetes",
    }
}

/// How users of an edition can go on.
pub(super) fn ways(knowledge: &Knowledge, edition: Edition) -> Vec<WayOn> {
    let holds = vec![edition.name()];
    let situation = Situation { holds, ..Situation::default() };
    let offered = knowledge.successors.ways.iter().filter(|way| situation.allows(&way.when));
    let way = |way: &crate::successors::WayRule| WayOn {
        name: way.name.clone(),
        text: situation.text(&way.text),
        whom: way.whom.clone(),
        target: way.target,
        url: way.url.clone(),
    };
    offered.map(way).collect()
}
