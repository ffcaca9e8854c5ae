//! An analysis and its entities in; standing relations that the text states: offices, affiliations, bodies of states,
//! places in places out.

mod affiliation;
mod bodies;
mod pairs;
mod places;

use std::collections::BTreeSet;

use self::pairs::{Found, Names};
use super::{Evidence, Marks, Standing};
use crate::analyze::Analysis;
use crate::analyze::tree::Tree;
use crate::ingest::Document;
use crate::ontology::Relation;
use crate::resolve::{EntityType, Resolution};

/// Finds them in the order of the text.
pub(super) fn find(_document: &Document, analysis: &Analysis, resolution: &Resolution) -> Vec<Standing> {
    let tree = Tree::new(analysis);
    let names = Names::new(&tree, resolution);
    let mut all: Vec<Standing> = offices(analysis, resolution);
    let stated: BTreeSet<(usize, usize)> = all.iter().map(|office| (office.source, office.target)).collect();
    let mut found = Vec::new();
    for at in 0..names.len() {
        affiliation::find(&names, at, &stated, &mut found);
        bodies::find(&names, at, &mut found);
        places::find(&names, at, &mut found);
    }
    all.extend(found.into_iter().filter_map(|found| standing(analysis, resolution, found)));
    all.sort_by_key(|standing| (standing.evidence.span.start, standing.evidence.span.end, standing.relation));
    all.dedup_by(|one, other| {
        (one.relation, one.source, one.target, &one.role) == (other.relation, other.source, other.target, &other.role)
    });
    all
}

/// The offices and affiliations that resolution read from titles.
fn offices(analysis: &Analysis, resolution: &Resolution) -> Vec<Standing> {
    let to_standing = |office: &crate::resolve::Office| {
        let target = resolution.entities.get(office.body)?;
        if !matches!(target.kind, EntityType::Country | EntityType::Organization) {
            return None;
        }
        let relation = if office.affiliation { Relation::AffiliatedWith } else { Relation::HoldsOffice };
        let evidence = evidence(analysis, office.tokens.clone(), office.rule, 0.9)?;
        let role = (!office.title.is_empty()).then(|| office.title.clone());
        let (source, target, past) = (office.person, office.body, office.past);
        Some(Standing { relation, source, target, role, past, date: office.date, evidence })
    };
    resolution.offices.iter().filter_map(to_standing).collect()
}

fn evidence(
    analysis: &Analysis,
    tokens: std::ops::Range<usize>,
    rule: &'static str,
    confidence: f32,
) -> Option<Evidence> {
    let first = analysis.tokens.get(tokens.start)?;
    let last = analysis.tokens.get(tokens.end.checked_sub(1)?)?;
    let span = first.span.start..last.span.end;
    Some(Evidence { sentence: first.sentence, span, rule, confidence, marks: Marks::default() })
}

/// A relation between entities of the types that the ontology allows.
fn standing(analysis: &Analysis, resolution: &Resolution, found: Found) -> Option<Standing> {
    let kind = |entity: usize| resolution.entities.get(entity).map(|entity| entity.kind);
    let (source, target) = (kind(found.source)?, kind(found.target)?);
    let info = found.relation.info();
    let allowed = |list: &str, kind: EntityType| list.split('|').any(|name| name == kind.as_str());
    if found.source == found.target || !allowed(&info.domain, source) || !allowed(&info.range, target) {
        return None;
    }
    let evidence = evidence(analysis, found.tokens, found.rule, found.confidence)?;
    Some(Standing {
        relation: found.relation,
        source: found.source,
        target: found.target,
        role: found.role,
        past: false,
        date: None,
        evidence,
    })
}

#[cfg(test)]
mod tests;
