//! A graph in; `graph.conllu` out: the sentences behind its edges as words, with entities as CorefUD brackets them and the trigger
//! words of events, for whatever annotates, trains or searches on CoNLL-U.
//!
//! A graph keeps no lemmas and no trees: those columns are `_`, as in any text that is only tokenized.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use super::jsonld::encoded;
use super::{EdgeView, Export, View};
use crate::analyze::conllu::one_line;
use crate::analyze::{Word, words};
use crate::decisions::Verb;
use crate::graph::{EdgeKind, Evidence};

/// Writer of `graph.conllu`.
pub(super) struct Conllu;

/// The fields of an opening bracket; of an entity, `other` has the id of its node.
const ENTITY: &str = "# global.Entity = eid-etype-head-other";

/// What a sentence says, in bytes of it.
#[derive(Default)]
struct Said<'v> {
    /// By their first and, the longest first, their last byte.
    mentions: BTreeSet<(usize, std::cmp::Reverse<usize>, &'v str)>,
    /// By trigger: what happened, by which edge, and what people decided of it.
    events: BTreeSet<(usize, &'static str, &'v str, Option<Verb>)>,
}

/// A sentence by document, first byte and text.
type Place<'v> = (&'v str, usize, &'v str);

impl Export for Conllu {
    fn file_name(&self) -> &'static str {
        "graph.conllu"
    }

    fn purpose(&self) -> &'static str {
        "the sentences behind the edges, with entities and triggers"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut sentences = BTreeMap::<Place<'_>, Said<'_>>::new();
        for edge in view.edges() {
            for evidence in &edge.evidence {
                let place = (&*evidence.document, evidence.sentence_begin, &*evidence.sentence);
                sentences.entry(place).or_default().add(edge, evidence, view);
            }
        }
        let mut document = None;
        let mut text = String::new();
        for (number, (&place, said)) in sentences.iter().enumerate() {
            text.clear();
            if document.replace(place.0) != Some(place.0) {
                let _ = writeln!(text, "# newdoc id = {}\n# generator = {}", one_line(place.0), view.producer(place.0));
                let _ = writeln!(text, "{ENTITY}");
            }
            let _ = writeln!(text, "# sent_id = {}\n# text = {}", number + 1, one_line(place.2));
            said.rows(place.2, view, &mut text);
            text.push('\n');
            out.write_all(text.as_bytes())?;
        }
        Ok(())
    }
}

impl<'v> Said<'v> {
    /// What one mention of an edge tells. Of a meeting or statement the marks are those of the event that it was read from, whose
    /// parties may be others than the ends of this edge.
    fn add(&mut self, edge: &EdgeView<'v>, evidence: &Evidence, view: &'v View<'_>) {
        let (marks, claim) = (&evidence.marks, edge.claim);
        let entity = |id: &str| view.node(id).is_some_and(|shown| shown.node.entity().is_some());
        if !entity(&claim.source) || !entity(&claim.target) {
            return;
        }
        let local = |(begin, end): (usize, usize)| {
            let first = evidence.sentence_begin;
            let span = begin.checked_sub(first)?..end.checked_sub(first)?;
            evidence.sentence.get(span.clone()).map(|_| span)
        };
        for (mark, id) in [(marks.source, &claim.source), (marks.target, &claim.target)] {
            if let Some(span) = mark.and_then(local) {
                self.mentions.insert((span.start, std::cmp::Reverse(span.end), id));
            }
        }
        if let (EdgeKind::Event(_), Some(span)) = (claim.kind, marks.trigger.and_then(local)) {
            self.events.insert((span.start, claim.kind.neo4j_type(), edge.id, edge.decision));
        }
    }

    /// The rows of the sentence.
    fn rows(&self, text: &str, view: &View<'_>, out: &mut String) {
        let words = words(text);
        let mentions = self.by_words(&words);
        let mut inside = 0;
        for (i, word) in words.iter().enumerate() {
            let several = usize::from(word.multiword);
            if several > 1 {
                let end = words.get(i + several - 1).map_or(word.span.end, |last| last.span.end);
                let space = if is_followed(text, end) { "SpaceAfter=No" } else { "_" };
                let _ = writeln!(
                    out,
                    "{}-{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{space}",
                    i + 1,
                    i + several,
                    form(text, word.span.start..end)
                );
                inside = several;
            }
            let mut misc = brackets(i, &mentions, view);
            for (_, kind, edge, decision) in self.events.iter().filter(|(at, ..)| word.span.contains(at)) {
                let _ = write!(misc, "{}{kind}:{edge}", if misc.contains("Event=") { "," } else { "|Event=" });
                let _ = decision.map(|decision| write!(misc, ":{decision}"));
            }
            if inside == 0 && is_followed(text, word.span.end) {
                misc.push_str("|SpaceAfter=No");
            }
            inside = inside.saturating_sub(1);
            let misc = misc.strip_prefix('|').filter(|misc| !misc.is_empty()).unwrap_or("_");
            let _ = writeln!(out, "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, form(text, word.span.clone()));
        }
    }

    /// The mentions by their first and last word. Of two that cross, which no bracket could tell, the one that begins first.
    fn by_words(&self, words: &[Word]) -> Vec<(Range<usize>, &'v str)> {
        let mut found = Vec::<(Range<usize>, &str)>::new();
        for &(begin, std::cmp::Reverse(end), id) in &self.mentions {
            let first = words.partition_point(|word| word.span.end <= begin);
            let last = words.partition_point(|word| word.span.start < end);
            let crosses = |(other, _): &(Range<usize>, &str)| first < other.end && other.end < last;
            let is_there = |other: &(Range<usize>, &str)| *other == (first..last, id);
            if first < last && !found.iter().any(|other| crosses(other) || is_there(other)) {
                found.push((first..last, id));
            }
        }
        found
    }
}

/// What begins or ends at a word: `|Entity=(e3-person-1-id:Q42)`, and nothing where nothing does.
fn brackets(word: usize, mentions: &[(Range<usize>, &str)], view: &View<'_>) -> String {
    let mut found = String::new();
    // The number of the node; unlike ids of nodes it holds nothing that has a meaning in brackets.
    let number = |id: &str| view.place_of(id).unwrap_or_default() + 1;
    for (_, id) in mentions.iter().filter(|(span, _)| span.end == word + 1 && span.len() > 1).rev() {
        let _ = write!(found, "e{})", number(id));
    }
    for (span, id) in mentions.iter().filter(|(span, _)| span.start == word) {
        let shown = view.node(id);
        let kind = shown.and_then(|shown| shown.node.entity()).map_or("", |entity| entity.kind.as_str());
        let _ = write!(found, "(e{}-{}-1-id:{}", number(id), kind.to_lowercase(), escaped(id));
        for decision in shown.into_iter().flat_map(|shown| &shown.decisions) {
            let _ = write!(found, ",decision:{}", escaped(decision.as_str()));
        }
        if span.len() == 1 {
            found.push(')');
        }
    }
    if found.is_empty() { found } else { format!("|Entity={found}") }
}

/// Percent-encoded, with the hyphen too, which parts the fields of a bracket.
fn escaped(id: &str) -> String {
    encoded(id).replace('-', "%2D")
}

/// Whether a character other than white space follows.
fn is_followed(text: &str, end: usize) -> bool {
    text.get(end..).and_then(|rest| rest.chars().next()).is_some_and(|next| !next.is_whitespace())
}

/// The form of a word, which has no white space and so ends no row and no column.
fn form(text: &str, span: Range<usize>) -> &str {
    text.get(span).unwrap_or_default()
}
