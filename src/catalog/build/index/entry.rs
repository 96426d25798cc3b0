//! One entry of an index, as it is written.

use std::fmt;

use super::super::yaml::{EventReader, Node};
use super::super::{BuildError, error, quoted};
use super::chart;
use crate::edition::Edition;

/// Where an entry stands, for messages.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub file: &'a str,
    pub chart: &'a str,
    /// The first entry of a chart is 1.
    pub number: usize,
    pub line: usize,
}

/// What an entry says of itself.
pub(super) struct Entry<'a> {
    pub place: Place<'a>,
    pub version: Option<String>,
    pub created: Option<String>,
    /// The version of the chart `gloo` that it depends on.
    pub base: Option<String>,
}

impl Place<'_> {
    pub(super) fn error<T>(&self, version: Option<&str>, what: impl fmt::Display) -> Result<T, BuildError> {
        let Self { file, chart, number, line } = self;
        let version = version.map(|version| format!(", {}", quoted(version))).unwrap_or_default();
        error(file, format!("entry {number} of `{chart}` (line {line}{version}) {what}"))
    }
}

impl<'a> Entry<'a> {
    /// Reads the entry that has begun. The dependencies of the open-source chart are of no interest.
    pub(super) fn read(
        yaml: &mut EventReader,
        place: Place<'a>,
        edition: Edition,
    ) -> Result<Self, BuildError> {
        let mut entry = Self { place, version: None, created: None, base: None };
        while let Some(key) = yaml.key()? {
            let value = match key.as_ref() {
                "version" => &mut entry.version,
                "created" => &mut entry.created,
                "dependencies" if edition == Edition::Enterprise => {
                    entry.read_dependencies(yaml)?;
                    continue;
                }
                _ => {
                    yaml.skip()?;
                    continue;
                }
            };
            let text = yaml.text(&key)?.map(|text| text.into_owned());
            if value.is_some() {
                return entry.error(format!("has `{key}` twice"));
            }
            *value = text;
        }
        Ok(entry)
    }

    pub(super) fn error<T>(&self, what: impl fmt::Display) -> Result<T, BuildError> {
        self.place.error(self.version.as_deref(), what)
    }

    /// Reads the version of the one dependency that counts.
    fn read_dependencies(&mut self, yaml: &mut EventReader) -> Result<(), BuildError> {
        match yaml.next()? {
            Node::List => {}
            Node::Null => return Ok(()),
            _ => return self.error("has `dependencies` that are not a list"),
        }
        loop {
            match yaml.next()? {
                Node::End => return Ok(()),
                Node::Map => {}
                _ => return self.error("has a dependency without keys"),
            }
            let (mut name, mut version) = (None, None);
            while let Some(key) = yaml.key()? {
                match key.as_ref() {
                    "name" => name = yaml.text("name")?,
                    "version" => version = yaml.text("version")?,
                    _ => yaml.skip()?,
                }
            }
            if name.as_deref() == Some(chart(Edition::OpenSource).0) {
                self.depend_on(version.unwrap_or_default().trim())?;
            }
        }
    }

    fn depend_on(&mut self, version: &str) -> Result<(), BuildError> {
        if let Some(other) = self.base.as_deref().filter(|other| *other != version) {
            return self.error(format!("depends on `gloo` both {} and {}", quoted(other), quoted(version)));
        }
        self.base = Some(version.to_owned());
        Ok(())
    }
}
