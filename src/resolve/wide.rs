//! The name of a body or place that the tables of the news do not tell of in; the entry of the wide tables that it means
//! out, if the text speaks for one and against the others. Half of these names have bearers that no table knows.

use std::collections::BTreeMap;

use super::context::Context;
use super::gazetteer::{Entry, NameKind, Reference};
use super::lexicon;
use super::likelihood::{FLOOR, Way, Weigher};
use super::spans::{Span, counts};
use crate::analyze::NameType;
use crate::ingest::LineKind;

/// By how much the best must lead.
const LEAD: f32 = 0.1;

/// The body or place that a span means, with the probability. `country` is that which the text gives it.
pub(super) fn find(context: &Context<'_>, index: usize, country: Option<&str>) -> Option<(Entry, f32)> {
    let span = &context.spans[index];
    let people = || span.references.iter().any(|reference| reference.kind == NameKind::Demonym);
    if span.kind == NameType::People || !span.by_model || lexicon::is_organization_noun(&span.key) || people() {
        return None;
    }
    // “the Druzhba pipeline” is no town.
    if lexicon::is_thing_head(context.lemma(span.tokens.end)) {
        return None;
    }
    // “Waterloo station” lies in another town than Waterloo.
    let compound = context.tree.relation(context.tree.head_of(&span.tokens)) == "compound";
    let mut candidates: BTreeMap<u32, Entry> = BTreeMap::new();
    let further = context.gazetteer.lookup_wide(&span.key);
    for reference in further.chain(span.references.iter().copied()) {
        let written = counts(&reference, &span.text, true);
        if let Some(entry) = context
            .gazetteer
            .entry(reference.entry)
            .filter(|entry| written && fits(span, entry) && !(compound && matches!(entry.letter, b'T' | b'R')))
            .filter(|entry| {
                entry.class != "political_party" || context.countries.is_empty() || context.speaks_of(entry.country)
            })
            .filter(|entry| country.is_none_or(|country| entry.country.is_empty() || entry.country == country))
        {
            candidates.entry(entry.number).or_insert(entry);
        }
    }
    let weigher = Weigher::new(context, span, country);
    let mut weighed: Vec<(f32, Entry)> =
        candidates.into_values().map(|entry| (weigher.weigh(&entry, Way::Name), entry)).collect();
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.number.cmp(&b.1.number)));
    let (best, entry) = *weighed.first()?;
    let rival = weighed.get(1).is_some_and(|(other, rival)| best - other < LEAD && rival.item != entry.item);
    (best >= FLOOR && !rival).then_some((entry, best))
}

/// Why a firm is meant and no state.
pub(super) const BARE: &str = "name of a firm without the article of the state";

/// “Emirates flew there”: in running text the plural by which a state is called too has an article, and a firm of the name none.
pub(super) fn firm_without_article(context: &Context<'_>, span: &Span) -> Option<Entry> {
    let short = span.tokens.len() == 1 && span.text.ends_with('s') && span.kind != NameType::People;
    let called = |reference: &Reference| {
        let entry = context.gazetteer.entry(reference.entry);
        reference.kind == NameKind::Alias && entry.is_some_and(|entry| entry.letter == b'C')
    };
    if !short || span.references.is_empty() || !span.references.iter().all(called) {
        return None;
    }
    let before = span.tokens.start.checked_sub(1).map_or("", |token| context.form(token));
    let article = context.tree.with_relation(context.tree.head_of(&span.tokens), &["det"]).next().is_some();
    if article || before.eq_ignore_ascii_case("the") || context.line_of(span.tokens.start) != LineKind::Body {
        return None;
    }
    let named = context.gazetteer.lookup_wide(&span.key).filter(|reference| reference.kind == NameKind::Name);
    let mut firms = named.filter_map(|reference| context.gazetteer.entry(reference.entry));
    let firm = firms.next().filter(|firm| firm.letter == b'O' && firm.name == span.text)?;
    firms.next().is_none().then_some(firm)
}

/// Whether an entry may be what the model takes the name for.
fn fits(span: &Span, entry: &Entry) -> bool {
    // Hospitals, universities and stadiums are bodies as well as places.
    let both = span.key.contains(' ')
        && matches!(
            entry.class,
            "university" | "hospital" | "research" | "building" | "stadium" | "airport" | "sports_club"
        );
    match span.kind {
        NameType::Organization => entry.letter == b'O' || both,
        NameType::Location => matches!(entry.letter, b'T' | b'R' | b'S') || both,
        NameType::Person | NameType::People => false,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{resolve, testing};
    use crate::analyze::NameType;

    /// The ids of the entities that a text mentions.
    fn ids(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let resolution = resolve(&document, &analysis);
        resolution.entities.into_iter().filter(|entity| entity.mentions > 0).map(|entity| entity.id).collect()
    }

    #[test]
    fn a_place_of_the_wide_tables_needs_its_country() {
        let near = "They:PRON:2:nsubj stayed:VERB:0:root in:ADP:4:case Tayasir:PROPN:2:obl in:ADP:6:case Palestine:PROPN:2:obl";
        let names = [(3..4, NameType::Location), (5..6, NameType::Location)];
        assert!(ids(near, &names).contains(&"Q4120042".to_owned()));
        let far = near.replace("Palestine", "Norway");
        assert!(!ids(&far, &names).contains(&"Q4120042".to_owned()));
    }

    #[test]
    fn a_body_is_linked_by_its_whole_name_where_the_text_has_its_country() {
        let spec = "Marshall:PROPN:3:nsubj University:PROPN:1:flat praised:VERB:0:root America:PROPN:3:obj";
        let names = [(0..2, NameType::Organization), (3..4, NameType::Location)];
        assert!(ids(spec, &names).contains(&"Q1379613".to_owned()));
        let part = "Marshall:PROPN:2:nsubj spoke:VERB:0:root";
        assert!(ids(part, &[(0..1, NameType::Organization)]).iter().all(|id| id.starts_with("local-")));
    }

    #[test]
    fn a_firm_has_no_article_where_the_state_has() {
        let spec = "Emirates:PROPN:2:nsubj sued:VERB:0:root Boeing:PROPN:2:obj";
        let names = [(0..1, NameType::Location), (2..3, NameType::Organization)];
        assert!(!ids(spec, &names).contains(&"Q878".to_owned()));
        let state = "the:DET:2:det Emirates:PROPN:3:nsubj sued:VERB:0:root Boeing:PROPN:3:obj";
        let names = [(1..2, NameType::Location), (3..4, NameType::Organization)];
        assert!(ids(state, &names).contains(&"Q878".to_owned()));
    }

    #[test]
    fn a_people_is_no_town() {
        let spec = "Argentine:ADJ:2:amod police:NOUN:3:nsubj spoke:VERB:0:root";
        assert!(!ids(spec, &[(0..1, NameType::Location)]).contains(&"Q52395487".to_owned()));
    }

    #[test]
    fn what_has_no_item_has_the_title_of_its_article() {
        let spec = "Rapid:PROPN:4:nsubj Support:PROPN:1:flat Forces:PROPN:1:flat left:VERB:0:root";
        assert_eq!(ids(spec, &[(0..3, NameType::Organization)]), ["enwiki-Rapid_Support_Forces"]);
    }
}
