//! The elements of HTML that stand in texts which are no whole page, and what each does to the text around it.

/// What an element does to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// It ends the paragraph before it.
    Block,
    /// It stands within a paragraph.
    Inline,
    /// Its text is not the article's.
    Skipped,
    /// It tells of the page and holds no text, or its title.
    Head,
    /// It holds a whole page.
    Page,
}

/// What the element of this name does; `None` if HTML has none, so that `<Updated>` in a text is one of its words.
pub(super) fn flow(name: &str) -> Option<Flow> {
    // No name is longer.
    let name = name.get(..12).unwrap_or(name).to_ascii_lowercase();
    ELEMENTS.binary_search_by(|(known, _)| (*known).cmp(&name)).ok().map(|at| ELEMENTS[at].1)
}

/// The elements by name, sorted.
const ELEMENTS: [(&str, Flow); 77] = {
    use Flow::{Block, Head, Inline, Page, Skipped};
    [
        ("a", Inline),
        ("abbr", Inline),
        ("address", Block),
        ("article", Block),
        ("aside", Block),
        ("b", Inline),
        ("base", Head),
        ("blockquote", Block),
        ("body", Page),
        ("br", Block),
        ("button", Skipped),
        ("center", Block),
        ("cite", Inline),
        ("code", Inline),
        ("dd", Block),
        ("del", Inline),
        ("details", Block),
        ("div", Block),
        ("dl", Block),
        ("dt", Block),
        ("em", Inline),
        ("fieldset", Block),
        ("figcaption", Skipped),
        ("figure", Block),
        ("font", Inline),
        ("footer", Block),
        ("form", Block),
        ("h1", Block),
        ("h2", Block),
        ("h3", Block),
        ("h4", Block),
        ("h5", Block),
        ("h6", Block),
        ("header", Block),
        ("hr", Block),
        ("html", Page),
        ("i", Inline),
        ("iframe", Skipped),
        ("img", Inline),
        ("ins", Inline),
        ("li", Block),
        ("link", Head),
        ("main", Block),
        ("mark", Inline),
        ("meta", Head),
        ("nav", Block),
        ("noscript", Skipped),
        ("object", Skipped),
        ("ol", Block),
        ("p", Block),
        ("pre", Block),
        ("q", Inline),
        ("s", Inline),
        ("script", Skipped),
        ("section", Block),
        ("select", Skipped),
        ("small", Inline),
        ("span", Inline),
        ("strong", Inline),
        ("style", Skipped),
        ("sub", Inline),
        ("summary", Block),
        ("sup", Inline),
        ("svg", Skipped),
        ("table", Block),
        ("tbody", Block),
        ("td", Block),
        ("template", Skipped),
        ("textarea", Skipped),
        ("th", Block),
        ("thead", Block),
        ("time", Inline),
        ("title", Head),
        ("tr", Block),
        ("u", Inline),
        ("ul", Block),
        ("video", Skipped),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_by_name_in_any_case() {
        assert!(ELEMENTS.is_sorted_by_key(|(name, _)| *name));
        assert_eq!(flow("FigCaption"), Some(Flow::Skipped));
        assert_eq!(["", "updated", "blockquotes-of-a-name", "é"].map(flow), [None; 4]);
    }
}
