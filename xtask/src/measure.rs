//! A checkout in; how large its files, functions, interface, dependencies and program are out, as a table.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use syn::visit::{self, Visit};

use crate::{crates, run, source, tools_folder};

/// Functions with more lines are listed.
const LONG: usize = 60;

/// A function outside tests.
struct Function {
    name: String,
    file: String,
    line: usize,
    lines: usize,
}

/// Prints the table; `build` adds what needs a clean build, which takes minutes. Whether all could be measured.
pub fn measure(checkout: &Path, build: bool) -> bool {
    let shown = sizes(checkout).and_then(|()| dependencies(checkout)).and_then(|()| match build {
        true => built(checkout),
        false => Ok(()),
    });
    if let Err(reason) = &shown {
        eprintln!("{reason}");
    }
    shown.is_ok()
}

/// Lines of files and functions of `src`.
fn sizes(checkout: &Path) -> Result<(), String> {
    let sources = source::read(checkout, "src")?;
    let mut functions = Functions { file: String::new(), found: Vec::new() };
    for source in &sources {
        functions.file.clone_from(&source.name);
        functions.visit_file(&source.file);
    }
    let mut found = functions.found;
    println!("{:<14} {:>8} {:>8} {:>8} {:>8} {:>8}", "outside tests", "number", "lines", "median", "90th", "most");
    row("files", sources.iter().map(|source| source.text.lines().count()).collect());
    row("functions", found.iter().map(|function| function.lines).collect());
    found.retain(|function| function.lines > LONG);
    found.sort_by_key(|function| std::cmp::Reverse(function.lines));
    println!("functions of more than {LONG} lines: {}", found.len());
    for Function { name, file, line, lines } in found {
        println!("  {lines:>4} {name}, {file}:{line}");
    }
    Ok(())
}

fn row(what: &str, mut lines: Vec<usize>) {
    lines.sort_unstable();
    let at = |part: usize| lines.get(lines.len().saturating_sub(1) * part / 100).copied().unwrap_or(0);
    let total: usize = lines.iter().sum();
    println!("{what:<14} {:>8} {total:>8} {:>8} {:>8} {:>8}", lines.len(), at(50), at(90), at(100));
}

/// What the program needs, on any platform.
fn dependencies(checkout: &Path) -> Result<(), String> {
    let tree = crates::tree_in(checkout, crates::PROGRAM)?;
    println!("dependencies: {} direct, {} in the whole tree", tree.needs.len(), tree.crates.len());
    Ok(())
}

/// Items of the public interface, as rustdoc lists them; time of a clean release build; size of the program.
fn built(checkout: &Path) -> Result<(), String> {
    let target = tools_folder().with_file_name("measure");
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|error| format!("cannot clear {}: {error}", target.display()))?;
    }
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
        run::quiet(command.args(arguments).current_dir(checkout).env("CARGO_TARGET_DIR", &target))
    };
    cargo(&["fetch", "--locked"])?;
    let begin = Instant::now();
    cargo(&[
        "build",
        "--release",
        "--locked",
        "--offline",
        "--bin",
        crates::PROGRAM,
        "--config",
        "profile.release.strip=true",
    ])?;
    println!("clean release build: {} s", begin.elapsed().as_secs());
    let binary = target.join("release").join(format!("{}{}", crates::PROGRAM, std::env::consts::EXE_SUFFIX));
    let bytes = fs::metadata(&binary).map_err(|error| format!("no {}: {error}", binary.display()))?.len();
    println!("program, stripped: {:.1} MB", bytes as f64 / 1e6);
    cargo(&["doc", "--locked", "--offline", "--no-deps", "--lib"])?;
    let list = target.join("doc").join(crates::PROGRAM).join("all.html");
    let list = fs::read_to_string(&list).map_err(|error| format!("no {}: {error}", list.display()))?;
    println!("public items: {}", list.matches("<li><a href=").count());
    Ok(())
}

/// Gathers the functions of a file.
struct Functions {
    file: String,
    found: Vec<Function>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let (begin, end) = (signature.fn_token.span.start().line, block.brace_token.span.close().end().line);
        let name = signature.ident.to_string();
        self.found.push(Function { name, file: self.file.clone(), line: begin, lines: end + 1 - begin });
    }
}

impl<'a> Visit<'a> for Functions {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !source::is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !source::is_test(&item.attrs) {
            self.add(&item.sig, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !source::is_test(&item.attrs) {
            self.add(&item.sig, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.add(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_has_the_lines_from_its_name_to_its_brace() {
        let text = "impl A {\n    /// b\n    pub fn b(\n        &self,\n    ) {\n        fn c() {}\n    }\n}\n\
                    #[cfg(test)]\nmod tests {\n    fn d() {}\n}\n";
        let mut functions = Functions { file: "a.rs".into(), found: Vec::new() };
        functions.visit_file(&syn::parse_file(text).unwrap());
        let found: Vec<_> = functions.found.iter().map(|f| (f.name.as_str(), f.line, f.lines)).collect();
        assert_eq!(found, [("b", 3, 5), ("c", 6, 1)]);
    }
}
