//! The files of the viewer and whatever writes its data in; the page out: markup, styles, scripts and data in one file,
//! with a policy that lets nothing else run and nothing be fetched.

use std::io::{self, Read, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};

/// The markup, with marks in braces where the other parts go.
const MARKUP: &str = include_str!("page.html");

/// The styles.
const STYLES: &str = include_str!("page.css");

/// Libraries, each with a zero byte after it.
const LIBRARIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/libraries.gz"));

/// What uses them; each file may use what those before it define.
const SCRIPTS: [&str; 16] = [
    include_str!("js/elements.js"),
    include_str!("js/dates.js"),
    include_str!("js/model.js"),
    include_str!("js/looks.js"),
    include_str!("js/filter.js"),
    include_str!("js/selection.js"),
    include_str!("js/layout.js"),
    include_str!("js/drawing.js"),
    include_str!("js/decide.js"),
    include_str!("js/details.js"),
    include_str!("js/timeline.js"),
    include_str!("js/map.js"),
    include_str!("js/list.js"),
    include_str!("js/search.js"),
    include_str!("js/pictures.js"),
    include_str!("js/main.js"),
];

/// Writes the page; `data` writes JSON in which no `<` stands.
pub(super) fn write(out: &mut dyn Write, mut data: impl FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let libraries = libraries()?;
    let scripts = || libraries.split_terminator('\0').chain(SCRIPTS);
    let mut rest = MARKUP;
    while let Some((before, (mark, after))) =
        rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        out.write_all(before.as_bytes())?;
        match mark {
            "policy" => out.write_all(policy(scripts()).as_bytes())?,
            "styles" => write!(out, "<style id=\"{STYLES_ID}\">{STYLES}</style>")?,
            "data" => data(out)?,
            "scripts" => scripts().try_for_each(|script| writeln!(out, "<script>{script}</script>"))?,
            other => return Err(io::Error::other(format!("no part of the page is named {other}"))),
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// Cytoscape.js adds a rule of its own unless an element has this id; the policy would not let it, and the rule stands
/// in `page.css`.
const STYLES_ID: &str = "__________cytoscape_stylesheet";

fn libraries() -> io::Result<String> {
    let mut text = String::new();
    GzDecoder::new(LIBRARIES).read_to_string(&mut text)?;
    Ok(text)
}

/// A Content Security Policy: these scripts and styles, pictures that the page itself makes, and nothing from anywhere.
fn policy<'a>(scripts: impl Iterator<Item = &'a str>) -> String {
    let scripts = scripts.map(source).collect::<Vec<_>>().join(" ");
    format!(
        "default-src 'none'; script-src {scripts}; style-src {}; img-src data: blob:; base-uri 'none'; form-action 'none'",
        source(STYLES)
    )
}

/// A text as a policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_ends_the_element_that_holds_it() {
        let libraries = libraries().unwrap();
        assert_eq!(libraries.split_terminator('\0').count(), 6);
        for script in libraries.split_terminator('\0').chain(SCRIPTS) {
            let script = script.to_lowercase();
            assert!(!script.contains("</script") && !script.contains("<!--"));
        }
        assert!(!STYLES.to_lowercase().contains("</style"));
    }
}
