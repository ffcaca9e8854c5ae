//! The names of a document in; those that a state and a region of another state share told apart by the document out: Georgia.

use std::collections::BTreeSet;

use super::gazetteer::{Entry, Gazetteer, NameKind};
use super::lexicon;
use super::spans::Span;
use super::tree::Tree;

/// How near to the middle of a region a town is taken to lie in it, in ten thousandths of a degree of latitude and longitude.
const NEAR: i32 = 30_000;

/// Leaves of each shared name only what the document means: the region where an office, a town or neighbors speak for it and nothing
/// speaks for the state.
pub(super) fn settle(spans: &mut [Span], tree: &Tree<'_>, gazetteer: &Gazetteer) {
    let mut shared: Vec<(String, Entry, Entry)> = Vec::new();
    for span in spans.iter() {
        if shared.iter().any(|(key, ..)| *key == span.key) {
            continue;
        }
        let named = span.references.iter().filter(|reference| reference.kind == NameKind::Name);
        let entries: Vec<Entry> = named.filter_map(|reference| gazetteer.entry(reference.entry)).collect();
        let state = entries.iter().find(|entry| entry.letter == b'C' && entry.class == "sovereign");
        let region = entries.iter().find(|entry| entry.letter == b'R');
        if let (Some(&state), Some(&region)) = (state, region)
            && state.country != region.country
        {
            shared.push((span.key.clone(), state, region));
        }
    }
    for (key, state, region) in shared {
        if !is_region(spans, tree, gazetteer, &key, &state, &region) {
            continue;
        }
        for span in spans.iter_mut().filter(|span| span.key == key) {
            span.references.retain(|reference| {
                gazetteer.entry(reference.entry).is_some_and(|entry| entry.number == region.number)
            });
        }
    }
}

fn is_region(spans: &[Span], tree: &Tree<'_>, gazetteer: &Gazetteer, key: &str, state: &Entry, region: &Entry) -> bool {
    let of = |span: &Span, wanted: &dyn Fn(&Entry) -> bool| {
        let mut entries = span.references.iter().filter_map(|reference| gazetteer.entry(reference.entry));
        entries.any(|entry| wanted(&entry))
    };
    // Its people, its capital or a body of it.
    let state_speaks = spans.iter().any(|span| {
        let adjective = span.key.split(' ').next().is_some_and(|first| {
            span.key.contains(' ')
                && gazetteer.find(first, &[NameKind::Demonym], b"C").any(|entry| entry.number == state.number)
        });
        span.key != key
            && (adjective
                || of(span, &|entry| {
                    entry.country == state.country
                        && (entry.letter == b'C' || matches!(entry.class, "capital" | "political_party"))
                }))
    });
    if state_speaks {
        return false;
    }
    let called = || spans.iter().filter(|span| span.key == key);
    let official = called().any(|span| is_of_a_region(tree, span));
    let inside = || {
        spans.iter().any(|span| {
            of(span, &|entry| entry.letter == b'T' && entry.country == region.country && is_near(entry, region))
        })
    };
    // “Florida, Georgia and Alabama”
    let neighbors = || {
        let others: BTreeSet<&str> = spans
            .iter()
            .filter(|span| {
                span.key != key && of(span, &|entry| entry.letter == b'R' && entry.country == region.country)
            })
            .map(|span| &*span.key)
            .collect();
        let states = spans.iter().any(|span| {
            of(span, &|entry| entry.letter == b'C' && entry.class == "sovereign" && entry.country != region.country)
                && span.key != key
        });
        others.len() > 1 && !states
    };
    official || inside() || neighbors()
}

/// “Georgia governor Roe”, “Georgia Republicans”, “Governor Roe of Georgia”: officials and bodies that parts of a federation have.
fn is_of_a_region(tree: &Tree<'_>, span: &Span) -> bool {
    let head = tree.head_of(&span.tokens);
    let owners = std::iter::successors(tree.head(head), |&at| tree.head(at)).take(2);
    let next = (span.tokens.end..tree.tokens.len()).take(3);
    let mut words = owners.chain(next).filter_map(|at| tree.tokens.get(at));
    words.any(|word| lexicon::is_of_region(&word.lemma.to_lowercase()))
}

/// Whether a town lies within a few degrees of the middle of a region.
fn is_near(town: &Entry, region: &Entry) -> bool {
    let within = |a: i32, b: i32| (a - b).abs() < NEAR;
    town.coordinates.zip(region.coordinates).is_some_and(|(town, region)| {
        within(town.latitude, region.latitude) && within(town.longitude, region.longitude)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use crate::analyze::NameType::{Location, People, Person};

    /// The item of the first name.
    fn item(spec: &str, names: &[(std::ops::Range<usize>, crate::analyze::NameType)]) -> Option<String> {
        let (document, analysis) = testing::analysis(spec, names);
        resolve(&document, &analysis).entities.first().and_then(|entity| entity.wikidata.clone())
    }

    #[test]
    fn offices_and_towns_of_a_federation_tell_its_parts() {
        let plain = "Georgia:PROPN:2:nsubj thanked:VERB:0:root:thank Ada:PROPN:2:obj";
        assert_eq!(item(plain, &[(0..1, Location), (2..3, Person)]).as_deref(), Some("Q230"));
        let town = format!("{plain}\nThey:PRON:2:nsubj met:VERB:0:root in:ADP:4:case Savannah:PROPN:2:obl");
        assert_eq!(item(&town, &[(0..1, Location), (2..3, Person), (6..7, Location)]).as_deref(), Some("Q1428"));
        let office = "Georgia:PROPN:2:compound senator:NOUN:3:compound Ada:PROPN:4:nsubj left:VERB:0:root";
        assert_eq!(item(office, &[(0..1, Location), (2..3, Person)]).as_deref(), Some("Q1428"));
        // its people make it the country
        let people = format!("{town}\nThe:DET:3:det Georgian:ADJ:3:amod minister:NOUN:4:nsubj left:VERB:0:root");
        let names = [(0..1, Location), (2..3, Person), (6..7, Location), (8..9, People)];
        assert_eq!(item(&people, &names).as_deref(), Some("Q230"));
    }
}
