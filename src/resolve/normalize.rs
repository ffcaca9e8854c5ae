//! Names in; the keys under which they are looked up, the ids of what has no item, and distances between names out.
//! `data/gazetteer/fold.py` computes the same keys.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon;

/// Lower case without diacritics; punctuation parts words, dots and apostrophes vanish, a leading “the” too:
/// `The Al-Qa’ida` is `al qaida`.
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.nfkd() {
        if is_combining_mark(c) || is_silent(c) {
            continue;
        }
        for low in c.to_lowercase() {
            match special(low) {
                Some(letters) => out.push_str(letters),
                None if is_combining_mark(low) => {}
                None if low.is_alphanumeric() => out.push(low),
                None => {
                    if !out.is_empty() && !out.ends_with(' ') {
                        out.push(' ');
                    }
                }
            }
        }
    }
    out.truncate(out.trim_end().len());
    match out.strip_prefix("the ") {
        Some(rest) => rest.to_owned(),
        None => out,
    }
}

fn is_silent(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | '‘' | '`' | '´' | 'ʻ' | 'ʼ' | 'ʿ' | 'ʾ' | '\u{2b9}')
}

fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'ə' => "a",
        'ħ' => "h",
        _ => return None,
    })
}

/// What transliterations of one name share, from its [`key`]: consonants folded, vowels dropped but at the beginning of
/// a word. `zelenskyy` and `zelensky` are both `slnsk`.
pub fn skeleton(folded: &str) -> String {
    const FOLDS: [(&str, &str); 10] = [
        ("ph", "f"),
        ("kh", "h"),
        ("ch", "h"),
        ("dzh", "j"),
        ("ck", "k"),
        ("q", "k"),
        ("c", "k"),
        ("w", "v"),
        ("z", "s"),
        ("x", "ks"),
    ];
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(' ') {
        let word = FOLDS.iter().fold(word.to_owned(), |word, (old, new)| word.replace(old, new));
        if !out.is_empty() {
            out.push(' ');
        }
        let start = out.len();
        for (i, c) in word.chars().enumerate() {
            let bone = match c {
                'a' if i == 0 => 'a',
                'o' | 'u' if i == 0 => 'u',
                'e' | 'i' | 'y' if i == 0 => 'i',
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' => continue,
                other => other,
            };
            if !out[start..].ends_with(bone) {
                out.push(bone);
            }
        }
    }
    out
}

/// Identity of an entity without an item: `local-` and the 64-bit FNV-1a hash of its type and normalized name.
pub fn local_id(kind: &str, name: &str) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in kind.bytes().chain([b'/']).chain(key(name).into_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("local-{hash:016x}")
}

/// The key of an organization without the legal form at its end: `acme holdings` for `acme holdings ltd`.
pub fn without_legal_form(key: &str) -> &str {
    match key.rsplit_once(' ') {
        Some((bare, form)) if lexicon::nouns::is_legal_form(form) => bare,
        _ => key,
    }
}

/// [`local_id`] of somebody of whom the text tells the country (alpha-3): people of one name and two countries are two.
pub fn local_id_in(kind: &str, name: &str, country: Option<&str>) -> String {
    match country {
        Some(country) => local_id(kind, &format!("{name} / {country}")),
        None => local_id(kind, name),
    }
}

/// Levenshtein distance in characters, `limit + 1` where it is greater than `limit`.
pub fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = best;
        }
    }
    row[b.len()].min(limit + 1)
}

/// How far a key that somebody wrote is from that of a name: nothing where it is the same, a little where one is part of the other,
/// then by typing errors; `None` where they have little in common.
pub fn unlikeness(key: &str, name: &str) -> Option<usize> {
    if key.is_empty() || name.is_empty() {
        return None;
    }
    if key == name {
        return Some(0);
    }
    let words = |text: &str| format!(" {text} ");
    if words(name).contains(&words(key)) {
        return Some(1);
    }
    if name.contains(key) || words(key).contains(&words(name)) {
        return Some(2);
    }
    // A typing error in four letters.
    let limit = key.chars().count().div_ceil(4).min(4);
    let whole = distance(key, name, limit);
    let nearest = name.split(' ').map(|word| distance(key, word, limit)).fold(whole, usize::min);
    (nearest <= limit).then_some(2 + nearest)
}

/// Whether two keys may be spellings of one family name: equal, one typing error, or nearly the same consonants.
/// To be used only within the few candidates that an office and a date allow.
pub fn is_misspelling(written: &str, known: &str) -> bool {
    if written == known {
        return true;
    }
    let shorter = written.chars().count().min(known.chars().count());
    if shorter < 4 {
        return false;
    }
    let typing = if shorter < 7 { 1 } else { 2 };
    if distance(written, known, typing) <= typing {
        return true;
    }
    let (a, b) = (skeleton(written), skeleton(known));
    a.chars().next() == b.chars().next() && a.len().min(b.len()) >= 4 && distance(&a, &b, 1) <= 1
}

/// Whether two first names (keys) may be the same: equal, initial, short form, or one spelling of another.
pub fn same_first_name(a: &str, b: &str) -> bool {
    // Other vowels make another spelling only of a name that looks like it: Mohammed, Muhammad; not Mark, Maurice.
    let spelling = || {
        skeleton(a) == skeleton(b) && {
            let limit = a.chars().count().max(b.chars().count()) / 2;
            distance(a, b, limit) <= limit
        }
    };
    if a == b || spelling() {
        return true;
    }
    let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    initial(a, b) || initial(b, a) || lexicon::are_short_forms(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_fold_case_diacritics_and_punctuation() {
        assert_eq!(key("The Al-Qa’ida"), "al qaida");
        assert_eq!(key("U.S."), "us");
        assert_eq!(key("Lech Wałęsa"), "lech walesa");
        assert_eq!(key("Nguyễn Phú Trọng"), "nguyen phu trong");
        assert_eq!(key("Wallis & Futuna"), "wallis futuna");
        assert_eq!(key("the"), "the");
        assert_eq!(key("!?"), "");
    }

    #[test]
    fn skeletons_hold_transliterations_together() {
        for (a, b) in
            [("zelenskyy", "zelensky"), ("mohammed", "muhammad"), ("nicos", "nikos"), ("gorbachev", "gorbatsjev")]
        {
            assert_eq!(skeleton(a) == skeleton(b), a != "gorbachev", "{a} {b}");
        }
        assert_ne!(skeleton("obama"), skeleton("osama"));
    }

    #[test]
    fn misspellings_are_near_and_others_are_not() {
        for (written, known) in
            [("merkle", "merkel"), ("sarkosy", "sarkozy"), ("lavrow", "lavrov"), ("blinkin", "blinken")]
        {
            assert!(is_misspelling(written, known), "{written} {known}");
        }
        for (written, known) in [("bush", "rush hour"), ("rice", "reed"), ("kerry", "powell"), ("li", "lee")] {
            assert!(!is_misspelling(written, known), "{written} {known}");
        }
    }

    #[test]
    fn distances_stop_at_their_limit() {
        assert_eq!(distance("kitten", "sitting", 5), 3);
        assert_eq!(distance("kitten", "sitting", 2), 3);
        assert_eq!(distance("", "ab", 2), 2);
    }

    #[test]
    fn legal_forms_are_no_part_of_a_name() {
        assert_eq!(without_legal_form("acme holdings ltd"), "acme holdings");
        assert_eq!(without_legal_form("acme holdings"), "acme holdings");
        assert_eq!(without_legal_form("company"), "company");
    }

    #[test]
    fn local_ids_depend_on_type_and_normalized_name() {
        assert_eq!(local_id("Person", "Jane Roe"), local_id("Person", "JANE  ROE"));
        assert_ne!(local_id("Person", "Jane Roe"), local_id("Place", "Jane Roe"));
        assert_eq!(local_id("Person", "Jane Roe").len(), 22);
    }

    #[test]
    fn first_names_have_short_forms() {
        assert!(same_first_name("tony", "antony"));
        assert!(same_first_name("j", "james"));
        assert!(!same_first_name("joe", "hunter"));
        assert!(same_first_name("mohammed", "muhammad"));
        assert!(!same_first_name("mark", "maurice"));
    }
}
