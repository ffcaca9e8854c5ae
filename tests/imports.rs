//! The source of the library in; no circle of modules that import each other out.
//!
//! A module is a file. What counts are the paths in `use` lines and those that begin with `crate::`, `super::`, `self::`
//! or the name of a child, outside comments and what stands under `cfg(test)`. A path leads to the file that defines
//! what it names: through the `use` lines of the modules on its way, be they `pub` or not. A module imported whole is its
//! own file.
//!
//! The file of a folder (`x/mod.rs`, or `x.rs` beside `x/`) holds the types that its folder shares and calls what is in
//! it, so that every one would be in a circle with its children. So what such a file defines itself does not count where
//! a file of its own folder takes it, however deep; it counts where any other file does. What it only passes on by a
//! `use` line counts as taken from the file that defines it. Methods are not followed: an `impl` may be spread over the
//! files of a folder.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;

/// The names on the way from the crate's root to a module or to what is in it.
type Names = Vec<String>;

/// What one file imports.
struct Module {
    /// The names that its `use` lines bring in, each with its path.
    names: BTreeMap<String, Names>,
    /// All paths that may lead to another module.
    paths: BTreeSet<Names>,
}

/// For each module those that it imports, each with a path that leads there.
type Imports = BTreeMap<Names, BTreeMap<Names, Names>>;

#[test]
fn no_modules_import_each_other_in_a_circle() {
    let circles = circles(&imports(&modules(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")))));
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_through_what_a_folder_passes_on() {
    let circles = |c: &str| {
        let sources = [
            ("", "pub mod a; pub mod c; /* use crate::c; */"),
            ("a", "mod b; #[cfg(test)] mod tests { use crate::c::O; } pub use b::{One, Two as Three}; pub struct Own;"),
            ("a b", "use super::Own; // use super::One;\nconst TEXT: &str = \"crate::a\"; fn f() -> crate::c::Other;"),
            ("c", c),
        ];
        let names = |name: &str| name.split_whitespace().map(str::to_owned).collect::<Names>();
        let sources = sources.into_iter().map(|(name, text)| (names(name), text.to_owned()));
        circles(&imports(&read_all(sources.collect())))
    };
    assert!(circles("pub(in crate::a) struct Other;").is_empty());
    assert!(circles("#[cfg(test)] use crate::a::Three; pub struct Other;").is_empty());
    assert_eq!(
        circles("use crate::{a::{Three}};"),
        ["a circle of 2 modules: a::b, c\n  a::b\n  takes crate::c::Other of c\n  takes crate::a::Three of a::b\n"]
    );
    // What the folder's file defines itself may need its children.
    let found = circles("use crate::a::Own;");
    assert!(found[0].starts_with("a circle of 3 modules: a, a::b, c\n"), "{found:?}");
}

/// The modules under a folder, without those for tests alone.
fn modules(root: &Path) -> BTreeMap<Names, Module> {
    let mut sources = BTreeMap::new();
    let mut folders = vec![(root.to_owned(), Names::new())];
    while let Some((folder, names)) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let inside = || names.iter().cloned().chain([stem.clone()]).collect::<Names>();
            if path.is_dir() {
                folders.push((path.clone(), inside()));
            } else if path.extension().is_some_and(|extension| extension == "rs") && stem != "main" {
                let module = if matches!(&*stem, "mod" | "lib") { names.clone() } else { inside() };
                sources.insert(module, fs::read_to_string(&path).unwrap());
            }
        }
    }
    assert!(sources.len() > 100, "the source of the library is elsewhere");
    read_all(sources)
}

/// Reads the source of each module.
fn read_all(sources: BTreeMap<Names, String>) -> BTreeMap<Names, Module> {
    let mut for_tests = BTreeSet::new();
    let texts: Vec<(Names, Vec<String>)> = sources
        .into_iter()
        .map(|(module, text)| {
            let (words, tests) = without_tests(words(&text));
            for_tests.extend(tests.into_iter().map(|test| [module.clone(), vec![test]].concat()));
            (module, words)
        })
        .collect();
    let known: BTreeSet<Names> = texts.iter().map(|(module, _)| module.clone()).collect();
    let of_tests = |module: &Names| for_tests.iter().any(|test| module.starts_with(test));
    let texts = texts.into_iter().filter(|(module, _)| !of_tests(module));
    texts.map(|(module, words)| (module.clone(), read(&module, &words, &known))).collect()
}

/// The words and signs of a source, without comments and what is quoted.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let raw = rest.strip_prefix('b').unwrap_or(rest).strip_prefix('r');
        let hashes = raw.map(|raw| raw.len() - raw.trim_start_matches('#').len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").unwrap() + 2
        } else if let Some(hashes) = hashes.filter(|&hashes| raw.is_some_and(|raw| raw[hashes..].starts_with('"'))) {
            let begin = rest.find('"').unwrap() + 1;
            let end = format!("\"{}", "#".repeat(hashes));
            begin + rest[begin..].find(&end).unwrap() + end.len()
        } else if first == '"' {
            quoted(rest, '"').unwrap()
        } else if first == '\'' {
            // a letter in quotes, else the name of a lifetime
            let letter = rest[1..].starts_with('\\') || rest.chars().nth(2) == Some('\'');
            if letter { quoted(rest, '\'').unwrap() } else { 1 }
        } else if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        if !matches!(first, '"' | '\'')
            && !first.is_whitespace()
            && (is_word(first) || length == first.len_utf8() || first == ':')
        {
            words.push(rest[..length].to_owned());
        }
        rest = &rest[length..];
    }
    words
}

/// How long what is quoted at the beginning is.
fn quoted(text: &str, mark: char) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next()?;
            }
            _ if letter == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Leaves out what is compiled for tests alone, and tells which modules are.
fn without_tests(words: Vec<String>) -> (Vec<String>, Vec<String>) {
    let (mut kept, mut modules) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < words.len() {
        let attribute = words[at..].iter().take_while(|word| *word != "]").map(String::as_str).collect::<Vec<_>>();
        let test = matches!(
            attribute[..],
            ["#", "[", "cfg", "(", "test", ")"] | ["#", "[", "cfg", "(", "all", "(", "test", ..]
        );
        if !test {
            kept.push(words[at].clone());
            at += 1;
            continue;
        }
        at += attribute.len() + 1;
        let mut depth = 0;
        while at < words.len() {
            match &*words[at] {
                "mod" if depth == 0 => modules.push(words[at + 1].clone()),
                "{" | "(" | "[" => depth += 1,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
            at += 1;
            // `,` ends a field
            if depth == 0 && matches!(&*words[at - 1], ";" | "}" | ",") {
                break;
            }
        }
    }
    (kept, modules)
}

/// The imports in the words of a module.
fn read(module: &Names, words: &[String], known: &BTreeSet<Names>) -> Module {
    let mut found = Module { names: BTreeMap::new(), paths: BTreeSet::new() };
    let mut at = 0;
    while at < words.len() {
        let begins = at == 0 || words[at - 1] != "::" && words[at - 1] != ".";
        if words[at] == "pub" && words.get(at + 1).is_some_and(|word| word == "(") {
            at += words[at..].iter().position(|word| word == ")").unwrap();
        } else if words[at] == "use" && begins && words[at + 1] != "<" {
            at += 1;
            imported(words, &mut at, &Names::new(), &mut |name, path| {
                let path = absolute(module, path, known);
                found.names.insert(name, path.clone());
                found.paths.insert(path);
            });
        } else if begins && words.get(at + 1).is_some_and(|word| word == "::") {
            let mut path = vec![words[at].clone()];
            while words.get(at + 1).is_some_and(|word| word == "::") && words[at + 2] != "<" {
                path.push(words[at + 2].clone());
                at += 2;
            }
            found.paths.insert(absolute(module, path, known));
        }
        at += 1;
    }
    found
}

/// Reads one tree of a `use` line: each name that it brings in with its path.
fn imported(words: &[String], at: &mut usize, above: &Names, found: &mut impl FnMut(String, Names)) {
    let mut path = above.clone();
    loop {
        match &*words[*at] {
            "{" => {
                while words[*at] != "}" {
                    *at += 1;
                    if words[*at] != "}" {
                        imported(words, at, &path, found);
                    }
                }
                *at += 1;
                return;
            }
            "::" => {}
            "," | "}" | ";" => break,
            "as" => {
                *at += 1;
                found(words[*at].clone(), path);
                *at += 1;
                return;
            }
            "*" => {}
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        *at += 1;
    }
    found(path.last().unwrap().clone(), path);
}

/// A path from the crate's root; one into another crate, or to a name without a module, stays as it is after a mark.
fn absolute(module: &Names, path: Names, known: &BTreeSet<Names>) -> Names {
    let mut place = match &*path[0] {
        "crate" => Names::new(),
        "self" | "super" => module.clone(),
        first if known.contains(&[module.clone(), vec![first.to_owned()]].concat()) => module.clone(),
        _ => return [vec!["?".to_owned()], path].concat(),
    };
    for name in path {
        match &*name {
            "crate" | "self" => {}
            "super" => drop(place.pop()),
            _ => place.push(name),
        }
    }
    place
}

/// The module that defines what a path from the root leads to; `None` where that is another crate.
fn definer(path: &[String], modules: &BTreeMap<Names, Module>) -> Option<Names> {
    let mut place = Names::new();
    for (index, name) in path.iter().enumerate() {
        let inside = [place.clone(), vec![name.clone()]].concat();
        if modules.contains_key(&inside) {
            place = inside;
            continue;
        }
        return match modules[&place].names.get(name) {
            Some(target) if target[0] == "?" => None,
            Some(target) => definer(&[target, &path[index + 1..]].concat(), modules),
            None if name == "?" => None,
            None => Some(place),
        };
    }
    Some(place)
}

fn imports(modules: &BTreeMap<Names, Module>) -> Imports {
    let of = |(name, module): (&Names, &Module)| {
        let mut imports = BTreeMap::new();
        for path in &module.paths {
            let target = definer(path, modules);
            if let Some(target) = target.filter(|target| !name.starts_with(target)) {
                imports.entry(target).or_insert_with(|| path.clone());
            }
        }
        (name.clone(), imports)
    };
    modules.iter().map(of).collect()
}

/// For each module that is reached from one the module before it on a shortest way.
fn reached<'a>(begin: &'a Names, imports: &'a Imports) -> BTreeMap<&'a Names, &'a Names> {
    let mut before = BTreeMap::new();
    let mut queue = VecDeque::from([begin]);
    while let Some(at) = queue.pop_front() {
        for next in imports[at].keys() {
            before.entry(next).or_insert_with(|| {
                queue.push_back(next);
                at
            });
        }
    }
    before
}

/// The shortest way from a module to itself, by what is reached from it.
fn circle<'a>(module: &'a Names, before: &BTreeMap<&'a Names, &'a Names>) -> Vec<&'a Names> {
    let mut circle = vec![module, before[module]];
    while circle.last() != Some(&module) {
        circle.push(before[circle[circle.len() - 1]]);
    }
    circle.reverse();
    circle
}

/// Each set of modules that reach each other, in words: a shortest circle in it, and all its modules.
fn circles(imports: &Imports) -> Vec<String> {
    let reached: BTreeMap<&Names, _> = imports.keys().map(|module| (module, reached(module, imports))).collect();
    let mut told: BTreeSet<&Names> = BTreeSet::new();
    let mut circles = Vec::new();
    for begin in imports.keys() {
        if told.contains(begin) || !reached[begin].contains_key(begin) {
            continue;
        }
        let all: Vec<&Names> =
            reached[begin].keys().copied().filter(|module| reached[*module].contains_key(begin)).collect();
        told.extend(&all);
        let shortest = all.iter().map(|module| circle(module, &reached[module])).min_by_key(Vec::len).unwrap();
        let names: Vec<String> = all.iter().map(|module| module.join("::")).collect();
        let mut text =
            format!("a circle of {} modules: {}\n  {}\n", all.len(), names.join(", "), shortest[0].join("::"));
        for pair in shortest.windows(2) {
            let path = imports[pair[0]][pair[1]].join("::");
            text.push_str(&format!("  takes crate::{path} of {}\n", pair[1].join("::")));
        }
        circles.push(text);
    }
    circles
}
