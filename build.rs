//! The tables of `data/gazetteer` in; what the program looks names up in, made before it runs, out: automata over the keys
//! (`*.fst`) with lists of references (`*.lists`), and where the lines of the tables begin (`*.lines`). The tables of
//! `data/ontology` in; the names of their rows as Rust out (`vocabulary.rs`), so that a predicate is a row and nothing else. The
//! libraries of the viewer in; one compressed file of them out (`libraries.gz`), a third of their size.
//!
//! An automaton holds for each key either its only reference, or where its list begins; `src/resolve/gazetteer/index.rs` reads
//! both.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use fst::MapBuilder;

/// The libraries and the map of the viewer, each after those that it uses.
const LIBRARIES: [&str; 6] =
    ["cytoscape.min.js", "d3-dispatch.min.js", "d3-quadtree.min.js", "d3-timer.min.js", "d3-force.min.js", "land.js"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var("OUT_DIR")?;
    let (tables, out) = (Path::new("data/gazetteer"), Path::new(&out));
    for table in ["names", "wide"] {
        let (keys, lists) = index(&read(tables, table, "tsv")?)?;
        fs::write(out.join(format!("{table}.fst")), keys)?;
        fs::write(out.join(format!("{table}.lists")), lists)?;
    }
    for table in ["entities", "terms"] {
        let text = read(tables, table, "tsv")?;
        fs::write(out.join(format!("{table}.lines")), lines(&text)?)?;
        // Of the same moment as the indexes, should somebody make the tables while this is compiled.
        fs::write(out.join(format!("{table}.tsv")), text)?;
    }
    let mut vocabulary = String::new();
    for table in ["predicates", "relations"] {
        vocabulary += &names(table, &read(Path::new("data/ontology"), table, "csv")?);
    }
    fs::write(out.join("vocabulary.rs"), vocabulary)?;
    fs::write(out.join("libraries.gz"), libraries(Path::new("src/export/html/vendor"))?)?;
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}

fn read(tables: &Path, table: &str, ending: &str) -> Result<String, Box<dyn Error>> {
    let path = tables.join(format!("{table}.{ending}"));
    println!("cargo::rerun-if-changed={}", path.display());
    Ok(fs::read_to_string(path)?)
}

/// The libraries of the viewer, compressed, with a zero byte after each.
fn libraries(folder: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for library in LIBRARIES {
        let path = folder.join(library);
        println!("cargo::rerun-if-changed={}", path.display());
        packed.write_all(&fs::read(path)?)?;
        packed.write_all(&[0])?;
    }
    Ok(packed.finish()?)
}

/// The automaton of a table of names, and the lists that it points to.
fn index(table: &str) -> Result<(Vec<u8>, Vec<u8>), Box<dyn Error>> {
    let (mut keys, mut lists) = (MapBuilder::memory(), Vec::new());
    for line in table.lines() {
        let (key, fields) = line.split_once('\t').ok_or("a key without references")?;
        let references = fields.split(' ').map(reference).collect::<Result<Vec<_>, _>>()?;
        let value = match references[..] {
            [(target, 0)] => target << 1,
            _ => {
                let begin = lists.len() as u64;
                number(references.len() as u64, &mut lists);
                for (target, links) in references {
                    number(target, &mut lists);
                    number(links, &mut lists);
                }
                begin << 1 | 1
            }
        };
        keys.insert(key, value)?;
    }
    Ok((keys.into_inner()?, lists))
}

/// `a12:3` as the kind of name and the line of the entity in one number, and how often the news links so.
fn reference(field: &str) -> Result<(u64, u64), Box<dyn Error>> {
    let kind = field.bytes().next().and_then(|flag| b"naydms".iter().position(|&known| known == flag));
    let (entry, links) =
        field.get(1..).unwrap_or_default().split_once(':').unwrap_or((field.get(1..).unwrap_or_default(), "0"));
    Ok((entry.parse::<u64>()? << 3 | kind.ok_or("an unknown flag")? as u64, links.parse()?))
}

/// Seven bits a byte, the lowest first; the highest bit of a byte tells that more follow.
fn number(mut value: u64, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Where each line begins and the last one ends, four bytes each, the lowest first.
fn lines(table: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut out = 0_u32.to_le_bytes().to_vec();
    for (at, _) in table.match_indices('\n') {
        out.extend(u32::try_from(at + 1)?.to_le_bytes());
    }
    Ok(out)
}

/// A macro that gives `vocabulary!` the definitions and names of a table, each with its variant: `"Held …" "met-with" => MetWith`.
fn names(table: &str, rows: &str) -> String {
    let variant = |name: &str| {
        let capital =
            |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
        name.split('-').map(capital).collect::<Vec<String>>().concat()
    };
    let named = |row: &str| {
        let (name, _) = row.split_once(',')?;
        // The definition is the one field in quotation marks.
        let (_, definition) = row.split_once('"')?;
        Some(format!("{definition:?} {name:?} => {}, ", variant(name), definition = definition.trim_end_matches('"')))
    };
    let names: String = rows.lines().skip(1).filter_map(named).collect();
    format!("macro_rules! of_{table} {{ ($($what:tt)*) => {{ vocabulary!($($what)* {{ {names} }}); }} }}\n")
}
