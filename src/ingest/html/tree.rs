//! Tags and texts in; the elements of a page and the runs of text in them out.
//!
//! Elements are a list in the order of their start tags, each with its parent; what a browser would repair (paragraphs and items
//! without end tag, crossed and stray end tags) is repaired in one pass and cannot nest too deep.

use super::hints::{self, Hints};

/// The place of an element in [`Page::elements`].
pub(super) type Id = u32;

/// The root, which holds all.
pub(super) const ROOT: Id = 0;

/// An element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    /// The element around it; the root is its own.
    pub parent: Id,
    /// How many are around it.
    pub depth: u16,
    /// What it is.
    pub tag: Tag,
    /// What its attributes tell of it.
    pub hints: Hints,
}

/// The kinds of element that matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Never part of an article: scripts, menus, controls.
    Drop,
    /// `figure`, `figcaption`: pictures with their captions.
    Figure,
    /// `aside`.
    Aside,
    /// `header` of the page or of an article.
    Header,
    /// `footer` of the page or of an article.
    Footer,
    /// `form`, which may hold a field or the whole page.
    Form,
    /// `article`.
    Article,
    /// `main`.
    Main,
    /// `a` with an address.
    Link,
    /// `p`, `pre`.
    Paragraph,
    /// `blockquote`.
    Quote,
    /// `h1` to `h6`, with its level.
    Heading(u8),
    /// `ul`, `ol`, `dl`.
    List,
    /// `li`, `dd`, `dt`.
    Item,
    /// `table`.
    Table,
    /// `td`, `th`.
    Cell,
    /// `time`.
    Time,
    /// `div`, `section` and other boxes.
    Box,
    /// What does not break a line.
    Inline,
}

/// What a tag name means: the kind, and whether it has no content.
fn tag(name: &[u8]) -> Option<Tag> {
    Some(match name {
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"nav" | b"button" | b"select" | b"textarea"
        | b"iframe" | b"dialog" | b"title" | b"video" | b"audio" | b"object" | b"menu" | b"label" | b"math"
        | b"canvas" | b"fieldset" | b"option" | b"noframes" => Tag::Drop,
        b"figure" | b"figcaption" | b"picture" => Tag::Figure,
        b"aside" => Tag::Aside,
        b"header" => Tag::Header,
        b"footer" => Tag::Footer,
        b"form" => Tag::Form,
        b"article" => Tag::Article,
        b"main" => Tag::Main,
        b"a" => Tag::Link,
        b"p" | b"pre" => Tag::Paragraph,
        b"blockquote" => Tag::Quote,
        b"h1" => Tag::Heading(1),
        b"h2" => Tag::Heading(2),
        b"h3" => Tag::Heading(3),
        b"h4" => Tag::Heading(4),
        b"h5" | b"h6" => Tag::Heading(5),
        b"ul" | b"ol" | b"dl" => Tag::List,
        b"li" | b"dd" | b"dt" => Tag::Item,
        b"table" => Tag::Table,
        b"td" | b"th" => Tag::Cell,
        b"time" => Tag::Time,
        b"div" | b"section" | b"tr" | b"tbody" | b"thead" | b"tfoot" | b"body" | b"html" | b"head" | b"center"
        | b"address" | b"details" | b"summary" | b"hgroup" | b"amp-sidebar" => Tag::Box,
        // What these hold is no text, or they hold nothing.
        b"br" | b"hr" | b"img" | b"input" | b"meta" | b"link" | b"area" | b"base" | b"col" | b"embed" | b"source"
        | b"track" | b"wbr" | b"param" => return None,
        _ => Tag::Inline,
    })
}

/// A paragraph, heading, item or other run of text between two breaks.
#[derive(Debug, Default, Clone)]
pub(super) struct Run {
    /// Its text, white space collapsed.
    pub text: String,
    /// The innermost element that holds all of it.
    pub element: Id,
    /// Bytes of its text that are links.
    pub linked: usize,
}

/// Elements that are followed into one another; what is deeper counts to the last of them.
const DEEPEST: usize = 256;

/// Whether menus and controls are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Menus {
    Dropped,
    /// As boxes.
    Kept,
}

/// A page as it is read.
#[derive(Debug)]
pub(super) struct Page {
    /// The elements in the order of their start tags, the root first.
    pub elements: Vec<Element>,
    /// The runs of text in order, none of them empty.
    pub runs: Vec<Run>,
    open: Vec<(Vec<u8>, Id)>,
    /// Open elements of which nothing is read.
    dropped: usize,
    current: Run,
    menus: Menus,
    /// Bytes of links: the run, the link, how many.
    links: Vec<(usize, Id, usize)>,
    /// Links that an end tag closed.
    closed: Vec<Id>,
}

impl Page {
    /// An empty page.
    pub fn new(menus: Menus) -> Self {
        let root = Element { parent: ROOT, depth: 0, tag: Tag::Box, hints: Hints::default() };
        Self {
            elements: vec![root],
            runs: Vec::new(),
            open: Vec::new(),
            dropped: 0,
            current: Run::default(),
            menus,
            links: Vec::new(),
            closed: Vec::new(),
        }
    }

    /// The innermost open element.
    pub fn here(&self) -> Id {
        self.open.last().map_or(ROOT, |(_, id)| *id)
    }

    /// The elements around one, from itself outward; the root is not among them.
    pub fn around(&self, id: Id) -> impl Iterator<Item = Id> + use<'_> {
        std::iter::successors((id != ROOT).then_some(id), |id| {
            Some(self.elements[*id as usize].parent).filter(|parent| *parent != ROOT)
        })
    }

    /// The element with this id.
    pub fn element(&self, id: Id) -> &Element {
        &self.elements[id as usize]
    }

    /// Takes a start tag.
    pub fn open<'a>(&mut self, name: &[u8], attribute: impl Fn(&[u8]) -> Option<&'a [u8]>) {
        let Some(mut kind) = tag(name) else {
            if matches!(name, b"br" | b"hr") {
                self.end_run();
            }
            return;
        };
        if self.menus == Menus::Kept
            && matches!(name, b"nav" | b"menu" | b"button" | b"label" | b"fieldset" | b"dialog")
        {
            kind = Tag::Box;
        }
        if self.menus == Menus::Kept && name == b"title" {
            return;
        }
        if kind == Tag::Link && attribute(b"href").is_none() {
            kind = Tag::Inline;
        }
        if !matches!(kind, Tag::Link | Tag::Inline | Tag::Time) {
            self.end_run();
            self.end_implied(kind);
        } else if kind == Tag::Link {
            self.remove(|page, id| page.element(id).tag == Tag::Link);
        }
        if self.open.len() >= DEEPEST {
            return;
        }
        let hints = hints::of(attribute);
        let hidden = hints.has(Hints::HIDDEN) && !matches!(name, b"body" | b"html");
        if hidden {
            kind = Tag::Drop;
        }
        let parent = self.here();
        let depth = self.element(parent).depth + 1;
        let id = Id::try_from(self.elements.len()).unwrap_or(ROOT);
        self.elements.push(Element { parent, depth, tag: kind, hints });
        self.dropped += usize::from(kind == Tag::Drop);
        self.open.push((name.to_owned(), id));
    }

    /// Ends what a start tag of this kind ends without saying so.
    fn end_implied(&mut self, kind: Tag) {
        let at = match kind {
            Tag::Item => self.last(|tag| tag == Tag::Item, |tag| tag == Tag::List),
            Tag::Cell => self.last(|tag| tag == Tag::Cell, |tag| tag == Tag::Table),
            _ => None,
        };
        // A paragraph ends where any other box begins.
        let paragraph = self.last(|tag| tag == Tag::Paragraph, |tag| matches!(tag, Tag::Cell | Tag::Table));
        if let Some(at) = at.into_iter().chain(paragraph).min() {
            self.truncate(at);
        }
        if matches!(kind, Tag::Heading(_))
            && let Some((_, id)) = self.open.last()
            && matches!(self.element(*id).tag, Tag::Heading(_))
        {
            self.truncate(self.open.len() - 1);
        }
    }

    /// The last open element of a kind, if none that bounds the search is inside it.
    fn last(&self, is: impl Fn(Tag) -> bool, bound: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, (_, id)) in self.open.iter().enumerate().rev() {
            let tag = self.element(*id).tag;
            if is(tag) {
                return Some(at);
            }
            if bound(tag) {
                return None;
            }
        }
        None
    }

    /// Takes an end tag; one without its start tag is passed over.
    pub fn close(&mut self, name: &[u8]) {
        let Some(kind) = tag(name) else { return };
        let inline = matches!(kind, Tag::Link | Tag::Inline | Tag::Time);
        if !inline {
            self.end_run();
        }
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else { return };
        if kind == Tag::Link {
            self.closed.push(self.open[at].1);
        }
        // These may cross with boxes, which stay open.
        if inline || kind == Tag::Form {
            self.remove_at(at);
        } else {
            self.truncate(at);
        }
    }

    fn truncate(&mut self, at: usize) {
        while self.open.len() > at {
            self.remove_at(self.open.len() - 1);
        }
    }

    fn remove(&mut self, is: impl Fn(&Self, Id) -> bool) {
        if let Some(at) = self.open.iter().rposition(|(_, id)| is(self, *id)) {
            self.remove_at(at);
        }
    }

    fn remove_at(&mut self, at: usize) {
        let (_, id) = self.open.remove(at);
        self.dropped -= usize::from(self.element(id).tag == Tag::Drop);
    }

    /// Takes a text.
    pub fn text(&mut self, text: &str) {
        if self.dropped > 0 {
            return;
        }
        let before = self.current.text.len();
        for c in text.chars() {
            let space = c.is_whitespace();
            if !space {
                self.current.text.push(c);
            } else if !self.current.text.is_empty() && !self.current.text.ends_with(' ') {
                self.current.text.push(' ');
            }
        }
        let length = self.current.text.len() - before;
        if length == 0 {
            return;
        }
        let here = self.here();
        self.current.element = if before == 0 { here } else { self.common(self.current.element, here) };
        if let Some((_, link)) = self.open.iter().rev().find(|(_, id)| self.element(*id).tag == Tag::Link) {
            self.links.push((self.runs.len(), *link, length));
        }
    }

    /// The innermost element around both.
    fn common(&self, mut one: Id, mut other: Id) -> Id {
        while one != other {
            let deeper = if self.element(one).depth >= self.element(other).depth { &mut one } else { &mut other };
            *deeper = self.elements[*deeper as usize].parent;
        }
        one
    }

    /// Ends the page.
    pub fn finish(&mut self) {
        self.end_run();
        self.closed.sort_unstable();
        // A link that nothing closes goes on to the end of its own run.
        let mut first = (ROOT, 0);
        for (run, link, length) in std::mem::take(&mut self.links) {
            if first.0 != link {
                first = (link, run);
            }
            if let Some(found) = self.runs.get_mut(run)
                && (run == first.1 || self.closed.binary_search(&link).is_ok())
            {
                found.linked += length;
            }
        }
    }

    fn end_run(&mut self) {
        let mut run = std::mem::take(&mut self.current);
        run.text.truncate(run.text.trim_end().len());
        if !run.text.is_empty() {
            self.runs.push(run);
        } else {
            let next = self.runs.len();
            while self.links.pop_if(|(at, ..)| *at == next).is_some() {}
        }
    }
}
