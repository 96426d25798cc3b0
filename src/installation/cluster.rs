//! Which outputs are of one cluster. Facts of different clusters never meet.
//!
//! Two outputs are of different clusters where a context, a kubeconfig, the address of the API server, a heading or
//! the host of the prompt says so, the surest of those that both have. An output that says nothing belongs to the only cluster there is, or
//! else to one without a name.

use super::Facts;
use crate::order::sort_by_key;
use crate::transcript::version::Server;
use crate::transcript::{Asked, Block, Content, Found, Kind, Place, Reading, Span, Surety, label_of_file};

/// A cluster, by what tells it from the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    /// Its name there.
    pub name: String,
    /// What names it.
    pub by: By,
    /// The line that names it; a file has none.
    pub span: Option<Span>,
}

/// What names a cluster, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A context of kubectl.
    Context,
    /// A kubeconfig file.
    Kubeconfig,
    /// The address of the API server.
    Server,
    /// A heading, or the name of a file or a bundle.
    Heading,
    /// The host in the prompt.
    Host,
    /// Nothing: a command asked in the current context, whichever that was.
    Current,
    /// Nothing at all.
    Nothing,
}

impl By {
    /// The kind of name, as a person says it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Kubeconfig => "kubeconfig",
            Self::Server => "API server",
            Self::Heading => "cluster",
            Self::Host => "host",
            Self::Current => "current context",
            Self::Nothing => "cluster without a name",
        }
    }
}

impl Cluster {
    /// The cluster as a person names it: `context prod`.
    #[must_use]
    pub fn label(&self) -> String {
        match self.by {
            By::Current | By::Nothing => self.by.label().to_owned(),
            by => format!("{} {}", by.label(), self.name),
        }
    }
}

/// More clusters than this are not told apart; what is of further ones is left out.
pub const MOST_CLUSTERS: usize = 64;

/// The blocks of one cluster.
#[derive(Default)]
pub(super) struct Group<'a> {
    /// Which one; `None` where there is only one.
    pub cluster: Option<Cluster>,
    /// The same, where there is only one, too.
    pub named: Option<Cluster>,
    /// Its blocks with their places among all, in the order of the text.
    pub blocks: Vec<(usize, &'a Block)>,
}

/// What a place says, without what does not count.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Marks<'a> {
    context: Option<&'a Found<String>>,
    kubeconfig: Option<&'a Found<String>>,
    server: Option<&'a Found<String>>,
    heading: Option<&'a str>,
    host: Option<&'a Found<String>>,
    heading_span: Option<Span>,
    asked: Asked,
}

fn same(one: Option<&Found<String>>, other: Option<&Found<String>>) -> Option<bool> {
    Some(one?.value == other?.value)
}

impl<'a> Marks<'a> {
    fn of(block: &'a Block, reading: &'a Reading, files: Files, maybe: Surety) -> Self {
        let place: &Place = &block.place;
        // What is in a bundle is of its cluster, whatever else the lines around it name.
        if let Some(bundle) = &reading.bundle {
            return Self { heading: Some(bundle), ..Self::default() };
        }
        let heading =
            place.heading.as_ref().filter(|(_, surety)| *surety == Surety::Sure || maybe == Surety::Sure);
        let file = || label_of_file(&reading.name).filter(|_| files == Files::Several);
        Self {
            context: place.context.as_ref(),
            kubeconfig: place.kubeconfig.as_ref(),
            server: place.server.as_ref(),
            heading: heading.map(|(name, _)| name.value.as_str()).or_else(file),
            host: place.host.as_ref(),
            asked: place.asked,
            heading_span: heading.map(|(name, _)| name.span),
        }
    }

    /// Whether both say the same, wherever they stand.
    fn is(&self, other: &Self) -> bool {
        let equal = |one: Option<&Found<String>>, other: Option<&Found<String>>| {
            one.map(|found| &found.value) == other.map(|found| &found.value)
        };
        equal(self.context, other.context)
            && equal(self.kubeconfig, other.kubeconfig)
            && equal(self.server, other.server)
            && equal(self.host, other.host)
            && self.heading == other.heading
            && self.is_current() == other.is_current()
    }

    /// Whether a command asked in the current context, and nothing says which that was.
    fn is_current(&self) -> bool {
        self.asked == Asked::Typed && !self.is_named()
    }

    /// Whether a context or a file names the cluster. An address is that of the current context, whichever that is.
    fn is_named(&self) -> bool {
        self.context.is_some() || self.kubeconfig.is_some()
    }

    /// Whether the two are of one cluster, by the surest mark that both have; `None` where they share none.
    fn agrees(&self, other: &Self) -> Option<bool> {
        let files = same(self.kubeconfig, other.kubeconfig);
        // One server is one cluster, by whatever name it is asked.
        if let Some(servers) = same(self.server, other.server) {
            return Some(servers);
        }
        if (self.is_current() && other.is_named()) || (other.is_current() && self.is_named()) {
            return Some(false);
        }
        if let Some(contexts) = same(self.context, other.context) {
            return Some(contexts && files != Some(false));
        }
        let headings = || Some(self.heading? == other.heading?);
        files.or_else(headings).or_else(|| same(self.host, other.host))
    }

    /// 0 for what names a context or a file, 1 for what has other marks, 2 for what was asked in
    /// the current context, 3 for what says nothing.
    fn rank(&self) -> usize {
        match self {
            _ if self.is_named() || self.server.is_some() => 0,
            Self { heading: Some(_), .. } | Self { host: Some(_), .. } => 1,
            _ if self.is_current() => 2,
            _ => 3,
        }
    }

    fn cluster(&self) -> Cluster {
        let of =
            |by: By, found: &Found<String>| Cluster { name: found.value.clone(), by, span: Some(found.span) };
        let context = self.context.map(|found| of(By::Context, found));
        let named = context
            .or_else(|| self.kubeconfig.map(|found| of(By::Kubeconfig, found)))
            .or_else(|| self.server.map(|found| of(By::Server, found)));
        let heading = || {
            let name = self.heading?.to_owned();
            Some(Cluster { name, by: By::Heading, span: self.heading_span })
        };
        let host = || self.host.map(|found| of(By::Host, found));
        let by = if self.is_current() { By::Current } else { By::Nothing };
        let nothing = || Cluster { name: String::new(), by, span: None };
        named.or_else(heading).or_else(host).unwrap_or_else(nothing)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Files {
    One,
    Several,
}

/// Groups the blocks by cluster, in the order in which the clusters appear; and how many blocks are of clusters
/// that are too many.
pub(super) fn groups<'a>(readings: &[&'a Reading]) -> (Vec<Group<'a>>, usize) {
    let files = if readings.len() > 1 { Files::Several } else { Files::One };
    let all = readings.iter().flat_map(|reading| reading.blocks.iter().map(move |block| (reading, block)));
    let maybe = names_of_anything(all.clone().map(|(_, block)| block));
    let mut known: Vec<Marks<'_>> = Vec::new();
    let mut blocks: Vec<(usize, &Block, Option<usize>)> = Vec::new();
    let mut local: Vec<(usize, &Block)> = Vec::new();
    for (at, (reading, block)) in all.enumerate() {
        if is_local(block) {
            local.push((at, block));
            continue;
        }
        let marks = Marks::of(block, reading, files, maybe);
        let mut which = known.iter().position(|other| other.is(&marks));
        if which.is_none() && known.len() < MOST_CLUSTERS {
            which = Some(known.len());
            known.push(marks);
        }
        blocks.push((at, block, which));
    }
    let clusters = assign(&known);
    let mut groups: Vec<(usize, Group<'_>)> = Vec::new();
    let mut left_out = 0;
    for (at, block, which) in blocks {
        let Some(cluster) = which.and_then(|which| clusters.get(which).copied()) else {
            left_out += 1;
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == cluster) {
            Some((_, group)) => group.blocks.push((at, block)),
            None => groups.push((cluster, Group { blocks: vec![(at, block)], ..Group::default() })),
        }
    }
    // What is of the machine stands with the first cluster, and is handed on from there.
    match groups.first_mut() {
        Some((_, first)) => {
            first.blocks.extend(local);
            sort_by_key(&mut first.blocks, |(at, _)| *at);
        }
        None if !local.is_empty() => groups.push((0, Group { blocks: local, ..Group::default() })),
        None => {}
    }
    let several = groups.len() > 1;
    for (cluster, group) in &mut groups {
        // The surest of its marks names it.
        let own =
            known.iter().zip(&clusters).filter(|(_, of)| *of == cluster).map(|(marks, _)| marks.cluster());
        group.named = own.min_by_key(|cluster| cluster.by as usize);
        group.cluster = group.named.clone().filter(|_| several);
    }
    (groups.into_iter().map(|(_, group)| group).collect(), left_out)
}

/// Whether a block is about the machine or a repository, and no cluster was asked for it.
fn is_local(block: &Block) -> bool {
    match (&block.content, block.kind) {
        (Content::Version(output), _) => {
            matches!(output.server, Server::NotPasted) && output.kubernetes.is_none()
        }
        (Content::Helm(_) | Content::Charts(_) | Content::Upgraded(_), _) => true,
        (_, Kind::HelmRepo | Kind::HelmSearch | Kind::HelmNotice) => true,
        (_, Kind::GlooctlNotice | Kind::GlooctlUpgrade) => true,
        // What is said of a change of context is of no cluster either.
        (Content::Nothing, Kind::KubectlObjects | Kind::KubectlContext) => true,
        _ => false,
    }
}

/// The number of the cluster of each of some marks: those that name a context or a file first, then those with
/// other marks, then the one that says nothing.
fn assign(known: &[Marks<'_>]) -> Vec<usize> {
    let mut clusters: Vec<Vec<&Marks<'_>>> = Vec::new();
    let mut assigned = vec![usize::MAX; known.len()];
    for rank in 0..4 {
        for (marks, place) in known.iter().zip(&mut assigned).filter(|(marks, _)| marks.rank() == rank) {
            let denies =
                |cluster: &&Vec<&Marks<'_>>| cluster.iter().any(|other| marks.agrees(other) == Some(false));
            let agrees =
                |cluster: &Vec<&Marks<'_>>| cluster.iter().any(|other| marks.agrees(other) == Some(true));
            let possible = clusters.iter().enumerate().filter(|(_, cluster)| !denies(cluster));
            let possible: Vec<usize> = possible.map(|(at, _)| at).collect();
            let sure: Vec<usize> =
                possible.iter().copied().filter(|at| clusters.get(*at).is_some_and(agrees)).collect();
            *place = match (sure.as_slice(), possible.as_slice()) {
                ([one], _) | ([], [one]) => *one,
                _ => clusters.len(),
            };
            match clusters.get_mut(*place) {
                Some(cluster) => cluster.push(marks),
                None => clusters.push(vec![marks]),
            }
        }
    }
    assigned
}

/// Whether headings that may name anything name clusters: they do where the same command stands below two of
/// them.
fn names_of_anything<'a>(blocks: impl Iterator<Item = &'a Block>) -> Surety {
    const MOST: usize = 64;
    let mut seen: Vec<(Kind, &str)> = Vec::new();
    for block in blocks {
        let Some((name, Surety::Maybe)) = &block.place.heading else { continue };
        if seen.iter().any(|(kind, known)| *kind == block.kind && *known != name.value) {
            return Surety::Sure;
        }
        if seen.len() < MOST {
            seen.push((block.kind, &name.value));
        }
    }
    Surety::Maybe
}

/// The client and Helm are of the machine, so they are the same for every cluster that names no other.
pub(super) fn share_machine(clusters: &mut [Facts]) {
    let client = clusters.iter().find_map(|facts| facts.client.clone());
    let helm = clusters.iter().find_map(|facts| facts.helm.clone());
    for facts in clusters {
        facts.client = facts.client.take().or_else(|| client.clone());
        facts.helm = facts.helm.take().or_else(|| helm.clone());
    }
}
