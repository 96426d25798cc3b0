//! Answers in sentences, each of which is for itself: for a terminal, a ticket and a page.

use super::proof::is_bump;
use super::{
    Answer, Basis, Change, Difference, Doubt, Has, Here, Installed, Issue, Kind, Line, Proof, Run, Standing,
};
use crate::edition::Edition;
use crate::version::Version;

impl Answer {
    /// `Issue 6534 (fix): first in 1.12.5, 1.13.0-beta12.`
    #[must_use]
    pub fn title(&self) -> String {
        let mut firsts: Vec<Version> = Vec::new();
        for release in self.named.iter().map(|naming| naming.release) {
            if firsts.last().is_none_or(|last| last.line() != release.line()) {
                firsts.push(release);
            }
        }
        let kinds = Change::of(&self.issue, &self.named).kinds;
        format!("Issue {} ({}): first in {}.", self.issue, of_kinds(&kinds), list(&firsts))
    }

    /// `Named again in 1.13.5: it may be complete only there.`; `None` where each line names it in one release.
    #[must_use]
    pub fn again(&self) -> Option<String> {
        let mut again: Vec<Version> = Vec::new();
        for (one, next) in self.named.iter().zip(self.named.iter().skip(1)) {
            let (one, next) = (one.release, next.release);
            if one != next && one.line() == next.line() {
                again.push(next);
            }
        }
        (!again.is_empty())
            .then(|| format!("Named again in {}: it may be complete only there.", list(&again)))
    }

    /// That other lines may have it under another number; `None` where it is more than a dependency bump.
    #[must_use]
    pub fn elsewhere(&self) -> Option<String> {
        is_bump(&self.named).then(|| OWN_ISSUES.to_owned())
    }

    /// What holds of the lines of an edition, a sentence for each line, or for lines of which the same holds.
    #[must_use]
    pub fn of_lines(&self, edition: Edition) -> Vec<String> {
        let lines = match edition {
            Edition::OpenSource => &self.open_source,
            Edition::Enterprise => &self.enterprise,
        };
        let mut groups: Vec<(&Line, &Line)> = Vec::new();
        for line in lines {
            let same = |last: &&mut (&Line, &Line)| last.1.whole().is_some_and(|run| run.goes_on(line));
            match groups.last_mut().filter(same) {
                Some(last) => last.1 = line,
                None => groups.push((line, line)),
            }
        }
        groups.into_iter().map(|(first, last)| of_group(edition, first, last)).collect()
    }

    /// `Installed: Gloo Enterprise 1.16.3 has it (built on 1.16.4, observed).`, and why; `None` where nothing is.
    #[must_use]
    pub fn of_installed(&self) -> Option<String> {
        Some(format!("Installed: {}", self.here?.sentence()))
    }

    /// `Smallest move: 1.16.8.`; `None` where nothing is installed, and where what is installed has it.
    #[must_use]
    pub fn of_move(&self) -> Option<String> {
        self.here?.of_move()
    }

    /// That the catalog does not list what is installed; `None` where it does.
    #[must_use]
    pub fn unlisted(&self) -> Option<String> {
        let Here { installed: Installed { edition, version, .. }, .. } =
            self.here.filter(|here| !here.is_listed)?;
        Some(format!("{edition} {version} is not in the catalog of releases, so check its number."))
    }
}

impl Here {
    /// `Gloo Enterprise 1.16.3 has it (built on 1.16.4, observed).`, and why.
    #[must_use]
    pub fn sentence(self) -> String {
        let Self { installed: Installed { edition, version, .. }, standing, .. } = self;
        let said = match standing.has {
            Has::Yes => format!("{edition} {version} has it"),
            Has::No => format!("{edition} {version} does not have it"),
            Has::Unknown => format!("it is unknown whether {edition} {version} has it"),
        };
        format!("{said}{}. {}", basis(standing.basis), why(version, standing))
    }

    /// `Smallest move: 1.16.8.`; `None` where it has it.
    #[must_use]
    pub fn of_move(self) -> Option<String> {
        match self.smallest_move {
            _ if self.standing.has == Has::Yes => None,
            Some(version) => Some(format!("Smallest move: {version}.")),
            None => {
                Some(format!("No later release of {} in the catalog surely has it.", self.installed.edition))
            }
        }
    }
}

/// What holds of some lines, from the first to the last.
fn of_group(edition: Edition, first: &Line, last: &Line) -> String {
    let is_one = first.line == last.line;
    let head = if is_one { first.line.to_string() } else { format!("{} to {}", first.line, last.line) };
    let release = match edition {
        Edition::OpenSource => "known release",
        Edition::Enterprise => "known stable release",
    };
    let said = match first.whole().map(|run| (run.has, run.doubt)) {
        Some((Has::Yes, _)) => format!("every {release} has it"),
        Some((Has::No, _)) => format!("no {release} has it"),
        Some((Has::Unknown, Some(Doubt::Base))) => {
            format!("every {release} may have it (their base is not known exactly)")
        }
        Some((Has::Unknown, _)) => {
            let whose = if is_one { "its" } else { "their" };
            format!("unknown, {whose} changelogs do not name it")
        }
        None => of_runs(edition, &first.runs),
    };
    format!("{head}: {said}.")
}

/// `surely from 1.12.20; 1.12.14 to 1.12.19 may have it (their base is not known exactly)`
fn of_runs(edition: Edition, runs: &[Run]) -> String {
    let surely = if edition == Edition::Enterprise { "surely from" } else { "from" };
    let mut said: Vec<String> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let is_one = run.first == run.last;
        let which = if is_one { run.first.to_string() } else { format!("{} to {}", run.first, run.last) };
        let one_or = |one: &'static str, several: &'static str| if is_one { one } else { several };
        match (run.has, run.doubt) {
            (Has::Yes, _) if index + 1 == runs.len() => said.insert(0, format!("{surely} {}", run.first)),
            (Has::Yes, _) => said.push(format!("{which} {} it", one_or("has", "have"))),
            // What comes before the first release that may have it needs no word.
            (Has::No, _) if index == 0 => {}
            (Has::No, _) => said.push(format!("{which} {} not", one_or("does", "do"))),
            (Has::Unknown, Some(Doubt::Base)) => {
                let whose = one_or("its", "their");
                said.push(format!("{which} may have it ({whose} base is not known exactly)"));
            }
            (Has::Unknown, _) => {
                let whose = one_or("its changelog does", "the changelogs do");
                said.push(format!("unknown for {which}, {whose} not name it"));
            }
        }
    }
    said.join("; ")
}

/// What a release is built on, in brackets.
fn basis(basis: Basis) -> String {
    match basis {
        Basis::Itself => String::new(),
        Basis::Exact(base, confidence) => format!(" (built on {base}, {})", confidence.name()),
        Basis::Within { bounds, lowest, .. } => match bounds.words() {
            Some(bounds) => format!(" (built on {bounds})"),
            None => format!(" (built on a release of {})", lowest.line()),
        },
        Basis::Unknown => " (what it is built on is unknown)".to_owned(),
    }
}

/// Why a release has it or not.
fn why(version: Version, standing: Standing) -> String {
    let release = match standing.basis {
        Basis::Itself => version,
        Basis::Exact(base, _) => base,
        Basis::Within { lowest, .. } => lowest,
        Basis::Unknown => return format!("The catalog has no bounds for its base.{}", settling(version)),
    };
    let line = release.line();
    match standing.proof.filter(|proof| proof.has() == standing.has) {
        None => format!("Some of these may lack it.{}", settling(version)),
        Some(Proof::Named(by)) if by.line() == line => format!("{by} names it."),
        Some(Proof::Named(by)) => format!("{by} names it, and {line} builds on that."),
        Some(Proof::Later(first)) => format!("{line} names it first in {first}."),
        Some(Proof::LaterLine(first)) => {
            format!("The changelogs of {line} do not name it; {first} is the first that does.")
        }
        Some(Proof::LaterBump(first)) => {
            format!("The changelogs of {line} do not name it; {first} is the first that does. {OWN_ISSUES}")
        }
        Some(Proof::Beside(by)) => {
            format!(
                "{by} names it, but {release} does not build on that; the changelogs of {line} do not name it."
            )
        }
        Some(Proof::Unread) => format!("The changelog of {release} has not been read."),
    }
}

/// Why a line that does not name a dependency bump may have it.
const OWN_ISSUES: &str = "A dependency bump often has an issue of its own in each line.";

/// Which command shows the base of a release.
fn settling(version: Version) -> &'static str {
    if version < SHOWN_SINCE { "" } else { " glooctl version -o json shows the base as OssTag." }
}

/// Since this release glooctl shows what Enterprise is built on.
const SHOWN_SINCE: Version = Version::stable(1, 12, 0);

impl Difference {
    /// What it brings and loses, a sentence for each; the issues are in the lists.
    #[must_use]
    pub fn sentences(&self) -> Vec<String> {
        let ((from_edition, from), (edition, to)) = (self.from, self.to);
        let said = self.parts().map(|Part { verb, changes, .. }| format!("{verb} {}.", listed(changes)));
        let mut said: Vec<String> = said.collect();
        if said.is_empty() {
            said.extend(self.inexact());
        }
        said.extend(self.unread());
        if said.is_empty() {
            said.push("Nothing that changelogs name is different.".to_owned());
        }
        let other = if from_edition == edition { String::new() } else { format!("{edition} ") };
        let head = format!("From {from_edition} {from} to {other}{to}, by issues that changelogs name.");
        [head].into_iter().chain(said).collect()
    }

    /// Which changelogs between the two were not read; `None` where all were.
    #[must_use]
    pub fn unread(&self) -> Option<String> {
        match self.unread.as_slice() {
            [] => None,
            [one] => Some(format!("The changelog of {one} has not been read.")),
            several => Some(format!("The changelogs of {} have not been read.", list(several))),
        }
    }

    /// That a base is not known exactly; `None` where both are.
    fn inexact(&self) -> Option<String> {
        let ends = self.inexact.iter().map(|(edition, version)| format!("{edition} {version}"));
        let ends = ends.collect::<Vec<_>>().join(" and ");
        (!ends.is_empty()).then(|| {
            format!("No difference is certain: the open-source base of {ends} is not known exactly.")
        })
    }

    /// The same for a hop of a plan: what it brings is only counted, what it loses is named. Empty where nothing is
    /// different.
    #[must_use]
    pub fn brief(&self) -> Vec<String> {
        let said = self.parts().map(|part| match part.side {
            Side::Brought => part.sentence(),
            Side::Lost => {
                let issues: Vec<&Issue> = part.changes.iter().map(|change| &change.issue).collect();
                format!("{}: {}.", part.sentence().trim_end_matches('.'), list(&issues))
            }
        });
        said.chain(self.unread()).collect()
    }

    /// What is different, the parts in which nothing is aside.
    pub fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        let Self { brings, may_bring, loses, may_lose, .. } = self;
        let parts = [
            (Side::Brought, "Brings", brings),
            (Side::Brought, "May bring", may_bring),
            (Side::Lost, "Loses", loses),
            (Side::Lost, "May lose", may_lose),
        ];
        let parts = parts.into_iter().filter(|(.., changes)| !changes.is_empty());
        parts.map(|(side, verb, changes)| Part { side, verb, changes })
    }
}

/// A part of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// To which side it counts.
    pub side: Side,
    /// `May bring`
    pub verb: &'static str,
    /// What it has; never empty.
    pub changes: &'a [Change],
}

/// Whether a move brings something, or loses it; surely or perhaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It brings it.
    Brought,
    /// It loses it.
    Lost,
}

impl Part<'_> {
    /// `May bring changes for 3 issues (2 fixes, 1 Helm change).`
    #[must_use]
    pub fn sentence(&self) -> String {
        format!("{} {}.", self.verb, counted(self.changes))
    }
}

/// `changes for 3 issues (2 fixes, 1 Helm change): 6534, solo-kit#12`
fn listed(changes: &[Change]) -> String {
    let issues: Vec<&Issue> = changes.iter().map(|change| &change.issue).collect();
    format!("{}: {}", counted(changes), list(&issues))
}

/// `changes for 3 issues (2 fixes, 1 Helm change)`; `3 fixes` where all are of one kind.
fn counted(changes: &[Change]) -> String {
    let counts = Difference::counts(changes);
    let counted: usize = counts.iter().map(|(_, count)| count).sum();
    let counts: Vec<String> = counts.iter().map(|(kind, count)| kind.counted(*count)).collect();
    if let [only] = counts.as_slice() {
        return only.clone();
    }
    let noun = if changes.len() == 1 { "issue" } else { "issues" };
    let twice = if changes.len() > 1 && counted > changes.len() { "; some twice" } else { "" };
    format!("changes for {} {noun} ({}{twice})", changes.len(), counts.join(", "))
}

fn of_kinds(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.words()).collect::<Vec<_>>().join(", ")
}

fn list<T: ToString>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
