//! What a report comes to, as a link that shows the same verdict without the paste: facts, codes, counts and choices.
//! It has no word of a paste and no name, and what was cut or changed on its way is no link.

mod broken;
mod choices;
mod facts;
mod pairs;
mod sum;

use super::{Grounds, Level, Read, Report};
use crate::plan::Plan;
use crate::settings::Choices;
use crate::version::ReleaseLine;
pub use broken::Broken;
use pairs::Pairs;

/// What a report comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// What the verdict rests on.
    pub grounds: Grounds,
    /// The minor version of Kubernetes.
    pub kubernetes: Option<ReleaseLine>,
    /// The digits of each code that was found, as often as it was, the worst first.
    pub found: Vec<(u16, u32)>,
    /// How many upgrades the plan has.
    pub hops: u32,
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
        let mut found: Vec<(u16, u32)> = Vec::new();
        for finding in report.findings() {
            let id = finding.code.id();
            let Some(code) = id.get(3..).and_then(|digits| digits.parse().ok()) else { continue };
            match found.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => found.push((code, 1)),
            }
        }
        let hops = report.plan.as_ref().map_or(0, hops);
        let kubernetes = report.kubernetes.as_ref().and_then(|version| minor(&version.value));
        let mut shared =
            Self { grounds: cluster.grounds, kubernetes, found, hops, choices: Choices::default() };
        shared.choices = choices::of(&shared, report, chosen);
        Some(shared)
    }

    /// The same with what is chosen now, for whoever hands a link on.
    #[must_use]
    pub fn with(&self, report: &Report, chosen: &Choices) -> Self {
        let hops = report.plan.as_ref().map_or(self.hops, hops);
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
        let mut pairs = Pairs::after(format!("v={VERSION}"));
        self.clone().walk(&mut pairs);
        let text = pairs.text;
        format!("{text}&sum={:08x}", sum::of(&text))
    }

    /// Reads a link, and gives the pairs of keys and values before and after it, with an `&` between them. There is none
    /// where neither its beginning nor its end is there.
    ///
    /// # Errors
    ///
    /// Why a link is not used: it was cut or changed, or another version of the page made it.
    pub fn parse(text: &str) -> Result<Option<(Self, String)>, Broken> {
        let (before, own) =
            match text.strip_prefix("v=").map(|own| ("", own)).or_else(|| text.split_once("&v=")) {
                Some(parts) => parts,
                None if text.starts_with("sum=") || text.contains("&sum=") => return Err(Broken::Changed),
                None => return Ok(None),
            };
        let (own, end) = own.split_once("&sum=").unwrap_or((own, ""));
        let (sum, after) = end.split_once('&').unwrap_or((end, ""));
        let (version, pairs) = own.split_at_checked(own.find('&').unwrap_or(own.len())).unwrap_or_default();
        if version != VERSION {
            let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
            return Err(if is_number { Broken::Newer } else { Broken::Changed });
        }
        if sum.len() < 8 {
            return Err(Broken::Cut);
        }
        let text = format!("v={own}");
        if format!("{:08x}", sum::of(&text)) != sum {
            return Err(Broken::Changed);
        }
        // One result has one link: an order of its own, no key twice, no number in two spellings.
        let read = Self::read(pairs).filter(|shared| shared.fragment() == format!("{text}&sum={sum}"));
        Ok(Some((read.ok_or(Broken::NotKnown)?, format!("{before}&{after}"))))
    }

    fn read(text: &str) -> Option<Self> {
        let grounds = Grounds { read: Read::Output, ..Grounds::default() };
        let mut shared = Self { grounds, ..Self::default() };
        let mut pairs = Pairs::of(text);
        shared.walk(&mut pairs);
        pairs.is_read().then_some(shared)
    }

    fn walk(&mut self, pairs: &mut Pairs<'_>) {
        facts::walk(self, pairs);
        choices::walk(self, pairs);
    }
}

/// How many upgrades a plan has.
fn hops(plan: &Plan) -> u32 {
    plan.parts().map(|_| 1).sum()
}

/// `1.27.3-gke.100` and `1.27+` are of 1.27.
fn minor(version: &str) -> Option<ReleaseLine> {
    let mut numbers = version.split(['.', '-', '+']);
    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok());
    Some(ReleaseLine { major: number(numbers.next())?, minor: number(numbers.next())? })
}
