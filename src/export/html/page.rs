//! The files of the viewer and whatever writes its data in; the page out: markup, styles, scripts and data in one file,
//! with a policy that lets nothing else run and nothing be fetched.

use std::io::{self, Write};
use std::sync::LazyLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The markup, with marks in braces where the other parts go.
const MARKUP: &str = include_str!("page.html");

/// The styles.
const STYLES: &str = include_str!("page.css");

/// Libraries first, then what uses them; each file may use what those before it define.
const SCRIPTS: [&str; 22] = [
    include_str!("vendor/cytoscape.min.js"),
    include_str!("vendor/d3-dispatch.min.js"),
    include_str!("vendor/d3-quadtree.min.js"),
    include_str!("vendor/d3-timer.min.js"),
    include_str!("vendor/d3-force.min.js"),
    include_str!("vendor/land.js"),
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
    let mut rest = MARKUP;
    while let Some((before, (mark, after))) =
        rest.split_once("{{").and_then(|(before, rest)| Some((before, rest.split_once("}}")?)))
    {
        out.write_all(before.as_bytes())?;
        match mark {
            "policy" => out.write_all(POLICY.as_bytes())?,
            "styles" => write!(out, "<style id=\"{STYLES_ID}\">{STYLES}</style>")?,
            "data" => data(out)?,
            "scripts" => SCRIPTS.iter().try_for_each(|script| writeln!(out, "<script>{script}</script>"))?,
            other => return Err(io::Error::other(format!("no part of the page is named {other}"))),
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// Cytoscape.js adds a rule of its own unless an element has this id; the policy would not let it, and the rule stands
/// in `page.css`.
const STYLES_ID: &str = "__________cytoscape_stylesheet";

/// A Content Security Policy: these scripts and styles, pictures that the page itself makes, and nothing from anywhere.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let scripts = SCRIPTS.iter().map(|script| source(script)).collect::<Vec<_>>().join(" ");
    format!(
        "default-src 'none'; script-src {scripts}; style-src {}; img-src data: blob:; base-uri 'none'; form-action 'none'",
        source(STYLES)
    )
});

/// A text as a policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_ends_the_element_that_holds_it() {
        for script in SCRIPTS {
            let script = script.to_lowercase();
            assert!(!script.contains("</script") && !script.contains("<!--"));
        }
        assert!(!STYLES.to_lowercase().contains("</style"));
    }
}
