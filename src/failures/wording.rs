//! One failure, the words of several programs: what deploys with Helm, and kubectl, print what Helm prints with other
//! words around it. The list of failures has Helm's words.

/// How Flux begins what Helm said, and what Helm says in its place.
const FLUX: [(&str, &str); 3] = [
    ("Helm upgrade failed", "UPGRADE"),
    ("Helm install failed", "INSTALLATION"),
    ("Helm rollback failed", "ROLLBACK"),
];

/// How a description in the history of a release begins, and what Helm said when it failed.
const HISTORY: [(&str, &str); 3] =
    [("Upgrade \"", "UPGRADE"), ("Release \"", "INSTALLATION"), ("Rollback \"", "ROLLBACK")];

/// Kinds that Helm names with their group.
const GROUPS: [(&str, &str); 4] =
    [("Job", "batch"), ("Deployment", "apps"), ("StatefulSet", "apps"), ("DaemonSet", "apps")];

/// What Helm said, in a message of Flux: `Helm upgrade failed for release edge/gloo with chart gloo@1.17.3: …`.
pub(super) fn within_flux(message: &str) -> Option<String> {
    let (rest, operation) =
        FLUX.iter().find_map(|(start, operation)| Some((message.split_once(start)?.1, operation)))?;
    let (about, said) = rest.split_once(": ")?;
    (about.is_empty() || about.starts_with(" for ")).then(|| format!("Error: {operation} FAILED: {said}"))
}

/// A message in the words that Helm has for it, where those are others.
pub(super) fn of_helm(message: &str) -> Option<String> {
    of_kubectl(message).or_else(|| of_history(message)).or_else(|| of_library(message))
}

/// `The Job "x" is invalid: …`, which is `Job.batch "x" is invalid: …`
fn of_kubectl(message: &str) -> Option<String> {
    let (kind, rest) = message.strip_prefix("The ")?.split_once(" \"")?;
    if !rest.contains("\" is invalid: ") {
        return None;
    }
    let group = GROUPS.iter().find(|(known, _)| *known == kind).map(|(_, group)| format!(".{group}"));
    Some(format!("{kind}{} \"{rest}", group.unwrap_or_default()))
}

/// `Upgrade "gloo" failed: …`
fn of_history(message: &str) -> Option<String> {
    let (rest, operation) =
        HISTORY.iter().find_map(|(start, operation)| Some((message.strip_prefix(start)?, operation)))?;
    let (_, said) = rest.split_once("\" failed: ")?;
    Some(format!("Error: {operation} FAILED: {said}"))
}

/// `Error: …, with helm_release.gloo`: Terraform and Pulumi call Helm's library, which does not say the operation.
fn of_library(message: &str) -> Option<String> {
    let said = message.strip_prefix("Error: ").or_else(|| message.strip_prefix("error: "))?;
    let is_resource = said.contains("helm_release") || said.contains("kubernetes:helm.sh/");
    (is_resource && !said.contains("FAILED: ")).then(|| format!("Error: UPGRADE FAILED: {said}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(seen: Option<String>, expect: Option<&str>) {
        assert_eq!(seen.as_deref(), expect);
    }

    #[test]
    fn flux_has_what_helm_said() {
        check(
            within_flux("Helm upgrade failed for release edge/gloo with chart gloo@1.17.3: hooks failed: x"),
            Some("Error: UPGRADE FAILED: hooks failed: x"),
        );
        check(within_flux("Helm install failed: no"), Some("Error: INSTALLATION FAILED: no"));
        check(within_flux("Helm upgrade failed"), None);
        check(within_flux("Helm upgrade failed yesterday: no"), None);
    }

    #[test]
    fn other_programs_say_it_in_other_words() {
        check(of_helm("The Job \"a\" is invalid: b"), Some("Job.batch \"a\" is invalid: b"));
        check(of_helm("The Secret \"a\" is invalid: b"), Some("Secret \"a\" is invalid: b"));
        check(of_helm("Upgrade \"gw\" failed: b: c"), Some("Error: UPGRADE FAILED: b: c"));
        check(
            of_helm("Error: b, with helm_release.a"),
            Some("Error: UPGRADE FAILED: b, with helm_release.a"),
        );
        check(
            of_helm("error: b, with kubernetes:helm.sh/v3:Release (a)"),
            Some("Error: UPGRADE FAILED: b, with kubernetes:helm.sh/v3:Release (a)"),
        );
        for text in ["Error: UPGRADE FAILED: b", "The Job \"a\" is done", "Upgrade complete", "Error: b"] {
            check(of_helm(text), None);
        }
    }
}
