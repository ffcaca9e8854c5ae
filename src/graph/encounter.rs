//! A meeting and the events of its document in; how sure each mention of the meeting is out.
//!
//! A meeting has no reading of its own: it is what events of one trigger tell, “the two met”, and further sentences
//! without an event that tell more of it. So it is as sure as the surest of those events, and no surer. That is settled
//! within one document, before anything is merged or folded, so that a meeting is never shown without any of the
//! encounters that it was made of.

use std::collections::HashMap;

use crate::events::{Actor, Event, Evidence, Meeting};
use crate::ontology::Predicate;

/// The encounters of a document by the bytes of their triggers.
pub(super) struct Encounters<'e>(HashMap<(usize, usize), Vec<&'e Event>>);

impl<'e> Encounters<'e> {
    /// Those among these events.
    pub fn of(events: &'e [Event]) -> Self {
        let mut by_trigger = HashMap::<_, Vec<_>>::new();
        for event in events.iter().filter(|event| event.predicate == Predicate::MetWith) {
            if let Some(trigger) = event.evidence.marks.trigger {
                by_trigger.entry(trigger).or_default().push(event);
            }
        }
        Self(by_trigger)
    }
}

/// The confidence of each piece of evidence of the meeting.
pub(super) fn confidences(meeting: &Meeting, events: &Encounters<'_>) -> Vec<f32> {
    let told: Vec<Option<f32>> = meeting.evidence.iter().map(|evidence| surest(meeting, evidence, events)).collect();
    let best = told.iter().copied().flatten().reduce(f32::max);
    let own = meeting.evidence.iter().map(|evidence| evidence.confidence);
    // A sentence that tells of the same meeting as a plan, or how long it lasted, does not make it surer that it was.
    let capped = own.map(|own| best.map_or(own, |best| own.min(best)));
    told.iter().zip(capped).map(|(told, capped)| told.unwrap_or(capped)).collect()
}

/// The confidence of the surest encounter of that trigger which tells of the meeting as it is presented.
fn surest(meeting: &Meeting, evidence: &Evidence, events: &Encounters<'_>) -> Option<f32> {
    let events = events.0.get(&evidence.marks.trigger?)?;
    let told = events.iter().copied();
    let told = told.filter(|event| event.polarity == meeting.polarity && event.modality == meeting.modality);
    // “Met the envoy, then the minister” is two meetings of one trigger. Where a person stands for the country that the
    // text names, no event has both.
    let guest = |actor: &Option<Actor>| {
        let entity = actor.as_ref().and_then(Actor::entity);
        entity.is_some_and(|entity| meeting.participants.contains(&entity))
    };
    let guests = |event: &Event| usize::from(guest(&event.source)) + usize::from(guest(&event.target));
    let most = told.clone().map(guests).max()?;
    told.filter(|event| guests(event) == most).map(|event| event.evidence.confidence).reduce(f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{Marks, Modality, Occasion, Polarity};

    fn evidence(trigger: usize, confidence: f32) -> Evidence {
        let marks = Marks { trigger: Some((trigger, trigger + 3)), ..Marks::default() };
        Evidence { sentence: 0, span: 0..1, rule: "consult/meet", confidence, marks }
    }

    fn event(trigger: usize, target: usize, modality: Modality, confidence: f32) -> Event {
        Event {
            predicate: Predicate::MetWith,
            source: Some(Actor::Entity(0)),
            target: Some(Actor::Entity(target)),
            polarity: Polarity::Positive,
            modality,
            attribution: None,
            date: None,
            place: None,
            evidence: evidence(trigger, confidence),
        }
    }

    fn meeting(participants: &[usize], triggers: &[usize]) -> Meeting {
        Meeting {
            participants: participants.to_vec(),
            place: None,
            date: None,
            polarity: Polarity::Positive,
            modality: Modality::Asserted,
            attribution: None,
            occasion: Occasion::default(),
            evidence: triggers.iter().map(|&trigger| evidence(trigger, 0.8)).collect(),
        }
    }

    #[test]
    fn a_mention_is_as_sure_as_the_surest_event_of_its_trigger() {
        let events = [event(5, 1, Modality::Asserted, 0.3), event(5, 2, Modality::Asserted, 0.9)];
        assert_eq!(confidences(&meeting(&[0, 1, 2], &[5]), &Encounters::of(&events)), [0.9]);
        // “with the envoy, then with the minister”: two meetings
        assert_eq!(confidences(&meeting(&[0, 1], &[5]), &Encounters::of(&events)), [0.3]);
        // a person went where a country was
        assert_eq!(confidences(&meeting(&[7, 8], &[5]), &Encounters::of(&events)), [0.9]);
        // “talks” may be read as another event as well
        let negotiated = Event { predicate: Predicate::NegotiatedWith, ..event(5, 1, Modality::Asserted, 0.95) };
        assert_eq!(confidences(&meeting(&[0, 1], &[5]), &Encounters::of(&[events[0].clone(), negotiated])), [0.3]);
    }

    #[test]
    fn what_no_event_asserts_makes_a_meeting_no_surer() {
        // told, told as a plan, and told without an event: “the meeting lasted two hours”
        let events = [event(5, 1, Modality::Asserted, 0.3), event(15, 1, Modality::Planned, 0.9)];
        assert_eq!(confidences(&meeting(&[0, 1], &[5, 15, 25]), &Encounters::of(&events)), [0.3, 0.3, 0.3]);
        // nothing is known of an event
        assert_eq!(confidences(&meeting(&[0, 1], &[25]), &Encounters::of(&events)), [0.8]);
    }
}
