//! A graph in; `graph.ttl`, `graph.nq`, `graph.trig` and `graph.expanded.jsonld` out: the triples of `graph.jsonld` as Turtle, N-Quads,
//! TriG and JSON-LD without a context.
//!
//! N-Quads and TriG keep apart who says what: what a document tells of an event (its predicate, its two sides, day and
//! truth, the evidence, and the plain triple) stands in a graph that is named as the document is, `node:document-…`. What is known
//! of nodes, and what is computed of many documents (support, confidence), stands in the default graph.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use oxigraph::io::{JsonLdProfile, RdfFormat, RdfSerializer, WriterQuadSerializer};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term, Triple};
use serde_json::Value;

use super::jsonld::{Object, context, iri, objects};
use super::{Export, View};
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
        write(view, RdfFormat::JsonLd { profile: JsonLdProfile::Expanded.into() }, out)
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
    let terms = Terms::of(&context(&view.vocabulary()));
    let mut serializer = RdfSerializer::from_format(format);
    if !matches!(format, RdfFormat::JsonLd { .. }) {
        for (prefix, namespace) in &terms.prefixes {
            serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
        }
    }
    let graphs = matches!(format, RdfFormat::NQuads | RdfFormat::TriG);
    let mut writer = Writer { terms: &terms, out: serializer.for_writer(out) };
    objects(view, &mut |object| if graphs { writer.by_document(object) } else { writer.whole(object) })?;
    if graphs {
        for edge in view.edges().iter().filter(|edge| edge.plain) {
            let claim = edge.claim;
            let name = |compact: &str| terms.iri(compact);
            let predicate = name(&format!("ng:{}", term(claim.kind.name())))?;
            let triple = Triple::new(name(&iri(&claim.source))?, predicate, name(&iri(&claim.target))?);
            let documents: BTreeSet<&str> = edge.evidence.iter().map(|one| &*one.document).collect();
            for document in documents {
                let graph = name(&iri(&document_id(document)))?;
                writer.put(triple.clone(), graph.into())?;
            }
        }
    }
    writer.out.finish().map(drop)
}

struct Writer<'t, 'w> {
    terms: &'t Terms,
    out: WriterQuadSerializer<&'w mut dyn Write>,
}

impl Writer<'_, '_> {
    fn put(&mut self, triple: Triple, graph: GraphName) -> io::Result<()> {
        let Triple { subject, predicate, object } = triple;
        self.out.serialize_quad(&Quad::new(subject, predicate, object, graph))
    }

    /// A node of RDF and those in it, in the default graph.
    fn whole(&mut self, object: &Object) -> io::Result<()> {
        for (_, triple) in self.terms.triples(object)? {
            self.put(triple, GraphName::DefaultGraph)?;
        }
        inner(object).try_for_each(|(_, inner)| self.whole(inner))
    }

    /// The same, with what documents tell in their graphs.
    fn by_document(&mut self, object: &Object) -> io::Result<()> {
        let mut told: BTreeMap<NamedNode, Vec<Triple>> = BTreeMap::new();
        let documents = values(object.get("derivedFrom")).filter_map(Value::as_str);
        let documents = documents.map(|id| self.terms.iri(id)).collect::<io::Result<Vec<_>>>()?;
        for (key, triple) in self.terms.triples(object)? {
            match key {
                // Told of each edge, by those who say so.
                key if self.terms.is_predicate(key) && !object.contains_key("predicate") => {}
                // With what they lead to.
                key if inner(object).any(|(holder, _)| holder == key) => {}
                key if !documents.is_empty() && TOLD.contains(&key) => {
                    let all = key != "derivedFrom";
                    for document in &documents {
                        if all || triple.object == Term::from(document.clone()) {
                            told.entry(document.clone()).or_default().push(triple.clone());
                        }
                    }
                }
                _ => self.put(triple, GraphName::DefaultGraph)?,
            }
        }
        let subject = self.terms.subject(object)?;
        for (key, evidence) in inner(object) {
            let link = Triple::new(subject.clone(), self.terms.named(key)?, self.terms.subject(evidence)?);
            match evidence.get("document").and_then(Value::as_str) {
                Some(document) => {
                    let triples = told.entry(self.terms.iri(document)?).or_default();
                    triples.push(link);
                    triples.extend(self.terms.triples(evidence)?.into_iter().map(|(_, triple)| triple));
                }
                // Told elsewhere.
                None => self.put(link, GraphName::DefaultGraph)?,
            }
        }
        for (document, triples) in told {
            triples.into_iter().try_for_each(|triple| self.put(triple, document.clone().into()))?;
        }
        Ok(())
    }
}

/// One value or those of an array.
fn values(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (one, many) = match value {
        Some(Value::Array(many)) => (None, many.as_slice()),
        one => (one, &[][..]),
    };
    one.into_iter().chain(many)
}

/// The nodes of RDF that stand within one, each with its key.
fn inner(object: &Object) -> impl Iterator<Item = (&str, &Object)> {
    let all = object.iter().flat_map(|(key, value)| values(Some(value)).map(move |value| (key.as_str(), value)));
    all.filter_map(|(key, value)| Some((key, value.as_object()?))).filter(|(_, inner)| inner.contains_key("@id"))
}

/// What the keys of the JSON-LD stand for.
struct Terms {
    prefixes: BTreeMap<String, String>,
    keys: BTreeMap<String, Meaning>,
}

/// What a key stands for.
struct Meaning {
    iri: String,
    /// `@id` for links, a datatype, or nothing for strings, numbers and truth values.
    kind: Option<String>,
}

impl Terms {
    /// From a context of JSON-LD.
    fn of(context: &Value) -> Self {
        let (mut prefixes, mut keys) = (BTreeMap::new(), BTreeMap::new());
        for (key, value) in context.as_object().into_iter().flatten() {
            match value {
                Value::String(namespace) if namespace.ends_with(['/', '#']) => {
                    prefixes.insert(key.clone(), namespace.clone());
                }
                Value::String(iri) => {
                    keys.insert(key.clone(), Meaning { iri: iri.clone(), kind: None });
                }
                Value::Object(meaning) => {
                    let part = |name: &str| meaning.get(name).and_then(Value::as_str).map(str::to_owned);
                    keys.insert(key.clone(), Meaning { iri: part("@id").unwrap_or_default(), kind: part("@type") });
                }
                _ => {}
            }
        }
        Self { prefixes, keys }
    }

    /// Whether a key is the predicate of an edge.
    fn is_predicate(&self, key: &str) -> bool {
        let link = self.keys.get(key).filter(|meaning| meaning.kind.as_deref() == Some("@id"));
        link.is_some_and(|meaning| meaning.iri.strip_prefix("ng:") == Some(key)) && !LINKS.contains(&key)
    }

    /// The IRI of a compact or whole one.
    fn iri(&self, compact: &str) -> io::Result<NamedNode> {
        let whole = compact.split_once(':').and_then(|(prefix, name)| {
            self.prefixes.get(prefix).filter(|_| !name.starts_with("//")).map(|namespace| format!("{namespace}{name}"))
        });
        NamedNode::new(whole.as_deref().unwrap_or(compact)).map_err(io::Error::other)
    }

    /// The IRI of a key.
    fn named(&self, key: &str) -> io::Result<NamedNode> {
        match key {
            "@type" => Ok(rdf::TYPE.into()),
            key => self.iri(self.keys.get(key).map_or(key, |meaning| &meaning.iri)),
        }
    }

    fn subject(&self, object: &Object) -> io::Result<NamedNode> {
        self.iri(object.get("@id").and_then(Value::as_str).unwrap_or_default())
    }

    /// The triples of a node, each with its key, without those of the nodes in it.
    fn triples<'o>(&self, object: &'o Object) -> io::Result<Vec<(&'o str, Triple)>> {
        let subject = self.subject(object)?;
        let mut triples = Vec::new();
        for (key, value) in object.iter().filter(|(key, _)| *key != "@id") {
            let (predicate, kind) = (self.named(key)?, self.keys.get(key).and_then(|meaning| meaning.kind.as_deref()));
            for value in values(Some(value)) {
                let object = self.object(key, kind, value)?;
                triples.push((key.as_str(), Triple::new(subject.clone(), predicate.clone(), object)));
            }
        }
        Ok(triples)
    }

    fn object(&self, key: &str, kind: Option<&str>, value: &Value) -> io::Result<Term> {
        Ok(match value {
            Value::String(id) if key == "@type" || kind == Some("@id") => self.iri(id)?.into(),
            Value::String(text) => match kind {
                Some(datatype) => Literal::new_typed_literal(text, self.iri(datatype)?).into(),
                None => Literal::new_simple_literal(text).into(),
            },
            Value::Bool(truth) => Literal::from(*truth).into(),
            Value::Object(inner) => match (inner.get("@value"), inner.get("@type")) {
                (Some(Value::String(text)), Some(Value::String(datatype))) => {
                    Literal::new_typed_literal(text, self.iri(datatype)?).into()
                }
                _ => self.subject(inner)?.into(),
            },
            number => Literal::new_typed_literal(number.to_string(), xsd::INTEGER).into(),
        })
    }
}

/// Keys of links in our own vocabulary that are no predicates of edges.
const LINKS: [&str; 7] = ["source", "target", "predicate", "attribution", "addressee", "document", "evidence"];
