//! A graph in; the files that newsgraph itself does not read back checked: the viewer's page, JSON-LD and GEXF hold the
//! strings of the graph, and nothing that these strings have made.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::Term;
use quick_xml::events::Event;
use serde_json::Value;

use super::{coding, folder};
use crate::export::{Export, Format, Options, View, xml};
use crate::graph::{KnowledgeGraph, Node};

/// The files of a folder, or a text.
pub(super) fn views(data: &[u8]) {
    match folder::graph(data) {
        Some(graph) => check(&graph),
        None => check(&coding::graph(data)),
    }
}

fn check(graph: &KnowledgeGraph) {
    let options = Options { all: true, statements: true, ..Options::default() };
    let folded = graph.folded();
    let view = View::new(&folded, &options);
    page(&view, &written(&view, Format::Html));
    json_ld(&view, written(&view, Format::JsonLd).as_bytes());
    gexf(&view, &written(&view, Format::Gexf));
}

/// The one file of a format.
fn written(view: &View<'_>, format: Format) -> String {
    let mut out = Vec::new();
    let export: Option<&&dyn Export> = format.exports().first();
    assert!(export.is_some_and(|export| export.write(view, &mut out).is_ok()), "not written");
    String::from_utf8(out).unwrap_or_else(|_| panic!("{format:?} is no UTF-8"))
}

/// What stands before the data of the page, and behind it.
const DATA: [&str; 2] = ["<script type=\"application/json\" id=\"data\">", "</script>"];

/// A page without a graph.
static EMPTY: LazyLock<String> = LazyLock::new(|| {
    let (graph, options) = (KnowledgeGraph::new(), Options::default());
    written(&View::new(&graph.folded(), &options), Format::Html)
});

/// A page before its data, the data, and the rest.
fn parts(page: &str) -> [&str; 3] {
    let parts = page.split_once(DATA[0]).and_then(|(before, rest)| Some((before, rest.split_once(DATA[1])?)));
    let Some((before, (data, after))) = parts else { panic!("a page without data") };
    [before, data, after]
}

/// The data are JSON and have every string; without them the page is that of any graph.
fn page(view: &View<'_>, page: &str) {
    let [before, data, after] = parts(page);
    let [same_before, _, same_after] = parts(&EMPTY);
    assert!(before == same_before && after == same_after, "a graph that changes the page");
    assert!(!data.contains(['<', '\u{2028}', '\u{2029}']), "data that could end their element");
    let data: Value = serde_json::from_str(data).unwrap_or_else(|error| panic!("data that are no JSON: {error}"));
    let list = |name: &str| data[name].as_array().map_or(&[][..], Vec::as_slice);
    let strings =
        |name: &str, key: &str| -> Vec<&str> { list(name).iter().filter_map(|one| one[key].as_str()).collect() };
    let is_document = |node: &Node| matches!(node, Node::Document(_));
    let entities = view.nodes().iter().filter(|shown| !is_document(shown.node));
    assert_eq!(strings("nodes", "name"), entities.map(|shown| shown.name.as_ref()).collect::<Vec<_>>());
    assert_eq!(strings("edges", "id"), view.edges().iter().map(|edge| edge.id).collect::<Vec<_>>());
    let evidence = || view.edges().iter().flat_map(|edge| &edge.evidence);
    let said: BTreeSet<&str> = list("sentences").iter().filter_map(|one| one[2].as_str()).collect();
    assert_eq!(said, evidence().map(|one| &*one.sentence).collect());
    // What points, points at something.
    let is_in = |place: &Value, name: &str| place.as_u64().is_some_and(|place| place < list(name).len() as u64);
    for edge in list("edges") {
        assert!(is_in(&edge["source"], "nodes") || is_in(&edge["source"], "documents"), "an edge from nowhere");
        assert!(is_in(&edge["target"], "nodes") || is_in(&edge["target"], "documents"), "an edge to nowhere");
        assert!(is_in(&edge["kind"], "kinds"), "an edge of no kind");
        for one in edge["evidence"].as_array().map_or(&[][..], Vec::as_slice) {
            assert!(is_in(&one[0], "sentences") && is_in(&one[1], "rules"), "evidence of nothing");
        }
    }
    for sentence in list("sentences") {
        assert!(is_in(&sentence[0], "documents"), "a sentence of no document");
    }
}

/// The engine of `newsgraph query` reads it, and finds every name.
fn json_ld(view: &View<'_>, text: &[u8]) {
    let format = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };
    let mut found = BTreeSet::new();
    for quad in RdfParser::from_format(format).for_slice(text) {
        let quad = quad.unwrap_or_else(|error| panic!("JSON-LD that is not read: {error}"));
        if let (Term::Literal(name), "https://schema.org/name") = (quad.object, quad.predicate.as_str()) {
            found.insert(name.value().to_owned());
        }
    }
    for entity in view.nodes().iter().filter_map(|shown| shown.node.entity()) {
        assert!(found.contains(&entity.name), "a name that JSON-LD lacks: {:?}", entity.name);
    }
}

/// It is XML and has every entity, with its name as XML can hold it, and nothing else.
fn gexf(view: &View<'_>, text: &str) {
    let mut labels = Vec::new();
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        let element = match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => element,
            Ok(Event::End(_) | Event::Text(_) | Event::Decl(_)) => continue,
            Ok(Event::Eof) => break,
            Ok(other) => panic!("GEXF with {other:?}"),
            Err(error) => panic!("GEXF that is no XML: {error}"),
        };
        for attribute in element.attributes() {
            let attribute = attribute.unwrap_or_else(|error| panic!("an attribute that is none: {error}"));
            let value = String::from_utf8_lossy(&attribute.value);
            let value = quick_xml::escape::unescape(&value).unwrap_or_else(|error| panic!("an entity: {error}"));
            if element.name().as_ref() == b"node" && attribute.key.as_ref() == b"label" {
                labels.push(value.into_owned());
            }
        }
    }
    let in_xml = |name: &str| {
        let value = xml::attribute(name);
        quick_xml::escape::unescape(&value).map_or_else(|_| String::new(), std::borrow::Cow::into_owned)
    };
    let entities = view.nodes().iter().filter(|shown| shown.node.entity().is_some());
    assert_eq!(labels, entities.map(|shown| in_xml(&shown.name)).collect::<Vec<_>>());
}
