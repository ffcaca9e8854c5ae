//! A name, other name or id in; who of a graph is meant out, or who is near.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::Store;

use crate::ontology::{Predicate, Relation};
use crate::resolve::{name_key, unlikeness};
use crate::{Error, ErrorKind, Result};

const NODE: &str = "https://w3id.org/newsgraph/node/";
const TERMS: &str = "https://w3id.org/newsgraph/";
const SCHEMA: &str = "https://schema.org/";

/// How many near names are told.
const NEAREST: usize = 3;

/// A person, country, organization or place of a graph.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    /// Its node in RDF.
    pub iri: NamedNode,
    /// Its id in all other files.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: BTreeSet<String>,
    /// `Person`, `Country`, `Organization` or `Place`.
    pub kind: String,
    /// Its country, alpha-3; empty where it is not known.
    pub country: String,
    /// How often documents mention it.
    pub mentions: u64,
}

impl Candidate {
    fn new(iri: NamedNode, kind: &str) -> Self {
        let id = decoded(iri.as_str().strip_prefix(NODE).unwrap_or(iri.as_str()));
        let (name, country) = (String::new(), String::new());
        Self { iri, id, name, aliases: BTreeSet::new(), kind: kind.to_owned(), country, mentions: 0 }
    }

    /// Its name and all others.
    fn names(&self) -> impl Iterator<Item = &str> {
        [&self.name].into_iter().chain(&self.aliases).map(String::as_str)
    }

    /// “Xi Jinping (Q15031, Person, CHN)”.
    pub fn shown(&self) -> String {
        let parts = [&self.id, &self.kind, &self.country].map(String::as_str);
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        format!("“{}” ({})", self.name, parts.join(", "))
    }
}

/// Everybody and everything in a graph that has a name.
#[derive(Debug)]
pub(crate) struct Names {
    candidates: Vec<Candidate>,
    /// The types of its edges, as `MET_WITH`.
    predicates: BTreeSet<String>,
}

impl Names {
    #[cfg(test)]
    pub(super) fn of(name: &str, id: &str) -> Self {
        let iri = NamedNode::new(format!("{NODE}{id}")).unwrap_or_else(|error| panic!("{error}"));
        let candidate = Candidate { name: name.to_owned(), ..Candidate::new(iri, "Person") };
        Self { candidates: vec![candidate], predicates: built_in() }
    }

    /// Those of a graph in RDF.
    pub fn of_store(store: &Store) -> Self {
        let mut found = BTreeMap::<String, Candidate>::new();
        for kind in ["Person", "Country", "Organization", "Place"] {
            let class = NamedNode::new_unchecked(format!("{SCHEMA}{kind}"));
            for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.as_ref().into()), None).flatten() {
                if let NamedOrBlankNode::NamedNode(iri) = quad.subject {
                    found.entry(iri.as_str().to_owned()).or_insert_with(|| Candidate::new(iri, kind));
                }
            }
        }
        let mut each = |predicate: String, take: &mut dyn FnMut(&mut Candidate, String)| {
            let predicate = NamedNode::new_unchecked(predicate);
            for quad in store.quads_for_pattern(None, Some(predicate.as_ref()), None, None).flatten() {
                let (NamedOrBlankNode::NamedNode(iri), Term::Literal(value)) = (quad.subject, quad.object) else {
                    continue;
                };
                if let Some(candidate) = found.get_mut(iri.as_str()) {
                    take(candidate, value.value().to_owned());
                }
            }
        };
        each(format!("{SCHEMA}name"), &mut |candidate, name| candidate.name = name);
        each(format!("{SCHEMA}alternateName"), &mut |candidate, name| candidate.aliases.extend([name]));
        each(format!("{TERMS}iso3"), &mut |candidate, code| candidate.country = code);
        each(format!("{TERMS}country"), &mut |candidate, code| candidate.country = code);
        each(format!("{TERMS}mentions"), &mut |candidate, count| candidate.mentions = count.parse().unwrap_or(0));
        let mut predicates = built_in();
        let told = NamedNodeRef::new_unchecked("https://w3id.org/newsgraph/predicate");
        for quad in store.quads_for_pattern(None, Some(told), None, None).flatten() {
            if let Term::NamedNode(predicate) = quad.object {
                predicates.extend(predicate.as_str().strip_prefix(TERMS).map(upper));
            }
        }
        Self { candidates: found.into_values().collect(), predicates }
    }

    /// The one that is meant: by its id, its name, another name, and these without regard to case and accents; the first of them
    /// that anybody has.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] with the nearest where there is none, and with all where there are several; `what` says what is
    /// looked for.
    pub fn find(&self, text: &str, what: &str) -> Result<&Candidate> {
        let id = text.strip_prefix("node:").unwrap_or(text);
        let key = name_key(text);
        let same_key = |name: &str| !key.is_empty() && name_key(name) == key;
        let ways: [&dyn Fn(&Candidate) -> bool; 5] = [
            &|one| one.id == id,
            &|one| one.name == text,
            &|one| one.aliases.contains(text),
            &|one| same_key(&one.name),
            &|one| one.aliases.iter().any(|alias| same_key(alias)),
        ];
        let found = ways.iter().map(|way| self.candidates.iter().filter(|one| way(one)).collect::<Vec<_>>());
        let error = |message: String| Error::new(ErrorKind::Usage, message);
        match found.into_iter().find(|found| !found.is_empty()).as_deref() {
            Some([one]) => Ok(one),
            Some(several) => {
                let several: Vec<String> = several.iter().take(2 * NEAREST).map(|one| one.shown()).collect();
                Err(error(format!("“{text}” names {}", several.join(" and "))).remedy("give one of these ids"))
            }
            None => {
                let near: Vec<String> = self.near(text, NEAREST).into_iter().map(Candidate::shown).collect();
                let error = error(format!("no {what} “{text}” in the graph"));
                Err(match near.is_empty() {
                    true => error.remedy("names and ids stand in nodes.csv"),
                    false => error.remedy(format!("the nearest are {}", near.join(", "))),
                })
            }
        }
    }

    /// Those whose names hold the text or are spelled nearly so, the nearest first; of those as near, who is mentioned most.
    pub fn near(&self, text: &str, most: usize) -> Vec<&Candidate> {
        let key = name_key(text);
        let far = |one: &Candidate| one.names().filter_map(|name| unlikeness(&key, &name_key(name))).min();
        let mut near: Vec<_> = self.candidates.iter().filter_map(|one| Some((far(one)?, one))).collect();
        near.sort_by(|(a, one), (b, other)| {
            a.cmp(b).then(other.mentions.cmp(&one.mentions)).then_with(|| one.id.cmp(&other.id))
        });
        near.into_iter().take(most).map(|(_, one)| one).collect()
    }

    /// The type of an edge as the graph writes it: `SIGNED_AGREEMENT_WITH` for `signed-agreement-with`.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] with the nearest.
    pub fn predicate(&self, text: &str) -> Result<String> {
        let name = text.replace(['-', ' '], "_").to_uppercase();
        if self.predicates.contains(&name) {
            return Ok(name);
        }
        let near = nearest_words(&name, self.predicates.iter().map(String::as_str));
        let near = if near.is_empty() { self.predicates.iter().map(String::as_str).collect() } else { near };
        Err(Error::new(ErrorKind::Usage, format!("no predicate “{text}”")).remedy(format!("use {}", near.join(", "))))
    }
}

/// The names that are nearly spelled so or hold the text, the nearest first.
pub(crate) fn nearest_words<'w>(text: &str, names: impl Iterator<Item = &'w str>) -> Vec<&'w str> {
    let key = name_key(text);
    let mut near: Vec<_> = names.filter_map(|name| Some((unlikeness(&key, &name_key(name))?, name))).collect();
    near.sort_unstable();
    near.into_iter().take(NEAREST).map(|(_, name)| name).collect()
}

fn built_in() -> BTreeSet<String> {
    let events = Predicate::ALL.iter().map(|one| one.info().neo4j_type.clone());
    events.chain(Relation::ALL.iter().map(|one| one.info().neo4j_type.clone())).collect()
}

/// `MET_WITH` for `metWith`.
fn upper(term: &str) -> String {
    let mut name = String::with_capacity(term.len() + 4);
    for c in term.chars() {
        if c.is_ascii_uppercase() {
            name.push('_');
        }
        name.extend(c.to_uppercase());
    }
    name
}

/// The id of a node from its part of an IRI.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, left @ ..] = rest {
        let code = match (first, left) {
            (b'%', [high, low, ..]) => char::from(*high).to_digit(16).zip(char::from(*low).to_digit(16)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.extend(u8::try_from(high * 16 + low));
                rest = &left[2..];
            }
            None => {
                bytes.push(*first);
                rest = left;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::of("Ada Vik", "Q1");
        let mut add = |id: &str, name: &str, alias: &str, mentions: u64| {
            let iri = NamedNode::new(format!("{NODE}{id}")).unwrap_or_else(|error| panic!("{error}"));
            let aliases = BTreeSet::from([alias.to_owned()]);
            let (name, one) = (name.to_owned(), Candidate::new(iri, "Person"));
            names.candidates.push(Candidate { name, aliases, mentions, ..one });
        };
        add("local-1", "Bo Lund", "Lund", 1);
        add("local-2", "Siri Lund", "Lund", 7);
        add("user-a%2Fb", "José Ñandú", "El Ñandú", 2);
        names
    }

    fn found(text: &str) -> std::result::Result<String, String> {
        names().find(text, "actor").map(|one| one.id.clone()).map_err(|error| error.to_string())
    }

    #[test]
    fn somebody_is_found_by_id_name_and_other_names() {
        for (text, id) in [
            ("Q1", "Q1"),
            ("node:Q1", "Q1"),
            ("user-a/b", "user-a/b"),
            ("Ada Vik", "Q1"),
            ("ada vik", "Q1"),
            ("jose nandu", "user-a/b"),
            ("el nandu", "user-a/b"),
            ("Siri Lund", "local-2"),
        ] {
            assert_eq!(found(text).as_deref(), Ok(id), "{text}");
        }
    }

    #[test]
    fn who_is_not_there_or_not_alone_is_told_with_those_near() {
        let said = |text: &str| found(text).map_or_else(|said| said, |id| panic!("{id}"));
        assert!(said("Lund").contains("local-1") && said("Lund").contains("local-2"));
        assert!(said("Ada Vig").contains("“Ada Vik” (Q1, Person)"));
        assert!(said("Vick").contains("Ada Vik"));
        assert!(said("Nobody Whatsoever").contains("nodes.csv"));
        assert!(said("").contains("nodes.csv"));
        let near: Vec<String> = names().near("lund", 9).into_iter().map(|one| one.id.clone()).collect();
        assert_eq!(near, ["local-2", "local-1"], "who is mentioned most comes first");
    }

    #[test]
    fn a_predicate_is_taken_in_any_writing() {
        let names = names();
        for text in ["met-with", "MET_WITH", "Met with"] {
            assert_eq!(names.predicate(text).ok().as_deref(), Some("MET_WITH"));
        }
        assert!(names.predicate("critized").is_err_and(|error| error.to_string().contains("CRITICIZED")));
        assert_eq!(upper("signedAgreementWith"), "SIGNED_AGREEMENT_WITH");
    }
}
