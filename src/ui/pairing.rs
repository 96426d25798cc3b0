//! How the versions pair, drawn: client, open-source base, Enterprise, with a word on each joint.

use std::rc::Rc;

use yew::{Html, Properties, component, html};

use super::ids::PAIRING;
use super::parts::Panel;
use super::place::Place;
use crate::diagnose::pairing::{Pairing, PairingBasis, PairingStatus};
use crate::diagnose::{Code, Severity};
use crate::edition::Edition;
use crate::evidence::{Evidence, Known};
use crate::installation::{Installation, ServerStatus};
use crate::report::{Level, Report};

const UNKNOWN: Level = Level::Finding(Severity::Unknown);
const WARNING: Level = Level::Finding(Severity::Warning);

/// One box of the drawing.
struct Node {
    who: &'static str,
    version: Option<String>,
    /// Where the version comes from, where that is no line of the paste.
    what: &'static str,
    level: Level,
    evidence: Option<Evidence>,
}

/// What joins two boxes: a word, and how it is meant.
struct Joint(&'static str, Level);

/// What is drawn of a report.
#[derive(PartialEq, Properties)]
pub struct PairingsProps {
    /// The report.
    pub report: Rc<Report>,
}

/// How the versions of the selected installation pair.
#[component]
pub fn Pairings(props: &PairingsProps) -> Html {
    let report = &*props.report;
    let drawn = match (report.installations.get(report.selected), report.cluster_client()) {
        (Some((installation, pairing)), _) => figure(report, installation, pairing),
        (None, Some(_)) => {
            drawing(&[client(report), no_server(report)], &[Joint("found no server", UNKNOWN)])
        }
        (None, None) => return Html::default(),
    };
    html! { <Panel id={PAIRING} title="How the versions pair">{ drawn }</Panel> }
}

fn figure(report: &Report, installation: &Installation, pairing: &Pairing) -> Html {
    let edition = installation.edition.as_ref().map(|edition| edition.value);
    let mut nodes = vec![client(report), open_source(installation, pairing, edition)];
    let mut joints = vec![client_joint(report, installation)];
    if edition != Some(Edition::OpenSource) {
        nodes.push(enterprise(installation, edition));
        joints.push(match (edition, pairing.status) {
            (None, _) => Joint("edition unknown", UNKNOWN),
            (_, PairingStatus::Matched) => Joint("base of", Level::Ok),
            (_, PairingStatus::Mismatched) => Joint("does not fit", WARNING),
            (_, PairingStatus::Unknown | PairingStatus::NotApplicable) => Joint("can't tell", UNKNOWN),
        });
    }
    html! {
        <figure>
            { drawing(&nodes, &joints) }
            <figcaption>{ caption(installation, pairing, edition) }</figcaption>
        </figure>
    }
}

fn caption(installation: &Installation, pairing: &Pairing, edition: Option<Edition>) -> String {
    let mut caption = pairing.sentence.clone();
    if edition == Some(Edition::Enterprise) {
        caption.push_str(" Enterprise has patch numbers of its own; glooctl has an open-source number.");
    }
    if let Some(namespace) = &installation.namespace {
        caption.push_str(&format!(" In namespace {}.", namespace.value));
    }
    caption
}

/// Boxes in a row, with a word between them.
fn drawing(nodes: &[Node], joints: &[Joint]) -> Html {
    let joints = joints.iter().map(Some).chain(std::iter::repeat(None));
    html! {
        <ul class="pair">
            for (node, joint) in nodes.iter().zip(joints) {
                <li class="node" data-level={node.level.name()}>
                    <span class="who">{ node.who }</span>
                    <b>{ node.version.as_deref().unwrap_or("?") }</b>
                    <span class="what">{ node.what }{ source(node) }</span>
                </li>
                if let Some(Joint(word, level)) = joint {
                    <li class="joint" data-level={level.name()}><span>{ *word }</span></li>
                }
            }
        </ul>
    }
}

fn source(node: &Node) -> Html {
    let comma = if node.what.is_empty() { "" } else { ", " };
    match &node.evidence {
        Some(Evidence::Lines(span)) => html! { <>{ comma }<Place span={*span} of={node.who} /></> },
        Some(Evidence::Catalog(_)) => html! { { format!("{comma}from the catalog") } },
        Some(Evidence::Said(_)) => html! { { format!("{comma}as you said") } },
        None => Html::default(),
    }
}

fn first<T>(known: Option<&Known<T>>) -> Option<Evidence> {
    known.and_then(|known| known.evidence.first().cloned())
}

fn client(report: &Report) -> Node {
    let known = report.cluster_client();
    Node {
        who: "glooctl",
        version: known.map(|client| client.value.clone()),
        what: if known.is_some() { "" } else { "not in the paste" },
        level: if report.finding_of_selected(Code::VersionMismatch).is_some() {
            WARNING
        } else if known.is_none() || report.finding(Code::CustomClient).is_some() {
            UNKNOWN
        } else {
            Level::Ok
        },
        evidence: first(known),
    }
}

fn no_server(report: &Report) -> Node {
    let (what, evidence) = match report.server {
        ServerStatus::Undefined(span) => ("none was found", Some(Evidence::Lines(span))),
        ServerStatus::Found | ServerStatus::NotPasted => ("not in the paste", None),
    };
    Node { who: "Server", version: None, what, level: UNKNOWN, evidence }
}

fn open_source(installation: &Installation, pairing: &Pairing, edition: Option<Edition>) -> Node {
    let is_open_source = edition == Some(Edition::OpenSource);
    Node {
        who: if is_open_source { "Gloo open source" } else { "open-source base" },
        version: pairing.base.map(|version| version.to_string()),
        what: match (is_open_source, pairing.basis) {
            (true, _) => "",
            (_, Some(PairingBasis::OssTag)) => "OssTag",
            (_, Some(PairingBasis::Containers)) => "container tags",
            (_, Some(PairingBasis::Catalog)) => "from the catalog",
            (_, None) if pairing.base.is_some() => "the warning",
            (_, None) => "not in the paste",
        },
        level: if pairing.base.is_some() { Level::Ok } else { UNKNOWN },
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
            (Some(_), Some(_)) => "",
            (Some(_), None) => "number not in the paste",
        },
        level: if known.is_some() { Level::Ok } else { UNKNOWN },
        evidence: first(known),
    }
}

fn client_joint(report: &Report, installation: &Installation) -> Joint {
    if report.finding_of_selected(Code::VersionMismatch).is_some() {
        Joint("different minor version", WARNING)
    } else if report.cluster_client().is_none()
        || installation.open_source.is_none()
        || report.finding(Code::CustomClient).is_some()
    {
        Joint("can't tell", UNKNOWN)
    } else if report.finding_of_selected(Code::PatchDiffers).is_some() {
        Joint("same minor version", Level::Ok)
    } else {
        Joint("same release", Level::Ok)
    }
}
