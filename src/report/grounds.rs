//! What a verdict rests on, in facts and counts: no name and no word of a paste. The same grounds give the same verdict,
//! whether they were read from a text or came with a link.

use super::level::Level;
use crate::diagnose::{Ended, Severity};
use crate::installation::Installed;
use crate::plan::Plan;
use crate::transcript::check::Verdict as CheckVerdict;
use crate::version::Version;

/// What a verdict rests on. [`Grounds::default`] is that of nothing at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Grounds {
    /// How much was read.
    pub read: Read,
    /// The installation that the verdict names.
    pub installed: Option<Installed>,
    /// Who says what is installed.
    pub standing: Standing,
    /// What the client said of servers.
    pub search: Search,
    /// The client.
    pub client: Option<Client>,
    /// What the checks say together.
    pub check: Option<CheckVerdict>,
    /// What the checks looked at.
    pub scope: Scope,
    /// The line that is out of support.
    pub ended: Option<Ended>,
    /// Problems that the check reports, and that block an upgrade.
    pub failing: u32,
    /// What else blocks an upgrade.
    pub others: u32,
    /// Findings of this severity.
    pub warnings: u32,
    /// Findings of this severity.
    pub unknowns: u32,
}

/// How much was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    #[default]
    Nothing,
    /// Lines of no block, with a failure that is known.
    Lines,
    /// Output.
    Output,
}

/// Who says what is installed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// The output.
    #[default]
    Shown,
    /// The user alone.
    Named,
    /// Two outputs that contradict each other.
    Doubted,
}

/// What the client said of servers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// It found one, or nothing is known of it.
    #[default]
    Open,
    /// It looked and found none.
    Failed,
}

/// A client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Client {
    /// A release.
    Release(Version),
    /// Whatever else calls itself glooctl.
    Custom,
}

/// What the checks looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The installation.
    #[default]
    Whole,
    /// Not all parts of it.
    Part,
    /// Another namespace than that of the installation.
    Elsewhere,
}

impl Grounds {
    /// How the verdict is meant, and its first sentence. `plan` counts only where nothing was read.
    #[must_use]
    pub fn verdict(&self, plan: Option<&Plan>) -> (Level, String) {
        let installed = self.installed.map(|installed| installed.to_string());
        let named = self.standing == Standing::Named;
        let found = match installed {
            Some(installed) if named && self.read != Read::Output => {
                return (Level::Finding(Severity::Note), by_hand(&installed, plan));
            }
            other => other,
        };
        let looked_at = match (self.warnings, self.unknowns) {
            (0, 0) => None,
            (0, _) => Some(Severity::Unknown),
            _ => Some(Severity::Warning),
        };
        if self.blocks() {
            let title = self.in_the_way(found.filter(|_| self.standing != Standing::Doubted));
            return (Level::Finding(Severity::Error), title);
        }
        if self.standing == Standing::Doubted {
            let title = "Two outputs contradict each other, so what is installed is unknown.";
            return (Level::Finding(Severity::Unknown), title.to_owned());
        }
        if self.search == Search::Failed {
            let title =
                found.map_or("The client is there, and it found no Gloo server.".to_owned(), |installed| {
                    format!(
                        "The client found no Gloo server where it looked; {installed} is installed elsewhere."
                    )
                });
            return (Level::Finding(Severity::Unknown), title);
        }
        if let Some(installed) = found {
            if named {
                let rest = if self.is_healthy() { " The check is healthy." } else { "" };
                let title =
                    format!("You named {installed}; the paste does not show what is installed.{rest}");
                return (Level::Finding(looked_at.unwrap_or(Severity::Note)), title);
            }
            return (looked_at.map_or(Level::Ok, Level::Finding), self.shown(&installed));
        }
        if let Some(check) = self.check {
            return (looked_at.map_or(Level::Ok, Level::Finding), self.checked(check).to_owned());
        }
        match (self.client, self.read) {
            (Some(client), _) => {
                let client = match client {
                    Client::Release(version) => version.to_string(),
                    Client::Custom => "a custom build".to_owned(),
                };
                (Level::Finding(Severity::Unknown), format!("Only the client, {client}, is in this paste."))
            }
            (None, Read::Nothing) => (Level::Empty, "Nothing here was recognised.".to_owned()),
            (None, Read::Lines | Read::Output) => {
                let level = if self.warnings > 0 { Severity::Warning } else { Severity::Unknown };
                (Level::Finding(level), "Nothing here says which Gloo is installed.".to_owned())
            }
        }
    }

    /// Whether the user named what is installed, and no output was read.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        self.installed.is_some() && self.standing == Standing::Named && self.read != Read::Output
    }

    /// Whether something blocks an upgrade.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        self.failing > 0 || self.others > 0
    }

    fn is_healthy(&self) -> bool {
        self.check == Some(CheckVerdict::Healthy) && self.scope != Scope::Elsewhere
    }

    /// What an output shows, where nothing is in the way.
    fn shown(&self, installed: &str) -> String {
        let is_healthy = self.is_healthy();
        if let Some(ended) = self.ended.filter(|_| self.warnings == 1) {
            let rest = if is_healthy { " and healthy" } else { "" };
            format!("{installed} is installed{rest}, but {ended}.")
        } else if self.warnings > 0 {
            let rest = if is_healthy { ", and its check is healthy" } else { "" };
            format!("{installed} is installed{rest}; {} to look at first.", things(self.warnings))
        } else if self.unknowns > 0 {
            format!("{installed} is installed; this paste leaves {} unknown.", things(self.unknowns))
        } else if is_healthy {
            format!("{installed} is installed and healthy.")
        } else {
            format!("{installed} is installed, and its versions fit together.")
        }
    }

    /// What a check shows, where nothing else is known.
    const fn checked(&self, check: CheckVerdict) -> &'static str {
        match (check, self.scope) {
            (CheckVerdict::Healthy, Scope::Part) => "What was checked is healthy, and a part was left out.",
            (CheckVerdict::Healthy, _) => "The check is healthy. The paste does not show the version.",
            (CheckVerdict::Problems, _) => "The check reports something to look at.",
            (CheckVerdict::Incomplete, _) => "The check does not show whether Gloo is healthy.",
        }
    }

    /// What an upgrade has to wait for.
    fn in_the_way(&self, installed: Option<String>) -> String {
        let problems = match self.failing {
            1 => "one problem".to_owned(),
            count => format!("{count} problems"),
        };
        let what = match (self.failing, self.others) {
            (1, 0) => "glooctl check reports one problem: fix it".to_owned(),
            (1.., 0) => format!("glooctl check reports {problems}: fix them"),
            (0, 1) => "One thing is in the way: fix it".to_owned(),
            (0, count) => format!("{count} things are in the way: fix them"),
            (_, count) => {
                format!(
                    "glooctl check reports {problems}, and {} more is in the way: fix these",
                    things(count)
                )
            }
        };
        let installed = installed.map_or(String::new(), |name| format!(" {name}"));
        format!("{what} before you upgrade{installed}.")
    }
}

/// What is said where nothing was read, and the user named what is installed.
fn by_hand(installed: &str, plan: Option<&Plan>) -> String {
    if let Some(onward) = plan.and_then(|plan| plan.onward.as_ref()) {
        return format!("Plan for {installed} to {}; no output was read.", onward.title());
    }
    match plan.and_then(|plan| Some((plan.from.edition, plan.hops.last()?))) {
        Some((edition, hop)) if edition == hop.edition => {
            format!("Plan for {installed} to {}; no output was read.", hop.to)
        }
        Some((_, hop)) => {
            format!("Plan for {installed} to {} {}; no output was read.", hop.edition.product(), hop.to)
        }
        None => format!("You named {installed}; no output was read."),
    }
}

fn things(count: u32) -> String {
    match count {
        1 => "one thing".to_owned(),
        count => format!("{count} things"),
    }
}
