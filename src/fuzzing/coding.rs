//! Analyzed text in; resolution, events and the graph checked, and the graph read back from every format.

use super::{check, folder, text};
use crate::analyze::{self, Analysis, Name, NameType, Upos};
use crate::events::Rules;
use crate::graph::KnowledgeGraph;
use crate::ingest::{Content, Document, Format, Options, read_bytes};
use crate::pipeline;
use crate::resolve::Names;

/// Documents in CoNLL-U.
pub(super) fn conllu(data: &[u8]) {
    let mut graph = KnowledgeGraph::new();
    for content in contents("input.conllu", data, Format::Conllu) {
        let Ok((document, analysis)) = pipeline::analyze(content) else { continue };
        check::read(&document);
        graph.merge(coded(&document, &analysis));
    }
    folder::there_and_back(&graph);
}

/// A text with tags and trees as crude as can be: names are words with capitals, verbs follow a name.
pub(super) fn coding(data: &[u8]) {
    folder::there_and_back(&graph(data));
}

/// The graph of such a text.
pub(super) fn graph(data: &[u8]) -> KnowledgeGraph {
    let mut graph = KnowledgeGraph::new();
    for content in contents("input.txt", data, Format::Text) {
        if let Content::Text(document) = content {
            check::read(&document);
            graph.merge(crudely(document));
        }
    }
    graph
}

/// The graph of a document, read by these tags and trees.
pub fn read(id: &str, text: &str) -> KnowledgeGraph {
    crudely(Document::new(id, text))
}

fn contents(name: &str, data: &[u8], format: Format) -> impl Iterator<Item = Content> {
    let options = Options { format: Some(format), ..Options::default() };
    read_bytes(name, data, options).flatten().map(|input| input.content)
}

fn crudely(mut document: Document) -> KnowledgeGraph {
    document.published = chrono::NaiveDate::from_ymd_opt(2023, 3, 21);
    let analysis = analyze::complete(&document, crude(text::flat(analyze::split(&document))));
    coded(&document, &analysis)
}

fn coded(document: &Document, analysis: &Analysis) -> KnowledgeGraph {
    check::analysis(document, analysis);
    let graph = pipeline::read_analyzed(document, analysis, Rules::builtin(), Names::none());
    check::graph(document, &graph);
    graph
}

/// Names, verbs and who is subject and object, by capitals and order alone.
fn crude(mut analysis: Analysis) -> Analysis {
    let is_name = |form: &str| form.chars().next().is_some_and(char::is_uppercase);
    let is_pronoun = |form: &str| ["he", "she", "it", "they", "him", "her", "them", "i", "we", "you"].contains(&form);
    for sentence in &analysis.sentences {
        let (mut verb, mut begin) = (None, None);
        for at in sentence.tokens.clone() {
            let (lemma, named) = (analysis.tokens[at].lemma.clone(), is_name(&analysis.tokens[at].form));
            if !named && let Some(begin) = begin.take() {
                // The kind by the length of the name, so that all kinds come.
                let kinds = [NameType::Person, NameType::Location, NameType::Organization, NameType::People];
                analysis.names.push(Name { tokens: begin..at, kind: kinds[(at - begin) * 7 % 5 % kinds.len()] });
            }
            let token = &mut analysis.tokens[at];
            match token.upos {
                Upos::Punct => {}
                _ if named => {
                    begin.get_or_insert(at);
                    token.upos = Upos::Propn;
                    token.deprel = if verb.is_some() { "obj".into() } else { "nsubj".into() };
                }
                _ if is_pronoun(&lemma) => token.upos = Upos::Pron,
                _ if verb.is_none() && at > sentence.tokens.start => {
                    token.upos = Upos::Verb;
                    let stem = lemma.strip_suffix("ed").or_else(|| lemma.strip_suffix('s'));
                    token.lemma = stem.unwrap_or(&lemma).into();
                    token.head = None;
                    token.deprel = "root".into();
                    verb = Some(at);
                }
                _ => {}
            }
        }
        let Some(verb) = verb else { continue };
        for at in sentence.tokens.clone().filter(|at| *at != verb) {
            let token = &mut analysis.tokens[at];
            token.head = Some(verb);
            if token.deprel == "root" {
                token.deprel = "nsubj".into();
            }
        }
    }
    analysis
}
