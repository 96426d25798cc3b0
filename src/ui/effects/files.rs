//! Texts out of files: the user's own, and the examples beside the program.

use std::rc::Rc;

use yew::platform::spawn_local;

use super::opening::Work;
use crate::ui::browser::file::Dropped;
use crate::ui::context::Host;
use crate::ui::state::Action;

/// So many names are shown while files are on their way.
const MOST_NAMES: usize = 3;

/// Opens what the user gave: files, each as a text of its own, and what is in folders and archives. Its texts get
/// places from `first` on.
pub fn open(host: &Host, first: usize, dropped: Vec<Dropped>) {
    if dropped.is_empty() {
        return;
    }
    let names: Vec<String> = dropped.iter().map(Dropped::name).collect();
    let name: Rc<str> = match names.first() {
        // All files of a folder that was chosen come one by one.
        Some(name) if names.iter().all(|other| other == name) => name.as_str().into(),
        _ if names.len() > MOST_NAMES => format!("{} files", names.len()).into(),
        _ => names.join(", ").into(),
    };
    let work = Work::new(&name, host.dispatch.clone());
    host.dispatch.emit(Action::Open(Some(name)));
    spawn_local(async move {
        // Where nobody waits any more there is nothing to say.
        let _ = work.open(dropped, first).await;
    });
}

/// Puts an example into the box.
pub fn take_example(host: &Host, path: &str) {
    let (dispatch, file) = (host.dispatch.clone(), host.mount.file(path));
    spawn_local(async move {
        dispatch.emit(match file.text().await {
            Some(text) => Action::Replace(text),
            None => Action::Refused("The example could not be fetched.".into()),
        });
    });
}
