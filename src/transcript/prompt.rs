//! Command lines: what a person typed, told apart from what was printed.

/// The program that was called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// Under any of its names: `glooctl`, `./glooctl-linux-amd64`, `_output/glooctl-0.19.2`.
    Glooctl,
    /// `helm`
    Helm,
    /// `kubectl`, and `oc` of OpenShift, which takes the same words.
    Kubectl,
    /// Anything else that stands behind a prompt.
    Other,
}

/// A command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The program.
    pub program: Program,
    /// What follows its name, split at blanks; of a line without end, the first ones.
    pub words: Vec<String>,
    /// The kubeconfig file that was set for this command alone.
    environment: Option<String>,
}

/// No command that is typed has more words; a line that has is none, and is kept once for each block below it.
const MOST_WORDS: usize = 128;

impl Typed {
    /// Whether the words hold one.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.words.iter().any(|typed| typed == word)
    }

    /// Whether the namespace that it names is that of Gloo itself, not that of some resource.
    #[must_use]
    pub fn asks_about_installation(&self) -> bool {
        let commands = ["check", "check-crds", "version", "v", "install", "uninstall", "usage", "convert"];
        match self.program {
            Program::Glooctl => commands.iter().any(|command| self.has(command)),
            Program::Helm | Program::Kubectl => true,
            Program::Other => false,
        }
    }

    /// The value of `-n` or `--namespace`, in any spelling.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.value_of(&["-n", "--namespace"])
    }

    /// The value of a flag, behind a blank or behind `=`.
    #[must_use]
    pub fn value_of(&self, flags: &[&str]) -> Option<&str> {
        let mut words = self.words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            if flags.contains(&word) {
                return words.next();
            }
            if let Some((flag, value)) = word.split_once('=')
                && flags.contains(&flag)
            {
                return Some(value);
            }
        }
        None
    }

    /// The kubeconfig file that it uses, by a flag or a variable of its own.
    #[must_use]
    pub fn kubeconfig(&self) -> Option<&str> {
        self.value_of(&["--kubeconfig"]).or(self.environment.as_deref())
    }

    /// Every value of a flag that may be given several times, each of which may be a list.
    pub fn values_of<'a>(&'a self, flags: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        let words = self.words.iter().map(String::as_str);
        let before = std::iter::once("").chain(words.clone());
        let values = before.zip(words).filter_map(move |(before, word)| match word.split_once('=') {
            _ if flags.contains(&before) => Some(word),
            Some((flag, value)) if flags.contains(&flag) => Some(value),
            _ => None,
        });
        values.flat_map(|value| value.split(',')).filter(|value| !value.is_empty())
    }

    /// Takes the mark from its end, if it goes on in the next line.
    pub(super) fn goes_on(&mut self) -> bool {
        if self.words.pop_if(|word| is_goes_on(word)).is_some() {
            return true;
        }
        // `--wait\` needs no blank. A folder of Windows ends so, too.
        let last = self.words.last_mut().filter(|_| self.program != Program::Other);
        let Some(last) = last.filter(|word| word.ends_with('\\') && word.matches('\\').count() == 1) else {
            return false;
        };
        last.pop();
        !last.ends_with(':')
    }

    /// Adds the words of the next line, which may begin with the prompt that shells show there.
    pub(super) fn add(&mut self, next: &str) {
        let next = next.trim_start_matches(['>', ' ']);
        let most = MOST_WORDS.saturating_sub(self.words.len());
        self.words.extend(next.split_ascii_whitespace().take(most).map(str::to_owned));
    }

    /// Whether it prints what a program logged.
    #[must_use]
    pub fn reads_a_log(&self) -> bool {
        self.program == Program::Kubectl && (self.has("logs") || self.has("log"))
    }

    /// Whether it changes what is installed, or tries to.
    #[must_use]
    pub fn changes_the_installation(&self) -> bool {
        let verbs: &[&str] = match self.program {
            Program::Helm => &["upgrade", "install", "rollback", "uninstall", "delete"],
            Program::Glooctl => &["install", "uninstall"],
            Program::Kubectl => &["apply", "set", "delete", "edit", "patch", "undo", "replace"],
            Program::Other => &[],
        };
        verbs.iter().any(|verb| self.has(verb))
    }

    /// The first word behind a command that is no flag, and no value of one: `gloo` in
    /// `history -n gloo-system gloo`.
    #[must_use]
    pub fn argument_of(&self, command: &str) -> Option<&str> {
        let mut words = self.words.iter().map(String::as_str).skip_while(|word| *word != command).skip(1);
        while let Some(word) = words.next() {
            if !word.starts_with('-') {
                return Some(word);
            }
            if !word.contains('=') {
                words.next();
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
pub fn typed(text: &str) -> Option<Typed> {
    let text = of_watch(of_group(text.trim_start()));
    let mut before: Option<&str> = None;
    let mut environment = None;
    let mut rest = text;
    while let Some((word, after)) = split_word(rest) {
        let program = program(word);
        if program != Program::Other && before.is_none_or(may_precede) && is_call(program, after) {
            return Some(Typed { program, words: owned(after.split_ascii_whitespace()), environment });
        }
        if let Some(file) = word.strip_prefix("KUBECONFIG=") {
            environment = Some(file.to_owned());
        }
        before = Some(word);
        rest = after;
    }
    let mut words = text.split_ascii_whitespace();
    let first = words.next()?;
    let is_prompt = matches!(first, "$" | "%" | "➜" | "❯" | "▶" | "λ")
        || (first.ends_with(['$', '#']) && first.contains('@') && first.contains(':'));
    // A line that runs glooctl in its middle, on another machine or in a loop, is a call of glooctl.
    let program = if text.contains("glooctl ") { Program::Glooctl } else { Program::Other };
    is_prompt
        .then(|| Typed { program, words: owned(words), environment: None })
        .filter(|typed| !typed.words.is_empty())
}

/// What a line ends with that goes on: `\` in most shells, `` ` `` in PowerShell, and `^` in `cmd`.
fn is_goes_on(word: &str) -> bool {
    matches!(word, "\\" | "`" | "^")
}

/// A runner of builds folds what a step prints below its command: `##[group]Run helm list`.
fn of_group(text: &str) -> &str {
    let group = ["##[group]", "::group::"].iter().find_map(|mark| text.strip_prefix(mark));
    group.map_or(text, |text| text.strip_prefix("Run ").unwrap_or(text))
}

/// What is watched, by the heading of `watch`: `Every 2.0s: glooctl check    host: Mon Nov  3 10:11:12 2025`. A word that
/// the heading had no room for ends with dots.
fn of_watch(text: &str) -> &str {
    let watched = text.strip_prefix("Every ").and_then(|rest| rest.split_once("s: "));
    // Reading a decimal as one would bring tables of 10 kB into the page.
    let is_decimal =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let Some((_, watched)) = watched.filter(|(seconds, _)| is_decimal(seconds)) else { return text };
    let watched = watched.split("  ").next().unwrap_or(watched);
    match watched.strip_suffix("...") {
        Some(cut) => cut.rsplit_once(' ').map_or("", |(whole, _)| whole),
        None => watched,
    }
}

/// The first word of a text, and what follows it.
fn split_word(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_ascii_start();
    let end = text.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(text.len());
    text.split_at_checked(end).filter(|(word, _)| !word.is_empty())
}

fn owned<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    words.take(MOST_WORDS).map(str::to_owned).collect()
}

/// Whether the line is a prompt with nothing typed behind it.
#[must_use]
pub fn is_bare_prompt(text: &str) -> bool {
    matches!(text.trim(), "$" | "%" | "#" | ">" | "~ >" | "➜" | "❯" | "▶" | "λ")
}

fn program(word: &str) -> Program {
    // Nearly every word is none of them, and their last letters tell.
    let is_candidate = matches!(word.as_bytes().last(), Some(b'l' | b'm' | b'3' | b'k' | b'e' | b'c'))
        || word.contains("glooctl-");
    if !is_candidate {
        return Program::Other;
    }
    // A prompt of Windows stands right before the command: `C:\\>glooctl`.
    let name = word.rsplit(['/', '\\', '>']).next().unwrap_or(word);
    let name = name.strip_suffix(".exe").unwrap_or(name);
    match name {
        "helm" | "helm3" => Program::Helm,
        "kubectl" | "k" | "oc" => Program::Kubectl,
        "glooctl" => Program::Glooctl,
        _ if name.strip_prefix("glooctl-").is_some_and(|tail| !tail.is_empty()) => Program::Glooctl,
        _ => Program::Other,
    }
}

/// Whether a word may stand before the name of a program: the end of a prompt, a shell operator, or
/// a word that runs another command.
pub(super) fn may_precede(word: &str) -> bool {
    matches!(word, "&&" | "||" | ";" | "|" | "+" | "++" | "sudo" | "time" | "watch" | "env")
        || matches!(word, "microk8s" | "k3s" | "minikube")
        || word.starts_with("KUBECONFIG=")
        || word.ends_with(['$', '%', '>', '#', '➜', '❯', '▶', 'λ'])
}

/// Tells a call from a sentence that begins with the same word: `glooctl binary version (1.5) differs`.
fn is_call(program: Program, after: &str) -> bool {
    let first = after.split_ascii_whitespace().next().filter(|first| !is_goes_on(first));
    let Some(first) = first else { return true };
    match program {
        Program::Glooctl => first.starts_with('-') || GLOOCTL_COMMANDS.contains(&first),
        Program::Helm | Program::Kubectl => {
            first.starts_with('-') || first.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        }
        Program::Other => true,
    }
}

/// Every glooctl command that a paste may show.
const GLOOCTL_COMMANDS: [&str; 30] = [
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
    "gateway-api",
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
    "usage",
    "v",
    "version",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<(Program, &[&str])>) {
        let seen = typed(text);
        let seen =
            seen.as_ref().map(|typed| (typed.program, typed.words.iter().map(String::as_str).collect()));
        let expect = expect.map(|(program, words)| (program, words.to_vec()));
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
        check("+ glooctl check -x secrets", Some((Glooctl, &["check", "-x", "secrets"])));
        check("C:\\Windows\\system32>glooctl version", Some((Glooctl, &["version"])));
        check("% helm list -A", Some((Helm, &["list", "-A"])));
        check("➜ kubectl get po", Some((Kubectl, &["get", "po"])));
        check("$ ls -l", Some((Other, &["ls", "-l"])));
        check("ops@adm:~$ linkerd version", Some((Other, &["linkerd", "version"])));
        let watched = "Every 2.0s: glooctl check -n edge        bastion: Mon Nov  3 10:11:12 2025";
        check(watched, Some((Glooctl, &["check", "-n", "edge"])));
        check("Every 2.0s: glooctl check -n ed...  bastion: Mon Nov  3", Some((Glooctl, &["check", "-n"])));
        check("Every hour: glooctl check runs", None);
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
