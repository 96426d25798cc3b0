//! In which namespace Gloo itself is, as far as failures name it.

use std::borrow::Cow;

use super::refusal::{self, Account};
use super::thing;
use super::whom;
use super::whose;
use super::{Facts, Reported, Whose, names};
use crate::delivery::Delivered;
use crate::evidence::{Evidence, Known};
use crate::transcript::check::CheckOutput;
use crate::transcript::flux;

/// More failures than this are not asked.
const MOST: usize = 64;

/// The one namespace that the failures name as that of Gloo; nothing where they name several.
pub(super) fn of(facts: &Facts) -> Option<Known<String>> {
    let of_problem = |check: &CheckOutput| {
        let named = check.problems.iter().map(|problem| (of_problem(&problem.message), problem.span));
        named.take(MOST).collect::<Vec<_>>()
    };
    let troubles = facts.troubles.iter().filter(|reported| reported.whose == Whose::Gloo);
    let of_trouble = troubles.take(MOST).map(|reported| (of_trouble(reported), reported.trouble.span));
    let mut home: Option<Known<String>> = None;
    for (name, span) in facts.checks.iter().flat_map(of_problem).chain(of_trouble) {
        let Some(name) = name.filter(|name| is_label(name)) else { continue };
        match &mut home {
            None => home = Some(Known::new(name, Evidence::Lines(span))),
            Some(known) if known.value == name => known.evidence.push(Evidence::Lines(span)),
            Some(_) => return None,
        }
    }
    home
}

/// The namespace that the only tool that delivers Gloo installs into.
pub(super) fn of_delivered(delivered: &[Known<Delivered>]) -> Option<Known<String>> {
    let [Known { value, evidence }] = delivered else { return None };
    Some(Known { value: value.target.clone()?, evidence: evidence.clone() })
}

/// The namespace of Gloo by its webhook, which an unread line names.
pub(super) fn of_unread(facts: &Facts) -> Option<Known<String>> {
    let lines = facts.suspects.iter().chain(&facts.others);
    let mut named = lines.take(MOST).filter_map(|line| {
        let (name, _) = whose::webhook(&line.message).filter(|(_, is_of_gloo)| *is_of_gloo)?;
        let namespace = name.strip_suffix(".svc")?.rsplit('.').next().filter(|name| is_label(name))?;
        Some((namespace, line.span))
    });
    let (name, span) = named.next()?;
    let agree = named.all(|(other, _)| other == name);
    agree.then(|| Known::new(name.to_owned(), Evidence::Lines(span)))
}

fn is_label(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name.bytes().all(is_letter)
}

/// The namespace of Gloo by a trouble of its own.
#[must_use]
pub fn of_trouble(reported: &Reported) -> Option<String> {
    let Reported { trouble, subject, chart, .. } = reported;
    let message = &trouble.message;
    if whose::webhook(message).is_some_and(|(_, is_of_gloo)| is_of_gloo) {
        return subject.namespace.clone();
    }
    let of_flux = flux::of(message).map(|flux| flux.chart);
    if of_flux.or(chart.as_deref()).is_some_and(names::is_own_chart) {
        return subject.namespace.clone();
    }
    match refusal::of(message).map(|refusal| refusal.account) {
        Some(Account::Service { namespace, name }) => {
            // A program that logs is refused what its own account lacks.
            let is_own = names::is_own(name) || trouble.build.is_some() && names::may_be_account(name);
            is_own.then(|| namespace.to_owned())
        }
        Some(Account::User(_)) => None,
        None => {
            let namespace = subject.namespace.clone().filter(|name| !name.is_empty());
            marked(message).map(str::to_owned).or_else(|| namespace.filter(|_| is_at_home(reported)))
        }
    }
}

/// The namespace of the release that an object has not the marks of: `key "meta.helm.sh/release-namespace" must equal "edge"`.
fn marked(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once("key \"meta.helm.sh/release-namespace\" must equal \"")?;
    rest.split_once('"').map(|(namespace, _)| namespace)
}

/// Whether what a trouble is about is only where Gloo is: a workload of Gloo, or its Settings.
fn is_at_home(Reported { trouble, subject, .. }: &Reported) -> bool {
    let (Some(kind), Some(name)) = (&subject.kind, &subject.name) else { return false };
    let is_own = names::is_own(name) || trouble.build.is_some() && names::may_be_own(name);
    let is_own_object = names::is_own(name) && whom::terminated(&trouble.message).is_some();
    let is_settings =
        kind == "settings" && name == "default" && trouble.message.contains("settings.gloo.solo.io");
    is_own && thing::runs(kind) || is_own_object || is_settings
}

/// The namespace of Gloo by a message of the check, which looks at pods and Deployments of that namespace only.
#[must_use]
pub fn of_problem(message: &str) -> Option<String> {
    let message = unbroken(message);
    if let Some(object) = whom::checked(&message) {
        return object.namespace.map(str::to_owned);
    }
    reporter(&message).or_else(|| default(&message)).map(|name| name.replace('\n', ""))
}

/// `Found rejected virtual service by 'edge': …`: who reports is Gloo.
fn reporter(message: &str) -> Option<&str> {
    const QUOTES: [char; 7] = ['\'', '"', '`', '‘', '’', '“', '”'];
    let (head, _) = message.strip_prefix("Found ")?.split_once(':')?;
    let (_, quoted) = head.split_once(" by ")?;
    let name = quoted.trim();
    let bare = name.trim_matches(QUOTES);
    // Older releases name the part of Gloo that reports.
    let is_part = ["gloo", "gateway", "ingress", "knative"].contains(&bare);
    (bare.len() < name.len() && !is_part).then_some(bare)
}

/// `Found gateway with no status: edge gateway-proxy`: proxies and the gateways of the chart are where Gloo is.
fn default(message: &str) -> Option<&str> {
    let (head, rest) = message.strip_prefix("Found ")?.split_once(':')?;
    let mut words = rest.split_ascii_whitespace();
    let (namespace, name) = (words.next()?, words.next()?);
    let mut kind = head.split(' ').filter(|word| *word != "rejected");
    match kind.next()? {
        "proxy" => Some(namespace),
        "gateway" => name.starts_with("gateway-proxy").then_some(namespace),
        _ => None,
    }
}

/// A message of the check without the breaks that a narrow window put into its names.
#[must_use]
pub fn unbroken(message: &str) -> Cow<'_, str> {
    if !message.contains('\n') || whom::checked(message).is_some() {
        return Cow::Borrowed(message);
    }
    let lines: Vec<&str> = message.lines().collect();
    let joined =
        ["", " "].iter().map(|between| lines.join(between)).find(|text| whom::checked(text).is_some());
    joined.map_or(Cow::Borrowed(message), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_of_the_check_name_the_namespace_of_gloo() {
        for (message, expect) in [
            ("Pod a in namespace edge is not ready! Message: x", Some("edge")),
            ("Pod a-1 in namespace ed\nge is not ready!", Some("edge")),
            ("Pod a-\n1 in namespace edge is not ready!", Some("edge")),
            ("Pod a in namespace edge\nis not ready!", Some("edge")),
            ("Pod a in name\nspace edge is not ready!", Some("edge")),
            ("Deployment gloo in namespace edge failed to create pods!", Some("edge")),
            ("Found rejected virtual service by 'edge': shop web (Reason: x", Some("edge")),
            ("Found rejected virtual service by \"edge\": shop web (Reason: x", Some("edge")),
            ("Found rejected virtual service by `edge`: shop web (Reason: x", Some("edge")),
            ("Found upstream with warnings by 'edge': shop web (Reason: x", Some("edge")),
            ("Found gateway with no status: edge gateway-proxy-ssl", Some("edge")),
            ("Found rejected proxy: edge gateway-proxy\nReason: x", Some("edge")),
            ("Found gateway with no status: shop web", None),
            ("Found gateway with warnings by 'gateway': shop web", None),
            ("Found rejected upstream: shop web\nReason: by 'x'", None),
            ("Pod a in namespace", None),
            ("something else", None),
        ] {
            assert_eq!(of_problem(message).as_deref(), expect, "{message}");
        }
    }
}
