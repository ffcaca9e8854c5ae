//! A stream in; what it holds if it is packed (gzip, Zstandard, bzip2, xz) out, unpacked as it is read.
//!
//! What unpacks to more than [`limits::EXPANSION`] times its size ends in an error, wherever that is found out.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bzip2::read::MultiBzDecoder;
use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::limits;
use super::stream::Stream;
use crate::error::{Error, ErrorKind, Result};

/// A way of packing one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstandard,
    Bzip2,
    Xz,
}

impl Packing {
    /// The packing that the first bytes of a file tell.
    pub fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, 8, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstandard),
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => Some(Self::Bzip2),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// Unpacks a stream.
    pub fn unpack(self, packed: impl Read + Send + 'static) -> Stream {
        let read = Arc::new(AtomicU64::new(0));
        let packed = Counted { input: packed, read: Arc::clone(&read) };
        let unpacked: Box<dyn Read + Send> = match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Self::Zstandard => Box::new(Frames::new(packed)),
            Self::Bzip2 => Box::new(MultiBzDecoder::new(packed)),
            Self::Xz => xz(packed, limits::XZ_MEMORY),
        };
        guarded(unpacked, Arc::new(AtomicU64::new(0)), read)
    }

    /// The endings of file names that tell of packing, in lower case.
    pub const EXTENSIONS: [&str; 5] = ["gz", "zst", "bz2", "xz", "zstd"];
}

/// What an `.xz` stream holds, which may ask for `memory` kB.
fn xz(packed: impl Read + Send + 'static, memory: u32) -> Box<dyn Read + Send> {
    Box::new(XzReader::new_mem_limit(packed, true, memory))
}

/// Unpacks a stream as often as it is packed, `depth` of [`limits::ARCHIVE_DEPTH`] being used up. Returns it with the
/// depth that is then used up.
///
/// # Errors
/// `Read` if its head cannot be read; `Format` if it is packed too often.
pub(super) fn unpack(mut stream: Stream, mut depth: u8) -> Result<(Stream, u8)> {
    while let Some(packing) = Packing::of(stream.head()?) {
        if depth == limits::ARCHIVE_DEPTH {
            return Err(too_deep());
        }
        depth += 1;
        stream = packing.unpack(stream);
    }
    Ok((stream, depth))
}

/// A stream that ends in an error once `given` bytes, which it counts on, are too many for `packed` bytes.
pub(super) fn guarded(input: Box<dyn Read + Send>, given: Arc<AtomicU64>, packed: Arc<AtomicU64>) -> Stream {
    Stream::new(Box::new(Guarded { input, given, packed }))
}

/// The error for archives in archives in archives.
pub(super) fn too_deep() -> Error {
    Error::new(ErrorKind::Format, format!("packed more than {} times over", limits::ARCHIVE_DEPTH))
        .remedy("unpack it first")
}

/// Counts the packed bytes.
struct Counted<R> {
    input: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Stops when too much comes out of too little.
struct Guarded<R> {
    input: R,
    given: Arc<AtomicU64>,
    packed: Arc<AtomicU64>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let given = self.given.fetch_add(read as u64, Ordering::Relaxed) + read as u64;
        let packed = self.packed.load(Ordering::Relaxed);
        if given > limits::UNPACKED_FREE && given / limits::EXPANSION > packed {
            return Err(io::Error::other(format!(
                "unpacks to more than {} times its size, as a file does that was made to fill the memory",
                limits::EXPANSION
            )));
        }
        Ok(read)
    }
}

/// The frames of a Zstandard stream one after the other; frames that hold no data are passed over.
struct Frames<R> {
    input: BufReader<R>,
    decoder: FrameDecoder,
    inside: bool,
}

impl<R: Read> Frames<R> {
    fn new(input: R) -> Self {
        Self { input: BufReader::with_capacity(1 << 16, input), decoder: FrameDecoder::new(), inside: false }
    }

    /// Begins the next frame; whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut self.input.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !buffer.is_empty() {
            if !self.inside && !self.begin()? {
                return Ok(0);
            }
            self.inside = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let blocks = BlockDecodingStrategy::UptoBytes(buffer.len());
                self.decoder.decode_blocks(&mut self.input, blocks).map_err(io::Error::other)?;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            self.inside = false;
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    fn given(bytes: Vec<u8>) -> Stream {
        Stream::new(Box::new(io::Cursor::new(bytes)))
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        let two = [gzip(b"One. "), gzip(b"Two.")].concat();
        assert_eq!(unpack(given(two), 0).unwrap().0.whole().unwrap(), b"One. Two.");
        // a frame of raw bytes, one to be passed over, and the first again
        let frame = b"\x28\xb5\x2f\xfd\x20\x05\x29\x00\x00Talks";
        let frames = [&frame[..], b"\x50\x2a\x4d\x18\x02\x00\x00\x00zz", frame].concat();
        assert_eq!(unpack(given(frames), 0).unwrap().0.whole().unwrap(), b"TalksTalks");
    }

    #[test]
    fn a_bomb_is_defused() {
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        (0..80).for_each(|_| bomb.write_all(&vec![b' '; 1 << 20]).unwrap());
        let (mut stream, _) = unpack(given(bomb.finish().unwrap()), 0).unwrap();
        let error = io::copy(&mut stream, &mut io::sink()).unwrap_err();
        assert!(error.to_string().contains("200 times"), "{error}");
    }

    #[test]
    fn a_dictionary_that_is_too_large_is_refused() {
        // “Talks”, with the dictionary of 8 MB that `xz` writes.
        let packed = b"\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2f\xe5\xa3\x01\
                      \x00\x05\x54\x61\x6c\x6b\x73\x0a\x00\x00\x00\x8a\x50\x87\x8d\x8a\x18\x94\x86\x00\x01\x1e\x06\xc1\x2f\
                      \xa4\x1d\x1f\xb6\xf3\x7d\x01\x00\x00\x00\x00\x04\x59\x5a";
        let read = |memory| xz(&packed[..], memory).read_to_end(&mut Vec::new());
        assert_eq!(read(limits::XZ_MEMORY).unwrap(), 6);
        assert!(read(8 << 10).is_err());
    }

    #[test]
    fn what_is_packed_over_and_over_is_refused() {
        let nested = (0..5).fold(b"Talks".to_vec(), |bytes, _| gzip(&bytes));
        assert_eq!(unpack(given(nested), 0).err().unwrap().kind(), ErrorKind::Format);
    }
}
