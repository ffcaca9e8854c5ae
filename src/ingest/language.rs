//! A text in; whether it is likely not English out: by script, by how its words are spelled and by the share of function
//! words. Words with a capital are passed over, since names of all languages stand in English news.

/// What a letter costs after the two before it in an English word; `data/language/README.md` describes it.
const SPELLING: &[u8; SYMBOLS * SYMBOLS * SYMBOLS] = include_bytes!("../../data/language/english.bin");

/// The symbols of [`SPELLING`]: a to z, apostrophe, other letter, beginning, end.
const SYMBOLS: usize = 30;
const OTHER: usize = 27;
const BEGIN: usize = 28;
const END: usize = 29;

/// Frequent function words that are rare in the languages that share their letters with English, sorted.
const FUNCTION_WORDS: [&str; 43] = [
    "about", "after", "against", "and", "as", "been", "before", "but", "by", "from", "had", "has", "have", "he", "her",
    "his", "if", "in", "into", "it", "its", "more", "of", "on", "over", "said", "she", "than", "that", "the", "their",
    "they", "this", "to", "were", "when", "which", "while", "who", "with", "without", "would", "you",
];

/// How many bytes of a text are looked at.
const SAMPLE: usize = 6000;

/// Fewer words than this tell nothing.
const FEWEST: u32 = 4;

/// The mean cost of a letter, less [`FUNCTION`] times the share of function words, from which a long text is foreign.
const FOREIGN: f64 = 40.0;

/// What a text of few letters must cost more, divided by the root of their number, as the error of a mean falls. Of the
/// hundred foreign texts in `tests/languages` 99 are told so, of 105 others 103; of a hundred short English ones none, of 212
/// headlines of four words and more two, of 10,403 sentences of news 14.
const DOUBT: f64 = 38.0;

/// What function words weigh.
const FUNCTION: f64 = 80.0;

/// Whether a text is likely in another language than English.
pub(super) fn is_foreign(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let is_latin = |c: &char| u32::from(*c) < 0x250 || matches!(u32::from(*c), 0x1e00..=0x1eff | 0xfb00..=0xfb06);
    let latin = sample.chars().filter(|c| c.is_alphabetic()).filter(is_latin).count();
    if letters >= 12 && latin * 2 < letters {
        return true;
    }
    let capitals = !sample.contains(char::is_lowercase);
    let mut cost = Cost::default();
    for word in sample.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')) {
        let word = word.trim_matches(['\'', '’']);
        if word.starts_with(char::is_lowercase) || capitals && !word.is_empty() {
            cost.add(word);
        }
    }
    cost.words >= FEWEST && cost.is_high()
}

/// What the words of a text cost.
#[derive(Debug, Default)]
struct Cost {
    words: u32,
    function: u32,
    letters: u32,
    sum: u32,
}

impl Cost {
    fn add(&mut self, word: &str) {
        let lower = || word.chars().flat_map(char::to_lowercase);
        self.words += 1;
        self.function += u32::from(FUNCTION_WORDS.binary_search_by(|known| known.chars().cmp(lower())).is_ok());
        let (mut first, mut second) = (BEGIN, BEGIN);
        for symbol in lower().map(symbol).chain([END]) {
            self.sum += u32::from(SPELLING[(first * SYMBOLS + second) * SYMBOLS + symbol]);
            self.letters += 1;
            (first, second) = (second, symbol);
        }
    }

    fn is_high(&self) -> bool {
        let (words, letters) = (f64::from(self.words), f64::from(self.letters));
        let cost = f64::from(self.sum) / letters - FUNCTION * f64::from(self.function) / words;
        cost > FOREIGN + DOUBT / letters.sqrt()
    }
}

fn symbol(c: char) -> usize {
    match c {
        'a'..='z' => (u32::from(c) - u32::from('a')) as usize,
        '\'' | '’' => OTHER - 1,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(FUNCTION_WORDS.is_sorted());
    }

    #[test]
    fn short_english_and_english_full_of_names_passes() {
        let texts = include_str!("../../tests/languages/english.txt");
        let warned: Vec<&str> = texts.lines().filter(|text| is_foreign(text)).collect();
        assert!(warned.len() * 50 <= texts.lines().count(), "{warned:?}");
        assert!(!is_foreign(""));
        assert!(!is_foreign("THE TWO MINISTERS SIGNED A PACT IN OSLO ON TUESDAY."));
    }

    #[test]
    fn short_texts_of_twenty_languages_are_told() {
        let texts = include_str!("../../tests/languages/other.tsv");
        let foreign = |line: &&str| line.split_once('\t').is_some_and(|(_, text)| is_foreign(text));
        let missed: Vec<&str> = texts.lines().filter(|line| !foreign(line)).collect();
        assert!(missed.len() <= 5, "{missed:?}");
        let languages: std::collections::BTreeSet<&str> =
            texts.lines().filter_map(|line| line.split('\t').next()).collect();
        assert_eq!((texts.lines().count(), languages.len()), (100, 20));
    }

    #[test]
    fn other_scripts_and_capitals_are_told() {
        for text in [
            "Министры двух стран подписали во вторник в Осло соглашение.",
            "两国部长星期二在奥斯陆签署了一项协议,该协议将于年底前生效。",
            "وقع وزيرا البلدين يوم الثلاثاء في أوسلو اتفاقا.",
            "DER STURM SCHLOSS DEN HAFEN VON KIEL FÜR ZWEI TAGE",
        ] {
            assert!(is_foreign(text), "{text}");
        }
    }
}
