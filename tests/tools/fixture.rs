//! Two small graphs that do not depend on the model: one with an answer to every question, one with hostile names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use newsgraph::events::{Modality, Polarity};
use newsgraph::export::{Options, write_folder};
use newsgraph::graph::{
    ActorRef, Claim, DocumentNode, EdgeKind, EntityNode, EventRecord, Evidence, KnowledgeGraph, MeetingRecord, Node,
    document_id,
};
use newsgraph::ontology::{Predicate, Relation};
use newsgraph::resolve::EntityType::{self, Country, Person, Place};

use super::support::scratch;

/// The id of the one document of each graph.
const DOCUMENT: &str = "fixture";

/// Names that break careless writers of CSV, DOT, JSON and RDF.
pub const HOSTILE: [&str; 14] = [
    "say \"cheese\"",
    "C:\\news\\",
    "semi;colon",
    "<b>bold</b> & &amp; <!-- x -->",
    "line\nbreak\r\nand\ttab",
    "emoji 🕊️ and 習近平",
    "=1+2",
    "+41 22",
    "-dash",
    "@handle",
    "{brace} [bracket] |pipe|",
    "comma, 'quote' `tick`",
    "\\N \\l \\\" end",
    "O\u{2019}Brien \u{202e}rtl",
];

/// The folder with a graph in which every question has an answer.
pub fn answerable() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| folder("answerable", &answerable_graph()))
}

/// The folder with a graph of hostile names.
pub fn hostile() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| folder("hostile", &hostile_graph()))
}

fn folder(name: &str, graph: &KnowledgeGraph) -> PathBuf {
    let folder = scratch(name);
    write_folder(graph, &folder, &Options::default()).unwrap();
    folder
}

fn answerable_graph() -> KnowledgeGraph {
    let mut graph = new_graph();
    for (id, kind, name, country) in [
        ("Q15031", Person, "Xi Jinping", "CHN"),
        ("Q7747", Person, "Vladimir Putin", "RUS"),
        ("local-kirby", Person, "John Kirby", "USA"),
        ("Q148", Country, "China", "CHN"),
        ("Q159", Country, "Russia", "RUS"),
        ("Q30", Country, "United States", "USA"),
        ("Q649", Place, "Moscow", "RUS"),
    ] {
        graph.add_node(entity(id, kind, name, country));
    }
    use Predicate::{Accused, Criticized, MetWith, Praised, ProposedMediation};
    let days = "2023-03-20/2023-03-21";
    for event in [
        event("Q15031", MetWith, "Q7747", days, evidence("Xi met Putin over two days.", 0, 0.9)),
        event("Q15031", MetWith, "Q7747", days, evidence("The two men met again.", 30, 0.8)),
        event("Q15031", ProposedMediation, "Q159", "2023-03-20", evidence("Xi offered Russia to mediate.", 60, 0.8)),
        event("Q7747", Praised, "Q148", "2023-03-20", evidence("Putin praised China.", 90, 0.9)),
        event("local-kirby", Criticized, "Q148", "2023-03-21", evidence("Kirby took China to task.", 120, 0.7)),
        event("local-kirby", Criticized, "Q148", "2023-03-21", evidence("Kirby criticized China.", 150, 0.95)),
        event("Q30", Accused, "Q148", "", evidence("The United States accused China.", 180, 0.9)),
        EventRecord {
            polarity: Polarity::Negative,
            ..event("Q15031", Criticized, "Q159", "2023-03-21", evidence("Xi did not criticize Russia.", 210, 0.9))
        },
    ] {
        graph.add_event(event);
    }
    for (source, relation, target, role) in [
        ("Q15031", Relation::HoldsOffice, "Q148", "President"),
        ("local-kirby", Relation::AffiliatedWith, "Q30", "spokesman"),
    ] {
        let claim = Claim::asserted(source, EdgeKind::Relation(relation), target);
        graph.add_edge(Claim { role: Some(role.to_owned()), ..claim }, [evidence("They were introduced.", 240, 0.9)]);
    }
    graph.add_meeting(MeetingRecord {
        participants: BTreeSet::from(["Q15031".to_owned(), "Q7747".to_owned()]),
        place: Some("Q649".to_owned()),
        date: days.parse().ok(),
        negated: false,
        modality: Modality::Asserted,
        attribution: None,
        evidence: vec![evidence("Xi met Putin over two days.", 0, 0.9)],
    });
    graph
}

fn hostile_graph() -> KnowledgeGraph {
    let mut graph = new_graph();
    for (index, name) in HOSTILE.into_iter().enumerate() {
        graph.add_node(entity(&hostile_id(index), Person, name, "CHN"));
        let next = hostile_id((index + 1) % HOSTILE.len());
        let evidence = evidence(name, index, 0.9);
        graph.add_event(event(&hostile_id(index), Predicate::Criticized, &next, "2023-03-21", evidence));
    }
    graph
}

/// The id of a hostile name.
pub fn hostile_id(index: usize) -> String {
    format!("local-{index}")
}

fn new_graph() -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    graph.add_node(Node::Document(DocumentNode {
        id: document_id(DOCUMENT),
        document: DOCUMENT.to_owned(),
        title: None,
        url: None,
        date: "2023-03-21".parse().ok(),
        producer: "newsgraph/test".to_owned(),
    }));
    graph
}

fn entity(id: &str, kind: EntityType, name: &str, country: &str) -> Node {
    Node::Entity(EntityNode {
        id: id.to_owned(),
        kind,
        name: name.to_owned(),
        aliases: BTreeSet::from([name.to_owned(), format!("{name} again")]),
        wikidata: id.starts_with('Q').then(|| id.to_owned()),
        iso3: (kind == Country).then(|| country.to_owned()),
        country: Some(country.to_owned()),
        mentions: BTreeMap::from([(DOCUMENT.to_owned(), 2)]),
        confidence: 0.9.into(),
    })
}

fn event(source: &str, predicate: Predicate, target: &str, date: &str, evidence: Evidence) -> EventRecord {
    EventRecord {
        evidence,
        predicate,
        source: Some(ActorRef::Entity(source.to_owned())),
        target: Some(ActorRef::Entity(target.to_owned())),
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        attribution: None,
        date: date.parse().ok(),
    }
}

fn evidence(sentence: &str, begin: usize, confidence: f32) -> Evidence {
    Evidence {
        document: DOCUMENT.into(),
        begin,
        end: begin + sentence.len(),
        rule: "test/rule".into(),
        confidence: confidence.into(),
        place: None,
        sentence: sentence.into(),
    }
}
