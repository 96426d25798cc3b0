//! Texts out of files: the user's own, and the examples beside the program.

use std::rc::Rc;

use yew::platform::spawn_local;

use crate::ui::browser::event::UserFile;
use crate::ui::browser::fetch::fetch;
use crate::ui::context::Host;
use crate::ui::state::Action;

/// Of a larger file nobody knows where to begin, and a tab may not have the room for it.
const LARGEST: f64 = 100e6;

/// Opens a file of the user's.
pub fn open(host: &Host, file: UserFile) {
    let dispatch = host.dispatch.clone();
    if file.size() > LARGEST {
        dispatch.emit(Action::Refused(
            "That file has more than 100 MB. Take the part that glooctl, helm or kubectl printed.",
        ));
        return;
    }
    let name = Rc::<str>::from(file.name());
    dispatch.emit(Action::Open(Some(name.clone())));
    spawn_local(async move {
        dispatch.emit(match file.text().await {
            Some(text) => Action::Opened(name, text),
            None => Action::Refused("That file could not be read."),
        });
    });
}

/// Puts an example into the box.
pub fn take_example(host: &Host, path: &str) {
    let (dispatch, address) = (host.dispatch.clone(), host.mount.address(path));
    spawn_local(async move {
        dispatch.emit(match fetch(&address).await {
            Some(text) => Action::SetText(text),
            None => Action::Refused("The example could not be fetched."),
        });
    });
}
