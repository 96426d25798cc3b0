//! What a finding about glooctl says where the plan brings glooctl to a release: the same as the plan.

use crate::diagnose::{Code, Diagnostic};
use crate::installation::Installation;
use crate::installation::cluster::Cluster;
use crate::plan::{Plan, Step};
use crate::version::{Tag, Version};

/// The step of a plan that brings glooctl to a release.
const ALIGN: &str = "align-glooctl";

/// Lets the findings of the installation that a plan is for point at its step, in place of a command of their own.
pub(super) fn follow(diagnostics: &mut [Diagnostic], plan: &Plan, installation: &Installation, client: &str) {
    let cluster = installation.cluster.as_ref().map(Cluster::label);
    let Some(hop) = plan.hops.first() else { return };
    let step = hop.steps.iter().find(|step| step.id == ALIGN);
    let help = match (step, Tag::parse(client).version()) {
        (Some(Step { title, .. }), _) => {
            format!("The plan upgrades glooctl in its step “{title}”. It changes nothing in the cluster.")
        }
        (None, Some(version)) if version == hop.client.version => fits(version, hop.to),
        _ => return,
    };
    let is_about = |one: &&mut Diagnostic| {
        matches!(one.code, Code::VersionMismatch | Code::PatchDiffers)
            && one.subject.cluster == cluster
            && installation.is_read_at(&one.evidence)
    };
    for diagnostic in diagnostics.iter_mut().filter(is_about) {
        diagnostic.help.clone_from(&help);
        diagnostic.command = None;
        if step.is_some() {
            ALIGN.clone_into(&mut diagnostic.cure);
        }
    }
}

fn fits(client: Version, to: Version) -> String {
    format!("Leave glooctl at {client}: the plan upgrades the server to {to}, which it fits.")
}
