//! Several commands that only look, as one block: each is shown, run, and followed by its status, so that the whole
//! output can be pasted back.

use super::{Command, Shell, posix, powershell};

/// The lines of the block, one for each command. What a shell has no text for is left out.
#[must_use]
pub fn block(shell: Shell, commands: &[&Command]) -> Vec<String> {
    commands.iter().filter_map(|command| line(shell, command)).collect()
}

fn line(shell: Shell, command: &Command) -> Option<String> {
    // One spelling for all shells: it is read, not run.
    let shown = format!("$ {}", posix::emit(command));
    match shell {
        Shell::Posix => {
            let shown = posix::quote(&shown);
            Some(format!("printf '%s\\n' {shown}; {}; echo \"[exit $?]\"", posix::emit(command)))
        }
        Shell::PowerShell => {
            let text = powershell::emit(command).ok()?;
            Some(format!("{}; {text}; \"[exit $LASTEXITCODE]\"", powershell::quote(&shown)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_command_is_shown_run_and_followed_by_its_status() {
        let command = Command::new("kubectl", &["get", "x", "-o", "jsonpath={.a}"]);
        let check = |shell, expect: &str| assert_eq!(block(shell, &[&command]), [expect]);
        check(
            Shell::Posix,
            "printf '%s\\n' '$ kubectl get x -o '\\''jsonpath={.a}'\\'''; kubectl get x -o 'jsonpath={.a}'; echo \"[exit $?]\"",
        );
        check(
            Shell::PowerShell,
            "'$ kubectl get x -o ''jsonpath={.a}'''; kubectl get x -o 'jsonpath={.a}'; \"[exit $LASTEXITCODE]\"",
        );
    }
}
