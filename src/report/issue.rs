//! A link that opens a new issue of the open-source project on GitHub, with its form filled in. Nothing is sent
//! before somebody submits it there.

use std::fmt::Write as _;

use super::Report;
use super::aside::{Aside, Parted};
use super::short::{cut, plain};
use super::text::markdown::{code, words};
use crate::diagnose::{Code, Diagnostic, Severity};
use crate::edition::Edition;
use crate::untrusted::shown;

const NEW: &str = "https://github.com/solo-io/gloo/issues/new?title=";
/// GitHub refuses a longer address, in bytes.
const LONGEST: usize = 8_000;
/// How long a title is, in letters.
const TITLE: usize = 120;
const REST: &str = "The rest is in the ticket.\n";

/// The address; `None` where nothing that fails is of an open-source installation. It has at most 8,000 bytes.
#[must_use]
pub fn link(report: &Report, set_aside: &[Aside]) -> Option<String> {
    let (installation, _) = report.installations.get(report.selected)?;
    installation.edition.as_ref().filter(|edition| edition.value == Edition::OpenSource)?;
    let findings = Parted::new(report, set_aside).open;
    let findings: Vec<&Diagnostic> = findings.into_iter().filter(|one| is_of_the_project(one)).collect();
    if findings.is_empty() {
        return None;
    }
    let mut address = format!("{NEW}{}&body=", encoded(&cut(&report.verdict.title, TITLE)));
    let rest = encoded(REST);
    let lines = lines(report, &findings);
    let mut lines = lines.iter().map(|line| encoded(line)).peekable();
    while let Some(line) = lines.next() {
        let room = if lines.peek().is_some() { rest.len() } else { 0 };
        if address.len() + line.len() + room > LONGEST {
            address.push_str(&rest);
            break;
        }
        address.push_str(&line);
    }
    Some(address)
}

/// Whether the makers of Gloo can do something about it.
fn is_of_the_project(finding: &Diagnostic) -> bool {
    matches!(finding.severity, Severity::Error | Severity::Warning)
        && !matches!(finding.code, Code::OutOfSupport | Code::NameRefused | Code::OtherProduct)
}

/// The body in Markdown. Each line means the same without those after it.
fn lines(report: &Report, findings: &[&Diagnostic]) -> Vec<String> {
    let mut lines = vec!["### Versions\n\n".to_owned()];
    let mut item = |text: &str| lines.push(format!("- {}\n", words(&plain(text))));
    for (one, _) in &report.installations {
        item(&one.describe());
    }
    if let Some(client) = report.cluster_client() {
        item(&format!("glooctl {}", client.value));
    }
    if let Some(kubernetes) = &report.kubernetes {
        item(&format!("Kubernetes {}", kubernetes.value));
    }
    lines.push("\n### What fails\n\n".to_owned());
    for finding in findings {
        let mut text = format!("- {}\n", words(&plain(&finding.title)));
        if !finding.detail.is_empty() {
            let _ = writeln!(text, "  {}", words(&plain(&finding.detail)));
        }
        lines.push(text);
        let messages = finding.messages.iter().flat_map(|message| message.text.lines());
        let messages = messages.map(str::trim).filter(|line| !line.is_empty());
        lines.extend(messages.map(|line| format!("  - {}\n", code(&shown(line)))));
    }
    lines.push("\n### Steps to reproduce\n\n".to_owned());
    lines
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}
