//! The texts that are mangled, and what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use gloo_advisor::diagnose::Code;
use gloo_advisor::image::Role;
use gloo_advisor::installation::containers::{members, tag};
use gloo_advisor::installation::{Facts, Said, join};
use gloo_advisor::report::Report;
use gloo_advisor::transcript::check::{Status, Verdict};
use gloo_advisor::transcript::{Kind, Reading, read};
use gloo_advisor::version::Tag;
use gloo_advisor::{Case, Choices, Knowledge, advise};

const FOLDERS: [&str; 3] =
    ["tests/fixtures", "tests/transcripts/glooctl", "tests/transcripts/helm-and-kubectl"];

/// A text, and what it says as it stands.
pub struct Text {
    /// The name of its file without its ending.
    pub name: String,
    pub text: String,
    pub says: Says,
    /// Each fact that one of its blocks states, also where another one counts instead.
    pub states: BTreeSet<String>,
    /// How many outputs of the check it has.
    pub checks: usize,
    /// Whether it names several clusters or contradicts itself, so that one more line may change what counts.
    pub is_in_doubt: bool,
}

/// What must not change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Says {
    pub verdict: Option<Verdict>,
    /// The sections of the check that failed.
    pub failed: BTreeSet<String>,
    /// Versions, editions and namespaces.
    pub facts: BTreeSet<String>,
}

/// All texts that hold a check or a version.
pub static TEXTS: LazyLock<Vec<Text>> = LazyLock::new(|| {
    let mut texts: Vec<Text> = FOLDERS.iter().flat_map(|folder| texts_in(folder)).collect();
    texts.sort_by(|one, other| one.name.cmp(&other.name));
    texts
});

fn texts_in(folder: &str) -> Vec<Text> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder).expect("a folder of texts is there");
    let paths = files.map(|file| file.expect("a file of the folder").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let read = |path: std::path::PathBuf| {
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        let bytes = fs::read(path).expect("a text is readable");
        Text::new(name, String::from_utf8_lossy(&bytes).into_owned())
    };
    texts.map(read).filter(|text| text.says != Says::default()).collect()
}

impl Text {
    /// A number of its own, which chooses what is tried with it. Its name gives it, so that another text in the folder
    /// changes nothing of that.
    pub fn number(&self) -> usize {
        self.name.bytes().fold(7, |number: usize, byte| (number * 31 + usize::from(byte)) % 9_973)
    }

    fn new(name: String, text: String) -> Self {
        let report = report(&text);
        let says = Says::new(&report);
        let is_open = |code| {
            matches!(code, Code::SeveralClusters | Code::Contradicted | Code::Contradiction | Code::Woven)
        };
        Self {
            states: stated(&text).union(&says.facts).cloned().collect(),
            checks: report.blocks.iter().filter(|block| block.kind == Kind::GlooctlCheck).count(),
            is_in_doubt: report.diagnostics.iter().any(|finding| is_open(finding.code)),
            name,
            text,
            says,
        }
    }

    /// Whether the lines of a check show where they begin.
    pub fn has_headings(&self) -> bool {
        self.text.lines().filter(|line| line.starts_with("Checking ")).count() >= 3
    }

    pub fn is_healthy(&self) -> bool {
        self.says.verdict == Some(Verdict::Healthy)
    }

    /// Whether it is one check that fails, so that whatever is left of it is not healthy.
    pub fn is_one_failing_check(&self) -> bool {
        self.says.verdict == Some(Verdict::Problems) && self.checks == 1
    }
}

fn report(text: &str) -> Report {
    advise(&Case::paste(text), &Knowledge::default(), &Choices::default())
}

/// What a text says.
pub fn says(text: &str) -> Says {
    Says::new(&report(text))
}

impl Says {
    fn new(report: &Report) -> Self {
        let mut facts: BTreeSet<String> =
            report.client.iter().map(|client| format!("client {}", client.value)).collect();
        facts.extend(report.kubernetes.iter().map(|version| format!("kubernetes {}", version.value)));
        for (one, _) in &report.installations {
            facts.extend(one.edition.iter().map(|known| known.value.name().to_owned()));
            facts.extend(one.open_source.iter().map(|known| format!("base {}", known.value)));
            facts.extend(one.enterprise.iter().map(|known| format!("enterprise {}", known.value)));
            // What is no name of a namespace is refused in words.
            let names = one.namespace.iter().filter(|known| is_label(&known.value));
            facts.extend(names.map(|known| format!("namespace {}", known.value)));
        }
        let sections = report.check.iter().flat_map(|check| &check.sections);
        let failed = sections.filter(|section| section.status == Status::Errors);
        let name =
            |instance: &Option<String>, name: &str| format!("{} {name}", instance.as_deref().unwrap_or("-"));
        Self {
            verdict: report.check.as_ref().map(|check| check.verdict),
            failed: failed.map(|section| name(&section.instance, &section.name)).collect(),
            facts,
        }
    }
}

fn is_label(name: &str) -> bool {
    let is_inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.bytes().all(is_inner) && !name.starts_with('-') && !name.ends_with('-')
}

/// Each fact that a text states somewhere, as `client 1.2.0`; of containers all.
fn stated(text: &str) -> BTreeSet<String> {
    let mut stated = BTreeSet::new();
    for block in read(text, 0).blocks {
        let joined = join(&[&Reading { blocks: vec![block], ..Reading::default() }], Said::default());
        joined.clusters.into_iter().for_each(|facts| add(facts, &mut stated));
    }
    stated
}

fn add(facts: Facts, stated: &mut BTreeSet<String>) {
    stated.extend(facts.client.map(|client| format!("client {}", client.value)));
    stated.extend(facts.kubernetes.map(|version| format!("kubernetes {}", version.value)));
    stated.extend(facts.namespace.map(|known| format!("namespace {}", known.value)));
    for one in facts.installations {
        stated.extend(one.edition.map(|edition| edition.value.name().to_owned()));
        stated.extend(one.open_source.map(|known| format!("base {}", known.value)));
        stated.extend(one.enterprise.map(|known| format!("enterprise {}", known.value)));
        stated.extend(one.namespace.map(|known| format!("namespace {}", known.value)));
        for member in members(&one.containers) {
            let base = member.container.oss_tag.as_ref().and_then(|tag| Tag::parse(&tag.value).version());
            stated.extend(base.map(|version| format!("base {version}")));
            let number = match member.role {
                Role::OpenSource => "base",
                Role::Enterprise | Role::Console | Role::Federation => "enterprise",
                Role::General | Role::Foreign => continue,
            };
            stated.extend(tag(member.container).version().map(|version| format!("{number} {version}")));
        }
    }
}
