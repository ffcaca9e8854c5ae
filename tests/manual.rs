//! What `examples/manual.rs` writes: every command and option has its place in the manual and in what bash completes.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "../examples/manual.rs"]
#[allow(dead_code)]
mod manual;
#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::process::Command;

use program::Folder;

#[test]
fn every_command_has_a_page_with_its_options() {
    let folder = Folder::new("manual");
    let files = manual::write(&folder.path("")).unwrap();
    for command in newsgraph::cli::commands().get_subcommands() {
        let page = folder.read(&format!("newsgraph-{}.1", command.get_name()));
        for option in command.get_arguments().filter_map(|argument| argument.get_long()) {
            assert!(page.contains(&format!("\\-\\-{}", option.replace('-', "\\-"))), "{option}: {page}");
        }
        let example = format!("newsgraph {}", command.get_name());
        assert!(page.replace("\\-", "-").contains(&example), "no example of {}", command.get_name());
    }
    assert!(folder.read("newsgraph.1").contains("newsgraph\\-extract(1)"));
    let pages = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "1")).count();
    assert_eq!(files.len() - pages, 5, "{files:?}");
}

#[test]
#[cfg(unix)]
fn bash_completes_commands_and_options() {
    let folder = Folder::new("completions");
    manual::write(&folder.path("")).unwrap();
    let complete = |words: &str| {
        let last = words.split(' ').count() - 1;
        let script = format!(
            "source newsgraph.bash; COMP_WORDS=({words}); COMP_CWORD={last}; \
             _newsgraph newsgraph \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last} - 1]}}\"; echo ${{COMPREPLY[@]}}"
        );
        let output = Command::new("bash").args(["-c", &script]).current_dir(folder.path("")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(complete("newsgraph ext"), "extract");
    assert_eq!(complete("newsgraph extract --min-c"), "--min-confidence");
}
