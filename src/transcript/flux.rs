//! Releases of Helm that Flux manages, as its messages name them.

/// A release that Flux manages.
pub(crate) struct Flux<'a> {
    pub(crate) namespace: &'a str,
    pub(crate) release: &'a str,
    /// The name of its chart.
    pub(crate) chart: &'a str,
}

/// `Helm upgrade failed for release web/nginx with chart ingress-nginx@4.1: …`; a release that succeeded has its revision
/// after its name.
pub(crate) fn of(message: &str) -> Option<Flux<'_>> {
    let (_, rest) = message.split_once("for release ")?;
    let (place, rest) = rest.split_once(" with chart ")?;
    let (namespace, release) = place.split_once('/')?;
    let chart = rest.split([':', ' ', '@']).next()?;
    let release = release.split_once(".v").map_or(release, |(release, _)| release);
    Some(Flux { namespace, release, chart })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_release_and_chart() {
        for (message, expect) in [
            (
                "Helm upgrade failed for release edge/web with chart gloo@1.17.3: x",
                Some(["edge", "web", "gloo"]),
            ),
            (
                "Helm upgrade succeeded for release edge/web.v2 with chart gloo@1.17.3",
                Some(["edge", "web", "gloo"]),
            ),
            ("Helm upgrade failed for release edge/web", None),
            ("x", None),
        ] {
            let seen = of(message).map(|flux| [flux.namespace, flux.release, flux.chart]);
            assert_eq!(seen, expect, "{message}");
        }
    }
}
