//! One upgrade of the chart: which steps it has, which risks, and what their slots stand for.

use super::conversion;
use super::files;
use super::known::Told;
use super::path::HELM_RELEASES_SINCE;
use super::rehearsed;
use super::risk::{Risk, assess, place};
use super::windows::Surroundings;
use super::{Answers, Client, Hop, Step, Stop};
use crate::catalog::{Catalog, Chart, Confidence, CrdChanges};
use crate::command::Variable;
use crate::delivery::Delivery;
use crate::diagnose::Code;
use crate::edition::Edition;
use crate::installation::DEFAULT_NAMESPACE;
use crate::knowledge::Knowledge;
use crate::rules::{Impact, Phase, RiskKind, Situation, Slot};
use crate::settings::{Helm, Named as _, Platform, Settings, Way};
use crate::version::Version;

/// From this release on glooctl is published for arm64.
const ARM64_SINCE: Version = Version::stable(1, 14, 0);

/// From this release on two installations keep their statuses apart, so that they can run side by side.
const CANARY_SINCE: Version = Version::stable(1, 9, 0);

/// What the hops of a plan are made from. A hop changes what the next one begins with.
pub(super) struct Builder<'a> {
    pub knowledge: &'a Knowledge,
    pub settings: &'a Settings,
    /// What is answered already.
    pub answers: Answers<'a>,
    /// What the paste tells of the installation.
    pub known: Told,
    /// What is known of cluster and Helm when the hop begins.
    pub surroundings: Surroundings,
    /// The revision that Helm deployed last, where the paste shows it.
    pub revision: Option<u32>,
    /// The client when the hop begins.
    pub client: Option<Version>,
    /// The namespace when the hop begins.
    pub namespace: String,
    /// The values file of the user's own, or what it became.
    pub values: Option<String>,
    pub blocked_by: &'a [Code],
    /// Risks that a pasted failure is of: what has happened needs no answer.
    pub met: Vec<&'a str>,
    /// What holds at every upgrade and has nothing to do, so that it belongs to no hop.
    pub advice: Vec<Risk>,
    /// What is said once. What was found then holds for the later hops too.
    pub said: Vec<Risk>,
    /// The version that the plan begins with.
    pub start: Version,
}

/// Which hop of a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// It sets up the machine too.
    First,
    /// What the first one set up is there.
    Later,
}

impl<'a> Builder<'a> {
    const fn catalog(&self) -> &'a Catalog {
        &self.knowledge.catalog
    }

    /// One upgrade of the chart; `None` where the catalog does not know the chart.
    pub(super) fn hop(&mut self, from: Stop, to: Stop, position: Position) -> Option<Hop> {
        let chart = self.catalog().chart(to.edition)?;
        let client = self.client_for(to);
        let has_release = from.version >= HELM_RELEASES_SINCE;
        let is_by_hand = self.settings.delivery == Delivery::Helm;
        let can_be_beside = is_by_hand && can_run_beside(from, to);
        let is_canary = !has_release || (self.settings.way == Way::Canary && can_be_beside);
        let canary = beside(&self.namespace, from.version, to.version);
        let situation = self.situation(Leg { from, to, chart, client, position, canary: &canary, is_canary });
        let knowledge = self.knowledge;
        let applied = knowledge.rules.steps.iter().filter(|rule| situation.allows(&rule.when));
        let mut steps: Vec<Step> = applied.map(|rule| Step::of(rule, &situation)).collect();
        let new_one = is_canary.then(|| situation.within(&canary));
        for rule in knowledge.risks.iter().flat_map(|file| &file.risks) {
            // What changed on the way does not matter to a new installation that takes nothing over.
            let is_taken_over = has_release || !matches!(rule.kind, RiskKind::Crossing { .. });
            if !is_taken_over {
                continue;
            }
            // From the installation of the new one on, its namespace is what is looked at.
            let situation = match (&new_one, rule.phase) {
                // The way back of a second installation is not Helm's.
                (Some(_), Phase::Rollback) => continue,
                (Some(new_one), Phase::During | Phase::After) => new_one,
                _ => &situation,
            };
            let Some(mut risk) = assess(rule, from, to, self.catalog(), situation, self.answers) else {
                continue;
            };
            if steps.iter().any(|step| step.id == rule.handled && step.acts()) {
                risk.handled.clone_from(&rule.handled);
            }
            if self.met.contains(&rule.id.as_str()) {
                risk.applies = Some(true);
            }
            let is_general = rule.kind == RiskKind::Always;
            // What has commands may have to be done again.
            let is_once = is_general || rule.kind != RiskKind::EachHop && risk.commands.is_empty();
            let is_said = |known: &Risk| {
                let is_same = || known.text == risk.text && known.question == risk.question;
                known.id == risk.id && (is_general || is_same())
            };
            if is_once {
                if self.said.iter().any(is_said) {
                    continue;
                }
                self.said.push(risk.clone());
            }
            if is_general && rule.impact == Impact::Note {
                self.advice.extend(Some(risk).filter(|risk| risk.applies != Some(false)));
            } else {
                let step = if risk.handled.is_empty() { &rule.step } else { &rule.handled };
                place(&mut steps, risk, rule.phase, step);
            }
        }
        steps.retain(|step| !step.is_empty());
        files::keep_apart(&mut steps, self.own_file());
        let way = if is_canary { Way::Canary } else { Way::InPlace };
        let hop = Hop {
            name: None,
            from: from.version,
            from_edition: from.edition,
            to: to.version,
            edition: to.edition,
            chart: chart.reference(),
            client,
            rehearsed: rehearsed::sentence(self.catalog(), from, to, self.settings, way),
            steps,
            links: self.links(to),
            changes: None,
        };
        self.go_on(from, to, client, is_canary.then_some(canary), &situation);
        Some(hop)
    }

    /// What the next hop begins with.
    fn go_on(&mut self, from: Stop, to: Stop, client: Client, canary: Option<String>, situation: &Situation) {
        self.client = Some(client.version);
        // The upgrade makes another one, and each attempt that fails one more.
        self.revision = None;
        if let Some(canary) = canary {
            self.namespace = canary;
        }
        if from.edition != to.edition && self.values.is_some() {
            self.values = Some(self.nested_values(from.version));
        }
        // Only an older cluster is moved because of a gate.
        if situation.allows("kubernetes-older") {
            self.surroundings.kubernetes = None;
        }
        if situation.tells("helm-outside") == Some(true) {
            self.surroundings.helm = None;
        }
    }

    /// Where more is to be read of a release.
    fn links(&self, to: Stop) -> Vec<(String, String)> {
        let links = self.catalog().links(to.edition).iter();
        links.filter_map(|link| Some((link.what.clone(), link.address(to.version)?))).collect()
    }

    /// The glooctl that goes with a version: its open-source base, or the newest known release of the
    /// same line where the base is not known.
    fn client_for(&self, to: Stop) -> Client {
        if to.edition == Edition::OpenSource {
            return Client { version: to.version, confidence: Some(Confidence::Declared) };
        }
        if let Some((version, confidence)) = self.catalog().nearest_base(to.version) {
            return Client { version, confidence: Some(confidence) };
        }
        let of_line = self.catalog().newest(Edition::OpenSource, to.version.line());
        Client { version: of_line.map_or(to.version, |release| release.version), confidence: None }
    }

    fn situation(&self, leg: Leg<'_>) -> Situation {
        let Leg { from, to, client, .. } = leg;
        let window = self.surroundings.window(self.catalog(), from.version.line(), to.version.line());
        let crds = self.catalog().crd_changes(self.base_of(from), self.base_of(to));
        let kinds = self.catalog().crds_of(self.base_of(from));
        let mut holds = self.conditions(leg, &crds);
        holds.extend(Some("kinds-known").filter(|_| !kinds.is_empty()));
        holds.extend(window.holds);
        let mut slots = self.slots(leg, &crds);
        slots.push(("kinds", Slot::Text(kinds.join(","))));
        slots.extend(window.slots);
        let mut facts = self.known.clone();
        facts.extend(window.facts);
        Situation {
            holds,
            facts,
            versions: vec![
                ("start", self.start),
                ("from", from.version),
                ("to", to.version),
                ("glooctl", client.version),
            ],
            slots,
        }
    }

    fn conditions(&self, leg: Leg<'_>, crds: &CrdChanges<'_>) -> Vec<&'static str> {
        let Leg { from, to, chart, client, position, is_canary, .. } = leg;
        let (settings, platform) = (self.settings, self.published_platform(client.version));
        let conditions = [
            ("base-certain", client.confidence.is_some_and(Confidence::is_certain)),
            ("base-inferred", client.confidence == Some(Confidence::Inferred)),
            ("base-unknown", client.confidence.is_none()),
            ("by-hand", settings.delivery == Delivery::Helm),
            ("blocked", !self.blocked_by.is_empty()),
            ("canary", is_canary),
            ("converts", from.edition != to.edition),
            ("crds-added", !crds.added.is_empty()),
            ("crds-changed", !crds.changed.is_empty()),
            ("crds-removed", !crds.removed.is_empty()),
            ("download", platform.is_some()),
            ("enterprise", to.edition == Edition::Enterprise),
            ("first", position == Position::First),
            ("gateway-api-moves", self.gateway_api(to) != self.gateway_api(from)),
            ("glooctl-moves", self.client != Some(client.version)),
            ("helm3", settings.helm == Helm::Three),
            ("helm4", settings.helm == Helm::Four),
            ("in-place", !is_canary),
            ("open-source", to.edition == Edition::OpenSource),
            ("own-values", self.values.is_some()),
            ("prunes", settings.prunes),
            ("repo-known", chart.is_pasted),
            ("repo-by-name", self.surroundings.updates_one_repository()),
            ("revision-known", self.revision.is_some()),
            ("usual-namespace", self.namespace == DEFAULT_NAMESPACE),
            ("way-refused", settings.way == Way::Canary && !is_canary),
            ("windows", platform == Some(Platform::WindowsAmd64)),
        ];
        conditions.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect()
    }

    fn slots(&self, leg: Leg<'_>, crds: &CrdChanges<'_>) -> Vec<(&'static str, Slot)> {
        let Leg { from, to, chart, client, canary, .. } = leg;
        let platform = self.published_platform(client.version);
        let ending = if platform == Some(Platform::WindowsAmd64) { ".exe" } else { "" };
        let asset = platform.map(|platform| format!("glooctl-{}{ending}", platform.name()));
        let kept = self.kept_values(from.version);
        let stored = self.values.clone().unwrap_or_else(|| kept.clone());
        let nested = self.nested_values(from.version);
        let is_nested = from.edition != to.edition && from.version >= HELM_RELEASES_SINCE;
        let values = if is_nested { nested.clone() } else { stored.clone() };
        let before = self.catalog().chart(from.edition).unwrap_or(chart);
        let list = |names: &[&str]| Slot::Text(names.join(", "));
        let text = |text: &str| Slot::Text(text.to_owned());
        let (release, object) = (&self.settings.release.value, &self.settings.object.value);
        vec![
            ("added", list(&crds.added)),
            ("alias", text(&chart.alias)),
            ("asset", Slot::Text(asset.unwrap_or_default())),
            (
                "blockers",
                Slot::Text(self.blocked_by.iter().map(|code| code.id()).collect::<Vec<_>>().join(", ")),
            ),
            ("canary", text(canary)),
            ("changed", Slot::Text(definitions(crds.changed.len()))),
            ("chart", Slot::Text(chart.reference())),
            ("crds", text(&chart.crds)),
            ("fedcrds", text(chart.federation_crds.as_deref().unwrap_or_default())),
            ("file", Slot::Text(self.own_name(&format!("glooctl{ending}")))),
            ("folder", Slot::Text(format!("{}-{}", chart.name, to.version))),
            ("from", Slot::Text(from.version.to_string())),
            ("fromchart", Slot::Text(before.reference())),
            ("fromname", text(&before.name)),
            ("fromurl", text(&before.url)),
            ("gatewayapi", text(self.gateway_api(to).unwrap_or_default())),
            ("glooctl", Slot::Text(client.version.to_string())),
            ("kept", Slot::Path(kept)),
            ("keptobject", Slot::Path(self.own_name(&format!("{object}-object-{}.yaml", from.version)))),
            ("license", Slot::Variable(Variable::LicenseKey)),
            ("line", Slot::Text(to.version.line().to_string())),
            ("name", text(&chart.name)),
            ("namespace", text(&self.namespace)),
            ("nest", text(conversion::nesting(to.version))),
            ("nested", Slot::Path(nested)),
            ("object", text(object)),
            ("app", text(&self.settings.application())),
            ("objectspace", text(&self.settings.object_namespace.value)),
            ("oldglooctl", Slot::Text(self.base_of(from).to_string())),
            ("planned", Slot::Path(self.own_name(&format!("{object}-{}.tfplan", to.version)))),
            ("release", text(release)),
            ("removed", list(&crds.removed)),
            ("rendered", Slot::Path(self.own_name(&format!("{release}-rendered-{}.yaml", to.version)))),
            ("revision", Slot::Text(self.revision.map_or_else(unknown_revision, |known| known.to_string()))),
            ("state", Slot::Path(self.own_name(&format!("{release}-state-{}.yaml", from.version)))),
            ("stored", Slot::Path(stored)),
            ("to", Slot::Text(to.version.to_string())),
            ("url", text(&chart.url)),
            ("values", Slot::Path(values)),
        ]
    }

    /// The release of the Gateway API's definitions that a release works with.
    fn gateway_api(&self, of: Stop) -> Option<&'a str> {
        self.catalog().support(of.version.line())?.gateway_api.as_deref()
    }

    /// The open-source number of a release, as far as that is known: what the definitions are counted in.
    pub(super) fn base_of(&self, release: Stop) -> Version {
        match release.edition {
            Edition::OpenSource => release.version,
            Edition::Enterprise => {
                self.catalog().nearest_base(release.version).map_or(release.version, |(base, _)| base)
            }
        }
    }

    /// The machine to fetch glooctl for, where the user named one and the release has a file for it.
    fn published_platform(&self, version: Version) -> Option<Platform> {
        let is_arm = |platform: Platform| matches!(platform, Platform::LinuxArm64 | Platform::DarwinArm64);
        self.settings.platform.filter(|platform| !is_arm(*platform) || version >= ARM64_SINCE)
    }

    /// The file that today's values are kept in.
    fn kept_values(&self, from: Version) -> String {
        self.own_name(&format!("{}-values-{from}.yaml", self.settings.release.value))
    }

    /// The file that has them as the Enterprise chart wants them.
    fn nested_values(&self, from: Version) -> String {
        self.own_name(&format!("{}-values-{from}-enterprise.yaml", self.settings.release.value))
    }

    /// A name for a file of ours: never that of the user's own.
    fn own_name(&self, name: &str) -> String {
        files::apart(name, self.own_file())
    }

    fn own_file(&self) -> Option<&'a str> {
        self.settings.values.as_ref().map(|values| values.value.as_str())
    }
}

/// What one hop is about.
#[derive(Clone, Copy)]
struct Leg<'a> {
    from: Stop,
    to: Stop,
    chart: &'a Chart,
    client: Client,
    position: Position,
    canary: &'a str,
    is_canary: bool,
}

fn definitions(count: usize) -> String {
    if count == 1 { "1 definition".to_owned() } else { format!("{count} definitions") }
}

/// Helm refuses a revision that is no number, so nothing happens before somebody has put one in its place.
fn unknown_revision() -> String {
    "REVISION".to_owned()
}

fn can_run_beside(from: Stop, to: Stop) -> bool {
    from.edition == to.edition && from.version >= CANARY_SINCE
}

/// The namespace of a canary: the name of the old one with the new version, as namespaces may be called.
fn beside(namespace: &str, from: Version, to: Version) -> String {
    /// Kubernetes allows no longer names.
    const LONGEST: usize = 63;
    let dashed = |version: Version| version.to_string().replace('.', "-");
    let suffix = format!("-{}", dashed(to));
    let plain = namespace.strip_suffix(&format!("-{}", dashed(from))).unwrap_or(namespace);
    if plain.len() + suffix.len() > LONGEST {
        return format!("gloo{suffix}");
    }
    format!("{plain}{suffix}")
}
