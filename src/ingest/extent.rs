//! Files in; how many of their bytes there are and how many were read out, by which the time that is left is known.

use std::fs::File;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a reader is.
#[derive(Debug, Default)]
pub struct Extent {
    total: AtomicU64,
    read: AtomicU64,
    /// Whether there is a stream or an archive, of which no total is known.
    open: AtomicBool,
}

impl Extent {
    /// The share of the bytes that was read, from 0 to 1; `None` where nobody knows how many there are.
    pub fn share(&self) -> Option<f64> {
        let (read, total) = (self.read.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        // What follows a file that is read to its end is not known yet.
        (total > 0 && !self.open.load(Ordering::Relaxed)).then(|| (read as f64 / total as f64).min(1.0))
    }

    /// Adds a file that is to be read.
    pub(super) fn add(&self, bytes: Option<u64>) {
        match bytes {
            Some(bytes) => drop(self.total.fetch_add(bytes, Ordering::Relaxed)),
            None => self.open.store(true, Ordering::Relaxed),
        }
    }

    /// The file, whose bytes count as they are read.
    pub(super) fn counted(self: &Arc<Self>, file: File) -> impl Read + Send + use<> {
        Counted { file, extent: Arc::clone(self) }
    }
}

/// A file that tells what was read of it.
struct Counted {
    file: File,
    extent: Arc<Extent>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.extent.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}
