//! An element of XHTML, NITF or the like in; its paragraphs out.

use std::collections::BTreeSet;

use super::tree::{Element, Node};

/// Elements within a paragraph; all others begin and end one.
const INLINE: [&str; 36] = [
    "a",
    "abbr",
    "alt-code",
    "b",
    "chron",
    "cite",
    "city",
    "classifier",
    "code",
    "copyrite",
    "country",
    "em",
    "event",
    "font",
    "function",
    "i",
    "inlinetag",
    "keyword",
    "location",
    "mark",
    "money",
    "num",
    "object.title",
    "org",
    "person",
    "postaddr",
    "pronounce",
    "q",
    "region",
    "small",
    "span",
    "state",
    "strong",
    "sub",
    "sup",
    "u",
];

/// Elements whose text is not the article's.
const SKIPPED: [&str; 12] = [
    "caption",
    "figcaption",
    "figure",
    "media",
    "media-caption",
    "media-metadata",
    "nitf-table",
    "note",
    "script",
    "style",
    "table",
    "tagline",
];

/// The paragraphs of a text, and where its headings begin.
#[derive(Debug, Default)]
pub(super) struct Prose {
    pub text: String,
    pub headings: BTreeSet<usize>,
    paragraph: String,
    /// How many bytes of the paragraph lie in links, and whether what comes does.
    in_links: usize,
    linked: bool,
    heading: bool,
}

/// The paragraphs of an element.
pub(super) fn read(element: &Element) -> Prose {
    let mut prose = Prose::default();
    prose.element(element);
    prose.flush();
    prose
}

impl Prose {
    fn element(&mut self, element: &Element) {
        let name = element.local();
        if SKIPPED.contains(&name) {
            return;
        }
        let is_block = !INLINE.contains(&name);
        if is_block {
            self.flush();
            self.heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl2");
        }
        let around = self.linked;
        self.linked |= name == "a";
        for node in &element.children {
            match node {
                Node::Element(element) => self.element(element),
                Node::Text(text) => self.text(text),
            }
        }
        self.linked = around;
        if is_block {
            self.flush();
        }
    }

    /// A blank line in a text parts paragraphs, where the schema has no element for them.
    fn text(&mut self, text: &str) {
        let mut paragraphs = text.split("\n\n");
        self.words(paragraphs.next().unwrap_or_default());
        for paragraph in paragraphs {
            self.flush();
            self.words(paragraph);
        }
    }

    fn words(&mut self, text: &str) {
        for (index, word) in text.split(char::is_whitespace).enumerate() {
            if index > 0 && !self.paragraph.is_empty() && !self.paragraph.ends_with(' ') {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(word);
            self.in_links += if self.linked { word.len() } else { 0 };
        }
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let heading = std::mem::take(&mut self.heading);
        let words = paragraph.len() - paragraph.matches(' ').count();
        // A paragraph that is only a link leads to another article.
        let is_link = std::mem::take(&mut self.in_links) >= words && !heading;
        if paragraph.trim().is_empty() || is_link {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        if heading {
            self.headings.insert(self.text.len());
        }
        self.text.push_str(paragraph.trim());
    }

    /// Puts the place and date of writing before the first paragraph, as newspapers print it.
    pub fn with_dateline(mut self, dateline: Option<&Element>) -> Self {
        /// A longer one is text in the wrong element.
        const LONGEST: usize = 80;
        let line = dateline.and_then(Element::line).filter(|line| line.len() <= LONGEST);
        let Some(line) = line.filter(|line| !self.text.contains(line.as_str())) else { return self };
        let line = line.trim_end_matches(['-', '–', '—', ' ']);
        let line = format!("{line} — ");
        self.headings = self.headings.into_iter().map(|begin| begin + line.len()).collect();
        self.text.insert_str(0, &line);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(INLINE.is_sorted() && SKIPPED.is_sorted());
    }
}
