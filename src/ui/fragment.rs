//! What a link to the page may ask for, behind the `#`: facts only, never any text that was pasted.
//! `#edition=enterprise&from=1.16.3&target=1.18`, `finding=GLA0302` for where to look, `failure=GLA1001` for
//! what to explain, and `mode=compact&theme=dark` for a page within another. `#v=1&…&sum=1f2e3d4c` is a result.

use std::rc::Rc;

use super::theme::Theme;
use crate::edition::Edition;
use crate::report::{Broken, Shared};
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

/// The result that a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// It carries none.
    #[default]
    Plain,
    /// All of it came.
    Shared(Rc<Shared>),
    /// It can't be used.
    Broken(Broken),
}

impl Link {
    /// The result, where it can be used.
    #[must_use]
    pub const fn shared(&self) -> Option<&Rc<Shared>> {
        match self {
            Self::Shared(shared) => Some(shared),
            Self::Plain | Self::Broken(_) => None,
        }
    }
}

/// What a link, or whoever mounts the page, asks for. What it says wrongly, or in words that are not known, it does not ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fragment {
    /// The result that it carries; what else it says of an installation does not count beside one.
    pub link: Link,
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
        let text = text.strip_prefix('#').unwrap_or(text);
        let (link, text) = match Shared::parse(text) {
            Ok(None) => (Link::Plain, text.to_owned()),
            Ok(Some((shared, rest))) => (Link::Shared(Rc::new(shared)), rest),
            Err(broken) => (Link::Broken(broken), text.to_owned()),
        };
        let is_plain = link == Link::Plain;
        let is_broken = matches!(link, Link::Broken(_));
        let mut asked = Self { link, ..Self::default() };
        let code = |value: &str| Some(value.to_owned()).filter(|code| is_code(code));
        for (key, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                // Whoever frames the page says how it looks, whatever came with the link.
                "mode" => asked.mode = Mode::parse(value),
                "theme" => asked.theme = Theme::parse(value),
                _ if is_broken => {}
                "finding" => asked.finding = code(value),
                "failure" => asked.failure = code(value),
                "edition" if is_plain => asked.edition = Edition::parse(value),
                "from" if is_plain => asked.from = Version::parse(value),
                "target" if is_plain => asked.target = Target::parse(value),
                "target-edition" if is_plain => asked.target_edition = Edition::parse(value),
                _ => {}
            }
        }
        asked
    }
}

fn is_code(text: &str) -> bool {
    text.strip_prefix("GLA").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
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
    fn beside_a_result_only_looks_count() {
        let plain = "edition=open-source&from=1.2.3&target=1.18&mode=compact&theme=dark&finding=GLA0302";
        let asked = Fragment::parse(&format!("#v=1&client=1.18.10&sum=cede17fc&{plain}"));
        let looks = Fragment { mode: Some(Mode::Compact), theme: Some(Theme::Dark), ..Fragment::default() };
        assert!(asked.link.shared().is_some(), "{asked:?}");
        let finding = Some("GLA0302".to_owned());
        assert_eq!(Fragment { link: Link::Plain, ..asked }, Fragment { finding, ..looks.clone() });
        let broken = Fragment::parse(&format!("#v=1&client=1.18.11&sum=cede17fc&{plain}"));
        assert_eq!(broken, Fragment { link: Link::Broken(Broken::Changed), ..looks });
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
