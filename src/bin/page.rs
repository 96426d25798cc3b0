//! Mounts the page where the static shell stands.

use gloo_advisor::ui::{App, AppProps, browser};

/// Smaller to download than the standard allocator.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

fn main() {
    let Some(root) = browser::root() else { return };
    let shell = browser::shell();
    let props = AppProps { today: browser::today(), pasted: shell.pasted, has_focus: shell.has_focus };
    yew::Renderer::<App>::with_root_and_props(root, props).render();
}
