//! 64 kB of one thing over and over, in every format: reading them takes time in line with their length.

use std::time::{Duration, Instant};

use super::*;

const LENGTH: usize = 64 << 10;

/// What a file may take, on a slow machine without optimization. What grows with the square of the length takes minutes.
const LONGEST: Duration = Duration::from_secs(10);

/// Name, beginning, what is repeated, end.
type Flood = (&'static str, &'static str, &'static str, &'static str);

const MAIL: &str = "From: a@b.example\nDate: Tue, 21 Mar 2023 08:00:00 +0000\nSubject: x\n";

const FLOODS: [Flood; 84] = [
    ("head.txt", "", "X-A: b\n", ""),
    ("head-dated.txt", "From: a\nDate: Tue, 21 Mar 2023 08:00:00 +0000\n", "X-A: b\n", ""),
    ("capitals.txt", "", "ABC DEF\n", ""),
    ("labels.txt", "", "ABC:\n", ""),
    ("marks.txt", "", "\"a ", ""),
    ("opening.txt", "", "“", ""),
    ("closing.txt", "", "\"\n", ""),
    ("apostrophes.txt", "", "'a ", ""),
    ("quoted.txt", "", "> a\n", ""),
    ("turns.txt", "", "A: b\n", ""),
    ("answers.txt", "", "Q: a\nA: b\n", ""),
    ("speakers.txt", "", "Anna Lee: b c.\n", ""),
    ("one-line.txt", "", "ADA MOE, HOST: ", ""),
    ("hyphens.txt", "", "ab-\n", ""),
    ("short.txt", "", "a b\n", ""),
    ("small.txt", "", "word\n\n", ""),
    ("ends.txt", "", "End of Document\n", ""),
    ("numbers.txt", "", "1 of 2 DOCUMENTS\n", ""),
    ("fields.txt", "", "HD a\n", ""),
    ("rules.txt", "", "-----\n\na\n", ""),
    ("dashes.txt", "", "a — ", ""),
    ("datelines.txt", "", "OSLO, May 3 - ", ""),
    ("brackets.txt", "", "(", ""),
    ("bylines.txt", "", "By Ann Lee\n", ""),
    ("days.txt", "", "May 3, 2019\n", ""),
    ("stops.txt", "", ". ", ""),
    ("closings.txt", "", "They left. ENDS\n", ""),
    ("one-word.txt", "", "a", ""),
    ("returns.txt", "", "\r", ""),
    ("pairs.txt", "", "a\r\n", ""),
    ("separators.txt", "", "\u{2028}a", ""),
    ("accents.txt", "", "a\u{301}", ""),
    ("quotes.md", "", "> ", ""),
    ("quote-lines.md", "", ">\n", ""),
    ("emphasis.md", "", "*a_", ""),
    ("links.md", "", "[a](", ""),
    ("wiki.md", "", "[[", ""),
    ("ticks.md", "", "`a ", ""),
    ("tags.md", "", "<a ", ""),
    ("pictures.md", "", "![a", ""),
    ("list.md", "", "- a\n", ""),
    ("tables.md", "", "|a|b\n|-|-\n", ""),
    ("blocks.md", "", "<div>\n", ""),
    ("boxes.html", "", "<div>", ""),
    ("paragraphs.html", "", "<p>", ""),
    ("inline.html", "", "<b>", ""),
    ("links.html", "", "<a href=x>a", ""),
    ("tables.html", "", "<table><tr><td>", ""),
    ("lists.html", "", "<ul><li>", ""),
    ("attributes.html", "<p ", "a=b ", ">They met.</p>"),
    ("classes.html", "<p ", "class='comment side' ", ">They met.</p>"),
    ("ends.html", "<div>They met.", "</div>", ""),
    ("spans.html", "<p>", "<span>a</span>", ""),
    ("references.html", "<p>", "&amp;&#", ""),
    ("angles.html", "<p>", "<", ""),
    ("comments.html", "<p>", "<!--", ""),
    ("scripts.html", "<p>", "<script>", ""),
    ("described.html", "<script type='application/ld+json'>", "[", "</script>They met."),
    ("crossed.html", "<p>", "<b><p></b>x", ""),
    ("times.html", "<p>", "<time>6 Feb 2024</time> ", ""),
    ("articles.html", "<p>", "<article>x ", ""),
    ("deep.xml", "<?xml version='1.0'?>", "<a>", ""),
    ("items.xml", "<rss>", "<item>", ""),
    ("entities.xml", "<?xml version='1.0'?><x>", "&a;", "</x>"),
    ("empty.xml", "<rss><item>", "<a b='c'/>", "</item></rss>"),
    ("declared.xml", "<?xml version='1.0'?><!DOCTYPE x [", "<!ENTITY a '&a;'>", "]><x>&a;</x>"),
    ("ends.xml", "<rss><item>x", "</a>", ""),
    ("lists.json", "", "[", ""),
    ("objects.json", "", "{\"a\":", ""),
    ("keys.json", "{", "\"a\": \"b c d.\", ", "\"text\": \"They met.\"}"),
    ("empty.json", "[", "{},", "{}]"),
    ("marks.csv", "id,text\n", "\"", ""),
    ("commas.csv", "id,text\n", ",", ""),
    ("open.csv", "id,text\n", "a,\"b\n", ""),
    ("figures.csv", "date,text\n", "1/2/2023,They met.\n", ""),
    ("folded.eml", MAIL, " x\n", "\nThey met."),
    (
        "words.eml",
        "From: a@b.example\nDate: Tue, 21 Mar 2023 08:00:00 +0000\nSubject: ",
        "=?utf-8?q?a?= ",
        "\n\nThey met.",
    ),
    ("quoted.eml", MAIL, "> a\n", ""),
    ("messages.eml", MAIL, "Content-Type: message/rfc822\n\n", ""),
    ("messages.mbox", "", "From a@b.example Tue Mar 21 08:00:00 2023\n", ""),
    ("groups.rtf", "{\\rtf1 ", "{", ""),
    ("words.rtf", "{\\rtf1 ", "\\b", ""),
    ("records.warc", "", "WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", ""),
    ("documents.sgm", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n", "<REUTERS><DATE>1</DATE>", ""),
];

fn seconds(path: &Path) -> Duration {
    let begin = Instant::now();
    for input in read(&[path.to_owned()], Options::default()) {
        drop(input);
    }
    begin.elapsed()
}

#[test]
fn floods_take_time_in_line_with_their_length() {
    let folder = Folder::new();
    for (name, head, unit, foot) in FLOODS {
        let content = format!("{head}{}{foot}", unit.repeat(LENGTH / unit.len()));
        let taken = seconds(&folder.file(name, content));
        if taken > Duration::from_millis(300) {
            eprintln!("{name}: {taken:?}");
        }
        assert!(taken < LONGEST, "{name}: {taken:?}");
    }
}

#[test]
fn a_tag_of_many_attributes_is_read() {
    let attributes: String = (0..50_000).map(|n| format!("a{n}=b ")).collect();
    let folder = Folder::new();
    for (name, content) in [
        ("a.html", format!("<p {attributes}>They met in Oslo.</p>")),
        (
            "a.xml",
            format!(
                "<rss><item {}><description>They met in Oslo.</description></item></rss>",
                attributes.replace("=b", "='b'")
            ),
        ),
        ("a.jsonl", format!("{{\"text\": \"<p {attributes}>They met in Oslo.</p>\"}}\n")),
    ] {
        let path = folder.file(name, content);
        assert!(seconds(&path) < LONGEST, "{name}");
        assert_eq!(given(&path, Options::default()).0[0].text, "They met in Oslo.", "{name}");
    }
}
