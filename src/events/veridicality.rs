//! A trigger in its tree in; [`Stance`] out: whether the text says that the event happened, did not, is planned or
//! supposed, and who says so. The walk goes from the trigger to the root and applies each word that governs it.

pub(super) mod ends;
mod governors;
mod tales;
mod walk;

use super::actors::Actors;
use super::operators::{self as op, Effect};
use super::tree::Tree;
use super::writing;
use super::{Actor, Modality, Polarity};
use crate::lexicon::nouns::is_fiction;
use crate::ontology::Predicate;
use walk::Walk;

/// How the text presents an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stance {
    pub(super) polarity: Polarity,
    pub(super) modality: Modality,
    /// The token that names who says so, if not the author.
    pub(super) speaker: Option<usize>,
    /// Whether the speaker only reports: a saying that becomes a claim where a party says it.
    pub(super) said: bool,
    /// Whether the writing itself marks a claim, by quotation marks around the word or a colon behind the claimant.
    pub(super) marked: bool,
    /// The words that decided it, with what each does.
    pub(super) steps: Vec<(usize, Effect)>,
}

impl Stance {
    /// Whether the text says that it happened.
    fn is_fact(&self) -> bool {
        (self.polarity, self.modality) == (Polarity::Positive, Modality::Asserted)
    }
}

/// Reads stances off the trees of a document.
pub(super) struct Veridicality<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) actors: &'a Actors<'a>,
}

impl Veridicality<'_> {
    /// The stance towards the event of a trigger.
    pub(super) fn of(&self, trigger: usize) -> Stance {
        let mut walk = Walk {
            negative: false,
            modality: Modality::Asserted,
            speaker: None,
            said: false,
            marked: false,
            at: trigger,
            steps: Vec::new(),
        };
        if self.is_question(trigger) {
            walk.apply(Effect::Suppose);
        }
        if writing::is_scare_quoted(self.tree, trigger) {
            walk.marked = true;
            walk.apply(Effect::Claim);
        }
        self.local(trigger, &mut walk, true);
        let mut at = trigger;
        let mut scoped = true;
        for _ in 0..64 {
            let first = self.tree.first_conjunct(at);
            if first != at {
                if scoped {
                    self.shared(at, first, &mut walk);
                }
                at = first;
            }
            let Some(head) = self.tree.head(at) else { break };
            walk.at = head;
            scoped = self.link(at, head, scoped, &mut walk);
            at = head;
        }
        if self.tree.token(at).head.is_none()
            && self.tree.is_to_infinitive(at)
            && self.tree.is_verbal(at)
            && walk.modality == Modality::Asserted
            && at == trigger
        {
            walk.at = at;
            walk.apply(Effect::Plan);
        }
        let polarity = if walk.negative { Polarity::Negative } else { Polarity::Positive };
        let Walk { modality, speaker, said, marked, steps, .. } = walk;
        Stance { polarity, modality, speaker, said, marked, steps }
    }

    /// The word by which the text says that what the noun `trigger` names is no more: “lifted its embargo on Malta”.
    pub(super) fn end(&self, trigger: usize, predicate: Predicate) -> Option<usize> {
        let known = !self.actors.names_opposite(trigger, predicate) && ends::may_end(self.tree, trigger, predicate);
        ends::ender(self.tree, trigger).filter(|&end| known && self.of(end).is_fact())
    }

    /// “The film shows how Malta attacked Greece”: no fact of the text.
    pub(super) fn is_of_tale(&self, trigger: usize, predicate: Predicate) -> bool {
        tales::is_of_tale(self.tree, trigger, predicate)
    }

    /// “Malta did not merely object”: it did, and more.
    pub(super) fn is_more_than(&self, trigger: usize) -> bool {
        let mut adverbs = self.tree.children_by(trigger, "advmod");
        adverbs.any(|kid| is_focus(self.tree, kid))
    }

    /// “Unlike Malta, Greece did not object”: of whom the opposite holds.
    pub(super) fn is_contrasted(&self, party: usize) -> bool {
        self.tree.case(party) == Some("unlike")
    }

    /// “Malta denied any part in the Greek attack”: who denies it, and not the attack.
    pub(super) fn denied_part(&self, trigger: usize) -> Option<usize> {
        let part = self.tree.head(trigger).filter(|&noun| {
            let part =
                matches!(self.tree.lemma(noun), "role" | "part" | "involvement" | "complicity" | "participation");
            part && self.tree.case(trigger) == Some("in")
        })?;
        let verb = self.tree.head(part).filter(|&verb| self.tree.is_verbal(verb))?;
        (op::of_object(self.tree.lemma(verb), None) == Effect::Deny).then(|| self.tree.agent(verb)).flatten()
    }

    /// What hangs on a predicate itself: negation, auxiliaries, adverbs, conjunctions, determiners.
    fn local(&self, t: usize, walk: &mut Walk, scoped: bool) {
        if !scoped {
            return self.report(t, walk);
        }
        let nominal = self.tree.is_nominal(t);
        for kid in self.tree.children(t) {
            let token = self.tree.token(kid);
            let lemma = token.lemma.as_str();
            let effect = match token.relation() {
                "advmod" if is_focus(self.tree, kid) => None,
                "advmod" | "cc" => op::of_adverb(lemma),
                "aux" if lemma == "be" && self.tree.is_to_infinitive(t) => Some(Effect::Plan),
                "aux" => op::of_auxiliary(lemma, &token.form, self.is_reported(t)),
                "mark" => op::of_mark(lemma),
                "case" if lemma == "without" => op::of_mark(lemma),
                "det" if matches!(lemma, "no" | "neither") => Some(Effect::Negate),
                // “any attack on Malta would be answered”
                "det" if nominal && is_subject(self.tree, t) && lemma == "any" => Some(Effect::Suppose),
                "amod" if nominal => op::of_modifier(lemma).or_else(|| op::of_modifier(&token.form)),
                "nsubj" if self.is_negative_pronoun(kid) => Some(Effect::Negate),
                "obl" | "nmod" if is_fiction(lemma) && self.tree.has_case(kid, "in") => Some(Effect::Suppose),
                _ => None,
            };
            if let Some(effect) = effect {
                walk.at = kid;
                walk.apply(effect);
            }
        }
        if self.is_inverted(t) {
            walk.at = t;
            walk.apply(Effect::Suppose);
        }
        self.report(t, walk);
    }

    /// Parenthetical attribution: “, the ministry said”, “according to the ministry”.
    fn report(&self, t: usize, walk: &mut Walk) {
        for kid in self.tree.children(t) {
            let relation = self.tree.token(kid).relation();
            let cited = self.tree.has_case(kid, "accord") || self.tree.has_case(kid, "according");
            if relation == "obl" && cited {
                walk.said = true;
                walk.steps.push((kid, Effect::Say));
                walk.speaker.get_or_insert(kid);
            } else if relation == "parataxis" && self.tree.is_verbal(kid) {
                let effect = op::of_clause(self.tree.lemma(kid));
                if matches!(effect, Effect::Say | Effect::Claim)
                    && self.tree.own_subject(kid).is_some()
                    && self.tree.child(kid, "ccomp").is_none()
                {
                    walk.at = kid;
                    self.speech(kid, effect, walk);
                }
            }
        }
    }

    fn speech(&self, verb: usize, effect: Effect, walk: &mut Walk) {
        if matches!(effect, Effect::Say | Effect::Claim | Effect::Deny) && walk.speaker.is_none() {
            walk.speaker = self.tree.agent(verb);
        }
        if effect == Effect::Say {
            walk.said = true;
        }
        walk.apply(effect);
    }

    /// Auxiliaries and negation that a verb shares with the one that it is coordinated with.
    fn shared(&self, t: usize, first: usize, walk: &mut Walk) {
        let own = self.tree.own_subject(t).is_some() || self.tree.child(t, "aux").is_some();
        let same = self.tree.token(t).xpos == self.tree.token(first).xpos;
        if own || !same && !self.tree.is_nominal(t) {
            return self.report(first, walk);
        }
        let or = self.tree.children_by(t, "cc").any(|kid| matches!(self.tree.lemma(kid), "or" | "nor"));
        for kid in self.tree.children(first) {
            let token = self.tree.token(kid);
            let effect = match token.relation() {
                "aux" => op::of_auxiliary(&token.lemma, &token.form, self.is_reported(first)),
                "mark" => op::of_mark(&token.lemma),
                "advmod" if or && !is_focus(self.tree, kid) => op::of_adverb(&token.lemma),
                _ => None,
            };
            if let Some(effect) = effect {
                walk.at = kid;
                walk.apply(effect);
            }
        }
        self.report(first, walk);
    }

    fn is_question(&self, t: usize) -> bool {
        std::iter::once(t).chain(self.tree.ancestors(t)).any(|at| {
            self.tree.is_predicate(at)
                && self.tree.children_by(at, "punct").any(|kid| self.tree.token(kid).form == "?" && kid > t)
        })
    }

    fn is_negative_pronoun(&self, t: usize) -> bool {
        matches!(self.tree.token(t).form.to_ascii_lowercase().as_str(), "nobody" | "none" | "neither" | "nothing")
            || self.tree.has(t, "det", "no")
            || self.tree.has(t, "det", "neither")
    }

    /// “Had she met him”, “Should it attack”, “Were it to attack”: a condition without a conjunction.
    fn is_inverted(&self, t: usize) -> bool {
        let Some(subject) = self.tree.own_subject(t) else { return false };
        let Some(first) = self.tree.children(t).find(|&kid| matches!(self.tree.token(kid).relation(), "aux" | "cop"))
        else {
            return false;
        };
        if first > subject
            || !matches!(self.tree.token(first).form.to_ascii_lowercase().as_str(), "had" | "should" | "were")
        {
            return false;
        }
        let sentence = &self.tree.analysis.sentences[self.tree.token(t).sentence].tokens;
        // “No sooner had she met him” inverts after a negative adverb.
        let opens = !self.tree.children(t).any(|kid| kid < first && self.tree.token(kid).relation() == "advmod");
        let asks = sentence.end.checked_sub(1).is_some_and(|last| self.tree.token(last).form == "?");
        opens && !asks && first == sentence.start
    }

    /// Whether the clause of `t` is the content of a verb of saying or thinking.
    fn is_reported(&self, t: usize) -> bool {
        let first = self.tree.first_conjunct(t);
        let under = matches!(self.tree.token(first).relation(), "ccomp" | "parataxis" | "acl");
        under && self.tree.head(first).is_some_and(|head| self.tree.is_verbal(head) || self.tree.is_nominal(head))
            || self
                .tree
                .children_by(first, "parataxis")
                .any(|kid| matches!(op::of_clause(self.tree.lemma(kid)), Effect::Say))
    }

    /// Whether a party to the event, or one of its country, is the speaker.
    pub(super) fn is_party(&self, speaker: usize, source: Option<&Actor>, target: Option<&Actor>) -> bool {
        let parties = [source, target];
        self.actors.of(speaker, true).iter().any(|found| {
            parties
                .into_iter()
                .flatten()
                .any(|party| found.actor == *party || self.actors.are_compatriots(&found.actor, party))
        })
    }
}

fn is_subject(tree: &Tree<'_>, t: usize) -> bool {
    tree.token(t).relation() == "nsubj"
}

/// “not only”, “not merely”: no denial.
fn is_focus(tree: &Tree<'_>, t: usize) -> bool {
    tree.analysis
        .tokens
        .get(t + 1)
        .is_some_and(|next| matches!(next.lemma.as_str(), "only" | "merely" | "just" | "simply" | "least"))
        && matches!(tree.lemma(t), "not" | "n't")
}
