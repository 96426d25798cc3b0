//! The names of images: which of them are Gloo's, and whose release number their tags carry.

/// Whose number the tag of a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Only Enterprise ships it, and its tag is the Enterprise number.
    Enterprise,
    /// Gloo Federation. Its tag is an Enterprise number, but it has a chart of its own too.
    Federation,
    /// The admin console. Its tag is an Enterprise number, but to 1.7.0-rc1 it ran on open source too.
    Console,
    /// It comes from open source, in both editions.
    OpenSource,
    /// Open source has such an image, and so have other products: the name alone says nothing.
    General,
    /// Not made by Gloo, or not known to be: `redis`, `proxyv2`; or with a number of its own.
    Foreign,
}

/// Images that open-source Gloo publishes, the most telling one first.
const OPEN_SOURCE: [&str; 10] = [
    "gloo",
    "gateway",
    "discovery",
    "gloo-envoy-wrapper",
    "ingress",
    "sds",
    "access-logger",
    "certgen",
    "kubectl",
    "gloo-envoy-wasm-wrapper",
];

/// Those of them whose name is Gloo's alone.
const OWN: [&str; 3] = ["gloo", "gloo-envoy-wrapper", "gloo-envoy-wasm-wrapper"];

/// Images that only Enterprise publishes, those first whose tag is trusted before that of the others.
const ENTERPRISE: [&str; 9] = [
    "gloo-ee",
    "gloo-ee-envoy-wrapper",
    "extauth-ee",
    "rate-limit-ee",
    "observability-ee",
    "discovery-ee",
    "sds-ee",
    "caching-ee",
    "apiserver-ee",
];

const FEDERATION: [&str; 5] = [
    "gloo-fed",
    "gloo-fed-apiserver",
    "gloo-fed-apiserver-envoy",
    "gloo-federation-console",
    "gloo-fed-rbac-validating-webhook",
];

const CONSOLE: [&str; 3] = ["grpcserver-ee", "grpcserver-ui", "grpcserver-envoy"];

/// What the charts of both editions run too; no mirror gives an image of Gloo one of these names.
const BESIDES: [&str; 10] = [
    "redis",
    "proxyv2",
    "busybox",
    "grafana",
    "prometheus",
    "configmap-reload",
    "kube-state-metrics",
    "gloo-i-ee",
    "ext-auth-plugins",
    "gloo-ai-extension",
];

/// Images that exist in an open-source installation only.
const ONLY_OPEN_SOURCE: [&str; 2] = ["gloo", "gloo-envoy-wrapper"];

impl Role {
    /// The role of the container with this name, the last part of its image's path.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let plain = plain(name);
        let is_one = |names: &[&str]| names.contains(&plain);
        match () {
            () if is_one(&ENTERPRISE) => Self::Enterprise,
            () if is_one(&FEDERATION) => Self::Federation,
            () if is_one(&CONSOLE) => Self::Console,
            () if is_one(&OWN) => Self::OpenSource,
            () if is_one(&OPEN_SOURCE) => Self::General,
            () => Self::Foreign,
        }
    }

    /// Whether the name is Gloo's and nobody else's.
    #[must_use]
    pub const fn is_telling(self) -> bool {
        !matches!(self, Self::General | Self::Foreign)
    }
}

/// Whether this container proves an open-source installation.
#[must_use]
pub fn is_only_open_source(name: &str) -> bool {
    ONLY_OPEN_SOURCE.contains(&plain(name))
}

/// Whether a name is another one, maybe of a variant.
#[must_use]
pub fn is_plainly(name: &str, other: &str) -> bool {
    plain(name) == other
}

/// Whether no chart of Gloo runs an image of this name, so that a mirror may have given it to one of Gloo's.
#[must_use]
pub fn is_unknown(name: &str) -> bool {
    Role::of(name) == Role::Foreign && !BESIDES.contains(&plain(name))
}

/// The name without the variant of the image, and without what glooctl before 1.17 leaves of a digest.
fn plain(name: &str) -> &str {
    let name = name.split('@').next().unwrap_or(name);
    name.strip_suffix("-fips").unwrap_or(name)
}

/// How telling a name is: of several releases the one with the lowest rank counts.
#[must_use]
pub fn rank(name: &str) -> usize {
    let plain = plain(name);
    let position = |names: &[&str]| names.iter().position(|name| *name == plain);
    position(&OPEN_SOURCE).or_else(|| position(&ENTERPRISE)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expect: Role) {
        for name in names {
            assert_eq!(Role::of(name), expect, "the role of {name}");
        }
    }

    #[test]
    fn roles() {
        check(
            &[
                "gloo-ee",
                "gloo-ee-fips",
                "gloo-ee-envoy-wrapper-fips",
                "extauth-ee",
                "sds-ee",
                "caching-ee",
                "gloo-ee@sha256",
            ],
            Role::Enterprise,
        );
        check(&["grpcserver-ee", "grpcserver-ui"], Role::Console);
        check(&["gloo-fed", "gloo-federation-console"], Role::Federation);
        check(&["gloo", "gloo-envoy-wrapper", "gloo@sha256"], Role::OpenSource);
        check(&["discovery", "gateway", "sds", "ingress", "certgen-fips", "kubectl"], Role::General);
        check(&["redis", "proxyv2", "busybox", "gloo-i-ee", "registry.corp.example", ""], Role::Foreign);
        check(&["gitlab-ee", "gitlab-webservice-ee", "gloo-ee-tools", "kgateway"], Role::Foreign);
    }

    #[test]
    fn unknown_names() {
        let names = ["gloo-enterprise", "gloo_ee", "glooee", "redis", "gloo", "discovery", "gloo-ee"];
        let unknown: Vec<&str> = names.into_iter().filter(|name| is_unknown(name)).collect();
        assert_eq!(unknown, ["gloo-enterprise", "gloo_ee", "glooee"]);
    }
}
