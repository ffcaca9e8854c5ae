//! The first bytes of a file in; whether it is of a kind that cannot be read, and what to do then, out.

use crate::error::{Error, ErrorKind};

const PDF: &str = "convert it first, for example with pdftotext -layout FILE";
const OFFICE: &str = "save it as plain text or HTML first";
const MEDIA: &str = "give text, HTML, JSON, XML or another format of `newsgraph help extract`";
const UNPACK: &str = "unpack it first";
const TABLE: &str = "export it as JSONL or CSV first";

/// The beginnings of files, what they are, and the remedy.
const FILES: [(&[u8], &str, &str); 32] = [
    (b"\xff\xfe\x00\x00", "text in UTF-32, which is not read", "save it as UTF-8"),
    (b"\x00\x00\xfe\xff", "text in UTF-32, which is not read", "save it as UTF-8"),
    (b"%PDF-", "a PDF file, not text", PDF),
    (b"%!PS", "a PostScript file, not text", PDF),
    (b"\xd0\xcf\x11\xe0", "an office file (DOC, XLS, PPT, MSG), not text", OFFICE),
    (b"\x89PNG", "an image (PNG), not text", MEDIA),
    (b"\xff\xd8\xff", "an image (JPEG), not text", MEDIA),
    (b"GIF8", "an image (GIF), not text", MEDIA),
    (b"RIFF", "an image, sound or video (RIFF), not text", MEDIA),
    (b"II*\x00", "an image (TIFF), not text", MEDIA),
    (b"MM\x00*", "an image (TIFF), not text", MEDIA),
    (b"\x00\x00\x01\x00", "an icon, not text", MEDIA),
    (b"ID3", "a sound file (MP3), not text", MEDIA),
    (b"OggS", "a sound or video file (Ogg), not text", MEDIA),
    (b"fLaC", "a sound file (FLAC), not text", MEDIA),
    (b"\x1aE\xdf\xa3", "a video file (Matroska), not text", MEDIA),
    (b"\x7fELF", "a program, not text", MEDIA),
    (b"\xca\xfe\xba\xbe", "a program, not text", MEDIA),
    (b"\x00asm", "a program (WebAssembly), not text", MEDIA),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive, not text", UNPACK),
    (b"Rar!", "a RAR archive, not text", UNPACK),
    (b"\x04\x22\x4d\x18", "an LZ4 file, not text", UNPACK),
    (b"\x1f\x9d", "a file packed by compress, not text", UNPACK),
    (b"MSCF", "a cabinet archive, not text", UNPACK),
    (b"!<arch>", "an archive (ar), not text", UNPACK),
    (b"SQLite format 3\x00", "an SQLite database, not text", TABLE),
    (b"PAR1", "a Parquet file, not text", TABLE),
    (b"ARROW1\x00", "an Arrow file, not text", TABLE),
    (b"Obj\x01", "an Avro file, not text", TABLE),
    (b"\x89HDF", "an HDF5 file, not text", TABLE),
    (b"\x93NUMPY", "a NumPy file, not text", TABLE),
    (b"bplist0", "a property list, not text", TABLE),
];

/// The error for a file that cannot be read.
pub(super) fn foreign(head: &[u8]) -> Option<Error> {
    let known = FILES.into_iter().find(|(magic, ..)| head.starts_with(magic));
    let (_, message, remedy) = known.or_else(|| placed(head))?;
    Some(Error::new(ErrorKind::Encoding, message).at_byte(0).remedy(remedy))
}

/// Kinds whose mark does not stand at the beginning.
fn placed(head: &[u8]) -> Option<(&'static [u8], &'static str, &'static str)> {
    match head {
        _ if head.get(257..262) == Some(b"ustar") => Some((b"", "a tar archive, not text", UNPACK)),
        _ if head.get(4..8) == Some(b"ftyp") => Some((b"", "a video or image file (MP4), not text", MEDIA)),
        [b'M', b'Z', ..] if head[..head.len().min(256)].contains(&0) => Some((b"", "a program, not text", MEDIA)),
        // The pickles of Python, versions 2 to 5.
        [0x80, 2..=5, ..] => Some((b"", "a pickle of Python, not text", TABLE)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_named() {
        let mut tar = vec![b'a'; 257];
        tar.extend(b"ustar\x0000");
        for (head, name) in
            [(&b"%PDF-1.7"[..], "PDF"), (b"\x89PNG\r\n", "PNG"), (&tar, "tar"), (b"MZ\x90\x00", "program")]
        {
            assert!(foreign(head).unwrap().to_string().contains(name));
        }
        for head in [&b"Rare talks"[..], b"MZansi met them.", b"", b"GIF files are"] {
            assert!(foreign(head).is_none());
        }
    }
}
