//! kubectl: what runs, by the cluster's own account, and the version of the cluster.

mod condition;
mod describe;
mod events;
mod objects;
mod state;
mod status;
mod stored;
mod table;
mod version;

pub(super) use describe::read as read_description;
pub(super) use events::read as read_events;
pub use events::state_after;
pub(super) use objects::read as read_objects;
pub(super) use table::read as read_table;
pub(super) use version::read as read_version;

use super::recognise::{Cursor, Read};
use super::version::Listing;
use super::{Content, Format, Found, Kind, Program, Span, Trouble, Typed, Wrong, images, prompt};

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

/// A row of `kubectl get pods`, or what `kubectl describe` says of a pod, in the words of such a row.
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
    /// How often its containers were started again.
    pub restarts: Option<u32>,
    /// How many seconds ago the last time was.
    pub restarted: Option<u64>,
    /// Why a container of it ended before it was started again: `OOMKilled`.
    pub ended: Option<Found<String>>,
    /// Its age in seconds.
    pub age: Option<u64>,
    /// Whether its images or labels show that it is Gloo's.
    pub is_of_gloo: bool,
    /// Where it stands.
    pub span: Span,
}

/// A row of `kubectl get deployments`, of DaemonSets or of Jobs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workload {
    /// `deployment`, `daemonset` or `job`
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// Its namespace, where there is a column for it.
    pub namespace: Option<String>,
    /// How many of its pods are ready, or have done their work, and how many it asks for.
    pub ready: (u32, u32),
    /// A condition of it that is not as it should be: `Available False: MinimumReplicasUnavailable`.
    pub condition: Option<Found<String>>,
    /// Its age in seconds.
    pub age: Option<u64>,
    /// Whether the row shows that its image is Gloo's.
    pub is_of_gloo: bool,
    /// Where it stands.
    pub span: Span,
}

/// Lines of images, one after the other: what a command asked the cluster for, or what only the cluster prints.
/// What a chart would run, what lies on some machine and what somebody wants to mirror does not run.
pub(super) fn read_images(cursor: &Cursor<'_>) -> Option<Read> {
    let is_answer = is_answer(cursor);
    let has_image = |cursor: &Cursor<'_>, ahead| is_answer || images::is_of_cluster(cursor, ahead);
    let on_line = |ahead| images::on_line(cursor, ahead).filter(|_| has_image(cursor, ahead));
    let tag_on_line = |ahead| describe::oss_tag(cursor, ahead).filter(|_| is_answer);
    if cursor.command.is_some_and(|typed| typed.program != Program::Kubectl) {
        return None;
    }
    let (mut containers, mut oss_tag, mut ahead) = (Vec::new(), None, 0);
    loop {
        if let Some(more) = on_line(ahead) {
            containers.extend(more);
        } else if let Some(tag) = tag_on_line(ahead) {
            oss_tag = Some(tag);
        } else {
            break;
        }
        ahead += 1;
    }
    if let Some(tag) = oss_tag {
        let own = containers.iter().position(|one| one.name.starts_with("gloo"));
        let own = own.unwrap_or_else(|| {
            containers.push(super::version::container_of("", tag.span));
            containers.len() - 1
        });
        containers.get_mut(own)?.oss_tag = Some(tag);
    } else if !containers.iter().any(images::may_be_of_gloo) {
        return None;
    }
    let next = cursor.at + ahead;
    let mut read = Read::new(Kind::KubectlImages, Format::Text, Content::Nothing, next);
    let is_cut = |one: &&super::version::Container| one.tag.is_empty() && !one.name.is_empty();
    if let Some(cut) = containers.last().filter(is_cut) {
        read.troubles.push(Trouble::of(Wrong::MaybeCut, cut.name.clone(), cut.span));
    }
    let listing = Listing { containers, span: cursor.span_to(next), ..Listing::default() };
    read.content = Content::Workloads(Workloads { listings: vec![listing], ..Workloads::default() });
    Some(read)
}

/// Whether the lines are what a command printed that prints images.
fn is_answer(cursor: &Cursor<'_>) -> bool {
    let prints = |typed: &Typed| {
        let has_form = typed.words.iter().any(|word| {
            word.starts_with("-o") || word.starts_with("--output") || word.starts_with("--template")
        });
        (typed.has("get") && has_form) || typed.has("describe") || typed.has("images")
    };
    let asked = cursor.command.filter(|typed| typed.program == Program::Kubectl);
    asked.is_some_and(prints) && !is_listed_by_hand(cursor)
}

/// Whether a list follows a sentence. No line of such a list is read: a reference on the line before was refused, or
/// it would have been read together with this one.
fn is_listed_by_hand(cursor: &Cursor<'_>) -> bool {
    const FEWEST_WORDS: usize = 4;
    let mut before = (cursor.at.saturating_sub(2)..cursor.at).rev();
    let line = before.find(|at| cursor.lines.get(*at).is_some_and(|line| !line.text.is_empty()));
    let Some(line) = line else { return false };
    let above = Cursor { at: line, ..*cursor };
    let Some(text) = above.text(0).filter(|text| prompt::typed(text).is_none()) else { return false };
    let is_word = |word: &str| {
        let word = word.trim_matches(['.', ',', ':', ';', '!', '?', '(', ')', '"', '\'']);
        !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\''))
    };
    let is_sentence = text.split_ascii_whitespace().take(40).all(is_word)
        && text.split_ascii_whitespace().take(FEWEST_WORDS).count() == FEWEST_WORDS;
    is_sentence || images::on_line(&above, 0).is_some()
}
