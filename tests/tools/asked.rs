//! The questions of `queries` asked about others than the files name: Neo4j with parameters, Jena with the file as a user
//! changes it, and the embedded engine by name give one answer. The graph is made here, so that each has one.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use newsgraph::events::{Codes, Marks, Modality, Occasion, Polarity};
use newsgraph::export::{Options, write_folder};
use newsgraph::graph::{
    ActorRef, Claim, DocumentNode, EdgeKind, EntityNode, EventRecord, Evidence, KnowledgeGraph, MeetingRecord, Node,
    Provenance, document_id,
};
use newsgraph::ontology::{Predicate, Relation};
use newsgraph::query::{self, AnswerFormat, Limits, Parameter, Values};
use newsgraph::resolve::EntityType;
use serde_json::json;

use super::answers::{assert_same_sections, query as file_of, questions};
use super::neo4j::Home;
use super::sparql::jena;
use super::support::{run, scratch};
use super::table::Table;

/// What is asked: a question, and the values of its parameters; those that are not named are whatever.
const ASKED: &[(&str, &[(Parameter, &str)])] = {
    use Parameter::{Actor, Other, Place, Predicate, Since, Until};
    &[
        ("actor-timeline", &[(Actor, "Ada Vik")]),
        ("actor-timeline", &[(Actor, "Ada Vik"), (Since, "2023-02"), (Until, "2023-03-05")]),
        ("actor-timeline", &[(Actor, HOSTILE)]),
        ("agreements", &[(Actor, "Ada Vik"), (Other, "Bo Lund")]),
        ("agreements", &[(Until, "2023-04")]),
        ("best-supported-edges", &[(Actor, "Bo Lund")]),
        ("claims-by-whom", &[]),
        ("claims-by-whom", &[(Actor, "Cy Toll")]),
        ("country-relations", &[(Since, "2023-02"), (Until, "2023-02-28")]),
        ("denied-events", &[]),
        ("denied-events", &[(Actor, "Arvia")]),
        ("documents-by-events", &[]),
        ("documents-by-events", &[(Since, "2023-03")]),
        ("events-at-a-place", &[(Place, "Port Ivo")]),
        ("mediation-offers", &[(Actor, "Arvia")]),
        ("meetings-of-many", &[]),
        ("path-between-two-actors", &[(Actor, "Ada Vik"), (Other, "Bo Lund")]),
        ("path-between-two-actors", &[(Actor, "Delta Union"), (Other, HOSTILE)]),
        ("relations-by-month", &[(Actor, "Arvia"), (Other, "Bo Lund")]),
        ("sentence-behind-an-edge", &[(Actor, "Ada Vik"), (Other, "Bo Lund"), (Predicate, "CRITICIZED")]),
        ("sentence-behind-an-edge", &[(Actor, "Ada Vik"), (Other, "Bo Lund")]),
        ("shared-by-two-actors", &[(Actor, "Ada Vik"), (Other, "Cy Toll")]),
        ("tone-by-month", &[(Actor, "Ada Vik")]),
        ("tone-by-month", &[(Actor, "Ada Vik"), (Other, "Bo Lund"), (Since, "2023-02")]),
        ("who-criticized-whom", &[(Actor, "Bo Lund")]),
        ("who-criticized-whom", &[(Actor, HOSTILE)]),
        ("who-holds-office", &[(Actor, "Arvia")]),
        ("who-met-whom", &[(Place, "Port Ivo")]),
        ("who-met-whom", &[(Actor, "Cy Toll"), (Other, "Ada Vik"), (Since, "2023-03-05"), (Until, "2023-03-05")]),
        ("who-sanctioned-whom", &[]),
        ("who-sanctioned-whom", &[(Actor, "Belmor"), (Since, "2023-02-20")]),
        ("who-speaks-for-whom", &[(Actor, "Delta Union")]),
    ]
};

/// A name that tries to end its place in either language.
const HOSTILE: &str = "Ann O'Hara \"}) DETACH DELETE n // \\' . } #";

const DOCUMENTS: [(&str, &str); 3] = [("first", "2023-03-06"), ("second", "2023-04-03"), ("third", "2023-05-01")];

/// The folder of the graph.
fn affairs() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = scratch("affairs");
        write_folder(&graph(), &folder, &Options { all: true, ..Options::default() }).unwrap();
        folder
    })
}

fn graph() -> KnowledgeGraph {
    use EntityType::{Country, Organization, Person, Place};
    use Predicate::{
        Accused, AgreedWith, Attacked, Criticized, MetWith, Praised, ProposedMediation, Rejected, Sanctioned,
        SignedAgreementWith, Threatened, Visited,
    };
    let mut graph = KnowledgeGraph::new();
    for (document, day) in DOCUMENTS {
        graph.add_node(Node::Document(DocumentNode {
            id: document_id(document),
            document: document.into(),
            title: Some(format!("The {document}")),
            url: (document != "third").then(|| format!("https://news.example/{document}")),
            copies: BTreeSet::new(),
            date: day.parse().ok(),
            text_sha256: None,
            sketch: None,
            producer: Provenance::of_this_build().to_string().into(),
        }));
    }
    for (id, kind, name, country) in [
        ("user-arvia", Country, "Arvia", "XXA"),
        ("user-belmor", Country, "Belmor", "XXB"),
        ("user-delta", Organization, "Delta Union", "IGO"),
        ("user-ivo", Place, "Port Ivo", "XXB"),
        ("user-ada", Person, "Ada Vik", "XXA"),
        ("user-bo", Person, "Bo Lund", "XXB"),
        ("user-cy", Person, "Cy Toll", "IGO"),
        ("user-ann", Person, HOSTILE, ""),
    ] {
        graph.add_node(entity(id, kind, name, country));
    }
    let mut event = |source: &str, predicate: Predicate, target: &str, date: &str, told: &[(&str, usize)]| {
        for (document, place) in told {
            graph.add_event(EventRecord {
                evidence: evidence(document, *place, (predicate == SignedAgreementWith).then_some("user-ivo")).into(),
                predicate,
                source: Some(ActorRef::Entity(source.into())),
                target: Some(ActorRef::Entity(target.into())),
                polarity: Polarity::Positive,
                modality: Modality::Asserted,
                attribution: None,
                date: date.parse().ok(),
            });
        }
    };
    event("user-ada", Criticized, "user-bo", "2023-01-10", &[("first", 1), ("second", 2), ("second", 3)]);
    event("user-ada", Praised, "user-bo", "2023-02-03", &[("first", 4)]);
    event("user-ada", Visited, "user-ivo", "2023-03-05", &[("first", 5), ("third", 5)]);
    event("user-ada", MetWith, "user-bo", "2023-03-05", &[("second", 6)]);
    event("user-ada", SignedAgreementWith, "user-bo", "2023-04-01/2023-04-02", &[("second", 7)]);
    event("user-bo", AgreedWith, "user-delta", "", &[("first", 8)]);
    event("user-bo", Accused, "user-arvia", "2023", &[("third", 9)]);
    event("user-arvia", Sanctioned, "user-belmor", "2023-02", &[("first", 10)]);
    event("user-arvia", ProposedMediation, "user-belmor", "2023-03-01", &[("first", 11)]);
    event("user-belmor", Rejected, "user-arvia", "2023-03-06", &[("first", 12)]);
    event("user-ann", Criticized, "user-cy", "2023-05-01", &[("third", 13)]);
    let mut told =
        |source: &str, predicate, target: &str, date: &str, negated: bool, modality, by: Option<&str>, place| {
            graph.add_event(EventRecord {
                evidence: evidence("third", place, None).into(),
                predicate,
                source: Some(ActorRef::Entity(source.into())),
                target: Some(ActorRef::Entity(target.into())),
                polarity: if negated { Polarity::Negative } else { Polarity::Positive },
                modality,
                attribution: by.map(str::to_owned),
                date: date.parse().ok(),
            });
        };
    told("user-belmor", Sanctioned, "user-arvia", "2023-03", false, Modality::Planned, None, 14);
    told("user-bo", Attacked, "user-arvia", "2023-02-01", true, Modality::Asserted, Some("user-bo"), 15);
    told("user-belmor", Threatened, "user-delta", "", true, Modality::Asserted, None, 16);
    told("user-bo", Threatened, "user-ada", "2023-02-14", false, Modality::ReportedClaim, Some("user-cy"), 17);
    told("user-ada", Accused, "user-bo", "", true, Modality::ReportedClaim, Some("user-ann"), 18);
    for (person, relation, body, role, place) in [
        ("user-ada", Relation::HoldsOffice, "user-arvia", "President", 19),
        ("user-bo", Relation::HoldsOffice, "user-belmor", "Foreign Minister", 20),
        ("user-cy", Relation::AffiliatedWith, "user-delta", "spokesman", 21),
    ] {
        let claim = Claim::asserted(person, EdgeKind::Relation(relation), body);
        let claim = Claim { role: Some(role.into()), ..claim };
        assert!(graph.add_edge(claim, [evidence("first", place, None)]));
    }
    for (participants, place, date, at) in [
        (&["user-ada", "user-bo", "user-cy"][..], Some("user-ivo"), "2023-03-05", 22),
        (&["user-ann", "user-cy"], None, "2023-05-01", 23),
    ] {
        graph.add_meeting(MeetingRecord {
            participants: participants.iter().map(|id| (*id).to_owned()).collect(),
            place: place.map(str::to_owned),
            date: date.parse().ok(),
            negated: false,
            modality: Modality::Asserted,
            attribution: None,
            occasion: Occasion::default(),
            evidence: vec![evidence("first", at, place)],
        });
    }
    graph
}

fn entity(id: &str, kind: EntityType, name: &str, country: &str) -> Node {
    Node::Entity(EntityNode {
        id: id.into(),
        kind,
        types: BTreeSet::from([kind]),
        name: name.into(),
        aliases: BTreeSet::from([name.to_owned()]),
        wikidata: None,
        title: None,
        iso3: (kind == EntityType::Country).then(|| country.to_owned()),
        country: Some(country).filter(|country| !country.is_empty()).map(str::to_owned),
        coordinates: None,
        claimed_by: BTreeSet::new(),
        mentions: BTreeMap::from([("first".into(), 1)]),
        confidence: 0.9.into(),
        reason: "name".into(),
    })
}

/// Evidence as sure as its place is even or odd; that of an edge in one document is a sentence each.
fn evidence(document: &str, place: usize, at: Option<&str>) -> Evidence {
    let sentence = format!("Sentence {place} of the {document}.");
    Evidence {
        document: document.into(),
        begin: place * 100,
        end: place * 100 + sentence.len(),
        rule: "rule/of-the-test".into(),
        confidence: if place.is_multiple_of(2) { 0.95 } else { 0.9 }.into(),
        place: at.map(str::to_owned),
        sentence: sentence.into(),
        sentence_begin: place * 100,
        marks: Marks { trigger: None, source: None, target: None, decided: String::new(), codes: Codes::default() },
    }
}

/// The heading of what is asked.
fn heading(question: &str, values: &[(Parameter, &str)]) -> String {
    let values: String = values.iter().map(|(parameter, value)| format!(", {} {value}", parameter.name())).collect();
    format!("{question}{values}")
}

fn sections(answer: impl Fn(&str, &[(Parameter, &str)]) -> Table) -> Vec<(String, Table)> {
    ASKED.iter().map(|(question, values)| (heading(question, values), answer(question, values))).collect()
}

#[test]
fn every_question_is_asked() {
    let asked: BTreeSet<&str> = ASKED.iter().map(|(question, _)| *question).collect();
    assert!(asked.into_iter().eq(questions().iter().map(String::as_str)));
}

#[test]
fn the_embedded_engine_answers_by_name() {
    assert_same_sections("embedded, asked", sections(|question, values| by_name(question, values, |name| name.into())));
}

#[test]
fn an_id_or_another_writing_asks_the_same() {
    let ids = [("Ada Vik", "user-ada"), ("Bo Lund", "node:user-bo"), ("Arvia", "ARVIA"), ("Port Ivo", "port ivo")];
    let other = |name: &str| ids.iter().find(|(one, _)| *one == name).map_or(name, |(_, id)| id).to_owned();
    assert_same_sections("embedded, by ids", sections(|question, values| by_name(question, values, other)));
}

fn by_name(question: &str, values: &[(Parameter, &str)], written: impl Fn(&str) -> String) -> Table {
    let mut given = Values::default();
    for (parameter, value) in values {
        match parameter {
            Parameter::Actor => given.actor = Some(written(value)),
            Parameter::Other => given.other = Some(written(value)),
            Parameter::Place => given.place = Some(written(value)),
            Parameter::Predicate => given.predicate = Some((*value).to_owned()),
            Parameter::Since => given.since = value.parse().ok(),
            Parameter::Until => given.until = value.parse().ok(),
        }
    }
    let mut answer = Vec::new();
    let question = query::find(question).unwrap();
    assert!(query::ask(question, given, affairs(), AnswerFormat::Json, &Limits::default(), &mut answer).unwrap());
    Table::from_sparql_json(str::from_utf8(&answer).unwrap())
}

#[test]
#[ignore = "needs Apache Jena: cargo xtask test"]
fn apache_jena_answers_the_changed_files() {
    let folder = scratch("changed");
    let answer = |question: &str, values: &[(Parameter, &str)]| {
        let text = fs::read_to_string(file_of(question, "rq")).unwrap();
        let line = text.lines().find(|line| line.starts_with("  VALUES (?")).unwrap();
        let (variables, _) = line.split_once('{').unwrap();
        let term = |variable: &str| {
            let name = variable.trim_matches(['?', '(', ')']).trim_start_matches("the_");
            let value = values.iter().find(|(parameter, _)| parameter.name() == name).map_or("", |(_, value)| value);
            format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
        };
        let terms: Vec<String> = variables.split_whitespace().skip(1).map(term).collect();
        let file = folder.join("changed.rq");
        fs::write(&file, text.replace(line, &format!("{variables}{{ ({}) }}", terms.join(" ")))).unwrap();
        let data = format!("--data={}", affairs().join("graph.jsonld").display());
        let asked = format!("--query={}", file.display());
        Table::from_sparql_json(&run(jena("arq.sparql").args([&data, &asked, "--results=JSON"])))
    };
    assert_same_sections("Jena, asked", sections(answer));
}

#[test]
#[ignore = "needs Neo4j and its Python driver: cargo xtask test"]
fn neo4j_answers_with_parameters() {
    let home = Home::new("neo4j-asked");
    home.bulk_import(affairs());
    let server = home.start();
    let run = |(question, values): &(&str, &[(Parameter, &str)])| {
        let mut parameters: BTreeMap<&str, &str> = Parameter::ALL.map(|parameter| (parameter.name(), "")).into();
        parameters.extend(values.iter().map(|(parameter, value)| (parameter.name(), *value)));
        json!({ "file": file_of(question, "cypher"), "parameters": parameters })
    };
    let runs: Vec<_> = ASKED.iter().map(run).collect();
    let file = scratch("neo4j-asked-parameters").join("runs.json");
    fs::write(&file, json!(runs).to_string()).unwrap();
    let answers = server.cypher(&[file]);
    assert_eq!(answers.len(), ASKED.len());
    let table = |answer: &super::neo4j::Answer| Table::from_values(&answer.columns, &answer.rows);
    let headings = ASKED.iter().map(|(question, values)| heading(question, values));
    assert_same_sections("Neo4j, asked", headings.zip(answers.iter().map(table)).collect());
}
