//! The versions on their own: mixed ones, ones that are no releases, ones that nobody listed.

use super::pairing::images;
use super::{Code, Diagnostic, Finding, Findings};
use crate::catalog::Catalog;
use crate::command::Command;
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::image::{self, Role};
use crate::installation::Installation;
use crate::installation::containers::{self, Member, tag};
use crate::settings::Settings;
use crate::transcript::version::Container;
use crate::version::{Tag, Version};

pub(super) fn diagnose(
    installation: &Installation,
    catalog: &Catalog,
    settings: &Settings,
    findings: &mut Findings,
) {
    let members = containers::members(&installation.containers);
    mixed(&members, &[Role::OpenSource], "open-source", findings);
    mixed(&members, &[Role::Enterprise, Role::Console, Role::Federation], "Enterprise", findings);
    unknown_tags(&members, settings, findings);
    swapped(&members, findings);
    if installation.release.is_none() {
        renamed(&members, settings, findings);
    }
    unlisted(Edition::OpenSource, installation.open_source.as_ref(), catalog, findings);
    unlisted(Edition::Enterprise, installation.enterprise.as_ref(), catalog, findings);
    prerelease(installation, findings);
}

/// More different releases than this are not told apart.
const MOST_TOLD: usize = 64;

/// Containers of one edition all come from one release.
fn mixed(members: &[Member<'_>], roles: &[Role], edition: &str, findings: &mut Findings) {
    let of_role: Vec<&Container> =
        members.iter().filter(|member| roles.contains(&member.role)).map(|member| member.container).collect();
    let mut versions: Vec<Version> = Vec::new();
    for container in &of_role {
        let annotated = container.oss_tag.as_ref().filter(|_| roles.contains(&Role::OpenSource));
        let annotated = annotated.map(|tag| Tag::parse(&tag.value));
        for version in std::iter::once(tag(container)).chain(annotated).filter_map(|tag| tag.version()) {
            if versions.len() < MOST_TOLD && !versions.contains(&version) {
                versions.push(version);
            }
        }
    }
    if versions.len() < 2 {
        return;
    }
    let numbers: Vec<String> = versions.iter().map(ToString::to_string).collect();
    let title = format!("The {edition} containers carry different releases");
    let detail = format!(
        "They carry {}. All of them come from one release, so an upgrade is under way, stopped midway, or an image was set by hand.",
        list(&numbers)
    );
    findings.add(Code::MixedVersions, title, detail).rests_on(&lines(&of_role));
}

/// Open source serves proxies of Enterprise: an image was set by hand, or a chart was swapped.
fn swapped(members: &[Member<'_>], findings: &mut Findings) {
    let is_swapped = |member: &&Member<'_>| {
        let own = tag(member.container).version();
        let base = member.container.oss_tag.as_ref().and_then(|base| Tag::parse(&base.value).version());
        image::is_plainly(&member.container.name, "gloo") && own.is_some() && own == base
    };
    let enterprise = members.iter().find(|member| member.role == Role::Enterprise);
    let Some((one, other)) = members.iter().find(is_swapped).zip(enterprise) else { return };
    let (one, other) = (one.container, other.container);
    let title = "An open-source gloo runs beside Enterprise".to_owned();
    let detail = format!(
        "{}:{} is open source, {}:{} is Enterprise. An image was set by hand, or charts were swapped.",
        one.name, one.tag, other.name, other.tag
    );
    findings.add(Code::MixedVersions, title, detail).rests_on(&lines(&[one, other]));
}

fn lines(containers: &[&Container]) -> Vec<Evidence> {
    containers.iter().map(|container| Evidence::Lines(container.span)).collect()
}

/// `latest` and digests name no release, and a custom tag may name anything.
fn unknown_tags(members: &[Member<'_>], settings: &Settings, findings: &mut Findings) {
    let ours =
        |member: &&Member<'_>| member.role != Role::Foreign && tag(member.container).version().is_none();
    let (cut, unread): (Vec<&Container>, Vec<&Container>) =
        members.iter().filter(ours).map(|member| member.container).partition(|one| may_be_cut(&one.tag));
    if !cut.is_empty() {
        let names: Vec<String> = cut
            .iter()
            .map(|one| format!("{}:{}", one.name, one.tag).trim_end_matches(':').to_owned())
            .collect();
        let title = format!("The tag is missing or cut: {}", list(&names));
        let detail = "So which release it names is unknown.".to_owned();
        let help = "This prints the images in full.";
        let cut = lines(&cut);
        let is_told = |one: &&mut Diagnostic| {
            one.code == Code::MaybeCut && one.evidence.iter().any(|line| cut.contains(line))
        };
        let finding = match findings.0.iter_mut().find(is_told) {
            Some(known) => Finding(known),
            None => findings.add(Code::MaybeCut, title, detail).rests_on(&cut),
        };
        finding.help(help, images(settings));
    }
    let Some(first) = unread.first() else { return };
    let detail = match tag(first) {
        Tag::Latest | Tag::Digest => {
            "glooctl before 1.17 prints `latest` for an image that is pinned by digest, and Enterprise charts pin theirs. So the tag says nothing about the release."
        }
        _ => {
            "A tag that is no release is a build of somebody's own. Its commands can't be planned from its name."
        }
    };
    let names: Vec<String> =
        unread.iter().map(|container| format!("{}:{}", container.name, container.tag)).collect();
    let title = format!("The tag does not name a release: {}", list(&names));
    let command = Command::new("helm", &["list", "-n", &settings.namespace.value]);
    let help = "The release of the chart shows which version is installed.";
    findings.add(Code::UnknownTags, title, detail.to_owned()).rests_on(&lines(&unread)).help(help, command);
}

/// Whether a tag is missing, or may be the beginning of a release: `1.1`, `1.17.`, `1.17.0-be`, `1.17…`
fn may_be_cut(tag: &str) -> bool {
    const ENDS: [&str; 6] = ["alpha", "beta", "rc", "patch", "fips", "distroless"];
    let bare = tag.trim_start_matches('v').trim_end_matches(['…', '.', '-']);
    let (numbers, end) = bare.split_once('-').unwrap_or((bare, ""));
    let is_short = numbers.split('.').count() < 3;
    let is_begun = ["0", "1"].contains(&numbers) || numbers.starts_with("0.") || numbers.starts_with("1.");
    let is_plain = numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_end = ENDS.iter().any(|whole| whole.starts_with(end));
    bare.is_empty()
        || is_begun && is_plain && is_end && (end.is_empty() == is_short || bare.len() < tag.len())
}

/// An image of Enterprise under another name; no release of Helm is there to confirm it.
fn renamed(members: &[Member<'_>], settings: &Settings, findings: &mut Findings) {
    let is_renamed = |member: &&Member<'_>| {
        member.role == Role::Enterprise && Role::of(&member.container.name) != Role::Enterprise
    };
    let Some(container) = members.iter().find(is_renamed).map(|member| member.container) else { return };
    let Some(base) = &container.oss_tag else { return };
    let title = format!("{}:{} is taken for Enterprise", container.name, container.tag);
    let detail = format!(
        "Its annotation names open-source {}, and its tag is another number, as only Enterprise has it. An image that was set by hand can look alike.",
        base.value
    );
    let help = "The name of the chart says it: gloo is open source, gloo-ee is Enterprise.";
    let finding = findings.add(Code::RenamedImage, title, detail).rests_on(&lines(&[container]));
    finding.help(help, settings.ask_release());
}

fn unlisted(edition: Edition, known: Option<&Known<Version>>, catalog: &Catalog, findings: &mut Findings) {
    let (Some(known), Some(checked_on)) = (known, catalog.checked_on) else { return };
    if catalog.release(edition, known.value).is_some() {
        return;
    }
    let (name, why) = match edition {
        Edition::OpenSource => {
            ("Open-source", "It may be newer than that, or no release of the open-source project.")
        }
        Edition::Enterprise => {
            ("Enterprise", "Not all Enterprise releases are known, so that says nothing against it.")
        }
    };
    let title = format!("{name} {} is not in the catalog", known.value);
    findings
        .add(Code::NotInCatalog, title, format!("The catalog was checked on {checked_on}. {why}"))
        .rests_on(&known.evidence);
}

fn prerelease(installation: &Installation, findings: &mut Findings) {
    let Some(known) = installation.version().filter(|known| known.value.is_prerelease()) else { return };
    let detail = "Pre-releases are for trying out: what they store may change before the release.";
    findings
        .add(Code::Prerelease, format!("{} is a pre-release", known.value), detail.to_owned())
        .rests_on(&known.evidence);
}

/// `a`, `a and b`, `a, b and c`; of a long list, the first ones.
fn list(items: &[String]) -> String {
    const MOST: usize = 6;
    let shown = items.get(..MOST).unwrap_or(items);
    match shown.split_last() {
        None => String::new(),
        Some((_, _)) if items.len() >= MOST_TOLD => format!("{} and many more", shown.join(", ")),
        Some((_, _)) if items.len() > MOST => format!("{} and {} more", shown.join(", "), items.len() - MOST),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
