//! How the Enterprise version and its open-source base belong together.
//!
//! No formula gives one from the other: the two share major and minor, and their patches drift apart
//! in either direction. So a pair is read from the paste, or else from the catalog, and the sentence
//! says which.

use super::{Code, Findings};
use crate::catalog::{Base, Bounds, Catalog, Confidence};
use crate::changes::Installed;
use crate::command::Command;
use crate::edition::Edition;
use crate::evidence::Evidence;
use crate::installation::{Basis, Installation, containers};
use crate::settings::Settings;
use crate::transcript::version::Container;
use crate::version::Version;

/// The statement that joins an Enterprise version to its open-source base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairing {
    /// Whether the two numbers belong together.
    pub status: PairingStatus,
    /// The Enterprise version.
    pub enterprise: Option<Version>,
    /// The open-source version it is built on.
    pub base: Option<Version>,
    /// Where the base was read.
    pub basis: Option<PairingBasis>,
    /// `pasted`, or the confidence of the catalog's row; empty where nothing is known.
    pub confidence: &'static str,
    /// All of it in words.
    pub sentence: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// Whether the two numbers belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairingStatus {
    /// Both are known, and nothing speaks against them.
    Matched,
    /// The paste contradicts itself, or what the catalog knows for certain.
    Mismatched,
    /// One is missing.
    Unknown,
    /// Open source has only one number.
    NotApplicable,
}

impl PairingStatus {
    /// The name in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Mismatched => "mismatched",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not-applicable",
        }
    }
}

/// Where the base of a pair was read, in the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairingBasis {
    /// The pod's annotation, printed as `OssTag`.
    OssTag,
    /// The tag of a container that comes from open source.
    Containers,
    /// A row of the catalog.
    Catalog,
}

impl PairingBasis {
    /// The name in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OssTag => "oss-tag",
            Self::Containers => "containers",
            Self::Catalog => "catalog",
        }
    }
}

/// From this Enterprise release on, both numbers are of the same line.
const SAME_LINE_SINCE: Version = Version::stable(1, 2, 0);

/// What an installation is, to ask about its changes; `None` where its edition or its version is unknown, or its two
/// numbers do not belong together.
#[must_use]
pub fn installed(installation: &Installation, catalog: &Catalog) -> Option<Installed> {
    let pairing = pair(installation, catalog);
    if pairing.status == PairingStatus::Mismatched {
        return None;
    }
    let edition = installation.edition.as_ref()?.value;
    Some(match edition {
        Edition::OpenSource => {
            Installed { edition, version: installation.open_source.as_ref()?.value, base: None }
        }
        // What only the catalog says is asked of the catalog, which knows how sure it is.
        Edition::Enterprise => {
            let base = pairing.base.filter(|_| pairing.basis != Some(PairingBasis::Catalog));
            Installed { edition, version: pairing.enterprise?, base }
        }
    })
}

/// Pairs the versions of an installation.
#[must_use]
pub fn pair(installation: &Installation, catalog: &Catalog) -> Pairing {
    let edition = installation.edition.as_ref().map(|edition| edition.value);
    let enterprise = installation.enterprise.as_ref();
    let base = installation.open_source.as_ref();
    let mut evidence: Vec<Evidence> = Vec::new();
    evidence.extend(enterprise.iter().flat_map(|known| known.evidence.clone()));
    evidence.extend(base.iter().flat_map(|known| known.evidence.clone()));
    let (enterprise, base) = (enterprise.map(|known| known.value), base.map(|known| known.value));
    let basis = match installation.basis {
        Some(Basis::OssTag) => Some(PairingBasis::OssTag),
        Some(Basis::Containers) => Some(PairingBasis::Containers),
        Some(Basis::Chart | Basis::Warning | Basis::Said) | None => None,
    };
    let (status, base, basis, confidence, sentence) = match (edition, enterprise, base) {
        (Some(Edition::OpenSource), ..) => (
            PairingStatus::NotApplicable,
            base,
            None,
            "",
            "Open-source Gloo has one number for client and server.".to_owned(),
        ),
        (Some(Edition::Enterprise), Some(enterprise), Some(base)) => {
            let (status, sentence) = both(enterprise, base, catalog);
            let listed = catalog.release(Edition::Enterprise, enterprise);
            let listed = listed.filter(|release| release.base.is_some());
            evidence.extend(listed.map(|release| release.evidence(Edition::Enterprise)));
            (status, Some(base), basis, "pasted", sentence)
        }
        (Some(Edition::Enterprise), Some(enterprise), None) => {
            let listed = catalog.release(Edition::Enterprise, enterprise);
            evidence.extend(listed.map(|release| release.evidence(Edition::Enterprise)));
            from_catalog(enterprise, catalog, if installation.is_said() { "" } else { NOT_SHOWN })
        }
        (Some(Edition::Enterprise), None, Some(base)) => {
            let sentence = format!(
                "Enterprise on open-source {base}; the Enterprise number itself was not read in the paste."
            );
            (PairingStatus::Unknown, Some(base), basis, "pasted", sentence)
        }
        (Some(Edition::Enterprise), None, None) => {
            (PairingStatus::Unknown, None, None, "", "This is Enterprise; its version is unknown.".to_owned())
        }
        (None, ..) => (PairingStatus::Unknown, base, basis, "", of_no_edition(installation)),
    };
    Pairing { status, enterprise, base, basis, confidence, sentence, evidence }
}

/// Nothing proves the edition.
fn of_no_edition(installation: &Installation) -> String {
    match renamed(installation) {
        Some(container) => format!(
            "Whether this is open source or Enterprise is unknown: neither edition has an image named {}.",
            container.name
        ),
        None => "Whether this is open source or Enterprise is unknown: the paste does not say.".to_owned(),
    }
}

/// An image that may be one of Gloo's under another name.
fn renamed(installation: &Installation) -> Option<&Container> {
    const LONGEST: usize = 64;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let renamed = containers::unknown(&installation.containers, |_| true);
    renamed.filter(|one| one.name.len() <= LONGEST && one.name.bytes().all(is_name))
}

/// Both numbers are in the paste: only what is certain speaks against them.
fn both(enterprise: Version, base: Version, catalog: &Catalog) -> (PairingStatus, String) {
    let pair = format!("Enterprise {enterprise} on open-source {base}");
    if enterprise >= SAME_LINE_SINCE && !enterprise.is_prerelease() && enterprise.line() != base.line() {
        let sentence =
            format!("{pair}: the two have different minor versions, which no Enterprise release has.");
        return (PairingStatus::Mismatched, sentence);
    }
    let bounds = catalog.bounds(enterprise);
    let is_above = bounds.highest.is_some_and(|highest| base > highest);
    let built = format!("Enterprise {enterprise} is built on open-source {base}");
    match catalog.base(enterprise) {
        Some(Base { confidence: Confidence::Pasted, version, .. }) if *version != base => {
            let sentence = format!("{pair}: the chart in the paste is built on {version}.");
            (PairingStatus::Mismatched, sentence)
        }
        Some(Base { confidence: Confidence::Pasted, .. }) => {
            (PairingStatus::Matched, format!("{built}, as the chart in the paste says too."))
        }
        Some(listed) if listed.version == base => {
            (PairingStatus::Matched, format!("{built}. The catalog lists the same."))
        }
        Some(listed) if listed.confidence.is_certain() => {
            let sentence = format!("{pair}: the catalog lists {} as its base.", listed.version);
            (PairingStatus::Mismatched, sentence)
        }
        _ if is_above => {
            let words = bounds.words().unwrap_or_default();
            let sentence =
                format!("{pair}: by the catalog, its base is {words}. Which of the two is right is unknown.");
            (PairingStatus::Unknown, sentence)
        }
        Some(listed) => (
            PairingStatus::Matched,
            format!(
                "{built}. The catalog only has an upper bound for it, {}; the paste is the better evidence.",
                listed.version
            ),
        ),
        None if catalog.is_empty() => (PairingStatus::Matched, format!("{built}.")),
        None => (PairingStatus::Matched, format!("{built}. The catalog has no pair for it to compare with.")),
    }
}

type Answer = (PairingStatus, Option<Version>, Option<PairingBasis>, &'static str, String);

/// What a sentence ends with where a paste names the one number and not the other.
const NOT_SHOWN: &str = " The paste does not show it.";

/// Only the Enterprise number is known.
fn from_catalog(enterprise: Version, catalog: &Catalog, not_shown: &str) -> Answer {
    match catalog.base(enterprise) {
        Some(Base { version, confidence: Confidence::Pasted, .. }) => {
            let sentence = format!(
                "Enterprise {enterprise} is built on open-source {version}: the chart in the paste depends on it."
            );
            (PairingStatus::Matched, Some(*version), None, Confidence::Pasted.name(), sentence)
        }
        _ => match catalog.pair(enterprise) {
            Some((version, confidence)) => {
                let sentence = format!(
                    "The catalog lists open-source {version} as the base of Enterprise {enterprise}.{not_shown}"
                );
                let basis = Some(PairingBasis::Catalog);
                (PairingStatus::Matched, Some(version), basis, confidence.name(), sentence)
            }
            None => {
                let bounds = catalog.bounds(enterprise);
                let confidence = if bounds == Bounds::default() { "" } else { Confidence::Inferred.name() };
                let mut known = catalog.releases(Edition::OpenSource).iter().map(|one| one.version.line());
                let is_known = known.any(|line| line == enterprise.line());
                (
                    PairingStatus::Unknown,
                    None,
                    None,
                    confidence,
                    bounded(enterprise, bounds, is_known, not_shown),
                )
            }
        },
    }
}

fn bounded(enterprise: Version, bounds: Bounds, is_known: bool, not_shown: &str) -> String {
    let which = match bounds.words() {
        Some(bounds) => format!("by the catalog, {bounds}"),
        None if is_known => format!("a release of {}.x, patch unknown", enterprise.line()),
        None => "which release is unknown".to_owned(),
    };
    format!("Enterprise {enterprise} is built on open source: {which}.{not_shown}")
}

/// Says what is wrong with a pairing, or not known of it.
pub(super) fn diagnose(
    installation: &Installation,
    pairing: &Pairing,
    settings: &Settings,
    findings: &mut Findings,
) {
    let edition = "Open source or Enterprise?";
    let (code, title) = match pairing.status {
        PairingStatus::Mismatched => {
            (Code::PairingMismatched, "The two server numbers do not belong together")
        }
        PairingStatus::Unknown if installation.edition.is_none() => (Code::EditionUnknown, edition),
        PairingStatus::Unknown if pairing.enterprise.is_some() && pairing.base.is_some() => {
            (Code::PairingUnknown, "The two server numbers may not belong together")
        }
        PairingStatus::Unknown => (Code::PairingUnknown, "One of the two server numbers is missing"),
        PairingStatus::Matched | PairingStatus::NotApplicable => return,
    };
    let (help, command) = match (pairing.status, pairing.enterprise) {
        (PairingStatus::Mismatched, _) => {
            ("See which images run; an upgrade that stopped midway leaves such a state.", images(settings))
        }
        (_, None) if installation.edition.is_none() && renamed(installation).is_some() => (
            "The name of the chart says it: gloo is open source, gloo-ee is Enterprise.",
            settings.ask_release(),
        ),
        (_, None) => ("The images of the pods say which edition and which release runs.", images(settings)),
        (_, Some(_)) => {
            ("The pod's annotation names the open-source release, from Gloo 1.12 on.", annotation(settings))
        }
    };
    findings
        .add(code, title.to_owned(), pairing.sentence.clone())
        .rests_on(&pairing.evidence)
        .help(help, command);
}

pub(super) fn images(settings: &Settings) -> Command {
    let path = r"jsonpath={range .items[*]}{.spec.containers[*].image}{'\n'}{end}";
    Command::new("kubectl", &["-n", &settings.namespace.value, "get", "pods", "-o", path])
}

fn annotation(settings: &Settings) -> Command {
    let path = r"jsonpath={.items[0].metadata.annotations.gloo\.solo\.io/oss-image-tag}";
    Command::new("kubectl", &["-n", &settings.namespace.value, "get", "pods", "-l", "gloo=gloo", "-o", path])
}
