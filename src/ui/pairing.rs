//! How the versions pair, drawn: client, open-source base, Enterprise, with a word on each joint.

use yew::Html;

use super::element::{self, el, el_with, text, text_in};
use super::{View, controls};
use crate::diagnose::pairing::{Pairing, PairingBasis, PairingStatus};
use crate::diagnose::{Code, Severity};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::gather::Gather as _;
use crate::installation::{Installation, ServerStatus};
use crate::report::Report;

/// One box of the drawing.
struct Node {
    who: &'static str,
    version: Option<String>,
    what: &'static str,
    level: &'static str,
    evidence: Option<Evidence>,
}

/// What joins two boxes.
struct Joint(&'static str, &'static str);

pub(super) fn panel(view: View<'_>) -> Html {
    let report = &*view.state.report;
    if report.client.is_none() && report.installations.is_empty() {
        return Html::default();
    }
    let mut children: Vec<Html> = report
        .installations
        .iter()
        .map(|(installation, pairing)| figure(view, installation, pairing))
        .gather();
    if children.is_empty() {
        children.push(drawing(
            view,
            &[client(report), no_server(report)],
            &[Joint("found no server", "unknown")],
        ));
    }
    element::panel("pairing", text("How the versions pair"), children)
}

fn figure(view: View<'_>, installation: &Installation, pairing: &Pairing) -> Html {
    let report = &view.state.report;
    let edition = installation.edition.as_ref().map(|edition| edition.value);
    let mut nodes = vec![client(report), open_source(installation, pairing, edition)];
    let mut joints = vec![client_joint(report, installation)];
    if edition != Some(Edition::OpenSource) {
        nodes.push(enterprise(installation, edition));
        joints.push(match (edition, pairing.status) {
            (None, _) => Joint("edition unknown", "unknown"),
            (_, PairingStatus::Matched) => Joint("is the base of", "ok"),
            (_, PairingStatus::Mismatched) => Joint("does not fit", "warning"),
            (_, PairingStatus::Unknown | PairingStatus::NotApplicable) => Joint("can't tell", "unknown"),
        });
    }
    let mut caption = pairing.sentence.clone();
    if edition == Some(Edition::Enterprise) {
        caption
            .push_str(" Both share major and minor; their patches are released separately and drift apart.");
    }
    if let Some(namespace) = &installation.namespace {
        caption.push_str(&format!(" In namespace {}.", namespace.value));
    }
    if let Some(cluster) = &installation.cluster {
        caption.push_str(&format!(" It is of {}.", cluster.label()));
    }
    el("figure", "", vec![drawing(view, &nodes, &joints), text_in("figcaption", "", &caption)])
}

fn drawing(view: View<'_>, nodes: &[Node], joints: &[Joint]) -> Html {
    let mut items: Vec<Html> = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let what = el("span", "what", vec![text(node.what), source(view, node.evidence.as_ref())]);
        let version = node.version.as_deref().unwrap_or("?");
        let children = vec![text_in("span", "who", node.who), text_in("b", "", version), what];
        items.push(el_with("li", &["class", "data-level"], &["node", node.level], children));
        if let Some(Joint(word, level)) = joints.get(index) {
            let word = vec![text_in("span", "", word)];
            items.push(el_with("li", &["class", "data-level"], &["joint", level], word));
        }
    }
    el("ul", "pair", items)
}

fn source(view: View<'_>, evidence: Option<&Evidence>) -> Html {
    match evidence {
        Some(Evidence::Lines(span)) => element::all(vec![text(", "), controls::place(view, *span)]),
        Some(Evidence::Catalog(_)) => text(", from the catalog"),
        Some(Evidence::Said(_)) => text(", as you said"),
        None => Html::default(),
    }
}

fn first<T>(known: Option<&Known<T>>) -> Option<Evidence> {
    known.and_then(|known| known.evidence.first().cloned())
}

fn has(report: &Report, code: Code) -> bool {
    report.diagnostics.iter().any(|diagnostic| diagnostic.code == code)
}

fn client(report: &Report) -> Node {
    let known = report.client.as_ref();
    Node {
        who: "Client",
        version: known.map(|client| client.value.clone()),
        what: if known.is_some() { "glooctl, an open-source number" } else { "glooctl is not in the paste" },
        level: if has(report, Code::VersionMismatch) {
            Severity::Warning.name()
        } else if known.is_none() || has(report, Code::CustomClient) {
            Severity::Unknown.name()
        } else {
            "ok"
        },
        evidence: first(known),
    }
}

fn no_server(report: &Report) -> Node {
    let (what, evidence) = match report.server {
        ServerStatus::Undefined(span) => ("none was found", Some(Evidence::Lines(span))),
        ServerStatus::Found | ServerStatus::NotPasted => ("not in the paste", None),
    };
    Node { who: "Server", version: None, what, level: "unknown", evidence }
}

fn open_source(installation: &Installation, pairing: &Pairing, edition: Option<Edition>) -> Node {
    let is_open_source = edition == Some(Edition::OpenSource);
    Node {
        who: if is_open_source { "Server" } else { "Open-source base" },
        version: pairing.base.map(|version| version.to_string()),
        what: match (is_open_source, pairing.basis) {
            (true, _) => "chart gloo/gloo",
            (_, Some(PairingBasis::OssTag)) => "from OssTag",
            (_, Some(PairingBasis::Containers)) => "from container tags",
            (_, Some(PairingBasis::Catalog)) => "from the catalog",
            (_, None) if pairing.base.is_some() => "from the warning",
            (_, None) => "not in the paste",
        },
        level: if pairing.base.is_some() { "ok" } else { "unknown" },
        evidence: first(installation.open_source.as_ref()),
    }
}

fn enterprise(installation: &Installation, edition: Option<Edition>) -> Node {
    let known = installation.enterprise.as_ref();
    Node {
        who: "Enterprise",
        version: known.map(|known| known.value.to_string()),
        what: match (edition, known) {
            (None, _) => "maybe not Enterprise",
            (Some(_), Some(_)) => "chart glooe/gloo-ee",
            (Some(_), None) => "number not in the paste",
        },
        level: if known.is_some() { "ok" } else { "unknown" },
        evidence: first(known),
    }
}

fn client_joint(report: &Report, installation: &Installation) -> Joint {
    if has(report, Code::VersionMismatch) {
        Joint("another line", "warning")
    } else if report.client.is_none() || installation.open_source.is_none() || has(report, Code::CustomClient)
    {
        Joint("can't tell", "unknown")
    } else if has(report, Code::PatchDiffers) {
        Joint("same line", "ok")
    } else {
        Joint("same release", "ok")
    }
}
