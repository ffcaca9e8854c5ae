//! No room: a limit on the size of files, a small file system that is full, a standard output that takes nothing.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::count::Count;
use super::program::{command, files, program};
use super::task::{ensure, message, tasks};

/// A write beyond the limit fails, as on a full disk.
#[test]
fn files_that_may_not_grow() {
    let mut count = Count::new("limit on the size of files");
    for task in tasks() {
        for blocks in ["0", "1", "2", "4"] {
            let place = task.place();
            let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
            let output = shell(place.path(), &script, &task.arguments);
            // A small graph may fit.
            let result = if output.status.success() {
                task.is_complete(place.path())
            } else {
                task.failed(place.path(), &output, "make room there")
            };
            count.add(&format!("{:?} with {blocks} blocks", task.arguments), result);
        }
    }
    // Who does not ask for the error is killed by the signal.
    let task = &tasks()[0];
    let place = task.place();
    let output = shell(place.path(), "ulimit -f 1; exec \"$0\" \"$@\"", &task.arguments);
    let result = ensure(output.status.code().is_none(), || format!("{}", output.status));
    count.add("SIGXFSZ", result.and_then(|()| task.state(place.path())).and_then(|_| task.completes(place.path())));
    count.finish();
}

/// A file system of the memory, in a name space of its own, so that nobody else sees it and it goes with the process.
#[test]
fn a_full_file_system() {
    let mut count = Count::new("full file system");
    let Some(own) = own_mounts() else {
        count.remark("nothing could be mounted: the limit on the size of files is all that is tested");
        count.add("no mount", Ok(()));
        return count.finish();
    };
    // $1 is how many bytes are free; what is left after the first run and after the second goes to first/ and second/.
    let script = r#"
        free=$1; shift
        mkdir disk && mount -t tmpfs -o size=4m tmpfs disk || exit 99
        cp -r monday.txt tuesday.txt tuesday all.rq disk/; [ -d out ] && cp -r out disk/
        head -c 4m /dev/zero > disk/ballast 2>/dev/null; truncate -s "-$free" disk/ballast
        (cd disk && "$0" "$@"); code=$?
        cp -r disk/out first 2>/dev/null; rm disk/ballast
        (cd disk && "$0" "$@") >/dev/null || exit 98
        cp -r disk/out second; exit $code"#;
    for task in tasks() {
        for free in ["0", "4096", "600000", "640000", "660000"] {
            let place = task.place();
            let arguments: Vec<&str> = [&[free], &task.arguments[..]].concat();
            let mut command = Command::new("unshare");
            command.args(own).args(["sh", "-c", script, program()]).args(arguments).current_dir(place.path());
            let output = command.stdin(Stdio::null()).output().unwrap();
            let move_to = |name: &str| {
                let _ = fs::remove_dir_all(place.path().join("out"));
                let _ = fs::rename(place.path().join(name), place.path().join("out"));
            };
            move_to("first");
            let text = message(&output);
            let told = match output.status.code() {
                Some(0) => Ok(()),
                Some(2) => ensure(text.contains("No space left on device") && text.contains("make room"), || text),
                code => Err(format!("{code:?}: {text}")),
            };
            let result = told.and_then(|()| task.state(place.path())).and_then(|_| {
                move_to("second");
                task.is_complete(place.path())
            });
            count.add(&format!("{:?} with {free} bytes free", task.arguments), result);
        }
    }
    count.remark(format!("tmpfs of 4 MB by unshare {}", own.join(" ")));
    count.finish();
}

/// The options of `unshare` by which something can be mounted.
pub fn own_mounts() -> Option<&'static [&'static str]> {
    let ways: [&[&str]; 2] = [&["-m"], &["-r", "-m"]];
    ways.into_iter().find(|way| {
        let script = "d=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; code=$?; rmdir $d; exit $code";
        let status = Command::new("unshare").args(*way).args(["sh", "-c", script]).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    })
}

/// What is only told is lost; what is written is there.
#[test]
fn a_standard_output_that_takes_nothing() {
    let Ok(full) = File::options().write(true).open("/dev/full") else { return };
    let mut count = Count::new("full standard output");
    let run = |place: &Path, arguments: &[&str]| {
        command(place, arguments).stdout(full.try_clone().unwrap()).output().unwrap()
    };
    for task in tasks() {
        let place = task.place();
        let output = run(place.path(), &task.arguments);
        let text = message(&output);
        let told =
            text.contains("cannot write to standard output") && text.contains("the graph itself is whole, in out");
        let result = ensure(output.status.code() == Some(1) && told, || format!("{}: {text}", output.status));
        count.add(&format!("{:?}", task.arguments), result.and_then(|()| task.is_complete(place.path())));
    }
    let place = tasks()[1].place();
    let edges = String::from_utf8(files(&place.path().join("out"))["edges.csv"].clone()).unwrap();
    let edge = edges.lines().nth(1).and_then(|line| line.split(',').nth(3)).unwrap();
    for arguments in [
        &["analyze", "monday.txt"][..],
        &["analyze", "monday.txt", "--events"],
        &["convert", "out", "--to", "jsonld"],
        &["query", "all.rq", "out"],
        &["who", "Peru"],
        &["explain", "out", edge],
    ] {
        let output = run(place.path(), arguments);
        let text = message(&output);
        let told = text.lines().count() == 1 && text.contains("cannot write") && text.contains("make room");
        let result = ensure(output.status.code() == Some(2) && told, || format!("{}: {text}", output.status));
        count.add(&format!("{arguments:?}"), result);
    }
    count.finish();
}

/// Runs the program by a script that sets limits.
pub fn shell(place: &Path, script: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("sh");
    command.args(["-c", script, program()]).args(arguments).current_dir(place).stdin(Stdio::null());
    command.output().unwrap()
}
