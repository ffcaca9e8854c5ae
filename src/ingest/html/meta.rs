//! Tags and texts in; what the page says of itself out: title, address, day of publication.

use chrono::NaiveDate;
use html5gum::StartTag;

use crate::ingest::record;

/// What a page says of itself.
#[derive(Debug, Default)]
pub(super) struct Meta {
    title: Option<String>,
    shared_title: Option<String>,
    canonical: Option<String>,
    shared_url: Option<String>,
    published: Option<NaiveDate>,
    script: Option<NaiveDate>,
    time: Option<NaiveDate>,
    inside: Option<Inside>,
}

/// The element whose text is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Title,
    JsonLd,
}

/// Names of `meta` elements that hold the day of publication, in lower case.
const PUBLISHED: [&str; 14] = [
    "article:published_time",
    "article.published",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
];

impl Meta {
    /// Takes a start tag.
    pub fn open(&mut self, tag: &StartTag<()>) {
        let get = |name: &[u8]| tag.attributes.get(name).map(|value| String::from_utf8_lossy(value).trim().to_owned());
        match tag.name.as_slice() {
            b"title" if self.title.is_none() => self.inside = Some(Inside::Title),
            b"script" if get(b"type").is_some_and(|kind| kind == "application/ld+json") => {
                self.inside = Some(Inside::JsonLd);
            }
            b"meta" => self.meta(get),
            b"link" if get(b"rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.canonical = self.canonical.take().or_else(|| get(b"href"));
            }
            b"time" => {
                let day = get(b"datetime").and_then(|time| record::day(&time));
                let is_publication = get(b"itemprop").is_some_and(|name| name.eq_ignore_ascii_case("datepublished"));
                let place = if is_publication { &mut self.published } else { &mut self.time };
                *place = place.or(day);
            }
            _ => {}
        }
    }

    fn meta(&mut self, get: impl Fn(&[u8]) -> Option<String>) {
        let name = get(b"property").or_else(|| get(b"name")).or_else(|| get(b"itemprop"));
        let (Some(name), Some(content)) = (name, get(b"content")) else { return };
        match name.to_lowercase().as_str() {
            "og:title" => self.shared_title = self.shared_title.take().or(Some(content)),
            "og:url" => self.shared_url = self.shared_url.take().or(Some(content)),
            name if PUBLISHED.contains(&name) => self.published = self.published.or_else(|| record::day(&content)),
            _ => {}
        }
    }

    /// Takes an end tag.
    pub fn close(&mut self, name: &[u8]) {
        if matches!(name, b"title" | b"script") {
            self.inside = None;
        }
    }

    /// Takes a text.
    pub fn text(&mut self, text: &str) {
        match self.inside {
            Some(Inside::Title) => self.title.get_or_insert_default().push_str(text),
            Some(Inside::JsonLd) => self.script = self.script.or_else(|| date_published(text)),
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

    /// The day of publication.
    pub fn published(&self) -> Option<NaiveDate> {
        self.published.or(self.script).or(self.time)
    }
}

/// The day that schema.org's `datePublished` gives in a script of JSON-LD, be the rest of it well formed or not.
fn date_published(script: &str) -> Option<NaiveDate> {
    let (_, rest) = script.split_once("\"datePublished\"")?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    record::day(rest.split('"').next()?)
}
