//! Command lines: what a person typed, told apart from what was printed.

/// The program that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Under any of its names: `glooctl`, `./glooctl-linux-amd64`, `_output/glooctl-0.19.2`.
    Glooctl,
    /// `helm`
    Helm,
    /// `kubectl`
    Kubectl,
    /// Anything else that stands behind a prompt.
    Other,
}

/// A command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed<'a> {
    /// The program.
    pub program: Program,
    /// What follows its name, split at blanks.
    pub words: Vec<&'a str>,
}

impl Typed<'_> {
    /// Whether the namespace that it names is that of Gloo itself, not that of some resource.
    #[must_use]
    pub fn asks_about_installation(&self) -> bool {
        let commands = ["check", "check-crds", "version", "v", "install", "uninstall"];
        self.program == Program::Glooctl && self.words.iter().any(|word| commands.contains(word))
    }

    /// The value of `-n` or `--namespace`, in any spelling.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        let mut words = self.words.iter();
        while let Some(word) = words.next() {
            if *word == "-n" || *word == "--namespace" {
                return words.next().copied();
            }
            let glued = ["--namespace=", "-n="].iter().find_map(|flag| word.strip_prefix(flag));
            if glued.is_some() {
                return glued;
            }
        }
        None
    }
}

/// Reads a command line, if the line is one.
///
/// The name of a known program counts where the line begins, behind a prompt, or behind a shell
/// operator; other programs count only behind a prompt that nothing else looks like.
#[must_use]
pub fn typed(text: &str) -> Option<Typed<'_>> {
    let text = text.trim_start().trim_start_matches("```");
    let mut before: Option<&str> = None;
    let mut rest = text;
    for word in text.split_ascii_whitespace() {
        let after = rest.split_once(word).map_or("", |(_, after)| after);
        let program = program(word);
        if program != Program::Other && before.is_none_or(may_precede) && is_call(program, after) {
            return Some(Typed { program, words: after.split_ascii_whitespace().collect() });
        }
        before = Some(word);
        rest = after;
    }
    let mut words = text.split_ascii_whitespace();
    let first = words.next()?;
    let is_prompt = matches!(first, "$" | "%" | "➜" | "❯" | "▶" | "λ");
    words.next().filter(|_| is_prompt).map(|_| Typed { program: Program::Other, words: words.collect() })
}

/// Whether the line is a prompt with nothing typed behind it.
#[must_use]
pub fn is_bare_prompt(text: &str) -> bool {
    matches!(text.trim(), "$" | "%" | "#" | ">" | "~ >" | "➜" | "❯" | "▶" | "λ")
}

fn program(word: &str) -> Program {
    let name = word.rsplit(['/', '\\']).next().unwrap_or(word);
    let name = name.strip_suffix(".exe").unwrap_or(name);
    match name {
        "helm" | "helm3" => Program::Helm,
        "kubectl" | "k" => Program::Kubectl,
        "glooctl" => Program::Glooctl,
        _ if name.strip_prefix("glooctl-").is_some_and(|tail| !tail.is_empty()) => Program::Glooctl,
        _ => Program::Other,
    }
}

/// Whether a word may stand before the name of a program: the end of a prompt, a shell operator, or
/// a word that runs another command.
fn may_precede(word: &str) -> bool {
    matches!(word, "&&" | "||" | ";" | "|" | "sudo" | "time" | "watch")
        || word.ends_with(['$', '%', '>', '#', '➜', '❯', '▶', 'λ'])
}

/// Tells a call from a sentence that begins with the same word: `glooctl binary version (1.5) differs`.
fn is_call(program: Program, after: &str) -> bool {
    let Some(first) = after.split_ascii_whitespace().next() else { return true };
    match program {
        Program::Glooctl => first.starts_with('-') || GLOOCTL_COMMANDS.contains(&first),
        Program::Helm | Program::Kubectl => {
            first.starts_with('-') || first.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        }
        Program::Other => true,
    }
}

/// Every glooctl command that a paste may show.
const GLOOCTL_COMMANDS: [&str; 28] = [
    "add",
    "check",
    "check-crds",
    "completion",
    "create",
    "dashboard",
    "debug",
    "delete",
    "demo",
    "edit",
    "federation",
    "gateway",
    "get",
    "help",
    "ingress",
    "initpluginmanager",
    "install",
    "istio",
    "license",
    "plugin",
    "proxy",
    "remove",
    "route",
    "ug",
    "uninstall",
    "upgrade",
    "v",
    "version",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(Program, &[&str])>) {
        let seen = typed(text);
        let seen = seen.as_ref().map(|typed| (typed.program, typed.words.as_slice()));
        assert_eq!(seen, expect, "reading the line {text:?}");
    }

    #[test]
    fn command_lines_are_told_from_output() {
        use Program::{Glooctl, Helm, Kubectl, Other};
        check("glooctl version", Some((Glooctl, &["version"])));
        check("$ glooctl check -n gloo", Some((Glooctl, &["check", "-n", "gloo"])));
        check("~ > glooctl version # snipped", Some((Glooctl, &["version", "#", "snipped"])));
        check("[17:08:50] user@host:~/gloo$ _output/glooctl check", Some((Glooctl, &["check"])));
        check("(⎈ |minikube:ns)~/dir > ./glooctl-linux-amd64 version", Some((Glooctl, &["version"])));
        check("PS C:\\> .\\glooctl.exe version", Some((Glooctl, &["version"])));
        check("V=1 make glooctl -B && ./_output/glooctl version", Some((Glooctl, &["version"])));
        check("```glooctl check -x secrets", Some((Glooctl, &["check", "-x", "secrets"])));
        check("% helm list -A", Some((Helm, &["list", "-A"])));
        check("➜ kubectl get po", Some((Kubectl, &["get", "po"])));
        check("$ ls -l", Some((Other, &["-l"])));
        check("glooctl binary version (1.5.16) differs from server components (v1.6.3)", None);
        check("You can even run `glooctl check`", None);
        check("To fix it run glooctl check again", None);
        check("Checking deployments... OK", None);
        check("# above we see the server", None);
        check("", None);
    }

    #[test]
    fn the_namespace_flag_has_four_spellings() {
        for text in [
            "glooctl check -n x",
            "glooctl check --namespace x",
            "glooctl check --namespace=x",
            "glooctl check -n=x",
        ] {
            assert_eq!(typed(text).as_ref().and_then(Typed::namespace), Some("x"), "{text}");
        }
        assert_eq!(typed("glooctl check -n").as_ref().and_then(Typed::namespace), None);
    }
}
