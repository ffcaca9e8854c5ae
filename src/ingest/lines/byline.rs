//! A line in; whether it says who wrote, took or distributed the article.

use super::{Place, bare, capitalized, dateline};

/// What opens a line of credits, before a colon or a name.
const CREDITS: [&str; 19] = [
    "source",
    "sources",
    "author",
    "authors",
    "editor",
    "editors",
    "reporter",
    "reporters",
    "photo",
    "photos",
    "photograph",
    "image",
    "picture",
    "credit",
    "credits",
    "copyright",
    "contact",
    "writer",
    "correspondent",
];

/// Participles that open a line of credits when `by` follows.
const WORK: [&str; 13] = [
    "written",
    "reported",
    "reporting",
    "edited",
    "editing",
    "compiled",
    "photographed",
    "writing",
    "photo",
    "photos",
    "translated",
    "contributed",
    "posted",
];

/// What the author of a biographical note is.
const AUTHORS: [&str; 9] =
    ["journalist", "reporter", "correspondent", "writer", "editor", "columnist", "freelancer", "contributor", "author"];

/// Whether a line is a byline. Those that name no work (“By Jane Roe”) stand before or after the running text.
pub(super) fn is_byline(line: &str, place: Place) -> bool {
    is_credit(line)
        || by_name(line)
        || (place.before_body && is_dated(line))
        || (place.last && !place.before_body && is_biography(line))
}

/// “Source: Donga”, “(Reporting by Ann Lee; editing by Tom Roe)”, “Photo by Tom Roe”.
fn is_credit(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '[', '*', '_', '—', '-', ' ']);
    if line.split_whitespace().count() > 40 {
        return false;
    }
    let mut words = line.split_whitespace().skip_while(|word| word.eq_ignore_ascii_case("additional"));
    let first = words.next().unwrap_or_default().to_lowercase();
    match first.strip_suffix(':') {
        Some(word) => CREDITS.contains(&word),
        None => {
            let by = words.next().is_some_and(|word| word.eq_ignore_ascii_case("by"));
            by && WORK.contains(&first.as_str()) && words.next().is_some_and(capitalized)
        }
    }
}

/// Where the credit begins that closes a line of text: “They signed. (Reporting by Ann Lee)”.
pub(super) fn closing(line: &str) -> Option<usize> {
    let at = line.ends_with([')', ']']).then(|| line.rfind(['(', '[']))?.filter(|&at| at > 0)?;
    let credit = &line[at..];
    (is_credit(credit) && credit.split_whitespace().nth(1).is_some_and(|by| by.eq_ignore_ascii_case("by")))
        .then_some(at)
}

/// “By Jane Roe, Staff Writer”: names of two words or more after `by`, and nothing that a sentence needs.
pub(super) fn by_name(line: &str) -> bool {
    let Some(names) = line.get(..3).filter(|by| by.eq_ignore_ascii_case("by ")).and_then(|_| line.get(3..)) else {
        return false;
    };
    let words: Vec<&str> = names.split_whitespace().collect();
    let link =
        |word: &str| matches!(word, "and" | "in" | "of" | "for" | "de" | "van" | "von" | "al" | "bin" | "&" | "|");
    let name = words.iter().take_while(|word| capitalized(word) && !word.ends_with(':')).count();
    (2..=16).contains(&words.len())
        && name >= 2
        && words
            .iter()
            .all(|word| link(word) || bare(word).is_empty() || (capitalized(word) && !is_function_word(word)))
        && !line.ends_with(['?', '!'])
        && !words[..words.len() - 1].iter().any(|word| word.len() > 3 && word.ends_with('.'))
}

fn is_function_word(word: &str) -> bool {
    let word = bare(word).to_lowercase();
    matches!(
        word.as_str(),
        "the"
            | "a"
            | "an"
            | "is"
            | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "to"
            | "any"
            | "this"
            | "that"
            | "not"
            | "with"
            | "from"
            | "on"
            | "at"
            | "says"
            | "its"
            | "their"
    )
}

/// “By Jane Roe, May 3, 2019”, “Jane Roe | Norwire | 3 May 2019 10:15 GMT”, “Posted on May 3, 2019 by Jane Roe”: a day with
/// nothing but names around it.
fn is_dated(line: &str) -> bool {
    let link = |word: &str| {
        let word = bare(word).to_lowercase();
        matches!(
            word.as_str(),
            "" | "by"
                | "in"
                | "on"
                | "at"
                | "for"
                | "of"
                | "and"
                | "published"
                | "posted"
                | "updated"
                | "written"
                | "last"
                | "first"
        )
    };
    let mut words = line.split_whitespace();
    line.split_whitespace().count() <= 16
        && dateline::full_date(line).is_some()
        && !line.ends_with(['.', '?', '!'])
        && words.all(|word| link(word) || dateline::is_date_word(word) || capitalized(word) && !is_function_word(word))
}

/// “Jane Roe is a journalist for Norwire.”: a note on the author at the end.
fn is_biography(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let name = words.by_ref().take_while(|word| capitalized(word)).count();
    let rest = || line.split_whitespace().skip(name);
    let copula = rest().next().is_some_and(|word| matches!(word, "is" | "covers" | "writes" | "reports"));
    (2..=4).contains(&name)
        && copula
        && (rest().next() != Some("is")
            || rest().take(14).any(|word| AUTHORS.contains(&bare(word).to_lowercase().as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Place = Place { first: false, before_body: true, last: false };
    const END: Place = Place { first: false, before_body: false, last: true };

    #[test]
    fn bylines() {
        for line in [
            "By Jane Roe",
            "BY JANE ROE AND TOM OKAFOR",
            "By Jane Roe, Staff Writer",
            "By Jane Roe in Oslo and Tom Okafor in Lima",
            "Source: Norwire",
            "(Reporting by Ann Lee; editing by Tom Roe)",
            "Additional reporting by Ann Lee.",
            "Photo by Tom Roe",
            "By Jane Roe, May 3, 2019",
            "Jane Roe | Norwire | 3 May 2019 10:15 GMT",
        ] {
            assert!(is_byline(line, START), "{line}");
        }
        assert!(is_byline("Ann Lee is a traveler and journalist for Norwire. She likes boats.", END));
    }

    #[test]
    fn credits_at_the_end_of_a_line() {
        assert_eq!(closing("They signed. (Reporting by Ann Lee; editing by Tom Roe)"), Some(13));
        assert_eq!(closing("They signed (reported by nobody)."), None);
        assert_eq!(closing("(Reporting by Ann Lee)"), None);
    }

    #[test]
    fn sentences_that_begin_alike() {
        for line in [
            "By Any Measure, the Talks Failed",
            "By Monday the ministers had left.",
            "By signing, Peru joined the pact.",
            "Sources in Lima said the pact was dead.",
            "Photos showed the bridge.",
            "Reported by locals, the fire spread.",
            "Ann Lee is a senator for Ohio.",
            "Norway and Peru sign treaty on May 3, 2019",
        ] {
            assert!(!is_byline(line, START), "{line}");
        }
        assert!(!is_byline("Ann Lee is a senator for Ohio.", END));
    }
}
