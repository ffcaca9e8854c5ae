//! A name as the model marked it in; the two names that it holds out, where a state or town and somebody are taken for one:
//! “Hong Kong Carrie Lam”, “ambassador to Jordan Ada Roe”, “Apple Inc. China”.

use std::ops::Range;

use super::Finder;
use crate::analyze::NameType;
use crate::resolve::gazetteer::NameKind;
use crate::resolve::lexicon::OfficeKind;
use crate::resolve::{lexicon, normalize};

impl Finder<'_> {
    /// Adds a name, or the two that it holds.
    pub(super) fn split(&self, tokens: Range<usize>, kind: NameType, out: &mut Vec<(Range<usize>, NameType)>) {
        let place = Some(()).filter(|()| kind == NameType::Person).and_then(|()| self.place_before(&tokens));
        if let Some(place) = place {
            let rest = place.end..tokens.end;
            out.extend([(place, NameType::Location), (rest, NameType::Person)]);
        } else if kind == NameType::Organization
            && let Some(stop) = self.sentence_end(&tokens)
        {
            out.push((tokens.start..stop, kind));
        } else {
            out.push((tokens, kind));
        }
    }

    /// The state or town that opens what is taken for a person's name.
    fn place_before(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let place = |tokens: &Range<usize>, letters: &[u8]| {
            let key = normalize::key(self.text(tokens));
            self.gazetteer.find(&key, &[NameKind::Name, NameKind::Alias, NameKind::Demonym], letters).next().is_some()
        };
        let rest_is_known = |begin: usize| {
            let key = normalize::key(self.text(&(begin..name.end)));
            key.contains(' ') && self.gazetteer.find(&key, &[NameKind::Name, NameKind::Alias], b"P").next().is_some()
        };
        if rest_is_known(name.start) {
            return None;
        }
        // of two words or more: nobody's given names
        let long = (2..name.len().saturating_sub(1)).rev().map(|length| name.start..name.start + length);
        if let Some(long) = long.into_iter().find(|tokens| place(tokens, b"CRT")) {
            return Some(long);
        }
        let first = name.start..name.start + 1;
        let rest = name.len().saturating_sub(1);
        let told = rest > 1 && self.is_of_envoy(name.start) && place(&first, b"CRT");
        (told || rest > 1 && rest_is_known(first.end) && place(&first, b"C")).then_some(first)
    }

    /// “the ambassador to”, “the president of” right before a name.
    fn is_of_envoy(&self, token: usize) -> bool {
        let Some(link) = token.checked_sub(1).filter(|&link| matches!(self.form(link), "to" | "of" | "for")) else {
            return false;
        };
        let title = link.checked_sub(1).and_then(|noun| lexicon::title(self.form(noun)));
        title.is_some_and(|title| !title.is_affiliation() && title != OfficeKind::Honorific)
    }

    /// Where the name of a firm ends with its legal form and the stop of a sentence, and the next sentence begins: “Apple Inc. China”.
    fn sentence_end(&self, name: &Range<usize>) -> Option<usize> {
        let form = |token: usize| {
            matches!(self.form(token), "Inc." | "Corp." | "Ltd." | "Co." | "Cos." | "Bros." | "S.A." | "A.S." | "PLC.")
        };
        let stop = (name.start + 1..name.end.saturating_sub(1)).find(|&token| form(token))? + 1;
        let key = normalize::key(self.text(&(stop..name.end)));
        let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym];
        let known = self.gazetteer.find(&key, &kinds, b"C").next().is_some();
        let whole = normalize::key(self.text(name));
        (known && self.gazetteer.lookup(&whole).next().is_none()).then_some(stop)
    }

    /// The nickname in quotation marks inside a name, with its marks: “Rodrigo “Digong” Duterte”.
    pub(super) fn nickname(&self, name: &Range<usize>) -> Option<Range<usize>> {
        let open =
            (name.start + 1..name.end).find(|&token| matches!(self.form(token), "\"" | "“" | "‘" | "'" | "``"))?;
        let close = (open + 2..name.end.saturating_sub(1))
            .find(|&token| matches!(self.form(token), "\"" | "”" | "’" | "'" | "''"))?;
        Some(open..close + 1)
    }

    /// A name with the nickname and the surname that follow it.
    pub(super) fn with_nickname(&self, name: &Range<usize>, sentence_end: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 4;
        let inside = |token: &usize| matches!(self.form(*token), "\"" | "“" | "‘");
        let open = (name.start + 1..(name.end + 1).min(sentence_end)).find(inside)?;
        let closes = |token: &usize| matches!(self.form(*token), "\"" | "”" | "’");
        let close = (open + 2..sentence_end.min(open + 2 + LONGEST)).find(closes)?;
        let surname = close + 1;
        let capital = |token: usize| self.form(token).starts_with(char::is_uppercase);
        let words = (open + 1..close).all(|token| capital(token) || matches!(self.form(token), "the" | "of"));
        (words && surname < sentence_end && capital(surname) && name.end <= close + 1)
            .then_some(name.start..surname + 1)
    }
}
