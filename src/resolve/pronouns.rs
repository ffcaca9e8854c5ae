//! A pronoun in; the mention of what it refers to out. He, she, it, they and the relatives while reading; I, we and you by
//! the speaker of their quotation at the end.

use super::discourse::Discourse;
use super::person::{Person, gender, person, third_person};
use super::{EntityType, Mention, MentionKind};
use crate::analyze::Upos;
use crate::analyze::speakers::cues;
use crate::lexicon;

/// What a pronoun refers to that grammar tells.
pub(super) fn find(discourse: &mut Discourse<'_, '_>, token: usize) -> Option<Mention> {
    let person = person(discourse.context.form(token))?;
    if let Some(group) = same_speakers(discourse, token, person) {
        return Some(group);
    }
    let found = match person {
        Person::Relative => relative(discourse, token),
        Person::He | Person::She => subject_ahead(discourse, token, person).map(|ahead| (vec![ahead], 0.7)),
        _ => None,
    }?;
    Some(discourse.mention(token, found.0, MentionKind::Pronoun, found.1))
}

/// “Two officials said …, they added”: who go on speaking are the several who spoke last, named or not.
fn same_speakers(discourse: &Discourse<'_, '_>, token: usize, person: Person) -> Option<Mention> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    if person != Person::They || tree.relation(token) != "nsubj" {
        return None;
    }
    let says =
        |verb: usize| cues::verb(context.lemma(verb)) == Some(cues::Cue::Say) && context.upos(verb) == Upos::Verb;
    tree.head(token).filter(|&verb| says(verb))?;
    let sentence = context.analysis.tokens[token].sentence;
    let begin = context.analysis.sentences.get(sentence.saturating_sub(2))?.tokens.start;
    let subject = (begin..token)
        .rev()
        .take(SPEECH)
        .find(|&subject| tree.relation(subject) == "nsubj" && tree.head(subject).is_some_and(says))?;
    if context.upos(subject) == Upos::Pron {
        let group = discourse.mention_of[subject].map(|at| &discourse.mentions[at])?;
        let again = group.kind == MentionKind::Group && third_person(context.form(subject)) == Some(Person::They);
        return again.then(|| discourse.mention(token, group.entities.clone(), MentionKind::Group, 0.4));
    }
    if !discourse.is_plural(subject) || context.span_at(subject).is_some() {
        return None;
    }
    let spoke = discourse.mention_of[subject].map(|at| &discourse.mentions[at]);
    match spoke.filter(|spoke| spoke.kind != MentionKind::Group) {
        Some(named) => Some(discourse.mention(token, named.entities.clone(), MentionKind::Pronoun, 0.6)),
        None => {
            let state = spoke.map(|spoke| spoke.entities.clone()).unwrap_or_default();
            Some(discourse.mention(token, state, MentionKind::Group, 0.4))
        }
    }
}

/// How many tokens before “they added” the speakers are looked for.
const SPEECH: usize = 120;

/// “the minister who resigned”: the noun that the clause belongs to.
fn relative(discourse: &Discourse<'_, '_>, token: usize) -> Option<(Vec<usize>, f32)> {
    let tree = &discourse.context.tree;
    if discourse.context.upos(token) != Upos::Pron {
        return None;
    }
    let mut at = token;
    for _ in 0..6 {
        if tree.relation(at) == "acl" {
            let noun = tree.head(at).filter(|&noun| noun < token)?;
            return Some((
                discourse.mention_of[noun]
                    .map(|found| discourse.mentions[found].entities.clone())
                    .filter(|entities| !entities.is_empty())?,
                0.85,
            ));
        }
        at = tree.head(at)?;
    }
    None
}

/// “In his speech, Roe said”: a possessor before the subject of its clause, named there for the first time in the sentence.
fn subject_ahead(discourse: &Discourse<'_, '_>, token: usize, person: Person) -> Option<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    if tree.deprel(token) != "nmod:poss" {
        return None;
    }
    // Nothing but one phrase opens the sentence.
    let mut at = tree.head(token)?;
    for _ in 0..4 {
        match tree.relation(at) {
            "nmod" | "compound" | "conj" => at = tree.head(at)?,
            _ => break,
        }
    }
    let sentence = context.sentence_of(token)?;
    let named = |range: std::ops::Range<usize>| range.take(30).any(|token| discourse.entity_headed(token).is_some());
    if tree.relation(at) != "obl" || token > sentence.start + 12 || named(sentence.start..token) {
        return None;
    }
    let subject = tree.with_relation(tree.head(at)?, &["nsubj"]).find(|&subject| subject > token)?;
    let entity = discourse.entity_headed(subject)?;
    let agrees = discourse.gender.get(&entity).is_none_or(|known| Some(*known) == gender(person));
    (discourse.kind(entity) == EntityType::Person && agrees).then_some(entity)
}

/// Whom a pronoun of the third person cannot mean: who speaks the words that it stands in (“He is wise,” Roe said), and
/// whom its relative clause describes as another of its parts (“Roe, whom he met”).
pub(super) fn not_meant(discourse: &Discourse<'_, '_>, token: usize) -> Vec<usize> {
    let context = discourse.context;
    let of = |token: usize| {
        let mention = discourse.mention_of.get(token).copied().flatten();
        mention.map(|at| discourse.mentions[at].entities.clone()).unwrap_or_default()
    };
    let said = context.quotation_of(token).and_then(|at| discourse.attributions.get(at)?.as_ref());
    let mut others: Vec<usize> =
        said.into_iter().flat_map(|said| &said.speakers).flat_map(|&token| of(token)).collect();
    let (verb, relation) = context.tree.governor(token);
    if matches!(relation, "nsubj" | "obj" | "iobj" | "obl")
        && let Some(verb) = verb.filter(|&verb| context.tree.relation(verb) == "acl")
        && let Some(noun) = context.tree.head(verb).filter(|&noun| noun < token)
    {
        others.extend(of(noun));
    }
    others
}

/// Whether a pronoun refers to nothing.
pub(super) fn is_expletive(discourse: &Discourse<'_, '_>, token: usize, person: Person) -> bool {
    discourse.context.tree.relation(token) == "expl" || person == Person::It && is_empty(discourse, token)
}

/// “it is clear that”, “it rained”: an `it` that stands for a clause or nothing.
fn is_empty(discourse: &Discourse<'_, '_>, token: usize) -> bool {
    let context = discourse.context;
    let Some(head) = context.tree.head(token) else { return true };
    let copular = context.tree.with_relation(head, &["cop"]).next().is_some();
    let clause = context.tree.with_relation(head, &["ccomp", "csubj", "xcomp", "advcl"]).next().is_some();
    context.tree.relation(token) == "nsubj"
        && (copular && (clause || context.upos(head) == Upos::Adj) && !is_of_somebody(context.lemma(head))
            || context.tree.deprel(token) == "nsubj:pass" && clause)
}

/// Whether only somebody can be so: “it is willing to talk” is no “it is clear that”.
pub(super) fn is_of_somebody(adjective: &str) -> bool {
    lexicon::nouns::is_only_of_somebody(adjective)
}

/// Whether the grammar lets a pronoun refer to a phrase.
pub(super) fn may_corefer(discourse: &Discourse<'_, '_>, token: usize, head: usize) -> bool {
    !is_coargument(discourse, token, head) && !within(discourse, token, head)
}

/// “Roe met him”, “urged Roe to meet him”: who acts and the object of one verb are two people, unless the pronoun is a possessor or
/// reflexive.
fn is_coargument(discourse: &Discourse<'_, '_>, token: usize, head: usize) -> bool {
    let tree = &discourse.context.tree;
    let form = discourse.context.form(token).to_lowercase();
    if form.ends_with("self")
        || form.ends_with("selves")
        || tree.relation(token) == "nmod"
        || tree.relation(token) == "det"
    {
        return false;
    }
    let Some(verb) = tree.governor(token).0.filter(|_| tree.relation(token) != "conj") else { return false };
    tree.governor(head).0 == Some(verb) || actor_of_infinitive(discourse, verb) == Some(head)
}

/// “urged Roe to meet him”, “Roe wants to meet him”, “Roe rang Doe to thank him”: who acts.
fn actor_of_infinitive(discourse: &Discourse<'_, '_>, verb: usize) -> Option<usize> {
    let tree = &discourse.context.tree;
    let to = tree.with_relation(verb, &["mark"]).any(|mark| discourse.context.upos(mark) == Upos::Part);
    let above = tree.head(verb).filter(|_| to && matches!(tree.relation(verb), "xcomp" | "advcl"))?;
    let mut asked = tree.with_relation(above, &["obj", "iobj"]).filter(|_| tree.relation(verb) == "xcomp");
    asked.find(|&object| object < verb).or_else(|| tree.subject(above))
}

/// “his brother”: a pronoun inside a phrase does not refer to the phrase, but “Roe and his brother” does to the first.
fn within(discourse: &Discourse<'_, '_>, token: usize, head: usize) -> bool {
    let mut at = token;
    for _ in 0..6 {
        match discourse.context.tree.head(at) {
            Some(up) if up == head => {
                return !matches!(discourse.context.upos(head), Upos::Verb)
                    && !matches!(discourse.context.tree.relation(at), "acl" | "conj");
            }
            Some(up) if discourse.context.upos(up) != Upos::Verb => at = up,
            _ => return false,
        }
    }
    false
}

/// I, we and you inside quotations: the speaker and the one spoken to. Tells for each quotation whether its speaker is known.
pub(super) fn find_of_speakers(discourse: &mut Discourse<'_, '_>) -> Vec<bool> {
    let context = discourse.context;
    let attributions = std::mem::take(&mut discourse.attributions);
    let mut said_by = vec![false; attributions.len()];
    for (quotation, said) in attributions.iter().enumerate() {
        let Some(said) = said else { continue };
        let speakers = meant(discourse, &said.speakers);
        said_by[quotation] = !speakers.is_empty();
        let mut addressees = meant(discourse, &said.hearers);
        addressees.retain(|entity| discourse.kind(*entity) != EntityType::Place && !speakers.contains(entity));
        for token in context.analysis.quotations[quotation].tokens.clone() {
            let inner = context.quotation_of(token) == Some(quotation);
            if !inner || discourse.mention_of.get(token).is_none_or(Option::is_some) {
                continue;
            }
            let entities = match person(context.form(token)) {
                Some(Person::First) => speakers.iter().take(1).copied().collect(),
                Some(Person::FirstPlural) => speakers.clone(),
                Some(Person::Second) => addressees.clone(),
                _ => Vec::new(),
            };
            if !entities.is_empty() {
                let mention = discourse.mention(token, entities, MentionKind::Pronoun, 0.7);
                discourse.mention_of[token] = Some(discourse.mentions.len());
                discourse.mentions.push(mention);
            }
        }
    }
    said_by
}

/// The entities that tokens stand for, in the order of the text.
fn meant(discourse: &Discourse<'_, '_>, tokens: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    for mention in tokens.iter().filter_map(|&token| discourse.mention_of.get(token).copied().flatten()) {
        for &entity in &discourse.mentions[mention].entities {
            if !found.contains(&entity) {
                found.push(entity);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init)] // lists of names, some of one name

    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Person};
    use crate::analyze::Quotation;
    use std::ops::Range;

    /// Whom the pronoun at a token means, surely or by guess; words between quotation marks as a range.
    fn meant(spec: &str, names: &[Range<usize>], quoted: Option<Range<usize>>, token: usize) -> Vec<String> {
        let names: Vec<(Range<usize>, NameType)> = names.iter().map(|tokens| (tokens.clone(), Person)).collect();
        let (document, mut analysis) = testing::analysis(spec, &names);
        if let Some(tokens) = quoted {
            let span = |token: usize| analysis.tokens[token].span.clone();
            let (outer, inner) = (tokens.start - 1..tokens.end, tokens.start..tokens.end - 1);
            analysis.quotations = vec![Quotation {
                span: span(outer.start).start..span(outer.end).end,
                inner: span(inner.start).start..span(inner.end).end,
                tokens,
                depth: 0,
            }];
        }
        let resolution = resolve(&document, &analysis);
        let guess = resolution.guesses.iter().find(|guess| guess.head == token);
        let found = guess.or(resolution.mention_at(token)).map(|found| found.entities.clone()).unwrap_or_default();
        found.into_iter().map(|entity| resolution.entities[entity].name.clone()).collect()
    }

    #[test]
    fn what_is_willing_is_somebody() {
        use crate::analyze::NameType::Location;
        let spec = "Norway:PROPN:2:nsubj says:VERB:0:root:say it:PRON:5:nsubj is:AUX:5:cop willing:ADJ:2:ccomp to:PART:7:mark talk:VERB:5:xcomp";
        let found = |spec: &str| {
            let (document, analysis) = testing::analysis(spec, &[(0..1, Location)]);
            resolve(&document, &analysis).mention_at(2).is_some_and(|mention| !mention.entities.is_empty())
        };
        assert!(found(spec));
        assert!(!found(&spec.replace("willing", "easy")));
    }

    #[test]
    fn who_speaks_is_not_the_he_of_the_words() {
        let spec = "Doe:PROPN:3:nsubj has:AUX:3:aux left:VERB:0:root
            Roe:PROPN:2:nsubj said:VERB:0:root:say ,:PUNCT:2:punct “:PUNCT:6:punct He:PRON:6:nsubj ran:VERB:2:ccomp ”:PUNCT:6:punct";
        assert_eq!(meant(spec, &[0..1, 3..4], Some(7..9), 7), ["Doe"]);
        assert_eq!(meant(spec, &[0..1, 3..4], None, 7), ["Roe"]);
    }

    #[test]
    fn a_possessor_at_the_head_of_a_sentence_is_its_subject() {
        let spec = "Doe:PROPN:2:nsubj left:VERB:0:root
            In:ADP:3:case his:PRON:3:nmod=poss speech:NOUN:6:obl ,:PUNCT:6:punct Roe:PROPN:6:nsubj ranted:VERB:0:root";
        assert_eq!(meant(spec, &[0..1, 6..7], None, 3), ["Roe"]);
        // a subject of the pronoun's own says nothing
        let spec = spec.replace("Roe:PROPN:6:nsubj", "crowds:NOUN:6:nsubj");
        assert_eq!(meant(&spec, &[0..1], None, 3), ["Doe"]);
    }

    #[test]
    fn a_relative_clause_has_another_subject_than_its_noun() {
        let spec = "Doe:PROPN:2:nsubj spoke:VERB:0:root
            Roe:PROPN:6:nsubj ,:PUNCT:5:punct whom:PRON:5:obj he:PRON:5:nsubj trusted:VERB:1:acl=relcl left:VERB:0:root";
        assert_eq!(meant(spec, &[0..1, 2..3], None, 5), ["Doe"]);
    }

    #[test]
    fn who_is_asked_to_act_is_not_the_object() {
        let spec =
            "Doe:PROPN:2:nsubj urged:VERB:0:root Roe:PROPN:2:obj to:PART:5:mark meet:VERB:2:xcomp him:PRON:5:obj";
        assert_eq!(meant(spec, &[0..1, 2..3], None, 5), ["Doe"]);
        let spec = "Doe:PROPN:2:nsubj left:VERB:0:root
            Roe:PROPN:2:nsubj wants:VERB:0:root to:PART:4:mark meet:VERB:2:xcomp him:PRON:4:obj";
        assert_eq!(meant(spec, &[0..1, 2..3], None, 6), ["Doe"]);
        let spec =
            "Doe:PROPN:2:nsubj rang:VERB:0:root Roe:PROPN:2:obj to:PART:5:mark thank:VERB:2:advcl him:PRON:5:obj";
        assert_eq!(meant(spec, &[0..1, 2..3], None, 5), ["Roe"]);
    }

    #[test]
    fn a_possessor_may_stand_in_a_coordination_with_its_owner() {
        let spec = "Roe:PROPN:5:nsubj and:CCONJ:4:cc his:PRON:4:nmod=poss wife:NOUN:1:conj left:VERB:0:root";
        assert_eq!(meant(spec, &[0..1], None, 2), ["Roe"]);
    }

    #[test]
    fn they_who_add_are_those_who_said() {
        use crate::analyze::NameType::Location;
        use crate::resolve::MentionKind;
        let spec = "Two:NUM:3:nummod European:ADJ:3:amod officials:NOUN:4:nsubj:official said:VERB:0:root:say Norway:PROPN:6:nsubj waits:VERB:4:ccomp:wait
            It:PRON:2:nsubj failed:VERB:4:ccomp:fail they:PRON:4:nsubj added:VERB:0:root:add";
        let resolved = |spec: &str, names: &[(Range<usize>, NameType)]| {
            let (document, analysis) = testing::analysis(spec, names);
            let resolution = resolve(&document, &analysis);
            let they = analysis.tokens.iter().position(|token| token.form == "they").unwrap();
            let mention = resolution.mention_at(they).cloned();
            let name = |&entity: &usize| resolution.entities[entity].name.clone();
            mention.map(|mention| (mention.kind, mention.entities.iter().map(name).collect::<Vec<_>>()))
        };
        assert_eq!(resolved(spec, &[(4..5, Location)]), Some((MentionKind::Group, Vec::new())));
        // of one country, they act for it and are not it
        let spec = spec.replace("European:ADJ", "Peruvian:ADJ");
        let names = [(1..2, NameType::People), (4..5, Location)];
        assert_eq!(resolved(&spec, &names), Some((MentionKind::Group, vec!["Peru".to_owned()])));
        // a body that speaks is meant itself
        let spec = "Norway:PROPN:2:nsubj said:VERB:0:root:say they:PRON:4:nsubj added:VERB:2:ccomp:add";
        assert_ne!(resolved(spec, &[(0..1, Location)]).map(|(kind, _)| kind), Some(MentionKind::Group));
    }
}
