//! What was read of a document in; what its coding may look up of it out: its trees, its actors, times and places, who
//! says a quotation, and where to note why nothing came of a word.

use chrono::NaiveDate;

use super::Statement;
use super::actors::Actors;
use super::circumstance::Circumstance;
use super::found::Found;
use super::trace::Trace;
use super::tree::Tree;
use crate::analyze::{Analysis, speakers};
use crate::date::Date;
use crate::resolve::EntityType;

/// What is looked up in one document.
pub(super) struct LookUp<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) actors: &'a Actors<'a>,
    pub(super) circumstance: Circumstance<'a>,
    statements: &'a [Statement],
    /// For each token the direct quotation that it stands in.
    statement_of: Vec<Option<usize>>,
    pub(super) trace: &'a Trace,
    published: Option<NaiveDate>,
}

impl<'a> LookUp<'a> {
    /// Indexes the quotations by the tokens that stand in them.
    pub(super) fn new(
        tree: &'a Tree<'a>,
        actors: &'a Actors<'a>,
        statements: &'a [Statement],
        trace: &'a Trace,
        published: Option<NaiveDate>,
    ) -> Self {
        let circumstance = Circumstance { tree, actors };
        let statement_of = statement_of(tree.analysis, statements);
        Self { tree, actors, circumstance, statements, statement_of, trace, published }
    }

    /// Whether a date lies after the day of publication.
    pub(super) fn is_future(&self, date: Option<Date>) -> bool {
        let first = date.and_then(Date::first_day);
        self.published.zip(first).is_some_and(|(published, first)| first > published)
    }

    /// The entity that a word names.
    pub(super) fn named(&self, t: usize) -> Option<usize> {
        self.actors.of(t, true).into_iter().find_map(|found| found.actor.named())
    }

    /// The entity that a word names, or that the group stands for.
    pub(super) fn stands_for(&self, t: usize) -> Option<usize> {
        self.actors.of(t, true).into_iter().find_map(|found| found.actor.entity())
    }

    /// Where it happened, as far as that is not told by the target: a town that is hit is the scene, and no other town is,
    /// nor one that is named beside the target.
    pub(super) fn scene(&self, place: Option<usize>, target: &Found) -> Option<usize> {
        let town = target.actor.named().is_some_and(|entity| self.actors.entity(entity).kind == EntityType::Place);
        let first = self.tree.first_conjunct(target.at);
        let beside = |place: &usize| {
            let mut row = std::iter::once(first).chain(self.tree.children_by(first, "conj"));
            row.any(|t| self.actors.mention(t).is_some_and(|mention| mention.entities.contains(place)))
        };
        place.filter(|place| !town && !beside(place))
    }

    /// The direct quotation that a token stands in.
    pub(super) fn statement(&self, t: usize) -> Option<&'a Statement> {
        self.statement_of[t].and_then(|at| self.statements.get(at))
    }
}

/// For each token the first direct quotation that it stands in; what a turn of a transcript quotes goes before the turn.
fn statement_of(analysis: &Analysis, statements: &[Statement]) -> Vec<Option<usize>> {
    let mut of = vec![None; analysis.tokens.len()];
    for (at, statement) in statements.iter().enumerate().filter(|(_, statement)| statement.direct) {
        let span = &statement.evidence.span;
        let first = analysis.tokens.partition_point(|token| token.span.start < span.start);
        let inside = analysis.tokens[first..].iter().take_while(|token| token.span.start < span.end);
        for (slot, token) in of[first..].iter_mut().zip(inside) {
            let in_turn = |first: usize| statements[first].evidence.rule == speakers::TURN;
            if slot.is_none_or(in_turn) && token.span.end <= span.end {
                *slot = Some(at);
            }
        }
    }
    of
}
