//! A noun phrase in; the [`Actor`]s that it stands for out: names, pronouns, plural descriptions, unnamed groups, and
//! the owners of what is no actor itself (“China’s efforts”, “the proposal of the minister”).

mod groups;
mod owners;

use std::cell::Cell;

use super::Actor;
use super::bystanders::{
    is_address, is_compound, is_counted, is_employer, is_ethnic, is_excluded, is_in_water, is_past, is_principal,
    is_reporter,
};
use super::found::Found;
use super::nouns::is_measure;
use super::people::{acts_for_state, is_people};
use super::tree::Tree;
use super::triggers::{Kind, Role, Slot, Triggers};
use crate::analyze::Upos;
use crate::lexicon::nouns::is_harm;
use crate::ontology::Predicate;
use crate::resolve::{EntityType, Gazetteer, Mention, MentionKind, NameKind, Resolution, is_seat, name_key};

/// How deep owners of owners are followed.
const MAX_DEPTH: usize = 6;

/// How many words one look-up may visit: relative pronouns of a foreign tree may lead to the same phrase again and again.
const MAX_VISITS: u32 = 4000;

/// Finds actors in the trees of one document.
pub(super) struct Actors<'a> {
    tree: &'a Tree<'a>,
    resolution: &'a Resolution,
    text: &'a str,
    triggers: &'a Triggers,
    /// How many words the present look-up may still visit.
    visits: Cell<u32>,
    /// For each token the shortest mention that covers it.
    covering: Vec<Option<usize>>,
    /// The guesses by their heads, which are in order.
    guesses: Vec<(usize, usize)>,
}

impl<'a> Actors<'a> {
    /// Indexes the mentions by the tokens that they cover.
    pub(super) fn new(tree: &'a Tree<'a>, resolution: &'a Resolution, text: &'a str, triggers: &'a Triggers) -> Self {
        let mut covering = vec![None; tree.analysis.tokens.len()];
        let mut order: Vec<usize> = (0..resolution.mentions.len()).collect();
        order.sort_by_key(|&m| std::cmp::Reverse(resolution.mentions[m].tokens.len()));
        for m in order {
            let range = resolution.mentions[m].tokens.clone();
            for slot in covering.get_mut(range).into_iter().flatten() {
                *slot = Some(m);
            }
        }
        let mut guesses: Vec<(usize, usize)> =
            resolution.guesses.iter().enumerate().map(|(at, guess)| (guess.head, at)).collect();
        guesses.sort_unstable();
        Self { guesses, tree, resolution, text, triggers, visits: Cell::new(0), covering }
    }

    /// The mention that a token heads.
    pub(super) fn mention(&self, t: usize) -> Option<&'a Mention> {
        let headed = self.resolution.mention_of.get(t).copied().flatten();
        let m = headed.or_else(|| {
            let covering = self.covering[t]?;
            let mention = &self.resolution.mentions[covering];
            (mention.head != t && self.tree.is_under(mention.head, t)).then_some(covering)
        })?;
        let mention = &self.resolution.mentions[m];
        (!self.serves(t, mention)).then_some(mention)
    }

    /// Whether a name lends its head to whoever serves its bearer: “two aides to Ann Roe”.
    fn serves(&self, t: usize, mention: &Mention) -> bool {
        mention.tokens.clone().any(|at| self.tree.head(at) == Some(t) && is_principal(self.tree, at))
    }

    /// The entity of that index.
    pub(super) fn entity(&self, entity: usize) -> &'a crate::resolve::Entity {
        &self.resolution.entities[entity]
    }

    /// The titles of the offices that the text gives to a person.
    pub(super) fn titles(&self, person: usize) -> impl Iterator<Item = &'a str> + Clone {
        let offices = self.resolution.offices.iter();
        offices.filter(move |office| office.person == person).map(|office| office.title.as_str())
    }

    /// The country (alpha-3 or `IGO`, `NGO`) of an actor.
    pub(super) fn country<'b>(&'b self, actor: &'b Actor) -> Option<&'b str> {
        match actor {
            Actor::Entity(entity) => self.country_of(*entity),
            Actor::Group { country, .. } => country.as_deref(),
        }
    }

    /// Whether two actors are of one country; bodies of many countries or of none are of no country.
    pub(super) fn are_compatriots(&self, a: &Actor, b: &Actor) -> bool {
        let country = |actor| self.country(actor).filter(|country| !matches!(*country, "IGO" | "NGO"));
        country(a).is_some() && country(a) == country(b)
    }

    /// Whether one speaks for the other: he himself, or a compatriot; an armed group of a country and its state never do.
    pub(super) fn speaks_for(&self, speaker: &Actor, party: &Actor) -> bool {
        speaker == party
            || self.are_compatriots(speaker, party) && self.is_armed_group(speaker) == self.is_armed_group(party)
    }

    /// Whether that is known for an armed group.
    pub(super) fn is_armed_group(&self, actor: &Actor) -> bool {
        let known = |entity: usize| {
            let entity = self.entity(entity);
            let kinds = [NameKind::Name, NameKind::Alias];
            entity.kind == EntityType::Organization
                && Gazetteer::embedded()
                    .find(&name_key(&entity.name), &kinds, b"O")
                    .any(|entry| entry.class == "armed_group")
        };
        actor.named().is_some_and(known)
    }

    /// The country (alpha-3 or `IGO`, `NGO`) of an entity.
    pub(super) fn country_of(&self, entity: usize) -> Option<&'a str> {
        let entity = self.entity(entity);
        entity.state()
    }

    /// The entity of a country in this document.
    pub(super) fn country_entity(&self, iso3: &str) -> Option<usize> {
        self.resolution
            .entities
            .iter()
            .position(|entity| entity.kind == EntityType::Country && entity.iso3.as_deref() == Some(iso3))
    }

    /// All actors of a coordinated phrase; with `owners` also those whose work the phrase names.
    pub(super) fn of(&self, t: usize, owners: bool) -> Vec<Found> {
        let mut found = Vec::new();
        self.visits.set(MAX_VISITS);
        self.add(t, owners, 0, &mut found);
        found
    }

    /// The actors that one word names as a party, without those coordinated with it.
    pub(super) fn at(&self, t: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let mention = |t| self.mention(t);
        if is_compound(self.tree, t)
            || is_address(self.tree, self.resolution, mention, t)
            || is_employer(self.tree, self.resolution, mention, t)
            || is_past(self.tree, t)
            || mention(t).is_some_and(|mention| is_reporter(self.tree, self.resolution, mention, t))
            || self.is_led(t)
        {
            return found;
        }
        self.visits.set(MAX_VISITS);
        if let Some(antecedent) = self.tree.antecedent(t) {
            self.add_single(antecedent, true, 0, &mut found);
        } else if let Some(people) = self.people_named(t) {
            // “German” in “German workers” is no party: they are, and not for their state.
            self.add_single(people, true, 0, &mut found);
        } else if self.mention(t).is_some() {
            self.add_single(t, true, 0, &mut found);
        } else if let Some(mention) = self.covering[t].map(|m| &self.resolution.mentions[m])
            && matches!(mention.kind, MentionKind::Name | MentionKind::Group | MentionKind::Demonym)
            && !self.serves(mention.head, mention)
        {
            // A word of a longer name, or the people in the name of a group.
            self.add_mention(mention.head, mention, &mut found);
        } else if let Some(guess) = self.guess(t) {
            self.add_mention(t, guess, &mut found);
        } else {
            self.add_single(t, true, 0, &mut found);
        }
        found.iter_mut().for_each(|one| one.located |= self.is_scene(one.at));
        found
    }

    /// The noun for people that the adjective of a people tells more of: up to the last of “Maltese crew members”.
    fn people_named(&self, t: usize) -> Option<usize> {
        self.mention(t).filter(|mention| mention.kind == MentionKind::Demonym)?;
        let modifies = |t: &usize| matches!(self.tree.token(*t).relation(), "amod" | "compound");
        let phrase = std::iter::successors(Some(t), |t| self.tree.head(*t).filter(|_| modifies(t)));
        phrase.skip(1).take(MAX_DEPTH).last().filter(|&noun| self.is_people(noun))
    }

    /// Whether a noun names people: also the members of what gathers people.
    fn is_people(&self, noun: usize) -> bool {
        is_people(&self.tree.lemma(noun).to_ascii_lowercase())
            || self.tree.lemma(noun) == "member"
                && self.tree.children_by(noun, "compound").any(|kid| self.is_people(kid))
    }

    /// Whether a word only tells where something is, or whom it befell: “the war in Malta”, “the murder of a Maltese”.
    fn is_scene(&self, t: usize) -> bool {
        let noun = self.tree.head(t).filter(|_| self.tree.token(t).relation() == "nmod");
        let place = matches!(self.tree.case(t), Some("in" | "inside" | "within" | "near" | "across" | "throughout"));
        let undergone = |noun: usize| {
            let lemma = self.tree.lemma(noun);
            is_harm(lemma) || self.triggers.rules(Kind::Noun, lemma).iter().any(|rule| rule.of == Role::Target)
        };
        noun.is_some_and(|noun| place || self.tree.case(t) == Some("of") && undergone(noun))
    }

    /// Whether the noun names acts in anger as the predicate does, or in goodwill as it does.
    pub(super) fn names_like(&self, noun: usize, predicate: Predicate) -> bool {
        self.sides(noun, predicate).is_some_and(|same| same)
    }

    /// Whether the noun names acts in anger where the predicate is of goodwill, or the other way round.
    pub(super) fn names_opposite(&self, noun: usize, predicate: Predicate) -> bool {
        self.sides(noun, predicate).is_some_and(|same| !same)
    }

    /// Whether all that a noun names is as hostile or as friendly as the predicate; none where no rule knows it.
    fn sides(&self, noun: usize, predicate: Predicate) -> Option<bool> {
        let hostile = |predicate: Predicate| predicate.info().quad_class > 2;
        let mut rules = self.triggers.rules(Kind::Noun, self.tree.lemma(noun)).iter();
        let first = hostile(rules.next()?.predicate);
        rules.all(|rule| hostile(rule.predicate) == first).then_some(first == hostile(predicate))
    }

    /// Whether a noun names what one does to another, so that “with” tells who does it beside him: “an attack with Malta”, not “a clash with
    /// Malta”.
    pub(super) fn is_one_sided(&self, noun: usize, predicate: Predicate) -> bool {
        let rules = self.triggers.rules(Kind::Noun, self.tree.lemma(noun));
        let mut rules = rules.iter().filter(|rule| rule.predicate == predicate).peekable();
        rules.peek().is_some() && rules.all(|rule| !rule.target.contains(&Slot::Preposition("with")))
    }

    /// Whom a word may mean that is no sure mention.
    pub(super) fn guess(&self, t: usize) -> Option<&'a Mention> {
        let at = self.guesses.binary_search_by_key(&t, |(head, _)| *head).ok()?;
        Some(&self.resolution.guesses[self.guesses[at].1])
    }

    fn add(&self, t: usize, owners: bool, depth: usize, out: &mut Vec<Found>) {
        let visits = self.visits.get();
        if depth > MAX_DEPTH || visits == 0 {
            return;
        }
        self.visits.set(visits - 1);
        if let Some(antecedent) = self.tree.antecedent(t) {
            return self.add(antecedent, owners, depth + 1, out);
        }
        self.add_single(t, owners, depth, out);
        for conjunct in self.tree.children_by(t, "conj") {
            if !self.tree.is_verbal(conjunct) {
                self.add(conjunct, owners, depth + 1, out);
            }
        }
    }

    fn add_single(&self, t: usize, owners: bool, depth: usize, out: &mut Vec<Found>) {
        let reflexive = self.tree.lemma(t).ends_with("self") || self.tree.lemma(t).ends_with("selves");
        if reflexive || is_excluded(self.tree, t) {
            return;
        }
        if let Some(place) = self.settled(t) {
            return out.push(place);
        }
        if let Some(mention) = self.mention(t) {
            let person = mention.entities.first().is_some_and(|&entity| self.entity(entity).kind == EntityType::Person);
            let nobodys = is_in_water(self.resolution, mention);
            if nobodys || is_compound(self.tree, t) || person && is_principal(self.tree, t) {
                return;
            }
            if is_counted(self.tree, mention, t) {
                return out.push(self.people_of(t, mention));
            }
            return self.add_mention(t, mention, out);
        }
        if let Some(named) = self.tree.children(t).find(|&kid| {
            let same = matches!(self.tree.token(kid).relation(), "appos" | "flat" | "nmod:desc");
            (same || self.is_example(kid)) && self.mention(kid).is_some()
        }) {
            return self.add(named, owners, depth + 1, out);
        }
        if !matches!(
            self.tree.token(t).upos,
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Sym | Upos::Det | Upos::Pron
        ) {
            return;
        }
        if is_people(&self.tree.lemma(t).to_ascii_lowercase()) {
            self.add_group(t, depth, out);
        } else if owners || is_measure(self.tree, t) {
            let before = out.len();
            self.add_owners(t, depth, out);
            if self.leads(t) {
                let body = |found: &Found| match found.actor {
                    Actor::Entity(entity) => self.entity(entity).kind == EntityType::Organization,
                    Actor::Group { .. } => false,
                };
                let led = out.split_off(before);
                out.extend(led.into_iter().filter(|found| !body(found)));
            }
            for found in &mut out[before..] {
                found.direct = false;
            }
        }
    }

    /// “States such as Malta”, “powers including Malta”: whoever is named stands for those whom the noun means.
    fn is_example(&self, t: usize) -> bool {
        self.tree.token(t).relation() == "nmod" && matches!(self.tree.case(t), Some("such" | "include" | "including"))
    }

    fn add_mention(&self, t: usize, mention: &'a Mention, out: &mut Vec<Found>) {
        if mention.kind == MentionKind::Group && mention.entities.is_empty() {
            self.add_group(t, 0, out);
        } else if mention.kind == MentionKind::Group {
            // “Maltese and Greek officials” are a group for each.
            let called = self.described(t, mention).tokens.clone();
            let name = self.words(called.start, called.end.saturating_sub(1));
            out.extend(mention.entities.iter().map(|&entity| {
                let country = self.country_of(entity).map(str::to_string);
                let kind = self.entity(entity).kind;
                if kind == EntityType::Organization {
                    let actor = Actor::Entity(entity);
                    return Found { actor, at: t, direct: true, located: false };
                }
                let state =
                    kind == EntityType::Country && acts_for_state(self.tree.lemma(t)) && !is_ethnic(self.tree, t);
                let stands = Some(entity).filter(|_| state);
                let actor = Actor::Group { name: name.clone(), country, entity: stands };
                Found { actor, at: t, direct: true, located: false }
            }));
        } else {
            out.extend(mention.entities.iter().map(|&entity| Found {
                actor: Actor::Entity(entity),
                at: t,
                direct: true,
                located: false,
            }));
        }
    }

    /// The description of the group that a pronoun takes up: “Malta's army said it fired”.
    fn described(&self, t: usize, mention: &'a Mention) -> &'a Mention {
        let pronoun = |mention: &Mention| self.tree.token(mention.head).upos == Upos::Pron;
        let before = self.tree.sentence(t).filter(|_| pronoun(mention)).map_or(t..t, |sentence| sentence.start..t);
        let mut known = before.rev().filter_map(|at| self.covering[at]).map(|m| &self.resolution.mentions[m]);
        let same = |other: &&'a Mention| {
            other.kind == MentionKind::Group && other.entities == mention.entities && !pronoun(other)
        };
        known.find(same).unwrap_or(mention)
    }

    /// A place as the actor that governs it: a seat of government is its country; a region or another town is a part of it.
    pub(super) fn govern(&self, found: Found) -> Option<Found> {
        let Actor::Entity(entity) = found.actor else { return Some(found) };
        if self.entity(entity).kind != EntityType::Place {
            return Some(found);
        }
        let country = self.country_of(entity)?;
        let seat = is_seat(self.entity(entity));
        let actor = Actor::Group {
            name: self.entity(entity).name.clone(),
            country: Some(country.to_string()),
            entity: self.country_entity(country).filter(|_| seat),
        };
        Some(Found { actor, ..found })
    }

    /// First byte and the byte after the last of the mention that a token heads, or of the token.
    pub(super) fn bytes(&self, t: usize) -> (usize, usize) {
        let tokens = self.mention(t).map_or(t..t + 1, |mention| mention.tokens.clone());
        let last = tokens.end.saturating_sub(1).max(tokens.start);
        (self.tree.token(tokens.start).span.start, self.tree.token(last).span.end)
    }

    /// The text from the first token to the last.
    pub(super) fn words(&self, first: usize, last: usize) -> String {
        let span = self.tree.token(first).span.start..self.tree.token(last).span.end;
        self.text.get(span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
