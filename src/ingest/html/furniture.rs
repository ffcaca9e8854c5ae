//! A run of text in; whether its words say that it belongs to the page and not to the article out.

use chrono::NaiveDate;

use crate::ingest::day::{self, Figures};

/// Words of a run; what has no spaces counts by its signs.
pub(super) fn words(text: &str) -> usize {
    let words = text.split(' ').filter(|word| word.chars().any(char::is_alphanumeric)).count();
    let wide = text.chars().filter(|c| matches!(u32::from(*c), 0x0e00..=0x0e7f | 0x3040..=0x9fff)).count();
    words.max(wide / 2)
}

/// Whether a run ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', ' ', '»', '」']);
    text.ends_with(['.', '?', '!', ':', '…', '。', '?', '!', '।'])
}

/// Headings of other parts of a page.
const SECTIONS: [&str; 13] = [
    "comment",
    "comments",
    "discussion",
    "latest",
    "more",
    "newsletter",
    "popular",
    "related",
    "share",
    "sponsored",
    "subscribe",
    "tags",
    "trending",
];

/// What longer headings of other parts of a page begin with.
const SECTIONS_BEGIN: [&str; 51] = [
    "about the author",
    "add a comment",
    "also on",
    "also read",
    "around the web",
    "continue reading",
    "editor's picks",
    "editors' picks",
    "explore more",
    "follow us",
    "from our partners",
    "have your say",
    "join the discussion",
    "reader comments",
    "further reading",
    "in case you missed",
    "join the conversation",
    "keep reading",
    "latest from",
    "latest in",
    "latest news",
    "latest stories",
    "leave a comment",
    "leave a reply",
    "more articles",
    "more coverage",
    "more from",
    "more in",
    "more news",
    "more on",
    "more stories",
    "more to explore",
    "most popular",
    "most read",
    "most recent",
    "most viewed",
    "other news",
    "other stories",
    "post a comment",
    "read more",
    "read next",
    "recent stories",
    "recommended",
    "related",
    "see also",
    "share this",
    "sign up",
    "top stories",
    "what to read next",
    "you may also",
    "you might also",
];

/// The most words of such a heading: a cross-head that begins alike is longer.
const LONGEST_SECTION: usize = 6;

/// Whether a heading names another part of the page: “Related stories”, “3 Comments”.
pub(super) fn is_section(heading: &str) -> bool {
    let heading = plain(heading);
    // “3 Comments”, “Comments (12)”.
    let is_count = |c: char| c.is_ascii_digit() || matches!(c, ',' | ' ' | ':' | '(' | ')');
    let heading = heading.trim_matches(is_count);
    let begins =
        |name: &&str| heading.strip_prefix(*name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    SECTIONS.contains(&heading) || (words(heading) <= LONGEST_SECTION && SECTIONS_BEGIN.iter().any(begins))
}

/// Lines that stand between paragraphs and are none.
const LABELS: [&str; 20] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "article continues below",
    "close",
    "comment",
    "comments",
    "continue reading",
    "email",
    "loading",
    "print",
    "related",
    "save",
    "scroll to continue",
    "share",
    "share on facebook",
    "share on twitter",
    "sponsored",
    "tweet",
];

/// What lines that point elsewhere or say whose something is begin with.
const LABELS_BEGIN: [&str; 31] = [
    "also read:",
    "article continues",
    "citation:",
    "click here",
    "continue reading",
    "copyright",
    "credit:",
    "file photo",
    "follow us",
    "get the latest",
    "image credit",
    "image:",
    "learn more",
    "more:",
    "photo by",
    "photo:",
    "photograph:",
    "photos:",
    "picture:",
    "read also:",
    "read more",
    "read next",
    "related:",
    "see also:",
    "share this",
    "sign up",
    "source:",
    "story continues",
    "subscribe",
    "watch:",
    "©",
];

/// What notices begin with, however long.
const NOTICES_BEGIN: [&str; 5] = [
    "this document is subject to copyright",
    "this site uses cookies",
    "this website uses cookies",
    "we and our partners use cookies",
    "we use cookies",
];

/// The most words of a line that points elsewhere.
const LONGEST_LABEL: usize = 30;

/// The most words of a byline without its `by`.
const LONGEST_BYLINE: usize = 10;

/// Whether a line only points elsewhere or says whose it is: “Read more: …”, “© 2024 Norwire”, “By Ann Lee”.
pub(super) fn is_label(text: &str) -> bool {
    let text = plain(text);
    let begins = |with: &&str| text.starts_with(with);
    let count = words(&text);
    LABELS.contains(&text.trim_end_matches([':', '.', '!']))
        || NOTICES_BEGIN.iter().any(begins)
        || (count <= LONGEST_LABEL && (LABELS_BEGIN.iter().any(begins) || text.contains("all rights reserved")))
        || text.strip_prefix("by ").is_some_and(|names| count <= LONGEST_BYLINE + 1 && !ends_sentence(names))
}

/// The most words of a line that only says when, and of one that says who wrote it first.
const LONGEST_DATE_LINE: (usize, usize) = (14, 24);

/// Whether a line may be one that says who wrote the article and when; with a day in it, it is.
pub(super) fn is_date_line(text: &str) -> bool {
    let (short, long) = LONGEST_DATE_LINE;
    let count = words(text);
    let labeled = || says_publication(text) || says_change(text) || plain(text).starts_with("by ");
    text.bytes().any(|byte| byte.is_ascii_digit()) && (count <= short || (count <= long && labeled()))
}

/// Whether it says that something was published: “Published: 8 May 2019”.
pub(super) fn says_publication(text: &str) -> bool {
    let text = plain(text);
    [
        "published",
        "posted",
        "written",
        "first published",
        "originally published",
        "date:",
        "date published",
        "publication date",
    ]
    .iter()
    .any(|word| text.starts_with(word) || text.contains(&format!("| {word}")))
}

/// Whether it says that something was changed.
pub(super) fn says_change(text: &str) -> bool {
    let text = plain(text);
    ["updated", "last updated", "modified", "last modified"].iter().any(|word| text.starts_with(word))
}

/// The days of a line that are written in figures.
pub(super) fn figures_in(text: &str) -> Vec<Figures> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '|' | '(' | ')' | ','));
    words.filter_map(|word| day::figures(word.trim_matches(|c: char| !c.is_alphanumeric()))).collect()
}

/// The first full day in a line; `others` are days in figures of other lines. Where its figures may be two days, another
/// day tells which it is: “Published 06/02/2024 | Updated 13/02/2024”.
pub(super) fn day_in(text: &str, others: &[Figures]) -> Option<NaiveDate> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, '|' | '(' | ')' | '•' | '·' | '–' | '—'))
        .filter(|word| !word.is_empty())
        .collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let figures = figures_in(text);
    if let Some(Figures::Either(day_first, month_first)) = figures.first() {
        let tells = |order: Figures| figures.contains(&order) || others.contains(&order);
        return match (tells(Figures::DayFirst), tells(Figures::MonthFirst)) {
            (true, false) => Some(*day_first),
            (false, true) => Some(*month_first),
            _ => None,
        };
    }
    (0..words.len()).find_map(|at| {
        // “8 May 2019”, “May 8, 2019”.
        let three = words.get(at..at + 3).map(|words| words.join(" "));
        let is_full = |text: &String| {
            text.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4)
                && text.bytes().any(|byte| byte.is_ascii_alphabetic())
        };
        let word = bare(words[at]);
        let numbers = word.matches(['-', '/', '.']).count() >= 2;
        numbers.then(|| day::day(&word)).flatten().or_else(|| three.filter(is_full).and_then(|text| day::day(&text)))
    })
}

/// In lower case, with plain apostrophes, the start of the text.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '©');
    text.chars().take(300).flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_other_parts() {
        for heading in [
            "Related",
            "RELATED STORIES",
            "3 Comments",
            "Comments (12)",
            "More from Norwire",
            "You may also like:",
            "Editors’ Picks",
        ] {
            assert!(is_section(heading), "{heading}");
        }
        for heading in
            ["More troops for the east", "Relations at a low", "Shared burdens", "Comment period ends", "Doubts remain"]
        {
            assert!(!is_section(heading), "{heading}");
        }
    }

    #[test]
    fn lines_that_are_no_text() {
        for line in [
            "Advertisement",
            "Read more: Fish runs out",
            "(Photo by Tom Roe)",
            "© 2023 Norwire",
            "By Ann Lee and Tom Roe",
        ] {
            assert!(is_label(line), "{line}");
        }
        for line in [
            "Sharing the fish was her idea.",
            "By Monday the ministers had left.",
            "Photos showed the bridge.",
            "Relatedly, Peru left.",
        ] {
            assert!(!is_label(line), "{line}");
        }
    }

    #[test]
    fn days_in_lines() {
        for line in [
            "By May Lee | May 8, 2019 5:30 pm",
            "Published: 8 May 2019",
            "Written: 2019-05-08 15:03:30",
            "Wednesday, May 8th, 2019 •",
        ] {
            assert_eq!(day_in(line, &[]).map(|day| day.to_string()).as_deref(), Some("2019-05-08"), "{line}");
        }
        for line in ["May 8 at 15:30", "In May 8 of 2019 ships sank", "5/8/2019", "Room 2019, 8 May Street"] {
            assert_eq!(day_in(line, &[]), None, "{line}");
        }
    }
}
