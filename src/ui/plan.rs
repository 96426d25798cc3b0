//! The plan: where to go, the path there, and the steps of each hop.

use std::rc::Rc;

use yew::Html;
use yew::virtual_dom::ListenerKind;

use super::element::{self, el, el_with, link, text, text_in, with_code};
use super::risk::{general, risks};
use super::state::{Action, Choice};
use super::{View, browser, controls, settings, ticks};
use crate::catalog::{Catalog, Chart, WayOn};
use crate::edition::Edition;
use crate::gather::Gather as _;
use crate::plan::{Assumption, Hop, News, Plan, Step};
use crate::rules::Phase;
use crate::version::Version;

pub(super) fn panel(view: View<'_>) -> Html {
    let Some(plan) = &view.state.report.plan else { return unplanned(view) };
    let knowledge = view.state.knowledge.clone();
    let catalog = &knowledge.catalog;
    let count = plan.hops.len();
    let hops = plan.hops.iter().enumerate().map(|(index, one)| hop(view, one, index + 1, count)).gather();
    // Always as many children, so that the control in use stays where it is when the plan changes.
    let (knobs, asked) = match count {
        0 => (text_in("p", "calm", &format!("No plan: {}.", plan.no_plan)), Html::default()),
        _ => (settings::row(view), assumptions(view, plan)),
    };
    let children = vec![
        installations(view, Some(plan.installation)),
        targets(view, plan, catalog),
        path(plan, catalog),
        outlook(plan),
        age(view, plan),
        knobs,
        asked,
        ticks(view, plan),
        el("div", "", hops),
        general(view, plan),
    ];
    element::panel("plan", text("Upgrade plan"), children)
}

/// Without a plan there may still be installations to choose from.
fn unplanned(view: View<'_>) -> Html {
    if view.state.report.installations.len() < 2 {
        return Html::default();
    }
    let why = "None of these can be planned for as they are. Choose one to plan for it all the same.";
    let children = vec![installations(view, None), text_in("p", "calm", why)];
    element::panel("plan", text("Upgrade plan"), children)
}

/// Which installation the plan is for, where there are several.
fn installations(view: View<'_>, planned: Option<usize>) -> Html {
    let all = &view.state.report.installations;
    if all.len() < 2 {
        return Html::default();
    }
    let onchange = view.when(ListenerKind::onchange, |event| {
        Action::Choose(Choice::Installation(browser::value(event).parse().ok()))
    });
    let mut options = Vec::new();
    if planned.is_none() {
        options.push(element::option("", true, "none"));
    }
    for (place, (installation, _)) in all.iter().enumerate() {
        options.push(element::option(&place.to_string(), planned == Some(place), &installation.place()));
    }
    let select = element::listening("select", &[], &[], vec![onchange], options);
    el("div", "target", vec![el("label", "", vec![text("Plan for "), select])])
}

/// The picker: the newest known patch of this line first, then that of the next, then the others.
fn targets(view: View<'_>, plan: &Plan, catalog: &Catalog) -> Html {
    let onchange = view.when(ListenerKind::onchange, |event| {
        Action::Choose(Choice::Target(Version::parse(&browser::value(event))))
    });
    let is_newest = |version: Version| {
        catalog.newest(plan.target.edition, version.line()).is_some_and(|release| release.version == version)
    };
    let option = |version: &Version| {
        let words = match (is_newest(*version), version.line() == plan.from.version.line()) {
            (true, true) => ", newest known patch of this line",
            (true, false) => ", newest known patch of its line",
            (false, _) => "",
        };
        let name = version.to_string();
        element::option(&name, *version == plan.target.version, &format!("{name}{words}"))
    };
    let (mut options, mut others) = (Vec::new(), Vec::new());
    if !plan.targets.contains(&plan.target.version) {
        options.push(element::option("", true, &plan.target.version.to_string()));
    }
    for version in &plan.targets {
        if is_newest(*version) { &mut options } else { &mut others }.push(option(version));
    }
    options.push(el_with("optgroup", &["label"], &["Other known releases"], others));
    let select = element::listening("select", &[], &[], vec![onchange], options);
    let select = el("label", "", vec![text("Target "), select]);
    el("div", "target", vec![select, edition(view, plan)])
}

/// Open source can become Enterprise on the way.
fn edition(view: View<'_>, plan: &Plan) -> Html {
    if plan.from.edition == Edition::Enterprise {
        return Html::default();
    }
    let onchange = view.when(ListenerKind::onchange, |event| {
        Action::Choose(Choice::TargetEdition(Edition::parse(&browser::value(event))))
    });
    let option = |edition: Edition| {
        element::option(edition.name(), edition == plan.target.edition, &edition.to_string())
    };
    let options = Edition::ALL.map(option).into();
    let select = element::listening("select", &[], &[], vec![onchange], options);
    el("label", "", vec![text("as "), select])
}

fn path(plan: &Plan, catalog: &Catalog) -> Html {
    let mut stops =
        vec![el("li", "from", vec![text(&plan.from.version.to_string()), text_in("small", "", "now")])];
    for hop in &plan.hops {
        let base = match catalog.pair(hop.to) {
            _ if hop.edition == Edition::OpenSource => None,
            Some((base, confidence)) => Some(format!("on {base} ({})", confidence.name())),
            None => catalog.bounds(hop.to).words().map(|bounds| format!("on {bounds} (inferred)")),
        };
        let base = base.unwrap_or_default();
        stops.push(el("li", "", vec![text(&hop.to.to_string()), text_in("small", "", &base)]));
    }
    el_with("ol", &["class", "aria-label"], &["path", "Path"], stops)
}

/// What ends, and when; the ways on are folded.
fn outlook(plan: &Plan) -> Html {
    let way = |way: &WayOn| {
        let mut children = vec![text_in("b", "", &way.name), text(": "), with_code(&way.text)];
        if let Some(url) = &way.url {
            children.extend([text(" "), link(url, url)]);
        }
        el("li", "", children)
    };
    let mut children = Vec::new();
    if !plan.ends.is_empty() {
        let ways = plan.ways.iter().map(way).gather();
        children.push(element::details("outlook", &plan.ends, vec![el("ul", "", ways)]));
    }
    if !plan.support.is_empty() {
        children.push(text_in("p", "calm", &plan.support));
    }
    if !plan.kubernetes.is_empty() {
        children.push(text_in("p", "calm", &plan.kubernetes));
    }
    element::all(children)
}

/// Data older than 90 days is told in one calm line, with how to bring news.
fn age(view: View<'_>, plan: &Plan) -> Html {
    let report = &view.state.report;
    let Some(checked_on) = report.checked_on else { return Html::default() };
    let edition = plan.target.edition;
    let mut words = format!("Only releases of {edition} that were known on {checked_on} are offered.");
    if let Some(days) = report.catalog_age.filter(|days| *days > 90) {
        words.push_str(&format!(
            " That is {days} days ago; paste what `helm search repo {} --versions` prints, and newer ones are offered too.",
            view.state.knowledge.catalog.chart(edition).map_or_else(String::new, Chart::reference)
        ));
    }
    el("p", "calm", vec![with_code(&words)])
}

/// How far one is, and the way to begin again.
fn ticks(view: View<'_>, plan: &Plan) -> Html {
    if view.state.done.is_empty() {
        return Html::default();
    }
    let steps = plan.hops.iter().flat_map(|hop| hop.steps.iter().map(move |step| ticks::tick(hop, step)));
    let (all, done) = steps
        .fold((0, 0), |(all, done), name| (all + 1, done + usize::from(view.state.done.contains(&name))));
    let wipe = view.when(ListenerKind::onclick, |_| Action::SetDone(Rc::default()));
    let words = format!("{done} of {all} steps are ticked, in this browser only. ");
    el("p", "calm", vec![text(&words), element::button("place", wipe, vec![text("Wipe all ticks")])])
}

fn assumptions(view: View<'_>, plan: &Plan) -> Html {
    let item = |assumption: &Assumption| {
        let what = text_in("p", "", &format!("{}: {}", assumption.what, assumption.value));
        el("li", "", vec![what, controls::command(view, &assumption.ask)])
    };
    let items = plan.assumptions.iter().map(item).gather();
    element::details(
        "assumptions",
        "What the commands assume, and how to find out",
        vec![el("ul", "", items)],
    )
}

fn hop(view: View<'_>, hop: &Hop, number: usize, count: usize) -> Html {
    let id = format!("hop-{number}");
    let title = format!("Hop {number} of {count}: {}", hop.title());
    let typed = hop.steps.iter().filter(|step| step.phase != Phase::Rollback).flat_map(|step| &step.commands);
    let shell = view.state.report.settings.shell;
    let script = typed.map(|command| shell.emit(command)).gather().join("\n");
    let copy = controls::copy(view, &script, &format!("all commands of hop {number}"));
    let children = vec![
        el_with("h3", &["id"], &[&id], vec![text(&title)]),
        hop.rehearsed.as_ref().map_or_else(Html::default, |words| text_in("p", "calm", words)),
        match hop.tally().words().as_str() {
            "" => Html::default(),
            words => text_in("p", "calm", &format!("In this hop: {words}.")),
        },
        steps(view, hop, Phase::Before),
        steps(view, hop, Phase::During),
        steps(view, hop, Phase::After),
        element::details(
            "",
            &format!("If it goes wrong: back to {}", hop.from),
            vec![steps(view, hop, Phase::Rollback)],
        ),
        el("p", "all", vec![copy, text(" all commands of this hop, without the gates")]),
        el("p", "links", links(hop)),
    ];
    el_with("section", &["class", "aria-labelledby"], &["hop", &id], children)
}

fn links(hop: &Hop) -> Vec<Html> {
    let link = |(what, address): &(String, String)| link(address, &format!("{what} of {}", hop.to));
    hop.links.iter().map(link).gather()
}

fn steps(view: View<'_>, hop: &Hop, phase: Phase) -> Html {
    let title = match phase {
        Phase::Before => "Before",
        Phase::During => "During",
        Phase::After => "After",
        Phase::Rollback => "Rollback",
    };
    let of_phase = hop.steps.iter().filter(|step| step.phase == phase);
    let items = of_phase.map(|one| step(view, hop, one)).gather();
    element::all(vec![text_in("h4", "", title), el("ol", "steps", items)])
}

fn step(view: View<'_>, hop: &Hop, step: &Step) -> Html {
    let News { why, expect } = &step.news;
    let mut children: Vec<Html> = step.gate.iter().map(|gate| text_in("p", "gate", gate)).gather();
    let name = ticks::tick(hop, step);
    let is_done = view.state.done.contains(&name);
    let onchange = view.when(ListenerKind::onchange, move |_| Action::Tick(name.clone()));
    let tick = element::tick(&format!("Done: {}", step.title), onchange, is_done);
    children.push(el("h5", "", vec![tick, text(&step.title)]));
    if !why.is_empty() {
        children.push(el("p", "why", vec![with_code(why)]));
    }
    children.push(risks(view, step));
    // Commands of risks are above, each below its condition.
    if !step.commands.is_empty() {
        children.push(text_in("p", "label", "Run:"));
    }
    children.extend(step.commands.iter().map(|command| controls::command(view, command)));
    if !expect.is_empty() {
        let expect = vec![text_in("b", "", "Successful output: "), with_code(expect)];
        children.push(el("p", "expect", expect));
    }
    el("li", if is_done { "done" } else { "" }, children)
}
