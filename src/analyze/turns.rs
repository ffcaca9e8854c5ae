//! A transcript in, whose lines [`LineKind::Speaker`] name who speaks; the turns, the names in their labels and the guest of
//! an interview out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Analysis, Name, NameType};
use crate::ingest::{Document, LineKind};

/// The bytes of each turn: the running text from a label to the next, in the order of the text.
pub(super) fn find(document: &Document) -> impl Iterator<Item = Range<usize>> {
    let mut lines = document.lines.iter().peekable();
    std::iter::from_fn(move || {
        loop {
            if lines.next()?.kind != LineKind::Speaker {
                continue;
            }
            let mut turn: Option<Range<usize>> = None;
            while let Some(line) = lines.next_if(|line| line.kind == LineKind::Body) {
                turn = Some(turn.map_or(line.span.start, |turn| turn.start)..line.span.end);
            }
            if turn.is_some() {
                return turn;
            }
        }
    })
}

/// Gives names to the labels where the model saw none or a place: a word that somebody in the text has for a surname. Labels
/// stand without a sentence around them, which the model needs.
pub(super) fn name_speakers(analysis: &mut Analysis) {
    if !analysis.sentences.iter().any(|sentence| sentence.kind == LineKind::Speaker) {
        return;
    }
    let surname = |name: &Name| {
        analysis.tokens.get(name.tokens.end.checked_sub(1)?).map(|token| token.form.to_lowercase().to_string())
    };
    let full = |name: &&Name| name.kind == NameType::Person && name.tokens.len() > 1;
    let surnames: BTreeSet<String> = analysis.names.iter().filter(full).filter_map(surname).collect();
    let mut named = Vec::new();
    for sentence in analysis.sentences.iter().filter(|sentence| sentence.kind == LineKind::Speaker) {
        let Some(last) = words(analysis, &sentence.tokens).last() else { continue };
        if !surnames.contains(analysis.tokens[last].form.to_lowercase().as_str()) {
            continue;
        }
        let at = analysis.names.partition_point(|name| name.tokens.end <= last);
        match analysis.names.get_mut(at).filter(|name| name.tokens.contains(&last)) {
            Some(name) => name.kind = NameType::Person,
            None => named.push(Name { tokens: last..last + 1, kind: NameType::Person }),
        }
    }
    analysis.names.extend(named);
    analysis.names.sort_by_key(|name| name.tokens.start);
}

/// The tokens of a label before its role and colon.
pub(super) fn words<'a>(analysis: &'a Analysis, label: &Range<usize>) -> impl Iterator<Item = usize> + 'a {
    label.clone().take_while(|&token| !matches!(analysis.tokens[token].form.as_str(), "," | "(" | "[" | ":"))
}

/// The name in a label: the last one before the role, a person's if there is one.
pub(super) fn named<'a>(analysis: &'a Analysis, label: &Range<usize>) -> Option<&'a Name> {
    let end = words(analysis, label).last()? + 1;
    let first = analysis.names.partition_point(|name| name.tokens.end <= label.start);
    let names = || analysis.names[first..].iter().take_while(|name| name.tokens.start < end);
    names().filter(|name| name.kind == NameType::Person).last().or_else(|| names().last())
}

/// The index of the name of the one person whom the text before its first turn speaks of: the guest of an interview.
pub(super) fn guest(analysis: &Analysis) -> Option<usize> {
    let before = analysis.sentences.iter().take_while(|sentence| sentence.kind != LineKind::Speaker);
    let end = before.last()?.tokens.end;
    let credit = |name: &Name| {
        let sentence = analysis.tokens.get(name.tokens.start).and_then(|token| analysis.sentences.get(token.sentence));
        sentence.is_some_and(|sentence| matches!(sentence.kind, LineKind::Byline | LineKind::Dateline))
    };
    let mut people = (0..analysis.names.len())
        .take_while(|&at| analysis.names[at].tokens.end <= end)
        .filter(|&at| analysis.names[at].kind == NameType::Person && !credit(&analysis.names[at]));
    let surname = |at: usize| &analysis.tokens[analysis.names[at].tokens.end - 1].form;
    let first = people.next()?;
    people.all(|other| surname(other) == surname(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_runs_from_its_label_to_the_next() {
        let document = Document::new("t", "Talks\n\nMOE: I went.\n\nWe met.\n\nROE:\nThank you.\n\nMOE: Bye.");
        let turns: Vec<&str> = find(&document).map(|turn| &document.text[turn]).collect();
        assert_eq!(turns, ["I went.\n\nWe met.", "Thank you.", "Bye."]);
        assert_eq!(find(&Document::new("t", "Moe: we went\n\nThe envoy met Moe in Oslo.")).count(), 0);
    }
}
