//! Running text in which people speak of themselves, without quotation marks, in; guesses at who is I, we and you out:
//! interviews, transcripts and speeches, where a paragraph is a turn.

use std::ops::Range;

use super::discourse::Discourse;
use super::guesses;
use super::lexicon;
use super::person::{self, Person};
use super::{EntityType, MentionKind};
use crate::analyze::Upos;
use crate::ingest::LineKind;

/// A paragraph.
#[derive(Debug, Clone)]
struct Turn {
    tokens: Range<usize>,
    /// Whether it ends by a question mark.
    question: bool,
    /// Whether it is a heading or the like.
    heading: bool,
    /// Who says of themselves that they speak: “I’m Ann Roe”; “Roe: …”.
    speaker: Option<usize>,
    /// Who is spoken to: “Ann, wait”.
    addressee: Option<usize>,
}

/// Guesses I, we and you outside the quotations whose speaker is known.
pub(super) fn find(discourse: &mut Discourse<'_, '_>, said: &[bool]) {
    let free: Vec<usize> =
        (0..discourse.context.analysis.tokens.len()).filter(|&token| is_open(discourse, token, said)).collect();
    if free.is_empty() {
        return;
    }
    let mut turns = turns(discourse);
    let guests = guests(discourse);
    let dialogue = is_dialogue(discourse, &turns);
    if let ([guest], true) = (&guests[..], turns.iter().any(|turn| turn.question)) {
        answer(discourse, &mut turns, *guest);
    } else if dialogue {
        take_turns(discourse, &mut turns, &guests);
    } else {
        carry(&mut turns);
    }
    let people = if dialogue { None } else { guesses::people_meant(discourse.context, discourse) };
    let mut at = 0;
    for token in free {
        while turns.get(at).is_some_and(|turn| turn.tokens.end <= token) {
            at += 1;
        }
        let Some(turn) = turns.get(at) else { break };
        let quoted = discourse.context.quotation_of(token).is_some();
        let entities = match person::first_or_second(discourse.context.form(token)) {
            Some(Person::First) if quoted => before_quotation(discourse, token).into_iter().collect(),
            _ if quoted => Vec::new(),
            Some(Person::First) => turn.speaker.into_iter().collect(),
            Some(Person::Second) if guests.len() > 1 && turn.question => guests.clone(),
            Some(Person::Second) => turn.addressee.into_iter().collect(),
            Some(Person::FirstPlural) if guests.len() > 1 => guests.clone(),
            Some(Person::FirstPlural) => people.or(turn.speaker.filter(|_| !dialogue)).into_iter().collect(),
            _ => Vec::new(),
        };
        if !entities.is_empty() {
            let confidence = if turn.speaker.is_some() { 0.3 } else { 0.2 };
            let guess = discourse.mention(token, entities, MentionKind::Pronoun, confidence);
            discourse.guesses.enter(guess);
        }
    }
}

/// Whether a token is an I, we or you that nothing resolved.
fn is_open(discourse: &Discourse<'_, '_>, token: usize, said: &[bool]) -> bool {
    let context = discourse.context;
    matches!(context.upos(token), Upos::Pron | Upos::Det)
        && discourse.mention_of[token].is_none()
        && person::first_or_second(context.form(token)).is_some()
        && !context.quotation_of(token).is_some_and(|quotation| said.get(quotation).copied().unwrap_or(false))
}

/// The paragraphs with what they say of who speaks.
fn turns(discourse: &Discourse<'_, '_>) -> Vec<Turn> {
    let context = discourse.context;
    let mut turns: Vec<Turn> = Vec::new();
    let mut line = None;
    for sentence in &context.analysis.sentences {
        match turns.last_mut() {
            Some(turn) if line == Some(sentence.line) => turn.tokens.end = sentence.tokens.end,
            _ => turns.push(Turn {
                tokens: sentence.tokens.clone(),
                question: false,
                heading: sentence.kind != LineKind::Body,
                speaker: None,
                addressee: None,
            }),
        }
        line = Some(sentence.line);
    }
    for turn in &mut turns {
        let last = turn.tokens.end.saturating_sub(1);
        turn.question = context.form(last) == "?";
        let ends = matches!(context.form(last), "." | "?" | "!" | "—" | "–" | "-" | "...");
        turn.heading |=
            !ends && !turn.tokens.clone().any(|token| matches!(context.upos(token), Upos::Verb | Upos::Aux));
        let named = || turn.tokens.clone().find_map(|token| self_named(discourse, token));
        turn.speaker = label(discourse, turn).or_else(named).or_else(|| introduced(discourse, turn));
        turn.addressee = turn.tokens.clone().find_map(|token| addressed(discourse, token));
    }
    turns
}

/// “Roe: …” or a line of nothing but a name.
fn label(discourse: &Discourse<'_, '_>, turn: &Turn) -> Option<usize> {
    let context = discourse.context;
    let span = &context.spans[context.span_at(turn.tokens.start)?];
    let end = span.tokens.end;
    let alone = end == turn.tokens.end;
    let entity = discourse.named.of_span[context.span_at(turn.tokens.start)?]?;
    let person = discourse.kind(entity) == EntityType::Person;
    (person && (alone || end < turn.tokens.end && context.form(end) == ":")).then_some(entity)
}

/// “I’m Ann Roe”, “I, Ann Roe, declare”, “my name is Ann Roe”.
fn self_named(discourse: &Discourse<'_, '_>, token: usize) -> Option<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    if person::first_or_second(context.form(token)) != Some(Person::First) || context.quotation_of(token).is_some() {
        return None;
    }
    let person = |at: usize| discourse.entity_headed(at).filter(|&entity| discourse.kind(entity) == EntityType::Person);
    let beside = || {
        let span = context.span_at(token + 2).filter(|_| context.form(token + 1) == ",")?;
        let entity = discourse.named.of_span[span].filter(|_| context.spans[span].tokens.start == token + 2)?;
        (discourse.kind(entity) == EntityType::Person).then_some(entity)
    };
    let apposition = || tree.with_relation(token, &["appos", "flat"]).find_map(person).or_else(beside);
    let copular = |subject: usize| {
        let name = tree.head(subject).filter(|_| tree.relation(subject) == "nsubj")?;
        // “I’m not Ann Roe”
        if tree.children(name).any(|child| matches!(context.lemma(child), "not" | "no" | "like")) {
            return None;
        }
        tree.with_relation(name, &["cop"]).next().and_then(|_| person(name))
    };
    let name = || {
        let noun = tree.head(token).filter(|&noun| context.lemma(noun) == "name")?;
        copular(noun)
    };
    copular(token).or_else(apposition).or_else(name)
}

/// “Hi, it’s Ann Roe”, “This is Ann Roe”: near the beginning of the text.
fn introduced(discourse: &Discourse<'_, '_>, turn: &Turn) -> Option<usize> {
    let context = discourse.context;
    let end = context.analysis.sentences.iter().take(OPENING).next_back()?.tokens.end.min(turn.tokens.end);
    (turn.tokens.start + 2..end).find_map(|name| {
        let entity = discourse.entity_headed(name).filter(|&entity| discourse.kind(entity) == EntityType::Person)?;
        let it = matches!(&*context.form(name - 2).to_lowercase(), "it" | "this");
        let is = matches!(context.form(name - 1), "'s" | "’s" | "is");
        (it && is && context.quotation_of(name).is_none()).then_some(entity)
    })
}

/// “Ann, wait”, “Thank you, Ms. Roe”: the name of somebody spoken to.
fn addressed(discourse: &Discourse<'_, '_>, token: usize) -> Option<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let entity = discourse.entity_headed(token).filter(|&entity| discourse.kind(entity) == EntityType::Person)?;
    if context.quotation_of(token).is_some() {
        return None;
    }
    let vocative = matches!(tree.relation(token), "vocative" | "discourse");
    (vocative || is_alone(discourse, token)).then_some(entity)
}

/// “Ms. Roe?”: nothing but a name with its title makes a sentence.
fn is_alone(discourse: &Discourse<'_, '_>, token: usize) -> bool {
    let context = discourse.context;
    let mention = discourse.mention_of[token].map(|at| &discourse.mentions[at]);
    let (Some(sentence), Some(mention)) = (context.sentence_of(token), mention) else { return false };
    let name = &mention.tokens;
    let last = name.end + 1 == sentence.end && matches!(context.form(name.end), "." | "?" | "!" | "," | "—");
    let title = |at: usize| context.form(at) == "Miss" || lexicon::title(context.form(at)).is_some();
    mention.kind == MentionKind::Name && last && (sentence.start..name.start).all(title)
}

/// Whom the text says near its beginning to interview: “Herald interviews Ann Roe and Bo Lund”, “an interview with Roe”,
/// else who is named in the sentence that speaks of an interview.
fn guests(discourse: &Discourse<'_, '_>) -> Vec<usize> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let people = |tokens: &mut dyn Iterator<Item = usize>| {
        let mut found: Vec<usize> = Vec::new();
        for entity in tokens.filter_map(|token| discourse.entity_headed(token)) {
            if discourse.kind(entity) == EntityType::Person && !found.contains(&entity) {
                found.push(entity);
            }
        }
        found
    };
    for sentence in context.analysis.sentences.iter().take(OPENING) {
        let Some(word) = sentence.tokens.clone().find(|&token| context.lemma(token).eq_ignore_ascii_case("interview"))
        else {
            continue;
        };
        let object = tree.with_relation(word, &["obj"]).next();
        let with = || {
            let mut phrases = tree.with_relation(word, &["nmod", "obl"]);
            phrases.find(|&phrase| tree.case(phrase).as_deref() == Some("with"))
        };
        let first = object.or_else(with);
        let named = first.map(|first| people(&mut std::iter::once(first).chain(tree.with_relation(first, &["conj"]))));
        let found = named.filter(|named| !named.is_empty());
        let found = found.unwrap_or_else(|| people(&mut sentence.tokens.clone()));
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// How many sentences from the beginning may say that this is an interview, or who speaks.
const OPENING: usize = 8;

/// Whether paragraphs are turns of several: some of them ask, name who speaks or call somebody up.
fn is_dialogue(discourse: &Discourse<'_, '_>, turns: &[Turn]) -> bool {
    let spoken = turns.iter().filter(|turn| !turn.heading).count();
    let cues = turns.iter().filter(|turn| turn.question || turn.speaker.is_some()).count();
    let calls = |turn: &Turn| {
        let last = turn.tokens.end.saturating_sub(5).max(turn.tokens.start)..turn.tokens.end;
        last.into_iter().any(|token| is_alone(discourse, token))
    };
    spoken >= 4 && (8 * cues >= spoken || turns.iter().any(calls))
}

/// In a monologue whoever named themselves speaks all of it, and whoever was addressed last is you.
fn carry(turns: &mut [Turn]) {
    let speaker = turns.iter().find_map(|turn| turn.speaker);
    let mut addressee = None;
    for turn in turns {
        turn.speaker = turn.speaker.or(speaker);
        addressee = turn.addressee.or(addressee);
        turn.addressee = addressee;
    }
}

/// In an interview of one, questions are put to the guest, and what else speaks of an I is the guest's answer.
fn answer(discourse: &Discourse<'_, '_>, turns: &mut [Turn], guest: usize) {
    let context = discourse.context;
    for turn in turns {
        let says = |person| turn.tokens.clone().any(|at| person::first_or_second(context.form(at)) == Some(person));
        let asked = turn.question || says(Person::Second) && !says(Person::First);
        set(turn, Some(guest), !asked);
    }
}

/// In a dialogue the one who is known speaks every second turn, from each turn that tells onward, and before the first.
fn take_turns(discourse: &Discourse<'_, '_>, turns: &mut [Turn], guests: &[usize]) {
    let spoken: Vec<usize> = (0..turns.len()).filter(|&at| !turns[at].heading || turns[at].speaker.is_some()).collect();
    let labels = spoken.iter().filter(|&&at| turns[at].speaker.is_some()).count() * 3 > spoken.len();
    let main = main_participant(turns);
    let mut known: Option<(usize, bool)> = None;
    let mut since = 0;
    let first = spoken.iter().copied().find(|&at| turns[at].speaker.is_some() || turns[at].addressee.is_some());
    if let Some(first) = first {
        // Backward from the first turn that tells.
        let mut speaks = turns[first].speaker.is_some();
        let entity = turns[first].speaker.or(turns[first].addressee);
        for &at in spoken.iter().rev().skip_while(|&&at| at >= first) {
            speaks = !speaks;
            set(&mut turns[at], entity, speaks);
        }
    }
    for &at in &spoken {
        let turn = &turns[at];
        since = if turn.speaker.is_some() || turn.addressee.is_some() { 0 } else { since + 1 };
        let other = other_guest(discourse, turn, guests);
        known = match (turn.speaker, turn.addressee, known) {
            (Some(speaker), _, _) => Some((speaker, true)),
            (None, Some(addressee), _) => Some((addressee, false)),
            (None, None, Some((entity, spoke))) if labels => Some((entity, spoke)),
            (None, None, Some((entity, spoke))) => Some((entity, !spoke)),
            (None, None, None) => None,
        };
        if let Some(other) = other.filter(|_| !turn.question) {
            known = Some((other, true));
        }
        if let Some((entity, speaks)) = known {
            set(&mut turns[at], Some(entity), speaks);
        }
        // After some turns nobody can tell who is whose turn: whoever is named at all is as likely I as you.
        if since > CERTAIN && !labels && guests.is_empty() {
            turns[at].speaker = turns[at].speaker.or(main);
            turns[at].addressee = turns[at].addressee.or(main);
        }
    }
}

/// How many turns after the last name the order of turns is trusted.
const CERTAIN: usize = 3;

/// Who is named as speaker or hearer most often, the first of equals.
fn main_participant(turns: &[Turn]) -> Option<usize> {
    let named = || turns.iter().flat_map(|turn| [turn.speaker, turn.addressee]).flatten();
    let mut counts = std::collections::BTreeMap::new();
    for entity in named() {
        *counts.entry(entity).or_insert(0_u32) += 1;
    }
    counts.into_iter().max_by_key(|&(entity, count)| (count, std::cmp::Reverse(entity))).map(|(entity, _)| entity)
}

/// The guest who speaks of the other by name.
fn other_guest(discourse: &Discourse<'_, '_>, turn: &Turn, guests: &[usize]) -> Option<usize> {
    let [a, b] = guests else { return None };
    if turn.speaker.is_some() {
        return turn.speaker;
    }
    let names = |guest: usize| turn.tokens.clone().any(|token| discourse.entity_headed(token) == Some(guest));
    match (names(*a), names(*b)) {
        (true, false) => Some(*b),
        (false, true) => Some(*a),
        _ => None,
    }
}

fn set(turn: &mut Turn, entity: Option<usize>, speaks: bool) {
    if speaks {
        turn.speaker = turn.speaker.or(entity);
    } else {
        turn.addressee = turn.addressee.or(entity);
    }
}

/// The person before a quotation without a known speaker: “which Roe recalled with pride: “I …””.
fn before_quotation(discourse: &Discourse<'_, '_>, token: usize) -> Option<usize> {
    let context = discourse.context;
    let quotation = context.analysis.quotations.get(context.quotation_of(token)?)?;
    let opening = quotation.tokens.start;
    let sentence = context.analysis.tokens.get(opening)?.sentence;
    let from = context.analysis.sentences.get(sentence.saturating_sub(1))?.tokens.start;
    (from..opening).rev().take(80).find_map(|at| {
        let entities = guesses::meaning(discourse, at)?;
        let [entity] = entities[..] else { return None };
        let subject = context.tree.governor(at).1 == "nsubj";
        (discourse.kind(entity) == EntityType::Person && subject).then_some(entity)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::single_range_in_vec_init)] // lists of names, some of one name

    use super::super::{resolve, testing};
    use crate::analyze::NameType::Person;
    use std::ops::Range;

    /// Each I, we and you with whom it is guessed to mean; the names are of people.
    fn guessed(spec: &str, names: &[Range<usize>]) -> Vec<(String, Vec<String>)> {
        let names: Vec<_> = names.iter().map(|tokens| (tokens.clone(), Person)).collect();
        let (document, analysis) = testing::analysis(spec, &names);
        let resolution = resolve(&document, &analysis);
        let mut guesses: Vec<_> = resolution.guesses.iter().collect();
        guesses.sort_by_key(|guess| guess.head);
        let name = |&entity: &usize| resolution.entities[entity].name.clone();
        let form = |token: usize| analysis.tokens[token].form.to_string();
        guesses.into_iter().map(|guess| (form(guess.head), guess.entities.iter().map(name).collect())).collect()
    }

    fn pair(form: &str, names: &[&str]) -> (String, Vec<String>) {
        (form.to_owned(), names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn who_names_themselves_speaks_the_monologue() {
        let spec = "I:PRON:3:nsubj am:AUX:3:cop Ada:PROPN:0:root Graywick:PROPN:3:flat
            I:PRON:2:nsubj left:VERB:0:root .:PUNCT:2:punct";
        assert_eq!(guessed(spec, &[2..4]), [pair("I", &["Ada Graywick"]), pair("I", &["Ada Graywick"])]);
        // nobody does without a name
        assert!(guessed("I:PRON:2:nsubj left:VERB:0:root", &[]).is_empty());
    }

    #[test]
    fn who_introduces_themselves_speaks() {
        let spec = "Hi:INTJ:4:discourse it:PRON:4:nsubj 's:AUX:4:cop Ada:PROPN:0:root
            I:PRON:2:nsubj left:VERB:0:root .:PUNCT:2:punct";
        assert_eq!(guessed(spec, &[3..4]), [pair("I", &["Ada"])]);
    }

    #[test]
    fn the_guest_of_an_interview_answers() {
        let spec = "Interview:NOUN:0:root:interview with:ADP:3:case Ada:PROPN:1:nmod
            Do:AUX:3:aux you:PRON:3:nsubj sing:VERB:0:root ?:PUNCT:3:punct
            I:PRON:2:nsubj dance:VERB:0:root .:PUNCT:2:punct";
        assert_eq!(guessed(spec, &[2..3]), [pair("you", &["Ada"]), pair("I", &["Ada"])]);
    }

    #[test]
    fn who_is_called_up_speaks_next_and_is_you_before() {
        let spec = "Order:NOUN:0:root .:PUNCT:1:punct
            Ms.:NOUN:2:nmod=desc Graywick:PROPN:0:root ?:PUNCT:2:punct
            I:PRON:2:nsubj object:VERB:0:root .:PUNCT:2:punct
            Do:AUX:3:aux you:PRON:3:nsubj insist:VERB:0:root ?:PUNCT:3:punct
            I:PRON:2:nsubj do:VERB:0:root .:PUNCT:2:punct";
        let found = guessed(spec, &[3..4]);
        assert_eq!(found, [pair("I", &["Graywick"]), pair("you", &["Graywick"]), pair("I", &["Graywick"])]);
    }

    #[test]
    fn guests_of_an_interview_are_we() {
        let spec = "Herald:PROPN:2:nsubj interviews:VERB:0:root:interview Ada:PROPN:2:obj Moe:PROPN:3:flat and:CCONJ:6:cc Bo:PROPN:3:conj Lund:PROPN:6:flat
            How:ADV:4:advmod did:AUX:4:aux you:PRON:4:nsubj meet:VERB:0:root ?:PUNCT:4:punct
            We:PRON:2:nsubj met:VERB:0:root at:ADP:4:case school:NOUN:2:obl .:PUNCT:2:punct
            I:PRON:2:nsubj knew:VERB:0:root Bo:PROPN:2:obj .:PUNCT:2:punct
            Why:ADV:0:root ?:PUNCT:1:punct";
        let found = guessed(spec, &[2..4, 5..7, 19..20]);
        assert_eq!(found[0], pair("you", &["Ada Moe", "Bo Lund"]));
        assert_eq!(found[1], pair("We", &["Ada Moe", "Bo Lund"]));
        assert_eq!(found[2], pair("I", &["Ada Moe"]));
    }
}
