//! A text in; whether it is likely not English out, by script and by the share of function words.

/// Frequent English function words that the neighboring languages do not share.
const FUNCTION_WORDS: [&str; 44] = [
    "about", "after", "and", "are", "as", "at", "be", "been", "before", "but", "by", "for", "from", "had", "has",
    "have", "he", "her", "his", "if", "into", "is", "it", "its", "not", "of", "on", "or", "said", "she", "that", "the",
    "their", "they", "this", "to", "was", "were", "which", "who", "will", "with", "would", "you",
];

/// How many characters of a text are looked at.
const SAMPLE: usize = 6000;

/// Fewer words than this tell nothing: they may be a headline.
const FEWEST: usize = 12;

/// Whether a text is likely in another language than English.
pub(super) fn is_foreign(text: &str) -> bool {
    let sample = || text.chars().take(SAMPLE).filter(|c| c.is_alphabetic());
    let letters = sample().count();
    let latin = sample().filter(|c| u32::from(*c) < 0x250 || matches!(u32::from(*c), 0x1e00..=0x1eff)).count();
    if letters >= 20 && latin * 2 < letters {
        return true;
    }
    let (words, function) = count(text);
    // English news has 18 to 40 function words of this list in 100, German, Dutch or French under 8; a short text may be a
    // run of names.
    let least = if words < 40 { 6 } else { 14 };
    words >= FEWEST && function * 100 < words * least
}

/// Counts words in small letters, and function words among them: names are of no language.
fn count(text: &str) -> (usize, usize) {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let mut words = 0;
    let mut function = 0;
    let mut lower = String::new();
    for word in sample.split(|c: char| !c.is_alphabetic() && c != '’').filter(|word| !word.is_empty()) {
        words += usize::from(word.starts_with(char::is_lowercase));
        lower.clear();
        lower.extend(word.chars().take(8).flat_map(char::to_lowercase));
        function += usize::from(FUNCTION_WORDS.binary_search(&lower.as_str()).is_ok());
    }
    (words, function)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn english_of_all_kinds_passes() {
        for text in [
            "Ministers sign pact",
            "The two ministers signed a pact in Oslo on Tuesday, and they said that it would be ratified by the end of the year.",
            "Ada Moe met Bo Roe, Jo Doe, Zed Quill, Ana Berg and Olaf Berg. Ms Berg praised Mr Moe, Mr Quill criticised Ms Doe.",
            "Canada, Peru, Chile, Mexico, Brazil, Bolivia, Ecuador, Panama, Cuba, Haiti, Belize and Jamaica signed.",
            "",
        ] {
            assert!(!is_foreign(text), "{text}");
        }
    }

    #[test]
    fn other_languages_are_told() {
        for text in [
            "Die Minister beider Länder haben am Dienstag in Oslo ein Abkommen unterzeichnet, das bis Ende des Jahres in Kraft treten soll. Es war das erste seiner Art.",
            "Les ministres des deux pays ont signé mardi à Oslo un accord qui doit entrer en vigueur avant la fin de cette année.",
            "De ministers van beide landen hebben dinsdag in Oslo een verdrag getekend dat voor het einde van het jaar in werking moet treden.",
            "Los ministros de los dos países firmaron el martes en Oslo un acuerdo que entrará en vigor antes de que termine el año.",
            "Министры двух стран подписали во вторник в Осло соглашение.",
            "两国部长星期二在奥斯陆签署了一项协议,该协议将于年底前生效。",
        ] {
            assert!(is_foreign(text), "{text}");
        }
    }
}
