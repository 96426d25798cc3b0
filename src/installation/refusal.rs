//! Who was refused what: `User "x" cannot list resource "pods" in API group "" in the namespace "edge"`.

/// A right that an account lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal<'a> {
    /// Who lacks it.
    pub account: Account<'a>,
    /// What it wanted to do, `list`; empty where the message is cut.
    pub verb: &'a str,
    /// With what, one or many: `pods`.
    pub resource: &'a str,
    /// The API group of that; empty for Kubernetes' own core.
    pub group: &'a str,
    /// Where.
    pub place: Place<'a>,
}

/// An account of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Account<'a> {
    /// A person, or whatever logs in from outside.
    User(&'a str),
    /// A service account.
    Service {
        /// The namespace of the account, which need not be where it was refused something.
        namespace: &'a str,
        /// Its name.
        name: &'a str,
    },
}

/// Where something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// In a namespace.
    Namespace(&'a str),
    /// In the whole cluster.
    Cluster,
    /// The message does not say, or was cut.
    Unknown,
}

/// What a message says of a right that is missing. In logs the quotes may be escaped.
#[must_use]
pub fn of(message: &str) -> Option<Refusal<'_>> {
    let (account, rest) = after(message, "is forbidden: User ")?;
    let account = match account.strip_prefix("system:serviceaccount:").and_then(|place| place.split_once(':'))
    {
        Some((namespace, name)) => Account::Service { namespace, name },
        None => Account::User(account),
    };
    let (asked, rest) =
        rest.split_once("cannot ").map_or(("", ""), |(_, rest)| rest.split_once(' ').unwrap_or_default());
    let is_asked = rest.starts_with("resource ");
    let (resource, rest) = after(rest, "resource ").filter(|_| is_asked).unwrap_or_default();
    let group = after(rest, "in API group ").map_or("", |(group, _)| group);
    let place = match after(rest, "in the namespace ") {
        Some((namespace, _)) => Place::Namespace(namespace),
        None if rest.contains("at the cluster scope") => Place::Cluster,
        None => Place::Unknown,
    };
    Some(Refusal { account, verb: asked, resource, group, place })
}

/// What is in quotes right after some words, and what follows it.
fn after<'a>(text: &'a str, words: &str) -> Option<(&'a str, &'a str)> {
    let quoted = text.split_once(words)?.1.trim_start_matches('\\').strip_prefix('"')?;
    let (found, rest) = quoted.split_once('"')?;
    Some((found.trim_end_matches('\\'), rest))
}

impl Refusal<'_> {
    /// The resource as kubectl takes it, `deployments.apps`; nothing for a part of a resource, such as `pods/log`.
    #[must_use]
    pub fn resource(&self) -> Option<String> {
        let is_word =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
        if self.resource.is_empty() || !is_word(self.resource) || !is_word(self.group) {
            return None;
        }
        let group = if self.group.is_empty() { String::new() } else { format!(".{}", self.group) };
        Some(format!("{}{group}", self.resource))
    }
}

impl Account<'_> {
    /// The service account as the API server names it.
    #[must_use]
    pub fn service(&self) -> Option<String> {
        match self {
            Self::User(_) => None,
            Self::Service { namespace, name } => Some(format!("system:serviceaccount:{namespace}:{name}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_who_may_not_do_what() {
        let edge = Account::Service { namespace: "edge", name: "gloo" };
        for (message, account, verb, resource, place) in [
            (
                "pods is forbidden: User \"jane\" cannot list resource \"pods\" in API group \"\" in the namespace \"b\"",
                Account::User("jane"),
                "list",
                Some("pods"),
                Place::Namespace("b"),
            ),
            (
                "deployments.apps \"x\" is forbidden: User \\\"system:serviceaccount:edge:gloo\\\" cannot watch resource \\\"deployments\\\" in API group \\\"apps\\\" at the cluster scope",
                edge,
                "watch",
                Some("deployments.apps"),
                Place::Cluster,
            ),
            (
                "pods \"x\" is forbidden: User \"system:serviceaccount:edge:gloo\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"b\"",
                edge,
                "get",
                None,
                Place::Namespace("b"),
            ),
            (
                "x is forbidden: User \"jane\" cannot get path \"/api\"",
                Account::User("jane"),
                "get",
                None,
                Place::Unknown,
            ),
            ("x is forbidden: User \"system:serviceaccount:edge:gloo\"", edge, "", None, Place::Unknown),
        ] {
            let refusal = of(message).unwrap_or_else(|| panic!("no refusal in {message}"));
            let seen = (refusal.account, refusal.verb, refusal.resource(), refusal.place);
            assert_eq!(seen, (account, verb, resource.map(str::to_owned), place), "{message}");
        }
        assert_eq!(of("pods \"a\" is forbidden: failed quota: x"), None);
        assert_eq!(of("is forbidden: User jane"), None);
    }
}
