//! A token in; the events that it may trigger, with their actors, out: one mechanism for active and passive, control,
//! coordination, nominalizations and light verbs.

mod noun;
mod slots;

use super::actors::Actors;
use super::found::Found;
use super::trace::Trace;
use super::tree::Tree;
use super::triggers::{Kind, Rule, Slot, Triggers};

/// A rule that fired on a token, with the actors that it found. One of the two lists may be empty.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    pub(super) rule: &'a Rule,
    pub(super) trigger: usize,
    pub(super) sources: Vec<Found>,
    pub(super) targets: Vec<Found>,
    /// Whether sources and targets are one list of parties to each other.
    pub(super) mutual: bool,
}

/// Applies the triggers to the trees of a document.
pub(super) struct Frames<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) actors: &'a Actors<'a>,
    pub(super) triggers: &'a Triggers,
    pub(super) trace: &'a Trace,
}

impl<'a> Frames<'a> {
    /// The candidates of a token.
    pub(super) fn of(&self, t: usize) -> Vec<Candidate<'a>> {
        let mut out = Vec::new();
        let token = self.tree.token(t);
        let lower;
        let lemma = if token.lemma.bytes().any(|byte| byte.is_ascii_uppercase()) {
            lower = token.lemma.to_ascii_lowercase();
            lower.as_str()
        } else {
            token.lemma.as_str()
        };
        if self.tree.is_verbal(t) {
            for rule in self.triggers.rules(Kind::Verb, lemma) {
                out.extend(self.verb(rule, t));
            }
        } else if self.tree.is_nominal(t) {
            for rule in self.triggers.rules(Kind::Noun, lemma) {
                if self.inside_name(t) {
                    self.trace.note(t, rule.name, || "it is part of a name".to_owned());
                    continue;
                }
                out.extend(self.noun(rule, t));
            }
        }
        if matches!(token.upos, crate::analyze::Upos::Adj) || token.xpos.starts_with("VBN") {
            for rule in self.triggers.rules(Kind::Adjective, lemma) {
                out.extend(self.adjective(rule, t));
            }
        }
        out
    }

    fn inside_name(&self, t: usize) -> bool {
        self.actors.mention(t).is_some_and(|mention| mention.kind == crate::resolve::MentionKind::Name)
    }

    fn verb(&self, rule: &'a Rule, t: usize) -> Option<Candidate<'a>> {
        if self.particle(t).map(str::to_ascii_lowercase).as_deref() != rule.particle
            && !rule.particle.is_some_and(|particle| self.tree.has(t, "advmod", particle))
        {
            // A phrasal verb is another word than its verb.
            return match rule.particle {
                Some(_) => None,
                None => self.trace.skip(t, rule.name, || "another sense: the rule wants no particle".to_owned()),
            };
        }
        if !rule.needs.is_empty() && !self.has_need(rule, t) {
            return self.trace.skip(t, rule.name, || format!("none of its words hangs on it: {}", few(rule.needs)));
        }
        if !rule.objects.is_empty() {
            let object = self.slot_token(t, Slot::Object);
            let listed = object.is_some_and(|object| self.is_kind_of(object, rule.objects));
            if listed == rule.without {
                return self.trace.skip(t, rule.name, || other_sense("object", rule));
            }
        }
        let mut sources = self.first_of(t, &rule.source, true, &[]);
        if sources.is_empty() && rule.source == [Slot::Agent] {
            sources = self.indirect_agent(t);
        }
        let mutual = rule.predicate.info().symmetric;
        if mutual && rule.target.contains(&Slot::Preposition("between")) {
            // Who announces or brokers a deal between others is no party to it.
            let sources = self.between(t).map_or_else(Vec::new, |first| self.sides(first));
            if sources.len() > 1 {
                return Some(Candidate { rule, trigger: t, sources, targets: Vec::new(), mutual });
            }
        }
        let mut targets = self.first_of(t, &rule.target, !rule.direct, &sources);
        if !mutual && targets.is_empty() && is_reciprocal(self.tree, t) {
            // “Moe and Roe accused each other”
            targets.clone_from(&sources);
        }
        if mutual && targets.is_empty() && sources.len() == 1 {
            // “Moe and Roe, who met on Monday”: the clause hangs on the last of them.
            let whole = self.tree.agent(t).and_then(|agent| self.tree.antecedent(agent));
            let first = whole.map(|whole| self.tree.first_conjunct(whole)).filter(|&first| Some(first) != whole);
            sources = first.map_or(sources, |first| self.actors.of(first, true));
        }
        Some(Candidate { rule, trigger: t, sources, targets, mutual })
    }

    fn particle(&self, t: usize) -> Option<&'a str> {
        self.tree.child_exact(t, "compound:prt").map(|kid| self.tree.lemma(kid))
    }

    fn has_need(&self, rule: &Rule, t: usize) -> bool {
        let needed = |kid: usize| rule.needs.contains(&self.tree.lemma(kid));
        self.tree
            .children(t)
            .any(|kid| matches!(self.tree.token(kid).relation(), "obl" | "obj" | "advmod" | "nmod") && needed(kid))
    }

    /// Whether the head of a phrase, a conjunct of it or what it counts has one of the lemmas.
    fn is_kind_of(&self, t: usize, lemmas: &[&str]) -> bool {
        let is = |t: usize| lemmas.contains(&self.tree.lemma(t).to_lowercase().as_str());
        is(t)
            || self.tree.children(t).any(|kid| match self.tree.token(kid).deprel.as_str() {
                "conj" => is(kid),
                "nmod" => self.tree.case(kid) == Some("of") && is(kid),
                "compound" => is(kid),
                _ => false,
            })
    }

    fn adjective(&self, rule: &'a Rule, t: usize) -> Option<Candidate<'a>> {
        let attributive = self.tree.token(t).relation() == "amod";
        let subject = if attributive { self.tree.head(t) } else { self.tree.subject(t) }?;
        let sources = self.actors.of(subject, true);
        let targets = self.first_of(t, &rule.target, !rule.direct, &sources);
        Some(Candidate { rule, trigger: t, sources, targets, mutual: false })
    }
}

/// Whether what a verb does is done to each other.
pub(super) fn is_reciprocal(tree: &Tree<'_>, t: usize) -> bool {
    let pronoun = |at: usize| match tree.lemma(at) {
        "each" => tree.has(at, "fixed", "other"),
        "one" => tree.has(at, "fixed", "another"),
        _ => false,
    };
    tree.children(t).any(|kid| matches!(tree.token(kid).relation(), "obj" | "iobj" | "obl") && pronoun(kid))
}

/// That what a word takes is of another sense than the rule's.
fn other_sense(part: &str, rule: &Rule) -> String {
    let which = if rule.without { "no" } else { "one" };
    format!("another sense: the rule wants {which} {part} of {}", few(rule.objects))
}

/// The first words of a list.
fn few(words: &[&str]) -> String {
    let shown = words.get(..6).unwrap_or(words).join(", ");
    if words.len() > 6 { format!("{shown}, …") } else { shown }
}
