//! What a link to the page may ask for, behind the `#`: facts only, never any text that was pasted.
//! `#edition=enterprise&from=1.16.3&target=1.18`, `finding=GLA0302` for where to look, `failure=GLA1001` for
//! what to explain, and `mode=compact&theme=dark` for a page within another.

use super::theme::Theme;
use crate::edition::Edition;
use crate::plan::Plan;
use crate::settings::Target;
use crate::version::Version;

/// How much of the page is shown where it stands within another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All of it.
    Full,
    /// The box, the result and the plan.
    Compact,
}

impl Mode {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "full" => Some(Self::Full),
            "compact" => Some(Self::Compact),
            _ => None,
        }
    }
}

/// What a link, or whoever mounts the page, asks for. What it says wrongly, or in words that are not known, it does not ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The installed edition.
    pub edition: Option<Edition>,
    /// The installed version.
    pub from: Option<Version>,
    /// Where to go.
    pub target: Option<Target>,
    /// The edition to go to.
    pub target_edition: Option<Edition>,
    /// The code of the finding to look at.
    pub finding: Option<String>,
    /// The code of the known failure to explain.
    pub failure: Option<String>,
    /// How much is shown, where the page stands within another.
    pub mode: Option<Mode>,
    /// The theme, where that is not the user's to choose.
    pub theme: Option<Theme>,
}

impl Fragment {
    /// Reads what follows the `#`, or what follows it and the `#` itself.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut asked = Self::default();
        let text = text.strip_prefix('#').unwrap_or(text);
        for (key, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "edition" => asked.edition = Edition::parse(value),
                "from" => asked.from = Version::parse(value),
                "target" => asked.target = Target::parse(value),
                "target-edition" => asked.target_edition = Edition::parse(value),
                "finding" => asked.finding = Some(value.to_owned()).filter(|code| is_code(code)),
                "failure" => asked.failure = Some(value.to_owned()).filter(|code| is_code(code)),
                "mode" => asked.mode = Mode::parse(value),
                "theme" => asked.theme = Theme::parse(value),
                _ => {}
            }
        }
        asked
    }
}

fn is_code(text: &str) -> bool {
    text.strip_prefix("GLA").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What leads to a plan, for whoever has nothing to paste.
#[must_use]
pub fn link(plan: &Plan) -> String {
    let (from, target) = (plan.from, plan.target);
    let mut link =
        format!("#edition={}&from={}&target={}", from.edition.name(), from.version, target.version);
    if from.edition != target.edition {
        link.push_str(&format!("&target-edition={}", target.edition.name()));
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_link_asks_for() {
        let asked = Fragment::parse(
            "#edition=enterprise&from=v1.16.3&target=1.18&finding=GLA0302&failure=GLA1001&mode=compact&theme=dark&x=y",
        );
        assert_eq!(asked.edition, Some(Edition::Enterprise));
        assert_eq!(asked.from, Version::parse("1.16.3"));
        assert_eq!(asked.target, Target::parse("1.18"));
        assert_eq!(asked.finding.as_deref(), Some("GLA0302"));
        assert_eq!(asked.failure.as_deref(), Some("GLA1001"));
        assert_eq!((asked.mode, asked.theme), (Some(Mode::Compact), Some(Theme::Dark)));
    }

    #[test]
    fn what_is_not_known_is_not_asked_for() {
        for text in [
            "",
            "#",
            "#=",
            "#from",
            "#from=new&edition=Gloo&target=latest",
            "#finding=GLA1<script>",
            "#failure=all",
            "#mode=small&theme=blue",
            "#&&&=&",
        ] {
            assert_eq!(Fragment::parse(text), Fragment::default(), "{text}");
        }
    }
}
