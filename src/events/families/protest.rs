//! Protests: where the text names no target, they are against the authorities of the country.

use crate::events::Actor;
use crate::events::draft::Draft;
use crate::events::found::Found;
use crate::events::look_up::LookUp;
use crate::events::people::acts_for_state;
use crate::ontology::Predicate;

/// Completes the sides of a demonstration: “Maltese students demonstrated” is one against the authorities of Malta, “thousands
/// demonstrated against Greece in Malta” one of people in Malta.
pub(super) fn refine(look: &LookUp<'_>, draft: &mut Option<Draft>) {
    let Some(draft) = draft else { return };
    if draft.predicate != Predicate::ProtestedAgainst {
        return;
    }
    let tree = look.tree;
    let governor = tree.head(draft.trigger).filter(|_| tree.is_nominal(draft.trigger));
    let written = governor.is_some_and(|head| matches!(tree.lemma(head), "lodge" | "file" | "deliver" | "submit"));
    // “said it after a protest” makes nobody a protester.
    let against = in_protest(look, draft);
    let aside = !against
        && tree.is_nominal(draft.trigger)
        && matches!(tree.case(draft.trigger), Some("after" | "before" | "following" | "during" | "on" | "through"));
    if written || aside {
        draft.sources.clear();
        draft.targets.clear();
        return;
    }
    // Forces that “launch a strike” are no strikers.
    draft.sources.retain(|source| !acts_for_state(&tree.lemma(source.at).to_ascii_lowercase()));
    let staged = against
        || tree.is_verbal(draft.trigger)
        || tree.head(draft.trigger).is_some_and(|head| super::super::light::is_light(tree.lemma(head)));
    if staged {
        complete(look, draft);
    }
}

/// Adds who protests or against whom where the text names but one of them.
fn complete(look: &LookUp<'_>, draft: &mut Draft) {
    let tree = look.tree;
    let place = look.circumstance.place(draft.trigger).and_then(|place| {
        let entity = look.actors.entity(place);
        entity.iso3.clone().or_else(|| entity.country.clone())
    });
    let group = |name: &str, country: String, at: usize| Found {
        actor: Actor::Group { name: name.to_owned(), country: Some(country), entity: None },
        at,
        direct: false,
        located: false,
    };
    // Where the text names neither side, nobody protests against anybody.
    if draft.sources.is_empty() && draft.targets.is_empty() {
        return;
    }
    if draft.sources.is_empty()
        && let Some(country) = &place
    {
        let who = tree.agent(draft.trigger).unwrap_or_else(|| draft.trigger.saturating_sub(1));
        let sources = vec![group("protesters", country.clone(), who)];
        draft.sources = sources;
    }
    // People named by their descent protest where they live: “ethnic Greeks demonstrated in Malta”.
    if let Some(country) = &place {
        for source in &mut draft.sources {
            if tree.has(source.at, "amod", "ethnic") {
                *source = group(&look.actors.words(source.at, source.at), country.clone(), source.at);
            }
        }
    }
    if draft.targets.is_empty() {
        let own = draft.sources.first().and_then(|source| look.actors.country(&source.actor)).map(str::to_owned);
        if let Some(country) = own.or(place) {
            let target = group("authorities", country, draft.trigger);
            draft.targets.push(target);
        }
    }
}

/// “went on strike in protest at Malta's refusal”: the subject protests against what follows; whether that is so.
fn in_protest(look: &LookUp<'_>, draft: &mut Draft) -> bool {
    let tree = look.tree;
    let t = draft.trigger;
    if !tree.is_nominal(t) || tree.lemma(t) != "protest" || tree.case(t) != Some("in") {
        return false;
    }
    let Some(verb) = tree.ancestors(t).take(3).find(|&at| tree.is_verbal(at)) else { return false };
    let matter = tree
        .children_by(t, "nmod")
        .find(|&kid| matches!(tree.case(kid), Some("of" | "at" | "over" | "against" | "to")));
    let Some(matter) = matter else { return false };
    draft.targets = look.actors.of(matter, true);
    if draft.sources.is_empty() {
        draft.sources = tree.agent(verb).map_or_else(Vec::new, |agent| look.actors.of(agent, true));
    }
    draft.stance_at = verb;
    true
}
