//! Named entities in; what is known of a document up to a word out, while it is read from left to right: what was mentioned
//! and guessed, who spoke, and what a later word may refer to.

use std::cell::RefCell;
use std::collections::HashMap;

use super::antecedents::Weighing;
use super::context::Context;
use super::entities::Named;
use super::lexicon::{self, Gender, OfficeKind};
use super::referents::{Antecedent, Referents, SUBJECT};
use super::{EntityType, Mention, MentionKind, normalize, person};
use crate::analyze::Upos;
use crate::analyze::speakers::{self, Attribution};
use crate::analyze::tree::Tree;
use crate::ingest::LineKind;

/// What guesses rest on while a document is read.
#[derive(Debug, Default)]
pub(super) struct Guesses {
    /// The guesses themselves.
    pub(super) found: Vec<Mention>,
    /// For a token the guess that it heads.
    of_token: HashMap<usize, usize>,
    /// Whom a noun described last: “their child, Jo”, “Roe, the skipper”.
    pub(super) described: HashMap<String, usize>,
}

impl Guesses {
    /// Enters a guess.
    pub(super) fn enter(&mut self, mention: Mention) {
        self.of_token.insert(mention.head, self.found.len());
        self.found.push(mention);
    }

    /// Whom or what the guess that a token heads means.
    pub(super) fn entities(&self, token: usize) -> Option<&[usize]> {
        Some(&self.found[*self.of_token.get(&token)?].entities)
    }
}

/// How many mentions back what a word refers to is looked for.
pub(super) const MOST_PLACES: usize = 240;

/// The state of reading a document.
pub(super) struct Discourse<'a, 'd> {
    pub(super) context: &'a Context<'d>,
    pub(super) named: Named,
    /// Mentions found so far; those by name first.
    pub(super) mentions: Vec<Mention>,
    /// References too unsure for the graph.
    pub(super) guesses: Guesses,
    /// For each token the mention that it heads.
    pub(super) mention_of: Vec<Option<usize>>,
    /// What was mentioned up to here.
    pub(super) referents: Referents,
    /// What was weighed for pronouns and descriptions, where somebody wants to know.
    pub(super) weighings: Option<RefCell<Vec<Weighing>>>,
    /// The gender of people, by entity, as far as it is known.
    pub(super) gender: HashMap<usize, Gender>,
    /// Who says each quotation, in tokens.
    pub(super) attributions: Vec<Option<Attribution>>,
    /// The offices that the text gives to people: entity, kind, alpha-3 of the country.
    pub(super) offices: Vec<(usize, OfficeKind, Option<String>)>,
}

impl<'a, 'd> Discourse<'a, 'd> {
    /// Begins with the names of the document.
    pub(super) fn new(context: &'a Context<'d>, named: Named) -> Self {
        let mentions = named.mentions(context);
        let mut mention_of = vec![None; context.analysis.tokens.len()];
        for (index, mention) in mentions.iter().enumerate() {
            let slot = &mut mention_of[mention.head];
            if slot.is_none() {
                *slot = Some(index);
            }
        }
        let gender = genders(context, &named);
        let offices = offices(&named);
        let attributions = speakers::attribute(&Tree::new(context.analysis));
        Self {
            context,
            named,
            mentions,
            guesses: Guesses::default(),
            mention_of,
            referents: Referents::default(),
            weighings: None,
            gender,
            attributions,
            offices,
        }
    }

    /// Enters what a token mentions, and the coordination that it closes, among the antecedents.
    pub(super) fn remember(&mut self, token: usize) {
        let Some(mention) = self.mention_of[token].map(|at| &self.mentions[at]) else { return };
        if mention.entities.is_empty() {
            return;
        }
        let plural = mention.entities.len() > 1 || mention.kind == MentionKind::Group && self.is_plural(token);
        let antecedent = self.antecedent(token, mention.entities.clone(), plural);
        let group = mention.kind == MentionKind::Group;
        self.referents.enter(antecedent, group, true);
        self.remember_encounter(token);
        let first = self.context.tree.first_conjunct(token);
        if first == token || group {
            return;
        }
        // “A, B and C”: closed by its last conjunct.
        let members: Vec<usize> =
            std::iter::once(first).chain(self.context.tree.with_relation(first, &["conj"])).collect();
        if members.last() != Some(&token) || members.len() > 12 {
            return;
        }
        let entity =
            |member: &usize| self.mention_of[*member].and_then(|at| self.mentions[at].entities.first().copied());
        let mut entities: Vec<usize> = members.iter().filter_map(entity).collect();
        entities.dedup();
        if entities.len() > 1 {
            let mut antecedent = self.antecedent(first, entities, true);
            antecedent.sentence = self.context.analysis.tokens[token].sentence;
            self.referents.enter(antecedent, false, true);
        }
    }

    /// “Roe met Doe”, “Roe held talks with Doe”: two of one kind who meet are mentioned together.
    fn remember_encounter(&mut self, token: usize) {
        let tree = &self.context.tree;
        let (Some(verb), relation) = tree.governor(token) else { return };
        let with = relation == "obl" && tree.case(token).as_deref() == Some("with");
        let meets = match self.context.lemma(verb) {
            "meet" => relation == "obj" || with,
            "talk" | "speak" | "negotiate" | "confer" | "agree" | "hold" | "have" | "sign" | "discuss" => with,
            _ => false,
        };
        if !meets || tree.first_conjunct(token) != token {
            return;
        }
        let single = |token: usize| {
            let mention = &self.mentions[self.mention_of[token]?];
            match mention.entities[..] {
                [entity] if mention.kind != MentionKind::Group => Some(entity),
                _ => None,
            }
        };
        let Some(subject) = tree.subject(verb) else { return };
        let (Some(host), Some(guest)) = (single(subject), single(token)) else { return };
        if host != guest && self.kind(host) == self.kind(guest) && self.kind(host) != EntityType::Place {
            let mut antecedent = self.antecedent(subject, vec![host, guest], true);
            antecedent.sentence = self.context.analysis.tokens[token].sentence;
            self.referents.enter(antecedent, false, true);
        }
    }

    pub(super) fn antecedent(&self, head: usize, entities: Vec<usize>, plural: bool) -> Antecedent {
        let (_, relation) = self.context.tree.governor(head);
        let prominence = match relation {
            "nsubj" | "root" => SUBJECT,
            "obj" | "iobj" => 1,
            "obl" => 0,
            _ if self.context.tree.is_possessive(head) => 1,
            _ => -1,
        };
        let sentence = self.context.analysis.tokens[head].sentence;
        let quotation = self.context.quotation_of(head);
        Antecedent { head, entities, sentence, prominence, plural, quotation, credit: self.is_credit(sentence) }
    }

    /// Whether a sentence is a byline, a dateline or the name of a speaker.
    pub(super) fn is_credit(&self, sentence: usize) -> bool {
        let sentence = self.context.analysis.sentences.get(sentence);
        sentence
            .is_some_and(|sentence| matches!(sentence.kind, LineKind::Byline | LineKind::Dateline | LineKind::Speaker))
    }

    /// Whether a noun is plural.
    pub(super) fn is_plural(&self, token: usize) -> bool {
        let token = &self.context.analysis.tokens[token];
        matches!(token.xpos.as_str(), "NNS" | "NNPS")
            || token.xpos.is_empty()
                && token.form.to_lowercase() != token.lemma.to_lowercase()
                && token.form.ends_with('s')
            || matches!(token.lemma.as_str(), "people" | "police")
    }

    /// The type of an entity.
    pub(super) fn kind(&self, entity: usize) -> EntityType {
        self.context.look();
        self.named.entities[entity].kind
    }

    /// The alpha-3 of the country that an entity is or acts for.
    pub(super) fn country(&self, entity: usize) -> Option<&str> {
        self.named.entities[entity].country.as_deref()
    }

    /// The antecedents from the last one back, as far as `sentences` sentences before the one given, at most 80 that are sure. Names in
    /// credits count only within credits.
    pub(super) fn back(&self, sentence: usize, sentences: usize) -> impl Iterator<Item = &Antecedent> {
        let credit = self.is_credit(sentence);
        let near = self.referents.back().take(MOST_PLACES);
        let near = near.inspect(|_| self.context.look());
        near.take_while(move |place| place.at.sentence + sentences >= sentence)
            .filter(|place| place.sure && !place.at.entities.is_empty())
            .map(|place| &place.at)
            .filter(move |antecedent| credit || !antecedent.credit)
            .take(80)
    }

    /// A mention of one token or phrase.
    pub(super) fn mention(&self, token: usize, entities: Vec<usize>, kind: MentionKind, confidence: f32) -> Mention {
        let tokens = match kind {
            MentionKind::Pronoun => token..token + 1,
            _ => {
                let mut tokens = self.context.tree.phrase(token);
                while tokens.start < token && self.context.upos(tokens.start) == Upos::Punct {
                    tokens.start += 1;
                }
                tokens
            }
        };
        Mention { bare: tokens.start, tokens, head: token, entities, kind, confidence }
    }

    /// Whoever was “he” is never “she” afterwards.
    pub(super) fn learn_gender(&mut self, mention: &Mention) {
        let told = person::third_person(self.context.form(mention.head)).and_then(person::gender);
        if let (Some(gender), [person]) = (told, &mention.entities[..]) {
            self.gender.entry(*person).or_insert(gender);
        }
    }

    /// Enters a guess, which later words may refer to.
    pub(super) fn guess(&mut self, guess: Mention) {
        self.learn_gender(&guess);
        let antecedent = self.antecedent(guess.head, guess.entities.clone(), guess.entities.len() > 1);
        self.referents.enter(antecedent, false, false);
        self.guesses.enter(guess);
    }

    /// The state that modifies a noun: “Russian forces”, “Norway’s minister”, “the army of Chad”, “protesters in Athens”.
    pub(super) fn state_of(&mut self, noun: usize) -> Option<usize> {
        let context = self.context;
        let modifiers: Vec<usize> =
            context.tree.with_relation(noun, &["amod", "compound", "nmod", "flat", "det"]).collect();
        for &modifier in &modifiers {
            let Some(entity) = self.entity_headed(modifier) else { continue };
            let direct = modifier < noun || matches!(context.tree.case(modifier).as_deref(), Some("of" | "from"));
            if self.kind(entity) == EntityType::Country && direct {
                return Some(entity);
            }
        }
        for &modifier in &modifiers {
            let Some(entity) = self.entity_headed(modifier) else { continue };
            let inside =
                modifier > noun && matches!(context.tree.case(modifier).as_deref(), Some("in" | "of" | "from" | "at"));
            if inside && matches!(self.kind(entity), EntityType::Country | EntityType::Place) {
                let country = self.country(entity)?.to_owned();
                return self.named.country(context, &country);
            }
        }
        // “the Israeli security forces”: the adjective may hang on the compound.

        modifiers.iter().filter(|&&modifier| modifier < noun).find_map(|&modifier| {
            let below = context.tree.with_relation(modifier, &["amod", "compound"]).collect::<Vec<_>>();
            below
                .into_iter()
                .find_map(|below| self.entity_headed(below).filter(|&entity| self.kind(entity) == EntityType::Country))
        })
    }

    /// The entity of the mention by name or people that a token heads.
    pub(super) fn entity_headed(&self, token: usize) -> Option<usize> {
        let mention = &self.mentions[self.mention_of[token]?];
        matches!(mention.kind, MentionKind::Name | MentionKind::Demonym).then(|| mention.entities.first().copied())?
    }
}

/// The genders that names, titles and kinship words tell.
fn genders(context: &Context<'_>, named: &Named) -> HashMap<usize, Gender> {
    let mut genders = HashMap::new();
    for role in &named.roles {
        let told = role.tokens.clone().find_map(|token| lexicon::gender_of_word(context.form(token)));
        if let (Some(gender), Some(entity)) = (told, named.of_span[role.span]) {
            genders.entry(entity).or_insert(gender);
        }
    }
    for (entity, person) in named.entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityType::Person) {
        let names = std::iter::once(&person.name).chain(person.aliases.keys()).map(|name| normalize::key(name));
        let told =
            names.filter(|key| key.contains(' ')).find_map(|key| lexicon::gender_of_name(key.split(' ').next()?));
        if let Some(gender) = told {
            genders.entry(entity).or_insert(gender);
        }
    }
    genders
}

fn offices(named: &Named) -> Vec<(usize, OfficeKind, Option<String>)> {
    let office = |role: &super::titles::Role| {
        let entity = named.of_span[role.span]?;
        let country = role.country.map(str::to_owned).or_else(|| named.entities[entity].country.clone());
        Some((entity, role.kind, country))
    };
    named.roles.iter().filter(|role| !role.former && role.kind != OfficeKind::Honorific).filter_map(office).collect()
}
