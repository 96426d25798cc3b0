//! The element that a page is mounted in. Everything that the page looks up, it looks up below it.

use wasm_bindgen::JsCast as _;
use web_sys::{
    Element, HtmlElement, HtmlTextAreaElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

const THEME: &str = "data-theme";
const OPEN: &str = "open";
const FOLDED: &str = "details";

/// The element that a page is mounted in; none where there is no browser.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Root(Option<Element>);

impl From<Element> for Root {
    fn from(element: Element) -> Self {
        Self(Some(element))
    }
}

impl Root {
    /// The element itself.
    #[must_use]
    pub const fn element(&self) -> Option<&Element> {
        self.0.as_ref()
    }

    /// The root's own identifier. Where it has none it gets the first of `PREFIX-1`, `PREFIX-2`, … that is free.
    #[must_use]
    pub fn identify(&self, prefix: &str) -> String {
        let Some(root) = &self.0 else { return String::new() };
        if root.id().is_empty() {
            let document = root.owner_document();
            let is_free = |id: &String| {
                document.as_ref().is_none_or(|document| document.get_element_by_id(id).is_none())
            };
            let mut names = (1_usize..).map(|number| format!("{prefix}-{number}"));
            root.set_id(&names.find(is_free).unwrap_or_default());
        }
        root.id()
    }

    /// What was typed into the box that stands here before the page has started.
    #[must_use]
    pub fn typed(&self) -> String {
        let typed = self.query("textarea").and_then(|typed| typed.dyn_into::<HtmlTextAreaElement>().ok());
        typed.map(|typed| typed.value()).unwrap_or_default()
    }

    /// Whether the keyboard is in that box. It stays there while the window is in the background, where `:focus`
    /// matches nothing.
    #[must_use]
    pub fn has_focus_in_box(&self) -> bool {
        let document = self.0.as_ref().and_then(|root| root.owner_document());
        let active = document.and_then(|document| document.active_element());
        active.is_some() && active == self.query("textarea")
    }

    /// Opens everything that an element is folded in, and the element itself where it folds.
    pub fn unfold(&self, id: &str) {
        let Some(element) = self.find(id) else { return };
        let own = element.query_selector(":scope > details").ok().flatten();
        if let Some(own) = own.filter(|_| !element.matches(FOLDED).unwrap_or_default()) {
            let _ = own.set_attribute(OPEN, "");
        }
        let mut around = element.closest(FOLDED).ok().flatten();
        while let Some(fold) = around {
            let _ = fold.set_attribute(OPEN, "");
            around = fold.parent_element().and_then(|parent| parent.closest(FOLDED).ok().flatten());
        }
    }

    /// Brings an element into view, gently unless the user wants no motion: the style decides.
    pub fn scroll_to(&self, id: &str) {
        if let Some(element) = self.find(id) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Center);
            options.set_behavior(ScrollBehavior::Auto);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// Brings a line into view within the frame that it scrolls in; the page stays where it is.
    pub fn scroll_in_frame(&self, id: &str) {
        let line = self.find(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let frame = line.as_ref().and_then(|line| line.closest(".editor, .excerpt").ok().flatten());
        let frame = frame.and_then(|frame| frame.dyn_into::<HtmlElement>().ok());
        let (Some(line), Some(frame)) = (line, frame) else { return };
        let (top, height) = (line.offset_top() - frame.offset_top(), frame.client_height());
        if !(0..height - line.offset_height()).contains(&(top - frame.scroll_top())) {
            frame.set_scroll_top(top - height / 3);
        }
    }

    /// Moves the keyboard to an element. Of one that folds, the first line takes it: if the element itself did,
    /// browsers would pass over all that is in it.
    pub fn focus(&self, id: &str) {
        let Some(element) = self.find(id) else { return };
        let line = element.query_selector(":scope > summary").ok().flatten();
        if let Ok(element) = line.unwrap_or(element).dyn_into::<HtmlElement>() {
            let _ = element.focus();
        }
    }

    /// Shows a theme in the root alone.
    pub fn show_theme(&self, name: &str) {
        if let Some(root) = &self.0 {
            let _ = root.set_attribute(THEME, name);
        }
    }

    /// Shows a theme in the whole document.
    pub fn show_theme_around(&self, name: &str) {
        let document = self.0.as_ref().and_then(|root| root.owner_document());
        if let Some(all) = document.and_then(|document| document.document_element()) {
            let _ = all.set_attribute(THEME, name);
        }
    }

    fn find(&self, id: &str) -> Option<Element> {
        self.query(&format!("[id=\"{id}\"]"))
    }

    fn query(&self, selector: &str) -> Option<Element> {
        self.0.as_ref()?.query_selector(selector).ok()?
    }
}
