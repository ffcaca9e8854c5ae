//! Records as they come in; one file of them in an order, each once, out (an external merge sort).

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::graph::batch::{Lines, line};

/// How many files are open at a time.
const FILES: usize = 128;

/// Records in an order, in a file.
#[derive(Debug)]
pub(crate) struct Records<T> {
    path: PathBuf,
    of: PhantomData<T>,
}

impl<T: DeserializeOwned> Records<T> {
    /// Calls `work` on the records, so many at a time, or more where those that belong together would be parted.
    ///
    /// # Errors
    /// Where the file cannot be read, and what `work` returns.
    pub(crate) fn each(
        &self,
        most: usize,
        together: fn(&T, &T) -> bool,
        work: &mut dyn FnMut(&[T]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut some: Vec<T> = Vec::new();
        for record in self.read()? {
            let record = record?;
            if some.len() >= most && some.last().is_some_and(|last| !together(last, &record)) {
                work(&some)?;
                some.clear();
            }
            some.push(record);
        }
        if some.is_empty() { Ok(()) } else { work(&some) }
    }

    /// The records, one after the other.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub(crate) fn read(&self) -> io::Result<impl Iterator<Item = io::Result<T>> + use<T>> {
        let mut lines = Lines::of(File::open(&self.path)?, u64::MAX);
        Ok(std::iter::from_fn(move || lines.next().transpose()))
    }
}

/// How two records compare.
type Order<T> = fn(&T, &T) -> Ordering;

/// Records as they come in, files of them in their order, one record of each, out.
pub(super) struct Sorter<'d, T> {
    dir: &'d Path,
    name: &'static str,
    order: Order<T>,
    join: fn(&mut T, T),
    parts: Vec<Records<T>>,
    /// How many files were made.
    made: usize,
}

impl<'d, T: Serialize + DeserializeOwned> Sorter<'d, T> {
    /// Of records in an order, of which those that are equal by it are joined.
    pub(super) fn new(dir: &'d Path, name: &'static str, order: Order<T>, join: fn(&mut T, T)) -> Self {
        Self { dir, name, order, join, parts: Vec::new(), made: 0 }
    }

    /// Adds some, in any order.
    pub(super) fn add(&mut self, mut records: Vec<&T>) -> io::Result<()> {
        records.sort_unstable_by(|a, b| (self.order)(a, b));
        let mut file = Writer::new(&self.next())?;
        records.into_iter().try_for_each(|record| file.add(record))?;
        self.parts.push(file.end()?);
        Ok(())
    }

    /// All of them.
    pub(super) fn merged(mut self) -> io::Result<Records<T>> {
        while self.parts.len() > FILES {
            let (some, path) = (self.parts.drain(..FILES).collect(), self.next());
            let one = self.joined(some, &path)?;
            self.parts.push(one);
        }
        let rest = std::mem::take(&mut self.parts);
        self.joined(rest, &self.dir.join(self.name))
    }

    /// Where the next file goes.
    fn next(&mut self) -> PathBuf {
        self.made += 1;
        self.dir.join(format!("{}-{}", self.name, self.made))
    }

    fn joined(&self, files: Vec<Records<T>>, path: &Path) -> io::Result<Records<T>> {
        let mut out = Writer::new(path)?;
        let mut parts = files.iter().map(Records::read).collect::<io::Result<Vec<_>>>()?;
        let mut firsts = BinaryHeap::new();
        let mut next = |from: usize, firsts: &mut BinaryHeap<Reverse<First<T>>>| -> io::Result<()> {
            if let Some(record) = parts[from].next() {
                firsts.push(Reverse(First { record: record?, from, order: self.order }));
            }
            Ok(())
        };
        (0..files.len()).try_for_each(|from| next(from, &mut firsts))?;
        while let Some(Reverse(First { mut record, from, .. })) = firsts.pop() {
            next(from, &mut firsts)?;
            while firsts.peek().is_some_and(|Reverse(first)| (self.order)(&first.record, &record).is_eq())
                && let Some(Reverse(same)) = firsts.pop()
            {
                (self.join)(&mut record, same.record);
                next(same.from, &mut firsts)?;
            }
            out.add(&record)?;
        }
        files.iter().try_for_each(|part| std::fs::remove_file(&part.path))?;
        out.end()
    }
}

/// The first record of a file that is not taken.
struct First<T> {
    record: T,
    from: usize,
    order: Order<T>,
}

impl<T> Ord for First<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.order)(&self.record, &other.record).then(self.from.cmp(&other.from))
    }
}

impl<T> PartialOrd for First<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for First<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for First<T> {}

/// A file of records that is being written.
pub(super) struct Writer<T> {
    out: BufWriter<GzEncoder<File>>,
    records: Records<T>,
}

impl<T: Serialize> Writer<T> {
    pub(super) fn new(path: &Path) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 16, GzEncoder::new(File::create_new(path)?, Compression::fast()));
        Ok(Self { out, records: Records { path: path.to_owned(), of: PhantomData } })
    }

    pub(super) fn add(&mut self, record: &T) -> io::Result<()> {
        line(&mut self.out, record)
    }

    pub(super) fn end(self) -> io::Result<Records<T>> {
        self.out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?.flush()?;
        Ok(self.records)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_files_than_are_open_at_a_time_become_one() {
        let dir = tempfile::tempdir().unwrap();
        let by_word = |a: &(String, usize), b: &(String, usize)| a.0.cmp(&b.0);
        let mut sorter = Sorter::new(dir.path(), "words", by_word, |mine, theirs| mine.1 += theirs.1);
        let count = 2 * FILES + 3;
        for number in 0..count {
            let (own, shared) = ((format!("w{number}"), 1), ("shared".to_owned(), 1));
            sorter.add(vec![&own, &shared]).unwrap();
        }
        let records: Vec<(String, usize)> = sorter.merged().unwrap().read().unwrap().map(Result::unwrap).collect();
        assert_eq!(records.len(), count + 1);
        assert!(records.is_sorted_by_key(|(word, _)| word.clone()));
        assert_eq!(records[0], ("shared".to_owned(), count));
        // What it is made of is gone.
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
