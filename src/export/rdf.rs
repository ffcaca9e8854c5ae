//! A graph in; `graph.ttl`, `graph.nq`, `graph.trig` and `graph.expanded.jsonld` out: the triples of `graph.jsonld` as Turtle, N-Quads,
//! TriG and JSON-LD without a context.
//!
//! N-Quads and TriG keep apart who says what: what a document tells of an event (its predicate, its two sides, day and
//! truth, the evidence, and the plain triple) stands in a graph that is named as the document is, `node:document-…`. What is known
//! of nodes, and what is computed of many documents (support, confidence), stands in the default graph.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{self, Write};
use std::rc::Rc;

use compact_str::ToCompactString;
use oxigraph::io::{JsonLdProfile, RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphNameRef, LiteralRef, NamedNode, QuadRef, TermRef};

use super::jsonld::{Object, Value, context, iri, objects};
use super::{Export, View, json};
use crate::graph::document_id;
use crate::ontology::term;

/// Writer of `graph.ttl`.
pub(super) struct Turtle;

/// Writer of `graph.expanded.jsonld`.
pub(super) struct Expanded;

/// Writer of `graph.nq`.
pub(super) struct NQuads;

/// Writer of `graph.trig`.
pub(super) struct TriG;

impl Export for Turtle {
    fn file_name(&self) -> &'static str {
        "graph.ttl"
    }

    fn purpose(&self) -> &'static str {
        "RDF as Turtle"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        write(view, RdfFormat::Turtle, out)
    }
}

impl Export for Expanded {
    fn file_name(&self) -> &'static str {
        "graph.expanded.jsonld"
    }

    fn purpose(&self) -> &'static str {
        "RDF as JSON-LD without a context"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut out = json::Escaping::new(out);
        write(view, RdfFormat::JsonLd { profile: JsonLdProfile::Expanded.into() }, &mut out)?;
        out.flush()
    }
}

impl Export for NQuads {
    fn file_name(&self) -> &'static str {
        "graph.nq"
    }

    fn purpose(&self) -> &'static str {
        "RDF as N-Quads, a graph for each document"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        write(view, RdfFormat::NQuads, out)
    }
}

impl Export for TriG {
    fn file_name(&self) -> &'static str {
        "graph.trig"
    }

    fn purpose(&self) -> &'static str {
        "RDF as TriG, a graph for each document"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        write(view, RdfFormat::TriG, out)
    }
}

/// What a document tells by itself; other keys count or choose among documents.
const TOLD: [&str; 21] = [
    "@type",
    "predicate",
    "source",
    "target",
    "eventType",
    "actor",
    "quadClass",
    "plover",
    "time",
    "beginTime",
    "endTime",
    "role",
    "negated",
    "modality",
    "attribution",
    "text",
    "direct",
    "cue",
    "addressee",
    "audience",
    "derivedFrom",
];

fn write(view: &View<'_>, format: RdfFormat, out: &mut dyn Write) -> io::Result<()> {
    let terms = Terms::of(&context(&view.vocabulary()))?;
    let mut serializer = RdfSerializer::from_format(format);
    if !matches!(format, RdfFormat::JsonLd { .. }) {
        for (prefix, namespace) in &terms.prefixes {
            serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
        }
    }
    let graphs = matches!(format, RdfFormat::NQuads | RdfFormat::TriG);
    let mut writer = Writer { terms, out: serializer.for_writer(out) };
    objects(view, &mut |object| if graphs { writer.by_document(object) } else { writer.whole(object) })?;
    if graphs {
        for edge in view.edges().iter().filter(|edge| edge.plain) {
            let claim = edge.claim;
            let predicate = writer.terms.key(&format!("ng:{}", term(claim.kind.name())))?;
            let [source, target] = [&claim.source, &claim.target].map(|id| writer.terms.iri(&iri(id)));
            let (source, target) = (source?, target?);
            let documents: BTreeSet<&str> = edge.evidence.iter().map(|one| &*one.document).collect();
            for document in documents {
                let graph = writer.terms.iri(&iri(&document_id(document)))?;
                writer.put(&source, &predicate, target.as_ref().into(), Some(&graph))?;
            }
        }
    }
    writer.out.finish().map(drop)
}

struct Writer<'w> {
    terms: Terms,
    out: WriterQuadSerializer<&'w mut dyn Write>,
}

/// What a document tells of a node: the values of a key, or evidence.
enum Told<'o> {
    Values(&'o str, &'o [Value<'o>]),
    Evidence(&'o str, &'o Object<'o>),
}

impl Writer<'_> {
    /// A triple, in a graph or the default one.
    fn put(
        &mut self,
        subject: &NamedNode,
        key: &Key,
        object: TermRef<'_>,
        graph: Option<&NamedNode>,
    ) -> io::Result<()> {
        let graph = graph.map_or(GraphNameRef::DefaultGraph, |graph| graph.as_ref().into());
        self.out.serialize_quad(QuadRef::new(subject, key.iri.as_ref(), object, graph))
    }

    /// The triples of a key.
    fn values(
        &mut self,
        subject: &NamedNode,
        key: &str,
        values: &[Value<'_>],
        graph: Option<&NamedNode>,
    ) -> io::Result<()> {
        let key = self.terms.key(key)?;
        for value in values {
            match value {
                Value::Text(id) if key.kind == Kind::Link => {
                    let object = self.terms.iri(id)?;
                    self.put(subject, &key, object.as_ref().into(), graph)?;
                }
                Value::Text(text) => {
                    let literal = match &key.kind {
                        Kind::Literal(datatype) => LiteralRef::new_typed_literal(text, datatype),
                        _ => LiteralRef::new_simple_literal(text),
                    };
                    self.put(subject, &key, literal.into(), graph)?;
                }
                Value::Truth(truth) => {
                    let truth = if *truth { "true" } else { "false" };
                    self.put(subject, &key, LiteralRef::new_typed_literal(truth, xsd::BOOLEAN).into(), graph)?;
                }
                Value::Number(number) => {
                    let number = number.to_compact_string();
                    self.put(subject, &key, LiteralRef::new_typed_literal(&number, xsd::INTEGER).into(), graph)?;
                }
                Value::Typed(text, datatype) => {
                    let datatype = self.terms.key(datatype)?;
                    let literal = LiteralRef::new_typed_literal(text, datatype.iri.as_ref());
                    self.put(subject, &key, literal.into(), graph)?;
                }
                Value::Object(inner) => {
                    let object = self.terms.iri(inner.id())?;
                    self.put(subject, &key, object.as_ref().into(), graph)?;
                }
                // A list has none in it.
                Value::List(_) => {}
            }
        }
        Ok(())
    }

    /// The triples of a node, without those of the nodes in it.
    fn node(&mut self, object: &Object<'_>, graph: Option<&NamedNode>) -> io::Result<()> {
        let subject = self.terms.iri(object.id())?;
        let mut fields = object.fields().filter(|(key, _)| *key != "@id");
        fields.try_for_each(|(key, value)| self.values(&subject, key, value.each(), graph))
    }

    /// A node of RDF and those in it, in the default graph.
    fn whole(&mut self, object: &Object<'_>) -> io::Result<()> {
        self.node(object, None)?;
        inner(object).try_for_each(|(_, inner)| self.whole(inner))
    }

    /// The same, with what documents tell in their graphs.
    fn by_document(&mut self, object: &Object<'_>) -> io::Result<()> {
        let mut told: BTreeMap<NamedNode, Vec<Told<'_>>> = BTreeMap::new();
        let documents = object.get("derivedFrom").map(Value::each).unwrap_or_default();
        let names = documents.iter().filter_map(Value::text).map(|id| self.terms.iri(id));
        let names = names.collect::<io::Result<Vec<_>>>()?;
        let subject = self.terms.iri(object.id())?;
        let is_claim = object.get("predicate").is_some();
        for (key, value) in object.fields().filter(|(key, _)| *key != "@id") {
            let values = value.each();
            // The triples of edges are told of each, by those who say so; those that lead to other nodes with them.
            if self.terms.key(key)?.is_predicate && !is_claim || values.iter().any(|value| value.object().is_some()) {
                continue;
            }
            if names.is_empty() || !TOLD.contains(&key) {
                self.values(&subject, key, values, None)?;
                continue;
            }
            for (document, name) in documents.iter().zip(&names) {
                let values = if key == "derivedFrom" { std::slice::from_ref(document) } else { values };
                told.entry(name.clone()).or_default().push(Told::Values(key, values));
            }
        }
        for (key, evidence) in inner(object) {
            match evidence.get("document").and_then(Value::text) {
                Some(document) => {
                    let document = self.terms.iri(document)?;
                    told.entry(document).or_default().push(Told::Evidence(key, evidence));
                }
                // Told elsewhere.
                None => self.link(&subject, key, evidence, None)?,
            }
        }
        for (document, all) in &told {
            for one in all {
                match one {
                    Told::Values(key, values) => self.values(&subject, key, values, Some(document))?,
                    Told::Evidence(key, evidence) => {
                        self.link(&subject, key, evidence, Some(document))?;
                        self.node(evidence, Some(document))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The triple that leads to a node.
    fn link(
        &mut self,
        subject: &NamedNode,
        key: &str,
        object: &Object<'_>,
        graph: Option<&NamedNode>,
    ) -> io::Result<()> {
        let (key, object) = (self.terms.key(key)?, self.terms.iri(object.id())?);
        self.put(subject, &key, object.as_ref().into(), graph)
    }
}

/// The nodes of RDF that stand within one, each with its key.
fn inner<'o>(object: &'o Object<'o>) -> impl Iterator<Item = (&'o str, &'o Object<'o>)> {
    let all = object.fields().flat_map(|(key, value)| value.each().iter().map(move |value| (key, value)));
    all.filter_map(|(key, value)| Some((key, value.object()?)))
}

/// What the keys of the JSON-LD stand for.
struct Terms {
    prefixes: BTreeMap<String, String>,
    keys: HashMap<String, Rc<Key>>,
}

/// What a key stands for.
struct Key {
    iri: NamedNode,
    kind: Kind,
    /// Whether it is the predicate of an edge.
    is_predicate: bool,
}

/// What the texts of a key are.
#[derive(PartialEq)]
enum Kind {
    Link,
    Literal(NamedNode),
    Text,
}

impl Terms {
    /// From a context of JSON-LD.
    fn of(context: &serde_json::Value) -> io::Result<Self> {
        let mut terms = Self { prefixes: BTreeMap::new(), keys: HashMap::new() };
        let entries = || context.as_object().into_iter().flatten();
        let is_namespace = |iri: &&str| iri.ends_with(['/', '#']);
        for (key, value) in entries() {
            if let Some(namespace) = value.as_str().filter(is_namespace) {
                terms.prefixes.insert(key.clone(), namespace.to_owned());
            }
        }
        for (key, value) in entries().filter(|(key, _)| !terms.prefixes.contains_key(*key)) {
            let part = |name: &str| value.get(name).and_then(serde_json::Value::as_str);
            let Some(iri) = value.as_str().or_else(|| part("@id")) else { continue };
            let kind = match part("@type") {
                Some("@id") => Kind::Link,
                Some(datatype) => Kind::Literal(terms.iri(datatype)?),
                None => Kind::Text,
            };
            let is_own = iri.strip_prefix("ng:") == Some(key) && !LINKS.contains(&key.as_str());
            let is_predicate = kind == Kind::Link && is_own;
            let meaning = Key { iri: terms.iri(iri)?, kind, is_predicate };
            terms.keys.insert(key.clone(), Rc::new(meaning));
        }
        let is_a = Key { iri: rdf::TYPE.into(), kind: Kind::Link, is_predicate: false };
        terms.keys.insert("@type".to_owned(), Rc::new(is_a));
        Ok(terms)
    }

    /// What a key stands for: one that the context does not have for its own IRI.
    fn key(&mut self, key: &str) -> io::Result<Rc<Key>> {
        if let Some(known) = self.keys.get(key) {
            return Ok(known.clone());
        }
        let own = Rc::new(Key { iri: self.iri(key)?, kind: Kind::Text, is_predicate: false });
        self.keys.insert(key.to_owned(), own.clone());
        Ok(own)
    }

    /// The IRI of a compact or whole one.
    fn iri(&self, compact: &str) -> io::Result<NamedNode> {
        let whole = compact.split_once(':').and_then(|(prefix, name)| {
            self.prefixes.get(prefix).filter(|_| !name.starts_with("//")).map(|namespace| [namespace, name].concat())
        });
        match whole {
            // What is encoded needs no second look.
            Some(whole) if compact.starts_with(NODE) => Ok(NamedNode::new_unchecked(whole)),
            Some(whole) => NamedNode::new(whole).map_err(io::Error::other),
            None => NamedNode::new(compact).map_err(io::Error::other),
        }
    }
}

/// How the compact IRIs of nodes begin.
const NODE: &str = "node:";

/// Keys of links in our own vocabulary that are no predicates of edges.
const LINKS: [&str; 7] = ["source", "target", "predicate", "attribution", "addressee", "document", "evidence"];
