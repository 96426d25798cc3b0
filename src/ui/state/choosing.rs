//! What the user chooses, and what no longer holds then.

use super::{Choice, Named, State};
use crate::ui::fragment::Link;
use crate::version::Version;

impl State {
    /// Takes a choice.
    pub(super) fn choose(&mut self, choice: Choice) {
        // The result that came with a link is of what that names.
        if matches!(choice, Choice::Edition(_) | Choice::From(_)) {
            self.link = Link::Plain;
        }
        match choice {
            Choice::Edition(edition) => {
                self.choices.edition = edition;
                self.choices.target = None;
            }
            Choice::From(text) => {
                self.choices.from = Version::parse(text.trim());
                self.typed_version = text.into();
                self.choices.target = None;
            }
            Choice::Installation(place) => {
                self.choices.installation = place;
                self.choices.target = None;
            }
            Choice::Target(target) => self.choices.target = target,
            Choice::Namespace(name) => self.choices.namespace = Some(name),
            Choice::Release(name) => self.choices.release = Some(name),
            Choice::Values(file) => self.choices.values = Some(file),
            Choice::Platform(platform) => self.choices.platform = platform,
            Choice::Helm(helm) => self.choices.helm = helm,
            Choice::TargetEdition(edition) => {
                self.choices.target_edition = edition;
                self.choices.target = None;
            }
            Choice::Shell(shell) => self.choices.shell = shell,
            Choice::Way(way) => self.choices.way = way,
            Choice::DeliveredBy(delivery) => self.choices.delivered_by = delivery,
            Choice::Answer(id, reply) => {
                self.choices.answers.retain(|(known, _)| *known != id);
                self.choices.answers.extend(reply.map(|reply| (id, reply)));
            }
            Choice::TakePasted(Named::Namespace) => self.choices.namespace = None,
            Choice::TakePasted(Named::Release) => self.choices.release = None,
        }
    }
}
