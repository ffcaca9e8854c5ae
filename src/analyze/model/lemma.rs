//! A form with its part of speech in; its lemma out, by a lexicon, else by an edit script.

use compact_str::CompactString;

use super::lines;

/// A lemma script, such as `l3y`: lowercase, cut three characters, append `y`.
pub(super) struct Script {
    lowercase: bool,
    cut: usize,
    append: String,
}

impl Script {
    /// Reads a script.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (case, rest) = text.split_at_checked(1)?;
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        Some(Self { lowercase: case == "l", cut: rest[..digits].parse().ok()?, append: rest[digits..].to_owned() })
    }

    fn apply(&self, form: &str) -> CompactString {
        let base = if self.lowercase { CompactString::from(form.to_lowercase()) } else { form.into() };
        let end = if self.cut == 0 {
            base.len()
        } else {
            base.char_indices().rev().nth(self.cut - 1).map_or(0, |(at, _)| at)
        };
        let mut lemma = CompactString::from(&base[..end]);
        lemma.push_str(&self.append);
        if lemma.is_empty() { form.into() } else { lemma }
    }
}

/// The lemma of `form`, tagged `upos`.
pub(super) fn lemma(lexicon: &'static [u8], script: &Script, form: &str, upos: &str) -> CompactString {
    let found = if upos == "PROPN" || !form.contains(char::is_uppercase) {
        lookup(lexicon, form, upos)
    } else {
        lookup(lexicon, &form.to_lowercase(), upos)
    };
    found.map_or_else(|| script.apply(form), CompactString::from)
}

/// The lemma that the lexicon has for `form` and `upos`.
fn lookup(lexicon: &'static [u8], form: &str, upos: &str) -> Option<&'static str> {
    // the lines are sorted as whole lines, so the tab takes part in the comparison
    let line = lines::find(lexicon, |line| {
        let mut columns = line.splitn(3, |b| *b == b'\t').map(|column| column.iter().chain(b"\t"));
        let key = columns.by_ref().take(2).flatten();
        key.cmp(form.as_bytes().iter().chain(b"\t").chain(upos.as_bytes()).chain(b"\t"))
    })?;
    std::str::from_utf8(line.splitn(3, |b| *b == b'\t').nth(2)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEXICON: &[u8] = b"a\tDET\ta\nand\tCCONJ\tand\nbest\tADJ\tgood\nbest\tADV\twell\nwent\tVERB\tgo\n";

    #[test]
    fn the_lexicon_goes_before_the_script() {
        let script = Script::parse("l3y").unwrap();
        assert_eq!(lemma(LEXICON, &script, "Went", "VERB"), "go");
        assert_eq!(lemma(LEXICON, &script, "best", "ADV"), "well");
        assert_eq!(lemma(LEXICON, &script, "a", "DET"), "a");
        assert_eq!(lemma(LEXICON, &script, "Studies", "NOUN"), "study");
        assert_eq!(lemma(b"", &Script::parse("k3").unwrap(), "ÄÖÜ", "X"), "ÄÖÜ");
    }
}
