//! A web page in; the text of its article out, one paragraph a line, with title, day of publication and address.
//!
//! One pass over the tokens of the page, without a tree: unclosed and crossed tags cost nothing and cannot nest too deep.

mod blocks;
mod meta;
mod select;

use encoding_rs::Encoding;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

use super::record::Record;
use blocks::Blocks;
use meta::Meta;

/// Reads a page.
pub(super) fn read(page: &str) -> Record {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut blocks = Blocks::default();
    let mut meta = Meta::default();
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                meta.open(&tag);
                blocks.open(&tag.name);
            }
            Token::EndTag(tag) => {
                meta.close(&tag.name);
                blocks.close(&tag.name);
            }
            Token::String(text) => {
                let text = String::from_utf8_lossy(&text);
                meta.text(&text);
                blocks.text(&text);
            }
            _ => {}
        }
    }
    let chosen = select::article(blocks.finish());
    let mut record = Record { url: meta.url(), title: meta.title(), published: meta.published(), ..Record::default() };
    for block in chosen {
        if !record.text.is_empty() {
            record.text.push_str("\n\n");
        }
        if block.is_heading() {
            record.headings.insert(record.text.len());
        }
        record.text.push_str(&block.text);
    }
    record
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

    #[test]
    fn the_article_is_found_and_the_rest_dropped() {
        let record = read(PAGE);
        let paragraphs: Vec<_> = record.text.split("\n\n").collect();
        let expected = [
            "Ministers meet",
            "By Ann Lee",
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
        assert_eq!(record.headings.len(), 2);
    }

    #[test]
    fn a_page_without_article_gives_its_paragraphs() {
        let record =
            read("<title>Talks</title><div>Menu</div><p>The ministers met.</p><script>let x;</script><p>They left</p>");
        assert_eq!(record.text, "The ministers met.\n\nThey left");
        assert_eq!(record.title.as_deref(), Some("Talks"));
        assert_eq!(read("<p>").text, "");
    }

    #[test]
    fn tag_soup_is_read_in_one_pass() {
        let deep = "<div><p>".repeat(200_000);
        assert_eq!(read(&format!("{deep}The ministers met.</b></i>")).text, "The ministers met.");
        let crossed = "</article></div>".repeat(1000) + "<nav><article></nav><p>They met.";
        assert_eq!(read(&crossed).text, "They met.");
    }

    #[test]
    fn dates_and_encodings_stand_in_many_places() {
        for page in [
            r#"<script type="application/ld+json">{"@type": "NewsArticle", "datePublished" : "2023-03-21"}</script>"#,
            r#"<time itemprop="datePublished" datetime="2023-03-21">today</time>"#,
            r#"<meta name="DC.date.issued" content="2023-03-21">"#,
        ] {
            assert_eq!(read(page).published.map(|day| day.to_string()).as_deref(), Some("2023-03-21"), "{page}");
        }
        assert_eq!(declared_encoding(b"<meta charset=\"iso-8859-1\">"), Some(encoding_rs::WINDOWS_1252));
    }
}
