//! Folders that may be read and not written. Permissions do not bind root, so that what does is looked for: another
//! user, a flag of the file system, a mount that is read only.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use super::count::Count;
use super::program::{command, program};
use super::room::own_mounts;
use super::task::{State, Task, ensure, message, names, tasks};

/// A way to keep the program from writing into `out`: words before the command, what is done before and after.
struct Way {
    name: &'static str,
    prefix: Vec<String>,
    close: fn(&Path),
    open: fn(&Path),
}

#[test]
fn a_folder_that_must_not_be_written_stays_as_it_is_and_can_be_read() {
    let mut count = Count::new("read-only folder");
    let ways = ways();
    for way in &ways {
        for task in &tasks()[1..] {
            let place = task.place();
            count.add(&format!("{:?} by {}", task.arguments, way.name), refused(way, task, place.path()));
        }
    }
    if ways.is_empty() {
        // Always there; what it says is tested with the command line.
        let place = tasks()[0].place();
        fs::write(place.path().join("out"), "").unwrap();
        let output = command(place.path(), &tasks()[0].arguments).output().unwrap();
        count.add("a file in the way", ensure(output.status.code() == Some(2), || message(&output)));
    }
    let named: Vec<&str> = ways.iter().map(|way| way.name).collect();
    count.remark(format!(
        "by {}",
        if named.is_empty() { "a file in the way alone".to_owned() } else { named.join(", ") }
    ));
    count.finish();
}

fn refused(way: &Way, task: &Task, place: &Path) -> Result<(), String> {
    let out = place.join("out");
    let run = |arguments: &[&str]| {
        let words: Vec<String> = way.prefix.iter().map(|word| word.replace("OUT", &out.to_string_lossy())).collect();
        let words = words.iter().map(String::as_str).chain([program()]).chain(arguments.iter().copied());
        let words: Vec<&str> = words.collect();
        Command::new(words[0]).args(&words[1..]).current_dir(place).stdin(Stdio::null()).output().unwrap()
    };
    (way.close)(&out);
    let output = run(&task.arguments);
    let read = run(&["convert", "out", "--to", "events"]);
    (way.open)(&out);
    let text = message(&output);
    ensure(output.status.code() == Some(2), || format!("{}: {text}", output.status))?;
    let told = text.contains("out: the output folder cannot be written") && text.contains("-o DIR");
    ensure(told, || text)?;
    ensure(read.status.success(), || format!("it cannot be read: {}", message(&read)))?;
    ensure(task.state(place)? == State::Before, || format!("it has changed: {}", names(&out)))?;
    task.completes(place)
}

/// The ways that this system and user have.
fn ways() -> Vec<Way> {
    let nothing = |_: &Path| {};
    let mut ways = Vec::new();
    let closed: fn(&Path) = |out| fs::set_permissions(out, Permissions::from_mode(0o555)).unwrap();
    let opened: fn(&Path) = |out| fs::set_permissions(out, Permissions::from_mode(0o755)).unwrap();
    if !is_root() {
        ways.push(Way { name: "permissions", prefix: vec!["env".to_owned()], close: closed, open: opened });
    }
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    if is_root() && succeeds(&[&nobody[..], &[program(), "--version"]].concat()) {
        // The folder around it is for its owner alone.
        let close: fn(&Path) = |out| {
            fs::set_permissions(out.parent().unwrap(), Permissions::from_mode(0o755)).unwrap();
            fs::set_permissions(out, Permissions::from_mode(0o555)).unwrap();
        };
        let prefix = nobody.map(str::to_owned).to_vec();
        ways.push(Way { name: "permissions, as nobody", prefix, close, open: opened });
    }
    let probe = tempfile::tempdir().unwrap();
    let path = probe.path().to_string_lossy().into_owned();
    if succeeds(&["chattr", "+i", &path]) {
        assert!(succeeds(&["chattr", "-i", &path]));
        let close: fn(&Path) = |out| assert!(succeeds(&["chattr", "+i", &out.to_string_lossy()]));
        let open: fn(&Path) = |out| assert!(succeeds(&["chattr", "-i", &out.to_string_lossy()]));
        ways.push(Way { name: "chattr +i", prefix: vec!["env".to_owned()], close, open });
    }
    if let Some(own) = own_mounts() {
        let script = "mount --bind OUT OUT && mount -o remount,ro,bind OUT || exit 99; exec \"$0\" \"$@\"";
        let words = [&["unshare"], own, &["sh", "-c", script]].concat();
        let prefix = words.into_iter().map(str::to_owned).collect();
        ways.push(Way { name: "a mount that is read only", prefix, close: nothing, open: nothing });
    }
    ways
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout == b"0\n")
}

fn succeeds(words: &[&str]) -> bool {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}
