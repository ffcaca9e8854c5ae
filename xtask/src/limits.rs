//! Texts that are hard to read in; how time and memory grow with their size out, as a table.

use std::fs;
use std::process::Command;

use crate::{root, run};

/// The sizes of the texts, in bytes.
const SIZES: [usize; 3] = [1 << 16, 1 << 17, 1 << 18];

/// Texts of one kind without end: what they are, and the part of that number.
type Kind = (&'static str, fn(usize) -> String);

const KINDS: [Kind; 8] = [
    ("news", |_| "The mayor of Oslo met the envoy of Peru on Monday, and they agreed.\n".into()),
    ("people", |n| format!("{} {} met {} {} in Oslo.\n", name(n), name(n / 7 + 3), name(n + 1), name(n / 5 + 11))),
    ("one name", |n| format!("Ada Moe met {} {} on Monday.\n", name(n), name(n / 7 + 3))),
    ("pronouns", |n| {
        format!(
            "{}He said she told him that they saw it and her.\n",
            if n == 0 { "Ada Moe met Ben Roe.\n" } else { "" }
        )
    }),
    ("quotes", |n| {
        format!("“{}” she said. {}", "‘\"It’s so,\" he said,".repeat(1 + n % 3), if n % 9 == 8 { "\n" } else { "" })
    }),
    ("brackets", |n| format!("(Peru [and ({{Chile}} {}", if n % 9 == 8 { ") met.\n" } else { "" })),
    ("lists", |n| format!("{}, {}", name(n), if n % 40 == 39 { "and Peru met Chile.\n" } else { "" })),
    ("one line", |_| "word ".into()),
];

/// A name of that number.
fn name(number: usize) -> String {
    let syllables = ["ba", "do", "fi", "gu", "ka", "lo", "mi", "nu", "ra", "so", "ti", "ve"];
    let (mut name, mut rest) = (String::from("M"), number * 7919 % 20_736);
    for _ in 0..4 {
        name.push_str(syllables[rest % syllables.len()]);
        rest /= syllables.len();
    }
    name
}

/// Measures all kinds in all sizes with the release build and prints the curves; whether each grows no faster than its
/// text, but for a quarter.
pub fn measure() -> bool {
    if run::quiet(Command::new("cargo").args(["build", "--release"]).current_dir(root())).is_err() {
        eprintln!("the release build fails");
        return false;
    }
    let program = root().join("target/release/newsgraph");
    let folder = std::env::temp_dir().join(format!("newsgraph-limits-{}", std::process::id()));
    let _ = fs::create_dir_all(&folder);
    println!("{:<10} {:>8} {:>8} {:>8} {:>10} {:>8}", "kind", "bytes", "CPU s", "s/64 kB", "peak MB", "linear");
    let mut linear = true;
    for (kind, part) in KINDS {
        let mut before: Option<(f64, f64)> = None;
        for size in SIZES {
            let (text, graph) = (folder.join("text.txt"), folder.join("graph"));
            let content: String = (0..)
                .map(part)
                .scan(0, |length, part| {
                    *length += part.len();
                    (*length <= size).then_some(part)
                })
                .collect();
            let _ = fs::write(&text, content);
            let mut command = Command::new("python3");
            command.arg(root().join("xtask/bench/measure.py")).arg(&program);
            command.arg("extract").arg(&text).args(["--threads", "1", "-o"]).arg(&graph);
            let Ok(printed) = run::output(&mut command) else {
                println!("{kind:<10} {size:>8} failed");
                linear = false;
                continue;
            };
            let numbers: Vec<f64> = printed.split_whitespace().filter_map(|number| number.parse().ok()).collect();
            let [seconds, memory, ..] = numbers[..] else { continue };
            // What it takes to start, and to hold the gazetteer, counts for all sizes.
            let grows = |(s, m): (f64, f64)| seconds <= 2.5 * s + 0.2 && memory <= 2.5 * m + 20.0;
            let fits = before.is_none_or(grows);
            linear &= fits;
            println!(
                "{kind:<10} {size:>8} {seconds:>8.2} {:>8.2} {memory:>10.0} {:>8}",
                seconds * 65_536.0 / size as f64,
                if fits { "yes" } else { "NO" }
            );
            before = Some((seconds, memory));
        }
    }
    let _ = fs::remove_dir_all(&folder);
    linear
}
