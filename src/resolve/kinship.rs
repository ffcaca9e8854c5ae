//! Names of people in; what titles and kinship words beside them tell of their bearers out: “Mrs Roe”, “her brother, Jo Roe”.

use super::context::Context;
use super::lexicon::{self, Gender, OfficeKind};
use super::spans::Span;
use crate::analyze::{NameType, Upos};

/// What the words around a name tell of who bears it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hint {
    /// By a title or kinship word.
    pub(super) gender: Option<Gender>,
    /// Whether the name is brought in as that of somebody's relative, or of somebody dead: a surname alone is rarely theirs.
    pub(super) aside: bool,
    /// Whether the title of an office stands before the name.
    pub(super) office: bool,
}

/// How many titles before a name are looked at: “Foreign Minister Mrs Roe”.
const TITLES: usize = 3;

/// How many words may describe a relative: “her late elder brother”.
const ADJECTIVES: usize = 2;

/// The hints of all spans; none for those of no person.
pub(super) fn hints(context: &Context<'_>) -> Vec<Hint> {
    let person = |span: &Span| span.kind == NameType::Person;
    context.spans.iter().map(|span| if person(span) { hint(context, span) } else { Hint::default() }).collect()
}

fn hint(context: &Context<'_>, span: &Span) -> Hint {
    let begin = context.sentence_of(span.tokens.start).map_or(span.tokens.start, |sentence| sentence.start);
    let before = (begin..span.tokens.start).rev().take(TITLES);
    let titles: Vec<usize> = before.take_while(|&token| lexicon::title(context.form(token)).is_some()).collect();
    let titled = titles.iter().find_map(|&token| lexicon::gender_of_word(context.form(token)));
    let office = titles.iter().filter_map(|&token| lexicon::title(context.form(token)));
    let office = office.into_iter().any(|kind| kind != OfficeKind::Honorific && !kind.is_affiliation());
    let relative = relative_before(context, span, begin)
        .or_else(|| relative_after(context, span))
        .or_else(|| relative_joined(context, span, begin));
    let late = span.tokens.start.checked_sub(1).is_some_and(|token| context.form(token) == "late");
    let by_kin = relative.and_then(|noun| lexicon::gender_of_word(context.lemma(noun)));
    Hint { gender: titled.or(by_kin), aside: relative.is_some() || late, office }
}

/// “his son, Jo Roe”, “her late brother Jo Roe”, “Ms Roe’s husband, Jo Roe”: the kinship word before a name.
fn relative_before(context: &Context<'_>, span: &Span, begin: usize) -> Option<usize> {
    let mut noun = span.tokens.start.checked_sub(1)?;
    if context.form(noun) == "," {
        noun = noun.checked_sub(1)?;
    }
    (noun > begin && is_kin(context, noun) && is_owned(context, noun, begin)).then_some(noun)
}

/// “his sons Jo Roe and Al Roe”, “her brother Jo Roe and cousin Al Roe”: the kinship word before the first of several names.
fn relative_joined(context: &Context<'_>, span: &Span, begin: usize) -> Option<usize> {
    let noun = span.tokens.start.checked_sub(1).filter(|&noun| is_kin(context, noun));
    let member = noun.into_iter().chain([context.tree.head_of(&span.tokens)]);
    member.into_iter().find_map(|member| {
        let first = context.tree.first_conjunct(member);
        if first >= member {
            return None;
        }
        let named = || context.span_at(first).and_then(|at| relative_before(context, &context.spans[at], begin));
        let owned = is_kin(context, first) && is_owned(context, first, begin);
        owned.then_some(first).or_else(named).map(|first| noun.unwrap_or(first))
    })
}

/// “Jo Roe, her husband,”: the kinship word after a name.
fn relative_after(context: &Context<'_>, span: &Span) -> Option<usize> {
    let comma = span.tokens.end;
    let noun = (comma + 2..comma + 3 + ADJECTIVES).find(|&noun| is_kin(context, noun))?;
    (context.form(comma) == "," && is_owned(context, noun, comma)).then_some(noun)
}

fn is_kin(context: &Context<'_>, token: usize) -> bool {
    context.upos(token) == Upos::Noun && lexicon::is_kin(context.lemma(token))
}

/// Whether somebody's possessive stands before a noun.
fn is_owned(context: &Context<'_>, noun: usize, begin: usize) -> bool {
    let mut words = (begin..noun).rev().take(ADJECTIVES + 1);
    let owner = words.find(|&token| !matches!(context.upos(token), Upos::Adj | Upos::Noun));
    owner.is_some_and(|token| match context.upos(token) {
        Upos::Pron => context.tree.deprel(token) == "nmod:poss",
        _ => matches!(context.form(token), "'s" | "’s" | "'" | "’"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    fn hint_of(spec: &str, name: std::ops::Range<usize>) -> Hint {
        let (document, analysis) = testing::analysis(spec, &[(name, NameType::Person)]);
        let context = Context::new(&document, &analysis);
        hints(&context)[0]
    }

    #[test]
    fn kinship_words_stand_before_and_after() {
        let before =
            "Her:PRON:2:nmod=poss brother:NOUN:5:nsubj ,:PUNCT:4:punct Graywick:PROPN:2:appos left:VERB:0:root";
        assert_eq!(hint_of(before, 3..4), Hint { gender: Some(Gender::Male), aside: true, office: false });
        let after = "Graywick:PROPN:6:nsubj ,:PUNCT:4:punct her:PRON:4:nmod=poss sister:NOUN:1:appos ,:PUNCT:1:punct left:VERB:0:root";
        assert_eq!(hint_of(after, 0..1), Hint { gender: Some(Gender::Female), aside: true, office: false });
        // nobody's brother
        let free = before.replace("Her:PRON:2:nmod=poss", "A:DET:2:det");
        assert_eq!(hint_of(&free, 3..4), Hint::default());
    }

    #[test]
    fn titles_tell_the_gender() {
        let spec = "Mrs:PROPN:2:nmod Graywick:PROPN:3:nsubj left:VERB:0:root";
        assert_eq!(hint_of(spec, 1..2), Hint { gender: Some(Gender::Female), aside: false, office: false });
        let office = spec.replace("Mrs", "President");
        assert_eq!(hint_of(&office, 1..2), Hint { office: true, ..Hint::default() });
    }

    #[test]
    fn a_word_for_relatives_is_of_all_who_are_joined() {
        let spec = "His:PRON:2:nmod=poss sons:NOUN:6:nsubj:son Ada:PROPN:2:appos and:CCONJ:5:cc Graywick:PROPN:3:conj left:VERB:0:root";
        let hint = |spec: &str| {
            let (document, analysis) = testing::analysis(spec, &[(2..3, NameType::Person), (4..5, NameType::Person)]);
            hints(&Context::new(&document, &analysis))[1].aside
        };
        assert!(hint(spec));
        assert!(hint(&spec.replace("sons:NOUN:6:nsubj:son", "brother:NOUN:6:nsubj")));
        assert!(!hint(&spec.replace("sons:NOUN:6:nsubj:son", "aides:NOUN:6:nsubj:aide")));
        // a verb of its own
        assert!(!hint(&spec.replace("3:conj left", "6:nsubj left")));
    }
}
