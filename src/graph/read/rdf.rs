//! A file of RDF in; the tables of a graph out: what `export/jsonld` and `export/rdf.rs` write, in whatever order and graphs its triples are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::Term;

use super::loaded::Loaded;
use crate::nesting::Nesting;
use crate::ontology::{Predicate, Relation, term};
use crate::{Error, ErrorKind, Result};

const NODE: &str = "https://w3id.org/newsgraph/node/";
const OURS: &str = "https://w3id.org/newsgraph/";
const RECORD: &str = "https://w3id.org/newsgraph/record/";
const SCHEMA: &str = "https://schema.org/";
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const ITEM: &str = "http://www.wikidata.org/entity/";

/// What is said of a subject: the values of each predicate, in their order.
type Said = BTreeMap<String, BTreeSet<String>>;

/// Reads the file, by its ending.
///
/// # Errors
/// [`ErrorKind::Read`] where it cannot be read, [`ErrorKind::Format`] with the line for what is no RDF, and for RDF that holds no node of a
/// graph.
pub(super) fn read(path: &Path) -> Result<Loaded> {
    let format = match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("ttl") => RdfFormat::Turtle,
        Some("nq") => RdfFormat::NQuads,
        Some("trig") => RdfFormat::TriG,
        _ => RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
    };
    let file = File::open(path)
        .map_err(|error| Error::new(ErrorKind::Read, "cannot read the graph").in_file(path).caused_by(error))?;
    let bad = |message: &str| Error::new(ErrorKind::Format, message).in_file(path);
    let mut subjects = BTreeMap::<String, Said>::new();
    let reader: Box<dyn Read> = match format {
        // Its parser recurses.
        RdfFormat::JsonLd { .. } => Box::new(Nesting::of(BufReader::new(file))),
        _ => Box::new(BufReader::new(file)),
    };
    for quad in RdfParser::from_format(format).for_reader(reader) {
        let quad = quad.map_err(|error| bad("no graph in RDF").caused_by(error))?;
        let object = match quad.object {
            Term::NamedNode(node) => node.into_string(),
            Term::Literal(literal) => literal.destruct().0,
            _ => continue,
        };
        let subject = subjects.entry(text_of(quad.subject.to_string())).or_default();
        subject.entry(quad.predicate.into_string()).or_default().insert(object);
    }
    let mut loaded = Loaded::of(path);
    let types = kinds(&subjects);
    for (id, said) in &subjects {
        let subject = Subject { id, said, subjects: &subjects };
        subject.add(&types, &mut loaded).map_err(|error| bad("no part of a graph").caused_by(error))?;
    }
    if !loaded.has("nodes") {
        return Err(bad("no node of a graph in RDF").remedy("give a file that newsgraph wrote"));
    }
    Ok(loaded)
}

/// An IRI without its angle brackets.
fn text_of(node: String) -> String {
    node.trim_start_matches('<').trim_end_matches('>').to_owned()
}

/// The types of edges in the tables, by the terms of their predicates.
fn kinds(subjects: &BTreeMap<String, Said>) -> BTreeMap<String, String> {
    let events = Predicate::ALL.iter().map(|one| (term(one.name()), one.info().neo4j_type.clone()));
    let relations = Relation::ALL.iter().map(|one| (term(one.name()), one.info().neo4j_type.clone()));
    let own = subjects.iter().filter_map(|(id, said)| {
        let kind = said.get(&format!("{RECORD}type"))?.first()?;
        Some((id.strip_prefix(OURS)?.to_owned(), kind.clone()))
    });
    // A user's predicate takes the place of none.
    own.chain(events).chain(relations).collect()
}

/// Something and what is said of it.
struct Subject<'s> {
    id: &'s str,
    said: &'s Said,
    subjects: &'s BTreeMap<String, Said>,
}

impl<'s> Subject<'s> {
    fn all(&self, namespace: &str, name: &str) -> impl Iterator<Item = &'s str> {
        self.said.get(&format!("{namespace}{name}")).into_iter().flatten().map(String::as_str)
    }

    fn one(&self, namespace: &str, name: &str) -> Option<String> {
        self.all(namespace, name).next().map(str::to_owned)
    }

    /// The id that an IRI stands for.
    fn linked(&self, namespace: &str, name: &str) -> Option<String> {
        self.all(namespace, name).next().map(local)
    }

    fn is(&self, kind: &str) -> bool {
        self.said.get(TYPE).is_some_and(|types| types.contains(kind))
    }

    /// What another subject says.
    fn other(&self, id: &'s str) -> Option<Subject<'s>> {
        self.subjects.get(id).map(|said| Subject { id, said, subjects: self.subjects })
    }

    /// Adds the rows of a subject.
    fn add(&self, kinds: &BTreeMap<String, String>, loaded: &mut Loaded) -> std::result::Result<(), serde_json::Error> {
        let is = |namespace: &str, name: &str| self.is(&format!("{namespace}{name}"));
        if let Some(kind) = ["Person", "Country", "Organization", "Place"].into_iter().find(|kind| is(SCHEMA, kind)) {
            self.entity(kind, loaded);
        } else if let Some(label) = ["Meeting", "Statement"].into_iter().find(|label| is(OURS, label)) {
            self.occasion(label, loaded);
        } else if is(SCHEMA, "NewsArticle") {
            self.document(loaded);
        } else if is(OURS, "Event") || is(OURS, "Relation") {
            self.event(kinds, loaded);
        } else if is(RECORD, "Edge") {
            loaded.add("edges", |name| match name {
                "id" => Some(local(self.id)),
                name => self.one(RECORD, name),
            });
            self.evidence(RECORD, loaded);
        } else if is(RECORD, "Part") {
            for row in self.all(RECORD, "row") {
                loaded.add_list("folded", &format!("[{row}]"))?;
            }
        } else if is(RECORD, "Decision") {
            for row in self.all(RECORD, "row") {
                loaded.add_list("decisions", &format!("[{row}]"))?;
            }
        } else if is(OURS, "Predicate") {
            loaded.add("predicates", |name| match name {
                "predicate" => self.one(SCHEMA, "name"),
                "definition" => self.one(SCHEMA, "text"),
                "neo4j_type" => self.one(RECORD, "type"),
                "plover_type" => self.one(RECORD, "plover"),
                "quad_class" => self.one(RECORD, "quadClass").filter(|class| class != "0"),
                name => self.one(RECORD, name),
            });
        }
        Ok(())
    }

    fn entity(&self, kind: &str, loaded: &mut Loaded) {
        let id = local(self.id);
        loaded.add("nodes", |column| match column {
            "id" => Some(id.clone()),
            "labels" => Some(format!("Entity;{kind}")),
            "name" => self.one(SCHEMA, "name"),
            "aliases" => {
                let named = self.one(RECORD, "named").and_then(|_| self.one(SCHEMA, "name"));
                Some(list(self.all(SCHEMA, "alternateName").map(str::to_owned).chain(named)))
            }
            "wikidata" => self.all(SCHEMA, "sameAs").find_map(|same| same.strip_prefix(ITEM)).map(decoded),
            "title" | "reason" => self.one(RECORD, column),
            "iso3" | "country" | "mentions" | "confidence" => self.one(OURS, column),
            "latitude" | "longitude" => self.one(SCHEMA, column),
            "types" => Some(list(self.all(OURS, "seenAs").map(str::to_owned))),
            "claimed_by" => Some(list(self.all(OURS, "claimedBy").map(str::to_owned))),
            _ => None,
        });
        let links = self.all(RECORD, "mention").filter_map(|id| self.other(id));
        for mention in links {
            loaded.add("mentions", |column| match column {
                "source" => mention.linked(OURS, "document"),
                "target" => Some(id.clone()),
                "type" => Some("MENTIONS".to_owned()),
                "document" => mention.document_id(),
                "mentions" => mention.one(RECORD, "count"),
                "own_id" => mention.one(RECORD, "ownId"),
                _ => None,
            });
        }
    }

    fn occasion(&self, label: &str, loaded: &mut Loaded) {
        let proof = self.all(OURS, "evidence").next().and_then(|id| self.other(id));
        loaded.add("nodes", |column| match column {
            "id" => Some(local(self.id)),
            "labels" => Some(label.to_owned()),
            "name" | "text" => self.one(SCHEMA, column),
            "date" => self.date(),
            "level" | "duration" | "status" | "direct" | "cue" | "confidence" => self.one(OURS, column),
            "agenda" => Some(list(self.all(OURS, "agenda").map(str::to_owned))),
            "document" if label == "Statement" => proof.as_ref().and_then(Subject::document_id),
            _ => None,
        });
    }

    fn document(&self, loaded: &mut Loaded) {
        loaded.add("nodes", |column| match column {
            "id" => Some(local(self.id)),
            "labels" => Some("Document".to_owned()),
            "name" => self.one(SCHEMA, "name").or_else(|| self.one(SCHEMA, "identifier")),
            "document" => self.one(SCHEMA, "identifier"),
            "url" => self.one(RECORD, "url").or_else(|| self.one(SCHEMA, "url")),
            "date" => self.one(SCHEMA, "datePublished"),
            "producer" => self.one(OURS, "producer"),
            "text_sha256" => self.one(RECORD, "textSha256"),
            _ => None,
        });
    }

    fn event(&self, kinds: &BTreeMap<String, String>, loaded: &mut Loaded) {
        loaded.add("edges", |column| match column {
            "id" => Some(local(self.id)),
            "source" | "target" | "attribution" => self.linked(OURS, column),
            "type" => {
                let predicate = self.one(OURS, "predicate")?;
                kinds.get(predicate.strip_prefix(OURS)?).cloned()
            }
            "date" => self.date(),
            "place" => self.linked(SEM, "hasPlace"),
            "negated" | "modality" | "role" => self.one(OURS, column),
            _ => None,
        });
        self.evidence(OURS, loaded);
    }

    /// Adds the evidence of an edge.
    fn evidence(&self, namespace: &str, loaded: &mut Loaded) {
        let edge = local(self.id);
        for one in self.all(namespace, "evidence").filter_map(|id| self.other(id)) {
            let mark = |name: &str, end: bool| {
                let mark = one.one(RECORD, name)?;
                mark.split_once('-').map(|(first, last)| if end { last } else { first }.to_owned())
            };
            loaded.add("evidence", |column| match column {
                "edge" => Some(edge.clone()),
                "document" => one.document_id(),
                "sentence" | "begin" | "end" | "rule" | "confidence" => one.one(OURS, column),
                "sentence_begin" => one.one(RECORD, "sentenceBegin"),
                "place" | "decided" | "cameo" | "mode" | "contexts" => one.one(RECORD, column),
                column => match column.rsplit_once('_') {
                    Some((part, end @ ("begin" | "end"))) => mark(part, end == "end"),
                    _ => None,
                },
            });
        }
    }

    /// The document's own id, of what links to one.
    fn document_id(&self) -> Option<String> {
        let document = self.all(OURS, "document").next().and_then(|id| self.other(id))?;
        document.one(SCHEMA, "identifier")
    }

    fn date(&self) -> Option<String> {
        let first = self.one(SEM, "hasBeginTimeStamp").zip(self.one(SEM, "hasEndTimeStamp"));
        first.map(|(first, last)| format!("{first}/{last}")).or_else(|| self.one(SEM, "hasTimeStamp"))
    }
}

/// Strings as a field of CSV.
fn list(strings: impl Iterator<Item = String>) -> String {
    let strings: BTreeSet<String> = strings.map(|string| string.replace(';', ",")).collect();
    strings.into_iter().collect::<Vec<_>>().join(";")
}

/// The id in the IRI of a node.
fn local(iri: &str) -> String {
    decoded(iri.strip_prefix(NODE).unwrap_or(iri))
}

/// Without percent-encoding.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| byte == b'%');
        let code = code
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(code.unwrap_or(byte));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_decoded() {
        assert_eq!(local("https://w3id.org/newsgraph/node/user-a%20b%5C%C3%A9"), "user-a b\\é");
        assert_eq!(decoded("100%"), "100%");
    }
}
