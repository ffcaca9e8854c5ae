//! Markdown in; a record out: its paragraphs without marks, pictures and links that stand alone; title, day and address
//! from its front matter.

use pulldown_cmark::{Event, LinkType, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::markup;
use super::record::{self, Record};

/// Reads a text of Markdown.
pub(super) fn read(text: &str) -> Record {
    let mut options = Options::empty();
    options.insert(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    options.insert(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS);
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_FOOTNOTES);
    options.insert(Options::ENABLE_STRIKETHROUGH);
    options.insert(Options::ENABLE_WIKILINKS);
    let mut writer = Writer::default();
    Parser::new_ext(text, options).for_each(|event| writer.take(event));
    writer.flush();
    let mut record = writer.record;
    let front = front(&writer.front);
    let field = |names: &[&str]| {
        let found = names.iter().find_map(|name| front.iter().find(|(key, _)| key == name));
        found.map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
    };
    record.title = field(&["title", "headline"]).map(|title| markup::line(&title));
    record.url =
        field(&["canonical_url", "canonical", "url", "permalink", "link"]).filter(|url| url.starts_with("http"));
    let days = ["published", "date", "publish_date", "published_at", "pubdate", "publishdate"];
    let (published, warning) =
        record::first_day(days.iter().filter_map(|name| field(&[name])).filter(|day| is_told(day)));
    record.published = published;
    record.warnings.extend(warning);
    record
}

/// Whether a field for the day holds one: Jekyll's `published` says whether a page is public.
fn is_told(field: &str) -> bool {
    !matches!(field, "true" | "false")
}

/// Whether a text begins with front matter: a rule, lines of `key: value`, and the rule again.
pub(super) fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let rule = lines.next().unwrap_or_default().trim_end();
    if !matches!(rule, "---" | "+++") {
        return false;
    }
    let mut keys = 0;
    for line in lines.take(100) {
        if line.trim_end() == rule {
            return keys > 0;
        }
        keys += usize::from(entry(line).is_some());
    }
    false
}

/// The entries of front matter. Of YAML and TOML only what is one line is read, which titles and dates are.
fn front(text: &str) -> Vec<(String, String)> {
    text.lines().filter_map(entry).collect()
}

/// `key: value` or `key = value`.
fn entry(line: &str) -> Option<(String, String)> {
    let at = line.find([':', '='])?;
    let (key, value) = (&line[..at], line[at + 1..].trim());
    let is_key = !key.trim().is_empty() && key.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let quoted = |mark: char| value.strip_prefix(mark).and_then(|value| value.strip_suffix(mark));
    let value = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
    is_key.then(|| (key.trim().to_lowercase(), value.to_owned()))
}

#[derive(Default)]
struct Writer {
    record: Record,
    front: String,
    in_front: bool,
    paragraph: String,
    html: String,
    /// How many bytes of the paragraph are no link.
    unlinked: usize,
    links: usize,
    /// How deep in what is no text: pictures, code, tables.
    skipped: usize,
    heading: bool,
}

impl Writer {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle)) => {
                self.in_front = true;
            }
            Event::End(TagEnd::MetadataBlock(_)) => self.in_front = false,
            Event::Text(text) if self.in_front => self.front.push_str(&text),
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Table(_) | Tag::FootnoteDefinition(_)) => {
                self.skipped += 1;
            }
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::Table | TagEnd::FootnoteDefinition) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            // Links of a wiki lead to what the sentence names, and stand in it.
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { .. }, .. }) => {}
            Event::Start(Tag::Link { .. }) => self.links += 1,
            Event::End(TagEnd::Link) => self.links = self.links.saturating_sub(1),
            Event::Start(Tag::Heading { .. }) => {
                self.flush();
                self.heading = true;
            }
            Event::Start(Tag::Paragraph | Tag::Item | Tag::BlockQuote(_) | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::BlockQuote(_))
            | Event::Rule => self.flush(),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            // A word that goes on in the next line is made whole with those of plain text.
            Event::SoftBreak if self.paragraph.ends_with(['-', '\u{ad}', '\u{2010}']) => self.push("\n"),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            // A block comes line by line.
            Event::Html(html) => self.html.push_str(&html),
            Event::End(TagEnd::HtmlBlock) => {
                let plain = markup::read(&std::mem::take(&mut self.html));
                self.push(&plain.text);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        self.paragraph.push_str(text);
        self.unlinked += if self.links == 0 { text.trim().len() } else { 0 };
    }

    /// Ends a paragraph; one that is only a link leads to another article.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let is_text = std::mem::take(&mut self.unlinked) > 0;
        let heading = std::mem::take(&mut self.heading);
        if paragraph.trim().is_empty() || !is_text && !heading {
            return;
        }
        let text = &mut self.record.text;
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        if heading {
            self.record.headings.insert(text.len());
        }
        text.push_str(paragraph.trim());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_pictures_and_lone_links_are_no_text() {
        let text = "---\ntitle: \"Talks: the end\"\npublished: true\ndate: 2023-03-21 08:00\ntags: [a, b]\n---\n\n# Talks\n\n**They** met in\n\
                    [Oslo](https://a.example/a_b).\n\n![A hall](hall.jpg)\n\n- [Read more](https://a.example/)\n- She left.\n\n\
                    > “No,” he said.\n\n```\ncode\n```\n";
        let record = read(text);
        assert_eq!(record.text, "Talks\n\nThey met in Oslo.\n\nShe left.\n\n“No,” he said.");
        assert_eq!((record.title.as_deref(), record.headings.len()), (Some("Talks: the end"), 1));
        assert_eq!(record.published.unwrap().to_string(), "2023-03-21");
    }

    #[test]
    fn links_of_a_wiki_and_broken_words() {
        let record = read("[[Ada Moe]] met [[Tom Roe|the envoy]] in the cap-\nital of Peru.");
        assert_eq!(record.text, "Ada Moe met the envoy in the cap-\nital of Peru.");
    }

    #[test]
    fn front_matter_is_told_from_a_rule() {
        assert!(has_front_matter("---\ntitle: Talks\n---\nThey met."));
        assert!(has_front_matter("+++\ntitle = \"Talks\"\n+++\nThey met."));
        for text in ["---\n\nThey met.\n\n---\n", "---\ntitle: Talks\n", "Talks\n---\n"] {
            assert!(!has_front_matter(text), "{text}");
        }
    }
}
