//! What a conversion to the Gateway API left out, and which features in use it would.

use super::{Code, Context, Findings, Message, Severity};
use crate::command::Command;
use crate::evidence::Evidence;
use crate::installation::{Facts, Resources};
use crate::transcript::Found;
use crate::transcript::conversion::Conversion;
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
        options(conversion, findings);
    }
}

/// Features in use that a conversion leaves out.
fn features(resources: &Resources, context: Context<'_>, findings: &mut Findings) {
    let unsupported = &context.knowledge.successors.unsupported;
    let is_left_out = |feature: &&Count| feature.count > 0 && unsupported.contains(&feature.what);
    let mut left_out = resources.features.iter().filter(is_left_out).peekable();
    if left_out.peek().is_none() {
        return;
    }
    let title = "Features in use that glooctl does not convert".to_owned();
    let detail = "`glooctl gateway-api convert` leaves them out. Before you convert, replace them, or rewrite their routes by hand.";
    let mut finding = findings.add(Code::NotConverted, title, detail.to_owned());
    finding.0.severity = Severity::Note;
    for feature in left_out.take(MOST) {
        let words = format!("{}: {}", feature.what, feature.count);
        finding = finding.quotes(Message::new(words, None, feature.span));
    }
}

/// What it refused.
fn refusals(conversion: &Conversion, findings: &mut Findings) {
    let mut said: Vec<&str> = Vec::new();
    for refused in &conversion.refused {
        let detail = if refused.value.contains("output-dir ") {
            "The folder is there already. Choose another one, or add `--delete-output-dir`, which deletes the folder first."
        } else if refused.value.contains("unknown flag") {
            "The flag is in its help but does not exist. Its name is `--delete-output-dir`."
        } else {
            "Name one source only: a file, a folder, a snapshot or the control plane."
        };
        if !said.contains(&detail) {
            said.push(detail);
        }
    }
    if said.is_empty() {
        return;
    }
    let title = "glooctl refused to convert".to_owned();
    let mut finding =
        findings.add(Code::NotConverted, title, format!("Nothing was written. {}", said.join(" ")));
    for refused in conversion.refused.iter().take(MOST) {
        finding = finding.quotes(Message::new(refused.value.clone(), None, refused.span));
    }
}

/// What it could not convert, or that this is unknown.
fn problems(conversion: &Conversion, findings: &mut Findings) {
    let Conversion { problems, errors, told, folder, .. } = conversion;
    if problems.is_empty() {
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
        let ask = Command::new("grep", &["-r", "-h", ".", &files]);
        let help = "Paste these files here, and each problem is a part of this finding.";
        let finding = findings.add(Code::NotConverted, title, detail);
        finding.rests_on(&[Evidence::Lines(span)]).help(help, ask).0.severity = Severity::Unknown;
        return;
    }
    let title = match problems.len() {
        1 => "glooctl reports a problem with the conversion".to_owned(),
        count => format!("glooctl reports {count} problems with the conversion"),
    };
    let detail = "What they name is missing from the files or has to be changed. Solve it there, before you apply them.";
    let mut finding = findings.add(Code::NotConverted, title, detail.to_owned());
    for problem in problems.iter().take(MOST) {
        let of = Some(problem.resource.clone());
        finding = finding.quotes(Message::new(problem.words.clone(), of, problem.span));
    }
}

/// A folder that may become a word of a command.
fn is_plain(folder: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._/-".contains(&byte);
    !folder.is_empty() && !folder.starts_with('-') && folder.bytes().all(is_plain)
}

/// Routes without a Gateway have no parent.
fn gateways(conversion: &Conversion, findings: &mut Findings) {
    let number = |what: &str| conversion.after.iter().find(|count| count.what == what);
    let none = number("Gateways").filter(|gateways| gateways.count == 0);
    let some = number("ListenerSets").filter(|sets| sets.count > 0);
    if let Some((none, some)) = none.zip(some) {
        let title = "The conversion wrote no Gateway".to_owned();
        let detail = "glooctl writes one for each name in `proxyNames` of Gloo's Gateways, and none without. Write the Gateway of the class `gloo-gateway` by hand: the XListenerSets name it.";
        let evidence = [Evidence::Lines(none.span), Evidence::Lines(some.span)];
        findings.add(Code::NotConverted, title, detail.to_owned()).rests_on(&evidence);
    }
}

/// Converted routes name their options by the wrong group.
fn options(conversion: &Conversion, findings: &mut Findings) {
    let counted = conversion.after.iter().find(|count| count.what == "RouteOptions" && count.count > 0);
    let Some(span) = counted.map(|count| count.span).or(conversion.combined) else { return };
    let title = "Converted routes do not find their RouteOptions".to_owned();
    let detail = "glooctl writes the group `gloo.solo.io` into their references; Gloo looks for `gateway.solo.io`. Correct it before you apply the files: the plan for the target `gateway-api` has the commands.";
    findings.add(Code::OptionsDetached, title, detail.to_owned()).rests_on(&[Evidence::Lines(span)]);
}
