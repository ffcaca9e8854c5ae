//! Quotations and dependency trees in; the cue of each quotation and the tokens of its speakers, hearers and reporters
//! out. Nothing here knows entities, so that resolution can ask who “I” is.
//!
//! A turn of a transcript is said by whom its label names. A cue close before or after the marks decides; then the verb above
//! the quoted words in the tree (“called it a ‘farce’”), a text (“the statement: …”), “according to”, a name with a colon,
//! after a dash or on the line before; last, a bare quotation belongs to the
//! speaker of the one before it.

pub(crate) mod cues;
mod find;
mod layout;
mod source;

use self::find::Finder;
use super::tree::Tree;

/// The rule of a turn in a transcript, which its label attributes.
pub(crate) const TURN: &str = "statement/turn";

/// Who says a quotation, in tokens.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The verb or noun of saying.
    pub cue: Option<usize>,
    /// The tokens that head the phrases of the speakers; two for “Xi and Putin said”.
    pub speakers: Vec<usize>,
    /// The tokens that head the phrases of those who are spoken to.
    pub hearers: Vec<usize>,
    /// The tokens that head the phrases of those who report it: a news agency.
    pub reporters: Vec<usize>,
    /// Which rule found the speaker.
    pub rule: &'static str,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
}

/// The attribution of each quotation of an analysis, in the order of [`Analysis::quotations`](super::Analysis::quotations).
pub(crate) fn attribute(tree: &Tree) -> Vec<Option<Attribution>> {
    let finder = Finder::new(tree);
    let count = tree.analysis.quotations.len();
    let mut found: Vec<Option<Attribution>> = Vec::with_capacity(count);
    for at in 0..count {
        let attribution = finder
            .by_label(at)
            .or_else(|| finder.by_cue(at))
            .or_else(|| finder.carried(at, &found))
            .or_else(|| finder.by_sentence_before(at));
        found.push(attribution);
    }
    for at in (0..count).rev() {
        if found[at].is_none() {
            found[at] = finder.by_next(at, &found).or_else(|| finder.headline(at, &found));
        }
    }
    found
}

/// The attribution of the words that a verb of saying reports without quotation marks.
pub(crate) fn of_verb(tree: &Tree, verb: usize) -> Attribution {
    let nothing = 0..0;
    let mut speakers = source::speakers(tree, verb, &nothing);
    if speakers.is_empty() {
        // “Early reports suggested that”: a text of nobody speaks for itself.
        speakers.extend(source::text_itself(tree, verb));
    }
    Attribution {
        hearers: source::hearers(tree, verb, &nothing),
        reporters: source::reporters(tree, verb, &speakers, &nothing),
        cue: Some(verb),
        speakers,
        rule: "statement/reported-clause",
        confidence: 0.8,
    }
}

/// The attribution of a clause under a noun of saying: “Roe’s claim that …”, “issued a statement that …”; `None` where the
/// text does not tell whose it is.
pub(crate) fn of_noun(tree: &Tree, noun: usize) -> Option<Attribution> {
    let speakers = source::coordinated(tree, source::own_owner(tree, noun)?, &(0..0));
    Some(unheard(Some(noun), speakers, "statement/reported-by-noun", 0.75))
}

/// The attribution by “according to”, and the noun under it. A text speaks for its owner.
pub(crate) fn by_according(tree: &Tree, word: usize) -> Option<(Attribution, usize)> {
    let noun = source::according_at(tree, word)?;
    let is_text = cues::is_text(tree.lemma(noun)) || cues::is_study(tree.lemma(noun));
    let owner = is_text.then(|| source::own_owner(tree, noun)).flatten();
    let speakers = source::coordinated(tree, owner.unwrap_or(noun), &(0..0));
    Some((unheard(Some(word), speakers, "statement/according-to", 0.8), noun))
}

fn unheard(cue: Option<usize>, speakers: Vec<usize>, rule: &'static str, confidence: f32) -> Attribution {
    Attribution { cue, speakers, hearers: Vec::new(), reporters: Vec::new(), rule, confidence }
}

#[cfg(test)]
mod tests;
