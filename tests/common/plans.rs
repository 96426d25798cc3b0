//! Plans of pastes and choices, and what is in them.

use gloo_advisor::plan::{Hop, Plan, Step};
use gloo_advisor::{Case, Choices, advise};

use super::knowledge;

/// The plan for what a paste shows.
pub fn plan(paste: &str, choices: &Choices) -> Plan {
    advise(&Case::paste(paste), &knowledge(), choices).plan.expect("a plan")
}

/// Its steps, those of each hop after the other.
pub fn steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.hops.iter().flat_map(|hop| &hop.steps)
}

/// All its commands, as they are typed.
#[allow(dead_code, reason = "not every test types them")]
pub fn commands_of(plan: &Plan) -> Vec<String> {
    steps(plan).flat_map(|step| &step.commands).map(gloo_advisor::command::posix::emit).collect()
}

/// The steps with what is changed and typed, as text.
pub fn typed(plan: &Plan) -> String {
    let mut text = String::new();
    for hop in &plan.hops {
        text.push_str(&format!("== {} to {} ({})\n", hop.from, hop.to, hop.edition.name()));
        text.push_str(&typed_in(hop));
    }
    text
}

/// What is typed on the way to another product; of the upgrades before it, only which they are.
#[allow(dead_code, reason = "not every test has such a plan")]
pub fn typed_onward(plan: &Plan) -> String {
    let mut text = String::new();
    for hop in plan.parts() {
        text.push_str(&format!("== {}\n", hop.title()));
        text.extend(hop.name.as_ref().map(|_| typed_in(hop)));
    }
    text
}

fn typed_in(hop: &Hop) -> String {
    let mut text = String::new();
    for step in hop.steps.iter().filter(|step| step.acts()) {
        text.push_str(&format!("# {}, {}\n", step.phase.name(), step.id));
        for line in step.manifest.iter().flat_map(|manifest| manifest.lines()) {
            text.push_str(&format!("| {line}\n"));
        }
        for command in &step.commands {
            text.push_str(&gloo_advisor::command::posix::emit(command));
            text.push('\n');
        }
    }
    text
}
