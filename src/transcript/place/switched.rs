//! What switches from one cluster to another: commands, their answers, and variables.

use super::name;
use crate::transcript::prompt::{Program, Typed, may_precede};

/// The cluster that a variable before a command names: `CTX=eu make check`.
fn variable(text: &str) -> Option<&str> {
    const NAMES: [&str; 9] = [
        "CTX",
        "CONTEXT",
        "KUBE_CONTEXT",
        "KUBECONTEXT",
        "KUBECTX",
        "CLUSTER",
        "CLUSTER_NAME",
        "ENV",
        "ENVIRONMENT",
    ];
    let text = text.trim_start_matches(['$', '#', '%', '>', ' ']);
    let (variable, rest) = text.split_once('=')?;
    let value = rest.split(' ').next()?;
    NAMES.contains(&variable).then(|| name(value)).flatten()
}

/// The context that a command or its answer switches to.
pub(super) fn switched(text: &str) -> Option<&str> {
    const ANSWERS: [&str; 3] =
        ["Switched to context ", "Switched active kube context to ", "Logged into Kubernetes cluster "];
    if let Some(rest) = ANSWERS.iter().find_map(|answer| text.strip_prefix(answer)) {
        // A sentence may follow behind the name.
        return match rest.strip_prefix('"') {
            Some(rest) => rest.split('"').next().and_then(name),
            None => name(rest),
        };
    }
    if let Some((_, rest)) = text.split_once("Updated context ") {
        return name(rest.split(' ').next()?);
    }
    if let Some(value) = variable(text) {
        return Some(value);
    }
    if let Some((_, rest)) = text.split_once("tsh kube login ") {
        return rest.split(' ').find(|word| !word.starts_with('-')).and_then(name);
    }
    if !["use-context", "kubectx", "kubeconfig", "get-credentials", "minikube profile ", "vcluster connect "]
        .iter()
        .any(|word| text.contains(word))
    {
        return None;
    }
    let words: Vec<&str> = text.split_ascii_whitespace().take(64).collect();
    let after = |at: usize| {
        let mut rest = words.iter().skip(at + 1);
        rest.find(|word| !word.starts_with('-')).copied().and_then(name)
    };
    let flag = |at: usize, flags: &[&str]| {
        let found = words.iter().skip(at).position(|word| flags.contains(word))? + at;
        words.get(found + 1).copied().and_then(name)
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let before = at.checked_sub(1).and_then(|before| words.get(before)).copied();
        match *word {
            "use-context" if before == Some("config") => after(at),
            "kubectx" if before.is_none_or(may_precede) => after(at),
            "update-kubeconfig" => flag(at, &["--name"]),
            "kubeconfig" if before == Some("export") => flag(at, &["--name", "-n"]),
            "profile" if before == Some("minikube") => after(at).filter(|name| *name != "list"),
            // What follows two dashes is the one command that asks there.
            "connect" if before == Some("vcluster") && !words.contains(&"--") => after(at),
            "get-credentials" if before == Some("clusters") => after(at),
            "get-credentials" => flag(at, &["--name", "-n"]),
            _ => None,
        }
    })
}

/// The file in `export KUBECONFIG=~/.kube/prod`.
pub(super) fn exported(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once("KUBECONFIG=").or_else(|| text.split_once("KUBECONFIG = "))?;
    let is_set = ["export ", "set ", "set -gx ", "$env:", "setx "].iter().any(|set| before.ends_with(set));
    let file = rest.trim_start_matches(['"', '\'']);
    let file = file.split(['"', '\'', ' ', ';', '&']).next()?;
    is_set.then(|| name(file)).flatten()
}

/// The address of the API server that a login switches to: `oc login https://api.example.com:6443`.
pub(super) fn login(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("oc login ")?;
    rest.split_ascii_whitespace().find_map(|word| address(word.strip_prefix("--server=").unwrap_or(word)))
}

/// The address that is only told: `Using project "x" on server "https://…".`
pub(super) fn server(text: &str) -> Option<&str> {
    address(text.split_once(" on server ").filter(|(before, _)| before.contains("sing project "))?.1)
}

/// The address that a command was asked for. What a flag asks of another cluster says nothing of the next commands.
pub(super) fn server_of<'t>(typed: &Typed, text: &'t str) -> Option<&'t str> {
    let asks = typed.has("cluster-info") || typed.has("--show-server");
    let is_flagged = typed.value_of(&["--context", "--kubeconfig"]).is_some() || typed.kubeconfig().is_some();
    if typed.program != Program::Kubectl || !asks || is_flagged {
        return None;
    }
    const ANSWERS: [&str; 2] =
        ["Kubernetes control plane is running at ", "Kubernetes master is running at "];
    address(ANSWERS.iter().find_map(|answer| text.strip_prefix(answer)).unwrap_or(text))
}

/// An address without what is the same for all of them.
fn address(text: &str) -> Option<&str> {
    let text = text.trim_matches(['"', '.']).strip_prefix("https://")?;
    name(text.trim_end_matches('/')).filter(|text| !text.contains([' ', '/']))
}
