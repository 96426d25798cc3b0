//! Commands as a script that stops at what fails, and asks where a person has to decide.
//!
//! All of it is in one block, so that a shell which it is pasted into reads it to its end before it runs anything:
//! otherwise the next line would answer the question before it.

use super::{Command, Failure, Shell, posix, powershell};

/// A part of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// What follows, in words.
    Comment(String),
    /// What is run.
    Command(&'a Command),
    /// What has to be so before it goes on.
    Stop(String),
    /// What is printed.
    Say(String),
    /// What follows, up to [`Part::End`], is run unless [`FROM_HOP`] is a higher number.
    Begin(usize),
    /// See [`Part::Begin`].
    End,
}

/// The variable with the number of the part that a script begins with.
pub const FROM_HOP: &str = "FROM_HOP";

/// What somebody is told who is asked.
const HOW_TO_STOP: &str = "Press Enter to go on, or Ctrl+C to stop.";

/// The lines of a script, for bash or for PowerShell.
#[must_use]
pub fn write(shell: Shell, parts: &[Part<'_>]) -> String {
    let (head, end) = match shell {
        Shell::Posix => ("#!/usr/bin/env bash\n(\nset -euo pipefail\n", ")\n"),
        Shell::PowerShell => ("& {\n$ErrorActionPreference = 'Stop'\n", "}\n"),
    };
    let mut text = head.to_owned();
    let mut was_comment = false;
    for part in parts {
        let is_comment = matches!(part, Part::Comment(_));
        text.push_str(if is_comment && !was_comment { "\n" } else { "" });
        was_comment = is_comment;
        match part {
            Part::Comment(words) => text.push_str(&format!("# {}\n", line(words))),
            Part::Command(command) => text.push_str(&run(shell, command)),
            Part::Stop(words) => text.push_str(&stop(shell, &line(words))),
            Part::Say(words) => text.push_str(&say(shell, &line(words))),
            Part::Begin(number) => text.push_str(&match shell {
                Shell::Posix => format!("if [ \"${{{FROM_HOP}:-1}}\" -le {number} ]; then\n"),
                Shell::PowerShell => format!("if ([int]\"0$env:{FROM_HOP}\" -le {number}) {{\n"),
            }),
            Part::End => text.push_str(match shell {
                Shell::Posix => "fi\n",
                Shell::PowerShell => "}\n",
            }),
        }
    }
    text + end
}

/// Nothing but one line.
fn line(words: &str) -> String {
    words.split(char::is_control).collect::<Vec<_>>().join(" ")
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
    // A terminal has no marks for code.
    let words = format!("{} {HOW_TO_STOP} ", words.replace('`', ""));
    match shell {
        Shell::Posix => format!("read -r -p {}\n", posix::quote(&words)),
        Shell::PowerShell => format!("$null = Read-Host {}\n", powershell::quote(words.trim_end())),
    }
}

fn say(shell: Shell, words: &str) -> String {
    match shell {
        Shell::Posix => format!("printf '%s\\n' {}\n", posix::quote(words)),
        Shell::PowerShell => format!("Write-Host {}\n", powershell::quote(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_stops_where_something_fails_and_asks_where_somebody_decides() {
        let check = Command::new("glooctl", &["check"]);
        let compare = Command { failure: Failure::Tells, ..Command::new("glooctl", &["check-crds"]) };
        let parts = [
            Part::Comment("before: it's\nthis".to_owned()),
            Part::Command(&check),
            Part::Command(&compare),
            Part::Stop("Go on only if `glooctl check` isn't red.".to_owned()),
        ];
        assert_eq!(
            write(Shell::Posix, &parts),
            "#!/usr/bin/env bash\n(\nset -euo pipefail\n\n# before: it's this\nglooctl check\nglooctl check-crds || true\n\
             read -r -p 'Go on only if glooctl check isn'\\''t red. Press Enter to go on, or Ctrl+C to stop. '\n)\n"
        );
        assert_eq!(
            write(Shell::PowerShell, &parts),
            "& {\n$ErrorActionPreference = 'Stop'\n\n# before: it's this\nglooctl check\n\
             if ($LASTEXITCODE) { throw 'The last command failed.' }\nglooctl check-crds\n\
             $null = Read-Host 'Go on only if glooctl check isn''t red. Press Enter to go on, or Ctrl+C to stop.'\n}\n"
        );
    }
}
