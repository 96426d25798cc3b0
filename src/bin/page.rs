//! The page as a program: `boot.js` mounts it where the static shell stands, and hosts mount it where they want it.

use gloo_advisor::ui::browser::Element;
use gloo_advisor::ui::{App, Standing, mount};
use wasm_bindgen::prelude::wasm_bindgen;
use yew::AppHandle;

/// Smaller to download than the standard allocator.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A page that stands in its root.
#[wasm_bindgen]
pub struct MountedPage(AppHandle<App>);

#[wasm_bindgen]
impl MountedPage {
    /// Takes the page out of its root, which is empty then. What was pasted is gone with it.
    pub fn unmount(self) {
        self.0.destroy();
    }
}

/// The page, in a document of its own; `base` is the address of the folder that its files lie in.
#[wasm_bindgen(js_name = mountPage)]
pub fn mount_page(root: Element, base: &str) -> MountedPage {
    MountedPage(mount(root, base, Standing::Owner))
}

/// The page, in a document of somebody else's.
#[wasm_bindgen(js_name = mountGuest)]
pub fn mount_guest(root: Element, base: &str) -> MountedPage {
    MountedPage(mount(root, base, Standing::Guest))
}

fn main() {}
