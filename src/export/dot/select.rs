//! A view in; what is drawn of it out: parallel edges gathered into one line, and with a limit the most supported.

use std::collections::{BTreeMap, BTreeSet};

use crate::decisions::Verb;
use crate::events::Modality;
use crate::export::{EdgeView, View};
use crate::graph::EdgeKind;
use crate::ontology::Relation;

/// What two nodes have to do with each other in one way: edges that differ by date or title alone.
#[derive(Debug)]
pub(super) struct Line<'v, 'g> {
    /// The first of its edges.
    first: &'v EdgeView<'g>,
    /// All of its edges.
    pub(super) edges: Vec<&'v EdgeView<'g>>,
}

/// What is drawn.
#[derive(Debug)]
pub(super) struct Selection<'v, 'g> {
    pub(super) lines: Vec<Line<'v, 'g>>,
    /// How many events, relations and meetings are drawn.
    pub(super) drawn: usize,
    /// How many there are.
    pub(super) of: usize,
    /// Ids of the nodes at the ends of the lines.
    pub(super) ends: BTreeSet<&'g str>,
}

/// How many events, relations and meetings are drawn where nothing else is asked for: more are no picture to look at.
const READABLE: usize = 60;

/// What makes edges one line.
type LineKey<'g> = (&'g str, EdgeKind, &'g str, bool, Modality, Option<&'g str>, Option<Verb>);

/// A meeting with all its edges, or a line of its own; its support orders the selection.
struct Unit<'v, 'g> {
    support: (usize, usize),
    lines: Vec<Line<'v, 'g>>,
}

/// Chooses what to draw: the `top` most supported events, relations and meetings, by itself as many as can be looked at.
pub(super) fn select<'v, 'g>(view: &'v View<'g>) -> Selection<'v, 'g> {
    let mut units = units(view);
    let of = units.len();
    // Stable: equal support keeps the order of the claims.
    units.sort_by_key(|unit| std::cmp::Reverse(unit.support));
    units.truncate(view.options().top.unwrap_or(READABLE));
    let drawn = units.len();
    let mut lines: Vec<Line> = units.into_iter().flat_map(|unit| unit.lines).collect();
    lines.sort_by(|a, b| a.first().claim.cmp(b.first().claim));
    let claims = lines.iter().map(|line| line.first().claim);
    let ends = claims.flat_map(|claim| [claim.source.as_str(), claim.target.as_str()]).collect();
    Selection { lines, drawn, of, ends }
}

impl<'v, 'g> Line<'v, 'g> {
    /// The first of its edges.
    pub(super) fn first(&self) -> &'v EdgeView<'g> {
        self.first
    }

    /// Sentences and documents that say so.
    pub(super) fn support(&self) -> (usize, usize) {
        let all = || self.edges.iter().flat_map(|edge| edge.evidence.iter());
        let sentences: BTreeSet<_> = all().map(|one| (&*one.document, &*one.sentence)).collect();
        let documents: BTreeSet<_> = all().map(|one| &*one.document).collect();
        (sentences.len(), documents.len())
    }
}

fn units<'v, 'g>(view: &'v View<'g>) -> Vec<Unit<'v, 'g>> {
    let mut lines = BTreeMap::<LineKey<'g>, Line<'v, 'g>>::new();
    for edge in view.edges() {
        let claim = edge.claim;
        let who = claim.attribution.as_deref();
        let key = (&*claim.source, claim.kind, &*claim.target, claim.negated, claim.modality, who, edge.decision);
        lines.entry(key).or_insert_with(|| Line { first: edge, edges: Vec::new() }).edges.push(edge);
    }
    let mut units = BTreeMap::<(&str, usize), Unit<'v, 'g>>::new();
    for (place, line) in lines.into_values().enumerate() {
        let support = line.support();
        let hub = hub(&line);
        // A line that hangs on no meeting or statement is a unit by itself.
        let unit = units.entry((hub.unwrap_or_default(), if hub.is_some() { 0 } else { place }));
        let unit = unit.or_insert_with(|| Unit { support, lines: Vec::new() });
        unit.support = unit.support.max(support);
        unit.lines.push(line);
    }
    units.into_values().collect()
}

/// The meeting or statement that a line describes.
fn hub<'g>(line: &Line<'_, 'g>) -> Option<&'g str> {
    let claim = line.first().claim;
    match claim.kind {
        EdgeKind::Relation(Relation::ParticipatedIn | Relation::Stated | Relation::Reported) => Some(&claim.target),
        EdgeKind::Relation(Relation::HeldAt | Relation::About) => Some(&claim.source),
        _ => None,
    }
}
