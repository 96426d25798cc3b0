//! Whatever is chosen and pasted, a command is words that no shell changes, with names that Kubernetes takes and
//! versions that somebody named.
#![no_main]

use arbitrary::Arbitrary;
use gloo_advisor::command::Shell;
use gloo_advisor::delivery::Delivery;
use gloo_advisor::report::{Report, json};
use gloo_advisor::settings::{Helm, Named, Platform, Target, Way};
use gloo_advisor::version::{ReleaseLine, Stage};
use gloo_advisor::{Choices, Edition, Version};
use gloo_advisor_fuzz::shell::{Token, is_label, tokens};
use gloo_advisor_fuzz::{KNOWLEDGE, laws};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    pasted: Pasted<'a>,
    namespace: Option<Name<'a>>,
    release: Option<Name<'a>>,
    values: Option<Name<'a>>,
    edition: Option<bool>,
    from: Option<Number>,
    target: Option<Goal>,
    target_edition: Option<bool>,
    installation: Option<u8>,
    platform: Option<u8>,
    helm: Option<u8>,
    is_powershell: bool,
    is_canary: bool,
    delivered_by: Option<u8>,
}

#[derive(Arbitrary, Debug)]
enum Pasted<'a> {
    Nothing,
    Text(&'a str),
    Version {
        client: Name<'a>,
        server: Number,
        base: Option<Number>,
        namespace: Name<'a>,
        registry: Name<'a>,
    },
    Check {
        namespace: Name<'a>,
        resource: Name<'a>,
        server: Number,
    },
    Release {
        name: Name<'a>,
        namespace: Name<'a>,
        chart: Number,
        is_enterprise: bool,
        kubernetes: u8,
        helm: u8,
    },
    Servers {
        numbers: Vec<(Name<'a>, Number)>,
    },
}

/// A name that is one, or does something in a shell, or is anything.
#[derive(Arbitrary, Debug)]
enum Name<'a> {
    Usual(u8),
    Hostile(u8),
    Any(&'a str),
}

const USUAL: [&str; 10] = [
    "gloo",
    "gloo-system",
    "edge",
    "a",
    "my-values.yaml",
    "~/my values.yaml",
    "env=prod.yaml",
    "-x",
    "a.1.2.3",
    "x'y",
];
const HOSTILE: [&str; 12] = [
    "$(touch x)",
    "`touch x`",
    "'; touch x --",
    "\"; touch x",
    "x|id",
    "x&&id",
    "../x",
    "--x=y",
    "x\ny",
    "${HOME}",
    "=ls",
    "x\u{202e}y",
];

impl Name<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Usual(at) => USUAL[usize::from(*at) % USUAL.len()],
            Self::Hostile(at) => HOSTILE[usize::from(*at) % HOSTILE.len()],
            Self::Any(text) => text,
        }
    }

    /// As a string of JSON holds it.
    fn quoted(&self) -> String {
        Value::from(self.text()).to_string()
    }
}

/// A release that there is, or another number.
#[derive(Arbitrary, Debug)]
enum Number {
    Listed(bool, u16),
    Any(u8, u8, u8, u8, u8),
}

impl Number {
    fn version(&self) -> Version {
        match *self {
            Self::Listed(is_enterprise, at) => {
                let edition = edition(is_enterprise);
                let releases = KNOWLEDGE.catalog.releases(edition);
                let listed = releases.get(usize::from(at) % releases.len().max(1));
                listed.map_or(Version::stable(1, 0, 0), |release| release.version)
            }
            Self::Any(major, minor, patch, stage, count) => {
                let count = u32::from(count);
                let stage = match stage % 6 {
                    0 => Stage::Alpha(count),
                    1 => Stage::Beta(count),
                    2 => Stage::Candidate(count),
                    3 => Stage::Patch(count),
                    _ => Stage::Stable,
                };
                Version { major: major.into(), minor: minor.into(), patch: patch.into(), stage }
            }
        }
    }
}

#[derive(Arbitrary, Debug)]
enum Goal {
    Version(Number),
    Line(Number),
}

fn edition(is_enterprise: bool) -> Edition {
    if is_enterprise { Edition::Enterprise } else { Edition::OpenSource }
}

fn one<T: Named>(at: u8) -> T {
    T::ALL[usize::from(at) % T::ALL.len()]
}

impl Input<'_> {
    fn choices(&self) -> Choices {
        let line = |version: Version| ReleaseLine { major: version.major, minor: version.minor };
        Choices {
            edition: self.edition.map(edition),
            from: self.from.as_ref().map(Number::version),
            installation: self.installation.map(|at| usize::from(at % 4)),
            target: self.target.as_ref().map(|goal| match goal {
                Goal::Version(number) => Target::Version(number.version()),
                Goal::Line(number) => Target::Line(line(number.version())),
            }),
            target_edition: self.target_edition.map(edition),
            namespace: self.namespace.as_ref().map(|name| name.text().to_owned()),
            release: self.release.as_ref().map(|name| name.text().to_owned()),
            values: self.values.as_ref().map(|name| name.text().to_owned()),
            platform: self.platform.map(one::<Platform>),
            helm: self.helm.map(one::<Helm>),
            shell: if self.is_powershell { Shell::PowerShell } else { Shell::Posix },
            way: if self.is_canary { Way::Canary } else { Way::InPlace },
            delivered_by: self.delivered_by.map(one::<Delivery>),
            ..Choices::default()
        }
    }

    fn text(&self) -> String {
        match &self.pasted {
            Pasted::Nothing => String::new(),
            Pasted::Text(text) => (*text).to_owned(),
            Pasted::Version { client, server, base, namespace, registry } => {
                let (name, base) = match base {
                    Some(base) => ("gloo-ee", format!(",\"OssTag\":\"{}\"", base.version())),
                    None => ("gloo", String::new()),
                };
                format!(
                    "Client: {{\"version\":{}}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{}\",\"Name\":\"{name}\",\"Registry\":{}{base}}}],\"namespace\":{}}}}}\n",
                    client.quoted(),
                    server.version(),
                    registry.quoted(),
                    namespace.quoted()
                )
            }
            Pasted::Check { namespace, resource, server } => format!(
                "$ glooctl check -n {0}\nglooctl binary version ({0}) differs from server components (v{2}) by at least a minor version.\nChecking pods... 1 Errors!\nError: 1 error occurred:\n\t* Found rejected upstream by '{0}': {1} {1} (Reason: {1})\n",
                namespace.text(),
                resource.text(),
                server.version()
            ),
            Pasted::Release { name, namespace, chart, is_enterprise, kubernetes, helm } => format!(
                "NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n{}\t{}\t1\t2024-01-01 00:00:00 +0000 UTC\tdeployed\t{}-{}\t\n\nServer Version: v1.{kubernetes}.0\nversion.BuildInfo{{Version:\"v{helm}.1.0\"}}\n",
                name.text(),
                namespace.text(),
                if *is_enterprise { "gloo-ee" } else { "gloo" },
                chart.version()
            ),
            Pasted::Servers { numbers } => {
                let server = |(name, number): &(Name<'_>, Number)| {
                    format!(
                        "Server: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"{}\",\"Name\":\"gloo\"}}],\"namespace\":{}}}}}\n",
                        number.version(),
                        name.quoted()
                    )
                };
                numbers.iter().take(6).map(server).collect()
            }
        }
    }
}

/// Each command of a report: what a POSIX shell is given, and what the programs are to be given, where the report
/// says it.
fn commands<'a>(value: &'a Value, found: &mut Vec<(&'a str, Option<&'a Value>)>) {
    match value {
        Value::Array(elements) => elements.iter().for_each(|element| commands(element, found)),
        Value::Object(entries) => {
            if let Some(posix) = entries.get("posix").and_then(Value::as_str) {
                found.push((posix, Some(value)));
            }
            let texts = ["ask", "command"].iter().filter_map(|key| entries.get(*key)?.as_str());
            found.extend(texts.filter(|text| !text.is_empty()).map(|text| (text, None)));
            entries.values().for_each(|value| commands(value, found));
        }
        _ => {}
    }
}

/// The words of the programs, each list behind a pipe, and the file that the output goes to.
fn stages(tokens: &[Token]) -> (Vec<Vec<String>>, Option<String>) {
    let (mut stages, mut output) = (vec![Vec::new()], None);
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        match token {
            Token::Word(word) => stages.last_mut().expect("a program").push(word.clone()),
            Token::Pipe => stages.push(Vec::new()),
            Token::Output => {
                let Some(Token::Word(file)) = tokens.next() else { panic!("no file behind the output") };
                assert!(tokens.next().is_none(), "something stands behind the file");
                output = Some(file.clone());
            }
        }
    }
    assert!(stages.iter().all(|words| !words.is_empty()), "a program is missing");
    (stages, output)
}

fn check_namespaces(command: &str, words: &[String]) {
    if !["helm", "kubectl", "glooctl"].contains(&words[0].as_str()) {
        return;
    }
    let flags = ["-n", "--namespace", "--install-namespace"];
    for (at, word) in words.iter().enumerate() {
        let behind = words.get(at + 1).filter(|_| flags.contains(&word.as_str()));
        let within = flags.iter().find_map(|flag| word.strip_prefix(flag)?.strip_prefix('='));
        let created = words.get(at + 1).filter(|_| ["namespace", "ns"].contains(&word.as_str()));
        for name in behind.map(String::as_str).into_iter().chain(within).chain(created.map(String::as_str)) {
            assert!(is_label(name), "{name:?} is no namespace in {command:?}");
        }
    }
}

/// The words of a command that look like versions: `1.17.0-beta14`.
fn versions(command: &str) -> impl Iterator<Item = &str> {
    let words = command.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
    let numbers = words.filter_map(|word| Some(&word[word.find(|c: char| c.is_ascii_digit())?..]));
    let bare = numbers
        .map(|word| word.trim_end_matches(".yaml").trim_end_matches("-kept").trim_end_matches("-back"));
    bare.filter(|word| word.matches('.').count() >= 2)
}

fn check_versions(command: &str, text: &str, choices: &Choices) {
    let chosen = [&choices.namespace, &choices.release, &choices.values];
    for name in versions(command) {
        let version = Version::parse(name);
        let is_listed = |edition: &Edition| {
            version.is_some_and(|version| KNOWLEDGE.catalog.release(*edition, version).is_some())
        };
        let is_chosen =
            version.is_some() && (choices.from == version || choices.target == version.map(Target::Version));
        let is_named = text.contains(name)
            || chosen.iter().any(|one| one.as_ref().is_some_and(|one| one.contains(name)));
        let is_known = is_chosen || is_named || Edition::ALL.iter().any(is_listed);
        assert!(is_known, "{command:?} names {name}, which nobody named");
    }
}

fn check(report: &Report, text: &str, choices: &Choices) {
    laws::check_lines(report);
    laws::check_sentences(report);
    let value = json::to_value(report);
    let mut found = Vec::new();
    commands(&value, &mut found);
    for (command, expected) in found {
        assert!(!command.contains(['\n', '\r']), "a line ends within {command:?}");
        let tokens = tokens(command).unwrap_or_else(|why| panic!("{command:?}: {why}"));
        let (stages, output) = stages(&tokens);
        stages.iter().for_each(|words| check_namespaces(command, words));
        check_versions(command, text, choices);
        let Some(expected) = expected else { continue };
        assert_eq!(Value::from(stages), expected["stages"], "{command:?} gives other words");
        assert_eq!(Value::from(output), expected["output"], "{command:?} writes another file");
        let powershell = expected["powershell"].as_str().unwrap_or_default();
        assert!(!powershell.contains(['\n', '\r']), "a line ends within {powershell:?}");
    }
}

fuzz_target!(|input: Input<'_>| {
    let (text, choices) = (input.text(), input.choices());
    let report = laws::report_in_time(&text, &KNOWLEDGE, &choices);
    check(&report, &text, &choices);
});
