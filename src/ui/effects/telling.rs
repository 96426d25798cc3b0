//! Telling whoever mounted the page what became of it.

use std::rc::Rc;

use yew::{Callback, hook, use_effect_with};

use crate::ui::news::{News, Problem};
use crate::ui::state::{Copied, State};

/// Hands on what changes.
#[hook]
pub fn use_news(news: &Callback<News>, state: &State) {
    let has_data = !state.knowledge.catalog.is_empty() || state.knowledge_problem.is_some();
    use_effect_with(has_data, {
        let news = news.clone();
        move |has_data| {
            if *has_data {
                news.emit(News::Ready);
            }
        }
    });
    use_effect_with(state.knowledge_problem.is_some(), {
        let news = news.clone();
        move |is_missing| {
            if *is_missing {
                news.emit(News::Error(Problem::Data));
            }
        }
    });
    // A report that is about to be replaced, by that of a long text or by one that knows more, is no result yet.
    let result = (has_data && state.papers.waiting().is_none() && !state.report.is_empty())
        .then(|| state.report.clone());
    use_effect_with(result, {
        let news = news.clone();
        move |result| {
            if let Some(report) = result {
                news.emit(News::Result(Rc::clone(report)));
            }
        }
    });
    let refused = matches!(state.copied, Some((_, Copied::No))).then_some(state.copies);
    use_effect_with(refused, {
        let news = news.clone();
        move |refused| {
            if refused.is_some() {
                news.emit(News::Error(Problem::Copy));
            }
        }
    });
}
