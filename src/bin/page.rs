//! The page as a program: `boot.js` mounts it where the static shell stands, and hosts mount it where they want it.

use gloo_advisor::ui::browser::Element;
use gloo_advisor::ui::fragment::Fragment;
use gloo_advisor::ui::news::News;
use gloo_advisor::ui::{App, AppProps, Mount, Standing};
use js_sys::{Function, Map};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use yew::{AppHandle, Callback, Renderer};

/// Smaller to download than the standard allocator.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A page in its root.
#[wasm_bindgen]
pub struct MountedPage {
    handle: AppHandle<App>,
    props: AppProps,
}

#[wasm_bindgen]
impl MountedPage {
    /// Puts a text into the box. With an empty one the page is as it was before anything was pasted or chosen.
    #[wasm_bindgen(js_name = setInput)]
    pub fn set_input(&mut self, text: String) {
        self.props.given = text.into();
        self.handle.update(self.props.clone());
    }

    /// Asks for something else, in the words of a link: `edition=enterprise&target=1.21&theme=dark`
    pub fn ask(&mut self, asked: &str) {
        self.props.asked = Fragment::parse(asked);
        self.handle.update(self.props.clone());
    }

    /// Takes the page out of its root, which is empty then. What was pasted is gone with it.
    pub fn unmount(self) {
        self.handle.destroy();
    }
}

/// The page, in a document of its own.
///
/// `base` is the address of the folder that its files lie in, and `home` of the one that the page itself lies in. Files
/// in `files`, texts by name, are not fetched.
/// `asked` is what a link to the page has behind the `#`. `told` is called with news of the page, as JSON.
#[wasm_bindgen(js_name = mountPage)]
pub fn mount_page(
    root: Element,
    base: &str,
    home: &str,
    asked: Option<String>,
    told: Option<Function>,
    files: Option<Map>,
) -> MountedPage {
    let mount = Mount::new(root.clone().into(), base, Standing::Owner).at_home(home).with(files.into());
    MountedPage::new(root, mount, asked, told)
}

/// The page, in a document of somebody else's; the rest is as for `mountPage`.
#[wasm_bindgen(js_name = mountGuest)]
pub fn mount_guest(
    root: Element,
    base: &str,
    home: &str,
    asked: Option<String>,
    told: Option<Function>,
) -> MountedPage {
    let mount = Mount::new(root.clone().into(), base, Standing::Guest).at_home(home);
    MountedPage::new(root, mount, asked, told)
}

impl MountedPage {
    fn new(root: Element, mount: Mount, asked: Option<String>, told: Option<Function>) -> Self {
        let news = Callback::from(move |news: News| {
            if let Some(told) = &told {
                // What becomes of the news is not the page's business.
                let _ = told.call1(&JsValue::NULL, &JsValue::from_str(&news.json()));
            }
        });
        let props = AppProps::new(&root, mount, Fragment::parse(&asked.unwrap_or_default()), news);
        let handle = Renderer::<App>::with_root_and_props(root, props.clone()).render();
        Self { handle, props }
    }
}

fn main() {}
