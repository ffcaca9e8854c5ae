//! A token in; the events that it may trigger, with their actors, out: one mechanism for active and passive, control,
//! coordination, nominalizations and light verbs.

use super::actors::{Actors, Found};
use super::lexicon::{Kind, Lexicon, Role, Rule, Slot};
use super::light::{is_inverse, is_joining, is_light};
use super::trace::Trace;
use super::tree::Tree;

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

/// Applies the lexicon to the trees of a document.
pub(super) struct Frames<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) actors: &'a Actors<'a>,
    pub(super) lexicon: &'a Lexicon,
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
            for rule in self.lexicon.rules(Kind::Verb, lemma) {
                out.extend(self.verb(rule, t));
            }
        } else if self.tree.is_nominal(t) {
            for rule in self.lexicon.rules(Kind::Noun, lemma) {
                if self.inside_name(t) {
                    self.trace.note(t, rule.name, || "it is part of a name".to_owned());
                    continue;
                }
                out.extend(self.noun(rule, t));
            }
        }
        if matches!(token.upos, crate::analyze::Upos::Adj) || token.xpos.starts_with("VBN") {
            for rule in self.lexicon.rules(Kind::Adjective, lemma) {
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
            let mut parts = Parts::default();
            if let Some(first) = self.between(t) {
                self.sides(first, &mut parts);
            }
            let Parts { sources, targets } = parts;
            if sources.len() + targets.len() > 1 {
                return Some(Candidate { rule, trigger: t, sources, targets, mutual });
            }
        }
        let targets = self.first_of(t, &rule.target, !rule.direct, &sources);
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
        self.tree.children(t).any(|kid| {
            matches!(self.tree.token(kid).relation(), "obl" | "obj" | "advmod" | "nmod")
                && (needed(kid)
                    || self
                        .tree
                        .children(kid)
                        .any(|grandchild| self.tree.token(grandchild).relation() == "compound" && needed(grandchild)))
        })
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

    /// The actors of the first slot that has any besides `taken`.
    fn first_of(&self, t: usize, slots: &[Slot], owners: bool, taken: &[Found]) -> Vec<Found> {
        for &slot in slots {
            let mut found = self.slot(t, slot, owners);
            found.retain(|found| taken.iter().all(|taken| taken.actor != found.actor) && self.is_somebody(found));
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Whether an actor is an entity, or a group whose country the text tells.
    fn is_somebody(&self, found: &Found) -> bool {
        self.actors.country(&found.actor).is_some() || found.actor.entity().is_some()
    }

    fn slot(&self, t: usize, slot: Slot, owners: bool) -> Vec<Found> {
        match slot {
            Slot::Preposition(preposition) => self.prepositional(t, preposition, owners),
            Slot::Complement => self.complement(t, 0),
            Slot::ComplementSubject => self.complement_subject(t),
            _ => self.slot_token(t, slot).map_or_else(Vec::new, |token| self.who(token, owners)),
        }
    }

    fn slot_token(&self, t: usize, slot: Slot) -> Option<usize> {
        let ditransitive = self.tree.is_passive(t).then(|| self.tree.child(t, "obj")).flatten();
        match slot {
            Slot::Agent => self.tree.agent(t),
            // “warned Malta”: the parser may take an only object for an indirect one.
            Slot::Object => ditransitive
                .or_else(|| self.tree.object(t))
                .or_else(|| self.tree.child(t, "iobj"))
                .or_else(|| self.bare_oblique(t)),
            Slot::Indirect if ditransitive.is_some() => self.tree.subject(t),
            Slot::Indirect => self.tree.child(t, "iobj"),
            _ => None,
        }
    }

    /// A name after the verb that the parser took for an adverbial though no preposition leads it: “visited Malta”.
    fn bare_oblique(&self, t: usize) -> Option<usize> {
        self.tree.children(t).find(|&kid| {
            self.tree.token(kid).deprel == "obl"
                && kid > t
                && self.tree.case(kid).is_none()
                && self.tree.child(kid, "mark").is_none()
                && self.actors.mention(kid).is_some()
                && !self.tree.is_passive(t)
        })
    }

    /// Actors in phrases of a preposition on the verb, its object, or the verb that it is coordinated under.
    fn prepositional(&self, t: usize, preposition: &str, owners: bool) -> Vec<Found> {
        let mut found = Vec::new();
        for kid in self.tree.children(t) {
            if matches!(self.tree.token(kid).relation(), "obl" | "nmod" | "advcl")
                && self.tree.has_case(kid, preposition)
            {
                found.extend(self.within(kid, owners));
            }
        }
        if found.is_empty() {
            for object in self.tree.children(t).filter(|&kid| match self.tree.token(kid).relation() {
                "obj" | "xcomp" => true,
                "obl" => is_channel(self.tree.lemma(kid)),
                _ => false,
            }) {
                // “gave a ton of food to Malta”
                let measured = self.tree.children_by(object, "nmod").filter(|&kid| self.tree.case(kid) == Some("of"));
                for noun in std::iter::once(object).chain(measured) {
                    for kid in self.tree.children_by(noun, "nmod") {
                        if self.tree.has_case(kid, preposition) && (noun == object || preposition != "of") {
                            found.extend(self.within(kid, owners));
                        }
                    }
                }
            }
        }
        if found.is_empty() {
            // “mobilized reservists for a war against Malta”: what hangs on the fight hangs on the preparation.
            for kid in self.tree.children(t).flat_map(|kid| std::iter::once(kid).chain(self.tree.children(kid))) {
                let phrase =
                    matches!(self.tree.token(kid).relation(), "obl" | "nmod") && self.tree.has_case(kid, "for");
                if phrase
                    && matches!(self.tree.lemma(kid), "war" | "attack" | "fight" | "battle" | "campaign" | "offensive")
                {
                    for deeper in self.tree.children_by(kid, "nmod").filter(|&at| self.tree.has_case(at, preposition)) {
                        found.extend(self.actors.of(deeper, owners));
                    }
                }
            }
        }
        if found.is_empty()
            && self.tree.is_passive(t)
            && let Some(subject) = self.tree.subject(t)
        {
            for kid in self.tree.children_by(subject, "nmod").filter(|&kid| self.tree.has_case(kid, preposition)) {
                found.extend(self.actors.of(kid, owners));
            }
        }
        found
    }

    /// The actors of a phrase, or the people of the one country that the sentence is about.
    fn who(&self, t: usize, owners: bool) -> Vec<Found> {
        let named = self.actors.of(t, owners);
        if named.iter().any(|found| self.is_somebody(found)) {
            return named;
        }
        self.actors.domestic(t).into_iter().collect()
    }

    /// The actors of a phrase; of a border those beyond it: “near its border with Malta”.
    fn within(&self, t: usize, owners: bool) -> Vec<Found> {
        let border = matches!(self.tree.lemma(t), "border" | "frontier" | "boundary" | "dispute" | "conflict" | "war");
        let beyond = self.tree.children_by(t, "nmod").find(|&kid| border && self.tree.case(kid) == Some("with"));
        self.who(beyond.unwrap_or(t), owners)
    }

    /// Actors that depend on the complement of a verb, or on its infinitive of purpose.
    fn complement(&self, t: usize, depth: usize) -> Vec<Found> {
        for kid in self.tree.children(t).filter(|&kid| kid > t) {
            let token = self.tree.token(kid);
            let complement = matches!(token.relation(), "xcomp" | "ccomp")
                || (token.relation() == "advcl" && self.tree.is_to_infinitive(kid));
            if !complement {
                continue;
            }
            let mut found = Vec::new();
            for slot in [Slot::Indirect, Slot::Object] {
                found.extend(
                    self.slot_token(kid, slot)
                        .filter(|&token| token > kid)
                        .map_or_else(Vec::new, |token| self.actors.of(token, true)),
                );
                if !found.is_empty() {
                    return found;
                }
            }
            const PREPOSITIONS: [&str; 11] =
                ["against", "on", "with", "to", "from", "of", "for", "in", "over", "at", "between"];
            for preposition in PREPOSITIONS {
                found = self.prepositional(kid, preposition, true);
                if !found.is_empty() {
                    return found;
                }
            }
            // “refused to commit to any aid for Malta”
            for phrase in self.tree.children(kid).filter(|&at| matches!(self.tree.token(at).relation(), "obl" | "obj"))
            {
                for inner in self.tree.children_by(phrase, "nmod") {
                    if self.tree.case(inner).is_some_and(|case| PREPOSITIONS[..7].contains(&case)) {
                        found.extend(self.actors.of(inner, true));
                    }
                }
            }
            if !found.is_empty() {
                return found;
            }
            if depth < 2 {
                found = self.complement(kid, depth + 1);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// Who acts in the clause that a verb takes: “demanded that Malta pay”, “pushed for Malta to pay”.
    fn complement_subject(&self, t: usize) -> Vec<Found> {
        for kid in
            self.tree.children(t).filter(|&kid| matches!(self.tree.token(kid).relation(), "ccomp" | "xcomp" | "advcl"))
        {
            // “urged that the guard be brought in” asks somebody else.
            if let Some(subject) = self.tree.own_subject(kid).filter(|_| !self.tree.is_passive(kid)) {
                let found = self.actors.of(subject, true);
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// The agent of a passive without “by”: the owner of the act that it happened in (“was killed in a Maltese raid”).
    fn indirect_agent(&self, t: usize) -> Vec<Found> {
        if !self.tree.is_passive(t) {
            return Vec::new();
        }
        for kid in self.tree.children_by(t, "obl") {
            if matches!(self.tree.case(kid), Some("in" | "during" | "under")) {
                let lemma = self.tree.lemma(kid);
                if self.lexicon.rules(Kind::Noun, lemma).iter().any(|rule| rule.predicate.info().quad_class == 4)
                    || matches!(lemma, "operation" | "campaign")
                {
                    let mut found = self.noun_owner(kid);
                    if found.is_empty() {
                        found = self.actors.taken_up(kid);
                    }
                    if !found.is_empty() {
                        return found;
                    }
                }
            }
        }
        Vec::new()
    }

    fn noun_owner(&self, t: usize) -> Vec<Found> {
        let mut found = Vec::new();
        for kid in self.tree.children(t) {
            let owner = match self.tree.token(kid).deprel.as_str() {
                "nmod:poss" | "compound" | "amod" | "nmod:desc" => true,
                "nmod" => matches!(self.tree.case(kid), Some("by")),
                _ => false,
            };
            if owner
                && (self.tree.token(kid).deprel == "nmod:poss"
                    || self.actors.mention(kid).is_some()
                    || self.tree.case(kid).is_some())
            {
                found.extend(self.actors.of(kid, true));
            }
        }
        found
    }

    fn adjective(&self, rule: &'a Rule, t: usize) -> Option<Candidate<'a>> {
        let attributive = self.tree.token(t).relation() == "amod";
        let subject = if attributive { self.tree.head(t) } else { self.tree.subject(t) }?;
        let sources = self.actors.of(subject, true);
        let targets = self.first_of(t, &rule.target, !rule.direct, &sources);
        Some(Candidate { rule, trigger: t, sources, targets, mutual: false })
    }

    fn noun(&self, rule: &'a Rule, t: usize) -> Option<Candidate<'a>> {
        if !rule.objects.is_empty() {
            let modified = self.tree.children(t).any(|kid| {
                matches!(self.tree.token(kid).relation(), "compound" | "amod" | "nmod")
                    && kid < t
                    && rule.objects.contains(&self.tree.lemma(kid))
            });
            if modified == rule.without {
                return self.trace.skip(t, rule.name, || other_sense("modifier", rule));
            }
        }
        let mut parts = Parts::default();
        self.own_arguments(rule, t, &mut parts);
        self.participles(rule, t, &mut parts);
        self.governor(rule, t, &mut parts);
        if parts.targets.is_empty() && rule.target.contains(&Slot::ComplementSubject) {
            // “its demand that Malta pay”
            let clauses = self.tree.children_by(t, "acl").filter(|&clause| self.tree.has(clause, "mark", "that"));
            let subjects = clauses.filter_map(|clause| self.tree.own_subject(clause));
            parts.targets = subjects.flat_map(|subject| self.actors.of(subject, true)).collect();
        }
        let Parts { mut sources, mut targets } = parts;
        sources.retain(|found| self.is_somebody(found));
        targets.retain(|found| self.is_somebody(found));
        dedup(&mut sources);
        dedup(&mut targets);
        targets.retain(|target| sources.iter().all(|source| source.actor != target.actor));
        Some(Candidate { rule, trigger: t, sources, targets, mutual: rule.predicate.info().symmetric })
    }

    /// What hangs on the noun: possessor, modifiers, “by”, “of”, “between” and the rule's own prepositions.
    fn own_arguments(&self, rule: &Rule, t: usize, parts: &mut Parts) {
        for kid in self.tree.children(t) {
            let token = self.tree.token(kid);
            match token.deprel.as_str() {
                "nmod:poss" => parts.add(rule.owner, self.actors.of(kid, true)),
                "amod" | "compound" | "nmod:desc" if self.actors.mention(kid).is_some() => {
                    parts.add(rule.modifier, self.actors.of(kid, false))
                }
                "nmod" | "obl" | "nmod:unmarked" => self.prepositional_argument(rule, kid, parts),
                _ => {}
            }
        }
    }

    fn prepositional_argument(&self, rule: &Rule, kid: usize, parts: &mut Parts) {
        let Some(case) = self.tree.case(kid) else { return };
        match case {
            "by" => parts.sources.extend(self.actors.of(kid, true)),
            "between" | "among" if rule.predicate.info().symmetric => self.sides(kid, parts),
            "of" if rule.of != Role::Neither => parts.add(rule.of, self.actors.of(kid, true)),
            _ if takes(rule, case) && (parts.targets.is_empty() || case == "and") => {
                parts.targets.extend(self.actors.of(kid, !rule.direct))
            }
            "from" if !takes(rule, "from") => parts.sources.extend(self.actors.of(kid, true)),
            _ => {}
        }
    }

    /// The parties of “between”: “between A and B, C and D” sets A against the rest, “between A, B and C” all against
    /// all; a second “between” begins another list.
    fn sides(&self, first: usize, parts: &mut Parts) {
        let joined: Vec<usize> = self.tree.children_by(first, "conj").collect();
        let end = joined.iter().position(|&kid| self.tree.has_case(kid, "between")).unwrap_or(joined.len());
        let (others, beyond) = joined.split_at(end);
        let actors = |of: &[usize]| -> Vec<Found> { of.iter().flat_map(|&t| self.actors.of(t, true)).collect() };
        let (rest, beyond) = (actors(others), actors(beyond));
        let among = |list: &[Found], found: &Found| list.iter().any(|other| other.actor == found.actor);
        let mut all = self.actors.of(first, true);
        all.retain(|found| !among(&beyond, found) || among(&rest, found));
        let against = others.len() > 1
            && others.first().is_some_and(|&kid| self.tree.child(kid, "cc").is_some())
            && self.actors.mention(first).is_some();
        if against {
            all.retain(|found| !among(&rest, found));
            parts.targets.extend(rest);
        }
        parts.sources.extend(all);
    }

    /// The phrase with “between” on a verb or its object.
    fn between(&self, verb: usize) -> Option<usize> {
        let sided = |at: usize| {
            self.tree.children(at).find(|&kid| {
                matches!(self.tree.token(kid).relation(), "obl" | "nmod") && self.tree.has_case(kid, "between")
            })
        };
        sided(verb).or_else(|| self.tree.child(verb, "obj").and_then(sided))
    }

    /// “criticism leveled at Malta by Oslo”, “a deal signed with Malta”.
    fn participles(&self, rule: &Rule, t: usize, parts: &mut Parts) {
        for clause in self.tree.children_by(t, "acl") {
            if !self.tree.is_passive(clause) && self.tree.is_to_infinitive(clause) {
                continue;
            }
            if parts.sources.is_empty() && self.tree.is_passive(clause) {
                parts.sources = self.tree.agent(clause).map_or_else(Vec::new, |agent| self.actors.of(agent, true));
            }
            self.verb_phrases(rule, clause, parts);
        }
    }

    /// The rule's prepositions on a verb that governs the noun.
    fn verb_phrases(&self, rule: &Rule, verb: usize, parts: &mut Parts) {
        let symmetric = rule.predicate.info().symmetric;
        for kid in self.tree.children_by(verb, "obl") {
            let Some(case) = self.tree.case(kid) else { continue };
            if symmetric && matches!(case, "between" | "among") {
                self.sides(kid, parts);
            } else if takes(rule, case) && parts.targets.is_empty() {
                parts.targets = self.actors.of(kid, !rule.direct);
            }
        }
        if parts.targets.is_empty()
            && let Some(indirect) = self.slot_token(verb, Slot::Indirect)
            && takes(rule, "to")
        {
            parts.targets = self.actors.of(indirect, true);
        }
    }

    /// The verb that governs the noun: light (“held talks”), inverse (“drew criticism”) or one that it joins.
    fn governor(&self, rule: &Rule, t: usize, parts: &mut Parts) {
        if self.tree.own_subject(t).is_some() {
            // “is on a visit to”, “is in talks with”, “is under investigation by”
            let subject = self.tree.own_subject(t).map_or_else(Vec::new, |subject| self.actors.of(subject, true));
            match self.tree.case(t) {
                Some("under") if parts.targets.is_empty() => parts.targets = subject,
                Some("in" | "on" | "at") if parts.sources.is_empty() => parts.sources = subject,
                None if rule.owner == Role::Target && parts.sources.is_empty() => parts.sources = subject,
                _ => {}
            }
            return;
        }
        let top = self.measure_of(self.tree.first_conjunct(t));
        let Some(head) = self.tree.head(top) else { return };
        if !self.tree.is_verbal(head) && !self.tree.is_predicate(head) {
            return;
        }
        let lemma = self.tree.lemma(head);
        let token = self.tree.token(top);
        let is_object = matches!(token.relation(), "obj" | "xcomp") || token.deprel == "nsubj:pass";
        let case = self.tree.case(top);
        if is_inverse(lemma, case) {
            if parts.targets.is_empty() {
                parts.targets = self.tree.subject(head).map_or_else(Vec::new, |subject| self.actors.of(subject, true));
            }
            if parts.sources.is_empty() {
                for kid in
                    self.tree.children_by(head, "obl").filter(|&kid| matches!(self.tree.case(kid), Some("from" | "by")))
                {
                    parts.sources.extend(self.actors.of(kid, true));
                }
            }
        } else if is_object && is_light(lemma) && !self.is_naming(head, top) {
            if parts.sources.is_empty() {
                // Who arranged or called off what others were to do took no part in it.
                let took_part = !self.tree.is_passive(head)
                    || !rule.predicate.info().symmetric
                    || matches!(lemma, "attend" | "hold" | "conduct" | "join" | "sign" | "reach" | "strike" | "make");
                let took_part = took_part && !(rule.predicate.info().symmetric && self.between(head).is_some());
                let agent = self.tree.agent(head).filter(|_| took_part);
                parts.sources = agent.map_or_else(Vec::new, |agent| self.actors.of(agent, true));
            }
            self.verb_phrases(rule, head, parts);
        } else if (token.relation() == "obl" || token.relation() == "nmod" && self.tree.child(head, "cop").is_some())
            && (is_joining(lemma, case) || (rule.join && joins(case)))
        {
            if parts.sources.is_empty() {
                parts.sources = self.tree.subject(head).map_or_else(Vec::new, |subject| self.actors.of(subject, false));
            }
            if is_joining(lemma, case) {
                self.verb_phrases(rule, head, parts);
            }
        } else if matches!(token.deprel.as_str(), "nsubj" | "nsubj:pass") {
            self.verb_phrases(rule, head, parts);
        }
    }

    /// “called the inquiry a farce”: who names what is known holds no inquiry.
    fn is_naming(&self, verb: usize, object: usize) -> bool {
        self.tree.lemma(verb) == "call"
            && self.tree.is_definite(object)
            && self.tree.child_exact(verb, "compound:prt").is_none()
    }

    /// The noun that stands for `t` in the clause: “a series of *talks*”, “the first day of *the visit*”.
    fn measure_of(&self, t: usize) -> usize {
        let Some(head) = self.tree.head(t) else { return t };
        let measured = self.tree.token(t).relation() == "nmod"
            && self.tree.case(t) == Some("of")
            && matches!(
                self.tree.lemma(head),
                "series"
                    | "round"
                    | "wave"
                    | "string"
                    | "spate"
                    | "number"
                    | "day"
                    | "set"
                    | "flurry"
                    | "session"
                    | "pair"
                    | "kind"
                    | "type"
                    | "form"
            );
        if measured { head } else { t }
    }
}

/// Actors found so far.
#[derive(Default)]
struct Parts {
    sources: Vec<Found>,
    targets: Vec<Found>,
}

impl Parts {
    fn add(&mut self, role: Role, found: Vec<Found>) {
        match role {
            Role::Source => self.sources.extend(found),
            Role::Target => self.targets.extend(found),
            Role::Neither => {}
        }
    }
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

fn takes(rule: &Rule, preposition: &str) -> bool {
    rule.target.iter().any(|slot| matches!(slot, Slot::Preposition(own) if *own == preposition))
}

/// Nouns for the means of a talk, on which the partner's phrase may hang: “by phone with”.
fn is_channel(lemma: &str) -> bool {
    matches!(lemma, "phone" | "telephone" | "video" | "videolink" | "line" | "hotline" | "videoconference")
}

/// Prepositions of phrases in which who speaks or acts takes part: “said at a meeting with”.
fn joins(case: Option<&str>) -> bool {
    matches!(case, Some("in" | "at" | "during" | "after" | "following" | "before" | "for" | "on" | "through" | "via"))
}

fn dedup(found: &mut Vec<Found>) {
    let mut kept: Vec<Found> = Vec::with_capacity(found.len());
    for item in found.drain(..) {
        if kept.iter().all(|kept| kept.actor != item.actor) {
            kept.push(item);
        }
    }
    *found = kept;
}
