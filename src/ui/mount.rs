//! Where a page lives: the element that it is drawn into, the names that are its own there, and the address that its
//! files lie at. Several of them can live in one document.

use std::rc::Rc;

use yew::AttrValue;

use super::browser::Root;
use super::browser::fetch::{Brought, Source};

/// What the names of this program begin with in what a page shares with others: identifiers and storage.
const PROGRAM: &str = "gloo-advisor";

/// The name of the page as one file, with all that it needs.
pub const SINGLE_FILE: &str = "gloo-advisor.html";

/// Whom the document belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// To this page: its parts have the plain names that links rely on, and it follows the document's address.
    #[default]
    Owner,
    /// To somebody else: the page keeps to its root.
    Guest,
}

/// Where a page lives. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Mount {
    root: Root,
    base: Rc<str>,
    home: Rc<str>,
    brought: Brought,
    standing: Standing,
    /// The name of a guest, which no other mount of the document has.
    name: Rc<str>,
}

impl Default for Mount {
    /// A page without a browser.
    fn default() -> Self {
        Self::new(Root::default(), ".", Standing::Owner)
    }
}

impl Mount {
    /// A place for a page: an element, the address of the folder that its files lie in, and whom the document belongs
    /// to.
    #[must_use]
    pub fn new(root: Root, base: &str, standing: Standing) -> Self {
        let name = match standing {
            Standing::Owner => String::new(),
            Standing::Guest => root.identify(PROGRAM),
        };
        Self { root, standing, ..Self::named(&name, base) }
    }

    /// The place of a guest, by its name, without an element.
    #[must_use]
    pub fn named(name: &str, base: &str) -> Self {
        // It stands between quotes in selectors.
        let is_plain = |letter: &char| letter.is_alphanumeric() || matches!(letter, '-' | '_');
        let name: String = name.chars().filter(is_plain).collect();
        let base = folder(base);
        Self {
            root: Root::default(),
            home: base.clone(),
            base,
            brought: Brought::default(),
            standing: Standing::Guest,
            name: name.into(),
        }
    }

    /// The same for a page whose document lies in another folder than its files.
    #[must_use]
    pub fn at_home(self, home: &str) -> Self {
        Self { home: folder(home), ..self }
    }

    /// The same with files that are not fetched.
    #[must_use]
    pub fn with(self, brought: Brought) -> Self {
        Self { brought, ..self }
    }

    /// The element that the page is drawn into.
    #[must_use]
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// Whom the document belongs to.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        self.standing
    }

    /// The identifier of a part of the page, in the document.
    #[must_use]
    pub fn id(&self, part: &str) -> AttrValue {
        match self.standing {
            Standing::Owner => part.to_owned().into(),
            Standing::Guest => format!("{}-{part}", self.name).into(),
        }
    }

    /// The address of the folder that the page itself lies in, with a slash at its end.
    #[must_use]
    pub fn home(&self) -> &str {
        &self.home
    }

    /// The address of the page as one file; none where it is that file.
    #[must_use]
    pub fn single_file(&self) -> Option<String> {
        self.brought.is_empty().then(|| format!("{}{SINGLE_FILE}", self.home))
    }

    /// Where a file of the page is.
    #[must_use]
    pub fn file(&self, name: &str) -> Source {
        let text = self.brought.text(name).map(Source::Text);
        text.unwrap_or_else(|| Source::Address(format!("{}{name}", self.base)))
    }

    /// The name that something is kept by in the browser.
    #[must_use]
    pub fn key(&self, what: &str) -> String {
        match self.standing {
            Standing::Owner => format!("{PROGRAM}-{what}"),
            Standing::Guest => format!("{PROGRAM}-{what}-{}", self.name),
        }
    }
}

/// The address of a folder, with a slash at its end.
fn folder(address: &str) -> Rc<str> {
    format!("{}/", address.trim_end_matches('/')).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owner_of_a_document_has_plain_names() {
        let mount = Mount::new(Root::default(), "https://example.test/docs/", Standing::Owner);
        assert_eq!(mount.id("verdict"), "verdict");
        assert_eq!(mount.key("theme"), "gloo-advisor-theme");
        assert_eq!(
            mount.file("catalog.json"),
            Source::Address("https://example.test/docs/catalog.json".to_owned())
        );
    }

    #[test]
    fn a_guest_has_names_of_its_own() {
        let mount = Mount::named("in\"tro", ".");
        assert_eq!(mount.id("verdict"), "intro-verdict");
        assert_eq!(mount.key("theme"), "gloo-advisor-theme-intro");
        assert_eq!(mount.file("catalog.json"), Source::Address("./catalog.json".to_owned()));
    }
}
