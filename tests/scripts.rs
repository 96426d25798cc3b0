//! A hop as a script: it is one for its shell, and it stops where a person would.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may fail by panicking")]

mod common;

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use common::plans::plan;
use common::{by_hand, listing, report};
use gloo_advisor::command::{Shell, posix};
use gloo_advisor::delivery::Delivery;
use gloo_advisor::plan::{Hop, Plan};
use gloo_advisor::report::runbook::runbook;
use gloo_advisor::report::script::script;
use gloo_advisor::rules::Phase;
use gloo_advisor::settings::{Helm, Platform, Reply, Way};
use gloo_advisor::{Choices, Edition};

/// Plans with every kind of step.
fn plans() -> Vec<Plan> {
    let (open, enterprise) = (Edition::OpenSource, Edition::Enterprise);
    let all = [
        by_hand(enterprise, "1.13.3", "1.21"),
        Choices { way: Way::Canary, ..by_hand(enterprise, "1.17.3", "1.19") },
        Choices { target_edition: Some(enterprise), ..by_hand(open, "1.16.3", "1.17") },
        Choices { platform: Some(Platform::LinuxAmd64), ..by_hand(open, "1.16.3", "1.17") },
        Choices { values: Some("it's mine.yaml".to_owned()), ..by_hand(open, "1.2.3", "1.4") },
        Choices { helm: Some(Helm::Two), ..by_hand(open, "1.4.3", "1.6") },
        by_hand(open, "0.21.3", "1.22.3"),
    ];
    all.iter().map(|choices| report(choices).plan.expect("a plan")).collect()
}

fn hops() -> Vec<Hop> {
    plans().into_iter().flat_map(|plan| plan.hops).collect()
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for this test");
    folder
}

/// Whether a program accepts a script; `None` where the program is not there.
fn accepts(program: &str, options: &[&str], file: &Path) -> Option<Result<(), String>> {
    let output = Command::new(program).args(options).arg(file).output().ok()?;
    let said = [output.stdout, output.stderr].concat();
    Some(if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said).into_owned()) })
}

#[test]
fn a_hop_is_a_script_of_bash() {
    let folder = folder("scripts");
    for hop in hops() {
        let text = script(&hop, Shell::Posix);
        let file = folder.join("hop.sh");
        fs::write(&file, &text).expect("it is written");
        assert_eq!(accepts("bash", &["-n"], &file), Some(Ok(())), "{text}");
        assert_eq!(accepts("shellcheck", &["-S", "warning"], &file).unwrap_or(Ok(())), Ok(()), "{text}");
        for step in hop.steps.iter().filter(|step| step.phase != Phase::Rollback) {
            for command in step.commands.iter().map(posix::emit) {
                assert!(
                    text.lines().any(|line| line.trim_end_matches(" || true") == command),
                    "{command}\n{text}"
                );
            }
            if let Some(gate) = &step.gate {
                let plain = gate.replace('`', "");
                assert!(
                    text.lines().any(|line| line.starts_with("printf '%s' ")
                        && line.replace("'\\''", "'").contains(&plain)),
                    "{gate}\n{text}"
                );
            }
        }
        let goes_back = text.contains("helm rollback") || text.contains("If it goes wrong");
        assert!(!goes_back, "{text}");
    }
}

#[test]
fn a_hop_is_a_script_of_powershell() {
    for hop in hops() {
        let text = script(&hop, Shell::PowerShell);
        assert!(
            text.starts_with("& {\n$ErrorActionPreference = 'Stop'\n$step = $again = ''\ntrap {")
                && text.ends_with("\n}\n"),
            "{text}"
        );
        let gates =
            hop.steps.iter().filter(|step| step.phase != Phase::Rollback && step.gate.is_some()).count();
        assert!(text.matches("\n$null = Read-Host '").count() >= gates, "{text}");
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.starts_with("helm upgrade ") || line.starts_with("kubectl apply ") {
                assert_eq!(
                    lines.peek(),
                    Some(&"if ($LASTEXITCODE) { throw 'The last command failed.' }"),
                    "{line}"
                );
            }
        }
    }
}

/// What a script runs of programs that do nothing, and whether it ends well. One fails, and `answers` are what is typed.
fn run(name: &str, text: &str, failing: &str, answers: &str) -> (String, bool) {
    let folder = folder(name);
    for program in ["helm", "kubectl", "glooctl"] {
        let file = folder.join(program);
        let stub = format!(
            "#!/bin/sh\necho \"{program} $*\" >> '{}/log'\ncase \"{program} $*\" in {failing}*) exit 1 ;; esac\n",
            folder.display()
        );
        fs::write(&file, stub).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::write(folder.join("hop.sh"), text).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut process = Command::new("bash")
        .arg("hop.sh")
        .current_dir(&folder)
        .env("PATH", path)
        .env("GLOO_LICENSE_KEY", "key")
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("bash starts");
    // A script that has stopped reads no more.
    let _ = process.stdin.take().expect("its input").write_all(answers.as_bytes());
    let is_success = process.wait().expect("it ends").success();
    (fs::read_to_string(folder.join("log")).unwrap_or_default(), is_success)
}

#[test]
fn a_script_runs_nothing_after_what_fails_or_is_not_answered() {
    let plan = plan("", &by_hand(Edition::Enterprise, "1.17.3", "1.17"));
    let text = script(plan.hops.first().expect("a hop"), Shell::Posix);
    let all = "\n".repeat(20);
    let upgraded =
        |log: &str| log.lines().any(|line| line.starts_with("helm upgrade") && !line.contains("--dry-run"));
    let (log, is_success) = run("script-ends", &text, "nothing", &all);
    assert!(is_success && upgraded(&log) && log.ends_with("glooctl check -n gloo-system\n"), "{log}");
    let (log, is_success) = run("script-unanswered", &text, "nothing", "");
    assert!(!is_success && !upgraded(&log), "{log}");
    for (place, failing) in
        ["'helm get values'", "'kubectl apply'", "'helm upgrade'", "'glooctl check -n'"].iter().enumerate()
    {
        let (log, is_success) = run(&format!("script-fails-{place}"), &text, failing, &all);
        assert!(!is_success && !upgraded(&log) || *failing == "'helm upgrade'", "{failing}\n{log}");
        assert!(!log.contains("rollout status"), "{failing}\n{log}");
    }
    // Differences of the definitions are told, and stop nothing.
    let plan = self::plan("", &by_hand(Edition::OpenSource, "1.17.3", "1.17"));
    let text = script(plan.hops.first().expect("a hop"), Shell::Posix);
    let (log, is_success) = run("script-differs", &text, "'glooctl check-crds'", &all);
    assert!(is_success && log.contains("glooctl check-crds") && upgraded(&log), "{log}");
}

#[test]
fn a_runbook_has_every_hop_of_a_plan() {
    let folder = folder("runbooks");
    for plan in plans() {
        let text = runbook(&plan, Shell::Posix);
        let file = folder.join("runbook.sh");
        fs::write(&file, &text).expect("it is written");
        assert_eq!(accepts("bash", &["-n"], &file), Some(Ok(())), "{text}");
        assert_eq!(accepts("shellcheck", &["-S", "warning"], &file).unwrap_or(Ok(())), Ok(()), "{text}");
        let other = runbook(&plan, Shell::PowerShell);
        assert_eq!(other.matches('{').count(), other.matches('}').count(), "{other}");
        for (index, hop) in plan.hops.iter().enumerate() {
            let name = format!("Hop {} of {}: {}", index + 1, plan.hops.len(), hop.title());
            let begins = format!("'{name}. Go on only if {} is what runs now. Press Enter", hop.from);
            let ends =
                format!("'Hop {} of {} is done: {} is installed.'\n", index + 1, plan.hops.len(), hop.to);
            for (text, ask, say) in
                [(&text, "printf '%s' ", "printf '%s\\n' "), (&other, "$null = Read-Host ", "Write-Host ")]
            {
                assert_eq!(text.matches(&format!("\n{ask}{begins}")).count(), 1, "{begins}\n{text}");
                assert_eq!(text.matches(&format!("\n{say}{ends}")).count(), 1, "{ends}\n{text}");
            }
            // What a hop runs is what its own script runs, in the same order.
            let own = script(hop, Shell::Posix);
            let steps = own
                .split_once("\n\n")
                .and_then(|(_, rest)| rest.split_once("\n\n"))
                .map_or("", |(_, rest)| rest);
            let steps = steps.trim_end_matches(")\n");
            // But for how to go on, which is not the same before and after the change.
            let text: String =
                text.split_inclusive('\n').filter(|line| !line.starts_with("again=")).collect();
            assert!(!steps.is_empty() && text.contains(steps), "{steps}\n{text}");
        }
        let goes_back = |line: &str| line.contains("helm rollback") && !line.starts_with("# ");
        assert!(!text.lines().chain(other.lines()).any(goes_back), "{text}");
    }
}

#[test]
fn a_runbook_begins_again_at_the_hop_where_it_stopped() {
    let plan = plan("", &by_hand(Edition::OpenSource, "1.19.2", "1.20"));
    let text = runbook(&plan, Shell::Posix);
    let all = "\n".repeat(40);
    let upgrades = |log: &str| {
        let lines =
            log.lines().filter(|line| line.starts_with("helm upgrade") && !line.contains("--dry-run"));
        lines
            .filter_map(|line| {
                line.split(' ').skip_while(|word| *word != "--version").nth(1).map(str::to_owned)
            })
            .collect::<Vec<_>>()
    };
    let stops: Vec<String> = plan.hops.iter().map(|hop| hop.to.to_string()).collect();
    assert_eq!(stops.len(), 2);
    let (log, is_success) = run("runbook-ends", &text, "nothing", &all);
    assert!(is_success && upgrades(&log) == stops, "{log}");
    let (log, is_success) = run("runbook-unanswered", &text, "nothing", "");
    assert!(!is_success && log.is_empty(), "{log}");
    let (log, is_success) = run("runbook-fails", &text, "'kubectl apply'", &all);
    assert!(!is_success && upgrades(&log).is_empty() && log.contains("kubectl apply"), "{log}");
    let again = text.replacen("(\n", "FROM_HOP=2\n(\n", 1);
    let (log, is_success) = run("runbook-again", &again, "nothing", &all);
    assert!(is_success && upgrades(&log) == stops.get(1..).expect("a second hop"), "{log}");
}

/// What a runbook prints besides the output of its programs, and what it runs, where each question has an answer.
fn ran(name: &str, plan: &Plan, answers: &str) -> (String, bool) {
    run(name, &runbook(plan, Shell::Posix), "nothing", answers)
}

#[test]
fn a_step_that_is_skipped_is_not_run() {
    let plan = plan("", &by_hand(Edition::Enterprise, "1.20.8", "enterprise-kgateway"));
    let installs = "kubectl apply --server-side -f https://github.com/kubernetes-sigs/gateway-api/";
    let (log, is_success) = ran("runbook-runs-all", &plan, &"\n".repeat(80));
    assert!(is_success && log.contains(installs), "{log}");
    let (log, is_success) = ran("runbook-skips", &plan, &"s\n".repeat(80));
    assert!(is_success && !log.contains(installs), "{log}");
}

#[test]
fn a_runbook_says_what_it_asks_to_be_settled() {
    let switched = Choices {
        answers: vec![("discovery-off".to_owned(), Reply::Yes)],
        delivered_by: Some(Delivery::Flux),
        ..by_hand(Edition::OpenSource, "1.19.22", "1.20")
    };
    let text = runbook(&plan("", &switched), Shell::Posix);
    for line in ["Merge this into the values of the HelmRelease:", "    discovery:", "      enabled: true"] {
        assert!(text.contains(&format!("printf '%s\\n' '{line}'\n")), "{line}\n{text}");
    }
    let text = runbook(&plan("", &by_hand(Edition::OpenSource, "1.12.5", "1.13")), Shell::Posix);
    assert!(text.contains("printf '%s\\n' '    kubectl delete clusterrole"), "{text}");
}

#[test]
fn a_runbook_looks_where_it_is() {
    let of = |context: &str, version: &str| {
        let listing = listing(version, version, "gloo-system");
        format!(
            "$ kubectl config use-context {context}\nSwitched to context \"{context}\".\n$ glooctl version\n{listing}"
        )
    };
    let paste = of("north", "1.19.3") + &of("south", "1.18.3");
    let choices = Choices { installation: Some(1), ..Choices::default() };
    let text = runbook(&plan(&paste, &choices), Shell::Posix);
    let asks = "kubectl config current-context\nprintf '%s' 'Go on only if it is south. ";
    assert_eq!(text.matches(asks).count(), text.matches("is what runs now.").count(), "{text}");
}
