//! A folder in; the right to read or to change it alone out, until the file that is returned is dropped.
//!
//! The lock is one of the system on the folder itself, so that nothing is left behind by a process that dies. Where a
//! system or a file system has none, there is no lock: then two runs into one folder at the same moment are the user's.

use std::fs::{File, TryLockError};
use std::path::Path;

/// Waits until nobody changes the folder.
pub(super) fn shared(dir: &Path) -> Option<File> {
    let file = File::open(dir).ok()?;
    file.lock_shared().ok().map(|()| file)
}

/// Waits until nobody else reads or changes the folder.
pub(super) fn exclusive(dir: &Path) -> Option<File> {
    let file = File::open(dir).ok()?;
    file.lock().ok().map(|()| file)
}

/// Whether a living process holds the folder.
pub(super) fn is_held(dir: &Path) -> bool {
    let locked = File::open(dir).map(|file| file.try_lock());
    matches!(locked, Ok(Err(TryLockError::WouldBlock)))
}
