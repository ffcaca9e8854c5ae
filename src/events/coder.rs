//! Candidates of the frames in; [`Event`]s and [`Meeting`]s out: actors paired, domain and range checked, truth,
//! attribution, date, place and evidence added, repetitions dropped.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::actors::Actors;
use super::acts;
use super::codes;
use super::doers;
use super::draft::Draft;
use super::families;
use super::found::Found;
use super::frames::{Candidate, Frames};
use super::lexicon::{Kind, Lexicon};
use super::look_up::LookUp;
use super::marks::Grounds;
use super::media::is_media;
use super::meetings::{self, Encounter};
use super::nouns;
use super::occasion;
use super::trace::{Misfit, Trace, lacks};
use super::tree::Tree;
use super::veridicality::{Stance, Veridicality};
use super::{Actor, Event, Evidence, Marks, Meeting, Modality, Polarity, Statement};
use crate::analyze::Analysis;
use crate::date::Date;
use crate::ingest::{Document, LineKind};
use crate::ontology::Predicate;
use crate::resolve::{EntityType, Resolution};

/// At most so many pairs of actors come from one trigger.
const MAX_PAIRS: usize = 48;

/// How sure a rule must be to give an event of which one side is unknown.
const LEAST_ONE_SIDED: f32 = 0.7;

/// How much surer an event is whose two sides are named.
const ONE_SIDED: f32 = 0.75;

/// Codes the events and meetings of a document.
pub(super) fn code(
    document: &Document,
    analysis: &Analysis,
    resolution: &Resolution,
    statements: &[Statement],
    lexicon: &Lexicon,
    trace: &Trace,
) -> (Vec<Event>, Vec<Meeting>) {
    let repaired = super::mended(analysis, lexicon);
    let analysis = repaired.as_ref();
    let tree = Tree::new(analysis);
    let actors = Actors::new(&tree, resolution, &document.text, lexicon);
    let acts = doers::read(&tree, &actors);
    let actors = actors.with_acts(acts);
    let coder = Coder {
        frames: Frames { tree: &tree, actors: &actors, lexicon, trace },
        veridicality: Veridicality { tree: &tree, actors: &actors },
        look: LookUp::new(&tree, &actors, statements, trace),
        tree: &tree,
        actors: &actors,
        document,
        trace,
    };
    let mut events = Vec::new();
    let mut encounters = Vec::new();
    for sentence in &analysis.sentences {
        if matches!(sentence.kind, LineKind::Byline | LineKind::Dateline) {
            continue;
        }
        let before = events.len();
        for t in sentence.tokens.clone() {
            coder.token(t, &mut events, &mut encounters);
        }
        drop_repetitions(&mut events, before, &coder);
    }
    (events, meetings::cluster(encounters, &actors))
}

/// What all steps of coding one document share.
struct Coder<'a> {
    frames: Frames<'a>,
    veridicality: Veridicality<'a>,
    look: LookUp<'a>,
    tree: &'a Tree<'a>,
    actors: &'a Actors<'a>,
    document: &'a Document,
    trace: &'a Trace,
}

impl<'a> Coder<'a> {
    fn token(&self, t: usize, events: &mut Vec<Event>, encounters: &mut Vec<Encounter>) {
        let candidate = self.best(self.frames.of(t));
        let mut draft = candidate.as_ref().map(Draft::new);
        families::refine(&self.look, t, &mut draft);
        if let Some(mut draft) = draft {
            self.speak_for_state(&mut draft);
            if let Some(candidate) = &candidate {
                self.note_lacks(candidate, &draft);
            }
            self.emit(&draft, events, encounters);
        }
    }

    /// The best candidate of a token: with both sides known, then by confidence, then the more specific rule.
    fn best(&self, candidates: Vec<Candidate<'a>>) -> Option<Candidate<'a>> {
        let fitness = |candidate: &Candidate<'_>| {
            let whole = !candidate.sources.is_empty() && !candidate.targets.is_empty()
                || candidate.mutual && candidate.sources.len() > 1;
            let specific =
                !candidate.rule.objects.is_empty() && !candidate.rule.without || !candidate.rule.needs.is_empty();
            (whole, candidate.rule.confidence + if specific { 0.15 } else { 0.0 })
        };
        let mut best: Option<((bool, f32), Candidate<'a>)> = None;
        for candidate in candidates {
            let fit = fitness(&candidate);
            let better = best.as_ref().is_none_or(|(least, _)| fit.0 & !least.0 || fit.0 == least.0 && fit.1 > least.1);
            let other = if better { best.replace((fit, candidate)) } else { Some((fit, candidate)) };
            if let (Some((_, other)), Some((_, best))) = (&other, &best) {
                let why = || format!("the rule {} fits better", best.rule.name);
                self.trace.note(other.trigger, other.rule.name, why);
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    /// Notes which side nobody fills, as far as no family has filled it.
    fn note_lacks(&self, candidate: &Candidate<'_>, draft: &Draft) {
        let Candidate { rule, trigger, sources, targets, .. } = candidate;
        let mutual = draft.mutual && draft.targets.is_empty();
        let lacks = |part: &str, slots: &[super::lexicon::Slot]| lacks(part, self.tree, rule, *trigger, slots);
        if sources.is_empty() && draft.sources.is_empty() {
            self.trace.note(*trigger, draft.rule, || lacks("source", &rule.source));
        } else if mutual && draft.sources.len() == 1 {
            self.trace.note(*trigger, draft.rule, || lacks("second party", &rule.target));
        } else if targets.is_empty() && draft.targets.is_empty() && !mutual {
            self.trace.note(*trigger, draft.rule, || lacks("target", &rule.target));
        }
    }

    /// In the words of a state's own leader the state stands for the speaker where it judges or asks, not where it acts:
    /// “Malta welcomes this,” its president said.
    fn speak_for_state(&self, draft: &mut Draft) {
        if matches!(draft.predicate.info().quad_class, 2 | 4) {
            return;
        }
        let Some(statement) = self.look.statement(draft.trigger) else { return };
        let [speaker] = statement.speakers[..] else { return };
        let person = self.actors.entity(speaker);
        if person.kind != EntityType::Person || person.country.is_none() || draft.mutual {
            return;
        }
        for found in &mut draft.sources {
            let state = match found.actor {
                Actor::Entity(entity) => {
                    self.actors.entity(entity).kind == EntityType::Country
                        && self.actors.entity(entity).iso3 == person.country
                }
                Actor::Group { .. } => false,
            };
            if state {
                found.actor = Actor::Entity(speaker);
            }
        }
    }

    fn emit(&self, draft: &Draft, events: &mut Vec<Event>, encounters: &mut Vec<Encounter>) {
        let mut stance = self.veridicality.of(draft.stance_at);
        let mut grounds = Grounds::of(self.tree, &stance);
        if let Some((polarity, modality)) = draft.fixed {
            stance.polarity = polarity;
            stance.modality = modality;
            grounds.construction(draft.rule);
        }
        if draft.intended && stance.modality == Modality::Asserted {
            stance.modality = Modality::Planned;
            grounds.intended(self.tree, draft.trigger);
        }
        let dates = self.dates(draft.trigger, &mut stance, &mut grounds);
        let place = self.look.circumstance.place(draft.trigger);
        let statement = self.look.statement(draft.trigger);
        let first = events.len();
        let pairs = self.pairs(draft);
        if pairs.is_empty() {
            if let Some(again) = self.again(draft, &stance, &dates, place, encounters) {
                encounters.push(again);
            }
            events.extend(self.one_sided(draft, &stance, &grounds, statement, dates.first().copied(), place));
            return;
        }
        let codes = self.codes(draft, &stance);
        let targets_at: Vec<usize> = pairs.iter().map(|(_, target)| target.at).collect();
        for (source, target) in pairs {
            let (modality, attribution) = self.attribute(draft, &stance, statement, &source.actor, &target.actor);
            let mut evidence = self.evidence(draft, &source, &target);
            evidence.marks.codes = codes.clone();
            evidence.marks.decided = grounds.text(statement.is_some(), modality != stance.modality);
            events.push(Event {
                predicate: draft.predicate,
                place: place.filter(|&place| target.actor != Actor::Entity(place)),
                source: Some(source.actor),
                target: Some(target.actor),
                polarity: stance.polarity,
                modality,
                attribution,
                date: dates.first().copied(),
                evidence,
            });
        }
        if draft.predicate == Predicate::MetWith && events.len() > first {
            let mut begins = self.separate(draft, &events[first..], &targets_at);
            begins.push(events.len() - first);
            let dates = if dates.is_empty() { vec![None] } else { dates.into_iter().map(Some).collect() };
            for bounds in begins.windows(2) {
                let told = &events[first + bounds[0]..first + bounds[1]];
                let guests = told.iter().flat_map(|event| [&event.source, &event.target]).flatten();
                let occasion = occasion::of(self.tree, self.actors, draft.trigger, guests);
                encounters.extend(dates.iter().map(|&date| Encounter::of(told, date, occasion.clone())));
            }
        }
    }

    /// “The meeting lasted four hours”: more of the encounter that was told of last, and no event of its own.
    fn again(
        &self,
        draft: &Draft,
        stance: &Stance,
        dates: &[Date],
        place: Option<usize>,
        encounters: &[Encounter],
    ) -> Option<Encounter> {
        let (tree, trigger) = (self.tree, draft.trigger);
        let alone = draft.sources.is_empty() && draft.targets.is_empty();
        if draft.predicate != Predicate::MetWith || !tree.is_nominal(trigger) || !tree.is_definite(trigger) || !alone {
            return None;
        }
        let sentence = tree.token(trigger).sentence;
        let last = encounters.last().filter(|last| last.sentence() + acts::REACH >= sentence)?;
        // A meeting of others that comes between is the one that is meant: “the cabinet held a meeting. At that meeting …”.
        let told = last.trigger().and_then(|byte| tree.at_byte(byte))?;
        let meets = |t: usize| {
            let rules = self.frames.lexicon.rules(Kind::Noun, tree.lemma(t));
            tree.is_nominal(t) && rules.iter().any(|rule| rule.predicate == Predicate::MetWith)
        };
        if (told + 1..trigger).any(|t| meets(t) && !tree.is_definite(t)) {
            return None;
        }
        let guest = Found { actor: Actor::Entity(last.guest()?), at: trigger, direct: true, located: false };
        let mut evidence = self.evidence(draft, &guest, &guest);
        evidence.marks.codes = self.codes(draft, stance);
        (evidence.marks.source, evidence.marks.target) = (None, None);
        let occasion = occasion::of(tree, self.actors, trigger, std::iter::empty());
        let told = stance.polarity == Polarity::Positive && stance.modality == Modality::Asserted;
        told.then(|| last.again(dates.first().copied(), place, occasion, evidence))
    }

    /// An event of which the text names only one side: “Malta's envoys were expelled”, “Malta declared a curfew”.
    fn one_sided(
        &self,
        draft: &Draft,
        stance: &Stance,
        grounds: &Grounds,
        statement: Option<&Statement>,
        date: Option<Date>,
        place: Option<usize>,
    ) -> Vec<Event> {
        let (known, is_source) = match (&draft.sources[..], &draft.targets[..]) {
            (known @ [_, ..], []) => (known, true),
            ([], known @ [_, ..]) => (known, false),
            _ => return Vec::new(),
        };
        let quad_class = draft.predicate.info().quad_class;
        let whole = self.tree.is_verbal(draft.trigger)
            && draft.confidence >= LEAST_ONE_SIDED
            && (quad_class == 2 || quad_class == 4 || draft.specific && is_source);
        if !whole {
            return Vec::new();
        }
        let codes = self.codes(draft, stance);
        let side = |found: &Found| {
            let found = self.actors.govern(found.clone())?;
            if found.located || !found.direct {
                return None;
            }
            let (modality, attribution) = self.attribute(draft, stance, statement, &found.actor, &found.actor);
            let mut evidence = self.evidence(draft, &found, &found);
            evidence.marks.codes = codes.clone();
            evidence.confidence *= ONE_SIDED;
            *(if is_source { &mut evidence.marks.target } else { &mut evidence.marks.source }) = None;
            evidence.marks.decided = grounds.text(statement.is_some(), modality != stance.modality);
            let (source, target) = if is_source { (Some(found.actor), None) } else { (None, Some(found.actor)) };
            Some(Event {
                predicate: draft.predicate,
                source,
                target,
                polarity: stance.polarity,
                modality,
                attribution,
                date,
                place,
                evidence,
            })
        };
        known.iter().filter_map(side).collect()
    }

    /// Where among the events of one trigger another encounter begins: “met with the envoy, then with the minister”.
    fn separate(&self, draft: &Draft, events: &[Event], targets_at: &[usize]) -> Vec<usize> {
        let then = |at: usize| {
            matches!(self.tree.lemma(at), "then" | "later" | "separately" | "afterward" | "afterwards" | "subsequently")
        };
        // The adverb may hang on the phrase or stand before it.
        let apart = |target: usize| {
            self.tree.child(target, "case").is_some_and(|case| {
                self.tree.children_by(target, "advmod").any(then) || case > draft.trigger + 1 && then(case - 1)
            })
        };
        let single = draft.sources.len() == 1;
        std::iter::once(0).chain((1..events.len()).filter(|&at| single && apart(targets_at[at]))).collect()
    }

    /// The dates of an event; one in the future makes a plan of it.
    fn dates(&self, trigger: usize, stance: &mut Stance, grounds: &mut Grounds) -> Vec<Date> {
        let dates = self.look.circumstance.dates(trigger);
        let future = self.document.published.is_some_and(|published| {
            dates.first().is_some_and(|date| date.first_day().is_some_and(|day| day > published))
        });
        if future && stance.modality == Modality::Asserted {
            stance.modality = Modality::Planned;
            grounds.future(dates[0]);
        }
        dates
    }

    /// Modality after attribution, and the entity that says so.
    fn attribute(
        &self,
        draft: &Draft,
        stance: &Stance,
        statement: Option<&Statement>,
        source: &Actor,
        target: &Actor,
    ) -> (Modality, Option<usize>) {
        let named = stance.speaker.and_then(|speaker| {
            self.actors.of(speaker, true).into_iter().find_map(|found| match found.actor {
                Actor::Entity(entity) => Some(entity),
                Actor::Group { .. } => None,
            })
        });
        let speaker = named.or_else(|| statement.and_then(|statement| statement.speakers.first().copied()));
        let said = stance.said || statement.is_some();
        let verbal = matches!(draft.predicate.info().quad_class, 1 | 3);
        let own = speaker.is_some() && source.entity() == speaker && verbal;
        let party = match (speaker, stance.speaker) {
            (Some(speaker), _) => !is_media(&self.actors.entity(speaker).name),
            (None, Some(token)) => self.veridicality.is_party(token, Some(source), Some(target)),
            (None, None) => false,
        };
        let claimed = said && party && !own && stance.modality == Modality::Asserted && draft.fixed.is_none();
        let modality = if claimed { Modality::ReportedClaim } else { stance.modality };
        (modality, speaker)
    }

    /// The pairs of source and target that domain and range allow.
    fn pairs(&self, draft: &Draft) -> Vec<(Found, Found)> {
        let mutual = draft.targets.is_empty() && draft.mutual;
        let targets_of = |i: usize| if mutual { &draft.sources[i + 1..] } else { &draft.targets[..] };
        let pairs = draft.sources.iter().enumerate();
        let pairs = pairs.flat_map(|(i, source)| targets_of(i).iter().map(move |target| (source, target)));
        let fit = |(source, target): (&Found, &Found)| {
            let pair = self.fit(draft.predicate, source.clone(), target.clone());
            pair.map_err(|misfit| {
                self.trace.note(draft.trigger, draft.rule, || misfit.why([source, target], self.tree));
            })
        };
        pairs.take(MAX_PAIRS).map(fit).filter_map(Result::ok).collect()
    }

    /// Makes a pair fit the predicate's domain and range, or tells why it does not.
    fn fit(&self, predicate: Predicate, source: Found, target: Found) -> Result<(Found, Found), Misfit> {
        let source = self.actors.govern(source).ok_or(Misfit::Stateless)?;
        let info = predicate.info();
        let allowed = |list: &str, kind: EntityType| list.split('|').any(|allowed| allowed == kind.as_str());
        let target = if info.range.contains("Place") { Some(target) } else { self.actors.govern(target) };
        let target = target.ok_or(Misfit::Stateless)?;
        if let Actor::Entity(entity) = source.actor {
            let kind = self.actors.entity(entity).kind;
            if !allowed(&info.domain, kind) {
                return Err(Misfit::Domain(kind.as_str()));
            }
        }
        if let Actor::Entity(entity) = target.actor {
            let kind = self.actors.entity(entity).kind;
            if !allowed(&info.range, kind) {
                return Err(Misfit::Range(kind.as_str()));
            }
        }
        // Whom somebody marries, meets or visits in private is no affair of states.
        let private = |found: &Found| {
            matches!(found.actor, Actor::Group { .. }) && nouns::is_private(&self.tree.lemma(found.at).to_lowercase())
        };
        let state_affair = matches!(
            predicate,
            Predicate::MetWith
                | Predicate::SpokeByPhoneWith
                | Predicate::Visited
                | Predicate::Hosted
                | Predicate::NegotiatedWith
                | Predicate::SignedAgreementWith
        );
        if state_affair && (private(&source) || private(&target)) {
            return Err(Misfit::Private);
        }
        // What stands beyond a semicolon belongs to another clause.
        let (low, high) = (source.at.min(target.at), source.at.max(target.at));
        let same_sentence = self.tree.token(low).sentence == self.tree.token(high).sentence;
        if same_sentence && (low..high).any(|t| self.tree.token(t).form == ";") {
            return Err(Misfit::Apart);
        }
        // Words about a war in a country are not about the country.
        let verbal = matches!(
            predicate,
            Predicate::Criticized
                | Predicate::Accused
                | Predicate::Praised
                | Predicate::Supported
                | Predicate::Rejected
                | Predicate::AgreedWith
                | Predicate::MetWith
                | Predicate::NegotiatedWith
                | Predicate::Investigated
        ) || matches!(predicate, Predicate::Own(_)) && matches!(info.quad_class, 1 | 3);
        if verbal && (source.located || target.located) {
            return Err(Misfit::Located);
        }
        let same = source.actor == target.actor
            || matches!((&source.actor, &target.actor), (Actor::Entity(a), Actor::Entity(b)) if a == b)
            || source.at == target.at && source.actor.entity() == target.actor.entity();
        if same { Err(Misfit::Same) } else { Ok((source, target)) }
    }

    fn codes(&self, draft: &Draft, stance: &Stance) -> codes::Codes {
        let planned = stance.modality == Modality::Planned && stance.polarity == Polarity::Positive;
        codes::of(self.tree, draft.trigger, draft.predicate, planned)
    }

    fn evidence(&self, draft: &Draft, source: &Found, target: &Found) -> Evidence {
        let sentence = self.tree.token(draft.trigger).sentence;
        let own = |t: usize| if self.tree.token(t).sentence == sentence { t } else { draft.trigger };
        let tokens = [draft.trigger, draft.stance_at, own(source.at), own(target.at)];
        let first = tokens.into_iter().min().unwrap_or(draft.trigger);
        let last = tokens.into_iter().max().unwrap_or(draft.trigger);
        let indirect = if source.direct && target.direct { 1.0 } else { 0.9 };
        Evidence {
            sentence,
            span: self.tree.token(first).span.start..self.tree.token(last).span.end,
            rule: draft.rule,
            confidence: draft.confidence * indirect,
            marks: Marks {
                trigger: Some((self.tree.token(draft.trigger).span.start, self.tree.token(draft.trigger).span.end)),
                source: self.mark(source),
                target: self.mark(target),
                decided: String::new(),
                codes: codes::Codes::default(),
            },
        }
    }

    /// The words that name an actor: its mention, or none where it only stands for them (“I” of a quotation).
    fn mark(&self, found: &Found) -> Option<(usize, usize)> {
        let own = |entity: usize| self.actors.mention(found.at).is_none_or(|one| one.entities.contains(&entity));
        match found.actor {
            Actor::Entity(entity) => own(entity).then(|| self.actors.bytes(found.at)),
            Actor::Group { .. } => Some(self.actors.bytes(found.at)),
        }
    }
}

/// Keeps of the same event in one sentence the surest mention.
fn drop_repetitions(events: &mut Vec<Event>, from: usize, coder: &Coder<'_>) {
    let mut kept: Vec<Event> = Vec::new();
    let mut places = HashMap::new();
    for event in events.split_off(from) {
        let mut ends = [event.source.clone(), event.target.clone()];
        if event.predicate.info().symmetric {
            ends.sort();
        }
        let dropped = match places.entry((event.predicate, ends)) {
            Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(event);
                continue;
            }
            Entry::Occupied(place) => {
                let surest = &mut kept[*place.get()];
                let surer = surest.evidence.confidence < event.evidence.confidence;
                if surer { std::mem::replace(surest, event) } else { event }
            }
        };
        if let Some(trigger) = dropped.evidence.marks.trigger.and_then(|(begin, _)| coder.tree.at_byte(begin)) {
            coder.trace.note(trigger, dropped.evidence.rule, || "another word of the sentence tells of it".to_owned());
        }
    }
    events.append(&mut kept);
}
