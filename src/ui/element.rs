//! Plain elements. The `html!` macro writes out the making of each element where it stands, which for
//! the many that only have a class and children is most of what the page weighs; these functions make
//! them in one place. Whatever listens to events is written with the macro.

use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag, VText};
use yew::{AttrValue, Html};

/// An element with a class, or none where the class is empty.
pub fn el(tag: &'static str, class: &'static str, children: Vec<Html>) -> Html {
    if class.is_empty() {
        return make(tag, Attributes::default(), children);
    }
    el_with(tag, &["class"], vec![class.into()], children)
}

/// An element with attributes: names, and values in the same order.
pub fn el_with(
    tag: &'static str,
    names: &'static [&'static str],
    values: Vec<AttrValue>,
    children: Vec<Html>,
) -> Html {
    let values = values.into_iter().map(|value| Some(AttributeOrProperty::Attribute(value))).collect();
    make(tag, Attributes::Dynamic { keys: names, values }, children)
}

fn make(tag: &'static str, attributes: Attributes, children: Vec<Html>) -> Html {
    let mut element = VTag::new(tag);
    element.attributes = attributes;
    element.add_children(children);
    VNode::from(element)
}

/// Some text. It stays text, whatever it contains.
pub fn text(words: &str) -> Html {
    VNode::VText(VText::new(words.to_owned()))
}

/// An element with a class and nothing but text.
pub fn text_in(tag: &'static str, class: &'static str, words: &str) -> Html {
    el(tag, class, vec![text(words)])
}

/// Several elements in place of one.
pub fn all(children: Vec<Html>) -> Html {
    children.into_iter().collect()
}

/// A part of the page with a heading of its own, by the name that links and hosts know it by.
pub fn panel(id: &'static str, title: Html, children: Vec<Html>) -> Html {
    let heading = format!("{id}-title");
    let title = el_with("h2", &["id"], vec![heading.clone().into()], vec![title]);
    let names = &["id", "class", "aria-labelledby"];
    let children = std::iter::once(title).chain(children).collect();
    el_with("section", names, vec![id.into(), id.into(), heading.into()], children)
}

/// Something that is shown on demand.
pub fn details(class: &'static str, summary: &str, children: Vec<Html>) -> Html {
    let children = std::iter::once(text_in("summary", "", summary)).chain(children).collect();
    el("details", class, children)
}
