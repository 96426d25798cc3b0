//! Whether the line that is installed is one that the documentation lists as supported.

use std::fmt;

use super::{Code, Findings};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::edition::Edition;
use crate::installation::Installation;
use crate::version::ReleaseLine;

pub(super) fn diagnose(
    installation: &Installation,
    catalog: &Catalog,
    today: Option<Date>,
    findings: &mut Findings,
) {
    let Some((edition, version)) = installation.edition.as_ref().zip(installation.version()) else { return };
    let line = version.value.line();
    let Some(since) = ended(catalog, edition.value, line, today) else { return };
    let title = Ended::new(edition.value, line, &since).to_string();
    let since = match since {
        // Contracts for Enterprise may end later.
        Since::Day(_) if edition.value == Edition::Enterprise => {
            format!("The documentation no longer lists {line} as supported.")
        }
        Since::Day(day) => format!("The documentation has not listed {line} since {day}."),
        Since::End(day) => format!("All of {} ended on {day}.", edition.value),
        Since::Before(oldest) => format!(
            "{line} is older than all versions that the documentation ever listed; the first one was {oldest}."
        ),
    };
    let fixes = match edition.value {
        Edition::OpenSource if catalog.has_ended(Edition::OpenSource, today) => {
            "No open-source version gets fixes any more: go on to Enterprise or to a successor.".to_owned()
        }
        Edition::OpenSource => format!("{line} gets no fixes: upgrade to a version that is listed."),
        Edition::Enterprise => {
            "Ask Solo which fixes your contract covers, or upgrade to a version that is listed.".to_owned()
        }
    };
    let detail = format!("{since} {fixes}");
    findings.add(Code::OutOfSupport, title, detail).rests_on(&version.evidence);
}

/// A line that is out of support: `1.18 is out of support (since 2026-08-03)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The line.
    pub line: ReleaseLine,
    /// Since when, where that holds for everybody.
    pub since: Option<Date>,
}

impl Ended {
    /// What is known of the line of an installation; `None` where it is supported, or that is unknown.
    #[must_use]
    pub fn of(installation: &Installation, catalog: &Catalog, today: Option<Date>) -> Option<Self> {
        let (edition, version) = installation.edition.as_ref().zip(installation.version())?;
        let line = version.value.line();
        Some(Self::new(edition.value, line, &ended(catalog, edition.value, line, today)?))
    }

    fn new(edition: Edition, line: ReleaseLine, since: &Since) -> Self {
        match since {
            Since::Day(day) | Since::End(day) if edition == Edition::OpenSource => {
                Self { line, since: Some(*day) }
            }
            _ => Self { line, since: None },
        }
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is out of support", self.line)?;
        self.since.map_or(Ok(()), |day| write!(f, " (since {day})"))
    }
}

/// Since when a line is no longer listed.
enum Since {
    Day(Date),
    /// The whole edition ended then, with lines that were listed until then.
    End(Date),
    /// It came before the first line that ever was.
    Before(ReleaseLine),
}

/// Whether support for a line has ended; `None` where it has not, or that is unknown.
fn ended(catalog: &Catalog, edition: Edition, line: ReleaseLine, today: Option<Date>) -> Option<Since> {
    if catalog.listed(line).is_some() {
        let end = || catalog.end_of_life(edition).filter(|_| catalog.has_ended(edition, today));
        return catalog.delisted(line, today).map(Since::Day).or_else(|| Some(Since::End(end()?.date)));
    }
    let listed = catalog.supports().iter().map(|(line, _)| *line);
    let oldest = listed.filter(|line| catalog.listed(*line).is_some()).min()?;
    catalog.delisted(oldest, today).filter(|_| line < oldest).map(|_| Since::Before(oldest))
}
