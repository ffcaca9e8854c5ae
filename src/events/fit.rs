//! A trigger with its predicate and two actors in; the same two out where its domain and range take them, else why not.

use super::Actor;
use super::found::Found;
use super::look_up::LookUp;
use super::people::{is_people, is_private};
use super::sides::{is_called_home, is_delegation};
use super::trace::Misfit;
use super::tree::Tree;
use crate::lexicon::nouns::is_befallen;
use crate::ontology::Predicate;
use crate::resolve::EntityType;

/// Makes a pair fit the predicate's domain and range, or tells why it does not.
pub(super) fn fit(
    look: &LookUp<'_>,
    (trigger, predicate): (usize, Predicate),
    source: Found,
    target: Found,
) -> Result<(Found, Found), Misfit> {
    // A town does not shoot: “the Valletta shooting”.
    let staged = names_scene(look, &source);
    let source = look.actors.govern(source).ok_or(Misfit::Stateless)?;
    let info = predicate.info();
    let allowed = |list: &str, kind: EntityType| list.split('|').any(|allowed| allowed == kind.as_str());
    let target = if info.range.contains("Place") { Some(target) } else { look.actors.govern(target) };
    let mut target = target.ok_or(Misfit::Stateless)?;
    // Who lets nationals go lets them go to their state.
    if predicate == Predicate::WithdrewFrom
        && let Actor::Group { country: Some(country), entity: entity @ None, .. } = &mut target.actor
    {
        *entity = look.actors.country_entity(country);
    }
    if let Actor::Entity(entity) = source.actor {
        let kind = look.actors.entity(entity).kind;
        if !allowed(&info.domain, kind) {
            return Err(Misfit::Domain(kind.as_str()));
        }
    }
    if let Actor::Entity(entity) = target.actor {
        let kind = look.actors.entity(entity).kind;
        if !allowed(&info.range, kind) {
            return Err(Misfit::Range(kind.as_str()));
        }
    }
    if let Some(why) = ruled_out(look, (trigger, predicate), &source, &target) {
        return Err(why);
    }
    // Nor is hit where something comes from: “drones launched from Malta”.
    if predicate == Predicate::Attacked && (staged || look.tree.case(target.at) == Some("from")) {
        return Err(Misfit::Located);
    }
    let same = source.actor == target.actor
        || matches!((&source.actor, &target.actor), (Actor::Entity(a), Actor::Entity(b)) if a == b)
        || source.at == target.at && source.actor.entity() == target.actor.entity();
    if same { Err(Misfit::Same) } else { Ok((source, target)) }
}

/// Why the two cannot be parties to the event by the way they stand in the text, if so.
fn ruled_out(
    look: &LookUp<'_>,
    (trigger, predicate): (usize, Predicate),
    source: &Found,
    target: &Found,
) -> Option<Misfit> {
    let (tree, info) = (look.tree, predicate.info());
    // Whom somebody marries, meets or visits in private is no affair of states.
    let private =
        |found: &Found| matches!(found.actor, Actor::Group { .. }) && is_private(&tree.lemma(found.at).to_lowercase());
    if is_state_affair(predicate) && (private(source) || private(target)) {
        return Some(Misfit::Private);
    }
    // Those who are named together after “by”, “with” or “against” are on one side: “clashes with Malta and Greece”; and so are, of
    // mediators and those between whom they mediate, all who are named together: “the deal brokered between Malta and Greece”.
    let first = tree.first_conjunct(source.at);
    let together = source.at != target.at && first == tree.first_conjunct(target.at);
    let mediation = matches!(predicate, Predicate::Mediated | Predicate::ProposedMediation);
    if together
        && !info.symmetric
        && (mediation || matches!(tree.case(first), Some("by" | "with" | "against" | "from" | "to" | "for")))
    {
        return Some(Misfit::Together);
    }
    if (info.symmetric || predicate == Predicate::Hosted) && is_delegation(look, trigger, [source, target]) {
        return Some(Misfit::Delegation);
    }
    if info.quad_class != 1 && is_called_home(look, trigger, target) {
        return Some(Misfit::CalledHome);
    }
    if info.quad_class == 3 && predicate != Predicate::Investigated && is_sufferer(look, target) {
        return Some(Misfit::Sufferer);
    }
    if info.quad_class == 4 && is_helped(tree, target.at) {
        return Some(Misfit::Located);
    }
    if is_partner(look, predicate, target) {
        return Some(Misfit::Together);
    }
    // Of two who stand there together the parser may be wrong.
    if info.symmetric && mediates(tree, source.at) != mediates(tree, target.at) {
        return Some(Misfit::Mediates);
    }
    // What stands beyond a semicolon belongs to another clause.
    let (low, high) = (source.at.min(target.at), source.at.max(target.at));
    let same_sentence = tree.token(low).sentence == tree.token(high).sentence;
    if same_sentence && (low..high).any(|t| tree.token(t).form == ";") {
        return Some(Misfit::Apart);
    }
    // Words about a war in a country are not about the country.
    (is_verbal(predicate) && (source.located || target.located)).then_some(Misfit::Located)
}

/// Whether states do it, or those who act for them.
fn is_state_affair(predicate: Predicate) -> bool {
    matches!(
        predicate,
        Predicate::MetWith
            | Predicate::SpokeByPhoneWith
            | Predicate::Visited
            | Predicate::Hosted
            | Predicate::NegotiatedWith
            | Predicate::SignedAgreementWith
    )
}

/// Whether it is done by words.
fn is_verbal(predicate: Predicate) -> bool {
    matches!(
        predicate,
        Predicate::Criticized
            | Predicate::Accused
            | Predicate::Praised
            | Predicate::Supported
            | Predicate::Rejected
            | Predicate::AgreedWith
            | Predicate::MetWith
            | Predicate::NegotiatedWith
            | Predicate::Investigated
    ) || matches!(predicate, Predicate::Own(_)) && matches!(predicate.info().quad_class, 1 | 3)
}

/// “Criticized Ann Roe’s arrest”: it is not said against her.
fn is_sufferer(look: &LookUp<'_>, party: &Found) -> bool {
    let tree = look.tree;
    let person = party.actor.named().is_some_and(|entity| look.actors.entity(entity).kind == EntityType::Person);
    let first = tree.first_conjunct(party.at);
    let Some(noun) = tree.head(first).filter(|_| person) else { return false };
    let lemma = tree.lemma(noun);
    let of_somebody = || tree.children_by(noun, "nmod").any(|kid| tree.case(kid) == Some("of"));
    match (tree.token(first).deprel.as_str(), tree.case(first)) {
        // “Ann Roe’s arrest of the minister” is her own.
        ("nmod:poss", _) => is_befallen(lemma) && !of_somebody(),
        ("nmod", Some("of")) => is_befallen(lemma),
        _ => false,
    }
}

/// “A raid with Malta on Greece”, “a joint operation with Malta”: who acts with somebody is not whom it is done to.
fn is_partner(look: &LookUp<'_>, predicate: Predicate, party: &Found) -> bool {
    let tree = look.tree;
    let first = tree.first_conjunct(party.at);
    let joint = |noun| {
        tree.children_by(noun, "amod").any(|kid| matches!(tree.lemma(kid), "joint" | "coordinated" | "combined"))
    };
    predicate.info().quad_class == 4
        && tree.case(first) == Some("with")
        && tree
            .head(first)
            .is_some_and(|noun| tree.is_nominal(noun) && (joint(noun) || look.actors.is_one_sided(noun, predicate)))
}

/// “Struck in support of Malta”: who is helped is not hit.
fn is_helped(tree: &Tree<'_>, party: usize) -> bool {
    let noun = tree.head(tree.first_conjunct(party)).filter(|&noun| tree.case(noun) == Some("in"));
    noun.is_some_and(|noun| matches!(tree.lemma(noun), "support" | "defence" | "defense" | "aid" | "help"))
}

/// “Talks mediated by Malta”: who brings them about is no party to them.
fn mediates(tree: &Tree<'_>, party: usize) -> bool {
    let first = tree.first_conjunct(party);
    let verb = tree.head(first).filter(|_| tree.case(first) == Some("by"));
    verb.is_some_and(|verb| {
        matches!(
            tree.lemma(verb),
            "mediate" | "broker" | "host" | "facilitate" | "moderate" | "arrange" | "organize" | "sponsor"
        )
    })
}

/// Whether a town stands before what happened there, or is there: “the Valletta shooting”.
fn names_scene(look: &LookUp<'_>, found: &Found) -> bool {
    let place = |entity: usize| look.actors.entity(entity).kind == EntityType::Place;
    let people = |head: usize| is_people(&look.tree.lemma(head).to_lowercase());
    found.actor.named().is_some_and(place)
        && look.tree.token(found.at).relation() == "compound"
        && look.tree.head(found.at).is_some_and(|head| look.tree.is_nominal(head) && !people(head))
}

#[cfg(test)]
mod tests {
    use crate::events::support::events;
    use crate::events::{Actor, Event};
    use crate::ontology::Predicate;

    fn criticizes(text: &str) -> bool {
        events(text).iter().any(|event| event.predicate == Predicate::Criticized && event.target.is_some())
    }

    #[test]
    fn whose_arrest_or_sentence_is_criticized_is_not_criticized() {
        for text in [
            "Josep Borrell criticized Alexei Navalny's imprisonment.",
            "Antony Blinken denounced Evan Gershkovich's detention.",
            "Donald Trump called Roger Stone's sentence unjust.",
            "Josep Borrell criticized the arrest of Alexei Navalny.",
        ] {
            assert!(!criticizes(text), "{text}");
        }
        for text in [
            "Angela Merkel criticized Viktor Orban's treatment of migrants.",
            "Josep Borrell criticized Vladimir Putin's detention of journalists.",
            "Antony Blinken denounced Viktor Orban's speech.",
        ] {
            assert!(criticizes(text), "{text}");
        }
    }

    #[test]
    fn who_takes_part_in_an_attack_is_not_attacked() {
        let attacked = |text| {
            events(text).iter().filter(|event| event.predicate == Predicate::Attacked && event.target.is_some()).count()
        };
        assert_eq!(attacked("Egypt bombed Derna in joint raids with the Libyan National Army."), 1);
        assert_eq!(attacked("Russia struck Idlib in a combined offensive with Syria and Iran."), 1);
        assert!(attacked("Nigeria fought a battle with Boko Haram.") > 0);
        // The noun alone tells it, too.
        let attack = events("Nigeria launched an attack with Chadian troops on Boko Haram.");
        let is_group = |event: &Event| matches!(event.target, Some(Actor::Group { .. }));
        assert!(!attack.is_empty() && !attack.iter().any(is_group));
    }
}
