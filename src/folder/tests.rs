//! Files that are committed and folders that are checked in; whether a folder is whole, as it was or refused out.

use std::fs;
use std::path::Path;

use super::*;

/// Commits files of the given names and texts.
fn write(dir: &Path, files: &[(&str, &str)], kept: &[&str]) -> Vec<PathBuf> {
    let mut staged = Staged::new(dir).unwrap();
    for (name, text) in files {
        staged.write(name, |out| out.write_all(text.as_bytes())).unwrap();
    }
    staged.commit(kept, Vec::new()).unwrap()
}

/// What a reader finds in a file.
fn read(dir: &Path, name: &str) -> Result<String> {
    Ok(fs::read_to_string(Folder::open(dir)?.file(name)?).unwrap())
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_later_graph_with_fewer_files_leaves_none_of_the_earlier_one() {
    let dir = tempfile::tempdir().unwrap();
    assert!(write(dir.path(), &[("a", "1"), ("b", "1")], &[]).is_empty());
    fs::write(dir.path().join("mine"), "x").unwrap();
    assert_eq!(write(dir.path(), &[("a", "2")], &[]), [dir.path().join("b")]);
    assert_eq!(names(dir.path()), ["a", "mine", MANIFEST]);
    assert_eq!(read(dir.path(), "a").unwrap(), "2");
    assert!(!Folder::open(dir.path()).unwrap().has("mine"));
}

#[test]
fn further_files_of_one_graph_stay_beside_the_others() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("a", "1"), ("b", "1")], &[]);
    write(dir.path(), &[("c", "1")], &["a", "b", "c", "d"]);
    for name in ["a", "b", "c"] {
        assert_eq!(read(dir.path(), name).unwrap(), "1");
    }
}

#[test]
fn a_file_that_somebody_changed_is_refused_and_not_removed() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &[("a", "1"), ("b", "1")], &[]);
    fs::write(dir.path().join("b"), "2").unwrap();
    assert_eq!(read(dir.path(), "b").unwrap_err().kind(), ErrorKind::Format);
    assert!(write(dir.path(), &[("a", "3")], &[]).is_empty());
    assert_eq!(names(dir.path()), ["a", "b", MANIFEST]);
}

#[test]
fn a_commit_that_was_broken_off_is_read_and_completed() {
    let (before, after) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(after.path(), &[("a", "2"), ("b", "2")], &[]);
    // After the rename of the folder, with none, one and all of the files moved.
    for moved in [&[][..], &["a"], &["a", "b"]] {
        let dir = before.path().join(moved.len().to_string());
        fs::create_dir(&dir).unwrap();
        write(&dir, &[("a", "1"), ("b", "1"), ("old", "1")], &[]);
        let committed = dir.join(COMMITTED);
        fs::create_dir(&committed).unwrap();
        for name in ["a", "b", MANIFEST] {
            let to = if moved.contains(&name) { &dir } else { &committed };
            fs::copy(after.path().join(name), to.join(name)).unwrap();
        }
        for name in ["a", "b"] {
            assert_eq!(read(&dir, name).unwrap(), "2", "{name} with {moved:?} moved");
        }
        assert!(!Folder::open(&dir).unwrap().has("old"));
        write(&dir, &[("c", "2")], &["a", "b"]);
        assert_eq!(names(&dir), ["a", "b", "c", MANIFEST]);
        assert_eq!(read(&dir, "a").unwrap(), "2");
    }
}

#[test]
fn what_a_dead_run_left_is_cleared_and_what_a_living_one_writes_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let dead = dir.path().join(".newsgraph-dead.tmp");
    fs::create_dir(&dead).unwrap();
    fs::write(dead.join("a"), "half").unwrap();
    let mut living = Staged::new(dir.path()).unwrap();
    living.write("b", |out| out.write_all(b"1")).unwrap();
    write(dir.path(), &[("a", "1")], &[]);
    assert!(!dead.exists());
    living.commit(&[], Vec::new()).unwrap();
    assert_eq!(names(dir.path()), ["b", MANIFEST]);
}

/// Else a run that clears could take the folder for one of a dead run before its lock is there.
#[test]
fn a_write_begins_while_nobody_clears() {
    let dir = tempfile::tempdir().unwrap();
    let clearing = lock::exclusive(dir.path()).unwrap();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| write(dir.path(), &[("a", "1")], &[]));
        std::thread::sleep(std::time::Duration::from_millis(200));
        assert!(names(dir.path()).is_empty());
        drop(clearing);
        writing.join().unwrap();
    });
    assert_eq!(names(dir.path()), ["a", MANIFEST]);
}

#[test]
fn a_write_that_is_given_up_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let mut staged = Staged::new(dir.path()).unwrap();
    staged.write("a", |out| out.write_all(b"1")).unwrap();
    drop(staged);
    assert!(names(dir.path()).is_empty());
}

#[test]
fn a_manifest_names_files_of_its_folder_alone() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["../a", "/etc/passwd", "a/b", "", "."] {
        let text = format!(r#"{{"layout":1,"producer":"","files":{{"{name}":{{"bytes":0,"sha256":""}}}}}}"#);
        fs::write(dir.path().join(MANIFEST), text).unwrap();
        assert_eq!(Folder::open(dir.path()).unwrap_err().kind(), ErrorKind::Format, "{name}");
    }
}

#[test]
fn a_folder_without_a_manifest_is_read_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "1").unwrap();
    assert_eq!(read(dir.path(), "a").unwrap(), "1");
}

#[test]
fn further_files_of_a_graph_without_a_manifest_lose_none_of_the_others() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "1").unwrap();
    write(dir.path(), &[("b", "1")], &["a", "b", "c"]);
    assert_eq!((read(dir.path(), "a").unwrap(), read(dir.path(), "b").unwrap()), ("1".into(), "1".into()));
    assert!(!Folder::open(dir.path()).unwrap().has("c"));
}
