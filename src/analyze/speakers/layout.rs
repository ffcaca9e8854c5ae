//! A quotation and the lines around it in; the speaker whom the layout names, as press releases do, out.

use super::Attribution;
use super::find::{Finder, plain};
use crate::analyze::{NameType, Upos};

/// A line that names a speaker holds no more words.
const LONGEST: usize = 24;

impl Finder<'_, '_> {
    /// “…” — Roe, minister; or a line “From Minister Roe:”, “Roe said:” before the quotation.
    pub(super) fn by_layout(&self, at: usize) -> Option<Attribution> {
        self.by_dash(at).or_else(|| self.by_line_before(at))
    }

    /// A dash and a name without a verb between the quotation and the end of the line, or on the line after it.
    fn by_dash(&self, at: usize) -> Option<Attribution> {
        let tokens = &self.tree.analysis.tokens;
        let last = self.quotation(at).tokens.end.checked_sub(1)?;
        let (line, _) = self.line_and_sentence(last)?;
        let dash = self.after_closing(at);
        let (own, _) = self.line_and_sentence(dash)?;
        let is_dash = matches!(tokens.get(dash)?.form.as_str(), "-" | "–" | "—" | "--" | "―");
        let near = own == line || own == line + 1;
        if !is_dash || !near {
            return None;
        }
        let in_line = |token: &usize| self.line_and_sentence(*token).is_some_and(|(there, _)| there == own);
        let phrase: Vec<usize> = (dash + 1..tokens.len()).take(LONGEST + 1).take_while(in_line).collect();
        let told = phrase.iter().any(|&token| matches!(self.tree.token(token).upos, Upos::Verb | Upos::Aux));
        let name = self.speaker_of(phrase.iter().copied())?;
        (phrase.len() <= LONGEST && !told).then(|| plain(None, vec![name], "statement/dash", 0.8))
    }

    /// The first person that some tokens name, else the first name.
    fn speaker_of(&self, tokens: impl Iterator<Item = usize> + Clone) -> Option<usize> {
        let person = |token: &usize| self.name_at(*token).is_some_and(|name| name.kind == NameType::Person);
        tokens.clone().find(person).or_else(|| tokens.clone().find(|&token| self.is_name(token)))
    }

    /// The line before ends with a colon: its verb of saying tells the speaker, or its name.
    fn by_line_before(&self, at: usize) -> Option<Attribution> {
        let analysis = self.tree.analysis;
        let (line, sentence) = self.line_and_sentence(self.quotation(at).tokens.start)?;
        if !self.region_before(at).is_empty() {
            return None;
        }
        let above = analysis.sentences.get(sentence.checked_sub(1)?)?;
        let tokens = above.tokens.clone();
        let colon = tokens.clone().last().is_some_and(|last| self.tree.token(last).form == ":");
        if !colon || above.line + 1 != line || tokens.len() > LONGEST {
            return None;
        }
        if let Some(cue) = tokens.clone().rev().find(|&token| self.is_cue(token)) {
            return self.attribution(at, cue, "statement/line-before", 0.8);
        }
        let verbless = tokens.clone().all(|token| !matches!(self.tree.token(token).upos, Upos::Verb | Upos::Aux));
        let name = self.speaker_of(tokens)?;
        verbless.then(|| plain(None, vec![name], "statement/line-before", 0.75))
    }
}
