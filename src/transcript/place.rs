//! Which cluster some output is of, as far as the text says: by a context, a kubeconfig, a heading, or the host
//! in a prompt.

mod switched;

use super::label::{Era, Label, Surety, label};
use super::prompt::{Program, Typed};
use super::{Found, Span};
use switched::{exported, login, server, server_of, switched};

/// What the text says of the cluster that some output is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The context: typed as a flag, switched to, or shown in a prompt.
    pub context: Option<Found<String>>,
    /// The kubeconfig file.
    pub kubeconfig: Option<Found<String>>,
    /// The address of the API server, where nothing has switched since it was said.
    pub server: Option<Found<String>>,
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

/// The flags that name a context.
pub(super) const CONTEXTS: [&str; 2] = ["--kube-context", "--context"];

impl Place {
    /// What the lines above the output said, and what its own command says.
    #[must_use]
    pub fn of_command(&self, typed: &Typed, span: Span, contexts: &[&str]) -> Self {
        let found = |value: &str| Found { value: value.to_owned(), span };
        let context = typed.value_of(contexts).and_then(name).map(found);
        let kubeconfig = typed.kubeconfig().and_then(name).map(found);
        let mut place = Self { asked: Asked::Typed, ..self.clone() };
        // The context of another file is another one.
        if kubeconfig.is_some() && kubeconfig.as_ref().map(|file| &file.value) != value(&self.kubeconfig) {
            (place.context, place.server) = (None, None);
            place.kubeconfig = kubeconfig;
        }
        if let Some(context) = context {
            place.switch(context);
        }
        place
    }

    /// The place after a line that is no output of the commands that are read, where that is another one.
    #[must_use]
    pub fn after(&self, text: &str, span: Span) -> Option<Self> {
        let (context, file) = (in_prompt(text), exported(text));
        let (host, switched, label) = (host(text), switched(text), label(text));
        let (login, server) = (login(text), server(text));
        // Nearly every line says nothing of it.
        if [context, file, host, switched, login, server].iter().all(Option::is_none) && label.is_none() {
            return None;
        }
        let found = |value: &str| Found { value: value.to_owned(), span };
        let mut place = self.clone();
        for context in [context, switched].into_iter().flatten() {
            place.switch(found(context));
        }
        if let Some(login) = login {
            (place.context, place.server) = (None, Some(found(login)));
        }
        if let Some(server) = server {
            place.see_server(found(server));
        }
        place.host = host.map(found).or(place.host);
        if let Some(file) = file {
            (place.kubeconfig, place.context, place.server) = (Some(found(file)), None, None);
        }
        match label {
            Some(Label::Era(era)) => place.era = Some(era),
            Some(Label::Cluster(name, surety)) => place.take_heading(found(name), surety),
            None => {}
        }
        (place != *self).then_some(place)
    }

    /// The place after the answer to a command that names the context, or the API server.
    #[must_use]
    pub fn after_answer(&self, typed: &Typed, text: &str, span: Span) -> Option<Self> {
        if let Some(server) = server_of(typed, text) {
            let mut place = self.clone();
            place.see_server(Found { value: server.to_owned(), span });
            return (place != *self).then_some(place);
        }
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
            (self.context, self.kubeconfig, self.server, self.era) = (None, None, None, None);
        }
        self.heading = Some((name, surety));
    }

    fn switch(&mut self, context: Found<String>) {
        if value(&self.context) != Some(&context.value) {
            (self.context, self.server) = (Some(context), None);
        }
    }

    /// Another server than before is one of another context, whichever that is.
    fn see_server(&mut self, server: Found<String>) {
        if value(&self.server) != Some(&server.value) {
            if self.server.is_some() {
                self.context = None;
            }
            self.server = Some(server);
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

/// The context in a prompt: `(⎈|prod:gloo-system) ~ $`, `on ☸ prod (gloo-system)`, `(prod:gloo-system) ~ $`.
fn in_prompt(text: &str) -> Option<&str> {
    let Some((_, rest)) = text.split_once(['\u{2388}', '\u{2638}']) else { return in_brackets(text) };
    let rest = rest.trim_start_matches([' ', '|', '\u{fe0f}']);
    let end = rest.find([':', ')', ' ', '|', '(']).unwrap_or(rest.len());
    // Cloud providers' names have colons: `arn:aws:eks:…`.
    let end = if rest.starts_with("arn:") { rest.find([')', ' ', '|']).unwrap_or(rest.len()) } else { end };
    name(rest.get(..end)?)
}

/// The context in a prompt without a symbol: its brackets hold a context and a namespace.
fn in_brackets(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('(')?;
    let (inner, rest) = rest.split_once(')')?;
    let (context, namespace) = inner.split_once([':', '|'])?;
    let is_word = |text: &str| !text.is_empty() && !text.contains([' ', '"', '\'']);
    // At most the folder stands between them and the end of the prompt.
    let ends = rest.split_ascii_whitespace().take(2).any(|word| word.ends_with(PROMPT_ENDS));
    // Names of branches stand in prompts too.
    let is_branch = matches!(context, "git" | "hg" | "svn" | "venv" | "conda");
    (is_word(context) && is_word(namespace) && ends && !is_branch).then(|| name(context)).flatten()
}

/// What the last word of a prompt ends with.
const PROMPT_ENDS: [char; 6] = ['$', '#', '%', '>', '\u{276f}', '\u{279c}'];

/// The host in `[host] $ glooctl check` and `$ ssh host glooctl check`.
fn host_before_command(text: &str) -> Option<&str> {
    if let Some(host) = of_ansible(text) {
        return Some(host);
    }
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

/// The host in `ok: [eu-node] => {`, which Ansible prints above what a task did there.
fn of_ansible(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(": [")?;
    let (host, rest) = rest.split_once(']')?;
    let is_result = matches!(word, "ok" | "changed" | "fatal" | "failed");
    // What is asked of another host has its name behind an arrow: `[a -> b]`.
    let host = host.rsplit(" -> ").next()?;
    (is_result && (rest.is_empty() || rest.contains("=>"))).then(|| name(host)).flatten()
}

/// Programs that ask a cluster.
const PROGRAMS: [&str; 3] = ["glooctl", "kubectl", "helm"];

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
        let place = last
            .map_or(place.clone(), |typed| place.of_command(&typed, Span::line(0, lines.len()), &CONTEXTS));
        let seen = [
            ("context", place.context),
            ("kubeconfig", place.kubeconfig),
            ("server", place.server),
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
    fn an_address_holds_until_something_switches() {
        let login = "$ oc login --token=x https://api.a.example:6443/";
        check(&[login, "$ glooctl check"], "server api.a.example:6443");
        check(&[login, "$ kubectl config use-context b", "$ glooctl check"], "context b");
        check(&[login, "$ glooctl check --kube-context b"], "context b");
        check(
            &["$ kubectl config use-context b", "Using project \"x\" on server \"https://c.example\"."],
            "context b, server c.example",
        );
        check(&["$ minikube profile shop", "$ vcluster connect team -n x"], "context team");
        check(&["$ minikube profile list", "$ vcluster connect team -- kubectl get ns"], "");
        check(&["$ kind export kubeconfig --name shop"], "context shop");
        check(&["changed: [west-2 -> bastion]"], "host bastion");
        check(&["It ran (a:b) twice and was ok"], "");
    }

    #[test]
    fn a_heading_begins_anew() {
        check(
            &["=== prod ===", "$ kubectl config use-context p", "=== dev ===", "$ glooctl check"],
            "heading dev",
        );
    }
}
