//! The names of images: which of them are Gloo's, and whose release number their tags carry.

/// Whose number the tag of a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Only Enterprise ships it, and its tag is the Enterprise number.
    Enterprise,
    /// The admin console. Its tag is an Enterprise number, but to 1.7.0-rc1 it ran on open source too.
    Console,
    /// It comes from open source, in both editions.
    OpenSource,
    /// Not made by Gloo: `redis`, `proxyv2`; or with a number of its own.
    Foreign,
}

/// Images that open-source Gloo publishes, the most telling one first.
const OPEN_SOURCE: [&str; 9] = [
    "gloo",
    "gateway",
    "discovery",
    "gloo-envoy-wrapper",
    "ingress",
    "sds",
    "access-logger",
    "certgen",
    "gloo-envoy-wasm-wrapper",
];

/// Enterprise images whose tag is trusted before that of the others.
const ENTERPRISE_FIRST: [&str; 5] =
    ["gloo-ee", "gloo-ee-envoy-wrapper", "extauth-ee", "rate-limit-ee", "observability-ee"];

/// Images that exist in an open-source installation only.
const ONLY_OPEN_SOURCE: [&str; 2] = ["gloo", "gloo-envoy-wrapper"];

impl Role {
    /// The role of the container with this name, the last part of its image's path.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let plain = plain(name);
        match plain {
            "grpcserver-ee" | "grpcserver-ui" | "grpcserver-envoy" => Self::Console,
            // Counts its own releases.
            "gloo-i-ee" => Self::Foreign,
            _ if plain.ends_with("-ee") || plain.starts_with("gloo-ee-") => Self::Enterprise,
            _ if OPEN_SOURCE.contains(&plain) => Self::OpenSource,
            _ => Self::Foreign,
        }
    }
}

/// Whether this container proves an open-source installation.
#[must_use]
pub fn is_only_open_source(name: &str) -> bool {
    ONLY_OPEN_SOURCE.contains(&plain(name))
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
    position(&OPEN_SOURCE).or_else(|| position(&ENTERPRISE_FIRST)).unwrap_or(usize::MAX)
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
        check(&["gloo", "discovery", "gateway", "sds", "certgen-fips"], Role::OpenSource);
        check(&["redis", "proxyv2", "busybox", "gloo-i-ee", "registry.corp.example", ""], Role::Foreign);
    }
}
