//! The readings of a sentence in; the same without targets that only tell where another target of the same attack was out.
//!
//! “Killed Ann Roe in Tyre” and “hit Tyre and Tibnin in Lebanon” have a person and two towns for targets; Tyre in the one and
//! Lebanon in the other are the scene. Of an attack on a town alone the town is the target.

use super::super::Actor;
use super::super::look_up::LookUp;
use super::reading::Reading;
use crate::confidence::PLAIN_CONFIDENCE;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// How closely a target is told.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Country,
    Town,
    Named,
}

/// Drops the targets that are the scene of a closer one.
pub(in crate::events) fn drop_scenes(look: &LookUp<'_>, readings: &mut Vec<Reading>) {
    let level = |reading: &Reading| match &reading.event.target {
        Some(Actor::Entity(entity)) => match look.actors.entity(*entity).kind {
            EntityType::Country => Level::Country,
            EntityType::Place => Level::Town,
            _ => Level::Named,
        },
        _ => Level::Named,
    };
    let is_inside = |reading: &Reading| {
        let first = look.tree.first_conjunct(reading.ends[1]);
        matches!(look.tree.case(first), Some("in" | "near" | "inside" | "outside" | "across" | "at"))
    };
    let is_scene = |one: &Reading| {
        let closer = |other: &Reading| {
            let same = other.trigger == one.trigger && other.event.source == one.event.source;
            same && other.event.predicate == Predicate::Attacked
                && other.event.evidence.confidence >= PLAIN_CONFIDENCE
                && level(other) > level(one)
        };
        one.event.predicate == Predicate::Attacked && is_inside(one) && readings.iter().any(closer)
    };
    let dropped: Vec<bool> = readings.iter().map(is_scene).collect();
    let mut dropped = dropped.iter();
    readings.retain(|_| dropped.next() == Some(&false));
}
