//! The readings of a sentence in; the same without those whose word is likelier to tell of another kind of act out.
//!
//! “Lifted its blockade” may be read as a withdrawal and as a concession, and is one act. A user's predicates stand beside the others.

use std::collections::HashMap;

use super::super::look_up::LookUp;
use super::reading::Reading;
use crate::ontology::Predicate;

/// Drops of each word what is read as another predicate than its likeliest.
pub(in crate::events) fn drop_rivals(look: &LookUp<'_>, readings: &mut Vec<Reading>) {
    let rivals = |reading: &Reading| !matches!(reading.event.predicate, Predicate::Own(_));
    let mut likeliest: HashMap<usize, (f32, Predicate)> = HashMap::new();
    for reading in readings.iter().filter(|reading| rivals(reading)) {
        let (p, predicate) = (reading.event.evidence.confidence, reading.event.predicate);
        let best = likeliest.entry(reading.trigger).or_insert((p, predicate));
        if best.0 < p {
            *best = (p, predicate);
        }
    }
    readings.retain(|reading| {
        let best = likeliest.get(&reading.trigger).filter(|_| rivals(reading));
        let kept = best.is_none_or(|(_, predicate)| *predicate == reading.event.predicate);
        if !kept {
            let why = || format!("{}: the word is likelier to tell of another act", reading.event.predicate.name());
            look.trace.note(reading.trigger, reading.event.evidence.rule, why);
        }
        kept
    });
}
