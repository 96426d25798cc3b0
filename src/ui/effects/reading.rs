//! Long texts are read in slices, between which the browser answers.

use std::cell::Cell;
use std::rc::Rc;

use yew::platform::spawn_local;
use yew::{Callback, hook, use_effect_with};

use crate::transcript::Reader;
use crate::ui::browser::time;
use crate::ui::context::Host;
use crate::ui::state::{Action, State};
use crate::ui::text::Text;

/// A long text is read when no key came for a while: a millisecond for so many bytes, which is about half of the
/// time that reading them takes.
const BYTES_FOR_A_MILLISECOND: usize = 40_000;

/// So many milliseconds are read at a time.
const SLICE: f64 = 12.0;

/// Reads a text that the report is behind of, until it is read or another one comes.
#[hook]
pub fn use_reader(host: &Host, state: &State) {
    let dispatch = host.dispatch.clone();
    let waiting = state.papers.waiting().map(|(place, paper)| (place, paper.text.clone()));
    use_effect_with(waiting, move |waiting| {
        let is_wanted = Rc::new(Cell::new(true));
        if let Some((place, text)) = waiting.clone() {
            spawn_local(read(place, text, is_wanted.clone(), dispatch));
        }
        move || is_wanted.set(false)
    });
}

async fn read(place: usize, text: Text, is_wanted: Rc<Cell<bool>>, dispatch: Callback<Action>) {
    time::wait(i32::try_from(text.len() / BYTES_FOR_A_MILLISECOND).unwrap_or(i32::MAX)).await;
    let mut reader = Reader::new(&text, place);
    let mut until = time::now() + SLICE;
    let mut shown = 0;
    for step in 1_usize.. {
        if !is_wanted.get() {
            return;
        }
        if !reader.advance() {
            break;
        }
        // Asking for the time takes longer than a step.
        if step.is_multiple_of(64) && time::now() > until {
            // What looks the same is not drawn again.
            if reader.progress() != shown {
                shown = reader.progress();
                dispatch.emit(Action::Progress(place, shown));
            }
            time::wait(0).await;
            until = time::now() + SLICE;
        }
    }
    dispatch.emit(Action::Read(place, reader.reading));
}
