//! What ARCHITECTURE.md and docs/decisions.md say in; whether it is so: the article followed through the stages, the crates, the tests and files named.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

#[path = "common/markdown.rs"]
#[allow(dead_code)]
mod markdown;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use newsgraph::analyze::{Analysis, analyze};
use newsgraph::events::{Actor, Coded, code};
use newsgraph::export::{self, Options};
use newsgraph::graph::KnowledgeGraph;
use newsgraph::ingest::Document;
use newsgraph::resolve::{Resolution, resolve};

const TEXT: &str = include_str!("../ARCHITECTURE.md");

/// What decided it.
const DECISIONS: &str = include_str!("../docs/decisions.md");

/// The part of the text under a heading.
fn part(heading: &str) -> &'static str {
    let (_, rest) = TEXT.split_once(&format!("\n## {heading}\n")).unwrap();
    rest.split("\n## ").next().unwrap()
}

#[test]
fn the_article_gives_in_each_stage_what_is_told() {
    let blocks = markdown::blocks(part("One article"));
    let [article, told] = &blocks[..] else { panic!("an article and what becomes of it") };
    let document = Document::new("story", article.code.trim_end());
    let analysis = analyze(&document);
    let resolution = resolve(&document, &analysis);
    let coded = code(&document, &analysis, &resolution);
    let graph = KnowledgeGraph::from_document(&document, &analysis, &resolution, &coded);
    let found = [
        of_document(&document, &analysis),
        of_analysis(&document, &analysis),
        of_resolution(&document, &analysis, &resolution),
        of_coded(&resolution, &coded),
        of_files(&graph),
    ]
    .concat();
    assert_eq!(told.code, found, "\n{found}");
}

fn of_document(document: &Document, analysis: &Analysis) -> String {
    let mut out = "Document\n".to_owned();
    for line in &document.lines {
        writeln!(out, "  {:<11} {}", format!("{:?}", line.kind), &document.text[line.span.clone()]).unwrap();
    }
    let day = newsgraph::analyze::publication_day(document, analysis);
    writeln!(out, "  published   {}", day.unwrap()).unwrap();
    out
}

/// The last sentence, and what the model and the times tell of all.
fn of_analysis(document: &Document, analysis: &Analysis) -> String {
    let mut out = "Analysis\n".to_owned();
    let form = |token: usize| analysis.tokens[token].form.as_str();
    for token in &analysis.tokens[analysis.sentences.last().unwrap().tokens.clone()] {
        let head = token.head.map(|head| format!(" of {}", form(head))).unwrap_or_default();
        writeln!(out, "  {:<11} {:<9} {:<6} {}{head}", token.form, token.lemma, token.upos.as_str(), token.deprel)
            .unwrap();
    }
    let text = |tokens: &std::ops::Range<usize>| {
        &document.text[analysis.tokens[tokens.start].span.start..analysis.tokens[tokens.end - 1].span.end]
    };
    let names: Vec<String> =
        analysis.names.iter().map(|name| format!("{} ({:?})", text(&name.tokens), name.kind)).collect();
    writeln!(out, "  names       {}", names.join(", ")).unwrap();
    for time in &analysis.times {
        writeln!(out, "  time        {}: {}", text(&time.tokens), time.date.unwrap()).unwrap();
    }
    for signal in analysis.signals.iter().flatten() {
        let party = |parties: &[(usize, f32)]| {
            let likeliest = parties.iter().max_by(|a, b| a.1.total_cmp(&b.1));
            likeliest.map_or("nobody".to_owned(), |(token, sure)| format!("{} {sure:.2}", form(*token)))
        };
        let (source, target) = (party(&signal.sources), party(&signal.targets));
        let predicate = signal.predicate.name();
        writeln!(
            out,
            "  signal      {}: {predicate} {:.2}, from {source}, to {target}",
            form(signal.trigger),
            signal.probability
        )
        .unwrap();
    }
    out
}

fn of_resolution(document: &Document, analysis: &Analysis, resolution: &Resolution) -> String {
    let mut out = "Resolution\n".to_owned();
    for (at, entity) in resolution.entities.iter().enumerate() {
        let mentions = resolution.mentions.iter().filter(|mention| mention.entities.contains(&at)).map(|mention| {
            let tokens = &analysis.tokens[mention.tokens.clone()];
            let text = &document.text[tokens[0].span.start..tokens[tokens.len() - 1].span.end];
            format!("“{text}” {:.2}", mention.confidence)
        });
        let state = entity.state().unwrap_or("no state");
        let (kind, mentions) = (entity.kind.as_str(), mentions.collect::<Vec<_>>().join(", "));
        writeln!(out, "  {:<11} {kind}, {state}, {}: {mentions}", entity.name, entity.id).unwrap();
    }
    for office in &resolution.offices {
        let [person, body] = [office.person, office.body].map(|entity| &resolution.entities[entity].name);
        writeln!(out, "  office      {person}, {} of {body}", office.title).unwrap();
    }
    out
}

fn of_coded(resolution: &Resolution, coded: &Coded) -> String {
    let mut out = "Coded\n".to_owned();
    let name = |entity: usize| resolution.entities[entity].name.as_str();
    let actor = |actor: &Option<Actor>| actor.as_ref().and_then(Actor::entity).map_or("nobody", name);
    for event in &coded.events {
        let (source, target) = (actor(&event.source), actor(&event.target));
        let day = event.date.map(|date| format!(", {date}")).unwrap_or_default();
        let says = event.attribution.map(|who| format!(" of {}", name(who))).unwrap_or_default();
        let (predicate, polarity, modality) =
            (event.predicate.name(), event.polarity.as_str(), event.modality.as_str());
        let (rule, sure) = (event.evidence.rule, event.evidence.confidence);
        writeln!(
            out,
            "  event       {source} {predicate} {target}: {polarity}, {modality}{says}{day}; {rule}, {sure:.2}"
        )
        .unwrap();
    }
    for meeting in &coded.meetings {
        let who: Vec<&str> = meeting.participants.iter().map(|&who| name(who)).collect();
        writeln!(out, "  meeting     {}, {}", who.join(", "), meeting.date.unwrap()).unwrap();
    }
    for standing in &coded.standing {
        writeln!(out, "  standing    {} {} {}", name(standing.source), standing.relation.name(), name(standing.target))
            .unwrap();
    }
    for statement in &coded.statements {
        let who: Vec<&str> = statement.speakers.iter().map(|&who| name(who)).collect();
        writeln!(out, "  statement   {}: {}", who.join(", "), statement.text).unwrap();
    }
    out
}

/// The nodes, and what stands in the plain table of edges.
fn of_files(graph: &KnowledgeGraph) -> String {
    let (nodes, edges) = (graph.petgraph().node_count(), graph.petgraph().edge_count());
    let mut out = format!("KnowledgeGraph\n  {nodes} nodes, {edges} edges\nedges.csv, without --all\n");
    let mut bytes = Vec::new();
    export::write(graph, &Options::default(), "edges.csv", &mut bytes).unwrap();
    let mut rows = csv::Reader::from_reader(&bytes[..]);
    let header = rows.headers().unwrap().clone();
    for row in rows.records().map(Result::unwrap) {
        let field = |name: &str| row.get(header.iter().position(|column| column == name).unwrap()).unwrap();
        let columns = [":START_ID", ":TYPE", ":END_ID", "date", "confidence:float"].map(field);
        writeln!(out, "  {}", columns.join(" ").replace("  ", " ")).unwrap();
    }
    out
}

#[test]
fn every_crate_is_there_for_a_reason() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("\n[dependencies]\n").unwrap();
    let dependencies = dependencies.lines().take_while(|line| !line.is_empty());
    let needed: BTreeSet<&str> = dependencies.map(|line| line.split(' ').next().unwrap()).collect();
    let rows = part("Crates").lines().filter(|line| line.starts_with("| `"));
    let told: BTreeSet<&str> =
        rows.flat_map(|row| row.split('|').nth(1).unwrap().split('`').skip(1).step_by(2)).collect();
    assert_eq!(told, needed);
}

#[test]
fn the_tests_that_are_named_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(root.join("tests")).unwrap().map(|entry| entry.unwrap().path());
    let tests: String = files.filter_map(|path| fs::read_to_string(path).ok()).collect();
    let rules = part("Rules that the compiler or a test keeps").lines().filter(|line| line.starts_with("| "));
    let held = rules.skip(1).map(|rule| rule.split('|').nth(2).unwrap());
    for name in held.flat_map(|held| held.split('`').skip(1).step_by(2)) {
        let there = root.join(name).exists() || tests.contains(&format!("fn {name}("));
        assert!(there, "no test {name}");
    }
}

#[test]
fn the_files_that_are_named_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_file = |name: &&str| [".rs", ".txt", ".tsv", ".md", ".toml", ".py"].iter().any(|end| name.ends_with(end));
    let named = [TEXT, DECISIONS].into_iter().flat_map(|text| text.split('`').skip(1).step_by(2));
    for name in named.filter(|name| name.contains('/') && !name.contains([' ', '*'])).filter(is_file) {
        assert!(root.join(name).exists() || root.join("src").join(name).exists(), "no file {name}");
    }
}
