//! Commands for `sh`, `bash`, `dash` and `zsh`.

use super::{Argument, Command, Part, Stage};

/// The text of a command, which can be pasted as it is. A literal never expands, a variable always
/// does and is never split.
#[must_use]
pub fn emit(command: &Command) -> String {
    let stages: Vec<String> = command.stages.iter().map(stage).collect();
    let mut text = stages.join(" | ");
    if let Some(file) = &command.output {
        text.push_str(" > ");
        text.push_str(&word(file));
    }
    text
}

fn stage(stage: &Stage) -> String {
    let environment =
        stage.environment.iter().map(|(variable, value)| format!("{}={}", variable.name(), word(value)));
    let program = std::iter::once(quote(&stage.program));
    let words = stage.words.iter().map(word);
    environment.chain(program).chain(words).collect::<Vec<_>>().join(" ")
}

fn word(word: &Argument) -> String {
    let part = |part: &Part| match part {
        Part::Literal(text) => quote(text),
        // The shell itself refuses to run the command without it.
        Part::Variable(variable) if variable.must_be_set() => format!("\"${{{}:?}}\"", variable.name()),
        Part::Variable(variable) => format!("\"${}\"", variable.name()),
    };
    let text: String = word.parts.iter().map(part).collect();
    if text.is_empty() { "''".to_owned() } else { text }
}

/// Quotes a literal where a shell would see anything in it. A leading `=` or `~` is quoted too: zsh
/// expands the one, every shell the other.
pub(super) fn quote(text: &str) -> String {
    let is_plain = |c: char| {
        c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '%' | '+' | ',' | '=')
    };
    if text.is_empty() || (text.chars().all(is_plain) && !text.starts_with('=')) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Variable;

    fn check(command: &Command, expect: &str) {
        assert_eq!(emit(command), expect);
    }

    #[test]
    fn plain_words_stay_plain() {
        check(&Command::new("helm", &["list", "-n", "gloo-system"]), "helm list -n gloo-system");
    }

    #[test]
    fn what_a_shell_would_see_is_quoted() {
        check(&Command::new("helm", &["list", "$(rm -rf ~)"]), "helm list '$(rm -rf ~)'");
        check(&Command::new("helm", &["list", "'; --"]), r"helm list ''\''; --'");
        check(&Command::new("helm", &["", "=x", "~", "a b", "{}"]), "helm '' '=x' '~' 'a b' '{}'");
    }

    #[test]
    fn variables_expand_inside_double_quotes() {
        let license = Argument::assign("license_key", Variable::LicenseKey);
        check(
            &Command::new("helm", &["upgrade"]).arg(license),
            "helm upgrade license_key=\"${GLOO_LICENSE_KEY:?}\"",
        );
        check(
            &Command::new("cat", &[]).arg(Argument::path("~/my values.yaml")),
            "cat \"$HOME\"'/my values.yaml'",
        );
        check(&Command::new("cat", &[]).arg(Argument::path("-x")), "cat ./-x");
    }

    #[test]
    fn pipes_and_files() {
        let command =
            Command::new("helm", &["template", "gloo"]).pipe(Command::new("kubectl", &["apply", "-f", "-"]));
        check(&command, "helm template gloo | kubectl apply -f -");
        check(&command.write_to(Argument::path("a b")), "helm template gloo | kubectl apply -f - > 'a b'");
    }

    #[test]
    fn environment_comes_first() {
        let mut command = Command::new("sh", &[]);
        if let Some(stage) = command.stages.first_mut() {
            stage.environment.push((Variable::Home, Argument::literal("/tmp/a b")));
        }
        check(&command, "HOME='/tmp/a b' sh");
    }
}
