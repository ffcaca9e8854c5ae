//! A line in; whether it is no part of the article but of how it was sent, printed or stored out: slugs, ends of copy,
//! counts of words, days of loading, copyright, notes to editors.

use super::dateline;

/// What a desk writes below an article, or between its parts.
const ENDS: [&str; 16] = [
    "0",
    "30",
    "end",
    "endit",
    "ends",
    "end it",
    "end of copy",
    "end of document",
    "end of item",
    "end of story",
    "end of transcript",
    "end text",
    "more",
    "mtf",
    "nnnn",
    "signed",
];

/// Keys of archives and wires whose lines say nothing of the news, without their colon, in small letters, sorted.
const KEYS: [&str; 29] = [
    "accession number",
    "classification",
    "dateline",
    "document id",
    "document type",
    "document-type",
    "edition",
    "eds",
    "geographic",
    "issn",
    "journal code",
    "journal-code",
    "keywords",
    "language",
    "length",
    "load date",
    "load-date",
    "pub type",
    "publication type",
    "publication-type",
    "publisher",
    "section",
    "series",
    "slug",
    "slugline",
    "version",
    "voiced at",
    "volume",
    "word count",
];

/// Whether a line is no text.
pub(in crate::ingest) fn is_furniture(line: &str) -> bool {
    is_rule(line)
        || is_end(line)
        || is_key(line)
        || is_copyright(line)
        || is_count(line)
        || is_slug(line)
        || is_note(line)
        || is_cue(line)
        || is_address(line)
}

/// Nothing but marks: `###`, `* * *`, `-----`.
pub(in crate::ingest) fn is_rule(line: &str) -> bool {
    !line.is_empty() && line.len() <= 200 && !line.contains(char::is_alphanumeric)
}

/// `-30-`, `(END)`, `ENDS`, `--more--`: alone on the line and marked as no sentence is.
fn is_end(line: &str) -> bool {
    if line.len() > 40 {
        return false;
    }
    let mark =
        |c: char| matches!(c, '-' | '–' | '—' | '*' | '#' | '=' | '_' | '/' | '<' | '>' | '(' | ')' | '[' | ']' | ' ');
    let words = line.trim_matches(mark);
    // “END 2:41 P.M. EST”
    let at = words.strip_prefix("END ").is_some_and(|time| time.split_whitespace().all(dateline::is_date_word));
    let upper = words.contains(char::is_alphabetic) && !words.contains(char::is_lowercase);
    (words.len() < line.len() || upper || words == "End of Document")
        && (at || ENDS.contains(&words.to_lowercase().as_str()))
}

/// Where the mark begins by which a wire ends its copy on the last line: “They left. Enditem”, “They left. -30-”.
pub(super) fn closing(line: &str) -> Option<usize> {
    let at = line.trim_end().rfind(char::is_whitespace)?;
    let (text, mark) = (line[..at].trim_end(), line[at..].trim());
    let is_mark = matches!(mark, "Enditem" | "ENDITEM" | "Endit" | "ENDS")
        || mark.len() > 2 && !mark.starts_with(char::is_alphanumeric) && is_end(mark);
    (is_mark && text.ends_with(['.', '!', '?', '”', '"', ')'])).then_some(text.len())
}

/// `LOAD-DATE: May 9, 2019`, `Length: 355 words`: a key that says how the article was stored. Where the
/// line is a sentence it is none: “Number: the minister said it would fall.”
fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once([':', '=']) else { return false };
    let words = value.split_whitespace().count();
    let sentence = value.trim_end().ends_with(['.', '?', '!']) && words > 6;
    key.len() <= 24 && !sentence && words <= 60 && KEYS.binary_search(&key.trim().to_lowercase().as_str()).is_ok()
}

/// `© 2023 Norwire`, `(c) 2019, Norwire Ltd.`, `Copyright 2019 Norwire`, `All rights reserved.`
fn is_copyright(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', ' ']);
    let year =
        || line.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4 && number.starts_with(['1', '2']));
    let short = line.split_whitespace().count() <= 25;
    let lower = line.to_lowercase();
    short
        && (line.starts_with('©')
            || lower.starts_with("c) ") && year()
            || lower.starts_with("copyright") && (year() || lower.contains("(c)") || line.contains('©'))
            || lower.contains("all rights reserved"))
}

/// `355 words`
fn is_count(line: &str) -> bool {
    line.strip_suffix(" words")
        .is_some_and(|count| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit() || b == b','))
}

/// `BC-Norway-Peru,2nd Ld-Writethru,a0456`, `r f BC-Norway 05-08 0123`, `^By JANE ROE=`, `Document NORW000020190508ef5800`.
fn is_slug(line: &str) -> bool {
    let coded = |word: &str| word.len() >= 14 && word.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let mut words = line.split_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some("Document"), Some(code), None) if coded(code) => return true,
        _ => {}
    }
    let cycle = |word: &str| {
        let head = word.split('-').next().unwrap_or_default();
        matches!(head, "BC" | "AM" | "PM") && word.len() > head.len() + 1
    };
    let prefix =
        line.split_whitespace().take_while(|word| word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase()));
    let slug = line.split_whitespace().nth(prefix.take(3).count()).is_some_and(cycle);
    slug && line.split_whitespace().count() <= 12 || line.starts_with('^') && line.ends_with('=')
}

/// `/// MOE ACT ///`: where a script of the radio plays a tape.
fn is_cue(line: &str) -> bool {
    line.starts_with("///") && line.ends_with("///") && line.len() <= 80
}

/// `https://example.org/2019/05/03/talks`: nothing but an address.
pub(super) fn is_address(line: &str) -> bool {
    !line.contains(char::is_whitespace) && ["https://", "http://", "www."].iter().any(|scheme| line.starts_with(scheme))
}

/// `Eds: adds details`, `{EDS: …}`, `<Updated with quotes>`, `(Adds details, quotes)`, `ATTENTION EDITORS - …`.
fn is_note(line: &str) -> bool {
    let inner = line.trim_matches(['(', ')', '[', ']', '{', '}', '<', '>', '*', ' ']);
    let lower = inner.to_lowercase();
    let bracketed =
        inner.len() < line.len() && line.ends_with([')', ']', '}', '>']) && line.split_whitespace().count() <= 30;
    let opens = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    opens(&[
        "eds:",
        "eds.:",
        "editors:",
        "editor's note:",
        "editors' note:",
        "editor’s note:",
        "attention editors",
        "note to editors",
    ]) || bracketed
        && opens(&[
            "adds ",
            "updates ",
            "updated ",
            "corrects ",
            "recasts ",
            "refiles ",
            "rewrites ",
            "changes ",
            "this story has been",
            "this article has been",
            "this version",
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_can_be_searched() {
        assert!(KEYS.is_sorted());
    }

    #[test]
    fn what_is_no_text() {
        for line in [
            "-30-",
            "— 30 —",
            "###",
            "* * *",
            "ENDS",
            "(END)",
            "[Ends]",
            "-more-",
            "(MORE)",
            "-0-",
            "End of Document",
            "(SIGNED)",
            "Load-Date: May 9, 2019",
            "LENGTH: 355 words",
            "PUBLICATION-TYPE: Newspaper",
            "SLUG: NORWAY-PERU",
            "VOICED AT:",
            "© 2023 Norwire",
            "(c) 2019, Norwire Ltd.",
            "Copyright 2019 Norwire",
            "Norwire 2019. All rights reserved.",
            "1,355 words",
            "Document NORW000020190508ef580001x",
            "BC-Norway-Peru,2nd Ld-Writethru,a0456",
            "r f BC-NORWAY-PERU 05-08 0123",
            "^By JANE ROE=",
            "Eds: adds details in third paragraph",
            "<Updated with quotes>",
            "(Adds quotes, background)",
            "END 2:41 P.M. EST",
            "/// MOE ACT ///",
            "https://example.org/2019/05/03/talks",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn ends_of_copy_on_the_last_line() {
        for line in ["They left. Enditem", "They left. -30-", "They left. (END)", "“They left.” ENDS"] {
            assert_eq!(closing(line).map(|at| line[..at].contains("left.")), Some(true), "{line}");
        }
        assert_eq!(["They met the ENDS", "They left. (Roe)", "They left.", "Enditem"].map(closing), [None; 4]);
    }

    #[test]
    fn what_is_text() {
        for line in [
            "End of an era",
            "More",
            "The end.",
            "30 towns were hit",
            "Copyright law divides the ministers",
            "355 words were enough",
            "Page: the minister said on Monday that she would not sign it.",
            "Document leaks embarrass Norway",
            "AM radio is dying",
            "BC wins the vote",
            "(The minister of trade left early.)",
            "Updated plans for the bridge",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
