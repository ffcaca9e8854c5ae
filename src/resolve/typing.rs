//! The names of a document as the model types them in; those that the text itself types otherwise out: a firm by the noun before it or by
//! its full name, a place by the list that it stands in, somebody by the surname alone elsewhere.

use std::collections::BTreeSet;

use super::context::{Context, country_of};
use super::gazetteer::NameKind;
use super::spans::Span;
use super::{lexicon, people, short_forms};
use crate::analyze::NameType;
use crate::ingest::LineKind;

/// The spans that the text types otherwise than the model, with their types.
pub(super) fn told(context: &Context<'_>) -> Vec<(usize, NameType)> {
    let names = people::single_names(&context.spans);
    let mut firms: BTreeSet<&str> = context.spans.iter().filter_map(|span| short_forms::firm(context, span)).collect();
    firms.extend(context.spans.iter().filter(|span| is_called_a_firm(context, span)).map(|span| &*span.key));
    let alone: BTreeSet<&str> = context
        .spans
        .iter()
        .filter(|span| span.by_model && span.kind == NameType::Person && span.tokens.len() == 1)
        .map(|span| &*span.key)
        .collect();
    let spans = context.spans.iter().enumerate();
    spans
        .filter(|(_, span)| span.by_model && context.line_of(span.tokens.start) == LineKind::Body)
        .filter_map(|(index, span)| {
            let kind = match span.kind {
                NameType::Person | NameType::Location
                    if firms.contains(&*span.key) && !names.contains(&*span.key) && !is_titled(context, span) =>
                {
                    NameType::Organization
                }
                NameType::Person if is_of_a_list_of_places(context, span, &names) => NameType::Location,
                NameType::Location if is_somebody(context, span, &alone) => NameType::Person,
                _ => return None,
            };
            Some((index, kind))
        })
        .collect()
}

/// “the airline Graywick”: a noun of firms right before a name that the tables have for no place and nobody.
fn is_called_a_firm(context: &Context<'_>, span: &Span) -> bool {
    let Some(noun) = span.tokens.start.checked_sub(1) else { return false };
    let head = context.tree.head_of(&span.tokens);
    let beside = context.tree.head(head) == Some(noun)
        && matches!(context.tree.relation(head), "appos" | "flat" | "nmod")
        || context.tree.head(noun).is_some_and(|governor| span.tokens.contains(&governor));
    beside && lexicon::is_firm(context.form(noun)) && span.by_model && span.references.is_empty()
}

/// “President Graywick”
fn is_titled(context: &Context<'_>, span: &Span) -> bool {
    let before = span.tokens.start.checked_sub(1).map_or("", |token| context.form(token));
    lexicon::title(before).is_some()
}

/// “in Oslo, Burj el-Graywick, and Moss”: one of three places or more behind “in”, whose name nobody else has a word of.
fn is_of_a_list_of_places(context: &Context<'_>, span: &Span, names: &BTreeSet<&str>) -> bool {
    let head = context.tree.head_of(&span.tokens);
    let first = context.tree.first_conjunct(head);
    let place = |token: usize| context.span_at(token).is_some_and(|at| context.spans[at].kind == NameType::Location);
    let others = context.tree.with_relation(first, &["conj"]).filter(|&other| place(other)).count();
    let inside = matches!(context.tree.case(first).as_deref(), Some("in" | "near" | "across" | "around"));
    let person = |reference: &super::Reference| {
        context.gazetteer.entry(reference.entry).is_some_and(|entry| entry.letter == b'P')
    };
    let word = span.key.split(' ').next().unwrap_or_default();
    let given = lexicon::gender_of_name(word).is_some() || context.gazetteer.is_first_name(word);
    let listed = first != head && place(first) && others > 0 && inside;
    let alone = !names.contains(&*span.key) && !is_titled(context, span);
    listed && alone && !given && !span.references.iter().any(person)
}

/// “Ada Graywick, 33, of Oslo” as a place, where the text has “Graywick” as somebody: two words that no table knows, and not in or at it.
fn is_somebody(context: &Context<'_>, span: &Span, alone: &BTreeSet<&str>) -> bool {
    let Some((first, surname)) = span.key.split_once(' ').filter(|(_, surname)| !surname.contains(' ')) else {
        return false;
    };
    let case = context.tree.case(context.tree.head_of(&span.tokens));
    let located = case.is_some_and(|case| matches!(&*case, "in" | "at" | "near" | "from" | "to" | "into" | "around"));
    let kinds = [NameKind::Name, NameKind::Alias];
    let place = |key: &str| context.gazetteer.find(key, &kinds, b"CRTS").next().is_some();
    let known = !span.references.is_empty() || context.gazetteer.lookup_wide(&span.key).next().is_some();
    alone.contains(surname)
        && !known
        && !located
        && !place(first)
        && !place(surname)
        && country_of(context.gazetteer, span).is_none()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location, Person};

    fn entities(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let named = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0);
        named.map(|entity| format!("{} {}", entity.kind.as_str(), entity.name)).collect()
    }

    #[test]
    fn a_noun_of_firms_makes_a_firm() {
        let spec = "The:DET:2:det airline:NOUN:4:nsubj Graywick:PROPN:2:appos grew:VERB:0:root
            Graywick:PROPN:2:nsubj left:VERB:0:root";
        for noun in ["airline", "company", "newspaper", "retailer"] {
            let spec = spec.replace("airline", noun);
            let names = [(2..3, Location), (4..5, Person)];
            assert_eq!(entities(&spec, &names), ["Organization Graywick"], "{noun}");
        }
        let town = spec.replace("airline", "village");
        assert_eq!(entities(&town, &[(2..3, Location)]), ["Place Graywick"]);
    }

    #[test]
    fn one_of_a_list_of_places_is_one() {
        let spec = "Rain:NOUN:2:nsubj fell:VERB:0:root in:ADP:4:case Mossby:PROPN:2:obl ,:PUNCT:6:punct Graywick:PROPN:4:conj and:CCONJ:8:cc Roeby:PROPN:4:conj";
        let names = [(3..4, Location), (5..6, Person), (7..8, Location)];
        assert_eq!(entities(spec, &names), ["Place Mossby", "Place Graywick", "Place Roeby"]);
        for case in ["near", "across", "around"] {
            assert!(
                entities(&spec.replace(" in:ADP", &format!(" {case}:ADP")), &names).contains(&"Place Graywick".into())
            );
        }
        // who comes with others comes from nowhere
        let from = spec.replace(" in:ADP", " with:ADP");
        assert!(entities(&from, &names).contains(&"Person Graywick".into()));
    }

    #[test]
    fn a_surname_alone_tells_that_the_whole_name_is_somebodys() {
        let spec = "Zed:PROPN:3:nsubj Graywick:PROPN:1:flat burned:VERB:0:root
            Graywick:PROPN:2:nsubj left:VERB:0:root";
        assert_eq!(entities(spec, &[(0..2, Location), (3..4, Person)]), ["Person Zed Graywick"]);
        let inside = "Rain:NOUN:2:nsubj fell:VERB:0:root in:ADP:5:case Zed:PROPN:5:compound Graywick:PROPN:2:obl
            Graywick:PROPN:2:nsubj left:VERB:0:root";
        assert!(entities(inside, &[(3..5, Location), (5..6, Person)]).contains(&"Place Zed Graywick".into()));
    }
}
