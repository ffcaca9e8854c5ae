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

    /// The names that fields of this role have, the likeliest first.
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
                "html",
                "bodies",
            ],
            Role::Title => &["title", "headline", "webtitle", "headlinetext", "heading", "headlines", "subject"],
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
