//! A document with its names in; each description and pronoun read from left to right, and what it refers to entered
//! into the [`Discourse`], out.

use super::discourse::Discourse;
use super::{groups, guesses, nominals, plurals, pronouns, turns};
use crate::analyze::Upos;

/// Reads the document.
pub(super) fn read(discourse: &mut Discourse<'_, '_>) {
    for token in 0..discourse.context.analysis.tokens.len() {
        if discourse.mention_of[token].is_none() && discourse.context.span_at(token).is_none() {
            let found = match discourse.context.upos(token) {
                Upos::Noun | Upos::Propn | Upos::Adj => {
                    nominals::find(discourse, token).or_else(|| groups::find(discourse, token))
                }
                Upos::Num => plurals::find_number(discourse, token),
                Upos::Pron | Upos::Det => pronouns::find(discourse, token),
                _ => None,
            };
            // A group of nobody knows which state may still be somebody: “the child”.
            let found = match found {
                Some(told) if !told.entities.is_empty() => Some(told),
                group => guesses::read(discourse, token).or(group),
            };
            if let Some(mention) = found {
                discourse.learn_gender(&mention);
                discourse.mention_of[token] = Some(discourse.mentions.len());
                discourse.mentions.push(mention);
            }
        }
        discourse.remember(token);
        guesses::remember(discourse, token);
    }
    let said = pronouns::find_of_speakers(discourse);
    turns::find(discourse, &said);
}

#[cfg(test)]
mod tests {
    use super::super::context::Context;
    use super::super::entities;
    use super::*;
    use crate::analyze::NameType::{self, Location, Organization, Person};
    use crate::resolve::testing;

    /// A text of so many sentences, with names, pronouns and descriptions in each, and many people.
    fn looks(sentences: usize) -> usize {
        let mut spec = String::new();
        let mut names: Vec<(std::ops::Range<usize>, NameType)> = Vec::new();
        for number in 0..sentences {
            let at = number * 24;
            // 25 first names times ever new surnames, as the letters of a number
            let letter = |n: usize| char::from(b'a' + (n % 25) as u8);
            let surname: String = [letter(number / 3), letter(number / 75), letter(number / 1875)].iter().collect();
            spec.push_str(&format!(
                "Ada{}:PROPN:3:nsubj Q{surname}:PROPN:1:flat met:VERB:0:root:meet Bo:PROPN:3:obj X{surname}:PROPN:4:flat and:CCONJ:9:cc he:PRON:9:nsubj told:AUX:9:aux praised:VERB:3:conj:praise Norway:PROPN:9:obl the:DET:12:det country:NOUN:9:obj\n",
                letter(number)
            ));
            names.extend([(at..at + 2, Person), (at + 3..at + 5, Person), (at + 9..at + 10, Location)]);
            spec.push_str("The:DET:3:det two:NUM:3:nummod leaders:NOUN:4:nsubj:leader agreed:VERB:0:root:agree with:ADP:6:case Graywire:PROPN:4:obl its:PRON:8:nmod=poss city:NOUN:4:obj they:PRON:10:nsubj added:VERB:4:conj:add I:PRON:12:nsubj said:VERB:4:conj:say\n");
            names.push((at + 17..at + 18, Organization));
        }
        let (document, analysis) = testing::analysis(&spec, &names);
        let mut context = Context::new(&document, &analysis);
        let named = entities::find(&mut context);
        let mut discourse = Discourse::new(&context, named);
        read(&mut discourse);
        assert!(discourse.mentions.len() >= 3 * sentences);
        context.looks.get()
    }

    #[test]
    fn work_grows_with_the_text_and_no_faster() {
        let (short, long) = (looks(400), looks(1600));
        assert!(long < short * 4 * 6 / 5, "four times the text is {:.1} times the work", long as f64 / short as f64);
    }
}
