//! The name of a place in; where the text says that it lies out: the country by an address, a list or “in”, and the part of a state
//! by the noun behind its name.

use super::context::{Context, country_of};
use super::gazetteer::{Entry, Gazetteer, NameKind};
use super::spans::Span;
use super::{Entity, lexicon, normalize};
use crate::analyze::NameType;

/// The longest list of places that is followed to its end.
const LONGEST: usize = 12;

/// How many places an address names at most: “Graywick, Moss district, Norway”.
const STEPS: usize = 3;

/// The country that the text places something in: “Basra, Iraq”, “a river in northern Russia”, “A, B and C in Lebanon”.
pub(super) fn container(context: &Context<'_>, index: usize) -> Option<&'static str> {
    let span = &context.spans[index];
    if next_after_comma(context, index).is_some() {
        return address(context, index, STEPS).or_else(|| of_list(context, index));
    }
    let head = context.tree.head_of(&span.tokens);
    inside(context, head, STEPS)
        .or_else(|| described(context, head))
        .or_else(|| {
            // “the Graywick village in the Moss area of Norway”
            let part = matches!(context.tree.relation(head), "compound" | "flat" | "appos");
            let noun =
                context.tree.head(head).filter(|&noun| part && is_settled(&context.lemma(noun).to_lowercase()))?;
            inside(context, noun, STEPS)
        })
        .or_else(|| of_list(context, index))
}

/// “Graywick, a town in Norway”: the country of the noun in apposition.
fn described(context: &Context<'_>, head: usize) -> Option<&'static str> {
    let mut nouns = context.tree.with_relation(head, &["appos"]);
    nouns.find(|&noun| is_settled(&context.lemma(noun).to_lowercase())).and_then(|noun| inside(context, noun, STEPS))
}

/// Whether a noun is of a place where people live, and stands behind its name: “the Graywick village”, not “U.S. involvement in Malta”.
fn is_settled(noun: &str) -> bool {
    lexicon::is_division(noun) || lexicon::nouns::is_settled(noun)
}

/// The name right behind the comma after a name.
fn next_after_comma<'c>(context: &'c Context<'_>, index: usize) -> Option<&'c Span> {
    let end = context.spans[index].tokens.end;
    let next = context.spans.get(index + 1)?;
    (next.tokens.start == end + 1 && context.form(end) == ",").then_some(next)
}

/// “Basra, Iraq”, “Graywick, Basra, Iraq”; “stops in Oslo, Georgia, Malta and others” lists them.
fn address(context: &Context<'_>, index: usize, steps: usize) -> Option<&'static str> {
    let next = next_after_comma(context, index)?;
    let after = next.tokens.end;
    let and = usize::from(context.form(after) == "," && matches!(context.form(after + 1), "and" | "or"));
    let third = context.spans.get(index + 2).filter(|third| third.tokens.start == after + and + 1);
    if third.is_some() && matches!(context.form(after), "," | "and" | "or") {
        // “Graywick, Basra, Iraq”: the last one holds the one before it, and the list does not go on.
        let third = third.filter(|third| and == 0 && !goes_on(context, third.tokens.end))?;
        let country = country_of(context.gazetteer, third)?;
        let mut known =
            next.references.iter().filter_map(|reference| context.gazetteer.entry(reference.entry)).peekable();
        let holds = match known.peek() {
            Some(_) => known.any(|entry| matches!(entry.letter, b'T' | b'R') && entry.country == country),
            None => steps > 0,
        };
        return (holds && country_of(context.gazetteer, next).is_none()).then_some(country);
    }
    country_of(context.gazetteer, next).or_else(|| region_of(context, next))
}

fn goes_on(context: &Context<'_>, end: usize) -> bool {
    matches!(context.form(end), "and" | "or")
        || context.form(end) == ","
            && (matches!(context.form(end + 1), "and" | "or") || context.span_at(end + 1).is_some())
}

/// The country of a region that a span names.
fn region_of(context: &Context<'_>, span: &Span) -> Option<&'static str> {
    let entries = span.references.iter().filter_map(|reference| context.gazetteer.entry(reference.entry));
    entries.filter(|entry| entry.letter == b'R' && !entry.country.is_empty()).map(|entry| entry.country).next()
}

/// The country that a noun lies in: “in Norway”, “in the Moss area of Norway”, “in Nordland”.
fn inside(context: &Context<'_>, head: usize, steps: usize) -> Option<&'static str> {
    let in_or_of = |token: &usize| matches!(context.tree.case(*token).as_deref(), Some("in" | "of"));
    context.tree.with_relation(head, &["nmod"]).filter(in_or_of).find_map(|token| match context.span_at(token) {
        Some(place) => {
            let place = &context.spans[place];
            let own = country_of(context.gazetteer, place).or_else(|| region_of(context, place));
            own.filter(|_| place.kind == NameType::Location)
        }
        None => inside(context, token, steps.checked_sub(1)?),
    })
}

/// “Graywick, Moss, and Roe in southern Lebanon”: what stands behind a list of places holds them all.
fn of_list(context: &Context<'_>, index: usize) -> Option<&'static str> {
    let mut last = index;
    for _ in 0..LONGEST {
        let end = context.spans[last].tokens.end;
        let comma = usize::from(context.form(end) == ",");
        let and = usize::from(context.form(end + comma) == "and");
        let Some(next) = context.spans.get(last + 1).filter(|next| {
            comma + and > 0 && next.tokens.start == end + comma + and && next.kind == NameType::Location
        }) else {
            break;
        };
        if country_of(context.gazetteer, next).is_some() {
            return None;
        }
        last += 1;
    }
    let end = context.spans[last].tokens.end;
    let side = |token: usize| {
        matches!(
            &*context.form(token).to_lowercase(),
            "southern" | "northern" | "eastern" | "western" | "central" | "the"
        )
    };
    let place = (end + 1..end + 4).find(|&token| !side(token) || context.span_at(token).is_some())?;
    let span = context.spans.get(last + 1).filter(|span| span.tokens.contains(&place))?;
    let own = country_of(context.gazetteer, span).or_else(|| region_of(context, span));
    // The last one has the others before it.
    let begin = context.spans[index].tokens.start;
    let before = index.checked_sub(1).map(|before| &context.spans[before]).filter(|before| {
        let between = before.tokens.end..begin;
        let joined = !between.is_empty() && between.len() < 3;
        before.kind == NameType::Location
            && joined
            && between.into_iter().all(|token| matches!(context.form(token), "," | "and"))
            && country_of(context.gazetteer, before).is_none()
    });
    own.filter(|_| (last > index || before.is_some()) && context.form(end) == "in" && span.kind == NameType::Location)
}

/// The part of a state that the noun behind a name tells of: “Bushehr province” is not the town of Bushehr.
pub(super) fn division(context: &Context<'_>, span: &Span) -> Option<Entry> {
    let noun = context.form(span.tokens.end).to_lowercase();
    if span.kind != NameType::Location || !lexicon::is_division(&noun) {
        return None;
    }
    let kinds = [NameKind::Name, NameKind::Alias];
    let whole = format!("{} {noun}", span.key);
    let one = |key: &str| {
        let references = context.gazetteer.lookup(key).chain(context.gazetteer.lookup_wide(key));
        let named = references.filter(|reference| kinds.contains(&reference.kind));
        let entries = named.filter_map(|reference| context.gazetteer.entry(reference.entry));
        let mut regions: Vec<Entry> = entries.filter(|entry| entry.letter == b'R').collect();
        regions.sort_by_key(|entry| entry.number);
        regions.dedup_by_key(|entry| entry.number);
        let spoken: Vec<Entry> = regions.iter().copied().filter(|entry| context.speaks_of(entry.country)).collect();
        match (&spoken[..], &regions[..]) {
            ([region], _) | ([], [region]) => Some(*region),
            _ => None,
        }
    };
    one(&whole).or_else(|| one(&span.key))
}

/// Whether a place is a capital or palace from which a state is governed.
pub(crate) fn is_seat(place: &Entity) -> bool {
    let named = Gazetteer::embedded().find(&normalize::key(&place.name), &[NameKind::Name, NameKind::Alias], b"TS");
    let mut seats = named.filter(|entry| matches!(entry.class, "capital" | "seat"));
    seats.any(|entry| place.country.as_deref() == Some(entry.country))
}

/// Whether a key names a sea, a lake or a part of one.
pub(crate) fn is_water(key: &str) -> bool {
    let first = |word: &str| matches!(word, "lake" | "sea" | "gulf" | "strait" | "straits" | "bay");
    let last = |word: &str| matches!(word, "sea" | "ocean" | "gulf" | "strait" | "straits" | "channel");
    match key.split_once(' ') {
        Some((begin, _)) => {
            (begin == "lake" || first(begin) && key.contains(" of ")) || key.rsplit(' ').next().is_some_and(last)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location};

    /// `name item country` of the places of a text, in the order of the text.
    fn places(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let places = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.iso3.is_none());
        places.map(|entity| format!("{} {}", entity.name, entity.country.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn an_address_ends_with_its_country() {
        let spec = "It:PRON:2:nsubj hit:VERB:0:root Graywick:PROPN:2:obj ,:PUNCT:5:punct Bergen:PROPN:3:appos ,:PUNCT:7:punct Norway:PROPN:5:appos";
        let names = [(2..3, Location), (4..5, Location), (6..7, Location)];
        assert_eq!(places(spec, &names)[0], "Graywick NOR");
        assert_eq!(places(&spec.replace("Bergen", "Mossby"), &names)[..2], ["Graywick NOR", "Mossby NOR"]);
        // a list of places is none
        assert_eq!(places(&spec.replace("Norway", "Malta"), &names)[0], "Graywick -");
        let more = format!("{spec} and:CCONJ:9:cc Malta:PROPN:3:conj");
        assert_eq!(places(&more, &[&names[..], &[(8..9, Location)]].concat())[0], "Graywick -");
    }

    #[test]
    fn a_capital_is_not_the_town_of_the_name_that_the_text_places_elsewhere() {
        let spec = "It:PRON:2:nsubj hit:VERB:0:root Tripoli:PROPN:2:obj ,:PUNCT:8:punct Lebanon:PROPN:8:nmod=poss 's:PART:5:case second:ADJ:8:amod city:NOUN:3:appos";
        let names = [(2..3, Location), (4..5, Location)];
        assert_eq!(places(spec, &names), ["Tripoli LBN"]);
        assert_eq!(places(&spec.replace("Lebanon", "Libya"), &names), ["Tripoli LBY"]);
        let noun = "It:PRON:2:nsubj hit:VERB:0:root Tripoli:PROPN:2:obj ,:PUNCT:6:punct a:DET:6:det town:NOUN:3:appos in:ADP:8:case Lebanon:PROPN:6:nmod";
        let names = [(2..3, Location), (7..8, Location)];
        assert_eq!(places(noun, &names), ["Tripoli LBN"]);
        // what happens there does not lie in it
        assert_eq!(places(&noun.replace("town:NOUN", "gift:NOUN"), &names), ["Tripoli LBY"]);
    }

    #[test]
    fn a_list_lies_in_what_stands_behind_it() {
        let spec = "It:PRON:2:nsubj hit:VERB:0:root Graywick:PROPN:2:obj ,:PUNCT:5:punct Mossby:PROPN:3:conj ,:PUNCT:8:punct and:CCONJ:8:cc Roeby:PROPN:3:conj in:ADP:11:case southern:ADJ:11:amod Norway:PROPN:2:obl";
        let names = [(2..3, Location), (4..5, Location), (7..8, Location), (10..11, Location)];
        assert_eq!(places(spec, &names)[..3], ["Graywick NOR", "Mossby NOR", "Roeby NOR"]);
        let two = "They:PRON:2:nsubj saw:VERB:0:root Graywick:PROPN:2:obj and:CCONJ:5:cc Mossby:PROPN:3:conj in:ADP:7:case Malta:PROPN:2:obl";
        let names = [(2..3, Location), (4..5, Location), (6..7, Location)];
        assert_eq!(places(two, &names)[..2], ["Graywick MLT", "Mossby MLT"]);
        // from there to another country
        assert_eq!(places(&two.replace(" in:ADP", " for:ADP"), &names)[0], "Graywick -");
    }

    #[test]
    fn a_village_lies_where_its_area_does() {
        let spec = "It:PRON:2:nsubj hit:VERB:0:root Graywick:PROPN:4:compound village:NOUN:2:obj in:ADP:7:case Moss:PROPN:7:compound area:NOUN:4:nmod of:ADP:9:case Norway:PROPN:7:nmod";
        let names = [(2..3, Location), (5..6, Location), (8..9, Location)];
        assert_eq!(places(spec, &names)[0], "Graywick NOR");
        assert_eq!(places(&spec.replace(" of:ADP", " from:ADP"), &names)[0], "Graywick -");
        // what a state does lies elsewhere
        let deed = spec.replace("village:NOUN", "involvement:NOUN");
        assert_eq!(places(&deed, &names)[0], "Graywick -");
        let region = "It:PRON:2:nsubj hit:VERB:0:root Graywick:PROPN:2:obj in:ADP:5:case Saxony:PROPN:3:nmod";
        assert_eq!(places(region, &[(2..3, Location), (4..5, Location)])[0], "Graywick DEU");
    }

    #[test]
    fn waters_have_no_country() {
        let spec = "Ships:NOUN:2:nsubj sank:VERB:0:root in:ADP:6:case Gulf:PROPN:2:obl of:ADP:6:case Oman:PROPN:4:nmod";
        assert_eq!(places(spec, &[(3..6, Location)]), ["Gulf of Oman -"]);
        let lake = "Boats:NOUN:2:nsubj sank:VERB:0:root in:ADP:5:case Lake:PROPN:5:compound Graywick:PROPN:2:obl in:ADP:7:case Norway:PROPN:5:nmod";
        assert_eq!(places(lake, &[(3..5, Location), (6..7, Location)]), ["Lake Graywick -"]);
        assert_eq!(
            places(&lake.replace("Lake:PROPN", "Mount:PROPN"), &[(3..5, Location), (6..7, Location)]),
            ["Mount Graywick NOR"]
        );
        for name in ["Lake Chad", "Gulf of Mexico", "English Channel", "Sea of Japan"] {
            let entry = crate::resolve::Gazetteer::embedded();
            let found = entry.find(&crate::resolve::name_key(name), &[crate::resolve::NameKind::Name], b"S").next();
            assert_eq!(found.map(|entry| entry.country), Some(""), "{name}");
        }
    }

    #[test]
    fn the_noun_behind_a_name_tells_a_province_from_its_town() {
        let item = |spec: &str| {
            let (document, analysis) = testing::analysis(spec, &[(3..4, Location)]);
            resolve(&document, &analysis).entities.first().and_then(|entity| entity.wikidata.clone())
        };
        let spec = "It:PRON:2:nsubj fell:VERB:0:root in:ADP:4:case Bushehr:PROPN:2:obl";
        let (town, province) = (item(spec), item(&format!("{spec} province:NOUN:2:obl")));
        assert!(province.is_some() && town != province, "{town:?} {province:?}");
        let salzburg = spec.replace("Bushehr", "Mosul");
        assert_eq!(item(&salzburg), item(&format!("{salzburg} province:NOUN:2:obl")));
    }
}
