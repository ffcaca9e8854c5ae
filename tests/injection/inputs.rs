//! Hostile strings in the fields of every input format: each document has its own, whole, in every output, and no output
//! has anything else.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use newsgraph::export::Format;

use super::hostile::HOSTILE;
use super::program::{files, say, well};

/// Every format of text that goes through the program; a page is looked at in a browser, an archive or columns by what
/// opens them (`tests/tools`).
fn every() -> String {
    let text = Format::ALL.into_iter().filter(|one| !matches!(one, Format::Html | Format::Parquet | Format::Obsidian));
    text.map(Format::name).collect::<Vec<_>>().join(",")
}

/// The name of a file or folder, and what writes the strings in its format there.
type Input = (&'static str, fn(&Path));

/// The formats of input, each with how it is written.
const INPUTS: [Input; 5] =
    [("news.jsonl", jsonl), ("news.csv", csv), ("pages", pages), ("news.mbox", mbox), ("news.rss", rss)];

/// A text that only this document has: the string in quotation, beside a name and as a name.
fn text(number: usize) -> String {
    let hostile = HOSTILE[number];
    format!(
        "Peru praised Chile {number} times. “{hostile}” said Ada {hostile} Moe of Norway to Angela Merkel on Monday."
    )
}

/// What documented replacements leave of a string: no white space, control or format characters, one kind of slash.
fn bare(text: &str) -> String {
    let is_kept = |c: &char| {
        !c.is_control()
            && !c.is_whitespace()
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' |
            '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}' | '\u{fffd}' | '\u{fffe}')
    };
    text.chars().filter(is_kept).map(|c| if c == '\\' { '/' } else { c }).collect()
}

/// The string as a title of a record, which is read as HTML where it has marks of HTML.
fn title(number: usize) -> String {
    let hostile = HOSTILE[number];
    if hostile.contains(['<', '&']) { escaped(hostile) } else { hostile.to_owned() }
}

fn jsonl(path: &Path) {
    let record = |number: usize| {
        let hostile = HOSTILE[number];
        let url = format!("https://news.example/{number}?q={hostile}");
        let (id, text) = (format!("{hostile}#{number}"), text(number));
        serde_json::json!({ "id": id, "title": title(number), "url": url, "author": hostile, "source": hostile, "text": text })
    };
    let lines: String = (0..HOSTILE.len()).map(|number| format!("{}\n", record(number))).collect();
    // Half of a pair of surrogates is no character.
    let lone = "{\"id\": \"lone \\ud800\", \"title\": \"\\udc00\", \"text\": \"Peru praised Chile \\ud800 again.\"}\n";
    fs::write(path, lines + lone).unwrap();
}

fn csv(path: &Path) {
    let mut table = ::csv::Writer::from_path(path).unwrap();
    table.write_record(["id", "title", "url", "author", "source", "text"]).unwrap();
    for (number, hostile) in HOSTILE.iter().enumerate() {
        let url = format!("https://news.example/{number}?q={hostile}");
        table
            .write_record([&*format!("{hostile}#{number}"), &*title(number), &*url, hostile, hostile, &*text(number)])
            .unwrap();
    }
    table.flush().unwrap();
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\0', "")
}

fn pages(path: &Path) {
    fs::create_dir(path).unwrap();
    for (number, hostile) in HOSTILE.iter().enumerate() {
        let (title, text) = (escaped(hostile), escaped(&text(number)));
        let page = format!(
            "<!DOCTYPE html><html><head><title>{title}</title><meta name=\"author\" content=\"{title}\">\
             <link rel=\"canonical\" href=\"https://news.example/{number}?q={title}\"></head>\
             <body><article><p>{text}</p></article></body></html>"
        );
        fs::write(path.join(format!("{number}.html")), page).unwrap();
    }
}

fn mbox(path: &Path) {
    let mut mails = String::new();
    for number in 0..HOSTILE.len() {
        let encoded = title(number).bytes().fold(String::new(), |mut encoded, byte| {
            let _ = write!(encoded, "={byte:02X}");
            encoded
        });
        let _ = write!(
            mails,
            "From a@a.example Mon Mar 20 08:00:00 2023\nMessage-ID: <{number}@a.example>\nFrom: =?utf-8?Q?{encoded}?= <a@a.example>\n\
             Subject: =?utf-8?Q?{encoded}?=\nContent-Type: text/plain; charset=utf-8\n\n{}\n\n",
            text(number).replace(['\r', '\n'], " ")
        );
    }
    fs::write(path, mails).unwrap();
}

fn rss(path: &Path) {
    let mut items = String::new();
    for number in 0..HOSTILE.len() {
        let (title, text) = (escaped(&title(number)), escaped(&escaped(&text(number))));
        let _ = write!(
            items,
            "<item><title>{title}</title><guid>{title}#{number}</guid><author>{title}</author>\
             <link>https://news.example/{number}?q={title}</link><description>{text}</description></item>"
        );
    }
    let entity = "<!DOCTYPE rss [<!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
    let feed = format!("<?xml version=\"1.0\"?>{entity}<rss version=\"2.0\"><channel>{items}</channel></rss>");
    fs::write(path, feed).unwrap();
}

#[test]
fn every_document_has_its_own_title_and_address_and_nothing_else_is_there() {
    let mut held = 0;
    for (name, write) in INPUTS {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        write(&place.join(name));
        let before = files(place);
        well(place, &["extract", name, "-o", "out/graph", "--all", "--statements", "--format", &every()]);
        // Nothing stands outside the folder.
        let mut after = files(place);
        after.retain(|path, _| !path.starts_with("out/"));
        assert!(after == before, "{name}: {:?}", after.keys());
        held += documents(name, &place.join("out/graph"));
        formats(&place.join("out/graph"));
        // What is read back is what was written.
        well(place, &["merge", "out/graph", "-o", "again", "--all", "--statements", "--format", &every()]);
        for (file, bytes) in files(&place.join("out/graph")) {
            let again = fs::read(place.join("again").join(&file)).unwrap();
            assert!(bytes == again, "{name}: {file} is another after a merge");
        }
    }
    say(&format!(
        "injection: {} strings in {} formats of input, {held} titles and addresses held",
        HOSTILE.len(),
        INPUTS.len()
    ));
}

/// Checks the documents of a graph; how many strings they held.
fn documents(name: &str, graph: &Path) -> usize {
    let mut table = ::csv::Reader::from_path(graph.join("nodes.csv")).unwrap();
    let header = table.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (label, title, url) = (column(":LABEL"), column("name"), column("url"));
    let rows: Vec<::csv::StringRecord> =
        table.records().map(Result::unwrap).filter(|row| &row[label] == "Document").collect();
    let lone = usize::from(name == "news.jsonl");
    assert_eq!(rows.len(), HOSTILE.len() + lone, "{name}: documents");
    let found = |column: usize| rows.iter().map(|row| bare(&row[column])).collect::<BTreeSet<_>>();
    let (titles, urls) = (found(title), found(url));
    let mut held = 0;
    for (number, hostile) in HOSTILE.iter().enumerate() {
        let hostile = bare(hostile);
        // A title that is nothing but what is replaced is none, and so is what programs write for nothing.
        if !hostile.is_empty() && !matches!(hostile.as_str(), "null" | "NaN") {
            assert!(titles.contains(&hostile), "{name}: no title {hostile:?}");
            held += 1;
        }
        // Messages have no address.
        if name != "news.mbox" {
            let start = format!("https://news.example/{number}?q=");
            assert!(urls.iter().any(|url| url.starts_with(&start)), "{name}: no address {start}");
            held += 1;
        }
    }
    held
}

/// Checks that each file is of its format, and holds nothing that another program would obey.
fn formats(graph: &Path) {
    for (name, bytes) in files(graph) {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{name} is no UTF-8"));
        assert!(!text.contains("root:"), "{name}: a file was read that no one asked for");
        match name.rsplit_once('.').unwrap().1 {
            "csv" => {
                let mut table = ::csv::ReaderBuilder::new().from_reader(text.as_bytes());
                let rows = table.records().map(Result::unwrap).count();
                // No string begins a row, whoever reads them.
                assert_eq!(text.lines().count(), rows + 1, "{name}: a row of several lines");
            }
            "jsonl" => {
                for line in text.lines() {
                    let _: serde_json::Value = serde_json::from_str(line).unwrap();
                }
                assert!(!text.contains(['<', '\u{2028}']), "{name} ends elements of HTML");
            }
            "jsonld" => {
                let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                let whole = name == "graph.expanded.jsonld";
                assert!(whole == value.is_array() && (whole || value["@context"].is_object()), "{name}");
                assert!(!text.contains(['<', '\u{2028}']), "{name}");
            }
            "cyjs" | "json" => {
                for value in serde_json::Deserializer::from_str(&text).into_iter::<serde_json::Value>() {
                    assert!(value.unwrap().is_object(), "{name}");
                }
                assert!(!text.contains(['<', '\u{2028}']), "{name} ends elements of HTML");
            }
            "ttl" | "nq" | "trig" => {
                let format = oxigraph::io::RdfFormat::from_extension(name.rsplit_once('.').unwrap().1).unwrap();
                let quads = oxigraph::io::RdfParser::from_format(format).for_slice(&text);
                assert!(quads.map(Result::unwrap).count() > 10, "{name}");
            }
            "tsv" => {
                let cells: BTreeSet<usize> = text.lines().map(|line| line.split('\t').count()).collect();
                // Its cells may be quoted, and have no tabs or line breaks all the same.
                assert_eq!(cells.len(), 1, "{name}: rows of {cells:?} cells");
            }
            "md" => {
                let scheme = |url: &str| url.starts_with("https://") || url.starts_with("http://");
                for event in pulldown_cmark::Parser::new_ext(&text, pulldown_cmark::Options::all()) {
                    match event {
                        pulldown_cmark::Event::Html(html) | pulldown_cmark::Event::InlineHtml(html) => {
                            panic!("{name} has HTML: {html}")
                        }
                        pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { dest_url, .. }) => {
                            assert!(scheme(&dest_url), "{name} leads to {dest_url}");
                        }
                        pulldown_cmark::Event::Start(pulldown_cmark::Tag::Image { dest_url, .. }) => {
                            panic!("{name} shows {dest_url}")
                        }
                        _ => {}
                    }
                }
            }
            "graphml" => {
                let mut reader = quick_xml::Reader::from_str(&text);
                reader.config_mut().check_end_names = true;
                loop {
                    match reader.read_event().unwrap() {
                        quick_xml::events::Event::Eof => break,
                        quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                            let known: [&[u8]; 6] = [b"graphml", b"key", b"graph", b"node", b"edge", b"data"];
                            assert!(known.contains(&tag.name().as_ref()), "an element {tag:?}");
                        }
                        _ => {}
                    }
                }
            }
            "gexf" => {
                let mut reader = quick_xml::Reader::from_str(&text);
                reader.config_mut().check_end_names = true;
                let known = [
                    "gexf",
                    "meta",
                    "creator",
                    "description",
                    "graph",
                    "attributes",
                    "attribute",
                    "nodes",
                    "node",
                    "edges",
                    "edge",
                    "attvalues",
                    "attvalue",
                    "viz:color",
                    "viz:size",
                ];
                loop {
                    match reader.read_event().unwrap() {
                        quick_xml::events::Event::Eof => break,
                        quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                            let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                            assert!(known.contains(&name.as_str()), "an element {name}");
                            tag.attributes().for_each(|attribute| drop(attribute.unwrap()));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Tables for spreadsheets: no cell is a formula, whatever it is that begins one.
#[test]
fn no_cell_of_a_table_for_spreadsheets_is_a_formula() {
    let place = tempfile::tempdir().unwrap();
    let place = place.path();
    jsonl(&place.join("news.jsonl"));
    well(place, &["extract", "news.jsonl", "-o", "out", "--all", "--format", "csv", "--spreadsheet-safe"]);
    let mut cells = 0;
    for (name, bytes) in files(&place.join("out")) {
        if !name.ends_with(".csv") {
            continue;
        }
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix('\u{feff}').unwrap_or_else(|| panic!("{name} has no mark"));
        for row in ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records() {
            for cell in &row.unwrap() {
                cells += 1;
                let start = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
                let is_formula =
                    start.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with('\t');
                assert!(!is_formula || cell.parse::<f64>().is_ok(), "{name}: {cell:?}");
            }
        }
    }
    say(&format!("injection: {cells} cells of tables for spreadsheets, no formula"));
}
