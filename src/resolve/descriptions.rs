//! A noun that describes somebody in; its determiner and who in the text holds the office that it names out: what
//! descriptions of one and of several have in common.

use super::discourse::Discourse;
use super::lexicon::OfficeKind;

/// The determiner of a noun, in lower case.
pub(super) fn determiner(discourse: &Discourse<'_, '_>, noun: usize) -> Option<String> {
    let context = discourse.context;
    let child =
        context.tree.children(noun).find(|&child| matches!(context.tree.relation(child), "det") && child < noun)?;
    Some(context.form(child).to_lowercase())
}

/// The person with that office in the text: of that country, or mentioned last.
pub(super) fn in_text(
    discourse: &Discourse<'_, '_>,
    noun: usize,
    kind: OfficeKind,
    country: Option<&str>,
) -> Option<usize> {
    let fits = |entity: usize| {
        discourse.offices.iter().take(400).any(|(person, office, theirs)| {
            *person == entity
                && office.is_called(kind)
                && country.is_none_or(|country| theirs.as_deref() == Some(country))
        })
    };
    let sentence = discourse.context.analysis.tokens[noun].sentence;
    let recent = discourse
        .back(sentence, 30)
        .filter(|antecedent| antecedent.entities.len() == 1)
        .map(|antecedent| antecedent.entities[0])
        .find(|&entity| fits(entity));
    // A headline may describe whom the text names later.
    recent.or_else(|| {
        country
            .or((sentence == 0).then_some(""))
            .and_then(|_| discourse.offices.iter().map(|(person, _, _)| *person).find(|&person| fits(person)))
    })
}
