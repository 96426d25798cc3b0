//! Several installations in a paste: which of them a plan is for.
#![allow(clippy::expect_used, clippy::panic, reason = "a test may fail by panicking")]

mod common;

use common::{knowledge, listing};
use gloo_advisor::diagnose::Code;
use gloo_advisor::report::hand_over::HandOver;
use gloo_advisor::report::text::Detail;
use gloo_advisor::settings::Choices;
use gloo_advisor::{Case, advise};

const TWO: &str = "\
$ helm list -A
NAME        	NAMESPACE     	REVISION	UPDATED                                	STATUS  	CHART         	APP VERSION
gloo        	gloo-system   	5       	2025-06-11 10:11:02.123456 +0000 UTC   	deployed	gloo-ee-1.18.12	           
gloo-int    	gloo-internal 	2       	2025-02-11 10:11:02.123456 +0000 UTC   	deployed	gloo-1.17.20   	           
";

#[test]
fn a_name_chooses_the_installation_that_has_it() {
    let knowledge = knowledge();
    let check = |namespace: Option<&str>, release: Option<&str>, expect: &str| {
        let choices = Choices {
            namespace: namespace.map(str::to_owned),
            release: release.map(str::to_owned),
            ..Choices::default()
        };
        let report = advise(&Case::paste(TWO), &knowledge, &choices);
        let plan = report.plan.as_ref().expect("a plan");
        let names = format!("{} in {}", report.settings.release.value, report.settings.namespace.value);
        assert_eq!(format!("{}: {names}", plan.from.version), expect);
    };
    check(None, None, "1.18.12: gloo in gloo-system");
    check(Some("gloo-internal"), None, "1.17.20: gloo-int in gloo-internal");
    check(None, Some("gloo-int"), "1.17.20: gloo-int in gloo-internal");
    check(Some("gloo-system"), Some("gloo"), "1.18.12: gloo in gloo-system");
}

#[test]
fn a_name_that_was_not_read_may_be_any() {
    let of = |namespace: &str, version: &str| {
        format!("$ glooctl version -n {namespace}\n{}", listing("1.19.3", version, namespace))
    };
    let paste = of("north", "1.19.3") + &of("south", "1.18.3");
    let (namespace, release) = (Some("south".to_owned()), Some("web".to_owned()));
    let choices = Choices { namespace, release, ..Choices::default() };
    let plan = advise(&Case::paste(&paste), &knowledge(), &choices).plan.expect("a plan");
    assert_eq!((plan.from.version.to_string().as_str(), plan.no_plan.as_str()), ("1.18.3", ""));
}

#[test]
fn each_form_says_which_installation_it_is_about_where_there_are_several() {
    let knowledge = knowledge();
    let of = |paste: &str, form: HandOver| {
        let choices = Choices { installation: Some(1), ..Choices::default() };
        form.render(&advise(&Case::paste(paste), &knowledge, &choices), Detail::Brief, &[])
    };
    let place = "for Gloo open source 1.17.20 in gloo-internal";
    let one: String =
        TWO.lines().filter(|line| !line.contains("gloo-ee")).map(|line| format!("{line}\n")).collect();
    for form in [HandOver::Short, HandOver::Reply, HandOver::Checklist] {
        assert!(of(TWO, form).contains(place), "{form:?}: {}", of(TWO, form));
        assert!(!of(&one, form).contains(place), "{form:?}");
    }
    assert!(of(TWO, HandOver::Ticket).contains("- In the terminal, `--installation N` chooses one.\n"));
    assert!(!of(&one, HandOver::Ticket).contains("--installation"));
}

#[test]
fn of_several_contexts_the_plan_says_which_has_to_be_current_once() {
    let of = |context: &str| {
        format!(
            "$ kubectl config use-context {context}\nSwitched to context \"{context}\".\n$ glooctl version\n{}",
            listing("1.19.3", "1.19.3", "gloo-system")
        )
    };
    let knowledge = knowledge();
    let text = |paste: &str, form: HandOver| {
        form.render(&advise(&Case::paste(paste), &knowledge, &Choices::default()), Detail::Brief, &[])
    };
    let both = of("prod") + &of("stage");
    let (gate, words) = (
        "```sh\nkubectl config current-context\n```\n\n**Go on only if it is prod.**\n",
        "- context: prod, which has to be current (to find out: ",
    );
    assert_eq!(text(&both, HandOver::Checklist).matches(gate).count(), 1);
    assert_eq!(text(&both, HandOver::Ticket).matches(words).count(), 1);
    for form in [HandOver::Checklist, HandOver::Ticket] {
        assert!(text(&of("prod"), form).contains("current-context"), "{form:?}");
        let unnamed = listing("1.19.3", "1.19.3", "gloo-system");
        assert!(!text(&unnamed, form).contains("current-context"), "{form:?}");
    }
}

#[test]
fn names_of_two_installations_are_not_mixed() {
    let knowledge = knowledge();
    let choices = Choices {
        namespace: Some("gloo-system".to_owned()),
        release: Some("gloo-int".to_owned()),
        ..Choices::default()
    };
    let report = advise(&Case::paste(TWO), &knowledge, &choices);
    let plan = report.plan.expect("a plan");
    assert_eq!(plan.hops.len(), 0);
    assert_eq!(plan.no_plan, "No installation in the paste is gloo-int in gloo-system");
}

#[test]
fn a_plan_cures_only_what_is_about_its_installation() {
    let of = |namespace: &str, version: &str| {
        format!("$ glooctl version -n {namespace}\n{}", listing("1.19.3", version, namespace))
    };
    let paste = of("north", "1.19.3") + &of("south", "1.18.3");
    let cure = |installation: usize| {
        let choices = Choices { installation: Some(installation), ..Choices::default() };
        let report = advise(&Case::paste(&paste), &knowledge(), &choices);
        report.diagnostics.into_iter().find(|one| one.code.id() == "GLA0101").expect("a mismatch").cure
    };
    assert_eq!((cure(0).as_str(), cure(1).as_str()), ("", "align-glooctl"));
    // The client fits the first one, which a mismatch with the second says nothing about.
    let is_mismatched = |installation: usize| {
        let choices = Choices { installation: Some(installation), ..Choices::default() };
        let report = advise(&Case::paste(&paste), &knowledge(), &choices);
        report.finding_of_selected(Code::VersionMismatch).is_some()
    };
    assert_eq!((is_mismatched(0), is_mismatched(1)), (false, true));
}

#[test]
fn a_context_that_glooctl_ignores_is_no_cluster() {
    let outputs = |client: &str| {
        let of = |context: &str| {
            format!(
                "$ glooctl version --kube-context {context}\nClient: {{\"version\":\"{client}\"}}\nServer: {{\"type\":\"Gateway\",\"kubernetes\":{{\"containers\":[{{\"Tag\":\"1.15.23\",\"Name\":\"gloo\",\"Registry\":\"quay.io/solo-io\"}}],\"namespace\":\"gloo-system\"}}}}\n"
            )
        };
        of("prod") + &of("stage")
    };
    let check = |client: &str, expect: usize| {
        let report = common::pasted(&outputs(client));
        let is_said = report.diagnostics.iter().any(|one| one.code == Code::ContextIgnored);
        assert_eq!((report.installations.len(), is_said), (expect, expect == 1), "{client}");
    };
    check("1.15.23", 1);
    check("1.17.0-beta13", 1);
    check("1.17.0-beta14", 2);
}
