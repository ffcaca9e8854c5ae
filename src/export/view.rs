//! A graph and the options in; the nodes, edges and events to show out, in their order, with all that is counted or
//! chosen: support, best evidence, names of meetings.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::OnceLock;

use super::Options;
use super::cut::Cut;
use super::meetings::Meetings;
use super::rejected::Rejected;
use super::scope::Part;
use super::shown::{EdgeView, NodeView};
use crate::decisions::{Decisions, Verb};
use crate::graph::{Claim, Edge, EdgeKind, EntityNode, EventRecord, Folded, KnowledgeGraph, Node, document_id};
use crate::ontology::{Own, Relation, Vocabulary};
use crate::provenance::Provenance;

/// What of a graph is shown.
#[derive(Debug)]
pub struct View<'g> {
    folded: &'g Folded<'g>,
    graph: &'g KnowledgeGraph,
    options: &'g Options,
    cut: Cut,
    nodes: Vec<NodeView<'g>>,
    edges: Vec<EdgeView<'g>>,
    place_of: HashMap<&'g str, usize>,
    /// What read each document, by the document's own id.
    producers: HashMap<&'g str, &'g str>,
    /// What part of the graph is shown, if not all.
    part: Option<Part<'g>>,
    /// What of a graph that is larger than memory is shown, if it is.
    piece: Option<Piece<'g>>,
    /// The ids of the plain edges, once an event asks: an edge may have as many mentions as there are documents.
    plain: OnceLock<HashSet<String>>,
}

/// What is known of the whole of such a graph.
#[derive(Debug)]
pub(super) struct Rest<'g> {
    pub(super) folded: &'g Folded<'g>,
    pub(super) options: &'g Options,
    /// What read all documents, if it is the same.
    pub(super) producer: Option<&'g str>,
    /// The ids of the edges that are in the plain graph by some mentions, while others are less sure.
    pub(super) plain: HashSet<String>,
    /// The predicates that a user defined.
    pub(super) own: BTreeSet<Own>,
    /// The ids of the nodes of which several are shown as one.
    pub(super) parts: BTreeSet<String>,
    /// What part of it is shown, if not all.
    pub(super) part: Option<Part<'g>>,
}

/// A piece of a graph that is larger than memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'g> {
    pub(super) rest: &'g Rest<'g>,
    /// The nodes that it names, as far as they are needed.
    pub(super) named: &'g KnowledgeGraph,
    pub(super) events: &'g [EventRecord],
}

impl<'g> View<'g> {
    /// Chooses what the options ask for.
    pub fn new(folded: &'g Folded<'_>, options: &'g Options) -> Self {
        let mut view = Self::of_edges(folded, options);
        view.choose_part();
        // Before edges go: a meeting is named by all who met.
        view.choose_nodes();
        view = view.in_part();
        // A foreign file may hold where a meeting was to which nobody came.
        let View { edges, place_of, .. } = &mut view;
        edges.retain(|edge| {
            [&edge.claim.source, &edge.claim.target].iter().all(|end| place_of.contains_key(end.as_str()))
        });
        view
    }

    fn of_edges(folded: &'g Folded<'_>, options: &'g Options) -> Self {
        let (graph, cut) = (folded.graph(), Cut::of(options));
        let weights = || graph.petgraph().edge_weights();
        let rejected = Rejected::of(folded);
        let view = |edge| EdgeView::new(edge, folded, &rejected, &cut);
        let views = weights().filter_map(view);
        let mut edges: Vec<EdgeView<'g>> = views.filter(|edge| is_shown(edge, options)).collect();
        // By their claims, whose first parts are compared as numbers.
        let mut ids: Vec<&str> = graph.petgraph().node_weights().map(Node::id).collect();
        ids.sort_unstable();
        let ranks: HashMap<&str, usize> = ids.into_iter().zip(0..).collect();
        let rank = |id: &String| ranks.get(id.as_str()).copied().unwrap_or(usize::MAX);
        edges.sort_by_cached_key(|EdgeView { claim, .. }| {
            (rank(&claim.source), claim.kind, rank(&claim.target), *claim)
        });
        let (nodes, place_of) = (Vec::new(), HashMap::new());
        let producer = |node: &'g Node| match node {
            Node::Document(node) => Some((node.document.as_str(), &*node.producer)),
            _ => None,
        };
        let producers = graph.petgraph().node_weights().filter_map(producer).collect();
        let (part, piece, plain) = (None, None, OnceLock::new());
        Self { folded, graph, options, cut, nodes, edges, place_of, producers, part, piece, plain }
    }

    /// The same with the edges of the part that is asked for.
    pub(super) fn in_part(mut self) -> Self {
        let mut edges = std::mem::take(&mut self.edges);
        if let Some(part) = self.part() {
            edges.retain(|edge| part.has_edge(self.graph, &edge.told()));
        }
        self.edges = edges;
        self
    }

    fn part(&self) -> Option<&Part<'g>> {
        self.piece.map_or(self.part.as_ref(), |piece| piece.rest.part.as_ref())
    }

    /// A piece of a graph that is larger than memory, with edges in the order of their claims.
    pub(super) fn of_piece(piece: Piece<'g>, edges: &'g [Edge]) -> Self {
        let (Rest { folded, options, .. }, graph) = (piece.rest, piece.named);
        let cut = Cut::of(options);
        // Nobody decided of it.
        let rejected = Rejected::default();
        let edges = edges.iter().filter_map(|edge| EdgeView::new(edge, folded, &rejected, &cut));
        let edges = edges.filter(|edge| is_shown(edge, options)).collect();
        let (nodes, place_of, producers) = (Vec::new(), HashMap::new(), HashMap::new());
        let (part, piece, plain) = (None, Some(piece), OnceLock::new());
        Self { folded, graph, options, cut, nodes, edges, place_of, producers, part, piece, plain }
    }

    /// The same with nodes, of which meetings are those of its edges.
    pub(super) fn with_nodes(mut self, nodes: impl Iterator<Item = &'g Node>) -> Self {
        let meetings = Meetings::of(&self.edges);
        let belongs = |node: &&'g Node| self.part().is_none_or(|part| part.has_node(node));
        self.nodes = nodes.filter(belongs).filter_map(|node| self.shown(node, &meetings)).collect();
        self
    }

    /// What was asked for.
    pub fn options(&self) -> &'g Options {
        self.options
    }

    /// The user's predicates of the graph.
    pub fn vocabulary(&self) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for own in self.piece.map_or_else(|| self.graph.own_predicates(), |piece| piece.rest.own.clone()) {
            // Of two that clash, which no merge lets through, the first.
            let _clash = vocabulary.add(own);
        }
        vocabulary
    }

    /// The nodes: people, countries, organizations, places, meetings, statements, documents, each type by id.
    pub fn nodes(&self) -> &[NodeView<'g>] {
        &self.nodes
    }

    /// The edges in the order of their claims.
    pub fn edges(&self) -> &[EdgeView<'g>] {
        &self.edges
    }

    /// Where a node stands among [`View::nodes`].
    pub fn place_of(&self, id: &str) -> Option<usize> {
        self.place_of.get(id).copied()
    }

    /// The shown node of that id.
    pub fn node(&self, id: &str) -> Option<&NodeView<'g>> {
        self.place_of(id).and_then(|place| self.nodes.get(place))
    }

    /// The shown entity of that id; of a piece that names it, without its mentions.
    pub(super) fn entity(&self, id: &str) -> Option<&'g EntityNode> {
        let node = match self.piece {
            None => self.node(id).map(|shown| shown.node),
            Some(piece) => piece.named.node(id).filter(|node| self.part().is_none_or(|part| part.has_node(node))),
        };
        node.and_then(Node::entity)
    }

    /// The nodes that it is of, or of a piece those that it names.
    pub(super) fn graph(&self) -> &'g KnowledgeGraph {
        self.graph
    }

    /// The event mentions that are written at all, whatever their polarity and modality.
    pub fn events(&self) -> impl Iterator<Item = &'g EventRecord> {
        let cut = self.cut;
        let part = self.part();
        let events: Box<dyn Iterator<Item = &'g EventRecord>> = match self.piece {
            None => Box::new(self.graph.events()),
            Some(piece) => Box::new(piece.events.iter()),
        };
        let events = events.filter(move |event| cut.writes(event));
        let graph = self.graph;
        events.filter(move |event| part.is_none_or(|part| part.has_event(graph, event)))
    }

    /// Which documents that are shown name an entity, by their own ids, and how often.
    pub fn mentions<'e>(&self, entity: &'e EntityNode) -> impl Iterator<Item = (&'e str, u32)> + use<'_, 'e, 'g> {
        let part = self.part();
        let mentions = entity.mentions.iter().map(|(document, &count)| (&**document, count));
        mentions.filter(move |(document, _)| part.is_none_or(|part| part.has_document(document)))
    }

    /// Whether an event mention is in the plain graph: positive, asserted, with a node on both sides, and its edge, by
    /// whatever mention, sure enough. What [`Options::all`] shows beyond that graph is not.
    pub fn is_plain(&self, event: &EventRecord) -> bool {
        let Some(claim) = event.claim().filter(Claim::is_plain) else { return false };
        if let Some(piece) = self.piece {
            return self.cut.is_sure(&event.evidence) || piece.rest.plain.contains(&claim.id());
        }
        let plain = self.plain.get_or_init(|| {
            let edges = self.graph.petgraph().edge_weights();
            let plain = edges.filter(|edge| self.cut.is_plain(edge, self.folded.decision(&edge.id)));
            plain.map(|edge| edge.id.clone()).collect()
        });
        plain.contains(&claim.id())
    }

    /// What people decided of the edge of an event mention.
    pub fn decision(&self, event: &EventRecord) -> Option<Verb> {
        if self.graph.decisions().is_empty() {
            return None;
        }
        event.claim().and_then(|claim| self.folded.decision(&claim.id()))
    }

    /// What read a document, by the document's own id.
    pub fn producer(&self, document: &str) -> &'g str {
        let Some(piece) = self.piece else { return self.producers.get(document).copied().unwrap_or_default() };
        let of_document = || match piece.named.node(&document_id(document)) {
            Some(Node::Document(node)) => &*node.producer,
            _ => "",
        };
        piece.rest.producer.unwrap_or_else(of_document)
    }

    /// Everything that read a document of the graph, without duplicates.
    pub fn producers(&self) -> BTreeSet<&'g str> {
        let producer = |node: &NodeView<'g>| match node.node {
            Node::Document(node) => Some(&*node.producer),
            _ => None,
        };
        self.nodes.iter().filter_map(producer).collect()
    }

    /// The same as an output tells it; of a graph without documents, this build.
    pub fn shown_producers(&self) -> Vec<String> {
        let producers: Vec<String> = self.producers().into_iter().map(str::to_owned).collect();
        if producers.is_empty() { vec![Provenance::of_this_build().to_string()] } else { producers }
    }

    /// What people decided of the graph.
    pub fn decided(&self) -> &'g Decisions {
        self.graph.decisions()
    }

    /// Which documents that are shown name an entity and how often, by each id that it has by a document alone, if that is another.
    pub fn mentions_by_own_id<'e>(&self, entity: &'e EntityNode) -> Vec<(&'e str, u32, Option<&'e str>)>
    where
        'g: 'e,
    {
        let mut rows = Vec::new();
        for (document, count) in self.mentions(entity) {
            match self.folded.own_ids(&entity.id, document) {
                None => rows.push((document, count, None)),
                Some(owns) => {
                    let own = |(own, count): (&'e String, &u32)| {
                        (document, *count, Some(own.as_str()).filter(|own| *own != entity.id))
                    };
                    rows.extend(owns.iter().map(own));
                }
            }
        }
        rows
    }

    /// Whether a document has several ids for a node, since people say that they are one.
    pub fn mentions_of_several(&self, id: &str, document: &str) -> bool {
        self.folded.own_ids(id, document).is_some_and(|owns| owns.len() > 1)
    }

    /// The entities that documents which are shown tell of and that are shown as this one, without it, by their ids.
    pub fn parts_of<'e>(&'e self, entity: &'e EntityNode) -> impl Iterator<Item = &'e EntityNode> {
        let rows = self.mentions_by_own_id(entity).into_iter();
        let own_ids: BTreeSet<&str> = rows.filter_map(|(_, _, own_id)| own_id).collect();
        own_ids.into_iter().filter_map(|id| self.folded.part(id).and_then(Node::entity))
    }

    /// The nodes that are shown as one with another, and those others, as their own documents tell of them; by id.
    pub fn parts(&self) -> Vec<&'g Node> {
        let ids =
            self.piece.map_or_else(|| self.part_ids(), |piece| piece.rest.parts.iter().map(String::as_str).collect());
        ids.into_iter().filter_map(|id| self.folded.part(id)).collect()
    }

    /// The ids of these.
    pub(super) fn part_ids(&self) -> BTreeSet<&'g str> {
        let mut own_ids = BTreeMap::<&str, BTreeSet<&str>>::new();
        let mut told = |id: &'g str, document: &str| {
            if self.folded.is_folded(id) {
                let owns = self.folded.own_ids(id, document);
                let own_ids = own_ids.entry(id).or_default();
                match owns {
                    Some(owns) => own_ids.extend(owns.keys().map(String::as_str)),
                    None => drop(own_ids.insert(id)),
                }
            }
        };
        for entity in self.nodes.iter().filter_map(|node| node.node.entity()) {
            self.mentions(entity).for_each(|(document, _)| told(&entity.id, document));
        }
        // Of a meeting only what is shown, so that a folder that is read back is written the same.
        for edge in self.edges.iter().filter(|edge| edge.claim.kind == EdgeKind::Relation(Relation::ParticipatedIn)) {
            edge.evidence.iter().for_each(|evidence| told(&edge.claim.target, &evidence.document));
        }
        let folded = own_ids.into_iter().filter(|(id, own)| own.iter().any(|own| own != id));
        folded.flat_map(|(_, own)| own).collect()
    }

    /// Finds the part of the graph that is asked for.
    fn choose_part(&mut self) {
        let scope = &self.options.scope;
        if !scope.is_all() {
            let mut part = Part::of(scope);
            part.choose(self.graph, &self.edges.iter().map(EdgeView::told).collect::<Vec<_>>(), self.events());
            self.part = Some(part);
        }
    }

    fn choose_nodes(&mut self) {
        let edges = std::mem::take(&mut self.edges);
        let meetings = Meetings::of(&edges);
        let belongs = |node: &&'g Node| self.part().is_none_or(|part| part.has_node(node));
        let shown = self.graph.petgraph().node_weights().filter(belongs).filter_map(|node| self.shown(node, &meetings));
        let mut nodes: Vec<_> = shown.collect();
        nodes.sort_unstable_by(|a, b| (a.node.rank(), a.node.id()).cmp(&(b.node.rank(), b.node.id())));
        self.place_of = nodes.iter().zip(0..).map(|(node, place)| (node.node.id(), place)).collect();
        (self.nodes, self.edges) = (nodes, edges);
    }

    /// How a node is shown, if it is.
    fn shown(&self, node: &'g Node, meetings: &Meetings<'_, 'g>) -> Option<NodeView<'g>> {
        match node {
            Node::Entity(entity) => Some(NodeView {
                node,
                name: Cow::Borrowed(&entity.name),
                mentions: Some(self.mentions(entity).fold(0, |sum, (_, count)| sum.saturating_add(count))),
                confidence: Some(entity.confidence),
                status: None,
                decisions: self.folded.decisions_of(&entity.id).collect(),
            }),
            Node::Meeting(meeting) => meetings.view(node, meeting, self.graph),
            Node::Statement(statement) => {
                let shown = self.options.shows_statements() && self.cut.shows(statement);
                shown.then(|| NodeView {
                    node,
                    name: Cow::Owned(shortened(&statement.text)),
                    mentions: Some(1),
                    confidence: Some(statement.evidence.confidence),
                    status: None,
                    decisions: Vec::new(),
                })
            }
            Node::Document(document) => {
                let name = Cow::Borrowed(document.title.as_deref().unwrap_or(&document.document));
                Some(NodeView { node, name, mentions: None, confidence: None, status: None, decisions: Vec::new() })
            }
        }
    }
}

/// Whether an edge belongs in the view. Statements come and go with their nodes; that somebody said it is asserted.
fn is_shown(edge: &EdgeView<'_>, options: &Options) -> bool {
    let claim = edge.claim;
    let of_statement = match claim.kind {
        EdgeKind::Relation(Relation::Stated) => true,
        EdgeKind::Relation(Relation::Reported) => claim.target.starts_with("statement-"),
        EdgeKind::Relation(Relation::About) => claim.source.starts_with("statement-"),
        _ => false,
    };
    (options.all || edge.plain) && (!of_statement || options.shows_statements())
}

/// The first words of a text, with `…` where it goes on.
pub(super) fn shortened(text: &str) -> String {
    const LIMIT: usize = 60;
    if text.chars().count() <= LIMIT {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LIMIT).collect();
    let whole_words = cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(words, _)| words);
    format!("{}…", whole_words.trim_end())
}
