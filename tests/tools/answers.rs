//! The answers to the questions of `queries` on the sample article. `answers.md` holds those that a person found right;
//! what an engine answers must be the same to the letter. `answers-all.md` holds those on the graph that `--all` writes:
//! with events less sure than the plain graph takes; what is denied, planned or merely claimed is there only where a question is
//! about that. `answers-asked.md` holds those about others than the files name (`asked.rs`).
//!
//! An engine's answers are left in `target/tmp/answers`, in the form of that file. Nothing rewrites the file itself: to
//! accept other answers, read them, then copy them over it:
//!
//! ```sh
//! cargo test --test tools embedded
//! diff target/tmp/answers/embedded.md tests/tools/answers.md
//! cp target/tmp/answers/embedded.md tests/tools/answers.md
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::root;
use super::table::Table;

const HEAD: &str = "\
# Answers on the sample article

What every query of `queries` answers on the graph of `tests/texts/summit.txt`, its `.rq` and its `.cypher` alike. A
person checked each row against the article; the head of `answers.rs` tells how to change one.
";

const HEAD_OF_ASKED: &str = "\
# Answers about others

What the queries of `queries` answer on the graph of `asked.rs` about actors, places and days that their files do not name.
A person checked each row against that graph; the head of `answers.rs` tells how to change one.
";

/// The questions, by the names of their files.
pub fn questions() -> Vec<String> {
    stems("rq")
}

/// The files of `queries` with that extension, without it, sorted.
pub fn stems(extension: &str) -> Vec<String> {
    let paths = fs::read_dir(root().join("queries")).unwrap().map(|entry| entry.unwrap().path());
    let matching = paths.filter(|path| path.extension().is_some_and(|found| found == extension));
    let mut stems: Vec<String> = matching.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    stems.sort();
    stems
}

/// The file of a question in one of the two languages.
pub fn query(question: &str, extension: &str) -> PathBuf {
    root().join("queries").join(format!("{question}.{extension}"))
}

/// What a query asks: its first line, behind the sign of a comment.
pub fn asked(question: &str, extension: &str) -> String {
    let text = fs::read_to_string(query(question, extension)).unwrap();
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches(['#', '/']).trim().to_owned()
}

/// Compares the answers of an engine with the expected ones; all that differs is shown.
pub fn assert_expected(engine: &str, answers: impl IntoIterator<Item = (String, Table)>) {
    assert_same_as("answers.md", engine, answers);
}

/// The same on the graph of all that is written.
pub fn assert_expected_of_all(engine: &str, answers: impl IntoIterator<Item = (String, Table)>) {
    assert_same_as("answers-all.md", engine, answers);
}

fn assert_same_as(file: &str, engine: &str, answers: impl IntoIterator<Item = (String, Table)>) {
    let answers: BTreeMap<String, Table> = answers.into_iter().collect();
    assert!(answers.keys().eq(questions().iter()), "{engine} answers {:?}", answers.keys());
    let section = |(question, table): (String, Table)| {
        let asked = asked(&question, "rq");
        (question, format!("{asked}\n\n{}", table.markdown()))
    };
    compare(engine, file, &document(HEAD, answers.into_iter().map(section)));
}

/// Compares the answers about others than the files name with the expected ones; there each has one.
pub fn assert_same_sections(engine: &str, answers: Vec<(String, Table)>) {
    let empty: Vec<&String> = answers.iter().filter(|(_, table)| table.rows.is_empty()).map(|(name, _)| name).collect();
    assert!(empty.is_empty(), "{engine} finds nothing for {empty:?}");
    let sections = answers.into_iter().map(|(name, table)| (name, table.markdown()));
    compare(engine, "answers-asked.md", &document(HEAD_OF_ASKED, sections));
}

fn compare(engine: &str, file: &str, actual: &str) {
    let left = leave(engine, actual);
    let expected = fs::read_to_string(root().join("tests/tools").join(file)).unwrap();
    assert!(
        actual == expected,
        "{engine} answers otherwise (+) than tests/tools/{file} (-); all its answers are in {}:\n{}",
        left.display(),
        difference(&expected, actual)
    );
}

/// Sections with their headings below the head of the file.
fn document(head: &str, sections: impl Iterator<Item = (String, String)>) -> String {
    head.to_owned() + &sections.map(|(name, text)| format!("\n## {name}\n\n{text}")).collect::<String>()
}

/// Writes the answers of an engine where a person may look at them.
fn leave(engine: &str, answers: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("answers");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(format!("{engine}.md"));
    fs::write(&file, answers).unwrap();
    file
}

/// The lines that only one of two texts has, each below the heading of its section.
fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    // The longest common subsequence of what is left from line i of the one and line j of the other.
    let mut common = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let longer = common[i + 1][j].max(common[i][j + 1]);
            common[i][j] = if old[i] == new[j] { common[i + 1][j + 1] + 1 } else { longer };
        }
    }
    let (mut i, mut j, mut heading, mut shown) = (0, 0, "", String::new());
    while i < old.len() || j < new.len() {
        let (sign, line) = if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            (' ', old[i - 1])
        } else if j == new.len() || i < old.len() && common[i + 1][j] >= common[i][j + 1] {
            i += 1;
            ('-', old[i - 1])
        } else {
            j += 1;
            ('+', new[j - 1])
        };
        if line.starts_with('#') {
            heading = line;
        }
        if sign != ' ' {
            if !heading.is_empty() {
                shown += &format!("{heading}\n");
                heading = "";
            }
            shown += &format!("{sign} {line}\n");
        }
    }
    shown
}

#[test]
fn sparql_and_cypher_files_ask_the_same_questions() {
    let mut cypher = stems("cypher");
    cypher.retain(|file| file != "load");
    assert_eq!(questions(), cypher);
    assert_eq!(cypher.len(), 20);
    for question in cypher {
        assert!(asked(&question, "rq").ends_with('?'), "{question}");
        assert_eq!(asked(&question, "rq"), asked(&question, "cypher"));
    }
}

#[test]
fn a_difference_names_the_question_and_the_rows() {
    let expected = "# All\n## one\n| a |\n| b |\n## two\n| c |\n";
    assert_eq!(difference(expected, expected), "");
    assert_eq!(difference(expected, "# All\n## one\n| a |\n| b |\n## two\n| d |\n"), "## two\n- | c |\n+ | d |\n");
    assert_eq!(difference(expected, "# All\n## one\n| b |\n| a |\n## two\n| c |\n"), "## one\n- | a |\n+ | a |\n");
}
