//! How many resources of Gloo there are of each kind, by whoever counts or lists them.

use super::Span;
use super::recognise::Cursor;

/// What an output counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Resources, by [`kind`].
    pub resources: Vec<Count>,
    /// Features in use, by the names that glooctl has for them, for each proxy.
    pub features: Vec<Count>,
}

/// How many there are of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Of what.
    pub what: String,
    /// How many.
    pub count: u32,
    /// The line that says so; of a list, its rows.
    pub span: Span,
}

impl Count {
    /// The count of something, where there is one.
    #[must_use]
    pub fn of<'c>(counts: &'c [Self], what: &str) -> Option<&'c Self> {
        counts.iter().find(|count| count.what == what)
    }

    /// Adds to what is counted already.
    pub(super) fn add(counts: &mut Vec<Self>, what: &str, count: u32, span: Span) {
        match counts.iter_mut().find(|known| known.what == what) {
            Some(known) => {
                known.count = known.count.saturating_add(count);
                known.span.end = known.span.end.max(span.end);
            }
            None => counts.push(Self { what: what.to_owned(), count, span }),
        }
    }

    /// `VirtualService: 3`, with any quotes.
    pub(super) fn read(cursor: &Cursor<'_>, ahead: usize) -> Option<Self> {
        let (what, count) = cursor.text(ahead)?.split_once(": ")?;
        if cursor.may_be_cut(ahead, count) {
            return None;
        }
        let what = what.trim_matches('"').to_owned();
        Some(Self { what, count: count.trim_end().parse().ok()?, span: cursor.span(ahead) })
    }
}

/// The kind that a name means, without case, number and group: `virtualservice` for `VirtualServices`, for
/// `virtualservices.gateway.solo.io`, and for what glooctl calls it.
#[must_use]
pub fn kind(name: &str) -> String {
    let bare = name.split('.').next().unwrap_or(name).to_ascii_lowercase();
    let one = bare.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let one = one.unwrap_or_else(|| bare.trim_end_matches('s').to_owned());
    match one.as_str() {
        "gloogateway" => "gateway".to_owned(),
        // The names of these in commands leave the first word out.
        "httpgateway" | "tcpgateway" => format!("matchable{one}"),
        _ => one,
    }
}

/// Whether a name has a group of Gloo; others have Gateways and VirtualServices too.
pub(super) fn has_group(name: &str) -> bool {
    let group = name.split_once('.').map(|(_, group)| group);
    group.is_some_and(|group| {
        ["gateway.solo.io", "gloo.solo.io", "ratelimit.solo.io"].contains(&group)
            || group.ends_with(".gloo.solo.io") && !group.contains("mesh")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_many_names() {
        for (name, expect) in [
            ("VirtualService", "virtualservice"),
            ("virtualservices.gateway.solo.io", "virtualservice"),
            ("proxies.gloo.solo.io", "proxy"),
            ("proxy.gloo.solo.io", "proxy"),
            ("Settings", "setting"),
            ("settings.gloo.solo.io", "setting"),
            ("GlooGateway", "gateway"),
            ("directresponses.gateway.gloo.solo.io", "directresponse"),
            ("GatewayParameters", "gatewayparameter"),
            ("httpgateways.gateway.solo.io", "matchablehttpgateway"),
            ("MatchableTcpGateway", "matchabletcpgateway"),
        ] {
            assert_eq!(kind(name), expect, "{name}");
        }
    }

    #[test]
    fn a_group_says_whose_kind_it_is() {
        for (name, expect) in [
            ("virtualservices.gateway.solo.io", true),
            ("authconfigs.enterprise.gloo.solo.io", true),
            ("ratelimitconfig.ratelimit.solo.io", true),
            ("virtualservices", false),
            ("virtualservices.networking.istio.io", false),
            ("gateways.gateway.networking.k8s.io", false),
            ("workspaces.admin.gloo.solo.io", true),
        ] {
            assert_eq!(has_group(name), expect, "{name}");
        }
    }
}
