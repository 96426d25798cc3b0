//! What Helm recorded: it confirms what runs, or fills it, or contradicts it.

use super::containers;
use super::standing::{MOST_SUBJECTS, subject};
use super::{About, Basis, Conflict, Facts, Installation, names, typed};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::subject::{Statement, Subject};
use crate::transcript::helm::{Beside, Release};
use crate::transcript::{Block, Content, Found, Kind, Trouble, Wrong};
use crate::version::Version;

/// What the last revision says that was not deployed, though an earlier one is.
fn of_last(release: &Release) -> Option<Trouble> {
    let what = match release.status.as_str() {
        "failed" => Wrong::ReleaseFailed,
        status if status.starts_with("pending") => Wrong::ReleaseBusy,
        _ => return None,
    };
    let revision = release.revision.map_or(String::new(), |revision| format!(" {revision}"));
    let status = || format!("revision{revision}: {}", release.status);
    let words = release.failed.clone().filter(|_| what == Wrong::ReleaseFailed).unwrap_or_else(status);
    Some(Trouble::of(what, words, release.span))
}

/// Whether a release is of another product: by its name, or by the chart that the command names.
fn is_of_another(release: &Release, chart: Option<&str>) -> bool {
    let is_named = release.name.as_ref().is_some_and(|name| names::is_of_product(&name.value));
    let is_remote = |chart: &str| !names::is_own_chart(chart) && !chart.starts_with(['.', '/']);
    release.chart.is_none() && (is_named || chart.is_some_and(is_remote))
}

/// What a deployed release states: the answer to an upgrade says more than a list.
pub(super) fn deployed(block: &Block) -> Statement {
    let typed = block.command.as_ref().map(|found| &found.value);
    let changes = typed.is_some_and(|typed| typed.changes_the_installation());
    if block.kind == Kind::HelmStatus && changes { Statement::Installed } else { Statement::Deployed }
}

impl Facts {
    /// A history is of one release, which is as its last deployed revision says, or else as the last one.
    pub(super) fn add_releases(&mut self, block: &Block, rows: &[Release], beside: &[Beside]) {
        self.beside.extend(beside.iter().cloned());
        if let Some(row) = rows.iter().find(|row| row.is_helm2) {
            self.see_helm(Found { value: "2".to_owned(), span: row.span });
        }
        let current = |release: &&Release| release.status == "deployed";
        let releases: Vec<&Release> = match block.kind {
            Kind::HelmHistory => {
                rows.iter().rev().find(current).or_else(|| rows.last()).into_iter().collect()
            }
            _ => rows.iter().collect(),
        };
        let chart = block.command.as_ref().and_then(|typed| typed::chart(&typed.value));
        for release in releases.into_iter().filter(|release| !is_of_another(release, chart.as_deref())) {
            let mut release = release.clone();
            release.namespace = release.namespace.or_else(|| block.namespace());
            if block.kind == Kind::HelmHistory {
                let typed = block.command.as_ref();
                let name = typed
                    .and_then(|typed| typed.value.argument_of("history").or(typed.value.argument_of("hist")));
                release.name =
                    typed.zip(name).map(|(typed, name)| Found { value: name.to_owned(), span: typed.span });
            }
            let value = |found: &Option<Found<String>>| found.as_ref().map(|found| found.value.clone());
            let whose = Subject {
                namespace: value(&release.namespace),
                release: value(&release.name),
                ..subject(block)
            };
            if release.status == "deployed" {
                self.take_back(deployed(block), &whose);
            }
            // What failed before the last revision is over. The state itself is that of the release, not a report.
            let last = if block.kind == Kind::HelmHistory { rows.last() } else { Some(&release) };
            let says_more = |last: &&Release| release.status == "deployed" || last.failed.is_some();
            if let Some(trouble) = last.filter(says_more).and_then(of_last) {
                self.report(&trouble, whose.clone(), None);
            }
            let name = |release: &Release| value(&release.name);
            let same = |known: &Release| {
                let namespace =
                    |release: &Release| release.namespace.as_ref().map(|found| found.value.clone());
                (name(known).is_none() || name(&release).is_none() || name(known) == name(&release))
                    && (namespace(known).is_none()
                        || namespace(&release).is_none()
                        || namespace(known) == namespace(&release))
            };
            match self.releases.iter().position(same) {
                Some(at) => {
                    let before = self.releases.remove(at);
                    // A revision never falls, whichever output comes first in the text.
                    let is_older =
                        release.revision.zip(before.revision).is_some_and(|(now, then)| now < then);
                    let (mut release, before) = if is_older { (before, release) } else { (release, before) };
                    release.name = release.name.or(before.name);
                    release.namespace = release.namespace.or(before.namespace);
                    release.chart = release.chart.or(before.chart);
                    self.releases.insert(at, release);
                }
                None if self.releases.len() < MOST_SUBJECTS => self.releases.push(release),
                None => {}
            }
        }
    }

    /// Notes that Helm lists no release, if the command asked for all of a namespace, or of all namespaces.
    pub(super) fn miss_releases(&mut self, block: &Block) {
        const PARTS: [&str; 6] = ["-f", "--filter", "-l", "--selector", "--offset", "|"];
        let Some(typed) = block.command.as_ref().map(|found| &found.value) else { return };
        let is_part = typed.words.iter().any(|word| PARTS.iter().any(|part| word.starts_with(part)));
        let of_all = ["-A", "--all-namespaces"].iter().any(|flag| typed.has(flag)).then_some("");
        if let Some(namespace) = of_all.or(typed.namespace()).filter(|_| !is_part) {
            self.unlisted = Some(Found { value: namespace.to_owned(), span: block.span });
        }
    }

    /// Notes what a command that succeeded without a word did to the release that it names: an uninstalled one is
    /// gone, and of one that was rolled back the chart is unknown.
    pub(super) fn see_command(&mut self, block: &Block) {
        let Some(typed) = block.command.as_ref().map(|found| &found.value) else { return };
        let whose = subject(block);
        let is_silent = matches!(block.content, Content::Nothing) && block.troubles.is_empty();
        let verbs = ["uninstall", "delete", "rollback"];
        let Some(verb) = verbs.into_iter().find(|verb| is_silent && typed.has(verb)) else { return };
        if !matches!(block.kind, Kind::HelmStatus | Kind::GlooctlInstall) {
            return;
        }
        let name = typed.argument_of(verb).filter(|_| block.kind == Kind::HelmStatus);
        let value = |found: &Option<Found<String>>| found.as_ref().map(|found| found.value.clone());
        for release in &mut self.releases {
            let own = Subject { namespace: value(&release.namespace), ..Subject::default() };
            let is_named =
                name.is_none() || release.name.is_none() || value(&release.name).as_deref() == name;
            if is_named && own.is_same(&whose) {
                match verb {
                    "rollback" => release.chart = None,
                    _ => "uninstalled".clone_into(&mut release.status),
                }
            }
        }
    }

    /// Compares a release with what runs in its namespace.
    pub(super) fn take_release(&mut self, release: &Release) {
        if release.status.starts_with("uninstall") {
            return;
        }
        let evidence = Evidence::Lines(release.span);
        let known_name = release.name.clone().map(Known::from);
        let namespace = release.namespace.as_ref().map(|found| &found.value);
        let agrees = |installation: &&mut Installation| {
            let listed = installation.namespace.as_ref().map(|known| &known.value);
            listed.is_none() || namespace.is_none() || listed == namespace
        };
        let found = self.installations.iter_mut().find(agrees);
        let Some((edition, version)) = &release.chart else {
            if let Some(installation) = found {
                installation.release = known_name.or(installation.release.take());
            }
            return;
        };
        let Some(version) = Version::parse(version) else { return };
        let installation = match found {
            Some(installation) => installation,
            None => self.installations.push_mut(Installation {
                namespace: release.namespace.clone().map(Known::from),
                ..Installation::default()
            }),
        };
        installation.release = known_name.or(installation.release.take());
        if installation.edition.is_none() {
            installation.edition = Some(Known::new(*edition, evidence.clone()));
        }
        let is_of_chart = installation.edition.as_ref().is_some_and(|known| known.value == *edition);
        // A mirror may have given the image another name.
        if is_of_chart && *edition == Edition::Enterprise && installation.enterprise.is_none() {
            let renamed = containers::unknown(&installation.containers, |tag| tag == version);
            let lines = renamed.map(|container| Evidence::Lines(container.span));
            installation.enterprise =
                lines.map(|lines| Known { value: version, evidence: vec![lines, evidence.clone()] });
        }
        // What has failed, or has not ended, need not run.
        if release.status != "deployed" {
            return;
        }
        let known = Known::new(version, evidence);
        if is_of_chart {
            installation.fill(*edition, known.clone(), Basis::Chart);
        }
        let runs = installation.edition.as_ref().map(|known| known.value).zip(installation.version());
        if let Some((running, runs)) =
            runs.filter(|(running, runs)| running != edition || runs.value != version)
        {
            let words = |edition: Edition, known: &Known<Version>| Known {
                value: format!("{} {}", edition.product(), known.value),
                evidence: known.evidence.clone(),
            };
            let (counts, other) = (words(running, runs), words(*edition, &known));
            installation.recorded = Some(Known { value: (*edition, version), evidence: known.evidence });
            self.conflicts.push(Conflict { about: About::Chart, counts, other });
        }
    }
}
