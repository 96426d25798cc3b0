//! What a command of Helm names: its release and its chart.

use crate::transcript::{Program, Typed};

/// Flags of Helm that have no value.
const SWITCHES: [&str; 16] = [
    "-i",
    "--install",
    "--wait",
    "--wait-for-jobs",
    "--atomic",
    "--force",
    "--debug",
    "--dry-run",
    "--devel",
    "--reuse-values",
    "--reset-values",
    "--create-namespace",
    "--cleanup-on-fail",
    "--purge",
    "--no-hooks",
    "--skip-crds",
];

/// `gloo` in `helm upgrade --install gloo gloo/gloo -n edge` and in `helm install gloo/gloo --name gloo`.
pub(super) fn release(typed: &Typed) -> Option<String> {
    if typed.program != Program::Helm {
        return None;
    }
    if let Some(name) = typed.value_of(&["--name"]) {
        return Some(name.to_owned());
    }
    let verbs = ["upgrade", "install", "rollback", "uninstall", "delete", "status", "history"];
    // A chart is no release.
    let first = positional(typed, &verbs).into_iter().next();
    first.filter(|word| !word.contains('/')).map(str::to_owned)
}

/// The chart that a command of Helm installs or upgrades: `gloo/gloo`, `./gloo`, `oci://example.com/gloo`.
#[must_use]
pub fn chart(typed: &Typed) -> Option<String> {
    if typed.program != Program::Helm {
        return None;
    }
    let is_chart = |word: &&str| word.contains('/') || word.ends_with(".tgz");
    positional(typed, &["upgrade", "install"]).into_iter().find(is_chart).map(str::to_owned)
}

/// The words after the verb of a command of Helm that are neither flags nor their values.
fn positional<'t>(typed: &'t Typed, verbs: &[&str]) -> Vec<&'t str> {
    let mut words = typed.words.iter().map(String::as_str).skip_while(|word| !verbs.contains(word)).skip(1);
    let mut positional = Vec::new();
    while let Some(word) = words.next() {
        if !word.starts_with('-') {
            positional.push(word);
        } else if !word.contains('=') && !SWITCHES.contains(&word) {
            words.next();
        }
    }
    positional
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::typed;

    #[test]
    fn a_command_names_its_release() {
        let check = |line: &str, expect: Option<&str>| {
            let release = typed(line).as_ref().and_then(release);
            assert_eq!(release.as_deref(), expect, "reading {line}");
        };
        check("$ helm upgrade --install gloo gloo/gloo -n edge", Some("gloo"));
        check("$ helm upgrade -n edge gloo gloo/gloo", Some("gloo"));
        check("$ helm install gloo/gloo --name edge", Some("edge"));
        check("$ helm install gloo/gloo", None);
        check("$ kubectl delete pod a", None);
    }

    #[test]
    fn a_command_names_its_chart_and_a_value_of_a_flag_is_none() {
        let check = |line: &str, expect: Option<&str>| {
            let chart = typed(line).as_ref().and_then(chart);
            assert_eq!(chart.as_deref(), expect, "reading {line}");
        };
        check("$ helm upgrade cert-manager jetstack/cert-manager -n x", Some("jetstack/cert-manager"));
        check("$ helm upgrade gloo gloo/gloo -n edge", Some("gloo/gloo"));
        check("$ helm upgrade -f values/prod.yaml gloo gloo/gloo -n edge", Some("gloo/gloo"));
        check("$ helm upgrade gloo ./gloo -n edge", Some("./gloo"));
        check("$ helm upgrade gloo -n edge", None);
        check("$ kubectl apply -f a/b", None);
    }
}
