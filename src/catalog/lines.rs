//! What a release line works with.

use serde_json::Value;

use super::entry::{optional, word};
use crate::date::Date;
use crate::version::{ReleaseLine, Version};

/// What a release line works with. Nothing is said where the documentation says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The lowest and the highest minor of Kubernetes.
    pub kubernetes: Option<(ReleaseLine, ReleaseLine)>,
    /// The lowest minor of Helm.
    pub helm: Option<ReleaseLine>,
    /// The lowest and the highest minor of Istio.
    pub istio: Option<(ReleaseLine, ReleaseLine)>,
    /// The day on which the documentation began to list the line as supported, and the day on which it
    /// ceased to; the latter is `None` as long as the line is listed.
    pub listed: Option<(String, Option<String>)>,
    /// What Envoy calls itself in the first and in the last known patch: `1.16.0-dev`, `1.16.4`.
    pub envoy: Option<(String, String)>,
    /// The bundle of the Gateway API that the line is tested with: `v1.2.1`.
    pub gateway_api: Option<String>,
}

impl Support {
    pub(super) fn read(entry: &Value) -> Option<Self> {
        entry.as_object()?;
        Some(Self {
            kubernetes: optional(&entry["kubernetes"], bounds)?,
            helm: optional(&entry["helm"], line)?,
            istio: optional(&entry["istio"], bounds)?,
            listed: optional(&entry["listed"], listed)?,
            envoy: optional(&entry["envoy"], envoy)?,
            gateway_api: optional(&entry["gateway_api"], bundle)?,
        })
    }
}

fn line(value: &Value) -> Option<ReleaseLine> {
    ReleaseLine::parse(value.as_str()?)
}

fn bounds(value: &Value) -> Option<(ReleaseLine, ReleaseLine)> {
    let [lowest, highest] = value.as_array()?.as_slice() else { return None };
    let (lowest, highest) = (line(lowest)?, line(highest)?);
    (lowest <= highest).then_some((lowest, highest))
}

fn listed(value: &Value) -> Option<(String, Option<String>)> {
    let [first, last] = value.as_array()?.as_slice() else { return None };
    let first = date(first)?;
    let last = optional(last, date)?;
    // Days that are written alike are in the order of their letters.
    last.as_ref().is_none_or(|last| first <= *last).then_some((first, last))
}

fn date(value: &Value) -> Option<String> {
    Date::parse(value.as_str()?).map(|date| date.to_string())
}

fn envoy(value: &Value) -> Option<(String, String)> {
    let [first, last] = value.as_array()?.as_slice() else { return None };
    word(first).zip(word(last))
}

/// A release with its `v`, since it becomes a part of an address.
fn bundle(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| text.starts_with('v'))?;
    Version::parse(text).map(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;
    use crate::version::ReleaseLine;

    /// Loads a catalog whose line 1.16 has this entry.
    fn check(entry: &str, expect: &str) {
        let text = format!(
            r#"{{"checked_on":"2026-08-07","oss":{{}},"enterprise":{{}},"lines":{{"1.16":{entry}}}}}"#
        );
        let seen = match Catalog::parse(&text) {
            Ok(catalog) => {
                let line = ReleaseLine { major: 1, minor: 16 };
                let support = catalog.support(line).expect("the line");
                format!("{:?} {:?} {:?}", support.listed, support.envoy, support.gateway_api)
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(seen, expect, "{entry}");
    }

    #[test]
    fn what_is_not_told_is_nothing() {
        check("{}", "None None None");
        check(r#"{"kubernetes":null,"helm":null,"istio":null,"listed":null,"envoy":null}"#, "None None None");
        check(r#"{"kubernetes":["1.24","1.28"],"helm":"3.12"}"#, "None None None");
    }

    #[test]
    fn what_is_told_is_kept() {
        check(
            r#"{"listed":["2023-12-07",null],"envoy":["1.16.0-dev","1.16.4"],"gateway_api":"v1.2.1"}"#,
            r#"Some(("2023-12-07", None)) Some(("1.16.0-dev", "1.16.4")) Some("v1.2.1")"#,
        );
        check(
            r#"{"listed":["2023-12-07","2026-03-24"]}"#,
            r#"Some(("2023-12-07", Some("2026-03-24"))) None None"#,
        );
    }

    #[test]
    fn what_is_wrong_spoils_the_entry() {
        for entry in [
            "5",
            "[]",
            r#""1.16""#,
            r#"{"kubernetes":"1.24"}"#,
            r#"{"kubernetes":["1.24"]}"#,
            r#"{"kubernetes":["1.24","1.28","1.30"]}"#,
            r#"{"kubernetes":["1.28","1.24"]}"#,
            r#"{"kubernetes":["1.24",null]}"#,
            r#"{"helm":3.12}"#,
            r#"{"helm":""}"#,
            r#"{"istio":["1.x","1.20"]}"#,
            r#"{"listed":["2023-12-07"]}"#,
            r#"{"listed":[null,"2023-12-07"]}"#,
            r#"{"listed":["2023-12-07","2022-12-07"]}"#,
            r#"{"listed":["2023-13-07",null]}"#,
            r#"{"listed":["2023-12-07",5]}"#,
            r#"{"envoy":["1.27.2",""]}"#,
            r#"{"envoy":["1.27.2","1.27.7 "]}"#,
            r#"{"gateway_api":"1.0.0"}"#,
            r#"{"gateway_api":"v1.0.0/../.."}"#,
        ] {
            check(
                entry,
                "The catalog of releases can't be used: `lines` has an entry \"1.16\" that can't be read.",
            );
        }
    }
}
