//! A name as the model marked it in; the two names that it holds out, where a state or town and somebody are taken for one:
//! “Hong Kong Carrie Lam”, “ambassador to Jordan Ada Roe”, “Apple Inc. China”.

use std::ops::Range;

use super::Finder;
use super::normalize::same_first_name;
use crate::analyze::NameType;
use crate::lexicon::OfficeKind;
use crate::resolve::gazetteer::NameKind;
use crate::resolve::{lexicon, normalize};

impl Finder<'_> {
    /// Adds a name, or the two that it holds.
    pub(super) fn split(&self, tokens: Range<usize>, kind: NameType, out: &mut Vec<(Range<usize>, NameType)>) {
        let place = Some(()).filter(|()| kind == NameType::Person).and_then(|()| self.place_before(&tokens));
        let place = place.or_else(|| self.place_before_somebody(&tokens, kind));
        if let Some(place) = place {
            let rest = place.end..tokens.end;
            out.extend([(place, NameType::Location), (rest, NameType::Person)]);
        } else if kind == NameType::Organization
            && let Some(stop) = self.sentence_end(&tokens)
        {
            out.push((tokens.start..stop, kind));
        } else if kind == NameType::Organization
            && let Some(comma) = self.comma_of_list(&tokens)
        {
            out.extend([(tokens.start..comma, kind), (comma + 1..tokens.end, kind)]);
        } else {
            out.push((tokens, kind));
        }
    }

    /// “the Harbor, Reform, and Moss parties”: the comma inside a name that is one of a list, which goes on behind it.
    fn comma_of_list(&self, name: &Range<usize>) -> Option<usize> {
        let comma = name.clone().find(|&token| self.form(token) == ",")?;
        let second = comma + 1;
        let rest = second..name.end;
        let listed = !rest.is_empty()
            && comma > name.start
            && self.tree.relation(self.tree.head_of(&rest)) == "conj"
            && name.clone().all(|token| !matches!(self.form(token), "and" | "&" | "of"));
        let goes_on = self.analysis.tokens.get(name.end).is_some_and(|next| matches!(&*next.form, "," | "and" | "or"));
        let whole = normalize::key(self.text(name));
        (listed && goes_on && self.gazetteer.lookup(&whole).next().is_none()).then_some(comma)
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

    /// “its leader in the Gaza Strip Ada Roe”: a place of several words, and behind it a given name and a surname.
    fn place_before_somebody(&self, name: &Range<usize>, kind: NameType) -> Option<Range<usize>> {
        if kind != NameType::Location || name.len() < 4 || !name.clone().all(|token| self.opens_with_capital(token)) {
            return None;
        }
        let kinds = [NameKind::Name, NameKind::Alias];
        let known = |tokens: &Range<usize>| {
            self.gazetteer.find(&normalize::key(self.text(tokens)), &kinds, b"CRTS").next().is_some()
        };
        let given = |token: usize| {
            let key = normalize::key(self.form(token));
            lexicon::gender_of_name(&key).is_some() || self.gazetteer.is_first_name(&key)
        };
        let places = (2..name.len() - 1).rev().map(|length| name.start..name.start + length);
        places.into_iter().find(|place| known(place) && given(place.end)).filter(|_| !known(name))
    }

    fn opens_with_capital(&self, token: usize) -> bool {
        self.form(token).starts_with(char::is_uppercase)
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

    /// The nickname in quotation marks or brackets inside a name, with its marks: “Rodrigo “Digong” Duterte”, “James (Jim) Roe”.
    pub(super) fn nickname(&self, name: &Range<usize>) -> Option<Range<usize>> {
        if let Some(short) =
            (name.start + 1..name.end.saturating_sub(3)).find_map(|open| self.short_form(name.start, open))
        {
            return Some(short);
        }
        let open =
            (name.start + 1..name.end).find(|&token| matches!(self.form(token), "\"" | "“" | "‘" | "'" | "``"))?;
        let close = (open + 2..name.end.saturating_sub(1))
            .find(|&token| matches!(self.form(token), "\"" | "”" | "’" | "'" | "''"))?;
        Some(open..close + 1)
    }

    /// “James (Jim)”: the brackets that open at a token with the short form of a given name.
    fn short_form(&self, given: usize, open: usize) -> Option<Range<usize>> {
        let form = |token: usize| self.analysis.tokens.get(token).map_or("", |token| &*token.form);
        let (first, short) = (normalize::key(form(given)), normalize::key(form(open + 1)));
        let brackets = form(open) == "(" && form(open + 2) == ")";
        (brackets && first != short && same_first_name(&first, &short)).then_some(open..open + 3)
    }

    /// A name with the nickname and the surname that follow it.
    pub(super) fn with_nickname(&self, name: &Range<usize>, sentence_end: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 4;
        if name.end + 3 < sentence_end
            && name.len() < 3
            && self.short_form(name.start, name.end).is_some()
            && self.form(name.end + 3).starts_with(char::is_uppercase)
        {
            return Some(name.start..name.end + 4);
        }
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

#[cfg(test)]
mod tests {
    use crate::analyze::NameType::Organization;
    use crate::resolve::{resolve, testing};

    #[test]
    fn a_comma_of_a_list_parts_two_names() {
        let count = |spec: &str| {
            let (document, analysis) = testing::analysis(spec, &[(1..4, Organization)]);
            resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0).count()
        };
        let spec = "the:DET:7:det Graywick:PROPN:7:nmod ,:PUNCT:4:punct Mosstide:PROPN:2:conj ,:PUNCT:7:punct and:CCONJ:7:cc parties:NOUN:8:nsubj met:VERB:0:root";
        for (one, other) in [("Graywick", "Mosstide"), ("Roeway", "Quill"), ("Zedtide", "Harrow")] {
            assert_eq!(count(&spec.replace("Graywick", one).replace("Mosstide", other)), 2);
        }
        // a firm of partners
        assert_eq!(count(&spec.replace("2:conj", "2:flat")), 1);
    }
}
