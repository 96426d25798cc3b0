//! Plain elements. The `html!` macro writes out the making of each element where it stands, and has a type
//! for each kind of event; together that is most of what the page weighs. These functions make elements in
//! one place, and one type listens to everything.

use std::rc::Rc;

use yew::virtual_dom::{AttributeOrProperty, Attributes, Listener, ListenerKind, VNode, VTag, VText};
use yew::{AttrValue, Callback, Event, Html};

use crate::gather::Gather as _;

/// An element with a class, or none where the class is empty.
pub fn el(tag: &'static str, class: &'static str, children: Vec<Html>) -> Html {
    if class.is_empty() {
        return el_with(tag, &[], &[], children);
    }
    el_with(tag, &["class"], &[class], children)
}

/// An element with attributes: names, and values in the same order.
pub fn el_with(
    tag: &'static str,
    names: &'static [&'static str],
    values: &[&str],
    children: Vec<Html>,
) -> Html {
    listening(tag, names, values, Vec::new(), children)
}

/// An element with attributes that listens.
pub fn listening(
    tag: &'static str,
    names: &'static [&'static str],
    values: &[&str],
    listeners: Vec<On>,
    children: Vec<Html>,
) -> Html {
    let mut element = make(tag, names, values, listeners);
    if let Some(place) = element.children_mut() {
        *place = all(children);
    }
    VNode::from(element)
}

/// A box that is typed into, with what stands in it.
pub fn typed(
    tag: &'static str,
    names: &'static [&'static str],
    values: &[&str],
    listeners: Vec<On>,
    content: &str,
) -> Html {
    let mut element = make(tag, names, values, listeners);
    element.set_value(Some(AttrValue::from(content.to_owned())));
    VNode::from(element)
}

/// A box to tick, with a name for those who do not see what stands beside it.
pub fn tick(name: &str, listener: On, is_ticked: bool) -> Html {
    let mut element = make("input", &["type", "aria-label"], &["checkbox", name], vec![listener]);
    element.set_checked(is_ticked);
    VNode::from(element)
}

/// A button, with a class or none.
pub fn button(class: &'static str, listener: On, children: Vec<Html>) -> Html {
    let names: &[&str] = if class.is_empty() { &["type"] } else { &["type", "class"] };
    listening("button", names, &["button", class], vec![listener], children)
}

/// One of the options to select from.
pub fn option(value: &str, is_selected: bool, words: &str) -> Html {
    let names: &[&str] = if is_selected { &["value", "selected"] } else { &["value"] };
    el_with("option", names, &[value, "selected"], vec![text(words)])
}

fn make(tag: &'static str, names: &'static [&'static str], values: &[&str], listeners: Vec<On>) -> VTag {
    let mut element = VTag::new(tag);
    let value =
        |(_, value): (_, &&str)| Some(AttributeOrProperty::Attribute(AttrValue::from((*value).to_owned())));
    let values = names.iter().zip(values).map(value).gather().into();
    element.attributes = Attributes::Dynamic { keys: names, values };
    for listener in listeners {
        element.add_listener(Rc::new(listener));
    }
    element
}

/// What is done when an event of some kind happens to an element.
pub struct On {
    kind: ListenerKind,
    run: Callback<Event>,
}

impl On {
    /// Does something when an event of some kind happens.
    pub fn new(kind: ListenerKind, run: impl Fn(Event) + 'static) -> Self {
        Self { kind, run: Callback::from(run) }
    }
}

impl Listener for On {
    fn kind(&self) -> ListenerKind {
        self.kind.clone()
    }

    fn handle(&self, event: Event) {
        self.run.emit(event);
    }

    fn passive(&self) -> bool {
        false
    }
}

/// Some text. It stays text, whatever it contains.
pub fn text(words: &str) -> Html {
    VNode::VText(VText::new(words.to_owned()))
}

/// An element with a class and nothing but text.
pub fn text_in(tag: &'static str, class: &'static str, words: &str) -> Html {
    el(tag, class, vec![text(words)])
}

/// Leads out of the page, and tells nobody where one comes from.
pub fn link(address: &str, words: &str) -> Html {
    el_with("a", &["href", "target", "rel"], &[address, "_blank", "noreferrer"], vec![text(words)])
}

/// Words in backquotes are what is typed or printed.
pub fn with_code(words: &str) -> Html {
    let piece =
        |(index, piece): (usize, &str)| if index % 2 == 0 { text(piece) } else { text_in("samp", "", piece) };
    all(words.split('`').enumerate().map(piece).gather())
}

/// Several elements in place of one.
pub fn all(children: Vec<Html>) -> Html {
    children.into_iter().collect()
}

/// A part of the page with a heading of its own, by the name that links and hosts know it by.
pub fn panel(id: &'static str, title: Html, children: Vec<Html>) -> Html {
    let heading = format!("{id}-title");
    let title = el_with("h2", &["id"], &[&heading], vec![title]);
    let names = &["id", "class", "aria-labelledby"];
    let children = std::iter::once(title).chain(children).gather();
    el_with("section", names, &[id, id, &heading], children)
}

/// Something that is shown on demand.
pub fn details(class: &'static str, summary: &str, children: Vec<Html>) -> Html {
    let children = std::iter::once(text_in("summary", "", summary)).chain(children).gather();
    el("details", class, children)
}
