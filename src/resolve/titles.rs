//! Names of people in; the titles and offices that the text gives them out: before the name, in apposition to it, or
//! by “is” and “served as”.

use std::ops::Range;

use super::context::{Context, capital_of, country_of};
use super::lexicon::{self, OfficeKind};
use super::spans::Span;
use crate::analyze::{NameType, Upos};
use crate::ingest::LineKind;

/// A title given to a person.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Role {
    /// Index of the person's span.
    pub(super) span: usize,
    /// The tokens of the title with the country or body in it.
    pub(super) tokens: Range<usize>,
    /// The token that heads the title: “minister”.
    pub(super) head: usize,
    /// What office it is.
    pub(super) kind: OfficeKind,
    /// Whether the office is past: “former”, “then”, “ex-”, “late”.
    pub(super) former: bool,
    /// Whether it is no office of a state, by the words around it: “president of the teachers”, “party leader”.
    pub(super) private: bool,
    /// Whether it is the title of a monarch, who is called by a first name: “King Olav”.
    pub(super) monarch: bool,
    /// Alpha-3 of the country that the title names or inherits from a coordinated one.
    pub(super) country: Option<&'static str>,
    /// Whether it stands directly before the name, as part of it: “President Xi”.
    pub(super) before: bool,
    /// The rule that found it.
    pub(super) rule: &'static str,
}

/// Finds the titles of all people in the order of their spans.
pub(super) fn find(context: &Context<'_>, spans: &[Span]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    for (index, span) in spans.iter().enumerate() {
        if span.kind != NameType::Person {
            continue;
        }
        if let Some(mut role) = before(context, spans, index) {
            if role.country.is_none() {
                role.country = realm(context, spans, index, &role)
                    .or_else(|| inherited(context, spans, &roles, &role))
                    .or_else(|| of_place(context, spans, index, &role));
            }
            roles.push(role);
        }
        roles.extend(after(context, spans, index));
    }
    roles
}

/// The title before a name: nouns and adjectives that depend on it or on the title, up to a title noun or “X of Y”.
fn before(context: &Context<'_>, spans: &[Span], index: usize) -> Option<Role> {
    let name = &spans[index].tokens;
    let sentence = context.sentence_of(name.start)?;
    let floor = if index > 0 { spans[index - 1].tokens.end } else { 0 };
    let last = title_noun(context, sentence.start, name)?;
    let mut begin = last;
    while begin > sentence.start && belongs(context, begin - 1, name.end) && last - begin < 14 {
        begin -= 1;
    }
    // A person's name before this one is no part of its title.
    let person = |at: usize| context.span_at(at).is_some_and(|other| spans[other].kind == NameType::Person);
    while begin < last && (begin < floor && person(begin)) {
        begin += 1;
    }
    while begin < last && matches!(context.upos(begin), Upos::Punct | Upos::Part | Upos::Cconj | Upos::Det) {
        begin += 1;
    }
    if let Some(body) = body_before(context, spans, index, begin) {
        begin = spans[body].tokens.start;
    }
    role(context, spans, index, begin..name.start, last, true, "title/before-name")
}

/// “Harbor Board (HB) Chairman Roe spoke”: where a parser gives the verb two subjects, the body right before the title
/// belongs to it.
fn body_before(context: &Context<'_>, spans: &[Span], index: usize, title: usize) -> Option<usize> {
    let mut at = index.checked_sub(1)?;
    let mut end = title;
    if end > 2 && context.form(end - 1) == ")" && context.form(end - 3) == "(" {
        end -= 3;
        at = if spans[at].tokens.end > end { at.checked_sub(1)? } else { at };
    }
    let body = &spans[at];
    let governor = |span: &Span| {
        let head = context.tree.head_of(&span.tokens);
        (context.tree.head(head), context.tree.relation(head) == "nsubj")
    };
    let (theirs, ours) = (governor(body), governor(&spans[index]));
    (body.kind == NameType::Organization && body.tokens.end == end && theirs.1 && theirs == ours).then_some(at)
}

/// The last title noun before a name that nothing but “of …” parts from it.
fn title_noun(context: &Context<'_>, begin: usize, name: &Range<usize>) -> Option<usize> {
    let mut at = name.start;
    let mut prepositional = true;
    for _ in 0..8 {
        if at == begin {
            return None;
        }
        at -= 1;
        let title = lexicon::title(context.form(at)).is_some();
        if title && (at + 1 == name.start || prepositional && is_linker(context, at + 1)) {
            return Some(at);
        }
        match context.upos(at) {
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adp | Upos::Cconj | Upos::Det => {}
            Upos::Punct if matches!(context.form(at), "-" | "(" | ")") => {}
            _ => prepositional = false,
        }
        if !prepositional || context.upos(at) == Upos::Adp && !is_linker(context, at) {
            return None;
        }
    }
    None
}

fn is_linker(context: &Context<'_>, token: usize) -> bool {
    matches!(context.form(token), "of" | "for" | "to" | "-")
}

/// Whether a token before a title belongs to its noun phrase.
fn belongs(context: &Context<'_>, token: usize, end: usize) -> bool {
    let inside = context.tree.head(token).is_some_and(|head| head > token && head < end);
    let bracket = matches!(context.form(token), "(" | ")" | "-" | "’s" | "'s");
    let word = matches!(
        context.upos(token),
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv | Upos::Part | Upos::Num | Upos::Verb
    );
    bracket && token + 1 < end || word && (inside || context.tree.relation(token) == "flat")
}

/// Titles in apposition after a name, and those that a copula or “served as” gives it.
fn after(context: &Context<'_>, spans: &[Span], index: usize) -> Vec<Role> {
    let name = &spans[index].tokens;
    let mut found = Vec::new();
    if let Some((tokens, noun)) = apposed(context, name) {
        found.extend(role(context, spans, index, tokens, noun, false, "title/apposed"));
    }
    let heads = name.clone().chain(name.start.checked_sub(1));
    for head in heads {
        for noun in context.tree.with_relation(head, &["appos", "parataxis"]) {
            if noun >= name.end && nearest_person(context, spans, noun).is_none_or(|nearest| nearest <= index) {
                found.extend(described(context, spans, index, noun, "title/apposition"));
            }
        }
    }
    // “A, B, chairman of C, and others”: the apposition is of the name right before it, though the tree hangs it on the first.
    let list = context.tree.first_conjunct(context.tree.head_of(name));
    if !name.contains(&list) && context.form(name.end) == "," {
        let nouns = context.tree.with_relation(list, &["appos"]);
        for noun in nouns.filter(|&noun| noun > name.end && nearest_person(context, spans, noun) == Some(index)) {
            found.extend(described(context, spans, index, noun, "title/apposition"));
        }
    }
    let head = context.tree.head_of(name);
    if context.tree.relation(head) == "nsubj"
        && let Some(predicate) = context.tree.head(head)
    {
        if context.tree.with_relation(predicate, &["cop"]).next().is_some() {
            found.extend(described(context, spans, index, predicate, "title/copula"));
        }
        if matches!(context.lemma(predicate), "serve" | "work" | "act" | "appoint" | "elect") {
            found.extend(as_title(context, spans, index, predicate));
        }
        // “resigns as Norwegian foreign minister”
        if matches!(context.lemma(predicate), "resign" | "retire" | "step" | "quit") {
            found.extend(as_title(context, spans, index, predicate).map(|role| Role { former: true, ..role }));
        }
    }
    // “Jane Roe, who is the foreign minister”
    for clause in context.tree.with_relation(head, &["acl"]) {
        let who = context.tree.with_relation(clause, &["nsubj"]).next().is_some_and(|who| context.lemma(who) == "who");
        if who && context.tree.with_relation(clause, &["cop"]).next().is_some() {
            found.extend(described(context, spans, index, clause, "title/relative-clause"));
        }
    }
    found
}

/// The title behind “as”: “served as minister of Norway”.
fn as_title(context: &Context<'_>, spans: &[Span], index: usize, verb: usize) -> Option<Role> {
    let mut nouns = context.tree.with_relation(verb, &["obl"]);
    let noun = nouns.find(|&noun| context.tree.case(noun).as_deref() == Some("as"))?;
    described(context, spans, index, noun, "title/served-as")
}

/// “The foreign minister of Kenya, Jane Roe, left”: the title's phrase before the comma, and its noun.
fn apposed(context: &Context<'_>, name: &Range<usize>) -> Option<(Range<usize>, usize)> {
    const DEPTH: usize = 4;
    let head = context.tree.head_of(name);
    if context.tree.relation(head) != "appos" {
        return None;
    }
    let first = context.tree.phrase(head).start;
    let comma = if context.form(first) == "," { first } else { first.checked_sub(1)? };
    if context.form(comma) != "," {
        return None;
    }
    // The parser may hang the name on the last noun of the title's phrase: “of Kenya”.
    let mut noun = context.tree.head(head)?;
    for _ in 0..DEPTH {
        let title = lexicon::title(context.lemma(noun)).is_some_and(|kind| kind != OfficeKind::Honorific);
        if noun < comma && title && context.span_at(noun).is_none() {
            let mut begin = context.tree.phrase(noun).start;
            while begin < noun && matches!(context.upos(begin), Upos::Det | Upos::Punct | Upos::Cconj | Upos::Adp) {
                begin += 1;
            }
            let plain =
                |token: usize| !matches!(context.upos(token), Upos::Verb | Upos::Aux) && context.form(token) != ",";
            return (begin..comma).all(plain).then_some((begin..comma, noun));
        }
        if noun >= comma || !matches!(context.tree.relation(noun), "nmod" | "appos" | "compound" | "flat") {
            return None;
        }
        noun = context.tree.head(noun)?;
    }
    None
}

/// The person whose name ends right before the comma before a noun's phrase.
fn nearest_person(context: &Context<'_>, spans: &[Span], noun: usize) -> Option<usize> {
    let first = context.tree.phrase(noun).start;
    let comma = if context.form(first) == "," { first } else { first.checked_sub(1)? };
    if context.form(comma) != "," {
        return None;
    }
    let nearest = context.span_at(comma.checked_sub(1)?)?;
    (spans[nearest].kind == NameType::Person).then_some(nearest)
}

fn described(context: &Context<'_>, spans: &[Span], index: usize, noun: usize, rule: &'static str) -> Option<Role> {
    let named = context.span_at(noun).is_some();
    let is_title = lexicon::title(context.lemma(noun)).is_some() || lexicon::title(context.form(noun)).is_some();
    if named || !is_title {
        return None;
    }
    let begin = context.tree.phrase(noun).start;
    let end = context.descendants_end(noun, 12);
    let mut begin = begin;
    while begin < noun && matches!(context.upos(begin), Upos::Det | Upos::Punct) {
        begin += 1;
    }
    role(context, spans, index, begin..end.max(noun + 1), noun, false, rule)
}

fn role(
    context: &Context<'_>,
    spans: &[Span],
    span: usize,
    tokens: Range<usize>,
    head: usize,
    before: bool,
    rule: &'static str,
) -> Option<Role> {
    let words: Vec<String> =
        (tokens.start..tokens.end.min(head + 6)).map(|token| context.form(token).to_lowercase()).collect();
    let stop = if before { words.len() } else { head + 1 - tokens.start };
    // Words after the title noun count only as “of state”.
    let core: Vec<String> =
        words[..stop.min(words.len())].iter().cloned().chain(words.iter().skip(stop).take(2).cloned()).collect();
    let kind = lexicon::office(&core)?;
    let past = |word: &str| {
        matches!(word, "former" | "ex" | "late" | "ousted" | "retired" | "then" | "one-time" | "deposed" | "toppled")
    };
    // “then U.S. President”, “then-president”: the parser may hang the adverb on the verb.
    let sentence = context.sentence_of(head).map_or(0, |sentence| sentence.start);
    let hyphen = usize::from(tokens.start > 0 && context.form(tokens.start - 1) == "-");
    let word = tokens.start.checked_sub(1 + hyphen).filter(|&word| word >= sentence);
    let former = words[..(head + 1 - tokens.start).min(words.len())].iter().any(|word| past(word))
        || word.is_some_and(|word| past(&context.form(word).to_lowercase()));
    let country = context.country_in(spans, &sender(context, &tokens, head, kind));
    let private = is_private(context, spans, &tokens, head, kind);
    let monarch = kind == OfficeKind::HeadOfState
        && core.iter().any(|word| {
            matches!(
                word.as_str(),
                "king" | "queen" | "emir" | "amir" | "emperor" | "sultan" | "pope" | "shah" | "tsar" | "monarch"
            )
        });
    let kind = match kind {
        OfficeKind::HeadOfState | OfficeKind::HeadOfGovernment if private => OfficeKind::BodyHead,
        kind => kind,
    };
    Some(Role { span, tokens, head, kind, former, private, monarch, country, before, rule })
}

/// The words of a title that may name whose office it is: of an envoy or ambassador those before “to” and “for”, where his task lies.
pub(super) fn sender(context: &Context<'_>, tokens: &Range<usize>, head: usize, kind: OfficeKind) -> Range<usize> {
    let task = |token: &usize| matches!(context.form(*token), "to" | "for" | "in" | "on");
    let end = (head + 1..tokens.end).find(task).filter(|_| kind == OfficeKind::Ambassador);
    tokens.start..end.unwrap_or(tokens.end)
}

/// “King Olav of Norway”, “Prince Roe of Malta”: the state behind the name.
fn realm(context: &Context<'_>, spans: &[Span], index: usize, role: &Role) -> Option<&'static str> {
    let end = spans[index].tokens.end;
    let next = end + 1 + usize::from(context.form(end + 1).eq_ignore_ascii_case("the"));
    let leads = matches!(
        role.kind,
        OfficeKind::HeadOfState | OfficeKind::HeadOfGovernment | OfficeKind::Deputy | OfficeKind::Leader
    );
    (leads && context.form(end) == "of")
        .then(|| country_of(context.gazetteer, &spans[context.span_at(next)?]))
        .flatten()
}

/// Whether an office is of a party, a firm, a union or people of one trade, by the words before its noun and behind “of”.
fn is_private(context: &Context<'_>, spans: &[Span], tokens: &Range<usize>, head: usize, kind: OfficeKind) -> bool {
    let leads = matches!(kind, OfficeKind::HeadOfState | OfficeKind::HeadOfGovernment | OfficeKind::Leader);
    if !leads && kind != OfficeKind::BodyHead {
        return false;
    }
    let before = (tokens.start..head).filter(|&token| context.span_at(token).is_none());
    if before.into_iter().any(|token| lexicon::is_private_body(&context.lemma(token).to_lowercase())) {
        return true;
    }
    let of = |token: &usize| {
        *token > head && matches!(context.tree.case(*token).as_deref(), Some("of" | "for" | "at" | "from"))
    };
    let Some(noun) = context.tree.with_relation(head, &["nmod"]).find(of) else { return false };
    if let Some(span) = context.span_at(noun) {
        return leads && country_of(context.gazetteer, &spans[span]).is_none();
    }
    let lemma = context.lemma(noun).to_lowercase();
    let people = context.upos(noun) == Upos::Noun && context.form(noun).ends_with('s');
    lexicon::is_private_body(&lemma)
        || people && lexicon::title(&lemma).is_some_and(|title| title == OfficeKind::Trade)
        || leads && people && !is_of_state(&lemma)
}

/// “president of the republic”, “leader of the armed forces”: nouns of what a state has.
fn is_of_state(noun: &str) -> bool {
    lexicon::is_portfolio(noun) || lexicon::is_organization_noun(noun) || matches!(noun, "state" | "force" | "people")
}

/// “Foreign Ministry spokesman Roe said in Oslo”: those who speak for a ministry do so at its seat, if they name no other.
/// Ministers travel, so of them it tells nothing.
fn of_place(context: &Context<'_>, spans: &[Span], index: usize, role: &Role) -> Option<&'static str> {
    let ministry = |token: usize| {
        matches!(&*context.form(token).to_lowercase(), "ministry" | "foreign" | "defense" | "defence" | "government")
    };
    if role.kind != OfficeKind::Spokesperson || !role.tokens.clone().any(ministry) {
        return None;
    }
    let capital = |token: usize| {
        let span = &spans[context.span_at(token)?];
        capital_of(context.gazetteer, span).map(|capital| capital.country)
    };
    let head = context.tree.head_of(&(role.tokens.start..spans[index].tokens.end));
    let verb = context.tree.head(head).filter(|_| context.tree.relation(head) == "nsubj");
    let said_in = verb.filter(|&verb| lexicon::is_saying(context.lemma(verb))).and_then(|verb| {
        let mut places = context.tree.with_relation(verb, &["obl"]);
        places.find(|&place| context.tree.case(place).as_deref() == Some("in")).and_then(capital)
    });
    let dateline = || {
        let line = context.analysis.sentences.iter().take(8).find(|line| line.kind == LineKind::Dateline)?;
        line.tokens.clone().take(8).find_map(capital)
    };
    said_in.or_else(dateline)
}

/// “Israeli prime minister A and energy minister B”: B's title takes the country of A's.
fn inherited(context: &Context<'_>, spans: &[Span], roles: &[Role], role: &Role) -> Option<&'static str> {
    let previous = roles.last().filter(|previous| previous.before && previous.span < role.span)?;
    let between = spans[previous.span].tokens.end..role.tokens.start;
    let coordinated = between.len() <= 2
        && !between.is_empty()
        && between.clone().all(|token| matches!(context.form(token), "and" | "," | "&"));
    let office = role.kind != OfficeKind::Honorific && !role.kind.is_affiliation();
    (coordinated && office).then_some(previous.country)?
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use super::*;

    fn roles(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<(String, OfficeKind, Option<&'static str>, bool)> {
        let (document, analysis) = testing::analysis(spec, names);
        let context = Context::new(&document, &analysis);
        let spans = context.spans.clone();
        let text = |role: &Role| role.tokens.clone().map(|token| context.form(token)).collect::<Vec<_>>().join(" ");
        find(&context, &spans).iter().map(|role| (text(role), role.kind, role.country, role.former)).collect()
    }

    #[test]
    fn titles_stand_before_names() {
        let found = roles(
            "Former:ADJ:4:amod German:ADJ:4:amod Foreign:ADJ:4:amod Minister:PROPN:5:compound Jane:PROPN:6:nsubj spoke:VERB:0:root",
            &[(1..2, NameType::People), (4..5, NameType::Person)],
        );
        assert_eq!(
            found,
            [("Former German Foreign Minister".to_owned(), OfficeKind::ForeignMinister, Some("DEU"), true)]
        );
        let found = roles(
            "Reporters:NOUN:2:nsubj asked:VERB:0:root Secretary:PROPN:6:compound of:ADP:5:case State:PROPN:3:nmod Roe:PROPN:2:obj",
            &[(5..6, NameType::Person)],
        );
        assert_eq!(found, [("Secretary of State".to_owned(), OfficeKind::ForeignMinister, None, false)]);
    }

    #[test]
    fn the_body_before_a_title_belongs_to_it() {
        let names = [(0..2, NameType::Organization), (3..4, NameType::Organization), (6..7, NameType::Person)];
        let spec = "Harbor:PROPN:2:compound Board:PROPN:8:nsubj (:PUNCT:4:punct HB:PROPN:2:appos ):PUNCT:4:punct Chairman:PROPN:7:nmod Roe:PROPN:8:nsubj spoke:VERB:0:root";
        assert_eq!(roles(spec, &names)[0].0, "Harbor Board ( HB ) Chairman");
        // not where it has a verb of its own
        let spec = spec.replace("Board:PROPN:8:nsubj", "Board:PROPN:8:obl");
        assert_eq!(roles(&spec, &names)[0].0, "Chairman");
    }

    #[test]
    fn titles_stand_in_apposition() {
        let found = roles(
            "Roe:PROPN:7:nsubj ,:PUNCT:3:punct spokesman:NOUN:1:appos for:ADP:5:case Norway:PROPN:3:nmod ,:PUNCT:3:punct left:VERB:0:root",
            &[(0..1, NameType::Person), (4..5, NameType::Location)],
        );
        assert_eq!(found, [("spokesman for Norway".to_owned(), OfficeKind::Spokesperson, Some("NOR"), false)]);
    }

    #[test]
    fn a_title_before_a_comma_is_of_the_name_in_apposition() {
        let spec = "minister:NOUN:7:nsubj of:ADP:3:case Norway:PROPN:1:nmod ,:PUNCT:5:punct Roe:PROPN:3:appos ,:PUNCT:1:punct left:VERB:0:root";
        let names = [(2..3, NameType::Location), (4..5, NameType::Person)];
        assert_eq!(roles(spec, &names), [("minister of Norway".to_owned(), OfficeKind::Minister, Some("NOR"), false)]);
        // one of a list is nobody's title
        assert!(roles(&spec.replace("3:appos", "3:conj"), &names).is_empty());
    }

    #[test]
    fn an_envoy_is_of_the_sender() {
        let spec = "Norwegian:ADJ:2:amod envoy:NOUN:5:nmod to:ADP:4:case Malta:PROPN:2:nmod Roe:PROPN:6:nsubj left:VERB:0:root";
        let names = [(0..1, NameType::People), (3..4, NameType::Location), (4..5, NameType::Person)];
        assert_eq!(roles(spec, &names)[0].2, Some("NOR"));
        let alone = spec.replace("Norwegian:ADJ", "Special:ADJ");
        assert_eq!(roles(&alone, &names[1..])[0].2, None);
    }

    #[test]
    fn coordinated_titles_share_their_country() {
        let found = roles(
            "Greek:ADJ:2:amod president:NOUN:3:compound Roe:PROPN:8:nsubj and:CCONJ:7:cc energy:NOUN:6:compound minister:NOUN:7:compound Doe:PROPN:3:conj met:VERB:0:root",
            &[(0..1, NameType::People), (2..3, NameType::Person), (6..7, NameType::Person)],
        );
        assert_eq!(found[1], ("energy minister".to_owned(), OfficeKind::Minister, Some("GRC"), false));
    }

    fn flags(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<(bool, bool)> {
        let (document, analysis) = testing::analysis(spec, names);
        let context = Context::new(&document, &analysis);
        find(&context, &context.spans.clone()).iter().map(|role| (role.former, role.private)).collect()
    }

    #[test]
    fn what_is_past_or_private_is_no_office_of_a_state() {
        let then = "when:ADV:5:advmod then:ADV:5:advmod President:PROPN:4:nmod Roe:PROPN:5:nsubj left:VERB:0:root";
        assert_eq!(flags(then, &[(3..4, NameType::Person)]), [(true, false)]);
        let party = "Opposition:NOUN:2:compound leader:NOUN:3:nmod Roe:PROPN:4:nsubj left:VERB:0:root";
        assert_eq!(flags(party, &[(2..3, NameType::Person)]), [(false, true)]);
        let of = "Roe:PROPN:7:nsubj ,:PUNCT:3:punct president:NOUN:1:appos of:ADP:6:case Maltese:ADJ:6:amod teachers:NOUN:3:nmod:teacher left:VERB:0:root";
        assert_eq!(flags(of, &[(0..1, NameType::Person), (4..5, NameType::People)]), [(false, true)]);
        let state =
            of.replace("Maltese:ADJ:6:amod teachers:NOUN:3:nmod:teacher", "the:DET:6:det Republic:PROPN:3:nmod");
        assert_eq!(flags(&state, &[(0..1, NameType::Person)]), [(false, false)]);
    }

    #[test]
    fn an_apposition_is_of_the_name_before_it() {
        let found = roles(
            "Roe:PROPN:10:nsubj ,:PUNCT:3:punct Doe:PROPN:1:conj ,:PUNCT:5:punct chairman:NOUN:1:appos of:ADP:7:case Malta:PROPN:5:nmod ,:PUNCT:9:punct others:NOUN:1:conj left:VERB:0:root",
            &[(0..1, NameType::Person), (2..3, NameType::Person), (6..7, NameType::Location)],
        );
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, "chairman of Malta");
    }

    #[test]
    fn a_monarch_is_of_the_realm_behind_the_name() {
        let spec = "King:PROPN:2:nmod Olav:PROPN:5:nsubj of:ADP:4:case Norway:PROPN:2:nmod left:VERB:0:root";
        let found = roles(spec, &[(1..2, NameType::Person), (3..4, NameType::Location)]);
        assert_eq!(found[0].2, Some("NOR"));
    }
}
