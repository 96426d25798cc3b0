//! What follows Gloo: the ways on, and the products that take its place, as data in `static/successors.json`.

mod load;
mod windows;

use crate::edition::Edition;
use crate::rules::StepRule;
use crate::version::{ReleaseLine, Version};
pub use windows::{Common, Fit, Use, common, fit};

/// What follows Gloo. [`Successors::default`] knows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Successors {
    /// What is said where no end of an edition was announced.
    pub unannounced: Vec<(Edition, String)>,
    /// How users can go on.
    pub ways: Vec<WayRule>,
    /// The products that take the place of Gloo, open source first.
    pub products: Vec<Product>,
    /// Features that `glooctl gateway-api convert` leaves out, by the names that `glooctl usage` has for them.
    pub unsupported: Vec<String>,
    /// The steps that take stock of Gloo, before anything changes.
    pub stock: Vec<StepRule>,
    /// The steps that install a product beside Gloo and move the traffic.
    pub steps: Vec<StepRule>,
    /// The steps that remove Gloo.
    pub removal: Vec<StepRule>,
}

/// What takes the place of Gloo or of its resources, by the name that a target has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Successor {
    /// `kgateway`: open source.
    Kgateway,
    /// `enterprise-kgateway`: Solo's edition of it, with a licence.
    EnterpriseKgateway,
    /// `gateway-api`: the Gateway API, which Gloo serves itself.
    GatewayApi,
}

impl Successor {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kgateway, Self::EnterpriseKgateway, Self::GatewayApi];

    /// Its name as a target.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kgateway => "kgateway",
            Self::EnterpriseKgateway => "enterprise-kgateway",
            Self::GatewayApi => "gateway-api",
        }
    }

    /// Reads [`Successor::name`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == text)
    }
}

/// How users can go on, as data: the lines of its text may have conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayRule {
    /// Its name.
    pub name: String,
    /// The conditions under which it is offered, without brackets.
    pub when: String,
    /// What it is.
    pub text: Vec<String>,
    /// Whom it is for: `those who …`
    pub whom: String,
    /// The target that plans it, where there is one.
    pub target: Option<Successor>,
    /// Where more is to be read, where there is such a place.
    pub url: Option<String>,
}

/// How users can go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayOn {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: String,
    /// Whom it is for: `those who …`
    pub whom: String,
    /// The target that plans it, where there is one.
    pub target: Option<Successor>,
    /// Where more is to be read, where there is such a place.
    pub url: Option<String>,
}

/// What takes the place of Gloo, or of its resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Which one.
    pub which: Successor,
    /// Its name for people.
    pub name: String,
    /// Whether its chart needs a licence key.
    pub is_licensed: bool,
    /// Whether the numbers of its lines, taken as a target, mean this product.
    pub has_numbers: bool,
    /// Why no upgrade leads there.
    pub text: String,
    /// What else is to be known before anybody chooses it; empty where nothing is.
    pub note: String,
    /// Its GatewayClass.
    pub class: String,
    /// Where more is to be read.
    pub url: String,
    /// How it comes into the cluster.
    pub source: Source,
    /// What takes the place of each kind of Gloo's resources, by work and name.
    pub kinds: Vec<KindRule>,
}

/// What takes the place of a kind of Gloo's resources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRule {
    /// `VirtualService`
    pub kind: String,
    /// What has to be done.
    pub work: Work,
    /// What takes its place; empty where nothing does, or nobody knows.
    pub becomes: String,
}

/// What has to be done with a kind of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// Somebody has to write something else.
    Rewritten,
    /// Whether anything takes its place is not known.
    Unknown,
    /// Nothing takes its place.
    Gone,
    /// glooctl converts it.
    Converted,
    /// It goes on as it is.
    Stays,
}

impl Work {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Rewritten, Self::Unknown, Self::Gone, Self::Converted, Self::Stays];

    /// Its name in data and reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().0
    }

    /// Its name for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        self.row().1
    }

    const fn row(self) -> (&'static str, &'static str) {
        match self {
            Self::Rewritten => ("rewritten", "rewrite by hand"),
            Self::Unknown => ("unknown", "no equivalent is known"),
            Self::Gone => ("gone", "nothing takes its place"),
            Self::Converted => ("converted", "glooctl converts it"),
            Self::Stays => ("stays", "stays"),
        }
    }
}

/// How a product comes into the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Charts install it beside Gloo.
    Charts(Charts),
    /// Gloo has it, from a line on.
    Gloo(ReleaseLine),
}

/// The charts of a product, and its releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charts {
    /// The namespace that it is installed in.
    pub namespace: String,
    /// The name of its Helm release.
    pub release: String,
    /// The address of its chart: `oci://…`.
    pub chart: String,
    /// The name of the Helm release of its definitions.
    pub crds_release: String,
    /// The address of the chart of its definitions.
    pub crds_chart: String,
    /// How a version is written in its registry: `v{version}`.
    pub tag: String,
    /// Its lines, oldest first.
    pub lines: Vec<Line>,
}

/// A line of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// `2.4`
    pub line: ReleaseLine,
    /// The lowest and the highest minor of Kubernetes.
    pub kubernetes: (ReleaseLine, ReleaseLine),
    /// The lowest and the highest minor of the Gateway API.
    pub gateway_api: (ReleaseLine, ReleaseLine),
    /// Its newest known release.
    pub newest: Option<Version>,
}

impl Product {
    /// Its charts; `None` where Gloo has it.
    #[must_use]
    pub const fn charts(&self) -> Option<&Charts> {
        match &self.source {
            Source::Charts(charts) => Some(charts),
            Source::Gloo(_) => None,
        }
    }

    /// Its lines, oldest first; none where it goes with those of Gloo.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        self.charts().map_or(&[], |charts| charts.lines.as_slice())
    }
}

impl Successors {
    /// A product by its name.
    #[must_use]
    pub fn product(&self, which: Successor) -> Option<&Product> {
        self.products.iter().find(|product| product.which == which)
    }

    /// The product whose versions begin with a number.
    #[must_use]
    pub fn of_major(&self, major: u32) -> Option<&Product> {
        let has = |product: &&Product| product.lines().iter().any(|line| line.line.major == major);
        self.products.iter().filter(|product| product.has_numbers).find(has)
    }
}
