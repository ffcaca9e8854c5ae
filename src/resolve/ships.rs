//! The names of a document in; which of them are ships' out: “the tanker Graywick”, “USS Graywick”. A ship is no place and no body.

use std::collections::BTreeSet;

use super::context::{Context, country_of};
use super::gazetteer::{Entry, NameKind};
use super::lexicon;
use super::spans::Span;
use crate::analyze::NameType;
use crate::ingest::LineKind;

/// For each span whether it names a ship.
pub(super) fn find(context: &Context<'_>) -> Vec<bool> {
    let called = |span: &Span| span.by_model && matches!(span.kind, NameType::Location | NameType::Organization);
    let told = |span: &Span| called(span) && (is_told(context, span) || is_town_with_article(context, span));
    let told: Vec<bool> = context.spans.iter().map(told).collect();
    // What the tables do not know is the ship wherever the text has the name.
    let free = |span: &Span| span.references.is_empty();
    let ships: BTreeSet<&str> = context
        .spans
        .iter()
        .zip(&told)
        .filter(|(span, told)| **told && free(span))
        .map(|(span, _)| &*span.key)
        .collect();
    let is_ship = |(span, told): (&Span, &bool)| *told || called(span) && free(span) && ships.contains(&*span.key);
    context.spans.iter().zip(&told).map(is_ship).collect()
}

/// Whether a word marks the name behind it as a ship's.
pub(super) fn is_mark(word: &str) -> bool {
    lexicon::is_vessel(word) || lexicon::is_vessel(&word.to_lowercase())
}

/// “The Moskva sank”: in running text a town has no article of its own, unless its name has.
fn is_town_with_article(context: &Context<'_>, span: &Span) -> bool {
    let Some(article) = span.tokens.start.checked_sub(1).filter(|_| span.kind == NameType::Location) else {
        return false;
    };
    let head = context.tree.head_of(&span.tokens);
    let own = context.form(article).eq_ignore_ascii_case("the")
        && context.tree.head(article) == Some(head)
        && matches!(context.tree.relation(head), "nsubj" | "obj")
        && context.line_of(article) == LineKind::Body;
    let of = |other: usize| context.tree.case(other).as_deref() == Some("of");
    if !own || context.tree.with_relation(head, &["nmod", "acl"]).any(of) {
        return false;
    }
    let named = span.references.iter().filter(|reference| reference.kind != NameKind::Seat);
    let entries: Vec<Entry> = named.filter_map(|reference| context.gazetteer.entry(reference.entry)).collect();
    let town = |entry: &Entry| entry.letter == b'T' && !entry.name.starts_with("The ");
    // A region that is called as its town is.
    let region =
        |entry: &Entry| entry.letter == b'R' && entries.iter().any(|other| town(other) && other.name == entry.name);
    entries.iter().any(town) && entries.iter().all(|entry| town(entry) || region(entry))
}

fn is_told(context: &Context<'_>, span: &Span) -> bool {
    let Some(before) = span.tokens.start.checked_sub(1).filter(|&before| is_mark(context.form(before))) else {
        return false;
    };
    // “the carrier Graywick Airlines”
    let last = span.key.rsplit(' ').next().unwrap_or_default();
    let mut known = span.references.iter().filter_map(|reference| context.gazetteer.entry(reference.entry));
    let body = span.kind == NameType::Organization
        && (lexicon::is_organization_noun(last) || known.any(|entry| entry.letter == b'O'));
    // “a tanker Norway seized”: the state is no part of the phrase.
    let head = context.tree.head_of(&span.tokens);
    let beside = context.tree.head(head) == Some(before)
        || context.tree.head(before).is_some_and(|governor| span.tokens.contains(&governor));
    !body && (beside || country_of(context.gazetteer, span).is_none() && context.tree.relation(head) != "nsubj")
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location, Organization};

    fn named(spec: &str, kind: NameType) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, &[(2..3, kind)]);
        let named = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0);
        named.map(|entity| entity.name).collect()
    }

    #[test]
    fn a_name_behind_a_word_for_ships_is_no_place() {
        let spec = "The:DET:2:det tanker:NOUN:4:nsubj Graywick:PROPN:2:appos sank:VERB:0:root";
        for word in ["tanker", "ferry", "destroyer", "HMS"] {
            assert!(named(&spec.replace("tanker", word), Location).is_empty(), "{word}");
        }
        assert_eq!(named(&spec.replace("tanker", "village"), Location), ["Graywick"]);
        assert_eq!(named(&spec.replace("tanker", "Mt"), Location), ["Graywick"]);
    }

    #[test]
    fn a_town_with_an_article_is_a_ship() {
        let spec = "They:PRON:2:nsubj sank:VERB:0:root the:DET:4:det Belgrano:PROPN:2:obj";
        let named = |spec: &str| {
            let (document, analysis) = testing::analysis(spec, &[(3..4, Location)]);
            resolve(&document, &analysis).entities.len()
        };
        assert_eq!(named(spec), 0);
        assert_eq!(named(&spec.replace("Belgrano", "Moskva")), 0);
        assert_eq!(named(&spec.replace(" the:DET", " soon:ADV")), 1);
        // an article of the name, of a region, of what the town stands before
        assert_eq!(named(&spec.replace("Belgrano", "Hague")), 1);
        assert_eq!(named(&spec.replace("Belgrano", "Crimea")), 1);
        assert_eq!(named(&spec.replace("4:det", "5:det").replace("2:obj", "5:compound base:NOUN:2:obj")), 1);
    }

    #[test]
    fn who_seizes_a_ship_or_flies_is_none() {
        let seized = "A:DET:2:det tanker:NOUN:5:nsubj Norway:PROPN:4:nsubj seized:VERB:2:acl burned:VERB:0:root";
        assert_eq!(named(seized, Location), ["Norway"]);
        let carrier = "The:DET:2:det carrier:NOUN:4:nsubj Lufthansa:PROPN:2:appos grew:VERB:0:root";
        assert_eq!(named(carrier, Organization).len(), 1);
    }

    #[test]
    fn a_ship_is_one_wherever_the_text_has_its_name() {
        let spec = "The:DET:2:det yacht:NOUN:4:nsubj Graywick:PROPN:2:appos sank:VERB:0:root
            Graywick:PROPN:2:nsubj lay:VERB:0:root there:ADV:2:advmod";
        let (document, analysis) = testing::analysis(spec, &[(2..3, Location), (4..5, Location)]);
        assert!(resolve(&document, &analysis).entities.is_empty());
    }
}
