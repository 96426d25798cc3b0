//! The data files, which lie beside the program. All of them are asked for at once, when the page starts: no request
//! may depend on what is pasted.

use std::rc::Rc;

use yew::platform::spawn_local;
use yew::{Callback, hook, use_effect_with};

use crate::knowledge::Knowledge;
use crate::tree::{DataError, DataFile};
use crate::ui::browser::fetch::Download;
use crate::ui::browser::json::Parsed;
use crate::ui::context::Host;
use crate::ui::mount::Mount;
use crate::ui::state::Action;

/// Fetches the data files and hands on what they say.
#[hook]
pub fn use_data_files(host: &Host) {
    let Host { mount, dispatch } = host.clone();
    use_effect_with((), move |()| {
        let requests = Requests::start(&mount);
        spawn_local(requests.learn(dispatch));
    });
}

/// The data files, in the order in which they are used.
struct Requests {
    releases: Request,
    rules: Request,
    /// What upgrades may run into; few begin at a release that is so old that the second is needed.
    risks: [Request; 2],
    /// What failures mean: the last to come, since neither versions nor plans need it.
    failures: Request,
}

impl Requests {
    fn start(mount: &Mount) -> Self {
        let file =
            |name: &str, what: DataFile| Request { what, download: Download::start(mount.address(name)) };
        Self {
            releases: file("catalog.json", DataFile::Catalog),
            rules: file("rules.json", DataFile::Rules),
            risks: [file("risks.json", DataFile::Risks), file("risks-old.json", DataFile::Risks)],
            failures: file("failures.json", DataFile::Failures),
        }
    }

    /// Hands on what is known each time that there is more of it, and what could not be had, in a sentence.
    /// One file is of use without the others.
    async fn learn(self, dispatch: Callback<Action>) {
        let mut learned = Learned::default();
        learned.add(self.releases.parsed().await, Knowledge::with_catalog);
        learned.add(self.rules.parsed().await, Knowledge::with_rules);
        dispatch.emit(learned.action());
        for risks in self.risks {
            learned.add(risks.parsed().await, Knowledge::with_risks);
            dispatch.emit(learned.action());
        }
        learned.add(self.failures.parsed().await, Knowledge::with_failures);
        dispatch.emit(learned.action());
    }
}

/// A data file that was asked for.
struct Request {
    what: DataFile,
    download: Download,
}

impl Request {
    async fn parsed(self) -> Result<Parsed, String> {
        let what = self.what.label();
        let text = self.download.text().await.ok_or_else(|| format!("The {what} could not be fetched."))?;
        Parsed::parse(&text).ok_or_else(|| format!("The {what} can't be read: that is not JSON."))
    }
}

/// What has come so far.
#[derive(Default)]
struct Learned {
    knowledge: Rc<Knowledge>,
    /// The first thing that could not be had.
    problem: Option<String>,
}

impl Learned {
    fn add(
        &mut self,
        file: Result<Parsed, String>,
        read: fn(Knowledge, &Parsed) -> Result<Knowledge, DataError>,
    ) {
        let knowledge = Knowledge::clone(&self.knowledge);
        match file.and_then(|file| read(knowledge, &file).map_err(|error| error.to_string())) {
            Ok(knowledge) => self.knowledge = Rc::new(knowledge),
            Err(why) => self.problem = self.problem.take().or(Some(why)),
        }
    }

    fn action(&self) -> Action {
        Action::Learn(self.knowledge.clone(), self.problem.clone())
    }
}
