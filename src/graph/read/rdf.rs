//! A file of RDF in; the tables of a graph out: what `export/jsonld` and `export/rdf.rs` write, in whatever order and graphs its triples are.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term};

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
    let mut all = Triples::default();
    let reader: Box<dyn Read> = match format {
        // Its parser recurses.
        RdfFormat::JsonLd { .. } => Box::new(Nesting::of(BufReader::new(file))),
        _ => Box::new(BufReader::with_capacity(1 << 16, file)),
    };
    for quad in RdfParser::from_format(format).for_reader(reader) {
        let quad = quad.map_err(|error| bad("no graph in RDF").caused_by(error))?;
        let object = match &quad.object {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            _ => continue,
        };
        let subject = match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str(),
            NamedOrBlankNode::BlankNode(node) => node.as_str(),
        };
        all.add(subject, quad.predicate.as_str(), object);
    }
    let all = all.sorted();
    let mut loaded = Loaded::of(path);
    let types = kinds(&all);
    for subject in all.subjects() {
        subject.add(&types, &mut loaded).map_err(|error| bad("no part of a graph").caused_by(error))?;
    }
    if !loaded.has("nodes") {
        return Err(bad("no node of a graph in RDF").remedy("give a file that newsgraph wrote"));
    }
    Ok(loaded)
}

/// The types of edges in the tables, by the terms of their predicates.
fn kinds(all: &Sorted) -> BTreeMap<String, String> {
    let events = Predicate::ALL.iter().map(|one| (term(one.name()), one.info().neo4j_type.clone()));
    let relations = Relation::ALL.iter().map(|one| (term(one.name()), one.info().neo4j_type.clone()));
    let own = all.subjects().filter(|subject| subject.id.starts_with(OURS)).filter_map(|subject| {
        let kind = subject.one(RECORD, "type")?;
        Some((subject.id.strip_prefix(OURS)?.to_owned(), kind.into_owned()))
    });
    // A user's predicate takes the place of none.
    own.chain(events).chain(relations).collect()
}

/// Triples, with each name once.
#[derive(Default)]
struct Triples {
    subjects: HashMap<String, u32>,
    numbers: HashMap<String, u32>,
    /// By their numbers.
    predicates: Vec<String>,
    /// The texts of all objects, one behind the other.
    texts: String,
    triples: Vec<Triple>,
}

#[derive(Clone, Copy)]
struct Triple {
    subject: u32,
    predicate: u32,
    /// Where its object begins and ends.
    object: (usize, usize),
}

impl Triples {
    fn add(&mut self, subject: &str, predicate: &str, object: &str) {
        let begin = self.texts.len();
        self.texts.push_str(object);
        let subject = number(&mut self.subjects, subject);
        let number = number(&mut self.numbers, predicate);
        if number as usize == self.predicates.len() {
            self.predicates.push(predicate.to_owned());
        }
        self.triples.push(Triple { subject, predicate: number, object: (begin, self.texts.len()) });
    }

    /// By subject, then by predicate and object.
    fn sorted(self) -> Sorted {
        let Self { subjects, predicates, texts, mut triples, .. } = self;
        let text = |triple: &Triple| texts.get(triple.object.0..triple.object.1);
        // Most stand together already, which makes this a single pass.
        triples.sort_by_key(|triple| triple.subject);
        let mut said = vec![(0, 0); subjects.len()];
        let mut begin = 0;
        for (subject, of_subject) in said.iter_mut().zip(triples.chunk_by_mut(|a, b| a.subject == b.subject)) {
            of_subject.sort_unstable_by(|a, b| (a.predicate, text(a)).cmp(&(b.predicate, text(b))));
            *subject = (begin, begin + of_subject.len());
            begin += of_subject.len();
        }
        let said = |(name, number): (String, u32)| Some((name, *said.get(number as usize)?));
        Sorted { subjects: subjects.into_iter().filter_map(said).collect(), predicates, texts, triples }
    }
}

/// Triples of which those of one subject stand together.
struct Sorted {
    /// Where those of each subject begin and end.
    subjects: HashMap<String, (usize, usize)>,
    predicates: Vec<String>,
    texts: String,
    triples: Vec<Triple>,
}

impl Sorted {
    fn subject<'s>(&'s self, id: &'s str) -> Option<Subject<'s>> {
        let (begin, end) = *self.subjects.get(id)?;
        Some(Subject { id, said: self.triples.get(begin..end)?, all: self })
    }

    /// By their ids.
    fn subjects(&self) -> impl Iterator<Item = Subject<'_>> {
        let mut ids: Vec<&str> = self.subjects.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids.into_iter().filter_map(|id| self.subject(id))
    }
}

/// The number of a name: that of its first use.
fn number(numbers: &mut HashMap<String, u32>, name: &str) -> u32 {
    if let Some(number) = numbers.get(name) {
        return *number;
    }
    let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(name.to_owned(), number);
    number
}

/// Something and what is said of it.
struct Subject<'s> {
    id: &'s str,
    said: &'s [Triple],
    all: &'s Sorted,
}

impl<'s> Subject<'s> {
    fn all(&self, namespace: &str, name: &str) -> impl Iterator<Item = &'s str> + use<'s> {
        let is = |triple: &Triple| {
            let predicate = self.all.predicates.get(triple.predicate as usize);
            predicate.and_then(|iri| iri.strip_suffix(name)).is_some_and(|rest| rest == namespace)
        };
        let first = self.said.iter().position(is).unwrap_or(self.said.len());
        let said = self.said.get(first..).unwrap_or_default();
        let same = said.iter().take_while(|triple| triple.predicate == said[0].predicate).count();
        let mut texts = said[..same].iter().filter_map(|triple| self.all.texts.get(triple.object.0..triple.object.1));
        let mut last = None;
        std::iter::from_fn(move || texts.find(|text| last.replace(*text) != Some(*text)))
    }

    fn one(&self, namespace: &str, name: &str) -> Option<Cow<'s, str>> {
        self.all(namespace, name).next().map(Cow::Borrowed)
    }

    /// The id that an IRI stands for.
    fn linked(&self, namespace: &str, name: &str) -> Option<Cow<'s, str>> {
        self.all(namespace, name).next().map(local)
    }

    fn is(&self, namespace: &str, kind: &str) -> bool {
        self.all(TYPE, "").any(|iri| iri.strip_suffix(kind).is_some_and(|rest| rest == namespace))
    }

    /// What another subject says.
    fn other(&self, id: &'s str) -> Option<Subject<'s>> {
        self.all.subject(id)
    }

    /// Adds the rows of a subject.
    fn add(&self, kinds: &BTreeMap<String, String>, loaded: &mut Loaded) -> std::result::Result<(), serde_json::Error> {
        if let Some(kind) =
            ["Person", "Country", "Organization", "Place"].into_iter().find(|kind| self.is(SCHEMA, kind))
        {
            self.entity(kind, loaded);
        } else if let Some(label) = ["Meeting", "Statement"].into_iter().find(|label| self.is(OURS, label)) {
            self.occasion(label, loaded);
        } else if self.is(SCHEMA, "NewsArticle") {
            self.document(loaded);
        } else if self.is(OURS, "Event") || self.is(OURS, "Relation") {
            self.event(kinds, loaded);
        } else if self.is(RECORD, "Edge") {
            loaded.add("edges", |name| match name {
                "id" => Some(local(self.id)),
                name => self.one(RECORD, name),
            });
            self.evidence(RECORD, loaded);
        } else if self.is(RECORD, "Part") {
            for row in self.all(RECORD, "row") {
                loaded.add_list("folded", &format!("[{row}]"))?;
            }
        } else if self.is(RECORD, "Decision") {
            for row in self.all(RECORD, "row") {
                loaded.add_list("decisions", &format!("[{row}]"))?;
            }
        } else if self.is(OURS, "Predicate") {
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
            "labels" => Some(Cow::Owned(format!("Entity;{kind}"))),
            "name" => self.one(SCHEMA, "name"),
            "aliases" => {
                let named = self.one(RECORD, "named").and_then(|_| self.all(SCHEMA, "name").next());
                Some(list(self.all(SCHEMA, "alternateName").chain(named)))
            }
            "wikidata" => self.all(SCHEMA, "sameAs").find_map(|same| same.strip_prefix(ITEM)).map(decoded),
            "title" | "reason" => self.one(RECORD, column),
            "iso3" | "country" | "mentions" | "confidence" => self.one(OURS, column),
            "latitude" | "longitude" => self.one(SCHEMA, column),
            "types" => Some(list(self.all(OURS, "seenAs"))),
            "claimed_by" => Some(list(self.all(OURS, "claimedBy"))),
            _ => None,
        });
        let links = self.all(RECORD, "mention").filter_map(|id| self.other(id));
        for mention in links {
            loaded.add("mentions", |column| match column {
                "source" => mention.linked(OURS, "document"),
                "target" => Some(id.clone()),
                "type" => Some("MENTIONS".into()),
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
            "labels" => Some(label.into()),
            "name" | "text" => self.one(SCHEMA, column),
            "date" => self.date(),
            "level" | "duration" | "status" | "direct" | "cue" | "confidence" => self.one(OURS, column),
            "agenda" => Some(list(self.all(OURS, "agenda"))),
            "document" if label == "Statement" => proof.as_ref().and_then(Subject::document_id),
            _ => None,
        });
    }

    fn document(&self, loaded: &mut Loaded) {
        loaded.add("nodes", |column| match column {
            "id" => Some(local(self.id)),
            "labels" => Some("Document".into()),
            "name" => self.one(SCHEMA, "name").or_else(|| self.one(SCHEMA, "identifier")),
            "document" => self.one(SCHEMA, "identifier"),
            "url" => self.one(RECORD, "url").or_else(|| self.one(SCHEMA, "url")),
            "date" => self.one(SCHEMA, "datePublished"),
            "producer" => self.one(OURS, "producer"),
            "text_sha256" => self.one(RECORD, "textSha256"),
            "sketch" => self.one(RECORD, "sketch"),
            _ => None,
        });
    }

    fn event(&self, kinds: &BTreeMap<String, String>, loaded: &mut Loaded) {
        loaded.add("edges", |column| match column {
            "id" => Some(local(self.id)),
            "source" | "target" | "attribution" => self.linked(OURS, column),
            "type" => {
                let predicate = self.one(OURS, "predicate")?;
                kinds.get(predicate.strip_prefix(OURS)?).map(|kind| Cow::Borrowed(kind.as_str()))
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
                let mark = one.all(RECORD, name).next()?;
                mark.split_once('-').map(|(first, last)| Cow::Borrowed(if end { last } else { first }))
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
    fn document_id(&self) -> Option<Cow<'s, str>> {
        let document = self.all(OURS, "document").next().and_then(|id| self.other(id))?;
        document.one(SCHEMA, "identifier")
    }

    fn date(&self) -> Option<Cow<'s, str>> {
        let first = self.one(SEM, "hasBeginTimeStamp").zip(self.one(SEM, "hasEndTimeStamp"));
        first.map(|(first, last)| Cow::Owned(format!("{first}/{last}"))).or_else(|| self.one(SEM, "hasTimeStamp"))
    }
}

/// Strings as a field of CSV.
fn list<'s>(strings: impl Iterator<Item = &'s str>) -> Cow<'s, str> {
    let strings: BTreeSet<String> = strings.map(|string| string.replace(';', ",")).collect();
    Cow::Owned(strings.into_iter().collect::<Vec<_>>().join(";"))
}

/// The id in the IRI of a node.
fn local(iri: &str) -> Cow<'_, str> {
    decoded(iri.strip_prefix(NODE).unwrap_or(iri))
}

/// Without percent-encoding.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
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
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
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
