//! The text of a field in, be it plain or HTML; its paragraphs out. All of it is taken for the article; a whole page is
//! read as a page.

use std::collections::BTreeSet;

use html5gum::Token;

use super::elements::{self, Flow};
use super::html;
use super::tags::tokens;

/// A text without markup.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Plain {
    pub text: String,
    /// Where its headings begin.
    pub headings: BTreeSet<usize>,
}

/// The paragraphs of a field.
pub(super) fn read(field: &str) -> Plain {
    match kind(field) {
        Kind::Plain => Plain { text: field.to_owned(), ..Plain::default() },
        Kind::Page => {
            let page = html::read(field);
            Plain { text: page.text, headings: page.headings }
        }
        Kind::Inline => {
            let text = inline(field);
            // What was escaped twice is markup now.
            if kind(&text) == Kind::Blocks { blocks(&text) } else { Plain { text, ..Plain::default() } }
        }
        Kind::Blocks => blocks(field),
    }
}

/// Whether a plain text has its paragraphs marked up: one element may be what it writes about, three are not.
pub(super) fn has_paragraphs(text: &str) -> bool {
    let is_paragraph = |at: usize| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let mut name = rest.split(|c: char| !c.is_ascii_alphanumeric());
        let is_known = name.next().is_some_and(|name| ["p", "br", "div"].iter().any(|n| name.eq_ignore_ascii_case(n)));
        is_known && element(&text[at + 1..]) == Kind::Blocks
    };
    text.match_indices('<').filter(|(at, _)| is_paragraph(*at)).nth(2).is_some()
}

/// A title in one line.
pub(super) fn line(field: &str) -> String {
    let text = if kind(field) == Kind::Plain { field.to_owned() } else { inline(field) };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Plain,
    /// Character references and elements within a paragraph: the lines are those of the text.
    Inline,
    /// Paragraphs are elements, and lines mean nothing.
    Blocks,
    Page,
}

/// What a field holds, by the names of its elements: `<Updated>` in a text is none.
fn kind(field: &str) -> Kind {
    let mut kind = Kind::Plain;
    for (at, _) in field.match_indices(['<', '&']) {
        let rest = &field[at + 1..];
        let found = if field.as_bytes()[at] == b'&' { reference(rest) } else { element(rest) };
        kind = kind.max(found);
    }
    kind
}

fn reference(rest: &str) -> Kind {
    // No name is longer, and no text is searched for the end of each `&`.
    let head = &rest[..rest.floor_char_boundary(12)];
    let name = head.split_once(';').map_or("", |(name, _)| name);
    let is_name = (2..=10).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let number = name.strip_prefix('#').map(|number| number.trim_start_matches(['x', 'X']));
    let is_number =
        number.is_some_and(|n| (1..=6).contains(&n.len()) && n.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_name || is_number { Kind::Inline } else { Kind::Plain }
}

fn element(rest: &str) -> Kind {
    if rest.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype")) {
        return Kind::Page;
    }
    if rest.starts_with("!--") && rest.contains("-->") {
        return Kind::Inline;
    }
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    if !rest[end..].starts_with(['>', '/', ' ', '\n', '\t', '\r']) {
        return Kind::Plain;
    }
    match elements::flow(&rest[..end]) {
        Some(Flow::Page) => Kind::Page,
        Some(Flow::Block | Flow::Skipped) => Kind::Blocks,
        Some(Flow::Inline) => Kind::Inline,
        Some(Flow::Head) | None => Kind::Plain,
    }
}

/// The text with its elements taken away and its character references read.
fn inline(field: &str) -> String {
    let mut text = String::with_capacity(field.len());
    for token in tokens(field) {
        if let Token::String(part) = token {
            text.push_str(&String::from_utf8_lossy(&part));
        }
    }
    // Two of them set apart what is no part of the sentence.
    text.replace("\u{a0}\u{a0}", "\n").replace('\u{a0}', " ")
}

/// The paragraphs, without those that are only a link.
fn blocks(field: &str) -> Plain {
    let mut builder = Builder::default();
    for token in tokens(field) {
        match token {
            Token::StartTag(tag) => builder.open(&String::from_utf8_lossy(&tag.name)),
            Token::EndTag(tag) => builder.close(&String::from_utf8_lossy(&tag.name)),
            Token::String(part) if builder.skipped == 0 => builder.text(&String::from_utf8_lossy(&part)),
            _ => {}
        }
    }
    builder.flush();
    if builder.plain.text.is_empty() { builder.linked } else { builder.plain }
}

#[derive(Default)]
struct Builder {
    plain: Plain,
    /// Paragraphs that are only a link, for a text that has no others.
    linked: Plain,
    paragraph: String,
    /// How many bytes of the paragraph lie in links.
    in_links: usize,
    links: usize,
    skipped: usize,
    heading: bool,
}

impl Builder {
    fn open(&mut self, name: &str) {
        match elements::flow(name) {
            Some(Flow::Skipped) => self.skipped += 1,
            Some(Flow::Block) => {
                self.flush();
                self.heading = is_heading(name);
            }
            _ if name == "a" => self.links = 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match elements::flow(name) {
            Some(Flow::Skipped) => self.skipped = self.skipped.saturating_sub(1),
            Some(Flow::Block) => self.flush(),
            _ if name == "a" => self.links = 0,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        for (index, word) in text.split(|c: char| c.is_whitespace()).enumerate() {
            if index > 0 && !self.paragraph.is_empty() && !self.paragraph.ends_with(' ') {
                self.paragraph.push(' ');
            }
            self.paragraph.push_str(word);
            self.in_links += if self.links > 0 { word.len() } else { 0 };
        }
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let paragraph = paragraph.trim();
        let letters = paragraph.len() - paragraph.matches(' ').count();
        let heading = std::mem::take(&mut self.heading);
        let is_link = std::mem::take(&mut self.in_links) >= letters && !heading;
        if paragraph.is_empty() {
            return;
        }
        let plain = if is_link { &mut self.linked } else { &mut self.plain };
        if !plain.text.is_empty() {
            plain.text.push_str("\n\n");
        }
        if heading {
            plain.headings.insert(plain.text.len());
        }
        plain.text.push_str(paragraph);
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_of_markup_are_lines() {
        let field = "<h2>Talks</h2><p>They\n met in <a href='x'>Oslo</a>.</p><script>x</script>She said&nbsp;so.<br/>\
                     <p><a>Read more</a></p><img src=x>";
        let plain = read(field);
        assert_eq!(plain.text, "Talks\n\nThey met in Oslo.\n\nShe said so.");
        assert_eq!(plain.headings, BTreeSet::from([0]));
        assert_eq!(read("<p><a href=x>They met.</a></p>").text, "They met.");
    }

    #[test]
    fn a_text_that_only_looks_like_markup_is_left() {
        for text in ["<Updated with quotes>\n\nThey met.", "a < b & c > d;", "R&D; \"x\"", "<b", "<pressure>"] {
            assert_eq!(read(text).text, text);
        }
    }

    #[test]
    fn a_text_with_paragraphs_marked_up_is_told() {
        assert!(has_paragraphs("Talks<br>\nThey met.<BR/>\n<p>They left."));
        assert!(!has_paragraphs("The element <p> ends with </p>, <person> does not."));
        assert!(!has_paragraphs(&"<".repeat(9)));
    }

    #[test]
    fn markup_that_was_escaped_is_read() {
        assert_eq!(read("&lt;p&gt;They met.&lt;/p&gt;&lt;p&gt;They left.&lt;/p&gt;").text, "They met.\n\nThey left.");
    }

    #[test]
    fn without_paragraphs_the_lines_stay() {
        assert_eq!(read("&ldquo;Yes,&rdquo; she said.\n\n<b>They</b> met.").text, "“Yes,” she said.\n\nThey met.");
        assert_eq!(read("<a href=x>They met</a>&nbsp;&nbsp;<font>Norwire</font>").text, "They met\nNorwire");
        assert_eq!(line("Talks &amp; <i>more</i>\n"), "Talks & more");
    }
}
