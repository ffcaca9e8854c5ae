//! What one document says in; its graph out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::copies;
use super::encounter::{self, Encounters};
use super::identity::{document_id, statement_id};
use super::{
    ActorRef, Claim, DocumentNode, EdgeKind, EntityNode, EventRecord, Evidence, KnowledgeGraph, MeetingRecord, Node,
    Provenance, StatementNode,
};
use crate::analyze::Analysis;
use crate::confidence::{Confidence, FLOOR_CONFIDENCE};
use crate::date::Date;
use crate::events::{self, Actor, Coded, Polarity};
use crate::folder::hex;
use crate::ingest::{Document, LineKind};
use crate::ontology::Predicate;
use crate::resolve::Resolution;

impl KnowledgeGraph {
    /// The graph of what one document says.
    pub fn from_document(document: &Document, analysis: &Analysis, resolution: &Resolution, coded: &Coded) -> Self {
        let mut builder = Builder::new(document, analysis, resolution);
        builder.entities();
        builder.events(&coded.events);
        let encounters = Encounters::of(&coded.events);
        coded.meetings.iter().for_each(|meeting| builder.meeting(meeting, &encounters));
        coded.standing.iter().for_each(|standing| builder.standing(standing));
        coded.statements.iter().for_each(|statement| builder.statement(statement));
        builder.graph
    }

    /// The graph of a document with the text of another, which has this id: that it was published there too.
    pub fn of_copy(id: &str, url: Option<String>) -> Self {
        let id = own_id(id);
        let mut graph = Self::new();
        graph.add_node(Node::Document(DocumentNode {
            id: document_id(&id),
            document: id,
            title: None,
            url: None,
            copies: url.into_iter().collect(),
            date: None,
            text_sha256: None,
            sketch: None,
            producer: Provenance::of_this_build().to_string().into(),
        }));
        graph
    }
}

/// The id of a document on one line: one that spans lines could not be found again from a table. The signs of the breaks
/// keep it apart from another with blanks there.
fn own_id(id: &str) -> String {
    id.replace('\r', "␍").replace('\n', "␊")
}

/// The graph under construction, with what the parts of [`Coded`] refer to by index.
struct Builder<'d> {
    graph: KnowledgeGraph,
    resolution: &'d Resolution,
    document: Arc<str>,
    /// The text of each sentence, and where it begins.
    sentences: Vec<(Arc<str>, usize)>,
    /// Events below are left out.
    floor: Confidence,
}

impl<'d> Builder<'d> {
    fn new(document: &Document, analysis: &Analysis, resolution: &'d Resolution) -> Self {
        let text = |span: &std::ops::Range<usize>| Arc::from(document.text.get(span.clone()).unwrap_or_default());
        let sentences = analysis.sentences.iter().map(|sentence| (text(&sentence.span), sentence.span.start)).collect();
        let own_id = own_id(&document.id);
        // Headlines and datelines are what every paper makes anew.
        let body = document.lines.iter().filter(|line| line.kind == LineKind::Body);
        let body = body.filter_map(|line| document.text.get(line.span.clone()));
        let mut graph = KnowledgeGraph::new();
        graph.add_node(Node::Document(DocumentNode {
            id: document_id(&own_id),
            document: own_id.clone(),
            title: document.title.clone(),
            url: document.url.clone(),
            copies: BTreeSet::new(),
            date: document.published.map(Date::from),
            text_sha256: Some(hex(&Sha256::digest(&document.text))),
            sketch: copies::sketch(body),
            producer: Provenance::of_this_build().to_string().into(),
        }));
        Self { graph, resolution, document: own_id.into(), sentences, floor: FLOOR_CONFIDENCE.into() }
    }

    fn entities(&mut self) {
        let mut mentions = BTreeMap::<&str, u32>::new();
        for entity in &self.resolution.entities {
            // Two entities of one id in one document: the sum of their mentions counts.
            let count = mentions.entry(&entity.id).or_default();
            *count += entity.mentions;
            self.graph.add_node(Node::Entity(EntityNode {
                id: entity.id.clone(),
                kind: entity.kind,
                types: entity.types.clone(),
                name: entity.name.clone(),
                aliases: entity.aliases.keys().cloned().collect(),
                wikidata: entity.wikidata.clone(),
                title: entity.title.clone(),
                iso3: entity.iso3.clone(),
                country: entity.country.clone(),
                coordinates: entity.coordinates,
                claimed_by: entity.claimed_by.iter().cloned().collect(),
                mentions: BTreeMap::from([(Arc::clone(&self.document), *count)]),
                confidence: entity.confidence.into(),
                reason: entity.reason.into(),
            }));
        }
    }

    fn events(&mut self, events: &[events::Event]) {
        let mut records: Vec<EventRecord> = events.iter().map(|event| self.record(event)).collect();
        // Nothing is to have its date or place from what is as good as not read.
        records.retain(|record| record.evidence.confidence >= self.floor);
        share_dates(&mut records);
        share_places(&mut records);
        records.into_iter().for_each(|record| self.graph.add_event(record));
    }

    fn record(&self, event: &events::Event) -> EventRecord {
        EventRecord {
            evidence: Arc::new(Evidence {
                place: event.place.and_then(|place| self.id(place)),
                ..self.evidence(&event.evidence)
            }),
            predicate: event.predicate,
            source: event.source.as_ref().and_then(|actor| self.actor(actor)),
            target: event.target.as_ref().and_then(|actor| self.actor(actor)),
            polarity: event.polarity,
            modality: event.modality,
            attribution: event.attribution.and_then(|entity| self.id(entity)),
            date: event.date,
        }
    }

    fn meeting(&mut self, meeting: &events::Meeting, events: &Encounters<'_>) {
        let confidences = encounter::confidences(meeting, events);
        let evidence = meeting.evidence.iter().zip(confidences);
        let evidence = evidence.map(|(one, sure)| Evidence { confidence: sure.into(), ..self.evidence(one) });
        let record = MeetingRecord {
            participants: self.ids(&meeting.participants),
            place: meeting.place.and_then(|place| self.id(place)),
            date: meeting.date,
            negated: meeting.polarity == Polarity::Negative,
            modality: meeting.modality,
            attribution: meeting.attribution.and_then(|entity| self.id(entity)),
            occasion: meeting.occasion.clone(),
            evidence: evidence.collect(),
        };
        if !record.participants.is_empty() && !record.evidence.is_empty() {
            self.graph.add_meeting(record);
        }
    }

    fn standing(&mut self, standing: &events::Standing) {
        if let (Some(source), Some(target)) = (self.id(standing.source), self.id(standing.target))
            && source != target
        {
            let claim = Claim::asserted(source, EdgeKind::Relation(standing.relation), target);
            // Who held an office holds it no more: nothing for the plain graph.
            let role = standing.role.clone();
            let claim = Claim { date: standing.date, role, negated: standing.past, ..claim };
            let evidence = self.evidence(&standing.evidence);
            self.graph.add_edge(claim, [evidence]);
        }
    }

    fn statement(&mut self, statement: &events::Statement) {
        let evidence = self.evidence(&statement.evidence);
        self.graph.add_statement(StatementNode {
            id: statement_id(&self.document, evidence.begin, evidence.end, &statement.text),
            speakers: self.ids(&statement.speakers),
            voices: statement.voices.iter().cloned().collect(),
            addressees: self.ids(&statement.addressees),
            audience: statement.audience.iter().cloned().collect(),
            about: self.ids(&statement.about),
            reporters: self.ids(&statement.reporters),
            text: statement.text.clone(),
            direct: statement.direct,
            cue: statement.cue.clone(),
            date: statement.date,
            evidence,
        });
    }

    fn id(&self, entity: usize) -> Option<String> {
        self.resolution.entities.get(entity).map(|entity| entity.id.clone())
    }

    fn ids<C: FromIterator<String>>(&self, entities: &[usize]) -> C {
        entities.iter().filter_map(|&entity| self.id(entity)).collect()
    }

    fn actor(&self, actor: &Actor) -> Option<ActorRef> {
        match actor {
            Actor::Entity(entity) => self.id(*entity).map(ActorRef::Entity),
            Actor::Group { name, country, entity } => Some(ActorRef::Group {
                name: name.clone(),
                country: country.clone(),
                state: entity.and_then(|entity| self.id(entity)),
            }),
        }
    }

    fn evidence(&self, evidence: &events::Evidence) -> Evidence {
        let sentence = self.sentences.get(evidence.sentence).cloned();
        let (sentence, sentence_begin) = sentence.unwrap_or_else(|| ("".into(), evidence.span.start));
        Evidence {
            document: Arc::clone(&self.document),
            begin: evidence.span.start,
            end: evidence.span.end,
            rule: evidence.rule.into(),
            confidence: evidence.confidence.into(),
            place: None,
            sentence,
            sentence_begin,
            marks: evidence.marks.clone(),
        }
    }
}

/// Gives a mention of people who come together, without a date, the date of the same claim elsewhere in the document, if there is
/// just one. Who strikes or scolds may do so again on another day.
fn share_dates(events: &mut [EventRecord]) {
    let meets = |event: &EventRecord| {
        event.predicate.info().symmetric || matches!(event.predicate, Predicate::Visited | Predicate::Hosted)
    };
    let undated = |event: &EventRecord| event.claim().map(|claim| Claim { date: None, place: None, ..claim });
    let mut dates = BTreeMap::<Claim, Option<Date>>::new();
    for event in events.iter().filter(|event| event.date.is_some()) {
        let Some(claim) = undated(event) else { continue };
        let known = dates.entry(claim).or_insert(event.date);
        if *known != event.date {
            *known = None;
        }
    }
    for event in events.iter_mut().filter(|event| event.date.is_none() && meets(event)) {
        event.date = undated(event).and_then(|claim| dates.get(&claim).copied().flatten());
    }
}

/// Gives a mention of people who come together, without a date or a place, the place of the same claim elsewhere in the
/// document, if there is just one.
fn share_places(events: &mut [EventRecord]) {
    let placed = |event: &EventRecord| Claim::is_placed(EdgeKind::Event(event.predicate), event.date);
    let anywhere = |event: &EventRecord| event.claim().map(|claim| Claim { place: None, ..claim });
    let mut places = BTreeMap::<Claim, Option<String>>::new();
    for event in events.iter().filter(|event| placed(event) && event.evidence.place.is_some()) {
        let Some(claim) = anywhere(event) else { continue };
        let known = places.entry(claim).or_insert_with(|| event.evidence.place.clone());
        if *known != event.evidence.place {
            *known = None;
        }
    }
    for event in events.iter_mut().filter(|event| placed(event) && event.evidence.place.is_none()) {
        let place = anywhere(event).and_then(|claim| places.get(&claim).cloned().flatten());
        Arc::make_mut(&mut event.evidence).place = place;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{Marks, Modality};

    #[test]
    fn what_is_below_the_floor_is_no_event() {
        let (document, analysis) = (Document::new("d", "They met."), Analysis::default());
        let resolution = Resolution::default();
        let event = |confidence: f32, date: &str| events::Event {
            predicate: Predicate::MetWith,
            source: None,
            target: None,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            attribution: None,
            date: date.parse().ok(),
            place: None,
            evidence: events::Evidence { sentence: 0, span: 0..1, rule: "r", confidence, marks: Marks::default() },
        };
        let told = [event(0.1, "2023-03-20"), event(0.2, ""), event(0.9, "2023-03-21")];
        let count = |floor: f32| {
            let mut builder = Builder { floor: floor.into(), ..Builder::new(&document, &analysis, &resolution) };
            builder.events(&told);
            builder.graph.events().count()
        };
        assert_eq!([0.0, 0.2, 0.5, 1.0].map(count), [3, 2, 1, 0]);
    }
}
