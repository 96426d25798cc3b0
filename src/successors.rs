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
    /// The steps that take stock of Gloo, before anything changes.
    pub stock: Vec<StepRule>,
    /// The steps that install a product beside Gloo and move the traffic.
    pub steps: Vec<StepRule>,
    /// The steps that remove Gloo.
    pub removal: Vec<StepRule>,
}

/// A product that takes the place of Gloo, by the name that a target has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Successor {
    /// `kgateway`: open source.
    Kgateway,
    /// `enterprise-kgateway`: Solo's edition of it, with a licence.
    EnterpriseKgateway,
}

impl Successor {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Kgateway, Self::EnterpriseKgateway];

    /// Its name as a target.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kgateway => "kgateway",
            Self::EnterpriseKgateway => "enterprise-kgateway",
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

/// A product that takes the place of Gloo.
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
    /// What is in doubt of its windows; empty where nothing is.
    pub note: String,
    /// The namespace that it is installed in.
    pub namespace: String,
    /// Its GatewayClass.
    pub class: String,
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
    /// Where more is to be read.
    pub url: String,
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

impl Successors {
    /// A product by its name.
    #[must_use]
    pub fn product(&self, which: Successor) -> Option<&Product> {
        self.products.iter().find(|product| product.which == which)
    }

    /// The product whose versions begin with a number.
    #[must_use]
    pub fn of_major(&self, major: u32) -> Option<&Product> {
        let has = |product: &&Product| product.lines.iter().any(|line| line.line.major == major);
        self.products.iter().filter(|product| product.has_numbers).find(has)
    }
}
