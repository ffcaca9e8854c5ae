//! A graph in; `graph.html` out: one page that shows the graph in a browser, with all that it needs in it.
//!
//! The page is made of the files beside this one, which browsers read as they are; `page` puts them together, `data`
//! writes the graph into it.

mod data;
mod most;
mod page;

use std::io::{self, Write};

use super::{Export, View};
use most::Most;

/// How many edges the page of a view holds, and how many there are.
pub fn held(view: &View<'_>) -> (usize, usize) {
    (Most::of(view).edges.len(), view.edges().len())
}

/// Writer of `graph.html`.
pub(super) struct Html;

impl Export for Html {
    fn file_name(&self) -> &'static str {
        "graph.html"
    }

    fn purpose(&self) -> &'static str {
        "open it in a browser"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        page::write(out, |out| data::write(view, out))
    }
}
