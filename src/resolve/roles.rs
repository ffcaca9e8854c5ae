//! The name of a capital or palace in its sentence in; whether it acts there as its state out.

use super::context::Context;
use super::lexicon;
use crate::analyze::Upos;
use crate::ingest::LineKind;

/// Whether a seat of government stands for its government: “Moscow said”, “talks with Tehran”, “Beijing’s proposal”.
pub(super) fn acts_as_state(context: &Context<'_>, index: usize) -> bool {
    let span = &context.spans[index];
    let head = context.tree.head_of(&span.tokens);
    let sentence = context.analysis.tokens.get(head).and_then(|token| context.analysis.sentences.get(token.sentence));
    if sentence.is_none_or(|sentence| matches!(sentence.kind, LineKind::Dateline | LineKind::Byline)) {
        return false;
    }
    let case = context.tree.case(head).or_else(|| context.tree.case(context.tree.first_conjunct(head)));
    let (governor, relation) = context.tree.governor(head);
    let lemma = governor.map_or("", |governor| context.lemma(governor));
    let verb = governor.is_some_and(|governor| matches!(context.upos(governor), Upos::Verb | Upos::Aux));
    if context.tree.is_possessive(head) {
        return lexicon::is_political(lemma);
    }
    // “hit out at Paris”, “Paris struck back”: words, and no town
    let retorts = matches!(lemma, "hit" | "lash" | "strike" | "fire" | "snap" | "push" | "lunge")
        && governor.is_some_and(|governor| {
            let mut particles = context.tree.with_relation(governor, &["compound:prt", "compound", "advmod"]);
            particles.any(|particle| matches!(context.form(particle), "out" | "back"))
        });
    match (relation, case.as_deref()) {
        ("nsubj", _) => {
            retorts || verb && !lexicon::is_verb_of_towns(lemma) || lemma == "be" && sentient(context, governor)
        }
        ("obj" | "iobj", None) => verb && !lexicon::is_verb_of_towns(lemma),
        ("obl", Some("by")) => verb && !lexicon::is_verb_of_towns(lemma),
        ("obl" | "nmod", Some("with" | "between" | "among" | "toward" | "towards")) => true,
        // “sanctions against Paris”, but an attack against it is one on the town
        ("obl" | "nmod", Some("against")) => !lexicon::is_verb_of_towns(lemma) && !is_attack(lemma),
        ("obl", Some("to")) => {
            lexicon::is_saying(lemma) || matches!(lemma, "appeal" | "apologize" | "apologise" | "concede" | "belong")
        }
        ("obl", Some("at")) => retorts,
        ("obl" | "nmod", Some("on")) => {
            matches!(lemma, "sanction" | "pressure" | "impose" | "call" | "criticism")
        }
        ("nmod" | "compound" | "amod", None) => governs(lemma),
        // “officials in Paris”, and nobody else's: not “Maltese officials in Paris”
        ("nmod", Some("in")) => {
            let owned =
                |governor| context.tree.with_relation(governor, &["amod", "compound", "nmod:poss"]).next().is_some();
            governs(lemma) && governor.is_some_and(|governor| !owned(governor))
        }
        _ => false,
    }
}

/// Whether those whom the noun names speak for the state whose capital is named with them.
fn governs(lemma: &str) -> bool {
    matches!(lemma, "government" | "regime" | "administration" | "official" | "authority" | "leadership")
}

/// Whether the noun is an attack, whose target is a place.
fn is_attack(lemma: &str) -> bool {
    matches!(lemma, "attack" | "airstrike" | "raid" | "offensive" | "assault" | "missile" | "drone")
}

/// Whether a predicate such as “is ready”, “is willing” belongs to somebody who wants.
fn sentient(context: &Context<'_>, predicate: Option<usize>) -> bool {
    predicate.is_some_and(|predicate| {
        matches!(
            context.lemma(predicate),
            "ready" | "willing" | "determined" | "keen" | "reluctant" | "concerned" | "furious" | "angry" | "opposed"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;
    use crate::analyze::NameType;

    fn acts(spec: &str, at: usize) -> bool {
        let (document, analysis) = testing::analysis(spec, &[(at..at + 1, NameType::Location)]);
        let context = Context::new(&document, &analysis);
        acts_as_state(&context, context.span_at(at).unwrap())
    }

    #[test]
    fn capitals_act_as_subjects_of_saying_and_doing() {
        assert!(acts("Paris:PROPN:2:nsubj warned:VERB:0:root:warn Bern:PROPN:2:obj", 0));
        assert!(acts("Paris:PROPN:2:nsubj warned:VERB:0:root:warn Bern:PROPN:2:obj", 2));
        assert!(acts("talks:NOUN:0:root with:ADP:3:case Paris:PROPN:1:nmod", 2));
        let retort = "Paris:PROPN:2:nsubj hit:VERB:0:root out:ADP:2:compound=prt at:ADP:5:case Bern:PROPN:2:obl";
        assert!(acts(retort, 0) && acts(retort, 4));
        assert!(!acts("Shells:NOUN:2:nsubj hit:VERB:0:root Paris:PROPN:2:obj", 2));
        assert!(acts("Paris:PROPN:3:nmod=poss 's:PART:1:case proposal:NOUN:0:root", 0));
    }

    #[test]
    fn capitals_are_states_where_pressure_is_put_on_them_and_for_their_officials() {
        assert!(acts("pressure:NOUN:0:root on:ADP:3:case Paris:PROPN:1:nmod", 2));
        assert!(!acts("rain:NOUN:0:root on:ADP:3:case Paris:PROPN:1:nmod", 2));
        assert!(!acts("attack:NOUN:0:root on:ADP:3:case Paris:PROPN:1:nmod", 2));
        assert!(acts("sanctions:NOUN:0:root:sanction against:ADP:3:case Paris:PROPN:1:nmod", 2));
        assert!(!acts("raids:NOUN:0:root:raid against:ADP:3:case Paris:PROPN:1:nmod", 2));
        assert!(acts("appealed:VERB:0:root:appeal to:ADP:3:case Paris:PROPN:1:obl", 2));
        assert!(acts("officials:NOUN:0:root:official in:ADP:3:case Paris:PROPN:1:nmod", 2));
        let theirs = "Maltese:ADJ:2:amod officials:NOUN:0:root:official in:ADP:4:case Paris:PROPN:2:nmod";
        assert!(!acts(theirs, 3));
    }

    #[test]
    fn capitals_are_places_after_locative_prepositions() {
        assert!(!acts("met:VERB:0:root:meet in:ADP:3:case Paris:PROPN:1:obl", 2));
        assert!(!acts("flew:VERB:0:root:fly to:ADP:3:case Paris:PROPN:1:obl", 2));
        assert!(!acts("Paris:PROPN:3:nmod=poss 's:PART:1:case streets:NOUN:0:root:street", 0));
        assert!(!acts("visited:VERB:0:root:visit Paris:PROPN:1:obj", 1));
    }
}
