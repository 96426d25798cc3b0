//! What is changed in a manifest: what becomes of it, its lines, and the button that copies them.

use yew::{Html, html};

use super::copy::{CopyButton, Copyable};
use super::parts::with_code;
use crate::command::manifest::Manifest;

/// The change; nothing where there is none.
pub fn change(manifest: Option<&Manifest>) -> Html {
    let Some(manifest) = manifest else { return Html::default() };
    let text = manifest.text();
    html! {
        <>
            <p class="label">
                { with_code(&manifest.words) }
                { " " }
                <CopyButton what="this change" text={Copyable::Text(text.clone().into())} />
            </p>
            <pre class="values">{ text }</pre>
        </>
    }
}
