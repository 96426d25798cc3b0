//! From Gloo to the product that takes its place: installed beside it, until the traffic has moved.

use super::path::{self, Route};
use super::windows::range;
use super::{Client, Hop, News, Plan, Step, Stop, files, news};
use crate::catalog::Catalog;
use crate::command::Variable;
use crate::edition::Edition;
use crate::knowledge::Knowledge;
use crate::rules::{Situation, Slot, StepRule};
use crate::settings::{Settings, Target};
use crate::successors::{Common, Fit, Product, Successor, Use, WayOn, common, fit};
use crate::version::{ReleaseLine, Version};

/// The way to the product that takes the place of Gloo.
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
    /// What is listed first, before any upgrade of Gloo.
    pub stock: Hop,
    /// The product beside Gloo: after all upgrades of Gloo.
    pub beside: Hop,
    /// The removal of Gloo, on its own, so that nobody removes it with the rest.
    pub removal: Hop,
}

impl Onward {
    /// `kgateway 2.4.3`
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.name, self.version)
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
        Self {
            id: rule.id.clone(),
            phase: rule.phase,
            title: situation.title(&rule.title),
            why: situation.text(&rule.why),
            gate: Some(situation.text(&rule.gate)).filter(|gate| !gate.is_empty()),
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

/// What is known of the installation that is left.
pub(super) struct Start<'a> {
    /// The release that Gloo is brought to.
    pub gloo: Stop,
    /// Where Gloo is then.
    pub namespace: &'a str,
    /// The client that goes with it.
    pub client: Option<Version>,
    /// The kinds of its resources.
    pub kinds: Vec<&'a str>,
}

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
        let version = version.or(fit.line.newest)?;
        Some(Aim { product, version, uses, kubernetes, fit })
    });
    Some(aim.ok_or_else(|| unknown(product, from, target)))
}

fn unknown(product: &Product, from: Stop, target: Target) -> Route {
    let Product { name, text, url, .. } = product;
    let lines = product.lines.iter().filter_map(|line| line.newest).map(|newest| newest.to_string());
    let lines: Vec<String> = lines.collect();
    let what = match target {
        Target::Successor(_) => name.clone(),
        _ => format!("{name} {target}"),
    };
    let title = format!("No release of {what} is known that can run beside {}", from.version);
    let detail = format!(
        "{}.x is {name}, another product: no upgrade leads there. {text} Releases known here: {}. {url}",
        product.lines.first().map_or(0, |line| line.line.major),
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

/// How Gloo uses the Gateway API, as far as the paste tells.
pub(super) fn uses(known: &[(&'static str, bool)]) -> Use {
    match known.iter().find(|(fact, _)| *fact == "kubernetes-gateway") {
        Some((_, true)) => Use::Served,
        Some((_, false)) => Use::Unused,
        None => Use::Unknown,
    }
}

/// What is done before and after the upgrades of Gloo.
pub(super) fn onward(
    aim: &Aim<'_>,
    knowledge: &Knowledge,
    settings: &Settings,
    from: Stop,
    start: &Start<'_>,
) -> Onward {
    let Product { which, name, .. } = aim.product;
    let first = situation(
        aim,
        knowledge,
        settings,
        &Start { gloo: from, kinds: start.kinds.clone(), namespace: &settings.namespace.value, client: None },
    );
    let then = situation(aim, knowledge, settings, start);
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
            chart: aim.product.chart.clone(),
            client: Client { version: start.client.unwrap_or(from), confidence: None },
            rehearsed: None,
            steps,
            changes: None,
            links: Vec::new(),
        }
    };
    let gloo = start.gloo.version;
    let title = format!("{name} {} beside Gloo {gloo}", aim.version);
    let stock = section(
        "Take stock of Gloo".to_owned(),
        &knowledge.successors.stock,
        &first,
        from.version,
        from.version,
    );
    let mut beside = section(title, &knowledge.successors.steps, &then, gloo, aim.version);
    let last = format!("Remove Gloo {gloo}");
    let removal = section(last, &knowledge.successors.removal, &then, aim.version, aim.version);
    beside.links.push((name.clone(), aim.product.url.clone()));
    let mut sections = [stock, beside, removal];
    news::find(&mut sections);
    let [stock, beside, removal] = sections;
    Onward {
        successor: *which,
        name: name.clone(),
        version: aim.version,
        windows: windows(aim, &knowledge.catalog, from),
        stock,
        beside,
        removal,
    }
}

/// What Gloo and the product can share, and what has to move first.
fn windows(aim: &Aim<'_>, catalog: &Catalog, from: Stop) -> Vec<String> {
    let Aim { product, fit: Fit { gloo, line, common: both }, .. } = aim;
    let name = format!("{} {}", product.name, line.line);
    let Common { kubernetes: (low, high), bundle } = both;
    let mut said =
        vec![format!("{}.x is another product: no upgrade leads there. {}", line.line.major, product.text)];
    let own = from.version.line();
    if own != *gloo {
        let why = match common(catalog, own, line, Use::Unused) {
            Some(_) if common(catalog, own, line, aim.uses).is_none() => {
                "they work with no common release of the Gateway API"
            }
            None => "they are listed for no common Kubernetes",
            Some(_) => "they can't share this Kubernetes",
        };
        said.push(format!("Gloo {own} and {name} can't share a cluster: {why}. Bring Gloo to {gloo} first."));
    }
    said.push(format!(
        "Gloo {gloo} and {name} can share a cluster: Kubernetes {}, Gateway API {bundle}.",
        range(*low, *high)
    ));
    if let Some(runs) = aim.kubernetes.filter(|runs| runs < low || runs > high) {
        said.push(format!("The paste shows Kubernetes {runs}, which does not fit both."));
    }
    if aim.uses == Use::Unknown && catalog.support(*gloo).is_some_and(|known| known.gateway_api.is_some()) {
        said.push("Whether `kubeGateway` is enabled is unknown, so this plan assumes that Gloo uses the Gateway API. Paste the output of `helm get values`.".to_owned());
    }
    said.extend(Some(product.note.clone()).filter(|note| !note.is_empty()));
    said
}

fn situation(aim: &Aim<'_>, knowledge: &Knowledge, settings: &Settings, start: &Start<'_>) -> Situation {
    let Aim { product, version, uses, kubernetes, fit } = aim;
    let (low, high) = fit.common.kubernetes;
    let conditions = [
        ("enterprise", start.gloo.edition == Edition::Enterprise),
        ("gateway-off", *uses == Use::Unused),
        ("gateway-unknown", *uses == Use::Unknown),
        ("kinds-known", !start.kinds.is_empty()),
        ("kubernetes-fits", kubernetes.is_some_and(|line| low <= line && line <= high)),
        ("kubernetes-newer", kubernetes.is_some_and(|line| line > high)),
        ("kubernetes-older", kubernetes.is_some_and(|line| line < low)),
        ("kubernetes-unknown", kubernetes.is_none()),
        ("licensed", product.is_licensed),
        ("open-source", start.gloo.edition == Edition::OpenSource),
    ];
    let text = |text: &str| Slot::Text(text.to_owned());
    let line = |line: ReleaseLine| Slot::Text(line.to_string());
    let release = &settings.release.value;
    let own = settings.values.as_ref().map(|values| values.value.as_str());
    let state = files::apart(&format!("{release}-state-{}-last.yaml", start.gloo.version), own);
    let usage = usage(&knowledge.catalog).map_or_else(String::new, |version| version.to_string());
    Situation {
        holds: conditions.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect(),
        facts: vec![("kubernetes-gateway", *uses == Use::Served)],
        versions: Vec::new(),
        slots: vec![
            ("bundle", text(&fit.common.bundle)),
            ("commonhigh", line(high)),
            ("commonlow", line(low)),
            ("gatewayhigh", line(fit.line.gateway_api.1)),
            ("gatewaylow", line(fit.line.gateway_api.0)),
            ("kinds", Slot::Text(start.kinds.join(","))),
            ("kubernetes", kubernetes.map_or_else(|| text(""), line)),
            ("license", Slot::Variable(Variable::LicenseKey)),
            ("namespace", text(start.namespace)),
            ("release", text(release)),
            ("state", Slot::Path(state)),
            ("successor", text(&product.name)),
            ("successorchart", text(&product.chart)),
            ("successorclass", text(&product.class)),
            ("successorcrds", text(&product.crds_chart)),
            ("successorcrdsrelease", text(&product.crds_release)),
            ("successorline", line(fit.line.line)),
            ("successornamespace", text(&product.namespace)),
            ("successorrelease", text(&product.release)),
            ("successortag", Slot::Text(product.tag.replace("{version}", &version.to_string()))),
            ("successorversion", Slot::Text(version.to_string())),
            ("usage", Slot::Text(usage)),
        ],
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
