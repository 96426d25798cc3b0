//! What was chosen, as text: it is kept for as long as the tab is open, so that a page that is loaded again writes
//! the same commands. What the installation is and where to go is told by the paste and by links instead.

use crate::command::Shell;
use crate::delivery::Delivery;
use crate::settings::{Choices, Helm, Named as _, Platform, Reply, Way};

/// What is kept of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The names and ways that commands are written with; nothing else of the choices is kept.
    pub choices: Choices,
    /// Whether the parts of all commands are explained.
    pub explains: bool,
}

impl Kept {
    /// Writes what was chosen, a line for each: a key, `=`, and the value. Nothing, where nothing was chosen.
    #[must_use]
    pub fn write(&self) -> String {
        let choices = &self.choices;
        let mut text = String::new();
        for (key, value) in [
            ("namespace", choices.namespace.as_deref()),
            ("release", choices.release.as_deref()),
            ("values", choices.values.as_deref()),
            ("platform", choices.platform.map(Platform::name)),
            ("helm", choices.helm.map(Helm::name)),
            ("shell", Some(choices.shell).filter(|shell| *shell != Shell::default()).map(Shell::name)),
            ("way", Some(choices.way).filter(|way| *way != Way::default()).map(Way::name)),
            ("delivered-by", choices.delivered_by.map(Delivery::name)),
            ("explains", self.explains.then_some("yes")),
        ] {
            if let Some(value) = value {
                text.push_str(&format!("{key}={value}\n"));
            }
        }
        for (risk, reply) in &choices.answers {
            text.push_str(&format!("answer={risk} {}\n", reply.name()));
        }
        text
    }

    /// The same with what [`Kept::write`] wrote; what is not known there is passed over.
    #[must_use]
    pub fn read(mut self, text: &str) -> Self {
        let choices = &mut self.choices;
        for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
            let name = Some(value.to_owned());
            match key {
                "namespace" => choices.namespace = name,
                "release" => choices.release = name,
                "values" => choices.values = name,
                "platform" => choices.platform = Platform::parse(value),
                "helm" => choices.helm = Helm::parse(value),
                "shell" => choices.shell = Shell::parse(value).unwrap_or_default(),
                "way" => choices.way = Way::parse(value).unwrap_or_default(),
                "delivered-by" => choices.delivered_by = Delivery::parse(value),
                "answer" => choices.answers.extend(answer(value)),
                "explains" => self.explains = true,
                _ => {}
            }
        }
        self
    }
}

/// `discovery-off no`
fn answer(text: &str) -> Option<(String, Reply)> {
    let (risk, reply) = text.split_once(' ')?;
    Some((risk.to_owned(), Reply::parse(reply)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen() -> Kept {
        let choices = Choices {
            namespace: Some("edge = 1".to_owned()),
            release: Some("gw".to_owned()),
            values: Some("a b.yaml".to_owned()),
            platform: Platform::parse("darwin-arm64"),
            helm: Some(Helm::Four),
            shell: Shell::PowerShell,
            way: Way::Canary,
            delivered_by: Some(Delivery::ArgoCd),
            answers: vec![("discovery-off".to_owned(), Reply::No)],
            ..Choices::default()
        };
        Kept { choices, explains: true }
    }

    #[test]
    fn what_was_chosen_comes_back() {
        assert_eq!(Kept::default().read(&chosen().write()), chosen());
    }

    #[test]
    fn nothing_is_written_where_nothing_was_chosen() {
        assert_eq!(Kept::default().write(), "");
        assert_eq!(Kept { choices: Choices::default(), ..chosen() }.write(), "explains=yes\n");
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        assert_eq!(Kept::default().read("helm=5\nshell=\nrelease\n=\nother=1\n"), Kept::default());
    }

    #[test]
    fn what_is_not_written_stays() {
        let choices = Choices { namespace: Some("edge".to_owned()), ..Choices::default() };
        let kept = Kept { choices, explains: true }.read("release=gw\n");
        assert_eq!(kept.write(), "namespace=edge\nrelease=gw\nexplains=yes\n");
    }
}
