//! The steps of one hop: which rules apply, and what their slots stand for.

use super::{Client, Hop, Step};
use crate::catalog::{Catalog, Chart, Confidence};
use crate::command::Variable;
use crate::diagnose::Code;
use crate::edition::Edition;
use crate::gather::Gather as _;
use crate::installation::DEFAULT_NAMESPACE;
use crate::rules::{Situation, Slot};
use crate::settings::{Helm, Platform, Settings};
use crate::version::Version;

/// From this release on glooctl is published for arm64.
const ARM64_SINCE: Version = Version::stable(1, 14, 0);

/// What the steps of a hop are made from.
pub(super) struct Builder<'a> {
    pub catalog: &'a Catalog,
    pub chart: &'a Chart,
    pub edition: Edition,
    pub settings: &'a Settings,
    /// The client as it will be when the hop begins.
    pub client: Option<Version>,
    pub blocked_by: &'a [Code],
}

/// Which hop of a plan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// It sets up the machine too.
    First,
    /// What the first one set up is there.
    Later,
}

impl Builder<'_> {
    /// One upgrade of the chart.
    pub(super) fn hop(&self, from: Version, to: Version, position: Position) -> Hop {
        let client = self.client_for(to);
        let situation = self.situation(from, to, client, position);
        let applied = self.catalog.rules.steps.iter().filter(|rule| situation.allows(&rule.when));
        let mut steps: Vec<Step> = applied
            .map(|rule| Step {
                id: rule.id.clone(),
                phase: rule.phase,
                title: situation.fill(&rule.title),
                why: situation.text(&rule.why),
                gate: Some(situation.text(&rule.gate)).filter(|gate| !gate.is_empty()),
                expect: situation.text(&rule.expect),
                commands: situation.choose(&rule.commands).map(|line| situation.command(line)).gather(),
            })
            .gather();
        if let (Position::First, Some(first), false) =
            (position, steps.first_mut(), self.blocked_by.is_empty())
        {
            let codes: Vec<&str> = self.blocked_by.iter().map(|code| code.id()).gather();
            let codes = codes.join(", ");
            first.gate = Some(format!(
                "Stop here until the errors above are gone ({codes}). Then check again and paste it."
            ));
        }
        Hop { from, to, chart: self.chart_name(), client, steps }
    }

    fn chart_name(&self) -> String {
        format!("{}/{}", self.chart.alias, self.chart.name)
    }

    /// The glooctl that goes with a version: its open-source base, or the newest known release of the
    /// same line where the base is not known.
    fn client_for(&self, to: Version) -> Client {
        if self.edition == Edition::OpenSource {
            return Client { version: to, confidence: Some(Confidence::Declared) };
        }
        if let Some(base) = self.catalog.base(to) {
            return Client { version: base.version, confidence: Some(base.confidence) };
        }
        let of_line = self.catalog.newest(Edition::OpenSource, to.line());
        Client { version: of_line.map_or(to, |release| release.version), confidence: None }
    }

    fn situation(&self, from: Version, to: Version, client: Client, position: Position) -> Situation {
        let settings = self.settings;
        let platform = self.published_platform(client.version);
        let file = if platform == Some(Platform::WindowsAmd64) { "glooctl.exe" } else { "glooctl" };
        let ending = file.strip_prefix("glooctl").unwrap_or_default();
        let asset = platform.map(|platform| format!("glooctl-{}{ending}", platform.name()));
        let kept = self.kept_values(from);
        let own = settings.values.as_ref().map(|values| values.value.clone());
        let conditions = [
            ("base-certain", client.confidence.is_some_and(|confidence| confidence != Confidence::Inferred)),
            ("base-inferred", client.confidence == Some(Confidence::Inferred)),
            ("base-unknown", client.confidence.is_none()),
            ("download", platform.is_some()),
            ("enterprise", self.edition == Edition::Enterprise),
            ("first", position == Position::First),
            ("glooctl-moves", self.client != Some(client.version)),
            ("helm3", settings.helm == Helm::Three),
            ("helm4", settings.helm == Helm::Four),
            ("open-source", self.edition == Edition::OpenSource),
            ("own-values", own.is_some()),
            ("usual-namespace", settings.namespace.value == DEFAULT_NAMESPACE),
            ("windows", platform == Some(Platform::WindowsAmd64)),
        ];
        let text = |text: &str| Slot::Text(text.to_owned());
        Situation {
            holds: conditions.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).gather(),
            versions: vec![("from", from), ("to", to), ("glooctl", client.version)],
            slots: vec![
                ("alias", text(&self.chart.alias)),
                ("asset", Slot::Text(asset.unwrap_or_default())),
                ("chart", Slot::Text(self.chart_name())),
                ("crds", text(&self.chart.crds)),
                ("file", text(file)),
                ("folder", Slot::Text(format!("{}-{to}", self.chart.name))),
                ("from", Slot::Text(from.to_string())),
                ("glooctl", Slot::Text(client.version.to_string())),
                ("license", Slot::Variable(Variable::LicenseKey)),
                ("name", text(&self.chart.name)),
                ("namespace", text(&settings.namespace.value)),
                ("release", text(&settings.release.value)),
                ("to", Slot::Text(to.to_string())),
                ("url", text(&self.chart.url)),
                ("values", Slot::Path(own.unwrap_or_else(|| kept.clone()))),
                ("kept", Slot::Path(kept)),
            ],
        }
    }

    /// The machine to fetch glooctl for, where the user named one and the release has a file for it.
    fn published_platform(&self, version: Version) -> Option<Platform> {
        let is_arm = |platform: Platform| matches!(platform, Platform::LinuxArm64 | Platform::DarwinArm64);
        self.settings.platform.filter(|platform| !is_arm(*platform) || version >= ARM64_SINCE)
    }

    /// The file that today's values are kept in: never the user's own.
    fn kept_values(&self, from: Version) -> String {
        let name = format!("{}-values-{from}", self.settings.release.value);
        let own = self.settings.values.as_ref().map(|values| values.value.trim_start_matches("./"));
        if own.and_then(|own| own.strip_suffix(".yaml")) == Some(name.as_str()) {
            return format!("{name}-kept.yaml");
        }
        format!("{name}.yaml")
    }
}
