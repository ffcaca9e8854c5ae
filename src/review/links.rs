//! The entities of a graph in; those whose link to an item is unsure, and those without an item whose name the tables know, out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Doubt, Ground, Proposal, shown};
use crate::confidence::Confidence;
use crate::decisions::{Decision, Verb};
use crate::graph::EntityNode;
use crate::resolve::{Entry, Gazetteer, name_key};

/// From which confidence on a link is no more doubtful.
const SURE: f32 = 0.8;

/// How many bearers of a name are told.
const TOLD: usize = 3;

pub(super) fn doubtful(ground: &Ground<'_, '_>) -> Vec<Proposal> {
    let open = ground.entities().filter(|entity| !ground.is_decided(&entity.id, Verb::Link));
    open.filter_map(|entity| match &entity.wikidata {
        Some(item) => unsure(ground, entity, item),
        None => unlinked(ground, entity),
    })
    .collect()
}

/// A link that may be wrong.
fn unsure(ground: &Ground<'_, '_>, entity: &EntityNode, item: &str) -> Option<Proposal> {
    if entity.confidence >= Confidence::from(SURE) {
        return None;
    }
    let others = bearers(entity).into_iter().filter(|entry| entry.item != item).collect::<Vec<_>>();
    let beside = if others.is_empty() { String::new() } else { format!("; others of the name: {}", told(&others)) };
    let reason = format!("link {} sure: {}{beside}", shown(entity.confidence), entity.reason);
    let doubt = Doubt { kind: entity.kind.as_str().to_owned(), reason, weight: 700 };
    let decision = Decision::new(Verb::Link, &entity.id, item).ok()?;
    let edge = ground.told.get(&*entity.id).copied();
    Some(ground.proposal(decision, [&entity.name, &entity.name], doubt, edge))
}

/// A name that the tables know, and that no text made sure of.
fn unlinked(ground: &Ground<'_, '_>, entity: &EntityNode) -> Option<Proposal> {
    let bearers = bearers(entity);
    let best = bearers.first()?;
    let decision = Decision::new(Verb::Link, &entity.id, best.item).ok()?;
    let count = if bearers.len() == 1 { "one bearer".to_owned() } else { format!("{} bearers", bearers.len()) };
    let reason = format!("no item; the tables have {count} of the name: {}", told(&bearers));
    let doubt = Doubt { kind: entity.kind.as_str().to_owned(), reason, weight: 400 };
    let edge = ground.told.get(&*entity.id).copied();
    Some(ground.proposal(decision, [&entity.name, best.name], doubt, edge))
}

/// Who of the tables has the name and the type, those that the news speaks of most first.
fn bearers(entity: &EntityNode) -> Vec<Entry> {
    let (gazetteer, key) = (Gazetteer::embedded(), name_key(&entity.name));
    let references = gazetteer.lookup(&key).chain(gazetteer.lookup_wide(&key));
    let entries = references.filter_map(|reference| gazetteer.entry(reference.entry));
    let fit = entries.filter(|entry| entry.kind() == entity.kind && !entry.item.is_empty());
    let found: BTreeMap<u32, Entry> = fit.map(|entry| (entry.number, entry)).collect();
    let mut found: Vec<Entry> = found.into_values().collect();
    found.sort_by_key(|entry| (Reverse(entry.links), Reverse(entry.weight), entry.number));
    found
}

/// “Georgia (Q1428, USA)”.
fn told(entries: &[Entry]) -> String {
    let one = |entry: &Entry| {
        let facts: Vec<&str> =
            [entry.item, entry.country, entry.years].into_iter().filter(|fact| !fact.is_empty()).collect();
        format!("{} ({})", entry.name, facts.join(", "))
    };
    let more = if entries.len() > TOLD { ", …" } else { "" };
    format!("{}{more}", entries.iter().take(TOLD).map(one).collect::<Vec<_>>().join(", "))
}
