//! What a conversion to the Gateway API left out, and which features in use it would.

use super::{Code, Context, Finding, Findings, Message, Severity};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::installation::{Facts, Resources};
use crate::transcript::Found;
use crate::transcript::conversion::{Conversion, Problem};
use crate::transcript::counts::Count;

/// More than this is not quoted.
const MOST: usize = 50;
/// The folder that plans convert into.
const FOLDER: &str = "gloo-converted";

pub(super) fn diagnose(facts: &Facts, context: Context<'_>, findings: &mut Findings) {
    features(&facts.resources, context, findings);
    if let Some(conversion) = &facts.resources.conversion {
        refusals(conversion, findings);
        problems(conversion, findings);
        gateways(conversion, findings);
        routes(conversion, findings);
        options(conversion, findings);
    }
}

/// Features in use that a conversion leaves out, or converts in part.
fn features(resources: &Resources, context: Context<'_>, findings: &mut Findings) {
    let unsupported = &context.knowledge.successors.unsupported;
    let is_left_out = |feature: &&Count| feature.count > 0 && unsupported.contains(&feature.what);
    let message =
        |feature: &Count| Message::new(format!("{}: {}", feature.what, feature.count), None, feature.span);
    let left_out = resources.features.iter().filter(is_left_out).map(message);
    let title = "Features in use that glooctl does not convert as they are".to_owned();
    let detail = "`glooctl gateway-api convert` drops or changes them, sometimes without a message. Settings of Upstreams for Kubernetes Services are lost. Write their replacements by hand.";
    quote(findings, Severity::Note, title, detail.to_owned(), left_out);
}

/// What it refused.
fn refusals(conversion: &Conversion, findings: &mut Findings) {
    let mut said: Vec<&str> = Vec::new();
    for refused in &conversion.refused {
        let detail = if refused.value.contains("output-dir ") {
            "The output folder exists: choose another, or add `--delete-output-dir`, which deletes it first."
        } else if refused.value.contains("unknown flag") {
            "`--recreate-output-dir` is in the help but does not exist: use `--delete-output-dir`."
        } else if refused.value.contains("converting unstructured") {
            "A resource has a field or a value that glooctl does not know. Correct it, and convert again."
        } else if refused.value.starts_with("panic: ") {
            "It crashes, among others, where a route names an AuthConfig or RouteOption that does not exist. Create it, or remove the reference."
        } else {
            "Give only one source: a file, a folder, a snapshot or the control plane."
        };
        if !said.contains(&detail) {
            said.push(detail);
        }
    }
    let title = "glooctl converted nothing".to_owned();
    let detail = format!("Nothing was written. {}", said.join(" "));
    let message = |refused: &Found<String>| Message::new(refused.value.clone(), None, refused.span);
    quote(findings, Severity::Warning, title, detail, conversion.refused.iter().map(message));
}

/// What it could not convert, or that this is unknown.
fn problems(conversion: &Conversion, findings: &mut Findings) {
    let Conversion { errors, told, folder, .. } = conversion;
    let is_empty = |problem: &&Problem| problem.words.starts_with(EMPTY);
    let (empty, problems): (Vec<&Problem>, Vec<&Problem>) = conversion.problems.iter().partition(is_empty);
    let message =
        |problem: &Problem| Message::new(problem.words.clone(), Some(problem.resource.clone()), problem.span);
    let title = "Gateways without VirtualServices are not converted".to_owned();
    let detail = "There is nothing to convert: the Gateway that the chart installs for HTTPS has none where no host uses it.";
    quote(findings, Severity::Note, title, detail.to_owned(), empty.into_iter().map(message));
    if conversion.problems.is_empty() {
        let counted = errors.as_ref().filter(|errors| errors.value > 0);
        let Some(span) = counted.map(|errors| errors.span).or(*told) else { return };
        let title = "What glooctl could not convert is unknown".to_owned();
        let detail = match counted {
            Some(Found { value: 1, .. }) => "It counts 1 problem, which is in a file.".to_owned(),
            Some(errors) => format!("It counts {} problems, which are in files.", errors.value),
            None => "It wrote its problems into files.".to_owned(),
        };
        let folder = folder.as_ref().map(|folder| folder.value.as_str());
        let folder = folder.filter(|folder| is_plain(folder)).unwrap_or(FOLDER);
        let files = format!("{folder}/gloo-errors");
        let ask = Command::new("grep", &["-r", ".", &files]);
        let help = "Paste these files here, and each problem is a part of this finding.";
        let finding = findings.add(Code::NotConverted, title, detail);
        finding.rests_on(&[Evidence::Lines(span)]).help(help, ask).0.severity = Severity::Unknown;
        return;
    }
    let title = match problems.len() {
        1 => "glooctl reports a problem with the conversion".to_owned(),
        count => format!("glooctl reports {count} problems with the conversion"),
    };
    let mut detail = "What they name is missing from the files or has to be changed. Solve it there, before you apply them.".to_owned();
    for (words, said) in CORRECTIONS {
        if problems.iter().any(|problem| problem.words.contains(words)) {
            detail = format!("{detail} {said}");
        }
    }
    let known = u32::try_from(conversion.problems.len()).unwrap_or(u32::MAX);
    if let Some(more) = errors.as_ref().and_then(|all| all.value.checked_sub(known)).filter(|more| *more > 0)
    {
        detail = format!("{detail} It counts {more} more, which are in files that are not here.");
    }
    quote(findings, Severity::Warning, title, detail, problems.into_iter().map(message));
}

/// The problem of a Gateway that has nothing to convert.
const EMPTY: &str = "gateway does not contain virtual services";

/// What glooctl calls corrections, and what they break.
const CORRECTIONS: [(&str, &str); 2] = [
    (
        "URLRewrite rules",
        "An HTTPRoute whose URLRewrite rules were updated has lost its other rules: add them.",
    ),
    ("splitting into", "What was split has new names: correct what refers to the old one."),
];

/// Adds a finding that quotes messages, where there are any.
fn quote(
    findings: &mut Findings,
    severity: Severity,
    title: String,
    detail: String,
    messages: impl Iterator<Item = Message>,
) {
    let mut messages = messages.take(MOST).peekable();
    if messages.peek().is_none() {
        return;
    }
    let finding = findings.add(Code::NotConverted, title, detail);
    finding.0.severity = severity;
    messages.fold(finding, Finding::quotes);
}

/// A folder that may become a word of a command.
fn is_plain(folder: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._/-".contains(&byte);
    !folder.is_empty() && !folder.starts_with('-') && folder.bytes().all(is_plain)
}

/// Routes without a Gateway have no parent.
fn gateways(conversion: &Conversion, findings: &mut Findings) {
    let number = |what: &str| Count::of(&conversion.after, what);
    let none = number("Gateways").filter(|gateways| gateways.count == 0);
    let some = number("ListenerSets").filter(|sets| sets.count > 0);
    if let Some((none, some)) = none.zip(some) {
        let title = "The conversion wrote no Gateway".to_owned();
        let detail = "glooctl writes one for each name in `proxyNames` of Gloo's Gateways, and none without. Write the Gateway of the class `gloo-gateway` by hand, with a listener: the XListenerSets name it.";
        let evidence = [Evidence::Lines(none.span), Evidence::Lines(some.span)];
        findings.add(Code::NotConverted, title, detail.to_owned()).rests_on(&evidence);
    }
}

/// Each VirtualService and RouteTable becomes an HTTPRoute.
fn routes(conversion: &Conversion, findings: &mut Findings) {
    let before = |kind: &str| Count::of(&conversion.before, kind);
    let written = Count::of(&conversion.after, "HTTPRoutes");
    let (Some(services), Some(tables), Some(routes)) =
        (before("virtualservice"), before("routetable"), written)
    else {
        return;
    };
    let (from, to) =
        (services.count.saturating_add(tables.count), routes.count.saturating_sub(conversion.split));
    if to < from {
        let title = "Fewer HTTPRoutes were written than there are sources".to_owned();
        let detail = format!(
            "There are {from} VirtualServices and RouteTables, and {to} HTTPRoutes. A VirtualService that no Gateway selects is left out, and of two sources with one name in a namespace one is overwritten."
        );
        let evidence = [services, tables, routes].map(|count| Evidence::Lines(count.span));
        findings.add(Code::NotConverted, title, detail).rests_on(&evidence);
    }
}

/// Converted routes name their options by the wrong group.
fn options(conversion: &Conversion, findings: &mut Findings) {
    let counted = Count::of(&conversion.after, "RouteOptions").filter(|count| count.count > 0);
    let Some(span) = counted.map(|count| count.span).or(conversion.combined) else { return };
    let title = "Converted routes do not find their RouteOptions".to_owned();
    let detail = "glooctl writes the group `gloo.solo.io` into their references; Gloo looks for `gateway.solo.io`. Correct it before you apply the files: the plan for the target `gateway-api` has the commands.";
    findings.add(Code::OptionsDetached, title, detail.to_owned()).rests_on(&[Evidence::Lines(span)]);
}
