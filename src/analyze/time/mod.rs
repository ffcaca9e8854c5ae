//! Tokens and the day of publication in; time expressions with the dates they denote out.
//!
//! [`words`] says what each token can mean, [`grammar`] reads expressions from those, [`direction`] asks the tree for the
//! tense where a date depends on it, and [`resolve`] computes the date.

mod direction;
mod grammar;
mod resolve;
mod words;

use std::ops::Range;

use chrono::NaiveDate;

use self::resolve::{Context, Direction, Expression};
use self::words::{Unit, Word};
use super::{Analysis, NameType, TimeExpression, Upos};
use crate::date::Date;
use crate::ingest::{Document, LineKind};

/// How many lines at the head of a text can hold its date.
const HEAD_LINES: usize = 6;

/// The day by which a document's relative dates resolve: that of its metadata, else the date of its dateline or of a
/// line of its own near the head.
pub fn publication_day(document: &Document, analysis: &Analysis) -> Option<NaiveDate> {
    document.published.or_else(|| {
        let words = classify(analysis);
        analysis.sentences.iter().find_map(|sentence| {
            let dated = matches!(sentence.kind, LineKind::Dateline | LineKind::Byline) || sentence.line < HEAD_LINES;
            dated.then(|| date_line(&words, sentence.tokens.clone(), sentence.kind)).flatten()
        })
    })
}

/// The full date of a line that holds little else.
fn date_line(words: &[Word], tokens: Range<usize>, kind: LineKind) -> Option<NaiveDate> {
    let slice = words.get(tokens)?;
    if slice.len() > 20 {
        return None;
    }
    let context = Context { published: None, discourse: None, direction: Direction::Unknown };
    (0..slice.len()).find_map(|at| {
        let found = grammar::parse(slice, at)?;
        let rest = slice.len() - found.taken;
        let alone = rest <= 3 || matches!(kind, LineKind::Dateline | LineKind::Byline);
        match resolve::resolve(found.expression, context) {
            Some(Date::Day(day)) if alone => Some(day),
            _ => None,
        }
    })
}

/// Finds the time expressions of a document in the order of the text.
pub(super) fn find(document: &Document, analysis: &Analysis) -> Vec<TimeExpression> {
    let words = classify(analysis);
    let published = publication_day(document, analysis);
    let mut found: Vec<TimeExpression> = Vec::new();
    let mut clocks = Vec::new();
    let mut last_spoken = Discourse::default();
    for sentence in &analysis.sentences {
        last_spoken.enter_line(sentence.line);
        let slice = words.get(sentence.tokens.clone()).unwrap_or_default();
        let mut at = 0;
        while at < slice.len() {
            let Some(time) = grammar::parse(slice, at) else {
                at += 1;
                continue;
            };
            let whole = at..at + time.taken;
            // A range is given whole, then by its ends.
            for (part, expression) in std::iter::once((whole, time.expression)).chain(time.ends.into_iter().flatten()) {
                let tokens = sentence.tokens.start + part.start..sentence.tokens.start + part.end;
                let context = context(analysis, &tokens, expression, published, &last_spoken);
                let date = resolve::resolve(expression, context);
                match expression {
                    Expression::Clock => clocks.push(found.len()),
                    _ => last_spoken.note(date),
                }
                found.push(TimeExpression { tokens, date });
            }
            at += time.taken;
        }
        date_clocks(&mut found, &clocks, sentence.tokens.start);
        clocks.clear();
    }
    found
}

/// “shot at 2 am in the street on Friday”: a time of day is of the nearest day that its sentence, which begins at `start`,
/// names.
fn date_clocks(found: &mut [TimeExpression], clocks: &[usize], start: usize) {
    let first = found.partition_point(|time| time.tokens.start < start);
    for &clock in clocks {
        let days =
            (first..found.len()).filter(|at| !clocks.contains(at) && matches!(found[*at].date, Some(Date::Day(_))));
        if let Some(day) = days.min_by_key(|day| day.abs_diff(clock)) {
            found[clock].date = found[day].date;
        }
    }
}

/// The day last spoken of, and the first day of the month and year; a new paragraph keeps those of the paragraph before
/// it, and no older ones.
#[derive(Default)]
struct Discourse {
    day: Option<NaiveDate>,
    month: Option<NaiveDate>,
    year: Option<NaiveDate>,
    line: usize,
    noted_in: usize,
}

impl Discourse {
    fn enter_line(&mut self, line: usize) {
        self.line = line;
        if line > self.noted_in + 1 {
            (self.day, self.month, self.year) = (None, None, None);
        }
    }

    fn note(&mut self, date: Option<Date>) {
        let Some(first) = date.and_then(Date::first_day) else { return };
        match date {
            Some(Date::Day(_)) => (self.day, self.month, self.year) = (Some(first), Some(first), Some(first)),
            Some(Date::Month(..)) => (self.month, self.year) = (Some(first), Some(first)),
            Some(Date::Year(_)) => self.year = Some(first),
            Some(Date::Interval(..)) | None => return,
        }
        self.noted_in = self.line;
    }

    /// What an expression counts from.
    fn base(&self, expression: Expression) -> Option<NaiveDate> {
        match expression {
            Expression::Discourse(Unit::Month, _) => self.month,
            Expression::Discourse(Unit::Year, _) => self.year,
            _ => self.day,
        }
    }
}

fn context(
    analysis: &Analysis,
    tokens: &Range<usize>,
    expression: Expression,
    published: Option<NaiveDate>,
    spoken: &Discourse,
) -> Context {
    let direction = match expression {
        Expression::Years(..) | Expression::Ago(..) | Expression::Calendar { year: Some(_), .. } => Direction::Unknown,
        _ => direction_of(analysis, tokens),
    };
    // Who speaks of “today” speaks of the day of speaking.
    let by_the_day = matches!(expression, Expression::Shifted(Unit::Day, _));
    let published = if by_the_day && is_quoted(analysis, tokens.start) { spoken.day } else { published };
    Context { published, discourse: spoken.base(expression), direction }
}

/// The tense of the clause, or what the preposition says: “by Friday”, “set for Friday”.
fn direction_of(analysis: &Analysis, tokens: &Range<usize>) -> Direction {
    let inside = |head: usize| tokens.contains(&head);
    let head = tokens.clone().find(|&at| {
        analysis.tokens.get(at).is_some_and(|token| token.upos != Upos::Punct && !token.head.is_some_and(inside))
    });
    if direction::is_told_of(analysis, tokens.end) {
        return Direction::Past;
    }
    let direction = head.map_or(Direction::Unknown, |head| direction::of_clause(analysis, head));
    let preposition =
        tokens.start.checked_sub(1).and_then(|at| analysis.tokens.get(at)).map(|token| token.form.as_str());
    match (preposition, direction) {
        (Some("since" | "Since"), _) => Direction::Past,
        (Some("by" | "until" | "till"), Direction::Unknown) => Direction::Future,
        _ => direction,
    }
}

fn is_quoted(analysis: &Analysis, token: usize) -> bool {
    // Quotations are few and sorted by where they open.
    let after = analysis.quotations.partition_point(|quotation| quotation.tokens.start <= token);
    analysis
        .quotations
        .get(..after)
        .is_some_and(|before| before.iter().rev().take(3).any(|q| q.tokens.contains(&token) && !q.is_turn()))
}

/// What each token can mean; the words of a person's name mean nothing (“Theresa May”).
fn classify(analysis: &Analysis) -> Vec<Word> {
    let mut words: Vec<Word> = analysis
        .tokens
        .iter()
        .map(|token| match words::classify(&token.form) {
            Some(Word::Month(_)) if token.upos == Upos::Aux => Word::Other,
            Some(Word::Season(_)) if !matches!(token.upos, Upos::Noun | Upos::Propn) => Word::Other,
            Some(word) => word,
            None if token.xpos == "NNS" || token.xpos == "NNPS" => Word::Plural,
            None if matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj) => Word::Nominal,
            None => Word::Other,
        })
        .collect();
    for name in analysis.names.iter().filter(|name| matches!(name.kind, NameType::Person | NameType::Organization)) {
        for word in words.get_mut(name.tokens.clone()).unwrap_or_default() {
            if matches!(word, Word::Month(_) | Word::Weekday(_) | Word::Season(_) | Word::Feast(..)) {
                *word = Word::Nominal;
            }
        }
    }
    words
}

#[cfg(test)]
mod tests;
