//! Releases of Helm that Flux manages, as its messages name them.

use super::cursor::{Cursor, Read};
use super::{Content, Format, Kind, Object, helm};

/// A release that Flux manages.
pub(crate) struct Flux<'a> {
    pub(crate) namespace: &'a str,
    pub(crate) release: &'a str,
    /// The name of its chart.
    pub(crate) chart: &'a str,
    /// The version of its chart, without what Flux adds to it.
    version: &'a str,
}

/// Reads the rows of releases of Gloo in a list of HelmReleases that are as they should be, with their heading.
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Read> {
    let is_heading = cursor.text(0)?.starts_with("NAME") && cursor.text(0)?.contains("READY");
    let from = usize::from(is_heading);
    let rows: Vec<_> = (from..MOST).map_while(|ahead| row(cursor, ahead)).collect();
    let next = cursor.at + from + rows.len();
    let content = || Content::Releases(rows, Vec::new());
    (next > cursor.at + from).then(|| Read::new(Kind::FluxReleases, Format::Table, content(), next))
}

/// No list of interest is longer.
const MOST: usize = 80;

/// `edge  gloo  1.17.3  False  True  Helm upgrade succeeded for release edge/gloo.v2 with chart gloo@1.17.3`
fn row(cursor: &Cursor<'_>, ahead: usize) -> Option<helm::Release> {
    let text = cursor.text(ahead)?;
    let (before, _) = text.split_once("Helm ")?;
    let flux = of(text).filter(|_| before.trim_end().ends_with("True"))?;
    let found = |name: &str| Some(cursor.found(ahead, name.to_owned()));
    Some(helm::Release {
        name: found(flux.release),
        namespace: found(flux.namespace),
        revision: None,
        status: "deployed".to_owned(),
        chart: Some((helm::edition_of(flux.chart)?, flux.version.to_owned())),
        failed: None,
        is_helm2: false,
        span: cursor.span(ahead),
    })
}

/// `Helm upgrade failed for release web/nginx with chart ingress-nginx@4.1: …`; a release that succeeded has its revision
/// after its name.
pub(crate) fn of(message: &str) -> Option<Flux<'_>> {
    let (_, rest) = message.split_once("for release ")?;
    let (place, rest) = rest.split_once(" with chart ")?;
    let (namespace, release) = place.split_once('/')?;
    let mut words = rest.split([':', ' ', '@', '+']);
    let (chart, version) = (words.next()?, words.next().unwrap_or_default());
    let release = release.split_once(".v").map_or(release, |(release, _)| release);
    Some(Flux { namespace, release, chart, version })
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
