//! Several things that were given as one case: what of each is read, in which order, and what each bundle is called.
//!
//! Where a file is, only those know who read it: `P` is a path on a disk, a file of a browser or a number in an archive.

use std::rc::Rc;

use super::{Outcome, Role, Skip, labels, plan_reading};

/// A file that may be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<P> {
    /// What it is called: its path, below what was given.
    pub name: String,
    /// Its size in bytes, or what is known of it.
    pub size: u64,
    /// Where it is.
    pub place: P,
    /// Why it can't be read, by its first bytes.
    pub refusal: Option<Skip>,
}

/// One thing that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given<P> {
    /// A text.
    Text(Listed<P>),
    /// A folder or an archive.
    Several {
        /// What it is called.
        name: String,
        /// What it has.
        listed: Vec<Listed<P>>,
        /// What is wrong with it, and with parts of it.
        flaws: Vec<Outcome>,
    },
}

impl<P> Given<P> {
    /// An empty folder, to which things are added.
    #[must_use]
    pub const fn folder(name: String) -> Self {
        Self::Several { name, listed: Vec::new(), flaws: Vec::new() }
    }

    /// Adds what is in it; a text takes nothing.
    pub fn add(&mut self, other: Self) {
        let Self::Several { listed, flaws, .. } = self else { return };
        match other {
            Self::Text(one) => listed.push(one),
            Self::Several { listed: inner, flaws: inner_flaws, .. } => {
                listed.extend(inner);
                flaws.extend(inner_flaws);
            }
        }
    }

    /// Adds a path with what is wrong with it.
    pub fn flaw(&mut self, name: String, reason: Skip) {
        if let Self::Several { flaws, .. } = self {
            flaws.push(Outcome { name, reason: Some(reason) });
        }
    }
}

/// A file that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted<P> {
    /// The file.
    pub listed: Listed<P>,
    /// The name of the bundle that it is a part of.
    pub bundle: Option<Rc<str>>,
    /// The folder of that bundle, or else the folder or the archive that was given; `None` for a text.
    pub origin: Option<Rc<str>>,
}

/// What of some things is read, in this order, and why the rest is not.
#[must_use]
pub fn plan_case<P>(given: Vec<Given<P>>) -> (Vec<Wanted<P>>, Vec<Outcome>) {
    let several = given.iter().filter(|one| matches!(one, Given::Several { .. })).count();
    let (mut wanted, mut refused) = (Vec::new(), Vec::new());
    for one in given {
        match one {
            Given::Text(listed) => match listed.refusal {
                Some(reason) => refused.push(Outcome { name: listed.name, reason: Some(reason) }),
                None => wanted.push(Wanted { listed, bundle: None, origin: None }),
            },
            Given::Several { name, listed, flaws } => {
                refused.extend(flaws);
                let own = (several > 1).then(|| Rc::from(name.as_str()));
                plan(&name.into(), listed, own.as_ref(), (&mut wanted, &mut refused));
            }
        }
    }
    name_bundles(&mut wanted);
    (wanted, refused)
}

/// Decides what of a folder or an archive is read; what has no bundle in it may be one itself.
fn plan<P>(
    name: &Rc<str>,
    listed: Vec<Listed<P>>,
    own: Option<&Rc<str>>,
    (wanted, refused): (&mut Vec<Wanted<P>>, &mut Vec<Outcome>),
) {
    let sizes: Vec<(&str, u64)> = listed.iter().map(|one| (one.name.as_str(), one.size)).collect();
    let entries = plan_reading(&sizes);
    let mut listed: Vec<Option<Listed<P>>> = listed.into_iter().map(Some).collect();
    let mut last: Option<Rc<str>> = None;
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        // Of two files of one name in an archive, the later one is there.
        let is_later_there = entries.peek().is_some_and(|next| next.path == entry.path);
        let listed = listed.get_mut(entry.at).and_then(Option::take);
        let Some(listed) = listed.filter(|_| !is_later_there) else { continue };
        let reason = match entry.role {
            Role::Skip(reason) => Some(reason),
            Role::Read(_) => listed.refusal,
        };
        if let Some(reason) = reason {
            refused.push(Outcome { name: listed.name, reason: Some(reason) });
            continue;
        }
        // All files of a bundle come together, and share its name.
        if last.as_deref() != entry.bundle.as_deref() {
            last = entry.bundle.map(Rc::from);
        }
        let bundle = last.as_ref().or(own).cloned();
        let origin = Some(last.as_ref().unwrap_or(name).clone());
        wanted.push(Wanted { listed, bundle, origin });
    }
}

/// Gives each bundle a name that is as short as may be.
fn name_bundles<P>(wanted: &mut [Wanted<P>]) {
    let mut paths: Vec<Rc<str>> = Vec::new();
    // All files of a bundle come together.
    for path in wanted.iter().filter_map(|one| one.bundle.as_ref()) {
        if paths.last() != Some(path) {
            paths.push(path.clone());
        }
    }
    let labels = labels(&paths.iter().map(|path| &**path).collect::<Vec<_>>());
    let mut named = paths.iter().zip(labels.iter().map(|label| Rc::<str>::from(label.as_str())));
    let mut current = None;
    for one in wanted.iter_mut().filter(|one| one.bundle.is_some()) {
        if current.as_ref().map(|(path, _)| *path) != one.bundle.as_ref() {
            current = named.next();
        }
        one.bundle = current.as_ref().map(|(_, label)| label.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(names: &[&str]) -> Vec<Listed<()>> {
        let one = |name: &&str| Listed { name: (*name).to_owned(), size: 9, place: (), refusal: None };
        names.iter().map(one).collect()
    }

    fn several(name: &str, names: &[&str]) -> Given<()> {
        Given::Several { name: name.to_owned(), listed: listed(names), flaws: Vec::new() }
    }

    fn check(given: Vec<Given<()>>, expect: &[(&str, Option<&str>, Option<&str>)]) {
        let (wanted, _) = plan_case(given);
        let seen: Vec<_> = wanted
            .iter()
            .map(|one| (one.listed.name.as_str(), one.bundle.as_deref(), one.origin.as_deref()))
            .collect();
        assert_eq!(seen, expect);
    }

    #[test]
    fn files_of_a_bundle_have_its_name() {
        check(
            vec![several("prod.zip", &["prod.zip/debug/kube-state.log", "prod.zip/debug/a.log"])],
            &[
                ("prod.zip/debug/a.log", Some("debug"), Some("prod.zip/debug")),
                ("prod.zip/debug/kube-state.log", Some("debug"), Some("prod.zip/debug")),
            ],
        );
    }

    #[test]
    fn one_folder_is_no_bundle_and_two_are() {
        check(vec![several("logs", &["logs/a.log"])], &[("logs/a.log", None, Some("logs"))]);
        let mut given =
            vec![several("dev.zip", &["dev.zip/a.log"]), several("prod.zip", &["prod.zip/a.log"])];
        given.extend(listed(&["note.txt"]).into_iter().map(Given::Text));
        check(
            given,
            &[
                ("dev.zip/a.log", Some("dev"), Some("dev.zip")),
                ("prod.zip/a.log", Some("prod"), Some("prod.zip")),
                ("note.txt", None, None),
            ],
        );
    }
}
