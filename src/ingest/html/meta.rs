//! Tags and texts in; what the page says of itself out: title, address, article by JSON-LD, days of publication.

use super::jsonld::{self, Described};
use super::published::{Dated, Source};
use super::tree::{Id, ROOT};
use crate::ingest::day::{self, Figures};

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Meta {
    title: Option<String>,
    shared_title: Option<String>,
    canonical: Option<String>,
    shared_url: Option<String>,
    /// The articles that scripts describe.
    pub described: Vec<Described>,
    /// The days that attributes give, in order.
    pub dated: Vec<Dated>,
    /// An attribute whose figures may be two days.
    pub doubtful: Option<String>,
    inside: Option<Inside>,
    script: String,
}

/// The element whose text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Title,
    JsonLd,
}

impl Meta {
    /// Takes a start tag with its attributes; the element that it opened.
    pub fn open<'a>(&mut self, name: &[u8], attribute: impl Fn(&[u8]) -> Option<&'a [u8]>, id: Id) {
        let get = |name: &[u8]| attribute(name).map(|value| String::from_utf8_lossy(value).trim().to_owned());
        match name {
            b"title" if self.title.is_none() => self.inside = Some(Inside::Title),
            b"script" => {
                let is_json_ld = get(b"type").is_some_and(|kind| {
                    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
                });
                if is_json_ld {
                    self.inside = Some(Inside::JsonLd);
                    self.script.clear();
                }
            }
            b"meta" => self.meta(get, id),
            b"link" if get(b"rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| get(b"href"));
            }
            _ => self.marked(name, get, id),
        }
    }

    fn meta(&mut self, get: impl Fn(&[u8]) -> Option<String>, id: Id) {
        let Some(content) = get(b"content") else { return };
        for name in [get(b"property"), get(b"name"), get(b"itemprop"), get(b"http-equiv")].into_iter().flatten() {
            match name.to_ascii_lowercase().as_str() {
                "og:title" => self.shared_title = self.shared_title.take().or_else(|| Some(content.clone())),
                "og:url" => self.shared_url = self.shared_url.take().or_else(|| Some(content.clone())),
                _ => {
                    if let Some(source) = source(&name) {
                        self.add(&content, source, id);
                    }
                }
            }
        }
    }

    /// An element that gives the day of publication in an attribute: `time`, microdata, microformats.
    fn marked(&mut self, name: &[u8], get: impl Fn(&[u8]) -> Option<String>, id: Id) {
        let has = |attribute: &[u8], word: &str| {
            get(attribute).is_some_and(|value| value.split_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
        };
        let value = || get(b"datetime").or_else(|| get(b"content")).or_else(|| get(b"title"));
        // RDFa, as Drupal writes it.
        let property = || {
            ["dc:date", "dc:issued", "schema:datePublished", "datePublished"]
                .into_iter()
                .any(|name| has(b"property", name))
        };
        if has(b"itemprop", "datePublished") || property() {
            self.add(&value().unwrap_or_default(), Source::Microdata, id);
        } else if name == b"time" {
            let modified = has(b"itemprop", "dateModified") || has(b"class", "updated") && !has(b"class", "published");
            let source = if modified { Source::Modified } else { Source::Time };
            self.add(&value().unwrap_or_default(), source, id);
        } else if name == b"abbr" && (has(b"class", "published") || has(b"class", "dt-published")) {
            self.add(&value().unwrap_or_default(), Source::Time, id);
        }
    }

    fn add(&mut self, value: &str, source: Source, element: Id) {
        if let Some(day) = day::day(value) {
            self.dated.push(Dated { day, source, element });
        } else if matches!(day::figures(value), Some(Figures::Either(..))) {
            self.doubtful.get_or_insert_with(|| value.to_owned());
        }
    }

    /// Takes an end tag.
    pub fn close(&mut self, name: &[u8]) {
        if self.inside == Some(Inside::JsonLd) && name == b"script" {
            let script = std::mem::take(&mut self.script);
            self.described.extend(jsonld::described(&script));
        }
        if matches!(name, b"title" | b"script") {
            self.inside = None;
        }
    }

    /// Takes a text.
    pub fn text(&mut self, text: &str) {
        match self.inside {
            Some(Inside::Title) => self.title.get_or_insert_default().push_str(text),
            Some(Inside::JsonLd) => self.script.push_str(text),
            None => {}
        }
    }

    /// The title: that for sharing, since `title` often ends with the name of the site.
    pub fn title(&self) -> Option<String> {
        let title = self.shared_title.as_ref().or(self.title.as_ref())?;
        Some(title.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
    }

    /// The address.
    pub fn url(&self) -> Option<String> {
        let url = self.canonical.as_ref().or(self.shared_url.as_ref())?;
        (url.starts_with("http://") || url.starts_with("https://")).then(|| url.clone())
    }

    /// The article that the page is about, of those that its scripts describe: the one with its address or title, else the first
    /// that is called an article, else the first.
    pub fn article(&self) -> Option<&Described> {
        let plain =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let path = |url: &str| url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/').to_owned();
        let (url, title) = (self.url().map(|url| path(&url)), self.title().map(|title| plain(&title)));
        let is_this = |one: &&Described| {
            one.url.as_ref().is_some_and(|own| Some(path(own)) == url)
                || one
                    .headline
                    .as_ref()
                    .is_some_and(|own| title.as_ref().is_some_and(|title| title.starts_with(&plain(own))))
        };
        let articles = || self.described.iter().filter(|one| one.is_article);
        articles().find(is_this).or_else(|| articles().next()).or_else(|| self.described.first())
    }

    /// Takes the day that the described article gives to those of the page.
    pub fn add_described(&mut self) {
        let published = self.article().and_then(|article| article.published.clone());
        self.add(&published.unwrap_or_default(), Source::JsonLd, ROOT);
    }
}

/// Names that tell of a date and not which.
const LOOSE: [&str; 8] =
    ["articledate", "articledateoriginal", "created", "date", "dccreated", "dcdate", "dctermscreated", "dctermsdate"];

/// What a `meta` element of this name tells of the day of publication: sites have dozens of spellings (`article:published_time`,
/// `DC.date.issued`, `sailthru.date`, `parsely-pub-date`), all with the same few words.
fn source(name: &str) -> Option<Source> {
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["modif", "updat", "expir", "unpublish", "publisher", "lastmod", "image", "video", "event", "birth"]) {
        None
    } else if has(&[
        "datepublish",
        "published",
        "publishdate",
        "publishtime",
        "publicationdate",
        "pubdate",
        "issued",
        "sailthrudate",
    ]) {
        Some(Source::Named)
    } else if has(&["datecreated", "displaydate"]) || LOOSE.contains(&name.as_str()) {
        Some(Source::Loose)
    } else {
        None
    }
}
