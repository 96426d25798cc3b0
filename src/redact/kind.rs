//! What is replaced, and by what.

use crate::report::HandOver;
use crate::settings::Named;

/// A kind of what is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Licence keys of Gloo.
    Licence,
    /// Tokens, keys of APIs and clouds, secrets of clients, headers that log in.
    Token,
    /// JSON Web Tokens that nothing names a licence key.
    Jwt,
    /// Private keys and certificates in PEM.
    Pem,
    /// Passwords, and who logs in with them in an address.
    Password,
    /// Keys and certificates of a kubeconfig.
    Kubeconfig,
    /// E-mail addresses.
    Email,
    /// IP addresses, also within the names of nodes.
    Ip,
    /// Names of hosts that are not known to be public.
    Host,
    /// Namespaces.
    Namespace,
    /// Names of resources, releases, clusters and files.
    Name,
}

impl Named for Kind {
    const ALL: &'static [Self] = &[
        Self::Licence,
        Self::Token,
        Self::Jwt,
        Self::Pem,
        Self::Password,
        Self::Kubeconfig,
        Self::Email,
        Self::Ip,
        Self::Host,
        Self::Namespace,
        Self::Name,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Licence => "licence-keys",
            Self::Token => "tokens",
            Self::Jwt => "jwts",
            Self::Pem => "keys-and-certificates",
            Self::Password => "passwords",
            Self::Kubeconfig => "kubeconfig",
            Self::Email => "emails",
            Self::Ip => "ip-addresses",
            Self::Host => "hosts",
            Self::Namespace => "namespaces",
            Self::Name => "names",
        }
    }
}

impl Kind {
    /// The kind for people, as the name of a switch.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Licence => "Licence keys",
            Self::Token => "Tokens and API keys",
            Self::Jwt => "JSON Web Tokens",
            Self::Pem => "Private keys and certificates",
            Self::Password => "Passwords",
            Self::Kubeconfig => "Kubeconfig data",
            Self::Email => "E-mail addresses",
            Self::Ip => "IP addresses",
            Self::Host => "Host names",
            Self::Namespace => "Namespaces",
            Self::Name => "Names of resources, releases, clusters and files",
        }
    }

    /// Whether only the report knows what is one.
    #[must_use]
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Namespace | Self::Name)
    }

    /// Whether it opens something.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        !matches!(self, Self::Email | Self::Ip | Self::Host | Self::Namespace | Self::Name)
    }

    /// What replaces the first, second … original; without a number, one that was not learned.
    pub(super) fn stand_in(self, number: Option<usize>) -> String {
        let (start, end) = self.around();
        match number {
            Some(number) => format!("{start}{number}{end}"),
            None => format!("{start}other{end}"),
        }
    }

    /// Whether a text looks like such a stand-in.
    pub(super) fn is_stand_in(self, text: &str) -> bool {
        let (start, end) = self.around();
        let inner = text.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        inner.is_some_and(|inner| {
            inner == "other" || (!inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_digit()))
        })
    }

    const fn around(self) -> (&'static str, &'static str) {
        match self {
            Self::Licence => ("redacted-licence-key-", ""),
            Self::Token => ("redacted-token-", ""),
            Self::Jwt => ("redacted-jwt-", ""),
            Self::Pem => ("redacted-pem-", ""),
            Self::Password => ("redacted-password-", ""),
            Self::Kubeconfig => ("redacted-kubeconfig-", ""),
            Self::Email => ("redacted-email-", ""),
            Self::Ip => ("ip-", ""),
            Self::Host => ("host-", ".invalid"),
            Self::Namespace => ("namespace-", ""),
            Self::Name => ("name-", ""),
        }
    }
}

/// Which kinds are replaced. By default all but names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u16);

impl Default for Kinds {
    fn default() -> Self {
        Kind::ALL.iter().filter(|kind| !kind.is_name()).fold(Self::none(), |kinds, kind| kinds.with(*kind))
    }
}

impl Kinds {
    /// Nothing is replaced.
    #[must_use]
    pub const fn none() -> Self {
        Self(0)
    }

    /// Those of them that are replaced in a form. Commands that are to be run keep the names that they need.
    #[must_use]
    pub fn within(self, form: HandOver) -> Self {
        let is_run = matches!(form, HandOver::Runbook(_) | HandOver::Checklist);
        let kept = Kind::ALL.iter().filter(|kind| is_run && !kind.is_secret());
        kept.fold(self, |kinds, kind| kinds.without(*kind))
    }

    /// These and one more.
    #[must_use]
    pub const fn with(self, kind: Kind) -> Self {
        Self(self.0 | 1 << kind as u16)
    }

    /// These without one.
    #[must_use]
    pub const fn without(self, kind: Kind) -> Self {
        Self(self.0 & !(1 << kind as u16))
    }

    /// These with one more, or without it where it is one of them.
    #[must_use]
    pub const fn toggled(self, kind: Kind) -> Self {
        if self.has(kind) { self.without(kind) } else { self.with(kind) }
    }

    /// Whether this one is replaced.
    #[must_use]
    pub const fn has(self, kind: Kind) -> bool {
        self.0 & 1 << kind as u16 != 0
    }
}
