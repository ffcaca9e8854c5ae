//! Tables of hostile names as LibreOffice opens them: what is made for spreadsheets has no formula, and as text every cell
//! is what the file has, but for NUL, which it drops.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use newsgraph::export::{Format, Options, write_folder};

use super::hostile_graph::graph;
use super::support::{run, scratch};

const TABLES: [&str; 4] = ["nodes.csv", "edges.csv", "evidence.csv", "mentions.csv"];

/// Comma, quotation mark, UTF-8, from the first line on, columns as LibreOffice guesses them.
const GUESSED: &str = "CSV:44,34,76,1";

/// The same with every column as text.
fn as_text(columns: usize) -> String {
    let columns: Vec<String> = (1..=columns).map(|column| format!("{column}/2")).collect();
    format!("{GUESSED},{}", columns.join("/"))
}

/// The tables of the hostile graph.
fn tables(name: &str, spreadsheet_safe: bool) -> PathBuf {
    let folder = scratch(name);
    let options = Options { formats: vec![Format::Csv], all: true, spreadsheet_safe, ..Options::default() };
    write_folder(&graph(), &folder, &options).unwrap();
    folder
}

/// Tables as LibreOffice reads and writes them; a profile of its own keeps it from the user's.
fn converted(tables: &[PathBuf], reading: &str, to: &str, into: &Path) {
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", into.join("profile").display()));
    command.args(["--headless", &format!("--infilter={reading}"), "--convert-to", to, "--outdir"]).arg(into);
    run(command.args(tables).env("HOME", into));
}

/// How many cells of all tables are formulas.
fn formulas(folder: &Path) -> usize {
    let into = scratch(&format!("{}-opened", folder.file_name().unwrap().to_string_lossy()));
    converted(&TABLES.map(|table| folder.join(table)), GUESSED, "fods", &into);
    let formulas = |table: &str| {
        let text = fs::read_to_string(into.join(table).with_extension("fods")).unwrap();
        assert!(text.contains("<table:table-cell"), "{table} is empty");
        text.matches("table:formula=").count()
    };
    TABLES.iter().map(|table| formulas(table)).sum()
}

#[test]
#[ignore = "needs LibreOffice: cargo xtask test"]
fn tables_for_spreadsheets_have_no_formula() {
    assert_eq!(formulas(&tables("spreadsheet-safe", true)), 0);
    // LibreOffice does take some of the names for formulas.
    assert!(formulas(&tables("spreadsheet-plain", false)) > 10);
}

#[test]
#[ignore = "needs LibreOffice: cargo xtask test"]
fn as_text_every_cell_is_what_the_file_has() {
    let (folder, into) = (tables("spreadsheet-text", true), scratch("spreadsheet-text-read"));
    let rows = |path: &Path| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(path).unwrap();
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let mut cells = 0;
    for table in TABLES {
        let written = rows(&folder.join(table));
        let to = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false";
        converted(&[folder.join(table)], &as_text(written[0].len()), to, &into);
        let read = rows(&into.join(table));
        assert_eq!(read.len(), written.len(), "{table}");
        for (read, written) in read.iter().zip(&written) {
            let written: Vec<String> = written.iter().map(|cell| cell.replace('\0', "")).collect();
            assert_eq!(*read, written, "{table}");
            cells += read.len();
        }
    }
    println!("{cells} cells");
}
