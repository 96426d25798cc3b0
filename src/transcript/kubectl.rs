//! kubectl: what runs, by the cluster's own account, and the version of the cluster.

mod describe;
mod objects;
mod table;
mod version;

pub(super) use describe::read as read_description;
pub(super) use objects::read as read_objects;
pub(super) use table::read as read_table;
pub(super) use version::read as read_version;

use super::recognise::{Cursor, Read};
use super::version::Listing;
use super::{Content, Format, Kind, Program, Span, Trouble, Wrong, images};

/// What runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workloads {
    /// Containers, by namespace.
    pub listings: Vec<Listing>,
    /// Pods and their state, each once.
    pub pods: Vec<Pod>,
    /// Deployments and DaemonSets and how many of their pods are ready, each once.
    pub workloads: Vec<Workload>,
}

/// A row of `kubectl get pods`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pod {
    /// Its name.
    pub name: String,
    /// Its namespace, where there is a column for it.
    pub namespace: Option<String>,
    /// How many of its containers are ready, and how many it has.
    pub ready: (u32, u32),
    /// `Running`, `CrashLoopBackOff` and so on.
    pub status: String,
    /// Its age in seconds.
    pub age: Option<u64>,
    /// Where it stands.
    pub span: Span,
}

/// A row of `kubectl get deployments`, or of DaemonSets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// `deployment` or `daemonset`
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its namespace, where there is a column for it.
    pub namespace: Option<String>,
    /// How many of its pods are ready, and how many it asks for.
    pub ready: (u32, u32),
    /// Its age in seconds.
    pub age: Option<u64>,
    /// Whether the row shows that its image is Gloo's.
    pub is_of_gloo: bool,
    /// Where it stands.
    pub span: Span,
}

/// Lines of images, one after the other.
pub(super) fn read_images(cursor: &Cursor<'_>) -> Option<Read> {
    // What a chart would run, or what lies on some machine, does not run.
    if cursor.command.is_some_and(|typed| typed.program != Program::Kubectl) {
        return None;
    }
    let is_bare = cursor.text(0)?.starts_with("image:");
    if is_bare && !cursor.is_answer_to(Program::Kubectl, &[]) {
        return None;
    }
    let mut containers = images::on_line(cursor, 0)?;
    let mut ahead = 1;
    while let Some(more) = images::on_line(cursor, ahead) {
        containers.extend(more);
        ahead += 1;
    }
    let next = cursor.at + ahead;
    let mut read = Read::new(Kind::KubectlImages, Format::Text, Content::Nothing, next);
    let is_cut = |container: &&super::version::Container| container.tag.is_empty();
    if let Some(cut) = containers.last().filter(is_cut) {
        read.troubles.push(Trouble { what: Wrong::MaybeCut, message: cut.name.clone(), span: cut.span });
    }
    let listing = Listing { containers, span: cursor.span_to(next), ..Listing::default() };
    read.content = Content::Workloads(Workloads { listings: vec![listing], ..Workloads::default() });
    Some(read)
}
