//! Which cluster some output is of, as far as the text says: by a context, a kubeconfig, a heading, or the host
//! in a prompt.

use super::label::{Era, Label, Surety, label};
use super::prompt::{Program, Typed, may_precede};
use super::{Found, Span};

/// What the text says of the cluster that some output is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The context: typed as a flag, switched to, or shown in a prompt.
    pub context: Option<Found<String>>,
    /// The kubeconfig file.
    pub kubeconfig: Option<Found<String>>,
    /// The heading above.
    pub heading: Option<(Found<String>, Surety)>,
    /// The host in the prompt.
    pub host: Option<Found<String>>,
    /// Whether it is from before or after a change.
    pub era: Option<Era>,
    /// Whether a typed command asked the cluster.
    pub asked: Asked,
}

/// Whether a typed command asked the cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// No command is known.
    #[default]
    Unknown,
    /// A command is known: without a context it asked in the current one, whichever that is.
    Typed,
}

impl Place {
    /// What the lines above the output said, and what its own command says.
    #[must_use]
    pub fn of_command(&self, typed: &Typed, span: Span) -> Self {
        let found = |value: &str| Found { value: value.to_owned(), span };
        let context = typed.value_of(&["--context", "--kube-context"]).and_then(name).map(found);
        let kubeconfig = typed.kubeconfig().and_then(name).map(found);
        let mut place = Self { asked: Asked::Typed, ..self.clone() };
        // The context of another file is another one.
        if kubeconfig.is_some() && kubeconfig.as_ref().map(|file| &file.value) != value(&self.kubeconfig) {
            place.context = None;
            place.kubeconfig = kubeconfig;
        }
        place.context = context.or(place.context);
        place
    }

    /// The place after a line that is no output of the commands that are read, where that is another one.
    #[must_use]
    pub fn after(&self, text: &str, span: Span) -> Option<Self> {
        let (context, file) = (in_prompt(text), exported(text));
        let (host, switched, label) = (host(text), switched(text), label(text));
        // Nearly every line says nothing of it.
        if [context, file, host, switched].iter().all(Option::is_none) && label.is_none() {
            return None;
        }
        let found = |value: &str| Found { value: value.to_owned(), span };
        let mut place = self.clone();
        for context in [context, switched].into_iter().flatten() {
            place.switch(found(context));
        }
        place.host = host.map(found).or(place.host);
        if let Some(file) = file {
            (place.kubeconfig, place.context) = (Some(found(file)), None);
        }
        match label {
            Some(Label::Era(era)) => place.era = Some(era),
            Some(Label::Cluster(name, surety)) => place.take_heading(found(name), surety),
            None => {}
        }
        (place != *self).then_some(place)
    }

    /// The place after the answer to a command that names the context.
    #[must_use]
    pub fn after_answer(&self, typed: &Typed, text: &str, span: Span) -> Option<Self> {
        if typed.program != Program::Kubectl || !typed.has("config") {
            return None;
        }
        let mut words = text.split_ascii_whitespace();
        let (first, second) = (words.next()?, words.next());
        let context = match second {
            None if typed.has("current-context") => name(first)?,
            // Of a list, the marked row.
            Some(second) if typed.has("get-contexts") && first == "*" => name(second)?,
            _ => return None,
        };
        let mut place = self.clone();
        place.switch(Found { value: context.to_owned(), span });
        (place != *self).then_some(place)
    }

    /// Below another heading nothing holds that was above it. One that may be of something else counts only
    /// where none is sure.
    fn take_heading(&mut self, name: Found<String>, surety: Surety) {
        match &self.heading {
            Some((_, Surety::Sure)) if surety == Surety::Maybe => return,
            Some((known, _)) if known.value == name.value => return,
            _ => {}
        }
        if surety == Surety::Sure {
            (self.context, self.kubeconfig, self.era) = (None, None, None);
        }
        self.heading = Some((name, surety));
    }

    fn switch(&mut self, context: Found<String>) {
        if value(&self.context) != Some(&context.value) {
            self.context = Some(context);
        }
    }
}

fn value(found: &Option<Found<String>>) -> Option<&String> {
    found.as_ref().map(|found| &found.value)
}

/// A name without the quotes around it; what is empty, too long or a variable is none.
fn name(text: &str) -> Option<&str> {
    const LONGEST: usize = 253;
    let text = text.trim_matches(['"', '\'', '`']).trim_end_matches([';', '.', ',']);
    (!text.is_empty() && text.len() <= LONGEST && !text.contains(['$', '{', '<'])).then_some(text)
}

/// The context in a prompt: `(⎈|prod:gloo-system) ~ $`, `on ☸ prod (gloo-system)`.
fn in_prompt(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once(['\u{2388}', '\u{2638}'])?;
    let rest = rest.trim_start_matches([' ', '|', '\u{fe0f}']);
    let end = rest.find([':', ')', ' ', '|', '(']).unwrap_or(rest.len());
    // Cloud providers' names have colons: `arn:aws:eks:…`.
    let end = if rest.starts_with("arn:") { rest.find([')', ' ', '|']).unwrap_or(rest.len()) } else { end };
    name(rest.get(..end)?)
}

/// The host in `[host] $ glooctl check` and `$ ssh host glooctl check`.
fn host_before_command(text: &str) -> Option<&str> {
    if let Some((host, rest)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let is_prompt = rest.trim_start().starts_with(['$', '#', '%']);
        return name(host).filter(|host| is_prompt && !host.contains([' ', '@']));
    }
    let text = text.trim_start_matches(['$', '#', '%', '>', ' ']);
    let mut words = text.strip_prefix("ssh ")?.split_ascii_whitespace();
    let host = words.find(|word| !word.starts_with('-'))?;
    let is_of_use = |word: &str| PROGRAMS.contains(&word.trim_matches(['"', '\'']));
    words.any(is_of_use).then(|| name(host)).flatten()
}

/// Programs that ask a cluster.
const PROGRAMS: [&str; 3] = ["glooctl", "kubectl", "helm"];

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

/// The host in `user@host:~$ `, `[user@host dir]$ ` and `user@host dir % `.
fn host(text: &str) -> Option<&str> {
    const WITHIN: usize = 80;
    if let Some(host) = host_before_command(text) {
        return Some(host);
    }
    let at = text.bytes().take(WITHIN).position(|byte| byte == b'@')?;
    let (before, after) = text.split_at_checked(at)?;
    let user = before.rsplit([' ', '[', '(', ')', ']']).next()?;
    let after = after.strip_prefix('@')?;
    let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')))?;
    let (host, rest) = after.split_at_checked(end)?;
    // Behind the host stands the folder, and behind that the end of the prompt.
    let ends = [" $ ", "$ ", "# ", "% ", "> ", "\u{276f} ", "\u{279c} "];
    let is_prompt = rest.starts_with([':', ' ', ']'])
        && (ends.iter().any(|end| rest.contains(end)) || rest.ends_with(['$', '#', '%', '>']));
    let is_user =
        !user.is_empty() && user.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._\\".contains(&b));
    (is_prompt && is_user && !host.is_empty()).then_some(host)
}

/// The context that a command or its answer switches to.
fn switched(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix("Switched to context ") {
        return name(rest.trim_end_matches('.'));
    }
    if let Some((_, rest)) = text.split_once("Updated context ") {
        return name(rest.split(' ').next()?);
    }
    if let Some(rest) = text.strip_prefix("Logged into Kubernetes cluster ") {
        return name(rest.trim_end_matches('.'));
    }
    if let Some(value) = variable(text) {
        return Some(value);
    }
    if let Some((_, rest)) = text.split_once("tsh kube login ") {
        return rest.split(' ').find(|word| !word.starts_with('-')).and_then(name);
    }
    if !["use-context", "kubectx", "update-kubeconfig", "get-credentials"]
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
            "get-credentials" if before == Some("clusters") => after(at),
            "get-credentials" => flag(at, &["--name", "-n"]),
            _ => None,
        }
    })
}

/// The file in `export KUBECONFIG=~/.kube/prod`.
fn exported(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once("KUBECONFIG=").or_else(|| text.split_once("KUBECONFIG = "))?;
    let is_set = ["export ", "set ", "set -gx ", "$env:", "setx "].iter().any(|set| before.ends_with(set));
    let file = rest.trim_start_matches(['"', '\'']);
    let file = file.split(['"', '\'', ' ', ';', '&']).next()?;
    is_set.then(|| name(file)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::prompt::typed;

    fn check(lines: &[&str], expect: &str) {
        let mut place = Place::default();
        for (index, line) in lines.iter().enumerate() {
            place = place.after(line, Span::line(0, index + 1)).unwrap_or(place);
        }
        let last = lines.last().and_then(|line| typed(line));
        let place = last.map_or(place.clone(), |typed| place.of_command(&typed, Span::line(0, lines.len())));
        let seen = [
            ("context", place.context),
            ("kubeconfig", place.kubeconfig),
            ("heading", place.heading.map(|(name, _)| name)),
            ("host", place.host),
        ];
        let seen = seen.into_iter().filter_map(|(what, found)| Some(format!("{what} {}", found?.value)));
        assert_eq!(seen.collect::<Vec<_>>().join(", "), expect, "reading {lines:?}");
    }

    #[test]
    fn a_flag_names_the_cluster_of_its_own_command() {
        check(&["$ glooctl check --kube-context prod"], "context prod");
        check(&["$ helm list -A --kube-context=prod"], "context prod");
        check(&["$ kubectl --context prod get pods"], "context prod");
        check(&["$ kubectl --kubeconfig ~/.kube/prod get pods"], "kubeconfig ~/.kube/prod");
        check(&["$ KUBECONFIG=~/.kube/prod glooctl check"], "kubeconfig ~/.kube/prod");
        check(&["$ glooctl check --kube-context $CTX"], "");
    }

    #[test]
    fn what_was_switched_to_holds_for_what_follows() {
        check(&["$ kubectl config use-context prod", "$ glooctl check"], "context prod");
        check(&["Switched to context \"prod\".", "$ glooctl check"], "context prod");
        check(&["➜ kubectx prod", "➜ glooctl check"], "context prod");
        check(&["$ export KUBECONFIG=~/.kube/prod", "$ glooctl check"], "kubeconfig ~/.kube/prod");
        check(&["Switched to context \"a\".", "$ export KUBECONFIG=b", "$ glooctl check"], "kubeconfig b");
        check(
            &["$ aws eks update-kubeconfig --region eu-west-1 --name prod", "$ glooctl check"],
            "context prod",
        );
    }

    #[test]
    fn the_context_may_be_asked_for() {
        let check = |command: &str, answer: &str, expect: Option<&str>| {
            let typed = typed(command).expect("a command");
            let place = Place::default().after_answer(&typed, answer, Span::line(0, 2));
            let context = place.and_then(|place| place.context).map(|found| found.value);
            assert_eq!(context.as_deref(), expect, "after {command:?}, {answer:?}");
        };
        check("$ kubectl config current-context", "gke_shop_west_c1", Some("gke_shop_west_c1"));
        check("$ kubectl config get-contexts", "*         west   west   admin   edge", Some("west"));
        check("$ kubectl config get-contexts", "          east   east   admin   edge", None);
        check("$ kubectl config current-context", "error: current-context is not set", None);
        check("$ kubectl get pods", "west", None);
    }

    #[test]
    fn prompts_show_context_and_host() {
        check(&["(⎈|prod:gloo-system) sre@wks:~$ glooctl check"], "context prod, host wks");
        check(&["(⎈ |minikube:ns)~/dir > glooctl version"], "context minikube");
        check(&["infra on ☸ prod (gloo-system)", "❯ glooctl version"], "context prod");
        check(&["ops@prod-bastion:~$ glooctl check"], "host prod-bastion");
        check(&["[root@node-1 ~]# glooctl check"], "host node-1");
        check(&["mail me at ops@example.com about it"], "");
    }

    #[test]
    fn a_heading_begins_anew() {
        check(
            &["=== prod ===", "$ kubectl config use-context p", "=== dev ===", "$ glooctl check"],
            "heading dev",
        );
    }
}
