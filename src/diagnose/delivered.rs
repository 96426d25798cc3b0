//! What delivers Gloo, as far as the text shows it.

use super::{Code, Findings, Severity};
use crate::delivery::Delivery;
use crate::evidence::Evidence;
use crate::installation::Facts;
use crate::settings::{Origin, Settings};

pub(super) fn diagnose(facts: &Facts, settings: &Settings, findings: &mut Findings) {
    let evidence: Vec<Evidence> = facts.delivered.iter().flat_map(|known| known.evidence.clone()).collect();
    let tools: Vec<Delivery> = facts.delivered.iter().map(|known| known.value.by).collect();
    let chosen = settings.delivery;
    let is_chosen = settings.delivery_origin == Origin::Chosen;
    if tools.is_empty() {
        return;
    }
    let names: Vec<&str> = tools.iter().map(|tool| tool.product()).collect();
    let names = names.join(" or ");
    if tools.len() > 1 && !is_chosen {
        let title = format!("What delivers Gloo is unknown: {names}");
        let detail = "The text shows signs of each. Until you choose one, the plan has the commands of Helm: do not type them.";
        let help = "Which of them has the version of this installation in its manifest? Choose that one.";
        let command = match tools.contains(&Delivery::Terraform) {
            true => Settings::ask_terraform(),
            false => settings.ask_delivery(),
        };
        findings.add(Code::Delivery, title, detail.to_owned()).rests_on(&evidence).help(help, command);
        return;
    }
    let (title, detail) = if tools.contains(&chosen) {
        let detail = format!(
            "Change the version in its {}. Do not type `helm upgrade`: {} would undo it, or keep the old version on record.",
            chosen.object(),
            chosen.product()
        );
        (format!("{} delivers Gloo", chosen.product()), detail)
    } else {
        let detail = format!("You chose {}, and that counts.", chosen.product());
        (format!("The text shows that {names} delivers Gloo"), detail)
    };
    findings.add(Code::Delivery, title, detail).rests_on(&evidence).0.severity = Severity::Note;
}
