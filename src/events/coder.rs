//! Candidates of the frames in; [`Event`]s and [`Meeting`]s out: actors paired, domain and range checked, truth,
//! attribution, date, place and evidence added, repetitions dropped.

use super::actors::Actors;
use super::codes;
use super::draft::Draft;
use super::families;
use super::fit::fit;
use super::found::Found;
use super::frames::{Candidate, Frames};
use super::look_up::LookUp;
use super::marks::Grounds;
use super::media::is_media;
use super::meetings::{self, Encounter};
use super::occasion;
use super::operators::Effect;
use super::reader::{self, Reading, Ruled, Words};
use super::repeats;
use super::trace::{Trace, lacks};
use super::tree::Tree;
use super::triggers::{Kind, Triggers};
use super::veridicality::{Stance, Veridicality};
use super::{Actor, Event, Evidence, Meeting, Modality, Polarity, Statement};
use crate::analyze::{Analysis, Sentence, Upos};
use crate::confidence::FLOOR_CONFIDENCE;
use crate::date::Date;
use crate::ingest::{Document, LineKind};
use crate::ontology::Predicate;
use crate::resolve::Resolution;

/// At most so many pairs of actors come from one trigger.
const MAX_PAIRS: usize = 48;

/// How many sentences back “the meeting” looks for the one that is meant.
const REACH: usize = 3;

/// How sure a rule must be to give an event of which one side is unknown.
const LEAST_ONE_SIDED: f32 = 0.7;

/// How much surer an event is whose two sides are named.
const ONE_SIDED: f32 = 0.75;

/// What is known of a document when its events are coded, and the rules that code them.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    pub(super) resolution: &'a Resolution,
    pub(super) statements: &'a [Statement],
    pub(super) triggers: &'a Triggers,
    pub(super) trace: &'a Trace,
}

/// Codes the events and meetings of a document.
pub(super) fn code(known: Known<'_>) -> (Vec<Event>, Vec<Meeting>) {
    with_coder(known, |coder| {
        let mut events = Vec::new();
        let mut encounters = Vec::new();
        for sentence in coder.tree.analysis.sentences.iter().filter(|one| is_read(one)) {
            coder.sentence(sentence, &mut events, &mut encounters);
        }
        meetings::settle_days(&mut events);
        (events, meetings::cluster(encounters, coder.actors))
    })
}

/// All readings of a document with their probabilities, the unlikely ones too.
pub(super) fn readings(known: Known<'_>) -> Vec<Reading> {
    with_coder(known, |coder| {
        let sentences = coder.tree.analysis.sentences.iter().filter(|one| is_read(one));
        let read = |sentence| {
            let found = coder.rule(sentence);
            coder.readings(sentence, found.pairs, &found.words)
        };
        sentences.flat_map(read).collect()
    })
}

/// Whether a line tells of events.
fn is_read(sentence: &Sentence) -> bool {
    !matches!(sentence.kind, LineKind::Byline | LineKind::Dateline | LineKind::Speaker)
}

/// Hands on what all steps of coding a document share.
fn with_coder<T>(known: Known<'_>, code: impl FnOnce(&Coder<'_>) -> T) -> T {
    let Known { document, analysis, resolution, statements, triggers, trace } = known;
    let mended = super::mended(analysis, triggers);
    let tree = Tree::new(&mended);
    let actors = Actors::new(&tree, resolution, &document.text, triggers);
    code(&Coder {
        frames: Frames { tree: &tree, actors: &actors, triggers, trace },
        veridicality: Veridicality { tree: &tree, actors: &actors },
        look: LookUp::new(&tree, &actors, statements, trace, document.published),
        tree: &tree,
        actors: &actors,
        trace,
    })
}

/// What all steps of coding one document share.
struct Coder<'a> {
    frames: Frames<'a>,
    veridicality: Veridicality<'a>,
    look: LookUp<'a>,
    tree: &'a Tree<'a>,
    actors: &'a Actors<'a>,
    trace: &'a Trace,
}

/// What the rules find in one sentence.
#[derive(Default)]
struct Ruling {
    /// Events with both sides.
    pairs: Vec<Ruled>,
    /// Events of which the text names one side.
    one_sided: Vec<Event>,
    /// More of an encounter told of before: its trigger with what the sentence tells of it.
    again: Vec<(Draft, Stance, Option<Date>, Option<usize>)>,
    /// What the rules make of its words.
    words: Words,
}

impl<'a> Coder<'a> {
    /// Reads a sentence by the rules, then by the model's signals, and keeps what is likely enough.
    fn sentence(&self, sentence: &Sentence, events: &mut Vec<Event>, encounters: &mut Vec<Encounter>) {
        let mut found = self.rule(sentence);
        let mut readings = self.readings(sentence, found.pairs, &found.words);
        readings.retain(|reading| self.is_likely(reading));
        reader::drop_rivals(&self.look, &mut readings);
        reader::drop_scenes(&self.look, &mut readings);
        repeats::take_up_talks(self.tree, &mut readings, events);
        self.meet(&readings, encounters);
        for (draft, stance, date, place) in found.again {
            encounters.extend(self.again(&draft, &stance, date, place, encounters));
        }
        let word = |event: &Event| (event.evidence.marks.trigger, event.predicate);
        found.one_sided.retain(|one| readings.iter().all(|reading| word(&reading.event) != word(one)));
        events.extend(readings.into_iter().flat_map(|reading| repeats::occurrences(&self.look, reading)));
        events.extend(found.one_sided);
    }

    /// Whether a reading is likely enough to be written.
    fn is_likely(&self, reading: &Reading) -> bool {
        let Event { predicate, evidence, .. } = &reading.event;
        let likely = evidence.confidence >= FLOOR_CONFIDENCE;
        if !likely {
            let [source, target] = reading.ends.map(|t| self.tree.token(t).form.as_str());
            self.trace.note(reading.trigger, evidence.rule, || {
                let name = predicate.name();
                let (p, floor) = (evidence.confidence, FLOOR_CONFIDENCE);
                format!(
                    "“{source}” {name} “{target}”: probability {p:.2}, less than {floor:.2}; {}",
                    evidence.marks.decided
                )
            });
        }
        likely
    }

    /// What the rules find in a sentence, each event once.
    fn rule(&self, sentence: &Sentence) -> Ruling {
        let mut found = Ruling::default();
        for t in sentence.tokens.clone() {
            self.token(t, &mut found);
        }
        found.words.read = found.pairs.iter().map(|ruled| (ruled.trigger, ruled.event.predicate)).collect();
        repeats::drop_repetitions(&mut found.pairs, self.trace);
        found
    }

    /// The readings of a sentence with their probabilities; as sure as the rule where the model has not read it or was
    /// not taught such events.
    fn readings(&self, sentence: &Sentence, ruled: Vec<Ruled>, words: &Words) -> Vec<Reading> {
        let Some(signals) = &self.tree.analysis.signals else {
            return ruled.into_iter().map(Reading::of_rule).collect();
        };
        let first = signals.partition_point(|signal| signal.trigger < sentence.tokens.start);
        let last = signals.partition_point(|signal| signal.trigger < sentence.tokens.end);
        let of_rules_alone = |one: &Ruled| one.is_of_rules_alone() || !reader::is_taught(one.event.predicate);
        let (mut own, ruled): (Vec<Ruled>, Vec<Ruled>) = ruled.into_iter().partition(of_rules_alone);
        let mut readings = reader::merge(&self.look, &signals[first..last], ruled, words);
        for reading in &mut readings {
            reading.event.evidence.confidence = reader::probability(&reading.features);
        }
        // Of what both read of a group the rule knows more, unless a pronoun tells it of the group.
        let pronoun = |ruled: &Ruled| ruled.ends.iter().any(|&t| self.tree.token(t).upos == Upos::Pron);
        own.retain(|ruled| !pronoun(ruled) || readings.iter().all(|reading| ruled.key() != reading.key()));
        readings.retain(|reading| own.iter().all(|ruled| ruled.key() != reading.key()));
        readings.extend(own.into_iter().map(Reading::of_rule));
        readings
    }

    fn token(&self, t: usize, found: &mut Ruling) {
        let candidate = self.best(self.frames.of(t));
        let mut draft = candidate.as_ref().map(Draft::new);
        families::refine(&self.look, t, &mut draft);
        if let Some(draft) = draft {
            if let Some(candidate) = &candidate {
                self.note_lacks(candidate, &draft);
            }
            self.emit(&draft, found);
        }
    }

    /// The best candidate of a token: with both sides known, then by confidence, then the more specific rule.
    fn best(&self, candidates: Vec<Candidate<'a>>) -> Option<Candidate<'a>> {
        let fitness = |candidate: &Candidate<'_>| {
            let whole = !candidate.sources.is_empty() && !candidate.targets.is_empty()
                || candidate.mutual && candidate.sources.len() > 1;
            let specific = candidate.rule.is_specific() || !candidate.rule.needs.is_empty();
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
        let lacks = |part: &str, slots: &[super::triggers::Slot]| lacks(part, self.tree, rule, *trigger, slots);
        if sources.is_empty() && draft.sources.is_empty() {
            self.trace.note(*trigger, draft.rule, || lacks("source", &rule.source));
        } else if mutual && draft.sources.len() == 1 {
            self.trace.note(*trigger, draft.rule, || lacks("second party", &rule.target));
        } else if targets.is_empty() && draft.targets.is_empty() && !mutual {
            self.trace.note(*trigger, draft.rule, || lacks("target", &rule.target));
        }
    }

    fn emit(&self, draft: &Draft, found: &mut Ruling) {
        let mut stance = self.veridicality.of(draft.stance_at);
        if let Some(end) = self.veridicality.end(draft.trigger, draft.predicate) {
            stance.polarity = Polarity::Negative;
            stance.steps.push((end, Effect::Negate));
        }
        if self.veridicality.is_of_tale(draft.trigger, draft.predicate) {
            stance.modality = Modality::Hypothetical;
        }
        let mut grounds = Grounds::of(self.tree, &stance);
        if let Some((polarity, modality)) = draft.fixed {
            stance.polarity = polarity;
            stance.modality = modality;
            grounds.construction(draft.rule);
        }
        let date = self.date(draft.trigger, &mut stance, &mut grounds);
        let place = self.look.circumstance.place(draft.trigger);
        let statement = self.look.statement(draft.trigger);
        let pairs = self.pairs(draft);
        if pairs.is_empty() {
            found.one_sided.extend(self.one_sided(draft, &stance, &grounds, statement, date, place));
            if draft.predicate == Predicate::MetWith {
                found.again.push((draft.clone(), stance, date, place));
            }
            return;
        }
        let codes = self.codes(draft, &stance);
        for (source, target) in pairs {
            let (modality, attribution) = self.attribute(draft, &stance, statement, &source.actor, &target.actor);
            let mut evidence = self.evidence(draft, &source, &target);
            evidence.marks.codes = codes.clone();
            evidence.marks.decided = grounds.text(statement.is_some(), modality != stance.modality);
            found.pairs.push(Ruled {
                trigger: draft.trigger,
                ends: [source.at, target.at],
                own: draft.own,
                event: Event {
                    predicate: draft.predicate,
                    place: self.look.scene(place, &target),
                    source: Some(source.actor),
                    target: Some(target.actor),
                    polarity: stance.polarity,
                    modality,
                    attribution,
                    date,
                    evidence,
                },
            });
        }
    }

    /// The encounters that the readings of a sentence tell of: one for each word, or several where it says “then with”.
    fn meet(&self, readings: &[Reading], encounters: &mut Vec<Encounter>) {
        let met: Vec<&Reading> = readings.iter().filter(|one| one.event.predicate == Predicate::MetWith).collect();
        for told in met.chunk_by(|one, next| one.trigger == next.trigger) {
            let trigger = told[0].trigger;
            let mut dates: Vec<Option<Date>> = self.look.circumstance.dates(trigger).into_iter().map(Some).collect();
            if dates.is_empty() {
                dates.push(None);
            }
            let mut begins = self.separate(told);
            begins.push(told.len());
            for bounds in begins.windows(2) {
                let events: Vec<&Event> = told[bounds[0]..bounds[1]].iter().map(|reading| &reading.event).collect();
                let guests = events.iter().flat_map(|event| [&event.source, &event.target]).flatten();
                let occasion = occasion::of(self.tree, self.actors, trigger, guests);
                encounters.extend(dates.iter().map(|&date| Encounter::of(&events, date, occasion.clone())));
            }
        }
    }

    /// “The meeting lasted four hours”: more of the encounter that was told of last, and no event of its own.
    fn again(
        &self,
        draft: &Draft,
        stance: &Stance,
        date: Option<Date>,
        place: Option<usize>,
        encounters: &[Encounter],
    ) -> Option<Encounter> {
        let (tree, trigger) = (self.tree, draft.trigger);
        let alone = draft.sources.is_empty() && draft.targets.is_empty();
        if draft.predicate != Predicate::MetWith || !tree.is_nominal(trigger) || !tree.is_definite(trigger) || !alone {
            return None;
        }
        let sentence = tree.token(trigger).sentence;
        let last = encounters.last().filter(|last| last.sentence() + REACH >= sentence)?;
        // A meeting of others that comes between is the one that is meant: “the cabinet held a meeting. At that meeting …”.
        let told = last.trigger().and_then(|byte| tree.at_byte(byte))?;
        let meets = |t: usize| {
            let rules = self.frames.triggers.rules(Kind::Noun, tree.lemma(t));
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
        told.then(|| last.again(date, place, occasion, evidence))
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

    /// Where among the readings of one word another encounter begins: “met with the envoy, then with the minister”.
    fn separate(&self, told: &[&Reading]) -> Vec<usize> {
        let then = |at: usize| {
            matches!(self.tree.lemma(at), "then" | "later" | "separately" | "afterward" | "afterwards" | "subsequently")
        };
        // The adverb may hang on the phrase or stand before it.
        let apart = |reading: &Reading| {
            let target = reading.ends[1];
            self.tree.child(target, "case").is_some_and(|case| {
                self.tree.children_by(target, "advmod").any(then) || case > reading.trigger + 1 && then(case - 1)
            })
        };
        let single = told.iter().all(|reading| reading.event.source == told[0].event.source);
        std::iter::once(0).chain((1..told.len()).filter(|&at| single && apart(told[at]))).collect()
    }

    /// When it happened; a day still to come makes a plan of it.
    fn date(&self, trigger: usize, stance: &mut Stance, grounds: &mut Grounds) -> Option<Date> {
        let date = self.look.circumstance.dates(trigger).first().copied();
        if self.look.is_future(date) && stance.modality == Modality::Asserted {
            stance.modality = Modality::Planned;
            grounds.future(date);
        }
        date
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
        let named = stance.speaker.and_then(|speaker| self.look.named(speaker));
        let speaker = named.or_else(|| statement.and_then(|statement| statement.speakers.first().copied()));
        let said = stance.said || statement.is_some();
        // Who tells of his own deed tells a fact; within one country nobody knows whose deed it is.
        let speaks_for = |party: &Actor| match (speaker, stance.speaker) {
            (Some(speaker), _) => self.actors.speaks_for(&Actor::Entity(speaker), party),
            (None, Some(token)) => self.veridicality.is_party(token, Some(party), None),
            (None, None) => false,
        };
        let same = speaker.is_some() && source.entity() == speaker;
        let own = speaks_for(source) && (same || !speaks_for(target));
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
        let fitted = |(source, target): (&Found, &Found)| {
            let pair = fit(&self.look, (draft.trigger, draft.predicate), source.clone(), target.clone());
            pair.map_err(|misfit| {
                self.trace.note(draft.trigger, draft.rule, || misfit.why([source, target], self.tree));
            })
        };
        pairs.take(MAX_PAIRS).map(fitted).filter_map(Result::ok).collect()
    }

    fn codes(&self, draft: &Draft, stance: &Stance) -> codes::Codes {
        let planned = stance.modality == Modality::Planned && stance.polarity == Polarity::Positive;
        codes::of(self.tree, draft.trigger, draft.predicate, planned)
    }

    fn evidence(&self, draft: &Draft, source: &Found, target: &Found) -> Evidence {
        let indirect = if source.direct && target.direct { 1.0 } else { 0.9 };
        let mut evidence = self.look.evidence_of(&[draft.trigger, draft.stance_at], source, target, draft.rule);
        evidence.confidence = draft.confidence * indirect;
        evidence
    }
}
