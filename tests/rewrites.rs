//! What a plan says of the resources that have to be rewritten, and of the way to the Gateway API that Gloo serves.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail by panicking"
)]

mod common;

use common::{by_hand, knowledge};
use gloo_advisor::delivery::Delivery;
use gloo_advisor::diagnose::Diagnostic;
use gloo_advisor::plan::{Onward, Plan};
use gloo_advisor::settings::Target;
use gloo_advisor::successors::Work;
use gloo_advisor::transcript::counts::kind;
use gloo_advisor::{Case, Choices, Edition, Version, advise};

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("tests/fixtures/{name}.txt")).expect("the fixture")
}

fn plan(paste: &str, target: &str) -> Plan {
    common::plans::plan(paste, &by_hand(Edition::OpenSource, "1.22.1", target))
}

fn onward(paste: &str, target: &str) -> Onward {
    plan(paste, target).onward.expect("a way on")
}

/// The kinds that were counted, in the order shown.
fn counted(onward: &Onward) -> Vec<String> {
    let counted = onward.rewrites.iter().filter(|rewrite| rewrite.count.is_some());
    counted.map(|rewrite| format!("{} {}: {}", rewrite.number(), rewrite.kind, rewrite.words())).collect()
}

#[test]
fn what_is_in_use_is_listed_with_what_takes_its_place() {
    let way = onward(&fixture("glooctl-usage--yaml"), "gateway-api");
    assert_eq!(
        counted(&way),
        [
            "3 Gateway: glooctl converts it: Gateway, one for each of its proxyNames",
            "11 RouteTable: glooctl converts it: HTTPRoute",
            "14 Upstream: glooctl converts it: Service where it is of Kubernetes, without its settings; the others stay",
            "6 VirtualService: glooctl converts it: HTTPRoute and XListenerSet",
            "2 AuthConfig: stays",
            "1 RouteOption: stays: named by the HTTPRoute",
            "1 Settings: stays",
        ]
    );
    assert_eq!(way.share, "Of 38 counted resources, glooctl converts 34: 4 stay as they are, 0 to rewrite.");
    let way = onward(&fixture("glooctl-usage--json"), "kgateway");
    assert_eq!(
        counted(&way),
        [
            "2 Gateway: rewrite by hand: Gateway and ListenerPolicy",
            "5 Upstream: rewrite by hand: Service, or Backend with BackendConfigPolicy",
            "1 VirtualHostOption: rewrite by hand: TrafficPolicy",
            "4 VirtualService: rewrite by hand: HTTPRoute",
            "1 Settings: nothing takes its place",
        ]
    );
    assert_eq!(
        way.share,
        "Of 13 counted resources, none converts by itself: 12 to rewrite, 1 without a successor."
    );
}

#[test]
fn what_was_not_counted_stays_in_the_list() {
    for paste in ["", &fixture("glooctl-usage--text")] {
        let way = onward(paste, "kgateway");
        assert_eq!((counted(&way).len(), way.share.as_str()), (0, ""), "{paste}");
        assert_eq!(way.rewrites.len(), 17);
    }
    // glooctl prints 0 for these, however many there are.
    let way = onward(&fixture("glooctl-usage--yaml"), "kgateway");
    let unknown = way.rewrites.iter().filter(|rewrite| rewrite.count.is_none());
    let unknown: Vec<&str> = unknown.map(|rewrite| rewrite.kind.as_str()).collect();
    assert_eq!(
        unknown,
        [
            "DirectResponse",
            "GatewayParameters",
            "HttpListenerOption",
            "MatchableTcpGateway",
            "RateLimitConfig",
            "UpstreamGroup",
            "GraphQLApi",
            "MatchableHttpGateway",
        ]
    );
}

#[test]
fn each_number_points_to_its_lines() {
    let way = onward(&fixture("kubectl-get--edge-resources"), "gateway-api");
    let seen: Vec<String> = way
        .rewrites
        .iter()
        .filter_map(|rewrite| {
            let count = rewrite.count.as_ref()?;
            Some(format!("{} {} {}-{}", rewrite.kind, count.count, count.span.start, count.span.end))
        })
        .collect();
    assert_eq!(
        seen,
        ["RouteTable 1 8-8", "VirtualService 3 3-5", "AuthConfig 2 14-15", "HttpListenerOption 1 11-11"]
    );
}

#[test]
fn only_lists_of_all_of_gloo_are_counted() {
    let rows = "NAMESPACE  NAME  AGE\na  one  1d\na  two  1d\n";
    let check = |paste: String, expect: &[&str]| {
        assert_eq!(counted(&onward(&paste, "kgateway")), expect, "{paste}");
    };
    let asked = |command: &str| format!("$ kubectl get {command}\n{rows}");
    check(asked("virtualservices.gateway.solo.io -A"), &["2 VirtualService: rewrite by hand: HTTPRoute"]);
    check(asked("virtualservices.networking.istio.io -A"), &[]);
    check(asked("virtualservices -A"), &[]);
    check(asked("virtualservices.gateway.solo.io -A -l team=a"), &[]);
    check(asked("virtualservices.gateway.solo.io -A -lteam=a"), &[]);
    check(asked("virtualservices.gateway.solo.io -A --watch"), &[]);
    check(asked("virtualservices.gateway.solo.io -A | grep -v test"), &[]);
    check(asked("virtualservices.gateway.solo.io,routetables.gateway.solo.io -A"), &[]);
    check("$ kubectl get virtualservices.gateway.solo.io\nNAME  AGE\none  1d\n".to_owned(), &[]);
    // The later list counts.
    let again = asked("virtualservices.gateway.solo.io -A").replace("a  two  1d\n", "");
    check(
        asked("virtualservices.gateway.solo.io -A") + &again,
        &["1 VirtualService: rewrite by hand: HTTPRoute"],
    );
}

#[test]
fn no_number_is_too_large() {
    let most = u32::MAX.to_string();
    let paste = fixture("glooctl-usage--yaml")
        .replace(": 6\n", &format!(": {most}\n"))
        .replace(": 11\n", &format!(": {most}\n"));
    let way = onward(&paste, "gateway-api");
    assert!(
        way.share.starts_with("Of 8589934611 counted resources, glooctl converts 8589934607: "),
        "{}",
        way.share
    );
    let paste = fixture("glooctl-usage--yaml").replace(": 6\n", ": 60000000000\n");
    assert!(!counted(&onward(&paste, "gateway-api")).iter().any(|row| row.contains("VirtualService")));
}

#[test]
fn problems_of_a_conversion_lower_the_share() {
    let usage = fixture("glooctl-usage--yaml");
    let problems = fixture("glooctl-convert--problems");
    let share = |paste: String| onward(&paste, "gateway-api").share;
    let all = "Of 38 counted resources, glooctl converts 34: 4 stay as they are, 0 to rewrite.";
    assert_eq!(
        share(format!("{usage}{problems}")),
        format!("{all} Of 17 VirtualServices and RouteTables, glooctl reports no problem with 15.")
    );
    // An HTTPRoute is one of its sources, and two kinds with one name are two.
    let of = |kind: &str| format!("[{kind}] shop/store\n\tinvert match not currently supported\n");
    let route = of("gateway.networking.k8s.io/HTTPRoute");
    let table = of("gateway.solo.io/RouteTable");
    assert!(share(format!("{usage}{problems}{route}")).ends_with("no problem with 15."));
    assert!(share(format!("{usage}{problems}{table}")).ends_with("no problem with 14."));
    assert!(share(format!("{usage}{route}")).ends_with("no problem with 16."));
    // A new run takes the problems back, unless it has as many.
    let run = fixture("glooctl-convert--stats").replace("Total Errors: 3", "Total Errors: 1");
    assert_eq!(share(format!("{usage}{problems}{run}")), all);
}

/// The findings of a paste: what they say, and what they quote.
fn findings(paste: &str) -> Vec<(String, String, Vec<String>)> {
    let report = advise(&Case::paste(paste), &knowledge(), &Choices::default());
    let one = |finding: Diagnostic| {
        let quoted = finding.messages.into_iter().map(|message| match message.section {
            Some(of) => format!("{of}: {}", message.text),
            None => message.text,
        });
        (finding.title, finding.detail, quoted.collect())
    };
    report.diagnostics.into_iter().map(one).collect()
}

#[test]
fn problems_are_read_as_they_are_pasted() {
    let check = |paste: &str, expect: &[String]| {
        let quoted: Vec<String> = findings(paste).into_iter().flat_map(|(.., quoted)| quoted).collect();
        assert_eq!(quoted, expect, "{paste}");
    };
    let [kind, words] =
        ["gateway.solo.io/VirtualService", "has SSLFiles but its not supported in Gateway API"];
    let file = "out/gloo-errors/NOT_SUPPORTED.txt";
    let expect = [format!("{kind} shop/store: {words}")];
    for paste in [
        format!("[{kind}] shop/store\n\t{words}\n"),
        format!("\n[{kind}] shop/store\n    {words}\n"),
        format!("[{kind}] shop/store\n{words}\n"),
        format!("$ grep -rn . out/gloo-errors\n{file}:2:[{kind}] shop/store\n{file}:3:\t{words}\n"),
        format!(
            "[{kind}] shop/store\n\t{words}\n  Normal  Pulled  5m  kubelet  Container image \"a\" already present\n"
        ),
    ] {
        check(&paste, &expect);
    }
    check(&format!("[{kind}] shop/store\nnothing of it\n"), &[]);
}

#[test]
fn the_numbers_of_a_conversion_are_held_against_each_other() {
    let run = fixture("glooctl-convert--stats");
    let problems = fixture("glooctl-convert--problems");
    let titles = |paste: &str| findings(paste).into_iter().map(|(title, ..)| title).collect::<Vec<_>>();
    let fewer = "Fewer HTTPRoutes were written than there are sources";
    assert!(!titles(&run).contains(&fewer.to_owned()));
    let lost = run.replace("HTTPRoutes: 18", "HTTPRoutes: 17");
    let (_, detail, _) = findings(&lost).into_iter().find(|(title, ..)| title == fewer).expect("the finding");
    assert!(
        detail.starts_with("There are 17 VirtualServices and RouteTables, and 16 HTTPRoutes."),
        "{detail}"
    );
    // What a run counts is what there was.
    assert_eq!(counted(&onward(&run, "kgateway")).len(), 5);
    // A table that was cut counts nothing: what is missing may be as much again.
    let cut = |last: &str| run.split_once(last).map(|(before, _)| before.to_owned()).expect("the line");
    assert!(counted(&onward(&cut("\tUpstreams: 14"), "kgateway")).is_empty());
    assert_eq!(counted(&onward(&cut("\tDirectResponses"), "kgateway")).len(), 5);
    assert!(!titles(&cut("\tHTTPRoutes: 18")).contains(&fewer.to_owned()));
    let known = "glooctl reports 3 problems with the conversion";
    // The files may be pasted before the run or after it.
    assert!(titles(&format!("{problems}{run}")).contains(&known.to_owned()));
    let more = run.replace("Total Errors: 3", "Total Errors: 5") + &problems;
    let (_, detail, _) = findings(&more).into_iter().find(|(title, ..)| title == known).expect("the finding");
    assert!(detail.ends_with("It counts 2 more, which are in files that are not here."), "{detail}");
    // Problems of another run are not its own.
    let other = run.replace("Total Errors: 3", "Total Errors: 1");
    let unknown = "What glooctl could not convert is unknown".to_owned();
    assert!(titles(&format!("{problems}{other}")).contains(&unknown));
}

#[test]
fn what_glooctl_calls_a_correction_is_explained() {
    let problem = |kind: &str, words: &str| format!("[{kind}] shop/store\n\t{words}\n");
    let route = "gateway.networking.k8s.io/HTTPRoute";
    let split = "HTTPRoute contains too many route rules 20, splitting into 2 new HTTPRoutes";
    let updated =
        "updating HTTPRoute URLRewrite rules 10 to conform to one rule per match, total new rules 2";
    let [(_, detail, _)] = findings(&problem(route, split)).try_into().expect("one finding");
    assert!(
        detail.ends_with("What was split has new names: correct what refers to the old one."),
        "{detail}"
    );
    let [(_, detail, _)] = findings(&problem(route, updated)).try_into().expect("one finding");
    assert!(detail.contains("has lost its other rules"), "{detail}");
    let empty = "gateway does not contain virtual services";
    let [(title, ..)] = findings(&problem("gateway.solo.io/Gateway", empty)).try_into().expect("one finding");
    assert_eq!(title, "Gateways without VirtualServices are not converted");
}

#[test]
fn a_conversion_that_gives_up_says_why() {
    let check = |printed: &str, part: &str| {
        let paste = format!("$ glooctl gateway-api convert --input-snapshot a.json\n{printed}\n");
        let [(title, detail, _)] = findings(&paste).try_into().expect("one finding");
        assert_eq!(title, "glooctl converted nothing");
        assert!(detail.contains(part), "{detail}");
    };
    check(
        "Error: error converting unstructured to typed: unknown field \"prefixRewrit\" in gloo.solo.io.RouteOptions",
        "a field or a value that glooctl does not know",
    );
    check(
        "panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation]\n\ngoroutine 1 [running]:\nmain.main()\n\t/src/main.go:10 +0x1d",
        "an AuthConfig or RouteOption that does not exist",
    );
    check("Error: output-dir ./a already exists, not writing files", "The output folder exists: ");
}

#[test]
fn a_product_that_is_installed_is_named() {
    let check = |target: &str, expect: &str| {
        let said = common::plans::plan(&fixture("helm-list--kgateway"), &by_target(target));
        let said = said.onward.expect("a way on").windows;
        let seen = said.iter().find(|sentence| sentence.contains("is installed in"));
        assert_eq!(seen.map_or("", String::as_str), expect, "{target}");
    };
    check("2.4.1", "kgateway 2.4.1 is installed in kgateway-system. This plan does not install it again.");
    check(
        "kgateway",
        "kgateway 2.4.1 is installed in kgateway-system. This plan is for 2.4.3: upgrade it, or choose its line as the target.",
    );
    check("enterprise-kgateway", "");
    check("gateway-api", "");
}

fn by_target(target: &str) -> Choices {
    Choices { target: Target::parse(target), ..Choices::default() }
}

#[test]
fn the_gateway_api_comes_with_a_line_of_gloo() {
    let check = |from: &str, more: &str, hops: &[&str], said: &[&str]| {
        let plan = common::plans::plan(more, &by_hand(Edition::OpenSource, from, "gateway-api"));
        let seen: Vec<String> = plan.hops.iter().map(|hop| hop.to.to_string()).collect();
        assert_eq!(seen, hops, "{from} {more}");
        let words = plan.onward.expect("a way on").windows.join(" ");
        said.iter().for_each(|part| assert!(words.contains(part), "{part:?} is not in {words}"));
    };
    let kubernetes = |line: &str| format!("Client Version: v1.31.0\nServer Version: v{line}.4\n");
    check("1.22.1", "", &[], &["Gloo 1.22 works with Kubernetes 1.31 to 1.36, Gateway API v1.4.1."]);
    check("1.19.3", "", &[], &["Gloo 1.19 works with Kubernetes 1.28 to 1.32, Gateway API v1.3.0."]);
    check(
        "1.18.3",
        "",
        &["1.18.41", "1.19.22", "1.20.24", "1.21.15", "1.22.3"],
        &["Gloo 1.18 can't do that. Bring Gloo to 1.22 first."],
    );
    check("1.18.3", &kubernetes("1.28"), &["1.18.41", "1.19.22"], &["Bring Gloo to 1.19 first."]);
    check(
        "1.19.3",
        &kubernetes("1.34"),
        &["1.19.22", "1.20.24", "1.21.15", "1.22.3"],
        &["Gloo 1.19 is not listed for this Kubernetes. Bring Gloo to 1.22 first."],
    );
    check("1.22.1", &kubernetes("1.37"), &[], &["The paste shows Kubernetes 1.37, which does not fit Gloo."]);
}

#[test]
fn glooctl_is_new_enough_where_it_converts() {
    let first = |from: &str, paste: &str| {
        let plan = common::plans::plan(paste, &by_hand(Edition::OpenSource, from, "gateway-api"));
        let onward = plan.onward.expect("a way on");
        let convert = onward.beside.steps.into_iter().find(|step| step.id == "convert").expect("the step");
        convert.commands[0].argv().join(" ")
    };
    assert_eq!(first("1.22.1", ""), "mkdir gloo-converted");
    let old = "Client Version: v1.28.0\nServer Version: v1.28.4\n";
    assert_eq!(first("1.18.3", old), "glooctl upgrade --release v1.22.3");
}

#[test]
fn the_switch_is_set_where_the_values_come_from() {
    let step = |choices: Choices| {
        let plan = common::plans::plan("", &choices);
        let steps = plan.onward.expect("a way on").beside.steps;
        let step = steps.into_iter().find(|step| step.id == "switch-on").expect("the step");
        let lines: Vec<String> = step.commands.iter().map(|command| command.argv().join(" ")).collect();
        (step.why, lines.join("\n"))
    };
    let (_, typed) = step(by_hand(Edition::OpenSource, "1.22.1", "gateway-api"));
    assert!(typed.contains("--set kubeGateway.enabled=true"), "{typed}");
    let (_, typed) = step(by_hand(Edition::Enterprise, "1.22.0", "gateway-api"));
    assert!(typed.contains("--set gloo.kubeGateway.enabled=true --set-string license_key="), "{typed}");
    let flux = Choices {
        delivered_by: Some(Delivery::Flux),
        ..by_hand(Edition::OpenSource, "1.22.1", "gateway-api")
    };
    let (why, typed) = step(flux);
    assert!(why.contains("Set `kubeGateway.enabled=true` in the values of your manifest"), "{why}");
    assert!(!typed.contains("helm "), "{typed}");
}

#[test]
fn every_kind_of_gloo_has_an_answer() {
    let known = knowledge();
    let newest = Version::parse("1.22.3").expect("a version");
    for product in &known.successors.products {
        let answered: Vec<String> = product.kinds.iter().map(|rule| kind(&rule.kind)).collect();
        for definition in known.catalog.crds_of(newest) {
            // Gloo itself writes the Proxies.
            let is_there = definition == "proxies.gloo.solo.io" || answered.contains(&kind(definition));
            assert!(is_there, "{} has no answer for {definition}", product.name);
        }
        let is_empty = |work: Work| matches!(work, Work::Unknown | Work::Gone | Work::Stays);
        for rule in &product.kinds {
            assert!(!rule.becomes.is_empty() || is_empty(rule.work), "{} of {}", rule.kind, product.name);
        }
    }
}
