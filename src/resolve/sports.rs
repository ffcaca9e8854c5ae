//! A document in; which of its countries are teams out: “Spain attacked Malta down both wings and won 4-1”.

use super::context::{Context, country_of};
use super::lexicon;
use crate::analyze::Upos;

/// What a document must have of sport, and the sentence of a team: two words of matches, or one and a score.
const ENOUGH: u32 = 2;

/// For each span whether it is a team and no country.
pub(super) fn teams(context: &Context<'_>) -> Vec<bool> {
    let of_sentence: Vec<u32> =
        context.analysis.sentences.iter().map(|sentence| sport(context, sentence.tokens.clone())).collect();
    let whole: u32 = of_sentence.iter().sum();
    let is_team = |index: usize| {
        let span = &context.spans[index];
        let head = context.tree.head_of(&span.tokens);
        let Some(sentence) = context.analysis.tokens.get(head).map(|token| token.sentence) else { return false };
        let here = of_sentence.get(sentence).copied().unwrap_or(0);
        let (verb, relation) = context.tree.governor(head);
        let plays = verb.is_some_and(|verb| {
            context.upos(verb) == Upos::Verb && !lexicon::is_of_actors(&context.lemma(verb).to_lowercase())
        });
        let side = matches!(relation, "nsubj" | "obj")
            || relation == "obl"
                && matches!(context.tree.case(head).as_deref(), Some("with" | "against" | "by" | "over" | "to"));
        (here >= ENOUGH || here > 0 && whole >= 2 * ENOUGH)
            && side
            && plays
            && country_of(context.gazetteer, span).is_some()
    };
    if whole < ENOUGH {
        return vec![false; context.spans.len()];
    }
    (0..context.spans.len()).map(is_team).collect()
}

/// How much a sentence tells of sport: words that matches alone have count twice, a score as much.
fn sport(context: &Context<'_>, tokens: std::ops::Range<usize>) -> u32 {
    let mut seen: Vec<&str> = Vec::new();
    let mut sum = 0;
    for token in tokens {
        let (form, lemma) = (context.form(token), context.lemma(token));
        // “the Test in Rajkot” is a match, a test is none.
        let name = matches!(form, "Test" | "Euro" | "Cup" | "League" | "Olympics" | "Ashes");
        let low = lemma.to_lowercase();
        let worth = match () {
            () if seen.contains(&lemma) => 0,
            () if lexicon::is_sport(&low) => 2,
            () if name || lexicon::is_of_games(&low) => 1,
            () if is_score(context, token) => 2,
            () => 0,
        };
        if worth > 0 {
            seen.push(lemma);
            sum += worth;
        }
    }
    sum
}

/// “4-1”, “2–2” behind a verb of playing.
fn is_score(context: &Context<'_>, token: usize) -> bool {
    let goals = |text: &str| text.len() < 3 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let form = context.form(token);
    let whole = form.split_once(['-', '–']).is_some_and(|(one, other)| goals(one) && goals(other));
    let parts = goals(form) && matches!(context.form(token + 1), "-" | "–") && goals(context.form(token + 2));
    let before = (token.saturating_sub(3)..token).any(|at| {
        matches!(
            context.lemma(at),
            "win" | "lose" | "beat" | "draw" | "defeat" | "thrash" | "lead" | "victory" | "trail"
        )
    });
    (whole || parts) && before
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use crate::analyze::NameType::Location;

    fn mentioned(spec: &str, names: &[std::ops::Range<usize>]) -> usize {
        let names: Vec<_> = names.iter().map(|name| (name.clone(), Location)).collect();
        let (document, analysis) = testing::analysis(spec, &names);
        resolve(&document, &analysis).entities.iter().filter(|entity| entity.mentions > 0).count()
    }

    #[test]
    fn sides_of_a_match_are_no_states() {
        let spec = "Norway:PROPN:2:nsubj attacked:VERB:0:root:attack Malta:PROPN:2:obj in:ADP:6:case the:DET:6:det semifinal:NOUN:2:obl";
        assert_eq!(mentioned(spec, &[0..1, 2..3]), 0);
        assert_eq!(mentioned(&spec.replace("semifinal", "winter"), &[0..1, 2..3]), 2);
        // who is banned is the state's, in sport too
        let banned = spec.replace("attacked:VERB:0:root:attack", "condemned:VERB:0:root:condemn");
        assert_eq!(mentioned(&banned, &[0..1, 2..3]), 2);
    }
}
