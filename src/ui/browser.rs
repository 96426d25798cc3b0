//! The browser. Nothing else in the project talks to it.

mod storage;

pub use storage::{keep_choices, keep_ticks, show_theme, stored_choices, stored_theme, stored_ticks};

use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Element, Event, HtmlElement, HtmlTextAreaElement, Response, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use crate::date::Date;
use crate::gather::Gather as _;
use crate::knowledge::Knowledge;
use crate::tree::{DataError, DataFile, Tree};

/// The identifier of the box for the paste, in the static shell and in the page.
pub const BOX: &str = "terminal-output";

/// A value that the browser has parsed.
struct Parsed(JsValue);

impl Tree for Parsed {
    fn get(&self, key: &str) -> Option<Self> {
        let value = Reflect::get(&self.0, &JsValue::from_str(key)).ok()?;
        (!value.is_undefined()).then_some(Self(value))
    }

    fn entries(&self) -> Option<Vec<(String, Self)>> {
        let object = self.0.dyn_ref::<Object>()?;
        let keys = Object::keys(object).into_iter();
        Some(
            keys.filter_map(|key| key.as_string())
                .filter_map(|key| self.get(&key).map(|value| (key, value)))
                .gather(),
        )
    }

    fn elements(&self) -> Option<Vec<Self>> {
        Some(self.0.dyn_ref::<Array>()?.iter().map(Self).gather())
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn is_null(&self) -> bool {
        self.0.is_null()
    }
}

/// What is fetched from beside the page, in the order in which it is used. All of it is asked for at once,
/// when the page starts: no request may depend on what is pasted.
pub struct Downloads {
    releases: Download,
    rules: Download,
    /// What upgrades may run into; few begin at a release that is so old that the second is needed.
    risks: [Download; 2],
    /// What failures mean: the last to come, since neither versions nor plans need it.
    failures: Download,
}

impl Downloads {
    /// Asks for all of it.
    #[must_use]
    pub fn start() -> Self {
        let risks = |path| Download::start(path, DataFile::Risks);
        Self {
            releases: Download::start("./catalog.json", DataFile::Catalog),
            rules: Download::start("./rules.json", DataFile::Rules),
            risks: [risks("./risks.json"), risks("./risks-old.json")],
            failures: Download::start("./failures.json", DataFile::Failures),
        }
    }

    /// Hands on what is known each time that there is more of it, and what could not be had, in a sentence.
    /// One file is of use without the others.
    pub async fn each(self, take: impl Fn(Rc<Knowledge>, Option<String>)) {
        let mut loaded = Loaded::default();
        let releases = self.releases.json().await;
        loaded.add(releases, Knowledge::with_catalog);
        let rules = self.rules.json().await;
        loaded.add(rules, Knowledge::with_rules);
        take(loaded.knowledge.clone(), loaded.problem.clone());
        for risks in self.risks {
            let risks = risks.json().await;
            loaded.add(risks, Knowledge::with_risks);
            take(loaded.knowledge.clone(), loaded.problem.clone());
        }
        let failures = self.failures.json().await;
        loaded.add(failures, Knowledge::with_failures);
        take(loaded.knowledge.clone(), loaded.problem.clone());
    }
}

/// What has come so far.
#[derive(Default)]
struct Loaded {
    knowledge: Rc<Knowledge>,
    /// The first thing that could not be had.
    problem: Option<String>,
}

impl Loaded {
    fn add(
        &mut self,
        file: Result<Parsed, String>,
        read: fn(Knowledge, &Parsed) -> Result<Knowledge, DataError>,
    ) {
        let knowledge = Knowledge::clone(&self.knowledge);
        match file.and_then(|file| read(knowledge, &file).map_err(|error| error.to_string())) {
            Ok(knowledge) => self.knowledge = Rc::new(knowledge),
            Err(why) => self.problem = self.problem.take().or(Some(why)),
        }
    }
}

/// A file that was asked for.
struct Download {
    what: DataFile,
    response: Option<Promise>,
}

impl Download {
    fn start(path: &str, what: DataFile) -> Self {
        Self { what, response: request(path) }
    }

    async fn json(self) -> Result<Parsed, String> {
        let what = self.what.label();
        let text = text(self.response).await.ok_or_else(|| format!("The {what} could not be fetched."))?;
        js_sys::JSON::parse(&text)
            .map(Parsed)
            .map_err(|_| format!("The {what} can't be read: that is not JSON."))
    }
}

/// Fetches a file from beside the page. Requests go nowhere else, and carry nothing.
pub async fn fetch(path: &str) -> Option<String> {
    text(request(path)).await
}

fn request(path: &str) -> Option<Promise> {
    Some(web_sys::window()?.fetch_with_str(path))
}

async fn text(response: Option<Promise>) -> Option<String> {
    let response = JsFuture::from(response?).await.ok()?;
    let response = response.dyn_into::<Response>().ok().filter(Response::ok)?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Puts a text on the clipboard.
///
/// # Errors
///
/// Where the browser or the host's policy forbids it.
pub async fn copy(text: &str) -> Result<(), JsValue> {
    let clipboard = web_sys::window().ok_or(JsValue::NULL)?.navigator().clipboard();
    JsFuture::from(clipboard.write_text(text)).await.map(|_| ())
}

/// Takes the text from the clipboard; the browser may ask the user.
///
/// # Errors
///
/// Where the browser, the user or the host's policy forbids it.
pub async fn paste() -> Result<String, JsValue> {
    let clipboard = web_sys::window().ok_or(JsValue::NULL)?.navigator().clipboard();
    let text = JsFuture::from(clipboard.read_text()).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// The text of a file. Bytes that are no text become replacement characters.
///
/// # Errors
///
/// Where the file can't be read any more.
pub async fn read_file(file: web_sys::File) -> Result<String, JsValue> {
    let text = JsFuture::from(file.text()).await?;
    Ok(text.as_string().unwrap_or_default())
}

/// Today, where the user is.
#[must_use]
pub fn today() -> Option<Date> {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    Date::parse(&format!("{year:04}-{month:02}-{day:02}"))
}

/// Brings an element into view, gently unless the user wants no motion: the style decides.
pub fn scroll_to(id: &str) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_behavior(ScrollBehavior::Auto);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Brings a line into view within the frame that it scrolls in; the page stays where it is.
pub fn scroll_in_frame(id: &str) {
    let line = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let frame = line.as_ref().and_then(|line| line.closest(".editor, .excerpt").ok().flatten());
    let frame = frame.and_then(|frame| frame.dyn_into::<HtmlElement>().ok());
    let (Some(line), Some(frame)) = (line, frame) else { return };
    let (top, height) = (line.offset_top() - frame.offset_top(), frame.client_height());
    if !(0..height - line.offset_height()).contains(&(top - frame.scroll_top())) {
        frame.set_scroll_top(top - height / 3);
    }
}

/// Moves the keyboard to an element.
pub fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// The command that the pointer or the keyboard came to.
#[must_use]
pub fn command_at(event: &Event) -> Option<Rc<str>> {
    let at = event.target()?.dyn_into::<Element>().ok()?;
    let code = at.closest(".cmd").ok()??.query_selector("code").ok()??;
    code.text_content().map(Rc::from)
}

/// What the address has behind the `#`.
#[must_use]
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// The address of the page, without what it has behind the `#`.
#[must_use]
pub fn address() -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The line of the box that the caret is in, counted from 1.
#[must_use]
pub fn caret_line(event: &Event) -> Option<usize> {
    let typed = event.target()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    let caret = usize::try_from(typed.selection_start().ok()??).ok()?;
    // The browser counts as its own strings do.
    let before = typed.value().encode_utf16().take(caret).filter(|unit| *unit == u16::from(b'\n')).count();
    Some(before + 1)
}

/// The time, in milliseconds.
#[must_use]
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Waits for some milliseconds.
pub async fn wait(milliseconds: i32) {
    let timeout = |resolve: &js_sys::Function| {
        web_sys::window()?.set_timeout_with_callback_and_timeout_and_arguments_0(resolve, milliseconds).ok()
    };
    let promise = Promise::new(&mut |resolve, _| {
        let _ = timeout(&resolve);
    });
    let _ = JsFuture::from(promise).await;
}

fn element(id: &str) -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id(id)
}

/// What stands in the control that an event happened to.
#[must_use]
pub fn value(event: &Event) -> String {
    let value = event.target().and_then(|target| Reflect::get(&target, &JsValue::from_str(VALUE)).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// Empties the control that an event happened to.
pub fn clear_value(event: &Event) {
    if let Some(target) = event.target() {
        let _ = Reflect::set(&target, &JsValue::from_str(VALUE), &JsValue::from_str(""));
    }
}

const VALUE: &str = "value";

/// Where the page is mounted.
#[must_use]
pub fn root() -> Option<Element> {
    element("app")
}

/// The box of the static shell, which takes a paste before the page has started.
pub struct Shell {
    /// What was pasted.
    pub pasted: String,
    /// Whether the keyboard is in the box.
    pub has_focus: bool,
}

/// Reads the box of the static shell.
#[must_use]
pub fn shell() -> Shell {
    let pasted = element(BOX).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok());
    let focused = web_sys::window().and_then(|window| window.document()?.active_element());
    Shell {
        pasted: pasted.map(|text_box| text_box.value()).unwrap_or_default(),
        has_focus: focused.is_some_and(|element| element.id() == BOX),
    }
}
