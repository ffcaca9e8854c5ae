//! A ZIP archive in; the files in it out, each to be read as it is unpacked. Nothing is written under the names that an
//! archive gives: they only name documents.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::limits;
use super::stream::{Stream, unreadable};
use super::unpack::{Packing, guarded};
use crate::error::{Error, ErrorKind, Result};

/// Whether a file begins as a ZIP archive does.
pub(super) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// A file in an archive.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// Its path in the archive, without what would lead out of it.
    pub path: PathBuf,
    file: Arc<File>,
    header: u64,
    begin: u64,
    length: u64,
    method: CompressionMethod,
    given: Arc<AtomicU64>,
    packed: Arc<AtomicU64>,
}

/// What an archive holds.
pub(super) enum Content {
    /// The body of a Word document.
    Word(Stream),
    /// Its files in the order of their paths; those that cannot be read as errors.
    Files(Vec<Result<Member>>),
}

/// The part of a Word document that holds its text.
const WORD: &str = "word/document.xml";

/// What an archive holds.
///
/// # Errors
/// `Format` if it is no archive, `Encoding` if it is a file of an office program other than a Word document.
pub(super) fn open(file: File) -> Result<Content> {
    let mut members = members(file, limits::MEMBERS)?;
    if members.iter().flatten().any(|member| member.path == Path::new("[Content_Types].xml"))
        && let Some(at) = members.iter().position(|m| m.as_ref().is_ok_and(|member| member.path == Path::new(WORD)))
    {
        return members.swap_remove(at).map(|member| Content::Word(member.open()));
    }
    Ok(Content::Files(members))
}

/// The files of an archive, of which there may be `most`.
fn members(file: File, most: usize) -> Result<Vec<Result<Member>>> {
    let damaged = |error: zip::result::ZipError| {
        Error::new(ErrorKind::Format, "no ZIP archive").caused_by(error).remedy("check that the file is whole")
    };
    let packed = file.metadata().map_err(unreadable)?.len();
    let file = Arc::new(file);
    let mut archive = ZipArchive::new(Shared(Arc::clone(&file))).map_err(damaged)?;
    if let Some(error) = office(&archive) {
        return Err(error);
    }
    if archive.len() > most {
        return Err(Error::new(ErrorKind::Format, format!("an archive of more than {most} files")).remedy("split it"));
    }
    let (given, packed) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(packed)));
    let mut members = Vec::new();
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(damaged);
        let member = match member {
            Ok(member) => member,
            Err(error) => {
                members.push(Err(error));
                continue;
            }
        };
        let path = inner(member.name());
        if member.is_dir() || is_passed_over(&path) {
            continue;
        }
        let located = |message: &str, remedy: &str| {
            Err(Error::new(ErrorKind::Format, format!("{}: {message}", path.display())).remedy(remedy))
        };
        let method = member.compression();
        members.push(
            match method {
                _ if member.encrypted() => located("encrypted", "unpack it with its password first"),
                CompressionMethod::STORE | CompressionMethod::DEFLATE => Ok(()),
                method if packing(method).is_some() => Ok(()),
                method => located(&format!("packed in a way that is not read ({method})"), "unpack it first"),
            }
            .map(|()| Member {
                file: Arc::clone(&file),
                header: member.header_start(),
                begin: member.data_start(),
                length: member.compressed_size(),
                method,
                given: Arc::clone(&given),
                packed: Arc::clone(&packed),
                path,
            }),
        );
    }
    members.sort_by(|a, b| {
        let key = |member: &Result<Member>| member.as_ref().ok().map(|member| (member.path.clone(), member.header));
        key(a).cmp(&key(b))
    });
    Ok(members)
}

/// The packing of a method, beside those of ZIP itself.
fn packing(method: CompressionMethod) -> Option<Packing> {
    let known = [
        (CompressionMethod::BZIP2, Packing::Bzip2),
        (CompressionMethod::ZSTD, Packing::Zstandard),
        (CompressionMethod::XZ, Packing::Xz),
    ];
    known.into_iter().find(|(known, _)| *known == method).map(|(_, packing)| packing)
}

impl Member {
    /// What it holds. All that its archive gives counts for the ceiling.
    pub fn open(&self) -> Stream {
        let packed =
            Section { file: Arc::clone(&self.file), at: self.begin, end: self.begin.saturating_add(self.length) };
        let unpacked: Box<dyn Read + Send> = match packing(self.method) {
            Some(packing) => Box::new(packing.unpack(packed)),
            None if self.method == CompressionMethod::STORE => Box::new(packed),
            None => Box::new(DeflateDecoder::new(packed)),
        };
        guarded(unpacked, Arc::clone(&self.given), Arc::clone(&self.packed))
    }
}

/// A path without roots and `..`.
fn inner(name: &str) -> PathBuf {
    let name = name.replace('\\', "/");
    Path::new(&name).components().filter(|part| matches!(part, Component::Normal(_))).collect()
}

/// Hidden files, and what a Mac puts beside each file.
fn is_passed_over(path: &Path) -> bool {
    path.components().any(|part| {
        let name = part.as_os_str().to_string_lossy();
        name.starts_with('.') || name == "__MACOSX"
    }) || path.as_os_str().is_empty()
}

/// The error for a document of an office program, which is an archive too.
fn office(archive: &ZipArchive<Shared>) -> Option<Error> {
    let has = |start: &str| archive.file_names().any(|name| name.starts_with(start));
    let (message, remedy) = match () {
        () if has("[Content_Types].xml") && has(WORD) => return None,
        () if has("[Content_Types].xml") && has("xl/") => ("a spreadsheet (XLSX), not text", "save it as CSV first"),
        () if has("[Content_Types].xml") => ("an office file, not text", "save it as plain text first"),
        () if has("mimetype") && has("META-INF/container.xml") => {
            ("a book (EPUB), not text", "convert it to plain text first")
        }
        () if has("mimetype") && has("content.xml") => {
            ("an OpenDocument file, not text", "save it as plain text, HTML or CSV first")
        }
        () => return None,
    };
    Some(Error::new(ErrorKind::Encoding, message).remedy(remedy))
}

/// The file of an archive; who reads it goes to a place first.
#[derive(Debug)]
struct Shared(Arc<File>);

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self.0).read(buffer)
    }
}

impl Seek for Shared {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        (&*self.0).seek(position)
    }
}

/// The bytes of a file from one place to another. Only one section of a file is read at a time, by one thread.
struct Section {
    file: Arc<File>,
    at: u64,
    end: u64,
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = usize::try_from(self.end - self.at).unwrap_or(usize::MAX).min(buffer.len());
        (&*self.file).seek(SeekFrom::Start(self.at))?;
        let read = (&*self.file).read(&mut buffer[..length])?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn an_archive_of_too_many_files_is_refused() {
        let mut archive = ZipWriter::new(tempfile::tempfile().unwrap());
        for name in ["a.txt", "b.txt", "c.txt"] {
            archive
                .start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::STORE))
                .unwrap();
            archive.write_all(b"They met.").unwrap();
        }
        let file = archive.finish().unwrap();
        assert_eq!(members(file.try_clone().unwrap(), 3).unwrap().len(), 3);
        let error = members(file, 2).err().unwrap();
        assert_eq!((error.kind(), error.to_string().contains("more than 2 files")), (ErrorKind::Format, true));
    }

    #[test]
    fn names_lead_nowhere_else() {
        assert_eq!(inner("../../etc/passwd"), Path::new("etc/passwd"));
        assert_eq!(inner("/a/../b.txt"), Path::new("a/b.txt"));
        assert_eq!(inner("C:\\a\\b.txt"), Path::new("C:/a/b.txt"));
        assert!(is_passed_over(Path::new("__MACOSX/a.txt")) && is_passed_over(Path::new("a/.b")));
    }
}
