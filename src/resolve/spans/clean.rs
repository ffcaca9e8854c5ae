//! A name as the model marked it in; the name as the text has it out: without titles and articles, whole where the model cut
//! it, nothing where it is none.

use std::ops::Range;

use super::Finder;
use crate::analyze::{Analysis, Name, NameType, Sentence, Upos};
use crate::ingest::LineKind;
use crate::resolve::{lexicon, normalize};

impl Finder<'_> {
    /// A name of the model without titles, articles, possessives and function words around it; `None` where no name is left.
    pub(super) fn clean(&self, name: &Name, sentence: &Sentence) -> Option<(Range<usize>, NameType)> {
        let mut tokens = name.tokens.start.max(sentence.tokens.start)..name.tokens.end.min(sentence.tokens.end);
        while !tokens.is_empty() && self.is_edge(tokens.start) {
            tokens.start += 1;
        }
        let function = |token: usize| {
            matches!(self.analysis.tokens[token].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Part)
        };
        while !tokens.is_empty() && (self.is_edge(tokens.end - 1) || function(tokens.end - 1)) {
            tokens.end -= 1;
        }
        let upper = |token: usize| self.form(token).chars().any(|c| c.is_uppercase() || !c.is_ascii());
        if !tokens.clone().any(upper) || !tokens.clone().any(|token| self.form(token).chars().any(char::is_alphabetic))
        {
            return None;
        }
        let kind = self.kind_in_line(&tokens, name.kind, sentence);
        if self.is_word(&tokens, kind) || self.is_namesake(&tokens, kind) || is_party_tag(self.analysis, tokens.start) {
            return None;
        }
        if sentence.kind == LineKind::Dateline
            && let Some(agency) = self.in_brackets(&tokens, sentence)
        {
            return Some((agency, NameType::Organization));
        }
        if kind == NameType::Location {
            // “British capital London”
            let noun = |token: usize| {
                self.analysis.tokens[token].upos == Upos::Noun && self.form(token).chars().all(char::is_lowercase)
            };
            if let Some(last) = tokens.clone().rev().skip(1).find(|&token| noun(token)) {
                tokens.start = last + 1;
            }
        }
        if let Some(slogan) = self.slogan(&tokens, sentence) {
            return Some((slogan, NameType::Organization));
        }
        if kind == NameType::Organization {
            while self.is_cut_off(&tokens, sentence) {
                tokens.start -= 1;
            }
        }
        if kind == NameType::Person {
            while tokens.len() > 1 && (self.is_title(tokens.start) || self.is_of_office(tokens.start)) {
                tokens.start += 1;
            }
            if tokens.len() == 1 && self.is_common(tokens.start) || self.is_pair(&tokens) {
                return None;
            }
        }
        Some((tokens, kind))
    }

    /// “Defund the Police”: a movement that is called by what it asks for, of which the model saw the first word.
    fn slogan(&self, name: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let (article, noun) = (name.end, name.end + 1);
        let whole = name.len() == 1
            && noun < sentence.tokens.end
            && sentence.kind == LineKind::Body
            && name.start > sentence.tokens.start
            && self.form(article) == "the"
            && self.form(noun).starts_with(char::is_uppercase)
            && self.tree.head(article) == Some(noun);
        let one = || {
            self.tree.relation(noun) == "flat" && self.tree.head(noun) == Some(name.start)
                || self.tree.head(name.start) == Some(noun)
        };
        (whole && one() && self.gazetteer.lookup(&normalize::key(self.form(name.start))).next().is_none())
            .then_some(name.start..noun + 1)
    }

    /// “the Combined Joint Task Force”: a word with a capital within the sentence that describes the name and is no people.
    fn is_cut_off(&self, name: &Range<usize>, sentence: &Sentence) -> bool {
        let Some(before) = name.start.checked_sub(1).filter(|&before| before > sentence.tokens.start) else {
            return false;
        };
        let token = &self.analysis.tokens[before];
        let describes = matches!(self.tree.relation(before), "amod" | "compound")
            && self.tree.head(before).is_some_and(|head| name.contains(&head));
        describes
            && sentence.kind == LineKind::Body
            && name.len() > 1
            && matches!(token.upos, Upos::Adj | Upos::Verb)
            && token.form.starts_with(char::is_uppercase)
            && !self.is_in_a_name(before)
            && self.gazetteer.lookup(&normalize::key(&token.form)).next().is_none()
    }

    /// Whether the model saw a name at a token; its names are in the order of the text.
    fn is_in_a_name(&self, token: usize) -> bool {
        let names = &self.analysis.names;
        let after = names.partition_point(|name| name.tokens.end <= token);
        names.get(after).is_some_and(|name| name.tokens.contains(&token))
    }

    /// “Oslo (Graywick Wire)”: the whole of what stands in the brackets of a dateline is the name of the agency.
    fn in_brackets(&self, tokens: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let opens = tokens.start.checked_sub(1).is_some_and(|before| self.form(before) == "(");
        let close = (tokens.end..sentence.tokens.end.min(tokens.end + 4)).find(|&token| self.form(token) == ")")?;
        let named = |token: usize| self.form(token).starts_with(char::is_uppercase);
        (opens && (tokens.end..close).all(named)).then_some(tokens.start..close)
    }

    /// “Defund the police”, “Astronomers agree”: a verb or a plural with a capital that only the place asks for.
    fn is_word(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let token = &self.analysis.tokens[tokens.start];
        let plural = token.upos == Upos::Noun && token.xpos == "NNS";
        let opens = || {
            let sentence = self.analysis.sentences.get(token.sentence);
            sentence.is_some_and(|sentence| sentence.tokens.start == tokens.start)
                || tokens.start.checked_sub(1).is_some_and(|before| matches!(self.form(before), "“" | "\"" | "‘" | "'"))
        };
        let alone = !self
            .analysis
            .tokens
            .get(tokens.end)
            .is_some_and(|next| next.upos == Upos::Propn || next.form.starts_with(char::is_uppercase));
        tokens.len() == 1
            && alone
            && kind != NameType::People
            && !token.form.chars().skip(1).any(char::is_uppercase)
            && (token.upos == Upos::Verb && kind == NameType::Organization || plural && opens())
            && self.gazetteer.lookup(&normalize::key(&token.form)).next().is_none()
    }

    /// “the Roe Accords”: what is called after somebody is another thing.
    fn is_namesake(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let Some(next) = self.analysis.tokens.get(tokens.end) else { return false };
        let inside = tokens.clone().any(|token| {
            self.tree.head(token) == Some(tokens.end)
                && matches!(self.tree.relation(token), "compound" | "nmod" | "amod")
        });
        let thing = matches!(
            next.form.as_str(),
            "Accords"
                | "Accord"
                | "Agreement"
                | "Treaty"
                | "Act"
                | "Doctrine"
                | "Award"
                | "Prize"
                | "Hospital"
                | "Airport"
                | "Memorial"
                | "Museum"
                | "Bridge"
                | "Street"
                | "Stadium"
                | "Medal"
                | "Protocol"
                | "Amendment"
                | "Law"
        );
        kind == NameType::Person && inside && thing
    }

    /// “the Roe-Moe debate”: the surnames of two people in the text, and nobody's name.
    fn is_pair(&self, tokens: &Range<usize>) -> bool {
        let Some(hyphen) = tokens.clone().find(|&token| matches!(self.form(token), "-" | "–")) else { return false };
        let known = |side: Range<usize>| {
            let name = self.form(side.start);
            side.len() == 1 && name.starts_with(char::is_uppercase) && self.full_names.contains(name)
        };
        known(tokens.start..hyphen) && known(hyphen + 1..tokens.end)
    }

    /// Punctuation, possessives and articles.
    fn is_edge(&self, token: usize) -> bool {
        let form = self.form(token);
        form != "." && !form.chars().any(char::is_alphanumeric)
            || matches!(form, "'s" | "’s" | "the" | "The" | "a" | "an")
    }

    /// Lines of credits name outlets (“Source: Meridian”), datelines name places (“Geneva =”), whatever the model says.
    fn kind_in_line(&self, tokens: &Range<usize>, kind: NameType, sentence: &Sentence) -> NameType {
        let first = sentence.tokens.start;
        let credit = || {
            let word = self.form(first).to_lowercase();
            matches!(word.as_str(), "source" | "sources" | "via" | "courtesy") && tokens.start <= first + 2
        };
        match (sentence.kind, kind) {
            (LineKind::Byline, NameType::Person | NameType::Location | NameType::People)
                if tokens.len() < 3 && credit() =>
            {
                NameType::Organization
            }
            (LineKind::Dateline, NameType::Person) if tokens.start == first => NameType::Location,
            _ => kind,
        }
    }

    fn is_title(&self, token: usize) -> bool {
        let word = self.form(token);
        lexicon::title(word).is_some()
            || matches!(word, "Vice" | "Prime" | "Foreign" | "Former" | "former" | "US" | "U.S.")
    }

    /// “Minister of Information Roe”: the word before the name is the office's.
    fn is_of_office(&self, token: usize) -> bool {
        let linked = token > 0 && matches!(self.form(token - 1), "of" | "for" | "and");
        linked && lexicon::is_portfolio(&self.form(token).to_lowercase())
    }

    /// A title or kinship word alone is nobody's name, unless somebody in the text bears it: “Stephen King”.
    fn is_common(&self, token: usize) -> bool {
        let word = self.form(token);
        (lexicon::title(word).is_some() || lexicon::gender_of_word(word).is_some()) && !self.full_names.contains(word)
    }
}

/// “Sen. Roe, D-Conn.”: whether the party and state of a member of the U.S. Congress stand here, as its press writes them.
pub(super) fn is_party_tag(analysis: &Analysis, token: usize) -> bool {
    let form = |at: usize| analysis.tokens.get(at).map_or("", |token| &*token.form);
    let tag = |at: usize| matches!(form(at), "R" | "D" | "I") && form(at + 1) == "-";
    tag(token) || token.checked_sub(2).is_some_and(tag)
}
