//! What goes wrong around an installation, told apart by the words of helm, kubectl and glooctl.

use super::Span;

/// Something that a program said went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What it is.
    pub what: Wrong,
    /// Word for word.
    pub message: String,
    /// What the message says of all its parts, where it has several and this is not the first of them.
    pub head: String,
    /// Where it stands; the first time, where it comes again.
    pub span: Span,
    /// The lines after it, which a narrow window may have broken off from it.
    pub rest: Vec<String>,
    /// How often it comes, with other numbers and names of pods.
    pub count: usize,
    /// When it came first, as it is printed.
    pub first: Option<String>,
    /// The version of itself that the program names beside it. It is that of then, not of what runs now.
    pub build: Option<String>,
    /// What it is about, where the output has a column or a heading for that.
    pub about: Option<Box<Object>>,
}

/// An object of the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its kind in lower case and without its group: `pod`, `job`; empty where it is unknown.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its namespace, where the output names it.
    pub namespace: Option<String>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Something that the chart brings is there already and belongs to no release.
    AlreadyThere,
    /// A release of that name is there already.
    ReleaseThere,
    /// Another operation on the release has not ended, or was broken off.
    ReleaseBusy,
    /// The last operation on the release failed.
    ReleaseFailed,
    /// Gloo's own webhook refused a resource.
    WebhookRefused,
    /// Gloo's own webhook did not answer.
    WebhookSilent,
    /// The custom resource definitions are older than the chart.
    CrdsOld,
    /// The cluster could not be reached.
    Unreachable,
    /// A port could not be forwarded to a pod.
    PortForward,
    /// The cluster refused to answer this user.
    Forbidden,
    /// The namespace, the release or the resource is not there.
    NotThere,
    /// `glooctl upgrade` found no release, or no file for this machine.
    ClientUpgrade,
    /// `glooctl check-crds` could not compare.
    CrdsNotCompared,
    /// The text ends with a number that may go on.
    MaybeCut,
    /// A number ends a line, and the next line may be the rest of it.
    MaybeWrapped,
    /// Words of helm, kubectl or glooctl, whose meaning the list of failures has.
    Listed,
    /// A component logged an error.
    Logged,
    /// The cluster reported an event that is a warning.
    Event,
    /// What delivers lists an object that is not as it should be.
    Row,
    /// A stored resource has the state that Gloo gives to what it leaves out.
    Rejected,
    /// A stored resource has the state that Gloo gives to what it accepts with warnings.
    Warned,
    /// A resource of the Gateway API has a condition that is not as it should be.
    NotAccepted,
    /// Anything else.
    Other,
}

use Wrong as W;

/// A text in the message, one further on, and what they mean; the most telling ones first.
const WORDS: [(&str, &str, Wrong); 74] = [
    ("admission webhook \"gloo.", " denied the request", W::WebhookRefused),
    ("admission webhook \"gateway.", " denied the request", W::WebhookRefused),
    ("field is immutable", "", W::Listed),
    ("another operation (install/upgrade/rollback) is in progress", "", W::ReleaseBusy),
    ("cannot re-use a name that is still in use", "", W::ReleaseThere),
    ("has already been installed to namespace", "", W::ReleaseThere),
    ("a release named ", " already exists", W::ReleaseThere),
    ("rendered manifests contain a resource that already exists", "", W::AlreadyThere),
    ("invalid ownership metadata", "", W::AlreadyThere),
    // What is being deleted is waited for, and what was made by hand is no chart's.
    ("object is being deleted", "", W::Other),
    ("(AlreadyExists)", "", W::Other),
    ("customresourcedefinition", " already exists", W::AlreadyThere),
    (" already exists", "", W::Listed),
    ("nvalid Kustomization", "", W::Other),
    ("failed calling webhook", "gloo", W::WebhookSilent),
    ("failed calling admission webhook", "gloo", W::WebhookSilent),
    ("No license key provided", "", W::Listed),
    ("icense expired", "", W::Listed),
    ("icense is invalid", "", W::Listed),
    ("icense is expired", "", W::Listed),
    ("icense has expired", "", W::Listed),
    ("metadata.annotations: Too long", "", W::Listed),
    ("no matches for kind", "gateway.networking.k8s.io", W::Listed),
    ("no matches for kind", "in version \"extensions/v1beta1\"", W::Listed),
    ("no matches for kind", "", W::CrdsOld),
    // A field of a kind of Kubernetes itself.
    ("unknown field \"", " in io.k8s.", W::Other),
    ("unknown field \"", "", W::CrdsOld),
    ("CRDs are out of date", "", W::CrdsOld),
    ("Cannot get current version of gloo", "", W::CrdsNotCompared),
    ("Error getting CRDs", "", W::CrdsNotCompared),
    ("status 404", ".tgz", W::Listed),
    ("from solo-io/gloo repository", "", W::ClientUpgrade),
    ("could not find asset", "", W::ClientUpgrade),
    ("downloading asset", "", W::ClientUpgrade),
    ("nil pointer evaluating", "", W::Listed),
    ("repository", "401 Unauthorized", W::Listed),
    ("failed to fetch http", "401 Unauthorized", W::Listed),
    ("chart \"", "not found", W::Listed),
    ("failed to download", "", W::Listed),
    ("no chart version found", "", W::Listed),
    ("repo ", " not found", W::Listed),
    ("Kubernetes cluster unreachable", "", W::Unreachable),
    ("Unable to connect to the server", "", W::Unreachable),
    ("The connection to the server", "", W::Unreachable),
    ("rpc error: code = Unavailable", "", W::PortForward),
    // Who asks a webhook or a repository has reached the cluster, or does not ask it.
    ("webhook \"", "dial tcp", W::Listed),
    ("is not a valid chart repository", "", W::Listed),
    // The port of Envoy's own administration, which glooctl forwards to a proxy.
    ("localhost:19000", "dial tcp", W::PortForward),
    ("dial tcp", "", W::Unreachable),
    ("failed to create ", " client", W::Unreachable),
    ("no configuration has been provided", "", W::Listed),
    ("403 Forbidden", "", W::Listed),
    // Of an object, not of the user.
    ("is invalid: ", "orbidden: ", W::Listed),
    ("forbidden", "", W::Forbidden),
    ("(Forbidden)", "", W::Forbidden),
    ("Unauthorized", "", W::Forbidden),
    ("not found", "", W::NotThere),
    ("unknown flag", "", W::Listed),
    ("unknown command", "", W::Listed),
    ("unknown shorthand flag", "", W::Listed),
    ("has no deployed releases", "", W::Listed),
    ("timed out waiting for the condition", "", W::Listed),
    ("context deadline exceeded", "", W::Listed),
    ("hooks failed", "", W::Listed),
    ("job failed: ", "", W::Listed),
    ("failed pre-install", "", W::Listed),
    ("failed post-install", "", W::Listed),
    ("chart requires kubeVersion", "", W::Listed),
    ("values don't meet the specifications of the schema(s)", "", W::Listed),
    ("execution error at (", "", W::Listed),
    ("YAML parse error on ", "", W::Listed),
    ("strict decoding error", "", W::Listed),
    ("cannot patch \"", " with kind ", W::Listed),
    ("conflict occurred while applying object", "", W::Listed),
];

impl Trouble {
    /// What a message of helm, kubectl or glooctl means.
    #[must_use]
    pub fn new(message: &str, span: Span) -> Self {
        let fits = |(first, then, _): &&(&str, &str, Wrong)| {
            message.split_once(first).is_some_and(|(_, rest)| rest.contains(then))
        };
        let what = WORDS.iter().find(fits).map_or(Wrong::Other, |(_, _, what)| *what);
        Self::of(what, message.to_owned(), span)
    }

    /// A trouble whose meaning is known.
    #[must_use]
    pub const fn of(what: Wrong, message: String, span: Span) -> Self {
        let head = String::new();
        Self { what, message, head, span, rest: Vec::new(), count: 1, first: None, build: None, about: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(message: &str, expect: Wrong) {
        assert_eq!(Trouble::new(message, Span::line(0, 1)).what, expect, "reading {message:?}");
    }

    #[test]
    fn troubles_are_told_apart() {
        check(
            "Error: UPGRADE FAILED: Job.batch \"gateway-certgen\" is invalid: spec.template: field is immutable",
            W::Listed,
        );
        check(
            "Error: customresourcedefinitions.apiextensions.k8s.io \"gateways.gateway.solo.io\" already exists",
            W::AlreadyThere,
        );
        check("Error: a release named gloo already exists.", W::ReleaseThere);
        check(
            "resource mapping not found: no matches for kind \"GatewayClass\" in version \"gateway.networking.k8s.io/v1\"",
            W::Listed,
        );
        check("Error: chart \"gloo\" matching 9.9.9 not found in gloo index", W::Listed);
        check("Error: release: not found", W::NotThere);
        check("LICENSE WARNING: License expired, please contact support", W::Listed);
        check(
            "Error: UPGRADE FAILED: admission webhook \"gateway.x.svc\" denied the request: unknown field \"dlp\"",
            W::WebhookRefused,
        );
        check("Error: http GET returned status 404 for resource https://x/gloo-ee-1.7.1.tgz", W::Listed);
        check(
            "Error: rpc error: code = Unavailable desc = dial tcp 127.0.0.1:51003: refused",
            W::PortForward,
        );
        check("object is being deleted: namespaces \"gloo-system\" already exists", W::Other);
        check(
            "Error: x: StatefulSet.apps \"a\" is invalid: spec: Forbidden: updates to spec are forbidden",
            W::Listed,
        );
        check("Error: failed to fetch https://x/index.yaml : 403 Forbidden", W::Listed);
        check(
            "Error: failed calling webhook \"a.example.io\": Post: dial tcp 10.0.0.1:443: refused",
            W::Listed,
        );
        check("Error: something else", W::Other);
    }
}
