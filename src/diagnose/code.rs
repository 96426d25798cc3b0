//! The registry of findings. A code never changes its meaning, and is never used again: GLA0307, GLA0309, GLA0311,
//! GLA0503, GLA0508, GLA0510, GLA0511, GLA0512, GLA0513, GLA0516 and GLA0519 are failures of the list now.

use std::borrow::Cow;

use super::Severity;

/// A finding, by what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// Client and server are of different lines.
    VersionMismatch,
    /// Client and server differ in the patch only.
    PatchDiffers,
    /// The client is no release.
    CustomClient,
    /// The client found no server.
    NoServer,
    /// An old warning of glooctl compared an Enterprise number with the client.
    FalseAlarm,
    /// A glooctl ignored the context that it was given.
    ContextIgnored,
    /// Containers of one installation carry different releases.
    MixedVersions,
    /// Tags of the images name no release.
    UnknownTags,
    /// The numbers of an Enterprise installation do not belong together.
    PairingMismatched,
    /// One number of a pair is missing.
    PairingUnknown,
    /// A version has no row in the catalog.
    NotInCatalog,
    /// A pre-release is installed.
    Prerelease,
    /// The documentation no longer lists the line that is installed.
    OutOfSupport,
    /// The edition can't be told.
    EditionUnknown,
    /// An image is taken for one of Enterprise by its annotation, not by its name.
    RenamedImage,
    /// A Deployment is not as it should be.
    Deployment,
    /// A pod is not ready.
    Pod,
    /// A resource was rejected.
    Rejected,
    /// A resource was accepted with warnings.
    Warned,
    /// A resource has no status.
    NoStatus,
    /// A virtual service names something that is not there.
    UnknownReference,
    /// The proxies could not be looked at.
    ProxyUnreachable,
    /// The check of the data plane found something, or failed.
    XdsOutOfSync,
    /// The cluster did not answer the check.
    ClusterUnreachable,
    /// Gloo is not in the namespace that was checked.
    NotInstalled,
    /// A part of the check was left out.
    NotChecked,
    /// A custom resource definition is missing.
    CrdMissing,
    /// A Kubernetes Gateway API resource has a bad condition.
    KubernetesGateway,
    /// A federated instance reports a resource.
    Federation,
    /// The check crashed.
    CheckCrashed,
    /// The check complains about something else.
    OtherProblem,
    /// Errors were counted, and their messages are not in the paste.
    MessagesMissing,
    /// The check has no verdict.
    CheckIncomplete,
    /// Custom resource definitions differ from those of the chart.
    CrdsDiffer,
    /// A name can't be used in a command.
    NameRefused,
    /// The target can't be reached from here.
    NoPath,
    /// Two outputs contradict each other; the later one counts.
    Contradiction,
    /// Helm recorded another chart than what runs.
    NotAsDeployed,
    /// The Helm release is in the middle of an operation.
    ReleasePending,
    /// The last operation on the Helm release failed.
    ReleaseFailed,
    /// The text may be cut within a number.
    MaybeCut,
    /// What delivers Gloo: known, or unknown.
    Delivery,
    /// A conversion to the Gateway API left something out, or would.
    NotConverted,
    /// Converted routes name their options by a group that Gloo does not look for.
    OptionsDetached,
    /// Federation is a Helm release of its own.
    FederationRelease,
    /// What was pasted is of kgateway, which came after Gloo.
    Kgateway,
    /// `glooctl upgrade` failed.
    ClientUpgrade,
    /// Resources of the chart are there already.
    AlreadyThere,
    /// The webhook of Gloo refused a resource.
    WebhookRefused,
    /// The webhook of Gloo did not answer.
    WebhookSilent,
    /// The custom resource definitions are older than the chart.
    CrdsOld,
    /// The cluster refused.
    Forbidden,
    /// Something that was asked for is not there.
    NotThere,
    /// A release of that name is there already.
    ReleaseThere,
    /// The definitions could not be compared.
    CrdsNotCompared,
    /// A program failed for another reason.
    OtherFailure,
    /// Several clusters are in the paste.
    SeveralClusters,
    /// Two outputs are woven into each other.
    Woven,
    /// A result that failed was taken back by a later one.
    Past,
    /// Two outputs contradict each other, and which one is true is unknown.
    Contradicted,
    /// A pod that the check calls not ready has done its work.
    FinishedJob,
    /// A component logged an error that is not known.
    Logged,
    /// The cluster reported a warning that is not known.
    Event,
    /// What delivers Gloo lists an object that is not as it should be.
    NotInOrder,
    /// Unread lines look like errors.
    Unread,
    /// A log has more kinds of errors than are shown.
    MoreErrors,
    /// Another product than Gloo failed.
    OtherProduct,
    /// A failure that the list of failures has, by the digits of its code.
    Known(u16),
}

impl Code {
    const fn row(self) -> (&'static str, Severity) {
        use Severity::{Error, Note, Unknown, Warning};
        match self {
            Self::VersionMismatch => ("GLA0101", Warning),
            Self::PatchDiffers => ("GLA0102", Note),
            Self::CustomClient => ("GLA0103", Unknown),
            Self::NoServer => ("GLA0104", Unknown),
            Self::FalseAlarm => ("GLA0105", Note),
            Self::ContextIgnored => ("GLA0107", Unknown),
            Self::MixedVersions => ("GLA0201", Warning),
            Self::UnknownTags => ("GLA0202", Unknown),
            Self::PairingMismatched => ("GLA0203", Warning),
            Self::PairingUnknown => ("GLA0204", Unknown),
            Self::NotInCatalog => ("GLA0205", Unknown),
            Self::Prerelease => ("GLA0206", Note),
            Self::EditionUnknown => ("GLA0207", Unknown),
            Self::RenamedImage => ("GLA0215", Unknown),
            Self::Deployment => ("GLA0301", Error),
            Self::Pod => ("GLA0302", Error),
            Self::Rejected => ("GLA0303", Error),
            Self::Warned => ("GLA0304", Warning),
            Self::NoStatus => ("GLA0305", Error),
            Self::UnknownReference => ("GLA0306", Error),
            Self::ProxyUnreachable => ("GLA0308", Unknown),
            Self::XdsOutOfSync => ("GLA0310", Error),
            Self::ClusterUnreachable => ("GLA0312", Unknown),
            Self::NotInstalled => ("GLA0313", Error),
            Self::NotChecked => ("GLA0314", Unknown),
            Self::CrdMissing => ("GLA0315", Warning),
            Self::KubernetesGateway => ("GLA0316", Error),
            Self::Federation => ("GLA0317", Warning),
            Self::CheckCrashed => ("GLA0318", Unknown),
            Self::OtherProblem => ("GLA0319", Error),
            Self::MessagesMissing => ("GLA0320", Error),
            Self::CheckIncomplete => ("GLA0321", Unknown),
            Self::CrdsDiffer => ("GLA0322", Warning),
            Self::NameRefused => ("GLA0401", Warning),
            Self::NoPath => ("GLA0402", Note),
            Self::ClientUpgrade => ("GLA0106", Warning),
            Self::Contradiction => ("GLA0208", Note),
            Self::NotAsDeployed => ("GLA0209", Warning),
            Self::OutOfSupport => ("GLA0217", Warning),
            Self::MaybeCut => ("GLA0210", Unknown),
            Self::Kgateway => ("GLA0211", Note),
            Self::Delivery => ("GLA0218", Unknown),
            Self::NotConverted => ("GLA0219", Warning),
            Self::FederationRelease => ("GLA0221", Note),
            Self::OptionsDetached => ("GLA0220", Warning),
            Self::ReleasePending => ("GLA0501", Error),
            Self::ReleaseFailed => ("GLA0502", Warning),
            Self::AlreadyThere => ("GLA0504", Warning),
            Self::ReleaseThere => ("GLA0505", Note),
            Self::WebhookRefused => ("GLA0506", Warning),
            Self::WebhookSilent => ("GLA0507", Warning),
            Self::CrdsOld => ("GLA0509", Warning),
            Self::Forbidden => ("GLA0514", Unknown),
            Self::NotThere => ("GLA0515", Unknown),
            Self::CrdsNotCompared => ("GLA0517", Unknown),
            Self::OtherFailure => ("GLA0518", Unknown),
            Self::SeveralClusters => ("GLA0212", Note),
            Self::Woven => ("GLA0213", Unknown),
            Self::Past => ("GLA0214", Note),
            Self::Contradicted => ("GLA0215", Unknown),
            Self::FinishedJob => ("GLA0323", Note),
            Self::OtherProduct => ("GLA0520", Warning),
            Self::Unread => ("GLA0216", Unknown),
            Self::MoreErrors => ("GLA0521", Note),
            Self::Logged => ("GLA0522", Unknown),
            Self::Event => ("GLA0523", Warning),
            Self::NotInOrder => ("GLA0524", Warning),
            // Its severity is in the list.
            Self::Known(_) => ("", Error),
        }
    }

    /// The code as it is printed: `GLA0101`.
    #[must_use]
    pub fn id(self) -> Cow<'static, str> {
        match self {
            Self::Known(digits) => Cow::Owned(format!("GLA{digits:04}")),
            _ => Cow::Borrowed(self.row().0),
        }
    }

    /// How much the finding usually matters.
    #[must_use]
    pub const fn severity(self) -> Severity {
        self.row().1
    }
}
