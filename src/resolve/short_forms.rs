//! The full name of a body in; the shorter forms by which the rest of a text may call it out.

use super::context::Context;
use super::gazetteer::NameKind;
use super::lexicon;
use super::spans::Span;
use crate::analyze::NameType;

/// Keys of the shorter forms of a body: its beginnings and ends of two words or more, with and without one half of “Oversight and
/// Reform”; the members of a party; the noun at its end; the last word of a team; the first word of a firm.
pub(super) fn of(context: &Context<'_>, span: &Span) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    if span.tokens.len() > 2 {
        forms.extend(edges(&span.key).into_iter().map(str::to_owned));
    }
    if let Some(half) = without_second_half(&span.key) {
        forms.extend(edges(&half).into_iter().map(str::to_owned));
        forms.push(half);
    }
    forms.extend(members(&span.key));
    forms.extend(
        [last_word(context, span), team(context, span), firm(context, span)].into_iter().flatten().map(str::to_owned),
    );
    forms
}

/// The shorter names inside a longer one that stand at its beginning or end, of two words or more.
fn edges(key: &str) -> Vec<&str> {
    let spaces: Vec<usize> = key.match_indices(' ').map(|(at, _)| at).collect();
    let heads = spaces.iter().skip(1).map(|&at| &key[..at]);
    let tails = spaces.iter().rev().skip(1).map(|&at| &key[at + 1..]);
    heads.chain(tails).take(8).collect()
}

/// “harbor oversight committee” of “harbor oversight and reform committee”.
fn without_second_half(key: &str) -> Option<String> {
    let (first, rest) = key.split_once(" and ")?;
    let (_, noun) = rest.split_once(' ')?;
    (first.contains(' ') && lexicon::is_organization_noun(noun)).then(|| format!("{first} {noun}"))
}

/// “the Graywicks” of “Graywick Party”: its members, by whom the text may call it.
fn members(key: &str) -> Option<String> {
    let (first, rest) = key.split_once(" party")?;
    let whole = (rest.is_empty() || rest.starts_with(" of ")) && !first.contains(' ') && !first.ends_with('s');
    whole.then(|| format!("{first}s"))
}

/// The noun of a body at the end of its name, by which the text may call it: “Norwegian Parliament”, “Parliament”.
fn last_word<'s>(context: &Context<'_>, span: &'s Span) -> Option<&'s str> {
    let (_, last) = span.key.rsplit_once(' ')?;
    let chamber = || {
        let mut known = span.references.iter().filter_map(|reference| context.gazetteer.entry(reference.entry));
        known.any(|entry| entry.class == "parliament")
    };
    (lexicon::is_organization_noun(last) || last == "house" && chamber()).then_some(last)
}

/// The last word of a team or of a body in the plural that is called after its town, region or country: “Oslo Graywicks”, “the Graywicks”.
fn team<'s>(context: &Context<'_>, span: &'s Span) -> Option<&'s str> {
    const LEAST: usize = 5;
    let (home, last) = span.key.rsplit_once(' ')?;
    let references = span.references.iter().copied().chain(context.gazetteer.lookup_wide(&span.key));
    let mut known = references.filter_map(|reference| context.gazetteer.entry(reference.entry));
    let kinds = [NameKind::Name, NameKind::Alias, NameKind::Demonym];
    let called_after = || context.gazetteer.find(home, &kinds, b"CRT").next().is_some();
    let plural = last.ends_with('s') && last.chars().count() >= LEAST;
    (plural && (known.any(|entry| entry.class == "sports_club") || called_after())).then_some(last)
}

/// The first word of a firm: “Graywick Motor Company”, “Graywick Airlines”. What is the name of a place, a people or a portfolio, or in
/// the names of many bodies, is none.
pub(super) fn firm<'s>(context: &Context<'_>, span: &'s Span) -> Option<&'s str> {
    const LEAST: usize = 4;
    const LONGEST: usize = 3;
    let (first, rest) = span.key.split_once(' ')?;
    let last = rest.rsplit(' ').next()?;
    let of_firm = lexicon::nouns::ends_firms(last);
    let common = || {
        let place = context.gazetteer.lookup(first).filter(|reference| reference.kind != NameKind::FamilyName);
        let mut places = place.filter_map(|reference| context.gazetteer.entry(reference.entry));
        lexicon::is_body_word(first)
            || lexicon::is_portfolio(first)
            || lexicon::is_organization_noun(first)
            || places.any(|entry| matches!(entry.letter, b'C' | b'R' | b'T' | b'S'))
    };
    let short = rest.split(' ').count() < LONGEST && first.chars().count() >= LEAST;
    (span.kind == NameType::Organization && of_firm && short && !common()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use crate::analyze::NameType::{self, Location, Organization, Person};

    /// The names of the entities of a text of two sentences: the full name met, the short one left.
    fn named(full: &str, short: &str, kind: NameType) -> Vec<String> {
        let words = |name: &str| {
            let words: Vec<&str> = name.split(' ').collect();
            let last = words.len();
            let relation =
                |at: usize| if at == last { format!("{}:nsubj", last + 1) } else { format!("{last}:compound") };
            let text: Vec<String> =
                words.iter().enumerate().map(|(at, word)| format!("{word}:PROPN:{}", relation(at + 1))).collect();
            (text.join(" "), last)
        };
        let ((first, one), (second, two)) = (words(full), words(short));
        let spec = format!("{first} met:VERB:0:root\n{second} left:VERB:0:root");
        let names = [(0..one, Organization), (one + 1..one + 1 + two, kind)];
        let (document, analysis) = testing::analysis(&spec, &names);
        let named = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0);
        named.map(|entity| entity.name).collect()
    }

    #[test]
    fn a_shorter_form_is_the_body() {
        for (full, short) in [
            ("Oslo Graywicks", "Graywicks"),
            ("Maltese Graywicks", "Graywicks"),
            ("Harbor Oversight and Rope Committee", "Harbor Oversight Committee"),
            ("Harbor Oversight and Rope Committee", "Oversight Committee"),
            ("Graywick Airlines", "Graywick"),
            ("Graywick Motor Company", "Graywick"),
            ("Graywick Party", "Graywicks"),
            ("Graywick Party of Moss", "Graywicks"),
            ("Graywick Moss Court of Justice", "Court of Justice"),
        ] {
            assert_eq!(named(full, short, Organization), [full], "{short}");
        }
        // other bodies
        for (full, short) in [
            ("Harbor Oversight and Rope Committee", "Rope Committee of Moss"),
            ("Oslo Airlines", "Oslo Graywick"),
            ("Graywick Rope", "Graywick"),
            ("Harbor Moss", "Moss"),
            ("Graywick Rope", "Graywicks"),
            ("Graywick Rope Party", "Graywicks"),
        ] {
            assert_eq!(named(full, short, Organization).len(), 2, "{short}");
        }
    }

    #[test]
    fn a_firm_is_one_whatever_the_model_takes_its_first_word_for() {
        for kind in [Person, Location] {
            for full in ["Graywick Airlines", "Graywick Group", "Graywick Holdings"] {
                assert_eq!(named(full, "Graywick", kind), [full]);
            }
            assert_eq!(named("Graywick Rope", "Graywick", kind).len(), 2);
        }
        // a town that has an airline
        assert_eq!(named("Oslo Airlines", "Oslo", Location).len(), 2);
    }
}
