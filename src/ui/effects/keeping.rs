//! What the browser keeps for the page: theme and ticks for the next visit, choices for as long as the tab is open.
//! None of it is text that was pasted.

use std::rc::Rc;

use yew::{hook, use_effect_with};

use crate::ui::browser::storage::Kept;
use crate::ui::mount::{Mount, Standing};
use crate::ui::state::{Action, State, Theme};

const THEME: &str = "theme";
const DONE: &str = "done";
const CHOICES: &str = "choices";

/// What an earlier visit, or an earlier page in this tab, has left behind.
#[must_use]
pub fn recall(mount: &Mount, state: &State) -> State {
    let done: Rc<[String]> = Kept::Always.read(&mount.key(DONE)).lines().map(str::to_owned).collect();
    state
        .after(Action::SetTheme(Theme::parse(&Kept::Always.read(&mount.key(THEME))).unwrap_or_default()))
        .after(Action::SetDone(done))
        .after(Action::Recall(Kept::ForTheTab.read(&mount.key(CHOICES))))
}

/// Keeps what is to be kept whenever it changes, and shows the theme.
#[hook]
pub fn use_kept(mount: &Mount, state: &State) {
    // A theme that is asked for is not the user's choice.
    let chosen = state.asked.theme.is_none();
    use_effect_with((mount.clone(), state.theme), move |(mount, theme)| {
        match mount.standing() {
            Standing::Owner => mount.root().show_theme_around(theme.name()),
            Standing::Guest => mount.root().show_theme(theme.name()),
        }
        if chosen {
            Kept::Always.write(&mount.key(THEME), theme.name());
        }
    });
    use_effect_with((mount.clone(), state.done.clone()), |(mount, done)| {
        Kept::Always.write(&mount.key(DONE), &done.join("\n"));
    });
    use_effect_with((mount.clone(), state.kept()), |(mount, kept)| {
        Kept::ForTheTab.write(&mount.key(CHOICES), &kept.write());
    });
}
