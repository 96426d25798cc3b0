//! Several things that were given as one case: what of each is read, in which order, and what each bundle is called.
//!
//! Where a file is, only those know who read it: `P` is a path on a disk, a file of a browser or a number in an archive.

use std::collections::{BTreeMap, BTreeSet};
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
    let mut listed: BTreeMap<String, Listed<P>> =
        listed.into_iter().map(|one| (one.name.clone(), one)).collect();
    let mut last: Option<Rc<str>> = None;
    for entry in entries {
        // Of two files of one name in an archive, the later one is there.
        let Some(listed) = listed.remove(&entry.path) else { continue };
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
    let paths: BTreeSet<Rc<str>> = wanted.iter().filter_map(|one| one.bundle.clone()).collect();
    let labels = labels(&paths.iter().map(|path| &**path).collect::<Vec<_>>());
    let labels: BTreeMap<Rc<str>, Rc<str>> =
        paths.into_iter().zip(labels.into_iter().map(Rc::from)).collect();
    for one in wanted {
        one.bundle = one.bundle.as_ref().and_then(|path| labels.get(path).cloned());
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
