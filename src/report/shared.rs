//! What a report comes to, as a link that shows the same verdict without the paste: facts, codes, counts and choices.
//! It has no word of a paste and no name, and what was cut or changed on its way is no link.

mod broken;
mod choices;
mod facts;
mod sum;

use super::{Grounds, Level, Read, Report};
use crate::plan::Plan;
use crate::settings::Choices;
use crate::version::ReleaseLine;
pub use broken::Broken;

/// What a report comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// What the verdict rests on.
    pub grounds: Grounds,
    /// The minor version of Kubernetes.
    pub kubernetes: Option<ReleaseLine>,
    /// The digits of each code that was found, as often as it was, the worst first.
    pub found: Vec<(u16, usize)>,
    /// How many upgrades the plan has.
    pub hops: usize,
    /// What was chosen; no name is among it.
    pub choices: Choices,
}

/// What the first pair of a link says.
const VERSION: &str = "1";

impl Shared {
    /// What a report comes to, on the installation that it is about; `None` where nothing was read or named.
    #[must_use]
    pub fn of(report: &Report, chosen: &Choices) -> Option<Self> {
        let cluster = report.cluster().filter(|cluster| cluster.verdict.level != Level::Empty)?;
        let mut found: Vec<(u16, usize)> = Vec::new();
        for finding in report.findings() {
            let id = finding.code.id();
            let Some(code) = id.get(3..).and_then(|digits| digits.parse().ok()) else { continue };
            match found.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => found.push((code, 1)),
            }
        }
        let hops = report.plan.as_ref().map_or(0, |plan| plan.hops.len());
        let kubernetes = report.kubernetes.as_ref().and_then(|version| minor(&version.value));
        let mut shared =
            Self { grounds: cluster.grounds.clone(), kubernetes, found, hops, choices: Choices::default() };
        shared.choices = choices::of(&shared, report, chosen);
        Some(shared)
    }

    /// The same with what is chosen now, for whoever hands a link on.
    #[must_use]
    pub fn with(&self, report: &Report, chosen: &Choices) -> Self {
        let hops = report.plan.as_ref().map_or(self.hops, |plan| plan.hops.len());
        let shared = Self { hops, ..self.clone() };
        Self { choices: choices::of(&shared, report, chosen), ..shared }
    }

    /// How the verdict is meant, and its first sentence. `plan` is that of [`Shared::choices`].
    #[must_use]
    pub fn verdict(&self, plan: Option<&Plan>) -> (Level, String) {
        self.grounds.verdict(plan)
    }

    /// What stands behind the `#`: `v=1&edition=enterprise&version=1.16.3&…&sum=1f2e3d4c`, with letters, digits, dots,
    /// hyphens, `=` and `&` alone.
    #[must_use]
    pub fn fragment(&self) -> String {
        let mut pairs = vec![("v", VERSION.to_owned())];
        facts::write(self, &mut pairs);
        choices::write(self, &mut pairs);
        let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let text = pairs.join("&");
        format!("{text}&sum={:08x}", sum::of(&text))
    }

    /// Reads a link, and gives the rest of what stands behind the `#`: keys before and after it. There is none where
    /// neither its beginning nor its end is there.
    ///
    /// # Errors
    ///
    /// Why a link is not used: it was cut or changed, or another version of the page made it.
    pub fn parse(text: &str) -> Result<Option<(Self, String)>, Broken> {
        let pairs: Vec<&str> = text.split('&').collect();
        let begins = pairs.iter().position(|pair| pair.starts_with("v="));
        let ends = pairs.iter().position(|pair| pair.starts_with("sum="));
        let (begins, ends) = match (begins, ends) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(Broken::Changed),
            (Some(begins), ends) => (begins, ends.unwrap_or(pairs.len())),
        };
        let pair = |at: usize, key: &str| pairs.get(at).and_then(|pair| pair.strip_prefix(key));
        let version = pair(begins, "v=").unwrap_or_default();
        if version != VERSION {
            let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
            return Err(if is_number { Broken::Newer } else { Broken::Changed });
        }
        let sum = pair(ends, "sum=").filter(|sum| sum.len() >= 8).ok_or(Broken::Cut)?;
        let own = pairs.get(begins..ends).ok_or(Broken::Changed)?;
        if format!("{:08x}", sum::of(&own.join("&"))) != sum {
            return Err(Broken::Changed);
        }
        let shared = Self::read(own).ok_or(Broken::NotKnown)?;
        // One result has one link: an order of its own, no key twice, no number in two spellings.
        if shared.fragment() != format!("{}&sum={sum}", own.join("&")) {
            return Err(Broken::NotKnown);
        }
        let around = pairs.iter().enumerate().filter(|(at, _)| *at < begins || *at > ends);
        let rest: Vec<&str> = around.map(|(_, pair)| *pair).collect();
        Ok(Some((shared, rest.join("&"))))
    }

    fn read(pairs: &[&str]) -> Option<Self> {
        let grounds = Grounds { read: Read::Output, ..Grounds::default() };
        let mut shared = Self { grounds, ..Self::default() };
        for pair in pairs.iter().skip(1) {
            let (key, value) = pair.split_once('=')?;
            facts::read(&mut shared, key, value).or_else(|| choices::read(&mut shared, key, value))?;
        }
        choices::complete(&mut shared);
        Some(shared)
    }
}

/// `1.27.3-gke.100` and `1.27+` are of 1.27.
fn minor(version: &str) -> Option<ReleaseLine> {
    let mut numbers = version.split(['.', '-', '+']);
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok());
    Some(ReleaseLine { major: number(numbers.next())?, minor: number(numbers.next())? })
}
