//! The names that fields have in dumps, APIs and data sets, by what they hold. They are compared without case, `_`, `-`, `.`
//! and spaces.

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Title,
    Published,
    Url,
    Id,
}

impl Role {
    /// Every role, with the name by which a user gives it.
    pub const ALL: [(Role, &str); 5] = [
        (Role::Text, "text"),
        (Role::Title, "title"),
        (Role::Published, "published"),
        (Role::Url, "url"),
        (Role::Id, "id"),
    ];

    /// The names that fields of this role have, a line a name, the likeliest first.
    pub fn names(self) -> &'static [&'static str] {
        match self {
            Role::Text => &[
                "text",
                "maintext",
                "bodytext",
                "articletext",
                "articlebody",
                "fulltext",
                "storytext",
                "newstext",
                "contenttext",
                "plaintext",
                "maincontent",
                "content",
                "body",
                "contentencoded",
                "contenthtml",
                "bodyhtml",
                "bodyxhtml",
                "article",
                "articlecontent",
                "story",
                "document",
                "news",
                "newscontent",
                "rawtext",
                "markdown",
                "html",
                "bodies",
            ],
            Role::Title => &[
                "title",
                "headline",
                "webtitle",
                "headlinetext",
                "heading",
                "headlines",
                "subject",
                "head",
                "hl",
                "hl1",
            ],
            Role::Published => &[
                "published",
                "datepublished",
                "publishedat",
                "datepublish",
                "publishdate",
                "publicationdate",
                "pubdate",
                "webpublicationdate",
                "publishedon",
                "publisheddate",
                "publishedtime",
                "publishtime",
                "datepub",
                "datetimepub",
                "datetimestamp",
                "firstpublished",
                "firstcreated",
                "dateissued",
                "issued",
                "seendate",
                "date",
                "datetime",
                "versioncreated",
                "created",
                "createdat",
                "datecreated",
                "posted",
                "postedat",
                "time",
                "timestamp",
                "day",
            ],
            Role::Url => &[
                "url",
                "link",
                "weburl",
                "articleurl",
                "permalink",
                "canonicalurl",
                "canonical",
                "sourceurl",
                "externalurl",
                "href",
            ],
            Role::Id => {
                &["id", "guid", "uuid", "articleid", "docid", "documentid", "storyid", "newsid", "uri", "docno"]
            }
        }
    }
}

/// What the name of a field has among its words that is of the same kind as the names of a role, where none of those names is
/// there: `storyDate`, `clean_text`.
pub(super) fn is_like(role: Role, name: &str) -> bool {
    let (words, others): (&[&str], &[&str]) = match role {
        Role::Text => (&TEXTS, &NO_TEXTS),
        Role::Published => (&DAYS, &NO_DAYS),
        Role::Title | Role::Url | Role::Id => return false,
    };
    let found = split(name);
    found.iter().any(|word| words.contains(&word.as_str()))
        && !found.iter().any(|word| others.iter().any(|other| word.starts_with(other)))
}

/// Whether a known name of a day says nothing of publication.
pub(super) fn is_any_day(name: &str) -> bool {
    matches!(
        plain(name).as_str(),
        "created" | "createdat" | "datecreated" | "time" | "timestamp" | "datetimestamp" | "day"
    )
}

/// Whether the name of a field for a day says that something was published then.
pub(super) fn says_publication(name: &str) -> bool {
    split(name).iter().any(|word| matches!(word.as_str(), "pub" | "publication" | "published" | "issued" | "released"))
}

/// Words in the names of fields that hold a text.
const TEXTS: [&str; 14] = [
    "article",
    "body",
    "content",
    "contents",
    "document",
    "fulltext",
    "paragraph",
    "paragraphs",
    "passage",
    "story",
    "text",
    "texts",
    "transcript",
    "transcription",
];

/// Beginnings of words in the names of fields that hold something about or beside the text.
const NO_TEXTS: [&str; 50] = [
    "abstract",
    "ads",
    "advert",
    "alt",
    "author",
    "bio",
    "byline",
    "caption",
    "categor",
    "class",
    "code",
    "comment",
    "copyright",
    "count",
    "date",
    "descri",
    "disclaim",
    "encod",
    "entit",
    "excerpt",
    "foot",
    "format",
    "hash",
    "head",
    "highlight",
    "image",
    "keyword",
    "label",
    "lang",
    "lead",
    "length",
    "licen",
    "link",
    "media",
    "note",
    "photo",
    "picture",
    "promo",
    "publisher",
    "rating",
    "related",
    "score",
    "section",
    "sentiment",
    "size",
    "source",
    "style",
    "summar",
    "tag",
    "title",
];

/// Words in the names of fields that hold a day or a time of day.
const DAYS: [&str; 14] = [
    "created",
    "date",
    "datetime",
    "datum",
    "day",
    "issued",
    "posted",
    "pub",
    "publication",
    "published",
    "released",
    "time",
    "timestamp",
    "ts",
];

/// Beginnings of words in the names of fields that hold another day than that of publication.
const NO_DAYS: [&str; 41] = [
    "access", "add", "analy", "archiv", "birth", "born", "capture", "collect", "crawl", "dead", "death", "delet",
    "download", "due", "edit", "embargo", "end", "event", "expir", "fetch", "found", "harvest", "import", "index",
    "ingest", "insert", "last", "load", "modif", "process", "query", "read", "request", "retriev", "scrap", "start",
    "sync", "until", "updat", "valid", "zone",
];

/// The words of a name, in lower case: those of `storyDate`, `story_date` and `Story Date` are the same.
fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in name.chars() {
        let begins = c.is_alphabetic() && (!before.is_alphabetic() || c.is_uppercase() && before.is_lowercase());
        match words.last_mut() {
            _ if !c.is_alphabetic() => {}
            Some(word) if !begins => word.extend(c.to_lowercase()),
            _ => words.push(c.to_lowercase().collect()),
        }
        before = c;
    }
    words
}

/// Fields that stand for the text where there is none: the beginning of the article or what it is about.
pub(super) const SUMMARIES: [&str; 9] = [
    "leadparagraph",
    "description",
    "summary",
    "abstract",
    "snippet",
    "excerpt",
    "shortdescription",
    "standfirst",
    "trailtext",
];

/// Fields beside an article whose texts are no articles.
const BESIDE: [&str; 26] = [
    "authors",
    "author",
    "byline",
    "comments",
    "replies",
    "source",
    "publisher",
    "site",
    "thread",
    "user",
    "media",
    "image",
    "images",
    "multimedia",
    "video",
    "videos",
    "tags",
    "keywords",
    "entities",
    "related",
    "relatedarticles",
    "links",
    "metadata",
    "meta",
    "categories",
    "highlights",
];

/// Whether what a field holds stands beside an article; `_source` of Elasticsearch is the article.
pub(super) fn is_beside(name: &str) -> bool {
    name != "_source" && BESIDE.contains(&plain(name).as_str())
}

/// A name without case and separators.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
