//! Everything that the program knows besides the paste: releases, rules, risks, failures and what changelogs name.

use std::sync::Arc;

use serde_json::Value;

use crate::catalog::Catalog;
use crate::changes::{Changes, Has, Installed};
use crate::edition::Edition;
use crate::failures::{Failure, Failures};
use crate::rules::{self, Risks, Rules};
use crate::successors::Successors;
use crate::transcript::helm::Chart;
use crate::tree::{self, DataError, DataFile};

/// What is known. [`Knowledge::default`] knows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Knowledge {
    /// Releases, pairs, charts and what a line works with.
    pub catalog: Catalog,
    /// What failing checks mean, and what an upgrade consists of. Shared, since a paste that adds releases
    /// makes a copy of all that is known.
    pub rules: Arc<Rules>,
    /// What upgrades may run into, file by file.
    pub risks: Vec<Arc<Risks>>,
    /// What failures mean that people meet.
    pub failures: Arc<Failures>,
    /// Which issues the changelogs name.
    pub changes: Arc<Changes>,
    /// What follows Gloo.
    pub successors: Arc<Successors>,
}

impl Knowledge {
    /// What this version of the program was published with.
    ///
    /// # Errors
    ///
    /// None, as long as the tests pass: they read the same files.
    pub fn published() -> Result<Self, DataError> {
        let rules = tree::parse(include_str!("../static/rules.json"), DataFile::Rules)?;
        let old = tree::parse(include_str!("../static/risks-old.json"), DataFile::Risks)?;
        let risks = tree::parse(include_str!("../static/risks.json"), DataFile::Risks)?;
        let next = tree::parse(include_str!("../static/successors.json"), DataFile::Successors)?;
        let (failures, changes) = (Arc::new(Failures::published()?), Arc::new(Changes::published()?));
        let known = Self { failures, changes, ..Self::from(Catalog::published()?) };
        known.with_rules(&rules)?.with_risks(&old)?.with_risks(&risks)?.with_successors(&next)
    }

    /// The same with a catalog that somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which part of it is not as a catalog should be.
    pub fn with_catalog(self, root: &Value) -> Result<Self, DataError> {
        Ok(Self { catalog: Catalog::load(root)?, ..self })
    }

    /// The same with rules that somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which rule can't be used.
    pub fn with_rules(self, root: &Value) -> Result<Self, DataError> {
        Ok(Self { rules: Arc::new(rules::load(root)?), ..self })
    }

    /// The same with one more file of risks that somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which risk can't be used.
    pub fn with_risks(mut self, root: &Value) -> Result<Self, DataError> {
        self.risks.push(Arc::new(rules::load_risks(root)?));
        Ok(self)
    }

    /// The same with failures that somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which failure can't be used.
    pub fn with_failures(self, root: &Value) -> Result<Self, DataError> {
        Ok(Self { failures: Arc::new(Failures::load(root)?), ..self })
    }

    /// The same with what changelogs name, which somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which release can't be used.
    pub fn with_changes(self, root: &Value) -> Result<Self, DataError> {
        Ok(Self { changes: Arc::new(Changes::load(root)?), ..self })
    }

    /// The same with successors that somebody else has parsed.
    ///
    /// # Errors
    ///
    /// A sentence that says which part of them can't be used.
    pub fn with_successors(self, root: &Value) -> Result<Self, DataError> {
        Ok(Self { successors: Arc::new(Successors::load(root)?), ..self })
    }

    /// Whether a release has the fixes of a failure: by the changelogs that name its issues, or else by the releases that
    /// are known to have ended it.
    #[must_use]
    pub fn has_fix(&self, failure: &Failure, release: Installed) -> Has {
        let Installed { edition, version, base } = release;
        let issues = self.changes.of_failure(&failure.code);
        let named = issues.iter().filter_map(|issue| self.changes.here(&self.catalog, issue, release));
        let joined = named.map(|here| here.standing.has).reduce(Has::and);
        joined.unwrap_or_else(|| {
            let known = || self.catalog.pair(version).map(|(base, _)| base);
            let open_source = match edition {
                Edition::OpenSource => Some(version),
                Edition::Enterprise => base.or_else(known),
            };
            match open_source.filter(|_| !failure.fixed_in.is_empty()) {
                Some(release) if failure.fixed_in.has(release) => Has::Yes,
                Some(_) => Has::No,
                None => Has::Unknown,
            }
        })
    }

    /// The same with the releases that `helm search repo` and `helm show chart` showed; `None` where those are
    /// nothing new.
    #[must_use]
    pub fn learning(&self, charts: &[Chart], repositories: &[&(String, String)]) -> Option<Self> {
        let catalog = self.catalog.learning(charts, repositories)?;
        Some(Self { catalog, ..self.clone() })
    }
}

impl From<Catalog> for Knowledge {
    fn from(catalog: Catalog) -> Self {
        Self { catalog, ..Self::default() }
    }
}
