//! The state that Gloo writes into its own resources: what it has rejected or accepted with warnings, and why.

use crate::transcript::objects::Pair;
use crate::transcript::{Object, Span, Trouble, Wrong};

/// Longer reasons are cut: a proxy repeats those of all its routes.
const LONGEST_REASON: usize = 2_000;

/// No more of one object are kept: each namespace with a Gloo writes a status of its own.
const MOST: usize = 8;

/// What a status says, as YAML, JSON and descriptions have it.
#[derive(Default)]
pub(super) struct Status<'a> {
    pub(super) state: &'a str,
    pub(super) reason: &'a str,
    pub(super) by: &'a str,
    pub(super) span: Span,
}

impl<'a> Status<'a> {
    /// Takes a line of a description; of several statuses the first that is none of a part counts.
    pub(super) fn take(&mut self, key: &str, value: &'a str, span: Span) {
        match key {
            "State" if self.state.is_empty() => (self.state, self.span) = (value, span),
            "Reason" if self.state.is_empty() => self.reason = value,
            "Reported By" if self.state.is_empty() => self.by = value,
            _ => {}
        }
    }

    /// The trouble that it tells; the group of the kind says that the resource is Gloo's.
    pub(super) fn trouble(&self, api: &str, about: &Object) -> Option<Trouble> {
        // Before 1.10, a number.
        let (what, state) = match self.state {
            "Rejected" | "2" => (Wrong::Rejected, "is rejected"),
            "Warning" | "3" => (Wrong::Warned, "has warnings"),
            _ => return None,
        };
        let group = api.split('/').next().filter(|group| group.ends_with("solo.io"))?;
        let Object { kind, name, namespace } = about;
        let namespace = namespace.as_ref().map_or_else(String::new, |name| format!("{name}/"));
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by) };
        let words: Vec<&str> = self.reason.split_ascii_whitespace().collect();
        let reason = words.join(" ");
        let reason = reason.get(..reason.floor_char_boundary(LONGEST_REASON)).unwrap_or_default();
        let reason = if reason.is_empty() { "no reason given" } else { reason };
        let message = format!("{kind}.{group} {namespace}{name} {state}{by}: {reason}");
        Some(Trouble { about: Some(Box::new(about.clone())), ..Trouble::of(what, message, self.span) })
    }
}

/// What the status of a stored object tells.
pub(super) fn of_stored(pairs: &[&Pair], transcript: usize) -> Vec<Trouble> {
    let own = |inside: &str, key: &str| {
        let is_own = |pair: &&&Pair| {
            pair.key == key && &*pair.inside == inside && matches!(&*pair.outer, "" | "items")
        };
        pairs.iter().find(is_own).map(|pair| pair.value.as_str())
    };
    let top = |key| own("", key).or_else(|| own("items", key));
    let (Some(api), Some(kind), Some(name)) = (top("apiVersion"), top("kind"), own("metadata", "name"))
    else {
        return Vec::new();
    };
    let namespace = own("metadata", "namespace").map(str::to_owned);
    let about = Object { kind: kind.to_ascii_lowercase(), name: name.to_owned(), namespace };
    // One for each namespace with a Gloo; before 1.10, one alone.
    let is_status = |pair: &&&Pair| {
        &*pair.outer == "statuses" || (&*pair.inside == "status" && matches!(&*pair.outer, "" | "items"))
    };
    let mut statuses: Vec<(usize, Status<'_>)> = Vec::new();
    for pair in pairs.iter().filter(is_status) {
        if statuses.last().is_none_or(|(object, _)| *object != pair.object) && statuses.len() < MOST {
            statuses.push((pair.object, Status::default()));
        }
        let Some((_, status)) = statuses.iter_mut().find(|(object, _)| *object == pair.object) else {
            continue;
        };
        match pair.key.as_str() {
            "state" => (status.state, status.span) = (&pair.value, Span::line(transcript, pair.line)),
            "reason" => status.reason = &pair.value,
            "reportedBy" | "reported_by" => status.by = &pair.value,
            _ => {}
        }
    }
    statuses.iter().filter_map(|(_, status)| status.trouble(api, &about)).collect()
}

#[cfg(test)]
mod tests {
    use crate::transcript::{Wrong, read};

    fn check(text: &str, expect: &[(Wrong, &str, usize)]) {
        let reading = read(text, 0);
        let troubles = reading.blocks.iter().flat_map(|block| &block.troubles);
        let seen: Vec<_> = troubles.map(|one| (one.what, one.message.as_str(), one.span.start)).collect();
        assert_eq!(seen, expect, "reading {text:?}");
    }

    const HEAD: &str = "apiVersion: gateway.solo.io/v1\nkind: VirtualService\nmetadata:\n  name: web\n  namespace: shop\n  uid: 1\n";

    #[test]
    fn stored_resources_say_why_they_are_rejected() {
        check(
            &format!(
                "{HEAD}status:\n  statuses:\n    gloo-system:\n      reason: \"1 error occurred:\\n\\t* no upstream\\n\\n\"\n      reportedBy: gloo\n      state: Rejected\n      subresourceStatuses:\n        '*v1.Proxy.p_gloo-system':\n          reason: x\n          state: Rejected\n"
            ),
            &[(
                Wrong::Rejected,
                "virtualservice.gateway.solo.io shop/web is rejected by gloo: 1 error occurred: * no upstream",
                12,
            )],
        );
        check(
            &format!("{HEAD}status:\n  reason: x\n  reported_by: gateway\n  state: 2\n"),
            &[(Wrong::Rejected, "virtualservice.gateway.solo.io shop/web is rejected by gateway: x", 10)],
        );
        check(
            &format!("{HEAD}status:\n  statuses:\n    edge:\n      state: Warning\n"),
            &[(Wrong::Warned, "virtualservice.gateway.solo.io shop/web has warnings: no reason given", 10)],
        );
    }

    #[test]
    fn lists_have_the_status_of_each() {
        check(
            r#"{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"gloo.solo.io/v1","kind":"Upstream","metadata":{"name":"a","namespace":"b"},"status":{"statuses":{"gloo-system":{"reason":"r","reportedBy":"gloo","state":"Rejected"}}}},{"apiVersion":"gloo.solo.io/v1","kind":"Upstream","metadata":{"name":"c","namespace":"b"},"status":{"statuses":{"gloo-system":{"state":"Accepted"}}}}]}"#,
            &[(Wrong::Rejected, "upstream.gloo.solo.io b/a is rejected by gloo: r", 1)],
        );
    }

    #[test]
    fn other_states_are_none() {
        check(&format!("{HEAD}status:\n  statuses:\n    gloo-system:\n      state: Accepted\n"), &[]);
        check(
            "apiVersion: x.example.io/v1\nkind: Thing\nmetadata:\n  name: a\nstatus:\n  state: Rejected\n",
            &[],
        );
    }

    #[test]
    fn descriptions_say_it_too() {
        let text = "Name:         web\nNamespace:    shop\nLabels:       <none>\nAnnotations:  <none>\nAPI Version:  gateway.solo.io/v1\nKind:         VirtualService\nMetadata:\n  Generation:  2\nSpec:\n  Virtual Host:\nStatus:\n  Statuses:\n    Gloo - System:\n      Reason:  no upstream\n      Reported By:  gloo\n      State:        Rejected\nEvents:             <none>\n";
        check(
            text,
            &[(
                Wrong::Rejected,
                "virtualservice.gateway.solo.io shop/web is rejected by gloo: no upstream",
                16,
            )],
        );
    }
}
