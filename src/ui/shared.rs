//! What a result that came with a link has found: codes, counts and titles, since nothing else was sent.

use yew::{Html, html};

use super::ids::FINDINGS;
use super::parts::Panel;
use crate::diagnose::title;
use crate::knowledge::Knowledge;
use crate::report::Shared;

/// The findings of a paste that is not here.
pub fn found(shared: &Shared, knowledge: &Knowledge) -> Html {
    if shared.found.is_empty() {
        return Html::default();
    }
    let row = |(code, count): &(u16, u32)| {
        let id = format!("GLA{code:04}");
        let words = title(&id, knowledge).unwrap_or("This page does not know this finding");
        let often = if *count > 1 { format!(", {count} times ") } else { " ".to_owned() };
        html! { <li>{ format!("{words}{often}") }<span class="code">{ id }</span></li> }
    };
    html! {
        <Panel id={FINDINGS} title="Findings of the sender" count={shared.found.len()}>
            <ul class="found">{ shared.found.iter().map(row).collect::<Html>() }</ul>
        </Panel>
    }
}
