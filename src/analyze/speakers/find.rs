//! A quotation and the words around it in; its cue, and with it its [`Attribution`], out.

use std::ops::Range;

use super::cues;
use super::{Attribution, source};
use crate::analyze::tree::Tree;
use crate::analyze::{Name, Quotation, Token, Upos, turns};
use crate::ingest::LineKind;

/// Looks for cues around the quotations of one document.
pub(super) struct Finder<'a, 'b> {
    pub(super) tree: &'b Tree<'a>,
    /// For each quotation the one around it.
    parents: Vec<Option<usize>>,
    /// Who answers in an interview.
    guest: Option<usize>,
}

impl<'a, 'b> Finder<'a, 'b> {
    pub(super) fn new(tree: &'b Tree<'a>) -> Self {
        let mut around: Vec<usize> = Vec::new();
        let quotations = &tree.analysis.quotations;
        let parents = quotations.iter().enumerate().map(|(at, quotation)| {
            while around.last().is_some_and(|&last| quotations[last].span.end <= quotation.span.start) {
                around.pop();
            }
            let parent = around.last().copied();
            around.push(at);
            parent
        });
        let parents = parents.collect();
        let guest = quotations.iter().any(Quotation::is_turn).then(|| turns::guest(tree.analysis)).flatten();
        Finder { tree, parents, guest }
    }

    pub(super) fn quotation(&self, at: usize) -> &'a Quotation {
        &self.tree.analysis.quotations[at]
    }

    /// The token of the opening mark, or where it would stand.
    fn opening(&self, at: usize) -> usize {
        self.quotation(at).tokens.start.saturating_sub(1)
    }

    /// The first token after the closing mark.
    pub(super) fn after_closing(&self, at: usize) -> usize {
        let quotation = self.quotation(at);
        let tokens = &self.tree.analysis.tokens;
        (quotation.tokens.end..tokens.len())
            .find(|&t| tokens[t].span.start >= quotation.span.end)
            .unwrap_or(tokens.len())
    }

    /// The quotation before this one at the same level and inside the same quotation.
    fn previous(&self, at: usize) -> Option<usize> {
        (0..at).rev().take(20).find(|&other| self.parents[other] == self.parents[at] && self.is_before(other, at))
    }

    fn is_before(&self, other: usize, at: usize) -> bool {
        self.quotation(other).span.end <= self.quotation(at).span.start
    }

    fn next(&self, at: usize) -> Option<usize> {
        let count = self.parents.len();
        (at + 1..count).take(20).find(|&other| self.parents[other] == self.parents[at])
    }

    /// The tokens that a cue may stand in: the line, or the quotation around this one.
    fn scope(&self, at: usize) -> Range<usize> {
        match self.parents[at] {
            Some(parent) => self.quotation(parent).tokens.clone(),
            None => 0..self.tree.analysis.tokens.len(),
        }
    }

    /// The tokens of the sentence before the opening mark, after the quotation before it.
    pub(super) fn region_before(&self, at: usize) -> Range<usize> {
        let opening = self.opening(at);
        let sentence = self.tree.sentence(self.quotation(at).tokens.start).map_or(opening, |sentence| sentence.start);
        let previous = self.previous(at).map_or(0, |previous| self.after_closing(previous));
        let start = sentence.max(previous).max(self.scope(at).start);
        start..opening.max(start)
    }

    /// The tokens of the sentence after the closing mark, up to the next quotation.
    fn region_after(&self, at: usize) -> Range<usize> {
        let start = self.after_closing(at);
        let last_quoted = self.quotation(at).tokens.end.saturating_sub(1);
        let sentence = self.tree.sentence(last_quoted).map_or(start, |sentence| sentence.end);
        let next = self.next(at).map_or(usize::MAX, |next| self.opening(next));
        let mut end = sentence;
        // A splitter may part “Why?” from “he asked.”
        if start >= sentence && self.goes_on(start) {
            end = self.tree.sentence(start).map_or(end, |sentence| sentence.end);
        }
        let end = end.min(next).min(self.scope(at).end);
        start..end.max(start)
    }

    /// Whether the sentence that begins here continues the one before: it begins with a small letter.
    fn goes_on(&self, start: usize) -> bool {
        let token = self.tree.analysis.tokens.get(start);
        token.is_some_and(|token| token.form.starts_with(char::is_lowercase) && !matches!(token.upos, Upos::X))
    }

    /// The attribution of a turn by its label; an `A` is the one whom the text before the first turn names.
    pub(super) fn by_label(&self, at: usize) -> Option<Attribution> {
        if !self.quotation(at).is_turn() {
            return None;
        }
        let label = self.tree.sentence(self.opening(at))?;
        let answers = || matches!(self.tree.token(label.start).form.as_str(), "A" | "A." | "Answer" | "ANSWER");
        let name = match turns::named(self.tree.analysis, &label) {
            Some(name) => Some(name.tokens.clone()),
            None => self.guest.filter(|_| answers()).map(|guest| self.tree.analysis.names[guest].tokens.clone()),
        };
        let head = |name: Range<usize>| {
            let outside = |&at: &usize| !self.tree.head(at).is_some_and(|head| name.contains(&head));
            name.clone().find(outside)
        };
        // “THE PRESIDENT”, “MODERATOR”
        let noun = || turns::words(self.tree.analysis, &label).last().unwrap_or(label.start);
        let speaker = name.and_then(head).unwrap_or_else(noun);
        Some(plain(None, vec![speaker], super::TURN, 0.9))
    }

    /// The attribution by a cue in the sentence of the quotation.
    pub(super) fn by_cue(&self, at: usize) -> Option<Attribution> {
        let (before, after) = (self.region_before(at), self.region_after(at));
        let near = self.verb_before(&before).map(|cue| (cue, "statement/cue-before", 0.95));
        let near = near.or_else(|| self.verb_after(at, &after).map(|cue| (cue, "statement/cue-after", 0.95)));
        let cue = near.or_else(|| self.verb_above(at).map(|cue| (cue, "statement/cue-above", 0.85)));
        cue.and_then(|(cue, rule, confidence)| self.attribution(at, cue, rule, confidence))
            .or_else(|| self.by_text(at, &before))
            .or_else(|| self.by_according(at))
            .or_else(|| self.by_colon(&before))
            .or_else(|| self.by_layout(at))
    }

    pub(super) fn attribution(
        &self,
        at: usize,
        cue: usize,
        rule: &'static str,
        confidence: f32,
    ) -> Option<Attribution> {
        let quoted = self.quoted(at);
        let speakers = source::speakers(self.tree, cue, &quoted);
        if speakers.is_empty() {
            return None;
        }
        let hearers = source::hearers(self.tree, cue, &quoted);
        let reporters = source::reporters(self.tree, cue, &speakers, &quoted);
        Some(Attribution { cue: Some(cue), speakers, hearers, reporters, rule, confidence })
    }

    /// The tokens of the quotation with its marks.
    fn quoted(&self, at: usize) -> Range<usize> {
        self.opening(at)..self.after_closing(at)
    }

    pub(super) fn is_cue(&self, token: usize) -> bool {
        self.tree.is_verbal(token) && cues::of_word(self.tree.lemma(token), &self.tree.token(token).form).is_some()
    }

    /// A verb of saying right before the mark: “said, “…””, “told the press on Tuesday: “…””.
    fn verb_before(&self, before: &Range<usize>) -> Option<usize> {
        let last = before.clone().last()?;
        let introduced = matches!(self.tree.token(last).form.as_str(), "," | ":" | ";" | "—" | "–" | "that" | "-");
        if self.is_cue(last) {
            return Some(last);
        }
        if !introduced {
            return None;
        }
        let colon = matches!(self.tree.token(last).form.as_str(), ":" | "—");
        // “called it ‘fair’ in part: “…””: the cue may stand before another quotation.
        let start = self.tree.sentence(last).filter(|_| colon).map_or(before.start, |sentence| sentence.start);
        let mut cues = (start..before.end).rev().filter(|&token| self.is_cue(token) && !self.is_relative(token));
        let verb = cues.find(|&token| before.contains(&token) || !self.is_quoted(token))?;
        let mut between = verb + 1..last;
        let own = |token: usize| self.tree.token(token).upos == Upos::Punct || self.tree.is_under(token, verb);
        (colon || between.all(own)).then_some(verb)
    }

    fn is_quoted(&self, token: usize) -> bool {
        let quotations = &self.tree.analysis.quotations;
        let after = quotations.partition_point(|quotation| quotation.tokens.start <= token);
        quotations[..after].iter().rev().take(6).any(|quotation| quotation.tokens.contains(&token))
    }

    /// A clause in passing has a subject of its own: “which the paper noted”, but not “who said”.
    fn is_relative(&self, verb: usize) -> bool {
        let pronoun = |kid: usize| matches!(self.tree.lemma(kid), "who" | "which" | "that");
        self.tree.token(verb).deprel == "acl:relcl" && !self.tree.children_by(verb, "nsubj").any(pronoun)
    }

    /// A verb of saying right after the mark: “, he said”, “said Xi”.
    fn verb_after(&self, at: usize, after: &Range<usize>) -> Option<usize> {
        if !self.wants_after(at, after) {
            return None;
        }
        let verb = after.clone().take(40).find(|&token| self.is_cue(token))?;
        let own = |token: usize| {
            let word = self.tree.token(token);
            word.upos == Upos::Punct || (word.upos != Upos::Cconj && self.tree.is_under(token, verb))
        };
        (after.start..verb).all(own).then_some(verb)
    }

    /// A quotation that ends with a full stop at the end of a sentence is over.
    fn wants_after(&self, at: usize, after: &Range<usize>) -> bool {
        let last = self.quotation(at).tokens.clone().last().map(|last| self.tree.token(last).form.as_str());
        !after.is_empty()
            && (last != Some(".") || self.goes_on(after.start) || self.tree.token(after.start).form == ",")
    }

    /// The nearest verb of saying above the quoted words in the tree: “called the move a “…””.
    fn verb_above(&self, at: usize) -> Option<usize> {
        let quoted = self.quoted(at);
        let head = self.quotation(at).tokens.clone().find(|&token| {
            let up = self.tree.head(token);
            self.tree.token(token).upos != Upos::Punct && !up.is_some_and(|up| quoted.contains(&up))
        })?;
        let scope = self.scope(at);
        let inside = |up: &usize| scope.contains(up) && !quoted.contains(up);
        let verb = self.tree.ancestors(head).take(8).take_while(inside).find(|&up| self.is_cue(up))?;
        // “… It is over.” Roe said he would go: a sentence that is over needs no verb after it that has its own object.
        let own = |kid: usize| kid > verb && matches!(self.tree.token(kid).relation(), "ccomp" | "xcomp" | "obj");
        let over = verb >= quoted.end
            && self.region_before(at).is_empty()
            && self.tree.children(verb).any(own)
            && !self.wants_after(at, &self.region_after(at));
        let name = matches!(self.tree.lemma(verb), "call" | "dub" | "label" | "term") && self.is_title(at);
        (!over && !name).then_some(verb)
    }

    /// Words that are written like a name: “Red Fox”.
    fn is_title(&self, at: usize) -> bool {
        let words = || self.quotation(at).tokens.clone().map(|token| self.tree.token(token));
        let capital = |token: &Token| token.form.starts_with(char::is_uppercase);
        words().any(|word| word.upos == Upos::Propn)
            && words().all(|word| match word.upos {
                Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num => capital(word),
                upos => !matches!(upos, Upos::Verb | Upos::Aux | Upos::Pron),
            })
    }

    /// “In a statement: “…””, “Xi’s letter, “…””: a text right before the mark.
    fn by_text(&self, at: usize, before: &Range<usize>) -> Option<Attribution> {
        let text = before
            .clone()
            .rev()
            .take(12)
            .find(|&token| self.tree.token(token).upos == Upos::Noun && cues::is_text(self.tree.lemma(token)))?;
        let last = before.end.checked_sub(1)?;
        if !matches!(self.tree.token(last).form.as_str(), ":" | "," | "—") {
            return None;
        }
        let owner = source::text_owner(self.tree, text)?;
        let speakers = source::coordinated(self.tree, owner, &self.quoted(at));
        Some(plain(Some(text), speakers, "statement/text", 0.8))
    }

    fn by_according(&self, at: usize) -> Option<Attribution> {
        let quoted = self.quoted(at);
        let noun = source::according(self.tree, quoted.start, &quoted)?;
        let speakers = source::coordinated(self.tree, noun, &quoted);
        Some(plain(None, speakers, "statement/according-to", 0.8))
    }

    /// “Putin: “…””: a phrase without a verb and a colon.
    fn by_colon(&self, before: &Range<usize>) -> Option<Attribution> {
        let last = before.end.checked_sub(1)?;
        if self.tree.token(last).form != ":" || before.clone().any(|token| self.tree.is_verbal(token)) {
            return None;
        }
        let name = before.clone().find(|&token| self.is_name(token))?;
        Some(plain(None, vec![name], "statement/colon", 0.8))
    }

    pub(super) fn is_name(&self, token: usize) -> bool {
        self.name_at(token).is_some()
    }

    /// The name that a token belongs to.
    pub(super) fn name_at(&self, token: usize) -> Option<&'a Name> {
        let names = &self.tree.analysis.names;
        let at = names.partition_point(|name| name.tokens.end <= token);
        names.get(at).filter(|name| name.tokens.contains(&token))
    }

    /// A quotation without a cue of its own goes to the speaker of the one before it in its sentence, in its paragraph,
    /// or, where it opens a paragraph, in the paragraph before.
    pub(super) fn carried(&self, at: usize, found: &[Option<Attribution>]) -> Option<Attribution> {
        let previous = self.previous(at)?;
        let said = found.get(previous)?.as_ref()?;
        let here = self.line_and_sentence(self.quotation(at).tokens.start)?;
        let (line, sentence) = self.line_and_sentence(self.after_closing(previous).saturating_sub(1))?;
        let before = self.region_before(at);
        if here.1 == sentence {
            let joined = before
                .clone()
                .all(|token| matches!(self.tree.token(token).upos, Upos::Cconj | Upos::Punct | Upos::Adv));
            return joined.then(|| again(said, "statement/coordinated", 0.85));
        }
        let bare = before.is_empty() && self.is_clause(at);
        let follows = line == here.0 && here.1 <= sentence + 1 || line + 1 == here.0 && self.ends_line(previous);
        (bare && follows).then(|| again(said, "statement/follow-on", 0.75))
    }

    pub(super) fn line_and_sentence(&self, token: usize) -> Option<(usize, usize)> {
        let sentence = self.tree.analysis.tokens.get(token)?.sentence;
        Some((self.tree.analysis.sentences.get(sentence)?.line, sentence))
    }

    /// Whether the words are a sentence of their own and no title or scare quote.
    fn is_clause(&self, at: usize) -> bool {
        let tokens = self.quotation(at).tokens.clone();
        tokens.len() >= 3 && tokens.clone().any(|t| matches!(self.tree.token(t).upos, Upos::Verb | Upos::Aux))
    }

    /// Whether nothing but the attribution follows the quotation in its line.
    fn ends_line(&self, at: usize) -> bool {
        let after = self.after_closing(at);
        let (Some(own), Some(next)) = (self.line_and_sentence(after.saturating_sub(1)), self.line_and_sentence(after))
        else {
            return true;
        };
        let end = self.tree.sentence(after).map_or(after, |sentence| sentence.end);
        let line_ends = self.line_and_sentence(end).is_none_or(|(line, _)| line != own.0);
        next.0 != own.0 || (next.1 == own.1 && line_ends)
    }

    /// A bare quotation after a sentence about somebody who speaks: “Roe thanked the guests. “…””
    pub(super) fn by_sentence_before(&self, at: usize) -> Option<Attribution> {
        if !self.region_before(at).is_empty() || !self.is_clause(at) || self.parents[at].is_some() {
            return None;
        }
        let (line, sentence) = self.line_and_sentence(self.quotation(at).tokens.start)?;
        let before = self.tree.analysis.sentences.get(sentence.checked_sub(1)?)?;
        if before.line != line {
            return None;
        }
        let root = before.tokens.clone().find(|&token| self.tree.token(token).head.is_none())?;
        let speakers = source::speakers(self.tree, root, &self.quoted(at));
        let person = speakers.first().is_some_and(|&token| {
            self.is_cue(root) || matches!(self.tree.lemma(token), "he" | "she") || self.is_name(token)
        });
        let cue = self.is_cue(root).then_some(root);
        person.then(|| plain(cue, speakers, "statement/sentence-before", 0.6))
    }

    /// “Yes.” “No,” he said: a bare quotation right before one with a cue.
    pub(super) fn by_next(&self, at: usize, found: &[Option<Attribution>]) -> Option<Attribution> {
        let next = self.next(at)?;
        let said = found.get(next)?.as_ref()?;
        let here = self.line_and_sentence(self.quotation(at).tokens.start)?;
        let adjacent = self.after_closing(at) >= self.opening(next) && self.is_clause(at);
        let same = self.line_and_sentence(self.quotation(next).tokens.start).is_some_and(|there| there.0 == here.0);
        (adjacent && same).then(|| again(said, "statement/follow-on", 0.7))
    }

    /// A quotation that is a headline of its own is said by whoever says the same words in the text, else by the
    /// subject of the headline before it.
    pub(super) fn headline(&self, at: usize, found: &[Option<Attribution>]) -> Option<Attribution> {
        let tokens = self.quotation(at).tokens.clone();
        let (line, sentence) = self.line_and_sentence(tokens.start)?;
        let sentences = &self.tree.analysis.sentences;
        if sentences.get(sentence)?.kind != LineKind::Headline
            || !self.is_clause(at)
            || !self.region_before(at).is_empty()
        {
            return None;
        }
        if let Some(said) = self.same_words(at, found) {
            return Some(again(said, "statement/headline", 0.7));
        }
        let above = sentences
            .get(sentence.checked_sub(1)?)
            .filter(|above| above.line + 1 == line && above.kind == LineKind::Headline)?;
        let root = above.tokens.clone().find(|&token| self.tree.token(token).head.is_none())?;
        let speakers = source::speakers(self.tree, root, &tokens);
        let named = speakers.first().is_some_and(|&token| self.is_name(token));
        named.then(|| plain(None, speakers, "statement/headline", 0.6))
    }

    /// The attributed quotation of the text that shares most content words with a headline, at least half of them.
    fn same_words<'f>(&self, at: usize, found: &'f [Option<Attribution>]) -> Option<&'f Attribution> {
        let content = |tokens: Range<usize>| {
            let words = tokens
                .filter(|&t| matches!(self.tree.token(t).upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj));
            words.map(|t| self.tree.lemma(t)).collect::<Vec<_>>()
        };
        let wanted = content(self.quotation(at).tokens.clone());
        let others = (0..self.parents.len()).filter(|&other| other != at).take(200);
        let shared = others.filter_map(|other| {
            let said = found.get(other)?.as_ref()?;
            let tokens = self.quotation(other).tokens.clone();
            let words = content(tokens.start..tokens.end.min(tokens.start + 200));
            let count = wanted.iter().filter(|word| words.contains(word)).count();
            (2 * count >= wanted.len() && count >= 2).then_some((count, std::cmp::Reverse(other), said))
        });
        shared.max_by_key(|(count, order, _)| (*count, *order)).map(|(_, _, said)| said)
    }
}

/// An attribution without hearers and reporters.
pub(super) fn plain(cue: Option<usize>, speakers: Vec<usize>, rule: &'static str, confidence: f32) -> Attribution {
    Attribution { cue, speakers, hearers: Vec::new(), reporters: Vec::new(), rule, confidence }
}

/// The attribution of another quotation for this one.
fn again(said: &Attribution, rule: &'static str, confidence: f32) -> Attribution {
    let confidence = confidence.min(said.confidence);
    Attribution {
        cue: None,
        hearers: said.hearers.clone(),
        reporters: said.reporters.clone(),
        speakers: said.speakers.clone(),
        rule,
        confidence,
    }
}
