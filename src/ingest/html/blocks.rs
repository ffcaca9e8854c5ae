//! Tags and texts in; paragraphs with the part of the page that they stand in out.

/// A paragraph, heading, list item or other run of text between two breaks.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text, white space collapsed.
    pub text: String,
    /// What element holds it.
    pub kind: Kind,
    /// Number of the outermost `article` around it.
    pub article: Option<u32>,
    /// Whether it stands in `main`.
    pub main: bool,
    /// Bytes of its text that are links.
    pub linked: usize,
}

/// The kinds of block.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `p`, `blockquote`.
    Paragraph,
    /// `h1`.
    Title,
    /// `h2` to `h6`.
    Heading,
    /// `li`, `td` and the like.
    Item,
    /// Text in no element that says what it is.
    #[default]
    Other,
}

impl Block {
    /// Whether it is a title or heading.
    pub fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Title | Kind::Heading)
    }
}

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Its text is no part of an article.
    Drop,
    /// The same, unless it stands in an article: `header` holds title and byline there.
    DropOutside,
    Article,
    Main,
    Link,
    Block(Kind),
    Break,
}

/// Elements whose place in others is followed; more open ones than this are a page gone wrong.
const DEEPEST: usize = 256;

fn role(name: &[u8]) -> Option<Role> {
    Some(match name {
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"nav" | b"footer" | b"aside" | b"form"
        | b"button" | b"select" | b"textarea" | b"iframe" | b"dialog" | b"title" | b"figure" | b"video" | b"audio"
        | b"object" | b"menu" => Role::Drop,
        b"header" => Role::DropOutside,
        b"article" => Role::Article,
        b"main" => Role::Main,
        b"a" => Role::Link,
        b"p" | b"blockquote" | b"pre" => Role::Block(Kind::Paragraph),
        b"h1" => Role::Block(Kind::Title),
        b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Role::Block(Kind::Heading),
        b"li" | b"td" | b"th" | b"dd" | b"dt" => Role::Block(Kind::Item),
        b"br" | b"hr" | b"div" | b"section" | b"ul" | b"ol" | b"dl" | b"table" | b"tr" | b"body" | b"html"
        | b"head" | b"center" | b"address" | b"details" | b"summary" => Role::Break,
        _ => return None,
    })
}

/// Collects the blocks of a page.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    found: Vec<Block>,
    open: Vec<(Vec<u8>, Role)>,
    current: Block,
    articles: u32,
}

impl Blocks {
    /// Takes a start tag.
    pub fn open(&mut self, name: &[u8]) {
        let Some(role) = role(name) else { return };
        if role != Role::Link {
            self.end_block();
        }
        match role {
            // A paragraph ends where the next begins.
            Role::Block(_) => self.open.retain(|(_, role)| !matches!(role, Role::Block(_))),
            Role::Break => return,
            Role::Article if !self.is_in(Role::Article) => self.articles += 1,
            _ => {}
        }
        if self.open.len() < DEEPEST {
            self.open.push((name.to_owned(), role));
        }
    }

    /// Takes an end tag; one without its start tag is passed over.
    pub fn close(&mut self, name: &[u8]) {
        let Some(role) = role(name) else { return };
        if role != Role::Link {
            self.end_block();
        }
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.open.truncate(at);
        }
    }

    /// Takes a text.
    pub fn text(&mut self, text: &str) {
        let in_article = self.is_in(Role::Article) || self.is_in(Role::Main);
        if self.is_in(Role::Drop) || (!in_article && self.is_in(Role::DropOutside)) {
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
        if self.is_in(Role::Link) {
            self.current.linked += self.current.text.len() - before;
        }
    }

    /// The blocks of the page, none of them empty.
    pub fn finish(mut self) -> Vec<Block> {
        self.end_block();
        self.found
    }

    fn is_in(&self, role: Role) -> bool {
        self.open.iter().any(|(_, open)| *open == role)
    }

    fn end_block(&mut self) {
        let mut block = std::mem::take(&mut self.current);
        block.text.truncate(block.text.trim_end().len());
        if block.text.is_empty() {
            return;
        }
        block.article = self.is_in(Role::Article).then_some(self.articles);
        block.main = self.is_in(Role::Main);
        let kind = |(_, role): &(Vec<u8>, Role)| if let Role::Block(kind) = role { Some(*kind) } else { None };
        block.kind = self.open.iter().rev().find_map(kind).unwrap_or_default();
        self.found.push(block);
    }
}
