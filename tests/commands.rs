//! Commands, as real shells read them, and what may never get into one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::LazyLock;

use gloo_advisor::command::{Argument, Command, Part, Variable, posix};
use gloo_advisor::report::json;
use gloo_advisor::settings::Target;
use gloo_advisor::{Case, Choices, Edition, Knowledge, Version, advise};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;

/// The shells of this machine. `sh` and `bash` are on every one that runs these tests.
static SHELLS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let is_there = |shell: &&str| Process::new(shell).args(["-c", "exit 0"]).status().is_ok();
    let shells: Vec<&str> = ["sh", "bash", "zsh"].into_iter().filter(is_there).collect();
    assert!(shells.contains(&"sh") && shells.contains(&"bash"), "only {shells:?} are here");
    shells
});

/// A licence key that every careless expansion would change.
const KEY: &str = "a  b\t* $HOME `id` $(id) \\ ' \" ~ ! #\n{x,y} =ls ";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for this test");
    folder
}

/// A folder with files that a glob would find.
static GLOBBED: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = folder("globbed");
    ["a", "b", "AB", ".x"].iter().for_each(|name| fs::write(folder.join(name), "").expect("it is written"));
    folder
});

/// What a shell prints for a script, which it reads line by line, as it reads what is typed.
fn run(shell: &str, script: &str, folder: &Path) -> Vec<u8> {
    let mut process = Process::new(shell)
        .current_dir(folder)
        .env(Variable::LicenseKey.name(), KEY)
        .env(Variable::Home.name(), folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the shell starts");
    let mut input = process.stdin.take().expect("its input");
    let script = format!("{script}\n");
    let writer = std::thread::spawn(move || input.write_all(script.as_bytes()));
    let output = process.wait_with_output().expect("the shell ends");
    writer.join().expect("the script is written").expect("the shell reads all of it");
    assert!(output.status.success(), "{shell} failed");
    output.stdout
}

fn expanded(word: &Argument) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => text.clone(),
        Part::Variable(_) => KEY.to_owned(),
    };
    word.parts.iter().map(part).collect()
}

/// The words reach the program as they are; `setup` is what the shell is told before.
fn check(shell: &str, setup: &str, words: &[Argument]) {
    let start = Command::new("printf", &["%s\\0"]);
    let command = words.iter().fold(start, |command, word| command.arg(word.clone()));
    let printed = run(shell, &format!("{setup}{}", posix::emit(&command)), &GLOBBED);
    let printed = String::from_utf8(printed).expect("what was UTF-8 before");
    let seen: Vec<&str> = printed.split_terminator('\0').collect();
    assert_eq!(seen, words.iter().map(expanded).collect::<Vec<_>>(), "{shell} reads other words");
}

/// Text with much in it that shells see something in, and never a NUL, which no argument can hold.
fn text() -> impl Strategy<Value = String> {
    let marks = "'\"`$\\*?[]{}()<>|&;!#~^=%@:,+-_./ \t\n\rabAB01é☃\u{1f980}\u{202e}\u{a0}";
    let marks = prop::collection::vec(prop::sample::select(marks.chars().collect::<Vec<_>>()), 0..12);
    let known =
        "$(id) ${HOME} $HOME $'x' ~ ~root ~/x =ls {a,b} a{1..3} -- -n !! !$ ^a^b^ #x && ; 'x' \\ 2>x &";
    let known = prop::sample::select(known.split(' ').collect::<Vec<_>>()).prop_map(str::to_owned);
    prop_oneof![marks.prop_map(String::from_iter), known, any::<String>(), Just(String::new())]
        .prop_map(|text| text.replace('\0', ""))
}

fn word() -> impl Strategy<Value = Argument> {
    let literal = text().prop_map(Part::Literal);
    let part = prop_oneof![3 => literal, 1 => Just(Part::Variable(Variable::LicenseKey))];
    prop::collection::vec(part, 0..4).prop_map(|parts| Argument { parts })
}

/// Names that are no names in Kubernetes: each would do something in a shell or in a page.
const HOSTILE: [&str; 14] = [
    "$(touch hostile)",
    "`touch hostile`",
    "'; touch hostile --",
    "\"; touch hostile",
    "hostile; id",
    "hostile|id",
    "hostile&&id",
    "<img src=x onerror=hostile>",
    "../hostile",
    "-hostile",
    "--hostile=x",
    "hostile*",
    "x\\nhostile",
    "${hostile}",
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 100, failure_persistence: None, rng_seed: RngSeed::Fixed(7), ..ProptestConfig::default()
    })]

    #[test]
    fn any_word_reaches_the_program_as_it_is(words in prop::collection::vec(word(), 1..100)) {
        for shell in SHELLS.iter() {
            check(shell, "", &words);
        }
    }

    /// A person's bash keeps a history and expands `!` from it, which only single quotes keep it from.
    #[test]
    fn no_word_is_taken_from_a_history(words in prop::collection::vec(text(), 1..100)) {
        let words: Vec<Argument> = words.iter().map(|word| Argument::literal(&word.replace('\n', ""))).collect();
        check("bash", "set -o history -H\ntrue one two\n", &words);
    }

    #[test]
    fn any_name_of_a_file_is_the_file_that_is_written(names in prop::collection::btree_set(text(), 1..40)) {
        let is_name = |name: &&String| !name.contains('/') && !name.is_empty() && name.len() < 200;
        let names: Vec<&String> = names.iter().filter(is_name).filter(|name| *name != "." && *name != "..").collect();
        let write = |name: &&String| posix::emit(&Command::new("printf", &["%s", name]).write_to(Argument::path(name)));
        let script: Vec<String> = names.iter().map(write).collect();
        for shell in SHELLS.iter() {
            let folder = folder("files");
            run(shell, &script.join("\n"), &folder);
            for name in &names {
                let written = fs::read_to_string(folder.join(name)).unwrap_or_default();
                prop_assert_eq!(&&written, name, "{} wrote another file", shell);
            }
            prop_assert_eq!(fs::read_dir(&folder).unwrap().count(), names.len(), "{} wrote more", shell);
        }
    }
}

#[test]
fn the_home_folder_and_the_environment_are_what_they_are_said_to_be() {
    let to_home = Command::new("printf", &["x"]).write_to(Argument::path("~/my values.yaml"));
    let mut with_key = Command::new("printenv", &[Variable::LicenseKey.name()]);
    with_key.stages[0].environment.push((Variable::LicenseKey, Argument::literal(KEY)));
    let piped = with_key.pipe(Command::new("cat", &[]));
    for shell in SHELLS.iter() {
        let folder = folder("home");
        let printed = run(shell, &[posix::emit(&to_home), posix::emit(&piped)].join("\n"), &folder);
        assert_eq!(String::from_utf8_lossy(&printed), format!("{KEY}\n"), "{shell}");
        assert!(folder.join("my values.yaml").exists(), "{shell} knows another home");
    }
}

/// Every command of a report, in every form in which it is handed on.
fn commands(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text)
            if ["posix", "powershell", "ask", "command", "output", "argv", "stages"].contains(&key) =>
        {
            found.push(text.clone());
        }
        Value::Array(elements) => elements.iter().for_each(|element| commands(element, key, found)),
        Value::Object(entries) => entries.iter().for_each(|(key, value)| commands(value, key, found)),
        _ => {}
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

/// No command of the report of a text holds the unwanted word, or a version that nobody named.
fn check_report(text: &str, choices: &Choices, unwanted: Option<&str>) -> usize {
    static KNOWLEDGE: LazyLock<Knowledge> =
        LazyLock::new(|| Knowledge::published().expect("the published data"));
    let report = advise(&Case::paste(text), &KNOWLEDGE, choices);
    let mut found = Vec::new();
    commands(&json::to_value(&report), "", &mut found);
    for command in &found {
        assert!(unwanted.is_none_or(|word| !command.contains(word)), "{command:?} of {text:?}");
        for name in versions(command) {
            let version = Version::parse(name);
            let is_listed = |edition: &Edition| {
                version.is_some_and(|version| KNOWLEDGE.catalog.release(*edition, version).is_some())
            };
            let is_chosen = version.is_some() && choices.target == version.map(Target::Version);
            let is_known = Edition::ALL.iter().any(is_listed) || is_chosen || text.contains(name);
            assert!(is_known, "{command:?} names {name}, which nobody named in {text:?}");
        }
    }
    found.len()
}

#[test]
fn no_command_names_a_version_that_nobody_named() {
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for target in ["1.12", "1.16.99", "1.18.9", "1.21", "9.9.9"] {
            let choices = Choices { target: Target::parse(target), ..Choices::default() };
            check_report(&text, &choices, None);
        }
        for (at, _) in text.match_indices('\n') {
            assert!(check_report(&text[..at], &Choices::default(), None) > 0, "a report without any command");
        }
    }
}

#[test]
fn no_hostile_name_gets_into_a_command() {
    for name in HOSTILE {
        let quoted = name.replace('"', "\\\"");
        let container = format!(
            "{{\"Tag\":\"{quoted}\",\"Name\":\"{quoted}-ee\",\"Registry\":\"{quoted}\",\"OssTag\":\"{quoted}\"}}"
        );
        let own = "{\"Tag\":\"1.14.10\",\"Name\":\"gloo-ee\"}";
        let text = format!(
            "$ glooctl version -n {name}\nglooctl binary version ({name}) differs from server components (v{name}) by\n\
             Client: {{\"version\":\"{quoted}\"}}\nServer: {{\"type\":\"{quoted}\",\"c\":[{container},{own}],\"namespace\":\"{quoted}\"}}\n\
             $ glooctl check --namespace={name}\nChecking pods... {name}\nChecking Gloo Instance {name}...\n\
             Error: 1 error occurred:\n\t* Found rejected upstream by '{name}': {name} {name} (Reason: {name})\n",
        );
        check_report(&text, &Choices::default(), Some("hostile"));
        let (namespace, release) = (Some(name.to_owned()), Some(name.to_owned()));
        let choices = Choices { namespace, release, ..Choices::default() };
        assert!(check_report(&text, &choices, Some("hostile")) > 10, "no plan to look into for {name}");
    }
}
