//! What the user gave, as the texts of a case: folders and archives are looked through, and what matters is read.

use std::rc::{Rc, Weak};

use yew::Callback;

use super::pace::{GivenUp, Pace};
use super::unpacking::{Content, Source, Unpacking};
use crate::archive::{Flaw, Form, MOST_UNPACKED, Meter};
use crate::bundle::{Given, HEAD, Listed, Outcome, Skip, Wanted, plan_case, refusal};
use crate::order::order;
use crate::transcript::Reading;
use crate::ui::browser::file::{Dropped, UserFile};
use crate::ui::browser::time;
use crate::ui::opening::SoFar;
use crate::ui::paper::{Bundle, Paper};
use crate::ui::state::Action;

/// So many bytes are opened at once, packed or not.
const MOST: u64 = 256 << 20;

/// Of a larger text nobody knows where to begin.
const LONGEST_LOOSE: u64 = 100_000_000;

/// So many bytes of texts are kept: a tab may not have room for more.
const MOST_KEPT: usize = 512 << 20;

/// So many milliseconds pass before it is shown how far the work is.
const SHOWN: f64 = 150.0;

/// Where a file is: its source, and its key there.
type Place = (usize, u64);

/// A file to be looked at: the folder that it came with, its name, and itself, where it can be read.
type Unseen = (Option<String>, String, Option<UserFile>);

/// The work, as long as somebody waits for it.
pub struct Work {
    name: Weak<str>,
    dispatch: Callback<Action>,
    pace: Pace,
    sources: Vec<Source>,
    shown_at: f64,
}

impl Work {
    /// Work for what has a name.
    pub fn new(name: &Rc<str>, dispatch: Callback<Action>) -> Self {
        let name = Rc::downgrade(name);
        let pace = Pace::new(name.clone());
        Self { name, dispatch, pace, sources: Vec::new(), shown_at: time::now() }
    }

    /// Opens all of it; its texts get places from `first` on.
    pub async fn open(mut self, dropped: Vec<Dropped>, first: usize) -> Result<(), GivenUp> {
        let mut given: Vec<Given<Place>> = Vec::new();
        for (number, (folder, name, file)) in self.unseen(dropped).await.into_iter().enumerate() {
            self.show(SoFar::Found(number));
            let one = match file {
                Some(file) => self.look(&name, file).await?,
                None => {
                    let mut one = Given::folder(String::new());
                    one.flaw(name, Skip::Unreadable);
                    one
                }
            };
            let Some(folder) = folder else {
                given.push(one);
                continue;
            };
            if !matches!(given.last(), Some(Given::Several { name, .. }) if *name == folder) {
                given.push(Given::folder(folder));
            }
            if let Some(last) = given.last_mut() {
                last.add(one);
            }
        }
        self.pace.rest().await;
        let (wanted, refused) = plan_case(given);
        if let Some(why) = self.refusal(&wanted) {
            self.dispatch.emit(Action::Refused(why.into()));
            return Ok(());
        }
        let mut taken = Taken::new(&wanted, first);
        self.read(&wanted, &mut taken).await?;
        let (papers, flaws) = taken.finish();
        let read = wanted.into_iter().zip(flaws);
        let read = read.map(|(one, reason)| Outcome { name: one.listed.name, reason });
        let files = refused.into_iter().chain(read).collect();
        self.pace.rest().await;
        let name = self.name.upgrade().ok_or(GivenUp)?;
        self.dispatch.emit(Action::Opened(name, papers, files));
        Ok(())
    }

    /// All files of what was given.
    async fn unseen(&mut self, dropped: Vec<Dropped>) -> Vec<Unseen> {
        let mut all = Vec::new();
        for one in dropped {
            match one {
                Dropped::File(file) => {
                    let folder = file.path.split_once('/').map(|(folder, _)| folder.to_owned());
                    let name = if folder.is_some() { file.path.clone() } else { file.name.clone() };
                    all.push((folder, name, Some(file)));
                }
                Dropped::Folder(folder) => {
                    let go_on = |found: usize| {
                        self.show(SoFar::Found(found));
                        self.name.strong_count() > 0
                    };
                    for (path, file) in folder.files(go_on).await {
                        all.push((Some(folder.name()), path, file));
                    }
                }
            }
        }
        all
    }

    /// What a file is by its first bytes, and what is in it where it is an archive.
    async fn look(&mut self, name: &str, file: UserFile) -> Result<Given<Place>, GivenUp> {
        self.pace.breathe().await?;
        let number = self.sources.len();
        let head = file.head(0, HEAD).await;
        let is_archive = matches!(Form::of(&head), Form::Tar | Form::Gzip | Form::Zip);
        if is_archive && file.size() <= MOST {
            let (source, found) = Source::archive(file, &head, &mut self.pace).await?;
            self.sources.push(source);
            return Ok(found.given(name, |key| (number, key)));
        }
        let refusal = match is_archive {
            true => Some(Skip::Archive(Flaw::TooLarge)),
            // Of some pictures only the browser knows.
            false => refusal(&head).or_else(|| file.is_picture().then_some(Skip::Picture)),
        };
        let listed = Listed { name: name.to_owned(), size: file.size(), place: (number, 0), refusal };
        self.sources.push(Source::text(file));
        Ok(Given::Text(listed))
    }

    /// Why nothing of it is opened.
    fn refusal(&self, wanted: &[Wanted<Place>]) -> Option<&'static str> {
        let (mut size, mut last) = (0, None);
        for one in wanted {
            let source = one.listed.place.0;
            // The files of an archive come together.
            if last.replace(source) != Some(source) {
                size += self.sources.get(source).map_or(0, |source| source.file.size());
            }
            if one.origin.is_none() && one.listed.size > LONGEST_LOOSE {
                return Some(
                    "That is more than 100 MB. Take the part that glooctl, helm or kubectl printed.",
                );
            }
        }
        (size > MOST)
            .then_some("That is more than 256 MB. Give fewer files, or use gloo-advisor in a terminal.")
    }

    /// Reads all texts: those of archives as they come out.
    async fn read(&mut self, wanted: &[Wanted<Place>], taken: &mut Taken<'_>) -> Result<(), GivenUp> {
        let mut meter = Meter::new(MOST_UNPACKED);
        let place = |at: usize| wanted.get(at).map(|one| one.listed.place);
        let sorted = order(wanted.len(), &|one, other| place(one).cmp(&place(other)));
        let sources = std::mem::take(&mut self.sources);
        for own in sorted
            .chunk_by(|one, other| place(*one).map(|place| place.0) == place(*other).map(|place| place.0))
        {
            let first = own.first().and_then(|at| place(*at));
            let Some(source) = first.and_then(|(source, _)| sources.get(source)) else { continue };
            let keys: Vec<u64> = own.iter().filter_map(|at| Some(place(*at)?.1)).collect();
            let mut unpacking = Unpacking::new(source, &keys);
            loop {
                let came = unpacking.next(&mut meter, &mut self.pace).await?;
                if came.is_empty() {
                    break;
                }
                for (key, content) in came {
                    let content = match content {
                        Ok(content) => content.inside(&mut meter, &mut self.pace).await?,
                        Err(skip) => Err(skip),
                    };
                    let at = keys.binary_search(&key).ok().and_then(|at| own.get(at));
                    let Some(at) = at else { continue };
                    taken.take(*at, content.and_then(Content::text), self).await?;
                }
            }
        }
        Ok(())
    }

    /// Shows how far it is, where nobody has seen that for a while.
    fn show(&mut self, so_far: SoFar) {
        let now = time::now();
        if now > self.shown_at + SHOWN {
            self.shown_at = now;
            self.dispatch.emit(Action::Opening(so_far));
        }
    }
}

/// What was read so far.
struct Taken<'a> {
    wanted: &'a [Wanted<Place>],
    bundles: Vec<Option<Rc<Bundle>>>,
    /// The place of the first one in the case.
    first: usize,
    papers: Vec<Option<Paper>>,
    flaws: Vec<Option<Skip>>,
    files: usize,
    bytes: u64,
    total: u64,
    kept: usize,
}

impl<'a> Taken<'a> {
    fn new(wanted: &'a [Wanted<Place>], first: usize) -> Self {
        Self {
            wanted,
            bundles: bundles(wanted),
            first,
            papers: wanted.iter().map(|_| None).collect(),
            flaws: vec![None; wanted.len()],
            files: 0,
            bytes: 0,
            total: wanted.iter().map(|one| one.listed.size).sum(),
            kept: 0,
        }
    }

    /// Reads a text, which is the one at a place among those that are wanted.
    async fn take(&mut self, at: usize, text: Result<String, Skip>, work: &mut Work) -> Result<(), GivenUp> {
        let Some(one) = self.wanted.get(at) else { return Ok(()) };
        let name = Rc::<str>::from(one.listed.name.as_str());
        let text = text.and_then(|text| {
            let is_full = self.kept + text.len() > MOST_KEPT;
            if is_full { Err(Skip::Archive(Flaw::TooLarge)) } else { Ok(text) }
        });
        let paper = match (text, self.bundle(at)) {
            (Err(reason), _) => {
                self.flaws.iter_mut().skip(at).take(1).for_each(|flaw| *flaw = Some(reason));
                None
            }
            // The page reads it, and shows how far it is.
            (Ok(text), None) => Some(Paper::file(name, text.into())),
            (Ok(text), Some(bundle)) => {
                let Work { pace, dispatch, shown_at, .. } = work;
                let size = one.listed.size;
                let mut show = |hundredths: usize| {
                    let now = time::now();
                    if now > *shown_at + SHOWN {
                        *shown_at = now;
                        let bytes = self.bytes + size * hundredths as u64 / 100;
                        dispatch.emit(Action::Opening(self.so_far(bytes)));
                    }
                };
                let place = self.first + at;
                let reading = pace.read(&text, place, &mut show).await?;
                Some(Paper::member(bundle, name, text, (place, reading)))
            }
        };
        self.kept += paper.as_ref().map_or(0, |paper| paper.text.len());
        if let Some(slot) = self.papers.get_mut(at) {
            *slot = paper;
        }
        self.files += 1;
        self.bytes += one.listed.size;
        work.show(self.so_far(self.bytes));
        Ok(())
    }

    fn so_far(&self, bytes: u64) -> SoFar {
        let hundredths = usize::try_from(bytes * 100 / self.total.max(1)).unwrap_or(100);
        SoFar::Read(self.files, self.wanted.len(), hundredths)
    }

    fn bundle(&self, at: usize) -> Option<Rc<Bundle>> {
        self.bundles.get(at).cloned().flatten()
    }

    /// The texts, and why some of them were not read. What failed in a bundle keeps its place, since what is said of
    /// the others names theirs.
    fn finish(mut self) -> (Vec<Paper>, Vec<Option<Skip>>) {
        if self.flaws.iter().all(Option::is_some) {
            return (Vec::new(), self.flaws);
        }
        let papers = std::mem::take(&mut self.papers);
        let empty = |at: usize| {
            let one = self.wanted.get(at)?;
            let name = one.listed.name.as_str().into();
            Some(Paper::member(self.bundle(at)?, name, String::new(), (self.first + at, Reading::default())))
        };
        let papers = papers.into_iter().enumerate().filter_map(|(at, paper)| paper.or_else(|| empty(at)));
        (papers.collect(), self.flaws)
    }
}

/// The folder or archive that each of some files came with.
fn bundles(wanted: &[Wanted<Place>]) -> Vec<Option<Rc<Bundle>>> {
    let mut bundles = Vec::new();
    for group in wanted.chunk_by(|one, other| one.origin == other.origin) {
        let bundle = group.first().and_then(|one| {
            let origin = one.origin.clone()?;
            let name = one.bundle.as_ref().unwrap_or(&origin).clone();
            let bytes = group.iter().map(|one| one.listed.size).sum();
            Some(Rc::new(Bundle { name, label: one.bundle.clone(), origin, files: group.len(), bytes }))
        });
        bundles.extend(group.iter().map(|_| bundle.clone()));
    }
    bundles
}
