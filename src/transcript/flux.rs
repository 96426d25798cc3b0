//! Releases of Helm that Flux manages, as its messages name them.

use super::Object;

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

/// The HelmRelease that a line of the log of Flux is about: `"controller":"helmrelease","name":"web","namespace":"edge"`.
pub(super) fn object(text: &str) -> Option<Object> {
    let value = |key: &str| text.split_once(key)?.1.split_once('"').map(|(value, _)| value.to_owned());
    if !text.contains("elmrelease\"") && !text.contains("elmRelease\"") {
        return None;
    }
    let (name, namespace) = (value("\"name\":\"")?, value("\"namespace\":\""));
    Some(Object { kind: "helmrelease".to_owned(), name, namespace })
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
