//! A file of each kind that people have: how many documents it gives, of which days, and that what is no part of the
//! articles (it tells of Lima) is in none of them. Faults that take a graph to see are tested in `tests/plain_text.rs` and
//! `tests/cli.rs`.

use super::*;

/// The words of an article.
const MET: &str =
    "The minister of Norway met the envoy of Peru in Oslo on Monday to talk about fish and timber, her office said.";
const LEFT: &str =
    "He left for Bergen in the evening, and the two of them will sign the treaty before the summer is over.";
/// What is no article.
const LIMA: &str = "The mayor of Lima met the bishop of Lima on Sunday to talk about the roads of Lima, he said.";

/// A file and the days of its documents; “” for none.
type Case<'a> = (&'a str, String, &'a [&'a str]);

fn both() -> String {
    format!("{MET}\n\n{LEFT}")
}

fn paragraphs() -> String {
    format!("<p>{MET}</p><p>{LEFT}</p>")
}

fn page(head: &str, body: &str) -> String {
    format!("<!DOCTYPE html><html><head><title>Fish</title>{head}</head><body>{body}</body></html>")
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Checks the documents that files give. What is no article may stand in headlines and bylines.
fn check(cases: &[Case]) {
    let folder = Folder::new();
    for (name, content, days) in cases {
        check_one(&folder.file(name, content), name, days);
    }
}

fn check_one(path: &Path, name: &str, days: &[&str]) {
    let (documents, _, errors) = given(path, Options::default());
    let found: Vec<String> =
        documents.iter().map(|document| document.published.map_or_else(String::new, |day| day.to_string())).collect();
    assert_eq!(found, days, "{name}: {errors:?}");
    for document in &documents {
        let body: Vec<&str> = document
            .lines
            .iter()
            .filter(|line| line.kind == LineKind::Body)
            .map(|line| &document.text[line.span.clone()])
            .collect();
        let body = body.join(" ");
        let body = body.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(body.contains(&MET[40..]) && body.contains(LEFT), "{name}: {body}");
        assert!(!body.contains("Lima"), "{name}: {body}");
    }
}

const DAY: &str = "2023-03-21";

#[test]
fn json_of_any_shape() {
    let (text, left) = (json(&both()), json(LIMA));
    check(&[
        (
            "lines.json",
            format!("{{\"text\": {text}, \"day\": \"{DAY}\"}}\n{{\"text\": {text}, \"id\": 7}}\n"),
            &[DAY, ""],
        ),
        ("list.txt", format!("[{{\"content\": {text}, \"summary\": {left}, \"publishedAt\": 1679385600000}}]"), &[DAY]),
        (
            "by-key.json",
            format!("{{\"a\": {{\"body\": {text}, \"pub_date\": \"{DAY}\"}}, \"b\": {{\"body\": {text}}}}}"),
            &[DAY, ""],
        ),
        (
            "api.json",
            format!(
                "{{\"status\": \"ok\", \"articles\": [{{\"author\": \"Lima\", \"source\": {{\"text\": {left}}}, \"content\": {text}, \"publishedAt\": \"{DAY}T08:00:00Z\"}}]}}"
            ),
            &[DAY],
        ),
        (
            "search.json",
            format!(
                "{{\"response\": {{\"docs\": [{{\"lead_paragraph\": {text}, \"pub_date\": \"{DAY}T08:00:00+0000\", \"multimedia\": [{{\"caption\": {left}}}]}}]}}}}"
            ),
            &[DAY],
        ),
        (
            "feed.json",
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Lima\", \"items\": [{{\"id\": \"1\", \"content_html\": {}, \"date_published\": \"{DAY}T23:00:00-05:00\"}}]}}",
                json(&paragraphs())
            ),
            &[DAY],
        ),
        (
            "ninjs.json",
            format!(
                "{{\"uri\": \"a\", \"headline\": \"Fish\", \"byline\": \"Lima\", \"body_text\": {text}, \"versioncreated\": \"{DAY}T08:00:00Z\"}}"
            ),
            &[DAY],
        ),
        (
            "news-please.json",
            format!(
                "{{\"authors\": [\"Lima\"], \"date_download\": \"2024-01-01\", \"date_publish\": \"{DAY} 08:00:00\", \"description\": {left}, \"maintext\": {text}}}"
            ),
            &[DAY],
        ),
        (
            "blocks.json",
            format!(
                "{{\"title\": \"Fish\", \"date\": \"{DAY}\", \"body\": [{{\"type\": \"p\", \"text\": {}}}, {{\"type\": \"p\", \"text\": {}}}]}}",
                json(MET),
                json(LEFT)
            ),
            &[DAY],
        ),
        ("call.js", format!("callback([{{\"text\": {text}, \"date\": \"{DAY}\"}}]);\n"), &[DAY]),
        (
            "sequence.json",
            format!("\u{1e}{{\"text\": {text}}}\n\u{1e}{{\"text\": {text}, \"date\": \"{DAY}\"}}\n"),
            &["", DAY],
        ),
        (
            "bad.jsonl",
            format!(
                "{{\"text\": {text}}}\n{{\"text\": \n{{\"text\": null}}\n{{\"text\": {text}, \"score\": NaN, \"title\": 5}}\n"
            ),
            &["", ""],
        ),
        (
            "html.jsonl",
            format!(
                "{{\"text\": {}, \"date\": \"{DAY}\"}}\n",
                json(&format!("{}<script>{LIMA}</script>", paragraphs()))
            ),
            &[DAY],
        ),
    ]);
}

#[test]
fn names_of_fields() {
    let text = json(&both());
    for name in ["storyDate", "pub_time", "Date of publication", "created_utc", "article_date", "firstPublished"] {
        check(&[(
            "day.jsonl",
            format!("{{\"text\": {text}, \"crawl_date\": \"2024-01-01\", \"{name}\": \"{DAY} 08:00\"}}\n"),
            &[DAY],
        )]);
    }
    for name in ["clean_text", "post content", "transcript", "paragraphs", "fullText", "articleContent"] {
        check(&[(
            "text.jsonl",
            format!("{{\"comment_text\": {}, \"author_bio\": {}, \"{name}\": {text}}}\n", json(LIMA), json(LIMA)),
            &[""],
        )]);
    }
    check(&[
        ("parts.csv", format!("title,year,month,day,text\nFish,2023.0,3,21,\"{}\"\n", both()), &[DAY]),
        ("tuple.jsonl", format!("{{\"published_parsed\": [2023, 3, 21, 8, 0, 0], \"text\": {text}}}\n"), &[DAY]),
        (
            "others.jsonl",
            format!("{{\"updated_at\": \"{DAY}\", \"birth_date\": \"{DAY}\", \"text\": {text}}}\n"),
            &[""],
        ),
        (
            "unknown.jsonl",
            format!(
                "{{\"published\": \"0001-01-01T00:00:00\", \"text\": {text}}}\n{{\"published\": 0, \"text\": {text}}}\n"
            ),
            &["", ""],
        ),
    ]);
}

#[test]
fn days_in_figures() {
    let rows = |days: [&str; 3]| days.map(|day| format!("{day},\"{}\"\n", both())).concat();
    check(&[
        (
            "day.csv",
            format!("date,text\n{}", rows(["4/3/2023", "21/3/2023", "4/3/23"])),
            &["2023-03-04", DAY, "2023-03-04"],
        ),
        ("month.csv", format!("date,text\n{}", rows(["3/4/2023", "3/21/2023", "x"])), &["2023-03-04", DAY, ""]),
        ("none.csv", format!("date,text\n{}", rows(["3/4/2023", "5/6/2023", "soon"])), &["", "", ""]),
    ]);
}

#[test]
fn tables_as_spreadsheets_write_them() {
    let text = both();
    check(&[
        ("a.tsv", format!("id\tdate\ttext\n1\t{DAY}\t{MET} {LEFT}\n"), &[DAY]),
        (
            "a.csv",
            format!("sep=;\r\n\"Title\";\"Date\";\"Text\"\r\n\"Fish\";\"21.03.2023\";\"{text}\"\r\n;;\r\n"),
            &[DAY],
        ),
        ("b.csv", format!("Title,Date,Text,,\r\nFish,{DAY},\"{MET} {LEFT}\",,\r\n"), &[DAY]),
        ("c.csv", format!("Title,Date,Text\rFish,21-Mar-23,\"{MET} {LEFT}\"\r"), &[DAY]),
        ("html.csv", format!("date,body\n{DAY},\"{}\"\n", paragraphs()), &[DAY]),
    ]);
}

#[test]
fn markup_of_feeds_wires_and_archives() {
    let p = paragraphs();
    let rss = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Lima</title><item><title>Fish</title><pubDate>Tue, 21 Mar 2023 08:00:00 GMT</pubDate><description><![CDATA[{p}]]></description></item><item><title>Fish</title><description>{MET} {LEFT}</description></item></channel></rss>"
    );
    check(&[
        ("a.php", rss.clone(), &[DAY, ""]),
        (
            "b.rdf",
            format!(
                "<rdf:RDF xmlns:dc='d'><channel><title>Lima</title></channel><item><dc:date>{DAY}T08:00Z</dc:date><description>{MET} {LEFT}</description></item></rdf:RDF>"
            ),
            &[DAY],
        ),
        (
            "c.atom",
            format!(
                "<feed><title>Lima</title><entry><updated>2024-01-01</updated><published>{DAY}</published><content type='xhtml'><div>{p}</div></content></entry></feed>"
            ),
            &[DAY],
        ),
        (
            "d.nitf",
            format!(
                "<nitf><head><docdata><date.issue norm='20230321T080000Z'/></docdata></head><body><body.head><byline>Lima</byline></body.head><body.content><media><media-caption><p>{LIMA}</p></media-caption></media><block>{p}</block></body.content></body></nitf>"
            ),
            &[DAY],
        ),
        (
            "e.xml",
            format!(
                "<?xml version='1.0'?><export><row><editor>{LIMA}</editor><story>{MET} {LEFT}</story><date>{DAY}</date></row><row><story>{MET} {LEFT}</story></row></export>"
            ),
            &[DAY, ""],
        ),
        (
            "f.xml",
            format!(
                "<?xml version='1.0'?><corpus><document date='{DAY}'><title>Fish</title><text>{MET} {LEFT}</text></document><document><title>Fish</title><text>{MET} {LEFT}</text></document></corpus>"
            ),
            &[DAY, ""],
        ),
        (
            "g.sgm",
            format!(
                "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\"><DATE>21-MAR-2023 08:00:00.00</DATE><TEXT>&#2;<TITLE>FISH</TITLE><DATELINE> OSLO, March 21 - </DATELINE><BODY>{MET}\n    {LEFT}\n Reuter\n&#3;</BODY></TEXT></REUTERS>"
            ),
            &[DAY],
        ),
        (
            "h.warc",
            warc(&[
                (
                    "response",
                    &format!(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}",
                        page(&format!("<meta name=date content={DAY}>"), &format!("<article>{p}</article>"))
                    ),
                ),
                ("request", &format!("GET / HTTP/1.1\r\nA: {LIMA}\r\n\r\n")),
                ("response", &format!("HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n<p>{LIMA}</p>")),
            ]),
            &[DAY],
        ),
        (
            "i.mht",
            format!(
                "From: <Saved by Blink>\nSubject: Fish\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\n{}\n--b\nContent-Type: text/css\n\n/* {LIMA} */\n--b--\n",
                page(&format!("<meta name=date content={DAY}>"), &format!("<article>{p}</article>"))
            ),
            &[DAY],
        ),
        (
            "j.eml",
            format!(
                "From: Lima <a@example.org>\nTo: b@example.org\nDate: Tue, 21 Mar 2023 08:00:00 +0000\nSubject: Fish\n\n{}\n\nOn Monday Bo wrote:\n> {LIMA}\n",
                both()
            ),
            &[DAY],
        ),
        (
            "k.rtf",
            format!("{{\\rtf1\\ansi{{\\fonttbl{{\\f0 Lima;}}}}{{\\info{{\\title {LIMA}}}}}{MET}\\par {LEFT}\\par}}"),
            &[""],
        ),
        (
            "l.md",
            format!(
                "---\ntitle: Fish\ndate: {DAY}\n---\n\n# Fish\n\n![{LIMA}](x.jpg)\n\n{}\n\n- [{LIMA}](https://example.org)\n",
                both()
            ),
            &[DAY],
        ),
        ("m.story", format!("{}\n\n@highlight\n\n{LIMA}\n", both()), &[""]),
    ]);
}

fn warc(records: &[(&str, &str)]) -> String {
    let record = |(kind, body): &(&str, &str)| {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    };
    records.iter().map(record).collect()
}

#[test]
fn pages() {
    let p = paragraphs();
    let dated = format!("<meta property=\"article:published_time\" content=\"{DAY}T08:00:00Z\">");
    let article = format!("<article><h1>Fish</h1>{p}</article>");
    let ld = |body: &str| {
        format!(
            "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"datePublished\": \"{DAY}\"{body}}}</script>"
        )
    };
    check(&[
        (
            "by-content.php",
            page(
                &format!("{dated}<script>var a = \"{LIMA}\";</script>"),
                &format!("<nav><a href=/>{LIMA}</a></nav>{article}"),
            ),
            &[DAY],
        ),
        (
            "form.html",
            page(
                &dated,
                &format!(
                    "<form action=/x><input type=hidden>{article}</form><form><label>{LIMA}</label><p>{LIMA}</p></form>"
                ),
            ),
            &[DAY],
        ),
        (
            "beside.html",
            page(
                &dated,
                &format!(
                    "<div><h1>Fish</h1>{p}</div><ul class=related><li><a href=/x>{LIMA}</a></li></ul><div id=comments><p>{LIMA}</p></div>"
                ),
            ),
            &[DAY],
        ),
        (
            "body-class.html",
            page(&dated, &article).replace("<body>", "<body class=\"comments-open related-posts sidebar\">"),
            &[DAY],
        ),
        (
            "captions.html",
            page(
                &dated,
                &format!(
                    "<div class=caption><p>{LIMA}</p></div><div class=caption><p>{LIMA}</p></div><h1>Fish</h1>{p}"
                ),
            ),
            &[DAY],
        ),
        ("ld.html", page(&ld(&format!(", \"articleBody\": {}", json(&both()))), "<div id=app></div>"), &[DAY]),
        ("year-one.html", page("<meta name=date content=0001-01-01>", &article), &[""]),
        (
            "other-story.html",
            page(&ld(""), &format!("<aside><time datetime=2019-01-01></time><a href=/x>{LIMA}</a></aside>{article}")),
            &[DAY],
        ),
        (
            "updated.html",
            page("", &article.replace("</h1>", "</h1><p>Published 04/03/2023 | Updated 21/03/2023</p>")),
            &["2023-03-04"],
        ),
        ("doubtful.html", page("<meta name=date content=04/03/2023>", &article), &[""]),
        (
            "unclosed.html",
            page(&dated, &format!("<div><h1>Fish<p>{MET}<p>{LEFT}")).replace("</body></html>", ""),
            &[DAY],
        ),
        (
            "menu.html",
            page(&dated, &format!("<nav><a href=/>Home</a></div><article><h1>Fish</h1>{p}</article>")),
            &[DAY],
        ),
        ("control.html", page(&dated, &article).replace("fish", "fi\u{1}sh"), &[DAY]),
    ]);
}

#[test]
fn plain_text_of_any_make() {
    let wrapped = |column: usize, end: &str, gap: &str| [MET, LEFT].map(|text| wrap(text, column).join(end)).join(gap);
    check(&[
        ("a.txt", format!("Fish\n\n{}\n", wrapped(60, "\n", "\n\n")), &[""]),
        ("b.txt", format!("Fish\r\n\r\n{}\r\n", wrapped(48, "\r\n", "\r\n\r\n")), &[""]),
        ("c.txt", format!("Fish\n\n{}\n", wrapped(66, "\n\n", "\n\n")), &[""]),
        ("d.txt", format!("Fish\n\n{}\n", both().replace("timber", "tim-\nber").replace("summer", "sum-\nmer")), &[""]),
        (
            "e.txt",
            format!(
                "UPDATE 2-Fish\n\n(Adds quotes)\n\nOSLO, March 21, 2023 (Norwire) - {}\n\n(Editing by Jane Lima)\n-30-\n",
                both()
            ),
            &[DAY],
        ),
        ("f.txt", format!("OSLO, March 21, 2023 (Norwire) -- {} Enditem\n", both()), &[DAY]),
        ("g.txt", format!("\u{2}{}\u{3}\u{1a}", both()), &[""]),
        ("h.txt", format!("<Updated with quotes>\n\n{}\n", both()), &[""]),
        (
            "i.txt",
            format!(
                "Fish\n\nMarch 21, 2023 Tuesday\n\nSection: LIMA\nLength: 40 words\n\nBody\n\n{}\n\nLoad-Date: March 22, 2023\n\nEnd of Document\n\nFish\n\nMarch 22, 2023\n\nBody\n\n{}\n\nEnd of Document\n",
                both(),
                both()
            ),
            &[DAY, "2023-03-22"],
        ),
    ]);
    let folder = Folder::new();
    for (name, content) in [
        ("empty.txt", ""),
        ("blank.html", "<html><body></body></html>"),
        ("head.csv", "id,text\n"),
        ("list.json", "[]"),
    ] {
        assert!(given(&folder.file(name, content), Options::default()).0.is_empty(), "{name}");
    }
}

/// The lines of a text that is wrapped to a column.
fn wrap(text: &str, column: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= column => *line = format!("{line} {word}"),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[test]
fn packed_and_in_folders() {
    let folder = Folder::new();
    let text = format!("Fish\n\n{DAY}\n\n{}\n", both());
    for (name, bytes) in [
        ("a.txt.gz", packed(text.as_bytes())),
        ("b", packed(page(&format!("<meta name=date content={DAY}>"), &paragraphs()).as_bytes())),
        ("c.zip", archive(&[("c.txt", 8, &deflated(text.as_bytes()))])),
        ("d", text.clone().into_bytes()),
    ] {
        check_one(&folder.file(name, bytes), name, &[DAY]);
    }
    check_one(folder.0.path(), "all", &[DAY; 4]);
}
