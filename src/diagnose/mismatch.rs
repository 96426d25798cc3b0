//! The client against the server.
//!
//! The client is an open-source binary, even for Enterprise, so it is compared with the open-source
//! version of the server. As in glooctl itself only major and minor count, and a custom build is
//! never compared.

use super::health::explain;
use super::known;
use super::remedy::Whom;
use super::{Code, Context, Finding, Findings, Message, Severity};
use crate::command::Command;
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::installation::{Doubt, Facts, Output, ServerStatus, whom};
use crate::settings::Settings;
use crate::subject::Subject;
use crate::transcript::banner::Warning;
use crate::transcript::version::ignores_context;
use crate::transcript::{Found, Kind, Span};
use crate::version::{Tag, Version};

pub(super) fn diagnose(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let settings = context.settings;
    if let ServerStatus::Undefined(span) = facts.server {
        no_server(span, &facts.warnings, findings);
    }
    for warning in &facts.warnings {
        several_servers(warning, findings);
    }
    if facts.server == ServerStatus::NotPasted {
        undetermined(facts, context, findings);
    }
    let Some(client) = &facts.client else { return };
    let Some(version) = Tag::parse(&client.value).version() else {
        let detail = format!(
            "It calls itself “{}”, which is not a release, so it can't be compared with the server.",
            client.value
        );
        findings
            .add(Code::CustomClient, "The client is a custom build".to_owned(), detail)
            .rests_on(&client.evidence);
        return;
    };
    let is_ignored = |output: &&Output| {
        let typed = output.typed.as_ref().filter(|_| output.kind == Kind::GlooctlVersion);
        typed.is_some_and(|typed| typed.value_of(&["--kube-context"]).is_some())
    };
    let ignored = facts.outputs.iter().filter(is_ignored).map(|output| Evidence::Lines(output.span));
    let ignored: Vec<Evidence> = ignored.collect();
    if ignores_context(&client.value) && !ignored.is_empty() {
        explain(Code::ContextIgnored, context, findings).rests_on(&ignored);
    }
    let client = Known { value: version, evidence: client.evidence.clone() };
    for installation in facts.installations.iter().filter(|installation| installation.doubt == Doubt::None) {
        match (&installation.open_source, &installation.enterprise) {
            (Some(server), _) => compare(&client, server, &facts.warnings, findings),
            (None, Some(enterprise)) => compare_lines(&client, enterprise, findings),
            (None, None) => {}
        }
    }
    for warning in &facts.warnings {
        false_alarm(version, warning, facts, settings, findings);
    }
}

/// The warning names one version for each release that the pods carry.
fn several_servers(warning: &Warning, findings: &mut Findings) {
    let Warning::Differs { servers, .. } = warning else { return };
    let (Some(first), [_, _, ..]) = (servers.first(), servers.as_slice()) else { return };
    let versions: Vec<&str> = servers.iter().map(|server| server.value.as_str()).collect();
    let title = "The server's pods carry different releases".to_owned();
    let detail = format!(
        "glooctl found {}. An upgrade is under way, stopped midway, or there are several installations.",
        versions.join(" and ")
    );
    let help = "The listing says which container carries which.";
    let command = Command::new("glooctl", &["version"]);
    findings
        .add(Code::MixedVersions, title, detail)
        .rests_on(&[Evidence::Lines(first.span)])
        .help(help, command);
}

/// glooctl looked for the server and could not see it, whatever it was asked to do.
fn undetermined(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    let last = facts.warnings.iter().rev().find_map(|warning| match warning {
        Warning::Undetermined(reason) => Some(reason),
        _ => None,
    });
    let Some(reason) = last else { return };
    let message = Message::new(reason.value.clone(), None, reason.span);
    if let Some(failure) = context.knowledge.failures.find(&reason.value) {
        let asked = Subject { program: Some("glooctl"), ..Subject::default() };
        let subject = whom::of(&reason.value, None, asked);
        if let Some(Finding(finding)) =
            known::add(failure, message, &Whom::of_gloo(&subject), (facts, context), findings)
        {
            // glooctl itself only warns of it.
            finding.severity = finding.severity.max(Severity::Warning);
        }
        return;
    }
    let detail = "So it did not compare its version with the server's, and neither can this page.".to_owned();
    let command = Command::new("glooctl", &["version", "-n", &context.settings.namespace.value]);
    findings
        .add(Code::NoServer, "glooctl could not read the server's version".to_owned(), detail)
        .help("Its message has the reason. Run it again where the cluster can be reached.", command)
        .quotes(message);
}

fn no_server(span: Span, warnings: &[Warning], findings: &mut Findings) {
    let detail = "glooctl looked in one namespace and found no Gloo there. That is normal before the installation; \
         otherwise it may have asked the wrong cluster or the wrong namespace, or Gloo runs outside of Kubernetes.";
    let mut evidence = vec![Evidence::Lines(span)];
    for warning in warnings {
        if let Warning::Undetermined(reason) = warning {
            evidence.push(Evidence::Lines(reason.span));
        }
    }
    let help = "See where Gloo runs in the cluster that kubectl points at, then check in that namespace.";
    let finding = findings.add(Code::NoServer, "No server was found".to_owned(), detail.to_owned());
    finding.rests_on(&evidence).help(help, Settings::ask_namespace());
}

fn compare(client: &Known<Version>, server: &Known<Version>, warnings: &[Warning], findings: &mut Findings) {
    let (version, server_version) = (client.value, server.value);
    let (line, server_line) = (version.line(), server_version.line());
    if version == server_version {
        return;
    }
    let said = said_by_glooctl(version, server_version, warnings);
    let finding = if line == server_line {
        let warns = if said.is_none() { "does not warn" } else { "warns" };
        let order = if version < server_version { "older" } else { "newer" };
        let title = format!("glooctl {version} is {order} than the server, in the same minor version");
        let detail = format!(
            "glooctl is {version} and the server {server_version}, so both are {line}.x. glooctl itself {warns} about that."
        );
        let help = format!("Nothing has to be done; this brings glooctl to exactly {server_version}.");
        findings.add(Code::PatchDiffers, title, detail).help(&help, align(server_version))
    } else {
        let (detail, verb) = if line < server_line {
            let detail = format!(
                "glooctl is {line}.x, older than the server's {server_line}.x. It makes resources as its own version knows them, which the server may refuse."
            );
            (detail, "Upgrade")
        } else {
            let detail = format!(
                "glooctl is {line}.x, newer than the server's {server_line}.x. Upgrade the server, or go back with glooctl."
            );
            (detail, "To go back, set")
        };
        let title = format!("glooctl {version} against a {server_version} server");
        let help = format!("{verb} glooctl to {server_version}. This changes nothing in the cluster.");
        findings.add(Code::VersionMismatch, title, detail).help(&help, align(server_version))
    };
    let finding = finding.rests_on(&client.evidence).rests_on(&server.evidence);
    if let Some(said) = said {
        finding.rests_on(&[said]);
    }
}

/// Where glooctl itself said the same.
fn said_by_glooctl(client: Version, server: Version, warnings: &[Warning]) -> Option<Evidence> {
    warnings.iter().find_map(|warning| match warning {
        Warning::Differs { client: printed, servers } => {
            let same = |found: &Found<String>, version| Version::parse(&found.value) == Some(version);
            let agrees = same(printed, client) && servers.iter().any(|found| same(found, server));
            agrees.then_some(Evidence::Lines(printed.span))
        }
        _ => None,
    })
}

/// Only the Enterprise number is known; its line is the line of its base, from 1.2 on.
fn compare_lines(client: &Known<Version>, enterprise: &Known<Version>, findings: &mut Findings) {
    let (line, server_line) = (client.value.line(), enterprise.value.line());
    if line == server_line || enterprise.value < Version::stable(1, 2, 0) {
        return;
    }
    let title = format!("glooctl {} against an Enterprise {} server", client.value, enterprise.value);
    let detail = format!(
        "glooctl is {line}.x and the server {server_line}.x. Both should have the same minor version."
    );
    let finding = findings.add(Code::VersionMismatch, title, detail);
    finding.rests_on(&client.evidence).rests_on(&enterprise.evidence);
}

/// To 1.2.4, glooctl compared every container with itself, Enterprise ones too, and proposed an
/// Enterprise number for the client.
fn false_alarm(
    client: Version,
    warning: &Warning,
    facts: &Facts,
    settings: &Settings,
    findings: &mut Findings,
) {
    let Warning::DiffersByContainer { span, .. } = warning else { return };
    let Some(installation) = facts.installations.first() else { return };
    let is_enterprise = installation.is_of(Edition::Enterprise);
    let Some(base) = installation.open_source.as_ref().map(|base| base.value) else { return };
    if !is_enterprise || base.line() != client.line() {
        return;
    }
    let detail = format!(
        "glooctl {client} compared its own open-source number with the Enterprise numbers of the containers. The open-source part of the server, {base}, has the same minor version. The release that the warning proposes is an Enterprise number; there may be no glooctl of that number."
    );
    let command = Command::new("glooctl", &["version", "-n", &settings.namespace.value]);
    let finding = findings.add(Code::FalseAlarm, "The mismatch warning is a false alarm".to_owned(), detail);
    finding.rests_on(&[Evidence::Lines(*span)]).help("Leave the client as it is.", command);
}

/// The command that brings the client to an open-source release.
fn align(version: Version) -> Command {
    Command::new("glooctl", &["upgrade", "--release", &format!("v{version}")])
}
