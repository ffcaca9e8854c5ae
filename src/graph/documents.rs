//! Graphs of several runs, in which one id may stand for two texts, in; the graphs with each such text under an id of its own out.
//!
//! Two runs from standard input, two files `story.txt`, two feeds that count from 1: the ids agree, the texts do not. Each of these documents
//! then is named by its id, `#`, and the first digits of the checksum of its text, whatever the order of the graphs. The same text under the same
//! id stays one document.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::identity::{document_id, meeting_id, statement_id};
use super::{Claim, EdgeKind, Evidence, KnowledgeGraph, Node};
use crate::ontology::Relation;

/// Digits of a checksum in an id.
const DIGITS: usize = 12;

/// Renames the documents whose ids other graphs have for other texts; returns the ids that were taken twice, in their order.
pub fn tell_apart(graphs: &mut [KnowledgeGraph]) -> Vec<String> {
    let all: Vec<Vec<_>> = graphs.iter().map(|graph| documents(graph).collect()).collect();
    let (names, taken) = other_names(&all);
    for (graph, names) in graphs.iter_mut().zip(&names) {
        if !names.is_empty() {
            *graph = graph.with_documents(names);
        }
    }
    taken
}

/// Of the documents of several graphs, each with the checksum of its text, those that get other names, for each graph; and the
/// ids that were taken twice, in their order.
pub(super) fn other_names<S: AsRef<str>>(all: &[Vec<(S, S)>]) -> (Vec<BTreeMap<String, String>>, Vec<String>) {
    let each = || all.iter().flatten().map(|(id, sum)| (id.as_ref(), sum.as_ref()));
    let mut texts = BTreeMap::<&str, BTreeSet<&str>>::new();
    for (id, sum) in each() {
        texts.entry(id).or_default().insert(sum);
    }
    // A text that an earlier merge renamed keeps that name, and another text of the id is renamed too: so `merge` gives the
    // same graph however its graphs are put together.
    let renamed = |(id, sum): (&'_ str, &'_ str)| {
        let (base, digits) = id.rsplit_once('#')?;
        (Some(digits) == sum.get(..DIGITS)).then(|| base.to_owned())
    };
    let before: BTreeSet<String> = each().filter_map(renamed).collect();
    let taken = |id: &str| texts[id].len() > 1 || before.contains(id);
    let of_one = |one: &Vec<(S, S)>| -> BTreeMap<String, String> {
        let documents = one.iter().map(|(id, sum)| (id.as_ref(), sum.as_ref()));
        documents.filter(|(id, _)| taken(id)).map(|(id, sum)| (id.to_owned(), own(id, sum))).collect()
    };
    let names: Vec<BTreeMap<String, String>> = all.iter().map(of_one).collect();
    let ids: BTreeSet<&String> = names.iter().flat_map(BTreeMap::keys).collect();
    let ids = ids.into_iter().cloned().collect();
    (names, ids)
}

/// The documents of a graph with the checksums of their texts, where they are known.
pub(super) fn documents(graph: &KnowledgeGraph) -> impl Iterator<Item = (&str, &str)> {
    graph.graph.node_weights().filter_map(|node| match node {
        Node::Document(document) => Some((document.document.as_str(), document.text_sha256.as_deref()?)),
        _ => None,
    })
}

fn own(id: &str, sum: &str) -> String {
    format!("{id}#{}", sum.get(..DIGITS).unwrap_or(sum))
}

impl KnowledgeGraph {
    /// The graph with other names for some documents, and so other ids for what stands in one of them alone.
    pub(super) fn with_documents(&self, news: &BTreeMap<String, String>) -> Self {
        let ids = self.ids_with_documents(news);
        let id = |old: &str| ids.get(old).map_or_else(|| old.to_owned(), Clone::clone);
        let evidence = |old: &Evidence| {
            let document =
                news.get(&*old.document).map_or_else(|| Arc::clone(&old.document), |new| new.as_str().into());
            Evidence { document, ..old.clone() }
        };
        let mut graph = Self::new();
        let mut edge_ids = BTreeMap::new();
        for node in self.graph.node_weights() {
            let mut node = node.clone();
            match &mut node {
                Node::Document(document) => {
                    document.id = id(&document.id);
                    if let Some(new) = news.get(&document.document) {
                        document.document.clone_from(new);
                    }
                }
                Node::Statement(statement) => {
                    statement.id = id(&statement.id);
                    statement.evidence = evidence(&statement.evidence);
                }
                Node::Meeting(meeting) => meeting.id = id(&meeting.id),
                Node::Entity(entity) => {
                    let mentions = std::mem::take(&mut entity.mentions).into_iter();
                    entity.mentions = mentions
                        .map(|(document, count)| {
                            (news.get(&*document).map_or(document, |new| new.as_str().into()), count)
                        })
                        .collect();
                }
            }
            graph.add_node(node);
        }
        for edge in self.graph.edge_weights() {
            let (source, target) = (id(&edge.claim.source), id(&edge.claim.target));
            let same = source == edge.claim.source && target == edge.claim.target;
            let claim = Claim { source, target, ..edge.claim.clone() };
            let edge_id = if same { edge.id.clone() } else { claim.id() };
            edge_ids.extend((!same).then(|| (edge.id.as_str(), edge_id.clone())));
            graph.insert_edge(edge_id, claim, edge.evidence.iter().map(|old| Arc::new(evidence(old))).collect());
        }
        graph.events = self
            .events
            .iter()
            .map(|event| super::EventRecord { evidence: Arc::new(evidence(&event.evidence)), ..event.clone() })
            .collect();
        graph.decisions = self.decisions.renamed(|old| edge_ids.get(old).cloned());
        graph
    }

    /// New ids for old ones: of the documents, their statements, and the meetings that only their document dates.
    fn ids_with_documents(&self, news: &BTreeMap<String, String>) -> BTreeMap<String, String> {
        // Who came to each undated meeting, and its document's new name.
        let mut meetings = BTreeMap::<&str, (BTreeSet<&str>, Option<&String>)>::new();
        for edge in self.graph.edge_weights() {
            let Claim { source, target, kind, date: None, .. } = &edge.claim else { continue };
            if *kind == EdgeKind::Relation(Relation::ParticipatedIn) {
                let (guests, document) = meetings.entry(target).or_default();
                guests.insert(source);
                *document =
                    document.or_else(|| edge.evidence.iter().find_map(|evidence| news.get(&*evidence.document)));
            }
        }
        let mut ids = BTreeMap::new();
        for node in self.graph.node_weights() {
            let new = match node {
                Node::Document(document) => news.get(&document.document).map(|new| document_id(new)),
                Node::Statement(statement) => {
                    let place = &statement.evidence;
                    news.get(&*place.document).map(|new| statement_id(new, place.begin, place.end, &statement.text))
                }
                Node::Meeting(meeting) => meetings
                    .remove(meeting.id.as_str())
                    .and_then(|(guests, document)| Some(meeting_id(None, document?, guests))),
                Node::Entity(_) => None,
            };
            ids.extend(new.map(|new| (node.id().to_owned(), new)));
        }
        ids
    }
}
