//! Names of hosts: which words are one, and which hosts everybody knows.

use crate::redact::word::{Word, before, byte};
use crate::redact::{Kind, Marked};

/// What says that a word is a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::redact) enum Context {
    /// It follows a scheme, or a word that names a host.
    Host,
    /// It is within a path.
    Path,
    /// Nothing.
    None,
}

/// How the names of hosts end that vendors and well-known projects own, and of Kubernetes itself. API groups, labels
/// and packages end so too.
const PUBLIC: &str = "solo.io k8s.io x-k8s.io kubernetes.io helm.sh github.com githubusercontent.com github.io ghcr.io \
    quay.io gcr.io docker.io docker.com pkg.dev istio.io envoyproxy.io cncf.io kgateway.dev knative.dev cert-manager.io \
    golang.org gopkg.in uber.org go.dev grpc.io prometheus.io grafana.com cilium.io linkerd.io getambassador.io \
    artifacthub.io webassemblyhub.io charts.bitnami.com bitnami.com registry.gitlab.com argoproj.io fluxcd.io \
    hashicorp.com terraform.io pulumi.com projectcalico.org coreos.com openshift.io external-secrets.io kyverno.io \
    traefik.io konghq.com jetstack.io opentelemetry.io opencontainers.org mcr.microsoft.com public.ecr.aws slack.com \
    storage.googleapis.com type.googleapis.com eks.amazonaws.com host.docker.internal cluster.local svc invalid";

/// Ends of names that no key, file or package has.
const TOP: &str = " com net org io dev cloud internal local lan corp intranet localdomain example biz xyz online tech \
    co ai de uk fr nl ch se fi dk pl eu ca au jp cn kr br ru cz gov edu mil ";

/// Ends of files, which no word that may be a host is known by.
const FILES: &str = " yaml yml json go rs txt md sh py js ts mjs tgz gz tar zip log csv toml tpl exe proto html css png \
    pem crt key cfg conf ini lock mod sum xml tf ps1 env old bak ";

/// First words of paths in values and objects, which may end as a host does.
const PATHS: &str = " settings gloo global spec metadata status data image java system config values ";

/// The host that a word is, if it is nobody's that everybody knows.
pub(in crate::redact) fn host(text: &str, word: Word<'_>, context: Context) -> Option<Marked> {
    let mut start = word.start;
    for part in word.text.split('_') {
        if let Some(skipped) = private(part, context)
            && (context == Context::Host || !is_called(text, start + part.len()))
        {
            return Some((Kind::Host, start + skipped, start + part.len()));
        }
        start += part.len() + 1;
    }
    None
}

/// How many bytes of a part of a word are no host, if the rest is one.
fn private(part: &str, context: Context) -> Option<usize> {
    let (front, last) = part.rsplit_once('.')?;
    let lower = last.to_ascii_lowercase();
    let has = |list: &str, word: &str| list.split_ascii_whitespace().any(|one| one == word);
    let first = part.split(['.', '-']).next().unwrap_or_default();
    let is_top = has(TOP, &lower) && part.bytes().all(|byte| !byte.is_ascii_uppercase());
    let is_key = last.len() > 3 && has(PATHS, first);
    let is_host = match context {
        Context::Path => false,
        Context::Host => !has(FILES, &lower),
        Context::None => is_top && !is_key,
    };
    let is_letters = last.len() >= 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_host || !is_letters || front.is_empty() || is_public(&part.to_ascii_lowercase()) {
        return None;
    }
    // A release number that was glued to a host stays.
    let skipped = crate::redact::word::version_end(part).unwrap_or(0);
    let rest = part.get(skipped..)?;
    let glued = rest.len() - rest.trim_start_matches(['-', '.']).len();
    let host = rest.get(glued..)?;
    (host.contains('.') && !is_public(host)).then_some(skipped + glued)
}

fn is_public(host: &str) -> bool {
    let ends =
        |end: &str| host.strip_suffix(end).is_some_and(|front| front.is_empty() || front.ends_with('.'));
    // A number of a release glued to a public host is public too.
    let bare = host.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    PUBLIC.split_ascii_whitespace().any(|end| ends(end) || bare == end)
}

/// Whether a word is a function that is called, or a group with a version: `example.com/v1`.
fn is_called(text: &str, end: usize) -> bool {
    let is_group =
        byte(text, end) == b'/' && byte(text, end + 1) == b'v' && byte(text, end + 2).is_ascii_digit();
    byte(text, end) == b'('
        || (is_group && byte(text, end + 3) != b'.' && before(text, end).is_ascii_alphabetic())
}
