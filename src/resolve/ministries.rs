//! The name of a ministry in; the ministry of its state out. All states call theirs alike, so a name is of the state that
//! stands in or before it, that owns it, at whose seat it speaks, or that the document gives it elsewhere.

use std::collections::HashMap;

use super::context::{Context, capital_of, country_of};
use super::entity::{known, unknown};
use super::gazetteer::NameKind;
use super::{Entity, EntityType, meaning, normalize};
use crate::analyze::NameType;

/// The longest name of a ministry without its state, in tokens.
const LONGEST: usize = 5;

/// The states of the ministries of a document.
pub(super) struct Ministries {
    /// Key of a ministry without its state → the state, if there is just one.
    states: HashMap<String, Option<&'static str>>,
}

impl Ministries {
    pub(super) fn new(context: &Context<'_>) -> Self {
        let mut states: HashMap<String, Option<&'static str>> = HashMap::new();
        for index in 0..context.spans.len() {
            let Some((name, Some(state))) = stated(context, index) else { continue };
            let known = states.entry(normalize::key(&name)).or_insert(Some(state));
            if *known != Some(state) {
                *known = None;
            }
        }
        Self { states }
    }

    /// Whether a span names a ministry, of whatever state.
    pub(super) fn is_one(context: &Context<'_>, index: usize) -> bool {
        stated(context, index).is_some()
    }

    /// The ministry that a span names.
    pub(super) fn find(&self, context: &Context<'_>, index: usize) -> Option<Entity> {
        let (name, state) = stated(context, index)?;
        let key = normalize::key(&name);
        let country = state.or_else(|| self.states.get(&key).copied().flatten())?;
        let kinds = [NameKind::Name, NameKind::Alias];
        let mut bodies = context.gazetteer.find(&key, &kinds, b"O").filter(|body| body.country == country);
        let state = context.gazetteer.country(country)?;
        Some(match bodies.next().filter(|_| bodies.next().is_none()) {
            Some(body) => known(&body, 0.85, "ministry of the country that the text gives"),
            None => unknown(EntityType::Organization, &format!("{name} of {}", state.name), Some(country)),
        })
    }
}

/// The name of a ministry without its state, and the state that the words around it give.
fn stated(context: &Context<'_>, index: usize) -> Option<(String, Option<&'static str>)> {
    let span = &context.spans[index];
    let mut words = span.key.split(' ');
    let generic = words.clone().count() > 1 && words.any(|word| word == "ministry");
    if !generic || matches!(span.kind, NameType::Person | NameType::People) {
        return None;
    }
    let state_of = |text: &str| meaning::state_of(context, &normalize::key(text));
    let tokens = span.tokens.clone();
    // “Norwegian Foreign Ministry”, “U.S. Interior Ministry”
    let first = (1..tokens.len().min(4)).rev().find_map(|length| {
        let country = state_of(context.text(&(tokens.start..tokens.start + length)))?;
        Some((context.text(&(tokens.start + length..tokens.end)).to_owned(), country))
    });
    // “Defense Ministry of Norway”
    let last = || {
        let of = tokens.clone().rev().find(|&token| context.form(token) == "of")?;
        let country = state_of(context.text(&(of + 1..tokens.end)))?;
        Some((context.text(&(tokens.start..of)).to_owned(), country))
    };
    if let Some((name, country)) = first.or_else(last) {
        return Some((name, Some(country)));
    }
    if tokens.len() > LONGEST {
        return None;
    }
    let tree = &context.tree;
    let head = tree.head_of(&tokens);
    let named = |token: usize| context.span_at(token).map(|span| &context.spans[span]);
    let before = || {
        let before = named(tokens.start.checked_sub(1)?)?;
        country_of(context.gazetteer, before)
    };
    let owner = || {
        let mut owners = tree.with_relation(head, &["nmod"]).filter(|owner| !tokens.contains(owner));
        let owned = |owner: &usize| tree.is_possessive(*owner) || tree.case(*owner).as_deref() == Some("of");
        owners.find(owned).and_then(named).and_then(|owner| country_of(context.gazetteer, owner))
    };
    // “the Foreign Ministry said in Oslo”, “Foreign Ministry spokesman Roe said in Oslo”
    let seat = || {
        let part = |at: &usize| matches!(tree.relation(*at), "compound" | "nmod" | "appos" | "flat");
        let subject = std::iter::successors(Some(head), |at| tree.head(*at).filter(|_| part(at))).take(4).last()?;
        let verb = tree.head(subject).filter(|_| tree.relation(subject) == "nsubj")?;
        let mut places = tree.with_relation(verb, &["obl"]);
        let place = places.find(|&place| tree.case(place).as_deref() == Some("in"))?;
        capital_of(context.gazetteer, named(place)?).map(|capital| capital.country)
    };
    Some((span.text.clone(), before().or_else(owner).or_else(seat)))
}
