//! What a command names: of Helm its release and its chart, of kubectl the workload that it waits for or whose log it reads.

use crate::transcript::{Program, Typed};

/// Flags of Helm and kubectl that have no value.
const SWITCHES: [&str; 25] = [
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
    "-f",
    "--follow",
    "-p",
    "--previous",
    "--all-containers",
    "--timestamps",
    "--prefix",
    "--ignore-errors",
    "--all-pods",
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

/// The kind and the name of the workload whose log a command of kubectl reads, which it waits for or describes:
/// `logs deploy/gloo`, `rollout status deployment gloo`. Of a selection the value of its label is the name.
pub(super) fn workload(typed: &Typed) -> Option<(&str, &str)> {
    const KINDS: [(&str, &str); 14] = [
        ("deploy", "Deployment"),
        ("deployment", "Deployment"),
        ("deployments", "Deployment"),
        ("deployment.apps", "Deployment"),
        ("deployments.apps", "Deployment"),
        ("ds", "DaemonSet"),
        ("daemonset", "DaemonSet"),
        ("sts", "StatefulSet"),
        ("statefulset", "StatefulSet"),
        ("rs", "ReplicaSet"),
        ("job", "Job"),
        ("jobs", "Job"),
        ("po", "Pod"),
        ("pod", "Pod"),
    ];
    if typed.program != Program::Kubectl {
        return None;
    }
    let kind = |word: &str| KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    let words = positional(typed, &["logs", "log", "status", "wait", "describe"]);
    let mut words = words.into_iter().take_while(|word| !word.starts_with(['|', '>', '&', ';', '2']));
    if let Some(first) = words.next() {
        return match first.split_once('/') {
            Some((word, name)) => Some((kind(word)?, name)),
            None if typed.reads_a_log() => Some(("Pod", first)),
            None => Some((kind(first)?, words.next()?)),
        }
        .filter(|(_, name)| !name.is_empty());
    }
    let (key, name) = typed.value_of(&["-l", "--selector"])?.split_once('=')?;
    let is_name = ["gloo", "app", "app.kubernetes.io/name", "app.kubernetes.io/instance", "k8s-app", "name"]
        .contains(&key);
    (is_name && !name.is_empty() && !name.contains(',')).then_some(("Pod", name))
}

/// The words after the verb of a command that are neither flags nor their values.
fn positional<'t>(typed: &'t Typed, verbs: &[&str]) -> Vec<&'t str> {
    // What Helm takes from a file, kubectl follows.
    let is_switch =
        |word: &str| SWITCHES.contains(&word) && (word != "-f" || typed.program == Program::Kubectl);
    let mut words = typed.words.iter().map(String::as_str).skip_while(|word| !verbs.contains(word)).skip(1);
    let mut positional = Vec::new();
    while let Some(word) = words.next() {
        if !word.starts_with('-') {
            positional.push(word);
        } else if !word.contains('=') && !is_switch(word) {
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
    fn a_command_names_the_workload_that_it_looks_at() {
        let check = |line: &str, expect: Option<(&str, &str)>| {
            assert_eq!(typed(line).as_ref().and_then(workload), expect, "reading {line}");
        };
        check("$ kubectl -n a logs deploy/cart | grep x", Some(("Deployment", "cart")));
        check("$ kubectl logs -f --tail 5 -n a cart-5d9c app", Some(("Pod", "cart-5d9c")));
        check("$ kubectl logs -n a -l app=cart --tail=3", Some(("Pod", "cart")));
        check("$ kubectl logs -n a -l gloo=gateway-proxy", Some(("Pod", "gateway-proxy")));
        check("$ kubectl -n a rollout status deployment cart --timeout 3s", Some(("Deployment", "cart")));
        check("$ kubectl wait --for=condition=ready pod -l app=cart", None);
        check("$ kubectl wait --for condition=complete job/cart", Some(("Job", "cart")));
        check("$ kubectl describe pod cart-5d9c -n a", Some(("Pod", "cart-5d9c")));
        check("$ kubectl get deploy/cart", None);
        check("$ helm status cart", None);
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
