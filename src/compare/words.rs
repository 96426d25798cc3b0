//! Each part of a comparison in words.

use super::{Change, Direction, Finding, Moved, SectionMoved, Since};
use crate::evidence::Known;

impl Moved {
    /// What became of it: `Gloo Enterprise 1.16.1 in edge, now Gloo Enterprise 1.17.3 (upgraded)`.
    #[must_use]
    pub fn said(&self) -> String {
        let namespace = self.namespace.as_ref().map_or_else(String::new, |name| format!(" in {name}"));
        let cluster = self.cluster.as_ref().map_or_else(String::new, |label| format!(", {label}"));
        let place = format!("{namespace}{cluster}");
        match (&self.before, &self.after) {
            (Some(before), Some(after)) if before == after => {
                format!("{before}{place} ({})", self.direction.name())
            }
            (Some(before), Some(after)) => {
                let how = match self.direction {
                    Direction::Unknown => self.fate.name(),
                    direction => direction.name(),
                };
                format!("{before}{place}, now {after} ({how})")
            }
            (before, after) => {
                let known = before.as_ref().or(after.as_ref()).map_or("", |known| known.as_str());
                format!("{known}{place} ({})", self.fate.name())
            }
        }
    }

    /// Its numbers that moved, where both texts show it.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        let both = self.before.is_some() && self.after.is_some();
        self.versions.iter().filter(move |one| both && one.direction != Direction::Unchanged)
    }
}

impl Change {
    /// `glooctl: 1.16.1, now 1.17.3 (upgraded)`
    #[must_use]
    pub fn said(&self) -> String {
        let (_, what) = self.what.names();
        let cluster = self.cluster.as_ref().map_or_else(String::new, |label| format!(" ({label})"));
        let value = |known: &Option<Known<String>>| {
            known.as_ref().map_or_else(|| "unknown".to_owned(), |known| known.value.clone())
        };
        let (before, after) = (value(&self.before), value(&self.after));
        match self.direction {
            Direction::Unchanged => format!("{what}{cluster}: {after} (unchanged)"),
            Direction::Unknown => format!("{what}{cluster}: {before}, now {after}"),
            direction => format!("{what}{cluster}: {before}, now {after} ({})", direction.name()),
        }
    }
}

impl SectionMoved {
    /// `proxies: errors, now ok`
    #[must_use]
    pub fn said(&self) -> String {
        let cluster = self.cluster.as_ref().map_or_else(String::new, |cluster| format!(" ({cluster})"));
        format!("{}{cluster}: {}, now {}", self.section, self.before.name(), self.after.name())
    }
}

impl Finding {
    /// The finding, and whom it is about.
    #[must_use]
    pub fn said(&self) -> String {
        let subject = &self.subject;
        let cluster = subject.cluster.as_ref().map_or_else(String::new, |label| format!(" ({label})"));
        let said = format!("{} {}{cluster}: {}", self.severity.label(), self.code.id(), self.title);
        if let Some(name) = &subject.name {
            let kind = subject.kind.as_deref().unwrap_or("resource");
            let place = subject.namespace.as_ref().map_or_else(String::new, |name| format!(" in {name}"));
            return format!("{said} ({kind} {name}{place})");
        }
        match self.message.as_ref().and_then(|message| message.lines().next()) {
            Some(message) => format!("{said}: \u{201c}{message}\u{201d}"),
            None => said,
        }
    }

    /// What else is to be said of it, each a sentence.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let was = self.was.map(|was| format!("The first text has {} on it.", was.id()));
        let unknown = (self.since == Since::Unknown)
            .then(|| "The first text has no output that would show it.".to_owned());
        was.into_iter().chain(unknown).collect()
    }
}
