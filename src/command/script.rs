//! Commands as a script that stops at what fails, and asks where a person has to decide.
//!
//! All of it is in one block, so that a shell which it is pasted into reads it to its end before it runs anything:
//! otherwise the next line would answer the question before it.

use super::{Argument, Command, Failure, Shell, posix, powershell};

/// A part of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// What follows, in words.
    Comment(String),
    /// What follows, up to the next one, as it is named where the script stops.
    Step(String),
    /// How to go on where the script stops, from here to the next one: a sentence.
    Again(String),
    /// [`FROM_HOP`] is not set, or from 1 to this number; with any other the script stops.
    Hops(usize),
    /// What is run.
    Command(&'a Command),
    /// What has to be so before it goes on.
    Stop(String),
    /// What is printed.
    Say(String),
    /// What follows, up to [`Part::End`], is run unless somebody skips it: where that is right, as a sentence.
    Skip(String),
    /// What follows, up to [`Part::End`], is run unless [`FROM_HOP`] is a higher number.
    Begin(usize),
    /// See [`Part::Begin`].
    End,
}

/// The variable with the number of the part that a script begins with.
pub const FROM_HOP: &str = "FROM_HOP";

/// What somebody is told who is asked.
const HOW_TO_STOP: &str = "Press Enter to go on, or Ctrl+C to stop.";

/// Says where a script stopped, whatever stopped it: a command that failed, a name without a value, no answer, or Ctrl+C.
const BASH: &str = r#"#!/usr/bin/env bash
(
set -euo pipefail
step='' again=''
trap '[ $? -eq 0 ] || printf "\nStopped at \"%s\". %s\n" "$step" "$again" >&2' EXIT
trap 'exit 130' INT
"#;

/// The same. `break` ends the script with the error that was caught.
const POWERSHELL: &str = r#"& {
$ErrorActionPreference = 'Stop'
$step = $again = ''
trap { Write-Host "Stopped at ""$step"". $again"; break }
"#;

/// The lines of a script, for bash or for PowerShell.
#[must_use]
pub fn write(shell: Shell, parts: &[Part<'_>]) -> String {
    let (head, end) = match shell {
        Shell::Posix => (BASH, ")\n"),
        Shell::PowerShell => (POWERSHELL, "}\n"),
    };
    let mut text = head.to_owned();
    let mut was_comment = false;
    for part in parts {
        let is_comment = matches!(part, Part::Comment(_));
        let is_new = matches!(part, Part::Step(_)) || (is_comment && !was_comment);
        text.push_str(if is_new { "\n" } else { "" });
        was_comment = is_comment;
        text.push_str(&match part {
            Part::Comment(words) => format!("# {}\n", line(words)),
            Part::Step(words) => set(shell, "step", words),
            Part::Again(words) => set(shell, "again", words),
            Part::Hops(count) => hops(shell, *count),
            Part::Command(command) => once(shell, command),
            Part::Stop(words) => stop(shell, &line(words)),
            Part::Say(words) => say(shell, &line(words)),
            Part::Skip(words) => skip(shell, &plain(words)),
            Part::Begin(number) => match shell {
                Shell::Posix => format!("if [ \"${{{FROM_HOP}:-1}}\" -le {number} ]; then\n"),
                Shell::PowerShell => format!("if ([int]\"0$env:{FROM_HOP}\" -le {number}) {{\n"),
            },
            Part::End => match shell {
                Shell::Posix => "fi\n".to_owned(),
                Shell::PowerShell => "}\n".to_owned(),
            },
        });
    }
    text + end
}

/// Nothing but one line.
fn line(words: &str) -> String {
    words.split(char::is_control).collect::<Vec<_>>().join(" ")
}

/// A terminal has no marks for code.
fn plain(words: &str) -> String {
    line(words).replace('`', "")
}

fn set(shell: Shell, name: &str, words: &str) -> String {
    match shell {
        Shell::Posix => format!("{name}={}\n", posix::quote(&plain(words))),
        Shell::PowerShell => format!("${name} = {}\n", powershell::quote(&plain(words))),
    }
}

/// Somebody says whether what follows is run.
fn skip(shell: Shell, words: &str) -> String {
    let ask = asked(shell, "skip", &format!("{words} Type s to skip it, or press Enter to go on. "));
    match shell {
        Shell::Posix => format!("{ask}if [ \"$skip\" != s ]; then\n"),
        Shell::PowerShell => format!("{ask}if ($skip -ne 's') {{\n"),
    }
}

/// A number that no hop has would skip all of them, and look like an upgrade that is done.
fn hops(shell: Shell, count: usize) -> String {
    match shell {
        Shell::Posix => {
            let numbers: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
            format!("case \"${{{FROM_HOP}:-1}}\" in {}) ;; *) exit 1 ;; esac\n", numbers.join(" | "))
        }
        Shell::PowerShell => {
            format!("if ([int]\"0$env:{FROM_HOP}\" -gt {count}) {{ throw 'There is no such hop.' }}\n")
        }
    }
}

/// A command, but for what it has made already: whoever goes on after a stop may have edited those values, a backup
/// from before a change is worth more than one from after it, and Helm refuses to unpack a chart twice.
fn once(shell: Shell, command: &Command) -> String {
    let (made, is_folder) = match (&command.output, unpacked(command)) {
        (Some(file), _) => (file.plain(), false),
        (None, Some(folder)) => (folder.plain(), true),
        (None, None) => return run(shell, command),
    };
    let ask = stop(
        shell,
        &line(&format!(
            "{made} is there already and stays. Go on only if it is complete and up to date. To make it again, stop and delete it."
        )),
    );
    let text = run(shell, command);
    match shell {
        Shell::Posix => format!("if [ -s {} ]; then\n{ask}else\n{text}fi\n", posix::quote(&made)),
        Shell::PowerShell => {
            let name = powershell::quote(&made);
            let is_there = if is_folder {
                format!("Test-Path -LiteralPath {name}")
            } else {
                format!("Get-Content -TotalCount 1 -ErrorAction Ignore -LiteralPath {name}")
            };
            format!("if ({is_there}) {{\n{ask}}} else {{\n{text}}}\n")
        }
    }
}

/// The folder that a chart is unpacked into.
fn unpacked(command: &Command) -> Option<&Argument> {
    let words = command.stages.first()?.words.as_slice();
    words.windows(2).find_map(|pair| match pair {
        [option, folder] if option.plain() == "--untardir" => Some(folder),
        _ => None,
    })
}

fn run(shell: Shell, command: &Command) -> String {
    let text = shell.emit(command);
    match (shell, command.failure) {
        (Shell::Posix, Failure::Stops) => format!("{text}\n"),
        (Shell::Posix, Failure::Tells) => format!("{text} || true\n"),
        // PowerShell itself goes on after a program that fails.
        (Shell::PowerShell, Failure::Stops) if powershell::is_program(command) => {
            format!("{text}\nif ($LASTEXITCODE) {{ throw 'The last command failed.' }}\n")
        }
        (Shell::PowerShell, _) => format!("{text}\n"),
    }
}

fn stop(shell: Shell, words: &str) -> String {
    let into = if shell == Shell::Posix { "" } else { "null" };
    asked(shell, into, &format!("{} {HOW_TO_STOP} ", plain(words)))
}

/// `read -p` would print nothing where no terminal answers, and means something else in zsh.
fn asked(shell: Shell, into: &str, words: &str) -> String {
    match shell {
        Shell::Posix => {
            let read = format!("read -r {into}");
            format!("printf '%s' {} >&2\n{}\n", posix::quote(words), read.trim_end())
        }
        Shell::PowerShell => format!("${into} = Read-Host {}\n", powershell::quote(words.trim_end())),
    }
}

fn say(shell: Shell, words: &str) -> String {
    match shell {
        Shell::Posix if words.is_empty() => "echo\n".to_owned(),
        Shell::Posix => format!("printf '%s\\n' {}\n", posix::quote(words)),
        Shell::PowerShell => format!("Write-Host {}\n", powershell::quote(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shell: Shell, parts: &[Part<'_>], expect: &str) {
        let (head, end) = if shell == Shell::Posix { (BASH, ")\n") } else { (POWERSHELL, "}\n") };
        assert_eq!(write(shell, parts), format!("{head}{expect}{end}"));
    }

    #[test]
    fn a_script_stops_where_something_fails_and_asks_where_somebody_decides() {
        let check_all = Command::new("glooctl", &["check"]);
        let compare = Command { failure: Failure::Tells, ..Command::new("glooctl", &["check-crds"]) };
        let parts = [
            Part::Comment("before: it's\nthis".to_owned()),
            Part::Command(&check_all),
            Part::Command(&compare),
            Part::Stop("Go on only if `glooctl check` isn't red.".to_owned()),
        ];
        check(
            Shell::Posix,
            &parts,
            "\n# before: it's this\nglooctl check\nglooctl check-crds || true\n\
             printf '%s' 'Go on only if glooctl check isn'\\''t red. Press Enter to go on, or Ctrl+C to stop. ' >&2\n\
             read -r\n",
        );
        check(
            Shell::PowerShell,
            &parts,
            "\n# before: it's this\nglooctl check\n\
             if ($LASTEXITCODE) { throw 'The last command failed.' }\nglooctl check-crds\n\
             $null = Read-Host 'Go on only if glooctl check isn''t red. Press Enter to go on, or Ctrl+C to stop.'\n",
        );
    }

    #[test]
    fn a_script_knows_its_step_and_its_hops() {
        let parts = [
            Part::Hops(2),
            Part::Step("before: it's `this`".to_owned()),
            Part::Begin(2),
            Part::Again("Go on\nby hand.".to_owned()),
            Part::End,
        ];
        check(
            Shell::Posix,
            &parts,
            "case \"${FROM_HOP:-1}\" in 1 | 2) ;; *) exit 1 ;; esac\n\nstep='before: it'\\''s this'\n\
             if [ \"${FROM_HOP:-1}\" -le 2 ]; then\nagain='Go on by hand.'\nfi\n",
        );
        check(
            Shell::PowerShell,
            &parts,
            "if ([int]\"0$env:FROM_HOP\" -gt 2) { throw 'There is no such hop.' }\n\n$step = 'before: it''s this'\n\
             if ([int]\"0$env:FROM_HOP\" -le 2) {\n$again = 'Go on by hand.'\n}\n",
        );
    }

    #[test]
    fn what_is_made_already_is_not_made_again() {
        let pull = Command::new("helm", &["pull", "gloo/gloo", "--untar", "--untardir", "gloo-1.2.3"]);
        let file = Argument::literal("gloo-values.yaml");
        let keep = Command::new("helm", &["get", "values", "gloo"]).write_to(file);
        let parts = [Part::Command(&pull), Part::Command(&keep)];
        let question = |made: &str| {
            format!(
                "'{made} is there already and stays. Go on only if it is complete and up to date. \
                 To make it again, stop and delete it. Press Enter to go on, or Ctrl+C to stop."
            )
        };
        let (folder, values) = (question("gloo-1.2.3"), question("gloo-values.yaml"));
        check(
            Shell::Posix,
            &parts,
            &format!(
                "if [ -s gloo-1.2.3 ]; then\nprintf '%s' {folder} ' >&2\nread -r\nelse\n\
                 helm pull gloo/gloo --untar --untardir gloo-1.2.3\nfi\n\
                 if [ -s gloo-values.yaml ]; then\nprintf '%s' {values} ' >&2\nread -r\nelse\n\
                 helm get values gloo > gloo-values.yaml\nfi\n"
            ),
        );
        let text = write(Shell::PowerShell, &parts);
        for part in [
            format!(
                "if (Test-Path -LiteralPath 'gloo-1.2.3') {{\n$null = Read-Host {folder}'\n}} else {{\nhelm pull "
            ),
            format!(
                "if (Get-Content -TotalCount 1 -ErrorAction Ignore -LiteralPath 'gloo-values.yaml') {{\n\
                 $null = Read-Host {values}'\n}} else {{\n"
            ),
        ] {
            assert!(text.contains(&part), "{part}\n{text}");
        }
    }
}
