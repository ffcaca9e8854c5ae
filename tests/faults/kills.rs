//! kill -9 at random moments: of the whole run, of the writing of the files, of the commit.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use super::count::{Count, Random, is_long};
use super::program::command;
use super::task::{State, Task, tasks};

/// From when on the moment is drawn.
#[derive(Debug, Clone, Copy)]
enum Since {
    Start,
    /// When the folder is there in which files are written.
    Writing,
    /// When the folder is renamed.
    Commit,
}

const PARTS: [Since; 3] = [Since::Start, Since::Writing, Since::Commit];

#[test]
fn killed_runs_leave_the_old_graph_or_the_new_one() {
    let mut count = Count::new("kill -9");
    let mut random = Random(14);
    let kills = if is_long() { 100 } else { 15 };
    let durations: Vec<[Duration; 3]> = tasks().iter().map(durations).collect();
    let (mut drawn, mut states, mut within) = (0, [0, 0], 0);
    while count.injected() < kills {
        let (at, part) = (drawn % tasks().len(), drawn / tasks().len() % PARTS.len());
        drawn += 1;
        assert!(drawn < 20 * kills, "most runs end before they can be killed");
        let task = &tasks()[at];
        let place = task.place();
        let delay = durations[at][part].mul_f64(random.share());
        let mut run =
            command(place.path(), &task.arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        if !wait_for(PARTS[part], &place.path().join("out"), &mut run) {
            continue;
        }
        pause(delay);
        run.kill().unwrap();
        // It may have ended by itself.
        if run.wait().unwrap().success() {
            continue;
        }
        within += usize::from(place.path().join("out/.newsgraph-committed").exists());
        let what = format!("{:?}, {delay:?} since {:?}", task.arguments, PARTS[part]);
        let state = task.state(place.path());
        states[usize::from(state == Ok(State::After))] += 1;
        count.add(&what, state.and_then(|_| task.completes(place.path())));
    }
    let [before, after] = states;
    count.remark(format!("{before} with the old graph or none, {after} with the new one, {within} within the commit"));
    count.finish();
}

/// How long a run takes from each of its parts on.
fn durations(task: &Task) -> [Duration; 3] {
    PARTS.map(|part| {
        let place = task.place();
        let mut run =
            command(place.path(), &task.arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait_for(part, &place.path().join("out"), &mut run);
        let begin = Instant::now();
        run.wait().unwrap();
        begin.elapsed()
    })
}

/// Waits for a part of a run; whether the run was still there.
fn wait_for(part: Since, out: &Path, run: &mut Child) -> bool {
    let is_there = || match part {
        Since::Start => true,
        Since::Writing => {
            let entries = fs::read_dir(out).into_iter().flatten().flatten();
            entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with(".newsgraph-"))
        }
        Since::Commit => out.join(".newsgraph-committed").exists(),
    };
    loop {
        if is_there() {
            return true;
        }
        if run.try_wait().unwrap().is_some() {
            return false;
        }
    }
}

/// Waits to the microsecond, which a sleep does not.
fn pause(time: Duration) {
    let begin = Instant::now();
    if time > Duration::from_millis(5) {
        std::thread::sleep(time - Duration::from_millis(2));
    }
    while begin.elapsed() < time {
        std::hint::spin_loop();
    }
}
