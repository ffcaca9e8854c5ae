//! A graph in; `graph.jsonld` out: JSON-LD 1.1 that jsonld.js, PyLD, Jena and Oxigraph read to the same triples.
//!
//! One node of RDF a line. What those readers do not share is kept out: no remote context, no `@type` after other
//! keys, no type-indexed containers, no JSON number with a fraction (decimals are typed strings), no blank nodes.

mod context;
mod events;
mod framed;
mod kept;
mod object;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::{EdgeView, Export, NodeView, View, json};
use crate::coordinates::Coordinates;
use crate::date::Date;
use crate::decisions::Verb;
use crate::events::Level;
use crate::graph::{DocumentNode, EdgeKind, EntityNode, Evidence, Node, Provenance, document_id, stable_id};
use crate::ontology::{PredicateInfo, Relation, term};
use crate::resolve::EntityType;
pub(super) use context::context;
pub(super) use framed::Framed;
pub(super) use object::{Object, Value};

/// Writer of `graph.jsonld`.
pub(super) struct JsonLd;

impl Export for JsonLd {
    fn file_name(&self) -> &'static str {
        "graph.jsonld"
    }

    fn purpose(&self) -> &'static str {
        "RDF for SPARQL: newsgraph query FILE.rq DIR"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut lines = Lines::begin(out, view)?;
        objects(view, &mut |object| lines.add(object))?;
        lines.end()
    }
}

/// The nodes of RDF, one after the other: what is in the graph, events and relations, what read the documents, and a user's
/// predicates.
pub(super) fn objects(view: &View<'_>, each: &mut dyn FnMut(&Object<'_>) -> io::Result<()>) -> io::Result<()> {
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

impl<'w> Lines<'w> {
    /// The context, and the array begun.
    fn begin(out: &'w mut dyn Write, view: &View<'_>) -> io::Result<Self> {
        write!(out, "{{\"@context\":{},\n\"@graph\":[", context(&view.vocabulary()))?;
        Ok(Self { out, first: true })
    }

    fn end(self) -> io::Result<()> {
        writeln!(self.out, "\n]}}")
    }

    fn add(&mut self, object: &Object<'_>) -> io::Result<()> {
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

fn resource<'g>(node: &'g NodeView<'g>, edges: &Edges<'_, 'g>, view: &View<'g>) -> Object<'g> {
    let id = node.node.id();
    let mut object = Object::new(iri(id), types(node.node));
    match node.node {
        Node::Document(known) => document(&mut object, known),
        Node::Entity(known) => {
            entity(&mut object, known, view);
            kept::decided(&mut object, &node.decisions);
        }
        Node::Meeting(meeting) => {
            object.add("name", &*node.name);
            time(&mut object, meeting.date);
            object.maybe("level", meeting.occasion.level.map(Level::as_str));
            object.maybe("duration", meeting.occasion.duration.as_deref());
            object.list("agenda", &meeting.occasion.agenda);
            object.maybe("status", node.status);
            events::meeting(&mut object, edges.into(id), edges.from(id), view);
        }
        Node::Statement(statement) => {
            object.add("text", &statement.text);
            object.add("direct", statement.direct);
            object.maybe("cue", statement.cue.as_deref());
            time(&mut object, statement.date);
            object.list("addressee", statement.addressees.iter().map(|id| iri(id)));
            object.list("audience", &statement.audience);
            evidence(&mut object, id, vec![&statement.evidence], view);
        }
    }
    if let (Some(mentions), Node::Entity(_)) = (node.mentions, node.node) {
        object.add("mentions", mentions as usize);
    }
    object.maybe("confidence", node.confidence.map(|confidence| confidence.to_string()));
    triples(&mut object, edges.from(id));
    object
}

/// What is known of a document.
fn document<'g>(object: &mut Object<'g>, document: &'g DocumentNode) {
    object.add("identifier", &document.document);
    object.maybe("name", document.title.as_deref());
    object.list("url", document.urls());
    kept::document(object, document);
    object.maybe("datePublished", document.date.map(typed));
}

/// What is known of a person, body or place.
fn entity<'g>(object: &mut Object<'g>, entity: &'g EntityNode, view: &View<'g>) {
    object.add("name", &entity.name);
    object.list("alternateName", entity.aliases.iter().filter(|alias| **alias != entity.name));
    let wikidata = entity.wikidata.as_ref();
    let item = wikidata.map(|item| format!("http://www.wikidata.org/entity/{}", encoded(item)));
    let page = |title: &String| format!("https://en.wikipedia.org/wiki/{}", encoded(&title.replace(' ', "_")));
    object.maybe("sameAs", item.or_else(|| entity.title.as_ref().map(page)));
    object.maybe("iso3", entity.iso3.as_deref());
    object.maybe("country", entity.country.as_deref());
    object.list("claimedBy", &entity.claimed_by);
    if let Some([latitude, longitude]) = entity.coordinates.map(Coordinates::degrees) {
        object.add("latitude", latitude);
        object.add("longitude", longitude);
    }
    // Its own type is its `@type`.
    if entity.types.len() > 1 {
        object.list("seenAs", entity.types.iter().map(|kind| kind.as_str()));
    }
    kept::entity(object, entity, view);
}

fn types(node: &Node) -> &'static [&'static str] {
    match node {
        Node::Entity(entity) => match entity.kind {
            EntityType::Person => &["schema:Person"],
            EntityType::Country => &["schema:Country"],
            EntityType::Organization => &["schema:Organization"],
            EntityType::Place => &["schema:Place"],
        },
        Node::Meeting(_) => &["ng:Meeting", "sem:Event", "schema:Event"],
        Node::Statement(_) => &["ng:Statement", "schema:Quotation"],
        Node::Document(_) => &["schema:NewsArticle", "prov:Entity"],
    }
}

/// The plain triples of a node: what is asserted of it and sure enough. A triple has no confidence that tells more.
fn triples(object: &mut Object<'_>, edges: &[&EdgeView<'_>]) {
    let mut targets = BTreeMap::<EdgeKind, BTreeSet<&str>>::new();
    for edge in edges.iter().filter(|edge| edge.plain) {
        targets.entry(edge.claim.kind).or_default().insert(&edge.claim.target);
    }
    for (kind, ids) in targets {
        object.list(term(kind.name()), ids.into_iter().map(iri));
    }
}

/// What read the documents, as activities; that of this build where the graph has no document.
fn readings<'g>(view: &View<'g>) -> Vec<Object<'g>> {
    let mut documents = BTreeMap::<Cow<'_, str>, Vec<String>>::new();
    for node in view.nodes() {
        if let Node::Document(document) = node.node {
            documents.entry(Cow::Borrowed(&document.producer)).or_default().push(iri(&document.id));
        }
    }
    if documents.is_empty() {
        documents.insert(Cow::Owned(Provenance::of_this_build().to_string()), Vec::new());
    }
    let reading = |(producer, used): (Cow<'g, str>, Vec<String>)| {
        let mut object = Object::new(iri(&reading_id(&producer)), &["prov:Activity"]);
        object.add("producer", Value::Text(producer));
        object.list("used", used);
        object
    };
    documents.into_iter().map(reading).collect()
}

/// A user's predicate with what it means.
fn predicate(info: &PredicateInfo) -> Object<'_> {
    let mut object = Object::new(format!("ng:{}", term(&info.name)), &["ng:Predicate"]);
    object.add("name", &info.name);
    object.told("text", &info.definition);
    kept::predicate(&mut object, info);
    object
}

fn reading_id(producer: &str) -> String {
    stable_id("reading", &[producer])
}

/// Evidence as nodes, with the documents that they stand in and what read those.
fn evidence<'e>(object: &mut Object<'e>, owner: &str, evidence: Vec<&'e Evidence>, view: &View<'_>) {
    let documents: BTreeSet<&str> = evidence.iter().map(|one| &*one.document).collect();
    let producers: BTreeSet<&str> = documents.iter().map(|document| view.producer(document)).collect();
    object.list("derivedFrom", documents.iter().map(|document| iri(&document_id(document))));
    object.list("generatedBy", producers.into_iter().map(|producer| iri(&reading_id(producer))));
    object.list("evidence", evidence_nodes(owner, &evidence));
}

/// Evidence as nodes.
fn evidence_nodes<'e>(owner: &str, evidence: &[&'e Evidence]) -> Vec<Object<'e>> {
    let node = |(one, id): (&&'e Evidence, String)| {
        let mut node = Object::new(iri(&id), &["ng:Evidence"]);
        node.add("document", iri(&document_id(&one.document)));
        node.add("sentence", &*one.sentence);
        node.add("begin", one.begin);
        node.add("end", one.end);
        node.add("rule", &*one.rule);
        node.add("confidence", one.confidence.to_string());
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
fn time(object: &mut Object<'_>, date: Option<Date>) {
    match date {
        Some(Date::Interval(first, last)) => {
            object.add("beginTime", typed(Date::Day(first)));
            object.add("endTime", typed(Date::Day(last)));
        }
        date => object.maybe("time", date.map(typed)),
    }
}

fn typed(date: Date) -> Value<'static> {
    let datatype = match date {
        Date::Day(_) => "xsd:date",
        Date::Month(..) => "xsd:gYearMonth",
        Date::Year(_) => "xsd:gYear",
        Date::Interval(..) => "xsd:string",
    };
    Value::Typed(date.to_string(), datatype)
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
