//! The tree of crates in; the part of `NOTICE` that names each with its licence and copyright out.
//!
//! Of a choice of licences MIT is taken where it is one, then Apache 2.0. Both texts stand once; every other licence is
//! quoted from the crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::crates::{self, Crate};
use crate::root;

/// Where the generated part begins.
const BEGIN: &str = "THE CRATES (this part is written by `cargo xtask notices`)\n";

/// Licences in the order in which they are taken.
const PREFERRED: [&str; 7] = ["MIT", "Apache-2.0", "Zlib", "BSD-3-Clause", "Unicode-3.0", "bzip2-1.0.6", "CC0-1.0"];

/// Writes the part anew; whether that worked.
pub fn write() -> bool {
    let done = renewed().and_then(|(_, text)| {
        fs::write(path(), text).map_err(|error| format!("cannot write {}: {error}", path().display()))
    });
    shown(done)
}

/// Whether the part is that of this `Cargo.lock`.
pub fn check() -> bool {
    shown(renewed().and_then(|(old, new)| match old == new {
        true => Ok(()),
        false => Err(format!("{} is not that of Cargo.lock; run `cargo xtask notices`", path().display())),
    }))
}

fn shown(done: Result<(), String>) -> bool {
    if let Err(reason) = &done {
        eprintln!("{reason}");
    }
    done.is_ok()
}

fn path() -> PathBuf {
    root().join("NOTICE")
}

/// The file as it is and as it should be.
fn renewed() -> Result<(String, String), String> {
    let old = fs::read_to_string(path()).map_err(|error| format!("cannot read {}: {error}", path().display()))?;
    let own = old.split(BEGIN).next().unwrap_or_default().trim_end();
    let new = format!("{own}\n\n{BEGIN}\n{}", notices(&crates::tree(crates::WHEEL)?.crates)?);
    Ok((old, new))
}

fn notices(crates: &[Crate]) -> Result<String, String> {
    let mut out = String::from(
        "  newsgraph and its wheel for Python are compiled with these crates, on one platform or another. Each stands with the\n  \
         licence under which it is used here and what its files say of copyright. MIT and other texts follow; Apache-2.0 is\n  \
         LICENSE-APACHE.\n\n",
    );
    let mut texts: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for part in crates {
        let licenses = taken(&part.license)
            .ok_or_else(|| format!("{}: no licence of “{}” is known here", part.title(), part.license))?;
        out.push_str(&format!("  {}. {}.", part.title(), licenses.join(" and ")));
        if let Some(repository) = &part.repository {
            out.push_str(&format!(" {}", repository.trim_end_matches(".git")));
        }
        out.push('\n');
        let files = files(part)?;
        for line in copyrights(part, &files) {
            out.push_str(&format!("    {line}\n"));
        }
        for license in licenses.iter().filter(|license| !["MIT", "Apache-2.0"].contains(&license.as_str())) {
            let text = text_of(license, &files).ok_or_else(|| format!("{}: no text of {license}", part.title()))?;
            texts.entry((license.clone(), text)).or_default().push(part.title());
        }
    }
    out.push_str("\nMIT (all crates above that it is named for)\n\n");
    out.push_str(&indented(&mit()?));
    for ((license, text), of) in texts {
        out.push_str(&format!("\n{license} ({})\n\n{}", of.join(", "), indented(&text)));
    }
    Ok(out)
}

/// The licences that an expression asks for, one of each choice.
fn taken(expression: &str) -> Option<Vec<String>> {
    let expression = expression.replace('/', " OR ");
    let choices = expression.split(" AND ").map(|choice| choice.trim_matches(['(', ')']));
    let best = |choice: &str| {
        let names: Vec<&str> = choice.split(" OR ").map(str::trim).collect();
        PREFERRED.iter().find(|license| names.contains(license)).map(|license| (*license).to_owned())
    };
    choices.map(best).collect()
}

/// The files of a crate that speak of its licence, by name.
fn files(part: &Crate) -> Result<BTreeMap<String, String>, String> {
    let mut files = BTreeMap::new();
    for folder in [part.folder.clone(), part.folder.join("LICENSES")] {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().to_uppercase();
            let is_wanted = folder != part.folder
                || ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"].iter().any(|begin| name.starts_with(begin));
            if is_wanted && entry.path().is_file() {
                let bytes = fs::read(entry.path())
                    .map_err(|error| format!("cannot read {}: {error}", entry.path().display()))?;
                files.insert(name, String::from_utf8_lossy(&bytes).replace('\r', ""));
            }
        }
    }
    Ok(files)
}

/// The lines of copyright in the files, each once; where there is none, the authors.
fn copyrights(part: &Crate, files: &BTreeMap<String, String>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in files.values().flat_map(|text| text.lines()) {
        let line = line.trim().trim_start_matches(['#', '*', '-', ' ']).trim();
        let is_notice =
            ["Copyright (c)", "Copyright (C)", "Copyright ©", "©"].iter().any(|begin| line.starts_with(begin))
                || line
                    .strip_prefix("Copyright ")
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()));
        let is_blank = line.contains("[yyyy]") || line.contains("{yyyy}") || line.contains("<year>");
        if is_notice && !is_blank && !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    }
    if lines.is_empty() {
        let authors =
            if part.authors.is_empty() { format!("the authors of {}", part.name) } else { part.authors.join(", ") };
        lines.push(format!("By {authors}."));
    }
    lines
}

/// The text of a licence in the files of a crate.
fn text_of(license: &str, files: &BTreeMap<String, String>) -> Option<String> {
    let mark = match license {
        "Zlib" => "This software is provided 'as-is'",
        "BSD-3-Clause" => "Redistribution and use in source and binary forms",
        "Unicode-3.0" => "UNICODE LICENSE V3",
        "CC0-1.0" => "CC0 1.0 Universal",
        "bzip2-1.0.6" => "The original program, \"bzip2\"",
        _ => return None,
    };
    let text = files.values().find(|text| text.contains(mark))?;
    Some(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_matches('\n').to_owned())
}

/// The MIT licence without a line of copyright, from this repository's own.
fn mit() -> Result<String, String> {
    let text =
        fs::read_to_string(root().join("LICENSE-MIT")).map_err(|error| format!("cannot read LICENSE-MIT: {error}"))?;
    let at = text.find("Permission is hereby granted").ok_or("LICENSE-MIT is another text")?;
    Ok(text[at..].trim_end().to_owned())
}

fn indented(text: &str) -> String {
    let line = |line: &str| if line.trim().is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_licence_of_each_choice_is_taken() {
        let taken = |expression| taken(expression).unwrap_or_default().join("+");
        assert_eq!(taken("Apache-2.0 OR MIT"), "MIT");
        assert_eq!(taken("Unlicense/MIT"), "MIT");
        assert_eq!(taken("(MIT OR Apache-2.0) AND Unicode-3.0"), "MIT+Unicode-3.0");
        assert_eq!(taken("Apache-2.0 OR BSL-1.0"), "Apache-2.0");
        assert_eq!(super::taken("GPL-3.0"), None);
    }

    #[test]
    fn notices_are_told_from_the_text_around_them() {
        let text = "# Copyright (c) 2020 Ada Moe\nthe above copyright notice\nCopyright [yyyy] [name]\n Copyright 2019 B Corp\n\
                    Copyright and related rights\n";
        let part = Crate {
            name: "a".into(),
            version: "1.0.0".into(),
            license: "MIT".into(),
            repository: None,
            authors: Vec::new(),
            folder: PathBuf::new(),
            checksum: None,
            needs: Vec::new(),
        };
        let files = BTreeMap::from([("LICENSE".to_owned(), text.to_owned())]);
        assert_eq!(copyrights(&part, &files), ["Copyright (c) 2020 Ada Moe", "Copyright 2019 B Corp"]);
        assert_eq!(copyrights(&part, &BTreeMap::new()), ["By the authors of a."]);
    }
}
