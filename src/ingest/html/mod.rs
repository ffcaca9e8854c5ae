//! A web page in; the text of its article out, one paragraph a line, with title, day of publication and address.
//!
//! Tags become a list of elements and a list of runs of text (`tree`); what elements are called (`hints`) and how runs look
//! (`furniture`) tells which runs are the article (`select`). What the page says of itself (`meta`, `jsonld`) and where days stand in
//! it gives the day of publication (`published`).

mod furniture;
mod hints;
mod jsonld;
mod meta;
mod published;
mod select;
mod tree;

use std::collections::BTreeSet;

use encoding_rs::Encoding;
use html5gum::Token;

use super::record::{self, Record};
use super::tags::tokens_with;
use meta::Meta;
use tree::{Menus, Page};

/// Reads a page.
pub(super) fn read(page: &str) -> Record {
    let mut meta = Meta::default();
    let mut read = parse(page, &mut meta, Menus::Dropped);
    if read.runs.is_empty() {
        // A menu that nothing closes holds all that follows.
        read = parse(page, &mut Meta::default(), Menus::Kept);
    }
    let page = read;
    meta.add_described();
    let article = select::article(&page);
    let url = meta.url();
    let (published, warning) = published::day(&page, &article, std::mem::take(&mut meta.dated), url.as_deref());
    let title = meta.title().or_else(|| article.title.map(|at| page.runs[at].text.clone()));
    let (mut text, mut headings) = join(&page, article.runs.into_iter());
    // Where the page shows only a part, or a script writes it, the description has the whole.
    if let Some(body) = meta.article().and_then(|article| article.body.as_deref()) {
        let body = plain(body);
        if body.len() * 10 > text.len() * 14 {
            (text, headings) = (body, BTreeSet::new());
        }
    }
    let doubtful = meta.doubtful.filter(|_| published.is_none()).map(|field| record::is_no_day(&field));
    let warnings = warning.into_iter().chain(doubtful).collect();
    Record { url, title, published, text, headings, warnings, ..Record::default() }
}

/// Reads the tags of a page.
fn parse(page: &str, meta: &mut Meta, menus: Menus) -> Page {
    let mut found = Page::new(menus);
    // A title that nothing closes would hold the whole page.
    for token in tokens_with(page, menus == Menus::Dropped) {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &[u8]| tag.attributes.get(name).map(|value| value.value.as_slice());
                found.open(&tag.name, attribute);
                meta.open(&tag.name, attribute, found.here());
            }
            Token::EndTag(tag) => {
                meta.close(&tag.name);
                found.close(&tag.name);
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                meta.text(&text);
                found.text(&text);
            }
            _ => {}
        }
    }
    found.finish();
    found
}

/// Runs as a text, a paragraph a line, and where its headings begin.
fn join(page: &Page, runs: impl Iterator<Item = (usize, bool)>) -> (String, BTreeSet<usize>) {
    let mut text = String::new();
    let mut headings = BTreeSet::new();
    for (run, heading) in runs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        if heading {
            headings.insert(text.len());
        }
        text.push_str(&page.runs[run].text);
    }
    (text, headings)
}

/// A text that may be HTML, as plain paragraphs.
fn plain(text: &str) -> String {
    let paragraphs = |text: &str| {
        let page = parse(text, &mut Meta::default(), Menus::Dropped);
        join(&page, (0..page.runs.len()).map(|run| (run, false))).0
    };
    if text.contains("</") || text.contains("<p") || text.contains("<br") {
        return paragraphs(text);
    }
    let lines = text.lines().map(paragraphs).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

/// The encoding that the head of a page declares.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(2048)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let at = head.find("charset=")? + "charset=".len();
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))?;
    Encoding::for_label(&label.as_bytes()[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Ministers meet - Norwire</title>
        <meta property="og:title" content="Ministers meet &amp; talk">
        <meta property="article:published_time" content="2023-03-21T08:00:00+01:00">
        <link rel="canonical" href="https://example.org/a?b=1&amp;c=2">
        <script>var a = "<p>No text.</p>";</script><style>p { color: red }</style></head>
        <body><header><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
        <article><header><h1>Ministers meet</h1><p>By Ann Lee</p></header>
        <p>The minister of Peru met
           the minister of <b>Can</b>ada on Tuesday.<p>“It went well,” she said<br>on leaving the hall in Oslo that evening.
        <aside>Subscribe now!</aside><h2>Doubts remain.</h2>
        <div>Others said that nothing had been agreed on, and that nothing would be.</div>
        <ul><li><a href="/x">Related: another story on this site</a></li></ul><h3>More stories</h3></article>
        <footer><p>© 2023 Norwire, which has many words at its foot. All rights reserved by Norwire.</p></footer></body></html>"#;

    fn text(page: &str) -> String {
        read(page).text
    }

    fn day(page: &str) -> Option<String> {
        read(page).published.map(|day| day.to_string())
    }

    /// Two paragraphs of an article, as they stand in most of these pages.
    const BODY: &str = "<p>The minister of Peru met the minister of Canada in Oslo on Tuesday, and both spoke of fish.</p>\
        <p>Nothing was signed, but the two will meet again before the winter, her office said.</p>";
    const BODY_TEXT: &str = "The minister of Peru met the minister of Canada in Oslo on Tuesday, and both spoke of fish.\n\n\
        Nothing was signed, but the two will meet again before the winter, her office said.";

    #[test]
    fn the_article_is_found_and_the_rest_dropped() {
        let record = read(PAGE);
        let paragraphs: Vec<_> = record.text.split("\n\n").collect();
        let expected = [
            "The minister of Peru met the minister of Canada on Tuesday.",
            "“It went well,” she said",
            "on leaving the hall in Oslo that evening.",
            "Doubts remain.",
            "Others said that nothing had been agreed on, and that nothing would be.",
        ];
        assert_eq!(paragraphs, expected);
        assert_eq!(record.title.as_deref(), Some("Ministers meet & talk"));
        assert_eq!(record.published.unwrap().to_string(), "2023-03-21");
        assert_eq!(record.url.as_deref(), Some("https://example.org/a?b=1&c=2"));
        assert_eq!(record.headings.len(), 1);
    }

    #[test]
    fn a_page_without_article_gives_its_paragraphs() {
        let record =
            read("<title>Talks</title><div>Menu</div><p>The ministers met.</p><script>let x;</script><p>They left</p>");
        assert_eq!(record.text, "The ministers met.\n\nThey left");
        assert_eq!(record.title.as_deref(), Some("Talks"));
        assert_eq!(text("<p>"), "");
    }

    #[test]
    fn what_stands_beside_the_article_is_left_out() {
        for beside in [
            "<h3>Related</h3><ul><li>Chile’s president left for Lima on Monday to open the talks there.</li></ul>",
            "<h4>More from Norwire</h4><p><a href=\"/x\">Chile’s president left for Lima on Monday.</a></p>",
            "<p><b>Read more:</b></p><ul><li>Chile’s president left for Lima on Monday to open the talks.</li></ul>",
            "<div id=\"comments\"><h4>3 Comments</h4><div>zoe77 Chile’s president is a fool, and you all know it.</div></div>",
            "<section class=\"reader-comments\"><article><p>Chile’s president is a fool, and you know it.</p></article></section>",
            "<div class=\"cookieConsent\"><p>We use cookies, as does Chile’s president, to make this site better.</p></div>",
            "<p>We use cookies to make this site better for you and for our partners.</p>",
            "<figure><img src=\"a.jpg\"><figcaption>Chile’s president leaves for Lima on Monday.</figcaption></figure>",
            "<div class=\"wp-caption\"><p>Chile’s president leaves for Lima on Monday, in a picture of her office.</p></div>",
            "<aside><p>Chile’s president left for Lima on Monday, where she will open the talks.</p></aside>",
            "<div role=\"navigation\"><p>World</p><p>Chile</p></div><ul class=\"share-list\"><li>Send this to a friend</li></ul>",
            "<form action=\"/c\"><p>Chile’s president is a fool, they say. Log in to comment on this.</p></form>",
            "<div style=\"display: none\"><p>Chile’s president left for Lima on Monday to open the talks there.</p></div>",
            "<p>© 2023 Norwire. All rights reserved.</p>",
        ] {
            assert_eq!(text(&format!("<html><body><h1>Fish</h1>{BODY}{beside}</body></html>")), BODY_TEXT, "{beside}");
            let inside = format!("<body><article><h1>Fish</h1>{beside}</article></body>");
            let inside = inside.replace("</h1>", &format!("</h1>{BODY}"));
            assert_eq!(text(&inside), BODY_TEXT, "{beside}");
        }
    }

    #[test]
    fn a_short_article_stays_beside_much_else() {
        let other =
            "<p>Chile’s president left for Lima on Monday, where she will open the talks on fish and ships.</p>"
                .repeat(9);
        for beside in ["related-stories", "comments", "sidebar", "newsletter-box"] {
            let page = format!("<body><h1>Fish</h1>{BODY}<div class=\"{beside}\">{other}</div></body>");
            assert_eq!(text(&page), BODY_TEXT, "{beside}");
        }
    }

    #[test]
    fn the_text_goes_on_after_what_is_set_into_it() {
        let (first, second) = BODY.split_once("</p>").unwrap();
        for inset in [
            "<h4>Related</h4><ul><li><a href=\"/x\">Chile’s president leaves for Lima</a></li></ul>",
            "<p><a href=\"/x\">Chile’s president leaves for Lima</a></p>",
            "<div class=\"promo\"><p>Chile’s president left for Lima on Monday to open the talks there.</p></div>",
            "<p>Advertisement</p>",
        ] {
            let page = format!("<article><h1>Fish</h1>{first}</p>{inset}{second}</article>");
            assert_eq!(text(&page), BODY_TEXT, "{inset}");
        }
    }

    #[test]
    fn names_of_the_whole_page_drop_nothing() {
        for page in [
            format!("<body class=\"single comments-open has-sidebar\"><h1>Fish</h1>{BODY}"),
            format!("<form id=\"aspnetForm\"><h1>Fish</h1>{BODY}</form>"),
            format!("<form><div>{BODY}</div><ul><li><a href=\"/\">Home</a></li></ul></form>"),
            format!("<div class=\"more-content\">{BODY}</div>"),
            format!("<div class=\"widget\"><h1>Fish</h1>{BODY}</div>"),
            format!(
                "<main class=\"category-world tag-fish\"><h1>Fish</h1>{BODY}</main><div id=comments>{}</div>",
                "<p>I say that fish is good for all of us, and so do my friends in Lima.</p>".repeat(20)
            ),
            format!("<div class=\"related\">{BODY}</div>"),
        ] {
            assert_eq!(text(&page), BODY_TEXT, "{page}");
        }
    }

    #[test]
    fn a_text_that_only_json_ld_has_is_read_there() {
        let body = BODY_TEXT.replace("\n\n", "\\n");
        let script = format!(
            r#"<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>"#
        );
        assert_eq!(text(&format!("{script}<div id=root></div>")), BODY_TEXT);
        assert_eq!(text(&format!("{script}<h1>Fish</h1><p>The minister of Peru met the minister.</p>")), BODY_TEXT);
        assert_eq!(
            text(&format!("{script}<article>{BODY}<p>A third paragraph follows here.</p></article>")).lines().count(),
            5
        );
        let html = script.replace(&body, &BODY.replace('"', "'"));
        assert_eq!(text(&html), BODY_TEXT);
    }

    #[test]
    fn tag_soup_is_read_in_one_pass() {
        let deep = "<div><p>".repeat(200_000);
        assert_eq!(text(&format!("{deep}The ministers met.</b></i>")), "The ministers met.");
        let crossed = "</article></div>".repeat(1000) + "<nav><article></nav><p>They met.";
        assert_eq!(text(&crossed), "They met.");
        let open = BODY.replace("</p>", "");
        assert_eq!(text(&format!("<body><h1>Fish</h1>{open}<br>")), BODY_TEXT);
        assert_eq!(
            text(&format!("<h1>Fish</h1><p><a href=\"/x\">Our correspondent reports.{BODY}")).lines().last(),
            BODY_TEXT.lines().last()
        );
    }

    #[test]
    fn days_stand_in_many_places() {
        for head in [
            r#"<script type="application/ld+json">{"@type": "NewsArticle", "datePublished" : "2023-03-21"}</script>"#,
            r#"<script type="Application/LD+JSON">[{"@graph": [{"@type": "Article", "datePublished": "2023-03-21"}]}]</script>"#,
            r#"<meta name="DC.date.issued" content="2023-03-21">"#,
            r#"<meta property="og:article:published_time" content="20230321T080000Z">"#,
            r#"<meta itemprop="dateCreated datePublished" content="2023-03-21T08:00:00Z">"#,
            r#"<meta name="date" content="Tue, 21 Mar 2023 08:00:00 GMT"><meta name="pubdate" content="0001-01-01">"#,
            r#"<meta name="parsely-pub-date" content="2023/03/21"><meta name="last-modified" content="2024-01-01">"#,
            r#"<link rel="canonical" href="https://example.org/2023/03/21/fish">"#,
        ] {
            assert_eq!(
                day(&format!("{head}<article><h1>Fish</h1>{BODY}</article>")).as_deref(),
                Some("2023-03-21"),
                "{head}"
            );
        }
        for line in [
            r#"<time datetime="March 21, 2023">today</time>"#,
            "<time>21 March 2023</time>",
            r#"<span itemprop="datePublished" content="2023-03-21">today</span>"#,
            r#"<abbr class="published" title="2023-03-21T08:00:00Z">today</abbr>"#,
            "<p>By April May | March 21, 2023 5:30 pm</p>",
            "<div>Published: 21 March 2023</div>",
            "<p>Updated 5:27 am CST, Tuesday, March 21, 2023</p>",
            "<p>Written: 2023-03-21 15:03:30</p>",
        ] {
            let record = read(&format!("<article><h1>Fish</h1>{line}{BODY}</article>"));
            assert_eq!(record.published.map(|day| day.to_string()).as_deref(), Some("2023-03-21"), "{line}");
            assert!(record.warnings.is_empty());
        }
        let above = format!("<article><p>21 March 2023</p><h1>Fish</h1>{BODY}</article>");
        assert_eq!(day(&above).as_deref(), Some("2023-03-21"));
    }

    #[test]
    fn the_day_of_another_story_is_none() {
        for beside in [
            r#"<ul class="ticker"><li><time datetime="2019-03-02">2 Mar 2019</time> Storm hits the coast</li></ul>"#,
            r#"<aside><time datetime="2019-03-02"></time></aside>"#,
            r#"<div class="comments"><time itemprop="datePublished" datetime="2019-03-02"></time></div>"#,
            "<div class=\"more\"><p>Storm hits the coast</p><p>2 March 2019</p></div>",
            r#"<meta name="date" content="0001-01-01T00:00:00Z"><meta name="pubdate" content="1970-01-01T00:00:00Z">"#,
            r#"<script type="application/ld+json">{"@type": "VideoObject", "datePublished": "2019-03-02"}</script>"#,
        ] {
            assert_eq!(day(&format!("{beside}<article><h1>Fish</h1>{BODY}</article>")), None, "{beside}");
            assert_eq!(day(&format!("<article><h1>Fish</h1>{BODY}</article>{beside}")), None, "{beside}");
            assert_eq!(day(&format!("{beside}<article>{BODY}</article>")), None, "{beside}");
        }
    }

    #[test]
    fn days_that_disagree_are_said_and_the_credible_one_taken() {
        let article = format!("<article><h1>Fish</h1><p>21 March 2023</p>{BODY}</article>");
        let record = read(&format!("<meta name=\"date\" content=\"2024-05-01\">{article}"));
        assert_eq!(record.published.unwrap().to_string(), "2023-03-21");
        let said = record.warnings[0].to_string();
        assert!(
            said.starts_with("days of publication disagree: 2023-03-21 by the text was taken, not 2024-05-01"),
            "{said}"
        );
        // One is outvoted, a day apart is a time zone.
        let two = "<meta property=\"article:published_time\" content=\"2020-01-01\"><link rel=canonical href=\"https://example.org/2023/03/21/f\">";
        assert_eq!(day(&format!("{two}{article}")).as_deref(), Some("2023-03-21"));
        let near =
            read(&format!("<meta property=\"article:published_time\" content=\"2023-03-22T01:00:00Z\">{article}"));
        assert!(near.warnings.is_empty());
        assert_eq!(near.published.unwrap().to_string(), "2023-03-21");
    }

    #[test]
    fn encodings_are_declared() {
        assert_eq!(declared_encoding(b"<meta charset=\"iso-8859-1\">"), Some(encoding_rs::WINDOWS_1252));
    }
}
