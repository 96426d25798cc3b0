//! `Checking virtual services... 2 Errors!`: a heading and the status behind it.

use super::mark::{ASIDES, is_log};
use crate::transcript::prompt;

/// What became of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing wrong, or nothing there to check.
    Ok,
    /// `2 Errors!`, a failure text, or a crash.
    Errors,
    /// `WARN:` and the like.
    Warning,
    /// Left out on purpose, or because an earlier section failed.
    Skipped,
    /// The paste ends here.
    Unknown,
}

impl Status {
    /// The name of the status in the report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Errors => "errors",
            Self::Warning => "warning",
            Self::Skipped => "skipped",
            Self::Unknown => "unknown",
        }
    }
}

/// A line that begins with `Checking`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heading<'a> {
    /// One section.
    Section {
        /// `virtual-services`
        name: String,
        /// What is known of it from this line.
        status: Status,
        /// The number in `2 Errors!`; 1 for another failure.
        error_count: usize,
        /// A failure text, or a warning, behind the heading.
        message: Option<&'a str>,
    },
    /// The sections that follow belong to this federated instance.
    Instance(&'a str),
}

/// Reads a heading, if the line is one.
#[must_use]
pub fn heading(text: &str) -> Option<Heading<'_>> {
    if let Some(instance) = text.strip_prefix("Check for Gloo Instance ") {
        return Some(Heading::Instance(instance.trim_end_matches(':')));
    }
    let rest = text.strip_prefix("Checking ")?;
    // A narrow window breaks this heading before its dots.
    if let Some(instance) = rest.strip_prefix("Gloo Instance").filter(|rest| !rest.contains("...")) {
        return Some(Heading::Instance(instance.trim()));
    }
    // A heading that the end of the paste cut may have lost a dot.
    let (name, status) = rest
        .split_once("...")
        .or_else(|| rest.split_once('…'))
        .or_else(|| rest.strip_suffix("..").map(|name| (name, "")))?;
    if let Some(instance) = name.strip_prefix("Gloo Instance") {
        return Some(Heading::Instance(instance.trim()));
    }
    let is_name = name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ' || b == b'-');
    is_name.then(|| section(name, status.trim()))
}

fn section<'a>(name: &str, status: &'a str) -> Heading<'a> {
    // One note for each pod runs on into the status, without a line break.
    let status = if status.starts_with("Note: ") && status.ends_with("OK") { "OK" } else { status };
    let (status, error_count, message) = match status {
        _ if is_glued_prompt(status) => (Status::Ok, 0, None),
        _ if status.starts_with("Note: ") && counted(status).is_some() => {
            (Status::Errors, counted(status).unwrap_or_default(), None)
        }
        "" => (Status::Unknown, 0, None),
        _ if is_prompt(status) => (Status::Unknown, 0, None),
        "OK" | "No xds metrics to check" => (Status::Ok, 0, None),
        _ if status.starts_with("Skipping") => (Status::Skipped, 0, None),
        _ if status.starts_with("Warning: checking") => (Status::Skipped, 0, None),
        _ if ["WARN:", "Warning:", "Found warning in "].iter().any(|start| status.starts_with(start)) => {
            (Status::Warning, 0, Some(status))
        }
        _ if status.starts_with("Note: ") && noted(status).is_some() => (Status::Errors, 1, noted(status)),
        // Something else was printed in between; the status follows on a line of its own.
        _ if ASIDES.iter().any(|start| status.starts_with(start)) || is_log(status) => {
            (Status::Unknown, 0, None)
        }
        _ => match error_count(status) {
            Some(count) => (Status::Errors, count, None),
            None => (Status::Errors, 1, Some(status)),
        },
    };
    Heading::Section { name: section_name(name), status, error_count, message }
}

/// `OKuser@host:~$`: no line break stood between the last status and the prompt.
fn is_glued_prompt(status: &str) -> bool {
    status.strip_prefix("OK").is_some_and(|rest| rest.ends_with(['$', '%', '#', '>', '❯', '➜']))
}

/// `^Cuser@host:~$`: it was broken off, and the prompt follows.
fn is_prompt(status: &str) -> bool {
    let bare = status.trim_start_matches("^C");
    let is_short = bare.chars().count() <= 2 || bare.contains(['@', '~', '\\']) || bare.starts_with('/');
    // What was typed there belongs to the prompt.
    bare.is_empty()
        || prompt::typed(bare).is_some()
        || (is_short && bare.ends_with(['$', '%', '#', '>', '❯', '➜']))
}

/// The number in `… PodReadyToStartContainers1 Errors!`, behind notes without a line break.
fn counted(status: &str) -> Option<usize> {
    let digits = status.strip_suffix(" Errors!")?.rsplit(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// The message in `Note: Unhandled pod condition PodReadyToStartContainersPod gloo-x in namespace …`.
fn noted(status: &str) -> Option<&str> {
    let at = ["Pod ", "Deployment "].iter().filter_map(|start| status.rfind(start)).max()?;
    status.get(at..).filter(|message| message.contains(" in namespace "))
}

/// The number in `2 Errors!`.
#[must_use]
pub fn error_count(text: &str) -> Option<usize> {
    text.strip_suffix(" Errors!")?.parse().ok()
}

/// Every section that glooctl ever printed, by the letters of its heading alone: from 1.17.0 on the
/// same section is called `VirtualServices`, before that `virtual services`.
const SECTIONS: [(&str, &str); 24] = [
    ("authconfigs", "auth-configs"),
    ("deployments", "deployments"),
    ("gatewayclass", "gateway-classes"),
    ("gateways", "gateways"),
    ("httproutes", "http-routes"),
    ("kubernetesgatewayclasses", "kubernetes-gateway-classes"),
    ("kubernetesgateways", "kubernetes-gateways"),
    ("kuberneteshttproutes", "kubernetes-http-routes"),
    ("matchablehttpgateways", "matchable-http-gateways"),
    ("matchabletcpgateways", "matchable-tcp-gateways"),
    ("pods", "pods"),
    ("proxies", "proxies"),
    ("ratelimitconfigs", "rate-limit-configs"),
    ("ratelimitserver", "rate-limit-server"),
    ("routeoptions", "route-options"),
    // A misprint of the published documentation.
    ("routerables", "route-tables"),
    ("routetables", "route-tables"),
    ("secrets", "secrets"),
    ("settings", "settings"),
    ("upstreamgroups", "upstream-groups"),
    ("upstreams", "upstreams"),
    ("virtualhostoptions", "virtual-host-options"),
    ("virtualservices", "virtual-services"),
    ("xdsmetrics", "xds-metrics"),
];

/// The name of a section in the report: lower case with hyphens, whichever spelling was printed.
#[must_use]
pub fn section_name(printed: &str) -> String {
    let letters: String =
        printed.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let known =
        SECTIONS.binary_search_by_key(&letters.as_str(), |(key, _)| key).ok().and_then(|at| SECTIONS.get(at));
    known
        .map_or_else(|| printed.trim().to_ascii_lowercase().replace(' ', "-"), |(_, name)| (*name).to_owned())
}

/// Whether glooctl ever printed a section of that name.
#[must_use]
pub fn is_known(name: &str) -> bool {
    SECTIONS.iter().any(|(_, known)| *known == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let seen = match heading(text) {
            None => "no heading".to_owned(),
            Some(Heading::Instance(name)) => format!("instance {name}"),
            Some(Heading::Section { name, status, error_count, message }) => {
                let message = message.map_or(String::new(), |message| format!(": {message}"));
                format!("{name} {} {error_count}{message}", status.name())
            }
        };
        assert_eq!(seen, expect, "reading the line {text:?}");
    }

    #[test]
    fn headings_of_every_era() {
        check("Checking deployments... OK", "deployments ok 0");
        check("Checking VirtualServices... 2 Errors!", "virtual-services errors 2");
        check("Checking virtual services... 1 Errors!", "virtual-services errors 1");
        check("Checking Kubernetes GatewayClasses... OK", "kubernetes-gateway-classes ok 0");
        check("Checking xds metrics... No xds metrics to check", "xds-metrics ok 0");
        check(
            "Checking xds metrics... Warning: checking xds with port forwarding is disabled",
            "xds-metrics skipped 0",
        );
        check(
            "Checking pods... Note: Unhandled pod condition XNote: Unhandled pod condition XOK",
            "pods ok 0",
        );
        check("Checking pods... Note: Unhandled pod condition X2 Errors!", "pods errors 2");
        check("Checking proxies... OKmira@bastion:~$", "proxies ok 0");
        check("Checking proxies... OK%", "proxies ok 0");
        check("Checking proxies... ^C", "proxies unknown 0");
        check("Checking proxies... mira@bastion:~$", "proxies unknown 0");
        check("Checking proxies... $", "proxies unknown 0");
        check("Checking proxies... Skipping due to an error in checking deployments", "proxies skipped 0");
        check(
            "Checking rate limit configs... WARN: RateLimitConfig CRD has not been registered",
            "rate-limit-configs warning 0: WARN: RateLimitConfig CRD has not been registered",
        );
        check(
            "Checking pods... Gloo namespace does not exist",
            "pods errors 1: Gloo namespace does not exist",
        );
        check("Checking something new... OK", "something-new ok 0");
        check("Checking RouteRables... OK", "route-tables ok 0");
        check("Checking proxies...", "proxies unknown 0");
        check("Checking RouteOptions..", "route-options unknown 0");
        check("Checking Gloo Instance pine-2-gloo-system... ", "instance pine-2-gloo-system");
        check("Check for Gloo Instance pine:", "instance pine");
        check("Checking Gloo Instance", "instance ");
        check("Checking whether http://x/... works", "no heading");
        check("Checking", "no heading");
    }

    #[test]
    fn the_section_table_can_be_searched() {
        assert!(SECTIONS.is_sorted_by_key(|(key, _)| key));
    }
}
