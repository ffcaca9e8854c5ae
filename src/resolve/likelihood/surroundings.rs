//! Where a name stands in; what the words around it tell out: whether it is part of a longer name, one of several counties,
//! or plays in a match.

use super::super::context::Context;
use super::super::lexicon;
use super::super::spans::Span;
use crate::analyze::Upos;
use crate::ingest::LineKind;

/// What the words around a name tell, 0 or 1 where nothing else is said.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Surroundings {
    pub(super) located: f32,
    pub(super) subject: f32,
    pub(super) possessive: f32,
    pub(super) begins_longer: f32,
    pub(super) ends_longer: f32,
    pub(super) owns_longer: f32,
    pub(super) division: f32,
    /// How many words of sport the sentence has, up to 3, as a share of 3.
    pub(super) sport: f32,
    /// The same of business.
    pub(super) business: f32,
}

impl Surroundings {
    pub(super) fn new(context: &Context<'_>, span: &Span) -> Self {
        let head = context.tree.head_of(&span.tokens);
        let first = context.tree.first_conjunct(head);
        let case = context.tree.case(head).or_else(|| context.tree.case(first));
        let line = context.line_of(span.tokens.start);
        let located = matches!(line, LineKind::Dateline)
            || case.as_deref().is_some_and(|case| {
                matches!(
                    case,
                    "in" | "at"
                        | "near"
                        | "from"
                        | "to"
                        | "across"
                        | "into"
                        | "outside"
                        | "around"
                        | "through"
                        | "within"
                )
            });
        let flag = |is: bool| f32::from(u8::from(is));
        let (sport, business) = told(context, span);
        Self {
            located: flag(located),
            subject: flag(matches!(context.tree.relation(first), "nsubj" | "obj")),
            possessive: flag(context.tree.is_possessive(head)),
            begins_longer: flag(begins_longer(context, span, head)),
            ends_longer: flag(ends_longer(context, span, head, case.as_deref())),
            owns_longer: flag(owns_longer(context, span)),
            division: flag(is_division(context, span, first)),
            sport,
            business,
        }
    }
}

/// Whether a token is a capitalized word of a name that is no span of its own.
fn is_of_longer_name(context: &Context<'_>, token: usize) -> bool {
    let form = context.form(token);
    let name = matches!(context.upos(token), Upos::Propn | Upos::Noun | Upos::Adj);
    name && form.chars().next().is_some_and(char::is_uppercase)
        && form.chars().any(char::is_lowercase)
        && context.span_at(token).is_none()
        && lexicon::title(form.trim_end_matches('.')).is_none()
        && context.line_of(token) == LineKind::Body
        && !opens_sentence(context, token)
}

fn opens_sentence(context: &Context<'_>, token: usize) -> bool {
    context.sentence_of(token).is_some_and(|sentence| sentence.start == token)
}

/// “NAME Marathon”, “NAME Prime Video”.
fn begins_longer(context: &Context<'_>, span: &Span, head: usize) -> bool {
    let next = span.tokens.end;
    let modifies = context.tree.head(head).is_some_and(|governor| governor >= next)
        && matches!(context.tree.relation(head), "compound" | "flat" | "amod" | "nmod" | "nummod");
    let modified = context.tree.head(next).is_some_and(|governor| span.tokens.contains(&governor))
        && matches!(context.tree.relation(next), "compound" | "flat" | "nmod");
    (modifies || modified) && is_of_longer_name(context, next)
}

/// “Institute of NAME”, “Action (NAME and Ireland)”.
fn ends_longer(context: &Context<'_>, span: &Span, head: usize, case: Option<&str>) -> bool {
    let before = |back: usize| span.tokens.start.checked_sub(back);
    let form = |back: usize| before(back).map_or("", |token| context.form(token));
    const REACH: usize = 5;
    // What stands alone between brackets is another name for what is before them.
    let open = (1..REACH).find(|&back| matches!(form(back), "(" | ")")).filter(|&back| form(back) == "(");
    let bracketed = open.is_some_and(|back| {
        (back > 1 || context.form(span.tokens.end) != ")")
            && before(back + 1)
                .is_some_and(|token| context.upos(token) == Upos::Propn && context.line_of(token) == LineKind::Body)
    });
    let of = matches!(case, Some("of" | "for"))
        && context.tree.head(head).is_some_and(|governor| {
            governor < span.tokens.start
                && context.upos(governor) == Upos::Propn
                && is_of_longer_name(context, governor)
        });
    bracketed || of
}

/// “NAME’s Top Chefs”.
fn owns_longer(context: &Context<'_>, span: &Span) -> bool {
    let at = span.tokens.end;
    matches!(context.form(at), "'s" | "’s" | "'" | "’")
        && is_of_longer_name(context, at + 1)
        && context.form(at + 2).chars().next().is_some_and(char::is_uppercase)
}

/// “in NAME, Kent and Essex Counties”: the noun tells of all what they are.
fn is_division(context: &Context<'_>, span: &Span, first: usize) -> bool {
    let plural = |token: usize| {
        !span.tokens.contains(&token)
            && matches!(
                context.form(token).to_lowercase().as_str(),
                "counties"
                    | "provinces"
                    | "districts"
                    | "governorates"
                    | "regions"
                    | "prefectures"
                    | "oblasts"
                    | "municipalities"
                    | "parishes"
                    | "universities"
                    | "airports"
            )
    };
    let of = |token: usize| plural(token) || context.tree.head(token).is_some_and(plural);
    let conjuncts = context.tree.with_relation(first, &["conj"]).chain([first]);
    conjuncts.filter(|&token| token >= span.tokens.start).any(of)
}

/// “31-7”, in a word or in three.
fn is_result(context: &Context<'_>, token: usize) -> bool {
    let points = |text: &str| matches!(text.len(), 1..=3) && text.bytes().all(|byte| byte.is_ascii_digit());
    let form = context.form(token);
    let whole = form.split_once(['-', '–']).is_some_and(|(a, b)| points(a) && points(b));
    let parts = || matches!(context.form(token + 1), "-" | "–") && points(form) && points(context.form(token + 2));
    whole || parts()
}

/// How many words of the sentence, and results, tell of sport, and how many of business, up to 3, as shares of 3.
fn told(context: &Context<'_>, span: &Span) -> (f32, f32) {
    let Some(sentence) = context.sentence_of(span.tokens.start) else { return (0.0, 0.0) };
    let (mut sport, mut business) = (0_u32, 0_u32);
    for token in sentence.filter(|token| !span.tokens.contains(token)) {
        let lemma = context.lemma(token).to_lowercase();
        sport += u32::from(lexicon::tells_of("athlete", &lemma));
        business += u32::from(lexicon::tells_of("business", &lemma));
        sport += u32::from(matches!(lemma.as_str(), "versus" | "vs" | "vs.") || is_result(context, token));
    }
    let share = |count: u32| count.min(3) as f32 / 3.0;
    (share(sport), share(business))
}
