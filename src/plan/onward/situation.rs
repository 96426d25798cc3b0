//! What holds for the steps on the way, and what their slots stand for.

use super::{Aim, Start, usage};
use crate::catalog::Chart;
use crate::command::Variable;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::knowledge::Knowledge;
use crate::plan::files;
use crate::plan::windows::range;
use crate::rules::{Situation, Slot};
use crate::settings::Settings;
use crate::successors::{Charts, Line, Use};
use crate::transcript::helm::Beside;
use crate::version::{ReleaseLine, Version};

/// For Perl: the group by which converted routes name RouteOptions becomes that which Gloo looks for. References to other
/// kinds stay.
const ATTACH: &str = r"s/group: gloo\.solo\.io(\n\s+kind: RouteOption\n)/group: gateway.solo.io$1/g";

/// What holds for steps between a start and an aim. The features in use are listed once, as soon as glooctl can.
pub(super) fn situation(
    aim: &Aim<'_>,
    knowledge: &Knowledge,
    settings: &Settings,
    start: &Start<'_>,
    there: Option<&Beside>,
    lists_features: bool,
) -> Situation {
    let Aim { product, version, uses, kubernetes, fit } = aim;
    let (low, high) = fit.common.kubernetes;
    let usage = usage(&knowledge.catalog);
    let is_enterprise = start.gloo.edition == Edition::Enterprise;
    let (is_inside, is_by_hand) = (product.charts().is_none(), settings.delivery == Delivery::Helm);
    let is_switched_on = is_inside && is_by_hand && *uses != Use::Served;
    let conditions = [
        ("by-hand", is_by_hand),
        ("enterprise", is_enterprise),
        ("gateway-off", *uses == Use::Unused),
        ("gateway-unknown", *uses == Use::Unknown),
        ("glooctl-moves", start.client != usage),
        ("inside", is_inside),
        ("kinds-known", !start.kinds.is_empty()),
        ("kubernetes-fits", kubernetes.is_some_and(|line| low <= line && line <= high)),
        ("kubernetes-newer", kubernetes.is_some_and(|line| line > high)),
        ("kubernetes-older", kubernetes.is_some_and(|line| line < low)),
        ("kubernetes-unknown", kubernetes.is_none()),
        ("lists-features", lists_features),
        ("licensed", product.is_licensed || is_switched_on && is_enterprise),
        ("open-source", !is_enterprise),
        ("successor-same", there.is_some_and(|there| Version::parse(&there.version) == Some(*version))),
        ("successor-there", there.is_some()),
    ];
    let own = settings.values.as_ref().map(|values| values.value.as_str());
    let (release, gloo) = (&settings.release.value, start.gloo.version);
    let file = |what: String| Slot::Path(files::apart(&format!("{release}-{what}.yaml"), own));
    let chart = knowledge.catalog.chart(start.gloo.edition);
    let of_chart = |value: fn(&Chart) -> String| Slot::Text(chart.map(value).unwrap_or_default());
    let switch = if is_enterprise { "gloo.kubeGateway.enabled=true" } else { "kubeGateway.enabled=true" };
    let mut slots = vec![
        ("alias", of_chart(|chart| chart.alias.clone())),
        ("attach", text(ATTACH)),
        ("bundle", text(&fit.common.bundle)),
        ("chart", of_chart(Chart::reference)),
        ("common", Slot::Text(range(low, high))),
        ("graphql", file(format!("graphqlapis-{gloo}-last"))),
        ("kept", file(format!("values-{gloo}"))),
        ("kinds", Slot::Text(start.kinds.join(","))),
        ("kubernetes", kubernetes.map_or_else(|| text(""), line)),
        ("license", Slot::Variable(Variable::LicenseKey)),
        ("namespace", text(start.namespace)),
        ("release", text(release)),
        ("state", file(format!("state-{gloo}-last"))),
        ("successor", text(&product.name)),
        ("successorclass", text(&product.class)),
        ("successorversion", Slot::Text(version.to_string())),
        ("switch", text(switch)),
        ("to", Slot::Text(gloo.to_string())),
        ("url", of_chart(|chart| chart.url.clone())),
        ("usage", Slot::Text(usage.map(|version| version.to_string()).unwrap_or_default())),
    ];
    if let Some((charts, of)) = product.charts().zip(fit.line) {
        slots.extend(of_charts(charts, of, *version));
    }
    Situation {
        holds: conditions.into_iter().filter(|(_, holds)| *holds).map(|(name, _)| name).collect(),
        // What was decided comes before what was read.
        facts: [("kubernetes-gateway", *uses == Use::Served), (settings.delivery.name(), true)]
            .into_iter()
            .chain(start.known.iter().copied())
            .collect(),
        versions: vec![("from", gloo)],
        slots,
    }
}

fn of_charts(charts: &Charts, of: &Line, version: Version) -> [(&'static str, Slot); 9] {
    [
        ("gatewayhigh", line(of.gateway_api.1)),
        ("gatewaylow", line(of.gateway_api.0)),
        ("successorchart", text(&charts.chart)),
        ("successorcrds", text(&charts.crds_chart)),
        ("successorcrdsrelease", text(&charts.crds_release)),
        ("successorline", line(of.line)),
        ("successornamespace", text(&charts.namespace)),
        ("successorrelease", text(&charts.release)),
        ("successortag", Slot::Text(charts.tag.replace("{version}", &version.to_string()))),
    ]
}

fn text(text: &str) -> Slot {
    Slot::Text(text.to_owned())
}

fn line(line: ReleaseLine) -> Slot {
    Slot::Text(line.to_string())
}
