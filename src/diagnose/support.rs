//! Whether the line that is installed is one that the documentation lists as supported.

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
    let Some(since) = ended(catalog, line, today) else { return };
    let title = match since {
        Since::Day(day) if edition.value == Edition::OpenSource => {
            format!("{line} is out of support (since {day})")
        }
        _ => format!("{line} is out of support"),
    };
    let since = match since {
        // Contracts for Enterprise may end later.
        Since::Day(_) if edition.value == Edition::Enterprise => {
            format!("The documentation no longer lists {line} as supported.")
        }
        Since::Day(day) => format!("The documentation has not listed {line} since {day}."),
        Since::Before(oldest) => format!(
            "{line} is older than all versions that the documentation ever listed; the first one was {oldest}."
        ),
    };
    let fixes = match edition.value {
        Edition::OpenSource => format!("{line} gets no fixes: upgrade to a version that is listed."),
        Edition::Enterprise => {
            "Ask Solo which fixes your contract covers, or upgrade to a version that is listed.".to_owned()
        }
    };
    let detail = format!("{since} {fixes}");
    findings.add(Code::OutOfSupport, title, detail).rests_on(&version.evidence);
}

/// Since when a line is no longer listed.
enum Since {
    Day(Date),
    /// It came before the first line that ever was.
    Before(ReleaseLine),
}

/// Whether support for a line has ended; `None` where it has not, or that is unknown.
fn ended(catalog: &Catalog, line: ReleaseLine, today: Option<Date>) -> Option<Since> {
    if catalog.listed(line).is_some() {
        return catalog.delisted(line, today).map(Since::Day);
    }
    let listed = catalog.supports().iter().map(|(line, _)| *line);
    let oldest = listed.filter(|line| catalog.listed(*line).is_some()).min()?;
    catalog.delisted(oldest, today).filter(|_| line < oldest).map(|_| Since::Before(oldest))
}
