//! The steps of one hop, in order.

use super::path::HELM_RELEASES_SINCE;
use super::{Client, Hop, Phase, Step, crds, legacy};
use crate::catalog::{Catalog, Chart};
use crate::command::{Command, Variable, Word};
use crate::diagnose::Code;
use crate::edition::Edition;
use crate::settings::{Helm, Platform, Settings};
use crate::version::Version;

/// From this line on the chart may leave a Job behind that keeps Helm from rolling back. It came with a
/// patch of each line; deleting a Job that is not there does no harm.
const ROLLOUT_JOB_SINCE: Version = Version::stable(1, 13, 0);

/// From this release on glooctl is published for arm64.
const ARM64_SINCE: Version = Version::stable(1, 14, 0);

/// What the steps of a hop are written with.
pub(super) struct Builder<'a> {
    pub catalog: &'a Catalog,
    pub chart: &'a Chart,
    pub edition: Edition,
    pub settings: &'a Settings,
    /// The client as it will be when the hop begins.
    pub client: Option<Version>,
    pub blocked_by: &'a [Code],
}

/// The licence key as an argument of Helm. It is opaque text, so Helm is told not to read a number or
/// a list in it.
pub(super) fn with_license(command: Command) -> Command {
    command.arg(Word::literal("--set-string")).arg(Word::assign("license_key", Variable::LicenseKey))
}

/// Succeeds, and prints nothing, where the licence key is in the environment.
pub(super) fn license_is_set() -> Command {
    Command::new("test", &["-n"]).arg(Word::variable(Variable::LicenseKey))
}

impl Builder<'_> {
    /// All steps of one upgrade; the first hop of a plan also sets up the machine.
    pub(super) fn hop(&self, from: Version, to: Version, is_first: bool) -> Hop {
        let client = self.client_for(to);
        let is_release = from >= HELM_RELEASES_SINCE;
        let mut steps: Vec<Step> = Vec::new();
        if self.edition == Edition::Enterprise && is_first {
            steps.push(license_step());
        }
        if is_release {
            steps.push(self.keep_values(from));
        }
        steps.extend(self.align_glooctl(client));
        if is_first {
            steps.push(self.add_repository());
        }
        if is_release {
            steps.extend(self.apply_crds(to, client));
            steps.push(self.preview(from, to));
            steps.push(self.upgrade(from, to));
        } else {
            steps.push(self.fetch_chart(to));
            steps.push(self.apply_manifests(to));
        }
        steps.extend(self.verify(to, client));
        steps.push(if is_release { self.roll_back(from, to) } else { self.apply_old_manifests(from) });
        if let (true, Some(first), false) = (is_first, steps.first_mut(), self.blocked_by.is_empty()) {
            let codes: Vec<&str> = self.blocked_by.iter().map(|code| code.id()).collect();
            first.gate = Some(format!(
                "Stop here until the errors above are gone ({}). Then check again and paste it.",
                codes.join(", ")
            ));
        }
        Hop { from, to, chart: self.chart_name(), client, steps }
    }

    fn chart_name(&self) -> String {
        format!("{}/{}", self.chart.alias, self.chart.name)
    }

    fn namespace(&self) -> &str {
        &self.settings.namespace.value
    }

    fn release(&self) -> &str {
        &self.settings.release.value
    }

    /// The glooctl that goes with a version: its open-source base, or the newest known release of the
    /// same line where the base is not known.
    fn client_for(&self, to: Version) -> Client {
        if self.edition == Edition::OpenSource {
            return Client { version: to, confidence: Some(crate::catalog::Confidence::Declared) };
        }
        if let Some(base) = self.catalog.base(to) {
            return Client { version: base.version, confidence: Some(base.confidence) };
        }
        let of_line = self.catalog.newest(Edition::OpenSource, to.line());
        Client { version: of_line.map_or(to, |release| release.version), confidence: None }
    }

    /// The file that today's values are kept in: never the user's own.
    fn kept_values(&self, from: Version) -> String {
        let name = format!("{}-values-{from}.yaml", self.release());
        match &self.settings.values {
            Some(own) if own.value == name || own.value == format!("./{name}") => {
                format!("{}-values-{from}-kept.yaml", self.release())
            }
            _ => name,
        }
    }

    fn keep_values(&self, from: Version) -> Step {
        let file = self.kept_values(from);
        let get =
            Command::new("helm", &["get", "values", self.release(), "-n", self.namespace(), "-o", "yaml"]);
        let secret = match self.edition {
            Edition::OpenSource => "",
            Edition::Enterprise => " The licence key may be in it: keep it to yourself.",
        };
        Step {
            id: "keep-values",
            phase: Phase::Before,
            title: "Keep today's values".to_owned(),
            why: format!(
                "An upgrade without the values of the installation would go back to the chart's defaults.{secret}"
            ),
            gate: None,
            expect: format!(
                "Nothing is printed. {file} has the values that were set, or `null` where none were."
            ),
            commands: vec![get.write_to(Word::path(&file))],
        }
    }

    fn align_glooctl(&self, client: Client) -> Option<Step> {
        if self.client == Some(client.version) {
            return None;
        }
        let version = client.version;
        let how = match client.confidence {
            Some(crate::catalog::Confidence::Inferred) => {
                " The base is inferred, and may be a patch too new; glooctl only needs the same line."
            }
            Some(_) => "",
            None => {
                " The base of this release is not known; glooctl only needs the same line, and this is its newest known release."
            }
        };
        let (commands, expect) = self.fetch_glooctl(version);
        Some(Step {
            id: "align-glooctl",
            phase: Phase::Before,
            title: format!("Bring glooctl to {version}"),
            why: format!(
                "The client carries an open-source number and should be of the server's line, since it makes resources. This changes nothing in the cluster.{how}"
            ),
            gate: None,
            expect,
            commands,
        })
    }

    fn fetch_glooctl(&self, version: Version) -> (Vec<Command>, String) {
        let is_arm = matches!(self.settings.platform, Some(Platform::LinuxArm64 | Platform::DarwinArm64));
        let Some(platform) = self.settings.platform.filter(|_| !is_arm || version >= ARM64_SINCE) else {
            let expect = format!(
                "The last line is `successfully downloaded and installed glooctl version v{version} to` and the path of the binary."
            );
            return (vec![crate::diagnose::align(version)], expect);
        };
        let ending = if platform == Platform::WindowsAmd64 { ".exe" } else { "" };
        let file = format!("glooctl{ending}");
        let address = format!(
            "https://github.com/solo-io/gloo/releases/download/v{version}/glooctl-{}{ending}",
            platform.name()
        );
        let mut commands = vec![Command::new("curl", &["-fL", "-o", &file, &address])];
        if platform != Platform::WindowsAmd64 {
            commands.push(Command::new("chmod", &["+x", &file]));
        }
        (commands, format!("{file} is in this folder. Move it to where your PATH finds it."))
    }

    fn add_repository(&self) -> Step {
        let Chart { alias, url, .. } = self.chart;
        Step {
            id: "add-repository",
            phase: Phase::Before,
            title: "Make the chart repository known".to_owned(),
            why: "Helm looks charts up in its own copy of the repository's index, which has to be fresh."
                .to_owned(),
            gate: None,
            expect: format!(
                "`\"{alias}\" has been added to your repositories`, or that it already exists with the same configuration; then `Update Complete.`"
            ),
            commands: vec![
                Command::new("helm", &["repo", "add", alias, url]),
                Command::new("helm", &["repo", "update", alias]),
            ],
        }
    }

    fn apply_crds(&self, to: Version, client: Client) -> Option<Step> {
        let mut commands = crds::apply(self.chart, to);
        if commands.is_empty() {
            return None;
        }
        commands.extend(crds::check(self.edition, client, self.namespace()));
        Some(Step {
            id: "apply-crds",
            phase: Phase::Before,
            title: format!("Apply the custom resource definitions of {to}"),
            why: "Helm installs them once and never updates them, and nothing warns where they are old. They fit the running version too.".to_owned(),
            gate: None,
            expect: "A line for each definition that ends in `created`, `configured` or `unchanged`. A warning about a missing last-applied-configuration annotation is harmless. Helm refuses to fetch into a folder that exists: delete it to run this again.".to_owned(),
            commands,
        })
    }

    fn upgrade_command(&self, from: Version, to: Version) -> Command {
        let (chart, version) = (self.chart_name(), to.to_string());
        let words = ["upgrade", self.release(), &chart, "-n", self.namespace(), "--version", &version, "-f"];
        let own = self.settings.values.as_ref().map(|values| values.value.clone());
        let command =
            Command::new("helm", &words).arg(Word::path(&own.unwrap_or_else(|| self.kept_values(from))));
        match self.edition {
            Edition::OpenSource => command,
            Edition::Enterprise => with_license(command),
        }
    }

    fn preview(&self, from: Version, to: Version) -> Step {
        // Helm 3.9 knows only the one form, Helm 4 warns about it.
        let dry_run = match self.settings.helm {
            Helm::Three => "--dry-run",
            Helm::Four => "--dry-run=client",
        };
        let secrets = match self.edition {
            Edition::OpenSource => "Secrets may be",
            Edition::Enterprise => "The licence key and other secrets are",
        };
        Step {
            id: "preview",
            phase: Phase::Before,
            title: "Preview the upgrade".to_owned(),
            why: "Helm renders the chart with these values and changes nothing, so values that no longer fit show up here.".to_owned(),
            gate: None,
            expect: format!("`STATUS: pending-upgrade` and the manifests. {secrets} among them."),
            commands: vec![self.upgrade_command(from, to).arg(Word::literal(dry_run))],
        }
    }

    fn upgrade(&self, from: Version, to: Version) -> Step {
        Step {
            id: "upgrade",
            phase: Phase::During,
            title: format!("Upgrade the server to {to}"),
            why: "New values of the chart take their defaults; everything that was set stays. Proxies are replaced, so without readiness probes and a second replica requests may be lost for a moment.".to_owned(),
            gate: None,
            expect: format!("`Release \"{}\" has been upgraded. Happy Helming!` and `STATUS: deployed`. Where it is refused because the field of a Job is immutable, delete that Job and run it again.", self.release()),
            commands: vec![self.upgrade_command(from, to)],
        }
    }

    fn fetch_chart(&self, to: Version) -> Step {
        Step {
            id: "fetch-chart",
            phase: Phase::Before,
            title: format!("Fetch the chart of {to}"),
            why: format!("Before {HELM_RELEASES_SINCE} the manifests are rendered on this machine and applied."),
            gate: None,
            expect: "Nothing is printed. Helm refuses to fetch into a folder that exists: delete it to run this again.".to_owned(),
            commands: vec![legacy::fetch(self.chart, to)],
        }
    }

    fn apply_manifests(&self, to: Version) -> Step {
        let values = match self.settings.values {
            Some(_) => "",
            None => {
                " Name the values file that the installation was made with, if there was one: nothing in the cluster remembers it."
            }
        };
        Step {
            id: "upgrade",
            phase: Phase::During,
            title: format!("Upgrade the server to {to}"),
            why: format!(
                "This version is no Helm release yet, so its manifests are applied as they are.{values}"
            ),
            gate: None,
            expect: "A line for each object that ends in `created`, `configured` or `unchanged`.".to_owned(),
            commands: legacy::upgrade(self.chart, self.edition, to, self.settings),
        }
    }

    fn apply_old_manifests(&self, from: Version) -> Step {
        let commands = legacy::roll_back(self.chart, self.edition, from, self.settings);
        Step {
            id: "roll-back",
            phase: Phase::Rollback,
            title: format!("If it goes wrong: back to {from}"),
            why: "The manifests of the old version are applied again. Objects that only the new version has stay.".to_owned(),
            gate: None,
            expect: "A line for each object that ends in `created`, `configured` or `unchanged`.".to_owned(),
            commands,
        }
    }

    fn verify(&self, to: Version, client: Client) -> [Step; 2] {
        let (namespace, path) = (self.namespace(), "jsonpath={.items[0].spec.containers[0].image}");
        let image = match self.edition {
            Edition::OpenSource => "gloo",
            Edition::Enterprise => "gloo-ee (or gloo-ee-fips)",
        };
        let numbers = match self.edition {
            Edition::OpenSource => format!("`glooctl version` shows {to} on both sides"),
            Edition::Enterprise => format!(
                "`glooctl version` shows the client {} and Enterprise containers of {to}",
                client.version
            ),
        };
        let verify = Step {
            id: "verify",
            phase: Phase::After,
            title: "See what runs".to_owned(),
            why: "Helm is done when the objects are stored, not when the pods run.".to_owned(),
            gate: None,
            expect: format!(
                "`deployment \"gloo\" successfully rolled out`; the image is {image} with the tag {to}; {numbers}."
            ),
            commands: vec![
                Command::new("kubectl", &["-n", namespace, "rollout", "status", "deploy/gloo"]),
                Command::new("kubectl", &["-n", namespace, "get", "pods", "-l", "gloo=gloo", "-o", path]),
                Command::new("glooctl", &["version", "-n", namespace]),
            ],
        };
        let check = Step {
            id: "check",
            phase: Phase::After,
            title: "Check the installation".to_owned(),
            why: "It looks at pods, resources and proxies.".to_owned(),
            gate: Some("Stop here until it says that there are no problems. Paste what it prints to have it explained.".to_owned()),
            expect: "`No problems detected.`".to_owned(),
            commands: vec![Command::new("glooctl", &["check", "-n", namespace])],
        };
        [verify, check]
    }

    fn roll_back(&self, from: Version, to: Version) -> Step {
        let (release, namespace) = (self.release(), self.namespace());
        let mut commands = vec![Command::new("helm", &["history", release, "-n", namespace])];
        if to >= ROLLOUT_JOB_SINCE {
            let delete = ["-n", namespace, "delete", "job", "gloo-resource-rollout", "--ignore-not-found"];
            commands.push(Command::new("kubectl", &delete));
        }
        commands.push(Command::new("helm", &["rollback", release, "-n", namespace]));
        Step {
            id: "roll-back",
            phase: Phase::Rollback,
            title: format!("If it goes wrong: back to {from}"),
            why: "Helm goes back to the revision before the last one; where more than one upgrade was tried, add the number of the revision to the last command. The Job is deleted because Kubernetes refuses to change it. Custom resource definitions and glooctl stay as they are.".to_owned(),
            gate: None,
            expect: "`Rollback was a success! Happy Helming!`".to_owned(),
            commands,
        }
    }
}

fn license_step() -> Step {
    Step {
        id: "licence",
        phase: Phase::Before,
        title: "Have the licence key in the environment".to_owned(),
        why: format!(
            "The chart wants it on every upgrade. It never stands in a command: set {} in this shell first.",
            Variable::LicenseKey.name()
        ),
        gate: None,
        expect: "Nothing, and it succeeds; it fails where the variable is empty.".to_owned(),
        commands: vec![license_is_set()],
    }
}
