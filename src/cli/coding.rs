//! A document, its analysis and its entities in; each sentence with the events that it tells of, and of the words that
//! may name an event and gave none the reason, as text out.

use std::fmt::Write as _;

use super::marked::{self, Part};
use crate::analyze::Analysis;
use crate::events::{Actor, Event, Note, Rules};
use crate::ingest::{Document, LineKind};
use crate::resolve::Resolution;
use crate::terminal::on_one_line;

/// The text of one document.
pub(super) fn text(rules: &Rules, document: &Document, analysis: &Analysis, resolution: &Resolution) -> String {
    let (coded, notes) = rules.code_with_notes(document, analysis, resolution);
    let page = Page { document, analysis, resolution };
    let mut out = format!("# {}\n", on_one_line(&document.id));
    let (mut events, mut notes) = (coded.events.iter().peekable(), notes.iter().peekable());
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{} {}", number + 1, on_one_line(page.words(sentence.span.clone())));
        let before = out.len();
        let mut named = Vec::new();
        while let Some(event) = events.next_if(|event| event.evidence.sentence <= number) {
            page.event(event, &mut out);
            named.extend(event.evidence.marks.trigger);
        }
        while let Some(note) = notes.next_if(|note| note.token < sentence.tokens.end) {
            let token = &analysis.tokens[note.token];
            // A word that named an event needs no excuse for its other senses.
            if !named.contains(&(token.span.start, token.span.end)) {
                page.note(note, &mut out);
            }
        }
        if out.len() == before {
            out.push_str(match sentence.kind {
                LineKind::Byline => "  none   a byline is not coded\n",
                LineKind::Dateline => "  none   a dateline is not coded\n",
                LineKind::Speaker => "  none   a speaker's name is not coded\n",
                LineKind::Headline | LineKind::Body => "  none   no word triggers a rule\n",
            });
        }
    }
    out
}

/// What a document's text is made of.
struct Page<'a> {
    document: &'a Document,
    analysis: &'a Analysis,
    resolution: &'a Resolution,
}

impl Page<'_> {
    fn words(&self, span: std::ops::Range<usize>) -> &str {
        self.document.text.get(span).unwrap_or_default()
    }

    fn event(&self, event: &Event, out: &mut String) {
        let evidence = &event.evidence;
        let (source, target) = (self.actor(event.source.as_ref()), self.actor(event.target.as_ref()));
        let mut truth = format!("{}, {}", event.polarity.as_str(), event.modality.as_str());
        for (word, entity) in [("says", event.attribution), ("place", event.place)] {
            if let Some(entity) = entity {
                truth.push_str(&format!(", {word}: {}", self.entity(entity)));
            }
        }
        if let Some(date) = event.date {
            truth.push_str(&format!(", {date}"));
        }
        let confidence = crate::graph::Confidence::from(evidence.confidence);
        let _ = writeln!(out, "  event  {source} {} {target}", event.predicate.name());
        let _ = writeln!(out, "         {truth}; rule {}, confidence {confidence}", evidence.rule);
        let _ = writeln!(out, "         {}", self.marked(event));
        if !evidence.marks.decided.is_empty() {
            let _ = writeln!(out, "         {}", on_one_line(&evidence.marks.decided));
        }
    }

    fn marked(&self, event: &Event) -> String {
        let Some(sentence) = self.analysis.sentences.get(event.evidence.sentence) else { return String::new() };
        let marks = &event.evidence.marks;
        let start = sentence.span.start;
        let part = |(name, span): (&'static str, Option<(usize, usize)>)| -> Option<Part> {
            let (begin, end) = span?;
            Some((name, (begin.checked_sub(start)?, end.checked_sub(start)?)))
        };
        let parts = [("source", marks.source), ("trigger", marks.trigger), ("target", marks.target)];
        let parts: Vec<Part> = parts.into_iter().filter_map(part).collect();
        marked::sentence(self.words(sentence.span.clone()), &parts)
    }

    fn note(&self, note: &Note, out: &mut String) {
        let form = &self.analysis.tokens[note.token].form;
        let _ = writeln!(out, "  none   “{}” {}: {}", on_one_line(form), note.rule, on_one_line(&note.why));
    }

    fn actor(&self, actor: Option<&Actor>) -> String {
        match actor {
            Some(Actor::Entity(entity)) => self.entity(*entity),
            Some(Actor::Group { name, country, .. }) => {
                let country = country.as_deref().map_or("Group".to_owned(), |country| format!("Group, {country}"));
                format!("{} ({country})", on_one_line(name))
            }
            None => "nobody".to_owned(),
        }
    }

    fn entity(&self, entity: usize) -> String {
        let Some(entity) = self.resolution.entities.get(entity) else { return String::new() };
        format!("{} ({})", on_one_line(&entity.name), entity.id)
    }
}
