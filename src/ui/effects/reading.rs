//! Long texts are read in slices, between which the browser answers.

use std::rc::{Rc, Weak};

use yew::platform::spawn_local;
use yew::{Callback, hook, use_effect_with};

use super::pace::Pace;
use crate::ui::browser::time;
use crate::ui::context::Host;
use crate::ui::state::{Action, State};
use crate::ui::text::Text;

/// A long text is read when no key came for a while: a millisecond for so many bytes, which is about half of the
/// time that reading them takes.
const BYTES_FOR_A_MILLISECOND: usize = 40_000;

/// Reads a text that the report is behind of, until it is read or another one comes.
#[hook]
pub fn use_reader(host: &Host, state: &State) {
    let dispatch = host.dispatch.clone();
    let waiting = state.papers.waiting().map(|(place, paper)| (place, paper.text.clone()));
    use_effect_with(waiting, move |waiting| {
        let wanted = Rc::<str>::default();
        if let Some((place, text)) = waiting.clone() {
            spawn_local(read(place, text, Rc::downgrade(&wanted), dispatch));
        }
        move || drop(wanted)
    });
}

async fn read(place: usize, text: Text, wanted: Weak<str>, dispatch: Callback<Action>) {
    time::wait(i32::try_from(text.len() / BYTES_FOR_A_MILLISECOND).unwrap_or(i32::MAX)).await;
    let mut shown = 0;
    let mut show = |progress| {
        // What looks the same is not drawn again.
        if progress != shown {
            shown = progress;
            dispatch.emit(Action::Progress(place, progress));
        }
    };
    if let Ok(reading) = Pace::new(wanted).read(&text, place, &mut show).await {
        dispatch.emit(Action::Read(place, reading));
    }
}
