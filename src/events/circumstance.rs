//! A trigger in its tree in; when and where its event took place out.

use super::actors::Actors;
use super::tree::Tree;
use crate::date::Date;
use crate::resolve::{EntityType, MentionKind};

/// Finds dates and places of events.
pub(super) struct Circumstance<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) actors: &'a Actors<'a>,
}

impl Circumstance<'_> {
    /// The dates of the time expression nearest to the trigger in the tree: several where they are coordinated.
    pub(super) fn dates(&self, trigger: usize) -> Vec<Date> {
        let sentence = &self.tree.analysis.sentences[self.tree.token(trigger).sentence].tokens;
        let times = &self.tree.analysis.times;
        let first = times.partition_point(|time| time.tokens.start < sentence.start);
        let mut best: Option<(usize, Vec<(usize, Date)>)> = None;
        for time in times[first..].iter().take_while(|time| time.tokens.start < sentence.end) {
            let Some(date) = time.date else { continue };
            let top = self.top(time.tokens.clone());
            let anchor = self.tree.head(self.tree.first_conjunct(top));
            let Some(distance) = anchor.and_then(|anchor| self.distance(trigger, anchor)) else { continue };
            match &mut best {
                Some((least, dates))
                    if *least == distance && self.tree.first_conjunct(top) == self.tree.first_conjunct(dates[0].0) =>
                {
                    dates.push((top, date))
                }
                Some((least, _)) if *least <= distance => {}
                _ => best = Some((distance, vec![(top, date)])),
            }
        }
        best.map_or_else(Vec::new, |(_, dates)| dates.into_iter().map(|(_, date)| date).collect())
    }

    /// The token of a range whose head lies outside.
    fn top(&self, range: std::ops::Range<usize>) -> usize {
        range.clone().find(|&t| self.tree.head(t).is_none_or(|head| !range.contains(&head))).unwrap_or(range.start)
    }

    /// Steps from the trigger to where a phrase is anchored: under it or above it.
    fn distance(&self, trigger: usize, anchor: usize) -> Option<usize> {
        if trigger == anchor {
            return Some(0);
        }
        if let Some(up) = self.tree.ancestors(trigger).position(|a| a == anchor) {
            return Some(2 * (up + 1));
        }
        self.tree.ancestors(anchor).take(4).position(|a| a == trigger).map(|down| 2 * (down + 1) + 1)
    }

    /// The place or country in a locative phrase of the trigger or of the verb that carries it.
    pub(super) fn place(&self, trigger: usize) -> Option<usize> {
        let carrier = self.tree.head(trigger).filter(|_| self.tree.is_nominal(trigger));
        std::iter::once(trigger).chain(carrier).find_map(|at| self.locative(at))
    }

    fn locative(&self, at: usize) -> Option<usize> {
        for kid in self.tree.children(at) {
            if matches!(self.tree.token(kid).relation(), "obl" | "nmod")
                && matches!(self.tree.case(kid), Some("in" | "at" | "inside" | "near" | "outside"))
            {
                let found = self.placed(kid, 0);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn placed(&self, t: usize, depth: usize) -> Option<usize> {
        if let Some(mention) = self.actors.mention(t) {
            let place =
                |&&entity: &&usize| matches!(self.actors.entity(entity).kind, EntityType::Place | EntityType::Country);
            let by_name = matches!(mention.kind, MentionKind::Name | MentionKind::Nominal | MentionKind::Pronoun);
            return mention.entities.iter().find(place).copied().filter(|_| by_name);
        }
        if depth > 2 {
            return None;
        }
        let inner = |kid: &usize| {
            let token = self.tree.token(*kid);
            matches!(token.relation(), "appos" | "flat")
                || token.relation() == "nmod" && matches!(self.tree.case(*kid), Some("of" | "in" | "on"))
        };
        self.tree.children(t).filter(inner).find_map(|kid| self.placed(kid, depth + 1))
    }
}
