//! Where to go: the installation, the release and the edition, to choose from.

use yew::{Event, Html, html};

use crate::catalog::Catalog;
use crate::edition::Edition;
use crate::plan::Plan;
use crate::report::Report;
use crate::ui::browser::event;
use crate::ui::context::Host;
use crate::ui::parts::option;
use crate::ui::state::{Action, Choice};
use crate::version::Version;

/// Which installation the plan is for, where there are several.
pub fn installation_picker(host: &Host, report: &Report, planned: Option<usize>) -> Html {
    let all = &report.installations;
    if all.len() < 2 {
        return Html::default();
    }
    let onchange =
        host.on(|event: Event| Action::Choose(Choice::Installation(event::value(&event).parse().ok())));
    let chosen = planned.map_or_else(String::new, |planned| planned.to_string());
    html! {
        <div class="target">
            <label>
                { "Plan for " }
                <select {onchange}>
                    if planned.is_none() {
                        { option("", &chosen, "none") }
                    }
                    for (place, (installation, _)) in all.iter().enumerate() {
                        { option(&place.to_string(), &chosen, &installation.place()) }
                    }
                </select>
            </label>
        </div>
    }
}

/// The release to go to: the newest known patch of this line first, then that of the next, then the others.
pub fn target_picker(host: &Host, plan: &Plan, catalog: &Catalog) -> Html {
    let onchange =
        host.on(|event: Event| Action::Choose(Choice::Target(Version::parse(&event::value(&event)))));
    let is_newest = |version: &&Version| {
        catalog
            .newest(plan.target.edition, version.line())
            .is_some_and(|release| release.version == **version)
    };
    let (newest, others): (Vec<&Version>, Vec<&Version>) = plan.targets.iter().partition(is_newest);
    let chosen = plan.target.version.to_string();
    let offer = |version: &&Version| {
        let words = match (is_newest(version), version.line() == plan.from.version.line()) {
            (true, true) => ", newest known patch of this line",
            (true, false) => ", newest known patch of its line",
            (false, _) => "",
        };
        let name = version.to_string();
        option(&name, &chosen, &format!("{name}{words}"))
    };
    html! {
        <div class="target">
            <label>
                { "Target " }
                <select {onchange}>
                    if !plan.targets.contains(&plan.target.version) {
                        { option("", "", &chosen) }
                    }
                    { newest.iter().map(offer).collect::<Html>() }
                    <optgroup label="Other known releases">
                        { others.iter().map(offer).collect::<Html>() }
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
