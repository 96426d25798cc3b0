//! What commands do, by their verbs.

use crate::command::{Command, Stage};

/// Whether a command changes anything in the cluster.
pub(super) fn changes(command: &Command) -> bool {
    const VERBS: [&str; 15] = [
        "delete",
        "patch",
        "apply",
        "create",
        "replace",
        "label",
        "annotate",
        "scale",
        "set",
        "rollout",
        "upgrade",
        "install",
        "uninstall",
        "rollback",
        "mapkubeapis",
    ];
    let words = |stage: &Stage| stage.words.iter().any(|word| VERBS.contains(&word.plain().as_str()));
    command.stages.iter().any(words)
}
