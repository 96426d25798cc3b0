//! What the user gave, as the texts of a case: folders and archives are looked through, and what matters is read.

use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use yew::Callback;

use super::pace::{GivenUp, Pace};
use super::unpacking::{Archive, pour};
use crate::archive::{Flaw, Form, MOST_UNPACKED, Meter};
use crate::bundle::{Given, HEAD, LONGEST, Listed, Outcome, Skip, Wanted, plan_case, refusal};
use crate::transcript::Reading;
use crate::ui::browser::file::{Dropped, UserFile};
use crate::ui::browser::inflate::{Bytes, Packing};
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

/// Where a file is.
enum Place {
    File(UserFile),
    /// In an archive, by its key there.
    Member(usize, u64),
}

/// The work, as long as somebody waits for it.
pub struct Work {
    name: Weak<str>,
    dispatch: Callback<Action>,
    pace: Pace,
    archives: Vec<Archive>,
    found: usize,
    shown_at: f64,
}

impl Work {
    /// Work for what has a name.
    pub fn new(name: &Rc<str>, dispatch: Callback<Action>) -> Self {
        let name = Rc::downgrade(name);
        let pace = Pace::new(name.clone());
        Self { name, dispatch, pace, archives: Vec::new(), found: 0, shown_at: time::now() }
    }

    /// Opens all of it; its texts get places from `first` on.
    pub async fn open(mut self, dropped: Vec<Dropped>, first: usize) -> Result<(), GivenUp> {
        let mut given = Vec::new();
        let mut chosen: BTreeMap<String, Vec<(String, Option<UserFile>)>> = BTreeMap::new();
        for one in dropped {
            match one {
                Dropped::File(file) => match file.path.split_once('/') {
                    Some((folder, _)) => {
                        let path = file.path.clone();
                        chosen.entry(folder.to_owned()).or_default().push((path, Some(file)));
                    }
                    None => given.push(self.look(file.name.clone(), file).await?),
                },
                Dropped::Folder(folder) => {
                    let (dispatch, name) = (self.dispatch.clone(), self.name.clone());
                    let go_on = |found: usize| {
                        dispatch.emit(Action::Opening(SoFar::Found(found)));
                        name.strong_count() > 0
                    };
                    chosen.insert(folder.name(), folder.files(&go_on).await);
                }
            }
        }
        for (name, files) in chosen {
            given.push(self.folder(name, files).await?);
        }
        let (wanted, refused) = plan_case(given);
        if let Some(why) = self.refusal(&wanted) {
            self.dispatch.emit(Action::Refused(why.into()));
            return Ok(());
        }
        let (papers, flaws) = self.read(&wanted, first).await?;
        let outcome = |(at, one): (usize, Wanted<Place>)| {
            let reason = flaws.get(&at).copied();
            Outcome { name: one.listed.name, reason }
        };
        let files = refused.into_iter().chain(wanted.into_iter().enumerate().map(outcome)).collect();
        let name = self.name.upgrade().ok_or(GivenUp)?;
        self.dispatch.emit(Action::Opened(name, papers, files));
        Ok(())
    }

    /// What is in a folder.
    async fn folder(
        &mut self,
        name: String,
        files: Vec<(String, Option<UserFile>)>,
    ) -> Result<Given<Place>, GivenUp> {
        let (mut listed, mut flaws) = (Vec::new(), Vec::new());
        for (name, file) in files {
            let Some(file) = file else {
                flaws.push(Outcome { name, reason: Some(Skip::Unreadable) });
                continue;
            };
            match self.look(name, file).await? {
                Given::Text(one) => listed.push(one),
                Given::Several { listed: inner, flaws: inner_flaws, .. } => {
                    listed.extend(inner);
                    flaws.extend(inner_flaws);
                }
            }
        }
        Ok(Given::Several { name, listed, flaws })
    }

    /// What a file is by its first bytes, and what is in it where it is an archive.
    async fn look(&mut self, name: String, file: UserFile) -> Result<Given<Place>, GivenUp> {
        self.found += 1;
        self.show(SoFar::Found(self.found));
        self.pace.breathe().await?;
        let head = file.head(0, HEAD).await;
        let is_archive = matches!(Form::of(&head), Form::Tar | Form::Gzip | Form::Zip);
        if is_archive && file.size() <= MOST {
            let (archive, found) = Archive::list(&file, &head, MOST_UNPACKED, &mut self.pace).await?;
            let number = self.archives.len();
            self.archives.push(archive);
            return Ok(found.given(&name, |key| Place::Member(number, key)));
        }
        let refusal = match is_archive {
            true => Some(Skip::Archive(Flaw::TooLarge)),
            // Of some pictures only the browser knows.
            false => refusal(&head).or_else(|| file.is_picture().then_some(Skip::Picture)),
        };
        Ok(Given::Text(Listed { name, size: file.size(), place: Place::File(file), refusal }))
    }

    /// Why nothing of it is opened.
    fn refusal(&self, wanted: &[Wanted<Place>]) -> Option<&'static str> {
        let mut size: u64 = self.archives.iter().map(|archive| archive.file.size()).sum();
        for one in wanted {
            if let Place::File(file) = &one.listed.place {
                size += file.size();
                if one.origin.is_none() && file.size() > LONGEST_LOOSE {
                    return Some(
                        "That is more than 100 MB. Take the part that glooctl, helm or kubectl printed.",
                    );
                }
            }
        }
        (size > MOST)
            .then_some("That is more than 256 MB. Give fewer files, or use gloo-advisor in a terminal.")
    }

    /// Reads all texts: those of archives as they come out.
    async fn read(
        &mut self,
        wanted: &[Wanted<Place>],
        first: usize,
    ) -> Result<(Vec<Paper>, BTreeMap<usize, Skip>), GivenUp> {
        let mut taken = Taken {
            bundles: bundles(wanted),
            wanted,
            first,
            total: wanted.iter().map(|one| one.listed.size).sum(),
            papers: wanted.iter().map(|_| None).collect(),
            flaws: BTreeMap::new(),
            files: 0,
            bytes: 0,
            kept: 0,
        };
        let mut meter = Meter::new(MOST_UNPACKED);
        for (at, one) in wanted.iter().enumerate() {
            if let Place::File(file) = &one.listed.place {
                let bytes = Bytes::new(file, 0, u64::MAX, Packing::None);
                let most = if one.origin.is_none() { LONGEST_LOOSE } else { LONGEST };
                let content = pour(bytes, most, &mut meter, &mut self.pace).await?;
                let text = content.and_then(super::unpacking::Content::whole);
                taken.take(at, text, self).await?;
            }
        }
        let archives = std::mem::take(&mut self.archives);
        for (number, archive) in archives.iter().enumerate() {
            let mut own = BTreeMap::new();
            for (at, one) in wanted.iter().enumerate() {
                match one.listed.place {
                    Place::Member(archive, key) if archive == number => drop(own.insert(key, at)),
                    _ => {}
                }
            }
            if own.is_empty() {
                continue;
            }
            let keys: Vec<u64> = own.keys().copied().collect();
            let mut pace = Pace::new(self.name.clone());
            let mut give = async |key: u64, text, _: &mut Pace| match own.get(&key) {
                Some(at) => taken.take(*at, text, self).await,
                None => Ok(()),
            };
            archive.unpack(&keys, &mut meter, &mut pace, &mut give).await?;
        }
        Ok(taken.finish())
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
    bundles: BTreeMap<Rc<str>, Rc<Bundle>>,
    /// The place of the first one in the case.
    first: usize,
    papers: Vec<Option<Paper>>,
    flaws: BTreeMap<usize, Skip>,
    files: usize,
    bytes: u64,
    total: u64,
    kept: usize,
}

impl Taken<'_> {
    /// Reads a text, which is the one at a place among those that are wanted.
    async fn take(&mut self, at: usize, text: Result<String, Skip>, work: &mut Work) -> Result<(), GivenUp> {
        let Some(one) = self.wanted.get(at) else { return Ok(()) };
        let name = Rc::<str>::from(one.listed.name.as_str());
        let text = text.and_then(|text| {
            let is_full = self.kept + text.len() > MOST_KEPT;
            if is_full { Err(Skip::Archive(Flaw::TooLarge)) } else { Ok(text) }
        });
        let paper = match (text, self.bundle(one)) {
            (Err(reason), _) => {
                self.flaws.insert(at, reason);
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
        work.pace.breathe().await?;
        Ok(())
    }

    fn so_far(&self, bytes: u64) -> SoFar {
        let hundredths = usize::try_from(bytes * 100 / self.total.max(1)).unwrap_or(100);
        SoFar::Read(self.files, self.wanted.len(), hundredths)
    }

    fn bundle(&self, one: &Wanted<Place>) -> Option<Rc<Bundle>> {
        self.bundles.get(one.origin.as_ref()?).cloned()
    }

    /// The texts, and why some of them were not read. What failed in a bundle keeps its place, since what is said of
    /// the others names theirs.
    fn finish(mut self) -> (Vec<Paper>, BTreeMap<usize, Skip>) {
        if self.flaws.len() == self.wanted.len() {
            return (Vec::new(), self.flaws);
        }
        let papers = std::mem::take(&mut self.papers);
        let empty = |at: usize| {
            let one = self.wanted.get(at)?;
            let name = one.listed.name.as_str().into();
            Some(Paper::member(self.bundle(one)?, name, String::new(), (self.first + at, Reading::default())))
        };
        let papers = papers.into_iter().enumerate().filter_map(|(at, paper)| paper.or_else(|| empty(at)));
        (papers.collect(), self.flaws)
    }
}

/// The folders and archives that files came with.
fn bundles(wanted: &[Wanted<Place>]) -> BTreeMap<Rc<str>, Rc<Bundle>> {
    let mut bundles: BTreeMap<Rc<str>, Bundle> = BTreeMap::new();
    for one in wanted {
        let Some(origin) = &one.origin else { continue };
        let bundle = bundles.entry(origin.clone()).or_insert_with(|| Bundle {
            name: one.bundle.as_ref().unwrap_or(origin).clone(),
            label: one.bundle.clone(),
            origin: origin.clone(),
            files: 0,
            bytes: 0,
        });
        bundle.files += 1;
        bundle.bytes += one.listed.size;
    }
    bundles.into_iter().map(|(origin, bundle)| (origin, Rc::new(bundle))).collect()
}
