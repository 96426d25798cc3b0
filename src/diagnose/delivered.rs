//! What delivers Gloo, as far as the text shows it.

use super::{Code, Findings, Severity};
use crate::delivery::Delivery;
use crate::evidence::Evidence;
use crate::installation::Facts;
use crate::settings::{Origin, Settings};

pub(super) fn diagnose(facts: &Facts, settings: &Settings, findings: &mut Findings) {
    let is_home = |namespace: &String| namespace.is_empty() || *namespace == settings.namespace.value;
    let unlisted = facts.unlisted.as_ref().filter(|unlisted| is_home(&unlisted.value));
    let has_gloo = !facts.installations.is_empty() && facts.releases.is_empty();
    if let Some(unlisted) = unlisted.filter(|_| has_gloo && settings.delivery != Delivery::ArgoCd) {
        let title = "Helm lists no release of Gloo".to_owned();
        let detail = "So `helm upgrade` has nothing to upgrade. `glooctl install`, Flux and Terraform leave a release; Argo CD and `helm template` leave none.";
        let help = "What delivers Gloo? Its labels and annotations may show it. `helm list -A -a` also lists pending releases.";
        let finding = findings.add(Code::Delivery, title, detail.to_owned());
        let finding = finding.rests_on(&[Evidence::Lines(unlisted.span)]);
        finding.help(help, settings.ask_delivery()).0.severity = Severity::Error;
    }
    let evidence: Vec<Evidence> = facts.delivered.iter().flat_map(|known| known.evidence.clone()).collect();
    let tools: Vec<Delivery> = facts.delivered.iter().map(|known| known.value.by).collect();
    let chosen = settings.delivery;
    let is_chosen = settings.delivery_origin == Origin::Chosen;
    for one in facts.beside.iter().filter(|one| one.chart == "gloo-fed") {
        let title = format!("Federation {} is a Helm release of its own", one.version);
        let detail = "The plan does not upgrade it. Plan that apart.".to_owned();
        findings.add(Code::FederationRelease, title, detail).rests_on(&[Evidence::Lines(one.span)]);
    }
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
