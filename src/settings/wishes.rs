//! Choices as JSON, for programs that call the core.

use serde_json::Value;

use super::{Choices, Named as _, Platform, Reply, Target, Way};
use crate::command::Shell;
use crate::date::Date;
use crate::delivery::Delivery;
use crate::edition::Edition;
use crate::settings::Helm;
use crate::version::Version;

impl Choices {
    /// Reads an object with the names of the terminal program's options, in camel case: `{"target": "1.21", "targetEdition":
    /// "enterprise", "answers": {"risk-id": "yes"}}`. What is null is not chosen; `installation` counts from 0, as the report does.
    ///
    /// # Errors
    ///
    /// A sentence that names the key or the value that is not known.
    pub fn from_json(value: &Value) -> Result<Self, String> {
        let object = match value {
            Value::Null => return Ok(Self::default()),
            other => other.as_object().ok_or("choices are no object")?,
        };
        let mut choices = Self::default();
        for (key, value) in object.iter().filter(|(_, value)| !value.is_null()) {
            let wish = Wish { key, value };
            match key.as_str() {
                "edition" => choices.edition = Some(wish.read("an edition", Edition::parse)?),
                "from" => choices.from = Some(wish.read("a release", Version::parse)?),
                "target" => {
                    choices.target = Some(wish.read("a release, a line or a product", Target::parse)?)
                }
                "targetEdition" => choices.target_edition = Some(wish.read("an edition", Edition::parse)?),
                "installation" => choices.installation = Some(wish.place()?),
                "namespace" => choices.namespace = Some(wish.text()?.to_owned()),
                "release" => choices.release = Some(wish.text()?.to_owned()),
                "values" => choices.values = Some(wish.text()?.to_owned()),
                "way" => choices.way = wish.read("a way (in-place or canary)", Way::parse)?,
                "deliveredBy" => {
                    let what = "a way to deliver (helm, argo-cd, flux or terraform)";
                    choices.delivered_by = Some(wish.read(what, Delivery::parse)?);
                }
                "helm" => choices.helm = Some(wish.read("a major version of Helm (2, 3 or 4)", Helm::parse)?),
                "shell" => choices.shell = wish.read("a shell (posix or powershell)", Shell::parse)?,
                "platform" => choices.platform = Some(wish.read("a platform", Platform::parse)?),
                "answers" => choices.answers = wish.answers()?,
                "today" => choices.today = Some(wish.read("a date (YYYY-MM-DD)", Date::parse)?),
                _ => return Err(format!("{key:?} is not known among the choices")),
            }
        }
        Ok(choices)
    }
}

/// A value, and the name that it goes by.
struct Wish<'a> {
    key: &'a str,
    value: &'a Value,
}

impl<'a> Wish<'a> {
    fn text(&self) -> Result<&'a str, String> {
        self.value.as_str().ok_or_else(|| format!("{} is no text", self.key))
    }

    fn read<T>(&self, what: &str, read: impl Fn(&str) -> Option<T>) -> Result<T, String> {
        let text = self.text()?;
        read(text).ok_or_else(|| format!("{}: {text:?} is not {what}", self.key))
    }

    fn place(&self) -> Result<usize, String> {
        let place = self.value.as_u64().and_then(|place| usize::try_from(place).ok());
        place.ok_or_else(|| format!("{} is no place in a list, counted from 0", self.key))
    }

    fn answers(&self) -> Result<Vec<(String, Reply)>, String> {
        let answers = self.value.as_object().ok_or_else(|| format!("{} is no object", self.key))?;
        let read = |(risk, reply): (&String, &Value)| {
            let key = format!("{} of {risk:?}", self.key);
            Ok((risk.clone(), Wish { key: &key, value: reply }.read("yes or no", Reply::parse)?))
        };
        answers.iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(choices: Value) -> String {
        Choices::from_json(&choices).expect_err("it is refused")
    }

    #[test]
    fn what_is_named_is_chosen() {
        let read = Choices::from_json(&json!({
            "edition": "enterprise", "from": "1.18.2", "target": "1.20", "helm": "4", "way": "canary", "shell": "powershell", "deliveredBy": "flux",
            "installation": 1, "namespace": "gloo", "answers": {"a": "no"}, "today": "2026-11-01", "release": null,
        }));
        let choices = read.expect("all of them are known");
        assert_eq!(choices.from, Some(Version::stable(1, 18, 2)));
        assert_eq!(choices.target, Target::parse("1.20"));
        assert_eq!(
            (choices.helm, choices.way, choices.shell),
            (Some(Helm::Four), Way::Canary, Shell::PowerShell)
        );
        assert_eq!(choices.delivered_by, Some(Delivery::Flux));
        assert_eq!((choices.installation, choices.namespace.as_deref()), (Some(1), Some("gloo")));
        assert_eq!(choices.answers, [("a".to_owned(), Reply::No)]);
        assert_eq!((choices.today, choices.release), (Date::parse("2026-11-01"), None));
        assert_eq!(Choices::from_json(&Value::Null), Ok(Choices::default()));
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(refused(json!({"targte": "1.20"})), "\"targte\" is not known among the choices");
        assert_eq!(
            refused(json!({"target": "latest"})),
            "target: \"latest\" is not a release, a line or a product"
        );
        let expect = "deliveredBy: \"argo\" is not a way to deliver (helm, argo-cd, flux or terraform)";
        assert_eq!(refused(json!({"deliveredBy": "argo"})), expect);
        assert_eq!(refused(json!({"helm": 3})), "helm is no text");
        assert_eq!(
            refused(json!({"installation": -1})),
            "installation is no place in a list, counted from 0"
        );
        assert_eq!(
            refused(json!({"answers": {"a": "maybe"}})),
            "answers of \"a\": \"maybe\" is not yes or no"
        );
        assert_eq!(refused(json!(["1.20"])), "choices are no object");
    }
}
