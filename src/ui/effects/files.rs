//! Texts out of files: the user's own, and the examples beside the program.

use std::rc::Rc;

use yew::platform::spawn_local;

use crate::ui::browser::event::UserFile;
use crate::ui::context::Host;
use crate::ui::state::Action;

/// Of a larger file nobody knows where to begin, and a tab may not have the room for it.
const LARGEST: f64 = 100e6;

/// Opens files of the user's, each as a text of its own.
pub fn open(host: &Host, files: Vec<UserFile>) {
    let dispatch = host.dispatch.clone();
    if files.is_empty() {
        return;
    }
    if let Some(why) = refusal(&files) {
        dispatch.emit(Action::Refused(why));
        return;
    }
    let names: Vec<String> = files.iter().map(UserFile::name).collect();
    let names = Rc::<str>::from(names.join(", "));
    dispatch.emit(Action::Open(Some(names.clone())));
    spawn_local(async move {
        dispatch.emit(match texts(files).await {
            Some(texts) => Action::Opened(names, texts),
            None => Action::Refused("That file could not be read.".into()),
        });
    });
}

/// Why files are not opened, if they are not.
fn refusal(files: &[UserFile]) -> Option<Rc<str>> {
    if let Some(picture) = files.iter().find(|file| file.kind().starts_with("image/")) {
        return Some(format!("{} is a picture. Paste the text instead.", picture.name()).into());
    }
    let size: f64 = files.iter().map(UserFile::size).sum();
    (size > LARGEST)
        .then(|| "That is more than 100 MB. Take the part that glooctl, helm or kubectl printed.".into())
}

/// The names and texts of files.
async fn texts(files: Vec<UserFile>) -> Option<Vec<(Rc<str>, String)>> {
    let mut all = Vec::new();
    for file in files {
        let name = file.name().into();
        all.push((name, file.text().await?));
    }
    Some(all)
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
