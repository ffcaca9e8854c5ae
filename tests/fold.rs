//! People whose country one document tells and another does not: one node where nothing says that they are two, and apart
//! again when a further document does.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/hostile.rs"]
#[allow(dead_code)]
mod hostile;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use newsgraph::events::{Codes, Level, Modality, Occasion};
use newsgraph::export::{Format, Options, write_folder};
use newsgraph::graph::{
    ActorRef, Claim, DocumentNode, EdgeKind, EntityNode, EventRecord, Evidence, KnowledgeGraph, MeetingRecord, Node,
    StatementNode, document_id, read_folder, tell_apart,
};
use newsgraph::ontology::{Predicate, Relation};
use newsgraph::resolve::{EntityType, local_id};

/// Somebody whom a document names.
#[derive(Clone, Copy)]
struct Told {
    name: &'static str,
    country: &'static str,
}

const OPEN: Told = Told { name: "Ada Moe", country: "" };
const NORWEGIAN: Told = Told { name: "Ada Moe", country: "NOR" };
const SWEDISH: Told = Told { name: "Ada Moe", country: "SWE" };

impl Told {
    fn id(self) -> String {
        if self.country.is_empty() {
            return local_id("Person", self.name);
        }
        local_id("Person", &format!("{} / {}", self.name, self.country))
    }

    fn node(self, document: &str) -> EntityNode {
        let Node::Entity(node) = hostile::entity(&self.id(), EntityType::Person, self.name, document) else { panic!() };
        // What each document says on its own must come back from the folder.
        EntityNode {
            country: Some(self.country.to_owned()).filter(|country| !country.is_empty()),
            aliases: BTreeSet::from([self.name.to_owned(), format!("{} of {document}", self.name)]),
            reason: format!("name in {document}"),
            confidence: (document.len() as f32 / 100.0).into(),
            types: BTreeSet::from([
                EntityType::Person,
                if self.country.is_empty() { EntityType::Place } else { EntityType::Organization },
            ]),
            ..node
        }
    }
}

/// A document that tells of somebody all that a document can tell: events of every truth, an office, a meeting, a statement.
fn document(id: &str, told: Told) -> KnowledgeGraph {
    let (home, person) = ("Q1000001", told.id());
    let mut graph = KnowledgeGraph::new();
    graph.add_node(hostile::document(id));
    graph.add_node(hostile::entity(home, EntityType::Country, "Home", id));
    graph.add_node(hostile::entity("local-place", EntityType::Place, "Harbor", id));
    graph.add_node(Node::Entity(told.node(id)));
    let says = |seed: usize| hostile::evidence(id, &format!("{} spoke in {id}.", told.name), seed);
    for seed in 0..24 {
        let there = Evidence { place: Some("local-place".into()), ..says(seed) };
        graph.add_event(hostile::event(&person, home, seed, there));
    }
    // others claim it of the person
    let event = hostile::event("Q1000001", &person, 1, says(30));
    graph.add_event(EventRecord { attribution: Some(person.clone()), target: None, ..event.clone() });
    graph.add_event(EventRecord {
        attribution: Some(person.clone()),
        modality: Modality::ReportedClaim,
        ..event.clone()
    });
    graph.add_event(EventRecord { source: Some(ActorRef::Entity("local-place".into())), ..event });
    // who stands between the ids of the two, so that the ends of what is mutual change places
    let friend = format!("{}-friend", OPEN.id().min(NORWEGIAN.id()));
    graph.add_node(hostile::entity(&friend, EntityType::Organization, "Roe", id));
    let met = EventRecord { predicate: Predicate::MetWith, ..hostile::event(&person, &friend, 0, says(29)) };
    graph.add_event(met);
    let office = Claim::asserted(&person, EdgeKind::Relation(Relation::HoldsOffice), home);
    assert!(graph.add_edge(Claim { role: Some("envoy".into()), ..office }, [says(31)]));
    for (seed, date) in [(32, "2023-03-20"), (33, "")] {
        graph.add_meeting(MeetingRecord {
            participants: BTreeSet::from([person.clone(), home.to_owned()]),
            place: Some("local-place".into()),
            date: date.parse().ok(),
            negated: id.len().is_multiple_of(2),
            modality: if told.country.is_empty() { Modality::Planned } else { Modality::Asserted },
            attribution: Some(person.clone()),
            occasion: Occasion {
                level: Some(Level::Summit),
                duration: None,
                agenda: BTreeSet::from([format!("matters of {id}")]),
                cancelled: id.len().is_multiple_of(2),
            },
            evidence: vec![says(seed)],
        });
    }
    let mut evidence = says(34);
    evidence.marks.codes = Codes::default();
    graph.add_statement(StatementNode {
        id: format!("statement-{id}"),
        speakers: BTreeSet::from([person.clone()]),
        voices: BTreeSet::from(["two officials".to_owned()]),
        addressees: BTreeSet::from([home.to_owned(), person.clone()]),
        audience: BTreeSet::from(["reporters".to_owned()]),
        about: BTreeSet::from([person.clone()]),
        reporters: BTreeSet::from([person]),
        text: format!("Words of {id}"),
        direct: true,
        cue: Some("say".into()),
        date: None,
        evidence,
    });
    graph
}

fn merged(parts: impl IntoIterator<Item = KnowledgeGraph>) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    parts.into_iter().for_each(|part| graph.merge(part));
    graph
}

fn options(all: bool) -> Options {
    Options { formats: Format::ALL.to_vec(), all, ..Options::default() }
}

/// The files that a graph is written as.
fn written(graph: &KnowledgeGraph, dir: &Path, options: &Options) -> BTreeMap<String, String> {
    let files = write_folder(graph, dir, options).unwrap();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files
        .files
        .into_iter()
        .map(|file| (name(&file.path), String::from_utf8_lossy(&fs::read(file.path).unwrap()).into_owned()))
        .collect()
}

/// Fails with the first line that differs.
fn assert_same(left: &BTreeMap<String, String>, right: &BTreeMap<String, String>, case: &str) {
    assert_eq!(left.keys().collect::<Vec<_>>(), right.keys().collect::<Vec<_>>(), "{case}");
    for (file, text) in left {
        for (left, right) in text.lines().zip(right[file].lines()) {
            assert_eq!(left, right, "{file}, {case}");
        }
        assert_eq!(text.lines().count(), right[file].lines().count(), "{file}, {case}");
    }
}

/// The graph of what a folder holds, written and read once.
fn through_folder(graph: &KnowledgeGraph, options: &Options) -> KnowledgeGraph {
    let dir = tempfile::tempdir().unwrap();
    written(graph, dir.path(), options);
    read_folder(dir.path()).unwrap()
}

/// Ids of the people that a graph shows.
fn people(graph: &KnowledgeGraph) -> BTreeSet<String> {
    let folded = graph.folded();
    let nodes = folded.graph().petgraph().node_weights().filter_map(Node::entity);
    nodes.filter(|entity| entity.kind == EntityType::Person).map(|entity| entity.id.clone()).collect()
}

fn ids<const N: usize>(people: [Told; N]) -> BTreeSet<String> {
    people.into_iter().map(Told::id).collect()
}

#[test]
fn one_country_is_that_of_all_who_have_the_name() {
    let graph = merged([document("a", NORWEGIAN), document("bb", OPEN), document("ccc", OPEN)]);
    assert_eq!(people(&graph), ids([NORWEGIAN]));
    let dir = tempfile::tempdir().unwrap();
    let files = written(&graph, dir.path(), &options(true));
    // nothing speaks of the other but what parts the two again
    for (file, text) in &files {
        // the group of a test's event is called after its id
        let named = text.replace(&format!("forces of {}", OPEN.id()), "").contains(&OPEN.id());
        let parts = ["mentions.csv", "folded.csv", "mentions.parquet", "folded.parquet"];
        let whole = [
            "graph.html",
            "graph.graphml",
            "graph.jsonld",
            "graph.expanded.jsonld",
            "graph.ttl",
            "graph.nq",
            "graph.trig",
        ];
        assert_eq!(named, parts.iter().chain(&whole).any(|name| name == file), "{file}");
    }
    let folded = graph.folded();
    let Some(Node::Entity(person)) = folded.graph().node(&NORWEGIAN.id()) else { panic!() };
    assert_eq!(person.country.as_deref(), Some("NOR"));
    assert!(["Ada Moe", "Ada Moe of a", "Ada Moe of bb"].iter().all(|alias| person.aliases.contains(*alias)));
    assert_eq!(person.mentions.len(), 3);
    let own_ids = |document| folded.own_ids(&NORWEGIAN.id(), document).map(|owns| owns.keys().collect::<Vec<_>>());
    assert_eq!(own_ids("bb"), Some(vec![&OPEN.id()]));
    assert_eq!(own_ids("a"), None);
}

#[test]
fn the_meeting_of_both_is_one() {
    let meetings = |graph: &KnowledgeGraph| {
        let folded = graph.folded();
        let nodes = folded.graph().petgraph().node_weights();
        let dated = nodes.filter_map(|node| match node {
            Node::Meeting(meeting) if meeting.date.is_some() => Some(meeting.occasion.agenda.len()),
            _ => None,
        });
        dated.collect::<Vec<_>>()
    };
    let graph = merged([document("a", NORWEGIAN), document("bb", OPEN)]);
    assert_eq!(meetings(&graph), [2]);
    let graph = merged([graph, document("ccc", SWEDISH)]);
    assert_eq!(meetings(&graph), [1, 1, 1]);
}

#[test]
fn two_countries_leave_three() {
    let graph = merged([document("a", NORWEGIAN), document("bb", OPEN), document("ccc", SWEDISH)]);
    assert_eq!(people(&graph), ids([NORWEGIAN, OPEN, SWEDISH]));
    let dir = tempfile::tempdir().unwrap();
    let files = written(&graph, dir.path(), &options(true));
    assert!(!files.contains_key("folded.csv"));
}

#[test]
fn nobody_is_taken_for_another() {
    // one word is no full name
    let (open, told) = (Told { name: "Moe", country: "" }, Told { name: "Moe", country: "NOR" });
    assert_eq!(people(&merged([document("a", told), document("bb", open)])), ids([told, open]));
    // another name
    let other = Told { name: "Ida Moe", country: "NOR" };
    assert_eq!(people(&merged([document("a", other), document("bb", OPEN)])), ids([other, OPEN]));
    // a document that names both tells them apart
    let both = merged([document("a", NORWEGIAN), document("a", OPEN)]);
    assert_eq!(people(&both), ids([NORWEGIAN, OPEN]));
    // who has an item, or an id of a user's, is known by that
    for id in ["Q7", "user-7"] {
        let mut graph = document("a", OPEN);
        let linked = EntityNode { id: id.to_owned(), ..NORWEGIAN.node("bb") };
        graph.add_node(Node::Entity(linked));
        assert_eq!(people(&graph), BTreeSet::from([id.to_owned(), OPEN.id()]));
    }
    // a town is no person
    let mut graph = document("a", NORWEGIAN);
    let town = EntityNode { kind: EntityType::Place, id: local_id("Place", "Ada Moe"), ..OPEN.node("bb") };
    graph.add_node(Node::Entity(town));
    assert!(graph.folded().graph().node(&local_id("Place", "Ada Moe")).is_some());
}

#[test]
fn bodies_and_places_are_one_like_people() {
    let named = |kind: EntityType, name: &str, country: &str, document: &str| {
        let full = if country.is_empty() { name.to_owned() } else { format!("{name} / {country}") };
        let told = Told { name: "", country: "" }.node(document);
        let country = Some(country.to_owned()).filter(|country| !country.is_empty());
        let (id, name) = (local_id(kind.as_str(), &full), name.to_owned());
        Node::Entity(EntityNode { id, kind, name, country, ..told })
    };
    let count = |kind: EntityType, name: &str, countries: &[&str]| {
        let mut graph = KnowledgeGraph::new();
        for (document, country) in countries.iter().enumerate() {
            graph.add_node(named(kind, name, country, &document.to_string()));
        }
        graph.folded().graph().petgraph().node_count()
    };
    for kind in [EntityType::Organization, EntityType::Place] {
        assert_eq!(count(kind, "Graytide", &["NOR", ""]), 1);
        assert_eq!(count(kind, "Graytide", &["NOR", "", "SWE"]), 3);
    }
    // a mere noun is of any country
    assert_eq!(count(EntityType::Organization, "Parliament", &["NOR", ""]), 2);
}

#[test]
fn a_folder_that_is_read_back_is_written_the_same() {
    let graph = merged([document("a", NORWEGIAN), document("bb", OPEN), document("ccc", OPEN)]);
    let dir = tempfile::tempdir().unwrap();
    for all in [true, false] {
        for formats in [Format::ALL.to_vec(), vec![Format::Csv]] {
            let options = Options { formats, ..options(all) };
            let first = written(&graph, &dir.path().join("a"), &options);
            let again = written(&read_folder(&dir.path().join("a")).unwrap(), &dir.path().join("b"), &options);
            assert_same(&first, &again, &format!("all: {all}"));
            fs::remove_dir_all(dir.path().join("a")).unwrap();
        }
    }
}

#[test]
fn what_is_read_back_is_apart_again() {
    let graph = merged([document("a", NORWEGIAN), document("bb", OPEN), document("ccc", OPEN)]);
    let read = through_folder(&graph, &options(true));
    for told in [NORWEGIAN, OPEN] {
        assert_eq!(read.node(&told.id()), graph.node(&told.id()));
    }
    let ids =
        |graph: &KnowledgeGraph| graph.petgraph().edge_weights().map(|edge| edge.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&read), ids(&graph));
    assert!(read.events().eq(graph.events()));
}

/// Any documents, put together in any order, some of them read from folders: the same files as all at once.
#[test]
fn any_split_over_runs_gives_the_same_files() {
    let told = [NORWEGIAN, OPEN, SWEDISH, OPEN, NORWEGIAN];
    let names = ["a", "bb", "ccc", "dddd", "eeeee"];
    let dir = tempfile::tempdir().unwrap();
    // A folder without `--all` does not hold what its documents tell of plans.
    let options = options(true);
    for subset in 1_usize..32 {
        let chosen: Vec<usize> = (0..5).filter(|place| subset >> place & 1 == 1).collect();
        let part = |place: usize| document(names[place], told[place]);
        let whole = written(&merged(chosen.iter().map(|&place| part(place))), &dir.path().join("whole"), &options);
        let _ = fs::remove_dir_all(dir.path().join("whole"));
        for split in 0..chosen.len() {
            let (left, right) = chosen.split_at(split);
            let left = through_folder(&merged(left.iter().map(|&place| part(place))), &options);
            let right = merged(right.iter().rev().map(|&place| part(place)));
            let case = format!("{chosen:?} at {split}");
            let one = written(&merged([left.clone(), right.clone()]), &dir.path().join("one"), &options);
            assert_same(&whole, &one, &case);
            let _ = fs::remove_dir_all(dir.path().join("one"));
            let right = through_folder(&right, &options);
            let other = written(&merged([right.clone(), left, right]), &dir.path().join("other"), &options);
            assert_same(&whole, &other, &case);
            let _ = fs::remove_dir_all(dir.path().join("other"));
        }
    }
}

/// As versions wrote it that had neither the table nor a manifest.
#[test]
fn a_folder_without_the_table_of_parts_is_still_a_graph() {
    let graph = merged([document("a", NORWEGIAN), document("bb", OPEN)]);
    let dir = tempfile::tempdir().unwrap();
    let first = written(&graph, dir.path(), &options(true));
    fs::remove_file(dir.path().join("folded.csv")).unwrap();
    fs::remove_file(dir.path().join("newsgraph.json")).unwrap();
    let read = read_folder(dir.path()).unwrap();
    assert_eq!(people(&read), ids([NORWEGIAN]));
    assert_eq!(written(&read, dir.path(), &options(true))["edges.csv"], first["edges.csv"]);
    assert_eq!(people(&merged([read, document("ccc", SWEDISH)])), ids([NORWEGIAN, OPEN, SWEDISH]));
}

#[test]
fn texts_that_tell_the_country_and_texts_that_do_not() {
    let read = |id: &str, text: &str| newsgraph::read_document(&newsgraph::ingest::Document::new(id, text));
    let norwegian = read("a", "Norwegian Foreign Minister Ada Graywick met Angela Merkel in Rome.");
    let open = read("b", "Ada Graywick criticized Angela Merkel.");
    let maltese = read("c", "Maltese Foreign Minister Ada Graywick met Angela Merkel in Rome.");
    let named = |graph: &KnowledgeGraph| {
        let folded = graph.folded();
        let nodes = folded.graph().petgraph().node_weights().filter_map(Node::entity);
        let named = nodes.filter(|entity| entity.name == "Ada Graywick");
        named.map(|entity| entity.country.clone().unwrap_or_default()).collect::<BTreeSet<_>>()
    };
    let two = merged([norwegian, open]);
    assert_eq!(named(&two), BTreeSet::from(["NOR".to_owned()]));
    let three = merged([two, maltese]);
    assert_eq!(named(&three), BTreeSet::from([String::new(), "MLT".to_owned(), "NOR".to_owned()]));
}

/// A document of that text, which a file of its id may hold in one run and another in another.
fn with_text(id: &str, told: Told, sum: &str) -> KnowledgeGraph {
    let mut graph = document(id, told);
    graph.add_node(Node::Document(DocumentNode {
        id: document_id(id),
        document: id.to_owned(),
        title: None,
        url: None,
        copies: BTreeSet::new(),
        date: None,
        text_sha256: Some(sum.repeat(64)),
        sketch: None,
        producer: "".into(),
    }));
    graph
}

fn documents(graph: &KnowledgeGraph) -> BTreeSet<String> {
    let document = |node: &Node| match node {
        Node::Document(document) => Some(document.document.clone()),
        _ => None,
    };
    graph.petgraph().node_weights().filter_map(document).collect()
}

#[test]
fn texts_of_one_id_are_several_documents() {
    let dir = tempfile::tempdir().unwrap();
    let join = |parts: &[KnowledgeGraph]| {
        let mut parts = parts.to_vec();
        tell_apart(&mut parts);
        merged(parts)
    };
    let (one, other) = (with_text("story", NORWEGIAN, "a"), with_text("story", SWEDISH, "b"));
    let both = join(&[one.clone(), other.clone()]);
    assert_eq!(documents(&both), BTreeSet::from(["story#aaaaaaaaaaaa".to_owned(), "story#bbbbbbbbbbbb".to_owned()]));
    // nothing names a document that is not there, and nobody is lost
    let evidence = both.petgraph().edge_weights().flat_map(|edge| &edge.evidence);
    let named: BTreeSet<String> = evidence.map(|evidence| evidence.document.to_string()).collect();
    assert_eq!(named, documents(&both));
    assert_eq!(people(&both), ids([NORWEGIAN, SWEDISH]));
    // in any order, and again
    let expected = written(&both, &dir.path().join("both"), &options(true));
    for (name, parts) in [("turned", vec![other.clone(), one.clone()]), ("again", vec![both, one.clone(), other])] {
        assert_same(&expected, &written(&join(&parts), &dir.path().join(name), &options(true)), name);
    }
    // the same text twice is one document
    assert_eq!(documents(&join(&[one.clone(), one])), BTreeSet::from(["story".to_owned()]));
}
