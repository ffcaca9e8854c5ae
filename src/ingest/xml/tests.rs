//! One small document of each kind.

use super::*;

fn given(text: &str) -> Stream {
    Stream::new(Box::new(std::io::Cursor::new(text.as_bytes().to_vec())))
}

fn one(text: &str, root: &str) -> Record {
    let mut found: Vec<_> = read(given(text), root, Vec::new()).collect();
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0).unwrap()
}

#[test]
fn feeds_of_all_versions_are_read() {
    for (root, text) in [
        (
            "rss",
            "<rss version='0.91'><channel><title>Norwire</title><item><title>Talks</title><link>https://a.example/</link><description>They met.</description><pubDate>Tue, 21 Mar 2023 08:00:00 GMT</pubDate></item></channel></rss>",
        ),
        (
            "rdf",
            "<rdf:RDF xmlns='http://purl.org/rss/1.0/'><channel><title>Norwire</title></channel><item rdf:about='a'><title>Talks</title><link>https://a.example/</link><description>They met.</description><dc:date>2023-03-21T08:00:00Z</dc:date></item></rdf:RDF>",
        ),
        (
            "rss",
            "<rss><channel><item><title>Talks</title><link>https://a.example/</link><description>No.</description><media:content url='x'><media:description>A hall.</media:description></media:content><content:encoded><![CDATA[<p>They <b>met</b>.</p>]]></content:encoded><pubDate>21 Mar 2023</pubDate></item></channel></rss>",
        ),
        (
            "feed",
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>Norwire</title><entry><title type='html'>Talks</title><link rel='self' href='https://b.example/'/><link href='https://a.example/'/><updated>2024-01-01T00:00:00Z</updated><published>2023-03-21T08:00:00Z</published><content type='xhtml'><div><p>They met.</p><p><a href='x'>Read more</a></p></div></content></entry></feed>",
        ),
    ] {
        let record = one(text, root);
        assert_eq!((record.text.as_str(), record.title.as_deref()), ("They met.", Some("Talks")), "{text}");
        assert_eq!(record.published.map(|day| day.to_string()).as_deref(), Some("2023-03-21"), "{text}");
        assert_eq!(record.url.as_deref(), Some("https://a.example/"), "{text}");
    }
}

#[test]
fn agencies_exchange_news_in_many_schemas() {
    for (root, text) in [
        (
            "nitf",
            "<nitf><head><docdata><date.issue norm='20230321T080000Z'/></docdata></head><body><body.head><hedline><hl1>Talks</hl1></hedline><byline>By Ann Lee</byline></body.head><body.content><block class='lead_paragraph'><p>They met.</p></block><block class='full_text'><p>They <person>met</person>.</p><media><media-caption>A hall.</media-caption></media></block></body.content></body></nitf>",
        ),
        (
            "newsml",
            "<NewsML><NewsItem><Identification><NewsIdentifier><DateId>20230321</DateId></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>Talks</HeadLine></NewsLines><ContentItem><DataContent><p>They met.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
        ),
        (
            "newsmessage",
            "<newsMessage><itemSet><newsItem guid='a'><contentMeta><contentCreated>2023-03-21T08:00:00Z</contentCreated><headline>Talks</headline></contentMeta><contentSet><inlineXML><html><head><title>x</title></head><body><p>They met.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
        ),
        (
            "newsitem",
            "<newsitem itemid='7' date='2023-03-21'><title>No</title><headline>Talks</headline><text><p>They met.</p></text></newsitem>",
        ),
        (
            "export",
            "<export><row><editor>Ann Lee met</editor><headline>Talks</headline><story>They met.</story><date>2023-03-21</date></row></export>",
        ),
    ] {
        let record = one(text, root);
        assert_eq!((record.text.as_str(), record.title.as_deref()), ("They met.", Some("Talks")), "{text}");
        assert_eq!(record.published.map(|day| day.to_string()).as_deref(), Some("2023-03-21"), "{text}");
    }
}

#[test]
fn collections_in_sgml_are_read() {
    let text = "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"7\">\n<DATE>21-MAR-1987 15:01</DATE>\n<UNKNOWN>\n&#5;&#22;f</UNKNOWN>\n\
                <TEXT>&#2;\n<TITLE>TALKS</TITLE>\n<DATELINE>    OSLO, March 21 - </DATELINE><BODY>They met in\nOslo.\n    AT&T\nwas there.\n Reuter\n&#3;</BODY></TEXT>\n</REUTERS>\n\
                <DOC><DOCNO> A-1 </DOCNO><DATE>930321\n</DATE><HEADLINE>Talks</HEADLINE><TEXT><P>They\nmet.</P></TEXT></DOC>\n<DOC><TEXT></TEXT></DOC>";
    let found: Vec<_> = read_sgml(given(text)).collect();
    let first = found[0].as_ref().unwrap();
    assert_eq!(first.text, "OSLO, March 21 — They met in Oslo.\n\nAT&T was there.");
    assert_eq!((first.id.as_deref(), first.published.unwrap().to_string().as_str()), (Some("7"), "1987-03-21"));
    let second = found[1].as_ref().unwrap();
    assert_eq!((second.id.as_deref(), second.text.as_str()), (Some("A-1"), "They met."));
    assert_eq!(second.published.unwrap().to_string(), "1993-03-21");
    assert!(found[2].is_err());
    let gigaword = read_sgml(given("<DOC id=\"NOR_ENG_20230321.0001\"><TEXT>They met.</TEXT></DOC>")).next().unwrap();
    assert_eq!(gigaword.unwrap().published.unwrap().to_string(), "2023-03-21");
}

#[test]
fn what_is_not_known_is_refused_by_name() {
    let error = read(given("<urlset><url><loc>https://a.example/</loc></url></urlset>"), "urlset", Vec::new()).next();
    assert!(error.unwrap().unwrap_err().to_string().contains("<urlset>"));
    let wiki = "<mediawiki><page><revision><text>They [[met]].</text></revision></page></mediawiki>";
    assert!(read(given(wiki), "mediawiki", Vec::new()).next().unwrap().is_err());
}

#[test]
fn a_word_document_gives_its_paragraphs() {
    let text = "<w:document><w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Talks</w:t></w:r></w:p>\
                <w:p><w:r><w:t xml:space='preserve'>They </w:t></w:r><w:del><w:r><w:delText>did not </w:delText></w:r></w:del>\
                <w:hyperlink><w:r><w:t>met</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>.</w:t><w:drawing><wp:p><w:t>Box</w:t></wp:p>\
                </w:drawing></w:r></w:p><w:p/></w:body></w:document>";
    let record = read_word(given(text)).unwrap();
    assert_eq!((record.text.as_str(), record.headings.len()), ("Talks\n\nThey met .", 1));
}
