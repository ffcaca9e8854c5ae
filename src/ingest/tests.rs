//! Files of all kinds, as they lie in folders and archives; and those that were made to do harm.

mod floods;
mod kinds;

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::*;
use crate::error::{Error, ErrorKind};

/// A folder of files that is gone after the test.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }
}

/// What an input gives: its documents and their warnings, and its errors.
fn given(path: &Path, options: Options) -> (Vec<Document>, Vec<Error>, Vec<Error>) {
    let (mut documents, mut warnings, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for input in read(&[path.to_owned()], options) {
        match input {
            Ok(input) => {
                warnings.extend(input.warnings);
                let Content::Text(document) = input.content else { panic!("no text") };
                documents.push(document);
            }
            Err(error) => errors.push(error),
        }
    }
    (documents, warnings, errors)
}

fn ids(documents: &[Document]) -> Vec<&str> {
    documents.iter().map(|document| document.id.as_str()).collect()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// An archive of files, each with its method (0 stored, 8 deflated) and its bytes as they are packed.
fn archive(files: &[(&str, u16, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, method, packed) in files {
        let (length, name_length) = (packed.len() as u32, name.len() as u16);
        let mut content: Box<dyn Read> = match method {
            0 => Box::new(*packed),
            _ => Box::new(flate2::read::DeflateDecoder::new(*packed)),
        };
        let mut sum = flate2::CrcWriter::new(io::sink());
        let size = io::copy(&mut content, &mut sum).unwrap() as u32;
        let mut common = Vec::new();
        common.extend([20u16, 0, *method, 0, 0].iter().flat_map(|n| n.to_le_bytes()));
        common.extend([sum.crc().sum(), length, size].iter().flat_map(|n| n.to_le_bytes()));
        common.extend([name_length, 0].iter().flat_map(|n| n.to_le_bytes()));
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend((bytes.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(name.as_bytes());
        bytes.extend(*packed);
    }
    let (begin, count) = (bytes.len() as u32, files.len() as u16);
    let length = directory.len() as u32;
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\x00\x00\x00\x00");
    bytes.extend([count, count].iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend([length, begin].iter().flat_map(|n| n.to_le_bytes()));
    bytes.extend([0, 0]);
    bytes
}

#[test]
fn what_is_packed_is_read_as_what_it_is() {
    let folder = Folder::new();
    let lines = "{\"text\": \"They met.\"}\n{\"text\": \"They left.\"}\n";
    let inner = archive(&[("page.php", 8, &deflated(b"<html><p>They met.</p></html>")), ("b.txt", 0, b"They left.")]);
    let outer = archive(&[
        ("x/lines.jsonl.gz", 0, &packed(lines.as_bytes())),
        ("more.zip", 0, &inner),
        ("__MACOSX/._a", 0, b"x"),
    ]);
    folder.file("all.zip", outer);
    let (documents, _, errors) = given(folder.0.path(), Options::default());
    assert_eq!(ids(&documents), ["all/more/b", "all/more/page", "all/x/lines-1", "all/x/lines-2"]);
    let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
    assert_eq!(texts, ["They left.", "They met.", "They met.", "They left."]);
    assert!(errors.is_empty());
}

#[test]
fn a_word_document_is_no_archive() {
    let folder = Folder::new();
    let body = b"<w:document><w:body><w:p><w:r><w:t>They met.</w:t></w:r></w:p></w:body></w:document>";
    let files: [(&str, u16, &[u8]); 3] =
        [("[Content_Types].xml", 0, b"<x/>"), ("word/document.xml", 8, &deflated(body)), ("word/media/a.png", 0, b"x")];
    let (documents, _, errors) = given(&folder.file("talks.docx", archive(&files)), Options::default());
    assert_eq!((ids(&documents), documents[0].text.as_str(), errors.len()), (vec!["talks"], "They met.", 0));
}

#[test]
fn names_in_an_archive_lead_nowhere_else() {
    let folder = Folder::new();
    let path =
        folder.file("a.zip", archive(&[("../../etc/talks.txt", 0, b"They met."), ("/root/b.txt", 0, b"They left.")]));
    let (documents, ..) = given(&path, Options::default());
    assert_eq!(ids(&documents), ["a/etc/talks", "a/root/b"]);
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}

#[test]
fn a_bomb_in_an_archive_costs_itself_alone() {
    let folder = Folder::new();
    let bomb = deflated(&vec![b' '; 80 << 20]);
    let path =
        folder.file("a.zip", archive(&[("a.txt", 0, b"They met."), ("bomb.jsonl", 8, &bomb), ("bomb.txt", 8, &bomb)]));
    let (documents, _, errors) = given(&path, Options::default());
    assert_eq!((ids(&documents), errors.len()), (vec!["a/a"], 2));
    assert!(errors[0].to_string().contains("200 times"), "{}", errors[0]);
}

#[test]
fn archives_in_archives_end() {
    let folder = Folder::new();
    let nested = (0..6).fold(b"They met.".to_vec(), |bytes, _| archive(&[("a.zip", 0, &bytes)]));
    let (documents, _, errors) = given(&folder.file("a.zip", nested), Options::default());
    assert!(documents.is_empty() && errors.len() == 1);
    assert!(errors[0].to_string().contains("packed more than 4 times over"), "{}", errors[0]);
    let broken = archive(&[("a.txt", 0, b"They met.")]);
    for length in [4, 30, broken.len() - 1] {
        assert!(!given(&folder.file("b.zip", &broken[..length]), Options::default()).2.is_empty());
    }
}

#[test]
fn what_cannot_be_read_is_refused_by_its_name() {
    let folder = Folder::new();
    let sheet = archive(&[("[Content_Types].xml", 0, b"<x/>"), ("xl/workbook.xml", 0, b"<x/>")]);
    for (name, bytes, part) in [
        ("a.xlsx", sheet, "a spreadsheet (XLSX)"),
        ("a.txt", b"%PDF-1.7 They met.".to_vec(), "a PDF file"),
        ("a.html", b"\x89PNG\r\n\x1a\n".to_vec(), "an image (PNG)"),
        ("a.jsonl.gz", packed(b"SQLite format 3\x00 They met."), "an SQLite database"),
    ] {
        let (documents, _, errors) = given(&folder.file(name, bytes), Options::default());
        assert!(documents.is_empty() && errors[0].to_string().contains(part), "{name}");
        assert!(errors[0].to_string().contains("; "), "no remedy: {}", errors[0]);
    }
}

#[test]
fn what_was_found_and_is_no_news_is_passed_over() {
    let folder = Folder::new();
    for (name, bytes) in [
        ("a.txt", "They met."),
        ("b", "They left."),
        ("c.png", "\u{89}PNG"),
        ("d.css", "body { color: red }"),
        ("e.asp", "<!doctype html><p>They came."),
        ("f.dat", "GIF89a"),
    ] {
        folder.file(name, bytes);
    }
    let (documents, _, errors) = given(folder.0.path(), Options::default());
    assert_eq!(ids(&documents), ["a", "b", "e"]);
    assert!(errors.len() == 3 && errors.iter().all(|error| error.kind() == ErrorKind::Skipped), "{errors:?}");
}

#[test]
fn how_fields_are_understood_is_said_once_and_can_be_told() {
    let folder = Folder::new();
    folder.file("a.json", "{\"body\": \"They met.\", \"date\": \"2023-03-21\"}");
    folder.file("b.json", "[{\"body\": \"They met.\"}, {\"body\": \"They left.\"}]");
    let (documents, warnings, _) = given(folder.0.path(), Options::default());
    assert_eq!(ids(&documents), ["a", "b-1", "b-2"]);
    assert!(warnings.len() == 1 && warnings[0].kind() == ErrorKind::Note, "{warnings:?}");
    let path = folder.file("c.csv", "key,words,text\nk,They met.,no text\n");
    let fields = ["text=words", "id=1"].map(|field| field.parse().unwrap()).to_vec();
    let (documents, ..) = given(&path, Options { fields, ..Options::default() });
    assert_eq!((ids(&documents), documents[0].text.as_str()), (vec!["k"], "They met."));
}

#[test]
fn records_are_read_in_any_encoding() {
    let folder = Folder::new();
    let wide: Vec<u8> =
        "\u{feff}id\ttext\na\tThey met in Zürich.\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin = |text: &str| text.chars().map(|c| c as u8).collect::<Vec<u8>>();
    for (name, bytes, warned) in [
        ("wide.csv", wide.clone(), false),
        ("wide-unmarked.csv", wide[2..].to_vec(), true),
        ("latin.csv", latin("id;text\na;They met in Zürich.\n"), true),
        ("latin.jsonl", latin("{\"text\": \"They met in Zürich.\"}\n"), true),
        (
            "latin.xml",
            latin(
                "<?xml version='1.0' encoding='iso-8859-1'?><rss><item><description>They met in Zürich.</description></item></rss>",
            ),
            false,
        ),
    ] {
        let (documents, warnings, errors) = given(&folder.file(name, bytes), Options::default());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(
            (documents[0].text.as_str(), warnings.len()),
            ("They met in Zürich.", usize::from(warned)),
            "{name}"
        );
    }
    let options = Options { encoding: Some(encoding_rs::WINDOWS_1252), ..Options::default() };
    let (documents, warnings, _) = given(&folder.0.path().join("latin.csv"), options);
    assert_eq!((documents[0].text.as_str(), warnings.len()), ("They met in Zürich.", 0));
}

#[test]
fn a_mailbox_gives_a_document_a_message() {
    let folder = Folder::new();
    let message = |subject: &str| {
        format!(
            "From a@a.example Tue Mar 21 08:00:00 2023\nFrom: a@a.example\nDate: Tue, 21 Mar 2023 08:00:00 +0000\nSubject: {subject}\n\nThey met.\n\n"
        )
    };
    let (documents, _, errors) = given(&folder.file("inbox", message("One") + &message("Two")), Options::default());
    let titles: Vec<_> = documents.iter().map(|document| document.title.as_deref().unwrap()).collect();
    assert_eq!((titles, errors.len()), (vec!["One", "Two"], 0));
    assert!(documents.iter().all(|document| document.published.unwrap().to_string() == "2023-03-21"));
}
