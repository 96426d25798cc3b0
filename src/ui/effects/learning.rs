//! The data files, which lie beside the program. All of them are asked for at once, before the page is drawn: no
//! request may depend on what is pasted.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;
use yew::platform::spawn_local;
use yew::{Callback, hook, use_effect_with};

use super::super::same::Same;
use crate::knowledge::Knowledge;
use crate::tree::{self, DataError, DataFile};
use crate::ui::browser::fetch::Download;
use crate::ui::context::Host;
use crate::ui::mount::Mount;
use crate::ui::state::Action;

/// The data files that a page has asked for.
#[derive(Clone)]
pub struct DataFiles(Rc<Cell<Option<Requests>>>);

impl DataFiles {
    /// Asks for them. Drawing the page takes a while, in which they are on their way.
    #[must_use]
    pub fn request(mount: &Mount) -> Self {
        Self(Rc::new(Cell::new(Some(Requests::start(mount)))))
    }
}

impl PartialEq for DataFiles {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Hands on what the data files say.
#[hook]
pub fn use_data_files(files: &DataFiles, host: &Host) {
    let Host { dispatch, .. } = host.clone();
    use_effect_with(files.clone(), move |files| {
        if let Some(requests) = files.0.take() {
            spawn_local(requests.learn(dispatch));
        }
    });
}

/// The data files, in the order in which they are used.
struct Requests {
    releases: Request,
    rules: Request,
    /// What upgrades may run into; few begin at a release that is so old that the second is needed.
    risks: [Request; 2],
    /// What follows Gloo: the head of a plan says it.
    successors: Request,
    /// What failures mean, and what changelogs name: the last to come, since neither versions nor plans need them.
    failures: Request,
    changes: Request,
}

impl Requests {
    fn start(mount: &Mount) -> Self {
        let file = |name: &str, what: DataFile| Request { what, download: Download::start(mount.file(name)) };
        Self {
            releases: file("catalog.json", DataFile::Catalog),
            rules: file("rules.json", DataFile::Rules),
            risks: [file("risks.json", DataFile::Risks), file("risks-old.json", DataFile::Risks)],
            successors: file("successors.json", DataFile::Successors),
            failures: file("failures.json", DataFile::Failures),
            changes: file("changes.json", DataFile::Changes),
        }
    }

    /// Hands on what is known in two steps, since each draws the page again: all that most plans need, then the rest.
    /// What could not be had is handed on in a sentence: one file is of use without the others.
    async fn learn(self, dispatch: Callback<Action>) {
        let [risks, old_risks] = self.risks;
        let mut learned = Learned::default();
        learned.add(self.releases.parsed().await, Knowledge::with_catalog);
        learned.add(self.rules.parsed().await, Knowledge::with_rules);
        learned.add(risks.parsed().await, Knowledge::with_risks);
        learned.add(self.successors.parsed().await, Knowledge::with_successors);
        dispatch.emit(learned.action());
        learned.add(old_risks.parsed().await, Knowledge::with_risks);
        learned.add(self.failures.parsed().await, Knowledge::with_failures);
        learned.add(self.changes.parsed().await, Knowledge::with_changes);
        dispatch.emit(learned.action());
    }
}

/// A data file that was asked for.
struct Request {
    what: DataFile,
    download: Download,
}

impl Request {
    async fn parsed(self) -> Result<Value, String> {
        let missing = || format!("The {} could not be fetched.", self.what.label());
        let text = self.download.text().await.ok_or_else(missing)?;
        tree::parse(&text, self.what).map_err(|error| error.to_string())
    }
}

/// What has come so far.
#[derive(Default)]
struct Learned {
    knowledge: Same<Knowledge>,
    /// The first thing that could not be had.
    problem: Option<String>,
}

impl Learned {
    fn add(
        &mut self,
        file: Result<Value, String>,
        read: fn(Knowledge, &Value) -> Result<Knowledge, DataError>,
    ) {
        let knowledge = Knowledge::clone(&self.knowledge);
        match file.and_then(|file| read(knowledge, &file).map_err(|error| error.to_string())) {
            Ok(knowledge) => self.knowledge = knowledge.into(),
            Err(why) => self.problem = self.problem.take().or(Some(why)),
        }
    }

    fn action(&self) -> Action {
        Action::Learn(self.knowledge.clone(), self.problem.clone())
    }
}
