//! Where the user looks: what is brought into view, and what gets the keyboard.

use yew::{Callback, hook, use_effect_with, use_mut_ref};

use crate::ui::context::Host;
use crate::ui::ids::{self, BOX, FAILURES};
use crate::ui::mount::Mount;
use crate::ui::state::State;

/// Brings the first of the lines into view that somebody wants to see, once their text is in the box. What is said of
/// it is listed below the box, so that there is a way back.
#[hook]
pub fn use_goal(mount: &Mount, state: &State) {
    use_effect_with((state.goal, mount.clone()), |(goal, mount)| {
        if let Some((_, span)) = goal {
            mount.root().scroll_to(&mount.id(&ids::line(span.start)));
        }
    });
}

/// Brings a line into view within the frame that it scrolls in.
pub fn peek_at_line(mount: &Mount, line: usize) {
    mount.root().scroll_in_frame(&mount.id(&ids::line(line)));
}

/// Leads to a part of the page: it is brought into view, and gets the keyboard.
pub fn lead_to(mount: &Mount, part: &str) {
    let id = mount.id(part);
    mount.root().unfold(&id);
    mount.root().scroll_to(&id);
    mount.root().focus(&id);
}

/// The listener that leads to a part of the page.
pub fn leading_to<E>(host: &Host, part: impl Into<String>) -> Callback<E> {
    let (mount, part) = (host.mount.clone(), part.into());
    Callback::from(move |_| lead_to(&mount, &part))
}

/// Who has the keyboard when the page starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyboard {
    /// The box for the paste.
    Box,
    /// Something else.
    Elsewhere,
}

/// Gives the keyboard back to the box, if it had it before the page has started.
#[hook]
pub fn use_keyboard(mount: &Mount, keyboard: Keyboard) {
    let mount = mount.clone();
    use_effect_with(keyboard, move |keyboard| {
        if *keyboard == Keyboard::Box {
            mount.root().focus(&mount.id(BOX));
        }
    });
}

/// Leads to what the link asks to look at, once it is there.
#[hook]
pub fn use_link(mount: &Mount, state: &State) {
    let (finding, failure) = (use_mut_ref(|| None), use_mut_ref(|| None));
    use_effect_with(state.asked.clone(), {
        let (finding, failure) = (finding.clone(), failure.clone());
        move |asked| {
            finding.borrow_mut().clone_from(&asked.finding);
            failure.borrow_mut().clone_from(&asked.failure);
        }
    });
    let (asked, report) = (state.asked.clone(), state.report.clone());
    use_effect_with((asked.clone(), report, mount.clone()), move |(_, report, mount)| {
        let is_there =
            |code: &mut String| report.diagnostics.iter().any(|one| one.code.id() == code.as_str());
        if let Some(code) = finding.borrow_mut().take_if(is_there) {
            lead_to(mount, &code);
        }
    });
    let is_known = state.knowledge.failures.iter().next().is_some();
    use_effect_with((asked, is_known, mount.clone()), move |(_, is_known, mount)| {
        if failure.borrow_mut().take_if(|_| *is_known).is_some() {
            mount.root().scroll_to(&mount.id(FAILURES));
        }
    });
}
