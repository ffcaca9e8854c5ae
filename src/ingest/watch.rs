//! A file that is being read in; whether somebody writes to it meanwhile out.

use std::fs::{File, Metadata};
use std::time::SystemTime;

/// A file as it was when it was opened. One that is removed or replaced by another of its name is read to its end as it
/// was; only who writes into the file itself changes what is read.
pub(super) struct Watch {
    file: File,
    before: State,
}

/// Length and time of the last change.
type State = (u64, Option<SystemTime>);

fn state(metadata: &Metadata) -> State {
    (metadata.len(), metadata.modified().ok())
}

impl Watch {
    /// Begins to watch; `None` for pipes and devices, which have no state, and where the system does not tell.
    pub fn of(file: &File) -> Option<Self> {
        let before = file.metadata().ok().filter(Metadata::is_file)?;
        Some(Self { file: file.try_clone().ok()?, before: state(&before) })
    }

    /// Whether the file is another than when it was opened.
    pub fn has_changed(&self) -> bool {
        self.file.metadata().is_ok_and(|now| state(&now) != self.before)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn who_writes_is_noticed_and_who_replaces_is_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        std::fs::write(&path, "old").unwrap();
        let watch = Watch::of(&File::open(&path).unwrap()).unwrap();
        std::fs::write(dir.path().join("b"), "newer").unwrap();
        std::fs::rename(dir.path().join("b"), &path).unwrap();
        assert!(!watch.has_changed());
        let mut file = File::options().append(true).open(&path).unwrap();
        let watch = Watch::of(&file).unwrap();
        file.write_all(b"more").unwrap();
        assert!(watch.has_changed());
    }
}
