//! Limits of the system on memory and on open files, in steps from what is too little to what is enough.

use super::count::Count;
use super::room::shell;
use super::task::{State, Task, ensure, message, tasks};

#[test]
fn too_little_memory() {
    // In kB. The program alone, with its model and gazetteer, takes some 60 MB in a release build, 190 MB in a plain one.
    let steps = ["40000", "60000", "80000", "100000", "120000", "140000", "160000", "180000", "1000000"];
    let mut count = Count::new("limit on memory");
    for_steps("v", &steps, &mut count);
    count.finish();
}

#[test]
fn too_few_open_files() {
    let mut count = Count::new("limit on open files");
    for_steps("n", &["4", "5", "6", "7", "8", "9", "10", "64"], &mut count);
    count.finish();
}

/// Runs tasks under each limit; the lowest must be too low for something and the last high enough for all.
fn for_steps(limit: &str, steps: &[&str], count: &mut Count) {
    let mut failed = 0;
    for (step, most) in steps.iter().enumerate() {
        // With and without an older graph.
        for task in &tasks()[..3] {
            let place = task.place();
            let output = shell(place.path(), &format!("ulimit -{limit} {most}; exec \"$0\" \"$@\""), &task.arguments);
            let is_last = step + 1 == steps.len();
            failed += usize::from(!output.status.success());
            let result = ensure(!is_last || output.status.success(), || format!("not enough: {}", message(&output)));
            let result = result.and_then(|()| {
                // Where memory ends the system or the allocator ends the process.
                let says = output.status.success() || output.status.code().is_none() || !output.stderr.is_empty();
                ensure(says, || format!("{} without a word", output.status))
            });
            count.add(
                &format!("{:?} under ulimit -{limit} {most}", task.arguments),
                result.and_then(|()| holds(task, place.path(), output.status.success())),
            );
        }
    }
    count.remark(format!("{failed} of the runs failed"));
    assert!(failed > 0, "no limit was too low");
}

/// The folder holds what the run says, and the next run completes.
fn holds(task: &Task, place: &std::path::Path, success: bool) -> Result<(), String> {
    let state = task.state(place)?;
    ensure(!success || state == State::After, || "the run succeeded, and the graph is the old one".to_owned())?;
    task.completes(place)
}
