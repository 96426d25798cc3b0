//! Where to go: the release and the edition, to choose from.

use yew::{Event, Html, html};

use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::plan::Plan;
use crate::settings::Target;
use crate::ui::browser::event;
use crate::ui::context::Host;
use crate::ui::parts::option;
use crate::ui::state::{Action, Choice};
use crate::version::Version;

/// The release to go to: the newest known patch of this line first, then that of the next, then the others.
pub fn target_picker(host: &Host, plan: &Plan, catalog: &Catalog) -> Html {
    let onchange =
        host.on(|event: Event| Action::Choose(Choice::Target(Target::parse(&event::value(&event)))));
    let is_newest = |version: &&Version| {
        catalog
            .newest(plan.target.edition, version.line())
            .is_some_and(|release| release.version == **version)
    };
    let (newest, others): (Vec<&Version>, Vec<&Version>) = plan.targets.iter().partition(is_newest);
    // A plan that leads nowhere has no target yet.
    let chosen = match &plan.onward {
        Some(onward) => onward.successor.name().to_owned(),
        None if plan.hops.is_empty() => String::new(),
        None => plan.target.version.to_string(),
    };
    let offer = |version: &&Version| {
        let name = version.to_string();
        option(&name, &chosen, &name)
    };
    html! {
        <div class="target">
            <label>
                { "Target " }
                <select {onchange}>
                    if chosen.is_empty() {
                        { option("", "", "choose a release") }
                    } else if plan.onward.is_none() && !plan.targets.contains(&plan.target.version) {
                        { option("", "", &chosen) }
                    }
                    <optgroup label="Newest known of each minor version">
                        { newest.iter().map(offer).collect::<Html>() }
                    </optgroup>
                    <optgroup label="Other known releases">
                        { others.iter().map(offer).collect::<Html>() }
                    </optgroup>
                    <optgroup label="Gateway API and other products">
                        for (which, name) in &plan.successors { { option(which.name(), &chosen, name) } }
                    </optgroup>
                </select>
            </label>
            { edition(host, plan) }
        </div>
    }
}

/// Open source can become Enterprise on the way.
fn edition(host: &Host, plan: &Plan) -> Html {
    if plan.from.edition == Edition::Enterprise {
        return Html::default();
    }
    let onchange =
        host.on(|event: Event| Action::Choose(Choice::TargetEdition(Edition::parse(&event::value(&event)))));
    html! {
        <label>
            { "as " }
            <select {onchange}>
                for edition in Edition::ALL {
                    { option(edition.name(), plan.target.edition.name(), &edition.to_string()) }
                }
            </select>
        </label>
    }
}
