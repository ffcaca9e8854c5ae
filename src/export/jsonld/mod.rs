//! A graph in; `graph.jsonld` out: JSON-LD 1.1 that jsonld.js, PyLD, Jena and Oxigraph read to the same triples.
//!
//! One node of RDF a line. What those readers do not share is kept out: no remote context, no `@type` after other
//! keys, no type-indexed containers, no JSON number with a fraction (decimals are typed strings), no blank nodes.

mod context;
mod events;
mod kept;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{EdgeView, Export, NodeView, View, json};
use crate::coordinates::Coordinates;
use crate::date::Date;
use crate::decisions::Verb;
use crate::events::Level;
use crate::graph::{EdgeKind, Evidence, Node, Provenance, stable_id};
use crate::ontology::{PredicateInfo, Relation, term};
use crate::resolve::EntityType;
pub(super) use context::context;

/// Writer of `graph.jsonld`.
pub(super) struct JsonLd;

/// A node of RDF under construction; keys keep their order.
pub(super) type Object = Map<String, Value>;

impl Export for JsonLd {
    fn file_name(&self) -> &'static str {
        "graph.jsonld"
    }

    fn purpose(&self) -> &'static str {
        "RDF for SPARQL: newsgraph query FILE.rq DIR"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Lines { out, first: true };
        write!(lines.out, "{{\"@context\":{},\n\"@graph\":[", context(&view.vocabulary()))?;
        objects(view, &mut |object| lines.add(object))?;
        writeln!(lines.out, "\n]}}")
    }
}

/// The nodes of RDF, one after the other: what is in the graph, events and relations, what read the documents, and a user's
/// predicates.
pub(super) fn objects(view: &View<'_>, each: &mut dyn FnMut(&Object) -> io::Result<()>) -> io::Result<()> {
    let edges = Edges::of(view);
    for node in view.nodes() {
        each(&resource(node, &edges, view))?;
    }
    let proof = kept::Proof::of(view);
    for edge in view.edges() {
        // What people rejected is kept, and no query over events meets it.
        match has_node_of_its_own(edge.claim.kind) && edge.decision != Some(Verb::Reject) {
            true => each(&events::event(edge, view))?,
            false => each(&kept::edge(edge, &proof))?,
        }
    }
    kept::parts(view, each)?;
    kept::decisions(view, each)?;
    for reading in readings(view) {
        each(&reading)?;
    }
    for own in view.vocabulary().iter() {
        each(&predicate(own.info()))?;
    }
    Ok(())
}

/// The elements of the array, each on a line.
struct Lines<'w> {
    out: &'w mut dyn Write,
    first: bool,
}

impl Lines<'_> {
    fn add(&mut self, object: &Object) -> io::Result<()> {
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        json::write(self.out, object)
    }
}

/// The edges of each node, by its id.
struct Edges<'v, 'g> {
    from: BTreeMap<&'g str, Vec<&'v EdgeView<'g>>>,
    /// Participants of meetings.
    into: BTreeMap<&'g str, Vec<&'v EdgeView<'g>>>,
}

impl<'v, 'g> Edges<'v, 'g> {
    fn of(view: &'v View<'g>) -> Self {
        let mut edges = Self { from: BTreeMap::new(), into: BTreeMap::new() };
        for edge in view.edges() {
            edges.from.entry(&edge.claim.source).or_default().push(edge);
            if edge.claim.kind == EdgeKind::Relation(Relation::ParticipatedIn) {
                edges.into.entry(&edge.claim.target).or_default().push(edge);
            }
        }
        edges
    }

    fn from(&self, id: &str) -> &[&'v EdgeView<'g>] {
        self.from.get(id).map_or(&[], Vec::as_slice)
    }

    fn into(&self, id: &str) -> &[&'v EdgeView<'g>] {
        self.into.get(id).map_or(&[], Vec::as_slice)
    }
}

/// Events and standing relations are described by a node; the edges of meetings and statements by those.
fn has_node_of_its_own(kind: EdgeKind) -> bool {
    use Relation::{About, HeldAt, ParticipatedIn, Reported, Stated};
    !matches!(kind, EdgeKind::Relation(ParticipatedIn | HeldAt | About | Stated | Reported))
}

fn resource(node: &NodeView<'_>, edges: &Edges<'_, '_>, view: &View<'_>) -> Object {
    let id = node.node.id();
    let mut object = object(id, &types(node.node));
    match node.node {
        Node::Document(document) => {
            put(&mut object, "identifier", &document.document);
            maybe(&mut object, "name", document.title.as_deref());
            list(&mut object, "url", document.urls().map(|url| json!(url)).collect());
            kept::document(&mut object, document);
            if let Some(date) = document.date {
                object.insert("datePublished".into(), typed(date));
            }
        }
        Node::Entity(entity) => {
            put(&mut object, "name", &entity.name);
            let aliases: Vec<&String> = entity.aliases.iter().filter(|alias| **alias != entity.name).collect();
            list(&mut object, "alternateName", aliases.into_iter().map(|alias| json!(alias)).collect());
            let wikidata = entity.wikidata.as_ref();
            let item = wikidata.map(|item| format!("http://www.wikidata.org/entity/{}", encoded(item)));
            let page = |title: &String| format!("https://en.wikipedia.org/wiki/{}", encoded(&title.replace(' ', "_")));
            let same = item.or_else(|| entity.title.as_ref().map(page));
            maybe(&mut object, "sameAs", same.as_deref());
            maybe(&mut object, "iso3", entity.iso3.as_deref());
            maybe(&mut object, "country", entity.country.as_deref());
            list(&mut object, "claimedBy", entity.claimed_by.iter().map(|side| json!(side)).collect());
            if let Some([latitude, longitude]) = entity.coordinates.map(Coordinates::degrees) {
                put(&mut object, "latitude", &latitude);
                put(&mut object, "longitude", &longitude);
            }
            // Its own type is its `@type`.
            if entity.types.len() > 1 {
                let types = entity.types.iter().map(|kind| json!(kind.as_str()));
                list(&mut object, "seenAs", types.collect());
            }
            kept::entity(&mut object, entity, view);
            kept::decided(&mut object, &node.decisions);
        }
        Node::Meeting(meeting) => {
            put(&mut object, "name", &node.name);
            time(&mut object, meeting.date);
            maybe(&mut object, "level", meeting.occasion.level.map(Level::as_str));
            maybe(&mut object, "duration", meeting.occasion.duration.as_deref());
            list(&mut object, "agenda", meeting.occasion.agenda.iter().map(|matter| json!(matter)).collect());
            maybe(&mut object, "status", node.status);
            events::meeting(&mut object, edges.into(id), edges.from(id), view);
        }
        Node::Statement(statement) => {
            put(&mut object, "text", &statement.text);
            object.insert("direct".into(), json!(statement.direct));
            maybe(&mut object, "cue", statement.cue.as_deref());
            time(&mut object, statement.date);
            list(&mut object, "addressee", statement.addressees.iter().map(|id| json!(iri(id))).collect());
            list(&mut object, "audience", statement.audience.iter().map(|words| json!(words)).collect());
            evidence(&mut object, id, [&statement.evidence].into_iter(), view);
        }
    }
    counts(&mut object, node);
    triples(&mut object, edges.from(id));
    object
}

fn types(node: &Node) -> Vec<&'static str> {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityType::Person => vec!["schema:Person"],
            EntityType::Country => vec!["schema:Country"],
            EntityType::Organization => vec!["schema:Organization"],
            EntityType::Place => vec!["schema:Place"],
        },
        Node::Meeting(_) => vec!["ng:Meeting", "sem:Event", "schema:Event"],
        Node::Statement(_) => vec!["ng:Statement", "schema:Quotation"],
        Node::Document(_) => vec!["schema:NewsArticle", "prov:Entity"],
    }
}

fn counts(object: &mut Object, node: &NodeView<'_>) {
    if let (Some(mentions), Node::Entity(_)) = (node.mentions, node.node) {
        object.insert("mentions".into(), json!(mentions));
    }
    if let Some(confidence) = node.confidence {
        put(object, "confidence", &confidence.to_string());
    }
}

/// The plain triples of a node: what is asserted of it and sure enough. A triple has no confidence that tells more.
fn triples(object: &mut Object, edges: &[&EdgeView<'_>]) {
    let mut targets = BTreeMap::<EdgeKind, BTreeSet<&str>>::new();
    for edge in edges.iter().filter(|edge| edge.plain) {
        targets.entry(edge.claim.kind).or_default().insert(&edge.claim.target);
    }
    for (kind, ids) in targets {
        list(object, &term(kind.name()), ids.into_iter().map(|id| json!(iri(id))).collect());
    }
}

/// What read the documents, as activities; that of this build where the graph has no document.
fn readings(view: &View<'_>) -> Vec<Object> {
    let mut documents = BTreeMap::<&str, Vec<Value>>::new();
    for node in view.nodes() {
        if let Node::Document(document) = node.node {
            documents.entry(&document.producer).or_default().push(json!(iri(&document.id)));
        }
    }
    let this_build = Provenance::of_this_build().to_string();
    if documents.is_empty() {
        documents.insert(&this_build, Vec::new());
    }
    let reading = |(producer, used): (&str, Vec<Value>)| {
        let mut object = object(&reading_id(producer), &["prov:Activity"]);
        put(&mut object, "producer", producer);
        list(&mut object, "used", used);
        object
    };
    documents.into_iter().map(reading).collect()
}

/// A user's predicate with what it means.
fn predicate(info: &PredicateInfo) -> Object {
    let mut object = Object::new();
    object.insert("@id".into(), json!(format!("ng:{}", term(&info.name))));
    object.insert("@type".into(), json!("ng:Predicate"));
    put(&mut object, "name", &info.name);
    maybe(&mut object, "text", Some(info.definition.as_str()).filter(|text| !text.is_empty()));
    kept::predicate(&mut object, info);
    object
}

fn reading_id(producer: &str) -> String {
    stable_id("reading", &[producer])
}

/// Evidence as nodes, with the documents that they stand in and what read those.
fn evidence<'e>(object: &mut Object, owner: &str, evidence: impl Iterator<Item = &'e Evidence>, view: &View<'_>) {
    let evidence: Vec<&Evidence> = evidence.collect();
    let documents: BTreeSet<&str> = evidence.iter().map(|one| &*one.document).collect();
    let producers: BTreeSet<&str> = documents.iter().map(|document| view.producer(document)).collect();
    let document_iri = |document: &str| json!(iri(&crate::graph::document_id(document)));
    list(object, "derivedFrom", documents.iter().map(|document| document_iri(document)).collect());
    list(object, "generatedBy", producers.into_iter().map(|producer| json!(iri(&reading_id(producer)))).collect());
    let nodes = evidence_nodes(owner, &evidence).into_iter().map(Value::Object);
    list(object, "evidence", nodes.collect());
}

/// Evidence as nodes.
fn evidence_nodes(owner: &str, evidence: &[&Evidence]) -> Vec<Object> {
    let node = |(one, id): (&&Evidence, String)| {
        let mut node = object(&id, &["ng:Evidence"]);
        put(&mut node, "document", &iri(&crate::graph::document_id(&one.document)));
        put(&mut node, "sentence", &one.sentence);
        node.insert("begin".into(), json!(one.begin));
        node.insert("end".into(), json!(one.end));
        put(&mut node, "rule", &one.rule);
        put(&mut node, "confidence", &one.confidence.to_string());
        kept::evidence(&mut node, one);
        node
    };
    evidence.iter().zip(evidence_ids(owner, evidence)).map(node).collect()
}

/// The ids of evidence. Of what differs in its sentence, truth or confidence alone, all but the first have a number too.
fn evidence_ids(owner: &str, evidence: &[&Evidence]) -> Vec<String> {
    let mut taken = BTreeMap::<String, usize>::new();
    let id = |one: &&Evidence| {
        let (begin, end) = (one.begin.to_string(), one.end.to_string());
        let parts = [owner, &one.document, &begin, &end, &one.rule];
        let id = stable_id("evidence", &parts);
        let before = taken.entry(id.clone()).or_default();
        *before += 1;
        match *before {
            1 => id,
            number => stable_id("evidence", &[&parts[..], &[&number.to_string()]].concat()),
        }
    };
    evidence.iter().map(id).collect()
}

/// The time of an event: a day, month or year, or the two ends of an interval.
fn time(object: &mut Object, date: Option<Date>) {
    match date {
        Some(Date::Interval(first, last)) => {
            object.insert("beginTime".into(), typed(Date::Day(first)));
            object.insert("endTime".into(), typed(Date::Day(last)));
        }
        Some(date) => {
            object.insert("time".into(), typed(date));
        }
        None => {}
    }
}

fn typed(date: Date) -> Value {
    let datatype = match date {
        Date::Day(_) => "xsd:date",
        Date::Month(..) => "xsd:gYearMonth",
        Date::Year(_) => "xsd:gYear",
        Date::Interval(..) => "xsd:string",
    };
    json!({ "@type": datatype, "@value": date.to_string() })
}

fn object(id: &str, types: &[&str]) -> Object {
    let mut object = Object::new();
    object.insert("@id".into(), json!(iri(id)));
    list(&mut object, "@type", types.iter().map(|kind| json!(kind)).collect());
    object
}

fn put(object: &mut Object, key: &str, text: &str) {
    object.insert(key.into(), json!(text));
}

fn maybe(object: &mut Object, key: &str, text: Option<&str>) {
    if let Some(text) = text {
        put(object, key, text);
    }
}

/// One value as it is, several as an array, none not at all.
fn list(object: &mut Object, key: &str, mut values: Vec<Value>) {
    match values.len() {
        0 => {}
        1 => {
            object.extend(values.pop().map(|value| (key.to_owned(), value)));
        }
        _ => {
            object.insert(key.into(), Value::Array(values));
        }
    }
}

/// The compact IRI of a node.
pub(super) fn iri(id: &str) -> String {
    format!("node:{}", encoded(id))
}

/// Percent-encodes all but letters, digits, `-`, `.`, `_` and `~` of ASCII.
pub(super) fn encoded(id: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
