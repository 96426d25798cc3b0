//! What delivers the chart to the cluster.

/// Who runs Helm, or what takes its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Delivery {
    /// A person types `helm upgrade`.
    #[default]
    Helm,
    /// An `Application` of Argo CD, which renders the chart and has no Helm release.
    ArgoCd,
    /// A `HelmRelease` of Flux, whose controller runs Helm.
    Flux,
    /// A `helm_release` of Terraform, whose provider runs Helm.
    Terraform,
}

/// What a text shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// What delivers the chart.
    pub by: Delivery,
    /// What its object is called, where the text names it.
    pub name: Option<String>,
    /// The namespace of that object, which need not be that of the installation.
    pub namespace: Option<String>,
    /// The Helm release that it makes, where the text names it.
    pub release: Option<String>,
    /// The namespace that it installs into, where the text names it.
    pub target: Option<String>,
    /// Whether it deletes what is no longer in the chart.
    pub prunes: bool,
    /// How sure it is.
    pub shown: Shown,
}

/// By what something shows that it delivers Gloo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// By its name alone.
    Name,
    /// By the chart, or by objects that only the chart makes.
    Chart,
}

impl Delivery {
    /// All of them, in the order in which a page offers them.
    pub const ALL: [Self; 4] = [Self::Helm, Self::ArgoCd, Self::Flux, Self::Terraform];

    /// Its name in reports, options and rules.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Helm => "helm",
            Self::ArgoCd => "argo-cd",
            Self::Flux => "flux",
            Self::Terraform => "terraform",
        }
    }

    /// Its name as people write it.
    #[must_use]
    pub const fn product(self) -> &'static str {
        match self {
            Self::Helm => "Helm by hand",
            Self::ArgoCd => "Argo CD",
            Self::Flux => "Flux",
            Self::Terraform => "Terraform",
        }
    }

    /// What it calls the thing that names chart and version.
    #[must_use]
    pub const fn object(self) -> &'static str {
        match self {
            Self::Helm => "release",
            Self::ArgoCd => "Application",
            Self::Flux => "HelmRelease",
            Self::Terraform => "helm_release",
        }
    }

    /// Reads [`Delivery::name`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.name() == text)
    }
}
