//! A word with a capital that the model passed over in; whether it names a firm that is known, by the way it stands there, out.

use std::ops::Range;

use super::Finder;
use crate::analyze::Upos;
use crate::ingest::LineKind;
use crate::resolve::gazetteer::NameKind;
use crate::resolve::{lexicon, normalize};

impl Finder<'_> {
    /// “Target criticized Gap”: a firm that is called by a common word, as the subject or object of a verb of what firms and states do
    /// and not of things.
    pub(super) fn is_firm_that_acts(&self, token: usize) -> bool {
        let word = &self.analysis.tokens[token];
        if !word.form.starts_with(char::is_uppercase) || !matches!(word.upos, Upos::Propn | Upos::Adj | Upos::Noun) {
            return false;
        }
        let Some(sentence) = self.analysis.sentences.get(word.sentence) else { return false };
        let opens = sentence.tokens.start == token;
        let verb = self.tree.head(token).filter(|&verb| self.analysis.tokens[verb].upos == Upos::Verb);
        let party = matches!(self.tree.relation(token), "nsubj" | "obj") && verb.is_some();
        // At the beginning of a sentence every word has a capital.
        let named = word.upos == Upos::Propn || !opens;
        let acts = verb.is_some_and(|verb| lexicon::is_of_actors(&self.analysis.tokens[verb].lemma.to_lowercase()));
        let bare = self.tree.children(token).all(|child| {
            !matches!(self.tree.relation(child), "det" | "amod" | "compound" | "flat" | "nummod" | "nmod")
                || child > token
        });
        let title = token.checked_sub(1).is_some_and(|before| lexicon::title(self.form(before)).is_some());
        sentence.kind == LineKind::Body
            && party
            && named
            && acts
            && bare
            && !title
            && !self.form(token + 1).starts_with(char::is_uppercase)
            && self.is_firm(&normalize::key(&word.form))
    }

    /// “Poland's Law and Justice”: the whole name of a body of the wide tables, of several words with capitals, which the model passed
    /// over.
    pub(super) fn body_of_words(&self, begin: usize, end: usize) -> Option<Range<usize>> {
        const LONGEST: usize = 6;
        let free = |token: usize| self.form(token).starts_with(char::is_uppercase);
        if !free(begin) || self.analysis.tokens[begin].upos == Upos::Det {
            return None;
        }
        (begin + 2..=end.min(begin + LONGEST)).rev().map(|stop| begin..stop).find(|tokens| {
            free(tokens.end - 1) && self.is_whole(tokens) && {
                let key = normalize::key(self.text(tokens));
                let mut bodies = self.gazetteer.lookup_wide(&key).filter(|reference| reference.kind == NameKind::Name);
                bodies.any(|reference| self.gazetteer.entry(reference.entry).is_some_and(|entry| entry.letter == b'O'))
            }
        })
    }

    /// Whether a key names a firm.
    fn is_firm(&self, key: &str) -> bool {
        let references = self.gazetteer.lookup(key).chain(self.gazetteer.lookup_wide(key));
        references.filter_map(|reference| self.gazetteer.entry(reference.entry)).any(|entry| {
            matches!(entry.class, "company" | "bank" | "platform" | "airline" | "news_media")
                || entry.class == "political_party" && entry.is_well_known()
                || entry.name.ends_with("Inc.")
                || entry.name.ends_with("Corporation")
        })
    }
}
