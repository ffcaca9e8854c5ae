//! Several runs into one folder at the same moment.

use std::process::{Child, Stdio};

use super::count::Count;
use super::program::command;
use super::task::{Task, ensure, message, tasks};

#[test]
fn of_runs_into_one_folder_one_is_the_last() {
    let mut count = Count::new("runs into one folder at once");
    // What two of them write does not depend on what is there before.
    let (first, second) = (&tasks()[1], &tasks()[3]);
    for round in 0..6 {
        let place = first.place();
        let start =
            |task: &Task| command(place.path(), &task.arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let started = [first, second, second, second, first, second].map(|task| start(task).unwrap());
        let ended = started.map(Child::wait_with_output).map(Result::unwrap);
        for output in &ended {
            count.add(&format!("round {round}"), ensure(output.status.success(), || message(output)));
        }
        let whole = first.is_complete(place.path()).or_else(|_| second.is_complete(place.path()));
        count.add(&format!("after round {round}"), whole);
    }
    count.finish();
}
