//! What a finding about glooctl says where the plan brings glooctl to a release: the same as the plan.

use crate::diagnose::{Code, Diagnostic};
use crate::plan::{Plan, Step};
use crate::version::{Tag, Version};

/// The step of a plan that brings glooctl to a release.
const ALIGN: &str = "align-glooctl";

/// Lets the findings of the cluster that a plan is for point at its step, in place of a command of their own.
pub(super) fn follow(diagnostics: &mut [Diagnostic], plan: &Plan, cluster: Option<&str>, client: &str) {
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
            && one.subject.cluster.as_deref() == cluster
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
