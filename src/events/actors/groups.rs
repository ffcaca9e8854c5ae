//! A noun for people whom the text does not name in; whom they stand for out: an unnamed [`Actor::Group`], with the country
//! that it acts for.

use super::super::Actor;
use super::super::found::Found;
use super::super::people::{acts_for_state, is_people};
use super::Actors;
use crate::lexicon::nouns::is_relative;
use crate::resolve::{EntityType, Mention, MentionKind};

impl Actors<'_> {
    /// An unnamed group in a sentence that names one country only: its people (“police beat demonstrators in Malta”).
    pub(in crate::events) fn domestic(&self, t: usize) -> Option<Found> {
        let unnamed = |at: usize| is_people(&self.tree.lemma(at).to_ascii_lowercase()) && self.mention(at).is_none();
        // “a march of students”, “a march staged by students”
        let behind = || {
            let phrase = |at: usize| matches!(self.tree.case(at), Some("by" | "of"));
            let mut kids = self.tree.children(t).flat_map(|kid| std::iter::once(kid).chain(self.tree.children(kid)));
            kids.any(|at| phrase(at) && unnamed(at)) && self.mention(t).is_none()
        };
        if !unnamed(t) && !behind() {
            return None;
        }
        let sentence = self.tree.sentence(t)?;
        let mut only: Option<&str> = None;
        for m in sentence.filter_map(|at| self.covering[at]) {
            let mention = &self.resolution.mentions[m];
            for country in mention.entities.iter().filter_map(|&entity| self.country_of(entity)) {
                if only.is_some_and(|only| only != country) {
                    return None;
                }
                only = Some(country);
            }
        }
        let country = only.filter(|country| !matches!(*country, "IGO" | "NGO"))?.to_owned();
        let actor = Actor::Group { name: self.words(t, t), country: Some(country), entity: None };
        Some(Found { actor, at: t, direct: false, located: false })
    }

    /// “the party chief”: somebody who leads a body, and may speak for nobody but himself.
    pub(super) fn leads(&self, t: usize) -> bool {
        self.tree.token(t).xpos != "NNS"
            && matches!(
                self.tree.lemma(t),
                "chief" | "leader" | "head" | "president" | "chairman" | "chairwoman" | "boss" | "founder" | "director"
            )
    }

    /// Whether a name is of the body that an unnamed somebody leads: “BJP chief”.
    pub(super) fn is_led(&self, t: usize) -> bool {
        let body = |mention: &Mention| {
            let kind = mention.entities.first().map(|&entity| self.entity(entity).kind);
            mention.head == t && kind == Some(EntityType::Organization)
        };
        self.mention(t).is_some_and(body)
            && self.tree.token(t).relation() == "compound"
            && self.tree.head(t).is_some_and(|head| self.leads(head) && self.mention(head).is_none())
    }

    /// People named by origin who live elsewhere belong there: “ethnic Turks in Malta”, “the Turks of Malta”.
    pub(super) fn settled(&self, t: usize) -> Option<Found> {
        let people = self.mention(t)?.kind == MentionKind::Demonym;
        if !people || self.tree.token(t).xpos != "NNPS" && !self.tree.has(t, "amod", "ethnic") {
            return None;
        }
        let place = self.tree.children_by(t, "nmod").find(|&kid| matches!(self.tree.case(kid), Some("in" | "of")))?;
        let entity = *self.mention(place)?.entities.first()?;
        let country = self.country_of(entity)?;
        if !matches!(self.entity(entity).kind, EntityType::Country | EntityType::Place) {
            return None;
        }
        let actor = Actor::Group { name: self.words(t, t), country: Some(country.to_owned()), entity: None };
        Some(Found { actor, at: t, direct: true, located: false })
    }

    /// People named by their nationality, who act for nobody else.
    pub(super) fn people_of(&self, t: usize, mention: &Mention) -> Found {
        let country = mention.entities.first().and_then(|&entity| self.country_of(entity)).map(str::to_owned);
        let actor = Actor::Group { name: self.words(t, t), country, entity: None };
        Found { actor, at: t, direct: true, located: false }
    }

    /// An unnamed group or office holder: “senior officials of Malta” act for Malta.
    pub(super) fn add_group(&self, t: usize, depth: usize, out: &mut Vec<Found>) {
        let mut owners = Vec::new();
        // Who was president once acts for no state.
        let past = self
            .tree
            .children_by(t, "amod")
            .any(|kid| matches!(self.tree.lemma(kid), "former" | "ex" | "ousted" | "deposed" | "retired" | "late"));
        if is_relative(self.tree.lemma(t)) || past && self.tree.token(t).xpos != "NNS" {
            return;
        }
        self.add_owners(t, depth, &mut owners);
        if owners.is_empty() {
            return self.add_scene(t, out);
        }
        let government = matches!(
            self.tree.lemma(t),
            "government"
                | "administration"
                | "regime"
                | "cabinet"
                | "authority"
                | "state"
                | "army"
                | "military"
                | "junta"
        );
        for owner in owners {
            let Actor::Entity(entity) = owner.actor else {
                out.push(owner);
                continue;
            };
            let kind = self.entity(entity).kind;
            if kind == EntityType::Person && !government {
                continue;
            }
            if kind == EntityType::Organization && self.is_member(t) {
                out.push(Found { actor: Actor::Entity(entity), at: t, direct: true, located: false });
                continue;
            }
            let country = self.country_of(entity).map(str::to_string);
            let stands = match kind {
                EntityType::Country => Some(entity),
                _ => country.as_deref().and_then(|iso3| self.country_entity(iso3)),
            };
            let stands = stands.filter(|_| acts_for_state(self.tree.lemma(t)));
            let name = self.words(owner.at.min(t), owner.at.max(t));
            out.push(Found {
                actor: Actor::Group { name, country, entity: stands },
                at: t,
                direct: true,
                located: false,
            });
        }
    }

    /// The country of people whom a clause or phrase places there, and nowhere else: “refugees fleeing the war in Malta”,
    /// “parties to the conflict in Malta”.
    fn add_scene(&self, t: usize, out: &mut Vec<Found>) {
        let mut countries: Vec<&str> = Vec::new();
        let scenes = self.tree.children(t).filter(|&kid| kid > t);
        let scenes = scenes.filter(|&kid| matches!(self.tree.token(kid).relation(), "acl" | "nmod"));
        for scene in scenes {
            let (first, last) = self.tree.extent(scene);
            for at in first..=last.min(first + 24) {
                let Some(mention) = self.mention(at).filter(|mention| mention.head == at) else { continue };
                let placed = matches!(self.tree.case(at), Some("in" | "inside" | "from" | "of"));
                countries
                    .extend(mention.entities.iter().filter(|_| placed).filter_map(|&entity| self.country_of(entity)));
                if !placed {
                    return;
                }
            }
        }
        countries.dedup();
        let [country] = countries[..] else { return };
        if matches!(country, "IGO" | "NGO") {
            return;
        }
        let actor = Actor::Group { name: self.words(t, t), country: Some(country.to_owned()), entity: None };
        out.push(Found { actor, at: t, direct: false, located: true });
    }

    /// Whether what the people of an organization do is the organization's doing.
    fn is_member(&self, t: usize) -> bool {
        !self.leads(t)
            && !matches!(
                self.tree.lemma(t),
                "critic" | "opponent" | "rival" | "victim" | "supporter" | "lawyer" | "customer" | "student"
            )
    }
}
