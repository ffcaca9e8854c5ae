//! The signals of one sentence and the events that the rules found in it in; [`Reading`]s out, one for each predicate and
//! pair of actors.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::families;
use super::super::fit::fit;
use super::super::found::Found;
use super::super::frames::is_reciprocal;
use super::super::look_up::LookUp;
use super::super::marks::Grounds;
use super::super::people::acts_for_state;
use super::super::veridicality::{Stance, Veridicality};
use super::super::{Actor, Event, Modality, Polarity, codes};
use super::features::{self, Rule, Words};
use super::proposal::{Proposal, Ruled, Scores};
use super::reading::Reading;
use super::truth::{Opinions, Sayer};
use crate::analyze::{Signal, Upos};
use crate::resolve::EntityType;

/// The name of what the model reads and no rule does, where a rule's name stands otherwise.
pub(in crate::events) const READER: &str = "reader";

/// Words that are less likely parties than this are none.
const LEAST_PARTY: f32 = 0.08;

/// Pairs less likely than this are not looked at: at the floor the other features lift nothing from so far below.
const LEAST_JOINT: f32 = 0.02;

/// A word less likely to name who claims something names nobody.
const LEAST_CLAIMANT: f32 = 0.3;

/// The pairs of actors that a signal joins, in the order of the text.
fn propose(look: &LookUp<'_>, signal: &Signal, out: &mut Vec<Proposal>) {
    let LookUp { tree, actors, .. } = *look;
    let predicate = match families::told(look, signal.predicate, signal.trigger) {
        Ok(predicate) => predicate,
        Err(why) => return look.trace.note(signal.trigger, READER, || why.to_owned()),
    };
    let veridicality = Veridicality { tree, actors };
    let stance = veridicality.of(signal.trigger);
    let speaker = Speaker::of(look, signal, &stance);
    let ended = veridicality.end(signal.trigger, predicate).is_some();
    let tale = veridicality.is_of_tale(signal.trigger, predicate);
    let targets = likely(look, &signal.targets, signal.trigger);
    for (s, source_score, sources) in likely(look, &signal.sources, signal.trigger) {
        for (t, target_score, targets) in &targets {
            let scores =
                Scores { trigger: signal.probability, source: source_score, target: *target_score, truth: 0.0 };
            if s == *t && sources.len() < 2 || scores.joint() < LEAST_JOINT {
                continue;
            }
            for target in targets {
                for source in &sources {
                    // Why a pair does not fit is noted where the rules try it.
                    let Ok((source, target)) = fit(look, (signal.trigger, predicate), source.clone(), target.clone())
                    else {
                        continue;
                    };
                    let sayer = speaker.as_sayer(look, &source.actor, &target.actor);
                    let opinions = Opinions::of(signal, &stance, sayer);
                    let (mut truth, sure) = settled(&veridicality, &opinions, signal.trigger, &source);
                    if ended {
                        truth.0 = Polarity::Negative;
                    }
                    if tale {
                        truth.1 = Modality::Hypothetical;
                    }
                    out.push(Proposal {
                        trigger: signal.trigger,
                        predicate,
                        source,
                        target,
                        scores: Scores { truth: sure, ..scores },
                        truth,
                        opinions,
                        speaker: speaker.attributed,
                    });
                }
            }
        }
    }
}

/// Who says what a signal tells of.
struct Speaker {
    /// Whom the text names as saying it.
    named: Option<Actor>,
    /// The entity that a claim is laid to.
    attributed: Option<usize>,
    /// Whether anybody says it, rather than the author.
    said: bool,
    /// Whether forces of a state say it, and nobody is named.
    forces: bool,
}

impl Speaker {
    fn of(look: &LookUp<'_>, signal: &Signal, stance: &Stance) -> Self {
        let likeliest =
            signal.claimants.iter().filter(|(_, p)| *p >= LEAST_CLAIMANT).max_by(|a, b| a.1.total_cmp(&b.1));
        let claimant = likeliest.map(|(t, _)| *t);
        let statement = look.statement(signal.trigger);
        let quoted = statement.and_then(|statement| statement.speakers.first().copied());
        let claimed = claimant.and_then(|t| look.named(t));
        let told = stance.speaker.and_then(|t| look.named(t));
        let named = told.or(quoted).or(claimed).map(Actor::Entity);
        // An unnamed body claims for whom it stands: “Maltese police”.
        let claims_for = || [claimant, stance.speaker].into_iter().flatten().find_map(|t| look.stands_for(t));
        let attributed = claimed.or(quoted).or(told).or_else(claims_for);
        let said = stance.said || statement.is_some() || claimant.is_some();
        let forces = named.is_none() && stance.speaker.or(claimant).is_some_and(|t| acts_for_state(look.tree.lemma(t)));
        Self { named, attributed, said, forces }
    }

    /// For which of two parties the speaker speaks, if anybody says it.
    fn as_sayer(&self, look: &LookUp<'_>, source: &Actor, target: &Actor) -> Option<Sayer> {
        let actors = look.actors;
        // A country speaks for its own, and for its towns whoever is of it.
        let speaks_for = |party: &Actor| self.named.as_ref().is_some_and(|named| actors.speaks_for(named, party));
        let suffers_with = |party: &Actor| {
            self.named.as_ref().is_some_and(|named| named == party || actors.are_compatriots(named, party))
        };
        let sayer = match () {
            () if speaks_for(source) => Sayer::Source,
            () if suffers_with(target) => Sayer::Target,
            // “the army said”: of an armed group its enemy.
            () if self.forces && actors.is_armed_group(source) => Sayer::Target,
            () => Sayer::Other,
        };
        self.said.then_some(sayer)
    }
}

/// The truth that the opinions come to, but for what the text rules out, and how sure it is.
fn settled(
    veridicality: &Veridicality<'_>,
    opinions: &Opinions,
    trigger: usize,
    source: &Found,
) -> ((Polarity, Modality), f32) {
    let (mut truth, sure) = opinions.decide();
    if veridicality.is_contrasted(source.at) {
        truth.0 = truth.0.opposite();
    }
    if veridicality.is_more_than(trigger) {
        truth.0 = Polarity::Positive;
    }
    let part = veridicality.denied_part(trigger);
    if part.is_some_and(|denier| !veridicality.is_party(denier, Some(&source.actor), None)) {
        truth = (Polarity::Positive, Modality::Asserted);
    }
    (truth, sure)
}

/// “Malta. Drones hit a camp of rebels.”: a name that is a sentence by itself tells where or of whom the next one is.
fn is_heading(look: &LookUp<'_>, party: usize, trigger: usize) -> bool {
    let sentence = look.tree.token(party).sentence;
    let mut tokens = look.tree.analysis.sentences[sentence].tokens.clone();
    let inside = |t: usize| look.actors.mention(party).is_some_and(|mention| mention.tokens.contains(&t));
    sentence != look.tree.token(trigger).sentence
        && tokens.all(|t| look.tree.token(t).upos == Upos::Punct || t == party || inside(t))
}

/// A word, how likely it is a party, and whom it names.
type Party = (usize, f32, Vec<Found>);

/// The words of a signal that may be its parties, with whom they name.
fn likely(look: &LookUp<'_>, of: &[(usize, f32)], trigger: usize) -> Vec<Party> {
    let likely = of.iter().filter(|(t, p)| *p >= LEAST_PARTY && !is_heading(look, *t, trigger));
    let mut likely: Vec<Party> = likely.map(|&(t, p)| (t, p, look.actors.at(t))).collect();
    likely.retain(|(_, _, found)| !found.is_empty());
    unite(look, &mut likely);
    likely
}

/// “Officials in Valletta”, “Malta's president”: of two words of one phrase that both stand for one state, the likelier has what the model
/// gives to either.
fn unite(look: &LookUp<'_>, parties: &mut Vec<Party>) {
    let state = |(_, _, found): &Party| match &found[..] {
        [one] => one.actor.entity().filter(|&entity| look.actors.entity(entity).kind == EntityType::Country),
        _ => None,
    };
    let mut at = 0;
    while at < parties.len() {
        let (t, p, _) = parties[at];
        let own = state(&parties[at]);
        let likelier = parties.iter().position(|other| {
            let (word, q, _) = *other;
            let one_phrase = look.tree.is_under(t, word) || look.tree.is_under(word, t);
            own.is_some() && state(other) == own && one_phrase && (q > p || q == p && word < t)
        });
        let Some(likelier) = likelier else {
            at += 1;
            continue;
        };
        let q = parties[likelier].1;
        parties[likelier].1 = 1.0 - (1.0 - p) * (1.0 - q);
        parties.remove(at);
    }
}

/// “Moe and Roe accused each other”: what is as likely one way round is so the other way round.
fn turn_round(look: &LookUp<'_>, proposed: &mut Vec<Proposal>) {
    let mutual = |one: &Proposal| is_reciprocal(look.tree, one.trigger);
    let turned = proposed.iter().filter(|one| mutual(one)).map(|one| {
        let (source, target) = (one.target.clone(), one.source.clone());
        Proposal { source, target, ..one.clone() }
    });
    let turned: Vec<Proposal> = turned.collect();
    proposed.extend(turned);
}

/// Words at least so likely to name an event are told of where nothing comes of them.
const NOTED: f32 = 0.2;

/// Which step falls short where no two actors are parties of a likely word.
fn lacks(look: &LookUp<'_>, signal: &Signal) -> String {
    let best = |of: &[(usize, f32)]| {
        let best = of.iter().copied().reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map_or("nobody".to_owned(), |(t, p)| {
            let who = if look.actors.at(t).is_empty() { ", who is no actor here" } else { "" };
            format!("“{}” ({p:.2}){who}", look.tree.token(t).form)
        })
    };
    let (source, target) = (best(&signal.sources), best(&signal.targets));
    let name = signal.predicate.name();
    format!("{name} ({:.2}), but no two parties for it: source {source}, target {target}", signal.probability)
}

/// One reading for each predicate and pair of actors that the signals or the rules find in a sentence, in the order in
/// which they first come.
pub(in crate::events) fn merge(
    look: &LookUp<'_>,
    signals: &[Signal],
    ruled: Vec<Ruled>,
    words: &Words,
) -> Vec<Reading> {
    let mut proposals = Vec::new();
    for signal in signals {
        let before = proposals.len();
        propose(look, signal, &mut proposals);
        if proposals.len() == before && signal.probability >= NOTED {
            look.trace.note(signal.trigger, READER, || lacks(look, signal));
        }
    }
    turn_round(look, &mut proposals);
    let all = proposals.clone();
    let mut best: Vec<(Proposal, u32)> = Vec::new();
    let mut places = HashMap::new();
    for proposal in proposals {
        match places.entry(proposal.key()) {
            Entry::Occupied(place) => {
                let (known, told): &mut (Proposal, u32) = &mut best[*place.get()];
                *told += u32::from(known.trigger != proposal.trigger);
                if known.scores.joint() < proposal.scores.joint() {
                    *known = proposal;
                }
            }
            Entry::Vacant(place) => {
                place.insert(best.len());
                best.push((proposal, 1));
            }
        }
    }
    // The first of each: the coder has dropped the others.
    let mut opinions: HashMap<_, usize> = ruled.iter().enumerate().rev().map(|(at, one)| (one.key(), at)).collect();
    let mut ruled: Vec<Option<Ruled>> = ruled.into_iter().map(Some).collect();
    let mut readings = Vec::with_capacity(best.len() + ruled.len());
    for (proposal, told) in best {
        let rule = opinions.remove(&proposal.key()).and_then(|at| ruled[at].take()).map(|one| one.event);
        let opinion = rule
            .as_ref()
            .map(|event| Rule { confidence: event.evidence.confidence, truth: (event.polarity, event.modality) });
        let features = features::of(look, &proposal, told, opinion, &all, words);
        let event = event(look, &proposal, rule.as_ref());
        let ends = [proposal.source.at, proposal.target.at];
        readings.push(Reading { event, trigger: proposal.trigger, ends, opinions: Some(proposal.opinions), features });
    }
    for ruled in ruled.into_iter().flatten() {
        let features = features::of_rule(look, &ruled, signals, &all);
        readings.push(Reading { features, ..Reading::of_rule(ruled) });
    }
    readings
}

/// The event of a proposal; where a rule found the same, its name stands on it.
fn event(look: &LookUp<'_>, proposal: &Proposal, ruled: Option<&Event>) -> Event {
    let Proposal { trigger, predicate, source, target, truth, .. } = proposal;
    let (polarity, mut modality) = *truth;
    let mut grounds = Grounds::default();
    grounds.read(*truth, &proposal.scores, ruled.map(|event| event.evidence.rule));
    // The rule's word may carry the date: “first offered on Friday to mediate”.
    let date = look.circumstance.dates(*trigger).first().copied().or(ruled.and_then(|event| event.date));
    if (polarity, modality) == (Polarity::Positive, Modality::Asserted) && look.is_future(date) {
        modality = Modality::Planned;
        grounds.future(date);
    }
    let statement = look.statement(*trigger);
    let quoted = || statement.and_then(|statement| statement.speakers.first().copied());
    let attribution = if modality == Modality::ReportedClaim { proposal.speaker } else { quoted() };
    let mut evidence = look.evidence_of(&[*trigger], source, target, ruled.map_or(READER, |event| event.evidence.rule));
    let planned = modality == Modality::Planned && polarity == Polarity::Positive;
    evidence.marks.codes = codes::of(look.tree, *trigger, *predicate, planned);
    evidence.marks.decided = grounds.text(statement.is_some(), false);
    let place = look.circumstance.place(*trigger);
    Event {
        predicate: *predicate,
        place: look.scene(place, target),
        source: Some(source.actor.clone()),
        target: Some(target.actor.clone()),
        polarity,
        modality,
        attribution,
        date,
        evidence,
    }
}
