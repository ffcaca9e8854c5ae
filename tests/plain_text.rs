//! Plain text as people have it in: wrapped, exported, transcribed, copied; the graph of what it says out.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/program.rs"]
#[allow(dead_code)]
mod program;

use std::collections::BTreeSet;

use newsgraph::graph::{EdgeKind, KnowledgeGraph, Node};
use newsgraph::ingest::{self, Content, Document, Options};
use newsgraph::pipeline;
use program::{Folder, Run};

/// The names of the entities of a graph.
fn names(graph: &KnowledgeGraph) -> BTreeSet<String> {
    let entities = graph.petgraph().node_weights().filter_map(Node::entity);
    entities.map(|entity| entity.name.clone()).collect()
}

/// The asserted events of a text: “Ada Moe criticized Peru”.
fn events(graph: &KnowledgeGraph) -> BTreeSet<String> {
    let name = |id: &str| {
        let found = graph.petgraph().node_weights().find(|node| node.id() == id).and_then(Node::entity);
        found.map(|entity| entity.name.clone()).unwrap_or_default()
    };
    let edges = graph.petgraph().edge_weights().filter(|edge| matches!(edge.claim.kind, EdgeKind::Event(_)));
    let edges = edges.filter(|edge| edge.evidence.iter().any(|evidence| evidence.confidence.value() >= 0.7));
    edges
        .map(|edge| format!("{} {} {}", name(&edge.claim.source), edge.claim.kind.name(), name(&edge.claim.target)))
        .collect()
}

fn read(text: &str) -> KnowledgeGraph {
    pipeline::read_document(&Document::new("t", text))
}

#[test]
fn who_speaks_in_a_transcript_is_i_and_we() {
    let graph = read(
        "PRESIDENT ZELENSKYY: Thank you all. I met Chancellor Scholz this morning.\n\n(APPLAUSE)\n\n\
         OLAF SCHOLZ, CHANCELLOR OF GERMANY: We condemn Russia. I also criticized President Putin on the phone.\n\n\
         MODERATOR: I thank you both.\n",
    );
    let events = events(&graph);
    // A meeting has no direction.
    let met = |one: &str, other: &str| events.contains(&format!("{one} met-with {other}"));
    let (host, guest) = ("Olaf Scholz", "Volodymyr Zelenskyy");
    assert!(met(host, guest) || met(guest, host), "{events:?}");
    for event in ["Olaf Scholz criticized Russia", "Olaf Scholz criticized Vladimir Putin"] {
        assert!(events.contains(event), "{event}: {events:?}");
    }
    // capitals make no second person, and a moderator is nobody
    let names = names(&graph);
    let odd = |name: &&String| name.to_uppercase() == **name && name.len() > 3 || name.contains("oderator");
    assert_eq!(names.iter().find(odd), None, "{names:?}");
    let speakers: Vec<usize> = graph
        .petgraph()
        .node_weights()
        .filter_map(|node| match node {
            Node::Statement(statement) => Some(statement.evidence.begin),
            _ => None,
        })
        .collect();
    assert_eq!(speakers.len(), 3, "{speakers:?}");
}

#[test]
fn whom_a_turn_quotes_is_the_i_of_the_quotation() {
    let graph = read(
        "SUSAN RICE, HOST: Thank you. Chancellor Olaf Scholz said, \"I met Xi Jinping in Beijing, and we criticized Russia.\"\n\n\
         ADA MOE, REPORTER: I praise Norway.\n\nRICE: Thanks.\n",
    );
    let events = events(&graph);
    assert!(events.contains("Olaf Scholz criticized Russia"), "{events:?}");
    assert!(!events.iter().any(|event| event.contains("Rice")), "{events:?}");
}

#[test]
fn who_is_called_takes_no_part() {
    let graph = read(
        "ERIN BURNETT, CNN HOST: Good evening. Secretary Blinken is in Israel.\n\n\
         JEREMY DIAMOND, CNN CORRESPONDENT: Erin, Blinken met Prime Minister Netanyahu this morning. I spoke to officials.\n\n\
         BURNETT: Thank you.\n",
    );
    let events = events(&graph);
    assert!(!events.iter().any(|event| event.contains("Burnett")), "{events:?}");
}

#[test]
fn the_guest_of_an_interview_answers() {
    let graph = read(
        "Interview with Foreign Minister Penny Wong\n\nQ: Minister, what did you say to China?\n\n\
         A: I urged China to lift the tariffs.\n\nQ: Will you go back?\n\nA: I will.\n",
    );
    assert!(events(&graph).contains("Penny Wong appealed-to China"), "{:?}", events(&graph));
}

#[test]
fn broken_words_and_lines_are_read_as_one() {
    let graph = read(
        "German Chancellor Olaf Scholz met the president of Ukraine, Volodymyr Zelen-\n\
         skyy, in Berlin on Monday. Scholz criticized the president of Russia, Vladi-\n\
         mir Putin, for the attack on the harbor, and he thanked the government of\nNorway.\n",
    );
    assert!(events(&graph).contains("Olaf Scholz criticized Vladimir Putin"), "{:?}", events(&graph));
    assert!(names(&graph).contains("Volodymyr Zelenskyy"), "{:?}", names(&graph));
}

#[test]
fn lines_of_their_own_and_hyphens_of_names_stay() {
    let graph = read("Peru criticizes Chile\nNorway praises Kenya\nGhana condemns Laos\nJapan thanks Nepal\n");
    assert_eq!(events(&graph).len(), 4, "{:?}", events(&graph));
    let graph = read(
        "The secretary of state of the United States, Antony Blinken, met Abdel Fattah el-\n\
         Sisi in Cairo on Tuesday. They talked for two hours about the war and the harbors\nof the region.\n",
    );
    assert!(names(&graph).contains("Abdel Fattah el-Sisi"), "{:?}", names(&graph));
}

#[test]
fn a_caption_told_twice_is_one_sentence() {
    let caption = "<figure><img src=\"a.jpg\"><p>Mark Esper criticized China in Singapore.</p></figure>";
    let page = format!("<html><body>{caption}{caption}</body></html>");
    let folder = Folder::new("captions");
    folder.file("page.html", page).well(&["extract", "page.html", "-o", "graph"]);
    let evidence = folder.read("graph/evidence.csv");
    assert_eq!(evidence.matches("Mark Esper criticized China").count(), 1, "{evidence}");
}

#[test]
fn the_articles_of_an_export_are_documents_with_their_days() {
    let text = "Minister visits Lima\n\nBergen Herald\n\nJune 4, 2019 Tuesday\n\nBody\n\nThe minister visited Lima on Monday.\n\nEnd of Document\n\n\
                Storm closes port\n\nBergen Herald\n\nMarch 1, 2021 Monday\n\nBody\n\nA storm closed the port of Bergen on Sunday.\n\nEnd of Document\n";
    let folder = Folder::new("export");
    folder.file("export.txt", text);
    let documents: Vec<Document> = ingest::read(&[folder.path("export.txt")], Options::default())
        .map(|input| match input.unwrap().content {
            Content::Text(document) => document,
            other => panic!("{other:?}"),
        })
        .collect();
    let told: Vec<_> = documents
        .iter()
        .map(|document| (document.id.as_str(), document.published.map(|day| day.to_string())))
        .collect();
    assert_eq!(told, [("export-1", Some("2019-06-04".to_owned())), ("export-13", Some("2021-03-01".to_owned()))]);
    assert!(documents.iter().all(|document| !document.text.contains("Herald")));
}

#[test]
fn a_folder_tells_what_it_passes_over_and_reads_a_text_once() {
    let story = "Peru praised Chile on Monday, and Chile thanked Peru.";
    let copies = format!(
        "{{\"id\": \"a\", \"url\": \"https://a.example/1\", \"text\": \"{story}\"}}\n{{\"id\": \"b\", \"url\": \"https://b.example/2\", \"text\": \" {story}\\n\"}}\n"
    );
    let folder = Folder::new("folder");
    folder.file("news/feed.jsonl", copies).file("news/photo.jpeg", "x").file("old.txt", "Peru criticized Norway.");
    folder.well(&["extract", "old.txt", "-o", "news/monday"]);
    let Run { code, err: messages, .. } = folder.run(&["extract", "news", "-o", "graph"]);
    assert_eq!(code, Some(0), "{messages}");
    for part in ["monday: an earlier graph of newsgraph", "photo.jpeg", "1 document has the text of another", ": b\n"] {
        assert!(messages.contains(part), "{part}: {messages}");
    }
    let nodes = folder.read("graph/nodes.csv");
    assert!(nodes.contains("https://a.example/1 https://b.example/2") && !nodes.contains("Norway"), "{nodes}");
    // merged with itself, the graph is the same
    folder.well(&["merge", "graph", "graph", "-o", "again"]);
    assert_eq!(folder.read("again/nodes.csv"), nodes);
}
